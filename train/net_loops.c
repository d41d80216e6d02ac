/* net_loops.c: the loops between the products. */
#include "net_gemm.h"
#include "net_pass.h"

KH_INLINE float slope_of(float x) {
  float q = x * x;
  q = q > 9.0f ? 9.0f : q;
  float d = (9.0f - q) / (9.0f + 3.0f * q);
  return d * d;
}

KH_INLINE void kh_net_squash_row_body(size_t n, float *restrict x, float *restrict slope, const float *restrict mask) {
  for (size_t i = 0; i < n; i++) {
    slope[i] = slope_of(x[i]) * mask[i];
    x[i] = kh_net_squash(x[i]) * mask[i];
  }
}
KH_SIMD(kh_net_squash_row, (size_t n, float *x, float *slope, const float *mask), (n, x, slope, mask))

KH_INLINE void kh_net_multiply_body(size_t n, float *restrict x, const float *restrict by) {
  for (size_t i = 0; i < n; i++) x[i] *= by[i];
}
KH_SIMD(kh_net_multiply, (size_t n, float *x, const float *by), (n, x, by))

KH_INLINE void gru_row(size_t h, const float *restrict step, const float *restrict bias, float *restrict state,
                       float *restrict gate, float *restrict slope, float *restrict rec, float *restrict out) {
  for (size_t i = 0; i < h; i++) {
    float ar = gate[i] + step[i], az = gate[h + i] + step[h + i], u = step[2 * h + i] + bias[i];
    float r = kh_net_gate(ar), z = kh_net_gate(az), an = gate[2 * h + i] + r * u, n = kh_net_squash(an);
    slope[i] = 0.25f * slope_of(0.5f * ar);
    slope[h + i] = 0.25f * slope_of(0.5f * az);
    slope[2 * h + i] = slope_of(an);
    gate[i] = r, gate[h + i] = z, gate[2 * h + i] = n;
    rec[i] = u;
    out[i] = state[i] = n + z * (state[i] - n);
  }
}

KH_INLINE void kh_net_gru_body(size_t rows, size_t h, const float *step, const float *bias, float *state, float *gate,
                               float *slope, float *rec, float *out) {
  for (size_t s = 0; s < rows; s++)
    gru_row(h, step + s * 3 * h, bias, state + s * h, gate + s * 3 * h, slope + s * 3 * h, rec + s * h, out + s * 2 * h);
}
KH_SIMD(kh_net_gru,
        (size_t rows, size_t h, const float *step, const float *bias, float *state, float *gate, float *slope, float *rec, float *out),
        (rows, h, step, bias, state, gate, slope, rec, out))

KH_INLINE void gru_back_row(size_t h, float *restrict state_grad, const float *restrict out_grad, const float *restrict prev,
                            float *restrict gate, const float *restrict slope, const float *restrict rec, float *restrict rec_grad) {
  for (size_t i = 0; i < h; i++) {
    float r = gate[i], z = gate[h + i], n = gate[2 * h + i], d = state_grad[i] + out_grad[i];
    float dn = d * (1.0f - z) * slope[2 * h + i], dz = d * (prev[i] - n) * slope[h + i], dr = dn * rec[i] * slope[i];
    state_grad[i] = d * z;
    gate[i] = rec_grad[i] = dr;
    gate[h + i] = rec_grad[h + i] = dz;
    gate[2 * h + i] = dn;
    rec_grad[2 * h + i] = dn * r;
  }
}

KH_INLINE void kh_net_gru_back_body(size_t rows, size_t h, float *state_grad, const float *out_grad, const float *prev,
                                    float *gate, const float *slope, const float *rec, float *rec_grad) {
  for (size_t s = 0; s < rows; s++)
    gru_back_row(h, state_grad + s * h, out_grad + s * 2 * h, prev + s * h, gate + s * 3 * h, slope + s * 3 * h, rec + s * h,
                 rec_grad + s * 3 * h);
}
KH_SIMD(kh_net_gru_back,
        (size_t rows, size_t h, float *state_grad, const float *out_grad, const float *prev, float *gate, const float *slope,
         const float *rec, float *rec_grad),
        (rows, h, state_grad, out_grad, prev, gate, slope, rec, rec_grad))

KH_INLINE void kh_net_adam_body(size_t n, float *restrict w, float *restrict g, float *restrict m, float *restrict v, float rate,
                                float scale, float unbias) {
  for (size_t i = 0; i < n; i++) {
    float d = g[i] * scale;
    m[i] = KH_NET_BETA1 * m[i] + (1 - KH_NET_BETA1) * d;
    v[i] = KH_NET_BETA2 * v[i] + (1 - KH_NET_BETA2) * d * d;
    w[i] -= rate * m[i] / (__builtin_sqrtf(v[i] * unbias) + 1e-8f);
    g[i] = 0;
  }
}
KH_SIMD(kh_net_adam, (size_t n, float *w, float *g, float *m, float *v, float rate, float scale, float unbias),
        (n, w, g, m, v, rate, scale, unbias))

KH_INLINE void kh_net_mix_body(size_t n, float *restrict to, const float *restrict from, float share) {
  for (size_t i = 0; i < n; i++) to[i] += share * (from[i] - to[i]);
}
KH_SIMD(kh_net_mix, (size_t n, float *to, const float *from, float share), (n, to, from, share))

KH_INLINE void kh_net_add_body(size_t n, float *restrict to, const float *restrict from) {
  for (size_t i = 0; i < n; i++) to[i] += from[i];
}
KH_SIMD(kh_net_add, (size_t n, float *to, const float *from), (n, to, from))
