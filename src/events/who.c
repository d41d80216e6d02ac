/* who.c: the mentions that stand for a noun phrase: itself, what it holds, whose it is, who does what it tells. */
#include "events/clause_int.h"

/* "The Nixon administration", "the Johnson administration": the word before the noun tells one from the other, whatever their chain. */
static uint32_t called_after(const kh_algebra *a, uint32_t mention) {
  const kh_doc *d = a->d;
  uint32_t t = d->mentions[mention].head, c = t == 0 ? KH_NONE : t - 1;
  bool named = c != KH_NONE && d->mentions[mention].kind == KH_ENTITY_NOMINAL && d->tok.head[c] == t && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_COMPOUND &&
               d->tok.upos[c] == KH_UPOS_PROPN;
  return named ? c : KH_NONE;
}

bool kh_are_called_apart(const kh_algebra *a, uint32_t x, uint32_t y) {
  uint32_t one = called_after(a, x), other = one == KH_NONE ? KH_NONE : called_after(a, y);
  return other != KH_NONE && !kh_str_eq(a->d->tok.lower[one], a->d->tok.lower[other]);
}

void kh_who_add(kh_who *w, uint32_t mention) {
  for (uint32_t i = 0; i < w->n; i++)
    if (w->at[i] == mention) return;
  if (w->n < KH_MAX_WHO) w->at[w->n++] = mention;
}

bool kh_who_holds(const kh_algebra *a, const kh_who *w, uint32_t mention) {
  for (uint32_t i = 0; mention != KH_NONE && i < w->n; i++)
    if (kh_same_mention(a, w->at[i], mention)) return true;
  return false;
}

bool kh_who_share(const kh_algebra *a, const kh_who *x, const kh_who *y) {
  for (uint32_t i = 0; i < y->n; i++)
    if (kh_who_holds(a, x, y->at[i])) return true;
  return false;
}

bool kh_who_of_some_country(const kh_doc *d, const kh_who *w) {
  for (uint32_t i = 0; i < w->n; i++)
    if (d->mentions[w->at[i]].actor.country[0]) return true;
  return false;
}

bool kh_who_coded(const kh_doc *d, const kh_who *w) {
  for (uint32_t i = 0; i < w->n; i++)
    if (d->mentions[w->at[i]].actor.country[0] || d->mentions[w->at[i]].actor.sector) return true;
  return false;
}

bool kh_who_of_country(const kh_algebra *a, const kh_who *w, const char *country) {
  for (uint32_t i = 0; i < w->n; i++)
    if (!strcmp(a->d->mentions[w->at[i]].actor.country, country)) return true;
  return false;
}

/* "They were treated and sent home, police said": those who tell what was done to others. */
static bool tells_of_others(const kh_mention *m) {
  uint8_t s = m->actor.sector;
  return s == KH_SECTOR_COP || s == KH_SECTOR_GOV || s == KH_SECTOR_MIL || s == KH_SECTOR_JUD;
}

/* Mentions that cannot act: works and events. */
static bool can_act(const kh_algebra *a, uint32_t m) {
  if (m == KH_NONE || m >= a->d->mention_count) return false;
  kh_entity k = a->d->mentions[m].kind;
  return k != KH_ENTITY_WORK && k != KH_ENTITY_EVENT;
}

static bool known(const kh_algebra *a, uint32_t m) {
  const kh_mention *x = &a->d->mentions[m];
  return x->actor.country[0] || x->actor.sector != KH_SECTOR_NONE || x->kind != KH_ENTITY_NOMINAL;
}

/* "Dissolved the group": nothing that it holds is named. */
static bool stands_alone(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_definite(a, t)) return false;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_NMOD || base(d, c) == KH_DEP_COMPOUND || base(d, c) == KH_DEP_AMOD) return false;
  return true;
}

/* "Thousands of teachers, students and miners": each of them. */
static bool counts_several(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_NMOD && can_act(a, a->mention_of[c]))
      EACH_CHILD(d, c, g)
        if (rel(d, g) == KH_DEP_CONJ && !kh_is_verb(a, g) && can_act(a, a->mention_of[g])) return true;
  return false;
}

/* "A bus full of policemen", "a hotel that was full of Israelis": those who fill it, or KH_NONE. */
uint32_t kh_who_fill(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t clause = kh_doc_child_with(d, t, KH_DEP_ACL_RELCL),
           full = t + 1 < d->tok.n && d->tok.upos[t + 1] == KH_UPOS_ADJ && d->tok.sentence[t + 1] == d->tok.sentence[t] ? t + 1
                  : !a->side && clause != KH_NONE && clause > t && d->tok.upos[clause] == KH_UPOS_ADJ              ? clause
                                                                                                                      : KH_NONE,
           those = full == KH_NONE ? KH_NONE : kh_doc_child_base(d, full, KH_DEP_OBL);
  uint32_t m = those == KH_NONE || those < full ? KH_NONE : a->mention_of[those], opener = m == KH_NONE ? KH_NONE : kh_doc_child_with(d, those, KH_DEP_CASE);
  return opener == full + 1 && kh_is_kind(a, opener, KH_CLAUSE_OF) && d->mentions[m].plural && d->mentions[m].kind != KH_ENTITY_LOC ? those : KH_NONE;
}

/* "A base where Danish officers slept", "a house in which children hid": who was there, or KH_NONE. */
static uint32_t who_is_there(const kh_algebra *a, uint32_t t) {
  enum { AWAY = 8 };
  const kh_doc *d = a->d;
  bool site = kh_is_kind(a, t, KH_CLAUSE_EDIFICE) || kh_is_kind(a, t, KH_CLAUSE_SITE) || kh_is_kind(a, t, KH_CLAUSE_LOCALITY);
  uint32_t c = kh_doc_child_with(d, t, KH_DEP_ACL_RELCL), them = c == KH_NONE || c < t ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_NSUBJ);
  if (them == KH_NONE || them < t || d->tok.upos[them] == KH_UPOS_PRON) return KH_NONE;
  for (uint32_t open = t + 1; open < them && open < t + AWAY; open++)
    if (((site || a->mention_of[t] == KH_NONE) && kh_is_kind(a, open, KH_CLAUSE_WHERE)) ||
        (site && kh_is_kind(a, open, KH_CLAUSE_INSIDE) && d->tok.upos[open + 1] == KH_UPOS_PRON))
      return them;
  return KH_NONE;
}

/* "Looted shops owned by Somalis and Ethiopians": theirs. */
static bool add_owners(const kh_algebra *a, uint32_t t, uint32_t m, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t those = d->mentions[m].kind == KH_ENTITY_NOMINAL && d->mentions[m].actor.sector == KH_SECTOR_BUS ? kh_who_fill(a, t) : KH_NONE;
  if (those == KH_NONE && d->mentions[m].kind == KH_ENTITY_NOMINAL && d->mentions[m].actor.sector == KH_SECTOR_BUS && !a->side) {
    those = who_is_there(a, t);
    if (those != KH_NONE && (a->mention_of[those] == KH_NONE || !d->mentions[a->mention_of[those]].plural)) those = KH_NONE;
  }
  if (those != KH_NONE) {
    kh_who_add(out, a->mention_of[those]);
    return true;
  }
  EACH_CHILD(d, t, c) {   /* "a trawler with six Vietnamese fishermen" */
    uint32_t aboard = base(d, c) == KH_DEP_NMOD && c > t && d->mentions[m].kind == KH_ENTITY_NOMINAL && d->mentions[m].actor.sector == KH_SECTOR_BUS
                          ? a->mention_of[c]
                          : KH_NONE,
             opener = aboard == KH_NONE ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
    if (opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_WITH) || d->mentions[aboard].kind != KH_ENTITY_NOMINAL || !d->mentions[aboard].plural ||
        kh_doc_child_with(d, c, KH_DEP_NUMMOD) == KH_NONE)
      continue;
    kh_who_add(out, aboard);
    return true;
  }
  uint32_t owned = d->mentions[m].kind != KH_ENTITY_NOMINAL || d->mentions[m].actor.sector != KH_SECTOR_BUS ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_ACL);
  uint32_t by = owned == KH_NONE || owned < t || !kh_is_kind(a, owned, KH_CLAUSE_OWNING) ? KH_NONE : kh_doc_child_with(d, owned, KH_DEP_OBL_AGENT);
  if (by == KH_NONE || !can_act(a, a->mention_of[by])) return false;
  kh_who_add(out, a->mention_of[by]);
  EACH_CHILD(d, by, g)
    if (rel(d, g) == KH_DEP_CONJ && !kh_is_verb(a, g) && can_act(a, a->mention_of[g])) kh_who_add(out, a->mention_of[g]);
  return true;
}

/* "The destroyer HMS Thornbury": the name right behind, of the same sort, where the words before it tell no country. */
static uint32_t name_beside(const kh_algebra *a, uint32_t m) {
  const kh_doc *d = a->d;
  const kh_mention *x = &d->mentions[m];
  if (x->kind != KH_ENTITY_NOMINAL || (x->actor.country[0] && !x->assumed)) return m;
  for (uint32_t c = x->tok_end; c < d->tok.n && c < x->tok_end + 2; c++) {
    uint32_t n = a->mention_of[c];
    const kh_mention *name = n == KH_NONE ? NULL : &d->mentions[n];
    if (name && name->tok_begin == x->tok_end && name->kind == KH_ENTITY_ORG && name->actor.sector == x->actor.sector && name->actor.country[0] &&
        d->tok.sentence[c] == d->tok.sentence[x->head])
      return n;
  }
  return m;
}

/* "US dollars", "Egyptian pounds": no country, but the sort of money. */
static bool is_sort_of_money(const kh_algebra *a, uint32_t t, uint32_t m) {
  const kh_doc *d = a->d;
  const kh_mention *x = &d->mentions[m];
  return x->tok_end == t + 1 && t + 1 < d->tok.n && d->tok.sentence[t + 1] == d->tok.sentence[t] && kh_is_kind(a, t + 1, KH_CLAUSE_COIN) &&
         rel(d, t + 1) != KH_DEP_NSUBJ && (x->kind == KH_ENTITY_LOC || x->kind == KH_ENTITY_NORP);
}

/* A name of some country, or, among many of no country at all, somebody of a country that the words tell: "the French president". */
static bool is_example(const kh_algebra *a, uint32_t t, const kh_mention *many) {
  uint32_t m = a->mention_of[t];
  const kh_mention *x = can_act(a, m) ? &a->d->mentions[m] : NULL;
  return x && x->actor.country[0] && (x->kind < KH_ENTITY_NOMINAL || (x->kind == KH_ENTITY_NOMINAL && !x->plural && !x->assumed && !many->actor.country[0]));
}

/* Adds what the phrase c names of many, where a word for examples opens it. */
static bool add_named(const kh_algebra *a, uint32_t c, const kh_mention *many, bool at_verb, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
  if (opener == KH_NONE || opener > c || !kh_is_kind(a, opener, KH_CLAUSE_NAMELY) || (at_verb && d->tok.upos[opener] == KH_UPOS_ADP)) return false;
  if (!is_example(a, c, many)) return false;
  kh_who_add(out, a->mention_of[c]);
  EACH_CHILD(d, c, g)
    if (g > c && rel(d, g) == KH_DEP_CONJ && is_example(a, g, many)) kh_who_add(out, a->mention_of[g]);
  return true;
}

/* "Countries such as Kenya and Uganda condemned it", "criticised bodies including the Red Cross": a word for many states or bodies, of no land that is
 * told, gives way to those that it names, for nobody knows the others; not those who suffer a deed ("killed ten people, including a Kenyan"). */
static bool add_examples(const kh_algebra *a, uint32_t t, uint32_t m, kh_who *out) {
  static const uint32_t bodies = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_PTY |
                                 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_BUS;
  const kh_doc *d = a->d;
  const kh_mention *x = &d->mentions[m];
  uint32_t v = d->tok.head[t];
  if (x->kind != KH_ENTITY_NOMINAL || !x->plural || (x->actor.country[0] && !x->assumed) || !(bodies >> x->actor.sector & 1)) return false;
  EACH_CHILD(d, t, c)
    if (c > t && base(d, c) == KH_DEP_NMOD && add_named(a, c, x, false, out)) return true;
  if (v == KH_NONE || !kh_is_verb(a, v)) return false;
  EACH_CHILD(d, v, c) {   /* hung on the verb */
    uint32_t opener = c > t && base(d, c) == KH_DEP_OBL ? kh_doc_child_with(d, c, KH_DEP_CASE) : KH_NONE;
    if (opener != KH_NONE && (opener == t + 1 || (opener == t + 2 && d->tok.upos[t + 1] == KH_UPOS_PUNCT)) && add_named(a, c, x, true, out)) return true;
  }
  return false;
}

/* "Envoys of Kenya and the rebels met": where one of those whom they act for is no land, they are told apart by them. */
static bool add_deputed(const kh_algebra *a, uint32_t t, uint32_t m, kh_who *out) {
  const kh_doc *d = a->d;
  if (d->mentions[m].kind != KH_ENTITY_NOMINAL || !d->mentions[m].plural || !kh_is_kind(a, t, KH_CLAUSE_DEPUTED)) return false;
  EACH_CHILD(d, t, c) {
    if (c < t || base(d, c) != KH_DEP_NMOD || !can_act(a, a->mention_of[c]) ||
        !(kh_is_behind(a, c, KH_CLAUSE_OF) || kh_is_behind(a, c, KH_CLAUSE_BOUND) || kh_is_behind(a, c, KH_CLAUSE_ORIGIN)))
      continue;
    const kh_mention *x = &d->mentions[a->mention_of[c]];
    EACH_CHILD(d, c, g) {
      const kh_mention *y = g > c && rel(d, g) == KH_DEP_CONJ && can_act(a, a->mention_of[g]) ? &d->mentions[a->mention_of[g]] : NULL;
      if (!y || kh_is_nobody(x) || kh_is_nobody(y) || (x->kind == KH_ENTITY_LOC && y->kind == KH_ENTITY_LOC)) continue;
      if (x->actor.sector == y->actor.sector && !strcmp(x->actor.country, y->actor.country)) continue;
      if (!(x->actor.country[0] || x->actor.sector) || !(y->actor.country[0] || y->actor.sector)) continue;
      kh_who_add(out, a->mention_of[c]);
      kh_who_add(out, a->mention_of[g]);
      return true;
    }
  }
  return false;
}

static bool direct_who(const kh_algebra *a, uint32_t t, kh_who *out);

/* Somebody who is known at t. "It" that stands for nobody is asked no further: who issued what it goes on about would be asked of the word before, and on. */
static bool somebody_at(const kh_algebra *a, uint32_t t, kh_who *out) {
  uint32_t m = a->mention_of[t];
  return m != KH_NONE && !kh_is_nobody(&a->d->mentions[m]) && direct_who(a, t, out);
}

/* Whose word or deed the noun at t is by its own phrase: "Peru's statement", "a report by the Fund". */
static bool of_its_phrase(const kh_algebra *a, uint32_t t, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t owner = kh_owner_of(a, t, KH_SLOT_OWN);
  if (owner != KH_NONE && somebody_at(a, owner, out)) return true;
  EACH_CHILD(d, t, c)
    if (c > t && base(d, c) == KH_DEP_NMOD && (kh_is_behind(a, c, KH_CLAUSE_BY) || kh_is_behind(a, c, KH_CLAUSE_ORIGIN)) && somebody_at(a, c, out)) return true;
  return false;
}

/* "The premier issued a statement. The statement condemned Peru", "a report by the Fund said …. It accused Peru": whose words a paper holds that is named
 * again, or that "it", which stands for nobody, goes on about. */
static bool issuer_before(const kh_algebra *a, uint32_t t, kh_who *out) {
  enum { BACK = 3, FAR = 160 };
  const kh_doc *d = a->d;
  bool it = d->tok.upos[t] == KH_UPOS_PRON;
  uint32_t the = kh_doc_child_with(d, t, KH_DEP_DET), here = d->tok.sentence[t];
  if (a->side || base(d, t) != KH_DEP_NSUBJ || rel(d, t) == KH_DEP_NSUBJ_PASS) return false;
  if (!it && (!kh_is_kind(a, t, KH_CLAUSE_ACCOUNT) || the == KH_NONE || !kh_is_kind(a, the, KH_CLAUSE_DEFINITE) || morph(a, t, KH_MORPH_PLUR))) return false;
  for (uint32_t u = t; u-- > 0 && t - u < FAR && here - d->tok.sentence[u] <= (it ? 1 : BACK);) {
    uint32_t v = d->tok.upos[u] == KH_UPOS_NOUN ? d->tok.head[u] : KH_NONE;
    if (v == KH_NONE || !kh_is_kind(a, u, KH_CLAUSE_ACCOUNT) || (it ? base(d, u) != KH_DEP_NSUBJ || !kh_is_kind(a, v, KH_CLAUSE_REPORTING)
                                                                     : d->tok.lemma_hash[u] != d->tok.lemma_hash[t]))
      continue;
    if (of_its_phrase(a, u, out)) return true;
    bool issued = kh_is_verb(a, v) && ((rel(d, u) == KH_DEP_OBJ && kh_is_kind(a, v, KH_CLAUSE_MAKING)) ||
                                       (base(d, u) == KH_DEP_OBL && kh_is_behind(a, u, KH_CLAUSE_INSIDE) && kh_is_kind(a, v, KH_CLAUSE_REPORTING)));
    uint32_t s = issued ? kh_subject_of(a, v) : KH_NONE;
    if (s != KH_NONE && s != u && somebody_at(a, s, out)) return true;
  }
  return false;
}

uint32_t kh_voice_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  kh_who by = {.n = 0};
  if (t == KH_NONE || a->side) return KH_NONE;
  if (kh_is_kind(a, t, KH_CLAUSE_ACCOUNT)) return of_its_phrase(a, t, &by) || issuer_before(a, t, &by) ? by.at[0] : KH_NONE;
  EACH_CHILD(d, t, c)   /* "one of the envoys", "some in the army" */
    if (c > t && base(d, c) == KH_DEP_NMOD && d->tok.upos[t] != KH_UPOS_NOUN && d->tok.upos[t] != KH_UPOS_PROPN && kh_is_behind(a, c, KH_CLAUSE_OF) &&
        somebody_at(a, c, &by))
      return by.at[0];
  return KH_NONE;
}

/* "Expelled two Russian diplomats, and Italy threw out two more", "shot a man and detained another": of whom such a word without a noun goes on counting,
 * the object told right before; KH_NONE. */
uint32_t kh_counted_of(const kh_algebra *a, uint32_t t) {
  enum { FAR = 40 };
  const kh_doc *d = a->d;
  if (a->side || d->tok.upos[t] == KH_UPOS_NOUN || !kh_is_kind(a, t, KH_CLAUSE_OTHER) || kh_doc_child_base(d, t, KH_DEP_NMOD) != KH_NONE) return KH_NONE;
  if (base(d, t) != KH_DEP_OBJ && rel(d, t) != KH_DEP_NSUBJ_PASS) return KH_NONE;
  if (d->tok.upos[t] == KH_UPOS_ADJ && kh_doc_child_with(d, t, KH_DEP_NUMMOD) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_DET) == KH_NONE)
    return KH_NONE;      /* "wanted more" */
  for (uint32_t u = t; u-- > 0 && t - u < FAR && d->tok.sentence[t] - d->tok.sentence[u] <= 1;) {
    if ((base(d, u) != KH_DEP_OBJ && rel(d, u) != KH_DEP_NSUBJ_PASS) || d->tok.upos[u] != KH_UPOS_NOUN || head(d, u) == head(d, t)) continue;
    uint32_t det = kh_doc_child_with(d, u, KH_DEP_DET);
    bool counted = kh_doc_child_with(d, u, KH_DEP_NUMMOD) != KH_NONE || (det == KH_NONE ? morph(a, u, KH_MORPH_PLUR) : !kh_is_kind(a, det, KH_CLAUSE_DEFINITE));
    return counted && a->mention_of[u] != KH_NONE ? u : KH_NONE;
  }
  return KH_NONE;
}

static bool direct_who(const kh_algebra *a, uint32_t t, kh_who *out) {
  const kh_doc *d = a->d;
  if (a->side) {
    uint8_t side = a->side[t];
    /* "Turkey said it would …": a pronoun after the first party is taken for it */
    if (!side && a->d->tok.upos[t] == KH_UPOS_PRON && morph(a, t, KH_MORPH_P3) && t > a->first_side) side = 1;
    if (side) kh_who_add(out, side - 1u);
    return side != 0;
  }
  uint32_t m = a->mention_of[t], counted = m == KH_NONE || kh_is_nobody(&d->mentions[m]) ? kh_counted_of(a, t) : KH_NONE;
  if (counted != KH_NONE) return direct_who(a, counted, out);
  if (!can_act(a, m) || is_sort_of_money(a, t, m)) return false;
  if (add_owners(a, t, m, out) || add_examples(a, t, m, out) || add_deputed(a, t, m, out)) return true;
  m = name_beside(a, m);
  /* "hundreds of soldiers": the soldiers */
  if (kh_is_kind(a, t, KH_CLAUSE_HOLLOW) && (!known(a, m) || (!a->side && counts_several(a, t))) && !stands_alone(a, t)) return false;
  if (kh_is_nobody(&d->mentions[m]) && morph(a, t, KH_MORPH_P3 | KH_MORPH_NEUT)) {   /* a thing: "rejected it" */
    issuer_before(a, t, out);
    return true;
  }
  if (kh_is_nobody(&d->mentions[m]) && morph(a, t, KH_MORPH_P3) && base(d, t) == KH_DEP_NSUBJ) {   /* "He had opened fire, the prisoner told police" */
    uint32_t s = kh_speaker_at(a, t), who = s == KH_NONE || s < t ? KH_NONE : a->mention_of[s];
    if (can_act(a, who) && !(rel(d, t) != KH_DEP_NSUBJ && tells_of_others(&d->mentions[who])) && d->mentions[who].plural == d->mentions[m].plural &&
        !kh_is_nobody(&d->mentions[who]))
      m = who;
  }
  kh_who_add(out, m);
  if (m != a->mention_of[t]) return true;
  for (uint32_t k = m + 1; k < d->mention_count && d->mentions[k].head == t && d->mentions[k].span.begin == d->mentions[m].span.begin &&
                           d->mentions[k].span.end == d->mentions[m].span.end;
       k++)
    if (can_act(a, k)) kh_who_add(out, k);   /* "Armenian and Azeri troops", "they" */
  return true;
}

/* "The offices of militias and parties", "ships from India, Japan and Australia": those that are joined to t. */
static void conjuncts_too(const kh_algebra *a, uint32_t t, kh_who *out) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, g)
    if (rel(d, g) == KH_DEP_CONJ && !kh_is_verb(a, g)) direct_who(a, g, out);
}

/* "A crossing in the centre of Kiev", "villages cut off by the cyclone in Bangladesh": the place in the phrase, further down. */
static void place_below(const kh_algebra *a, uint32_t t, kh_who *out) {
  enum { FAR = 12 };
  const kh_doc *d = a->d;
  if (d->tok.upos[t] != KH_UPOS_NOUN) return;
  for (uint32_t c = t + 1; c < d->tok.n && c < t + FAR && d->tok.sentence[c] == d->tok.sentence[t]; c++) {
    uint32_t m = a->mention_of[c];
    if (m == KH_NONE || d->mentions[m].kind != KH_ENTITY_LOC || !kh_doc_dominates(d, t, c)) continue;
    uint32_t up = c;
    for (uint32_t steps = 0; up != t && rel(d, up) != KH_DEP_ACL_RELCL && steps < FAR; steps++) up = head(d, up);
    if (up != t) continue;   /* "guns that remain in Sarajevo" */
    EACH_CHILD(d, c, g)
      if (rel(d, g) == KH_DEP_CASE && g < c && (kh_is_kind(a, g, KH_CLAUSE_INSIDE) || kh_is_kind(a, g, KH_CLAUSE_OF))) {
        kh_who_add(out, m);
        return;
      }
  }
}

/* "Police were sent to Goma before the town fell", "killed him at a police station in Goma, and the army shelled the building": the place named before. */
static void place_before(const kh_algebra *a, uint32_t t, kh_who *out) {
  const kh_doc *d = a->d;
  if (!(kh_is_kind(a, t, KH_CLAUSE_LOCALITY) || kh_is_kind(a, t, KH_CLAUSE_EDIFICE)) || morph(a, t, KH_MORPH_PLUR) || !stands_alone(a, t)) return;
  for (uint32_t c = t, steps = 0, begin = d->sentences[d->tok.sentence[t]].tok_begin; c-- > begin && steps < 48; steps++) {
    uint32_t m = a->mention_of[c];
    uint32_t opener = m == KH_NONE || d->mentions[m].kind != KH_ENTITY_LOC ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
    if (opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_PLACEPREP)) continue;
    kh_who_add(out, m);
    return;
  }
}

/* "Rejected a treaty supported by the farmers' union": those who like what was put forth have not made it. */
static bool is_liked(const kh_algebra *a, uint32_t t, uint32_t clause) {
  if (!kh_is_kind(a, t, KH_CLAUSE_PUTFORTH) || !kh_is_passive(a, clause)) return false;
  for (uint32_t i = a->first[clause]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].type == KH_SUPPORT && kh_doc_child_with(a->d, clause, KH_DEP_OBL_AGENT) != KH_NONE) return true;
  return false;
}

/* "The accord that their president had signed", "the plan set out by the envoy", "the speech in which she promised reform": whose it is. */
static bool made_by(const kh_algebra *a, uint32_t t, kh_who *out) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_kind(a, t, KH_CLAUSE_PUTFORTH) || a->first[t] != KH_NONE) return false;
  EACH_CHILD(d, t, c) {
    if (base(d, c) != KH_DEP_ACL || c < t || !kh_is_verb(a, c) || kh_clause_has_modal(a, c)) continue;   /* not "a bill that the senate must approve" */
    /* "the vote, which the opposition says was stolen", "a law that it calls harsh" */
    if ((kh_is_kind(a, c, KH_CLAUSE_REPORTING) || kh_is_kind(a, c, KH_CLAUSE_CALLING)) &&
        (kh_doc_child_with(d, c, KH_DEP_CCOMP) != KH_NONE || kh_doc_child_with(d, c, KH_DEP_XCOMP) != KH_NONE))
      continue;
    bool against = false;   /* "blocked the law opposed by miners": it is not theirs */
    for (uint32_t i = a->first[c]; i != KH_NONE && !a->side; i = a->inst.at[i].next)
      against |= a->inst.at[i].type == KH_REJECT || a->inst.at[i].type == KH_ACCUSE;
    if (against || (!a->side && is_liked(a, t, c))) continue;
    uint32_t s = kh_is_passive(a, c) ? kh_subject_of(a, c) : kh_doc_child_with(d, c, KH_DEP_NSUBJ);
    if (s != KH_NONE && s != t && direct_who(a, s, out)) return true;
  }
  return false;
}

/* "Criticised remarks by the premier", with who made them at the verb: an active verb has no agent. */
static uint32_t maker_at_verb(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t v = d->tok.head[t];
  if (a->side || rel(d, t) != KH_DEP_OBJ || v == KH_NONE || v > t || kh_is_passive(a, v)) return KH_NONE;
  EACH_CHILD(d, v, c)
    if (c > t && base(d, c) == KH_DEP_OBL && (d->tok.upos[c] == KH_UPOS_NOUN || d->tok.upos[c] == KH_UPOS_PROPN)) {
      uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener == t + 1 && kh_is_kind(a, opener, KH_CLAUSE_BY)) return c;
    }
  return KH_NONE;
}

/* "Drones launched by rebels set a plant on fire", "shells fired by the army": who sent the weapon. */
static uint32_t sender_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_kind(a, t, KH_CLAUSE_ORDNANCE) || kh_doc_child_with(d, t, KH_DEP_NMOD_POSS) != KH_NONE) return KH_NONE;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_ACL && c > t && kh_is_kind(a, c, KH_CLAUSE_DRIVING) && kh_is_verb(a, c)) {
      uint32_t agent = kh_doc_child_with(d, c, KH_DEP_OBL_AGENT);
      if (agent != KH_NONE && a->mention_of[agent] != KH_NONE) return agent;
    }
  return KH_NONE;
}

/* "Struck what it called hideouts of the rebels", "what he described as terrorists": what the clause below "what" calls it; KH_NONE for other words. */
static uint32_t so_called(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || d->tok.upos[t] != KH_UPOS_PRON || a->mention_of[t] != KH_NONE) return KH_NONE;
  EACH_CHILD(d, t, v) {
    if (base(d, v) != KH_DEP_ACL || v < t || !kh_is_kind(a, v, KH_CLAUSE_CALLING)) continue;
    EACH_CHILD(d, v, c)
      if (c > v && (rel(d, c) == KH_DEP_XCOMP || rel(d, c) == KH_DEP_OBJ || base(d, c) == KH_DEP_OBL) &&
          (d->tok.upos[c] == KH_UPOS_NOUN || d->tok.upos[c] == KH_UPOS_PROPN))
        return c;
  }
  return KH_NONE;
}

/* "Set up a tribunal, a step that Bosnia greeted", "a step greeted by Bosnia": who took it; "police had fired, the ministry said, a claim denied by Chad": who
 * put it forth. What is called a step by its name ("Proposition 9, a measure opposed by unions") is nobody's there. */
static bool step_taken_by(const kh_algebra *a, uint32_t t, kh_who *out) {
  enum { UP = 4 };
  const kh_doc *d = a->d;
  uint32_t told = a->side || !kh_is_kind(a, t, KH_CLAUSE_STEP) ? KH_NONE : kh_doc_child_base(d, t, KH_DEP_ACL), v = head(d, t);
  if (told == KH_NONE || (rel(d, told) != KH_DEP_ACL_RELCL && kh_agent_at(a, told) == KH_NONE) || kh_doc_child_with(d, t, KH_DEP_NMOD_POSS) != KH_NONE ||
      kh_doc_child_with(d, t, KH_DEP_PUNCT) == KH_NONE || (v != KH_NONE && rel(d, t) == KH_DEP_APPOS && d->tok.upos[v] == KH_UPOS_PROPN))
    return false;
  for (int step = 0; step < UP && v != KH_NONE && !(kh_is_verb(a, v) && v < t); step++) v = head(d, v);
  for (int step = 0; step < UP && v != KH_NONE && head(d, v) != KH_NONE; step++) {
    bool word = !kh_is_kind(a, t, KH_CLAUSE_DOINGS) || kh_is_kind(a, head(d, v), KH_CLAUSE_DEMANDING);
    if (!word || (base(d, v) != KH_DEP_CCOMP && base(d, v) != KH_DEP_CONJ) || !kh_is_verb(a, head(d, v))) break;
    v = head(d, v);
  }
  uint32_t doer = v == KH_NONE ? KH_NONE : kh_subject_of(a, v);
  if (doer == KH_NONE || !direct_who(a, doer, out)) return false;
  conjuncts_too(a, doer, out);
  return true;
}

/* "Doubted the rebels' claim that Uganda had shelled the town": the word is his who owns it, not of those whose deed it tells; KH_NONE for a deed's
 * own noun. */
static uint32_t teller_of(const kh_algebra *a, uint32_t t) {
  uint32_t i = a->first[t];
  if (a->side || i == KH_NONE || a->inst.at[i].trigger == t || !kh_is_kind(a, t, KH_CLAUSE_PUTFORTH)) return KH_NONE;
  return kh_doc_child_with(a->d, t, KH_DEP_NMOD_POSS);
}

/* "The former British colony of Kenya", "the Dutch island of Curacao": a land whose own name follows is that one, not whose it is or was. */
static uint32_t place_named(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || d->tok.upos[t] != KH_UPOS_NOUN || !kh_is_kind(a, t, KH_CLAUSE_DEPENDENCY)) return KH_NONE;
  EACH_CHILD(d, t, c)
    if (c > t && base(d, c) == KH_DEP_NMOD && kh_is_behind(a, c, KH_CLAUSE_OF) && a->mention_of[c] != KH_NONE &&
        d->mentions[a->mention_of[c]].kind == KH_ENTITY_LOC && d->mentions[a->mention_of[c]].actor.country[0])
      return c;
  return KH_NONE;
}

/* "Iowa winner Ted Cruz": the person right before whom a noun that is no office stands, with the name of a land before it, which is not meant; KH_NONE. */
static uint32_t bearer_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t c = t + 1;
  if (a->side || c >= d->tok.n || d->tok.upos[t] != KH_UPOS_NOUN || d->tok.head[c] != t || rel(d, c) != KH_DEP_APPOS || a->mention_of[c] == KH_NONE) return KH_NONE;
  bool craft = kh_is_kind(a, t, KH_CLAUSE_GEAR) || kh_is_kind(a, t, KH_CLAUSE_CONVEYANCE);   /* "the Norwegian ship Mia Margrethe" */
  return d->mentions[a->mention_of[c]].kind == KH_ENTITY_PER && !craft && kh_owner_of(a, t, KH_SLOT_OWN) != KH_NONE ? c : KH_NONE;
}

static bool who_below(const kh_algebra *a, uint32_t t, kh_whose whose, int depth, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t called = so_called(a, t);
  if (called != KH_NONE && depth < 3) return who_below(a, called, whose, depth + 1, out);
  uint32_t sender = sender_of(a, t);
  if (sender != KH_NONE && direct_who(a, sender, out)) return true;
  if (direct_who(a, t, out)) return true;
  uint32_t bearer = bearer_of(a, t);
  if (bearer != KH_NONE && direct_who(a, bearer, out)) return true;
  if (depth == 3) return false;
  if (whose == KH_ACTING && issuer_before(a, t, out)) return true;
  uint32_t teller = teller_of(a, t);
  if (teller != KH_NONE && direct_who(a, teller, out)) return true;
  /* an event noun or clause: who does it */
  for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_inst *x = &a->inst.at[i];
    if (x->dropped) continue;
    if (!a->side && !x->who.n && x->base != KH_NONE && kh_is_of_others(a, t)) return false;   /* "marched against a plan to deport Haitians" */
    while (!a->side && x->base != KH_NONE && x->trigger != t) x = &a->inst.at[x->base];   /* "condemned the attack that killed him": whose attack it is */
    const kh_who *w = x->who.n || whose != KH_ANYONE ? &x->who : &x->whom;
    for (uint32_t k = 0; k < w->n; k++) kh_who_add(out, w->at[k]);
    if (!w->n && whose == KH_ANYONE && x->type == KH_CONSULT && !a->side) break;   /* "left for the Venice summit": where it is */
    return w->n > 0;
  }
  uint32_t before = out->n;
  if (!a->side && whose == KH_ACTING && kh_is_kind(a, t, KH_CLAUSE_BEING)) return false;   /* "the premier's presence raised the alarm" */
  uint32_t named = place_named(a, t);
  if (named != KH_NONE && direct_who(a, named, out)) {
    conjuncts_too(a, named, out);
    return true;
  }
  uint32_t owner = kh_owner_of(a, t, KH_SLOT_OWN);
  if (owner != KH_NONE && !a->side && rel(d, owner) == KH_DEP_NMOD_POSS && d->tok.upos[owner] == KH_UPOS_PRON) {   /* "its Italian instructors" */
    uint32_t theirs = kh_owner_of(a, t, KH_SLOT_ADJ);
    if (theirs != KH_NONE) owner = theirs;
  }
  if (owner != KH_NONE && who_below(a, owner, whose, depth + 1, out)) {
    if (!a->side && rel(d, owner) == KH_DEP_AMOD) conjuncts_too(a, owner, out);   /* "Israeli, Turkish and Greek ships" */
    return true;
  }
  if (kh_is_verb(a, t)) {
    uint32_t s = kh_subject_of(a, t);
    return s != KH_NONE && s != t && who_below(a, s, whose, depth + 1, out);
  }
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_NMOD) {
      bool of = false;
      /* "a letter from the premier" */
      bool sent = !a->side && c > t && kh_is_kind(a, t, KH_CLAUSE_MISSIVE);
      EACH_CHILD(d, c, g)
        of |= rel(d, g) == KH_DEP_CASE &&
              (kh_is_kind(a, g, KH_CLAUSE_OF) || kh_is_kind(a, g, KH_CLAUSE_BY) || (sent && kh_is_kind(a, g, KH_CLAUSE_ORIGIN)) || a->side);
      if (!of || !who_below(a, c, whose, depth + 1, out)) continue;
      if (!a->side) conjuncts_too(a, c, out);
      return true;
    }
  uint32_t maker = maker_at_verb(a, t);
  if (maker != KH_NONE && who_below(a, maker, whose, depth + 1, out)) return true;
  if (step_taken_by(a, t, out)) return true;
  EACH_CHILD(d, t, c)     /* "ships from India, Japan and Australia" */
    if (!a->side && whose == KH_ACTING && base(d, c) == KH_DEP_NMOD && c > t && a->mention_of[c] != KH_NONE &&
        d->mentions[a->mention_of[c]].kind == KH_ENTITY_LOC) {
      uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_ORIGIN) || !direct_who(a, c, out)) continue;
      conjuncts_too(a, c, out);
      return true;
    }
  EACH_CHILD(d, t, c)     /* "the last free town, Manbij, was shelled": what it is called */
    if (!a->side && rel(d, c) == KH_DEP_APPOS && c > t && d->tok.upos[t] == KH_UPOS_NOUN && a->mention_of[c] != KH_NONE &&
        d->mentions[a->mention_of[c]].kind == KH_ENTITY_LOC && kh_doc_child_with(d, c, KH_DEP_PUNCT) != KH_NONE && direct_who(a, c, out))
      return true;
  if ((whose == KH_DOERS || (depth && whose == KH_ANYONE)) && made_by(a, t, out)) return true;
  if (whose == KH_DOERS || depth) return out->n > before;
  EACH_CHILD(d, t, c) {     /* "homes that the general owned", "a town that rebels had seized" */
    bool held = !a->side && rel(d, c) == KH_DEP_ACL_RELCL && (kh_is_kind(a, c, KH_CLAUSE_OWNING) || kh_is_kind(a, c, KH_CLAUSE_HOLDING));
    uint32_t holder = held ? kh_doc_child_with(d, c, KH_DEP_NSUBJ) : KH_NONE;
    if (holder != KH_NONE && kh_clause_antecedent(a, c, holder) == holder && direct_who(a, holder, out)) return true;
  }
  EACH_CHILD(d, t, c)     /* "shops owned by traders", "a plane carrying soldiers" */
    if (!a->side && rel(d, c) == KH_DEP_ACL && kh_is_verb(a, c) && !is_liked(a, t, c))
      EACH_CHILD(d, c, g) {
        if (g < c || (rel(d, g) != KH_DEP_OBJ && (base(d, g) != KH_DEP_OBL || rel(d, g) == KH_DEP_OBL_UNMARKED))) continue;
        /* "a petition calling on lawmakers to act": not theirs, but "signed by ministers" */
        if (whose == KH_ACTING && rel(d, g) != KH_DEP_OBL_AGENT && (kh_is_kind(a, t, KH_CLAUSE_PUTFORTH) || kh_is_kind(a, t, KH_CLAUSE_MISSIVE))) continue;
        /* "ads praising the senator": whom the words are about */
        bool told = rel(d, g) == KH_DEP_OBJ && a->first[c] != KH_NONE && kh_event_quad((kh_event_type)a->inst.at[a->first[c]].type) % 2;
        if (whose == KH_ACTING && told) continue;
        /* "an epidemic sweeping across Kenya" */
        if (whose == KH_ACTING && a->mention_of[g] != KH_NONE && d->mentions[a->mention_of[g]].kind == KH_ENTITY_LOC) continue;
        if (direct_who(a, g, out)) {
          conjuncts_too(a, g, out);
          return true;
        }
        uint32_t theirs = kh_owner_of(a, g, KH_SLOT_POSS);
        if (theirs != KH_NONE && direct_who(a, theirs, out)) return true;
      }
  /* "impounded a plane carrying mercenaries", with the participle at the verb */
  uint32_t h = d->tok.head[t], next = t + 1;
  if (!a->side && h != KH_NONE && next < d->tok.n && d->tok.head[next] == h && kh_is_verb(a, next) &&
      (rel(d, next) == KH_DEP_XCOMP || rel(d, next) == KH_DEP_ADVCL) && is_present_participle(d, next)) {
    uint32_t o = kh_doc_child_with(d, next, KH_DEP_OBJ);
    if (o != KH_NONE && direct_who(a, o, out)) return true;
  }
  EACH_CHILD(d, t, c)     /* "a bus full of policemen", "a train packed with soldiers" */
    if (!a->side && rel(d, c) == KH_DEP_AMOD && c > t)
      EACH_CHILD(d, c, g)
        if (g > c && base(d, g) == KH_DEP_OBL && a->mention_of[g] != KH_NONE && d->mentions[a->mention_of[g]].kind != KH_ENTITY_LOC && direct_who(a, g, out))
          return true;
  EACH_CHILD(d, t, c)     /* "a boat with 300 migrants", "funeral processions for the dead": who is in it */
    if (base(d, c) == KH_DEP_NMOD && !a->side && c > t && a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].kind != KH_ENTITY_LOC &&
        !(whose == KH_ACTING && kh_is_kind(a, t, KH_CLAUSE_DOINGS)) &&   /* "a strike on a market" is not the market's */
        direct_who(a, c, out))
      return true;
  uint32_t there = whose == KH_ANYONE && !a->side ? who_is_there(a, t) : KH_NONE;
  if (there != KH_NONE && direct_who(a, there, out)) return true;
  EACH_CHILD(d, t, c)     /* "a village in Niger": whose it is */
    if (whose == KH_ANYONE && base(d, c) == KH_DEP_NMOD && !a->side && a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].kind == KH_ENTITY_LOC) {
      kh_who_add(out, a->mention_of[c]);
      break;
    }
  if (whose == KH_ANYONE && out->n == before && made_by(a, t, out)) return true;
  if (whose == KH_ANYONE && out->n == before && !a->side) {
    place_below(a, t, out);
    if (out->n == before) place_before(a, t, out);
  }
  return out->n > before;
}

void kh_who_at(const kh_algebra *a, uint32_t t, kh_whose whose, kh_who *out) {
  if (t != KH_NONE) who_below(a, t, whose, 0, out);
}
