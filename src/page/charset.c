/* charset.c: which charset a page is in, and the page in UTF-8.
 *
 * Order: byte order mark, valid UTF-8, the HTTP header, the page's meta element, uchardet, Windows-1252. */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <uchardet/uchardet.h>

#include "page/page_int.h"

#define PROBE_BYTES ((size_t)1 << 20)

kh_status kh_charset_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line, label, name;
  kh_status s = kh_lines_open(dir, "page/charsets.txt", &lines, err);
  if (s) return s;
  kh_lookup_builder *labels = kh_lookup_new();
  kh_pool *names = kh_pool_new();
  while (!s && kh_lines_next(&lines, &line))
    if (!kh_str_split(&line, '\t', &label) || !kh_str_split(&line, '\t', &name) || !kh_lookup_put(labels, label, kh_pool_put(names, name)))
      s = kh_lines_fail(&lines, err, "a new label and a charset expected");
  kh_lookup_pack(labels, out, "page.charset");
  kh_pool_pack(names, out, "page.charset.names");
  kh_lookup_free(labels);
  kh_pool_free(names);
  kh_lines_close(&lines);
  return s;
}

kh_status kh_charset_open(const kh_model *m, kh_page_room *r, kh_error *err) {
  r->charset_names = kh_model_table(m, "page.charset.names", 1, &r->charset_names_bytes);
  if (!r->charset_names) return kh_fail(err, KH_E_DATA, "table page.charset.names is missing");
  return kh_lookup_open(m, "page.charset", &r->charsets, err);
}

static kh_str charset_of(const kh_page_room *r, kh_str label, kh_arena *arena) {
  uint32_t offset;
  label = kh_str_lower(arena, kh_str_trim(label));
  if (label.n == 0 || label.n > 40 || !kh_lookup_get(&r->charsets, label, kh_hash_str(label), &offset)) return (kh_str){NULL, 0};
  return kh_pool_at(r->charset_names, r->charset_names_bytes, offset);
}

/* The first "charset=" in the head of the page, in a meta element or an XML declaration ("encoding="). */
static kh_str declared(const kh_page_room *r, kh_str page, kh_arena *arena) {
  static const char *const keys[] = {"charset", "encoding"};
  size_t n = page.n < 8192 ? page.n : 8192;
  for (size_t i = 0; i + 10 < n; i++) {
    char first = (char)(page.s[i] | 0x20);
    if (first != 'c' && first != 'e') continue;
    for (int k = 0; k < 2; k++) {
      size_t j = 0, at;
      while (keys[k][j] && (page.s[i + j] | 0x20) == keys[k][j] && i + j + 1 < n) j++;
      if (keys[k][j] || (k == 1 && i > 100)) continue;
      at = i + j;
      while (at < n && kh_html_blank(page.s[at])) at++;
      if (at == n || page.s[at] != '=') continue;
      at++;
      while (at < n && (kh_html_blank(page.s[at]) || page.s[at] == '"' || page.s[at] == '\'')) at++;
      size_t end = at;
      while (end < n && !kh_html_blank(page.s[end]) && !strchr("\"';/>", page.s[end])) end++;
      kh_str found = charset_of(r, kh_str_sub(page, at, end), arena);
      /* What could be read as ASCII so far is not UTF-16. */
      if (found.n) return found.n > 6 && !memcmp(found.s, "UTF-16", 6) ? KH_STR("UTF-8") : found;
    }
  }
  return (kh_str){NULL, 0};
}

static const uint16_t cp1252[32] = {0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
                                    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};

static kh_str from_cp1252(kh_str v, kh_arena *arena) {
  size_t high = 0, n = 0;
  for (size_t i = 0; i < v.n; i++) high += (unsigned char)v.s[i] >= 0x80;
  char *out = kh_alloc(arena, v.n + 2 * high + 1);
  for (size_t i = 0; i < v.n; i++) {
    unsigned char c = (unsigned char)v.s[i];
    if (c < 0x80) out[n++] = (char)c;
    else n += kh_utf8_put(c < 0xA0 ? cp1252[c - 0x80] : c, out + n);
  }
  return (kh_str){out, n};
}

/* UTF-8 with what is broken in it replaced. */
static kh_str mend_utf8(kh_str v, kh_arena *arena) {
  size_t bad = 0, n = 0;
  if (kh_utf8_valid(v.s, v.n, &bad)) return v;
  char *out = kh_alloc(arena, v.n * 3 + 4);
  for (size_t i = 0; i < v.n;) {
    if ((unsigned char)v.s[i] < 0x80) out[n++] = v.s[i++];
    else n += kh_utf8_put(kh_utf8_next(v.s, v.n, &i), out + n);
  }
  return (kh_str){out, n};
}

/* Through iconv; false if it does not know the charset. Broken bytes become U+FFFD. */
static bool convert(const char *charset, kh_str v, kh_arena *arena, kh_str *out) {
  /* Every charset of the table writes at most three bytes of UTF-8 for one of its own. */
  char *to = kh_alloc(arena, v.n * 3 + 16), *at = to;
  size_t left = v.n * 3 + 16, in_left = v.n;
  iconv_t cd = iconv_open("UTF-8", charset);
  if (cd == (iconv_t)-1 && errno == ENOMEM) kh_arena_fail(arena, KH_E_MEMORY);
  if (cd == (iconv_t)-1) return false;
  char *in = (char *)(uintptr_t)v.s;
  while (in_left && iconv(cd, &in, &in_left, &at, &left) == (size_t)-1) {
    if (errno == E2BIG || left < 8 || !in_left) break;
    at += kh_utf8_put(0xFFFD, at);
    left -= 3;
    in++, in_left--;
  }
  iconv_close(cd);
  *out = (kh_str){to, (size_t)(at - to)};
  return true;
}

static bool by_name(kh_str charset, kh_str v, kh_arena *arena, kh_str *out) {
  if (!charset.n) return false;
  if (kh_str_is(charset, "CP1252")) return *out = from_cp1252(v, arena), true;
  if (kh_str_is(charset, "UTF-8")) return *out = mend_utf8(v, arena), true;
  return convert(charset.s, v, arena, out);
}

/* uchardet's guess at the first part of the page, as a label of our own table. */
static kh_str guessed(const kh_page_room *r, kh_str v, kh_arena *arena) {
  char label[48] = "";
  /* uchardet is C++ and ends the program where it finds no memory: it is asked only where there is some. */
  void *probe = malloc(PROBE_BYTES);
  free(probe);
  uchardet_t u = probe ? uchardet_new() : NULL;
  if (!u) kh_arena_fail(arena, KH_E_MEMORY);
  if (!uchardet_handle_data(u, v.s, v.n < 65536 ? v.n : 65536)) {
    uchardet_data_end(u);
    const char *name = uchardet_get_charset(u);
    for (size_t i = 0; i + 1 < sizeof label && name[i]; i++) label[i] = name[i], label[i + 1] = 0;
  }
  uchardet_delete(u);
  return charset_of(r, kh_str_of(label), arena);
}

/* The text is cut off within its last character, of which v is left. */
static bool cut_character(kh_str v) {
  unsigned char c = (unsigned char)v.s[0];
  size_t need = c >= 0xF0 && c <= 0xF4 ? 4 : c >= 0xE0 ? 3 : 2;
  if (c < 0xC2 || c > 0xF4 || v.n >= need) return false;
  for (size_t i = 1; i < v.n; i++)
    if (((unsigned char)v.s[i] & 0xC0) != 0x80) return false;
  return true;
}

kh_status kh_page_decode(const kh_page_room *r, kh_str v, const char *http_charset, kh_arena *arena, kh_str *out, kh_error *err) {
  size_t bad = 0;
  if (v.n >= 3 && !memcmp(v.s, "\xEF\xBB\xBF", 3)) return *out = mend_utf8(kh_str_sub(v, 3, v.n), arena), KH_OK;
  if (v.n >= 2 && (!memcmp(v.s, "\xFF\xFE", 2) || !memcmp(v.s, "\xFE\xFF", 2))) {
    if (convert((unsigned char)v.s[0] == 0xFF ? "UTF-16LE" : "UTF-16BE", kh_str_sub(v, 2, v.n), arena, out)) return KH_OK;
    return kh_fail(err, KH_E_ENCODING, "UTF-16 that cannot be read");
  }
  if (kh_utf8_valid(v.s, v.n, &bad)) return *out = v, KH_OK;
  if (cut_character(kh_str_sub(v, bad, v.n))) return *out = kh_str_sub(v, 0, bad), KH_OK;
  kh_str http = http_charset ? charset_of(r, kh_str_of(http_charset), arena) : (kh_str){NULL, 0};
  if (by_name(http, v, arena, out) || by_name(declared(r, v, arena), v, arena, out) || by_name(guessed(r, v, arena), v, arena, out)) return KH_OK;
  *out = from_cp1252(v, arena);
  return KH_OK;
}
