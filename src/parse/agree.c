/* agree.c: what a report calls by one name is one thing: names of the same words get the type that most of them
 * have, and capitalised words that were passed over get the type that they have elsewhere in the report.
 *
 * Votes are taken within stretches of as many sentences as a report has at most, since long texts may be several. */
#include "parse/agree.h"

enum { SHARE = 3,      /* a word passed over must be a name in at least one of so many places */
       STRETCH = 48 };  /* sentences */

typedef struct tally { uint16_t by[KH_ENTITY_COUNT], all, capital, surname; } tally;

typedef struct votes {
  kh_doc *d;
  uint32_t begin, end;   /* words of the stretch */
  kh_map *map;           /* hash of the words -> index into tallies */
  KH_VEC(tally) tallies;
  kh_arena *scratch;
} votes;

static tally *tally_of(votes *v, uint64_t hash) {
  bool is_new;
  uint64_t *key = kh_alloc(v->scratch, sizeof *key);
  *key = hash;
  uint32_t *at = kh_map_put(v->map, (kh_str){(const char *)key, sizeof *key}, &is_new);
  if (is_new) {
    *at = (uint32_t)v->tallies.n;
    KH_PUSH(v->scratch, &v->tallies, (tally){.all = 0});
  }
  return &v->tallies.at[*at];
}

static void add(uint16_t *n) { *n = (uint16_t)(*n + (*n < UINT16_MAX)); }

static uint32_t name_end(const kh_doc *d, uint32_t i) {
  uint8_t kind = d->tok.ner[i] / 2;
  uint32_t end = i + 1, stop = d->sentences[d->tok.sentence[i]].tok_end;
  while (end < stop && d->tok.ner[end] == 2 * kind) end++;
  return end;
}

static uint64_t name_hash(const kh_doc *d, uint32_t begin, uint32_t end) {
  uint64_t h = d->tok.lower_hash[begin];
  for (uint32_t i = begin + 1; i < end; i++) h = kh_hash_mix(h, d->tok.lower_hash[i]);
  return h;
}

static uint8_t most(const tally *t) {
  uint8_t best = 0;
  for (uint8_t k = 1; k < KH_ENTITY_COUNT; k++)
    if (t->by[k] > t->by[best]) best = k;
  return best;
}

static bool capital(kh_str form) {
  size_t at = 0;
  return form.n && kh_cp_is_upper(kh_utf8_next(form.s, form.n, &at));
}

/* Words that may be a name that was passed over. */
static bool candidate(const kh_doc *d, uint32_t i) {
  uint8_t u = d->tok.upos[i];
  return d->tok.ner[i] == 0 && (u == KH_UPOS_PROPN || u == KH_UPOS_NOUN || u == KH_UPOS_ADJ) && capital(d->tok.form[i]);
}

static void count(votes *v) {
  const kh_tokens *t = &v->d->tok;
  for (uint32_t i = v->begin, end; i < v->end; i = end) {
    end = i + 1;
    if (t->ner[i] == 0) continue;
    end = name_end(v->d, i);
    tally *n = tally_of(v, name_hash(v->d, i, end));
    add(&n->by[t->ner[i] / 2]);
    add(&n->all);
  }
}

static void retype(votes *v) {
  kh_tokens *t = &v->d->tok;
  for (uint32_t i = v->begin, end; i < v->end; i = end) {
    end = i + 1;
    if (t->ner[i] == 0) continue;
    end = name_end(v->d, i);
    tally *n = tally_of(v, name_hash(v->d, i, end));
    uint8_t kind = t->ner[i] / 2, best = most(n);
    if (best && n->by[best] > n->by[kind]) {
      for (uint32_t k = i; k < end; k++) t->ner[k] = (uint8_t)(2 * best + (t->ner[k] & 1));
      kind = best;
    }
    if (kind == KH_ENTITY_PER && end - i > 1) {
      tally *surname = tally_of(v, t->lower_hash[end - 1]);
      add(&surname->surname);
    }
  }
}

/* A word alone that ends names of persons at least as often as it is a place or a body is one of those persons. */
static void persons(votes *v) {
  kh_tokens *t = &v->d->tok;
  for (uint32_t i = v->begin; i < v->end; i++) {
    uint8_t kind = t->ner[i] / 2;
    if ((kind != KH_ENTITY_LOC && kind != KH_ENTITY_ORG) || !(t->ner[i] & 1) || name_end(v->d, i) - i != 1) continue;
    const tally *n = tally_of(v, t->lower_hash[i]);
    if (n->surname && n->surname >= n->by[kind]) t->ner[i] = 2 * KH_ENTITY_PER + 1;
  }
}

static void agree(kh_doc *d, uint32_t begin, uint32_t end, kh_arena *scratch) {
  votes v = {.d = d, .scratch = scratch, .begin = begin, .end = end, .map = kh_map_new(scratch, 64)};
  kh_tokens *t = &d->tok;
  count(&v);
  if (v.tallies.n == 0) return;
  retype(&v);
  persons(&v);
  for (uint32_t i = begin; i < end; i++)
    if (candidate(d, i)) add(&tally_of(&v, t->lower_hash[i])->capital);
  for (uint32_t i = begin; i < end; i++) {
    if (!candidate(d, i)) continue;
    const tally *n = tally_of(&v, t->lower_hash[i]);
    if (n->all && n->all * (SHARE - 1) >= n->capital) t->ner[i] = (uint8_t)(2 * most(n) + 1);
    else if (n->surname) t->ner[i] = 2 * KH_ENTITY_PER + 1;
  }
}

void kh_names_agree(kh_doc *d, kh_arena *scratch) {
  for (uint32_t s = 0; s < d->sentence_count; s += STRETCH) {
    uint32_t last = d->sentence_count - s > STRETCH ? s + STRETCH : d->sentence_count;
    agree(d, d->sentences[s].tok_begin, d->sentences[last - 1].tok_end, scratch);
  }
}
