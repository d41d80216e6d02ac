/* net_pass.h: the arrays of a pass, shared by its forward half (net_model.c) and its backward half (net_back.c). */
#ifndef KH_NET_PASS_H
#define KH_NET_PASS_H

#include "net_model.h"

typedef struct kh_net_random { uint64_t state; } kh_net_random;
static inline uint64_t kh_net_draw(kh_net_random *r) {   /* splitmix64 */
  uint64_t z = r->state += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}
static inline float kh_net_uniform(kh_net_random *r) { return (float)(kh_net_draw(r) >> 40) * 0x1p-24f; }

struct kh_net_pass {
  kh_net_shape shape;
  uint32_t n, sentences, longest;         /* tokens; sentences; tokens of the first */
  kh_net_sentence *sentence;
  uint32_t *off;                          /* longest + 1 */
  size_t *arc_at, arc_cells;              /* where each sentence's scores begin: n × pad(n + 1) */
  struct kh_net_kept { uint32_t row[KH_NET_ROWS]; uint32_t n; } *kept;   /* rows summed, by token */
  float *block;
  size_t sentence_cap, arc_cap, off_cap, kept_cap, block_cap;
  float *vector;                          /* tokens × vector, nothing where there is none or it is left out */
  /* tokens × dim; slope: derivative of the squashing times the mask of dropout */
  float *x, *x_slope, *x_grad, *x_mask;
  /* [layer][direction]: gates and their slopes tokens × 3·hidden; recurrent part of the new gate, state before */
  float *gate[2][2], *slope[2][2], *rec[2][2], *prev[2][2];
  float *out[2], *out_grad[2], *out_mask[2];
  float *rec_grad, *state, *step;
  float *head, *head_slope, *head_grad, *head_mask, *root;
  float *tags, *names, *rel, *rel_in, *rel_in_grad;   /* logits, then their gradients */
  float *arcs;
  float *dep, *heads, *heads_t, *dep_grad, *heads_grad;
};

static inline uint32_t kh_net_active(const kh_net_pass *p, uint32_t t) { return p->off[t + 1] - p->off[t]; }
void kh_net_gather_arcs(kh_net_pass *p, uint32_t s);

/* ---- loops over rows (net_loops.c) ---- */
/* x = squash(x) · mask; slope = squash' · mask. */
void kh_net_squash_row(size_t n, float *x, float *slope, const float *mask);
void kh_net_multiply(size_t n, float *x, const float *by);
/* One step of a GRU over rows: step = state · U; gate holds the inputs' part and gets the gates' values. */
void kh_net_gru(size_t rows, size_t h, const float *step, const float *bias, float *state, float *gate, float *slope,
                float *rec, float *out);
/* Its gradient: state_grad (rows × h) is that of the state after the step and becomes the direct part of that before;
 * gate becomes the gradient of the inputs' part, rec_grad that of the recurrent products. */
void kh_net_gru_back(size_t rows, size_t h, float *state_grad, const float *out_grad, const float *prev, float *gate,
                     const float *slope, const float *rec, float *rec_grad);
/* Adam's step over weights w with gradient scale · g, which is cleared; unbias = 1 / (1 - BETA2^steps). */
#define KH_NET_BETA1 0.9f
#define KH_NET_BETA2 0.99f
void kh_net_adam(size_t n, float *w, float *g, float *m, float *v, float rate, float scale, float unbias);
void kh_net_mix(size_t n, float *to, const float *from, float share);   /* to += share · (from - to) */
void kh_net_add(size_t n, float *to, const float *from);

#endif
