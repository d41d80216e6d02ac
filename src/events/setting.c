/* setting.c: when an event took place (where: setting_place.c): what hangs on its words; else what the sentence sets out with; else what the story
 * has reached; else, for places, the dateline. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"
#include "events/setting_int.h"
#include "events/tree.h"

static bool is_clause(const kh_algebra *a, uint32_t t) {
  uint8_t b = kh_deprel_base(a->d->tok.deprel[t]);
  if ((b == KH_DEP_ADVCL || b == KH_DEP_ACL) && !kh_is_verb(a, t) && kh_doc_child_base(a->d, t, KH_DEP_NSUBJ) == KH_NONE) return false;
  /* "rioting and looting" */
  if (b == KH_DEP_CONJ && a->d->tok.morph[t] & KH_MORPH_GER && a->d->tok.upos[a->d->tok.head[t]] == KH_UPOS_NOUN &&
      kh_doc_child_base(a->d, t, KH_DEP_NSUBJ) == KH_NONE)
    return false;
  return b == KH_DEP_CCOMP || b == KH_DEP_ADVCL || b == KH_DEP_ACL || b == KH_DEP_PARATAXIS || (b == KH_DEP_CONJ && kh_is_verb(a, t));
}

/* A noun that is an event of its own keeps its day and its place: "condemned the attack in Paris". */
static bool other_event(const kh_algebra *a, const kh_inst *x, uint32_t t) {
  if (t >= x->lo && t < x->hi) return false;
  for (uint32_t i = a->first[t]; i != KH_NONE && i < a->inst.n; i = a->inst.at[i].next)
    if (!a->inst.at[i].dropped && a->inst.at[i].trigger == t) return true;
  return false;
}

bool kh_setting_has_case(const kh_algebra *a, uint32_t tok, unsigned kind) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CASE && kh_is_kind(a, d->child[i], kind)) return true;
  return false;
}

uint32_t kh_setting_clause_begin(const kh_doc *d, uint32_t verb) {
  uint32_t begin, end;
  kh_doc_subtree(d, verb, &begin, &end);
  while (begin < verb && d->tok.upos[begin] == KH_UPOS_PUNCT) begin++;
  return begin;
}

uint32_t kh_setting_relative(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t verb = kh_setting_verb(a, x), begin = d->tok.deprel[verb] == KH_DEP_ACL_RELCL ? kh_setting_clause_begin(d, verb) : KH_NONE;
  return begin != KH_NONE && d->tok.upos[begin] == KH_UPOS_PRON && kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == begin ? begin : KH_NONE;
}

/* … but for one that the instance is a part of: "killed in the 2012 attacks in Benghazi". */
static bool within_it(const kh_algebra *a, const kh_inst *x, uint32_t t) {
  return a->d->tok.head[t] == x->trigger && kh_deprel_base(a->d->tok.deprel[t]) == KH_DEP_OBL && kh_setting_has_case(a, t, KH_CLAUSE_PLACEPREP);
}

/* "Charged them with trading until January", "rebuked him for saying last week that …", "met to discuss breaches of a September pact": what somebody is
 * blamed or punished for was done before, and what is talked over, so many steps up from its time, has a time of its own. */
static bool is_of_the_matter(const kh_algebra *a, const kh_inst *x, uint32_t clause, uint32_t steps) {
  uint32_t mark = kh_doc_child_with(a->d, clause, KH_DEP_MARK);
  int quad = kh_event_quad((kh_event_type)x->type);
  bool punished = x->type == KH_SANCTION || x->type == KH_COERCE || x->type == KH_CONCEDE;
  if (mark == KH_NONE || mark > clause || clause < x->trigger || !kh_is_kind(a, mark, KH_CLAUSE_PARTYPREP)) return false;
  if (kh_is_kind(a, mark, KH_CLAUSE_ORIGIN)) return false;   /* "banned him from entering in 2021" */
  if (a->d->tok.morph[clause] & KH_MORPH_INF) return steps > 1;
  return punished || (quad % 2 && x->type != KH_CONSULT);
}

/* "Charged him with robbing a bank in June 2020": a month or year gone by, right behind the matter, though the tree hangs it on the charge. */
static bool is_behind_the_matter(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t h) {
  const kh_doc *d = a->d;
  bool coarse = t->precision == KH_PREC_MONTH || t->precision == KH_PREC_YEAR;
  if (!coarse || d->tok.head[h] != x->trigger || d->published == KH_NO_DAY || t->end >= d->published) return false;
  for (uint32_t k = t->tok_begin; k-- > x->trigger + 1 && d->tok.upos[k] != KH_UPOS_PUNCT;)
    if (d->tok.head[k] == x->trigger && kh_deprel_base(d->tok.deprel[k]) == KH_DEP_ADVCL && !(d->tok.morph[k] & KH_MORPH_INF))
      return is_of_the_matter(a, x, k, 1);
  return false;
}

uint32_t kh_setting_distance(const kh_algebra *a, const kh_inst *x, uint32_t tok) {
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
    /* "a vote that is expected to cost millions in 2030" */
    if (x->frame->occasion && t != tok && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_XCOMP && kh_is_verb(a, t) && t != x->trigger &&
        !kh_is_kind(a, t, KH_CLAUSE_COMING) && !kh_is_kind(a, t, KH_CLAUSE_CONVENING))
      return FAR;
    /* "searched for a woman missing since Monday" */
    if (t != tok && t < tok && d->tok.upos[t] == KH_UPOS_ADJ && d->tok.deprel[t] == KH_DEP_ACL) return FAR;
    if (t != tok && is_clause(a, t)) {
      uint8_t b = kh_deprel_base(d->tok.deprel[t]);
      bool coming = x->frame->occasion && kh_is_kind(a, t, KH_CLAUSE_COMING);   /* "the vote that is due on April 9" */
      /* "protests beginning on April 9", "an offensive launched on April 9" */
      bool occurs = b == KH_DEP_ACL && (coming || kh_is_kind(a, t, KH_CLAUSE_OCCUR) || kh_is_kind(a, t, KH_CLAUSE_WROUGHT));
      for (uint32_t i = 0; occurs && i < n; i++)
        if (up[i] == d->tok.head[t] && !kh_is_verb(a, up[i])) return steps + 2 * i + 1;
      if (b != KH_DEP_ADVCL || d->tok.head[t] != x->trigger || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) return FAR;
      if (is_of_the_matter(a, x, t, steps)) return FAR;
      steps += ASIDE;
    } else if (t != tok && kh_setting_nominal(d, t)) {
      if (other_event(a, x, t) && !within_it(a, x, t)) return FAR;
      /* "accused him of stealing the February 7 election": the day tells which, behind a verb that says something of it */
      if (tok < t && t > x->trigger && d->tok.head[tok] == t && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_OBJ && kh_is_verb(a, x->trigger) &&
          d->tok.head[t] != x->trigger && !(t >= x->lo && t < x->hi))
        return FAR;
      steps += NOMINAL;
    }
  }
  return FAR;
}

bool kh_setting_opens(const kh_algebra *a, uint32_t phrase_end, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t top = t;
  if (phrase_end > t) return false;
  for (int i = 0; i < MAX_CLIMB && d->tok.head[top] != KH_NONE; i++) top = d->tok.head[top];
  for (uint32_t k = d->sentences[d->tok.sentence[t]].tok_begin; k < phrase_end; k++)
    if (kh_is_verb(a, k) || kh_deprel_base(d->tok.deprel[k]) == KH_DEP_NSUBJ) return false;
  return top >= phrase_end;
}

/* "November 1986, when he was fired": the clause is about the time right before it. *loose where it only stands near it, as "fled last May before police raided
 * his home" does: a time of its own goes before. */
static bool leads_in(const kh_algebra *a, const kh_time *t, uint32_t verb, bool *loose) {
  const kh_doc *d = a->d;
  uint8_t b = kh_deprel_base(d->tok.deprel[verb]);
  if (b != KH_DEP_ACL && b != KH_DEP_ADVCL) return false;
  uint32_t begin = kh_setting_clause_begin(d, verb);
  uint8_t opener = d->tok.deprel[begin];
  *loose = kh_is_kind(a, begin, KH_CLAUSE_AFTER) || kh_is_kind(a, begin, KH_CLAUSE_BEFORE);
  if (begin == verb || d->tok.head[begin] != verb || (opener != KH_DEP_MARK && opener != KH_DEP_ADVMOD)) return false;
  if (opener == KH_DEP_ADVMOD && t->timex == KH_TIMEX_DURATION) return false;   /* "in hiding for two years when he was arrested in March" */
  return t->tok_end == begin || (t->tok_end + 1 == begin && d->tok.upos[t->tok_end] == KH_UPOS_PUNCT && opener == KH_DEP_ADVMOD);
}

/* "Officials arrested nine days ago have been released": what stands right before the verb belongs to the clause in its subject. */
static bool within_subject(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  const kh_doc *d = a->d;
  uint32_t h = kh_doc_head_within(d, t->tok_begin, t->tok_end), verb = d->tok.head[h];
  if (verb == KH_NONE || verb < t->tok_end || x->trigger >= t->tok_begin || d->tok.deprel[x->trigger] != KH_DEP_ACL) return false;
  for (uint32_t k = x->trigger + 1; k < t->tok_begin; k++)
    if (d->tok.upos[k] == KH_UPOS_PUNCT || d->tok.upos[k] == KH_UPOS_AUX || kh_is_verb(a, k)) return false;
  uint32_t subject = d->tok.head[x->trigger];
  if (kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE) return kh_setting_nominal(d, subject);   /* hung elsewhere */
  return d->tok.head[subject] == verb && kh_deprel_base(d->tok.deprel[subject]) == KH_DEP_NSUBJ;
}

/* "Four days after a gunman killed nine": a lapse that counts from what follows its mark. */
static bool counts_from(const kh_algebra *a, const kh_time *t, uint32_t *mark) {
  const kh_doc *d = a->d;
  if (!t->lapse || !t->tok_end || t->tok_end + 1 >= d->tok.n) return false;
  *mark = t->tok_end - 1;
  bool own = kh_is_kind(a, *mark, KH_CLAUSE_AFTER) || kh_is_kind(a, *mark, KH_CLAUSE_BEFORE);
  if (!own && t->timex != KH_TIMEX_DURATION) return false;   /* "a week ago after months of protests" */
  if (!own && !kh_is_kind(a, ++*mark, KH_CLAUSE_AFTER) && !kh_is_kind(a, *mark, KH_CLAUSE_BEFORE)) return false;
  return *mark + 1 < d->sentences[t->sentence].tok_end && d->tok.upos[*mark + 1] != KH_UPOS_PUNCT && d->tok.upos[*mark + 1] != KH_UPOS_ADP;
}

/* "Its 54th protest this year", "for the third time this month", "the deadliest attack this year": a span within which something is counted or ranked. */
static bool ranked(const kh_algebra *a, const kh_time *t) {
  enum { NEAR = 4, FARTHER = 7 };   /* "the worst row with Europe so far this year" */
  const kh_doc *d = a->d;
  uint32_t first = d->sentences[t->sentence].tok_begin;
  if (t->begin == t->end || t->begin > d->published || t->end < d->published) return false;
  for (uint32_t k = t->tok_begin; k-- > first && k + FARTHER >= t->tok_begin && d->tok.upos[k] != KH_UPOS_VERB;) {
    kh_str w = d->tok.form[k];
    bool numbered = w.n > 2 && w.s[0] >= '0' && w.s[0] <= '9' && w.s[w.n - 1] >= 'a' && w.s[w.n - 1] <= 'z';
    if (!strcmp(kh_doc_xpos(d, k), "JJS") || (k + NEAR >= t->tok_begin && (numbered || kh_is_kind(a, k, KH_CLAUSE_FIRST)))) return true;
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
  if (time < x->trigger || !kh_is_verb(a, x->trigger) || kh_deprel_base(d->tok.deprel[x->trigger]) != KH_DEP_CONJ ||
      d->tok.head[x->trigger] != d->tok.head[time])
    return false;
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
    if (kh_setting_nominal(d, k) && other_event(a, x, k)) return false;
  }
  return d->tok.upos[t->tok_begin - 1] == KH_UPOS_ADP;
}

/* Does a noun tell a deed of force? */
static bool tells_force(const kh_algebra *a, uint32_t noun) {
  if (kh_is_kind(a, noun, KH_CLAUSE_OFFENCE)) return true;
  for (uint32_t i = a->first[noun]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].trigger == noun && a->inst.at[i].type == KH_ASSAULT) return true;
  return false;
}

/* The noun of a deed that stands before a time, with nothing but names and nouns between: "the attack in Kano on Tuesday"; KH_NONE. */
static uint32_t deed_behind(const kh_algebra *a, uint32_t time) {
  enum { NEAR = 8 };
  const kh_doc *d = a->d;
  for (uint32_t k = time, first = d->sentences[d->tok.sentence[time]].tok_begin; k-- > first && k + NEAR >= time;) {
    if (d->tok.upos[k] == KH_UPOS_PUNCT || kh_is_verb(a, k)) break;
    if (d->tok.upos[k] == KH_UPOS_NOUN && tells_force(a, k)) return k;
  }
  return KH_NONE;
}

/* "The attack in Kano on Tuesday, which killed nine", "the attack on Tuesday that killed nine": the clause right behind a time that stands behind the noun of a
 * deed tells of the deed, whatever noun the tree hangs it on. */
static bool on_deed(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  const kh_doc *d = a->d;
  uint32_t begin = kh_setting_relative(a, x);
  if (begin == KH_NONE || kh_setting_verb(a, x) < t->tok_end) return false;
  bool beside = t->tok_end == begin || (t->tok_end + 1 == begin && d->tok.upos[t->tok_end] == KH_UPOS_PUNCT);
  return beside && deed_behind(a, t->tok_begin) != KH_NONE;
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
    if (d->places[i].resolution == 5 && t->tok_end - t->tok_begin == 1 &&
        (d->places[i].tok_begin == t->tok_end || (d->places[i].tok_begin == t->tok_begin && d->places[i].tok_end > t->tok_end)))
      return true;
  return false;
}

/* "Indicted him in a December slaying", "arrested two men over a robbery on March 3": the day is that of the crime. */
static bool is_of_crime(const kh_algebra *a, const kh_inst *x, uint32_t h) {
  enum { UP = 4 };
  bool justice = x->type == KH_ACCUSE || x->type == KH_COERCE || x->type == KH_SANCTION || x->type == KH_CONCEDE || x->type == KH_THREATEN;
  if (!justice || !kh_is_verb(a, x->trigger)) return false;
  uint32_t after = h + 1;      /* "in December slaying", where the tree hangs the month on the verb */
  if (a->d->tok.head[h] == x->trigger && after < a->d->tok.n && kh_is_kind(a, after, KH_CLAUSE_OFFENCE) && a->d->tok.sentence[after] == a->d->tok.sentence[h])
    return true;
  for (uint32_t t = a->d->tok.head[h], steps = 0; t != KH_NONE && t > x->trigger && steps < UP; t = a->d->tok.head[t], steps++)
    if (kh_is_kind(a, t, KH_CLAUSE_OFFENCE) && kh_doc_child_with(a->d, t, KH_DEP_CASE) != KH_NONE) return true;
  return false;
}

/* "Criticised the 2015 nuclear deal", "accused it of failing to keep a September 1986 pact", "arrested the 2012 nominee": a year or month before a noun tells
 * which it is, not when somebody speaks of it or holds him. */
static bool tells_which(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t year) {
  enum { NEAR = 6 };   /* "the July 1986 U.S.-Japanese semiconductor pact" */
  const kh_doc *d = a->d;
  /* "its 1982 and 1983 income" */
  uint32_t first = d->tok.deprel[year] == KH_DEP_CONJ && d->tok.head[year] != KH_NONE ? d->tok.head[year] : year, noun = d->tok.head[first];
  int quad = kh_event_quad((kh_event_type)x->type);
  if ((t->precision != KH_PREC_YEAR && t->precision != KH_PREC_MONTH) || noun == KH_NONE || noun < t->tok_end || noun > t->tok_end + NEAR ||
      kh_doc_child_with(d, year, KH_DEP_CASE) != KH_NONE || !kh_setting_nominal(d, noun) || !kh_is_verb(a, x->trigger) || (noun >= x->lo && noun < x->hi))
    return false;
  /* "approved the 1988 budget", "suspended a 2018 pact", but "signed the 2018 pact" */
  bool object = d->tok.deprel[noun] == KH_DEP_OBJ && d->tok.head[noun] == x->trigger && (quad != 1 || !kh_is_kind(a, noun, KH_CLAUSE_PACT));
  if (quad == 3 || object) return true;
  return a->mention_of[noun] != KH_NONE && d->mentions[a->mention_of[noun]].kind == KH_ENTITY_PER;
}

/* "Told his party to come up with a plan in early April", "asked parliament to approve spending over three months": a time below what is asked, and none of
 * the last days, is when it is to be done. */
static bool of_what_is_asked(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t h) {
  enum { DAYS = 30 };
  const kh_doc *d = a->d;
  if (x->type != KH_REQUEST || !kh_is_verb(a, x->trigger) || d->published == KH_NO_DAY ||
      (t->timex != KH_TIMEX_DURATION && t->begin <= d->published && t->end + DAYS > d->published))
    return false;
  for (uint32_t c = h, steps = 0; c != KH_NONE && steps < MAX_CLIMB && c != x->trigger; steps++, c = d->tok.head[c])
    if (kh_is_verb(a, c) && d->tok.head[c] == x->trigger && d->tok.morph[c] & KH_MORPH_INF) return true;
  return false;
}

/* "Condemned the attack in Kabul on 17 August": a date, and no weekday, right behind what is judged is its own. */
static bool is_of_what_is_judged(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  const kh_doc *d = a->d;
  int quad = kh_event_quad((kh_event_type)x->type);
  uint32_t o = quad % 2 && kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  bool dated = false, deed = false;
  if (o == KH_NONE || o < x->trigger || o > t->tok_begin || t->precision != KH_PREC_DAY) return false;
  for (uint32_t k = t->tok_begin; k < t->tok_end; k++) dated |= d->tok.upos[k] == KH_UPOS_NUM;
  for (uint32_t i = a->first[o]; dated && i != KH_NONE; i = a->inst.at[i].next)
    deed |= a->inst.at[i].trigger == o && kh_event_quad((kh_event_type)a->inst.at[i].type) == 4;
  for (uint32_t k = o + 1; deed && k < t->tok_begin; k++)
    if (d->tok.upos[k] == KH_UPOS_PUNCT || kh_is_verb(a, k)) return false;
  return deed;
}

/* "The office said Thursday that they would join the talks", "agreed on Monday to meet", "its decision last month to cut aid": the day of what tells
 * a plan is not the plan's, unless it is to come ("plans in May to lay off police"). */
static bool is_of_telling(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t h) {
  const kh_tokens *k = &a->d->tok;
  if (!x->plan || (a->d->published != KH_NO_DAY && t->begin > a->d->published)) return false;
  for (uint32_t c = x->trigger, steps = 0; c != KH_NONE && steps < MAX_CLIMB; steps++, c = k->head[c]) {
    uint8_t base = kh_deprel_base(k->deprel[c]);
    if (c < t->tok_begin && (k->head[c] == KH_NONE || k->head[c] < c || k->head[c] > t->tok_begin)) continue;   /* "will go by May, he said on Friday" */
    if ((base == KH_DEP_CCOMP || base == KH_DEP_XCOMP || k->deprel[c] == KH_DEP_ACL) && k->head[c] == k->head[h]) return true;
  }
  return false;
}

/* "28 July: France suspends aid. Mali protests": all that an entry of a chronicle tells is of its day. */
static uint32_t day_of_entry(const kh_doc *d, uint32_t sentence) {
  enum { BACK = 12 };
  uint32_t first = sentence;
  while (first > 0 && sentence - first < BACK && d->sentences[first - 1].paragraph == d->sentences[sentence].paragraph) first--;
  if (first == sentence || !d->sentences[first].day_label) return KH_NONE;
  uint32_t i = kh_doc_first_time(d, first);
  bool day = i < d->time_count && d->times[i].sentence == first && d->times[i].timex == KH_TIMEX_DATE && d->times[i].begin != KH_NO_DAY;
  return day ? i : KH_NONE;
}

int32_t kh_written_on(const kh_doc *d, uint32_t sentence) {
  uint32_t day = day_of_entry(d, sentence);
  return day != KH_NONE && d->times[day].begin == d->times[day].end ? d->times[day].begin : d->published;
}

/* "Must leave by July 28, when the president takes office": a clause that such a word opens right behind a day is of that day, whatever the tree hangs it on. */
bool kh_is_day_of_clause(const kh_algebra *a, const kh_time *t, uint32_t verb) {
  const kh_doc *d = a->d;
  uint8_t b = verb == KH_NONE ? KH_DEP_ROOT : kh_deprel_base(d->tok.deprel[verb]);
  if (a->side || t->precision != KH_PREC_DAY || (b != KH_DEP_ADVCL && b != KH_DEP_ACL)) return false;
  EACH_CHILD(d, verb, c) {
    if (c >= verb || c <= t->tok_begin || !kh_is_kind(a, c, KH_CLAUSE_WHENEVER)) continue;
    return c == t->tok_end || (c == t->tok_end + 1 && d->tok.upos[t->tok_end] == KH_UPOS_PUNCT);
  }
  return false;
}

/* "On Thursday and Friday", "March 19 and 20": the last of the days that stand in a row from a time on. */
int32_t kh_last_of_days(const kh_doc *d, uint32_t time) {
  enum { DAYS = 6 };
  int32_t last = d->times[time].end;
  for (uint32_t i = time; i + 1 < d->time_count && i < time + DAYS; i++) {
    const kh_time *t = &d->times[i], *next = &d->times[i + 1];
    bool beside = next->sentence == t->sentence && next->tok_begin == t->tok_end + 1 && d->tok.upos[t->tok_end] == KH_UPOS_CCONJ;
    if (!beside || t->precision != KH_PREC_DAY || next->timex > KH_TIMEX_TIME || t->end == KH_NO_DAY || next->begin != t->end + 1 || next->end != next->begin) break;
    last = next->end;
  }
  return last;
}

/* "At the meeting, ministers agreed to phase out coal by 2030": a time ahead below an infinitive is that of what is to be done, and of nothing beside it. */
static bool of_what_is_to_come(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t h) {
  const kh_doc *d = a->d;
  if (d->published == KH_NO_DAY || t->end <= d->published || t->begin < d->published || d->tok.upos[x->trigger] != KH_UPOS_NOUN) return false;
  for (uint32_t c = d->tok.head[h], steps = 0; c != KH_NONE && steps < MAX_CLIMB && c != x->trigger; steps++, c = d->tok.head[c])
    if (kh_is_verb(a, c) && d->tok.morph[c] & KH_MORPH_INF) {
      uint32_t up = d->tok.head[c], subject = up == KH_NONE ? KH_NONE : kh_doc_child_base(d, up, KH_DEP_NSUBJ);   /* "the tariffs are set to rise in May" */
      return !kh_doc_dominates(d, c, x->trigger) && !kh_doc_dominates(d, x->trigger, c) && (subject == KH_NONE || !kh_doc_dominates(d, subject, x->trigger));
    }
  return false;
}

/* "Condemned an attack in Kano on Tuesday": the noun of another event between a verb and a time behind it; KH_NONE. */
static uint32_t deed_before(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  enum { NEAR = 10 };
  const kh_doc *d = a->d;
  if (!kh_is_verb(a, x->trigger) && !kh_is_verb(a, x->at)) return KH_NONE;
  for (uint32_t k = t->tok_begin; k-- > x->hi && k + NEAR >= t->tok_begin;) {
    uint8_t u = d->tok.upos[k];
    if (u == KH_UPOS_PUNCT || u == KH_UPOS_CCONJ || (kh_is_verb(a, k) && d->tok.morph[k] & KH_MORPH_FIN)) break;
    /* "freed 20 students abducted in Kano on Tuesday" */
    uint8_t b = kh_deprel_base(d->tok.deprel[k]);
    if (kh_is_verb(a, k) && b == KH_DEP_ACL && d->tok.morph[k] & KH_MORPH_PART && d->tok.head[k] > x->trigger) return k;
    bool joint = k + 1 < t->tok_begin && u == KH_UPOS_ADP && d->tok.upos[k + 1] != KH_UPOS_PROPN;   /* "attacked him as a fraud during the debate on Monday" */
    if (joint && !kh_is_kind(a, k, KH_CLAUSE_PLACEPREP) && !kh_is_kind(a, k, KH_CLAUSE_OF) && !kh_is_kind(a, k, KH_CLAUSE_BY)) break;
    if (u != KH_UPOS_NOUN) continue;
    /* "an accord reached at a summit last May", "launched an attack on him last night": one deed */
    bool light = kh_is_kind(a, x->trigger, KH_CLAUSE_WROUGHT) || kh_is_kind(a, x->trigger, KH_CLAUSE_MAKING);
    if ((within_it(a, x, k) && !kh_is_kind(a, k, KH_CLAUSE_OFFENCE)) || (light && kh_is_verb(a, x->trigger) && kh_object_of(a, x->trigger) == k)) continue;
    if (kh_is_kind(a, k, KH_CLAUSE_OFFENCE)) return k;
    for (uint32_t i = a->first[k]; i != KH_NONE; i = a->inst.at[i].next)
      if (a->inst.at[i].trigger == k) return k;
  }
  return KH_NONE;
}

/* "Has condemned" */
static bool in_perfect(const kh_doc *d, uint32_t verb) {
  bool present = false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    present |= d->tok.deprel[c] == KH_DEP_AUX && d->tok.morph[c] & KH_MORPH_PRES && d->tok.morph[c] & KH_MORPH_FIN;
  }
  return present && d->tok.morph[verb] & KH_MORPH_PART && d->tok.morph[verb] & KH_MORPH_PAST;
}

/* "The attack in Kano last week, which killed nine, was condemned": the time stands within the subject. */
static bool is_of_deed_judged_before(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  const kh_doc *d = a->d;
  uint32_t deed = kh_event_quad((kh_event_type)x->type) % 2 && t->tok_end <= x->trigger ? deed_behind(a, t->tok_begin) : KH_NONE;
  return deed != KH_NONE && d->tok.head[deed] == x->trigger && d->tok.deprel[deed] == KH_DEP_NSUBJ_PASS && d->tok.upos[t->tok_end] != KH_UPOS_AUX;
}

/* "Condemned an attack in Kano last week", "arrested two men over an attack in February": words about a deed of force, and what is done to somebody for it, are
 * of another time than the deed, if that is no bare day of the last week or the verb is in the perfect ("has condemned"). */
static bool is_of_deed(const kh_algebra *a, const kh_inst *x, const kh_time *t, uint32_t deed) {
  enum { WEEK = 7, LONG = 90 };
  const kh_doc *d = a->d;
  if (a->side || deed == KH_NONE || d->published == KH_NO_DAY || t->begin > d->published) return false;
  bool bare = t->begin == t->end && t->timex != KH_TIMEX_TIME && t->begin > d->published - WEEK;
  if ((bare || t->end < d->published - LONG) && !in_perfect(d, kh_setting_verb(a, x))) return false;
  /* "of war crimes last week": only such deeds are dated that are told apart, or where they were */
  uint32_t of = kh_doc_child_base(d, deed, KH_DEP_NMOD);
  bool apart = kh_doc_child_with(d, deed, KH_DEP_DET) != KH_NONE || kh_doc_child_with(d, deed, KH_DEP_NUMMOD) != KH_NONE || (of != KH_NONE && of < t->tok_begin);
  if (!apart) return false;
  bool force = kh_is_kind(a, deed, KH_CLAUSE_OFFENCE), justice = x->type == KH_COERCE || x->type == KH_SANCTION;
  for (uint32_t i = a->first[deed]; i != KH_NONE; i = a->inst.at[i].next) force |= kh_event_quad((kh_event_type)a->inst.at[i].type) == 4;
  return force && (kh_event_quad((kh_event_type)x->type) % 2 || (justice && kh_is_kind(a, deed, KH_CLAUSE_OFFENCE) && kh_setting_has_case(a, deed, KH_CLAUSE_PARTYPREP)));
}

static bool long_before(const kh_algebra *a, const kh_inst *x);

/* "The shelling of a school in Kherson on Tuesday": right behind the noun that tells x. */
static bool right_behind_noun(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  enum { NEAR = 10 };
  const kh_doc *d = a->d;
  bool word = kh_event_quad((kh_event_type)x->type) % 2 && x->type != KH_CONSULT;   /* "an injunction against plans for redundancies this year" */
  if (word || d->tok.upos[x->trigger] != KH_UPOS_NOUN || t->tok_begin < x->hi || t->tok_begin > x->hi + NEAR || kh_is_verb(a, x->at)) return false;
  for (uint32_t k = x->hi; k < t->tok_begin; k++)
    if (d->tok.upos[k] == KH_UPOS_PUNCT || d->tok.upos[k] == KH_UPOS_CCONJ || kh_is_verb(a, k)) return false;
  return true;
}

/* "In response to an attack in Kano on March 3, …": a time behind the noun of a deed that the sentence sets out with. */
static bool is_of_deed_in_front(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  uint32_t deed = t->tok_end <= x->lo ? deed_behind(a, t->tok_begin) : KH_NONE;
  return deed != KH_NONE && kh_setting_opens(a, t->tok_begin, x->trigger);
}

/* Does the time hang on another verb than the one that tells x? */
static bool on_verb_above(const kh_algebra *a, const kh_inst *x, const kh_time *t) {
  uint32_t up = a->d->tok.head[kh_doc_head_within(a->d, t->tok_begin, t->tok_end)];
  return up != KH_NONE && up != x->trigger && kh_is_verb(a, up);
}

uint32_t kh_time_of(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], best = KH_NONE, nearest = FAR, setting = KH_NONE, behind = KH_NONE, behind_far = FAR;
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *t = &d->times[i];
    bool told = t->timex == KH_TIMEX_DURATION && t->end != KH_NO_DAY && d->published != KH_NO_DAY;
    bool over = told && (x->status == KH_STATUS_PLANNED ? t->begin >= d->published : t->end <= d->published);   /* "in the past week", "in the coming days" */
    uint32_t mark;
    if ((t->timex > KH_TIMEX_TIME && !over) || t->begin == KH_NO_DAY || t->tok_begin >= d->tok.n || counts_from(a, t, &mark) || compared(a, t) || ranked(a, t))
      continue;
    uint32_t h = kh_doc_head_within(d, t->tok_begin, t->tok_end), far = kh_setting_distance(a, x, h), deed = deed_before(a, x, t);
    if (is_of_base(a, x, h) || tells_which(a, x, t, h) || of_what_is_asked(a, x, t, h) || is_of_crime(a, x, h) || is_house(d, t) ||
        is_of_telling(a, x, t, h) || is_of_what_is_judged(a, x, t) || of_what_is_to_come(a, x, t, h) ||
        is_behind_the_matter(a, x, t, h) || is_of_deed(a, x, t, deed) || is_of_deed_judged_before(a, x, t))
      continue;
    bool on_day = d->tok.deprel[x->at] == KH_DEP_ACL_RELCL && d->tok.head[x->at] == h;   /* "the attack on 17 August, which killed 63" */
    bool loose = false, led = leads_in(a, t, x->at, &loose);
    if (on_day || kh_is_day_of_clause(a, t, x->at) || (led && !loose) || behind_second(a, x, h) || on_deed(a, x, t)) far = 0;
    else if (far >= FAR && led) far = ASIDE - 1;
    else if (far >= FAR && (within_subject(a, x, t) || on_antecedent(a, x, h) || right_behind(a, x, t))) far = 1;
    else if (far < FAR && right_behind_noun(a, x, t)) far = 0;
    bool apart = deed != KH_NONE || is_of_deed_in_front(a, x, t);
    if (apart && far < behind_far) behind_far = far, behind = i;
    else if (!apart && far < nearest) nearest = far, best = i;
    if (kh_setting_opens(a, t->tok_begin, x->trigger)) setting = i;
  }
  if (setting != KH_NONE && long_before(a, x)) setting = KH_NONE;   /* "On Tuesday, days after gunmen killed nine, …" */
  uint32_t own = best != KH_NONE && (nearest < ASIDE || setting == KH_NONE) ? best : setting;
  /* "on Thursday condemned an attack in Kano on Tuesday": a day behind the noun of another event is the verb's where it has none of its own */
  bool done = x->type == KH_ASSAULT || x->type == KH_PROTEST || x->type == KH_MOBILIZE;   /* "killed 15 in an ambush on Thursday, officials said on Friday" */
  bool finer = own != KH_NONE && behind != KH_NONE && own != behind && d->times[own].precision <= d->times[behind].precision &&
               d->times[own].tok_begin < (d->times[behind].tok_begin > x->trigger ? d->times[behind].tok_begin : x->trigger) &&
               !(done && on_verb_above(a, x, &d->times[own]));
  if (behind != KH_NONE && !finer && (behind_far < nearest || own == KH_NONE)) own = behind;
  return own == KH_NONE && x->status != KH_STATUS_PLANNED ? day_of_entry(d, s) : own;
}

/* A time that hangs on the verb itself. */
static uint32_t time_at(const kh_doc *d, uint32_t verb) {
  uint32_t s = d->tok.sentence[verb];
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *t = &d->times[i];
    if (t->timex <= KH_TIMEX_TIME && t->begin != KH_NO_DAY && t->tok_begin < d->tok.n && !t->future &&
        d->tok.head[kh_doc_head_within(d, t->tok_begin, t->tok_end)] == verb)
      return i;
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
    for (uint32_t k = t + 1; (noun || (verb && (d->tok.morph[t] & KH_MORPH_GER) && !(d->tok.morph[t] & KH_MORPH_FIN))) && k < d->tok.n && k < t + REACH &&
                             d->tok.upos[k] != KH_UPOS_PUNCT;
         k++) {
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
    if (named != KH_NO_DAY && up != KH_NONE && (x->trigger == up || x->at == up) && kh_time_of(a, x) == KH_NONE)
      return lapsed(d, named, t->lapse, !after, begin, end, precision);
  }
  return false;
}

/* "Soldiers had arrested him at a rally": before the day that the story has reached, no telling when. What is reported ("said that soldiers
 * had arrested him") is but a plain past moved back. */
static bool beforehand(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = kh_setting_verb(a, x);
  bool perfect = false;
  for (int n = 0; n < MAX_CLIMB && kh_is_verb(a, t); n++) {
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
      uint32_t morph = d->tok.morph[d->child[i]];
      perfect |= d->tok.deprel[d->child[i]] == KH_DEP_AUX && (morph & KH_MORPH_PAST) && (morph & KH_MORPH_FIN) && (d->tok.morph[t] & KH_MORPH_PART) &&
                 (d->tok.morph[t] & KH_MORPH_PAST);
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
  uint32_t t = kh_doc_head_within(d, d->times[time].tok_begin, d->times[time].tok_end);
  for (uint32_t n = 0; t != KH_NONE && n < MAX_CLIMB && d->tok.deprel[t] != KH_DEP_ACL_RELCL; n++) t = d->tok.head[t];
  if (t == KH_NONE || d->tok.deprel[t] != KH_DEP_ACL_RELCL || d->tok.head[t] == KH_NONE || kh_doc_dominates(d, t, x->trigger)) return false;
  uint32_t of = d->tok.head[t], m = a->mention_of[of];
  uint32_t first, last;
  kh_doc_subtree(d, t, &first, &last);
  bool loose = is_set_off(d, first);
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

/* A paragraph that sets out with a day long past tells of that day: "On 1 May 2022 workers rallied in Istanbul. Police detained 164 of them." What is said
 * or agreed there may be of today, where it is no report's opening; what one does to another by force is not. KH_NO_DAY if there is none. */
static int32_t day_of_opening(const kh_algebra *a, const kh_inst *x) {
  enum { RECENT = 5, BRIEF = 4 };
  const kh_doc *d = a->d;
  uint32_t own = d->tok.sentence[x->trigger], first = own, verb = kh_setting_verb(a, x);
  /* "detained", "were detained", but "have been detained" */
  bool past = kh_is_verb(a, verb) && d->tok.morph[verb] & KH_MORPH_PAST && kh_doc_child_with(d, verb, KH_DEP_AUX) == KH_NONE;
  while (first > 0 && own - first < BRIEF && d->sentences[first - 1].paragraph == d->sentences[own].paragraph) first--;
  bool opens_report = first == 0 || (first == 1 && d->sentences[0].kind == KH_SENT_HEADLINE);
  if (!past || first == own || (kh_event_quad((kh_event_type)x->type) != 4 && !opens_report)) return KH_NO_DAY;
  if (first > 0 && d->sentences[first - 1].paragraph == d->sentences[own].paragraph) return KH_NO_DAY;   /* too far back */
  int32_t day = KH_NO_DAY;
  for (uint32_t i = kh_doc_first_time(d, first); i < d->time_count && d->times[i].sentence <= own; i++) {
    const kh_time *t = &d->times[i];
    if (t->timex > KH_TIMEX_TIME || t->begin == KH_NO_DAY || t->tok_begin >= d->tok.n) continue;
    bool another = day != KH_NO_DAY || t->sentence != first;   /* it goes on to another day */
    if (another || t->begin != t->end || t->future || t->begin >= d->published - RECENT) return KH_NO_DAY;
    uint32_t root = kh_doc_head_within(d, t->tok_begin, t->tok_end);
    for (uint32_t n = 0; n < MAX_CLIMB && d->tok.head[root] != KH_NONE; n++) root = d->tok.head[root];
    if (!kh_is_verb(a, root) || !(d->tok.morph[root] & KH_MORPH_PAST) || !kh_setting_opens(a, t->tok_begin, root)) return KH_NO_DAY;
    day = t->begin;
  }
  return day;
}

/* Is the time, of the index, that of a deed which its sentence only judges? */
static bool is_of_a_deed_judged(const kh_algebra *a, uint32_t time) {
  const kh_time *t = &a->d->times[time];
  for (uint32_t k = a->d->sentences[t->sentence].tok_begin; k < a->d->sentences[t->sentence].tok_end; k++)
    for (uint32_t i = a->first[k]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *one = &a->inst.at[i];
      if (one->dropped) continue;
      if (is_of_what_is_judged(a, one, t) || is_of_deed(a, one, t, deed_before(a, one, t)) || is_of_deed_judged_before(a, one, t)) return true;
    }
  return false;
}

/* "The raid came in retaliation for last Friday's attack. The president praised …": the day of a noun that only tells of which another one is, in a sentence
 * before, is not the day that the story has reached. */
static bool is_of_a_noun_within(const kh_algebra *a, const kh_inst *x, uint32_t time) {
  const kh_doc *d = a->d;
  uint32_t t = kh_doc_head_within(d, d->times[time].tok_begin, d->times[time].tok_end), noun = t == KH_NONE ? KH_NONE : d->tok.head[t];
  if (noun == KH_NONE || d->tok.deprel[t] != KH_DEP_NMOD_POSS || d->times[time].sentence == d->tok.sentence[x->trigger]) return false;
  return kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NMOD && kh_doc_child_with(d, noun, KH_DEP_CASE) != KH_NONE;
}

/* "In 2011 the army shelled the town. Soldiers killed nine": a deed told in the plain past goes on where the sentence before, whose verb has a day long past, has
 * got to. What people say, and what is told in the perfect or the present, may be of today. */
static bool goes_on_long_past(const kh_algebra *a, const kh_inst *x) {
  enum { DAYS = 60, BACK = 2 };
  const kh_doc *d = a->d;
  uint32_t own = d->tok.sentence[x->trigger], verb = kh_setting_verb(a, x);
  bool deed = kh_event_quad((kh_event_type)x->type) % 2 == 0 || x->type == KH_CONSULT;   /* words are of today sooner: "Officials declined to comment" */
  uint32_t aux = kh_doc_child_base(d, verb, KH_DEP_AUX);
  /* "has made runs and even struck" */
  if (aux == KH_NONE && rel(d, verb) == KH_DEP_CONJ && head(d, verb) != KH_NONE) aux = kh_doc_child_base(d, head(d, verb), KH_DEP_AUX);
  bool past = kh_is_verb(a, verb) && (aux == KH_NONE ? told_as_past(d, verb) : told_as_past(d, aux));
  if (!deed || !past || a->quote_of[x->trigger] != KH_NONE) return false;
  for (uint32_t back = 1; back <= BACK && back <= own; back++) {
    uint32_t s = own - back;
    if (d->sentences[s].kind != d->sentences[own].kind) return false;
    uint32_t i = kh_doc_first_time(d, s);
    if (i >= d->time_count || d->times[i].sentence != s) continue;
    for (; i < d->time_count && d->times[i].sentence == s; i++) {
      const kh_time *t = &d->times[i];
      uint32_t h = kh_doc_head_within(d, t->tok_begin, t->tok_end), of = d->tok.head[h];
      if (t->timex > KH_TIMEX_TIME || t->begin == KH_NO_DAY || t->end >= d->published - DAYS) return false;
      if (of == KH_NONE || !kh_is_verb(a, of) || d->tok.head[of] != KH_NONE || kh_is_kind(a, of, KH_CLAUSE_REPORTING) || !(d->tok.morph[of] & KH_MORPH_PAST))
        return false;
    }
    return true;
  }
  return false;
}

/* "Police have arrested two gunmen who killed nine farmers on Tuesday", "gunmen killed nine on Tuesday, and police have arrested two": a time of the same
 * sentence that tells which ones, or of another clause than one in the perfect, whose verb is not above it, is not where the story has got to. */
static bool is_beside(const kh_algebra *a, const kh_inst *x, uint32_t time) {
  const kh_doc *d = a->d;
  const kh_time *t = &d->times[time];
  if (t->sentence != d->tok.sentence[x->trigger] || t->tok_begin >= d->tok.n) return false;
  bool perfect = in_perfect(d, kh_setting_verb(a, x));
  uint32_t c = kh_doc_head_within(d, t->tok_begin, t->tok_end);
  for (uint32_t n = 0; c != KH_NONE && n < MAX_CLIMB; c = d->tok.head[c], n++) {
    bool which = d->tok.deprel[c] == KH_DEP_ACL_RELCL && t->tok_begin > x->trigger;
    if ((which || (perfect && kh_is_verb(a, c))) && !kh_doc_dominates(d, c, x->trigger)) return true;
    if (kh_is_verb(a, c) && !which && d->tok.deprel[c] != KH_DEP_XCOMP && kh_deprel_base(d->tok.deprel[c]) != KH_DEP_CONJ)
      return perfect && c != x->trigger && d->tok.head[x->trigger] == c && kh_deprel_base(d->tok.deprel[x->trigger]) == KH_DEP_CONJ;
  }
  return false;
}

int32_t kh_day_of_story(const kh_algebra *a, const kh_inst *x) {
  enum { SENTENCES = 2, LEAD = 3, DAYS = 4 };
  const kh_doc *d = a->d;
  bool word = kh_event_quad((kh_event_type)x->type) % 2;
  if (kh_setting_earlier(a, x) || beforehand(a, x) || long_before(a, x) || below_older(a, x)) return KH_NO_DAY;
  uint32_t reached = kh_times_reached(d, x->trigger, SENTENCES, KH_NONE);
  while (reached != KH_NONE && (is_aside(a, x, reached) || is_beside(a, x, reached) || is_of_a_noun_within(a, x, reached) || (word && is_of_a_deed_judged(a, reached))))
    reached = kh_times_reached(d, x->trigger, SENTENCES, reached);
  if (reached != KH_NONE && (d->published == KH_NO_DAY || !from_elsewhere(a, x, d->times[reached].sentence))) return d->times[reached].begin;
  if (d->published == KH_NO_DAY) return KH_NO_DAY;
  int32_t opening = day_of_opening(a, x);
  if (opening != KH_NO_DAY) return opening;
  if (goes_on_long_past(a, x)) return KH_NO_DAY;
  /* the day that the report opens with, where it is one of the last few */
  for (uint32_t i = 0; i < d->time_count && d->times[i].sentence < LEAD + (d->sentences[0].kind == KH_SENT_HEADLINE); i++) {
    const kh_time *t = &d->times[i];
    if (t->timex <= KH_TIMEX_TIME && t->begin != KH_NO_DAY && t->begin == t->end && t->begin <= d->published && t->begin > d->published - DAYS &&
        !(word && is_of_a_deed_judged(a, i)) && !is_beside(a, x, i) && !is_aside(a, x, i))
      return t->begin;
  }
  return d->published;
}
