/* learn.h: log-linear classifiers over hashed features, and what the linear trainers share. */
#ifndef KH_LEARN_H
#define KH_LEARN_H
#include "conllu.h"
#include "net_lists.h"
#include "parse/lemma.h"
#include "parse/linear_int.h"
#include "parse/net.h"

/* Random numbers that are the same everywhere (xorshift64*). */
typedef struct kh_random { uint64_t state; } kh_random;
static inline uint64_t kh_random_next(kh_random *r) {
  r->state ^= r->state >> 12;
  r->state ^= r->state << 25;
  r->state ^= r->state >> 27;
  return r->state * 0x2545F4914F6CDD1Du;
}
static inline double kh_random_unit(kh_random *r) { return (double)(kh_random_next(r) >> 11) / 9007199254740992.0; }

/* What a class is to a state that is learned from. */
enum { ROLE_BARRED, ROLE_WRONG, ROLE_RIGHT };      /* several may be right */

typedef struct learner {
  lin_cells *cells;       /* what the classifier reads while it learns: w */
  float *w;
  float *squares;         /* sums of squared gradients, for each cell's own pace (AdaGrad) */
  float *sum;             /* of the weights as they stood at some times, or NULL */
  uint32_t sums;
  uint8_t *seen;          /* how often a feature (by its hash) was met in the first epoch */
  size_t size;
  float pace, drop;
  bool counting;
} learner;
kh_status learner_new(learner *l, lin_cells *cells, uint32_t classes, uint32_t bytes, kh_error *err);
void learner_free(learner *l);
/* Leaves out a random part of the features, so that none learns to lean on one other; returns how many stay. */
uint32_t learner_drop(const learner *l, kh_random *r, uint32_t *f, uint32_t n);
/* A step towards the right classes, by the gradient of the logarithm of their probability. */
void learner_learn(learner *l, const uint32_t *f, uint32_t n, const int32_t *score, const uint8_t *role);
/* A step down a gradient, one a class. */
void learner_step(learner *l, const uint32_t *f, uint32_t n, const float *gradient);
/* Sums up the weights as they stand; their mean, which errs less than the last of them, takes their place. */
kh_status learner_add(learner *l, kh_error *err);
void learner_mean(learner *l);
/* The weights in eight bits: tables NAME, NAME.heavy, NAME.coarse of a model. */
typedef struct lin_weights {
  int8_t *q, *coarse;
  lin_heavy *heavy;
  size_t size, rows, coarse_size;
  float unit;             /* what a cell counts */
} lin_weights;
kh_status learner_quantise(const learner *l, lin_weights *out, kh_error *err);
void lin_weights_free(lin_weights *w);
void lin_weights_pack(const lin_weights *w, kh_pack *out, const char *name);

/* Everything that the linear trainers work on: words side by side, as in the corpus. */
enum { CASES = 3 };        /* as written, all capitals, all lower case */
typedef struct lin_data {
  const kh_corpus *corpus;
  kh_arena *a;
  lin_model m;
  uint32_t words;
  uint8_t *gold_tag, *tag;          /* tag: by a tagger that did not learn from the sentence */
  uint32_t *gold_head, *head;       /* in the sentence; its length for the root */
  uint16_t *gold_label, *label, *gold_feats;
  uint8_t *gold_name;
  uint32_t *kind;
  lin_atom *atom[CASES];
  kh_str *form, *lower;
  uint64_t *hash;
  uint8_t *space_after;
  /* labels */
  KH_VEC(kh_str) xpos, feats, deprel;
  KH_VEC(lin_tag) tags;
  KH_VEC(lin_arc_class) arcs;
  KH_VEC(uint16_t) candidates;
  KH_VEC(uint8_t) names;
  lin_word *vocabulary;
  kh_random random;
  void (*say)(void *user, const char *line);
  void *user;
} lin_data;

typedef struct lin_sizes { uint32_t tag, arc, feat, name; } lin_sizes;   /* bytes of each classifier */

/* lists, clusters: what the namer knows of words, or NULL. */
kh_status lin_data_new(lin_data *d, const kh_corpus *c, const kh_name_lists *lists, const kh_listed *clusters, uint64_t seed, kh_error *err);
lin_sentence lin_data_sentence(const lin_data *d, size_t i, int letter_case);
/* Each trains its classifier over `epochs`, quantises it, and leaves d->m reading the quantised cells. */
kh_status lin_train_tags(lin_data *d, uint32_t bytes, int epochs, int fold, int folds, lin_weights *out, kh_error *err);
kh_status lin_train_arcs(lin_data *d, uint32_t bytes, int epochs, lin_weights *out, kh_error *err);
kh_status lin_train_feats(lin_data *d, uint32_t bytes, int epochs, lin_weights *out, kh_error *err);
/* The namer, into tables "name.*"; net reads tags and trees; without it the tags are those of d, and no trees. */
kh_status lin_train_names(lin_data *d, const kh_name_lists *lists, const kh_net *net, uint32_t bytes, int epochs, kh_pack *out, kh_error *err);
/* All sentences' numbers, and the same in another order. */
uint32_t *lin_order(lin_data *d, size_t *n);
void lin_shuffle(lin_data *d, uint32_t *order, size_t n);
/* A sentence as it is, or in capitals (case 1), in lower case (2), or without its stop. */
lin_sentence lin_varied(lin_data *d, size_t i, bool trees, int *letter_case);
void lin_say(const lin_data *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Lemma rules from a corpus into tables "lemma.*"; the words whose lemma the rules give right are counted. */
kh_status kh_lemma_train(const kh_corpus *c, kh_pack *out, size_t *right, size_t *all, kh_error *err);
/* The namer alone (tables "name.*"), or the linear parser with it, into a pack. lists: marks of names, or NULL; clusters: kh_word_clusters, or empty. */
kh_status kh_names_train(const kh_corpus *c, const kh_name_lists *lists, const kh_listed *clusters, const kh_net *net, const lin_sizes *sizes, uint64_t seed, int epochs,
                         void (*say)(void *, const char *), void *user, kh_pack *out, kh_error *err);
kh_status kh_linear_train(const kh_corpus *c, const kh_name_lists *lists, const lin_sizes *sizes, uint64_t seed, int epochs, void (*say)(void *, const char *), void *user, kh_pack *out,
                          kh_error *err);
#endif
