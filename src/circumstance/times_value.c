/* times_value.c: from what a rule matched to a TIMEX3 value and a window of days. */
#include <stdio.h>

#include "circumstance/times_int.h"

#define TURN 270      /* days that a story may seem to go back before it is rather the year after */
#define FAR_YEARS 10  /* a year so far from the story's is a remark and does not move it, unless it comes again */

typedef struct window { int32_t begin, end, unit; } window;      /* unit: how exactly it is named */

static const char part_code[][3] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};
static const char season_code[][3] = {"", "SP", "SU", "FA", "WI"};
static const char *const unit_code[U_COUNT] = {"", "S", "M", "H", "D", "WE", "W", "M", "Q", "H", "", "Y", "DE", "CE", "ML"};

void kh_times_fields_clear(time_fields *f) {
  *f = (time_fields){.year = NO_FIELD, .month = NO_FIELD, .day = NO_FIELD, .weekday = NO_FIELD, .season = NO_FIELD, .part = NO_FIELD,
                     .quarter = NO_FIELD, .half = NO_FIELD, .decade = NO_FIELD, .century = NO_FIELD, .holiday = NO_FIELD,
                     .hour = NO_FIELD, .minute = NO_FIELD, .second = NO_FIELD, .rel = NO_FIELD, .unit = 0, .mod = 0, .zone = NO_FIELD};
}

static bool has(int32_t field) { return field != NO_FIELD; }

/* ---- arithmetic of units ---- */
static int32_t add_months(int32_t day, int32_t months) {
  if (day == KH_NO_DAY || months > 120000 || months < -120000) return KH_NO_DAY;
  int y, m, d;
  kh_day_parts(day, &y, &m, &d);
  int64_t at = (int64_t)y * 12 + m - 1 + months;
  y = (int)(at >= 0 ? at / 12 : -((11 - at) / 12));
  m = (int)(at - (int64_t)y * 12) + 1;
  int last = kh_times_month_days(y, m);
  return kh_times_day(y, m, d < last ? d : last);
}

static int32_t add_units(int32_t day, int32_t unit, double n) {
  if (day == KH_NO_DAY || n > 200000 || n < -200000) return KH_NO_DAY;
  switch (unit) {
    case U_DAY: return day + (int32_t)n;
    case U_WEEK: case U_WEEKEND: return day + (int32_t)(n * 7);
    case U_MONTH: return add_months(day, (int32_t)n);
    case U_QUARTER: return add_months(day, (int32_t)(n * 3));
    case U_HALF: return add_months(day, (int32_t)(n * 6));
    case U_SEASON: case U_YEAR: return add_months(day, (int32_t)(n * 12));
    case U_DECADE: return add_months(day, (int32_t)(n * 120));
    case U_CENTURY: return add_months(day, (int32_t)(n * 1200));
    default: return day;
  }
}

static int floor_to(int year, int step) { return year >= 0 ? year / step * step : -((step - 1 - year) / step * step); }

static window years(int first, int count, int32_t unit) {
  return (window){kh_times_day(first, 1, 1), kh_times_day(first + count - 1, 12, 31), unit};
}

static window months(int year, int month, int count, int32_t unit) {
  int32_t begin = kh_times_day(year, month, 1), next = begin == KH_NO_DAY ? KH_NO_DAY : add_months(begin, count);
  return (window){begin, next == KH_NO_DAY ? KH_NO_DAY : next - 1, unit};
}

/* The unit of the calendar that holds a day. */
static window period(int32_t unit, int32_t day) {
  int y, m, d;
  kh_day_parts(day, &y, &m, &d);
  int32_t monday = day - kh_day_weekday(day);
  switch (unit) {
    case U_WEEK: return (window){monday, monday + 6, U_WEEK};
    case U_WEEKEND: return (window){monday + 5, monday + 6, U_WEEKEND};
    case U_MONTH: return months(y, m, 1, U_MONTH);
    case U_QUARTER: return months(y, (m - 1) / 3 * 3 + 1, 3, U_QUARTER);
    case U_HALF: return months(y, m > 6 ? 7 : 1, 6, U_HALF);
    case U_YEAR: return years(y, 1, U_YEAR);
    case U_DECADE: return years(floor_to(y, 10), 10, U_DECADE);
    case U_CENTURY: return years(floor_to(y, 100), 100, U_CENTURY);
    default: return (window){day, day, U_DAY};
  }
}

/* Spring March to May … winter December to February of the year after. */
static window season(int year, int which) { return months(year, which * 3, 3, U_SEASON); }

/* ---- the value's letters ---- */
static void put_value(time_state *s, kh_time *out, const char *text) {
  kh_str v = kh_str_dup(s->d->arena, kh_str_of(text));
  out->value = (kh_text){v.s, v.n};
}

static void year_letters(char *to, size_t n, int year, int digits) {
  int shown = year > 0 ? year : 1 - year;
  const char *bc = year > 0 ? "" : "BC";
  if (digits == 4) snprintf(to, n, "%s%04d", bc, shown % 10000);
  else if (digits == 3) snprintf(to, n, "%s%03d", bc, shown / 10 % 1000);
  else snprintf(to, n, "%s%02d", bc, (year > 0 ? shown : shown - 1) / 100 % 100);
}

static void window_letters(char *to, size_t n, const window *w) {
  int y, m, d, week;
  char year[16];
  kh_day_parts(w->begin, &y, &m, &d);
  year_letters(year, sizeof year, y, w->unit == U_DECADE ? 3 : w->unit == U_CENTURY || w->unit == U_MILLENNIUM ? 2 : 4);
  switch (w->unit) {
    case U_WEEK: case U_WEEKEND:
      kh_times_week_of(w->begin, &y, &week);
      year_letters(year, sizeof year, y, 4);
      snprintf(to, n, w->unit == U_WEEK ? "%s-W%02d" : "%s-W%02d-WE", year, week);
      break;
    case U_MONTH: snprintf(to, n, "%s-%02d", year, m); break;
    case U_QUARTER: snprintf(to, n, "%s-Q%d", year, (m - 1) / 3 + 1); break;
    case U_HALF: snprintf(to, n, "%s-H%d", year, m > 6 ? 2 : 1); break;
    case U_SEASON: snprintf(to, n, "%s-%s", year, season_code[m / 3 ? m / 3 : 4]); break;
    case U_YEAR: case U_DECADE: case U_CENTURY: case U_MILLENNIUM: snprintf(to, n, "%s", year); break;
    default: snprintf(to, n, "%s-%02d-%02d", year, m, d); break;
  }
}

/* A part of what is named: early, mid, late; earlier or later within it. */
static void narrow(const time_state *s, window *w, int mod) {
  int32_t length = w->end - w->begin + 1;
  if (length < 2 || w->begin == KH_NO_DAY) return;
  switch (mod) {
    case MOD_START: w->end = w->begin + (length + 2) / 3 - 1; break;
    case MOD_MID: w->begin += length / 3; w->end -= length / 3; break;
    case MOD_END: w->begin = w->end - (length + 2) / 3 + 1; break;
    case MOD_BEFORE: if (s->now >= w->begin && s->now <= w->end) w->end = s->now; break;
    case MOD_AFTER: if (s->now >= w->begin && s->now <= w->end) w->begin = s->now; break;
    default: break;
  }
}

static void remember(time_state *s, const window *w, uint32_t sentence, bool said) {
  int y, m, d;
  kh_day_parts(w->begin, &y, &m, &d);
  if (s->narrative && has(s->said_year) && (y > s->said_year + FAR_YEARS || y < s->said_year - FAR_YEARS)) {
    bool again = has(s->aside_year) && y <= s->aside_year + 3 && y >= s->aside_year - 3;
    s->aside_year = y;
    if (!again) return;
  }
  s->then = w->begin;
  s->then_end = w->end;
  s->then_unit = w->unit;
  s->then_sentence = sentence;
  if (w->unit == U_DAY) {
    s->day_then = w->begin;
    if (s->now != KH_NO_DAY && w->begin > s->now - 14 && w->begin <= s->now) s->past_then = w->begin;
    if (s->now != KH_NO_DAY && w->begin > s->now - 14 && w->begin < s->now + 14) s->near_then = w->begin;
  }
  if (said || s->narrative) {
    s->said_year = y;
    s->said_month = w->unit <= U_MONTH ? m : NO_FIELD;
    s->said_sentence = sentence;
  }
}

/* Writes a window as a date, with the hour or the part of the day where there is one. */
static bool give(time_state *s, const time_fields *f, window w, int mod, bool said, kh_time *out) {
  char text[64];
  if (w.begin == KH_NO_DAY || w.end == KH_NO_DAY) return false;
  window_letters(text, sizeof text, &w);
  if (w.unit == U_DAY && w.end > w.begin) {                        /* a feast of several days */
    window last = {w.end, w.end, U_DAY};
    strcat(text, "/");
    window_letters(text + strlen(text), 20, &last);
  }
  out->timex = KH_TIMEX_DATE;
  if (w.unit == U_DAY && (has(f->hour) || has(f->part))) {
    size_t n = strlen(text);
    out->timex = KH_TIMEX_TIME;
    if (!has(f->hour)) snprintf(text + n, sizeof text - n, "T%s", part_code[f->part]);
    else if (has(f->second)) snprintf(text + n, sizeof text - n, "T%02d:%02d:%02d", f->hour, has(f->minute) ? f->minute : 0, f->second);
    else snprintf(text + n, sizeof text - n, "T%02d:%02d", f->hour, has(f->minute) ? f->minute : 0);
  }
  put_value(s, out, text);
  remember(s, &w, out->sentence, said);
  narrow(s, &w, mod);
  out->begin = w.begin;
  out->end = w.end;
  out->precision = w.unit <= U_WEEK ? KH_PREC_DAY : w.unit < U_YEAR ? KH_PREC_MONTH : KH_PREC_YEAR;
  return true;
}

/* What is known of a date that nothing anchors. */
static bool give_open(time_state *s, const time_fields *f, const char *text, kh_time *out) {
  char full[64];
  out->timex = KH_TIMEX_DATE;
  s->unresolved = true;
  snprintf(full, sizeof full, "%s", text);
  if (has(f->hour)) snprintf(full, sizeof full, "%sT%02d:%02d", text, f->hour, has(f->minute) ? f->minute : 0);
  else if (has(f->part)) snprintf(full, sizeof full, "%sT%s", text, part_code[f->part]);
  if (has(f->hour) || has(f->part)) out->timex = KH_TIMEX_TIME;
  put_value(s, out, full);
  return true;
}

/* ---- anchors ---- */
static int32_t anchor(const time_state *s, const time_rule *r, int32_t unit, uint32_t sentence) {
  int32_t now = s->now;
  if (r->ref == REF_NOW) return s->narrative && r->strict && unit >= U_WEEK && s->then != KH_NO_DAY ? s->then : now;
  /* "a day earlier" does not count from what lies ahead, unless the same sentence names it */
  if (!s->narrative && r->sign < 0 && unit <= U_DAY && now != KH_NO_DAY && s->then > now && sentence > s->then_sentence)
    return s->past_then != KH_NO_DAY ? s->past_then : now;
  if (s->narrative || (s->then != KH_NO_DAY && sentence <= s->then_sentence + 1)) {
    if (unit <= U_DAY && s->then_unit != U_DAY && s->day_then != KH_NO_DAY && s->day_then >= s->then && s->day_then <= s->then_end) return s->day_then;
    return s->then != KH_NO_DAY ? s->then : now;
  }
  if (unit <= U_DAY && s->near_then != KH_NO_DAY) return s->near_then;
  return s->then != KH_NO_DAY ? s->then : now;
}

static int year_of(int32_t day) {
  int y, m, d;
  kh_day_parts(day, &y, &m, &d);
  return y;
}

/* The year for something that comes once a year: which of the years around the anchor. Windows of the candidate
 * years are made by make; false when there is nothing to anchor to. */
typedef bool (*yearly)(const time_state *s, const time_fields *f, int year, window *w);

static bool month_day(const time_state *s, const time_fields *f, int year, window *w) {
  (void)s;
  if (!has(f->day)) return *w = months(year, f->month, 1, U_MONTH), true;
  int32_t day = kh_times_day(year, f->month, f->day);
  *w = (window){day, day, U_DAY};
  return day != KH_NO_DAY;
}
static bool season_of(const time_state *s, const time_fields *f, int year, window *w) { (void)s; return *w = season(year, f->season), true; }
static bool quarter_of(const time_state *s, const time_fields *f, int year, window *w) {
  (void)s;
  return *w = months(year, f->quarter * 3 - 2, 3, U_QUARTER), true;
}
static bool half_of(const time_state *s, const time_fields *f, int year, window *w) { (void)s; return *w = months(year, f->half * 6 - 5, 6, U_HALF), true; }
static bool holiday_of(const time_state *s, const time_fields *f, int year, window *w) {
  w->unit = U_DAY;
  return kh_times_holiday_in(s->t, (uint32_t)f->holiday, year, &w->begin, &w->end);
}

static bool in_year(time_state *s, const time_rule *r, const time_fields *f, yearly make, int tense, uint32_t sentence, window *best) {
  enum { JUST_GONE = 75, SOON = 45 };   /* days */
  window w;
  /* In a report a year other than its own holds on within its sentence. */
  bool recent = has(s->said_year) && sentence == s->said_sentence && (s->now == KH_NO_DAY || s->said_year != year_of(s->now)) && tense != 1;
  int sign = r->sign ? r->sign : has(f->rel) ? f->rel : 0;
  bool fixed = r->sign || (has(f->rel) && f->rel);
  bool then = s->narrative || (r->ref == REF_THEN && s->then != KH_NO_DAY);
  if (has(s->said_year) && (then || (recent && !fixed))) {
    int year = s->said_year;
    if (!fixed && has(s->said_month) && make(s, f, year, &w) && w.begin != KH_NO_DAY && w.begin < s->then - TURN) year++;   /* December, then January */
    if (fixed && make(s, f, year, &w)) year += sign < 0 ? (w.begin >= s->then ? -1 : 0) : (w.end <= s->then_end ? 1 : 0);
    return make(s, f, year, best);
  }
  if (s->in_label && s->label != KH_NO_DAY && !fixed) {   /* entries follow one another: "26 July 2023: … 28 July: …" */
    int year = year_of(s->label);
    if (make(s, f, year, &w) && w.begin != KH_NO_DAY && w.begin < s->label - TURN) year++;
    return make(s, f, year, best);
  }
  if (s->now == KH_NO_DAY) return false;
  int now = year_of(s->now);
  if (has(f->rel) && f->rel == 0) return make(s, f, now, best);
  if (!fixed) sign = tense == TENSE_PRESENT ? 0 : tense;
  bool found = false;
  int64_t best_cost = INT64_MAX;
  for (int y = now - 2; y <= now + 2; y++) {
    if (!make(s, f, y, &w) || w.begin == KH_NO_DAY) continue;
    int64_t cost;
    bool holds = w.begin <= s->now && s->now <= w.end;
    if (fixed && holds) continue;
    int64_t away = w.begin > s->now ? (int64_t)w.begin - s->now : s->now > w.end ? (int64_t)s->now - w.end : 0;
    bool just_gone = !fixed && w.unit == U_DAY && w.end < s->now && away < JUST_GONE;   /* whoever means the next would name its year */
    bool soon = s->aside && !fixed && w.unit == U_DAY && w.begin > s->now && y == now && away < SOON;   /* nor does he of the last */
    if (sign < 0) cost = w.begin > s->now && !soon ? away + 10000 : away;
    else if (sign > 0) cost = w.end < s->now && !just_gone ? away + 10000 : away;
    else cost = w.begin > s->now && tense != TENSE_PRESENT ? away + away / 2 : away;
    if (has(f->weekday) && w.unit == U_DAY && kh_day_weekday(w.begin) != f->weekday - 1) cost += 100000;   /* Monday, May 25 */
    if (cost < best_cost) best_cost = cost, *best = w, found = true;
  }
  return found;
}

static bool on_weekday(time_state *s, const time_rule *r, const time_fields *f, int tense, uint32_t sentence, window *w) {
  int32_t base = s->now;
  int sign = r->sign ? r->sign : has(f->rel) ? f->rel : tense == TENSE_PRESENT ? 0 : tense;
  bool fixed = r->sign || (has(f->rel) && f->rel);
  if (s->narrative) base = s->day_then != KH_NO_DAY ? s->day_then : s->then;
  if (base == KH_NO_DAY) return false;
  int ahead = (f->weekday - 1 - kh_day_weekday(base) + 7) % 7;     /* 0 … 6 days from the anchor */
  int32_t day;
  if (fixed) day = sign < 0 ? base + ahead - 7 : base + (ahead ? ahead : 7);
  else if (has(f->rel)) day = base + ahead;                        /* this Friday */
  else if (sign < 0) day = ahead ? base + ahead - 7 : base;
  else if (sign > 0) day = base + ahead - (s->aim && ahead == 6 ? 7 : 0);
  else day = ahead > (tense == TENSE_PRESENT ? 5 : 2) ? base + ahead - 7 : base + ahead;
  (void)sentence;
  s->weekday = !fixed && !has(f->rel) && !s->narrative;
  *w = (window){day, day, U_DAY};
  return true;
}

static int full_year(const time_state *s, const time_fields *f) {
  int year = f->year;
  if (f->two_digit) {
    int century = has(s->said_year) && s->said_year > 0 ? s->said_year / 100 * 100 : s->now != KH_NO_DAY ? year_of(s->now) / 100 * 100 : 1900;
    year += century;
    if (!has(s->said_year) && s->now != KH_NO_DAY && year > year_of(s->now) + 10) year -= 100;
  }
  return f->bc ? 1 - year : year;
}

static bool date(time_state *s, const time_rule *r, time_fields *f, int tense, kh_time *out) {
  window w = {KH_NO_DAY, KH_NO_DAY, U_DAY};
  int mod = f->mod ? f->mod : r->mod;
  char open[32];
  if (has(f->century)) {
    int first = (f->century - 1) * 100;
    w = f->bc ? years(1 - f->century * 100, 100, U_CENTURY) : years(first ? first : 1, first ? 100 : 99, U_CENTURY);
    return give(s, f, w, mod, false, out);
  }
  if (has(f->decade)) {
    int first = f->decade * 10;
    if (f->decade < 100 && !f->bc) {                                         /* the '90s */
      int base = has(s->said_year) && s->said_year > 0 ? s->said_year : s->now != KH_NO_DAY ? year_of(s->now) : 2000;
      first += base / 100 * 100;
      if (first > base) first -= 100;
    }
    return give(s, f, years(f->bc ? -first - 8 : first, 10, U_DECADE), mod, false, out);
  }
  if (has(f->year)) {
    int y = full_year(s, f);
    bool ok = true;
    if (has(f->month)) {
      if (has(f->day) && kh_times_day(y, f->month, f->day) == KH_NO_DAY) return false;
      ok = month_day(s, f, y, &w);
    } else if (has(f->season)) w = season(y, f->season);
    else if (has(f->quarter)) w = months(y, f->quarter * 3 - 2, 3, U_QUARTER);
    else if (has(f->half)) w = months(y, f->half * 6 - 5, 6, U_HALF);
    else if (has(f->holiday)) ok = holiday_of(s, f, y, &w);
    else w = years(y, 1, U_YEAR);
    return ok && give(s, f, w, mod, true, out);
  }
  if (has(f->holiday)) {
    const time_holiday *h = &s->t->holidays[f->holiday];
    if (h->kind == HOL_ONCE) {
      int32_t day = s->t->days[h->day];
      return give(s, f, (window){day, day + h->days - 1, U_DAY}, mod, false, out);
    }
    if (in_year(s, r, f, holiday_of, tense, out->sentence, &w)) return give(s, f, w, mod, false, out);
    if (h->kind == HOL_FIXED) {
      snprintf(open, sizeof open, "XXXX-%02d-%02d", h->a, h->b);
      return give_open(s, f, open, out);
    }
    return give_open(s, f, "XXXX-XX-XX", out);
  }
  if (has(f->month)) {
    if (has(f->day) && f->day > kh_times_month_days(2000, f->month)) return false;
    if (in_year(s, r, f, month_day, tense, out->sentence, &w)) return give(s, f, w, mod, false, out);
    if (has(f->day)) snprintf(open, sizeof open, "XXXX-%02d-%02d", f->month, f->day);
    else snprintf(open, sizeof open, "XXXX-%02d", f->month);
    return give_open(s, f, open, out);
  }
  if (has(f->weekday)) {
    if (on_weekday(s, r, f, tense, out->sentence, &w)) return give(s, f, w, mod, false, out);
    snprintf(open, sizeof open, "XXXX-WXX-%d", f->weekday);
    return give_open(s, f, open, out);
  }
  if (has(f->season) || has(f->quarter) || has(f->half)) {
    yearly make = has(f->season) ? season_of : has(f->quarter) ? quarter_of : half_of;
    if (in_year(s, r, f, make, tense, out->sentence, &w)) return give(s, f, w, mod, false, out);
    if (has(f->season)) snprintf(open, sizeof open, "XXXX-%s", season_code[f->season]);
    else snprintf(open, sizeof open, has(f->quarter) ? "XXXX-Q%d" : "XXXX-H%d", has(f->quarter) ? f->quarter : f->half);
    return give_open(s, f, open, out);
  }
  if (has(f->day)) {                                               /* the 25th */
    int y, m, d;
    int32_t base = s->then != KH_NO_DAY && (s->narrative || out->sentence <= s->then_sentence + 2) && s->then_unit <= U_MONTH ? s->then : s->now;
    if (base == KH_NO_DAY) {
      snprintf(open, sizeof open, "XXXX-XX-%02d", f->day);
      return give_open(s, f, open, out);
    }
    kh_day_parts(base, &y, &m, &d);
    int32_t day = kh_times_day(y, m, f->day);
    if (base == s->now && tense < 0 && day > base) day = add_months(day, -1);
    if (base == s->now && tense > 0 && day != KH_NO_DAY && day < base) day = add_months(day, 1);
    return give(s, f, (window){day, day, U_DAY}, mod, false, out);
  }
  if (has(f->hour) || has(f->part)) {                              /* at 3 p.m. */
    int32_t base = s->now;
    if (s->day_then != KH_NO_DAY && (s->narrative || r->ref == REF_THEN || (s->then_sentence == out->sentence && s->then_unit == U_DAY))) base = s->day_then;
    if (base == KH_NO_DAY) return give_open(s, f, "XXXX-XX-XX", out);
    return give(s, f, (window){base, base, U_DAY}, mod, false, out);
  }
  return false;
}

static const char *open_unit(int32_t unit) {
  switch (unit) {
    case U_WEEK: return "XXXX-WXX";
    case U_WEEKEND: return "XXXX-WXX-WE";
    case U_MONTH: return "XXXX-XX";
    case U_QUARTER: return "XXXX-QX";
    case U_YEAR: return "XXXX";
    case U_DECADE: return "XXX";
    case U_CENTURY: return "XX";
    default: return "XXXX-XX-XX";
  }
}

/* "two days ago", "a year later" */
static bool shift(time_state *s, const time_rule *r, time_fields *f, kh_time *out) {
  int32_t unit = f->unit ? f->unit : r->unit;
  double n = f->n ? f->n : r->n;
  out->timex = KH_TIMEX_DATE;
  if (n < 0 || n > 1e6 || !unit) {   /* a million units is no day that a calendar has */
    put_value(s, out, r->sign < 0 ? "PAST_REF" : "FUTURE_REF");
    return true;
  }
  if (n != (double)(int32_t)n) {                                   /* a year and a half */
    if (unit == U_YEAR) n *= 12, unit = U_MONTH;
    else if (unit == U_MONTH) n *= 30, unit = U_DAY;
    else if (unit == U_WEEK) n *= 7, unit = U_DAY;
    else if (unit == U_DECADE) n *= 10, unit = U_YEAR;
    else if (unit == U_CENTURY) n *= 100, unit = U_YEAR;
    n = (double)(int32_t)n;
  }
  int32_t base = anchor(s, r, unit, out->sentence);
  if (base == KH_NO_DAY) return give_open(s, f, open_unit(unit), out);
  if (unit < U_DAY) {                                              /* hours and minutes: the day, the hour open */
    char text[32];
    window w = {base, base, U_DAY};
    window_letters(text, 24, &w);
    strcat(text, "TXX");
    put_value(s, out, text);
    out->timex = KH_TIMEX_TIME;
    out->begin = out->end = base;
    out->precision = KH_PREC_DAY;
    return true;
  }
  int32_t day = add_units(base, unit, r->sign * n);
  if (day == KH_NO_DAY) return false;
  window w = period(unit, day);
  if (unit == U_WEEK && s->then_unit == U_DAY && r->ref == REF_THEN) w = (window){day, day, U_WEEK};
  if (has(f->weekday)) day = period(U_WEEK, day).begin + f->weekday - 1, w = (window){day, day, U_DAY};
  return give(s, f, w, f->mod ? f->mod : r->mod, false, out);
}

/* "last week", "next year", "that day": a unit of the calendar beside or around the anchor. */
static bool unit_at(time_state *s, const time_rule *r, time_fields *f, int tense, kh_time *out) {
  int32_t unit = f->unit ? f->unit : r->unit;
  double n = r->sign ? r->sign * (r->n ? r->n : 1) : has(f->rel) ? f->rel : 0;
  int mod = f->mod ? f->mod : r->mod;
  int32_t base = anchor(s, r, unit, out->sentence);
  if (r->part && !has(f->part)) f->part = r->part;
  if (unit < U_DAY) {
    put_value(s, out, n < 0 ? "PAST_REF" : n > 0 ? "FUTURE_REF" : "PRESENT_REF");
    return true;
  }
  if (base == KH_NO_DAY) return give_open(s, f, open_unit(unit), out);
  if (unit == U_WEEKEND && n == 0 && tense < 0 && kh_day_weekday(base) < 5) n = -1;       /* over the weekend, said on a Tuesday */
  int32_t day = add_units(base, unit, n);
  if (day == KH_NO_DAY) return false;
  window w = period(unit, day);
  if (has(f->weekday) && unit == U_WEEK) day = w.begin + f->weekday - 1, w = (window){day, day, U_DAY};
  if (unit == U_YEAR || unit == U_MONTH) {
    int y, m, d;
    kh_day_parts(w.begin, &y, &m, &d);
    if (has(f->month)) { if (!month_day(s, f, y, &w)) return false; }
    else if (has(f->season)) w = season(y, f->season);
    else if (has(f->quarter)) w = months(y, f->quarter * 3 - 2, 3, U_QUARTER);
    else if (has(f->half)) w = months(y, f->half * 6 - 5, 6, U_HALF);
    else if (has(f->holiday)) { if (!holiday_of(s, f, y, &w)) return false; }
    else if (has(f->day) && unit == U_MONTH) day = kh_times_day(y, m, f->day), w = (window){day, day, U_DAY};
  }
  return give(s, f, w, mod, false, out);
}

static void amount(char *to, size_t n, double v, int32_t unit) {
  if (v > 0 && v < 1 && unit == U_DECADE) v *= 10, unit = U_YEAR;
  if (v > 0 && v < 10 && v != (double)(int64_t)v && unit == U_CENTURY) v *= 100, unit = U_YEAR;
  const char *t = unit && unit <= U_HOUR ? "T" : "";
  if (v < 0) snprintf(to, n, "P%sX%s", t, unit_code[unit]);
  else if (v == (double)(int64_t)v) snprintf(to, n, "P%s%lld%s", t, (long long)v, unit_code[unit]);
  else snprintf(to, n, "P%s%.4g%s", t, v, unit_code[unit]);
}

/* "three days"; with a sign it also has a place in time: "the past six months". */
static bool span(time_state *s, const time_rule *r, time_fields *f, kh_time *out) {
  static const int vague[U_COUNT] = {[U_DAY] = 7, [U_WEEKEND] = 2, [U_WEEK] = 4, [U_MONTH] = 6, [U_QUARTER] = 2, [U_YEAR] = 5, [U_DECADE] = 3, [U_CENTURY] = 2};
  char text[48];
  int32_t unit = f->unit ? f->unit : r->unit;
  double n = f->n ? f->n : r->n;
  if (!unit || unit == U_SEASON || unit == U_HALF) return false;
  amount(text, sizeof text, n, unit);
  put_value(s, out, text);
  out->timex = KH_TIMEX_DURATION;
  if (!r->sign || unit < U_DAY) return true;
  int32_t base = anchor(s, r, unit, out->sentence);
  if (base == KH_NO_DAY) return s->unresolved = true, true;
  int32_t other = add_units(base, unit, r->sign * (n < 0 ? vague[unit] : n));
  if (other == KH_NO_DAY) return true;
  out->begin = r->sign < 0 ? other : n < 0 ? base + 1 : base;
  out->end = r->sign < 0 ? base : other;
  out->precision = unit <= U_WEEK ? KH_PREC_DAY : unit < U_YEAR ? KH_PREC_MONTH : KH_PREC_YEAR;
  return true;
}

static bool set(time_state *s, const time_rule *r, time_fields *f, kh_time *out) {
  char text[48];
  int32_t unit = f->unit ? f->unit : r->unit;
  double n = f->n ? f->n : r->n;
  out->timex = KH_TIMEX_SET;
  if (has(f->holiday)) snprintf(text, sizeof text, "XXXX");
  else if (has(f->month)) has(f->day) ? snprintf(text, sizeof text, "XXXX-%02d-%02d", f->month, f->day) : snprintf(text, sizeof text, "XXXX-%02d", f->month);
  else if (has(f->weekday)) snprintf(text, sizeof text, "XXXX-WXX-%d", f->weekday);
  else if (has(f->season)) snprintf(text, sizeof text, "XXXX-%s", season_code[f->season]);
  else if (n > 1 || n < 0) amount(text, sizeof text, n, unit);
  else if (unit && unit < U_DAY) snprintf(text, sizeof text, "XXXX-XX-XXTXX%s", unit == U_HOUR ? "" : ":XX");
  else snprintf(text, sizeof text, "%s", open_unit(unit));
  if (has(f->part) && (unit == U_DAY || !unit || has(f->weekday))) {
    size_t at = strlen(text);
    snprintf(text + at, sizeof text - at, "T%s", part_code[f->part]);
  }
  put_value(s, out, text);
  return true;
}

#define MOST_LAPSE 3000   /* units that a lapse counts at most */

bool kh_times_resolve(time_state *s, const time_rule *r, time_fields *f, int tense, kh_time *out) {
  out->begin = out->end = KH_NO_DAY;
  out->precision = KH_PREC_NONE;
  bool ok = false;
  s->weekday = false;
  s->aim = tense == TENSE_AIM, s->aside = tense == TENSE_ASIDE;
  if (s->aim) tense = 1;
  if (s->aside) tense = -1;
  switch (r->op) {
    case OP_DATE: ok = date(s, r, f, tense, out); break;
    case OP_SHIFT: ok = shift(s, r, f, out); break;
    case OP_UNIT: ok = unit_at(s, r, f, tense, out); break;
    case OP_SPAN: ok = span(s, r, f, out); break;
    case OP_SET: ok = set(s, r, f, out); break;
    case OP_PRESENT: case OP_PAST: case OP_FUTURE:
      put_value(s, out, r->op == OP_PRESENT ? "PRESENT_REF" : r->op == OP_PAST ? "PAST_REF" : "FUTURE_REF");
      out->timex = KH_TIMEX_DATE;
      ok = true;
      break;
    default: break;
  }
  int32_t unit = f->unit ? f->unit : r->unit;
  if (ok && f->n > 0 && unit >= U_DAY && unit <= U_YEAR) {
    static const double days[] = {
        [U_DAY] = 1, [U_WEEKEND] = 7, [U_WEEK] = 7, [U_MONTH] = 30.44, [U_QUARTER] = 91.3, [U_HALF] = 182.6, [U_SEASON] = 91.3, [U_YEAR] = 365.25};
    out->lapse = f->n < MOST_LAPSE ? (int32_t)(f->n * days[unit] + .5) : 0;
  }
  if (ok)
    out->future = out->begin != KH_NO_DAY && s->d->published != KH_NO_DAY &&
                  (out->begin > s->d->published || ((f->mod == MOD_AFTER || r->mod == MOD_AFTER) && out->end > s->d->published));
  return ok;
}
