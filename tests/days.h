/* days.h: the days that an example wants. */
#ifndef TESTS_DAYS_H
#define TESTS_DAYS_H
#include <stdio.h>

#include "base/base.h"
#include "doc/doc.h"

/* "2024", "2024-03", "2024-03-22" as its first or last day. */
static inline int32_t days_edge(kh_str s, bool last) {
  char copy[16];
  int year = 0, month = 0, day = 0, parts;
  snprintf(copy, sizeof copy, KH_FMT, KH_ARG(s));
  parts = sscanf(copy, "%d-%d-%d", &year, &month, &day);
  if (parts == 1) return last ? kh_day_of(year, 12, 31) : kh_day_of(year, 1, 1);
  if (parts == 2) return last ? kh_day_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1 : kh_day_of(year, month, 1);
  return kh_day_of(year, month, day);
}

/* "2024-03-20..2024-03-22", or one day, month or year: its first and its last day. */
static inline void days_of(kh_str want, int32_t *begin, int32_t *end) {
  kh_str first = want, last = want;
  for (size_t i = 0; i + 1 < want.n; i++)
    if (want.s[i] == '.' && want.s[i + 1] == '.') first = kh_str_sub(want, 0, i), last = kh_str_sub(want, i + 2, want.n);
  *begin = days_edge(first, false), *end = days_edge(last, true);
}
#endif
