/* Tests of figures: every example of data/figures and of figures.tsv. */
#include <math.h>

#include "test_times_rooms.h"

static void put_number(char *to, size_t n, double v) {
  if (isinf(v)) snprintf(to, n, "inf");
  else snprintf(to, n, "%.10g", v);
}

static void one(rooms *r, const char *path, uint32_t line, kh_str sentence, kh_str wanted, void *user) {
  kh_figures *f = user;
  char got[512] = "", v[40], low[40], high[40];
  kh_doc *d = rooms_read(r, sentence, kh_day_of(2024, 3, 22));
  kh_figures_run(f, d, r->scratch);
  kh_arena_reset(r->scratch);
  for (uint32_t i = 0; i < d->figure_count; i++) {
    const kh_figure *x = &d->figures[i];
    size_t n = strlen(got);
    put_number(v, sizeof v, x->value);
    put_number(low, sizeof low, x->low);
    put_number(high, sizeof high, x->high);
    if (x->low == x->value && x->high == x->value) snprintf(got + n, sizeof got - n, "%s%s %s", i ? "; " : "", kh_figure_name(x->kind), v);
    else snprintf(got + n, sizeof got - n, "%s%s %s %s..%s", i ? "; " : "", kh_figure_name(x->kind), v, low, high);
    CHECK(x->span.begin < x->span.end && x->span.end <= d->text.n && x->tok_begin < x->tok_end);
  }
  if (!d->figure_count) strcpy(got, "none");
  rooms_judge(r, path, line, sentence, got, wanted);
  kh_arena_free(d->arena);
}

int main(void) {
  rooms r;
  kh_figures *f = NULL;
  kh_error err;
  bool open = rooms_open(&r, kh_figures_compile) && kh_figures_open(r.model, &f, &err) == KH_OK;
  CHECK(open);
  if (!open) return check_done();
  for (int trees = 0; trees <= (r.parser != NULL); trees++) {
    r.parse = trees;
    size_t n = examples_run(&r, r.data, "figures/words.txt", one, f);
    n += examples_run(&r, r.data, "../tests/circumstance/figures.tsv", one, f);
    CHECKF(n >= 200, "only %zu examples", n);
  }
  rooms_share(&r, .9);
  kh_figures_close(f);
  rooms_close(&r);
  return check_done();
}
