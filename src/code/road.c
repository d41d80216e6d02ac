/* road.c: a document through the rooms. */
#include "code/road.h"

typedef struct call { const kh_rooms *r; const kh_given *given; kh_doc *d; uint32_t max_tokens; } call;

static void room(const call *c, kh_stop which, kh_arena *scratch) {
  kh_doc *d = c->d;
  switch (which) {
    case KH_AFTER_TEXT:
      if (c->given) kh_text_given_run(c->r->text, c->given, d, c->max_tokens, scratch);
      else kh_text_run(c->r->text, d, c->max_tokens, scratch);
      break;
    case KH_AFTER_PARSE: kh_parse_run(c->r->parser, d, scratch); break;
    case KH_AFTER_TIMES: kh_times_run(c->r->times, d, scratch); break;
    case KH_AFTER_ACTORS: kh_actors_run(c->r->actors, d, scratch); break;
    case KH_AFTER_PLACES:
      kh_places_run(c->r->places, d, scratch);
      kh_actors_placed(c->r->actors, d, scratch);
      break;
    case KH_AFTER_FIGURES: kh_figures_run(c->r->figures, d, scratch); break;
    case KH_AFTER_QUOTES: kh_quotes_run(c->r->quotes, d, scratch); break;
    case KH_AFTER_EVENTS:
      kh_events_run(c->r->events, d, scratch);
      kh_actors_dated(c->r->actors, d, scratch);
      break;
  }
}

static kh_status run(const call *c, kh_stop from, kh_stop stop, kh_arena *scratch) {
  kh_doc *d = c->d;
  kh_guard doc_guard, scratch_guard;
  kh_arena_guard(d->arena, &doc_guard);
  kh_arena_guard(scratch, &scratch_guard);
  kh_status s = KH_OK;
  if (setjmp(doc_guard.env)) s = doc_guard.status;
  else if (setjmp(scratch_guard.env)) s = scratch_guard.status;
  else
    for (int which = (int)from; which <= (int)stop; which++) {
      kh_arena_reset(scratch);
      room(c, (kh_stop)which, scratch);
      if (d->tok.n == 0) break;   /* nothing to read: no later room has work */
    }
  kh_arena_unguard(scratch, &scratch_guard);
  kh_arena_unguard(d->arena, &doc_guard);
  return s;
}

kh_status kh_road_run(const kh_rooms *r, kh_doc *d, kh_stop stop, uint32_t max_tokens, kh_arena *scratch) {
  return kh_road_between(r, d, KH_AFTER_TEXT, stop, max_tokens, scratch);
}

kh_status kh_road_between(const kh_rooms *r, kh_doc *d, kh_stop from, kh_stop stop, uint32_t max_tokens, kh_arena *scratch) {
  return run(&(call){.r = r, .d = d, .max_tokens = max_tokens}, from, stop, scratch);
}

kh_status kh_road_given(const kh_rooms *r, const kh_given *g, kh_doc *d, kh_stop stop, uint32_t max_tokens, kh_arena *scratch) {
  return run(&(call){.r = r, .given = g, .d = d, .max_tokens = max_tokens}, KH_AFTER_TEXT, stop, scratch);
}

static kh_str copy(kh_arena *a, const char *s) { return s ? kh_str_dup(a, kh_str_of(s)) : KH_STR(""); }

kh_doc *kh_doc_of(const kh_input *in, size_t memory_limit) {
  kh_doc *d = kh_doc_new(memory_limit);
  kh_guard g;
  if (!d) return NULL;
  kh_arena_guard(d->arena, &g);
  if (setjmp(g.env)) {
    kh_document_free(d);
    return NULL;
  }
  d->text = kh_str_dup(d->arena, (kh_str){in->text, in->text_len});
  d->text_hash = kh_sha256_of(d->text.s, d->text.n);
  d->url = copy(d->arena, in->url);
  d->title = copy(d->arena, in->title);
  d->byline = copy(d->arena, in->byline);
  d->source = copy(d->arena, in->source);
  d->language = copy(d->arena, in->language);
  d->published_text = copy(d->arena, in->date);
  d->published = kh_day_parse(d->published_text);
  if (in->id) d->id = copy(d->arena, in->id);
  else {
    char hex[65];
    kh_hex(d->text_hash.byte, 16, hex);
    d->id = copy(d->arena, hex);
  }
  d->codepoints = KH_ARRAY(d->arena, uint32_t, d->text.n / KH_CP_BLOCK + 1);
  for (size_t i = 1; i <= d->text.n / KH_CP_BLOCK; i++)
    d->codepoints[i] = d->codepoints[i - 1] + (uint32_t)kh_utf8_count(d->text.s + (i - 1) * KH_CP_BLOCK, KH_CP_BLOCK);
  kh_arena_unguard(d->arena, &g);
  return d;
}
