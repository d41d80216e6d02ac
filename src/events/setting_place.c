/* setting_place.c: where an event happened: what its words and its report say, the dateline, the place of the story. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"
#include "events/setting_int.h"

/* "east of the city" */
static bool direction(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i];
    if (d->tok.deprel[c] == KH_DEP_CASE && kh_is_kind(a, c, KH_CLAUSE_OF) && c > d->sentences[d->tok.sentence[tok]].tok_begin &&
        kh_is_kind(a, c - 1, KH_CLAUSE_DIRECTION))
      return true;
  }
  return false;
}

/* "Town", "the state capital": one of them. */
static bool is_settlement(const kh_algebra *a, uint32_t tok) {
  return a->d->tok.upos[tok] == KH_UPOS_NOUN && kh_is_kind(a, tok, KH_CLAUSE_LOCALITY) && !(a->d->tok.morph[tok] & KH_MORPH_PLUR);
}

/* "the streets of Hanover", "the second city, Basra", "the state capital Kano": the noun that a name's place is told by, however the tree hangs the name. */
static uint32_t told_by(const kh_algebra *a, uint32_t name) {
  const kh_doc *d = a->d;
  uint32_t begin = d->sentences[d->tok.sentence[name]].tok_begin, end = d->sentences[d->tok.sentence[name]].tok_end;
  if (name < begin + 2 || d->tok.upos[name] != KH_UPOS_PROPN) return KH_NONE;
  if (is_settlement(a, name - 1)) return name - 1;
  if (!kh_setting_nominal(d, name - 2)) return KH_NONE;
  if (kh_is_kind(a, name - 1, KH_CLAUSE_OF)) return name - 2;
  if (d->tok.upos[name - 1] != KH_UPOS_PUNCT || !kh_is_kind(a, name - 2, KH_CLAUSE_LOCALITY)) return KH_NONE;
  /* "in the capital, Abuja, gunmen …" */
  bool closed = is_settlement(a, name - 2) && name + 2 < end && d->tok.upos[name + 1] == KH_UPOS_PUNCT && d->tok.upos[name + 2] != KH_UPOS_PROPN;
  return d->tok.head[name - 1] == name - 2 || closed ? name - 2 : KH_NONE;
}

/* "leaves for Washington" */
static bool bound_for(const kh_algebra *a, uint32_t tok) {
  uint32_t verb = a->d->tok.head[tok];
  return verb != KH_NONE && kh_is_kind(a, verb, KH_CLAUSE_LEAVING) && kh_is_verb(a, verb) && kh_setting_has_case(a, tok, KH_CLAUSE_BOUND);
}

/* Does a preposition of place open the phrase, or one that it is part of: "in the streets of Hanover", "at Paris City Hall"? The word
 * that the phrase hangs by comes back in *top. */
static bool placed(const kh_algebra *a, uint32_t tok, uint32_t *top) {
  const kh_doc *d = a->d;
  for (int step = 0; step < 4; step++) {
    *top = tok;
    if (kh_setting_has_case(a, tok, KH_CLAUSE_PLACEPREP) || direction(a, tok) || bound_for(a, tok)) return true;
    uint32_t of = told_by(a, tok);
    if (of != KH_NONE) {
      tok = of;
      continue;
    }
    uint8_t b = kh_deprel_base(d->tok.deprel[tok]);
    bool part = b == KH_DEP_COMPOUND || b == KH_DEP_FLAT || b == KH_DEP_APPOS || (b == KH_DEP_NMOD && kh_setting_has_case(a, tok, KH_CLAUSE_OF)) ||
                d->tok.deprel[tok] == KH_DEP_NMOD_POSS || (b == KH_DEP_NMOD && d->tok.head[tok] != KH_NONE && kh_is_kind(a, d->tok.head[tok], KH_CLAUSE_WAY));
    if (!part || d->tok.head[tok] == KH_NONE || !kh_setting_nominal(d, d->tok.head[tok])) return false;
    tok = d->tok.head[tok];
    if (kh_is_kind(a, tok, KH_CLAUSE_NOWHERE)) return false;
  }
  return false;
}

/* "the Paris attack", "the Orlando nightclub shooting" */
static bool before_trigger(const kh_doc *d, uint32_t tok, const kh_inst *x) {
  for (int step = 0; step < 3 && tok != KH_NONE && kh_setting_nominal(d, tok); step++) {
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
  return of != KH_NONE && kh_deprel_base(d->tok.deprel[tok]) == KH_DEP_COMPOUND && d->tok.head[of] == x->at &&
         (!d->mention_of || d->mention_of[of] == KH_NONE || !d->mentions[d->mention_of[of]].actor.sector) &&
         ((kh_deprel_base(d->tok.deprel[of]) == KH_DEP_NSUBJ && kh_trigger_at(d, &a->e->own, of, &range)) ||
          (d->tok.deprel[of] == KH_DEP_OBJ && x->type == KH_COERCE));
}

/* "visits Georgia", "protests swept Iran" */
static bool visited(const kh_algebra *a, uint32_t tok) {
  uint32_t verb = a->d->tok.head[tok];
  /* "rocked the city of Basra" */
  if (verb != KH_NONE && kh_deprel_base(a->d->tok.deprel[tok]) == KH_DEP_NMOD && kh_is_kind(a, verb, KH_CLAUSE_LOCALITY))
    tok = verb, verb = a->d->tok.head[tok];
  return verb != KH_NONE && kh_deprel_base(a->d->tok.deprel[tok]) == KH_DEP_OBJ &&
         (kh_is_kind(a, verb, KH_CLAUSE_VISITING) || kh_is_kind(a, verb, KH_CLAUSE_OCCUR));
}

/* "Calcutta was paralysed by a general strike": what suffers the event of the noun. */
static bool suffers(const kh_algebra *a, uint32_t tok, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t verb = d->tok.head[tok];
  return verb != KH_NONE && d->tok.deprel[tok] == KH_DEP_NSUBJ_PASS && d->tok.head[x->trigger] == verb &&
         kh_deprel_base(d->tok.deprel[x->trigger]) == KH_DEP_OBL && kh_agent_at(a, verb) == x->trigger;
}

/* "an Alexandria grand jury", "a Paris man", "White House officials": where those who take part belong; but "a Kremlin critic" need not be there. */
static bool within_party(const kh_doc *d, const kh_place *p, const kh_who *w) {
  for (uint32_t i = 0; i < w->n; i++) {
    const kh_mention *m = &d->mentions[w->at[i]];
    if (p->resolution == 5 && m->actor.sector != KH_SECTOR_GOV) continue;
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
  for (uint32_t t = d->places[place].tok_end; t < one->tok_end && t < one->tok_begin + HEADER; t++) {
    kh_str form = d->tok.form[t];
    if (kh_is_dash(form)) return t + 1 == one->tok_end || (d->tok.space_after[t] && d->tok.space_after[t - 1]);
    if (kh_str_is(form, ":")) return d->places[place].resolution > 1;
    if (d->tok.upos[t] != KH_UPOS_PROPN && d->tok.upos[t] != KH_UPOS_PUNCT && d->tok.upos[t] != KH_UPOS_NUM && d->tok.upos[t] != KH_UPOS_SYM)
      return false;
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

/* "In the Kenyan capital", "a Syrian border town": a place, though it is told by its people's word. */
static uint32_t settlement_of(const kh_algebra *a, uint32_t demonym) {
  uint32_t h = a->d->tok.head[demonym];
  return h != KH_NONE && h > demonym && a->d->tok.deprel[demonym] == KH_DEP_AMOD && kh_is_kind(a, h, KH_CLAUSE_LOCALITY) &&
                 !(a->d->tok.morph[h] & KH_MORPH_PLUR)
             ? h
             : KH_NONE;
}

/* "In the Kenyan capital, students marched": the phrase before which nothing of its sentence stands. */
static bool opens_sentence(const kh_algebra *a, uint32_t head) {
  uint32_t opener = kh_doc_child_with(a->d, head, KH_DEP_CASE);
  return opener != KH_NONE && opener == a->d->sentences[a->d->tok.sentence[head]].tok_begin;
}

/* "The minister said in Brussels": where somebody says something that is told, and not where the story is. */
static bool where_said(const kh_algebra *a, uint32_t top) {
  uint32_t verb = a->d->tok.head[top];
  return verb != KH_NONE && top > verb && kh_is_verb(a, verb) && kh_is_kind(a, verb, KH_CLAUSE_REPORTING) &&
         kh_deprel_base(a->d->tok.deprel[top]) == KH_DEP_OBL &&
         (kh_doc_child_with(a->d, verb, KH_DEP_CCOMP) != KH_NONE || kh_deprel_base(a->d->tok.deprel[verb]) == KH_DEP_PARATAXIS);
}

/* The place that the sentences before, perhaps only those of the paragraph, have set out: the last one that stands in a phrase of place. */
static uint32_t story_place(const kh_algebra *a, uint32_t sentence, bool paragraph) {
  const kh_doc *d = a->d;
  for (uint32_t back = 1; back <= STORY && back <= sentence; back++) {
    uint32_t s = sentence - back, best = KH_NONE, top = 0;
    if (d->sentences[s].kind == KH_SENT_RESIDUE || (paragraph && d->sentences[s].paragraph != d->sentences[sentence].paragraph)) return KH_NONE;
    for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++) {
      if (!d->places[p].country[0] || (best != KH_NONE && d->places[p].resolution < d->places[best].resolution)) continue;
      uint32_t h = kh_doc_head_within(d, d->places[p].tok_begin, d->places[p].tok_end);
      if (d->places[p].demonym && ((h = settlement_of(a, h)) == KH_NONE || !opens_sentence(a, h))) continue;
      /* not "envoys from Qatar" */
      if (visited(a, h) || (placed(a, h, &top) && !direction(a, top) && !kh_setting_has_case(a, top, KH_CLAUSE_ORIGIN) && !where_said(a, top)))
        best = p;
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
  uint32_t t = kh_setting_verb(a, x);
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

/* The word that opens the clause at c and tells that it goes on meanwhile ("as", "while", "when"); KH_NONE. */
static uint32_t opens_meanwhile(const kh_algebra *a, uint32_t c) {
  uint32_t mark = kh_doc_child_with(a->d, c, KH_DEP_MARK);
  bool adverb = mark == KH_NONE && (mark = kh_doc_child_with(a->d, c, KH_DEP_ADVMOD)) != KH_NONE;
  if (adverb && (mark > c || !kh_is_kind(a, mark, KH_CLAUSE_WHENEVER))) return KH_NONE;
  return mark != KH_NONE && kh_is_kind(a, mark, KH_CLAUSE_WHILE) && !kh_is_kind(a, mark, KH_CLAUSE_AFTER) ? mark : KH_NONE;
}

/* Does the phrase of place at top hang on the verb c, for a deed of force also by what stands there: "fired on a checkpoint in Aswan"? */
static bool hangs_there(const kh_algebra *a, uint32_t top, uint32_t c, bool force) {
  const kh_doc *d = a->d;
  for (int step = 0; step < MAX_CLIMB && top != KH_NONE && top != c; step++) {
    if (kh_setting_has_case(a, top, KH_CLAUSE_ORIGIN)) return false;
    if (d->tok.head[top] == c) return true;
    if (!force || kh_deprel_base(d->tok.deprel[top]) != KH_DEP_NMOD) return false;
    top = d->tok.head[top];
  }
  return false;
}

/* "Arrested as he landed in Bulawayo", "killed when gunmen fired on a checkpoint in Kano": where the clause that goes with the deed takes place;
 * KH_NONE. */
static uint32_t meanwhile_place(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], best = KH_NONE, top, deed = kh_setting_verb(a, x);
  bool force = x->type == KH_ASSAULT || x->type == KH_COERCE;
  for (uint32_t i = d->child_at[deed]; i < d->child_at[deed + 1]; i++) {
    uint32_t c = d->child[i], mark;
    if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_ADVCL || c < deed || !kh_is_verb(a, c) || (mark = opens_meanwhile(a, c)) == KH_NONE) continue;
    if (!force && d->tok.deprel[mark] != KH_DEP_MARK) continue;
    if (d->tok.morph[c] & KH_MORPH_PAST && d->tok.morph[c] & KH_MORPH_PART && kh_doc_child_with(d, c, KH_DEP_AUX) != KH_NONE) continue;      /* "had fought" */
    for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++) {
      uint32_t h = kh_doc_head_within(d, d->places[p].tok_begin, d->places[p].tok_end);
      if (d->places[p].demonym || !placed(a, h, &top) || !hangs_there(a, top, c, force)) continue;
      if (best == KH_NONE || d->places[p].resolution > d->places[best].resolution) best = p;      /* "in South Africa's township of Soweto" */
    }
  }
  return best;
}

/* "Soldiers freed 30 children near Bunia, the army said in Kampala": where a deed is told of. */
static bool told_there(const kh_algebra *a, const kh_inst *x, uint32_t tok) {
  uint32_t verb = a->d->tok.head[tok];
  return verb != KH_NONE && verb != x->trigger && tok > verb && kh_is_kind(a, verb, KH_CLAUSE_REPORTING) && kh_is_verb(a, verb) &&
         kh_deprel_base(a->d->tok.deprel[tok]) == KH_DEP_OBL && !kh_doc_dominates(a->d, x->trigger, verb);
}

/* The preposition is a word of the event's own phrase ("called on Libya"). */
static bool of_phrase(const kh_algebra *a, const kh_inst *x, uint32_t tok) {
  uint32_t c = kh_doc_child_with(a->d, tok, KH_DEP_CASE);
  return c != KH_NONE && c >= x->lo && c < x->hi;
}

/* "Discussed the situation in Rafah", "condemned attacks on ships in the Red Sea", "arrested a man from Aleppo": what is spoken of lies there, or who it is
 * comes from there. */
static bool of_object(const kh_algebra *a, const kh_inst *x, uint32_t tok, bool deed) {
  const kh_doc *d = a->d;
  if (x->type == KH_COERCE && kh_setting_has_case(a, tok, KH_CLAUSE_ORIGIN)) return true;
  uint32_t of = d->tok.head[tok];
  /* "shopkeepers in Baghdad want …", "signed a declaration in Ankara" */
  if (kh_deprel_base(d->tok.deprel[tok]) != KH_DEP_NMOD || (!deed && (tok < x->trigger || (of >= x->lo && of < x->hi)))) return false;
  uint32_t m = d->mention_of ? d->mention_of[of] : KH_NONE;
  return !deed || (kh_setting_has_case(a, tok, KH_CLAUSE_ORIGIN) && m != KH_NONE && d->mentions[m].kind != KH_ENTITY_LOC);
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

/* Is there word of a meeting in the sentence? */
static bool tells_of_meeting(const kh_algebra *a, const kh_inst *x, uint32_t sentence) {
  enum { BACK = 32 };
  uint32_t self = (uint32_t)(x - a->inst.at);
  for (uint32_t i = self < a->inst.n ? self : 0, steps = 0; i-- > 0 && steps < BACK; steps++)
    if (a->inst.at[i].type == KH_CONSULT && a->d->tok.sentence[a->inst.at[i].trigger] == sentence) return true;
  return false;
}

/* "Athens is in talks with Paris and Nicosia", in a report on Gaza: those who talk are not where the story has got to, if none of them is of that land and
 * nobody met there. */
static bool talk_elsewhere(const kh_algebra *a, const kh_inst *x, const kh_place *p) {
  const kh_doc *d = a->d;
  return x->type == KH_CONSULT && x->mode != KH_MODE_VISIT && known_somewhere(d, &x->who) && !known_of(d, &x->who, p->country) &&
         !known_of(d, &x->whom, p->country) && !tells_of_meeting(a, x, p->sentence);
}

/* Does the report open with one of them? */
static bool opens_report(const kh_doc *d, const kh_who *w) {
  for (uint32_t k = 0; k < d->mention_count && d->tok.sentence[d->mentions[k].head] <= OPENING; k++)
    for (uint32_t i = 0; i < w->n; i++)
      if (d->mentions[k].chain == d->mentions[w->at[i]].chain) return true;
  return false;
}

/* "TOKYO - … Britain's prime minister accused Japan": what somebody of another land says of the land that the report is from is said at home, unless the
 * report opens with him ("TOKYO - The British minister, on a visit, urged Japan"). */
static bool said_elsewhere(const kh_doc *d, const kh_inst *x, const char *country) {
  return known_somewhere(d, &x->who) && !known_of(d, &x->who, country) && !opens_report(d, &x->who);
}

/* "Talks on Rafah" are about it. */
static bool is_topic(const kh_algebra *a, uint32_t tok, const kh_inst *x) {
    const kh_doc *d = a->d;
  uint32_t of = d->tok.head[tok];
  if (x->frame->type != KH_CONSULT || of == KH_NONE) return false;
  if (of == x->trigger) return !kh_is_verb(a, of) && kh_setting_has_case(a, tok, KH_CLAUSE_ABOUT);
  /* … and what is talked over lies there: "discussed the situation in Rafah" */
  return kh_is_verb(a, x->trigger) && kh_deprel_base(d->tok.deprel[tok]) == KH_DEP_NMOD && d->tok.deprel[of] == KH_DEP_OBJ && d->tok.head[of] == x->trigger &&
         (!d->mention_of || d->mention_of[of] == KH_NONE);
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

bool kh_setting_earlier(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  for (uint32_t k = d->sentences[d->tok.sentence[x->trigger]].tok_begin; k < x->hi && k < d->tok.n; k++) {
    uint32_t noun = d->tok.head[k];
    if (noun == KH_NONE || d->tok.deprel[k] != KH_DEP_AMOD || !kh_setting_nominal(d, noun) || !kh_is_kind(a, k, KH_CLAUSE_EARLIER)) continue;
    if (noun == x->trigger || (noun >= x->lo && noun < x->hi)) return true;
    if (noun < x->trigger && d->tok.head[noun] == x->at && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_OBL && kh_setting_has_case(a, noun, KH_CLAUSE_INSIDE))
      return true;
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
    told = kh_is_kind(a, t, KH_CLAUSE_TOWN) && d->tok.upos[t] == KH_UPOS_NOUN && !(d->tok.morph[t] & KH_MORPH_PLUR) &&
           kh_doc_child_base(d, t, KH_DEP_DET) != KH_NONE && kh_is_definite(a, t) && kh_doc_child_with(d, t, KH_DEP_AMOD) == KH_NONE &&
           kh_doc_child_base(d, t, KH_DEP_COMPOUND) == KH_NONE && told_where(a, x, t, deed, &top) && kh_setting_distance(a, x, top) < FAR;
  if (!told) return KH_NONE;
  for (uint32_t p = kh_doc_first_place(d, s); p-- > 0 && s - d->places[p].sentence <= BACK;)
    if (!d->places[p].demonym && d->places[p].resolution > 3 && d->places[p].country[0]) return p;
  return KH_NONE;
}

/* "Shot Bell": a surname that is a town's name too; but "in Al Jubayl", "in Monte Cristi". */
static bool is_surname(const kh_algebra *a, const kh_place *p, uint32_t h, uint32_t m) {
  const kh_doc *d = a->d;
  if (p->tok_end > p->tok_begin + 1 && (kh_setting_has_case(a, h, KH_CLAUSE_INSIDE) || kh_setting_has_case(a, h, KH_CLAUSE_NEARING))) return false;
  return m != KH_NONE && d->mentions[m].kind == KH_ENTITY_PER && p->resolution < 5 && d->mentions[m].tok_begin == p->tok_begin &&
         d->mentions[m].tok_end == p->tok_end;
}

/* "Attacked a US base": a land's name that says whose a thing is, as "American" would. */
static bool says_whose(const kh_algebra *a, const kh_place *p, uint32_t tok) {
  const kh_doc *d = a->d;
  return p->resolution == 1 && kh_deprel_base(d->tok.deprel[tok]) == KH_DEP_COMPOUND && d->tok.head[tok] != KH_NONE &&
         !kh_is_kind(a, d->tok.head[tok], KH_CLAUSE_LOCALITY);
}

/* "At the US embassy", "at a U.S. destroyer": may well be elsewhere than in the land that it is called after. */
static bool stands_abroad(const kh_algebra *a, uint32_t noun) {
  uint32_t m = a->d->mention_of ? a->d->mention_of[noun] : KH_NONE;
  return kh_is_kind(a, noun, KH_CLAUSE_MISSION) || (m != KH_NONE && a->d->mentions[m].actor.sector == KH_SECTOR_MIL);
}

/* Is it done by words, or a punishment, whatever is announced of it? */
static bool is_told_off(const kh_inst *x) {
  kh_event_type type = (kh_event_type)x->frame->type;
  return type == KH_SANCTION || (kh_event_quad(type) % 2 == 1 && type != KH_CONSULT);
}

/* "Flew from Oslo to Lyon to meet the president", "fired rockets from Gaza into Israel": where one comes from, if it is told where to. */
static bool is_left_behind(const kh_algebra *a, const kh_inst *x, uint32_t top) {
  const kh_doc *d = a->d;
  uint32_t verb = d->tok.head[top];
  if ((x->type != KH_CONSULT && x->type != KH_ASSAULT) || verb == KH_NONE || !kh_setting_has_case(a, top, KH_CLAUSE_ORIGIN)) return false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    if (c > top && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_OBL && d->tok.upos[c] == KH_UPOS_PROPN &&
        (kh_setting_has_case(a, c, KH_CLAUSE_TO) || kh_setting_has_case(a, c, KH_CLAUSE_INTO)))
      return true;
  }
  return false;
}

/* "At a base in Gao in Mali", "near Kano, in northern Nigeria": the place right before a wider one that it lies in, with nothing but "in" between; else the place
 * itself, which may be KH_NONE. */
static uint32_t finer_place(const kh_algebra *a, uint32_t wide) {
  enum { BETWEEN = 4 };
  const kh_doc *d = a->d;
  if (wide == KH_NONE) return KH_NONE;
  const kh_place *w = &d->places[wide];
  uint32_t i = wide, top;
  while (i > 0 && d->places[i - 1].sentence == w->sentence && d->places[i - 1].demonym) i--;
  if (i == 0) return wide;
  const kh_place *p = &d->places[i - 1];
  if (p->sentence != w->sentence || p->resolution <= w->resolution || p->resolution > 4 || strcmp(p->country, w->country) || !p->country[0]) return wide;
  if (p->tok_end >= w->tok_begin || w->tok_begin > p->tok_end + BETWEEN || w->tok_end > d->tok.n) return wide;
  bool in = false;
  for (uint32_t k = p->tok_end; k < w->tok_begin; k++) {
    if (d->tok.upos[k] != KH_UPOS_PUNCT && d->tok.upos[k] != KH_UPOS_ADP && d->tok.upos[k] != KH_UPOS_ADJ && d->tok.upos[k] != KH_UPOS_DET) return wide;
    if (d->tok.upos[k] == KH_UPOS_ADP && !kh_is_kind(a, k, KH_CLAUSE_INSIDE)) return wide;
    in |= kh_is_kind(a, k, KH_CLAUSE_INSIDE);
  }
  uint32_t h = kh_doc_head_within(d, p->tok_begin, p->tok_end);
  return in && placed(a, h, &top) && !kh_setting_has_case(a, top, KH_CLAUSE_ORIGIN) ? i - 1 : wide;
}

/* "Condemned an attack in Kano that killed nine": where the deed was that a clause tells more of; KH_NONE. */
static uint32_t place_of_deed(const kh_algebra *a, const kh_inst *x) {
  enum { NEAR = 10 };
  const kh_doc *d = a->d;
  uint32_t begin = x->type == KH_ASSAULT || x->type == KH_COERCE ? kh_setting_relative(a, x) : KH_NONE, best = KH_NONE, top;
  if (begin == KH_NONE) return KH_NONE;
  uint32_t sentence = d->tok.sentence[begin];
  for (uint32_t k = begin, first = d->sentences[sentence].tok_begin; k-- > first && k + NEAR >= begin;) {
    if (kh_is_verb(a, k) || (d->tok.upos[k] == KH_UPOS_PUNCT && k + 1 < begin)) break;
    if (d->tok.upos[k] != KH_UPOS_NOUN || !kh_is_kind(a, k, KH_CLAUSE_OFFENCE)) continue;
    for (uint32_t i = kh_doc_first_place(d, sentence); i < d->place_count && d->places[i].tok_end <= begin; i++) {
      const kh_place *p = &d->places[i];
      uint32_t h = kh_doc_head_within(d, p->tok_begin, p->tok_end);
      if (p->tok_begin <= k || p->demonym || says_whose(a, p, h) || !placed(a, h, &top)) continue;
      if (kh_setting_has_case(a, top, KH_CLAUSE_ORIGIN)) continue;
      if (best == KH_NONE || p->resolution > d->places[best].resolution) best = i;
    }
    return best;
  }
  return KH_NONE;
}

/* What the sentence of x says of where it took place. */
typedef struct told_places {
  uint32_t best, nearest;   /* a place, and how far off it hangs */
  uint32_t setting, party;   /* one that opens the sentence; one that those who take part belong to */
} told_places;

static told_places places_told(const kh_algebra *a, const kh_inst *x, bool deed) {
  const kh_doc *d = a->d;
  told_places told = {KH_NONE, FAR, KH_NONE, KH_NONE};
  uint32_t s = d->tok.sentence[x->trigger];
  for (uint32_t i = kh_doc_first_place(d, s); i < d->place_count && d->places[i].sentence == s; i++) {
    const kh_place *p = &d->places[i];
    if (p->tok_begin >= d->tok.n) continue;
    uint32_t h = kh_doc_head_within(d, p->tok_begin, p->tok_end), top;
    if (p->demonym && (h = settlement_of(a, h)) == KH_NONE) continue;
    top = h;
    uint32_t m = d->mention_of ? d->mention_of[h] : KH_NONE;
    if (is_surname(a, p, h, m)) continue;
    bool whom = false;   /* a place that is struck, entered or visited is where it happens */
    for (uint32_t k = 0; k < x->whom.n; k++) whom |= x->whom.at[k] == m && m != KH_NONE;
    /* … but no land that is punished or spoken to: "cut ties with Taiwan", "took Israel to court" */
    if (whom && p->resolution == 1 && is_told_off(x)) continue;
    whom &= deed;
    /* "captured Kunduz from the army" */
    whom |= kh_event_quad((kh_event_type)x->type) == 4 && d->tok.deprel[h] == KH_DEP_OBJ && d->tok.head[h] == x->trigger && kh_is_verb(a, x->trigger) &&
            p->resolution > 2;
    bool in = visited(a, h) || suffers(a, h, x) || told_where(a, x, h, deed, &top),
         name = p->resolution != 1 && (before_trigger(d, h, x) || before_argument(a, h, x));
    if (says_whose(a, p, h)) whom = false, in &= !stands_abroad(a, d->tok.head[h]);
    if (told.party == KH_NONE && p->resolution > 2 && (within_party(d, p, &x->who) || within_party(d, p, &x->whom))) told.party = i;
    if (in && deed && (told_there(a, x, top) || is_left_behind(a, x, top))) continue;
    if (!in && !whom && !name) continue;
    if (in && kh_setting_opens(a, p->tok_begin, x->trigger)) told.setting = i;
    uint32_t far = name ? 1 : kh_setting_distance(a, x, in ? top : h);
    if (far >= FAR) continue;
    far += whom && !in ? 4 : 0;
    /* of two at the same word, the smaller one */
    if (far < told.nearest || (far == told.nearest && p->resolution > d->places[told.best].resolution)) told.nearest = far, told.best = i;
  }
  return told;
}

/* "Attacked a market in Kano, killing nine", "burst into a church in Jos and abducted the priest": those who go on do it where they are, unless it is told
 * where else; KH_NONE. */
static uint32_t shared_place(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t v = x->at, top;
  if (x->type != KH_ASSAULT && x->type != KH_COERCE && x->type != KH_PROTEST) return KH_NONE;
  for (int n = 0; n < MAX_CLIMB && kh_is_verb(a, v); n++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[v]);
    uint32_t up = d->tok.head[v];
    bool beside = b == KH_DEP_CONJ || (b == KH_DEP_ADVCL && !(d->tok.morph[v] & KH_MORPH_FIN) && kh_doc_child_with(d, v, KH_DEP_MARK) == KH_NONE);
    if (!beside || up == KH_NONE || up > v || !kh_is_verb(a, up) || kh_doc_child_base(d, v, KH_DEP_NSUBJ) != KH_NONE) return KH_NONE;
    kh_inst above = *x;
    above.trigger = above.at = above.lo = up, above.hi = up + 1;
    told_places told = places_told(a, &above, true);
    if (told.best != KH_NONE && told.nearest < ASIDE) {
      const kh_place *p = &d->places[told.best];
      uint32_t h = kh_doc_head_within(d, p->tok_begin, p->tok_end);
      return p->tok_begin > up && p->tok_begin < v && placed(a, h, &top) && !kh_setting_has_case(a, top, KH_CLAUSE_ORIGIN) ? told.best : KH_NONE;
    }
    v = up;
  }
  return KH_NONE;
}

uint32_t kh_place_of(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  int quad = kh_event_quad((kh_event_type)x->type);
  /* words are said elsewhere than what they speak of */
  bool occasion = x->frame->occasion, deed = quad == 2 || quad == 4 || x->type == KH_CONSULT || occasion;
  told_places told = places_told(a, x, deed);
  uint32_t best = finer_place(a, told.best), setting = finer_place(a, told.setting), party = told.party;
  if (best == KH_NONE) best = place_of_deed(a, x);
  if (best != KH_NONE && (told.nearest < ASIDE || setting == KH_NONE)) return best;
  uint32_t where = antecedent_place(a, x);
  if (where == KH_NONE && best == KH_NONE) where = known_town(a, x, deed);
  if (where == KH_NONE && best == KH_NONE && setting == KH_NONE) where = meanwhile_place(a, x);
  if (where == KH_NONE && best == KH_NONE && setting == KH_NONE) where = shared_place(a, x);
  if (where != KH_NONE) return where;
  bool own;
  uint32_t dateline = dateline_place(d, s, &own);
  for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1]; i++)
    if (kh_is_kind(a, d->child[i], KH_CLAUSE_HERE)) return dateline;
  if (setting != KH_NONE || occasion) return setting;   /* one that is to come need not be where the report stands */
  if (party != KH_NONE) return party;
  bool here = deed && !kh_setting_earlier(a, x) && (kh_is_verb(a, x->trigger) || !long_past(a, x));   /* where the story has got to */
  bool strikes_somebody = x->type == KH_ASSAULT && x->whom.n && !known_somewhere(d, &x->whom);
  if (here && (best = story_place(a, s, own)) != KH_NONE &&
      (strikes_somebody || !(done_by_foreigners(d, x, d->places[best].country) || talk_elsewhere(a, x, &d->places[best]))))
    return best;
  if (dateline == KH_NONE) return KH_NONE;
  const char *country = d->places[dateline].country;
  bool foreign = deed && done_by_foreigners(d, x, country);
  if (own || foreign) return foreign ? KH_NONE : dateline;
  bool of_here = kh_who_of_country(a, &x->who, country) || (kh_who_of_country(a, &x->whom, country) && (deed || !said_elsewhere(d, x, country)));
  return of_here || (s <= OPENING && !anyone(d, x)) ? dateline : KH_NONE;
}
