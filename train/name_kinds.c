/* name_kinds.c: which kinds of names a word is likely to stand in, guessed from its vector: a small network that learns it from words of the corpus. What
 * it knows of the words there it knows of those that are used like them, which no list and no sentence holds. */
#include <math.h>

#include "learn.h"
#include "net_data.h"
#include "parse/name_int.h"

enum { OUT = NAME_LEVELED + 1 /* and no name */, HIDDEN = 64, EPOCHS = 6, ENOUGH = 16 /* places of a word tell what there is to tell */ };

static const float LEVELS[] = {.03f, .1f, .25f, .5f, .8f};
_Static_assert(sizeof LEVELS / sizeof *LEVELS == NAME_LEVELS - 1, "each level ends somewhere");

/* Weights, and sums of their squared gradients (AdaGrad). */
typedef struct layer { float *w, *squares; } layer;
typedef struct guess {
  size_t size;                 /* of a vector */
  layer in, in_bias, out, out_bias, past;   /* past: from the vector to the output */
  float hidden[HIDDEN], slope[HIDDEN], p[OUT];
} guess;

/* A word of the corpus: how often it stood in each kind of name, as shares. */
typedef struct seen_word { uint32_t number; float share[OUT], weight; } seen_word;

static layer layer_new(size_t n, float width, kh_random *r, kh_arena *a) {
  layer l = {kh_alloc_array(a, n, sizeof *l.w), kh_alloc_array(a, n, sizeof *l.squares)};
  for (size_t i = 0; i < n; i++) l.w[i] = width * (float)(2 * kh_random_unit(r) - 1), l.squares[i] = 0;
  return l;
}

static void guess_new(guess *g, size_t size, kh_random *r, kh_arena *a) {
  *g = (guess){.size = size, .in = layer_new(HIDDEN * size, .2f, r, a), .in_bias = layer_new(HIDDEN, 0, r, a), .out = layer_new(OUT * HIDDEN, .2f, r, a),
               .out_bias = layer_new(OUT, 0, r, a), .past = layer_new(OUT * size, 0, r, a)};
}

static float product(const float *a, const float *b, size_t n) {
  float sum = 0;
  for (size_t i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

static void look(guess *g, const float *x) {
  float top = -1e30f, all = 0;
  for (size_t j = 0; j < HIDDEN; j++) g->hidden[j] = fmaxf(0, g->in_bias.w[j] + product(g->in.w + j * g->size, x, g->size));
  for (size_t k = 0; k < OUT; k++) {
    g->p[k] = g->out_bias.w[k] + product(g->out.w + k * HIDDEN, g->hidden, HIDDEN) + product(g->past.w + k * g->size, x, g->size);
    top = fmaxf(top, g->p[k]);
  }
  for (size_t k = 0; k < OUT; k++) all += g->p[k] = expf(g->p[k] - top);
  for (size_t k = 0; k < OUT; k++) g->p[k] /= all;
}

static void step(layer *l, size_t at, const float *x, size_t n, float slope) {
  for (size_t i = 0; i < n; i++) {
    float s = slope * x[i];
    l->squares[at + i] += s * s;
    l->w[at + i] -= .03f * s / sqrtf(l->squares[at + i] + 1e-3f);
  }
}

static void learn_word(guess *g, const seen_word *word, const float *x) {
  const float one = 1;
  look(g, x);
  memset(g->slope, 0, sizeof g->slope);
  for (size_t k = 0; k < OUT; k++) {
    float s = (g->p[k] - word->share[k]) * word->weight;
    for (size_t j = 0; j < HIDDEN; j++) g->slope[j] += s * g->out.w[k * HIDDEN + j];
    step(&g->out, k * HIDDEN, g->hidden, HIDDEN, s);
    step(&g->out_bias, k, &one, 1, s);
    step(&g->past, k * g->size, x, g->size, s);
  }
  for (size_t j = 0; j < HIDDEN; j++) {
    if (g->hidden[j] <= 0) continue;
    step(&g->in, j * g->size, x, g->size, g->slope[j]);
    step(&g->in_bias, j, &one, 1, g->slope[j]);
  }
}

/* Words of sentences whose names are marked as wanted; not a name's first word where it begins the sentence, whose capital says nothing. */
static size_t count_words(const kh_corpus *c, const kh_word_vectors *v, size_t n, seen_word *word, kh_arena *a) {
  float (*count)[OUT] = kh_alloc_array(a, n, sizeof *count);
  size_t words = 0;
  for (size_t i = 0; i < c->sentences.n; i++) {
    const kh_gold *s = &c->sentences.at[i];
    for (uint32_t k = s->begin; k < s->end && !s->habits; k++) {
      const kh_word *w = &c->words.at[k];
      if (w->ner == KH_NO_NAME || (w->ner && k == s->begin)) continue;
      const uint32_t *number = kh_map_get(v->number, kh_str_lower(a, w->form));
      uint32_t kind = w->ner / 2;
      if (number && *number < n) count[*number][kind >= KH_ENTITY_PER && kind <= KH_ENTITY_LOC ? kind - KH_ENTITY_PER : NAME_LEVELED]++;
    }
  }
  for (uint32_t i = 0; i < n; i++) {
    float all = 0;
    for (size_t k = 0; k < OUT; k++) all += count[i][k];
    if (all <= 0) continue;
    seen_word *w = &word[words++];
    *w = (seen_word){.number = i, .weight = sqrtf(fminf(all, ENOUGH))};
    for (size_t k = 0; k < OUT; k++) w->share[k] = count[i][k] / all;
  }
  return words;
}

void kh_word_kinds(const kh_word_vectors *v, const float *unit, size_t n, const kh_corpus *c, kh_arena *a, uint8_t *code) {
  const float length = 5;                     /* at which the rates above were tried */
  kh_random random = {7 * 2 + 1};
  guess *g = kh_alloc(a, sizeof *g);
  seen_word *word = KH_ARRAY(a, seen_word, n + 1);
  float *x = kh_alloc_array(a, n * v->size + 1, sizeof *x);
  size_t words = count_words(c, v, n, word, a);
  guess_new(g, v->size, &random, a);
  for (size_t i = 0; i < n * v->size; i++) x[i] = length * unit[i];
  for (int e = 0; e < EPOCHS; e++)
    for (size_t i = words; i > 0; i--) {      /* in another order each time */
      size_t k = kh_random_next(&random) % i;
      seen_word w = word[k];
      word[k] = word[i - 1];
      word[i - 1] = w;
      learn_word(g, &w, x + w.number * v->size);
    }
  for (size_t i = 0; i < n; i++) {
    uint32_t digits = 0;
    look(g, x + i * v->size);
    for (size_t k = NAME_LEVELED; k-- > 0;) {
      uint32_t level = 0;
      while (level < NAME_LEVELS - 1 && g->p[k] >= LEVELS[level]) level++;
      digits = digits * NAME_LEVELS + level;
    }
    code[i] = (uint8_t)(digits + 1);
  }
}
