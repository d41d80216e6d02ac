/* page.c: the page room: its tables, and the way from a page's bytes to its article. */
#include <stdlib.h>

#include "page/langid.h"
#include "page/page_int.h"

#define MAX_PAGE ((size_t)32 << 20)   /* bytes of a page; with the tree that stays well below 256 MB */

kh_status kh_page_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_status s = kh_html_compile(dir, out, err);
  if (!s) s = kh_charset_compile(dir, out, err);
  if (!s) s = kh_dates_compile(dir, out, err);
  if (!s) s = kh_langid_compile(dir, out, err);
  if (!s) s = kh_cues_compile(dir, "page/cues.txt", "page.cues", false, out, err);
  if (!s) s = kh_cues_compile(dir, "page/phrases.txt", "page.phrases", true, out, err);
  return s;
}

kh_status kh_page_open(const kh_model *data, kh_page_room **out, kh_error *err) {
  kh_page_room *r = *out = calloc(1, sizeof *r);
  if (!r) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_html_open(data, &r->html, err);
  if (!s) s = kh_charset_open(data, r, err);
  if (!s) s = kh_dates_open(data, r, err);
  if (!s) s = kh_langid_open(data, r, err);
  if (!s) s = kh_cues_open(data, "page.cues", &r->cues, err);
  if (!s) s = kh_cues_open(data, "page.phrases", &r->phrases, err);
  if (s) {
    kh_page_close(r);
    *out = NULL;
  } else {
    kh_meta_open(r);
  }
  return s;
}

void kh_page_close(kh_page_room *r) {
  if (!r) return;
  kh_html_close(r->html);
  free(r);
}

static kh_status extract(const kh_page_room *r, kh_str page, const kh_page_options *o, kh_arena *arena, kh_article *out, kh_error *err) {
  kh_html html;
  kh_blocks blocks;
  kh_str utf8;
  kh_status s = kh_page_decode(r, page, o->http_charset, arena, &utf8, err);
  if (!s) s = kh_html_parse(r->html, utf8.s, utf8.n, true, arena, &html, err);
  if (s) return s;
  kh_blocks_collect(r, &html, arena, &blocks);
  kh_meta_read(r, &html, &blocks, o, arena, out);
  kh_article_select(r, &html, o, &blocks, out, arena);
  return out->text.n ? KH_OK : kh_fail(err, KH_E_NOTHING, "no article in the page");
}

kh_status kh_page_extract(const kh_page_room *r, const char *bytes, size_t n, const kh_page_options *o, kh_arena *arena, kh_article *out, kh_error *err) {
  static const kh_page_options none = {0};
  kh_guard guard;
  *out = (kh_article){0};
  if (n == 0) return kh_fail(err, KH_E_NOTHING, "the page is empty");
  if (n > MAX_PAGE) return kh_fail(err, KH_E_LIMIT, "a page of %zu bytes; the limit is %zu", n, MAX_PAGE);
  kh_arena_guard(arena, &guard);
  kh_status s = setjmp(guard.env) ? kh_fail(err, guard.status, "the page needs more memory than it may have")
                                  : extract(r, (kh_str){bytes, n}, o ? o : &none, arena, out, err);
  kh_arena_unguard(arena, &guard);
  return s;
}
