/* test_sizes.c: how many people an event touched (tests/events/sizes.tsv). Parsers err, so a share may fail: the floor only ever rises. With "-v" the
 * failures are listed. */
#include <math.h>

#include "examples.h"

static void put(char *out, size_t cap, const char *name, const kh_size *s) {
  size_t n = strlen(out);
  if (!s->present) return;
  int end = snprintf(out + n, cap - n, "%s%s %.0f-", n ? " " : "", name, s->low);
  if (isfinite(s->high) && end > 0) snprintf(out + n + end, cap - n - (size_t)end, "%.0f", s->high);
}

/* The sizes of a report's events, of each kind the first. */
static void sizes(const kh_document *d, char *out, size_t cap) {
  kh_size all[4] = {{.present = false}};
  for (uint32_t i = 0; i < d->event_count; i++) {
    const kh_size of[4] = {d->events[i].dead, d->events[i].injured, d->events[i].arrested, d->events[i].participants};
    for (int k = 0; k < 4; k++)
      if (!all[k].present) all[k] = of[k];
  }
  static const char *const names[4] = {"dead", "injured", "arrested", "participants"};
  *out = 0;
  for (int k = 0; k < 4; k++) put(out, cap, names[k], &all[k]);
  if (!*out) snprintf(out, cap, "none");
}

int main(int argc, char **argv) {
  kh_error err;
  kh_str line;
  examples x;
  if (!examples_open(&x, "sizes.tsv", argc, argv)) return check_done();
  while (kh_lines_next(&x.lines, &line)) {
    kh_str text, want;
    char got[256];
    bool sound = kh_str_split(&line, '\t', &text) && kh_str_split(&line, '\t', &want);
    CHECKF(sound, "sizes.tsv: want a sentence and its sizes");
    if (!sound) continue;
    kh_input in = {.text = text.s, .text_len = text.n, .date = "2024-03-22"};
    kh_document *d;
    CHECKF(kh_code(x.coder, &in, &d, &err) == KH_OK, KH_FMT, KH_ARG(text));
    sizes(d, got, sizeof got);
    bool right = kh_str_is(want, got);
    x.passed += right, x.all++;
    if (!right && x.verbose) printf(KH_FMT "\n  want " KH_FMT ", got %s\n", KH_ARG(text), KH_ARG(want), got);
    kh_document_free(d);
  }
  printf("sizes of events: %u of %u\n", x.passed, x.all);
  CHECK(x.all >= 60);
  CHECK(x.passed >= SIZES_FLOOR * x.all);
  examples_close(&x);
  return check_done();
}
