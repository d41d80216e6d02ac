/* net_tree.c: the best spanning tree with one root.
 *
 * Mostly each word's best head already makes a tree. Where it does not, Chu-Liu and Edmonds' algorithm over a
 * dense matrix: cycles are contracted one at a time, each in time linear in the words left, so that the whole
 * takes quadratic time. One root: its edges are made so dear that only one is taken. */
#include "parse/net_int.h"

static void greedy(const float *scores, uint32_t n, uint32_t stride, uint32_t *heads) {
  for (uint32_t d = 0; d < n; d++) {
    const float *row = scores + (size_t)d * stride;
    uint32_t best = 0;
    for (uint32_t h = 1; h <= n; h++)
      if (h != d + 1 && row[h] > row[best]) best = h;
    heads[d] = best;
  }
}

static bool is_tree(const uint32_t *heads, uint32_t n, uint32_t *seen) {
  uint32_t roots = 0;
  for (uint32_t d = 0; d < n; d++) roots += heads[d] == 0, seen[d] = 0;
  if (roots != 1) return false;
  for (uint32_t d = 0; d < n; d++) {
    uint32_t v = d + 1;
    while (v && !seen[v - 1]) seen[v - 1] = d + 1, v = heads[v - 1];
    if (v && seen[v - 1] == d + 1) return false;
  }
  return true;
}

typedef struct edge { uint32_t from, to; } edge;

typedef struct kh_net_forest forest;
struct kh_net_forest {
  uint32_t n;              /* words; slot 0 is the root, slot v the word v - 1 or what it was contracted into */
  double *weight;          /* (n + 1)², [from][to] */
  edge *original;          /* the words' edge behind each */
  bool *alive;
  uint32_t *in, *node;     /* of a slot: its best head's slot; its node: words 1 … n, contractions n + 1 … */
  uint32_t *parent;        /* of a node: the contraction that holds it, or 0 */
  edge *taken;             /* of a node: the edge that enters it */
  uint32_t *mark, *cycle, *seen;
};

static size_t cell(const forest *f, uint32_t from, uint32_t to) { return (size_t)from * (f->n + 1) + to; }

static void find_head(forest *f, uint32_t v) {
  uint32_t best = KH_NONE;
  for (uint32_t u = 0; u <= f->n; u++)
    if (u != v && f->alive[u] && (best == KH_NONE || f->weight[cell(f, u, v)] > f->weight[cell(f, best, v)])) best = u;
  f->in[v] = best;
}

/* Slots of a cycle of best heads that passes through what start leads to; their number, 0 if it leads to the root. */
static uint32_t find_cycle(forest *f, uint32_t start, uint32_t stamp) {
  uint32_t v = start, n = 0;
  while (v && f->mark[v] == 0) f->mark[v] = stamp, v = f->in[v];
  if (!v || f->mark[v] != stamp) return 0;
  for (uint32_t u = v; n == 0 || u != v; u = f->in[u]) f->cycle[n++] = u;
  return n;
}

static void contract(forest *f, uint32_t count, uint32_t node) {
  uint32_t rep = f->cycle[0];
  for (uint32_t i = 0; i < count; i++) {
    uint32_t c = f->cycle[i], held = f->node[c];
    f->parent[held] = node;
    f->taken[held] = f->original[cell(f, f->in[c], c)];
    f->alive[c] = false;
  }
  for (uint32_t u = 0; u <= f->n; u++) {
    if (!f->alive[u]) continue;
    double best_in = -1e300, best_out = -1e300;
    edge in = {0}, out = {0};
    for (uint32_t i = 0; i < count; i++) {
      uint32_t c = f->cycle[i];
      double w = f->weight[cell(f, u, c)] - f->weight[cell(f, f->in[c], c)];
      if (w > best_in) best_in = w, in = f->original[cell(f, u, c)];
      w = f->weight[cell(f, c, u)];
      if (w > best_out) best_out = w, out = f->original[cell(f, c, u)];
    }
    f->weight[cell(f, u, rep)] = best_in, f->original[cell(f, u, rep)] = in;
    f->weight[cell(f, rep, u)] = best_out, f->original[cell(f, rep, u)] = out;
    if (u && !f->alive[f->in[u]]) f->in[u] = rep;
  }
  f->alive[rep] = true;
  f->node[rep] = node;
  find_head(f, rep);
}

/* Gives the edge that enters a contraction to the word in it that the edge enters, and so on inwards. */
static void expand(forest *f, uint32_t nodes) {
  for (uint32_t node = nodes; node-- > f->n + 1;) {
    edge e = f->taken[node];
    uint32_t inner = e.to;
    while (f->parent[inner] != node) inner = f->parent[inner];
    f->taken[inner] = e;
  }
}

forest *kh_net_forest_new(uint32_t longest, kh_arena *a) {
  size_t slots = longest + 1u, nodes = 2 * slots;
  forest *f = KH_NEW(a, forest);
  f->weight = KH_ARRAY(a, double, slots * slots), f->original = KH_ARRAY(a, edge, slots * slots);
  f->alive = KH_ARRAY(a, bool, slots);
  f->in = KH_ARRAY(a, uint32_t, slots), f->node = KH_ARRAY(a, uint32_t, slots);
  f->parent = KH_ARRAY(a, uint32_t, nodes), f->taken = KH_ARRAY(a, edge, nodes);
  f->mark = KH_ARRAY(a, uint32_t, slots), f->cycle = KH_ARRAY(a, uint32_t, slots), f->seen = KH_ARRAY(a, uint32_t, slots);
  return f;
}

static void optimal(forest *f, const float *scores, uint32_t n, uint32_t stride, uint32_t *heads) {
  f->n = n;
  memset(f->mark, 0, (n + 1u) * sizeof *f->mark);
  memset(f->parent, 0, 2 * (n + 1u) * sizeof *f->parent);
  const double dear = 1e7, never = -1e12;
  for (uint32_t h = 0; h <= n; h++)
    for (uint32_t d = 0; d <= n; d++) {
      f->weight[cell(f, h, d)] = d == 0 || h == d ? never : scores[(size_t)(d - 1) * stride + h] - (h ? 0 : dear);
      f->original[cell(f, h, d)] = (edge){h, d};
    }
  for (uint32_t v = 0; v <= n; v++) f->alive[v] = true, f->node[v] = v;
  for (uint32_t v = 1; v <= n; v++) find_head(f, v);
  uint32_t next = n + 1, stamp = 0;
  for (uint32_t v = 1; v <= n;) {
    uint32_t count = f->alive[v] && !f->mark[v] ? find_cycle(f, v, ++stamp) : 0;
    if (!count) {
      v++;
      continue;
    }
    contract(f, count, next++);
    memset(f->mark, 0, (n + 1u) * sizeof *f->mark);   /* paths may have changed: begin again */
    v = 1;
  }
  for (uint32_t v = 1; v <= n; v++)
    if (f->alive[v]) f->taken[f->node[v]] = f->original[cell(f, f->in[v], v)];
  expand(f, next);
  for (uint32_t d = 0; d < n; d++) heads[d] = f->taken[d + 1].from;
}

void kh_net_tree(const float *scores, uint32_t n, uint32_t stride, uint32_t *heads, kh_net_forest *f) {
  greedy(scores, n, stride, heads);
  if (!is_tree(heads, n, f->seen)) optimal(f, scores, n, stride, heads);
}
