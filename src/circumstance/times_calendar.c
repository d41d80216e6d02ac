/* times_calendar.c: weeks, feasts that move, and other peoples' calendars. All arithmetic, no tables.
 * Easter: the anonymous Gregorian and Meeus' Julian rule. Islamic: the tabular calendar (civil epoch), which the
 * sighting of the moon may differ from by a day. Hebrew: molad arithmetic with the four postponements. */
#include "circumstance/times_int.h"

int32_t kh_times_day(int year, int month, int day) {
  int shift = 0;
  if (year < -9000 || year > 9999) return KH_NO_DAY;
  while (year < 1) year += 400, shift++;                       /* the calendar repeats after 400 years */
  int32_t at = kh_day_of(year, month, day);
  return at == KH_NO_DAY ? at : at - shift * 146097;
}

int kh_times_month_days(int year, int month) {
  int32_t a = kh_times_day(year, month, 1), b = month == 12 ? kh_times_day(year + 1, 1, 1) : kh_times_day(year, month + 1, 1);
  return a == KH_NO_DAY || b == KH_NO_DAY ? 30 : (int)(b - a);
}

int32_t kh_times_week_start(int year, int week) {
  int32_t jan4 = kh_times_day(year, 1, 4);
  if (jan4 == KH_NO_DAY) return KH_NO_DAY;
  return jan4 - kh_day_weekday(jan4) + 7 * (week - 1);
}

void kh_times_week_of(int32_t day, int *year, int *week) {
  int m, d;
  kh_day_parts(day - kh_day_weekday(day) + 3, year, &m, &d);   /* a week belongs to the year of its Thursday */
  *week = (int)((day - kh_times_week_start(*year, 1)) / 7) + 1;
}

int32_t kh_times_easter(int y, bool orthodox) {
  if (orthodox) {
    int d = (19 * (y % 19) + 15) % 30, e = (2 * (y % 4) + 4 * (y % 7) - d + 34) % 7;
    int32_t julian = kh_day_of(y, (d + e + 114) / 31, (d + e + 114) % 31 + 1);
    return julian == KH_NO_DAY ? KH_NO_DAY : julian + y / 100 - y / 400 - 2;
  }
  int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  return kh_day_of(y, (h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
}

int32_t kh_times_islamic(int year, int month, int day) {
  const int32_t epoch = -492148;                               /* 622-07-19 Gregorian */
  return epoch + (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * (month - 1) + month / 2 + day - 1;
}

/* Days from the Hebrew epoch to 1 Tishri of a year. */
static int32_t hebrew_elapsed(int year) {
  int64_t months = (235 * (int64_t)year - 234) / 19, parts = 12084 + 13753 * months;
  int64_t day = 29 * months + parts / 25920;
  return (int32_t)((3 * (day + 1)) % 7 < 3 ? day + 1 : day);
}

static int32_t hebrew_new_year(int year) {
  const int32_t epoch = -2092590;                              /* 1 Tishri of year 1 is epoch + elapsed(1) */
  int32_t a = hebrew_elapsed(year - 1), b = hebrew_elapsed(year), c = hebrew_elapsed(year + 1);
  int delay = c - b == 356 ? 2 : b - a == 382 ? 1 : 0;
  return epoch + b + delay;
}

int32_t kh_times_hebrew(int year, int month, int day) {
  int32_t start = hebrew_new_year(year);
  int length = (int)(hebrew_new_year(year + 1) - start), kind = length % 10;   /* 3 short, 4 regular, 5 full */
  bool leap = length > 380;
  int at = 0;
  for (int m = 7; m != month;) {                               /* the year runs from Tishri to Elul */
    static const int usual[14] = {0, 30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 29};
    int days = usual[m];
    if (m == 8 && kind == 5) days = 30;
    if (m == 9 && kind == 3) days = 29;
    if (m == 12 && leap) days = 30;
    at += days;
    m = m == 12 ? (leap ? 13 : 1) : m == 13 ? 1 : m + 1;
    if (at > 400) return KH_NO_DAY;
  }
  return start + at + day - 1;
}

bool kh_times_holiday_in(const kh_times *t, uint32_t holiday, int year, int32_t *begin, int32_t *end) {
  if (holiday >= t->holiday_n || year < 1 || year > 9998) return false;
  const time_holiday *h = &t->holidays[holiday];
  int32_t at = KH_NO_DAY, first = kh_day_of(year, 1, 1), last = kh_day_of(year, 12, 31);
  switch (h->kind) {
    case HOL_FIXED: at = kh_day_of(year, h->a, h->b); break;
    case HOL_NTH: {                                            /* a: month, b: weekday * 8 + which (7: last) */
      int weekday = h->b / 8, which = h->b % 8;
      if (which == 7) {
        int32_t e = kh_day_of(year, h->a, kh_times_month_days(year, h->a));
        at = e - (kh_day_weekday(e) - weekday + 7) % 7;
      } else {
        int32_t b = kh_day_of(year, h->a, 1);
        at = b + (weekday - kh_day_weekday(b) + 7) % 7 + 7 * (which - 1);
      }
      break;
    }
    case HOL_EASTER: case HOL_ORTHODOX: at = kh_times_easter(year, h->kind == HOL_ORTHODOX); if (at != KH_NO_DAY) at += h->a; break;
    case HOL_ISLAMIC:
      for (int y = (year - 622) * 33 / 32; y <= (year - 622) * 33 / 32 + 2; y++) {
        int32_t day = y > 0 ? kh_times_islamic(y, h->a, h->b) : KH_NO_DAY;
        if (day >= first && day <= last) { at = day; break; }
      }
      break;
    case HOL_HEBREW:
      for (int y = year + 3760; y <= year + 3761; y++) {
        int32_t day = kh_times_hebrew(y, h->a, h->b);
        if (day >= first && day <= last) { at = day; break; }
      }
      break;
    case HOL_LISTED: case HOL_ONCE:
      for (int32_t i = 0; i < h->count; i++) {
        int32_t day = t->days[h->day + i];
        if (day >= first && day <= last) { at = day; break; }
      }
      break;
    default: break;
  }
  if (at == KH_NO_DAY) return false;
  *begin = at;
  *end = at + h->days - 1;
  return true;
}
