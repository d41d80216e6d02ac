/* net_model.c: weights, and the passes over a batch of sentences.
 *
 * Tokens are packed by position: row off[t] + s is token t of sentence s; sentences come longest first, so the
 * sentences that reach position t are the first of them and a recurrent step is one product over their states. */
#include <math.h>
#include <stdlib.h>

#include "net_gemm.h"
#include "net_model.h"
#include "net_pass.h"

/* ---- weights ---- */

void kh_net_layout_of(const kh_net_shape *s, kh_net_layout *l) {
  size_t at = 0, h = s->hidden, tags = kh_net_pad(s->upos + s->xpos + s->feats);
  for (int layer = 0; layer < 2; layer++)
    for (int dir = 0; dir < 2; dir++) {
      l->in[layer][dir] = at, at += kh_net_inputs(s, layer) * 3 * h;
      l->hid[layer][dir] = at, at += h * 3 * h;
      l->in_bias[layer][dir] = at, at += 3 * h;
      l->hid_bias[layer][dir] = at, at += h;
    }
  l->heads = at, at += 2 * h * kh_net_width(s);
  l->heads_bias = at, at += kh_net_width(s);
  l->root = at, at += s->arc;
  l->arc = at, at += s->arc;
  l->distance = at, at += KH_NET_DISTANCES;
  at = kh_net_pad((uint32_t)at);
  l->rel = at, at += 3 * (size_t)s->label * kh_net_pad(s->deprel);
  l->rel_bias = at, at += kh_net_pad(s->deprel);
  l->tags = at, at += s->tag * tags;
  l->tags_bias = at, at += tags;
  l->names = at, at += (size_t)s->name * kh_net_pad(s->names);
  l->names_bias = at, at += kh_net_pad(s->names);
  l->vector = at, at += (size_t)s->vector * s->dim;
  l->count = at;
}

static void fill(float *w, size_t n, float range, kh_net_random *r) {
  for (size_t i = 0; i < n; i++) w[i] = range * (2 * kh_net_uniform(r) - 1);
}

static void glorot(float *w, size_t in, size_t out, kh_net_random *r) { fill(w, in * out, sqrtf(6.0f / (float)(in + out)), r); }

kh_status kh_net_weights_new(kh_net_weights *w, const kh_net_shape *s, size_t rows, uint64_t seed, kh_error *err) {
  *w = (kh_net_weights){.shape = *s, .row_count = rows};
  kh_net_layout_of(s, &w->at);
  w->dense = calloc(w->at.count, sizeof *w->dense);
  w->rows = calloc(rows * s->dim, sizeof *w->rows);
  if (!w->dense || !w->rows) {
    kh_net_weights_free(w);
    return kh_fail(err, KH_E_MEMORY, "no memory for the network's weights");
  }
  kh_net_random r = {seed};
  size_t h = s->hidden;
  for (int layer = 0; layer < 2; layer++)
    for (int dir = 0; dir < 2; dir++) {
      glorot(w->dense + w->at.in[layer][dir], kh_net_inputs(s, layer), h, &r);
      size_t used = kh_net_inputs(s, layer) * h;    /* glorot drew one gate's worth: draw the other two alike */
      glorot(w->dense + w->at.in[layer][dir] + used, kh_net_inputs(s, layer), h, &r);
      glorot(w->dense + w->at.in[layer][dir] + 2 * used, kh_net_inputs(s, layer), h, &r);
      fill(w->dense + w->at.hid[layer][dir], h * 3 * h, 1.0f / sqrtf((float)h), &r);
    }
  glorot(w->dense + w->at.heads, 2 * h, kh_net_width(s) / 4, &r);
  fill(w->dense + w->at.root, s->arc, 0.5f, &r);
  glorot(w->dense + w->at.rel, 3 * (size_t)s->label, kh_net_pad(s->deprel), &r);
  glorot(w->dense + w->at.tags, s->tag, kh_net_pad(s->upos + s->xpos + s->feats), &r);
  glorot(w->dense + w->at.names, s->name, kh_net_pad(s->names), &r);
  fill(w->rows, rows * s->dim, 0.2f, &r);
  fill(w->dense + w->at.vector, (size_t)s->vector * s->dim, 0.07f, &r);
  return KH_OK;
}

void kh_net_weights_free(kh_net_weights *w) {
  free(w->dense);
  free(w->rows);
  *w = (kh_net_weights){0};
}

static void transpose(const float *from, size_t rows, size_t columns, float *to) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) to[j * rows + i] = from[i * columns + j];
}

void kh_net_transpose(const kh_net_weights *w, float *to) {
  const kh_net_shape *s = &w->shape;
  const kh_net_layout *l = &w->at;
  for (int layer = 0; layer < 2; layer++)
    for (int dir = 0; dir < 2; dir++) {
      transpose(w->dense + l->in[layer][dir], kh_net_inputs(s, layer), 3 * s->hidden, to + l->in[layer][dir]);
      transpose(w->dense + l->hid[layer][dir], s->hidden, 3 * s->hidden, to + l->hid[layer][dir]);
    }
  transpose(w->dense + l->heads, 2 * s->hidden, kh_net_width(s), to + l->heads);
  transpose(w->dense + l->rel, 3 * s->label, kh_net_pad(s->deprel), to + l->rel);
  transpose(w->dense + l->tags, s->tag, kh_net_pad(s->upos + s->xpos + s->feats), to + l->tags);
  transpose(w->dense + l->names, s->name, kh_net_pad(s->names), to + l->names);
}

/* ---- the arrays of a pass ---- */

kh_net_pass *kh_net_pass_new(const kh_net_weights *w) {
  kh_net_pass *p = calloc(1, sizeof *p);
  if (p) p->shape = w->shape;
  return p;
}

void kh_net_pass_free(kh_net_pass *p) {
  if (!p) return;
  free(p->block);
  free(p->sentence);
  free(p->off);
  free(p->arc_at);
  free(p->kept);
  free(p);
}

/* Hands out pieces of the block, or only counts them while block is NULL. */
typedef struct piece { float *block; size_t used; } piece;
static float *take(piece *b, size_t n) {
  float *at = b->block ? b->block + b->used : NULL;
  b->used += (n + 15) & ~(size_t)15;
  return at;
}

static void lay_out(kh_net_pass *p, piece *b) {
  const kh_net_shape *s = &p->shape;
  size_t n = p->n, h = s->hidden, width = kh_net_width(s), arc = s->arc, longest = p->longest + 1u;
  p->vector = take(b, n * s->vector);
  p->x = take(b, n * s->dim), p->x_slope = take(b, n * s->dim), p->x_grad = take(b, n * s->dim);
  for (int layer = 0; layer < 2; layer++) {
    for (int dir = 0; dir < 2; dir++) {
      p->gate[layer][dir] = take(b, n * 3 * h), p->slope[layer][dir] = take(b, n * 3 * h);
      p->rec[layer][dir] = take(b, n * h), p->prev[layer][dir] = take(b, n * h);
    }
    p->out[layer] = take(b, n * 2 * h), p->out_grad[layer] = take(b, n * 2 * h);
    p->out_mask[layer] = take(b, p->sentences * 2 * h);
  }
  p->rec_grad = take(b, n * 3 * h);
  p->state = take(b, p->sentences * h), p->step = take(b, p->sentences * 3 * h);
  p->x_mask = take(b, p->sentences * s->dim), p->head_mask = take(b, p->sentences * width);
  p->head = take(b, n * width), p->head_slope = take(b, n * width), p->head_grad = take(b, n * width);
  p->tags = take(b, n * kh_net_pad(s->upos + s->xpos + s->feats));
  p->names = take(b, n * kh_net_pad(s->names));
  p->rel = take(b, n * kh_net_pad(s->deprel)), p->rel_in = take(b, n * 3 * s->label), p->rel_in_grad = take(b, n * 3 * s->label);
  p->arcs = take(b, p->arc_cells);
  p->dep = take(b, longest * arc), p->heads = take(b, longest * arc), p->heads_t = take(b, kh_net_pad(p->longest + 1) * arc);
  p->dep_grad = take(b, longest * arc), p->heads_grad = take(b, longest * arc);
  p->root = take(b, arc);
}

static bool grow(void *at, size_t *cap, size_t want, size_t size) {
  void **where = at;
  if (want <= *cap) return true;
  want += want / 4;
  void *bigger = realloc(*where, want * size);
  if (!bigger) return false;
  *where = bigger, *cap = want;
  return true;
}

static kh_status prepare(kh_net_pass *p, const kh_net_sentence *s, uint32_t n, kh_error *err) {
  uint32_t longest = n ? s[0].n : 0;
  bool ok = grow(&p->sentence, &p->sentence_cap, n, sizeof *p->sentence) && grow(&p->arc_at, &p->arc_cap, n, sizeof *p->arc_at) &&
            grow(&p->off, &p->off_cap, longest + 1u, sizeof *p->off);
  if (ok) {
    p->sentences = n, p->longest = longest, p->n = 0, p->arc_cells = 0;
    for (uint32_t i = 0; i < n; i++) {
      p->sentence[i] = s[i];
      p->arc_at[i] = p->arc_cells;
      p->arc_cells += (size_t)s[i].n * kh_net_pad(s[i].n + 1);
    }
    for (uint32_t t = 0, active = n; t < longest; t++) {
      while (active && s[active - 1].n <= t) active--;
      p->off[t] = p->n, p->n += active;
    }
    p->off[longest] = p->n;
    ok = grow(&p->kept, &p->kept_cap, p->n, sizeof *p->kept);
    piece b = {0};
    lay_out(p, &b);
    ok = ok && grow(&p->block, &p->block_cap, b.used, sizeof *p->block);
    if (ok) b = (piece){p->block, 0}, lay_out(p, &b);
  }
  return ok ? KH_OK : kh_fail(err, KH_E_MEMORY, "no memory for a batch of %u sentences", n);
}

/* ---- forward ---- */

static void draw_mask(float *mask, size_t n, float rate, kh_net_random *r) {
  float kept = rate > 0 ? 1.0f / (1.0f - rate) : 1.0f;
  for (size_t i = 0; i < n; i++) mask[i] = rate > 0 && kh_net_uniform(r) < rate ? 0.0f : kept;
}

/* x gets the tokens' vectors times their weights. */
static void embed_vectors(kh_net_pass *p, const kh_net_weights *w, const kh_net_dropout *d, kh_net_random *r) {
  size_t size = p->shape.vector, dim = p->shape.dim;
  for (uint32_t t = 0; t < p->longest; t++)
    for (uint32_t s = 0; s < kh_net_active(p, t); s++) {
      float *to = p->vector + (p->off[t] + s) * size;
      const float *from = p->sentence[s].token[t].vector;
      if (from && !(d->vector > 0 && kh_net_uniform(r) < d->vector)) memcpy(to, from, size * sizeof *to);
      else memset(to, 0, size * sizeof *to);
    }
  kh_gemm(p->n, dim, size, p->vector, size, 1, w->dense + w->at.vector, dim, p->x, dim, false);
}

static void embed(kh_net_pass *p, const kh_net_weights *w, const kh_net_dropout *d, kh_net_random *r) {
  size_t dim = p->shape.dim;
  embed_vectors(p, w, d, r);
  for (uint32_t t = 0; t < p->longest; t++)
    for (uint32_t s = 0; s < kh_net_active(p, t); s++) {
      size_t row = p->off[t] + s;
      float *x = p->x + row * dim;
      const kh_net_token *token = &p->sentence[s].token[t];
      uint32_t *kept = p->kept[row].row;
      p->kept[row].n = 0;
      for (unsigned k = 0; k < token->rows; k++) {
        uint32_t from = token->row[k];
        float rate = k ? d->affix : d->word / (d->word + (float)token->count + 1e-6f);
        bool drop = rate > 0 && kh_net_uniform(r) < rate;
        if (k == 0 && (drop || from == KH_NONE)) from = 0;   /* the unknown word */
        else if (drop || from == KH_NONE) continue;
        kept[p->kept[row].n++] = from;
        const float *e = w->rows + from * dim;
        for (size_t i = 0; i < dim; i++) x[i] += e[i];
      }
      kh_net_squash_row(dim, x, p->x_slope + row * dim, p->x_mask + s * dim);
    }
}

static void add_bias(float *to, size_t rows, size_t n, const float *bias) {
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < n; j++) to[i * n + j] += bias[j];
}

static void run_layer(kh_net_pass *p, const kh_net_weights *w, int layer, int dir) {
  size_t h = p->shape.hidden, in = kh_net_inputs(&p->shape, layer);
  const float *x = layer ? p->out[0] : p->x;
  float *gate = p->gate[layer][dir];
  kh_gemm(p->n, 3 * h, in, x, in, 1, w->dense + w->at.in[layer][dir], 3 * h, gate, 3 * h, false);
  add_bias(gate, p->n, 3 * h, w->dense + w->at.in_bias[layer][dir]);
  memset(p->state, 0, p->sentences * h * sizeof *p->state);
  for (uint32_t i = 0; i < p->longest; i++) {
    uint32_t t = dir ? p->longest - 1 - i : i, active = kh_net_active(p, t);
    size_t row = p->off[t];
    memcpy(p->prev[layer][dir] + row * h, p->state, active * h * sizeof *p->state);
    kh_gemm(active, 3 * h, h, p->state, h, 1, w->dense + w->at.hid[layer][dir], 3 * h, p->step, 3 * h, false);
    kh_net_gru(active, h, p->step, w->dense + w->at.hid_bias[layer][dir], p->state, gate + row * 3 * h,
               p->slope[layer][dir] + row * 3 * h, p->rec[layer][dir] + row * h, p->out[layer] + row * 2 * h + (size_t)dir * h);
  }
}

static void mask_layer(const kh_net_pass *p, float *out, const float *mask) {
  size_t n = 2 * p->shape.hidden;
  for (uint32_t t = 0; t < p->longest; t++)
    for (size_t s = 0; s < kh_net_active(p, t); s++) kh_net_multiply(n, out + (p->off[t] + s) * n, mask + s * n);
}

/* Copies a part of the heads of one sentence's tokens together: dep for all, heads with the root first. */
void kh_net_gather_arcs(kh_net_pass *p, uint32_t s) {
  size_t arc = p->shape.arc, width = kh_net_width(&p->shape);
  uint32_t n = p->sentence[s].n, pad = kh_net_pad(n + 1);
  memcpy(p->heads, p->root, arc * sizeof *p->root);
  for (uint32_t t = 0; t < n; t++) {
    const float *row = p->head + (p->off[t] + s) * width;
    memcpy(p->dep + t * arc, row, arc * sizeof *row);
    memcpy(p->heads + (t + 1) * arc, row + arc, arc * sizeof *row);
  }
  for (size_t k = 0; k < arc; k++)
    for (uint32_t j = 0; j < pad; j++) p->heads_t[k * pad + j] = j <= n ? p->heads[j * arc + k] : 0.0f;
}

static void score_arcs(kh_net_pass *p, const kh_net_weights *w, uint32_t s) {
  size_t arc = p->shape.arc;
  uint32_t n = p->sentence[s].n, pad = kh_net_pad(n + 1);
  float *score = p->arcs + p->arc_at[s];
  const float *weight = w->dense + w->at.arc, *distance = w->dense + w->at.distance;
  kh_net_gather_arcs(p, s);
  kh_gemm(n, pad, arc, p->dep, arc, 1, p->heads_t, pad, score, pad, false);
  for (uint32_t j = 0; j <= n; j++) {
    float own = 0;
    for (size_t k = 0; k < arc; k++) own += weight[k] * p->heads[j * arc + k];
    for (uint32_t i = 0; i < n; i++)
      score[(size_t)i * pad + j] += j == i + 1 ? -1e9f : own + distance[j ? kh_net_distance(i, j - 1) : KH_NET_DISTANCES - 1];
  }
}

kh_status kh_net_forward(kh_net_pass *p, const kh_net_weights *w, const kh_net_sentence *s, uint32_t n,
                         const kh_net_dropout *dropout, uint64_t seed, kh_error *err) {
  kh_net_dropout none = {0};
  if (!dropout) dropout = &none;
  kh_status st = prepare(p, s, n, err);
  if (st) return st;
  kh_net_random r = {seed};
  size_t h = p->shape.hidden, width = kh_net_width(&p->shape);
  uint32_t tags = kh_net_pad(p->shape.upos + p->shape.xpos + p->shape.feats), names = kh_net_pad(p->shape.names);
  draw_mask(p->x_mask, n * (size_t)p->shape.dim, dropout->input, &r);
  draw_mask(p->out_mask[0], n * 2 * h, dropout->hidden, &r);
  draw_mask(p->out_mask[1], n * 2 * h, dropout->hidden, &r);
  draw_mask(p->head_mask, n * width, dropout->heads, &r);
  embed(p, w, dropout, &r);
  for (int layer = 0; layer < 2; layer++) {
    for (int dir = 0; dir < 2; dir++) run_layer(p, w, layer, dir);
    mask_layer(p, p->out[layer], p->out_mask[layer]);
  }
  kh_gemm(p->n, width, 2 * h, p->out[1], 2 * h, 1, w->dense + w->at.heads, width, p->head, width, false);
  add_bias(p->head, p->n, width, w->dense + w->at.heads_bias);
  for (uint32_t t = 0; t < p->longest; t++)
    for (size_t i = 0; i < kh_net_active(p, t); i++)
      kh_net_squash_row(width, p->head + (p->off[t] + i) * width, p->head_slope + (p->off[t] + i) * width, p->head_mask + i * width);
  for (size_t k = 0; k < p->shape.arc; k++) p->root[k] = kh_net_squash(w->dense[w->at.root + k]);
  size_t tag_at = 2 * p->shape.arc + 2 * p->shape.label;
  kh_gemm(p->n, tags, p->shape.tag, p->head + tag_at, width, 1, w->dense + w->at.tags, tags, p->tags, tags, false);
  add_bias(p->tags, p->n, tags, w->dense + w->at.tags_bias);
  kh_gemm(p->n, names, p->shape.name, p->head + tag_at + p->shape.tag, width, 1, w->dense + w->at.names, names, p->names, names, false);
  add_bias(p->names, p->n, names, w->dense + w->at.names_bias);
  for (uint32_t i = 0; i < n; i++) score_arcs(p, w, i);
  return KH_OK;
}
