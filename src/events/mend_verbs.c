/* mend_verbs.c: mends of trees around verbs. A participle that was taken for the verb gives way to it, what a joint of several words joins to a noun hangs
 * on the verb, a letter's promise is the letter's. */
#include <string.h>

#include "events/match.h"
#include "events/mend_int.h"

/* Is the word as bare as its lemma, so that its tense does not show ("beat", "slit")? */
static bool is_bare(const kh_doc *d, uint32_t t) { return kh_str_eq(d->tok.form[t], d->tok.lemma[t]); }

/* "Warning Iran of consequences, Britain closed the strait", where the main verb, whose subject stands behind the comma, was given what the participle at the
 * beginning of the sentence has for its object. */
static bool open_with_participle(kh_doc *d, uint32_t first) {
  uint32_t end = d->sentences[d->tok.sentence[first]].tok_end, object = d->tok.head[first];
  if (first != d->sentences[d->tok.sentence[first]].tok_begin || d->tok.upos[first] != KH_UPOS_VERB ||
      !(d->tok.morph[first] & (KH_MORPH_PART | KH_MORPH_GER)) || d->tok.morph[first] & KH_MORPH_PAST || object == KH_NONE)
    return false;
  uint32_t verb = d->tok.deprel[first] == KH_DEP_ADVCL ? object : d->tok.head[object];
  if (verb == KH_NONE || verb >= end || d->tok.upos[verb] != KH_UPOS_VERB ||
      (d->tok.deprel[first] != KH_DEP_ADVCL && d->tok.deprel[first] != KH_DEP_COMPOUND && d->tok.deprel[first] != KH_DEP_AMOD))
    return false;
  uint32_t subject = kh_doc_child_base(d, verb, KH_DEP_NSUBJ);
  for (uint32_t i = d->child_at[verb]; subject == object && i < d->child_at[verb + 1]; i++)      /* "Toting signs, residents marched", two subjects */
    if (d->child[i] > object && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_NSUBJ) subject = d->child[i];
  bool two = subject != object && d->tok.deprel[object] == KH_DEP_NSUBJ && d->tok.deprel[first] == KH_DEP_AMOD;
  if (d->tok.deprel[first] == KH_DEP_ADVCL) object = kh_doc_child_with(d, verb, KH_DEP_OBJ);
  if (object == KH_NONE || subject == KH_NONE || object < first || object >= subject || subject >= verb || !kh_doc_is_noun(d, object) ||
      kh_doc_child_with(d, first, KH_DEP_OBJ) != KH_NONE)
    return false;
  if (!two && d->tok.deprel[object] != KH_DEP_OBJ && d->tok.deprel[object] != KH_DEP_CCOMP && d->tok.deprel[object] != KH_DEP_OBL_UNMARKED) return false;
  uint32_t comma = object + 1;
  while (comma < subject && !is_comma(d, comma)) comma++;
  if (comma == subject || !kh_mend_may_hang(d, first, verb) || !kh_mend_may_hang(d, object, verb)) return false;
  d->tok.head[first] = verb, d->tok.deprel[first] = KH_DEP_ADVCL;
  d->tok.head[object] = first, d->tok.deprel[object] = KH_DEP_OBJ;
  return true;
}

/* "The arrest of the bishop of Lima": the deed that befell whom noun tells, or noun itself. */
static uint32_t deed_over(const kh_events *e, const kh_doc *d, uint32_t noun) {
  if (kh_mend_is(e, d, noun, KH_CLAUSE_BEFALLING)) return noun;
  uint32_t up = d->tok.head[noun], of = d->tok.deprel[noun] == KH_DEP_NMOD ? kh_doc_child_with(d, noun, KH_DEP_CASE) : KH_NONE;
  bool befell = of != KH_NONE && of < noun && up != KH_NONE && up + 1 == of && kh_mend_is(e, d, of, KH_CLAUSE_OF) && kh_mend_is(e, d, up, KH_CLAUSE_BEFALLING);
  return befell ? up : noun;
}

/* "Voiced concern over the arrest of editors by police", where "by police" was hung on the active verb: it is of the deed whose "of" stands right before it. */
static bool by_of_deed(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], by = d->tok.deprel[t] == KH_DEP_OBL || d->tok.deprel[t] == KH_DEP_OBL_AGENT ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE;
  if (by == KH_NONE || verb == KH_NONE || by < verb + 4 || by > t || !kh_doc_is_noun(d, t) || !kh_mend_is(e, d, by, KH_CLAUSE_BY) ||
      kh_mend_is(e, d, t, KH_CLAUSE_TIME))
    return false;
  if (d->tok.upos[verb] != KH_UPOS_VERB || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE) return false;
  bool passive = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE;
  uint32_t whom = by - 1,
           of = kh_doc_is_noun(d, whom) && kh_deprel_base(d->tok.deprel[whom]) == KH_DEP_NMOD ? kh_doc_child_with(d, whom, KH_DEP_CASE) : KH_NONE,
           deed = d->tok.head[whom];
  /* "was caused by the abduction of pupils by bandits", "was stopped by a walkout by nurses": it has its agent before */
  if (passive && d->tok.deprel[whom] == KH_DEP_OBL_AGENT && d->tok.head[whom] == verb && d->tok.upos[whom] == KH_UPOS_NOUN && kh_mend_may_hang(d, t, whom)) {
    d->tok.head[t] = whom, d->tok.deprel[t] = KH_DEP_NMOD;
    return true;
  }
  if (passive && (deed == KH_NONE || d->tok.head[deed] != verb || d->tok.deprel[deed] != KH_DEP_OBL_AGENT)) return false;
  uint32_t next = of == KH_NONE || of == 0 ? KH_NONE : of - 1;      /* "the use and sale of papers by workers" */
  bool both = next != KH_NONE && deed != KH_NONE && next != deed && d->tok.head[next] == deed && d->tok.deprel[next] == KH_DEP_CONJ;
  if (of == KH_NONE || of > whom || !kh_mend_is(e, d, of, KH_CLAUSE_OF) || deed == KH_NONE || (deed + 1 != of && !both) || d->tok.upos[deed] != KH_UPOS_NOUN ||
      kh_doc_child_with(d, deed, KH_DEP_DET) == KH_NONE || !kh_mend_may_hang(d, t, deed))
    return false;
  deed = deed_over(e, d, deed);
  if (!kh_mend_may_hang(d, t, deed)) return false;
  d->tok.head[t] = deed, d->tok.deprel[t] = KH_DEP_NMOD;
  return true;
}

/* "Was recognised within hours by Japan", where the doer was hung on the time: a passive without an agent has him. */
static bool by_of_passive(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t time = d->tok.head[t], verb = time == KH_NONE || d->tok.deprel[t] != KH_DEP_NMOD ? KH_NONE : d->tok.head[time],
           by = verb == KH_NONE ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_CASE);
  if (by != time + 1 || by > t || verb > time || !kh_mend_is(e, d, by, KH_CLAUSE_BY) || kh_deprel_base(d->tok.deprel[time]) != KH_DEP_OBL ||
      !(kh_mend_word_is(e, d, time, KH_CLAUSE_TIME) || kh_mend_is(e, d, time, KH_CLAUSE_TIME) ||
        kh_mend_is(e, d, time, KH_CLAUSE_SPAN)) || kh_mend_is(e, d, t, KH_CLAUSE_TIME))
    return false;
  if (kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) == KH_NONE || kh_doc_child_with(d, verb, KH_DEP_OBL_AGENT) != KH_NONE) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_OBL_AGENT;
  return true;
}

/* "Turned against him and called on him to resign", where the preposition was taken for a part of the verb: whom it stands right before has none else. */
static bool preposition(kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], whom = t + 1;
  if (d->tok.deprel[t] != KH_DEP_COMPOUND_PRT || verb == KH_NONE || whom >= d->tok.n || d->tok.head[whom] != verb || d->tok.deprel[whom] != KH_DEP_OBL ||
      d->tok.upos[whom] != KH_UPOS_PRON || kh_doc_child_with(d, whom, KH_DEP_CASE) != KH_NONE)
    return false;
  d->tok.head[t] = whom, d->tok.deprel[t] = KH_DEP_CASE;
  return true;
}

/* "Two colonels found guilty of plotting were sentenced", where the participle was taken for the sentence's verb and the verb for what it says: a clause
 * without
 * a subject or a mark is none that anybody says. */
static bool takes_participle(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t subject =
               d->tok.upos[t] == KH_UPOS_VERB && d->tok.morph[t] & KH_MORPH_PAST && d->tok.head[t] == KH_NONE ? kh_doc_child_with(d, t, KH_DEP_NSUBJ) : KH_NONE,
           verb = KH_NONE, aux = KH_NONE;
  if (subject == KH_NONE || subject > t || !kh_doc_is_noun(d, subject) || kh_doc_child_with(d, t, KH_DEP_AUX) != KH_NONE ||
      kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_IOBJ) != KH_NONE || kh_mend_is(e, d, t, KH_CLAUSE_SPEAKING))
    return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] > t && d->tok.deprel[d->child[i]] == KH_DEP_CCOMP) verb = d->child[i];
  if (verb == KH_NONE || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_MARK) != KH_NONE) return false;
  bool passive = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1] && aux == KH_NONE; i++)
    if (d->child[i] < verb && d->tok.upos[d->child[i]] == KH_UPOS_AUX && d->tok.morph[d->child[i]] & KH_MORPH_FIN) aux = d->child[i];
  if (aux == KH_NONE || aux < t + 2) return false;
  for (uint32_t c = t + 1; c < aux; c++)
    if (d->tok.upos[c] == KH_UPOS_PUNCT) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] > verb || d->child[i] < subject) d->tok.head[d->child[i]] = verb;
  d->tok.head[verb] = KH_NONE, d->tok.deprel[verb] = KH_DEP_ROOT;
  d->tok.head[subject] = verb, d->tok.deprel[subject] = passive ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
  d->tok.head[t] = subject, d->tok.deprel[t] = KH_DEP_ACL;
  d->tok.morph[t] = (d->tok.morph[t] & ~(uint32_t)KH_MORPH_FIN) | KH_MORPH_PART;
  return true;
}

/* "A couple claiming allegiance to the rebels shot nine people", where the participle became the sentence's verb and the deed what it claims: who stands before
 * the participle did the deed. */
static bool takes_present_participle(const kh_events *e, kh_doc *d, uint32_t t) {
  if (d->tok.upos[t] != KH_UPOS_VERB || !is_present_participle(d, t) || d->tok.head[t] != KH_NONE || kh_doc_child_with(d, t, KH_DEP_AUX) != KH_NONE ||
      kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || d->sentences[d->tok.sentence[t]].kind != KH_SENT_BODY)
    return false;
  uint32_t subject = kh_doc_child_with(d, t, KH_DEP_NSUBJ), verb = kh_doc_child_with(d, t, KH_DEP_CCOMP);
  if (subject == KH_NONE) subject = kh_doc_child_with(d, t, KH_DEP_OBL_UNMARKED);
  if (subject == KH_NONE || subject > t || !kh_doc_is_noun(d, subject) || kh_mend_is(e, d, subject, KH_CLAUSE_TIME) || verb == KH_NONE || verb < t ||
      !kh_mend_is_finite(d, verb) || !(d->tok.morph[verb] & KH_MORPH_PAST) || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE ||
      kh_doc_child_with(d, verb, KH_DEP_MARK) != KH_NONE)
    return false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++)      /* what stands before it is the participle's */
    if (d->child[i] < verb && d->child[i] > t && d->tok.deprel[d->child[i]] == KH_DEP_OBJ) d->tok.head[d->child[i]] = t;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] > verb || d->child[i] < subject) d->tok.head[d->child[i]] = verb;
  d->tok.head[verb] = KH_NONE, d->tok.deprel[verb] = KH_DEP_ROOT;
  d->tok.head[subject] = verb, d->tok.deprel[subject] = KH_DEP_NSUBJ;
  d->tok.head[t] = subject, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "Were blamed for bringing cholera to the island, killing thousands", where the toll became the blame's: it is of what they are blamed for. */
static bool of_the_charge(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], charge = KH_NONE;
  if (t == 0 || d->tok.deprel[t] != KH_DEP_ADVCL || !is_present_participle(d, t) || verb == KH_NONE || verb > t ||
      !kh_mend_is(e, d, verb, KH_CLAUSE_BLAMING) || !is_comma(d, t - 1) ||
      kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) == KH_NONE)
    return false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i], mark = c > verb && c < t && d->tok.deprel[c] == KH_DEP_ADVCL ? kh_doc_child_with(d, c, KH_DEP_MARK) : KH_NONE;
    if (mark != KH_NONE && !(d->tok.morph[c] & KH_MORPH_FIN) && kh_mend_is(e, d, mark, KH_CLAUSE_AIMING)) charge = c;
  }
  if (charge == KH_NONE) return false;
  d->tok.head[t] = charge, d->tok.deprel[t] = KH_DEP_CONJ;
  return true;
}

/* "It resulted in two residents being accused of theft": who stands right before the passive is whom it befalls. */
static bool befallen(kh_doc *d, uint32_t t) {
  uint32_t aux = d->tok.deprel[t] == KH_DEP_ADVCL ? kh_doc_child_with(d, t, KH_DEP_AUX_PASS) : KH_NONE, whom = aux == KH_NONE || !aux ? KH_NONE : aux - 1;
  if (whom == KH_NONE || aux > t || !(d->tok.morph[aux] & (KH_MORPH_GER | KH_MORPH_PART)) || d->tok.morph[aux] & KH_MORPH_PAST || !kh_doc_is_noun(d, whom) ||
      d->tok.deprel[whom] != KH_DEP_OBL || d->tok.head[whom] != d->tok.head[t] || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  uint32_t opener = kh_doc_child_with(d, whom, KH_DEP_CASE);
  if (opener == KH_NONE) return false;
  d->tok.head[whom] = t, d->tok.deprel[whom] = KH_DEP_NSUBJ_PASS;
  d->tok.head[opener] = t, d->tok.deprel[opener] = KH_DEP_MARK;
  return true;
}

/* "Were pursuing retreating troops", where the participle was taken for what they pursue to do: it tells of the noun behind it. */
static bool tells_of_object(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], o = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (d->tok.deprel[t] != KH_DEP_XCOMP || !is_present_participle(d, t) || verb == KH_NONE || verb + 1 != t || d->tok.upos[verb] != KH_UPOS_VERB ||
      o == KH_NONE || o < t ||
      !kh_mend_is(e, d, t, KH_CLAUSE_INTRANSITIVE) || !kh_mend_is(e, d, verb, KH_CLAUSE_OPPOSING))
    return false;
  for (uint32_t c = t + 1; c < o; c++)
    if (d->tok.head[c] != o) return false;
  if (!kh_mend_may_hang(d, o, verb) || d->tok.head[o] != t) return false;
  d->tok.head[o] = verb, d->tok.deprel[o] = KH_DEP_OBJ;
  d->tok.head[t] = o, d->tok.deprel[t] = KH_DEP_AMOD;
  return true;
}

/* "Blamed a spate of blasts in cities in recent months on the guerrillas": whom the last "on" names is blamed, however deep the tree hangs him. */
static bool blamed_on(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { FAR = 28 };
  uint32_t first, end, found = KH_NONE;
  uint32_t o = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (d->tok.upos[t] != KH_UPOS_VERB || o == KH_NONE || !d->mention_of || d->mention_of[o] != KH_NONE || !kh_mend_is(e, d, t, KH_CLAUSE_PINNING)) return false;
  kh_doc_subtree(d, t, &first, &end);
  for (uint32_t c = t + 1; c < end && c < t + FAR; c++) {
    uint32_t on = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (on == KH_NONE || on < t || !kh_mend_is(e, d, on, KH_CLAUSE_JOURNEY) || d->mention_of[c] == KH_NONE) continue;
    if (d->tok.head[c] == t) return false;
    if (d->tok.deprel[c] == KH_DEP_NMOD) found = c;
  }
  if (found == KH_NONE || !kh_mend_may_hang(d, found, t) || d->mentions[d->mention_of[found]].actor.country[0] + d->mentions[d->mention_of[found]].actor.sectors == 0)
    return false;
  d->tok.head[found] = t, d->tok.deprel[found] = KH_DEP_OBL;
  return true;
}

/* "Raided the homes that he owned and arrested a banker", where the arrest became the owner's: in a clause without an object of its own, since the noun
 * before it is that, no second verb has another. It is of who raided. */
static bool out_of_relative(kh_doc *d, uint32_t t) {
  uint32_t inner = d->tok.head[t], noun = inner == KH_NONE ? KH_NONE : d->tok.head[inner], o = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (d->tok.deprel[t] != KH_DEP_CONJ || !kh_mend_is_finite(d, t) || inner > t || d->tok.deprel[inner] != KH_DEP_ACL_RELCL || noun == KH_NONE || noun > inner ||
      o == KH_NONE || o < t || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || !kh_mend_is_finite(d, inner))
    return false;
  uint32_t who = kh_doc_child_with(d, inner, KH_DEP_NSUBJ);
  if (who == KH_NONE || *kh_doc_xpos(d, who) == 'W') return false;
  for (uint32_t i = d->child_at[inner]; i < d->child_at[inner + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    bool relative = *kh_doc_xpos(d, c) == 'W';
    if (relative != (b == KH_DEP_OBJ) || b == KH_DEP_CCOMP || b == KH_DEP_XCOMP || (b == KH_DEP_OBL && c < inner)) return false;
  }
  uint32_t verb = noun;
  for (int step = 0; step < 6 && verb != KH_NONE && d->tok.upos[verb] != KH_UPOS_VERB; step++) verb = d->tok.head[verb];
  if (verb == KH_NONE || verb > noun || !kh_mend_is_finite(d, verb) || d->tok.xpos[verb] != d->tok.xpos[t] || !kh_mend_may_hang(d, t, verb)) return false;
  d->tok.head[t] = verb;
  return true;
}

/* "Denounced a plan to deport migrants who were living there and called on ministers to drop it": of what was going on and two words in one tense the words are
 * of one who speaks. */
static bool out_of_progress(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t inner = d->tok.head[t], noun = inner == KH_NONE ? KH_NONE : d->tok.head[inner], verb = noun;
  if (d->tok.deprel[t] != KH_DEP_CONJ || strcmp(kh_doc_xpos(d, t), "VBD") != 0 || inner > t || d->tok.deprel[inner] != KH_DEP_ACL_RELCL || noun == KH_NONE ||
      noun > inner || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || !is_present_participle(d, inner) ||
      kh_doc_child_with(d, inner, KH_DEP_AUX) == KH_NONE || !kh_mend_is(e, d, t, KH_CLAUSE_SPEAKING))
    return false;
  for (int step = 0; step < 6 && verb != KH_NONE && (verb == noun || strcmp(kh_doc_xpos(d, verb), "VBD") != 0); step++) verb = d->tok.head[verb];
  if (verb == KH_NONE || verb > noun || strcmp(kh_doc_xpos(d, verb), "VBD") != 0 || !kh_mend_is(e, d, verb, KH_CLAUSE_SPEAKING) ||
      !kh_mend_may_hang(d, t, verb))
    return false;
  d->tok.head[t] = verb;
  return true;
}

/* Police, soldiers, a court: those who arrest. */
static bool is_of_the_law(const kh_doc *d, uint32_t t) {
  static const uint32_t law = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_SPY;
  const kh_mention *m = kh_mend_mention(d, t);
  return m && law >> m->actor.sector & 1;
}

/* "Found the men who robbed the bank and arrested them", where they were told to arrest: police or soldiers who find or shoot somebody are who arrests,
 * and not he of whom "who" tells. */
static bool out_of_who(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t inner = d->tok.head[t], noun = inner == KH_NONE ? KH_NONE : d->tok.head[inner], verb = noun == KH_NONE ? KH_NONE : d->tok.head[noun];
  uint32_t o = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (d->tok.deprel[t] != KH_DEP_CONJ || !kh_mend_is_finite(d, t) || inner > t || d->tok.deprel[inner] != KH_DEP_ACL_RELCL || noun == KH_NONE || noun > inner ||
      o != t + 1 || d->tok.upos[o] != KH_UPOS_PRON || !kh_mend_is(e, d, t, KH_CLAUSE_UNDERGONE) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  uint32_t who = kh_doc_child_with(d, inner, KH_DEP_NSUBJ);
  if (who == KH_NONE || *kh_doc_xpos(d, who) != 'W' || verb == KH_NONE || verb > noun || !kh_mend_is_finite(d, verb) ||
      kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE || d->tok.xpos[verb] != d->tok.xpos[t] || !kh_mend_may_hang(d, t, verb))
    return false;
  if (!is_of_the_law(d, kh_doc_child_base(d, verb, KH_DEP_NSUBJ)) || is_of_the_law(d, noun)) return false;
  d->tok.head[t] = verb;
  return true;
}

/* Does the object of t name somebody more than who stands before: "him", "another guard", "a third"? */
static bool is_of_another(const kh_events *e, const kh_doc *d, uint32_t o) {
  if (d->tok.upos[o] == KH_UPOS_PRON || kh_mend_is(e, d, o, KH_CLAUSE_OTHER)) return true;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++)
    if (kh_mend_is(e, d, d->child[i], KH_CLAUSE_OTHER)) return true;
  return false;
}

/* "Arrested a man who stole a gun and killed two nurses", where the crime became the arrest's: what the one who is arrested, tried or shot has done, after
 * "who" and with no comma, is his. Whoever is named by "him" or "another" suffers it from who arrests. */
static bool into_relative(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], noun = KH_NONE, inner = KH_NONE, crime = t;
  if (d->tok.deprel[t] != KH_DEP_CONJ || !kh_mend_is_finite(d, t) || verb == KH_NONE || verb > t || !kh_mend_is_finite(d, verb) ||
      kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || !(kh_mend_is(e, d, verb, KH_CLAUSE_UNDERGONE) || kh_mend_is(e, d, verb, KH_CLAUSE_FELONY)))
    return false;
  uint32_t done = kh_doc_child_with(d, t, KH_DEP_XCOMP), cc = kh_doc_child_with(d, t, KH_DEP_CC);
  if (done != KH_NONE) crime = done;      /* "and began shooting" */
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    if (c > verb && c < t && (d->tok.deprel[c] == KH_DEP_OBJ || d->tok.deprel[c] == KH_DEP_NSUBJ_PASS)) noun = c;
    if (c < t && d->tok.deprel[c] == KH_DEP_CONJ) return false;
  }
  for (uint32_t i = noun == KH_NONE ? 0 : d->child_at[noun]; noun != KH_NONE && i < d->child_at[noun + 1]; i++)
    if (d->child[i] > noun && d->tok.deprel[d->child[i]] == KH_DEP_ACL_RELCL) inner = d->child[i];
  uint32_t who = inner == KH_NONE ? KH_NONE : kh_doc_child_with(d, inner, KH_DEP_NSUBJ), o = kh_doc_child_with(d, crime, KH_DEP_OBJ);
  bool had = inner != KH_NONE && kh_doc_child_with(d, inner, KH_DEP_AUX) != KH_NONE && d->tok.morph[inner] & KH_MORPH_PART;
  if (cc == KH_NONE || cc > t || cc == 0 || is_comma(d, cc - 1) || inner > cc || who == KH_NONE || strcmp(kh_doc_xpos(d, who), "WP") != 0 ||
      (!had && (!kh_mend_is_finite(d, inner) || d->tok.xpos[inner] != d->tok.xpos[t])) || !kh_mend_is(e, d, crime, KH_CLAUSE_FELONY) ||
      (o != KH_NONE && is_of_another(e, d, o)))
    return false;
  d->tok.head[t] = inner;
  return true;
}

/* "The blasts in Paris, which were claimed by …", "senators such as Roe who have endorsed her": a clause in the plural tells of the several, not of the one
 * name behind them. */
static bool of_several(kh_doc *d, uint32_t t) {
  uint32_t one = d->tok.head[t], several = one == KH_NONE ? KH_NONE : d->tok.head[one];
  if (d->tok.deprel[t] != KH_DEP_ACL_RELCL || several == KH_NONE || several > one || one > t || d->tok.deprel[one] != KH_DEP_NMOD ||
      d->tok.upos[one] != KH_UPOS_PROPN || d->tok.morph[one] & KH_MORPH_PLUR || !(d->tok.morph[several] & KH_MORPH_PLUR) ||
      kh_doc_child_with(d, one, KH_DEP_CONJ) != KH_NONE)
    return false;
  bool plural = false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    plural |= d->tok.upos[d->child[i]] == KH_UPOS_AUX && d->tok.morph[d->child[i]] & KH_MORPH_PLUR;
  if (!plural || !kh_mend_may_hang(d, t, several)) return false;
  d->tok.head[t] = several;
  return true;
}

/* "Examined a letter from the premier promising his help", where the participle was hung on who reads it: what stands behind who sent words, without a comma,
 * is what they say. */
static bool what_is_sent(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { FAR = 12 };
  uint32_t verb = d->tok.head[t], who = t - 1;
  if (d->tok.deprel[t] != KH_DEP_ADVCL || !is_present_participle(d, t) || verb == KH_NONE || verb + 3 >= t || t - verb > FAR || !kh_doc_is_noun(d, who) ||
      kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  for (uint32_t steps = 0; steps < FAR && who != KH_NONE && who > verb && kh_doc_is_noun(d, who); steps++, who = d->tok.head[who]) {
    uint32_t from = kh_doc_child_with(d, who, KH_DEP_CASE), sent = d->tok.head[who];
    if (from == KH_NONE || from > who || d->tok.deprel[who] != KH_DEP_NMOD || sent == KH_NONE || sent < verb || sent > from) continue;
    if (!kh_mend_is(e, d, sent, KH_CLAUSE_MISSIVE) || !(kh_mend_is(e, d, from, KH_CLAUSE_ORIGIN) || kh_mend_is(e, d, from, KH_CLAUSE_BY))) continue;
    if (d->tok.head[sent] != verb || !kh_mend_may_hang(d, t, sent)) return false;
    d->tok.head[t] = sent, d->tok.deprel[t] = KH_DEP_ACL;
    return true;
  }
  return false;
}

/* "The attacks in Madrid, which were claimed by rebels": nobody claims or condemns a town, but what was done there. */
static bool done_there(const kh_events *e, kh_doc *d, uint32_t verb) {
  enum { FAR = 12 };
  uint32_t town = d->tok.head[verb], which = kh_doc_child_with(d, verb, KH_DEP_NSUBJ_PASS);
  if (d->tok.deprel[verb] != KH_DEP_ACL_RELCL || town == KH_NONE || town > verb || which == KH_NONE || *kh_doc_xpos(d, which) != 'W' ||
      !kh_mend_is_place(d, town) ||
      !kh_mend_is(e, d, verb, KH_CLAUSE_SPEAKING) || kh_doc_child_with(d, town, KH_DEP_CASE) == KH_NONE)
    return false;
  uint32_t begin = d->sentences[d->tok.sentence[town]].tok_begin, deed = KH_NONE;
  for (uint32_t c = town; c-- > begin && c + FAR > town && deed == KH_NONE && d->tok.upos[c] != KH_UPOS_VERB && !is_comma(d, c);)
    if (d->tok.upos[c] == KH_UPOS_NOUN && (kh_mend_is(e, d, c, KH_CLAUSE_DOINGS) || kh_mend_is(e, d, c, KH_CLAUSE_PUTFORTH)) &&
        kh_deprel_base(d->tok.deprel[c]) != KH_DEP_COMPOUND)
      deed = c;
  if (deed == KH_NONE || !kh_mend_may_hang(d, verb, deed)) return false;
  uint32_t up = d->tok.head[town];
  for (uint32_t steps = 0; steps < FAR && up != KH_NONE && up != deed && up != d->tok.head[deed]; steps++) up = d->tok.head[up];
  if (up == KH_NONE || (up != deed && up != d->tok.head[deed])) return false;
  d->tok.head[verb] = deed;
  return true;
}

/* "Stopped subsidising firms", "the West's backing independence", where the participle became a word for the noun behind it: it is what was stopped, and the
 * noun its object. Who strikes, marches or retreats is told so himself ("stopped striking workers"). */
static bool is_what_stops(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t o = d->tok.head[t], verb = o == KH_NONE ? KH_NONE : d->tok.head[o];
  if (d->tok.deprel[t] != KH_DEP_AMOD || d->tok.upos[t] != KH_UPOS_VERB || !is_present_participle(d, t) || o < t || verb == KH_NONE || verb + 1 != t ||
      d->tok.upos[verb] != KH_UPOS_VERB || d->tok.deprel[o] != KH_DEP_OBJ || !kh_mend_is(e, d, verb, KH_CLAUSE_CEASING) ||
      kh_mend_is(e, d, t, KH_CLAUSE_INTRANSITIVE) || kh_mend_is(e, d, t, KH_CLAUSE_MARCHING) || d->child_at[t] != d->child_at[t + 1] ||
          !kh_mend_may_hang(d, t, verb))
    return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_XCOMP;
  d->tok.head[o] = t;
  return true;
}

static void become_noun(kh_doc *d, uint32_t t) {
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_OBL) d->tok.deprel[d->child[i]] = KH_DEP_NMOD;
  d->tok.upos[t] = KH_UPOS_NOUN, d->tok.lemma[t] = d->tok.lower[t], d->tok.lemma_hash[t] = d->tok.lower_hash[t];
}

/* "Fighting between soldiers and rebels has displaced thousands", where the fight was taken for what somebody does: between two sides it is a noun, and the
 * verb's subject if that has no other. */
static bool is_combat_between(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], to = t + 1 < d->tok.n ? t + 1 : t, side = d->tok.head[to];
  uint8_t base = kh_deprel_base(d->tok.deprel[t]);
  if ((base != KH_DEP_ADVCL && base != KH_DEP_NSUBJ) || d->tok.upos[t] != KH_UPOS_VERB || strcmp(kh_doc_xpos(d, t), "VBG") || verb == KH_NONE || verb < t ||
      !kh_mend_word_is(e, d, t, KH_CLAUSE_COMBAT) || d->tok.upos[to] != KH_UPOS_ADP || side == KH_NONE || kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE)
    return false;
  if (base == KH_DEP_ADVCL && kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE) return false;
  uint32_t other = kh_doc_child_with(d, t, KH_DEP_CONJ);   /* hung too high */
  if (other == KH_NONE ? kh_doc_child_with(d, side, KH_DEP_CONJ) == KH_NONE : other < side || !kh_doc_is_noun(d, other)) return false;
  if (other != KH_NONE) d->tok.head[other] = side;
  d->tok.deprel[t] = KH_DEP_NSUBJ;
  become_noun(d, t);
  return true;
}

/* "Oslo condemns killing of nurse by rebels", "blamed for shelling of town", where headlines leave out the article: a form in -ing right before "of" is a
 * noun, unless the verb has an "of" of its own ("is thinking of"). */
static bool is_deed_of(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t h = d->tok.head[t], of = t + 1 < d->tok.n ? t + 1 : t, whom = d->tok.head[of];
  uint8_t base = kh_deprel_base(d->tok.deprel[t]);
  if (h == KH_NONE || h > t || d->tok.upos[h] != KH_UPOS_VERB || d->tok.upos[t] != KH_UPOS_VERB || strcmp(kh_doc_xpos(d, t), "VBG") != 0 ||
      d->tok.deprel[of] != KH_DEP_CASE || !kh_mend_is(e, d, of, KH_CLAUSE_OF) || whom == KH_NONE || d->tok.head[whom] != t ||
      kh_mend_is(e, d, t, KH_CLAUSE_OFTAKING) || kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE)
    return false;
  uint32_t opener = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (opener == KH_NONE) opener = kh_doc_child_with(d, t, KH_DEP_CASE);
  if ((base == KH_DEP_XCOMP || base == KH_DEP_CCOMP) && opener == KH_NONE && h + 1 == t && kh_doc_child_with(d, h, KH_DEP_OBJ) == KH_NONE) {
    d->tok.deprel[t] = KH_DEP_OBJ;
  } else if ((base == KH_DEP_ADVCL || base == KH_DEP_XCOMP || base == KH_DEP_CCOMP) && opener != KH_NONE && opener + 1 == t &&
             d->tok.upos[opener] == KH_UPOS_SCONJ) {
    d->tok.deprel[t] = KH_DEP_OBL;
    d->tok.deprel[opener] = KH_DEP_CASE, d->tok.upos[opener] = KH_UPOS_ADP;
  } else {
    return false;
  }
  become_noun(d, t);
  return true;
}

/* "Had asked France to curb dissidents and stop selling weapons", where the bare verb was joined to the asking: it is asked for too. */
static bool is_asked_too(kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], asked = verb == KH_NONE || verb > t ? KH_NONE : kh_doc_child_with(d, verb, KH_DEP_XCOMP);
  if (d->tok.deprel[t] != KH_DEP_CONJ || asked == KH_NONE || asked < verb || asked > t || strcmp(kh_doc_xpos(d, t), "VB") != 0 ||
      strcmp(kh_doc_xpos(d, asked), "VB") != 0 || !strcmp(kh_doc_xpos(d, verb), "VB"))
    return false;
  uint32_t to = kh_doc_child_with(d, asked, KH_DEP_MARK);
  if (to == KH_NONE || d->tok.upos[to] != KH_UPOS_PART || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE || !kh_mend_may_hang(d, t, asked))
    return false;
  d->tok.head[t] = asked;
  return true;
}

/* Has t the form that `as` has: both in -ing, or both in the past? */
static bool is_of_form(const kh_doc *d, uint32_t t, bool past) {
  if (d->tok.upos[t] != KH_UPOS_VERB || d->tok.deprel[t] == KH_DEP_AMOD || d->tok.deprel[t] == KH_DEP_COMPOUND) return false;
  return past ? kh_mend_is_finite(d, t) && d->tok.morph[t] & KH_MORPH_PAST : is_present_participle(d, t);
}

/* "Forcing villagers to flee and killing two soldiers", "asked her to leave and accused him of fraud", where the second verb went on the nearest one: that is
 * bare or has another form, so it goes on the one above that has its form, and its doer is that one's. */
static bool goes_on_its_like(kh_doc *d, uint32_t t) {
  enum { FAR = 5 };
  uint32_t near = d->tok.head[t], up = near;
  bool past = d->tok.upos[t] == KH_UPOS_VERB && is_of_form(d, t, true);
  if (d->tok.deprel[t] != KH_DEP_CONJ || near == KH_NONE || near > t || d->tok.upos[near] != KH_UPOS_VERB || !is_of_form(d, t, past) ||
      is_of_form(d, near, past) || kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || (past && (!(d->tok.morph[near] & KH_MORPH_INF) || kh_str_eq(d->tok.lower[t], d->tok.lemma[t]))))
    return false;
  if (kh_doc_child_with(d, t, KH_DEP_OBJ) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_OBL) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_CCOMP) == KH_NONE &&
      kh_doc_child_with(d, t, KH_DEP_XCOMP) == KH_NONE)
    return false;
  for (uint32_t i = d->child_at[near]; i < d->child_at[near + 1]; i++) {      /* "for having broken laws and provoking him", "was held and facing charges" */
    uint32_t aux = d->child[i];
    if (kh_deprel_base(d->tok.deprel[aux]) != KH_DEP_AUX) continue;
    if (past || is_present_participle(d, aux) || (d->tok.deprel[aux] == KH_DEP_AUX_PASS && d->tok.morph[aux] & KH_MORPH_FIN)) return false;
  }
  for (int step = 0; step < FAR && up != KH_NONE && up <= near && !is_of_form(d, up, past); step++) up = d->tok.head[up];
  if (up == KH_NONE || up > near || !is_of_form(d, up, past) || !kh_mend_may_hang(d, t, up)) return false;
  d->tok.head[t] = up;
  return true;
}

/* Is t an infinitive with its particle ("to free")? */
static bool is_marked_infinitive(const kh_doc *d, uint32_t t) {
  uint32_t to = d->tok.upos[t] == KH_UPOS_VERB ? kh_doc_child_with(d, t, KH_DEP_MARK) : KH_NONE;
  return to != KH_NONE && to < t && d->tok.upos[to] == KH_UPOS_PART;
}

/* "Promised to stop selling arms and to open its market", where opening was hung on selling, so that it was to stop as well: an infinitive with its particle
 * goes on one that has it too. */
static bool goes_on_infinitive(kh_doc *d, uint32_t t) {
  enum { FAR = 4 };
  uint32_t near = d->tok.head[t], up = near;
  if (d->tok.deprel[t] != KH_DEP_CONJ || near == KH_NONE || near > t || d->tok.upos[near] != KH_UPOS_VERB || !is_present_participle(d, near) ||
      !is_marked_infinitive(d, t) || is_marked_infinitive(d, near))
    return false;
  for (int step = 0; step < FAR && up != KH_NONE && up <= near && !is_marked_infinitive(d, up); step++) up = d->tok.head[up];
  if (up == KH_NONE || up > near || !is_marked_infinitive(d, up) || !kh_mend_may_hang(d, t, up)) return false;
  d->tok.head[t] = up;
  return true;
}

/* "Were killed in fighting near the border", where the fight was taken for what they did: a word for combat right behind its preposition, with no object, is a
 * noun. */
static bool is_combat(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK), verb = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_ADVCL || d->tok.upos[t] != KH_UPOS_VERB || !is_present_participle(d, t) || mark == KH_NONE || mark + 1 != t ||
      verb == KH_NONE || verb > t || !kh_mend_word_is(e, d, t, KH_CLAUSE_COMBAT) || !(kh_mend_is(e, d, mark, KH_CLAUSE_INSIDE) ||
          kh_mend_is(e, d, mark, KH_CLAUSE_AFTER)))
    return false;
  if (kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_ADVMOD) != KH_NONE) return false;
  d->tok.deprel[mark] = KH_DEP_CASE, d->tok.deprel[t] = KH_DEP_OBL;
  become_noun(d, t);
  return true;
}

/* "Reprisals against expelled diplomats", where the participle was taken for a clause that the preposition opens: no past tense stands behind one, so it
 * tells of the noun right behind it, which hangs where the preposition says. */
static bool behind_preposition(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t with = t == 0 ? KH_NONE : t - 1, noun = kh_doc_child_with(d, t, KH_DEP_OBJ), verb = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_ADVCL || with == KH_NONE || with == 0 || verb == KH_NONE || noun == KH_NONE || noun < t || noun > t + 2 ||
      d->tok.upos[t] != KH_UPOS_VERB || !(d->tok.morph[t] & KH_MORPH_PAST) || d->tok.deprel[with] != KH_DEP_MARK || d->tok.head[with] != t ||
      !kh_mend_is(e, d, with, KH_CLAUSE_PARTYPREP) || d->tok.upos[noun] != KH_UPOS_NOUN || kh_doc_child_with(d, noun, KH_DEP_DET) != KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE)
    return false;
  uint32_t what = with - 1, under = kh_doc_is_noun(d, what) ? what : verb;
  if (!kh_mend_may_hang(d, noun, under) || d->tok.sentence[what] != d->tok.sentence[t]) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) d->tok.head[d->child[i]] = noun;
  d->tok.head[noun] = under, d->tok.deprel[noun] = under == what ? KH_DEP_NMOD : KH_DEP_OBL;
  d->tok.deprel[with] = KH_DEP_CASE, d->tok.upos[with] = KH_UPOS_ADP;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_AMOD, d->tok.morph[t] = (d->tok.morph[t] & ~(uint32_t)KH_MORPH_FIN) | KH_MORPH_PART;
  return true;
}

/* "Relations with Syria, broken off by Norway", where the participle became the verb's: nobody breaks off Syria, but ties with it. */
static bool ties_cut(const kh_events *e, kh_doc *d, uint32_t t) {
  if (t < 4 || d->tok.upos[t] != KH_UPOS_VERB || !(d->tok.morph[t] & KH_MORPH_PAST) || !is_comma(d, t - 1) ||
      !kh_mend_is(e, d, t, KH_CLAUSE_SEVERING))
    return false;
  uint32_t who = t - 2, tie;
  if ((d->tok.deprel[t] != KH_DEP_ADVCL && kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ACL) || kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE)
    return false;
  while (who > 1 && kh_doc_is_noun(d, who) && kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NMOD && d->tok.head[who] != KH_NONE && d->tok.head[who] < who)
    who = d->tok.head[who];
  tie = d->tok.head[who];
  if (kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NMOD || tie == KH_NONE || tie > who || tie == d->tok.head[t] || !kh_mend_is(e, d, tie, KH_CLAUSE_TIE) ||
      !kh_mend_may_hang(d, t, tie))
    return false;
  d->tok.head[t] = tie, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "They show videos of the senator insulting Muslims", where who shows them was told to insult: the participle right behind "pictures of" tells of whom they
 * show. */
static bool what_is_shown(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t who = t == 0 ? KH_NONE : t - 1;
  if (who == KH_NONE || d->tok.deprel[t] != KH_DEP_ADVCL || d->tok.head[t] == KH_NONE || d->tok.head[t] > t || !is_present_participle(d, t) ||
      !kh_doc_is_noun(d, who) || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  while (kh_doc_is_noun(d, who) && kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NMOD && d->tok.head[who] != KH_NONE && d->tok.head[who] < who)
    who = d->tok.head[who];      /* the name's first word */
  uint32_t of = kh_doc_child_with(d, who, KH_DEP_CASE), image = d->tok.head[who];
  if (kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NMOD || of == KH_NONE || image == KH_NONE || image > of || !kh_mend_is(e, d, of, KH_CLAUSE_OF) ||
      !kh_mend_is(e, d, image, KH_CLAUSE_IMAGE) || !kh_mend_may_hang(d, t, who))
    return false;
  d->tok.head[t] = who, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "Ended with two officers and nine militants left dead", where those became who left: without an object they are whom it left so. */
static bool left_dead(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t how = kh_doc_child_with(d, t, KH_DEP_XCOMP), who = t == 0 ? KH_NONE : t - 1;
  if (d->tok.upos[t] != KH_UPOS_VERB || !(d->tok.morph[t] & KH_MORPH_PAST) || !kh_mend_is(e, d, t, KH_CLAUSE_LEAVING) || how == KH_NONE ||
      !kh_mend_word_is(e, d, how, KH_CLAUSE_FALLEN) || kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_AUX_PASS) != KH_NONE ||
      d->tok.deprel[t] != KH_DEP_CONJ || who == KH_NONE || !kh_doc_is_noun(d, who))
    return false;
  for (int step = 0; step < 4 && d->tok.deprel[who] == KH_DEP_CONJ && d->tok.head[who] != KH_NONE; step++) who = d->tok.head[who];
  if (who > t || !kh_mend_may_hang(d, t, who)) return false;
  d->tok.head[t] = who, d->tok.deprel[t] = KH_DEP_ACL;
  d->tok.morph[t] = (d->tok.morph[t] & ~(uint32_t)KH_MORPH_FIN) | KH_MORPH_PART;
  return true;
}

/* "The arrest of an editor carried out by police", "an offer to Sudan made by Egypt", where the participle was hung on the one whom the deed befell: a verb
 * that says that a deed was done is of the deed. */
static bool wrought_deed(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { FAR = 3 };
  uint32_t whom = d->tok.head[t], range;
  if (d->tok.deprel[t] != KH_DEP_ACL || d->tok.upos[t] != KH_UPOS_VERB || whom == KH_NONE || whom > t || !(d->tok.morph[t] & KH_MORPH_PAST) ||
      !kh_mend_is(e, d, t, KH_CLAUSE_WROUGHT) || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE ||
      (d->tok.upos[whom] != KH_UPOS_PROPN && kh_trigger_at(d, &e->own, whom, &range)))
    return false;
  uint32_t deed = whom;
  for (int step = 0; step < FAR && deed != KH_NONE && kh_deprel_base(d->tok.deprel[deed]) == KH_DEP_NMOD; step++) {
    deed = d->tok.head[deed];
    if (deed != KH_NONE && deed < whom && d->tok.upos[deed] == KH_UPOS_NOUN && kh_trigger_at(d, &e->own, deed, &range)) {
      if (!kh_mend_may_hang(d, t, deed)) return false;
      d->tok.head[t] = deed;
      return true;
    }
  }
  return false;
}

/* "Creditors deeply angered by the ban", "assaults in Malmo allegedly committed by a gang", where the adverb led the tree to hang the participle on the verb:
 * right behind a noun, with who does it behind "by", it tells of that noun, or of what was done at that place. */
static bool behind_adverb(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], noun = t - 2;
  if (d->tok.upos[t] != KH_UPOS_VERB || t < d->sentences[d->tok.sentence[t]].tok_begin + 3 || verb == KH_NONE || verb >= noun ||
      (d->tok.deprel[t] != KH_DEP_ADVCL && d->tok.deprel[t] != KH_DEP_XCOMP) || !(d->tok.morph[t] & KH_MORPH_PAST) ||
      d->tok.upos[t - 1] != KH_UPOS_ADV || d->tok.head[t - 1] != t || !kh_doc_is_noun(d, noun) || kh_doc_child_with(d, t, KH_DEP_OBL_AGENT) == KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE)
    return false;
  while (noun > verb && d->tok.head[noun] != KH_NONE && kh_doc_is_noun(d, d->tok.head[noun]) && d->tok.head[noun] < noun &&
         (d->tok.deprel[noun] == KH_DEP_FLAT || (kh_mend_is_place(d, noun) && d->tok.deprel[noun] == KH_DEP_NMOD)))
    noun = d->tok.head[noun];
  if (noun <= verb || noun > t || !kh_mend_may_hang(d, t, noun)) return false;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_ACL;
  wrought_deed(e, d, t);
  return true;
}

/* "Two bankers appeared in court accused of fraud", where the court became who is accused: they are who stands there. */
static bool before_the_court(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t court = d->tok.head[t], verb = court == KH_NONE ? KH_NONE : d->tok.head[court], in;
  if (d->tok.deprel[t] != KH_DEP_ACL || verb == KH_NONE || court > t || verb > court || !(d->tok.morph[t] & KH_MORPH_PAST) ||
      d->tok.deprel[court] != KH_DEP_OBL || d->tok.upos[verb] != KH_UPOS_VERB || !kh_mend_is(e, d, t, KH_CLAUSE_UNDERGONE))
    return false;
  const kh_mention *m = kh_mend_mention(d, court);
  if (!m || m->actor.sector != KH_SECTOR_JUD) return false;
  in = kh_doc_child_with(d, court, KH_DEP_CASE);
  if (in == KH_NONE || !(kh_mend_is(e, d, in, KH_CLAUSE_INSIDE) || kh_mend_is(e, d, in, KH_CLAUSE_BEFORE)) ||
      kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE || kh_doc_child_with(d, verb, KH_DEP_OBJ) != KH_NONE ||
      kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_OBL_AGENT) != KH_NONE)
    return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_ADVCL;
  return true;
}

/* "Held talks with visiting Danish Foreign Minister Poe", "received visiting …", where the guest became whom they visited: nobody does it with visiting a man
 * in office, so he is with whom they talked. */
static bool is_guest(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], with = kh_doc_child_with(d, t, KH_DEP_MARK), o = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (!is_present_participle(d, t) || o == KH_NONE || o < t || verb == KH_NONE || verb > t || !kh_mend_is(e, d, t, KH_CLAUSE_VISITING)) return false;
  bool whom = d->tok.deprel[t] == KH_DEP_XCOMP && verb + 1 == t && with == KH_NONE;
  if (!whom && ((d->tok.deprel[t] != KH_DEP_ADVCL && d->tok.deprel[t] != KH_DEP_ACL) || with == KH_NONE || with + 1 != t ||
                !kh_mend_is(e, d, with, KH_CLAUSE_WITH)))
    return false;
  const kh_mention *m = kh_mend_mention(d, o);
  if (!m || !m->actor.role.n || m->plural || kh_doc_child_with(d, o, KH_DEP_DET) != KH_NONE || !kh_mend_may_hang(d, o, verb)) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] > o) d->tok.head[d->child[i]] = verb;
  d->tok.head[o] = verb, d->tok.deprel[o] = whom ? KH_DEP_OBJ : d->tok.upos[verb] == KH_UPOS_VERB ? KH_DEP_OBL : KH_DEP_NMOD;
  if (with != KH_NONE) d->tok.head[with] = o, d->tok.deprel[with] = KH_DEP_CASE;
  d->tok.head[t] = o, d->tok.deprel[t] = KH_DEP_AMOD;
  return true;
}

/* "Shelled a school in Gaza that killed nine": the clause t, which the tree has of what was struck there, is of who strikes: "…, killing nine". */
static bool killed_by_striker(const kh_events *e, kh_doc *d, uint32_t t, uint32_t struck, uint32_t s) {
  enum { STEPS = 3 };
  uint32_t place = struck, verb;
  for (uint32_t n = 0; n < STEPS && kh_deprel_base(d->tok.deprel[place]) == KH_DEP_NMOD && d->tok.head[place] < place; n++) place = d->tok.head[place];
  verb = d->tok.head[place];
  if (d->tok.deprel[place] != KH_DEP_OBJ || verb == KH_NONE || verb > place || d->tok.upos[verb] != KH_UPOS_VERB || s != t - 1) return false;
  if (!kh_mend_is(e, d, verb, KH_CLAUSE_STRIKING) || !kh_mend_may_hang(d, t, verb)) return false;
  if (!kh_mend_is(e, d, place, KH_CLAUSE_SITE) && !kh_mend_is(e, d, place, KH_CLAUSE_EDIFICE) && !kh_mend_is(e, d, place, KH_CLAUSE_LOCALITY)) return false;
  uint32_t dead = kh_doc_child_with(d, t, KH_DEP_OBJ);   /* "a bank that killed the deal" */
  if (d->tok.upos[dead] != KH_UPOS_NUM && kh_doc_child_with(d, dead, KH_DEP_NUMMOD) == KH_NONE && !kh_mend_mention(d, dead)) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_ADVCL;
  d->tok.morph[t] = KH_MORPH_PART | KH_MORPH_PRES;
  d->tok.deprel[s] = KH_DEP_DEP, d->tok.head[s] = place;
  d->mention_of[s] = KH_NONE;   /* "that" was what was struck */
  return true;
}

/* "An attack on a church in Kaduna that killed 12", hung on what was attacked: what stands there or is nobody armed kills nobody, the attack does. */
static bool killed_by_deed(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { STEPS = 3 };
  static const uint32_t armed = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_COP;
  uint32_t struck = d->tok.head[t], s = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (d->tok.deprel[t] != KH_DEP_ACL_RELCL || struck == KH_NONE || struck > t || s == KH_NONE || s > t || d->tok.upos[s] != KH_UPOS_PRON ||
      !kh_mend_is(e, d, t, KH_CLAUSE_TOLL) || kh_doc_child_with(d, t, KH_DEP_OBJ) == KH_NONE || kh_mend_is(e, d, s, KH_CLAUSE_PERSONAL))
    return false;
  const kh_mention *m = kh_mend_mention(d, struck);
  uint32_t aux = kh_doc_child_with(d, t, KH_DEP_AUX), says = aux == KH_NONE ? t : aux;
  /* "its campaign against rebels, which has killed 200": one that is told of in the singular is not those */
  bool one = d->tok.morph[struck] & KH_MORPH_PLUR && d->tok.morph[says] & KH_MORPH_PRES && d->tok.morph[says] & KH_MORPH_FIN && !is_bare(d, says);
  if (!one && m && m->actor.sector && armed >> m->actor.sector & 1) return false;
  if (!one && killed_by_striker(e, d, t, struck, s)) return true;
  for (uint32_t up = struck, n = 0; n < STEPS; n++) {
    if (kh_deprel_base(d->tok.deprel[up]) != KH_DEP_NMOD || d->tok.head[up] == KH_NONE || d->tok.head[up] > up) return false;
    up = d->tok.head[up];
    if (d->tok.upos[up] != KH_UPOS_NOUN) return false;
    if (one ? d->tok.morph[up] & KH_MORPH_PLUR
            : !kh_mend_is(e, d, up, KH_CLAUSE_DOINGS) && !kh_mend_is(e, d, up, KH_CLAUSE_BY_BOMB) && !kh_mend_is(e, d, up, KH_CLAUSE_OFFENCE))
      continue;
    if (!kh_mend_may_hang(d, t, up)) return false;
    d->tok.head[t] = up;
    d->mention_of[s] = KH_NONE;   /* "which" was what was struck */
    return true;
  }
  return false;
}

/* "Was doused with petrol and set alight", where the second participle, whose past looks like its present, was taken for what the sufferer did: a word that
 * tells what becomes of somebody, and no object, shows that it befell him too. */
static bool befell_too(kh_doc *d, uint32_t t) {
  uint32_t first = d->tok.head[t], state = t + 1;
  if (d->tok.upos[t] != KH_UPOS_VERB || d->tok.deprel[t] != KH_DEP_CONJ || !(d->tok.morph[t] & KH_MORPH_FIN) || first == KH_NONE || first > t ||
      !kh_str_eq(d->tok.lower[t], d->tok.lemma[t]) || state >= d->tok.n || d->tok.head[state] != t || d->tok.upos[state] != KH_UPOS_ADJ ||
      kh_doc_child_with(d, first, KH_DEP_AUX_PASS) == KH_NONE)
    return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i], r = kh_deprel_base(d->tok.deprel[c]);
    if (r == KH_DEP_NSUBJ || r == KH_DEP_AUX || (r == KH_DEP_OBJ && c != state)) return false;
  }
  d->tok.morph[t] = (d->tok.morph[t] & ~(uint32_t)KH_MORPH_FIN) | KH_MORPH_PAST | KH_MORPH_PART | KH_MORPH_PASS;
  d->tok.deprel[state] = KH_DEP_XCOMP;
  return true;
}

/* "Oslo is mulling sanctions on Bern", where the participle became a word for the noun behind it: what somebody is, is a noun of his own kind or has an
 * article, so it is what he is doing to a thing that has none. */
static bool is_doing(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t o = d->tok.head[t], be = t ? t - 1 : KH_NONE, subject = o == KH_NONE ? KH_NONE : kh_doc_child_with(d, o, KH_DEP_NSUBJ);
  if (d->tok.deprel[t] != KH_DEP_AMOD || d->tok.upos[t] != KH_UPOS_VERB || !is_present_participle(d, t) || o == KH_NONE || o < t ||
      d->tok.upos[o] != KH_UPOS_NOUN || kh_mend_mention(d, o) || be == KH_NONE || d->tok.deprel[be] != KH_DEP_COP || d->tok.head[be] != o ||
      !(d->tok.morph[be] & KH_MORPH_FIN) || subject == KH_NONE || subject > be || !kh_mend_mention(d, subject) ||
      kh_mend_is(e, d, t, KH_CLAUSE_INTRANSITIVE) || d->child_at[t] != d->child_at[t + 1])
    return false;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t as = kh_deprel_base(d->tok.deprel[c]);
    bool of_noun = as == KH_DEP_NMOD || as == KH_DEP_COMPOUND || as == KH_DEP_AMOD || as == KH_DEP_ACL || as == KH_DEP_NUMMOD || as == KH_DEP_CONJ;
    if (c != t && !(c > t && of_noun)) d->tok.head[c] = t;
  }
  d->tok.deprel[be] = KH_DEP_AUX;
  d->tok.head[t] = d->tok.head[o], d->tok.deprel[t] = d->tok.deprel[o];
  d->tok.head[o] = t, d->tok.deprel[o] = KH_DEP_OBJ;
  return true;
}

/* The first word of clause.txt that is of the kind, or none. */
static kh_str word_of(const kh_events *e, unsigned kind) {
  for (size_t i = 0; e->own.kinds.slots && i <= e->own.kinds.mask; i++) {
    const kh_slot *s = &e->own.kinds.slots[i];
    if (s->key && s->value < e->own.kindset_count && kh_kindset_has(&e->own.kindsets[s->value], kind))
      return kh_pool_at(e->own.kinds.pool, e->own.kinds.pool_bytes, s->key - 1);
  }
  return (kh_str){0};
}

static bool is_colon(const kh_doc *d, uint32_t t) { return t < d->tok.n && d->tok.upos[t] == KH_UPOS_PUNCT && kh_str_is(d->tok.form[t], ":"); }

/* A bare verb that nobody does, what opens it standing right behind a colon, is no infinitive but a command ("told Chad: free the sailors"). */
static void become_command(kh_doc *d, uint32_t t) {
  if (!(d->tok.morph[t] & KH_MORPH_INF) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE ||
      kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE)
    return;
  d->tok.morph[t] = (d->tok.morph[t] & ~KH_MORPH_INF) | KH_MORPH_IMP | KH_MORPH_FIN;
}

/* "Kenya tells Chad: free the sailors", where what is told was set beside the telling. */
static bool told_behind_colon(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], first, end;
  if (d->tok.deprel[t] != KH_DEP_PARATAXIS || d->tok.upos[t] != KH_UPOS_VERB || verb == KH_NONE || verb > t || !kh_mend_is_finite(d, verb) ||
      !kh_mend_is(e, d, verb, KH_CLAUSE_ADDRESS) || kh_doc_child_with(d, verb, KH_DEP_CCOMP) != KH_NONE)
    return false;
  kh_doc_subtree(d, t, &first, &end);
  if (!is_colon(d, first) && (!first || !is_colon(d, first - 1))) return false;
  d->tok.deprel[t] = KH_DEP_CCOMP;
  become_command(d, t);
  return true;
}

/* "Kenya to Chad: free the sailors": headlines leave out the verb, so that what stands for it is told by the first to the second. Whose office the words are
 * ("envoy to Chad: …") speaks to nobody there. */
static bool speaks_to(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t whom = d->tok.head[t], who = whom == KH_NONE ? KH_NONE : d->tok.head[whom], first, end, colon, told = KH_NONE;
  if (d->tok.deprel[t] != KH_DEP_CASE || whom < t || who == KH_NONE || who > t || d->tok.head[who] != KH_NONE || d->tok.deprel[whom] != KH_DEP_NMOD ||
      !kh_mend_is(e, d, t, KH_CLAUSE_TO) || !kh_doc_is_noun(d, who) || !kh_mend_mention(d, who) || !kh_mend_mention(d, whom) ||
      kh_mend_is(e, d, who, KH_CLAUSE_ENVOY))
    return false;
  kh_doc_subtree(d, whom, &first, &colon);
  if (first != t || !is_colon(d, colon)) return false;
  for (uint32_t i = d->child_at[who]; i < d->child_at[who + 1] && told == KH_NONE; i++)
    if (d->child[i] > colon && d->tok.deprel[d->child[i]] == KH_DEP_PARATAXIS) told = d->child[i];
  if (told == KH_NONE || (d->tok.upos[told] != KH_UPOS_VERB && kh_doc_child_with(d, told, KH_DEP_COP) == KH_NONE)) return false;
  kh_doc_subtree(d, told, &first, &end);
  kh_str tells = word_of(e, KH_CLAUSE_ADDRESS);
  if ((first != colon && first != colon + 1) || !tells.n) return false;
  d->tok.upos[t] = KH_UPOS_VERB, d->tok.morph[t] = KH_MORPH_FIN | KH_MORPH_PRES, d->tok.lemma[t] = tells, d->tok.lemma_hash[t] = kh_hash_str(tells);
  d->tok.head[t] = KH_NONE, d->tok.deprel[t] = KH_DEP_ROOT;
  d->tok.head[who] = t, d->tok.deprel[who] = KH_DEP_NSUBJ;
  d->tok.head[whom] = t, d->tok.deprel[whom] = KH_DEP_IOBJ;
  d->tok.head[told] = t, d->tok.deprel[told] = KH_DEP_CCOMP;
  become_command(d, told);
  return true;
}

/* "Spent the last day of the campaign attacking a rival", "spent the night in Kharkiv bombing depots", where the participle went to the nearest noun: what
 * one spends one's time with is one's own deed. */
static bool time_spent(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { FAR = 5 };
  if (d->tok.upos[t] != KH_UPOS_VERB || !is_present_participle(d, t) || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE ||
      kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ACL || d->tok.deprel[t] == KH_DEP_ACL_RELCL)
    return false;
  uint32_t verb = d->tok.head[t], noun = verb;
  for (int step = 0; step < FAR && verb != KH_NONE && verb < t && d->tok.upos[verb] != KH_UPOS_VERB; step++) verb = d->tok.head[verb];
  if (verb == KH_NONE || verb > t || noun > t || !kh_mend_is(e, d, verb, KH_CLAUSE_SPENDING)) return false;
  uint32_t with = kh_doc_child_with(d, noun, KH_DEP_CASE);      /* but "spent a day with soldiers training recruits", "should spend more time listening" */
  if (d->tok.morph[verb] & KH_MORPH_INF || (with != KH_NONE && kh_mend_is(e, d, with, KH_CLAUSE_WITH))) return false;
  uint32_t time = kh_doc_child_with(d, verb, KH_DEP_OBJ), subject = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (time == KH_NONE) time = kh_doc_child_with(d, verb, KH_DEP_OBL_UNMARKED);
  if (time == KH_NONE || time > t || !(kh_mend_is(e, d, time, KH_CLAUSE_TIME) || kh_mend_is(e, d, time, KH_CLAUSE_SPAN) ||
                                       kh_mend_is(e, d, time, KH_CLAUSE_WHILES) || kh_mend_word_is(e, d, time, KH_CLAUSE_TIME)))
    return false;
  for (uint32_t c = time; c < t; c++)
    if (is_comma(d, c) || d->tok.upos[c] == KH_UPOS_VERB) return false;
  if (!kh_mend_may_hang(d, t, verb)) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_ADVCL;
  if (subject != KH_NONE && subject < t) d->tok.head[subject] = noun, d->tok.deprel[subject] = KH_DEP_NMOD;
  return true;
}

/* "Saw police arrest three students", where who was seen became whom they arrest and the students a second object, and "saw guards beat two men" was told in
 * the past: what one sees others do stands bare, the first noun does it, and so does what is joined to it. */
static bool seen_doing(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t sees = d->tok.head[t], doer = KH_NONE, objects = 0;
  if (d->tok.deprel[t] != KH_DEP_XCOMP || sees == KH_NONE || sees + 1 >= t || d->tok.upos[t] != KH_UPOS_VERB || !kh_mend_is(e, d, sees, KH_CLAUSE_CAUSING) ||
      !is_bare(d, t) || kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || kh_doc_child_with(d, sees, KH_DEP_AUX_PASS) != KH_NONE)
    return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (d->tok.deprel[c] != KH_DEP_OBJ && d->tok.deprel[c] != KH_DEP_NSUBJ) continue;
    if (c < t && c > sees && doer == KH_NONE) doer = c;
    objects += c > t;
  }
  bool own = doer != KH_NONE && objects && kh_doc_child_with(d, sees, KH_DEP_OBJ) == KH_NONE;
  if (!own && (doer != KH_NONE || kh_doc_child_with(d, sees, KH_DEP_OBJ) == KH_NONE || kh_doc_child_with(d, sees, KH_DEP_OBJ) > t)) return false;
  bool changed = own || d->tok.morph[t] & KH_MORPH_FIN;
  if (own) d->tok.head[doer] = sees, d->tok.deprel[doer] = KH_DEP_OBJ;
  d->tok.morph[t] = KH_MORPH_INF;
  for (int both = 0; both < 2; both++) {
    uint32_t h = both ? t : sees;
    for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1]; i++) {
      uint32_t c = d->child[i];
      if (c < t || d->tok.deprel[c] != KH_DEP_CONJ || d->tok.upos[c] != KH_UPOS_VERB || !is_bare(d, c)) continue;
      if (kh_doc_child_base(d, c, KH_DEP_NSUBJ) != KH_NONE) continue;
      if (d->tok.head[c] == t && d->tok.morph[c] & KH_MORPH_INF) continue;
      d->tok.head[c] = t, d->tok.morph[c] = KH_MORPH_INF, changed = true;
    }
  }
  return changed;
}

/* "Rebels free kidnapped soldiers", where the participle was taken for what they are freed to: right between a verb and its object it tells which ones. */
static bool participle_of_object(kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], noun = t + 1;
  if (d->tok.deprel[t] != KH_DEP_XCOMP || d->tok.upos[t] != KH_UPOS_VERB || !(d->tok.morph[t] & KH_MORPH_PAST) || verb == KH_NONE || verb + 1 != t ||
      noun >= d->tok.n || d->child_at[t] != d->child_at[t + 1])
    return false;
  if (d->tok.head[noun] != verb || d->tok.deprel[noun] != KH_DEP_OBJ || !kh_doc_is_noun(d, noun)) return false;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_AMOD;
  return true;
}

/* "Accused Rwanda of shelling Goma and shut its border": what is told in the past goes on with the verb that is, and not with one behind a preposition. */
static bool goes_on_the_main(kh_doc *d, uint32_t t) {
  uint32_t low = d->tok.deprel[t] == KH_DEP_CONJ ? d->tok.head[t] : KH_NONE, verb = low == KH_NONE ? KH_NONE : d->tok.head[low];
  if (verb == KH_NONE || low > t || verb > low || d->tok.upos[t] != KH_UPOS_VERB || d->tok.upos[low] != KH_UPOS_VERB || d->tok.upos[verb] != KH_UPOS_VERB)
    return false;
  bool past = d->tok.morph[t] & KH_MORPH_PAST && d->tok.morph[t] & KH_MORPH_FIN, told = d->tok.morph[verb] & KH_MORPH_PAST && d->tok.morph[verb] & KH_MORPH_FIN;
  bool doing = d->tok.morph[low] & (KH_MORPH_PART | KH_MORPH_GER) && !(d->tok.morph[low] & KH_MORPH_PAST);
  if (!past || !told || !doing || d->tok.deprel[low] != KH_DEP_ADVCL || kh_doc_child_with(d, low, KH_DEP_MARK) == KH_NONE ||
      kh_doc_child_with(d, low, KH_DEP_MARK) > low || kh_doc_child_base(d, low, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  d->tok.head[t] = verb;
  return true;
}

/* "Reported 20 killed and 300 wounded", where the participle stands for the noun that is left out and was taken for a verb of who reports: the number is
 * what is reported, the participle tells of it. */
static bool of_the_counted(kh_doc *d, uint32_t t) {
  uint32_t number = t == 0 ? KH_NONE : t - 1, above = d->tok.head[t];
  if (number == KH_NONE || d->tok.upos[t] != KH_UPOS_VERB || d->tok.upos[number] != KH_UPOS_NUM || d->tok.head[number] != t ||
      d->tok.deprel[number] != KH_DEP_NUMMOD || above == KH_NONE || above > t || !(d->tok.morph[t] & KH_MORPH_PART) || !(d->tok.morph[t] & KH_MORPH_PAST) ||
      kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE)
    return false;
  uint8_t as = d->tok.deprel[t];
  if (as == KH_DEP_XCOMP) as = KH_DEP_OBJ;
  if (as == KH_DEP_CONJ && d->tok.upos[above] == KH_UPOS_VERB) {   /* beside another number, or beside what else is reported */
    bool beside = d->tok.deprel[above] == KH_DEP_ACL && d->tok.upos[d->tok.head[above]] == KH_UPOS_NUM;
    above = beside ? d->tok.head[above] : kh_doc_child_with(d, above, KH_DEP_OBJ);
  }
  if (above == KH_NONE || above > number || (as != KH_DEP_OBJ && as != KH_DEP_CONJ)) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] < number) d->tok.head[d->child[i]] = number;
  d->tok.head[number] = above, d->tok.deprel[number] = as;
  d->tok.head[t] = number, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "Ordered the students arrested on Monday to be freed", where what is ordered was hung on what became of them before: the participle tells which they are,
 * the infinitive is what is asked. */
static bool what_is_asked(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t told = d->tok.head[t], who = told, verb = KH_NONE;
  if (d->tok.upos[t] != KH_UPOS_VERB || told == KH_NONE || told > t || d->tok.upos[told] != KH_UPOS_VERB || d->tok.deprel[t] != KH_DEP_ADVCL ||
      kh_doc_child_with(d, t, KH_DEP_AUX_PASS) == KH_NONE || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (mark == KH_NONE || mark < told || !kh_mend_is(e, d, mark, KH_CLAUSE_TO) || !(d->tok.morph[told] & KH_MORPH_PART) ||
      !(d->tok.morph[told] & KH_MORPH_PAST) || kh_doc_child_with(d, told, KH_DEP_AUX) != KH_NONE || kh_doc_child_with(d, told, KH_DEP_AUX_PASS) != KH_NONE)
    return false;
  if (d->tok.deprel[told] == KH_DEP_ACL) who = d->tok.head[told], verb = who == KH_NONE ? KH_NONE : d->tok.head[who];
  else if (d->tok.deprel[told] == KH_DEP_XCOMP) verb = d->tok.head[told], who = verb == KH_NONE ? KH_NONE : kh_doc_child_with(d, verb, KH_DEP_OBJ);
  if (verb == KH_NONE || who == KH_NONE || verb > who || who > told || !kh_mend_is(e, d, verb, KH_CLAUSE_OBJCONTROL)) return false;
  d->tok.head[told] = who, d->tok.deprel[told] = KH_DEP_ACL;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_XCOMP;
  return true;
}

static void take_word(kh_doc *d, uint32_t t, kh_str word) { d->tok.lemma[t] = word, d->tok.lemma_hash[t] = kh_hash_str(word); }

/* "Is not going to sign", "was going to resign": no deed of going, but how a future is told, or a future in the past. */
static bool is_going_to(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t be = kh_doc_child_with(d, t, KH_DEP_AUX), verb = kh_doc_child_with(d, t, KH_DEP_XCOMP), limit = d->tok.n;
  if (d->tok.upos[t] != KH_UPOS_VERB || be == KH_NONE || be > t || verb == KH_NONE || t + 1 >= limit ||
      !(d->tok.morph[verb] & KH_MORPH_INF || kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE) || !kh_mend_word_is(e, d, t, KH_CLAUSE_GOING) || kh_doc_child_with(d, verb, KH_DEP_MARK) != t + 1 || !(d->tok.morph[be] & KH_MORPH_FIN))
    return false;
  kh_str word = word_of(e, d->tok.morph[be] & KH_MORPH_PAST ? KH_CLAUSE_WOULD : KH_CLAUSE_FUTURE);
  if (!word.n) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] != verb && d->child[i] != be) d->tok.head[d->child[i]] = verb;
  d->tok.head[verb] = d->tok.head[t], d->tok.deprel[verb] = d->tok.deprel[t];
  d->tok.head[t + 1] = t, d->tok.deprel[t + 1] = KH_DEP_FIXED;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_AUX, d->tok.upos[t] = KH_UPOS_AUX;
  d->tok.deprel[be] = KH_DEP_FIXED;
  take_word(d, t, word);
  return true;
}

bool kh_mend_verbs(const kh_events *e, kh_doc *d, uint32_t t) {
  return open_with_participle(d, t) || takes_participle(e, d, t) || by_of_deed(e, d, t) || tells_of_object(e, d, t) || blamed_on(e, d, t) ||
         befallen(d, t) || by_of_passive(e, d, t) || preposition(d, t) || out_of_relative(d, t) || out_of_progress(e, d, t) ||
         into_relative(e, d, t) || out_of_who(e, d, t) || takes_present_participle(e, d, t) ||
         of_the_charge(e, d, t) || what_is_sent(e, d, t) || done_there(e, d, t) || is_what_stops(e, d, t) || is_combat(e, d, t) ||
         is_combat_between(e, d, t) || is_deed_of(e, d, t) || of_several(d, t) || ties_cut(e, d, t) || wrought_deed(e, d, t) || behind_adverb(e, d, t) ||
         before_the_court(e, d, t) || is_asked_too(d, t) || goes_on_its_like(d, t) || goes_on_the_main(d, t) || goes_on_infinitive(d, t) ||
         left_dead(e, d, t) || what_is_shown(e, d, t) || is_guest(e, d, t) ||
         killed_by_deed(e, d, t) || befell_too(d, t) || told_behind_colon(e, d, t) || speaks_to(e, d, t) || is_doing(e, d, t) || time_spent(e, d, t) ||
         seen_doing(e, d, t) || behind_preposition(e, d, t) || participle_of_object(d, t) || of_the_counted(d, t) || what_is_asked(e, d, t) ||
         is_going_to(e, d, t);
}
