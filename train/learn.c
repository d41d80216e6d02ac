/* learn.c: log-linear classifiers over hashed features, learned by AdaGrad. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "learn.h"

enum { SEEN_BITS = 24 };

kh_status learner_new(learner *l, lin_cells *cells, uint32_t classes, uint32_t bytes, kh_error *err) {
  uint32_t stride = kh_lin_stride(classes), rows = bytes > 2 * LIN_MAX_CLASSES ? (bytes - LIN_MAX_CLASSES) / stride : 1;
  *l = (learner){.cells = cells, .size = (size_t)rows * stride + LIN_MAX_CLASSES, .counting = true, .pace = .05f, .drop = .3f};
  if (classes == 0 || classes > LIN_MAX_CLASSES) return kh_fail(err, KH_E_LIMIT, "%u labels: at most %d can be learned", classes, LIN_MAX_CLASSES);
  l->w = calloc(l->size, sizeof *l->w);
  l->squares = calloc(l->size, sizeof *l->squares);
  l->seen = calloc((size_t)1 << SEEN_BITS, 1);
  if (!l->w || !l->squares || !l->seen) {
    learner_free(l);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  *cells = (lin_cells){.w = l->w, .rows = rows, .stride = stride, .classes = classes};
  return KH_OK;
}

void learner_free(learner *l) {
  free(l->w);
  free(l->squares);
  free(l->seen);
  free(l->sum);
  l->sum = NULL;
  l->w = NULL;
  l->squares = NULL;
  l->seen = NULL;
}

uint32_t learner_drop(const learner *l, kh_random *r, uint32_t *f, uint32_t n) {
  uint32_t kept = 0;
  for (uint32_t k = 0; k < n; k++)
    if (k == 0 || kh_random_unit(r) >= l->drop) f[kept++] = f[k];
  return kept;
}

void learner_learn(learner *l, const uint32_t *f, uint32_t n, const int32_t *score, const uint8_t *role) {
  uint32_t classes = l->cells->classes;
  float p[LIN_MAX_CLASSES], all = 0, right = 0;
  int32_t top = INT32_MIN;
  for (uint32_t k = 0; k < classes; k++)
    if (role[k] && score[k] > top) top = score[k];
  for (uint32_t k = 0; k < classes; k++) {
    p[k] = role[k] ? expf((float)(score[k] - top) / LIN_UNIT) : 0;
    all += p[k];
    right += role[k] == ROLE_RIGHT ? p[k] : 0;
  }
  for (uint32_t k = 0; k < classes; k++) p[k] = right > 0 ? p[k] / all - (role[k] == ROLE_RIGHT ? p[k] / right : 0) : 0;
  learner_step(l, f, n, p);
}

void learner_step(learner *l, const uint32_t *f, uint32_t n, const float *gradient) {
  uint32_t classes = l->cells->classes, moved = 0, which[LIN_MAX_CLASSES];
  for (uint32_t k = 0; l->counting && k < n; k++) {
    uint8_t *c = &l->seen[f[k] >> (32 - SEEN_BITS)];
    *c = (uint8_t)(*c + (*c < 2));
  }
  for (uint32_t k = 0; k < classes; k++)
    if (gradient[k] > .003f || gradient[k] < -.003f) which[moved++] = k;
  for (uint32_t k = 0; k < n && moved; k++) {
    if (l->seen[f[k] >> (32 - SEEN_BITS)] < 2) continue;     /* met once: it would only learn its sentence by heart */
    size_t at = kh_lin_row(l->cells, f[k]) * l->cells->stride;
    for (uint32_t m = 0; m < moved; m++) {
      float g = gradient[which[m]], *sum = &l->squares[at + which[m]];
      *sum += g * g;
      l->w[at + which[m]] -= l->pace * g / sqrtf(*sum + .1f);
    }
  }
}

kh_status learner_add(learner *l, kh_error *err) {
  if (!l->sum) l->sum = calloc(l->size, sizeof *l->sum);
  if (!l->sum) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  for (size_t i = 0; i < l->size; i++) l->sum[i] += l->w[i];
  l->sums++;
  return KH_OK;
}

void learner_mean(learner *l) {
  for (size_t i = 0; l->sums && i < l->size; i++) l->w[i] = l->sum[i] / (float)l->sums;
}

static int by_size(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* Most weights are small and a few are huge: cells hold what fits in eight bits at a scale that suits the many;
 * what is beyond goes to coarse rows in steps of LIN_COARSE. */
kh_status learner_quantise(const learner *l, lin_weights *out, kh_error *err) {
  uint32_t classes = l->cells->classes, stride = l->cells->stride, rows = l->cells->rows;
  size_t width = (classes + LIN_BLOCK - 1) / LIN_BLOCK * LIN_BLOCK, n = 0, heavy = 0;
  double *v = calloc(l->size, sizeof *v), *sorted = calloc(l->size, sizeof *v);
  int8_t *high = calloc(l->size, 1);
  *out = (lin_weights){.size = l->size, .rows = rows, .q = calloc(l->size, 1), .heavy = calloc(kh_lin_heavies(rows), sizeof *out->heavy)};
  bool ok = v && sorted && high && out->q && out->heavy;
  for (size_t i = 0; ok && i < l->size; i++) {
    v[i] = l->w[i];
    if (v[i] != 0) sorted[n++] = v[i] < 0 ? -v[i] : v[i];
  }
  if (ok) {
    qsort(sorted, n, sizeof *sorted, by_size);
    double most = n ? sorted[n - 1] : 1, clip = n ? sorted[n - 1 - n / 1000] : 1;
    if (clip < most / 60) clip = most / 60;                       /* what a coarse cell can hold */
    out->unit = (float)(clip / 127);
    for (size_t i = 0; i < l->size; i++) {
      double x = v[i] / clip * 127;
      int whole = (int)(x < 0 ? x - .5 : x + .5);
      if (whole > 127 || whole < -127) high[i] = (int8_t)(whole / LIN_COARSE);
      out->q[i] = (int8_t)(whole - high[i] * LIN_COARSE);
    }
    for (size_t r = 0; r < rows; r++) {
      bool any = false;
      for (size_t i = 0; i < classes && !any; i++) any = high[r * stride + i] != 0;
      if (r % 32 == 0) out->heavy[r / 32].before = (uint32_t)heavy;
      if (any) out->heavy[r / 32].which |= 1u << r % 32, heavy++;
    }
    out->coarse_size = (heavy + 1) * width;                      /* never empty */
    out->coarse = calloc(out->coarse_size, 1);
    ok = out->coarse != NULL;
    for (size_t r = 0; ok && r < rows; r++)
      if (kh_lin_is_heavy(out->heavy, r)) memcpy(out->coarse + kh_lin_coarse(out->heavy, r) * width, high + r * stride, classes);
  }
  free(v);
  free(sorted);
  free(high);
  if (ok) return KH_OK;
  lin_weights_free(out);
  return kh_fail(err, KH_E_MEMORY, "not enough memory");
}

void lin_weights_free(lin_weights *w) {
  free(w->q);
  free(w->coarse);
  free(w->heavy);
  *w = (lin_weights){0};
}

void lin_weights_pack(const lin_weights *w, kh_pack *out, const char *name) {
  char table[40];
  kh_pack_add(out, name, w->q, 1, w->size);
  snprintf(table, sizeof table, "%s.heavy", name);
  kh_pack_add(out, table, w->heavy, sizeof *w->heavy, kh_lin_heavies((uint32_t)w->rows));
  snprintf(table, sizeof table, "%s.coarse", name);
  kh_pack_add(out, table, w->coarse, 1, w->coarse_size);
}

void lin_say(const lin_data *d, const char *format, ...) {
  char line[256];
  va_list ap;
  if (!d->say) return;
  va_start(ap, format);
  vsnprintf(line, sizeof line, format, ap);
  va_end(ap);
  d->say(d->user, line);
}
