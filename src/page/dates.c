/* dates.c: dates in the shapes that pages use. */
#include "page/page_int.h"

kh_status kh_dates_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line, name, number;
  int64_t month;
  kh_status s = kh_lines_open(dir, "page/dates.txt", &lines, err);
  if (s) return s;
  kh_lookup_builder *months = kh_lookup_new();
  while (!s && kh_lines_next(&lines, &line))
    if (!kh_str_split(&line, '\t', &name) || !kh_str_split(&line, '\t', &number) || !kh_str_to_int(number, &month) || month < 1 || month > 12 ||
        !kh_lookup_put(months, name, (uint32_t)month))
      s = kh_lines_fail(&lines, err, "a new name and a month from 1 to 12 expected");
  kh_lookup_pack(months, out, "page.month");
  kh_lookup_free(months);
  kh_lines_close(&lines);
  return s;
}

kh_status kh_dates_open(const kh_model *m, kh_page_room *r, kh_error *err) { return kh_lookup_open(m, "page.month", &r->months, err); }

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* Digits at *i, at most most of them; -1 if there are none. */
static int number(kh_str v, size_t *i, int most) {
  int x = 0, n = 0;
  while (*i < v.n && n < most && digit(v.s[*i])) x = x * 10 + (v.s[(*i)++] - '0'), n++;
  return n ? x : -1;
}

static bool plausible(int y) { return y >= 1990 && y <= 2100; }

static char *two_digits(char *out, int x) {
  out[0] = (char)('0' + x / 10 % 10);
  out[1] = (char)('0' + x % 10);
  return out + 2;
}

static kh_str day(int y, int m, int d, kh_arena *arena) {
  if (!plausible(y) || kh_day_of(y, m, d) == KH_NO_DAY) return (kh_str){NULL, 0};
  char *out = kh_alloc(arena, 11), *p = two_digits(two_digits(out, y / 100), y);
  *p++ = '-';
  p = two_digits(p, m);
  *p++ = '-';
  *two_digits(p, d) = 0;
  return (kh_str){out, 10};
}

/* "T10:20:30", and the zone behind it. */
static kh_str clock_text(int h, int m, int s, kh_str zone, kh_arena *arena) {
  char *out = kh_alloc(arena, 10 + zone.n), *p = out;
  *p++ = 'T';
  p = two_digits(p, h);
  *p++ = ':';
  p = two_digits(p, m);
  *p++ = ':';
  p = two_digits(p, s);
  memcpy(p, zone.s, zone.n);
  p[zone.n] = 0;
  return (kh_str){out, 9 + zone.n};
}

/* "T10:20:30+01:00" after an ISO day; empty if it is no time. */
static kh_str clock_of(kh_str v, kh_arena *arena) {
  size_t i = 0;
  if (v.n < 6 || (v.s[0] != 'T' && v.s[0] != ' ' && v.s[0] != 't')) return KH_STR("");
  i = 1;
  int h = number(v, &i, 2);
  if (h < 0 || h > 23 || i >= v.n || v.s[i] != ':') return KH_STR("");
  i++;
  int m = number(v, &i, 2), s = 0;
  if (m < 0 || m > 59) return KH_STR("");
  if (i < v.n && v.s[i] == ':') {
    i++;
    s = number(v, &i, 2);
    if (s < 0 || s > 60) s = 0;
    if (i < v.n && v.s[i] == '.')
      for (i++; i < v.n && digit(v.s[i]);) i++;
  }
  while (i < v.n && v.s[i] == ' ') i++;
  if (i < v.n && (v.s[i] == 'Z' || v.s[i] == 'z')) return clock_text(h, m, s, KH_STR("Z"), arena);
  if (i < v.n && (v.s[i] == '+' || v.s[i] == '-')) {
    char sign = v.s[i++];
    int oh = number(v, &i, 2);
    if (i < v.n && v.s[i] == ':') i++;
    int om = number(v, &i, 2);
    if (oh >= 0 && oh <= 14) {
      char zone[6] = {sign};
      *two_digits(zone + 1, oh) = ':';
      two_digits(zone + 4, om < 0 ? 0 : om);
      return clock_text(h, m, s, (kh_str){zone, sizeof zone}, arena);
    }
  }
  return clock_text(h, m, s, KH_STR(""), arena);
}

/* YYYY-MM-DD, YYYY/MM/DD, YYYY.MM.DD, YYYYMMDD at i. */
static kh_str iso(kh_str v, size_t i, kh_arena *arena) {
  int y = number(v, &i, 4), m, d;
  if (!plausible(y) || i >= v.n) return (kh_str){NULL, 0};
  char sep = v.s[i];
  if (sep == '-' || sep == '/' || sep == '.') i++;
  else if (!digit(sep)) return (kh_str){NULL, 0};
  m = number(v, &i, 2);
  if (!digit(sep)) {
    if (i >= v.n || v.s[i] != sep) return (kh_str){NULL, 0};
    i++;
  }
  d = number(v, &i, 2);
  if (d < 0 || (i < v.n && digit(v.s[i]) && !digit(sep))) return (kh_str){NULL, 0};
  kh_str found = day(y, m, d, arena);
  if (!found.n) return found;
  kh_str time = clock_of(kh_str_sub(v, i, v.n), arena);
  if (!time.n) return found;
  char *both = kh_alloc(arena, found.n + time.n + 1);
  memcpy(both, found.s, found.n);
  memcpy(both + found.n, time.s, time.n + 1);
  return (kh_str){both, found.n + time.n};
}

static bool letter(char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }

static int month_at(const kh_page_room *r, kh_str v, size_t *i) {
  char name[12];
  size_t n = 0, at = *i;
  while (at < v.n && letter(v.s[at]) && n < sizeof name) name[n++] = (char)(v.s[at++] | 0x20);
  uint32_t month;
  kh_str key = {name, n};
  if (n < 3 || n == sizeof name || !kh_lookup_get(&r->months, key, kh_hash_str(key), &month)) return 0;
  *i = at;
  return (int)month;
}

static void blanks(kh_str v, size_t *i) {
  while (*i < v.n && (v.s[*i] == ' ' || v.s[*i] == ',' || v.s[*i] == '.' || v.s[*i] == '-' || v.s[*i] == '\n')) (*i)++;
}

static void ordinal(kh_str v, size_t *i) {   /* "5th": two letters right after the figure */
  if (*i + 1 < v.n && letter(v.s[*i]) && letter(v.s[*i + 1]) && (*i + 2 == v.n || !letter(v.s[*i + 2]))) *i += 2;
}

kh_str kh_page_date(const kh_page_room *r, kh_str v, kh_arena *arena) {
  v = kh_str_trim(v);
  if (v.n > 200) v.n = 200;
  bool figures = v.n == 10 || v.n == 13;   /* seconds or milliseconds since 1970 */
  for (size_t i = 0; i < v.n && figures; i++) figures = digit(v.s[i]);
  int64_t stamp;
  if (figures && kh_str_to_int(v, &stamp)) {
    int y, m, d;
    kh_day_parts((int32_t)((v.n == 13 ? stamp / 1000 : stamp) / 86400), &y, &m, &d);
    return day(y, m, d, arena);
  }
  for (size_t i = 0; i < v.n; i++) {
    bool capital = v.s[i] >= 'A' && v.s[i] <= 'Z', small = i && v.s[i - 1] >= 'a' && v.s[i - 1] <= 'z';
    bool starts = i == 0 || !(digit(v.s[i - 1]) || letter(v.s[i - 1])) || (capital && small);   /* "JonesDec. 21": blanks get lost */
    if (!starts) continue;
    size_t at = i;
    if (digit(v.s[i])) {
      kh_str found = iso(v, i, arena);
      if (found.n) return found;
      int a = number(v, &at, 4);
      if (a < 0 || a > 31) continue;
      if (at < v.n && (v.s[at] == '/' || v.s[at] == '.' || v.s[at] == '-')) {   /* 3/15/2024, 15.03.2024 */
        char sep = v.s[at];
        size_t k = at + 1;
        int b = number(v, &k, 2), y;
        if (b > 0 && k < v.n && v.s[k] == sep) {
          k++;
          size_t from = k;
          y = number(v, &k, 4);
          if (k - from == 2) y += 2000;
          bool month_first = sep == '/' ? a <= 12 : b > 12;
          found = month_first ? day(y, a, b, arena) : day(y, b, a, arena);
          if (!found.n) found = month_first ? day(y, b, a, arena) : day(y, a, b, arena);
          if (found.n) return found;
        }
      }
      ordinal(v, &at);
      blanks(v, &at);
      int m = month_at(r, v, &at);
      if (!m) continue;
      blanks(v, &at);
      found = day(number(v, &at, 4), m, a, arena);
      if (found.n) return found;
    } else if (letter(v.s[i])) {
      int m = month_at(r, v, &at);
      if (!m || (at < v.n && letter(v.s[at]))) continue;
      blanks(v, &at);
      int d = number(v, &at, 2);
      ordinal(v, &at);
      blanks(v, &at);
      /* "Nov 24 10:12:03 UTC 2023": a clock may stand before the year */
      kh_str found = day(number(v, &at, 4), m, d, arena);
      if (found.n) return found;
    }
  }
  return (kh_str){NULL, 0};
}

kh_str kh_page_date_of_url(const kh_page_room *r, kh_str url, kh_arena *arena) {
  for (size_t i = 1; i + 8 <= url.n; i++) {
    char before = url.s[i - 1];
    if (before != '/' && before != '-' && before != '_' && before != '=') continue;
    if (url.s[i] != '2' && url.s[i] != '1') continue;
    size_t at = i;
    int y = number(url, &at, 4), m, d;
    if (!plausible(y) || at - i != 4 || at >= url.n) continue;
    char sep = url.s[at];
    bool tight = digit(sep);
    if (!tight && sep != '/' && sep != '-' && sep != '_') continue;
    at += !tight;
    m = digit(url.s[at]) ? number(url, &at, 2) : tight ? -1 : month_at(r, url, &at);   /* "/2023/10/03/", "/2023/october/03/" */
    if (m <= 0 || at >= url.n) continue;
    if (!tight && url.s[at] != sep) continue;
    at += !tight;
    d = number(url, &at, 2);
    if (at < url.n && digit(url.s[at])) continue;
    kh_str found = day(y, m, d, arena);
    if (found.n) return found;
  }
  return (kh_str){NULL, 0};
}
