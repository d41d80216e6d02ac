/* example.c: shorthand against records. */
#include "events/example.h"

bool kh_example_next(kh_lines *l, kh_example *e) {
  kh_str line;
  while (kh_lines_next(l, &line)) {
    if (line.s[0] != ' ' && line.s[0] != '\t') {
      e->entry = line;
      continue;
    }
    line = kh_str_trim(line);
    for (size_t i = 0; i + 2 <= line.n; i++)
      if (line.s[i] == '=' && line.s[i + 1] == '>') {
        e->sentence = kh_str_trim(kh_str_sub(line, 0, i));
        e->want = kh_str_trim(kh_str_sub(line, i + 2, line.n));
        e->line = l->number;
        return true;
      }
  }
  return false;
}

static kh_str first_word(kh_str v) {   /* without an article */
  for (size_t i = 0; i < v.n && i < 4; i++)
    if (v.s[i] == ' ') return kh_str_sub(v, i + 1, v.n);
  return v;
}

static bool contains(kh_str v, kh_str part) {
  for (size_t i = 0; i + part.n <= v.n; i++)
    if (!memcmp(v.s + i, part.s, part.n)) return true;
  return false;
}

/* "EGY.GOV", ".REB", "ISR", "\"words\"" against a mention. */
static bool actor_is(const kh_doc *d, kh_str want, const kh_mention *m) {
  if (want.n > 1 && want.s[0] == '"') {
    kh_str words = kh_doc_words(d, m->span), w = kh_str_sub(want, 1, want.n - 1);
    return contains(words, w) || contains(w, first_word(words));
  }
  size_t dot = 0;
  while (dot < want.n && want.s[dot] != '.') dot++;
  kh_str country = kh_str_sub(want, 0, dot);
  if (country.n && !kh_str_is(country, m->actor.country)) return false;
  if (dot == want.n) return true;
  kh_sector s = kh_sector_of((kh_text){want.s + dot + 1, want.n - dot - 1});
  return m->actor.sector == s || (m->actor.sectors >> s & 1);
}

static bool coded(const kh_mention *m) { return m->actor.country[0] || m->actor.sector; }

static bool actors_are(const kh_doc *d, kh_str want, const uint32_t *list, uint32_t n) {
  if (kh_str_is(want, "_")) {   /* nobody that could be coded */
    for (uint32_t i = 0; i < n; i++)
      if (coded(&d->mentions[list[i]])) return false;
    return true;
  }
  uint32_t wanted = 0, found = 0, others = 0;
  kh_str one;
  for (uint32_t i = 0; i < n; i++) {   /* nobody else who could be coded */
    bool asked = false;
    for (kh_str rest = want; !asked && kh_str_split(&rest, '&', &one);) asked = actor_is(d, kh_str_trim(one), &d->mentions[list[i]]);
    others += !asked && coded(&d->mentions[list[i]]);
  }
  while (kh_str_split(&want, '&', &one)) {
    one = kh_str_trim(one);
    wanted++;
    for (uint32_t i = 0; i < n; i++)
      if (actor_is(d, one, &d->mentions[list[i]])) {
        found++;
        break;
      }
  }
  return found == wanted && !others;
}

static bool event_is(const kh_doc *d, kh_str want, const kh_event *e) {
  kh_str rest = want, head, who, whom, name;
  if (!kh_str_split(&rest, ' ', &head) || !kh_str_split(&rest, '>', &who)) return false;
  whom = kh_str_trim(rest);
  who = kh_str_trim(who);
  kh_event_status status = KH_STATUS_HAPPENED;
  kh_str event = head;
  for (size_t i = 0; i < head.n; i++)
    if (head.s[i] == '@') {
      event = kh_str_sub(head, 0, i);
      for (unsigned s = 0; s < KH_EVENT_STATUS_COUNT; s++)
        if (kh_str_is(kh_str_sub(head, i + 1, head.n), kh_event_status_name((kh_event_status)s))) status = (kh_event_status)s;
    }
  if (!kh_str_split(&event, '/', &name) || !kh_str_is(name, kh_event_name(e->type))) return false;
  if (event.n && !kh_str_is(event, kh_mode_name(e->mode))) return false;
  bool took_place = e->status == KH_STATUS_HAPPENED || e->status == KH_STATUS_ONGOING;
  if (status == KH_STATUS_HAPPENED ? !took_place : e->status != status) return false;
  return actors_are(d, who, e->actors, e->actor_count) && actors_are(d, whom, e->recipients, e->recipient_count);
}

bool kh_example_holds(const kh_doc *d, kh_str want) {
  uint64_t used = 0;
  kh_str one;
  if (!kh_str_is(want, "none"))
    while (kh_str_split(&want, ';', &one)) {
      bool found = false;
      for (uint32_t i = 0; i < d->event_count && i < 64 && !found; i++)
        if (!d->events[i].embedded && !(used >> i & 1) && event_is(d, kh_str_trim(one), &d->events[i])) {
          used |= (uint64_t)1 << i;
          found = true;
        }
      if (!found) return false;
    }
  for (uint32_t i = 0; i < d->event_count; i++)
    if (!d->events[i].embedded && (i >= 64 || !(used >> i & 1)) && (d->events[i].status == KH_STATUS_HAPPENED || d->events[i].status == KH_STATUS_ONGOING))
      return false;
  return true;
}

static kh_str show_actors(const kh_doc *d, kh_arena *a, const uint32_t *list, uint32_t n) {
  kh_str out = KH_STR("");
  for (uint32_t i = 0; i < n; i++) {
    const kh_mention *m = &d->mentions[list[i]];
    kh_str one = coded(m) ? kh_str_printf(a, "%s%s%s", m->actor.country, m->actor.sector ? "." : "", kh_sector_name(m->actor.sector))
                          : kh_str_printf(a, "\"" KH_FMT "\"", KH_ARG(kh_doc_words(d, m->span)));
    out = out.n ? kh_str_printf(a, KH_FMT " & " KH_FMT, KH_ARG(out), KH_ARG(one)) : one;
  }
  return out.n ? out : KH_STR("_");
}

kh_str kh_example_show(const kh_doc *d, kh_arena *a) {
  kh_str out = KH_STR("");
  for (uint32_t i = 0; i < d->event_count; i++) {
    const kh_event *e = &d->events[i];
    if (e->embedded) continue;
    kh_str one = kh_str_printf(a, "%s%s%s%s%s " KH_FMT " > " KH_FMT, kh_event_name(e->type), e->mode ? "/" : "", kh_mode_name(e->mode),
                               e->status ? "@" : "", e->status ? kh_event_status_name(e->status) : "",
                               KH_ARG(show_actors(d, a, e->actors, e->actor_count)), KH_ARG(show_actors(d, a, e->recipients, e->recipient_count)));
    out = out.n ? kh_str_printf(a, KH_FMT " ; " KH_FMT, KH_ARG(out), KH_ARG(one)) : one;
  }
  return out.n ? out : KH_STR("none");
}
