/* clause.c: questions to the tree: who is the subject, what stands in a slot, what a clause says of its verb. */
#include "events/match.h"
#include "events/tree.h"

enum { MAX_CLIMB = 12 };

static const char *xpos(const kh_algebra *a, uint32_t t) { return kh_doc_xpos(a->d, t); }

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
    if (subject == KH_NONE && head(d, t) == KH_NONE && kh_is_headline(d, t)) subject = kh_doc_child_with(d, t, KH_DEP_OBL_UNMARKED);   /* "Swedish premier hails Finnish vote" */
    if (subject != KH_NONE && subject < t && object != KH_NONE && object > t) return true;
  }
  if (a->side || head(d, t) != KH_NONE || (u != KH_UPOS_NOUN && u != KH_UPOS_ADV && u != KH_UPOS_ADJ) || !kh_is_headline(d, t)) return false;
  uint32_t s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  return s != KH_NONE && s < t && kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE;
}

static bool is_noun(const kh_algebra *a, uint32_t t) {
  uint8_t u = a->d->tok.upos[t];
  return u == KH_UPOS_NOUN || u == KH_UPOS_PROPN || u == KH_UPOS_PRON || u == KH_UPOS_NUM;
}

/* "Iran test-fired a missile", "Police tear-gassed students", where trees take the verb's first part for a noun that acts: who stands before it. */
static uint32_t before_hyphen(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || t < 3 || !kh_is_hyphen(d, t - 1) || d->tok.upos[t - 2] != KH_UPOS_NOUN || (head(d, t - 2) != t && head(d, t - 2) != head(d, t))) return KH_NONE;
  EACH_CHILD(d, t - 2, c)
    if (c < t - 2 && is_noun(a, c) && (base(d, c) == KH_DEP_COMPOUND || base(d, c) == KH_DEP_NSUBJ || base(d, c) == KH_DEP_NMOD)) return c;
  uint32_t o = kh_doc_child_with(d, t, KH_DEP_OBJ);   /* "Iran test-fired two cruise missiles": no part of the object stands before the verb */
  if (o != KH_NONE && o > t)
    EACH_CHILD(d, o, c)
      if (c < t - 2 && is_noun(a, c) && (base(d, c) == KH_DEP_COMPOUND || base(d, c) == KH_DEP_NMOD)) return c;
  return KH_NONE;
}

/* "A mob burned churches", read as "mob burned churches" of which somebody says something: a sentence wants a verb. The noun that
 * acts, or KH_NONE where the tree is to be trusted. */
static uint32_t misread_subject(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), found = KH_NONE;
  if (rel(d, t) == KH_DEP_AMOD && h != KH_NONE && h > t && head(d, h) == KH_NONE && !kh_is_predicate(a, h) && (found = before_hyphen(a, t)) != KH_NONE) return found;
  /* "Russian missiles struck airfields": no plural stands before the participle of another noun */
  if (!a->side && rel(d, t) == KH_DEP_AMOD && h != KH_NONE && h > t && t > 0 && morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && !kh_is_predicate(a, h) &&
      d->tok.upos[t - 1] == KH_UPOS_NOUN && (d->tok.morph[t - 1] & KH_MORPH_PLUR)) {
    uint8_t b = base(d, t - 1);
    if (head(d, h) == t - 1) return t - 1;   /* … as the object of the noun that acts */
    if ((head(d, t - 1) == h || head(d, t - 1) == t) && (b == KH_DEP_COMPOUND || b == KH_DEP_NMOD || b == KH_DEP_OBL || b == KH_DEP_NSUBJ)) return t - 1;
  }
  /* "Kenya and Uganda signed accords", "Kofi Annan praised talks" */
  if (!a->side && rel(d, t) == KH_DEP_AMOD && h != KH_NONE && h > t && t > 0 && head(d, h) == KH_NONE && (rel(d, t - 1) == KH_DEP_CONJ || rel(d, t - 1) == KH_DEP_FLAT) && !kh_is_predicate(a, h)) {
    uint32_t c = head(d, t - 1);
    if (rel(d, t - 1) == KH_DEP_CONJ && a->mention_of[t - 1] == KH_NONE) return KH_NONE;
    if (c < t && (head(d, c) == h || head(d, c) == t) && a->mention_of[c] != KH_NONE) return c;
  }
  /* "demanded that the Taliban hand over …", with the verb for a noun: what "that" opens wants one */
  if (!a->side && rel(d, t) == KH_DEP_CCOMP && d->tok.upos[t] == KH_UPOS_NOUN && t > 0 && head(d, t - 1) == t && (base(d, t - 1) == KH_DEP_COMPOUND || base(d, t - 1) == KH_DEP_AMOD) && a->mention_of[t - 1] != KH_NONE &&
      kh_doc_child_with(d, t, KH_DEP_MARK) < t - 1 && kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE && kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE)
    return t - 1;
  if (a->side || rel(d, t) != KH_DEP_AMOD || h == KH_NONE || h < t || head(d, h) != KH_NONE || d->sentences[d->tok.sentence[t]].kind != KH_SENT_BODY || kh_is_predicate(a, h)) return KH_NONE;
  EACH_CHILD(d, h, c) {
    uint8_t b = base(d, c);
    if (b == KH_DEP_AUX) return KH_NONE;
    if (b == KH_DEP_NSUBJ) return c < t ? c : KH_NONE;
    if (c + 1 == t && (b == KH_DEP_COMPOUND || b == KH_DEP_NMOD)) found = c;
  }
  return found;
}

/* "Thousands rallied in Andijan, and troops opened fire", taken for thousands who were rallied: has the verb another subject behind the
 * one that such a participle stands at? */
static bool second_subject(const kh_algebra *a, uint32_t verb, uint32_t first) {
  const kh_doc *d = a->d;
  uint32_t acl = a->side ? KH_NONE : kh_doc_child_with(d, first, KH_DEP_ACL);
  if (acl == KH_NONE || !morph(a, acl, KH_MORPH_PAST) || rel(d, first) != KH_DEP_NSUBJ || head(d, first) != verb) return false;
  EACH_CHILD(d, verb, c)
    if (c > acl && c < verb && rel(d, c) == KH_DEP_NSUBJ) return true;
  return false;
}

/* "Pressed for comment, the minister smiled": a participle before the sentence tells what was done to its subject, even where it was taken
 * for a past, which no sentence begins with. */
static bool is_fronted(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || (base(d, t) != KH_DEP_ADVCL && rel(d, t) != KH_DEP_CCOMP) || head(d, t) < t || kh_is_headline(d, t)) return false;
  if (!morph(a, t, KH_MORPH_PASS) && !(morph(a, t, KH_MORPH_PAST) && t == d->sentences[d->tok.sentence[t]].tok_begin)) return false;
  EACH_CHILD(d, t, c) {
    uint8_t b = base(d, c);
    if (b == KH_DEP_NSUBJ || b == KH_DEP_AUX || b == KH_DEP_MARK || rel(d, c) == KH_DEP_OBJ) return false;
  }
  return kh_doc_child_base(d, head(d, t), KH_DEP_NSUBJ) != KH_NONE;
}

/* "Shot and killed a man": the object of a verb that is joined to t. */
static bool shares_object(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_CONJ && c > t && kh_is_verb(a, c) && kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE && kh_doc_child_with(d, c, KH_DEP_OBJ) != KH_NONE) return true;
  return false;
}

/* "Police shot at protesters", but not "man shot at bus stop". */
static bool aims_at_people(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_OBL && c > t && a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].kind != KH_ENTITY_LOC && d->mentions[a->mention_of[c]].plural) {
      uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_AT)) return true;
    }
  return false;
}

static bool is_had_done(const kh_algebra *a, uint32_t t);

bool kh_is_past_of_headline(const kh_algebra *a, uint32_t t) { return !a->side && head(a->d, t) == KH_NONE && morph(a, t, KH_MORPH_PAST) && kh_is_headline(a->d, t); }

/* "Landed in Madrid, freed after seven years": a participle behind a comma and its clause, with no object. */
static bool loosely_added(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  return rel(d, t) == KH_DEP_ADVCL && head(d, t) < t && t > 0 && is_comma(d, t - 1) && morph(a, t, KH_MORPH_PAST) && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE && !kh_is_kind(a, t, KH_CLAUSE_INTRANSITIVE);
}

/* "Lagos man shot twice in robbery.", "Two teens arrested in robbery.": a headline with a mark behind it, where the noun has no article; not "police shot and killed a
 * man", "the court sentenced". */
static bool tells_of_victim(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t s = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  if (s > t || shares_object(a, t) || aims_at_people(a, t) || kh_doc_child_base(d, s, KH_DEP_DET) != KH_NONE || kh_doc_child_with(d, s, KH_DEP_NMOD_POSS) != KH_NONE) return false;
  if (d->tok.upos[s] != KH_UPOS_NOUN && d->tok.upos[s] != KH_UPOS_NUM && rel(d, s) != KH_DEP_NSUBJ_PASS) return false;
  static const uint32_t holders = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD;
  bool past = morph(a, t, KH_MORPH_PAST), body = a->mention_of[s] != KH_NONE && d->mentions[a->mention_of[s]].actor.sectors & holders;
  bool one = d->tok.upos[s] == KH_UPOS_NOUN && !morph(a, s, KH_MORPH_PLUR) && kh_doc_child_base(d, s, KH_DEP_NUMMOD) == KH_NONE;
  if (past && kh_is_kind(a, t, KH_CLAUSE_UNDERGONE) && !body) return true;
  if (!one) return false;
  return !strcmp(xpos(a, t), "VBN") || (past && ((kh_is_kind(a, t, KH_CLAUSE_SLAYING) && !kh_is_kind(a, t, KH_CLAUSE_TOLL)) || (kh_is_kind(a, t, KH_CLAUSE_UNDERGONE_BY_ONE) && !body)));
}

bool kh_is_passive(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (is_fronted(a, t)) return true;
  if (misread_subject(a, t) != KH_NONE) return false;
  if (is_had_done(a, t)) return true;
  for (int step = 0; step < MAX_CLIMB; step++) {
    bool aux = false, subject = false, object = false, told = false, passive_subject = false;
    EACH_CHILD(d, t, c) {
      uint8_t r = rel(d, c);
      if (r == KH_DEP_AUX_PASS) return true;
      if (r == KH_DEP_OBL_AGENT && (a->side || !(morph(a, t, KH_MORPH_FIN) && kh_doc_child_with(d, t, KH_DEP_NSUBJ) != KH_NONE))) return true;   /* but "it stood by the winner" */
      if (r == KH_DEP_NSUBJ_PASS || r == KH_DEP_CSUBJ_PASS) passive_subject = true;
      if (r == KH_DEP_AUX) aux = true;
      if (r == KH_DEP_NSUBJ) subject = true;
      if (r == KH_DEP_OBJ) object = true;
      if (r == KH_DEP_IOBJ) told = true;
    }
    if (step == 0 && subject && !told && !aux && !object && kh_is_past_of_headline(a, t)) return a->acting != t && !kh_is_kind(a, t, KH_CLAUSE_INTRANSITIVE);
    if (step == 0 && !a->side && (subject || passive_subject) && !aux && !object && head(d, t) == KH_NONE && tells_of_victim(a, t)) return true;
    /* "twelve were killed and dozens wounded": the second has no auxiliary of its own */
    if (step == 0 && !a->side && subject && !aux && !object && rel(d, t) == KH_DEP_CONJ && morph(a, t, KH_MORPH_PAST) && kh_is_kind(a, t, KH_CLAUSE_TOLL) && kh_is_kind(a, head(d, t), KH_CLAUSE_TOLL) &&
        kh_doc_child_with(d, head(d, t), KH_DEP_AUX_PASS) != KH_NONE) return true;
    /* "were called in, questioned or taken away": the form tells no participle from a past */
    bool listed = !a->side && rel(d, t) == KH_DEP_CONJ && !subject && morph(a, t, KH_MORPH_PAST) && head(d, t) != KH_NONE && kh_doc_child_with(d, head(d, t), KH_DEP_AUX_PASS) != KH_NONE;
    bool felled = !a->side && rel(d, t) == KH_DEP_ACL && head(d, t) < t && !subject && morph(a, t, KH_MORPH_PAST) && kh_is_kind(a, t, KH_CLAUSE_TOLL);   /* "the men killed in the raid were known" */
    bool added = step == 0 && !a->side && !subject && loosely_added(a, t);
    if (!listed && !felled && !added && !morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && strcmp(xpos(a, t), "VBN")) return false;
    if (aux || object) return false;
    /* a passive's subject without its auxiliary: outside headlines a slip of the tree */
    if (passive_subject) return kh_is_headline(d, t) || rel(d, t) == KH_DEP_CONJ;
    /* "Rebels surrendered to the army", taken for a noun with its participle: outside headlines a sentence wants a verb */
    if (rel(d, t) == KH_DEP_ACL && head(d, t) < t && head(d, head(d, t)) != KH_NONE && second_subject(a, head(d, head(d, t)), head(d, t))) return false;
    if (rel(d, t) == KH_DEP_ACL && head(d, t) < t && head(d, head(d, t)) == KH_NONE && !kh_is_predicate(a, head(d, t)) &&
        d->sentences[d->tok.sentence[t]].kind == KH_SENT_BODY)
      return false;
    if (rel(d, t) == KH_DEP_ACL || rel(d, t) == KH_DEP_AMOD) return true;
    if (added) return true;
    if (!a->side && rel(d, t) == KH_DEP_XCOMP && !subject) return true;    /* "were found shot", "ordered them arrested" */
    if (rel(d, t) != KH_DEP_CONJ || subject)   /* "two killed in a blast": a headline's passive has its subject and no auxiliary */
      return rel(d, t) != KH_DEP_CONJ && kh_is_headline(d, t);
    t = head(d, t);   /* "was arrested and beaten" */
  }
  return false;
}

/* What a relative pronoun stands for, or t itself. */
static uint32_t antecedent(const kh_algebra *a, uint32_t verb, uint32_t t) {
  const kh_doc *d = a->d;
  const char *x = xpos(a, t);
  if (strcmp(x, "WDT") && strcmp(x, "WP") && strcmp(x, "WP$")) return t;
  for (int step = 0; step < MAX_CLIMB && verb != KH_NONE; step++) {
    if (rel(d, verb) == KH_DEP_ACL_RELCL) {
      uint32_t h = head(d, verb), m = a->mention_of[h];
      /* "gave Assange asylum, angering Britain, which had …": a person is no "which"; the noun right before it is */
      if (!a->side && !strcmp(x, "WDT") && d->tok.lower[t].n == 5 && m != KH_NONE && a->d->mentions[m].kind == KH_ENTITY_PER && t > h + 2 && d->tok.upos[t - 1] == KH_UPOS_PUNCT && is_noun(a, t - 2) && a->mention_of[t - 2] != KH_NONE && a->d->mentions[a->mention_of[t - 2]].kind != KH_ENTITY_PER) return t - 2;
      /* "a militant on the islands who confessed": a place is no "who" */
      /* "camps of the supporters, some of whom …": people are who, not what is theirs */
      uint32_t theirs = a->side || strcmp(x, "WP") || m != KH_NONE ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_NMOD);
      if (theirs != KH_NONE && theirs > h && theirs < t && a->mention_of[theirs] != KH_NONE && a->d->mentions[a->mention_of[theirs]].kind != KH_ENTITY_LOC) return theirs;
      /* "four bloggers and a lawmaker who were jailed": all of them */
      uint32_t were = a->side || rel(d, h) != KH_DEP_CONJ || morph(a, h, KH_MORPH_PLUR) || d->tok.upos[h] != KH_UPOS_NOUN ? KH_NONE : t + 1;
      if (were != KH_NONE && d->tok.upos[were] == KH_UPOS_AUX && morph(a, were, KH_MORPH_PLUR | KH_MORPH_FIN) && head(d, h) != KH_NONE && a->mention_of[head(d, h)] != KH_NONE) return head(d, h);
      bool place = !a->side && !strcmp(x, "WP") && m != KH_NONE && a->d->mentions[m].kind == KH_ENTITY_LOC && base(d, h) == KH_DEP_NMOD && is_noun(a, head(d, h));
      return place ? head(d, h) : h;
    }
    uint8_t b = base(d, verb);
    if (b != KH_DEP_CONJ && b != KH_DEP_XCOMP && b != KH_DEP_CCOMP) break;
    verb = head(d, verb);
  }
  return t;
}

/* "By the union", hung on t as its phrase: who it is, or KH_NONE. */
static uint32_t by_phrase(const kh_algebra *a, uint32_t t, uint8_t as) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, g) {
    uint32_t by = g < t || base(d, g) != as || a->mention_of[g] == KH_NONE ? KH_NONE : kh_doc_child_with(d, g, KH_DEP_CASE);
    if (by != KH_NONE && kh_is_kind(a, by, KH_CLAUSE_BY)) return g;
  }
  return KH_NONE;
}

/* "Was attacked over the tax by the candidate", with the by-phrase hung on the tax; but the raid "by the rebels" is theirs. So with "was slammed for
 * staging a farce by the union". */
static uint32_t agent_below(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t range;
  EACH_CHILD(d, t, c) {
    if (a->side || c < t) continue;
    if (base(d, c) == KH_DEP_ADVCL && kh_is_verb(a, c) && !kh_is_passive(a, c) && (morph(a, c, KH_MORPH_PART | KH_MORPH_PRES) || morph(a, c, KH_MORPH_GER)) && kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE) {
      uint32_t g = by_phrase(a, c, KH_DEP_OBL), o = g == KH_NONE ? kh_doc_child_base(d, c, KH_DEP_OBJ) : KH_NONE;
      if (o != KH_NONE && a->mention_of[o] == KH_NONE) g = by_phrase(a, o, KH_DEP_NMOD);
      if (g != KH_NONE) return g;
    }
    if (base(d, c) != KH_DEP_OBL || !is_noun(a, c) || a->mention_of[c] != KH_NONE || kh_trigger_at(d, &a->e->own, c, &range)) continue;
    uint32_t g = by_phrase(a, c, KH_DEP_NMOD);
    if (g != KH_NONE) return g;
  }
  return KH_NONE;
}

static uint32_t agent_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t found = KH_NONE;
  EACH_CHILD(d, t, c)    /* of two, the one who can act: "by plainclothes detectives" */
    if (rel(d, c) == KH_DEP_OBL_AGENT && (found == KH_NONE || (!a->side && a->mention_of[found] == KH_NONE))) found = c;
  if (found != KH_NONE && !a->side && a->mention_of[found] == KH_NONE)
    EACH_CHILD(d, t, c)   /* "by plainclothes detectives", taken apart */
      if (c == found + 1 && base(d, c) == KH_DEP_OBL && is_noun(a, c) && a->mention_of[c] != KH_NONE && kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE) return c;
  if (found != KH_NONE) return found;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_OBL)
      EACH_CHILD(d, c, g)
        if (rel(d, g) == KH_DEP_CASE && kh_is_kind(a, g, KH_CLAUSE_BY)) return c;
  return agent_below(a, t);
}

uint32_t kh_owner_of(const kh_algebra *a, uint32_t t, uint8_t slot_kind) {
  const kh_doc *d = a->d;
  uint32_t compound = KH_NONE, adjective = KH_NONE;
  EACH_CHILD(d, t, c) {
    if (rel(d, c) == KH_DEP_NMOD_POSS && slot_kind != KH_SLOT_COMP && slot_kind != KH_SLOT_ADJ) return a->side ? c : antecedent(a, head(d, t), c);   /* "a casino whose managers they accuse" */
    bool named = a->side ? a->side[c] != 0 : a->mention_of[c] != KH_NONE;
    if (base(d, c) == KH_DEP_COMPOUND && named) compound = c;
    if ((rel(d, c) == KH_DEP_AMOD || rel(d, c) == KH_DEP_NMOD) && named && c < t) adjective = c;
    if (!a->side && rel(d, c) == KH_DEP_AMOD && !named && c < t && c > 1 && kh_is_hyphen(d, c - 1) && kh_is_kind(a, c, KH_CLAUSE_LEADING) && head(d, c - 2) == c && a->mention_of[c - 2] != KH_NONE) adjective = c - 2;   /* "a French-led raid" */
    if (!a->side && rel(d, c) == KH_DEP_COMPOUND && !named && c < t && adjective == KH_NONE)    /* "a German cement works" */
      EACH_CHILD(d, c, g)
        if (g < c && rel(d, g) == KH_DEP_AMOD && a->mention_of[g] != KH_NONE) adjective = g;
  }
  if (slot_kind == KH_SLOT_POSS) return KH_NONE;
  if (compound != KH_NONE && slot_kind != KH_SLOT_ADJ) return compound;
  if (slot_kind == KH_SLOT_COMP) return KH_NONE;
  if (adjective == KH_NONE && slot_kind == KH_SLOT_OWN && !a->side && rel(d, t) == KH_DEP_CONJ && kh_doc_child_base(d, t, KH_DEP_DET) == KH_NONE && kh_doc_child_base(d, t, KH_DEP_NMOD) == KH_NONE)
    return kh_doc_child_with(d, head(d, t), KH_DEP_NMOD_POSS);   /* "Israel's bombardment and offensive" */
  /* "is on a tour of Asia", "was in talks with the rebels": the predicate's subject */
  if (adjective == KH_NONE && slot_kind == KH_SLOT_OWN && !a->side && !kh_is_kind(a, t, KH_CLAUSE_BACKDROP) && kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE && kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE)
    return kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  return adjective;
}

/* Who controls the missing subject of an infinitive under h. */
static uint32_t controller(const kh_algebra *a, uint32_t h, int depth);

/* The subject that the tree gives t: of two, the nearer one ("His challenger having won, the president admitted defeat"); no day of the
 * week that a preposition opens ("and on Wednesday recalled its envoy"). */
static uint32_t own_subject(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t found = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  if (a->side || found == KH_NONE || found > t) return found;
  if (kh_is_kind(a, found, KH_CLAUSE_TIME) && kh_doc_child_with(d, found, KH_DEP_CASE) != KH_NONE) found = KH_NONE;
  bool clause = false;
  EACH_CHILD(d, t, c) {
    clause |= c < t && (base(d, c) == KH_DEP_ADVCL || (rel(d, c) == KH_DEP_NSUBJ && second_subject(a, t, c)));
    if (clause && c < t && rel(d, c) == KH_DEP_NSUBJ && is_noun(a, c) && (found == KH_NONE || c > found)) found = c;
  }
  return found;
}

/* "Jakarta went ahead; Canberra called its envoy home and froze the aid", with the last verb hung on the first: the subject of the clause between. */
static uint32_t nearer_subject(const kh_algebra *a, uint32_t h, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t found = KH_NONE;
  if (a->side || h > t || !kh_is_verb(a, h) || !kh_is_verb(a, t)) return KH_NONE;
  EACH_CHILD(d, h, c) {
    uint32_t s = c <= h || c >= t || t - c > 64 || !kh_is_verb(a, c) || (rel(d, c) != KH_DEP_CONJ && rel(d, c) != KH_DEP_PARATAXIS) ? KH_NONE : own_subject(a, c);
    if (s == KH_NONE || s < h || kh_is_passive(a, c) || a->mention_of[s] == KH_NONE) continue;
    if (rel(d, c) == KH_DEP_PARATAXIS) {
      uint32_t begin, end;
      kh_doc_subtree(d, c, &begin, &end);
      if (begin == 0 || d->tok.form[begin].n != 1 || d->tok.form[begin].s[0] != ';') continue;
    }
    found = s;
  }
  return found;
}

/* Who is protested at rather than who protests: "gathered outside parliament demanding higher wages". */
static bool is_seat(const kh_algebra *a, uint32_t t) {
  static const uint32_t seats = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_IGO;
  uint32_t m = a->mention_of[t];
  return m != KH_NONE && (a->d->mentions[m].kind == KH_ENTITY_LOC || seats >> a->d->mentions[m].actor.sector & 1);
}

/* "For ramming a boat": a mark that opens neither the manner nor the time of the deed above. */
static bool opened_for(const kh_algebra *a, uint32_t t) {
  uint32_t mark = kh_doc_child_with(a->d, t, KH_DEP_MARK);
  return mark != KH_NONE && !kh_is_kind(a, mark, KH_CLAUSE_DURING) && !kh_is_kind(a, mark, KH_CLAUSE_BY);
}

/* The subject of the clause t that the tree hangs on the verb h above it: "came days after a gunman claiming allegiance to rebels killed nine", with a mark of the
 * clause's own; "launched the barrage after an air strike on its embassy killed seven", where the mark went with it. */
static uint32_t hung_above(const kh_algebra *a, uint32_t h, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || t < h || !morph(a, t, KH_MORPH_FIN)) return KH_NONE;
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  EACH_CHILD(d, h, c) {
    if (c >= t || c <= (mark == KH_NONE ? h : mark) || base(d, c) != KH_DEP_OBL || !is_noun(a, c)) continue;
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (mark == KH_NONE ? opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_WHILE) : opener == KH_NONE && a->mention_of[c] != KH_NONE) return c;
  }
  return KH_NONE;
}

/* "Welcomed the truce and its minister invited the rebels", with the minister hung on the truce: who stands right before a verb that has no other
 * subject acts. The verb that t acts in, or KH_NONE. */
static uint32_t acts_next(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || rel(d, t) != KH_DEP_CONJ || !is_noun(a, t) || kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE) return KH_NONE;
  uint32_t v = t + 1, first = head(d, t);
  while (v < d->tok.n && v < t + 3 && d->tok.upos[v] == KH_UPOS_ADV && head(d, v) != t) v++;
  if (v >= d->tok.n || d->tok.upos[v] != KH_UPOS_VERB || rel(d, v) != KH_DEP_CONJ || !morph(a, v, KH_MORPH_FIN) || first == KH_NONE || head(d, v) != head(d, first) || rel(d, first) == KH_DEP_NSUBJ) return KH_NONE;
  if (kh_doc_child_base(d, v, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, v, KH_DEP_CC) != KH_NONE || kh_is_passive(a, v)) return KH_NONE;
  return v;
}

/* "Demanded that Moscow withdraw and shot two hostages": what is wished for stands bare, and a past beside it is of who wishes. */
static bool apart_from_wish(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), above = h == KH_NONE ? KH_NONE : head(d, h);
  if (a->side || rel(d, t) != KH_DEP_CONJ || above == KH_NONE || above > h || base(d, h) != KH_DEP_CCOMP || !kh_is_verb(a, above) || strcmp(xpos(a, t), "VBD") || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_AUX_PASS) != KH_NONE) return false;
  uint32_t s = kh_doc_child_base(d, h, KH_DEP_NSUBJ), mark = kh_doc_child_with(d, h, KH_DEP_MARK);
  bool bare = kh_str_eq(d->tok.lower[h], d->tok.lemma[h]) && kh_doc_child_with(d, h, KH_DEP_AUX) == KH_NONE;
  return bare && s != KH_NONE && s < h && mark != KH_NONE && mark < s && (d->tok.upos[s] == KH_UPOS_PROPN || !morph(a, s, KH_MORPH_PLUR)) && strcmp(xpos(a, above), "VBZ");
}

/* "Minister says Norway to impose sanctions": in a headline who stands before the infinitive below a verb of saying is to do it. He, or KH_NONE. */
static uint32_t said_to_come(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (a->side || h == KH_NONE || h > t || mark == KH_NONE || mark > t || !kh_is_headline(d, t) || (base(d, t) != KH_DEP_XCOMP && base(d, t) != KH_DEP_CCOMP)) return KH_NONE;
  if (!morph(a, t, KH_MORPH_INF) || !kh_is_kind(a, h, KH_CLAUSE_REPORTING) || kh_is_kind(a, h, KH_CLAUSE_OBJCONTROL)) return KH_NONE;
  uint32_t who = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (who == KH_NONE) who = kh_doc_child_with(d, h, KH_DEP_IOBJ);
  if (who == KH_NONE) who = kh_doc_child_with(d, h, KH_DEP_OBJ);
  return who != KH_NONE && who > h && who < mark ? who : KH_NONE;
}

/* "Surprised its allies, banning the party", with the participle hung on the allies: behind a comma it tells of who did the deed before. The verb of that deed, or KH_NONE. */
static uint32_t free_adjunct_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (a->side || rel(d, t) != KH_DEP_ACL || t < h + 2 || (!morph(a, t, KH_MORPH_PART | KH_MORPH_PRES) && !morph(a, t, KH_MORPH_GER)) || !is_comma(d, t - 1)) return KH_NONE;
  for (int step = 0; step < MAX_CLIMB && h != KH_NONE; step++) {
    if (kh_is_verb(a, h)) return h;
    uint8_t b = base(d, h);
    if (b != KH_DEP_OBJ && b != KH_DEP_OBL && b != KH_DEP_NMOD && b != KH_DEP_CONJ) return KH_NONE;
    h = head(d, h);
  }
  return KH_NONE;
}

/* "Quoted the minister as saying that Chad must leave": who is quoted says it. */
static bool quoted_as(const kh_algebra *a, uint32_t t) {
  uint32_t mark = kh_doc_child_with(a->d, t, KH_DEP_MARK);
  return mark != KH_NONE && kh_is_kind(a, mark, KH_CLAUSE_ASROLE) && kh_is_kind(a, t, KH_CLAUSE_REPORTING) && !morph(a, t, KH_MORPH_FIN);
}

static uint32_t subject_at(const kh_algebra *a, uint32_t t, int depth) {
  const kh_doc *d = a->d;
  if (t == KH_NONE || depth > MAX_CLIMB) return KH_NONE;
  bool passive = kh_is_passive(a, t);
  uint32_t found = passive ? agent_of(a, t) : own_subject(a, t);
  uint32_t first = !passive && (found == KH_NONE ? !a->side : found + 2 == t) ? before_hyphen(a, t) : KH_NONE;
  if (first != KH_NONE) return first;
  if (found != KH_NONE && !passive && !a->side && d->tok.upos[found] == KH_UPOS_DET && found + 1 < t && head(d, found + 1) == t && base(d, found + 1) == KH_DEP_NSUBJ) found++;   /* an article taken for a subject beside its noun */
  if (found != KH_NONE) {
    uint32_t of = a->side || a->mention_of[found] != KH_NONE ? KH_NONE : kh_doc_child_with(d, found, KH_DEP_NMOD);
    uint32_t whom = of != KH_NONE && of > found ? antecedent(a, t, of) : of;
    if (whom != of) {   /* "the supporters of the general, some of whom had fled": several */
      uint32_t up = base(d, whom) == KH_DEP_NMOD ? head(d, whom) : KH_NONE;
      return up != KH_NONE && up < whom && !morph(a, whom, KH_MORPH_PLUR) && morph(a, up, KH_MORPH_PLUR) && a->mention_of[up] != KH_NONE ? up : whom;
    }
    uint32_t who = antecedent(a, t, found), g = who == found ? KH_NONE : head(d, who);
    /* "signed an order that bars …", "launched a campaign that killed …": whose it is, but not of "condemned the raid that killed …" */
    if (g != KH_NONE && !a->side && a->mention_of[who] == KH_NONE && rel(d, who) == KH_DEP_OBJ && kh_is_kind(a, g, KH_CLAUSE_MAKING) && kh_is_verb(a, g) && kh_owner_of(a, who, KH_SLOT_OWN) == KH_NONE) return subject_at(a, g, depth + 1);
    return who;
  }
  if (!passive && (found = misread_subject(a, t)) != KH_NONE) return found;
  if (!passive && kh_is_verb(a, t) && (found = kh_doc_child_with(d, t, KH_DEP_OBL_UNMARKED)) != KH_NONE && found < t && a->mention_of[found] != KH_NONE &&
      !kh_is_kind(a, found, KH_CLAUSE_TIME) && (morph(a, t, KH_MORPH_PAST) || (!a->side && d->tok.upos[t] == KH_UPOS_NOUN)))
    return found;   /* "Russian missiles struck …", taken for a measure */
  if (!passive && !a->side && kh_is_verb(a, t) && morph(a, t, KH_MORPH_FIN) && t > 0 && head(d, t - 1) == t && base(d, t - 1) == KH_DEP_COMPOUND && a->mention_of[t - 1] != KH_NONE)
    return t - 1;   /* "Mubarak left office", taken for one word */
  uint32_t h = head(d, t);
  uint8_t b = base(d, t);
  /* "Britain flew its citizens out of Entebbe and Kenya closed its border": the one "and" joins the clauses, not the places */
  if (!passive && !a->side && b == KH_DEP_CONJ && h != KH_NONE && kh_is_verb(a, t) && morph(a, t, KH_MORPH_FIN) && t > h + 2 && rel(d, t - 1) == KH_DEP_CONJ && head(d, t - 1) > h && head(d, t - 1) < t &&
      d->tok.upos[t - 1] == KH_UPOS_PROPN && kh_doc_child_with(d, t - 1, KH_DEP_CC) == t - 2 && kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE && a->mention_of[t - 1] != KH_NONE)
    return t - 1;
  if (passive) {   /* "was arrested and beaten by police": the by-phrase may stand at either */
    if (b == KH_DEP_CONJ && h != KH_NONE && kh_is_passive(a, h)) return agent_of(a, h);
    EACH_CHILD(d, t, c)
      if ((h != KH_NONE || !a->side) && rel(d, c) == KH_DEP_CONJ && kh_is_verb(a, c) && (a->side || kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE) && (found = agent_of(a, c)) != KH_NONE) return found;
    return KH_NONE;
  }
  if (h == KH_NONE) return KH_NONE;
  switch (b) {
    case KH_DEP_CONJ:
      if (apart_from_wish(a, t)) return subject_at(a, head(d, h), depth + 1);
      for (uint32_t c = t; c-- > 0 && c + 3 >= t;)
        if (acts_next(a, c) == t) return c;
      if ((found = nearer_subject(a, h, t)) != KH_NONE) return found;
      found = kh_is_passive(a, h) ? kh_object_of(a, h) : is_noun(a, h) && !kh_is_predicate(a, h) ? KH_NONE : subject_at(a, h, depth + 1);
      /* "A soldier outside the Louvre shot and wounded a man", where trees miss the first verb */
      if (found == KH_NONE && !a->side && head(d, h) == KH_NONE && d->tok.upos[h] == KH_UPOS_NOUN && !kh_is_verb(a, h) && a->mention_of[h] != KH_NONE && morph(a, t, KH_MORPH_PAST) && d->sentences[d->tok.sentence[t]].kind == KH_SENT_BODY) return h;
      /* "Westminster was sealed off after a man drove into a crowd and stabbed a policeman": no place does so */
      if (found != KH_NONE && !a->side && kh_is_passive(a, h) && a->mention_of[found] != KH_NONE && d->mentions[a->mention_of[found]].kind == KH_ENTITY_LOC && morph(a, t, KH_MORPH_FIN))
        EACH_CHILD(d, h, c)
          if (c > h && c < t && base(d, c) == KH_DEP_ADVCL && kh_doc_child_with(d, c, KH_DEP_NSUBJ) != KH_NONE) return kh_doc_child_with(d, c, KH_DEP_NSUBJ);
      /* "said that a closure would be a disaster and urged …": who cannot act does not go on acting */
      if (found != KH_NONE && !a->side && a->mention_of[found] == KH_NONE && base(d, h) == KH_DEP_CCOMP && morph(a, t, KH_MORPH_PAST) && head(d, h) != KH_NONE && head(d, h) < h && kh_is_kind(a, t, KH_CLAUSE_SPEAKING))
        return subject_at(a, head(d, h), depth + 1);
      return found;
    case KH_DEP_XCOMP:
      if ((found = said_to_come(a, t)) != KH_NONE) return found;
      /* "made the president hand over power", "saw the army fire": a bare infinitive is what the object does */
      if (!a->side && morph(a, t, KH_MORPH_INF) && !kh_is_passive(a, h) && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE && kh_is_kind(a, h, KH_CLAUSE_CAUSING) && (found = kh_doc_child_with(d, h, KH_DEP_OBJ)) != KH_NONE && found > h && found < t) return found;
      return controller(a, h, depth + 1);
    case KH_DEP_ADVCL:
      /* "fired on students protesting in the square": what stands before it without a comma does it, but not "rallied in Tel Aviv demanding" */
      if (!a->side && t > h + 1 && !kh_is_kind(a, h, KH_CLAUSE_MARCHING) && head(d, t - 1) == h && is_noun(a, t - 1) && a->mention_of[t - 1] != KH_NONE && !is_seat(a, t - 1) && kh_is_kind(a, t, KH_CLAUSE_MARCHING) && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE && (base(d, t - 1) == KH_DEP_OBL || rel(d, t - 1) == KH_DEP_OBJ) && (morph(a, t, KH_MORPH_PART | KH_MORPH_PRES) || morph(a, t, KH_MORPH_GER))) return t - 1;
      if ((found = hung_above(a, h, t)) != KH_NONE) return found;
      if (!a->side && t > h && kh_is_kind(a, h, KH_CLAUSE_BLAMING) && opened_for(a, t) && !morph(a, t, KH_MORPH_FIN)) return kh_object_of(a, h);   /* "arrested him for ramming a boat", but "killed nine in routing a column" */
      if (!a->side && t > h && kh_is_passive(a, h) && kh_is_kind(a, t, KH_CLAUSE_TOLL) && !morph(a, t, KH_MORPH_FIN) && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE) {   /* "a carrier was destroyed, wounding three", but "shots were fired, wounding three" */
        uint32_t o = kh_object_of(a, h);
        return o != KH_NONE && a->mention_of[o] == KH_NONE ? o : agent_of(a, h);
      }
      if (!a->side && t > h && quoted_as(a, t)) return kh_object_of(a, h);
      return kh_is_passive(a, h) ? kh_object_of(a, h) : subject_at(a, h, depth + 1);
    case KH_DEP_PARATAXIS: return kh_is_passive(a, h) ? kh_object_of(a, h) : subject_at(a, h, depth + 1);
    case KH_DEP_CCOMP: {
      /* "denied shelling the port", but what is told with a verb of its own has a subject of its own, where the tree lost it too */
      bool own = !a->side && t > h && morph(a, t, KH_MORPH_FIN) && morph(a, t, KH_MORPH_PAST) && kh_is_kind(a, h, KH_CLAUSE_REPORTING) && !kh_is_headline(d, h);
      return own ? KH_NONE : subject_at(a, h, depth + 1);
    }
    case KH_DEP_AMOD: return h;
    case KH_DEP_ACL:
      if ((found = free_adjunct_of(a, t)) != KH_NONE) return kh_is_passive(a, found) ? kh_object_of(a, found) : subject_at(a, found, depth + 1);
      if (!a->side && rel(d, t) != KH_DEP_ACL_RELCL && a->mention_of[h] == KH_NONE && head(d, h) != KH_NONE && rel(d, h) == KH_DEP_OBJ && kh_is_verb(a, head(d, h)) && (morph(a, t, KH_MORPH_INF) || kh_is_kind(a, head(d, h), KH_CLAUSE_MAKING)) && kh_owner_of(a, h, KH_SLOT_OWN) == KH_NONE)
        return subject_at(a, head(d, h), depth + 1);   /* "signed an order withdrawing the troops" */
      if (!a->side && rel(d, t) == KH_DEP_ACL && a->mention_of[h] == KH_NONE && base(d, h) == KH_DEP_OBL && kh_is_verb(a, head(d, h)) && !kh_is_passive(a, head(d, h)) && kh_is_kind(a, h, KH_CLAUSE_PUTFORTH) && morph(a, t, KH_MORPH_PRES | KH_MORPH_PART) && kh_owner_of(a, h, KH_SLOT_OWN) == KH_NONE)
        return subject_at(a, head(d, h), depth + 1);   /* "began with a speech denouncing the premier" */
      if (!a->side && morph(a, t, KH_MORPH_INF) && kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE && (found = kh_doc_child_base(d, h, KH_DEP_NSUBJ)) != KH_NONE) return found;   /* "was the first to leave" */
      if (rel(d, t) == KH_DEP_ACL_RELCL || !morph(a, t, KH_MORPH_INF)) return h;
      if (head(d, h) != KH_NONE && kh_is_kind(a, head(d, h), KH_CLAUSE_OBJCONTROL) && rel(d, h) == KH_DEP_OBJ) return h;   /* "ordered the army to attack" */
      /* "Israel's decision to attack", "announced its decision to attack" */
      found = kh_owner_of(a, h, KH_SLOT_OWN);
      if (found != KH_NONE) return found;
      if (head(d, h) == KH_NONE) return h;
      return kh_is_verb(a, head(d, h)) ? subject_at(a, head(d, h), depth + 1) : KH_NONE;
    case KH_DEP_ADVMOD:   /* "drilled together": those who drilled */
      return !a->side && d->tok.upos[t] == KH_UPOS_ADV && kh_is_verb(a, h) && !kh_is_passive(a, h) ? subject_at(a, h, depth + 1) : KH_NONE;
    case KH_DEP_OBL: {   /* "with the help of the marines": those who had it */
      uint32_t opener = !a->side && kh_is_verb(a, h) && !kh_is_passive(a, h) ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE;
      return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_WITH) ? subject_at(a, h, depth + 1) : KH_NONE;
    }
    case KH_DEP_NMOD: {   /* … hung on the object */
      uint32_t opener = !a->side && rel(d, h) == KH_DEP_OBJ && head(d, h) != KH_NONE && kh_is_verb(a, head(d, h)) ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE;
      return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_WITH) ? subject_at(a, head(d, h), depth + 1) : KH_NONE;
    }
    case KH_DEP_COMPOUND: case KH_DEP_AUX: case KH_DEP_COP: return KH_NONE;
    default: break;
  }
  return KH_NONE;
}

static uint32_t controller(const kh_algebra *a, uint32_t h, int depth) {
  const kh_doc *d = a->d;
  if (depth > MAX_CLIMB) return KH_NONE;
  uint32_t object = kh_object_of(a, h);
  bool passive = kh_is_passive(a, h);
  if (passive) return object;                       /* "was forced to leave", "is expected to leave" */
  if (!kh_is_kind(a, h, KH_CLAUSE_OBJCONTROL)) return subject_at(a, h, depth + 1);
  if (object != KH_NONE) return object;
  EACH_CHILD(d, h, c)                               /* "called on Israel to stop" */
    if ((base(d, c) == KH_DEP_OBL || rel(d, c) == KH_DEP_IOBJ) && (a->side || kh_doc_child_base(d, h, KH_DEP_XCOMP) > c)) return c;
  return subject_at(a, h, depth + 1);
}

uint32_t kh_subject_of(const kh_algebra *a, uint32_t t) { return subject_at(a, t, 0); }

uint32_t kh_agent_at(const kh_algebra *a, uint32_t t) { return agent_of(a, t); }

/* "Had the minister arrested": is the noun that trees make the participle's subject whom it befalls? */
static bool is_had_done(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (a->side || h == KH_NONE || s == KH_NONE || s < h || t < s || (rel(d, t) != KH_DEP_XCOMP && rel(d, t) != KH_DEP_CCOMP) || !kh_is_kind(a, h, KH_CLAUSE_HAVING)) return false;
  return !strcmp(xpos(a, t), "VBN") && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_OBJ) == KH_NONE;
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
    if (c > t && is_had_done(a, c)) return kh_doc_child_with(d, c, KH_DEP_NSUBJ);
  return KH_NONE;
}

/* "Called the raid piracy", where trees make one noun of the deed and the judging word: the deed's word, which stands right before the other. */
static uint32_t judged_in(const kh_algebra *a, uint32_t verb) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_kind(a, verb, KH_CLAUSE_CALLING) || kh_doc_child_with(d, verb, KH_DEP_XCOMP) != KH_NONE) return KH_NONE;
  uint32_t o = bare_object(a, verb);
  if (o == KH_NONE || o < verb + 3 || a->mention_of[o] != KH_NONE || head(d, o - 1) != o || base(d, o - 1) != KH_DEP_COMPOUND || base(d, o - 2) != KH_DEP_DET) return KH_NONE;
  return kh_is_kind(a, o - 1, KH_CLAUSE_DOINGS) ? o - 1 : KH_NONE;
}

/* "gave migrants bread", where trees see two objects: the second is what is given. KH_NONE where there are not two. */
static uint32_t given_object(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t first = a->side || kh_is_kind(a, t, KH_CLAUSE_CALLING) ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (first == KH_NONE || first < t || a->mention_of[first] == KH_NONE) return KH_NONE;
  EACH_CHILD(d, t, c)
    if (c > first && rel(d, c) == KH_DEP_OBJ && is_noun(a, c) && a->mention_of[c] == KH_NONE) return c;
  return KH_NONE;
}

/* Does the phrase of c begin right behind a particle of the verb? */
static bool follows_particle(const kh_doc *d, uint32_t t, uint32_t c) {
  uint32_t p = kh_doc_child_with(d, t, KH_DEP_COMPOUND_PRT), begin = c;
  EACH_CHILD(d, c, g)
    if (g < begin) begin = g;
  return p != KH_NONE && p > t && p + 1 == begin;
}

/* "gave NATO 3,875 weapons", where trees make one noun of the two: who is given it. */
static uint32_t run_together(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t o = kh_doc_child_with(d, t, KH_DEP_OBJ), c = o == KH_NONE ? KH_NONE : kh_doc_child_with(d, o, KH_DEP_COMPOUND);
  if (c == KH_NONE || c < t || a->mention_of[c] == KH_NONE) return KH_NONE;
  const kh_mention *m = &d->mentions[a->mention_of[c]];
  if (c == t + 1 && o == c + 1) return m->kind == KH_ENTITY_LOC && m->actor.id.n && m->actor.country[0] && d->tok.upos[o] == KH_UPOS_NOUN ? c : KH_NONE;   /* "offered Pyongyang talks" */
  if (c + 1 >= o || head(d, c + 1) != o) return KH_NONE;
  return base(d, c + 1) == KH_DEP_NUMMOD || base(d, c + 1) == KH_DEP_DET ? c : KH_NONE;
}

uint32_t kh_object_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (t == KH_NONE) return KH_NONE;
  uint32_t found, start = t;
  if (kh_is_passive(a, t)) {
    found = bare_object(a, t);
    bool state = found != KH_NONE && !a->side && kh_is_kind(a, found, KH_CLAUSE_CAPTIVE) && d->child_at[found] == d->child_at[found + 1];   /* "were taken hostage" */
    if (found != KH_NONE && !state) return found;   /* "were given food" */
    for (int step = 0; step < MAX_CLIMB; step++) {
      found = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
      if (found != KH_NONE) return antecedent(a, t, found);
      uint32_t h = head(d, t);
      if (h == KH_NONE) return KH_NONE;
      if (base(d, t) == KH_DEP_ACL || rel(d, t) == KH_DEP_AMOD) return h;
      uint32_t between = a->side || rel(d, t) != KH_DEP_XCOMP || kh_is_passive(a, h) ? KH_NONE : bare_object(a, h);
      if (between != KH_NONE && between < t) return between;      /* "ordered two officers arrested" */
      bool fronted = base(d, t) == KH_DEP_ADVCL || (rel(d, t) == KH_DEP_CCOMP && t < h && !a->side);   /* "accused of fraud, the minister resigned" */
      if (base(d, t) == KH_DEP_XCOMP || (fronted && step == 0)) return kh_is_passive(a, h) ? kh_object_of(a, h) : subject_at(a, h, 1);
      if (base(d, t) != KH_DEP_CONJ) return KH_NONE;
      t = h;
      if (!kh_is_passive(a, t)) return kh_doc_child_base(d, t, KH_DEP_NSUBJ);
    }
    return KH_NONE;
  }
  if (misread_subject(a, t) != KH_NONE) return head(d, t);
  if ((found = given_object(a, t)) != KH_NONE) return found;
  if ((found = judged_in(a, t)) != KH_NONE) return found;
  found = bare_object(a, t);
  if (found == KH_NONE) found = kh_doc_child_with(d, t, KH_DEP_IOBJ);   /* "asked Egypt for food" */
  if (found == KH_NONE && (found = kh_doc_child_with(d, t, KH_DEP_OBL_UNMARKED)) != KH_NONE && (found < t || kh_is_kind(a, found, KH_CLAUSE_TIME))) found = KH_NONE;
  if (found == KH_NONE && !a->side)     /* "took in more than a million refugees", where the quantity makes an adjunct of them */
    EACH_CHILD(d, t, c)
      if (c > t && rel(d, c) == KH_DEP_OBL && is_noun(a, c) && kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE && kh_doc_child_with(d, c, KH_DEP_NUMMOD) != KH_NONE && !kh_is_kind(a, c, KH_CLAUSE_TIME)) found = c;
  if (found == KH_NONE && !a->side)     /* "sealed off the centre", "blew up the bridge", hung on the verb without any preposition */
    EACH_CHILD(d, t, c)
      if (rel(d, c) == KH_DEP_OBL && is_noun(a, c) && kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE && !kh_is_kind(a, c, KH_CLAUSE_TIME) && follows_particle(d, t, c)) found = c;
  if (found == KH_NONE && !a->side)     /* "cut off aid", "pulled down fences", with the particle taken for a preposition */
    EACH_CHILD(d, t, c)
      if (base(d, c) == KH_DEP_OBL && c > t + 1)
        EACH_CHILD(d, c, g)
          if (g == t + 1 && rel(d, g) == KH_DEP_CASE && (kh_is_kind(a, g, KH_CLAUSE_PARTICLE) || (kh_is_kind(a, g, KH_CLAUSE_LOOSE) && kh_is_kind(a, t, KH_CLAUSE_LOOSEVERB)))) found = c;
  if (found == KH_NONE && !a->side)     /* "beat to death seven men", hung on the death */
    EACH_CHILD(d, t, c)
      if (base(d, c) == KH_DEP_OBL && c > t && a->mention_of[c] == KH_NONE)
        EACH_CHILD(d, c, g)
          if (g > c && rel(d, g) == KH_DEP_APPOS && a->mention_of[g] != KH_NONE && kh_doc_child_with(d, g, KH_DEP_PUNCT) == KH_NONE) found = g;
  if (found != KH_NONE) return antecedent(a, t, found);
  if (rel(d, t) == KH_DEP_ACL_RELCL && kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE && kh_is_verb(a, t)) {
    uint32_t s = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
    uint32_t owner = a->side ? KH_NONE : kh_doc_child_with(d, s, KH_DEP_NMOD_POSS);
    if (owner != KH_NONE && !strcmp(xpos(a, owner), "WP$")) return KH_NONE;   /* "the minister, whose police had fired on them" */
    return antecedent(a, t, s) == s ? head(d, t) : KH_NONE;   /* "the camp (that) rebels burned" */
  }
  bool says = !a->side && kh_doc_child_base(d, t, KH_DEP_CCOMP) != KH_NONE;   /* "denied that they had fired and rejected the charge" */
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
static bool is_day(const kh_algebra *a, uint32_t tok) {
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
    if ((behind && c < t) || is_day(a, c)) continue;
    if ((b == KH_DEP_OBL || b == KH_DEP_NMOD || b == KH_DEP_ADVCL || b == KH_DEP_ACL || b == KH_DEP_XCOMP || b == KH_DEP_ADVMOD || (b == KH_DEP_CONJ && !kh_is_verb(a, c)) || (!a->side && rel(d, c) == KH_DEP_OBJ && c > t)) && opened_by(a, c, prep)) return c;
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
  return kh_doc_child_with(d, first, KH_DEP_OBJ) == KH_NONE || kh_doc_child_with(d, second, KH_DEP_OBJ) == KH_NONE;
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

/* "In a letter to the council, Tripoli took responsibility". */
static bool opened_inside(const kh_algebra *a, uint32_t c) {
  uint32_t opener = kh_doc_child_with(a->d, c, KH_DEP_CASE);
  return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_INSIDE);
}

static uint32_t phrase_of(const kh_algebra *a, uint32_t t, uint64_t prep) {
  const kh_doc *d = a->d;
  uint32_t found = phrase_at(a, t, prep);
  if (found != KH_NONE) return found;
  if (kh_is_verb(a, t)) {
    uint32_t o = kh_object_of(a, t);
    if (o != KH_NONE && head(d, o) == t && (found = phrase_at(a, o, prep)) != KH_NONE) return found;
    if (o != KH_NONE && !a->side)    /* "a corridor worth 46 billion dollars with Pakistan", the sum taken for a second object */
      EACH_CHILD(d, t, c)
        if (rel(d, c) == KH_DEP_OBJ && c > o && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
    if (o != KH_NONE && !a->side)    /* "requested tents and blankets from India" */
      EACH_CHILD(d, o, c)
        if (rel(d, c) == KH_DEP_CONJ && is_noun(a, c) && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
    if (rel(d, t) == KH_DEP_CONJ && head(d, t) != KH_NONE && (found = phrase_at(a, head(d, t), prep)) != KH_NONE && found > t) return found;
    if (rel(d, t) == KH_DEP_XCOMP && !a->side && (found = phrase_at(a, head(d, t), prep)) != KH_NONE && found > t) return found;   /* "agreed to withdraw its troops from Georgia", hung too high */
    EACH_CHILD(d, t, c)
      if ((rel(d, c) == KH_DEP_CONJ && kh_is_verb(a, c) && (a->side || shares_phrases(a, t, c))) || rel(d, c) == KH_DEP_XCOMP)
        if ((found = phrase_at(a, c, prep)) != KH_NONE) return found;
    uint32_t to = a->side ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_XCOMP), deed = to == KH_NONE ? KH_NONE : kh_object_of(a, to);   /* "offered to broker talks between Sudan and Chad": two of them */
    if (deed != KH_NONE && deed > to && head(d, deed) == to && (found = phrase_at(a, deed, prep)) != KH_NONE && kh_doc_child_with(d, found, KH_DEP_CONJ) != KH_NONE) return found;
  } else {
    uint32_t h = head(d, t);
    uint8_t b = base(d, t);
    /* "the arrests were criticised by the Union": who judges is not who did it */
    bool judged = !a->side && b == KH_DEP_NSUBJ && h != KH_NONE && kh_is_passive(a, h) && (kh_is_kind(a, h, KH_CLAUSE_CALLING) || kh_is_kind(a, h, KH_CLAUSE_REPORTING) || kh_is_kind(a, h, KH_CLAUSE_BLAMING));
    /* "was led out of the rally by guards": no rally by guards */
    bool led = !a->side && b == KH_DEP_OBL && h != KH_NONE && kh_is_passive(a, h);
    if (h != KH_NONE && kh_is_verb(a, h) && (b == KH_DEP_OBJ || b == KH_DEP_NSUBJ || b == KH_DEP_OBL) && (found = phrase_at(a, h, prep)) != KH_NONE && found != t && !((judged || led) && opened_by_doer(a, found)) && !(!a->side && b == KH_DEP_OBL && t < h && found > h)) return found;   /* "after an appeal by the premier, France sent planes to Beirut" */
    if (h != KH_NONE && rel(d, t) == KH_DEP_CONJ && (found = phrase_at(a, h, prep)) != KH_NONE && found > t) return found;
    EACH_CHILD(d, t, c)
      if (rel(d, c) == KH_DEP_CONJ && is_noun(a, c) && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
    if (t + 2 < d->tok.n && kh_is_hyphen(d, t + 1) && (found = phrase_at(a, t + 2, prep)) != KH_NONE) return found;   /* "the build-up near Taiwan" */
  }
  /* "Shells from Yugoslav gunboats fell on the port" */
  if (kh_is_verb(a, t) && !a->side) {
    uint32_t s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
    if (s != KH_NONE && a->mention_of[s] == KH_NONE && (found = phrase_at(a, s, prep)) != KH_NONE) return found;
    if (s != KH_NONE && a->mention_of[s] == KH_NONE)   /* "A planeload of ventilators from China landed", "a shipment from Turkey to Yemen arrived" */
      EACH_CHILD(d, s, c)
        if (base(d, c) == KH_DEP_NMOD && (a->mention_of[c] == KH_NONE ? kh_is_kind(a, s, KH_CLAUSE_HOLLOW) : c > s) && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
  }
  /* "doubled the number of soldiers on its border with Belarus": two steps below the object */
  if (kh_is_verb(a, t) && !a->side) {
    uint32_t o = kh_object_of(a, t);
    if (o != KH_NONE && head(d, o) == t)
      EACH_CHILD(d, o, c)
        if (base(d, c) == KH_DEP_NMOD && c > o && !along_border(a, c) && (found = phrase_at(a, c, prep)) != KH_NONE) return found;
  }
  /* "talks in Cairo with Sudan", where the second phrase hangs on the first */
  EACH_CHILD(d, t, c)
    if ((base(d, c) == KH_DEP_OBL || base(d, c) == KH_DEP_NMOD) && (a->side || c > t || !kh_is_verb(a, t) || opened_inside(a, c)) && !along_border(a, c) && (found = phrase_at(a, c, prep)) != KH_NONE) {   /* but not "despite pleas from Malta, India imported oil", nor "patrols along the border with Belarus" */
      bool of = false;   /* what is of the first phrase is the first phrase's */
      EACH_CHILD(d, found, g) of |= !a->side && rel(d, g) == KH_DEP_CASE && kh_is_kind(a, g, KH_CLAUSE_OF);
      if (!of || (kh_is_verb(a, t) && a->mention_of[c] == KH_NONE)) return found;   /* but "at the disposal of Morocco" */
      if (is_noun(a, t) && is_from_country(a, c, found)) return found;
    }
  return KH_NONE;
}

static bool of_mark(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if ((rel(d, c) == KH_DEP_MARK || rel(d, c) == KH_DEP_CASE) && kh_is_kind(a, c, KH_CLAUSE_OF)) return true;
  return false;
}

/* "Unnecessary to defeating the rebels", "vital for freeing the hostages", "close to signing": what a preposition opens under a word of ends. */
static bool is_aim(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  uint8_t b = base(d, t);
  if (h == KH_NONE || h > t || !kh_is_kind(a, h, KH_CLAUSE_AIM) || !(morph(a, t, KH_MORPH_GER) || morph(a, t, KH_MORPH_PART | KH_MORPH_PRES))) return false;
  if (b != KH_DEP_ADVCL && b != KH_DEP_ACL && b != KH_DEP_XCOMP && b != KH_DEP_CCOMP) return false;
  EACH_CHILD(d, t, c)
    if (c < t && (rel(d, c) == KH_DEP_MARK || rel(d, c) == KH_DEP_CASE)) return true;
  return false;
}

/* "an example of ethnic cleansing", "an act of war": the noun that stands for the judging word, or the word itself. */
static uint32_t judged_as(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  return h != KH_NONE && base(d, t) == KH_DEP_NMOD && h < t && of_mark(a, t) && kh_is_kind(a, h, KH_CLAUSE_HOLLOW) ? h : t;
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
  if ((b == KH_DEP_OBJ || b == KH_DEP_APPOS || b == KH_DEP_DEP) && is_noun(a, h) && rel(d, h) == KH_DEP_OBJ && head(d, h) != KH_NONE && kh_is_kind(a, head(d, h), KH_CLAUSE_CALLING)) return h;
  if (!kh_is_kind(a, h, KH_CLAUSE_CALLING) || !kh_is_verb(a, h) || b != KH_DEP_OBJ) return KH_NONE;
  if (judged_in(a, h) != KH_NONE) return judged_in(a, h);
  x = kh_doc_child_with(d, h, KH_DEP_XCOMP);
  return x != KH_NONE && x < t && is_noun(a, x) ? x : KH_NONE;
}

bool kh_is_predicate(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  t = judged_as(a, t);
  if (called_so(a, t) != KH_NONE) return true;
  if (kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE || second_object(a, t)) return true;
  uint32_t h = head(d, t);
  if (h != KH_NONE && rel(d, t) == KH_DEP_AMOD && h < t && head(d, h) != KH_NONE)   /* "called the raid absurd" */
    return kh_is_kind(a, head(d, h), KH_CLAUSE_CALLING) && base(d, h) == KH_DEP_OBJ;
  return h != KH_NONE && kh_is_verb(a, h) && (rel(d, t) == KH_DEP_XCOMP || (rel(d, t) == KH_DEP_OBL && kh_doc_child_with(d, h, KH_DEP_OBJ) != KH_NONE && kh_is_kind(a, h, KH_CLAUSE_CALLING)));
}

/* What a judging word judges. */
static uint32_t topic_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  t = judged_as(a, t);
  uint32_t h = head(d, t), found = called_so(a, t);
  if (found != KH_NONE) return found;
  if (rel(d, t) == KH_DEP_AMOD) return h;
  if (kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE && h != KH_NONE && kh_is_verb(a, h)) {
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
  return found == KH_NONE ? KH_NONE : antecedent(a, t, found);
}

uint32_t kh_speaker_at(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t q = a->quote_of[t], g = head(d, t);
  /* "said he would withdraw, a step that the chancellor called a mistake" */
  if (!a->side && q != KH_NONE && !d->quotes[q].direct && g != KH_NONE && (rel(d, t) == KH_DEP_OBJ || rel(d, t) == KH_DEP_XCOMP) && kh_is_kind(a, g, KH_CLAUSE_CALLING) && kh_is_verb(a, g) && kh_doc_child_with(d, g, KH_DEP_NSUBJ) != KH_NONE) return kh_subject_of(a, g);
  if (q != KH_NONE && d->quotes[q].speaker < d->mention_count) return d->mentions[d->quotes[q].speaker].head;
  uint32_t at = t;
  for (int step = 0; step < MAX_CLIMB; step++) {
    uint32_t h = head(d, at);
    if (h == KH_NONE) break;
    uint8_t b = base(d, at);
    if (b == KH_DEP_CCOMP || b == KH_DEP_XCOMP || b == KH_DEP_OBL || b == KH_DEP_OBJ || b == KH_DEP_IOBJ) {
      uint32_t s = kh_is_verb(a, h) && (kh_is_kind(a, h, KH_CLAUSE_REPORTING) || kh_is_kind(a, h, KH_CLAUSE_CALLING)) ? kh_subject_of(a, h) : KH_NONE;
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

static bool has_modal(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_AUX && (kh_is_kind(a, c, KH_CLAUSE_FUTURE) || kh_is_kind(a, c, KH_CLAUSE_WOULD) || kh_is_kind(a, c, KH_CLAUSE_MAY) || kh_is_kind(a, c, KH_CLAUSE_MUST))) return true;
  return false;
}

/* "Told them that it does not intend to", "\"Imagine!\" she told the paper": finite by its auxiliary, or said before. */
static bool is_told(const kh_algebra *a, uint32_t t, uint32_t clause) {
  const kh_doc *d = a->d;
  if (has_modal(a, clause)) return true;
  if (a->side) return false;
  if (clause < t) return true;
  EACH_CHILD(d, clause, c)
    if (rel(d, c) == KH_DEP_AUX && morph(a, c, KH_MORPH_FIN)) return true;
  return false;
}

/* "The plan, which Tunis rejected", "a campaign that has killed nine": what is told of a plan is not what is planned. */
static bool tells_of(const kh_algebra *a, uint32_t clause) {
  const kh_doc *d = a->d;
  return !a->side && rel(d, clause) == KH_DEP_ACL_RELCL && kh_is_verb(a, clause) && (morph(a, clause, KH_MORPH_FIN) || morph(a, clause, KH_MORPH_PART)) && !has_modal(a, clause) && kh_doc_child_with(d, clause, KH_DEP_MARK) == KH_NONE;
}

/* "He calls for a ban; she backs it": a semicolon parts two sentences. */
static bool parted(const kh_algebra *a, uint32_t t, uint32_t clause) {
  for (uint32_t i = t + 1; i < clause && !a->side; i++)
    if (a->d->tok.form[i].n == 1 && a->d->tok.form[i].s[0] == ';') return true;
  return false;
}

static uint32_t clause_below(const kh_algebra *a, uint32_t t, uint8_t kind) {
  const kh_doc *d = a->d;
  uint32_t found = KH_NONE;
  if (kind == KH_SLOT_XCOMP) {
    found = kh_doc_child_base(d, t, KH_DEP_XCOMP);
    /* trees differ on where an infinitive hangs */
    uint32_t o = found == KH_NONE ? kh_doc_child_with(d, t, KH_DEP_OBJ) : KH_NONE;
    if (found == KH_NONE && o == KH_NONE && !a->side && kh_is_kind(a, t, KH_CLAUSE_OBJCONTROL)) o = kh_doc_child_with(d, t, KH_DEP_IOBJ);   /* "asked the parties to name a premier" */
    /* "demanded a ceasefire to protect civilians": what is asked for is an event, the infinitive what it is for */
    bool aim = o != KH_NONE && !a->side && a->mention_of[o] == KH_NONE && a->first[o] != KH_NONE && kh_is_kind(a, t, KH_CLAUSE_OBJCONTROL);
    EACH_CHILD(d, t, c)
      if (found == KH_NONE && ((base(d, c) == KH_DEP_ADVCL && !aim) || base(d, c) == KH_DEP_CCOMP) && morph(a, c, KH_MORPH_INF) && !is_told(a, t, c)) found = c;
    if (found == KH_NONE && o != KH_NONE)
      EACH_CHILD(d, o, c)
        if (base(d, c) == KH_DEP_ACL && morph(a, c, KH_MORPH_INF)) return c;
    if (found == KH_NONE && o != KH_NONE && judged_in(a, t) != KH_NONE) return o;
    if (found == KH_NONE && o != KH_NONE && !a->side && kh_is_kind(a, t, KH_CLAUSE_CALLING))   /* "called the leader the father of the nation" */
      EACH_CHILD(d, t, c)
        if (c > o && second_object(a, c)) return c;
  } else if (kind == KH_SLOT_CCOMP) {
    found = kh_doc_child_base(d, t, KH_DEP_CCOMP);
    if (found == KH_NONE && rel(d, t) == KH_DEP_PARATAXIS && kh_is_kind(a, t, KH_CLAUSE_REPORTING)) found = head(d, t);
    if (found == KH_NONE && kh_doc_child_with(d, t, KH_DEP_EXPL) != KH_NONE) found = kh_doc_child_base(d, t, KH_DEP_CSUBJ);   /* "it is true that …" */
    if (found == KH_NONE) EACH_CHILD(d, t, c) if (base(d, c) == KH_DEP_PARATAXIS && c > t && !parted(a, t, c)) return c;
  } else if (kind == KH_SLOT_ACL) {
    found = kh_doc_child_base(d, t, KH_DEP_ACL);
    if (found != KH_NONE && tells_of(a, found)) return KH_NONE;
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
  if (a->side || first == KH_NONE || first + 1 >= second || rel(d, verb) != KH_DEP_CONJ || head(d, first) != KH_NONE || !kh_is_headline(d, verb)) return KH_NONE;
  return d->tok.upos[first + 1] == KH_UPOS_PUNCT && is_noun(a, first) && a->mention_of[first] != KH_NONE && kh_doc_child_with(d, verb, KH_DEP_CC) == KH_NONE ? first : KH_NONE;
}

/* Opened by "along with", "together with", "alongside". */
static bool opened_together(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
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

/* "Marines, along with 300 soldiers from Jamaica, invaded", "along with Japan, India pledged …": the second party. */
static uint32_t joined_by_with(const kh_algebra *a, uint32_t verb, uint32_t first) {
  const kh_doc *d = a->d;
  if (a->side) return KH_NONE;
  EACH_CHILD(d, first, c)
    if (c > first && base(d, c) == KH_DEP_NMOD && (opened_together(a, c) || together_with(a, first, c))) return c;
  EACH_CHILD(d, first, c) {
    uint32_t with = c > first && rel(d, c) == KH_DEP_ADVMOD && kh_is_kind(a, c, KH_CLAUSE_TOGETHER) ? kh_doc_child_base(d, c, KH_DEP_OBL) : KH_NONE;
    if (with != KH_NONE && a->mention_of[with] != KH_NONE) return with;
  }
  EACH_CHILD(d, first, c) {   /* "Egypt, joined by Sudan, protested" */
    uint32_t agent = c > first && rel(d, c) == KH_DEP_ACL && kh_is_kind(a, c, KH_CLAUSE_JOINING) && kh_is_passive(a, c) ? agent_of(a, c) : KH_NONE;
    if (agent != KH_NONE && a->mention_of[agent] != KH_NONE) return agent;
  }
  if (head(d, first) != verb || kh_is_passive(a, verb)) return KH_NONE;
  EACH_CHILD(d, verb, c) {   /* "led by a former minister, protesters occupied the square" */
    uint32_t agent = c < first && base(d, c) == KH_DEP_ADVCL && kh_is_kind(a, c, KH_CLAUSE_LEADING) && kh_is_passive(a, c) ? agent_of(a, c) : KH_NONE;
    if (agent != KH_NONE && a->mention_of[agent] != KH_NONE) return agent;
  }
  EACH_CHILD(d, verb, c)
    if (c < first && base(d, c) == KH_DEP_OBL && is_noun(a, c) && a->mention_of[c] != KH_NONE && opened_together(a, c)) return c;
  return KH_NONE;
}

/* "Japan's coastguard and Taiwanese boats fired", where trees give the verb two subjects. */
static uint32_t joined_beside(const kh_algebra *a, uint32_t verb, uint32_t first) {
  const kh_doc *d = a->d;
  if (a->side || head(d, first) != verb || first + 2 >= verb || d->tok.upos[first + 1] != KH_UPOS_CCONJ) return KH_NONE;
  EACH_CHILD(d, verb, c)
    if (c > first + 1 && c < verb && rel(d, c) == KH_DEP_NSUBJ && is_noun(a, c)) {
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
    if (c > first && rel(d, c) == KH_DEP_APPOS && d->tok.upos[c] == KH_UPOS_PROPN && d->tok.upos[first] == KH_UPOS_PROPN && d->tok.ner[c] / 2 == KH_ENTITY_PER && d->tok.ner[first] / 2 == KH_ENTITY_PER && kh_doc_child_with(d, c, KH_DEP_CONJ) != KH_NONE)
      return c;
  EACH_CHILD(d, first, c)
    if (c > first && rel(d, c) == KH_DEP_APPOS && d->tok.upos[c] == KH_UPOS_NOUN && a->mention_of[c] != KH_NONE && kh_doc_child_with(d, c, KH_DEP_CONJ) != KH_NONE &&
        (morph(a, first, KH_MORPH_PLUR) || d->tok.upos[first] == KH_UPOS_PROPN) && kh_doc_child_with(d, c, KH_DEP_NMOD_POSS) != KH_NONE)
      return c;
  return KH_NONE;
}

/* "Journalists, not ministers". */
static bool excluded(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (!a->side && c < t && (base(d, c) == KH_DEP_ADVMOD || base(d, c) == KH_DEP_CC) && kh_is_kind(a, c, KH_CLAUSE_NOT) && is_noun(a, t) && (kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE || kh_doc_child_with(d, t, KH_DEP_CC) + 1 == c)) return true;   /* … "but not ministers" */
  return false;
}

/* "Denied that he had met them and demanded an apology": a past of its own, of saying, below an auxiliary that it does not share. */
static bool said_beside(const kh_algebra *a, uint32_t t, uint32_t clause, uint32_t c) {
  const kh_doc *d = a->d;
  if (apart_from_wish(a, c)) return true;
  if (a->side || !kh_is_kind(a, t, KH_CLAUSE_DENYING) || !kh_is_verb(a, c) || !morph(a, c, KH_MORPH_PAST) || strcmp(xpos(a, c), "VBD") || !morph(a, t, KH_MORPH_PAST)) return false;
  if (kh_doc_child_base(d, c, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, c, KH_DEP_AUX) != KH_NONE) return false;
  return kh_doc_child_with(d, clause, KH_DEP_AUX) != KH_NONE || kh_doc_child_with(d, clause, KH_DEP_AUX_PASS) != KH_NONE || kh_doc_child_with(d, clause, KH_DEP_COP) != KH_NONE;
}

/* "Soldiers of the Union and Somali troops fought", "troops loyal to the president and soldiers of his deputy", with the second hung on the name: a name is not
 * joined with others of the first one's kind. */
static uint32_t beside_name(const kh_algebra *a, uint32_t first) {
  const kh_doc *d = a->d;
  uint32_t m = a->side ? KH_NONE : a->mention_of[first];
  if (m == KH_NONE || d->mentions[m].kind != KH_ENTITY_NOMINAL || !d->mentions[m].actor.sector) return KH_NONE;
  for (uint32_t t = first + 1; t < d->tok.n && t < first + 8 && d->tok.sentence[t] == d->tok.sentence[first]; t++) {
    uint32_t h = head(d, t);
    if (d->tok.upos[t] != KH_UPOS_PROPN || a->mention_of[t] == KH_NONE || h == KH_NONE || (h != first && !(h < t && head(d, h) == first && d->tok.upos[h] == KH_UPOS_ADJ)) || (base(d, t) != KH_DEP_NMOD && base(d, t) != KH_DEP_OBL)) continue;
    EACH_CHILD(d, t, c) {
      uint32_t n = rel(d, c) == KH_DEP_CONJ && d->tok.upos[c] == KH_UPOS_NOUN ? a->mention_of[c] : KH_NONE;
      if (n == KH_NONE || d->mentions[n].kind != KH_ENTITY_NOMINAL) continue;
      if (d->mentions[m].plural && d->mentions[n].plural && d->mentions[n].actor.sector == d->mentions[m].actor.sector) return c;
      if (d->mentions[a->mention_of[t]].kind == KH_ENTITY_LOC && d->mentions[n].actor.sector && kh_doc_child_base(d, c, KH_DEP_DET) != KH_NONE) return c;   /* "the junta in Guinea and the opposition" */
    }
  }
  return KH_NONE;
}

/* "A priest and scores of Afghans", with the "of" hung on the priest: those whom c counts, else c. */
static uint32_t counted_by(const kh_algebra *a, uint32_t first, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t of = c + 1, who = a->side || of >= d->tok.n || a->mention_of[c] != KH_NONE || !kh_is_kind(a, c, KH_CLAUSE_HOLLOW) || !kh_is_kind(a, of, KH_CLAUSE_OF) ? KH_NONE : head(d, of);
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
  if (a->side || c < name + 3 || d->tok.upos[name] != KH_UPOS_PROPN || d->tok.upos[c] != KH_UPOS_NOUN || kh_is_headline(d, name) || kh_doc_child_with(d, c, KH_DEP_CC) != KH_NONE) return false;
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

uint32_t kh_slot_fill(const kh_algebra *a, const kh_event_tables *tables, kh_slot_row s, uint32_t t, uint32_t *out, uint32_t max) {
  const kh_doc *d = a->d;
  uint32_t f = KH_NONE;
  switch (s.kind) {
    case KH_SLOT_SUBJ: f = kh_subject_of(a, t); break;
    case KH_SLOT_DOER: f = base(d, t) == KH_DEP_OBL && head(d, t) != KH_NONE && kh_is_verb(a, head(d, t)) ? kh_subject_of(a, head(d, t)) : KH_NONE; break;   /* "fired on ships in support of the rebels" */
    case KH_SLOT_OBJ: f = kh_object_of(a, t); break;
    case KH_SLOT_IOBJ:
      f = kh_doc_child_with(d, t, KH_DEP_IOBJ);
      if (f == KH_NONE && given_object(a, t) != KH_NONE) f = kh_doc_child_with(d, t, KH_DEP_OBJ);
      if (f == KH_NONE && kh_is_passive(a, t) && kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE) f = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
      if (f == KH_NONE && !a->side) f = run_together(a, t);
      break;
    case KH_SLOT_PREP: f = phrase_of(a, t, tables->preps[s.prep]); break;
    case KH_SLOT_OWN: case KH_SLOT_POSS: case KH_SLOT_COMP: case KH_SLOT_ADJ: f = kh_owner_of(a, t, s.kind); break;
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
  if (s.kind == KH_SLOT_PREP && !a->side && above != KH_NONE && above < f && is_noun(a, above) && base(d, f) == KH_DEP_NMOD && a->mention_of[above] == KH_NONE)
    EACH_CHILD(d, above, c)   /* "bans on the minister and police officials", with the second hung on the bans */
      if (c > f && rel(d, c) == KH_DEP_CONJ && n < max && is_noun(a, c) && a->mention_of[c] != KH_NONE && kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE) out[n++] = c;
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_by_comma(a, t, f)) != KH_NONE) n++;
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_before(a, t, f)) != KH_NONE) n++;
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_by_with(a, t, f)) != KH_NONE) {
    uint32_t second = out[n++];
    EACH_CHILD(d, second, c)
      if (rel(d, c) == KH_DEP_CONJ && n < max && is_noun(a, c)) out[n++] = c;
  }
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_beside(a, t, f)) != KH_NONE) n++;
  if (s.kind == KH_SLOT_SUBJ && f < t && n < max && (out[n] = joined_in(a, t)) != KH_NONE) n++;
  if (n < max && (out[n] = beside_name(a, f)) != KH_NONE) n++;
  if (n < max && (out[n] = listed_after(a, f)) != KH_NONE) {
    uint32_t second = out[n++];
    EACH_CHILD(d, second, c)
      if (rel(d, c) == KH_DEP_CONJ && n < max && is_noun(a, c)) out[n++] = c;
  }
  EACH_CHILD(d, f, c)     /* "the writer Ken Saro-Wiwa and eight activists", hung on the name behind the title */
    if (!a->side && c == f + 1 && rel(d, c) == KH_DEP_APPOS && d->tok.upos[c] == KH_UPOS_PROPN && a->mention_of[c] == KH_NONE)
      EACH_CHILD(d, c, g)
        if (rel(d, g) == KH_DEP_CONJ && n < max && is_noun(a, g) && a->mention_of[g] != KH_NONE) out[n++] = g;
  EACH_CHILD(d, f, c)
    if (rel(d, c) == KH_DEP_CONJ && n < max && kh_is_verb(a, c) && !kh_is_verb(a, f) && before_participle(a, c) != KH_NONE) out[n++] = before_participle(a, c);
  bool ended = false;   /* "India and Pakistan, nuclear-armed neighbours, …": behind the one that "and" joins there is no third */
  EACH_CHILD(d, f, c)
    if (rel(d, c) == KH_DEP_CONJ && n < max && kh_is_verb(a, c) == kh_is_verb(a, f) && !excluded(a, c) && !is_told_aside(a, f, c) && !ends_list(a, c, &ended) && !(s.kind == KH_SLOT_CCOMP && said_beside(a, t, f, c)) && acts_next(a, c) == KH_NONE) {
      out[n++] = counted_by(a, f, c);
      EACH_CHILD(d, c, g)     /* a chain, where the tree hangs the third on the second */
        if (rel(d, g) == KH_DEP_CONJ && n < max && kh_is_verb(a, g) == kh_is_verb(a, f)) out[n++] = g;
    }
  return n;
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
  if (h != KH_NONE && base(d, t) == KH_DEP_NSUBJ) return kh_is_kind(a, h, KH_CLAUSE_OCCUR) ? h : KH_NONE;
  bool next = t + 1 < d->tok.n && d->tok.sentence[t + 1] == d->tok.sentence[t] && d->tok.upos[t + 1] == KH_UPOS_VERB && morph(a, t + 1, KH_MORPH_PAST);
  bool opens = t == d->sentences[d->tok.sentence[t]].tok_begin || (d->tok.upos[t - 1] == KH_UPOS_ADJ && head(d, t - 1) == t);
  return d->tok.upos[t] == KH_UPOS_VERB && next && opens && kh_is_kind(a, t + 1, KH_CLAUSE_OCCUR) ? t + 1 : KH_NONE;
}

/* "Wounded Syrian rebels crossed the border", where trees take the first word for a clause of its own. */
static bool opens_subject(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), s = h == KH_NONE ? KH_NONE : kh_doc_child_base(d, h, KH_DEP_NSUBJ);
  if (a->side || base(d, t) != KH_DEP_ADVCL || !morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) || s == KH_NONE || s < t || h < s || t != d->sentences[d->tok.sentence[t]].tok_begin) return false;
  for (uint32_t k = t + 1; k < s; k++)
    if (d->tok.upos[k] != KH_UPOS_ADJ && d->tok.upos[k] != KH_UPOS_NOUN && d->tok.upos[k] != KH_UPOS_PROPN) return false;
  return d->child_at[t] == d->child_at[t + 1];
}

bool kh_is_background(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (opens_subject(a, t)) return true;
  return !a->side && rel(d, t) == KH_DEP_AMOD && head(d, t) > t && morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && misread_subject(a, t) == KH_NONE;
}

/* "Reports on social media that soldiers had taken the airport turned out to be untrue", "an aide called the rumour that he had quit nonsense". */
static bool is_rumoured(const kh_algebra *a, uint32_t t) {
  enum { NEAR = 6 };
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[t]];
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  bool rumour = false;
  if (a->side || mark == KH_NONE || mark > t || !kh_is_near(a, KH_CLAUSE_RUMOUR) || !kh_is_near(a, KH_CLAUSE_UNTRUE)) return false;
  for (uint32_t k = mark; k-- > s->tok_begin && k + NEAR >= mark && !rumour && !kh_is_verb(a, k);) rumour = kh_is_kind(a, k, KH_CLAUSE_RUMOUR) && d->tok.upos[k] == KH_UPOS_NOUN;
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
  return (kh_is_kind(a, h, KH_CLAUSE_DREAM) && kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE) || (x != KH_NONE && !kh_is_verb(a, x) && kh_is_kind(a, x, KH_CLAUSE_DREAM));
}

/* "Held talks about ending the war", also where the tree hangs the clause on the verb. */
static bool is_talked_over(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK), s = d->sentences[d->tok.sentence[t]].tok_begin;
  if (!morph(a, t, KH_MORPH_GER) && !morph(a, t, KH_MORPH_PRES | KH_MORPH_PART)) return false;
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
  if (h == KH_NONE || h > first || opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_AIMING) || (base(d, first) != KH_DEP_NMOD && base(d, first) != KH_DEP_OBL)) return false;
  return kh_is_kind(a, h, KH_CLAUSE_SOUGHT) || (kh_event_quad((kh_event_type)type) <= 2 && kh_is_kind(a, h, KH_CLAUSE_DISCUSSED));
}

/* "Not only insulted them": it is not denied. */
static bool not_merely(const kh_algebra *a, uint32_t c) {
  return !a->side && c + 1 < a->d->sentences[a->d->tok.sentence[c]].tok_end && kh_is_kind(a, c + 1, KH_CLAUSE_MERELY);
}

/* "No longer backs them". */
static bool no_longer(const kh_algebra *a, uint32_t c) {
  if (a->side || base(a->d, c) != KH_DEP_ADVMOD || !kh_is_kind(a, c, KH_CLAUSE_LONGER)) return false;
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

/* Auxiliaries, negations and marks at a verb or predicate. */
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
      else if (morph(a, c, KH_MORPH_PRES | KH_MORPH_FIN) && b == KH_DEP_AUX && rel(d, c) == KH_DEP_AUX && morph(a, t, KH_MORPH_PART | KH_MORPH_PRES)) k->ongoing = true;
    }
    if ((b == KH_DEP_ADVMOD || b == KH_DEP_DET || b == KH_DEP_MARK || b == KH_DEP_CASE || b == KH_DEP_CC || b == KH_DEP_AUX) && kh_is_kind(a, c, KH_CLAUSE_NOT) && !not_merely(a, c)) k->negated = true;
    if (no_longer(a, c)) k->negated = true;
    if (!a->side && c < t && kh_is_kind(a, c, KH_CLAUSE_INSTEAD) && kh_doc_child_with(d, c, KH_DEP_FIXED) != KH_NONE) k->negated = true;
    if (b == KH_DEP_MARK) {
      if (kh_is_kind(a, c, KH_CLAUSE_IF)) k->mood = KH_MOOD_IF;
      if (d->tok.upos[c] == KH_UPOS_PART) *inf = true;
    }
    if (!a->side && ((b == KH_DEP_NSUBJ && c < t) || b == KH_DEP_OBJ || b == KH_DEP_OBL) && d->tok.upos[c] == KH_UPOS_PRON && kh_is_kind(a, c, KH_CLAUSE_NOT)) k->negated = true;   /* "nobody was arrested", "is suspected of nothing" */
    bool nobody = !a->side && rel(d, c) == KH_DEP_OBJ && c > t && a->mention_of[c] != KH_NONE && a->first[c] == KH_NONE;
    if ((b == KH_DEP_NSUBJ && c < t) || nobody)    /* "no one attacked", "neither Iran nor Iraq attacked", "would take in no refugees" */
      EACH_CHILD(d, c, g)
        if ((base(d, g) == KH_DEP_DET || (!a->side && rel(d, g) == KH_DEP_CC_PRECONJ)) && kh_is_kind(a, g, KH_CLAUSE_NOT)) k->negated = true;
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
  if (h != KH_NONE && h < t && !a->side && (base(d, t) == KH_DEP_ADVCL || base(d, t) == KH_DEP_XCOMP)) {   /* "became the first monarch to visit Russia", hung on the verb */
    uint32_t x = KH_NONE;
    EACH_CHILD(d, h, c)
      if (c > h && c < t && rel(d, c) == KH_DEP_XCOMP && is_noun(a, c)) x = c;
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
  return (base(d, t) == KH_DEP_ADVCL || (!a->side && first == d->sentences[d->tok.sentence[t]].tok_begin)) && subject != KH_NONE && first != KH_NONE && first < subject;
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
  if (kh_is_kind(a, begin, KH_CLAUSE_EACH) && (kh_is_kind(a, begin + 1, KH_CLAUSE_TIME) || kh_is_kind(a, begin + 1, KH_CLAUSE_LAPSE)) && head(d, t) == KH_NONE) return true;   /* "Every February soldiers splash ashore" */
  EACH_CHILD(d, t, c) {
    if (rel(d, c) == KH_DEP_ADVMOD && kh_is_kind(a, c, KH_CLAUSE_HABIT)) return true;
    if (each_time && c < t && (rel(d, c) == KH_DEP_ADVMOD || rel(d, c) == KH_DEP_MARK) && kh_is_kind(a, c, KH_CLAUSE_WHENEVER)) return true;   /* "they cheer when he calls for a strike" */
    if (base(d, c) == KH_DEP_OBL && kh_is_kind(a, c, KH_CLAUSE_TIME) && is_nth(a, c)) return true;
    if (base(d, c) == KH_DEP_OBL && kh_is_kind(a, c, KH_CLAUSE_HABIT) && kh_doc_child_with(d, c, KH_DEP_DET) == KH_NONE) return true;   /* "by tradition" */
    if (base(d, c) != KH_DEP_OBL || !kh_is_kind(a, c, KH_CLAUSE_TIME)) continue;
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
  return !a->side && morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && (been || kh_doc_child_with(d, t, KH_DEP_AUX_PASS) == KH_NONE) && kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE;
}

/* "Will not leave before he resigns", "said they would stay until he resigned": what is waited for has not come about. */
static bool is_awaited(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), finite = t;
  bool marked = false, after = false, only = false;
  if (a->side || h == KH_NONE || base(d, t) != KH_DEP_ADVCL) return false;
  EACH_CHILD(d, t, c) {
    marked |= rel(d, c) == KH_DEP_MARK && kh_is_kind(a, c, KH_CLAUSE_UNTIL);
    after |= rel(d, c) == KH_DEP_MARK && kh_is_kind(a, c, KH_CLAUSE_AFTER);
    only |= c < t && kh_is_kind(a, c, KH_CLAUSE_MERELY);
    if ((base(d, c) == KH_DEP_AUX || rel(d, c) == KH_DEP_COP) && c < finite) finite = c;
  }
  bool present = morph(a, finite, KH_MORPH_FIN | KH_MORPH_PRES);
  bool vowed = base(d, h) == KH_DEP_XCOMP && head(d, h) != KH_NONE && kh_is_kind(a, head(d, h), KH_CLAUSE_SPEAKING);      /* "vowed to strike until he was reinstated" */
  if (after && has_modal(a, h)) return only || present;   /* "would take effect only after the ban was lifted", "will return after they leave" */
  return marked && (has_modal(a, h) || vowed || (!kh_is_headline(d, h) && present));
}

/* "A risk, ministers said, that Chad would attack", "rumours that riots had broken out": what a hope or a fear is about is foreseen or told by nobody. */
static bool is_feared(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  return !a->side && h != KH_NONE && h < t && (base(d, t) == KH_DEP_ACL || base(d, t) == KH_DEP_CCOMP) && d->tok.upos[h] == KH_UPOS_NOUN && kh_is_kind(a, h, KH_CLAUSE_SOUGHT);
}

/* "Said isolating Iran would solve nothing": a deed weighed as the subject of the verb that follows it, wherever the tree hangs it and its object. */
static bool is_weighed(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t begin, end, limit = d->sentences[d->tok.sentence[t]].tok_end, subject = KH_NONE;
  bool ing = morph(a, t, KH_MORPH_GER) || (morph(a, t, KH_MORPH_PRES) && morph(a, t, KH_MORPH_PART));
  if (a->side || !ing || morph(a, t, KH_MORPH_FIN) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_AUX) != KH_NONE) return false;
  kh_doc_subtree(d, t, &begin, &end);
  if (begin == t && end == t + 1 && end < limit && head(d, t) != KH_NONE && kh_is_kind(a, head(d, t), KH_CLAUSE_REPORTING)) {
    for (subject = end; subject < limit && base(d, subject) != KH_DEP_NSUBJ && subject < t + 6; subject++) {}
    if (subject < limit && base(d, subject) == KH_DEP_NSUBJ) kh_doc_subtree(d, subject, &begin, &end);
    if (begin != t + 1) return false;
    begin = t;
  }
  if (begin != t || end >= limit || rel(d, end) != KH_DEP_AUX || !(kh_is_kind(a, end, KH_CLAUSE_WOULD) || kh_is_kind(a, end, KH_CLAUSE_FUTURE) || kh_is_kind(a, end, KH_CLAUSE_MAY))) return false;
  uint32_t verb = head(d, end);
  return verb != KH_NONE && verb != t && !kh_doc_dominates(d, t, verb) && (subject != KH_NONE || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE);
}

static kh_clause verb_clause(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  kh_clause k = {0};
  bool aux = false, inf = false;
  read_marks(a, t, &k, &aux, &inf);
  if (inf && !a->side && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE && !is_to(a, t)) aux = false;   /* "to be freed" is as much an infinitive as "to free" */
  uint32_t subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ), first = kh_doc_child_with(d, t, KH_DEP_AUX);
  if (is_inverted(a, t) || (k.mood == KH_MOOD_REAL && is_awaited(a, t))) k.mood = KH_MOOD_IF;
  if (base(d, t) == KH_DEP_ADVCL && subject != KH_NONE && first == KH_NONE && !a->side) {   /* … with the auxiliary at the main clause */
    uint32_t begin, end;
    kh_doc_subtree(d, subject, &begin, &end);
    if (begin == d->sentences[d->tok.sentence[t]].tok_begin + 1 && rel(d, begin - 1) == KH_DEP_AUX && head(d, begin - 1) == head(d, t)) k.mood = KH_MOOD_IF;
  }
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
      if (has_modal(a, c) && is_unfulfilled(a, c)) k.mood = KH_MOOD_UNREAL;
      break;
    }
    bool own = k.negated;
    read_marks(a, c, &k, &aux, &inf);
    if (morph(a, t, KH_MORPH_PAST)) k.negated = own || (k.negated && aux);
  }
  if (inf && aux && is_unfulfilled(a, t) && base(d, t) != KH_DEP_XCOMP && base(d, t) != KH_DEP_ADVCL) inf = false, k.negated = true;
  if (k.mood == KH_MOOD_REAL && (is_habit(a, t) || is_rumoured(a, t) || is_weighed(a, t))) k.mood = KH_MOOD_UNREAL;
  if (k.mood == KH_MOOD_WOULD && !a->side && !k.negated && kh_is_kind(a, t, KH_CLAUSE_WISHING)) k.mood = KH_MOOD_REAL;
  if ((k.mood == KH_MOOD_WOULD || (k.mood == KH_MOOD_REAL && morph(a, t, KH_MORPH_PAST) && kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE)) && is_feared(a, t)) k.mood = KH_MOOD_UNREAL;
  if (k.mood == KH_MOOD_WOULD && is_unfulfilled(a, t)) k.mood = KH_MOOD_UNREAL;   /* "would have handed over their guns by May" */
  if (k.mood == KH_MOOD_WOULD && !is_unfulfilled(a, t)) {   /* "said it would leave": a future told in the past */
    uint32_t c = t;
    for (int step = 0; step < 4 && rel(d, c) == KH_DEP_CONJ && head(d, c) != KH_NONE; step++) c = head(d, c);
    uint32_t h = head(d, c);
    /* "told the marchers that they would be arrested", taken for a relative clause */
    if (h != KH_NONE && rel(d, c) == KH_DEP_ACL_RELCL && rel(d, h) == KH_DEP_IOBJ && kh_is_kind(a, head(d, h), KH_CLAUSE_REPORTING)) k.mood = KH_MOOD_FUTURE;
    if (h != KH_NONE && base(d, c) == KH_DEP_CCOMP && morph(a, h, KH_MORPH_PAST)) k.mood = KH_MOOD_FUTURE;
    EACH_CHILD(d, c, s)
      if (rel(d, s) == KH_DEP_PARATAXIS && kh_is_kind(a, s, KH_CLAUSE_REPORTING) && morph(a, s, KH_MORPH_PAST)) k.mood = KH_MOOD_FUTURE;
  }
  /* "will return to Qatar to meet the mediators" */
  if (!a->side && k.mood == KH_MOOD_REAL && inf && !aux && kh_is_purpose(a, t)) {
    kh_clause above = {0};
    bool above_aux = false, above_inf = false;
    read_marks(a, head(d, t), &above, &above_aux, &above_inf);
    if (above.mood == KH_MOOD_FUTURE && !above.negated) k.mood = KH_MOOD_FUTURE;
  }
  if (k.mood == KH_MOOD_REAL && inf && aux && kh_is_verb(a, t) && (kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE || (!a->side && is_to(a, t))) && !kh_is_kind(a, t, KH_CLAUSE_CULPABLE)) k.mood = KH_MOOD_FUTURE;   /* "is to meet" */
  if (k.mood == KH_MOOD_REAL && inf && !aux) {
    /* "Minister to visit China": a headline's future, whichever of the two words the tree takes for its root */
    uint32_t h = head(d, t);
    bool rooted = (h == KH_NONE && kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) || (h != KH_NONE && head(d, h) == KH_NONE && base(d, t) == KH_DEP_ACL && is_noun(a, h) && a->mention_of[h] != KH_NONE && !kh_is_predicate(a, h)) || said_to_come(a, t) != KH_NONE;
    k.mood = rooted ? KH_MOOD_HEADINF : KH_MOOD_INFINITIVE;
    k.inherited = !rooted;
    if (!a->side && first_of(a, t)) k.mood = KH_MOOD_REAL, k.inherited = false;
  } else if (k.mood == KH_MOOD_REAL && !aux && ((base(d, t) == KH_DEP_ACL && of_mark(a, t)) || (!a->side && is_aim(a, t)))) {
    k.mood = KH_MOOD_INFINITIVE;   /* "its goal of destroying the rebels" */
    k.inherited = true;
  } else if (k.mood == KH_MOOD_REAL && aux && inf && !a->side && base(d, t) == KH_DEP_XCOMP) {
    k.inherited = true;   /* "should he prove to have killed her" */
  } else if (k.mood == KH_MOOD_REAL && !aux && (base(d, t) == KH_DEP_XCOMP || morph(a, t, KH_MORPH_GER))) {
    k.inherited = true;
  } else if (k.mood == KH_MOOD_REAL && morph(a, t, KH_MORPH_IMP) && kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE && (a->side || rel(d, t) != KH_DEP_CONJ || kh_doc_child_base(d, head(d, t), KH_DEP_NSUBJ) == KH_NONE)) {
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
  uint32_t opener = kh_doc_child_with(a->d, t, KH_DEP_CASE);
  if (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_AFTER)) return true;
  return base(a->d, t) == KH_DEP_NSUBJ && kh_is_definite(a, t) && !kh_is_kind(a, g, KH_CLAUSE_OCCUR) && !kh_is_passive(a, g) && kh_object_of(a, g) != KH_NONE;
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
    if (!a->side && h != KH_NONE && h < t && base(d, t) == KH_DEP_NMOD && kh_is_kind(a, h, KH_CLAUSE_ANSWER)) without = true;   /* "will act in response to the raid": that has been */
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
      bool denied = a->side || base(d, t) != KH_DEP_NSUBJ || rel(d, t) == KH_DEP_NSUBJ_PASS || kh_is_kind(a, g, KH_CLAUSE_COMEABOUT) || (kh_doc_child_with(d, g, KH_DEP_COP) != KH_NONE && !kh_is_definite(a, t));
      bool once = k.negated && base(d, t) == KH_DEP_NSUBJ;   /* "no clashes took place": its own "no" is the verb's */
      k.above_negated = direct && above.negated && denied && !once && (happens || base(d, t) == KH_DEP_OBJ);
      if (direct && happens && above.ongoing) k.ongoing = true;
    }
  }
  if ((k.mood == KH_MOOD_REAL || k.mood == KH_MOOD_FUTURE) && is_asked(a, t, last)) k.mood = KH_MOOD_QUESTION;
  /* a clause inside one that an "if" opens */
  for (uint32_t c = t, step = 0; step < MAX_CLIMB && c != KH_NONE && k.mood == KH_MOOD_REAL; step++, c = head(d, c))
    if (base(d, c) == KH_DEP_ADVCL || base(d, c) == KH_DEP_CCOMP) {
      if (!a->side && is_inverted(a, c)) k.mood = KH_MOOD_IF;
      EACH_CHILD(d, c, m)
        if (rel(d, m) == KH_DEP_MARK && kh_is_kind(a, m, KH_CLAUSE_IF)) k.mood = KH_MOOD_IF;
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

/* Words that tell of a game (two of them, one of the sure ones, and none of police, courts or armies; with three of them some of those are of the game), or "in the film", "the novel follows": what happens there has not happened. */
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
    sport += kh_is_kind(a, t, KH_CLAUSE_SPORT) + 2u * kh_is_kind(a, t, KH_CLAUSE_IDLE);
    serious |= kh_is_kind(a, t, KH_CLAUSE_SERIOUS);
    grave |= kh_is_kind(a, t, KH_CLAUSE_SERIOUS) && !kh_is_kind(a, t, KH_CLAUSE_EITHER);
  }
  uint32_t before = (uint32_t)(s - a->d->sentences);
  bool report = !a->side && a->games >= FEW && a->games * SHARE >= before;   /* "the bank's defence held firm", told in a report of games */
  a->games += sport >= 2 && !serious;
  return ((sport >= 2 || report) && !serious) || (sport >= 3 && !grave);
}
