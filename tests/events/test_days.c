/* test_days.c: the day of an event (tests/events/days.tsv): stated, counted from another, reached by the story, or before it all. Parsers
 * err, so a share may fail: the floor only ever rises. With "-v" the failures are listed. */
#include "days.h"
#include "examples.h"

static bool dated(const kh_event *e, kh_str want, int32_t published) {
  if (kh_str_is(want, "before")) return e->date == KH_NO_DAY || e->enddate < published;
  if (e->date == KH_NO_DAY) return false;
  int32_t begin, end;
  days_of(want, &begin, &end);
  return e->date >= begin && e->enddate <= end;
}

int main(int argc, char **argv) {
  kh_str line;
  examples x;
  if (!examples_open(&x, "days.tsv", argc, argv)) return check_done();
  while (kh_lines_next(&x.lines, &line)) {
    marked m;
    char got[256] = "nothing";
    if (!marked_code(&x, "days.tsv", line, &m)) continue;
    bool right = false;
    for (uint32_t i = 0; i < m.d->event_count; i++) {
      const kh_event *e = &m.d->events[i];
      char from[16] = "-", to[16] = "-";
      if (!marked_event(e, m.words)) continue;
      if (e->date != KH_NO_DAY) kh_day_format(e->date, from), kh_day_format(e->enddate, to);
      snprintf(got, sizeof got, "%s..%s", from, to);
      right |= dated(e, m.want, m.d->published);
    }
    x.passed += right, x.all++;
    if (!right && x.verbose) printf(KH_FMT "\n  want " KH_FMT ", got %s\n", KH_ARG(m.report), KH_ARG(m.want), got);
    kh_document_free(m.d);
  }
  printf("days of events: %u of %u\n", x.passed, x.all);
  CHECK(x.all >= 110);
  CHECK(x.passed >= DAYS_FLOOR * x.all);
  examples_close(&x);
  return check_done();
}
