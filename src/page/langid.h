/* langid.h: which language a text is in, from its first 4,000 bytes. */
#ifndef KH_PAGE_LANGID_H
#define KH_PAGE_LANGID_H
#include "page/page.h"

typedef struct kh_language {
  char code[4];            /* ISO 639-1, "en"; "" if nothing speaks for any language */
  double confidence;       /* 0 … 1: how far it leads, less for a few words; above .5 it is seldom wrong */
  double over;             /* .5 … 1: how far it leads the language asked for, if that is of the same script; else 1 */
} kh_language;

/* text: UTF-8. against: the ISO code of a language to which the winner is compared (`over`), or NULL. Allocates nothing. */
kh_language kh_langid(const kh_page_room *r, const char *text, size_t n, const char *against);
kh_status kh_langid_compile(const char *dir, kh_pack *out, kh_error *err);
kh_status kh_langid_open(const kh_model *m, kh_page_room *r, kh_error *err);
#endif
