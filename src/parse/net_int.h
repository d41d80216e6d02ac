/* net_int.h: what the network's inference, its trainer and its tests share: shape, features, the squashing
 * function, int8 products and the tree decoder.
 *
 * The network, for N tokens (columns of every array are padded to multiples of 16):
 *   x      N × dim        squash(sum of the rows of a token's features)
 *   layer1 N × 2·hidden   a GRU in each direction over x
 *   layer2 N × 2·hidden   the same over layer1
 *   heads  N × width      squash of a linear map: arc dependent | arc head | label dependent | label head | tags | names
 *   arcs   score(d, h) = dep_d · head_h + weight · head_h + distance(h - d); the root has a head vector of its own
 *   labels a linear map of [dep ∘ head, dep, head]
 *   tags   linear maps to UPOS, XPOS and features; names to BIO tags
 * Every activation lies in [-1, 1], so that int8 takes them all with one scale. */
#ifndef KH_NET_INT_H
#define KH_NET_INT_H

#include "doc/doc.h"
#include "parse/listed.h"
#include "parse/net.h"

enum {
  KH_NET_CLASSES = NAME_CLASSES,
  KH_NET_CLASS_BITS = NAME_MARK_BITS,
  KH_NET_KEYS = 10,          /* features of a word at most that are looked up by a key: itself, shape, prefixes and suffixes of 1 to 4 */
  KH_NET_MARKS = KH_NET_CLASSES << KH_NET_CLASS_BITS,   /* rows of marks, the last of the table: eight a class of listed names */
  KH_NET_ROWS = KH_NET_KEYS + KH_NET_CLASSES,           /* rows of a token at most */
  KH_NET_DISTANCES = 24,     /* buckets of head - dependent; the last is the root's */
  KH_NET_MAX_SENTENCE = 256, /* longer sentences are read in pieces */
  KH_NET_NAMES = 16,         /* name tags at most */
  KH_NET_MEMBERS = 6         /* of a committee at most */
};

typedef struct kh_net_shape {
  uint32_t dim, hidden, arc, label, tag, name;   /* all multiples of 16 */
  uint32_t upos, xpos, feats, deprel, names;     /* numbers of labels */
  uint32_t vector;                               /* numbers of a word's vector; in training alone, 0 in a finished model, which does not tell it */
} kh_net_shape;
enum { KH_NET_SHAPE_TOLD = offsetof(kh_net_shape, vector) / sizeof(uint32_t) };

static inline uint32_t kh_net_pad(uint32_t n) { return (n + 15) & ~15u; }
static inline uint32_t kh_net_width(const kh_net_shape *s) { return 2 * s->arc + 2 * s->label + s->tag + s->name; }

/* An odd rational function, near tanh, flat outside [-3, 3]: the same bits on every machine and cheap to vectorise. */
static inline float kh_net_squash(float x) {
  x = x < 3.0f ? x : 3.0f;
  x = x > -3.0f ? x : -3.0f;
  float q = x * x;
  return x * (27.0f + q) / (27.0f + 9.0f * q);
}
static inline float kh_net_gate(float x) { return 0.5f + 0.5f * kh_net_squash(0.5f * x); }

/* Bucket of the distance from dependent to head, both positions in the sentence. */
static inline uint32_t kh_net_distance(uint32_t dependent, uint32_t head) {
  uint32_t left = head < dependent, d = left ? dependent - head : head - dependent;
  uint32_t b = d <= 4 ? d - 1 : d <= 6 ? 4 : d <= 9 ? 5 : d <= 13 ? 6 : d <= 20 ? 7 : d <= 32 ? 8 : d <= 64 ? 9 : 10;
  return left ? b : 11 + b;
}

/* Keys of a word's features; keys[0] is the word's. Returns how many. */
size_t kh_net_keys(kh_str form, kh_str lower, uint64_t keys[KH_NET_KEYS]);

/* The rows of the marks that lists give to a word (kh_listed_marks), in a table of so many rows. Returns how many. */
static inline uint32_t kh_net_mark_rows(uint32_t marks, uint32_t rows, uint32_t *row) {
  uint32_t n = 0;
  for (uint32_t class = 0; marks; class++, marks >>= KH_NET_CLASS_BITS) {
    uint32_t own = marks & ((1u << KH_NET_CLASS_BITS) - 1);
    if (own && class < KH_NET_CLASSES) row[n++] = rows - KH_NET_MARKS + (class << KH_NET_CLASS_BITS) + own;
  }
  return n;
}

/* Feature -> row of the embedding table; open addressing, a power of two of slots. */
typedef struct kh_net_slot { uint32_t check, row_plus_1; } kh_net_slot;
static inline bool kh_net_row(const kh_net_slot *slots, size_t mask, uint64_t key, uint32_t *row) {
  for (size_t i = key & mask, tries = 0; tries <= mask && slots[i].row_plus_1; i = (i + 1) & mask, tries++)
    if (slots[i].check == (uint32_t)(key >> 32)) return *row = slots[i].row_plus_1 - 1, true;
  return false;
}

/* The best tree: scores is n rows of stride, row d holding the score of each head (0 the root, h + 1 token h).
 * heads[d] gets 0 or h + 1; exactly one token hangs from the root. n at most what the
 * forest was made for. */
typedef struct kh_net_forest kh_net_forest;      /* memory to work in */
kh_net_forest *kh_net_forest_new(uint32_t longest, kh_arena *a);
void kh_net_tree(const float *scores, uint32_t n, uint32_t stride, uint32_t *heads, kh_net_forest *f);

#endif
