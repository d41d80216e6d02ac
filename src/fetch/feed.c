/* feed.c: feeds to the addresses that they name. */
#include <curl/curl.h>
#include <expat.h>

#include "base/load_json.h"
#include "fetch/fetch.h"

enum { MAX_ENTRIES = 10000, MAX_DEPTH = 100, MAX_FIELD = 16 << 10 };

kh_str kh_url_resolve(const char *base, kh_str ref, kh_arena *a) {
  kh_str out = {NULL, 0};
  char *text = NULL, *scheme = NULL;
  CURLU *u = curl_url();
  ref = kh_str_trim(ref);
  if (u && ref.n && ref.n < 8192 && (!base || !curl_url_set(u, CURLUPART_URL, base, 0)) && !curl_url_set(u, CURLUPART_URL, kh_str_dup(a, ref).s, CURLU_URLENCODE) &&
      !curl_url_set(u, CURLUPART_FRAGMENT, NULL, 0) && !curl_url_get(u, CURLUPART_SCHEME, &scheme, 0) && (!strcmp(scheme, "http") || !strcmp(scheme, "https")) &&
      !curl_url_get(u, CURLUPART_URL, &text, 0))
    out = kh_str_dup(a, kh_str_of(text));
  curl_free(text);
  curl_free(scheme);
  curl_url_cleanup(u);
  return out;
}

bool kh_url_split(kh_str url, kh_arena *a, kh_str *site, kh_str *path) {
  size_t i = 0;
  while (i + 3 <= url.n && memcmp(url.s + i, "://", 3)) i++;
  if (i + 3 >= url.n) return false;
  size_t slash = i + 3;
  while (slash < url.n && url.s[slash] != '/' && url.s[slash] != '?') slash++;
  *site = kh_str_dup(a, kh_str_sub(url, 0, slash));
  *path = slash < url.n && url.s[slash] == '/' ? kh_str_sub(url, slash, url.n) : kh_str_printf(a, "/" KH_FMT, KH_ARG(kh_str_sub(url, slash, url.n)));
  return true;
}

/* "Fri, 22 Mar 2024 10:00:00 GMT" and "2024-03-22T10:00:00Z" to a day. */
static kh_str day_of(kh_str v, kh_arena *a) {
  v = kh_str_trim(v);
  int32_t day = v.n >= 10 && v.s[4] == '-' ? kh_day_parse(kh_str_sub(v, 0, 10)) : KH_NO_DAY;
  char out[16];
  if (day == KH_NO_DAY && v.n < 100) {
    time_t t = curl_getdate(kh_str_dup(a, v).s, NULL);
    if (t > 0) day = (int32_t)(t / 86400);
  }
  if (day == KH_NO_DAY) return KH_STR("");
  kh_day_format(day, out);
  return kh_str_dup(a, kh_str_of(out));
}

typedef struct reading {
  kh_arena *a;
  kh_feed *out;
  const char *base;
  XML_Parser parser;
  unsigned depth, entry;    /* depth of the entry that is open, 0: none */
  const char *field;        /* of the entry, that is being read, or NULL */
  kh_str link, guid, title, date;
  bool any, too_deep;
  size_t n;
  char text[MAX_FIELD];
} reading;

static const char *local(const char *name) {
  const char *bar = strrchr(name, '|');
  return bar ? bar + 1 : name;
}

static void begin(void *user, const XML_Char *name, const XML_Char **attr) {
  reading *r = user;
  name = local(name);
  if (++r->depth > MAX_DEPTH) {
    r->too_deep = true;
    XML_StopParser(r->parser, XML_FALSE);
    return;
  }
  if (!strcmp(name, "rss") || !strcmp(name, "feed") || !strcmp(name, "RDF") || !strcmp(name, "channel")) r->any = true;
  if (!r->entry && (!strcmp(name, "item") || !strcmp(name, "entry"))) {
    r->entry = r->depth;
    r->link = r->guid = r->title = r->date = KH_STR("");
    return;
  }
  if (!r->entry || r->depth != r->entry + 1) return;
  static const char *const fields[] = {"link", "guid", "title", "pubDate", "date", "published", "updated"};
  r->field = NULL;
  r->n = 0;
  for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
    if (!strcmp(name, fields[i])) r->field = fields[i];
  const char *href = NULL, *rel = "alternate", *permanent = "true";
  for (size_t i = 0; attr[i]; i += 2) {
    if (!strcmp(attr[i], "href")) href = attr[i + 1];
    else if (!strcmp(attr[i], "rel")) rel = attr[i + 1];
    else if (!strcmp(attr[i], "isPermaLink")) permanent = attr[i + 1];
  }
  if (r->field == fields[0] && href && !strcmp(rel, "alternate") && !r->link.n) r->link = kh_str_dup(r->a, kh_str_of(href));
  if (r->field == fields[1] && strcmp(permanent, "true")) r->field = NULL;
}

static void characters(void *user, const XML_Char *s, int n) {
  reading *r = user;
  if (!r->field || n <= 0) return;
  size_t k = (size_t)n < sizeof r->text - r->n ? (size_t)n : sizeof r->text - r->n;
  memcpy(r->text + r->n, s, k);
  r->n += k;
}

static void close_entry(reading *r) {
  kh_str url = kh_url_resolve(r->base, r->link.n ? r->link : r->guid, r->a);
  if (url.n && r->out->entries.n < MAX_ENTRIES) KH_PUSH(r->a, &r->out->entries, (kh_feed_entry){url, r->title, day_of(r->date, r->a)});
}

static void finish(void *user, const XML_Char *name) {
  reading *r = user;
  (void)name;
  if (r->field && r->depth == r->entry + 1) {
    kh_str v = kh_str_dup(r->a, kh_str_trim((kh_str){r->text, r->n}));
    if (!strcmp(r->field, "link")) r->link = r->link.n ? r->link : v;
    else if (!strcmp(r->field, "guid")) r->guid = v;
    else if (!strcmp(r->field, "title")) r->title = r->title.n ? r->title : v;
    else if (!r->date.n || strcmp(r->field, "updated")) r->date = v;   /* the day of the change only where there is no other */
    r->field = NULL;
  }
  if (r->entry && r->depth == r->entry) close_entry(r), r->entry = 0;
  r->depth--;
}

static kh_status parse_xml(const char *bytes, size_t n, const char *base, kh_arena *a, kh_feed *out, kh_error *err) {
  reading *r = KH_NEW(a, reading);
  r->a = a, r->out = out, r->base = base;
  /* The arena jumps where memory is short: the parser's own memory must not be lost then. */
  kh_guard g;
  kh_status s = KH_OK;
  r->parser = XML_ParserCreateNS(NULL, '|');
  if (!r->parser) return kh_fail(err, KH_E_MEMORY, "not enough memory for the feed");
  kh_arena_guard(a, &g);
  if (setjmp(g.env)) {
    s = kh_fail(err, g.status, "not enough memory for the feed");
  } else {
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, begin, finish);
    XML_SetCharacterDataHandler(r->parser, characters);
    if (n > INT32_MAX) s = kh_fail(err, KH_E_LIMIT, "the feed is too long");
    else if (!XML_Parse(r->parser, bytes, (int)n, XML_TRUE)) {
      s = kh_fail(err, KH_E_FORMAT, "broken XML in line %lu: %s", (unsigned long)XML_GetCurrentLineNumber(r->parser), r->too_deep ? "nested too deep" : XML_ErrorString(XML_GetErrorCode(r->parser)));
      if (err) err->offset = (size_t)XML_GetCurrentByteIndex(r->parser);
    } else if (!r->any) s = kh_fail(err, KH_E_FORMAT, "neither RSS nor Atom");
  }
  kh_arena_unguard(a, &g);
  XML_ParserFree(r->parser);
  return s;
}

static kh_str string_of(const json_t *o, const char *key) {
  const json_t *v = json_object_get(o, key);
  return json_is_string(v) ? (kh_str){json_string_value(v), json_string_length(v)} : KH_STR("");
}

static kh_status parse_json(const char *bytes, size_t n, const char *base, kh_arena *a, kh_feed *out, kh_error *err) {
  json_error_t je;
  bool starved;
  json_t *feed = kh_json_load(bytes, n, 0, &je, &starved);
  const json_t *items = json_object_get(feed, "items");
  kh_status s = KH_OK;
  kh_guard g;
  kh_arena_guard(a, &g);
  if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory for the feed");
  else if (starved) s = kh_fail(err, KH_E_MEMORY, "not enough memory for the feed");
  else if (!json_is_array(items)) s = kh_fail(err, KH_E_FORMAT, "no JSON feed: %s", feed ? "it has no list \"items\"" : je.text);
  else
    for (size_t i = 0; i < json_array_size(items) && out->entries.n < MAX_ENTRIES; i++) {
      const json_t *e = json_array_get(items, i);
      kh_str url = kh_url_resolve(base, string_of(e, "url"), a);
      if (url.n) KH_PUSH(a, &out->entries, (kh_feed_entry){url, kh_str_dup(a, string_of(e, "title")), day_of(string_of(e, "date_published"), a)});
    }
  kh_arena_unguard(a, &g);
  json_decref(feed);
  return s;
}

kh_status kh_feed_parse(const char *bytes, size_t n, const char *base, kh_arena *a, kh_feed *out, kh_error *err) {
  kh_str head = kh_str_trim((kh_str){bytes, n < 64 ? n : 64});
  if (kh_str_starts(head, KH_STR("\xEF\xBB\xBF"))) head = kh_str_trim(kh_str_sub(head, 3, head.n));
  *out = (kh_feed){.entries = {0}};
  /* blanks before the declaration are an error to expat, and common on the web */
  const char *from = head.n ? head.s : bytes;
  n -= (size_t)(from - bytes);
  return *from == '{' ? parse_json(from, n, base, a, out, err) : parse_xml(from, n, base, a, out, err);
}
