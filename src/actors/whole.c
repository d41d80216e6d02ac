/* whole.c: a name of several words is one word to the tree. Parsers read "Trinidad and Tobago's army" as two parties, "the Republic of the Congo and
 * Israel" as a republic of two lands, and "the Bank of Israel's governor" as a bank that does what the governor did: what stands beyond such a name hangs on
 * its first noun, and what the name tells the owner of is the phrase's head. */
#include "actors/actors_int.h"

static bool inside(const kh_name *n, uint32_t t) { return t != KH_NONE && t >= n->begin && t < n->end; }

static bool is_joint(uint8_t upos) { return upos == KH_UPOS_ADP || upos == KH_UPOS_CCONJ; }

/* Does a word within join others: "of", "and"? */
static bool is_joined(const kh_tokens *k, const kh_name *n) {
  for (uint32_t t = n->begin + 1; t + 1 < n->end; t++) if (is_joint(k->upos[t])) return true;
  return false;
}

/* "The Republic of the Congo's army", "Department of Justice lawyers": what the name's last word, which another of its words carries, was taken to own;
 * KH_NONE where it owns nothing, or the tree has it right. */
static uint32_t owned(const kh_tokens *k, const kh_name *n) {
  uint32_t last = n->end - 1, noun = k->head[last];
  bool owns = k->deprel[last] == KH_DEP_NMOD_POSS || (k->deprel[last] == KH_DEP_COMPOUND && noun != KH_NONE && k->upos[noun] == KH_UPOS_NOUN);
  return last != n->head && owns && noun != KH_NONE && noun >= n->end && inside(n, k->head[noun]) ? noun : KH_NONE;
}

static bool hang_owned(kh_doc *d, const kh_name *n) {
  kh_tokens *k = &d->tok;
  uint32_t noun = owned(k, n), h = n->head, last = n->end - 1;
  if (noun == KH_NONE) return false;
  uint8_t how = k->deprel[last];
  k->head[noun] = k->head[h], k->deprel[noun] = k->deprel[h];
  k->head[h] = noun, k->deprel[h] = how;
  k->head[last] = h, k->deprel[last] = KH_DEP_NMOD;
  for (uint32_t i = d->child_at[noun]; i < d->child_at[noun + 1]; i++)   /* the name's own "of" and "and" */
    if (inside(n, d->child[i]) && k->head[d->child[i]] == noun && d->child[i] != h) k->head[d->child[i]] = last;
  for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1]; i++) {       /* "with the Bank of Israel's governor, …" */
    uint32_t c = d->child[i];
    if (k->head[c] == h && !inside(n, c) && k->deprel[c] != KH_DEP_DET) k->head[c] = noun;
  }
  if (n->end < k->n && kh_is_possessive_mark(k, n->end)) k->head[n->end] = h;
  return true;
}

/* "The Republic of the Congo and Israel": who is joined to a word within the name, or tells more of it, is joined to the name. */
static bool hang_beyond(kh_doc *d, const kh_name *n) {
  kh_tokens *k = &d->tok;
  bool mended = false;
  for (uint32_t t = n->begin; t < n->end; t++) {
    if (t == n->head || !kh_doc_dominates(d, n->head, t)) continue;
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
      uint32_t c = d->child[i];
      if (inside(n, c) || c < n->end || k->head[c] != t || k->deprel[c] == KH_DEP_CASE) continue;
      bool listed = k->deprel[c] == KH_DEP_CONJ && k->deprel[n->head] == KH_DEP_CONJ;
      k->head[c] = listed ? k->head[n->head] : n->head;
      mended = true;
    }
  }
  return mended;
}

/* "Egypt, the Republic of the Congo and Norway": no state is another one, so that the second is not what the first is, but the next of a list. */
static bool list_states(kh_actors_work *w, const kh_name *n) {
  kh_tokens *k = &w->d->tok;
  uint32_t first = k->deprel[n->head] == KH_DEP_APPOS ? k->head[n->head] : KH_NONE, at = first == KH_NONE ? KH_NONE : w->name_at[first];
  if (n->kind != KH_NAME_STATE || at == KH_NONE || w->names.at[at].kind != KH_NAME_STATE || !strcmp(w->names.at[at].actor.country, n->actor.country)) return false;
  k->deprel[n->head] = KH_DEP_CONJ;
  for (uint32_t t = n->end, end = w->d->sentences[k->sentence[first]].tok_end; t < end; t++)
    if (k->head[t] == n->head && k->deprel[t] == KH_DEP_CONJ) k->head[t] = first;
  return true;
}

void kh_actors_whole(kh_actors_work *w) {
  bool mended = false;      /* until the end the children are those of before, each asked what it hangs on now */
  for (size_t i = 0; i < w->names.n; i++) {
    const kh_name *n = &w->names.at[i];
    if (n->end >= n->begin + 3 && n->kind != KH_NAME_PERSON && is_joined(w->k, n)) {
      mended |= hang_owned(w->d, n);
      mended |= hang_beyond(w->d, n);
    }
    mended |= list_states(w, n);
  }
  if (mended) kh_doc_index_children(w->d);
}
