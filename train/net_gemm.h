/* net_gemm.h: products of matrices of floats, and loops that are compiled for several processors. */
#ifndef KH_NET_GEMM_H
#define KH_NET_GEMM_H

#include <stdbool.h>
#include <stddef.h>

/* C = (add ? C : 0) + A·B with A(i, k) = a[i * a_row + k * a_col], B(k, j) = b[k * ldb + j], C(i, j) = c[i * ldc + j].
 * n is a multiple of 16; m and k are free. */
void kh_gemm(size_t m, size_t n, size_t k, const float *a, size_t a_row, size_t a_col, const float *b, size_t ldb,
             float *c, size_t ldc, bool add);

/* KH_SIMD(name, (parameters), (arguments)) makes name call name_body compiled for this processor; name_body is
 * a static function marked KH_INLINE. */
#if defined(__x86_64__) && defined(__GNUC__)
#define KH_INLINE static inline __attribute__((always_inline))
#define KH_SIMD(name, parameters, arguments)                                                                       \
  __attribute__((target("avx512f,avx512dq,avx512bw,avx512vl,avx2,fma"))) static void name##_512 parameters { name##_body arguments; } \
  __attribute__((target("avx2,fma"))) static void name##_256 parameters { name##_body arguments; }                 \
  static void name##_128 parameters { name##_body arguments; }                                                     \
  void name parameters {                                                                                           \
    if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) name##_512 arguments;            \
    else if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) name##_256 arguments;                \
    else name##_128 arguments;                                                                                     \
  }
#else
#define KH_INLINE static inline
#define KH_SIMD(name, parameters, arguments) void name parameters { name##_body arguments; }
#endif

#endif
