/* lemma.h: lemmas by exceptions and by rules over endings, learned and written by hand.
 *
 * A rule says what to take off a word's end and what to put there. It is found by the longest ending of the
 * word (the whole word first) that the model knows for the word's tag. Shared by both kinds of parsers. */
#ifndef KH_LEMMA_H
#define KH_LEMMA_H
#include "doc/doc.h"
#include "model/model.h"

enum { KH_LEMMA_SUFFIX = 7, KH_LEMMA_CUT_ALL = 255 };   /* longest ending in bytes; "cut": all of the word */

typedef struct kh_lemma_slot { uint32_t check; uint32_t rule; } kh_lemma_slot;    /* rule + 1; 0: free */
typedef struct kh_lemma_rule { uint8_t cut, keep_case; uint16_t spare; uint32_t put; } kh_lemma_rule;  /* bytes off the end; pool offset */

/* data/parse/verbs.txt: taken off a regular form, put there, whether the letter before was written twice; offsets in the pool. */
enum { KH_VERB_ENDINGS = 32 };
typedef struct kh_verb_ending { uint32_t ending, put, twice; } kh_verb_ending;

typedef struct kh_lemmas {
  const kh_lemma_slot *slots;
  size_t mask;
  const kh_lemma_rule *rules;
  size_t rule_count;
  const char *pool;
  size_t pool_bytes;
  kh_lookup by_hand;            /* data/parse: "word UPOS" -> pool offset of the lemma */
  const char *hand_pool;
  size_t hand_bytes;
  kh_lookup verbs;              /* those with regular forms */
  const kh_verb_ending *endings;
  size_t ending_count;
} kh_lemmas;

/* Where the entry for a tag and an ending (or a whole word) is looked for. */
static inline uint64_t kh_lemma_key(uint8_t upos, kh_str xpos, kh_str ending, bool whole) {
  return kh_hash_mix(kh_hash_mix(kh_hash_str(ending), kh_hash_str(xpos)), (uint64_t)upos * 2 + whole);
}
kh_status kh_lemmas_open(const kh_model *weights, const kh_model *data, kh_lemmas *out, kh_error *err);
/* lemma.case: whether proper nouns keep theirs is part of the rule. */
kh_str kh_lemma_of(const kh_lemmas *l, kh_str form, kh_str lower, uint8_t upos, kh_str xpos, kh_arena *a);
#endif
