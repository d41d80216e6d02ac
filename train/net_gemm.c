/* net_gemm.c: the product of float matrices by tiles that stay in registers. */
#include "net_gemm.h"

#include <string.h>

enum { DEPTH = 192 };   /* rows of B at a time: a strip of them stays in the first cache */

#if defined(__GNUC__)
typedef float v16 __attribute__((vector_size(64), aligned(4)));

/* ROWS × (16·VECTORS) of C; constants, so that the sums live in registers. */
#define TILE(ROWS, VECTORS)                                                                        \
  KH_INLINE void tile_##ROWS##_##VECTORS(size_t k, const float *a, size_t a_row, size_t a_col,     \
                                         const float *b, size_t ldb, float *c, size_t ldc) {       \
    v16 sum[ROWS][VECTORS];                                                                        \
    _Pragma("GCC unroll 16") for (int i = 0; i < ROWS; i++)                                        \
      _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++)                                    \
        sum[i][v] = *(const v16 *)(c + (size_t)i * ldc + 16 * (size_t)v);                          \
    for (size_t p = 0; p < k; p++) {                                                               \
      v16 right[VECTORS];                                                                          \
      _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++) right[v] = *(const v16 *)(b + p * ldb + 16 * (size_t)v); \
      _Pragma("GCC unroll 16") for (int i = 0; i < ROWS; i++) {                                    \
        float left = a[(size_t)i * a_row + p * a_col];                                             \
        _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++) sum[i][v] += left * right[v];    \
      }                                                                                            \
    }                                                                                              \
    _Pragma("GCC unroll 16") for (int i = 0; i < ROWS; i++)                                        \
      _Pragma("GCC unroll 2") for (int v = 0; v < VECTORS; v++)                                    \
        *(v16 *)(c + (size_t)i * ldc + 16 * (size_t)v) = sum[i][v];                                \
  }
TILE(12, 2)
TILE(12, 1)
TILE(4, 2)
TILE(4, 1)
TILE(1, 2)
TILE(1, 1)

#define ROWS_OF(VECTORS)                                                                                           \
  for (; i + 12 <= m; i += 12) tile_12_##VECTORS(depth, a + i * a_row, a_row, a_col, b + j, ldb, c + i * ldc + j, ldc); \
  for (; i + 4 <= m; i += 4) tile_4_##VECTORS(depth, a + i * a_row, a_row, a_col, b + j, ldb, c + i * ldc + j, ldc);    \
  for (; i < m; i++) tile_1_##VECTORS(depth, a + i * a_row, a_row, a_col, b + j, ldb, c + i * ldc + j, ldc);

KH_INLINE void kh_product_body(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b,
                            size_t ldb, float *c, size_t ldc) {
  for (size_t p = 0; p < k; p += DEPTH, a += DEPTH * a_col, b += DEPTH * ldb) {
    size_t depth = k - p < DEPTH ? k - p : DEPTH, j = 0;
    for (; j + 32 <= n; j += 32) {
      size_t i = 0;
      ROWS_OF(2)
    }
    for (; j < n; j += 16) {
      size_t i = 0;
      ROWS_OF(1)
    }
  }
}
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
KH_SIMD(kh_product,
        (size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b, size_t ldb, float *c, size_t ldc),
        (m, n, k, a, a_row, a_col, b, ldb, c, ldc))

void kh_gemm(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b, size_t ldb,
             float *c, size_t ldc, bool add) {
  if (!add)
    for (size_t i = 0; i < m; i++) memset(c + i * ldc, 0, n * sizeof *c);
  kh_product(m, n, k, a, a_row, a_col, b, ldb, c, ldc);
}
