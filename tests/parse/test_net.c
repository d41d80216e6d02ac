/* The network's kernels against the plain one, the tree decoder against all trees, and damaged weights. */
#include <math.h>
#include <stdlib.h>

#include "../../train/net_pass.h"
#include "../../train/net_train.h"
#include "check.h"
#include "parse/net_kernel.h"

/* ---- kernels ---- */

static uint32_t together;   /* fours of blocks of weights that were found to go together */

static void check_product(const kh_net_kernel *plain, const kh_net_kernel *k, uint32_t in, uint32_t out, size_t rows, kh_net_random *r) {
  uint8_t *x = malloc(rows * (in + 4));
  int8_t *w = malloc((size_t)in * out);
  int32_t *want = calloc(rows * out, sizeof *want), *got = calloc(rows * out, sizeof *got);
  for (size_t i = 0; i < rows * (in + 4); i++) x[i] = kh_net_draw(r) % 4 ? (uint8_t)kh_net_draw(r) : 255;
  for (size_t i = 0; i < (size_t)in * out; i++) w[i] = kh_net_draw(r) % 4 ? (int8_t)(kh_net_draw(r) % 127 - 63) : 63;
  kh_net_matrix m = {.w = w, .in = in, .out = out, .span = in};
  plain->product(&m, rows, x, in + 4, want);
  k->product(&m, rows, x, in + 4, got);
  CHECKF(memcmp(want, got, rows * out * sizeof *got) == 0, "%s: a product of %zu × %u × %u differs", k->name, rows, in, out);
  /* Blocks four by four, as far as their weights let them: a third of the outputs' are as large as can be. */
  for (size_t i = 0; i < (size_t)in * out; i++)
    if (i / 4 % 3) w[i] = (int8_t)(w[i] / 3);
  size_t groups = out / 16;
  kh_net_fours f = {.order = malloc(groups * (in / 4) * sizeof *f.order), .count = malloc(groups * sizeof *f.count),
                    .less = malloc(groups * (in / 16) * 32 * sizeof *f.less), .more = malloc(out * sizeof *f.more)};
  kh_net_order(&m, &f);
  for (uint32_t g = 0; g < groups; g++) {
    uint32_t seen = 0;
    for (uint32_t i = 0; i < in / 4; i++) seen += f.order[g * (in / 4) + i] + 1u;
    CHECK(f.count[g] <= in / 16 && seen == in / 4 * (in / 4 + 1) / 2);   /* each block once */
    together += f.count[g];
  }
  m.fours = &f;
  plain->product(&m, rows, x, in + 4, want);
  k->product(&m, rows, x, in + 4, got);
  CHECKF(memcmp(want, got, rows * out * sizeof *got) == 0, "%s: a product of %zu × %u × %u with blocks in order differs", k->name, rows, in, out);
  free(f.order), free(f.count), free(f.less), free(f.more);
  int64_t sum = 0;
  for (uint32_t i = 0; i < in; i++) sum += (int64_t)x[i] * w[kh_net_cell(in, i, out - 1)];
  CHECK(sum == got[out - 1]);
  free(x), free(w), free(want), free(got);
}

static void check_loops(const kh_net_kernel *plain, const kh_net_kernel *k, kh_net_random *r) {
  enum { H = 48, ROWS = 5 };
  float scale[2 * H], bias[2 * H], state[2][ROWS * H], logits[2][2 * H];
  int32_t sums[3][ROWS * 2 * H];
  uint8_t next[2][ROWS * 100], out[2][ROWS * 120];
  for (int i = 0; i < 2 * H; i++) scale[i] = kh_net_uniform(r) * 1e-4f, bias[i] = 4 * kh_net_uniform(r) - 2;
  for (int j = 0; j < 3; j++)
    for (int i = 0; i < ROWS * 2 * H; i++) sums[j][i] = (int32_t)(kh_net_draw(r) % 100000) - 50000;
  for (int i = 0; i < ROWS * H; i++) state[0][i] = state[1][i] = 2 * kh_net_uniform(r) - 1;
  kh_net_matrix g = {.scale = scale, .bias = bias, .in = H, .out = 2 * H}, s = {.scale = scale, .bias = bias, .in = H, .out = H};
  memset(next, 0, sizeof next), memset(out, 0, sizeof out);
  for (int i = 0; i < 2; i++) {
    const kh_net_kernel *one = i ? k : plain;
    one->gru(&g, &s, &s, ROWS, sums[0], sums[1], sums[2], state[i], next[i], 100, out[i], 120);
    one->logits(&g, sums[0], logits[i]);
  }
  CHECKF(memcmp(state[0], state[1], sizeof state[0]) == 0 && memcmp(next[0], next[1], sizeof next[0]) == 0 &&
             memcmp(out[0], out[1], sizeof out[0]) == 0, "%s: a recurrent step differs", k->name);
  CHECKF(memcmp(logits[0], logits[1], sizeof logits[0]) == 0, "%s: logits differ", k->name);
  for (int i = 0; i < 2; i++) (i ? k : plain)->squash(&g, ROWS, sums[0], out[i]);
  CHECKF(memcmp(out[0], out[1], ROWS * 2 * H) == 0, "%s: squashing differs", k->name);
  for (int i = 0; i < 2; i++) (i ? k : plain)->pair(H / 3, next[0], next[0] + 100, out[i]);
  CHECKF(memcmp(out[0], out[1], H) == 0, "%s: pairs differ", k->name);
  for (int i = 0; i < 2; i++) (i ? k : plain)->arcs(H, sums[0], sums[1], bias, 1e-3f, logits[i]);
  CHECKF(memcmp(logits[0], logits[1], H * sizeof(float)) == 0, "%s: scores of arcs differ", k->name);
  int8_t rows[4 * H];
  uint32_t row[3] = {0, 2, 3};
  for (int i = 0; i < 4 * H; i++) rows[i] = (int8_t)kh_net_draw(r);
  for (int i = 0; i < 2; i++) (i ? k : plain)->embed(H, rows, scale, row, 3, logits[i], out[i]);
  CHECKF(memcmp(out[0], out[1], H) == 0, "%s: sums of rows differ", k->name);
}

static void test_kernels(void) {
  const kh_net_kernel *all[4];
  size_t n = kh_net_kernels(all);
  kh_net_random r = {11};
  if (n == 1) CHECK_SKIP("only the plain kernel runs here");
  for (size_t k = 1; k < n; k++) {
    for (uint32_t in = 16; in <= 208; in += 48)
      for (uint32_t out = 16; out <= 176; out += 32)
        for (size_t rows = 1; rows <= 13; rows++) check_product(all[0], all[k], in, out, rows, &r);
    for (int i = 0; i < 4; i++) check_loops(all[0], all[k], &r);
    CHECK(together > 0);
    printf("%s compared, %u fours of blocks\n", all[k]->name, together);
  }
}

/* ---- trees ---- */

static float total(const float *scores, uint32_t n, const uint32_t *heads) {
  float sum = 0;
  for (uint32_t d = 0; d < n; d++) sum += scores[d * 16 + heads[d]];
  return sum;
}

static bool good_tree(uint32_t n, const uint32_t *heads) {
  uint32_t roots = 0;
  for (uint32_t d = 0; d < n; d++) {
    roots += heads[d] == 0;
    uint32_t v = d + 1, steps = 0;
    while (v && steps++ <= n) v = heads[v - 1];
    if (v || heads[d] > n) return false;
  }
  return roots == 1;
}

static void test_tree(void) {
  kh_net_random r = {17};
  kh_arena *a = kh_arena_new(0);
  kh_net_forest *f = kh_net_forest_new(KH_NET_MAX_SENTENCE, a);
  for (int round = 0; round < 400; round++) {
    uint32_t n = 1 + (uint32_t)(kh_net_draw(&r) % 5), heads[8], every[8] = {0};
    float scores[8 * 16], best = -1e9f;
    for (uint32_t d = 0; d < n; d++)
      for (uint32_t h = 0; h <= n; h++) scores[d * 16 + h] = h == d + 1 ? -1e9f : 10 * kh_net_uniform(&r);
    kh_net_tree(scores, n, 16, heads, f);
    for (;;) {
      if (good_tree(n, every) && total(scores, n, every) > best) best = total(scores, n, every);
      uint32_t d = 0;
      while (d < n && ++every[d] > n) every[d++] = 0;
      if (d == n) break;
    }
    CHECK(good_tree(n, heads));
    CHECKF(fabsf(total(scores, n, heads) - best) < 1e-4f, "a tree of %u words scores %g, the best %g", n, (double)total(scores, n, heads), (double)best);
  }
  enum { N = KH_NET_MAX_SENTENCE };
  float *big = malloc(N * (N + 16) * sizeof *big);
  uint32_t heads[N];
  for (uint32_t d = 0; d < N; d++)
    for (uint32_t h = 0; h <= N; h++) big[d * (N + 16) + h] = h == d + 1 ? -1e9f : kh_net_uniform(&r);
  kh_net_tree(big, N, N + 16, heads, f);
  CHECK(good_tree(N, heads));
  for (uint32_t d = 0; d < N; d++) big[d * (N + 16) + (d % 2 ? d : d + 2)] = 5;     /* all words in pairs that point at each other */
  kh_net_tree(big, N, N + 16, heads, f);
  CHECK(good_tree(N, heads));
  free(big);
  kh_arena_free(a);
}

/* ---- a network of random weights ---- */

static const char *words[] = {"The", "minister", "said", "on", "Monday", "that", "talks", "would", "go", "on", "."};

static void fill_corpus(kh_corpus *c) {
  static const uint32_t heads[] = {1, 2, KH_ROOT, 4, 2, 8, 8, 8, 2, 8, 2};
  static const char *tags[] = {"DET", "NOUN", "VERB", "ADP", "PROPN", "SCONJ", "NOUN", "AUX", "VERB", "ADP", "PUNCT"};
  static const char *relations[] = {"det", "nsubj", "root", "case", "obl", "mark", "nsubj", "aux", "ccomp", "compound:prt", "punct"};
  for (int s = 0; s < 6; s++) {
    kh_gold g = {.begin = (uint32_t)c->words.n};
    for (uint32_t i = 0; i < 11; i++) {
      kh_word w = {.form = kh_str_of(words[i]), .upos = kh_str_of(tags[i]), .xpos = kh_str_of(tags[i]), .deprel = kh_str_of(relations[i]),
                   .lemma = kh_str_of(words[i]), .head = heads[i], .ner = i == 4 ? 2 * KH_ENTITY_LOC + 1 : 0};
      KH_PUSH(c->arena, &c->words, w);
    }
    g.end = (uint32_t)c->words.n;
    KH_PUSH(c->arena, &c->sentences, g);
  }
}

static kh_doc *make_doc(uint32_t n, uint32_t cut) {
  kh_doc *d = kh_doc_new(0);
  kh_doc_tokens_alloc(d, n);
  for (uint32_t i = 0; i < n; i++) {
    d->tok.form[i] = kh_str_of(words[i % 11]);
    d->tok.lower[i] = kh_str_lower(d->arena, d->tok.form[i]);
  }
  d->sentence_count = (n + cut - 1) / cut;
  d->sentences = KH_ARRAY(d->arena, kh_sentence, d->sentence_count);
  for (uint32_t i = 0; i < d->sentence_count; i++)
    d->sentences[i] = (kh_sentence){.tok_begin = i * cut, .tok_end = (i + 1) * cut < n ? (i + 1) * cut : n};
  return d;
}

static void check_doc(const kh_doc *d, const char *what) {
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    uint32_t begin = d->sentences[s].tok_begin, end = d->sentences[s].tok_end, roots = 0;
    bool good = true;
    for (uint32_t t = begin; t < end; t++) {
      uint32_t v = t, steps = 0;
      roots += d->tok.head[t] == KH_NONE;
      good = good && (d->tok.deprel[t] == KH_DEP_ROOT) == (d->tok.head[t] == KH_NONE);
      while (v != KH_NONE && steps++ <= end - begin) {
        good = good && v >= begin && v < end;
        v = good ? d->tok.head[v] : KH_NONE;
      }
      good = good && v == KH_NONE && d->tok.upos[t] < KH_UPOS_COUNT && d->tok.label[t] < d->labels->deprel_count;
      uint8_t ner = d->tok.ner[t];
      if (ner && !(ner & 1)) good = good && t > begin && d->tok.ner[t - 1] / 2 == ner / 2;
    }
    CHECKF(good && roots == 1, "%s: sentence %u of %u words is no tree", what, s, end - begin);
  }
}

/* Trains for moments, writes, opens, reads; then opens what damage makes of it. */
static void test_model(void) {
  kh_corpus c;
  kh_error e = {0};
  CHECK(kh_corpus_new(&c, &e) == KH_OK);
  fill_corpus(&c);
  kh_net_training o = kh_net_training_defaults();
  o.shape = (kh_net_shape){.dim = 16, .hidden = 32, .arc = 16, .label = 16, .tag = 16, .name = 16};
  o.epochs = 120, o.batch = 40, o.word_count = o.affix_count = 1, o.patience = 0, o.rate = 0.01f, o.average = 0.8f;
  o.dropout = (kh_net_dropout){0}, o.noise = (kh_net_noise){0};
  kh_net_lexicon l, l2, l3, l4;
  kh_net_weights w, w2, w3, w4;
  kh_net_score best, best2;
  const char *path = "test_net.khm";
  CHECK(kh_net_train(&o, &c, &c, path, &l, &w, &best, &e) == KH_OK);
  printf("learnt by heart: las %.3f upos %.3f names %.3f\n", best.las, best.upos, best.names);
  CHECK(best.las > 0.99 && best.upos > 0.99 && best.names > 0.99);
  o.one_thread = true;
  CHECK(kh_net_train(&o, &c, &c, NULL, &l2, &w2, &best2, &e) == KH_OK);
  CHECK(memcmp(w.dense, w2.dense, w.at.count * sizeof(float)) == 0 && memcmp(w.rows, w2.rows, w.row_count * w.shape.dim * sizeof(float)) == 0);
  o.start = path, o.epochs = 1, o.rate = 1e-4f;
  CHECK(kh_net_train(&o, &c, &c, NULL, &l4, &w4, &best2, &e) == KH_OK && best2.las > 0.99 && best2.names > 0.99);
  CHECK(kh_net_load(path, &w3, &l3, &e) == KH_OK);
  CHECK(memcmp(w.dense, w3.dense, w.at.count * sizeof(float)) == 0);
  kh_pack *packed = kh_pack_new();
  CHECK(kh_net_pack(&w3, &l3, packed, &e) == KH_OK && kh_pack_write(packed, path, &e) == KH_OK);
  kh_pack_free(packed);
  /* From the finished model back: the same bytes once more, and good to train on from. */
  kh_net_lexicon l5, l6;
  kh_net_weights w5, w6;
  CHECK(kh_net_load(path, &w5, &l5, &e) == KH_OK && l5.rows == l3.rows && w5.at.count == w3.at.count);
  kh_pack *again = kh_pack_new();
  kh_model *once = NULL, *twice = NULL;
  CHECK(kh_net_pack(&w5, &l5, again, &e) == KH_OK && kh_pack_write(again, "test_net_again.khm", &e) == KH_OK);
  CHECK(kh_model_open(path, &once, &e) == KH_OK && kh_model_open("test_net_again.khm", &twice, &e) == KH_OK && kh_model_count(once) == kh_model_count(twice));
  for (size_t i = 0; i < kh_model_count(once); i++) {
    size_t size, n, size2, n2;
    const void *a = kh_model_bytes(once, i, &size, &n), *b = kh_model_bytes(twice, i, &size2, &n2);
    CHECKF(size == size2 && n == n2 && (size != 1 || !memcmp(a, b, n)), "%s is another one", kh_model_name(once, i));
  }
  kh_pack_free(again);
  kh_model_close(once), kh_model_close(twice);
  remove("test_net_again.khm");
  CHECK(kh_net_train(&o, &c, &c, NULL, &l6, &w6, &best2, &e) == KH_OK && best2.las > 0.99 && best2.names > 0.99);
  kh_model *m = NULL;
  kh_net *net = NULL;
  CHECK(kh_model_open(path, &m, &e) == KH_OK && kh_net_is(m) && kh_net_open(m, NULL, &net, &e) == KH_OK);
  kh_arena *scratch = kh_arena_new(0);
  kh_doc *d = make_doc(11, 11), *many = make_doc(1100, 11), *odd = make_doc(3000, 700);
  kh_net_run(net, d, NULL, scratch);
  check_doc(d, "learnt");
  CHECK(d->tok.head[0] == 1 && d->tok.head[1] == 2 && d->tok.head[2] == KH_NONE && d->tok.deprel[1] == KH_DEP_NSUBJ);
  CHECK(d->tok.upos[4] == KH_UPOS_PROPN && d->tok.ner[4] == 2 * KH_ENTITY_LOC + 1 && d->tok.deprel[9] == KH_DEP_COMPOUND_PRT);
  const kh_net_kernel *all[4];
  size_t kernels = kh_net_kernels(all);
  for (size_t k = 0; k < kernels; k++) {
    kh_net_use(net, all[k]);
    kh_net_run(net, many, NULL, scratch);
    check_doc(many, all[k]->name);
    bool same = true;
    for (uint32_t i = 0; i < 1100; i++) same = same && (many->tok.head[i] == KH_NONE ? KH_NONE : many->tok.head[i] % 11) == d->tok.head[i % 11];
    CHECKF(same, "%s: a sentence in a batch reads otherwise than alone", all[k]->name);
    kh_net_run(net, odd, NULL, scratch);
    check_doc(odd, "long sentences");
    kh_arena_reset(scratch);
  }
  kh_net_close(net);
  kh_net_weights_free(&w), kh_net_weights_free(&w2), kh_net_weights_free(&w3), kh_net_weights_free(&w4), kh_net_weights_free(&w5), kh_net_weights_free(&w6);
  kh_net_lexicon_free(&l), kh_net_lexicon_free(&l2), kh_net_lexicon_free(&l3), kh_net_lexicon_free(&l4), kh_net_lexicon_free(&l5), kh_net_lexicon_free(&l6);

  /* Every table in turn left out, cut by half, or filled with 0xFF: an error or a network that still gives trees. */
  size_t tables = kh_model_count(m);
  for (size_t out = 0; out < tables; out++)
    for (int how = 0; how < 3; how++) {
      kh_pack *p = kh_pack_new();
      kh_buf b = {0};
      for (size_t i = 0; i < tables; i++) {
        size_t n = 0, size = 1;
        const char *name = kh_model_name(m, i);
        const void *at = NULL;
        for (size_t k = 0; !at && k < 3; k++) size = (size_t[]){1, 4, 8}[k], at = kh_model_table(m, name, size, &n);
        if (i != out) kh_pack_add(p, name, at, size, n);
        if (i != out || how == 0) continue;
        void *changed = malloc(n * size + 1);
        memset(changed, 0xFF, n * size);
        kh_pack_add(p, name, how == 1 ? at : changed, size, how == 1 ? n / 2 : n);
        free(changed);
      }
      kh_model *broken = NULL;
      if (kh_pack_bytes(p, &b, &e) == KH_OK && kh_model_view(b.s, b.n, &broken, &e) == KH_OK) {
        kh_net *n2 = NULL;
        kh_status st = kh_net_open(broken, NULL, &n2, &e);
        CHECKF(st == KH_E_DATA || (st == KH_OK && how != 0), "without %s: %d", kh_model_name(m, out), (int)st);
        if (!st) {
          kh_net_run(n2, many, NULL, scratch);
          check_doc(many, kh_model_name(m, out));
          kh_arena_reset(scratch);
        }
        kh_net_close(n2);
        kh_model_close(broken);
      } else {
        CHECKF(false, "the damaged file was not made: %s", e.message);
      }
      kh_buf_free(&b);
      kh_pack_free(p);
    }
  kh_arena_free(d->arena), kh_arena_free(many->arena), kh_arena_free(odd->arena), kh_arena_free(scratch);
  kh_model_close(m);
  kh_corpus_free(&c);
  remove(path);
}

int main(void) {
  test_kernels();
  test_tree();
  test_model();
  return check_done();
}
