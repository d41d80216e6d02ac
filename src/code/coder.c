/* coder.c: one report to one document; what a document says. */
#include <stdlib.h>

#include "code/item.h"

void kh_limits_default(kh_limits *l) {
  *l = (kh_limits){.text_bytes = (size_t)8 << 20, .memory_bytes = (size_t)1 << 30, .sentence_tokens = 1000};
}

kh_status kh_coder_new(const khaldun *k, const kh_limits *l, kh_coder **out, kh_error *err) {
  if (!k || !out) return kh_fail(err, KH_E_ARGUMENT, "a coder needs an open handle");
  *out = NULL;
  kh_coder *c = calloc(1, sizeof *c);
  if (!c) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  c->k = k;
  if (l) c->limits = *l;
  else kh_limits_default(&c->limits);
  c->scratch = kh_arena_new(c->limits.memory_bytes);
  c->input = kh_arena_new(c->limits.memory_bytes);
  if (!c->scratch || !c->input) {
    kh_coder_free(c);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  *out = c;
  return KH_OK;
}

void kh_coder_free(kh_coder *c) {
  if (!c) return;
  kh_arena_free(c->scratch);
  kh_arena_free(c->input);
  free(c);
}

kh_status kh_code_given(kh_coder *c, const kh_input *in, const kh_given *given, kh_stop stop, kh_document **out, kh_error *err) {
  if (!c || !in || !out || (in->text_len && !in->text)) return kh_fail(err, KH_E_ARGUMENT, "kh_code needs a coder, a text and a place for the document");
  *out = NULL;
  if (!c->k->rooms.text) return kh_fail(err, KH_E_ARGUMENT, "the handle was opened for pages only");
  kh_input short_in = *in;
  kh_status problem = KH_OK;
  const char *words = "";
  size_t bad = 0;
  if (in->text_len > c->limits.text_bytes || in->text_len > UINT32_MAX / 2) problem = KH_E_LIMIT, words = "the text is longer than the limit";
  else if (!kh_utf8_valid(in->text, in->text_len, &bad)) problem = KH_E_ENCODING, words = "the text is not valid UTF-8";
  else if (memchr(in->text_len ? in->text : "", 0, in->text_len)) problem = KH_E_ENCODING, words = "the text holds a NUL byte: a binary file?";
  if (problem) short_in.text_len = 0;
  kh_doc *d = kh_doc_of(&short_in, c->limits.memory_bytes);
  if (!d) return kh_fail(err, KH_E_MEMORY, "not enough memory for the document");
  if (!problem) {
    problem = kh_road_given(&c->k->rooms, given, d, stop, c->limits.sentence_tokens, c->scratch);
    if (problem == KH_E_MEMORY) {
      kh_document_free(d);
      return kh_fail(err, KH_E_MEMORY, "not enough memory for the document");
    }
    words = "the report needs more working memory than the limit";
    if (!problem && d->tok.n == 0) problem = KH_E_NOTHING, words = "no words to code";
  }
  kh_guard g;
  kh_arena_guard(d->arena, &g);
  if (setjmp(g.env)) {
    kh_document_free(d);
    return kh_fail(err, KH_E_MEMORY, "not enough memory for the document");
  }
  if (problem) kh_doc_problem(d, d->failed = problem, (kh_span){0, 0}, "%s", words);
  kh_arena_unguard(d->arena, &g);
  *out = d;
  return KH_OK;
}

kh_status kh_code(kh_coder *c, const kh_input *in, kh_document **out, kh_error *err) { return kh_code_given(c, in, NULL, KH_AFTER_EVENTS, out, err); }
kh_status kh_parse(kh_coder *c, const kh_input *in, kh_document **out, kh_error *err) { return kh_code_given(c, in, NULL, KH_AFTER_PARSE, out, err); }

void kh_document_free(kh_document *d) {
  if (d) kh_arena_free(d->arena);   /* the document itself lives in it */
}

kh_status kh_document_status(const kh_document *d) { return d->failed; }
kh_text kh_document_text(const kh_document *d) { return (kh_text){d->text.s, d->text.n}; }
kh_text kh_document_id(const kh_document *d) { return (kh_text){d->id.s, d->id.n}; }

kh_status kh_document_keep_sure(kh_document *d, double least, kh_error *err) {
  if (least <= 0 || !d->event_count) return KH_OK;
  kh_guard g;
  kh_arena_guard(d->arena, &g);
  kh_status s = setjmp(g.env) ? kh_fail(err, KH_E_MEMORY, "not enough memory") : KH_OK;
  if (!s) {
    bool *keep = KH_ARRAY(d->arena, bool, d->event_count);
    for (uint32_t i = 0; i < d->event_count; i++) keep[i] = d->events[i].confidence >= least;
    kh_doc_keep_events(d, keep, d->arena);
  }
  kh_arena_unguard(d->arena, &g);
  return s;
}

#define LIST(name, type, array, count)                                     \
  size_t kh_document_##name(const kh_document *d, const type **list) {     \
    if (list) *list = d->array;                                            \
    return d->count;                                                       \
  }
LIST(events, kh_event, events, event_count)
LIST(mentions, kh_mention, mentions, mention_count)
LIST(quotes, kh_quote, quotes, quote_count)
LIST(times, kh_time, times, time_count)
LIST(places, kh_place, places, place_count)
LIST(figures, kh_figure, figures, figure_count)
LIST(problems, kh_problem, problems.at, problems.n)
LIST(sentences, kh_span, sentence_spans, sentence_count)
#undef LIST

size_t kh_document_tokens(const kh_document *d) { return d->tok.n; }
uint32_t kh_codepoint_at(const kh_document *d, uint32_t byte) {
  if (byte > d->text.n) byte = (uint32_t)d->text.n;
  if (!d->codepoints) return (uint32_t)kh_utf8_count(d->text.s, byte);
  uint32_t block = byte / KH_CP_BLOCK, from = block * KH_CP_BLOCK;
  return d->codepoints[block] + (uint32_t)kh_utf8_count(d->text.s + from, byte - from);
}
