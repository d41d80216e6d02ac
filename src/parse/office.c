/* office.c: an office before a person's name ("public finances director Jane Roe"), which trees hang beside it as often as on it. */
#include "parse/office.h"

/* The head of the person's name whose first word is t, titles left out ("Sen. Jane Roe"), or KH_NONE. */
static uint32_t person_at(const kh_doc *d, uint32_t t, uint32_t end) {
  const kh_tokens *k = &d->tok;
  while (t + 1 < end && k->deprel[t] == KH_DEP_NMOD_DESC && k->upos[t] == KH_UPOS_PROPN && k->head[t] != KH_NONE && k->head[t] > t) t++;
  if (t >= end || k->ner[t] != (KH_ENTITY_PER << 1 | 1) || k->upos[t] != KH_UPOS_PROPN) return KH_NONE;
  return t;
}

void kh_offices_hang(kh_doc *d) {
  kh_tokens *k = &d->tok;
  for (uint32_t t = 0; t + 1 < k->n; t++) {
    if ((k->upos[t] != KH_UPOS_NOUN && k->upos[t] != KH_UPOS_PROPN) || k->ner[t] || k->head[t] == KH_NONE) continue;
    const kh_sentence *s = &d->sentences[k->sentence[t]];
    uint32_t name = person_at(d, t + 1, s->tok_end);
    if (name == KH_NONE || k->head[name] != k->head[t] || k->deprel[name] != k->deprel[t]) continue;
    uint8_t as = kh_deprel_base(k->deprel[t]);
    if (as != KH_DEP_NSUBJ && as != KH_DEP_OBJ && as != KH_DEP_IOBJ && as != KH_DEP_OBL && as != KH_DEP_NMOD) continue;
    for (uint32_t i = s->tok_begin; i < s->tok_end; i++)   /* its preposition, and what stands behind the name */
      if (k->head[i] == t && (k->deprel[i] == KH_DEP_CASE || i > name)) k->head[i] = name;
    k->head[t] = name, k->deprel[t] = KH_DEP_NMOD_DESC;
  }
}
