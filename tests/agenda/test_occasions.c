/* test_occasions.c: what reports announce for later: the examples of data/events/occasions.frames and the reports of this folder. Parsers err, so a
 * share may fail: the floors only ever rise. With "-v" the failures are listed. */
#include <stdlib.h>

#include "coder.h"
#include "code/road.h"
#include "days.h"

typedef struct tally { unsigned passed, all; } tally;

/* Of the month or the year that the report stands in only what lies ahead is told. */
static bool days_are(const kh_doc *d, kh_str want, const kh_event *e) {
  int32_t begin, end;
  days_of(want, &begin, &end);
  return e->date == (begin < d->published ? d->published : begin) && e->enddate == end;
}

static bool is_coded(const kh_mention *m) { return m->actor.country[0] || m->actor.sector; }

static bool one_is(kh_str want, const kh_mention *m) {
  kh_str country;
  kh_str_split(&want, '.', &country);
  return kh_str_is(country, m->actor.country) && (!want.n || kh_str_is(want, kh_sector_name(m->actor.sector)));
}

static bool who_is(const kh_doc *d, kh_str want, const kh_event *e) {
  kh_str one;
  uint32_t found = 0, wanted = 0, coded = 0;
  for (uint32_t i = 0; i < e->actor_count; i++) coded += is_coded(&d->mentions[e->actors[i]]);
  if (kh_str_is(want, "*")) return true;
  if (kh_str_is(want, "_")) return !coded;
  for (uint32_t i = 0; i < e->actor_count; i++) {
    bool asked = false;
    for (kh_str rest = want; !asked && kh_str_split(&rest, '&', &one);) asked = one_is(kh_str_trim(one), &d->mentions[e->actors[i]]);
    if (!asked && is_coded(&d->mentions[e->actors[i]])) return false;
  }
  while (kh_str_split(&want, '&', &one)) {
    bool there = false;
    for (uint32_t i = 0; i < e->actor_count && !there; i++) there = one_is(kh_str_trim(one), &d->mentions[e->actors[i]]);
    wanted++, found += there;
  }
  return found == wanted;
}

/* KIND WHO WINDOW [@ PLACE]; KIND is an occasion, with @status where it is not planned, or plan:EVENT. */
static bool plan_is(const kh_doc *d, kh_str want, const kh_event *e) {
  kh_str kind, place = KH_STR(""), window = KH_STR(""), who = KH_STR(""), status;
  for (size_t i = 0; i + 2 < want.n; i++)
    if (!memcmp(want.s + i, " @ ", 3)) place = kh_str_trim(kh_str_sub(want, i + 3, want.n)), want = kh_str_sub(want, 0, i);
  want = kh_str_trim(want);
  if (!kh_str_split(&want, ' ', &kind)) return false;
  for (size_t i = want.n; i-- > 0 && !window.n;)
    if (want.s[i] == ' ') window = kh_str_sub(want, i + 1, want.n), who = kh_str_trim(kh_str_sub(want, 0, i));
  status = kind;
  kh_str_split(&status, '@', &kind);
  if (!kh_str_is(status.n ? status : KH_STR("planned"), kh_event_status_name(e->status))) return false;
  const kh_str event = KH_STR("plan:");
  if (kh_str_starts(kind, event) ? !kh_str_is(kh_str_sub(kind, event.n, kind.n), kh_event_name(e->type)) : !kh_str_is(kind, kh_occasion_name(e->occasion))) return false;
  if (place.n && (e->place == KH_NONE || !kh_str_eq(place, (kh_str){d->places[e->place].name.s, d->places[e->place].name.n}))) return false;
  bool dated = e->date != KH_NO_DAY;
  return (kh_str_is(window, "-") ? !dated : dated && days_are(d, window, e)) && who_is(d, who, e);
}

/* Every wanted plan is there, and no other occasion. */
static bool holds(const kh_doc *d, kh_str want) {
  uint64_t used = 0;
  kh_str one;
  while (!kh_str_is(want, "none") && kh_str_split(&want, ';', &one)) {
    bool found = false;
    for (uint32_t i = 0; i < d->event_count && i < 64 && !found; i++)
      if (d->events[i].plan && !(used >> i & 1) && plan_is(d, kh_str_trim(one), &d->events[i])) used |= (uint64_t)1 << i, found = true;
    if (!found) return false;
  }
  for (uint32_t i = 0; i < d->event_count; i++)
    if (d->events[i].occasion && (i >= 64 || !(used >> i & 1))) return false;
  return true;
}

static void show(const kh_doc *d) {
  for (uint32_t i = 0; i < d->event_count; i++) {
    const kh_event *e = &d->events[i];
    char from[16] = "-", to[16] = "-";
    if (!e->plan) continue;
    if (e->date != KH_NO_DAY) kh_day_format(e->date, from), kh_day_format(e->enddate, to);
    printf("  got  %s%s", e->occasion ? kh_occasion_name(e->occasion) : "plan:", kh_event_name(e->type));
    for (uint32_t k = 0; k < e->actor_count; k++) printf(" %s.%s", d->mentions[e->actors[k]].actor.country, kh_sector_name(d->mentions[e->actors[k]].actor.sector));
    printf(" %s..%s", from, to);
    if (e->place != KH_NONE) printf(" @ %.*s", (int)d->places[e->place].name.n, d->places[e->place].name.s);
    printf(" %s [%.*s]\n", kh_event_status_name(e->status), (int)e->rule.n, e->rule.s);
  }
}

/* " // " stands for a blank line: what is before it is the headline. */
static kh_str with_headline(kh_str text, char *room, size_t size) {
  for (size_t i = 0; i + 4 <= text.n && text.n < size; i++)
    if (!memcmp(text.s + i, " // ", 4)) {
      memcpy(room, text.s, text.n);
      memcpy(room + i, "\n\n\n\n", 4);
      return (kh_str){room, text.n};
    }
  return text;
}

static void judge(kh_coder *c, const char *name, unsigned line, kh_str date, kh_str text, kh_str want, bool verbose, tally *sum) {
  char day[16], room[2048];
  kh_document *d;
  kh_error err;
  snprintf(day, sizeof day, KH_FMT, KH_ARG(date));
  text = with_headline(text, room, sizeof room);
  kh_input in = {.text = text.s, .text_len = text.n, .date = day};
  bool coded = kh_code(c, &in, &d, &err) == KH_OK;
  CHECKF(coded, "%s:%u", name, line);
  if (!coded) return;
  bool right = holds(d, want);
  sum->all++, sum->passed += right;
  if (!right && verbose) {
    printf("%s:%u\n  " KH_FMT "\n  want " KH_FMT "\n", name, line, KH_ARG(text), KH_ARG(want));
    show(d);
  }
  kh_document_free(d);
}

/* "day TAB report TAB what is wanted", or an entry's examples: "  Sentence. => what is wanted". */
static tally run(kh_coder *c, const char *dir, const char *name, bool verbose) {
  tally sum = {0, 0};
  kh_lines l;
  kh_str line, date, text;
  kh_error err;
  CHECKF(kh_lines_open(dir, name, &l, &err) == KH_OK, "%s", err.message);
  while (kh_lines_next(&l, &line)) {
    size_t arrow = 0;
    for (size_t i = 0; i + 4 <= line.n; i++)
      if (!memcmp(line.s + i, " => ", 4)) arrow = i;
    if (line.s[0] == ' ' && arrow) judge(c, name, l.number, KH_STR("2024-03-22"), kh_str_trim(kh_str_sub(line, 0, arrow)), kh_str_trim(kh_str_sub(line, arrow + 4, line.n)), verbose, &sum);
    if (line.s[0] < '0' || line.s[0] > '9') continue;
    bool sound = kh_str_split(&line, '\t', &date) && kh_str_split(&line, '\t', &text) && line.n;
    CHECKF(sound, "%s:%u: day, report, answer", name, l.number);
    if (sound) judge(c, name, l.number, date, text, kh_str_trim(line), verbose, &sum);
  }
  kh_lines_close(&l);
  printf("%s: %u of %u\n", name, sum.passed, sum.all);
  return sum;
}

/* Every kind has an entry with an example, every entry an example or it is there to say no. */
static void covered(const char *dir) {
  kh_lines l;
  kh_str line, field;
  kh_error err;
  unsigned kinds = 0;
  CHECKF(kh_lines_open(dir, "occasions.frames", &l, &err) == KH_OK, "%s", err.message);
  while (kh_lines_next(&l, &line)) {
    if (line.s[0] == ' ') continue;
    for (int i = 0; i < 3; i++) kh_str_split(&line, '|', &field);
    field = kh_str_trim(field);
    kinds |= 1u << kh_occasion_of((kh_text){field.s, field.n});
  }
  kh_lines_close(&l);
  for (unsigned k = 1; k < KH_OCCASION_COUNT; k++) CHECKF(kinds >> k & 1, "no entry for %s", kh_occasion_name((kh_occasion)k));
}

int main(int argc, char **argv) {
  khaldun *k;
  kh_coder *c;
  const char *source = getenv("KHALDUN_SOURCE");
  bool verbose = argc > 1 && !strcmp(argv[1], "-v");
  char data[4096], tests[4096];
  if (!coder_open(NULL, &k, &c)) return check_done();
  snprintf(data, sizeof data, "%s/data/events", source ? source : ".");
  snprintf(tests, sizeof tests, "%s/tests/agenda", source ? source : ".");
  static const char *const seen_later[] = {"fresh.tsv", "fresh-second.tsv", "fresh-third.tsv", "fresh-fourth.tsv", "fresh-fifth.tsv"};
  tally entries = run(c, data, "occasions.frames", verbose), told = run(c, tests, "occasions.tsv", verbose), fresh = {0, 0};
  for (size_t i = 0; i < sizeof seen_later / sizeof *seen_later; i++) {
    tally one = run(c, tests, seen_later[i], verbose);
    fresh.passed += one.passed, fresh.all += one.all;
  }
  CHECK(entries.all >= 110 && told.all + fresh.all >= 220);
  CHECK(entries.passed >= ENTRIES_FLOOR * entries.all);
  CHECK(told.passed >= TOLD_FLOOR * told.all);
  CHECK(fresh.passed >= FRESH_FLOOR * fresh.all);
  covered(data);
  kh_coder_free(c);
  kh_close(k);
  return check_done();
}
