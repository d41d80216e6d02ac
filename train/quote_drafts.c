/* quote_drafts.c: what scripts/fit_quotes.py fits data/quotes/weights.tsv to: for each draft of a quotation what the program knows of it.
 * usage: quote-drafts KHALDUN.DAT MODEL REPORT.txt…
 * prints, all offsets in bytes of the report:
 *   report  PATH
 *   end     cue's begin and end, words' begin, a place where they may end, that they ended before the weights were asked; then a line
 *   draft   cue's begin and end, then begin and end of each piece of its words
 *   +NAME   for each thing that holds there */
#include <stdio.h>
#include <stdlib.h>

#include "circumstance/quotes_int.h"
#include "code/road.h"

static void print_end(void *watcher, const kh_doc *d, const quote_draft *q, uint32_t end) {
  (void)watcher;
  kh_span cue = kh_doc_token_span(d, q->cue_begin, q->cue_end), words = kh_doc_token_span(d, q->begin[0], q->end[0]);
  printf("end\t%u\t%u\t%u\t%u\t%u\n", cue.begin, cue.end, words.begin, d->tok.span[end - 1].end, words.end);
}

static void print_draft(void *watcher, const kh_doc *d, const quote_draft *q) {
  (void)watcher;
  kh_span cue = kh_doc_token_span(d, q->cue_begin, q->cue_end > q->cue_begin ? q->cue_end : q->cue_begin + 1);
  printf("draft\t%u\t%u", cue.begin, cue.end);
  for (uint32_t i = 0; i < q->span_count; i++) {
    kh_span words = kh_doc_token_span(d, q->begin[i], q->end[i]);
    printf("\t%u\t%u", words.begin, words.end);
  }
  printf("\n");
}

static void print_name(void *watcher, kh_str name) {
  (void)watcher;
  printf("+" KH_FMT "\n", KH_ARG(name));
}

int main(int argc, char **argv) {
  kh_error err;
  kh_options o;
  khaldun *k;
  if (argc < 4) return fprintf(stderr, "usage: quote-drafts KHALDUN.DAT MODEL REPORT.txt...\n"), 2;
  kh_options_default(&o);
  o.data_path = argv[1], o.model_path = argv[2];
  if (kh_open(&o, &k, &err)) return fprintf(stderr, "%s\n", err.message), 1;
  kh_arena *scratch = kh_arena_new(0);
  if (!scratch) return 1;
  k->rooms.quotes->watch_end = print_end;
  k->rooms.quotes->watch_draft = print_draft;
  k->rooms.quotes->watch = print_name;
  for (int i = 3; i < argc; i++) {
    kh_file text;
    if (kh_file_open(argv[i], 0, &text, &err)) return fprintf(stderr, "%s\n", err.message), 1;
    kh_input in = {.text = (const char *)text.data, .text_len = text.n};
    kh_doc *d = kh_doc_of(&in, 0);
    printf("report\t%s\n", argv[i]);
    if (d) kh_road_run(&k->rooms, d, KH_AFTER_QUOTES, 100000, scratch);
    kh_document_free(d);
    kh_file_close(&text);
  }
  kh_arena_free(scratch);
  kh_close(k);
  return 0;
}
