/* test_days.c: the day of an event (tests/events/days.tsv): stated, counted from another, reached by the story, or before it all. Parsers
 * err, so a share may fail: the floor only ever rises. With "-v" the failures are listed. */
#include "examples.h"

/* "2024", "2024-03", "2024-03-22" as its first or last day. */
static int32_t edge(kh_str s, bool last) {
  char copy[16];
  int year = 0, month = 0, day = 0, parts;
  snprintf(copy, sizeof copy, KH_FMT, KH_ARG(s));
  parts = sscanf(copy, "%d-%d-%d", &year, &month, &day);
  if (parts == 1) return last ? kh_day_of(year, 12, 31) : kh_day_of(year, 1, 1);
  if (parts == 2) return last ? kh_day_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1 : kh_day_of(year, month, 1);
  return kh_day_of(year, month, day);
}

static bool dated(const kh_event *e, kh_str want, int32_t published) {
  if (kh_str_is(want, "before")) return e->date == KH_NO_DAY || e->enddate < published;
  if (e->date == KH_NO_DAY) return false;
  kh_str first = want, last = want;
  for (size_t i = 0; i + 1 < want.n; i++)
    if (want.s[i] == '.' && want.s[i + 1] == '.') first = kh_str_sub(want, 0, i), last = kh_str_sub(want, i + 2, want.n);
  return e->date >= edge(first, false) && e->enddate <= edge(last, true);
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
