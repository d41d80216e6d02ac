/* mend.c: slips of the trees, mended by what verbs mean. "Denied that police had fired and accused the opposition" hangs the accusation on
 * the firing, since both stand behind "and" in the past: a verb without a subject of its own that says something, where the verb before it
 * has an auxiliary and says nothing, belongs to who speaks. And "Russia, state television reported, launched drones" takes the two names for
 * one list that reports: who stands right before a verb of reporting between commas tells, and who stands before the first comma does. A participle
 * that was taken for the verb gives way to it, what a joint of several words joins to a noun hangs on the verb, and the town before its police is no
 * second subject. */
#include <string.h>

#include "events/mend_int.h"

static bool word_is_kind(const kh_events *e, kh_str word, uint64_t hash, unsigned kind) {
  uint32_t at;
  return kh_lookup_get(&e->own.kinds, word, hash, &at) && at < e->own.kindset_count && kh_kindset_has(&e->own.kindsets[at], kind);
}

bool kh_mend_is(const kh_events *e, const kh_doc *d, uint32_t t, unsigned kind) { return word_is_kind(e, d->tok.lemma[t], d->tok.lemma_hash[t], kind); }

const kh_mention *kh_mend_mention(const kh_doc *d, uint32_t t) {
  return d->mention_of && d->mention_of[t] != KH_NONE ? &d->mentions[d->mention_of[t]] : NULL;
}

bool kh_mend_is_finite(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_VERB && d->tok.morph[t] & KH_MORPH_FIN; }

/* The verb above that t is to hang on, or KH_NONE where the tree stays. What is told may be a judgement too: "said that he was ignorant and criticised him". */
static uint32_t speaking_verb(const kh_events *e, const kh_doc *d, uint32_t t) {
  uint32_t told = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_CONJ || !kh_mend_is_finite(d, t) || told == KH_NONE || told > t || d->tok.deprel[told] != KH_DEP_CCOMP) return KH_NONE;
  uint32_t says = d->tok.head[told], aux = kh_doc_child_with(d, told, d->tok.upos[told] == KH_UPOS_VERB ? KH_DEP_AUX : KH_DEP_COP);
  if (says == KH_NONE || says > told || !kh_mend_is_finite(d, says) || !kh_mend_is(e, d, says, KH_CLAUSE_SPEAKING)) return KH_NONE;
  if (aux == KH_NONE) aux = kh_doc_child_with(d, told, KH_DEP_AUX_PASS);
  bool dead = kh_mend_is(e, d, told, KH_CLAUSE_DIE);      /* "said three nurses died and blamed the rebels": who died blames nobody */
  if (!dead && (aux == KH_NONE || aux > told)) return KH_NONE;
  if (kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE || kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE || kh_doc_child_base(d, told, KH_DEP_NSUBJ) == KH_NONE)
    return KH_NONE;
  return kh_mend_is(e, d, t, KH_CLAUSE_SPEAKING) && !kh_mend_is(e, d, told, KH_CLAUSE_SPEAKING) ? says : KH_NONE;
}

/* "Police said the man fled, then shot two officers", hung on the saying as a second deed of theirs or as a second thing said: the verb of what they said that
 * comes next hangs on what was said before, or KH_NONE. */
static uint32_t told_before(const kh_events *e, const kh_doc *d, uint32_t t) {
  uint32_t says = d->tok.head[t], told = KH_NONE;
  bool second = d->tok.deprel[t] == KH_DEP_CCOMP && kh_doc_child_with(d, t, KH_DEP_MARK) == KH_NONE && kh_doc_child_with(d, t, KH_DEP_CC) == KH_NONE;
  if ((!second && d->tok.deprel[t] != KH_DEP_CONJ) || !kh_mend_is_finite(d, t) || says == KH_NONE || says > t ||
      !(kh_mend_is(e, d, says, KH_CLAUSE_SPEAKING) || kh_mend_is(e, d, says, KH_CLAUSE_REPORTING)))
    return KH_NONE;
  if (kh_mend_is(e, d, t, KH_CLAUSE_SPEAKING) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) return KH_NONE;
  for (uint32_t i = d->child_at[says]; i < d->child_at[says + 1]; i++)
    if (d->child[i] > says && d->child[i] < t && d->tok.deprel[d->child[i]] == KH_DEP_CCOMP) told = d->child[i];
  uint32_t when = kh_doc_child_with(d, t, KH_DEP_ADVMOD);
  bool next = second || (when != KH_NONE && when < t && kh_mend_is(e, d, when, KH_CLAUSE_NEXT));
  return next && told != KH_NONE && kh_doc_child_base(d, told, KH_DEP_NSUBJ) != KH_NONE ? told : KH_NONE;
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
      !kh_mend_is(e, d, says, KH_CLAUSE_SPEAKING) || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE)
    return KH_NONE;
  for (uint32_t i = d->child_at[says]; i < d->child_at[says + 1]; i++)
    if (d->child[i] > says && d->child[i] < t && d->tok.deprel[d->child[i]] == KH_DEP_CCOMP) told = d->child[i];
  return told != KH_NONE && is_of_now(d, told) && kh_doc_child_base(d, told, KH_DEP_NSUBJ) != KH_NONE ? told : KH_NONE;
}


/* May t hang on `under`, or would that be a circle? */
bool kh_mend_may_hang(const kh_doc *d, uint32_t t, uint32_t under) {
  while (under != KH_NONE && under != t) under = d->tok.head[under];
  return under == KH_NONE;
}

static bool is_quote_mark(const kh_doc *d, uint32_t t) {
  static const char *const marks[] = {"\"", "'", "''", "``", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (kh_str_is(d->tok.form[t], marks[i])) return true;
  return false;
}

/* Who tells, who does it, the verb that says what, and the comma behind the verb of reporting. */
typedef struct interposed { uint32_t teller, doer, deed, comma; } interposed;

/* The comma that closes what stands behind the verb of reporting ("said on Monday in Lima,"), no clause, or KH_NONE. */
static uint32_t comma_behind(const kh_doc *d, uint32_t says, uint32_t end) {
  enum { LONGEST = 9 };
  for (uint32_t t = says + 1; t < end && t < says + LONGEST; t++) {
    if (is_comma(d, t)) return t;
    uint8_t u = d->tok.upos[t];
    if (u == KH_UPOS_VERB || u == KH_UPOS_AUX || u == KH_UPOS_SCONJ || u == KH_UPOS_CCONJ || u == KH_UPOS_PUNCT) break;
  }
  return KH_NONE;
}

static bool is_who(const kh_doc *d, uint32_t t) { return kh_doc_is_noun(d, t) || d->tok.upos[t] == KH_UPOS_PRON; }

/* The one noun or pronoun of the words from begin on that hangs on none of them, beside what tells when or where; KH_NONE where a clause stands there. */
static uint32_t who_alone(const kh_doc *d, uint32_t begin, uint32_t end) {
  enum { LONGEST = 40 };
  uint32_t who = KH_NONE;
  if (end > begin + LONGEST) return KH_NONE;
  for (uint32_t t = begin; t < end; t++) {
    uint32_t h = d->tok.head[t];
    uint8_t u = d->tok.upos[t];
    if ((h != KH_NONE && h >= begin && h < end) || u == KH_UPOS_PUNCT || u == KH_UPOS_ADV || u == KH_UPOS_CCONJ) continue;
    if (!is_who(d, t)) return KH_NONE;
    if (kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE) continue;
    if (who != KH_NONE) return KH_NONE;
    who = t;
  }
  return who;
}

/* "Russia, state television reported on Monday, launched …", '"Peru," the envoy said, "has left"': who tells it stands with a verb of reporting between
 * commas, behind who does it and before what he does; trees take the two for one list that reports. */
static bool is_interposed(const kh_events *e, const kh_doc *d, uint32_t says, interposed *out) {
  enum { LONGEST = 12 };
  uint32_t begin = d->sentences[d->tok.sentence[says]].tok_begin, end = d->sentences[d->tok.sentence[says]].tok_end;
  if (says < begin + 3 || !kh_mend_is_finite(d, says) || !kh_mend_is(e, d, says, KH_CLAUSE_REPORTING)) return false;
  uint32_t second = comma_behind(d, says, end), comma, deed = second == KH_NONE ? end : second + 1, teller = says - 1;
  if (deed < end && is_quote_mark(d, deed)) deed++;
  if (deed >= end) return false;
  bool aux = d->tok.upos[deed] == KH_UPOS_AUX;
  if (aux) deed = d->tok.head[deed];
  if (deed == KH_NONE || deed < says || deed >= end || d->tok.upos[deed] == KH_UPOS_AUX ||
      (!aux && (d->tok.upos[deed] != KH_UPOS_VERB || !(d->tok.morph[deed] & (KH_MORPH_PAST | KH_MORPH_FIN)))))
    return false;
  bool named = is_comma(d, teller) && kh_doc_is_noun(d, teller - 1);      /* "Jane Roe, a lawyer, said" */
  if (named) {
    for (teller--; teller > begin + 1 && teller + LONGEST > says && !is_comma(d, teller);) teller--;
    teller--;
  }
  for (comma = teller; comma > begin && comma + LONGEST > says && !is_comma(d, comma);) comma--;
  if (!is_who(d, teller) || !is_comma(d, comma) || comma == begin) return false;
  uint32_t doer = who_alone(d, begin, comma), own = kh_doc_child_base(d, deed, KH_DEP_NSUBJ), up = d->tok.head[deed];
  while (d->tok.head[teller] != KH_NONE && d->tok.head[teller] > comma && d->tok.head[teller] < says) teller = d->tok.head[teller];
  if (doer == KH_NONE || (own != KH_NONE && own != doer && own != teller)) return false;
  if (d->tok.head[says] != KH_NONE && d->tok.head[deed] != KH_NONE && d->tok.head[doer] != KH_NONE) return false;
  if (own == doer && d->tok.head[says] == deed && d->tok.head[teller] == says) return false;   /* as it is */
  /* "airdropped sacks", where the deed became the sacks' */
  if (up != says && up != doer && up != KH_NONE && (d->tok.head[up] != says || up < deed)) return false;
  *out = (interposed){teller, doer, deed, second};
  return true;
}

/* … with the deed at the root and the verb of reporting beside it, whose subject alone was lost: that subject, or KH_NONE. */
static uint32_t lost_teller(const kh_events *e, const kh_doc *d, uint32_t says) {
  enum { LONGEST = 8 };
  uint32_t deed = d->tok.head[says];
  bool clause = (d->tok.deprel[says] == KH_DEP_ADVCL || d->tok.deprel[says] == KH_DEP_CCOMP) && kh_doc_child_with(d, says, KH_DEP_MARK) == KH_NONE &&
                kh_doc_child_with(d, says, KH_DEP_OBJ) == KH_NONE;
  if (!(d->tok.deprel[says] == KH_DEP_PARATAXIS || clause) || deed == KH_NONE || deed < says || says == 0 || !kh_mend_is_finite(d, says) ||
      !kh_mend_is(e, d, says, KH_CLAUSE_REPORTING))
    return KH_NONE;
  if (!is_comma(d, says + 1) || !kh_doc_is_noun(d, says - 1) || kh_doc_child_base(d, says, KH_DEP_NSUBJ) != KH_NONE) return KH_NONE;
  uint32_t teller = says - 1, doer = d->tok.head[teller], comma = teller;
  while (clause && comma > 0 && comma + LONGEST > teller && !is_comma(d, comma) && (comma == teller || d->tok.head[comma] == teller)) comma--;
  if (clause && !is_comma(d, comma)) return KH_NONE;
  bool listed = d->tok.deprel[teller] == KH_DEP_APPOS || d->tok.deprel[teller] == KH_DEP_CONJ;
  return listed && doer != KH_NONE && doer < teller && kh_doc_is_noun(d, doer) && kh_doc_child_with(d, teller, KH_DEP_CC) == KH_NONE &&
                 kh_doc_child_with(d, teller, KH_DEP_CASE) == KH_NONE && kh_mend_may_hang(d, teller, says)
             ? teller
             : KH_NONE;
}

/* … or as the first of two subjects of its verb of reporting, which hangs beside a deed that has none: the doer, or KH_NONE. */
static uint32_t lost_doer(const kh_events *e, const kh_doc *d, uint32_t says) {
  uint32_t deed = d->tok.head[says], doer = kh_doc_child_base(d, says, KH_DEP_NSUBJ);
  if (d->tok.deprel[says] != KH_DEP_PARATAXIS || deed == KH_NONE || deed < says || says < 3 || !kh_mend_is_finite(d, says) ||
      !kh_mend_is(e, d, says, KH_CLAUSE_REPORTING) || !is_comma(d, says + 1))
    return KH_NONE;
  if (doer == KH_NONE || doer > says || !kh_doc_is_noun(d, doer) || d->tok.upos[deed] != KH_UPOS_VERB || kh_doc_child_base(d, deed, KH_DEP_NSUBJ) != KH_NONE)
    return KH_NONE;
  uint32_t teller = says - 1, comma = doer + 1;
  while (comma < teller && !is_comma(d, comma)) comma++;
  return comma < teller && d->tok.head[teller] == says && kh_deprel_base(d->tok.deprel[teller]) == KH_DEP_NSUBJ &&
                 kh_mend_may_hang(d, doer, deed)
             ? doer
             : KH_NONE;
}

static void part(kh_doc *d, uint32_t says, interposed p) {
  uint32_t up = d->tok.head[p.deed], object = up == says || up == p.doer ? KH_NONE : up, from[2] = {says, p.doer};
  bool passive = kh_doc_child_with(d, p.deed, KH_DEP_AUX_PASS) != KH_NONE;
  for (int k = 0; k < 2; k++)      /* what stands before, or behind the second comma, is the deed's */
    for (uint32_t i = d->child_at[from[k]]; i < d->child_at[from[k] + 1]; i++) {
      uint32_t c = d->child[i];
      if (c == p.deed || c == p.teller || c == p.doer || c == says) continue;
      if (c > p.teller && c < says) d->tok.head[c] = p.teller, d->tok.deprel[c] = is_who(d, c) ? KH_DEP_APPOS : d->tok.deprel[c];
      else if (c > p.comma || (k == 0 && c < p.teller)) d->tok.head[c] = p.deed;
    }
  if (object != KH_NONE) d->tok.head[object] = p.deed, d->tok.deprel[object] = KH_DEP_OBJ;
  d->tok.head[p.deed] = KH_NONE, d->tok.deprel[p.deed] = KH_DEP_ROOT;
  d->tok.head[p.doer] = p.deed, d->tok.deprel[p.doer] = passive ? KH_DEP_NSUBJ_PASS : KH_DEP_NSUBJ;
  d->tok.head[p.teller] = says, d->tok.deprel[p.teller] = KH_DEP_NSUBJ;
  d->tok.head[says] = p.deed, d->tok.deprel[says] = KH_DEP_PARATAXIS;
}

bool kh_mend_is_place(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_PROPN && d->tok.ner[t] >> 1 == KH_ENTITY_LOC; }

/* "Allegations he had beaten a maid": a clause with a subject and an object of its own behind such a noun is what is alleged, and no more of the noun. */
static bool is_what_is_told(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t noun = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_ACL_RELCL || noun == KH_NONE || noun > t || d->tok.upos[t] != KH_UPOS_VERB || !kh_mend_is(e, d, noun, KH_CLAUSE_RUMOUR))
    return false;
  uint32_t subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  bool full = kh_doc_child_with(d, t, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_NSUBJ_PASS) != KH_NONE;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && !full; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CONJ) full = kh_doc_child_with(d, d->child[i], KH_DEP_OBJ) != KH_NONE;
  if (subject != noun + 1 || !full || *kh_doc_xpos(d, subject) == 'W') return false;
  d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "The former premier, Jane Roe, sacked after a coup, has been held, police said", where the past between commas became something that the police said: it
 * tells of the one before it, who has a verb of his own behind it. */
static bool told_aside(kh_doc *d, uint32_t t) {
  uint32_t verb = t < 3 || !kh_mend_is_finite(d, t) || !(d->tok.morph[t] & KH_MORPH_PAST) || d->tok.deprel[t] != KH_DEP_CCOMP ? KH_NONE : d->tok.head[t];
  if (verb == KH_NONE || verb < t || !is_comma(d, t - 1) || !kh_doc_is_noun(d, t - 2) || d->child_at[t] == d->child_at[t + 1]) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
    if (b == KH_DEP_NSUBJ || b == KH_DEP_AUX || b == KH_DEP_OBJ || b == KH_DEP_MARK || b == KH_DEP_CCOMP || b == KH_DEP_CONJ) return false;
  }
  uint32_t who = t - 2;
  while (kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NSUBJ && d->tok.head[who] != KH_NONE && d->tok.head[who] < t && kh_doc_is_noun(d, d->tok.head[who]))
    who = d->tok.head[who];
  uint32_t deed = d->tok.head[who];
  if (kh_deprel_base(d->tok.deprel[who]) != KH_DEP_NSUBJ || deed == KH_NONE || deed < t || deed == verb || d->tok.upos[deed] != KH_UPOS_VERB) return false;
  d->tok.head[t] = who, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* The same, by the word as it stands, whatever its tag. */
bool kh_mend_word_is(const kh_events *e, const kh_doc *d, uint32_t t, unsigned kind) { return word_is_kind(e, d->tok.lower[t], d->tok.lower_hash[t], kind); }

/* "Claims made by the rebels that soldiers had shelled the town", "repeated claims by the rebels that …": they are who claims it, and that is what they
 * claim. */
static bool who_claims(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t noun = d->tok.head[t], mark = kh_doc_child_with(d, t, KH_DEP_MARK), by = KH_NONE;
  bool told = d->tok.deprel[t] == KH_DEP_CCOMP && noun != KH_NONE && d->tok.upos[noun] == KH_UPOS_VERB;
  if (noun == KH_NONE || noun > t || mark == KH_NONE || mark < noun || mark > t || kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE) return false;
  if (told) noun = kh_doc_child_with(d, noun, KH_DEP_OBJ);
  else if (kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ACL) return false;
  if (noun == KH_NONE || noun + 2 >= mark || d->tok.upos[noun] != KH_UPOS_NOUN ||
      !(kh_mend_is(e, d, noun, KH_CLAUSE_RUMOUR) || kh_mend_is(e, d, noun, KH_CLAUSE_PLEA)))
    return false;
  for (uint32_t i = d->child_at[noun]; i < d->child_at[noun + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < noun || c > mark) continue;
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (d->tok.deprel[c] == KH_DEP_ACL && d->tok.morph[c] & KH_MORPH_PAST && kh_mend_is(e, d, c, KH_CLAUSE_MAKING) &&
        kh_mend_is(e, d, noun, KH_CLAUSE_RUMOUR)) {
      by = kh_doc_child_with(d, c, KH_DEP_OBL_AGENT);
      if (by == KH_NONE || by > mark || !kh_mend_may_hang(d, by, noun)) return false;
      d->tok.head[by] = noun, d->tok.deprel[by] = KH_DEP_NMOD;
      d->tok.deprel[c] = KH_DEP_DEP;
    } else if (told && d->tok.deprel[c] == KH_DEP_NMOD && opener != KH_NONE &&
               (kh_mend_is(e, d, opener, KH_CLAUSE_BY) || kh_mend_is(e, d, opener, KH_CLAUSE_ORIGIN) || kh_mend_is(e, d, opener, KH_CLAUSE_TO))) {
      by = c;
    }
  }
  if (by == KH_NONE || !kh_mend_may_hang(d, t, noun)) return false;
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_ACL;
  return true;
}

/* "Calls by senators that he resign", "calls that it free them", where "that" was taken for whom or what they do it to: a bare verb, or one that has an object
 * besides, is what the words before ask for, and no more of those who say them. */
static bool what_is_asked(const kh_events *e, kh_doc *d, uint32_t t) {
  uint32_t noun = d->tok.head[t], that = kh_doc_child_with(d, t, KH_DEP_OBJ), subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ), objects = 0;
  if (d->tok.deprel[t] != KH_DEP_ACL_RELCL || noun == KH_NONE || noun > t || subject == KH_NONE || d->tok.upos[t] != KH_UPOS_VERB) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) objects += d->tok.deprel[d->child[i]] == KH_DEP_OBJ;
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (that == KH_NONE || that > t) that = mark;
  if (that == KH_NONE || that < noun || that + 1 > subject || subject > t || *kh_doc_xpos(d, subject) == 'W') return false;
  /* "the ransom by rebels that he paid" */
  if (that != mark && objects < 2 && d->tok.upos[that] != KH_UPOS_SCONJ && strcmp(kh_doc_xpos(d, t), "VB") != 0) return false;
  if (!kh_mend_is(e, d, noun, KH_CLAUSE_PLEA)) {
    uint32_t who = noun, opener = kh_doc_child_with(d, who, KH_DEP_CASE);
    noun = d->tok.head[who];
    if (opener == KH_NONE || d->tok.deprel[who] != KH_DEP_NMOD || noun == KH_NONE || noun > who || !kh_mend_is(e, d, noun, KH_CLAUSE_PLEA) ||
        !(kh_mend_is(e, d, opener, KH_CLAUSE_BY) || kh_mend_is(e, d, opener, KH_CLAUSE_ORIGIN) || kh_mend_is(e, d, opener, KH_CLAUSE_TO)) ||
        !kh_mend_may_hang(d, t, noun))
      return false;
  }
  d->tok.head[t] = noun, d->tok.deprel[t] = KH_DEP_ACL;
  d->tok.deprel[that] = KH_DEP_MARK;
  return true;
}

/* May what is said be hung by mistake on the noun at t, which tells where or to whom it is said: "said in a statement that", "said after talks with Oman that"? */
static bool is_where_one_says(const kh_events *e, const kh_doc *d, uint32_t t, bool last) {
  if (kh_mend_mention(d, t) || kh_mend_is_place(d, t)) return true;
  return kh_mend_is(e, d, t, KH_CLAUSE_ACCOUNT) || kh_mend_is(e, d, t, KH_CLAUSE_DISCUSSED) || kh_mend_is(e, d, t, KH_CLAUSE_GATHERING) ||
         (!last && d->tok.upos[t] == KH_UPOS_NOUN);
}

/* Does the word open what is said: "said that", but not "the plan, that"? */
static bool opens_what_is_said(const kh_events *e, const kh_doc *d, uint32_t that) {
  return d->tok.upos[that] == KH_UPOS_SCONJ && that > 0 && d->tok.upos[that - 1] != KH_UPOS_PUNCT && kh_mend_word_is(e, d, that, KH_CLAUSE_DEFINITE);
}

/* "Said on Sunday that after the vote troops had left", taken for a clause of time: what "that" opens is what is said. */
static bool is_said_with_day(const kh_events *e, const kh_doc *d, uint32_t t) {
  uint32_t says = d->tok.head[t], that = kh_doc_child_with(d, t, KH_DEP_MARK);
  if (d->tok.deprel[t] != KH_DEP_ADVCL || d->tok.upos[t] != KH_UPOS_VERB || says == KH_NONE || that == KH_NONE || that < says || that > t) return false;
  return opens_what_is_said(e, d, that) && kh_mend_is(e, d, says, KH_CLAUSE_REPORTING) && kh_doc_child_base(d, says, KH_DEP_CCOMP) == KH_NONE && kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE;
}

/* "Said in a statement that troops would leave", "told reporters after talks in Paris that they had left": the clause behind "that" is what a verb says that
 * has nothing else to say, and no more of the noun before it. */
static bool said_somewhere(const kh_events *e, kh_doc *d, uint32_t t) {
  enum { UP = 4 };
  if (is_said_with_day(e, d, t)) {
    d->tok.deprel[t] = KH_DEP_CCOMP;
    return true;
  }
  uint32_t noun = d->tok.head[t], that = kh_doc_child_with(d, t, KH_DEP_MARK), subject = kh_doc_child_base(d, t, KH_DEP_NSUBJ);
  if (kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ACL || noun == KH_NONE || that == KH_NONE || subject == KH_NONE || noun > that || that > subject || subject > t)
    return false;
  if (!opens_what_is_said(e, d, that) || !is_where_one_says(e, d, noun, true)) return false;
  uint32_t up = noun;
  for (int step = 0; step < UP && up != KH_NONE && kh_deprel_base(d->tok.deprel[up]) == KH_DEP_NMOD; step++) up = d->tok.head[up];
  uint8_t as = up == KH_NONE ? KH_DEP_ROOT : kh_deprel_base(d->tok.deprel[up]);
  uint32_t says = as == KH_DEP_OBL || as == KH_DEP_OBJ || as == KH_DEP_IOBJ ? d->tok.head[up] : KH_NONE;
  if (says == KH_NONE || says > up || d->tok.upos[says] != KH_UPOS_VERB || !kh_mend_is(e, d, says, KH_CLAUSE_REPORTING) || !is_where_one_says(e, d, up, up == noun))
    return false;
  bool hall = kh_mend_is(e, d, up, KH_CLAUSE_GATHERING) && kh_doc_child_with(d, up, KH_DEP_NMOD_POSS) == KH_NONE && kh_doc_child_base(d, up, KH_DEP_NMOD) == KH_NONE;
  if (as != KH_DEP_OBL && !hall && !kh_mend_mention(d, up)) return false;   /* "told a news conference that …", but "found no evidence that …" */
  if (d->tok.deprel[says] == KH_DEP_PARATAXIS || kh_doc_child_base(d, says, KH_DEP_CCOMP) != KH_NONE || !kh_mend_may_hang(d, t, says)) return false;
  for (uint32_t k = says; k-- > d->sentences[d->tok.sentence[says]].tok_begin;)
    if (is_quote_mark(d, k)) return false;   /* what is said stands before the verb */
  d->tok.head[t] = says, d->tok.deprel[t] = KH_DEP_CCOMP;
  return true;
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
  if (says == KH_NONE || says > told || !kh_mend_is(e, d, says, KH_CLAUSE_REPORTING) || !kh_mend_may_hang(d, t, says)) return false;
  kh_doc_subtree(d, told, &first, &end);
  if (first <= says + 1 ? !is_quote_mark(d, says + 1) : !is_quote_mark(d, first) && !is_quote_mark(d, first - 1)) return false;
  d->tok.head[t] = says;
  return true;
}

/* "Forecast that it would recover and praised the army": a past that has another form than the bare verb cannot go on "would recover", so it goes on what is in
 * the past above; the verb above that t is to hang on, or KH_NONE. */
static uint32_t beside_modal(const kh_doc *d, uint32_t t) {
  uint32_t told = d->tok.head[t], says = told == KH_NONE ? KH_NONE : d->tok.head[told];
  if (d->tok.deprel[t] != KH_DEP_CONJ || !kh_mend_is_finite(d, t) || !(d->tok.morph[t] & KH_MORPH_PAST) || says == KH_NONE || told > t || says > told ||
      d->tok.deprel[told] != KH_DEP_CCOMP || kh_str_eq(d->tok.lower[t], d->tok.lemma[t]) || !(d->tok.morph[told] & KH_MORPH_INF))
    return KH_NONE;
  for (uint32_t k = told; k < t; k++)
    if (is_quote_mark(d, k)) return KH_NONE;
  uint32_t aux = kh_doc_child_with(d, told, KH_DEP_AUX);
  if (aux == KH_NONE || aux > told || kh_doc_child_base(d, told, KH_DEP_NSUBJ) == KH_NONE || kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE ||
      kh_doc_child_base(d, t, KH_DEP_AUX) != KH_NONE || kh_doc_child_with(d, told, KH_DEP_AUX_PASS) != KH_NONE)
    return KH_NONE;
  for (uint32_t i = d->child_at[told]; i < d->child_at[told + 1]; i++)      /* what stands nearer may be what it goes on */
    if (d->child[i] > told && d->child[i] < t && d->tok.deprel[d->child[i]] != KH_DEP_PUNCT && d->tok.upos[d->child[i]] == KH_UPOS_VERB) return KH_NONE;
  return kh_mend_is_finite(d, says) && d->tok.xpos[says] == d->tok.xpos[t] ? says : KH_NONE;
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

/* "Rebels 11 May attacked a base": what is part of a day is no auxiliary, though the month's name is one elsewhere. */
static bool months_that_are_auxiliaries(kh_doc *d) {
  bool mended = false;
  for (uint32_t i = 0; i < d->time_count; i++) {
    const kh_time *t = &d->times[i];
    for (uint32_t k = t->tok_begin; k < t->tok_end && k < d->tok.n; k++) {
      if (d->tok.deprel[k] != KH_DEP_AUX || k == t->tok_begin || t->begin == KH_NO_DAY) continue;
      d->tok.deprel[k] = KH_DEP_OBL_UNMARKED, d->tok.upos[k] = KH_UPOS_PROPN, d->tok.morph[k] = 0;
      mended = true;
    }
  }
  return mended;
}

/* "Rents rose, a clerk, who asked not to be named, told the paper": who tells a quotation is the subject of its verb where that has none. */
static bool tellers_of_quotes(const kh_events *e, kh_doc *d) {
  bool mended = false;
  for (uint32_t i = 0; i < d->quote_count; i++) {
    const kh_quote *q = &d->quotes[i];
    if (q->speaker >= d->mention_count || !q->content_count || q->cue.begin == q->cue.end) continue;
    uint32_t says = kh_doc_token_from(d, q->cue.begin), who = d->mentions[q->speaker].head;
    if (says >= d->tok.n || !kh_mend_is_finite(d, says) || !kh_mend_is(e, d, says, KH_CLAUSE_REPORTING) || who >= says || d->tok.sentence[who] != d->tok.sentence[says])
      continue;
    uint32_t told = kh_doc_child_with(d, says, KH_DEP_CCOMP), up = d->tok.head[who];
    bool aside = d->tok.deprel[who] == KH_DEP_APPOS || d->tok.deprel[who] == KH_DEP_NSUBJ || d->tok.deprel[who] == KH_DEP_CONJ;
    if (told == KH_NONE || told > who || up == says || up == KH_NONE || !aside || who == 0 || kh_doc_child_base(d, says, KH_DEP_NSUBJ) != KH_NONE) continue;
    if (q->content[q->content_count - 1].end > d->tok.span[who].begin || !kh_mend_may_hang(d, who, says)) continue;
    d->tok.head[who] = says, d->tok.deprel[who] = KH_DEP_NSUBJ;
    mended = true;
  }
  return mended;
}

/* The word that a place's name hangs by: the last that hangs outside of it, rather one that a preposition opens. KH_NONE where a word of it is no part of a name. */
static uint32_t top_of_name(const kh_doc *d, const kh_place *p) {
  uint32_t top = KH_NONE;
  bool opened = false;
  for (uint32_t t = p->tok_begin; t < p->tok_end; t++) {
    uint32_t up = d->tok.head[t];
    if (up == KH_NONE || d->tok.upos[t] == KH_UPOS_VERB || d->tok.upos[t] == KH_UPOS_AUX) return KH_NONE;
    if ((up >= p->tok_begin && up < p->tok_end) || !kh_doc_is_noun(d, t)) continue;
    bool here = kh_doc_child_with(d, t, KH_DEP_CASE) != KH_NONE;
    if (here || !opened) top = t;
    opened |= here;
  }
  return top;
}

/* "In Porto-Novo's main square": the noun that belongs to a place's name right before it, where both hang on one verb; KH_NONE. */
static uint32_t owned_by(const kh_doc *d, const kh_place *p, uint32_t top) {
  enum { NEAR = 4 };
  if (p->tok_end + 1 >= d->tok.n || strcmp(kh_doc_xpos(d, p->tok_end), "POS") || d->tok.deprel[top] == KH_DEP_NMOD_POSS) return KH_NONE;
  for (uint32_t k = p->tok_end + 1; k < d->tok.n && k <= p->tok_end + NEAR; k++) {
    if (!kh_doc_is_noun(d, k) && d->tok.upos[k] != KH_UPOS_ADJ) break;
    if (kh_doc_is_noun(d, k) && d->tok.head[k] == d->tok.head[top]) return k;
  }
  return KH_NONE;
}

/* "In Jersey City", "in New Zealand": the words of one place's name hang together, and what opens it opens all of it. */
static bool names_of_places(kh_doc *d) {
  bool mended = false;
  for (uint32_t i = 0; i < d->place_count; i++) {
    const kh_place *p = &d->places[i];
    uint32_t top = p->demonym || p->tok_end < p->tok_begin + 2 || p->tok_end > d->tok.n ? KH_NONE : top_of_name(d, p);
    for (uint32_t t = p->tok_begin; top != KH_NONE && t < p->tok_end; t++) {
      uint32_t opener = t == top ? KH_NONE : kh_doc_child_with(d, t, KH_DEP_CASE), up = d->tok.head[t];
      if (opener != KH_NONE && opener < p->tok_begin) d->tok.head[opener] = top, mended = true;
      if (t == top || (up >= p->tok_begin && up < p->tok_end) || !kh_mend_may_hang(d, top, t)) continue;
      d->tok.head[t] = top, d->tok.deprel[t] = t < top ? KH_DEP_COMPOUND : KH_DEP_FLAT;
      mended = true;
    }
    uint32_t owned = top == KH_NONE ? KH_NONE : owned_by(d, p, top);
    if (owned != KH_NONE) d->tok.head[top] = owned, d->tok.head[p->tok_end] = top, d->tok.deprel[top] = KH_DEP_NMOD_POSS, mended = true;
  }
  return mended;
}

void kh_mend_trees(const kh_events *e, kh_doc *d) {
  bool mended = months_that_are_auxiliaries(d);
  mended |= tellers_of_quotes(e, d);
  if (names_of_places(d)) kh_doc_index_children(d), mended = true;
  for (uint32_t t = 0; t < d->tok.n; t++) {
    interposed p;
    uint32_t says = speaking_verb(e, d, t), teller = lost_teller(e, d, t), doer = lost_doer(e, d, t);
    if (says == KH_NONE) says = told_before(e, d, t);
    if (says == KH_NONE) says = told_now(e, d, t);
    if (says == KH_NONE) says = beside_modal(d, t);
    if (says != KH_NONE) d->tok.head[t] = says, mended = true;
    else if (kh_mend_verbs(e, d, t) || kh_mend_nouns(e, d, t) || kh_mend_subjects(e, d, t) || is_what_is_told(e, d, t) || told_aside(d, t) ||
             who_claims(e, d, t) || what_is_asked(e, d, t) || said_somewhere(e, d, t) ||
             behind_quote(e, d, t))
      mended = true;
    else if (teller != KH_NONE) d->tok.head[teller] = t, d->tok.deprel[teller] = KH_DEP_NSUBJ, d->tok.deprel[t] = KH_DEP_PARATAXIS, mended = true;
    else if (doer != KH_NONE) d->tok.head[doer] = d->tok.head[t], mended = true;
    else if (is_interposed(e, d, t, &p)) part(d, t, p), mended = true;
  }
  if (!mended) return;
  unknot(d);
  kh_doc_index_children(d);
}
