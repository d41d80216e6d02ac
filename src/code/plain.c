/* plain.c: plain text, pages and tokens to the text that is coded; languages that the models do not read. */
#include <stdio.h>
#include <stdlib.h>

#include "code/item.h"
#include "page/langid.h"

/* The language that the model reads: its own word for it, else English. */
static const char *model_language(const khaldun *k) {
  size_t n;
  const char *v = kh_model_table(k->weights, "meta.language", 1, &n);
  return v && n > 1 && !v[n - 1] ? v : "en";
}

kh_status kh_code_text(kh_coder *c, const kh_input *in, const kh_item_options *o, kh_text_coder code, kh_document **out, kh_error *err) {
  const double clear = .6;   /* notes full of foreign names lie about the middle, texts in another language well above */
  const char *read = model_language(c->k);
  kh_language l = {{0}, 0, 0};
  if (!o->any_language) l = kh_langid(c->k->rooms.page, in->text, in->text_len, read);
  if (l.code[0] && l.confidence > .5 && l.over > clear && strcmp(l.code, read)) {
    char words[160];
    snprintf(words, sizeof words, "looks like language \"%s\", which the model does not read; --any-language codes it all the same", l.code);
    return kh_refuse(c, in, KH_E_LANGUAGE, words, out, err);
  }
  return code(c, in, out, err);
}

kh_status kh_code_plain(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_input *in, kh_text_coder code, kh_document **out, kh_error *err) {
  kh_str text = {i->bytes, i->n};
  size_t bad;
  if (kh_str_starts(text, KH_STR("\xEF\xBB\xBF"))) text = kh_str_sub(text, 3, text.n);
  if (memchr(text.s, 0, text.n) && !(text.n > 2 && ((unsigned char)text.s[0] | (unsigned char)text.s[1]) == 0xFF))
    return kh_refuse(c, in, KH_E_ENCODING, "the text holds NUL bytes: a binary file?", out, err);
  if (!kh_utf8_valid(text.s, text.n, &bad)) {   /* another charset: offsets then refer to the text as it was converted */
    kh_guard g;
    kh_error why = {0};
    kh_str utf8 = {0};
    kh_status s;
    kh_arena_reset(c->input);
    kh_arena_guard(c->input, &g);
    if (setjmp(g.env)) s = g.status;
    else s = kh_page_decode(c->k->rooms.page, text, NULL, c->input, &utf8, &why);
    kh_arena_unguard(c->input, &g);
    if (s) return kh_refuse(c, in, KH_E_ENCODING, why.message[0] ? why.message : "the text is in no charset that could be made out", out, err);
    text = utf8;
  }
  in->text = text.s;
  in->text_len = text.n;
  return kh_code_text(c, in, o, code, out, err);
}

kh_status kh_code_tokens(kh_coder *c, const kh_item *i, kh_input *in, kh_stop stop, kh_document **out, kh_error *err) {
  kh_str lines = {i->bytes, i->n};
  size_t bad;
  if (kh_str_starts(lines, KH_STR("\xEF\xBB\xBF"))) lines = kh_str_sub(lines, 3, lines.n);
  if (!kh_utf8_valid(lines.s, lines.n, &bad) || memchr(lines.n ? lines.s : "", 0, lines.n))
    return kh_refuse(c, in, KH_E_ENCODING, "tokens must be valid UTF-8 without NUL bytes", out, err);
  kh_given *g;
  kh_guard guard;
  kh_error why = {0};
  kh_str text = {0}, id = {0};
  kh_status s;
  kh_arena_reset(c->input);
  kh_arena_guard(c->input, &guard);
  if (setjmp(guard.env)) s = kh_fail(&why, guard.status, "the tokens need more memory than the limit");
  else if (!(s = kh_text_given_read(lines, c->limits.text_bytes, c->input, &g, &why))) {
    text = kh_text_given_text(g);
    id = kh_text_given_id(g);
  }
  kh_arena_unguard(c->input, &guard);
  if (s) return kh_refuse(c, in, s, why.message, out, err);
  if (id.n) in->id = id.s;
  in->text = text.s;
  in->text_len = text.n;
  return kh_code_given(c, in, g, stop, out, err);
}
