/* plain.c: plain text and pages to the text that is coded; languages that the models do not read. */
#include <stdio.h>
#include <stdlib.h>

#include "code/item.h"
#include "export/json.h"

/* Codes text that is in UTF-8, unless it is of another language. */
kh_status kh_code_text(kh_coder *c, const kh_input *in, const kh_item_options *o, kh_text_coder code, kh_document **out, kh_error *err) {
#ifdef KH_HAS_LANGID
  kh_langid_result l = {0};
  if (!o->any_language) l = kh_langid(c->k->rooms.page, in->text, in->text_len);
  if (l.code[0] && strcmp(l.code, KH_MODEL_LANGUAGE)) {
    char words[160];
    snprintf(words, sizeof words, "looks like language \"%s\", which the model does not read; --any-language codes it all the same", l.code);
    return kh_refuse(c, in, KH_E_LANGUAGE, words, out, err);
  }
#else
  (void)o;
#endif
  return code(c, in, out, err);
}

kh_status kh_code_plain(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_input *in, kh_text_coder code, kh_document **out, kh_error *err) {
  in->text = i->bytes;
  in->text_len = i->n;
  if (kh_str_starts((kh_str){i->bytes, i->n}, KH_STR("\xEF\xBB\xBF"))) in->text += 3, in->text_len -= 3;
  return kh_code_text(c, in, o, code, out, err);
}
