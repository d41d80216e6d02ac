/* name_train.c: trains the namer: a conditional random field over hashed features, by AdaGrad. */
#include <math.h>
#include <stdlib.h>

#include "learn.h"
#include "parse/name_int.h"
#include "parse/net.h"

enum { BATCH = 4096 /* words that the base parser reads together */, EACH = 3 /* of the features, add_habits */ };

typedef struct chain {
  lin_data *d;
  kh_name_model m;
  learner tag, pair;
  uint32_t *head;             /* in the sentence */
  uint8_t *deprel, *upos, *seen, *none;
  uint16_t *phrase, *no_phrase;
  /* of one sentence */
  uint32_t longest, habits, *feature, *pair_feature, *features, *pair_features;
  float *score;
  bool *may;
  kh_name_chain names;
  kh_name_run *runs;
} chain;

/* ---- tags and trees by a finished parser ---- */

static void fill_doc(const lin_data *d, const kh_gold *s, size_t n, kh_doc *doc) {
  uint32_t from = s[0].begin;
  kh_doc_tokens_alloc(doc, s[n - 1].end - from);
  kh_tokens *t = &doc->tok;
  doc->sentences = KH_ARRAY(doc->arena, kh_sentence, n);
  doc->sentence_count = (uint32_t)n;
  for (size_t i = 0; i < n; i++) doc->sentences[i] = (kh_sentence){.tok_begin = s[i].begin - from, .tok_end = s[i].end - from};
  for (uint32_t k = 0; k < t->n; k++) t->form[k] = d->form[from + k], t->lower[k] = d->lower[from + k], t->lower_hash[k] = d->hash[from + k];
}

static void take_reading(chain *c, const kh_gold *s, size_t n, const kh_doc *doc) {
  const kh_tokens *t = &doc->tok;
  for (size_t i = 0; i < n; i++)
    for (uint32_t k = s[i].begin; k < s[i].end; k++) {
      uint32_t at = k - s[0].begin;
      c->d->kind[k] = kh_lin_kind(t->upos[at], kh_str_of(doc->labels->xpos[t->xpos[at]]));
      c->upos[k] = t->upos[at];
      c->deprel[k] = t->deprel[at];
      c->head[k] = t->head[at] == KH_NONE ? KH_NONE : t->head[at] - doc->sentences[i].tok_begin;
    }
}

static kh_status read_batch(chain *c, const kh_net *net, const kh_gold *s, size_t n, kh_arena *scratch) {
  kh_doc *doc = kh_doc_new(0);
  kh_guard g, h;
  kh_status st = KH_OK;
  if (!doc) return KH_E_MEMORY;
  kh_arena_guard(doc->arena, &g);
  kh_arena_guard(scratch, &h);
  if (setjmp(g.env) || setjmp(h.env)) st = KH_E_MEMORY;
  else {
    fill_doc(c->d, s, n, doc);
    kh_net_run(net, doc, NULL, scratch);
    take_reading(c, s, n, doc);
  }
  kh_arena_unguard(scratch, &h);
  kh_arena_unguard(doc->arena, &g);
  kh_arena_free(doc->arena);
  return st;
}

static kh_status read_corpus(chain *c, const kh_net *net, kh_error *err) {
  const kh_corpus *corpus = c->d->corpus;
  kh_arena *scratch = kh_arena_new(0);
  kh_status s = scratch ? KH_OK : KH_E_MEMORY;
  for (size_t i = 0, end; !s && i < corpus->sentences.n; i = end) {
    for (end = i + 1; end < corpus->sentences.n && corpus->sentences.at[end].end - corpus->sentences.at[i].begin <= BATCH;) end++;
    kh_arena_reset(scratch);
    s = read_batch(c, net, &corpus->sentences.at[i], end - i, scratch);
  }
  kh_arena_free(scratch);
  return s ? kh_fail(err, s, "not enough memory") : KH_OK;
}

/* ---- what a report says elsewhere ---- */

static void make_context(chain *c) {
  const kh_corpus *corpus = c->d->corpus;
  const lin_data *d = c->d;
  for (size_t i = 0, end; i < corpus->sentences.n; i = end) {
    const kh_gold *s = &corpus->sentences.at[i];
    for (end = i + 1; end < corpus->sentences.n && end - i < NAME_STRETCH && kh_str_eq(corpus->sentences.at[end].doc, s->doc); end++) {}
    kh_name_seen(d->atom[0] + s->begin, d->hash + s->begin, corpus->sentences.at[end - 1].end - s->begin, c->seen + s->begin, d->a);
    for (size_t k = i; k < end; k++) {
      uint32_t b = corpus->sentences.at[k].begin, n = corpus->sentences.at[k].end - b;
      kh_name_phrases(&c->m, d->atom[0] + b, d->hash + b, d->form + b, n, c->phrase + b);
      c->longest = n > c->longest ? n : c->longest;
    }
  }
}

/* ---- learning ---- */

/* Where names are marked by other habits than those wanted, each third feature comes a second time as one of these habits, which takes up what only
 * they teach (feature augmentation: Daumé 2007). The program has none of them to look up. */
static uint32_t add_habits(uint32_t habits, uint32_t *f, uint32_t n) {
  uint32_t all = n;
  for (uint32_t k = 0; k < all && habits && n < LIN_MAX_FEATURES; k += EACH) f[n++] = kh_lin_hash(500 + habits, f[k], 0, 0);
  return n;
}

static void score_chain(chain *c, const kh_name_sentence *s) {
  const uint32_t tags = c->m.tags;
  int32_t score[LIN_MAX_CLASSES];
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t *f = c->feature + (size_t)i * LIN_MAX_FEATURES;
    if (!c->may[i]) continue;
    c->features[i] = learner_drop(&c->tag, &c->d->random, f, add_habits(c->habits, f, kh_name_features(s, c->runs, c->m.trees, i, f)));
    kh_lin_scores(&c->m.tag, f, c->features[i], score);
    for (uint32_t k = 0; k < tags; k++) c->score[i * tags + k] = (float)score[k] / LIN_UNIT;
    if (!i) continue;
    f = c->pair_feature + (size_t)i * LIN_MAX_FEATURES;
    c->pair_features[i] = learner_drop(&c->pair, &c->d->random, f, kh_name_pair_features(s, i, f));
    kh_lin_scores(&c->m.pair, f, c->pair_features[i], score);
    for (uint32_t k = 0; k < tags * tags; k++) c->names.pairs[(size_t)i * tags * tags + k] = (float)score[k] / LIN_UNIT;
  }
}

static void learn_sentence(chain *c, const kh_name_sentence *s, const uint8_t *gold, double *loss) {
  const uint32_t tags = c->m.tags;
  float g[LIN_MAX_CLASSES];
  kh_name_candidates(s, c->may);
  kh_name_runs(s, c->runs);
  for (uint32_t i = 0; i < s->n; i++) c->may[i] |= gold[i] != 0;
  score_chain(c, s);
  const kh_name_chain *names = &c->names;
  float all = kh_name_sum(&c->names, s->n);
  for (uint32_t i = 0; i < s->n; i++) {
    if (!c->may[i]) continue;
    for (uint32_t k = 0; k < tags; k++) {
      float x = names->upto[i * tags + k] + names->after[i * tags + k] - all;
      g[k] = x > -30 ? expf(x) : 0;
    }
    *loss -= logf(g[gold[i]] > 1e-9f ? g[gold[i]] : 1e-9f);
    g[gold[i]] -= 1;
    learner_step(&c->tag, c->feature + (size_t)i * LIN_MAX_FEATURES, c->features[i], g);
    if (!i) continue;
    for (uint32_t j = 0; j < tags; j++)
      for (uint32_t k = 0; k < tags; k++) {
        float x = kh_name_follows(c->m.label[j], c->m.label[k]) ? names->upto[(i - 1) * tags + j] + names->pairs[(size_t)i * tags * tags + j * tags + k] + c->score[i * tags + k] +
                      names->after[i * tags + k] - all : -100;
        g[j * tags + k] = x > -30 ? expf(x) : 0;
      }
    g[gold[i - 1] * tags + gold[i]] -= 1;
    learner_step(&c->pair, c->pair_feature + (size_t)i * LIN_MAX_FEATURES, c->pair_features[i], g);
  }
}

static kh_name_sentence sentence_of(const chain *c, size_t i, int letter_case, uint32_t n) {
  const lin_data *d = c->d;
  uint32_t b = d->corpus->sentences.at[i].begin;
  return (kh_name_sentence){.n = n, .headline = kh_name_is_headline(d->atom[letter_case] + b, n), .atom = d->atom[letter_case] + b, .kind = d->kind + b, .upos = c->upos + b, .head = c->head + b,
                            .deprel = c->deprel + b, .phrase = letter_case == 2 ? c->no_phrase : c->phrase + b, .seen = letter_case ? c->none : c->seen + b};
}

static kh_status learn_all(chain *c, int epochs, kh_error *err) {
  lin_data *d = c->d;
  size_t count;
  uint32_t *order = lin_order(d, &count);
  for (int e = 0; e < epochs; e++, c->tag.counting = c->pair.counting = false) {
    double loss = 0;
    size_t words = 0;
    lin_shuffle(d, order, count);
    for (size_t k = 0; k < count; k++) {
      const uint8_t *gold = d->gold_name + d->corpus->sentences.at[order[k]].begin;
      if (*gold == UINT8_MAX) continue;
      int letter_case;
      lin_sentence v = lin_varied(d, order[k], false, &letter_case);
      kh_name_sentence s = sentence_of(c, order[k], letter_case, v.n);
      c->habits = d->corpus->sentences.at[order[k]].habits;
      learn_sentence(c, &s, gold, &loss);
      words += s.n;
    }
    lin_say(d, "names, epoch %d: loss %.4f a word", e + 1, loss / (double)(words ? words : 1));
    if (2 * e < epochs) continue;                       /* the mean of the later epochs is what is kept */
    kh_status s = learner_add(&c->tag, err);
    if (!s) s = learner_add(&c->pair, err);
    if (s) return s;
  }
  learner_mean(&c->tag);
  learner_mean(&c->pair);
  return KH_OK;
}

static void chain_new(chain *c, lin_data *d, uint32_t tags) {
  size_t n = d->words + 1u;
  kh_arena *a = d->a;
  c->d = d;
  c->m.label = d->names.at, c->m.tags = tags;
  c->head = KH_ARRAY(a, uint32_t, n), c->deprel = KH_ARRAY(a, uint8_t, n), c->upos = KH_ARRAY(a, uint8_t, n);
  c->seen = KH_ARRAY(a, uint8_t, n), c->phrase = KH_ARRAY(a, uint16_t, n);
}

static void chain_rooms(chain *c) {
  kh_arena *a = c->d->a;
  size_t n = c->longest + 1u, tags = c->m.tags;
  c->none = KH_ARRAY(a, uint8_t, n), c->no_phrase = KH_ARRAY(a, uint16_t, n), c->may = KH_ARRAY(a, bool, n), c->runs = KH_ARRAY(a, kh_name_run, n);
  c->feature = KH_ARRAY(a, uint32_t, n * LIN_MAX_FEATURES), c->pair_feature = KH_ARRAY(a, uint32_t, n * LIN_MAX_FEATURES);
  c->features = KH_ARRAY(a, uint32_t, n), c->pair_features = KH_ARRAY(a, uint32_t, n);
  c->score = KH_ARRAY(a, float, n * tags);
  c->names = kh_name_chain_new(c->longest, c->m.tags, c->m.label, a);
  c->names.score = c->score, c->names.may = c->may;
}

static void pack(const chain *c, const lin_weights *tag, const lin_weights *pair, kh_pack *out) {
  const lin_data *d = c->d;
  float unit[3] = {pair->unit / tag->unit, c->m.trees, tag->unit};
  lin_weights_pack(tag, out, "name");
  lin_weights_pack(pair, out, "name.pair");
  kh_pack_add(out, "name.unit", unit, sizeof *unit, 3);
  kh_pack_add(out, "name.labels", d->names.at, 1, d->names.n);
  kh_listed_pack(&c->m.phrases, out, "name.phrases");
  kh_listed_pack(&d->m.clusters, out, "name.clusters");
}

kh_status lin_train_names(lin_data *d, const kh_name_lists *lists, const kh_net *net, uint32_t bytes, int epochs, kh_pack *out, kh_error *err) {
  chain c = {0};
  lin_weights tag = {0}, pair = {0};
  uint32_t tags = (uint32_t)d->names.n;
  if (tags > NAME_TAGS) return kh_fail(err, KH_E_LIMIT, "%u name tags: at most %d can be learned", tags, NAME_TAGS);
  chain_new(&c, d, tags);
  if (net) {
    kh_status read = read_corpus(&c, net, err);
    if (read) return read;
    c.m.trees = true;
  }
  for (uint32_t i = 0; !net && i < d->words; i++)
    c.upos[i] = d->tags.at[d->tag[i]].upos, d->kind[i] = kh_lin_kind(c.upos[i], d->xpos.at[d->tags.at[d->tag[i]].xpos]);
  kh_status s = kh_name_lists_phrases(lists, d->a, &c.m.phrases, err);
  if (s) return s;
  make_context(&c);
  chain_rooms(&c);
  s = learner_new(&c.tag, &c.m.tag, tags, bytes / 8 * 7, err);
  if (!s) s = learner_new(&c.pair, &c.m.pair, tags * tags, bytes / 8, err);
  c.tag.drop = c.pair.drop = .4f;
  if (!s) s = learn_all(&c, epochs, err);
  if (!s) s = learner_quantise(&c.tag, &tag, err);
  if (!s) s = learner_quantise(&c.pair, &pair, err);
  if (!s) pack(&c, &tag, &pair, out);
  lin_weights_free(&tag);
  lin_weights_free(&pair);
  learner_free(&c.tag);
  learner_free(&c.pair);
  return s;
}
