/* occasions.c: what a report announces for a day ahead and is no event of the ontology: elections, verdicts, deadlines (data/events/occasions.frames).
 *
 * A word of the table is an occasion to come where a day ahead of the report is its own: the day hangs on the word itself ("Sunday's vote"), on the verb
 * that the word is ("the court will rule on Friday"), or on a verb or predicate that gives a noun its day ("the election is due on Sunday", "will hold an
 * election in May"). The day is the best witness that it is to come; what the clause says only takes away: what is denied, called off, thought of. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"
#include "events/occasions.h"
#include "events/records.h"
#include "events/tree.h"

enum { LOOK_BACK = 48, CLIMB = 6 };
static const double OF_VERB = .9, OF_NOUN = .75, ASKED_FOR = .5;   /* confidence: the shares that were right in reports of two corpora, read by eye */

/* Finds the readings of a sentence's words; what comes of them is known once all events are. */
void kh_occasions_sentence(kh_algebra *a, const kh_sentence *s) {
  const kh_doc *d = a->d;
  if (d->published == KH_NO_DAY) return;   /* no day can lie ahead of it */
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    kh_reading r;
    if ((d->tok.upos[t] == KH_UPOS_PROPN && d->tok.ner[t] / 2 == KH_ENTITY_PER) || !kh_best_occasion(a, t, &r)) continue;
    KH_PUSH(a->scratch, &a->occasions, (kh_occasion_at){.frame = r.frame, .trigger = t, .lo = r.lo, .hi = r.hi, .who = r.who, .whom = r.whom});
  }
}

/* ---- the word, and what governs it ---- */

typedef struct setting {
  uint32_t top;        /* the noun, or the "round", "date" … of it; the verb */
  uint32_t governor;   /* the verb or predicate that the noun hangs on; KH_NONE */
  uint8_t role;        /* of top there: base relation */
  bool verb;           /* the occasion is a verb itself */
} setting;

static bool has_kind(const kh_algebra *a, uint32_t t, uint8_t relation, unsigned kind) {
  EACH_CHILD(a->d, t, c)
    if (base(a->d, c) == relation && kh_is_kind(a, c, kind)) return true;
  return false;
}

/* "The second round of the election", "the date for the vote", "a summit and a conference": the word that the sentence is built with. */
static uint32_t above_stages(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  for (int step = 0; step < CLIMB && head(d, t) != KH_NONE; step++) {
    uint32_t h = head(d, t);
    bool of = base(d, t) == KH_DEP_NMOD && rel(d, t) != KH_DEP_NMOD_POSS && h < t && kh_is_kind(a, h, KH_CLAUSE_STAGE);
    bool beside = rel(d, t) == KH_DEP_CONJ && !kh_is_verb(a, h) && d->tok.upos[h] != KH_UPOS_ADJ;
    if (!of && !beside) break;
    t = h;
  }
  return t;
}

/* "Senegal votes on Sunday", with the verb taken for a noun. */
static bool is_misread(const kh_algebra *a, uint32_t t) {
  return a->d->tok.upos[t] == KH_UPOS_NOUN && kh_doc_child_with(a->d, t, KH_DEP_NSUBJ) != KH_NONE && kh_doc_child_with(a->d, t, KH_DEP_COP) == KH_NONE;
}

/* "Court martial", whichever word the tree takes for its head. */
static uint32_t head_of_phrase(const kh_doc *d, const kh_occasion_at *o) {
  uint32_t t = o->trigger;
  for (int step = 0; step < CLIMB && head(d, t) != KH_NONE && head(d, t) >= o->lo && head(d, t) < o->hi; step++) t = head(d, t);
  return t;
}

static setting setting_of(const kh_algebra *a, const kh_occasion_at *o) {
  const kh_doc *d = a->d;
  setting s = {.top = o->trigger, .governor = KH_NONE, .verb = o->frame->pos == KH_FRAME_V || is_misread(a, o->trigger)};
  if (s.verb) return s;
  s.top = above_stages(a, head_of_phrase(d, o));
  s.role = base(d, s.top);
  uint32_t h = head(d, s.top);
  if (s.role == KH_DEP_COMPOUND && h != KH_NONE && h > s.top && kh_is_verb(a, h)) s.role = KH_DEP_NSUBJ;   /* "Kenya election set for August" */
  if (h != KH_NONE && (kh_is_verb(a, h) || d->tok.upos[h] == KH_UPOS_ADJ || kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE || s.role == KH_DEP_NSUBJ)) s.governor = h;
  return s;
}

/* ---- the day ---- */

static uint32_t head_of_time(const kh_doc *d, const kh_time *t) {
  for (uint32_t k = t->tok_begin; k < t->tok_end; k++)
    if (head(d, k) == KH_NONE || head(d, k) < t->tok_begin || head(d, k) >= t->tok_end) return k;
  return t->tok_begin;
}

/* "Campaigning for the vote on Sunday": nothing but words of place and time between the noun and its day, whatever the tree has. */
static bool right_behind(const kh_algebra *a, const kh_occasion_at *o, const kh_time *t) {
  enum { NEAR = 7 };
  const kh_doc *d = a->d;
  if (t->tok_begin < o->hi || t->tok_begin > o->hi + NEAR) return false;
  for (uint32_t k = o->hi; k < t->tok_begin; k++) {
    uint8_t u = d->tok.upos[k];
    if (u != KH_UPOS_ADP && u != KH_UPOS_DET && u != KH_UPOS_PROPN) return false;
  }
  return true;
}

static bool is_future(const kh_clause *c) { return c->mood == KH_MOOD_FUTURE || c->mood == KH_MOOD_HEADINF || c->mood == KH_MOOD_MUST; }

/* The occasion whose word is tok; NULL. */
static const kh_occasion_at *occasion_at(const kh_algebra *a, uint32_t tok) {
  size_t low = 0, high = a->occasions.n;
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (a->occasions.at[mid].trigger < tok) low = mid + 1;
    else high = mid;
  }
  return low < a->occasions.n && a->occasions.at[low].trigger == tok ? &a->occasions.at[low] : NULL;
}

/* "Will deliver its verdict in the trial on Friday": the day is the verdict's. */
static bool takes_day(const kh_algebra *a, uint32_t verb) {
  EACH_CHILD(a->d, verb, c)
    if ((base(a->d, c) == KH_DEP_OBJ || base(a->d, c) == KH_DEP_NSUBJ) && occasion_at(a, c)) return true;
  return false;
}

/* "Will vote in a referendum on Sunday", "will go to the polls in an election": the noun says it, not its verb. */
static bool told_by_noun(const kh_algebra *a, const kh_occasion_at *verb_phrase) {
  uint32_t verb = verb_phrase->trigger;
  EACH_CHILD(a->d, verb, c) {
    const kh_occasion_at *o = base(a->d, c) == KH_DEP_OBJ || (base(a->d, c) == KH_DEP_OBL && has_kind(a, c, KH_DEP_CASE, KH_CLAUSE_ALONGSIDE)) ? occasion_at(a, c) : NULL;
    if (o && o->frame->pos == KH_FRAME_N && !(c >= verb_phrase->lo && c < verb_phrase->hi)) return true;   /* but "stand trial" */
  }
  return false;
}

/* "Have until Friday to vote": the day is the limit's. */
static bool told_by_limit(const kh_algebra *a, uint32_t verb) {
  const kh_occasion_at *o = head(a->d, verb) == KH_NONE ? NULL : occasion_at(a, head(a->d, verb));
  return o && o->frame->occasion == KH_OCCASION_DEADLINE && o->frame->pos == KH_FRAME_V;
}

/* Does the verb or predicate give the noun its day: "is due on Friday", "will hold an election in May", "will meet at a summit on Friday"? */
static bool gives_day(const kh_algebra *a, const setting *s) {
  uint32_t g = s->governor;
  if (g == KH_NONE) return false;
  bool held = kh_is_kind(a, g, KH_CLAUSE_CONVENING) || kh_is_kind(a, g, KH_CLAUSE_POSTPONING), comes = kh_is_kind(a, g, KH_CLAUSE_COMING);
  if (s->role == KH_DEP_NSUBJ) return comes || (kh_is_passive(a, g) ? held : kh_is_kind(a, g, KH_CLAUSE_TIME) || kh_doc_child_with(a->d, g, KH_DEP_COP) != KH_NONE);
  if (s->role == KH_DEP_OBJ || s->role == KH_DEP_XCOMP) return held || kh_is_kind(a, g, KH_CLAUSE_PARTAKING);
  return s->role == KH_DEP_OBL && has_kind(a, s->top, KH_DEP_CASE, KH_CLAUSE_ALONGSIDE) && !takes_day(a, g);
}

/* "Put off to 3 May", "called for July 4", "have until Friday": the day that it goes as far as. */
static bool is_reached(const kh_algebra *a, const kh_time *t) {
  uint32_t k = t->tok_begin;
  return (k > a->d->sentences[t->sentence].tok_begin && kh_is_kind(a, k - 1, KH_CLAUSE_REACHING)) || kh_is_kind(a, k, KH_CLAUSE_REACHING);
}

/* A verb that asks for such a word: "have until", "runs until", "submitted by". */
static bool must_reach(const kh_algebra *a, const kh_occasion_at *o) {
  const kh_event_tables *t = &a->e->occasions;
  const kh_sentence *s = &a->d->sentences[a->d->tok.sentence[o->trigger]];
  for (uint32_t i = o->frame->conds; i < o->frame->conds + o->frame->cond_count; i++)
    for (uint32_t k = t->conds[i].arg; t->conds[i].kind == KH_COND_NEARLEMMA && !t->conds[i].negated && k < t->conds[i].arg + t->conds[i].args; k++)
      for (uint32_t x = s->tok_begin; x < s->tok_end; x++)
        if (t->args[k] == a->d->tok.lower_hash[x] && kh_is_kind(a, x, KH_CLAUSE_REACHING)) return true;
  return false;
}

static bool is_awaited(const kh_algebra *a, const kh_time *t) {
  uint32_t k = t->tok_begin;
  return (k > a->d->sentences[t->sentence].tok_begin && kh_is_kind(a, k - 1, KH_CLAUSE_UNTIL)) || kh_is_kind(a, k, KH_CLAUSE_UNTIL);
}

static bool is_put_off(const kh_algebra *a, const setting *s) {
  return !s->verb && s->governor != KH_NONE && kh_is_kind(a, s->governor, KH_CLAUSE_POSTPONING) && (s->role == KH_DEP_OBJ || (s->role == KH_DEP_NSUBJ && kh_is_passive(a, s->governor)));
}

/* "Moved from Sunday to June 8": the new day; KH_NONE. */
static uint32_t new_day(const kh_algebra *a, const setting *s) {
  const kh_doc *d = a->d;
  uint32_t sentence = d->tok.sentence[s->top];
  for (uint32_t i = kh_doc_first_time(d, sentence); i < d->time_count && d->times[i].sentence == sentence; i++)
    if (d->times[i].timex <= KH_TIMEX_TIME && d->times[i].begin != KH_NO_DAY && is_reached(a, &d->times[i]) && kh_doc_dominates(d, s->governor, head_of_time(d, &d->times[i]))) return i;
  return KH_NONE;
}

/* "A referendum on joining the union on October 20", held: hung on what it is about. */
static uint32_t day_of_topic(const kh_algebra *a, const setting *s) {
  const kh_doc *d = a->d;
  uint32_t sentence = d->tok.sentence[s->top], topic = kh_doc_child_with(d, s->top, KH_DEP_ACL);
  if (topic == KH_NONE || !(d->tok.morph[topic] & KH_MORPH_GER) || !gives_day(a, s)) return KH_NONE;
  for (uint32_t i = kh_doc_first_time(d, sentence); i < d->time_count && d->times[i].sentence == sentence; i++)
    if (d->times[i].timex <= KH_TIMEX_TIME && d->times[i].precision == KH_PREC_DAY && d->tok.head[head_of_time(d, &d->times[i])] == topic) return i;
  return KH_NONE;
}

/* "The 2024 election will be held on November 5", "will table next year's budget on Friday": the verb's day, where the noun's own time is a longer one;
 * KH_NONE. */
static uint32_t verbs_day(const kh_algebra *a, const setting *s, const kh_time *than) {
  const kh_doc *d = a->d;
  uint32_t sentence = d->tok.sentence[s->top], below = s->governor == KH_NONE ? KH_NONE : kh_doc_child_with(d, s->governor, KH_DEP_XCOMP);
  for (uint32_t i = kh_doc_first_time(d, sentence); gives_day(a, s) && i < d->time_count && d->times[i].sentence == sentence; i++) {
    const kh_time *t = &d->times[i];
    uint32_t h = head(d, head_of_time(d, t));
    if (t->timex <= KH_TIMEX_TIME && t->begin != KH_NO_DAY && t->precision < than->precision && h != KH_NONE && (h == s->governor || h == below)) return i;
  }
  return KH_NONE;
}

/* "Was prepared", "held": what was done is not to come, unless it was done for a later day. */
static bool in_past(const kh_algebra *a, uint32_t verb) {
  bool past = morph(a, verb, KH_MORPH_PAST | KH_MORPH_FIN);
  EACH_CHILD(a->d, verb, c)
    if (base(a->d, c) == KH_DEP_AUX) past = past || morph(a, c, KH_MORPH_PAST | KH_MORPH_FIN);
  return past && !kh_is_kind(a, verb, KH_CLAUSE_COMING) && kh_clause_of(a, verb).mood == KH_MOOD_REAL;
}

/* "Votes on spending for 1988": a year of what the noun is about. */
static bool is_topics_year(const kh_algebra *a, const setting *s, const kh_occasion_at *o, const kh_time *t) {
  uint32_t h = head(a->d, head_of_time(a->d, t));
  return !s->verb && t->precision == KH_PREC_YEAR && h != KH_NONE && h != o->trigger && h != s->top && !kh_is_verb(a, h) && h > o->trigger;
}

/* The time that is the occasion's own; *own: its noun's. KH_NONE. */
static uint32_t day_of(const kh_algebra *a, const kh_occasion_at *o, const setting *s, const kh_inst *x, bool *own) {
  const kh_doc *d = a->d;
  if (is_put_off(a, s)) return new_day(a, s);
  uint32_t i = kh_time_of(a, x);
  if (i == KH_NONE) return s->verb ? KH_NONE : day_of_topic(a, s);
  const kh_time *t = &d->times[i];
  uint32_t h = head_of_time(d, t);
  *own = s->verb || (h != s->top && kh_doc_dominates(d, s->top, h));
  uint32_t finer = s->verb || !*own ? KH_NONE : verbs_day(a, s, t);
  if (finer != KH_NONE) {
    *own = false;
    return finer;
  }
  if (*own) return is_topics_year(a, s, o, t) ? KH_NONE : i;
  if (gives_day(a, s)) return in_past(a, s->governor) && !is_reached(a, t) ? KH_NONE : i;
  if (!right_behind(a, o, t)) return KH_NONE;
  uint32_t verb = kh_governor_of(a, s->top);
  kh_clause above = {0};
  if (verb != KH_NONE) above = kh_clause_of(a, verb);
  *own = true;
  if (has_kind(a, s->top, KH_DEP_CASE, KH_CLAUSE_BEFORE)) return i;   /* "will arrive before the vote on Friday" */
  return is_future(&above) ? KH_NONE : i;   /* "will discuss the vote on Friday": whose day it is nobody can tell */
}

typedef struct window { int32_t begin, end; } window;

/* "By Friday", "until May 3": of a limit the last day counts. */
static bool is_limit(uint8_t occasion) { return occasion == KH_OCCASION_DEADLINE || occasion == KH_OCCASION_EXPIRY; }

/* Of what one waits until, and of limits, the last day counts. */
static bool counts_last(const kh_algebra *a, const kh_occasion_at *o, const kh_time *t) {
  return is_awaited(a, t) || (is_limit(o->frame->occasion) && t->precision == KH_PREC_DAY);
}

/* In the present, which tells what is fixed for later: "expires", "is on", "takes office". */
static bool in_present(const kh_algebra *a, uint32_t t) {
  if (t == KH_NONE) return false;
  bool present = morph(a, t, KH_MORPH_PRES | KH_MORPH_FIN) || is_misread(a, t);
  EACH_CHILD(a->d, t, c) {
    if (base(a->d, c) != KH_DEP_AUX && rel(a->d, c) != KH_DEP_COP) continue;
    if (morph(a, c, KH_MORPH_PAST)) return false;
    present |= morph(a, c, KH_MORPH_PRES | KH_MORPH_FIN);
  }
  return present;
}

/* "On 31 December", "in October", "on Thursday": words that say neither the year nor the week. */
static bool recurs(const kh_doc *d, const kh_time *t) {
  for (uint32_t k = t->tok_begin; k < t->tok_end; k++) {
    int64_t n;
    if (d->tok.upos[k] == KH_UPOS_ADJ || d->tok.upos[k] == KH_UPOS_ADV || (kh_str_to_int(d->tok.form[k], &n) && n > 31)) return false;
  }
  return t->timex <= KH_TIMEX_TIME && (t->precision == KH_PREC_DAY || t->precision == KH_PREC_MONTH);
}

static bool holds_number(const kh_doc *d, const kh_time *t) {
  for (uint32_t k = t->tok_begin; k < t->tok_end; k++)
    if (d->tok.upos[k] == KH_UPOS_NUM) return true;
  return false;
}

static int32_t year_on(int32_t day) {
  int y, m, z;
  kh_day_parts(day, &y, &m, &z);
  return kh_day_of(y + 1, m, z);
}

/* The days that are meant, where they lie ahead. What is told in the present may have been taken for the last such day: it is the next. */
static bool window_of(const kh_algebra *a, const setting *s, bool own, const kh_time *t, window *w) {
  enum { WEEK = 7 };
  const kh_doc *d = a->d;
  uint32_t verb = s->verb ? s->top : s->governor;
  kh_clause clause = kh_clause_of(a, verb == KH_NONE || own ? s->top : verb);
  bool present = verb != KH_NONE && (s->verb || !own) && in_present(a, verb);
  bool fixed = present || (verb != KH_NONE && !s->verb && is_reached(a, t) && (is_put_off(a, s) || gives_day(a, s)));   /* "called an election for July 4" */
  *w = (window){t->begin, t->end};
  if (fixed && t->end < d->published && recurs(d, t)) {
    if (holds_number(d, t) || t->precision == KH_PREC_MONTH) *w = (window){year_on(t->begin), year_on(t->end)};
    else if (t->begin == t->end && t->end + WEEK > d->published) *w = (window){t->begin + WEEK, t->end + WEEK};
    if (w->begin == KH_NO_DAY || w->end == KH_NO_DAY) return false;
  }
  return w->end > d->published && (w->begin > d->published || t->future || fixed || is_future(&clause));
}

/* ---- what the clause takes away ---- */

static bool is_thought(const kh_clause *c) {
  return c->mood == KH_MOOD_IF || c->mood == KH_MOOD_WOULD || c->mood == KH_MOOD_UNREAL || c->mood == KH_MOOD_QUESTION || c->mood == KH_MOOD_MAY;
}

/* "Cancelled", "called off": the noun's verb. */
static bool calls_off(const kh_algebra *a, uint32_t g) {
  if (kh_is_kind(a, g, KH_CLAUSE_POSTPONING) || kh_is_kind(a, g, KH_CLAUSE_COMING)) return false;   /* "put off until June", "runs out" */
  if (kh_is_kind(a, g, KH_CLAUSE_CANCELLING)) return true;
  EACH_CHILD(a->d, g, c)
    if (rel(a->d, c) == KH_DEP_COMPOUND_PRT && kh_is_kind(a, c, KH_CLAUSE_CANCELLING)) return true;
  return false;
}

typedef enum verdict { STANDS, ASKED, FALLS } verdict;

/* What the verbs above say: "refused to hold an election", "demanded that a vote be held by June". */
static verdict said_above(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  verdict v = STANDS;
  for (int step = 0; step < CLIMB && t != KH_NONE && head(d, t) != KH_NONE; step++, t = head(d, t)) {
    uint32_t h = head(d, t);
    uint8_t b = base(d, t);
    if (b != KH_DEP_XCOMP && b != KH_DEP_CCOMP && b != KH_DEP_CONJ && b != KH_DEP_ACL) return v;
    if (b == KH_DEP_CONJ || rel(d, t) == KH_DEP_ACL_RELCL) continue;
    bool denied = has_kind(a, h, KH_DEP_ADVMOD, KH_CLAUSE_NOT);
    if (kh_is_kind(a, h, KH_CLAUSE_REFUSING) != (denied && b == KH_DEP_XCOMP)) return FALLS;
    if (kh_is_kind(a, h, KH_CLAUSE_DEMANDING)) v = ASKED;
    else if (b == KH_DEP_ACL && !kh_is_kind(a, h, KH_CLAUSE_CONVENING)) return FALLS;   /* "the right to vote in June", but "plans to vote" */
  }
  return v;
}

static verdict judge(const kh_algebra *a, const setting *s, bool own) {
  uint32_t g = s->verb ? s->top : s->governor;
  kh_clause c = kh_clause_of(a, s->top);
  if (s->verb) {
    verdict above = c.negated ? FALLS : c.mood == KH_MOOD_HEADINF ? STANDS : said_above(a, g);
    return above == STANDS && (is_thought(&c) || c.mood == KH_MOOD_COMMAND) ? FALLS : above;
  }
  bool direct = s->role == KH_DEP_NSUBJ || s->role == KH_DEP_OBJ || s->role == KH_DEP_XCOMP;
  if (has_kind(a, s->top, KH_DEP_DET, KH_CLAUSE_NOT)) return FALLS;
  if (g == KH_NONE) {   /* "speculation about an election in June" */
    uint32_t h = head(a->d, s->top);
    return h != KH_NONE && s->role == KH_DEP_NMOD && kh_is_kind(a, h, KH_CLAUSE_SOUGHT) && !kh_is_definite(a, s->top) ? FALLS : STANDS;
  }
  if (direct && calls_off(a, g)) return FALLS;
  kh_clause above = kh_clause_of(a, g);
  bool known = own && kh_is_definite(a, s->top);   /* "would lose the vote on Sunday": there will be one */
  bool doubted = (s->role == KH_DEP_NSUBJ && kh_is_kind(a, g, KH_CLAUSE_REFUSING)) || has_kind(a, g, KH_DEP_XCOMP, KH_CLAUSE_REFUSING);   /* "an election is likely in June" */
  if (doubted && !known) return FALLS;
  verdict said = direct && gives_day(a, s) && !kh_is_kind(a, g, KH_CLAUSE_PARTAKING) ? said_above(a, g) : STANDS;   /* "hope to win the vote on Thursday" */
  if (said == ASKED && !above.negated && above.mood != KH_MOOD_MAY && above.mood != KH_MOOD_IF && above.mood != KH_MOOD_QUESTION) return ASKED;
  if (!known && (is_thought(&above) || (direct && above.negated && gives_day(a, s)))) return FALLS;
  if (known && direct && above.negated && gives_day(a, s)) return FALLS;
  bool asks = kh_is_kind(a, g, KH_CLAUSE_DEMANDING) && (s->role == KH_DEP_OBL || (direct && !kh_is_kind(a, g, KH_CLAUSE_CONVENING)));
  if (asks) return known ? STANDS : ASKED;
  return said;
}

/* ---- parties, place ---- */

/* Whose it is: who the noun's own words name, else who holds it. */
static void holder(const kh_algebra *a, const setting *s, kh_who *who) {
  if (who->n || s->governor == KH_NONE || s->verb) return;
  const kh_occasion_at *told = occasion_at(a, s->governor);
  if (told) *who = told->who;   /* "will elect a president in a run-off" */
  if (who->n || !kh_is_kind(a, s->governor, KH_CLAUSE_CONVENING)) return;
  if (s->role == KH_DEP_OBJ) kh_who_at(a, kh_subject_of(a, s->governor), KH_ANYONE, who);
  else if (s->role == KH_DEP_NSUBJ && kh_is_passive(a, s->governor)) kh_who_at(a, kh_agent_at(a, s->governor), KH_ANYONE, who);
}

/* "An election will be held in June, Serbia's president said": a people's vote of which no word says whose is that of the state that announces it. */
static void state_of(const kh_algebra *a, uint8_t occasion, uint32_t speaker, kh_who *who) {
  if (who->n || speaker == KH_NONE || (occasion != KH_OCCASION_ELECTION && occasion != KH_OCCASION_REFERENDUM)) return;
  const kh_mention *m = &a->d->mentions[speaker];
  if (m->actor.country[0] && (KH_STATE_ORGANS | 1u << KH_SECTOR_ELI) >> m->actor.sector & 1) kh_who_add(who, speaker);
}

/* ---- one occasion told twice ---- */

static bool countries_agree(const kh_doc *d, const kh_event *x, const kh_event *y) {
  for (uint32_t i = 0; i < x->actor_count; i++)
    for (uint32_t k = 0; k < y->actor_count; k++) {
      const char *p = d->mentions[x->actors[i]].actor.country, *q = d->mentions[y->actors[k]].actor.country;
      if (!p[0] || !q[0] || !strcmp(p, q)) return true;
    }
  return !x->actor_count || !y->actor_count;
}

static bool places_agree(const kh_doc *d, const kh_event *x, const kh_event *y) {
  if (x->place == KH_NONE || y->place == KH_NONE) return true;
  const kh_place *p = &d->places[x->place], *q = &d->places[y->place];
  return p->geonameid == q->geonameid || !strcmp(p->country, q->country);
}

/* "The election on Sunday", "Sunday's vote": one word says more than the other. */
static kh_occasion sort_of(kh_occasion o) { return o == KH_OCCASION_ELECTION || o == KH_OCCASION_REFERENDUM ? KH_OCCASION_VOTE : o; }

static bool sorts_agree(const kh_doc *d, const kh_event *x, const kh_event *y) {
  if (x->occasion == y->occasion) return true;
  const kh_event *vote = x->occasion == KH_OCCASION_VOTE ? x : y->occasion == KH_OCCASION_VOTE ? y : NULL;
  if (sort_of(x->occasion) != sort_of(y->occasion) || !vote) return false;
  for (uint32_t i = 0; i < vote->actor_count; i++)   /* but a house, a party, a union vote by themselves */
    if (d->mentions[vote->actors[i]].actor.sector && d->mentions[vote->actors[i]].actor.sector != KH_SECTOR_CVL) return false;
  return true;
}

/* Of one kind, one's days within the other's, nothing against it. */
static bool same(const kh_doc *d, const kh_event *x, const kh_event *y) {
  bool within = (x->date <= y->date && y->enddate <= x->enddate) || (y->date <= x->date && x->enddate <= y->enddate);
  return sorts_agree(d, x, y) && within && countries_agree(d, x, y) && places_agree(d, x, y);
}

static void fold(kh_doc *d, kh_event *into, const kh_event *more) {
  uint32_t n = into->mention_count;
  kh_span *m = (kh_span *)(uintptr_t)into->mentions;   /* made here, with room for a power of two */
  if (!(n & (n - 1))) {
    m = KH_ARRAY(d->arena, kh_span, n ? 2 * (size_t)n : 1);
    if (n) memcpy(m, into->mentions, n * sizeof *m);
    into->mentions = m;
  }
  m[n] = more->trigger;
  into->mention_count = n + 1;
  if (more->enddate - more->date < into->enddate - into->date) into->date = more->date, into->enddate = more->enddate, into->precision = more->precision;
  if (!into->actor_count) into->actors = more->actors, into->actor_count = more->actor_count;
  if (!into->recipient_count) into->recipients = more->recipients, into->recipient_count = more->recipient_count;
  if (into->place == KH_NONE) into->place = more->place;
  into->contexts |= more->contexts;
  if (into->occasion == KH_OCCASION_VOTE && more->occasion != KH_OCCASION_VOTE) into->occasion = more->occasion, into->rule = more->rule;
  if (more->status == KH_STATUS_PLANNED) into->status = KH_STATUS_PLANNED;
  if (more->confidence > into->confidence) into->confidence = more->confidence;
}

/* ---- making ---- */

static const uint32_t *listed(kh_arena *arena, const kh_who *w) {
  uint32_t *out = KH_ARRAY(arena, uint32_t, w->n + 1);
  memcpy(out, w->at, w->n * sizeof *out);
  return out;
}

/* What nobody knows before: how a court rules, a house votes, what comes of a truce that runs out. */
static bool is_open(uint8_t occasion) {
  static const uint32_t open = 1u << KH_OCCASION_ELECTION | 1u << KH_OCCASION_REFERENDUM | 1u << KH_OCCASION_VOTE | 1u << KH_OCCASION_VERDICT | 1u << KH_OCCASION_HEARING |
                               1u << KH_OCCASION_TRIAL | 1u << KH_OCCASION_DEADLINE | 1u << KH_OCCASION_EXPIRY;
  return open >> occasion & 1;
}

/* The plan of an event that is made at a word; NULL. */
static kh_event *plan_at(const kh_made *made, uint32_t tok) {
  for (uint32_t i = tok == KH_NONE ? KH_NONE : made->first[tok]; i != KH_NONE; i = made->next[i]) {
    kh_event *e = made->event_of[i] == KH_NONE ? NULL : &made->events[made->event_of[i]];
    if (e && e->plan) return e;
  }
  return NULL;
}

/* A plan of an event at the same word, or a meeting's at the verb that holds it: it is told already, where it names somebody. */
static bool planned_already(const kh_algebra *a, const kh_made *made, const kh_occasion_at *o, const setting *s) {
  const kh_event *own = plan_at(made, o->trigger), *held = plan_at(made, s->governor);
  if (is_open(o->frame->occasion)) return false;
  if (own && (own->actor_count || own->recipient_count)) return true;   /* of nobody it tells less than the occasion */
  if (o->frame->occasion == KH_OCCASION_ENTRY && s->verb) own = plan_at(made, kh_subject_of(a, o->trigger));   /* "the ban takes effect on Friday" */
  if (own && (own->actor_count || own->recipient_count)) return true;
  bool meeting = o->frame->occasion == KH_OCCASION_SUMMIT || o->frame->occasion == KH_OCCASION_CONFERENCE;
  return held && meeting && held->type == KH_CONSULT && held->actor_count;
}

/* "Hand down its verdict", "rule on the ban", "the truce expires": what the words of an occasion foretell is not planned. */
static void untell(const kh_algebra *a, const kh_made *made, uint32_t t, int depth, const kh_event *told) {
  kh_event *e;
  while ((e = plan_at(made, t)) && (e->date == KH_NO_DAY || (e->date <= told->enddate && told->date <= e->enddate))) e->plan = false;
  if (depth == 0) return;
  EACH_CHILD(a->d, t, c) {
    uint8_t b = base(a->d, c);
    if (b == KH_DEP_NSUBJ || b == KH_DEP_OBJ || b == KH_DEP_OBL || b == KH_DEP_NMOD || b == KH_DEP_XCOMP || b == KH_DEP_ACL || b == KH_DEP_COMPOUND) untell(a, made, c, depth - 1, told);
  }
}

/* "The 2010 budget", "the February report", "a budget for 1988": what it is about, not when it comes. */
static bool is_about(const kh_algebra *a, const kh_occasion_at *o, const kh_time *t, bool own) {
  bool before = t->tok_end <= o->trigger, owner = before && rel(a->d, head_of_time(a->d, t)) == KH_DEP_NMOD_POSS;
  if (o->frame->occasion == KH_OCCASION_BUDGET) return own && !(owner && t->precision == KH_PREC_DAY);
  return o->frame->occasion == KH_OCCASION_REPORT && own && (t->precision == KH_PREC_YEAR || (before && t->precision != KH_PREC_DAY));
}

/* "Expired", "took office", "has voted": told as done. */
static bool told_as_done(const kh_algebra *a, uint32_t verb) {
  uint32_t aux = kh_doc_child_with(a->d, verb, KH_DEP_AUX);
  bool plain = aux == KH_NONE && kh_doc_child_with(a->d, verb, KH_DEP_AUX_PASS) == KH_NONE;
  if (plain) return morph(a, verb, KH_MORPH_PAST | KH_MORPH_FIN);
  return aux != KH_NONE && morph(a, verb, KH_MORPH_PAST | KH_MORPH_PART) && morph(a, aux, KH_MORPH_PRES | KH_MORPH_FIN) && kh_clause_of(a, verb).mood == KH_MOOD_REAL;
}

/* The occasion as a plan; false where it is none. */
static bool make(const kh_algebra *a, kh_doc *d, const kh_made *made, const kh_occasion_at *o, const uint64_t *contexts, kh_event *e) {
  setting s = setting_of(a, o);
  bool own = false;
  uint32_t phrase = head_of_phrase(d, o);
  if (!s.verb && rel(d, phrase) == KH_DEP_COMPOUND && phrase < head(d, phrase) && !kh_is_verb(a, head(d, phrase))) return false;   /* "the election campaign" */
  kh_inst x = {.tables = &a->e->occasions, .frame = o->frame, .trigger = o->trigger, .at = o->trigger, .lo = o->lo, .hi = o->hi, .base = KH_NONE, .who = o->who, .whom = o->whom};
  uint32_t i = day_of(a, o, &s, &x, &own);
  window w;
  if (i == KH_NONE || !window_of(a, &s, own, &d->times[i], &w)) return false;
  const kh_time *t = &d->times[i];
  if (is_about(a, o, t, own) || (s.verb && told_as_done(a, s.top) && !is_reached(a, t))) return false;
  if (s.verb && (told_by_noun(a, o) || told_by_limit(a, o->trigger) || (must_reach(a, o) && !is_reached(a, t)))) return false;
  verdict v = judge(a, &s, own);
  if (v == FALLS || planned_already(a, made, o, &s)) return false;
  uint32_t quote, speaker = kh_reporter_of(a, &x, &quote);
  holder(a, &s, &x.who);
  state_of(a, o->frame->occasion, speaker, &x.who);
  *e = (kh_event){.type = KH_EVENT_NONE, .occasion = (kh_occasion)o->frame->occasion, .status = v == ASKED ? KH_STATUS_REQUESTED : KH_STATUS_PLANNED, .base = KH_NONE, .embedded = true, .plan = true,
                  .date = w.begin <= d->published && counts_last(a, o, t) ? w.end : w.begin > d->published ? w.begin : d->published, .enddate = w.end, .precision = t->precision, .date_stated = true};
  e->actors = listed(d->arena, &x.who), e->actor_count = x.who.n;
  e->recipients = listed(d->arena, &x.whom), e->recipient_count = x.whom.n;
  e->sentence = d->tok.sentence[o->trigger];
  e->contexts = contexts[e->sentence];
  e->place = kh_place_of(a, &x);
  e->reporter = x.who.n && x.who.at[0] == speaker ? KH_NONE : speaker, e->quote = quote;
  e->trigger = kh_doc_token_span(d, o->lo, o->hi);
  kh_str rule = kh_pool_at(a->e->occasions.pool, a->e->occasions.pool_bytes, o->frame->id);
  e->rule = (kh_text){rule.s, rule.n};
  e->confidence = v == ASKED ? ASKED_FOR : own && !s.verb ? OF_NOUN : OF_VERB;
  untell(a, made, o->trigger, is_open(o->frame->occasion) ? 2 : o->frame->occasion == KH_OCCASION_ENTRY, e);
  if (is_open(o->frame->occasion) && s.role == KH_DEP_OBJ) untell(a, made, s.governor, 0, e);
  return true;
}

size_t kh_occasions_make(const kh_algebra *a, kh_doc *d, const kh_made *made, const uint64_t *contexts, kh_event *out) {
  uint32_t *rings = KH_ARRAY(a->scratch, uint32_t, (size_t)KH_OCCASION_COUNT * LOOK_BACK), seen[KH_OCCASION_COUNT] = {0};
  size_t n = 0;
  for (size_t i = 0; i < a->occasions.n; i++) {
    if (!make(a, d, made, &a->occasions.at[i], contexts, &out[n])) continue;
    uint32_t *ring = &rings[(size_t)sort_of(out[n].occasion) * LOOK_BACK], *count = &seen[sort_of(out[n].occasion)], k = 0;
    while (k < *count && k < LOOK_BACK && !same(d, &out[ring[k]], &out[n])) k++;
    if (k < *count && k < LOOK_BACK) fold(d, &out[ring[k]], &out[n]);
    else ring[(*count)++ % LOOK_BACK] = (uint32_t)n++;
  }
  return n;
}
