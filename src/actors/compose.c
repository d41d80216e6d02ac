/* compose.c: country and sector of a phrase from its own words.
 *
 * A role brings sectors; the country comes from its possessor, then from the names before it, then from what it
 * belongs to ("of", "for"), last from where it is ("in"). Roles with "-of" take the sectors of what they belong to.
 * Modifiers ("former", "rebel") change the result. */
#include "actors/compose_int.h"

void kh_actor_sectors(kh_actor *a, uint32_t sectors) {
  a->sectors = sectors;
  a->sector = KH_SECTOR_NONE;
  for (unsigned s = 1; s < KH_SECTOR_COUNT && a->sector == KH_SECTOR_NONE; s++)
    if (sectors >> s & 1) a->sector = (kh_sector)s;
}

/* "The Colombians' president", "Christian militiamen": a people or a faith lends its sector only to words that have none. */
uint32_t kh_actor_lent(const kh_role *r, uint32_t sectors) {
  const uint32_t power = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_ELI;
  if (r->kin) return sectors & (power | 1u << KH_SECTOR_LEG) ? 1u << KH_SECTOR_ELI : 0;
  const uint32_t any = power | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB;
  /* "the president's guard", "the defence ministry's forces", "Suva's military commander", but "the embassy's staff" */
  const uint32_t own = sectors & r->sectors;
  if (r->sectors && !r->address && !(r->sectors & any) && !(sectors & ~(power | r->sectors)))
    return r->rank && own && own == sectors && own != r->sectors ? own : 0;      /* "the army's officers" are no police */
  const uint32_t unknown = 1u << KH_SECTOR_UAF, armed = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_REB;
  if (sectors == unknown && r->sectors & armed) return 0;      /* "militiamen of the group" */
  if (sectors == 1u << KH_SECTOR_BUS && r->sectors == 1u << KH_SECTOR_LAB && r->kind == KH_ROLE_PEOPLE) return 0;      /* "hotel staff" */
  const uint32_t seat = 1u << KH_SECTOR_LEG, party = 1u << KH_SECTOR_PTY;
  /* a senator who runs for president: his strategists are his party's */
  if (r->of && r->kind == KH_ROLE_PERSON && (sectors & (seat | party)) == (seat | party)) sectors &= ~seat;
  return r->of && !(r->sectors && (sectors == 1u << KH_SECTOR_CVL || sectors == 1u << KH_SECTOR_REL)) ? sectors : 0;
}

/* "its allies": another land's, where the owner is a land. */
bool kh_actor_ally(const kh_role *r) { return r && r->stranger && r->of && r->sectors == 1u << KH_SECTOR_GOV; }

bool kh_actor_land(const kh_actor *a) { return a->country[0] && !a->sectors; }

bool kh_cand_is_body(const kh_cand *x) { return x->role ? x->role->kind == KH_ROLE_BODY : x->name && x->name->kind == KH_NAME_BODY; }

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
  return kh_doc_child_base(d, t, KH_DEP_EXPL) != KH_NONE && kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE && clause != KH_NONE &&
         kh_doc_child_with(d, clause, KH_DEP_NSUBJ) == t + 1;
}

/* A capital that acts is a government; where things happen it is a place. */
static void seat_code(kh_actors_work *w, kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t t = c->head;
  for (uint32_t steps = 0; k->deprel[t] == KH_DEP_CONJ && k->head[t] != KH_NONE && steps < 8; steps++) t = k->head[t];
  kh_preposition use = kh_compose_use_of(w, t);
  bool acts = k->deprel[t] == KH_DEP_NSUBJ && use == KH_PREP_NONE;
  acts = acts || k->deprel[t] == KH_DEP_NMOD_POSS || singled_out(w->d, t) || (use == KH_PREP_PARTY && !c->locative);
  if ((acts || k->deprel[t] == KH_DEP_OBJ || k->deprel[t] == KH_DEP_IOBJ) && union_seat(w, c)) return;
  if (acts || c->actor.sectors) {
    kh_actor_sectors(&c->actor, 1u << KH_SECTOR_GOV);
    c->kind = KH_ENTITY_LOC;
  }
}

/* "President Bazoum" on the day after he was deposed: a title of office that the report gives counts for a month longer. "Prime Minister Netanyahu", on a day
 * when the lists have him in opposition: the report's day may be wrong, its title is not. */
static void keep_office(kh_actors_work *w, kh_cand *c, int depth) {
  enum { MONTH = 31 };
  const uint32_t gov = 1u << KH_SECTOR_GOV, active = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LEG;
  const kh_name *n = c->name;
  if (w->d->published == KH_NO_DAY || c->actor.sectors & gov) return;
  for (uint32_t t = c->begin; t < n->first; t++) {
    const kh_cand *x = kh_compose_candidate(w, t, depth);
    if (!x || !x->role || !(x->actor.sectors & gov)) continue;
    kh_actor a = {0};
    kh_gaz_code(n->gaz, n->entity, w->d->published - MONTH, w->d->arena, &a);
    bool premier = x->role->kind == KH_ROLE_PERSON && x->role->sole && !x->role->of && x->actor.sectors == gov && c->actor.sectors & active &&
                   (!x->actor.country[0] || !strcmp(x->actor.country, c->actor.country));
    if (a.sectors & gov) c->actor = a;
    else if (premier) kh_actor_sectors(&c->actor, gov), c->actor.role = kh_as_text(kh_roles_text(&w->a->roles, x->role->name));
    return;
  }
}

/* "Malaysian President Xi": a title whose own words tell a land, or a body of states, that is not the listed bearer's: the text is right, and means somebody
 * of that name. "Its Syria envoy" is of no land that an adjective or a possessor tells. */
static void as_titled(kh_actors_work *w, kh_cand *c, int depth) {
  static const uint32_t offices = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_COP |
                                  1u << KH_SECTOR_OPP;
  const uint32_t body = 1u << KH_SECTOR_IGO, former = 1u << KH_SECTOR_ELI;
  const kh_name *n = c->name;
  if (!c->actor.country[0] || c->actor.sectors & body) return;
  for (uint32_t t = c->begin; t < n->first; t++)      /* "LIMA - Japanese Minister Roe": his land is told as well */
    if (w->name_at[t] != KH_NONE && !strcmp(w->names.at[w->name_at[t]].actor.country, c->actor.country)) return;
  for (uint32_t t = c->begin; t < n->first; t++) {
    const kh_cand *x = kh_compose_candidate(w, t, depth);
    if (!x || !x->role || x->role->kind != KH_ROLE_PERSON || !x->actor.country[0] || !strcmp(x->actor.country, c->actor.country)) continue;
    bool state = kh_gaz_state(w->a->gaz, x->actor.country) != KH_NONE, his = kh_gaz_state(w->a->gaz, c->actor.country) != KH_NONE, told = x->role->sole;
    for (uint32_t i = c->begin; i < x->role_begin && !told; i++) {
      const kh_name *land = w->name_at[i] == KH_NONE ? NULL : &w->names.at[w->name_at[i]];
      told = land && !strcmp(land->actor.country, x->actor.country) && (land->kind == KH_NAME_DEMONYM || kh_is_possessive_mark(w->k, land->end));
    }
    if (state && his && told && x->actor.sectors & offices && !(x->actor.sectors & former)) {
      c->actor = x->actor;
      return;
    }
    if (!state && x->actor.sectors & body && (!c->actor.sectors || c->actor.sectors == former)) {
      kh_actor_take_country(&c->actor, &x->actor);
      kh_actor_sectors(&c->actor, body);
      return;
    }
  }
}

/* "FARC rebels", a name of the list, after the group has become a party: the noun tells. "Economic Freedom Fighters": the noun is the name's own. */
static void keep_arms(const kh_actors_work *w, kh_cand *c) {
  const kh_name *n = c->name;
  uint32_t b, e;
  const kh_role *r = n->end - n->begin > 1 ? kh_roles_match(&w->a->roles, w->k, n->end - 1, n->begin, n->end, &b, &e) : NULL;
  if (!r || b == n->begin || kh_has_capital(w->k, n->end - 1) || r->kind != KH_ROLE_PERSON || r->sectors != 1u << KH_SECTOR_REB || c->actor.sectors & r->sectors) return;
  kh_actor_sectors(&c->actor, r->sectors);
  c->actor.role = kh_as_text(kh_roles_text(&w->a->roles, r->name));
}

/* "The Herald's editor X", known as a scholar: a calling changes sooner than an office, and what the words tell of it is of
 * the day. */
static void as_called(kh_actors_work *w, kh_cand *c, int depth) {
  static const uint32_t callings = 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_MED |
                                   1u << KH_SECTOR_REL;
  kh_actor known = c->actor;
  bool called = known.sectors && (!(known.sectors & ~callings) || known.sectors == (1u << KH_SECTOR_NGO | 1u << KH_SECTOR_PTY));
  if (!called || c->begin + 1 == c->end) return;
  c->actor.sectors = 0, c->actor.sector = KH_SECTOR_NONE;
  kh_compose_unknown_name(w, c, depth);
  uint32_t told = c->actor.sectors;
  kh_text role = c->actor.role;
  c->actor = known, c->code = KH_CODE_LINK;
  if (told && !(told & ~callings)) kh_actor_sectors(&c->actor, told), c->actor.role = role;
}

/* "An Afghan", "another Syrian": one person, whatever the tag. */
bool kh_cand_is_somebody(const kh_actors_work *w, const kh_cand *m) {
  uint8_t b = kh_deprel_base(w->k->deprel[m->head]);
  bool argument = b == KH_DEP_NSUBJ || b == KH_DEP_OBJ || b == KH_DEP_IOBJ || b == KH_DEP_OBL || b == KH_DEP_NMOD || b == KH_DEP_CONJ;
  for (uint32_t i = w->d->child_at[m->head]; i < w->d->child_at[m->head + 1]; i++)      /* "an American and a Soviet spacecraft" */
    if (w->k->deprel[w->d->child[i]] == KH_DEP_CONJ && w->k->upos[w->d->child[i]] == KH_UPOS_NOUN &&
        kh_doc_child_with(w->d, w->d->child[i], KH_DEP_AMOD) != KH_NONE)
      return false;
  return argument && !m->plural && m->begin < m->head && w->k->upos[m->begin] == KH_UPOS_DET && !m->definite && m->name && m->head + 1 == m->name->end;
}

/* "Karabakh's Armenians", "the Hungarians of Slovakia", "Latvia's Russians": people whom another land's name owns live in that land. */
static void of_where_they_live(kh_actors_work *w, kh_cand *c, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t t = d->child[i];
    bool owns = t < c->head ? w->k->deprel[t] == KH_DEP_NMOD_POSS || w->k->deprel[t] == KH_DEP_COMPOUND
                            : t < c->name->end + 3 && kh_deprel_base(w->k->deprel[t]) == KH_DEP_NMOD && kh_compose_use_of(w, t) == KH_PREP_BELONGS;
    const kh_cand *x = owns ? kh_compose_candidate(w, t, depth) : NULL;
    if (!x || !x->name || (x->name->kind != KH_NAME_STATE && x->name->kind != KH_NAME_PLACE && x->name->kind != KH_NAME_SEAT) ||
        !strcmp(x->actor.country, c->actor.country) || kh_gaz_state(w->a->gaz, x->actor.country) == KH_NONE)
      continue;
    kh_actor_take_country(&c->actor, &x->actor);
    c->actor.id = c->actor.name = (kh_text){0};
    return;
  }
}

void kh_compose(kh_actors_work *w, kh_cand *c, int depth) {
  if (c->composed || depth > 64) return;
  c->composed = true;
  if (c->pronoun) return;
  if (c->name && c->name->entity != KH_NONE) {
    c->actor = c->name->actor;
    c->code = KH_CODE_LINK;
    if (c->name->kind == KH_NAME_SEAT) seat_code(w, c);
    if (c->name->kind == KH_NAME_PERSON) keep_office(w, c, depth), as_titled(w, c, depth);
    if (c->name->kind == KH_NAME_BODY) keep_arms(w, c);
    /* "an Egyptian" */
    bool one = !c->plural && !c->definite && c->begin < c->name->begin && c->end == c->name->end && w->k->upos[c->begin] == KH_UPOS_DET;
    if (c->name->kind == KH_NAME_DEMONYM && !c->actor.sectors && (((c->plural || one) && w->k->upos[c->head] != KH_UPOS_ADJ) || kh_cand_is_somebody(w, c)))
      kh_actor_sectors(&c->actor, 1u << KH_SECTOR_CVL);   /* "Britons": people, where "the British" may be the state */
    if (c->name->kind == KH_NAME_DEMONYM && c->plural && c->actor.sectors == 1u << KH_SECTOR_CVL) of_where_they_live(w, c, depth);
    bool everywhere = c->name->kind == KH_NAME_BODY && !strcmp(c->actor.country, "NGO");      /* "the Ugandan Red Cross" */
    /* "an Iranian Airbus" */
    bool product = c->name->kind == KH_NAME_BODY && c->actor.sectors == 1u << KH_SECTOR_BUS && !c->definite && c->begin < c->name->begin &&
                   w->k->upos[c->begin] == KH_UPOS_DET;
    everywhere |= product;
    if ((!c->actor.country[0] || everywhere) && c->name->kind != KH_NAME_DEMONYM) {
      kh_owner o = {0};
      kh_compose_before_head(w, c, &o, depth);
      if (!everywhere || (o.has_country && !o.based && kh_gaz_state(w->a->gaz, o.country.country) != KH_NONE && c->begin < c->name->begin)) {
        kh_compose_take_owner(c, &o);
        if (c->name->kind == KH_NAME_PEOPLE && c->plural) kh_compose_share_more(w, c, &o);
      }
    }
    if (c->name->kind == KH_NAME_PERSON) as_called(w, c, depth);
    if (c->name->kind == KH_NAME_PERSON && (!c->actor.sectors || c->actor.sectors == 1u << KH_SECTOR_ELI)) {      /* "opposition leader", once a minister */
      static const uint32_t powers = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_REB |
                                     1u << KH_SECTOR_JUD | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_IGO;
      kh_actor known = c->actor;
      c->actor.sectors = 0, c->actor.sector = KH_SECTOR_NONE, c->actor.role = (kh_text){0};
      kh_compose_unknown_name(w, c, depth);
      if (known.sectors && !(c->actor.sectors & powers)) c->actor = known;
      if (known.country[0]) kh_actor_take_country(&c->actor, &known);
      c->actor.id = known.id, c->actor.name = known.name;
      c->code = KH_CODE_LINK;
    }
    return;
  }
  if (c->role) kh_compose_role_code(w, c, depth);
  else kh_compose_unknown_name(w, c, depth);
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
  for (uint32_t t = c->begin, n = 0; t > s->tok_begin + 1 && n < KH_OWNER_MORE; n++) {
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
  if (!c->name || c->name->kind != KH_NAME_BODY || c->hidden || c->more_count || !c->actor.country[0] || !c->actor.sectors || c->begin == c->name->begin ||
      k->upos[c->name->begin - 1] != KH_UPOS_CCONJ)
    return;
  kh_actor *more = KH_ARRAY(w->scratch, kh_actor, KH_OWNER_MORE);
  uint32_t n = 0;
  for (uint32_t t = c->begin; t + 1 < c->name->begin && n < KH_OWNER_MORE; t++) {
    const kh_name *x = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (!x || x->begin != t || (x->kind != KH_NAME_DEMONYM && x->kind != KH_NAME_STATE) || !x->actor.country[0] || !strcmp(x->actor.country, c->actor.country))
      continue;
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
  kh_cand *others[KH_OWNER_MORE];
  bool last = false;
  if (!c->role || c->hidden || !c->plural || c->more_count || !c->actor.country[0] || t + 1 >= end || k->upos[t] != KH_UPOS_ADP) return;
  if (k->upos[++t] == KH_UPOS_DET) t++;
  const kh_name *first = t >= end || w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
  if (!first || first->kind != KH_NAME_STATE || strcmp(first->actor.country, c->actor.country)) return;
  for (t = first->end; t + 1 < end && n < KH_OWNER_MORE && !last;) {
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

/* "Women and children from Ukraine", "students and teachers of Peru": whence the last of bare plurals in a list are, the others are too. */
static void share_behind(kh_actors_work *w, kh_cand *c) {
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  bool bare = c->role && c->begin == c->role_begin && c->end == c->role_end && c->owner == KH_NONE;
  if (!bare || c->hidden || !c->plural || c->actor.country[0] || c->abroad) return;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t t = d->child[i];
    const kh_cand *x = t < c->end || k->deprel[t] != KH_DEP_CONJ || w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
    if (!x || !x->role || !x->plural || x->hidden || !x->actor.country[0] || x->begin != c->end + 1 || k->upos[c->end] != KH_UPOS_CCONJ ||
        x->begin != x->role_begin || x->role_end + 1 >= k->n || kh_roles_preposition(&w->a->roles, k, x->role_end) != KH_PREP_BELONGS)
      continue;
    uint32_t at = x->role_end + 1 + (k->upos[x->role_end + 1] == KH_UPOS_DET);
    if (at >= k->n || w->name_at[at] == KH_NONE || strcmp(w->names.at[w->name_at[at]].actor.country, x->actor.country)) continue;
    kh_actor_take_country(&c->actor, &x->actor);
    return;
  }
}

static bool is_known_person(const kh_cand *c) { return c->name && c->name->kind == KH_NAME_PERSON && c->actor.id.n; }

/* A report without a date that calls somebody "Secretary of State" once is of a day on which he was: so he is throughout, though his offices have ended since.
 * */
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
  for (size_t i = 0; i < w->cands.n; i++) kh_compose(w, &w->cands.at[i], 0);
  share_office(w);
  for (size_t i = 0; i < w->cands.n; i++) {
    kh_cand *c = &w->cands.at[i];
    share_entry(w, c), share_noun(w, c), share_owners(w, c), share_behind(w, c);
  }
}
