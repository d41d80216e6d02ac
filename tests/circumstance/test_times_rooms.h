/* Helpers for the tests of times and figures: data compiled in memory, a text sent through the rooms, with the parser
 * and without it. Every example holds without trees; with them nearly all must, since models are trained anew. */
#ifndef KH_RUN_CIRCUMSTANCE_H
#define KH_RUN_CIRCUMSTANCE_H
#include <stdio.h>
#include <stdlib.h>
#include "check.h"
#include "circumstance/circumstance.h"
#include "parse/parse.h"
#include "text/text.h"

typedef struct rooms {
  kh_model *model;
  kh_buf bytes;
  kh_text_room *text;
  kh_times *times;
  kh_model *weights;
  kh_parser *parser;      /* NULL: no model here */
  bool parse;             /* use it */
  size_t right, wrong;    /* examples with trees */
  kh_arena *scratch;
  const char *data;
} rooms;

static inline bool rooms_open(rooms *r, kh_status (*more)(const char *, kh_pack *, kh_error *)) {
  kh_error err;
  const char *root = getenv("KHALDUN_SOURCE");
  static char data[1024];
  snprintf(data, sizeof data, "%s/data", root ? root : ".");
  *r = (rooms){.data = data};
  kh_pack *p = kh_pack_new();
  kh_status s = kh_text_compile(data, p, &err);
  if (!s) s = kh_parse_compile(data, p, &err);
  if (!s) s = kh_times_compile(data, p, &err);
  if (!s && more) s = more(data, p, &err);
  if (!s) s = kh_pack_bytes(p, &r->bytes, &err);
  kh_pack_free(p);
  if (!s) s = kh_model_view(r->bytes.s, r->bytes.n, &r->model, &err);
  if (!s) s = kh_text_open(r->model, &r->text, &err);
  if (!s) s = kh_times_open(r->model, &r->times, &err);
  if (s) printf("%s\n", err.message);
  const char *weights = getenv("KHALDUN_MODEL");
  if (!s && weights && kh_model_open(weights, &r->weights, &err) == KH_OK)
    if (kh_parser_open(r->weights, r->model, &r->parser, &err) != KH_OK) r->parser = NULL;
  r->scratch = kh_arena_new(0);
  return !s && r->scratch;
}

static inline void rooms_close(rooms *r) {
  kh_parser_close(r->parser);
  kh_model_close(r->weights);
  kh_times_close(r->times);
  kh_text_close(r->text);
  kh_model_close(r->model);
  kh_buf_free(&r->bytes);
  kh_arena_free(r->scratch);
}

static inline kh_doc *rooms_read(rooms *r, kh_str text, int32_t published) {
  kh_doc *d = kh_doc_new(0);
  d->text = kh_str_dup(d->arena, text);
  d->published = published;
  kh_text_run(r->text, d, 1000, r->scratch);
  kh_arena_reset(r->scratch);
  if (r->parse && d->tok.n) kh_parse_run(r->parser, d, r->scratch);
  kh_arena_reset(r->scratch);
  kh_times_run(r->times, d, r->scratch);
  kh_arena_reset(r->scratch);
  return d;
}

/* What an example gave: without trees it must be right; with them it is counted. */
static inline void rooms_judge(rooms *r, const char *path, uint32_t line, kh_str sentence, const char *got, kh_str wanted) {
  bool same = kh_str_is(wanted, got);
  if (!r->parse) CHECKF(same, "%s:%u: " KH_FMT "\n   got %s, wanted " KH_FMT, path, line, KH_ARG(sentence), got, KH_ARG(wanted));
  else if (same) r->right++;
  else r->wrong++, printf("with trees, %s:%u: " KH_FMT "\n   got %s, wanted " KH_FMT "\n", path, line, KH_ARG(sentence), got, KH_ARG(wanted));
}

static inline void rooms_share(const rooms *r, double least) {
  if (r->parser) CHECKF((double)r->right >= least * (double)(r->right + r->wrong), "with trees only %zu of %zu", r->right, r->right + r->wrong);
  else CHECK_SKIP("no parser model here");
}

/* Lines of a file that hold "sentence => wanted", with what goes before the sentence up to a tab passed over. */
typedef void (*example)(rooms *r, const char *path, uint32_t line, kh_str sentence, kh_str wanted, void *user);
static inline size_t examples_run(rooms *r, const char *dir, const char *name, example see, void *user) {
  kh_error err;
  kh_lines lines;
  kh_str line;
  size_t n = 0;
  if (kh_lines_open(dir, name, &lines, &err)) return 0;
  while (kh_lines_next(&lines, &line)) {
    const char *arrow = NULL;
    for (size_t i = 0; i + 4 <= line.n; i++)
      if (memcmp(line.s + i, " => ", 4) == 0) arrow = line.s + i;
    if (!arrow) continue;
    const char *from = arrow;
    while (from > line.s && from[-1] != '\t') from--;
    see(r, name, lines.number, (kh_str){from, (size_t)(arrow - from)}, (kh_str){arrow + 4, (size_t)(line.s + line.n - arrow - 4)}, user);
    n++;
  }
  kh_lines_close(&lines);
  return n;
}
#endif
