/* page_item.c: pages to articles, for `extract` and for coding. */
#include <string.h>

#include "code/item.h"
#include "export/json.h"

static const char *string(kh_arena *a, kh_str v) { return v.n ? kh_str_dup(a, v).s : NULL; }

/* The article of an item, in the coder's input arena. Allocation failures come back as a status. */
static kh_status article_of(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_article *out, kh_error *err) {
  kh_guard g;
  kh_status s;
  kh_page_options po = {.url = i->url ? i->url : o->url, .http_charset = i->charset, .captions = o->captions, .embeds = o->embeds, .comments = o->comments};
  kh_arena_reset(c->input);
  kh_arena_guard(c->input, &g);
  if (setjmp(g.env)) s = kh_fail(err, g.status, "the page needs more memory than the limit");
  else s = kh_page_extract(c->k->rooms.page, i->bytes, i->n, &po, c->input, out, err);
  kh_arena_unguard(c->input, &g);
  return s;
}

kh_status kh_code_page(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_input *in, kh_text_coder code, kh_document **out, kh_error *err) {
  kh_article a = {0};
  kh_error why = {0};
  kh_status s = article_of(c, i, o, &a, &why);
  if (s) return kh_refuse(c, in, s, why.message, out, err);
  kh_guard g;
  kh_input full = *in;
  kh_arena_guard(c->input, &g);
  if (setjmp(g.env)) s = g.status;
  else {
    full.text = a.text.s;
    full.text_len = a.text.n;
    full.title = string(c->input, a.title);
    full.byline = string(c->input, a.byline);
    full.source = string(c->input, a.site);
    full.language = string(c->input, a.language);
    if (a.published.n) full.date = string(c->input, a.published);   /* what the page says goes before the crawl's or the caller's day */
    if (!full.url) full.url = string(c->input, a.url);
  }
  kh_arena_unguard(c->input, &g);
  if (s) return kh_refuse(c, in, s, "the page needs more memory than the limit", out, err);
  return kh_code_text(c, &full, o, code, out, err);
}

kh_status kh_extract_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_sink sink, void *user, kh_error *err) {
  kh_item_options standard;
  kh_item_options_default(&standard);
  if (!c || !i || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_extract_item needs a coder, an item and a sink");
  if (!o) o = &standard;
  char name[512];
  kh_item_name(i, name);
  if (i->problem) return kh_fail(err, i->problem, "%.200s: longer than the limit", name);
  kh_article a = {0};
  kh_error why = {0};
  kh_status s = article_of(c, i, o, &a, &why);
  if (s) return kh_fail(err, s, "%.60s: %.180s", name, why.message);
  kh_buf b = {0};
  kh_buf_byte(&b, '{');
  kh_json_field(&b, "id", kh_str_of(name));
  kh_json_field(&b, "title", a.title);
  kh_json_field(&b, "byline", a.byline);
  kh_json_field(&b, "published", a.published);
  kh_json_field(&b, "updated", a.updated);
  kh_json_field(&b, "site", a.site);
  kh_json_field(&b, "section", a.section);
  kh_json_field(&b, "language", a.language);
  kh_json_field(&b, "url", a.url.n ? a.url : kh_str_of(i->url ? i->url : o->url ? o->url : ""));
  kh_json_field(&b, "image", a.image);
  kh_json_key(&b, "text");
  kh_json_string(&b, a.text);
  kh_json_field(&b, "comments", a.comments);
  kh_buf_put(&b, "}\n", 2);
  if (b.failed) s = kh_fail(err, KH_E_MEMORY, "not enough memory for the output");
  else if (!sink(user, b.s, b.n)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  return s;
}
