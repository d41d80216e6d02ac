/* net_import.c: the bytes of a finished model back into float weights, so that training can go on from it: what net_export.c
 * wrote, read the other way round. What rounding took away stays lost. */
#include <math.h>
#include <stdio.h>

#include "net_train.h"
#include "parse/net_kernel.h"

/* Where a matrix goes: the first rows into a, the others into b, each at columns [column, …) of rows stride apart. */
typedef struct target {
  float *a, *b, *bias;
  size_t a_rows, b_rows, stride, column;
} target;

static bool unpack_matrix(const kh_model *m, const char *name, const target *to, uint32_t out, uint32_t used) {
  char table[64];
  size_t weights, scales, biases;
  uint32_t in = (uint32_t)(to->a_rows + to->b_rows);
  snprintf(table, sizeof table, "net.%s.w", name);
  const int8_t *w = kh_model_table(m, table, 1, &weights);
  snprintf(table, sizeof table, "net.%s.scale", name);
  const float *scale = kh_model_table(m, table, sizeof *scale, &scales);
  snprintf(table, sizeof table, "net.%s.bias", name);
  const float *bias = kh_model_table(m, table, sizeof *bias, &biases);
  if (!w || !scale || !bias || weights != (size_t)in * out || scales != out || biases != out) return false;
  for (uint32_t o = 0; o < used; o++) {
    double sum = 0;
    for (uint32_t i = 0; i < in; i++) {
      int8_t q = w[kh_net_cell(in, i, o)];
      float *row = i < to->a_rows ? to->a + i * to->stride : to->b + (i - to->a_rows) * to->stride;
      row[to->column + o] = (float)q * scale[o] * 127.0f, sum += q;
    }
    if (to->bias) to->bias[o] = (float)((double)bias[o] + 128.0 * sum * (double)scale[o]);
  }
  return true;
}

static bool unpack_layers(const kh_model *m, kh_net_weights *w) {
  const kh_net_layout *l = &w->at;
  uint32_t h = w->shape.hidden;
  bool ok = true;
  for (int layer = 0; layer < 2; layer++)
    for (int dir = 0; dir < 2; dir++) {
      size_t in = kh_net_inputs(&w->shape, layer);
      float *x = w->dense + l->in[layer][dir], *u = w->dense + l->hid[layer][dir], *bias = w->dense + l->in_bias[layer][dir];
      const char *way = dir ? "back" : "on";
      char name[32];
      snprintf(name, sizeof name, "layer%d.%s.gates", layer + 1, way);
      ok = ok && unpack_matrix(m, name, &(target){x, u, bias, in, h, 3 * h, 0}, 2 * h, 2 * h);
      snprintf(name, sizeof name, "layer%d.%s.inputs", layer + 1, way);
      ok = ok && unpack_matrix(m, name, &(target){x, NULL, bias + 2 * h, in, 0, 3 * h, 2 * h}, h, h);
      snprintf(name, sizeof name, "layer%d.%s.state", layer + 1, way);
      ok = ok && unpack_matrix(m, name, &(target){u, NULL, w->dense + l->hid_bias[layer][dir], h, 0, 3 * h, 2 * h}, h, h);
    }
  return ok;
}

/* The x whose squash is y. */
static float stretch(float y) {
  float low = -3.0f, high = 3.0f;
  for (int i = 0; i < 40; i++) {
    float middle = 0.5f * (low + high);
    if (kh_net_squash(middle) < y) low = middle;
    else high = middle;
  }
  return low;
}

bool kh_net_unpack(const kh_model *m, kh_net_weights *w) {
  const kh_net_shape *s = &w->shape;
  const kh_net_layout *l = &w->at;
  float *d = w->dense;
  size_t bytes, scales, roots, arcs, distances;
  uint32_t tags = s->upos + s->xpos + s->feats, width = kh_net_width(s);
  const int8_t *rows = kh_model_table(m, "net.rows", 1, &bytes);
  const float *scale = kh_model_table(m, "net.row_scale", sizeof *scale, &scales), *root = kh_model_table(m, "net.root", sizeof *root, &roots),
              *arc = kh_model_table(m, "net.arc", sizeof *arc, &arcs), *distance = kh_model_table(m, "net.distance", sizeof *distance, &distances);
  if (!rows || !scale || !root || !arc || !distance || scales != w->row_count || bytes != scales * s->dim || roots != s->arc || arcs != s->arc ||
      distances != KH_NET_DISTANCES)
    return false;
  for (size_t i = 0; i < bytes; i++) w->rows[i] = (float)rows[i] * scale[i / s->dim];
  for (size_t i = 0; i < roots; i++) d[l->root + i] = stretch(root[i]), d[l->arc + i] = arc[i];
  memcpy(d + l->distance, distance, sizeof *distance * KH_NET_DISTANCES);
  return unpack_layers(m, w) &&
         unpack_matrix(m, "heads", &(target){d + l->heads, NULL, d + l->heads_bias, 2 * s->hidden, 0, width, 0}, width, width) &&
         unpack_matrix(m, "tags", &(target){d + l->tags, NULL, d + l->tags_bias, s->tag, 0, kh_net_pad(tags), 0}, kh_net_pad(tags), tags) &&
         unpack_matrix(m, "entities", &(target){d + l->names, NULL, d + l->names_bias, s->name, 0, kh_net_pad(s->names), 0}, kh_net_pad(s->names), s->names) &&
         unpack_matrix(m, "relations", &(target){d + l->rel, NULL, d + l->rel_bias, 3 * s->label, 0, kh_net_pad(s->deprel), 0}, kh_net_pad(s->deprel), s->deprel);
}
