/* name_clusters.c: groups of words that are used alike, out of their vectors: k-means on the sphere, and once more over its centres; and the kinds of names
 * that a word is likely to stand in (name_kinds.c). */
#include <math.h>
#include <stdlib.h>

#include "learn.h"
#include "net_data.h"
#include "net_gemm.h"

enum {
  WORDS = 174000,             /* the commonest */
  FINE = 1024, COARSE = 64,   /* multiples of 16, for kh_gemm */
  ROUNDS = 12, SEEDS = 60000, COMMON = 20000, BLOCK = 512
};

/* Points of unit length, and the centres that they go to. */
typedef struct cloud { const float *at; const float *weight; size_t n, size; } cloud;

static void to_length_one(float *x, size_t n) {
  double sum = 1e-18;
  for (size_t i = 0; i < n; i++) sum += (double)x[i] * x[i];
  for (size_t i = 0; i < n; i++) x[i] = (float)(x[i] / sqrt(sum));
}

/* The words' vectors less the mean of the common ones, at length 1. */
static float *centred(const kh_word_vectors *v, size_t n, kh_arena *a) {
  float *x = kh_alloc_array(a, n * v->size + 1, sizeof *x);
  size_t common = n < COMMON ? n : COMMON;
  double *mean = KH_ARRAY(a, double, v->size);
  for (size_t i = 0; i < common; i++)
    for (size_t k = 0; k < v->size; k++) mean[k] += v->at[i * v->size + k] / (double)common;
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; k < v->size; k++) x[i * v->size + k] = v->at[i * v->size + k] - (float)mean[k];
    to_length_one(x + i * v->size, v->size);
  }
  return x;
}

/* Each point's nearest centre. turned: the centres as columns. */
static void assign(const cloud *c, const float *turned, size_t centres, float *score, uint32_t *to) {
  for (size_t b = 0; b < c->n; b += BLOCK) {
    size_t m = c->n - b < BLOCK ? c->n - b : BLOCK;
    kh_gemm(m, centres, c->size, c->at + b * c->size, c->size, 1, turned, centres, score, centres, false);
    for (size_t i = 0; i < m; i++) {
      uint32_t best = 0;
      for (uint32_t k = 1; k < centres; k++)
        if (score[i * centres + k] > score[i * centres + best]) best = k;
      to[b + i] = best;
    }
  }
}

/* centre[]: where to begin, then where it ends; a centre that loses all its points stays where it was. */
static void group(const cloud *c, float *centre, size_t centres, int rounds, uint32_t *to, kh_arena *a) {
  float *turned = kh_alloc_array(a, centres * c->size, sizeof *turned), *score = kh_alloc_array(a, centres * BLOCK, sizeof *score);
  float *sum = kh_alloc_array(a, centres * c->size, sizeof *sum), *weight = kh_alloc_array(a, centres, sizeof *weight);
  for (int r = 0; r < rounds; r++) {
    for (size_t k = 0; k < centres; k++)
      for (size_t j = 0; j < c->size; j++) turned[j * centres + k] = centre[k * c->size + j];
    assign(c, turned, centres, score, to);
    memset(sum, 0, centres * c->size * sizeof *sum);
    memset(weight, 0, centres * sizeof *weight);
    for (size_t i = 0; i < c->n; i++) {
      float w = c->weight ? c->weight[i] : 1;
      weight[to[i]] += w;
      for (size_t j = 0; j < c->size; j++) sum[to[i] * c->size + j] += w * c->at[i * c->size + j];
    }
    for (size_t k = 0; k < centres; k++) {
      if (weight[k] <= 0) continue;
      memcpy(centre + k * c->size, sum + k * c->size, c->size * sizeof *sum);
      to_length_one(centre + k * c->size, c->size);
    }
  }
}

static kh_status make_clusters(const kh_word_vectors *v, const kh_corpus *c, kh_arena *a, kh_listed *out, kh_error *err) {
  size_t n = v->count < WORDS ? v->count : WORDS, seeds = n < SEEDS ? n : SEEDS, size = v->size;
  kh_random random = {7 * 2 + 1};
  cloud words = {centred(v, n, a), NULL, n, size};
  float *centre = kh_alloc_array(a, FINE * size, sizeof *centre), *top = kh_alloc_array(a, COARSE * size, sizeof *top), *weight = KH_ARRAY(a, float, FINE);
  uint32_t *fine = KH_ARRAY(a, uint32_t, n + 1), *coarse = KH_ARRAY(a, uint32_t, FINE);
  for (size_t k = 0; k < FINE; k++) memcpy(centre + k * size, words.at + kh_random_next(&random) % seeds * size, size * sizeof *centre);
  group(&words, centre, FINE, ROUNDS, fine, a);
  for (size_t i = 0; i < n; i++) weight[fine[i]]++;
  cloud centres = {centre, weight, FINE, size};
  for (size_t k = 0; k < COARSE; k++) memcpy(top + k * size, centre + k * (FINE / COARSE) * size, size * sizeof *top);
  group(&centres, top, COARSE, 2 * ROUNDS, coarse, a);
  uint8_t *kinds = KH_ARRAY(a, uint8_t, n + 1);
  kh_word_kinds(v, words.at, n, c, a, kinds);
  kh_hash_marks *marks = KH_ARRAY(a, kh_hash_marks, n + 1);
  for (size_t i = 0; i < n; i++) marks[i] = (kh_hash_marks){kh_hash_str(v->word[i]), (fine[i] + 1) | (coarse[fine[i]] + 1) << 16 | (uint32_t)kinds[i] << 24};
  return kh_listed_make(marks, n, 4, a, out, err);
}

kh_status kh_word_clusters(const char *path, const kh_corpus *c, kh_arena *a, kh_listed *out, kh_error *err) {
  kh_word_vectors v = {0};
  kh_status s = kh_word_vectors_open(&v, path, err);
  if (!s && !v.count) s = kh_fail(err, KH_E_NOTHING, "%s: no vectors", path);
  if (!s) s = make_clusters(&v, c, a, out, err);
  kh_word_vectors_close(&v);
  return s;
}
