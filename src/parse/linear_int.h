/* linear_int.h: the linear parser: classifiers over hashed features, shared by the program and the trainer.
 *
 * A classifier is one array of cells. A feature hashes to a place in it, and the cells from there on are its
 * weights, one a class; rows overlap, which costs little because few cells of a row matter. A state's score
 * for a class is the sum over its features. The trainer learns in float; the program reads int8 cells, and for the
 * few rows with weights that these cannot hold a second, coarse row.
 *
 * On the road: tags left to right, an arc-hybrid tree (greedy), features of words; names have tables of their own
 * (name_int.h), since a network's sentences get theirs in the same way. */
#ifndef KH_LINEAR_INT_H
#define KH_LINEAR_INT_H

#include "parse/labels.h"
#include "parse/listed.h"
#include "parse/parse.h"

enum { LIN_BLOCK = 32, LIN_COARSE = 64, LIN_UNIT = 4096 /* a trainer's score of 1 */, LIN_MAX_CLASSES = 160, LIN_MAX_FEATURES = 250 /* times 127 fits 16 bits */, LIN_AMB_TAGS = 6 };

/* 32 rows: which of them have a coarse row on top, and how many rows before them have. */
typedef struct lin_heavy { uint32_t which, before; } lin_heavy;

typedef struct lin_cells {
  const int8_t *q;        /* the program's weights, or … */
  const float *w;         /* … the trainer's */
  const lin_heavy *heavy; /* per 32 rows */
  const int8_t *coarse;   /* rows of as many cells as are read, which count LIN_COARSE times */
  uint32_t rows;          /* places that a row may begin at, `stride` cells apart */
  uint32_t stride;
  uint32_t classes;       /* at most LIN_MAX_CLASSES; rows are read up to the next multiple of LIN_BLOCK */
} lin_cells;
static inline uint32_t kh_lin_stride(uint32_t classes) { return classes <= 8 ? 8 : classes <= 16 ? 16 : LIN_BLOCK; }
static inline uint32_t kh_lin_heavies(uint32_t rows) { return (rows + 31) / 32; }
static inline bool kh_lin_is_heavy(const lin_heavy *h, size_t row) { return h[row / 32].which >> row % 32 & 1; }
static inline size_t kh_lin_coarse(const lin_heavy *h, size_t row) { return h[row / 32].before + (size_t)__builtin_popcount(h[row / 32].which & ((1u << row % 32) - 1)); }
static inline size_t kh_lin_row(const lin_cells *c, uint32_t feature) { return (size_t)(((uint64_t)feature * c->rows) >> 32); }

/* A known word: the tags that it had in training, most frequent first. */
typedef struct lin_word {
  uint32_t check;         /* high half of the hash of its lower case; 0 with count 0: free */
  uint16_t count;         /* saturates */
  uint8_t tags;           /* how many; 0: too rare or too varied to say */
  uint8_t tag[LIN_AMB_TAGS];
  uint8_t closed;         /* seen so often that it has no other tags */
  uint16_t amb;           /* hash of the set, for features */
} lin_word;

#define LIN_ANY_CASE (63u << 21)   /* marks of classes 7 and 8, whose words need no capital */

enum { LIN_CAP = 1, LIN_ALLCAPS = 2, LIN_DIGIT = 4, LIN_HYPHEN = 8, LIN_DOT = 16, LIN_OTHER = 32, LIN_FIRST = 64, LIN_INNERCAP = 128 };

/* What features are made of, a word each. */
typedef struct lin_atom {
  uint32_t lower, w;            /* hash of the lower case; the same for known words, a class by ending and shape for others */
  uint32_t suffix[4], prefix[2];
  uint32_t list, listed;        /* marks of the lists of names that the word stands in: as far as its capitals allow; all of them */
  uint32_t cluster;             /* of words used alike: fine | coarse << 16 | kinds of names that its vector tells of << 24 (name_int.h); 0 unknown */
  uint16_t shape, amb;
  uint8_t flags;                /* LIN_… */
  bool space_before;
  const lin_word *known;        /* or NULL */
} lin_atom;

typedef struct lin_arc_class { uint16_t label; uint8_t left; uint8_t spare; } lin_arc_class;  /* class 1 + i */
typedef struct lin_tag { uint8_t upos, spare; uint16_t xpos; uint16_t feats_begin, feats_end; } lin_tag;  /* its features' candidates */

typedef struct lin_model {
  lin_cells tag, arc, feat;
  const lin_word *words;
  size_t word_mask;
  kh_listed listed, clusters;   /* of the namer */
  const lin_tag *tags;
  size_t tag_count;
  const lin_arc_class *arcs;    /* arc classes but for shift, which is 0 */
  size_t arc_count;
  const uint16_t *candidates;   /* features that a tag may have, by lin_tag's range; most frequent first */
  size_t candidate_count;
  uint16_t root_label;
  const uint8_t *deprel_of;     /* label -> kh_deprel */
  const uint32_t *morph_of;     /* feats -> KH_MORPH_… */
  uint32_t label_count, feats_count, xpos_count;
} lin_model;

/* A sentence in work. */
typedef struct lin_sentence {
  uint32_t n;
  const lin_atom *atom;
  uint8_t *tag;                 /* index into tags */
  uint32_t *head;               /* in the sentence; n for the root */
  uint16_t *label;
} lin_sentence;

/* A feature: a template's number and up to three values. */
static inline uint32_t kh_lin_hash(uint32_t template, uint64_t a, uint64_t b, uint64_t c) {
  uint64_t x = (a + 1) * 0x9E3779B97F4A7C15u + (b + 3) * 0xC2B2AE3D27D4EB4Fu + (c + 7) * 0x165667B19E3779F9u + template * 0x27D4EB2F165667C5u;
  x ^= x >> 31;
  x *= 0xD6E8FEB86659FD93u;
  return (uint32_t)(x >> 32);
}

void kh_lin_scores(const lin_cells *c, const uint32_t *feature, uint32_t n, int32_t *score);
void kh_lin_atoms(const lin_model *m, const kh_str *form, const kh_str *lower, const uint64_t *hash, const uint8_t *space_after, uint32_t n, lin_atom *out);
const lin_word *kh_lin_word(const lin_model *m, uint64_t hash);

/* Written as its dictionary form: a capital inside a sentence may make a name of any word. */
static inline bool kh_lin_is_plain(const lin_atom *a) { return !(a->flags & LIN_CAP) || (a->flags & LIN_FIRST); }
uint32_t kh_lin_tag_features(const lin_sentence *s, uint32_t i, uint32_t *f);
uint32_t kh_lin_tag_best(const lin_model *m, const lin_sentence *s, uint32_t i);
void kh_lin_tag(const lin_model *m, lin_sentence *s);

/* The parser's state: arc-hybrid, no root node; the last word on the stack is the root. */
typedef struct lin_state {
  const lin_sentence *s;
  const lin_model *m;
  uint32_t *stack, depth, front;           /* front: first word of the buffer */
  uint32_t *child[4];                      /* per word: last and last but one child on the left, on the right; or n */
  uint8_t *count[2];                       /* children on each side, up to 7 */
  uint32_t *set[2];                        /* labels of children on each side, as a hash */
} lin_state;
void kh_lin_state_new(lin_state *st, const lin_model *m, const lin_sentence *s, kh_arena *a);
void kh_lin_state_reset(lin_state *st);
uint32_t kh_lin_arc_features(const lin_state *st, uint32_t *f);
bool kh_lin_allowed(const lin_state *st, uint32_t action);
void kh_lin_act(lin_state *st, uint32_t action);
static inline bool kh_lin_done(const lin_state *st) { return st->front == st->s->n && st->depth <= 1; }
void kh_lin_parse(const lin_model *m, lin_sentence *s, kh_arena *a);

uint32_t kh_lin_feat_features(const lin_sentence *s, const lin_model *m, uint32_t i, const uint32_t *subject, uint32_t *f);
void kh_lin_subjects(const lin_sentence *s, const lin_model *m, uint32_t *subject);  /* each word's subject, or n */
uint16_t kh_lin_feat_best(const lin_model *m, const lin_sentence *s, uint32_t i, const uint32_t *subject);

static inline uint32_t kh_lin_kind(uint8_t upos, kh_str xpos) { return (uint32_t)kh_hash_mix(kh_hash_str(xpos), upos); }

enum { LIN_VERSION = 3 };
typedef struct lin_config { uint32_t version, tag_classes, arc_classes, feat_classes, root_label; } lin_config;

/* A classifier's tables NAME, NAME.heavy and NAME.coarse, checked. */
kh_status kh_lin_cells_open(const kh_model *weights, const char *name, uint32_t classes, lin_cells *out, kh_error *err);

typedef struct kh_linear kh_linear;
kh_status kh_linear_open(const kh_model *weights, kh_linear **out, kh_error *err);
void kh_linear_close(kh_linear *l);
void kh_linear_run(const kh_linear *l, kh_doc *d, kh_arena *scratch);
#endif
