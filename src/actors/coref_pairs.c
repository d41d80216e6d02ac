/* coref_pairs.c: "both sides", "the two countries", "they" for two: which parties a report means by a pair. */
#include "actors/coref_int.h"

/* A side of a quarrel: a state and its people, its rebels, or its opponents. */
typedef struct side { char country[4]; uint8_t sort; uint32_t count, chain, power; bool state; } side;

bool kh_coref_pair(kh_coref *c, uint32_t at, uint32_t first, uint32_t second) {
  kh_cand *m = &c->w->cands.at[at];
  kh_coref_join(c, at, first);
  m->also[0] = second, m->also_count = 1;
  return true;
}

static bool is_state(const kh_cand *o) { return o->name && o->name->kind == KH_NAME_STATE; }

/* The two states that were spoken of most of late, where at least so many were ("Islamabad expelled Delhi's envoy. China was alarmed. Washington asked
 * both countries …"); none of the description's own sentence. */
static bool two_states(kh_coref *c, kh_cand *m, uint32_t at, uint32_t least) {
  enum { MOST = 8, BACK = 48 };
  const kh_actors_work *w = c->w;
  struct { uint32_t chain, count; bool state; } of[MOST];
  uint32_t n = 0, states = 0, best[2] = {KH_NONE, KH_NONE};
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (w->k->sentence[m->head] - w->k->sentence[o->head] > 5) break;
    if (o->hidden || o->chain == KH_NONE || w->k->sentence[o->head] == w->k->sentence[m->head] || (!o->pronoun && !is_state(o))) continue;
    uint32_t k = 0;
    while (k < n && of[k].chain != o->chain) k++;
    if (k == MOST) continue;
    if (k == n) of[n].chain = o->chain, of[n].state = false, of[n++].count = 0;
    if (is_state(o) && !of[k].state) of[k].state = true, states++;
    of[k].count++;
  }
  if (states < least) return false;
  for (uint32_t k = 0; k < n; k++)   /* nearer ones stand first, and win where counts are equal */
    if (!of[k].state) continue;
    else if (best[0] == KH_NONE || of[k].count > of[best[0]].count) best[1] = best[0], best[0] = k;
    else if (best[1] == KH_NONE || of[k].count > of[best[1]].count) best[1] = k;
  return kh_coref_pair(c, at, of[best[0]].chain, of[best[1]].chain);
}

/* Does o do what is told of m in its own clause: "Moon praised the courage of both leaders"? */
static bool speaks_of(const kh_actors_work *w, const kh_cand *m, const kh_cand *o) {
  uint32_t t = m->head;
  if (w->k->sentence[o->head] != w->k->sentence[t] || kh_deprel_base(w->k->deprel[o->head]) != KH_DEP_NSUBJ) return false;
  for (int step = 0; step < 4 && t != KH_NONE; step++, t = w->k->head[t])
    if (w->k->head[t] == w->k->head[o->head]) return true;
  return false;
}

bool kh_coref_acts_on(const kh_actors_work *w, const kh_cand *m, const kh_cand *o) {
  enum { UP = 6 };
  uint32_t t = o->head, v = m->head;
  if (w->k->sentence[t] != w->k->sentence[v]) return false;
  for (int step = 0; step < UP && t != KH_NONE && kh_deprel_base(w->k->deprel[t]) != KH_DEP_NSUBJ; step++) t = w->k->head[t];
  if (t == KH_NONE || kh_deprel_base(w->k->deprel[t]) != KH_DEP_NSUBJ) return false;
  for (int step = 0; step < UP && v != KH_NONE; step++, v = w->k->head[v]) {
    if (v == w->k->head[t]) return t < m->head;
    uint8_t b = kh_deprel_base(w->k->deprel[v]);
    if (b == KH_DEP_NSUBJ || b == KH_DEP_ADVCL || b == KH_DEP_CCOMP || b == KH_DEP_ACL) return false;   /* of another clause */
  }
  return false;
}

/* The last two armed parties of late: "the army retook the town from the RSF … both sides". */
static bool fighting_pair(kh_coref *c, uint32_t at, const kh_cand *m) {
  enum { BACK = 60, SENTENCES = 4 };
  static const uint32_t armed = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_PRM;
  const kh_actors_work *w = c->w;
  const kh_cand *last = NULL;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (w->k->sentence[m->head] - w->k->sentence[o->head] > SENTENCES) break;
    if (o->hidden || o->chain == KH_NONE || o->pronoun || !(o->actor.sectors & armed) || o->actor.sectors & 1u << KH_SECTOR_IGO ||
        !strcmp(o->actor.country, "IGO") || !(o->definite || o->name || o->actor.country[0]) || kh_coref_acts_on(w, m, o) || (last && last->chain == o->chain))
      continue;
    if (last && !strcmp(last->actor.country, o->actor.country) && last->actor.sectors == o->actor.sectors) continue;
    if (last) return kh_coref_pair(c, at, o->chain, last->chain);
    last = o;
  }
  return false;
}

/* "Both parties": those who were "both sides" a few sentences ago. */
static bool same_sides(kh_coref *c, uint32_t at, const kh_cand *m) {
  enum { SENTENCES = 8 };
  if (c->sides_sentence == KH_NONE || c->w->k->sentence[m->head] - c->sides_sentence > SENTENCES) return false;
  return kh_coref_pair(c, at, c->sides[0], c->sides[1]);
}

/* Are more than one joined to it? */
static bool listed_more(const kh_actors_work *w, uint32_t t) {
  uint32_t n = 0;
  for (uint32_t i = w->d->child_at[t]; i < w->d->child_at[t + 1]; i++) n += w->k->deprel[w->d->child[i]] == KH_DEP_CONJ;
  return n > 1;
}

/* How many a word counts, if it is a number that a list of states is counted by; else 0. */
static uint32_t number_told(const kh_coref *c, uint32_t t) {
  const kh_nominal *n = t == KH_NONE ? NULL : kh_roles_nominal(c->roles, c->w->k, t);
  return !n ? 0 : n->what == KH_NOMINAL_TRIO ? 3 : n->what == KH_NOMINAL_QUARTET ? 4 : 0;
}

/* Somebody alone, who may be one of "the three men", "the three leaders". */
static bool is_one_person(const kh_cand *o) { return !o->plural && !o->pronoun && kh_coref_is_person(o); }

bool kh_coref_listed(kh_coref *c, uint32_t at) {
  enum { FAR = 300, LATELY = 2 /* sentences back to persons */ };
  kh_actors_work *w = c->w;
  kh_cand *m = &w->cands.at[at];
  const kh_nominal *n = kh_roles_nominal(c->roles, w->k, m->head);
  const bool states = n && (n->what == KH_NOMINAL_STATE || n->what == KH_NOMINAL_PARTNERS),
             persons = !states && ((n && n->what == KH_NOMINAL_PERSON) || (m->role->sole && m->actor.sectors & 1u << KH_SECTOR_GOV));
  uint32_t count = states || persons ? number_told(c, kh_doc_child_with(w->d, m->head, KH_DEP_NUMMOD)) : 0;
  if (!count || !m->plural || m->end != m->role_end || m->begin + 2 != m->role_begin || !(m->definite || m->total)) return false;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < FAR; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (persons && w->k->sentence[m->head] - w->k->sentence[o->head] > LATELY) return false;
    if (o->hidden || o->chain == KH_NONE || !(states ? is_state(o) : is_one_person(o)) || w->k->deprel[o->head] == KH_DEP_CONJ || kh_coref_acts_on(w, m, o))
      continue;
    uint32_t others = 0, all = 0;
    for (uint32_t k = w->d->child_at[o->head]; k < w->d->child_at[o->head + 1]; k++) {
      uint32_t t = w->d->child[k], x = w->k->deprel[t] == KH_DEP_CONJ ? w->cand_at[t] : KH_NONE;
      all += w->k->deprel[t] == KH_DEP_CONJ;
      const kh_cand *other = x == KH_NONE || w->cands.at[x].chain == KH_NONE ? NULL : &w->cands.at[x];
      if (other && (states ? is_state(other) : is_one_person(other)) && others + 1 < count) m->also[others++] = other->chain;
    }
    if (others + 1 != count || all != others) continue;
    kh_coref_join(c, at, o->chain);
    m->also_count = others;
    return true;
  }
  return false;
}

static bool is_armed(const kh_cand *o) {
  return ((o->name && o->name->kind == KH_NAME_BODY) || (o->role && o->plural)) && o->actor.sectors & (1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM);
}

static bool is_rule(const kh_cand *o) {
  return is_state(o) || (o->role && o->actor.country[0] && o->actor.sectors & (1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL));
}

/* "Fighting between Chad and Niger …", "Israel and Hamas …" (armed): the two states that the report's first sentences named together, in what comes later
 * "both sides". */
static bool opening_pair(kh_coref *c, uint32_t at, const kh_cand *m, bool armed) {
  enum { OPENING = 3, FAR = 200 /* candidates */ };
  const kh_actors_work *w = c->w;
  for (uint32_t i = 0; i < at && i < FAR && w->k->sentence[w->cands.at[i].head] <= OPENING; i++) {
    const kh_cand *o = &w->cands.at[i];
    uint32_t up = w->k->head[o->head];
    if (o->hidden || o->chain == KH_NONE || w->k->deprel[o->head] != KH_DEP_CONJ || up == KH_NONE || w->cand_at[up] == KH_NONE) continue;
    const kh_cand *first = &w->cands.at[w->cand_at[up]];
    if (!(armed ? (is_rule(first) && is_armed(o)) || (is_armed(first) && is_rule(o)) : is_state(first) && is_state(o)) || listed_more(w, up) ||
        first->chain == KH_NONE || first->chain == o->chain || kh_coref_acts_on(w, m, first) || kh_coref_acts_on(w, m, o))
      continue;
    return kh_coref_pair(c, at, first->chain, o->chain);
  }
  return false;
}

/* The two states that the whole report has spoken of most so far, as such, by their adjectives or their people, if no third comes near them; none of the
 * description's own sentence. */
static bool pair_of_report(kh_coref *c, uint32_t at, const kh_cand *m) {
  enum { BACK = 400, OFTEN = 2 };
  const kh_actors_work *w = c->w;
  kh_tally t = {.n = 0};
  uint32_t chain[KH_TALLY_MAX], second = KH_TALLY_MAX;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (!o->name || !o->actor.country[0] || o->name->kind == KH_NAME_PERSON || kh_gaz_state(w->a->gaz, o->actor.country) == KH_NONE ||
        w->k->sentence[o->head] == w->k->sentence[m->head])
      continue;
    uint32_t kh_coref_known = t.n, k = kh_tally_add(&t, o->actor.country, 1);
    if (k == KH_TALLY_MAX) continue;
    if (k == kh_coref_known) chain[k] = KH_NONE;
    if (chain[k] == KH_NONE && is_state(o) && !o->hidden) chain[k] = o->chain;
  }
  if (t.n < 2) return false;
  const uint32_t first = t.best;
  for (uint32_t k = 0; k < t.n; k++)
    if (k != first && (second == KH_TALLY_MAX || t.count[k] > t.count[second])) second = k;
  if (t.count[second] < OFTEN) return false;
  for (uint32_t k = 0; k < t.n; k++)
    if (k != first && k != second && t.count[k] >= t.count[second]) return false;
  return chain[first] != KH_NONE && chain[second] != KH_NONE && kh_coref_pair(c, at, chain[first], chain[second]);
}

static uint8_t sort_of(const kh_actor *a) {
  static const uint32_t rebels = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_UAF, rivals = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY;
  return a->sectors & rebels ? 1 : a->sectors & rivals ? 2 : 0;
}

/* Counts o for its side; the side stands for its state's name, or for the nearest power of its sort. */
static void count_side(const kh_coref *c, const kh_cand *o, side *of, uint32_t *n, uint32_t most) {
  static const uint32_t powers = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL;
  const kh_actor *a = kh_coref_code_of(c, o->chain);
  const uint8_t sort = sort_of(a);
  if (a->sectors & 1u << KH_SECTOR_IGO || (a->country[0] ? kh_gaz_state(c->w->a->gaz, a->country) == KH_NONE : sort != 1)) return;
  uint32_t k = 0;
  while (k < *n && (strcmp(of[k].country, a->country) || of[k].sort != sort)) k++;
  if (k == most) return;
  if (k == *n) {
    of[k] = (side){.sort = sort, .chain = KH_NONE, .power = KH_NONE};
    memcpy(of[k].country, a->country, sizeof of[k].country);
    (*n)++;
  }
  of[k].count++;
  if (of[k].power == KH_NONE && !sort && !o->pronoun && a->sectors & powers) of[k].power = o->chain;
  if (!sort && is_state(o) && !of[k].state) of[k].state = true, of[k].chain = o->chain;
  else if (of[k].chain == KH_NONE && !o->pronoun && (sort || a->sectors & powers)) of[k].chain = o->chain;
}

/* Rebels of no known land are those of the one land that has some. */
static void join_rebels(side *of, uint32_t n) {
  side *nameless = NULL, *kh_coref_known = NULL;
  for (uint32_t k = 0; k < n; k++)
    if (of[k].sort == 1 && !of[k].country[0]) nameless = &of[k];
    else if (of[k].sort == 1 && kh_coref_known) return;
    else if (of[k].sort == 1) kh_coref_known = &of[k];
  if (!nameless || !kh_coref_known) return;
  kh_coref_known->count += nameless->count, nameless->count = 0;
}

/* The two of whom the report has told so much that no third comes near: "the government … the guerrillas … Cuba and Norway hosted talks between both sides".
 * Whoever acts on them is none of them; of two in one country the second counts half as much again. */
static bool leading_sides(kh_coref *c, uint32_t at, const kh_cand *m) {
  enum { BACK = 400, MOST = 12, OFTEN = 2 };
  const kh_actors_work *w = c->w;
  side of[MOST];
  const kh_nominal *what = kh_roles_nominal(c->roles, w->k, m->head);
  /* "the two neighbours": no rebels */
  const bool states = (what && what->what == KH_NOMINAL_STATE) || (m->role && m->role->kind == KH_ROLE_BODY && m->role->sectors & 1u << KH_SECTOR_GOV);
  uint32_t n = 0, best = KH_NONE, second = KH_NONE, third = 0;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++)
    if (!w->cands.at[i].hidden && w->cands.at[i].chain != KH_NONE && !kh_coref_acts_on(w, m, &w->cands.at[i])) count_side(c, &w->cands.at[i], of, &n, MOST);
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && w->k->sentence[w->cands.at[i].head] == w->k->sentence[m->head]; steps++)
    if (w->cands.at[i].chain != KH_NONE && kh_coref_acts_on(w, m, &w->cands.at[i]))
      for (uint32_t k = 0; k < n; k++)
        if (!strcmp(of[k].country, kh_coref_code_of(c, w->cands.at[i].chain)->country) && of[k].sort == sort_of(kh_coref_code_of(c, w->cands.at[i].chain)))
          of[k].count = 0;
  join_rebels(of, n);
  for (uint32_t k = 0; k < n && states; k++)
    if (of[k].sort) of[k].count = 0;
  for (uint32_t k = 0; k < n; k++)
    if (best == KH_NONE || of[k].count > of[best].count) best = k;
  for (uint32_t k = 0; k < n; k++) {
    if (k != best && (!strcmp(of[k].country, of[best].country) || !of[k].country[0])) of[k].count += of[k].count / 2;
    if (k != best && (second == KH_NONE || of[k].count > of[second].count)) second = k;
  }
  for (uint32_t k = 0; k < n; k++)
    if (k != best && k != second && of[k].count > third) third = of[k].count;
  if (second == KH_NONE || of[second].count < OFTEN || 2 * of[second].count < 3 * third || of[best].chain == KH_NONE || of[second].chain == KH_NONE)
    return false;
  bool civil = !strcmp(of[best].country, of[second].country);   /* a government against its rebels, not the land */
  for (uint32_t k = 0; k < n && civil; k++)
    if ((k == best || k == second) && of[k].power != KH_NONE) of[k].chain = of[k].power;
  if (!kh_coref_is_person(m) || !(m->actor.sectors & 1u << KH_SECTOR_GOV)) return kh_coref_pair(c, at, of[best].chain, of[second].chain);
  if (civil) return false;
  kh_cand *leaders = &c->w->cands.at[at];   /* "both leaders", whom nobody has named */
  kh_actor *more = kh_alloc(c->scratch, sizeof *more);
  *more = leaders->actor;
  kh_actor_take_country(&leaders->actor, kh_coref_code_of(c, of[best].chain));
  kh_actor_take_country(more, kh_coref_code_of(c, of[second].chain));
  leaders->more = more, leaders->more_count = 1, leaders->code = KH_CODE_WORDS;
  kh_coref_join(c, at, KH_NONE);
  return true;
}

/* "Chad would buy grain from Niger. The two countries …": the two states of the sentence before (`here`: of its own, before it), if there are just two, whoever
 * was listed earlier. */
static bool states_told(kh_coref *c, const kh_cand *m, uint32_t at, bool here) {
  enum { BACK = 40 };
  const kh_actors_work *w = c->w;
  const uint32_t s = w->k->sentence[m->head];
  uint32_t chain[2], n = 0;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && s - w->k->sentence[w->cands.at[i].head] <= 1; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if ((w->k->sentence[o->head] == s) != here || o->hidden || o->chain == KH_NONE || !is_state(o) || kh_coref_acts_on(w, m, o) ||
        (n && o->chain == chain[0]) || (n == 2 && o->chain == chain[1]))
      continue;
    if (n == 2) return false;
    chain[n++] = o->chain;
  }
  return n == 2 && kh_coref_pair(c, at, chain[1], chain[0]);
}

/* "Kenya and Uganda warned Rwanda. The two countries …": the two states that are the subject of the sentence before, whomever else it names. */
static bool states_acted(kh_coref *c, const kh_cand *m, uint32_t at) {
  enum { BACK = 40 };
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  const uint32_t s = k->sentence[m->head];
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && s - k->sentence[w->cands.at[i].head] <= 1; steps++) {
    const kh_cand *o = &w->cands.at[i];
    uint32_t up = k->deprel[o->head] == KH_DEP_CONJ ? k->head[o->head] : KH_NONE;
    if (k->sentence[o->head] == s || o->hidden || o->chain == KH_NONE || !is_state(o) || up == KH_NONE || w->cand_at[up] == KH_NONE || listed_more(w, up))
      continue;
    const kh_cand *first = &w->cands.at[w->cand_at[up]];
    bool acts = kh_deprel_base(k->deprel[up]) == KH_DEP_NSUBJ && k->head[up] != KH_NONE && k->head[k->head[up]] == KH_NONE;
    if (acts && is_state(first) && first->chain != KH_NONE && first->chain != o->chain) return kh_coref_pair(c, at, first->chain, o->chain);
  }
  return false;
}

/* "The two armies", "both foreign ministers", of which a state has one each. */
static bool is_organ(const kh_cand *m) {
  static const uint32_t organs = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_COP;
  return m->role && !m->role->abroad && m->actor.sectors & organs && !m->actor.country[0] && (m->role->kind == KH_ROLE_BODY || m->role->sole);
}

/* The phrase stands for one of each of two lands: for the states themselves, or for their organs. */
static bool of_lands(kh_coref *c, uint32_t at, const kh_actor *first, const kh_actor *second, bool organs) {
  const kh_gaz *g = c->w->a->gaz;
  kh_cand *both = &c->w->cands.at[at];
  kh_actor *more = kh_alloc(c->scratch, sizeof *more), none = {0};
  both->actor = *more = organs ? both->actor : none;
  kh_gaz_set_state(g, first->country, c->w->d->published, &both->actor);
  kh_gaz_set_state(g, second->country, c->w->d->published, more);
  both->more = more, both->more_count = 1, both->code = KH_CODE_WORDS;
  kh_coref_join(c, at, KH_NONE);
  return true;
}

/* "The Greek premier cancelled a trip to Ankara. Turkey regretted it. The two countries …": the two lands whose states and organs the sentences just before
 * tell of, where they are two in all; organs: the phrase stands for an organ of each. */
static bool lands_before(kh_coref *c, const kh_cand *m, uint32_t at, bool organs) {
  enum { BACK = 40, SENTENCES = 2 };
  static const uint32_t powers = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_LEG;
  const kh_actors_work *w = c->w;
  const uint32_t s = w->k->sentence[m->head];
  const kh_actor *land[2], *doer = NULL;      /* "Peru's premier telephoned both leaders": two others */
  uint32_t n = 0;
  for (uint32_t i = at, steps = 0; organs && i-- > 0 && steps < BACK && !doer && w->k->sentence[w->cands.at[i].head] == s; steps++)
    if (w->cands.at[i].chain != KH_NONE && kh_coref_acts_on(w, m, &w->cands.at[i])) doer = kh_coref_code_of(c, w->cands.at[i].chain);
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && s - w->k->sentence[w->cands.at[i].head] <= SENTENCES; steps++) {
    const kh_cand *o = &w->cands.at[i];
    /* the nearer sentence has told both */
    if (n == 2 && s - w->k->sentence[o->head] > 1 && w->k->sentence[w->cands.at[i + 1].head] != w->k->sentence[o->head]) break;
    const kh_actor *a = o->hidden || o->chain == KH_NONE || o->assumed ? NULL : kh_coref_code_of(c, o->chain);
    if (!a || w->k->sentence[o->head] == s || !a->country[0] || !(is_state(o) || a->sectors & powers)) continue;
    if (doer && !strcmp(doer->country, a->country)) continue;
    bool kh_coref_known = false;
    for (uint32_t k = 0; k < n; k++) kh_coref_known |= !strcmp(land[k]->country, a->country);
    if (kh_coref_known) continue;
    if (n == 2) return false;
    land[n++] = a;
  }
  return n == 2 && of_lands(c, at, land[1], land[0], organs);
}

static bool known_power(const kh_actor *a) { return a->country[0] != 0 || a->sectors & 1u << KH_SECTOR_REB; }

/* "Both presidential candidates", "both unions": what they are tells that they are no states; but "both parties" may be. */
static bool is_no_state(const kh_cand *m, const kh_nominal *what) {
  const uint32_t of_states = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_IGO;
  if (!m->role || !m->role->sectors || m->role->sectors & of_states) return false;
  if (!what || m->role_end - m->role_begin > 1) return true;
  return what->what != KH_NOMINAL_STATE && what->what != KH_NOMINAL_PAIR && what->what != KH_NOMINAL_PARTNERS && what->what != KH_NOMINAL_PARTY;
}

/* "The two leaders": the two of other lands whom the report has spoken of most so far, by far more than of anybody else; none of the land that acts on them. */
static bool leading_persons(kh_coref *c, uint32_t at, const kh_cand *m) {
  enum { BACK = 400, MOST = 16, OFTEN = 4 };
  const kh_actors_work *w = c->w;
  struct { uint32_t chain, count; } of[MOST] = {{0}};
  uint32_t n = 0, best = KH_NONE, second = KH_NONE, third = 0;
  const kh_actor *doer = NULL;
  for (uint32_t i = at; i-- > 0 && !doer && w->k->sentence[w->cands.at[i].head] == w->k->sentence[m->head];)
    if (w->cands.at[i].chain != KH_NONE && kh_coref_acts_on(w, m, &w->cands.at[i])) doer = kh_coref_code_of(c, w->cands.at[i].chain);
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (o->hidden || o->chain == KH_NONE || c->chains.at[o->chain].kind != KH_ENTITY_PER) continue;
    const kh_actor *a = kh_coref_code_of(c, o->chain);
    if (!a->country[0] || (doer && !strcmp(doer->country, a->country)) || !(a->sectors & (1u << KH_SECTOR_GOV | 1u << KH_SECTOR_REB))) continue;
    uint32_t k = 0;
    while (k < n && of[k].chain != o->chain) k++;
    if (k == MOST) continue;
    if (k == n) of[n].chain = o->chain, of[n++].count = 0;
    of[k].count++;
  }
  for (uint32_t k = 0; k < n; k++)
    if (best == KH_NONE || of[k].count > of[best].count) best = k;
  for (uint32_t k = 0; k < n; k++)
    if (k != best && (second == KH_NONE || of[k].count > of[second].count)) second = k;
  for (uint32_t k = 0; k < n; k++)
    if (k != best && k != second && of[k].count > third) third = of[k].count;
  if (second == KH_NONE || of[second].count < OFTEN || of[second].count < 2 * third) return false;
  if (kh_coref_same_country(kh_coref_code_of(c, of[best].chain), kh_coref_code_of(c, of[second].chain))) return false;
  return kh_coref_pair(c, at, of[best].chain, of[second].chain);
}

/* Has the report told of rebels? */
static bool rebels_told(const kh_coref *c, uint32_t at) {
  enum { BACK = 200 };
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++)
    if (!c->w->cands.at[i].hidden && c->w->cands.at[i].actor.sectors & 1u << KH_SECTOR_REB) return true;
  return false;
}

/* "The foreign ministers of Kenya and Uganda met. Both ministers …", "… the two men": those of two lands of whom one phrase just told. */
static bool same_holders(kh_coref *c, uint32_t at, kh_cand *m) {
  enum { BACK = 40, SENTENCES = 2 };
  const kh_actors_work *w = c->w;
  if (!kh_coref_is_person(m)) return false;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && w->k->sentence[m->head] - w->k->sentence[w->cands.at[i].head] <= SENTENCES; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (o->hidden || o->chain == KH_NONE || o->pronoun || !o->plural || o->more_count != 1 || !o->role || !kh_coref_is_person(o)) continue;
    bool fits = m->role == o->role || !m->actor.sectors || m->actor.sectors & (o->actor.sectors | 1u << KH_SECTOR_CVL);
    if (!fits || kh_coref_acts_on(w, m, o)) return false;
    kh_coref_join(c, at, o->chain);
    return true;
  }
  return false;
}

/* "Both sides": the last two that were named together. */
static bool find_pair(kh_coref *c, kh_cand *m, uint32_t at) {
  const kh_actors_work *w = c->w;
  const kh_nominal *what = kh_roles_nominal(c->roles, w->k, m->head);
  bool states = what && what->what == KH_NOMINAL_STATE;   /* "both countries" */
  const kh_nominal *opener = kh_roles_nominal(c->roles, w->k, m->begin);
  bool both = opener && opener->what == KH_NOMINAL_PAIR, party = what && what->what == KH_NOMINAL_PARTY;   /* "both parties", "the parties" */
  const bool others = is_no_state(m, what), organ = (!what || what->what == KH_NOMINAL_REALM) && is_organ(m);
  bool partners = what && (what->what == KH_NOMINAL_PARTNERS || party) && m->begin + 1 == m->role_begin && !both;
  if (same_holders(c, at, m)) return true;
  if (what && what->what == KH_NOMINAL_PARTY && same_sides(c, at, m)) return true;
  if (what && what->what == KH_NOMINAL_PAIR && opening_pair(c, at, m, true)) return true;
  if (states && !both && (states_told(c, m, at, true) || states_acted(c, m, at) || states_told(c, m, at, false))) return true;
  /* "the two armies" are no states; but one may be the rebels' */
  const bool forces = organ && m->role->kind == KH_ROLE_BODY && !(m->actor.sectors & 1u << KH_SECTOR_GOV) && !rebels_told(c, at);
  if (forces && lands_before(c, m, at, true)) return true;
  if ((!kh_coref_is_person(m) || partners || (states && both)) && !(party && both) && !others && !forces && leading_sides(c, at, m)) return true;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < 40; steps++) {
    const kh_cand *o = &w->cands.at[i];
    uint32_t up = w->k->head[o->head];
    if (w->k->sentence[m->head] - w->k->sentence[o->head] > 2) break;
    if (o->hidden || o->chain == KH_NONE || w->k->deprel[o->head] != KH_DEP_CONJ || up == KH_NONE || w->cand_at[up] == KH_NONE) continue;
    const kh_cand *first = &w->cands.at[w->cand_at[up]];
    if (first->chain == KH_NONE || first->chain == o->chain || first->pronoun || o->pronoun || kh_coref_acts_on(w, m, first) || kh_coref_acts_on(w, m, o))
      continue;
    if (states && !(is_state(first) && is_state(o))) continue;
    if (others && (is_state(first) || is_state(o))) continue;
    if (partners && !known_power(kh_coref_code_of(c, first->chain)) && !known_power(kh_coref_code_of(c, o->chain))) continue;
    if (listed_more(w, up)) continue;   /* "Jordan, Iraq and Lebanon" */
    if (organ && is_state(first) && is_state(o)) return of_lands(c, at, kh_coref_code_of(c, first->chain), kh_coref_code_of(c, o->chain), true);
    if (kh_coref_is_person(m) && is_state(first) && m->actor.sectors & 1u << KH_SECTOR_GOV && leading_sides(c, at, m)) return true;
    return kh_coref_pair(c, at, first->chain, o->chain);
  }
  if (partners) return !party && states_told(c, m, at, false);      /* "Peru quarrelled with Chile. The neighbours …" */
  if (states && lands_before(c, m, at, false)) return true;
  if (states && two_states(c, m, at, 3)) return true;
  if (what && what->what == KH_NOMINAL_PAIR && (same_sides(c, at, m) || fighting_pair(c, at, m) || opening_pair(c, at, m, false) || pair_of_report(c, at, m)))
    return true;
  if (party && both && m->role_begin == m->begin + 1 && m->role_end == m->role_begin + 1 && fighting_pair(c, at, m)) return true;
  /* or else the last two of a kind: two persons or officials, two states */
  bool leaders = m->role && m->role->kind == KH_ROLE_PERSON;
  const kh_cand *last = NULL;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < 24; steps++) {
    const kh_cand *o = &w->cands.at[i];
    bool known = o->actor.country[0] || (o->role && o->role->sole && o->definite);      /* "the President" of a readout */
    bool person = o->kind == KH_ENTITY_PER || (o->role && o->role->kind == KH_ROLE_PERSON && !o->plural && o->actor.sectors & 1u << KH_SECTOR_GOV && known);
    if (others && is_state(o)) continue;
    if (o->hidden || o->chain == KH_NONE || o->begin >= m->begin || speaks_of(w, m, o) || (states || !person ? leaders || !is_state(o) : o->pronoun) ||
        (last && (is_state(o) != is_state(last) || o->chain == last->chain)))
      continue;
    /* "in a meeting with Blinken, El-Sisi …, said El-Sisi's spokesman. Both parties …": of one side is one party */
    if (last && !leaders &&
        (kh_coref_same_country(kh_coref_code_of(c, o->chain), kh_coref_code_of(c, last->chain)) || kh_coref_owner_chain(c, last) == o->chain ||
         kh_coref_owner_chain(c, o) == last->chain))
      continue;
    if (last && leaders && w->k->sentence[o->head] != w->k->sentence[last->head] && leading_persons(c, at, m)) return true;
    if (last) return kh_coref_pair(c, at, o->chain, last->chain);
    last = o;
  }
  if (organ && lands_before(c, m, at, true)) return true;
  if (leaders && m->actor.sectors & 1u << KH_SECTOR_GOV && (leading_persons(c, at, m) || leading_sides(c, at, m))) return true;
  return what && what->what == KH_NOMINAL_PAIR && two_states(c, m, at, 2);   /* "both sides" */
}

bool kh_coref_two_persons(kh_coref *c, uint32_t at, uint32_t back) {
  enum { BACK = 40 };
  static const uint32_t public =
      1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_IGO;
  const kh_actors_work *w = c->w;
  const uint32_t s = w->k->sentence[w->cands.at[at].head];
  uint32_t chain[2], n = 0;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && s - w->k->sentence[w->cands.at[i].head] <= back; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if ((w->k->sentence[o->head] == s) != !back || o->hidden || o->chain == KH_NONE || !kh_coref_is_person(o)) continue;
    if (!back && w->k->deprel[o->head] == KH_DEP_NMOD_POSS) continue;      /* "the premier's plan" */
    const kh_actor *a = kh_coref_code_of(c, o->chain);
    bool kh_coref_known = false;
    for (uint32_t k = 0; k < n; k++) kh_coref_known |= chain[k] == o->chain;
    if (kh_coref_known) continue;
    if (o->plural || o->also_count || n == 2) return false;
    if (a->sectors & public) chain[n++] = o->chain;
  }
  return n == 2 && kh_coref_pair(c, at, chain[1], chain[0]);
}

bool kh_coref_two_states(kh_coref *c, uint32_t at) { return states_told(c, &c->w->cands.at[at], at, false); }

bool kh_coref_pair_chain(kh_coref *c, kh_cand *m, uint32_t at) {
  const kh_nominal *what = kh_roles_nominal(c->roles, c->w->k, m->head);
  if (!find_pair(c, m, at)) return false;
  if (what && what->what == KH_NOMINAL_PAIR) c->sides[0] = m->chain, c->sides[1] = m->also[0], c->sides_sentence = c->w->k->sentence[m->head];
  return true;
}
