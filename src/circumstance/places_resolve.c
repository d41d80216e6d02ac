/* places_resolve.c: which place a name means. One sense a name a report: a name's entries are weighed by their own
 * likelihood, by the place that the words put them in ("Paris, Texas"), by the countries and provinces that the rest of
 * the report is about, and by how near the report's other places lie. */
#include <math.h>

#include "circumstance/places_int.h"

#define W_ALIAS 1.f          /* taken off for a name that is not the main one */
#define W_INSIDE 8.f         /* the words put it there */
#define W_FEATURE 1.5f       /* its generic word agrees */
#define W_COUNTRY 2.5f       /* all the report's other places lie in this country */
#define W_ADMIN1 3.f         /* … in this province */
#define W_NEAR 1.5f          /* another place of the report is next to it */
#define NEAR_KM 150.
#define SURE 1.5f            /* margin from which a name votes for its country in full */
#define NEIGHBOURS 24        /* names of the report that a name is measured against, at most */
#define CONTAINERS 4         /* entries of a container that are tried */

typedef struct name_group {  /* all candidates with the same words */
  uint32_t list, count, chosen, inside_entry, first;
  uint32_t feature;
  float margin, weight;      /* over the next entry; given to the votes */
  bool fixed;                /* its entry does not depend on the others */
  uint8_t kind;
} name_group;

typedef struct resolver {
  const kh_places *p;
  const kh_doc *d;
  place_cands found;
  name_group *groups;
  uint32_t group_count;
  float *country_votes, *admin1_votes;   /* by country index; by a small hash of the division's entry */
  float votes;
} resolver;

#define ADMIN1_SLOTS 1024u
static uint32_t admin1_slot(uint32_t entry) { return (entry * 2654435761u >> 16) % ADMIN1_SLOTS; }

/* The division that an entry votes for: its own, or itself where it is one. */
static uint32_t division_of(const kh_places *p, uint32_t entry) {
  const place_entry *e = &p->entries[entry];
  if (e->admin1 != KH_NONE) return e->admin1;
  return p->features[e->feature].resolution == 2 ? entry : KH_NONE;
}

static bool within(const kh_places *p, uint32_t entry, uint32_t around) {
  const place_entry *e = &p->entries[entry], *a = &p->entries[around];
  if (entry == around) return false;
  if (e->admin1 == around || e->admin2 == around) return true;
  return e->country != KH_NONE && e->country == a->country && p->countries[e->country].entry == around;
}

static double distance_km(const place_entry *a, const place_entry *b) {
  double north = (a->lat - b->lat) / 1e5 * 111.2, east = fabs((a->lon - b->lon) / 1e5);
  if (east > 180) east = 360 - east;
  east *= 111.2 * cos((a->lat + b->lat) / 2e5 * 3.14159265358979 / 180);
  return sqrt(north * north + east * east);
}

/* ---- "Paris, Texas" ---- */
/* Only a comma, "in" or a bracket and words of direction stand between candidate i and the next one. */
static bool joined(const resolver *r, uint32_t i) {
  const kh_tokens *t = &r->d->tok;
  const place_cand *a = &r->found.at[i], *b = &r->found.at[i + 1];
  uint32_t between = b->begin - a->end;
  if (b->begin < a->end || between > 3 || t->sentence[a->begin] != t->sentence[b->begin]) return false;
  if (between == 0) return b->abbreviation;
  kh_str first = t->lower[a->end];
  const place_word *w = kh_places_word(r->p, first, t->lower_hash[a->end]);
  if (!kh_str_is(first, ",") && !kh_str_is(first, "(") && !(w && (w->classes & PLACE_INSIDE))) return false;
  for (uint32_t k = a->end + 1; k < b->begin; k++) {
    w = kh_places_word(r->p, t->lower[k], t->lower_hash[k]);
    if (!w || !(w->classes & PLACE_DIRECTION)) return false;
  }
  return true;
}

static uint32_t entry_at(const kh_places *p, uint32_t list, uint32_t i) { return p->list[list + 1 + i] & ~PLACE_ALIAS; }

/* Goes from the last candidate to the first, so that a chain ("Paris, Lamar County, Texas") is settled from its end. */
static void containers(resolver *r) {
  const kh_places *p = r->p;
  for (uint32_t i = r->found.n; i-- > 0;) {
    place_cand *c = &r->found.at[i];
    if (i + 1 == r->found.n || c->kind == PLACE_DEMONYM || r->found.at[i + 1].kind == PLACE_DEMONYM || !joined(r, i)) continue;
    name_group *inner = &r->groups[c->key], *outer = &r->groups[r->found.at[i + 1].key];
    if (outer->kind == PLACE_UNKNOWN) continue;
    if (inner->kind == PLACE_UNKNOWN && inner->list == KH_NONE) {
      c->inside = i + 1;
      continue;
    }
    uint32_t tries = outer->chosen != KH_NONE ? 1 : place_list_count(p, outer->list);
    for (uint32_t k = 0; k < tries && k < CONTAINERS; k++) {
      uint32_t around = outer->chosen != KH_NONE ? outer->chosen : entry_at(p, outer->list, k);
      bool holds = false;
      for (uint32_t m = 0; m < place_list_count(p, inner->list) && !holds; m++) holds = within(p, entry_at(p, inner->list, m), around);
      if (!holds) continue;
      c->inside = i + 1;
      if (inner->inside_entry == KH_NONE) inner->inside_entry = around;
      if (outer->chosen == KH_NONE) outer->chosen = around, outer->fixed = true, outer->margin = SURE;
      break;
    }
    if (c->inside == KH_NONE && kh_str_is(r->d->tok.lower[c->end < r->d->tok.n ? c->end : c->begin], ",") && r->found.at[i + 1].begin == c->end + 1 &&
        outer->chosen != KH_NONE && p->features[p->entries[outer->chosen].feature].resolution == 2 && r->found.at[i + 1].abbreviation) {
      c->inside = i + 1;   /* "Kelleyland, La.": no entry of that name lies there, so it is a place without an entry */
      inner->list = KH_NONE;
      inner->kind = PLACE_UNKNOWN;
    }
  }
}

/* ---- choosing ---- */
static void choose(resolver *r, name_group *g, bool context, const uint32_t *near, uint32_t near_count) {
  const kh_places *p = r->p;
  uint32_t before = g->chosen;   /* its own vote is no evidence */
  float best = -1e9f, second = -1e9f;
  for (uint32_t i = 0; i < place_list_count(p, g->list); i++) {
    uint32_t raw = p->list[g->list + 1 + i], entry = raw & ~PLACE_ALIAS;
    const place_entry *e = &p->entries[entry];
    float s = e->prior - (raw & PLACE_ALIAS ? W_ALIAS : 0);
    if (g->inside_entry != KH_NONE && within(p, entry, g->inside_entry)) s += W_INSIDE;
    if (g->feature != KH_NONE && p->features[g->feature].resolution == p->features[e->feature].resolution) s += W_FEATURE;
    if (context && r->votes > 0) {
      uint32_t division = division_of(p, entry);
      float all = r->votes - g->weight, own = g->weight;
      if (e->country != KH_NONE) {
        float votes = r->country_votes[e->country] - (before != KH_NONE && p->entries[before].country == e->country ? own : 0);
        s += W_COUNTRY * fminf(1.f, votes / fmaxf(1.5f, all * 0.6f));
      }
      if (division != KH_NONE) {
        float votes = r->admin1_votes[admin1_slot(division)] - (before != KH_NONE && division_of(p, before) == division ? own : 0);
        s += W_ADMIN1 * fminf(1.f, votes / fmaxf(1.5f, all * 0.5f));
      }
      float closest = 0;
      for (uint32_t k = 0; k < near_count; k++) {
        const name_group *other = &r->groups[near[k]];
        if (other == g || other->chosen == KH_NONE || p->features[p->entries[other->chosen].feature].resolution < 3) continue;
        closest = fmaxf(closest, (float)exp(-distance_km(e, &p->entries[other->chosen]) / NEAR_KM) * fminf(1.f, other->margin / SURE));
      }
      s += W_NEAR * closest;
    }
    if (s > best) {
      second = best;
      best = s;
      g->chosen = entry;
    } else if (s > second) second = s;
  }
  g->margin = best - second;
}

static void vote(resolver *r) {
  for (uint32_t g = 0; g < r->group_count; g++) {
    name_group *n = &r->groups[g];
    if (n->chosen == KH_NONE) continue;
    float weight = n->weight = (n->kind == PLACE_DEMONYM ? 0.5f : 1.f) * fminf(1.f, n->margin / SURE) * (1 + logf((float)n->count));
    uint32_t country = r->p->entries[n->chosen].country, division = division_of(r->p, n->chosen);
    if (country != KH_NONE) r->country_votes[country] += weight;
    if (division != KH_NONE) r->admin1_votes[admin1_slot(division)] += weight;
    r->votes += weight;
  }
}

/* A place without an entry lies where its words put it, else in the place named nearest before it (then behind it). */
static void place_unknown(resolver *r) {
  uint32_t last = KH_NONE;
  for (int pass = 0; pass < 2; pass++)
    for (uint32_t k = 0; k < r->found.n; k++) {
      uint32_t i = pass ? r->found.n - 1 - k : k;
      place_cand *c = &r->found.at[i];
      if (c->chosen != KH_NONE && c->kind != PLACE_DEMONYM) {
        if (r->p->features[r->p->entries[c->chosen].feature].resolution >= 2) last = i;
      } else if (c->chosen == KH_NONE && c->inside == KH_NONE) c->inside = last;
    }
}

void kh_places_resolve(const kh_places *p, const kh_doc *d, place_cands found, kh_arena *scratch) {
  resolver r = {.p = p, .d = d, .found = found};
  for (uint32_t i = 0; i < found.n; i++)
    if (found.at[i].key >= r.group_count) r.group_count = found.at[i].key + 1;
  r.groups = KH_ARRAY(scratch, name_group, r.group_count);
  r.country_votes = KH_ARRAY(scratch, float, p->country_count);
  r.admin1_votes = KH_ARRAY(scratch, float, ADMIN1_SLOTS);
  for (uint32_t i = 0; i < found.n; i++) {
    const place_cand *c = &found.at[i];
    name_group *g = &r.groups[c->key];
    if (g->count++) {
      if (g->list == KH_NONE && c->list != KH_NONE) g->list = c->list, g->kind = c->kind;
      continue;
    }
    *g = (name_group){.list = c->list, .count = 1, .chosen = c->chosen, .inside_entry = KH_NONE, .first = i, .feature = c->feature,
                      .margin = c->chosen != KH_NONE ? SURE : 0, .fixed = c->chosen != KH_NONE, .kind = c->kind};
  }
  containers(&r);
  uint32_t *near = KH_ARRAY(scratch, uint32_t, NEIGHBOURS), near_count = 0;
  for (uint32_t g = 0; g < r.group_count; g++)
    if (!r.groups[g].fixed) choose(&r, &r.groups[g], false, NULL, 0);
  vote(&r);
  /* In order of first mention: each name is measured against those around it. */
  for (uint32_t g = 0; g < r.group_count; g++) {
    near_count = 0;
    uint32_t from = g > NEIGHBOURS / 2 ? g - NEIGHBOURS / 2 : 0;
    for (uint32_t k = from; k < r.group_count && near_count < NEIGHBOURS; k++)
      if (k != g && r.groups[k].kind != PLACE_DEMONYM) near[near_count++] = k;
    if (!r.groups[g].fixed) choose(&r, &r.groups[g], true, near, near_count);
  }
  for (uint32_t i = 0; i < found.n; i++) found.at[i].chosen = r.groups[found.at[i].key].chosen;
  place_unknown(&r);
}
