/* tree.h: short words for a token's place in the tree. */
#ifndef KH_EVENTS_TREE_H
#define KH_EVENTS_TREE_H
#include "events/algebra.h"

static inline uint8_t rel(const kh_doc *d, uint32_t t) { return d->tok.deprel[t]; }
static inline uint8_t base(const kh_doc *d, uint32_t t) { return kh_deprel_base(d->tok.deprel[t]); }
static inline uint32_t head(const kh_doc *d, uint32_t t) { return d->tok.head[t]; }
static inline bool morph(const kh_algebra *a, uint32_t t, uint32_t bits) { return (a->d->tok.morph[t] & bits) == bits; }
static inline bool is_comma(const kh_doc *d, uint32_t t) { return t < d->tok.n && kh_str_is(d->tok.form[t], ","); }
static inline bool is_present_participle(const kh_doc *d, uint32_t t) {
  uint32_t m = d->tok.morph[t];
  return m & KH_MORPH_GER || (m & KH_MORPH_PART && m & KH_MORPH_PRES);
}
/* What t is joined to, over two more at most: the first of those that stand in a row. */
static inline uint32_t first_joined(const kh_doc *d, uint32_t t) {
  for (int step = 0; step < 3 && rel(d, t) == KH_DEP_CONJ && head(d, t) != KH_NONE; step++) t = head(d, t);
  return t;
}
/* Does a mark set off the clause that begins at `first`? */
static inline bool is_set_off(const kh_doc *d, uint32_t first) {
  return first > 0 && (d->tok.upos[first] == KH_UPOS_PUNCT || d->tok.upos[first - 1] == KH_UPOS_PUNCT);
}
/* For each child c of t, in order. */
#define EACH_CHILD(d, t, c) for (uint32_t c##_i = (d)->child_at[t], c; c##_i < (d)->child_at[(t) + 1] && ((c = (d)->child[c##_i]), true); c##_i++)
/* "Zelensky in Berlin for talks": where somebody is, told by a headline without "is". */
static inline bool kh_is_where(const kh_doc *d, uint32_t t) {
  return d->tok.head[t] == KH_NONE && kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE && kh_doc_child_with(d, t, KH_DEP_NSUBJ) != KH_NONE;
}

#endif
