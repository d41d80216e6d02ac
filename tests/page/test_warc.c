/* test_warc.c: archives that the test makes, whole and broken, and those of ../shared where they are. */
#include <brotli/encode.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include "check.h"
#include "page/http.h"
#include "page/warc.h"

static char path[] = "/tmp/khaldun-warc-XXXXXX";

static void save(const kh_buf *b) {
  kh_error err;
  CHECK(kh_file_replace(path, b->s, b->n, &err) == KH_OK);
}

static kh_buf pack(kh_str v, int window, int level) {
  kh_buf out = {0};
  z_stream z = {0};
  unsigned char part[4096];
  deflateInit2(&z, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
  z.next_in = (unsigned char *)(uintptr_t)v.s;
  z.avail_in = (unsigned)v.n;
  int rc;
  do {
    z.next_out = part;
    z.avail_out = sizeof part;
    rc = deflate(&z, Z_FINISH);
    kh_buf_put(&out, part, sizeof part - z.avail_out);
  } while (rc == Z_OK);
  deflateEnd(&z);
  return out;
}

/* eol: "\r\n" or "\n" */
static void record(kh_buf *out, const char *type, const char *url, const char *content_type, kh_str block, const char *eol) {
  kh_buf_printf(out, "WARC/1.0%sWARC-Type: %s%sWARC-Target-URI: %s%sWARC-Date: 2024-03-22T10:00:00Z%sContent-Type: %s%sContent-Length: %zu%s%s", eol, type,
                eol, url, eol, eol, content_type, eol, block.n, eol, eol);
  kh_buf_str(out, block);
  kh_buf_printf(out, "%s%s", eol, eol);
}

static kh_buf response(int status, const char *headers, kh_str body, const char *eol) {
  kh_buf b = {0};
  kh_buf_printf(&b, "HTTP/1.1 %d OK%s%s%s", status, eol, headers, eol);
  kh_buf_str(&b, body);
  return b;
}

static void page_record(kh_buf *out, const char *url, const char *headers, kh_str body, const char *eol) {
  kh_buf b = response(200, headers, body, eol);
  record(out, "response", url, "application/http; msgtype=response", (kh_str){b.s, b.n}, eol);
  kh_buf_free(&b);
}

typedef struct seen {
  int pages, problems, cut;
  kh_status last_problem;
  char first[256], last[256], charset[64];
  kh_warc_counts counts;
} seen;

static seen read_file(const char *file) {
  seen r = {0};
  kh_warc *w;
  kh_warc_page p;
  kh_error err;
  if (kh_warc_open(file, &w, &err)) return r.problems = -1, r;
  for (int i = 0; i < 100000; i++) {
    kh_status s = kh_warc_next(w, &p, &err);
    if (s == KH_E_END) break;
    if (s) {
      r.problems++;
      r.last_problem = s;
      continue;
    }
    snprintf(r.last, sizeof r.last, KH_FMT, KH_ARG(p.html));
    if (!r.pages++) memcpy(r.first, r.last, sizeof r.first);
    snprintf(r.charset, sizeof r.charset, "%s", p.charset ? p.charset : "");
    r.cut += p.cut;
  }
  r.counts = kh_warc_count(w);
  kh_warc_close(w);
  return r;
}

static seen read_buf(kh_buf *b) {
  save(b);
  kh_buf_free(b);
  return read_file(path);
}

#define HTML "Content-Type: text/html; charset=\"ISO-8859-1\"\r\n"
static const kh_str page = {"<html><p>one</p></html>", 23};

static void test_plain(void) {
  static const char *const eols[] = {"\r\n", "\n"};
  for (int i = 0; i < 2; i++) {
    kh_buf b = {0};
    record(&b, "warcinfo", "", "application/warc-fields", KH_STR("software: test"), eols[i]);
    page_record(&b, "http://example.org/a", HTML, page, eols[i]);
    page_record(&b, "http://example.org/b.png", "Content-Type: image/png\r\n", KH_STR("\x89PNG"), eols[i]);
    kh_buf missing = response(404, HTML, page, eols[i]);
    record(&b, "response", "http://example.org/c", "application/http", (kh_str){missing.s, missing.n}, eols[i]);
    kh_buf_free(&missing);
    record(&b, "revisit", "http://example.org/a", "application/http", KH_STR("HTTP/1.1 200 OK\r\n\r\n"), eols[i]);
    record(&b, "resource", "http://example.org/d", "text/html", page, eols[i]);
    record(&b, "request", "http://example.org/d", "application/http", KH_STR("GET / HTTP/1.1\r\n\r\n"), eols[i]);
    seen r = read_buf(&b);
    CHECK(r.pages == 2 && r.problems == 0);
    CHECK(!strcmp(r.first, page.s));
    CHECK(r.counts.records == 7 && r.counts.not_html == 1 && r.counts.not_ok == 1 && r.counts.revisits == 1 && r.counts.other == 2);
  }
}

static void add_member(kh_buf *out, kh_buf *rec) {
  kh_buf z = pack((kh_str){rec->s, rec->n}, 31, 6);
  kh_buf_put(out, z.s, z.n);
  kh_buf_free(&z);
  rec->n = 0;
}

static void test_packed(void) {
  kh_buf all = {0}, rec = {0}, plain = {0};
  for (int i = 0; i < 1200; i++) {
    char url[64], body[128];
    snprintf(url, sizeof url, "http://example.org/%d", i);
    snprintf(body, sizeof body, "<html><p>page %d</p></html>", i);
    page_record(&rec, url, HTML, kh_str_of(body), "\r\n");
    kh_buf_put(&plain, rec.s, rec.n);
    add_member(&all, &rec);
  }
  size_t whole_n = all.n;
  save(&all);
  seen r = read_file(path);
  CHECK(r.pages == 1200 && r.problems == 0 && r.counts.broken == 0);
  CHECK(!strcmp(r.last, "<html><p>page 1199</p></html>") && !strcmp(r.charset, "ISO-8859-1"));
  /* the last member is clipped */
  all.n = whole_n - 30;
  save(&all);
  r = read_file(path);
  CHECK(r.pages + r.problems == 1200 && r.pages >= 1199);
  /* bytes in the middle are broken: what lies around them is read */
  all.n = whole_n;
  memset(all.s + whole_n / 2, 'x', 400);
  save(&all);
  r = read_file(path);
  CHECKF(r.pages >= 1190 && r.problems >= 1 && !strcmp(r.last, "<html><p>page 1199</p></html>"), "%d pages, %d problems, last %s", r.pages, r.problems, r.last);
  kh_buf_free(&all);
  /* one member for the whole file */
  kh_buf z = pack((kh_str){plain.s, plain.n}, 31, 6);
  save(&z);
  kh_buf_free(&z);
  r = read_file(path);
  CHECK(r.pages == 1200 && r.problems == 0);
  kh_buf_free(&plain);
  kh_buf_free(&rec);
}

static void test_large_member(void) {   /* one that does not fit the buffers goes in parts */
  kh_buf body = {0}, rec = {0}, all = {0};
  uint32_t random = 1;
  kh_buf_str(&body, KH_STR("<html>"));
  while (body.n < ((size_t)9 << 20)) kh_buf_printf(&body, "%08x", random = random * 1664525u + 1013904223u);
  page_record(&rec, "http://example.org/large", HTML, (kh_str){body.s, body.n}, "\r\n");
  add_member(&all, &rec);
  page_record(&rec, "http://example.org/next", HTML, page, "\r\n");
  add_member(&all, &rec);
  seen r = read_buf(&all);
  CHECK(r.pages == 2 && r.problems == 0 && !strcmp(r.last, page.s));
  kh_buf_free(&body);
  kh_buf_free(&rec);
}

static void test_encodings(void) {
  kh_buf gz = pack(page, 31, 6), zl = pack(page, 15, 6), raw = pack(page, -15, 6), chunked = {0}, both = {0}, br = {0};
  kh_buf_printf(&chunked, "5\r\n<html\r\n%zx\r\n%s\r\n0\r\n\r\n", page.n - 5, page.s + 5);
  kh_buf_printf(&both, "%zx\r\n", gz.n);
  kh_buf_put(&both, gz.s, gz.n);
  kh_buf_str(&both, KH_STR("\r\n0\r\n\r\n"));
  br.n = 1000;
  br.s = malloc(br.n);
  CHECK(BrotliEncoderCompress(5, 18, BROTLI_MODE_TEXT, page.n, (const uint8_t *)page.s, &br.n, (uint8_t *)br.s));
  const struct { const char *headers; kh_str body; } cases[] = {
      {HTML "Content-Encoding: gzip\r\n", {gz.s, gz.n}},
      {HTML "Content-Encoding: deflate\r\n", {zl.s, zl.n}},
      {HTML "Content-Encoding: deflate\r\n", {raw.s, raw.n}},
      {HTML "Content-Encoding: br\r\n", {br.s, br.n}},
      {HTML "Transfer-Encoding: chunked\r\n", {chunked.s, chunked.n}},
      {HTML "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", {both.s, both.n}},
      /* named, but undone already */
      {HTML "Content-Encoding: gzip\r\n", page}, {HTML "Content-Encoding: br\r\n", page}, {HTML "Content-Encoding: deflate\r\n", page},
      {HTML "Transfer-Encoding: chunked\r\n", page},
      {HTML "X-Crawler-Content-Encoding: gzip\r\n", page},
      /* not named, but there */
      {HTML, {gz.s, gz.n}},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    kh_buf b = {0};
    page_record(&b, "http://example.org/", cases[i].headers, cases[i].body, "\r\n");
    seen r = read_buf(&b);
    CHECKF(r.pages == 1 && !strcmp(r.last, page.s), "encoding %zu gave %d pages: %s", i, r.pages, r.last);
  }
  kh_buf_free(&gz), kh_buf_free(&zl), kh_buf_free(&raw), kh_buf_free(&chunked), kh_buf_free(&both), kh_buf_free(&br);
}

static void test_bombs(void) {
  kh_buf zeros = {0}, rec = {0}, all = {0};
  for (int i = 0; i < 16384; i++) kh_buf_put(&zeros, (char[4096]){0}, 4096);   /* 64 MB */
  kh_buf bomb = pack((kh_str){zeros.s, zeros.n}, 31, 9);
  page_record(&rec, "http://example.org/bomb", HTML "Content-Encoding: gzip\r\n", (kh_str){bomb.s, bomb.n}, "\r\n");
  add_member(&all, &rec);
  page_record(&rec, "http://example.org/bomb", HTML, (kh_str){zeros.s, (size_t)30 << 20}, "\r\n");
  add_member(&all, &rec);
  page_record(&rec, "http://example.org/too-long", HTML, (kh_str){zeros.s, zeros.n}, "\r\n");
  add_member(&all, &rec);
  page_record(&rec, "http://example.org/next", HTML, page, "\r\n");
  add_member(&all, &rec);
  seen r = read_buf(&all);
  CHECKF(r.problems == 3 && r.pages == 1 && !strcmp(r.last, page.s), "%d problems, %d pages", r.problems, r.pages);
  CHECK(r.last_problem == KH_E_LIMIT);
  kh_buf_free(&zeros), kh_buf_free(&bomb), kh_buf_free(&rec);
  /* lengths that are not there */
  kh_buf b = {0};
  kh_buf_str(&b, KH_STR("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"));
  r = read_buf(&b);
  CHECK(r.pages == 0 && r.problems == 1);
  kh_buf_str(&b, KH_STR("WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n"));
  page_record(&b, "http://example.org/next", HTML, page, "\r\n");
  r = read_buf(&b);
  CHECK(r.pages == 1 && r.problems == 1);
  kh_buf_str(&b, KH_STR("this is no archive\nat all\n"));
  r = read_buf(&b);
  CHECK(r.pages == 0 && r.problems == 1);
  CHECK(read_file("/tmp/khaldun-no-such-file").problems == -1);
}

static void test_shared(void) {
  static const struct { const char *name; int pages, problems; } cases[] = {
      {"example.warc", 1, 0}, {"example.warc.gz", 1, 0}, {"example-iana.org-chunked.warc", 1, 0}, {"example-wrong-chunks.warc.gz", 1, 0},
      {"example-bad-non-chunked.warc.gz", 1, 0}, {"example-resource.warc.gz", -1, -1}, {"example-trunc.warc", -1, -1}, {"example-bad.warc.gz.bad", -1, -1},
      {"example-digest.warc", -1, -1}, {"example-space-in-target-uri.warc.gz", -1, -1}, {"example-wget-bad-target-uri.warc.gz", -1, -1},
      {"post-test.warc.gz", -1, -1}, {"example.arc", 0, 1}, {"bad.arc", 0, 1}};
  const char *shared = getenv("KHALDUN_SHARED");
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char file[1024];
    snprintf(file, sizeof file, "%s/data/warc/warcio/%s", shared ? shared : "../shared", cases[i].name);
    if (access(file, R_OK)) {
      CHECK_SKIP("the archives of ../shared/data/warc are not there");
      return;
    }
    seen r = read_file(file);
    bool fixed = cases[i].pages >= 0;
    CHECKF(!fixed || (r.pages == cases[i].pages && r.problems == cases[i].problems), "%s: %d pages, %d problems", cases[i].name, r.pages, r.problems);
    if (getenv("VERBOSE")) printf("%s: %d pages, %d problems, %llu records, %llu broken\n", cases[i].name, r.pages, r.problems,
                                  (unsigned long long)r.counts.records, (unsigned long long)r.counts.broken);
  }
}

int main(void) {
  int fd = mkstemp(path);
  if (fd < 0) return perror(path), 1;
  close(fd);
  test_plain();
  test_packed();
  test_large_member();
  test_encodings();
  test_bombs();
  test_shared();
  unlink(path);
  return check_done();
}
