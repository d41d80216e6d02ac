/* headline.c: verbs of headlines that look like nouns are read as a verb that does not. */
#include "parse/headline.h"

#include <string.h>

enum { SHORTEST = 3, LONGEST = 24 };   /* words of such a line */

kh_status kh_headlines_open(const kh_model *data, kh_headlines *out, kh_error *err) {
  static const char *const tables[] = {"parse.headlines_0", "parse.headlines_1", "parse.headlines_2", "parse.headlines_3"};
  *out = (kh_headlines){0};
  out->pool = kh_model_table(data, "parse.lemma_pool", 1, &out->pool_bytes);
  if (!out->pool) return KH_OK;
  kh_status s = kh_lookup_open(data, "parse.headlines_4", &out->plural, err);
  if (!s) s = kh_lookup_open(data, "parse.headlines_5", &out->opening, err);
  if (!s) s = kh_lookup_open(data, "parse.headlines_6", &out->counts, err);
  for (int i = 0; i < 4 && !s; i++) s = kh_lookup_open(data, tables[i], &out->verbs[i], err);
  return s;
}

/* A short line, which asks nothing and announces nothing. */
static bool is_line(const kh_doc *d, const kh_sentence *s) {
  uint32_t n = s->tok_end - s->tok_begin;
  if (n < SHORTEST || n > LONGEST) return false;
  kh_str last = d->tok.form[s->tok_end - 1];
  return last.n && !strchr("!?:;", last.s[last.n - 1]);
}

/* Does the reading make it the line's verb, done by whoever stands before it? */
static bool is_verb_already(const kh_doc *d, const kh_sentence *s, uint32_t t) {
  if (d->tok.upos[t] != KH_UPOS_VERB || kh_deprel_base(d->tok.deprel[t]) == KH_DEP_COMPOUND || d->tok.deprel[t] == KH_DEP_AMOD) return false;
  for (uint32_t c = s->tok_begin; c < t; c++)
    if (d->tok.head[c] == t && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_NSUBJ) return true;
  return false;
}

/* A plural that has no mark of it, or that is taken for a verb ("Myanmar troops"). */
static bool is_listed(const kh_headlines *h, const kh_doc *d, uint32_t t) {
  uint32_t found;
  return kh_lookup_get(&h->plural, d->tok.lower[t], d->tok.lower_hash[t], &found);
}

/* "Dozens dead as …": a word that opens a clause of its own. */
static bool opens_clause(const kh_headlines *h, const kh_doc *d, uint32_t t) {
  uint32_t found;
  return kh_lookup_get(&h->opening, d->tok.lower[t], d->tok.lower_hash[t], &found);
}

/* "Police hold two": a line without another verb; the clause where t stands, of those that such words part. */
typedef struct clause { uint32_t begin, end; } clause;
static clause clause_of(const kh_headlines *h, const kh_doc *d, const kh_sentence *s, uint32_t t) {
  clause c = {t, t + 1};
  while (c.begin > s->tok_begin && !opens_clause(h, d, c.begin - 1)) c.begin--;
  while (c.end < s->tok_end && !opens_clause(h, d, c.end)) c.end++;
  return c;
}

/* "Free kidnapped soldiers": a participle before its noun, behind the verb that is looked for. */
static bool is_attribute(const kh_doc *d, clause c, uint32_t k) {
  return d->tok.morph[k] & KH_MORPH_PAST && k + 1 < c.end && kh_doc_is_noun(d, k + 1);
}

static bool has_other_verb(const kh_headlines *h, const kh_doc *d, clause c, uint32_t t) {
  for (uint32_t k = c.begin; k < c.end; k++) {
    if (k == t || (k + 1 == t && is_listed(h, d, k)) || (k == t + 1 && is_attribute(d, c, k))) continue;
    if (d->tok.upos[k] == KH_UPOS_AUX || (d->tok.upos[k] == KH_UPOS_VERB && d->tok.morph[k] & KH_MORPH_FIN)) return true;
  }
  return false;
}

/* Are those who stand before t several ("troops", "police in Lima", "the army and its allies", "Iran, US")? */
static bool are_several(const kh_headlines *h, const kh_doc *d, clause c, uint32_t t) {
  uint32_t end = c.begin + 1;
  while (end < t && d->tok.upos[end] != KH_UPOS_ADP) end++;
  if (d->tok.morph[end - 1] & KH_MORPH_PLUR || is_listed(h, d, end - 1)) return true;
  uint32_t commas = 0;
  for (uint32_t k = c.begin + 1; k + 1 < end; k++) {
    if (d->tok.upos[k] == KH_UPOS_CCONJ) return true;
    commas += kh_str_is(d->tok.form[k], ",");
  }
  return commas == 1 && end == t;
}

/* Where the verb that is read for t, behind those words and before these, stands in the pool. */
static bool stand_in(const kh_headlines *h, const kh_doc *d, clause c, uint32_t t, uint32_t *at) {
  uint32_t any;
  bool known = false;
  for (int i = 0; i < 4 && !known; i++) known = kh_lookup_get(&h->verbs[i], d->tok.lower[t], d->tok.lower_hash[t], &any);
  if (!known || !(kh_doc_is_noun(d, t - 1) || d->tok.ner[t - 1] || is_listed(h, d, t - 1))) return false;
  uint8_t u = d->tok.upos[t + 1];
  bool object = kh_doc_is_noun(d, t + 1) || is_attribute(d, c, t + 1) || u == KH_UPOS_ADJ || u == KH_UPOS_NUM || u == KH_UPOS_DET || u == KH_UPOS_PRON,
       bare = u == KH_UPOS_ADP || u == KH_UPOS_ADV || u == KH_UPOS_SCONJ || u == KH_UPOS_PART;
  if (!object && !bare) return false;
  return kh_lookup_get(&h->verbs[2 * !are_several(h, d, c, t) + bare], d->tok.lower[t], d->tok.lower_hash[t], at);
}

static bool is_people(const kh_doc *d, uint32_t t) {
  const kh_str f = d->tok.form[t];
  return d->tok.upos[t] == KH_UPOS_ADJ && f.n && f.s[0] >= 'A' && f.s[0] <= 'Z';
}

/* "Russian, Ukrainian negotiators meet": of two peoples at the head of a line, the first one tells of the noun too. */
static void list_peoples(kh_doc *d, const kh_sentence *s) {
  uint32_t first = s->tok_begin, second = first + 2;
  if (!is_people(d, first) || !is_people(d, second) || !kh_str_is(d->tok.form[first + 1], ",")) return;
  uint32_t noun = d->tok.head[second];
  if (noun == KH_NONE || noun <= second || noun >= s->tok_end || d->tok.deprel[second] != KH_DEP_AMOD || !kh_doc_is_noun(d, noun)) return;
  if (d->tok.deprel[first] != KH_DEP_AMOD || d->tok.head[first] == KH_NONE) return;      /* never the root */
  d->tok.head[first] = noun;
}

void kh_headlines_read(const kh_headlines *h, const kh_net *net, kh_doc *d, kh_net_names *names, kh_arena *scratch, kh_stand_ins *out) {
  if (!h->pool) return;
  bool *line = KH_ARRAY(scratch, bool, d->sentence_count + 1);
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    const kh_sentence *s = &d->sentences[i];
    line[i] = false;
    if (!is_line(d, s)) continue;
    for (uint32_t t = s->tok_begin + 1, at; t + 1 < s->tok_end && !line[i]; t++) {
      clause c = clause_of(h, d, s, t);
      if (t == c.begin || t + 1 == c.end || !stand_in(h, d, c, t, &at) || is_verb_already(d, s, t) || has_other_verb(h, d, c, t)) continue;
      kh_str form = kh_pool_at(h->pool, h->pool_bytes, at);
      KH_PUSH(scratch, out, ((kh_stand_in){t, form, form, kh_hash_str(form)}));
      line[i] = true;
    }
  }
  if (out->n) {
    kh_stand_ins_swap(d, out);
    kh_net_run_some(net, d, line, names, scratch);
  }
  for (uint32_t i = 0; i < d->sentence_count; i++)
    if (is_line(d, &d->sentences[i])) list_peoples(d, &d->sentences[i]);
}

/* A line that ends without a mark. */
static bool is_bare_line(const kh_doc *d, const kh_sentence *s) {
  return is_line(d, s) && d->tok.upos[s->tok_end - 1] != KH_UPOS_PUNCT;
}

static bool is_past_participle(const kh_doc *d, uint32_t t) {
  const uint32_t both = KH_MORPH_PART | KH_MORPH_PAST;
  return d->tok.upos[t] == KH_UPOS_VERB && (d->tok.morph[t] & both) == both;
}

/* What the network hangs on a noun that it takes for the line's root is what that noun does or what befalls it. */
static void make_clause(kh_doc *d, const kh_sentence *s, uint32_t who, uint32_t told) {
  for (uint32_t k = s->tok_begin; k < s->tok_end; k++)
    if (d->tok.head[k] == who && (k > told || d->tok.deprel[k] == KH_DEP_OBL_UNMARKED)) d->tok.head[k] = told;
  d->tok.head[told] = KH_NONE, d->tok.deprel[told] = KH_DEP_ROOT;
  d->tok.head[who] = told, d->tok.deprel[who] = KH_DEP_NSUBJ;
}

/* "Nine shot in Lagos", "Hundreds held after rally": a number alone, and a participle: the first is whom the second befell, whichever of the two the network
 * hangs on the other. */
static void count_befallen(const kh_headlines *h, kh_doc *d, const kh_sentence *s, uint32_t t) {
  uint32_t any, told = t + 1;
  bool number = d->tok.upos[t] == KH_UPOS_NUM, many = kh_lookup_get(&h->counts, d->tok.lower[t], d->tok.lower_hash[t], &any);
  if ((!number && !many) || told >= s->tok_end || !is_past_participle(d, told)) return;
  if (d->tok.head[t] == told && d->tok.head[told] == KH_NONE && d->tok.deprel[t] == KH_DEP_NUMMOD) d->tok.deprel[t] = KH_DEP_NSUBJ;
  else if (d->tok.head[t] == KH_NONE && d->tok.head[told] == t && d->tok.deprel[told] == KH_DEP_ACL) make_clause(d, s, t, told);
}

/* "Thai activist, 21, charged": what stands behind an age is what befell him. */
static void befallen_behind_age(kh_doc *d, const kh_sentence *s) {
  for (uint32_t t = s->tok_begin; t + 4 < s->tok_end; t++) {
    uint32_t age = t + 2, told = t + 4;
    if (d->tok.head[t] != KH_NONE || !kh_doc_is_noun(d, t)) continue;
    if (!kh_str_is(d->tok.form[t + 1], ",") || d->tok.upos[age] != KH_UPOS_NUM || !kh_str_is(d->tok.form[t + 3], ",") || d->tok.head[age] != t ||
        d->tok.head[told] != t || d->tok.upos[told] != KH_UPOS_VERB || !(d->tok.morph[told] & KH_MORPH_PAST))
      return;
    d->tok.deprel[age] = KH_DEP_APPOS;
    make_clause(d, s, t, told);
    return;
  }
}

/* The colon behind the few words, all of names, nouns and what tells of them, that such a line opens with; or KH_NONE. */
static uint32_t colon_of(const kh_doc *d, const kh_sentence *s) {
  enum { LABEL = 6 };
  for (uint32_t t = s->tok_begin; t < s->tok_end && t <= s->tok_begin + LABEL; t++) {
    uint8_t u = d->tok.upos[t];
    if (kh_str_is(d->tok.form[t], ":")) return t > s->tok_begin && t + 2 < s->tok_end ? t : KH_NONE;
    if (u != KH_UPOS_PROPN && u != KH_UPOS_NOUN && u != KH_UPOS_ADJ && u != KH_UPOS_NUM && u != KH_UPOS_PART && !kh_str_is(d->tok.form[t], "-")) return KH_NONE;
  }
  return KH_NONE;
}

/* "Chad: editor held", where what is told hangs on what it is about: it is told as if that were not there, and what it is about hangs on it. */
static void tell_behind_colon(kh_doc *d, const kh_sentence *s) {
  uint32_t colon = colon_of(d, s), about = KH_NONE, told = KH_NONE;
  for (uint32_t t = s->tok_begin; colon != KH_NONE && t < colon; t++)
    if (d->tok.head[t] == KH_NONE || d->tok.head[t] > colon) {
      if (about != KH_NONE) return;
      about = t;
    }
  if (about == KH_NONE) return;
  for (uint32_t t = colon + 1; t < s->tok_end && told == KH_NONE; t++)
    if (d->tok.head[t] == about && (d->tok.deprel[t] == KH_DEP_PARATAXIS || d->tok.deprel[t] == KH_DEP_APPOS)) told = t;
  for (uint32_t t = colon + 1; told != KH_NONE && t < told; t++)      /* "Chad: we will leave": its own words */
    if (d->tok.head[t] == told && d->tok.upos[t] == KH_UPOS_PRON) return;
  uint32_t says = d->tok.head[about];
  if (told == KH_NONE || (says != KH_NONE && (says < told || d->tok.upos[says] != KH_UPOS_VERB || d->tok.deprel[about] != KH_DEP_NSUBJ))) return;
  for (uint32_t t = colon + 1; t < s->tok_end; t++)
    if (d->tok.head[t] == about && t != told) d->tok.head[t] = says == KH_NONE ? told : says;
  d->tok.head[told] = says, d->tok.deprel[told] = says == KH_NONE ? KH_DEP_ROOT : KH_DEP_CCOMP;
  d->tok.head[about] = says == KH_NONE ? told : says, d->tok.deprel[about] = KH_DEP_OBL_UNMARKED;
}

/* "Bomb kills nine: police", "'No talks' - envoy": few words behind the last colon or dash belong to no noun before it. */
static void tail_apart(kh_doc *d, const kh_sentence *s) {
  enum { TAIL = 5, TOLD = 3 };
  uint32_t mark = s->tok_end - 1, root = s->tok_begin, head = KH_NONE;
  while (mark > s->tok_begin && mark + TAIL + 1 > s->tok_end && (kh_doc_is_noun(d, mark) || d->tok.upos[mark] == KH_UPOS_ADJ)) mark--;
  if (mark + 1 == s->tok_end || mark < s->tok_begin + TOLD || !(kh_str_is(d->tok.form[mark], ":") || kh_is_dash_between_blanks(&d->tok, mark))) return;
  while (root < s->tok_end && d->tok.head[root] != KH_NONE) root++;
  for (uint32_t t = mark + 1; t < s->tok_end; t++)
    if (d->tok.head[t] == KH_NONE || d->tok.head[t] <= mark) {
      if (head != KH_NONE) return;
      head = t;
    }
  if (head == KH_NONE || root >= mark) return;
  d->tok.head[head] = root, d->tok.deprel[head] = KH_DEP_PARATAXIS;
}

/* Where its words begin behind a colon and what rounds a number ("at least", "up to", "more than"). */
static uint32_t number_of(const kh_doc *d, const kh_sentence *s) {
  uint32_t colon = colon_of(d, s), t = colon == KH_NONE ? s->tok_begin : colon + 1, last = t + 2;
  while (t < last && t + 2 < s->tok_end && (d->tok.upos[t] == KH_UPOS_ADP || d->tok.upos[t] == KH_UPOS_ADJ || d->tok.upos[t] == KH_UPOS_ADV)) t++;
  return t;
}

void kh_headlines_mend(const kh_headlines *h, kh_doc *d) {
  for (uint32_t i = 0; h->pool && i < d->sentence_count; i++) {
    const kh_sentence *s = &d->sentences[i];
    if (!is_bare_line(d, s)) continue;
    tail_apart(d, s);
    tell_behind_colon(d, s);
    count_befallen(h, d, s, number_of(d, s));
    befallen_behind_age(d, s);
  }
}
