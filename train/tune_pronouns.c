/* tune_pronouns.c: fits data/actors/pronoun-weights.txt to GAP files by coordinate ascent.
 * usage: tune_pronouns KHALDUN.DAT MODEL ROUNDS GAP.tsv…      prints the weights; none of the texts goes into them */
#include <stdio.h>
#include <stdlib.h>

#include "actors/actors_int.h"
#include "code/road.h"

typedef struct row {
  kh_doc *d;
  uint32_t pronoun, name[2][2];      /* byte offsets */
  bool gold[2];
} row;

static uint32_t byte_of(kh_str text, uint32_t codepoint) {
  size_t at = 0;
  while (codepoint-- && at < text.n) kh_utf8_next(text.s, text.n, &at);
  return (uint32_t)at;
}

static bool read_row(kh_str line, row *r, const kh_rooms *rooms, kh_arena *scratch) {
  kh_str f[11];
  int n = 0;
  while (n < 11 && kh_str_split(&line, '\t', &f[n])) n++;
  int64_t at;
  if (n < 10 || !kh_str_to_int(f[3], &at)) return false;
  kh_input in = {.text = f[1].s, .text_len = f[1].n};
  if (!(r->d = kh_doc_of(&in, 0))) return false;
  kh_road_run(rooms, r->d, KH_AFTER_TIMES, 1000, scratch);
  r->pronoun = byte_of(f[1], (uint32_t)at);
  for (int i = 0; i < 2; i++) {
    kh_str name = f[4 + 3 * i];
    if (!kh_str_to_int(f[5 + 3 * i], &at)) return false;
    r->name[i][0] = byte_of(f[1], (uint32_t)at);
    r->name[i][1] = r->name[i][0] + (uint32_t)name.n;
    r->gold[i] = kh_str_is(f[6 + 3 * i], "TRUE");
  }
  return true;
}

/* Is the name in the pronoun's chain? As tests/score_gap.py asks. */
static bool answer(const row *r, int which) {
  const kh_doc *d = r->d;
  uint32_t chain = KH_NONE, small = UINT32_MAX;
  bool yes = false, inside = false;
  for (uint32_t i = 0; i < d->mention_count; i++)
    if (d->mentions[i].span.begin == r->pronoun && d->mentions[i].kind == KH_ENTITY_PRONOUN) chain = d->mentions[i].chain;
  if (chain == KH_NONE) return false;
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_mention *m = &d->mentions[i];
    if (m->span.begin >= r->name[which][0] && m->span.end <= r->name[which][1]) inside |= m->chain == chain;
    if (m->span.begin > r->name[which][0] || m->span.end < r->name[which][1] || m->kind == KH_ENTITY_PRONOUN) continue;
    uint32_t size = m->span.end - m->span.begin;
    if (size < small) small = size, yes = false;
    if (size == small) yes |= m->chain == chain;
  }
  return small == UINT32_MAX ? inside : yes;
}

static double f1(const kh_actors *a, row *rows, size_t n, kh_arena *scratch) {
  uint32_t tp = 0, fp = 0, fn = 0;
  for (size_t i = 0; i < n; i++) {
    kh_arena_reset(scratch);
    kh_actors_run(a, rows[i].d, scratch);
    for (int w = 0; w < 2; w++) {
      bool got = answer(&rows[i], w);
      tp += got && rows[i].gold[w], fp += got && !rows[i].gold[w], fn += !got && rows[i].gold[w];
    }
  }
  return 2.0 * tp / (2.0 * tp + fp + fn);
}

int main(int argc, char **argv) {
  static const char *const feature[] = {
#define X(name) #name,
    KH_PRONOUN_FEATURE_TABLE(X)
#undef X
  };
  static const int step[] = {-16, 16, -6, 6, -2, 2};
  kh_error err;
  kh_options o;
  khaldun *k;
  if (argc < 5) return fprintf(stderr, "usage: tune_pronouns KHALDUN.DAT MODEL ROUNDS GAP.tsv...\n"), 2;
  kh_options_default(&o);
  o.data_path = argv[1], o.model_path = argv[2];
  if (kh_open(&o, &k, &err)) return fprintf(stderr, "%s\n", err.message), 1;
  kh_arena *scratch = kh_arena_new(0);
  row *rows = calloc(8192, sizeof *rows);
  size_t n = 0;
  for (int i = 4; i < argc; i++) {
    kh_lines l;
    kh_str line;
    if (kh_lines_open(NULL, argv[i], &l, &err)) return fprintf(stderr, "%s\n", err.message), 1;
    while (kh_lines_next(&l, &line) && n < 8192) n += read_row(line, &rows[n], &k->rooms, scratch);
    kh_lines_close(&l);
  }
  int32_t weight[KH_PRONOUN_FEATURES];
  memcpy(weight, k->rooms.actors->roles.weight, sizeof weight);
  k->rooms.actors->roles.weight = weight;
  double best = f1(k->rooms.actors, rows, n, scratch);
  printf("%zu rows, F1 %.4f\n", n, best);
  for (int round = 0; round < atoi(argv[3]); round++)
    for (int i = 0; i < KH_PRONOUN_FEATURES; i++)
      for (size_t s = 0; s < sizeof step / sizeof *step; s++) {
        int32_t before = weight[i];
        weight[i] += step[s];
        double now = f1(k->rooms.actors, rows, n, scratch);
        if (now > best) {
          best = now;
          printf("%s %d F1 %.4f\n", feature[i], weight[i], best), fflush(stdout);
        } else weight[i] = before;
      }
  for (int i = 0; i < KH_PRONOUN_FEATURES; i++) printf("= %s %d\n", feature[i], weight[i]);
  return 0;
}
