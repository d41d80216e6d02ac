/* net_kernel.c: the loops of net_kernel.h. */
#include "parse/net_kernel.h"

#include <stdlib.h>

#include "parse/net_int.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_X86 1
#include <immintrin.h>
#define INLINE static inline __attribute__((always_inline))
#else
#define INLINE static inline
#endif

/* ---- plain loops, compiled for each kind of processor ---- */

INLINE uint8_t byte_of(float x) { return (uint8_t)(int32_t)(x * 127.0f + 128.5f); }

INLINE void gru_row(size_t h, const kh_net_matrix *g, const kh_net_matrix *i, const kh_net_matrix *r, const int32_t *restrict gs,
                    const int32_t *restrict is, const int32_t *restrict rs, float *restrict state, uint8_t *restrict next,
                    uint8_t *restrict out) {
  const float *restrict gate_scale = g->scale, *restrict gate_bias = g->bias, *restrict in_scale = i->scale, *restrict in_bias = i->bias;
  const float *restrict rec_scale = r->scale, *restrict rec_bias = r->bias;
  for (size_t k = 0; k < h; k++) {
    float reset = kh_net_gate((float)gs[k] * gate_scale[k] + gate_bias[k]);
    float update = kh_net_gate((float)gs[h + k] * gate_scale[h + k] + gate_bias[h + k]);
    float rec = (float)rs[k] * rec_scale[k] + rec_bias[k];
    float fresh = kh_net_squash((float)is[k] * in_scale[k] + in_bias[k] + reset * rec);
    state[k] = fresh + update * (state[k] - fresh);
  }
  for (size_t k = 0; k < h; k++) next[k] = byte_of(state[k]);
  memcpy(out, next, h);
}

INLINE void gru(const kh_net_matrix *g, const kh_net_matrix *i, const kh_net_matrix *r, size_t rows, const int32_t *gs, const int32_t *is,
                const int32_t *rs, float *state, uint8_t *next, size_t next_stride, uint8_t *out, size_t out_stride) {
  size_t h = i->out;
  for (size_t k = 0; k < rows; k++)
    gru_row(h, g, i, r, gs + k * 2 * h, is + k * h, rs + k * h, state + k * h, next + k * next_stride, out + k * out_stride);
}

INLINE void squash_row(size_t n, const float *restrict scale, const float *restrict bias, const int32_t *restrict sums, uint8_t *restrict out) {
  for (size_t k = 0; k < n; k++) out[k] = byte_of(kh_net_squash((float)sums[k] * scale[k] + bias[k]));
}

INLINE void squash(const kh_net_matrix *m, size_t rows, const int32_t *sums, uint8_t *out) {
  for (size_t i = 0; i < rows; i++) squash_row(m->out, m->scale, m->bias, sums + i * m->out, out + i * m->out);
}

INLINE void add_row(size_t dim, const int8_t *restrict row, float scale, float *restrict sum) {
  for (size_t k = 0; k < dim; k++) sum[k] += scale * (float)row[k];
}

INLINE void embed(size_t dim, const int8_t *rows, const float *scale, const uint32_t *row, size_t n, float *restrict sum, uint8_t *restrict out) {
  for (size_t k = 0; k < dim; k++) sum[k] = 0;
  for (size_t i = 0; i < n; i++) add_row(dim, rows + row[i] * dim, scale[row[i]], sum);
  for (size_t k = 0; k < dim; k++) out[k] = byte_of(kh_net_squash(sum[k]));
}

INLINE void logits_row(size_t n, const float *restrict scale, const float *restrict bias, const int32_t *restrict sums, float *restrict out) {
  for (size_t k = 0; k < n; k++) out[k] = (float)sums[k] * scale[k] + bias[k];
}
INLINE void logits(const kh_net_matrix *m, const int32_t *sums, float *out) { logits_row(m->out, m->scale, m->bias, sums, out); }

INLINE void pair(size_t label, const uint8_t *restrict x, const uint8_t *restrict y, uint8_t *restrict out) {
  for (size_t k = 0; k < label; k++) {
    int32_t product = ((int32_t)x[k] - 128) * ((int32_t)y[k] - 128);
    out[k] = (uint8_t)(int32_t)((float)product * (1.0f / 127.0f) + 128.5f);
    out[label + k] = x[k];
    out[2 * label + k] = y[k];
  }
}

INLINE void arcs(size_t n, const int32_t *restrict sums, const int32_t *restrict offset, const float *restrict own, float scale,
                 float *restrict score) {
  for (size_t j = 0; j < n; j++) score[j] = (float)(sums[j] - offset[j]) * scale + own[j];
}

/* Makes a kernel of the loops above and a product, for a target. */
#define KERNEL(suffix, target, in_order)                                                                                      \
  target static void gru_##suffix(const kh_net_matrix *g, const kh_net_matrix *i, const kh_net_matrix *r, size_t rows,        \
                                  const int32_t *gs, const int32_t *is, const int32_t *rs, float *state, uint8_t *next,       \
                                  size_t next_stride, uint8_t *out, size_t out_stride) {                                      \
    gru(g, i, r, rows, gs, is, rs, state, next, next_stride, out, out_stride);                                                \
  }                                                                                                                           \
  target static void squash_##suffix(const kh_net_matrix *m, size_t rows, const int32_t *sums, uint8_t *out) { squash(m, rows, sums, out); } \
  target static void embed_##suffix(size_t dim, const int8_t *rows, const float *scale, const uint32_t *row, size_t n,        \
                                    float *sum, uint8_t *out) {                                                               \
    embed(dim, rows, scale, row, n, sum, out);                                                                                \
  }                                                                                                                           \
  target static void logits_##suffix(const kh_net_matrix *m, const int32_t *sums, float *out) { logits(m, sums, out); }       \
  target static void pair_##suffix(size_t label, const uint8_t *x, const uint8_t *y, uint8_t *out) { pair(label, x, y, out); } \
  target static void arcs_##suffix(size_t n, const int32_t *sums, const int32_t *offset, const float *own, float scale,       \
                                   float *score) {                                                                            \
    arcs(n, sums, offset, own, scale, score);                                                                                 \
  }                                                                                                                           \
  static const kh_net_kernel kernel_##suffix = {#suffix, in_order, product_##suffix, gru_##suffix, squash_##suffix,                     \
                                                embed_##suffix, logits_##suffix, pair_##suffix, arcs_##suffix};

/* ---- products ---- */

static void product_plain(const kh_net_matrix *m, size_t rows, const uint8_t *x, size_t stride, int32_t *sums) {
  for (size_t i = 0; i < rows; i++)
    for (uint32_t g = 0; g < m->out; g += 16) {
      int32_t sum[16] = {0};
      const int8_t *w = m->w + (size_t)g * m->span;
      for (uint32_t k = 0; k < m->in; k += 4, w += 64)
        for (unsigned o = 0; o < 16; o++)
          for (unsigned j = 0; j < 4; j++) sum[o] += (int32_t)x[i * stride + k + j] * w[o * 4 + j];
      memcpy(sums + i * m->out + g, sum, sizeof sum);
    }
}
KERNEL(plain, , false)

#ifdef HAVE_X86
#define AVX2 __attribute__((target("avx2")))
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

/* A byte of x times a weight, twice: a sum fits in 16 bits since weights lie within ±KH_NET_WEIGHT. So do four such sums where m->fours says
 * so, which saves three of four widenings. */
#define AVX2_TILE(ROWS)                                                                                        \
  AVX2 static inline void avx2_tile_##ROWS(const kh_net_matrix *m, uint32_t half, const uint8_t *x, size_t stride, int32_t *sums) { \
    const __m256i ones = _mm256_set1_epi16(1);                                                                 \
    const uint32_t g = half / 2, n = m->in / 4;                                                                \
    const int8_t *w = m->w + (size_t)g * 16 * m->span + half % 2 * 32;                                         \
    const kh_net_fours *f = m->fours;                                                                          \
    const uint16_t *order = f ? f->order + (size_t)g * n : NULL;                                               \
    const int16_t *less = f ? f->less + (size_t)g * (n / 4) * 32 + half % 2 * 16 : NULL;                       \
    uint32_t k = 0, fours = f ? 4u * f->count[g] : 0;                                                          \
    __m256i sum[ROWS];                                                                                         \
    _Pragma("GCC unroll 8") for (int i = 0; i < ROWS; i++) sum[i] = f ? avx2_load(f->more + 8 * half) : _mm256_setzero_si256(); \
    for (; k < fours; k += 4, less += 32) {                                                                    \
      const size_t a = order[k], b = order[k + 1], c = order[k + 2], d = order[k + 3];                         \
      const __m256i wa = avx2_load(w + 64 * a), wb = avx2_load(w + 64 * b), wc = avx2_load(w + 64 * c), wd = avx2_load(w + 64 * d); \
      _Pragma("GCC unroll 8") for (int i = 0; i < ROWS; i++) {                                                 \
        const uint8_t *y = x + (size_t)i * stride;                                                             \
        __m256i s = _mm256_add_epi16(avx2_load(less), _mm256_maddubs_epi16(avx2_four(y + 4 * a), wa));         \
        s = _mm256_add_epi16(s, _mm256_maddubs_epi16(avx2_four(y + 4 * b), wb));                               \
        s = _mm256_add_epi16(s, _mm256_maddubs_epi16(avx2_four(y + 4 * c), wc));                               \
        s = _mm256_add_epi16(s, _mm256_maddubs_epi16(avx2_four(y + 4 * d), wd));                               \
        sum[i] = _mm256_add_epi32(sum[i], _mm256_madd_epi16(s, ones));                                         \
      }                                                                                                        \
    }                                                                                                          \
    for (; k < n; k++) {                                                                                       \
      const size_t one = order ? order[k] : k;                                                                 \
      const __m256i wa = avx2_load(w + 64 * one);                                                              \
      _Pragma("GCC unroll 8") for (int i = 0; i < ROWS; i++)                                                   \
        sum[i] = _mm256_add_epi32(sum[i], _mm256_madd_epi16(_mm256_maddubs_epi16(avx2_four(x + (size_t)i * stride + one * 4), wa), ones)); \
    }                                                                                                          \
    _Pragma("GCC unroll 8") for (int i = 0; i < ROWS; i++)                                                     \
      _mm256_storeu_si256((__m256i *)(void *)(sums + (size_t)i * m->out + 8 * half), sum[i]);                  \
  }
AVX2 static inline __m256i avx2_load(const void *w) { return _mm256_loadu_si256((const __m256i *)w); }
AVX2 static inline __m256i avx2_four(const uint8_t *x) {
  int32_t four;
  memcpy(&four, x, 4);
  return _mm256_set1_epi32(four);
}
AVX2_TILE(8)
AVX2_TILE(4)
AVX2_TILE(2)
AVX2_TILE(1)

AVX2 static void product_avx2(const kh_net_matrix *m, size_t rows, const uint8_t *x, size_t stride, int32_t *sums) {
  for (uint32_t half = 0; half < m->out / 8; half++) {
    size_t i = 0;
    for (; i + 8 <= rows; i += 8) avx2_tile_8(m, half, x + i * stride, stride, sums + i * m->out);
    if (i + 4 <= rows) avx2_tile_4(m, half, x + i * stride, stride, sums + i * m->out), i += 4;
    if (i + 2 <= rows) avx2_tile_2(m, half, x + i * stride, stride, sums + i * m->out), i += 2;
    if (i < rows) avx2_tile_1(m, half, x + i * stride, stride, sums + i * m->out);
  }
}
KERNEL(avx2, AVX2, true)

#define VNNI_TILE(ROWS, GROUPS)                                                                                \
  VNNI static inline void vnni_tile_##ROWS##_##GROUPS(const kh_net_matrix *m, const int8_t *w, const uint8_t *x, size_t stride, int32_t *sums) { \
    __m512i sum[ROWS][GROUPS];                                                                                 \
    _Pragma("GCC unroll 6") for (int i = 0; i < ROWS; i++)                                                     \
      _Pragma("GCC unroll 4") for (int v = 0; v < GROUPS; v++) sum[i][v] = _mm512_setzero_si512();             \
    for (uint32_t k = 0; k < m->in; k += 4) {                                                                  \
      __m512i right[GROUPS];                                                                                   \
      _Pragma("GCC unroll 4") for (int v = 0; v < GROUPS; v++)                                                 \
        right[v] = _mm512_loadu_si512(w + (size_t)v * 16 * m->span + (size_t)k * 16);                            \
      _Pragma("GCC unroll 6") for (int i = 0; i < ROWS; i++) {                                                 \
        int32_t four;                                                                                          \
        memcpy(&four, x + (size_t)i * stride + k, 4);                                                          \
        __m512i left = _mm512_set1_epi32(four);                                                                \
        _Pragma("GCC unroll 4") for (int v = 0; v < GROUPS; v++) sum[i][v] = _mm512_dpbusd_epi32(sum[i][v], left, right[v]); \
      }                                                                                                        \
    }                                                                                                          \
    _Pragma("GCC unroll 6") for (int i = 0; i < ROWS; i++)                                                     \
      _Pragma("GCC unroll 4") for (int v = 0; v < GROUPS; v++)                                                 \
        _mm512_storeu_si512(sums + (size_t)i * m->out + 16 * v, sum[i][v]);                                    \
  }
VNNI_TILE(6, 4)
VNNI_TILE(6, 1)
VNNI_TILE(2, 4)
VNNI_TILE(2, 1)
VNNI_TILE(1, 4)
VNNI_TILE(1, 1)

#define VNNI_ROWS(GROUPS)                                                                                      \
  for (; i + 6 <= rows; i += 6) vnni_tile_6_##GROUPS(m, w, x + i * stride, stride, sums + i * m->out + g);     \
  for (; i + 2 <= rows; i += 2) vnni_tile_2_##GROUPS(m, w, x + i * stride, stride, sums + i * m->out + g);     \
  for (; i < rows; i++) vnni_tile_1_##GROUPS(m, w, x + i * stride, stride, sums + i * m->out + g);

VNNI static void product_vnni(const kh_net_matrix *m, size_t rows, const uint8_t *x, size_t stride, int32_t *sums) {
  uint32_t g = 0;
  for (; g + 64 <= m->out; g += 64) {
    const int8_t *w = m->w + (size_t)g * m->span;
    size_t i = 0;
    VNNI_ROWS(4)
  }
  for (; g < m->out; g += 16) {
    const int8_t *w = m->w + (size_t)g * m->span;
    size_t i = 0;
    VNNI_ROWS(1)
  }
}
KERNEL(vnni, VNNI, false)
#endif

/* ---- which blocks of weights go together ---- */

enum { LANES = 32 /* sums of two products that a block makes */, MOST = INT16_MAX / 127 };

/* Blocks that were found to go together, and their weights' sizes, of each lane's. */
typedef struct together { uint16_t block[4], n, size[LANES]; } together;

static bool join_block(together *t, uint16_t block, const uint16_t *size) {
  bool fits = true;
  for (unsigned i = 0; i < LANES; i++) fits &= t->size[i] + size[i] <= MOST;
  if (!fits) return false;
  for (unsigned i = 0; i < LANES; i++) t->size[i] = (uint16_t)(t->size[i] + size[i]);
  t->block[t->n++] = block;
  return true;
}

static void finish_four(const int8_t *w, const uint16_t *block, int16_t *less, int32_t *more) {
  for (unsigned i = 0; i < LANES; i++) {
    int sum = 0;
    for (unsigned q = 0; q < 4; q++) sum += w[block[q] * 64 + 2 * i] + w[block[q] * 64 + 2 * i + 1];
    less[i] = (int16_t)(-128 * sum);
    more[i / 2] += 128 * sum;
  }
}

/* Each block is tried with those that found no three fellows before it. */
void kh_net_order(const kh_net_matrix *m, kh_net_fours *out) {
  uint32_t n = m->in / 4;
  together open[KH_NET_MAX_BLOCKS];
  memset(out->more, 0, m->out * sizeof *out->more);
  for (uint32_t g = 0; g < m->out / 16; g++) {
    const int8_t *w = m->w + (size_t)g * 16 * m->span;
    uint16_t *order = out->order + (size_t)g * n;
    uint32_t fours = 0, left = 0, alone = 0;
    for (uint16_t k = 0; k < n; k++) {
      uint16_t size[LANES];
      uint32_t i = left;
      for (unsigned j = 0; j < LANES; j++) size[j] = (uint16_t)(abs(w[k * 64 + 2 * j]) + abs(w[k * 64 + 2 * j + 1]));
      while (i > 0 && !join_block(&open[i - 1], k, size)) i--;
      if (!i) {
        open[left] = (together){.block = {k}, .n = 1};
        memcpy(open[left++].size, size, sizeof size);
      } else if (open[i - 1].n == 4) {
        memcpy(order + 4 * fours, open[i - 1].block, sizeof open->block);
        finish_four(w, open[i - 1].block, out->less + ((size_t)g * (n / 4) + fours++) * LANES, out->more + 16 * g);
        open[i - 1] = open[--left];
      }
    }
    for (uint32_t i = 0; i < left; i++)
      for (uint16_t j = 0; j < open[i].n; j++) order[4 * fours + alone++] = open[i].block[j];
    out->count[g] = (uint16_t)fours;
  }
}

size_t kh_net_kernels(const kh_net_kernel *out[4]) {
  size_t n = 0;
  out[n++] = &kernel_plain;
#ifdef HAVE_X86
  if (__builtin_cpu_supports("avx2")) out[n++] = &kernel_avx2;
  if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq"))
    out[n++] = &kernel_vnni;
#endif
  return n;
}

const kh_net_kernel *kh_net_kernel_best(void) {
  const kh_net_kernel *all[4];
  size_t n = kh_net_kernels(all);
  const char *wanted = getenv("KHALDUN_KERNEL");   /* "plain": the same work on every machine, for counting instructions */
  return all[wanted && !strcmp(wanted, "plain") ? 0 : n - 1];
}
