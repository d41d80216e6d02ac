/* nodeed.c: what no party has done: the work of things, beasts and weather, what polls find, the deeds of years long past. */
#include <string.h>

#include "events/circumstances.h"
#include "events/records.h"
#include "events/tree.h"

enum { YEARS = 730 };   /* days back that a report of today tells of */

/* Does the frame ask for the thing in its subject's place ("food from Turkey reached Aleppo")? */
static bool wants_subject(const kh_inst *x) {
  for (uint32_t i = x->frame->conds; i < x->frame->conds + x->frame->cond_count; i++) {
    const kh_cond_row *c = &x->tables->conds[i];
    if (c->slot.kind == KH_SLOT_SUBJ && !c->negated && (c->kind == KH_COND_KIND || c->kind == KH_COND_LEMMA)) return true;
  }
  return false;
}

/* Rivers, lakes, mountains and deserts, by GeoNames' codes. */
static bool is_landscape(const kh_doc *d, uint32_t tok) {
  static const char *const codes[] = {"STM", "LK", "MT", "MTS", "VLC", "DSRT", "SEA", "OCN", "GLCR", "RVN", "FRST", "VAL", "BAY", "WTLD"};
  uint32_t s = d->tok.sentence[tok];
  for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++) {
    const kh_place *at = &d->places[p];
    if (tok < at->tok_begin || tok >= at->tok_end || at->demonym) continue;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
      if (at->feature.n == strlen(codes[i]) && !memcmp(at->feature.s, codes[i], at->feature.n)) return true;
  }
  return false;
}

static bool is_present(const kh_algebra *a, uint32_t t) { return morph(a, t, KH_MORPH_PRES | KH_MORPH_FIN); }

static bool known_power(const kh_doc *d, uint32_t mention) { return d->mentions[mention].actor.country[0] || d->mentions[mention].actor.sector; }

/* "An invasion of ants closed a school", "the attack by wolves". */
static bool is_of_things(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (kh_who_coded(d, &x->who)) return false;
  EACH_CHILD(d, x->trigger, c) {
    uint32_t opener = base(d, c) == KH_DEP_NMOD && c > x->trigger ? kh_doc_child_with(d, c, KH_DEP_CASE) : KH_NONE;
    if (opener != KH_NONE && (kh_is_kind(a, opener, KH_CLAUSE_OF) || kh_is_kind(a, opener, KH_CLAUSE_BY)) && d->tok.upos[c] == KH_UPOS_NOUN &&
        kh_is_kind(a, c, KH_CLAUSE_THING))
      return true;
  }
  return false;
}

/* "Where the Sava meets the Danube". */
static bool is_confluence(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->type != KH_CONSULT) return false;
  for (uint32_t i = 0; i < x->who.n; i++)
    if (is_landscape(d, d->mentions[x->who.at[i]].head)) return true;
  return false;
}

/* "A Kenyan truce is a matter of hours": any truce of that kind. */
static bool is_generic(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = head(d, t), det = kh_doc_child_with(d, t, KH_DEP_DET), cop = h == KH_NONE ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_COP);
  if (x->frame->pos != KH_FRAME_N || rel(d, t) != KH_DEP_NSUBJ || det == KH_NONE || cop == KH_NONE || kh_is_definite(a, t) || morph(a, t, KH_MORPH_PLUR))
    return false;
  return d->tok.upos[h] == KH_UPOS_NOUN && is_present(a, cop) && kh_doc_child_with(d, h, KH_DEP_CASE) == KH_NONE &&
         kh_doc_child_with(d, h, KH_DEP_AUX) == KH_NONE;
}

/* "The state chair", "navy seals": by two words they are somebody. */
static bool is_office(const kh_algebra *a, uint32_t tok) {
  const kh_mention *m = a->mention_of[tok] == KH_NONE ? NULL : &a->d->mentions[a->mention_of[tok]];
  return m && m->kind == KH_ENTITY_NOMINAL && m->actor.sector && m->actor.role.n && memchr(m->actor.role.s, ' ', m->actor.role.n);
}

/* "Rice from the delta feeds the city", "the volcano forced them from their homes", "the Danube menaced the town": neither the thing nor whose it is has done
 * a deed.
 * What of-phrases fill is another matter ("a storm of protests"). */
static bool is_by_thing(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->frame->pos == KH_FRAME_N) return is_of_things(a, x);
  if (x->frame->pos != KH_FRAME_V || wants_subject(x)) return false;
  uint32_t doer = kh_is_passive(a, x->trigger) ? kh_agent_at(a, x->trigger) : kh_subject_of(a, x->trigger);
  if (doer == KH_NONE) return false;
  /* "Glaciers kill climbers", taken for a name */
  bool opens = doer == d->sentences[d->tok.sentence[doer]].tok_begin && a->mention_of[doer] != KH_NONE && !known_power(d, a->mention_of[doer]);
  if (d->tok.upos[doer] == KH_UPOS_PROPN && !(opens && kh_is_kind(a, doer, KH_CLAUSE_THING))) return is_landscape(d, doer);
  if ((d->tok.upos[doer] != KH_UPOS_NOUN && !opens) || !kh_is_kind(a, doer, KH_CLAUSE_THING) || a->first[doer] != KH_NONE || is_office(a, doer)) return false;
  EACH_CHILD(d, doer, c)
    if (base(d, c) == KH_DEP_NMOD && c > doer) {
      uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_OF)) return false;
    }
  return true;
}

/* "Two in three", "a majority of", "60 percent of": right before the noun at tok or over it. */
static bool is_share(const kh_algebra *a, uint32_t tok) {
  enum { BACK = 5 };
  const kh_doc *d = a->d;
  uint32_t begin = d->sentences[d->tok.sentence[tok]].tok_begin;
  for (uint32_t t = tok, n = 0; n < BACK && !kh_is_verb(a, t); n++, t--) {
    if (kh_is_kind(a, t, KH_CLAUSE_SHARE)) return true;
    if (t >= begin + 2 && d->tok.upos[t] == KH_UPOS_NUM && kh_is_kind(a, t - 1, KH_CLAUSE_INSIDE) && d->tok.upos[t - 2] == KH_UPOS_NUM) return true;
    if (t == begin) break;
  }
  return false;
}

static bool tells_of_poll(const kh_algebra *a, const kh_sentence *s) {
  const kh_doc *d = a->d;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    if (!kh_is_kind(a, t, KH_CLAUSE_POLL) || d->tok.upos[t] == KH_UPOS_VERB) continue;
    uint32_t h = head(d, t);
    if (h != KH_NONE && base(d, t) == KH_DEP_NSUBJ && kh_is_kind(a, h, KH_CLAUSE_REPORTING)) return true;
    uint32_t opener = kh_doc_child_with(d, t, KH_DEP_CASE);
    /* "in a survey", "according to a poll" */
    if (opener != KH_NONE && (kh_is_kind(a, opener, KH_CLAUSE_INSIDE) || kh_doc_child_with(d, opener, KH_DEP_FIXED) != KH_NONE)) return true;
  }
  return false;
}

/* "Two in three Americans want him gone", "most Germans would reject the plan, a survey shows": what people are asked by pollsters they do not say to anybody.
 * */
static bool is_polled(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t people =
      1u << KH_SECTOR_NONE | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_EDU;
  const kh_doc *d = a->d;
  int quad = kh_event_quad((kh_event_type)x->type);
  if (!x->who.n && x->whom.n && is_share(a, d->mentions[x->whom.at[0]].head)) {   /* "half of the candidates face charges" */
    uint32_t over = kh_governor_of(a, d->mentions[x->whom.at[0]].head);
    return over != KH_NONE && is_present(a, over) && x->at == x->trigger;
  }
  bool wished = base(d, x->trigger) == KH_DEP_XCOMP;   /* "most Poles favour sending food": no deed of theirs, either */
  if ((quad != 1 && quad != 3 && !wished) || !x->who.n) return false;
  bool share = true;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &d->mentions[x->who.at[i]];
    if (!(people >> m->actor.sector & 1) || m->kind == KH_ENTITY_PER || m->kind == KH_ENTITY_ORG || m->kind == KH_ENTITY_LOC) return false;
    share &= is_share(a, m->head);
  }
  if (tells_of_poll(a, &d->sentences[d->tok.sentence[x->trigger]])) return true;
  uint32_t s = d->mentions[x->who.at[0]].head, v = kh_governor_of(a, s);
  return share && v != KH_NONE && morph(a, v, KH_MORPH_PRES | KH_MORPH_FIN);
}

/* "Had marched", "the bank looted by soldiers", "whom agents had seized", "the sanctions": told beside what the sentence is about. */
static bool is_aside(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (!kh_is_verb(a, t)) return true;
  uint32_t aux = kh_doc_child_with(d, t, KH_DEP_AUX);
  bool had = aux != KH_NONE && morph(a, aux, KH_MORPH_PAST | KH_MORPH_FIN) && morph(a, t, KH_MORPH_PART);
  return had || base(d, t) == KH_DEP_ACL || base(d, t) == KH_DEP_ADVCL;
}

/* Do the people of one country, and no state as such, say it to one another or help one another? */
static bool is_at_home(const kh_algebra *a, const kh_inst *x) {
  const kh_who *sides[] = {&x->who, &x->whom};
  const char *home = "";
  if (kh_event_quad((kh_event_type)x->type) == 4 || x->type == KH_RETREAT) return false;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &a->d->mentions[sides[s]->at[i]];
      if (m->kind == KH_ENTITY_LOC || (home[0] && m->actor.country[0] && strcmp(home, m->actor.country) != 0)) return false;
      if (!home[0]) home = m->actor.country;
    }
  return true;
}

/* "Who once backed him", "had previously endorsed her", "used to back them"; not "once again accused them", "used the ruling to accuse them". */
static bool is_former(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (rel(d, t) == KH_DEP_XCOMP && h != KH_NONE && kh_is_kind(a, h, KH_CLAUSE_FORMERLY) && morph(a, h, KH_MORPH_PAST))
    return !kh_is_passive(a, h) && kh_doc_child_with(d, h, KH_DEP_OBJ) == KH_NONE;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_ADVMOD && kh_is_kind(a, c, KH_CLAUSE_FORMERLY) && morph(a, t, KH_MORPH_PAST) &&
        (c + 1 == t || d->tok.upos[c + 1] != KH_UPOS_ADV))
      return true;
  return false;
}

/* "Chided her for her vote in 2005", "has backed her since 2008": a year behind what the verb is about, or beside a present perfect, is not the verb's. */
static bool is_of_its_matter(const kh_algebra *a, uint32_t verb, uint32_t time) {
  const kh_doc *d = a->d;
  uint32_t aux = kh_doc_child_with(d, verb, KH_DEP_AUX);
  if (aux != KH_NONE && is_present(a, aux)) return true;
  EACH_CHILD(d, verb, c) {
    uint32_t opener = c > verb && c < time && base(d, c) == KH_DEP_OBL ? kh_doc_child_with(d, c, KH_DEP_CASE) : KH_NONE;
    if (opener != KH_NONE && opener < time && kh_is_kind(a, opener, KH_CLAUSE_MATTER)) return true;
  }
  return false;
}

/* The noun that the clause of t hangs on, or that it opens behind ("at the 1992 congress, when he had called for war"), or KH_NONE. What is joined to the
 * clause with a perfect of its own is told anew ("and has backed her"). */
static uint32_t noun_over(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t aux = kh_doc_child_with(d, t, KH_DEP_AUX), h;
  if (aux != KH_NONE && is_present(a, aux)) return KH_NONE;
  t = first_joined(d, t);
  h = head(d, t);
  if (h != KH_NONE && h < t && base(d, t) == KH_DEP_ACL && !kh_is_verb(a, h)) return h;
  EACH_CHILD(d, t, c)
    if (base(d, t) == KH_DEP_ADVCL && c < t && c > d->sentences[d->tok.sentence[t]].tok_begin + 1 && kh_is_kind(a, c, KH_CLAUSE_WHENEVER)) {
      h = is_comma(d, c - 1) ? c - 2 : c - 1;
      return d->tok.upos[h] == KH_UPOS_NOUN ? h : KH_NONE;
    }
  return KH_NONE;
}

/* Is a year of long ago part of the noun at tok: "the 1994 law", "a strike in 1987"? */
static bool is_of_years_ago(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[tok];
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *t = &d->times[i];
    if (t->timex > KH_TIMEX_TIME || t->end == KH_NO_DAY || t->end >= d->published - YEARS || t->tok_end > d->tok.n) continue;
    for (uint32_t k = t->tok_begin; k < t->tok_end; k++)
      if (head(d, k) == tok) return true;
  }
  return false;
}

/* Does a whole report tell of the last two years at all, and is no history from its head on? */
static bool is_of_today(const kh_doc *d) {
  enum { MOST = 64 };
  if (d->sentence_count < KH_WHOLE_REPORT) return true;
  for (uint32_t i = 0; i < d->time_count && i < MOST; i++)
    if (d->times[i].timex <= KH_TIMEX_TIME && d->times[i].end != KH_NO_DAY && d->times[i].end >= d->published - YEARS) return true;
  return false;
}

/* "The cleric, who was killed in a 2011 drone strike": the attack in which it was done has the year of long ago before it. */
static bool is_dated_before(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, s = d->tok.sentence[t];
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *when = &d->times[i];
    if (when->timex > KH_TIMEX_TIME || when->end == KH_NO_DAY || when->end >= d->published - YEARS || when->tok_end != when->tok_begin + 1) continue;
    uint32_t noun = head(d, when->tok_begin);
    if (noun == KH_NONE || noun < when->tok_begin || d->tok.upos[noun] != KH_UPOS_NOUN || a->first[noun] == KH_NONE) continue;
    uint32_t verb = head(d, noun);
    if (verb == KH_NONE || base(d, noun) != KH_DEP_OBL || !kh_is_behind(a, noun, KH_CLAUSE_INSIDE) || a->first[verb] == KH_NONE) continue;
    if (verb == t || (noun == t && is_aside(a, verb) && !x->whom.n)) return true;   /* but "who died in the 2012 attack on Benghazi" tells whom it hit */
  }
  return false;
}

/* "Since 2012 Denmark has condemned Belarus six times": words and meetings of a state with another are deeds however often they were done. */
static bool is_diplomacy(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t acts = 1u << KH_ACCUSE | 1u << KH_REQUEST | 1u << KH_AGREE | 1u << KH_CONSULT;
  if (!(acts >> x->type & 1) || !x->who.n) return false;
  const kh_who *sides[] = {&x->who, &x->whom};
  const char *home = a->d->mentions[x->who.at[0]].actor.country;
  bool abroad = false;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &a->d->mentions[sides[s]->at[i]];
      if (!s && (!m->actor.country[0] || (m->kind != KH_ENTITY_LOC && m->actor.sector != KH_SECTOR_GOV))) return false;
      abroad |= m->actor.country[0] && strcmp(m->actor.country, home) != 0;
    }
  return abroad;
}

/* "Who have backed the union since the 1950s", "since 2008 she has argued for it": what somebody has held for years. */
static bool is_held_for_years(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  int quad = kh_event_quad((kh_event_type)x->type);
  uint32_t t = x->trigger, s = d->tok.sentence[t];
  /* "has backed it since 1990, calling for more" */
  if (base(d, t) == KH_DEP_ADVCL && !morph(a, t, KH_MORPH_FIN) && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE && head(d, t) != KH_NONE) t = head(d, t);
  uint32_t aux = kh_doc_child_with(d, t, KH_DEP_AUX);
  if (d->published == KH_NO_DAY || (quad != 1 && quad != 3) || x->frame->pos != KH_FRAME_V || aux == KH_NONE) return false;
  if (!is_present(a, aux) || !morph(a, t, KH_MORPH_PAST) || is_diplomacy(a, x)) return false;
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++) {
    const kh_time *when = &d->times[i];
    if (when->begin == KH_NO_DAY || when->begin >= d->published - YEARS || when->tok_begin >= d->tok.n || when->tok_begin == 0) continue;
    uint32_t up = when->tok_begin;
    bool since = false;
    for (int step = 0; step < 3 && up != KH_NONE && up != t && !kh_is_verb(a, up); step++) since |= kh_is_behind(a, up, KH_CLAUSE_SINCE), up = head(d, up);
    if (since && up == t) return true;
  }
  return false;
}

static bool all_of(const kh_algebra *a, const kh_who *w, uint32_t sectors) {
  for (uint32_t i = 0; i < w->n; i++)
    if (!(sectors >> a->d->mentions[w->at[i]].actor.sector & 1)) return false;
  return w->n > 0;
}

/* "She was jailed in 2005", "he shot his neighbour in 2012": what a whole report tells of crimes among private people of one country, and of what courts and
 * police did to them. */
static bool is_of_a_trial(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t folk = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_BUS;
  static const uint32_t law = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD;
  bool tried = x->mode == KH_MODE_COERCE_ARREST || x->mode == KH_MODE_CONVICT || x->type == KH_ASSAULT || x->mode == KH_MODE_ALLEGE;
  if (a->d->sentence_count < KH_WHOLE_REPORT || !tried || !all_of(a, &x->whom, folk)) return false;
  return x->who.n ? all_of(a, &x->who, law) : x->type != KH_ASSAULT;
}

/* Is t a past verb without "has" or "is"? */
static bool is_in_the_past(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (!kh_is_verb(a, t) || !morph(a, t, KH_MORPH_PAST)) return false;
  EACH_CHILD(d, t, c)
    if ((rel(d, c) == KH_DEP_AUX || rel(d, c) == KH_DEP_AUX_PASS) && morph(a, c, KH_MORPH_PRES)) return false;
  return true;
}

/* "In 1998 she pledged seed to farmers. When the day came, she backed out": the story stands in a year of long ago. */
static bool is_of_years_told(const kh_algebra *a, const kh_inst *x) {
  int32_t day = kh_day_of_story(a, x);
  return day != KH_NO_DAY && day < a->d->published - YEARS && is_of_today(a->d);
}

/* "He had marched with the miners in 1946", "a church that soldiers burned in 1992": a deed that its clause puts years back is history, not news. A whole
 * report tells what people of one country said and did for one another years ago to say who they are, in clauses of their own too ("In 2008 she backed the
 * mayor.", "he once praised her"); coups, killings and treaties of those days are told as facts. */
static bool is_history(const kh_algebra *a, const kh_inst *x) {
  enum { FAR = 6 };
  const kh_doc *d = a->d;
  bool aside = is_aside(a, x->trigger) && x->at == x->trigger, home = d->sentence_count >= KH_WHOLE_REPORT && is_at_home(a, x);
  if ((home || is_of_a_trial(a, x)) && is_former(a, x->trigger)) return true;
  home |= is_of_a_trial(a, x);
  if (d->published != KH_NO_DAY && aside && is_of_today(d) && is_dated_before(a, x)) return true;
  if (d->published == KH_NO_DAY || (!aside && !home)) return false;
  uint32_t time = kh_time_of(a, x), up = noun_over(a, x->trigger);
  bool of_noun = aside && up != KH_NONE && x->type != KH_ASSAULT && is_of_years_ago(a, up);   /* but "the 2011 raid that killed him" */
  if (time == KH_NONE) return of_noun || (home && is_in_the_past(a, x->trigger) && is_of_years_told(a, x));
  const kh_time *t = &d->times[time];
  if (t->end == KH_NO_DAY || t->end >= d->published - YEARS || t->tok_begin >= d->tok.n || t->tok_end > d->tok.n) return false;
  if (of_noun) return true;
  bool ago = kh_is_kind(a, t->tok_end - 1, KH_CLAUSE_AGO) && !is_of_its_matter(a, x->trigger, t->tok_begin);
  aside = aside && t->tok_begin > 0 && (kh_is_kind(a, t->tok_begin - 1, KH_CLAUSE_INSIDE) || ago);
  up = t->tok_begin;
  for (int step = 0; step < FAR && up != KH_NONE && up != x->trigger && !kh_is_verb(a, up); step++) up = head(d, up);
  if (aside && up == x->trigger) return true;   /* but "jailed them for storming it in 2011" */
  if (!home || up == KH_NONE || is_of_its_matter(a, up, t->tok_begin)) return false;
  return up == x->trigger || up == x->at || kh_doc_dominates(d, up, x->trigger);
}

/* "In 1903 an envoy arrived in Addis Ababa. The emperor received him": what a report of today tells in the past of a generation ago is history, wherever it
 * stands; but "has sentenced them for murders in 1971". */
static bool is_of_old(const kh_algebra *a, const kh_inst *x) {
  enum { GENERATION = 25 * 365, NEAR = 2 };
  const kh_doc *d = a->d;
  if (d->published == KH_NO_DAY || x->at != x->trigger || x->base != KH_NONE || !is_in_the_past(a, x->trigger)) return false;
  uint32_t time = kh_time_of(a, x), up;
  if (time == KH_NONE) {
    int32_t day = kh_day_of_story(a, x);
    return day != KH_NO_DAY && day < d->published - GENERATION && is_of_today(d);
  }
  if (d->times[time].end == KH_NO_DAY || d->times[time].end >= d->published - GENERATION || d->times[time].tok_end > d->tok.n) return false;
  bool inside = false;      /* … and not "honoured the marchers of 1965" */
  up = d->times[time].tok_end - 1;
  for (int step = 0; step < NEAR && up != KH_NONE && up != x->trigger && !kh_is_verb(a, up); step++) {
    inside |= kh_is_behind(a, up, KH_CLAUSE_INSIDE);
    up = head(d, up);
  }
  return inside && up == x->trigger && is_of_today(d);
}

/* "Years after Togo agreed to share a currency, the plan was dropped": from when the years are counted.
 * Wars, arrests and releases are told as facts there too. */
static bool is_years_before(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = kh_is_verb(a, x->at) ? x->at : x->trigger;
  for (int step = 0; step < 3 && (rel(d, t) == KH_DEP_CONJ || rel(d, t) == KH_DEP_XCOMP) && head(d, t) != KH_NONE; step++) t = head(d, t);
  if (x->type == KH_ASSAULT || x->type == KH_COERCE || (x->type == KH_RETREAT && x->mode != KH_MODE_RESIGN)) return false;
  if (!kh_is_verb(a, t) || base(d, t) != KH_DEP_ADVCL) return false;
  EACH_CHILD(d, t, c)
    if (c > d->sentences[d->tok.sentence[t]].tok_begin && c < t && kh_is_kind(a, c, KH_CLAUSE_AFTER) && kh_is_kind(a, c - 1, KH_CLAUSE_AGES) &&
        morph(a, c - 1, KH_MORPH_PLUR))
      return true;
  return false;
}

/* "Held the post until the conference of African nations": a day to which something else lasts. */
static bool is_a_term(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, opener = kh_doc_child_with(d, t, KH_DEP_CASE);
  if (x->frame->pos != KH_FRAME_N || opener == KH_NONE || opener > t || base(d, t) != KH_DEP_OBL) return false;
  return kh_event_quad((kh_event_type)x->type) == 1 && kh_is_kind(a, opener, KH_CLAUSE_UNTIL) && !kh_is_kind(a, opener, KH_CLAUSE_BEFORE);
}

/* "The history of cooperation between Kenya and Uganda", "a record of support", "responsible for talks with Sudan": what has been for long or is one's task. */
static bool is_a_record(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t kindly = 1u << KH_COOPERATE | 1u << KH_AGREE | 1u << KH_SUPPORT | 1u << KH_CONSULT | 1u << KH_AID;
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  t = first_joined(d, t);
  uint32_t h = head(d, t);
  if (x->frame->pos != KH_FRAME_N || !(kindly >> x->type & 1) || h == KH_NONE || h > t || kh_is_verb(a, h)) return false;
  return (base(d, t) == KH_DEP_NMOD || base(d, t) == KH_DEP_OBL) && kh_is_kind(a, h, KH_CLAUSE_STANDING);
}

/* "Peru's reply answers a Chilean offer to disarm", "responded to an appeal by Chad": words told before, to which something is said now. */
static bool is_replied_to(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->at, h = head(d, t);
  int quad = kh_event_quad((kh_event_type)x->type);
  if (quad == 4 || x->type == KH_AID || h == KH_NONE || h > t || kh_is_verb(a, t) || !kh_is_kind(a, h, KH_CLAUSE_REPLYING) || !kh_is_verb(a, h)) return false;
  return base(d, t) == KH_DEP_OBJ || (base(d, t) == KH_DEP_OBL && kh_is_behind(a, t, KH_CLAUSE_TO));
}

/* "Its missiles could reach the port, according to engineers": who says what others may do, and is none of them, threatens nobody. "Analysts rejected the
 * view": nobody asked them for anything. */
static bool is_reckoned(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t onlookers = 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_CVL;
  if (x->type == KH_REJECT) {
    for (uint32_t i = 0; i < x->who.n; i++)
      if (!kh_is_kind(a, a->d->mentions[x->who.at[i]].head, KH_CLAUSE_ONLOOKER)) return false;
    return x->who.n > 0;
  }
  if (x->type != KH_THREATEN || !x->who.n || !x->frame->who_count || x->tables->slots[x->frame->who].kind != KH_SLOT_SPEAKER) return false;
  for (uint32_t i = 0; i < x->who.n; i++)
    if (!(onlookers >> a->d->mentions[x->who.at[i]].actor.sector & 1)) return false;
  return true;
}

static bool one_country(const kh_algebra *a, const kh_inst *x) {
  const char *home = a->d->mentions[x->who.at[0]].actor.country;
  return kh_who_of_country(a, &x->whom, home) && x->whom.n == 1;
}

/* "The start-up deploys drones", "nurses recruit volunteers": who bears no arms musters none; "the guests praised the cooks", "a bystander gave a
 * stranger a blanket": what private people of one country do for one another. */
static bool is_neighbourly(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t unarmed =
      1u << KH_SECTOR_BUS | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_SOC;
  static const uint32_t folk = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_LAB;
  static const uint32_t homely = 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_MED;
  if (x->type == KH_MOBILIZE) return all_of(a, &x->who, x->mode == KH_MODE_MILITIA ? homely : unarmed);   /* students enlist, sheikhs raise militias */
  if ((x->type != KH_SUPPORT && x->type != KH_AID) || x->base != KH_NONE || !all_of(a, &x->who, folk) || !all_of(a, &x->whom, folk) || !one_country(a, x))
    return false;
  const kh_mention *by = &a->d->mentions[x->who.at[0]], *to = &a->d->mentions[x->whom.at[0]];
  bool unnamed = by->kind == KH_ENTITY_NOMINAL && to->kind >= KH_ENTITY_NOMINAL;
  return unnamed && (x->type == KH_SUPPORT || (!by->plural && !to->plural));
}

static bool has_child(const kh_algebra *a, uint32_t t, uint32_t kind) {
  EACH_CHILD(a->d, t, c)
    if (kh_is_kind(a, c, kind)) return true;
  return false;
}

/* "The convention forbids states to send them back": what a rule says. "Unions are banned": a state of things, of which nobody is told who made it and where.
 * */
static bool is_ruled(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  if (x->frame->pos != KH_FRAME_V) return false;
  if (kh_is_passive(a, t)) {
    uint32_t aux = kh_doc_child_with(d, t, KH_DEP_AUX_PASS);
    bool lasting = x->mode == KH_MODE_COERCE_BAN || (x->mode == KH_MODE_SEIZE && rel(d, t) == KH_DEP_ACL_RELCL);
    bool bare =
        x->type == KH_COERCE && lasting && !x->who.n && x->at == t && aux != KH_NONE && is_present(a, aux) && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE;
    return bare && kh_speaker_at(a, t) == KH_NONE && kh_agent_at(a, t) == KH_NONE;
  }
  uint32_t s = kh_subject_of(a, t), says = base(d, t) == KH_DEP_CCOMP ? head(d, t) : KH_NONE;
  /* "the constitution says that Japan renounces war" */
  if (says != KH_NONE && kh_is_kind(a, says, KH_CLAUSE_REPORTING) && is_present(a, says) && is_present(a, t)) {
    uint32_t text = kh_doc_child_with(d, says, KH_DEP_NSUBJ);
    if (text != KH_NONE && d->tok.upos[text] == KH_UPOS_NOUN && kh_is_kind(a, text, KH_CLAUSE_RULE) && kh_is_definite(a, text)) return true;
  }
  return s != KH_NONE && d->tok.upos[s] == KH_UPOS_NOUN && kh_is_kind(a, s, KH_CLAUSE_RULE) && is_present(a, t) &&
         (kh_is_definite(a, s) || morph(a, s, KH_MORPH_PLUR) || kh_doc_child_base(d, s, KH_DEP_NMOD) != KH_NONE) && !has_child(a, s, KH_CLAUSE_NEW);
}

/* "Has suffered nine coups since 1974": a count of what befell, and none of them is told. */
static bool is_sum(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = head(d, t), aux = h == KH_NONE ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_AUX);
  if (x->frame->pos != KH_FRAME_N || !morph(a, t, KH_MORPH_PLUR) || kh_doc_child_with(d, t, KH_DEP_NUMMOD) == KH_NONE || aux == KH_NONE ||
      !morph(a, aux, KH_MORPH_PRES) || !morph(a, h, KH_MORPH_PAST) || !kh_is_verb(a, h))
    return false;
  for (uint32_t k = t + 1; k < d->sentences[d->tok.sentence[t]].tok_end; k++)
    if (kh_is_kind(a, k, KH_CLAUSE_SINCE)) return true;
  return false;
}

/* "There were two previous visits by Saudi kings": those told of only to count them. */
static bool is_of_earlier_ones(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = head(d, t);
  if (x->frame->pos != KH_FRAME_N || !morph(a, t, KH_MORPH_PLUR) || kh_is_definite(a, t) || h == KH_NONE) return false;
  bool there = kh_doc_child_with(d, h, KH_DEP_EXPL) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_NUMMOD) != KH_NONE;
  return there && has_child(a, t, KH_CLAUSE_EARLIER);
}

/* "Generals have seized power a dozen times in eighty years": a count of deeds. */
static bool is_counted(const kh_algebra *a, const kh_inst *x) {
  enum { NEAR = 6 };
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[x->trigger]];
  if (x->frame->pos != KH_FRAME_V) return false;
  EACH_CHILD(d, x->trigger, c) {
    if (!kh_is_kind(a, c, KH_CLAUSE_TIMES) || !morph(a, c, KH_MORPH_PLUR) || c < x->trigger) continue;
    for (uint32_t t = c + 1; t < s->tok_end && t < c + NEAR; t++)
      if (kh_is_kind(a, t, KH_CLAUSE_LAPSE)) return true;
  }
  return false;
}

/* "Arrested a man who allegedly shot a guard", "held after he allegedly robbed a shop": what somebody is held, charged or tried for, told as said of him. */
static bool is_alleged(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[x->trigger]];
  if (kh_event_quad((kh_event_type)x->type) != 4 || x->frame->pos != KH_FRAME_V || !x->who.n || x->at != x->trigger) return false;
  if (!has_child(a, x->trigger, KH_CLAUSE_ALLEGEDLY)) return false;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool tried = y->mode == KH_MODE_COERCE_ARREST || y->mode == KH_MODE_ALLEGE || y->mode == KH_MODE_CONVICT;
      if (y != x && !y->dropped && tried && kh_who_share(a, &x->who, &y->whom)) return true;
    }
  return false;
}

/* "The cut which it promised", "instead of the sum agreed": in a whole report, which thing is meant, and not that somebody agreed to it. */
static bool is_of_the_thing(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, thing = head(d, t);
  if (d->sentence_count < KH_WHOLE_REPORT || x->type != KH_AGREE || x->base != KH_NONE || x->frame->pos != KH_FRAME_V || x->at != t) return false;
  if (x->whom.n || x->who.n > 1 || thing == KH_NONE || thing > t || base(d, t) != KH_DEP_ACL) return false;
  if (d->tok.upos[thing] != KH_UPOS_NOUN || !morph(a, t, KH_MORPH_PAST)) return false;
  return rel(d, t) == KH_DEP_ACL_RELCL ? kh_subject_of(a, t) != thing : kh_agent_at(a, t) == KH_NONE;
}

/* Does a mark of punctuation, a comma, stand between the two words? */
static bool has_mark(const kh_doc *d, uint32_t from, uint32_t to) {
  while (++from < to)
    if (d->tok.upos[from] == KH_UPOS_PUNCT) return true;
  return false;
}
static bool has_comma(const kh_doc *d, uint32_t from, uint32_t to) {
  while (++from < to)
    if (is_comma(d, from)) return true;
  return false;
}

/* "A truce drafted by Washington", "waters claimed by Greece", "a rally planned by the opposition": words that only tell which thing is meant. That somebody
 * mediates or sues is told so ("a ceasefire brokered by Oman", "a suit filed by nurses"), what has a day of its own is news ("a deal reached by ministers on
 * Saturday"), and a step taken before is judged so ("a move welcomed by Oslo"). */
static bool is_which_thing(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  int quad = kh_event_quad((kh_event_type)x->type);
  uint32_t t = x->trigger, thing = head(d, t);
  if ((quad != 1 && quad != 3) || x->type == KH_ACCUSE || x->type == KH_CONSULT || x->mode == KH_MODE_THIRD_PARTY) return false;
  if (x->frame->pos != KH_FRAME_V || rel(d, t) != KH_DEP_ACL || thing == KH_NONE || thing > t) return false;
  if (kh_is_behind(a, thing, KH_CLAUSE_WITH)) return false;   /* "with its bid backed by Oslo" */
  if (d->tok.upos[thing] != KH_UPOS_NOUN || head(d, thing) == KH_NONE || kh_is_kind(a, thing, KH_CLAUSE_STEP)) return false;
  if (!morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) || kh_agent_at(a, t) == KH_NONE || kh_doc_child_with(d, t, KH_DEP_AUX_PASS) != KH_NONE) return false;
  if (a->mention_of[thing] != KH_NONE && known_power(d, a->mention_of[thing])) return false;
  if (has_mark(d, thing, t)) return false;
  uint32_t time = kh_time_of(a, x);
  return time == KH_NONE || !kh_doc_dominates(d, t, d->times[time].tok_begin);
}

/* "Turned down the truce that Oslo held out", "rejected the accord their president had signed", "unmoved by the crowds that asked her to go": words and help
 * that tell what is refused; accords and help that tell what is looked into or blamed ("an inquiry into contracts that the mayor had signed"). */
static bool is_of_the_refused(const kh_algebra *a, const kh_inst *x) {
  enum { UP = 4 };
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = head(d, t);
  if (kh_event_quad((kh_event_type)x->type) == 4 || x->type == KH_RETREAT || x->frame->pos != KH_FRAME_V || base(d, t) != KH_DEP_ACL) return false;
  if (h == KH_NONE || h > t || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE) return false;
  if (has_comma(d, h, t)) return false;
  for (int step = 0; step < UP && h != KH_NONE; step++) {
    uint8_t b = base(d, h);
    if (b == KH_DEP_NSUBJ || b == KH_DEP_ADVCL || b == KH_DEP_CONJ || b == KH_DEP_PARATAXIS) return false;
    h = head(d, h);
    for (uint32_t i = h == KH_NONE ? KH_NONE : a->first[h]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool blamed = y->type == KH_ACCUSE && kh_event_quad((kh_event_type)x->type) < 3;
      if (y != x && !y->dropped && (y->type == KH_REJECT || blamed) && y->at == h) return true;
    }
  }
  return false;
}

/* Are they of the speakers' own, and is the doer not: of their country, or theirs by a pronoun ("one of its schools")? */
static bool is_their_own(const kh_algebra *a, const kh_who *speakers, const kh_inst *x) {
  const kh_doc *d = a->d;
  for (uint32_t i = 0; i < speakers->n; i++)
    for (uint32_t k = 0; k < x->whom.n; k++) {
      const kh_mention *m = &d->mentions[x->whom.at[k]];
      const char *country = d->mentions[speakers->at[i]].actor.country;
      uint32_t owner = kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS);
      if (owner != KH_NONE && a->mention_of[owner] != KH_NONE && kh_same_mention(a, a->mention_of[owner], speakers->at[i])) return true;
      if (country[0] && !strcmp(country, m->actor.country) && !kh_who_of_country(a, &x->who, country)) return true;
    }
  return false;
}

/* "Norway concluded that Russian ships had shelled Kharkiv": a state that speaks of what one other did to another. */
static bool is_bystander(const kh_algebra *a, const kh_who *speakers, const kh_inst *x) {
  const char *country = speakers->n == 1 ? a->d->mentions[speakers->at[0]].actor.country : "";
  return country[0] && x->who.n && x->whom.n && !kh_who_of_country(a, &x->who, country) && !kh_who_of_country(a, &x->whom, country) &&
         kh_who_of_some_country(a->d, &x->whom);
}

/* "Costa Rica complained that Nicaraguan aircraft had strafed its villages", "a commission found that guards had tortured prisoners", "UNICEF said shells had
 * hit one of its schools": what somebody charges another with, told as his words, is the charge alone. The deed that comes first is told as a fact ("guards
 * beat prisoners, a commission found"), and so is what others see who merely say so ("Denmark said Russian guns had shelled Kharkiv"). */
static bool is_only_charged(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  int quad = kh_event_quad((kh_event_type)x->type);
  if ((quad != 2 && quad != 4) || a->side || x->frame->pos != KH_FRAME_V || !x->who.n || x->at != t) return false;
  t = first_joined(d, t);
  uint32_t h = head(d, t);
  if (base(d, t) != KH_DEP_CCOMP || h == KH_NONE || h > t || kh_subject_of(a, h) == KH_NONE || kh_subject_of(a, h) > t) return false;
  for (uint32_t k = a->first[h]; k != KH_NONE; k = a->inst.at[k].next) {
    const kh_inst *y = &a->inst.at[k];
    if (y->dropped || y->type != KH_ACCUSE || !kh_who_share(a, &x->who, &y->whom)) continue;
    if (y->base == KH_NONE ? y->trigger == h && !is_bystander(a, &y->who, x) : &a->inst.at[y->base] == x && is_their_own(a, &y->who, x)) return true;
  }
  return false;
}

/* "Imposed sanctions on Iran over its support for the militia", "jailed for his backing of the opposition": what one is punished for or charged with is told
 * by who punishes alone. */
static bool is_ground(const kh_algebra *a, const kh_inst *x) {
  enum { UP = 2 };
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = head(d, t);
  if (a->side || x->type != KH_SUPPORT || x->frame->pos != KH_FRAME_N || !kh_is_behind(a, t, KH_CLAUSE_MATTER) ||
      kh_doc_child_with(d, t, KH_DEP_NMOD_POSS) == KH_NONE)
    return false;
  for (int step = 0; step < UP && h != KH_NONE && h < t; step++, h = head(d, h))
    for (uint32_t k = a->first[h]; k != KH_NONE; k = a->inst.at[k].next) {
      const kh_inst *y = &a->inst.at[k];
      bool charge = y->type == KH_ACCUSE && y->mode != KH_MODE_DISAPPROVE;
      if (!y->dropped && (charge || y->type == KH_SANCTION || y->type == KH_COERCE)) return true;
    }
  return false;
}

/* "Prison guards beat inmates, a commission found", "rebels killed nine villagers, a rights group said": the deed that comes first is what the sentence tells;
 * who says so of others is no accuser. */
static bool is_only_reported(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t h = x->at, speaker = kh_subject_of(a, h);
  if (a->side || x->type != KH_ACCUSE || x->frame->pos == KH_FRAME_N || speaker == KH_NONE || !kh_is_kind(a, h, KH_CLAUSE_REPORTING)) return false;
  EACH_CHILD(d, h, t) {
    if (t > h || t > speaker || base(d, t) != KH_DEP_CCOMP) continue;
    for (uint32_t k = a->first[t]; k != KH_NONE; k = a->inst.at[k].next) {
      const kh_inst *y = &a->inst.at[k];
      if (!y->dropped && y->type == KH_ASSAULT && y->trigger == t && y->frame->pos == KH_FRAME_V && kh_who_share(a, &y->who, &x->whom))
        return !is_their_own(a, &x->who, y);
    }
  }
  return false;
}

/* Does a clause of words (quads 1 and 3) by the same speaker stand at tok? */
static bool are_words_at(const kh_algebra *a, uint32_t tok, const kh_who *speakers) {
  for (uint32_t k = a->first[tok]; k != KH_NONE; k = a->inst.at[k].next) {
    const kh_inst *y = &a->inst.at[k];
    int quad = kh_event_quad((kh_event_type)y->type);
    if (!y->dropped && (quad == 1 || quad == 3) && y->type != KH_CONSULT && kh_who_share(a, speakers, &y->who)) return true;
  }
  return false;
}

/* "Wrote to the pope asking him to mediate", "wrote to the king that he was sorry": what the letter says is the event, the letter is how it was said. Whoever
 * telephones has talked as well. */
static bool is_the_letter(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  if (a->side || x->type != KH_CONSULT || x->mode != KH_MODE_PHONE || x->frame->pos != KH_FRAME_V || !kh_is_kind(a, t, KH_CLAUSE_REPORTING)) return false;
  EACH_CHILD(d, t, c) {
    if (c < t || (base(d, c) != KH_DEP_ADVCL && base(d, c) != KH_DEP_XCOMP && base(d, c) != KH_DEP_CCOMP)) continue;
    if (are_words_at(a, c, &x->who)) return true;
    EACH_CHILD(d, c, more)
      if (base(d, more) == KH_DEP_CONJ && are_words_at(a, more, &x->who)) return true;
  }
  return false;
}

/* "Dismissed the charge as a lie", "rejected the report as propaganda": how one refuses, no second judgement. */
static bool is_how_refused(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = head(d, t);
  if (a->side || x->frame->pos != KH_FRAME_EVAL || base(d, t) != KH_DEP_OBL || h == KH_NONE || h > t || !kh_is_behind(a, t, KH_CLAUSE_ASROLE)) return false;
  for (uint32_t k = a->first[h]; k != KH_NONE; k = a->inst.at[k].next) {
    const kh_inst *y = &a->inst.at[k];
    if (!y->dropped && y->type == KH_REJECT && kh_who_share(a, &x->who, &y->who)) return true;
  }
  return false;
}

/* "Before cheering supporters", "the collapsing coalition": what words and ways of people of whom something else is told are like. Guests who are visiting
 * and crowds that are marching do so. */
static bool is_scenery(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  static const uint32_t ways = 1u << KH_SUPPORT | 1u << KH_RETREAT | 1u << KH_CONCEDE | 1u << KH_AGREE | 1u << KH_COOPERATE | 1u << KH_REQUEST;
  uint32_t t = x->trigger;
  if (t > 0 && d->tok.upos[t - 1] == KH_UPOS_NOUN) return false;   /* "sent a letter congratulating them" */
  if (x->mode == KH_MODE_RETREAT_WITHDRAW) return false;                   /* "shelled the retreating troops" */
  return ways >> x->type & 1 && x->frame->pos == KH_FRAME_V && x->base == KH_NONE && x->at == t && rel(d, t) == KH_DEP_AMOD && head(d, t) != KH_NONE &&
         head(d, t) > t && !morph(a, t, KH_MORPH_PAST) && !kh_is_headline(d, t);
}

/* Is somebody held, charged, tried or convicted at tok, other than whoever does x of his own? */
static bool is_held_at(const kh_algebra *a, uint32_t tok, const kh_inst *x, bool arrests) {
  for (uint32_t i = a->first[tok]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_inst *y = &a->inst.at[i];
    bool tried = y->mode == KH_MODE_ALLEGE || y->mode == KH_MODE_CONVICT;
    bool held = y->mode == KH_MODE_COERCE_ARREST || y->mode == KH_MODE_THREATEN_ARREST || y->mode == KH_MODE_INVESTIGATE;
    if (y == x || y->dropped || !(tried || (arrests && held))) continue;
    /* "held over the killing of a nurse by herders": who else did it is told */
    if (!arrests || !x->who.n || kh_who_share(a, &x->who, &y->who) || kh_who_share(a, &x->who, &y->whom)) return true;
  }
  return false;
}

/* "Was charged in three assaults on women", "charges of attacks on nurses": what somebody is tried for, as a noun. So is "arrested over the murder of a
 * priest", "held in connection with the bombing of a hotel", "tried for his role in the raid": what he is held for. */
static bool is_the_charge(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  if (x->frame->pos != KH_FRAME_N || kh_event_quad((kh_event_type)x->type) != 4 || x->base != KH_NONE || x->at != t) return false;
  t = first_joined(d, t);
  uint32_t h = head(d, t), opener = kh_doc_child_with(d, t, KH_DEP_CASE);
  if (h == KH_NONE || h > t || opener == KH_NONE) return false;
  if (base(d, t) == KH_DEP_NMOD && kh_is_kind(a, opener, KH_CLAUSE_OF) && kh_is_kind(a, h, KH_CLAUSE_GUILT) && d->tok.upos[h] == KH_UPOS_NOUN) return true;
  bool linked = d->tok.upos[h] == KH_UPOS_NOUN && kh_is_kind(a, h, KH_CLAUSE_COMPLICITY);   /* "in connection with", "for their part in" */
  if (linked) {
    t = h, opener = kh_doc_child_with(d, t, KH_DEP_CASE), h = head(d, t);
    if (h == KH_NONE || h > t || opener == KH_NONE) return false;
  }
  bool over = linked || kh_is_kind(a, opener, KH_CLAUSE_MATTER);
  if (over && (x->type == KH_ASSAULT || x->type == KH_COERCE) && (base(d, t) == KH_DEP_OBL || base(d, t) == KH_DEP_NMOD)) {
    if (is_held_at(a, h, x, true)) return true;
    uint32_t up = head(d, h);   /* "made arrests", "sentenced to death over" */
    if (up != KH_NONE && up < h && d->tok.upos[h] == KH_UPOS_NOUN && is_held_at(a, up, x, true)) return true;
  }
  if (linked || base(d, t) != KH_DEP_OBL ||
      !(kh_is_kind(a, opener, KH_CLAUSE_INSIDE) || kh_is_kind(a, opener, KH_CLAUSE_WITH) || kh_is_kind(a, opener, KH_CLAUSE_OF)))
    return false;
  return is_held_at(a, h, x, false);
}

/* "Thanked Cuba for sending nurses", "jailed for insulting the king", "guilty of aiding rebels": what somebody is thanked, blamed, tried or punished for is
 * told only as that. */
static bool is_reason(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, mark;
  for (int step = 0; step < 4 && rel(d, t) == KH_DEP_CONJ && head(d, t) != KH_NONE && kh_is_verb(a, head(d, t)) &&
                     kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE && !morph(a, t, KH_MORPH_FIN);
       step++)
    t = head(d, t);
  mark = kh_doc_child_with(d, t, KH_DEP_MARK);   /* of the first of several: "for stoning police and setting fire to cars" */
  if (x->frame->pos != KH_FRAME_V || mark == KH_NONE || mark > t || !is_present_participle(d, t)) return false;
  if (kh_is_kind(a, mark, KH_CLAUSE_BOUND)) return !(kh_event_quad((kh_event_type)x->type) == 4 && kh_is_owned_up(a, t));
  return kh_is_kind(a, mark, KH_CLAUSE_OF) && head(d, t) != KH_NONE &&
         (kh_is_kind(a, head(d, t), KH_CLAUSE_GUILT) || (t > 1 && kh_is_kind(a, mark - 1, KH_CLAUSE_GUILT)));
}

/* "Voters who want the mayor to go", "a project that encourages them to move" and what is joined to such a clause: t stands below a common noun, with no comma
 * before its clause. */
static bool is_restrictive(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  t = first_joined(d, t);
  uint32_t who = head(d, t), s = kh_subject_of(a, t);
  if (rel(d, t) != KH_DEP_ACL_RELCL || who == KH_NONE || who > t || s != who) return false;
  /* "Republicans who oppose him" */
  if (d->tok.upos[who] != KH_UPOS_NOUN && !(d->tok.upos[who] == KH_UPOS_PROPN && morph(a, who, KH_MORPH_PLUR))) return false;
  return !has_comma(d, who, t);
}

/* "The force that guards ships", "Kuwaitis who shelter foreigners", "rebels who lay down their guns": who they are, not what they have done; but "an order
 * that bars citizens". So is "ministers who visited the camp", "the bank that did business with Sudan", whatever its tense: talks, support and work that only
 * tell which of them are meant, unless a day of their own puts them among the news ("envoys who met in Oslo on Monday"). */
static bool is_description(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t amity = 1u << KH_CONSULT | 1u << KH_SUPPORT | 1u << KH_COOPERATE | 1u << KH_AGREE;
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, who = head(d, t);
  int quad = kh_event_quad((kh_event_type)x->type);
  bool friendly = amity >> x->type & 1;
  if (x->frame->pos != KH_FRAME_V || rel(d, t) != KH_DEP_ACL_RELCL || who == KH_NONE || x->base != KH_NONE || kh_is_passive(a, t)) return false;
  if (friendly) {
    uint32_t time = kh_time_of(a, x);
    if (kh_doc_child_with(d, who, KH_DEP_COP) != KH_NONE) return false;   /* "it was Norway that backed the plan" */
    if (rel(d, who) == KH_DEP_APPOS || !(kh_is_definite(a, who) || morph(a, who, KH_MORPH_PLUR))) return false;   /* "a union that backs him" is told */
    if (has_mark(d, who, t)) return false;
    return is_restrictive(a, t) && kh_who_holds(a, &x->who, a->mention_of[who]) && (time == KH_NONE || !kh_doc_dominates(d, t, d->times[time].tok_begin));
  }
  if (quad != 4 && x->type != KH_AID && x->type != KH_RETREAT) return false;
  if (!is_present(a, t) || kh_doc_child_with(d, t, KH_DEP_AUX) != KH_NONE || kh_is_kind(a, who, KH_CLAUSE_PUTFORTH)) return false;
  return kh_subject_of(a, t) == who;
}

/* "The siege of the city by Ottoman troops": powers that are no more. */
static bool is_bygone(const kh_algebra *a, const kh_inst *x) {
  const kh_who *sides[] = {&x->who, &x->whom};
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &a->d->mentions[sides[s]->at[i]];
      for (uint32_t t = m->tok_begin; t < m->tok_end && t <= m->head; t++)
        if (kh_is_kind(a, t, KH_CLAUSE_BYGONE)) return true;
    }
  return false;
}

/* "The novelist who mocked generals has died at 87": what the dead is known for. */
static bool is_recalled(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, who = head(d, t), v = who == KH_NONE ? KH_NONE : head(d, who);
  if (rel(d, t) != KH_DEP_ACL_RELCL || v == KH_NONE || base(d, who) != KH_DEP_NSUBJ || morph(a, who, KH_MORPH_PLUR) || !kh_is_kind(a, v, KH_CLAUSE_DIE))
    return false;
  for (uint32_t i = a->first[v]; i != KH_NONE; i = a->inst.at[i].next)
    if (!a->inst.at[i].dropped && a->inst.at[i].type == KH_ASSAULT) return false;
  return kh_who_holds(a, &x->who, a->mention_of[who]);
}

/* "Allegations that the firm had bribed clerks": in a whole report, what nobody is told to have said. */
static bool is_said_by_none(const kh_algebra *a, const kh_inst *x) {
  uint32_t t = x->at;
  return a->d->sentence_count >= KH_WHOLE_REPORT && x->type == KH_ACCUSE && x->mode == KH_MODE_ALLEGE && !x->who.n && x->base != KH_NONE &&
         a->d->tok.upos[t] == KH_UPOS_NOUN && kh_is_kind(a, t, KH_CLAUSE_RUMOUR) && base(a->d, t) != KH_DEP_NSUBJ;
}

/* "Deputies decided on it at a meeting of the finance committee", "when the parliament meets": a body of one's own sits. */
static bool is_own_sitting(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->type == KH_AGREE && x->base != KH_NONE && a->inst.at[x->base].type == KH_CONSULT) x = &a->inst.at[x->base];
  if (x->type == KH_CONSULT && !x->mode && x->frame->pos == KH_FRAME_V && x->who.n == 1 && !x->whom.n && x->base == KH_NONE) {
    const kh_mention *body = &d->mentions[x->who.at[0]];
    if (body->actor.sector == KH_SECTOR_LEG && !body->plural && body->kind != KH_ENTITY_PER && kh_subject_of(a, x->trigger) == body->head) return true;
  }
  if (x->type != KH_CONSULT || x->frame->pos != KH_FRAME_N || x->who.n != 2 || x->whom.n) return false;
  const kh_mention *m[2] = {&d->mentions[x->who.at[0]], &d->mentions[x->who.at[1]]};
  if (!m[0]->actor.country[0] || strcmp(m[0]->actor.country, m[1]->actor.country) != 0 || m[0]->actor.sector != m[1]->actor.sector) return false;
  for (int i = 0; i < 2; i++) {
    uint32_t h = m[i]->head;
    if (head(d, h) == x->trigger && base(d, h) == KH_DEP_NMOD && kh_is_behind(a, h, KH_CLAUSE_OF) && !m[i]->plural && m[i]->kind != KH_ENTITY_PER &&
        !kh_doc_dominates(d, x->trigger, m[1 - i]->head))
      return true;
  }
  return false;
}

/* "Politicians oppose taxes", "many analysts blame the war": any of them, not some who said so one day. */
static bool has_generic_subject(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t s = kh_subject_of(a, t);
  if (s == KH_NONE || d->tok.upos[s] != KH_UPOS_NOUN || !morph(a, s, KH_MORPH_PLUR) || base(d, s) != KH_DEP_NSUBJ) return false;
  EACH_CHILD(d, s, c)
    if (base(d, c) == KH_DEP_DET || base(d, c) == KH_DEP_NUMMOD || base(d, c) == KH_DEP_NMOD || base(d, c) == KH_DEP_ACL || d->tok.upos[c] == KH_UPOS_PROPN)
      return false;
  return true;
}

/* "Prosecutors accuse him of fraud": judges and police too charge, they hold no opinions. */
static bool is_lawman(const kh_doc *d, uint32_t mention) {
  uint8_t sector = d->mentions[mention].actor.sector;
  return sector == KH_SECTOR_JUD || sector == KH_SECTOR_COP;
}

/* In a whole report, what people of one country hold rather than say: told in the present, of any of a kind or to tell which of them are meant. */
static bool is_stance(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  int quad = kh_event_quad((kh_event_type)x->type);
  if (d->sentence_count < KH_WHOLE_REPORT || x->frame->pos != KH_FRAME_V || (quad != 1 && quad != 3) || x->base != KH_NONE || x->at != t) return false;
  if (!is_at_home(a, x) || kh_is_passive(a, t) || kh_is_headline(d, t)) return false;
  uint32_t aux = kh_doc_child_with(d, t, KH_DEP_AUX), who = head(d, t);
  /* "lawmakers who have endorsed him" */
  if (aux != KH_NONE) {
    uint32_t s = kh_subject_of(a, t);
    return x->type == KH_SUPPORT && is_present(a, aux) && morph(a, t, KH_MORPH_PAST) && is_restrictive(a, t) && s != KH_NONE && morph(a, s, KH_MORPH_PLUR);
  }
  /* "a fund backing the senator" */
  if (x->type == KH_SUPPORT && rel(d, t) == KH_DEP_ACL && !morph(a, t, KH_MORPH_PAST) && !morph(a, t, KH_MORPH_INF))
    return who + 1 == t && d->tok.upos[who] == KH_UPOS_NOUN && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE;
  if (!is_present(a, t)) return false;
  if (x->type == KH_ACCUSE && x->mode == KH_MODE_ALLEGE && x->who.n && is_lawman(d, x->who.at[0])) return is_restrictive(a, t);
  return is_restrictive(a, t) || has_generic_subject(a, t);
}

/* "\"She voted for the war,\" the senator said": in a whole report, what somebody says in his own words of others of his country is his opinion of them, not
 * news of what they said. What a body's own people say of it is its own, and what papers report is news. */
static bool is_hearsay(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, q = a->quote_of[t];
  int quad = kh_event_quad((kh_event_type)x->type);
  bool words = (quad == 1 || quad == 3) && x->type != KH_THREATEN && x->frame->pos != KH_FRAME_EVAL;
  if (d->sentence_count < KH_WHOLE_REPORT || q == KH_NONE || !d->quotes[q].direct || d->quotes[q].speaker >= d->mention_count || !words) return false;
  if (kh_is_headline(d, t) || !x->frame->who_count || x->tables->slots[x->frame->who].kind == KH_SLOT_SPEAKER || !x->who.n || !is_at_home(a, x)) return false;
  uint32_t by = d->quotes[q].speaker;
  uint8_t sector = d->mentions[by].actor.sector;
  if (sector == KH_SECTOR_JRN || kh_who_holds(a, &x->who, by)) return false;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &d->mentions[x->who.at[i]];
    if (a->quote_of[m->head] != q || morph(a, m->head, KH_MORPH_P1) || m->actor.sector == sector) return false;
  }
  return true;
}

/* "Sudan war: army shells market", "Kenya protests: police fire on crowd": what a headline names before its colon, to go on with, is no news beside what
 * it tells behind it. */
static bool is_topic(const kh_algebra *a, const kh_inst *x) {
  enum { LABEL = 5 /* words before the colon */, LATER = 2 /* "war live:" */ };
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, colon = t + 1;
  const kh_sentence *s = &d->sentences[d->tok.sentence[t]];
  if (a->side || x->base != KH_NONE) return false;
  while (colon < s->tok_end && colon < t + LATER && !kh_str_is(d->tok.form[colon], ":")) colon++;
  if (colon + 1 >= s->tok_end || colon > s->tok_begin + LABEL || !kh_str_is(d->tok.form[colon], ":")) return false;
  if (kh_str_is(d->tok.form[s->tok_end - 1], ".")) return false;
  bool verb = kh_is_verb(a, t);
  if (verb && (!morph(a, t, KH_MORPH_PRES) || kh_is_kind(a, t, KH_CLAUSE_SPEAKING) || kh_object_of(a, t) != KH_NONE)) return false;
  for (uint32_t k = colon + 1; k < s->tok_end; k++)
    for (uint32_t i = a->first[k]; i != KH_NONE; i = a->inst.at[i].next)
      if (!a->inst.at[i].dropped && a->inst.at[i].type && (!verb || kh_event_quad((kh_event_type)a->inst.at[i].type) % 2 == 0)) return true;
  return false;
}

bool kh_is_no_deed(const kh_algebra *a, const kh_inst *x) {
  return !a->side &&
         (is_by_thing(a, x) || is_confluence(a, x) || is_generic(a, x) || is_polled(a, x) || is_history(a, x) || is_held_for_years(a, x) || is_of_old(a, x) ||
          is_reckoned(a, x) || is_years_before(a, x) || is_a_term(a, x) || is_own_sitting(a, x) || is_said_by_none(a, x) ||
          is_replied_to(a, x) || is_a_record(a, x) || is_neighbourly(a, x) ||
          is_ruled(a, x) || is_counted(a, x) || is_sum(a, x) ||
          is_of_earlier_ones(a, x) || is_bygone(a, x) || is_reason(a, x) || is_the_charge(a, x) || is_alleged(a, x) ||
          is_of_the_thing(a, x) || is_which_thing(a, x) || is_of_the_refused(a, x) || is_only_charged(a, x) || is_ground(a, x) ||
          is_topic(a, x) || is_only_reported(a, x) || is_the_letter(a, x) || is_how_refused(a, x) ||
          is_scenery(a, x) || is_description(a, x) || is_recalled(a, x) || is_stance(a, x) || is_hearsay(a, x));
}
