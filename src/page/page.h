/* page.h: a web page to its article. */
#ifndef KH_PAGE_H
#define KH_PAGE_H
#include "base/base.h"
#include "model/model.h"

typedef struct kh_page_room kh_page_room;                 /* read-only tables: cues in class names, residue phrases, labels */
kh_status kh_page_compile(const char *data_dir, kh_pack *out, kh_error *err);    /* data/page -> tables "page.*" */
kh_status kh_page_open(const kh_model *data, kh_page_room **out, kh_error *err);
void kh_page_close(kh_page_room *r);

typedef struct kh_page_options {
  const char *url;            /* where it came from, or NULL */
  const char *http_charset;   /* of the Content-Type header, or NULL */
  bool captions, embeds, comments;
} kh_page_options;

typedef struct kh_article {   /* strings live in the arena; empty where unknown */
  kh_str title, byline, published, updated, site, section, language, url, image, text, comments;
} kh_article;

/* Bytes of any charset to UTF-8: the input itself where it is UTF-8 already. KH_E_ENCODING if none fits. */
kh_status kh_page_decode(const kh_page_room *r, kh_str bytes, const char *http_charset, kh_arena *arena, kh_str *out, kh_error *err);
/* bytes: the page as it came, any charset. KH_E_NOTHING if it holds no article. Bounded in depth and size. */
kh_status kh_page_extract(const kh_page_room *r, const char *bytes, size_t n, const kh_page_options *o,
                          kh_arena *arena, kh_article *out, kh_error *err);
#endif
