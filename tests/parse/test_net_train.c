/* Gradients against finite differences, and a tiny network that learns its sentences by heart. */
#include <math.h>
#include <stdlib.h>

#include "../../train/net_pass.h"
#include "check.h"

static const kh_net_shape tiny = {.dim = 16, .hidden = 16, .arc = 16, .label = 16, .tag = 16, .name = 16,
                                  .upos = 4, .xpos = 5, .feats = 3, .deprel = 6, .names = 5, .vector = 7};
static const float vectors[2][7] = {{0.3f, -0.8f, 0.1f, 0.5f, -0.2f, 0.9f, -0.4f}, {-0.6f, 0.2f, 0.7f, -0.1f, 0.4f, -0.3f, 0.8f}};

static void random_sentence(kh_net_token *t, uint32_t n, kh_net_random *r) {
  for (uint32_t i = 0; i < n; i++) {
    t[i] = (kh_net_token){.rows = 3, .count = (uint16_t)(i % 3), .upos = (uint16_t)(kh_net_draw(r) % 4), .xpos = (uint16_t)(kh_net_draw(r) % 5),
                          .feats = KH_NET_NO_LABEL, .deprel = (uint16_t)(kh_net_draw(r) % 6), .names = (uint16_t)(1 + kh_net_draw(r) % 30)};
    for (int k = 0; k < 3; k++) t[i].row[k] = (uint32_t)(kh_net_draw(r) % 12);
    t[i].vector = i % 3 < 2 ? vectors[i % 3] : NULL;
    t[i].head = (uint16_t)(i == 0 ? 0 : 1 + kh_net_draw(r) % i);
  }
}

typedef struct rows { float *sum; uint32_t dim; } rows;
static void add_row(void *to, uint32_t row, const float *gradient) {
  rows *r = to;
  for (uint32_t k = 0; k < r->dim; k++) r->sum[row * r->dim + k] += gradient[k];
}

static double loss_with(kh_net_pass *p, const kh_net_weights *w, const kh_net_sentence *s, const kh_net_dropout *drop) {
  CHECK(kh_net_forward(p, w, s, 3, drop, 7, NULL) == KH_OK);
  kh_net_loss l = kh_net_loss_of(p, w);
  return kh_net_loss_sum(&l);
}

static void check_slope(kh_net_pass *p, kh_net_weights *w, const kh_net_sentence *s, const kh_net_dropout *drop, float *at,
                        double got, const char *what, double *worst) {
  float keep = *at, step = 4e-3f;
  *at = keep + step;
  double up = loss_with(p, w, s, drop);
  *at = keep - step;
  double down = loss_with(p, w, s, drop);
  *at = keep;
  double want = (up - down) / (2 * (double)step), wrong = fabs(want - got) / (0.05 + fabs(want) + fabs(got));
  if (wrong > *worst) *worst = wrong;
  CHECKF(wrong < 0.03, "%s: slope %g, by differences %g", what, got, want);
}

static void test_gradient(void) {
  kh_net_random r = {3};
  kh_net_token t[3][9];
  kh_net_sentence s[3] = {{t[0], 9}, {t[1], 6}, {t[2], 1}};
  for (int i = 0; i < 3; i++) random_sentence(t[i], s[i].n, &r);
  for (uint32_t i = 0; i < s[1].n; i++) t[1][i].head = t[1][i].deprel = KH_NET_NO_LABEL;   /* names only */
  kh_net_dropout drop = {.word = 0.5f, .affix = 0.1f, .vector = 0.3f, .input = 0.2f, .hidden = 0.2f, .heads = 0.2f};
  kh_net_weights w;
  CHECK(kh_net_weights_new(&w, &tiny, 12, 5, NULL) == KH_OK);
  kh_net_pass *p = kh_net_pass_new(&w);
  float *gradient = calloc(w.at.count, sizeof *gradient), *transposed = calloc(w.at.count, sizeof *transposed);
  rows e = {calloc(12 * tiny.dim, sizeof(float)), tiny.dim};
  kh_net_transpose(&w, transposed);
  CHECK(kh_net_forward(p, &w, s, 3, &drop, 7, NULL) == KH_OK);
  kh_net_backward(p, &w, transposed, gradient, 1.0f);
  kh_net_row_gradient(p, add_row, &e);
  double worst = 0;
  const kh_net_layout *at = &w.at;
  const struct { const char *what; size_t begin, end; } parts[] = {
      {"inputs 1", at->in[0][0], at->hid[0][0]}, {"recurrent 1", at->hid[0][0], at->in_bias[0][0]},
      {"biases 1", at->in_bias[0][0], at->in[0][1]}, {"inputs 1 back", at->in[0][1], at->hid[0][1]},
      {"recurrent 1 back", at->hid[0][1], at->in_bias[0][1]}, {"inputs 2", at->in[1][0], at->hid[1][0]},
      {"recurrent 2 back", at->hid[1][1], at->in_bias[1][1]}, {"biases 2 back", at->in_bias[1][1], at->heads},
      {"heads", at->heads, at->heads_bias}, {"heads' biases", at->heads_bias, at->root}, {"root", at->root, at->arc},
      {"arc weights", at->arc, at->distance}, {"distances", at->distance, at->distance + KH_NET_DISTANCES},
      {"labels", at->rel, at->rel_bias}, {"tags", at->tags, at->tags_bias}, {"names", at->names, at->names_bias},
      {"vectors", at->vector, at->count}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    for (int k = 0; k < 8; k++) {
      size_t j = parts[i].begin + kh_net_draw(&r) % (parts[i].end - parts[i].begin);
      check_slope(p, &w, s, &drop, &w.dense[j], (double)gradient[j], parts[i].what, &worst);
    }
  for (int k = 0; k < 20; k++) {
    size_t j = kh_net_draw(&r) % (12 * tiny.dim);
    check_slope(p, &w, s, &drop, &w.rows[j], (double)e.sum[j], "rows", &worst);
  }
  printf("largest difference of slopes: %.4f\n", worst);
  free(gradient), free(transposed), free(e.sum);
  kh_net_pass_free(p);
  kh_net_weights_free(&w);
}

int main(void) {
  test_gradient();
  return check_done();
}
