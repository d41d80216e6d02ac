/* test_feeds.c: feeds of all kinds and robots.txt, whole and broken. */
#include "check.h"
#include "fetch/fetch.h"

static kh_arena *a;

static kh_status parse(const char *text, kh_feed *out) {
  kh_error err;
  return kh_feed_parse(text, strlen(text), "https://news.example.org/feeds/world.xml", a, out, &err);
}

static bool entry_is(const kh_feed *f, size_t i, const char *url, const char *title, const char *day) {
  return i < f->entries.n && kh_str_is(f->entries.at[i].url, url) && kh_str_is(f->entries.at[i].title, title) && kh_str_is(f->entries.at[i].published, day);
}

static void feeds(void) {
  kh_feed f;
  CHECK(!parse("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>World</title><link>https://news.example.org/</link>"
               "<item><title>Talks &amp; truce</title><link>https://news.example.org/a?x=1&amp;y=2#top</link><pubDate>Fri, 22 Mar 2024 23:30:00 GMT</pubDate></item>"
               "<item><guid>https://news.example.org/b</guid></item><item><guid isPermaLink=\"false\">tag:1</guid></item>"
               "<item><link>../c.html</link><title>C</title></item><item><link>javascript:alert(1)</link></item><item><link>ftp://x.example.org/</link></item></channel></rss>", &f));
  CHECK(f.entries.n == 3);
  CHECK(entry_is(&f, 0, "https://news.example.org/a?x=1&y=2", "Talks & truce", "2024-03-22"));
  CHECK(entry_is(&f, 1, "https://news.example.org/b", "", ""));
  CHECK(entry_is(&f, 2, "https://news.example.org/c.html", "C", ""));
  CHECK(!parse("\n <?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>One</title><link rel=\"self\" href=\"/self\"/>"
               "<link href=\"/one\"/><updated>2024-03-23T01:00:00Z</updated><published>2024-03-21T10:00:00+02:00</published></entry>"
               "<entry><link rel=\"alternate\" href=\"https://other.example.org/two\"/><updated>2024-03-23T01:00:00Z</updated></entry></feed>", &f));
  CHECK(f.entries.n == 2 && entry_is(&f, 0, "https://news.example.org/one", "One", "2024-03-21") && entry_is(&f, 1, "https://other.example.org/two", "", "2024-03-23"));
  CHECK(!parse("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
               "<item rdf:about=\"x\"><title>Old</title><link>http://news.example.org/old</link><dc:date>2003-01-02</dc:date></item></rdf:RDF>", &f));
  CHECK(entry_is(&f, 0, "http://news.example.org/old", "Old", "2003-01-02"));
  CHECK(!parse("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"1\",\"url\":\"/j\",\"title\":\"J\",\"date_published\":\"2024-02-29T00:00:00Z\"},{\"id\":\"2\"},7]}", &f));
  CHECK(f.entries.n == 1 && entry_is(&f, 0, "https://news.example.org/j", "J", "2024-02-29"));
  /* broken ones: what came before the break is kept */
  CHECK(parse("<rss><channel><item><link>https://news.example.org/a</link></item><item><link>https://news", &f) == KH_E_FORMAT && f.entries.n == 1);
  CHECK(parse("", &f) == KH_E_FORMAT);
  CHECK(parse("<html><body>Not found</body></html>", &f) == KH_E_FORMAT);
  CHECK(parse("{\"items\":7}", &f) == KH_E_FORMAT);
  CHECK(parse("{\"items\":[", &f) == KH_E_FORMAT);
  CHECK(parse("\x01\x02\xFF", &f) == KH_E_FORMAT);
  /* a million elements in each other, and entities that grow */
  kh_buf deep = {0};
  for (int i = 0; i < 1000000; i++) kh_buf_put(&deep, "<a>", 3);
  kh_error err;
  CHECK(kh_feed_parse(deep.s, deep.n, "https://x.example.org/", a, &f, &err) == KH_E_FORMAT && strstr(err.message, "deep"));
  deep.n = 0;
  kh_buf_printf(&deep, "<!DOCTYPE rss [<!ENTITY a0 \"ha\">");
  for (int i = 1; i < 40; i++) kh_buf_printf(&deep, "<!ENTITY a%d \"&a%d;&a%d;\">", i, i - 1, i - 1);
  kh_buf_printf(&deep, "]><rss><channel><item><title>&a39;</title></item></channel></rss>");
  CHECK(kh_feed_parse(deep.s, deep.n, "https://x.example.org/", a, &f, &err) == KH_E_FORMAT);
  kh_buf_free(&deep);
}

static bool allowed(const char *robots, const char *path) {
  kh_robots r;
  kh_robots_parse(kh_str_of(robots), KH_STR("khaldun"), a, &r);
  return kh_robots_allow(&r, kh_str_of(path));
}

static void robots(void) {
  CHECK(allowed("", "/a"));
  CHECK(allowed("User-agent: *\nDisallow:", "/a"));
  CHECK(!allowed("User-agent: *\nDisallow: /", "/a"));
  CHECK(!allowed("user-AGENT: Khaldun/2.0\r\nDISALLOW: /p # remark\r\n", "/p/x"));
  CHECK(allowed("User-agent: other\nDisallow: /\n", "/a"));
  CHECK(allowed("User-agent: *\nDisallow: /\n\nUser-agent: khaldun\nDisallow: /private", "/a"));   /* its own group goes before '*' */
  CHECK(!allowed("User-agent: other\nUser-agent: khaldun\nDisallow: /a\nUser-agent: third\nDisallow: /b", "/a"));
  CHECK(allowed("User-agent: other\nUser-agent: khaldun\nDisallow: /a\nUser-agent: third\nDisallow: /b", "/b"));
  CHECK(allowed("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c"));      /* the longest decides */
  CHECK(!allowed("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c"));
  CHECK(allowed("User-agent: *\nDisallow: /page\nAllow: /page", "/page"));   /* as long: allowed */
  CHECK(!allowed("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf"));
  CHECK(allowed("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z"));
  CHECK(!allowed("User-agent: *\nDisallow: /*/b*/d", "/a/bcc/d"));
  CHECK(allowed("User-agent: *\nDisallow: /*/b*/e", "/a/bcc/d"));
  kh_robots r;
  kh_robots_parse(KH_STR("User-agent: *\nCrawl-delay: 7.5\n"), KH_STR("khaldun"), a, &r);
  CHECK(r.delay == 7.5);
  kh_robots_parse(KH_STR("User-agent: *\nCrawl-delay: 1e9\n"), KH_STR("khaldun"), a, &r);
  CHECK(r.delay == 60);
  char stars[4100];
  memset(stars, '*', 4000);
  memcpy(stars + 4000, "x", 2);
  kh_buf b = {0};
  kh_buf_printf(&b, "User-agent: *\nDisallow: /%s\n", stars);
  kh_buf_byte(&b, 0);
  CHECK(allowed(b.s, "/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
  kh_buf_free(&b);
}

static void addresses(void) {
  kh_str site, path;
  CHECK(kh_str_is(kh_url_resolve("https://a.example.org/b/c", KH_STR(" ../d e "), a), "https://a.example.org/d%20e"));
  CHECK(kh_str_is(kh_url_resolve(NULL, KH_STR("http://a.example.org"), a), "http://a.example.org/"));
  CHECK(!kh_url_resolve(NULL, KH_STR("a/b"), a).n && !kh_url_resolve(NULL, KH_STR("file:///etc/passwd"), a).n);
  CHECK(kh_url_split(KH_STR("https://a.example.org:8080/x?y"), a, &site, &path) && kh_str_is(site, "https://a.example.org:8080") && kh_str_is(path, "/x?y"));
  CHECK(kh_url_split(KH_STR("https://a.example.org?y"), a, &site, &path) && kh_str_is(site, "https://a.example.org") && kh_str_is(path, "/?y"));
  CHECK(!kh_url_split(KH_STR("nonsense"), a, &site, &path));
}

int main(void) {
  kh_guard g;
  a = kh_arena_new(0);
  kh_arena_guard(a, &g);
  if (setjmp(g.env)) CHECK(false);
  else {
    feeds();
    robots();
    addresses();
  }
  kh_arena_unguard(a, &g);
  kh_arena_free(a);
  return check_done();
}
