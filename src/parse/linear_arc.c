/* linear_arc.c: the arc-hybrid parser.
 *
 * shift: the buffer's front goes on the stack.  left: the stack's top hangs on the buffer's front and goes.
 * right: the stack's top hangs on the word below it and goes. 2n - 1 actions make a projective tree. */
#include "parse/linear_int.h"

void kh_lin_state_new(lin_state *st, const lin_model *m, const lin_sentence *s, kh_arena *a) {
  *st = (lin_state){.s = s, .m = m};
  st->stack = KH_ARRAY(a, uint32_t, s->n + 1);
  for (int k = 0; k < 4; k++) st->child[k] = KH_ARRAY(a, uint32_t, s->n + 1);
  for (int k = 0; k < 2; k++) st->count[k] = KH_ARRAY(a, uint8_t, s->n + 1), st->set[k] = KH_ARRAY(a, uint32_t, s->n + 1);
  kh_lin_state_reset(st);
}

void kh_lin_state_reset(lin_state *st) {
  uint32_t n = st->s->n;
  st->depth = st->front = 0;
  for (uint32_t i = 0; i <= n; i++) {
    for (int k = 0; k < 4; k++) st->child[k][i] = n;
    st->count[0][i] = st->count[1][i] = 0;
    st->set[0][i] = st->set[1][i] = 0;
    if (i < n) st->s->head[i] = n, st->s->label[i] = st->m->root_label;
  }
}

bool kh_lin_allowed(const lin_state *st, uint32_t action) {
  if (action == 0) return st->front < st->s->n;
  return st->m->arcs[action - 1].left ? st->depth > 0 && st->front < st->s->n : st->depth > 1;
}

void kh_lin_act(lin_state *st, uint32_t action) {
  if (action == 0) {
    st->stack[st->depth++] = st->front++;
    return;
  }
  const lin_arc_class *arc = &st->m->arcs[action - 1];
  uint32_t child = st->stack[--st->depth], head = arc->left ? st->front : st->stack[st->depth - 1], side = !arc->left;
  st->s->head[child] = head;
  st->s->label[child] = arc->label;
  st->child[2 * side + 1][head] = st->child[2 * side][head];
  st->child[2 * side][head] = child;
  if (st->count[side][head] < 7) st->count[side][head]++;
  st->set[side][head] |= 1u << (arc->label & 31);
}

uint32_t kh_lin_arc_features(const lin_state *st, uint32_t *f) {
  const lin_sentence *s = st->s;
  uint32_t n = s->n, k = 0, t = 300;
  uint32_t s0 = st->depth > 0 ? st->stack[st->depth - 1] : n, s1 = st->depth > 1 ? st->stack[st->depth - 2] : n;
  uint32_t s2 = st->depth > 2 ? st->stack[st->depth - 3] : n, n0 = st->front, n1 = n0 + 1, n2 = n0 + 2, n3 = n0 + 3;
#define W(i) ((i) < n ? s->atom[i].w : 11u)
#define P(i) ((i) < n ? s->tag[i] : 250u)
#define L(i) ((i) < n ? s->label[i] : 999u)
#define C(k, i) ((i) < n ? st->child[k][i] : n)
  uint32_t s0w = W(s0), s0p = P(s0), s1w = W(s1), s1p = P(s1), n0w = W(n0), n0p = P(n0), n1w = W(n1), n1p = P(n1), n2p = P(n2), s2p = P(s2);
  uint32_t s0l1 = C(0, s0), s0l2 = C(1, s0), s0r1 = C(2, s0), s0r2 = C(3, s0), s1l1 = C(0, s1), s1r1 = C(2, s1), n0l1 = C(0, n0), n0l2 = C(1, n0);
  uint32_t s1r2 = C(3, s1);
  uint32_t d = s0 < n && n0 < n ? n0 - s0 : 0, e = s1 < n ? s0 - s1 : 0;
  d = d > 10 ? 7 : d > 5 ? 6 : d;
  e = e > 10 ? 7 : e > 5 ? 6 : e;
  uint32_t s0vl = s0 < n ? st->count[0][s0] : 0, s0vr = s0 < n ? st->count[1][s0] : 0, s1vr = s1 < n ? st->count[1][s1] : 0, n0vl = n0 < n ? st->count[0][n0] : 0;
  uint32_t s0sl = s0 < n ? st->set[0][s0] : 0, s0sr = s0 < n ? st->set[1][s0] : 0, s1sr = s1 < n ? st->set[1][s1] : 0, n0sl = n0 < n ? st->set[0][n0] : 0;
  uint64_t s0wp = (uint64_t)s0p << 32 | s0w, s1wp = (uint64_t)s1p << 32 | s1w, n0wp = (uint64_t)n0p << 32 | n0w;
#define F(x, y, z) f[k++] = kh_lin_hash(t++, (x), (y), (z))
  F(0, 0, 0);
  F(s0w, 0, 0); F(s0p, 0, 0); F(s0wp, 0, 0); F(s1w, 0, 0); F(s1p, 0, 0); F(s1wp, 0, 0); F(n0w, 0, 0); F(n0p, 0, 0); F(n0wp, 0, 0);
  F(n1w, 0, 0); F(n1p, 0, 0); F(n1w, n1p, 0); F(W(n2), 0, 0); F(n2p, 0, 0); F(s2p, W(s2), 0); F(P(n3), n2p, n1p);
  F(s0wp, n0wp, 0); F(s0wp, n0w, 0); F(s0w, n0wp, 0); F(s0wp, n0p, 0); F(s0p, n0wp, 0); F(s0w, n0w, 0); F(s0p, n0p, 0); F(n0p, n1p, 0);
  F(s1wp, s0wp, 0); F(s1w, s0w, 0); F(s1w, s0p, 0); F(s1p, s0w, 0); F(s1p, s0p, 0); F(s1wp, s0p, 0); F(s1p, s0wp, 0); F(s1w, n0w, 0); F(s1p, n0p, 0);
  F(n0p, n1p, n2p); F(s0p, n0p, n1p); F(s1p, s0p, n0p); F(s2p, s1p, s0p); F(s0w, n0p, n1p); F(s0p, n0w, n1p); F(s1w, s0p, n0p); F(s1p, s0w, n0p); F(s1p, s0p, n0w);
  F(s0p, P(s0l1), n0p); F(s0p, P(s0r1), n0p); F(s0p, n0p, P(n0l1)); F(s1p, P(s1r1), s0p); F(s1p, P(s1l1), s0p); F(s1p, s0p, P(s0l1)); F(s1p, s0p, P(s0r1));
  F(s0p, P(s0l1), P(s0l2)); F(s0p, P(s0r1), P(s0r2)); F(n0p, P(n0l1), P(n0l2)); F(s1p, P(s1r1), P(s1r2));
  F(s1w, L(s1r1), s0p); F(s1p, L(s1r1), s0w); F(s0w, L(s0l1), n0p); F(s0p, L(s0r1), n0w);
  F(W(s0l1), P(s0l1), L(s0l1)); F(W(s0r1), P(s0r1), L(s0r1)); F(W(n0l1), P(n0l1), L(n0l1)); F(W(s1r1), P(s1r1), L(s1r1)); F(W(s1l1), P(s1l1), L(s1l1));
  F(L(s0l1), s0p, 0); F(L(s0r1), s0p, 0); F(L(n0l1), n0p, 0); F(L(s0l2), P(s0l2), 0); F(L(s0r2), P(s0r2), 0); F(L(n0l2), P(n0l2), 0);
  F(W(s0l1), s0w, 1); F(W(s0r1), s0w, n0p); F(W(n0l1), n0w, s0p); F(W(s1r1), s1w, s0p); F(W(s0l1), s0p, n0p); F(W(s0l1), s1w, s0w);
  F(s0w, d, 0); F(s0p, d, 0); F(n0w, d, 0); F(n0p, d, 0); F(s0w, n0w, d); F(s0p, n0p, d); F(s1p, s0p, e); F(s1w, e, s0p);
  F(s0w, s0vr, 1); F(s0p, s0vr, 1); F(s0w, s0vl, 2); F(s0p, s0vl, 2); F(n0w, n0vl, 0); F(n0p, n0vl, 0); F(s1p, s1vr, s0p);
  F(s0w, s0sr, 3); F(s0p, s0sr, 3); F(s0w, s0sl, 4); F(s0p, s0sl, 4); F(n0w, n0sl, 0); F(n0p, n0sl, 0); F(s1p, s1sr, s0p); F(s1w, s1sr, s0p);
  F(s0p, P(s0 + 1), (uint64_t)P(n0 - 1) << 16 | n0p); F(s0p, n0p, P(n0 - 1)); F(s0p, P(s0 - 1), n0p);
  F(s0 < n ? s->atom[s0].suffix[2] : 0, n0p, s1p); F(n0 < n ? s->atom[n0].suffix[2] : 0, s0p, 0); F(s0 < n ? s->atom[s0].flags : 0, n0 < n ? s->atom[n0].flags : 0, s0p);
#undef F
#undef W
#undef P
#undef L
#undef C
  return k;
}

void kh_lin_parse(const lin_model *m, lin_sentence *s, kh_arena *a) {
  uint32_t f[LIN_MAX_FEATURES];
  int32_t score[LIN_MAX_CLASSES];
  lin_state st;
  kh_lin_state_new(&st, m, s, a);
  while (!kh_lin_done(&st)) {
    bool shift = st.front < s->n, left = shift && st.depth > 0, right = st.depth > 1;
    uint32_t best = 0;
    if (left || right) {
      kh_lin_scores(&m->arc, f, kh_lin_arc_features(&st, f), score);
      int32_t top = shift ? score[0] : INT32_MIN;
      for (uint32_t k = 1; k < m->arc.classes; k++)
        if (score[k] > top && (m->arcs[k - 1].left ? left : right)) top = score[best = k];
    }
    kh_lin_act(&st, best);
  }
}
