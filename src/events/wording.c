/* wording.c: what the words of a sentence say of its events, whoever takes part and however they stand: a logistic model over its different
 * words for each type, and for no event that happened (weights: data/events/wording.txt, made by scripts/train_wording.py). */
#include <math.h>
#include <stdlib.h>

#include "events/confidence.h"

enum { MOST_WORDS = 400 /* of a sentence that are looked at */, USUAL = 16 /* different words: in longer sentences each says less */ };

static int by_number(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a > b) - (a < b);
}

static void add_row(const kh_events *e, uint32_t row, float *score) {
  for (int k = 0; k < KH_EVENT_COUNT; k++) score[k] += (float)(e->wording[row].vote[k] * KH_WORDING_UNIT);
}

/* "Has frozen" tells what "froze" does, though what is no event is told with "has" more often. */
static bool is_of_perfect(const kh_tokens *t, uint32_t i) {
  uint32_t h = t->deprel[i] == KH_DEP_AUX ? t->head[i] : KH_NONE;
  bool modal = t->morph[i] & KH_MORPH_FIN && !(t->morph[i] & (KH_MORPH_PRES | KH_MORPH_PAST));
  return h != KH_NONE && !modal && t->morph[h] & KH_MORPH_PART && t->morph[h] & KH_MORPH_PAST;
}

void kh_wording_of(const kh_algebra *a, uint32_t sentence, float score[KH_EVENT_COUNT]) {
  const kh_events *e = a->e;
  const kh_tokens *t = &a->d->tok;
  uint32_t row[MOST_WORDS], n = 0;
  for (int k = 0; k < KH_EVENT_COUNT; k++) score[k] = 0;
  if (!e->wording_rows) return;
  for (uint32_t i = a->d->sentences[sentence].tok_begin; i < a->d->sentences[sentence].tok_end && n < MOST_WORDS; i++)
    if (!is_of_perfect(t, i) && kh_lookup_get(&e->wording_words, t->lower[i], t->lower_hash[i], &row[n]) && row[n] < e->wording_rows) n++;
  qsort(row, n, sizeof *row, by_number);
  uint32_t different = 0;
  for (uint32_t i = 0; i < n; i++)
    if (row[i] && (!i || row[i] != row[i - 1])) add_row(e, row[i], score), different++;
  float share = different > USUAL ? sqrtf((float)USUAL / (float)different) : 1;
  for (int k = 0; k < KH_EVENT_COUNT; k++) score[k] *= share;
  add_row(e, 0, score);                                  /* whatever the words are */
}
