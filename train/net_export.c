/* net_export.c: float weights into the bytes that net.c reads. A column of weights (all that goes into one output)
 * shares a scale; its bias also takes off the 128 that bytes of activations carry. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "net_train.h"
#include "parse/net_kernel.h"

/* Two blocks of float rows on top of each other: a, then b, the columns [column, column + out) of each. */
typedef struct source {
  const float *a, *b, *bias;
  size_t a_rows, b_rows, stride, column;
} source;

static float at(const source *s, size_t row, size_t column) {
  return row < s->a_rows ? s->a[row * s->stride + s->column + column] : s->b[(row - s->a_rows) * s->stride + s->column + column];
}

static bool pack_matrix(kh_pack *p, const char *name, const source *s, uint32_t out, uint32_t used) {
  uint32_t in = (uint32_t)(s->a_rows + s->b_rows);
  int8_t *w = calloc((size_t)in * out, 1);
  float *scale = calloc(out, sizeof *scale), *bias = calloc(out, sizeof *bias);
  bool ok = w && scale && bias;
  for (uint32_t o = 0; ok && o < used; o++) {
    float largest = 1e-8f;
    for (uint32_t i = 0; i < in; i++) largest = fmaxf(largest, fabsf(at(s, i, o)));
    double sum = 0;
    for (uint32_t i = 0; i < in; i++) {
      int8_t q = (int8_t)lrintf(at(s, i, o) / largest * KH_NET_WEIGHT);
      w[kh_net_cell(in, i, o)] = q, sum += q;
    }
    scale[o] = largest / (KH_NET_WEIGHT * 127.0f);
    bias[o] = (float)((double)(s->bias ? s->bias[s->column + o] : 0.0f) - 128.0 * sum * (double)scale[o]);
  }
  if (ok) {
    char table[64];
    snprintf(table, sizeof table, "net.%s.w", name), kh_pack_add(p, table, w, 1, (size_t)in * out);
    snprintf(table, sizeof table, "net.%s.scale", name), kh_pack_add(p, table, scale, sizeof *scale, out);
    snprintf(table, sizeof table, "net.%s.bias", name), kh_pack_add(p, table, bias, sizeof *bias, out);
  }
  free(w), free(scale), free(bias);
  return ok;
}

static bool pack_layers(kh_pack *p, const kh_net_weights *w) {
  const kh_net_layout *l = &w->at;
  uint32_t h = w->shape.hidden;
  bool ok = true;
  for (int layer = 0; layer < 2; layer++)
    for (int dir = 0; dir < 2; dir++) {
      size_t in = kh_net_inputs(&w->shape, layer);
      const float *x = w->dense + l->in[layer][dir], *u = w->dense + l->hid[layer][dir];
      const char *way = dir ? "back" : "on";
      char name[32];
      snprintf(name, sizeof name, "layer%d.%s.gates", layer + 1, way);
      ok = ok && pack_matrix(p, name, &(source){x, u, w->dense + l->in_bias[layer][dir], in, h, 3 * h, 0}, 2 * h, 2 * h);
      snprintf(name, sizeof name, "layer%d.%s.inputs", layer + 1, way);
      ok = ok && pack_matrix(p, name, &(source){x, NULL, w->dense + l->in_bias[layer][dir], in, 0, 3 * h, 2 * h}, h, h);
      /* the recurrent bias has only the new gate's part: put it where column 2·hidden would look */
      const float *own = w->dense + l->hid_bias[layer][dir];
      kh_buf b = {0};
      for (uint32_t i = 0; i < 2 * h; i++) kh_buf_put(&b, &(float){0}, sizeof(float));
      kh_buf_put(&b, own, h * sizeof *own);
      snprintf(name, sizeof name, "layer%d.%s.state", layer + 1, way);
      ok = ok && !b.failed && pack_matrix(p, name, &(source){u, NULL, (const float *)(const void *)b.s, h, 0, 3 * h, 2 * h}, h, h);
      kh_buf_free(&b);
    }
  return ok;
}

static bool pack_rows(kh_pack *p, const kh_net_weights *w) {
  size_t dim = w->shape.dim, n = w->row_count;
  int8_t *rows = calloc(n * dim, 1);
  float *scale = calloc(n, sizeof *scale);
  for (size_t i = 0; rows && scale && i < n; i++) {
    float largest = 1e-8f;
    for (size_t k = 0; k < dim; k++) largest = fmaxf(largest, fabsf(w->rows[i * dim + k]));
    for (size_t k = 0; k < dim; k++) rows[i * dim + k] = (int8_t)lrintf(w->rows[i * dim + k] / largest * 127.0f);
    scale[i] = largest / 127.0f;
  }
  bool ok = rows && scale;
  if (ok) kh_pack_add(p, "net.rows", rows, 1, n * dim), kh_pack_add(p, "net.row_scale", scale, sizeof *scale, n);
  free(rows), free(scale);
  return ok;
}

kh_status kh_net_pack(const kh_net_weights *w, const kh_net_lexicon *l, kh_pack *p, kh_error *err) {
  const kh_net_shape *s = &w->shape;
  const float *d = w->dense;
  uint32_t tags = s->upos + s->xpos + s->feats, width = kh_net_width(s), arc = s->arc;
  float *root = calloc(arc, sizeof *root);
  bool ok = root != NULL;
  for (uint32_t i = 0; ok && i < arc; i++) root[i] = kh_net_squash(d[w->at.root + i]);
  kh_net_pack_lexicon(p, l, s);
  ok = ok && pack_layers(p, w) && pack_rows(p, w) &&
       pack_matrix(p, "heads", &(source){d + w->at.heads, NULL, d + w->at.heads_bias, 2 * s->hidden, 0, width, 0}, width, width) &&
       pack_matrix(p, "tags", &(source){d + w->at.tags, NULL, d + w->at.tags_bias, s->tag, 0, kh_net_pad(tags), 0}, kh_net_pad(tags), tags) &&
       pack_matrix(p, "entities", &(source){d + w->at.names, NULL, d + w->at.names_bias, s->name, 0, kh_net_pad(s->names), 0}, kh_net_pad(s->names), s->names) &&
       pack_matrix(p, "relations", &(source){d + w->at.rel, NULL, d + w->at.rel_bias, 3 * s->label, 0, kh_net_pad(s->deprel), 0}, kh_net_pad(s->deprel), s->deprel);
  if (ok) {
    kh_pack_add(p, "net.root", root, sizeof *root, arc);
    kh_pack_add(p, "net.arc", d + w->at.arc, sizeof *d, arc);
    kh_pack_add(p, "net.distance", d + w->at.distance, sizeof *d, KH_NET_DISTANCES);
  }
  free(root);
  return ok ? KH_OK : kh_fail(err, KH_E_MEMORY, "no memory to pack a network");
}
