/* subject.c: who does what a verb says: voices, agents, subjects through control, participles, relative clauses and coordination. */
#include "events/clause_int.h"
#include "events/match.h"

/* Who controls the missing subject of an infinitive under h. */
static uint32_t controller(const kh_algebra *a, uint32_t h, int depth);

/* "Iran test-fired a missile", "Police tear-gassed students", where trees take the verb's first part for a noun that acts: who stands before it. */
static uint32_t before_hyphen(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || t < 3 || !kh_is_hyphen(d, t - 1) || d->tok.upos[t - 2] != KH_UPOS_NOUN || (head(d, t - 2) != t && head(d, t - 2) != head(d, t)))
    return KH_NONE;
  EACH_CHILD(d, t - 2, c)
    if (c < t - 2 && kh_clause_is_noun(a, c) && (base(d, c) == KH_DEP_COMPOUND || base(d, c) == KH_DEP_NSUBJ || base(d, c) == KH_DEP_NMOD)) return c;
  uint32_t o = kh_doc_child_with(d, t, KH_DEP_OBJ);   /* "Iran test-fired two cruise missiles": no part of the object stands before the verb */
  if (o != KH_NONE && o > t)
    EACH_CHILD(d, o, c)
      if (c < t - 2 && kh_clause_is_noun(a, c) && (base(d, c) == KH_DEP_COMPOUND || base(d, c) == KH_DEP_NMOD)) return c;
  return KH_NONE;
}

uint32_t kh_clause_misread_subject(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), found = KH_NONE;
  if (rel(d, t) == KH_DEP_AMOD && h != KH_NONE && h > t && head(d, h) == KH_NONE && !kh_is_predicate(a, h) && (found = before_hyphen(a, t)) != KH_NONE)
    return found;
  /* "Russian missiles struck airfields": no plural stands before the participle of another noun */
  if (!a->side && rel(d, t) == KH_DEP_AMOD && h != KH_NONE && h > t && t > 0 && morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && !kh_is_predicate(a, h) &&
      d->tok.upos[t - 1] == KH_UPOS_NOUN && (d->tok.morph[t - 1] & KH_MORPH_PLUR)) {
    uint8_t b = base(d, t - 1);
    if (head(d, h) == t - 1) return t - 1;   /* … as the object of the noun that acts */
    if ((head(d, t - 1) == h || head(d, t - 1) == t) && (b == KH_DEP_COMPOUND || b == KH_DEP_NMOD || b == KH_DEP_OBL || b == KH_DEP_NSUBJ)) return t - 1;
  }
  /* "Kenya and Uganda signed accords", "Kofi Annan praised talks" */
  if (!a->side && rel(d, t) == KH_DEP_AMOD && h != KH_NONE && h > t && t > 0 && head(d, h) == KH_NONE &&
      (rel(d, t - 1) == KH_DEP_CONJ || rel(d, t - 1) == KH_DEP_FLAT) && !kh_is_predicate(a, h)) {
    uint32_t c = head(d, t - 1);
    if (rel(d, t - 1) == KH_DEP_CONJ && a->mention_of[t - 1] == KH_NONE) return KH_NONE;
    if (c < t && (head(d, c) == h || head(d, c) == t) && a->mention_of[c] != KH_NONE) return c;
  }
  /* "demanded that the Taliban hand over …", with the verb for a noun: what "that" opens wants one */
  if (!a->side && rel(d, t) == KH_DEP_CCOMP && d->tok.upos[t] == KH_UPOS_NOUN && t > 0 && head(d, t - 1) == t &&
      (base(d, t - 1) == KH_DEP_COMPOUND || base(d, t - 1) == KH_DEP_AMOD) && a->mention_of[t - 1] != KH_NONE && kh_doc_child_with(d, t, KH_DEP_MARK) < t - 1 &&
      kh_doc_child_with(d, t, KH_DEP_COP) == KH_NONE && kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE)
    return t - 1;
  if (a->side || rel(d, t) != KH_DEP_AMOD || h == KH_NONE || h < t || head(d, h) != KH_NONE || d->sentences[d->tok.sentence[t]].kind != KH_SENT_BODY ||
      kh_is_predicate(a, h))
    return KH_NONE;
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
    if (rel(d, c) == KH_DEP_CONJ && c > t && kh_is_verb(a, c) && kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE &&
        kh_doc_child_with(d, c, KH_DEP_OBJ) != KH_NONE)
      return true;
  return false;
}

/* "Police shot at protesters", but not "man shot at bus stop". */
static bool aims_at_people(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_OBL && c > t && a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].kind != KH_ENTITY_LOC &&
        d->mentions[a->mention_of[c]].plural) {
      uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_AT)) return true;
    }
  return false;
}

bool kh_is_past_of_headline(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  bool after = rel(d, t) == KH_DEP_ADVCL && head(d, t) < t && kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE;      /* "halts work after nurse killed" */
  /* "Editor held, party says" */
  bool said = rel(d, t) == KH_DEP_CCOMP && head(d, t) > t && head(d, head(d, t)) == KH_NONE && kh_is_kind(a, head(d, t), KH_CLAUSE_REPORTING) &&
              morph(a, head(d, t), KH_MORPH_PRES);
  return !a->side && (head(d, t) == KH_NONE || after || said) && morph(a, t, KH_MORPH_PAST) && kh_is_headline(d, t);
}

/* "Rebels urged to lay down arms", "Chad urged by bishops to hold vote": who is told to do it, where the verb has no object, is the subject. */
bool kh_is_told_to(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  return !a->side && kh_is_kind(a, t, KH_CLAUSE_OBJCONTROL) && kh_is_past_of_headline(a, t) && kh_doc_child_with(d, t, KH_DEP_XCOMP) != KH_NONE &&
         kh_doc_child_base(d, t, KH_DEP_OBJ) == KH_NONE && kh_doc_child_base(d, t, KH_DEP_AUX) == KH_NONE;
}

/* "Landed in Madrid, freed after seven years", "appeared in court charged with killing a nurse": a participle behind its clause, with no object. */
static bool loosely_added(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  return rel(d, t) == KH_DEP_ADVCL && head(d, t) < t && (is_comma(d, t - 1) || kh_is_kind(a, t, KH_CLAUSE_UNDERGONE)) && morph(a, t, KH_MORPH_PAST) &&
         kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE && !kh_is_kind(a, t, KH_CLAUSE_INTRANSITIVE);
}

/* "The premier, sacked two weeks after the coup, has been held": a past between the comma behind a noun and that noun's own verb is a participle. */
static bool set_aside(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || t < 2 || !is_comma(d, t - 1) || !morph(a, t, KH_MORPH_PAST) || kh_is_kind(a, t, KH_CLAUSE_INTRANSITIVE) || !kh_is_verb(a, t)) return false;
  uint32_t h = head(d, t);
  if (h == KH_NONE || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE) return false;
  if (rel(d, t) == KH_DEP_ACL) return h < t && head(d, h) != KH_NONE && head(d, h) > t;
  uint32_t s = rel(d, t) == KH_DEP_ADVCL && h > t ? kh_doc_child_base(d, h, KH_DEP_NSUBJ) : KH_NONE;
  return s != KH_NONE && s < t;
}

/* "Lagos man shot twice in robbery.", "Two teens arrested in robbery.": a headline with a mark behind it, where the noun has no article; not "police shot and
 * killed a man", "the court sentenced", nor who says what stands before: "police beat a nurse, two senators charged". */
static bool tells_of_victim(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t s = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  if (s > t || shares_object(a, t) || aims_at_people(a, t) || kh_doc_child_with(d, t, KH_DEP_CCOMP) != KH_NONE ||
      kh_doc_child_base(d, s, KH_DEP_DET) != KH_NONE || kh_doc_child_with(d, s, KH_DEP_NMOD_POSS) != KH_NONE)
    return false;
  if (d->tok.upos[s] != KH_UPOS_NOUN && d->tok.upos[s] != KH_UPOS_NUM && rel(d, s) != KH_DEP_NSUBJ_PASS) return false;
  static const uint32_t holders = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD;
  bool past = morph(a, t, KH_MORPH_PAST), body = a->mention_of[s] != KH_NONE && d->mentions[a->mention_of[s]].actor.sectors & holders;
  bool one = d->tok.upos[s] == KH_UPOS_NOUN && !morph(a, s, KH_MORPH_PLUR) && kh_doc_child_base(d, s, KH_DEP_NUMMOD) == KH_NONE;
  if (past && kh_is_kind(a, t, KH_CLAUSE_UNDERGONE) && !body) return true;
  if (!one) return false;
  return !strcmp(kh_clause_xpos(a, t), "VBN") ||
         (past && ((kh_is_kind(a, t, KH_CLAUSE_SLAYING) && !kh_is_kind(a, t, KH_CLAUSE_TOLL)) || (kh_is_kind(a, t, KH_CLAUSE_UNDERGONE_BY_ONE) && !body)));
}

/* "To leave", "leaving": no passive has this form without its auxiliary. */
static bool is_active_form(const kh_algebra *a, uint32_t t) {
  const char *x = kh_clause_xpos(a, t);
  return kh_is_verb(a, t) && (!strcmp(x, "VB") || !strcmp(x, "VBG"));
}

/* "Two soldiers", "dozens", "14": how many there are is told. */
static bool is_counted(const kh_algebra *a, uint32_t t) {
  return a->d->tok.upos[t] == KH_UPOS_NUM || kh_is_kind(a, t, KH_CLAUSE_HOLLOW) || kh_doc_child_with(a->d, t, KH_DEP_NUMMOD) != KH_NONE;
}

/* "For ramming a boat": a mark that opens neither the manner nor the time of the deed above. */
static bool opened_for(const kh_algebra *a, uint32_t t) {
  uint32_t mark = kh_doc_child_with(a->d, t, KH_DEP_MARK);
  return mark != KH_NONE && !kh_is_kind(a, mark, KH_CLAUSE_DURING) && !kh_is_kind(a, mark, KH_CLAUSE_BY);
}

/* "Filmmaker slammed for likening migrants to dogs": who is blamed or praised for a deed, and blames nobody, is who did it. */
static bool is_blamed_for_deed(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || head(d, t) != KH_NONE || !morph(a, t, KH_MORPH_PAST) || !kh_is_kind(a, t, KH_CLAUSE_BLAMING)) return false;
  EACH_CHILD(d, t, c)
    if (rel(d, c) == KH_DEP_ADVCL && c > t && is_present_participle(d, c) && opened_for(a, c) && kh_doc_child_with(d, c, KH_DEP_MARK) == t + 1) return true;
  return false;
}

bool kh_is_passive(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (is_fronted(a, t)) return true;
  if (kh_clause_misread_subject(a, t) != KH_NONE) return false;
  if (kh_clause_is_had_done(a, t)) return true;
  for (int step = 0; step < MAX_CLIMB; step++) {
    bool aux = false, subject = false, object = false, told = false, passive_subject = false;
    EACH_CHILD(d, t, c) {
      uint8_t r = rel(d, c);
      if (r == KH_DEP_AUX_PASS) return true;
      /* but "it stood by the winner", "was barred from entering by the guard" */
      if (r == KH_DEP_OBL_AGENT && (a->side || !(is_active_form(a, t) || (morph(a, t, KH_MORPH_FIN) && kh_doc_child_with(d, t, KH_DEP_NSUBJ) != KH_NONE))))
        return true;
      if (r == KH_DEP_NSUBJ_PASS || r == KH_DEP_CSUBJ_PASS) passive_subject = true;
      if (r == KH_DEP_AUX) aux = true;
      if (r == KH_DEP_NSUBJ) subject = true;
      if (r == KH_DEP_OBJ) object = true;
      if (r == KH_DEP_IOBJ) told = true;
    }
    if (step == 0 && subject && !told && !aux && !object && is_blamed_for_deed(a, t)) return true;
    if (step == 0 && subject && !told && !aux && !object && kh_is_past_of_headline(a, t))
      return a->acting != t && (!kh_is_kind(a, t, KH_CLAUSE_INTRANSITIVE) || kh_is_told_to(a, t));
    if (step == 0 && !a->side && (subject || passive_subject) && !aux && !object && head(d, t) == KH_NONE && tells_of_victim(a, t)) return true;
    /* "IED hits convoy, two soldiers killed": whoever is counted and kills nobody was killed */
    if (step == 0 && !a->side && subject && !aux && !object && rel(d, t) != KH_DEP_ACL_RELCL && morph(a, t, KH_MORPH_PAST) &&
        kh_is_kind(a, t, KH_CLAUSE_TOLL) && !kh_is_kind(a, t, KH_CLAUSE_DIE) && is_counted(a, kh_doc_child_with(d, t, KH_DEP_NSUBJ)))
      return true;
    /* "twelve were killed and dozens wounded": the second has no auxiliary of its own */
    if (step == 0 && !a->side && subject && !aux && !object && rel(d, t) == KH_DEP_CONJ && morph(a, t, KH_MORPH_PAST) && kh_is_kind(a, t, KH_CLAUSE_TOLL) &&
        kh_is_kind(a, head(d, t), KH_CLAUSE_TOLL) && kh_doc_child_with(d, head(d, t), KH_DEP_AUX_PASS) != KH_NONE)
      return true;
    /* "were called in, questioned or taken away": the form tells no participle from a past */
    bool listed = !a->side && rel(d, t) == KH_DEP_CONJ && !subject && morph(a, t, KH_MORPH_PAST) && head(d, t) != KH_NONE &&
                  kh_doc_child_with(d, head(d, t), KH_DEP_AUX_PASS) != KH_NONE;
    /* "a strike called by the unions and declared illegal" */
    if (!listed && !a->side && rel(d, t) == KH_DEP_CONJ && !subject && morph(a, t, KH_MORPH_PAST) && head(d, t) != KH_NONE && head(d, t) < t)
      listed = rel(d, head(d, t)) == KH_DEP_ACL && kh_doc_child_with(d, head(d, t), KH_DEP_OBL_AGENT) != KH_NONE && !kh_is_kind(a, t, KH_CLAUSE_INTRANSITIVE);
    /* "leaving them dead and wounded" */
    if (step == 0 && !a->side && rel(d, t) == KH_DEP_CONJ && !subject && !aux && !object && morph(a, t, KH_MORPH_PAST) && head(d, t) != KH_NONE &&
        d->tok.upos[head(d, t)] == KH_UPOS_ADJ && rel(d, head(d, t)) == KH_DEP_XCOMP)
      return true;
    /* "the men killed in the raid were known" */
    bool felled = !a->side && rel(d, t) == KH_DEP_ACL && head(d, t) < t && !subject && morph(a, t, KH_MORPH_PAST) && kh_is_kind(a, t, KH_CLAUSE_TOLL);
    bool added = step == 0 && !a->side && !subject && (loosely_added(a, t) || set_aside(a, t));
    if (!listed && !felled && !added && !morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) && strcmp(kh_clause_xpos(a, t), "VBN")) return false;
    if (aux || object) return false;
    /* a passive's subject without its auxiliary: outside headlines a slip of the tree */
    if (passive_subject) return kh_is_headline(d, t) || rel(d, t) == KH_DEP_CONJ;
    /* "Rebels surrendered to the army", taken for a noun with its participle: outside headlines a sentence wants a verb */
    if (rel(d, t) == KH_DEP_ACL && head(d, t) < t && head(d, head(d, t)) != KH_NONE && second_subject(a, head(d, head(d, t)), head(d, t))) return false;
    if (rel(d, t) == KH_DEP_ACL && head(d, t) < t && head(d, head(d, t)) == KH_NONE && !kh_is_predicate(a, head(d, t)) &&
        d->sentences[d->tok.sentence[t]].kind == KH_SENT_BODY && !kh_is_headline(d, t))
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

uint32_t kh_clause_antecedent(const kh_algebra *a, uint32_t verb, uint32_t t) {
  const kh_doc *d = a->d;
  const char *x = kh_clause_xpos(a, t);
  if (strcmp(x, "WDT") && strcmp(x, "WP") && strcmp(x, "WP$")) return t;
  for (int step = 0; step < MAX_CLIMB && verb != KH_NONE; step++) {
    if (rel(d, verb) == KH_DEP_ACL_RELCL) {
      uint32_t h = head(d, verb), m = a->mention_of[h];
      if (a->lifted == verb && !strcmp(x, "WDT")) return head(d, h);      /* "an invitation to Israel, which was extended by Egypt" */
      /* "gave Assange asylum, angering Britain, which had …": a person is no "which"; the noun right before it is */
      if (!a->side && !strcmp(x, "WDT") && d->tok.lower[t].n == 5 && m != KH_NONE && a->d->mentions[m].kind == KH_ENTITY_PER && t > h + 2 &&
          d->tok.upos[t - 1] == KH_UPOS_PUNCT && kh_clause_is_noun(a, t - 2) && a->mention_of[t - 2] != KH_NONE &&
          a->d->mentions[a->mention_of[t - 2]].kind != KH_ENTITY_PER)
        return t - 2;
      /* "a militant on the islands who confessed": a place is no "who" */
      /* "camps of the supporters, some of whom …": people are who, not what is theirs */
      uint32_t theirs = a->side || strcmp(x, "WP") || m != KH_NONE ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_NMOD);
      if (theirs != KH_NONE && theirs > h && theirs < t && a->mention_of[theirs] != KH_NONE && a->d->mentions[a->mention_of[theirs]].kind != KH_ENTITY_LOC)
        return theirs;
      /* "four bloggers and a lawmaker who were jailed": all of them */
      uint32_t were = a->side || rel(d, h) != KH_DEP_CONJ || morph(a, h, KH_MORPH_PLUR) || d->tok.upos[h] != KH_UPOS_NOUN ? KH_NONE : t + 1;
      if (were != KH_NONE && d->tok.upos[were] == KH_UPOS_AUX && morph(a, were, KH_MORPH_PLUR | KH_MORPH_FIN) && head(d, h) != KH_NONE &&
          a->mention_of[head(d, h)] != KH_NONE)
        return head(d, h);
      bool place = !a->side && !strcmp(x, "WP") && m != KH_NONE && a->d->mentions[m].kind == KH_ENTITY_LOC && base(d, h) == KH_DEP_NMOD &&
                   kh_clause_is_noun(a, head(d, h));
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

/* "By the union", hung on a noun that tells no event, or one that is told of as what somebody is called or is faced with: "the killing by the rebels" is
 * theirs. */
static uint32_t by_phrase_of_noun(const kh_algebra *a, uint32_t c) {
  if (!kh_clause_is_noun(a, c) ||
      (a->first[c] != KH_NONE && !kh_is_behind(a, c, KH_CLAUSE_WITH) && !kh_is_behind(a, c, KH_CLAUSE_ASROLE) &&
       rel(a->d, c) != KH_DEP_XCOMP))
    return KH_NONE;
  return by_phrase(a, c, KH_DEP_NMOD);
}

/* "To leave", "for staging a farce": a verb below another that says by its form that its subject is who does it. */
static bool is_active_below(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
  return (base(d, c) == KH_DEP_ADVCL || rel(d, c) == KH_DEP_XCOMP) && is_active_form(a, c) && kh_doc_child_with(d, c, KH_DEP_AUX_PASS) == KH_NONE &&
         kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE && (rel(d, c) == KH_DEP_XCOMP || kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE);
}

/* "Was attacked over the tax by the candidate", with the by-phrase hung on the tax; "was called a liar by the union", "was threatened with a strike by nurses",
 * "was slammed for staging a farce by the union", "was ordered to let in envoys by the court". */
static uint32_t agent_below(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side) return KH_NONE;
  EACH_CHILD(d, t, c) {
    if (c < t) continue;
    uint32_t g = KH_NONE;
    if (is_active_below(a, c)) {
      g = by_phrase(a, c, KH_DEP_OBL);
      EACH_CHILD(d, c, o)
        if (g == KH_NONE && o > c && (rel(d, o) == KH_DEP_OBJ || base(d, o) == KH_DEP_OBL)) g = by_phrase_of_noun(a, o);
    }
    else if (base(d, c) == KH_DEP_OBL || rel(d, c) == KH_DEP_XCOMP) g = by_phrase_of_noun(a, c);
    if (g != KH_NONE) return g;
  }
  return KH_NONE;
}

/* "On the orders of a judge", "on Moscow's orders", "by order of the court": whose bidding c tells, or KH_NONE. */
static uint32_t bidder(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_kind(a, c, KH_CLAUSE_BIDDING) || a->mention_of[c] != KH_NONE) return KH_NONE;
  uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);   /* not "according to an order from the judge" */
  if (!kh_is_kind(a, opener, KH_CLAUSE_PLACEPREP) && !kh_is_kind(a, opener, KH_CLAUSE_BY) && !kh_is_kind(a, opener, KH_CLAUSE_BENEATH)) return KH_NONE;
  uint32_t owner = kh_doc_child_with(d, c, KH_DEP_NMOD_POSS);
  if (owner != KH_NONE) return a->mention_of[owner] != KH_NONE ? owner : KH_NONE;
  EACH_CHILD(d, c, g)
    if (g > c && base(d, g) == KH_DEP_NMOD && a->mention_of[g] != KH_NONE && (kh_is_behind(a, g, KH_CLAUSE_OF) || kh_is_behind(a, g, KH_CLAUSE_ORIGIN)))
      return g;
  if (head(d, c) == KH_NONE) return KH_NONE;
  EACH_CHILD(d, head(d, c), g)   /* "by order of the king", with the king hung on the verb */
    if (g > c && a->mention_of[g] != KH_NONE && kh_doc_child_with(d, g, KH_DEP_CASE) == c + 1 && kh_is_behind(a, g, KH_CLAUSE_OF)) return g;
  return KH_NONE;
}

uint32_t kh_clause_agent_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t found = KH_NONE;
  EACH_CHILD(d, t, c)    /* of two, the one who can act: "by plainclothes detectives" */
    if (rel(d, c) == KH_DEP_OBL_AGENT && (found == KH_NONE || (!a->side && a->mention_of[found] == KH_NONE))) found = c;
  if (found != KH_NONE && !a->side && a->mention_of[found] == KH_NONE)
    EACH_CHILD(d, t, c)   /* "by plainclothes detectives", taken apart */
      if (c == found + 1 && base(d, c) == KH_DEP_OBL && kh_clause_is_noun(a, c) && a->mention_of[c] != KH_NONE &&
          kh_doc_child_with(d, c, KH_DEP_CASE) == KH_NONE)
        return c;
  uint32_t bids = found != KH_NONE ? bidder(a, found) : KH_NONE;
  if (bids != KH_NONE) return bids;
  if (found != KH_NONE) return found;
  EACH_CHILD(d, t, c)
    if (base(d, c) == KH_DEP_OBL)
      EACH_CHILD(d, c, g)
        if (rel(d, g) == KH_DEP_CASE && kh_is_kind(a, g, KH_CLAUSE_BY)) return c;
  EACH_CHILD(d, t, c)
    if (c > t && base(d, c) == KH_DEP_OBL && (bids = bidder(a, c)) != KH_NONE) return bids;
  /* "declared illegal by the government", with the by-phrase hung on the word for it */
  uint32_t called = a->side ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_XCOMP);
  if (called != KH_NONE && called > t && !kh_is_verb(a, called) && (found = kh_doc_child_with(d, called, KH_DEP_OBL_AGENT)) != KH_NONE) return found;
  return agent_below(a, t);
}

/* "The raid that Sudan carried out", but not "the tariff that it is to impose": who did it, by the clause at c. */
uint32_t kh_clause_wrought_by(const kh_algebra *a, uint32_t c) {
  bool told = rel(a->d, c) == KH_DEP_ACL_RELCL && !morph(a, c, KH_MORPH_INF) && !kh_clause_has_modal(a, c);
  uint32_t doer = told ? kh_doc_child_with(a->d, c, KH_DEP_NSUBJ) : KH_NONE;
  return doer != KH_NONE && kh_clause_antecedent(a, c, doer) == doer ? doer : KH_NONE;
}

uint32_t kh_owner_of(const kh_algebra *a, uint32_t t, uint8_t slot_kind) {
  const kh_doc *d = a->d;
  uint32_t compound = KH_NONE, adjective = KH_NONE;
  EACH_CHILD(d, t, c) {
    /* "Monday's Israeli raid", "the day's police raids" */
    if (rel(d, c) == KH_DEP_NMOD_POSS && (kh_is_day(a, c) || (!a->side && a->mention_of[c] == KH_NONE && kh_is_kind(a, c, KH_CLAUSE_TIME)))) continue;
    /* "a casino whose managers they accuse" */
    if (rel(d, c) == KH_DEP_NMOD_POSS && slot_kind != KH_SLOT_COMP && slot_kind != KH_SLOT_ADJ) return a->side ? c : kh_clause_antecedent(a, head(d, t), c);
    bool named = a->side ? a->side[c] != 0 : a->mention_of[c] != KH_NONE;
    if (base(d, c) == KH_DEP_COMPOUND && named) compound = c;
    if ((rel(d, c) == KH_DEP_AMOD || rel(d, c) == KH_DEP_NMOD) && named && c < t) adjective = c;
    /* "a French-led raid" */
    if (!a->side && rel(d, c) == KH_DEP_AMOD && !named && c < t && c > 1 && kh_is_hyphen(d, c - 1) && kh_is_kind(a, c, KH_CLAUSE_LEADING) &&
        head(d, c - 2) == c && a->mention_of[c - 2] != KH_NONE)
      adjective = c - 2;
    if (!a->side && rel(d, c) == KH_DEP_COMPOUND && !named && c < t && adjective == KH_NONE)    /* "a German cement works" */
      EACH_CHILD(d, c, g)
        if (g < c && rel(d, g) == KH_DEP_AMOD && a->mention_of[g] != KH_NONE) adjective = g;
  }
  if (slot_kind == KH_SLOT_POSS) return KH_NONE;
  if (compound != KH_NONE && slot_kind != KH_SLOT_ADJ) return compound;
  if (slot_kind == KH_SLOT_COMP) return KH_NONE;
  if (adjective == KH_NONE && slot_kind == KH_SLOT_OWN && !a->side && rel(d, t) == KH_DEP_CONJ && kh_doc_child_base(d, t, KH_DEP_DET) == KH_NONE &&
      kh_doc_child_base(d, t, KH_DEP_NMOD) == KH_NONE)
    return kh_doc_child_with(d, head(d, t), KH_DEP_NMOD_POSS);   /* "Israel's bombardment and offensive" */
  /* "is on a tour of Asia", "was in talks with the rebels": the predicate's subject */
  if (adjective == KH_NONE && slot_kind == KH_SLOT_OWN && !a->side && !kh_is_kind(a, t, KH_CLAUSE_BACKDROP) && kh_doc_child_with(d, t, KH_DEP_COP) != KH_NONE &&
      kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE)
    return kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  /* "Oslo in plea to Bern", "Nurses on strike over pay": a headline that leaves the verb out */
  uint32_t root = adjective == KH_NONE && slot_kind == KH_SLOT_OWN && !a->side && rel(d, t) == KH_DEP_NMOD ? head(d, t) : KH_NONE;
  if (root != KH_NONE && head(d, root) == KH_NONE && root < t && a->mention_of[root] != KH_NONE && kh_is_headline(d, t)) {
    uint32_t in = kh_doc_child_with(d, t, KH_DEP_CASE);
    if (in != KH_NONE && (kh_is_kind(a, in, KH_CLAUSE_INSIDE) || kh_is_kind(a, in, KH_CLAUSE_JOURNEY))) return root;
  }
  if (adjective == KH_NONE && slot_kind == KH_SLOT_OWN && !a->side)
    EACH_CHILD(d, t, c) {
      uint32_t doer = c > t && kh_is_kind(a, c, KH_CLAUSE_WROUGHT) && kh_is_verb(a, c) && !kh_is_passive(a, c) ? kh_clause_wrought_by(a, c) : KH_NONE;
      if (doer != KH_NONE) return doer;
    }
  return adjective;
}

/* "Fed chairman Jane Roe defended the rate", "A judge by trade, he backed the premier", where trees give the verb both for subjects: the one right before it
 * does it, where it names somebody; not "Jane Roe, the mayor, resigned" (which she is besides), "rebels and the army fought", "peasants, students ann workers". */
static bool acts_nearer(const kh_algebra *a, uint32_t verb, uint32_t first, uint32_t c) {
  const kh_doc *d = a->d;
  if (rel(d, c) != KH_DEP_NSUBJ || c <= first || c > verb || a->mention_of[c] == KH_NONE || kh_is_kind(a, c, KH_CLAUSE_TIME) ||
      kh_is_nobody(&d->mentions[a->mention_of[c]]))
    return false;
  uint32_t begin, end, group = verb;
  while (group > c + 1 && head(d, group - 1) == verb && (d->tok.upos[group - 1] == KH_UPOS_AUX || d->tok.upos[group - 1] == KH_UPOS_ADV)) group--;
  kh_doc_subtree(d, c, &begin, &end);
  if (begin <= first + 1 || d->tok.upos[first + 1] == KH_UPOS_CCONJ || d->tok.upos[group - 1] == KH_UPOS_PUNCT || d->tok.upos[begin] == KH_UPOS_CCONJ ||
      d->tok.upos[begin - 1] == KH_UPOS_CCONJ)
    return false;
  return d->tok.upos[begin - 1] != KH_UPOS_PUNCT || d->tok.upos[c] != KH_UPOS_NOUN;
}

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
    if (clause && c < t && rel(d, c) == KH_DEP_NSUBJ && kh_clause_is_noun(a, c) && (found == KH_NONE || c > found)) found = c;
    else if (found != KH_NONE && c < t && acts_nearer(a, t, found, c)) found = c;
  }
  return found;
}

/* "Jakarta went ahead; Canberra called its envoy home and froze the aid", with the last verb hung on the first: the subject of the clause between. */
static uint32_t nearer_subject(const kh_algebra *a, uint32_t h, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t found = KH_NONE;
  if (a->side || h > t || !kh_is_verb(a, h) || !kh_is_verb(a, t)) return KH_NONE;
  EACH_CHILD(d, h, c) {
    uint32_t s =
        c <= h || c >= t || t - c > 64 || !kh_is_verb(a, c) || (rel(d, c) != KH_DEP_CONJ && rel(d, c) != KH_DEP_PARATAXIS) ? KH_NONE : own_subject(a, c);
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

/* The word that opens t as what its governor, before it, is told to do, not to do or to be done with: "from leaving", or KH_NONE. */
static uint32_t opener_below(const kh_algebra *a, uint32_t t) {
  uint32_t h = head(a->d, t), mark = a->side || h == KH_NONE || h > t || morph(a, t, KH_MORPH_FIN) ? KH_NONE : kh_doc_child_with(a->d, t, KH_DEP_MARK);
  return mark != KH_NONE && mark < t ? mark : KH_NONE;
}

bool kh_clause_is_kept_from(const kh_algebra *a, uint32_t t) {
  uint32_t mark = opener_below(a, t);
  return mark != KH_NONE && (kh_is_kind(a, mark, KH_CLAUSE_AGAINST) ||
                             (kh_is_kind(a, mark, KH_CLAUSE_ORIGIN) && kh_is_kind(a, head(a->d, t), KH_CLAUSE_HINDERING)));
}

/* "Kept them from leaving", "warned them against striking", "talked him into resigning": what its governor's object is to do or not to do. */
static bool is_done_by_object(const kh_algebra *a, uint32_t t) {
  uint32_t mark = opener_below(a, t);
  return mark != KH_NONE && (kh_is_kind(a, mark, KH_CLAUSE_INTO) || kh_clause_is_kept_from(a, t));
}

/* "While demanding a bribe", without a subject of its own. */
static bool opened_while(const kh_algebra *a, uint32_t t) {
  uint32_t mark = kh_doc_child_with(a->d, t, KH_DEP_MARK);
  return mark != KH_NONE && mark < t && kh_is_kind(a, mark, KH_CLAUSE_MEANWHILE) && !morph(a, t, KH_MORPH_FIN);
}

/* The subject of the clause t that the tree hangs on the verb h above it: "came days after a gunman claiming allegiance to rebels killed nine", with a mark of
 * the
 * clause's own; "launched the barrage after an air strike on its embassy killed seven", where the mark went with it. */
static uint32_t hung_above(const kh_algebra *a, uint32_t h, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || t < h || !morph(a, t, KH_MORPH_FIN)) return KH_NONE;
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  EACH_CHILD(d, h, c) {
    if (c >= t || c <= (mark == KH_NONE ? h : mark) || base(d, c) != KH_DEP_OBL || !kh_clause_is_noun(a, c)) continue;
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (mark == KH_NONE ? opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_WHILE) : opener == KH_NONE && a->mention_of[c] != KH_NONE) return c;
  }
  return KH_NONE;
}

uint32_t kh_clause_acts_next(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || rel(d, t) != KH_DEP_CONJ || !kh_clause_is_noun(a, t) || kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE) return KH_NONE;
  uint32_t v = t + 1, first = head(d, t);
  while (v < d->tok.n && v < t + 3 && d->tok.upos[v] == KH_UPOS_ADV && head(d, v) != t) v++;
  if (v >= d->tok.n || d->tok.upos[v] != KH_UPOS_VERB || rel(d, v) != KH_DEP_CONJ || !morph(a, v, KH_MORPH_FIN) || first == KH_NONE ||
      head(d, v) != head(d, first) || rel(d, first) == KH_DEP_NSUBJ)
    return KH_NONE;
  if (kh_doc_child_base(d, v, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, v, KH_DEP_CC) != KH_NONE || kh_is_passive(a, v)) return KH_NONE;
  return v;
}

bool kh_clause_apart_from_wish(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), above = h == KH_NONE ? KH_NONE : head(d, h);
  if (a->side || rel(d, t) != KH_DEP_CONJ || above == KH_NONE || above > h || base(d, h) != KH_DEP_CCOMP || !kh_is_verb(a, above) ||
      strcmp(kh_clause_xpos(a, t), "VBD") || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_AUX_PASS) != KH_NONE)
    return false;
  uint32_t s = kh_doc_child_base(d, h, KH_DEP_NSUBJ), mark = kh_doc_child_with(d, h, KH_DEP_MARK);
  bool bare = kh_str_eq(d->tok.lower[h], d->tok.lemma[h]) && kh_doc_child_with(d, h, KH_DEP_AUX) == KH_NONE;
  return bare && s != KH_NONE && s < h && mark != KH_NONE && mark < s && (d->tok.upos[s] == KH_UPOS_PROPN || !morph(a, s, KH_MORPH_PLUR)) &&
         strcmp(kh_clause_xpos(a, above), "VBZ");
}

uint32_t kh_clause_said_to_come(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (a->side || h == KH_NONE || h > t || mark == KH_NONE || mark > t || !kh_is_headline(d, t) || (base(d, t) != KH_DEP_XCOMP && base(d, t) != KH_DEP_CCOMP))
    return KH_NONE;
  if (!morph(a, t, KH_MORPH_INF) || !kh_is_kind(a, h, KH_CLAUSE_REPORTING) || kh_is_kind(a, h, KH_CLAUSE_OBJCONTROL)) return KH_NONE;
  uint32_t who = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (who == KH_NONE) who = kh_doc_child_with(d, h, KH_DEP_IOBJ);
  if (who == KH_NONE) who = kh_doc_child_with(d, h, KH_DEP_OBJ);
  return who != KH_NONE && who > h && who < mark ? who : KH_NONE;
}

/* "Surprised its allies, banning the party", with the participle hung on the allies: behind a comma it tells of who did the deed before. The verb of that
 * deed, or KH_NONE. */
static uint32_t free_adjunct_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (a->side || rel(d, t) != KH_DEP_ACL || t < h + 2 || !is_present_participle(d, t) || !is_comma(d, t - 1))
    return KH_NONE;
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

/* "Had the newspaper shut down": who has it done does it, but not "had its envoy expelled", "had two soldiers killed", which befell him. */
static uint32_t who_has_it_done(const kh_algebra *a, uint32_t t, int depth) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t), what = KH_NONE;
  if (a->side || h == KH_NONE || h > t) return KH_NONE;
  if (rel(d, t) == KH_DEP_ACL && rel(d, h) == KH_DEP_OBJ) what = h, h = head(d, h);
  else if (rel(d, t) == KH_DEP_XCOMP) what = kh_doc_child_with(d, h, KH_DEP_OBJ);
  if (what == KH_NONE || h == KH_NONE || what < h || what > t || !kh_is_verb(a, h) || !kh_is_kind(a, h, KH_CLAUSE_HAVING) || kh_is_passive(a, h) ||
      kh_is_kind(a, t, KH_CLAUSE_TOLL) || kh_is_kind(a, t, KH_CLAUSE_SLAYING) || !morph(a, t, KH_MORPH_PART | KH_MORPH_PAST) ||
      kh_doc_child_with(d, t, KH_DEP_AUX_PASS) != KH_NONE)
    return KH_NONE;
  uint32_t own = kh_doc_child_with(d, what, KH_DEP_NMOD_POSS);
  if (own != KH_NONE && d->tok.upos[own] == KH_UPOS_PRON) return KH_NONE;
  return kh_clause_subject_at(a, h, depth + 1);
}

uint32_t kh_clause_told_of(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = head(d, t);
  if (a->side || h == KH_NONE || h > t || rel(d, t) != KH_DEP_ACL) return KH_NONE;
  uint32_t be = kh_doc_child_with(d, t, KH_DEP_AUX_PASS);   /* "to be jailed", whose infinitive is the auxiliary's */
  if (!morph(a, t, KH_MORPH_INF) && (be == KH_NONE || !morph(a, be, KH_MORPH_INF))) return KH_NONE;
  if (kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE) return kh_doc_child_base(d, h, KH_DEP_NSUBJ);
  uint32_t verb = rel(d, h) == KH_DEP_XCOMP ? head(d, h) : KH_NONE;
  if (verb == KH_NONE || verb > h || !kh_is_verb(a, verb) || kh_is_passive(a, verb) || kh_doc_child_with(d, verb, KH_DEP_OBJ) != KH_NONE) return KH_NONE;
  return kh_doc_child_base(d, verb, KH_DEP_NSUBJ);
}

/* "Welcomed Kenya joining the pact", "saw the army leaving": who stands between the verb and the participle does it, but not "praised Kenya, promising aid". */
static uint32_t welcomed_doing(const kh_algebra *a, uint32_t h, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t o = a->side || h > t || kh_is_passive(a, h) ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_OBJ);
  if (o == KH_NONE || o < h || o >= t || a->mention_of[o] == KH_NONE || d->mentions[a->mention_of[o]].tok_end != t || kh_is_kind(a, o, KH_CLAUSE_TIME) ||
      !(kh_is_kind(a, h, KH_CLAUSE_SPEAKING) || kh_is_kind(a, h, KH_CLAUSE_CAUSING) || kh_is_kind(a, h, KH_CLAUSE_OPPOSING)))
    return KH_NONE;
  return is_present_participle(d, t) && !kh_is_kind(a, t, KH_CLAUSE_SPEAKING) &&
                 kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE
             ? o
             : KH_NONE;
}

/* "Issued a statement from the president, calling for a truce", "In a letter from the bishops, urging talks, …": it is for whom the words are from
 * to say so, and not for whoever hands them on; or KH_NONE. Not "rejected a plea from the senator, calling it absurd". */
static uint32_t words_from(const kh_algebra *a, uint32_t h, uint32_t t) {
  const kh_doc *d = a->d;
  if (a->side || !is_comma(d, t - 1) || !kh_is_kind(a, t, KH_CLAUSE_SPEAKING) || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE ||
      !is_present_participle(d, t))
    return KH_NONE;
  EACH_CHILD(d, h, c) {
    bool there = h < t ? c > h && c < t && rel(d, c) == KH_DEP_OBJ && kh_is_kind(a, h, KH_CLAUSE_MAKING) : c < t && base(d, c) == KH_DEP_OBL;
    if (!there || a->mention_of[c] != KH_NONE || !kh_is_kind(a, c, KH_CLAUSE_MISSIVE)) continue;
    EACH_CHILD(d, c, g) {
      if (g > c && g < t && base(d, g) == KH_DEP_NMOD && a->mention_of[g] != KH_NONE && kh_is_behind(a, g, KH_CLAUSE_ORIGIN)) return g;
    }
  }
  return KH_NONE;
}

/* "Marched against a plan to sell arms", "condemned a decision to ban the song": what is defied so is of others, with no word whose. */
bool kh_is_of_others(const kh_algebra *a, uint32_t noun) {
  const kh_doc *d = a->d;
  uint32_t v = head(d, noun), planned = kh_doc_child_base(d, noun, KH_DEP_ACL);
  if (planned == KH_NONE || planned < noun || !morph(a, planned, KH_MORPH_INF)) return false;
  if (a->side || v == KH_NONE || v > noun || a->mention_of[noun] != KH_NONE || kh_owner_of(a, noun, KH_SLOT_OWN) != KH_NONE) return false;
  if (base(d, noun) == KH_DEP_NMOD && !kh_is_verb(a, v) && head(d, v) != KH_NONE && head(d, v) < v) v = head(d, v);   /* "staged a march against a plan" */
  else if (rel(d, noun) != KH_DEP_OBJ && base(d, noun) != KH_DEP_OBL) return false;
  if (!kh_is_verb(a, v) || kh_is_passive(a, v)) return false;
  if (rel(d, noun) == KH_DEP_OBJ) return kh_is_kind(a, v, KH_CLAUSE_DEFYING);
  return kh_is_behind(a, noun, KH_CLAUSE_DEFIED) && (kh_is_kind(a, v, KH_CLAUSE_DEFYING) || kh_is_kind(a, head(d, noun), KH_CLAUSE_DEFYING));
}

/* "Claimed responsibility for bombing a hotel", "made the mistake of shelling a school": the deed t is told as what the verb's subject did. */
bool kh_is_owned_up(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t onus = head(d, t), mark = kh_doc_child_with(d, t, KH_DEP_MARK), verb;
  if (a->side || onus == KH_NONE || onus > t || mark == KH_NONE || mark > t || !is_present_participle(d, t)) return false;
  if (rel(d, t) == KH_DEP_ADVCL) onus = kh_doc_child_with(d, onus, KH_DEP_OBJ);   /* as trees hang it, too */
  else if (rel(d, t) != KH_DEP_ACL) return false;
  if (onus == KH_NONE || onus > mark || rel(d, onus) != KH_DEP_OBJ || !kh_is_kind(a, onus, KH_CLAUSE_ONUS)) return false;
  verb = head(d, onus);
  if (!kh_is_verb(a, verb) || kh_is_kind(a, verb, KH_CLAUSE_DENYING)) return false;
  uint32_t no = kh_doc_child_with(d, onus, KH_DEP_DET);   /* "bears no responsibility for" */
  return no == KH_NONE || !kh_is_kind(a, no, KH_CLAUSE_NOT);
}

uint32_t kh_clause_subject_at(const kh_algebra *a, uint32_t t, int depth) {
  const kh_doc *d = a->d;
  if (t == KH_NONE || depth > MAX_CLIMB) return KH_NONE;
  bool passive = kh_is_passive(a, t);
  uint32_t found = passive ? kh_clause_agent_of(a, t) : own_subject(a, t);
  uint32_t first = !passive && (found == KH_NONE ? !a->side : found + 2 == t) ? before_hyphen(a, t) : KH_NONE;
  if (first != KH_NONE) return first;
  /* an article taken for a subject beside its noun */
  if (found != KH_NONE && !passive && !a->side && d->tok.upos[found] == KH_UPOS_DET && found + 1 < t && head(d, found + 1) == t &&
      base(d, found + 1) == KH_DEP_NSUBJ)
    found++;
  if (found != KH_NONE) {
    uint32_t of = a->side || a->mention_of[found] != KH_NONE ? KH_NONE : kh_doc_child_with(d, found, KH_DEP_NMOD);
    uint32_t whom = of != KH_NONE && of > found ? kh_clause_antecedent(a, t, of) : of;
    if (whom != of) {   /* "the supporters of the general, some of whom had fled": several */
      uint32_t up = base(d, whom) == KH_DEP_NMOD ? head(d, whom) : KH_NONE;
      return up != KH_NONE && up < whom && !morph(a, whom, KH_MORPH_PLUR) && morph(a, up, KH_MORPH_PLUR) && a->mention_of[up] != KH_NONE ? up : whom;
    }
    uint32_t who = kh_clause_antecedent(a, t, found), g = who == found ? KH_NONE : head(d, who);
    /* "signed an order that bars …", "launched a campaign that killed …": whose it is, but not of "condemned the raid that killed …" */
    if (g != KH_NONE && !a->side && a->mention_of[who] == KH_NONE && rel(d, who) == KH_DEP_OBJ && kh_is_kind(a, g, KH_CLAUSE_MAKING) && kh_is_verb(a, g) &&
        kh_owner_of(a, who, KH_SLOT_OWN) == KH_NONE)
      return kh_clause_subject_at(a, g, depth + 1);
    return who;
  }
  if (!passive && (found = kh_clause_misread_subject(a, t)) != KH_NONE) return found;
  if (!passive && kh_is_verb(a, t) && (found = kh_doc_child_with(d, t, KH_DEP_OBL_UNMARKED)) != KH_NONE && found < t && a->mention_of[found] != KH_NONE &&
      !kh_is_kind(a, found, KH_CLAUSE_TIME) && (morph(a, t, KH_MORPH_PAST) || (!a->side && d->tok.upos[t] == KH_UPOS_NOUN)))
    return found;   /* "Russian missiles struck …", taken for a measure */
  if (!passive && !a->side && kh_is_verb(a, t) && morph(a, t, KH_MORPH_FIN) && t > 0 && head(d, t - 1) == t && base(d, t - 1) == KH_DEP_COMPOUND &&
      a->mention_of[t - 1] != KH_NONE)
    return t - 1;   /* "Mubarak left office", taken for one word */
  uint32_t h = head(d, t);
  uint8_t b = base(d, t);
  /* "Britain flew its citizens out of Entebbe and Kenya closed its border": the one "and" joins the clauses, not the places */
  if (!passive && !a->side && b == KH_DEP_CONJ && h != KH_NONE && kh_is_verb(a, t) && morph(a, t, KH_MORPH_FIN) && t > h + 2 && rel(d, t - 1) == KH_DEP_CONJ &&
      head(d, t - 1) > h && head(d, t - 1) < t && d->tok.upos[t - 1] == KH_UPOS_PROPN && kh_doc_child_with(d, t - 1, KH_DEP_CC) == t - 2 &&
      kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE && a->mention_of[t - 1] != KH_NONE)
    return t - 1;
  if (passive) {   /* "was arrested and beaten by police": the by-phrase may stand at either */
    if (b == KH_DEP_CONJ && h != KH_NONE && kh_is_passive(a, h)) return kh_clause_agent_of(a, h);
    EACH_CHILD(d, t, c)
      if ((h != KH_NONE || !a->side) && rel(d, c) == KH_DEP_CONJ && kh_is_verb(a, c) && (a->side || kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE) &&
          (found = kh_clause_agent_of(a, c)) != KH_NONE)
        return found;
    return who_has_it_done(a, t, depth);
  }
  if (h == KH_NONE) return KH_NONE;
  switch (b) {
    case KH_DEP_CONJ:
      if (kh_clause_apart_from_wish(a, t)) return kh_clause_subject_at(a, head(d, h), depth + 1);
      for (uint32_t c = t; c-- > 0 && c + 3 >= t;)
        if (kh_clause_acts_next(a, c) == t) return c;
      if ((found = nearer_subject(a, h, t)) != KH_NONE) return found;
      found = kh_is_passive(a, h) ? kh_object_of(a, h) : kh_clause_is_noun(a, h) && !kh_is_predicate(a, h) ? KH_NONE : kh_clause_subject_at(a, h, depth + 1);
      /* "A soldier outside the Louvre shot and wounded a man", where trees miss the first verb */
      if (found == KH_NONE && !a->side && head(d, h) == KH_NONE && d->tok.upos[h] == KH_UPOS_NOUN && !kh_is_verb(a, h) && a->mention_of[h] != KH_NONE &&
          morph(a, t, KH_MORPH_PAST) && d->sentences[d->tok.sentence[t]].kind == KH_SENT_BODY)
        return h;
      /* "Westminster was sealed off after a man drove into a crowd and stabbed a policeman": no place does so */
      if (found != KH_NONE && !a->side && kh_is_passive(a, h) && a->mention_of[found] != KH_NONE && d->mentions[a->mention_of[found]].kind == KH_ENTITY_LOC &&
          morph(a, t, KH_MORPH_FIN))
        EACH_CHILD(d, h, c)
          if (c > h && c < t && base(d, c) == KH_DEP_ADVCL && kh_doc_child_with(d, c, KH_DEP_NSUBJ) != KH_NONE) return kh_doc_child_with(d, c, KH_DEP_NSUBJ);
      /* "said that a closure would be a disaster and urged …": who cannot act does not go on acting */
      if (found != KH_NONE && !a->side && a->mention_of[found] == KH_NONE && base(d, h) == KH_DEP_CCOMP && morph(a, t, KH_MORPH_PAST) &&
          head(d, h) != KH_NONE && head(d, h) < h && kh_is_kind(a, t, KH_CLAUSE_SPEAKING))
        return kh_clause_subject_at(a, head(d, h), depth + 1);
      return found;
    case KH_DEP_XCOMP:
      if ((found = kh_clause_said_to_come(a, t)) != KH_NONE) return found;
      /* "made the president hand over power", "saw the army fire": a bare infinitive is what the object does */
      if (!a->side && morph(a, t, KH_MORPH_INF) && !kh_is_passive(a, h) && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE &&
          kh_is_kind(a, h, KH_CLAUSE_CAUSING) && (found = kh_doc_child_with(d, h, KH_DEP_OBJ)) != KH_NONE && found > h && found < t)
        return found;
      if ((found = welcomed_doing(a, h, t)) != KH_NONE) return found;
      return controller(a, h, depth + 1);
    case KH_DEP_ADVCL:
      /* "fired on students protesting in the square": what stands before it without a comma does it, but not "rallied in Tel Aviv demanding" */
      if (!a->side && t > h + 1 && !kh_is_kind(a, h, KH_CLAUSE_MARCHING) && head(d, t - 1) == h && kh_clause_is_noun(a, t - 1) &&
          a->mention_of[t - 1] != KH_NONE && !is_seat(a, t - 1) && kh_is_kind(a, t, KH_CLAUSE_MARCHING) && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE &&
          (base(d, t - 1) == KH_DEP_OBL || rel(d, t - 1) == KH_DEP_OBJ) && is_present_participle(d, t))
        return t - 1;
      if ((found = hung_above(a, h, t)) != KH_NONE) return found;
      if (t > 0 && (found = words_from(a, h, t)) != KH_NONE) return found;
      /* "arrested him for ramming a boat", but "killed nine in routing a column" */
      if (!a->side && t > h && kh_is_kind(a, h, KH_CLAUSE_BLAMING) && opened_for(a, t) && !morph(a, t, KH_MORPH_FIN)) return kh_object_of(a, h);
      /* "a carrier was destroyed, wounding three", but "shots were fired, wounding three" */
      if (!a->side && t > h && kh_is_passive(a, h) && kh_is_kind(a, t, KH_CLAUSE_TOLL) && !morph(a, t, KH_MORPH_FIN) &&
          kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE) {
        uint32_t o = kh_object_of(a, h);
        return o != KH_NONE && a->mention_of[o] == KH_NONE ? o : kh_clause_agent_of(a, h);
      }
      if (!a->side && t > h && quoted_as(a, t)) return kh_object_of(a, h);
      /* "prompted lawmakers to demand an inquiry", with the demand as the purpose of the leak; "caught a clerk while demanding a bribe" */
      found = a->side || t < h || kh_is_passive(a, h) ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_OBJ);
      if (found != KH_NONE && found < t && a->mention_of[found] != KH_NONE &&
          (is_done_by_object(a, t) ||
           (morph(a, t, KH_MORPH_INF) ? kh_is_kind(a, h, KH_CLAUSE_PROMPTING) : kh_is_kind(a, h, KH_CLAUSE_BLAMING) && opened_while(a, t))))
        return found;
      return kh_is_passive(a, h) ? kh_object_of(a, h) : kh_clause_subject_at(a, h, depth + 1);
    case KH_DEP_PARATAXIS: return kh_is_passive(a, h) ? kh_object_of(a, h) : kh_clause_subject_at(a, h, depth + 1);
    case KH_DEP_CCOMP: {
      /* "denied shelling the port", but what is told with a verb of its own has a subject of its own, where the tree lost it too */
      uint32_t had = kh_doc_child_with(d, t, KH_DEP_AUX);
      bool perfect = had != KH_NONE && had > 0 && d->tok.upos[had - 1] != KH_UPOS_PUNCT && kh_is_kind(a, had, KH_CLAUSE_HAVING) && morph(a, had, KH_MORPH_FIN);
      bool told = perfect || morph(a, t, KH_MORPH_FIN | KH_MORPH_PAST);
      bool own = !a->side && t > h && told && kh_is_kind(a, h, KH_CLAUSE_REPORTING) && !kh_is_headline(d, h);
      return own ? KH_NONE : kh_clause_subject_at(a, h, depth + 1);
    }
    case KH_DEP_AMOD: return h;
    case KH_DEP_ACL:
      if ((found = free_adjunct_of(a, t)) != KH_NONE) return kh_is_passive(a, found) ? kh_object_of(a, found) : kh_clause_subject_at(a, found, depth + 1);
      if (rel(d, t) == KH_DEP_ACL && morph(a, t, KH_MORPH_INF) && kh_is_of_others(a, h)) return KH_NONE;
      if (!a->side && rel(d, t) != KH_DEP_ACL_RELCL && a->mention_of[h] == KH_NONE && head(d, h) != KH_NONE && rel(d, h) == KH_DEP_OBJ &&
          kh_is_verb(a, head(d, h)) && (morph(a, t, KH_MORPH_INF) || kh_is_kind(a, head(d, h), KH_CLAUSE_MAKING)) && kh_owner_of(a, h, KH_SLOT_OWN) == KH_NONE)
        return kh_clause_subject_at(a, head(d, h), depth + 1);   /* "signed an order withdrawing the troops" */
      if (kh_is_owned_up(a, t)) return kh_clause_subject_at(a, head(d, h), depth + 1);
      if (!a->side && rel(d, t) == KH_DEP_ACL && a->mention_of[h] == KH_NONE && base(d, h) == KH_DEP_OBL && kh_is_verb(a, head(d, h)) &&
          !kh_is_passive(a, head(d, h)) && kh_is_kind(a, h, KH_CLAUSE_PUTFORTH) && morph(a, t, KH_MORPH_PRES | KH_MORPH_PART) &&
          kh_owner_of(a, h, KH_SLOT_OWN) == KH_NONE)
        return kh_clause_subject_at(a, head(d, h), depth + 1);   /* "began with a speech denouncing the premier" */
      if ((found = kh_clause_told_of(a, t)) != KH_NONE) return found;
      if (rel(d, t) == KH_DEP_ACL_RELCL || !morph(a, t, KH_MORPH_INF)) return h;
      if (head(d, h) != KH_NONE && kh_is_kind(a, head(d, h), KH_CLAUSE_OBJCONTROL) && rel(d, h) == KH_DEP_OBJ) return h;   /* "ordered the army to attack" */
      /* "Israel's decision to attack", "announced its decision to attack" */
      found = kh_owner_of(a, h, KH_SLOT_OWN);
      if (found != KH_NONE) return found;
      if (head(d, h) == KH_NONE) return h;
      return kh_is_verb(a, head(d, h)) ? kh_clause_subject_at(a, head(d, h), depth + 1) : KH_NONE;
    case KH_DEP_ADVMOD:   /* "drilled together": those who drilled */
      return !a->side && d->tok.upos[t] == KH_UPOS_ADV && kh_is_verb(a, h) && !kh_is_passive(a, h) ? kh_clause_subject_at(a, h, depth + 1) : KH_NONE;
    case KH_DEP_OBL: {   /* "with the help of the marines": those who had it */
      uint32_t opener = !a->side && kh_is_verb(a, h) && !kh_is_passive(a, h) ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE;
      return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_WITH) ? kh_clause_subject_at(a, h, depth + 1) : KH_NONE;
    }
    case KH_DEP_NMOD: {   /* … hung on the object */
      uint32_t opener =
          !a->side && rel(d, h) == KH_DEP_OBJ && head(d, h) != KH_NONE && kh_is_verb(a, head(d, h)) ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE;
      return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_WITH) ? kh_clause_subject_at(a, head(d, h), depth + 1) : KH_NONE;
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
  if (!kh_is_kind(a, h, KH_CLAUSE_OBJCONTROL)) return kh_clause_subject_at(a, h, depth + 1);
  if (object != KH_NONE) return object;
  EACH_CHILD(d, h, c)                               /* "called on Israel to stop" */
    if ((base(d, c) == KH_DEP_OBL || rel(d, c) == KH_DEP_IOBJ) &&
        (a->side || (!kh_is_kind(a, c, KH_CLAUSE_TIME) && kh_doc_child_base(d, h, KH_DEP_XCOMP) > c)))
      return c;
  return kh_clause_subject_at(a, h, depth + 1);
}

uint32_t kh_subject_of(const kh_algebra *a, uint32_t t) { return kh_clause_subject_at(a, t, 0); }

uint32_t kh_agent_at(const kh_algebra *a, uint32_t t) { return kh_clause_agent_of(a, t); }
