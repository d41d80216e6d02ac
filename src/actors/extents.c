/* extents.c: which tokens a noun phrase spans, for every token that might head one.
 *
 * A phrase keeps its determiners, modifiers, names, possessors, prepositional phrases and appositions, and leaves
 * out clauses, coordinated phrases ("own"), and what hangs on its head as on a predicate. */
#include "actors/actors_int.h"

typedef enum part { PART_NONE, PART_INSIDE, PART_CONJ, PART_APPOS } part;

static part part_of(uint8_t deprel, bool left) {
  switch (kh_deprel_base(deprel)) {
    case KH_DEP_DET: case KH_DEP_AMOD: case KH_DEP_NUMMOD: case KH_DEP_COMPOUND: case KH_DEP_FLAT: case KH_DEP_FIXED:
    case KH_DEP_GOESWITH: return PART_INSIDE;
    case KH_DEP_NMOD: return deprel == KH_DEP_NMOD_UNMARKED ? PART_NONE : PART_INSIDE;
    case KH_DEP_APPOS: return left ? PART_NONE : PART_APPOS;
    case KH_DEP_CONJ: return PART_CONJ;
    default: return PART_NONE;
  }
}

/* Tokens of the sentence so that children come before parents. */
static void bottom_up(kh_actors_work *w, const kh_sentence *s, uint32_t *order) {
  const kh_doc *d = w->d;
  uint32_t n = s->tok_end - s->tok_begin, top = 0, at = n;
  uint32_t *stack = KH_ARRAY(w->scratch, uint32_t, n + 1);
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    if (w->k->head[t] == KH_NONE) stack[top++] = t;
  while (top && at) {
    uint32_t t = stack[--top];
    order[--at] = t;
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) stack[top++] = d->child[i];
  }
}

static bool in_brackets(const kh_tokens *k, uint32_t begin, uint32_t end) {
  return begin > 0 && kh_str_is(k->form[begin - 1], "(") && kh_str_is(k->form[end], ")");
}

static void widen(uint32_t *begin, uint32_t *end, uint32_t b, uint32_t e) {
  if (b < *begin) *begin = b;
  if (e > *end) *end = e;
}

/* The first token of the hyphenated word that ends with t: "35-year-old". */
static uint32_t word_begin(const kh_doc *d, uint32_t begin, uint32_t t) {
  const kh_tokens *k = &d->tok;
  uint32_t b = t;
  while (b >= begin + 2 && kh_str_is(k->form[b - 1], "-") && k->span[b - 1].begin == k->span[b - 2].end && k->span[b].begin == k->span[b - 1].end &&
         kh_doc_dominates(d, t, b - 2))
    b -= 2;
  return b;
}

/* "At least": a noun with its preposition, before what it bounds. */
static bool bound(const kh_doc *d, uint32_t t) {
  uint32_t by = d->tok.deprel[t] == KH_DEP_NMOD ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE;
  return by != KH_NONE && by < t;
}

/* "The ministry, with the support of Norway, vaccinated children": behind a comma, in whose company somebody acts is no part of who he is. */
bool kh_actors_set_off(const kh_actors_work *w, uint32_t child) {
  uint32_t of = kh_doc_child_with(w->d, child, KH_DEP_CASE);
  return of != KH_NONE && of > 0 && of < child && kh_str_is(w->k->form[of - 1], ",") && kh_roles_tells_company(&w->a->roles, w->k, of);
}

/* "His trade, defence and health ministers", where the tree lists what they are ministers of and them: all but the last word are theirs. */
static bool one_noun(kh_actors_work *w, uint32_t t) {
  kh_tokens *k = &w->d->tok;
  uint32_t first = k->deprel[t] == KH_DEP_CONJ ? k->head[t] : KH_NONE, begin = w->d->sentences[k->sentence[t]].tok_begin, b, e;
  if (first == KH_NONE || first + 3 > t || k->upos[t] != KH_UPOS_NOUN || !(k->morph[t] & KH_MORPH_PLUR) || k->deprel[t - 1] != KH_DEP_CONJ ||
      k->upos[t - 2] != KH_UPOS_CCONJ || kh_deprel_base(k->deprel[first]) == KH_DEP_CONJ)
    return false;
  for (uint32_t i = first; i < t; i++) {
    bool noun = k->upos[i] == KH_UPOS_NOUN && !(k->morph[i] & KH_MORPH_PLUR) && (i == first || k->deprel[i] == KH_DEP_CONJ);
    if (!noun && k->upos[i] != KH_UPOS_CCONJ && !kh_str_is(k->form[i], ",")) return false;
  }
  const kh_role *r = kh_roles_match(&w->a->roles, k, t, begin, t + 1, &b, &e);
  if (!r || r->kind != KH_ROLE_PERSON) return false;
  r = kh_roles_match(&w->a->roles, k, first, first, first + 1, &b, &e);
  if (r && r->kind == KH_ROLE_PERSON) return false;      /* "a nurse, teacher and health workers" */
  k->head[t] = k->head[first], k->deprel[t] = k->deprel[first];
  for (uint32_t i = w->d->child_at[first]; i < w->d->child_at[first + 1]; i++)
    if (w->d->child[i] != t && (w->d->child[i] < first || w->d->child[i] > t)) k->head[w->d->child[i]] = t;
  k->head[first] = t, k->deprel[first] = KH_DEP_COMPOUND;
  return true;
}

/* "Jailed a clerk for trade with Ukraine", where the tree makes it the clerk's: why something is done to a person belongs to the deed. Not so what his work is
 * for: "a spokesman for the police", "a teacher for deaf children". */
static bool hung_on_person(kh_actors_work *w, uint32_t t) {
  kh_tokens *k = &w->d->tok;
  uint32_t who = k->deprel[t] == KH_DEP_NMOD && k->upos[t] == KH_UPOS_NOUN ? k->head[t] : KH_NONE, for_at = kh_doc_child_with(w->d, t, KH_DEP_CASE), b, e;
  if (who == KH_NONE || who >= t || for_at == KH_NONE || for_at < who || k->deprel[who] != KH_DEP_OBJ || k->upos[who] != KH_UPOS_NOUN ||
      !kh_roles_tells_end(&w->a->roles, k, for_at))
    return false;
  uint32_t verb = k->head[who], det = kh_doc_child_with(w->d, who, KH_DEP_DET);
  if (det == KH_NONE) det = kh_doc_child_with(w->d, who, KH_DEP_NUMMOD);
  if (verb == KH_NONE || k->upos[verb] != KH_UPOS_VERB || det == KH_NONE || det > who || for_at != who + 1) return false;
  const kh_role *r = kh_roles_match(&w->a->roles, k, who, det, who + 1, &b, &e);
  if (!r || r->kind != KH_ROLE_PERSON || (r->of && !r->anybody) || kh_roles_match(&w->a->roles, k, t, for_at, t + 1, &b, &e)) return false;
  k->head[t] = verb, k->deprel[t] = KH_DEP_OBL;
  return true;
}

void kh_actors_extents(kh_actors_work *w) {
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  bool mended = false;
  for (uint32_t t = 0; t < k->n; t++) mended |= one_noun(w, t) || hung_on_person(w, t);
  if (mended) kh_doc_index_children(w->d);
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    const kh_sentence *s = &d->sentences[i];
    uint32_t *order = KH_ARRAY(w->scratch, uint32_t, s->tok_end - s->tok_begin);
    bottom_up(w, s, order);
    for (uint32_t o = 0; o < s->tok_end - s->tok_begin; o++) {
      uint32_t t = order[o];
      w->own_begin[t] = t, w->own_end[t] = t + 1;
      uint32_t conj_begin = t, conj_end = t + 1;
      for (uint32_t c = d->child_at[t]; c < d->child_at[t + 1]; c++) {
        uint32_t child = d->child[c];
        part p = part_of(k->deprel[child], child < t);
        if (p == PART_INSIDE && child > t && w->in_time[child]) p = PART_NONE;      /* "the army on Thursday" */
        if (p == PART_INSIDE && child > t && kh_actors_set_off(w, child)) p = PART_NONE;
        if (child < t && bound(d, child)) p = PART_NONE;      /* "at least 22 villagers" */
        bool titled = p == PART_APPOS && child == t + 1 && k->upos[child] == KH_UPOS_PROPN && k->upos[t] == KH_UPOS_NOUN;
        if (titled) {      /* "the writer Ken Saro-Wiwa and eight others": they are no part of him */
          widen(&w->own_begin[t], &w->own_end[t], w->own_begin[child], w->own_end[child]);
          widen(&conj_begin, &conj_end, w->full_begin[child], w->full_end[child]);
        } else if (p == PART_CONJ) widen(&conj_begin, &conj_end, w->full_begin[child], w->full_end[child]);
        else if (p != PART_NONE) {
          bool word = child < t && k->upos[child] == KH_UPOS_ADJ && w->full_begin[child] == child;
          widen(&w->own_begin[t], &w->own_end[t], word ? word_begin(d, s->tok_begin, child) : w->full_begin[child], w->full_end[child]);
        }
        if (p == PART_APPOS && w->own_end[t] < s->tok_end && in_brackets(k, w->full_begin[child], w->own_end[t])) w->own_end[t]++;
      }
      /* what is coordinated with the head may lie between it and a later part of the phrase; an own phrase ends before it */
      w->full_begin[t] = w->own_begin[t], w->full_end[t] = w->own_end[t];
      widen(&w->full_begin[t], &w->full_end[t], conj_begin, conj_end);
    }
  }
}
