/* coref.c: which mentions are the same actor: names, appositions, copulas. Descriptions: coref_described.c; pronouns: pronouns.c; pairs: coref_pairs.c.
 *
 * One pass in the order of the words; every search looks back over a bounded window. */
#include "actors/coref_int.h"

enum { KEY_MAX = 128 };

bool kh_coref_is_person(const kh_cand *m) {
  if (m->name && m->name->kind == KH_NAME_PERSON) return true;
  if (m->role) return m->role->kind != KH_ROLE_BODY;
  return m->pronoun && m->gender && m->gender != 'n';
}

bool kh_coref_is_thing(const kh_cand *m) {
  if (m->role) return m->role->kind == KH_ROLE_BODY;
  if (m->name) return m->name->entity != KH_NONE && m->name->kind != KH_NAME_PERSON;
  return m->pronoun && m->gender == 'n';
}

/* "Sen. Lee Bright, a supporter of …": the office stays, whatever else is told. */
static void hold_office(kh_cand *best, const kh_cand *m) {
  const uint32_t office = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG;
  uint32_t no_office = 1u << KH_SECTOR_CVL;
  /* "Lt. Gov. Jane Roe … Roe, a former deputy" */
  if (m->name && m->begin < m->name->first && m->actor.sectors && !(m->actor.sectors & ~office)) no_office |= 1u << KH_SECTOR_ELI;
  if (best == m || best->plural || m->plural || !kh_coref_is_person(best) || !kh_coref_is_person(m) || best->code == KH_CODE_LINK) return;
  if (best->actor.sectors & ~no_office || !(m->actor.sectors & ~no_office)) return;
  kh_actor_sectors(&best->actor, m->actor.sectors);
  best->actor.role = m->actor.role;
}

/* How well a mention knows its actor: how it was found, then whether a country and a sector are known. "A third" knows nothing of its own. */
static unsigned worth(const kh_cand *m) { return m->counted && !m->definite ? 0 : m->code * 4u + 2u * (m->actor.country[0] != 0) + (m->actor.sectors != 0); }

/* "The finance minister, a former World Bank director": is m what somebody with an office once was? */
static bool is_past_of(const kh_coref *c, const kh_cand *m, const kh_cand *best) {
  const uint32_t gone = 1u << KH_SECTOR_ELI;
  uint32_t past;
  if (m == best || m->name || !m->role || !best->role || m->plural || best->plural || !best->actor.sectors || best->actor.sectors & gone) return false;
  if (m->actor.sectors == gone) return true;
  for (uint32_t t = m->begin; t < m->role_begin; t++)
    for (const kh_modifier *x = kh_roles_modifier(c->roles, c->w->k, t, m->role_begin, &past); x; x = x->last ? NULL : x + 1)
      if (x->effect == KH_MODIFIER_FORMER) return true;
  return false;
}

void kh_coref_join(kh_coref *c, uint32_t cand, uint32_t chain) {
  kh_cand *m = &c->w->cands.at[cand];
  if (chain == KH_NONE) {
    kh_chain fresh = {.first = cand, .last = cand, .best = cand, .kind = m->kind, .plural = m->plural};
    chain = (uint32_t)c->chains.n;
    KH_PUSH(c->scratch, &c->chains, fresh);
  }
  kh_chain *x = &c->chains.at[chain];
  m->chain = chain;
  x->last = cand, x->size++;
  kh_cand *best = &c->w->cands.at[x->best];
  if (worth(m) > worth(best) && !is_past_of(c, m, best)) hold_office(m, best), x->best = cand;
  else hold_office(best, m);
  if (!x->gender && m->gender && m->gender != 'n') x->gender = m->gender;
  if (kh_coref_is_person(m)) x->person = true;
  if (kh_coref_is_thing(m)) x->thing = true;
  if (m->name && (x->kind == KH_ENTITY_NOMINAL || x->kind == KH_ENTITY_PRONOUN)) x->kind = m->kind;
  if (c->w->k->sentence[m->head] == 0 && kh_deprel_base(c->w->k->deprel[m->head]) == KH_DEP_NSUBJ) x->topic = true;
}

static kh_str words_key(kh_coref *c, char tag, uint32_t begin, uint32_t end) {
  const kh_tokens *k = c->w->k;
  char *key = kh_alloc(c->scratch, KEY_MAX);
  size_t n = 0;
  key[n++] = tag;
  for (uint32_t t = begin; t < end; t++) {
    kh_str v = k->lower[t];
    if (n + v.n + 1 >= KEY_MAX) break;
    if (t > begin) key[n++] = ' ';
    memcpy(key + n, v.s, v.n);
    n += v.n;
  }
  return (kh_str){key, n};
}

/* "Palestine Liberation Organization" -> "PLO"; words without a capital do not count. */
static kh_str acronym_key(kh_coref *c, uint32_t begin, uint32_t end) {
  const kh_tokens *k = c->w->k;
  char *key = kh_alloc(c->scratch, KEY_MAX);
  size_t n = 0;
  key[n++] = 'n';
  for (uint32_t t = begin; t < end && n + 1 < KEY_MAX; t++)
    if (kh_has_capital(k, t)) key[n++] = (char)(k->form[t].s[0] + 32);
  return (kh_str){key, n};
}

uint32_t kh_coref_known(const kh_coref *c, kh_str key) {
  const uint32_t *v = kh_map_get(c->by_name, key);
  return v ? *v - 1 : KH_NONE;
}

static void remember(kh_coref *c, kh_str key, uint32_t chain, bool again) {
  bool fresh;
  if (key.n < 2) return;
  uint32_t *v = kh_map_put(c->by_name, key, &fresh);
  if (fresh || again) *v = chain + 1;
}

static void name_span(const kh_cand *m, uint32_t *begin, uint32_t *end) {
  if (m->name) *begin = m->name->first, *end = m->name->end;
  else *begin = m->head, *end = m->head + 1;
}

/* A surname alone, with its hyphen: "Holtz-Eakin" */
static bool surname_alone(const kh_coref *c, uint32_t b, uint32_t e) {
  for (uint32_t t = b + 1; t < e; t += 2) if (!kh_str_is(c->w->k->form[t], "-")) return false;
  return (e - b) % 2 == 1;
}

/* Two persons' names fit if one has no first name or the first names are the same. */
static bool first_names_fit(const kh_coref *c, const kh_cand *m, uint32_t chain) {
  const kh_tokens *k = c->w->k;
  const kh_cand *o = &c->w->cands.at[c->chains.at[chain].first];
  for (uint32_t i = 0; !o->name && i < 1; i++) o = &c->w->cands.at[c->chains.at[chain].best];
  uint32_t b, e, ob, oe;
  name_span(m, &b, &e), name_span(o, &ob, &oe);
  if (m->gender && c->chains.at[chain].gender && m->gender != c->chains.at[chain].gender) return false;
  return surname_alone(c, b, e) || surname_alone(c, ob, oe) || kh_str_eq(k->lower[b], k->lower[ob]);
}

/* "A Cuban", and "the Cuban" who was told of: one of its people, never the state. */
static bool is_native(const kh_coref *c, const kh_cand *m) {
  if (!m->name || m->name->kind != KH_NAME_DEMONYM || m->name->entity == KH_NONE || m->plural) return false;
  if (!m->definite) return kh_cand_is_somebody(c->w, m);
  kh_str key = kh_str_printf(c->scratch, "q" KH_FMT, KH_ARG(kh_gaz_id(m->name->gaz, m->name->entity)));
  return m->head + 1 == m->name->end && kh_coref_known(c, key) != KH_NONE;
}

static kh_str entity_key(kh_coref *c, const kh_cand *m) {
  const kh_name *n = m->name;
  kh_str id = kh_gaz_id(n->gaz, n->entity);
  if (is_native(c, m)) return kh_str_printf(c->scratch, "q" KH_FMT, KH_ARG(id));
  char sense = n->kind == KH_NAME_SEAT ? 'c' : n->kind == KH_NAME_DEMONYM && c->w->k->upos[n->head] != KH_UPOS_ADJ ? 'p' : 'e';
  if (sense == 'c') return words_key(c, 'c', n->begin, n->end);
  return kh_str_printf(c->scratch, "%c" KH_FMT, sense, KH_ARG(id));
}

/* "Kim denied it. Rep. Kim Tae-woo criticised the police. Kim wrote …": the surname that has been another's is that of the one whose full name was the
 * subject just before, and of whom it has told since. His chain, or KH_NONE. */
static uint32_t new_bearer(kh_coref *c, const kh_cand *m, uint32_t b, uint32_t e, uint32_t before) {
  const kh_actors_work *w = c->w;
  const uint32_t known[] = {kh_coref_known(c, words_key(c, 'l', b, e)), kh_coref_known(c, words_key(c, 'f', b, e))};
  for (uint32_t i = 0; i < 2 && before != KH_NONE; i++) {
    const kh_chain *x = known[i] == KH_NONE || known[i] == before ? NULL : &c->chains.at[known[i]];
    if (!x || !x->person || x->last <= c->chains.at[before].last || !first_names_fit(c, m, known[i])) continue;
    const kh_cand *o = &w->cands.at[x->last];
    bool full = o->name && o->name->end - o->name->first > 1;
    const kh_cand *first = full ? o : &w->cands.at[x->first];
    if (!first->name || first->name->end - first->name->first < 2) continue;
    if (w->k->sentence[m->head] - w->k->sentence[o->head] <= 2 && (!full || kh_deprel_base(w->k->deprel[o->head]) == KH_DEP_NSUBJ)) return known[i];
  }
  return KH_NONE;
}

static uint32_t name_chain(kh_coref *c, const kh_cand *m) {
  uint32_t b, e, chain;
  char twin[4];
  if (kh_actor_twin(c->w, m, twin) && (chain = kh_coref_known(c, kh_str_printf(c->scratch, "ecty:%s", twin))) != KH_NONE) return chain;
  const kh_name *full = m->name && m->name->firm ? &c->w->names.at[m->name->firm - 1] : NULL;
  if (full && c->w->cand_at[full->head] != KH_NONE && (chain = c->w->cands.at[c->w->cand_at[full->head]].chain) != KH_NONE) return chain;
  if (is_native(c, m)) return m->definite ? kh_coref_known(c, entity_key(c, m)) : KH_NONE;      /* "a Cuban" is no other */
  if (m->name && m->name->entity != KH_NONE && (chain = kh_coref_known(c, entity_key(c, m))) != KH_NONE) return chain;
  name_span(m, &b, &e);
  chain = kh_coref_known(c, words_key(c, 'n', b, e));
  uint32_t newer = m->kind == KH_ENTITY_PER && surname_alone(c, b, e) ? new_bearer(c, m, b, e, chain) : KH_NONE;
  if (newer != KH_NONE) return newer;
  if (chain != KH_NONE) return chain;
  if (m->name && m->name->entity != KH_NONE && m->name->kind != KH_NAME_PERSON) return KH_NONE;
  bool person = m->kind == KH_ENTITY_PER;
  if (person || e - b == 1) {
    if (person && e - b > 1 && (chain = kh_coref_known(c, words_key(c, 't', b, e))) != KH_NONE) return chain;   /* "Perez de Cuellar" */
    chain = kh_coref_known(c, words_key(c, 'l', e - 1, e));                       /* "Robert Wood" … "Wood" */
    if (chain != KH_NONE && first_names_fit(c, m, chain)) return chain;
    if (surname_alone(c, b, e) && (chain = kh_coref_known(c, words_key(c, 'f', b, e))) != KH_NONE) return chain;   /* "Robert" */
    if (person && e - b == 1 && (chain = kh_coref_known(c, words_key(c, 'm', b, e))) != KH_NONE && first_names_fit(c, m, chain)) return chain;
  }
  if (!person || (e - b == 1 && !m->gender)) return kh_coref_known(c, words_key(c, 's', b, e));
  return KH_NONE;
}

/* "Swiss", "New", "Western": a word that stands for a country or region alone. */
static bool names_region(const kh_coref *c, uint32_t t) {
  enum { READINGS = 8 };
  kh_gaz_hit hit[READINGS];
  uint32_t n = kh_gaz_match(c->w->a->gaz, c->w->d, t, hit, READINGS);
  for (uint32_t i = 0; i < n; i++) {
    kh_gaz_kind kind = kh_gaz_kind_of(c->w->a->gaz, hit[i].entity);
    bool person = kind == KH_GAZ_MALE || kind == KH_GAZ_FEMALE || kind == KH_GAZ_PERSON;
    if (!person || hit[i].tok_end > t + 1) return true;
  }
  return false;
}

/* "Amnesty", "General Physics", "the National Bank": a body's first words, its last ones. */
static void remember_short(kh_coref *c, uint32_t b, uint32_t e, uint32_t chain) {
  const kh_tokens *k = c->w->k;
  for (uint32_t x = e; x-- > b + 1;) {
    bool single = x == b + 1;
    if (k->upos[x - 1] != KH_UPOS_PROPN && k->upos[x - 1] != KH_UPOS_NOUN && !(single && k->upos[b] == KH_UPOS_ADJ)) continue;
    if (single && e - b > 2 && (k->upos[b] != KH_UPOS_PROPN || names_region(c, b))) continue;      /* "Swiss", "New" */
    remember(c, words_key(c, 's', b, x), chain, true);
  }
  if (e - b > 2) remember(c, words_key(c, 's', b + 1, e), chain, true);
}

static void remember_name(kh_coref *c, const kh_cand *m) {
  const kh_tokens *k = c->w->k;
  uint32_t b, e;
  if (is_native(c, m)) {
    remember(c, entity_key(c, m), m->chain, true);
    return;
  }
  name_span(m, &b, &e);
  remember(c, words_key(c, 'n', b, e), m->chain, false);
  if (m->name && m->name->entity != KH_NONE) remember(c, entity_key(c, m), m->chain, false);
  if (m->kind == KH_ENTITY_PER || (c->chains.at[m->chain].person && m->kind != KH_ENTITY_LOC)) {
    remember(c, words_key(c, 'l', e - 1, e), m->chain, true);
    uint32_t first = b + 1;      /* "Abdul-Aziz" */
    while (first + 1 < e && kh_str_is(k->form[first], "-")) first += 2;
    if (e > first) remember(c, words_key(c, 'f', b, first), m->chain, true);
    /* "Javier Perez de Cuellar … Perez de Cuellar" */
    for (uint32_t t = first; t + 1 < e; t++) remember(c, words_key(c, 't', t, e), m->chain, true);
    /* "A.B. Jagan Roe Reddy … Jagan", "Luis Roe Garcia … Roe" */
    for (uint32_t t = first; t + 1 < e; t++)
      if (kh_has_capital(k, t) && k->form[t].n > 2 && k->form[t].s[k->form[t].n - 1] != '.') remember(c, words_key(c, 'm', t, t + 1), m->chain, true);
  } else if (e - b > 1) {
    if (e - b > 2) remember(c, acronym_key(c, b, e), m->chain, false);
    if (m->kind == KH_ENTITY_ORG) remember_short(c, b, e, m->chain);
    const kh_ending *form = kh_roles_ending(c->roles, k, e - 1);
    if (m->actor.sectors & 1u << KH_SECTOR_JRN ||
        (m->kind == KH_ENTITY_ORG && e - b > 2 && m->actor.sectors && k->upos[e - 1] == KH_UPOS_PROPN && !(form && form->form) && !names_region(c, e - 1)))
      remember(c, words_key(c, 's', e - 1, e), m->chain, true);      /* "the Post", "the Exchange" */
  }
}

/* Two persons' names with nothing in common, one and several: "Jones, Smith and Miller", "Jones, two senators and a judge" are no appositions,
 * whatever the tree says. */
static bool listed_apart(const kh_coref *c, const kh_cand *m, const kh_cand *o) {
  const kh_tokens *k = c->w->k;
  if (m->begin == 0) return false;
  bool my_name = m->name && m->name->kind == KH_NAME_PERSON, its_name = o->name && o->name->kind == KH_NAME_PERSON;
  if (my_name && its_name) {
    if (!kh_str_is(k->form[m->begin - 1], ",")) return false;      /* "Bill (William) Smith" */
    if (m->name->entity != KH_NONE && m->name->entity == o->name->entity) return false;
    return !kh_str_eq(k->lower[m->name->end - 1], k->lower[o->name->end - 1]);
  }
  return (my_name && o->role && o->plural) || (its_name && m->role && m->plural);
}

/* "The blasts in Paris, which were claimed by …", "senators such as Roe who have endorsed her": a clause in the plural tells of the several, not of the one
 * name behind them. */
static bool of_several(const kh_actors_work *w, const kh_cand *one, uint32_t verb) {
  const kh_tokens *k = w->k;
  if (!one->name || one->name->kind == KH_NAME_BODY || one->plural || kh_deprel_base(k->deprel[one->head]) != KH_DEP_NMOD || k->head[one->head] == KH_NONE ||
      !(k->morph[k->head[one->head]] & KH_MORPH_PLUR) || kh_doc_child_with(w->d, one->head, KH_DEP_CONJ) != KH_NONE)
    return false;
  for (uint32_t i = w->d->child_at[verb]; i < w->d->child_at[verb + 1]; i++)
    if (k->upos[w->d->child[i]] == KH_UPOS_AUX && k->morph[w->d->child[i]] & KH_MORPH_PLUR) return true;
  return false;
}

/* The candidate of the one person in whose phrase t stands, who comes before it: "the head" of "the head of the agency's division"; or KH_NONE. */
static uint32_t office_above(const kh_actors_work *w, uint32_t t) {
  const kh_tokens *k = w->k;
  for (uint32_t x = k->head[t], n = 0; x != KH_NONE && x < t && n < 3; x = k->head[x], n++) {
    const kh_cand *r = w->cand_at[x] == KH_NONE ? NULL : &w->cands.at[w->cand_at[x]];
    if (r && r->role && r->role->kind == KH_ROLE_PERSON && !r->hidden && !r->plural) return w->cand_at[x];
    if (kh_deprel_base(k->deprel[x]) != KH_DEP_NMOD) return KH_NONE;
  }
  return KH_NONE;
}

/* "A teacher named Jane Roe", "a man identified as Tom Roe": the one whom the name is said to be, or KH_NONE. */
static uint32_t named_so(const kh_actors_work *w, const kh_cand *m) {
  const kh_tokens *k = w->k;
  if (m->kind != KH_ENTITY_PER || m->begin < 3) return KH_NONE;
  uint32_t v = m->begin - 1;
  if (kh_roles_preposition(&w->a->roles, k, v) == KH_PREP_OFFICE) v--;
  if (k->head[m->head] != v || k->upos[v] != KH_UPOS_VERB || k->deprel[v] != KH_DEP_ACL || k->head[v] + 1 != v || w->cand_at[v - 1] == KH_NONE) return KH_NONE;
  const kh_cand *o = &w->cands.at[w->cand_at[v - 1]];
  return o->role && !o->name && !o->hidden && !o->plural && o->role->kind == KH_ROLE_PERSON && !(k->morph[v] & KH_MORPH_GER) ? w->cand_at[v - 1] : KH_NONE;
}

/* The candidate that the words around tie m to: apposition, copula, relative clause, title. */
static uint32_t tied(const kh_coref *c, const kh_cand *m) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  uint32_t t = m->head, up = k->head[t];
  if (m->pronoun & KH_PRON_RELATIVE) {
    for (uint32_t v = up, steps = 0; v != KH_NONE && steps < 5; v = k->head[v], steps++)
      if (k->deprel[v] == KH_DEP_ACL_RELCL) {
        uint32_t noun = k->head[v];
        if (noun != KH_NONE && w->cand_at[noun] != KH_NONE && of_several(w, &w->cands.at[w->cand_at[noun]], v)) {
          noun = k->head[noun];
          return w->cand_at[noun] == KH_NONE || w->cands.at[w->cand_at[noun]].hidden ? KH_NONE : w->cand_at[noun];
        }
        for (uint32_t n = 0; noun != KH_NONE && n < 3; noun = k->head[noun], n++)      /* a title's name stands above it */
          if (w->cand_at[noun] != KH_NONE && !w->cands.at[w->cand_at[noun]].hidden) return w->cand_at[noun];
        return KH_NONE;
      }
    /* no clause in the tree: the phrase right before */
    for (uint32_t n = 1; n <= 3 && n <= t; n++)
      if (w->cand_at[t - n] != KH_NONE && !w->cands.at[w->cand_at[t - n]].hidden && w->cands.at[w->cand_at[t - n]].end + 1 >= t) return w->cand_at[t - n];
    return KH_NONE;
  }
  uint32_t office = named_so(w, m);
  if (office != KH_NONE) return office;
  /* "the head of the agency's debt division, Jane Roe", hung from the division */
  if (up != KH_NONE && k->deprel[t] == KH_DEP_APPOS && w->cand_at[up] == KH_NONE && m->kind == KH_ENTITY_PER && m->begin &&
      kh_str_is(k->form[m->begin - 1], ",") && (office = office_above(w, up)) != KH_NONE)
    return office;
  if (up != KH_NONE && k->deprel[t] == KH_DEP_APPOS && w->cand_at[up] != KH_NONE) {
    const kh_cand *o = &w->cands.at[w->cand_at[up]];
    bool places = o->kind == KH_ENTITY_LOC && m->kind == KH_ENTITY_LOC;
    bool clash = (kh_coref_is_person(o) && kh_coref_is_thing(m)) || (kh_coref_is_thing(o) && kh_coref_is_person(m));
    /* "the ambassador to the UN, Robert Wood", hung from the UN */
    if (clash && kh_coref_is_thing(o) && m->kind == KH_ENTITY_PER && (office = office_above(w, up)) != KH_NONE) return office;
    if (!places && !clash && !listed_apart(c, m, o) && (m->role || o->role || m->kind == o->kind || k->upos[up] == KH_UPOS_PRON)) return w->cand_at[up];
  }
  /* the same between commas, where the tree misses it: "Julius Malema, an opposition politician, …" */
  uint32_t ends = m->end;
  /* "Jane Roe, president and chief executive of Northfield Inc, …" */
  bool bare = m->role && m->role_begin == m->begin && k->form[m->begin].s[0] >= 'a' && k->form[m->begin].s[0] <= 'z';
  if (bare && k->upos[ends < k->n ? ends : t] == KH_UPOS_ADP)
    for (uint32_t x = ends + 1; x < k->n && x < m->end + 6; x++)
      if (w->name_at[x] != KH_NONE) ends = x = w->names.at[w->name_at[x]].end;
  if (m->begin >= 2 && kh_str_is(k->form[m->begin - 1], ",") && ends < k->n && (kh_str_is(k->form[m->end], ",") || (bare && kh_str_is(k->form[ends], ","))) &&
      k->upos[k->head[t] == KH_NONE ? t : k->head[t]] != KH_UPOS_NOUN)
    for (uint32_t x = m->begin - 1; x-- > 0 && x + 8 > m->begin;) {
      if (w->cand_at[x] == KH_NONE) continue;
      const kh_cand *o = &w->cands.at[w->cand_at[x]];
      if (o->hidden || o->end != m->begin - 1 || k->sentence[x] != k->sentence[t]) continue;
      bool named = o->kind == KH_ENTITY_PER && m->role && m->role->kind == KH_ROLE_PERSON && !m->plural &&
                   (k->upos[m->begin] == KH_UPOS_DET || (bare && o->name && k->deprel[t] == KH_DEP_CONJ));
      bool told = m->kind == KH_ENTITY_PER && o->role && o->role->kind == KH_ROLE_PERSON && !o->plural;
      if (named || told) return w->cand_at[x];
    }
  if (m->role && m->role->kind == KH_ROLE_PERSON && !m->plural) {
    /* "named Jane Roe president", "its director": the name right before; "Jane Roe was named president": the one of whom it is told */
    /* "A Sanders supporter", "Rubio press secretary Brooke Sammon": whose he is, not who */
    bool surname = m->role_begin && w->name_at[m->role_begin - 1] != KH_NONE &&
                   w->names.at[w->name_at[m->role_begin - 1]].end - w->names.at[w->name_at[m->role_begin - 1]].first == 1;
    bool follows = m->role_end < k->n && w->name_at[m->role_end] != KH_NONE && w->names.at[w->name_at[m->role_end]].kind == KH_NAME_PERSON;
    bool whose = surname && (follows || k->upos[m->begin] == KH_UPOS_DET);
    uint32_t before = m->role_begin > m->begin && w->name_at[m->role_begin - 1] == KH_NONE ? m->begin : m->role_begin, named = KH_NONE;
    if (before && !whose && k->sentence[before - 1] == k->sentence[t] && w->name_at[before - 1] != KH_NONE && k->upos[before] != KH_UPOS_DET)
      named = w->names.at[w->name_at[before - 1]].head;
    else if (m->begin == m->role_begin && up != KH_NONE) {
      uint32_t what = k->deprel[t] == KH_DEP_COMPOUND ? up : t;      /* "vice president-finance" */
      if ((k->deprel[what] == KH_DEP_OBJ || k->deprel[what] == KH_DEP_XCOMP) && k->head[what] != KH_NONE && k->head[what] < what)
        named = kh_doc_child_with(d, k->head[what], KH_DEP_NSUBJ_PASS);
    }
    const kh_cand *o = named == KH_NONE || w->cand_at[named] == KH_NONE ? NULL : &w->cands.at[w->cand_at[named]];
    if (o && o != m && o->name && o->name->kind == KH_NAME_PERSON && !o->hidden && o->name->end <= m->role_begin) return w->cand_at[named];
  }
  uint32_t as = m->role && m->role->kind == KH_ROLE_PERSON && !m->plural && up != KH_NONE && up < t && k->upos[up] == KH_UPOS_VERB
                    ? kh_doc_child_with(d, t, KH_DEP_CASE)
                    : KH_NONE;
  /* "she resigned as chairman", "who works as a nurse" */
  if (as != KH_NONE && kh_roles_preposition(&w->a->roles, k, as) == KH_PREP_OFFICE && kh_doc_child_with(d, up, KH_DEP_OBJ) == KH_NONE) {
    uint32_t s = kh_doc_child_base(d, up, KH_DEP_NSUBJ);
    const kh_cand *o = s == KH_NONE || s > up || w->cand_at[s] == KH_NONE ? NULL : &w->cands.at[w->cand_at[s]];
    if (o && o != m && !o->hidden && !o->plural && !kh_coref_is_thing(o)) return w->cand_at[s];
  }
  /* "gave up his post as chairman": whose post it is */
  if (m->role && m->role->kind == KH_ROLE_PERSON && !m->plural && m->begin == m->role_begin && m->begin >= 2 && up != KH_NONE && up < m->begin &&
      kh_deprel_base(k->deprel[t]) == KH_DEP_NMOD && w->cand_at[up] == KH_NONE && kh_roles_preposition(&w->a->roles, k, m->begin - 1) == KH_PREP_OFFICE) {
    uint32_t whose = kh_doc_child_with(d, up, KH_DEP_NMOD_POSS);
    const kh_cand *o = whose == KH_NONE || w->cand_at[whose] == KH_NONE ? NULL : &w->cands.at[w->cand_at[whose]];
    if (o && !o->hidden && !o->plural && !kh_coref_is_thing(o) &&
        ((o->pronoun && o->chain != KH_NONE && w->cands.at[c->chains.at[o->chain].best].code != KH_CODE_LINK) ||
         (o->name && o->name->kind == KH_NAME_PERSON && o->name->entity == KH_NONE)))
      return w->cand_at[whose];
  }
  /* "elected Jane Roe as chairman": an office without an article right behind one of whom nothing else is told */
  if (m->role && m->role->kind == KH_ROLE_PERSON && !m->plural && m->begin == m->role_begin && m->begin >= 2 && k->sentence[m->begin - 2] == k->sentence[t] &&
      kh_roles_preposition(&w->a->roles, k, m->begin - 1) == KH_PREP_OFFICE) {
    const kh_name *n = w->name_at[m->begin - 2] == KH_NONE ? NULL : &w->names.at[w->name_at[m->begin - 2]];
    const kh_cand *o = !n || n->kind != KH_NAME_PERSON || n->entity != KH_NONE || w->cand_at[n->head] == KH_NONE ? NULL : &w->cands.at[w->cand_at[n->head]];
    if (o && !o->hidden && !o->role && !o->actor.sectors) return w->cand_at[n->head];
  }
  /* "two nurses are among five civilians" are not those five */
  if (m->role && kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE && kh_doc_child_with(d, t, KH_DEP_CASE) == KH_NONE) {
    uint32_t s = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
    bool negated = false;
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) negated |= (k->morph[d->child[i]] & KH_MORPH_NEG) != 0;
    if (s != KH_NONE && s < t && !negated && w->cand_at[s] != KH_NONE) {
      const kh_cand *o = &w->cands.at[w->cand_at[s]];
      if (kh_coref_is_person(m) ? !kh_coref_is_thing(o) : !kh_coref_is_person(o)) return w->cand_at[s];
    }
  }
  return KH_NONE;
}

/* "'My government lifted the ban,' the minister said": the chain of who speaks behind his words, or KH_NONE. */
static uint32_t of_speaker(kh_coref *c, uint32_t pronoun) {
  uint32_t s = kh_coref_speaker(c, pronoun);
  if (s == KH_NONE) return KH_NONE;
  const kh_cand *m = &c->w->cands.at[s];
  if (m->needs_owner && m->owner < c->w->cands.n && c->w->cands.at[m->owner].pronoun & KH_PRON_1) return KH_NONE;      /* "my spokesman said" */
  kh_coref_resolve(c, s);
  return m->chain;
}

/* "His office", "the leader of the group", "the leaders of both countries": what the possessor's chain knows. */
static void take_owner(kh_coref *c, uint32_t at) {
  kh_actors_work *w = c->w;
  kh_cand *m = &w->cands.at[at], *o = &w->cands.at[m->owner];
  if (o->chain == KH_NONE && m->owner > at) {      /* it stands behind, and perhaps whose it is before it: "members of his party" */
    if (o->needs_owner && o->owner > at && o->owner < m->owner) kh_coref_resolve(c, o->owner);
    kh_coref_resolve(c, m->owner);
  }
  uint32_t chain = of_speaker(c, m->owner);
  if (chain == KH_NONE) chain = o->chain;
  if (chain == KH_NONE) return;
  const kh_actor *code = kh_coref_code_of(c, chain);
  if (kh_actor_ally(m->role) && kh_actor_land(code)) {
    m->abroad = true;
    return;
  }
  kh_actor_take_country(&m->actor, code);
  /* "Russian and French jets … their presidents" */
  bool state = m->role && m->role->sole &&
               (code->sector == KH_SECTOR_MIL || code->sector == KH_SECTOR_COP || code->sector == KH_SECTOR_CVL || code->sector == KH_SECTOR_LEG) &&
               code->country[0];
  bool told = m->role && m->role->kind == KH_ROLE_BODY && !m->role->sectors && m->actor.sectors;      /* "a team of its cameramen": of what they are */
  uint32_t lent = m->role ? kh_actor_lent(m->role, code->sectors) : 0;
  /* "the religious group's leader" */
  if (!lent && m->role && m->role->of && code->sectors == 1u << KH_SECTOR_REL && kh_cand_is_body(&w->cands.at[c->chains.at[chain].first])) lent = code->sectors;
  if (lent && !state && !told) kh_actor_sectors(&m->actor, lent);
  if (!m->role && !m->actor.sectors && code->sectors & 1u << KH_SECTOR_BUS) kh_actor_sectors(&m->actor, 1u << KH_SECTOR_BUS);      /* a firm's division */
  if ((m->actor.country[0] || m->actor.sectors) && m->code < KH_CODE_WORDS) m->code = KH_CODE_WORDS;
  const kh_cand *first = &w->cands.at[c->chains.at[chain].first];
  if (m->plural && !m->more_count && !o->also_count && first->plural && first->more_count) {      /* "Indian and Chinese soldiers … their generals" */
    kh_actor *of = KH_ARRAY(c->scratch, kh_actor, first->more_count);
    for (uint32_t i = 0; i < first->more_count; i++) {
      of[i] = m->actor;
      kh_actor_take_country(&of[i], &first->more[i]);
    }
    m->more = of, m->more_count = first->more_count;
  }
  if (!m->plural || !o->also_count || m->more_count) return;
  kh_actor *more = KH_ARRAY(c->scratch, kh_actor, o->also_count);
  for (uint32_t i = 0; i < o->also_count; i++) {
    more[i] = m->actor;
    kh_actor_take_country(&more[i], kh_coref_code_of(c, o->also[i]));
  }
  m->more = more, m->more_count = o->also_count;
}

/* "The judge briefed his Belgian counterpart", "detectives met their Swiss colleagues": whose land is told has the calling of whose peer he is. */
static void take_calling(kh_coref *c, kh_cand *m) {
  const uint32_t nobody = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_IGO;
  const kh_cand *o = &c->w->cands.at[m->owner];
  if (!(m->role->peer || m->role->fellow) || m->actor.sectors != m->role->sectors || o->chain == KH_NONE || !o->pronoun) return;
  uint32_t his = kh_coref_code_of(c, o->chain)->sectors, lent = his == 1u << KH_SECTOR_REL ? his : kh_actor_lent(m->role, his);
  if (lent && !(lent & nobody)) kh_actor_sectors(&m->actor, lent);
}

/* "Its president Jane Roe": the title's possessor tells of what she is president. */
static void take_title(kh_coref *c, kh_cand *m) {
  const kh_actors_work *w = c->w;
  const kh_cand *title = m->title == KH_NONE ? NULL : &w->cands.at[m->title];
  for (uint32_t t = m->begin; t < m->name->first && !title; t++)
    if (w->cand_at[t] != KH_NONE && w->cands.at[w->cand_at[t]].role && w->cands.at[w->cand_at[t]].hidden) title = &w->cands.at[w->cand_at[t]];
  if (!title || !title->role || !title->needs_owner || title->owner >= w->cands.n || m->code == KH_CODE_LINK || m->actor.sectors != title->actor.sectors)
    return;
  const kh_cand *o = &w->cands.at[title->owner];
  if (o->chain == KH_NONE) return;
  const kh_actor *code = kh_coref_code_of(c, o->chain);
  uint32_t lent = kh_actor_lent(title->role, code->sectors);
  if (lent) kh_actor_sectors(&m->actor, lent), m->code = KH_CODE_WORDS;
  if (!m->actor.country[0] && code->country[0]) kh_actor_take_country(&m->actor, code), m->code = KH_CODE_WORDS;
}

/* Has the report told of a party, whose kind "the parties" may be? */
static bool party_before(const kh_coref *c, uint32_t at) {
  enum { BACK = 200 };
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++)
    if (!c->w->cands.at[i].hidden && c->w->cands.at[i].actor.sectors & (1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP)) return true;
  return false;
}

/* "Deputy Prime Minister and Foreign Minister Jane Roe": two offices, one person; the first, or KH_NONE. */
static uint32_t first_office(const kh_coref *c, const kh_cand *m) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  if (!m->name || m->name->kind != KH_NAME_PERSON || m->begin >= m->name->first || m->begin < 2 || k->upos[m->begin - 1] != KH_UPOS_CCONJ ||
      k->sentence[m->begin - 2] != k->sentence[m->head])
    return KH_NONE;
  uint32_t of = w->cand_at[m->begin - 2];
  const kh_cand *o = of == KH_NONE ? NULL : &w->cands.at[of];
  if (!o || o->name || !o->role || o->role->kind != KH_ROLE_PERSON || o->plural || o->definite || !(o->actor.sectors & m->actor.sectors)) return KH_NONE;
  /* "Exxon director and vice president Jane Roe": of whom the first office is, the second is too */
  bool bare = o->begin == o->role_begin, owned = m->begin + 1 < m->name->first && !m->actor.country[0] && w->name_at[o->begin] != KH_NONE;
  return (bare || owned) && o->role_end + 1 == m->begin ? of : KH_NONE;
}

/* "Sheikh Roe, Vice-President and Prime Minister of the Emirates": a second office behind the name, or KH_NONE. */
static uint32_t later_office(const kh_coref *c, const kh_cand *m) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  if (m->name || !m->role || m->role->kind != KH_ROLE_PERSON || m->plural || m->definite || m->begin != m->role_begin || m->begin < 2 ||
      k->upos[m->begin - 1] != KH_UPOS_CCONJ || k->deprel[m->head] != KH_DEP_CONJ)
    return KH_NONE;
  uint32_t who = w->cand_at[k->head[m->head]], first = w->cand_at[m->begin - 2];
  if (who == KH_NONE || first == KH_NONE || who == first || k->sentence[m->begin - 2] != k->sentence[m->head]) return KH_NONE;
  const kh_cand *p = &w->cands.at[who], *o = &w->cands.at[first];
  bool title = o->role && !o->name && !o->definite && !o->plural && o->begin == o->role_begin && o->chain != KH_NONE && o->chain == p->chain;
  return title && p->name && p->name->kind == KH_NAME_PERSON && p->head < o->begin && p->actor.sectors & m->actor.sectors ? who : KH_NONE;
}

/* How many a word of number counts, where the lists know it: two, three or four; else 0. */
static uint32_t number_told(const kh_coref *c, const kh_cand *m) {
  for (uint32_t t = m->begin; t < m->role_begin; t++) {
    const kh_nominal *n = c->w->k->upos[t] == KH_UPOS_NUM ? kh_roles_nominal(c->roles, c->w->k, t) : NULL;
    if (n) return n->what == KH_NOMINAL_PAIR ? 2 : n->what == KH_NOMINAL_TRIO ? 3 : n->what == KH_NOMINAL_QUARTET ? 4 : 0;
  }
  return 0;
}

/* "The three countries (Chad, Niger and Mali)": states whose names stand in brackets are those; "three states, Chad, Niger and Mali, …": the names are told
 * for them. */
static bool enumerated(kh_coref *c, uint32_t at) {
  enum { MOST = 1 + sizeof((kh_cand *)0)->also / sizeof(uint32_t) };
  kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  kh_cand *m = &w->cands.at[at];
  uint32_t name[MOST], n = 0, end = w->d->sentences[k->sentence[m->head]].tok_end, told = number_told(c, m);
  bool last = false;
  bool states = kh_roles_is_nominal(c->roles, k, m->head, KH_NOMINAL_STATE) || m->role->homely || kh_actor_ally(m->role);
  if (!m->plural || !states || m->role_end >= end || k->upos[m->role_end] != KH_UPOS_PUNCT) return false;
  bool within = kh_str_is(k->form[m->role_end], "(");
  for (uint32_t t = m->role_end + 1; t < end && n < MOST;) {
    t += k->upos[t] == KH_UPOS_DET && t + 1 < end;
    const kh_name *x = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (!x || x->kind != KH_NAME_STATE || w->cand_at[x->head] == KH_NONE || w->cands.at[w->cand_at[x->head]].hidden) break;
    name[n++] = w->cand_at[x->head];
    t = x->end;
    if (last || t >= end) break;
    if (k->upos[t] == KH_UPOS_PUNCT && t + 1 < end) t++;
    if (k->upos[t] == KH_UPOS_CCONJ) last = true, t++;
  }
  if (n < 2 || !(last || n == MOST) || (told && told != n) || (!within && kh_doc_child_with(w->d, m->head, KH_DEP_NMOD_POSS) != KH_NONE))
    return false;
  for (uint32_t i = 0; i < n; i++) kh_coref_resolve(c, name[i]);
  if (!within) return m->hidden = true;      /* the names are parties themselves */
  kh_coref_join(c, at, w->cands.at[name[0]].chain);
  for (uint32_t i = 1; i < n; i++) m->also[m->also_count++] = w->cands.at[name[i]].chain;
  return true;
}

/* A bare office as far as its end, "of trade" and its names with it: the token behind it. */
static uint32_t office_end(const kh_actors_work *w, const kh_cand *m) {
  enum { REACH = 6 };
  const kh_tokens *k = w->k;
  uint32_t end = m->end;
  if (end < k->n && k->upos[end] == KH_UPOS_ADP)
    while (end < k->n && end < m->end + REACH && k->upos[end] != KH_UPOS_PUNCT && k->upos[end] != KH_UPOS_CCONJ && k->upos[end] != KH_UPOS_VERB) end++;
  return end;
}

static bool is_bare_office(const kh_cand *m) {
  return !m->name && m->role && m->role->kind == KH_ROLE_PERSON && !m->plural && !m->definite && m->begin == m->role_begin;
}

/* "Prince Hamad, deputy premier and minister of trade, has left": two bare offices between commas behind a name that no third stands with are what he is,
 * though the tree lists three. The name's candidate, or KH_NONE. */
static uint32_t offices_between(const kh_coref *c, const kh_cand *m, uint32_t at) {
  enum { NEAR = 4 };
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  if (!is_bare_office(m) || m->begin < 2) return KH_NONE;
  const kh_cand *first = NULL, *second = NULL, *all = w->cands.at;
  if (k->upos[m->begin - 1] == KH_UPOS_CCONJ) {
    second = m;
    for (uint32_t i = at, steps = 0; i-- > 0 && steps < NEAR && !first; steps++)
      if (is_bare_office(&all[i]) && office_end(w, &all[i]) + 1 == m->begin) first = &all[i];
  } else {
    first = m;
    uint32_t and = office_end(w, m);
    for (uint32_t i = at + 1; and < k->n && k->upos[and] == KH_UPOS_CCONJ && i < w->cands.n && i <= at + NEAR && !second; i++)
      if (all[i].begin == and + 1 && is_bare_office(&all[i])) second = &all[i];
  }
  if (!first || !second) return KH_NONE;
  uint32_t end = office_end(w, second);
  if (first->begin < 2 || end >= k->n || !kh_str_is(k->form[first->begin - 1], ",") || !kh_str_is(k->form[end], ",")) return KH_NONE;
  uint32_t of = w->name_at[first->begin - 2], who = of == KH_NONE ? KH_NONE : w->cand_at[w->names.at[of].head];
  const kh_cand *p = who == KH_NONE ? NULL : &w->cands.at[who];
  bool person = p && !p->hidden && p->name && p->name->kind == KH_NAME_PERSON && p->name->end + 1 == first->begin;
  if (!person || k->deprel[p->head] == KH_DEP_CONJ || k->sentence[p->head] != k->sentence[m->head]) return KH_NONE;
  return !p->actor.sectors || p->actor.sectors & m->actor.sectors ? who : KH_NONE;
}

/* "Chile's ruler Augusto Pinochet … Chile, whose president, Tom Roe, …": a description with a person's name beside it means no other person. */
static uint32_t rather_named(kh_coref *c, const kh_cand *m, uint32_t chain) {
  const kh_actors_work *w = c->w;
  uint32_t t = m->name || chain == KH_NONE || c->chains.at[chain].kind != KH_ENTITY_PER ? KH_NONE : kh_doc_child_with(w->d, m->head, KH_DEP_APPOS);
  if (t == KH_NONE || t < m->head || w->cand_at[t] == KH_NONE) return chain;
  kh_cand *o = &w->cands.at[w->cand_at[t]];
  return o->kind == KH_ENTITY_PER && o->name ? name_chain(c, o) : chain;
}

/* "The president, premier and foreign minister of Chad": offices in a row are of the land that the last one's words tell. */
static void take_listed_land(const kh_coref *c, kh_cand *m) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  if (!m->role || !m->role->sole || m->role->kind != KH_ROLE_PERSON || m->name || m->plural || m->actor.country[0] || m->owner != KH_NONE || m->end != m->role_end)
    return;
  uint32_t first = k->deprel[m->head] == KH_DEP_CONJ ? k->head[m->head] : m->head;
  const kh_cand *last = NULL;
  for (uint32_t i = w->d->child_at[first]; i < w->d->child_at[first + 1]; i++)
    if (k->deprel[w->d->child[i]] == KH_DEP_CONJ) last = w->cand_at[w->d->child[i]] == KH_NONE ? NULL : &w->cands.at[w->cand_at[w->d->child[i]]];
  bool office = last && last->head > m->head && last->role && last->role->kind == KH_ROLE_PERSON && last->role->sole && !last->name && last->end > last->role_end;
  if (!office || !last->actor.country[0] || last->code < KH_CODE_WORDS) return;
  kh_actor_take_country(&m->actor, &last->actor);
  if (m->code < KH_CODE_WORDS) m->code = KH_CODE_WORDS;
}

void kh_coref_resolve(kh_coref *c, uint32_t at) {
  kh_actors_work *w = c->w;
  kh_cand *m = &w->cands.at[at];
  if (m->hidden || m->chain != KH_NONE) return;
  if (m->needs_owner && m->owner < w->cands.n && !m->actor.country[0]) take_owner(c, at);
  else if (m->needs_owner && m->owner < w->cands.n && m->role) take_calling(c, m);
  if (m->name && !m->role) take_title(c, m);
  take_listed_land(c, m);
  uint32_t occupier = kh_coref_occupier(c, m, at);
  if (occupier != KH_NONE) {
    kh_coref_join(c, at, occupier);
    return;
  }
  if (m->elliptic) {      /* a phrase of its own, not its state */
    kh_coref_join(c, at, KH_NONE);
    return;
  }
  uint32_t tie = first_office(c, m);
  if (tie == KH_NONE) tie = later_office(c, m);
  if (tie == KH_NONE) tie = offices_between(c, m, at);
  if (tie == KH_NONE) tie = tied(c, m);
  if (tie == KH_NONE && (m->pronoun & KH_PRON_RELATIVE)) {      /* "steps that …": nobody */
    m->hidden = true;
    return;
  }
  if (tie != KH_NONE && tie < at && w->cands.at[tie].chain != KH_NONE) {
    /* "India and China, whose troops …" */
    if ((m->pronoun & KH_PRON_RELATIVE) && w->k->deprel[m->head] == KH_DEP_NMOD_POSS) kh_coref_take_all(c, m, &w->cands.at[tie]);
    kh_coref_join(c, at, w->cands.at[tie].chain);
    if (!m->pronoun && !m->role) remember_name(c, m);
    return;
  }
  if (m->pronoun) {
    if (!kh_coref_pronoun(c, at)) kh_coref_join(c, at, KH_NONE);
    return;
  }
  if (m->role) {
    if (enumerated(c, at) || kh_coref_of_number(c, at) || kh_coref_listed(c, at)) return;
    if (m->counted) {
      m->hidden = true;
      return;
    }
    const kh_nominal *n = kh_roles_nominal(c->roles, w->k, m->head);
    const kh_nominal *both = kh_roles_nominal(c->roles, w->k, m->begin);
    const kh_nominal *two = m->definite && m->begin + 1 < m->head && w->k->upos[m->begin + 1] == KH_UPOS_NUM &&
                                    ((n && n->what == KH_NOMINAL_STATE) || m->actor.sectors & 1u << KH_SECTOR_GOV ||
                                     (m->role->kind == KH_ROLE_BODY && m->actor.sectors & (1u << KH_SECTOR_MIL | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_COP)))
                                ? kh_roles_nominal(c->roles, w->k, m->begin + 1)
                                : NULL;
    const kh_cand *owner = m->owner < w->cands.n ? &w->cands.at[m->owner] : NULL;
    /* "the two countries' ministers" are counted by nobody */
    if (owner && owner->begin <= m->begin && owner->end > m->begin + 1 && owner->end <= m->head) both = two = NULL;
    if (w->k->upos[m->begin] == KH_UPOS_NUM) both = NULL;   /* "two countries" are any two, "the two countries" those two */
    bool all = (m->total || (w->k->upos[m->begin] == KH_UPOS_DET && !m->definite)) && !both;   /* "all sides" are any number */
    bool partners = n && (n->what == KH_NOMINAL_PARTNERS || (n->what == KH_NOMINAL_PARTY && m->plural && !party_before(c, at))) && m->definite && !m->total &&
                    m->owner == KH_NONE && m->begin + 1 == m->role_begin && m->end == m->role_end;
    bool men = m->definite && m->plural && m->role->sectors == 1u << KH_SECTOR_CVL && m->begin + 2 == m->role_begin && m->end == m->role_end &&
               w->k->upos[m->begin + 1] == KH_UPOS_NUM;
    const kh_nominal *number = men ? kh_roles_nominal(c->roles, w->k, m->begin + 1) : NULL;
    if (number && number->what == KH_NOMINAL_PAIR && kh_coref_counted(c, m, at) == KH_NONE && kh_coref_two_persons(c, at, 1)) return;      /* "the two men" */
    /* "The president met his guest. The leaders …": two holders of such offices, where the sentence before tells of just two */
    bool bare = m->definite && m->begin + 1 == m->role_begin && m->end == m->role_end && m->owner == KH_NONE && !m->actor.country[0];
    bool holders = bare && m->plural && m->role->sole && m->role->kind == KH_ROLE_PERSON && m->actor.sectors == 1u << KH_SECTOR_GOV;
    if (holders && kh_coref_described(c, m, at) == KH_NONE && kh_coref_two_persons(c, at, 1)) return;
    bool pair = partners || (n && n->what == KH_NOMINAL_PAIR && !all) || (both && both->what == KH_NOMINAL_PAIR) || (two && two->what == KH_NOMINAL_PAIR);
    for (uint32_t t = m->begin; pair && t < m->head; t++)
      if (w->k->upos[t] == KH_UPOS_CCONJ) pair = false;   /* "both the Japanese and the Portuguese governments" name their two */
    if (pair && m->plural && kh_coref_pair_chain(c, m, at)) return;
    kh_coref_join(c, at, rather_named(c, m, kh_coref_described(c, m, at)));
    return;
  }
  uint32_t chain = name_chain(c, m);
  kh_coref_join(c, at, chain == KH_NONE ? kh_coref_introduced(c, m) : chain);
  remember_name(c, m);
}

void kh_actors_coref(kh_actors_work *w) {
  kh_coref c = {.w = w, .scratch = w->scratch, .roles = &w->a->roles, .by_name = kh_map_new(w->scratch, w->cands.n + 16), .sides_sentence = KH_NONE};
  kh_coref_quotes(&c);
  for (uint32_t i = 0; i < w->cands.n; i++) kh_coref_resolve(&c, i);
  kh_coref_late_speakers(&c);
  w->chain_count = (uint32_t)c.chains.n;
  w->best_of = KH_ARRAY(w->scratch, uint32_t, c.chains.n + 1);
  w->gender_of = KH_ARRAY(w->scratch, uint8_t, c.chains.n + 1);
  for (uint32_t i = 0; i < c.chains.n; i++) w->best_of[i] = c.chains.at[i].best, w->gender_of[i] = c.chains.at[i].gender;
}

/* Every mention carries what its chain's best mention knows. */
void kh_actors_share(kh_actors_work *w) {
  for (size_t i = 0; i < w->cands.n; i++) {
    kh_cand *m = &w->cands.at[i];
    if (m->chain == KH_NONE) continue;
    const kh_cand *best = &w->cands.at[w->best_of[m->chain]];
    if (best != m && best->code) {
      kh_text role = m->actor.role;
      m->actor = best->actor;
      if (m->role && !m->actor.role.n) m->actor.role = role;
      m->code = best->code, m->assumed = best->assumed;
    }
    if (best->more_count && m->plural) m->more = best->more, m->more_count = best->more_count;
    if (!m->gender) m->gender = w->gender_of[m->chain];
  }
}
