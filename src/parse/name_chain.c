/* name_chain.c: which words are names, given what speaks for each tag of each word and for each pair of tags.
 *
 * Taken are the names of which the most are to be expected right, for those that are given (minimum Bayes risk: Kumar and Byrne 2004), and not the
 * likeliest sequence of tags: where one edge of a name is in doubt its likelihood is shared out among sequences of which none may be the best, and a
 * name that is one of many readings is no name for all that. How likely a name is comes from sums over all sequences (forward and backward: Rabiner 1989). */
#include <math.h>

#include "parse/name_int.h"

static const float NEVER = -1e9f, IMPOSSIBLE = -1e8f;   /* the logarithm of what cannot be, and what only such sums are below */
enum { LONGEST = 16 /* words of a name at most */ };

kh_name_chain kh_name_chain_new(uint32_t longest, uint32_t tags, const uint8_t *label, kh_arena *a) {
  size_t n = longest + 1u, cells = n * tags;
  return (kh_name_chain){.tags = tags, .label = label, .pairs = kh_alloc_array(a, cells, tags * sizeof(float)), .upto = KH_ARRAY(a, float, cells),
                         .after = KH_ARRAY(a, float, cells), .best = KH_ARRAY(a, float, n), .begin = KH_ARRAY(a, uint32_t, n), .first = KH_ARRAY(a, uint8_t, n)};
}

static float log_sum(const float *x, uint32_t n) {
  float top = x[0], sum = 0;
  for (uint32_t i = 1; i < n; i++) top = x[i] > top ? x[i] : top;
  if (top < IMPOSSIBLE) return NEVER;
  for (uint32_t i = 0; i < n; i++) sum += x[i] - top > -20 ? expf(x[i] - top) : 0;
  return top + logf(sum);
}

/* What tag k adds at word i: a word that may not be in a name is in none. */
static float here(const kh_name_chain *c, uint32_t i, uint32_t k) { return c->may[i] ? c->score[i * c->tags + k] : k ? NEVER : 0; }

/* What tag k adds behind tag `before` at word i. */
static float step(const kh_name_chain *c, uint32_t i, uint32_t before, uint32_t k) {
  if (!kh_name_follows(c->label[before], c->label[k])) return NEVER;
  return c->may[i] ? c->pairs[(i * c->tags + before) * c->tags + k] : 0;
}

float kh_name_sum(kh_name_chain *c, uint32_t n) {
  const uint32_t tags = c->tags;
  float x[NAME_TAGS] = {0};
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < tags; k++) {
      float sum = kh_name_follows(0, c->label[k]) ? 0 : NEVER;
      if (k && !c->may[i]) sum = NEVER;
      else if (i) {
        for (uint32_t j = 0; j < tags; j++) x[j] = c->upto[(i - 1) * tags + j] + step(c, i, j, k);
        sum = log_sum(x, tags);
      }
      c->upto[i * tags + k] = sum < IMPOSSIBLE ? NEVER : sum + here(c, i, k);
    }
  for (uint32_t k = 0; k < tags; k++) c->after[(n - 1) * tags + k] = 0;
  for (uint32_t i = n - 1; i-- > 0;)
    for (uint32_t k = 0; k < tags; k++) {
      if (k && !c->may[i]) { c->after[i * tags + k] = NEVER; continue; }
      for (uint32_t j = 0; j < tags; j++) x[j] = step(c, i + 1, k, j) + here(c, i + 1, j) + c->after[(i + 1) * tags + j];
      c->after[i * tags + k] = log_sum(x, tags);
    }
  return log_sum(c->upto + (size_t)(n - 1) * tags, tags);
}

/* The tag that goes on with a name that tag k begins; 0: there is none. */
static uint32_t going_on(const kh_name_chain *c, uint32_t k) {
  for (uint32_t j = 1; j < c->tags; j++)
    if (j != k && c->label[j] / 2 == c->label[k] / 2) return j;
  return 0;
}

/* All ways to go on behind a name that ends at word i with tag `last` and that tag `in` would make longer. */
static float sum_behind(const kh_name_chain *c, uint32_t n, uint32_t i, uint32_t last, uint32_t in) {
  float x[NAME_TAGS] = {0};
  if (i + 1 == n) return 0;
  for (uint32_t q = 0; q < c->tags; q++) x[q] = q && q == in ? NEVER : step(c, i + 1, last, q) + here(c, i + 1, q) + c->after[(i + 1) * c->tags + q];
  return log_sum(x, c->tags);
}

/* Names that begin at word i with tag k: each is worth how likely it is, less what a name must bring. */
static void try_names(kh_name_chain *c, uint32_t n, float likely, float all, uint32_t i, uint32_t k) {
  const uint32_t in = going_on(c, k);
  float sum = c->upto[i * c->tags + k];
  for (uint32_t j = i, last = k; j < n && j < i + LONGEST; j++) {
    if (j > i) {
      if (!in || !c->may[j]) return;
      sum += step(c, j, last, in) + here(c, j, in);
      last = in;
    }
    if (sum < IMPOSSIBLE) return;
    float worth = c->best[i] + expf(sum + sum_behind(c, n, j, last, in) - all) - likely;
    if (worth > c->best[j + 1]) c->best[j + 1] = worth, c->begin[j + 1] = i, c->first[j + 1] = (uint8_t)k;
  }
}

void kh_name_best(kh_name_chain *c, uint32_t n, float likely, uint8_t *tag) {
  bool any = false;
  memset(tag, 0, n);
  for (uint32_t i = 0; i < n; i++) any |= c->may[i], c->best[i + 1] = NEVER;
  if (!any) return;
  float all = kh_name_sum(c, n);
  c->best[0] = 0;
  for (uint32_t i = 0; i < n; i++) {                 /* best[i] is final: whatever ends before word i began before it */
    if (c->best[i] >= c->best[i + 1]) c->best[i + 1] = c->best[i], c->begin[i + 1] = i, c->first[i + 1] = 0;
    for (uint32_t k = 1; c->may[i] && k < c->tags; k++)
      if (c->label[k] & 1) try_names(c, n, likely, all, i, k);
  }
  for (uint32_t j = n; j > 0; j = c->begin[j])
    for (uint32_t i = c->begin[j], k = c->first[j]; k && i < j; i++) tag[i] = (uint8_t)(i == c->begin[j] ? k : going_on(c, k));
}
