/* Names of a chain against all its sequences written out, and chains of nothing. */
#include <math.h>
#include <stdlib.h>

#include "../../train/learn.h"
#include "check.h"
#include "parse/name_int.h"

enum { TAGS = 5, WORDS = 6 };

static kh_random numbers = {7};
static uint32_t below(uint32_t n) { return (uint32_t)(kh_random_next(&numbers) >> 33) % n; }

static const uint8_t label[TAGS] = {0, 2 * KH_ENTITY_PER + 1, 2 * KH_ENTITY_PER, 2 * KH_ENTITY_ORG + 1, 2 * KH_ENTITY_ORG};

typedef struct all_ways { double sum, name[WORDS][WORDS + 1][TAGS]; } all_ways;   /* name: [first word][word behind][first tag] */

static double weight_of(const kh_name_chain *c, uint32_t n, const uint8_t *tag) {
  double x = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (!kh_name_follows(i ? label[tag[i - 1]] : 0, label[tag[i]]) || (tag[i] && !c->may[i])) return 0;
    if (c->may[i]) x += (double)c->score[i * TAGS + tag[i]] + (i ? (double)c->pairs[(i * TAGS + tag[i - 1]) * TAGS + tag[i]] : 0);
  }
  return exp(x);
}

static void write_out(const kh_name_chain *c, uint32_t n, all_ways *all) {
  uint32_t ways = 1;
  for (uint32_t i = 0; i < n; i++) ways *= TAGS;
  *all = (all_ways){0};
  for (uint32_t w = 0; w < ways; w++) {
    uint8_t tag[WORDS];
    for (uint32_t i = 0, rest = w; i < n; i++, rest /= TAGS) tag[i] = (uint8_t)(rest % TAGS);
    double x = weight_of(c, n, tag);
    all->sum += x;
    for (uint32_t i = 0, end; i < n; i = end) {
      for (end = i + 1; end < n && tag[i] && tag[end] && !(label[tag[end]] & 1); end++) {}
      if (tag[i]) all->name[i][end][tag[i]] += x;
    }
  }
}

/* What the names of these tags are worth together; the best of all sets is found by trying what ends at each word. */
static double worth_of(const all_ways *all, uint32_t n, const uint8_t *tag, double likely) {
  double worth = 0;
  for (uint32_t i = 0, end; i < n; i = end) {
    for (end = i + 1; end < n && tag[i] && tag[end] && !(label[tag[end]] & 1); end++) {}
    if (tag[i]) worth += all->name[i][end][tag[i]] / all->sum - likely;
  }
  return worth;
}

static double most_worth(const all_ways *all, uint32_t n, double likely) {
  double best[WORDS + 1] = {0};
  for (uint32_t end = 1; end <= n; end++) {
    best[end] = best[end - 1];
    for (uint32_t i = 0; i < end; i++)
      for (uint32_t k = 1; k < TAGS; k++) best[end] = fmax(best[end], best[i] + all->name[i][end][k] / all->sum - likely);
  }
  return best[n];
}

static void check_chain(kh_name_chain *c, uint32_t n, float *score, bool *may, uint32_t *names, uint32_t *mid) {
  all_ways *all = malloc(sizeof *all);
  uint8_t tag[WORDS];
  for (uint32_t i = 0; i < n; i++) may[i] = below(5) != 0;
  for (uint32_t i = 0; i < n * TAGS; i++) score[i] = (float)below(600) / 100 - 3;
  for (uint32_t i = 0; i < n * TAGS * TAGS; i++) c->pairs[i] = (float)below(400) / 100 - 2;
  double likely = below(80) / 100. + .05;
  c->score = score, c->may = may;
  write_out(c, n, all);
  kh_name_best(c, n, (float)likely, tag);
  for (uint32_t i = 0; i < n; i++) {
    CHECK(tag[i] < TAGS && kh_name_follows(i ? label[tag[i - 1]] : 0, label[tag[i]]) && (tag[i] == 0 || may[i]));
    *names += tag[i] && label[tag[i]] & 1;
    *mid += tag[i] && !(label[tag[i]] & 1);
  }
  double worth = worth_of(all, n, tag, likely), most = most_worth(all, n, likely);
  CHECKF(fabs(worth - most) < 1e-4, "%u words: names worth %f were chosen, %f could be had", n, worth, most);
  free(all);
}

int main(void) {
  kh_arena *a = kh_arena_new(0);
  float score[WORDS * TAGS] = {0};
  bool may[WORDS] = {false};
  uint8_t tag[WORDS];
  uint32_t names = 0, mid = 0;
  CHECK(a != NULL);
  if (!a) return check_done();
  kh_name_chain c = kh_name_chain_new(WORDS, TAGS, label, a);
  for (uint32_t round = 0; round < 300; round++) check_chain(&c, 1 + round % WORDS, score, may, &names, &mid);
  CHECKF(names > 100 && mid > 20, "%u names and %u words that go on with them are too few to tell anything", names, mid);
  /* Nothing may be in a name; and scores that leave no doubt, as far as they go. */
  memset(may, 0, sizeof may);
  kh_name_best(&c, WORDS, .5f, tag);
  for (uint32_t i = 0; i < WORDS; i++) CHECK(tag[i] == 0);
  memset(may, 1, sizeof may);
  memset(c.pairs, 0, sizeof *c.pairs * WORDS * TAGS * TAGS);
  for (uint32_t i = 0; i < WORDS * TAGS; i++) score[i] = i % TAGS == (i < TAGS ? 1u : 2u) ? 1e6f : -1e6f;
  kh_name_best(&c, WORDS, .5f, tag);
  for (uint32_t i = 0; i < WORDS; i++) CHECK(tag[i] == (i ? 2 : 1));
  kh_arena_free(a);
  return check_done();
}
