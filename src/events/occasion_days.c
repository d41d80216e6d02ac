/* occasion_days.c: which day ahead of the report is an occasion's own. It hangs on the word itself ("Sunday's vote"), on the verb that the word is ("the
 * court will rule on Friday"), or on a verb or predicate that gives a noun its day ("the election is due on Sunday", "will hold an election in May"). */
#include "events/circumstances.h"
#include "events/occasions.h"
#include "events/tree.h"

enum { CLIMB = 6 };

/* ---- the word, and what governs it ---- */

bool kh_has_kind(const kh_algebra *a, uint32_t t, uint8_t relation, unsigned kind) {
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
uint32_t kh_occasion_head(const kh_doc *d, const kh_occasion_at *o) {
  uint32_t t = o->trigger;
  for (int step = 0; step < CLIMB && head(d, t) != KH_NONE && head(d, t) >= o->lo && head(d, t) < o->hi; step++) t = head(d, t);
  return t;
}

static kh_occasion_setting setting_of(const kh_algebra *a, const kh_occasion_at *o) {
  const kh_doc *d = a->d;
  kh_occasion_setting s = {.top = o->trigger, .governor = KH_NONE, .verb = o->frame->pos == KH_FRAME_V || is_misread(a, o->trigger)};
  if (s.verb) return s;
  s.top = above_stages(a, kh_occasion_head(d, o));
  s.role = base(d, s.top);
  uint32_t h = head(d, s.top);
  if (s.role == KH_DEP_COMPOUND && h != KH_NONE && h > s.top && kh_is_verb(a, h)) s.role = KH_DEP_NSUBJ;   /* "Kenya election set for August" */
  if (h != KH_NONE && (kh_is_verb(a, h) || d->tok.upos[h] == KH_UPOS_ADJ || kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE || s.role == KH_DEP_NSUBJ))
    s.governor = h;
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
const kh_occasion_at *kh_occasion_at_word(const kh_algebra *a, uint32_t tok) {
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
    if ((base(a->d, c) == KH_DEP_OBJ || base(a->d, c) == KH_DEP_NSUBJ) && kh_occasion_at_word(a, c)) return true;
  return false;
}

/* "Have until Friday to vote": the day is the limit's. */
static bool told_by_limit(const kh_algebra *a, uint32_t verb) {
  const kh_occasion_at *o = head(a->d, verb) == KH_NONE ? NULL : kh_occasion_at_word(a, head(a->d, verb));
  return o && o->frame->occasion == KH_OCCASION_DEADLINE && o->frame->pos == KH_FRAME_V;
}

/* Does the verb or predicate give the noun its day: "is due on Friday", "will hold an election in May", "will meet at a summit on Friday"? */
bool kh_occasion_gives_day(const kh_algebra *a, const kh_occasion_setting *s) {
  uint32_t g = s->governor;
  if (g == KH_NONE) return false;
  bool held = kh_is_kind(a, g, KH_CLAUSE_CONVENING) || kh_is_kind(a, g, KH_CLAUSE_POSTPONING), comes = kh_is_kind(a, g, KH_CLAUSE_COMING);
  if (s->role == KH_DEP_NSUBJ)
    return comes || (kh_is_passive(a, g) ? held : kh_is_kind(a, g, KH_CLAUSE_TIME) || kh_doc_child_with(a->d, g, KH_DEP_COP) != KH_NONE);
  if (s->role == KH_DEP_OBJ || s->role == KH_DEP_XCOMP) return held || kh_is_kind(a, g, KH_CLAUSE_PARTAKING);
  return s->role == KH_DEP_OBL && kh_has_kind(a, s->top, KH_DEP_CASE, KH_CLAUSE_ALONGSIDE) && !takes_day(a, g);
}

/* "Will vote in a referendum on Sunday", "will go to the polls in an election": the noun says it, not its verb; but "will debate the budget on Sunday". */
static bool told_by_noun(const kh_algebra *a, const kh_occasion_at *verb_phrase) {
  uint32_t verb = verb_phrase->trigger;
  EACH_CHILD(a->d, verb, c) {
    const kh_occasion_at *o =
        base(a->d, c) == KH_DEP_OBJ || (base(a->d, c) == KH_DEP_OBL && kh_has_kind(a, c, KH_DEP_CASE, KH_CLAUSE_ALONGSIDE)) ? kh_occasion_at_word(a, c) : NULL;
    kh_occasion_setting noun = {.top = c, .governor = verb, .role = base(a->d, c)};
    if (o && o->frame->pos == KH_FRAME_N && kh_occasion_gives_day(a, &noun) && !(c >= verb_phrase->lo && c < verb_phrase->hi)) return true;   /* but "stand trial" */
  }
  return false;
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

static bool is_put_off(const kh_algebra *a, const kh_occasion_setting *s) {
  return !s->verb && s->governor != KH_NONE && kh_is_kind(a, s->governor, KH_CLAUSE_POSTPONING) &&
         (s->role == KH_DEP_OBJ || (s->role == KH_DEP_NSUBJ && kh_is_passive(a, s->governor)));
}

/* "Moved from Sunday to June 8": the new day; KH_NONE. */
static uint32_t new_day(const kh_algebra *a, const kh_occasion_setting *s) {
  const kh_doc *d = a->d;
  uint32_t sentence = d->tok.sentence[s->top];
  for (uint32_t i = kh_doc_first_time(d, sentence); i < d->time_count && d->times[i].sentence == sentence; i++)
    if (d->times[i].timex <= KH_TIMEX_TIME && d->times[i].begin != KH_NO_DAY && is_reached(a, &d->times[i]) &&
        kh_doc_dominates(d, s->governor, head_of_time(d, &d->times[i])))
      return i;
  return KH_NONE;
}

/* "A referendum on joining the union on October 20", held: hung on what it is about. */
static uint32_t day_of_topic(const kh_algebra *a, const kh_occasion_setting *s) {
  const kh_doc *d = a->d;
  uint32_t sentence = d->tok.sentence[s->top], topic = kh_doc_child_with(d, s->top, KH_DEP_ACL);
  if (topic == KH_NONE || !(d->tok.morph[topic] & KH_MORPH_GER) || !kh_occasion_gives_day(a, s)) return KH_NONE;
  for (uint32_t i = kh_doc_first_time(d, sentence); i < d->time_count && d->times[i].sentence == sentence; i++)
    if (d->times[i].timex <= KH_TIMEX_TIME && d->times[i].precision == KH_PREC_DAY && d->tok.head[head_of_time(d, &d->times[i])] == topic) return i;
  return KH_NONE;
}

/* "The 2024 election will be held on November 5", "will table next year's budget on Friday": the verb's day, where the noun's own time is a longer one;
 * KH_NONE. */
static uint32_t verbs_day(const kh_algebra *a, const kh_occasion_setting *s, const kh_time *than) {
  const kh_doc *d = a->d;
  uint32_t sentence = d->tok.sentence[s->top], below = s->governor == KH_NONE ? KH_NONE : kh_doc_child_with(d, s->governor, KH_DEP_XCOMP);
  for (uint32_t i = kh_doc_first_time(d, sentence); kh_occasion_gives_day(a, s) && i < d->time_count && d->times[i].sentence == sentence; i++) {
    const kh_time *t = &d->times[i];
    uint32_t h = head(d, head_of_time(d, t));
    bool predicate = s->governor >= t->tok_begin && s->governor < t->tok_end;   /* "the second election this year is on September 17" */
    if (t->timex <= KH_TIMEX_TIME && t->begin != KH_NO_DAY && t->precision < than->precision &&
        (predicate || (h != KH_NONE && (h == s->governor || h == below))))
      return i;
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
static bool is_topics_year(const kh_algebra *a, const kh_occasion_setting *s, const kh_occasion_at *o, const kh_time *t) {
  uint32_t h = head(a->d, head_of_time(a->d, t));
  return !s->verb && t->precision == KH_PREC_YEAR && h != KH_NONE && h != o->trigger && h != s->top && !kh_is_verb(a, h) && h > o->trigger;
}

/* The time that is the occasion's own; *own: its noun's. KH_NONE. */
static uint32_t day_of(const kh_algebra *a, const kh_occasion_at *o, const kh_occasion_setting *s, const kh_inst *x, bool *own) {
  const kh_doc *d = a->d;
  if (is_put_off(a, s)) return new_day(a, s);
  uint32_t i = kh_time_of(a, x);
  if (i == KH_NONE) {   /* "within two weeks": a span of days to come, where no day is told */
    kh_inst ahead = *x;
    ahead.status = KH_STATUS_PLANNED;
    i = kh_time_of(a, &ahead);
  }
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
  if (kh_occasion_gives_day(a, s)) return in_past(a, s->governor) && !is_reached(a, t) ? KH_NONE : i;
  if (!right_behind(a, o, t)) return KH_NONE;
  uint32_t verb = kh_governor_of(a, s->top);
  kh_clause above = {0};
  if (verb != KH_NONE) above = kh_clause_of(a, verb);
  *own = true;
  if (kh_has_kind(a, s->top, KH_DEP_CASE, KH_CLAUSE_BEFORE)) return i;   /* "will arrive before the vote on Friday" */
  return is_future(&above) ? KH_NONE : i;   /* "will discuss the vote on Friday": whose day it is nobody can tell */
}

typedef struct window { int32_t begin, end; } window;

/* "By Friday", "until May 3": of a limit the last day counts. */
static bool is_limit(uint8_t occasion) { return occasion == KH_OCCASION_DEADLINE || occasion == KH_OCCASION_EXPIRY; }

/* Of what one waits until, and of limits, the last day counts. */
static bool counts_last(const kh_algebra *a, const kh_occasion_at *o, const kh_time *t) {
  bool awaited = is_awaited(a, t) && rel(a->d, head_of_time(a->d, t)) != KH_DEP_NMOD_POSS;   /* not "before next week's vote" */
  return awaited || (is_limit(o->frame->occasion) && t->precision == KH_PREC_DAY);
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
static bool window_of(const kh_algebra *a, const kh_occasion_setting *s, bool own, const kh_time *t, window *w) {
  enum { WEEK = 7 };
  const kh_doc *d = a->d;
  uint32_t verb = s->verb ? s->top : s->governor;
  kh_clause clause = kh_clause_of(a, verb == KH_NONE || own ? s->top : verb);
  bool present = verb != KH_NONE && (s->verb || !own) && in_present(a, verb);
  /* "called an election for July 4" */
  bool fixed = present || (verb != KH_NONE && !s->verb && is_reached(a, t) && (is_put_off(a, s) || kh_occasion_gives_day(a, s)));
  *w = (window){t->begin, t->end};
  if (fixed && t->end < d->published && recurs(d, t)) {
    if (holds_number(d, t) || t->precision == KH_PREC_MONTH) *w = (window){year_on(t->begin), year_on(t->end)};
    else if (t->begin == t->end && t->end + WEEK > d->published) *w = (window){t->begin + WEEK, t->end + WEEK};
    if (w->begin == KH_NO_DAY || w->end == KH_NO_DAY) return false;
  }
  return w->end > d->published && (w->begin > d->published || t->future || fixed || is_future(&clause));
}

/* "The 2010 budget", "the February report", "a budget for 1988": what it is about, not when it comes. */
static bool is_about(const kh_algebra *a, const kh_occasion_at *o, const kh_time *t, bool own) {
  bool before = t->tok_end <= o->trigger, owner = before && rel(a->d, head_of_time(a->d, t)) == KH_DEP_NMOD_POSS;
  if (o->frame->occasion == KH_OCCASION_BUDGET) return t->precision == KH_PREC_YEAR || (own && !(owner && t->precision == KH_PREC_DAY));
  uint32_t h = head(a->d, head_of_time(a->d, t));
  if (o->frame->occasion == KH_OCCASION_REPORT && own && o->frame->pos == KH_FRAME_N && h != o->trigger) return true;   /* "results of Sunday's vote" */
  return o->frame->occasion == KH_OCCASION_REPORT && own && (t->precision == KH_PREC_YEAR || (before && t->precision != KH_PREC_DAY));
}

/* "Expired", "took office", "has voted": told as done. */
static bool told_as_done(const kh_algebra *a, uint32_t verb) {
  uint32_t aux = kh_doc_child_with(a->d, verb, KH_DEP_AUX);
  bool plain = aux == KH_NONE && kh_doc_child_with(a->d, verb, KH_DEP_AUX_PASS) == KH_NONE;
  if (plain) return morph(a, verb, KH_MORPH_PAST | KH_MORPH_FIN);
  return aux != KH_NONE && morph(a, verb, KH_MORPH_PAST | KH_MORPH_PART) && morph(a, aux, KH_MORPH_PRES | KH_MORPH_FIN) &&
         kh_clause_of(a, verb).mood == KH_MOOD_REAL;
}

/* "Its March 30 ruling that overturned the ban", but not "the vote that was called for March 30". */
static bool has_done(const kh_algebra *a, uint32_t noun) {
  EACH_CHILD(a->d, noun, c) {
    if (rel(a->d, c) != KH_DEP_ACL_RELCL || kh_is_kind(a, c, KH_CLAUSE_CONVENING) || kh_is_kind(a, c, KH_CLAUSE_POSTPONING)) continue;
    uint32_t subject = kh_doc_child_base(a->d, c, KH_DEP_NSUBJ);
    if (subject != KH_NONE && a->d->tok.upos[subject] == KH_UPOS_PRON && subject == noun + 1 && in_past(a, c)) return true;
  }
  return false;
}

bool kh_occasion_day_of(const kh_algebra *a, const kh_occasion_at *o, const kh_inst *x, kh_occasion_day *out) {
  const kh_doc *d = a->d;
  kh_occasion_setting s = setting_of(a, o);
  bool own = false;
  uint32_t i = day_of(a, o, &s, x, &own);
  window w;
  if (i == KH_NONE || !window_of(a, &s, own, &d->times[i], &w)) return false;
  const kh_time *t = &d->times[i];
  if (is_about(a, o, t, own) || (!s.verb && has_done(a, o->trigger)) || (s.verb && told_as_done(a, s.top) && !is_reached(a, t))) return false;
  if (s.verb && (told_by_noun(a, o) || told_by_limit(a, o->trigger) || (must_reach(a, o) && !is_reached(a, t)))) return false;
  bool day_of_clause = (s.verb || !own) && kh_is_day_of_clause(a, t, s.verb ? s.top : s.governor);
  if (day_of_clause) w.begin = w.end;
  else if (w.begin == t->begin) w.end = kh_last_of_days(d, i);
  if (w.begin <= d->published) w.begin = counts_last(a, o, t) ? w.end : d->published;
  *out = (kh_occasion_day){.at = s, .own = own, .of_clause = day_of_clause, .begin = w.begin, .end = w.end, .precision = t->precision};
  return true;
}
