/* net_gemm.c: the product of float matrices by tiles that stay in registers. */
#include "net_gemm.h"

#include <string.h>

enum { DEPTH = 192 };   /* rows of B at a time: a strip of them stays in the first cache */

#if defined(__GNUC__)
typedef float v16 __attribute__((vector_size(64), aligned(4)));
typedef float v8 __attribute__((vector_size(32), aligned(4)));

/* ROWS × (WIDTH·VECTORS) of C; constants, so that the sums live in registers. */
#define TILE(ROWS, VECTORS, WIDTH)                                                                 \
  KH_INLINE void tile_##ROWS##_##VECTORS##x##WIDTH(size_t k, const float *a, size_t a_row, size_t a_col, \
                                         const float *b, size_t ldb, float *c, size_t ldc) {       \
    v##WIDTH sum[ROWS][VECTORS];                                                                   \
    _Pragma("GCC unroll 16") for (int i = 0; i < ROWS; i++)                                        \
      _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++)                                    \
        sum[i][v] = *(const v##WIDTH *)(c + (size_t)i * ldc + WIDTH * (size_t)v);                  \
    for (size_t p = 0; p < k; p++) {                                                               \
      v##WIDTH right[VECTORS];                                                                     \
      _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++) right[v] = *(const v##WIDTH *)(b + p * ldb + WIDTH * (size_t)v); \
      _Pragma("GCC unroll 16") for (int i = 0; i < ROWS; i++) {                                    \
        float left = a[(size_t)i * a_row + p * a_col];                                             \
        _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++) sum[i][v] += left * right[v];    \
      }                                                                                            \
    }                                                                                              \
    _Pragma("GCC unroll 16") for (int i = 0; i < ROWS; i++)                                        \
      _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++)                                    \
        *(v##WIDTH *)(c + (size_t)i * ldc + WIDTH * (size_t)v) = sum[i][v];                        \
  }
#define COLUMNS(HIGH, VECTORS, WIDTH)                                                                                        \
  for (; j + (VECTORS) * (WIDTH) <= n; j += (VECTORS) * (WIDTH)) {                                                           \
    size_t i = 0;                                                                                                            \
    for (; i + (HIGH) <= m; i += (HIGH)) tile_##HIGH##_##VECTORS##x##WIDTH(depth, a + i * a_row, a_row, a_col, b + j, ldb, c + i * ldc + j, ldc); \
    for (; i + 4 <= m; i += 4) tile_4_##VECTORS##x##WIDTH(depth, a + i * a_row, a_row, a_col, b + j, ldb, c + i * ldc + j, ldc); \
    for (; i < m; i++) tile_1_##VECTORS##x##WIDTH(depth, a + i * a_row, a_row, a_col, b + j, ldb, c + i * ldc + j, ldc);     \
  }
#define PARAMETERS size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b, size_t ldb, float *c, size_t ldc
#define DEPTHS for (size_t p = 0; p < k; p += DEPTH, a += DEPTH * a_col, b += DEPTH * ldb)

/* Sixteen registers: twelve sums of eight floats. */
TILE(6, 2, 8)
TILE(4, 2, 8)
TILE(1, 2, 8)
KH_INLINE void kh_product_body(PARAMETERS) {
  DEPTHS {
    size_t depth = k - p < DEPTH ? k - p : DEPTH, j = 0;
    COLUMNS(6, 2, 8)
  }
}

#if defined(__x86_64__)
/* Thirty-two: twenty-four sums of sixteen. */
TILE(12, 2, 16)
TILE(4, 2, 16)
TILE(1, 2, 16)
TILE(12, 1, 16)
TILE(4, 1, 16)
TILE(1, 1, 16)
KH_INLINE void kh_product_wide_body(PARAMETERS) {
  DEPTHS {
    size_t depth = k - p < DEPTH ? k - p : DEPTH, j = 0;
    COLUMNS(12, 2, 16)
    COLUMNS(12, 1, 16)
  }
}
#endif
#else
static void kh_product_body(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b,
                         size_t ldb, float *c, size_t ldc) {
  for (size_t i = 0; i < m; i++)
    for (size_t p = 0; p < k; p++)
      for (size_t j = 0; j < n; j++) c[i * ldc + j] += a[i * a_row + p * a_col] * b[p * ldb + j];
}
#endif

void kh_product(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b, size_t ldb,
                float *c, size_t ldc);
#if defined(__x86_64__) && defined(__GNUC__)
#define ARGUMENTS m, n, k, a, a_row, a_col, b, ldb, c, ldc
__attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))) static void kh_product_512(PARAMETERS) { kh_product_wide_body(ARGUMENTS); }
__attribute__((target("avx2,fma"))) static void kh_product_256(PARAMETERS) { kh_product_body(ARGUMENTS); }
static void kh_product_128(PARAMETERS) { kh_product_body(ARGUMENTS); }
void kh_product(PARAMETERS) {
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) kh_product_512(ARGUMENTS);
  else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) kh_product_256(ARGUMENTS);
  else kh_product_128(ARGUMENTS);
}
#else
KH_SIMD(kh_product,
        (size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b, size_t ldb, float *c, size_t ldc),
        (m, n, k, a, a_row, a_col, b, ldb, c, ldc))
#endif

void kh_gemm(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b, size_t ldb,
             float *c, size_t ldc, bool add) {
  if (!add)
    for (size_t i = 0; i < m; i++) memset(c + i * ldc, 0, n * sizeof *c);
  kh_product(m, n, k, a, a_row, a_col, b, ldb, c, ldc);
}
