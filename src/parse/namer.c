/* namer.c: the namer's tables, checked, and its way through a document. */
#include <math.h>
#include <stdlib.h>

#include "parse/name_int.h"
#include "parse/namer.h"

/* Chosen on development sets: how much the network's opinion, a word's other places and pairs of tags count, what speaks against a name at all, and how
 * likely a name must be. */
static const float OPINION = .3f, SHARED = .3f, PAIRS = 1.25f, CAUTION = 1, LIKELY = .65f;

struct kh_namer {
  kh_name_model m;
  uint32_t kinds;        /* set of the kinds of names that it knows; others are left to whoever marked them */
};

kh_status kh_namer_open(const kh_model *weights, kh_namer **out, kh_error *err) {
  size_t tags, units;
  *out = NULL;
  const uint8_t *labels = kh_model_table(weights, "name.labels", 1, &tags);
  if (!labels) return KH_OK;
  const float *unit = kh_model_table(weights, "name.unit", sizeof *unit, &units);
  if (!unit || units != 3) return kh_fail(err, KH_E_DATA, "the model's names are of an older version: train them again (scripts/train_names)");
  kh_namer *n = calloc(1, sizeof *n);
  if (!n) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_name_model *m = &n->m;
  if (tags > NAME_TAGS) tags = 0;
  kh_status s = kh_lin_cells_open(weights, "name", (uint32_t)tags, &m->tag, err);
  if (!s) s = kh_lin_cells_open(weights, "name.pair", (uint32_t)(tags * tags), &m->pair, err);
  m->label = labels;
  m->tags = (uint32_t)tags;
  m->pair_unit = unit[0];
  m->trees = unit[1] != 0;
  m->unit = unit[2];
  bool good = labels[0] == 0 && isfinite(unit[0]) && fabsf(unit[0]) < 1e6f && unit[2] > 1e-6f && unit[2] < 1e6f && kh_listed_open(weights, "name.listed", &m->words.listed) &&
              kh_listed_open(weights, "name.phrases", &m->phrases) && kh_listed_open(weights, "name.clusters", &m->words.clusters);
  for (size_t i = 0; i < tags; i++) {
    good &= labels[i] < 2 * KH_ENTITY_COUNT;
    n->kinds |= 1u << (labels[i] / 2 & 31);
  }
  if (!s && !good) s = kh_fail(err, KH_E_DATA, "table name.labels is damaged");
  if (s) {
    free(n);
    return s;
  }
  *out = n;
  return KH_OK;
}

void kh_namer_close(kh_namer *n) { free(n); }

/* ---- what speaks for each tag ---- */

/* Adds what the network thinks: of no name, the best of what this namer does not know. */
static void add_opinion(const kh_namer *n, const kh_net_names *names, uint32_t token, float *score) {
  const float *x = names->score + (size_t)token * names->count;
  for (uint32_t k = 0; k < n->m.tags; k++) {
    float best = -1e30f;
    for (uint32_t j = 0; j < names->count; j++)
      if ((names->label[j] == n->m.label[k] || (k == 0 && !(n->kinds >> (names->label[j] / 2) & 1))) && x[j] > best) best = x[j];
    if (best > -1e29f) score[k] += OPINION * best;
  }
}

/* Each word's scores, in natural logarithms; of words that may be in names. */
static void score_words(const kh_namer *n, const kh_name_sentence *s, const kh_name_run *runs, const kh_net_names *names, uint32_t first, const bool *may, float *score) {
  uint32_t f[LIN_MAX_FEATURES], tags = n->m.tags;
  int32_t sum[LIN_MAX_CLASSES];
  for (uint32_t i = 0; i < s->n; i++) {
    if (!may[i]) continue;
    kh_lin_scores(&n->m.tag, f, kh_name_features(s, runs, n->m.trees, i, f), sum);
    for (uint32_t k = 0; k < tags; k++) score[i * tags + k] = (float)sum[k] * n->m.unit;
    if (!names->score) continue;
    add_opinion(n, names, first + i, score + i * tags);
    score[i * tags] += CAUTION;
  }
}

static void score_pairs(const kh_name_model *m, const kh_name_sentence *s, const bool *may, float *pairs) {
  const uint32_t cells = m->tags * m->tags;
  uint32_t f[LIN_MAX_FEATURES];
  int32_t sum[LIN_MAX_CLASSES];
  for (uint32_t i = 1; i < s->n; i++) {
    if (!may[i]) continue;
    kh_lin_scores(&m->pair, f, kh_name_pair_features(s, i, f), sum);
    for (uint32_t k = 0; k < cells; k++) pairs[(size_t)i * cells + k] = (float)sum[k] * m->pair_unit * m->unit * PAIRS;
  }
}

/* ---- one word, one report ---- */

/* What a report says of a word in all of its places: how the kinds stand to the best of them, summed up. */
typedef struct shared { uint64_t hash; uint32_t n; float kind[KH_ENTITY_COUNT]; } shared;

static shared *shared_of(shared *table, size_t mask, uint64_t hash) {
  size_t at = hash & mask;
  while (table[at].n && table[at].hash != hash) at = (at + 1) & mask;
  table[at].hash = hash;
  return &table[at];
}

static void of_kinds(const kh_name_model *m, const float *score, float *kind) {
  float top = -1e30f;
  for (uint32_t k = 0; k < KH_ENTITY_COUNT; k++) kind[k] = -1e30f;
  for (uint32_t k = 0; k < m->tags; k++) {
    float *x = &kind[m->label[k] / 2];
    if (score[k] > *x) *x = score[k];
    if (score[k] > top) top = score[k];
  }
  for (uint32_t k = 0; k < KH_ENTITY_COUNT; k++) kind[k] = kind[k] > -1e29f ? kind[k] - top : 0;
}

/* Names of states and peoples stand in names of everything else. */
static bool shares(const lin_atom *a, bool may) { return may && (a->flags & LIN_CAP) && !(a->list & (7u << 3 * NAME_STATE | 7u << 3 * NAME_PEOPLE)); }

/* Adds to a word's scores the mean of what its other places in the report say. */
static void share(const kh_name_model *m, const lin_atom *atom, const uint64_t *hash, const bool *may, uint32_t words, float *score, kh_arena *scratch) {
  size_t size = 64;
  while (size < 2 * (size_t)words) size *= 2;
  shared *table = KH_ARRAY(scratch, shared, size);
  float kind[KH_ENTITY_COUNT];
  for (uint32_t i = 0; i < words; i++) {
    if (!shares(&atom[i], may[i])) continue;
    shared *x = shared_of(table, size - 1, hash[i]);
    of_kinds(m, score + (size_t)i * m->tags, kind);
    x->n++;
    for (uint32_t k = 0; k < KH_ENTITY_COUNT; k++) x->kind[k] += kind[k];
  }
  for (uint32_t i = 0; i < words; i++) {
    if (!shares(&atom[i], may[i])) continue;
    const shared *x = shared_of(table, size - 1, hash[i]);
    if (x->n < 2) continue;
    float *own = score + (size_t)i * m->tags;
    of_kinds(m, own, kind);
    for (uint32_t k = 0; k < m->tags; k++) own[k] += SHARED * (x->kind[m->label[k] / 2] - kind[m->label[k] / 2]) / (float)(x->n - 1);
  }
}

/* ---- a document ---- */

static void mark(const kh_namer *n, kh_tokens *t, uint32_t at, uint8_t mine, uint8_t before) {
  uint8_t *ner = &t->ner[at];
  bool others = mine == 0 && !(n->kinds >> (*ner / 2 & 31) & 1);
  if (!others) *ner = mine;
  else if (before / 2 != *ner / 2) *ner |= 1;   /* what came before it is now a name of ours */
}

/* The end of the sender of a letter whose name stands in marks before the address (RFC 5322, display-name: "Roe, Jane" <jroe@example.org>), from the opening
 * mark at t, or KH_NONE. */
static uint32_t sender_end(const kh_doc *d, uint32_t t, uint32_t end) {
  enum { MOST = 6 };
  const kh_tokens *k = &d->tok;
  uint32_t close = t + 1;
  if (!kh_str_is(k->form[t], "\"")) return KH_NONE;
  while (close < end && close <= t + MOST && !kh_str_is(k->form[close], "\"")) close++;
  if (close == t + 1 || close > t + MOST || close + 2 >= end || !kh_str_is(k->form[close + 1], "<")) return KH_NONE;
  return memchr(k->form[close + 2].s, '@', k->form[close + 2].n) ? close : KH_NONE;
}

/* Senders are persons, whatever their names look like, unless a body's word is in them or a name has been found there that is none of a person. */
static void mark_senders(const kh_namer *n, kh_doc *d, const lin_atom *atom, uint32_t begin, uint32_t end) {
  if (!(n->kinds >> KH_ENTITY_PER & 1)) return;
  for (uint32_t t = begin; t + 4 < end; t++) {
    uint32_t close = sender_end(d, t, end);
    bool person = close != KH_NONE && atom[t + 1 - begin].flags & (LIN_CAP | LIN_INNERCAP) && d->tok.upos[t + 1] != KH_UPOS_DET;
    for (uint32_t k = t + 1; person && k < close; k++)
      person = (d->tok.ner[k] == 0 || d->tok.ner[k] / 2 == KH_ENTITY_PER) && !(atom[k - begin].list >> 3 * NAME_HEAD & 7) && !(atom[k - begin].flags & LIN_DIGIT);
    for (uint32_t k = t + 1; person && k < close; k++) d->tok.ner[k] = (uint8_t)(2 * KH_ENTITY_PER + (k == t + 1));
  }
}

void kh_namer_run(const kh_namer *n, kh_doc *d, const kh_net_names *names, kh_arena *scratch) {
  kh_tokens *t = &d->tok;
  const kh_labels *l = d->labels;
  uint32_t *kinds = KH_ARRAY(scratch, uint32_t, (size_t)l->xpos_count * KH_UPOS_COUNT + 1), longest = 0;   /* by xpos and upos */
  for (uint32_t x = 0; x < l->xpos_count; x++)
    for (uint8_t u = 0; u < KH_UPOS_COUNT; u++) kinds[x * KH_UPOS_COUNT + u] = kh_lin_kind(u, kh_str_of(l->xpos[x]));
  lin_atom *atom = KH_ARRAY(scratch, lin_atom, t->n + 1u);
  uint8_t *seen = KH_ARRAY(scratch, uint8_t, t->n + 1u);
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    uint32_t b = d->sentences[i].tok_begin, words = d->sentences[i].tok_end - b;
    kh_lin_atoms(&n->m.words, t->form + b, t->lower + b, t->lower_hash + b, t->space_after + b, words, atom + b);
    longest = words > longest ? words : longest;
  }
  uint32_t *kind = KH_ARRAY(scratch, uint32_t, t->n + 1u), *head = KH_ARRAY(scratch, uint32_t, t->n + 1u);
  uint16_t *phrase = KH_ARRAY(scratch, uint16_t, t->n + 1u);
  bool *may = KH_ARRAY(scratch, bool, t->n + 1u);
  float *score = kh_alloc_array(scratch, t->n + 1u, n->m.tags * sizeof *score);
  uint8_t *tag = KH_ARRAY(scratch, uint8_t, longest + 1u);
  kh_name_run *runs = KH_ARRAY(scratch, kh_name_run, longest + 1u);
  kh_name_chain chain = kh_name_chain_new(longest, n->m.tags, n->m.label, scratch);
  for (uint32_t i = 0, last; i < d->sentence_count; i = last) {
    last = d->sentence_count - i > NAME_STRETCH ? i + NAME_STRETCH : d->sentence_count;
    uint32_t begin = d->sentences[i].tok_begin, words = d->sentences[last - 1].tok_end - begin;
    kh_name_seen(atom + begin, t->lower_hash + begin, words, seen + begin, scratch);
    for (uint32_t j = i; j < last; j++) {
      uint32_t b = d->sentences[j].tok_begin;
      kh_name_sentence s = {.n = d->sentences[j].tok_end - b, .atom = atom + b, .kind = kind + b, .upos = t->upos + b, .head = head + b, .deprel = t->deprel + b,
                            .phrase = phrase + b, .seen = seen + b};
      s.headline = kh_name_is_headline(s.atom, s.n);
      for (uint32_t k = b; k < b + s.n; k++) {
        kind[k] = t->xpos[k] < l->xpos_count ? kinds[t->xpos[k] * KH_UPOS_COUNT + t->upos[k]] : 0;
        head[k] = t->head[k] == KH_NONE ? KH_NONE : t->head[k] - b;
      }
      kh_name_phrases(&n->m, s.atom, t->lower_hash + b, t->form + b, s.n, phrase + b);
      kh_name_candidates(&s, may + b);
      kh_name_runs(&s, runs);
      score_words(n, &s, runs, names, b, may + b, score + (size_t)b * n->m.tags);
    }
    share(&n->m, atom + begin, t->lower_hash + begin, may + begin, words, score + (size_t)begin * n->m.tags, scratch);
    for (uint32_t j = i; j < last; j++) {
      uint32_t b = d->sentences[j].tok_begin;
      kh_name_sentence s = {.n = d->sentences[j].tok_end - b, .atom = atom + b, .kind = kind + b, .phrase = phrase + b};
      chain.score = score + (size_t)b * n->m.tags, chain.may = may + b;
      score_pairs(&n->m, &s, chain.may, chain.pairs);
      kh_name_best(&chain, s.n, LIKELY, tag);
      for (uint32_t k = 0; k < s.n; k++) mark(n, t, b + k, n->m.label[tag[k]], k ? t->ner[b + k - 1] : 0);
      mark_senders(n, d, s.atom, b, b + s.n);
    }
  }
}
