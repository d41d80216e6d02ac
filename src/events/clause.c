/* clause.c: what the clause says of its event: mood, negation, condition, question, tense; what is sought, feared, awaited. */
#include "events/clause_int.h"
#include "events/records.h"
#include "events/match.h"

/* Headlines end without a mark, and tell in the present: a past there, without an object, is a participle. */
bool kh_is_headline(const kh_doc *d, uint32_t t) {
  const kh_sentence *s = &d->sentences[d->tok.sentence[t]];
  return s->kind == KH_SENT_HEADLINE || (s->tok_end > s->tok_begin && d->tok.upos[s->tok_end - 1] != KH_UPOS_PUNCT);
}

/* "Farmers block roads", "Mali quits ECOWAS": in a headline what has a subject and an object is a verb, whatever its tag. */
bool kh_is_verb(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint8_t u = d->tok.upos[t];
  if (u == KH_UPOS_VERB || u == KH_UPOS_AUX) return true;
  /* "Poland and Latvia plan joint patrols, a minister said": a noun with a subject and an object is a verb anywhere */
  if (!a->side && u == KH_UPOS_NOUN && kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE) {
    uint32_t subject = kh_doc_child_with(d, t, KH_DEP_NSUBJ), object = kh_doc_child_with(d, t, KH_DEP_OBJ);
    /* "Swedish premier hails Finnish vote" */
    if (subject == KH_NONE && head(d, t) == KH_NONE && kh_is_headline(d, t)) subject = kh_doc_child_with(d, t, KH_DEP_OBL_UNMARKED);
    if (subject != KH_NONE && subject < t && object != KH_NONE && object > t) return true;
  }
  if (a->side || head(d, t) != KH_NONE || (u != KH_UPOS_NOUN && u != KH_UPOS_ADV && u != KH_UPOS_ADJ) || !kh_is_headline(d, t)) return false;
  uint32_t s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  return s != KH_NONE && s < t && kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE;
}

bool kh_clause_is_noun(const kh_algebra *a, uint32_t t) {
  uint8_t u = a->d->tok.upos[t];
  return u == KH_UPOS_NOUN || u == KH_UPOS_PROPN || u == KH_UPOS_PRON || u == KH_UPOS_NUM;
}

uint32_t kh_governor_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  for (int step = 0; step < MAX_CLIMB && t != KH_NONE; step++) {
    if (kh_is_verb(a, t) || kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE) return t;
    t = head(d, t);
  }
  return KH_NONE;
}

uint32_t kh_taking_place(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (h != KH_NONE && base(d, t) == KH_DEP_NSUBJ) {
    bool lasts = kh_is_kind(a, h, KH_CLAUSE_TIME) && kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE && kh_is_behind(a, h, KH_CLAUSE_PLACEPREP);
    return lasts || kh_is_kind(a, h, KH_CLAUSE_OCCUR) ? h : KH_NONE;   /* "the unrest is in its twelfth day" */
  }
  bool next = t + 1 < d->tok.n && d->tok.sentence[t + 1] == d->tok.sentence[t] && d->tok.upos[t + 1] == KH_UPOS_VERB && morph(a, t + 1, KH_MORPH_PAST);
  bool opens = t == d->sentences[d->tok.sentence[t]].tok_begin || (d->tok.upos[t - 1] == KH_UPOS_ADJ && head(d, t - 1) == t);
  return d->tok.upos[t] == KH_UPOS_VERB && next && opens && kh_is_kind(a, t + 1, KH_CLAUSE_OCCUR) ? t + 1 : KH_NONE;
}

/* "Wounded Syrian rebels crossed the border", where trees take the first word for a clause of its own. */
static bool opens_subject(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), s = h == KH_NONE ? KH_NONE : kh_doc_child_base(d, h, KH_DEP_NSUBJ);
  if (a->side || base(d, t) != KH_DEP_ADVCL || !morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) || s == KH_NONE || s < t || h < s ||
      t != d->sentences[d->tok.sentence[t]].tok_begin)
    return false;
  for (uint32_t k = t + 1; k < s; k++)
    if (d->tok.upos[k] != KH_UPOS_ADJ && d->tok.upos[k] != KH_UPOS_NOUN && d->tok.upos[k] != KH_UPOS_PROPN) return false;
  return d->child_at[t] == d->child_at[t + 1];
}

bool kh_is_background(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (opens_subject(a, t)) return true;
  return !a->side && rel(d, t) == KH_DEP_AMOD && head(d, t) > t && morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && kh_clause_misread_subject(a, t) == KH_NONE;
}

/* "Reports on social media that soldiers had taken the airport turned out to be untrue", "an aide called the rumour that he had quit nonsense". */
static bool is_rumoured(const kh_algebra *a, uint32_t t) {
  enum { NEAR = 6 };
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[t]];
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  bool rumour = false;
  if (a->side || mark == KH_NONE || mark > t || !kh_is_near(a, KH_CLAUSE_RUMOUR) || !kh_is_near(a, KH_CLAUSE_UNTRUE)) return false;
  for (uint32_t k = mark; k-- > s->tok_begin && k + NEAR >= mark && !rumour && !kh_is_verb(a, k);)
    rumour = kh_is_kind(a, k, KH_CLAUSE_RUMOUR) && d->tok.upos[k] == KH_UPOS_NOUN;
  for (uint32_t k = s->tok_begin; rumour && k < s->tok_end; k++)
    if (kh_is_kind(a, k, KH_CLAUSE_UNTRUE) && (k < mark || k > t)) return true;
  return false;
}

/* "Talks with the rebels remain a dream", "an attack is unlikely". */
static bool is_dream(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (h == KH_NONE || a->side || base(d, t) != KH_DEP_NSUBJ) return false;
  uint32_t x = kh_doc_child_with(d, h, KH_DEP_XCOMP);
  return (kh_is_kind(a, h, KH_CLAUSE_DREAM) && kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE) ||
         (x != KH_NONE && !kh_is_verb(a, x) && kh_is_kind(a, x, KH_CLAUSE_DREAM));
}

/* "Held talks about ending the war", also where the tree hangs the clause on the verb. */
static bool is_talked_over(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK), s = d->sentences[d->tok.sentence[t]].tok_begin;
  if (!is_present_participle(d, t)) return false;
  if (mark == KH_NONE || mark > t || !kh_is_kind(a, mark, KH_CLAUSE_ABOUT)) return false;
  for (uint32_t k = mark; k-- > s;)
    if (kh_is_kind(a, k, KH_CLAUSE_DISCUSSED) || kh_is_kind(a, k, KH_CLAUSE_WEIGHING)) return true;
  return false;
}

bool kh_is_sought(const kh_algebra *a, uint32_t t, uint8_t type) {
  const kh_doc *d = a->d;
  uint32_t first = t;
  if (a->side) return false;
  if (kh_is_verb(a, t)) return is_talked_over(a, t);
  if (kh_is_definite(a, t)) return false;
  for (int step = 0; step < 4 && rel(d, first) == KH_DEP_CONJ && head(d, first) != KH_NONE; step++) first = head(d, first);
  uint32_t h = head(d, first), opener = kh_doc_child_with(d, first, KH_DEP_CASE);
  if (h == KH_NONE || h > first || opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_AIMING) ||
      (base(d, first) != KH_DEP_NMOD && base(d, first) != KH_DEP_OBL))
    return false;
  return kh_is_kind(a, h, KH_CLAUSE_SOUGHT) || (kh_event_quad((kh_event_type)type) <= 2 && kh_is_kind(a, h, KH_CLAUSE_DISCUSSED));
}

bool kh_not_merely(const kh_algebra *a, uint32_t c) {
  const kh_sentence *s = &a->d->sentences[a->d->tok.sentence[c]];
  if (a->side || c + 1 >= s->tok_end) return false;
  if (c == s->tok_begin && kh_is_kind(a, c + 1, KH_CLAUSE_UNTIL)) return true;   /* "Not until he had left did they strike" */
  return kh_is_kind(a, c + 1, KH_CLAUSE_MERELY) && !kh_is_verb(a, c + 1);   /* "no doubt expelled him", but "does not doubt it" */
}

/* "No longer backs them". */
static bool no_longer(const kh_algebra *a, uint32_t c) {
  if (a->side || base(a->d, c) != KH_DEP_ADVMOD || !kh_is_kind(a, c, KH_CLAUSE_LONGER)) return false;
  if (kh_is_kind(a, c, KH_CLAUSE_LONG_AS) && kh_str_eq(a->d->tok.lower[c], a->d->tok.lemma[c])) return false;   /* "not long ago" */
  EACH_CHILD(a->d, c, g)
    if (g < c && kh_is_kind(a, g, KH_CLAUSE_NOT)) return true;
  return false;
}

/* "Who'd endorsed her": no "would" stands alone before a participle. */
static bool is_had(const kh_algebra *a, uint32_t t, uint32_t aux) {
  if (a->side || aux + 2 < t || !morph(a, t, KH_MORPH_PART) || morph(a, t, KH_MORPH_PRES)) return false;
  EACH_CHILD(a->d, t, c)
    if (c != aux && base(a->d, c) == KH_DEP_AUX) return false;
  return true;
}

/* "Are being shelled". */
static bool is_being_done(const kh_algebra *a, uint32_t t) {
  uint32_t being = a->side ? KH_NONE : kh_doc_child_with(a->d, t, KH_DEP_AUX_PASS);
  return being != KH_NONE && morph(a, being, KH_MORPH_PART | KH_MORPH_PRES);
}

/* Auxiliaries, negations and marks at a verb or predicate. */
/* "At no time did they attack", "not once did he ask": a phrase that denies, with the auxiliary right behind it and the subject behind that. */
static bool denies_before(const kh_algebra *a, uint32_t t, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t subject = a->side || c + 1 >= t || d->tok.upos[c + 1] != KH_UPOS_AUX || head(d, c + 1) != t ? KH_NONE : kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  if (subject == KH_NONE || subject < c + 1 || (base(d, c) != KH_DEP_OBL && base(d, c) != KH_DEP_ADVMOD)) return false;
  EACH_CHILD(d, c, g)
    if (g < c && kh_is_kind(a, g, KH_CLAUSE_NOT)) return true;
  return false;
}

/* "Rather than wait, Iran struck": the verb between is the one that is not done. */
static bool is_of_first_verb(const kh_algebra *a, uint32_t t, uint32_t instead) {
  EACH_CHILD(a->d, t, c)
    if (c > instead && c < t && rel(a->d, c) == KH_DEP_CONJ) return true;
  return false;
}

/* Does the mark open a condition: "if", "in case"? */
static bool opens_condition(const kh_algebra *a, uint32_t mark) {
  uint32_t second = a->side ? KH_NONE : kh_doc_child_with(a->d, mark, KH_DEP_FIXED);
  return kh_is_kind(a, mark, KH_CLAUSE_IF) || (second != KH_NONE && kh_is_kind(a, second, KH_CLAUSE_IF));
}

/* "Will stay as long as Israel holds the hill": a condition, whatever it hangs on. */
static bool is_as_long_as(const kh_algebra *a, uint32_t t) {
  uint32_t as = a->side || base(a->d, t) != KH_DEP_ADVCL ? KH_NONE : kh_doc_child_with(a->d, t, KH_DEP_MARK);
  uint32_t had = as == KH_NONE ? KH_NONE : kh_doc_child_with(a->d, t, KH_DEP_AUX);   /* "as long as it has agreed to pay" tells that it has */
  if (had != KH_NONE && kh_is_kind(a, had, KH_CLAUSE_HAVING)) return false;
  return as != KH_NONE && as > 1 && as < t && kh_is_kind(a, as - 1, KH_CLAUSE_LONG_AS) && kh_str_eq(a->d->tok.lower[as - 1], a->d->tok.lemma[as - 1]);
}

static void read_marks(const kh_algebra *a, uint32_t t, kh_clause *k, bool *aux, bool *inf) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c) {
    uint8_t b = base(d, c);
    if (b == KH_DEP_AUX || b == KH_DEP_COP) {
      *aux = true;
      if (k->mood == KH_MOOD_IF) continue;   /* "whether they will free him" */
      if (kh_is_kind(a, c, KH_CLAUSE_FUTURE)) k->mood = KH_MOOD_FUTURE;
      else if (kh_is_kind(a, c, KH_CLAUSE_WOULD) && !is_had(a, t, c)) k->mood = KH_MOOD_WOULD;
      else if (kh_is_kind(a, c, KH_CLAUSE_MAY)) k->mood = KH_MOOD_MAY;
      else if (kh_is_kind(a, c, KH_CLAUSE_MUST)) k->mood = KH_MOOD_MUST;
      else if (morph(a, c, KH_MORPH_PRES | KH_MORPH_FIN) && b == KH_DEP_AUX && rel(d, c) == KH_DEP_AUX &&
               (morph(a, t, KH_MORPH_PART | KH_MORPH_PRES) || is_being_done(a, t)))
        k->ongoing = true;
    }
    if ((b == KH_DEP_ADVMOD || b == KH_DEP_DET || b == KH_DEP_MARK || b == KH_DEP_CASE || b == KH_DEP_CC || b == KH_DEP_AUX) &&
        kh_is_kind(a, c, KH_CLAUSE_NOT) && !kh_not_merely(a, c))
      k->negated = true;
    if (denies_before(a, t, c)) k->negated = true;
    if (no_longer(a, c)) {   /* who no longer demands it has given way, which mere negation does not tell */
      k->negated = true;
      if (k->mood == KH_MOOD_REAL) k->mood = KH_MOOD_LONGER;
    }
    if (!a->side && c < t && kh_is_kind(a, c, KH_CLAUSE_INSTEAD) && kh_doc_child_with(d, c, KH_DEP_FIXED) != KH_NONE && !is_of_first_verb(a, t, c))
      k->negated = true;
    if (b == KH_DEP_MARK) {
      if (opens_condition(a, c)) k->mood = KH_MOOD_IF;
      if (d->tok.upos[c] == KH_UPOS_PART) *inf = true;
    }
    /* "nobody was arrested", "is suspected of nothing" */
    bool for_free = b == KH_DEP_OBL && kh_is_behind(a, c, KH_CLAUSE_BOUND) && kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE;   /* "gave it away for nothing" */
    if (!a->side && ((b == KH_DEP_NSUBJ && c < t) || b == KH_DEP_OBJ || (b == KH_DEP_OBL && !for_free)) && d->tok.upos[c] == KH_UPOS_PRON &&
        kh_is_kind(a, c, KH_CLAUSE_NOT))
      k->negated = true;
    bool nobody = !a->side && rel(d, c) == KH_DEP_OBJ && c > t && a->mention_of[c] != KH_NONE && a->first[c] == KH_NONE;
    if ((b == KH_DEP_NSUBJ && c < t) || nobody)    /* "no one attacked", "neither Iran nor Iraq attacked", "would take in no refugees" */
      EACH_CHILD(d, c, g)
        if ((base(d, g) == KH_DEP_DET || (!a->side && rel(d, g) == KH_DEP_CC_PRECONJ)) && kh_is_kind(a, g, KH_CLAUSE_NOT) && !kh_not_merely(a, g))
          k->negated = true;
  }
}

/* "Is to take in refugees", "are to be shot": an auxiliary before the particle. */
static bool is_to(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t to = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (to == KH_NONE || d->tok.upos[to] != KH_UPOS_PART || to > t) return false;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_AUX && c < to) return true;
  return false;
}

/* "The first country to recognise the council", "the last soldier to leave", "was the first to leave": they did. */
static bool first_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (h != KH_NONE && h < t && base(d, t) == KH_DEP_ADVCL && !kh_is_verb(a, h)) return kh_is_kind(a, h, KH_CLAUSE_FIRST);
  /* "became the first monarch to visit Russia", hung on the verb */
  if (h != KH_NONE && h < t && !a->side && (base(d, t) == KH_DEP_ADVCL || base(d, t) == KH_DEP_XCOMP)) {
    uint32_t x = KH_NONE;
    EACH_CHILD(d, h, c)
      if (c > h && c < t && rel(d, c) == KH_DEP_XCOMP && kh_clause_is_noun(a, c)) x = c;
    h = x;
  } else if (base(d, t) != KH_DEP_ACL) return false;
  if (h == KH_NONE) return false;
  if (kh_is_kind(a, h, KH_CLAUSE_FIRST)) return true;
  EACH_CHILD(d, h, c)
    if (c < h && rel(d, c) == KH_DEP_AMOD && kh_is_kind(a, c, KH_CLAUSE_FIRST)) return true;
  return false;
}

bool kh_tells_purpose(const kh_algebra *a, uint32_t t, uint32_t c) {
  uint8_t b = base(a->d, c);
  return c >= t && (b == KH_DEP_ADVCL || b == KH_DEP_XCOMP || b == KH_DEP_ACL) && morph(a, c, KH_MORPH_INF);
}

bool kh_is_purpose(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[t];
  return h != KH_NONE && h < t && kh_is_verb(a, h) && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_ADVCL && (d->tok.morph[t] & KH_MORPH_INF) &&
         kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE;
}

/* "Had Iran attacked", "should Moscow prove to have poisoned him": the auxiliary before the subject. */
static bool is_inverted(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ), first = kh_doc_child_with(d, t, KH_DEP_AUX);
  if (subject == KH_NONE || first == KH_NONE || first > subject) return false;
  if (base(d, t) == KH_DEP_ADVCL) return true;
  if (a->side) return false;
  /* what opens the sentence or the words in quotation marks, wherever the tree hangs it */
  uint32_t begin = d->sentences[d->tok.sentence[t]].tok_begin, q = a->quote_of[first];
  if (first == begin) return true;
  return d->tok.upos[first - 1] == KH_UPOS_PUNCT && q != KH_NONE && (first == begin + 1 || a->quote_of[first - 2] != q);
}

/* "On the first Tuesday of the month". */
static bool is_nth(const kh_algebra *a, uint32_t day) {
  bool nth = false, of = false;
  EACH_CHILD(a->d, day, c) {
    nth |= c < day && kh_is_kind(a, c, KH_CLAUSE_FIRST);
    of |= c > day && kh_is_kind(a, c, KH_CLAUSE_LAPSE);
  }
  return nth && of;
}

/* "Their lawyers meet for lunch every Friday", "meets on Tuesdays", "often visits Rome": what is usual is no happening. */
static bool is_habit(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || !morph(a, t, KH_MORPH_PRES | KH_MORPH_FIN) || kh_is_headline(d, t)) return false;
  bool each_time = base(d, t) == KH_DEP_ADVCL && head(d, t) != KH_NONE && morph(a, head(d, t), KH_MORPH_PRES | KH_MORPH_FIN);
  uint32_t begin = d->sentences[d->tok.sentence[t]].tok_begin;
  /* "Every February soldiers splash ashore" */
  if (kh_is_kind(a, begin, KH_CLAUSE_EACH) && (kh_is_kind(a, begin + 1, KH_CLAUSE_TIME) || kh_is_kind(a, begin + 1, KH_CLAUSE_LAPSE)) && head(d, t) == KH_NONE)
    return true;
  EACH_CHILD(d, t, c) {
    if (rel(d, c) == KH_DEP_ADVMOD && kh_is_kind(a, c, KH_CLAUSE_HABIT)) return true;
    /* "they cheer when he calls for a strike" */
    if (each_time && c < t && (rel(d, c) == KH_DEP_ADVMOD || rel(d, c) == KH_DEP_MARK) && kh_is_kind(a, c, KH_CLAUSE_WHENEVER)) return true;
    if (base(d, c) == KH_DEP_OBL && kh_is_kind(a, c, KH_CLAUSE_TIME) && is_nth(a, c)) return true;
    if (base(d, c) == KH_DEP_OBL && kh_is_kind(a, c, KH_CLAUSE_HABIT) && kh_doc_child_with(d, c, KH_DEP_DET) == KH_NONE) return true;   /* "by tradition" */
    if (base(d, c) != KH_DEP_OBL || !(kh_is_kind(a, c, KH_CLAUSE_TIME) || kh_is_kind(a, c, KH_CLAUSE_TIMES))) continue;
    uint32_t on = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (on != KH_NONE && on + 1 == c && d->tok.upos[c] == KH_UPOS_PROPN && morph(a, c, KH_MORPH_PLUR)) return true;
    EACH_CHILD(d, c, g)
      if (kh_is_kind(a, g, KH_CLAUSE_EACH)) return true;
  }
  return false;
}

/* "Were to have met", "it would have hit the ward": told as what did not come about. */
static bool is_unfulfilled(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  bool been = false;
  EACH_CHILD(d, t, c) been |= rel(d, c) == KH_DEP_AUX_PASS && morph(a, c, KH_MORPH_PART | KH_MORPH_PAST);
  return !a->side && morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && (been || kh_doc_child_with(d, t, KH_DEP_AUX_PASS) == KH_NONE) &&
         kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE;
}

/* The word of a clause that has its tense: its first auxiliary, or itself. */
static uint32_t tense_bearer(const kh_doc *d, uint32_t t) {
  EACH_CHILD(d, t, c)
    if (c < t && (base(d, c) == KH_DEP_AUX || rel(d, c) == KH_DEP_COP)) return c;
  return t;
}

static bool is_until_clause(const kh_algebra *a, uint32_t t, bool or_before) {
  EACH_CHILD(a->d, t, c)
    if (rel(a->d, c) == KH_DEP_MARK && kh_is_kind(a, c, KH_CLAUSE_UNTIL) && (or_before || !kh_is_kind(a, c, KH_CLAUSE_BEFORE))) return true;
  return false;
}

/* "Vowed to fight on until the rebels are disarmed and the hostages are freed", where the second was joined to the vow: what is told in the present behind a
 * past goes on with what is waited for. */
static bool goes_on_waiting(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = base(d, t) == KH_DEP_CONJ ? head(d, t) : KH_NONE;
  if (h == KH_NONE || h > t || !morph(a, tense_bearer(d, t), KH_MORPH_FIN | KH_MORPH_PRES) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE) return false;
  uint32_t at[] = {h, kh_doc_child_with(d, h, KH_DEP_XCOMP)};
  for (unsigned i = 0; i < 2 && at[i] != KH_NONE; i++)
    EACH_CHILD(d, at[i], c)
      if (base(d, c) == KH_DEP_ADVCL && c > h && c < t && is_until_clause(a, c, true) && morph(a, tense_bearer(d, c), KH_MORPH_FIN | KH_MORPH_PRES))
        return morph(a, h, KH_MORPH_PAST) || kh_clause_has_modal(a, h);
  return false;
}

/* "Will not leave before he resigns", "said they would stay until he resigned": what is waited for has not come about. */
static bool is_awaited(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), finite = t;
  bool marked = false, until = false, after = false, only = false, when = false;
  if (a->side || h == KH_NONE) return false;
  if (base(d, t) == KH_DEP_CCOMP && h < t && is_until_clause(a, t, false)) return true;   /* "would stay until the chairman, a miner, was freed" */
  if (base(d, t) != KH_DEP_ADVCL) return goes_on_waiting(a, t);
  until = is_until_clause(a, t, false);
  EACH_CHILD(d, t, c) {
    marked |= rel(d, c) == KH_DEP_MARK && kh_is_kind(a, c, KH_CLAUSE_UNTIL);
    after |= rel(d, c) == KH_DEP_MARK && kh_is_kind(a, c, KH_CLAUSE_AFTER) && !kh_is_kind(a, c, KH_CLAUSE_SINCE);
    only |= c < t && kh_is_kind(a, c, KH_CLAUSE_MERELY);
    when |= c < t && (rel(d, c) == KH_DEP_MARK || rel(d, c) == KH_DEP_ADVMOD) && kh_is_kind(a, c, KH_CLAUSE_WHENEVER);
    if ((base(d, c) == KH_DEP_AUX || rel(d, c) == KH_DEP_COP) && c < finite) finite = c;
  }
  bool present = morph(a, finite, KH_MORPH_FIN | KH_MORPH_PRES);
  /* "vowed to strike until he was reinstated", "refused to leave until he quit", also where the tree hangs the clause on the vow */
  uint32_t meant = kh_doc_child_with(d, h, KH_DEP_XCOMP), over = base(d, h) == KH_DEP_XCOMP ? head(d, h) : KH_NONE;
  if (over == KH_NONE && until && meant != KH_NONE && meant < t && morph(a, meant, KH_MORPH_INF)) over = h;
  bool vowed = over != KH_NONE && (kh_is_kind(a, over, KH_CLAUSE_SPEAKING) || (until && kh_is_kind(a, over, KH_CLAUSE_REFUSING)));
  if (after && kh_clause_has_modal(a, h)) return only || present;   /* "would take effect only after the ban was lifted", "will return after they leave" */
  bool told = present && !kh_is_headline(d, t) && !kh_is_kind(a, finite, KH_CLAUSE_HAVING);
  if (when && told && kh_is_verb(a, t) && kh_clause_has_modal(a, h)) return true;    /* "will be freed when the rebels lay down their guns" */
  /* "plans to sign it after parliament passes the budget": the present behind "after" is to come where no headline tells it */
  if (after) return told && !kh_has_capital(&d->tok, t) && !kh_is_kind(a, t, KH_CLAUSE_REPORTING);
  return marked && (kh_clause_has_modal(a, h) || vowed || (!kh_is_headline(d, h) && present));
}

/* Does the clause of t hang, as what is told or in that relation, on a word of a kind before it? */
static bool is_held_by(const kh_algebra *a, uint32_t t, uint8_t relation, uint8_t upos, unsigned kind) {
  uint32_t h = head(a->d, t);
  return !a->side && h != KH_NONE && h < t && (base(a->d, t) == relation || base(a->d, t) == KH_DEP_CCOMP) && a->d->tok.upos[h] == upos &&
         kh_is_kind(a, h, kind);
}

/* "A risk, ministers said, that Chad would attack", "rumours that riots had broken out": what a hope or a fear is about is foreseen or told by nobody. */
static bool is_feared(const kh_algebra *a, uint32_t t) { return is_held_by(a, t, KH_DEP_ACL, KH_UPOS_NOUN, KH_CLAUSE_SOUGHT); }

/* "Said isolating Iran would solve nothing": a deed weighed as the subject of the verb that follows it, wherever the tree hangs it and its object. */
static bool is_weighed(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t begin, end, limit = d->sentences[d->tok.sentence[t]].tok_end, subject = KH_NONE;
  bool ing = is_present_participle(d, t);
  if (a->side || !ing || morph(a, t, KH_MORPH_FIN) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE ||
      kh_doc_child_with(d, t, KH_DEP_AUX) != KH_NONE)
    return false;
  kh_doc_subtree(d, t, &begin, &end);
  if (begin == t && end == t + 1 && end < limit && head(d, t) != KH_NONE && kh_is_kind(a, head(d, t), KH_CLAUSE_REPORTING)) {
    for (subject = end; subject < limit && base(d, subject) != KH_DEP_NSUBJ && subject < t + 6; subject++) {}
    if (subject < limit && base(d, subject) == KH_DEP_NSUBJ) kh_doc_subtree(d, subject, &begin, &end);
    if (begin != t + 1) return false;
    begin = t;
  }
  if (begin != t || end >= limit || rel(d, end) != KH_DEP_AUX ||
      !(kh_is_kind(a, end, KH_CLAUSE_WOULD) || kh_is_kind(a, end, KH_CLAUSE_FUTURE) || kh_is_kind(a, end, KH_CLAUSE_MAY)))
    return false;
  uint32_t verb = head(d, end);
  return verb != KH_NONE && verb != t && !kh_doc_dominates(d, t, verb) && (subject != KH_NONE || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE);
}

/* "It could send tanks, attacking the rebels": a deed that goes with one that only may or would be done, with no word and no doer of its own; but "said it
 * might leave, blaming Chad". */
static bool goes_with_a_guess(const kh_algebra *a, uint32_t t, uint32_t h) {
  const kh_doc *d = a->d;
  if (base(d, t) != KH_DEP_ADVCL || kh_is_kind(a, t, KH_CLAUSE_SPEAKING) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) return false;
  if (base(d, h) == KH_DEP_CCOMP || !kh_is_verb(a, h) || is_unfulfilled(a, h)) return false;
  EACH_CHILD(d, h, c)
    if (base(d, c) == KH_DEP_AUX && c < h && (kh_is_kind(a, c, KH_CLAUSE_MAY) || kh_is_kind(a, c, KH_CLAUSE_WOULD)) && !is_had(a, h, c)) return true;
  return false;
}

/* "This would involve the pact being signed", "will focus on freeing prisoners": what a verb that is itself to come has below it has not come about. */
static bool is_entailed(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  for (int step = 0; step < 3 && rel(d, t) == KH_DEP_CONJ && head(d, t) != KH_NONE && kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE; step++) t = head(d, t);
  uint32_t h = head(d, t), mark = kh_doc_child_with(d, t, KH_DEP_MARK), aux = kh_doc_child_with(d, t, KH_DEP_AUX_PASS), ing = aux == KH_NONE ? t : aux;
  if (a->side || h == KH_NONE || h > t || morph(a, t, KH_MORPH_FIN) || !is_present_participle(d, ing))
    return false;
  if (base(d, t) == KH_DEP_ACL && base(d, h) == KH_DEP_OBJ && head(d, h) != KH_NONE) h = head(d, h);   /* "the pact being signed", whose object trees see */
  if (!kh_clause_has_modal(a, h)) return false;
  if (mark != KH_NONE)   /* "would see the folly in waging war" */
    return mark < t && base(d, t) == KH_DEP_ADVCL && (kh_is_kind(a, mark, KH_CLAUSE_ABOUT) || kh_is_kind(a, mark, KH_CLAUSE_INSIDE)) && kh_is_verb(a, h);
  return kh_is_kind(a, h, KH_CLAUSE_ENTAIL) || goes_with_a_guess(a, t, h);
}

/* "Did not stop because it wished to but because it had to": it did. */
static bool is_for_another_reason(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t first = KH_NONE;
  for (uint32_t k = t + 1; !a->side && k < d->sentences[d->tok.sentence[t]].tok_end; k++) {
    if (d->tok.upos[k] != KH_UPOS_SCONJ || !kh_is_kind(a, k, KH_CLAUSE_WHILE)) continue;
    if (first != KH_NONE && d->tok.upos[k - 1] == KH_UPOS_CCONJ && kh_str_eq(d->tok.form[first], d->tok.form[k])) return true;
    first = k;
  }
  return false;
}

/* "The goal is to forge a truce": what one strives for. */
static bool is_the_goal(const kh_algebra *a, uint32_t t) {
  uint32_t s = a->side ? KH_NONE : kh_doc_child_base(a->d, t, KH_DEP_NSUBJ);
  return s != KH_NONE && s < t && a->d->tok.upos[s] == KH_UPOS_NOUN && kh_is_kind(a, s, KH_CLAUSE_SCOPE);
}

/* "If and when the rebels agree", where trees give the first word to the verb above. */
static bool is_if_and_when(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t begin = d->sentences[d->tok.sentence[t]].tok_begin;
  EACH_CHILD(d, t, c) {
    if (a->side || c > t || c < begin + 2 || !kh_is_kind(a, c, KH_CLAUSE_WHENEVER)) continue;
    if (d->tok.upos[c - 1] == KH_UPOS_CCONJ && kh_is_kind(a, c - 2, KH_CLAUSE_IF)) return true;
  }
  return false;
}

/* "On condition that Iran stop its raids", "a proposal that troops leave": what such a noun holds has not come about; but "fears that Iran had struck". */
static bool is_held_by_hope(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), mark = kh_doc_child_with(d, t, KH_DEP_MARK), hope = mark == KH_NONE || mark == 0 ? KH_NONE : mark - 1;
  /* … also where the tree hangs it on the verb: "will hold on condition that rebels leave" */
  return !a->side && h != KH_NONE && hope != KH_NONE && h < t && (base(d, t) == KH_DEP_ACL || base(d, t) == KH_DEP_CCOMP) && kh_clause_is_noun(a, hope) &&
         (hope == h || head(d, hope) == h) && kh_is_kind(a, hope, KH_CLAUSE_SOUGHT) && !morph(a, t, KH_MORPH_PAST) &&
         kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE &&
         kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE;
}

/* Whose words the participle t tells where his are quoted ("the radio quoted the minister as saying"), or KH_NONE. */
static uint32_t quoted_at(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t as = kh_doc_child_with(d, t, KH_DEP_MARK), h = head(d, t), whom = h == KH_NONE ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_OBJ);
  return as != KH_NONE && kh_is_kind(a, as, KH_CLAUSE_ASROLE) && whom != KH_NONE && whom > h && whom < as ? whom : KH_NONE;
}

/* Do the two speak for one state: of one country and sector, or its minister of it ("the minister said that Kenya would")? */
static bool of_one_state(const kh_mention *by, const kh_mention *of) {
  bool state = of->kind == KH_ENTITY_LOC && !of->actor.sector && KH_STATE_ORGANS >> by->actor.sector & 1;
  return by->actor.country[0] && !strcmp(by->actor.country, of->actor.country) && (state || by->actor.sector == of->actor.sector);
}

/* Speaks who the verb t goes with of himself or his own? "Responded by saying it would expel the envoy", "adding that its forces would attack"; but "mocked her
 * rival, saying he would bring war". */
static bool speaks_of_his_own(const kh_algebra *a, uint32_t t, uint32_t said) {
  enum { FAR = 6 };
  const kh_doc *d = a->d;
  uint32_t by = quoted_at(a, t), of = kh_doc_child_base(d, said, KH_DEP_NSUBJ);
  for (int step = 0; step < FAR && t != KH_NONE && by == KH_NONE; step++, t = head(d, t)) by = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  if (of == KH_NONE || by == KH_NONE || a->mention_of[of] == KH_NONE || a->mention_of[by] == KH_NONE) return false;
  uint32_t owner = kh_doc_child_with(d, of, KH_DEP_NMOD_POSS);
  const kh_mention *m = &d->mentions[a->mention_of[of]], *w = &d->mentions[a->mention_of[by]];
  if (kh_is_passive(a, said) || kh_same_mention(a, a->mention_of[of], a->mention_of[by])) return true;
  if (owner != KH_NONE && a->mention_of[owner] != KH_NONE && kh_same_mention(a, a->mention_of[owner], a->mention_of[by])) return true;
  if (m->kind == KH_ENTITY_PRONOUN) return morph(a, of, KH_MORPH_P1);
  return of_one_state(w, m);
}

/* A verb in the past, or an infinitive below one: "went on to say"; a participle that goes with one or tells what is in a noun of its clause, where they speak
 * of themselves: "responded by saying that they would attack", "was quoted as saying", "issued a statement saying"; "was telling reporters". */
static bool is_in_the_past(const kh_algebra *a, uint32_t t, uint32_t said) {
  const kh_doc *d = a->d;
  uint32_t first = t;
  bool goes_with = false;
  for (int step = 0; step < 4 && t != KH_NONE && !morph(a, t, KH_MORPH_PAST); step++) {
    uint8_t b = base(d, t);
    bool ing = !a->side && kh_is_kind(a, t, KH_CLAUSE_REPORTING) && is_present_participle(d, t) && !morph(a, t, KH_MORPH_FIN);
    uint32_t aux = ing ? kh_doc_child_with(d, t, KH_DEP_AUX) : KH_NONE;
    if (aux != KH_NONE) return morph(a, aux, KH_MORPH_PAST);
    if (b != KH_DEP_XCOMP && b != KH_DEP_ADVCL && !(ing && (b == KH_DEP_ACL || b == KH_DEP_CONJ))) return false;
    if (!ing && !morph(a, t, KH_MORPH_INF)) return false;
    goes_with |= ing;
    t = head(d, t);
    for (int up = 0; up < 3 && b == KH_DEP_ACL && t != KH_NONE && kh_clause_is_noun(a, t); up++) t = head(d, t);
  }
  return t != KH_NONE && morph(a, t, KH_MORPH_PAST) && (!goes_with || speaks_of_his_own(a, first, said));
}

/* "Would have been better had Norway condemned it", where the tree keeps "had" for the main clause: the bare condition behind what would have been. */
static bool is_behind_would(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ), begin, end, up = t;
  if (a->side || subject == KH_NONE || subject > t || !morph(a, t, KH_MORPH_PAST) || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE) return false;
  kh_doc_subtree(d, subject, &begin, &end);
  if (begin <= d->sentences[d->tok.sentence[t]].tok_begin) return false;
  uint32_t had = begin - 1;
  if (!kh_is_kind(a, had, KH_CLAUSE_HAVING) || !morph(a, had, KH_MORPH_PAST | KH_MORPH_FIN) || kh_doc_child_base(d, had, KH_DEP_NSUBJ) != KH_NONE) return false;
  for (int step = 0; step < 3 && up != KH_NONE; step++, up = head(d, up))
    EACH_CHILD(d, up, c)
      if (c < had && base(d, c) == KH_DEP_AUX && kh_is_kind(a, c, KH_CLAUSE_WOULD)) return true;
  return false;
}

/* "Asked Poland to end it by freeing them", "vowed to end it by freeing them", but "tried to stop it by firing": is the deed at t, which is done by another,
 * asked of somebody or promised? */
static bool is_way_asked_for(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t up = t;
  for (int step = 0; step < 3 && base(d, up) == KH_DEP_XCOMP && head(d, up) != KH_NONE; step++) {
    up = head(d, up);
    bool whom = false;
    EACH_CHILD(d, up, c)
      whom |= c > up && c < t && (base(d, c) == KH_DEP_OBJ || base(d, c) == KH_DEP_IOBJ || base(d, c) == KH_DEP_OBL) && a->mention_of[c] != KH_NONE;
    if ((whom && kh_is_kind(a, up, KH_CLAUSE_DEMANDING)) || kh_is_kind(a, up, KH_CLAUSE_SPEAKING)) return true;
  }
  return false;
}

/* "Rebels nearly killed the premier": it did not come to that; but "nearly doubled its aid". */
static bool is_nearly(const kh_algebra *a, uint32_t t) {
  return !a->side && t > 0 && kh_is_kind(a, t - 1, KH_CLAUSE_NEARLY) && head(a->d, t - 1) == t && !kh_is_kind(a, t, KH_CLAUSE_MULTIPLYING);
}

static bool has_adverb(const kh_algebra *a, uint32_t t, unsigned kind) {
  if (a->side) return false;
  EACH_CHILD(a->d, t, c)
    if (c < t && base(a->d, c) == KH_DEP_ADVMOD && kh_is_kind(a, c, kind)) return true;
  return false;
}

/* "Talk of Iran attacking Iraq", "led a push for Iran to attack Iraq", where trees hang what one talks or dreams of on the verb above: the noun right before
 * it is whom such a word is about. */
static bool is_talked_of(const kh_algebra *a, uint32_t t) {
  enum { NEAR = 4 };
  const kh_doc *d = a->d;
  bool below = base(d, t) == KH_DEP_ACL;   /* … or on the noun itself */
  if (a->side || (base(d, t) != KH_DEP_ADVCL && !below) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) return false;
  uint32_t to = kh_doc_child_with(d, t, KH_DEP_MARK), n = to == KH_NONE ? t : to;
  if (n == 0) return false;
  if (to == KH_NONE ? !is_present_participle(d, t) || morph(a, t, KH_MORPH_FIN) : to > t || d->tok.upos[to] != KH_UPOS_PART) return false;
  n--;
  for (int step = 0; step < NEAR && n != KH_NONE && kh_clause_is_noun(a, n); step++, n = head(d, n)) {
    uint32_t h = head(d, n), opener = kh_doc_child_with(d, n, KH_DEP_CASE);
    if (opener == KH_NONE || h == KH_NONE) continue;
    if (below && (h != head(d, t) || !kh_is_kind(a, opener, KH_CLAUSE_OF))) return false;   /* but "talks on Syria involving Iran" */
    return opener < n && h < opener && d->tok.upos[h] == KH_UPOS_NOUN && kh_is_kind(a, opener, to == KH_NONE ? KH_CLAUSE_AIMING : KH_CLAUSE_BOUND) &&
           (kh_is_kind(a, h, KH_CLAUSE_SOUGHT) || kh_is_kind(a, h, KH_CLAUSE_DISCUSSED));
  }
  return false;
}

/* "Will decide when to strike", "how to free them": what is still to be found out. */
bool kh_is_how_to(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t to = a->side ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_MARK);
  return to != KH_NONE && to > 0 && to < t && d->tok.upos[to] == KH_UPOS_PART && kh_is_kind(a, to - 1, KH_CLAUSE_HOW) && head(d, to - 1) == t;
}

/* "It is likely that Turkey will attack". */
static bool is_weighed_as_likely(const kh_algebra *a, uint32_t t) { return is_held_by(a, t, KH_DEP_CSUBJ, KH_UPOS_ADJ, KH_CLAUSE_DREAM); }

/* "Under the plan Norway would send troops": is the noun c, which "under" opens, something written? */
static bool is_under_a_draft(const kh_algebra *a, uint32_t c) {
  return base(a->d, c) == KH_DEP_OBL && a->d->tok.upos[c] == KH_UPOS_NOUN && kh_is_kind(a, c, KH_CLAUSE_DRAFT) && kh_is_behind(a, c, KH_CLAUSE_BENEATH);
}

/* … also where the tree hangs it on the saying: "said that under the plan Norway would send troops". */
static bool goes_by_a_draft(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (a->side) return false;
  EACH_CHILD(d, t, c)
    if (is_under_a_draft(a, c)) return true;
  if (base(d, t) == KH_DEP_CCOMP && h < t)
    EACH_CHILD(d, h, c)
      if (c > h && c < t && is_under_a_draft(a, c)) return true;
  return false;
}

/* "The bill would ban imports": what is written for a time to come is not yet announced by whoever tells of it; but "the bill would be vetoed". */
static bool is_what_a_draft_does(const kh_algebra *a, uint32_t t) {
  uint32_t s = a->side ? KH_NONE : kh_doc_child_with(a->d, t, KH_DEP_NSUBJ);
  return s != KH_NONE && s < t && a->d->tok.upos[s] == KH_UPOS_NOUN && kh_is_kind(a, s, KH_CLAUSE_DRAFT);
}

/* "Passed a law that would outlaw the party": a draft that has become law acts, and what it would do is done by it. */
static bool is_of_a_law_passed(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  t = first_joined(d, t);
  uint32_t law = head(d, t), s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (a->side || rel(d, t) != KH_DEP_ACL_RELCL || law == KH_NONE || law > t || s == KH_NONE || s > t || d->tok.upos[s] != KH_UPOS_PRON) return false;
  if (!kh_is_kind(a, law, KH_CLAUSE_STATUTE)) return false;
  uint32_t verb = head(d, law);
  return rel(d, law) == KH_DEP_OBJ && kh_is_verb(a, verb) && kh_is_kind(a, verb, KH_CLAUSE_PASSING) && morph(a, verb, KH_MORPH_PAST) &&
         kh_subject_of(a, verb) != KH_NONE;
}

/* "Before police could arrest him": they did not. */
static bool is_before_it_could(const kh_algebra *a, uint32_t t) {
  uint32_t mark = a->side ? KH_NONE : kh_doc_child_with(a->d, t, KH_DEP_MARK);
  return mark != KH_NONE && mark < t && kh_is_kind(a, mark, KH_CLAUSE_BEFORE);
}

/* "Every time Togo attacks". */
static bool is_any_time(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), each = h == KH_NONE ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_DET);
  return !a->side && each != KH_NONE && h < t && base(d, t) == KH_DEP_ACL && kh_is_kind(a, h, KH_CLAUSE_TIMES) && kh_is_kind(a, each, KH_CLAUSE_EACH);
}

/* "Condemned any group attacking civilians", "anyone who throws stones": whoever it may be, none has done it. */
static bool is_done_by_any(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  t = first_joined(d, t);
  uint32_t who = head(d, t), det = who == KH_NONE ? KH_NONE : kh_doc_child_with(d, who, KH_DEP_DET);
  if (a->side || base(d, t) != KH_DEP_ACL || who == KH_NONE || who > t || kh_is_passive(a, t) || morph(a, t, KH_MORPH_INF)) return false;
  if (kh_subject_of(a, t) != who) return false;   /* "clear to anyone that Iran has no intention of leaving" */
  return kh_is_kind(a, det == KH_NONE ? who : det, KH_CLAUSE_ANY);
}

/* "Analysts said Turkey would withdraw": who only watches announces nothing. */
static bool is_foreseen_by_onlookers(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t by = a->side ? KH_NONE : kh_speaker_at(a, t);
  if (by == KH_NONE) return false;
  if (kh_is_kind(a, by, KH_CLAUSE_ONLOOKER)) return true;
  EACH_CHILD(d, by, c)    /* "Jane Roe, an analyst at a bank, said" */
    if (base(d, c) == KH_DEP_APPOS && kh_is_kind(a, c, KH_CLAUSE_ONLOOKER)) return true;
  return false;
}

static kh_clause verb_clause(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  kh_clause k = {0};
  bool aux = false, inf = false;
  read_marks(a, t, &k, &aux, &inf);
  /* "to be freed" is as much an infinitive as "to free" */
  if (inf && !a->side && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE && !is_to(a, t)) aux = false;
  uint32_t subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ), first = kh_doc_child_with(d, t, KH_DEP_AUX);
  if (is_inverted(a, t) || is_if_and_when(a, t) || is_behind_would(a, t) || (k.mood == KH_MOOD_REAL && is_awaited(a, t))) k.mood = KH_MOOD_IF;
  if (k.negated && is_for_another_reason(a, t)) k.negated = false;
  if (base(d, t) == KH_DEP_ADVCL && subject != KH_NONE && first == KH_NONE && !a->side) {   /* … with the auxiliary at the main clause */
    uint32_t begin, end;
    kh_doc_subtree(d, subject, &begin, &end);
    if (begin == d->sentences[d->tok.sentence[t]].tok_begin + 1 && rel(d, begin - 1) == KH_DEP_AUX && head(d, begin - 1) == head(d, t)) k.mood = KH_MOOD_IF;
  }
  /* "is like asking a dying man for blood" */
  uint32_t like = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (!a->side && like != KH_NONE && like + 1 == t && kh_is_kind(a, like, KH_CLAUSE_NAMELY) && kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE)
    k.mood = KH_MOOD_UNREAL;
  /* "will arrest and deport": what the first verb has holds for the others */
  for (uint32_t c = t, step = 0; step < 4 && rel(d, c) == KH_DEP_CONJ && !aux && kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE; step++) {
    c = head(d, c);
    if (c == KH_NONE || !(kh_is_verb(a, c) || kh_is_predicate(a, c))) break;
    if (morph(a, t, KH_MORPH_FIN) && !morph(a, t, KH_MORPH_PRES) && !inf) {   /* … but "has not backed her or conceded", "would have caught and killed them" */
      uint32_t joint = a->side ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_CC);
      kh_clause first_of_them = {0};
      bool first_aux = false, first_inf = false;
      if (joint != KH_NONE && kh_is_kind(a, joint, KH_CLAUSE_OR)) read_marks(a, c, &first_of_them, &first_aux, &first_inf);
      if (first_aux && first_of_them.negated) k.negated = true;
      if (kh_clause_has_modal(a, c) && is_unfulfilled(a, c)) k.mood = KH_MOOD_UNREAL;
      break;
    }
    bool own = k.negated;
    read_marks(a, c, &k, &aux, &inf);
    if (morph(a, t, KH_MORPH_PAST)) k.negated = own || (k.negated && aux);
  }
  if (inf && aux && is_unfulfilled(a, t) && base(d, t) != KH_DEP_XCOMP && base(d, t) != KH_DEP_ADVCL) inf = false, k.negated = true;
  if (k.mood == KH_MOOD_REAL && (is_habit(a, t) || is_rumoured(a, t) || is_weighed(a, t) || is_entailed(a, t) || is_held_by_hope(a, t)))
    k.mood = KH_MOOD_UNREAL;
  if (k.mood == KH_MOOD_REAL && is_as_long_as(a, t)) k.mood = KH_MOOD_IF;
  /* "would like to thank it", "would be ready to help": it is said now; but "would be happy with it" */
  bool inclined = d->tok.upos[t] == KH_UPOS_ADJ && kh_is_kind(a, t, KH_CLAUSE_INCLINED) &&
                  (kh_doc_child_with(d, t, KH_DEP_XCOMP) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_OBL) != KH_NONE);
  if (k.mood == KH_MOOD_WOULD && !a->side && !k.negated && (inclined || kh_is_kind(a, t, KH_CLAUSE_WISHING))) k.mood = KH_MOOD_REAL;
  if ((k.mood == KH_MOOD_WOULD || (k.mood == KH_MOOD_REAL && morph(a, t, KH_MORPH_PAST) && kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE)) && is_feared(a, t))
    k.mood = KH_MOOD_UNREAL;
  /* "would have handed over their guns by May", "could have killed him" */
  if ((k.mood == KH_MOOD_WOULD || ((k.mood == KH_MOOD_MAY || k.mood == KH_MOOD_MUST) && first != KH_NONE)) && is_unfulfilled(a, t)) k.mood = KH_MOOD_UNREAL;
  if (k.mood == KH_MOOD_MAY && is_before_it_could(a, t)) k.mood = KH_MOOD_UNREAL;
  if (k.mood == KH_MOOD_REAL && is_any_time(a, t)) k.mood = KH_MOOD_IF;
  if (k.mood == KH_MOOD_REAL && is_done_by_any(a, t)) k.mood = KH_MOOD_UNREAL;
  if (k.mood == KH_MOOD_MUST && goes_by_a_draft(a, t)) k.mood = KH_MOOD_UNREAL;
  if ((k.mood == KH_MOOD_WOULD || k.mood == KH_MOOD_FUTURE) && is_of_a_law_passed(a, t)) k.mood = KH_MOOD_REAL;
  /* "said it would leave": a future told in the past */
  if (k.mood == KH_MOOD_WOULD && !is_unfulfilled(a, t) && !is_what_a_draft_does(a, t) && !goes_by_a_draft(a, t)) {
    uint32_t c = t;
    for (int step = 0; step < 4 && rel(d, c) == KH_DEP_CONJ && head(d, c) != KH_NONE; step++) c = head(d, c);
    uint32_t h = head(d, c);
    /* "told the marchers that they would be arrested", taken for a relative clause */
    if (h != KH_NONE && rel(d, c) == KH_DEP_ACL_RELCL && rel(d, h) == KH_DEP_IOBJ && kh_is_kind(a, head(d, h), KH_CLAUSE_REPORTING)) k.mood = KH_MOOD_FUTURE;
    if (h != KH_NONE && base(d, c) == KH_DEP_CCOMP && is_in_the_past(a, h, c)) k.mood = KH_MOOD_FUTURE;
    EACH_CHILD(d, c, s)
      if (rel(d, s) == KH_DEP_PARATAXIS && kh_is_kind(a, s, KH_CLAUSE_REPORTING) && morph(a, s, KH_MORPH_PAST)) k.mood = KH_MOOD_FUTURE;
  }
  if (k.mood == KH_MOOD_REAL && (is_nearly(a, t) || is_talked_of(a, t) || kh_is_how_to(a, t))) k.mood = KH_MOOD_UNREAL;
  /* "will return to Qatar to meet the mediators" */
  if (!a->side && k.mood == KH_MOOD_REAL && inf && !aux && kh_is_purpose(a, t)) {
    kh_clause above = {0};
    bool above_aux = false, above_inf = false;
    read_marks(a, head(d, t), &above, &above_aux, &above_inf);
    if (above.mood == KH_MOOD_FUTURE && !above.negated) k.mood = KH_MOOD_FUTURE;
  }
  /* "is to meet" */
  bool is_to_be = inf && aux && kh_is_verb(a, t) && (kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE || (!a->side && is_to(a, t)));
  if (is_to_be && has_adverb(a, t, KH_CLAUSE_YET)) {
    k.negated = true;   /* "is yet to meet" */
    inf = false;
  } else if (is_to_be && is_the_goal(a, t)) {
    k.mood = KH_MOOD_UNREAL;
  } else if (is_to_be && k.mood == KH_MOOD_REAL && !kh_is_kind(a, t, KH_CLAUSE_CULPABLE)) {
    k.mood = KH_MOOD_FUTURE;
  }
  if (k.mood == KH_MOOD_FUTURE && has_adverb(a, t, KH_CLAUSE_PERHAPS)) k.mood = KH_MOOD_MAY;
  if (k.mood == KH_MOOD_FUTURE && (is_weighed_as_likely(a, t) || is_foreseen_by_onlookers(a, t))) k.mood = KH_MOOD_UNREAL;
  if (k.mood == KH_MOOD_REAL && inf && !aux) {
    /* "Minister to visit China": a headline's future, whichever of the two words the tree takes for its root */
    uint32_t h = head(d, t);
    bool rooted = (h == KH_NONE && kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) ||
                  (h != KH_NONE && head(d, h) == KH_NONE && base(d, t) == KH_DEP_ACL && kh_clause_is_noun(a, h) && a->mention_of[h] != KH_NONE &&
                   !kh_is_predicate(a, h)) ||
                  kh_clause_said_to_come(a, t) != KH_NONE;
    k.mood = rooted ? KH_MOOD_HEADINF : KH_MOOD_INFINITIVE;
    k.inherited = !rooted;
    if (!a->side && first_of(a, t)) k.mood = KH_MOOD_REAL, k.inherited = false;
  } else if (k.mood == KH_MOOD_REAL && !aux && ((base(d, t) == KH_DEP_ACL && kh_clause_of_mark(a, t)) || (!a->side && kh_clause_is_aim(a, t)))) {
    k.mood = KH_MOOD_INFINITIVE;   /* "its goal of destroying the rebels" */
    k.inherited = true;
  } else if (k.mood == KH_MOOD_REAL && aux && inf && !a->side && base(d, t) == KH_DEP_XCOMP) {
    k.inherited = true;   /* "should he prove to have killed her" */
  } else if (k.mood == KH_MOOD_REAL && !aux && (base(d, t) == KH_DEP_XCOMP || morph(a, t, KH_MORPH_GER))) {
    k.inherited = true;
  } else if (!a->side && k.mood == KH_MOOD_REAL && !aux && base(d, t) == KH_DEP_ADVCL && kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE &&
             kh_is_kind(a, kh_doc_child_with(d, t, KH_DEP_MARK), KH_CLAUSE_BY)) {
    /* "will not punish Niger by expelling its envoy": what it is done by is done or not as it is */
    kh_clause above = {0};
    bool above_aux = false, above_inf = false;
    read_marks(a, head(d, t), &above, &above_aux, &above_inf);
    k.negated |= above.negated;
    k.mood = above.mood == KH_MOOD_MUST ? KH_MOOD_UNREAL : above.mood;
    if (k.mood == KH_MOOD_REAL && is_way_asked_for(a, head(d, t))) k.mood = KH_MOOD_UNREAL;
  } else if (k.mood == KH_MOOD_REAL && morph(a, t, KH_MORPH_IMP) && kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE &&
             (a->side || rel(d, t) != KH_DEP_CONJ || kh_doc_child_base(d, head(d, t), KH_DEP_NSUBJ) == KH_NONE)) {
    k.mood = KH_MOOD_COMMAND;   /* but not "police clear camp, bus migrants south" */
  }
  return k;
}

/* An article that makes a noun a known one: its event is taken as given whatever governs it. */
bool kh_is_definite(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_NMOD_POSS || (base(d, c) == KH_DEP_DET && kh_is_kind(a, c, KH_CLAUSE_DEFINITE))) return true;
  return false;
}

/* Whether the sentence that ends with token last, or within it the quotation around t, is a question. */
static bool is_asked(const kh_algebra *a, uint32_t t, uint32_t last) {
  const kh_tokens *tok = &a->d->tok;
  if (a->quote_of[t] == KH_NONE) return tok->form[last].n == 1 && tok->form[last].s[0] == '?';
  for (uint32_t i = t; i <= last && a->quote_of[i] == a->quote_of[t]; i++)
    if (tok->form[i].n == 1 && strchr(".!?", tok->form[i].s[0])) return tok->form[i].s[0] == '?';
  return false;
}

/* "Will resign after the raid", "these attacks will stir hatred": a noun whose event has been when
 * the verb's is still to come. */
static bool is_given(const kh_algebra *a, uint32_t t, uint32_t g, uint8_t mood) {
  if (a->side || mood != KH_MOOD_FUTURE) return false;
  if (kh_is_behind(a, t, KH_CLAUSE_AFTER)) return true;
  return base(a->d, t) == KH_DEP_NSUBJ && kh_is_definite(a, t) && !kh_is_kind(a, g, KH_CLAUSE_OCCUR) && !kh_is_passive(a, g) && kh_object_of(a, g) != KH_NONE;
}

/* "Say Peru attacked Chile.": a bare word of saying that opens the sentence asks one to think it so. */
static bool is_supposed(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (a->side || h == KH_NONE || h > t || base(d, t) != KH_DEP_CCOMP || h != d->sentences[d->tok.sentence[t]].tok_begin) return false;
  return morph(a, h, KH_MORPH_IMP) && kh_is_kind(a, h, KH_CLAUSE_REPORTING) && kh_doc_child_base(d, t, KH_DEP_NSUBJ) > h && !kh_is_headline(d, t) &&
         kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE;
}

kh_clause kh_clause_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  kh_clause k = {0};
  uint32_t last = d->sentences[d->tok.sentence[t]].tok_end - 1;
  if (kh_is_verb(a, t) || kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE) {
    k = verb_clause(a, t);
  } else {
    bool aux = false, inf = false;
    read_marks(a, t, &k, &aux, &inf);
    uint32_t h = head(d, t), g = kh_governor_of(a, t), opener = kh_doc_child_with(d, t, KH_DEP_CASE);
    bool without = !a->side && opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_NOT);   /* "will fail without French help": no help */
    k.inherited = true;
    /* "will act in response to the raid": that has been */
    if (!a->side && h != KH_NONE && h < t && base(d, t) == KH_DEP_NMOD && kh_is_kind(a, h, KH_CLAUSE_ANSWER)) without = true;
    EACH_CHILD(d, t, c)
      if (!a->side && base(d, c) == KH_DEP_DET && kh_is_kind(a, c, KH_CLAUSE_ANY)) k.mood = KH_MOOD_UNREAL;
    if (is_dream(a, t)) k.mood = KH_MOOD_UNREAL;
    if (g != KH_NONE && !without && k.mood == KH_MOOD_REAL) {
      kh_clause above = verb_clause(a, g);
      bool direct = h == g || (h != KH_NONE && head(d, h) == g);
      bool happens = kh_is_kind(a, g, KH_CLAUSE_OCCUR) || kh_doc_child_with(d, g, KH_DEP_COP) != KH_NONE || base(d, t) == KH_DEP_NSUBJ;
      if (direct && above.mood != KH_MOOD_REAL && !is_given(a, t, g, above.mood) && (happens || !kh_is_definite(a, t))) k.mood = above.mood;
      if (direct && above.mood == KH_MOOD_FUTURE && kh_doc_child_with(d, g, KH_DEP_COP) != KH_NONE)
        EACH_CHILD(d, g, c)    /* "said that an attack would be a mistake" foresees no attack */
          if (base(d, c) == KH_DEP_AUX && kh_is_kind(a, c, KH_CLAUSE_WOULD)) k.mood = KH_MOOD_WOULD;
      /* "the raid did not deter them", "the strike was not illegal": they took place */
      bool denied = a->side || base(d, t) != KH_DEP_NSUBJ || rel(d, t) == KH_DEP_NSUBJ_PASS || kh_is_kind(a, g, KH_CLAUSE_COMEABOUT) ||
                    (kh_doc_child_with(d, g, KH_DEP_COP) != KH_NONE && !kh_is_definite(a, t));
      bool once = k.negated && base(d, t) == KH_DEP_NSUBJ;   /* "no clashes took place": its own "no" is the verb's */
      k.above_negated = direct && above.negated && denied && !once && (happens || base(d, t) == KH_DEP_OBJ);
      if (direct && happens && above.ongoing) k.ongoing = true;
    }
  }
  if ((k.mood == KH_MOOD_REAL || k.mood == KH_MOOD_FUTURE) && is_asked(a, t, last)) k.mood = KH_MOOD_QUESTION;
  if (k.mood == KH_MOOD_REAL && is_supposed(a, t)) k.mood = KH_MOOD_IF;
  if (k.mood == KH_MOOD_REAL && kh_clause_is_kept_from(a, t)) k.mood = KH_MOOD_UNREAL;
  /* a clause inside one that an "if" opens */
  for (uint32_t c = t, step = 0; step < MAX_CLIMB && c != KH_NONE && k.mood == KH_MOOD_REAL; step++, c = head(d, c))
    if (base(d, c) == KH_DEP_ADVCL || base(d, c) == KH_DEP_CCOMP) {
      if (!a->side && is_inverted(a, c)) k.mood = KH_MOOD_IF;
      EACH_CHILD(d, c, m)
        if (rel(d, m) == KH_DEP_MARK && opens_condition(a, m)) k.mood = KH_MOOD_IF;
      if (c != t && is_awaited(a, c)) k.mood = KH_MOOD_IF;
      if (a->side || base(d, c) == KH_DEP_ADVCL) break;   /* "if Iran shows that it has freed them", "until it had shown that …" */
    }
  return k;
}

/* "The story of the siege shows", but "her latest thriller opens". */
static bool says_more(const kh_algebra *a, uint32_t work) {
  EACH_CHILD(a->d, work, c)
    if (base(a->d, c) == KH_DEP_NMOD && rel(a->d, c) != KH_DEP_NMOD_POSS) return true;
  return false;
}

/* "The Arab League", "the Islamic Renaissance Movement", "the Manila Chronicle": a word of the name of a body of public life. */
static bool is_in_public_name(const kh_algebra *a, uint32_t t) {
  enum { UP = 4 };
  static const uint32_t idle = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_SOC | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_EDU;
  const kh_doc *d = a->d;
  if (d->tok.upos[t] != KH_UPOS_PROPN) return false;
  uint32_t at = t;
  for (int step = 0; step < UP && at != KH_NONE; step++, at = head(d, at)) {
    const kh_mention *m = a->mention_of[at] == KH_NONE ? NULL : &d->mentions[a->mention_of[at]];
    if (m) return m->kind == KH_ENTITY_ORG && t >= m->tok_begin && t < m->tok_end && !(idle >> m->actor.sector & 1);
  }
  return false;
}

/* "An Iranian physicist", "a British baker": somebody of whose land his own words tell is in the news for it, whatever his calling is. */
static bool is_foreigner(const kh_algebra *a, uint32_t t) {
  const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &a->d->mentions[a->mention_of[t]];
  static const uint32_t trade = 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_JRN;   /* whose shareholders and podcasts are everyday matters */
  return m && m->head == t && m->kind == KH_ENTITY_NOMINAL && m->actor.country[0] && !m->assumed && !(trade >> m->actor.sector & 1) &&
         !kh_is_kind(a, t, KH_CLAUSE_SPORT);
}

/* Words that tell of a game (two of them, one of the sure ones, and none of police, courts or armies; with three of them some of those are of the game), or
 * "in the film", "the novel follows": what happens there has not happened. */
bool kh_is_staged(kh_algebra *a, const kh_sentence *s) {
  enum { FEW = 3, SHARE = 3 };   /* sentences, and one of how many, that make a report one of games */
  uint32_t sport = 0;
  bool serious = false, grave = false;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    if (a->d->tok.upos[t] == KH_UPOS_VERB) {
      uint32_t work = kh_is_kind(a, t, KH_CLAUSE_DEPICT) ? kh_doc_child_with(a->d, t, KH_DEP_NSUBJ) : KH_NONE;
      if (work != KH_NONE && head(a->d, t) == KH_NONE && kh_is_kind(a, work, KH_CLAUSE_TELLING) && !says_more(a, work)) return true;
    } else if (kh_is_kind(a, t, KH_CLAUSE_FICTION)) {
      uint32_t in = kh_doc_child_with(a->d, t, KH_DEP_CASE);
      if (in != KH_NONE && kh_is_kind(a, in, KH_CLAUSE_INSIDE)) return true;
    }
    bool game = kh_is_kind(a, t, KH_CLAUSE_SPORT), idle = kh_is_kind(a, t, KH_CLAUSE_IDLE);
    if ((game || idle) && !is_in_public_name(a, t)) sport += game + 2u * (idle && !is_foreigner(a, t));
    serious |= kh_is_kind(a, t, KH_CLAUSE_SERIOUS);
    grave |= kh_is_kind(a, t, KH_CLAUSE_SERIOUS) && !kh_is_kind(a, t, KH_CLAUSE_EITHER);
  }
  uint32_t before = (uint32_t)(s - a->d->sentences);
  bool report = !a->side && a->games >= FEW && a->games * SHARE >= before;   /* "the bank's defence held firm", told in a report of games */
  a->games += sport >= 2 && !serious;
  return ((sport >= 2 || report) && !serious) || (sport >= 3 && !grave);
}
