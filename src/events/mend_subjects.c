/* mend_subjects.c: subjects that were lost before a comma. Whoever stands between the comma that ends a phrase or clause and a verb that has nobody to do it is
 * its subject, whatever the tree made of him; and a day between "was" and its participle is no predicate. */
#include <string.h>

#include "events/mend_int.h"

/* The first word of the verb's group ("has also asked"), or KH_NONE where it is not finite. */
static uint32_t group_of(const kh_doc *d, uint32_t verb) {
  uint32_t begin = d->sentences[d->tok.sentence[verb]].tok_begin, first = verb;
  bool bent = kh_mend_is_finite(d, verb);
  for (; first > begin && d->tok.head[first - 1] == verb && (d->tok.upos[first - 1] == KH_UPOS_AUX || d->tok.upos[first - 1] == KH_UPOS_ADV); first--)
    bent |= (d->tok.morph[first - 1] & KH_MORPH_FIN) != 0;
  return bent ? first : KH_NONE;
}

static bool is_time(const kh_events *e, const kh_doc *d, uint32_t t) {
  return kh_mend_word_is(e, d, t, KH_CLAUSE_TIME) || kh_mend_is(e, d, t, KH_CLAUSE_TIME);
}

uint32_t kh_mend_before_aside(const kh_doc *d, uint32_t first) {
  enum { LONGEST = 24 };
  uint32_t begin = d->sentences[d->tok.sentence[first]].tok_begin, t = first - 1, comma = t;
  if (first < begin + 4 || !is_comma(d, t)) return t;
  do comma--;
  while (comma > begin + 1 && comma + LONGEST > t && !is_comma(d, comma));
  return is_comma(d, comma) && comma + 1 < t ? comma - 1 : t;
}

/* The comma right before what t stands for, or KH_NONE. Some trees hang it on t. */
static uint32_t comma_before(const kh_doc *d, uint32_t t) {
  uint32_t first, end;
  kh_doc_subtree(d, t, &first, &end);
  if (!is_comma(d, first) && first > d->sentences[d->tok.sentence[t]].tok_begin) first--;
  return is_comma(d, first) ? first : KH_NONE;
}

/* Does such a comma part t from the word above it? */
static bool opens_behind_comma(const kh_doc *d, uint32_t t) {
  uint32_t comma = comma_before(d, t);
  return comma != KH_NONE && d->tok.head[t] != KH_NONE && d->tok.head[t] < comma;
}

/* Of a list hung on the word before the comma ("officials, Togo and Chad signed"), the first of those behind it; else t. */
static uint32_t first_listed(const kh_doc *d, uint32_t t) {
  uint32_t up = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_CONJ || up == KH_NONE || kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE) return t;
  for (uint32_t i = d->child_at[up]; i < d->child_at[up + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < t && c > up && (d->tok.deprel[c] == KH_DEP_CONJ || d->tok.deprel[c] == KH_DEP_APPOS) && opens_behind_comma(d, c)) return c;
  }
  return t;
}

/* "Togo may leave, its premier, a judge, told reporters": does the noun that was taken for the subject stand between two commas right before the verb's first
 * word, as what the true one is besides? */
static bool is_aside(const kh_doc *d, uint32_t subject, uint32_t first_of_verb) {
  if (subject > first_of_verb || !kh_doc_is_noun(d, subject) || !is_comma(d, first_of_verb - 1)) return false;
  uint32_t comma = comma_before(d, subject);
  return comma != KH_NONE && comma > d->sentences[d->tok.sentence[subject]].tok_begin + 2 && kh_mend_before_aside(d, first_of_verb) + 1 == comma;
}

/* "Hours after the bombing of Tripoli, Togo and Chad signed", "Days after the premier left for home, Togo and Chad signed": who stands behind a word that opens
 * a clause of time is no subject of the verb above it. */
static bool is_before_then(const kh_events *e, const kh_doc *d, uint32_t subject) {
  uint32_t clause = kh_doc_child_with(d, subject, KH_DEP_ACL), opener = clause == KH_NONE ? KH_NONE : kh_doc_child_with(d, clause, KH_DEP_MARK);
  if (opener == KH_NONE) opener = kh_doc_child_with(d, subject, KH_DEP_CASE);
  return opener != KH_NONE && opener < subject && kh_mend_word_is(e, d, opener, KH_CLAUSE_WHILE);
}

/* Such a noun stands in a phrase of the verb, or is the subject of the clause that was hung on it. */
static void put_before_then(kh_doc *d, uint32_t verb, uint32_t noun) {
  uint32_t clause = kh_doc_child_with(d, noun, KH_DEP_ACL);
  d->tok.deprel[noun] = KH_DEP_OBL;
  if (clause == KH_NONE || clause < noun || kh_doc_child_with(d, noun, KH_DEP_CASE) != KH_NONE) return;
  d->tok.head[clause] = verb, d->tok.deprel[clause] = KH_DEP_ADVCL;
  d->tok.head[noun] = clause, d->tok.deprel[noun] = KH_DEP_NSUBJ;
}

/* "In a surprise move, Kenya, however, asked for aid", "Although it rained, Togo and Chad signed", "Togo may leave, its premier, however, said". */
static bool behind_the_comma(const kh_events *e, kh_doc *d, uint32_t verb) {
  enum { LONGEST = 24, STEPS = 8 };
  uint32_t begin = d->sentences[d->tok.sentence[verb]].tok_begin, as = d->tok.deprel[verb], told = as == KH_DEP_PARATAXIS ? d->tok.head[verb] : KH_NONE;
  if (d->tok.upos[verb] != KH_UPOS_VERB || (as != KH_DEP_ROOT && as != KH_DEP_CCOMP && (told == KH_NONE || told > verb)) || verb < begin + 4 ||
      kh_doc_child_base(d, verb, KH_DEP_CSUBJ) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_EXPL) != KH_NONE)
    return false;
  uint32_t t = group_of(d, verb), first = t, aside = kh_doc_child_base(d, verb, KH_DEP_NSUBJ);
  uint32_t then = aside != KH_NONE && aside < verb && is_before_then(e, d, aside) ? aside : KH_NONE;
  if (then != KH_NONE) aside = KH_NONE;
  if (t == KH_NONE || t < begin + 3 || (aside != KH_NONE && !is_aside(d, aside, first))) return false;
  t = kh_mend_before_aside(d, first);
  for (uint32_t steps = 0; steps < STEPS; steps++) {
    t = first_listed(d, t);
    if (opens_behind_comma(d, t)) break;
    t = d->tok.head[t];
    if (t == KH_NONE || t >= first || t == verb) return false;
  }
  for (uint32_t steps = 0; steps < STEPS && (d->tok.deprel[t] == KH_DEP_CONJ || d->tok.deprel[t] == KH_DEP_APPOS); steps++) {   /* of the list, the first */
    uint32_t up = d->tok.head[t];
    if (up == KH_NONE || !kh_doc_is_noun(d, up) || !opens_behind_comma(d, up) || kh_doc_child_with(d, up, KH_DEP_CASE) != KH_NONE ||
        kh_doc_child_with(d, up, KH_DEP_CC) != KH_NONE || (d->tok.deprel[t] == KH_DEP_APPOS && d->tok.ner[up] >> 1 == KH_ENTITY_PER))
      break;
    t = up;
  }
  uint32_t up = d->tok.head[t], top = up;
  if (!kh_doc_is_noun(d, t) || !opens_behind_comma(d, t) || kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE || is_time(e, d, t)) return false;
  uint8_t was = kh_deprel_base(d->tok.deprel[t]);
  if ((was == KH_DEP_CONJ && kh_doc_child_with(d, t, KH_DEP_CC) != KH_NONE) || was == KH_DEP_OBL || was == KH_DEP_ADVCL) return false;
  for (uint32_t steps = 0; steps < LONGEST && top != told && d->tok.head[top] != KH_NONE && d->tok.head[top] != verb; steps++) top = d->tok.head[top];
  if (top >= t || (top != told && d->tok.head[top] != verb)) return false;
  uint8_t over = kh_deprel_base(d->tok.deprel[top]);
  if (top != told && top != then && over != KH_DEP_CCOMP && over != KH_DEP_PARATAXIS && over != KH_DEP_OBL &&
      over != KH_DEP_ADVCL && over != KH_DEP_ADVMOD) return false;
  if (was == KH_DEP_CONJ || was == KH_DEP_APPOS)   /* with what stands behind it: "after talks with the rebels, Togo, backed by Benin, signed" */
    for (uint32_t i = d->child_at[up]; i < d->child_at[up + 1]; i++)
      if (d->child[i] > t && d->child[i] < first && (d->tok.deprel[d->child[i]] == KH_DEP_CONJ || kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_ACL))
        d->tok.head[d->child[i]] = t;
  d->tok.head[t] = verb, d->tok.deprel[t] = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
  if (aside != KH_NONE) d->tok.head[aside] = t, d->tok.deprel[aside] = KH_DEP_APPOS;
  if (then != KH_NONE) put_before_then(d, verb, then);
  return true;
}

/* "After talks in Geneva, Togo and Chad signed", with Togo as the subject and Chad hung on Geneva: who is joined to the subject right before the verb acts. */
static bool joined_to_subject(kh_doc *d, uint32_t verb) {
  uint32_t first = d->tok.upos[verb] == KH_UPOS_VERB ? kh_doc_child_base(d, verb, KH_DEP_NSUBJ) : KH_NONE,
           and = first == KH_NONE || first + 3 > verb ? KH_NONE : first + 1, then = and == KH_NONE ? KH_NONE : group_of(d, verb);
  if (then == KH_NONE || then <= and + 1 || d->tok.upos[and] != KH_UPOS_CCONJ) return false;
  uint32_t second = d->tok.head[and], before = second == KH_NONE ? KH_NONE : d->tok.head[second], begin, end;
  if (second <= and || second >= then || before == KH_NONE || before >= first || d->tok.deprel[second] != KH_DEP_CONJ ||
      !kh_doc_is_noun(d, second)) return false;
  kh_doc_subtree(d, second, &begin, &end);
  if (begin > and || end != then) return false;
  d->tok.head[second] = first;
  return true;
}

/* "The rebels, who are backed by Rwanda, and the army fought", where the army became a subject of the clause that it stands behind, or KH_NONE. */
static uint32_t behind_relative_clause(const kh_doc *d, uint32_t subject) {
  uint32_t clause = kh_doc_child_with(d, subject, KH_DEP_ACL_RELCL);
  for (uint32_t i = clause == KH_NONE ? 0 : d->child_at[clause]; clause != KH_NONE && i < d->child_at[clause + 1]; i++) {
    uint32_t c = d->child[i], and = c > clause && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_NSUBJ ? kh_doc_child_with(d, c, KH_DEP_CC) : KH_NONE;
    if (and != KH_NONE && and < c && kh_doc_is_noun(d, c) && comma_before(d, c) != KH_NONE) return c;
  }
  return KH_NONE;
}

/* "The rebels, whom Rwanda backs, and the army fought", "the premier, the chief of staff and the director met": of two subjects behind each other the
 * second, which is joined or has others joined to it, stands in a list with the first. */
static bool second_subject(kh_doc *d, uint32_t verb) {
  uint32_t first = KH_NONE, second = KH_NONE, joined = KH_NONE;
  if (d->tok.upos[verb] != KH_UPOS_VERB) return false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i], b = kh_deprel_base(d->tok.deprel[c]);
    if (b != KH_DEP_NSUBJ || c > verb) continue;
    if (second != KH_NONE) return false;
    if (first == KH_NONE) first = c;
    else second = c;
  }
  if (first != KH_NONE && second == KH_NONE) second = behind_relative_clause(d, first);
  uint32_t begin, end, and_at = KH_NONE;
  if (second == KH_NONE || !kh_doc_is_noun(d, first) || !kh_doc_is_noun(d, second)) return false;
  kh_doc_subtree(d, second, &begin, &end);
  uint32_t aside = kh_doc_child_with(d, first, KH_DEP_ACL_RELCL);   /* "the men, who had fled, and their lawyer met him", with "and" hung on the verb */
  if (begin > first + 2 && d->tok.upos[begin - 1] == KH_UPOS_CCONJ && d->tok.head[begin - 1] == verb && is_comma(d, begin - 2) && aside != KH_NONE &&
      comma_before(d, aside) != KH_NONE)
    and_at = begin - 1;
  if (and_at == KH_NONE && comma_before(d, second) == KH_NONE) return false;
  bool and = and_at != KH_NONE || (kh_doc_child_with(d, second, KH_DEP_CC) != KH_NONE && kh_doc_child_with(d, second, KH_DEP_CC) < second);
  for (uint32_t i = d->child_at[second]; i < d->child_at[second + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CONJ && d->child[i] > second && kh_doc_child_with(d, d->child[i], KH_DEP_CC) != KH_NONE) joined = d->child[i];
  uint32_t row = kh_doc_child_with(d, first, KH_DEP_CONJ);      /* "Japan, South Korea, China hold talks", as headlines list three */
  bool listed = row != KH_NONE && row < second && d->tok.upos[second] == KH_UPOS_PROPN && d->tok.upos[row] == KH_UPOS_PROPN;
  if (!and && joined == KH_NONE && !listed) return false;
  d->tok.head[second] = first, d->tok.deprel[second] = KH_DEP_CONJ;
  if (and_at != KH_NONE) d->tok.head[and_at] = second;
  if (joined != KH_NONE && !and) d->tok.head[joined] = first;
  for (uint32_t i = d->child_at[first]; i < d->child_at[first + 1] && !and; i++) {   /* those between them are of the list, too */
    uint32_t c = d->child[i];
    if (c > first && c < second && d->tok.deprel[c] == KH_DEP_APPOS && kh_doc_child_with(d, c, KH_DEP_DET) != KH_NONE) d->tok.deprel[c] = KH_DEP_CONJ;
  }
  return true;
}

/* "In Kano, the largest city of the north, police fired tear gas": of two subjects the first, which stands between commas behind the place that a phrase before
 * the verb names, tells which place that is. */
static bool place_told_aside(kh_doc *d, uint32_t verb) {
  uint32_t aside = d->tok.upos[verb] == KH_UPOS_VERB ? kh_doc_child_base(d, verb, KH_DEP_NSUBJ) : KH_NONE, comma, begin, end;
  if (aside == KH_NONE || aside > verb || d->tok.upos[aside] != KH_UPOS_NOUN || (comma = comma_before(d, aside)) == KH_NONE) return false;
  uint32_t place = comma == d->sentences[d->tok.sentence[verb]].tok_begin ? KH_NONE : comma - 1;
  for (uint32_t steps = 0; steps < 3 && place != KH_NONE && d->tok.head[place] != verb; steps++) place = d->tok.head[place];
  if (place == KH_NONE || place >= comma || kh_deprel_base(d->tok.deprel[place]) != KH_DEP_OBL || !kh_mend_is_place(d, place)) return false;
  kh_doc_subtree(d, aside, &begin, &end);
  if (end >= verb || !(is_comma(d, end - 1) || is_comma(d, end))) return false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < end || c > verb || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NSUBJ || !kh_doc_is_noun(d, c) || kh_doc_child_with(d, c, KH_DEP_CC) != KH_NONE) continue;
    d->tok.head[aside] = place, d->tok.deprel[aside] = KH_DEP_APPOS;
    return true;
  }
  return false;
}

/* "Mali former president killed in ambush", with two subjects: a land right before the words of an office is a word of those. */
static bool land_before_office(kh_doc *d, uint32_t verb) {
  uint32_t land = d->tok.upos[verb] == KH_UPOS_VERB ? kh_doc_child_base(d, verb, KH_DEP_NSUBJ) : KH_NONE, begin, end, to;
  if (land == KH_NONE || land > verb || d->tok.upos[land] != KH_UPOS_PROPN || !kh_mend_is_place(d, land)) return false;
  kh_doc_subtree(d, land, &begin, &end);
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < end || c > verb || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NSUBJ || d->tok.upos[c] != KH_UPOS_NOUN) continue;
    kh_doc_subtree(d, c, &begin, &to);
    const kh_mention *office = kh_mend_mention(d, c);
    if (begin != end || d->tok.upos[end - 1] == KH_UPOS_PUNCT || !office || !office->actor.sector) return false;
    if (kh_doc_child_base(d, c, KH_DEP_DET) != KH_NONE || kh_doc_child_with(d, c, KH_DEP_CC) != KH_NONE) return false;
    d->tok.head[land] = c, d->tok.deprel[land] = KH_DEP_COMPOUND;
    return true;
  }
  return false;
}

/* "Was on Tuesday arrested by police", where the day was taken for what he was, above or below the arrest: the participle is the verb. */
static bool day_before_participle(const kh_events *e, kh_doc *d, uint32_t verb) {
  if (d->tok.upos[verb] != KH_UPOS_VERB || !(d->tok.morph[verb] & KH_MORPH_PART) || is_present_participle(d, verb)) return false;
  uint32_t day = d->tok.head[verb], whom = kh_doc_child_base(d, verb, KH_DEP_NSUBJ);
  bool above = day != KH_NONE && day < verb && (d->tok.deprel[verb] == KH_DEP_ACL || d->tok.deprel[verb] == KH_DEP_ADVCL) && is_time(e, d, day);
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1] && !above; i++) {
    day = d->child[i];
    if (day > verb) return false;
    if (kh_deprel_base(d->tok.deprel[day]) == KH_DEP_OBL && is_time(e, d, day) && kh_doc_child_with(d, day, KH_DEP_COP) != KH_NONE) break;
  }
  if (day == KH_NONE || day > verb || !is_time(e, d, day)) return false;
  uint32_t was = kh_doc_child_with(d, day, KH_DEP_COP);
  if (whom == KH_NONE) whom = kh_doc_child_base(d, day, KH_DEP_NSUBJ);
  if (was == KH_NONE || whom == KH_NONE || whom > was || !(d->tok.morph[was] & KH_MORPH_FIN)) return false;
  for (uint32_t k = was + 1; k < verb; k++)
    if (k != day && (d->tok.head[k] != day || d->tok.upos[k] == KH_UPOS_PUNCT) && d->tok.head[k] != verb) return false;
  for (uint32_t i = d->child_at[day]; i < d->child_at[day + 1]; i++) {
    uint32_t c = d->child[i];
    if (c <= was || c > verb) d->tok.head[c] = verb;
  }
  if (above) d->tok.head[verb] = d->tok.head[day], d->tok.deprel[verb] = d->tok.deprel[day];
  d->tok.head[day] = verb, d->tok.deprel[day] = KH_DEP_OBL;
  d->tok.deprel[was] = KH_DEP_AUX_PASS, d->tok.deprel[whom] = KH_DEP_NSUBJ_PASS;
  return true;
}

/* "Egypt court jails activist", "Pakistan court jails ex-PM for ten years": in a line without a verb the plural behind somebody and before somebody else is
 * one, though trees take all three for one name of things. */
static bool verb_of_headline(kh_doc *d, uint32_t t) {
  const kh_sentence *s = &d->sentences[d->tok.sentence[t]];
  uint32_t top = d->tok.head[t], who = t - 1, whom = top;
  if (d->tok.upos[t] != KH_UPOS_NOUN || strcmp(kh_doc_xpos(d, t), "NNS") != 0 || t <= s->tok_begin || t + 1 >= s->tok_end ||
      d->tok.upos[s->tok_end - 1] == KH_UPOS_PUNCT || d->tok.head[who] != t || kh_deprel_base(d->tok.deprel[who]) != KH_DEP_COMPOUND)
    return false;
  const kh_mention *m = kh_mend_mention(d, who);
  if (!m || m->kind != KH_ENTITY_NOMINAL) return false;
  for (uint32_t k = s->tok_begin; k < s->tok_end; k++)
    if (d->tok.upos[k] == KH_UPOS_VERB || d->tok.upos[k] == KH_UPOS_AUX) return false;
  if (top == KH_NONE) whom = kh_doc_child_with(d, t, KH_DEP_APPOS);
  else if (d->tok.head[top] != KH_NONE || top < t || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_COMPOUND) return false;
  if (whom == KH_NONE || whom < t || !kh_mend_mention(d, whom) || kh_doc_child_with(d, whom, KH_DEP_CASE) != KH_NONE) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] < who) d->tok.head[d->child[i]] = who;
  if (top != KH_NONE) d->tok.head[t] = KH_NONE, d->tok.deprel[t] = KH_DEP_ROOT, d->tok.head[top] = t;
  d->tok.deprel[who] = KH_DEP_NSUBJ, d->tok.deprel[whom] = KH_DEP_OBJ;
  return true;
}

/* "Bahrain court jails activists", where the court became a word of the verb and the activists its subject: who stands right before it does it. */
static bool subject_behind_verb(kh_doc *d, uint32_t t) {
  uint32_t who = t - 1, whom = kh_doc_child_with(d, t, KH_DEP_NSUBJ);
  if (d->tok.upos[t] != KH_UPOS_VERB || t == d->sentences[d->tok.sentence[t]].tok_begin || !kh_mend_mention(d, who) || whom == KH_NONE || whom < t ||
      d->tok.head[who] != t || kh_deprel_base(d->tok.deprel[who]) != KH_DEP_COMPOUND || kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE)
    return false;
  d->tok.deprel[who] = KH_DEP_NSUBJ, d->tok.deprel[whom] = KH_DEP_OBJ;
  return true;
}

/* Is the verb told of a time, by itself or by its auxiliary? */
static bool is_told_finite(const kh_doc *d, uint32_t verb) {
  bool finite = d->tok.upos[verb] != KH_UPOS_VERB || kh_mend_is_finite(d, verb);
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1] && !finite; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
    finite = (b == KH_DEP_AUX || b == KH_DEP_COP) && d->tok.morph[d->child[i]] & KH_MORPH_FIN;
  }
  return finite;
}

/* "Malta on Monday said a plan to close the port was a mistake", where who stands behind the saying became a second subject of it: he is that of what is said,
 * which has none. But "ended a tour having won nothing" says nothing: the tour is what was ended. */
static bool subject_of_said(kh_doc *d, uint32_t t) {
  uint32_t says = d->tok.deprel[t] == KH_DEP_NSUBJ ? d->tok.head[t] : KH_NONE, teller = says == KH_NONE ? KH_NONE : kh_doc_child_with(d, says, KH_DEP_NSUBJ),
           said = says == KH_NONE ? KH_NONE : kh_doc_child_with(d, says, KH_DEP_CCOMP);
  if (says == KH_NONE || says > t || teller == KH_NONE || teller > says || said == KH_NONE || said < t || d->tok.upos[says] != KH_UPOS_VERB ||
      kh_doc_child_base(d, said, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, said, KH_DEP_CSUBJ) != KH_NONE || !kh_mend_may_hang(d, t, said))
    return false;
  if (d->tok.morph[said] & KH_MORPH_PART && !is_told_finite(d, said)) {
    if (kh_doc_child_with(d, says, KH_DEP_OBJ) != KH_NONE) return false;
    d->tok.deprel[t] = KH_DEP_OBJ, d->tok.deprel[said] = KH_DEP_ADVCL;
    return true;
  }
  d->tok.head[t] = said;
  if (kh_doc_child_with(d, said, KH_DEP_AUX_PASS) != KH_NONE) d->tok.deprel[t] = KH_DEP_NSUBJ_PASS;
  return true;
}

/* "Said that near the border police had …", "with the help of villagers police had …": the noun right before a finite verb of what is said that nobody does is
 * who does it, though the phrase or clause before took it in; KH_NONE. In "a court in Lagos had" that is the court. */
static uint32_t taken_in(const kh_events *e, const kh_doc *d, uint32_t verb) {
  enum { UP = 3 };
  uint32_t says = d->tok.deprel[verb] == KH_DEP_CCOMP ? d->tok.head[verb] : KH_NONE, first = says == KH_NONE || d->tok.upos[verb] != KH_UPOS_VERB ? KH_NONE : group_of(d, verb);
  if (first == KH_NONE || says + 3 > first || d->tok.deprel[says] == KH_DEP_ACL_RELCL || !kh_mend_is(e, d, says, KH_CLAUSE_REPORTING)) return KH_NONE;
  if (kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, verb, KH_DEP_CSUBJ) != KH_NONE || kh_doc_child_base(d, verb, KH_DEP_EXPL) != KH_NONE)
    return KH_NONE;
  /* "found many of the houses have cracks": what the tree has for found is what has them */
  if (kh_doc_child_with(d, verb, KH_DEP_MARK) == KH_NONE && kh_doc_child_with(d, says, KH_DEP_OBJ) != KH_NONE) return KH_NONE;
  uint32_t noun = first - 1;
  for (int step = 0; step < UP && kh_doc_is_noun(d, noun) && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NMOD; step++) {
    uint32_t over = d->tok.head[noun];
    if (kh_doc_child_with(d, noun, KH_DEP_CASE) == KH_NONE || over == KH_NONE || over < says || over > noun || kh_doc_child_with(d, over, KH_DEP_CASE) != KH_NONE) break;
    noun = over;
  }
  uint8_t as = kh_deprel_base(d->tok.deprel[noun]);
  bool held = as == KH_DEP_OBL || as == KH_DEP_NMOD || as == KH_DEP_APPOS;
  if (as == KH_DEP_OBJ) held = d->tok.head[noun] != KH_NONE && kh_mend_is_finite(d, d->tok.head[noun]);   /* but "said cutting the aid would hurt" */
  return held && kh_doc_is_noun(d, noun) && noun > says && d->tok.head[noun] != says && !is_time(e, d, noun) ? noun : KH_NONE;
}

static bool subject_taken_in(const kh_events *e, kh_doc *d, uint32_t verb) {
  uint32_t noun = taken_in(e, d, verb), opener = noun == KH_NONE ? KH_NONE : kh_doc_child_with(d, noun, KH_DEP_CASE), instead = KH_NONE;
  if (noun == KH_NONE) return false;
  for (uint32_t i = d->child_at[noun]; i < d->child_at[noun + 1] && instead == KH_NONE; i++) {   /* "near the border rebels had": what the phrase is about */
    uint32_t c = d->child[i];
    if (opener != KH_NONE && c > opener && c < noun && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_COMPOUND && d->tok.upos[c] != KH_UPOS_PUNCT) instead = c;
  }
  if (opener != KH_NONE && instead == KH_NONE) {   /* "while talks went on gunmen had" */
    if (d->tok.upos[opener - 1] != KH_UPOS_VERB || d->tok.head[noun] != opener - 1) return false;
    d->tok.head[opener] = opener - 1, d->tok.deprel[opener] = KH_DEP_ADVMOD;
  }
  if (instead != KH_NONE) {
    for (uint32_t i = d->child_at[noun]; i < d->child_at[noun + 1]; i++)
      if (d->child[i] < instead) d->tok.head[d->child[i]] = instead;
    d->tok.head[instead] = d->tok.head[noun], d->tok.deprel[instead] = d->tok.deprel[noun];
  }
  d->tok.head[noun] = verb, d->tok.deprel[noun] = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
  return true;
}

bool kh_mend_subjects(const kh_events *e, kh_doc *d, uint32_t t) {
  return behind_the_comma(e, d, t) || joined_to_subject(d, t) || place_told_aside(d, t) || second_subject(d, t) || land_before_office(d, t) ||
         day_before_participle(e, d, t) || verb_of_headline(d, t) || subject_behind_verb(d, t) || subject_of_said(d, t) || subject_taken_in(e, d, t);
}
