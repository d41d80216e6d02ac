/* mentions.c: the noun phrases of a document that can act. */
#include "actors/actors_int.h"

static bool nominal_place(uint8_t deprel) {
  switch (kh_deprel_base(deprel)) {
    case KH_DEP_NSUBJ: case KH_DEP_OBJ: case KH_DEP_IOBJ: case KH_DEP_OBL: case KH_DEP_NMOD: case KH_DEP_APPOS: case KH_DEP_CONJ:
    case KH_DEP_VOCATIVE: return deprel != KH_DEP_OBL_UNMARKED && deprel != KH_DEP_NMOD_UNMARKED;
    default: return false;
  }
}

static bool modifies(uint8_t deprel) {
  if (deprel == KH_DEP_NMOD_DESC) return true;
  switch (kh_deprel_base(deprel)) {
    case KH_DEP_AMOD: case KH_DEP_COMPOUND: case KH_DEP_FLAT: case KH_DEP_FIXED: case KH_DEP_NUMMOD: case KH_DEP_DET: return true;
    default: return false;
  }
}

/* The relative clause that token t stands in begins at its noun; a pronoun elsewhere is no relative. */
static bool in_relative_clause(const kh_tokens *k, uint32_t t) {
  for (uint32_t v = k->head[t], steps = 0; v != KH_NONE && steps < 4; v = k->head[v], steps++) {
    if (k->deprel[v] == KH_DEP_ACL_RELCL) return true;
    if (k->upos[v] != KH_UPOS_VERB && k->upos[v] != KH_UPOS_NOUN && k->upos[v] != KH_UPOS_ADJ && k->upos[v] != KH_UPOS_AUX) return false;
  }
  return false;
}

/* "the officer whom …", "the minister, who …" */
static bool after_noun(const kh_tokens *k, uint32_t t) {
  if (t && k->upos[t - 1] == KH_UPOS_PUNCT) t--;
  return t && (k->upos[t - 1] == KH_UPOS_NOUN || k->upos[t - 1] == KH_UPOS_PROPN);
}

static bool feature(const kh_doc *d, uint32_t t, const char *name) {
  const kh_labels *l = d->labels;
  return l && d->tok.feats[t] < l->feats_count && strstr(l->feats[d->tok.feats[t]], name);
}

/* "Toppled Mali's president": before a possessor's name stands a verb, no word of the phrase. */
static bool begun_by_owner(const kh_actors_work *w, const kh_cand *c) {
  uint32_t n = w->name_at[c->begin], end = n == KH_NONE ? 0 : w->names.at[n].end;
  return end && end < w->k->n && kh_is_possessive_mark(w->k, end);
}

/* "The president dismissed three judges", "jailed bishops": the verb whose object they are tells not what sort of judges they were. */
static bool is_done_to(const kh_actors_work *w, const kh_cand *c, uint32_t t) {
  const kh_tokens *k = w->k;
  uint32_t verb = k->deprel[t] == KH_DEP_CONJ && k->head[t] < t ? k->head[t] : t;   /* "sacked the premier and dismissed three judges" */
  uint32_t subject = k->upos[t] == KH_UPOS_VERB ? kh_doc_child_base(w->d, verb, KH_DEP_NSUBJ) : KH_NONE;
  return subject != KH_NONE && subject < t && k->head[c->head] == t && k->deprel[c->head] == KH_DEP_OBJ;
}

/* A name or adjective right before a phrase belongs to it, whatever the tree says ("US" in "the US deputy ambassador"). */
static void take_in_left(kh_actors_work *w, const kh_sentence *s, kh_cand *c) {
  const kh_tokens *k = w->k;
  while (c->begin > s->tok_begin) {
    uint32_t t = c->begin - 1;
    if (k->upos[t] == KH_UPOS_PART && t > s->tok_begin && w->name_at[t - 1] != KH_NONE) {
      c->begin = w->names.at[w->name_at[t - 1]].begin;      /* "El-Sisi's spokesperson" */
      return;
    }
    if (k->upos[t] == KH_UPOS_DET && !kh_roles_pronoun(&w->a->roles, k, t)) {
      c->begin = t;
      return;
    }
    if (t > s->tok_begin && kh_str_is(k->form[t], "-") && w->name_at[t - 1] != KH_NONE) {
      c->begin = w->names.at[w->name_at[t - 1]].begin;      /* "Russian-backed" */
      continue;
    }
    uint32_t past;
    const kh_modifier *m = w->name_at[t] == KH_NONE ? kh_roles_modifier(&w->a->roles, k, t, c->begin, &past) : NULL;
    /* "the king sacked his minister": nothing of a phrase stands before its article */
    bool begun = k->upos[c->begin] == KH_UPOS_DET || k->upos[c->begin] == KH_UPOS_PRON || (m && is_done_to(w, c, t));
    if (m && !begun && m->effect != KH_MODIFIER_HOME && m->effect != KH_MODIFIER_PATRON && k->upos[t] != KH_UPOS_ADV &&
        !(begun_by_owner(w, c) && k->upos[t] == KH_UPOS_VERB)) {
      c->begin = t;
      continue;
    }
    if (w->name_at[t] == KH_NONE) {
      if (k->upos[t] != KH_UPOS_ADJ || k->deprel[t] == KH_DEP_NMOD || k->head[t] == KH_NONE || k->head[t] < c->begin || k->head[t] >= c->end) return;
      c->begin = t;
      continue;
    }
    const kh_name *n = &w->names.at[w->name_at[t]];
    if (n->kind != KH_NAME_DEMONYM && n->kind != KH_NAME_STATE && n->kind != KH_NAME_BODY && n->kind != KH_NAME_PLACE) return;
    if (c->begin == t + 1 && k->upos[t] == KH_UPOS_PUNCT) return;
    if (kh_doc_child_with(w->d, n->head, KH_DEP_CASE) != KH_NONE || n->begin < s->tok_begin) return;
    if (n->kind != KH_NAME_DEMONYM && !modifies(k->deprel[n->head])) return;
    const kh_name *first = w->name_at[c->begin] == KH_NONE ? NULL : &w->names.at[w->name_at[c->begin]];
    if (n->kind == KH_NAME_PLACE && first && first->kind == KH_NAME_DEMONYM) return;      /* "In Tyre Fijian peacekeepers …" */
    c->begin = n->begin;
  }
}

static void finish(kh_actors_work *w, const kh_sentence *s, kh_cand *c) {
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  uint32_t t = c->head;
  c->begin = w->own_begin[t], c->end = w->own_end[t];
  if (c->role) {
    if (c->role_begin < c->begin) c->begin = c->role_begin;
    if (c->role_end > c->end) c->end = c->role_end;
    take_in_left(w, s, c);
  }
  if (c->name) {
    if (c->name->begin < c->begin) c->begin = c->name->begin;
    if (c->name->end > c->end || c->name->kind == KH_NAME_STATE || c->name->kind == KH_NAME_SEAT || c->name->kind == KH_NAME_PLACE ||
        (c->name->kind == KH_NAME_BODY && c->end < k->n && kh_doc_child_with(d, t, KH_DEP_APPOS) != KH_NONE)) c->end = c->name->end;
  }
  if (k->upos[c->begin] == KH_UPOS_DET && (feature(d, c->begin, "Definite=Def") || feature(d, c->begin, "PronType=Dem"))) c->definite = true;
  /* "the Philippines": one state, and not those whom "them" tells of */
  c->plural = c->plural || (k->morph[t] & KH_MORPH_PLUR && !(c->name && c->name->kind == KH_NAME_STATE));
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t child = d->child[i];
    if (kh_deprel_base(k->deprel[child]) == KH_DEP_DET && (feature(d, child, "Definite=Def") || feature(d, child, "PronType=Dem"))) c->definite = true;
    if (kh_deprel_base(k->deprel[child]) == KH_DEP_DET && feature(d, child, "PronType=Tot")) c->definite = c->total = true;
    if (k->deprel[child] == KH_DEP_CASE && child < t && kh_roles_preposition(&w->a->roles, k, child) == KH_PREP_PLACE &&
        !(c->name && c->name->kind == KH_NAME_STATE && kh_roles_tells_nearby(&w->a->roles, k, child)))
      c->locative = true;
  }
}

static bool name_candidate(kh_actors_work *w, uint32_t t, kh_cand *c) {
  if (w->name_at[t] == KH_NONE) return false;
  const kh_name *n = &w->names.at[w->name_at[t]];
  if (n->head != t || n->kind == KH_NAME_OTHER) return false;
  c->name = n;
  c->gender = n->gender;
  switch (n->kind) {
    case KH_NAME_PERSON: c->kind = KH_ENTITY_PER; break;
    case KH_NAME_BODY: c->kind = KH_ENTITY_ORG; break;
    case KH_NAME_DEMONYM: case KH_NAME_PEOPLE: c->kind = KH_ENTITY_NORP; break;
    default: c->kind = KH_ENTITY_LOC;
  }
  return true;
}

static bool pronoun_candidate(kh_actors_work *w, uint32_t t, kh_cand *c) {
  const kh_tokens *k = w->k;
  if (k->upos[t] != KH_UPOS_PRON && k->upos[t] != KH_UPOS_DET) return false;
  /* "His Highness the Crown Prince": a part of the title */
  if (k->deprel[t] == KH_DEP_DET && k->head[t] != KH_NONE && k->deprel[k->head[t]] == KH_DEP_NMOD_DESC) return false;
  unsigned p = kh_roles_pronoun(&w->a->roles, k, t);
  if (!p || kh_deprel_base(k->deprel[t]) == KH_DEP_EXPL) return false;
  if ((p & KH_PRON_RELATIVE) && (k->upos[t] != KH_UPOS_PRON || (!in_relative_clause(k, t) && !after_noun(k, t)))) return false;
  c->pronoun = p;
  c->kind = KH_ENTITY_PRONOUN;
  c->plural = p & KH_PRON_PLUR;
  c->gender = p & KH_PRON_M ? 'm' : p & KH_PRON_F ? 'f' : p & KH_PRON_N ? 'n' : 0;
  return true;
}

static bool has_word(kh_str words, kh_str word) {
  kh_str one, tail = word;
  for (size_t i = 0; i < word.n; i++) if (word.s[i] == '-') tail = kh_str_sub(word, i + 1, word.n);
  while (kh_str_split(&words, ' ', &one)) if (kh_str_eq(one, word) || kh_str_eq(one, tail)) return true;
  return false;
}

/* "The city sued", "the town's lawyers", "a lawsuit against the village", but "in the city", "left the town", "the village was shelled". */
static bool is_doer(const kh_actors_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  const kh_tokens *k = w->k;
  if (k->morph[t] & KH_MORPH_PLUR || kh_has_capital(k, t) || kh_doc_child_base(d, t, KH_DEP_DET) == KH_NONE) return false;
  uint32_t over = k->head[t];
  if (k->deprel[t] == KH_DEP_NMOD_POSS) return over == KH_NONE || w->name_at[over] == KH_NONE;      /* "the city's Harlem" lies in it */
  if (k->deprel[t] == KH_DEP_NSUBJ) {      /* with an object or a clause: not "the city stayed calm" */
    bool verb = over != KH_NONE && k->upos[over] == KH_UPOS_VERB;
    return verb && (kh_doc_child_with(d, over, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, over, KH_DEP_XCOMP) != KH_NONE ||
                    kh_doc_child_with(d, over, KH_DEP_CCOMP) != KH_NONE);
  }
  if (kh_doc_child_base(d, t, KH_DEP_NMOD) != KH_NONE) return false;      /* "towards the town of Gori" */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (k->deprel[d->child[i]] == KH_DEP_CASE && kh_roles_preposition(&w->a->roles, k, d->child[i]) == KH_PREP_PARTY) return true;
  return false;
}

/* "Swiss intelligence learned", "the head of Russia's intelligence": a land stands right before it, and it is neither what somebody hands on nor about
 * something ("shared Swiss intelligence", "Swiss intelligence on the plot"). */
static bool is_of_land(const kh_actors_work *w, uint32_t t) {
  const kh_tokens *k = w->k;
  uint32_t before = t > 1 && kh_is_possessive_mark(k, t - 1) ? t - 2 : t - 1;
  if (t == 0 || k->deprel[t] == KH_DEP_OBJ || w->name_at[before] == KH_NONE || k->sentence[before] != k->sentence[t]) return false;
  if (t + 1 < k->n && k->upos[t + 1] == KH_UPOS_ADP && kh_roles_preposition(&w->a->roles, k, t + 1) == KH_PREP_TOPIC) return false;
  kh_name_kind kind = w->names.at[w->name_at[before]].kind;
  return kind == KH_NAME_DEMONYM || kind == KH_NAME_STATE || kind == KH_NAME_SEAT;
}

/* "Met with force", "authority over the town": the word alone in the singular is nobody. */
static bool is_abstract(const kh_actors_work *w, const kh_cand *c, uint32_t t) {
  const kh_doc *d = w->d;
  /* "his opposition to the plan" is no party */
  if (c->role->sectors == 1u << KH_SECTOR_OPP && c->role->kind == KH_ROLE_BODY && c->role_end - c->role_begin == 1 && t + 1 < w->k->n &&
      w->k->upos[t + 1] == KH_UPOS_ADP && kh_roles_preposition(&w->a->roles, w->k, t + 1) == KH_PREP_SERVES)
    return true;
  if (c->role->acts && c->role_end - c->role_begin == 1) return c->role->counted ? !is_of_land(w, t) : !is_doer(w, t);
  if (!c->role->counted || c->role_end - c->role_begin > 1 || w->k->morph[t] & KH_MORPH_PLUR || w->k->deprel[t] == KH_DEP_APPOS) return false;
  if (c->role->address) return t + 1 >= w->k->n || w->name_at[t + 1] == KH_NONE;   /* "social justice", but "Justice Jane Roe" */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] < t && w->k->deprel[d->child[i]] != KH_DEP_CASE && w->k->upos[d->child[i]] != KH_UPOS_PUNCT && w->k->upos[d->child[i]] != KH_UPOS_CCONJ)
      return false;
  return true;
}

/* "Took the governor hostage", where trees make one noun of the two: the second tells what the first is made. */
static bool is_made(const kh_actors_work *w, const kh_sentence *s, uint32_t t) {
  const kh_tokens *k = w->k;
  uint32_t verb = k->head[t];
  if (t < s->tok_begin + 2 || verb == KH_NONE || verb > t || k->upos[verb] != KH_UPOS_VERB || k->deprel[t] != KH_DEP_OBJ || k->morph[t] & KH_MORPH_PLUR)
    return false;
  return k->head[t - 1] == t && kh_deprel_base(k->deprel[t - 1]) == KH_DEP_COMPOUND && kh_roles_preposition(&w->a->roles, k, t) == KH_PREP_MADE;
}

/* "Reported 20 killed and 300 wounded", where the participle stands for the noun that is left out: whom the number counts. */
static bool counts_participle(const kh_tokens *k, uint32_t t) {
  uint32_t told = t + 1;
  return k->head[t] == told && k->deprel[t] == KH_DEP_NUMMOD && (k->morph[told] & (KH_MORPH_PART | KH_MORPH_PAST)) == (KH_MORPH_PART | KH_MORPH_PAST);
}

/* "Killed forty", "wounding a hundred", "25 were arrested", "52 others": a bare number of those whom such a verb harms counts people. The role, or NULL. */
static const kh_role *counted_people(const kh_actors_work *w, uint32_t t) {
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  uint32_t verb = k->head[t], next = t + 1;
  bool number = k->upos[t] == KH_UPOS_NUM,
       others = !number && kh_roles_preposition(&w->a->roles, k, t) == KH_PREP_OTHERS && kh_doc_child_with(d, t, KH_DEP_NUMMOD) != KH_NONE;
  if ((!number && !others) || w->in_time[t] || verb == KH_NONE || k->upos[verb] != KH_UPOS_VERB || kh_roles_preposition(&w->a->roles, k, verb) != KH_PREP_HARMS)
    return NULL;
  if (k->deprel[t] != KH_DEP_OBJ && k->deprel[t] != KH_DEP_NSUBJ_PASS && !counts_participle(k, t) && !(k->deprel[t] == KH_DEP_NSUBJ && kh_doc_child_with(d, verb, KH_DEP_OBJ) == KH_NONE))
    return NULL;
  if (next < k->n && k->sentence[next] == k->sentence[t] &&
      (k->upos[next] == KH_UPOS_NOUN || k->upos[next] == KH_UPOS_ADJ || k->upos[next] == KH_UPOS_NUM || k->upos[next] == KH_UPOS_SYM))
    return NULL;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint8_t b = kh_deprel_base(k->deprel[d->child[i]]);
    if (b == KH_DEP_NMOD && d->child[i] < t) continue;   /* "at least nine" */
    if (b == KH_DEP_NMOD || b == KH_DEP_ACL || b == KH_DEP_COMPOUND) return NULL;   /* "two of them" */
  }
  return kh_roles_find(&w->a->roles, KH_STR("0"));
}

/* "Five men stormed the hall; all were killed": whom the deed met, alone before its verb, stands for those who were counted before. */
static bool all_of_them(const kh_actors_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  return w->k->upos[t] == KH_UPOS_DET && w->k->deprel[t] == KH_DEP_NSUBJ_PASS && d->child_at[t] == d->child_at[t + 1] && feature(d, t, "PronType=Tot");
}

/* "Arrested two editors and beat a third": one more of those who were counted before. */
static bool one_more(const kh_actors_work *w, uint32_t t) {
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  uint8_t b = kh_deprel_base(k->deprel[t]);
  if ((b != KH_DEP_OBJ && b != KH_DEP_NSUBJ) || w->in_time[t] || !feature(d, t, "NumType=Ord") || d->child_at[t + 1] != d->child_at[t] + 1) return false;
  uint32_t article = d->child[d->child_at[t]];
  if (article + 1 != t || kh_deprel_base(k->deprel[article]) != KH_DEP_DET || !feature(d, article, "Definite=Ind")) return false;
  return t + 1 >= k->n || (k->upos[t + 1] != KH_UPOS_NOUN && kh_roles_preposition(&w->a->roles, k, t + 1) != KH_PREP_BELONGS);      /* "a third of them" */
}

/* "Both", "the ten", "all three", "the pair" alone: a number of people who were told before. */
static bool counts_back(const kh_actors_work *w, uint32_t t) {
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  if (all_of_them(w, t) || one_more(w, t)) return true;
  if (w->in_time[t] || !nominal_place(k->deprel[t]) || k->deprel[t] == KH_DEP_APPOS || k->deprel[t] == KH_DEP_CONJ) return false;
  const kh_nominal *n = k->upos[t] == KH_UPOS_NUM ? NULL : kh_roles_nominal(&w->a->roles, k, t);
  bool both = k->upos[t] == KH_UPOS_DET && n && n->what == KH_NOMINAL_PAIR, two = k->upos[t] == KH_UPOS_NOUN && n && n->what == KH_NOMINAL_TWO, known = both;
  if ((!both && !two && k->upos[t] != KH_UPOS_NUM) || kh_has_capital(k, t) != (both && t == d->sentences[k->sentence[t]].tok_begin)) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t child = d->child[i];
    uint8_t b = kh_deprel_base(k->deprel[child]);
    if (b == KH_DEP_DET && (feature(d, child, "Definite=Def") || feature(d, child, "PronType=Tot"))) known = true;
    else if (b != KH_DEP_CASE && b != KH_DEP_CC && b != KH_DEP_PUNCT) return false;
  }
  if (t + 1 < k->n && kh_roles_preposition(&w->a->roles, k, t + 1) == KH_PREP_BELONGS) return false;   /* "both of which" */
  return known && (t + 1 >= k->n || (k->upos[t + 1] != KH_UPOS_NOUN && k->upos[t + 1] != KH_UPOS_SYM && k->upos[t + 1] != KH_UPOS_NUM));
}

/* "The six-party talks", "an all-party plan", "a third-party seller": a word that only counts for another noun, behind a hyphen, is nobody there. */
static bool counts_for_other(const kh_actors_work *w, const kh_sentence *s, uint32_t t) {
  const kh_tokens *k = w->k;
  if (t < s->tok_begin + 2 || !modifies(k->deprel[t]) || k->morph[t] & KH_MORPH_PLUR || !kh_str_is(k->form[t - 1], "-") ||
      k->span[t - 1].begin != k->span[t - 2].end || k->span[t].begin != k->span[t - 1].end)
    return false;
  return k->upos[t - 2] == KH_UPOS_NUM || k->upos[t - 2] == KH_UPOS_DET || feature(w->d, t - 2, "NumType=Ord");
}

/* "Fed those who had fled", "jailed two of those involved", "rescued those inside": what tells of a bare pronoun makes it people where such a verb harms or
 * helps them; in praise and charges they are anybody ("thanked those who voted"). The role, or NULL. */
static const kh_role *told_by_clause(const kh_actors_work *w, uint32_t t) {
  const kh_tokens *k = w->k;
  const kh_doc *d = w->d;
  uint32_t top = t;
  if (k->upos[t] != KH_UPOS_PRON || !(k->morph[t] & KH_MORPH_PLUR) || !feature(d, t, "PronType=Dem")) return NULL;
  if (k->deprel[t] == KH_DEP_NMOD && k->head[t] != KH_NONE && k->upos[k->head[t]] == KH_UPOS_NUM) top = k->head[t];
  if (k->deprel[top] != KH_DEP_OBJ && k->deprel[top] != KH_DEP_NSUBJ_PASS) return NULL;
  if (k->head[top] == KH_NONE || kh_roles_preposition(&w->a->roles, k, k->head[top]) != KH_PREP_HARMS) return NULL;
  if (kh_doc_child_base(d, t, KH_DEP_ACL) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_ADVMOD) == KH_NONE) return NULL;
  return kh_roles_find(&w->a->roles, KH_STR("0"));
}

/* Nouns, and adjectives that stand for people ("the wounded"). */
static bool role_candidate(kh_actors_work *w, const kh_sentence *s, uint32_t t, kh_cand *c) {
  const kh_tokens *k = w->k;
  uint8_t u = k->upos[t];
  if (counts_back(w, t)) {
    c->role = kh_roles_find(&w->a->roles, KH_STR("0"));
    c->role_begin = t, c->role_end = t + 1;
    c->kind = KH_ENTITY_NOMINAL;
    c->counted = (u != KH_UPOS_NOUN || one_more(w, t)) && counted_people(w, t) == NULL, c->definite = !one_more(w, t);
    return c->plural = c->role != NULL;
  }
  c->role = counted_people(w, t);
  if (!c->role) c->role = told_by_clause(w, t);
  if (c->role) {
    c->role_begin = t, c->role_end = t + 1;
    c->kind = KH_ENTITY_NOMINAL;
    return c->plural = true;
  }
  bool noun = u == KH_UPOS_NOUN || u == KH_UPOS_PROPN || ((u == KH_UPOS_ADJ || u == KH_UPOS_NUM) && nominal_place(k->deprel[t]));
  /* a tag may be wrong: several words of a role, or a noun's neighbours on both sides, speak against it */
  bool maybe = (u == KH_UPOS_ADJ || u == KH_UPOS_VERB) && t > s->tok_begin &&
               (k->upos[t - 1] == KH_UPOS_ADJ || k->upos[t - 1] == KH_UPOS_DET || k->upos[t - 1] == KH_UPOS_NOUN ||
                k->deprel[t - 1] == KH_DEP_AMOD || kh_str_is(k->form[t - 1], "-")) &&
               (t + 1 == s->tok_end || k->upos[t + 1] == KH_UPOS_VERB || k->upos[t + 1] == KH_UPOS_AUX || k->upos[t + 1] == KH_UPOS_PUNCT);
  bool opens = !noun && u == KH_UPOS_VERB && t == s->tok_begin;      /* "Gunmen abducted …" */
  if ((!noun && !maybe && !opens) || (memchr(k->lower[t].s, '-', k->lower[t].n) && modifies(k->deprel[t]))) return false;      /* "pro-government" */
  c->role = kh_roles_match(&w->a->roles, k, t, s->tok_begin, s->tok_end, &c->role_begin, &c->role_end);
  const kh_name *cut = c->role && c->role_begin < t && w->name_at[c->role_begin] != KH_NONE ? &w->names.at[w->name_at[c->role_begin]] : NULL;
  const uint32_t forces = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP;      /* "European Union leaders" are no union leaders; but "the Kenyan police sniper" */
  if (cut && cut->entity != KH_NONE && cut->begin < c->role_begin && cut->end <= t && !(cut->actor.sectors & forces))
    c->role = kh_roles_match(&w->a->roles, k, t, cut->end, s->tok_end, &c->role_begin, &c->role_end);
  if (c->role && counts_for_other(w, s, t)) return false;
  if (t + 1 < s->tok_end && is_made(w, s, t + 1)) return false;
  if (c->role && c->role_end - c->role_begin == 1 && is_made(w, s, t)) {
    uint32_t b, e;
    const kh_role *before = kh_roles_match(&w->a->roles, k, t - 1, s->tok_begin, t, &b, &e);
    if (before && before->kind == KH_ROLE_PERSON && before->sectors) c->role = before, c->role_begin = b, c->role_end = e;
  }
  if (opens && c->role && c->role->kind != KH_ROLE_PEOPLE && has_word(kh_roles_text(&w->a->roles, c->role->name), k->lower[t])) return false;
  const kh_nominal *n = c->role && modifies(k->deprel[t]) ? kh_roles_nominal(&w->a->roles, k, t) : NULL;
  if (n && (n->what == KH_NOMINAL_STATE || n->what == KH_NOMINAL_LISTED)) return false;      /* "two-state solution", "state visit" */
  if (c->role && is_abstract(w, c, t)) {
    c->role = NULL;
    return false;
  }
  if (!c->role || (maybe && t > s->tok_begin && !noun && c->role_end - c->role_begin < 2 && k->upos[t - 1] == KH_UPOS_NOUN))
    return false;
  /* where the tree takes another word of the role for its head, that one stands for the phrase */
  if (k->head[t] != KH_NONE && k->head[t] >= c->role_begin && k->head[t] < c->role_end) c->head = k->head[t];
  for (uint32_t first = c->role_begin; first < t && c->head == t; first++)      /* … or has two of them: "killed the consul", "general" */
    if (k->head[first] == k->head[t] && k->deprel[first] == k->deprel[t]) c->head = first;
  c->kind = KH_ENTITY_NOMINAL;
  c->gender = c->role->gender ? c->role->gender : c->role->kind == KH_ROLE_BODY ? 'n' : 0;
  c->plural = c->role->kind == KH_ROLE_PEOPLE || !has_word(kh_roles_text(&w->a->roles, c->role->name), k->lower[t]);
  return true;
}

/* A proper noun that neither the tagger nor the gazetteer knows: still somebody where it stands as one. */
static bool proper_candidate(kh_actors_work *w, uint32_t t, kh_cand *c) {
  const kh_tokens *k = w->k;
  bool title = k->deprel[t] == KH_DEP_NMOD_DESC, letter = k->form[t].n < 2;   /* "Dr. Jane Roe"; "S" of a list */
  if (letter || title || k->upos[t] != KH_UPOS_PROPN || !nominal_place(k->deprel[t]) || w->name_at[t] != KH_NONE || w->in_time[t]) return false;
  c->gender = kh_roles_first_name(&w->a->roles, k, t);
  c->kind = c->gender ? KH_ENTITY_PER : KH_ENTITY_ORG;
  return true;
}

static bool in_dateline(const kh_actors_work *w, uint32_t t) {
  kh_span s = w->k->span[t], line = w->d->dateline;
  return s.begin >= line.begin && s.end <= line.end;
}

/* "UN: Taliban must lift ban": a body alone before the colon says it, and is no place that a report comes from. */
static bool says_it(const kh_actors_work *w, const kh_cand *c) {
  return c->name && c->name->kind == KH_NAME_BODY && c->actor.sector != KH_SECTOR_JRN && w->k->span[c->begin].begin == w->d->dateline.begin &&
         c->end < w->k->n && kh_str_is(w->k->form[c->end], ":") && w->k->span[c->end].end == w->d->dateline.end;
}

/* A role inside the words of a longer one ("police" in "police officer") is no candidate. */
static void drop_covered(kh_actors_work *w, size_t first) {
  size_t kept = first;
  for (size_t i = first; i < w->cands.n; i++) {
    const kh_cand *c = &w->cands.at[i];
    bool covered = in_dateline(w, c->head) && !says_it(w, c);
    if (c->name && c->name->entity == KH_NONE)      /* "Riot" of "Riot police", as the tagger sees it */
      for (size_t j = i + 1; j < w->cands.n && w->cands.at[j].head < c->head + 6 && !covered; j++)
        covered = w->cands.at[j].role && w->cands.at[j].role_begin <= c->name->begin && w->cands.at[j].role_end >= c->name->end;
    for (size_t j = i + 1; c->role && j < w->cands.n && w->cands.at[j].head < c->head + 6 && !covered; j++)
      covered = w->cands.at[j].role && w->cands.at[j].role_begin <= c->role_begin && w->cands.at[j].role_end >= c->role_end;
    for (size_t j = i; c->role && j > first && w->cands.at[j - 1].head + 6 > c->head && !covered; j--)
      covered = w->cands.at[j - 1].role && w->cands.at[j - 1].role_begin <= c->role_begin && w->cands.at[j - 1].role_end >= c->role_end;
    if (!covered) w->cands.at[kept++] = *c;
  }
  w->cands.n = kept;
}

/* "Statistics" of "the Bureau of Statistics", which no list has: capitals behind the "of" of a body's word are words of its name. */
static bool ends_name(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  uint32_t up = k->head[c->head];
  if (c->role || c->name || c->pronoun || up == KH_NONE || up + 2 != c->begin || kh_deprel_base(k->deprel[c->head]) != KH_DEP_NMOD || w->cand_at[up] == KH_NONE)
    return false;
  const kh_cand *body = &w->cands.at[w->cand_at[up]];
  return body->role && body->role->kind == KH_ROLE_BODY && kh_has_capital(k, up) && kh_roles_preposition(&w->a->roles, k, up + 1) == KH_PREP_BELONGS;
}

/* "Kenyan-US cooperation", "Russian-EU ties": a nationality that a hyphen joins to a state's or a union's name is a party beside it. */
static bool paired(const kh_actors_work *w, const kh_cand *c, const kh_cand *above) {
  const kh_name *n = above->name;
  if (!c->name || c->name->kind != KH_NAME_DEMONYM || !n || n->begin != c->name->end + 1 || !kh_str_is(w->k->form[c->name->end], "-")) return false;
  uint32_t up = w->k->head[above->head];      /* "Kenyan-US troops" are one mention */
  if (up != KH_NONE && w->cand_at[up] != KH_NONE && w->cands.at[w->cand_at[up]].role) return false;
  return n->kind == KH_NAME_STATE || (n->kind == KH_NAME_BODY && n->actor.sectors & 1u << KH_SECTOR_IGO);
}

/* "World Bank President" before a name: an office that the tagger takes for a body. */
static bool is_office_tagged(const kh_actors_work *w, const kh_cand *c) {
  uint32_t b, e, end = c->name ? c->name->end : 0;
  if (!c->name || c->name->kind != KH_NAME_BODY || end - c->name->begin < 2 || end >= w->k->n || w->name_at[end] == KH_NONE ||
      w->names.at[w->name_at[end]].kind != KH_NAME_PERSON)
    return false;
  const kh_role *r = kh_roles_match(&w->a->roles, w->k, end - 1, c->name->begin, end, &b, &e);
  return r && r->kind == KH_ROLE_PERSON && r->of;
}

/* Titles and modifiers belong to the phrase above them: "Israeli Prime Minister Benjamin Netanyahu" is one mention. */
static bool is_hidden(const kh_actors_work *w, const kh_cand *c) {
  const kh_tokens *k = w->k;
  bool demonym = c->name && c->name->kind == KH_NAME_DEMONYM;
  if (ends_name(w, c) || is_office_tagged(w, c)) return true;
  if (demonym && k->upos[c->head] == KH_UPOS_ADJ && !modifies(k->deprel[c->head]) && !nominal_place(k->deprel[c->head])) return true;
  bool state = c->name && c->name->entity != KH_NONE &&
               (c->name->kind == KH_NAME_STATE || c->name->kind == KH_NAME_SEAT || c->name->kind == KH_NAME_PLACE || c->name->kind == KH_NAME_PEOPLE);
  uint32_t over = state && modifies(k->deprel[c->head]) ? k->head[c->head] : KH_NONE;      /* "U.S. oil companies", "Tokyo dealers", "Arab banks" */
  if (over != KH_NONE && over > c->head && w->cand_at[over] != KH_NONE && w->cands.at[w->cand_at[over]].role && w->cands.at[w->cand_at[over]].begin <= c->begin)
    return true;
  if (!c->role && !demonym) return false;
  for (uint32_t t = c->head, steps = 0; steps < 4; steps++) {
    /* "soldiers and many Afghans", "Israel and the Palestinians" */
    bool beside = steps == 0 && c->plural && k->deprel[t] == KH_DEP_CONJ && k->upos[t] != KH_UPOS_ADJ && k->head[t] < t &&
                  (k->upos[k->head[t]] == KH_UPOS_NOUN || (k->upos[k->head[t]] == KH_UPOS_PROPN && k->morph[t] & KH_MORPH_PLUR));
    bool up = modifies(k->deprel[t]) || (demonym && k->deprel[t] == KH_DEP_CONJ && !beside);
    if (!up || (t = k->head[t]) == KH_NONE) return false;
    if (w->cand_at[t] != KH_NONE) {
      const kh_cand *above = &w->cands.at[w->cand_at[t]];
      if (steps == 0 && paired(w, c, above)) return false;
      if (above->role || (above->name && above->name->kind != KH_NAME_DEMONYM) || (!above->name && !above->pronoun)) return true;
    }
  }
  return false;
}

/* The candidate `title` goes into the name at `at`, which takes its place in the tree where the name hangs from it. */
static void name_titled(kh_actors_work *w, uint32_t title, uint32_t at, bool over) {
  kh_cand *r = &w->cands.at[title], *c = &w->cands.at[at];
  r->hidden = true;
  c->title = title;
  if (r->begin < c->begin) c->begin = r->begin;
  if (!over) return;
  if (r->end > c->end) c->end = r->end;
  w->cand_at[c->head] = KH_NONE;
  c->head = r->head;
  w->cand_at[r->head] = at;
}

/* "Foreign Minister Prince Faisal": a title right before a person's name is no mention of its own, and where the tree
 * hangs the name from the title, the title's place in the tree is the name's. */
static void merge_titles(kh_actors_work *w) {
  for (uint32_t i = 0; i < w->cands.n; i++) {
    kh_cand *r = &w->cands.at[i];
    if (!r->role || r->hidden || r->role->kind != KH_ROLE_PERSON || r->role_end >= w->k->n || w->name_at[r->role_end] == KH_NONE) continue;
    const kh_name *n = &w->names.at[w->name_at[r->role_end]];
    uint32_t at = w->cand_at[n->head];
    if (n->kind != KH_NAME_PERSON || n->begin != r->role_end || at == KH_NONE || w->k->sentence[n->head] != w->k->sentence[r->head]) continue;
    kh_cand *c = &w->cands.at[at];
    if (c->name != n || c->hidden) continue;
    bool over = kh_doc_dominates(w->d, r->head, n->head), under = kh_doc_dominates(w->d, n->head, r->head);
    /* "Mugabe and opposition leader Tsvangirai have agreed", with the two hung apart: the bare title is the name's all the same */
    bool bare = !r->plural && (r->begin == r->role_begin || w->k->upos[r->begin] != KH_UPOS_DET);
    if (!over && !under && !bare) continue;
    name_titled(w, i, at, over);
  }
}

/* "Meet State Counsellor Aung San Suu Kyi", with two objects side by side: capitals that no list knows, right before a person's name and
 * in the same place of the tree or under them, are a title; the name is the one party. */
static void merge_capitals(kh_actors_work *w) {
  const kh_tokens *k = w->k;
  for (uint32_t i = 0; i < w->cands.n; i++) {
    kh_cand *r = &w->cands.at[i];
    uint32_t next = r->head + 1;
    if (r->name || r->role || r->pronoun || r->hidden || next >= k->n || w->name_at[next] == KH_NONE) continue;
    const kh_name *n = &w->names.at[w->name_at[next]];
    uint32_t at = w->cand_at[n->head];
    if (n->kind != KH_NAME_PERSON || n->begin != next || at == KH_NONE || w->cands.at[at].name != n || w->cands.at[at].hidden) continue;
    bool beside = k->head[r->head] == k->head[n->head] && k->deprel[r->head] == k->deprel[n->head] && k->deprel[r->head] != KH_DEP_CONJ;
    bool over = k->head[n->head] == r->head && k->deprel[n->head] == KH_DEP_FLAT;
    if (!beside && !over) continue;
    name_titled(w, i, at, over);
  }
}

/* "Producers and consumers will meet at the International Coffee Organization": does the report tell of a trade between all lands? */
static bool tells_of_pact(const kh_actors_work *w) {
  const kh_tokens *k = w->k;
  bool between = false, both = false;
  for (size_t i = 0; i < w->names.n && !between; i++) between = w->names.at[i].actor.sectors & 1u << KH_SECTOR_IGO;
  for (size_t i = 0; i < w->cands.n && between && !both; i++) {
    const kh_cand *c = &w->cands.at[i];
    uint32_t up = c->role && c->role->trades && k->deprel[c->head] == KH_DEP_CONJ ? w->cand_at[k->head[c->head]] : KH_NONE;
    both = up != KH_NONE && w->cands.at[up].role && w->cands.at[up].role->trades && w->cands.at[up].role != c->role;
  }
  return both;
}

void kh_actors_mentions(kh_actors_work *w) {
  const kh_doc *d = w->d;
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    const kh_sentence *s = &d->sentences[i];
    size_t first = w->cands.n;
    if (s->kind == KH_SENT_RESIDUE) continue;
    for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
      kh_cand c = {.head = t, .owner = KH_NONE, .title = KH_NONE, .chain = KH_NONE};
      if (name_candidate(w, t, &c) || pronoun_candidate(w, t, &c) ||
          (w->name_at[t] == KH_NONE && (role_candidate(w, s, t, &c) || proper_candidate(w, t, &c)))) {
        finish(w, s, &c);
        KH_PUSH(w->scratch, &w->cands, c);
      }
    }
    drop_covered(w, first);
  }
  for (size_t i = 0; i < w->cands.n; i++) w->cand_at[w->cands.at[i].head] = (uint32_t)i;
  for (size_t i = 0; i < w->cands.n; i++) w->cands.at[i].hidden = is_hidden(w, &w->cands.at[i]);
  w->owes = false;
  for (size_t i = 0; i < w->cands.n && !w->owes; i++) w->owes = w->cands.at[i].role && w->cands.at[i].role->lends && w->cands.at[i].role->stranger;
  w->pact = tells_of_pact(w);
  merge_titles(w);
  merge_capitals(w);
}
