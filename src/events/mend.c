/* mend.c: slips of the trees, mended by what verbs mean. "Denied that police had fired and accused the opposition" hangs the accusation on
 * the firing, since both stand behind "and" in the past: a verb without a subject of its own that says something, where the verb before it
 * has an auxiliary and says nothing, belongs to who speaks. And "Russia, state television reported, launched drones" takes the two names for
 * one list that reports: who stands right before a verb of reporting between commas tells, and who stands before the first comma does. A participle
 * that was taken for the verb gives way to it, what a joint of several words joins to a noun hangs on the verb, and the town before its police is no
 * second subject. */
#include "events/tree.h"

static bool word_is_kind(const kh_events *e, kh_str word, uint64_t hash, unsigned kind) {
  uint32_t at;
  return kh_lookup_get(&e->own.kinds, word, hash, &at) && at < e->own.kindset_count && (e->own.kindsets[at].bits[kind / 64] >> (kind % 64) & 1);
}

static bool is_kind(const kh_events *e, const kh_doc *d, uint32_t t, unsigned kind) { return word_is_kind(e, d->tok.lemma[t], d->tok.lemma_hash[t], kind); }

static bool is_finite(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_VERB && d->tok.morph[t] & KH_MORPH_FIN; }

static bool is_present_participle(const kh_doc *d, uint32_t t) {
  return d->tok.morph[t] & KH_MORPH_GER || (d->tok.morph[t] & KH_MORPH_PART && d->tok.morph[t] & KH_MORPH_PRES);
}

/* The verb above that t is to hang on, or KH_NONE where the tree stays. What is told may be a judgement too: "said that he was ignorant and criticised him". */
static uint32_t speaking_verb(const kh_events *e, const kh_doc *d, uint32_t t) {
  uint32_t told = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_CONJ || !is_finite(d, t) || told == KH_NONE || told > t || d->tok.deprel[told] != KH_DEP_CCOMP) return KH_NONE;
  uint32_t says = d->tok.head[told], aux = kh_doc_child_with(d, told, d->tok.upos[told] == KH_UPOS_VERB ? KH_DEP_AUX : KH_DEP_COP);
  if (says == KH_NONE || says > told || !is_finite(d, says) || !is_kind(e, d, says, KH_CLAUSE_SPEAKING) || aux == KH_NONE || aux > told) return KH_NONE;
  if (kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE || kh_doc_child_base(d, told, KH_DEP_NSUBJ) == KH_NONE)
    return KH_NONE;
  return is_kind(e, d, t, KH_CLAUSE_SPEAKING) && !is_kind(e, d, told, KH_CLAUSE_SPEAKING) ? says : KH_NONE;
}

/* "Police said the man fled, then shot two officers": the verb of what they said that comes next hangs on what was said before, or KH_NONE. */
static uint32_t told_before(const kh_events *e, const kh_doc *d, uint32_t t) {
  uint32_t says = d->tok.head[t], told = KH_NONE;
  if (d->tok.deprel[t] != KH_DEP_CONJ || !is_finite(d, t) || says == KH_NONE || says > t ||
      !(is_kind(e, d, says, KH_CLAUSE_SPEAKING) || is_kind(e, d, says, KH_CLAUSE_REPORTING)))
    return KH_NONE;
  if (is_kind(e, d, t, KH_CLAUSE_SPEAKING) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) return KH_NONE;
  for (uint32_t i = d->child_at[says]; i < d->child_at[says + 1]; i++)
    if (d->child[i] > says && d->child[i] < t && d->tok.deprel[d->child[i]] == KH_DEP_CCOMP) told = d->child[i];
  uint32_t when = kh_doc_child_with(d, t, KH_DEP_ADVMOD);
  if (told == KH_NONE || when == KH_NONE || when > t || !is_kind(e, d, when, KH_CLAUSE_NEXT) || kh_doc_child_base(d, told, KH_DEP_NSUBJ) == KH_NONE)
    return KH_NONE;
  return told;
}

/* A verb in the present, or bare, as trees read some of them. */
static bool is_of_now(const kh_doc *d, uint32_t t) {
  return d->tok.upos[t] == KH_UPOS_VERB && !(d->tok.morph[t] & (KH_MORPH_PAST | KH_MORPH_PART | KH_MORPH_GER)) &&
         kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_AUX_PASS) == KH_NONE;
}

/* "A lawyer told the court the conditions ban her from the city and restrict calls": what is so now goes on what she told, which is so now too. */
static uint32_t told_now(const kh_events *e, const kh_doc *d, uint32_t t) {
  uint32_t says = d->tok.head[t], told = KH_NONE;
  if (d->tok.deprel[t] != KH_DEP_CONJ || !is_of_now(d, t) || says == KH_NONE || says > t || !(d->tok.morph[says] & KH_MORPH_PAST) ||
      !is_kind(e, d, says, KH_CLAUSE_SPEAKING) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return KH_NONE;
  for (uint32_t i = d->child_at[says]; i < d->child_at[says + 1]; i++)
    if (d->child[i] > says && d->child[i] < t && d->tok.deprel[d->child[i]] == KH_DEP_CCOMP) told = d->child[i];
  return told != KH_NONE && is_of_now(d, told) && kh_doc_child_base(d, told, KH_DEP_NSUBJ) != KH_NONE ? told : KH_NONE;
}

static bool is_noun(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_NOUN || d->tok.upos[t] == KH_UPOS_PROPN; }

/* May t hang on `under`, or would that be a circle? */
static bool may_hang(const kh_doc *d, uint32_t t, uint32_t under) {
  while (under != KH_NONE && under != t) under = d->tok.head[under];
  return under == KH_NONE;
}

/* Who tells, who does it, and the verb that says what. */
typedef struct interposed { uint32_t teller, doer, deed; } interposed;

/* "Russia, state television reported, launched …": the verb of reporting at the root with a comma behind it, a noun right before it, and another before that
 * one's comma. */
static bool is_interposed(const kh_events *e, const kh_doc *d, uint32_t says, interposed *out) {
  enum { LONGEST = 12 };
  uint32_t begin = d->sentences[d->tok.sentence[says]].tok_begin, end = d->sentences[d->tok.sentence[says]].tok_end;
  if (d->tok.head[says] != KH_NONE || !is_finite(d, says) || !is_kind(e, d, says, KH_CLAUSE_REPORTING) || says < begin + 3 || says + 2 >= end ||
      !is_comma(d, says + 1) || !is_noun(d, says - 1))
    return false;
  uint32_t comma = says - 1;
  while (comma > begin && comma + LONGEST > says && !is_comma(d, comma)) comma--;
  if (!is_comma(d, comma) || comma == begin) return false;
  uint32_t deed = says + 2, teller = says - 1;
  if (d->tok.upos[deed] == KH_UPOS_AUX) deed = d->tok.head[deed];
  if (deed == KH_NONE || deed < says || deed >= end || d->tok.upos[deed] != KH_UPOS_VERB || !(d->tok.morph[deed] & KH_MORPH_PAST)) return false;
  uint32_t own = kh_doc_child_base(d, deed, KH_DEP_NSUBJ), doer = kh_doc_child_base(d, says, KH_DEP_NSUBJ);
  if (doer == KH_NONE) doer = own;      /* the teller alone was lost */
  else if (own != KH_NONE) return false;
  while (teller > comma && d->tok.head[teller] != KH_NONE && d->tok.head[teller] > comma && d->tok.head[teller] < says) teller = d->tok.head[teller];
  if (doer == KH_NONE || doer >= comma || !is_noun(d, doer)) return false;
  bool listed = d->tok.head[teller] == doer && (d->tok.deprel[teller] == KH_DEP_APPOS || d->tok.deprel[teller] == KH_DEP_CONJ) &&
                kh_doc_child_with(d, teller, KH_DEP_CC) == KH_NONE;
  if (!listed && !(d->tok.head[teller] == says && kh_deprel_base(d->tok.deprel[teller]) == KH_DEP_NSUBJ)) return false;
  uint32_t up = d->tok.head[deed];
  if (up != says && (up == KH_NONE || d->tok.head[up] != says || up < deed)) return false;   /* "airdropped sacks", where the deed became the sacks' */
  *out = (interposed){teller, doer, deed};
  return true;
}

/* … with the deed at the root and the verb of reporting beside it, whose subject alone was lost: that subject, or KH_NONE. */
static uint32_t lost_teller(const kh_events *e, const kh_doc *d, uint32_t says) {
  enum { LONGEST = 8 };
  uint32_t deed = d->tok.head[says];
  bool clause = (d->tok.deprel[says] == KH_DEP_ADVCL || d->tok.deprel[says] == KH_DEP_CCOMP) && kh_doc_child_with(d, says, KH_DEP_MARK) == KH_NONE &&
                kh_doc_child_with(d, says, KH_DEP_OBJ) == KH_NONE;
  if (!(d->tok.deprel[says] == KH_DEP_PARATAXIS || clause) || deed == KH_NONE || deed < says || says == 0 || !is_finite(d, says) ||
      !is_kind(e, d, says, KH_CLAUSE_REPORTING))
    return KH_NONE;
  if (!is_comma(d, says + 1) || !is_noun(d, says - 1) || kh_doc_child_base(d, says, KH_DEP_NSUBJ) != KH_NONE) return KH_NONE;
  uint32_t teller = says - 1, doer = d->tok.head[teller], comma = teller;
  while (clause && comma > 0 && comma + LONGEST > teller && !is_comma(d, comma) && (comma == teller || d->tok.head[comma] == teller)) comma--;
  if (clause && !is_comma(d, comma)) return KH_NONE;
  bool listed = d->tok.deprel[teller] == KH_DEP_APPOS || d->tok.deprel[teller] == KH_DEP_CONJ;
  return listed && doer != KH_NONE && doer < teller && is_noun(d, doer) && kh_doc_child_with(d, teller, KH_DEP_CC) == KH_NONE &&
                 kh_doc_child_with(d, teller, KH_DEP_CASE) == KH_NONE && may_hang(d, teller, says)
             ? teller
             : KH_NONE;
}

/* … or as the first of two subjects of its verb of reporting, which hangs beside a deed that has none: the doer, or KH_NONE. */
static uint32_t lost_doer(const kh_events *e, const kh_doc *d, uint32_t says) {
  uint32_t deed = d->tok.head[says], doer = kh_doc_child_base(d, says, KH_DEP_NSUBJ);
  if (d->tok.deprel[says] != KH_DEP_PARATAXIS || deed == KH_NONE || deed < says || says < 3 || !is_finite(d, says) ||
      !is_kind(e, d, says, KH_CLAUSE_REPORTING) || !is_comma(d, says + 1))
    return KH_NONE;
  if (doer == KH_NONE || doer > says || !is_noun(d, doer) || d->tok.upos[deed] != KH_UPOS_VERB || kh_doc_child_base(d, deed, KH_DEP_NSUBJ) != KH_NONE)
    return KH_NONE;
  uint32_t teller = says - 1, comma = doer + 1;
  while (comma < teller && !is_comma(d, comma)) comma++;
  return comma < teller && d->tok.head[teller] == says && kh_deprel_base(d->tok.deprel[teller]) == KH_DEP_NSUBJ && may_hang(d, doer, deed) ? doer : KH_NONE;
}

/* "Egypt as well as Malta blamed Sudan", where trees hang the words that join two nouns, or the second of them, on the verb: that one belongs to the first. */
static bool join_nouns(kh_doc *d, uint32_t cc) {
  uint32_t fixed = 0, second = cc + 1, end = d->sentences[d->tok.sentence[cc]].tok_end;
  if ((d->tok.deprel[cc] != KH_DEP_CC && d->tok.deprel[cc] != KH_DEP_ADVMOD) || cc == 0 || d->tok.sentence[cc - 1] != d->tok.sentence[cc] ||
      !is_noun(d, cc - 1))
    return false;
  for (uint32_t i = d->child_at[cc]; i < d->child_at[cc + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_FIXED) fixed++, second = d->child[i] + 1 > second ? d->child[i] + 1 : second;
  while (second < end && !is_noun(d, second) &&
         (d->tok.upos[second] == KH_UPOS_DET || d->tok.upos[second] == KH_UPOS_ADJ || d->tok.upos[second] == KH_UPOS_NUM))
    second++;
  if (fixed < 2 || second >= end || !is_noun(d, second)) return false;
  while (second + 1 < end && is_noun(d, second + 1) && d->tok.head[second] == second + 1) second++;
  uint32_t verb = d->tok.head[cc] == second ? d->tok.head[second] : d->tok.head[cc], first = cc - 1;
  if (verb == KH_NONE || d->tok.upos[verb] != KH_UPOS_VERB || (d->tok.head[second] != verb && second != verb)) return false;
  while (d->tok.head[first] != KH_NONE && d->tok.head[first] != verb && is_noun(d, d->tok.head[first]) && d->tok.deprel[first] != KH_DEP_NMOD)
    first = d->tok.head[first];
  if (d->tok.head[first] == KH_NONE || !may_hang(d, second, first) || !may_hang(d, cc, first)) return false;
  bool two = d->tok.deprel[first] == KH_DEP_NSUBJ && d->tok.head[first] == verb && d->tok.deprel[second] == KH_DEP_NSUBJ && d->tok.head[second] == verb;
  if (d->tok.deprel[cc] == KH_DEP_ADVMOD && !two) return false;
  d->tok.head[second] = first, d->tok.deprel[second] = KH_DEP_CONJ;
  d->tok.head[cc] = second;
  return true;
}

static void part(kh_doc *d, uint32_t says, interposed p) {
  uint32_t object = d->tok.head[p.deed] == says ? KH_NONE : d->tok.head[p.deed];
  bool passive = kh_doc_child_with(d, p.deed, KH_DEP_AUX_PASS) != KH_NONE;
  for (uint32_t i = d->child_at[says]; i < d->child_at[says + 1]; i++) {
    uint32_t c = d->child[i];
    if (c != p.deed && c != p.teller && c != says + 1) d->tok.head[c] = p.deed;
  }
  if (object != KH_NONE) d->tok.deprel[object] = KH_DEP_OBJ;
  d->tok.head[p.deed] = KH_NONE, d->tok.deprel[p.deed] = KH_DEP_ROOT;
  d->tok.deprel[p.doer] = passive ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
  d->tok.head[p.teller] = says, d->tok.deprel[p.teller] = KH_DEP_NSUBJ;
  d->tok.head[says] = p.deed, d->tok.deprel[says] = KH_DEP_PARATAXIS;
}

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
  if (object == KH_NONE || subject == KH_NONE || object < first || object >= subject || subject >= verb || !is_noun(d, object) ||
      kh_doc_child_with(d, first, KH_DEP_OBJ) != KH_NONE)
    return false;
  if (!two && d->tok.deprel[object] != KH_DEP_OBJ && d->tok.deprel[object] != KH_DEP_CCOMP && d->tok.deprel[object] != KH_DEP_OBL_UNMARKED) return false;
  uint32_t comma = object + 1;
  while (comma < subject && !is_comma(d, comma)) comma++;
  if (comma == subject || !may_hang(d, first, verb) || !may_hang(d, object, verb)) return false;
  d->tok.head[first] = verb, d->tok.deprel[first] = KH_DEP_ADVCL;
  d->tok.head[object] = first, d->tok.deprel[object] = KH_DEP_OBJ;
  return true;
}

/* "Voiced concern over the arrest of editors by police", where "by police" was hung on the active verb: it is of the deed whose "of" stands right before it. */
static bool by_of_deed(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t verb = d->tok.head[t], by = d->tok.deprel[t] == KH_DEP_OBL || d->tok.deprel[t] == KH_DEP_OBL_AGENT ? kh_doc_child_with(d, t, KH_DEP_CASE) : KH_NONE;
  if (by == KH_NONE || verb == KH_NONE || by < verb + 4 || by > t || !is_noun(d, t) || !is_kind(e, d, by, KH_CLAUSE_BY) || is_kind(e, d, t, KH_CLAUSE_TIME))
    return false;
  if (d->tok.upos[verb] != KH_UPOS_VERB || kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) == KH_NONE)
    return false;
  uint32_t whom = by - 1, of = is_noun(d, whom) && kh_deprel_base(d->tok.deprel[whom]) == KH_DEP_NMOD ? kh_doc_child_with(d, whom, KH_DEP_CASE) : KH_NONE,
           deed = d->tok.head[whom];
  uint32_t next = of == KH_NONE || of == 0 ? KH_NONE : of - 1;      /* "the use and sale of papers by workers" */
  bool both = next != KH_NONE && deed != KH_NONE && next != deed && d->tok.head[next] == deed && d->tok.deprel[next] == KH_DEP_CONJ;
  if (of == KH_NONE || of > whom || !is_kind(e, d, of, KH_CLAUSE_OF) || deed == KH_NONE || (deed + 1 != of && !both) || d->tok.upos[deed] != KH_UPOS_NOUN ||
      kh_doc_child_with(d, deed, KH_DEP_DET) == KH_NONE || !may_hang(d, t, deed))
    return false;
  d->tok.head[t] = deed, d->tok.deprel[t] = KH_DEP_NMOD;
  return true;
}

/* "Was recognised within hours by Japan", where the doer was hung on the time: a passive without an agent has him. */
static bool by_of_passive(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t time = d->tok.head[t], verb = time == KH_NONE || d->tok.deprel[t] != KH_DEP_NMOD ? KH_NONE : d->tok.head[time],
           by = verb == KH_NONE ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_CASE);
  if (by != time + 1 || by > t || verb > time || !is_kind(e, d, by, KH_CLAUSE_BY) || kh_deprel_base(d->tok.deprel[time]) != KH_DEP_OBL ||
      !(is_kind(e, d, time, KH_CLAUSE_TIME) || is_kind(e, d, time, KH_CLAUSE_SPAN)) || is_kind(e, d, t, KH_CLAUSE_TIME))
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
  if (subject == KH_NONE || subject > t || !is_noun(d, subject) || kh_doc_child_with(d, t, KH_DEP_AUX) != KH_NONE ||
      kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_IOBJ) != KH_NONE || is_kind(e, d, t, KH_CLAUSE_SPEAKING))
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
  if (subject == KH_NONE || subject > t || !is_noun(d, subject) || is_kind(e, d, subject, KH_CLAUSE_TIME) || verb == KH_NONE || verb < t ||
      !is_finite(d, verb) || !(d->tok.morph[verb] & KH_MORPH_PAST) || kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE ||
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
      !is_kind(e, d, verb, KH_CLAUSE_BLAMING) || !is_comma(d, t - 1) ||
      kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) == KH_NONE)
    return false;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i], mark = c > verb && c < t && d->tok.deprel[c] == KH_DEP_ADVCL ? kh_doc_child_with(d, c, KH_DEP_MARK) : KH_NONE;
    if (mark != KH_NONE && !(d->tok.morph[c] & KH_MORPH_FIN) && is_kind(e, d, mark, KH_CLAUSE_AIMING)) charge = c;
  }
  if (charge == KH_NONE) return false;
  d->tok.head[t] = charge, d->tok.deprel[t] = KH_DEP_CONJ;
  return true;
}

static bool is_place(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_PROPN && d->tok.ner[t] >> 1 == KH_ENTITY_LOC; }

/* "Austin, Texas, police arrested a nurse", "Austin, Texas police", "in the capital, Austin, police arrested a nurse", where the town and the police were both
 * given the verb for subjects: it is the town's police. */
static bool towns_men(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { LONGEST = 12 };
  uint32_t verb = d->tok.head[t], town = t, first = d->sentences[d->tok.sentence[t]].tok_begin, commas = t > first && is_place(d, t - 1);
  if (d->tok.deprel[t] != KH_DEP_NSUBJ || d->tok.upos[t] != KH_UPOS_NOUN || verb == KH_NONE || verb < t) return false;
  while (town > first && town + LONGEST > t && (is_comma(d, town - 1) || is_place(d, town - 1))) {
    town--;
    commas += is_comma(d, town);
    if (commas && d->tok.head[town] == verb && d->tok.deprel[town] == KH_DEP_NSUBJ) break;
  }
  commas += commas && town > first && is_comma(d, town - 1);
  if (commas < 2 || d->tok.head[town] != verb || d->tok.deprel[town] != KH_DEP_NSUBJ || town == t ||
      (is_kind(e, d, verb, KH_CLAUSE_REPORTING) && is_comma(d, verb + 1)))
    return false;
  d->tok.head[town] = t, d->tok.deprel[town] = KH_DEP_NMOD;
  return true;
}

/* "Egypt asked for aid to Syria and Israel and Malta refused", where the last name before the second verb was listed with those of the first: it is that
 * verb's subject. */
static bool lost_subject(kh_doc *d, uint32_t verb) {
  uint32_t before = d->tok.head[verb], t = verb - 1;
  if ((d->tok.deprel[verb] != KH_DEP_CONJ && d->tok.deprel[verb] != KH_DEP_ADVCL) || kh_doc_child_with(d, verb, KH_DEP_MARK) != KH_NONE ||
      !is_finite(d, verb) || before == KH_NONE || before + 2 >= verb || d->tok.upos[before] != KH_UPOS_VERB || !is_noun(d, t))
    return false;
  if (kh_doc_child_base(d, verb, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_with(d, verb, KH_DEP_CC) != KH_NONE ||
      kh_doc_child_base(d, verb, KH_DEP_AUX) != KH_NONE)
    return false;
  while (d->tok.deprel[t] != KH_DEP_CONJ && d->tok.head[t] != KH_NONE && d->tok.head[t] > before && d->tok.head[t] < verb && is_noun(d, d->tok.head[t]))
    t = d->tok.head[t];
  uint32_t cc = kh_doc_child_with(d, t, KH_DEP_CC);
  if (d->tok.deprel[t] != KH_DEP_CONJ || cc == KH_NONE || cc > t || d->tok.head[t] <= before || !may_hang(d, t, verb)) return false;
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
  bool bent = is_finite(d, verb), passive = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE;
  for (; t > begin && d->tok.head[t - 1] == verb && (d->tok.upos[t - 1] == KH_UPOS_AUX || d->tok.upos[t - 1] == KH_UPOS_ADV); t--)
    bent |= (d->tok.morph[t - 1] & KH_MORPH_FIN) != 0;
  if (!bent || t < begin + 3 || d->tok.upos[--t] != KH_UPOS_PROPN) return false;
  for (uint32_t steps = 0; steps < LONGEST && (d->tok.deprel[t] == KH_DEP_FLAT || d->tok.deprel[t] == KH_DEP_CONJ); steps++) {
    uint32_t h = d->tok.head[t];
    if (h == KH_NONE || h >= t || h < begin || d->tok.upos[h] != KH_UPOS_PROPN) return false;
    t = h;
  }
  uint32_t up = d->tok.head[t], top = up;
  if (d->tok.deprel[t] != KH_DEP_APPOS || up == KH_NONE || up >= t || !is_noun(d, up) || kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE) return false;
  for (uint32_t steps = 0; steps < LONGEST && d->tok.head[top] != KH_NONE && d->tok.head[top] != verb; steps++) top = d->tok.head[top];
  if (d->tok.head[top] != verb || top >= t || kh_doc_child_with(d, top, KH_DEP_CASE) == KH_NONE) return false;
  for (uint32_t c = up; c < verb; c++)
    if (d->tok.upos[c] == KH_UPOS_PUNCT) return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = passive ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
  return true;
}

/* "It resulted in two residents being accused of theft": who stands right before the passive is whom it befalls. */
static bool befallen(kh_doc *d, uint32_t t) {
  uint32_t aux = d->tok.deprel[t] == KH_DEP_ADVCL ? kh_doc_child_with(d, t, KH_DEP_AUX_PASS) : KH_NONE, whom = aux == KH_NONE || !aux ? KH_NONE : aux - 1;
  if (whom == KH_NONE || aux > t || !(d->tok.morph[aux] & (KH_MORPH_GER | KH_MORPH_PART)) || d->tok.morph[aux] & KH_MORPH_PAST || !is_noun(d, whom) ||
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
  if (d->tok.deprel[t] != KH_DEP_XCOMP || !is_present_participle(d, t) || verb == KH_NONE || verb + 1 != t || d->tok.upos[verb] != KH_UPOS_VERB || o == KH_NONE || o < t ||
      !is_kind(e, d, t, KH_CLAUSE_INTRANSITIVE) || !is_kind(e, d, verb, KH_CLAUSE_OPPOSING))
    return false;
  for (uint32_t c = t + 1; c < o; c++)
    if (d->tok.head[c] != o) return false;
  if (!may_hang(d, o, verb) || d->tok.head[o] != t) return false;
  d->tok.head[o] = verb, d->tok.deprel[o] = KH_DEP_OBJ;
  d->tok.head[t] = o, d->tok.deprel[t] = KH_DEP_AMOD;
  return true;
}

/* "Blamed a spate of blasts in cities in recent months on the guerrillas": whom the last "on" names is blamed, however deep the tree hangs him. */
static bool blamed_on(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { FAR = 28 };
  uint32_t first, end, found = KH_NONE;
  uint32_t o = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (d->tok.upos[t] != KH_UPOS_VERB || o == KH_NONE || !d->mention_of || d->mention_of[o] != KH_NONE || !is_kind(e, d, t, KH_CLAUSE_PINNING)) return false;
  kh_doc_subtree(d, t, &first, &end);
  for (uint32_t c = t + 1; c < end && c < t + FAR; c++) {
    uint32_t on = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (on == KH_NONE || on < t || !is_kind(e, d, on, KH_CLAUSE_JOURNEY) || d->mention_of[c] == KH_NONE) continue;
    if (d->tok.head[c] == t) return false;
    if (d->tok.deprel[c] == KH_DEP_NMOD) found = c;
  }
  if (found == KH_NONE || !may_hang(d, found, t) || d->mentions[d->mention_of[found]].actor.country[0] + d->mentions[d->mention_of[found]].actor.sectors == 0)
    return false;
  d->tok.head[found] = t, d->tok.deprel[found] = KH_DEP_OBL;
  return true;
}

static bool is_person(const kh_doc *d, uint32_t t) {
  return d->tok.upos[t] == KH_UPOS_PROPN && d->tok.ner[t] >> 1 == KH_ENTITY_PER && d->mention_of && d->mention_of[t] != KH_NONE &&
         d->mentions[d->mention_of[t]].kind == KH_ENTITY_PER;
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
  if (last == KH_NONE || !may_hang(d, t, top)) return false;
  d->tok.head[t] = top, d->tok.deprel[t] = KH_DEP_CONJ;
  if (d->tok.head[last] != KH_NONE && is_person(d, d->tok.head[last]) && may_hang(d, last, top)) d->tok.head[last] = top;
  return true;
}

/* "Srinagar, Mar 3: A party's secretary thanked the premier", "New York (May 2): The authorities hold a nurse, six groups said", where the place that the
 * report comes from was given the verb for a subject beside its own: it does nothing. */
static bool ends_dateline(const kh_doc *d, uint32_t t) {
  kh_str form = d->tok.form[t];
  bool dash = kh_str_is(form, "-") || kh_str_is(form, "--") || kh_str_is(form, "\xE2\x80\x93") || kh_str_is(form, "\xE2\x80\x94");
  return kh_str_is(form, ":") || (dash && t && d->tok.space_after[t] && d->tok.space_after[t - 1]);
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
    d->tok.head[c] = verb, d->tok.deprel[c] = d->tok.deprel[t];
    d->tok.deprel[t] = KH_DEP_OBL_UNMARKED;
    return true;
  }
  return false;
}

/* "Allegations he had beaten a maid": a clause with a subject and an object of its own behind such a noun is what is alleged, and no more of the noun. */
static bool is_what_is_told(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t noun = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_ACL_RELCL || noun == KH_NONE || noun > t || d->tok.upos[t] != KH_UPOS_VERB || !is_kind(e, d, noun, KH_CLAUSE_RUMOUR))
    return false;
  uint32_t subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  bool full = kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_NSUBJ_PASS) != KH_NONE;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && !full; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CONJ) full = kh_doc_child_with(d, d->child[i], KH_DEP_OBJ) != KH_NONE;
  if (subject != noun + 1 || !full || *kh_doc_xpos(d, subject) == 'W') return false;
  d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "Raided the homes that he owned and arrested a banker", where the arrest became the owner's: in a clause without an object of its own, since the noun
 * before it is that, no second verb has another. It is of who raided. */
static bool out_of_relative(kh_doc *d, uint32_t t) {
  uint32_t inner = d->tok.head[t], noun = inner == KH_NONE ? KH_NONE : d->tok.head[inner], o = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (d->tok.deprel[t] != KH_DEP_CONJ || !is_finite(d, t) || inner > t || d->tok.deprel[inner] != KH_DEP_ACL_RELCL || noun == KH_NONE || noun > inner ||
      o == KH_NONE || o < t || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || !is_finite(d, inner))
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
  if (verb == KH_NONE || verb > noun || !is_finite(d, verb) || d->tok.xpos[verb] != d->tok.xpos[t] || !may_hang(d, t, verb)) return false;
  d->tok.head[t] = verb;
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
  if (!plural || !may_hang(d, t, several)) return false;
  d->tok.head[t] = several;
  return true;
}

/* "The former premier, Jane Roe, sacked after a coup, has been held, police said", where the past between commas became something that the police said: it
 * tells of the one before it, who has a verb of his own behind it. */
static bool told_aside(kh_doc *d, uint32_t t) {
  uint32_t verb = t < 3 || !is_finite(d, t) || !(d->tok.morph[t] & KH_MORPH_PAST) || d->tok.deprel[t] != KH_DEP_CCOMP ? KH_NONE : d->tok.head[t];
  if (verb == KH_NONE || verb < t || !is_comma(d, t - 1) || !is_noun(d, t - 2) || d->child_at[t] == d->child_at[t + 1]) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
    if (b == KH_DEP_NSUBJ || b == KH_DEP_AUX || b == KH_DEP_OBJ || b == KH_DEP_MARK || b == KH_DEP_CCOMP || b == KH_DEP_CONJ) return false;
  }
  uint32_t who = t - 2;
  while (kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NSUBJ && d->tok.head[who] != KH_NONE && d->tok.head[who] < t && is_noun(d, d->tok.head[who]))
    who = d->tok.head[who];
  uint32_t deed = d->tok.head[who];
  if (kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NSUBJ || deed == KH_NONE || deed < t || deed == verb || d->tok.upos[deed] != KH_UPOS_VERB) return false;
  d->tok.head[t] = who, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "Came under withering criticism", where the word before the noun was taken for what they came to do: such a preposition opens a noun. */
static bool opens_a_noun(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t mark = d->tok.deprel[t] == KH_DEP_ADVCL ? kh_doc_child_with(d, t, KH_DEP_MARK) : KH_NONE, noun = kh_doc_child_with(d, t, KH_DEP_OBJ),
           verb = d->tok.head[t];
  if (mark == KH_NONE || noun == KH_NONE || mark + 1 != t || noun != t + 1 || verb == KH_NONE || d->tok.upos[t] != KH_UPOS_VERB ||
      !(d->tok.morph[t] & (KH_MORPH_GER | KH_MORPH_PART)) || !is_kind(e, d, mark, KH_CLAUSE_BENEATH) || !may_hang(d, noun, verb))
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
  if (!may_hang(d, t, noun)) return false;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_AMOD;
  return true;
}

/* The same, by the word as it stands, whatever its tag. */
static bool is_word_of(const kh_events *e, const kh_doc *d, uint32_t t, unsigned kind) { return word_is_kind(e, d->tok.lower[t], d->tok.lower_hash[t], kind); }

static bool opens_large(const kh_doc *d, uint32_t t) { return d->tok.form[t].n && d->tok.form[t].s[0] >= 'A' && d->tok.form[t].s[0] <= 'Z'; }

/* "Natural Resources and Environment Minister Jane Roe": the first of what a minister is of was taken for somebody beside him. */
static bool one_minister(const kh_events *e, kh_doc *d, uint32_t m) {
  uint32_t begin = d->sentences[d->tok.sentence[m]].tok_begin, end = d->sentences[d->tok.sentence[m]].tok_end, cc = m;
  if (m < begin + 3 || !opens_large(d, m) || !is_word_of(e, d, m, KH_CLAUSE_MINISTER)) return false;
  while (cc > begin && cc + 4 > m && d->tok.upos[cc] != KH_UPOS_CCONJ) cc--;
  if (cc == begin || cc + 1 >= m || d->tok.upos[cc] != KH_UPOS_CCONJ) return false;
  uint32_t first = cc - 1, top = m + 1 < end && d->tok.head[m] == m + 1 ? m + 1 : m;
  if (!is_noun(d, first) || !opens_large(d, first) || !opens_large(d, cc + 1)) return false;
  if (!is_word_of(e, d, first, KH_CLAUSE_PORTFOLIO)) return false;
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

/* "Examined a letter from the premier promising his help", where the participle was hung on who reads it: what stands behind who sent words, without a comma,
 * is what they say. */
static bool what_is_sent(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { FAR = 12 };
  uint32_t verb = d->tok.head[t], who = t - 1;
  if (d->tok.deprel[t] != KH_DEP_ADVCL || !is_present_participle(d, t) || verb == KH_NONE || verb + 3 >= t || t - verb > FAR || !is_noun(d, who) ||
      kh_doc_child_with(d, t, KH_DEP_MARK) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  for (uint32_t steps = 0; steps < FAR && who != KH_NONE && who > verb && is_noun(d, who); steps++, who = d->tok.head[who]) {
    uint32_t from = kh_doc_child_with(d, who, KH_DEP_CASE), sent = d->tok.head[who];
    if (from == KH_NONE || from > who || d->tok.deprel[who] != KH_DEP_NMOD || sent == KH_NONE || sent < verb || sent > from) continue;
    if (!is_kind(e, d, sent, KH_CLAUSE_MISSIVE) || !(is_kind(e, d, from, KH_CLAUSE_ORIGIN) || is_kind(e, d, from, KH_CLAUSE_BY))) continue;
    if (d->tok.head[sent] != verb || !may_hang(d, t, sent)) return false;
    d->tok.head[t] = sent, d->tok.deprel[t] = KH_DEP_ACL;
    return true;
  }
  return false;
}

/* "The attacks in Madrid, which were claimed by rebels": nobody claims or condemns a town, but what was done there. */
static bool done_there(const kh_events *e, kh_doc *d, uint32_t verb) {
  enum { FAR = 12 };
  uint32_t town = d->tok.head[verb], which = kh_doc_child_with(d, verb, KH_DEP_NSUBJ_PASS);
  if (d->tok.deprel[verb] != KH_DEP_ACL_RELCL || town == KH_NONE || town > verb || which == KH_NONE || *kh_doc_xpos(d, which) != 'W' || !is_place(d, town) ||
      !is_kind(e, d, verb, KH_CLAUSE_SPEAKING) || kh_doc_child_with(d, town, KH_DEP_CASE) == KH_NONE)
    return false;
  uint32_t begin = d->sentences[d->tok.sentence[town]].tok_begin, deed = KH_NONE;
  for (uint32_t c = town; c-- > begin && c + FAR > town && deed == KH_NONE && d->tok.upos[c] != KH_UPOS_VERB && !is_comma(d, c);)
    if (d->tok.upos[c] == KH_UPOS_NOUN && (is_kind(e, d, c, KH_CLAUSE_DOINGS) || is_kind(e, d, c, KH_CLAUSE_PUTFORTH)) &&
        kh_deprel_base(d->tok.deprel[c]) != KH_DEP_COMPOUND)
      deed = c;
  if (deed == KH_NONE || !may_hang(d, verb, deed)) return false;
  uint32_t up = d->tok.head[town];
  for (uint32_t steps = 0; steps < FAR && up != KH_NONE && up != deed && up != d->tok.head[deed]; steps++) up = d->tok.head[up];
  if (up == KH_NONE || (up != deed && up != d->tok.head[deed])) return false;
  d->tok.head[verb] = deed;
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
  bool bent = is_finite(d, verb), passive = kh_doc_child_with(d, verb, KH_DEP_AUX_PASS) != KH_NONE;
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
    uint32_t m = d->mention_of && is_place(d, t) ? d->mention_of[is] : 0;   /* "in the capital, Harare, a stronghold" */
    if (m == KH_NONE || (is_place(d, t) && (!d->mention_of || !d->mentions[m].actor.sector))) continue;
    for (uint32_t steps = 0; steps < LONGEST && d->tok.head[top] != KH_NONE && d->tok.head[top] != verb; steps++) top = d->tok.head[top];
    if (d->tok.head[top] != verb || top >= t || kh_doc_child_with(d, top, KH_DEP_CASE) == KH_NONE) continue;
    d->tok.head[t] = verb, d->tok.deprel[t] = passive ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
    d->tok.head[is] = t;
    return true;
  }
  return false;
}

/* "Stopped subsidising firms", "the West's backing independence", where the participle became a word for the noun behind it: it is what was stopped, and the
 * noun its object. Who strikes, marches or retreats is told so himself ("stopped striking workers"). */
static bool is_what_stops(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t o = d->tok.head[t], verb = o == KH_NONE ? KH_NONE : d->tok.head[o];
  if (d->tok.deprel[t] != KH_DEP_AMOD || d->tok.upos[t] != KH_UPOS_VERB || !is_present_participle(d, t) || o < t || verb == KH_NONE || verb + 1 != t ||
      d->tok.upos[verb] != KH_UPOS_VERB || d->tok.deprel[o] != KH_DEP_OBJ || !is_kind(e, d, verb, KH_CLAUSE_CEASING) ||
      is_kind(e, d, t, KH_CLAUSE_INTRANSITIVE) || is_kind(e, d, t, KH_CLAUSE_MARCHING) || d->child_at[t] != d->child_at[t + 1] || !may_hang(d, t, verb))
    return false;
  d->tok.head[t] = verb, d->tok.deprel[t] = KH_DEP_XCOMP;
  d->tok.head[o] = t;
  return true;
}

/* "Claims made by the rebels that soldiers had shelled the town", "repeated claims by the rebels that …": they are who claims it, and that is what they
 * claim. */
static bool who_claims(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t noun = d->tok.head[t], mark = kh_doc_child_with(d, t, KH_DEP_MARK), by = KH_NONE;
  bool told = d->tok.deprel[t] == KH_DEP_CCOMP && noun != KH_NONE && d->tok.upos[noun] == KH_UPOS_VERB;
  if (noun == KH_NONE || noun > t || mark == KH_NONE || mark < noun || mark > t || kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE) return false;
  if (told) noun = kh_doc_child_with(d, noun, KH_DEP_OBJ);
  else if (kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ACL) return false;
  if (noun == KH_NONE || noun + 2 >= mark || d->tok.upos[noun] != KH_UPOS_NOUN || !is_kind(e, d, noun, KH_CLAUSE_RUMOUR)) return false;
  for (uint32_t i = d->child_at[noun]; i < d->child_at[noun + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < noun || c > mark) continue;
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (d->tok.deprel[c] == KH_DEP_ACL && d->tok.morph[c] & KH_MORPH_PAST && is_kind(e, d, c, KH_CLAUSE_MAKING)) {
      by = kh_doc_child_with(d, c, KH_DEP_OBL_AGENT);
      if (by == KH_NONE || by > mark || !may_hang(d, by, noun)) return false;
      d->tok.head[by] = noun, d->tok.deprel[by] = KH_DEP_NMOD;
      d->tok.deprel[c] = KH_DEP_DEP;
    } else if (told && d->tok.deprel[c] == KH_DEP_NMOD && opener != KH_NONE &&
               (is_kind(e, d, opener, KH_CLAUSE_BY) || is_kind(e, d, opener, KH_CLAUSE_ORIGIN))) {
      by = c;
    }
  }
  if (by == KH_NONE || !may_hang(d, t, noun)) return false;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "Were killed in fighting near the border", where the fight was taken for what they did: a word for combat right behind its preposition, with no object, is a
 * noun. */
static bool is_combat(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK), verb = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_ADVCL || d->tok.upos[t] != KH_UPOS_VERB || !is_present_participle(d, t) || mark == KH_NONE || mark + 1 != t ||
      verb == KH_NONE || verb > t || !is_word_of(e, d, t, KH_CLAUSE_COMBAT) || !(is_kind(e, d, mark, KH_CLAUSE_INSIDE) || is_kind(e, d, mark, KH_CLAUSE_AFTER)))
    return false;
  if (kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_ADVMOD) != KH_NONE) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_OBL) d->tok.deprel[d->child[i]] = KH_DEP_NMOD;
  d->tok.deprel[mark] = KH_DEP_CASE, d->tok.deprel[t] = KH_DEP_OBL;
  d->tok.upos[t] = KH_UPOS_NOUN, d->tok.lemma[t] = d->tok.lower[t], d->tok.lemma_hash[t] = d->tok.lower_hash[t];
  return true;
}

static bool is_quote_mark(const kh_doc *d, uint32_t t) {
  static const char *const marks[] = {"\"", "'", "''", "``", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (kh_str_is(d->tok.form[t], marks[i])) return true;
  return false;
}

/* "Said 'prices continue to fall' in an interview", where the interview became what they fall in: what stands behind a whole clause in quotation marks is of
 * who says it. */
static bool behind_quote(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { FAR = 8 };
  uint8_t as = kh_deprel_base(d->tok.deprel[t]);
  uint32_t sentence = d->sentences[d->tok.sentence[t]].tok_begin, told = d->tok.head[t], first, end;
  if ((as != KH_DEP_OBL && as != KH_DEP_ADVCL) || told == KH_NONE || told > t || t < sentence + 4) return false;
  kh_doc_subtree(d, t, &first, &end);
  if (first <= sentence || first > t || !is_quote_mark(d, first - 1) || told > first - 1) return false;
  for (uint32_t steps = 0; steps < FAR && d->tok.deprel[told] != KH_DEP_CCOMP && d->tok.head[told] != KH_NONE; steps++) told = d->tok.head[told];
  uint32_t says = d->tok.deprel[told] == KH_DEP_CCOMP ? d->tok.head[told] : KH_NONE;
  if (says == KH_NONE || says > told || !is_kind(e, d, says, KH_CLAUSE_REPORTING) || !may_hang(d, t, says)) return false;
  kh_doc_subtree(d, told, &first, &end);
  if (first <= says + 1 ? !is_quote_mark(d, says + 1) : !is_quote_mark(d, first) && !is_quote_mark(d, first - 1)) return false;
  d->tok.head[t] = says;
  return true;
}

/* Two mends of one sentence may close a circle, which every climb through the tree would walk for ever: what leads into one hangs on the sentence's root. */
static void unknot(kh_doc *d) {
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    uint32_t begin = d->sentences[s].tok_begin, end = d->sentences[s].tok_end, root = KH_NONE;
    for (uint32_t t = begin; t < end && root == KH_NONE; t++)
      if (d->tok.head[t] == KH_NONE) root = t;
    for (uint32_t t = begin; t < end; t++) {
      uint32_t up = t;
      for (uint32_t steps = begin; up != KH_NONE && steps <= end; steps++) up = d->tok.head[up];
      if (up == KH_NONE) continue;
      d->tok.head[t] = root, d->tok.deprel[t] = root == KH_NONE ? KH_DEP_ROOT : KH_DEP_DEP;
      if (root == KH_NONE) root = t;
    }
  }
}

void kh_mend_trees(const kh_events *e, kh_doc *d) {
  bool mended = false;
  for (uint32_t t = 0; t < d->tok.n; t++) {
    interposed p;
    uint32_t says = speaking_verb(e, d, t), teller = lost_teller(e, d, t), doer = lost_doer(e, d, t);
    if (says == KH_NONE) says = told_before(e, d, t);
    if (says == KH_NONE) says = told_now(e, d, t);
    if (says != KH_NONE) d->tok.head[t] = says, mended = true;
    else if (join_nouns(d, t) || open_with_participle(d, t) || takes_participle(e, d, t) || by_of_deed(e, d, t) || towns_men(e, d, t) || lost_subject(d, t) ||
             parted_by_no_comma(d, t) || list_persons(d, t) || tells_of_object(e, d, t) || blamed_on(e, d, t) || befallen(d, t) || only_a_dateline(d, t) ||
             is_what_is_told(e, d, t) || one_minister(e, d, t) || asked_by_name(d, t) || by_of_passive(e, d, t) || preposition(d, t) ||
             out_of_relative(d, t) || before_its_noun(d, t) || takes_present_participle(e, d, t) || of_the_charge(e, d, t) || told_aside(d, t) ||
             opens_a_noun(e, d, t) || what_is_sent(e, d, t) || done_there(e, d, t) || parted_by_commas(d, t) || is_what_stops(e, d, t) ||
             who_claims(e, d, t) || is_combat(e, d, t) || behind_quote(e, d, t) || of_several(d, t))
      mended = true;
    else if (teller != KH_NONE) d->tok.head[teller] = t, d->tok.deprel[teller] = KH_DEP_NSUBJ, d->tok.deprel[t] = KH_DEP_PARATAXIS, mended = true;
    else if (doer != KH_NONE) d->tok.head[doer] = d->tok.head[t], mended = true;
    else if (is_interposed(e, d, t, &p)) part(d, t, p), mended = true;
  }
  if (!mended) return;
  unknot(d);
  kh_doc_index_children(d);
}
