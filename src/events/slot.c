/* slot.c: what fills a frame's slot at a trigger, with all that is joined to it. */
#include "events/clause_int.h"
#include "events/match.h"

bool kh_clause_of_mark(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if ((rel(d, c) == KH_DEP_MARK || rel(d, c) == KH_DEP_CASE) && kh_is_kind(a, c, KH_CLAUSE_OF)) return true;
  return false;
}

bool kh_clause_is_aim(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  uint8_t b = base(d, t);
  if (h == KH_NONE || h > t || !is_present_participle(d, t)) return false;
  if (b != KH_DEP_ADVCL && b != KH_DEP_ACL && b != KH_DEP_XCOMP && b != KH_DEP_CCOMP) return false;
  uint32_t means = a->side || b == KH_DEP_ADVCL ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_NSUBJ);      /* "its powers include sending in troops" */
  if (means != KH_NONE && means < h && kh_is_kind(a, means, KH_CLAUSE_SCOPE)) return true;
  EACH_CHILD(d, t, c)
    if (c < t && (rel(d, c) == KH_DEP_MARK || rel(d, c) == KH_DEP_CASE)) return kh_is_kind(a, h, KH_CLAUSE_AIM) || kh_is_kind(a, c, KH_CLAUSE_TOWARDS);
  return false;
}

/* "an example of ethnic cleansing", "an act of war": the noun that stands for the judging word, or the word itself. */
static uint32_t judged_as(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  return h != KH_NONE && base(d, t) == KH_DEP_NMOD && h < t && kh_clause_of_mark(a, t) && kh_is_kind(a, h, KH_CLAUSE_HOLLOW) ? h : t;
}

/* "called the decision a travesty", where trees see two objects. */
static bool second_object(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), first = h == KH_NONE || rel(d, t) != KH_DEP_OBJ ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_OBJ);
  return first != KH_NONE && first != t && kh_is_kind(a, h, KH_CLAUSE_CALLING);
}

/* "called the offer a trap", where trees hang the judging word on what is judged or make a clause of that: what is judged. */
static uint32_t called_so(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), x;
  uint8_t b = base(d, t);
  if (h == KH_NONE || h > t) return KH_NONE;
  if ((b == KH_DEP_OBJ || b == KH_DEP_APPOS || b == KH_DEP_DEP) && kh_clause_is_noun(a, h) && rel(d, h) == KH_DEP_OBJ && head(d, h) != KH_NONE &&
      kh_is_kind(a, head(d, h), KH_CLAUSE_CALLING))
    return h;
  if (!kh_is_kind(a, h, KH_CLAUSE_CALLING) || !kh_is_verb(a, h) || b != KH_DEP_OBJ) return KH_NONE;
  if (kh_clause_judged_in(a, h) != KH_NONE) return kh_clause_judged_in(a, h);
  x = kh_doc_child_with(d, h, KH_DEP_XCOMP);
  return x != KH_NONE && x < t && kh_clause_is_noun(a, x) ? x : KH_NONE;
}

/* "The raid amounts to murder", "constitutes a crime", "is tantamount to blackmail": the word that says so, as a form of be would, or KH_NONE. */
uint32_t kh_amounts_to(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (h == KH_NONE || h > t || !kh_is_kind(a, h, KH_CLAUSE_AMOUNTING) || (rel(d, t) != KH_DEP_OBJ && rel(d, t) != KH_DEP_OBL)) return KH_NONE;
  return kh_is_verb(a, h) || kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE ? h : KH_NONE;
}

bool kh_is_predicate(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  t = judged_as(a, t);
  if (called_so(a, t) != KH_NONE || kh_amounts_to(a, t) != KH_NONE) return true;
  if (kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE || second_object(a, t)) return true;
  uint32_t h = head(d, t);
  if (kh_is_where(d, t)) return true;
  if (h != KH_NONE && rel(d, t) == KH_DEP_AMOD && h < t && head(d, h) != KH_NONE)   /* "called the raid absurd" */
    return kh_is_kind(a, head(d, h), KH_CLAUSE_CALLING) && base(d, h) == KH_DEP_OBJ;
  return h != KH_NONE && kh_is_verb(a, h) &&
         (rel(d, t) == KH_DEP_XCOMP || (rel(d, t) == KH_DEP_OBL && kh_doc_child_with(d, h, KH_DEP_OBJ) != KH_NONE && kh_is_kind(a, h, KH_CLAUSE_CALLING)));
}

/* What a judging word judges. */
static uint32_t topic_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  t = judged_as(a, t);
  uint32_t h = head(d, t), found = called_so(a, t);
  if (found != KH_NONE) return found;
  if (rel(d, t) == KH_DEP_AMOD) return h;
  if (kh_amounts_to(a, t) != KH_NONE) t = h;
  else if (kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE && h != KH_NONE && kh_is_verb(a, h)) {
    found = kh_object_of(a, h);
    return found == t ? KH_NONE : found;
  }
  found = kh_doc_child_base(d, t, KH_DEP_CSUBJ);
  if (found == KH_NONE && kh_doc_child_with(d, t, KH_DEP_EXPL) != KH_NONE) {
    found = kh_doc_child_base(d, t, KH_DEP_CCOMP);
    if (found == KH_NONE) found = kh_doc_child_base(d, t, KH_DEP_XCOMP);
    if (found == KH_NONE) found = kh_doc_child_base(d, t, KH_DEP_ADVCL);
  }
  if (found != KH_NONE) return found;
  found = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  return found == KH_NONE ? KH_NONE : kh_clause_antecedent(a, t, found);
}

uint32_t kh_speaker_at(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t q = a->quote_of[t], g = head(d, t);
  /* "said he would withdraw, a step that the chancellor called a mistake" */
  if (!a->side && q != KH_NONE && !d->quotes[q].direct && g != KH_NONE && (rel(d, t) == KH_DEP_OBJ || rel(d, t) == KH_DEP_XCOMP) &&
      kh_is_kind(a, g, KH_CLAUSE_CALLING) && kh_is_verb(a, g) && kh_doc_child_with(d, g, KH_DEP_NSUBJ) != KH_NONE)
    return kh_subject_of(a, g);
  if (q != KH_NONE && d->quotes[q].speaker < d->mention_count) return d->mentions[d->quotes[q].speaker].head;
  uint32_t at = t;
  for (int step = 0; step < MAX_CLIMB; step++) {
    uint32_t h = head(d, at);
    if (h == KH_NONE) break;
    uint8_t b = base(d, at);
    if (b == KH_DEP_CCOMP || b == KH_DEP_XCOMP || b == KH_DEP_OBL || b == KH_DEP_OBJ || b == KH_DEP_IOBJ) {
      uint32_t s = kh_is_verb(a, h) && (kh_is_kind(a, h, KH_CLAUSE_REPORTING) || kh_is_kind(a, h, KH_CLAUSE_CALLING)) ? kh_subject_of(a, h) : KH_NONE;
      /* "They will rue the day, the general growled": what stands before who does it and what he does is said, whatever the verb is */
      if (s == KH_NONE && !a->side && b == KH_DEP_CCOMP && at < h && kh_is_verb(a, h) && !kh_is_kind(a, h, KH_CLAUSE_WISHING)) {
        s = kh_subject_of(a, h);
        if (s != KH_NONE && s < at) s = KH_NONE;
      }
      if (s != KH_NONE) return s;
    }
    at = h;
  }
  EACH_CHILD(d, at, c)    /* "It is a mistake, the minister said": the saying hangs below */
    if (rel(d, c) == KH_DEP_PARATAXIS && kh_is_kind(a, c, KH_CLAUSE_REPORTING)) return kh_subject_of(a, c);
  return KH_NONE;
}

static bool has_must(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_AUX && kh_is_kind(a, c, KH_CLAUSE_MUST)) return true;
  return false;
}

bool kh_clause_has_modal(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_AUX &&
        (kh_is_kind(a, c, KH_CLAUSE_FUTURE) || kh_is_kind(a, c, KH_CLAUSE_WOULD) || kh_is_kind(a, c, KH_CLAUSE_MAY) || kh_is_kind(a, c, KH_CLAUSE_MUST)))
      return true;
  return false;
}

/* "Told them that it does not intend to", "\"Imagine!\" she told the paper": finite by its auxiliary, or said before. */
static bool is_told(const kh_algebra *a, uint32_t t, uint32_t clause) {
  const kh_doc *d = a->d;
  if (kh_clause_has_modal(a, clause)) return true;
  if (a->side) return false;
  if (clause < t) return true;
  EACH_CHILD(d, clause, c)   /* "told reporters that the aim was to slim it" */
    if ((rel(d, c) == KH_DEP_AUX || rel(d, c) == KH_DEP_COP) && morph(a, c, KH_MORPH_FIN)) return true;
  return false;
}

/* "The plan, which Tunis rejected", "a campaign that has killed nine", ", a decision welcomed by Tunis": what is told of a plan is not what is planned. */
static bool tells_of(const kh_algebra *a, uint32_t clause) {
  const kh_doc *d = a->d;
  if (!a->side && rel(d, clause) == KH_DEP_ACL && morph(a, clause, KH_MORPH_PART | KH_MORPH_PAST) && kh_agent_at(a, clause) != KH_NONE &&
      kh_is_kind(a, head(d, clause), KH_CLAUSE_STEP) && kh_doc_child_with(d, head(d, clause), KH_DEP_PUNCT) != KH_NONE)
    return true;
  return !a->side && rel(d, clause) == KH_DEP_ACL_RELCL && kh_is_verb(a, clause) && (morph(a, clause, KH_MORPH_FIN) || morph(a, clause, KH_MORPH_PART)) &&
         !kh_clause_has_modal(a, clause) && kh_doc_child_with(d, clause, KH_DEP_MARK) == KH_NONE;
}

/* "Ordered a withdrawal, a move that Tunis praised": what is told of a deed beside it is not what is said. */
static bool is_step(const kh_algebra *a, uint32_t noun) {
  return !a->side && a->d->tok.upos[noun] == KH_UPOS_NOUN && kh_is_kind(a, noun, KH_CLAUSE_STEP) && kh_doc_child_base(a->d, noun, KH_DEP_ACL) != KH_NONE;
}

/* "He calls for a ban; she backs it": a semicolon parts two sentences. */
static bool parted(const kh_algebra *a, uint32_t t, uint32_t clause) {
  for (uint32_t i = t + 1; i < clause && !a->side; i++)
    if (a->d->tok.form[i].n == 1 && a->d->tok.form[i].s[0] == ';') return true;
  return false;
}

/* "Complained at the meeting that Norway had closed its embassy", with the clause hung on the meeting: what is said, or KH_NONE. A relative clause has its
 * "that" for a party of its own. */
static uint32_t said_behind_phrase(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_verb(a, t) || !kh_is_kind(a, t, KH_CLAUSE_REPORTING) || kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE) return KH_NONE;
  EACH_CHILD(d, t, c) {
    if (c < t || base(d, c) != KH_DEP_OBL || !kh_clause_is_noun(a, c)) continue;
    EACH_CHILD(d, c, v) {
      uint32_t that = v > c && base(d, v) == KH_DEP_ACL && kh_is_verb(a, v) ? kh_doc_child_with(d, v, KH_DEP_MARK) : KH_NONE;
      if (that == KH_NONE || that < c || that > v || d->tok.upos[that] != KH_UPOS_SCONJ || !kh_is_kind(a, that, KH_CLAUSE_DEFINITE)) continue;
      if (kh_doc_child_base(d, v, KH_DEP_NSUBJ) != KH_NONE && !morph(a, v, KH_MORPH_INF)) return v;
    }
  }
  return KH_NONE;
}

static uint32_t clause_below(const kh_algebra *a, uint32_t t, uint8_t kind) {
  const kh_doc *d = a->d;
  uint32_t found = KH_NONE;
  if (kind == KH_SLOT_XCOMP) {
    found = kh_doc_child_base(d, t, KH_DEP_XCOMP);
    /* trees differ on where an infinitive hangs */
    uint32_t o = found == KH_NONE ? kh_doc_child_with(d, t, KH_DEP_OBJ) : KH_NONE;
    /* "asked the parties to name a premier" */
    if (found == KH_NONE && o == KH_NONE && !a->side && kh_is_kind(a, t, KH_CLAUSE_OBJCONTROL)) o = kh_doc_child_with(d, t, KH_DEP_IOBJ);
    /* "demanded a ceasefire to protect civilians": what is asked for is an event, the infinitive what it is for */
    bool aim = o != KH_NONE && !a->side && a->mention_of[o] == KH_NONE && a->first[o] != KH_NONE && kh_is_kind(a, t, KH_CLAUSE_OBJCONTROL);
    EACH_CHILD(d, t, c)
      if (found == KH_NONE && ((base(d, c) == KH_DEP_ADVCL && !aim) || base(d, c) == KH_DEP_CCOMP) && morph(a, c, KH_MORPH_INF) && !is_told(a, t, c)) found = c;
    if (found == KH_NONE && o != KH_NONE)
      EACH_CHILD(d, o, c)
        if (base(d, c) == KH_DEP_ACL && morph(a, c, KH_MORPH_INF)) return c;
    if (found == KH_NONE && o != KH_NONE && kh_clause_judged_in(a, t) != KH_NONE) return o;
    if (found == KH_NONE && o != KH_NONE && !a->side && kh_is_kind(a, t, KH_CLAUSE_CALLING))   /* "called the leader the father of the nation" */
      EACH_CHILD(d, t, c)
        if (c > o && second_object(a, c)) return c;
  } else if (kind == KH_SLOT_CCOMP) {
    found = kh_doc_child_base(d, t, KH_DEP_CCOMP);
    /* but "ten were held, police said; the union claimed more" */
    if (found == KH_NONE && rel(d, t) == KH_DEP_PARATAXIS && kh_is_kind(a, t, KH_CLAUSE_REPORTING) && !parted(a, head(d, t), t)) found = head(d, t);
    if (found == KH_NONE && kh_doc_child_with(d, t, KH_DEP_EXPL) != KH_NONE) found = kh_doc_child_base(d, t, KH_DEP_CSUBJ);   /* "it is true that …" */
    if (found == KH_NONE)
      EACH_CHILD(d, t, c)
        if (base(d, c) == KH_DEP_PARATAXIS && c > t && !parted(a, t, c) && !is_step(a, c)) return c;
    if (found == KH_NONE) found = said_behind_phrase(a, t);
  } else if (kind == KH_SLOT_ACL) {
    found = kh_doc_child_base(d, t, KH_DEP_ACL);
    if (found != KH_NONE && tells_of(a, found)) return KH_NONE;
    uint32_t what = found != KH_NONE || a->side || !kh_is_verb(a, t) ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_OBJ);
    /* "found evidence that police had tortured him", "served notice that it would": a bare noun is the verb's own word */
    bool bare = what != KH_NONE && what == t + 1 && a->mention_of[what] == KH_NONE && a->first[what] == KH_NONE;
    if (what != KH_NONE && (bare || kh_is_kind(a, what, KH_CLAUSE_PROOF)))
      EACH_CHILD(d, what, c)
        if (c > what && rel(d, c) == KH_DEP_ACL && kh_doc_child_base(d, c, KH_DEP_NSUBJ) != KH_NONE) return c;
    if (found == KH_NONE && head(d, t) != KH_NONE)   /* "made a promise to leave", with the infinitive at the verb */
      EACH_CHILD(d, head(d, t), c)
        if (c > t && (rel(d, c) == KH_DEP_XCOMP || base(d, c) == KH_DEP_ADVCL) && morph(a, c, KH_MORPH_INF)) return c;
  } else if (kind == KH_SLOT_ADVCL) {
    found = kh_doc_child_base(d, t, KH_DEP_ADVCL);
  } else if (kind == KH_SLOT_AMOD) {
    found = kh_doc_child_base(d, t, KH_DEP_AMOD);
  } else if (kind == KH_SLOT_HEAD) {
    found = head(d, t);
  }
  return found;
}

/* "Chad, Sudan sign pact": headlines join by a comma what sentences join by a word. The one after it, or KH_NONE. */
static uint32_t joined_by_comma(const kh_algebra *a, uint32_t verb, uint32_t first) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_headline(d, verb) || first + 2 > verb || d->tok.upos[first + 1] != KH_UPOS_PUNCT) return KH_NONE;
  for (uint32_t c = first + 2; c < verb && d->tok.sentence[c] == d->tok.sentence[verb] && d->tok.upos[c] != KH_UPOS_PUNCT; c++) {
    bool apposed = head(d, c) == first && rel(d, c) == KH_DEP_APPOS && a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].kind == KH_ENTITY_LOC;
    if (apposed || (head(d, c) == verb && rel(d, c) == KH_DEP_NSUBJ)) return c;
  }
  return KH_NONE;
}

/* "Rebels, army clash in Chad", where trees take the first for the sentence and the verb for what is joined to it: the first, or KH_NONE. */
static uint32_t joined_before(const kh_algebra *a, uint32_t verb, uint32_t second) {
  const kh_doc *d = a->d;
  uint32_t first = head(d, verb);
  if (a->side || first == KH_NONE || first + 1 >= second || rel(d, verb) != KH_DEP_CONJ || head(d, first) != KH_NONE || !kh_is_headline(d, verb))
    return KH_NONE;
  return d->tok.upos[first + 1] == KH_UPOS_PUNCT && kh_clause_is_noun(a, first) && a->mention_of[first] != KH_NONE &&
                 kh_doc_child_with(d, verb, KH_DEP_CC) == KH_NONE
             ? first
             : KH_NONE;
}

bool kh_clause_is_company(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
  return !a->side && c > 0 && c + 1 < d->tok.n && base(d, c) == KH_DEP_OBL && head(d, c) != KH_NONE && c < head(d, c) && kh_is_kind(a, c, KH_CLAUSE_TOGETHER) &&
         kh_is_kind(a, c - 1, KH_CLAUSE_INSIDE) && kh_is_kind(a, c + 1, KH_CLAUSE_WITH);
}

/* Opened by "along with", "together with", "alongside", also where the first word hangs on the verb. */
static bool opened_together(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t with = kh_doc_child_with(d, c, KH_DEP_CASE);
  if (with != KH_NONE && with > 0 && with < c && kh_is_kind(a, with, KH_CLAUSE_WITH) && kh_is_kind(a, with - 1, KH_CLAUSE_TOGETHER) &&
      rel(d, with - 1) == KH_DEP_ADVMOD && (with < 2 || !kh_is_kind(a, with - 2, KH_CLAUSE_INSIDE)))
    return true;
  EACH_CHILD(d, c, g)
    if (g < c && (rel(d, g) == KH_DEP_CASE || rel(d, g) == KH_DEP_ADVMOD) && kh_is_kind(a, g, KH_CLAUSE_TOGETHER)) return true;
  return false;
}

/* … where the adverb hangs on the first party: "Egypt, together with Sudan, protested". */
static bool together_with(const kh_algebra *a, uint32_t first, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t with = kh_doc_child_with(d, c, KH_DEP_CASE);
  if (with == KH_NONE || with < 1 || !kh_is_kind(a, with, KH_CLAUSE_WITH)) return false;
  return head(d, with - 1) == first && rel(d, with - 1) == KH_DEP_ADVMOD && kh_is_kind(a, with - 1, KH_CLAUSE_TOGETHER);
}

/* "Marines, along with 300 soldiers from Jamaica": the second party, hung on the first. */
static uint32_t told_along(const kh_algebra *a, uint32_t first) {
  const kh_doc *d = a->d;
  if (a->side) return KH_NONE;
  EACH_CHILD(d, first, c)
    if (c > first && base(d, c) == KH_DEP_NMOD && (opened_together(a, c) || together_with(a, first, c))) return c;
  EACH_CHILD(d, first, c) {
    uint32_t with = c > first && rel(d, c) == KH_DEP_ADVMOD && kh_is_kind(a, c, KH_CLAUSE_TOGETHER) ? kh_doc_child_base(d, c, KH_DEP_OBL) : KH_NONE;
    if (with != KH_NONE && a->mention_of[with] != KH_NONE) return with;
  }
  return KH_NONE;
}

/* "Arrested a senator along with two journalists": whom the deed is done to as well, where the tree hangs him on the verb. */
static uint32_t done_along(const kh_algebra *a, uint32_t verb, uint32_t first) {
  const kh_doc *d = a->d;
  uint32_t second = told_along(a, first);
  if (a->side || second != KH_NONE || a->mention_of[first] == KH_NONE) return second;
  EACH_CHILD(d, verb, c) {
    uint32_t along = c > first && c > verb && base(d, c) == KH_DEP_OBL && a->mention_of[c] != KH_NONE ? kh_doc_child_with(d, c, KH_DEP_CASE) : KH_NONE;
    if (along != KH_NONE && along + 1 < c && kh_is_kind(a, along, KH_CLAUSE_TOGETHER) && head(d, along + 1) == c && rel(d, along + 1) == KH_DEP_CASE) return c;
    if (along == first + 2 && opened_together(a, c) && d->mentions[a->mention_of[first]].kind != KH_ENTITY_LOC) return c;   /* "… together with his aide" */
  }
  return KH_NONE;
}

/* "Marines, along with 300 soldiers from Jamaica, invaded", "along with Japan, India pledged …": the second party. */
static uint32_t joined_by_with(const kh_algebra *a, uint32_t verb, uint32_t first) {
  const kh_doc *d = a->d;
  if (a->side) return KH_NONE;
  uint32_t along = told_along(a, first);
  if (along != KH_NONE) return along;
  EACH_CHILD(d, first, c) {   /* "Egypt, joined by Sudan, protested" */
    uint32_t agent = c > first && rel(d, c) == KH_DEP_ACL && kh_is_kind(a, c, KH_CLAUSE_JOINING) && kh_is_passive(a, c) ? kh_clause_agent_of(a, c) : KH_NONE;
    if (agent != KH_NONE && a->mention_of[agent] != KH_NONE) return agent;
  }
  if (head(d, first) != verb || kh_is_passive(a, verb)) return KH_NONE;
  EACH_CHILD(d, verb, c) {   /* "led by a former minister, protesters occupied the square" */
    uint32_t agent = c < first && base(d, c) == KH_DEP_ADVCL && kh_is_kind(a, c, KH_CLAUSE_LEADING) && kh_is_passive(a, c) ? kh_clause_agent_of(a, c) : KH_NONE;
    if (agent != KH_NONE && a->mention_of[agent] != KH_NONE) return agent;
  }
  EACH_CHILD(d, verb, c)
    if (c < first && base(d, c) == KH_DEP_OBL && kh_clause_is_noun(a, c) && a->mention_of[c] != KH_NONE && opened_together(a, c)) return c;
  EACH_CHILD(d, verb, c) {   /* "together with Japan, India protested", with Japan hung on the first word */
    uint32_t with = c < first && rel(d, c) == KH_DEP_ADVMOD && kh_is_kind(a, c, KH_CLAUSE_TOGETHER) ? kh_doc_child_base(d, c, KH_DEP_OBL) : KH_NONE;
    if (with != KH_NONE && with < first && a->mention_of[with] != KH_NONE && kh_is_behind(a, with, KH_CLAUSE_WITH)) return with;
  }
  EACH_CHILD(d, verb, c) {   /* "in common with Japan, India voiced doubts" */
    uint32_t with = kh_clause_is_company(a, c) ? c + 2 : KH_NONE;
    for (; with != KH_NONE && with < d->tok.n && with < c + 8; with++)
      if (head(d, with) == c && a->mention_of[with] != KH_NONE && (base(d, with) == KH_DEP_OBL || base(d, with) == KH_DEP_NMOD)) return with;
  }
  return KH_NONE;
}

/* "Japan's coastguard and Taiwanese boats fired", where trees give the verb two subjects. */
static uint32_t joined_beside(const kh_algebra *a, uint32_t verb, uint32_t first) {
  const kh_doc *d = a->d;
  if (a->side || head(d, first) != verb || first + 2 >= verb || d->tok.upos[first + 1] != KH_UPOS_CCONJ) return KH_NONE;
  EACH_CHILD(d, verb, c)
    if (c > first + 1 && c < verb && rel(d, c) == KH_DEP_NSUBJ && kh_clause_is_noun(a, c)) {
      uint32_t begin, end, after = first + 2;
      kh_doc_subtree(d, c, &begin, &end);
      while (after < begin && (d->tok.upos[after] == KH_UPOS_PUNCT || d->tok.upos[after] == KH_UPOS_ADV)) after++;   /* "Togo and, later, Ghana" */
      if (begin <= after) return c;
    }
  return KH_NONE;
}

/* "Two Syrians and a Palestinian suspected of a plot", with the participle for a noun: who stands before it. */
static uint32_t before_participle(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || t == 0 || !morph(a, t, KH_MORPH_PAST) || morph(a, t, KH_MORPH_FIN) || head(d, t - 1) != t || a->mention_of[t - 1] == KH_NONE) return KH_NONE;
  return base(d, t - 1) == KH_DEP_AMOD || base(d, t - 1) == KH_DEP_COMPOUND ? t - 1 : KH_NONE;
}

/* "Six priests, their cook and her daughter": what trees take for another name of the first cannot be, being one of several. */
static uint32_t listed_after(const kh_algebra *a, uint32_t first) {
  const kh_doc *d = a->d;
  if (a->side) return KH_NONE;
  EACH_CHILD(d, first, c)   /* "President Biden, Canadian Prime Minister Trudeau and Mexican President Obrador": persons of other names */
    if (c > first && rel(d, c) == KH_DEP_APPOS && d->tok.upos[c] == KH_UPOS_PROPN && d->tok.upos[first] == KH_UPOS_PROPN &&
        d->tok.ner[c] / 2 == KH_ENTITY_PER && d->tok.ner[first] / 2 == KH_ENTITY_PER && kh_doc_child_with(d, c, KH_DEP_CONJ) != KH_NONE)
      return c;
  EACH_CHILD(d, first, c)
    if (c > first && rel(d, c) == KH_DEP_APPOS && d->tok.upos[c] == KH_UPOS_NOUN && a->mention_of[c] != KH_NONE &&
        kh_doc_child_with(d, c, KH_DEP_CONJ) != KH_NONE && (morph(a, first, KH_MORPH_PLUR) || d->tok.upos[first] == KH_UPOS_PROPN) &&
        kh_doc_child_with(d, c, KH_DEP_NMOD_POSS) != KH_NONE)
      return c;
  return KH_NONE;
}

/* "Journalists, not ministers". */
static bool excluded(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    /* … "but not ministers" */
    if (!a->side && c < t && (base(d, c) == KH_DEP_ADVMOD || base(d, c) == KH_DEP_CC) && kh_is_kind(a, c, KH_CLAUSE_NOT) && kh_clause_is_noun(a, t) &&
        (kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE || kh_doc_child_with(d, t, KH_DEP_CC) + 1 == c))
      return true;
  return false;
}

/* "Denied that he had met them and demanded an apology": a past of its own, of saying, below an auxiliary that it does not share. */
static bool said_beside(const kh_algebra *a, uint32_t t, uint32_t clause, uint32_t c) {
  const kh_doc *d = a->d;
  if (kh_clause_apart_from_wish(a, c)) return true;
  if (a->side || !kh_is_kind(a, t, KH_CLAUSE_DENYING) || !kh_is_verb(a, c) || !morph(a, c, KH_MORPH_PAST) || strcmp(kh_clause_xpos(a, c), "VBD") ||
      !morph(a, t, KH_MORPH_PAST))
    return false;
  if (kh_doc_child_base(d, c, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, c, KH_DEP_AUX) != KH_NONE) return false;
  return kh_doc_child_with(d, clause, KH_DEP_AUX) != KH_NONE || kh_doc_child_with(d, clause, KH_DEP_AUX_PASS) != KH_NONE ||
         kh_doc_child_with(d, clause, KH_DEP_COP) != KH_NONE;
}

/* "Soldiers of the Union and Somali troops fought", "troops loyal to the president and soldiers of his deputy", with the second hung on the name: a name is not
 * joined with others of the first one's kind. */
static uint32_t beside_name(const kh_algebra *a, uint32_t first) {
  const kh_doc *d = a->d;
  uint32_t m = a->side ? KH_NONE : a->mention_of[first];
  if (m == KH_NONE || d->mentions[m].kind != KH_ENTITY_NOMINAL || !d->mentions[m].actor.sector) return KH_NONE;
  for (uint32_t t = first + 1; t < d->tok.n && t < first + 8 && d->tok.sentence[t] == d->tok.sentence[first]; t++) {
    uint32_t h = head(d, t);
    if (d->tok.upos[t] != KH_UPOS_PROPN || a->mention_of[t] == KH_NONE || h == KH_NONE ||
        (h != first && !(h < t && head(d, h) == first && d->tok.upos[h] == KH_UPOS_ADJ)) || (base(d, t) != KH_DEP_NMOD && base(d, t) != KH_DEP_OBL))
      continue;
    EACH_CHILD(d, t, c) {
      uint32_t n = rel(d, c) == KH_DEP_CONJ && d->tok.upos[c] == KH_UPOS_NOUN ? a->mention_of[c] : KH_NONE;
      if (n == KH_NONE || d->mentions[n].kind != KH_ENTITY_NOMINAL) continue;
      if (d->mentions[m].plural && d->mentions[n].plural && d->mentions[n].actor.sector == d->mentions[m].actor.sector) return c;
      /* "the junta in Guinea and the opposition" */
      if (d->mentions[a->mention_of[t]].kind == KH_ENTITY_LOC && d->mentions[n].actor.sector && kh_doc_child_base(d, c, KH_DEP_DET) != KH_NONE) return c;
    }
  }
  return KH_NONE;
}

/* "A priest and scores of Afghans", with the "of" hung on the priest: those whom c counts, else c. */
static uint32_t counted_by(const kh_algebra *a, uint32_t first, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t of = c + 1, who = a->side || of >= d->tok.n || a->mention_of[c] != KH_NONE || !kh_is_kind(a, c, KH_CLAUSE_HOLLOW) || !kh_is_kind(a, of, KH_CLAUSE_OF)
                                 ? KH_NONE
                                 : head(d, of);
  return who != KH_NONE && who > c && head(d, who) == first && a->mention_of[who] != KH_NONE ? who : c;
}

/* "Bahrain followed the Emirates in recognising Israel": the object of the verb above does it too. */
static uint32_t joined_in(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t v = base(d, t) == KH_DEP_ADVCL && !a->side ? head(d, t) : KH_NONE, mark = v == KH_NONE || v > t ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_MARK);
  if (mark == KH_NONE || mark > t || !kh_is_kind(a, mark, KH_CLAUSE_INSIDE) || !kh_is_kind(a, v, KH_CLAUSE_JOINING) || kh_is_passive(a, v)) return KH_NONE;
  uint32_t o = kh_doc_child_with(d, v, KH_DEP_OBJ);
  return o != KH_NONE && a->mention_of[o] != KH_NONE ? o : KH_NONE;
}

/* "Egypt blamed Sudan, its neighbour, for the delay", with the neighbour taken for a second party: nothing joins it to the name, and it tells who that is. */
static bool is_told_aside(const kh_algebra *a, uint32_t name, uint32_t c) {
  const kh_doc *d = a->d;
  if (a->side || c < name + 3 || d->tok.upos[name] != KH_UPOS_PROPN || d->tok.upos[c] != KH_UPOS_NOUN || kh_is_headline(d, name) ||
      kh_doc_child_with(d, c, KH_DEP_CC) != KH_NONE)
    return false;
  uint32_t owner = kh_doc_child_with(d, c, KH_DEP_NMOD_POSS);
  if (owner == KH_NONE || d->tok.upos[owner] != KH_UPOS_PRON || owner != name + 2 || d->tok.upos[name + 1] != KH_UPOS_PUNCT) return false;
  EACH_CHILD(d, name, g)
    if (rel(d, g) == KH_DEP_CONJ && g != c) return false;
  EACH_CHILD(d, c, g)
    if (rel(d, g) == KH_DEP_CONJ) return false;
  return true;
}

/* Is the list ended before c, which is joined to it by no word of its own? */
static bool ends_list(const kh_algebra *a, uint32_t c, bool *ended) {
  bool joined = kh_doc_child_with(a->d, c, KH_DEP_CC) != KH_NONE, before = *ended;
  *ended |= joined;
  return before && !joined && !a->side && a->d->tok.upos[c] == KH_UPOS_NOUN;
}

static bool is_police(const kh_algebra *a, uint32_t t) {
  return a->mention_of[t] != KH_NONE && a->d->mentions[a->mention_of[t]].actor.sector == KH_SECTOR_COP;
}

static bool is_coded(const kh_algebra *a, uint32_t t) {
  const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &a->d->mentions[a->mention_of[t]];
  return m && (m->actor.country[0] || m->actor.sector);
}

/* "The troop build-up by Russia", "criticised the missile test by Turkey": of a deed whose doer is named behind it the noun before tells what it is done with. */
static bool has_named_doer(const kh_algebra *a, uint32_t noun) {
  const kh_doc *d = a->d;
  uint32_t h = rel(d, noun) == KH_DEP_OBJ ? head(d, noun) : KH_NONE, at[2] = {noun, h == KH_NONE || kh_is_passive(a, h) ? KH_NONE : h};
  uint32_t next = noun + 1 < d->tok.n && kh_is_kind(a, noun + 1, KH_CLAUSE_BY) ? head(d, noun + 1) : KH_NONE;   /* however the tree hangs it */
  if (next != KH_NONE && next > noun && is_coded(a, next)) return true;
  EACH_CHILD(d, noun, c) {   /* "the drone attack, carried out by rebels" */
    uint32_t doer = c > noun && base(d, c) == KH_DEP_ACL && kh_is_kind(a, c, KH_CLAUSE_WROUGHT) ? kh_agent_at(a, c) : KH_NONE;
    if (doer != KH_NONE && is_coded(a, doer)) return true;
  }
  for (int i = 0; i < 2; i++)
    if (at[i] != KH_NONE)
      EACH_CHILD(d, at[i], c)
        if (c > noun && (base(d, c) == KH_DEP_NMOD || base(d, c) == KH_DEP_OBL) && kh_is_behind(a, c, KH_CLAUSE_BY) && is_coded(a, c)) return true;
  return false;
}

/* "The Israeli air campaign", "a Turkish patrol": those who are called by what they do are named with their land in one. */
static bool is_of_its_land(const kh_algebra *a, uint32_t noun) {
  const kh_mention *m = a->mention_of[noun] == KH_NONE ? NULL : &a->d->mentions[a->mention_of[noun]];
  if (!m || m->kind != KH_ENTITY_NOMINAL || m->assumed || !m->actor.country[0] || has_named_doer(a, noun)) return false;
  EACH_CHILD(a->d, noun, c)
    if (c < noun && rel(a->d, c) == KH_DEP_AMOD && a->mention_of[c] == KH_NONE && kh_has_capital(&a->d->tok, c)) return true;
  return false;
}

uint32_t kh_slot_fill(const kh_algebra *a, const kh_event_tables *tables, kh_slot_row s, uint32_t t, uint32_t *out, uint32_t max) {
  const kh_doc *d = a->d;
  uint32_t f = KH_NONE;
  switch (s.kind) {
    case KH_SLOT_SUBJ:
      f = kh_subject_of(a, t);
      /* "is shocked by the verdict of the court", with the feeling told as an adjective: it is hers whom it befalls */
      if (!a->side && f != KH_NONE && f > t && d->tok.upos[t] == KH_UPOS_ADJ && !(d->tok.morph[t] & KH_MORPH_PART) &&
          rel(d, f) == KH_DEP_OBL_AGENT && head(d, f) == t)
        f = kh_object_of(a, t);
      break;
    case KH_SLOT_DOER:
      f = base(d, t) == KH_DEP_OBL && head(d, t) != KH_NONE && kh_is_verb(a, head(d, t)) ? kh_subject_of(a, head(d, t)) : KH_NONE;
      break; /* "fired on ships in support of the rebels" */
    case KH_SLOT_OBJ: f = kh_object_of(a, t); break;
    case KH_SLOT_IOBJ:
      f = kh_doc_child_with(d, t, KH_DEP_IOBJ);
      if (f == KH_NONE && kh_clause_given_object(a, t) != KH_NONE) f = kh_doc_child_with(d, t, KH_DEP_OBJ);
      if (f == KH_NONE && kh_is_passive(a, t) && kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE) f = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
      if (f == KH_NONE && !a->side) f = kh_clause_run_together(a, t);
      break;
    case KH_SLOT_PREP: f = kh_may_stand(a, tables->preps[s.prep]) ? kh_clause_phrase_of(a, t, tables->preps[s.prep]) : KH_NONE; break;
    case KH_SLOT_OWN: case KH_SLOT_POSS: case KH_SLOT_COMP: case KH_SLOT_ADJ: {
      uint32_t o = s.kind == KH_SLOT_OWN && !a->side && kh_is_verb(a, t) ? kh_object_of(a, t) : KH_NONE;
      f = kh_owner_of(a, t, s.kind);
      if (f != KH_NONE && s.kind == KH_SLOT_OWN && !a->side && base(d, f) == KH_DEP_COMPOUND && !is_police(a, f) && has_named_doer(a, t)) f = KH_NONE;
      if (f == KH_NONE && o != KH_NONE) f = kh_owner_of(a, o, KH_SLOT_POSS);   /* "ordered the mayor's arrest" */
      if (f == KH_NONE && s.kind == KH_SLOT_OWN && !a->side && !kh_is_verb(a, t) && is_of_its_land(a, t)) f = t;
      break;
    }
    case KH_SLOT_SELF: f = t; break;
    case KH_SLOT_TOSUBJ: {
      uint32_t c = kh_doc_child_base(d, t, KH_DEP_CCOMP);
      if (c == KH_NONE) c = clause_below(a, t, KH_SLOT_XCOMP);
      if (c == KH_NONE) c = kh_doc_child_base(d, t, KH_DEP_ACL);
      if (c != KH_NONE && !a->side && !has_must(a, c))   /* "said jobs would go and the state should help": whose duty it is */
        EACH_CHILD(d, c, x)
          if (rel(d, x) == KH_DEP_CONJ && has_must(a, x) && kh_doc_child_base(d, x, KH_DEP_NSUBJ) != KH_NONE) {
            c = x;
            break;
          }
      if (c != KH_NONE) f = kh_subject_of(a, c);
      break;
    }
    case KH_SLOT_TOOBJ: {   /* "gave money to help Somalia" */
      uint32_t c = clause_below(a, t, KH_SLOT_XCOMP);
      if (c == KH_NONE) c = kh_doc_child_base(d, t, KH_DEP_ADVCL);
      if (c != KH_NONE) f = kh_object_of(a, c);
      break;
    }
    case KH_SLOT_SPEAKER: f = kh_speaker_at(a, t); break;
    case KH_SLOT_TOPIC: f = topic_of(a, t); break;
    case KH_SLOT_NOBODY: return 0;
    default: f = clause_below(a, t, s.kind); break;
  }
  if (f == KH_NONE || !max) return 0;
  uint32_t n = 0;
  out[n++] = f;
  uint32_t above = head(d, f);
  if (s.kind == KH_SLOT_PREP && !a->side && above != KH_NONE && above < f && kh_clause_is_noun(a, above) && base(d, f) == KH_DEP_NMOD &&
      a->mention_of[above] == KH_NONE)
    EACH_CHILD(d, above, c)   /* "bans on the minister and police officials", with the second hung on the bans */
      if (c > f && rel(d, c) == KH_DEP_CONJ && n < max && kh_clause_is_noun(a, c) && a->mention_of[c] != KH_NONE &&
          kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE)
        out[n++] = c;
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_by_comma(a, t, f)) != KH_NONE) n++;
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_before(a, t, f)) != KH_NONE) n++;
  uint32_t second = s.kind == KH_SLOT_SUBJ && f < t ? joined_by_with(a, t, f) : s.kind == KH_SLOT_OBJ ? done_along(a, t, f) : KH_NONE;
  if (second != KH_NONE && n < max) {
    out[n++] = second;
    EACH_CHILD(d, second, c)
      if (rel(d, c) == KH_DEP_CONJ && n < max && kh_clause_is_noun(a, c)) out[n++] = c;
  }
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_beside(a, t, f)) != KH_NONE) n++;
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_in(a, t)) != KH_NONE) n++;
  if (n < max && (out[n] = beside_name(a, f)) != KH_NONE) n++;
  if (n < max && (second = listed_after(a, f)) != KH_NONE) {
    out[n++] = second;
    EACH_CHILD(d, second, c)
      if (rel(d, c) == KH_DEP_CONJ && n < max && kh_clause_is_noun(a, c)) out[n++] = c;
  }
  EACH_CHILD(d, f, c)     /* "the writer Ken Saro-Wiwa and eight activists", hung on the name behind the title */
    if (!a->side && c == f + 1 && rel(d, c) == KH_DEP_APPOS && d->tok.upos[c] == KH_UPOS_PROPN && a->mention_of[c] == KH_NONE)
      EACH_CHILD(d, c, g)
        if (rel(d, g) == KH_DEP_CONJ && n < max && kh_clause_is_noun(a, g) && a->mention_of[g] != KH_NONE) out[n++] = g;
  EACH_CHILD(d, f, c)
    if (rel(d, c) == KH_DEP_CONJ && n < max && kh_is_verb(a, c) && !kh_is_verb(a, f) && before_participle(a, c) != KH_NONE) out[n++] = before_participle(a, c);
  bool own = !a->side && base(d, t) == KH_DEP_ACL && head(d, t) == f && t > f;   /* "rebels, who are backed by Rwanda, and the army": not the army */
  bool ended = false;   /* "India and Pakistan, nuclear-armed neighbours, …": behind the one that "and" joins there is no third */
  EACH_CHILD(d, f, c)
    if (rel(d, c) == KH_DEP_CONJ && n < max && kh_is_verb(a, c) == kh_is_verb(a, f) && !excluded(a, c) && !is_told_aside(a, f, c) && !ends_list(a, c, &ended) &&
        !(own && c > t) && !(s.kind == KH_SLOT_CCOMP && said_beside(a, t, f, c)) && kh_clause_acts_next(a, c) == KH_NONE) {
      out[n++] = counted_by(a, f, c);
      EACH_CHILD(d, c, g)     /* a chain, where the tree hangs the third on the second */
        if (rel(d, g) == KH_DEP_CONJ && n < max && kh_is_verb(a, g) == kh_is_verb(a, f)) out[n++] = g;
    }
  return n;
}
