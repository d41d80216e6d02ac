/* mend_nouns.c: mends of trees around nouns and names. The town before its police is no second subject, a dateline is nobody's, names in a row are one list. */
#include "events/mend_int.h"
#include "events/records.h"

/* "Egypt as well as Malta blamed Sudan", where trees hang the words that join two nouns, or the second of them, on the verb: that one belongs to the first. */
static bool join_nouns(kh_doc *d, uint32_t cc) {
  uint32_t fixed = 0, second = cc + 1, end = d->sentences[d->tok.sentence[cc]].tok_end;
  if ((d->tok.deprel[cc] != KH_DEP_CC && d->tok.deprel[cc] != KH_DEP_ADVMOD) || cc == 0 || d->tok.sentence[cc - 1] != d->tok.sentence[cc] ||
      !kh_doc_is_noun(d, cc - 1))
    return false;
  for (uint32_t i = d->child_at[cc]; i < d->child_at[cc + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_FIXED) fixed++, second = d->child[i] + 1 > second ? d->child[i] + 1 : second;
  while (second < end && !kh_doc_is_noun(d, second) &&
         (d->tok.upos[second] == KH_UPOS_DET || d->tok.upos[second] == KH_UPOS_ADJ || d->tok.upos[second] == KH_UPOS_NUM))
    second++;
  if (fixed < 2 || second >= end || !kh_doc_is_noun(d, second)) return false;
  while (second + 1 < end && kh_doc_is_noun(d, second + 1) && d->tok.head[second] == second + 1) second++;
  uint32_t verb = d->tok.head[cc] == second ? d->tok.head[second] : d->tok.head[cc], first = cc - 1;
  if (verb == KH_NONE || d->tok.upos[verb] != KH_UPOS_VERB || (d->tok.head[second] != verb && second != verb)) return false;
  while (d->tok.head[first] != KH_NONE && d->tok.head[first] != verb && kh_doc_is_noun(d, d->tok.head[first]) && d->tok.deprel[first] != KH_DEP_NMOD)
    first = d->tok.head[first];
  if (d->tok.head[first] == KH_NONE || !kh_mend_may_hang(d, second, first) || !kh_mend_may_hang(d, cc, first)) return false;
  bool two = d->tok.deprel[first] == KH_DEP_NSUBJ && d->tok.head[first] == verb && d->tok.deprel[second] == KH_DEP_NSUBJ && d->tok.head[second] == verb;
  if (d->tok.deprel[cc] == KH_DEP_ADVMOD && !two) return false;
  d->tok.head[second] = first, d->tok.deprel[second] = KH_DEP_CONJ;
  d->tok.head[cc] = second;
  return true;
}

/* "Austin, Texas, police arrested a nurse", "Austin, Texas police", "in the capital, Austin, police arrested a nurse", where the town and the police were both
 * given the verb for subjects: it is the town's police. */
static bool towns_men(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { LONGEST = 12 };
  uint32_t verb = d->tok.head[t], town = t, first = d->sentences[d->tok.sentence[t]].tok_begin, commas = t > first && kh_mend_is_place(d, t - 1);
  if (d->tok.deprel[t] != KH_DEP_NSUBJ || d->tok.upos[t] != KH_UPOS_NOUN || verb == KH_NONE || verb < t) return false;
  while (town > first && town + LONGEST > t && (is_comma(d, town - 1) || kh_mend_is_place(d, town - 1))) {
    town--;
    commas += is_comma(d, town);
    if (commas && d->tok.head[town] == verb && d->tok.deprel[town] == KH_DEP_NSUBJ) break;
  }
  commas += commas && town > first && is_comma(d, town - 1);
  if (commas < 2 || d->tok.head[town] != verb || d->tok.deprel[town] != KH_DEP_NSUBJ || town == t ||
      (kh_mend_is(e, d, verb, KH_CLAUSE_REPORTING) && is_comma(d, verb + 1)))
    return false;
  const kh_mention *land = kh_mend_mention(d, town);
  if (town == first && land && kh_is_land(land) && !strcmp(kh_doc_xpos(d, verb), "VBP")) return false;      /* "Sudan, Darfur rebels sign pact": two */
  d->tok.head[town] = t, d->tok.deprel[town] = KH_DEP_NMOD;
  return true;
}

/* "Egypt asked for aid to Syria and Israel and Malta refused", where the last name before the second verb was listed with those of the first: it is that
 * verb's subject. */
static bool lost_subject(kh_doc *d, uint32_t verb) {
  uint32_t before = d->tok.head[verb], t = verb - 1;
  if ((d->tok.deprel[verb] != KH_DEP_CONJ && d->tok.deprel[verb] != KH_DEP_ADVCL) || kh_doc_child_with(d, verb, KH_DEP_MARK) != KH_NONE ||
      !kh_mend_is_finite(d, verb) || before == KH_NONE || before + 2 >= verb || d->tok.upos[before] != KH_UPOS_VERB || !kh_doc_is_noun(d, t))
    return false;
  if (kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_CC) != KH_NONE ||
      kh_doc_child_base(d, verb, KH_DEP_AUX) != KH_NONE)
    return false;
  while (d->tok.deprel[t] != KH_DEP_CONJ && d->tok.head[t] != KH_NONE && d->tok.head[t] > before && d->tok.head[t] < verb && kh_doc_is_noun(d, d->tok.head[t]))
    t = d->tok.head[t];
  uint32_t cc = kh_doc_child_with(d, t, KH_DEP_CC);
  if (d->tok.deprel[t] != KH_DEP_CONJ || cc == KH_NONE || cc > t || d->tok.head[t] <= before || !kh_mend_may_hang(d, t, verb)) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_NSUBJ;
  d->tok.head[cc] = verb, d->tok.deprel[verb] = KH_DEP_CONJ;
  return true;
}

/* "After weeks of protests Kenya dropped the tax", where the name that no comma parts from the phrase before it was taken for another name of what stands
 * there: a verb that has nobody to do it has him. */
static bool parted_by_no_comma(kh_doc *d, uint32_t verb) {
  enum { LONGEST = 16 };
  uint32_t begin = d->sentences[d->tok.sentence[verb]].tok_begin, t = verb;
  if (d->tok.upos[verb] != KH_UPOS_VERB || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_MARK) != KH_NONE)
    return false;
  bool bent = kh_mend_is_finite(d, verb), passive = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE;
  for (; t > begin && d->tok.head[t - 1] == verb && (d->tok.upos[t - 1] == KH_UPOS_AUX || d->tok.upos[t - 1] == KH_UPOS_ADV); t--)
    bent |= (d->tok.morph[t - 1] & KH_MORPH_FIN) != 0;
  if (!bent || t < begin + 3 || d->tok.upos[t = kh_mend_before_aside(d, t)] != KH_UPOS_PROPN) return false;
  uint32_t last = t;
  for (uint32_t steps = 0; steps < LONGEST && (d->tok.deprel[t] == KH_DEP_FLAT || d->tok.deprel[t] == KH_DEP_CONJ); steps++) {
    uint32_t h = d->tok.head[t];
    if (h == KH_NONE || h >= t || h < begin || d->tok.upos[h] != KH_UPOS_PROPN) return false;
    t = h;
  }
  uint32_t up = d->tok.head[t], top = up;
  if (d->tok.deprel[t] != KH_DEP_APPOS || up == KH_NONE || up >= t || !kh_doc_is_noun(d, up) || kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE) return false;
  for (uint32_t steps = 0; steps < LONGEST && d->tok.head[top] != KH_NONE && d->tok.head[top] != verb; steps++) top = d->tok.head[top];
  if (d->tok.head[top] != verb || top >= t || kh_doc_child_with(d, top, KH_DEP_CASE) == KH_NONE) return false;
  for (uint32_t c = up; c < last; c++)
    if (d->tok.upos[c] == KH_UPOS_PUNCT) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = passive ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
  return true;
}

static bool is_person(const kh_doc *d, uint32_t t) {
  const kh_mention *m = d->tok.upos[t] == KH_UPOS_PROPN && d->tok.ner[t] >> 1 == KH_ENTITY_PER ? kh_mend_mention(d, t) : NULL;
  return m && m->kind == KH_ENTITY_PER;
}

/* Hangs on a person's name as what else he is called, without a preposition. */
static bool called_too(const kh_doc *d, uint32_t t) {
  return (d->tok.deprel[t] == KH_DEP_APPOS || d->tok.deprel[t] == KH_DEP_NMOD) && d->tok.head[t] != KH_NONE && d->tok.head[t] < t &&
         is_person(d, d->tok.head[t]) && kh_doc_child_with(d, t, KH_DEP_CASE) == KH_NONE;
}

/* "Met President …, Vice President …, Secretary … and General …", where each was taken for another name of the one before: they are a list, all of them
 * joined to the first, whose last has its "and". */
static bool list_persons(kh_doc *d, uint32_t t) {
  uint32_t top = t, last = KH_NONE, first, end, comma = t;
  if (!is_person(d, t) || !called_too(d, t)) return false;
  for (int step = 0; step < 8 && called_too(d, top); step++) top = d->tok.head[top];
  if (d->mentions[d->mention_of[t]].chain == d->mentions[d->mention_of[top]].chain) return false;
  while (comma > d->tok.head[t] && !is_comma(d, comma)) comma--;
  if (comma <= d->tok.head[t]) return false;
  kh_doc_subtree(d, top, &first, &end);
  for (uint32_t c = top + 1; c < end; c++)
    if (d->tok.deprel[c] == KH_DEP_CONJ && is_person(d, c) && c > t && kh_doc_child_with(d, c, KH_DEP_CC) != KH_NONE) last = c;
  if (last == KH_NONE || !kh_mend_may_hang(d, t, top)) return false;
  d->tok.head[t] = top, d->tok.deprel[t] = KH_DEP_CONJ;
  if (d->tok.head[last] != KH_NONE && is_person(d, d->tok.head[last]) && kh_mend_may_hang(d, last, top)) d->tok.head[last] = top;
  return true;
}

/* "Srinagar, Mar 3: A party's secretary thanked the premier", "New York (May 2): The authorities hold a nurse, six groups said", where the place that the
 * report comes from was given the verb for a subject beside its own: it does nothing. */
static bool ends_dateline(const kh_doc *d, uint32_t t) {
  return kh_str_is(d->tok.form[t], ":") || kh_is_dash_between_blanks(&d->tok, t);
}

static bool only_a_dateline(kh_doc *d, uint32_t t) {
  enum { HEADER = 12 };
  uint32_t begin = d->sentences[d->tok.sentence[t]].tok_begin, end = d->sentences[d->tok.sentence[t]].tok_end, verb = d->tok.head[t], colon = t + 1;
  if (t > begin + 2 || d->tok.upos[t] != KH_UPOS_PROPN || (d->tok.ner[begin] >> 1 != KH_ENTITY_LOC && d->tok.ner[begin] >> 1 != KH_ENTITY_ORG) ||
      kh_deprel_base(d->tok.deprel[t]) != KH_DEP_NSUBJ || verb == KH_NONE)
    return false;
  while (colon < end && colon < begin + HEADER && !ends_dateline(d, colon) &&
         (d->tok.upos[colon] == KH_UPOS_PROPN || d->tok.upos[colon] == KH_UPOS_NUM || d->tok.upos[colon] == KH_UPOS_PUNCT))
    colon++;
  if (colon >= end || verb < colon || !ends_dateline(d, colon)) return false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++)
    if (d->child[i] > colon && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_NSUBJ) {
      d->tok.deprel[t] = KH_DEP_OBL_UNMARKED;
      return true;
    }
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {   /* "Desert News, 27 May - Jane Roe was killed", where she became the paper's other name */
    uint32_t c = d->child[i];
    if (c <= colon || c > colon + 4 || d->tok.deprel[c] != KH_DEP_APPOS || c >= verb) continue;
    for (uint32_t k = c + 1; k < verb; k++)
      if (ends_dateline(d, k)) return false;   /* "Norway - a rich country - sent tents": a second dash ends what is said of it */
    d->tok.head[c] = verb, d->tok.deprel[c] = d->tok.deprel[t];
    d->tok.deprel[t] = KH_DEP_OBL_UNMARKED;
    return true;
  }
  return false;
}

/* "Came under withering criticism", where the word before the noun was taken for what they came to do: such a preposition opens a noun. */
static bool opens_a_noun(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t mark = d->tok.deprel[t] == KH_DEP_ADVCL ? kh_doc_child_with(d, t, KH_DEP_MARK) : KH_NONE, noun = kh_doc_child_with(d, t, KH_DEP_OBJ),
           verb = d->tok.head[t];
  if (mark == KH_NONE || noun == KH_NONE || mark + 1 != t || noun != t + 1 || verb == KH_NONE || d->tok.upos[t] != KH_UPOS_VERB ||
      !(d->tok.morph[t] & (KH_MORPH_GER | KH_MORPH_PART)) || !kh_mend_is(e, d, mark, KH_CLAUSE_BENEATH) || !kh_mend_may_hang(d, noun, verb))
    return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] != noun) d->tok.head[d->child[i]] = noun;
  d->tok.head[noun] = verb, d->tok.deprel[noun] = KH_DEP_OBL;
  d->tok.deprel[mark] = KH_DEP_CASE;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_AMOD;
  return true;
}

/* "The family of another freed nurse", where the participle was hung on the family: between an article and its noun it tells of that noun. */
static bool before_its_noun(kh_doc *d, uint32_t t) {
  uint32_t noun = t + 1, end = d->sentences[d->tok.sentence[t]].tok_end;
  if (t == 0 || noun >= end || d->tok.upos[t] != KH_UPOS_VERB || !(d->tok.morph[t] & KH_MORPH_PART) || d->tok.upos[t - 1] != KH_UPOS_DET ||
      d->tok.head[t - 1] != noun || d->tok.head[t] == noun || d->tok.deprel[t] != KH_DEP_ACL || d->child_at[t] != d->child_at[t + 1])
    return false;
  if (!kh_mend_may_hang(d, t, noun)) return false;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_AMOD;
  return true;
}

/* "Natural Resources and Environment Minister Jane Roe": the first of what a minister is of was taken for somebody beside him. */
static bool one_minister(const kh_events *e, kh_doc *d, uint32_t m) {
  uint32_t begin = d->sentences[d->tok.sentence[m]].tok_begin, end = d->sentences[d->tok.sentence[m]].tok_end, cc = m;
  if (m < begin + 3 || !kh_has_capital(&d->tok, m) || !kh_mend_word_is(e, d, m, KH_CLAUSE_MINISTER)) return false;
  while (cc > begin && cc + 4 > m && d->tok.upos[cc] != KH_UPOS_CCONJ) cc--;
  if (cc == begin || cc + 1 >= m || d->tok.upos[cc] != KH_UPOS_CCONJ) return false;
  uint32_t first = cc - 1, top = m + 1 < end && d->tok.head[m] == m + 1 ? m + 1 : m;
  if (!kh_doc_is_noun(d, first) || !kh_has_capital(&d->tok, first) || !kh_has_capital(&d->tok, cc + 1)) return false;
  if (!kh_mend_word_is(e, d, first, KH_CLAUSE_PORTFOLIO)) return false;
  bool beside = d->tok.head[top] == d->tok.head[first] && d->tok.deprel[top] == d->tok.deprel[first];      /* two subjects */
  if (d->tok.head[first] == KH_NONE || !((d->tok.head[top] == first && d->tok.deprel[top] == KH_DEP_CONJ) || beside)) return false;
  d->tok.head[top] = d->tok.head[first], d->tok.deprel[top] = d->tok.deprel[first];
  for (uint32_t i = d->child_at[first]; i < d->child_at[first + 1]; i++)
    if (d->child[i] > m) d->tok.head[d->child[i]] = d->child[i] == top ? d->tok.head[top] : top;
  d->tok.head[first] = m, d->tok.deprel[first] = KH_DEP_COMPOUND;
  return true;
}

/* "Appealed in a letter to Jane Roe not to sign", with the infinitive hung on the name: names take none, and who is named is to do it. */
static bool asked_by_name(kh_doc *d, uint32_t t) {
  uint32_t name = d->tok.head[t], verb = name == KH_NONE ? KH_NONE : d->tok.head[name];
  if (d->tok.deprel[t] != KH_DEP_ACL || verb == KH_NONE || !(d->tok.morph[t] & KH_MORPH_INF) || verb > name || name > t) return false;
  if (d->tok.upos[name] != KH_UPOS_PROPN || d->tok.upos[verb] != KH_UPOS_VERB) return false;
  uint8_t as = kh_deprel_base(d->tok.deprel[name]);
  if ((as != KH_DEP_OBL && as != KH_DEP_OBJ && as != KH_DEP_IOBJ) || kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE) return false;
  for (uint32_t i = name + 1; i < t; i++)
    if (d->tok.upos[i] == KH_UPOS_PUNCT) return false;   /* "Jane Roe, to lead the party" */
  if (kh_doc_child_with(d, verb, KH_DEP_XCOMP) != KH_NONE) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_XCOMP;
  return true;
}

/* "At the evening rally, Jane Roe, a doctor, accused the party", where her name was taken for the rally's: a verb that has nobody to do it has her whom the
 * comma before it and what she is part from the phrase. */
static bool parted_by_commas(kh_doc *d, uint32_t verb) {
  enum { LONGEST = 24 };
  uint32_t begin = d->sentences[d->tok.sentence[verb]].tok_begin, comma = verb;
  if (d->tok.upos[verb] != KH_UPOS_VERB || verb < begin + 6 || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE ||
      kh_doc_child_base(d, verb, KH_DEP_CSUBJ) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_MARK) != KH_NONE ||
      kh_doc_child_with(d, verb, KH_DEP_EXPL) != KH_NONE)
    return false;
  bool bent = kh_mend_is_finite(d, verb), passive = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE;
  for (; comma > begin && d->tok.head[comma - 1] == verb && (d->tok.upos[comma - 1] == KH_UPOS_AUX || d->tok.upos[comma - 1] == KH_UPOS_ADV); comma--)
    bent |= (d->tok.morph[comma - 1] & KH_MORPH_FIN) != 0;
  if (!bent || !is_comma(d, comma - 1)) return false;
  for (uint32_t t = begin + 2; t + 2 < comma; t++) {
    uint32_t up = d->tok.head[t], top = up, is = KH_NONE;
    if (t + LONGEST < verb || d->tok.deprel[t] != KH_DEP_APPOS || d->tok.upos[t] != KH_UPOS_PROPN || up == KH_NONE || up >= t ||
        d->tok.upos[up] != KH_UPOS_NOUN || kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE)
      continue;
    uint32_t first = t;
    while (first > up + 1 && !is_comma(d, first - 1) && d->tok.head[first - 1] == t) first--;
    if (!is_comma(d, first - 1)) continue;
    for (uint32_t i = d->child_at[up]; i < d->child_at[up + 1]; i++) {
      uint32_t c = d->child[i];
      if (c > t + 1 && c < comma && d->tok.deprel[c] == KH_DEP_APPOS && d->tok.upos[c] == KH_UPOS_NOUN) is = c;
    }
    uint32_t own = is == KH_NONE ? kh_doc_child_with(d, t, KH_DEP_APPOS) : KH_NONE;
    if (own != KH_NONE && own > t + 1 && own < comma) is = own;
    if (is == KH_NONE) continue;
    uint32_t m = d->mention_of && kh_mend_is_place(d, t) ? d->mention_of[is] : 0;   /* "in the capital, Harare, a stronghold" */
    if (m == KH_NONE || (kh_mend_is_place(d, t) && (!d->mention_of || !d->mentions[m].actor.sector))) continue;
    for (uint32_t steps = 0; steps < LONGEST && d->tok.head[top] != KH_NONE && d->tok.head[top] != verb; steps++) top = d->tok.head[top];
    if (d->tok.head[top] != verb || top >= t || kh_doc_child_with(d, top, KH_DEP_CASE) == KH_NONE) continue;
    d->tok.head[t] = verb, d->tok.deprel[t] = passive ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
    d->tok.head[is] = t;
    return true;
  }
  return false;
}

/* "Opened talks last August with officials to force open the market", where "with" was taken for what opens the clause behind: a preposition that no clause
 * begins with, right before somebody who hangs on the verb before it and has none, is his. */
static bool lost_opener(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t clause = d->tok.head[t], who = t + 1, over;
  if (d->tok.deprel[t] != KH_DEP_MARK || clause == KH_NONE || clause < t || !kh_mend_is(e, d, t, KH_CLAUSE_WITH) || kh_mend_is(e, d, t, KH_CLAUSE_NOT))
    return false;
  while (who < clause && d->tok.head[who] != KH_NONE && d->tok.head[who] > who && d->tok.head[who] < clause) who = d->tok.head[who];
  over = d->tok.head[who];
  if (who >= clause || over == KH_NONE || over > t || d->tok.deprel[who] != KH_DEP_OBL || !kh_doc_is_noun(d, who) || !kh_mend_may_hang(d, t, who) ||
      kh_doc_child_with(d, who, KH_DEP_CASE) != KH_NONE)
    return false;
  d->tok.head[t] = who, d->tok.deprel[t] = KH_DEP_CASE, d->tok.upos[t] = KH_UPOS_ADP;
  return true;
}

/* "The tour by the minister Roe of six African states", "the arrest by police of three men", where the tree gives what is toured to the minister: behind a name
 * a common noun, and behind others, where the noun before tells what befell people, some who are not known yet, is of the deed. */
static bool of_deed_by(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t who = d->tok.head[t], deed = who == KH_NONE ? KH_NONE : d->tok.head[who], of = kh_doc_child_with(d, t, KH_DEP_CASE);
  if (deed == KH_NONE || of == KH_NONE || d->tok.deprel[t] != KH_DEP_NMOD || d->tok.deprel[who] != KH_DEP_NMOD || deed > who || who > of || of > t ||
      d->tok.upos[deed] != KH_UPOS_NOUN || d->tok.upos[t] != KH_UPOS_NOUN || !kh_mend_is(e, d, of, KH_CLAUSE_OF))
    return false;
  uint32_t by = kh_doc_child_with(d, who, KH_DEP_CASE), det = kh_doc_child_with(d, t, KH_DEP_DET);
  if (by == KH_NONE || by < deed || !kh_mend_is(e, d, by, KH_CLAUSE_BY)) return false;
  bool named = d->tok.upos[who] == KH_UPOS_PROPN && d->tok.ner[who] >> 1 == KH_ENTITY_PER;
  bool befell = kh_mend_is(e, d, deed, KH_CLAUSE_BEFALLING) && (det == KH_NONE || kh_mend_is(e, d, det, KH_CLAUSE_ARTICLE)) &&
                !(det != KH_NONE && kh_mend_is(e, d, det, KH_CLAUSE_DEFINITE)) && d->tok.upos[who] == KH_UPOS_NOUN;
  if ((!named && !befell) || !kh_mend_may_hang(d, t, deed)) return false;
  d->tok.head[t] = deed;
  return true;
}

/* "Condemned the torture by soldiers of prisoners", where the doer was hung on the verb: behind what somebody does or speaks of, it is the deed's. */
static bool doer_of_object(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t by = d->tok.deprel[t] == KH_DEP_OBL ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE, verb = d->tok.head[t], first, end;
  uint32_t deed = by == KH_NONE || verb == KH_NONE || verb > by ? KH_NONE : kh_doc_child_with(d, verb, KH_DEP_OBJ);
  const kh_mention *m = kh_mend_mention(d, t);
  if (deed == KH_NONE || deed < verb || deed > by || !m || !(m->actor.country[0] || m->actor.sector) || !kh_mend_is(e, d, by, KH_CLAUSE_BY)) return false;
  if (!(kh_mend_is(e, d, deed, KH_CLAUSE_BEFALLING) || kh_mend_is(e, d, deed, KH_CLAUSE_DOINGS)) || d->tok.upos[verb] != KH_UPOS_VERB) return false;
  if (kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE) return false;
  bool of = false;      /* what the doer's noun has behind it that the deed tells */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t opener = d->child[i] > t ? kh_doc_child_with(d, d->child[i], KH_DEP_CASE) : KH_NONE;
    of |= opener != KH_NONE && kh_mend_is(e, d, opener, KH_CLAUSE_OF);
  }
  kh_doc_subtree(d, deed, &first, &end);
  kh_doc_subtree(d, t, &by, &first);
  if (end != by || !of) return false;
  d->tok.head[t] = deed, d->tok.deprel[t] = KH_DEP_NMOD;
  return true;
}

/* "The arrest of a group of farmers by police", where the tree gives the police to the farmers: whom something befell does nothing, its doer is the deed's. */
static bool doer_of_deed(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t by = d->tok.deprel[t] == KH_DEP_NMOD ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE, deed = d->tok.head[t];
  if (by == KH_NONE || by > t || !kh_mend_is(e, d, by, KH_CLAUSE_BY)) return false;
  for (int step = 0; step < 3; step++) {
    uint32_t of = deed == KH_NONE || deed > by || d->tok.deprel[deed] != KH_DEP_NMOD || !kh_doc_is_noun(d, deed) || kh_mend_is(e, d, deed, KH_CLAUSE_BEFALLING)
                      ? KH_NONE
                      : kh_doc_child_with(d, deed, KH_DEP_CASE);
    if (of == KH_NONE) return false;
    bool whole = kh_mend_is(e, d, of, KH_CLAUSE_OF);
    deed = d->tok.head[deed];
    if (whole && deed != KH_NONE && deed < of && d->tok.upos[deed] == KH_UPOS_NOUN && kh_mend_is(e, d, deed, KH_CLAUSE_BEFALLING)) {
      if (!kh_mend_may_hang(d, t, deed)) return false;
      d->tok.head[t] = deed;
      return true;
    }
  }
  return false;
}

/* "Roe protesters interrupted her", where both became the verb's subject: the name right before a common noun tells whose they are. */
static bool name_of_crowd(kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], next = t + 1;
  if (d->tok.deprel[t] != KH_DEP_NSUBJ || d->tok.upos[t] != KH_UPOS_PROPN || verb == KH_NONE || verb < next + 1 || d->tok.upos[next] != KH_UPOS_NOUN ||
      d->tok.head[next] != verb || d->tok.deprel[next] != KH_DEP_NSUBJ || !(d->tok.morph[next] & KH_MORPH_PLUR))
    return false;
  d->tok.head[t] = next, d->tok.deprel[t] = KH_DEP_COMPOUND;
  return true;
}

/* "Shelled Ganja, Azerbaijan", where the land that the town lies in was joined to it as a second one. */
static bool land_of_town(kh_doc *d, uint32_t t) {
  uint32_t town = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_CONJ || town == KH_NONE || town + 2 > t || !is_comma(d, t - 1) || kh_doc_child_with(d, t, KH_DEP_CC) != KH_NONE) return false;
  const kh_mention *land = kh_mend_mention(d, t), *m = kh_mend_mention(d, town);
  if (!land || !m || land->kind != KH_ENTITY_LOC || m->kind != KH_ENTITY_LOC || m->chain == land->chain || !land->actor.country[0] ||
      strcmp(land->actor.country, m->actor.country) != 0)
    return false;
  for (uint32_t i = d->child_at[town]; i < d->child_at[town + 1]; i++)   /* "Kenya, Uganda and Sudan" */
    if (d->child[i] > t && d->tok.deprel[d->child[i]] == KH_DEP_CONJ) return false;
  d->tok.deprel[t] = KH_DEP_APPOS;
  return true;
}

/* "Captured Spin Boldak", where either word of the name became an object: a name is one. */
static bool one_name(kh_doc *d, uint32_t t) {
  if (t == 0 || d->tok.upos[t] != KH_UPOS_PROPN || d->tok.upos[t - 1] != KH_UPOS_PROPN || d->tok.deprel[t] != d->tok.deprel[t - 1] ||
      d->tok.head[t] == KH_NONE || d->tok.head[t] != d->tok.head[t - 1])
    return false;
  const kh_mention *m = kh_mend_mention(d, t);
  if (!m) m = kh_mend_mention(d, t - 1);
  uint8_t base = kh_deprel_base(d->tok.deprel[t]);
  if (!m || m->tok_begin > t - 1 || m->tok_end <= t || (base != KH_DEP_OBJ && base != KH_DEP_NSUBJ && base != KH_DEP_OBL && base != KH_DEP_NMOD)) return false;
  uint32_t h = m->head, other = h == t ? t - 1 : t;
  d->tok.head[other] = h, d->tok.deprel[other] = other < h ? KH_DEP_COMPOUND : KH_DEP_FLAT;
  return true;
}

/* "Colombia, ELN rebels extend truce", where the rebels were taken for what the land is, or for a second subject: a verb of several tells that the headline
 * lists two. */
static bool land_and_others(kh_doc *d, uint32_t t, const kh_mention *second) {
  uint32_t verb = t + 1, first = d->tok.deprel[t] == KH_DEP_NSUBJ ? second->tok_begin - 2 : d->tok.head[t];
  if (second->tok_begin < 2 || (d->tok.deprel[t] != KH_DEP_APPOS && d->tok.deprel[t] != KH_DEP_NSUBJ) || first == KH_NONE || verb >= d->tok.n ||
      d->tok.head[first] != verb || strcmp(kh_doc_xpos(d, verb), "VBP") != 0)
    return false;
  const kh_mention *land = kh_mend_mention(d, first);
  bool several = land && !kh_is_land(land) && (land->plural || d->tok.morph[first] & KH_MORPH_PLUR);
  if (!land || land->kind != KH_ENTITY_LOC || several || land->tok_begin != d->sentences[d->tok.sentence[t]].tok_begin ||
      second->tok_begin != land->tok_end + 1 || !is_comma(d, land->tok_end))
    return false;
  d->tok.head[t] = first, d->tok.deprel[t] = KH_DEP_CONJ;
  return true;
}

/* A mention that ends before that token. */
static void end_before(kh_doc *d, kh_mention *m, uint32_t tok) {
  if (m->tok_begin >= tok || m->tok_end <= tok || m->head >= tok) return;
  kh_span whole = m->span;
  m->tok_end = tok, m->span = kh_doc_token_span(d, m->tok_begin, tok);
  uint32_t left = whole.end - m->span.end;
  if (m->kind == KH_ENTITY_NOMINAL && m->actor.name.n > left && m->actor.name.n == whole.end - whole.begin) m->actor.name.n -= left;
}

/* "Zelensky, Macron meet in Paris", "Putin, Xi sign pact", as headlines list two who do something, where the second was taken for more of the name of the
 * first, or for what else it is called, or the first for whom the headline speaks to. */
static bool two_in_headline(kh_doc *d, uint32_t t) {
  const kh_mention *second = t < 2 ? NULL : kh_mend_mention(d, t);
  if (second && (d->tok.upos[t] == KH_UPOS_NOUN || d->tok.deprel[t] == KH_DEP_NSUBJ) && land_and_others(d, t, second)) return true;
  if (second && d->tok.upos[t] == KH_UPOS_NOUN) return false;
  if (!second || !is_comma(d, t - 1) || d->tok.upos[t] != KH_UPOS_PROPN) return false;
  uint32_t first = t - 2, verb = t + 1, begin = d->sentences[d->tok.sentence[t]].tok_begin;
  if ((d->tok.deprel[t] == KH_DEP_FLAT || d->tok.deprel[t] == KH_DEP_APPOS) && d->tok.head[t] != KH_NONE && d->tok.head[t] < t) {
    const kh_mention *m = kh_mend_mention(d, first = d->tok.head[t]);
    if (!m || m->chain == second->chain) return false;
    bool known = m->kind == KH_ENTITY_PER && second->kind == KH_ENTITY_PER && m->actor.id.n && second->actor.id.n;      /* "hosts Putin, Raisi" */
    if (known) end_before(d, &d->mentions[d->mention_of[first]], t - 1);
    if (d->tok.deprel[t] == KH_DEP_APPOS && !known) {
      bool same_line = verb < d->tok.n && d->tok.sentence[verb] == d->tok.sentence[t];
      bool plural = same_line && (!strcmp(kh_doc_xpos(d, verb), "VBP") || !strcmp(kh_doc_xpos(d, verb), "TO"));   /* "agree", "to meet" */
      if (!plural || d->tok.upos[first] != KH_UPOS_PROPN || m->tok_begin != begin || m->plural || second->kind >= KH_ENTITY_NOMINAL) return false;
    }
    d->tok.deprel[t] = KH_DEP_CONJ;
    return true;
  }
  while (d->tok.deprel[first] == KH_DEP_FLAT && d->tok.head[first] != KH_NONE && d->tok.head[first] < first) first = d->tok.head[first];
  if (d->tok.deprel[first] != KH_DEP_VOCATIVE || first != begin || !kh_mend_mention(d, first) || d->tok.deprel[t] != KH_DEP_NSUBJ ||
      d->tok.head[t] != d->tok.head[first] || verb != d->tok.head[t] || strcmp(kh_doc_xpos(d, verb), "VBP") != 0)
    return false;
  d->tok.deprel[first] = KH_DEP_NSUBJ, d->tok.head[t] = first, d->tok.deprel[t] = KH_DEP_CONJ;
  return true;
}

/* "Zelensky in Berlin for talks with Scholz", "UN envoy in Cairo to discuss truce": headlines leave out the verb; the place is told of him, and what he is
 * there for hangs on it. */
static bool is_there_for(const kh_events *e, kh_doc *d, uint32_t place) {
  uint32_t who = d->tok.head[place], in = kh_doc_child_with(d, place, KH_DEP_CASE), what = KH_NONE;
  if (d->tok.deprel[place] != KH_DEP_NMOD || who == KH_NONE || who > place || d->tok.head[who] != KH_NONE || in == KH_NONE ||
      !kh_mend_is(e, d, in, KH_CLAUSE_INSIDE) || !kh_mend_is_place(d, place))
    return false;
  const kh_mention *m = kh_mend_mention(d, who);
  const kh_sentence *s = &d->sentences[d->tok.sentence[who]];
  if (!m || m->plural || !(m->actor.sector || m->kind == KH_ENTITY_PER)) return false;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    if (kh_mend_is_finite(d, t) || d->tok.upos[t] == KH_UPOS_AUX) return false;
  for (uint32_t i = d->child_at[who]; i < d->child_at[who + 1]; i++) {
    uint32_t c = d->child[i], opener = kh_doc_child_with(d, c, d->tok.deprel[c] == KH_DEP_ACL ? KH_DEP_MARK : KH_DEP_CASE);
    if (c < place || opener == KH_NONE || opener > c) continue;
    if (d->tok.deprel[c] == KH_DEP_ACL || (d->tok.deprel[c] == KH_DEP_NMOD && kh_mend_is(e, d, opener, KH_CLAUSE_BOUND))) what = c;
  }
  if (what == KH_NONE) return false;
  end_before(d, &d->mentions[d->mention_of[who]], in);
  d->tok.head[place] = KH_NONE, d->tok.deprel[place] = KH_DEP_ROOT;
  d->tok.head[who] = place, d->tok.deprel[who] = KH_DEP_NSUBJ;
  for (uint32_t i = d->child_at[who]; i < d->child_at[who + 1]; i++) {
    uint32_t c = d->child[i];
    if (c > place) d->tok.head[c] = place, d->tok.deprel[c] = d->tok.deprel[c] == KH_DEP_ACL ? KH_DEP_ADVCL : d->tok.deprel[c] == KH_DEP_NMOD ? KH_DEP_OBL : d->tok.deprel[c];
  }
  return true;
}

/* "Condemned in the strongest terms the attack in Kabul", where the attack was taken for another name of the terms: what no comma parts from a phrase of things
 * behind a verb that has no object is its object. */
static bool object_behind_phrase(kh_doc *d, uint32_t t) {
  uint32_t up = d->tok.head[t], verb = up == KH_NONE || up > t ? KH_NONE : d->tok.head[up], first, end;
  if (d->tok.deprel[t] != KH_DEP_APPOS || verb == KH_NONE || verb > up || d->tok.deprel[up] != KH_DEP_OBL || d->tok.upos[up] != KH_UPOS_NOUN ||
      d->tok.upos[verb] != KH_UPOS_VERB || kh_mend_mention(d, up) || kh_doc_child_with(d, up, KH_DEP_CASE) == KH_NONE)
    return false;
  if (kh_doc_child_with(d, verb, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE ||
      (kh_doc_child_with(d, t, KH_DEP_DET) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_NMOD_POSS) == KH_NONE) || !kh_mend_may_hang(d, t, verb))
    return false;
  kh_doc_subtree(d, t, &first, &end);
  if (first != up + 1) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_OBJ;
  return true;
}

/* "Allocated EUR 10 million to Ukraine", where the money was taken for whom it is given to: a sum is what is given, where nothing else is. */
static bool is_sum(kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], number = t + 1;
  if (d->tok.deprel[t] != KH_DEP_IOBJ || verb == KH_NONE || number >= d->tok.n || d->tok.upos[number] != KH_UPOS_NUM || verb > t ||
      d->tok.sentence[number] != d->tok.sentence[t] || d->tok.upos[t] == KH_UPOS_PRON || kh_doc_child_base(d, verb, KH_DEP_OBJ) != KH_NONE)
    return false;
  d->tok.deprel[t] = KH_DEP_OBJ;
  return true;
}

/* "Kenya's minister of trade and his Ugandan counterpart", where the counterpart was joined to the trade: his fellow stands beside the person, not beside what
 * that one is over. */
static bool beside_his_office(kh_doc *d, uint32_t t) {
  uint32_t thing = d->tok.head[t], person = d->tok.deprel[t] != KH_DEP_CONJ || thing == KH_NONE || thing > t ? KH_NONE : d->tok.head[thing],
           his = kh_doc_child_with(d, t, KH_DEP_NMOD_POSS);
  if (person == KH_NONE || person > thing || his == KH_NONE || his < thing || d->tok.deprel[thing] != KH_DEP_NMOD || d->tok.upos[his] != KH_UPOS_PRON ||
      !(d->tok.morph[his] & (KH_MORPH_MASC | KH_MORPH_FEM)) || d->tok.morph[person] & KH_MORPH_PLUR)
    return false;
  const kh_mention *is = kh_mend_mention(d, person), *of = kh_mend_mention(d, thing), *fellow = kh_mend_mention(d, t);
  if (!is || is->kind != KH_ENTITY_NOMINAL || !fellow || fellow->kind != KH_ENTITY_NOMINAL || d->tok.ner[thing] >> 1 == KH_ENTITY_PER ||
      (of && (of->kind == KH_ENTITY_PER || (of->kind == KH_ENTITY_NOMINAL && of->gender != 'n'))))   /* "the spokesman of the president and his deputy" */
    return false;
  d->tok.head[t] = person;
  return true;
}

/* "Left the court, a move that Tunis praised", "freed the editors, a step hailed by Tunis", where the step was taken for another name of the last noun: it is
 * what the whole clause tells. */
static bool step_of_clause(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { UP = 6 };
  uint32_t verb = d->tok.head[t], article = kh_doc_child_with(d, t, KH_DEP_DET), told = kh_doc_child_base(d, t, KH_DEP_ACL), first, end;
  if ((d->tok.deprel[t] != KH_DEP_APPOS && d->tok.deprel[t] != KH_DEP_CONJ) || verb == KH_NONE || verb > t || d->tok.upos[verb] == KH_UPOS_PROPN ||
      d->tok.upos[t] != KH_UPOS_NOUN || !kh_mend_is(e, d, t, KH_CLAUSE_STEP) || article == KH_NONE || kh_mend_word_is(e, d, article, KH_CLAUSE_DEFINITE) ||
      told == KH_NONE || told < t)
    return false;
  kh_doc_subtree(d, t, &first, &end);
  if (first > 0 && !is_comma(d, first) && !is_comma(d, first - 1)) return false;
  for (int step = 0; step < UP && verb != KH_NONE && d->tok.upos[verb] != KH_UPOS_VERB; step++) verb = d->tok.head[verb];
  if (verb == KH_NONE || verb > t || d->tok.upos[verb] != KH_UPOS_VERB || !kh_mend_may_hang(d, t, verb)) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_PARATAXIS;
  return true;
}

/* "Held talks with neighbouring Chad", "met with visiting Chadian ministers", where the participle was taken for what is done ("charged with visiting Chad"):
 * right behind a preposition it tells which one the noun means. */
static bool told_by_participle(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t v = d->tok.head[t], opener = v == KH_NONE || v > t || d->tok.deprel[t] != KH_DEP_OBJ ? KH_NONE : kh_doc_child_with(d, v, KH_DEP_MARK);
  if (opener == KH_NONE || opener + 1 != v || d->tok.head[v] == KH_NONE || d->tok.head[v] > opener || !is_present_participle(d, v)) return false;
  const kh_mention *m = kh_mend_mention(d, t);
  bool guest = m && m->kind != KH_ENTITY_LOC && kh_mend_is(e, d, v, KH_CLAUSE_VISITING) && kh_mend_is(e, d, opener, KH_CLAUSE_WITH);
  if (!guest && !(m && kh_mend_is(e, d, v, KH_CLAUSE_ADJOINING))) return false;
  uint32_t first, end;
  kh_doc_subtree(d, t, &first, &end);
  if (first != v + 1) return false;
  uint8_t was = kh_deprel_base(d->tok.deprel[v]);
  for (uint32_t i = d->child_at[v]; i < d->child_at[v + 1]; i++) d->tok.head[d->child[i]] = t;
  d->tok.head[t] = d->tok.head[v], d->tok.deprel[t] = was == KH_DEP_ACL ? KH_DEP_NMOD : KH_DEP_OBL;
  d->tok.head[v] = t, d->tok.deprel[v] = KH_DEP_AMOD, d->tok.upos[v] = KH_UPOS_ADJ, d->tok.morph[v] = 0;
  d->tok.deprel[opener] = KH_DEP_CASE, d->tok.upos[opener] = KH_UPOS_ADP;
  return true;
}

/* "A five-day cease-fire", where the first half of a word with a hyphen was hung on what stands before it: it belongs to its other half. */
static bool half_of_word(kh_doc *d, uint32_t t) {
  uint32_t other = t + 2;
  if (d->tok.deprel[t] != KH_DEP_COMPOUND || d->tok.head[t] == KH_NONE || d->tok.head[t] > t || other >= d->sentences[d->tok.sentence[t]].tok_end ||
      d->tok.form[t + 1].n != 1 || d->tok.form[t + 1].s[0] != '-' || !kh_doc_is_noun(d, other) || !kh_mend_may_hang(d, t, other))
    return false;
  d->tok.head[t] = other;
  return true;
}

/* "The Liberian-flagged ship", "a Greek-owned trawler", where the people's word was hung on the participle: it tells whose the craft is. */
static bool whose_craft(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t told = d->tok.head[t], craft = told == KH_NONE ? KH_NONE : d->tok.head[told];
  if (d->tok.upos[t] != KH_UPOS_ADJ && d->tok.upos[t] != KH_UPOS_PROPN) return false;
  if (craft == KH_NONE || told != t + 2 || !kh_str_is(d->tok.form[t + 1], "-") || craft < told || d->tok.deprel[told] != KH_DEP_AMOD ||
      !kh_mend_is(e, d, craft, KH_CLAUSE_AFLOAT) || !kh_mend_is(e, d, told, KH_CLAUSE_FLYING))
    return false;
  for (uint32_t i = d->child_at[craft]; i < d->child_at[craft + 1]; i++)   /* but "a U.S.-flagged Kuwaiti ship" */
    if (kh_has_capital(&d->tok, d->child[i]) && d->child[i] < craft && d->tok.upos[d->child[i]] != KH_UPOS_DET) return false;
  d->tok.head[t] = craft;
  return true;
}

/* "Criticised farmers and exchange students", "arrested monks and striking workers", where the word before the students or the workers was taken for a second
 * verb: beside one in the past or of one person stands no bare verb and no "…ing". */
static bool no_second_verb(kh_doc *d, uint32_t o) {
  uint32_t t = d->tok.deprel[o] == KH_DEP_OBJ ? d->tok.head[o] : KH_NONE, v = t == KH_NONE || d->tok.deprel[t] != KH_DEP_CONJ ? KH_NONE : d->tok.head[t];
  if (v == KH_NONE || v > t || d->tok.upos[v] != KH_UPOS_VERB || d->tok.upos[t] != KH_UPOS_VERB || d->tok.morph[t] & KH_MORPH_FIN || o < t) return false;
  bool ing = is_present_participle(d, t), bare = d->tok.morph[t] & KH_MORPH_INF;
  if ((!ing && !bare) || !(d->tok.morph[v] & KH_MORPH_FIN) || kh_doc_child_base(d, v, KH_DEP_AUX) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE ||
      kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE)
    return false;
  uint32_t cc = kh_doc_child_with(d, t, KH_DEP_CC), one = kh_doc_child_with(d, v, KH_DEP_OBJ), first, end;
  kh_doc_subtree(d, o, &first, &end);
  if (cc == KH_NONE || cc + 1 != t || first != t + 1 || one == KH_NONE || one < v || one > cc || !kh_doc_is_noun(d, one) || !kh_mend_mention(d, one) ||
      !kh_mend_mention(d, o))
    return false;
  for (uint32_t x = v + 1; x < cc; x++)
    if (d->tok.upos[x] == KH_UPOS_VERB || d->tok.upos[x] == KH_UPOS_AUX) return false;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++)
    if (kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_DET || d->tok.deprel[d->child[i]] == KH_DEP_NMOD_POSS) return false;   /* "and burning the flags" */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) d->tok.head[d->child[i]] = v;
  d->tok.head[o] = one, d->tok.deprel[o] = KH_DEP_CONJ, d->tok.head[cc] = o;
  d->tok.head[t] = o, d->tok.deprel[t] = ing ? KH_DEP_AMOD : KH_DEP_COMPOUND, d->tok.upos[t] = ing ? KH_UPOS_ADJ : KH_UPOS_NOUN, d->tok.morph[t] = 0;
  return true;
}

/* Is there an article that tells of one of many? */
static bool is_one_of_many(const kh_events *e, const kh_doc *d, uint32_t noun) {
  uint32_t article = kh_doc_child_with(d, noun, KH_DEP_DET);
  return d->tok.upos[noun] != KH_UPOS_PROPN && article != KH_NONE && !kh_mend_word_is(e, d, article, KH_CLAUSE_DEFINITE);
}

/* "The mayor, a lawyer and a friend of the premier, was freed", where the friend was joined to the mayor: what stands with another word for the subject
 * between two commas tells who he is, too. */
static bool told_of_him_too(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t h = d->tok.deprel[t] == KH_DEP_CONJ ? d->tok.head[t] : KH_NONE, cc = kh_doc_child_with(d, t, KH_DEP_CC), other = KH_NONE, first, end;
  if (h == KH_NONE || h > t || cc == KH_NONE || cc > t || kh_deprel_base(d->tok.deprel[h]) != KH_DEP_NSUBJ || !is_one_of_many(e, d, t)) return false;
  for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1]; i++)
    if (d->child[i] > h && d->child[i] < cc && d->tok.deprel[d->child[i]] == KH_DEP_APPOS) other = d->child[i];
  if (other == KH_NONE || !is_one_of_many(e, d, other)) return false;
  kh_doc_subtree(d, other, &first, &end);
  if (end != cc || !(is_comma(d, first) || (first > 0 && is_comma(d, first - 1)))) return false;
  kh_doc_subtree(d, t, &first, &end);
  if (end + 1 >= d->sentences[d->tok.sentence[t]].tok_end || !is_comma(d, end) || d->tok.head[h] <= end) return false;
  if (d->tok.upos[end + 1] != KH_UPOS_VERB && d->tok.upos[end + 1] != KH_UPOS_AUX) return false;
  d->tok.head[t] = other;
  return true;
}

/* The number that the form of a finite verb tells: KH_MORPH_SING, KH_MORPH_PLUR, or 0 ("called", "had"). */
static uint32_t number_told(const kh_doc *d, uint32_t verb) {
  const char *tag;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    if (d->tok.deprel[c] == KH_DEP_AUX_PASS || d->tok.deprel[c] == KH_DEP_COP || d->tok.deprel[c] == KH_DEP_AUX) {
      if (!(d->tok.morph[c] & KH_MORPH_FIN)) continue;
      tag = kh_doc_xpos(d, c);
      if (!strcmp(tag, "VBZ")) return KH_MORPH_SING;
      if (!strcmp(tag, "VBP")) return KH_MORPH_PLUR;
      return d->tok.deprel[c] == KH_DEP_AUX ? 0 : d->tok.morph[c] & (KH_MORPH_SING | KH_MORPH_PLUR);
    }
  }
  tag = kh_doc_xpos(d, verb);
  return !strcmp(tag, "VBZ") ? KH_MORPH_SING : !strcmp(tag, "VBP") ? KH_MORPH_PLUR : 0;
}

/* People of whom nobody says "which": persons by name, and nouns for some ("reporters", not "banks"). */
static bool are_persons(const kh_doc *d, uint32_t t) {
  const kh_mention *m = kh_mend_mention(d, t);
  return is_person(d, t) || (m && m->head == t && m->kind == KH_ENTITY_NOMINAL && m->gender != 'n' && (m->plural || m->gender) && d->tok.upos[t] == KH_UPOS_NOUN);
}

/* "Curbs on foreign reporters, which China imposed", "the strike at the banks, which was called off", with the clause hung on the noun right before it: of
 * persons it is not told, nor of one where its verb tells of many, but of the noun above. */
static bool which_of_things(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t noun = d->tok.deprel[t] == KH_DEP_ACL_RELCL ? d->tok.head[t] : KH_NONE, which = KH_NONE;
  if (noun == KH_NONE || noun > t) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (c > noun && c < t && kh_mend_is(e, d, c, KH_CLAUSE_HOW) && !strcmp(kh_doc_xpos(d, c), "WDT")) which = c;
  }
  uint32_t thing = d->tok.head[noun], role = which == KH_NONE ? KH_NONE : kh_deprel_base(d->tok.deprel[which]), told = number_told(d, t);
  if (which == KH_NONE || (role != KH_DEP_NSUBJ && d->tok.deprel[which] != KH_DEP_OBJ) || thing == KH_NONE || thing > noun ||
      kh_deprel_base(d->tok.deprel[noun]) != KH_DEP_NMOD || d->tok.upos[thing] != KH_UPOS_NOUN || are_persons(d, thing))
    return false;
  const uint32_t number = KH_MORPH_SING | KH_MORPH_PLUR;
  bool other = role == KH_DEP_NSUBJ && told && d->tok.upos[noun] == KH_UPOS_NOUN && (d->tok.morph[noun] & number) && !(d->tok.morph[noun] & told) &&
               (d->tok.morph[thing] & told) && kh_doc_child_with(d, noun, KH_DEP_CONJ) == KH_NONE;
  /* "the withdrawal of troops, which were sent by Kenya": people may be told of as a force */
  bool agrees = role != KH_DEP_NSUBJ || !told || !(d->tok.morph[thing] & number) || d->tok.morph[thing] & told;
  if ((!other && !(are_persons(d, noun) && agrees)) || !kh_mend_may_hang(d, t, thing)) return false;
  d->tok.head[t] = thing;
  return true;
}

bool kh_mend_nouns(const kh_events *e, kh_doc *d, uint32_t t) {
  return join_nouns(d, t) || towns_men(e, d, t) || lost_subject(d, t) || parted_by_no_comma(d, t) || list_persons(d, t) || only_a_dateline(d, t) ||
         one_minister(e, d, t) || asked_by_name(d, t) || before_its_noun(d, t) || opens_a_noun(e, d, t) || lost_opener(e, d, t) ||
         doer_of_object(e, d, t) || of_deed_by(e, d, t) || doer_of_deed(e, d, t) || name_of_crowd(d, t) || is_sum(d, t) || land_of_town(d, t) || one_name(d, t) ||
         two_in_headline(d, t) || is_there_for(e, d, t) || whose_craft(e, d, t) || object_behind_phrase(d, t) || parted_by_commas(d, t) ||
         beside_his_office(d, t) || step_of_clause(e, d, t) || told_by_participle(e, d, t) || half_of_word(d, t) || told_of_him_too(e, d, t) ||
         no_second_verb(d, t) || which_of_things(e, d, t);
}
