/* html_int.h: between the tokenizer, the tree builder and their tables. */
#ifndef KH_PAGE_HTML_INT_H
#define KH_PAGE_HTML_INT_H
#include "page/html.h"

typedef struct kh_name_slot {
  uint64_t head;           /* first eight bytes in lower case, the first the lowest */
  uint64_t letters;        /* 0x20 in each of them that is a letter */
  uint8_t n;               /* 0 for no name */
} kh_name_slot;
enum { KH_TAG_PLACES = 2048, KH_ATTR_PLACES = 256 };
struct kh_html_tables {
  uint64_t tag_factor, attr_factor;   /* with which no two names have the same place */
  uint8_t tag_at[KH_TAG_PLACES], attr_at[KH_ATTR_PLACES];   /* the number of the name that has this place */
  kh_name_slot tag[KH_TAG_COUNT], attr[KH_ATTR_COUNT + 1];
  kh_lookup entity;        /* name -> offset in values */
  const char *values;
  size_t values_bytes;
};
extern const char *const kh_tag_names[KH_TAG_COUNT], *const kh_attr_names[KH_ATTR_COUNT];

static inline size_t kh_name_place(uint64_t head, size_t n, uint64_t factor) {
  return (size_t)(((head | 0x2020202020202020u) * factor) >> 44 ^ n);   /* in lower case, as far as letters go */
}
/* Whether v is this name after its first eight bytes, in any case. */
bool kh_name_goes_on(const char *name, kh_str v);
/* The number of a name in any case, or none. head: its first eight bytes, the first the lowest; bytes after its end do not matter. */
static inline uint8_t kh_name_id(const kh_name_slot *slots, const uint8_t *at, size_t mask, uint64_t factor, const char *const *names, kh_str v, uint64_t head,
                                 uint8_t none) {
  unsigned beyond = (64 - 8 * (unsigned)v.n) & (0 - (unsigned)(v.n < 8));   /* v is not empty */
  head = head << beyond >> beyond;
  uint8_t id = at[kh_name_place(head, v.n, factor) & mask];
  const kh_name_slot *s = &slots[id];
  unsigned same = ((head | s->letters) == s->head) & (s->n == v.n);
  if ((v.n > 8) & same) same = kh_name_goes_on(names[id], v);
  return (uint8_t)(none ^ ((none ^ id) & (0 - same)));   /* few branches: names that are not known are many, and their lengths differ */
}
static inline uint8_t kh_html_tag_id(const kh_html_tables *t, kh_str v, uint64_t head) {
  return kh_name_id(t->tag, t->tag_at, KH_TAG_PLACES - 1, t->tag_factor, kh_tag_names, v, head, KH_TAG_UNKNOWN);
}
static inline uint8_t kh_html_attr_id(const kh_html_tables *t, kh_str v, uint64_t head) {
  return kh_name_id(t->attr, t->attr_at, KH_ATTR_PLACES - 1, t->attr_factor, kh_attr_names, v, head, KH_ATTR_COUNT);
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
  uint64_t head;           /* its first eight bytes, the first the lowest; those after its end do not matter. Of start tags only */
} kh_token;

typedef struct kh_open_name {   /* of an open element, as written, for its end tag */
  uint64_t head, mask;     /* its bytes, the first the lowest, and the bits that they take */
  uint8_t n;               /* 0 where it is too long for that */
  uint8_t tag;
} kh_open_name;

typedef struct kh_tokenizer {
  const kh_html_tables *tables;
  kh_arena *arena;
  const char *p, *end;
  uint8_t raw_tag;         /* within this raw-text element, or 0 */
  bool foreign;            /* the tree is in svg or math: CDATA sections are text */
  const kh_open_name *open;   /* the tree's innermost open element */
  KH_VEC(kh_attr) attr;
} kh_tokenizer;
#endif
