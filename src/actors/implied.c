/* implied.c: whom the report means where it does not say: "a spokesman" speaks for the body that was told of last, "the company said president
 * Jane Roe" is no president of a state, "the unit" of a company no soldiers. */
#include "actors/actors_int.h"

enum { WINDOW = 60, BEFORE = 2 };

static const kh_actor *code_of(const kh_actors_work *w, const kh_cand *c) { return &w->cands.at[w->best_of[c->chain]].actor; }

/* A body that is the subject of its clause, and of which a sector is known. */
static bool acts(const kh_actors_work *w, const kh_cand *x) {
  if (x->hidden || x->chain == KH_NONE || x->plural || kh_deprel_base(w->k->deprel[x->head]) != KH_DEP_NSUBJ) return false;
  return kh_cand_is_body(x) && code_of(w, x)->sectors != 0;
}

/* The last one before the phrase, in its sentence or the two before it; or NULL. */
static const kh_cand *body_before(const kh_actors_work *w, size_t at) {
  const kh_cand *c = &w->cands.at[at];
  uint32_t sentence = w->k->sentence[c->head];
  for (size_t i = at, steps = 0; i-- > 0 && steps < WINDOW; steps++) {
    const kh_cand *x = &w->cands.at[i];
    if (sentence - w->k->sentence[x->head] > BEFORE) return NULL;
    if (x->end <= c->begin && x->chain != c->chain && acts(w, x)) return x;
  }
  return NULL;
}

/* Nothing but the role's own words, an article before them and the name behind them. */
static bool bare(const kh_actors_work *w, const kh_cand *r) {
  const kh_doc *d = w->d;
  if (r->owner != KH_NONE || r->needs_owner || (r->abroad && !r->role->stranger)) return false;
  for (uint32_t t = r->begin; t < r->role_begin; t++)
    if (w->name_at[t] != KH_NONE && w->names.at[w->name_at[t]].kind != KH_NAME_PERSON) return false;
  for (uint32_t i = d->child_at[r->head]; i < d->child_at[r->head + 1]; i++) {
    uint32_t t = d->child[i];
    if (kh_deprel_base(w->k->deprel[t]) == KH_DEP_NMOD && w->k->deprel[t] != KH_DEP_NMOD_DESC && !(t >= r->role_begin && t < r->role_end)) return false;
  }
  uint32_t next = r->role_end;
  return next >= w->k->n || w->k->upos[next] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, w->k, next) != KH_PREP_BELONGS;
}

/* The role that tells who the candidate is: its own, or its title's. */
static const kh_cand *told_by(const kh_actors_work *w, const kh_cand *c) {
  if (c->role) return c;
  if (!c->name || c->name->kind != KH_NAME_PERSON || c->name->entity != KH_NONE) return NULL;
  if (c->title != KH_NONE) return w->cands.at[c->title].role ? &w->cands.at[c->title] : NULL;      /* capitals that no list knows have none */
  for (uint32_t t = c->begin; t < c->name->first; t++)
    if (w->cand_at[t] != KH_NONE && w->cands.at[w->cand_at[t]].role) return &w->cands.at[w->cand_at[t]];
  return NULL;
}

/* Are three in four persons and bodies of whom the report tells something of business? */
static bool trades(const kh_actors_work *w) {
  enum { ENOUGH = 4 };
  uint32_t all = 0, business = 0;
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE || !c->name || (c->kind != KH_ENTITY_PER && c->kind != KH_ENTITY_ORG)) continue;
    const kh_actor *a = code_of(w, c);
    all += a->sectors != 0, business += a->sector == KH_SECTOR_BUS;
  }
  return all >= ENOUGH && 4 * business >= 3 * all;
}

/* "Kidder said", "Delta's routes": an unknown body that acts or owns, in small letters as well. */
static bool unknown_firm(const kh_actors_work *w, const kh_cand *c) {
  uint8_t rel = kh_deprel_base(w->k->deprel[c->head]);
  if (!c->name || c->name->kind != KH_NAME_BODY || c->name->entity != KH_NONE || (rel != KH_DEP_NSUBJ && w->k->deprel[c->head] != KH_DEP_NMOD_POSS))
    return false;
  for (size_t i = 1; i < w->k->form[c->head].n; i++) if (w->k->form[c->head].s[i] >= 'a' && w->k->form[c->head].s[i] <= 'z') return w->k->form[c->head].n > 3;
  return false;
}

/* In a report on business a director or a spokesman of whom nothing else is told is a company's, and an unknown body that acts is one. */
static void in_trade(kh_actors_work *w) {
  if (!trades(w)) return;
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE || c->pronoun) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    const kh_cand *t = told_by(w, c);
    char first = t && t->role ? w->k->form[t->role_begin].s[0] : 0;
    /* "president Dean Poe" */
    bool heads = t && t != c && t->role && t->role->kind == KH_ROLE_PERSON && t->role->sole && t->role->of && t->begin == t->role_begin && first >= 'a' &&
                 first <= 'z' && best->actor.sectors == t->role->sectors && !best->actor.id.n && bare(w, t);
    if (heads) {
      kh_actor_sectors(&best->actor, 1u << KH_SECTOR_BUS);
      continue;
    }
    bool person = t && t->role && t->role->kind == KH_ROLE_PERSON && t->role->of && !t->role->sectors && !t->role->kin && !t->role->abroad;
    if (best->actor.sectors || best->actor.id.n || (!person && !unknown_firm(w, c))) continue;
    kh_actor_sectors(&best->actor, 1u << KH_SECTOR_BUS);
    if (best->code < KH_CODE_WORDS) best->code = KH_CODE_WORDS;
  }
}

/* The person of whom the clause of the verb v is told: its subject, or whom the verb above it names ("elected Jane Roe, succeeding …"). */
static const kh_cand *follower(const kh_actors_work *w, uint32_t v) {
  const kh_doc *d = w->d;
  for (int step = 0; step < 3 && v != KH_NONE; step++, v = w->k->head[v]) {
    uint32_t of[3] = {kh_doc_child_with(d, v, KH_DEP_NSUBJ), step ? kh_doc_child_with(d, v, KH_DEP_OBJ) : KH_NONE, kh_doc_child_with(d, v, KH_DEP_NSUBJ_PASS)};
    for (int i = 2; i >= 0; i--) {
      const kh_cand *x = of[i] == KH_NONE || w->cand_at[of[i]] == KH_NONE ? NULL : &w->cands.at[w->cand_at[of[i]]];
      if (x && !x->hidden && x->chain != KH_NONE && !x->plural && w->cands.at[w->best_of[x->chain]].kind == KH_ENTITY_PER) return x;
    }
  }
  return NULL;
}

/* "Jane Roe succeeds John Doe": of one of whom nothing else is told, what is known of the other is told. */
static void predecessors(kh_actors_work *w) {
  for (size_t i = 0; i < w->cands.n; i++) {
    kh_cand *c = &w->cands.at[i];
    uint32_t v = w->k->head[c->head];
    if (c->hidden || c->chain == KH_NONE || !c->name || c->name->kind != KH_NAME_PERSON || w->k->deprel[c->head] != KH_DEP_OBJ ||
        kh_roles_preposition(&w->a->roles, w->k, v) != KH_PREP_FOLLOWS)
      continue;
    const kh_cand *x = follower(w, v);
    if (!x || x->chain == c->chain) continue;
    kh_cand *a = &w->cands.at[w->best_of[c->chain]], *b = &w->cands.at[w->best_of[x->chain]];
    if (a->actor.sectors && !b->actor.sectors && !b->actor.id.n) {
      kh_cand *swap = a;
      a = b, b = swap;
    }
    if (a->actor.sectors || !b->actor.sectors || a->actor.id.n) continue;
    kh_actor_sectors(&a->actor, b->actor.sectors);
    if (!a->actor.country[0]) kh_actor_take_country(&a->actor, &b->actor);
    if (a->code < KH_CODE_WORDS) a->code = KH_CODE_WORDS;
  }
}

/* Where many of those whom the report names stand for parties, donors and aides of whom nothing is told are theirs. */
static void in_campaign(kh_actors_work *w) {
  enum { ENOUGH = 3 };
  const uint32_t party = 1u << KH_SECTOR_PTY;
  uint32_t all = 0, parties = 0;
  for (uint32_t i = 0; i < w->chain_count; i++) {
    const kh_cand *best = &w->cands.at[w->best_of[i]];
    if (!best->name || !best->actor.sectors) continue;
    all++, parties += (best->actor.sectors & party) != 0;
  }
  if (parties < ENOUGH || 4 * parties < all) return;
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE || !c->role || !c->role->campaign || !bare(w, c)) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    if (best->actor.sectors != c->role->sectors || best->actor.id.n) continue;
    kh_actor_sectors(&best->actor, party);
    /* else donors are of any land */
    if (!best->actor.country[0]) kh_gaz_set_state(w->a->gaz, w->country[0] ? w->country : w->home, w->d->published, &best->actor);
    if (best->code < KH_CODE_WORDS) best->code = KH_CODE_WORDS;
  }
}

/* Deputies are a sheriff's men, and no members of parliament, where the report names him or his office. */
static void lawmen(kh_actors_work *w) {
  const uint32_t police = 1u << KH_SECTOR_COP;
  bool named = false;
  for (size_t i = 0; i < w->cands.n && !named; i++) named = w->cands.at[i].role && w->cands.at[i].role->lawman && w->cands.at[i].role->sectors == police;
  for (size_t i = 0; named && i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE || !c->role || !c->role->lawman) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    if (best->actor.sectors == c->role->sectors && !best->actor.id.n) kh_actor_sectors(&best->actor, police);
  }
}

/* "The board praised superintendent Jane Roe", where the report tells of schools and of no police: she heads the schools. */
static void school_heads(kh_actors_work *w) {
  const uint32_t police = 1u << KH_SECTOR_COP, school = 1u << KH_SECTOR_EDU;
  bool schools = false;
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    const kh_cand *r = c->hidden || c->chain == KH_NONE ? NULL : told_by(w, c);
    if (c->hidden || c->chain == KH_NONE || c->pronoun || (r && r->role->school)) continue;
    if (c->actor.sectors & police) return;
    schools |= (c->actor.sectors & school) != 0;
  }
  for (size_t i = 0; schools && i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    const kh_cand *r = c->hidden || c->chain == KH_NONE ? NULL : told_by(w, c);
    if (!r || !r->role->school) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    if (best->actor.sectors == r->role->sectors && !best->actor.id.n) kh_actor_sectors(&best->actor, school);
  }
}

/* Does a rank tell who it is: as its role, its title, or a form of address before the name? */
static bool ranked(const kh_actors_work *w, const kh_cand *c) {
  const kh_cand *r = told_by(w, c);
  if (r && r->role->rank) return true;
  const kh_name *n = c->role ? NULL : c->name;
  if (!n || n->kind != KH_NAME_PERSON) return false;
  for (uint32_t t = n->begin > 0 ? n->begin - 1 : 0; t < n->first; t++) {
    const kh_role *role = kh_form_of_address(w, t);
    if (role && role->rank) return true;
  }
  return false;
}

/* "Sgt. Roe", "officers", where the report tells of police and hardly of an army: they are the police's. */
static void ranks(kh_actors_work *w) {
  const uint32_t police = 1u << KH_SECTOR_COP, army = 1u << KH_SECTOR_MIL;
  uint32_t men[2] = {0};      /* police, soldiers */
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE || c->pronoun || !(c->role || c->name) ||
        (c->role && (c->role->rank || (c->role->kind == KH_ROLE_PEOPLE && c->role->of))))
      continue;
    const kh_actor *a = code_of(w, c);
    if (!ranked(w, c) && !ranked(w, &w->cands.at[w->best_of[c->chain]]) && (a->sectors == police || a->sectors == army)) men[a->sectors == army]++;
  }
  if (men[0] <= 2 * men[1]) return;
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    if (ranked(w, c) && best->actor.sectors == army && !best->actor.id.n) kh_actor_sectors(&best->actor, police);
  }
}

/* Does its word tell a body that sits: "the Senate Budget Committee", "a presidential commission"? */
static bool sits(const kh_actors_work *w, const kh_cand *x) {
  if (x->role && x->role->sits) return true;
  if (x->role ? x->role->kind != KH_ROLE_BODY : !x->name || x->name->kind != KH_NAME_BODY) return false;
  uint32_t last = x->role ? x->head : x->name->end - 1;
  const kh_role *r = kh_roles_find(&w->a->roles, w->k->lower[last]);
  return r && r->sits;
}

/* "The House Budget Committee met. … The panel rejected it": the word alone is of the last such body that was told of. */
static void panels(kh_actors_work *w) {
  enum { BACK = 150 };
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE || !c->role || !c->role->sits || !c->definite || c->begin + 1 != c->role_begin || !bare(w, c)) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    if (best->actor.sectors) continue;
    for (size_t j = i, steps = 0; j-- > 0 && steps < BACK; steps++) {
      const kh_cand *x = &w->cands.at[j];
      if (x->hidden || x->chain == KH_NONE || x->chain == c->chain || x->plural || !sits(w, x) || !code_of(w, x)->sectors) continue;
      kh_actor_sectors(&best->actor, code_of(w, x)->sectors);
      if (!best->actor.country[0]) kh_actor_take_country(&best->actor, code_of(w, x));
      if (best->code < KH_CODE_WORDS) best->code = KH_CODE_WORDS;
      break;
    }
  }
}

/* The person or people told of last before the phrase in its sentence whose sectors tell a calling, or NULL. */
static const kh_cand *calling_before(const kh_actors_work *w, size_t at) {
  const uint32_t none = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_ELI | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_REF;
  const kh_cand *c = &w->cands.at[at];
  for (size_t i = at, steps = 0; i-- > 0 && steps < WINDOW; steps++) {
    const kh_cand *x = &w->cands.at[i];
    if (w->k->sentence[x->head] != w->k->sentence[c->head]) return NULL;
    if (x->hidden || x->chain == KH_NONE || x->chain == c->chain || x->end > c->begin) continue;
    const kh_cand *r = told_by(w, x);
    bool people = (r && r->role->kind != KH_ROLE_BODY) || (x->name && x->name->kind == KH_NAME_PERSON) || x->pronoun ||
                  code_of(w, x)->sectors == 1u << KH_SECTOR_COP;      /* "police" */
    if (people && code_of(w, x)->sectors & ~none) return x;
  }
  return NULL;
}

/* "A photographer and two colleagues", "border police and Burmese colleagues": with nobody whose they are, they do what those before them do. */
static void fellows(kh_actors_work *w) {
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE || !c->role || !c->role->fellow || c->needs_owner || c->owner != KH_NONE) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    const kh_cand *x = best->actor.sectors == c->role->sectors && !best->actor.id.n ? calling_before(w, i) : NULL;
    if (x) kh_actor_sectors(&best->actor, code_of(w, x)->sectors);
  }
}

void kh_actors_implied(kh_actors_work *w) {
  const uint32_t gov = 1u << KH_SECTOR_GOV, bus = 1u << KH_SECTOR_BUS;
  for (size_t i = 0; i < w->cands.n; i++) {
    kh_cand *c = &w->cands.at[i];
    if (c->hidden || c->chain == KH_NONE) continue;
    kh_cand *best = &w->cands.at[w->best_of[c->chain]];
    if (best->actor.country[0] && best->actor.sectors & ~gov) continue;
    const kh_cand *r = told_by(w, c);
    if (!r || r->role->kind == KH_ROLE_PEOPLE || r->plural) continue;
    char first = w->k->form[r->role_begin].s[0];
    /* "the unit" of a company */
    bool part = r->role->kind == KH_ROLE_BODY && r->role->speaks && best->actor.sectors == r->role->sectors && best->code != KH_CODE_LINK;
    bool speaks = r->role->kind == KH_ROLE_PERSON && r->role->speaks && !best->actor.sectors;
    bool heads = r->role->sole && r->role->of && best->actor.sectors == gov && !best->actor.country[0] && best->code != KH_CODE_LINK && first >= 'a' &&
                 first <= 'z' && (!c->role || w->k->upos[c->begin] != KH_UPOS_DET);
    if ((!speaks && !heads && !part) || !bare(w, r)) continue;
    const kh_cand *x = body_before(w, i);
    if (!x || ((heads || part) && !(code_of(w, x)->sectors & bus))) continue;
    const kh_actor *a = code_of(w, x);
    uint32_t lent = kh_actor_lent(r->role, a->sectors);
    if (!lent) continue;
    kh_actor_sectors(&best->actor, lent);
    if (!best->actor.country[0]) kh_actor_take_country(&best->actor, a);
    if (!best->actor.role.n) best->actor.role = kh_as_text(kh_roles_text(&w->a->roles, r->role->name));
    if (best->code < KH_CODE_WORDS) best->code = KH_CODE_WORDS;
  }
  panels(w);
  fellows(w);
  in_trade(w);
  in_campaign(w);
  lawmen(w);
  school_heads(w);
  ranks(w);
  predecessors(w);
}
