/* net_back.c: losses, the backward pass, and reading the best labels off a forward pass. */
#include <math.h>

#include "net_gemm.h"
#include "net_pass.h"

static const float weight_arc = 1.0f, weight_deprel = 1.0f, weight_tags = 0.4f, weight_names = 0.8f;

/* ---- losses: logits become the gradient of weight · loss ---- */

static double softmax(float *x, uint32_t n, double *sum_out, float *max_out) {
  float max = x[0];
  for (uint32_t i = 1; i < n; i++) max = x[i] > max ? x[i] : max;
  double sum = 0;
  for (uint32_t i = 0; i < n; i++) sum += (double)expf(x[i] - max);
  *sum_out = sum, *max_out = max;
  return sum;
}

/* Cross entropy against one label; nothing where it is not told. */
static double one_of(float *x, uint32_t n, uint16_t gold, float weight) {
  if (gold >= n) {
    memset(x, 0, n * sizeof *x);
    return 0;
  }
  double sum;
  float max;
  softmax(x, n, &sum, &max);
  double loss = log(sum) - (double)(x[gold] - max);
  float by = weight / (float)sum;
  for (uint32_t i = 0; i < n; i++) x[i] = by * expf(x[i] - max);
  x[gold] -= weight;
  return loss;
}

/* … against a set of labels, any of which is right. */
static double any_of(float *x, uint32_t n, uint16_t set, float weight) {
  if (!set) {
    memset(x, 0, n * sizeof *x);
    return 0;
  }
  double sum, right = 1e-30;
  float max;
  softmax(x, n, &sum, &max);
  for (uint32_t i = 0; i < n; i++) {
    x[i] = expf(x[i] - max);
    if (set >> i & 1) right += (double)x[i];
  }
  for (uint32_t i = 0; i < n; i++)
    x[i] = weight * (float)((double)x[i] / sum - (set >> i & 1 ? (double)x[i] / right : 0.0));
  return log(sum) - log(right);
}

/* ---- pieces of the backward pass ---- */

typedef struct back {
  kh_net_pass *p;
  const kh_net_weights *w;
  const float *transposed;
  float *gradient;             /* NULL: only the loss */
  float scale;
  kh_net_loss loss;
} back;

static const kh_net_token *token_at(const kh_net_pass *p, uint32_t t, uint32_t s) { return &p->sentence[s].token[t]; }

static void add_columns(float *to, const float *from, size_t rows, size_t n) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < n; j++) to[j] += from[i * n + j];
}

/* Gradient of a linear map of a part of the heads: of its weights, its bias, and (added) of the heads. */
static void linear_back(const back *b, size_t part, size_t in, size_t weights, size_t bias, const float *out_grad, size_t out) {
  kh_net_pass *p = b->p;
  size_t width = kh_net_width(&p->shape);
  kh_gemm(in, out, p->n, p->head + part, 1, width, out_grad, out, b->gradient + weights, out, true);
  add_columns(b->gradient + bias, out_grad, p->n, out);
  kh_gemm(p->n, in, out, out_grad, out, 1, b->transposed + weights, in, p->head_grad + part, width, true);
}

static void tags_back(back *b) {
  kh_net_pass *p = b->p;
  const kh_net_shape *s = &p->shape;
  uint32_t used = s->upos + s->xpos + s->feats, n = kh_net_pad(used), names = kh_net_pad(s->names);
  float weight = weight_tags * b->scale;
  for (uint32_t t = 0; t < p->longest; t++)
    for (uint32_t i = 0; i < kh_net_active(p, t); i++) {
      const kh_net_token *token = token_at(p, t, i);
      float *x = p->tags + (size_t)(p->off[t] + i) * n, *y = p->names + (size_t)(p->off[t] + i) * names;
      b->loss.tags += one_of(x, s->upos, token->upos, weight) + one_of(x + s->upos, s->xpos, token->xpos, weight) +
                      one_of(x + s->upos + s->xpos, s->feats, token->feats, weight);
      memset(x + used, 0, (n - used) * sizeof *x);
      b->loss.names += any_of(y, s->names, token->names, weight_names * b->scale);
      memset(y + s->names, 0, (names - s->names) * sizeof *y);
    }
  if (!b->gradient) return;
  size_t at = 2 * s->arc + 2 * s->label;
  linear_back(b, at, s->tag, b->w->at.tags, b->w->at.tags_bias, p->tags, n);
  linear_back(b, at + s->tag, s->name, b->w->at.names, b->w->at.names_bias, p->names, names);
}

/* The label's inputs for a dependent and its head: their product and both. */
static void pair(const kh_net_pass *p, size_t dependent, size_t head, float *to) {
  size_t width = kh_net_width(&p->shape), label = p->shape.label, part = 2 * p->shape.arc;
  const float *x = p->head + dependent * width + part, *y = p->head + head * width + part + label;
  for (size_t k = 0; k < label; k++) to[k] = x[k] * y[k], to[label + k] = x[k], to[2 * label + k] = y[k];
}

static void score_labels(kh_net_pass *p, const kh_net_weights *w, size_t rows) {
  size_t n = kh_net_pad(p->shape.deprel), in = 3 * (size_t)p->shape.label;
  for (size_t i = 0; i < rows; i++) memcpy(p->rel + i * n, w->dense + w->at.rel_bias, n * sizeof *p->rel);
  kh_gemm(rows, n, in, p->rel_in, in, 1, w->dense + w->at.rel, n, p->rel, n, true);
}

static void labels_back(back *b) {
  kh_net_pass *p = b->p;
  const kh_net_shape *s = &p->shape;
  size_t n = kh_net_pad(s->deprel), in = 3 * (size_t)s->label, rows = 0, width = kh_net_width(s);
  for (uint32_t t = 0; t < p->longest; t++)
    for (uint32_t i = 0; i < kh_net_active(p, t); i++) {
      const kh_net_token *token = token_at(p, t, i);
      if (token->head && token->head <= p->sentence[i].n) pair(p, p->off[t] + i, p->off[token->head - 1] + i, p->rel_in + rows++ * in);
    }
  score_labels(p, b->w, rows);
  rows = 0;
  for (uint32_t t = 0; t < p->longest; t++)
    for (uint32_t i = 0; i < kh_net_active(p, t); i++) {
      const kh_net_token *token = token_at(p, t, i);
      if (!token->head || token->head > p->sentence[i].n) continue;
      float *x = p->rel + rows++ * n;
      b->loss.deprel += one_of(x, s->deprel, token->deprel, weight_deprel * b->scale);
      memset(x + s->deprel, 0, (n - s->deprel) * sizeof *x);
    }
  if (!b->gradient) return;
  kh_gemm(in, n, rows, p->rel_in, 1, in, p->rel, n, b->gradient + b->w->at.rel, n, true);
  add_columns(b->gradient + b->w->at.rel_bias, p->rel, rows, n);
  kh_gemm(rows, in, n, p->rel, n, 1, b->transposed + b->w->at.rel, in, p->rel_in_grad, in, false);
  rows = 0;
  for (uint32_t t = 0; t < p->longest; t++)
    for (uint32_t i = 0; i < kh_net_active(p, t); i++) {
      const kh_net_token *token = token_at(p, t, i);
      if (!token->head || token->head > p->sentence[i].n) continue;
      const float *x = p->rel_in + rows * in, *g = p->rel_in_grad + rows++ * in;
      float *dx = p->head_grad + (p->off[t] + i) * width + 2 * s->arc;
      float *dy = p->head_grad + (p->off[token->head - 1] + i) * width + 2 * s->arc + s->label;
      size_t label = s->label;
      for (size_t k = 0; k < label; k++) {
        dx[k] += g[k] * x[2 * label + k] + g[label + k];
        dy[k] += g[k] * x[label + k] + g[2 * label + k];
      }
    }
}

static void arcs_back(back *b, uint32_t i) {
  kh_net_pass *p = b->p;
  size_t arc = p->shape.arc, width = kh_net_width(&p->shape);
  uint32_t n = p->sentence[i].n, pad = kh_net_pad(n + 1);
  const kh_net_token *token = p->sentence[i].token;
  if (!n || token[0].head == KH_NET_NO_LABEL) return;
  float *g = p->arcs + p->arc_at[i];
  for (uint32_t d = 0; d < n; d++) {
    b->loss.arc += one_of(g + (size_t)d * pad, n + 1, token[d].head, weight_arc * b->scale);
    memset(g + (size_t)d * pad + n + 1, 0, (pad - n - 1) * sizeof *g);
  }
  if (!b->gradient) return;
  kh_net_gather_arcs(p, i);
  kh_gemm(n, arc, n + 1, g, pad, 1, p->heads, arc, p->dep_grad, arc, false);
  kh_gemm(n + 1, arc, n, g, 1, pad, p->dep, arc, p->heads_grad, arc, false);
  const float *weight = b->w->dense + b->w->at.arc;
  float *weight_grad = b->gradient + b->w->at.arc, *distance = b->gradient + b->w->at.distance;
  for (uint32_t h = 0; h <= n; h++) {
    float own = 0;
    for (uint32_t d = 0; d < n; d++) {
      if (h == d + 1) continue;
      own += g[(size_t)d * pad + h];
      distance[h ? kh_net_distance(d, h - 1) : KH_NET_DISTANCES - 1] += g[(size_t)d * pad + h];
    }
    for (size_t k = 0; k < arc; k++) {
      p->heads_grad[h * arc + k] += own * weight[k];
      weight_grad[k] += own * p->heads[h * arc + k];
    }
  }
  for (size_t k = 0; k < arc; k++) {
    float slope = 1.0f, mask = 1.0f;
    float x = b->w->dense[b->w->at.root + k];
    kh_net_squash_row(1, &x, &slope, &mask);
    b->gradient[b->w->at.root + k] += p->heads_grad[k] * slope;
  }
  for (uint32_t t = 0; t < n; t++) {
    float *to = p->head_grad + (p->off[t] + i) * width;
    for (size_t k = 0; k < arc; k++) to[k] += p->dep_grad[t * arc + k], to[arc + k] += p->heads_grad[(t + 1) * arc + k];
  }
}

static void layer_back(back *b, int layer, int dir, float *in_grad) {
  kh_net_pass *p = b->p;
  size_t h = p->shape.hidden, in = kh_net_inputs(&p->shape, layer);
  const kh_net_layout *at = &b->w->at;
  float *gate = p->gate[layer][dir];
  memset(p->state, 0, p->sentences * h * sizeof *p->state);
  for (uint32_t i = 0; i < p->longest; i++) {
    uint32_t t = dir ? i : p->longest - 1 - i, active = kh_net_active(p, t);
    size_t row = p->off[t];
    kh_net_gru_back(active, h, p->state, p->out_grad[layer] + row * 2 * h + (size_t)dir * h, p->prev[layer][dir] + row * h,
                    gate + row * 3 * h, p->slope[layer][dir] + row * 3 * h, p->rec[layer][dir] + row * h, p->rec_grad + row * 3 * h);
    kh_gemm(active, h, 3 * h, p->rec_grad + row * 3 * h, 3 * h, 1, b->transposed + at->hid[layer][dir], h, p->state, h, true);
  }
  const float *x = layer ? p->out[0] : p->x;
  kh_gemm(in, 3 * h, p->n, x, 1, in, gate, 3 * h, b->gradient + at->in[layer][dir], 3 * h, true);
  kh_gemm(h, 3 * h, p->n, p->prev[layer][dir], 1, h, p->rec_grad, 3 * h, b->gradient + at->hid[layer][dir], 3 * h, true);
  add_columns(b->gradient + at->in_bias[layer][dir], gate, p->n, 3 * h);
  for (size_t r = 0; r < p->n; r++)
    for (size_t k = 0; k < h; k++) b->gradient[at->hid_bias[layer][dir] + k] += p->rec_grad[r * 3 * h + 2 * h + k];
  kh_gemm(p->n, in, 3 * h, gate, 3 * h, 1, b->transposed + at->in[layer][dir], in, in_grad, in, dir == 1);
}

static void unmask(const kh_net_pass *p, float *grad, const float *mask, size_t n) {
  for (uint32_t t = 0; t < p->longest; t++)
    for (size_t s = 0; s < kh_net_active(p, t); s++) kh_net_multiply(n, grad + (p->off[t] + s) * n, mask + s * n);
}

static kh_net_loss run(kh_net_pass *p, const kh_net_weights *w, const float *transposed, float *gradient, float scale) {
  back b = {.p = p, .w = w, .transposed = transposed, .gradient = gradient, .scale = scale, .loss = {.tokens = p->n}};
  size_t h = p->shape.hidden, width = kh_net_width(&p->shape);
  if (gradient) memset(p->head_grad, 0, p->n * width * sizeof *p->head_grad);
  tags_back(&b);
  labels_back(&b);
  for (uint32_t i = 0; i < p->sentences; i++) arcs_back(&b, i);
  if (!gradient) return b.loss;
  kh_net_multiply(p->n * width, p->head_grad, p->head_slope);
  kh_gemm(2 * h, width, p->n, p->out[1], 1, 2 * h, p->head_grad, width, gradient + w->at.heads, width, true);
  add_columns(gradient + w->at.heads_bias, p->head_grad, p->n, width);
  kh_gemm(p->n, 2 * h, width, p->head_grad, width, 1, transposed + w->at.heads, 2 * h, p->out_grad[1], 2 * h, false);
  for (int layer = 1; layer >= 0; layer--) {
    unmask(p, p->out_grad[layer], p->out_mask[layer], 2 * h);
    for (int dir = 0; dir < 2; dir++) layer_back(&b, layer, dir, layer ? p->out_grad[0] : p->x_grad);
  }
  kh_net_multiply(p->n * p->shape.dim, p->x_grad, p->x_slope);
  size_t dim = p->shape.dim, vector = p->shape.vector;
  kh_gemm(vector, dim, p->n, p->vector, 1, vector, p->x_grad, dim, gradient + w->at.vector, dim, true);
  return b.loss;
}

kh_net_loss kh_net_backward(kh_net_pass *p, const kh_net_weights *w, const float *transposed, float *gradient, float scale) {
  return run(p, w, transposed, gradient, scale);
}
kh_net_loss kh_net_loss_of(kh_net_pass *p, const kh_net_weights *w) { return run(p, w, NULL, NULL, 1.0f); }

double kh_net_loss_sum(const kh_net_loss *l) {
  return (double)weight_arc * l->arc + (double)weight_deprel * l->deprel + (double)weight_tags * l->tags + (double)weight_names * l->names;
}

void kh_net_row_gradient(const kh_net_pass *p, void (*add)(void *to, uint32_t row, const float *gradient), void *to) {
  for (size_t i = 0; i < p->n; i++)
    for (uint32_t k = 0; k < p->kept[i].n; k++) add(to, p->kept[i].row[k], p->x_grad + i * p->shape.dim);
}

/* ---- reading ---- */

static uint16_t best_of(const float *x, uint32_t n) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < n; i++)
    if (x[i] > x[best]) best = i;
  return (uint16_t)best;
}

void kh_net_read(kh_net_pass *p, const kh_net_weights *w, uint32_t i, kh_net_reading *out, kh_net_forest *forest) {
  const kh_net_shape *s = &p->shape;
  uint32_t n = p->sentence[i].n, pad = kh_net_pad(n + 1), tags = kh_net_pad(s->upos + s->xpos + s->feats), rel = kh_net_pad(s->deprel);
  kh_net_tree(p->arcs + p->arc_at[i], n, pad, out->head, forest);
  for (uint32_t t = 0; t < n; t++) {
    size_t row = p->off[t] + i;
    const float *x = p->tags + row * tags;
    out->upos[t] = best_of(x, s->upos);
    out->xpos[t] = best_of(x + s->upos, s->xpos);
    out->feats[t] = best_of(x + s->upos + s->xpos, s->feats);
    out->name[t] = best_of(p->names + row * kh_net_pad(s->names), s->names);
    pair(p, row, out->head[t] ? p->off[out->head[t] - 1] + i : row, p->rel_in + t * 3 * s->label);
  }
  score_labels(p, w, n);
  for (uint32_t t = 0; t < n; t++) out->deprel[t] = out->head[t] ? best_of(p->rel + (size_t)t * rel, s->deprel) : KH_NET_NO_LABEL;
}
