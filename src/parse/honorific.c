/* honorific.c: an honorific before an office or a name is a part of it. */
#include "parse/honorific.h"

enum { LONGEST = 8 };   /* words from an honorific to the head of what it honours, at most */

/* The head of the noun phrase right behind honorific h, of which h itself may be a part already; or KH_NONE. */
static uint32_t honoured(const kh_doc *d, uint32_t h) {
  uint32_t t = h + 1, end = d->sentences[d->tok.sentence[h]].tok_end;
  if (t >= end || (d->tok.upos[t] != KH_UPOS_DET && d->tok.upos[t] != KH_UPOS_ADJ && !(kh_doc_is_noun(d, t) && kh_has_capital(&d->tok, t)))) return KH_NONE;
  for (uint32_t up = d->tok.head[t]; up != KH_NONE && up > t && up < end && up <= h + LONGEST && (kh_doc_is_noun(d, up) || !kh_doc_is_noun(d, t)); up = d->tok.head[t]) t = up;
  return kh_doc_is_noun(d, t) && kh_has_capital(&d->tok, t) ? t : KH_NONE;
}

void kh_honorifics_hang(const kh_lookup *words, kh_doc *d) {
  kh_tokens *k = &d->tok;
  uint32_t found;
  for (uint32_t h = 0; h + 1 < k->n; h++) {
    if (!kh_has_capital(k, h) || !kh_lookup_get(words, k->lower[h], k->lower_hash[h], &found)) continue;
    bool his = found == KH_HONORIFIC;
    if (his && (!h || k->sentence[h - 1] != k->sentence[h] || k->upos[h - 1] != KH_UPOS_PRON || k->head[h - 1] != h)) continue;
    uint32_t x = honoured(d, h), whose = k->head[h];
    if (x == KH_NONE || !(whose == x || k->head[x] == h || k->head[x] == whose)) continue;
    if (whose != x) {
      const kh_sentence *s = &d->sentences[k->sentence[h]];
      for (uint32_t t = s->tok_begin; t < s->tok_end; t++)   /* "to His Highness the Amir": its preposition, and who is joined to him */
        if (t != x && !(his && t + 1 == h) && k->head[t] == h) k->head[t] = x;
      k->head[x] = whose, k->deprel[x] = k->deprel[h];
      k->head[h] = x;
    }
    k->deprel[h] = KH_DEP_NMOD_DESC;
    k->upos[h] = KH_UPOS_NOUN;
    if (k->ner[h + 1] && !(k->ner[h + 1] & 1) && k->ner[h]) k->ner[h + 1] |= 1;
    k->ner[h] = 0;
    if (his) k->upos[h - 1] = KH_UPOS_DET, k->deprel[h - 1] = KH_DEP_DET, k->ner[h - 1] = 0;
  }
}
