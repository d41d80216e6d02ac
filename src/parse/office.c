/* office.c: an office before a person's name ("public finances director Jane Roe"), which trees hang beside it as often as on it;
 * and a name behind the last of a list. */
#include "parse/office.h"

/* The head of the person's name whose first word is t, titles left out ("Sen. Jane Roe"), or KH_NONE. */
static uint32_t person_at(const kh_doc *d, uint32_t t, uint32_t end) {
  const kh_tokens *k = &d->tok;
  while (t + 1 < end && k->deprel[t] == KH_DEP_NMOD_DESC && k->upos[t] == KH_UPOS_PROPN && k->head[t] != KH_NONE && k->head[t] > t) t++;
  if (t >= end || k->ner[t] != (KH_ENTITY_PER << 1 | 1) || k->upos[t] != KH_UPOS_PROPN) return KH_NONE;
  return t;
}

/* Does t hang on top, over no more than a few words? */
static bool hangs_on(const kh_tokens *k, uint32_t t, uint32_t top) {
  enum { UP = 6 };
  for (int step = 0; step < UP && t != KH_NONE && t != top; step++) t = k->head[t];
  return t == top;
}

/* "The Kenyan president and his Ugandan counterpart, Yoweri Museveni, met", where the name was taken for another of the first of them: it is that of the one
 * right before the comma, if he has an article or an owner of his own ("the minister and head of the army, Jane Roe" is one person). */
static void name_of_last(kh_tokens *k, const kh_sentence *s, uint32_t name) {
  uint32_t first = k->head[name], last = KH_NONE, begin = name;
  if (k->deprel[name] != KH_DEP_APPOS || k->upos[name] != KH_UPOS_PROPN || k->ner[name] >> 1 != KH_ENTITY_PER || first == KH_NONE || first >= name) return;
  for (uint32_t c = first + 1; c < name; c++)
    if (k->head[c] == first && k->deprel[c] == KH_DEP_CONJ) last = c;
  if (last == KH_NONE || k->upos[last] != KH_UPOS_NOUN || k->morph[last] & KH_MORPH_PLUR) return;
  while (begin > last + 1 && k->upos[begin - 1] != KH_UPOS_PUNCT && hangs_on(k, begin - 1, name)) begin--;
  uint32_t comma = begin - 1, own = KH_NONE;
  if (comma <= last || !kh_str_is(k->form[comma], ",")) return;
  for (uint32_t t = s->tok_begin; t < comma; t++) {
    if (t > last && !hangs_on(k, t, last)) return;
    if (t > first && t < last && k->head[t] == last && (k->deprel[t] == KH_DEP_DET || k->deprel[t] == KH_DEP_NMOD_POSS)) own = t;
  }
  if (own != KH_NONE) k->head[name] = last;
}

void kh_offices_hang(kh_doc *d) {
  kh_tokens *k = &d->tok;
  for (uint32_t t = 0; t < k->n; t++) name_of_last(k, &d->sentences[k->sentence[t]], t);
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
