/* relate.c: the relation between two given spans, as one line of JSON to another. */
#include <stdlib.h>

#include "code/item.h"
#include "export/json.h"

#define MAX_SPANS 64

/* Byte offset of a code point; the text's length if there are fewer. */
static uint32_t byte_at(kh_str text, int64_t codepoint) {
  size_t i = 0;
  for (int64_t k = 0; i < text.n; i++)
    if (((unsigned char)text.s[i] & 0xC0) != 0x80 && k++ == codepoint) break;
  return (uint32_t)i;
}

static size_t spans_of(const json_t *list, kh_str text, kh_span *out) {
  size_t n = 0;
  for (size_t i = 0; i < json_array_size(list) && n < MAX_SPANS; i++) {
    const json_t *o = json_array_get(list, i), *a = json_object_get(o, "start"), *b = json_object_get(o, "end");
    if (!json_is_integer(a) || !json_is_integer(b) || json_integer_value(a) < 0 || json_integer_value(b) <= json_integer_value(a)) continue;
    kh_span s = {byte_at(text, json_integer_value(a)), byte_at(text, json_integer_value(b))};
    if (s.begin < s.end) out[n++] = s;
  }
  return n;
}

/* {"id", "features": {name: value}}; a name that comes more than once keeps its largest value. */
typedef struct listing { json_t *all; bool failed; } listing;
static void list_feature(void *user, kh_str name, double value) {
  listing *l = user;
  char key[256];
  if (name.n >= sizeof key) return;
  memcpy(key, name.s, name.n);
  key[name.n] = 0;
  const json_t *old = json_object_get(l->all, key);
  if (!old || json_real_value(old) < value) l->failed |= json_object_set_new(l->all, key, json_real(value)) != 0;
}

static void put_id(kh_buf *b, const json_t *id) {
  kh_buf_byte(b, '{');
  kh_json_key(b, "id");
  if (json_is_string(id)) kh_json_string(b, (kh_str){json_string_value(id), json_string_length(id)});
  else if (json_is_integer(id)) kh_buf_printf(b, "%lld", (long long)json_integer_value(id));
  else kh_buf_put(b, "null", 4);
}

static void features(kh_buf *b, const json_t *id, const listing *l) {
  const char *key;
  json_t *value;
  bool first = true;
  put_id(b, id);
  kh_json_key(b, "features");
  kh_buf_byte(b, '{');
  json_object_foreach(l->all, key, value) {
    if (!first) kh_buf_byte(b, ',');
    first = false;
    kh_json_string(b, kh_str_of(key));
    kh_buf_byte(b, ':');
    kh_json_number(b, json_real_value(value), 4);
  }
  kh_buf_put(b, "}}\n", 3);
  b->failed |= l->failed;
}

/* {"id", "records": [{"event", "start", "end", "features": […]}…]} */
typedef struct records { kh_buf *b; const kh_document *d; bool any, feature; } records;
static void next_record(void *user, const kh_event *x) {
  records *r = user;
  if (r->any) kh_buf_put(r->b, "]},", 3);
  r->any = true, r->feature = false;
  kh_buf_printf(r->b, "{\"event\":\"%s\",\"start\":%u,\"end\":%u,\"features\":[", kh_event_name(x->type), kh_codepoint_at(r->d, x->trigger.begin), kh_codepoint_at(r->d, x->trigger.end));
}
static void list_name(void *user, kh_str name, double value) {
  records *r = user;
  kh_buf known = {0};
  if (r->feature) kh_buf_byte(r->b, ',');
  r->feature = true;
  kh_buf_put(&known, name.s, name.n);
  if (value != 1) kh_buf_printf(&known, "=%.4f", value);   /* else it holds */
  kh_json_string(r->b, (kh_str){known.s, known.n});
  r->b->failed |= known.failed;
  kh_buf_free(&known);
}

static void answer(kh_buf *b, const json_t *id, const kh_relation *r, const char *problem) {
  put_id(b, id);
  kh_json_key(b, "event");
  if (r && r->type) kh_json_string(b, kh_str_of(kh_event_name(r->type)));
  else kh_buf_put(b, "null", 4);
  if (r && r->type) {
    kh_json_key(b, "mode");
    kh_buf_printf(b, r->mode ? "[\"%s\"]" : "[]", kh_mode_name(r->mode));
    kh_json_field(b, "status", kh_str_of(kh_event_status_name(r->status)));
    kh_json_key(b, "confidence");
    kh_json_number(b, r->confidence, 3);
    kh_json_field(b, "rule", r->rule);
  }
  if (problem) kh_json_field(b, "problem", kh_str_of(problem));
  kh_buf_put(b, "}\n", 2);
}

kh_status kh_relate_line(kh_coder *c, const char *bytes, size_t n, kh_relate_how how, kh_sink sink, void *user, kh_error *err) {
  if (!c || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_relate_line needs a coder and a sink");
  json_error_t je;
  bool starved;
  json_t *line = kh_json_load(bytes, n, 0, &je, &starved);
  const json_t *text = json_object_get(line, "text");
  kh_buf b = {0};
  kh_document *d = NULL;
  kh_status s = KH_OK;
  listing list = {json_object(), false};
  if (starved || !list.all) s = kh_fail(err, KH_E_MEMORY, "not enough memory for a line of JSON");
  else if (!json_is_string(text)) answer(&b, json_object_get(line, "id"), NULL, line ? "no field \"text\" with a string" : je.text);
  else {
    kh_input in = {.id = "relate", .text = json_string_value(text), .text_len = json_string_length(text), .date = json_string_value(json_object_get(line, "date"))};
    s = kh_code(c, &in, &d, err);
    if (!s && d->failed) answer(&b, json_object_get(line, "id"), NULL, kh_status_name(d->failed));
    else if (!s) {
      kh_span source[MAX_SPANS], target[MAX_SPANS];
      size_t sources = spans_of(json_object_get(line, "source"), d->text, source);
      size_t targets = spans_of(json_object_get(line, "target"), d->text, target);
      kh_guard g, dg;
      kh_arena_guard(c->scratch, &g);
      kh_arena_guard(d->arena, &dg);
      if (setjmp(g.env) || setjmp(dg.env)) s = kh_fail(err, KH_E_MEMORY, "not enough memory for the relation");
      else {
        kh_arena_reset(c->scratch);
        if (how == KH_RELATE_FEATURES) {
          kh_events_features(c->k->rooms.events, d, source, sources, target, targets, c->scratch, list_feature, &list);
          features(&b, json_object_get(line, "id"), &list);
        } else if (how == KH_RELATE_RECORDS) {
          records r = {.b = &b, .d = d};
          put_id(&b, json_object_get(line, "id"));
          kh_json_key(&b, "records");
          kh_buf_byte(&b, '[');
          kh_events_checks(c->k->rooms.events, d, c->scratch, next_record, list_name, &r);
          if (r.any) kh_buf_put(&b, "]}", 2);
          kh_buf_put(&b, "]}\n", 3);
        } else {
          kh_relation r = kh_events_relate(c->k->rooms.events, d, source, sources, target, targets, how == KH_RELATE_SCORED, c->scratch);
          answer(&b, json_object_get(line, "id"), &r, NULL);
        }
      }
      kh_arena_unguard(d->arena, &dg);
      kh_arena_unguard(c->scratch, &g);
    }
  }
  if (!s && b.failed) s = kh_fail(err, KH_E_MEMORY, "not enough memory for the answer");
  if (!s && !sink(user, b.s, b.n)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  kh_document_free(d);
  json_decref(list.all);
  json_decref(line);
  return s;
}
