/* net_data.h: from annotated corpora to the network's numbers: features' rows, labels, batches. */
#ifndef KH_NET_DATA_H
#define KH_NET_DATA_H

#include "conllu.h"
#include "net_lists.h"
#include "net_model.h"

/* Vectors of words, learned elsewhere from much more text than there are trees for, the commonest words first. */
typedef struct kh_word_vectors {
  kh_arena *arena;
  kh_map *number;                          /* word in lower case -> its number */
  const kh_str *word;
  float *at;                               /* count × size */
  uint32_t count, size;
} kh_word_vectors;
/* Reads lines of a word and its numbers, blanks between, as GloVe and word2vec write them (a first line of two numbers is passed over). Words with digits or
 * capitals are passed over too: the network knows no such words. KH_E_DATA where a line has another number of numbers. */
kh_status kh_word_vectors_open(kh_word_vectors *v, const char *path, kh_error *err);
void kh_word_vectors_close(kh_word_vectors *v);
/* How likely each of the first n words is a person's, a body's, a place's: 1 + its levels as digits to the base NAME_LEVELS, the person's the lowest.
 * unit: the vectors at length 1; it is learned from the corpus's names. */
void kh_word_kinds(const kh_word_vectors *v, const float *unit, size_t n, const kh_corpus *c, kh_arena *a, uint8_t *code);

/* The features and labels that a network knows. */
typedef struct kh_net_lexicon {
  kh_arena *arena;
  const kh_name_lists *lists;              /* that mark words, or NULL */
  const kh_word_vectors *vectors;          /* or NULL */
  kh_net_slot *slots;
  size_t slot_count;                       /* a power of two */
  uint32_t rows;                           /* row 0: the unknown word */
  uint16_t *counts;                        /* of rows in training, at most 65535; NULL in a lexicon that was loaded */
  struct kh_net_list { kh_str *at; uint32_t n; } upos, xpos, feats, deprel;   /* deprel without the root's */
  uint8_t names[KH_NET_NAMES];             /* values of kh_tokens' ner; the first is 0 */
  uint32_t name_count;
} kh_net_lexicon;
/* Words seen at least word_count times, affixes, shapes and marks of lists seen affix_count times; all
 * labels. lists may be NULL. more: so many slots are kept free for words that come in later. */
kh_status kh_net_lexicon_new(kh_net_lexicon *l, const kh_corpus *c, const kh_name_lists *lists, uint32_t word_count, uint32_t affix_count,
                             uint32_t more, kh_error *err);
/* A feature's row; the caller knows that the feature has none yet and a slot is free. */
void kh_net_put_row(kh_net_lexicon *l, uint64_t key, uint32_t row);
void kh_net_lexicon_free(kh_net_lexicon *l);
void kh_net_lexicon_shape(const kh_net_lexicon *l, kh_net_shape *s);   /* fills the label counts */

/* A corpus as the network sees it; sentences point into the arena. */
typedef struct kh_net_set {
  kh_net_sentence *sentence;
  size_t n, tokens;
} kh_net_set;
/* Sentences of one to longest words. */
void kh_net_set_make(kh_net_set *set, const kh_net_lexicon *l, const kh_corpus *c, uint32_t longest, kh_arena *arena);

/* Ways in which running text differs from a treebank, as shares of the sentences that get them. */
typedef struct kh_net_noise { float lower, upper, no_stop; } kh_net_noise;
/* The set with some sentences changed: written into out's own sentences. from: the corpus that set was made of. */
void kh_net_set_noise(kh_net_set *out, const kh_net_set *set, const kh_net_lexicon *l, const kh_corpus *c, uint32_t longest,
                      const kh_net_noise *noise, uint64_t seed, kh_arena *arena);

#endif
