/* Times and figures over soups of their own words: any order of them ends well, soon, with spans in the text. */
#include "test_times_rooms.h"

static uint64_t next(uint64_t *x) {
  *x ^= *x << 13;
  *x ^= *x >> 7;
  return *x ^= *x << 17;
}

int main(void) {
  static const char *const words[] = {
      "the", "end", "of", "early", "in", "March", "May", "3", "12", "31", "99", "2019", "1939-45", "'45", "BC", "404", "next", "last", "week",
      "weeks", "years", "two", "hundred", "and", "a", "half", "million", "-", "/", ":", "Friday", "every", "to", "between", "until", "10:30", "p.m.",
      "ago", "later", "before", "quarter", "first", "second", "summer", "1990s", "century", "9/11", "Ramadan", "night", "that", "day", "same",
      "killed", "people", "at", "least", "dozens", "wounded", ",", ".", "$", "2.5bn", "percent", "no", "one", "toll", "rose", "32,000", "99999999999999999999", "0", "00/00/0000", "2024-02-30", "1,000,000,000,000"};
  rooms r;
  kh_figures *f = NULL;
  kh_error err;
  bool open = rooms_open(&r, kh_figures_compile) && kh_figures_open(r.model, &f, &err) == KH_OK;
  CHECK(open);
  if (!open) return check_done();
  uint64_t seed = 88172645463325252u;
  for (int round = 0; round < 300; round++) {
    char text[8000];
    size_t n = 0;
    uint64_t count = 20 + next(&seed) % 400;
    for (uint64_t i = 0; i < count && n < sizeof text - 40; i++) {
      const char *w = words[next(&seed) % (sizeof words / sizeof *words)];
      n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", w, next(&seed) % 8 ? " " : "");
    }
    r.parse = r.parser && round % 3 == 0;
    kh_doc *d = rooms_read(&r, (kh_str){text, n}, round % 2 ? kh_day_of(1, 1, 1) + (int32_t)(next(&seed) % 3000000) : KH_NO_DAY);
    kh_figures_run(f, d, r.scratch);
    kh_arena_reset(r.scratch);
    bool fine = true;
    for (uint32_t i = 0; i < d->time_count; i++) {
      const kh_time *t = &d->times[i];
      fine = fine && t->span.begin < t->span.end && t->span.end <= n && t->value.n > 0 && t->tok_begin < t->tok_end && t->tok_end <= d->tok.n &&
             (t->begin == KH_NO_DAY) == (t->end == KH_NO_DAY) && t->begin <= t->end;
    }
    for (uint32_t i = 0; i < d->figure_count; i++) {
      const kh_figure *x = &d->figures[i];
      fine = fine && x->span.begin < x->span.end && x->span.end <= n && x->low <= x->value && x->value <= x->high;
    }
    for (uint32_t t = 0; r.parse && t < d->tok.n; t++) {
      kh_figure_near near[3];
      uint32_t got = kh_figures_of(d, t, near, 3);
      for (uint32_t i = 0; i < got; i++) fine = fine && near[i].figure < d->figure_count && (i == 0 || near[i - 1].distance <= near[i].distance);
    }
    CHECKF(fine, "round %d: %.*s", round, (int)n, text);
    kh_arena_free(d->arena);
  }
  kh_figures_close(f);
  rooms_close(&r);
  return check_done();
}
