/* jsonl.c: a document's records as JSON lines (docs/records.md). */
#include <math.h>
#include <stdio.h>

#include "export/export.h"
#include "export/json.h"

typedef struct writer {
  const kh_doc *d;
  kh_buf *b;
  bool with_text;
} writer;

static kh_str str(kh_text t) { return (kh_str){t.s, t.n}; }

static uint64_t mix_span(uint64_t h, kh_span s) { return kh_hash_mix(h, (uint64_t)s.begin << 32 | s.end); }

uint64_t kh_record_uid(const kh_doc *d, const char *type, uint64_t salt) {
  uint64_t h = kh_hash(d->text_hash.byte, 32);
  return kh_hash_mix(kh_hash_mix(h, kh_hash(type, strlen(type))), salt);
}

/* A record begins: type, doc, id. */
static void begin(writer *w, const char *type, uint64_t salt) {
  kh_buf_byte(w->b, '{');
  kh_json_field(w->b, "type", kh_str_of(type));
  kh_json_key(w->b, "doc");
  kh_json_string(w->b, w->d->id);
  kh_json_key(w->b, "id");
  kh_buf_printf(w->b, "\"%016llx\"", (unsigned long long)kh_record_uid(w->d, type, salt));
}

static void end(writer *w) { kh_buf_put(w->b, "}\n", 2); }

static void integer(writer *w, const char *key, long long v) {
  kh_json_key(w->b, key);
  kh_buf_printf(w->b, "%lld", v);
}

static void number(writer *w, const char *key, double v, int decimals) {
  kh_json_key(w->b, key);
  kh_json_number(w->b, v, decimals);
}

static void boolean(writer *w, const char *key, bool v) {
  kh_json_key(w->b, key);
  kh_buf_put(w->b, v ? "true" : "false", v ? 4 : 5);
}

static void offsets(writer *w, kh_span s) {
  integer(w, "start", kh_codepoint_at(w->d, s.begin));
  integer(w, "end", kh_codepoint_at(w->d, s.end));
}

static void words(writer *w, kh_span s) { kh_json_field(w->b, "text", kh_doc_words(w->d, s)); }

static void span(writer *w, const char *key, kh_span s) {
  if (s.begin == s.end) return;
  kh_json_key(w->b, key);
  kh_buf_byte(w->b, '{');
  words(w, s);
  offsets(w, s);
  kh_buf_byte(w->b, '}');
}

static void spans(writer *w, const char *key, const kh_span *list, uint32_t n) {
  kh_json_key(w->b, key);
  kh_buf_byte(w->b, '[');
  for (uint32_t i = 0; i < n; i++) {
    kh_buf_put(w->b, i ? ",{" : "{", i ? 2 : 1);
    words(w, list[i]);
    offsets(w, list[i]);
    kh_buf_byte(w->b, '}');
  }
  kh_buf_byte(w->b, ']');
}

static void day(writer *w, const char *key, int32_t v) {
  char out[16];
  if (v == KH_NO_DAY) return;
  kh_day_format(v, out);
  kh_json_field(w->b, key, kh_str_of(out));
}

static void precision(writer *w, const char *key, kh_precision p) {
  static const char *const names[] = {"", "day", "month", "year"};
  kh_json_field(w->b, key, kh_str_of(names[p]));
}

static void code(writer *w, const kh_actor *a) {
  kh_json_field(w->b, "name", str(a->name));
  kh_json_field(w->b, "id", str(a->id));
  kh_json_field(w->b, "country", kh_str_of(a->country));
  if (a->cow) integer(w, "cow", a->cow);
  if (a->gwn) integer(w, "gwn", a->gwn);
  kh_json_field(w->b, "sector", kh_str_of(kh_sector_name(a->sector)));
  uint32_t others = a->sectors & ~(1u << a->sector);
  if (others) {
    kh_json_key(w->b, "other_sectors");
    kh_buf_byte(w->b, '[');
    bool first = true;
    for (int s = 1; s < KH_SECTOR_COUNT; s++)
      if (others >> s & 1) kh_buf_printf(w->b, "%s\"%s\"", first ? "" : ",", kh_sector_name((kh_sector)s)), first = false;
    kh_buf_byte(w->b, ']');
  }
  kh_json_field(w->b, "role", str(a->role));
}

static void actor(writer *w, const kh_mention *m) {
  kh_buf_byte(w->b, '{');
  words(w, m->span);
  offsets(w, m->span);
  code(w, &m->actor);
  kh_buf_byte(w->b, '}');
}

static void actors(writer *w, const char *key, const uint32_t *list, uint32_t n) {
  kh_json_key(w->b, key);
  kh_buf_byte(w->b, '[');
  for (uint32_t i = 0; i < n; i++) {
    if (i) kh_buf_byte(w->b, ',');
    actor(w, &w->d->mentions[list[i]]);
  }
  kh_buf_byte(w->b, ']');
}

static void place_fields(writer *w, const kh_place *p) {
  words(w, p->span);
  offsets(w, p->span);
  kh_json_field(w->b, "name", str(p->name));
  if (p->geonameid) integer(w, "geonameid", p->geonameid);
  if (p->geonameid || p->lat != 0 || p->lon != 0) {
    number(w, "lat", p->lat, 5);
    number(w, "lon", p->lon, 5);
  }
  kh_json_field(w->b, "country", kh_str_of(p->country));
  kh_json_field(w->b, "admin1", str(p->admin1));
  kh_json_field(w->b, "feature", str(p->feature));
  if (p->resolution) integer(w, "resolution", p->resolution);
  if (p->demonym) boolean(w, "demonym", true);
}

static void size(writer *w, const char *key, const kh_size *s) {
  if (!s->present) return;
  kh_json_key(w->b, key);
  kh_buf_byte(w->b, '{');
  number(w, "value", s->value, 2);
  number(w, "low", s->low, 2);
  number(w, "high", s->high, 2);   /* null: no upper bound */
  kh_buf_byte(w->b, '}');
}

static void what(writer *w, const kh_event *e) {
  if (e->occasion) {
    kh_json_field(w->b, "occasion", kh_str_of(kh_occasion_name(e->occasion)));
    return;
  }
  kh_json_field(w->b, "event", kh_str_of(kh_event_name(e->type)));
  kh_json_key(w->b, "mode");
  if (e->mode) kh_buf_printf(w->b, "[\"%s\"]", kh_mode_name(e->mode));
  else kh_buf_put(w->b, "[]", 2);
}

uint64_t kh_event_hash(const kh_event *e) {
  uint64_t h = kh_hash_mix((uint64_t)e->occasion << 16 | (uint64_t)e->type << 8 | e->mode, (uint64_t)e->status);
  h = mix_span(h, e->trigger);
  for (uint32_t i = 0; i < e->actor_count; i++) h = kh_hash_mix(h, e->actors[i]);
  for (uint32_t i = 0; i < e->recipient_count; i++) h = kh_hash_mix(h, (uint64_t)e->recipients[i] | 1ull << 40);
  return h;
}

void kh_event_id(const kh_document *d, const kh_event *e, bool plan, char out[17]) {
  snprintf(out, 17, "%016llx", (unsigned long long)kh_record_uid(d, plan ? "plan" : "event", kh_event_hash(e)));
}

static void event(writer *w, const kh_event *e, const char *type) {
  const kh_doc *d = w->d;
  begin(w, type, kh_event_hash(e));
  what(w, e);
  kh_json_key(w->b, "context");
  kh_buf_byte(w->b, '[');
  bool first = true;
  for (int c = 0; c < KH_CONTEXT_COUNT; c++)
    if (e->contexts >> c & 1) kh_buf_printf(w->b, "%s\"%s\"", first ? "" : ",", kh_context_name((kh_context)c)), first = false;
  kh_buf_byte(w->b, ']');
  if (e->type) {
    integer(w, "quad_code", kh_event_quad(e->type));
    number(w, "intensity", e->intensity, 2);
  }
  kh_json_field(w->b, "cameo", kh_str_of(e->cameo));
  actors(w, "actor", e->actors, e->actor_count);
  actors(w, "recipient", e->recipients, e->recipient_count);
  kh_json_field(w->b, "status", kh_str_of(kh_event_status_name(e->status)));
  if (e->base != KH_NONE && e->base < d->event_count) {
    const kh_event *base = &d->events[e->base];
    kh_json_key(w->b, "base");
    kh_buf_byte(w->b, '{');
    what(w, base);
    actors(w, "actor", base->actors, base->actor_count);
    actors(w, "recipient", base->recipients, base->recipient_count);
    kh_json_field(w->b, "status", kh_str_of(kh_event_status_name(base->status)));
    span(w, "trigger", base->trigger);
    kh_buf_byte(w->b, '}');
  }
  day(w, "date", e->date);
  day(w, "enddate", e->enddate);
  if (e->date != KH_NO_DAY) {
    precision(w, "date_precision", e->precision);
    boolean(w, "date_stated", e->date_stated);
  }
  if (e->place != KH_NONE && e->place < d->place_count) {
    kh_json_key(w->b, "event_loc");
    kh_buf_byte(w->b, '{');
    place_fields(w, &d->places[e->place]);
    kh_buf_byte(w->b, '}');
  }
  if (e->reporter != KH_NONE && e->reporter < d->mention_count) {
    kh_json_key(w->b, "reporter");
    actor(w, &d->mentions[e->reporter]);
  }
  if (e->quote != KH_NONE) integer(w, "quote", e->quote);
  if (e->dead.present || e->injured.present || e->arrested.present || e->participants.present) {
    kh_json_key(w->b, "size");
    kh_buf_byte(w->b, '{');
    size(w, "dead", &e->dead);
    size(w, "injured", &e->injured);
    size(w, "arrested", &e->arrested);
    size(w, "participants", &e->participants);
    kh_buf_byte(w->b, '}');
  }
  span(w, "trigger", e->trigger);
  if (e->mention_count) spans(w, "mentions", e->mentions, e->mention_count);
  integer(w, "sentence", e->sentence);
  if (w->with_text && e->sentence < d->sentence_count)
    kh_json_field(w->b, "event_text", kh_doc_words(d, d->sentence_spans[e->sentence]));
  kh_json_field(w->b, "rule", str(e->rule));
  number(w, "confidence", e->confidence, 3);
  end(w);
}

static void document(writer *w) {
  const kh_doc *d = w->d;
  char hex[65];
  kh_hex(d->text_hash.byte, 32, hex);
  begin(w, "document", 0);
  kh_json_field(w->b, "url", d->url);
  kh_json_field(w->b, "title", d->title);
  kh_json_field(w->b, "byline", d->byline);
  kh_json_field(w->b, "published", d->published_text);
  kh_json_field(w->b, "source", d->source);
  kh_json_field(w->b, "language", d->language);
  kh_json_field(w->b, "sha256", kh_str_of(hex));
  kh_json_field(w->b, "coder", KH_STR("khaldun " KH_VERSION));
  if (d->data_version) kh_json_field(w->b, "data", kh_str_of(d->data_version));
  integer(w, "sentences", d->sentence_count);
  if (w->with_text) {
    kh_json_key(w->b, "text");
    kh_json_string(w->b, d->text);
  }
  end(w);
}

uint64_t kh_quote_hash(const kh_quote *q) {
  uint64_t h = mix_span(0, q->cue);
  for (uint32_t i = 0; i < q->content_count; i++) h = mix_span(h, q->content[i]);
  return h;
}

static void quote(writer *w, const kh_quote *q) {
  const kh_doc *d = w->d;
  begin(w, "quote", kh_quote_hash(q));
  if (q->speaker != KH_NONE && q->speaker < d->mention_count) {
    /* the words that name the speaker here, and who that is */
    kh_json_key(w->b, "speaker");
    kh_buf_byte(w->b, '{');
    words(w, q->speaker_span);
    offsets(w, q->speaker_span);
    code(w, &d->mentions[q->speaker].actor);
    kh_buf_byte(w->b, '}');
  } else span(w, "speaker", q->speaker_span);
  span(w, "cue", q->cue);
  spans(w, "content", q->content, q->content_count);
  boolean(w, "direct", q->direct);
  span(w, "audience", q->audience);
  if (q->within != KH_NONE) integer(w, "within", q->within);
  integer(w, "sentence", q->sentence);
  end(w);
}

static void mention(writer *w, const kh_mention *m) {
  begin(w, "mention", kh_hash_mix(mix_span(m->kind, m->span), m->head));
  words(w, m->span);
  offsets(w, m->span);
  kh_json_field(w->b, "kind", kh_str_of(kh_entity_name(m->kind)));
  integer(w, "chain", m->chain);
  if (m->actor.country[0] || m->actor.sector || m->actor.id.n || m->actor.name.n) {
    kh_json_key(w->b, "link");
    kh_buf_byte(w->b, '{');
    code(w, &m->actor);
    kh_buf_byte(w->b, '}');
  }
  end(w);
}

static void time_record(writer *w, const kh_time *t) {
  static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
  begin(w, "time", mix_span(t->timex, t->span));
  words(w, t->span);
  offsets(w, t->span);
  kh_json_field(w->b, "value", str(t->value));
  kh_json_field(w->b, "timex", kh_str_of(names[t->timex]));
  day(w, "begin_date", t->begin);
  day(w, "end_date", t->end);
  integer(w, "sentence", t->sentence);
  end(w);
}

static void place(writer *w, const kh_place *p) {
  begin(w, "place", mix_span(p->geonameid, p->span));
  place_fields(w, p);
  integer(w, "sentence", p->sentence);
  end(w);
}

static void figure(writer *w, const kh_figure *f) {
  begin(w, "figure", mix_span(f->kind, f->span));
  words(w, f->span);
  offsets(w, f->span);
  kh_json_field(w->b, "kind", kh_str_of(kh_figure_name(f->kind)));
  number(w, "value", f->value, 2);
  number(w, "low", f->low, 2);
  number(w, "high", f->high, 2);
  kh_json_field(w->b, "qualifier", str(f->qualifier));
  integer(w, "sentence", f->sentence);
  end(w);
}

static void problem(writer *w, const kh_problem *p) {
  begin(w, "problem", kh_hash_mix(mix_span(p->code, p->span), kh_hash_str(str(p->message))));
  kh_json_field(w->b, "code", kh_str_of(kh_status_name(p->code)));
  if (p->span.begin != p->span.end) offsets(w, p->span);
  kh_json_field(w->b, "message", str(p->message));
  end(w);
}

void kh_export_jsonl(const kh_doc *d, unsigned emit, kh_buf *out) {
  writer w = {d, out, emit & KH_EMIT_TEXT};
  if (emit & KH_EMIT_DOCUMENT) document(&w);
  for (uint32_t i = 0; i < d->event_count; i++) {
    const kh_event *e = &d->events[i];
    if (emit & KH_EMIT_EVENT && !e->embedded) event(&w, e, "event");
    if (emit & KH_EMIT_PLAN && e->plan) event(&w, e, "plan");
  }
#define EACH(flag, n, array, fn) \
  if (emit & flag) for (size_t i = 0; i < d->n; i++) fn(&w, &d->array[i]);
  EACH(KH_EMIT_QUOTE, quote_count, quotes, quote)
  EACH(KH_EMIT_MENTION, mention_count, mentions, mention)
  EACH(KH_EMIT_TIME, time_count, times, time_record)
  EACH(KH_EMIT_PLACE, place_count, places, place)
  EACH(KH_EMIT_FIGURE, figure_count, figures, figure)
  EACH(KH_EMIT_PROBLEM, problems.n, problems.at, problem)
#undef EACH
}
