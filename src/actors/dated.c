/* dated.c: parties on the day of what they did. "The court removed her from office in May", told a month later: then she held it. */
#include "actors/actors_int.h"

enum { READINGS = 8 };

/* The entry of data/actors that the actor is, of the user's file or of ours; KH_NONE: of none, or a land. */
static uint32_t entry_of(const kh_actors *a, const kh_actor *x, const kh_gaz **gaz) {
  kh_gaz_hit hit[READINGS];
  if (!x->id.n || kh_str_starts(kh_view(x->id), KH_STR("cty:"))) return KH_NONE;
  for (int own = 1; own >= 0; own--) {
    *gaz = own ? a->user : a->gaz;
    uint32_t n = *gaz ? kh_gaz_find(*gaz, kh_view(x->name), hit, READINGS) : 0;
    for (uint32_t i = 0; i < n; i++)
      if (kh_str_eq(kh_gaz_id(*gaz, hit[i].entity), kh_view(x->id))) return hit[i].entity;
  }
  return KH_NONE;
}

typedef struct days { int32_t day; bool told, several; } days;   /* of the events that a mention takes part in */

static void add_day(days *of, int32_t day) {
  of->several |= of->told && of->day != day;
  of->day = day, of->told = true;
}

/* "Johnson, who resigned in July, accused the party": which words are of two days. */
static const days *days_told(const kh_doc *d, kh_arena *scratch) {
  days *of = KH_ARRAY(scratch, days, d->mention_count + 1);
  for (uint32_t i = 0; i < d->event_count; i++) {
    const kh_event *e = &d->events[i];
    for (uint32_t k = 0; k < e->actor_count; k++) add_day(&of[e->actors[k]], e->date);
    for (uint32_t k = 0; k < e->recipient_count; k++) add_day(&of[e->recipients[k]], e->date);
  }
  return of;
}

/* Who has an office, or stood for something, on the day of an earlier event is told of as that in it. Words of the report that say another thing than the
 * list does of its own day ("the army chief") are left as they are, and so is who had no office then. In a span ("in 2006") it counts where the last day
 * says the same, or where the event itself ends the office (ends: "ousted in 2006", "shot in 1984"). */
static void in_span(const kh_actors *a, kh_doc *d, const days *of, const kh_event *x, uint32_t mention, bool ends) {
  kh_mention *m = &d->mentions[mention];
  const int32_t first = x->date, last = x->enddate;
  const kh_gaz *gaz = NULL;
  kh_actor today = {0}, then = {0}, later = {0};
  uint32_t e = entry_of(a, &m->actor, &gaz);
  if (of[mention].several || e == KH_NONE || !kh_gaz_stands(gaz, e, first)) return;
  kh_gaz_code(gaz, e, d->published, d->arena, &today);
  if (today.sectors != m->actor.sectors || strcmp(today.country, m->actor.country)) return;
  kh_gaz_code(gaz, e, first, d->arena, &then);
  if (!ends && last > first) kh_gaz_code(gaz, e, last, d->arena, &later);
  if (then.sectors && then.sectors != today.sectors && (ends || last <= first || later.sectors == then.sectors)) m->actor = then;
}

/* Words have their matter's day as often as their own ("criticized him for a vote in 2005"). */
static bool has_own_day(const kh_event *e) {
  return kh_event_quad(e->type) % 2 == 0 || e->type == KH_CONSULT || e->type == KH_CONCEDE;
}

void kh_actors_dated(const kh_actors *a, kh_doc *d, kh_arena *scratch) {
  if (d->published == KH_NO_DAY || !d->event_count) return;
  const days *of = days_told(d, scratch);
  for (uint32_t i = 0; i < d->event_count; i++) {
    const kh_event *e = &d->events[i];
    if (!e->date_stated || e->date == KH_NO_DAY || e->date >= d->published || !has_own_day(e)) continue;
    bool resigns = e->type == KH_RETREAT && e->mode == KH_MODE_RESIGN, struck = e->type == KH_ASSAULT || (e->type == KH_COERCE && e->mode == KH_MODE_SEIZE);
    for (uint32_t j = 0; j < e->actor_count; j++) in_span(a, d, of, e, e->actors[j], resigns);
    for (uint32_t j = 0; j < e->recipient_count; j++) in_span(a, d, of, e, e->recipients[j], struck);
  }
}
