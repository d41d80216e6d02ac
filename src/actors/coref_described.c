/* coref_described.c: whom a description without a name means of those told before: "the minister", "the group", "the South American country".
 *
 * The nearest that answers to it within a window, never one whom the words beside it tell apart. */
#include "actors/coref_int.h"

enum { WINDOW = 160 };

bool kh_coref_same_country(const kh_actor *a, const kh_actor *b) {
  return !a->country[0] || !b->country[0] || !memcmp(a->country, b->country, 3);
}

static kh_str last_word(kh_str v) {
  for (size_t i = v.n; i-- > 0;) if (v.s[i] == ' ') return kh_str_sub(v, i + 1, v.n);
  return v;
}

uint32_t kh_coref_owner_chain(const kh_coref *c, const kh_cand *m) {
  return m->owner < c->w->cands.n ? c->w->cands.at[m->owner].chain : KH_NONE;
}

/* "Opposition candidate" and "its candidate", the ruling party's: the same word, and words beside it that tell the two apart. */
static bool told_apart(const kh_coref *c, const kh_cand *m, const kh_cand *o) {
  static const uint32_t sides = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_ELI;
  if (!o->role) return false;
  uint32_t mine = kh_coref_owner_chain(c, m), its = kh_coref_owner_chain(c, o);
  if (mine != KH_NONE && its != KH_NONE && o->role == m->role) return mine != its;
  if (mine == KH_NONE && its != KH_NONE && o->role == m->role && m->end > m->role_end) return true;      /* "supporters of the winner" */
  return mine != KH_NONE && o->actor.sectors && m->actor.sectors && ((m->actor.sectors ^ o->actor.sectors) & sides);
}

/* "The mayor of Lima begged the government … Chile's president said his government": the one that was told of before anything of its owner's land, and after
 * another's, is that other land's. */
static bool of_land_before(const kh_coref *c, const kh_cand *m, const kh_cand *o) {
  enum { BACK = 60 };
  uint32_t owner = kh_coref_owner_chain(c, m);
  const char *land = owner == KH_NONE ? "" : kh_coref_code_of(c, owner)->country;
  if (!land[0] || o->name || o->owner != KH_NONE || kh_coref_code_of(c, o->chain)->country[0] || kh_gaz_state(c->w->a->gaz, land) == KH_NONE) return false;
  bool another = false;
  for (uint32_t i = (uint32_t)(o - c->w->cands.at), steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_cand *x = &c->w->cands.at[i];
    if (!x->name || !x->actor.country[0] || kh_gaz_state(c->w->a->gaz, x->actor.country) == KH_NONE) continue;
    if (!strcmp(x->actor.country, land)) return false;
    another = true;
  }
  return another;
}

/* Does what is known of the chain's mention o answer to the description m? */
static bool role_fits(const kh_coref *c, const kh_cand *m, const kh_cand *o) {
  kh_str mine = kh_roles_text(c->roles, m->role->name), its = kh_view(o->actor.role);
  if (m->role == o->role || (o->role && m->role->like == o->role->like)) return true;
  for (uint32_t t = o->begin; o->name && t < o->name->first; t++)      /* "Deputy Minister Jane Roe … the deputy minister" */
    if (c->w->cand_at[t] != KH_NONE && c->w->cands.at[c->w->cand_at[t]].role == m->role && c->w->cands.at[c->w->cand_at[t]].hidden) return true;
  if (!its.n) return false;
  /* "the minister" for a foreign minister; a longer description never for a shorter one */
  return kh_str_ends(its, mine) || kh_str_ends(its, kh_roles_text(c->roles, m->role->like)) || (m->role->kind == KH_ROLE_PERSON && kh_str_eq(last_word(its), last_word(mine)) && kh_str_ends(its, mine));
}

/* Does the body's name, as it stands or in full, hold the word? */
static bool called_so(const kh_coref *c, const kh_cand *o, kh_str word) {
  for (uint32_t t = o->begin; t < o->end; t++) if (kh_str_eq(c->w->k->lower[t], word)) return true;
  kh_str rest = kh_str_lower(c->scratch, kh_view(o->actor.name)), one;
  while (kh_str_split(&rest, ' ', &one)) if (kh_str_eq(one, word)) return true;
  return false;
}

/* "The Turkish police … the police": a body that a list knows by its country and the very words of the description. */
static bool listed_fits(const kh_actors_work *w, const kh_cand *m, const kh_cand *o) {
  uint32_t n = m->role_end - m->role_begin;
  if (m->role->kind == KH_ROLE_PERSON || !m->role->sectors || !o->name || o->name->kind != KH_NAME_BODY || o->name->entity == KH_NONE ||
      o->name->end - o->name->first <= n || !(o->actor.sectors & m->role->sectors))
    return false;
  for (uint32_t i = 0; i < n; i++)
    if (!kh_str_eq(w->k->lower[m->role_begin + i], w->k->lower[o->name->end - n + i])) return false;
  return true;
}

/* "The senator told the Herald that the group …": no state's body is a league of people who have joined, nor is a house, a court, a school, a hospital or a
 * paper, unless its name says so. */
static bool is_league(const kh_coref *c, const kh_cand *o, kh_str word) {
  static const uint32_t founded = 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_JRN;
  const kh_actor *a = &o->actor;
  return a->sector != KH_SECTOR_GOV && a->sector != KH_SECTOR_MIL && a->sectors != 1u << KH_SECTOR_MED && (!(a->sectors & founded) || called_so(c, o, word));
}

/* A body of several states. */
static bool is_of_states(const kh_cand *o) {
  const char *land = o->actor.country;
  return o->actor.sectors & 1u << KH_SECTOR_IGO || !strcmp(land, "IGO") || !strcmp(land, "EUR") || !strcmp(land, "UNO");
}

/* "A lawyers' association criticised the junta. Police arrested the group's president": a body without a name that was just brought in, of people who have
 * joined. */
static bool is_new_league(const kh_coref *c, const kh_cand *m, const kh_cand *o) {
  enum { LATELY = 2 };
  static const uint32_t organs = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_BUS |
                                 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_LEG, founded = organs | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_EDU;
  const kh_tokens *k = c->w->k;
  const bool joined = kh_roles_is_nominal(c->roles, k, o->head, KH_NOMINAL_NAMESAKE);      /* "an association of teachers" is no school */
  uint32_t far = k->sentence[m->head] - k->sentence[o->head];
  const bool body = !o->name && o->role && o->role->kind == KH_ROLE_BODY && !o->definite && !o->plural;
  if (!body || !o->actor.sectors || o->actor.sectors & (joined ? organs : founded)) return false;
  uint8_t part = kh_deprel_base(k->deprel[o->head]);
  return far && far <= LATELY && (part == KH_DEP_NSUBJ || part == KH_DEP_OBJ);
}

static bool class_fits(const kh_coref *c, const kh_nominal *n, const kh_cand *m, const kh_cand *o) {
  static const uint32_t states = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY, agencies = states | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_JRN;
  const kh_str word = c->w->k->lower[m->head];
  const kh_actor *a = &o->actor;
  kh_name_kind kind = o->name ? o->name->kind : KH_NAME_NONE;
  bool body = kind == KH_NAME_BODY && c->w->k->upos[o->head] != KH_UPOS_ADJ;      /* but "a Republican senator" */
  switch (n->what) {
    case KH_NOMINAL_STATE:      /* "European leaders … the country": no union of states */
      return (kind == KH_NAME_STATE || (kind == KH_NAME_DEMONYM && c->w->k->upos[o->head] == KH_UPOS_ADJ)) &&
             (!a->country[0] || kh_gaz_state(c->w->a->gaz, a->country) != KH_NONE);
    case KH_NOMINAL_LISTED: {
      kh_str list = kh_roles_text(c->roles, n->countries), one;
      if (kind != KH_NAME_STATE) return false;
      while (kh_str_split(&list, ' ', &one)) if (kh_str_is(one, a->country)) return true;
      return false;
    }
    case KH_NOMINAL_NAMESAKE: return body && called_so(c, o, word);
    case KH_NOMINAL_ATTACKER:
      return !o->name && o->role && o->role->kind != KH_ROLE_BODY &&
             a->sectors & (1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_CRM);
    case KH_NOMINAL_TROOPS: {
      if (a->sectors != 1u << KH_SECTOR_MIL || !a->country[0]) return false;
      if (m->role->kind == KH_ROLE_BODY) return o->name ? body : o->role && o->role->sole;      /* "the military": an army */
      return !o->name && o->role && o->role->kind != KH_ROLE_BODY;
    }
    case KH_NOMINAL_BAND: return is_new_league(c, m, o) || (body && is_league(c, o, word) && (!(a->sectors & 1u << KH_SECTOR_IGO) || called_so(c, o, word)));
    case KH_NOMINAL_LEAGUE: return is_new_league(c, m, o) || (body && is_league(c, o, word));
    case KH_NOMINAL_AGENCY: {
      bool sort = m->role_end - m->role_begin > 1;      /* "the intelligence agency" */
      uint32_t mine = m->role->sectors & states ? m->role->sectors | states : m->role->sectors;
      return body && (a->sectors & (sort ? agencies & mine : agencies) || (!sort && called_so(c, o, word)));
    }
    case KH_NOMINAL_BODY: return body && a->sector != KH_SECTOR_GOV && a->sector != KH_SECTOR_MIL;
    case KH_NOMINAL_ARMED: return body && (a->sectors & (1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_PRM));
    case KH_NOMINAL_PARTY: return kind == KH_NAME_BODY && (a->sectors & (1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP));
    case KH_NOMINAL_IGO: return kind == KH_NAME_BODY && is_of_states(o);
    case KH_NOMINAL_BUSINESS: return kind == KH_NAME_BODY && (!a->sectors || (a->sectors & 1u << KH_SECTOR_BUS));
    case KH_NOMINAL_MEDIA: return kind == KH_NAME_BODY && (!a->sectors || (a->sectors & (1u << KH_SECTOR_JRN | 1u << KH_SECTOR_MED)));
    default: return false;
  }
}

/* The town or province that a description names before its word: "Florida" of "the Florida senator"; or NULL. */
static const kh_name *place_before(const kh_actors_work *w, const kh_cand *m) {
  for (uint32_t t = m->begin; t < m->role_begin; t++)
    if (w->name_at[t] != KH_NONE && w->names.at[w->name_at[t]].kind == KH_NAME_PLACE) return &w->names.at[w->name_at[t]];
  return NULL;
}

static bool says(const kh_actors_work *w, const kh_cand *o, kh_str word) {
  for (uint32_t t = o->begin; t < o->end; t++) if (kh_str_eq(w->k->lower[t], word)) return true;
  return false;
}

/* A body's word with a capital that stands for the whole name: "the Bank", "Commission" of "Commission proposals"; what stands behind it is no part of a
 * name ("the Council in Nairobi", but "the Council of Ministers"). Its token, or KH_NONE. */
static uint32_t capital_word(const kh_actors_work *w, const kh_cand *m) {
  const kh_tokens *k = w->k;
  uint32_t t = m->role_begin;
  bool bare = !m->definite && m->begin == t && kh_deprel_base(k->deprel[t]) == KH_DEP_COMPOUND;
  if (m->plural || m->role->kind != KH_ROLE_BODY || m->role_end != t + 1 || !kh_has_capital(k, t) || !(bare || (m->definite && m->begin + 1 == t)))
    return KH_NONE;
  for (uint32_t x = m->role_end; x < m->end && x < m->role_end + 3; x++)
    if (x == m->role_end ? k->upos[x] != KH_UPOS_ADP : kh_has_capital(k, x) && kh_roles_preposition(&w->a->roles, k, m->role_end) != KH_PREP_PLACE)
      return KH_NONE;
  return t;
}

/* The last body that is named with that word, or that the word has stood for where the report tells more of it. */
static uint32_t capital_chain(const kh_coref *c, const kh_cand *m, uint32_t at) {
  const kh_actors_work *w = c->w;
  uint32_t t = capital_word(w, m), named = KH_NONE, used = KH_NONE;
  for (uint32_t i = at, steps = 0; t != KH_NONE && i-- > 0 && steps < WINDOW && (named == KH_NONE || used == KH_NONE); steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (o->chain == KH_NONE || o->pronoun || !(o->name ? o->name->kind == KH_NAME_BODY : o->role && o->role->kind == KH_ROLE_BODY)) continue;
    if (m->end > m->role_end && m->actor.country[0] && !kh_coref_same_country(&m->actor, kh_coref_code_of(c, o->chain)) &&
        !(kh_coref_code_of(c, o->chain)->sectors & 1u << KH_SECTOR_IGO))
      continue;
    uint32_t b = o->name ? o->name->begin : o->role_begin, e = o->name ? o->name->end : o->role_end;
    bool owned = !o->name && o->owner != KH_NONE;      /* "the union's Commission" */
    for (uint32_t x = b; x < e; x++) {
      if (!kh_str_eq(w->k->lower[x], w->k->lower[t]) || !kh_has_capital(w->k, x)) continue;
      if ((e - b > 1 || owned) && named == KH_NONE) named = o->chain;
      else if (e - b == 1 && used == KH_NONE) used = o->chain;
    }
  }
  return named != KH_NONE && used != KH_NONE && c->chains.at[used].size > c->chains.at[named].size ? used : named;
}

static uint32_t number_of(const kh_actors_work *w, const kh_cand *m) {
  return kh_doc_child_with(w->d, m->head, KH_DEP_NUMMOD);
}

/* "Charged two Russian agents; … the two men": the last ones of whom the same number was told. */
uint32_t kh_coref_counted(const kh_coref *c, const kh_cand *m, uint32_t at) {
  enum { BACK = 40 };
  const kh_actors_work *w = c->w;
  uint32_t n = m->definite && m->plural && m->role && m->role->kind == KH_ROLE_PERSON && m->role->sectors == 1u << KH_SECTOR_CVL && m->end == m->role_end
                   ? number_of(w, m)
                   : KH_NONE;
  if (n == KH_NONE || n < m->begin || n + 1 != m->role_begin) return KH_NONE;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (w->k->sentence[m->head] - w->k->sentence[o->head] > 3) break;
    bool people = o->role ? o->role->kind == KH_ROLE_PERSON : o->name && (o->name->kind == KH_NAME_DEMONYM || o->name->kind == KH_NAME_PEOPLE);
    uint32_t its = !people || o->chain == KH_NONE || o->hidden || !o->plural ? KH_NONE : number_of(w, o);
    if (its != KH_NONE && kh_str_eq(w->k->lower[its], w->k->lower[n])) return o->chain;
  }
  return KH_NONE;
}

/* Has t just one word joined to it that is a candidate? Its token, or KH_NONE. */
static uint32_t one_joined(const kh_actors_work *w, uint32_t t) {
  uint32_t one = kh_doc_child_with(w->d, t, KH_DEP_CONJ);
  for (uint32_t i = w->d->child_at[t], n = 0; one != KH_NONE && i < w->d->child_at[t + 1]; i++)
    if (w->k->deprel[w->d->child[i]] == KH_DEP_CONJ && ++n > 1) return KH_NONE;
  return one == KH_NONE || w->cand_at[one] == KH_NONE || w->cands.at[w->cand_at[one]].chain == KH_NONE ? KH_NONE : one;
}

/* "Charged ten students; … all ten", "… all were freed", "Chad and Niger met. Both …", "the premier met the king. The two …": the last ones of that number. */
bool kh_coref_of_number(kh_coref *c, uint32_t at) {
  enum { BACK = 60, SENTENCES = 3 };
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  const kh_cand *m = &w->cands.at[at];
  const kh_nominal *n = m->role && m->role_end == m->role_begin + 1 && m->role_begin == m->head ? kh_roles_nominal(c->roles, k, m->head) : NULL;
  bool two = n && (n->what == KH_NOMINAL_TWO || (n->what == KH_NOMINAL_PAIR && k->upos[m->head] != KH_UPOS_NOUN));   /* "both sides" are not any two */
  bool any = !two && m->counted && k->upos[m->head] != KH_UPOS_NUM;   /* "all", "a third": of whatever number */
  if (!m->plural || !(m->definite || any) || !(k->upos[m->head] == KH_UPOS_NUM || two || any)) return false;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && k->sentence[m->head] - k->sentence[w->cands.at[i].head] <= SENTENCES; steps++) {
    const kh_cand *o = &w->cands.at[i];
    bool people = o->role ? o->role->kind != KH_ROLE_BODY : o->name && (o->name->kind == KH_NAME_DEMONYM || o->name->kind == KH_NAME_PEOPLE);
    if (o->hidden || o->chain == KH_NONE || o->pronoun || kh_coref_acts_on(w, m, o)) continue;
    uint32_t its = people && o->plural ? number_of(w, o) : KH_NONE, other = two ? one_joined(w, o->head) : KH_NONE;
    if (its != KH_NONE && (any || kh_str_eq(k->lower[its], k->lower[m->head]) || (two && kh_roles_is_nominal(c->roles, k, its, KH_NOMINAL_PAIR)))) {
      kh_coref_take_all(c, &c->w->cands.at[at], o);
      kh_coref_join(c, at, o->chain);
      return true;
    }
    if (other != KH_NONE && !o->plural && !w->cands.at[w->cand_at[other]].plural) return kh_coref_pair(c, at, o->chain, w->cands.at[w->cand_at[other]].chain);
  }
  return two && kh_coref_two_persons(c, at, 1);
}

/* "The rebels freed a nurse. The group had kidnapped her": the one party of rebels of late, where no body is named. */
static uint32_t rebels_before(const kh_coref *c, const kh_cand *m, uint32_t at) {
  enum { BACK = 60, SENTENCES = 3 };
  const kh_actors_work *w = c->w;
  uint32_t chain = KH_NONE;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && w->k->sentence[m->head] - w->k->sentence[w->cands.at[i].head] <= SENTENCES; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (o->chain == KH_NONE || o->hidden || o->pronoun || o->chain == chain) continue;
    bool body = o->name ? o->name->kind == KH_NAME_BODY : o->role && o->role->kind == KH_ROLE_BODY && !o->role->sectors;
    bool rebels =
        !o->name && o->role && o->plural && kh_coref_code_of(c, o->chain)->sectors & (1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_PRM);
    if (body || (rebels && chain != KH_NONE)) return KH_NONE;
    if (rebels) chain = o->chain;
  }
  return chain;
}

/* "A nurse was shot in Lima. The woman had …", "ten students marched. The men …": the only ones of late whom it may mean, no officials. */
static uint32_t people_before(const kh_coref *c, const kh_cand *m, uint32_t at) {
  enum { BACK = 40, SENTENCES = 2 };
  static const uint32_t offices = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD;
  const kh_actors_work *w = c->w;
  const uint32_t s = w->k->sentence[m->head];
  uint32_t chain = KH_NONE, found_in = s;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && s - w->k->sentence[w->cands.at[i].head] <= SENTENCES; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (chain != KH_NONE && w->k->sentence[o->head] != found_in) return chain;
    bool people = o->role ? o->role->kind != KH_ROLE_BODY : o->kind == KH_ENTITY_PER && o->name && o->name->entity == KH_NONE;
    if (w->k->sentence[o->head] == s || o->chain == KH_NONE || o->hidden || o->pronoun || !people || o->plural != m->plural || o->chain == chain) continue;
    const kh_chain *x = &c->chains.at[o->chain];
    if (kh_coref_code_of(c, o->chain)->sectors & offices || (x->gender && m->gender && x->gender != m->gender)) continue;
    if (chain != KH_NONE) return KH_NONE;
    chain = o->chain, found_in = w->k->sentence[o->head];
  }
  return chain;
}

/* "The 62-year-old lawyer": does the description tell how old somebody is? */
static bool tells_age(const kh_tokens *k, const kh_cand *m) {
  uint32_t t = m->begin + 1;      /* a number, a mark, a noun, a mark, an adjective */
  bool alone = m->role_begin == t + 2 && m->role_end == t + 5;      /* "the 62-year-old" */
  return (alone || m->role_begin == t + 5) && k->upos[t] == KH_UPOS_NUM && k->upos[t + 1] == KH_UPOS_PUNCT && k->upos[t + 2] == KH_UPOS_NOUN &&
         k->upos[t + 3] == KH_UPOS_PUNCT && k->upos[t + 4] == KH_UPOS_ADJ;
}

/* "Tom Roe was arrested. The 62-year-old lawyer …": the one person who is named in the sentence before, else in the one before that; of several, the one whom
 * it is about. */
static uint32_t person_before(const kh_coref *c, const kh_cand *m, uint32_t at) {
  enum { BACK = 40, SENTENCES = 2 };
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  uint32_t chain = KH_NONE, subject = KH_NONE, found_in = KH_NONE;
  bool several = false;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && k->sentence[m->head] - k->sentence[w->cands.at[i].head] <= SENTENCES; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (found_in != KH_NONE && k->sentence[o->head] != found_in) break;
    if (o->hidden || o->chain == KH_NONE || k->sentence[o->head] == k->sentence[m->head] || o->plural) continue;
    const kh_chain *x = &c->chains.at[o->chain];
    if (x->kind != KH_ENTITY_PER || (x->gender && m->gender && x->gender != m->gender)) continue;
    uint8_t part = kh_deprel_base(k->deprel[o->head]);
    several |= chain != KH_NONE && chain != o->chain;
    chain = o->chain, found_in = k->sentence[o->head];
    if (part == KH_DEP_NSUBJ && k->head[k->head[o->head]] == KH_NONE) subject = o->chain;
  }
  return several ? subject : chain;
}

/* "Al Khasawneh met the Lebanese minister": who does something to m is somebody else. The chain of that subject, or KH_NONE. */
static uint32_t doer_chain(const kh_actors_work *w, const kh_cand *m) {
  uint8_t b = kh_deprel_base(w->k->deprel[m->head]);
  uint32_t verb = w->k->head[m->head];
  if (m->plural || (b != KH_DEP_OBJ && b != KH_DEP_IOBJ && b != KH_DEP_OBL) || verb == KH_NONE || verb > m->head) return KH_NONE;
  uint32_t s = kh_doc_child_with(w->d, verb, KH_DEP_NSUBJ);
  const kh_cand *o = s == KH_NONE || w->cand_at[s] == KH_NONE ? NULL : &w->cands.at[w->cand_at[s]];
  return o && !o->plural ? o->chain : KH_NONE;
}

/* "The South American country": one state, told by its part of the world; the states that lie there, or NULL. */
static const kh_nominal *region_of(const kh_coref *c, const kh_nominal *n, const kh_cand *m) {
  if (!n || n->what != KH_NOMINAL_STATE || !m->definite || m->plural || m->actor.country[0] || m->end > m->role_end) return NULL;
  for (uint32_t t = m->begin + 1; t < m->role_begin; t++) {
    const kh_nominal *r = kh_has_capital(c->w->k, t) ? kh_roles_nominal(c->roles, c->w->k, t) : NULL;
    if (r && r->what == KH_NOMINAL_LISTED) return r;
  }
  return NULL;
}

static bool lies_in(const kh_coref *c, const kh_nominal *region, const kh_actor *state) {
  kh_str list = kh_roles_text(c->roles, region->countries), one;
  while (kh_str_split(&list, ' ', &one))
    if (kh_str_is(one, state->country)) return true;
  return false;
}

uint32_t kh_coref_occupier(const kh_coref *c, kh_cand *m, uint32_t at) {
  const kh_actors_work *w = c->w;
  const kh_nominal *n = m->role && !m->actor.country[0] ? kh_roles_nominal(c->roles, w->k, m->role_begin) : NULL;
  const kh_actor *state = NULL;
  uint32_t chain = KH_NONE;
  if (!n || n->what != KH_NOMINAL_OCCUPIER) return KH_NONE;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < WINDOW; steps++) {
    const kh_cand *o = &w->cands.at[i];
    const kh_actor *a = o->hidden || o->chain == KH_NONE ? NULL : kh_coref_code_of(c, o->chain);
    if (!a || !a->country[0] || kh_gaz_state(w->a->gaz, a->country) == KH_NONE) continue;
    bool acts = kh_deprel_base(w->k->deprel[o->head]) == KH_DEP_NSUBJ;
    if (!state && acts && !a->sectors) state = a;      /* "Israel bombed the town" */
    if (a->sectors & 1u << KH_SECTOR_MIL) {
      state = a, chain = o->chain;
      break;
    }
  }
  if (!state) return KH_NONE;
  kh_actor_take_country(&m->actor, state);
  if (m->code < KH_CODE_WORDS) m->code = KH_CODE_WORDS;
  return chain;
}

/* Do only small words stand between the article and the word of a description, which name nobody? */
static bool is_plainly_told(const kh_actors_work *w, const kh_cand *m) {
  for (uint32_t t = m->begin + 1; t < m->role_begin; t++)
    if (kh_has_capital(w->k, t) || w->name_at[t] != KH_NONE) return false;
  return m->end == m->role_end && !m->actor.country[0];
}

/* "The Lebanese group", "the London-based group", "the hardline group": do the words between the article and the word name nobody but a land or a faith, or
 * a name that a hyphen makes a part of a word of (then based)? */
static bool tells_land_only(const kh_actors_work *w, const kh_cand *m, bool *based) {
  const kh_tokens *k = w->k;
  *based = false;
  for (uint32_t t = m->begin + 1; t < m->role_begin; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    uint32_t end = n ? n->end : t + 1;
    bool hyphen = end < m->role_begin && kh_str_is(k->form[end], "-");
    *based |= n && hyphen;
    if (!hyphen && (n ? n->kind != KH_NAME_DEMONYM && n->kind != KH_NAME_PEOPLE : kh_has_capital(k, t))) return false;
    t = end - 1;
  }
  return m->end == m->role_end;
}

/* "The regional body": one adjective alone between the article and the word. */
static bool is_adjective(const kh_tokens *k, const kh_cand *m) { return m->role_begin == m->begin + 2 && k->upos[m->begin + 1] == KH_UPOS_ADJ; }

/* "Japan's premier met the senators of Osaka in Tokyo. … the country", long after Peru was named: in passing, where so much of one other land was told since,
 * and nothing of it. told: of which lands the names between the two are. */
static bool told_in_passing(const kh_actors_work *w, const kh_tally *told, const kh_actor *state, const kh_cand *m, const kh_cand *o) {
  enum { NEAR = 2, MANY = 4 };
  if (!told->n || w->k->sentence[m->head] - w->k->sentence[o->head] <= NEAR || told->count[told->best] < MANY) return false;
  for (uint32_t i = 0; i < told->n; i++)
    if (!strcmp(told->country[i], state->country)) return false;
  return true;
}

static bool is_subject(const kh_tokens *k, uint32_t t) { return kh_deprel_base(k->deprel[t]) == KH_DEP_NSUBJ; }

/* The land where its clause says that it happens, or NULL. */
static const kh_actor *scene_of(const kh_actors_work *w, const kh_cand *m) {
  const kh_tokens *k = w->k;
  const kh_sentence *s = &w->d->sentences[k->sentence[m->head]];
  uint32_t verb = kh_actors_verb_over(k, m->head);
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    const kh_cand *x = w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
    bool place = x && x != m && x->name && x->locative && x->kind == KH_ENTITY_LOC && kh_gaz_state(w->a->gaz, x->actor.country) != KH_NONE;
    if (place && kh_actors_verb_over(k, t) == verb) return &x->actor;
  }
  return NULL;
}

/* "Protesters marched in Paris. Protesters in Rome threw stones": those of another land (mine: the one where m are told to be). Soldiers, rebels and
 * officials whose own words tell theirs go abroad. */
static bool elsewhere(const kh_coref *c, const kh_cand *m, const kh_cand *o, const kh_actor *mine) {
  static const uint32_t abroad = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_IGO;
  const kh_actor *code = kh_coref_code_of(c, o->chain);
  if (!mine || (code->country[0] && !m->actor.country[0] && m->actor.sectors & abroad)) return false;
  const kh_actor *its = code->country[0] ? code : scene_of(c->w, o);
  return its && strcmp(mine->country, its->country) != 0;
}

/* "The ministers of Peru and Chile" are not "the ministers of Peru and Brazil". */
static bool same_lands(const kh_cand *m, const kh_cand *o) {
  if (m->more_count != o->more_count) return false;
  for (uint32_t i = 0; i <= m->more_count; i++) {
    const kh_actor *land = i ? &m->more[i - 1] : &m->actor;
    bool found = !strcmp(land->country, o->actor.country);
    for (uint32_t j = 0; j < o->more_count && !found; j++) found = !strcmp(land->country, o->more[j].country);
    if (!found) return false;
  }
  return true;
}

/* "The president of the teachers' union": the words behind tell a body beside the state. */
static bool heads_a_body(const kh_cand *m) {
  static const uint32_t beside = 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_SOC |
                                 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_AGR;
  return m->actor.sectors && !(m->actor.sectors & ~beside);
}

/* "European leaders met. … He said leaders would meet again. The leaders …": rulers told of without an article, whom a union named before may have. */
static bool is_vague(const kh_cand *m, const kh_cand *o) {
  return m->definite && m->plural && o->plural && !o->definite && o->role && o->begin == o->role_begin && o->end == o->role_end &&
         m->role->sectors == 1u << KH_SECTOR_GOV && !m->actor.country[0];
}

/* "The Ugandan minister fell ill. Sweden met the minister in Oslo": where something is done to one who was told of just before by the same word and his land, a
 * scene behind him tells only that he was there. Crowds are of where they are. */
static bool met_there(const kh_coref *c, const kh_cand *m, uint32_t at) {
  enum { BACK = 60, LATELY = 2 };
  static const uint32_t abroad =
      1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JRN;
  const kh_actors_work *w = c->w;
  if (!m->placed || !m->definite || m->begin + 1 != m->role_begin || (m->plural && !(m->actor.sectors & abroad)) || w->k->deprel[m->head] == KH_DEP_NSUBJ)
    return false;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < BACK && w->k->sentence[m->head] - w->k->sentence[w->cands.at[i].head] <= LATELY; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (o->chain != KH_NONE && !o->pronoun && !o->hidden && !o->placed && o->plural == m->plural && o->actor.country[0] && role_fits(c, m, o)) return true;
  }
  return false;
}

static uint32_t described(kh_coref *c, kh_cand *m, uint32_t at) {
  enum { LATELY = 4 };
  const kh_actors_work *w = c->w;
  uint32_t counted = kh_coref_counted(c, m, at);
  if (counted != KH_NONE) return counted;
  uint32_t capital = capital_chain(c, m, at);
  if (capital != KH_NONE) return capital;
  const kh_nominal *n = kh_roles_nominal(c->roles, w->k, m->head);
  bool bare_plural = m->plural && !m->definite;
  if (!m->definite && !bare_plural && m->owner == KH_NONE) return KH_NONE;
  bool number = bare_plural && m->role->kind == KH_ROLE_PEOPLE && m->role->of && !m->role->sectors;
  if (number && m->end > m->role_end) return KH_NONE;      /* "dozens of children" are no dozens told before */
  const kh_nominal *opener = kh_roles_nominal(c->roles, w->k, m->begin);
  bool total = m->total && !(opener && opener->what == KH_NOMINAL_PAIR);      /* but "both countries" */
  if (total && n && n->what == KH_NOMINAL_STATE) m->abroad = true;
  if ((m->abroad && bare_plural) || (total && !m->plural)) return KH_NONE;      /* "each country" is none of them */
  bool told = bare_plural && m->role_begin > m->begin;
  if (told && !m->actor.country[0]) return KH_NONE;      /* "UN officials" of an unknown "UN" */
  const kh_nominal *region = region_of(c, n, m);
  const kh_name *place = region ? NULL : place_before(w, m);
  uint32_t doer = doer_chain(w, m), nearest = KH_NONE, found_in = 0;
  bool own_words = m->end - m->begin > (m->definite ? 2u : 1u) && (m->actor.country[0] || m->role_begin > m->begin + 1 || m->end > m->role_end) && !region;
  const bool of_states = n && (n->what == KH_NOMINAL_IGO || (n->what == KH_NOMINAL_BODY && own_words && is_adjective(w->k, m)));
  if (of_states && own_words && is_plainly_told(w, m)) own_words = false;      /* "the 27-member bloc", "the regional body" */
  bool based = false;
  const bool society = n && (n->what == KH_NOMINAL_BAND || n->what == KH_NOMINAL_LEAGUE || n->what == KH_NOMINAL_MEDIA || n->what == KH_NOMINAL_BODY);
  const bool band = society && m->definite && !m->plural && m->owner == KH_NONE &&
                    kh_deprel_base(w->k->deprel[m->head]) != KH_DEP_APPOS;   /* which tells more of whom it stands beside */
  if (band && own_words && tells_land_only(w, m, &based)) own_words = false;
  const bool land = n && n->what == KH_NOMINAL_STATE;
  const bool realm = land || (n && n->what == KH_NOMINAL_LISTED);
  if (realm && own_words && !m->plural && is_plainly_told(w, m)) own_words = false;      /* "the war-torn country", "the oil-rich kingdom" */
  const bool several = m->plural || m->role->kind == KH_ROLE_PEOPLE;
  const kh_actor *mine = !several || (m->definite && !m->actor.country[0]) ? NULL : m->actor.country[0] ? &m->actor : scene_of(w, m);
  kh_tally told_since = {.n = 0};
  uint32_t vague = KH_NONE;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < WINDOW; steps++) {
    const kh_cand *o = &w->cands.at[i];
    const kh_actor *of = !land ? NULL : o->name ? &o->name->actor : o->chain != KH_NONE ? kh_coref_code_of(c, o->chain) : NULL;
    bool passing = of && of->country[0] && !m->plural && told_in_passing(w, &told_since, of, m, o);
    if (land && o->name && kh_gaz_state(w->a->gaz, of->country) != KH_NONE) kh_tally_add(&told_since, of->country, 1);
    if (passing) continue;
    bool doer_sought = nearest != KH_NONE && n->what == KH_NOMINAL_BUSINESS;
    if (doer_sought && w->k->sentence[o->head] != found_in) break;
    if (o->chain == KH_NONE || o->chain == doer || o->pronoun || (o->hidden && !o->role)) continue;
    if (o->begin <= m->head && m->head < o->end && !o->hidden) continue;          /* inside it */
    if (o->more_count && m->actor.country[0] && !m->more_count) continue;         /* "Thai troops" are not "Thai and Cambodian troops" */
    if (m->more_count && o->more_count && !same_lands(m, o)) continue;
    if (!based && !kh_coref_same_country(&m->actor, kh_coref_code_of(c, o->chain))) continue;
    bool owned = m->end > m->role_end + 1 && m->role->of;      /* "the president of the union" is not the president of the court */
    if (owned && o->role == m->role && m->actor.sectors && o->actor.sectors && m->actor.sectors != o->actor.sectors) continue;
    if (owned && o->name && heads_a_body(m) && kh_coref_code_of(c, o->chain)->sector == KH_SECTOR_GOV) continue;      /* nor is "President Roe" */
    if (place && !says(w, o, w->k->lower[place->begin])) continue;
    if (told_apart(c, m, o) || of_land_before(c, m, o) || (told && o->role_begin == o->begin)) continue;      /* "GOP analysts" are more than the "analysts" before them */
    /* "Western officials … Kenyan officials", "major banks … Kenyan banks"; but "senior officials" may be those */
    bool landless = told && o->role && !kh_coref_code_of(c, o->chain)->country[0];
    if (landless && (o->abroad || !(m->actor.sectors & 1u << KH_SECTOR_GOV))) continue;
    if (o->also_count && (total || !m->definite)) continue;      /* "all oil states" are more than "the two states" */
    bool plural_fits = o->plural == m->plural || (m->role->kind == KH_ROLE_PEOPLE && o->role && o->role->kind == KH_ROLE_PEOPLE);
    if (nearest != KH_NONE && !o->name) continue;
    if (plural_fits && role_fits(c, m, o) && (!bare_plural || !o->definite || m->role == o->role) && !elsewhere(c, m, o, mine)) {
      const kh_actor *its = kh_coref_code_of(c, o->chain);
      bool of_union = vague != KH_NONE && its->sectors & 1u << KH_SECTOR_IGO;
      if (vague == KH_NONE && is_vague(m, o) && !its->country[0]) vague = o->chain;
      else if (vague == KH_NONE || of_union) return o->chain;
      continue;
    }
    bool one = n && (n->what == KH_NOMINAL_ATTACKER || n->what == KH_NOMINAL_TROOPS)
                   ? o->plural == m->plural && w->k->sentence[m->head] - w->k->sentence[o->head] <= LATELY
                   : !m->plural;
    if (region && !lies_in(c, region, &o->actor)) continue;
    if (of_states && n->what == KH_NOMINAL_BODY && !is_of_states(o)) continue;
    if (land && kh_coref_acts_on(w, m, o)) continue;      /* "Riyadh bombed the country": another */
    if (m->definite && !own_words && nearest == KH_NONE && listed_fits(w, m, o)) return o->chain;
    if (!n || !m->definite || !one || own_words || (nearest != KH_NONE && !doer_sought) || (n->part && !region) || !class_fits(c, n, m, o)) continue;
    if (doer_sought && !is_subject(w->k, o->head)) continue;
    /* "Atcor lost its suit against Indian Head. The company will appeal" */
    bool dealt_with = n->what == KH_NOMINAL_BUSINESS && is_subject(w->k, m->head) && !is_subject(w->k, o->head);
    dealt_with &= w->k->sentence[o->head] != w->k->sentence[m->head];
    if (n->what != KH_NOMINAL_AGENCY && !dealt_with) return o->chain;
    nearest = o->chain, found_in = w->k->sentence[o->head];      /* an agency, unless one of that trade was named: "Moody's wrote to the Treasury" */
  }
  if (nearest == KH_NONE) nearest = vague;
  if (nearest != KH_NONE) return nearest;
  if (m->definite && !m->plural && m->role->kind == KH_ROLE_PERSON && m->end == m->role_end && tells_age(w->k, m)) return person_before(c, m, at);
  if (n && n->what == KH_NOMINAL_PERSON && m->definite && !own_words && !c->quote_at[m->head] && number_of(w, m) == KH_NONE) return people_before(c, m, at);
  return n && n->what == KH_NOMINAL_BAND && m->definite && !m->plural && !own_words ? rebels_before(c, m, at) : KH_NONE;
}

uint32_t kh_coref_described(kh_coref *c, kh_cand *m, uint32_t at) {
  const kh_actor was = m->actor, nowhere = {0};
  const bool free = met_there(c, m, at);
  if (free) kh_actor_take_country(&m->actor, &nowhere);
  uint32_t chain = described(c, m, at);
  if (free && chain == KH_NONE) m->actor = was;
  return chain;
}

/* Is something done to it? */
static bool is_patient(const kh_tokens *k, uint32_t t) { return kh_coref_done_by(k, t) != KH_NONE; }

/* "A Lima nurse was arrested on Monday. Jane Roe, 34, was charged": the one person whom the report's first sentences told of without a name, and of whom the
 * next ones tell by it as of somebody new. */
uint32_t kh_coref_introduced(const kh_coref *c, const kh_cand *m) {
  enum { LEAD = 2, NEAR = 3 };
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  uint32_t s = k->sentence[m->head], one = KH_NONE;
  bool alone = true;      /* nobody else is told of */
  bool acts = kh_deprel_base(k->deprel[m->head]) == KH_DEP_NSUBJ;
  if (m->kind != KH_ENTITY_PER || !m->name || m->name->entity != KH_NONE || m->begin != m->name->first || m->name->end - m->name->first < 2 ||
      m->actor.sectors || m->plural || !s || s > LEAD + NEAR || (!acts && !is_patient(k, m->head)) || kh_doc_child_with(w->d, m->head, KH_DEP_CONJ) != KH_NONE)
    return KH_NONE;
  for (uint32_t i = 0; i < w->cands.n && w->cands.at[i].head < m->head; i++) {
    const kh_cand *o = &w->cands.at[i];
    if (o->hidden || o->chain == KH_NONE || o->pronoun) continue;
    bool person = o->kind == KH_ENTITY_PER || (o->name && o->name->kind == KH_NAME_PERSON);
    if (person && o->name && o->name->entity != KH_NONE) continue;
    if (person) return KH_NONE;      /* somebody has been named whom no list knows */
    if (!o->role || o->role->kind != KH_ROLE_PERSON || o->plural || o->name || o->chain == one) continue;
    alone &= one == KH_NONE;
    if (o->definite || (!is_patient(k, o->head) && kh_deprel_base(k->deprel[o->head]) != KH_DEP_NSUBJ)) continue;
    if (one == KH_NONE) one = o->chain;
    else if (k->sentence[w->cands.at[c->chains.at[one].first].head] == k->sentence[o->head]) return KH_NONE;      /* a man and a woman */
  }
  if (one == KH_NONE) return KH_NONE;
  const kh_cand *o = &w->cands.at[c->chains.at[one].first];
  uint32_t age = m->end + 1;
  bool aged = age + 1 < k->n && kh_str_is(k->form[m->end], ",") && k->upos[age] == KH_UPOS_NUM && kh_str_is(k->form[age + 1], ",");
  bool next = alone && acts && k->upos[o->begin] == KH_UPOS_DET && s == k->sentence[o->head] + 1;      /* no headline */
  bool alike = is_patient(k, o->head) ? is_patient(k, m->head) : acts && kh_deprel_base(k->deprel[o->head]) == KH_DEP_NSUBJ;
  if (k->sentence[o->head] > LEAD || s - k->sentence[o->head] > NEAR || s == k->sentence[o->head] || !(aged || alike || next)) return KH_NONE;
  if (m->gender && c->chains.at[one].gender && m->gender != c->chains.at[one].gender) return KH_NONE;
  bool named = false;      /* "a Velmar woman": of where, the places will tell */
  for (uint32_t t = o->begin; t < o->role_begin; t++) named |= w->name_at[t] != KH_NONE;
  if (!o->actor.country[0] && (named || o->abroad || o->role->stranger)) return KH_NONE;
  return o->role->sectors == 1u << KH_SECTOR_CVL && o->actor.sectors != o->role->sectors ? KH_NONE : one;      /* "a Kent County man" is no official */
}
