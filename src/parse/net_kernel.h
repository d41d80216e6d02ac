/* net_kernel.h: the network's inner loops, in plain C and for AVX2 and AVX-512 with VNNI.
 *
 * Activations in [-1, 1] are bytes: 128 + round(127 · x). Weights are signed bytes within ±KH_NET_WEIGHT in groups of 16 outputs:
 * w[out / 16][in / 4][16][4]; inputs and outputs are padded to multiples of 16. Sums of products are exact integers and
 * the rest is float arithmetic in one order without fused operations, so that all kernels give the same bytes. */
#ifndef KH_NET_KERNEL_H
#define KH_NET_KERNEL_H

#include "parse/net.h"

#define KH_NET_WEIGHT 63
#define KH_NET_MAX_BLOCKS 1024        /* of four inputs, that a matrix may have */

/* In which order a kernel that adds products in 16 bits takes the blocks of four inputs of each group of 16 outputs (kh_net_order). The sums of four blocks with
 * bytes around 128 may leave 16 bits; less 128 times the weights they do not, and what is taken off comes back at the end. */
typedef struct kh_net_fours {
  uint16_t *order;                   /* out / 16 × in / 4: blocks that go four by four, then those that go alone */
  uint16_t *count;                   /* out / 16: how many fours */
  int16_t *less;                     /* out / 16 × in / 16 × 32: of each four, what to add to its sums */
  int32_t *more;                     /* out: what to add to the sum of all fours */
} kh_net_fours;

typedef struct kh_net_matrix {       /* y = scale · (bytes · w) + bias, which also takes off the bytes' 128 */
  const int8_t *w;
  const float *scale, *bias;         /* out */
  uint32_t in, out;
  uint32_t span;                     /* inputs of the whole matrix that w is a part of: its groups of outputs lie 16 · span bytes apart */
  const kh_net_fours *fours;         /* of kh_net_order, or NULL */
} kh_net_matrix;

typedef struct kh_net_kernel {
  const char *name;
  bool in_order;                     /* its products use kh_net_order */
  /* sums (rows × m->out) = x (rows of m->in bytes, stride apart) · m->w */
  void (*product)(const kh_net_matrix *m, size_t rows, const uint8_t *x, size_t stride, int32_t *sums);
  /* A GRU's step over rows from the sums of gates (2·hidden), of the inputs' and the state's part of the new one (hidden).
   * state (rows × hidden) is renewed; its bytes go to next (rows next_stride apart) and out (rows out_stride apart). */
  void (*gru)(const kh_net_matrix *gates, const kh_net_matrix *inputs, const kh_net_matrix *recurrent, size_t rows, const int32_t *gate_sums,
              const int32_t *input_sums, const int32_t *recurrent_sums, float *state, uint8_t *next, size_t next_stride,
              uint8_t *out, size_t out_stride);
  /* bytes of squash(scale · sums + bias) */
  void (*squash)(const kh_net_matrix *m, size_t rows, const int32_t *sums, uint8_t *out);
  /* bytes of squash(the sum of n rows of dim), each with its scale */
  void (*embed)(size_t dim, const int8_t *rows, const float *scale, const uint32_t *row, size_t n, float *sum, uint8_t *out);
  /* logits (out) = scale · sums + bias for one row */
  void (*logits)(const kh_net_matrix *m, const int32_t *sums, float *out);
  /* For label · 3 bytes: x ∘ y, x, y */
  void (*pair)(size_t label, const uint8_t *x, const uint8_t *y, uint8_t *out);
  /* score[j] = scale · (sums[j] - offset[j]) + own[j] */
  void (*arcs)(size_t n, const int32_t *sums, const int32_t *offset, const float *own, float scale, float *score);
} kh_net_kernel;

/* The best that this processor runs, and all that it runs (the plain one first). */
const kh_net_kernel *kh_net_kernel_best(void);
size_t kh_net_kernels(const kh_net_kernel *out[4]);

/* Makes a network use a kernel, for tests that compare them. */
void kh_net_use(kh_net *n, const kh_net_kernel *kernel);

/* Fills arrays of the lengths above. */
void kh_net_order(const kh_net_matrix *m, kh_net_fours *out);

/* Where weight (input, output) of a matrix stands in w. */
static inline size_t kh_net_cell(uint32_t in, uint32_t input, uint32_t output) {
  return ((size_t)(output / 16) * (in / 4) + input / 4) * 64 + (output % 16) * 4 + input % 4;
}

#endif
