/* places_resolve.c: which place a name means. One sense a name a report: a name's entries are weighed by their own
 * likelihood, by the place that the words put them in ("Paris, Texas"), by the countries and provinces that the rest of
 * the report is about, and by how near the report's other places lie. */
#include <math.h>

#include "circumstance/places_int.h"

#define W_ALIAS 1.f          /* taken off for a name that is not the main one */
#define W_INSIDE 8.f         /* the words put it there */
#define W_FEATURE 3.f       /* its generic word agrees */
#define W_COUNTRY 4.f        /* all the report's other places lie in this country */
#define W_ADMIN1 5.f         /* … in this province */
#define W_FEW 0.75f           /* votes without which a report is not about anywhere */
#define W_DEMONYM 0.5f       /* a demonym's vote */
#define W_CAPITAL 0.5f       /* a capital's: it stands for its state more often than for the country around it */
#define W_ADDRESS 5.f         /* the report tells addresses as they are written there */
#define W_NEAR 2.f            /* another place of the report is next to it */
#define PRIOR_UNLISTED 2.8f  /* of a place that the gazetteer lacks */
#define PRIOR_KNOWN 5.6f     /* a name whose likeliest place reaches this stands for a place that the gazetteer has */
#define PART_HOME 0.25f       /* of the votes, that makes a province the report's own */
#define PART_COUNTRY 0.3f     /* … a country */
#define NEAR_KM 100.
#define SHARE_LEAST 0.02f     /* of an entry that others are measured against */
#define SHARPNESS 1.2f       /* of the shares */
#define ROUNDS 6
#define NEIGHBOURS 24        /* names of the report that a name is measured against, at most */
#define CONTAINERS 4         /* entries of a container that are tried */

typedef struct name_group {  /* all candidates with the same words */
  uint32_t list, count, chosen, inside_entry;
  uint32_t feature;
  float sure, weight;        /* share of the entry chosen; votes that the name has */
  float *share, *country_share, *admin1_share;   /* of each entry; of all entries in its country, in its province */
  bool fixed;                /* its entry does not depend on the others */
  uint8_t kind;
} name_group;

typedef struct resolver {
  const kh_places *p;
  const kh_doc *d;
  place_cands found;
  name_group *groups;
  uint32_t group_count;
  float *country_votes, *admin1_votes;   /* by country index; by the division's slot */
  uint32_t *admin1_owner;                /* the division of each slot, or KH_NONE */
  float votes;
  bool addressed;                        /* it tells the number of a house and a street: "2517 Elm St." */
  uint32_t country;                      /* the country that most of them lie in, or KH_NONE */
  uint32_t home;                         /* the province that most of the report's places lie in, or KH_NONE */
} resolver;

#define ADMIN1_SLOTS 4096u   /* a power of two */
#define ADMIN1_PROBES 32u
/* Where a division's votes stand: its own slot, but in reports about thousands of divisions. */
static uint32_t admin1_slot(const resolver *r, uint32_t entry) {
  uint32_t at = (entry * 2654435761u >> 16) % ADMIN1_SLOTS;
  for (uint32_t i = 0; i < ADMIN1_PROBES; i++, at = (at + 1) % ADMIN1_SLOTS) {
    if (r->admin1_owner[at] == KH_NONE) r->admin1_owner[at] = entry;
    if (r->admin1_owner[at] == entry) break;
  }
  return at;
}

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

static bool capital(const kh_places *p, uint32_t entry) { return kh_str_is(place_string(p, p->features[p->entries[entry].feature].name), "PPLC"); }

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
  uint32_t end = a->end;
  if (end < b->begin && a->shared) end++;   /* "Nassau and Baker counties in Florida" */
  uint32_t between = b->begin - end;
  if (b->begin < end || between > 3 || t->sentence[a->begin] != t->sentence[b->begin]) return false;
  if (between == 0) return b->abbreviation;
  kh_str first = t->lower[end];
  const place_word *w = kh_places_word(r->p, first, t->lower_hash[end]);
  if (!kh_str_is(first, ",") && !kh_str_is(first, "(") && !(w && (w->classes & PLACE_INSIDE))) return false;
  for (uint32_t k = end + 1; k < b->begin; k++) {
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
    if (c->shared && i + 1 < r->found.n && r->found.at[i + 1].shared && r->found.at[i + 1].begin <= c->end + 2) {   /* what holds the last holds all */
      c->inside = r->found.at[i + 1].inside;
      r->groups[c->key].inside_entry = r->groups[r->found.at[i + 1].key].inside_entry;
      continue;
    }
    if (i + 1 == r->found.n || c->kind == PLACE_DEMONYM || r->found.at[i + 1].kind == PLACE_DEMONYM || !joined(r, i)) continue;
    name_group *inner = &r->groups[c->key], *outer = &r->groups[r->found.at[i + 1].key];
    if (outer->kind == PLACE_UNKNOWN || outer == inner) continue;
    if (inner->kind == PLACE_UNKNOWN && inner->list == KH_NONE) {
      c->inside = i + 1;
      continue;
    }
    /* "China, Japan and Korea" */
    if (place_list_count(p, inner->list) && p->features[p->entries[entry_at(p, inner->list, 0)].feature].resolution == 1) continue;
    uint32_t tries = outer->chosen != KH_NONE ? 1 : place_list_count(p, outer->list);
    for (uint32_t k = 0; k < tries && k < CONTAINERS; k++) {
      uint32_t around = outer->chosen != KH_NONE ? outer->chosen : entry_at(p, outer->list, k);
      bool holds = false;
      for (uint32_t m = 0; m < place_list_count(p, inner->list) && !holds; m++) holds = within(p, entry_at(p, inner->list, m), around);
      if (!holds) continue;
      c->inside = i + 1;
      if (inner->inside_entry == KH_NONE) inner->inside_entry = around;
      if (outer->chosen == KH_NONE && k == 0 && outer->inside_entry == KH_NONE) outer->chosen = around, outer->fixed = true;
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
/* What the report's other places say about an entry: their share that lies in its country and its province, and the
 * nearest of them. */
static float context(const resolver *r, const name_group *g, uint32_t i, uint32_t entry) {
  const kh_places *p = r->p;
  const place_entry *e = &p->entries[entry];
  float s = 0, all = r->votes - g->weight;
  uint32_t division = division_of(p, entry);
  if (all <= 0) return 0;
  if (e->country != KH_NONE) s += W_COUNTRY * fmaxf(0, r->country_votes[e->country] - g->weight * g->country_share[i]) / (all + W_FEW);
  if (division != KH_NONE) s += W_ADMIN1 * fmaxf(0, r->admin1_votes[admin1_slot(r, division)] - g->weight * g->admin1_share[i]) / (all + W_FEW);
  return s;
}

/* How near the closest of the report's other places lies, by the shares of what it could mean: a county and its town find each other. */
static float nearest(const resolver *r, uint32_t number, uint32_t entry) {
  const kh_places *p = r->p;
  uint32_t from = number > NEIGHBOURS / 2 ? number - NEIGHBOURS / 2 : 0;
  float closest = 0;
  for (uint32_t k = from; k < r->group_count && k < from + NEIGHBOURS; k++) {
    const name_group *other = &r->groups[k];
    if (k == number || other->kind == PLACE_DEMONYM) continue;
    uint32_t n = other->fixed ? other->chosen != KH_NONE : place_list_count(p, other->list);
    float near = 0;
    for (uint32_t i = 0; i < n; i++) {
      uint32_t there = other->fixed ? other->chosen : entry_at(p, other->list, i);
      float share = other->fixed ? 1 : other->share[i];
      if (share < SHARE_LEAST || there == entry || p->features[p->entries[there].feature].resolution < 3) continue;
      near += (float)exp(-distance_km(&p->entries[entry], &p->entries[there]) / NEAR_KM) * share;
    }
    closest = fmaxf(closest, near);
  }
  return closest;
}

/* "2517 Elm St.", "the 300 block of Elm Street", "West 11th Street". */
static bool tells_address(const resolver *r) {
  const kh_tokens *k = &r->d->tok;
  for (uint32_t i = 0; i < r->found.n; i++) {
    const place_cand *c = &r->found.at[i];
    if (c->list != KH_NONE || c->feature == KH_NONE || r->p->features[c->feature].resolution < 5 || c->begin < 3) continue;
    const place_word *first = kh_places_word(r->p, k->lower[c->begin], k->lower_hash[c->begin]);
    if (c->end - c->begin > 2 && first && first->classes & PLACE_DIRECTION) return true;
    bool block = k->upos[c->begin - 1] == KH_UPOS_ADP && k->upos[c->begin - 2] == KH_UPOS_NOUN;
    uint32_t number = c->begin - (block ? 3 : 1);
    if (k->sentence[number] == k->sentence[c->begin] && k->upos[number] == KH_UPOS_NUM && k->form[number].n > 1 && k->form[number].s[0] >= '1' &&
        k->form[number].s[0] <= '9')
      return true;
  }
  return false;
}

static bool has_addresses(const kh_places *p, const place_entry *e) {
  if (e->country == KH_NONE) return false;
  char code[4] = {0};
  for (int i = 0; i < 3; i++) code[i] = (char)(p->countries[e->country].iso3[i] | 0x20);
  kh_str s = {code, 3};
  const place_word *w = kh_places_word(p, s, kh_hash_str(s));
  return w && w->classes & PLACE_ADDRESS;
}

/* Weighs the entries of a name; their shares are what the name then votes with. */
static void choose(resolver *r, uint32_t number, bool with_context) {
  const kh_places *p = r->p;
  name_group *g = &r->groups[number];
  uint32_t n = place_list_count(p, g->list);
  float score[PLACE_MAX_ENTRIES], best = -1e9f, sum = 0, likeliest = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t raw = p->list[g->list + 1 + i], entry = raw & ~PLACE_ALIAS;
    const place_entry *e = &p->entries[entry];
    float s = e->prior - (raw & PLACE_ALIAS ? W_ALIAS : 0);
    if (g->inside_entry != KH_NONE && within(p, entry, g->inside_entry)) s += W_INSIDE;
    if (g->feature != KH_NONE && p->features[g->feature].resolution == p->features[e->feature].resolution) s += W_FEATURE;
    if (r->addressed && (p->features[e->feature].resolution <= 1 || has_addresses(p, e))) s += W_ADDRESS;
    if (with_context) s += context(r, g, i, entry) + W_NEAR * nearest(r, number, entry);
    score[i] = s;
    likeliest = fmaxf(likeliest, e->prior);
    if (s > best) best = s, g->chosen = entry;
  }
  /* Or it is a place too small for the gazetteer, in the province that the report is about, and not one that all know. */
  float unlisted = -1e9f;
  bool town = n && p->features[p->entries[entry_at(p, g->list, 0)].feature].resolution >= 2;   /* islands and rivers are no such places */
  if (with_context && r->home != KH_NONE && g->inside_entry == KH_NONE && town && likeliest < PRIOR_KNOWN) {
    float own = 0, all = r->votes - g->weight;
    for (uint32_t i = 0; i < n; i++)
      if (division_of(p, entry_at(p, g->list, i)) == r->home) own = g->admin1_share[i];
    unlisted = PRIOR_UNLISTED + (W_COUNTRY + W_ADMIN1) * fmaxf(0, r->admin1_votes[admin1_slot(r, r->home)] - g->weight * own - 1) / (all + W_FEW);
    if (unlisted > best) best = unlisted, g->chosen = KH_NONE;
  }
  /* … or in the state that it is about, where none of the name's entries lies: "Mirpur" in a report from Dhaka. */
  if (with_context && r->country != KH_NONE && g->inside_entry == KH_NONE && town && likeliest < PRIOR_KNOWN) {
    bool there = false;
    for (uint32_t i = 0; i < n; i++) there |= p->entries[entry_at(p, g->list, i)].country == r->country;
    if (!there) unlisted = fmaxf(unlisted, PRIOR_UNLISTED + W_COUNTRY * fmaxf(0, r->country_votes[r->country] - 1) / (r->votes - g->weight + W_FEW));
    if (unlisted > best) best = unlisted, g->chosen = KH_NONE;
  }
  sum = expf((unlisted - best) * SHARPNESS);
  for (uint32_t i = 0; i < n; i++) sum += g->share[i] = expf((score[i] - best) * SHARPNESS);
  for (uint32_t i = 0; i < n; i++) g->share[i] /= sum;
  if (n) g->sure = 1 / sum;
}

/* Every name votes for the countries and provinces of its entries, by their shares. */
static void vote(resolver *r) {
  const kh_places *p = r->p;
  memset(r->country_votes, 0, p->country_count * sizeof *r->country_votes);
  memset(r->admin1_votes, 0, ADMIN1_SLOTS * sizeof *r->admin1_votes);
  r->votes = 0;
  r->home = r->country = KH_NONE;
  for (uint32_t k = 0; k < r->group_count; k++) {
    name_group *g = &r->groups[k];
    float voice[PLACE_MAX_ENTRIES];   /* of each entry, in the name's vote */
    uint32_t n = g->fixed ? g->chosen != KH_NONE : place_list_count(p, g->list);
    if (!n) continue;
    g->weight = (g->kind == PLACE_DEMONYM ? W_DEMONYM : 1.f) * (1 + logf((float)g->count));
    r->votes += g->weight;
    for (uint32_t i = 0; i < n; i++) {
      uint32_t entry = g->fixed ? g->chosen : entry_at(p, g->list, i), division = division_of(p, entry);
      float share = voice[i] = (g->fixed ? 1 : g->share[i]) * (capital(p, entry) ? W_CAPITAL : 1);
      if (p->entries[entry].country != KH_NONE) r->country_votes[p->entries[entry].country] += g->weight * share;
      if (division != KH_NONE) r->admin1_votes[admin1_slot(r, division)] += g->weight * share;
    }
    if (g->fixed) continue;
    /* What the name gives to the country and the province of each of its entries, to be taken off again. */
    for (uint32_t i = 0; i < n; i++) {
      uint32_t a = entry_at(p, g->list, i), division = division_of(p, a);
      g->country_share[i] = g->admin1_share[i] = 0;
      for (uint32_t m = 0; m < n; m++) {
        uint32_t b = entry_at(p, g->list, m);
        if (p->entries[b].country == p->entries[a].country) g->country_share[i] += voice[m];
        if (division != KH_NONE && division_of(p, b) == division) g->admin1_share[i] += voice[m];
      }
    }
  }
}

/* The province with the most votes, if it has a good part of them; the country likewise. */
static void find_home(resolver *r) {
  const kh_places *p = r->p;
  float part = r->votes * PART_COUNTRY;
  r->country = KH_NONE;
  for (uint32_t k = 0; k < r->group_count; k++) {
    uint32_t country = r->groups[k].chosen == KH_NONE ? KH_NONE : p->entries[r->groups[k].chosen].country;
    if (country != KH_NONE && r->country_votes[country] > part) part = r->country_votes[country], r->country = country;
  }
  float most = r->votes * PART_HOME;
  for (uint32_t k = 0; k < r->group_count; k++) {
    uint32_t division = r->groups[k].chosen == KH_NONE ? KH_NONE : division_of(p, r->groups[k].chosen);
    if (division == KH_NONE || r->admin1_votes[admin1_slot(r, division)] <= most) continue;
    most = r->admin1_votes[admin1_slot(r, division)];
    r->home = division;
  }
}

/* A place without an entry lies where its words put it, else in the place named nearest before it (then behind it);
 * only places in the report's own province count, where it has one. */
static void place_unknown(resolver *r) {
  const kh_places *p = r->p;
  for (int pass = 0; pass < 2; pass++) {
    uint32_t last = KH_NONE;
    for (uint32_t k = 0; k < r->found.n; k++) {
      place_cand *c = &r->found.at[pass ? r->found.n - 1 - k : k];
      if (c->chosen != KH_NONE) {
        bool small = p->features[p->entries[c->chosen].feature].resolution >= 2;
        if (c->kind != PLACE_DEMONYM && small && (r->home == KH_NONE || division_of(p, c->chosen) == r->home)) last = c->chosen;
      } else if (c->inside != KH_NONE && r->found.at[c->inside].chosen != KH_NONE) c->around = r->found.at[c->inside].chosen;
      else if (c->around == KH_NONE) c->around = last;
    }
  }
}

void kh_places_resolve(const kh_places *p, const kh_doc *d, place_cands found, kh_arena *scratch) {
  resolver r = {.p = p, .d = d, .found = found, .home = KH_NONE, .country = KH_NONE};
  for (uint32_t i = 0; i < found.n; i++)
    if (found.at[i].key >= r.group_count) r.group_count = found.at[i].key + 1;
  r.groups = KH_ARRAY(scratch, name_group, r.group_count);
  r.country_votes = KH_ARRAY(scratch, float, p->country_count);
  r.admin1_votes = KH_ARRAY(scratch, float, ADMIN1_SLOTS);
  r.admin1_owner = KH_ARRAY(scratch, uint32_t, ADMIN1_SLOTS);
  for (uint32_t i = 0; i < ADMIN1_SLOTS; i++) r.admin1_owner[i] = KH_NONE;
  for (uint32_t k = 0; k < r.group_count; k++)   /* some numbers belong to names that were weighed and left */
    r.groups[k] = (name_group){.list = KH_NONE, .chosen = KH_NONE, .feature = KH_NONE, .inside_entry = KH_NONE, .fixed = true};
  for (uint32_t i = 0; i < found.n; i++) {
    const place_cand *c = &found.at[i];
    name_group *g = &r.groups[c->key];
    if (g->count++) {
      if (g->list == KH_NONE && c->list != KH_NONE) g->list = c->list, g->kind = c->kind;
      continue;
    }
    *g = (name_group){.list = c->list, .count = 1, .chosen = c->chosen, .inside_entry = KH_NONE, .feature = c->feature,
                      .sure = 1, .fixed = c->chosen != KH_NONE, .kind = c->kind};
  }
  for (uint32_t k = 0; k < r.group_count; k++) {
    name_group *g = &r.groups[k];
    uint32_t n = place_list_count(p, g->list);
    g->share = KH_ARRAY(scratch, float, 3 * (size_t)n);
    g->country_share = g->share + n;
    g->admin1_share = g->share + 2 * (size_t)n;
  }
  containers(&r);
  r.addressed = tells_address(&r);
  for (int round = 0; round < ROUNDS; round++) {
    for (uint32_t k = 0; k < r.group_count; k++)
      if (!r.groups[k].fixed) choose(&r, k, round > 0);
    vote(&r);
    find_home(&r);
  }
  for (uint32_t i = 0; i < found.n; i++) found.at[i].chosen = r.groups[found.at[i].key].chosen;
  place_unknown(&r);
}
