/* actors.c: the room's road: names, phrases, their codes, chains, and the document's mentions. */
#include <stdlib.h>

#include "actors/compose_int.h"

kh_status kh_actors_open(const kh_model *data, const kh_model *user, kh_actors **out, kh_error *err) {
  kh_actors *a = calloc(1, sizeof *a);
  if (!a) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_roles_open(data, &a->roles, err);
  if (!s) s = kh_gaz_open(data, &a->gaz, err);
  if (!s && user) s = kh_gaz_open(user, &a->user, err);
  if (s) {
    kh_actors_close(a);
    a = NULL;
  }
  *out = a;
  return s;
}

void kh_actors_close(kh_actors *a) {
  if (!a) return;
  kh_gaz_close(a->gaz);
  kh_gaz_close(a->user);
  free(a);
}

/* ---- the report's own country, for roles that name none ---- */

uint32_t kh_tally_add(kh_tally *t, const char country[4], uint32_t weight) {
  uint32_t i = 0;
  while (i < t->n && memcmp(t->country[i], country, 3)) i++;
  if (i == t->n) {
    if (t->n == KH_TALLY_MAX) return KH_TALLY_MAX;
    memcpy(t->country[t->n++], country, 4);
  }
  t->count[i] += weight, t->all += weight;
  if (t->count[i] > t->count[t->best] || (i < t->best && t->count[i] == t->count[t->best])) t->best = i;
  return i;
}

static const char between_states[4] = "IGO";

static bool is_state(const kh_actor *a) {
  static const char *const beyond[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};
  for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++) if (!strcmp(a->country, beyond[i])) return false;
  return a->country[0] != 0;
}

/* "A Soviet war memorial", told of today: nobody else is of a state that is no more. */
static bool is_bygone(const kh_actors_work *w, const kh_name *m) {
  return m->kind == KH_NAME_DEMONYM && m->entity != KH_NONE && w->d->published != KH_NO_DAY && kh_gaz_kind_of(m->gaz, m->entity) == KH_GAZ_FORMER &&
         !kh_gaz_stands(m->gaz, m->entity, w->d->published);
}

/* The first sentence behind the dateline, which is one of its own. */
static uint32_t lead_of(const kh_actors_work *w) {
  const kh_span *dateline = &w->d->dateline;
  uint32_t s = 0;
  if (dateline->begin == dateline->end) return 0;
  while (s < w->d->sentence_count && w->d->sentences[s].tok_begin < w->k->n && w->k->span[w->d->sentences[s].tok_begin].begin < dateline->end) s++;
  return s;
}

/* "A 1991 Honda", "the Toyota": what a firm makes tells of no country. */
static bool is_make(const kh_actors_work *w, const kh_name *m) {
  if (m->kind != KH_NAME_BODY || m->actor.sector != KH_SECTOR_BUS || m->end > m->begin + 1 || !m->begin || w->k->deprel[m->head] == KH_DEP_COMPOUND ||
      w->k->sentence[m->begin - 1] != w->k->sentence[m->begin])
    return false;
  uint8_t before = w->k->upos[m->begin - 1];
  return before == KH_UPOS_DET || before == KH_UPOS_NUM || before == KH_UPOS_ADJ || before == KH_UPOS_PRON;
}

/* "BRUSSELS, March 4 - Community farm ministers agreed …": the union's seat, as the place that such a report comes from, tells of no land where nothing else
 * does; the union's country, or NULL. */
static const char *union_of_seat(const kh_actors_work *w, const kh_name *m) {
  kh_gaz_hit hit[4];
  uint32_t found = m->kind == KH_NAME_SEAT || m->kind == KH_NAME_PLACE ? kh_gaz_match(w->a->gaz, w->d, m->begin, hit, 4) : 0;
  for (uint32_t i = 0; i < found; i++) {
    if (hit[i].use != KH_GAZ_USE_SEAT || hit[i].tok_end != m->end || kh_gaz_kind_of(w->a->gaz, hit[i].entity) != KH_GAZ_REGION) continue;
    kh_actor a = {0};
    kh_gaz_code(w->a->gaz, hit[i].entity, w->d->published, w->scratch, &a);
    uint32_t land = 0, bodies = 0;
    for (size_t k = 0; k < w->names.n; k++) {
      const kh_name *n = &w->names.at[k];
      land += n != m && !strcmp(n->actor.country, m->actor.country), bodies += n->kind == KH_NAME_BODY && !strcmp(n->actor.country, a.country);
    }
    for (size_t k = 0; k < w->names.n && !land && bodies > 1; k++)      /* the letters live no longer than this */
      if (!strcmp(w->names.at[k].actor.country, a.country)) return w->names.at[k].actor.country;
  }
  return NULL;
}

/* "Brussels told Rome": a capital that acts for the union whose seat it is tells of no land. */
static bool for_union(const kh_actors_work *w, const kh_name *m) {
  const kh_cand *c = m->kind != KH_NAME_SEAT || w->cand_at[m->head] == KH_NONE ? NULL : &w->cands.at[w->cand_at[m->head]];
  return c && c->name == m && c->actor.country[0] && !is_state(&c->actor);
}

/* A digest of the news of many lands: the one that leads is named in the first item alone, and four more in others. */
static bool is_digest(const kh_actors_work *w, const kh_tally *t) {
  enum { LANDS = 5 };
  if (t->n < LANDS) return false;
  uint32_t lead = KH_NONE;
  for (size_t i = 0; i < w->names.n; i++) {
    const kh_name *m = &w->names.at[i];
    if (!is_state(&m->actor) || strcmp(m->actor.country, t->country[t->best]) != 0) continue;
    uint32_t paragraph = w->d->sentences[w->k->sentence[m->begin]].paragraph;
    if (lead == KH_NONE) lead = paragraph;
    if (paragraph != lead) return false;
  }
  return true;
}

/* "The Croatian Labour Party": a party, a union or an organ of a state whom no list knows is of the land that its own name tells. */
static const kh_actor *land_of_name(const kh_actors_work *w, const kh_name *m) {
  static const uint32_t homely = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD |
                                 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_AGR;
  const kh_cand *c = m->kind != KH_NAME_BODY || m->entity != KH_NONE || w->cand_at[m->head] == KH_NONE ? NULL : &w->cands.at[w->cand_at[m->head]];
  return c && c->name == m && c->code == KH_CODE_WORDS && c->actor.sectors & homely && is_state(&c->actor) ? &c->actor : NULL;
}

/* Does the name tell of a land that a report may be about? Who tells is not what is told of. */
static bool tells_land(const kh_actors_work *w, const kh_name *m) {
  return is_state(&m->actor) && !(m->kind == KH_NAME_BODY && m->actor.sector == KH_SECTOR_JRN) && !is_bygone(w, m) && !is_make(w, m) && !for_union(w, m);
}

/* The country most often named, the dateline's and the first sentence's counting more. */
static void find_country(kh_actors_work *w) {
  kh_tally t = {.n = 0};
  const kh_span *dateline = &w->d->dateline;
  uint32_t lead = lead_of(w);
  for (size_t i = 0; i < w->names.n; i++) {
    const kh_name *m = &w->names.at[i];
    const kh_actor *own = land_of_name(w, m);
    uint32_t weight = w->k->sentence[m->begin] == 0 || w->k->sentence[m->begin] == lead ? 3 : 1;
    if (own) kh_tally_add(&t, own->country, weight);
    if (m->kind == KH_NAME_PERSON || !tells_land(w, m) || own) continue;
    bool in_dateline = w->k->span[m->begin].begin >= dateline->begin && w->k->span[m->end - 1].end <= dateline->end;
    if (!in_dateline && m->end < w->k->n && kh_str_is(w->k->form[m->end], "-")) continue;      /* "Russian-backed" */
    const char *of_union = in_dateline ? union_of_seat(w, m) : NULL;
    if (in_dateline && !of_union && !w->written_in[0]) memcpy(w->written_in, m->actor.country, 4);
    kh_tally_add(&t, of_union ? of_union : m->actor.country, in_dateline ? 4 : weight);
  }
  for (size_t i = 0, none = !t.n; i < w->names.n && none; i++)   /* no state is named: the persons' */
    if (w->names.at[i].kind == KH_NAME_PERSON && is_state(&w->names.at[i].actor)) kh_tally_add(&t, w->names.at[i].actor.country, 1);
  if (is_digest(w, &t)) {
    w->several = true;
    return;
  }
  if (t.n) memcpy(w->country, t.country[t.best], 4);
  w->lands = t;
  kh_tally all = t;
  kh_map *met = kh_map_new(w->scratch, 16);
  bool fresh;
  for (size_t i = 0; i < w->names.n && t.n; i++)
    if (w->names.at[i].kind == KH_NAME_PERSON && is_state(&w->names.at[i].actor) && (kh_map_put(met, kh_view(w->names.at[i].actor.id), &fresh), fresh))
      kh_tally_add(&all, w->names.at[i].actor.country, 1);
  if (all.n) memcpy(w->home, all.country[all.best], 4);
  for (uint32_t i = 0, most = 0; i < t.n; i++) {
    if (i == t.best) continue;
    w->several |= t.count[i] == t.count[t.best];
    if (t.count[i] == most) w->second[0] = 0;
    else if (t.count[i] > most) most = t.count[i], memcpy(w->second, t.country[i], 4);
  }
}

uint32_t kh_actors_verb_over(const kh_tokens *k, uint32_t t) {
  for (uint32_t steps = 0; steps < 8 && k->head[t] != KH_NONE && k->upos[t] != KH_UPOS_VERB; steps++) t = k->head[t];
  return t;
}

/* "Sudan's government and most of the rebel groups", "Guatemalan officials and guerrilla commanders": powers named beside another of a
 * country, whose own words tell it, are of the same one. */
static const kh_actor *country_joined(const kh_actors_work *w, const kh_cand *c) {
  static const uint32_t powers = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY |
                                 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_PRM;
  const kh_tokens *k = w->k;
  bool titled = c->name && c->name->kind == KH_NAME_PERSON && c->name->entity == KH_NONE && c->begin < c->name->first;
  if (!(c->role || titled) || !(c->actor.sectors & powers)) return NULL;
  uint32_t h = c->head;
  /* "most of the rebel groups" */
  uint32_t part = kh_deprel_base(k->deprel[h]) == KH_DEP_NMOD ? k->head[h] : KH_NONE;
  if (part != KH_NONE && part < h && w->cand_at[part] == KH_NONE && kh_compose_use_of(w, h) == KH_PREP_BELONGS) h = part;
  for (uint32_t steps = 0; k->deprel[h] == KH_DEP_CONJ && k->head[h] != KH_NONE && steps < 4; steps++) h = k->head[h];
  if (h >= c->head || w->cand_at[h] == KH_NONE) return NULL;
  const kh_cand *first = &w->cands.at[w->cand_at[h]];
  /* "Prime Minister Madbouly and Transport Minister Jane Roe" */
  if (titled && first->name && first->name->kind == KH_NAME_PERSON && first->actor.id.n && is_state(&first->actor) && first->actor.sectors & c->actor.sectors)
    return &first->actor;
  /* "envoys of Bogota and of the guerrillas", "the junta in Guinea and the opposition" */
  uint32_t over = first->name && is_state(&first->actor) && kh_deprel_base(k->deprel[h]) == KH_DEP_NMOD ? k->head[h] : KH_NONE;
  if (over != KH_NONE && over < h && w->cand_at[over] != KH_NONE && w->cands.at[w->cand_at[over]].role && w->cands.at[w->cand_at[over]].actor.sectors & powers)
    return &first->actor;
  /* "President Obama and other officials" */
  bool person = first->name && first->name->kind == KH_NAME_PERSON && first->name->entity != KH_NONE && c->role && c->role->kind == KH_ROLE_PERSON && c->plural;
  if (person && !first->hidden && first->actor.sectors & powers && first->actor.country[0]) return &first->actor;
  if (!c->role || !first->role || first->hidden || !(first->actor.sectors & powers) || !is_state(&first->actor)) return NULL;
  for (uint32_t t = first->begin; t < first->end; t++)
    if (w->name_at[t] != KH_NONE && !strcmp(w->names.at[w->name_at[t]].actor.country, first->actor.country)) return &first->actor;
  return NULL;
}

/* A name within its own words tells its country. */
static bool told_by_words(const kh_actors_work *w, const kh_cand *x) {
  if (x->name && land_of_name(w, x->name)) return true;
  for (uint32_t t = x->begin; t < x->end; t++)
    if (w->name_at[t] != KH_NONE && !strcmp(w->names.at[w->name_at[t]].actor.country, x->actor.country)) return true;
  return false;
}

/* "A Yugoslav delegation headed by the minister", "a general who led Danish forces in Mali": he is of those whom he leads. */
static const kh_actor *country_led(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    uint32_t v = w->d->child[i], men = k->deprel[v] == KH_DEP_ACL_RELCL ? kh_doc_child_with(w->d, v, KH_DEP_OBJ) : KH_NONE;
    const kh_cand *x = men == KH_NONE || men < v || w->cand_at[men] == KH_NONE ? NULL : &w->cands.at[w->cand_at[men]];
    uint32_t who = x ? kh_doc_child_base(w->d, v, KH_DEP_NSUBJ) : KH_NONE;
    if (who == KH_NONE || k->upos[who] != KH_UPOS_PRON || !x->role || x->hidden || !is_state(&x->actor) || !told_by_words(w, x)) continue;
    if (c->actor.sectors & x->actor.sectors & 1u << KH_SECTOR_MIL) return &x->actor;
  }
  uint32_t verb = k->deprel[c->head] == KH_DEP_OBL_AGENT ? k->head[c->head] : KH_NONE;
  uint32_t led = verb != KH_NONE && kh_deprel_base(k->deprel[verb]) == KH_DEP_ACL ? k->head[verb] : KH_NONE;
  if (led == KH_NONE || led > c->head || w->cand_at[led] == KH_NONE) return NULL;
  const kh_cand *x = &w->cands.at[w->cand_at[led]];
  return x->role && !x->hidden && is_state(&x->actor) && c->actor.sectors & x->actor.sectors ? &x->actor : NULL;
}

/* "The rebels who took Bangui": rebels are of the land whose town their own clause says that they have taken. */
static const kh_actor *country_taken(const kh_actors_work *w, const kh_cand *c) {
  if (!c->role || c->actor.sectors != 1u << KH_SECTOR_REB) return NULL;
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    uint32_t v = w->d->child[i], town = w->k->deprel[v] == KH_DEP_ACL_RELCL && v > c->head ? kh_doc_child_with(w->d, v, KH_DEP_OBJ) : KH_NONE;
    const kh_name *n = town == KH_NONE || town < v || w->name_at[town] == KH_NONE ? NULL : &w->names.at[w->name_at[town]];
    if (n && n->end == town + 1 && (n->kind == KH_NAME_SEAT || n->kind == KH_NAME_PLACE) && is_state(&n->actor)) return &n->actor;
  }
  return NULL;
}

/* "The expert said: if she used it in Russia, …": a scene of what is said is none of the speaker's. */
static bool in_its_words(const kh_tokens *k, uint32_t t, uint32_t verb) {
  for (uint32_t steps = 0; steps < 12 && k->head[t] != KH_NONE && t != verb; steps++, t = k->head[t])
    if (k->deprel[t] == KH_DEP_CCOMP && k->head[t] == verb) return true;
  return false;
}

/* "Protesting against the war in Cambodia": what people are for or against is no scene of theirs. */
static bool in_cause(const kh_actors_work *w, uint32_t t, uint32_t verb) {
  const kh_doc *d = w->d;
  for (uint32_t steps = 0; steps < 8 && w->k->head[t] != KH_NONE && w->k->head[t] != verb; steps++) {
    t = w->k->head[t];
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
      if (d->tok.deprel[d->child[i]] == KH_DEP_CASE && kh_roles_preposition(&w->a->roles, w->k, d->child[i]) == KH_PREP_PARTY) return true;
  }
  return false;
}

/* "Charged a former soldier with crimes committed in Mali": where another noun's participle has it is no scene of the rest. */
static bool tells_of_other(const kh_tokens *k, uint32_t t, uint32_t of) {
  for (uint32_t steps = 0; steps < 8 && k->head[t] != KH_NONE; steps++, t = k->head[t])
    if (kh_deprel_base(k->deprel[t]) == KH_DEP_ACL && k->upos[t] == KH_UPOS_VERB) return k->head[t] != of;
  return false;
}

/* Does the clause of verb v name a state other than that one? */
static bool names_other(const kh_actors_work *w, uint32_t v, const kh_actor *than) {
  uint32_t begin, end;
  kh_doc_subtree(w->d, v, &begin, &end);
  for (uint32_t t = begin; t < end; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && n->head == t && is_state(&n->actor) && strcmp(n->actor.country, than->country) && kh_doc_dominates(w->d, v, t)) return true;
  }
  return false;
}

/* "In Geneva, Yemen's envoy said that rebels had …", "…, a newspaper in Peru reported", "Rwandan villagers …, a minister told reporters in Lima": where
 * somebody of another country says it, where those sit who tell of all the world, and where it is said of a land that is named, is no scene of what is said. */
static bool where_told(const kh_actors_work *w, const kh_cand *x, const kh_cand *c) {
  uint32_t teller = kh_actors_teller(w->d, x->head, c->head);
  if (teller == KH_NONE) return false;
  const kh_actor *speaker = w->cand_at[teller] == KH_NONE ? NULL : &w->cands.at[w->cand_at[teller]].actor;
  if (speaker && speaker->sectors & KH_TELLS_AFAR && kh_doc_dominates(w->d, teller, x->head)) return true;
  if (speaker && is_state(speaker) && strcmp(speaker->country, x->actor.country) != 0) return true;
  uint32_t said = kh_doc_child_base(w->d, w->k->head[teller], KH_DEP_CCOMP);
  return !(speaker && speaker->sectors & KH_TELLS_NEAR) && said != KH_NONE && names_other(w, said, &x->actor);
}

/* The state that the subject of verb v is, or one of whose organs it is; or NULL. */
static const kh_actor *state_of_subject(const kh_actors_work *w, uint32_t v) {
  static const uint32_t organs = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD;
  uint32_t s = kh_doc_child_base(w->d, v, KH_DEP_NSUBJ);
  const kh_cand *x = s == KH_NONE || w->cand_at[s] == KH_NONE ? NULL : &w->cands.at[w->cand_at[s]];
  if (!x || x->pronoun || !is_state(&x->actor) || (x->actor.sectors && !(x->actor.sectors & organs))) return NULL;
  return told_by_words(w, x) ? &x->actor : NULL;
}

/* "The Syrian delegation declined to meet the opposition in Geneva": parties and opponents whom a state's own people deal with are of that state. */
static const kh_actor *country_dealt(const kh_actors_work *w, const kh_cand *c) {
  static const uint32_t rivals = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY;
  const kh_tokens *k = w->k;
  if (!c->role || !(c->actor.sectors & rivals) || (kh_deprel_base(k->deprel[c->head]) != KH_DEP_OBJ && kh_deprel_base(k->deprel[c->head]) != KH_DEP_IOBJ))
    return NULL;
  uint32_t v = k->head[c->head];
  for (uint32_t steps = 0; v != KH_NONE && steps < 3; steps++, v = k->head[v]) {
    if (kh_doc_child_base(w->d, v, KH_DEP_NSUBJ) != KH_NONE) return state_of_subject(w, v);
    if (kh_deprel_base(k->deprel[v]) != KH_DEP_XCOMP && kh_deprel_base(k->deprel[v]) != KH_DEP_CONJ) return NULL;
  }
  return NULL;
}

/* "Timor's government invited Australia to send troops after soldiers fired on police": in a clause of time or reason they are of the state that
 * acts in the clause above. */
static const kh_actor *country_above(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t v = kh_actors_verb_over(k, c->head), end = w->d->sentences[k->sentence[c->head]].tok_end;
  for (uint32_t t = c->head + 1; t < end; t++)      /* "after officers forced President Keita to resign" */
    if (w->name_at[t] != KH_NONE && is_state(&w->names.at[w->name_at[t]].actor) && w->names.at[w->name_at[t]].kind == KH_NAME_PERSON &&
        kh_doc_dominates(w->d, v, t))
      return NULL;
  uint32_t own = v == KH_NONE ? KH_NONE : kh_doc_child_base(w->d, v, KH_DEP_NSUBJ);
  if (own != KH_NONE && own != c->head && w->name_at[own] != KH_NONE) return NULL;      /* "while the World Food Programme fed a million people" */
  for (uint32_t steps = 0; steps < 2 && v != KH_NONE; steps++, v = k->head[v])
    if (kh_deprel_base(k->deprel[v]) == KH_DEP_ADVCL && k->head[v] != KH_NONE && k->head[v] < v && kh_doc_child_base(w->d, v, KH_DEP_NSUBJ) != KH_NONE) {
      uint32_t up = k->head[v];
      while (up != KH_NONE && kh_deprel_base(k->deprel[up]) == KH_DEP_XCOMP) up = k->head[up];
      const kh_actor *state = up == KH_NONE ? NULL : state_of_subject(w, up);
      /* "cut its aid to the Malian army after officers had …": of those of their sort */
      for (const kh_cand *x = c; state && x > w->cands.at && k->sentence[(x - 1)->head] == k->sentence[c->head]; x--) {
        const kh_cand *o = x - 1;
        if (o->actor.sectors & c->actor.sectors && is_state(&o->actor) && told_by_words(w, o) && strcmp(o->actor.country, state->country)) return NULL;
      }
      return state;
    }
  return NULL;
}

/* "Niger, where soldiers seized power": the land that a clause of place tells of. */
static const kh_actor *country_where(const kh_actors_work *w, uint32_t verb) {
  const kh_tokens *k = w->k;
  uint32_t where = verb != KH_NONE && k->deprel[verb] == KH_DEP_ACL_RELCL ? kh_doc_child_with(w->d, verb, KH_DEP_ADVMOD) : KH_NONE;
  if (where == KH_NONE || where > verb || where < 2 || k->upos[where] != KH_UPOS_ADV) return NULL;
  uint32_t land = where - (k->upos[where - 1] == KH_UPOS_PUNCT ? 2 : 1);   /* whatever the tree hangs the clause on */
  const kh_name *n = w->name_at[land] == KH_NONE ? NULL : &w->names.at[w->name_at[land]];
  return n && n->end == land + 1 && k->sentence[land] == k->sentence[verb] && is_state(&n->actor) ? &n->actor : NULL;
}

/* "In Niger, where soldiers hold the president … The junta said": soldiers who rule are those of whom it was told before, not the land that the report comes
 * from. */
static const kh_actor *country_of_rulers(const kh_actors_work *w, const kh_cand *c) {
  enum { SENTENCES = 4, FAR = 200 /* candidates looked back over */ };
  static const uint32_t both = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL;
  if (!c->role || c->role->kind != KH_ROLE_BODY || (c->role->sectors & both) != both) return NULL;
  for (const kh_cand *o = c; o-- > w->cands.at && c - o <= FAR && w->k->sentence[c->head] - w->k->sentence[o->head] <= SENTENCES;)
    if (!o->hidden && !o->assumed && o->actor.sectors & 1u << KH_SECTOR_MIL && !(o->actor.sectors & 1u << KH_SECTOR_IGO) && is_state(&o->actor))
      return &o->actor;
  return NULL;
}

/* Is the clause of verb `low` part of what the clause of verb `high` tells, and none of a subject of its own beside it? */
static bool holds_clause(const kh_actors_work *w, uint32_t high, uint32_t low) {
  const kh_tokens *k = w->k;
  for (uint32_t steps = 0; steps < 8 && low != KH_NONE; steps++, low = k->head[low]) {
    if (low == high) return true;
    if ((k->deprel[low] == KH_DEP_CONJ || k->deprel[low] == KH_DEP_PARATAXIS) && kh_doc_child_base(w->d, low, KH_DEP_NSUBJ) != KH_NONE) return false;
  }
  return false;
}

/* "A Cuban dissident began a hunger strike against the government", beside another clause that names another state: whom the people of a state deal with are
 * of that one, unless they fight abroad; or NULL. */
static const kh_actor *country_within(const kh_actors_work *w, const kh_cand *c, uint32_t verb) {
  const uint32_t abroad =
      1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_NGO;
  const uint32_t home = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_ELI;
  uint32_t subject = verb == KH_NONE || w->k->upos[verb] != KH_UPOS_VERB ? KH_NONE : kh_doc_child_base(w->d, verb, KH_DEP_NSUBJ);
  const kh_cand *x = subject == KH_NONE || subject == c->head || w->cand_at[subject] == KH_NONE ? NULL : &w->cands.at[w->cand_at[subject]];
  if (!x || x->pronoun || !is_state(&x->actor) || x->actor.sectors & abroad || !told_by_words(w, x) || kh_doc_child_with(w->d, subject, KH_DEP_CONJ) != KH_NONE)
    return NULL;
  bool body = x->name && x->name->kind == KH_NAME_BODY && x->actor.sectors & (home | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_GOV);      /* "Kenyan police" */
  return x->role || body || c->actor.sectors & home ? &x->actor : NULL;      /* a whole state deals with those who fight or trade anywhere */
}

/* Does t hang below `top`, and not as one joined to it? */
static bool is_aside(const kh_tokens *k, uint32_t t, uint32_t top) {
  for (uint32_t steps = 0; steps < 6 && t != KH_NONE && t != top; steps++, t = k->head[t])
    if (k->deprel[t] == KH_DEP_CONJ) return false;
  return t == top;
}

/* "The premier, who was in New York": where a clause says that somebody in office is. */
static bool is_away(const kh_actors_work *w, uint32_t t) {
  uint32_t who = w->k->deprel[t] == KH_DEP_ACL_RELCL ? w->cand_at[w->k->head[t]] : KH_NONE;
  return who != KH_NONE && w->cands.at[who].role && w->cands.at[who].actor.sectors & 1u << KH_SECTOR_GOV;
}

/* "As Russia and China support the government", "Ghana and Togo armed some opposition groups": a government that states deal with is another's, and so are
 * the opponents and rebels that several states deal with together. The subject of the verb that says so, or KH_NONE. */
static uint32_t foreign_doer(const kh_actors_work *w, const kh_cand *c) {
  static const uint32_t sides = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PTY;
  const kh_tokens *k = w->k;
  bool rules = c->role && c->role->kind == KH_ROLE_BODY && c->actor.sectors & 1u << KH_SECTOR_GOV && c->definite && c->end == c->begin + 2;
  if (!c->role || (!rules && !(c->actor.sectors & sides)) || kh_deprel_base(k->deprel[c->head]) != KH_DEP_OBJ) return KH_NONE;
  uint32_t verb = k->head[c->head], subject = verb == KH_NONE ? KH_NONE : kh_doc_child_base(w->d, verb, KH_DEP_NSUBJ);
  const kh_cand *x = subject == KH_NONE || w->cand_at[subject] == KH_NONE ? NULL : &w->cands.at[w->cand_at[subject]];
  if (!x || x->pronoun || x->role || !x->name || x->name->kind != KH_NAME_STATE || !is_state(&x->actor)) return KH_NONE;
  uint32_t other = kh_doc_child_with(w->d, subject, KH_DEP_CONJ);
  return rules || (other != KH_NONE && w->name_at[other] != KH_NONE && is_state(&w->names.at[w->name_at[other]].actor)) ? subject : KH_NONE;
}

/* "Germany could halt its sales to Chad, the foreign minister said": the state of which somebody in office, the subject of verb, says what it may, will or
 * did not do; or NULL. */
static const kh_cand *announced(const kh_actors_work *w, const kh_cand *c, uint32_t verb) {
  const kh_tokens *k = w->k;
  if (verb == KH_NONE || !c->role || c->plural || !(c->actor.sectors & 1u << KH_SECTOR_GOV) || kh_deprel_base(k->deprel[c->head]) != KH_DEP_NSUBJ) return NULL;
  uint32_t told = k->deprel[verb] == KH_DEP_PARATAXIS ? k->head[verb] : kh_doc_child_with(w->d, verb, KH_DEP_CCOMP);
  if (told == KH_NONE || told > c->head || !(k->morph[told] & KH_MORPH_INF) || kh_doc_child_with(w->d, told, KH_DEP_AUX) == KH_NONE) return NULL;
  uint32_t doer = kh_doc_child_with(w->d, told, KH_DEP_NSUBJ);
  const kh_cand *x = doer == KH_NONE || w->cand_at[doer] == KH_NONE ? NULL : &w->cands.at[w->cand_at[doer]];
  return x && x->name && x->name->kind == KH_NAME_STATE && is_state(&x->actor) && !x->role ? x : NULL;
}

/* The country that the sentence tells: that of a scene in the same clause, of a scene elsewhere; where the report names
 * several states alike, of the last name before the mention. doer: foreign_doer. */
static kh_actor country_beside(const kh_actors_work *w, const kh_cand *c, uint32_t doer, bool *assumed) {
  const kh_sentence *s = &w->d->sentences[w->k->sentence[c->head]];
  const kh_cand *scene = NULL, *before = NULL, *weak = NULL;
  /* "'It is as it was in Peru,' the minister said": a scene in marks is none of his who stands outside them */
  bool quoted = false, within = kh_actors_in_marks(w->d, c->begin);
  uint32_t verb = kh_actors_verb_over(w->k, c->head);
  const kh_actor *where = country_where(w, verb);
  if (where) return *assumed = false, *where;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    quoted ^= kh_str_is(w->k->form[t], "\"");
    if (w->cand_at[t] == KH_NONE) continue;
    const kh_cand *x = &w->cands.at[w->cand_at[t]];
    if (x == c || !x->name || !is_state(&x->actor) || is_bygone(w, x->name) || is_away(w, t)) continue;
    bool locative = x->locative && x->kind == KH_ENTITY_LOC && (within || !quoted) && !in_its_words(w->k, t, verb) && !in_cause(w, t, verb) && !where_told(w, x, c);
    bool passing = locative && kh_actors_in_passing(w->a, w->d, t);
    if (locative && !passing && kh_actors_verb_over(w->k, t) == verb) return *assumed = false, x->actor;
    if (locative && !scene && (passing || tells_of_other(w->k, t, c->head))) weak = weak ? weak : x;
    else if (locative && !scene) scene = x;
    else if (locative && !holds_clause(w, kh_actors_verb_over(w->k, scene->head), verb) && holds_clause(w, kh_actors_verb_over(w->k, t), verb)) scene = x;
    bool patron = x->name->end < s->tok_end && kh_str_is(w->k->form[x->name->end], "-");
    if (t < c->begin && !patron && !(before && passing) && (doer == KH_NONE || (kh_deprel_base(w->k->deprel[t]) != KH_DEP_NSUBJ && !kh_doc_dominates(w->d, doer, t)))) before = x;
  }
  if (!scene && (!before || before == weak)) scene = weak;
  /* "Syria, joined by Jordan, shut a newspaper": of those who act first */
  uint32_t subject = before && doer == KH_NONE && w->k->upos[verb] == KH_UPOS_VERB ? kh_doc_child_base(w->d, verb, KH_DEP_NSUBJ) : KH_NONE;
  const kh_cand *acts = subject == KH_NONE || w->cand_at[subject] == KH_NONE ? NULL : &w->cands.at[w->cand_at[subject]];
  if (acts && acts != before && acts->name && is_state(&acts->actor) && subject < before->head && is_aside(w->k, before->head, subject)) before = acts;
  const kh_cand *said = before ? announced(w, c, verb) : NULL;
  if (said) before = said;
  const kh_actor *above = scene || !before || doer != KH_NONE ? NULL : country_above(w, c);
  const kh_actor *dealt = doer != KH_NONE || (scene && holds_clause(w, kh_actors_verb_over(w->k, scene->head), verb)) ? NULL : country_within(w, c, verb);
  *assumed = !scene || dealt;
  if (dealt) return *dealt;
  if (above) return *above;
  return scene ? scene->actor : before && w->several ? before->actor : (kh_actor){0};
}

/* "The Lebanese health ministry said eight people were killed and accused Israel": those of whom a ministry, the police or doctors of a state tell, where the
 * clause names no other state, are that state's. */
static const kh_actor *country_of_teller(const kh_actors_work *w, const kh_cand *c) {
  static const uint32_t people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_AGR;
  const kh_tokens *k = w->k;
  uint32_t v = kh_actors_verb_over(k, c->head);
  if (!c->role || !(c->actor.sectors & people)) return NULL;
  for (uint32_t steps = 0; v != KH_NONE && steps < 3 && k->deprel[v] != KH_DEP_CCOMP; steps++) v = k->head[v];
  uint32_t says = v == KH_NONE || k->deprel[v] != KH_DEP_CCOMP ? KH_NONE : k->head[v];
  uint32_t teller = says == KH_NONE ? KH_NONE : kh_doc_child_base(w->d, says, KH_DEP_NSUBJ);
  const kh_cand *x = teller == KH_NONE || w->cand_at[teller] == KH_NONE ? NULL : &w->cands.at[w->cand_at[teller]];
  if (!x || !x->role || x->pronoun || !is_state(&x->actor) || !told_by_words(w, x)) return NULL;
  for (uint32_t i = w->d->child_at[v]; i < w->d->child_at[v + 1]; i++)      /* what is joined may be the teller's: "… and accused Israel" */
    if (k->deprel[w->d->child[i]] != KH_DEP_CONJ && names_other(w, w->d->child[i], &x->actor)) return NULL;
  return x->role->kind != KH_ROLE_PERSON && !x->role->guest && !x->role->speaks && x->actor.sectors & (KH_TELLS_NEAR | 1u << KH_SECTOR_GOV) ? &x->actor : NULL;
}

/* "Northfield Carriers Inc" in a report that names no state more often: where such names mostly are at home. */
static bool likely_home(const kh_actors_work *w, kh_cand *c) {
  const kh_name *n = c->name;
  if (c->actor.country[0] || !n || n->kind != KH_NAME_BODY || n->entity != KH_NONE || !(c->actor.sectors & 1u << KH_SECTOR_BUS)) return false;
  for (uint32_t t = n->end; t-- > n->begin + 1;) {
    const kh_ending *e = kh_roles_ending(&w->a->roles, w->k, t);
    if (!e || !e->likely || (w->country[0] && strcmp(w->country, e->country) != 0)) continue;
    kh_gaz_set_state(w->a->gaz, e->country, w->d->published, &c->actor);
    return c->assumed = true;
  }
  return false;
}

/* The role's word with nothing that tells whose it is. */
static bool stands_alone(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  if (c->name || c->actor.country[0] || c->owner != KH_NONE || c->end != c->role_end || c->begin + 1 < c->role_begin || c->plural) return false;
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    uint8_t b = kh_deprel_base(k->deprel[w->d->child[i]]);
    if (w->d->child[i] >= c->role_begin && w->d->child[i] < c->role_end) continue;      /* "Secretary-General" */
    if (b == KH_DEP_ACL || b == KH_DEP_NMOD || b == KH_DEP_AMOD || b == KH_DEP_COMPOUND) return false;
  }
  return k->deprel[c->head] != KH_DEP_COMPOUND;
}

/* "Libya's envoy wept and asked the council to save his people": the word alone, in a sentence that names a state, is that of the world's body. */
static bool is_worlds(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  if (!c->role || !c->role->world || (c->actor.sectors && c->actor.sectors != c->role->sectors) || !c->definite || !stands_alone(w, c)) return false;
  enum { FAR = 600 };   /* candidates looked at */
  uint32_t steps = 0;
  for (const kh_cand *o = w->cands.at; c->actor.sectors && o < c && steps < FAR; o++, steps++)      /* "the agency" may be a body told before */
    if (kh_cand_is_body(o)) return false;
  const kh_sentence *s = &w->d->sentences[k->sentence[c->head]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && (n->kind == KH_NAME_STATE || n->kind == KH_NAME_SEAT) && is_state(&n->actor)) return true;
  }
  /* "The Secretary-General condemns …", with capitals, where no other body of states is named that might have one */
  if (c->role->kind != KH_ROLE_PERSON || !kh_has_capital(k, c->head)) return false;
  for (size_t i = 0; i < w->names.n; i++)
    if (w->names.at[i].kind == KH_NAME_BODY && w->names.at[i].actor.sectors & 1u << KH_SECTOR_IGO && strcmp(w->names.at[i].actor.country, c->role->country) != 0) return false;
  return true;
}

/* "The Security Council met. … The secretary general called on both sides", "The Commission said": the word alone, in a report that names the world's
 * body, or a union's, is of that. */
static bool serves_world(const kh_actors_work *w, const kh_cand *c) {
  enum { FAR = 600 };   /* candidates looked back over */
  if (!c->role) return false;
  bool of_body = c->role->named && (c->definite || kh_has_capital(w->k, c->head)) && stands_alone(w, c);
  bool person = c->role->world && c->role->kind == KH_ROLE_PERSON && !c->name && !c->plural && !c->actor.country[0] && c->owner == KH_NONE &&
                c->end == c->role_end;
  if (!of_body && !person) return false;
  uint32_t steps = 0;
  for (const kh_cand *o = c; o > w->cands.at && steps < FAR; o--, steps++)
    if (!strncmp((o - 1)->actor.country, c->role->country, sizeof c->role->country)) return true;
  return false;
}

/* "The Israeli army struck Gaza. … The military said": the only army that the report has told of so far by its country, and more than once, or, of its
 * soldiers, in the sentences just before; or NULL. */
static const kh_actor *army_before(const kh_actors_work *w, const kh_cand *c) {
  enum { FAR = 600 /* candidates looked back over */, LATELY = 2 };
  const uint32_t army = 1u << KH_SECTOR_MIL;
  if (!c->role || c->role->sectors != army || c->name || c->owner != KH_NONE || c->end != c->role_end || c->begin + c->definite != c->role_begin) return NULL;
  const bool body = c->role->kind == KH_ROLE_BODY;
  if (body ? !c->definite || c->plural : !c->plural || !kh_roles_is_nominal(&w->a->roles, w->k, c->head, KH_NOMINAL_TROOPS)) return NULL;
  const kh_actor *found = NULL;
  uint32_t steps = 0, times = 0;
  for (const kh_cand *o = c; o > w->cands.at && steps < FAR; o--, steps++) {
    const kh_cand *x = o - 1;
    if (x->hidden || x->pronoun || x->actor.sectors != army || !x->actor.country[0] || x->assumed || !kh_cand_is_body(x)) continue;
    if (found && strcmp(found->country, x->actor.country) != 0) return NULL;
    found = &x->actor, times++;
    if (!body && w->k->sentence[c->head] - w->k->sentence[x->head] <= LATELY) times++;
  }
  return times > 1 ? found : NULL;
}

/* "Bondholders sued China. A U.S. appeals court dismissed the suit. The Supreme Court …": a court of whom nothing tells the land is of that of the court
 * before. */
static const kh_actor *court_before(const kh_actors_work *w, const kh_cand *c) {
  enum { BACK = 40, SENTENCES = 3 };
  if (!c->role || c->actor.sectors != 1u << KH_SECTOR_JUD) return NULL;
  bool body = c->role->kind == KH_ROLE_BODY;   /* of its prosecutors and judges an international court alone tells, where no land is told */
  size_t at = (size_t)(c - w->cands.at);
  for (size_t i = at, steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_cand *o = &w->cands.at[i];
    if (w->k->sentence[c->head] - w->k->sentence[o->head] > SENTENCES) return NULL;
    bool known = body && is_state(&o->actor), world = !strcmp(o->actor.country, between_states) && c->definite;
    if (!o->hidden && !o->assumed && o->kind != KH_ENTITY_PER && o->actor.sectors & 1u << KH_SECTOR_JUD && (known || world)) return &o->actor;
  }
  return NULL;
}

/* "The mayor of Aarhus called for a ceasefire in Sudan": a town of his own, which the places will know, tells more than any scene. */
static bool names_town(const kh_actors_work *w, const kh_cand *c) {
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    uint32_t t = w->d->child[i];
    if (t < c->head || kh_deprel_base(w->k->deprel[t]) != KH_DEP_NMOD || w->k->upos[t] != KH_UPOS_PROPN) continue;
    kh_preposition p = kh_compose_use_of(w, t);
    if ((p == KH_PREP_BELONGS || p == KH_PREP_PLACE) && (w->name_at[t] == KH_NONE || !w->names.at[w->name_at[t]].actor.country[0])) return true;
  }
  return false;
}

/* The land of the head of state, of government or of a ministry whom verb v names beside its subject, by his own words: "spoke with the premier of Denmark". */
static const kh_actor *head_met(const kh_actors_work *w, uint32_t v) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[v]; i < d->child_at[v + 1]; i++) {
    uint32_t t = d->child[i], base = kh_deprel_base(d->tok.deprel[t]);
    bool beside = t > v && (base == KH_DEP_OBJ || base == KH_DEP_IOBJ || base == KH_DEP_OBL);
    const kh_cand *x = !beside || w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
    if (x && x->role && x->role->sole && !x->plural && !x->hidden && x->actor.sectors == 1u << KH_SECTOR_GOV && is_state(&x->actor) && told_by_words(w, x))
      return &x->actor;
  }
  return NULL;
}

/* "The head of the army met the Turkish president in Ankara": nor are the officers of whom it is told, and those whom they lead, where the head of a land is
 * met that is not the report's. */
static void sent_across(kh_actors_work *w, const kh_cand *c) {
  if (c->plural || c->actor.country[0] || !c->actor.sectors || c->actor.sectors & ~(uint32_t)KH_ORGANS || !w->country[0]) return;
  const kh_actor *met = head_met(w, w->k->head[c->head]);
  if (!met || !strcmp(met->country, w->country)) return;
  w->across[c->chain] = met;
  for (uint32_t t = c->head + 1; t < w->own_end[c->head]; t++) {
    const kh_cand *x = w->cand_at[t] == KH_NONE ? NULL : &w->cands.at[w->cand_at[t]];
    if (x && x != c && x->chain != KH_NONE && x->role && !x->actor.country[0] && x->actor.sectors & KH_ORGANS) w->across[x->chain] = met;
  }
}

/* "LIMA - The Danish ambassador thanked the president": those with whom a mission deals are not of the land that sent it. */
static void hosts(kh_actors_work *w, const kh_cand *c) {
  static const uint32_t organs = KH_ORGANS | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY;
  const kh_doc *d = w->d;
  uint32_t v = w->k->head[c->head];
  if (!c->role->guest || !is_state(&c->actor) || !strcmp(c->actor.country, w->written_in) || !told_by_words(w, c) ||
      kh_deprel_base(w->k->deprel[c->head]) != KH_DEP_NSUBJ)
    return;
  for (uint32_t i = d->child_at[v]; i < d->child_at[v + 1]; i++) {
    uint32_t t = d->child[i], base = kh_deprel_base(d->tok.deprel[t]);
    const kh_cand *x = t < v || w->cand_at[t] == KH_NONE || !(base == KH_DEP_OBJ || base == KH_DEP_IOBJ || base == KH_DEP_OBL) ? NULL : &w->cands.at[w->cand_at[t]];
    bool organ = x && x->role && !x->role->guest && x->definite && !x->actor.country[0] && x->actor.sectors && !(x->actor.sectors & ~organs);
    if (organ && !x->hidden && x->chain != KH_NONE && !w->across[x->chain]) w->across[x->chain] = &c->actor;
  }
}

/* "The President urged his Danish counterpart": who has a counterpart, and who as the holder of such an office deals with one of a land that is told, is not
 * of that land. */
static void find_across(kh_actors_work *w) {
  w->across = KH_ARRAY(w->scratch, const kh_actor *, w->chain_count + 1);
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->chain == KH_NONE || c->hidden || !c->role) continue;
    hosts(w, c);
    if (c->role->kind != KH_ROLE_PERSON) continue;
    const kh_cand *owner = c->role->peer && c->owner != KH_NONE ? &w->cands.at[c->owner] : NULL;
    if (owner && owner->chain != KH_NONE && is_state(&c->actor) && told_by_words(w, c)) w->across[owner->chain] = &c->actor;
    bool heads = c->role->sole && !c->plural && c->definite && c->actor.sectors == 1u << KH_SECTOR_GOV && !c->actor.country[0];
    if (kh_deprel_base(w->k->deprel[c->head]) != KH_DEP_NSUBJ || w->across[c->chain]) continue;
    if (heads) w->across[c->chain] = head_met(w, w->k->head[c->head]);
    else sent_across(w, c);
  }
}

/* The land that the report tells of. Where it names others nearly as often, the one of them of which it told just before: "Peru and Bolivia quarrelled. …
 * Bolivian women blocked a road. The government …". The organs of a state are moved sooner than people, who are so to no land but that which the report
 * comes from. */
static const char *land_near(const kh_actors_work *w, const kh_cand *c) {
  enum { BACK = 3 /* sentences */, FAR = 160 /* tokens */, SHARE = 32, NEAR = 64 };
  static const uint32_t people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY;
  const kh_tally *t = &w->lands;
  const uint32_t most = t->n ? t->count[t->best] : 0, least = c->actor.sectors & KH_ORGANS ? 70 : 85 /* in a hundred of the most */, s = w->k->sentence[c->head];
  uint32_t score[KH_TALLY_MAX] = {0}, best = t->best, rivals = 0;
  for (uint32_t i = 0; i < t->n; i++)
    if (100 * t->count[i] >= least * most) score[i] = SHARE * t->count[i] / most, rivals++;
  for (uint32_t at = c->head, steps = 0; rivals > 1 && at-- > 0 && steps < FAR && s - w->k->sentence[at] <= BACK; steps++) {
    const kh_name *m = w->name_at[at] == KH_NONE ? NULL : &w->names.at[w->name_at[at]];
    if (!m || m->begin != at || !tells_land(w, m)) continue;
    for (uint32_t i = 0; i < t->n; i++)
      if (score[i] && !strcmp(t->country[i], m->actor.country)) score[i] += NEAR >> (s - w->k->sentence[at]);
  }
  for (uint32_t i = 0; i < t->n; i++)
    if (score[i] > score[best]) best = i;
  const bool settled = rivals < 2 || s <= lead_of(w);      /* the first sentence is told before anything else */
  const bool comes = c->actor.sectors & KH_ORGANS || (c->actor.sectors & people && !strcmp(t->country[best], w->written_in));
  return !settled && comes ? t->country[best] : w->country;
}

/* "COLOMBO - Monks burnt a Norwegian flag outside the embassy": none that a report from a land tells of is of that land; of the foreign state that its
 * sentence names before it, if any. */
static const kh_actor *sender_of(const kh_actors_work *w, const kh_cand *c, const kh_actor *host) {
  const kh_sentence *s = &w->d->sentences[w->k->sentence[c->head]];
  const kh_actor *sender = NULL;
  for (uint32_t t = s->tok_begin; t < c->begin; t++) {
    const kh_name *n = w->name_at[t] == KH_NONE ? NULL : &w->names.at[w->name_at[t]];
    if (n && n->begin == t && is_state(&n->actor) && strcmp(n->actor.country, host->country) != 0) sender = &n->actor;
  }
  return sender;
}

/* Is it told with nothing of its own that says whose it is: "the envoy", "a military spokesman", but not "the generals who received him", "the frigate Roe"? */
static bool told_plainly(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  const uint32_t first = c->begin + (k->upos[c->begin] == KH_UPOS_DET);
  for (uint32_t i = w->d->child_at[c->head]; i < w->d->child_at[c->head + 1]; i++) {
    uint8_t b = kh_deprel_base(k->deprel[w->d->child[i]]);
    bool more = k->deprel[w->d->child[i]] == KH_DEP_ACL_RELCL || b == KH_DEP_APPOS || b == KH_DEP_FLAT || b == KH_DEP_NMOD;
    if (w->d->child[i] > c->head && more) return false;
  }
  if (!c->role || c->name || c->owner != KH_NONE || c->end != c->role_end || first != c->role_begin) return false;
  return c->definite || (c->role->before && !c->plural && first > c->begin);
}

/* "Denmark criticised the marchers", "soldiers struck the rebels": does x, a land, or an organ of one and c none, deal with c in one clause? */
static bool may_deal_with(const kh_actors_work *w, const kh_cand *x, const kh_actor *of, const kh_cand *c) {
  if (w->k->head[x->head] != w->k->head[c->head]) return false;
  return kh_actor_land(of) || (KH_ORGANS >> of->sector & 1 && !(KH_ORGANS >> c->actor.sector & 1));
}

/* "Uganda expelled the Kenyan ambassador. … The envoy", "Somali rebels fled. … The fighters": of whom it was told in the sentences just before by another
 * word, people or bodies of one sector, and of one country alone in the nearest of those sentences; or NULL, and so where its own sentence tells of another
 * land before it that does not deal with it. */
static const kh_actor *fellow_before(const kh_actors_work *w, const kh_cand *c) {
  enum { BACK = 60 /* candidates looked back over */, LATELY = 2, MORE = 6 };
  const kh_tokens *k = w->k;
  const uint32_t s = k->sentence[c->head];
  if (!told_plainly(w, c) || !c->actor.sector || w->across[c->chain]) return NULL;
  /* two armies may meet: of soldiers only one is told of in all these sentences */
  const bool army = c->actor.sector == KH_SECTOR_MIL;
  const uint32_t lately = army ? MORE : LATELY;
  const kh_actor *found = NULL, *since = NULL;   /* and the state that was told of since */
  uint32_t in = 0, since_in = 0, steps = 0;
  for (const kh_cand *o = c; o > w->cands.at && steps < BACK; o--, steps++) {
    const kh_cand *x = o - 1;
    const uint32_t its = k->sentence[x->head];
    if (s - its > lately || (found && its != in && !army)) break;
    const kh_cand *best = x->hidden || x->pronoun || x->chain == KH_NONE || x->chain == c->chain ? NULL : &w->cands.at[w->best_of[x->chain]];
    if (!best || !is_state(&best->actor) || best->assumed || x->end > c->begin) continue;
    if (best->actor.sector == c->actor.sector && its < s) {
      if (c->actor.sector == KH_SECTOR_CVL && (x->plural || c->plural || !x->role)) continue;   /* "the residents" are of any land */
      if (found && strcmp(found->country, best->actor.country) != 0) return NULL;
      if (since && its < since_in && strcmp(since->country, best->actor.country) != 0) return NULL;
      if (!found && s - its <= LATELY) found = &best->actor, in = its;
    } else if (its < s && !since && KH_STATE_ORGANS >> best->actor.sector & 1) {
      since = &best->actor, since_in = its;   /* "… the US envoy. The Nepalese army rescued nine. The government" */
    } else if (its == s && !may_deal_with(w, x, &best->actor, c)) {
      return NULL;
    }
  }
  return found;
}

/* Roles of a state without a country of their own take that of a place in the sentence, or the report's. */
static void context_country(kh_actors_work *w, kh_cand *c) {
  /* a person of whom only a title or a description tells */
  bool told = c->name && c->name->kind == KH_NAME_PERSON && c->name->entity == KH_NONE && c->code == KH_CODE_WORDS;
  if (c->role && c->role->kind == KH_ROLE_BODY && !c->actor.country[0] && c->actor.sectors & 1u << KH_SECTOR_IGO) {
    memcpy(c->actor.country, between_states, sizeof between_states);      /* "the bloc" */
    return;
  }
  if (is_worlds(w, c) || serves_world(w, c)) {
    memcpy(c->actor.country, c->role->country, sizeof c->role->country);
    kh_actor_sectors(&c->actor, 1u << KH_SECTOR_IGO);
    if (!c->code) c->code = KH_CODE_CONTEXT;
    return;
  }
  /* "the Kurds", "a Catholic" */
  bool people = c->name && c->name->kind == KH_NAME_PEOPLE && c->name->entity != KH_NONE && w->k->upos[c->head] != KH_UPOS_ADJ &&
                (c->plural || kh_cand_is_somebody(w, c));
  bool unknown = c->name && c->name->kind == KH_NAME_PERSON && c->name->entity == KH_NONE && !c->actor.sectors;
  if (unknown && !c->actor.country[0] && !c->abroad && !w->several && w->home[0]) {
    kh_gaz_set_state(w->a->gaz, w->home, w->d->published, &c->actor);
    c->assumed = true;
    if (!c->code) c->code = KH_CODE_CONTEXT;      /* its chain shares it */
    return;
  }
  if (likely_home(w, c)) return;
  /* "Congolese refugees fled. The migrants …": who may be of any land is of that of whom was just told */
  const uint32_t homeless = 1u << KH_SECTOR_REF | 1u << KH_SECTOR_REB;
  const kh_actor *stranger = c->role && c->abroad && c->role->stranger && !c->actor.country[0] && c->actor.sectors & homeless ? fellow_before(w, c) : NULL;
  if (stranger) kh_actor_take_country(&c->actor, stranger), c->abroad = false;
  /* "the National Statistics Office", "the Lower House" */
  bool office = c->name && c->name->kind == KH_NAME_BODY &&
                ((c->name->entity == KH_NONE && c->code == KH_CODE_WORDS && c->actor.sectors == 1u << KH_SECTOR_GOV) ||
                 (c->name->entity != KH_NONE && !c->actor.country[0] && c->actor.sectors == 1u << KH_SECTOR_LEG));
  if ((!c->role && !told && !people && !office) || c->abroad || c->actor.country[0] ||
      !(c->actor.sectors & (told ? KH_LOCAL_SECTORS | 1u << KH_SECTOR_NGO : KH_LOCAL_SECTORS)) || (c->actor.sectors & 1u << KH_SECTOR_IGO))
    return;
  const kh_actor *joined = country_joined(w, c);
  if (!joined) joined = country_led(w, c);
  if (!joined) joined = country_taken(w, c);
  uint32_t doer = foreign_doer(w, c);
  if (!joined && doer == KH_NONE) joined = country_dealt(w, c);
  bool guessed = false;
  kh_actor a = joined ? *joined : country_beside(w, c, doer, &guessed);
  if (!joined) c->assumed = guessed;
  /* those of whom it was told before, unless the sentence has a scene: "In Bamako thousands marched against the junta" */
  if (!joined && (guessed || !a.country[0])) joined = country_of_rulers(w, c);
  if (!joined && (guessed || !a.country[0])) joined = army_before(w, c);
  const kh_actor *fellow = !joined && (guessed || !a.country[0]) ? fellow_before(w, c) : NULL;
  if (joined) a = *joined, c->assumed = false;
  const kh_actor *court = !joined && !fellow && (c->assumed || !a.country[0]) ? court_before(w, c) : NULL;
  if (court) a = *court, c->assumed = true;
  if (fellow) a = *fellow, c->assumed = (c->actor.sectors & KH_TELLS_NEAR) != 0;   /* "in Lima officers held him": another scene is another police */
  const kh_actor *teller = !joined && !court && !fellow && (c->assumed || !a.country[0]) ? country_of_teller(w, c) : NULL;
  if (teller) a = *teller, c->assumed = false;
  /* analysts and reporters are of the land that tells, more than of the one that is told of; so are persons with a name */
  const uint32_t outside = 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_JRN;
  if (!a.country[0] && doer != KH_NONE && !strcmp(w->cands.at[w->cand_at[doer]].actor.country, w->country)) return;
  if (!a.country[0]) kh_gaz_set_state(w->a->gaz, (c->actor.sectors & ~outside && !told) || !w->home[0] ? land_near(w, c) : w->home, w->d->published, &a);
  const kh_actor *across = w->across[c->chain];
  if (across && !strcmp(across->country, a.country)) {
    a = (kh_actor){0};
    bool written = !strcmp(across->country, w->country) && w->written_in[0] && strcmp(across->country, w->written_in);
    if (written) kh_gaz_set_state(w->a->gaz, w->written_in, w->d->published, &a);
    else if (!strcmp(across->country, w->country) && w->second[0]) kh_gaz_set_state(w->a->gaz, w->second, w->d->published, &a);
    else if (strcmp(across->country, w->country)) kh_gaz_set_state(w->a->gaz, w->country, w->d->published, &a);
    if (!a.country[0]) c->abroad = true;
  }
  bool mission = c->role && c->role->guest && c->role->kind == KH_ROLE_BODY && !joined && a.country[0] && !strcmp(a.country, w->written_in) &&
                 kh_doc_child_with(w->d, c->head, KH_DEP_NMOD) == KH_NONE;
  const kh_actor *sender = mission ? sender_of(w, c, &a) : NULL;
  if (mission) a = sender ? *sender : (kh_actor){0}, c->abroad |= !sender, guessed = false, c->assumed = false;
  c->assumed = a.country[0] != 0 && !across && !mission && (c->assumed || names_town(w, c));      /* who is told to be elsewhere, no scene moves */
  kh_actor_take_country(&c->actor, &a);
}

/* ---- the document's part ---- */

typedef struct slot { uint32_t cand, begin, end, copy; } slot;

static int by_place(const void *a, const void *b) {
  const slot *x = a, *y = b;
  if (x->begin != y->begin) return x->begin < y->begin ? -1 : 1;
  if (x->end != y->end) return x->end > y->end ? -1 : 1;
  if (x->cand != y->cand) return x->cand < y->cand ? -1 : 1;
  return x->copy < y->copy ? -1 : x->copy > y->copy;
}

static kh_text kept(kh_arena *a, kh_text v) { return v.n ? kh_as_text(kh_str_dup(a, kh_view(v))) : v; }

/* The words of a name as they are shown: on one line, however the report is wrapped. */
static kh_text on_one_line(kh_arena *a, kh_text v) {
  if (!v.n) return v;
  char *s = kh_alloc(a, v.n + 1);
  size_t n = 0;
  for (size_t i = 0; i < v.n; i++) {
    bool blank = v.s[i] == ' ' || v.s[i] == '\n' || v.s[i] == '\r' || v.s[i] == '\t';
    if (!blank || (n && s[n - 1] != ' ')) s[n++] = blank ? ' ' : v.s[i];
  }
  s[n] = 0;
  return (kh_text){s, n};
}

/* "Jane Roe, who chairs the union", "a man who saw it": the words of a person go on to the end of such a clause right behind them; token past the last. */
static uint32_t clause_end(const kh_actors_work *w, const kh_cand *c) {
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  uint32_t last = d->sentences[k->sentence[c->head]].tok_end, at = c->end, end = c->end;
  if (c->pronoun || !(c->kind == KH_ENTITY_PER || (c->role && c->role->kind != KH_ROLE_BODY))) return end;
  if (at + 1 < last && kh_str_is(k->form[at], ",")) at++;
  if (at >= last || !(kh_roles_pronoun(&w->a->roles, k, at) & KH_PRON_RELATIVE)) return end;
  for (uint32_t i = d->child_at[c->head]; i < d->child_at[c->head + 1]; i++) {
    uint32_t verb = d->child[i];
    if (k->deprel[verb] != KH_DEP_ACL_RELCL || !kh_doc_dominates(d, verb, at)) continue;
    for (end = at + 1; end < last && kh_doc_dominates(d, verb, end); end++) {}
    while (end > at && k->upos[end - 1] == KH_UPOS_PUNCT) end--;
    return end > verb ? end : c->end;
  }
  return end;
}

/* "Sen. Jane Roe (D-Mass.)", "the "people of Denmark"": a phrase that opens a bracket or a quotation ends behind its closing, if that comes at once; token past
 * the last. */
static uint32_t closed(const kh_actors_work *w, const kh_cand *c) {
  enum { NEAR = 2 };
  const kh_tokens *k = w->k;
  uint32_t last = w->d->sentences[k->sentence[c->head]].tok_end, open = 0;
  bool quoted = false;
  for (uint32_t t = c->begin; t < c->end; t++) {
    if (kh_str_is(k->form[t], "(")) open++;
    if (kh_str_is(k->form[t], ")") && open) open--;
    quoted ^= kh_str_is(k->form[t], "\"");
  }
  for (uint32_t t = c->end; (open || quoted) && t < last && t < c->end + NEAR && k->upos[t] == KH_UPOS_PUNCT; t++) {
    if (kh_str_is(k->form[t], open ? ")" : "\"")) return t + 1;
    if (!kh_str_is(k->form[t], ".")) break;
  }
  return c->end;
}

static void emit(kh_actors_work *w) {
  kh_doc *d = w->d;
  KH_VEC(slot) slots = {0};
  KH_VEC(kh_actor) code_of = {0};         /* chain -> code, for pronouns that stand for several */
  uint32_t chains = 0;
  for (size_t i = 0; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    if (c->chain == KH_NONE || c->hidden) continue;
    if (c->chain >= chains) chains = c->chain + 1;
    uint32_t copies = 1 + c->more_count + c->also_count;
    for (uint32_t n = 0; n < copies; n++) KH_PUSH(w->scratch, &slots, (slot){(uint32_t)i, c->begin, c->end, n});
  }
  while (code_of.n < chains) KH_PUSH(w->scratch, &code_of, (kh_actor){0});
  for (size_t i = 0; i < w->cands.n; i++)
    if (w->cands.at[i].chain != KH_NONE && !w->cands.at[i].hidden && !code_of.at[w->cands.at[i].chain].country[0])
      code_of.at[w->cands.at[i].chain] = w->cands.at[i].actor;
  if (slots.n) qsort(slots.at, slots.n, sizeof *slots.at, by_place);
  uint32_t **more = KH_ARRAY(w->scratch, uint32_t *, chains + 1);     /* numbers of the further actors of a chain */
  uint32_t *number = KH_ARRAY(w->scratch, uint32_t, chains + 1), next = 0;
  d->mentions = KH_ARRAY(d->arena, kh_mention, slots.n + 1);
  d->mention_count = (uint32_t)slots.n;
  d->mention_of = KH_ARRAY(d->arena, uint32_t, w->k->n + 1);
  for (uint32_t t = 0; t <= w->k->n; t++) d->mention_of[t] = KH_NONE;
  for (uint32_t i = 0; i < slots.n; i++) {
    const kh_cand *c = &w->cands.at[slots.at[i].cand];
    uint32_t copy = slots.at[i].copy, chain = c->chain;
    kh_mention *m = &d->mentions[i];
    m->actor = c->actor;
    if (copy > c->more_count) {
      chain = c->also[copy - c->more_count - 1];
      m->actor = code_of.at[chain];
    } else if (copy) m->actor = c->more[copy - 1];
    m->tok_begin = c->begin, m->tok_end = c->end, m->head = c->head;
    uint32_t end = closed(w, c), clause = clause_end(w, c);
    m->span = kh_doc_token_span(d, c->begin, end);
    m->kind = (kh_entity)c->kind;
    m->plural = c->plural, m->gender = c->gender, m->abroad = c->abroad, m->assumed = c->assumed;
    if (!m->actor.name.n && !c->pronoun) m->actor.name = kh_as_text(kh_doc_words(d, c->name ? kh_doc_token_span(d, c->name->begin, c->name->end) : m->span));
    m->span = kh_doc_token_span(d, c->begin, clause > end ? clause : end);
    m->actor.id = kept(d->arena, m->actor.id), m->actor.name = on_one_line(d->arena, m->actor.name), m->actor.role = kept(d->arena, m->actor.role);
    if (copy && copy <= c->more_count) {
      if (!more[chain]) more[chain] = KH_ARRAY(w->scratch, uint32_t, 8);
      if (!more[chain][copy]) more[chain][copy] = ++next;
      m->chain = more[chain][copy] - 1;
    } else {
      if (!number[chain]) number[chain] = ++next;
      m->chain = number[chain] - 1;
    }
    if (copy) continue;
    d->mention_of[c->head] = i;
    /* where the tree takes the title for the argument */
    if (c->title != KH_NONE && d->mention_of[w->cands.at[c->title].head] == KH_NONE) d->mention_of[w->cands.at[c->title].head] = i;
  }
  d->chain_count = next;
}

void kh_actors_run(const kh_actors *a, kh_doc *d, kh_arena *scratch) {
  uint32_t n = d->tok.n;
  if (!d->child_at) return;      /* not parsed */
  kh_actors_work w = {.a = a, .d = d, .scratch = scratch, .k = &d->tok};
  w.own_begin = KH_ARRAY(scratch, uint32_t, n + 1), w.own_end = KH_ARRAY(scratch, uint32_t, n + 1);
  w.full_begin = KH_ARRAY(scratch, uint32_t, n + 1), w.full_end = KH_ARRAY(scratch, uint32_t, n + 1);
  w.name_at = KH_ARRAY(scratch, uint32_t, n + 1), w.cand_at = KH_ARRAY(scratch, uint32_t, n + 1);
  for (uint32_t t = 0; t <= n; t++) w.name_at[t] = w.cand_at[t] = KH_NONE;
  w.in_time = KH_ARRAY(scratch, bool, n + 1);
  for (uint32_t i = 0; i < d->time_count; i++)
    for (uint32_t t = d->times[i].tok_begin; t < d->times[i].tok_end && t < n; t++) w.in_time[t] = true;
  kh_actors_names(&w);
  kh_actors_whole(&w);
  kh_actors_extents(&w);
  kh_actors_mentions(&w);
  kh_actors_compose(&w);
  kh_actors_coref(&w);
  kh_actors_implied(&w);
  find_country(&w);
  find_across(&w);
  for (uint32_t i = 0; i < w.chain_count; i++) context_country(&w, &w.cands.at[w.best_of[i]]);
  kh_actors_share(&w);
  emit(&w);
}
