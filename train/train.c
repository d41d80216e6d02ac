/* train.c: `khaldun train`: annotated files in, a model out. */
#include <stdio.h>

#include "learn.h"
#include "net_train.h"

enum { LINEAR_EPOCHS = 8 };

void kh_train_defaults(kh_train_options *o) { *o = (kh_train_options){.version = 1, .seed = 1, .size = 12000000, .vector_words = 30000}; }

static void say(const kh_train_options *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(const kh_train_options *o, const char *format, ...) {
  char line[256];
  va_list ap;
  if (!o->progress) return;
  va_start(ap, format);
  vsnprintf(line, sizeof line, format, ap);
  va_end(ap);
  o->progress(o->user, line);
}

/* GUM marks its names in another way, which its files tell of themselves. */
static void derive_names(kh_corpus *c, size_t from, size_t to) {
  bool gum = false;
  for (size_t i = from; i < to && !gum; i++)
    for (uint32_t k = c->sentences.at[i].begin; k < c->sentences.at[i].end && !gum; k++)
      gum = kh_str_starts(c->words.at[k].misc, KH_STR("Entity=")) ||
            (c->words.at[k].misc.n && strstr(c->words.at[k].misc.s, "|Entity=") != NULL);
  if (!gum) return;
  kh_corpus_gum_names(c, from, to);
  for (size_t i = from; i < to; i++) c->sentences.at[i].habits = KH_GUM_HABITS;
}

/* Names of sentences that have trees are laid over them; sentences without an id come in as they are. */
static kh_status add_names(kh_corpus *c, const char *path, const kh_train_options *o, kh_error *err) {
  kh_corpus names;
  kh_status s = kh_corpus_new(&names, err);
  if (!s) s = kh_corpus_read_names(&names, path, err);
  if (!s && names.sentences.n && names.sentences.at[0].id.n) {
    size_t laid = kh_corpus_lay_names(c, &names);
    say(o, "%s: names for %zu of %zu sentences", path, laid, names.sentences.n);
  } else if (!s) {
    size_t before = c->sentences.n;
    s = kh_corpus_read_names(c, path, err);
    say(o, "%s: %zu sentences with names alone", path, c->sentences.n - before);
  }
  kh_corpus_free(&names);
  return s;
}

static kh_status pack_network(const kh_net_weights *w, const kh_net_lexicon *l, uint32_t more, kh_pack *out, kh_error *err) {
  kh_net_weights folded;
  kh_net_lexicon lexicon;
  if (!w->shape.vector) return kh_net_pack(w, l, out, err);
  kh_status s = kh_net_fold(w, l, more, &folded, &lexicon, err);
  if (s) return s;
  s = kh_net_pack(&folded, &lexicon, out, err);
  kh_net_weights_free(&folded);
  kh_net_lexicon_free(&lexicon);
  return s;
}

/* A network, judged by a development file after each epoch. */
static kh_status train_network(const kh_corpus *c, const kh_train_options *o, kh_pack *out, kh_error *err) {
  kh_net_training t = kh_net_training_defaults();
  kh_net_lexicon lexicon = {0};
  kh_net_weights weights = {0};
  kh_name_lists lists = {0};
  kh_net_score best;
  kh_corpus dev;
  t.seed = o->seed, t.progress = o->progress, t.user = o->user, t.lists = &lists;
  if (o->epochs) t.epochs = (uint32_t)o->epochs;
  if (o->hidden) kh_net_training_size(&t, o->hidden);
  if (o->rate > 0) t.rate = (float)o->rate;
  t.start = o->start;
  kh_word_vectors vectors = {0};
  kh_status s = kh_corpus_new(&dev, err);
  if (!s) s = kh_corpus_read(&dev, o->development, NULL, err);
  if (!s && o->development_names) s = add_names(&dev, o->development_names, o, err);
  if (!s) s = kh_name_lists_open(&lists, o->data_dir, err);
  if (!s && o->vectors) {
    s = kh_word_vectors_open(&vectors, o->vectors, err);
    if (!s) say(o, "%s: vectors of %u words, %u numbers each", o->vectors, vectors.count, vectors.size), t.vectors = &vectors, t.vector_words = o->vector_words;
  }
  if (!s) s = kh_net_train(&t, c, &dev, o->checkpoint, &lexicon, &weights, &best, err);
  if (!s) say(o, "best: uas %.4f las %.4f upos %.4f xpos %.4f feats %.4f names %.4f", best.uas, best.las, best.upos, best.xpos, best.feats, best.names);
  if (!s) s = pack_network(&weights, &lexicon, o->vector_words, out, err);
  kh_net_weights_free(&weights);
  kh_net_lexicon_free(&lexicon);
  kh_word_vectors_close(&vectors);
  kh_name_lists_close(&lists);
  kh_corpus_free(&dev);
  return s;
}

/* Names whose habits are not those that the model shall learn. */
static kh_status add_other_names(kh_corpus *c, size_t i, const kh_train_options *o, kh_error *err) {
  size_t from = c->sentences.n;
  kh_status s = add_names(c, o->other_names[i], o, err);
  for (size_t k = from; k < c->sentences.n; k++) c->sentences.at[k].habits = (uint8_t)(KH_GUM_HABITS + 1 + i);
  return s;
}

static kh_status read_all(kh_corpus *c, const kh_train_options *o, kh_error *err) {
  kh_status s = KH_OK;
  size_t *ends = KH_ARRAY(c->arena, size_t, o->tree_count);
  for (size_t i = 0; !s && i < o->tree_count; i++) {
    size_t words = c->words.n, sentences = c->sentences.n;
    s = kh_corpus_read(c, o->trees[i], o->skip_genres, err);
    if (s) break;
    ends[i] = c->sentences.n;
    say(o, "%s: %zu sentences, %zu words", o->trees[i], c->sentences.n - sentences, c->words.n - words);
  }
  for (size_t i = 0; !s && i < o->name_count; i++) s = add_names(c, o->names[i], o, err);
  for (size_t i = 0; !s && i < o->other_name_count; i++) s = add_other_names(c, i, o, err);
  for (size_t i = 0; !s && i < o->tree_count; i++) derive_names(c, i ? ends[i - 1] : 0, ends[i]);
  return s;
}

/* Everything of an older model but its names. */
static void copy_base(const kh_model *base, kh_pack *out) {
  for (size_t i = 0; i < kh_model_count(base); i++) {
    size_t element, count;
    const char *name = kh_model_name(base, i);
    const void *table = kh_model_bytes(base, i, &element, &count);
    if (strcmp(name, "name") && strncmp(name, "name.", 5)) kh_pack_add(out, name, table, element, count);
  }
}

/* Clusters of words: of the vectors, else those of the model below, if there is one. */
static kh_status find_clusters(const kh_corpus *c, const kh_train_options *o, const kh_model *base, kh_listed *out, kh_error *err) {
  *out = (kh_listed){0};
  if (o->vectors) return kh_word_clusters(o->vectors, c, c->arena, out, err);
  return !base || kh_listed_open(base, "name.clusters", out) ? KH_OK : kh_fail(err, KH_E_DATA, "%s: table name.clusters is damaged or of an older version", o->base);
}

/* Names on top of the network in `out`, which reads the tags and trees that they learn from with the lists as they are now. */
static kh_status train_names(const kh_corpus *c, const kh_train_options *o, const kh_name_lists *lists, const lin_sizes *sizes, int epochs,
                             const kh_model *base, kh_pack *out, kh_error *err) {
  kh_model *below = NULL;
  kh_net *net = NULL;
  kh_buf bytes = {0};
  kh_listed clusters;
  kh_status s = find_clusters(c, o, base, &clusters, err);
  if (!s) s = kh_pack_bytes(out, &bytes, err);
  if (!s) s = kh_model_view(bytes.s, bytes.n, &below, err);
  if (!s && kh_net_is(below)) s = kh_net_open(below, NULL, &net, err);
  if (!s) s = kh_names_train(c, lists, &clusters, net, sizes, o->seed, epochs, o->progress, o->user, out, err);
  kh_net_close(net);
  kh_model_close(below);
  kh_buf_free(&bytes);
  return s;
}

static kh_status names_on_base(const kh_corpus *c, const kh_train_options *o, const kh_name_lists *lists, const lin_sizes *sizes, int epochs,
                               kh_pack *out, kh_error *err) {
  kh_model *base;
  kh_status s = kh_model_open(o->base, &base, err);
  if (s) return s;
  copy_base(base, out);
  s = train_names(c, o, lists, sizes, epochs, base, out, err);
  kh_model_close(base);
  return s;
}

static kh_status train_lemmas(const kh_corpus *c, const kh_train_options *o, kh_pack *out, kh_error *err) {
  size_t right = 0, all = 0;
  kh_status s = kh_lemma_train(c, out, &right, &all, err);
  if (!s) say(o, "lemmas: %.2f %% of words have their form's and tag's commonest", 100. * (double)right / (double)(all ? all : 1));
  return s;
}

static kh_status train(kh_corpus *c, const kh_train_options *o, kh_pack *out, kh_error *err) {
  uint32_t unit = (uint32_t)(o->size / 100);
  lin_sizes sizes = {.tag = 16 * unit, .arc = 36 * unit, .feat = 2 * unit, .name = 18 * unit};   /* the rest: words, lists, lemmas */
  bool linear = !o->base && !o->development;
  kh_name_lists lists;
  kh_status s = kh_name_lists_open(&lists, o->data_dir, err);
  int epochs = !o->development && o->epochs ? o->epochs : LINEAR_EPOCHS;
  kh_listed listed = {0};
  if (!s) s = kh_name_lists_words(&lists, c->arena, &listed, err);
  if (!s) kh_listed_pack(&listed, out, "name.listed");      /* of the network and of the chain for names */
  if (!s && o->base) s = names_on_base(c, o, &lists, &sizes, epochs, out, err);
  else if (!s) s = train_lemmas(c, o, out, err);
  if (!s && linear) s = kh_linear_train(c, &lists, &sizes, o->seed, epochs, o->progress, o->user, out, err);
  else if (!s && !o->base) {
    s = train_network(c, o, out, err);
    if (!s) s = train_names(c, o, &lists, &sizes, LINEAR_EPOCHS, NULL, out, err);
  }
  kh_name_lists_close(&lists);
  return s;
}

kh_status kh_train(const kh_train_options *o, kh_error *err) {
  kh_corpus c;
  kh_guard g;
  if (!o || o->version != 1 || !o->output || !o->tree_count || o->epochs < 0 || o->hidden % 16 || o->hidden > 1024 || o->other_name_count > 100 || o->size < 100000 || o->size > 1000000000)
    return kh_fail(err, KH_E_ARGUMENT, "training needs trees, an output file, hidden units in sixteens and a size from 100,000 bytes on");
  kh_pack *out = kh_pack_new();
  kh_status s = kh_corpus_new(&c, err);
  if (!out || s) {
    kh_pack_free(out);
    return s ? s : kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  kh_arena_guard(c.arena, &g);
  if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory");
  else if (!(s = read_all(&c, o, err))) s = train(&c, o, out, err);
  kh_arena_unguard(c.arena, &g);
  if (!s) s = kh_pack_write(out, o->output, err);
  if (!s) say(o, "written: %s", o->output);
  kh_corpus_free(&c);
  kh_pack_free(out);
  return s;
}
