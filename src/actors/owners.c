/* owners.c: whose a role is: what stands before and behind its noun tells its country and sectors. */
#include "actors/compose_int.h"

void kh_compose_take_country(kh_owner *o, const kh_actor *a) {
  if (o->has_country || !a->country[0]) return;
  o->country = *a;
  o->has_country = true;
}

void kh_compose_take_sectors(kh_owner *o, uint32_t sectors) {
  if (o->has_sectors || !sectors) return;
  o->sectors = sectors;
  o->has_sectors = true;
}

bool kh_compose_unknown_body(const kh_cand *x) {
  return x->name && x->name->kind == KH_NAME_BODY && x->name->entity == KH_NONE && !x->actor.sectors;
}

static void add_more(kh_owner *o, const kh_actor *a) {
  if (o->more_count < KH_OWNER_MORE && a->country[0] && strcmp(a->country, o->country.country)) o->more[o->more_count++] = *a;
}

kh_cand *kh_compose_candidate(kh_actors_work *w, uint32_t t, int depth) {
  if (t == KH_NONE || w->cand_at[t] == KH_NONE) return NULL;
  kh_cand *c = &w->cands.at[w->cand_at[t]];
  kh_compose(w, c, depth + 1);
  return c;
}

uint32_t kh_compose_led_by(kh_actors_work *w, const kh_cand *c, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t v = d->child[i], agent = v > c->head && d->tok.deprel[v] == KH_DEP_ACL ? kh_doc_child_with(d, v, KH_DEP_OBL_AGENT) : KH_NONE;
    const kh_cand *x = kh_compose_candidate(w, agent, depth);
    if (x && x != c) return x->actor.sectors & ~(1u << KH_SECTOR_CVL | 1u << KH_SECTOR_ELI);
  }
  return 0;
}

bool kh_compose_is_figure(const kh_cand *x) {
  return x->name && x->name->kind == KH_NAME_PERSON && x->actor.id.n && x->actor.sectors & (1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP);
}

kh_modifier_effect kh_compose_hyphenated(const kh_actors_work *w, uint32_t end, uint32_t limit) {
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

/* "The deputy commissioner": the word before a person's office tells the rank, and is no lawmaker. */
static bool is_rank(const kh_actors_work *w, uint32_t t, const kh_cand *c) {
  uint32_t past;
  if (!c->role || c->role->kind != KH_ROLE_PERSON || t + 1 != c->role_begin) return false;
  const kh_modifier *m = kh_roles_modifier(&w->a->roles, w->k, t, c->role_begin, &past);
  return m && m->effect == KH_MODIFIER_KEEP;
}

/* "North Korean and U.S. negotiators", "Chinese, Japanese, and South Korean officials", "two Danish and three Kenyan lawmakers": a name behind an "and" that
 * another name stands before. */
static bool listed(const kh_actors_work *w, const kh_name *n, uint32_t after) {
  const kh_tokens *k = w->k;
  uint32_t joint = n->begin ? n->begin - 1 : 0;
  if (joint > after + 1 && k->upos[joint] == KH_UPOS_NUM) joint--;
  if (joint <= after || k->upos[joint] != KH_UPOS_CCONJ) return false;
  uint32_t before = joint - 1;
  if (before > after && kh_str_is(k->form[before], ",")) before--;
  return w->name_at[before] != KH_NONE;
}

/* "Indian, Chinese troops clash", as headlines list two peoples: a people or a state behind a comma that another stands before. */
static bool listed_by_comma(const kh_actors_work *w, const kh_name *n, uint32_t first) {
  const kh_tokens *k = w->k;
  if (n->begin < first + 2 || (n->kind != KH_NAME_DEMONYM && n->kind != KH_NAME_STATE) || !kh_str_is(k->form[n->begin - 1], ",")) return false;
  const kh_name *before = w->name_at[n->begin - 2] == KH_NONE ? NULL : &w->names.at[w->name_at[n->begin - 2]];
  return before && (before->kind == KH_NAME_DEMONYM || before->kind == KH_NAME_STATE) && w->name_at[first] == w->name_at[n->begin - 2];
}

/* "A joint Danish-Kenyan force": a body of two lands; but persons may be of two. */
static bool hyphenated_pair(const kh_actors_work *w, const kh_cand *c, const kh_name *n, uint32_t first) {
  const kh_tokens *k = w->k;
  if (!c->role || c->role->kind == KH_ROLE_PERSON || n->kind != KH_NAME_DEMONYM || n->begin < first + 2 || !kh_str_is(k->form[n->begin - 1], "-")) return false;
  return w->name_at[n->begin - 2] != KH_NONE && w->name_at[n->begin - 2] == w->name_at[first];
}

/* In "Copenhagen and Nairobi": two towns or states, of different countries, that stand together. */
static bool in_two_lands(kh_actors_work *w, uint32_t t, int depth) {
  uint32_t other = kh_doc_child_with(w->d, t, KH_DEP_CONJ);
  const kh_cand *x = kh_compose_candidate(w, t, depth), *y = kh_compose_candidate(w, other, depth);
  return x && y && x->name && y->name && x->actor.country[0] && y->actor.country[0] && strcmp(x->actor.country, y->actor.country);
}

/* "The Iran-contra panel", "an Iraq-war critic": a state that a hyphen joins to a common noun is what they are about, and not their own. */
static bool is_matter(const kh_actors_work *w, const kh_name *n, const kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t past, next = n->end + 1;
  if (n->kind != KH_NAME_STATE || next >= c->head || !kh_str_is(k->form[n->end], "-") || w->name_at[next] != KH_NONE) return false;
  bool noun = k->upos[next] == KH_UPOS_NOUN || (k->upos[next] == KH_UPOS_PROPN && !kh_has_capital(k, next));
  return noun && !kh_roles_modifier(&w->a->roles, k, next, c->head, &past);
}

void kh_compose_before_head(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth) {
  const kh_tokens *k = w->k;
  uint32_t stop = c->role ? c->role_begin : c->name ? c->name->begin : c->head, first_name = KH_NONE;
  for (uint32_t t = c->begin; t < stop; t++) {
    kh_cand *x = kh_compose_candidate(w, t, depth);
    if (!x || x == c || x->pronoun || k->deprel[t] == KH_DEP_APPOS) continue;
    if (!x->name && is_rank(w, t, c)) continue;
    if (x->role && x->role_begin && kh_str_is(k->form[x->role_begin - 1], "-")) continue;      /* "pro-government" */
    /* "right-wing militiamen" are no party's, but "the right-wing leader" is one's */
    if (x->role && t == x->role_begin + 2 && kh_str_is(k->form[t - 1], "-") && k->head[t] == c->head && c->role && c->role->sectors && !c->role->sole) continue;
    if (x->name) {
      kh_modifier_effect hy = kh_compose_hyphenated(w, x->name->end, c->head);
      if (hy == KH_MODIFIER_PATRON || is_matter(w, x->name, c)) continue;
      /* "the Istanbul-based Syrian opposition" */
      if (o->based && o->has_country && hy != KH_MODIFIER_HOME && x->name->kind == KH_NAME_DEMONYM && x->actor.country[0] && k->head[t] == c->head)
        o->has_country = false, memset(&o->country, 0, sizeof o->country);
      o->based = hy == KH_MODIFIER_HOME && (o->based || !o->has_country);
    } else if (x->role && x->role->kind == KH_ROLE_PERSON &&
               ((!c->role && !x->hidden) || (k->upos[t] == KH_UPOS_PROPN && x->role->sectors == 1u << KH_SECTOR_CVL)))
      continue; /* "the Lawn Boy unit" */
    bool told =
        x->name && (x->name->kind == KH_NAME_DEMONYM || (x->name->entity != KH_NONE && (x->name->kind == KH_NAME_BODY || x->name->kind == KH_NAME_PLACE)));
    /* "Central American presidents", but not "Hindu pilgrims", "Democratic candidates", "pro-Russian" */
    if (told && !x->actor.country[0] && !memchr(k->form[t].s, '-', k->form[t].n)) c->abroad = true;
    bool joined = k->deprel[t] == KH_DEP_CONJ && first_name != KH_NONE && k->head[t] != KH_NONE && k->head[t] >= c->begin &&
                  (k->head[t] == first_name || w->name_at[k->head[t]] == w->name_at[first_name]);
    /* "North Korean and U.S. negotiators", where the tree hangs both on the head */
    joined |= c->plural && x->name && first_name != KH_NONE && k->head[t] == c->head && listed(w, x->name, first_name);
    joined |= x->name && first_name != KH_NONE && (hyphenated_pair(w, c, x->name, first_name) || (c->plural && listed_by_comma(w, x->name, first_name)));
    if (joined && o->has_country) add_more(o, &x->actor);
    if (x->name && first_name == KH_NONE) first_name = t;
    o->town |= !o->has_country && x->name && x->name->kind == KH_NAME_PLACE && x->actor.country[0];
    /* "the NGO Affairs Bureau", but "Oxfam officials" */
    bool subject = c->role && !c->role->of && c->role->sectors == 1u << KH_SECTOR_GOV && !strcmp(x->actor.country, "NGO") && !x->name;
    if (!subject) kh_compose_take_country(o, &x->actor);
    o->unknown_body |= kh_compose_unknown_body(x);
    if (x->name ? x->name->kind != KH_NAME_DEMONYM && x->name->kind != KH_NAME_STATE && x->name->kind != KH_NAME_PLACE : x->role != NULL)
      if (x->actor.sectors)      /* the nearest one */
        o->has_sectors = true, o->sectors = x->actor.sectors, o->body = kh_cand_is_body(x), o->figure = kh_compose_is_figure(x);
  }
}

void kh_compose_before_brackets(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  const kh_tokens *k = w->k;
  uint32_t t = c->begin;
  if (o->has_country || o->has_sectors || !c->role->of || c->begin != c->role_begin || t < w->d->sentences[k->sentence[c->head]].tok_begin + 4) return;
  if (!kh_str_is(k->form[t - 1], ")") || w->name_at[t - 2] == KH_NONE) return;
  const kh_name *n = &w->names.at[w->name_at[t - 2]];
  if (n->kind != KH_NAME_BODY || !n->begin || !kh_str_is(k->form[n->begin - 1], "(")) return;
  for (uint32_t head = n->head, i = 0; i < 2; i++, head = n->begin - 2) {      /* the short name, else the long one */
    const kh_cand *x = kh_compose_candidate(w, head, depth);
    if (!x || x == c || !kh_compose_coded(&x->actor)) continue;
    kh_compose_take_country(o, &x->actor);
    kh_compose_take_sectors(o, x->actor.sectors);
    return;
  }
}

kh_preposition kh_compose_use_of(const kh_actors_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (w->k->deprel[d->child[i]] == KH_DEP_CASE) {
      kh_preposition p = kh_roles_preposition(&w->a->roles, w->k, d->child[i]);
      if (p != KH_PREP_NONE) return p;
    }
  return KH_PREP_NONE;
}

bool kh_compose_points_back(const kh_actors_work *w, const kh_cand *x) {
  if (!x->role || x->hidden || x->actor.country[0]) return false;
  if (kh_roles_is_nominal(&w->a->roles, w->k, x->begin, KH_NOMINAL_PAIR)) return true;
  const kh_nominal *n = x->definite ? kh_roles_nominal(&w->a->roles, w->k, x->head) : NULL;
  return n && n->what != KH_NOMINAL_REALM && n->what != KH_NOMINAL_ROUND;
}

bool kh_compose_in_clause(const kh_actors_work *w, uint32_t i, uint32_t t) {
  for (uint32_t steps = 0; steps < 8 && i != t && i != KH_NONE; steps++, i = w->k->head[i])
    if (kh_deprel_base(w->k->deprel[i]) == KH_DEP_ACL || kh_deprel_base(w->k->deprel[i]) == KH_DEP_ADVCL) return true;
  return false;
}

static void belongs_to(kh_actors_work *w, kh_cand *c, uint32_t t, kh_owner *o, int depth) {
  const kh_doc *d = w->d;
  kh_cand *x = kh_compose_candidate(w, t, depth);
  /* "a hundred of its soldiers", "a team of its cameramen" */
  if (x && c->owner == KH_NONE && x->needs_owner && !x->actor.country[0] && c->role && c->role->of &&
      (c->role->kind == KH_ROLE_PEOPLE || (c->role->kind == KH_ROLE_BODY && !c->role->sectors)))
    c->needs_owner = true, c->owner = x->owner;
  /* "members of his party", "agents of its secret police" */
  if (x && c->owner == KH_NONE && x->needs_owner && !x->actor.country[0] && c->role && c->role->kind == KH_ROLE_PERSON && !c->role->stranger &&
      !c->role->upon && !c->role->peer && !c->role->abroad && x->role)
    c->needs_owner = true, c->owner = (uint32_t)(x - w->cands.at);
  /* "a group of armed men", "hundreds of thousands of migrants" */
  bool number = x && x->role && x->role->of && !x->role->sectors;
  bool anywhere = x && x->role && (x->role->stranger || (x->abroad && (x->role->lends || number))) && !x->actor.country[0];
  if (anywhere && c->role && c->role->of && !c->role->sectors) c->abroad = true;
  /* "a doctor from a neighbouring country" */
  c->abroad |= x && x->role && x->abroad && !x->actor.country[0] && kh_roles_is_nominal(&w->a->roles, w->k, x->head, KH_NOMINAL_STATE);
  /* "the leader of the group" */
  if (x && c->owner == KH_NONE && kh_compose_points_back(w, x)) c->needs_owner = true, c->owner = (uint32_t)(x - w->cands.at);
  if (!x) {
    /* "the head of the capital's police": the first country inside */
    for (uint32_t i = w->full_begin[t]; i < w->full_end[t] && !o->has_country; i++)
      if ((x = kh_compose_candidate(w, i, depth)) && x->name && !kh_compose_in_clause(w, i, t)) kh_compose_take_country(o, &x->actor);
    return;
  }
  if (x->pronoun) return;
  char capital = x->role ? w->k->form[x->role_begin].s[0] : 0;
  /* "Minister for Industry" */
  if (c->role && c->role->sectors == 1u << KH_SECTOR_GOV && !c->role->of && x->role && x->begin == x->role_begin && capital >= 'A' && capital <= 'Z')
    x->hidden = true;
  bool first = !o->has_country;
  o->unknown_body |= kh_compose_unknown_body(x);
  kh_compose_take_country(o, &x->actor);
  if (!o->has_sectors && x->actor.sectors) o->body = kh_cand_is_body(x), o->figure = kh_compose_is_figure(x);
  kh_compose_take_sectors(o, x->actor.sectors);
  if (!first) return;
  for (uint32_t i = 0; i < x->more_count; i++) add_more(o, &x->more[i]);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (w->k->deprel[d->child[i]] == KH_DEP_CONJ) {
      kh_cand *y = kh_compose_candidate(w, d->child[i], depth);
      if (y && y->name) add_more(o, &y->actor);
    }
}

static bool states_in_number(const kh_actors_work *w, uint32_t t) {
  if (!kh_roles_is_nominal(&w->a->roles, w->k, t, KH_NOMINAL_STATE) || w->cand_at[t] == KH_NONE || !w->cands.at[w->cand_at[t]].plural) return false;
  const kh_cand *x = &w->cands.at[w->cand_at[t]];
  return x->role != NULL && (!x->definite || x->role_begin > x->begin + 1);      /* "the states" points back, "the Nile states" does not */
}

bool kh_compose_several_states(const kh_actors_work *w, const kh_cand *c) {
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
static void loyal_to(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1] && !o->has_country; i++) {
    uint32_t t = d->child[i], to = t < c->head || w->k->deprel[t] != KH_DEP_AMOD || kh_roles_preposition(&w->a->roles, w->k, t) != KH_PREP_SIDES
                                       ? KH_NONE
                                       : kh_doc_child_base(d, t, KH_DEP_OBL);
    const kh_cand *x = to == KH_NONE ? NULL : kh_compose_candidate(w, to, depth);
    if (!x || x->pronoun || (x->actor.country[0] && kh_gaz_state(w->a->gaz, x->actor.country) == KH_NONE)) continue;
    kh_compose_take_country(o, &x->actor);
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
    uint32_t t = d->child[i], at = t < c->head || w->k->deprel[t] != KH_DEP_ACL || kh_roles_preposition(&w->a->roles, w->k, t) != KH_PREP_DWELLS
                                       ? KH_NONE
                                       : kh_doc_child_base(d, t, KH_DEP_OBL);
    /* "people fleeing Sudan" */
    if (at == KH_NONE && t > c->head && w->k->deprel[t] == KH_DEP_ACL && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_DWELLS)
      at = kh_doc_child_with(d, t, KH_DEP_OBJ);
    kh_preposition use = at == KH_NONE ? KH_PREP_NONE : kh_compose_use_of(w, at);
    if (at == KH_NONE || (use != KH_PREP_PLACE && use != KH_PREP_BELONGS && w->k->deprel[at] != KH_DEP_OBJ) || is_nearby(w, at)) continue;
    for (uint32_t n = w->full_begin[at]; n < w->full_end[at]; n++) {
      kh_cand *x = kh_compose_candidate(w, n, depth);
      if (x && x->name && x->actor.country[0]) return x;
    }
  }
  return NULL;
}

/* "Workers at a South Korean-owned factory in Pune": hands are of the place where they work, not of whose the works are. */
static bool works_there(kh_actors_work *w, const kh_cand *c, uint32_t at, kh_actor *place, int depth) {
  const kh_cand *x = c->role && c->role->sectors == 1u << KH_SECTOR_LAB ? kh_compose_candidate(w, at, depth) : NULL;
  if (!x || x->name || !x->role || x->role->kind != KH_ROLE_BODY || !(x->actor.sectors & 1u << KH_SECTOR_BUS) || !x->actor.country[0]) return false;
  for (uint32_t t = x->head + 1; t < w->full_end[at] && !place->country[0]; t++) {
    const kh_cand *in = kh_compose_candidate(w, t, depth);
    if (in && in->name && (in->name->kind == KH_NAME_PLACE || in->name->kind == KH_NAME_STATE) && in->locative) *place = in->actor;
  }
  return place->country[0] && strcmp(place->country, x->actor.country);
}

/* "Ministers from Warsaw to Lisbon": the ends of a stretch, of neither of which they are. */
static bool ends_of_stretch(const kh_actors_work *w, uint32_t t) {
  const kh_name *from = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
  uint32_t to = from ? from->end : KH_NONE;
  const kh_name *n = to == KH_NONE || to + 1 >= w->k->n || w->k->sentence[to + 1] != w->k->sentence[t] || w->name_at[to + 1] == KH_NONE
                         ? NULL
                         : &w->names.at[w->name_at[to + 1]];
  return n && from->actor.country[0] && n->actor.country[0] && strcmp(from->actor.country, n->actor.country) &&
         kh_roles_preposition(&w->a->roles, w->k, to) == KH_PREP_SERVES;
}

/* "ECOWAS lifted its sanctions. … The bloc's leaders": is the word at t that of a body of states that the report has named? */
static bool is_named_bloc(const kh_actors_work *w, uint32_t t) {
  enum { FAR = 400 /* names looked at */ };
  if (!kh_roles_is_nominal(&w->a->roles, w->k, t, KH_NOMINAL_IGO) || (w->k->morph[t] & KH_MORPH_PLUR)) return false;
  for (size_t i = 0; i < w->names.n && i < FAR && w->names.at[i].begin < t; i++)
    if (w->names.at[i].kind == KH_NAME_BODY && w->names.at[i].actor.sectors & 1u << KH_SECTOR_IGO) return true;
  return false;
}

bool kh_compose_of_many_lands(const kh_actors_work *w, const kh_cand *c, uint32_t t) {
  static const uint32_t afar = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REL;
  kh_preposition use = kh_roles_preposition(&w->a->roles, w->k, t);
  bool all = use == KH_PREP_EVERYWHERE;      /* "workers from around the world" */
  if (!c->role || !c->plural || !(all || c->role->sectors & afar) || (!all && use != KH_PREP_LANDS) || is_named_bloc(w, t)) return false;
  for (uint32_t i = w->full_begin[t]; i < w->full_end[t]; i++)
    if (w->name_at[i] != KH_NONE) return false;
  return true;
}

bool kh_compose_is_victim(kh_actors_work *w, const kh_cand *c, uint32_t t, int depth) {
  static const uint32_t arms = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_UAF;
  if (!c->role || !c->role->upon) return false;
  const kh_cand *x = kh_compose_candidate(w, t, depth);
  return !x || !(x->actor.sectors & arms);
}

/* "Ministers from member states Mali, Niger and Chad": the first of the lands by name behind the word for them, or the word itself. */
static uint32_t lands_by_name(const kh_actors_work *w, uint32_t t) {
  if (!kh_roles_is_nominal(&w->a->roles, w->k, t, KH_NOMINAL_STATE)) return t;
  for (uint32_t i = w->d->child_at[t]; i < w->d->child_at[t + 1]; i++) {
    uint32_t c = w->d->child[i];
    if (c == t + 1 && w->k->deprel[c] == KH_DEP_APPOS && w->name_at[c] != KH_NONE && w->names.at[w->name_at[c]].kind == KH_NAME_STATE) return c;
  }
  return t;
}

void kh_compose_after_head(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth) {
  static const uint32_t residents = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_REB |
                                    1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_REF | 1u << KH_SECTOR_MED;
  const kh_doc *d = w->d;
  kh_actor place = {0};
  uint32_t several = KH_NONE;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t child = d->child[i];
    if (child < c->head || kh_deprel_base(w->k->deprel[child]) != KH_DEP_NMOD || (c->role && child < c->role_end)) continue;
    kh_preposition p = kh_compose_use_of(w, child);
    if (p == KH_PREP_BELONGS && (is_end(w, c, child) || kh_actors_set_off(w, child))) continue;
    if ((p == KH_PREP_BELONGS && ends_of_stretch(w, child)) || (p != KH_PREP_NONE && kh_compose_of_many_lands(w, c, child))) {
      c->abroad = true;
      continue;
    }
    if (p == KH_PREP_BELONGS && kh_compose_is_victim(w, c, child, depth)) {
      const kh_cand *x = kh_compose_candidate(w, child, depth);
      c->abroad |= x && x->actor.country[0];
      continue;
    }
    if (!o->has_country && works_there(w, c, child, &place, depth)) continue;
    if (p == KH_PREP_BELONGS || serves(w, c, child, p)) belongs_to(w, c, lands_by_name(w, child), o, depth);
    /* "fifteen foreign ministers in Rome" */
    else if (p == KH_PREP_PLACE && c->role && !(c->plural && !c->role->guest && in_two_lands(w, child, depth)) &&
             (c->role->guest || kh_compose_several_states(w, c) || (c->role->sole && !c->role->of && c->plural)))
      c->abroad = true;
    /* "experts on North Korea", but "traders on Rhodes" */
    else if (p == KH_PREP_TOPIC && c->role && c->role->kind == KH_ROLE_PERSON && w->name_at[child] != KH_NONE && !(c->role->sectors & residents))
      c->abroad = true;
    else if ((p == KH_PREP_PLACE || p == KH_PREP_TOPIC) && !place.country[0])
      for (uint32_t t = w->full_begin[child]; t < w->full_end[child] && !place.country[0]; t++) {
        kh_cand *x = kh_compose_candidate(w, t, depth);
        if (!x || !x->name || !x->actor.country[0] || (x->name->kind == KH_NAME_STATE && is_nearby(w, child))) continue;
        /* "the minister, on a visit to Argentina" */
        if (t != child && kh_compose_use_of(w, t) == KH_PREP_SERVES) {
          c->abroad = true;
          break;
        }
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
      kh_compose_take_country(o, &n->actor);
      if (c->role->of) kh_compose_take_sectors(o, n->actor.sectors);
    }
  }
  /* the tree hangs "from Turkey" elsewhere: what follows at once counts all the same */
  uint32_t t = c->role ? c->role_end : c->head + 1, end = d->sentences[w->k->sentence[c->head]].tok_end;
  bool guest = c->role && c->role->guest && t < end && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_PLACE;      /* "arrested migrants in Calais" */
  if (!o->has_country && !place.country[0] && !c->abroad && !guest && t < end && w->k->upos[t] == KH_UPOS_ADP &&
      kh_roles_preposition(&w->a->roles, w->k, t) <= KH_PREP_PLACE && kh_roles_preposition(&w->a->roles, w->k, t) != KH_PREP_NONE)
    /* as far as its noun: "the mayor of Graz accused Sudan"; "students from the University of Copenhagen" */
    for (uint32_t x = t + 1; x < end && x < t + 4 && x <= w->k->head[t] && !place.country[0]; x++) {
      kh_cand *n = kh_compose_candidate(w, x, depth);
      if (n && (n->name || (x == w->k->head[t] && kh_cand_is_body(n))) && n->actor.country[0]) place = n->actor;
    }
  const kh_cand *home = o->has_country || place.country[0] || c->abroad ? NULL : home_of(w, c, depth);
  if (home) place = home->actor;
  /* "FBI agents in Kingston" */
  bool theirs = c->role && c->role->country[0] && !c->role->world && !c->role->named;
  if (theirs && t < end && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_PLACE) place = (kh_actor){0};
  bool own = !o->has_country;
  c->placed = own && place.country[0] && !home && t < end && kh_roles_preposition(&w->a->roles, w->k, t) == KH_PREP_PLACE;
  kh_compose_take_country(o, &place);
  /* "hardliners in Damascus and Baghdad" */
  for (uint32_t i = several == KH_NONE || !own ? 0 : d->child_at[several]; several != KH_NONE && own && i < d->child_at[several + 1]; i++) {
    kh_cand *y = w->k->deprel[d->child[i]] == KH_DEP_CONJ ? kh_compose_candidate(w, d->child[i], depth) : NULL;
    if (y && y->name && kh_doc_child_base(d, d->child[i], KH_DEP_DET) == KH_NONE) add_more(o, &y->actor);
  }
}

static bool applies(const kh_modifier *m, const kh_role *r, uint32_t sectors) {
  if (m->if_sectors && !(m->if_sectors & sectors)) return false;
  if (m->if_kind && (!r || r->kind != m->if_kind)) return false;
  /* "masked men", but "masked policemen" are police */
  if (m->if_gender && (!r || r->gender != m->if_gender || r->sectors & ~(1u << KH_SECTOR_CVL))) return false;
  return !m->if_of || (r && r->of);
}

/* "Current and former officials": some hold the office. */
static bool beside_another(const kh_actors_work *w, const kh_cand *c, uint32_t t, uint32_t end) {
  const kh_tokens *k = w->k;
  return c->plural && ((t > c->begin + 1 && k->upos[t - 1] == KH_UPOS_CCONJ) || (t + 2 < end && k->upos[t + 1] == KH_UPOS_CCONJ));
}

uint32_t kh_compose_modify(const kh_actors_work *w, kh_cand *c, uint32_t sectors) {
  const uint32_t offices = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP |
                           1u << KH_SECTOR_SPY | 1u << KH_SECTOR_IGO;
  uint32_t end = c->role ? c->role_begin : c->head, own = sectors;
  for (uint32_t t = c->begin, past; t <= end; t++) {
    if (kh_deprel_base(w->k->deprel[t]) == KH_DEP_NMOD && w->k->deprel[t] != KH_DEP_NMOD_DESC && t < end) continue;   /* the possessor's words */
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && n->entity != KH_NONE && n->end - n->begin > 1) continue;      /* the "union" of the European Union */
    const kh_modifier *m = t < end ? kh_roles_modifier(&w->a->roles, w->k, t, end, &past) : kh_roles_prefix(&w->a->roles, w->k, t);
    /* "nuclear-armed neighbours" are no armed ones */
    bool compound = t > c->begin + 1 && kh_str_is(w->k->form[t - 1], "-") && w->k->upos[t - 2] != KH_UPOS_ADV;
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

void kh_compose_take_owner(kh_cand *c, const kh_owner *o) {
  if (o->has_country) kh_actor_take_country(&c->actor, &o->country);
}

bool kh_compose_counts_actors(const kh_actors_work *w, const kh_cand *c) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++)
    if (d->child[i] > c->head && kh_deprel_base(w->k->deprel[d->child[i]]) == KH_DEP_NMOD && w->cand_at[d->child[i]] != KH_NONE) return true;
  return false;
}

bool kh_compose_counts_numbers(const kh_actors_work *w, const kh_cand *c) {
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

bool kh_compose_is_bare_object(const kh_actors_work *w, const kh_cand *c) {
  const kh_doc *d = w->d;
  if (w->k->deprel[c->head] != KH_DEP_OBJ || (c->head + 1 < w->k->n && (w->k->upos[c->head + 1] == KH_UPOS_ADV || w->k->upos[c->head + 1] == KH_UPOS_ADJ)))
    return false;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++)
    if (kh_deprel_base(w->k->deprel[d->child[i]]) == KH_DEP_AMOD || kh_deprel_base(w->k->deprel[d->child[i]]) == KH_DEP_DET) return false;
  return true;
}

/* "Kenyan officials and foreign diplomats", "… and migrants": of those of whom the words say that they are of no such land. */
static bool is_foreign(const kh_actors_work *w, const kh_cand *c, const kh_cand *first) {
  if (c->role->sectors & 1u << KH_SECTOR_IGO) return !(first->actor.sectors & 1u << KH_SECTOR_IGO);
  if (c->role->stranger && !c->role->of) return !first->role || !first->role->stranger;
  for (uint32_t t = c->begin, past; t < c->role_begin; t++)      /* but "foreign and defence ministers" */
    for (const kh_modifier *m = kh_roles_modifier(&w->a->roles, w->k, t, c->role_begin, &past); m; m = m->last ? NULL : m + 1)
      if (m->effect == KH_MODIFIER_ABROAD && w->k->upos[t + 1] != KH_UPOS_CCONJ && w->k->upos[t + 1] != KH_UPOS_PUNCT &&
          applies(m, c->role, c->role->sectors))
        return true;
  return false;
}

void kh_compose_share_owner(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth) {
  static const uint32_t forces = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_GOV;
  const kh_tokens *k = w->k;
  if (k->deprel[c->head] != KH_DEP_CONJ || k->head[c->head] > c->head) return;
  for (uint32_t t = c->begin; t < c->head; t++)
    if (k->upos[t] == KH_UPOS_DET || k->upos[t] == KH_UPOS_NUM || k->upos[t] == KH_UPOS_PRON) return;
  const kh_cand *first = kh_compose_candidate(w, k->head[c->head], depth);
  if (!first || first->hidden || !(first->role || (first->name && first->name->kind == KH_NAME_BODY))) return;
  if (((first->actor.sectors & forces) && !(c->role->sectors & forces)) || is_foreign(w, c, first)) return;
  if (first->needs_owner) {
    c->needs_owner = true, c->owner = first->owner;
    return;
  }
  for (uint32_t t = first->begin; t < first->head && !o->has_country; t++) {
    const kh_cand *x = kh_compose_candidate(w, t, depth);
    if (x && x->actor.country[0] && !strcmp(x->actor.country, first->actor.country)) kh_compose_take_country(o, &first->actor);
  }
  for (uint32_t i = 0; o->has_country && i < first->more_count; i++) add_more(o, &first->more[i]);
}
