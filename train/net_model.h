/* net_model.h: the network in floats: its weights, the forward and the backward pass. */
#ifndef KH_NET_MODEL_H
#define KH_NET_MODEL_H

#include "base/base.h"
#include "parse/net_int.h"

enum { KH_NET_NO_LABEL = 0xFFFF };

/* Where each dense array begins in one array of floats. */
typedef struct kh_net_layout {
  size_t in[2][2], hid[2][2];   /* [layer][direction]: inputs × 3·hidden, hidden × 3·hidden; gates reset, update, new */
  size_t in_bias[2][2];         /* 3·hidden */
  size_t hid_bias[2][2];        /* hidden: of the new gate's recurrent part */
  size_t heads, heads_bias;     /* 2·hidden × width, width */
  size_t root, arc, distance;   /* arc: the root's head vector before squashing; arc: weight of heads; KH_NET_DISTANCES */
  size_t rel, rel_bias;         /* 3·label × pad(deprel) */
  size_t tags, tags_bias;       /* tag × pad(upos + xpos + feats) */
  size_t names, names_bias;     /* name × pad(names) */
  size_t vector;                /* vector × dim; the last */
  size_t count;
} kh_net_layout;
void kh_net_layout_of(const kh_net_shape *s, kh_net_layout *l);
static inline size_t kh_net_inputs(const kh_net_shape *s, int layer) { return layer ? 2 * s->hidden : s->dim; }

typedef struct kh_net_weights {
  kh_net_shape shape;
  kh_net_layout at;
  float *dense;                 /* at.count */
  float *rows;                  /* row_count × dim; row 0 is the unknown word's */
  size_t row_count;
} kh_net_weights;
/* Random weights; KH_E_MEMORY. */
kh_status kh_net_weights_new(kh_net_weights *w, const kh_net_shape *s, size_t rows, uint64_t seed, kh_error *err);
void kh_net_weights_free(kh_net_weights *w);

/* A sentence as the network learns it: labels are numbers, KH_NET_NO_LABEL where not told. */
typedef struct kh_net_token {
  uint32_t row[KH_NET_ROWS];    /* KH_NONE: unknown; row[0] the word's */
  uint8_t rows;
  uint16_t count;               /* how often the word was seen in training, at most 65535 */
  uint16_t upos, xpos, feats, deprel;
  uint16_t head;                /* 0 the root, h + 1 token h, KH_NET_NO_LABEL unknown */
  uint16_t names;               /* set of the name tags that it may have, 1 << tag; 0 unknown */
  const float *vector;          /* of the word, from elsewhere; NULL: none */
} kh_net_token;
typedef struct kh_net_sentence {
  const kh_net_token *token;
  uint32_t n;
} kh_net_sentence;

/* Shares that are left out. A word's row is left out in word / (word + its count) of its places: what is common is read by
 * itself, and what is rare teaches its affixes to speak for words that nobody has seen. affix: other rows. */
typedef struct kh_net_dropout { float word, affix, vector, input, hidden, heads; } kh_net_dropout;

typedef struct kh_net_loss { double arc, deprel, tags, names; uint32_t tokens; } kh_net_loss;

/* What a pass works with: grows as needed, used again for every batch. */
typedef struct kh_net_pass kh_net_pass;
kh_net_pass *kh_net_pass_new(const kh_net_weights *w);
void kh_net_pass_free(kh_net_pass *p);

/* Weights transposed for the backward pass: once for each step. */
void kh_net_transpose(const kh_net_weights *w, float *transposed);

/* Forward over sentences (longest first); with gradient also backward, adding scale · d loss / d weights to
 * gradient (at.count). Rows' gradients stay in the pass: kh_net_row_gradient. dropout NULL: none. */
kh_status kh_net_forward(kh_net_pass *p, const kh_net_weights *w, const kh_net_sentence *s, uint32_t n,
                         const kh_net_dropout *dropout, uint64_t seed, kh_error *err);
kh_net_loss kh_net_backward(kh_net_pass *p, const kh_net_weights *w, const float *transposed, float *gradient, float scale);
/* The loss alone. */
kh_net_loss kh_net_loss_of(kh_net_pass *p, const kh_net_weights *w);
/* The weighted sum that the gradient is of. */
double kh_net_loss_sum(const kh_net_loss *l);
/* Calls add for every row that took part. */
void kh_net_row_gradient(const kh_net_pass *p, void (*add)(void *to, uint32_t row, const float *gradient), void *to);

/* What the forward pass read of sentence s: heads (as in kh_net_token), deprels, and the best label of each kind.
 * Arrays of the sentence's length. */
typedef struct kh_net_reading {
  uint32_t *head;
  uint16_t *deprel, *upos, *xpos, *feats, *name;
} kh_net_reading;
void kh_net_read(kh_net_pass *p, const kh_net_weights *w, uint32_t s, kh_net_reading *out, kh_net_forest *forest);

#endif
