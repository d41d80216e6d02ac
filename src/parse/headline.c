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
