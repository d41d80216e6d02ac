/* dated.c: who a person or a body was on the day of what is told of him: the room's last look at its mentions, once the events are dated. */
#include "actors/actors_int.h"

/* The entry of a person or a body, by the name and the id that a mention was given; or KH_NONE. */
static uint32_t entry_of(const kh_gaz *g, const kh_actor *a) {
  enum { NAMESAKES = 8 };
  kh_gaz_hit hit[NAMESAKES];
  uint32_t n = g ? kh_gaz_find(g, kh_view(a->name), hit, NAMESAKES) : 0;
  for (uint32_t i = 0; i < n; i++)
    if (kh_str_eq(kh_gaz_id(g, hit[i].entity), kh_view(a->id))) return hit[i].entity;
  return KH_NONE;
}

/* Was it on days that the report names, all of them before it? */
static bool is_past(const kh_doc *d, const kh_event *e) {
  return e->date_stated && e->date != KH_NO_DAY && e->enddate != KH_NO_DAY && e->enddate < d->published;
}

/* What the lists know of a mention between two days; false where they know no more than what he is now, or where the report's own words tell what he is. Of who
 * holds no office any more the first of the days tells ("was ousted in 2006"), else all of them must. */
static bool was(const kh_actors *a, const kh_doc *d, const kh_actor *m, int32_t begin, int32_t end, kh_actor *then) {
  const uint32_t gone = 1u << KH_SECTOR_ELI;
  const kh_gaz *g = a->user && entry_of(a->user, m) != KH_NONE ? a->user : a->gaz;
  uint32_t entry = entry_of(g, m);
  kh_actor now, last;
  if (entry == KH_NONE) return false;
  kh_gaz_code(g, entry, d->published, d->arena, &now);
  kh_gaz_code(g, entry, begin, d->arena, then);
  kh_gaz_code(g, entry, end, d->arena, &last);
  return now.sectors == m->sectors && then->sectors && then->sectors != m->sectors && (m->sectors == gone || last.sectors == then->sectors);
}

/* "Former premier Roe was removed on May 7", "Poe, the president, was jailed in 1998": what he was then, not what he is when it is told. A mention that takes
 * part in something else as well stays. */
void kh_actors_dated(const kh_actors *a, kh_doc *d, kh_arena *scratch) {
  if (d->published == KH_NO_DAY || !d->event_count) return;
  const kh_event **of = KH_ARRAY(scratch, const kh_event *, d->mention_count + 1);      /* what it takes part in, if all of that is past */
  for (int past = 1; past >= 0; past--)
    for (uint32_t i = 0; i < d->event_count; i++) {
      const kh_event *e = &d->events[i];
      if (is_past(d, e) != past) continue;
      for (uint32_t k = 0; k < e->actor_count; k++) of[e->actors[k]] = past ? e : NULL;
      for (uint32_t k = 0; k < e->recipient_count; k++) of[e->recipients[k]] = past ? e : NULL;
    }
  kh_actor then;
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_actor *m = &d->mentions[i].actor;
    if (of[i] && m->id.n && was(a, d, m, of[i]->date, of[i]->enddate, &then)) *m = then;
  }
}
