/* item.c: an item, as it came, to a document: charset, JSON, page, language, then the road. */
#include "code/item.h"

#include <stdio.h>
#include <stdlib.h>

void kh_item_options_default(kh_item_options *o) { *o = (kh_item_options){.version = 1}; }

/* "path" or, where a file holds many, "path:number". */
void kh_item_name(const kh_item *i, char out[512]) {
  bool many = i->kind == KH_INPUT_JSONL || i->in_archive || (i->kind == KH_INPUT_TOKENS && i->number > 1);
  const char *base = strrchr(i->path, '/');
  base = base ? base + 1 : i->path;
  if (many) snprintf(out, 512, "%s:%llu", base, (unsigned long long)i->number);
  else snprintf(out, 512, "%s", base);
}

/* A document that says only why the item was not coded. */
kh_status kh_refuse(kh_coder *c, const kh_input *in, kh_status why, const char *words, kh_document **out, kh_error *err) {
  kh_input empty = *in;
  empty.text = "";
  empty.text_len = 0;
  kh_doc *d = kh_doc_of(&empty, c->limits.memory_bytes);
  kh_guard g;
  if (!d) return kh_fail(err, KH_E_MEMORY, "not enough memory for the document");
  kh_arena_guard(d->arena, &g);
  if (setjmp(g.env)) {
    kh_document_free(d);
    return kh_fail(err, KH_E_MEMORY, "not enough memory for the document");
  }
  kh_doc_problem(d, d->failed = why, (kh_span){0, 0}, "%s", words);
  kh_arena_unguard(d->arena, &g);
  *out = d;
  return KH_OK;
}

static const char *string_of(const json_t *o, const char *key) {
  const char *s = json_string_value(json_object_get(o, key));
  return s && *s ? s : NULL;
}

static kh_status code_json(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_input *in, kh_text_coder code, kh_document **out, kh_error *err) {
  json_error_t je;
  bool starved;
  json_t *line = kh_json_load(i->bytes, i->n, JSON_ALLOW_NUL, &je, &starved);
  char words[256], number[32];
  kh_status s;
  if (starved) s = kh_fail(err, KH_E_MEMORY, "not enough memory for a line of JSON");
  else if (!json_is_object(line)) {
    snprintf(words, sizeof words, "not a JSON object: %.160s (byte %d)", line ? "another value" : je.text, line ? 0 : je.position);
    s = kh_refuse(c, in, KH_E_FORMAT, words, out, err);
  } else {
    const json_t *text = json_object_get(line, "text"), *id = json_object_get(line, "id");
    if (json_is_integer(id)) {
      snprintf(number, sizeof number, "%lld", (long long)json_integer_value(id));
      in->id = number;
    } else if (json_is_string(id)) in->id = json_string_value(id);
    if (string_of(line, "date")) in->date = string_of(line, "date");
    if (string_of(line, "url")) in->url = string_of(line, "url");
    in->title = string_of(line, "title");
    in->source = string_of(line, "source");
    in->byline = string_of(line, "byline");
    in->language = string_of(line, "language");
    if (!json_is_string(text)) s = kh_refuse(c, in, KH_E_FORMAT, "no field \"text\" with a string", out, err);
    else {
      in->text = json_string_value(text);
      in->text_len = json_string_length(text);
      s = kh_code_text(c, in, o, code, out, err);
    }
  }
  json_decref(line);
  return s;
}

static kh_status code_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_text_coder code, kh_document **out, kh_error *err) {
  kh_item_options standard;
  kh_item_options_default(&standard);
  if (!o) o = &standard;
  if (!c || !i || !out || o->version != 1) return kh_fail(err, KH_E_ARGUMENT, "kh_code_item needs a coder, an item and a place for the document");
  *out = NULL;
  char name[512];
  kh_item_name(i, name);
  kh_input in = {.id = name, .date = i->date ? i->date : o->date, .url = i->url ? i->url : o->url};
  if (i->problem) return kh_refuse(c, &in, i->problem, i->problem == KH_E_LIMIT ? "longer than the limit" : "the archive's record is damaged", out, err);
  switch (i->kind) {
    case KH_INPUT_JSONL: return code_json(c, i, o, &in, code, out, err);
    case KH_INPUT_HTML: return kh_code_page(c, i, o, &in, code, out, err);
    case KH_INPUT_TOKENS: return kh_code_tokens(c, i, &in, code == kh_parse ? KH_AFTER_PARSE : KH_AFTER_EVENTS, out, err);
    default: return kh_code_plain(c, i, o, &in, code, out, err);
  }
}

kh_status kh_code_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_document **out, kh_error *err) {
  return code_item(c, i, o, kh_code, out, err);
}

kh_status kh_parse_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_document **out, kh_error *err) {
  return code_item(c, i, o, kh_parse, out, err);
}
