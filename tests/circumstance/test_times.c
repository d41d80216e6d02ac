/* Tests of times: every example of data/times and of times.tsv, the calendars, and reports without a date. */
#include "circumstance/times_int.h"
#include "test_times_rooms.h"

/* "@2024-03-22 sentence": the publication day; "@" alone: none. Without it, Friday 22 March 2024. */
static void one(rooms *r, const char *path, uint32_t line, kh_str sentence, kh_str wanted, void *user) {
  char got[512] = "";
  int32_t published = kh_day_of(2024, 3, 22);
  (void)user;
  if (sentence.n && sentence.s[0] == '@') {
    published = kh_day_parse(kh_str_sub(sentence, 1, sentence.n));
    while (sentence.n && sentence.s[0] != ' ') sentence = kh_str_sub(sentence, 1, sentence.n);
    sentence = kh_str_trim(sentence);
  }
  kh_doc *d = rooms_read(r, sentence, published);
  for (uint32_t i = 0; i < d->time_count; i++) {
    size_t n = strlen(got);
    snprintf(got + n, sizeof got - n, "%s%.*s", i ? ", " : "", (int)d->times[i].value.n, d->times[i].value.s);
  }
  if (!d->time_count) strcpy(got, "none");
  rooms_judge(r, path, line, sentence, got, wanted);
  kh_arena_free(d->arena);
}

static void calendars(void) {
  CHECK(kh_times_easter(2024, false) == kh_day_of(2024, 3, 31));
  CHECK(kh_times_easter(2025, false) == kh_day_of(2025, 4, 20));
  CHECK(kh_times_easter(2024, true) == kh_day_of(2024, 5, 5));
  CHECK(kh_times_easter(2023, true) == kh_day_of(2023, 4, 16));
  CHECK(kh_times_hebrew(5784, 7, 1) == kh_day_of(2023, 9, 16));
  CHECK(kh_times_hebrew(5784, 1, 15) == kh_day_of(2024, 4, 23));
  CHECK(kh_times_hebrew(5785, 7, 10) == kh_day_of(2024, 10, 12));
  CHECK(kh_times_hebrew(5783, 9, 25) == kh_day_of(2022, 12, 19));
  CHECK(abs(kh_times_islamic(1445, 9, 1) - kh_day_of(2024, 3, 11)) <= 1);
  CHECK(abs(kh_times_islamic(1446, 9, 1) - kh_day_of(2025, 3, 1)) <= 1);
  CHECK(abs(kh_times_islamic(1445, 1, 1) - kh_day_of(2023, 7, 19)) <= 1);
  int y, w;
  kh_times_week_of(kh_day_of(2024, 3, 22), &y, &w);
  CHECK(y == 2024 && w == 12);
  kh_times_week_of(kh_day_of(2021, 1, 3), &y, &w);
  CHECK(y == 2020 && w == 53);
  kh_times_week_of(kh_day_of(2024, 12, 30), &y, &w);
  CHECK(y == 2025 && w == 1);
}

int main(void) {
  rooms r;
  bool open = rooms_open(&r, NULL);
  CHECK(open);
  if (!open) return check_done();
  calendars();
  for (int trees = 0; trees <= (r.parser != NULL); trees++) {
    r.parse = trees;
    size_t n = examples_run(&r, r.data, "times/rules.txt", one, NULL);
    n += examples_run(&r, r.data, "times/holidays.txt", one, NULL);
    n += examples_run(&r, r.data, "../tests/circumstance/times.tsv", one, NULL);
    CHECKF(n >= 300, "only %zu examples", n);
  }
  if (r.parser) CHECK(examples_run(&r, r.data, "../tests/circumstance/times_trees.tsv", one, NULL) >= 30);
  rooms_share(&r, .95);
  r.parse = false;
  kh_doc *d = rooms_read(&r, KH_STR("The minister said Thursday that talks resume in two weeks. Talks failed in May 2019."), KH_NO_DAY);
  CHECK(d->problems.n == 1 && d->time_count == 3);
  CHECK(d->time_count && d->times[0].begin == KH_NO_DAY);
  kh_arena_free(d->arena);
  d = rooms_read(&r, KH_STR("The army struck a camp on Wednesday. Two people were held. The army will withdraw next week. The war began in 2011."), kh_day_of(2024, 3, 22));
  uint32_t reached = d->tok.n > 12 ? kh_times_reached(d, 11, 2, KH_NONE) : KH_NONE;
  CHECK(reached != KH_NONE && d->times[reached].begin == kh_day_of(2024, 3, 20));
  CHECK(kh_times_reached(d, 11, 2, reached) == KH_NONE);
  CHECK(kh_times_reached(d, 0, 2, KH_NONE) == KH_NONE && kh_times_reached(d, d->tok.n, 2, KH_NONE) == KH_NONE);
  CHECK(d->tok.n > 0 && kh_times_reached(d, d->tok.n - 1, 2, KH_NONE) == KH_NONE);
  kh_arena_free(d->arena);
  d = rooms_read(&r, KH_STR("He hoped for a vote by the end of the week. Talks go on until Sunday. It rained last week. More will come later this month."), kh_day_of(2024, 3, 22));
  CHECK(d->time_count == 4);
  for (uint32_t i = 0; i < d->time_count; i++) CHECK(d->times[i].future == (i != 2));
  CHECK(d->time_count && d->times[0].begin == kh_day_of(2024, 3, 22) && d->times[0].end == kh_day_of(2024, 3, 24));
  kh_arena_free(d->arena);
  d = rooms_read(&r, KH_STR("The summit ran from March 3 to 5. It rained between May 2019 and July 2019."), kh_day_of(2024, 3, 22));
  CHECK(d->time_count == 4 && d->times[0].end == kh_day_of(2024, 3, 5) && d->times[2].end == kh_day_of(2019, 7, 31));
  kh_arena_free(d->arena);
  rooms_close(&r);
  return check_done();
}
