/* learn.c: averaged perceptrons over hashed features. */
#include <stdio.h>
#include <stdlib.h>

#include "learn.h"

enum { SEEN_BITS = 24 };

kh_status learner_new(learner *l, lin_cells *cells, uint32_t classes, uint32_t bytes, kh_error *err) {
  uint32_t stride = kh_lin_stride(classes), rows = bytes > 2 * LIN_MAX_CLASSES ? (bytes - LIN_MAX_CLASSES) / stride : 1;
  *l = (learner){.cells = cells, .size = (size_t)rows * stride + LIN_MAX_CLASSES, .counting = true};
  if (classes == 0 || classes > LIN_MAX_CLASSES) return kh_fail(err, KH_E_LIMIT, "%u labels: at most %d can be learned", classes, LIN_MAX_CLASSES);
  l->w = calloc(l->size, sizeof *l->w);
  l->sum = calloc(l->size, sizeof *l->sum);
  l->seen = calloc((size_t)1 << SEEN_BITS, 1);
  if (!l->w || !l->sum || !l->seen) {
    learner_free(l);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  *cells = (lin_cells){.w = l->w, .rows = rows, .stride = stride, .classes = classes};
  return KH_OK;
}

void learner_free(learner *l) {
  free(l->w);
  free(l->sum);
  free(l->seen);
  l->w = NULL;
  l->sum = NULL;
  l->seen = NULL;
}

void learner_see(learner *l, const uint32_t *f, uint32_t n) {
  l->moment++;
  if (!l->counting) return;
  for (uint32_t k = 0; k < n; k++) {
    uint8_t *c = &l->seen[f[k] >> (32 - SEEN_BITS)];
    *c = (uint8_t)(*c + (*c < 2));
  }
}

void learner_move(learner *l, const uint32_t *f, uint32_t n, uint32_t right, uint32_t wrong) {
  for (uint32_t k = 0; k < n; k++) {
    if (l->seen[f[k] >> (32 - SEEN_BITS)] < 2) continue;     /* met once: it would only learn its sentence by heart */
    size_t at = kh_lin_at(l->cells, f[k]);
    l->w[at + right]++;
    l->sum[at + right] += l->moment;
    l->w[at + wrong]--;
    l->sum[at + wrong] -= l->moment;
  }
}

static int by_size(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

void learner_quantise(const learner *l, int8_t *q) {
  /* The largest weights are cut off: a scale that fits the rest better loses less. */
  double moment = l->moment ? (double)l->moment : 1;
  double *v = calloc(l->size, sizeof *v);
  size_t n = 0;
  memset(q, 0, l->size);
  if (!v) return;
  for (size_t i = 0; i < l->size; i++) {
    double x = l->w[i] - (double)l->sum[i] / moment;
    if (x != 0) v[n++] = x < 0 ? -x : x;
  }
  qsort(v, n, sizeof *v, by_size);
  double clip = n ? v[n - 1] : 1;
  for (size_t i = 0; i < l->size; i++) {
    double x = (l->w[i] - (double)l->sum[i] / moment) / clip * 127;
    x = x > 127 ? 127 : x < -127 ? -127 : x;
    q[i] = (int8_t)(x < 0 ? x - .5 : x + .5);
  }
  free(v);
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
