/* name_int.h: names as a chain: what the namer and its trainer share.
 *
 * A sentence's name tags are read together: a tag's score at a word is a sum over the word's features, a pair of tags' at
 * neighbours a sum over a few features of the two (classifiers over hashed features, linear_int.h). Together they say how likely each sequence of
 * tags is (a conditional random field: Lafferty, McCallum and Pereira 2001), and so how likely each name: name_chain.c. */
#ifndef KH_NAME_INT_H
#define KH_NAME_INT_H

#include "parse/linear_int.h"

enum {
  NAME_TAGS = 11,          /* at most */
  NAME_PHRASE = 6,         /* words of a listed phrase at most */
  NAME_LEVELS = 6,         /* how likely a word is of a kind of names, */
  NAME_LEVELED = 3,        /* of which so many are told: persons, bodies, places */
  NAME_STRETCH = 48        /* sentences that are taken for one report, agree.c */
};

/* What the report says elsewhere of a word. */
enum { SEEN_LOWER = 1, SEEN_CAPITAL = 2, SEEN_SURNAME = 4, SEEN_TITLED = 8, SEEN_BODY = 16, SEEN_SHORT = 32 };

typedef struct kh_name_sentence {
  uint32_t n;
  const lin_atom *atom;
  const uint32_t *kind;         /* kh_lin_kind of the tags */
  const uint8_t *upos;
  const uint32_t *head;         /* in the sentence, n or more: none */
  const uint8_t *deprel;        /* NULL with head: no trees */
  const uint16_t *phrase;       /* classes of the listed phrase that a word stands in << 2 | 1 first, 2 inside, 3 last word; 0 none */
  const uint8_t *seen;          /* SEEN_… */
  bool headline;                /* kh_name_is_headline */
} kh_name_sentence;

/* Capitalised words around a word, and a word of the runs that function words link with it, and of those that stand beside it in a list; KH_NONE: none. */
typedef struct kh_name_run { uint32_t begin, end, before, after, peer, next_peer; } kh_name_run;

typedef struct kh_name_model {
  lin_cells tag, pair;
  float unit, pair_unit;        /* a tag's score in natural logarithms; a pair's in tags' units */
  const uint8_t *label;         /* tag -> kh_tokens' ner; the first is 0 */
  uint32_t tags;
  bool trees;                   /* whether it learned from trees */
  kh_listed phrases;            /* by kh_name_phrase_hash */
  lin_model words;              /* of which `listed` is used */
} kh_name_model;

/* Which words may be in names: of a sentence with capitals, these, what stands between them, and other proper nouns by their tag. */
void kh_name_candidates(const kh_name_sentence *s, bool *may);
bool kh_name_is_headline(const lin_atom *atom, uint32_t n);
void kh_name_runs(const kh_name_sentence *s, kh_name_run *run);
uint32_t kh_name_features(const kh_name_sentence *s, const kh_name_run *run, bool trees, uint32_t i, uint32_t *f);
uint32_t kh_name_pair_features(const kh_name_sentence *s, uint32_t i, uint32_t *f);   /* of words i - 1 and i */
bool kh_name_follows(uint8_t before, uint8_t here);   /* I-X only behind B-X or I-X; values as kh_tokens' ner */

/* A sentence as a chain, and room to work in. Scores are natural logarithms. */
typedef struct kh_name_chain {
  uint32_t tags;
  const uint8_t *label;         /* as kh_name_model's */
  const bool *may;              /* which words may be in a name; the scores of others and of pairs at them are not read */
  const float *score;           /* [word * tags + tag] */
  float *pairs;                 /* room for what the caller writes: [(word * tags + tag of the word before) * tags + tag]; of the words from 1 on */
  /* rooms: sums over all sequences up to a word's tag and from it on; of the words before a word, what the names chosen are worth, where the piece that
   * ends there begins, and its first tag, 0 for a word of no name */
  float *upto, *after, *best;
  uint32_t *begin;
  uint8_t *first;
} kh_name_chain;

/* Rooms for sentences of so many words at most, in the arena. */
kh_name_chain kh_name_chain_new(uint32_t longest, uint32_t tags, const uint8_t *label, kh_arena *a);
/* Fills upto and after for n > 0 words; the sum over all sequences. */
float kh_name_sum(kh_name_chain *c, uint32_t n);
/* The tags of n > 0 words: of the names that are the most worth, where a name is worth how likely it is less `likely`. */
void kh_name_best(kh_name_chain *c, uint32_t n, float likely, uint8_t *tag);

/* A listed phrase's hash: its words' hashes in order, hyphens left out. */
static inline uint64_t kh_name_phrase_hash(uint64_t hash, uint64_t word) { return kh_hash_mix(hash, word); }
bool kh_name_is_hyphen(kh_str form);
/* Marks words of listed phrases, the longest first. */
void kh_name_phrases(const kh_name_model *m, const lin_atom *atom, const uint64_t *lower_hash, const kh_str *form, uint32_t n, uint16_t *phrase);
/* What a stretch of sentences says of its words: atoms and hashes of n words side by side; sentences begin where LIN_FIRST is set. */
void kh_name_seen(const lin_atom *atom, const uint64_t *lower_hash, uint32_t n, uint8_t *seen, kh_arena *scratch);
#endif
