/* bracketed.c: a name, its short form in brackets and a noun are one phrase, as they are without the brackets. */
#include "parse/bracketed.h"

enum { LONGEST = 12 /* words of the name */, BEHIND = 4 /* words from the bracket to the head of what stands behind it */ };

/* The head of the bare noun phrase whose first word is t, or KH_NONE: neither a time ("last month", "today") nor another name beside this one. */
static uint32_t bare_noun(const kh_doc *d, uint32_t t, uint32_t end) {
  uint32_t n = t;
  if (t >= end) return KH_NONE;
  while (!kh_doc_is_noun(d, n) || (d->tok.head[n] != KH_NONE && d->tok.head[n] > n && d->tok.head[n] <= t + BEHIND && kh_doc_is_noun(d, d->tok.head[n]))) {
    uint32_t up = d->tok.head[n];
    if (up == KH_NONE || up <= n || up > t + BEHIND || up >= end || d->tok.deprel[n] == KH_DEP_DET) return KH_NONE;
    for (uint32_t i = n; i < up; i++)
      if (!kh_doc_is_noun(d, i) && d->tok.upos[i] != KH_UPOS_ADJ) return KH_NONE;
    n = up;
  }
  return d->tok.upos[n] == KH_UPOS_NOUN && !d->tok.ner[n] && d->tok.deprel[n] != KH_DEP_OBL_UNMARKED && d->tok.deprel[n] != KH_DEP_NMOD_UNMARKED ? n : KH_NONE;
}

/* The head of the name that ends with word `last`, and its first word; KH_NONE where the tree does not hold it together. */
static uint32_t head_of_name(const kh_doc *d, uint32_t last, uint32_t begin, uint32_t close, uint32_t *first) {
  uint32_t top = KH_NONE, b = last;
  if (!d->tok.ner[last]) return KH_NONE;
  while (!(d->tok.ner[b] & 1) && b > begin && b + LONGEST > last && d->tok.ner[b - 1]) b--;
  for (uint32_t t = b; t <= last; t++) {
    uint32_t up = d->tok.head[t];
    if (up != KH_NONE && up >= b && up <= close) continue;
    if (top != KH_NONE) return KH_NONE;
    top = t;
  }
  *first = b;
  return top;
}

void kh_bracketed_hang(kh_doc *d) {
  kh_tokens *k = &d->tok;
  for (uint32_t t = 3; t + 1 < k->n; t++) {
    if (!kh_str_is(k->form[t], ")") || !kh_str_is(k->form[t - 2], "(") || !kh_has_capital(k, t - 1)) continue;
    const kh_sentence *s = &d->sentences[k->sentence[t]];
    if (t < s->tok_begin + 3) continue;
    uint32_t first, noun = bare_noun(d, t + 1, s->tok_end), name = head_of_name(d, t - 3, s->tok_begin, t, &first);
    if (noun == KH_NONE || name == KH_NONE || k->head[name] == KH_NONE || k->head[name] == noun) continue;
    uint32_t whose = k->head[noun];   /* both under one word, or the noun under one that stands before the name */
    if (whose == KH_NONE || !(whose == k->head[name] || whose < first) || kh_doc_dominates(d, noun, k->head[name])) continue;
    k->head[noun] = k->head[name], k->deprel[noun] = k->deprel[name];
    for (uint32_t i = s->tok_begin; i < s->tok_end; i++)   /* its article and preposition, and what is said of it */
      if ((i < first || i > t) && k->head[i] == name) k->head[i] = noun;
    k->head[name] = noun, k->deprel[name] = KH_DEP_COMPOUND;
  }
}
