/* html_int.h: between the tokenizer, the tree builder and their tables. */
#ifndef KH_PAGE_HTML_INT_H
#define KH_PAGE_HTML_INT_H
#include "page/html.h"

typedef struct kh_name_slot {
  uint64_t head;           /* first eight bytes in lower case, the first the lowest; 0 for a free slot */
  uint64_t letters;        /* 0x20 in each of them that is a letter */
  uint8_t n, id;
} kh_name_slot;
enum { KH_TAG_SLOTS = 512, KH_ATTR_SLOTS = 128 };
struct kh_html_tables {
  kh_name_slot tag[KH_TAG_SLOTS], attr[KH_ATTR_SLOTS];
  kh_lookup entity;        /* name -> offset in values */
  const char *values;
  size_t values_bytes;
};
extern const char *const kh_tag_names[KH_TAG_COUNT], *const kh_attr_names[KH_ATTR_COUNT];

/* The number of a name in any case, or none. head: its first eight bytes, the first the lowest; bytes after its end do not matter. */
static inline size_t kh_name_slot_of(uint64_t head, size_t n) {
  return (size_t)(((head | 0x2020202020202020u) * 0x9E3779B97F4A7C15u) >> 44 ^ n);   /* in lower case, as far as letters go */
}
static inline uint8_t kh_name_id(const kh_name_slot *slots, size_t mask, const char *const *names, kh_str v, uint64_t head, uint8_t none) {
  if (v.n < 8) head &= ((uint64_t)1 << 8 * v.n) - 1;
  for (size_t i = kh_name_slot_of(head, v.n) & mask;; i = (i + 1) & mask) {
    const kh_name_slot *s = &slots[i];
    if ((head | s->letters) == s->head && s->n == v.n) {
      size_t k = 8;
      while (k < v.n && kh_cp_lower((unsigned char)v.s[k]) == (uint32_t)(unsigned char)names[s->id][k]) k++;
      if (k >= v.n) return s->id;
    }
    if (!s->head) return none;
  }
}
static inline uint8_t kh_html_tag_id(const kh_html_tables *t, kh_str v, uint64_t head) {
  return kh_name_id(t->tag, KH_TAG_SLOTS - 1, kh_tag_names, v, head, KH_TAG_UNKNOWN);
}
static inline uint8_t kh_html_attr_id(const kh_html_tables *t, kh_str v, uint64_t head) {
  return kh_name_id(t->attr, KH_ATTR_SLOTS - 1, kh_attr_names, v, head, KH_ATTR_COUNT);
}

typedef enum kh_token_kind { KH_TOKEN_NONE, KH_TOKEN_START, KH_TOKEN_END } kh_token_kind;
typedef struct kh_token {  /* a run of text and the tag after it, or one of them */
  kh_str text;             /* as written; empty if there is none */
  bool raw;                /* text: no character references in it */
  bool blank;              /* text: nothing but blanks and control characters, for sure */
  bool self_closing;
  uint8_t kind;            /* kh_token_kind, of the tag */
  uint8_t tag;
  uint32_t attr, attrs;    /* range in the tokenizer's attributes */
  uint32_t has;            /* 1 << kh_attr_name for each of them */
  kh_str name;             /* the tag's, as written */
} kh_token;

typedef struct kh_tokenizer {
  const kh_html_tables *tables;
  kh_arena *arena;
  const char *p, *end;
  uint8_t raw_tag;         /* within this raw-text element, or 0 */
  bool foreign;            /* the tree is in svg or math: CDATA sections are text */
  KH_VEC(kh_attr) attr;
} kh_tokenizer;
bool kh_token_next(kh_tokenizer *z, kh_token *out);   /* false at the end of the file */
#endif
