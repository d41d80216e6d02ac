/* setting.c: when and where an event took place: what hangs on its words; else what the sentence sets out with; else what the story
 * has reached; else, for places, the dateline. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"

enum {
  MAX_CLIMB = 12, FAR = 1000,   /* steps; further than any */
  REACH = 30,       /* tokens that are looked through for a word */
  NOMINAL = 3,      /* what hangs on another noun on the way is that much further off */
  ASIDE = 20,       /* … and what stands in a clause of manner below it: "arrested her while checking bars over the weekend" */
  STORY = 3,        /* sentences back that a place of the story may stand */
  OPENING = 4       /* sentences from the start that the dateline holds for, whoever acts */
};

static bool is_clause(const kh_algebra *a, uint32_t t) {
  uint8_t b = kh_deprel_base(a->d->tok.deprel[t]);
  if ((b == KH_DEP_ADVCL || b == KH_DEP_ACL) && !kh_is_verb(a, t) && kh_doc_child_base(a->d, t, KH_DEP_NSUBJ) == KH_NONE) return false;
  if (b == KH_DEP_CONJ && a->d->tok.morph[t] & KH_MORPH_GER && a->d->tok.upos[a->d->tok.head[t]] == KH_UPOS_NOUN && kh_doc_child_base(a->d, t, KH_DEP_NSUBJ) == KH_NONE) return false;   /* "rioting and looting" */
  return b == KH_DEP_CCOMP || b == KH_DEP_ADVCL || b == KH_DEP_ACL || b == KH_DEP_PARATAXIS || (b == KH_DEP_CONJ && kh_is_verb(a, t));
}

static bool nominal(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_NOUN || d->tok.upos[t] == KH_UPOS_PROPN; }

/* A noun that is an event of its own keeps its day and its place: "condemned the attack in Paris". */
static bool other_event(const kh_algebra *a, const kh_inst *x, uint32_t t) {
  if (t >= x->lo && t < x->hi) return false;
  for (uint32_t i = a->first[t]; i != KH_NONE && i < a->inst.n; i = a->inst.at[i].next)
    if (!a->inst.at[i].dropped && a->inst.at[i].trigger == t) return true;
  return false;
}

static bool has_case(const kh_algebra *a, uint32_t tok, unsigned kind) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CASE && kh_is_kind(a, d->child[i], kind)) return true;
  return false;
}

/* … but for one that the instance is a part of: "killed in the 2012 attacks in Benghazi". */
static bool within_it(const kh_algebra *a, const kh_inst *x, uint32_t t) {
  return a->d->tok.head[t] == x->trigger && kh_deprel_base(a->d->tok.deprel[t]) == KH_DEP_OBL && has_case(a, t, KH_CLAUSE_PLACEPREP);
}

/* How far a phrase at tok stands from the instance's words: steps up from the phrase to one of them, or to the verb that
 * governs a noun trigger without crossing into another clause. FAR where it belongs elsewhere. */
static uint32_t distance(const kh_algebra *a, const kh_inst *x, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t up[MAX_CLIMB], n = 0;
  /* places where a circumstance of the event may hang: the trigger, what holds it now, and verbs between */
  for (uint32_t t = x->trigger; t != KH_NONE && n < MAX_CLIMB; t = d->tok.head[t]) {
    up[n++] = t;
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    bool noun_to_verb = !kh_is_verb(a, t) && b != KH_DEP_CONJ;
    if (t != x->at && !noun_to_verb && b != KH_DEP_XCOMP) {
      if (!kh_doc_dominates(d, x->at, t) || x->at == t) break;
    } else if (t == x->at && kh_is_purpose(a, t)) continue;
    else if (t == x->at && is_clause(a, t)) break;
    else if (kh_is_verb(a, t) && b != KH_DEP_XCOMP && b != KH_DEP_CONJ && b != KH_DEP_ACL) break;
  }
  uint32_t steps = 0;
  for (uint32_t t = tok; t != KH_NONE && steps < FAR / 2; t = d->tok.head[t], steps++) {
    for (uint32_t i = 0; i < n; i++)
      if (up[i] == t) return steps + 2 * i;
    if (x->frame->occasion && t != tok && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_XCOMP && kh_is_verb(a, t) && t != x->trigger && !kh_is_kind(a, t, KH_CLAUSE_COMING) && !kh_is_kind(a, t, KH_CLAUSE_CONVENING)) return FAR;   /* "a vote that is expected to cost millions in 2030" */
    if (t != tok && is_clause(a, t)) {
      uint8_t b = kh_deprel_base(d->tok.deprel[t]);
      bool coming = x->frame->occasion && kh_is_kind(a, t, KH_CLAUSE_COMING);   /* "the vote that is due on April 9" */
      bool occurs = b == KH_DEP_ACL && (coming || kh_is_kind(a, t, KH_CLAUSE_OCCUR) || kh_is_kind(a, t, KH_CLAUSE_WROUGHT));   /* "protests beginning on April 9", "an offensive launched on April 9" */
      for (uint32_t i = 0; occurs && i < n; i++)
        if (up[i] == d->tok.head[t] && !kh_is_verb(a, up[i])) return steps + 2 * i + 1;
      if (b != KH_DEP_ADVCL || d->tok.head[t] != x->trigger || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) return FAR;
      steps += ASIDE;
    } else if (t != tok && nominal(d, t)) {
      if (other_event(a, x, t) && !within_it(a, x, t)) return FAR;
      /* "accused him of stealing the February 7 election": the day tells which, behind a verb that says something of it */
      if (tok < t && t > x->trigger && d->tok.head[tok] == t && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_OBJ && kh_is_verb(a, x->trigger) && d->tok.head[t] != x->trigger && !(t >= x->lo && t < x->hi)) return FAR;
      steps += NOMINAL;
    }
  }
  return FAR;
}

static uint32_t head_within(const kh_doc *d, uint32_t begin, uint32_t end) {
  for (uint32_t t = begin; t < end && t < d->tok.n; t++)
    if (d->tok.head[t] == KH_NONE || d->tok.head[t] < begin || d->tok.head[t] >= end) return t;
  return begin;
}

/* Stands before everything that the clause of t says, and t is in the sentence's main clause or a list of them. */
static bool opens(const kh_algebra *a, uint32_t phrase_end, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t top = t;
  if (phrase_end > t) return false;
  for (int i = 0; i < MAX_CLIMB && d->tok.head[top] != KH_NONE; i++) top = d->tok.head[top];
  for (uint32_t k = d->sentences[d->tok.sentence[t]].tok_begin; k < phrase_end; k++)
    if (kh_is_verb(a, k) || kh_deprel_base(d->tok.deprel[k]) == KH_DEP_NSUBJ) return false;
  return top >= phrase_end;
}

/* "November 1986, when he was fired": the clause is about the time right before it. */
static bool leads_in(const kh_doc *d, const kh_time *t, uint32_t verb) {
  uint8_t b = kh_deprel_base(d->tok.deprel[verb]);
  uint32_t begin, end;
  if (b != KH_DEP_ACL && b != KH_DEP_ADVCL) return false;
  kh_doc_subtree(d, verb, &begin, &end);
  while (begin < verb && d->tok.upos[begin] == KH_UPOS_PUNCT) begin++;
  uint8_t opener = d->tok.deprel[begin];
  if (begin == verb || d->tok.head[begin] != verb || (opener != KH_DEP_MARK && opener != KH_DEP_ADVMOD)) return false;
  return t->tok_end == begin || (t->tok_end + 1 == begin && d->tok.upos[t->tok_end] == KH_UPOS_PUNCT && opener == KH_DEP_ADVMOD);
}

/* "Officials arrested nine days ago have been released": what stands right before the verb belongs to the clause in its subject. */
static bool within_subject(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  const kh_doc *d = a->d;
  uint32_t h = head_within(d, t->tok_begin, t->tok_end), verb = d->tok.head[h];
  if (verb == KH_NONE || verb < t->tok_end || x->trigger >= t->tok_begin || d->tok.deprel[x->trigger] != KH_DEP_ACL) return false;
  for (uint32_t k = x->trigger + 1; k < t->tok_begin; k++)
    if (d->tok.upos[k] == KH_UPOS_PUNCT || d->tok.upos[k] == KH_UPOS_AUX || kh_is_verb(a, k)) return false;
  uint32_t subject = d->tok.head[x->trigger];
  if (kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE) return nominal(d, subject);   /* hung elsewhere */
  return d->tok.head[subject] == verb && kh_deprel_base(d->tok.deprel[subject]) == KH_DEP_NSUBJ;
}

/* "Four days after a gunman killed nine": a lapse that counts from what follows its mark. */
static bool counts_from(const kh_algebra *a, const kh_time *t, uint32_t *mark) {
  const kh_doc *d = a->d;
  if (!t->lapse || !t->tok_end || t->tok_end + 1 >= d->tok.n) return false;
  *mark = t->tok_end - 1;
  if (!kh_is_kind(a, *mark, KH_CLAUSE_AFTER) && !kh_is_kind(a, *mark, KH_CLAUSE_BEFORE)) ++*mark;
  if (!kh_is_kind(a, *mark, KH_CLAUSE_AFTER) && !kh_is_kind(a, *mark, KH_CLAUSE_BEFORE)) return false;
  return *mark + 1 < d->sentences[t->sentence].tok_end && d->tok.upos[*mark + 1] != KH_UPOS_PUNCT && d->tok.upos[*mark + 1] != KH_UPOS_ADP;
}

/* "Its 54th protest this year", "for the third time this month", "the deadliest attack this year": a span within which something is counted or ranked. */
static bool ranked(const kh_algebra *a, const kh_time *t) {
  enum { NEAR = 4 };
  const kh_doc *d = a->d;
  uint32_t first = d->sentences[t->sentence].tok_begin;
  if (t->begin == t->end || t->begin > d->published || t->end < d->published) return false;
  for (uint32_t k = t->tok_begin; k-- > first && k + NEAR >= t->tok_begin && d->tok.upos[k] != KH_UPOS_VERB;) {
    kh_str w = d->tok.form[k];
    bool numbered = w.n > 2 && w.s[0] >= '0' && w.s[0] <= '9' && w.s[w.n - 1] >= 'a' && w.s[w.n - 1] <= 'z';
    if (numbered || kh_is_kind(a, k, KH_CLAUSE_FIRST) || !strcmp(kh_doc_xpos(d, k), "JJS")) return true;
  }
  return false;
}

/* "The first attack on the town since 2012" does not date it. */
static bool compared(const kh_algebra *a, const kh_time *t) {
  const kh_doc *d = a->d;
  uint32_t first = d->sentences[t->sentence].tok_begin;
  if (t->tok_begin == first || t->begin == t->end || !kh_is_kind(a, t->tok_begin - 1, KH_CLAUSE_AFTER)) return false;
  if (t->tok_begin > first + REACH) first = t->tok_begin - REACH;
  for (uint32_t k = first; k < t->tok_begin; k++)
    if (d->tok.upos[k] == KH_UPOS_ADJ && kh_is_kind(a, k, KH_CLAUSE_RECORD)) return true;
  return false;
}

/* "Killed one man on Monday, arrested two on Tuesday": a day behind the second verb is its own, though the tree hangs it on the first. */
static bool behind_second(const kh_algebra *a, const kh_inst *x, uint32_t time) {
  const kh_doc *d = a->d;
  if (time < x->trigger || !kh_is_verb(a, x->trigger) || kh_deprel_base(d->tok.deprel[x->trigger]) != KH_DEP_CONJ || d->tok.head[x->trigger] != d->tok.head[time]) return false;
  for (uint32_t k = x->trigger + 1; k < time; k++)
    if (kh_is_verb(a, k) || d->tok.upos[k] == KH_UPOS_PUNCT) return false;
  return true;
}

/* "Killed 130 people in Paris in November": right behind the verb, with nothing but what it was done to and where between, whatever the tree has. */
static bool right_behind(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  enum { NEAR = 8 };
  const kh_doc *d = a->d;
  if (!kh_is_verb(a, x->trigger) || t->tok_begin <= x->trigger || t->tok_begin > x->trigger + NEAR) return false;
  for (uint32_t k = x->trigger + 1; k < t->tok_begin; k++) {
    uint8_t u = d->tok.upos[k];
    if (u != KH_UPOS_NOUN && u != KH_UPOS_PROPN && u != KH_UPOS_ADP && u != KH_UPOS_NUM && u != KH_UPOS_DET && u != KH_UPOS_ADJ) return false;
    if (nominal(d, k) && other_event(a, x, k)) return false;
  }
  return d->tok.upos[t->tok_begin - 1] == KH_UPOS_ADP;
}

/* "The 2011 raid that killed him": the clause is about a noun that has its day before it. */
static bool on_antecedent(const kh_algebra *a, const kh_inst *x, uint32_t time) {
  const kh_doc *d = a->d;
  uint32_t noun = d->tok.deprel[x->at] == KH_DEP_ACL_RELCL ? d->tok.head[x->at] : KH_NONE;
  if (noun == KH_NONE || time > noun || d->tok.head[time] != noun) return false;
  uint32_t subject = kh_doc_child_base(d, x->at, KH_DEP_NSUBJ);
  return subject != KH_NONE && subject == noun + 1 && d->tok.upos[subject] == KH_UPOS_PRON;
}

/* "Urged both sides to agree to a Christmas truce": the day of what is asked for, promised or charged. */
static bool is_of_base(const kh_algebra *a, const kh_inst *x, uint32_t h) {
  if (a->side || x->base == KH_NONE) return false;
  uint32_t of = a->inst.at[x->base].trigger;
  return of != x->trigger && kh_doc_dominates(a->d, of, h) && !kh_doc_dominates(a->d, of, x->trigger) && !kh_doc_dominates(a->d, of, x->at);
}

/* "Of 1935 Orchard Street": the number of a house is no year. */
static bool is_house(const kh_doc *d, const kh_time *t) {
  for (uint32_t i = kh_doc_first_place(d, t->sentence); i < d->place_count && d->places[i].tok_begin <= t->tok_end; i++)
    if (d->places[i].resolution == 5 && t->tok_end - t->tok_begin == 1 && (d->places[i].tok_begin == t->tok_end || (d->places[i].tok_begin == t->tok_begin && d->places[i].tok_end > t->tok_end))) return true;
  return false;
}

/* "Indicted him in a December slaying", "arrested two men over a robbery on March 3": the day is that of the crime. */
static bool is_of_crime(const kh_algebra *a, const kh_inst *x, uint32_t h) {
  enum { UP = 4 };
  bool justice = x->type == KH_ACCUSE || x->type == KH_COERCE || x->type == KH_SANCTION || x->type == KH_CONCEDE || x->type == KH_THREATEN;
  if (!justice || !kh_is_verb(a, x->trigger)) return false;
  uint32_t after = h + 1;      /* "in December slaying", where the tree hangs the month on the verb */
  if (a->d->tok.head[h] == x->trigger && after < a->d->tok.n && kh_is_kind(a, after, KH_CLAUSE_CRIME) && a->d->tok.sentence[after] == a->d->tok.sentence[h]) return true;
  for (uint32_t t = a->d->tok.head[h], steps = 0; t != KH_NONE && t > x->trigger && steps < UP; t = a->d->tok.head[t], steps++)
    if (kh_is_kind(a, t, KH_CLAUSE_CRIME) && kh_doc_child_with(a->d, t, KH_DEP_CASE) != KH_NONE) return true;
  return false;
}

/* "Criticised the 2015 nuclear deal", "accused it of failing to keep a September 1986 pact", "arrested the 2012 nominee": a year or month before a noun tells which it is, not when somebody speaks of it or holds him. */
static bool tells_which(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t year) {
  enum { NEAR = 3 };
  const kh_doc *d = a->d;
  uint32_t first = d->tok.deprel[year] == KH_DEP_CONJ && d->tok.head[year] != KH_NONE ? d->tok.head[year] : year, noun = d->tok.head[first];      /* "its 1982 and 1983 income" */
  int quad = kh_event_quad((kh_event_type)x->type);
  if ((t->precision != KH_PREC_YEAR && t->precision != KH_PREC_MONTH) || noun == KH_NONE || noun < t->tok_end || noun > t->tok_end + NEAR || kh_doc_child_with(d, year, KH_DEP_CASE) != KH_NONE || !nominal(d, noun) || !kh_is_verb(a, x->trigger) || (noun >= x->lo && noun < x->hi)) return false;
  bool object = d->tok.deprel[noun] == KH_DEP_OBJ && d->tok.head[noun] == x->trigger && !kh_is_kind(a, noun, KH_CLAUSE_PACT);      /* "approved the 1988 budget" */
  if (quad == 3 || object) return true;
  return a->mention_of[noun] != KH_NONE && d->mentions[a->mention_of[noun]].kind == KH_ENTITY_PER;
}

/* "Told his party to come up with a plan in early April", "asked parliament to approve spending over three months": a time below what is asked, and none of
 * the last days, is when it is to be done. */
static bool of_what_is_asked(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t h) {
  enum { DAYS = 30 };
  const kh_doc *d = a->d;
  if (x->type != KH_REQUEST || !kh_is_verb(a, x->trigger) || d->published == KH_NO_DAY || (t->timex != KH_TIMEX_DURATION && t->begin <= d->published && t->end + DAYS > d->published)) return false;
  for (uint32_t c = h, steps = 0; c != KH_NONE && steps < MAX_CLIMB && c != x->trigger; steps++, c = d->tok.head[c])
    if (kh_is_verb(a, c) && d->tok.head[c] == x->trigger && d->tok.morph[c] & KH_MORPH_INF) return true;
  return false;
}

uint32_t kh_time_of(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], best = KH_NONE, nearest = FAR, setting = KH_NONE;
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *t = &d->times[i];
    bool over = t->timex == KH_TIMEX_DURATION && t->end != KH_NO_DAY && t->end <= d->published;   /* "in the past week" */
    uint32_t mark;
    if ((t->timex > KH_TIMEX_TIME && !over) || t->begin == KH_NO_DAY || t->tok_begin >= d->tok.n || counts_from(a, t, &mark) || compared(a, t) || ranked(a, t)) continue;
    uint32_t h = head_within(d, t->tok_begin, t->tok_end), far = distance(a, x, h);
    if (is_of_base(a, x, h) || tells_which(a, x, t, h) || of_what_is_asked(a, x, t, h) || is_of_crime(a, x, h) || is_house(d, t)) continue;
    if (leads_in(d, t, x->at) || behind_second(a, x, h)) far = 0;
    else if (far >= FAR && (within_subject(a, x, t) || on_antecedent(a, x, h) || right_behind(a, x, t))) far = 1;
    if (far < nearest) nearest = far, best = i;
    if (opens(a, t->tok_begin, x->trigger)) setting = i;
  }
  return best != KH_NONE && (nearest < ASIDE || setting == KH_NONE) ? best : setting;
}

/* A time that hangs on the verb itself. */
static uint32_t time_at(const kh_doc *d, uint32_t verb) {
  uint32_t s = d->tok.sentence[verb];
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *t = &d->times[i];
    if (t->timex <= KH_TIMEX_TIME && t->begin != KH_NO_DAY && t->tok_begin < d->tok.n && !t->future && d->tok.head[head_within(d, t->tok_begin, t->tok_end)] == verb) return i;
  }
  return KH_NONE;
}

static bool told_as_past(const kh_doc *d, uint32_t verb) { return d->tok.morph[verb] & KH_MORPH_PAST && d->tok.morph[verb] & KH_MORPH_FIN; }

/* "Sacked the government and took power in May 2005, and his soldiers arrested its ministers": verbs in a row are of the day that one of them has,
 * those before it if they share its subject, those behind it where it is long past. */
uint32_t kh_time_shared(const kh_algebra *a, const kh_inst *x) {
  enum { DAYS = 30 };
  const kh_doc *d = a->d;
  uint32_t v = x->at, top = v;
  if (!kh_is_verb(a, v) || !told_as_past(d, v) || d->published == KH_NO_DAY) return KH_NONE;
  if (kh_deprel_base(d->tok.deprel[v]) == KH_DEP_CONJ && d->tok.head[v] != KH_NONE && kh_is_verb(a, d->tok.head[v])) top = d->tok.head[v];
  for (uint32_t i = d->child_at[top]; i < d->child_at[top + 1]; i++) {
    uint32_t c = d->child[i];
    if (c <= v || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_CONJ || !kh_is_verb(a, c) || !told_as_past(d, c)) continue;
    if (kh_doc_child_base(d, c, KH_DEP_NSUBJ) != KH_NONE) break;
    uint32_t t = time_at(d, c);
    if (t != KH_NONE && d->times[t].tok_begin > c) return t;
  }
  if (top == v) return KH_NONE;
  uint32_t best = time_at(d, top);
  for (uint32_t i = d->child_at[top]; i < d->child_at[top + 1] && d->child[i] < v; i++) {
    uint32_t c = d->child[i], t = kh_deprel_base(d->tok.deprel[c]) == KH_DEP_CONJ && kh_is_verb(a, c) ? time_at(d, c) : KH_NONE;
    if (t != KH_NONE) best = t;
  }
  if (best == KH_NONE) return KH_NONE;
  bool span = d->times[best].begin != d->times[best].end;   /* "freed a hostage last week and agreed to talk" */
  return d->times[best].end < d->published - (span ? 0 : DAYS) ? best : KH_NONE;
}

/* The verb of the clause that opens behind a mark, or the noun that stands there instead: "after a gunman killed nine", "after the attack". */
static uint32_t counted_from(const kh_algebra *a, uint32_t mark) {
  const kh_doc *d = a->d;
  uint32_t t = mark + 1, s = d->tok.sentence[mark];
  for (uint32_t n = 0; n < MAX_CLIMB && t < d->tok.n && d->tok.sentence[t] == s; n++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    bool verb = kh_is_verb(a, t) && b != KH_DEP_AMOD && b != KH_DEP_AUX, noun = b == KH_DEP_OBL;
    for (uint32_t k = t + 1; (noun || (verb && (d->tok.morph[t] & KH_MORPH_GER) && !(d->tok.morph[t] & KH_MORPH_FIN))) && k < d->tok.n && k < t + REACH && d->tok.upos[k] != KH_UPOS_PUNCT; k++) {
      uint32_t first, last;   /* "after a gunman claiming allegiance to a group killed nine", whatever the tree has */
      if (!kh_is_verb(a, k) || !(d->tok.morph[k] & KH_MORPH_FIN)) continue;
      kh_doc_subtree(d, k, &first, &last);
      if (first > mark) t = k, verb = true;
      break;
    }
    if (verb || b == KH_DEP_OBL || (b == KH_DEP_NMOD && (d->tok.head[t] == KH_NONE || d->tok.head[t] < t))) return t > mark ? t : KH_NONE;
    if ((t = d->tok.head[t]) == KH_NONE) break;
  }
  return KH_NONE;
}

/* Is x told in the clause of `top`, without a clause between? */
static bool told_in(const kh_algebra *a, const kh_inst *x, uint32_t top) {
  const kh_doc *d = a->d;
  for (uint32_t t = x->trigger, n = 0; t != KH_NONE && n < MAX_CLIMB; t = d->tok.head[t], n++) {
    if (t == top) return true;
    if (is_clause(a, t) && kh_deprel_base(d->tok.deprel[t]) != KH_DEP_CONJ) return false;
  }
  return false;
}

/* The days of a lapse from a day on: the farther off, the looser. */
static bool lapsed(const kh_doc *d, int32_t from, int32_t lapse, bool back, int32_t *begin, int32_t *end, kh_precision *precision) {
  enum { MONTH = 28, YEAR = 365, WEEK = 7, LOOSE = 3 };
  int32_t y, m, z, day = back ? from - lapse : from + lapse;
  if (day > d->published) return false;
  kh_day_parts(day, &y, &m, &z);
  if (lapse >= YEAR) *begin = kh_day_of(y, 1, 1), *end = kh_day_of(y, 12, 31), *precision = KH_PREC_YEAR;
  else if (lapse >= MONTH) *begin = kh_day_of(y, m, 1), *end = kh_day_of(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1) - 1, *precision = KH_PREC_MONTH;
  else *begin = day - (lapse % WEEK ? 0 : LOOSE), *end = day + (lapse % WEEK ? 0 : LOOSE), *precision = KH_PREC_DAY;
  if (*end > d->published) *end = d->published;
  return *begin != KH_NO_DAY && *end != KH_NO_DAY && *begin <= *end;
}

/* A day that is named between two tokens; KH_NO_DAY if there is none. */
static int32_t day_within(const kh_doc *d, uint32_t sentence, uint32_t begin, uint32_t end) {
  for (uint32_t i = kh_doc_first_time(d, sentence); i < d->time_count && d->times[i].sentence == sentence; i++) {
    const kh_time *t = &d->times[i];
    if (t->tok_begin >= begin && t->tok_end <= end && t->timex <= KH_TIMEX_TIME && t->begin != KH_NO_DAY && t->begin == t->end) return t->begin;
  }
  return KH_NO_DAY;
}

bool kh_lapse_of(const kh_algebra *a, const kh_inst *x, int32_t *begin, int32_t *end, kh_precision *precision) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], mark;
  if (d->published == KH_NO_DAY) return false;
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *t = &d->times[i];
    uint32_t top, up, first, last;
    if (!counts_from(a, t, &mark) || (top = counted_from(a, mark)) == KH_NONE) continue;
    kh_doc_subtree(d, top, &first, &last);
    bool after = kh_is_kind(a, mark, KH_CLAUSE_AFTER), within = x->trigger > mark && told_in(a, x, top);
    int32_t named = day_within(d, s, mark + 1, last);
    for (up = d->tok.head[top]; up != KH_NONE && up >= t->tok_begin && up <= mark;) up = d->tok.head[up];   /* what it is told beside */
    if (within) {
      if (named != KH_NO_DAY) return false;   /* it tells its own day */
      kh_inst above = *x;
      if (up != KH_NONE) above.trigger = above.at = above.lo = up, above.hi = up + 1;
      uint32_t stated = up == KH_NONE ? KH_NONE : kh_time_of(a, &above);
      const kh_time *base = stated == KH_NONE ? NULL : &d->times[stated];
      if (base && base->end - base->begin > t->lapse) {   /* "in March 2022, four days after …" */
        *begin = base->begin, *end = base->end, *precision = base->precision;
        return true;
      }
      int32_t day = base ? base->begin + (base->end - base->begin) / 2 : kh_day_of_story(a, &above);
      return day != KH_NO_DAY && lapsed(d, day, t->lapse, after, begin, end, precision);
    }
    if (named != KH_NO_DAY && up != KH_NONE && (x->trigger == up || x->at == up) && kh_time_of(a, x) == KH_NONE) return lapsed(d, named, t->lapse, !after, begin, end, precision);
  }
  return false;
}

/* ---- where ---- */
/* "east of the city" */
static bool direction(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i];
    if (d->tok.deprel[c] == KH_DEP_CASE && kh_is_kind(a, c, KH_CLAUSE_OF) && c > d->sentences[d->tok.sentence[tok]].tok_begin && kh_is_kind(a, c - 1, KH_CLAUSE_DIRECTION)) return true;
  }
  return false;
}

/* "the streets of Hanover", "the second city, Basra": the noun that a name's place is told by, however the tree hangs the name. */
static uint32_t told_by(const kh_algebra *a, uint32_t name) {
  const kh_doc *d = a->d;
  if (name < d->sentences[d->tok.sentence[name]].tok_begin + 2 || d->tok.upos[name] != KH_UPOS_PROPN || !nominal(d, name - 2)) return KH_NONE;
  if (kh_is_kind(a, name - 1, KH_CLAUSE_OF)) return name - 2;
  bool apart = d->tok.upos[name - 1] == KH_UPOS_PUNCT && d->tok.head[name] == name - 2;
  return apart && kh_is_kind(a, name - 2, KH_CLAUSE_SETTLEMENT) ? name - 2 : KH_NONE;
}

/* "leaves for Washington" */
static bool bound_for(const kh_algebra *a, uint32_t tok) {
  uint32_t verb = a->d->tok.head[tok];
  return verb != KH_NONE && kh_is_kind(a, verb, KH_CLAUSE_LEAVING) && kh_is_verb(a, verb) && has_case(a, tok, KH_CLAUSE_BOUND);
}

/* Does a preposition of place open the phrase, or one that it is part of: "in the streets of Hanover", "at Paris City Hall"? The word
 * that the phrase hangs by comes back in *top. */
static bool placed(const kh_algebra *a, uint32_t tok, uint32_t *top) {
  const kh_doc *d = a->d;
  for (int step = 0; step < 4; step++) {
    *top = tok;
    if (has_case(a, tok, KH_CLAUSE_PLACEPREP) || direction(a, tok) || bound_for(a, tok)) return true;
    uint32_t of = told_by(a, tok);
    if (of != KH_NONE) {
      tok = of;
      continue;
    }
    uint8_t b = kh_deprel_base(d->tok.deprel[tok]);
    bool part = b == KH_DEP_COMPOUND || b == KH_DEP_FLAT || b == KH_DEP_APPOS || (b == KH_DEP_NMOD && has_case(a, tok, KH_CLAUSE_OF)) ||
                d->tok.deprel[tok] == KH_DEP_NMOD_POSS;
    if (!part || d->tok.head[tok] == KH_NONE || !nominal(d, d->tok.head[tok])) return false;
    tok = d->tok.head[tok];
    if (kh_is_kind(a, tok, KH_CLAUSE_NOWHERE)) return false;
  }
  return false;
}

/* "the Paris attack", "the Orlando nightclub shooting" */
static bool before_trigger(const kh_doc *d, uint32_t tok, const kh_inst *x) {
  for (int step = 0; step < 3 && tok != KH_NONE && nominal(d, tok); step++) {
    if (tok == x->trigger) return step > 0;
    if (step > 0 && d->mention_of && d->mention_of[tok] != KH_NONE) return false;   /* "the Paris police raid": whose */
    if (kh_deprel_base(d->tok.deprel[tok]) != KH_DEP_COMPOUND) return false;
    tok = d->tok.head[tok];
  }
  return false;
}

/* "The Cairo talks gathered the ministers", "raided the Istanbul offices of the paper": the town of what the verb is about. */
static bool before_argument(const kh_algebra *a, uint32_t tok, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t of = d->tok.head[tok], range;
  return of != KH_NONE && kh_deprel_base(d->tok.deprel[tok]) == KH_DEP_COMPOUND && d->tok.head[of] == x->at && (!d->mention_of || d->mention_of[of] == KH_NONE || !d->mentions[d->mention_of[of]].actor.sector) &&
         ((kh_deprel_base(d->tok.deprel[of]) == KH_DEP_NSUBJ && kh_trigger_at(d, &a->e->own, of, &range)) || (d->tok.deprel[of] == KH_DEP_OBJ && x->type == KH_COERCE));
}

/* "visits Georgia", "protests swept Iran" */
static bool visited(const kh_algebra *a, uint32_t tok) {
  uint32_t verb = a->d->tok.head[tok];
  if (verb != KH_NONE && kh_deprel_base(a->d->tok.deprel[tok]) == KH_DEP_NMOD && kh_is_kind(a, verb, KH_CLAUSE_SETTLEMENT)) tok = verb, verb = a->d->tok.head[tok];   /* "rocked the city of Basra" */
  return verb != KH_NONE && kh_deprel_base(a->d->tok.deprel[tok]) == KH_DEP_OBJ && (kh_is_kind(a, verb, KH_CLAUSE_VISITING) || kh_is_kind(a, verb, KH_CLAUSE_OCCUR));
}

/* "Calcutta was paralysed by a general strike": what suffers the event of the noun. */
static bool suffers(const kh_algebra *a, uint32_t tok, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t verb = d->tok.head[tok];
  return verb != KH_NONE && d->tok.deprel[tok] == KH_DEP_NSUBJ_PASS && d->tok.head[x->trigger] == verb && kh_deprel_base(d->tok.deprel[x->trigger]) == KH_DEP_OBL && kh_agent_at(a, verb) == x->trigger;
}

/* "an Alexandria grand jury", "a Paris man": where those who take part belong. */
static bool within_party(const kh_doc *d, const kh_place *p, const kh_who *w) {
  for (uint32_t i = 0; i < w->n; i++) {
    const kh_mention *m = &d->mentions[w->at[i]];
    if (p->tok_begin >= m->tok_begin && p->tok_end <= m->tok_end && p->tok_end <= m->head) return true;
  }
  return false;
}

/* "MANILA - Communist rebels …", "Srinagar, Mar 3: The premier …": a place, what it lies in, perhaps a day, and a dash or, behind a town, a colon open the
 * sentence. */
static bool opens_with_dateline(const kh_doc *d, uint32_t s, uint32_t place) {
  enum { HEADER = 8 };
  const kh_sentence *one = &d->sentences[s];
  if (place >= d->place_count || d->places[place].tok_begin != one->tok_begin) return false;
  for (uint32_t t = d->places[place].tok_end; t + 1 < one->tok_end && t < one->tok_begin + HEADER; t++) {
    kh_str form = d->tok.form[t];
    bool dash = kh_str_is(form, "-") || kh_str_is(form, "--") || kh_str_is(form, "\xE2\x80\x93") || kh_str_is(form, "\xE2\x80\x94");
    if (dash) return d->tok.space_after[t] && d->tok.space_after[t - 1];
    if (kh_str_is(form, ":")) return d->places[place].resolution > 1;
    if (d->tok.upos[t] != KH_UPOS_PROPN && d->tok.upos[t] != KH_UPOS_PUNCT && d->tok.upos[t] != KH_UPOS_NUM) return false;
  }
  return false;
}

/* "SUVA, Fiji -", cut off as a sentence of its own. */
static bool names_alone(const kh_doc *d, uint32_t s) {
  for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++)
    if (d->tok.upos[t] != KH_UPOS_PROPN && d->tok.upos[t] != KH_UPOS_PUNCT) return false;
  return true;
}

/* The dateline's place: of the report, or of the paragraph where each has its own; *own tells which. */
static uint32_t dateline_place(const kh_doc *d, uint32_t sentence, bool *own) {
  enum { BRIEF = 48 };   /* sentences: a paragraph that begins with a dateline of its own is no longer */
  *own = true;
  for (uint32_t s = sentence + 1, n = 0; s-- > 0 && n < BRIEF && d->sentences[s].paragraph == d->sentences[sentence].paragraph; n++) {
    uint32_t p = kh_doc_first_place(d, s);
    bool first = s == 0 || d->sentences[s - 1].paragraph != d->sentences[s].paragraph;
    if (p >= d->place_count || d->places[p].demonym || d->places[p].tok_begin != d->sentences[s].tok_begin) continue;
    if (opens_with_dateline(d, s, p) || (first && s < sentence && names_alone(d, s))) return p;
  }
  *own = false;
  for (uint32_t p = 0; p < d->place_count && d->places[p].span.end <= d->dateline.end; p++)
    if (d->places[p].span.begin >= d->dateline.begin && !d->places[p].demonym) return p;
  return KH_NONE;
}

/* The place that the sentences before, perhaps only those of the paragraph, have set out: the last one that stands in a phrase of place. */
static uint32_t story_place(const kh_algebra *a, uint32_t sentence, bool paragraph) {
  const kh_doc *d = a->d;
  for (uint32_t back = 1; back <= STORY && back <= sentence; back++) {
    uint32_t s = sentence - back, best = KH_NONE, top = 0;
    if (d->sentences[s].kind == KH_SENT_RESIDUE || (paragraph && d->sentences[s].paragraph != d->sentences[sentence].paragraph)) return KH_NONE;
    for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++) {
      if (d->places[p].demonym || !d->places[p].country[0] || (best != KH_NONE && d->places[p].resolution < d->places[best].resolution)) continue;
      uint32_t h = head_within(d, d->places[p].tok_begin, d->places[p].tok_end);
      if (visited(a, h) || (placed(a, h, &top) && !direction(a, top) && !has_case(a, top, KH_CLAUSE_ORIGIN))) best = p;   /* not "envoys from Qatar" */
    }
    if (best != KH_NONE) return best;
  }
  return KH_NONE;
}

static bool anyone(const kh_doc *d, const kh_inst *x) {
  for (uint32_t i = 0; i < x->who.n; i++)
    if (d->mentions[x->who.at[i]].actor.country[0]) return true;
  for (uint32_t i = 0; i < x->whom.n; i++)
    if (d->mentions[x->whom.at[i]].actor.country[0]) return true;
  return false;
}

/* "Students in Dakar, where thousands marched": the place that the clause is about; KH_NONE. */
static uint32_t antecedent_place(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = kh_is_verb(a, x->trigger) ? x->trigger : x->at;
  for (int n = 0; n < MAX_CLIMB && t != KH_NONE; n++, t = d->tok.head[t]) {
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    uint32_t of = d->tok.head[t];
    if (b == KH_DEP_CONJ || b == KH_DEP_XCOMP) continue;
    if ((b != KH_DEP_ACL && b != KH_DEP_ADVCL) || of == KH_NONE || of > t) return KH_NONE;
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
      if (!kh_is_kind(a, d->child[i], KH_CLAUSE_WHERE) || d->child[i] > t) continue;
      for (uint32_t p = kh_doc_first_place(d, d->tok.sentence[t]); p < d->place_count && d->places[p].sentence == d->tok.sentence[t]; p++)
        if (!d->places[p].demonym && d->places[p].tok_begin <= of && of < d->places[p].tok_end) return p;
    }
    return KH_NONE;
  }
  return KH_NONE;
}

/* "Arrested as he landed in Bulawayo", "shot while he prayed in a mosque in Kano": where the clause that goes with the deed takes place; KH_NONE. */
static uint32_t meanwhile_place(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], top;
  for (uint32_t i = d->child_at[x->at]; i < d->child_at[x->at + 1]; i++) {
    uint32_t c = d->child[i], mark = kh_doc_child_with(d, c, KH_DEP_MARK);
    if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_ADVCL || c < x->at || mark == KH_NONE || !kh_is_kind(a, mark, KH_CLAUSE_WHILE) || kh_is_kind(a, mark, KH_CLAUSE_AFTER)) continue;
    for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++) {
      uint32_t h = head_within(d, d->places[p].tok_begin, d->places[p].tok_end);
      if (!d->places[p].demonym && placed(a, h, &top) && !has_case(a, top, KH_CLAUSE_ORIGIN) && d->tok.head[top] == c) return p;
    }
  }
  return KH_NONE;
}

/* "Soldiers freed 30 children near Bunia, the army said in Kampala": where a deed is told of. */
static bool told_there(const kh_algebra *a, const kh_inst *x, uint32_t tok) {
  uint32_t verb = a->d->tok.head[tok];
  return verb != KH_NONE && verb != x->trigger && tok > verb && kh_is_kind(a, verb, KH_CLAUSE_REPORTING) && kh_is_verb(a, verb) && kh_deprel_base(a->d->tok.deprel[tok]) == KH_DEP_OBL && !kh_doc_dominates(a->d, x->trigger, verb);
}

/* The preposition is a word of the event's own phrase ("called on Libya"). */
static bool of_phrase(const kh_algebra *a, const kh_inst *x, uint32_t tok) {
  uint32_t c = kh_doc_child_with(a->d, tok, KH_DEP_CASE);
  return c != KH_NONE && c >= x->lo && c < x->hi;
}

/* "Discussed the situation in Rafah", "condemned attacks on ships in the Red Sea", "arrested a man from Aleppo": what is spoken of lies there, or who it is comes from there. */
static bool of_object(const kh_algebra *a, const kh_inst *x, uint32_t tok, bool deed) {
  const kh_doc *d = a->d;
  if (x->type == KH_COERCE && has_case(a, tok, KH_CLAUSE_ORIGIN)) return true;
  uint32_t of = d->tok.head[tok];
  if (kh_deprel_base(d->tok.deprel[tok]) != KH_DEP_NMOD || (!deed && (tok < x->trigger || (of >= x->lo && of < x->hi)))) return false;   /* "shopkeepers in Baghdad want …", "signed a declaration in Ankara" */
  uint32_t m = d->mention_of ? d->mention_of[of] : KH_NONE;
  return !deed || (has_case(a, tok, KH_CLAUSE_ORIGIN) && m != KH_NONE && d->mentions[m].kind != KH_ENTITY_LOC);
}

/* Is one of them of the country by his own words, not by the report's place? */
static bool known_of(const kh_doc *d, const kh_who *w, const char *country) {
  for (uint32_t i = 0; i < w->n; i++)
    if (!d->mentions[w->at[i]].assumed && !strcmp(d->mentions[w->at[i]].actor.country, country)) return true;
  return false;
}

/* Is one of them of some country by his own words? */
static bool known_somewhere(const kh_doc *d, const kh_who *w) {
  for (uint32_t i = 0; i < w->n; i++)
    if (!d->mentions[w->at[i]].assumed && d->mentions[w->at[i]].actor.country[0]) return true;
  return false;
}

/* What others do among themselves, for all we know, is not done in a country only because the story has got there; but they meet where they are. */
static bool done_by_foreigners(const kh_doc *d, const kh_inst *x, const char *country) {
  return x->type != KH_CONSULT && known_somewhere(d, &x->who) && !known_of(d, &x->who, country) && !known_of(d, &x->whom, country);
}

/* "Talks on Rafah" are about it. */
static bool is_topic(const kh_algebra *a, uint32_t tok, const kh_inst *x) {
    const kh_doc *d = a->d;
  uint32_t of = d->tok.head[tok];
  if (x->frame->type != KH_CONSULT || of == KH_NONE) return false;
  if (of == x->trigger) return !kh_is_verb(a, of) && has_case(a, tok, KH_CLAUSE_ABOUT);
  /* … and what is talked over lies there: "discussed the situation in Rafah" */
  return kh_is_verb(a, x->trigger) && kh_deprel_base(d->tok.deprel[tok]) == KH_DEP_NMOD && d->tok.deprel[of] == KH_DEP_OBJ && d->tok.head[of] == x->trigger && (!d->mention_of || d->mention_of[of] == KH_NONE);
}

/* Does the name at tok, in a phrase of place that hangs by *top, say where x took place? Not whose deed it is ("Iran's attack to …") nor what it is about. */
static bool told_where(const kh_algebra *a, const kh_inst *x, uint32_t tok, bool deed, uint32_t *top) {
  if (!placed(a, tok, top) || is_topic(a, *top, x) || of_object(a, x, *top, deed)) return false;
  return (deed || !of_phrase(a, x, *top)) && !(a->d->tok.deprel[tok] == KH_DEP_NMOD_POSS && *top == x->trigger);
}

/* Told of a day well before the report. */
static bool long_past(const kh_algebra *a, const kh_inst *x) {
  enum { DAYS = 30 };
  const kh_doc *d = a->d;
  uint32_t t = d->published == KH_NO_DAY ? KH_NONE : kh_time_of(a, x);
  return t != KH_NONE && d->times[t].end < d->published - DAYS;
}

/* "In an earlier meeting, they agreed", "held an earlier meeting": before the day that the story has reached, no telling when. */
static bool earlier(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  for (uint32_t k = d->sentences[d->tok.sentence[x->trigger]].tok_begin; k < x->hi && k < d->tok.n; k++) {
    uint32_t noun = d->tok.head[k];
    if (noun == KH_NONE || d->tok.deprel[k] != KH_DEP_AMOD || !nominal(d, noun) || !kh_is_kind(a, k, KH_CLAUSE_EARLIER)) continue;
    if (noun == x->trigger || (noun >= x->lo && noun < x->hi)) return true;
    if (noun < x->trigger && d->tok.head[noun] == x->at && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_OBL && has_case(a, noun, KH_CLAUSE_INSIDE)) return true;
  }
  return false;
}

/* "On the edge of the town": the town that was named last, in the sentences before. A place, or KH_NONE. */
static uint32_t known_town(const kh_algebra *a, const kh_inst *x, bool deed) {
  enum { BACK = 5 };
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], top;
  bool told = false;
  for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end && !told; t++)
    told = kh_is_kind(a, t, KH_CLAUSE_TOWN) && d->tok.upos[t] == KH_UPOS_NOUN && !(d->tok.morph[t] & KH_MORPH_PLUR) && kh_doc_child_base(d, t, KH_DEP_DET) != KH_NONE && kh_is_definite(a, t) &&
           kh_doc_child_with(d, t, KH_DEP_AMOD) == KH_NONE && kh_doc_child_base(d, t, KH_DEP_COMPOUND) == KH_NONE && told_where(a, x, t, deed, &top) && distance(a, x, top) < FAR;
  if (!told) return KH_NONE;
  for (uint32_t p = kh_doc_first_place(d, s); p-- > 0 && s - d->places[p].sentence <= BACK;)
    if (!d->places[p].demonym && d->places[p].resolution > 3 && d->places[p].country[0]) return p;
  return KH_NONE;
}

/* "In the Kenyan capital", "a Syrian border town": a place, though it is told by its people's word. */
static uint32_t settlement_of(const kh_algebra *a, uint32_t demonym) {
  uint32_t h = a->d->tok.head[demonym];
  return h != KH_NONE && h > demonym && a->d->tok.deprel[demonym] == KH_DEP_AMOD && kh_is_kind(a, h, KH_CLAUSE_SETTLEMENT) && !(a->d->tok.morph[h] & KH_MORPH_PLUR) ? h : KH_NONE;
}

/* "Shot Bell": a surname that is a town's name too. */
static bool is_surname(const kh_doc *d, const kh_place *p, uint32_t m) {
  return m != KH_NONE && d->mentions[m].kind == KH_ENTITY_PER && p->resolution < 5 && d->mentions[m].tok_begin == p->tok_begin && d->mentions[m].tok_end == p->tok_end;
}

uint32_t kh_place_of(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], best = KH_NONE, nearest = FAR, setting = KH_NONE, party = KH_NONE;
  int quad = kh_event_quad((kh_event_type)x->type);
  bool occasion = x->frame->occasion, deed = quad == 2 || quad == 4 || x->type == KH_CONSULT || occasion;   /* words are said elsewhere than what they speak of */
  for (uint32_t i = kh_doc_first_place(d, s); i < d->place_count && d->places[i].sentence == s; i++) {
    const kh_place *p = &d->places[i];
    if (p->tok_begin >= d->tok.n) continue;
    uint32_t h = head_within(d, p->tok_begin, p->tok_end), top;
    if (p->demonym && (h = settlement_of(a, h)) == KH_NONE) continue;
    top = h;
    uint32_t m = d->mention_of ? d->mention_of[h] : KH_NONE;
    if (is_surname(d, p, m)) continue;
    bool whom = false;   /* a place that is struck, entered or visited is where it happens */
    for (uint32_t k = 0; k < x->whom.n && deed; k++) whom |= x->whom.at[k] == m && m != KH_NONE;
    bool in = visited(a, h) || suffers(a, h, x) || told_where(a, x, h, deed, &top), name = p->resolution != 1 && (before_trigger(d, h, x) || before_argument(a, h, x));
    if (party == KH_NONE && p->resolution > 2 && (within_party(d, p, &x->who) || within_party(d, p, &x->whom))) party = i;
    if (in && deed && told_there(a, x, top)) continue;
    if (!in && !whom && !name) continue;
    if (in && opens(a, p->tok_begin, x->trigger)) setting = i;
    uint32_t far = name ? 1 : distance(a, x, in ? top : h);
    if (far >= FAR) continue;
    far += whom && !in ? 4 : 0;
    if (far < nearest || (far == nearest && p->resolution > d->places[best].resolution)) nearest = far, best = i;   /* of two at the same word, the smaller one */
  }
  if (best != KH_NONE && (nearest < ASIDE || setting == KH_NONE)) return best;
  uint32_t where = antecedent_place(a, x);
  if (where == KH_NONE && best == KH_NONE) where = known_town(a, x, deed);
  if (where == KH_NONE && best == KH_NONE && setting == KH_NONE) where = meanwhile_place(a, x);
  if (where != KH_NONE) return where;
  bool own;
  uint32_t dateline = dateline_place(d, s, &own);
  for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1]; i++)
    if (kh_is_kind(a, d->child[i], KH_CLAUSE_HERE)) return dateline;
  if (setting != KH_NONE || occasion) return setting;   /* one that is to come need not be where the report stands */
  if (party != KH_NONE) return party;
  bool here = deed && !earlier(a, x) && (kh_is_verb(a, x->trigger) || !long_past(a, x));   /* where the story has got to */
  bool strikes_somebody = x->type == KH_ASSAULT && x->whom.n && !known_somewhere(d, &x->whom);
  if (here && (best = story_place(a, s, own)) != KH_NONE && (strikes_somebody || !done_by_foreigners(d, x, d->places[best].country))) return best;
  if (dateline == KH_NONE) return KH_NONE;
  const char *country = d->places[dateline].country;
  bool foreign = deed && done_by_foreigners(d, x, country);
  if (own || foreign) return foreign ? KH_NONE : dateline;
  return kh_who_of_country(a, &x->who, country) || kh_who_of_country(a, &x->whom, country) || (s <= OPENING && !anyone(d, x)) ? dateline : KH_NONE;
}

/* ---- when, where nothing says ---- */
/* "Soldiers had arrested him at a rally": before the day that the story has reached, no telling when. What is reported ("said that soldiers
 * had arrested him") is but a plain past moved back. */
static bool beforehand(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = kh_is_verb(a, x->trigger) ? x->trigger : x->at;
  bool perfect = false;
  for (int n = 0; n < MAX_CLIMB && kh_is_verb(a, t); n++) {
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
      uint32_t morph = d->tok.morph[d->child[i]];
      perfect |= d->tok.deprel[d->child[i]] == KH_DEP_AUX && (morph & KH_MORPH_PAST) && (morph & KH_MORPH_FIN) && (d->tok.morph[t] & KH_MORPH_PART) && (d->tok.morph[t] & KH_MORPH_PAST);
    }
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    if ((b != KH_DEP_CONJ && b != KH_DEP_XCOMP) || d->tok.head[t] == KH_NONE) break;
    t = d->tok.head[t];
  }
  uint8_t b = kh_deprel_base(d->tok.deprel[t]);
  return perfect && b != KH_DEP_CCOMP && (b == KH_DEP_ACL || b == KH_DEP_ADVCL || a->quote_of[t] == KH_NONE);
}

/* "Days after a gunman killed nine": told in a clause that nobody counts the days since. */
static bool long_before(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  for (uint32_t k = d->sentences[d->tok.sentence[x->trigger]].tok_begin + 1; k < x->trigger; k++) {
    if (!kh_is_kind(a, k, KH_CLAUSE_AFTER) || !kh_is_kind(a, k - 1, KH_CLAUSE_LAPSE) || d->tok.upos[k - 1] != KH_UPOS_NOUN) continue;
    uint32_t top = counted_from(a, k);
    if (top != KH_NONE && told_in(a, x, top)) return true;
  }
  return false;
}

/* "Admitted in October 2021 that he took a watch": what a clause tells whose verb has a day long past is not of today. */
static bool below_older(const kh_algebra *a, const kh_inst *x) {
  enum { DAYS = 7 };
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *t = &d->times[i];
    if (t->timex > KH_TIMEX_TIME || t->begin == KH_NO_DAY || t->end > d->published - DAYS) continue;
    uint32_t of = t->tok_end - 1;
    while (of >= t->tok_begin && of < t->tok_end) of = d->tok.head[of];
    if (of == KH_NONE || !kh_is_verb(a, of) || of == x->at || of == x->trigger) continue;
    bool clause = false;
    for (uint32_t c = x->trigger, n = 0; c != KH_NONE && n < MAX_CLIMB; c = d->tok.head[c], n++) {
      if (c == of && clause) return true;
      clause |= is_clause(a, c) && kh_deprel_base(d->tok.deprel[c]) != KH_DEP_CONJ;
    }
  }
  return false;
}

/* Does somebody who does x stand in the sentence? */
static bool stands_in(const kh_algebra *a, const kh_inst *x, uint32_t sentence) {
  const kh_doc *d = a->d;
  for (uint32_t t = d->sentences[sentence].tok_begin; t < d->sentences[sentence].tok_end; t++) {
    const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &d->mentions[a->mention_of[t]];
    for (uint32_t i = 0; m && i < x->who.n; i++) {
      const kh_mention *w = &d->mentions[x->who.at[i]];
      if (m->chain == w->chain || (w->actor.country[0] && !strcmp(w->actor.country, m->actor.country) && w->actor.sector == m->actor.sector)) return true;
    }
  }
  return false;
}

/* "The rebels, who attacked the town on Friday, rejected the offer": the day of a clause that tells who somebody is holds for that clause. */
static bool is_aside(const kh_algebra *a, const kh_inst *x, uint32_t time) {
  const kh_doc *d = a->d;
  uint32_t t = head_within(d, d->times[time].tok_begin, d->times[time].tok_end);
  for (uint32_t n = 0; t != KH_NONE && n < MAX_CLIMB && d->tok.deprel[t] != KH_DEP_ACL_RELCL; n++) t = d->tok.head[t];
  if (t == KH_NONE || d->tok.deprel[t] != KH_DEP_ACL_RELCL || d->tok.head[t] == KH_NONE || kh_doc_dominates(d, t, x->trigger)) return false;
  uint32_t of = d->tok.head[t], m = a->mention_of[of];
  uint32_t first, last;
  kh_doc_subtree(d, t, &first, &last);
  bool loose = first > 0 && (d->tok.upos[first] == KH_UPOS_PUNCT || d->tok.upos[first - 1] == KH_UPOS_PUNCT);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && !loose; i++)   /* "the rebels who had attacked it on Monday" */
    loose = d->tok.deprel[d->child[i]] == KH_DEP_AUX && d->tok.morph[d->child[i]] & KH_MORPH_PAST && d->tok.morph[t] & KH_MORPH_PART;
  return loose && m != KH_NONE && a->first[of] == KH_NONE && x->trigger > t;
}

/* Is a country of those in w named in the sentence? Whoever has none may be. */
static bool country_in(const kh_algebra *a, const kh_who *w, uint32_t sentence) {
  const kh_doc *d = a->d;
  for (uint32_t i = 0; i < w->n; i++)
    if (!d->mentions[w->at[i]].actor.country[0]) return true;
  for (uint32_t t = d->sentences[sentence].tok_begin; t < d->sentences[sentence].tok_end; t++)
    for (uint32_t i = 0; a->mention_of[t] != KH_NONE && i < w->n; i++)
      if (!strcmp(d->mentions[w->at[i]].actor.country, d->mentions[a->mention_of[t]].actor.country)) return true;
  return false;
}

/* What others say of the deeds that the sentences before tell of is said on the day of the report, and so is what another country does to nobody in
 * them: "Rioters burned shops on Friday. Australia condemned the attacks. India put its border guards on alert." */
static bool from_elsewhere(const kh_algebra *a, const kh_inst *x, uint32_t sentence) {
  int quad = kh_event_quad((kh_event_type)x->type);
  if (!x->who.n || sentence == a->d->tok.sentence[x->trigger]) return false;
  if (quad == 3 || (quad == 1 && x->type != KH_CONSULT)) return !stands_in(a, x, sentence);
  return x->type != KH_ASSAULT && !country_in(a, &x->who, sentence) && !country_in(a, &x->whom, sentence);
}

int32_t kh_day_of_story(const kh_algebra *a, const kh_inst *x) {
  enum { SENTENCES = 2, LEAD = 3, DAYS = 4 };
  const kh_doc *d = a->d;
  if (earlier(a, x) || beforehand(a, x) || long_before(a, x) || below_older(a, x)) return KH_NO_DAY;
  uint32_t reached = kh_times_reached(d, x->trigger, SENTENCES, KH_NONE);
  while (reached != KH_NONE && is_aside(a, x, reached)) reached = kh_times_reached(d, x->trigger, SENTENCES, reached);
  if (reached != KH_NONE && (d->published == KH_NO_DAY || !from_elsewhere(a, x, d->times[reached].sentence))) return d->times[reached].begin;
  if (d->published == KH_NO_DAY) return KH_NO_DAY;
  /* the day that the report opens with, where it is one of the last few */
  for (uint32_t i = 0; i < d->time_count && d->times[i].sentence < LEAD + (d->sentences[0].kind == KH_SENT_HEADLINE); i++) {
    const kh_time *t = &d->times[i];
    if (t->timex <= KH_TIMEX_TIME && t->begin != KH_NO_DAY && t->begin == t->end && t->begin <= d->published && t->begin > d->published - DAYS) return t->begin;
  }
  return d->published;
}
