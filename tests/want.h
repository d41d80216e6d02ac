/* want.h: .want files (examples/README.md): what a careful reader wants from a report, held against its records. */
#ifndef KH_WANT_H
#define KH_WANT_H
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "doc/doc.h"

static bool want_words(const kh_document *d, kh_span s, kh_str words) {
  kh_text t = kh_document_text(d);
  for (uint32_t i = s.begin; i + words.n <= s.end; i++)
    if (!memcmp(t.s + i, words.s, words.n)) return true;
  return false;
}

/* `USA.GOV`, `ISR`, `.REB`, `"words"` against a mention. */
static bool want_actor(const kh_document *d, uint32_t index, kh_str one) {
  const kh_mention *m;
  if (index >= kh_document_mentions(d, &m)) return false;
  m += index;
  if (one.n > 2 && one.s[0] == '"') return want_words(d, m->span, kh_str_sub(one, 1, one.n - 1));
  kh_str country = one, sector = {NULL, 0};
  const char *dot = memchr(one.s, '.', one.n);
  if (dot) country.n = (size_t)(dot - one.s), sector = kh_str_sub(one, country.n + 1, one.n);
  if (country.n && !kh_str_is(country, m->actor.country)) return false;
  kh_sector s = kh_sector_of((kh_text){sector.s, sector.n});
  return !sector.n || (s && (m->actor.sector == s || m->actor.sectors >> s & 1));
}

static bool want_side(const kh_document *d, const uint32_t *list, uint32_t n, kh_str side) {
  kh_str one;
  if (kh_str_is(side, "_")) return true;
  while (kh_str_split(&side, '&', &one)) {
    bool found = false;
    for (uint32_t i = 0; i < n && !found; i++) found = want_actor(d, list[i], kh_str_trim(one));
    if (!found) return false;
  }
  return true;
}

static bool real(const kh_event *e) { return e->status == KH_STATUS_HAPPENED || e->status == KH_STATUS_ONGOING; }

/* TYPE[/mode][@status] ACTORS > RECIPIENTS [DAY] */
static bool want_event(const kh_document *d, kh_str line, bool plan, bool must_be_real) {
  kh_str rest = line, what, type, mode = {NULL, 0}, status = {NULL, 0}, actors, recipients;
  if (!kh_str_split(&rest, ' ', &what)) return false;
  const char *arrow = rest.s ? memchr(rest.s, '>', rest.n) : NULL;
  int32_t day = KH_NO_DAY;
  if (plan && !arrow) {   /* plan TYPE ACTORS DAY */
    actors = rest;
    recipients = KH_STR("_");
  } else if (!arrow) return false;
  else {
    actors = kh_str_trim(kh_str_sub(rest, 0, (size_t)(arrow - rest.s)));
    recipients = kh_str_trim(kh_str_sub(rest, (size_t)(arrow - rest.s) + 1, rest.n));
  }
  kh_str *last = arrow ? &recipients : &actors;
  if (last->n > 11 && last->s[last->n - 11] == ' ' && (day = kh_day_parse(kh_str_sub(*last, last->n - 10, last->n))) != KH_NO_DAY)
    *last = kh_str_trim(kh_str_sub(*last, 0, last->n - 11));
  type = what;
  const char *at = memchr(type.s, '@', type.n);
  if (at) status = kh_str_sub(type, (size_t)(at - type.s) + 1, type.n), type.n = (size_t)(at - type.s);
  const char *slash = memchr(type.s, '/', type.n);
  if (slash) mode = kh_str_sub(type, (size_t)(slash - type.s) + 1, type.n), type.n = (size_t)(slash - type.s);
  const kh_event *e;
  size_t n = kh_document_events(d, &e);
  for (size_t i = 0; i < n; i++, e++) {
    if (plan ? !e->plan : e->embedded) continue;
    if (!kh_str_is(type, kh_event_name(e->type)) || (mode.n && !kh_str_is(mode, kh_mode_name(e->mode)))) continue;
    if (status.n && !kh_str_is(status, kh_event_status_name(e->status))) continue;
    if (!status.n && !plan && (must_be_real || kh_event_quad(e->type) % 2 == 0) && !real(e)) continue;
    if (day != KH_NO_DAY && (e->date == KH_NO_DAY || day < e->date || day > (e->enddate == KH_NO_DAY ? e->date : e->enddate))) continue;
    if (want_side(d, e->actors, e->actor_count, actors) && want_side(d, e->recipients, e->recipient_count, recipients)) return true;
  }
  return false;
}

/* "words" at the head of *rest, without its quotation marks. */
static kh_str quoted(kh_str *rest) {
  *rest = kh_str_trim(*rest);
  const char *end = rest->n > 1 && rest->s[0] == '"' ? memchr(rest->s + 1, '"', rest->n - 1) : NULL;
  if (!end) return KH_STR("");
  kh_str v = kh_str_sub(*rest, 1, (size_t)(end - rest->s));
  *rest = kh_str_trim(kh_str_sub(*rest, v.n + 2, rest->n));
  return v;
}

static bool want_line(const kh_document *d, kh_str kind, kh_str rest) {
  if (kh_str_is(kind, "event")) return want_event(d, rest, false, false);
  if (kh_str_is(kind, "!event")) return !want_event(d, rest, false, true);
  if (kh_str_is(kind, "plan")) return want_event(d, rest, true, false);
  if (kh_str_is(kind, "time")) {
    kh_str words = quoted(&rest);
    const kh_time *t;
    size_t n = kh_document_times(d, &t);
    for (size_t i = 0; i < n; i++)
      if (kh_str_eq(kh_doc_words(d, t[i].span), words) && (t[i].begin == kh_day_parse(rest) || kh_day_parse((kh_str){t[i].value.s, t[i].value.n}) == kh_day_parse(rest))) return true;
    return false;
  }
  if (kh_str_is(kind, "place")) {
    kh_str words = quoted(&rest);
    int64_t id;
    const kh_place *p;
    size_t n = kh_document_places(d, &p);
    if (!kh_str_to_int(rest, &id)) return false;
    for (size_t i = 0; i < n; i++)
      if (kh_str_eq(kh_doc_words(d, p[i].span), words) && p[i].geonameid == id) return true;
    return false;
  }
  if (kh_str_is(kind, "figure")) {
    kh_str name;
    double value;
    const kh_figure *f;
    size_t n = kh_document_figures(d, &f);
    if (!kh_str_split(&rest, ' ', &name) || !kh_str_to_double(rest, &value)) return false;
    for (size_t i = 0; i < n; i++)
      if (kh_str_is(name, kh_figure_name(f[i].kind)) && fabs(f[i].value - value) < .5) return true;
    return false;
  }
  if (kh_str_is(kind, "quote")) {
    kh_str how;
    const kh_quote *q;
    size_t n = kh_document_quotes(d, &q);
    if (!kh_str_split(&rest, ' ', &how)) return false;
    kh_str words = quoted(&rest);
    for (size_t i = 0; i < n; i++) {
      if (q[i].direct != kh_str_is(how, "direct")) continue;
      for (uint32_t k = 0; k < q[i].content_count; k++)
        if (want_words(d, q[i].content[k], words) && (kh_str_is(rest, "_") || want_actor(d, q[i].speaker, rest))) return true;
    }
    return false;
  }
  if (kh_str_is(kind, "nothing")) {   /* no record touches these words */
    kh_str words = quoted(&rest);
    kh_text text = kh_document_text(d);
    for (uint32_t i = 0; i + words.n <= text.n; i++) {
      if (memcmp(text.s + i, words.s, words.n)) continue;
      kh_span s = {i, i + (uint32_t)words.n};
#define TOUCHED(type, list, span_of)                                      \
  do {                                                                    \
    const type *at;                                                       \
    size_t n = kh_document_##list(d, &at);                                \
    for (size_t k = 0; k < n; k++)                                        \
      if (at[k].span_of.begin < s.end && s.begin < at[k].span_of.end) return false; \
  } while (0)
      TOUCHED(kh_event, events, trigger);
      TOUCHED(kh_mention, mentions, span);
      TOUCHED(kh_quote, quotes, cue);
      TOUCHED(kh_time, times, span);
      TOUCHED(kh_place, places, span);
      TOUCHED(kh_figure, figures, span);
#undef TOUCHED
    }
    return true;
  }
  return false;
}

/* Codes `text` with the date of the .want file and checks each of its lines. */
static void want_check(kh_coder *c, const char *name, kh_file want, kh_input in) {
  kh_str rest = {want.data, want.n}, line;
  char date[16] = "";
  kh_error err;
  kh_document *d = NULL;
  unsigned number = 0;
  while (kh_str_split(&rest, '\n', &line)) {
    kh_str kind;
    number++;
    line = kh_str_trim(line);
    if (!line.n || line.s[0] == '#') continue;
    if (!kh_str_split(&line, ' ', &kind)) continue;
    if (kh_str_is(kind, "date")) {
      snprintf(date, sizeof date, KH_FMT, KH_ARG(line));
      in.date = date;
      continue;
    }
    if (!d && kh_code(c, &in, &d, &err)) {
      CHECKF(false, "%s: %s", name, err.message);
      return;
    }
    CHECKF(want_line(d, kind, line), "%s:%u: not so: " KH_FMT " " KH_FMT, name, number, KH_ARG(kind), KH_ARG(line));
  }
  kh_document_free(d);
}
#endif
