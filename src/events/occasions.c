/* occasions.c: what a report announces for a day ahead and is no event of the ontology: elections, verdicts, deadlines (data/events/occasions.frames).
 *
 * A word of the table is an occasion to come where a day ahead of the report is its own (occasion_days.c). The day is the best witness that it is to come;
 * what the clause says only takes away: what is denied, called off, thought of. */
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
    bool denied = kh_has_kind(a, h, KH_DEP_ADVMOD, KH_CLAUSE_NOT);
    if (kh_is_kind(a, h, KH_CLAUSE_REFUSING) != (denied && b == KH_DEP_XCOMP)) return FALLS;
    if (kh_is_kind(a, h, KH_CLAUSE_DEMANDING)) v = ASKED;
    else if (b == KH_DEP_ACL && !kh_is_kind(a, h, KH_CLAUSE_CONVENING)) return FALLS;   /* "the right to vote in June", but "plans to vote" */
  }
  return v;
}

static verdict judge(const kh_algebra *a, const kh_occasion_setting *s, const kh_occasion_day *day) {
  uint32_t g = s->verb ? s->top : s->governor;
  bool own = day->own;
  kh_clause c = kh_clause_of(a, s->top);
  if (day->of_clause && !c.negated && (c.mood == KH_MOOD_IF || c.mood == KH_MOOD_REAL)) return STANDS;
  if (s->verb) {
    verdict above = c.negated ? FALLS : c.mood == KH_MOOD_HEADINF ? STANDS : said_above(a, g);
    return above == STANDS && (is_thought(&c) || c.mood == KH_MOOD_COMMAND) ? FALLS : above;
  }
  bool direct = s->role == KH_DEP_NSUBJ || s->role == KH_DEP_OBJ || s->role == KH_DEP_XCOMP;
  if (kh_has_kind(a, s->top, KH_DEP_DET, KH_CLAUSE_NOT)) return FALLS;
  if (g == KH_NONE) {   /* "speculation about an election in June" */
    uint32_t h = head(a->d, s->top);
    return h != KH_NONE && s->role == KH_DEP_NMOD && kh_is_kind(a, h, KH_CLAUSE_SOUGHT) && !kh_is_definite(a, s->top) ? FALLS : STANDS;
  }
  if (direct && calls_off(a, g)) return FALLS;
  kh_clause above = kh_clause_of(a, g);
  bool known = own && kh_is_definite(a, s->top);   /* "would lose the vote on Sunday": there will be one */
  /* "an election is likely in June" */
  bool doubted = (s->role == KH_DEP_NSUBJ && kh_is_kind(a, g, KH_CLAUSE_REFUSING)) || kh_has_kind(a, g, KH_DEP_XCOMP, KH_CLAUSE_REFUSING);
  if (doubted && !known) return FALLS;
  /* "hope to win the vote on Thursday" */
  verdict said = direct && kh_occasion_gives_day(a, s) && !kh_is_kind(a, g, KH_CLAUSE_PARTAKING) ? said_above(a, g) : STANDS;
  if (said == ASKED && !above.negated && above.mood != KH_MOOD_MAY && above.mood != KH_MOOD_IF && above.mood != KH_MOOD_QUESTION) return ASKED;
  if (!known && (is_thought(&above) || (direct && above.negated && kh_occasion_gives_day(a, s)))) return FALLS;
  if (known && direct && above.negated && kh_occasion_gives_day(a, s)) return FALLS;
  bool asks = kh_is_kind(a, g, KH_CLAUSE_DEMANDING) && (s->role == KH_DEP_OBL || (direct && !kh_is_kind(a, g, KH_CLAUSE_CONVENING)));
  if (asks) return known ? STANDS : ASKED;
  return said;
}

/* ---- parties, place ---- */

/* "The court will hand down its verdict": the court rather than its pronoun. */
static void name_pronoun(const kh_algebra *a, const kh_occasion_setting *s, kh_who *who) {
  uint32_t subject = s->governor == KH_NONE || !kh_is_verb(a, s->governor) ? KH_NONE : kh_subject_of(a, s->governor),
           m = subject == KH_NONE ? KH_NONE : a->mention_of[subject];
  if (m != KH_NONE && who->n == 1 && a->d->mentions[who->at[0]].kind == KH_ENTITY_PRONOUN && kh_same_mention(a, m, who->at[0])) who->at[0] = m;
}

/* Whose it is: who the noun's own words name, else who holds it. */
static void holder(const kh_algebra *a, const kh_occasion_setting *s, kh_who *who) {
  if (who->n || s->governor == KH_NONE || s->verb) return;
  const kh_occasion_at *told = kh_occasion_at_word(a, s->governor);
  if (told) *who = told->who;   /* "will elect a president in a run-off" */
  if (who->n || !kh_is_kind(a, s->governor, KH_CLAUSE_CONVENING)) return;
  if (s->role == KH_DEP_OBJ) kh_who_at(a, kh_subject_of(a, s->governor), KH_ANYONE, who);
  else if (s->role == KH_DEP_NSUBJ && kh_is_passive(a, s->governor)) kh_who_at(a, kh_agent_at(a, s->governor), KH_ANYONE, who);
}

static bool is_peoples(uint8_t occasion) { return occasion == KH_OCCASION_ELECTION || occasion == KH_OCCASION_REFERENDUM; }

/* "Spoke of the vote in Mali next month, French officials said": a word of the sentence that names another land than its speaker's. */
static bool names_other_land(const kh_algebra *a, uint32_t sentence, const char *country) {
  const kh_doc *d = a->d;
  for (uint32_t t = d->sentences[sentence].tok_begin; t < d->sentences[sentence].tok_end; t++) {
    const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &d->mentions[a->mention_of[t]];
    if (m && m->actor.country[0] && !m->assumed && strcmp(m->actor.country, country)) return true;
  }
  return false;
}

/* "An election will be held in June, Serbia's president said": a people's vote of which no word says whose is that of the state that announces it; not of a
 * lawmaker who stands in it. */
static void state_of(const kh_algebra *a, const kh_occasion_at *o, uint32_t speaker, kh_who *who) {
  if (who->n || speaker == KH_NONE || !is_peoples(o->frame->occasion)) return;
  const kh_mention *m = &a->d->mentions[speaker];
  uint32_t speaks = (KH_STATE_ORGANS | 1u << KH_SECTOR_ELI) & ~(1u << KH_SECTOR_LEG);
  if (m->actor.country[0] && speaks >> m->actor.sector & 1 && !names_other_land(a, a->d->tok.sentence[o->trigger], m->actor.country)) kh_who_add(who, speaker);
}

/* "Ukraine votes on Sunday … The two will meet in a run-off on April 21": a people's vote of which no word says whose is that of the one land of whose votes
 * the report tells. */
static void of_same_land(const kh_doc *d, kh_event *all, size_t n) {
  const kh_event *told = NULL;
  for (size_t i = 0; i < n; i++) {
    if (!is_peoples(all[i].occasion)) continue;
    for (uint32_t k = 0; k < all[i].actor_count; k++) {
      const kh_mention *m = &d->mentions[all[i].actors[k]];
      if (!m->actor.country[0]) continue;
      if (told && strcmp(m->actor.country, d->mentions[told->actors[0]].actor.country)) return;
      if (all[i].actor_count == 1 && kh_is_land(m)) told = &all[i];
    }
  }
  for (size_t i = 0; told && i < n; i++)
    if (is_peoples(all[i].occasion) && !all[i].actor_count) all[i].actors = told->actors, all[i].actor_count = told->actor_count;
}

/* "Zambians vote on Thursday … The winner will be sworn in on August 25": whoever takes the office is elected before, in the report's last such vote. */
static void elected(const kh_event *all, size_t n, kh_event *e) {
  if (e->occasion != KH_OCCASION_INAUGURATION || e->actor_count) return;
  for (size_t i = n; i-- > 0;) {
    if (all[i].occasion != KH_OCCASION_ELECTION || !all[i].actor_count) continue;
    if (all[i].date <= e->date) e->actors = all[i].actors, e->actor_count = all[i].actor_count;
    return;
  }
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
  kh_mention_add(d, into, more->trigger);
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

/* What nobody knows before: how a court rules, a house votes, what comes of a truce that runs out. */
static bool is_open(uint8_t occasion) {
  static const uint32_t open = 1u << KH_OCCASION_ELECTION | 1u << KH_OCCASION_REFERENDUM | 1u << KH_OCCASION_VOTE | 1u << KH_OCCASION_VERDICT |
                               1u << KH_OCCASION_HEARING | 1u << KH_OCCASION_TRIAL | 1u << KH_OCCASION_DEADLINE | 1u << KH_OCCASION_EXPIRY |
                               1u << KH_OCCASION_DECISION;
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
static bool planned_already(const kh_algebra *a, const kh_made *made, const kh_occasion_at *o, const kh_occasion_setting *s) {
  const kh_event *own = plan_at(made, o->trigger), *held = plan_at(made, s->governor);
  if (is_open(o->frame->occasion)) return false;
  if (own && (own->actor_count || own->recipient_count)) return true;   /* of nobody it tells less than the occasion */
  if (o->frame->occasion == KH_OCCASION_ENTRY && s->verb) own = plan_at(made, kh_subject_of(a, o->trigger));   /* "the ban takes effect on Friday" */
  if (own && (own->actor_count || own->recipient_count)) return true;
  bool meeting = o->frame->occasion == KH_OCCASION_SUMMIT || o->frame->occasion == KH_OCCASION_CONFERENCE;
  return held && meeting && held->type == KH_CONSULT && held->actor_count;
}

/* "Vote on whether to let them in", "decide if he stays in jail". */
static bool is_whether(const kh_algebra *a, uint32_t t) {
  return base(a->d, t) == KH_DEP_CCOMP || ((base(a->d, t) == KH_DEP_ADVCL || base(a->d, t) == KH_DEP_ACL) && kh_has_kind(a, t, KH_DEP_MARK, KH_CLAUSE_IF));
}

/* "Hand down its verdict", "rule on the ban", "the truce expires": what the words of an occasion foretell is not planned. */
static void untell(const kh_algebra *a, const kh_made *made, uint32_t t, int depth, const kh_event *told) {
  kh_event *e;
  while ((e = plan_at(made, t)) && (e->date == KH_NO_DAY || (e->date <= told->enddate && told->date <= e->enddate))) e->plan = false;
  if (depth == 0) return;
  EACH_CHILD(a->d, t, c) {
    uint8_t b = base(a->d, c);
    if (b == KH_DEP_NSUBJ || b == KH_DEP_OBJ || b == KH_DEP_OBL || b == KH_DEP_NMOD || b == KH_DEP_XCOMP || b == KH_DEP_ACL || b == KH_DEP_COMPOUND ||
        (b == KH_DEP_ADVCL && morph(a, c, KH_MORPH_INF)) ||
        is_whether(a, c))
      untell(a, made, c, depth - 1, told);
  }
}

/* The occasion as a plan; false where it is none. */
static bool make(const kh_algebra *a, kh_doc *d, const kh_made *made, const kh_occasion_at *o, const uint64_t *contexts, kh_event *e) {
  kh_occasion_day day;
  uint32_t phrase = kh_occasion_head(d, o);
  /* "the election campaign" */
  if (o->frame->pos == KH_FRAME_N && rel(d, phrase) == KH_DEP_COMPOUND && phrase < head(d, phrase) && !kh_is_verb(a, head(d, phrase))) return false;
  kh_inst x = {.tables = &a->e->occasions,
               .frame = o->frame,
               .trigger = o->trigger,
               .at = o->trigger,
               .lo = o->lo,
               .hi = o->hi,
               .base = KH_NONE,
               .who = o->who,
               .whom = o->whom};
  if (!kh_occasion_day_of(a, o, &x, &day)) return false;
  const kh_occasion_setting s = day.at;
  verdict v = judge(a, &s, &day);
  if (v == FALLS || planned_already(a, made, o, &s)) return false;
  uint32_t quote, speaker = kh_reporter_of(a, &x, &quote);
  holder(a, &s, &x.who);
  name_pronoun(a, &s, &x.who);
  if (x.who.n == 1 && kh_is_nobody(&d->mentions[x.who.at[0]])) x.who.n = 0;   /* "our next update" */
  state_of(a, o, speaker, &x.who);
  *e = (kh_event){.type = KH_EVENT_NONE, .occasion = (kh_occasion)o->frame->occasion, .status = v == ASKED ? KH_STATUS_REQUESTED : KH_STATUS_PLANNED, .base = KH_NONE, .embedded = true, .plan = true,
                  .date = day.begin, .enddate = day.end, .precision = day.precision, .date_stated = true};
  e->actors = kh_who_list(d->arena, &x.who), e->actor_count = x.who.n;
  e->recipients = kh_who_list(d->arena, &x.whom), e->recipient_count = x.whom.n;
  e->sentence = d->tok.sentence[o->trigger];
  e->contexts = contexts[e->sentence];
  e->place = kh_place_of(a, &x);
  e->reporter = x.who.n && x.who.at[0] == speaker ? KH_NONE : speaker, e->quote = quote;
  e->trigger = kh_doc_token_span(d, o->lo, o->hi);
  kh_str rule = kh_pool_at(a->e->occasions.pool, a->e->occasions.pool_bytes, o->frame->id);
  e->rule = (kh_text){rule.s, rule.n};
  e->confidence = v == ASKED ? ASKED_FOR : day.own && !s.verb ? OF_NOUN : OF_VERB;
  untell(a, made, o->trigger, is_open(o->frame->occasion) ? 2 : o->frame->occasion == KH_OCCASION_ENTRY, e);
  if (is_open(o->frame->occasion) && s.role == KH_DEP_OBJ) untell(a, made, s.governor, 0, e);
  return true;
}

size_t kh_occasions_make(const kh_algebra *a, kh_doc *d, const kh_made *made, const uint64_t *contexts, kh_event *out) {
  uint32_t *rings = KH_ARRAY(a->scratch, uint32_t, (size_t)KH_OCCASION_COUNT * LOOK_BACK), seen[KH_OCCASION_COUNT] = {0};
  size_t n = 0;
  for (size_t i = 0; i < a->occasions.n; i++) {
    if (!make(a, d, made, &a->occasions.at[i], contexts, &out[n])) continue;
    elected(out, n, &out[n]);
    uint32_t *ring = &rings[(size_t)sort_of(out[n].occasion) * LOOK_BACK], *count = &seen[sort_of(out[n].occasion)], k = 0;
    while (k < *count && k < LOOK_BACK && !same(d, &out[ring[k]], &out[n])) k++;
    if (k < *count && k < LOOK_BACK) fold(d, &out[ring[k]], &out[n]);
    else ring[(*count)++ % LOOK_BACK] = (uint32_t)n++;
  }
  of_same_land(d, out, n);
  return n;
}
