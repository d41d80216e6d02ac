/* net_train.h: trains the network. */
#ifndef KH_NET_TRAIN_H
#define KH_NET_TRAIN_H

#include "model/model.h"
#include "net_data.h"

typedef struct kh_net_training {
  kh_net_shape shape;             /* sizes; the label counts come from the lexicon */
  uint32_t epochs, batch;         /* batch: tokens of a step */
  uint32_t word_count, affix_count;
  uint32_t patience;              /* epochs without a better development score before it stops; 0: never */
  float rate, average;            /* Adam's step; decay of the average of the weights that is kept */
  kh_net_dropout dropout;
  kh_net_noise noise;
  const kh_name_lists *lists;     /* marks of words, or NULL */
  const kh_word_vectors *vectors; /* or NULL */
  uint32_t vector_words;          /* so many words that have a vector and that training has not seen get rows in the finished model */
  const char *start;              /* a checkpoint or a finished model whose weights training begins with, or NULL */
  uint64_t seed;
  bool one_thread;                /* else two; the result is the same */
  void (*progress)(void *user, const char *line);   /* a line an epoch, or NULL */
  void *user;
} kh_net_training;
kh_net_training kh_net_training_defaults(void);
/* Another number of hidden units, and the other sizes and the dropout that go with it. */
void kh_net_training_size(kh_net_training *o, uint32_t hidden);

typedef struct kh_net_score { double uas, las, upos, xpos, feats, names; } kh_net_score;   /* names: F1 */
/* Scores on gold tokens; relations without their subtypes. */
kh_status kh_net_evaluate(const kh_net_weights *w, const kh_net_lexicon *l, const kh_net_set *dev, kh_net_score *out, kh_error *err);

/* Trains on train and keeps the best epoch on dev; checkpoint (may be NULL): a file that gets the best weights so far. */
kh_status kh_net_train(const kh_net_training *o, const kh_corpus *train, const kh_corpus *dev, const char *checkpoint,
                       kh_net_lexicon *lexicon, kh_net_weights *weights, kh_net_score *best, kh_error *err);

/* Shape, features and labels as tables "net.*". */
void kh_net_pack_lexicon(kh_pack *p, const kh_net_lexicon *l, const kh_net_shape *s);
/* Float weights and lexicon as tables "net.*" of a checkpoint, and back; back from a finished model too. */
kh_status kh_net_save(const kh_net_weights *w, const kh_net_lexicon *l, const char *path, kh_error *err);
kh_status kh_net_load(const char *path, kh_net_weights *w, kh_net_lexicon *l, kh_error *err);
/* The weights of a finished model, whose shape and number of rows w has; false where tables have other sizes. */
bool kh_net_unpack(const kh_model *m, kh_net_weights *w);
/* A network without vectors that reads what w reads: the rows of words that have a vector take its share, and the first `more` words with a vector that
 * training has not seen get rows of their own. out and out_l are new. */
kh_status kh_net_fold(const kh_net_weights *w, const kh_net_lexicon *l, uint32_t more, kh_net_weights *out, kh_net_lexicon *out_l, kh_error *err);
/* Bytes in place of floats: the tables that kh_net_open reads. */
kh_status kh_net_pack(const kh_net_weights *w, const kh_net_lexicon *l, kh_pack *p, kh_error *err);

#endif
