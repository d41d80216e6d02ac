/* html_int.h: between the tokenizer, the tree builder and their tables. */
#ifndef KH_PAGE_HTML_INT_H
#define KH_PAGE_HTML_INT_H
#include "page/html.h"

typedef struct kh_name_slot {
  uint64_t head;           /* first eight bytes in lower case; 0 for a free slot */
  uint8_t n, id;
} kh_name_slot;
#define KH_NAME_SLOTS 1024
struct kh_html_tables {
  kh_name_slot tag[KH_NAME_SLOTS], attr[KH_NAME_SLOTS];
  kh_lookup entity;        /* name -> offset in values */
  const char *values;
  size_t values_bytes;
};
uint8_t kh_html_attr_id(const kh_html_tables *t, kh_str name);   /* KH_ATTR_COUNT if it is not kept */

typedef enum kh_token_kind { KH_TOKEN_END_OF_FILE, KH_TOKEN_TEXT, KH_TOKEN_START, KH_TOKEN_END } kh_token_kind;
typedef struct kh_token {
  kh_token_kind kind;
  kh_str text;             /* text as written, or the name */
  bool raw;                /* text: no character references in it */
  bool self_closing;
  uint8_t tag;
  uint32_t attr, attrs;    /* range in the tokenizer's attributes */
} kh_token;

typedef struct kh_tokenizer {
  const kh_html_tables *tables;
  kh_arena *arena;
  const char *p, *end;
  uint8_t raw_tag;         /* within this raw-text element, or 0 */
  bool foreign;            /* the tree is in svg or math: CDATA sections are text */
  KH_VEC(kh_attr) attr;
} kh_tokenizer;
void kh_token_next(kh_tokenizer *z, kh_token *out);
#endif
