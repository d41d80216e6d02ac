/* compose.c: country and sector of a phrase from its own words.
 *
 * A role brings sectors; the country comes from its possessor, then from the names before it, then from what it
 * belongs to ("of", "for"), last from where it is ("in"). Roles with "-of" take the sectors of what they belong to.
 * Modifiers ("former", "rebel") change the result. */
#include "actors/actors_int.h"

enum { MORE_MAX = 6 };

void kh_actor_sectors(kh_actor *a, uint32_t sectors) {
  a->sectors = sectors;
  a->sector = KH_SECTOR_NONE;
  for (unsigned s = 1; s < KH_SECTOR_COUNT && a->sector == KH_SECTOR_NONE; s++)
    if (sectors >> s & 1) a->sector = (kh_sector)s;
}

static bool coded(const kh_actor *a) { return a->country[0] || a->sectors; }

/* What a phrase belongs to, gathered from its parts. */
typedef struct owner {
  kh_actor country;            /* its country and numbers */
  uint32_t sectors;            /* of the owner; 0 where it is a state or unknown */
  bool has_country, has_sectors;
  bool town;                   /* a town or province before the head tells it */
  bool unknown_body;           /* it is a body of which nothing is known but its name */
  bool body;                   /* the sectors are a body's, not a people's */
  bool loyal;                  /* to a government */
  kh_actor more[MORE_MAX];     /* further countries, coordinated with the first */
  uint32_t more_count;
} owner;

/* "The Colombians' president", "Christian militiamen": a people or a faith lends its sector only to words that have none. */
uint32_t kh_actor_lent(const kh_role *r, uint32_t sectors) {
  const uint32_t power = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_ELI;
  if (r->kin) return sectors & power ? 1u << KH_SECTOR_ELI : 0;
  const uint32_t any = power | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB;
  if (r->sectors && !(r->sectors & any) && !(sectors & ~power)) return 0;      /* "the president's guard", "Suva's military commander", but "the embassy's staff" */
  const uint32_t unknown = 1u << KH_SECTOR_UAF, armed = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_REB;
  if (sectors == unknown && r->sectors & armed) return 0;      /* "militiamen of the group" */
  if (sectors == 1u << KH_SECTOR_BUS && r->sectors == 1u << KH_SECTOR_LAB && r->kind == KH_ROLE_PEOPLE) return 0;      /* "hotel staff" */
  const uint32_t seat = 1u << KH_SECTOR_LEG, party = 1u << KH_SECTOR_PTY;
  if (r->of && r->kind == KH_ROLE_PERSON && (sectors & (seat | party)) == (seat | party)) sectors &= ~seat;      /* a senator who runs for president: his strategists are his party's */
  return r->of && !(r->sectors && (sectors == 1u << KH_SECTOR_CVL || sectors == 1u << KH_SECTOR_REL)) ? sectors : 0;
}

/* "its allies": another land's, where the owner is a land. */
bool kh_actor_ally(const kh_role *r) { return r && r->stranger && r->of && r->sectors == 1u << KH_SECTOR_GOV; }
bool kh_actor_land(const kh_actor *a) { return a->country[0] && !a->sectors; }

static void take_country(owner *o, const kh_actor *a) {
  if (o->has_country || !a->country[0]) return;
  o->country = *a;
  o->has_country = true;
}

static void take_sectors(owner *o, uint32_t sectors) {
  if (o->has_sectors || !sectors) return;
  o->sectors = sectors;
  o->has_sectors = true;
}

static bool unknown_body(const kh_cand *x) {
  return x->name && x->name->kind == KH_NAME_BODY && x->name->entity == KH_NONE && !x->actor.sectors;
}

bool kh_cand_is_body(const kh_cand *x) { return x->role ? x->role->kind == KH_ROLE_BODY : x->name && x->name->kind == KH_NAME_BODY; }

static void add_more(owner *o, const kh_actor *a) {
  if (o->more_count < MORE_MAX && a->country[0] && strcmp(a->country, o->country.country)) o->more[o->more_count++] = *a;
}

static void compose(kh_actors_work *w, kh_cand *c, int depth);

static kh_cand *candidate(kh_actors_work *w, uint32_t t, int depth) {
  if (t == KH_NONE || w->cand_at[t] == KH_NONE) return NULL;
  kh_cand *c = &w->cands.at[w->cand_at[t]];
  compose(w, c, depth + 1);
  return c;
}

/* "A council led by an air force lieutenant", "a government installed by the rebels": those under arms whose body it is; else 0. */
static uint32_t led_under_arms(kh_actors_work *w, const kh_cand *c, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t v = d->child[i], agent = v > c->head && d->tok.deprel[v] == KH_DEP_ACL ? kh_doc_child_with(d, v, KH_DEP_OBL_AGENT) : KH_NONE;
    const kh_cand *x = candidate(w, agent, depth);
    if (x && x != c) return x->actor.sectors & (1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB);
  }
  return 0;
}

/* "-backed" after a name makes it a patron, "-based" a home. */
static kh_modifier_effect hyphenated(const kh_actors_work *w, uint32_t end, uint32_t limit) {
  const kh_tokens *k = w->k;
  uint32_t past;
  if (end + 1 >= limit || !kh_str_is(k->form[end], "-")) return 0;
  const kh_modifier *m = kh_roles_modifier(&w->a->roles, k, end + 1, limit, &past);
  for (; m; m++) {
    if (m->effect == KH_MODIFIER_HOME || m->effect == KH_MODIFIER_PATRON) return m->effect;
    if (m->last) break;
  }
  return KH_MODIFIER_KEEP;
}

/* Names and roles that stand before the head within the phrase. */
static void before_head(kh_actors_work *w, kh_cand *c, owner *o, int depth) {
  const kh_tokens *k = w->k;
  uint32_t stop = c->role ? c->role_begin : c->name ? c->name->begin : c->head, first_name = KH_NONE;
  for (uint32_t t = c->begin; t < stop; t++) {
    kh_cand *x = candidate(w, t, depth);
    if (!x || x == c || x->pronoun || k->deprel[t] == KH_DEP_APPOS) continue;
    if (x->role && x->role_begin && kh_str_is(k->form[x->role_begin - 1], "-")) continue;      /* "pro-government" */
    if (x->name) {
      kh_modifier_effect hy = hyphenated(w, x->name->end, c->head);
      if (hy == KH_MODIFIER_PATRON) continue;
    } else if (x->role && x->role->kind == KH_ROLE_PERSON && ((!c->role && !x->hidden) || (k->upos[t] == KH_UPOS_PROPN && x->role->sectors == 1u << KH_SECTOR_CVL))) continue;      /* "the Lawn Boy unit" */
    bool told = x->name && (x->name->kind == KH_NAME_DEMONYM || (x->name->entity != KH_NONE && (x->name->kind == KH_NAME_BODY || x->name->kind == KH_NAME_PLACE)));
    if (told && !x->actor.country[0] && !memchr(k->form[t].s, '-', k->form[t].n)) c->abroad = true;      /* "Central American presidents", but not "Hindu pilgrims", "Democratic candidates", "pro-Russian" */
    bool joined = k->deprel[t] == KH_DEP_CONJ && k->head[t] == first_name;
    /* "North Korean and U.S. negotiators", where the tree hangs both on the head */
    joined |= c->plural && x->name && first_name != KH_NONE && x->name->begin > first_name + 1 && k->upos[x->name->begin - 1] == KH_UPOS_CCONJ && w->name_at[x->name->begin - 2] != KH_NONE && k->head[t] == c->head;
    if (joined && o->has_country) add_more(o, &x->actor);
    if (x->name && first_name == KH_NONE) first_name = t;
    o->town |= !o->has_country && x->name && x->name->kind == KH_NAME_PLACE && x->actor.country[0];
    take_country(o, &x->actor);
    o->unknown_body |= unknown_body(x);
    if (x->name ? x->name->kind != KH_NAME_DEMONYM && x->name->kind != KH_NAME_STATE && x->name->kind != KH_NAME_PLACE : x->role != NULL)
      if (x->actor.sectors) o->has_sectors = true, o->sectors = x->actor.sectors, o->body = kh_cand_is_body(x);   /* the nearest one */
  }
}

/* "Irish Republican Army (IRA) spokesman": the body in brackets before the words is what they belong to, whatever the tree says. */
static void before_brackets(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  const kh_tokens *k = w->k;
  uint32_t t = c->begin;
  if (o->has_country || o->has_sectors || !c->role->of || c->begin != c->role_begin || t < w->d->sentences[k->sentence[c->head]].tok_begin + 4) return;
  if (!kh_str_is(k->form[t - 1], ")") || w->name_at[t - 2] == KH_NONE) return;
  const kh_name *n = &w->names.at[w->name_at[t - 2]];
  if (n->kind != KH_NAME_BODY || !n->begin || !kh_str_is(k->form[n->begin - 1], "(")) return;
  for (uint32_t head = n->head, i = 0; i < 2; i++, head = n->begin - 2) {      /* the short name, else the long one */
    const kh_cand *x = candidate(w, head, depth);
    if (!x || x == c || !coded(&x->actor)) continue;
    take_country(o, &x->actor);
    take_sectors(o, x->actor.sectors);
    return;
  }
}

static kh_preposition use_of(const kh_actors_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (w->k->deprel[d->child[i]] == KH_DEP_CASE) {
      kh_preposition p = kh_roles_preposition(&w->a->roles, w->k, d->child[i]);
      if (p != KH_PREP_NONE) return p;
    }
  return KH_PREP_NONE;
}

/* "The group", "both countries": words for somebody whom the report has named. */
static bool points_back(const kh_actors_work *w, const kh_cand *x) {
  if (!x->role || x->hidden || x->actor.country[0]) return false;
  const kh_nominal *both = kh_roles_nominal(&w->a->roles, w->k, x->begin);
  return (both && both->what == KH_NOMINAL_PAIR) || (x->definite && kh_roles_nominal(&w->a->roles, w->k, x->head));
}

/* "A soldier with crimes committed in Mali": what a clause of the phrase names is not whose it is. */
static bool in_clause(const kh_actors_work *w, uint32_t i, uint32_t t) {
  for (uint32_t steps = 0; steps < 8 && i != t && i != KH_NONE; steps++, i = w->k->head[i])
    if (kh_deprel_base(w->k->deprel[i]) == KH_DEP_ACL || kh_deprel_base(w->k->deprel[i]) == KH_DEP_ADVCL) return true;
  return false;
}

static void belongs_to(kh_actors_work *w, kh_cand *c, uint32_t t, owner *o, int depth) {
  const kh_doc *d = w->d;
  kh_cand *x = candidate(w, t, depth);
  if (x && c->owner == KH_NONE && x->needs_owner && !x->actor.country[0] && c->role && c->role->kind == KH_ROLE_PEOPLE && c->role->of) c->needs_owner = true, c->owner = x->owner;      /* "a hundred of its soldiers" */
  if (x && x->role && x->role->stranger && !x->actor.country[0] && c->role && c->role->of && !c->role->sectors) c->abroad = true;      /* "a group of armed men" */
  if (x && c->owner == KH_NONE && points_back(w, x)) c->needs_owner = true, c->owner = (uint32_t)(x - w->cands.at);      /* "the leader of the group" */
  if (!x) {
    /* "the head of the capital's police": the first country inside */
    for (uint32_t i = w->full_begin[t]; i < w->full_end[t] && !o->has_country; i++)
      if ((x = candidate(w, i, depth)) && x->name && !in_clause(w, i, t)) take_country(o, &x->actor);
    return;
  }
  if (x->pronoun) return;
  char capital = x->role ? w->k->form[x->role_begin].s[0] : 0;
  if (c->role && c->role->sectors == 1u << KH_SECTOR_GOV && !c->role->of && x->role && x->begin == x->role_begin && capital >= 'A' && capital <= 'Z') x->hidden = true;      /* "Minister for Industry" */
  bool first = !o->has_country;
  o->unknown_body |= unknown_body(x);
  take_country(o, &x->actor);
  if (!o->has_sectors && x->actor.sectors) o->body = kh_cand_is_body(x);
  take_sectors(o, x->actor.sectors);
  if (!first) return;
  for (uint32_t i = 0; i < x->more_count; i++) add_more(o, &x->more[i]);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (w->k->deprel[d->child[i]] == KH_DEP_CONJ) {
      kh_cand *y = candidate(w, d->child[i], depth);
      if (y && y->name) add_more(o, &y->actor);
    }
}

static bool states_in_number(const kh_actors_work *w, uint32_t t) {
  const kh_nominal *n = kh_roles_nominal(&w->a->roles, w->k, t);
  if (!n || n->what != KH_NOMINAL_STATE || w->cand_at[t] == KH_NONE || !w->cands.at[w->cand_at[t]].plural) return false;
  const kh_cand *x = &w->cands.at[w->cand_at[t]];
  return x->role != NULL && (!x->definite || x->role_begin > x->begin + 1);      /* "the states" points back, "the Nile states" does not */
}

/* "Six states", "athletes of 65 nations": no country of their own, nor the report's. */
static bool several_states(const kh_actors_work *w, const kh_cand *c) {
  const kh_doc *d = w->d;
  if (states_in_number(w, c->head)) return true;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++)
    if (kh_deprel_base(w->k->deprel[d->child[i]]) == KH_DEP_NMOD && states_in_number(w, d->child[i])) return true;
  uint32_t t = c->role ? c->role_end : c->head + 1;      /* hung from the verb: "leaders from 140 countries praised …" */
  if (t < w->k->n && w->k->upos[t] == KH_UPOS_ADP)
    for (uint32_t x = t + 1; x < w->k->n && x < t + 5; x++) if (states_in_number(w, x)) return w->k->sentence[x] == w->k->sentence[t];
  return false;
}

/* "An adviser to the group", "aides to Merkel" */
static bool serves(const kh_actors_work *w, const kh_cand *c, uint32_t t, kh_preposition p) {
  if (p != KH_PREP_SERVES || !c->role || !c->role->of || c->role->kind != KH_ROLE_PERSON) return false;
  const kh_cand *body = w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
  const kh_name *person = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
  return (person && person->kind == KH_NAME_PERSON) || (body && body->role && body->role->kind == KH_ROLE_BODY);
}

/* "A force for refugees", "asked the alliance for troops": whom a body is for, what it is asked for. */
static bool is_end(const kh_actors_work *w, const kh_cand *c, uint32_t t) {
  const kh_doc *d = w->d;
  if (!c->role || c->role->kind != KH_ROLE_BODY || w->cand_at[t] == KH_NONE) return false;
  const kh_cand *x = &w->cands.at[w->cand_at[t]];
  if (!x->role || x->role->kind == KH_ROLE_BODY || !x->plural || x->definite) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (w->k->deprel[d->child[i]] == KH_DEP_CASE && kh_roles_tells_end(&w->a->roles, w->k, d->child[i])) return true;
  return false;
}

/* "Fighters loyal to Damascus", "officers faithful to the Kenyan president": of the state of those to whom they are loyal. */
static void loyal_to(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1] && !o->has_country; i++) {
    uint32_t t = d->child[i], to = t < c->head || w->k->deprel[t] != KH_DEP_AMOD || kh_roles_preposition(&w->a->roles, w->k, t) != KH_PREP_SIDES ? KH_NONE : kh_doc_child_base(d, t, KH_DEP_OBL);
    const kh_cand *x = to == KH_NONE ? NULL : candidate(w, to, depth);
    if (!x || x->pronoun || (x->actor.country[0] && kh_gaz_state(w->a->gaz, x->actor.country) == KH_NONE)) continue;
    take_country(o, &x->actor);
    o->loyal = (x->actor.country[0] && !x->actor.sectors) || x->actor.sectors & 1u << KH_SECTOR_GOV;
  }
}

/* "A village near Ukraine": not in it. */
static bool is_nearby(const kh_actors_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (w->k->deprel[d->child[i]] == KH_DEP_CASE && kh_roles_tells_nearby(&w->a->roles, w->k, d->child[i])) return true;
  return false;
}

/* "A rights group based in Boston", "exiles living in Peru": the name of where the noun's people are at home. */
static kh_cand *home_of(kh_actors_work *w, const kh_cand *c, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t t = d->child[i], at = t < c->head || w->k->deprel[t] != KH_DEP_ACL || kh_roles_preposition(&w->a->roles, w->k, t) != KH_PREP_DWELLS ? KH_NONE : kh_doc_child_base(d, t, KH_DEP_OBL);
    if (at == KH_NONE && t > c->head && w->k->deprel[t] == KH_DEP_ACL && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_DWELLS) at = kh_doc_child_with(d, t, KH_DEP_OBJ);      /* "people fleeing Sudan" */
    kh_preposition use = at == KH_NONE ? KH_PREP_NONE : use_of(w, at);
    if (at == KH_NONE || (use != KH_PREP_PLACE && use != KH_PREP_BELONGS && w->k->deprel[at] != KH_DEP_OBJ) || is_nearby(w, at)) continue;
    for (uint32_t n = w->full_begin[at]; n < w->full_end[at]; n++) {
      kh_cand *x = candidate(w, n, depth);
      if (x && x->name && x->actor.country[0]) return x;
    }
  }
  return NULL;
}

/* "Workers at a South Korean-owned factory in Pune": hands are of the place where they work, not of whose the works are. */
static bool works_there(kh_actors_work *w, const kh_cand *c, uint32_t at, kh_actor *place, int depth) {
  const kh_cand *x = c->role && c->role->sectors == 1u << KH_SECTOR_LAB ? candidate(w, at, depth) : NULL;
  if (!x || x->name || !x->role || x->role->kind != KH_ROLE_BODY || !(x->actor.sectors & 1u << KH_SECTOR_BUS) || !x->actor.country[0]) return false;
  for (uint32_t t = x->head + 1; t < w->full_end[at] && !place->country[0]; t++) {
    const kh_cand *in = candidate(w, t, depth);
    if (in && in->name && (in->name->kind == KH_NAME_PLACE || in->name->kind == KH_NAME_STATE) && in->locative) *place = in->actor;
  }
  return place->country[0] && strcmp(place->country, x->actor.country);
}

/* "Ministers from Warsaw to Lisbon": the ends of a stretch, of neither of which they are. */
static bool ends_of_stretch(const kh_actors_work *w, uint32_t t) {
  const kh_name *from = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
  uint32_t to = from ? from->end : KH_NONE;
  const kh_name *n = to == KH_NONE || to + 1 >= w->k->n || w->k->sentence[to + 1] != w->k->sentence[t] || w->name_at[to + 1] == KH_NONE ? NULL : &w->names.at[w->name_at[to + 1]];
  return n && from->actor.country[0] && n->actor.country[0] && strcmp(from->actor.country, n->actor.country) && kh_roles_preposition(&w->a->roles, w->k, to) == KH_PREP_SERVES;
}

/* "The region's bishops", "troops of the alliance": of several states that it does not name. */
static bool of_many_lands(const kh_actors_work *w, const kh_cand *c, uint32_t t) {
  static const uint32_t afar = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REL;
  if (!c->role || !c->plural || !(c->role->sectors & afar) || kh_roles_preposition(&w->a->roles, w->k, t) != KH_PREP_LANDS) return false;
  for (uint32_t i = w->full_begin[t]; i < w->full_end[t]; i++)
    if (w->name_at[i] != KH_NONE) return false;
  return true;
}

/* "The killers of a Danish nun", "the captain's abductors": whom they harm is not whose they are, unless that bears arms itself. */
static bool is_victim(kh_actors_work *w, const kh_cand *c, uint32_t t, int depth) {
  static const uint32_t arms = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_UAF;
  if (!c->role || !c->role->upon) return false;
  const kh_cand *x = candidate(w, t, depth);
  return !x || !(x->actor.sectors & arms);
}

static void after_head(kh_actors_work *w, kh_cand *c, owner *o, int depth) {
  static const uint32_t residents = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_REF | 1u << KH_SECTOR_MED;
  const kh_doc *d = w->d;
  kh_actor place = {0};
  uint32_t several = KH_NONE;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t child = d->child[i];
    if (child < c->head || kh_deprel_base(w->k->deprel[child]) != KH_DEP_NMOD || (c->role && child < c->role_end)) continue;
    kh_preposition p = use_of(w, child);
    if (p == KH_PREP_BELONGS && is_end(w, c, child)) continue;
    if ((p == KH_PREP_BELONGS && ends_of_stretch(w, child)) || (p != KH_PREP_NONE && of_many_lands(w, c, child))) {
      c->abroad = true;
      continue;
    }
    if (p == KH_PREP_BELONGS && is_victim(w, c, child, depth)) {
      const kh_cand *x = candidate(w, child, depth);
      c->abroad |= x && x->actor.country[0];
      continue;
    }
    if (!o->has_country && works_there(w, c, child, &place, depth)) continue;
    if (p == KH_PREP_BELONGS || serves(w, c, child, p)) belongs_to(w, c, child, o, depth);
    else if (p == KH_PREP_PLACE && c->role && (c->role->guest || several_states(w, c) || (c->role->sole && !c->role->of && c->plural))) c->abroad = true;      /* "fifteen foreign ministers in Rome" */
    else if (p == KH_PREP_TOPIC && c->role && c->role->kind == KH_ROLE_PERSON && w->name_at[child] != KH_NONE && !(c->role->sectors & residents)) c->abroad = true;   /* "experts on North Korea", but "traders on Rhodes" */
    else if ((p == KH_PREP_PLACE || p == KH_PREP_TOPIC) && !place.country[0])
      for (uint32_t t = w->full_begin[child]; t < w->full_end[child] && !place.country[0]; t++) {
        kh_cand *x = candidate(w, t, depth);
        if (!x || !x->name || !x->actor.country[0] || (x->name->kind == KH_NAME_STATE && is_nearby(w, child))) continue;
        place = x->actor;
        several = c->plural && !o->has_country ? t : KH_NONE;
      }
  }
  loyal_to(w, c, o, depth);
  /* "The Somali group al-Shabaab", "the newspaper Le Monde": the name right after a body's word is the body's */
  uint32_t after = c->role ? c->role_end : KH_NONE;
  if (c->role && c->role->kind == KH_ROLE_BODY && after < w->k->n && w->name_at[after] != KH_NONE && w->k->sentence[after] == w->k->sentence[c->head]) {
    const kh_name *n = &w->names.at[w->name_at[after]];
    if (n->begin == after && n->kind == KH_NAME_BODY && n->entity != KH_NONE && kh_doc_dominates(w->d, c->head, n->head)) {
      take_country(o, &n->actor);
      if (c->role->of) take_sectors(o, n->actor.sectors);
    }
  }
  /* the tree hangs "from Turkey" elsewhere: what follows at once counts all the same */
  uint32_t t = c->role ? c->role_end : c->head + 1, end = d->sentences[w->k->sentence[c->head]].tok_end;
  bool guest = c->role && c->role->guest && t < end && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_PLACE;      /* "arrested migrants in Calais" */
  if (!o->has_country && !place.country[0] && !c->abroad && !guest && t < end && w->k->upos[t] == KH_UPOS_ADP && kh_roles_preposition(&w->a->roles, w->k, t) <= KH_PREP_PLACE &&
      kh_roles_preposition(&w->a->roles, w->k, t) != KH_PREP_NONE)
    for (uint32_t x = t + 1; x < end && x < t + 4 && !place.country[0]; x++) {
      kh_cand *n = candidate(w, x, depth);
      if (n && n->name && n->actor.country[0]) place = n->actor;
    }
  const kh_cand *home = o->has_country || place.country[0] || c->abroad ? NULL : home_of(w, c, depth);
  if (home) place = home->actor;
  if (c->role && c->role->country[0] && !c->role->world && t < end && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_PLACE) place = (kh_actor){0};      /* "FBI agents in Kingston" */
  bool own = !o->has_country;
  take_country(o, &place);
  for (uint32_t i = several == KH_NONE || !own ? 0 : d->child_at[several]; several != KH_NONE && own && i < d->child_at[several + 1]; i++) {      /* "hardliners in Damascus and Baghdad" */
    kh_cand *y = w->k->deprel[d->child[i]] == KH_DEP_CONJ ? candidate(w, d->child[i], depth) : NULL;
    if (y && y->name && kh_doc_child_base(d, d->child[i], KH_DEP_DET) == KH_NONE) add_more(o, &y->actor);
  }
}

static bool applies(const kh_modifier *m, const kh_role *r, uint32_t sectors) {
  if (m->if_sectors && !(m->if_sectors & sectors)) return false;
  if (m->if_kind && (!r || r->kind != m->if_kind)) return false;
  if (m->if_gender && (!r || r->gender != m->if_gender || r->sectors & ~(1u << KH_SECTOR_CVL))) return false;      /* "masked men", but "masked policemen" are police */
  return !m->if_of || (r && r->of);
}

/* "Current and former officials": some hold the office. */
static bool beside_another(const kh_actors_work *w, const kh_cand *c, uint32_t t, uint32_t end) {
  const kh_tokens *k = w->k;
  return c->plural && ((t > c->begin + 1 && k->upos[t - 1] == KH_UPOS_CCONJ) || (t + 2 < end && k->upos[t + 1] == KH_UPOS_CCONJ));
}

static uint32_t modify(const kh_actors_work *w, kh_cand *c, uint32_t sectors) {
  const uint32_t offices = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP |
                           1u << KH_SECTOR_SPY | 1u << KH_SECTOR_IGO;
  uint32_t end = c->role ? c->role_begin : c->head, own = sectors;
  for (uint32_t t = c->begin, past; t <= end; t++) {
    if (kh_deprel_base(w->k->deprel[t]) == KH_DEP_NMOD && w->k->deprel[t] != KH_DEP_NMOD_DESC && t < end) continue;   /* the possessor's words */
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && n->entity != KH_NONE && n->end - n->begin > 1) continue;      /* the "union" of the European Union */
    const kh_modifier *m = t < end ? kh_roles_modifier(&w->a->roles, w->k, t, end, &past) : kh_roles_prefix(&w->a->roles, w->k, t);
    bool compound = t > c->begin + 1 && kh_str_is(w->k->form[t - 1], "-") && w->k->upos[t - 2] != KH_UPOS_ADV;      /* "nuclear-armed neighbours" are no armed ones */
    for (; m; m++) {
      if (applies(m, c->role, own) && !(compound && (m->effect == KH_MODIFIER_ADD || m->effect == KH_MODIFIER_SET))) switch (m->effect) {
        case KH_MODIFIER_FORMER: if (beside_another(w, c, t, end)) break; if (sectors & offices) sectors = 1u << KH_SECTOR_ELI; break;
        case KH_MODIFIER_ADD: sectors |= m->sectors; break;
        case KH_MODIFIER_ABROAD: c->abroad = true; break;
        case KH_MODIFIER_SET: sectors = m->sectors; break;
        default: break;
      }
      if (m->last) break;
    }
  }
  return sectors;
}

static void take_owner(kh_cand *c, const owner *o) {
  if (o->has_country) kh_actor_take_country(&c->actor, &o->country);
}

/* "Dozens of students" are actors, "a series of meetings" is none. */
static bool counts_actors(const kh_actors_work *w, const kh_cand *c) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++)
    if (d->child[i] > c->head && kh_deprel_base(w->k->deprel[d->child[i]]) == KH_DEP_NMOD && w->cand_at[d->child[i]] != KH_NONE) return true;
  return false;
}

/* "Tens of thousands marched": of nobody but numbers. */
static bool counts_numbers(const kh_actors_work *w, const kh_cand *c) {
  const kh_doc *d = w->d;
  bool numbers = false;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t t = d->child[i];
    if (t < c->head || kh_deprel_base(w->k->deprel[t]) != KH_DEP_NMOD) continue;
    const kh_cand *x = w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
    bool number = (x && x->role && x->role->kind == KH_ROLE_PEOPLE && x->role->of && !x->role->sectors) || w->k->upos[t] == KH_UPOS_NUM;
    if (!number || kh_doc_child_base(d, t, KH_DEP_NMOD) != KH_NONE) return false;
    numbers = true;
  }
  return numbers;
}

/* "Detained dozens", but not "dragged dozens more away", whose people were named before. */
static bool is_bare_object(const kh_actors_work *w, const kh_cand *c) {
  const kh_doc *d = w->d;
  if (w->k->deprel[c->head] != KH_DEP_OBJ || (c->head + 1 < w->k->n && (w->k->upos[c->head + 1] == KH_UPOS_ADV || w->k->upos[c->head + 1] == KH_UPOS_ADJ))) return false;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++)
    if (kh_deprel_base(w->k->deprel[d->child[i]]) == KH_DEP_AMOD || kh_deprel_base(w->k->deprel[d->child[i]]) == KH_DEP_DET) return false;
  return true;
}

/* "Russian landing ships and gunboats", "its banks and ministries": what owns the first owns the second, where that has no words of its
 * own but adjectives. Not where forces stand beside those whom they fight or meet: "Turkish troops and rebels". */
static void share_owner(kh_actors_work *w, kh_cand *c, owner *o, int depth) {
  static const uint32_t forces = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_GOV;
  const kh_tokens *k = w->k;
  if (k->deprel[c->head] != KH_DEP_CONJ || k->head[c->head] > c->head) return;
  for (uint32_t t = c->begin; t < c->head; t++)
    if (k->upos[t] == KH_UPOS_DET || k->upos[t] == KH_UPOS_NUM || k->upos[t] == KH_UPOS_PRON) return;
  const kh_cand *first = candidate(w, k->head[c->head], depth);
  if (!first || first->hidden || !(first->role || (first->name && first->name->kind == KH_NAME_BODY))) return;
  if ((first->actor.sectors & forces) && !(c->role->sectors & forces)) return;
  if (first->needs_owner) {
    c->needs_owner = true, c->owner = first->owner;
    return;
  }
  for (uint32_t t = first->begin; t < first->head && !o->has_country; t++) {
    const kh_cand *x = candidate(w, t, depth);
    if (x && x->actor.country[0] && !strcmp(x->actor.country, first->actor.country)) take_country(o, &first->actor);
  }
  for (uint32_t i = 0; o->has_country && i < first->more_count; i++) add_more(o, &first->more[i]);
}

/* Another word of the sentence means soldiers; guns, rockets and the like are things of which nobody's are told. */
static bool with_army(const kh_actors_work *w, const kh_cand *c) {
  const kh_sentence *s = &w->d->sentences[w->k->sentence[c->head]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    const kh_cand *x = w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
    if (x && x != c && x->role && x->role->kind == KH_ROLE_PEOPLE && x->role->of && !x->actor.country[0]) continue;
    if (x && x != c && (x->role ? x->role->sectors : x->name ? x->name->actor.sectors : 0) == 1u << KH_SECTOR_MIL) return true;
  }
  return false;
}

/* "A man stabbed two officers", "by two women": one or some, counted, who do something. */
static bool does_it(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  if (k->upos[c->begin] != KH_UPOS_DET && k->upos[c->begin] != KH_UPOS_NUM) return false;
  return k->deprel[c->head] == KH_DEP_NSUBJ || k->deprel[c->head] == KH_DEP_OBL_AGENT;
}

/* "Armstrong Tire Co, an Armtek unit": a part of a body, said of a name whose last words tell what it is, is the same; 0 where they do not. */
static uint32_t told_by_name(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  if (c->role->kind != KH_ROLE_BODY || !c->role->of || k->deprel[c->head] != KH_DEP_APPOS || w->name_at[k->head[c->head]] == KH_NONE) return 0;
  const kh_name *n = &w->names.at[w->name_at[k->head[c->head]]];
  const kh_ending *e = n->kind == KH_NAME_BODY && n->entity == KH_NONE && n->end - n->begin > 1 ? kh_roles_ending(&w->a->roles, k, n->end - 1) : NULL;
  return e ? e->sectors : 0;
}

/* "Head of product policy at Facebook", where the tree hangs the body from something else of the phrase. */
static void body_behind(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  for (uint32_t t = c->role_end; t < c->end; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (!n || n->kind != KH_NAME_BODY || n->head != t || in_clause(w, t, c->head)) continue;
    kh_preposition p = use_of(w, t);
    const kh_cand *x = p == KH_PREP_BELONGS || p == KH_PREP_PLACE ? candidate(w, t, depth) : NULL;
    if (!x || !x->actor.sectors) continue;
    take_country(o, &x->actor);
    take_sectors(o, x->actor.sectors);
    return;
  }
}

/* "Executive director of the advocacy group Northfield Watch", where the tree hangs the name from the words before it: the body right behind the preposition. */
static void body_next(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  const kh_tokens *k = w->k;
  uint32_t t = c->role_end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (t + 1 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return;
  for (uint32_t x = t + 1; x < end && x < t + 7; x++) {
    const kh_cand *b = w->cand_at[x] == KH_NONE ? NULL : &w->cands.at[w->cand_at[x]];
    if (!b || b == c || b->begin > t + 1 || b->head != x || !kh_cand_is_body(b)) continue;
    b = candidate(w, x, depth);
    take_country(o, &b->actor);
    take_sectors(o, b->actor.sectors);
    return;
  }
}

/* "President of Risk Analysis Systems": two capitals right behind the preposition that nothing knows. */
static bool capitals_next(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t t = c->role_end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (t + 2 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return false;
  for (uint32_t x = t + 1; x < t + 3; x++)
    if ((k->upos[x] != KH_UPOS_PROPN && k->upos[x] != KH_UPOS_NOUN) || !kh_has_capital(k, x) || w->name_at[x] != KH_NONE || w->cand_at[x] != KH_NONE) return false;
  return true;
}

/* "Representative Jane Roe", where "the representative" may be anybody's. */
static bool before_name(const kh_actors_work *w, const kh_cand *c) {
  uint32_t t = c->role_end;
  return t < w->k->n && w->k->sentence[t] == w->k->sentence[c->head] && w->name_at[t] != KH_NONE && w->names.at[w->name_at[t]].kind == KH_NAME_PERSON;
}

/* "Said Sanders spokeswoman Jane Roe", "Priorities USA spokesman John Roe": the name right before a title is whose it is, wherever the tree hangs it. */
static void right_before(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  uint32_t t = c->role_begin;
  if (!t || w->k->sentence[t - 1] != w->k->sentence[t] || w->name_at[t - 1] == KH_NONE) return;
  const kh_name *n = &w->names.at[w->name_at[t - 1]];
  const kh_cand *x = n->kind == KH_NAME_BODY || (n->kind == KH_NAME_PERSON && n->end == n->first + 1) ? candidate(w, n->head, depth) : NULL;
  if (!x || x == c || n->end != t || !x->actor.sectors) return;
  take_country(o, &x->actor);
  take_sectors(o, x->actor.sectors);
}

/* "Dutch and Belgian police", "Indonesian and Malaysian Muslims": as many actors as countries. */
static void share_more(kh_actors_work *w, kh_cand *c, const owner *o) {
  if (!o->more_count) return;
  kh_actor *more = KH_ARRAY(w->scratch, kh_actor, o->more_count);
  for (uint32_t i = 0; i < o->more_count; i++) {
    more[i] = c->actor;
    kh_actor_take_country(&more[i], &o->more[i]);
  }
  c->more = more, c->more_count = o->more_count;
}

/* "Turkish snipers": a state's adjective or name within the phrase, before the role. */
static bool told_before_head(const kh_actors_work *w, const kh_cand *c) {
  for (uint32_t t = c->begin; t < c->role_begin; t++)
    if (w->name_at[t] != KH_NONE && kh_gaz_state(w->a->gaz, w->names.at[w->name_at[t]].actor.country) != KH_NONE && kh_str_starts(kh_view(w->names.at[w->name_at[t]].actor.id), KH_STR("cty:"))) return true;
  return false;
}

/* "The minister's neighbours", "two neighbours", "Neighbours dug him out": people, where nothing tells of states. */
static bool next_door(const kh_actors_work *w, const kh_cand *c, const kh_cand *p) {
  if (!c->role->homely) return false;
  if (p) return (p->name && p->name->kind == KH_NAME_PERSON) || (p->role && p->role->kind == KH_ROLE_PERSON);
  if (!c->definite && (!c->plural || w->k->upos[c->begin] == KH_UPOS_NUM)) return true;
  if (c->begin != c->role_begin || c->role_end != c->role_begin + 1) return false;
  const kh_sentence *s = &w->d->sentences[w->k->sentence[c->head]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && (n->kind == KH_NAME_STATE || n->kind == KH_NAME_SEAT)) return false;
  }
  return kh_doc_child_base(w->d, c->head, KH_DEP_NMOD) == KH_NONE && kh_doc_child_base(w->d, c->head, KH_DEP_APPOS) == KH_NONE && kh_doc_child_base(w->d, c->head, KH_DEP_ACL) == KH_NONE;
}

static void role_code(kh_actors_work *w, kh_cand *c, int depth) {
  const kh_doc *d = w->d;
  owner o = {0};
  bool own_land = false;      /* its country is told before it, not by the place where it is */
  uint32_t possessor = kh_doc_child_with(d, c->head, KH_DEP_NMOD_POSS);
  kh_cand *p = possessor == KH_NONE ? NULL : candidate(w, possessor, depth);
  if (p && is_victim(w, c, possessor, depth)) p = NULL;
  if (p && !p->pronoun && possessor >= c->role_begin && possessor < c->role_end) p = NULL;      /* but "his deputy" has an owner */
  bool many = possessor != KH_NONE && of_many_lands(w, c, possessor);
  bool at_home = next_door(w, c, p);
  bool foreign = many || (c->role->abroad && !at_home) || (p && kh_actor_ally(c->role) && kh_actor_land(&p->actor));
  if (foreign) {
    c->abroad = true;
    for (uint32_t t = c->begin; t < c->role_begin && !o.has_country; t++) {   /* "its Colombian neighbour" */
      kh_cand *x = w->k->head[t] == c->head && w->k->deprel[t] == KH_DEP_AMOD ? candidate(w, t, depth) : NULL;
      if (x && x->name && x->name->kind == KH_NAME_DEMONYM) take_country(&o, &x->actor);
    }
  }
  for (uint32_t t = c->begin; t < c->role_begin && p && !foreign && !o.has_country; t++) {      /* "Varity's British-based subsidiary" */
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (!n || n->begin != t || hyphenated(w, n->end, c->head) != KH_MODIFIER_HOME) continue;
    const kh_cand *x = candidate(w, n->head, depth);
    if (x) take_country(&o, &x->actor);
  }
  if (!foreign && p && p->pronoun) {
    c->needs_owner = true, c->owner = (uint32_t)(p - w->cands.at);
  } else if (!foreign && p) {
    c->owner = (uint32_t)(p - w->cands.at);
    c->needs_owner = points_back(w, p);
    take_country(&o, &p->actor);
    take_sectors(&o, p->actor.sectors);
    o.unknown_body = unknown_body(p);
    o.body = p->actor.sectors && kh_cand_is_body(p);
  }
  if (!foreign) {
    before_head(w, c, &o, depth);
    if (!p) before_brackets(w, c, &o, depth);
    if (!p && c->role->of && c->role->kind == KH_ROLE_PERSON && !o.has_sectors && before_name(w, c)) right_before(w, c, &o, depth);
    own_land = o.has_country;
    after_head(w, c, &o, depth);
    bool sent = c->plural && !o.more_count && (c->role->sectors == 1u << KH_SECTOR_GOV || c->role->sectors == 1u << KH_SECTOR_MIL || c->role->sectors == 1u << KH_SECTOR_CVL);
    if (sent && p && p->pronoun && !own_land) o.has_country = false, memset(&o.country, 0, sizeof o.country);   /* "evacuated its citizens from Sudan", but "his counterparts from Angola and Brazil" */
    if (!p && !o.has_country && !c->abroad) share_owner(w, c, &o, depth);
  }
  if (c->role->of && c->role->kind == KH_ROLE_PERSON && !c->role->sectors && !o.has_sectors) body_next(w, c, &o, depth), body_behind(w, c, &o, depth);
  else if (c->role->of && c->role->kind == KH_ROLE_PERSON && c->role->sole && !o.has_sectors && !o.has_country && !p) body_behind(w, c, &o, depth);      /* "vice president of sales at Northfield Inc" */
  else if (c->role->of && c->role->kind == KH_ROLE_BODY && c->role->speaks && !o.has_sectors) body_next(w, c, &o, depth);
  if (several_states(w, c)) c->abroad = true;
  bool counted = c->role->kind == KH_ROLE_PEOPLE && c->role->of && !c->role->sectors, actors = counted && counts_actors(w, c), numbers = counted && counts_numbers(w, c);
  bool nothing_else = numbers || (!actors && kh_doc_child_base(d, c->head, KH_DEP_NMOD) == KH_NONE);
  bool alone = counted && c->plural && nothing_else && (kh_deprel_base(w->k->deprel[c->head]) == KH_DEP_NSUBJ || is_bare_object(w, c));   /* "Millions marched", "killed dozens" */
  if (counted && !actors && !alone) c->hidden = true;
  uint32_t lent = o.body && c->role->of && o.sectors == 1u << KH_SECTOR_REL ? o.sectors : kh_actor_lent(c->role, o.sectors);      /* "the bishops' conference's president" */
  if (lent == 1u << KH_SECTOR_SOC && !o.body && c->role->sectors) lent = 0;      /* "an African-American delegate" */
  if (!lent) lent = told_by_name(w, c);
  uint32_t sectors = lent ? lent : c->role->address && !before_name(w, c) ? 0 : c->role->sectors;
  if (at_home && !lent) sectors = 1u << KH_SECTOR_CVL;
  if (!sectors && c->role->kind == KH_ROLE_BODY) sectors = led_under_arms(w, c, depth);
  if (!lent && c->role->of && c->role->sole && (o.unknown_body || (!o.has_country && capitals_next(w, c)))) sectors = 1u << KH_SECTOR_BUS;      /* a president of what is no state: mostly a company's */
  if (o.body && o.sectors == 1u << KH_SECTOR_MIL && (c->role->kind == KH_ROLE_PERSON || sectors == 1u << KH_SECTOR_LAB) && sectors & (1u << KH_SECTOR_LAB | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_CVL)) sectors = o.sectors;      /* "Indian navy divers" */
  if (o.body && o.sectors & 1u << KH_SECTOR_PTY && sectors == 1u << KH_SECTOR_LAB) sectors = 1u << KH_SECTOR_PTY;      /* "BJP workers" */
  const uint32_t irregular = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM, regular = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_GOV;
  if (sectors == 1u << KH_SECTOR_MIL && o.body && o.sectors & irregular && !(o.sectors & regular) && c->role->kind != KH_ROLE_PERSON) sectors = o.sectors & irregular;      /* "Hezbollah barracks" */
  if ((actors && o.has_country && !sectors) || alone) sectors = 1u << KH_SECTOR_CVL;   /* "thousands of Chileans" */
  if (c->role->country[0] && !c->role->world && !o.has_country) {
    kh_gaz_set_state(w->a->gaz, c->role->country, d->published, &o.country);
    o.has_country = true;
  }
  take_owner(c, &o);
  if (c->role->anybody && !c->definite && does_it(w, c)) c->abroad = true;
  const uint32_t forces = 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_MIL;
  if ((sectors & forces) == forces && kh_gaz_state(w->a->gaz, c->actor.country) != KH_NONE) sectors &= ~(1u << KH_SECTOR_IGO);      /* "Nigerian peacekeepers" */
  const uint32_t arms = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP;
  if (sectors == arms && c->role->kind == KH_ROLE_PERSON) sectors = 1u << ((own_land && !o.town) || with_army(w, c) ? KH_SECTOR_MIL : KH_SECTOR_COP);      /* "Egyptian officers" are soldiers, "officers" and "Minneapolis officers" mostly police */
  if (o.loyal && sectors == 1u << KH_SECTOR_REB) sectors = 1u << KH_SECTOR_PRM;      /* fighters for a government are no rebels */
  const uint32_t shots = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_UAF;
  if (sectors == shots) sectors = 1u << (o.has_country && told_before_head(w, c) ? KH_SECTOR_MIL : KH_SECTOR_UAF);      /* "Turkish snipers" are an army's */
  const uint32_t staff = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL;
  if (sectors == staff && c->role->kind == KH_ROLE_PERSON && c->head + 1 < c->role_end) sectors = 1u << (o.has_country && !o.has_sectors ? KH_SECTOR_MIL : KH_SECTOR_GOV);      /* "Israel's chief of staff", but "the president's chief of staff" */
  const uint32_t craft = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB;
  uint32_t beside = w->k->deprel[c->head] == KH_DEP_CONJ && sectors == 1u << KH_SECTOR_REB ? w->k->head[c->head] : KH_NONE;      /* "Chinese bombers and fighters" */
  if (beside != KH_NONE && beside < c->head && w->cand_at[beside] != KH_NONE && w->cands.at[w->cand_at[beside]].role && w->cands.at[w->cand_at[beside]].role->sectors == craft && w->cands.at[w->cand_at[beside]].actor.sectors == 1u << KH_SECTOR_MIL) sectors = 1u << KH_SECTOR_MIL;
  if (sectors == craft && c->role->kind == KH_ROLE_PERSON) sectors = 1u << (o.has_country && !o.town && c->begin < c->role_begin ? KH_SECTOR_MIL : KH_SECTOR_REB);      /* "Chinese bombers" fly, "the bomber" walked into a mosque */
  kh_actor_sectors(&c->actor, modify(w, c, sectors));
  bool craft_of = c->role_begin > c->begin && w->k->upos[c->role_begin - 1] == KH_UPOS_NOUN && w->k->deprel[c->role_begin - 1] == KH_DEP_COMPOUND;   /* "transport leaders" */
  bool reign = c->role->sole && c->plural && !craft_of && (c->actor.sectors == c->role->sectors || c->actor.sectors & 1u << KH_SECTOR_GOV);      /* but "Jewish leaders", "the strikers' leaders" */
  if ((c->role->stranger || reign) && !c->actor.country[0] && !c->needs_owner) c->abroad = true;
  c->actor.role = kh_as_text(kh_roles_text(&w->a->roles, c->role->name));
  share_more(w, c, &o);
  if (coded(&c->actor)) c->code = KH_CODE_WORDS;
}

/* The country that a word of the name tells, where nothing told one before. */
static bool country_told(const kh_actors_work *w, kh_cand *c, const kh_ending *e) {
  if (c->actor.country[0] || !e->country[0]) return false;
  kh_gaz_set_state(w->a->gaz, e->country, w->d->published, &c->actor);
  return true;
}

/* What the last words of a name tell: "Tanker Co". */
static void last_words(kh_actors_work *w, kh_cand *c, uint32_t begin, uint32_t end) {
  bool site = end == begin + 1 && memchr(w->k->form[begin].s, '.', w->k->form[begin].n);      /* "GunBroker.com" */
  for (uint32_t t = end; t-- > begin + !site && t + 2 >= end && !c->actor.sectors;) {
    const kh_ending *e = kh_roles_ending(&w->a->roles, w->k, t);
    if (!e || e->words > t + 1 - begin) continue;
    kh_actor_sectors(&c->actor, e->sectors);
    if (!e->likely) country_told(w, c, e);
  }
}

/* "Lucas Gears Plc <LUCG.L>": where a share is traded its firm mostly is at home. */
static void traded(kh_actors_work *w, kh_cand *c) {
  uint32_t end = c->name ? c->name->end : c->head + 1;
  while (!c->name && end < w->k->n && w->k->head[end] == c->head && kh_deprel_base(w->k->deprel[end]) == KH_DEP_FLAT) end++;
  const kh_ending *e = end < w->k->n ? kh_roles_quoted(&w->a->roles, w->k, end) : NULL;
  if (!e || !(e->sectors & 1u << KH_SECTOR_BUS)) return;
  if (!c->actor.sectors) kh_actor_sectors(&c->actor, e->sectors);
  if (c->actor.sectors & e->sectors) country_told(w, c, e);
  c->code = KH_CODE_WORDS;
}

/* "<Pilot Air Freight>": a name in such brackets is a firm's. */
static bool in_brackets(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t b = c->name ? c->name->begin : c->begin, e = c->name ? c->name->end : c->head + 1;
  return b && e < k->n && k->sentence[b - 1] == k->sentence[b] && kh_str_is(k->form[b - 1], "<") && kh_str_is(k->form[e], ">");
}

/* "Bright Days Child Care and Learning Centers Inc", whose halves the tree takes for two: what the form at the end tells is told of both. */
static void joined_firm(kh_actors_work *w, kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t t = c->name ? c->name->end : KH_NONE;
  if (c->actor.sectors || t == KH_NONE || t + 1 >= k->n || k->upos[t] != KH_UPOS_CCONJ || k->sentence[t + 1] != k->sentence[c->head] || w->name_at[t + 1] == KH_NONE) return;
  const kh_name *n = &w->names.at[w->name_at[t + 1]];
  const kh_ending *e = n->begin == t + 1 && n->kind == KH_NAME_BODY && n->entity == KH_NONE ? kh_roles_ending(&w->a->roles, k, n->end - 1) : NULL;
  if (!e || !e->form) return;
  kh_actor_sectors(&c->actor, e->sectors);
  if (country_told(w, c, e)) c->assumed = e->likely;
}

/* What the words of an unknown body's name tell: "Iranian Tanker Co", "the Gold Mining Corp of Ghana". */
static void words_of_name(kh_actors_work *w, kh_cand *c) {
  uint32_t begin = c->name ? c->name->begin : c->begin, end = c->name ? c->name->end : c->head + 1;
  last_words(w, c, begin, end);
  for (uint32_t t = begin + 1; c->name && t + 1 < end && !c->actor.sectors; t++)
    if (w->k->upos[t] == KH_UPOS_ADP && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_BELONGS) {
      last_words(w, c, begin, t);
      break;
    }
  const kh_ending *first = c->actor.sectors || end < begin + 2 ? NULL : kh_roles_opening(&w->a->roles, w->k, begin);
  if (first) {      /* "Banque Demachy" */
    kh_actor_sectors(&c->actor, first->sectors);
    country_told(w, c, first);
  }
  traded(w, c);
  if (!c->actor.sectors && in_brackets(w, c)) kh_actor_sectors(&c->actor, 1u << KH_SECTOR_BUS);
  joined_firm(w, c);
  kh_gaz_hit hit[4];
  uint32_t firms = c->actor.sectors || !c->name ? 0 : kh_gaz_match(w->a->gaz, w->d, begin, hit, 4);
  if (firms == 1 && hit[0].use == KH_GAZ_USE_NAME && !(hit[0].flags & KH_GAZ_AMBIGUOUS) && hit[0].tok_end < end && kh_gaz_kind_of(w->a->gaz, hit[0].entity) == KH_GAZ_COMPANY) {      /* "Ford Credit" */
    kh_actor a = {0};
    kh_gaz_code(w->a->gaz, hit[0].entity, w->d->published, w->scratch, &a);
    if (a.sectors == 1u << KH_SECTOR_BUS) {
      kh_actor_sectors(&c->actor, a.sectors);
      if (!c->actor.country[0]) kh_actor_take_country(&c->actor, &a);
    }
  }
  for (uint32_t t = begin; c->name && t < end && !c->actor.country[0]; t++) {
    uint32_t found = kh_gaz_match(w->a->gaz, w->d, t, hit, 4);
    for (uint32_t i = 0; i < found && !c->actor.country[0]; i++) {
      kh_gaz_kind kind = kh_gaz_kind_of(w->a->gaz, hit[i].entity);
      if (kind != KH_GAZ_STATE && kind != KH_GAZ_TERRITORY && kind != KH_GAZ_REGION) continue;
      if (hit[i].use == KH_GAZ_USE_SEAT && hit[i].flags & KH_GAZ_AMBIGUOUS) continue;      /* "San Jose National Bank" */
      kh_actor a = {0};
      kh_gaz_code(w->a->gaz, hit[i].entity, w->d->published, w->scratch, &a);
      kh_actor_take_country(&c->actor, &a);
    }
    if (found && hit[0].tok_end > t + 1) t = hit[0].tok_end - 1;      /* no England in "New England" */
  }
  uint32_t whose = c->name && !c->actor.country[0] && c->actor.sectors == 1u << KH_SECTOR_BUS ? kh_gaz_match(w->a->gaz, w->d, begin, hit, 4) : 0;
  if (whose == 1 && hit[0].use == KH_GAZ_USE_NAME && !(hit[0].flags & KH_GAZ_AMBIGUOUS) && hit[0].tok_end < end && kh_gaz_kind_of(w->a->gaz, hit[0].entity) == KH_GAZ_COMPANY) {      /* "Chase Manhattan Investment Bank Ltd" */
    kh_actor a = {0};
    kh_gaz_code(w->a->gaz, hit[0].entity, w->d->published, w->scratch, &a);
    kh_actor_take_country(&c->actor, &a);
  }
  if (c->actor.sectors || c->actor.country[0]) c->code = KH_CODE_WORDS;
}

/* "Fox News' Bret Baier", "Apple's Tim Cook": the body whose the name is. */
static void before_name_of(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  uint32_t t = kh_doc_child_with(w->d, c->head, KH_DEP_NMOD_POSS);
  const kh_cand *x = t == KH_NONE || t >= c->name->first ? NULL : candidate(w, t, depth);
  if (!x || x->pronoun || !kh_cand_is_body(x)) return;
  take_country(o, &x->actor);
  take_sectors(o, x->actor.sectors);
}

/* The body that a person's name is followed by: "of the university", "from the union". */
static void after_name(kh_actors_work *w, kh_cand *c, owner *o, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t child = d->child[i];
    if (child < c->name->end || kh_deprel_base(w->k->deprel[child]) != KH_DEP_NMOD || use_of(w, child) != KH_PREP_BELONGS) continue;
    const kh_cand *x = candidate(w, child, depth);
    if (!x || x->pronoun || !(x->name ? x->name->kind == KH_NAME_BODY : x->role && x->role->kind == KH_ROLE_BODY)) continue;
    take_country(o, &x->actor);
    take_sectors(o, x->actor.sectors);
  }
}

/* "Jane Roe of Thailand": the land right behind an unknown person's name. */
static void land_behind(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  const kh_tokens *k = w->k;
  uint32_t t = c->name->end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (t + 1 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return;
  uint32_t at = t + 1 + (k->upos[t + 1] == KH_UPOS_DET);
  const kh_name *n = at < end && w->name_at[at] != KH_NONE ? &w->names.at[w->name_at[at]] : NULL;
  const kh_cand *x = n && n->kind == KH_NAME_STATE && !(n->end < end && kh_is_possessive_mark(k, n->end)) ? candidate(w, n->head, depth) : NULL;
  if (x && !x->role) take_country(o, &x->actor);
}

/* "Jane Roe of the Herald then wrote", "said Jane Roe at Northfield Bank", wherever the tree hangs the body: the one right behind the name. */
static void behind_name(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  const uint32_t callings = 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_NGO;
  const kh_tokens *k = w->k;
  uint32_t t = c->name->end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (o->has_sectors || t + 1 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return;
  if (k->upos[++t] == KH_UPOS_DET && t + 1 < end) t++;
  const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
  const kh_cand *x = n && n->kind == KH_NAME_BODY ? candidate(w, n->head, depth) : NULL;
  if (!x || !(x->actor.sectors & callings)) return;
  take_country(o, &x->actor);
  take_sectors(o, x->actor.sectors);
}

/* "Jane Roe, who chairs the history department at the university", "who works for a bank": the body that such a clause tells of. */
static void in_relative(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1] && !o->has_sectors; i++) {
    uint32_t verb = d->child[i], subject = k->deprel[verb] == KH_DEP_ACL_RELCL ? kh_doc_child_base(d, verb, KH_DEP_NSUBJ) : KH_NONE;
    if (subject == KH_NONE || k->deprel[subject] != KH_DEP_NSUBJ || kh_roles_preposition(&w->a->roles, k, verb) != KH_PREP_LEADS) continue;
    if (!(kh_roles_pronoun(&w->a->roles, k, subject) & KH_PRON_RELATIVE)) continue;
    for (uint32_t j = d->child_at[verb]; j < d->child_at[verb + 1] && !o->has_sectors; j++) {
      uint32_t t = d->child[j];
      if (t < verb || (k->deprel[t] != KH_DEP_OBJ && (kh_deprel_base(k->deprel[t]) != KH_DEP_OBL || use_of(w, t) != KH_PREP_BELONGS))) continue;
      const kh_cand *x = candidate(w, t, depth);
      if (!x || x->pronoun || x->plural || !kh_cand_is_body(x)) continue;
      take_country(o, &x->actor);
      take_sectors(o, x->actor.sectors);
    }
  }
}

/* "Jane Roe wrote in the Herald": the paper of which the verb tells. */
static void in_paper(kh_actors_work *w, const kh_cand *c, owner *o, int depth) {
  const kh_doc *d = w->d;
  uint32_t verb = w->k->head[c->head];
  if (w->k->deprel[c->head] != KH_DEP_NSUBJ || verb == KH_NONE || kh_roles_preposition(&w->a->roles, w->k, verb) != KH_PREP_WRITES) return;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1] && !o->has_sectors; i++) {
    uint32_t t = d->child[i];
    kh_preposition p = kh_deprel_base(w->k->deprel[t]) == KH_DEP_OBL ? use_of(w, t) : KH_PREP_NONE;
    const kh_cand *x = p == KH_PREP_PLACE || p == KH_PREP_BELONGS ? candidate(w, t, depth) : NULL;
    if (!x || x->pronoun || !kh_cand_is_body(x) || !(x->actor.sectors & 1u << KH_SECTOR_JRN)) continue;
    take_country(o, &x->actor);
    take_sectors(o, 1u << KH_SECTOR_JRN);
  }
}

bool kh_actor_twin(const kh_actors_work *w, const kh_cand *c, char country[4]) {
  const kh_tokens *k = w->k;
  uint32_t t = c->head, begin = c->name ? c->name->begin : t, end = c->name ? c->name->end : t + 1;
  char first = k->form[t].n ? k->form[t].s[0] : 0;
  if (c->role || end - begin > 1 || (c->name && c->name->entity != KH_NONE) || first < 'A' || first > 'Z') return false;
  const kh_nominal *n = kh_roles_nominal(&w->a->roles, k, t);
  if (!n || n->what != KH_NOMINAL_TWIN) return false;
  kh_str list = kh_roles_text(&w->a->roles, n->countries), one;
  country[0] = 0;
  for (int at = 0; kh_str_split(&list, ' ', &one); at++) {
    if (one.n != 3) continue;
    if (!country[0]) memcpy(country, one.s, 3), country[3] = 0;
    if (at == 2 && use_of(w, t) == KH_PREP_PLACE) break;      /* "storms in the North" beside Japan */
    for (size_t i = 0; i < w->names.n; i++) if (kh_str_is(one, w->names.at[i].actor.country)) return true;
  }
  return false;
}

/* "The Algerian news agency APS said", "the Dutch bank Zuidhaven", however the tree hangs them: the body's word right before the name. */
static const kh_cand *body_before(kh_actors_work *w, const kh_cand *c, int depth) {
  uint32_t t = c->name->begin;
  if (!t || w->k->sentence[t - 1] != w->k->sentence[t]) return NULL;
  const kh_cand *x = candidate(w, t - 1, depth);
  if (!x || x == c || !x->role || x->role_end != t || x->role->kind != KH_ROLE_BODY || x->role->of || x->plural || x->begin == x->role_begin) return NULL;
  return x->actor.sectors ? x : NULL;
}

/* A name without an entry: its title, its description, the names inside it. */
static void unknown_name(kh_actors_work *w, kh_cand *c, int depth) {
  char twin[4];
  if (kh_actor_twin(w, c, twin)) {
    kh_gaz_set_state(w->a->gaz, twin, w->d->published, &c->actor);
    c->kind = KH_ENTITY_LOC;
    c->code = KH_CODE_PLACE;
    return;
  }
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  kh_cand *best = c->title != KH_NONE ? &w->cands.at[c->title] : NULL;
  if (best) compose(w, best, depth + 1);
  for (uint32_t t = c->begin; t < c->head; t++) {
    kh_cand *x = candidate(w, t, depth);
    if (x && x->role && x->hidden && x->actor.sectors) best = x;
  }
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1] && !best; i++)
    if (k->deprel[d->child[i]] == KH_DEP_APPOS) {
      kh_cand *x = candidate(w, d->child[i], depth);
      if (x && x->role && coded(&x->actor)) best = x;
    }
  if (!best && c->name && c->name->kind == KH_NAME_PERSON && k->deprel[c->head] == KH_DEP_APPOS) {      /* "the foreign minister of Iran, Kamal Kharrazi" */
    kh_cand *x = candidate(w, k->head[c->head], depth);
    if (x && x->role && x->role->kind == KH_ROLE_PERSON && !x->plural && !x->hidden && coded(&x->actor)) best = x;
  }
  if (best) {
    c->actor = best->actor;
    c->actor.id = c->actor.name = (kh_text){0};
    const kh_ending *form = c->name && c->name->kind == KH_NAME_BODY && best->role && best->role->kind == KH_ROLE_PERSON ? kh_roles_ending(&w->a->roles, k, c->name->end - 1) : NULL;
    if (form && form->form) kh_actor_sectors(&c->actor, 0), c->actor.role = (kh_text){0};      /* "Northfield SA, the country's largest baker": the name tells */
    bool part = c->name && c->name->kind == KH_NAME_BODY && best->role && best->role->kind == KH_ROLE_BODY && best->role->of;
    if (part && c->actor.sectors == best->role->sectors && kh_roles_ending(&w->a->roles, k, c->name->end - 1)) kh_actor_sectors(&c->actor, 0), c->actor.role = (kh_text){0};      /* "its unit Northfield Foods Inc": the name tells */
    if (best->role && !c->gender) c->gender = best->role->gender;
    c->kind = best->role && best->role->kind == KH_ROLE_PERSON && c->kind == KH_ENTITY_ORG && !c->name ? KH_ENTITY_PER : c->kind;
    c->code = KH_CODE_WORDS;
  }
  bool person = c->name && c->name->kind == KH_NAME_PERSON;
  bool opens = person && c->name->first == c->name->begin && c->name->end - c->name->begin > 2 && !kh_roles_first_name(&w->a->roles, k, c->name->begin);
  uint32_t from = person ? c->name->begin : 0;
  if (person && from && k->sentence[from - 1] == k->sentence[from] && k->form[from - 1].s[0] >= 'A' && k->form[from - 1].s[0] <= 'Z') from--;      /* tagged as something else than a noun */
  for (uint32_t x = from; person && x < c->name->first + opens && !c->actor.sectors; x++) {      /* "Cardinal Jaime Sin": a form of address that is a role */
    const kh_role *r = kh_form_of_address(w, x);
    if (!r) continue;
    kh_actor_sectors(&c->actor, r->sectors);
    c->actor.role = kh_as_text(kh_roles_text(&w->a->roles, r->name));
    c->code = KH_CODE_WORDS;
  }
  if (!c->actor.country[0] || (person && !c->actor.sectors)) {
    owner o = {0};
    if (!c->actor.country[0]) before_head(w, c, &o, depth);
    if (person && !c->actor.country[0] && !o.has_country) land_behind(w, c, &o, depth);
    if (person && !c->actor.sectors) {      /* "Stephen Vladeck of the University of Texas" */
      o.has_sectors = false;
      before_name_of(w, c, &o, depth);
      after_name(w, c, &o, depth);
      behind_name(w, c, &o, depth);
      in_relative(w, c, &o, depth);
      in_paper(w, c, &o, depth);
      if (o.has_sectors) kh_actor_sectors(&c->actor, o.sectors);
    }
    owner of = {0};
    if (person && !c->actor.country[0] && !o.has_country) in_relative(w, c, &of, depth), take_owner(c, &of);
    if (!c->actor.country[0]) take_owner(c, &o);
    if (o.has_country || o.has_sectors) c->code = KH_CODE_WORDS;
  }
  const kh_ending *seat = person && !c->actor.sectors && c->name->end < k->n ? kh_roles_quoted(&w->a->roles, k, c->name->end) : NULL;
  if (seat && seat->sectors & 1u << KH_SECTOR_LEG) {      /* "Jane Roe (D-Nev.)" */
    kh_actor_sectors(&c->actor, seat->sectors);
    kh_gaz_set_state(w->a->gaz, seat->country, w->d->published, &c->actor);
    c->code = KH_CODE_WORDS;
  }
  bool body = c->name ? c->name->kind == KH_NAME_BODY && c->name->entity == KH_NONE : c->kind == KH_ENTITY_ORG;
  if (body && !c->actor.sectors) words_of_name(w, c);
  const kh_cand *told = body && c->name && !c->actor.sectors ? body_before(w, c, depth) : NULL;
  if (told) {
    kh_actor_sectors(&c->actor, told->actor.sectors);
    if (!c->actor.country[0]) kh_actor_take_country(&c->actor, &told->actor);
    c->code = KH_CODE_WORDS;
  }
  uint32_t past = body && c->name && !c->actor.sectors ? c->name->end : KH_NONE;      /* "its Harris Graphics subsidiary": a part of a firm */
  const kh_cand *part = past != KH_NONE && past < k->n && k->sentence[past] == k->sentence[c->head] ? candidate(w, past, depth) : NULL;
  if (part && part->role && part->role_begin == past && part->role->kind == KH_ROLE_BODY && part->role->speaks && (part->actor.sectors == 1u << KH_SECTOR_BUS || part->role->sectors == 1u << KH_SECTOR_BUS)) {
    kh_actor_sectors(&c->actor, 1u << KH_SECTOR_BUS);
    c->code = KH_CODE_WORDS;
  }
  uint32_t poss = body && c->name && !c->actor.sectors ? kh_doc_child_with(d, c->head, KH_DEP_NMOD_POSS) : KH_NONE;
  const kh_cand *its = poss == KH_NONE ? NULL : candidate(w, poss, depth);
  if (its && its->pronoun) c->needs_owner = true, c->owner = (uint32_t)(its - w->cands.at);      /* "its Simulations Division" */
  if (body && c->name && !c->actor.sectors) {      /* "the Foreign Ministry's North American Division" */
    owner o = {0};
    before_name_of(w, c, &o, depth);
    after_name(w, c, &o, depth);
    if (o.has_sectors) kh_actor_sectors(&c->actor, o.sectors);
    if (!c->actor.country[0]) take_owner(c, &o);
    if (o.has_country || o.has_sectors) c->code = KH_CODE_WORDS;
  }
}

/* "Brussels warned Rome": a capital that is the seat of a union of states as well acts for the union. */
static bool union_seat(kh_actors_work *w, kh_cand *c) {
  kh_gaz_hit hit[4];
  uint32_t found = kh_gaz_match(w->a->gaz, w->d, c->name->begin, hit, 4);
  for (uint32_t i = 0; i < found; i++) {
    if (hit[i].use != KH_GAZ_USE_SEAT || hit[i].tok_end != c->name->end || kh_gaz_kind_of(w->a->gaz, hit[i].entity) != KH_GAZ_REGION) continue;
    kh_gaz_code(w->a->gaz, hit[i].entity, w->d->published, w->d->arena, &c->actor);
    return true;
  }
  return false;
}

/* "It was Moscow that sent the money". */
static bool singled_out(const kh_doc *d, uint32_t t) {
  uint32_t clause = kh_doc_child_with(d, t, KH_DEP_ACL_RELCL);
  return kh_doc_child_base(d, t, KH_DEP_EXPL) != KH_NONE && kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE && clause != KH_NONE && kh_doc_child_with(d, clause, KH_DEP_NSUBJ) == t + 1;
}

/* A capital that acts is a government; where things happen it is a place. */
static void seat_code(kh_actors_work *w, kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t t = c->head;
  for (uint32_t steps = 0; k->deprel[t] == KH_DEP_CONJ && k->head[t] != KH_NONE && steps < 8; steps++) t = k->head[t];
  kh_preposition use = use_of(w, t);
  bool acts = k->deprel[t] == KH_DEP_NSUBJ && use == KH_PREP_NONE;
  acts = acts || k->deprel[t] == KH_DEP_NMOD_POSS || singled_out(w->d, t) || (use == KH_PREP_PARTY && !c->locative);
  if ((acts || k->deprel[t] == KH_DEP_OBJ || k->deprel[t] == KH_DEP_IOBJ) && union_seat(w, c)) return;
  if (acts || c->actor.sectors) {
    kh_actor_sectors(&c->actor, 1u << KH_SECTOR_GOV);
    c->kind = KH_ENTITY_LOC;
  }
}

/* "President Bazoum" on the day after he was deposed: a title of office that the report gives counts for a month longer. */
static void keep_office(kh_actors_work *w, kh_cand *c, int depth) {
  enum { MONTH = 31 };
  const uint32_t gov = 1u << KH_SECTOR_GOV;
  const kh_name *n = c->name;
  if (w->d->published == KH_NO_DAY || c->actor.sectors & gov) return;
  for (uint32_t t = c->begin; t < n->first; t++) {
    const kh_cand *x = candidate(w, t, depth);
    if (!x || !x->role || !(x->actor.sectors & gov)) continue;
    kh_actor a = {0};
    kh_gaz_code(n->gaz, n->entity, w->d->published - MONTH, w->d->arena, &a);
    if (a.sectors & gov) c->actor = a;
    return;
  }
}

/* "FARC rebels", a name of the list, after the group has become a party: the noun tells. */
static void keep_arms(const kh_actors_work *w, kh_cand *c) {
  const kh_name *n = c->name;
  uint32_t b, e;
  const kh_role *r = n->end - n->begin > 1 ? kh_roles_match(&w->a->roles, w->k, n->end - 1, n->begin, n->end, &b, &e) : NULL;
  if (!r || b == n->begin || r->kind != KH_ROLE_PERSON || r->sectors != 1u << KH_SECTOR_REB || c->actor.sectors & r->sectors) return;
  kh_actor_sectors(&c->actor, r->sectors);
  c->actor.role = kh_as_text(kh_roles_text(&w->a->roles, r->name));
}

/* "An Afghan", "another Syrian": one person, whatever the tag. */
bool kh_cand_is_somebody(const kh_actors_work *w, const kh_cand *m) {
  uint8_t b = kh_deprel_base(w->k->deprel[m->head]);
  bool argument = b == KH_DEP_NSUBJ || b == KH_DEP_OBJ || b == KH_DEP_IOBJ || b == KH_DEP_OBL || b == KH_DEP_NMOD || b == KH_DEP_CONJ;
  for (uint32_t i = w->d->child_at[m->head]; i < w->d->child_at[m->head + 1]; i++)      /* "an American and a Soviet spacecraft" */
    if (w->k->deprel[w->d->child[i]] == KH_DEP_CONJ && w->k->upos[w->d->child[i]] == KH_UPOS_NOUN && kh_doc_child_with(w->d, w->d->child[i], KH_DEP_AMOD) != KH_NONE) return false;
  return argument && !m->plural && m->begin < m->head && w->k->upos[m->begin] == KH_UPOS_DET && !m->definite && m->name && m->head + 1 == m->name->end;
}

static void compose(kh_actors_work *w, kh_cand *c, int depth) {
  if (c->composed || depth > 64) return;
  c->composed = true;
  if (c->pronoun) return;
  if (c->name && c->name->entity != KH_NONE) {
    c->actor = c->name->actor;
    c->code = KH_CODE_LINK;
    if (c->name->kind == KH_NAME_SEAT) seat_code(w, c);
    if (c->name->kind == KH_NAME_PERSON) keep_office(w, c, depth);
    if (c->name->kind == KH_NAME_BODY) keep_arms(w, c);
    bool one = !c->plural && !c->definite && c->begin < c->name->begin && c->end == c->name->end && w->k->upos[c->begin] == KH_UPOS_DET;      /* "an Egyptian" */
    if (c->name->kind == KH_NAME_DEMONYM && !c->actor.sectors && (((c->plural || one) && w->k->upos[c->head] != KH_UPOS_ADJ) || kh_cand_is_somebody(w, c)))
      kh_actor_sectors(&c->actor, 1u << KH_SECTOR_CVL);   /* "Britons": people, where "the British" may be the state */
    bool everywhere = c->name->kind == KH_NAME_BODY && !strcmp(c->actor.country, "NGO");      /* "the Ugandan Red Cross" */
    bool product = c->name->kind == KH_NAME_BODY && c->actor.sectors == 1u << KH_SECTOR_BUS && !c->definite && c->begin < c->name->begin && w->k->upos[c->begin] == KH_UPOS_DET;      /* "an Iranian Airbus" */
    everywhere |= product;
    if ((!c->actor.country[0] || everywhere) && c->name->kind != KH_NAME_DEMONYM) {
      owner o = {0};
      before_head(w, c, &o, depth);
      if (!everywhere || (o.has_country && kh_gaz_state(w->a->gaz, o.country.country) != KH_NONE && c->begin < c->name->begin)) {
        take_owner(c, &o);
        if (c->name->kind == KH_NAME_PEOPLE && c->plural) share_more(w, c, &o);
      }
    }
    if (c->name->kind == KH_NAME_PERSON && (!c->actor.sectors || c->actor.sectors == 1u << KH_SECTOR_ELI)) {      /* "opposition leader", once a minister */
      static const uint32_t powers = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REL;
      kh_actor known = c->actor;
      c->actor.sectors = 0, c->actor.sector = KH_SECTOR_NONE, c->actor.role = (kh_text){0};
      unknown_name(w, c, depth);
      if (known.sectors && !(c->actor.sectors & powers)) c->actor = known;
      if (known.country[0]) kh_actor_take_country(&c->actor, &known);
      c->actor.id = known.id, c->actor.name = known.name;
      c->code = KH_CODE_LINK;
    }
    return;
  }
  if (c->role) role_code(w, c, depth);
  else unknown_name(w, c, depth);
}

static kh_cand *lone_demonym(const kh_actors_work *w, uint32_t t) {
  if (w->name_at[t] == KH_NONE || w->cand_at[t] == KH_NONE || w->names.at[w->name_at[t]].kind != KH_NAME_DEMONYM) return NULL;
  kh_cand *x = &w->cands.at[w->cand_at[t]];
  return x->name && x->name->end == t + 1 && !(w->k->morph[t] & KH_MORPH_PLUR) ? x : NULL;
}

/* "Tajik, Uzbek and Russian troops": where the tree parts them, the first ones are troops as well. */
static void share_noun(kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  const kh_sentence *s = &w->d->sentences[k->sentence[c->head]];
  bool forces = c->name && c->name->kind == KH_NAME_BODY && c->actor.country[0] && c->actor.sectors;      /* "Russian troops", an entry of its own */
  if (c->hidden || !c->plural || (!forces && (!c->role || !lone_demonym(w, c->begin)))) return;
  for (uint32_t t = c->begin, n = 0; t > s->tok_begin + 1 && n < MORE_MAX; n++) {
    if (k->upos[t - 1] != KH_UPOS_CCONJ && !kh_str_is(k->form[t - 1], ",")) return;
    uint32_t at = t - 2;
    if (k->upos[t - 1] == KH_UPOS_CCONJ && kh_str_is(k->form[at], ",") && at > s->tok_begin) at--;
    kh_cand *x = lone_demonym(w, at);
    if (!x || x->hidden) return;
    kh_actor a = c->actor;
    kh_actor_take_country(&a, &x->actor);
    a.id = a.name = (kh_text){0};
    x->actor = a;
    x->code = KH_CODE_WORDS, x->elliptic = true;
    t = x->name->begin;
  }
}

/* "British and French forces", "French and Spanish police", the second of which is an entry of its own: one phrase, two countries. */
static void share_entry(kh_actors_work *w, kh_cand *c) {
  const kh_tokens *k = w->k;
  if (!c->name || c->name->kind != KH_NAME_BODY || c->hidden || c->more_count || !c->actor.country[0] || !c->actor.sectors || c->begin == c->name->begin || k->upos[c->name->begin - 1] != KH_UPOS_CCONJ) return;
  kh_actor *more = KH_ARRAY(w->scratch, kh_actor, MORE_MAX);
  uint32_t n = 0;
  for (uint32_t t = c->begin; t + 1 < c->name->begin && n < MORE_MAX; t++) {
    const kh_name *x = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (!x || x->begin != t || (x->kind != KH_NAME_DEMONYM && x->kind != KH_NAME_STATE) || !x->actor.country[0] || !strcmp(x->actor.country, c->actor.country)) continue;
    more[n] = c->actor;
    kh_actor_take_country(&more[n], &x->actor);
    more[n].id = more[n].name = (kh_text){0};
    n++;
  }
  if (!n) return;
  c->actor.id = c->actor.name = (kh_text){0};
  c->more = more, c->more_count = n;
}

/* "Warships of Iran, Russia and China", where the tree ties the others to the ships: they are owners all the same. */
static void share_owners(kh_actors_work *w, kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t end = w->d->sentences[k->sentence[c->head]].tok_end, t = c->role_end, n = 0;
  kh_cand *others[MORE_MAX];
  bool last = false;
  if (!c->role || c->hidden || !c->plural || c->more_count || !c->actor.country[0] || t + 1 >= end || k->upos[t] != KH_UPOS_ADP) return;
  if (k->upos[++t] == KH_UPOS_DET) t++;
  const kh_name *first = t >= end || w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
  if (!first || first->kind != KH_NAME_STATE || strcmp(first->actor.country, c->actor.country)) return;
  for (t = first->end; t + 1 < end && n < MORE_MAX && !last;) {
    if (k->upos[t] == KH_UPOS_CCONJ) last = true;
    else if (!kh_str_is(k->form[t], ",")) return;
    if (k->upos[++t] == KH_UPOS_CCONJ) last = true, t++;
    if (t < end && k->upos[t] == KH_UPOS_DET) t++;
    if (t >= end || w->name_at[t] == KH_NONE) return;
    const kh_name *x = &w->names.at[w->name_at[t]];
    uint8_t rel = k->deprel[x->head];
    if (x->kind != KH_NAME_STATE || w->cand_at[x->head] == KH_NONE || (rel != KH_DEP_CONJ && rel != KH_DEP_APPOS)) return;
    others[n++] = &w->cands.at[w->cand_at[x->head]];
    t = x->end;
  }
  if (!n || !last) return;
  kh_actor *more = KH_ARRAY(w->scratch, kh_actor, n);
  for (uint32_t i = 0; i < n; i++) {
    more[i] = c->actor;
    kh_actor_take_country(&more[i], &others[i]->actor);
    others[i]->hidden |= others[i]->end > c->end;      /* no party of its own beside the ships */
  }
  c->more = more, c->more_count = n;
  if (t > c->end) c->end = t;
}

static bool is_known_person(const kh_cand *c) { return c->name && c->name->kind == KH_NAME_PERSON && c->actor.id.n; }

/* A report without a date that calls somebody "Secretary of State" once is of a day on which he was: so he is throughout, though his offices have ended since. */
static void share_office(kh_actors_work *w) {
  const uint32_t gone = 1u << KH_SECTOR_ELI;
  if (w->d->published != KH_NO_DAY) return;
  kh_map *held = kh_map_new(w->scratch, 0);
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (!is_known_person(c) || !c->actor.sectors) continue;
    bool former = false;
    for (uint32_t t = c->begin; t < c->name->first && !former; t++) {
      const kh_cand *title = w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
      former = title && title->role && title->actor.sectors == gone;
    }
    if (c->actor.sectors == gone && !former) continue;
    uint32_t *slot = kh_map_put(held, (kh_str){c->actor.id.s, c->actor.id.n}, NULL);
    if (!*slot || former) *slot = former ? UINT32_MAX : (uint32_t)i + 1;
  }
  for (size_t i = 0; i < w->cands.n; i++) {
    kh_cand *c = &w->cands.at[i];
    if (!is_known_person(c) || c->actor.sectors != gone) continue;
    const uint32_t *with = kh_map_get(held, (kh_str){c->actor.id.s, c->actor.id.n});
    if (with && *with != UINT32_MAX) c->actor = w->cands.at[*with - 1].actor;
  }
}

void kh_actors_compose(kh_actors_work *w) {
  for (size_t i = 0; i < w->cands.n; i++) compose(w, &w->cands.at[i], 0);
  share_office(w);
  for (size_t i = 0; i < w->cands.n; i++) share_entry(w, &w->cands.at[i]), share_noun(w, &w->cands.at[i]), share_owners(w, &w->cands.at[i]);
}
