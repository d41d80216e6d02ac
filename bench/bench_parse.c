/* bench_parse.c: the reading rooms alone, timed.
 *     bench_parse DATA [MODEL] < text      CoNLL-U on standard output, words a second on standard error */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "code/road.h"
#include "parse/parse.h"
#include "text/text.h"

/* Processor time: other programs on the machine do not count. */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static bool print(void *user, const char *bytes, size_t n) { return fwrite(bytes, 1, n, user) == n; }

static void run(const kh_text_room *text, const kh_parser *parser, kh_doc *d, kh_arena *scratch, bool loud) {
  double t0 = now();
  kh_text_run(text, d, 1000, scratch);
  double t1 = now();
  kh_arena_reset(scratch);
  if (parser) kh_parse_run(parser, d, scratch);
  double t2 = now(), n = d->tok.n;
  if (loud) fprintf(stderr, "%u words, %u sentences: text %.0f, parse %.0f, both %.0f words a second\n", d->tok.n, d->sentence_count, n / (t1 - t0), n / (t2 - t1), n / (t2 - t0));
}

int main(int argc, char **argv) {
  kh_error err = {0};
  kh_model *data = NULL, *weights = NULL;
  kh_text_room *text = NULL;
  kh_parser *parser = NULL;
  kh_buf in = {0};
  char buf[1 << 16];
  size_t n;
  if (argc < 2) return fputs("usage: bench_parse DATA [MODEL] < text\n", stderr), 2;
  if (kh_model_open(argv[1], &data, &err) || kh_text_open(data, &text, &err) || (argc > 2 && kh_model_open(argv[2], &weights, &err)) ||
      (weights && kh_parser_open(weights, data, &parser, &err)))
    return fprintf(stderr, "%s\n", err.message), 6;
  while ((n = fread(buf, 1, sizeof buf, stdin)) > 0) kh_buf_put(&in, buf, n);
  kh_input input = {.id = "text", .text = in.s, .text_len = in.n};
  kh_doc *d = kh_doc_of(&input, 0);
  kh_arena *scratch = kh_arena_new(0);
  if (!d || !scratch) return 3;
  kh_guard g, h;
  kh_arena_guard(d->arena, &g);
  kh_arena_guard(scratch, &h);
  if (setjmp(g.env) || setjmp(h.env)) return 3;
  run(text, parser, d, scratch, true);
  kh_status s = kh_parse_write_conllu(d, print, stdout, &err);
  kh_document_free(d);
  kh_arena_free(scratch);
  kh_buf_free(&in);
  kh_parser_close(parser);
  kh_text_close(text);
  kh_model_close(weights);
  kh_model_close(data);
  return s != KH_OK;
}
