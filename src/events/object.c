/* object.c: whom a verb is done to, and the phrases that hang on a word. */
#include "events/clause_int.h"
#include "events/match.h"

bool kh_clause_is_had_done(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (a->side || h == KH_NONE || s == KH_NONE || s < h || t < s || (rel(d, t) != KH_DEP_XCOMP && rel(d, t) != KH_DEP_CCOMP) ||
      !kh_is_kind(a, h, KH_CLAUSE_HAVING))
    return false;
  return !strcmp(kh_clause_xpos(a, t), "VBN") && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_OBJ) == KH_NONE;
}

/* The object, but none that a preposition opens ("a letter was sent to a reporter", taken for an object). */
static uint32_t bare_object(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_OBJ) {
      uint32_t opener = a->side || c < t ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
      bool until = !a->side && c == t + 2 && head(d, t + 1) == c && kh_is_kind(a, t + 1, KH_CLAUSE_UNTIL);   /* "was jailed pending trial" */
      if ((opener == KH_NONE || opener == t + 1) && !until) return c;   /* but "cut off aid" */
    }
  EACH_CHILD(d, t, c)
    if (c > t && kh_clause_is_had_done(a, c)) return kh_doc_child_with(d, c, KH_DEP_NSUBJ);
  return KH_NONE;
}

uint32_t kh_clause_judged_in(const kh_algebra *a, uint32_t verb) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_kind(a, verb, KH_CLAUSE_CALLING) || kh_doc_child_with(d, verb, KH_DEP_XCOMP) != KH_NONE) return KH_NONE;
  uint32_t o = bare_object(a, verb);
  if (o == KH_NONE || o < verb + 3 || a->mention_of[o] != KH_NONE || head(d, o - 1) != o || base(d, o - 1) != KH_DEP_COMPOUND || base(d, o - 2) != KH_DEP_DET)
    return KH_NONE;
  return kh_is_kind(a, o - 1, KH_CLAUSE_DOINGS) ? o - 1 : KH_NONE;
}

uint32_t kh_clause_given_object(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t first = a->side || kh_is_kind(a, t, KH_CLAUSE_CALLING) ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (first == KH_NONE || first < t || a->mention_of[first] == KH_NONE) return KH_NONE;
  EACH_CHILD(d, t, c)
    if (c > first && rel(d, c) == KH_DEP_OBJ && kh_clause_is_noun(a, c) && a->mention_of[c] == KH_NONE) return c;
  return KH_NONE;
}

/* Does the phrase of c begin right behind a particle of the verb? */
static bool follows_particle(const kh_doc *d, uint32_t t, uint32_t c) {
  uint32_t p = kh_doc_child_with(d, t, KH_DEP_COMPOUND_PRT), begin = c;
  EACH_CHILD(d, c, g)
    if (g < begin) begin = g;
  return p != KH_NONE && p > t && p + 1 == begin;
}

uint32_t kh_clause_run_together(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t o = kh_doc_child_with(d, t, KH_DEP_OBJ), c = o == KH_NONE ? KH_NONE : kh_doc_child_with(d, o, KH_DEP_COMPOUND);
  if (c == KH_NONE || c < t || a->mention_of[c] == KH_NONE) return KH_NONE;
  const kh_mention *m = &d->mentions[a->mention_of[c]];
  /* "offered Pyongyang talks" */
  if (c == t + 1 && o == c + 1) return m->kind == KH_ENTITY_LOC && m->actor.id.n && m->actor.country[0] && d->tok.upos[o] == KH_UPOS_NOUN ? c : KH_NONE;
  if (c + 1 >= o || head(d, c + 1) != o) return KH_NONE;
  return base(d, c + 1) == KH_DEP_NUMMOD || base(d, c + 1) == KH_DEP_DET ? c : KH_NONE;
}

/* "In Lyon, where youths shot at policemen", "the year in which he died": the relative stands for a place or a time of the deed, not for whom it is done to. */
static bool is_set_there(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c) {
    const char *x = kh_clause_xpos(a, c);
    if (c < t && (!strcmp(x, "WRB") || ((x[0] == 'W') && kh_doc_child_with(d, c, KH_DEP_CASE) != KH_NONE))) return true;
  }
  return false;
}

uint32_t kh_object_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (t == KH_NONE) return KH_NONE;
  uint32_t found, start = t;
  if (kh_is_passive(a, t)) {
    found = bare_object(a, t);
    /* "were taken hostage" */
    bool state = found != KH_NONE && !a->side && kh_is_kind(a, found, KH_CLAUSE_CAPTIVE) && d->child_at[found] == d->child_at[found + 1];
    if (found != KH_NONE && !state) return found;   /* "were given food" */
    for (int step = 0; step < MAX_CLIMB; step++) {
      found = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
      if (found != KH_NONE) return kh_clause_antecedent(a, t, found);
      uint32_t h = head(d, t);
      if (h == KH_NONE) return KH_NONE;
      if (step == 0 && (found = kh_clause_told_of(a, t)) != KH_NONE) return found;
      if (base(d, t) == KH_DEP_ACL || rel(d, t) == KH_DEP_AMOD) return a->lifted == t ? head(d, h) : h;
      uint32_t between = a->side || rel(d, t) != KH_DEP_XCOMP || kh_is_passive(a, h) ? KH_NONE : bare_object(a, h);
      if (between != KH_NONE && between < t) return between;      /* "ordered two officers arrested" */
      /* "described the bishops as plotters, accused of treason": behind whom something is done, and a comma, he is told of */
      uint32_t told = a->side || step || rel(d, t) != KH_DEP_ADVCL || h > t || kh_is_passive(a, h) || !kh_is_kind(a, t, KH_CLAUSE_BLAMING)
                          ? KH_NONE
                          : kh_doc_child_with(d, h, KH_DEP_OBJ);
      if (told != KH_NONE && told > h && told < t && is_comma(d, t - 1) && a->mention_of[told] != KH_NONE &&
          d->mentions[a->mention_of[told]].kind != KH_ENTITY_LOC && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE)
        return told;
      bool fronted = base(d, t) == KH_DEP_ADVCL || (rel(d, t) == KH_DEP_CCOMP && t < h && !a->side);   /* "accused of fraud, the minister resigned" */
      if (base(d, t) == KH_DEP_XCOMP || (fronted && step == 0)) return kh_is_passive(a, h) ? kh_object_of(a, h) : kh_clause_subject_at(a, h, 1);
      if (base(d, t) != KH_DEP_CONJ) return KH_NONE;
      if (!a->side && d->tok.upos[h] == KH_UPOS_ADJ && rel(d, h) == KH_DEP_XCOMP && head(d, h) != KH_NONE)
        return kh_is_passive(a, head(d, h)) ? kh_object_of(a, head(d, h)) : bare_object(a, head(d, h));      /* "leaving them dead and wounded" */
      t = h;
      if (!kh_is_passive(a, t)) return kh_doc_child_base(d, t, KH_DEP_NSUBJ);
    }
    return KH_NONE;
  }
  if (kh_clause_misread_subject(a, t) != KH_NONE) return head(d, t);
  if ((found = kh_clause_given_object(a, t)) != KH_NONE) return found;
  if ((found = kh_clause_judged_in(a, t)) != KH_NONE) return found;
  found = bare_object(a, t);
  if (found == KH_NONE) found = kh_doc_child_with(d, t, KH_DEP_IOBJ);   /* "asked Egypt for food" */
  if (found == KH_NONE && (found = kh_doc_child_with(d, t, KH_DEP_OBL_UNMARKED)) != KH_NONE && (found < t || kh_is_kind(a, found, KH_CLAUSE_TIME)))
    found = KH_NONE;
  if (found == KH_NONE && !a->side)     /* "took in more than a million refugees", where the quantity makes an adjunct of them */
    EACH_CHILD(d, t, c)
      if (c > t && rel(d, c) == KH_DEP_OBL && kh_clause_is_noun(a, c) && kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE &&
          kh_doc_child_with(d, c, KH_DEP_NUMMOD) != KH_NONE && !kh_is_kind(a, c, KH_CLAUSE_TIME))
        found = c;
  if (found == KH_NONE && !a->side)     /* "sealed off the centre", "blew up the bridge", hung on the verb without any preposition */
    EACH_CHILD(d, t, c)
      if (rel(d, c) == KH_DEP_OBL && kh_clause_is_noun(a, c) && kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE && !kh_is_kind(a, c, KH_CLAUSE_TIME) &&
          follows_particle(d, t, c))
        found = c;
  if (found == KH_NONE && !a->side)     /* "cut off aid", "pulled down fences", with the particle taken for a preposition */
    EACH_CHILD(d, t, c)
      if (base(d, c) == KH_DEP_OBL && c > t + 1)
        EACH_CHILD(d, c, g)
          if (g == t + 1 && rel(d, g) == KH_DEP_CASE &&
              (kh_is_kind(a, g, KH_CLAUSE_PARTICLE) || (kh_is_kind(a, g, KH_CLAUSE_LOOSE) && kh_is_kind(a, t, KH_CLAUSE_LOOSEVERB))))
            found = c;
  if (found == KH_NONE && !a->side)     /* "beat to death seven men", hung on the death */
    EACH_CHILD(d, t, c)
      if (base(d, c) == KH_DEP_OBL && c > t && a->mention_of[c] == KH_NONE)
        EACH_CHILD(d, c, g)
          if (g > c && rel(d, g) == KH_DEP_APPOS && a->mention_of[g] != KH_NONE && kh_doc_child_with(d, g, KH_DEP_PUNCT) == KH_NONE) found = g;
  if (found != KH_NONE) return kh_clause_antecedent(a, t, found);
  if (rel(d, t) == KH_DEP_ACL_RELCL && kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE && kh_is_verb(a, t)) {
    uint32_t s = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
    uint32_t owner = a->side ? KH_NONE : kh_doc_child_with(d, s, KH_DEP_NMOD_POSS);
    if (!a->side && is_set_there(a, t)) return KH_NONE;
    if (owner != KH_NONE && !strcmp(kh_clause_xpos(a, owner), "WP$")) return KH_NONE;   /* "the minister, whose police had fired on them" */
    return kh_clause_antecedent(a, t, s) == s ? head(d, t) : KH_NONE;   /* "the camp (that) rebels burned" */
  }
  /* "denied that they had fired and rejected the charge", "bring back hanging and expel refugees" */
  bool says = !a->side && (kh_doc_child_base(d, t, KH_DEP_CCOMP) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_XCOMP) != KH_NONE);
  EACH_CHILD(d, t, c)     /* "bombed and destroyed the camp" */
    if (!says && rel(d, c) == KH_DEP_CONJ && kh_is_verb(a, c) && kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE && !kh_is_passive(a, c)) {
      found = kh_doc_child_with(d, c, KH_DEP_OBJ);
      if (found != KH_NONE) return found;
    }
  if (rel(d, t) == KH_DEP_CONJ && head(d, t) != KH_NONE && !kh_is_passive(a, head(d, t))) {
    found = kh_doc_child_with(d, head(d, t), KH_DEP_OBJ);
    if (found != KH_NONE && found > start) return found;
  }
  return KH_NONE;
}

/* Is c a phrase or clause that the preposition opens? */
static bool opened_by(const kh_algebra *a, uint32_t c, uint64_t prep) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, c, g) {
    if ((rel(d, g) == KH_DEP_CASE || (rel(d, g) == KH_DEP_MARK && (a->side || d->tok.upos[g] != KH_UPOS_PART))) && d->tok.lower_hash[g] == prep) return true;
    if (a->side || g > c || base(d, g) != KH_DEP_NMOD || rel(d, g) == KH_DEP_NMOD_POSS) continue;
    EACH_CHILD(d, g, k)   /* "rallied behind President Correa", hung on the title */
      if (rel(d, k) == KH_DEP_CASE && k < g && d->tok.lower_hash[k] == prep) return true;
  }
  return false;
}

/* A form that its lemma does not begin: "exiled" of "exile". */
static bool is_participle_form(const kh_algebra *a, uint32_t t) { return !kh_str_eq(a->d->tok.lower[t], a->d->tok.lemma[t]); }

/* "Fired a missile on Monday": a day is none that something is done to. */
bool kh_is_day(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  if (a->side || a->mention_of[tok] != KH_NONE) return false;
  uint32_t s = d->tok.sentence[tok];
  for (uint32_t i = kh_doc_first_time(d, s); i < d->time_count && d->times[i].sentence == s; i++)
    if (d->times[i].tok_begin <= tok && tok < d->times[i].tok_end) return d->times[i].timex == KH_TIMEX_DATE || d->times[i].timex == KH_TIMEX_TIME;
  return false;
}

static uint32_t phrase_on(const kh_algebra *a, uint32_t t, uint64_t prep, bool behind) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c) {
    uint8_t b = base(d, c);
    if ((behind && c < t) || kh_is_day(a, c)) continue;
    if ((b == KH_DEP_OBL || b == KH_DEP_NMOD || b == KH_DEP_ADVCL || b == KH_DEP_ACL || b == KH_DEP_XCOMP || b == KH_DEP_ADVMOD ||
         (b == KH_DEP_CONJ && !kh_is_verb(a, c)) || (!a->side && rel(d, c) == KH_DEP_OBJ && c > t)) &&
        opened_by(a, c, prep))
      return c;
    /* "an amnesty to exiled rebels", taken for an infinitive: no infinitive is a participle */
    if (!a->side && (b == KH_DEP_ACL || b == KH_DEP_XCOMP || b == KH_DEP_ADVCL) && d->tok.upos[c] == KH_UPOS_VERB && is_participle_form(a, c)) {
      uint32_t m = kh_doc_child_with(d, c, KH_DEP_MARK), o = kh_doc_child_with(d, c, KH_DEP_OBJ);
      bool before_name = o != KH_NONE && o == c + 1 && a->mention_of[o] != KH_NONE && morph(a, c, KH_MORPH_PART);   /* "to neighbouring Malawi" */
      if (m != KH_NONE && m + 1 == c && o != KH_NONE && o > c && (d->tok.upos[m] == KH_UPOS_PART || before_name) && d->tok.lower_hash[m] == prep) return o;
    }
  }
  return KH_NONE;
}

/* "shelled and bombed in Gaza": the second verb's phrases are the first one's, but not where it has its own subject, or each an object
 * ("banned a party and accused its leader of plotting"). */
static bool shares_phrases(const kh_algebra *a, uint32_t first, uint32_t second) {
  const kh_doc *d = a->d;
  if (kh_doc_child_base(d, second, KH_DEP_NSUBJ) != KH_NONE) return false;
  /* "called off the talks and warned him of …", with him as whom it is told */
  uint32_t told = a->side ? KH_NONE : kh_doc_child_with(d, second, KH_DEP_IOBJ);
  return kh_doc_child_with(d, first, KH_DEP_OBJ) == KH_NONE || (kh_doc_child_with(d, second, KH_DEP_OBJ) == KH_NONE && told == KH_NONE);
}

/* "The minister, on the last leg of a trip, dropped in on the president": a verb's own phrases stand behind it. */
static uint32_t phrase_at(const kh_algebra *a, uint32_t t, uint64_t prep) {
  uint32_t found = a->side || !kh_is_verb(a, t) ? KH_NONE : phrase_on(a, t, prep, true);
  return found != KH_NONE ? found : phrase_on(a, t, prep, false);
}

static bool opened_by_doer(const kh_algebra *a, uint32_t t) {
  uint32_t opener = kh_doc_child_with(a->d, t, KH_DEP_CASE);
  return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_BY);
}

/* "Patrols along the border with Belarus": where they are, not with whom. */
static bool along_border(const kh_algebra *a, uint32_t c) {
  uint32_t opener = a->side || !kh_is_kind(a, c, KH_CLAUSE_FRONTIER) ? KH_NONE : kh_doc_child_with(a->d, c, KH_DEP_CASE);
  return opener != KH_NONE && !kh_is_kind(a, opener, KH_CLAUSE_ABOUT);   /* but "controls on its border with Sweden" */
}

/* "Condemnation from Chad of Niger": a country's name has nothing behind it that is its own. */
static bool is_from_country(const kh_algebra *a, uint32_t c, uint32_t behind) {
  const kh_doc *d = a->d;
  uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE), m = a->mention_of[c];
  return opener != KH_NONE && (kh_is_kind(a, opener, KH_CLAUSE_BY) || kh_is_kind(a, opener, KH_CLAUSE_ORIGIN)) && m != KH_NONE && a->mention_of[behind] != m &&
    d->mentions[m].kind == KH_ENTITY_LOC && d->tok.upos[c] == KH_UPOS_PROPN;
}

/* "The torture by American soldiers of Iraqi prisoners": whose land is told before them needs no "of" behind, so that it tells of the deed's other side; but
 * "by Turkish soldiers of the second army". */
static bool is_beyond_doer(const kh_algebra *a, uint32_t c, uint32_t behind) {
  const kh_doc *d = a->d;
  uint32_t m = a->mention_of[c], n = a->mention_of[behind];
  if (m == KH_NONE || n == KH_NONE || !opened_by_doer(a, c)) return false;
  const kh_mention *by = &d->mentions[m], *of = &d->mentions[n];
  if (d->tok.upos[c] != KH_UPOS_NOUN || by->assumed || !by->actor.country[0] || of->kind == KH_ENTITY_ORG || of->actor.sector == by->actor.sector) return false;
  return of->assumed || strcmp(of->actor.country, by->actor.country);
}

/* "In a letter to the council, Tripoli took responsibility". */
static bool opened_inside(const kh_algebra *a, uint32_t c) {
  uint32_t opener = kh_doc_child_with(a->d, c, KH_DEP_CASE);
  return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_INSIDE);
}

/* "An inquiry into the use of drugs by workers": by those who use them. */
static bool is_of_deed_below(const kh_algebra *a, uint32_t c, uint32_t found) {
  if (a->side || !opened_by_doer(a, found)) return false;
  EACH_CHILD(a->d, c, g)
    if (g > c && g < found && base(a->d, g) == KH_DEP_NMOD && kh_is_behind(a, g, KH_CLAUSE_OF)) return true;
  return false;
}

/* "The attack on Malta launched by rebels", "a raid that they carried out on a farm": what stands at the verb that only says that a deed was done is of the
 * deed. */
static uint32_t phrase_of_wrought(const kh_algebra *a, uint32_t t, uint64_t prep) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c) {
    if (c < t || base(d, c) != KH_DEP_ACL || !kh_is_kind(a, c, KH_CLAUSE_WROUGHT) || !kh_is_verb(a, c)) continue;
    if (kh_clause_has_modal(a, c) || kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE) continue;      /* "sanctions to be imposed by the union" */
    if (!kh_is_passive(a, c) && kh_clause_wrought_by(a, c) == KH_NONE) continue;
    uint32_t found = phrase_on(a, c, prep, true);
    if (found != KH_NONE) return found;
  }
  return KH_NONE;
}

/* "Were hurt in an offensive by rebels": who is named right behind the deed that people suffer in does both. */
static bool ends_before_doer(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t by = t + 1, who = by < d->tok.n && kh_is_kind(a, by, KH_CLAUSE_BY) ? d->tok.head[by] : KH_NONE;
  return who != KH_NONE && who > by && d->tok.head[who] == head(d, t) && opened_inside(a, t) &&
         (kh_is_kind(a, t, KH_CLAUSE_BEFALLING) || kh_is_kind(a, t, KH_CLAUSE_DOINGS));
}

uint32_t kh_clause_phrase_of(const kh_algebra *a, uint32_t t, uint64_t prep) {
  const kh_doc *d = a->d;
  uint32_t found = phrase_at(a, t, prep);
  if (found != KH_NONE) return found;
  if (kh_is_verb(a, t)) {
    uint32_t o = kh_object_of(a, t);
    if (o != KH_NONE && (head(d, o) == t || a->lifted == t) && (found = phrase_at(a, o, prep)) != KH_NONE) return found;
    /* "payments to Swiss banks, which Ghana suspended", "the closure of the market, ordered by the junta": what is told of stands above */
    if (o != KH_NONE && !a->side && head(d, t) == o && base(d, t) == KH_DEP_ACL && o < t && a->mention_of[o] == KH_NONE &&
        (found = phrase_at(a, o, prep)) != KH_NONE && found < t && !opened_by_doer(a, found))
      return found;
    if (o != KH_NONE && !a->side)    /* "a corridor worth 46 billion dollars with Pakistan", the sum taken for a second object */
      EACH_CHILD(d, t, c)
        if (rel(d, c) == KH_DEP_OBJ && c > o && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
    if (o != KH_NONE && !a->side)    /* "requested tents and blankets from India" */
      EACH_CHILD(d, o, c)
        if (rel(d, c) == KH_DEP_CONJ && kh_clause_is_noun(a, c) && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
    if (rel(d, t) == KH_DEP_CONJ && head(d, t) != KH_NONE && (found = phrase_at(a, head(d, t), prep)) != KH_NONE && found > t) return found;
    /* "agreed to withdraw its troops from Georgia", hung too high */
    if (rel(d, t) == KH_DEP_XCOMP && !a->side && (found = phrase_at(a, head(d, t), prep)) != KH_NONE && found > t) return found;
    EACH_CHILD(d, t, c)
      if ((rel(d, c) == KH_DEP_CONJ && kh_is_verb(a, c) && (a->side || shares_phrases(a, t, c))) || rel(d, c) == KH_DEP_XCOMP)
        if ((found = phrase_at(a, c, prep)) != KH_NONE) return found;
    /* "warned of sanctions against Belarus", "hinted at strikes on Iran": of what stands right behind the verb's preposition, where that is nobody */
    if (!a->side && o == KH_NONE)
      EACH_CHILD(d, t, c)
        if (rel(d, c) == KH_DEP_OBL && c > t && a->mention_of[c] == KH_NONE && kh_doc_child_with(d, c, KH_DEP_CASE) == t + 1 &&
            (found = phrase_at(a, c, prep)) != KH_NONE && found > c)
          return found;
    /* "offered to broker talks between Sudan and Chad": two of them */
    uint32_t to = a->side ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_XCOMP), deed = to == KH_NONE ? KH_NONE : kh_object_of(a, to);
    if (deed != KH_NONE && deed > to && head(d, deed) == to && (found = phrase_at(a, deed, prep)) != KH_NONE &&
        kh_doc_child_with(d, found, KH_DEP_CONJ) != KH_NONE)
      return found;
  } else {
    uint32_t h = head(d, t);
    uint8_t b = base(d, t);
    if (!a->side && (found = phrase_of_wrought(a, t, prep)) != KH_NONE) return found;
    /* "the arrests were criticised by the Union", "the release was welcomed by Ghana", "the coup was foiled by the army": not who did it */
    bool judged = !a->side && b == KH_DEP_NSUBJ && h != KH_NONE && kh_is_passive(a, h) &&
                  (kh_is_kind(a, h, KH_CLAUSE_CALLING) || kh_is_kind(a, h, KH_CLAUSE_REPORTING) || kh_is_kind(a, h, KH_CLAUSE_BLAMING) ||
                   kh_is_kind(a, h, KH_CLAUSE_SPEAKING) || kh_is_kind(a, h, KH_CLAUSE_DEFYING) || kh_is_kind(a, h, KH_CLAUSE_ATTENDING) ||
                   kh_is_kind(a, h, KH_CLAUSE_MEDIATING));
    /* "was led out of the rally by guards": no rally by guards */
    bool led = !a->side && b == KH_DEP_OBL && h != KH_NONE && kh_is_passive(a, h) && !ends_before_doer(a, t);
    /* "recalled its envoy from Chad in protest": from where he is recalled is not whose protest it is */
    bool apart = !a->side && b == KH_DEP_OBL && h != KH_NONE && h < t;
    /* "the sanctions drew criticism from Russia", "the plea brought troops from Norway": from whom the verb's object comes */
    uint32_t o = !a->side && b == KH_DEP_NSUBJ && h != KH_NONE ? kh_doc_child_with(d, h, KH_DEP_OBJ) : KH_NONE;
    /* "after an appeal by the premier, France sent planes to Beirut" */
    if (h != KH_NONE && kh_is_verb(a, h) && (b == KH_DEP_OBJ || b == KH_DEP_NSUBJ || b == KH_DEP_OBL) && (found = phrase_at(a, h, prep)) != KH_NONE &&
        found != t && !((judged || led) && opened_by_doer(a, found)) && !(apart && found < t && kh_is_behind(a, found, KH_CLAUSE_ORIGIN)) &&
        !(!a->side && b == KH_DEP_OBL && t < h && found > h) && !(o != KH_NONE && o > h && found > o && kh_is_behind(a, found, KH_CLAUSE_ORIGIN)))
      return found;
    if (h != KH_NONE && rel(d, t) == KH_DEP_CONJ && (found = phrase_at(a, h, prep)) != KH_NONE && found > t) return found;
    EACH_CHILD(d, t, c)
      if (rel(d, c) == KH_DEP_CONJ && kh_clause_is_noun(a, c) && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
    if (t + 2 < d->tok.n && kh_is_hyphen(d, t + 1) && (found = phrase_at(a, t + 2, prep)) != KH_NONE) return found;   /* "the build-up near Taiwan" */
  }
  /* "Shells from Yugoslav gunboats fell on the port" */
  if (kh_is_verb(a, t) && !a->side) {
    uint32_t s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
    if (s != KH_NONE && a->mention_of[s] == KH_NONE && (found = phrase_at(a, s, prep)) != KH_NONE) return found;
    if (s != KH_NONE && a->mention_of[s] == KH_NONE)   /* "A planeload of ventilators from China landed", "a shipment from Turkey to Yemen arrived" */
      EACH_CHILD(d, s, c)
        if (base(d, c) == KH_DEP_NMOD && (a->mention_of[c] == KH_NONE ? kh_is_kind(a, s, KH_CLAUSE_HOLLOW) : c > s) &&
            (found = phrase_at(a, c, prep)) != KH_NONE)
          return found;
  }
  /* "doubled the number of soldiers on its border with Belarus": two steps below the object */
  if (kh_is_verb(a, t) && !a->side) {
    uint32_t o = kh_object_of(a, t);
    if (o != KH_NONE && head(d, o) == t)
      EACH_CHILD(d, o, c)
        if (base(d, c) == KH_DEP_NMOD && c > o && !along_border(a, c)) {
          if ((found = phrase_at(a, c, prep)) != KH_NONE) return found;
          /* "payments on sixty billion dollars of debt to French banks": a measure is no step */
          if (kh_is_kind(a, c, KH_CLAUSE_COIN) || kh_is_kind(a, c, KH_CLAUSE_HOLLOW))
            EACH_CHILD(d, c, of)
              if (rel(d, of) == KH_DEP_NMOD && of > c && a->mention_of[of] == KH_NONE && (found = phrase_at(a, of, prep)) != KH_NONE) return found;
        }
  }
  /* "talks in Cairo with Sudan", where the second phrase hangs on the first */
  EACH_CHILD(d, t, c)
    /* but not "despite pleas from Malta, India imported oil", nor "patrols along the border with Belarus" */
    if ((base(d, c) == KH_DEP_OBL || base(d, c) == KH_DEP_NMOD) && (a->side || c > t || !kh_is_verb(a, t) || opened_inside(a, c)) && !along_border(a, c) &&
        !kh_clause_is_company(a, c) && !kh_is_byway(a, c) && (found = phrase_at(a, c, prep)) != KH_NONE && !is_of_deed_below(a, c, found)) {
      bool of = false;   /* what is of the first phrase is the first phrase's */
      EACH_CHILD(d, found, g) of |= !a->side && rel(d, g) == KH_DEP_CASE && kh_is_kind(a, g, KH_CLAUSE_OF);
      if (!of || (kh_is_verb(a, t) && a->mention_of[c] == KH_NONE)) return found;   /* but "at the disposal of Morocco" */
      if (kh_clause_is_noun(a, t) && (is_from_country(a, c, found) || (!a->side && is_beyond_doer(a, c, found)))) return found;
    }
  return KH_NONE;
}
