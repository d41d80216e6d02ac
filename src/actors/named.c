/* named.c: who is called by a name: titles, bodies and places beside it, and what an unknown name is. */
#include "actors/compose_int.h"

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
static void body_behind(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  for (uint32_t t = c->role_end; t < c->end; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (!n || n->kind != KH_NAME_BODY || n->head != t || kh_compose_in_clause(w, t, c->head)) continue;
    kh_preposition p = kh_compose_use_of(w, t);
    const kh_cand *x = p == KH_PREP_BELONGS || p == KH_PREP_PLACE ? kh_compose_candidate(w, t, depth) : NULL;
    if (!x || !x->actor.sectors) continue;
    kh_compose_take_country(o, &x->actor);
    kh_compose_take_sectors(o, x->actor.sectors);
    return;
  }
}

/* "Executive director of the advocacy group Northfield Watch", where the tree hangs the name from the words before it: the body right behind the preposition.
 * */
static void body_next(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth) {
  const kh_tokens *k = w->k;
  uint32_t t = c->role_end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (t + 1 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return;
  for (uint32_t x = t + 1; x < end && x < t + 7; x++) {
    const kh_cand *b = w->cand_at[x] == KH_NONE ? NULL : &w->cands.at[w->cand_at[x]];
    if (!b || b == c || b->begin > t + 1 || b->head != x || !kh_cand_is_body(b)) continue;
    b = kh_compose_candidate(w, x, depth);
    c->abroad |= b->abroad;
    kh_compose_take_country(o, &b->actor);
    kh_compose_take_sectors(o, b->actor.sectors);
    return;
  }
}

/* "President of Risk Analysis Systems": two capitals right behind the preposition that nothing knows. */
static bool capitals_next(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t t = c->role_end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (t + 2 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return false;
  for (uint32_t x = t + 1; x < t + 3; x++)
    if ((k->upos[x] != KH_UPOS_PROPN && k->upos[x] != KH_UPOS_NOUN) || !kh_has_capital(k, x) || w->name_at[x] != KH_NONE || w->cand_at[x] != KH_NONE)
      return false;
  return true;
}

/* "Representative Jane Roe", where "the representative" may be anybody's. */
static bool before_name(const kh_actors_work *w, const kh_cand *c) {
  uint32_t t = c->role_end;
  return t < w->k->n && w->k->sentence[t] == w->k->sentence[c->head] && w->name_at[t] != KH_NONE && w->names.at[w->name_at[t]].kind == KH_NAME_PERSON;
}

/* "Said Sanders spokeswoman Jane Roe", "Priorities USA spokesman John Roe": the name right before a title is whose it is, wherever the tree hangs it. */
static void right_before(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  uint32_t t = c->role_begin;
  if (!t || w->k->sentence[t - 1] != w->k->sentence[t] || w->name_at[t - 1] == KH_NONE) return;
  const kh_name *n = &w->names.at[w->name_at[t - 1]];
  const kh_cand *x = n->kind == KH_NAME_BODY || (n->kind == KH_NAME_PERSON && n->end == n->first + 1) ? kh_compose_candidate(w, n->head, depth) : NULL;
  if (!x || x == c || n->end != t || !x->actor.sectors) return;
  kh_compose_take_country(o, &x->actor);
  kh_compose_take_sectors(o, x->actor.sectors);
}

void kh_compose_share_more(kh_actors_work *w, kh_cand *c, const kh_owner *o) {
  if (!o->more_count) return;
  kh_actor *more = KH_ARRAY(w->scratch, kh_actor, o->more_count);
  const uint32_t body = 1u << KH_SECTOR_IGO;      /* "EU and Kenyan officials", "Kenyan and EU officials": a body's are the body, a land's are not */
  bool lends = c->role && c->role->sectors && !(c->role->sectors & body) && o->sectors & body && c->actor.sectors & body;
  for (uint32_t i = 0; i < o->more_count; i++) {
    more[i] = c->actor;
    kh_actor_take_country(&more[i], &o->more[i]);
    uint32_t lent = c->role ? kh_actor_lent(c->role, o->more[i].sectors & body) : 0;
    if (lent) kh_actor_sectors(&more[i], lent);
    else if (lends && kh_actor_land(&o->more[i])) kh_actor_sectors(&more[i], c->role->sectors);
  }
  if (lends && kh_gaz_state(w->a->gaz, c->actor.country) != KH_NONE) kh_actor_sectors(&c->actor, c->role->sectors);
  c->more = more, c->more_count = o->more_count;
}

/* "Turkish snipers": a state's adjective or name within the phrase, before the role. */
static bool told_before_head(const kh_actors_work *w, const kh_cand *c) {
  for (uint32_t t = c->begin; t < c->role_begin; t++)
    if (w->name_at[t] != KH_NONE && kh_gaz_state(w->a->gaz, w->names.at[w->name_at[t]].actor.country) != KH_NONE &&
        kh_str_starts(kh_view(w->names.at[w->name_at[t]].actor.id), KH_STR("cty:")))
      return true;
  return false;
}

/* A person, or a name that is no state's and no listed body's ("the Roes"). */
static bool is_private(const kh_cand *p) {
  if (p->role && !p->name) return p->role->kind == KH_ROLE_PERSON;
  if (!p->name) return !p->pronoun && !kh_compose_coded(&p->actor);
  return p->name->kind == KH_NAME_PERSON || (p->name->entity == KH_NONE && p->name->kind == KH_NAME_BODY && !p->actor.sectors);
}

/* "The minister's neighbours", "two neighbours", "Neighbours dug him out": people, where nothing tells of states. */
static bool next_door(const kh_actors_work *w, const kh_cand *c, const kh_cand *p) {
  if (!c->role->homely) return false;
  if (p) return is_private(p);
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {      /* "neighbours of Jane Roe" */
    uint32_t t = w->d->child[i];
    if (t > c->head && kh_deprel_base(w->k->deprel[t]) == KH_DEP_NMOD && w->cand_at[t] != KH_NONE && is_private(&w->cands.at[w->cand_at[t]]) &&
        kh_compose_use_of(w, t) == KH_PREP_BELONGS)
      return true;
  }
  if (!c->definite && (!c->plural || w->k->upos[c->begin] == KH_UPOS_NUM)) return true;
  if (c->begin != c->role_begin || c->role_end != c->role_begin + 1) return false;
  const kh_sentence *s = &w->d->sentences[w->k->sentence[c->head]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && (n->kind == KH_NAME_STATE || n->kind == KH_NAME_SEAT)) return false;
  }
  return kh_doc_child_base(w->d, c->head, KH_DEP_NMOD) == KH_NONE && kh_doc_child_base(w->d, c->head, KH_DEP_APPOS) == KH_NONE &&
         kh_doc_child_base(w->d, c->head, KH_DEP_ACL) == KH_NONE;
}

/* Who or what is told at t, in a phrase behind c's noun that hangs on it, or NULL. */
static const kh_cand *told_behind(const kh_actors_work *w, const kh_cand *c, uint32_t t) {
  return t < c->head || w->cand_at[t] == KH_NONE || kh_deprel_base(w->k->deprel[t]) != KH_DEP_NMOD ? NULL : &w->cands.at[w->cand_at[t]];
}

/* "A delegation of mothers", "of bishops": people of a calling told by a noun of their own, and no nation's. */
static bool holds_people(const kh_actors_work *w, const kh_cand *c, uint32_t sectors) {
  if (sectors != 1u << KH_SECTOR_CVL && sectors != 1u << KH_SECTOR_REL) return false;
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    const kh_cand *x = told_behind(w, c, w->d->child[i]);
    if (x && x->role && !x->name && x->role->kind != KH_ROLE_BODY && x->actor.sectors == sectors) return true;
  }
  return false;
}

/* "The US embassy's employees": staff of a body of a state that is a guest where it is. p: whose they are, or NULL. */
static bool of_embassy(const kh_actors_work *w, const kh_cand *c, const kh_cand *p) {
  uint32_t t = p ? p->head : c->role_begin - (c->role_begin > c->begin);
  const kh_role *r = kh_roles_find(&w->a->roles, w->k->lower[t]);
  return r && r->kind == KH_ROLE_BODY && r->guest;
}

/* "A leader of an independence group", "the movement's leader": of a band of which nothing else is told, and no head of a state. */
static bool leads_band(const kh_actors_work *w, const kh_cand *c, const kh_cand *p) {
  const kh_roles *r = &w->a->roles;
  if (p) return p->role && p->role->kind == KH_ROLE_BODY && !p->actor.sectors && kh_roles_is_nominal(r, w->k, p->head, KH_NOMINAL_BAND);
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    const kh_cand *x = told_behind(w, c, w->d->child[i]);
    if (x && x->role && x->role->kind == KH_ROLE_BODY && !x->actor.sectors && kh_roles_is_nominal(r, w->k, x->head, KH_NOMINAL_BAND)) return true;
  }
  return false;
}

/* "The Central African nation of Chad", "the former Soviet republics of Armenia and Georgia": a state that is named behind its noun is all that this means,
 * whatever stands before it. */
static bool is_land_of(const kh_actors_work *w, const kh_cand *c) {
  if (!kh_roles_is_nominal(&w->a->roles, w->k, c->head, KH_NOMINAL_STATE) && !kh_roles_is_nominal(&w->a->roles, w->k, c->head, KH_NOMINAL_LISTED)) return false;
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    uint32_t t = w->d->child[i];
    const kh_name *n = t < c->head || w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && n->kind == KH_NAME_STATE && kh_deprel_base(w->k->deprel[t]) == KH_DEP_NMOD && kh_compose_use_of(w, t) == KH_PREP_BELONGS) return true;
  }
  return false;
}

void kh_compose_role_code(kh_actors_work *w, kh_cand *c, int depth) {
  const kh_doc *d = w->d;
  kh_owner o = {0};
  bool own_land = false;      /* its country is told before it, not by the place where it is */
  uint32_t possessor = kh_doc_child_with(d, c->head, KH_DEP_NMOD_POSS);
  kh_cand *p = possessor == KH_NONE ? NULL : kh_compose_candidate(w, possessor, depth);
  if (p && kh_compose_is_victim(w, c, possessor, depth)) p = NULL;
  if (p && !p->pronoun && possessor >= c->role_begin && possessor < c->role_end) p = NULL;      /* but "his deputy" has an kh_owner */
  bool many = possessor != KH_NONE && kh_compose_of_many_lands(w, c, possessor);
  bool at_home = next_door(w, c, p);
  bool lender = p && c->role->lends && c->role->stranger;      /* "Peru's creditor banks": Peru owes them */
  bool foreign = many || lender || (c->role->abroad && !at_home) || (p && kh_actor_ally(c->role) && kh_actor_land(&p->actor));
  if (foreign) {
    c->abroad = true;
    for (uint32_t t = c->begin; t < c->role_begin && !o.has_country; t++) {   /* "its Colombian neighbour" */
      kh_cand *x = w->k->head[t] == c->head && w->k->deprel[t] == KH_DEP_AMOD ? kh_compose_candidate(w, t, depth) : NULL;
      if (x && x->name && x->name->kind == KH_NAME_DEMONYM) kh_compose_take_country(&o, &x->actor);
    }
  }
  for (uint32_t t = c->begin; t < c->role_begin && p && !foreign && !o.has_country; t++) {      /* "Varity's British-based subsidiary" */
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (!n || n->begin != t || kh_compose_hyphenated(w, n->end, c->head) != KH_MODIFIER_HOME) continue;
    const kh_cand *x = kh_compose_candidate(w, n->head, depth);
    if (x) kh_compose_take_country(&o, &x->actor);
  }
  if (!foreign && p && p->pronoun) {
    c->needs_owner = true, c->owner = (uint32_t)(p - w->cands.at);
  } else if (!foreign && p) {
    c->owner = (uint32_t)(p - w->cands.at);
    /* "his country's envoy", "Howard's aides": the chain knows more than these words */
    bool unknown = p->name && p->name->kind == KH_NAME_PERSON && p->name->entity == KH_NONE && !kh_compose_coded(&p->actor);
    /* "the mission's head", of which it was told before */
    bool body = p->role && !p->hidden && !p->role->guest && p->role->kind == KH_ROLE_BODY && p->role->sectors && p->definite && !p->plural && !p->actor.country[0];
    c->needs_owner = body || kh_compose_points_back(w, p) || (p->needs_owner && !p->actor.country[0]) ||
                     (unknown && (c->role->kind != KH_ROLE_BODY || c->role->sectors));
    kh_compose_take_country(&o, &p->actor);
    kh_compose_take_sectors(&o, p->actor.sectors);
    o.unknown_body = kh_compose_unknown_body(p);
    o.body = p->actor.sectors && kh_cand_is_body(p);
    o.figure = kh_compose_is_figure(p);
  }
  const bool land_of = is_land_of(w, c);
  if (!foreign) {
    if (!land_of) kh_compose_before_head(w, c, &o, depth);
    if (!p) kh_compose_before_brackets(w, c, &o, depth);
    if (!p && c->role->of && c->role->kind == KH_ROLE_PERSON && !o.has_sectors && before_name(w, c)) right_before(w, c, &o, depth);
    own_land = o.has_country;
    kh_compose_after_head(w, c, &o, depth);
    bool sent = c->plural && !o.more_count &&
                (c->role->sectors == 1u << KH_SECTOR_GOV || c->role->sectors == 1u << KH_SECTOR_MIL || c->role->sectors == 1u << KH_SECTOR_CVL ||
                 (c->role->kind != KH_ROLE_BODY && c->role->sectors == 1u << KH_SECTOR_LAB));
    /* "evacuated its citizens from Sudan", but "his counterparts from Angola and Brazil" */
    bool land = p && p->role && p->needs_owner && kh_roles_is_nominal(&w->a->roles, w->k, p->head, KH_NOMINAL_STATE);
    bool own = (sent && p && p->pronoun) || land;      /* "met his country's envoy in Peru" */
    if (own && !own_land) o.has_country = false, memset(&o.country, 0, sizeof o.country);
    if (!p && !o.has_country && !c->abroad) kh_compose_share_owner(w, c, &o, depth);
  }
  if (c->role->of && c->role->kind == KH_ROLE_PERSON && !c->role->sectors && !o.has_sectors) body_next(w, c, &o, depth), body_behind(w, c, &o, depth);
  /* "vice president of sales at Northfield Inc" */
  else if (c->role->of && c->role->kind == KH_ROLE_PERSON && c->role->sole && !o.has_sectors && !o.has_country && !p) body_behind(w, c, &o, depth);
  else if (c->role->of && c->role->kind == KH_ROLE_BODY && (c->role->speaks || !c->role->sectors) && !o.has_sectors) body_next(w, c, &o, depth);
  if (kh_compose_several_states(w, c)) {
    c->abroad = true;
    /* "the Bogota group of eight states" is called after a town */
    bool called = false;
    for (uint32_t t = c->begin; t < c->role_begin; t++)
      called |= w->name_at[t] != KH_NONE && (w->names.at[w->name_at[t]].kind == KH_NAME_PLACE || w->names.at[w->name_at[t]].kind == KH_NAME_SEAT);
    if (called && c->role->kind == KH_ROLE_BODY && c->role->of && !c->role->sectors && !p) o.has_country = false, memset(&o.country, 0, sizeof o.country);
  }
  bool counted = c->role->kind == KH_ROLE_PEOPLE && c->role->of && !c->role->sectors, actors = counted && kh_compose_counts_actors(w, c),
       numbers = counted && kh_compose_counts_numbers(w, c);
  bool nothing_else = numbers || (!actors && kh_doc_child_base(d, c->head, KH_DEP_NMOD) == KH_NONE);
  /* "Millions marched", "killed dozens" */
  bool alone = counted && c->plural && nothing_else && (kh_deprel_base(w->k->deprel[c->head]) == KH_DEP_NSUBJ || kh_compose_is_bare_object(w, c));
  if (counted && !actors && !alone) c->hidden = true;
  /* "the bishops' conference's president" */
  uint32_t lent = o.body && c->role->of && o.sectors == 1u << KH_SECTOR_REL ? o.sectors : kh_actor_lent(c->role, o.sectors);
  if (!lent && !o.body && c->role->of && c->role->kind == KH_ROLE_BODY && c->role->sectors == 1u << KH_SECTOR_GOV && holds_people(w, c, o.sectors))
    lent = o.sectors;
  if (c->role->kin && c->role->kind == KH_ROLE_BODY && o.figure) lent = 1u << KH_SECTOR_ELI;      /* "the Gandhi family" */
  if (lent == 1u << KH_SECTOR_SOC && !o.body && c->role->sectors) lent = 0;      /* "an African-American delegate" */
  if (!lent) lent = told_by_name(w, c);
  if (!lent && !o.has_sectors && c->role->of && c->role->sole && leads_band(w, c, p)) lent = 1u << KH_SECTOR_OPP;
  uint32_t sectors = lent ? lent : c->role->address && !before_name(w, c) ? 0 : c->role->sectors;
  if (at_home && !lent) sectors = 1u << KH_SECTOR_CVL;
  if (!sectors && c->role->kind == KH_ROLE_BODY) sectors = kh_compose_led_by(w, c, depth);
  if (c->role->named && !lent && !c->definite && !o.has_country) sectors = 0;      /* "wants a commission", "other agencies" */
  /* a president of what is no state: mostly a company's */
  if (!lent && c->role->of && c->role->sole && (o.unknown_body || (!o.has_country && capitals_next(w, c)))) sectors = 1u << KH_SECTOR_BUS;
  /* "Indian navy divers" */
  if (o.body && o.sectors == 1u << KH_SECTOR_MIL && (c->role->kind == KH_ROLE_PERSON || sectors == 1u << KH_SECTOR_LAB) &&
      sectors & (1u << KH_SECTOR_LAB | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_CVL))
    sectors = o.sectors;
  /* "the Security Council's sanctions committee", "UN aid workers", "Red Cross workers": a body of states has its own organs and staff, and so has a charity */
  const uint32_t world = 1u << KH_SECTOR_IGO, charity = 1u << KH_SECTOR_NGO, hands = 1u << KH_SECTOR_LAB;
  bool organ = c->role->kind == KH_ROLE_BODY && !c->plural && sectors & 1u << KH_SECTOR_GOV && !(sectors & ~(1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL)) &&
               kh_gaz_state(w->a->gaz, o.country.country) == KH_NONE && !kh_roles_is_nominal(&w->a->roles, w->k, c->head, KH_NOMINAL_STATE);
  if (o.body && o.sectors & world && (organ || (c->role->kind != KH_ROLE_BODY && (sectors == hands || sectors == charity)))) sectors = world;
  if (o.body && o.sectors == charity && c->role->kind != KH_ROLE_BODY && sectors == hands) sectors = charity;
  if (o.body && o.sectors == 1u << KH_SECTOR_GOV && c->role->kind != KH_ROLE_BODY && sectors == hands && of_embassy(w, c, p)) sectors = o.sectors;
  if (o.body && o.sectors & 1u << KH_SECTOR_PTY && sectors == hands) sectors = 1u << KH_SECTOR_PTY;      /* "BJP workers" */
  const uint32_t irregular = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM, regular = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_GOV;
  /* "Hezbollah barracks" */
  if (sectors & 1u << KH_SECTOR_MIL && !(sectors & ~(1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP)) && o.body && o.sectors & irregular &&
      !(o.sectors & regular) && c->role->kind != KH_ROLE_PERSON)
    sectors = o.sectors & irregular;
  if ((actors && o.has_country && !sectors) || alone) sectors = 1u << KH_SECTOR_CVL;   /* "thousands of Chileans" */
  if (c->role->country[0] && !c->role->world && !c->role->named && !o.has_country) {
    kh_gaz_set_state(w->a->gaz, c->role->country, d->published, &o.country);
    o.has_country = true;
  }
  kh_compose_take_owner(c, &o);
  if (c->role->anybody && !c->definite && does_it(w, c)) c->abroad = true;
  const uint32_t forces = 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_MIL;
  /* "Nigerian peacekeepers" */
  if ((sectors & forces) == forces && kh_gaz_state(w->a->gaz, c->actor.country) != KH_NONE) sectors &= ~(1u << KH_SECTOR_IGO);
  const uint32_t arms = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP;
  /* "Egyptian officers" are soldiers, "officers" and "Minneapolis officers" mostly police, as "Indian police officers" are */
  bool police = o.body && (o.sectors & arms) == 1u << KH_SECTOR_COP;
  if (sectors == arms && c->role->kind == KH_ROLE_PERSON)
    sectors = 1u << (!police && ((own_land && !o.town) || with_army(w, c)) ? KH_SECTOR_MIL : KH_SECTOR_COP);
  if (o.loyal && sectors == 1u << KH_SECTOR_REB) sectors = 1u << KH_SECTOR_PRM;      /* fighters for a government are no rebels */
  const uint32_t shots = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_UAF;
  if (sectors == shots) sectors = 1u << (o.has_country && told_before_head(w, c) ? KH_SECTOR_MIL : KH_SECTOR_UAF);      /* "Turkish snipers" are an army's */
  const uint32_t staff = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL;
  /* "Israel's chief of staff", but "the president's chief of staff", and no minister of defence */
  if (sectors == staff && c->role->kind == KH_ROLE_PERSON && c->role->of && c->head + 1 < c->role_end)
    sectors = 1u << (o.has_country && !o.has_sectors ? KH_SECTOR_MIL : KH_SECTOR_GOV);
  const uint32_t craft = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB;
  /* "Chinese bombers and fighters" */
  uint32_t beside = w->k->deprel[c->head] == KH_DEP_CONJ && sectors == 1u << KH_SECTOR_REB ? w->k->head[c->head] : KH_NONE;
  if (beside != KH_NONE && beside < c->head && w->cand_at[beside] != KH_NONE && w->cands.at[w->cand_at[beside]].role &&
      w->cands.at[w->cand_at[beside]].role->sectors == craft && w->cands.at[w->cand_at[beside]].actor.sectors == 1u << KH_SECTOR_MIL)
    sectors = 1u << KH_SECTOR_MIL;
  /* "Chinese bombers" fly, "the bomber" walked into a mosque */
  if (sectors == craft && c->role->kind == KH_ROLE_PERSON)
    sectors = 1u << (o.has_country && !o.town && c->begin < c->role_begin ? KH_SECTOR_MIL : KH_SECTOR_REB);
  kh_actor_sectors(&c->actor, land_of ? 0 : kh_compose_modify(w, c, sectors));
  /* "transport leaders" */
  bool craft_of = c->role->kind == KH_ROLE_PERSON && c->role_begin > c->begin && w->k->upos[c->role_begin - 1] == KH_UPOS_NOUN &&
                  w->k->deprel[c->role_begin - 1] == KH_DEP_COMPOUND;
  /* but "Jewish leaders", "the strikers' leaders" */
  bool reign = c->role->sole && c->plural && !craft_of && (c->actor.sectors == c->role->sectors || c->actor.sectors & 1u << KH_SECTOR_GOV);
  bool lends = ((w->owes && c->role->lends) || (w->pact && c->role->trades)) && c->plural;      /* a debtor's banks are the world's */
  if ((c->role->stranger || reign || lends) && !c->actor.country[0] && !c->needs_owner) c->abroad = true;
  c->actor.role = kh_as_text(kh_roles_text(&w->a->roles, c->role->name));
  kh_compose_share_more(w, c, &o);
  if (kh_compose_coded(&c->actor)) c->code = KH_CODE_WORDS;
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
  if (c->actor.sectors || t == KH_NONE || t + 1 >= k->n || k->upos[t] != KH_UPOS_CCONJ || k->sentence[t + 1] != k->sentence[c->head] ||
      w->name_at[t + 1] == KH_NONE)
    return;
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
  /* "Ford Credit" */
  if (firms == 1 && hit[0].use == KH_GAZ_USE_NAME && !(hit[0].flags & KH_GAZ_AMBIGUOUS) && hit[0].tok_end < end &&
      kh_gaz_kind_of(w->a->gaz, hit[0].entity) == KH_GAZ_COMPANY) {
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
  /* "Chase Manhattan Investment Bank Ltd" */
  if (whose == 1 && hit[0].use == KH_GAZ_USE_NAME && !(hit[0].flags & KH_GAZ_AMBIGUOUS) && hit[0].tok_end < end &&
      kh_gaz_kind_of(w->a->gaz, hit[0].entity) == KH_GAZ_COMPANY) {
    kh_actor a = {0};
    kh_gaz_code(w->a->gaz, hit[0].entity, w->d->published, w->scratch, &a);
    kh_actor_take_country(&c->actor, &a);
  }
  if (c->actor.sectors || c->actor.country[0]) c->code = KH_CODE_WORDS;
}

/* "Fox News' Bret Baier", "Apple's Tim Cook": the body whose the name is. */
static void before_name_of(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  uint32_t t = kh_doc_child_with(w->d, c->head, KH_DEP_NMOD_POSS);
  const kh_cand *x = t == KH_NONE || t >= c->name->first ? NULL : kh_compose_candidate(w, t, depth);
  if (!x || x->pronoun || !kh_cand_is_body(x)) return;
  kh_compose_take_country(o, &x->actor);
  kh_compose_take_sectors(o, x->actor.sectors);
}

/* The body that a person's name is followed by: "of the university", "from the union". */
static void after_name(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t child = d->child[i];
    if (child < c->name->end || kh_deprel_base(w->k->deprel[child]) != KH_DEP_NMOD || kh_compose_use_of(w, child) != KH_PREP_BELONGS) continue;
    const kh_cand *x = kh_compose_candidate(w, child, depth);
    if (!x || x->pronoun || !(x->name ? x->name->kind == KH_NAME_BODY : x->role && x->role->kind == KH_ROLE_BODY)) continue;
    kh_compose_take_country(o, &x->actor);
    kh_compose_take_sectors(o, x->actor.sectors);
  }
}

/* "Jane Roe of Thailand", "the Electoral Commission of Namibia": the land, or a land's body, right behind an unknown name. */
static void land_behind(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  enum { REACH = 4 };
  const kh_tokens *k = w->k;
  uint32_t t = c->name->end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (t + 1 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return;
  uint32_t at = t + 1 + (k->upos[t + 1] == KH_UPOS_DET);
  const kh_name *n = at < end && w->name_at[at] != KH_NONE ? &w->names.at[w->name_at[at]] : NULL;
  const kh_cand *x = n && n->kind == KH_NAME_STATE && !(n->end < end && kh_is_possessive_mark(k, n->end)) ? kh_compose_candidate(w, n->head, depth) : NULL;
  if (x && !x->role) kh_compose_take_country(o, &x->actor);
  /* "General Jane Roe of the Danish army" */
  uint32_t h = k->head[t];
  const kh_cand *body = x || h == KH_NONE || h < t || h > t + REACH ? NULL : kh_compose_candidate(w, h, depth);
  if (!body || !body->role || body->plural || !kh_cand_is_body(body)) return;
  kh_compose_take_country(o, &body->actor);
  kh_compose_take_sectors(o, body->actor.sectors);
}

/* "Jane Roe of the Herald then wrote", "said Jane Roe at Northfield Bank", wherever the tree hangs the body: the one right behind the name. */
static void behind_name(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  const uint32_t callings = 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_NGO;
  const kh_tokens *k = w->k;
  uint32_t t = c->name->end, end = w->d->sentences[k->sentence[c->head]].tok_end;
  if (o->has_sectors || t + 1 >= end || k->upos[t] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, t) != KH_PREP_BELONGS) return;
  if (k->upos[++t] == KH_UPOS_DET && t + 1 < end) t++;
  const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
  const kh_cand *x = n && n->kind == KH_NAME_BODY ? kh_compose_candidate(w, n->head, depth) : NULL;
  if (!x || !(x->actor.sectors & callings)) return;
  kh_compose_take_country(o, &x->actor);
  kh_compose_take_sectors(o, x->actor.sectors);
}

/* "Jane Roe, who chairs the history department at the university", "who works for a bank": the body that such a clause tells of. */
static void in_relative(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1] && !o->has_sectors; i++) {
    uint32_t verb = d->child[i], subject = k->deprel[verb] == KH_DEP_ACL_RELCL ? kh_doc_child_base(d, verb, KH_DEP_NSUBJ) : KH_NONE;
    if (subject == KH_NONE || k->deprel[subject] != KH_DEP_NSUBJ || kh_roles_preposition(&w->a->roles, k, verb) != KH_PREP_LEADS) continue;
    if (!(kh_roles_pronoun(&w->a->roles, k, subject) & KH_PRON_RELATIVE)) continue;
    for (uint32_t j = d->child_at[verb]; j < d->child_at[verb + 1] && !o->has_sectors; j++) {
      uint32_t t = d->child[j];
      if (t < verb || (k->deprel[t] != KH_DEP_OBJ && (kh_deprel_base(k->deprel[t]) != KH_DEP_OBL || kh_compose_use_of(w, t) != KH_PREP_BELONGS))) continue;
      const kh_cand *x = kh_compose_candidate(w, t, depth);
      if (!x || x->pronoun || x->plural || !kh_cand_is_body(x)) continue;
      kh_compose_take_country(o, &x->actor);
      kh_compose_take_sectors(o, x->actor.sectors);
    }
  }
}

/* "Jane Roe wrote in the Herald": the paper of which the verb tells. */
static void in_paper(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth) {
  const kh_doc *d = w->d;
  uint32_t verb = w->k->head[c->head];
  if (w->k->deprel[c->head] != KH_DEP_NSUBJ || verb == KH_NONE || kh_roles_preposition(&w->a->roles, w->k, verb) != KH_PREP_WRITES) return;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1] && !o->has_sectors; i++) {
    uint32_t t = d->child[i];
    kh_preposition p = kh_deprel_base(w->k->deprel[t]) == KH_DEP_OBL ? kh_compose_use_of(w, t) : KH_PREP_NONE;
    const kh_cand *x = p == KH_PREP_PLACE || p == KH_PREP_BELONGS ? kh_compose_candidate(w, t, depth) : NULL;
    if (!x || x->pronoun || !kh_cand_is_body(x) || !(x->actor.sectors & 1u << KH_SECTOR_JRN)) continue;
    kh_compose_take_country(o, &x->actor);
    kh_compose_take_sectors(o, 1u << KH_SECTOR_JRN);
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
    if (at == 2 && kh_compose_use_of(w, t) == KH_PREP_PLACE) break;      /* "storms in the North" beside Japan */
    for (size_t i = 0; i < w->names.n; i++) if (kh_str_is(one, w->names.at[i].actor.country)) return true;
  }
  return false;
}

/* "The two Koreas": a name that nobody else bears, for several states of its day together. */
static bool name_lands(kh_actors_work *w, kh_cand *c) {
  const kh_tokens *k = w->k;
  if (c->role || (c->name && (c->name->entity != KH_NONE || c->name->end - c->name->begin > 1)) || !kh_has_capital(k, c->head)) return false;
  kh_str list = kh_roles_lands(&w->a->roles, k, c->head), rest = list, one;
  uint32_t count = 0;
  if (!list.n) return false;
  while (kh_str_split(&rest, ' ', &one)) count++;
  kh_actor *more = KH_ARRAY(w->scratch, kh_actor, count);
  for (uint32_t i = 0; kh_str_split(&list, ' ', &one); i++) {
    char land[4] = {0};
    memcpy(land, one.s, one.n < 3 ? one.n : 3);
    kh_gaz_set_state(w->a->gaz, land, w->d->published, i ? &more[i - 1] : &c->actor);
  }
  c->more = more, c->more_count = count - 1;
  c->kind = KH_ENTITY_LOC, c->code = KH_CODE_PLACE, c->plural = true;
  return true;
}

/* "The Algerian news agency APS said", "the Dutch bank Zuidhaven", however the tree hangs them: the body's word right before the name. */
static const kh_cand *body_before(kh_actors_work *w, const kh_cand *c, int depth) {
  uint32_t t = c->name->begin;
  if (!t || w->k->sentence[t - 1] != w->k->sentence[t]) return NULL;
  const kh_cand *x = kh_compose_candidate(w, t - 1, depth);
  if (!x || x == c || !x->role || x->role_end != t || x->role->kind != KH_ROLE_BODY || x->role->of || x->plural || x->begin == x->role_begin) return NULL;
  return x->actor.sectors ? x : NULL;
}

void kh_compose_unknown_name(kh_actors_work *w, kh_cand *c, int depth) {
  char twin[4];
  if (kh_actor_twin(w, c, twin)) {
    kh_gaz_set_state(w->a->gaz, twin, w->d->published, &c->actor);
    c->kind = KH_ENTITY_LOC;
    c->code = KH_CODE_PLACE;
    return;
  }
  if (name_lands(w, c)) return;
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  kh_cand *best = c->title != KH_NONE ? &w->cands.at[c->title] : NULL;
  if (best) kh_compose(w, best, depth + 1);
  for (uint32_t t = c->begin; t < c->head; t++) {
    kh_cand *x = kh_compose_candidate(w, t, depth);
    bool police = best && best->actor.sectors == 1u << KH_SECTOR_COP;      /* "police spokesman Col. Jane Roe" */
    if (x && x->role && x->hidden && x->actor.sectors && !(police && x->role->rank)) best = x;
  }
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1] && !best; i++)
    if (k->deprel[d->child[i]] == KH_DEP_APPOS) {
      kh_cand *x = kh_compose_candidate(w, d->child[i], depth);
      if (x && x->role && kh_compose_coded(&x->actor)) best = x;
    }
  if (!best && c->name && c->name->kind == KH_NAME_PERSON && k->deprel[c->head] == KH_DEP_APPOS) {      /* "the foreign minister of Iran, Kamal Kharrazi" */
    kh_cand *x = kh_compose_candidate(w, k->head[c->head], depth);
    if (x && x->role && x->role->kind == KH_ROLE_PERSON && !x->plural && !x->hidden && kh_compose_coded(&x->actor)) best = x;
  }
  if (best) {
    c->actor = best->actor;
    c->actor.id = c->actor.name = (kh_text){0};
    const kh_ending *form = c->name && c->name->kind == KH_NAME_BODY && best->role && best->role->kind == KH_ROLE_PERSON
                                ? kh_roles_ending(&w->a->roles, k, c->name->end - 1)
                                : NULL;
    /* "Northfield SA, the country's largest baker": the name tells */
    if (form && form->form) kh_actor_sectors(&c->actor, 0), c->actor.role = (kh_text){0};
    bool part = c->name && c->name->kind == KH_NAME_BODY && best->role && best->role->kind == KH_ROLE_BODY && best->role->of;
    /* "its unit Northfield Foods Inc": the name tells */
    if (part && c->actor.sectors == best->role->sectors && kh_roles_ending(&w->a->roles, k, c->name->end - 1))
      kh_actor_sectors(&c->actor, 0), c->actor.role = (kh_text){0};
    if (best->role && !c->gender) c->gender = best->role->gender;
    c->kind = best->role && best->role->kind == KH_ROLE_PERSON && c->kind == KH_ENTITY_ORG && !c->name ? KH_ENTITY_PER : c->kind;
    c->code = KH_CODE_WORDS;
  }
  bool person = c->name && c->name->kind == KH_NAME_PERSON;
  bool opens = person && c->name->first == c->name->begin && c->name->end - c->name->begin > 2 && !kh_roles_first_name(&w->a->roles, k, c->name->begin);
  uint32_t from = person ? c->name->begin : 0;
  /* tagged as something else than a noun */
  if (person && from && k->sentence[from - 1] == k->sentence[from] && k->form[from - 1].s[0] >= 'A' && k->form[from - 1].s[0] <= 'Z') from--;
  for (uint32_t x = from; person && x < c->name->first + opens && !c->actor.sectors; x++) {      /* "Cardinal Jaime Sin": a form of address that is a role */
    const kh_role *r = kh_form_of_address(w, x);
    if (!r) continue;
    kh_actor_sectors(&c->actor, r->sectors);
    c->actor.role = kh_as_text(kh_roles_text(&w->a->roles, r->name));
    c->code = KH_CODE_WORDS;
  }
  if (!c->actor.country[0] || (person && !c->actor.sectors)) {
    kh_owner o = {0};
    if (!c->actor.country[0]) kh_compose_before_head(w, c, &o, depth);
    if (c->name && (person || c->name->kind == KH_NAME_BODY) && !c->actor.country[0] && !o.has_country) land_behind(w, c, &o, depth);
    if (person && !c->actor.sectors) {      /* "Stephen Vladeck of the University of Texas" */
      o.has_sectors = false;
      before_name_of(w, c, &o, depth);
      after_name(w, c, &o, depth);
      behind_name(w, c, &o, depth);
      in_relative(w, c, &o, depth);
      in_paper(w, c, &o, depth);
      if (o.has_sectors) kh_actor_sectors(&c->actor, o.sectors);
    }
    kh_owner of = {0};
    if (person && !c->actor.country[0] && !o.has_country) in_relative(w, c, &of, depth), kh_compose_take_owner(c, &of);
    if (!c->actor.country[0]) kh_compose_take_owner(c, &o);
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
  const kh_cand *part = past != KH_NONE && past < k->n && k->sentence[past] == k->sentence[c->head] ? kh_compose_candidate(w, past, depth) : NULL;
  if (part && part->role && part->role_begin == past && part->role->kind == KH_ROLE_BODY && part->role->speaks &&
      (part->actor.sectors == 1u << KH_SECTOR_BUS || part->role->sectors == 1u << KH_SECTOR_BUS)) {
    kh_actor_sectors(&c->actor, 1u << KH_SECTOR_BUS);
    c->code = KH_CODE_WORDS;
  }
  uint32_t poss = body && c->name && !c->actor.sectors ? kh_doc_child_with(d, c->head, KH_DEP_NMOD_POSS) : KH_NONE;
  const kh_cand *its = poss == KH_NONE ? NULL : kh_compose_candidate(w, poss, depth);
  if (its && its->pronoun) c->needs_owner = true, c->owner = (uint32_t)(its - w->cands.at);      /* "its Simulations Division" */
  if (body && c->name && !c->actor.sectors) {      /* "the Foreign Ministry's North American Division" */
    kh_owner o = {0};
    before_name_of(w, c, &o, depth);
    after_name(w, c, &o, depth);
    if (o.has_sectors) kh_actor_sectors(&c->actor, o.sectors);
    if (!c->actor.country[0]) kh_compose_take_owner(c, &o);
    if (o.has_country || o.has_sectors) c->code = KH_CODE_WORDS;
  }
}
