/* pronouns.c: who "he", "it", "they" and the "I" of a quotation are.
 *
 * Candidates of the last sentences are ranked by a weighted sum (data/actors/pronoun-weights.txt); number, gender,
 * person and the binding rules exclude beforehand. */
#include "actors/coref_int.h"

enum { WINDOW = 80, SENTENCES = 6 };

static bool is_subject(const kh_tokens *k, uint32_t t) { return kh_deprel_base(k->deprel[t]) == KH_DEP_NSUBJ; }

/* The head of the coordination that t belongs to. */
static uint32_t first_conjunct(const kh_tokens *k, uint32_t t) {
  for (uint32_t steps = 0; steps < 8 && k->deprel[t] == KH_DEP_CONJ && k->head[t] != KH_NONE; steps++) t = k->head[t];
  return t;
}

/* The predicate that t depends on, through prepositional phrases and possessors. */
static uint32_t clause_of(const kh_tokens *k, uint32_t t) {
  for (uint32_t steps = 0; steps < 12; steps++) {
    uint8_t base = kh_deprel_base(k->deprel[t]);
    uint32_t up = k->head[t];
    if (up == KH_NONE) return t;
    if (base == KH_DEP_NSUBJ || base == KH_DEP_OBJ || base == KH_DEP_IOBJ || base == KH_DEP_OBL || base == KH_DEP_CSUBJ) return up;
    if (base != KH_DEP_NMOD && base != KH_DEP_CONJ && base != KH_DEP_APPOS && base != KH_DEP_COMPOUND && base != KH_DEP_FLAT && base != KH_DEP_AMOD) return t;
    t = up;
  }
  return t;
}

static bool plural_coordination(const kh_actors_work *w, const kh_cand *m) {
  return kh_doc_child_with(w->d, m->head, KH_DEP_CONJ) != KH_NONE && !m->pronoun;
}

/* Has the phrase a part in its clause, or owns something: as a person would, whom the name tagger takes for a place? */
static bool has_part(const kh_tokens *k, uint32_t t) {
  uint32_t first = first_conjunct(k, t);
  uint8_t base = kh_deprel_base(k->deprel[first]);
  return base == KH_DEP_NSUBJ || base == KH_DEP_OBJ || base == KH_DEP_IOBJ || k->deprel[first] == KH_DEP_NMOD_POSS || k->deprel[first] == KH_DEP_OBL_AGENT;
}

/* "One of the senators": the token of "one", of several; or KH_NONE. */
static uint32_t single_of(const kh_coref *c, const kh_cand *m) {
  const kh_tokens *k = c->w->k;
  uint32_t up = k->head[m->head];
  if (!m->plural || k->deprel[m->head] != KH_DEP_NMOD || up == KH_NONE || up > m->head || k->upos[up] != KH_UPOS_NUM) return KH_NONE;
  return kh_roles_is_nominal(c->roles, k, up, KH_NOMINAL_SINGLE) ? up : KH_NONE;
}

/* Number, gender and person: may candidate m be what pronoun p stands for? */
static bool agrees(const kh_coref *c, const kh_cand *p, const kh_cand *m) {
  /* "firms that trade with Iran": several */
  if (m->pronoun & KH_PRON_RELATIVE && !(p->pronoun & KH_PRON_PLUR) && c->w->cands.at[c->chains.at[m->chain].first].plural) return false;
  const kh_chain *x = &c->chains.at[m->chain];
  if (m->name && m->name->kind == KH_NAME_BODY && c->w->k->upos[m->head] == KH_UPOS_ADJ) return false;      /* "a Republican senator" */
  bool somebody = kh_cand_is_somebody(c->w, m), thing = m->role ? kh_coref_is_thing(m) : x->thing && !x->person && !somebody;
  if (p->pronoun & KH_PRON_PLUR) {
    if (m->plural || plural_coordination(c->w, m)) return true;
    return thing && (m->role || m->kind == KH_ENTITY_ORG || m->pronoun);
  }
  /* "The Netherlands … its minister", "the United Nations … its envoy" */
  bool plural_name = m->name && m->name->kind == KH_NAME_BODY && m->name->end - m->name->first > 1 && kh_has_capital(c->w->k, m->head);
  bool one_state = m->name && !m->role && (m->name->kind == KH_NAME_STATE || plural_name);
  if (m->plural && !one_state && single_of(c, m) == KH_NONE) return false;
  if (p->gender == 'n') {
    if (kh_coref_is_person(m) || (x->person && !kh_coref_is_thing(m)) || m->kind == KH_ENTITY_PER) return false;   /* but "the group", of rebels */
    return !(m->kind == KH_ENTITY_NORP && c->w->k->upos[m->head] != KH_UPOS_ADJ);
  }
  if (thing || (m->role && m->role->kind != KH_ROLE_PERSON)) return false;
  if (m->name && m->name->kind == KH_NAME_DEMONYM && !somebody) return false;      /* but "an Afghan" is he */
  /* "the prosecutor of the District of Velmar … him", "in the hospital, Velmar": no list has it */
  if (m->kind == KH_ENTITY_LOC && !x->person && (m->definite || !has_part(c->w->k, m->head))) return false;
  uint8_t g = m->gender && m->gender != 'n' ? m->gender : x->gender;
  return !g || g == p->gender;
}

/* Is predicate v below predicate u, by a few steps? */
static bool above(const kh_tokens *k, uint32_t u, uint32_t v) {
  for (uint32_t steps = 0; steps < 12 && v != KH_NONE; steps++, v = k->head[v]) if (v == u) return true;
  return false;
}

/* Is t a word behind which a clause tells what somebody of the clause above does: "kept Sudan from moving", "called on Sudan to move"? */
static bool controls(const kh_actors_work *w, uint32_t t) { return kh_roles_is_nominal(&w->a->roles, w->k, t, KH_NOMINAL_CONTROL); }

/* Whose word, plan or promise it is that a clause with this mark tells: "Kenya's decision to", "an assurance from Kenya that", or KH_NONE. noun: the clause
 * hangs from a noun, by the tree. */
static uint32_t source_before(const kh_actors_work *w, uint32_t mark, bool noun, bool told) {
  enum { REACH = 6 };
  const kh_tokens *k = w->k;
  if (!mark || k->sentence[mark - 1] != k->sentence[mark]) return KH_NONE;
  uint32_t x = mark - 1;
  if (noun && k->upos[x] == KH_UPOS_NOUN && w->cand_at[x] == KH_NONE) {
    uint32_t whose = kh_doc_child_with(w->d, x, KH_DEP_NMOD_POSS);
    return whose == KH_NONE || w->cand_at[whose] == KH_NONE ? KH_NONE : whose;
  }
  for (uint32_t steps = 0; steps < REACH && x > 0; steps++, x--) {
    if (w->cand_at[x] == KH_NONE || w->cands.at[w->cand_at[x]].end != mark || w->cands.at[w->cand_at[x]].hidden) continue;
    uint32_t of = k->head[x], by = kh_doc_child_with(w->d, x, KH_DEP_CASE);
    if (k->deprel[x] != KH_DEP_NMOD || of == KH_NONE || of > x || k->upos[of] != KH_UPOS_NOUN || w->cand_at[of] != KH_NONE || by == KH_NONE) continue;
    bool source = controls(w, by) ? noun || told : kh_roles_preposition(&w->a->roles, k, by) == KH_PREP_PARTY;
    return source ? x : KH_NONE;
  }
  return KH_NONE;
}

/* The token of who does, or whose word it is, what the clause of v tells, where that is not the subject of the clause above: "accused Sudan of moving its
 * troops", "called on Sudan to move its troops", "Sudan's promise that it would move"; or KH_NONE. */
static uint32_t controller(const kh_actors_work *w, uint32_t v) {
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  uint8_t base = kh_deprel_base(k->deprel[v]);
  uint32_t mark = kh_doc_child_with(d, v, KH_DEP_MARK), up = k->head[v];
  if (mark == KH_NONE || mark > v || up == KH_NONE || up > mark) return KH_NONE;
  bool noun = k->deprel[v] == KH_DEP_ACL;
  if (k->upos[mark] == KH_UPOS_SCONJ && controls(w, mark)) {
    uint32_t o = base == KH_DEP_ADVCL ? kh_doc_child_with(d, up, KH_DEP_OBJ) : KH_NONE;
    if (o == KH_NONE && base == KH_DEP_ADVCL) o = kh_doc_child_with(d, up, KH_DEP_IOBJ);
    return o != KH_NONE && o < mark ? o : KH_NONE;
  }
  if (k->upos[mark] == KH_UPOS_SCONJ)
    return base == KH_DEP_ADVCL || kh_doc_child_base(d, v, KH_DEP_NSUBJ) == KH_NONE ? KH_NONE : source_before(w, mark, noun, true);
  if (base == KH_DEP_XCOMP && kh_doc_child_with(d, up, KH_DEP_OBJ) == KH_NONE) {
    uint32_t o = kh_doc_child_with(d, up, KH_DEP_OBL);
    if (o != KH_NONE && o < mark && w->cand_at[o] != KH_NONE && (controls(w, up) || controls(w, kh_doc_child_with(d, o, KH_DEP_CASE)))) return o;
  }
  return source_before(w, mark, noun, false);
}

/* The token that is understood as subject of predicate v: its own, or that of the clause above for infinitives,
 * participles and coordinated verbs. */
static uint32_t subject_of(const kh_actors_work *w, uint32_t v) {
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  for (uint32_t steps = 0; steps < 6 && v != KH_NONE; steps++) {
    uint32_t s = kh_doc_child_base(d, v, KH_DEP_NSUBJ), up = k->head[v];
    if (s == KH_NONE) s = controller(w, v);
    if (s != KH_NONE) return s;
    switch (kh_deprel_base(k->deprel[v])) {
      case KH_DEP_XCOMP: {
        uint32_t o = up == KH_NONE ? KH_NONE : kh_doc_child_base(d, up, KH_DEP_OBJ);
        if (o == KH_NONE && up != KH_NONE) o = kh_doc_child_base(d, up, KH_DEP_IOBJ);
        if (o != KH_NONE && o < v) return o;
        break;
      }
      case KH_DEP_ADVCL: case KH_DEP_CONJ: break;
      case KH_DEP_ACL: return k->deprel[v] == KH_DEP_ACL ? up : KH_NONE;
      default: return KH_NONE;
    }
    v = up;
  }
  return KH_NONE;
}

/* Does the candidate control the clause of v in which the pronoun has a part: as its unspoken subject, or as whose word it is that the pronoun, its subject,
 * would do something? */
static bool is_controller(const kh_actors_work *w, uint32_t pronoun, uint32_t v, uint32_t candidate) {
  const kh_tokens *k = w->k;
  for (uint32_t steps = 0; steps < 3 && v != KH_NONE; steps++, v = k->head[v]) {
    uint32_t s = kh_doc_child_base(w->d, v, KH_DEP_NSUBJ);
    if (s != KH_NONE && s != pronoun && k->head[pronoun] != s) return false;
    uint32_t by = controller(w, v);
    if (by != KH_NONE) return by == candidate;
    if (k->deprel[v] != KH_DEP_CONJ) return false;
  }
  return false;
}

/* "Ordered his arrest", "called for his release", "issued a warrant for his arrest": the verb of who bids what another is to suffer, or KH_NONE. */
static uint32_t bidden(const kh_actors_work *w, uint32_t pronoun) {
  const kh_tokens *k = w->k;
  uint32_t t = k->deprel[pronoun] == KH_DEP_NMOD_POSS ? first_conjunct(k, k->head[pronoun]) : KH_NONE;
  if (!kh_roles_is_nominal(&w->a->roles, k, k->head[pronoun], KH_NOMINAL_SUFFERED)) return KH_NONE;
  bool bid = false;
  for (uint32_t steps = 0; steps < 3 && t != KH_NONE && k->upos[t] != KH_UPOS_VERB; steps++) {
    uint8_t role = kh_deprel_base(k->deprel[t]);
    uint32_t by = kh_doc_child_with(w->d, t, KH_DEP_CASE);
    bool next = by != KH_NONE && by == k->head[t] + 1;      /* "called for", not "called a vote after" */
    if (role != KH_DEP_OBJ && !((role == KH_DEP_OBL || role == KH_DEP_NMOD) && next)) return KH_NONE;
    t = k->head[t];
    bid |= kh_roles_is_nominal(&w->a->roles, k, t, KH_NOMINAL_BIDDING);
  }
  return bid && t != KH_NONE && k->upos[t] == KH_UPOS_VERB ? t : KH_NONE;
}

/* "The army seized their land": the verb of who takes or strikes what is another's, or KH_NONE. */
static uint32_t taken_by(const kh_actors_work *w, uint32_t pronoun) {
  const kh_tokens *k = w->k;
  uint32_t owned = k->head[pronoun], thing = owned == KH_NONE ? KH_NONE : first_conjunct(k, owned);
  if (thing == KH_NONE || k->deprel[thing] != KH_DEP_OBJ || k->head[thing] == KH_NONE) return KH_NONE;
  if (pronoun + 1 < owned && k->upos[pronoun + 1] == KH_UPOS_ADJ && kh_roles_is_nominal(&w->a->roles, k, pronoun + 1, KH_NOMINAL_TAKING))
    return KH_NONE;   /* "its own" */
  return kh_roles_is_nominal(&w->a->roles, k, k->head[thing], KH_NOMINAL_TAKING) ? k->head[thing] : KH_NONE;
}

/* Binding: an object is not its clause's subject … */
static bool fellow_argument(const kh_actors_work *w, const kh_cand *p, const kh_cand *m) {
  const kh_tokens *k = w->k;
  if (k->deprel[p->head] == KH_DEP_NMOD_POSS) {
    uint32_t v = bidden(w, p->head);
    if (v == KH_NONE) v = taken_by(w, p->head);
    return v != KH_NONE && subject_of(w, v) == first_conjunct(k, m->head);
  }
  if (p->pronoun & KH_PRON_REFLEXIVE) return false;
  uint32_t mt = first_conjunct(k, m->head), pt = first_conjunct(k, p->head);
  if (mt == pt) return true;
  if (kh_deprel_base(k->deprel[pt]) == KH_DEP_NMOD && k->head[pt] != KH_NONE && k->head[pt] < pt) pt = k->head[pt];   /* "shot fifteen of them" */
  if (k->deprel[mt] == KH_DEP_COMPOUND && k->head[mt] != KH_NONE) mt = k->head[mt];   /* "Shabaab gunmen … executed them" */
  uint8_t role = kh_deprel_base(k->deprel[pt]);
  bool argument = role == KH_DEP_NSUBJ || role == KH_DEP_OBJ || role == KH_DEP_IOBJ || role == KH_DEP_OBL;
  if (!argument || k->head[pt] == KH_NONE) return false;
  return k->head[mt] == k->head[pt] || (role != KH_DEP_NSUBJ && subject_of(w, k->head[pt]) == mt);
}

/* "The Poles whom they had killed", "the camp they burned": who does it to them is not the same. */
static bool done_to(const kh_actors_work *w, const kh_cand *p, const kh_cand *m) {
  const kh_tokens *k = w->k;
  uint32_t v = is_subject(k, p->head) ? k->head[p->head] : KH_NONE;
  if (v == KH_NONE || k->deprel[v] != KH_DEP_ACL_RELCL || p->head < m->head) return false;
  uint32_t mark = kh_doc_child_with(w->d, v, KH_DEP_MARK);      /* "an announcement from Kenya that it planned …" is no relative clause */
  if (mark != KH_NONE && mark < p->head && k->upos[mark] == KH_UPOS_SCONJ) return false;
  /* "a convoy of peacekeepers whom they accuse" */
  bool within = m->head > k->head[v] && kh_deprel_base(k->deprel[m->head]) == KH_DEP_NMOD && k->head[m->head] == k->head[v];
  /* "U.N. workers whom they arrested" */
  within |= m->head < k->head[v] && k->head[m->head] == k->head[v] && (k->deprel[m->head] == KH_DEP_COMPOUND || k->deprel[m->head] == KH_DEP_AMOD);
  if (k->head[v] != m->head && !within) return false;
  uint32_t o = kh_doc_child_with(w->d, v, KH_DEP_OBJ);
  if (kh_doc_child_with(w->d, v, KH_DEP_NSUBJ_PASS) != KH_NONE || kh_doc_child_with(w->d, v, KH_DEP_COP) != KH_NONE) return false;
  return o == KH_NONE || (o < p->head && w->cand_at[o] != KH_NONE && w->cands.at[w->cand_at[o]].pronoun & KH_PRON_RELATIVE);
}

/* "Kenya expelled a Danish nurse, she said": who tells it is none of those whom it tells of, but for the one that it is about ("the firm would move,
 * it said"). */
static bool told_before(const kh_actors_work *w, const kh_cand *p, const kh_cand *m) {
  enum { FAR = 12 };
  const kh_tokens *k = w->k;
  uint32_t says = is_subject(k, p->head) && m->head < p->head ? k->head[p->head] : KH_NONE, t = m->head;
  if (says == KH_NONE || says < p->head || m->pronoun) return false;
  for (uint32_t steps = 0; steps < FAR && t != KH_NONE && !is_subject(k, t); steps++, t = k->head[t])
    if (k->deprel[t] == KH_DEP_CCOMP && k->head[t] == says) return true;
  return false;
}

/* "A judge ordered that he be held", "the mayor demanded she resign": who bids it bids somebody else. A verb that stands bare beside him or her tells. */
static bool bid_to(const kh_actors_work *w, const kh_cand *p, const kh_cand *m) {
  const kh_tokens *k = w->k;
  uint32_t v = is_subject(k, p->head) ? k->head[p->head] : KH_NONE, over = v == KH_NONE ? KH_NONE : k->head[v];
  if (over == KH_NONE || k->deprel[v] != KH_DEP_CCOMP || !(p->pronoun & KH_PRON_SING) || !p->gender || p->gender == 'n') return false;
  uint32_t first = kh_doc_child_with(w->d, v, KH_DEP_AUX_PASS);
  if (first == KH_NONE) first = kh_doc_child_with(w->d, v, KH_DEP_COP);
  if (first == KH_NONE) first = v;
  bool bare = k->lower_hash[first] == k->lemma_hash[first] && !(k->morph[first] & KH_MORPH_PAST) && kh_doc_child_with(w->d, v, KH_DEP_AUX) == KH_NONE;
  return bare && first > p->head && (k->upos[first] == KH_UPOS_VERB || k->upos[first] == KH_UPOS_AUX) && subject_of(w, over) == first_conjunct(k, m->head);
}

/* … and a phrase is not what stands inside it. */
static bool bound_apart(const kh_actors_work *w, const kh_cand *p, const kh_cand *m) {
  if (done_to(w, p, m) || told_before(w, p, m) || bid_to(w, p, m)) return true;
  if (m->begin <= p->head && p->head < m->end) return true;
  return w->k->sentence[m->head] == w->k->sentence[p->head] && fellow_argument(w, p, m);
}

/* The verb that the deed of a possessive pronoun stands behind. Right behind an object it is the object's verb, wherever the tree hangs the deed
 * ("cannot achieve its goal of destroying the group after its attack"). */
static uint32_t verb_before(const kh_doc *d, uint32_t pronoun) {
  const kh_tokens *k = &d->tok;
  if (k->deprel[pronoun] != KH_DEP_NMOD_POSS) return KH_NONE;
  uint32_t deed = first_conjunct(k, k->head[pronoun]);
  /* "over remarks by its minister" */
  if (kh_deprel_base(k->deprel[deed]) == KH_DEP_NMOD && k->deprel[deed] != KH_DEP_NMOD_POSS && k->head[deed] != KH_NONE && k->head[deed] < deed)
    deed = k->head[deed];
  uint32_t preposition = kh_doc_child_with(d, deed, KH_DEP_CASE);
  if (kh_deprel_base(k->deprel[deed]) != KH_DEP_OBL || preposition == KH_NONE || !preposition) return KH_NONE;
  uint32_t object = preposition - 1, verb = k->head[deed];
  return k->deprel[object] == KH_DEP_OBJ && above(k, verb, k->head[object]) ? k->head[object] : verb;
}

/* "destroying the group after its attack": the owner of a deed that stands behind a verb, and that verb's object. */
static bool punished(const kh_doc *d, uint32_t pronoun, uint32_t candidate) {
  return d->tok.deprel[candidate] == KH_DEP_OBJ && d->tok.head[candidate] == verb_before(d, pronoun);
}

/* "Egypt and Bahrain broke with Qatar and expelled its citizens": one of several that act together is no "it". */
static bool one_of_several(const kh_doc *d, const kh_cand *p, uint32_t first) {
  const kh_tokens *k = &d->tok;
  /* "Roe and Poe wore his hat", but "he and Poe said he …" */
  bool here = k->sentence[first] == k->sentence[p->head] && kh_deprel_base(k->deprel[first]) == KH_DEP_NSUBJ && k->upos[first] != KH_UPOS_PRON;
  if ((p->gender != 'n' && !(p->gender && here)) || p->plural || k->upos[first] == KH_UPOS_VERB) return false;
  for (uint32_t i = d->child_at[first]; i < d->child_at[first + 1]; i++) {
    uint32_t t = d->child[i];
    if (t < p->head && k->deprel[t] == KH_DEP_CONJ && (k->upos[t] == KH_UPOS_PROPN || k->upos[t] == KH_UPOS_NOUN) && !kh_doc_dominates(d, t, p->head))
      return true;
  }
  return false;
}

/* Does the participle v tell more of the subject right before it, of the verb above the pronoun: "the group seeking to buy the firm said it would sue"? */
static bool tells_subject(const kh_doc *d, uint32_t v, uint32_t pronoun) {
  const kh_tokens *k = &d->tok;
  uint32_t s = k->head[v];
  return k->upos[v] == KH_UPOS_VERB && s + 1 == v && is_subject(k, s) && k->head[s] != KH_NONE && k->head[s] > v && k->head[s] < pronoun &&
         kh_doc_child_with(d, v, KH_DEP_MARK) == KH_NONE;
}

/* "Apologised to the women whom its soldiers had hurt and promised them …", "the group seeking to buy the firm said it …": those who are named in a relative
 * clause, or in one of a participle behind a noun, that the pronoun stands outside. */
static bool told_aside(const kh_doc *d, const kh_cand *p, uint32_t t) {
  const kh_tokens *k = &d->tok;
  for (uint32_t steps = 0; steps < 8 && k->head[t] != KH_NONE; steps++, t = k->head[t])
    if (k->deprel[t] == KH_DEP_ACL_RELCL || (k->deprel[t] == KH_DEP_ACL && tells_subject(d, t, p->head))) return !kh_doc_dominates(d, t, p->head);
  return false;
}

/* "While Peru was quiet, Sudan said it would …": those of an opening clause of time or reason that the pronoun stands outside, where the main clause has a
 * subject of its own before it. */
static bool in_opening_clause(const kh_actors_work *w, const kh_cand *p, uint32_t t) {
  const kh_tokens *k = w->k;
  for (uint32_t steps = 0; steps < 8 && k->head[t] != KH_NONE; steps++, t = k->head[t]) {
    if (kh_deprel_base(k->deprel[t]) != KH_DEP_ADVCL) continue;
    uint32_t main = kh_doc_child_base(w->d, k->head[t], KH_DEP_NSUBJ);
    return t < k->head[t] && main != KH_NONE && main > t && main < p->head && w->cand_at[main] != KH_NONE && !kh_doc_dominates(w->d, t, p->head) &&
           !kh_doc_dominates(w->d, main, p->head);
  }
  return false;
}

/* The verb that t does, or KH_NONE. */
static uint32_t doing(const kh_tokens *k, uint32_t t) {
  return k->deprel[t] == KH_DEP_NSUBJ || k->deprel[t] == KH_DEP_OBL_AGENT ? k->head[t] : KH_NONE;
}

/* Are two verbs the same deed told twice? */
static bool same_deed(const kh_tokens *k, uint32_t u, uint32_t v) { return u != KH_NONE && v != KH_NONE && u != v && k->lemma_hash[u] == k->lemma_hash[v]; }

/* "A robber beat a girl. Her mother came. He beat her again": the patient of the same verb (1); "two soldiers were killed by rebels. They killed": its doer
 * (1), and not its patient (-1). */
static int same_part(const kh_tokens *k, uint32_t pronoun, uint32_t candidate) {
  uint32_t suffered = kh_coref_done_by(k, candidate), done = doing(k, pronoun);
  if (same_deed(k, kh_coref_done_by(k, pronoun), suffered)) return 1;
  if (k->deprel[candidate] == KH_DEP_OBL_AGENT && same_deed(k, done, doing(k, candidate))) return 1;
  return same_deed(k, done, suffered) ? -1 : 0;
}

/* "Their arrest", "his killing": a noun for what is done to its possessor. */
static bool suffers(const kh_coref *c, uint32_t pronoun) {
  return c->w->k->deprel[pronoun] == KH_DEP_NMOD_POSS && kh_roles_is_nominal(c->roles, c->w->k, c->w->k->head[pronoun], KH_NOMINAL_SUFFERED);
}

/* "Police arrested ten men. Two of them were charged", "they were freed", "their arrest": to both something is done, and of no deed in passing ("killing ten
 * men"). */
static bool both_patients(const kh_coref *c, uint32_t pronoun, uint32_t candidate) {
  const kh_tokens *k = c->w->k;
  uint32_t part = k->head[pronoun], deed = kh_coref_done_by(k, candidate);
  if (deed == KH_NONE || kh_deprel_base(k->deprel[deed]) == KH_DEP_ADVCL) return false;
  bool of = k->deprel[pronoun] == KH_DEP_NMOD && part != KH_NONE && part < pronoun && k->upos[part] != KH_UPOS_NOUN;
  return k->sentence[pronoun] != k->sentence[candidate] && (kh_coref_done_by(k, of ? part : pronoun) != KH_NONE || suffers(c, pronoun));
}

/* "The sailor": a description of one whose noun is of either gender, and nothing else has told it. */
static bool is_untold(const kh_coref *c, const kh_cand *m) {
  return m->role && !m->name && !m->gender && !c->chains.at[m->chain].gender;
}

/* One body or state, which "they" may be, where nobody is told of in number. */
static bool is_single(const kh_coref *c, const kh_cand *p, const kh_cand *m) {
  bool body = (m->role && m->role->kind == KH_ROLE_BODY) || m->kind == KH_ENTITY_ORG || (m->name && m->name->kind == KH_NAME_STATE);
  return p->pronoun & KH_PRON_PLUR && !m->plural && !m->pronoun && body && !plural_coordination(c->w, m);
}

/* "NATO broke with Sudan after its army had fired": does the pronoun own what only a state has, and is the candidate a body of states? */
static bool owns_no_realm(const kh_coref *c, const kh_cand *p, const kh_cand *m) {
  const kh_actors_work *w = c->w;
  uint32_t owned = w->k->deprel[p->head] == KH_DEP_NMOD_POSS ? w->k->head[p->head] : KH_NONE;
  if (owned == KH_NONE || p->gender != 'n' || !(kh_coref_code_of(c, m->chain)->sectors & 1u << KH_SECTOR_IGO)) return false;
  uint32_t of = kh_doc_child_with(w->d, owned, KH_DEP_COMPOUND);      /* "its army chief" */
  return kh_roles_is_nominal(c->roles, w->k, owned, KH_NOMINAL_REALM) || kh_roles_is_nominal(c->roles, w->k, of, KH_NOMINAL_REALM);
}

/* "His praise of the king, and his call for a truce": does the same possessive own what the candidate stands inside? */
static bool listed_again(const kh_actors_work *w, uint32_t pronoun, uint32_t candidate) {
  enum { UP = 4 };
  const kh_tokens *k = w->k;
  for (uint32_t t = candidate, steps = 0; steps < UP && t != KH_NONE; steps++, t = k->head[t]) {
    uint32_t his = kh_doc_child_with(w->d, t, KH_DEP_NMOD_POSS);
    if (t != candidate && his != KH_NONE && k->upos[his] == KH_UPOS_PRON && kh_str_eq(k->lower[his], k->lower[pronoun])) return true;
  }
  return false;
}

/* "The Kenyan government accused Uganda. It …": a body whose land its words tell is as good as named. */
static bool is_told_organ(const kh_actors_work *w, const kh_cand *m) {
  bool body = !m->plural && !m->name && m->role && m->role->kind == KH_ROLE_BODY;
  return body && m->code >= KH_CODE_WORDS && m->actor.country[0] && m->actor.sectors && is_subject(w->k, m->head);
}

static int score(const kh_coref *c, const kh_cand *p, const kh_cand *m, uint32_t rank, bool beside_told) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  const kh_chain *x = &c->chains.at[m->chain];
  int f[KH_PRONOUN_FEATURES] = {0};
  uint32_t back = k->sentence[p->head] - k->sentence[m->head], one = p->pronoun & KH_PRON_PLUR ? KH_NONE : single_of(c, m),
           mt = first_conjunct(k, one == KH_NONE ? m->head : one);
  f[back == 0 ? KH_F_same_sentence : back == 1 ? KH_F_one_back : back == 2 ? KH_F_two_back : KH_F_further_back] = back > 3 ? (int)back - 2 : 1;
  uint8_t role = kh_deprel_base(k->deprel[mt]), mine = kh_deprel_base(k->deprel[first_conjunct(k, p->head)]);
  f[KH_F_subject] = role == KH_DEP_NSUBJ;
  f[KH_F_object] = role == KH_DEP_OBJ;
  f[KH_F_possessor] = k->deprel[mt] == KH_DEP_NMOD_POSS;
  f[KH_F_oblique] = role == KH_DEP_OBL;
  bool told_as = role == KH_DEP_APPOS && p->pronoun & KH_PRON_PLUR && !kh_str_is(k->form[mt - 1], "(");      /* "a mission of the bloc Ecowas" */
  uint32_t beside = told_as ? k->head[mt] : mt;
  f[KH_F_inside] = kh_deprel_base(k->deprel[beside]) == KH_DEP_NMOD && k->deprel[beside] != KH_DEP_NMOD_POSS;
  f[KH_F_apposition] = role == KH_DEP_APPOS;
  f[KH_F_parallel] = role == mine && k->deprel[mt] != KH_DEP_NMOD_POSS;
  f[KH_F_name] = m->kind == KH_ENTITY_PER || m->kind == KH_ENTITY_ORG || m->kind == KH_ENTITY_LOC || (back && p->gender == 'n' && is_told_organ(w, m));
  f[KH_F_full_name] = m->name && m->name->end - m->name->begin > 1;
  f[KH_F_nominal] = m->kind == KH_ENTITY_NOMINAL;
  f[KH_F_pronoun] = m->pronoun != 0;
  f[KH_F_not_several] = is_single(c, p, m);
  f[KH_F_same_pronoun] = m->pronoun && ((m->pronoun ^ p->pronoun) & (KH_PRON_SING | KH_PRON_PLUR | KH_PRON_M | KH_PRON_F | KH_PRON_N)) == 0;
  f[KH_F_frequent] = x->size > 4 ? 3 : x->size > 2 ? 2 : x->size > 1;
  f[KH_F_topic] = x->topic;
  f[KH_F_gender_known] = (m->gender && m->gender != 'n') || x->gender;
  uint32_t behind = verb_before(w->d, p->head), pc = behind == KH_NONE ? clause_of(k, p->head) : behind, mc = clause_of(k, m->head);
  f[KH_F_clause_subject] = subject_of(w, pc) == mt;
  f[KH_F_controller] = back == 0 && is_controller(w, p->head, pc, mt);
  f[KH_F_higher_subject] = is_subject(k, mt) && pc != mc && back == 0 && above(k, mc, pc);
  f[KH_F_last_sentence_subject] = is_subject(k, mt) && back == 1;
  f[KH_F_rank] = rank > 8 ? 8 : (int)rank;
  f[KH_F_in_first_place] = mt == w->d->sentences[k->sentence[mt]].tok_begin || m->begin == w->d->sentences[k->sentence[mt]].tok_begin;
  f[KH_F_not_person] = p->gender && p->gender != 'n' && !x->person && m->kind != KH_ENTITY_PER;
  uint32_t owned = k->head[p->head];
  f[KH_F_conjunct] = k->deprel[p->head] == KH_DEP_NMOD_POSS && owned != KH_NONE && k->deprel[owned] == KH_DEP_CONJ && first_conjunct(k, owned) == m->head &&
                         !listed_again(w, p->head, m->head);
  f[KH_F_punished] = punished(w->d, p->head, mt);
  f[KH_F_one_of_several] = one_of_several(w->d, p, mt);
  f[KH_F_told_aside] = back == 0 && told_aside(w->d, p, mt);
  f[KH_F_opening_clause] = back == 0 && in_opening_clause(w, p, mt);
  f[KH_F_no_realm] = owns_no_realm(c, p, m);
  f[KH_F_gender_untold] = beside_told && is_untold(c, m);
  f[KH_F_same_patient] = same_part(k, p->head, mt);
  /* "pelted the embassy. Fourteen of them were arrested": of one body nobody is one of them */
  f[KH_F_both_patients] = (p->pronoun & KH_PRON_PLUR || suffers(c, p->head)) && !f[KH_F_not_several] && both_patients(c, p->head, mt);
  f[KH_F_after_pronoun] = m->head > p->head;
  f[KH_F_nameless] = x->kind == KH_ENTITY_PRONOUN;
  int sum = 0;
  for (int i = 0; i < KH_PRONOUN_FEATURES; i++) sum += f[i] * c->roles->weight[i];
  return sum;
}

/* Is o one of those with whom m stands in a list, as its like: names, or several each, of whom the code tells two sorts? */
static bool listed_alike(const kh_coref *c, const kh_cand *m, const kh_cand *o) {
  if (o->hidden || o->chain == KH_NONE || o->chain == m->chain || o->pronoun) return false;
  if (m->name && o->name) return true;
  const kh_actor *x = kh_coref_code_of(c, m->chain), *y = kh_coref_code_of(c, o->chain);
  return m->plural && o->plural && m->role && o->role && (!kh_coref_same_country(x, y) || x->sectors != y->sectors);
}

/* "They" for several that are coordinated: the pronoun stands for all of them, whichever of them was found ("France, Chad and the Netherlands … their vote",
 * "met farmers and nurses. They …"). */
void kh_coref_take_all(kh_coref *c, kh_cand *p, const kh_cand *m) {
  const kh_doc *d = c->w->d;
  const kh_tokens *k = c->w->k;
  if (!(p->pronoun & (KH_PRON_PLUR | KH_PRON_RELATIVE))) return;
  if (m->also_count) {
    memcpy(p->also, m->also, sizeof p->also);
    p->also_count = m->also_count;
  }
  const uint32_t first = p->pronoun & KH_PRON_PLUR && m->plural && !m->pronoun ? first_conjunct(k, m->head) : m->head;
  const bool alike = m->plural && !(m->name && m->name->kind == KH_NAME_STATE && first == m->head);      /* but "the United States and its allies" */
  if (m->pronoun || (alike && p->pronoun & KH_PRON_RELATIVE)) return;
  if (first != m->head && c->w->cand_at[first] != KH_NONE && listed_alike(c, m, &c->w->cands.at[c->w->cand_at[first]]) && p->also_count < 3)
    p->also[p->also_count++] = c->w->cands.at[c->w->cand_at[first]].chain;
  for (uint32_t i = d->child_at[first]; i < d->child_at[first + 1] && p->also_count < 3; i++) {
    uint32_t t = d->child[i];
    if (k->deprel[t] != KH_DEP_CONJ || c->w->cand_at[t] == KH_NONE) continue;
    const kh_cand *o = &c->w->cands.at[c->w->cand_at[t]];
    if (o->chain != KH_NONE && o->chain != m->chain && o->head < p->head && (!alike || listed_alike(c, m, o))) p->also[p->also_count++] = o->chain;
  }
}

/* "We shall answer, the general said", "Iran: we shall answer", without quotation marks: who says the clause that the pronoun stands in, or KH_NONE. */
static uint32_t who_says(const kh_coref *c, uint32_t t) {
  enum { FAR = 8 };
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  for (uint32_t steps = 0; steps < FAR && k->head[t] != KH_NONE; steps++, t = k->head[t]) {
    uint32_t up = k->head[t], s = KH_NONE, first, end;
    if (k->deprel[t] == KH_DEP_CCOMP) s = kh_doc_child_base(w->d, up, KH_DEP_NSUBJ);
    else if (k->deprel[t] == KH_DEP_PARATAXIS && k->head[up] == KH_NONE && up < t && k->upos[up] != KH_UPOS_VERB) {
      kh_doc_subtree(w->d, t, &first, &end);
      if (kh_str_is(k->form[first], ":") || (first && kh_str_is(k->form[first - 1], ":"))) s = up;
    }
    if (s != KH_NONE && w->cand_at[s] != KH_NONE && !(w->cands.at[w->cand_at[s]].pronoun & KH_PRON_1)) return w->cand_at[s];
  }
  return KH_NONE;
}

/* Who speaks in the words around "I" and "we", or KH_NONE. */
uint32_t kh_coref_speaker(const kh_coref *c, uint32_t at) {
  const kh_cand *p = &c->w->cands.at[at];
  if (!(p->pronoun & KH_PRON_1)) return KH_NONE;
  uint32_t q = c->quote_at[p->head], s = q ? c->speaker[q - 1] : who_says(c, p->head);
  return s < c->w->cands.n ? s : KH_NONE;
}

static bool first_person(kh_coref *c, uint32_t at) {
  uint32_t s = kh_coref_speaker(c, at), chain = s == KH_NONE ? KH_NONE : c->w->cands.at[s].chain;
  if (chain == KH_NONE) return false;    /* it stands after its words: kh_coref_late_speakers */
  kh_coref_join(c, at, chain);
  return true;
}

void kh_coref_late_speakers(kh_coref *c) {
  for (uint32_t i = 0; i < c->w->cands.n; i++) {
    uint32_t s = kh_coref_speaker(c, i);
    if (s == KH_NONE || s < i) continue;
    const kh_cand *m = &c->w->cands.at[s];
    if (m->chain != KH_NONE) c->w->cands.at[i].chain = m->chain;
  }
}

/* "Despite his wounds, Bruce drove on": the subject of the clause that a fronted phrase with the pronoun belongs to. */
static uint32_t subject_to_come(const kh_coref *c, const kh_cand *p) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  uint32_t t = p->head;
  for (uint32_t steps = 0; steps < 8 && k->head[t] != KH_NONE; steps++) {
    uint8_t base = kh_deprel_base(k->deprel[t]);
    uint32_t up = k->head[t];
    if ((base == KH_DEP_ADVCL || base == KH_DEP_OBL) && up > t) {
      uint32_t s = kh_doc_child_base(w->d, up, KH_DEP_NSUBJ);
      if (s == KH_NONE || s < p->head || w->cand_at[s] == KH_NONE) return KH_NONE;
      const kh_cand *m = &w->cands.at[w->cand_at[s]];
      return !m->hidden && !m->pronoun && (m->name || m->role) ? w->cand_at[s] : KH_NONE;
    }
    if (k->deprel[t] == KH_DEP_ACL_RELCL) return KH_NONE;      /* "After talks with Chad, which says it …" */
    t = up;
  }
  return KH_NONE;
}

/* "The mediators put a proposal on the table. Hamas rejected it": a thing that was done something to since the best
 * candidate was named is what the object "it" stands for, and no actor. */
static bool stands_for_thing(const kh_coref *c, const kh_cand *p, const kh_cand *best) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  bool several = is_single(c, p, best);      /* "The Community studied tariffs. France wants to abolish them" */
  if ((p->gender != 'n' && !several) || kh_deprel_base(k->deprel[p->head]) != KH_DEP_OBJ || p->pronoun & KH_PRON_REFLEXIVE || best->head > p->head)
    return false;
  for (uint32_t t = p->head; t-- > best->head + 1 && k->sentence[p->head] - k->sentence[t] < 2;) {
    bool thing = k->upos[t] == KH_UPOS_NOUN && k->deprel[t] == KH_DEP_OBJ && w->cand_at[t] == KH_NONE && !w->in_time[t];
    if (thing && several == ((k->morph[t] & KH_MORPH_PLUR) != 0)) return true;
  }
  return false;
}

/* The predicate of a sentence. */
static uint32_t root_of(const kh_doc *d, uint32_t sentence) {
  for (uint32_t t = d->sentences[sentence].tok_begin; t < d->sentences[sentence].tok_end; t++)
    if (d->tok.head[t] == KH_NONE) return t;
  return KH_NONE;
}

/* What a clause is about: its subject, or that of what its subject, a person, says; or KH_NONE. */
static uint32_t told_of(const kh_actors_work *w, uint32_t v) {
  uint32_t s = kh_doc_child_base(w->d, v, KH_DEP_NSUBJ), said = kh_doc_child_with(w->d, v, KH_DEP_CCOMP);
  bool person = s != KH_NONE && w->cand_at[s] != KH_NONE && kh_coref_is_person(&w->cands.at[w->cand_at[s]]);
  return person && said != KH_NONE ? kh_doc_child_base(w->d, said, KH_DEP_NSUBJ) : s;
}

/* The subject of a clause, of no relative one. */
static bool acts_in_main(const kh_tokens *k, uint32_t t) { return is_subject(k, t) && k->deprel[k->head[t]] != KH_DEP_ACL_RELCL; }

/* "The bill seeks sanctions on Iran. It would also …", "the plan of which the treasury told stalled, and it …": the thing that the clause before was about,
 * rather than an actor who is named in passing. */
static bool tells_on_of_thing(const kh_actors_work *w, const kh_cand *p, const kh_cand *best) {
  const kh_tokens *k = w->k;
  uint32_t v = is_subject(k, p->head) ? k->head[p->head] : KH_NONE, before = KH_NONE;
  if (p->gender != 'n' || v == KH_NONE || best->head > p->head || acts_in_main(k, first_conjunct(k, best->head))) return false;
  if (k->deprel[v] == KH_DEP_CONJ) before = k->head[v];
  else if (k->head[v] == KH_NONE && k->sentence[v]) before = root_of(w->d, k->sentence[v] - 1);
  uint32_t s = before == KH_NONE ? KH_NONE : told_of(w, before);
  if (s == KH_NONE || s > p->head || k->upos[s] != KH_UPOS_NOUN || k->morph[s] & KH_MORPH_PLUR || w->cand_at[s] != KH_NONE || w->in_time[s]) return false;
  /* "Kenya's economy", "the economy of Kenya": of its owner it may be told on */
  uint32_t of = kh_doc_child_with(w->d, best->head, KH_DEP_CASE);
  if (k->head[best->head] != s) return true;
  bool belongs = of != KH_NONE && kh_roles_preposition(&w->a->roles, k, of) == KH_PREP_BELONGS;
  return k->deprel[best->head] != KH_DEP_NMOD_POSS && !belongs;
}

/* "Took the wounded and their relatives out", "freed three nuns and their driver": those whom the possessive is joined to, where they are people. */
static const kh_cand *joined_owner(const kh_coref *c, const kh_cand *p) {
  const kh_actors_work *w = c->w;
  const kh_tokens *k = w->k;
  uint32_t noun = k->deprel[p->head] == KH_DEP_NMOD_POSS ? k->head[p->head] : KH_NONE,
           first = noun == KH_NONE || k->deprel[noun] != KH_DEP_CONJ ? KH_NONE : k->head[noun];
  if (first == KH_NONE || first > p->head || w->cand_at[first] == KH_NONE || kh_doc_child_with(w->d, first, KH_DEP_CONJ) != noun) return NULL;
  const kh_cand *m = &w->cands.at[w->cand_at[first]];
  bool people = m->role && m->role->kind != KH_ROLE_BODY;
  return people && !m->hidden && m->chain != KH_NONE && m->plural == !(p->pronoun & KH_PRON_SING) && agrees(c, p, m) ? m : NULL;
}

/* "Egypt's army said it had fired", "the king praised Egypt's parliament. It said …", "… its speaker said": the body that acts or is dealt with, rather than
 * the state whose it is; but "its army" is a state's. */
static const kh_cand *body_rather(const kh_coref *c, const kh_cand *p, const kh_cand *best) {
  const kh_tokens *k = c->w->k;
  uint32_t of = k->deprel[best->head] == KH_DEP_NMOD_POSS ? k->head[best->head] : KH_NONE, owned = k->head[p->head];
  bool owns = k->deprel[p->head] == KH_DEP_NMOD_POSS && owned != KH_NONE && is_subject(k, owned) && !kh_roles_is_nominal(c->roles, k, owned, KH_NOMINAL_REALM);
  if (p->gender != 'n' || !(is_subject(k, p->head) || owns) || of == KH_NONE || of > p->head || c->w->cand_at[of] == KH_NONE) return best;
  if (k->sentence[p->head] - k->sentence[of] > 1 || !(is_subject(k, of) || kh_deprel_base(k->deprel[of]) == KH_DEP_OBJ)) return best;
  const kh_cand *m = &c->w->cands.at[c->w->cand_at[of]];
  return !m->hidden && m->chain != KH_NONE && agrees(c, p, m) && !bound_apart(c->w, p, m) ? m : best;
}

/* "The sailor held the woman. Soldiers later arrested her": is there one of late whose very noun is of that gender? */
static bool noun_tells(const kh_coref *c, const kh_cand *p, uint32_t at) {
  const kh_actors_work *w = c->w;
  if (!p->gender || p->gender == 'n' || p->pronoun & KH_PRON_PLUR) return false;
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < WINDOW && w->k->sentence[p->head] - w->k->sentence[w->cands.at[i].head] <= 1; steps++) {
    const kh_cand *m = &w->cands.at[i];
    if (!m->hidden && m->chain != KH_NONE && m->role && !m->name && m->role->gender == p->gender && agrees(c, p, m) && !bound_apart(w, p, m)) return true;
  }
  return false;
}

/* Does t stand in the clause of v, or where said is set in what is said there, in no other clause below it? */
static bool in_clause_of(const kh_tokens *k, uint32_t v, uint32_t t, bool said) {
  enum { DEEP = 6 };
  for (int step = 0; step < DEEP && t != KH_NONE; step++, t = k->head[t]) {
    uint8_t b = kh_deprel_base(k->deprel[t]);
    if (t == v) return true;
    if ((b == KH_DEP_CCOMP && !said) || b == KH_DEP_ADVCL || b == KH_DEP_ACL || b == KH_DEP_PARATAXIS) return false;
    if (b == KH_DEP_CONJ && k->upos[t] == KH_UPOS_VERB) return false;
  }
  return false;
}

/* "The Emirates said the court erred when it rejected the Emirates' bid": whom the pronoun's own clause calls by name further on is not the pronoun, its
 * subject; but a firm says of itself that it "condemns the use of Twitter". Fills the entries of those, at most max. */
static uint32_t named_further_on(const kh_actors_work *w, uint32_t at, const kh_actor **out, uint32_t max) {
  enum { FAR = 16 };
  const kh_tokens *k = w->k;
  const kh_cand *p = &w->cands.at[at];
  uint32_t v = k->deprel[p->head] == KH_DEP_NSUBJ ? k->head[p->head] : KH_NONE, n = 0;
  if (v == KH_NONE || v < p->head || k->upos[v] != KH_UPOS_VERB) return 0;
  for (uint32_t i = at + 1; i < w->cands.n && n < max; i++) {
    const kh_cand *m = &w->cands.at[i];
    if (k->sentence[m->head] != k->sentence[p->head] || m->head > v + FAR) break;
    bool name = k->upos[m->head] == KH_UPOS_PROPN && (m->kind == KH_ENTITY_PER || m->kind == KH_ENTITY_ORG || m->kind == KH_ENTITY_LOC);
    bool spoken_of = m->kind == KH_ENTITY_PER && kh_deprel_base(k->deprel[m->head]) != KH_DEP_COMPOUND;
    if (name && m->head > v && m->actor.id.n && m->actor.sector != KH_SECTOR_BUS && in_clause_of(k, v, m->head, spoken_of)) out[n++] = &m->actor;
  }
  return n;
}

static bool is_one_of(const kh_actor *x, const kh_actor *const *these, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (x->id.n == these[i]->id.n && !memcmp(x->id.s, these[i]->id.s, x->id.n) && x->sectors == these[i]->sectors) return true;
  return false;
}

bool kh_coref_pronoun(kh_coref *c, uint32_t at) {
  kh_actors_work *w = c->w;
  kh_cand *p = &w->cands.at[at];
  if (p->pronoun & KH_PRON_1) return first_person(c, at);
  if (!(p->pronoun & KH_PRON_3)) return false;
  const kh_cand *best = joined_owner(c, p);
  if (best) {
    kh_coref_take_all(c, p, best);
    kh_coref_join(c, at, best->chain);
    return true;
  }
  const kh_cand *several = NULL;      /* the best of those who are several */
  int best_score = 0, several_score = 0;
  uint32_t barred[4], bars = 0;      /* chains of the pronoun's fellow arguments: "the judge praised him" */
  for (uint32_t i = at; i-- > 0 && w->k->sentence[w->cands.at[i].head] == w->k->sentence[p->head] && bars < 4;) {
    const kh_cand *m = &w->cands.at[i];
    if (!m->hidden && m->chain != KH_NONE && fellow_argument(w, p, m)) barred[bars++] = m->chain;
  }
  const kh_actor *named[4];
  uint32_t further = named_further_on(w, at, named, 4);
  uint32_t quote = c->quote_at[p->head], rank = 0;
  bool beside_told = noun_tells(c, p, at);
  for (uint32_t i = at, steps = 0; i-- > 0 && steps < WINDOW; steps++) {
    const kh_cand *m = &w->cands.at[i];
    if (m->hidden || m->chain == KH_NONE || w->k->sentence[p->head] - w->k->sentence[m->head] > SENTENCES) continue;
    if ((m->pronoun & KH_PRON_RELATIVE) && c->chains.at[m->chain].first == i) continue;
    if (m->pronoun & (KH_PRON_1 | KH_PRON_2) || !agrees(c, p, m) || bound_apart(w, p, m)) continue;
    bool bar = false;
    for (uint32_t b = 0; b < bars; b++) bar |= barred[b] == m->chain;
    if (further) bar |= is_one_of(kh_coref_code_of(c, m->chain), named, further);
    if (bar) continue;
    if (quote && c->speaker[quote - 1] == i) continue;           /* the speaker says "I", not "he" */
    uint32_t within = c->quote_at[m->head];
    if (within && c->speaker[within - 1] == at) continue;        /* "Free every detainee," he said */
    int s = score(c, p, m, rank++, beside_told);
    if (!best || s > best_score) best = m, best_score = s;
    if (m->plural && (!several || s > several_score)) several = m, several_score = s;
  }
  uint32_t later = subject_to_come(c, p);
  if (later != KH_NONE) {
    kh_coref_resolve(c, later);
    const kh_cand *m = &w->cands.at[later];
    if (m->chain != KH_NONE && agrees(c, p, m)) {
      int s = score(c, p, m, 0, false);
      if (!best || s > best_score) best = m, best_score = s;
    }
  }
  if (best) best = body_rather(c, p, best);
  const bool several_meant = p->pronoun & KH_PRON_PLUR && !quote;
  const uint8_t part = kh_deprel_base(w->k->deprel[p->head]);
  bool subject = several_meant && part == KH_DEP_NSUBJ;
  const bool untold = !best || w->k->sentence[p->head] != w->k->sentence[best->head] || is_single(c, p, best);
  /* "The king, after meeting the premier, said they agreed" */
  if (subject && untold && kh_deprel_base(w->k->deprel[w->k->head[p->head]]) == KH_DEP_CCOMP && kh_coref_two_persons(c, at, 0)) return true;
  /* "The king met the premier. They signed an accord" */
  if (subject && (!best || w->k->sentence[p->head] - w->k->sentence[best->head] > 1 || is_single(c, p, best)) && kh_coref_two_persons(c, at, 1)) return true;
  /* "The king met the premier. Denmark praised them" */
  if (several_meant && !best && (part == KH_DEP_OBJ || part == KH_DEP_OBL) && kh_coref_two_persons(c, at, 1)) return true;
  /* "Peru quarrelled with Chile. They agreed to meet", "their ministers met" */
  if (several_meant && (subject || part == KH_DEP_NMOD) && (!best || is_single(c, p, best)) && kh_coref_two_states(c, at)) return true;
  if (!best || tells_on_of_thing(w, p, best)) return false;
  /* "Farmers met. The ministry was silent. Police beat them": somebody of late, rather than a body */
  bool done_to = p->pronoun & KH_PRON_PLUR && !stands_for_thing(c, p, best) && is_single(c, p, best) && kh_coref_done_by(w->k, p->head) != KH_NONE;
  bool nearer = done_to && several && w->k->sentence[best->head] == w->k->sentence[p->head] && w->k->sentence[several->head] != w->k->sentence[p->head];
  if (done_to && several && !nearer && w->k->sentence[p->head] - w->k->sentence[several->head] <= 2) best = several;
  if (stands_for_thing(c, p, best)) {
    p->hidden = (p->pronoun & KH_PRON_PLUR) != 0;      /* later "they" are not these */
    return p->hidden;
  }
  kh_coref_take_all(c, p, best);
  kh_coref_join(c, at, best->chain);
  return true;
}

/* ---- quotation marks ---- */

static bool is_mark(kh_str w) { return w.n == 1 && w.s[0] == '"'; }

/* Words in quotation marks: from behind the mark that opens them to the one that closes them; whether a paragraph was opened with them while those before were
 * not closed. */
typedef struct marked { uint32_t begin, end; bool on; } marked;

/* "The minister: 'We …'": who stands before the colon before the words. */
static uint32_t before_colon(const kh_coref *c, uint32_t mark) {
  const kh_tokens *k = c->w->k;
  uint32_t begin = mark ? c->w->d->sentences[k->sentence[mark - 1]].tok_begin : 0, t = mark - 2;
  if (mark < begin + 2 || !kh_str_is(k->form[mark - 1], ":")) return KH_NONE;
  while (k->head[t] != KH_NONE && k->head[t] >= begin && k->head[t] + 1 < mark) t = k->head[t];
  return c->w->cand_at[t];
}

/* "'We will stay': rebel chief": who stands behind the colon or dash behind the words, at the end of a line without a stop. */
static uint32_t behind_colon(const kh_coref *c, uint32_t mark) {
  enum { TAIL = 5 };
  const kh_tokens *k = c->w->k;
  uint32_t colon = mark + 1, end = mark < k->n ? c->w->d->sentences[k->sentence[mark]].tok_end : 0, t = end - 1;
  if (colon + 1 >= end || colon + TAIL + 1 < end || k->upos[t] == KH_UPOS_PUNCT) return KH_NONE;
  bool dash = kh_str_is(k->form[colon], "-") || kh_str_is(k->form[colon], "\xE2\x80\x93") || kh_str_is(k->form[colon], "\xE2\x80\x94");
  if (!kh_str_is(k->form[colon], ":") && !dash) return KH_NONE;
  while (k->head[t] != KH_NONE && k->head[t] > colon && k->head[t] < end) t = k->head[t];
  return c->w->cand_at[t];
}

/* Where the tree names nobody: who spoke in the words before, with which the paragraph goes on ('"…," she said. "We …"') or which fill the paragraph before. */
static uint32_t speaker_before(const kh_coref *c, const marked *all, uint32_t q) {
  const kh_doc *d = c->w->d;
  const kh_tokens *k = c->w->k;
  const marked *m = &all[q];
  uint32_t s = before_colon(c, m->begin - 1);
  if (s == KH_NONE) s = behind_colon(c, m->end);
  if (s != KH_NONE || q == 0) return s;
  uint32_t here = k->sentence[m->begin - 1], before = k->sentence[all[q - 1].end - 1], para = d->sentences[here].paragraph;
  bool goes_on = para == d->sentences[before].paragraph && here <= before + 1;
  bool whole = para == d->sentences[before].paragraph + 1 && (m->begin == 1 || d->sentences[k->sentence[m->begin - 2]].paragraph != para) &&
               (m->end + 1 >= k->n || d->sentences[k->sentence[m->end + 1]].paragraph != para);
  return m->on || goes_on || whole ? c->speaker[q - 1] : KH_NONE;
}

/* Marks come in pairs within a paragraph, and one that opens a paragraph goes on with words that were not closed; the speaker is the subject of the verb that
 * the quotation hangs from. */
void kh_coref_quotes(kh_coref *c) {
  kh_actors_work *w = c->w;
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  KH_VEC(marked) all = {0};
  c->quote_at = KH_ARRAY(c->scratch, uint32_t, k->n + 1);
  uint32_t open = KH_NONE, paragraph = 0;
  bool on = false;
  for (uint32_t t = 0; t < k->n; t++) {
    uint32_t here = d->sentences[k->sentence[t]].paragraph;
    bool mark = is_mark(k->form[t]), anew = here != paragraph;
    paragraph = here;
    bool goes_on = anew && open != KH_NONE && mark;
    if (open != KH_NONE && open + 1 < t && (goes_on || (mark && !anew))) {
      KH_PUSH(c->scratch, &all, ((marked){open + 1, t, on}));
      for (uint32_t x = open + 1; x < t; x++) c->quote_at[x] = (uint32_t)all.n;
    }
    if (anew || mark) open = mark && (anew || open == KH_NONE) ? t : KH_NONE, on = goes_on;
  }
  c->quote_count = (uint32_t)all.n;
  c->speaker = KH_ARRAY(c->scratch, uint32_t, all.n + 1);
  for (uint32_t q = 0; q < all.n; q++) c->speaker[q] = KH_NONE;
  for (uint32_t t = 0; t < k->n; t++) {
    uint32_t q = c->quote_at[t], up = k->head[t];
    if (!q || up == KH_NONE || c->quote_at[up] == q) {
      /* the other way round: the cue hangs from the quotation ("…," he said, as parataxis) */
      if (q || up == KH_NONE || !c->quote_at[up] || kh_deprel_base(k->deprel[t]) != KH_DEP_PARATAXIS) continue;
      q = c->quote_at[up], up = t;
    } else if (kh_deprel_base(k->deprel[t]) != KH_DEP_CCOMP && kh_deprel_base(k->deprel[t]) != KH_DEP_PARATAXIS) continue;
    uint32_t s = kh_doc_child_base(d, up, KH_DEP_NSUBJ);
    if (s != KH_NONE && w->cand_at[s] != KH_NONE && c->speaker[q - 1] == KH_NONE) c->speaker[q - 1] = w->cand_at[s];
  }
  for (uint32_t q = 0; q < all.n; q++)
    if (c->speaker[q] == KH_NONE) c->speaker[q] = speaker_before(c, all.at, q);
}
