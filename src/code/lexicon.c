/* lexicon.c: frames that users write: their examples tried, other coders' dictionaries made into them. */
#include "code/road.h"
#include "events/example.h"

static bool tell(kh_sink sink, void *user, kh_buf *b) {
  bool ok = !b->failed && (!sink || !b->n || sink(user, b->s, b->n));
  b->n = 0;
  return ok;
}

kh_status kh_lexicon_test(kh_coder *c, const char *path, size_t *held, size_t *all, kh_sink sink, void *user, kh_error *err) {
  if (!c || !path) return kh_fail(err, KH_E_ARGUMENT, "kh_lexicon_test needs a coder and a file");
  kh_lines l;
  kh_example e = {.line = 0};
  kh_buf b = {0};
  size_t good = 0, n = 0;
  kh_status s = kh_lines_open(NULL, path, &l, err);
  if (s) return s;
  while (!s && kh_example_next(&l, &e)) {
    kh_document *d;
    kh_input in = {.text = e.sentence.s, .text_len = e.sentence.n};
    if ((s = kh_code(c, &in, &d, err))) break;
    n++;
    if (kh_example_holds(d, e.want)) good++;
    else {
      kh_guard g;
      kh_arena_guard(d->arena, &g);
      if (setjmp(g.env)) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
      else kh_buf_printf(&b, "%s:%u: " KH_FMT "\n  want " KH_FMT "\n  got  " KH_FMT "\n", path, e.line, KH_ARG(e.sentence), KH_ARG(e.want), KH_ARG(kh_example_show(d, d->arena)));
      kh_arena_unguard(d->arena, &g);
    }
    kh_document_free(d);
    if (!s && !tell(sink, user, &b)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  }
  kh_lines_close(&l);
  kh_buf_free(&b);
  if (held) *held = good;
  if (all) *all = n;
  return s;
}

kh_status kh_import_verbs(const khaldun *k, const char *path, kh_sink sink, void *user, size_t *entries, size_t *skipped, kh_error *err) {
  if (!k || !path || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_import_verbs needs an open handle, a file and a sink");
  kh_buf b = {0};
  size_t made = 0, left = 0;
  kh_status s = kh_events_import_verbs(k->data, path, &b, &made, &left, err);
  if (!s && !tell(sink, user, &b)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  if (entries) *entries = made;
  if (skipped) *skipped = left;
  return s;
}
