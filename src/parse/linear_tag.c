/* linear_tag.c: scores, atoms, and the tagger. */
#include "parse/linear_int.h"

/* Sums rows of int8 cells into int16, a block of LIN_BLOCK classes at a time, which stays in registers over all
 * features. The same source serves every instruction set: integer sums come out the same on each. */
typedef int8_t lanes8 __attribute__((vector_size(16)));
typedef int16_t lanes16 __attribute__((vector_size(32)));
#define SUM_ROWS(name, target)                                                                                       \
  target static void name(const int8_t *cells, const size_t *at, uint32_t n, uint32_t width, int16_t *sum) {         \
    for (uint32_t b = 0; b < width; b += LIN_BLOCK) {                                                                \
      lanes16 low = {0}, high = {0};                                                                                 \
      for (uint32_t k = 0; k < n; k++) {                                                                             \
        lanes8 x, y;                                                                                                 \
        memcpy(&x, cells + at[k] + b, sizeof x);                                                                     \
        memcpy(&y, cells + at[k] + b + sizeof x, sizeof y);                                                          \
        low += __builtin_convertvector(x, lanes16);                                                                  \
        high += __builtin_convertvector(y, lanes16);                                                                 \
      }                                                                                                              \
      memcpy(sum + b, &low, sizeof low);                                                                             \
      memcpy(sum + b + 16, &high, sizeof high);                                                                      \
    }                                                                                                                \
  }
SUM_ROWS(sum_rows_any, )
#if defined(__x86_64__)
SUM_ROWS(sum_rows_avx2, __attribute__((target("avx2"))))
static void sum_rows(const int8_t *cells, const size_t *at, uint32_t n, uint32_t width, int16_t *sum) {
  (__builtin_cpu_supports("avx2") ? sum_rows_avx2 : sum_rows_any)(cells, at, n, width, sum);
}
#else
#define sum_rows sum_rows_any
#endif

void kh_lin_scores(const lin_cells *c, const uint32_t *feature, uint32_t n, int32_t *score) {
  uint32_t width = (c->classes + LIN_BLOCK - 1) / LIN_BLOCK * LIN_BLOCK, heavy = 0;
  size_t at[LIN_MAX_FEATURES], coarse[LIN_MAX_FEATURES];
  if (c->w) {
    float total[LIN_MAX_CLASSES] = {0};
    for (uint32_t k = 0; k < n; k++) {
      const float *row = c->w + kh_lin_row(c, feature[k]) * c->stride;
      for (uint32_t i = 0; i < c->classes; i++) total[i] += row[i];
    }
    for (uint32_t i = 0; i < c->classes; i++) score[i] = (int32_t)(total[i] * LIN_UNIT);
    return;
  }
  for (uint32_t k = 0; k < n; k++) {
    size_t row = kh_lin_row(c, feature[k]);
    at[k] = row * c->stride;
    if (kh_lin_is_heavy(c->heavy, row)) coarse[heavy++] = kh_lin_coarse(c->heavy, row) * width;
    for (uint32_t b = 0; b < width; b += 64) __builtin_prefetch(c->q + at[k] + b);
  }
  int16_t sum[LIN_MAX_CLASSES], high[LIN_MAX_CLASSES];   /* at most LIN_MAX_FEATURES of 128: no overflow */
  sum_rows(c->q, at, n, width, sum);
  sum_rows(c->coarse, coarse, heavy, width, high);
  for (uint32_t i = 0; i < c->classes; i++) score[i] = sum[i] + LIN_COARSE * high[i];
}

const lin_word *kh_lin_word(const lin_model *m, uint64_t hash) {
  if (!m->words) return NULL;
  uint32_t check = (uint32_t)(hash >> 32);
  for (size_t i = hash & m->word_mask;; i = (i + 1) & m->word_mask) {
    const lin_word *w = &m->words[i];
    if (!w->count) return NULL;
    if (w->check == check) return w;
  }
}

/* ---- atoms ---- */

static uint8_t form_flags(kh_str form) {
  uint8_t flags = 0;
  bool lower = false, upper = false, letter = false;
  for (size_t i = 0; i < form.n;) {
    unsigned char b = (unsigned char)form.s[i];
    size_t at = i;
    uint32_t cp = b < 0x80 ? (i++, b) : kh_utf8_next(form.s, form.n, &i);
    if (cp >= '0' && cp <= '9') flags |= LIN_DIGIT;
    else if (cp == '-') flags |= LIN_HYPHEN;
    else if (cp == '.') flags |= LIN_DOT;
    else if (kh_cp_is_letter(cp)) {
      bool up = kh_cp_is_upper(cp);
      if (up && at == 0) flags |= LIN_CAP;
      if (up && at) flags |= LIN_INNERCAP;
      upper |= up;
      lower |= !up;
      letter = true;
    } else {
      flags |= LIN_OTHER;
    }
  }
  if (letter && upper && !lower && form.n > 1) flags |= LIN_ALLCAPS;
  return flags;
}

static uint32_t end_hash(kh_str v, size_t n) { return n > v.n ? 0 : (uint32_t)(kh_hash(v.s + v.n - n, n) >> 32); }

void kh_lin_atoms(const lin_model *m, const kh_str *form, const kh_str *lower, const uint64_t *hash, const uint8_t *space_after, uint32_t n, lin_atom *out) {
  for (uint32_t i = 0; i < n; i++) {
    lin_atom *a = &out[i];
    *a = (lin_atom){.lower = (uint32_t)(hash[i] >> 32), .known = kh_lin_word(m, hash[i])};
    a->flags = form_flags(form[i]);
    a->list = a->listed = kh_listed_marks(&m->listed, hash[i]);
    a->cluster = kh_listed_marks(&m->clusters, hash[i]);
    if (!(a->flags & (LIN_CAP | LIN_INNERCAP))) a->list &= LIN_ANY_CASE;
    if (i == 0) a->flags |= LIN_FIRST;
    for (size_t k = 0; k < 4; k++) a->suffix[k] = end_hash(lower[i], k + 1);
    for (size_t k = 0; k < 2; k++) a->prefix[k] = lower[i].n < k + 2 ? 0 : (uint32_t)(kh_hash(lower[i].s, k + 2) >> 32);
    uint32_t length = lower[i].n > 9 ? 9 : (uint32_t)lower[i].n;
    a->shape = (uint16_t)((a->flags & ~LIN_FIRST) | (length > 3) << 8);
    a->w = a->known ? a->lower : kh_lin_hash(0, a->suffix[length > 4 ? 2 : 1], a->flags & ~LIN_FIRST, 99);
    a->amb = a->known ? a->known->amb : (uint16_t)(a->flags & (LIN_CAP | LIN_DIGIT));
    a->space_before = i == 0 || !space_after || space_after[i - 1];
  }
}

/* ---- tags ---- */

static const lin_atom none_atom = {.lower = 1, .w = 1, .amb = 0xFFF1};   /* beyond the sentence */

uint32_t kh_lin_tag_features(const lin_sentence *s, uint32_t i, uint32_t *f) {
  const lin_atom *a = &s->atom[i], *b1 = i > 0 ? a - 1 : &none_atom, *b2 = i > 1 ? a - 2 : &none_atom;
  const lin_atom *n1 = i + 1 < s->n ? a + 1 : &none_atom, *n2 = i + 2 < s->n ? a + 2 : &none_atom;
  uint32_t t1 = i > 0 ? s->tag[i - 1] : 255, t2 = i > 1 ? s->tag[i - 2] : 255, n = 0, t = 1;
#define F(x, y, z) f[n++] = kh_lin_hash(t++, (x), (y), (z))
  F(0, 0, 0);
  F(a->lower, 0, 0); F(a->w, a->shape, 0); F(a->shape, 0, 0); F(a->shape, a->flags & LIN_FIRST, 0);
  F(a->suffix[0], 0, 0); F(a->suffix[1], 0, 0); F(a->suffix[2], 0, 0); F(a->suffix[3], 0, 0); F(a->suffix[2], a->shape, 0);
  F(a->prefix[0], 0, 0); F(a->prefix[1], 0, 0);
  F(a->amb, 0, 0); F(a->amb, n1->amb, 0); F(n1->amb, n2->amb, 0); F(n1->amb, 0, 0); F(a->amb, t1, 0); F(a->amb, t1, n1->amb);
  F(t1, 0, 0); F(t1, t2, 0); F(t1, t2, a->amb); F(t1, a->lower, 0); F(t1, t2, a->lower); F(t1, a->suffix[2], 0);
  F(t1, n1->amb, 0); F(t1, n1->lower, 0);
  F(b1->lower, 0, 0); F(b2->lower, 0, 0); F(n1->lower, 0, 0); F(n2->lower, 0, 0);
  F(b1->lower, a->lower, 0); F(a->lower, n1->lower, 0); F(b1->lower, n1->lower, 0); F(b1->lower, a->suffix[2], 0); F(n1->lower, a->suffix[2], 0);
  F(n1->suffix[2], 0, 0); F(n1->suffix[1], t1, 0); F(n1->shape, a->shape, b1->shape);
  F(a->lower, n1->amb, 0); F(a->space_before, n1->space_before, a->shape); F(b1->w, t2, 0); F(a->lower, n1->amb, n2->amb);
#undef F
  return n;
}

uint32_t kh_lin_tag_best(const lin_model *m, const lin_sentence *s, uint32_t i) {
  uint32_t f[LIN_MAX_FEATURES];
  int32_t score[LIN_MAX_CLASSES];
  const lin_word *w = s->atom[i].known;
  bool closed = w && w->closed && w->tags && kh_lin_is_plain(&s->atom[i]);
  if (closed && w->tags == 1) return w->tag[0];
  kh_lin_scores(&m->tag, f, kh_lin_tag_features(s, i, f), score);
  uint32_t best = 0;
  if (closed) {
    best = w->tag[0];
    for (uint32_t k = 1; k < w->tags; k++)
      if (score[w->tag[k]] > score[best]) best = w->tag[k];
    return best;
  }
  for (uint32_t k = 1; k < m->tag.classes; k++)
    if (score[k] > score[best]) best = k;
  return best;
}

void kh_lin_tag(const lin_model *m, lin_sentence *s) {
  for (uint32_t i = 0; i < s->n; i++) s->tag[i] = (uint8_t)kh_lin_tag_best(m, s, i);
}

/* ---- features of words, after the tree ---- */

void kh_lin_subjects(const lin_sentence *s, const lin_model *m, uint32_t *subject) {
  for (uint32_t i = 0; i < s->n; i++) subject[i] = s->n;
  for (uint32_t i = 0; i < s->n; i++) {
    uint8_t r = s->head[i] < s->n ? kh_deprel_base(m->deprel_of[s->label[i]]) : KH_DEP_NONE;
    if (r == KH_DEP_NSUBJ || r == KH_DEP_CSUBJ || (r == KH_DEP_EXPL && subject[s->head[i]] == s->n)) subject[s->head[i]] = i;
  }
}

uint32_t kh_lin_feat_features(const lin_sentence *s, const lin_model *m, uint32_t i, const uint32_t *subject, uint32_t *f) {
  const lin_atom *a = &s->atom[i];
  uint32_t h = s->head[i] < s->n ? s->head[i] : i, n = 0, t = 200, p = s->tag[i];
  uint32_t j = subject[i] < s->n ? subject[i] : subject[h];   /* an auxiliary's subject hangs on its verb */
  uint32_t jw = j < s->n ? s->atom[j].w : 3, jp = j < s->n ? s->tag[j] : 253, js = j < s->n ? s->atom[j].suffix[0] : 3;
  uint32_t before = i > 0 ? s->atom[i - 1].lower : 7, after = i + 1 < s->n ? s->atom[i + 1].lower : 7;
#define F(x, y, z) f[n++] = kh_lin_hash(t++, (x), (y), (z))
  F(p, 0, 0); F(p, a->lower, 0); F(p, a->suffix[1], 0); F(p, a->suffix[2], 0); F(p, a->shape, 0);
  F(p, s->label[i], 0); F(p, s->label[i], a->lower); F(p, jw, 0); F(p, jp, 0); F(p, jp, a->lower); F(p, jp, js); F(p, jw, a->lower);
  F(p, before, 0); F(p, before, a->lower); F(p, after, 0); F(p, s->tag[h], h < i); F(p, s->label[h], s->label[i]);
  F(p, i > 0 ? s->tag[i - 1] : 255, 0); F(p, i + 1 < s->n ? s->tag[i + 1] : 255, 0); F(p, j < i, j == s->n); F(p, i == 0, s->head[i] == s->n);
#undef F
  (void)m;
  return n;
}

uint16_t kh_lin_feat_best(const lin_model *m, const lin_sentence *s, uint32_t i, const uint32_t *subject) {
  uint32_t f[LIN_MAX_FEATURES];
  int32_t score[LIN_MAX_CLASSES];
  const lin_tag *t = &m->tags[s->tag[i]];
  if (t->feats_end - t->feats_begin < 2) return t->feats_begin < t->feats_end ? m->candidates[t->feats_begin] : 0;
  kh_lin_scores(&m->feat, f, kh_lin_feat_features(s, m, i, subject, f), score);
  uint16_t best = m->candidates[t->feats_begin];
  for (uint32_t k = t->feats_begin + 1u; k < t->feats_end; k++)
    if (score[m->candidates[k]] > score[best]) best = m->candidates[k];
  return best;
}
