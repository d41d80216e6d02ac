/* mend.c: one slip of the trees, mended by what verbs mean: "denied that police had fired and accused the opposition" hangs the accusation on
 * the firing, since both stand behind "and" in the past. A verb without a subject of its own that says something, where the verb before it
 * has an auxiliary and says nothing, belongs to who speaks. */
#include "events/algebra.h"

static bool is_kind(const kh_events *e, const kh_doc *d, uint32_t t, unsigned kind) {
  uint32_t at;
  return kh_lookup_get(&e->own.kinds, d->tok.lemma[t], d->tok.lemma_hash[t], &at) && at < e->own.kindset_count && (e->own.kindsets[at].bits[kind / 64] >> (kind % 64) & 1);
}

static bool is_finite(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_VERB && d->tok.morph[t] & KH_MORPH_FIN; }

/* The verb above that t is to hang on, or KH_NONE where the tree stays. */
static uint32_t speaking_verb(const kh_events *e, const kh_doc *d, uint32_t t) {
  uint32_t told = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_CONJ || !is_finite(d, t) || told == KH_NONE || told > t || d->tok.upos[told] != KH_UPOS_VERB || d->tok.deprel[told] != KH_DEP_CCOMP) return KH_NONE;
  uint32_t says = d->tok.head[told], aux = kh_doc_child_with(d, told, KH_DEP_AUX);
  if (says == KH_NONE || says > told || !is_finite(d, says) || !is_kind(e, d, says, KH_CLAUSE_SPEAKING) || aux == KH_NONE || aux > told) return KH_NONE;
  if (kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE || kh_doc_child_base(d, told, KH_DEP_NSUBJ) == KH_NONE) return KH_NONE;
  return is_kind(e, d, t, KH_CLAUSE_SPEAKING) && !is_kind(e, d, told, KH_CLAUSE_SPEAKING) ? says : KH_NONE;
}

void kh_mend_trees(const kh_events *e, kh_doc *d) {
  bool mended = false;
  for (uint32_t t = 0; t < d->tok.n; t++) {
    uint32_t says = speaking_verb(e, d, t);
    if (says != KH_NONE) d->tok.head[t] = says, mended = true;
  }
  if (mended) kh_doc_index_children(d);
}
