/* scorer.c: what the words of a sentence speak for: a multinomial logistic model over lemmas (data/events/scorer.txt). */
#include "events/scorer.h"

#include <math.h>

/* Marks the words on the way from each party's words up to where the ways meet, and their direct dependents. */
static void mark_path(const kh_algebra *a, uint8_t *near) {
  const kh_doc *d = a->d;
  for (uint32_t t = 0; t < d->tok.n; t++) {
    if (!a->side[t] || (d->tok.head[t] != KH_NONE && a->side[d->tok.head[t]] == a->side[t])) continue;
    uint32_t steps = 0;
    for (uint32_t u = d->tok.head[t]; u != KH_NONE && steps < 4; u = d->tok.head[u], steps++) {
      near[u] = 1;
      for (uint32_t i = d->child_at[u]; i < d->child_at[u + 1]; i++) near[d->child[i]] = 1;
    }
  }
}

void kh_scorer_run(const kh_algebra *a, double logp[KH_EVENT_COUNT]) {
  enum { WORDS = 60 };
  const kh_events *e = a->e;
  const kh_doc *d = a->d;
  double sum[KH_EVENT_COUNT] = {0};
  uint8_t *near = KH_ARRAY(a->scratch, uint8_t, d->tok.n + 1);
  mark_path(a, near);
  uint32_t words = 0;
  for (uint32_t t = 0; t < d->tok.n && words < WORDS; t++) {
    uint32_t at;
    if (a->side[t] || !kh_lookup_get(&e->scorer_words, d->tok.lemma[t], d->tok.lemma_hash[t], &at) || at >= e->scorer_rows) continue;
    words++;
    for (int k = 1; k < KH_EVENT_COUNT; k++) sum[k] += e->scorer[at].vote[k] * (near[t] ? 0.1 : 0.03);
  }
  double top = sum[1], z = 0;
  for (int k = 1; k < KH_EVENT_COUNT; k++) top = sum[k] > top ? sum[k] : top;
  for (int k = 1; k < KH_EVENT_COUNT; k++) z += exp(sum[k] - top);
  for (int k = 1; k < KH_EVENT_COUNT; k++) logp[k] = sum[k] - top - log(z);
  logp[0] = -1e9;
}
