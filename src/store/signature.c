/* signature.c: a report's shingles and features. */
#include "store/signature.h"

#include <stdlib.h>

static uint32_t fold(uint64_t h) { return (uint32_t)(h ^ h >> 32); }

static void shingles_of(const kh_doc *d, uint32_t out[KH_SHINGLES]) {
  uint64_t last[4] = {0};
  uint32_t seen = 0, least[KH_SHINGLES];
  memset(least, 0xFF, sizeof least);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (d->sentences[s].kind == KH_SENT_RESIDUE) continue;
    for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++) {
      if (d->tok.upos[t] == KH_UPOS_PUNCT) continue;
      last[0] = last[1], last[1] = last[2], last[2] = last[3], last[3] = d->tok.lower_hash[t];
      if (++seen < 4) continue;
      uint64_t h = kh_hash_mix(kh_hash_mix(kh_hash_mix(last[0], last[1]), last[2]), last[3]);
      uint32_t bin = (uint32_t)(h >> 59), v = fold(h * 0x9E3779B97F4A7C15u);
      if (v < least[bin]) least[bin] = v;
    }
  }
  for (uint32_t i = 0; i < KH_SHINGLES; i++) {   /* an empty bin takes the next full one's value, changed by the distance */
    uint32_t k = 0;
    while (k < KH_SHINGLES && least[(i + k) % KH_SHINGLES] == UINT32_MAX) k++;
    out[i] = k == KH_SHINGLES ? UINT32_MAX : least[(i + k) % KH_SHINGLES] + k * 0x85EBCA6Bu;
  }
}

typedef struct gathering { struct { uint32_t hash; float weight; } at[KH_FEATURES]; uint32_t n; } gathering;

static void take(gathering *g, uint64_t hash, float weight) {
  uint32_t h = fold(hash);
  for (uint32_t i = 0; i < g->n; i++)
    if (g->at[i].hash == h) {
      g->at[i].weight += weight * .5f;   /* what is said again tells less than something new */
      return;
    }
  if (g->n < KH_FEATURES) g->at[g->n].hash = h, g->at[g->n++].weight = weight;
}

static bool content(const kh_doc *d, uint32_t t) {
  uint8_t u = d->tok.upos[t];
  return (u == KH_UPOS_NOUN || u == KH_UPOS_VERB || u == KH_UPOS_ADJ || u == KH_UPOS_PROPN || u == KH_UPOS_NUM) && d->tok.lemma[t].n > 2;
}

static int by_hash(const void *a, const void *b) {
  const struct kh_feature *x = a, *y = b;
  return (x->hash > y->hash) - (x->hash < y->hash);
}

void kh_signature_of(const kh_doc *d, kh_signature *out) {
  gathering g = {.n = 0};
  *out = (kh_signature){.n = 0};
  shingles_of(d, out->shingle);
  /* the actors and places of the first sentences, then words in their order: the lead tells the story */
  for (uint32_t i = 0, seen = 0; i < d->mention_count && seen < 24; i++) {
    const kh_mention *m = &d->mentions[i];
    if (m->kind == KH_ENTITY_PRONOUN || m->kind == KH_ENTITY_NOMINAL || !m->actor.id.n) continue;
    seen++;
    take(&g, kh_hash(m->actor.id.s, m->actor.id.n), m->kind == KH_ENTITY_PER ? 2 : 1.5f);
  }
  for (uint32_t i = 0, seen = 0; i < d->place_count && seen < 12; i++) {
    if (!d->places[i].geonameid || d->places[i].demonym) continue;
    seen++;
    take(&g, kh_hash_mix(d->places[i].geonameid, 0x706C), 1.5f);
  }
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (d->sentences[s].kind == KH_SENT_RESIDUE) continue;
    for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++)
      if (content(d, t)) take(&g, d->tok.lemma_hash[t], s < 3 ? 1.5f : 1);
  }
  for (uint32_t i = 0; i < g.n; i++) {
    float w = g.at[i].weight * 8 > 255 ? 255 : g.at[i].weight * 8;
    out->feature[out->n++] = (struct kh_feature){g.at[i].hash, (uint8_t)w};
  }
  if (out->n) qsort(out->feature, out->n, sizeof *out->feature, by_hash);
}

double kh_shingles_alike(const uint32_t a[KH_SHINGLES], const uint32_t b[KH_SHINGLES]) {
  unsigned same = 0, full = 0;
  for (int i = 0; i < KH_SHINGLES; i++) same += a[i] == b[i] && a[i] != UINT32_MAX, full += a[i] != UINT32_MAX && b[i] != UINT32_MAX;
  return full ? (double)same / KH_SHINGLES : 0;
}
