/* item.h: one report as it came from a file, a stream or an archive. */
#ifndef KH_ITEM_H
#define KH_ITEM_H
#include "base/load_json.h"
#include "code/road.h"
#include "page/warc.h"

struct kh_item {
  kh_input_kind kind;      /* TEXT, HTML, TOKENS or JSONL (one line) */
  char *bytes;             /* NUL follows */
  size_t n;
  char *path;              /* of the file */
  uint64_t number;         /* of the item in its file, from 1; the line in JSONL */
  bool in_archive;
  char *url, *date, *charset;   /* what an archive says, or NULL */
  kh_status problem;       /* the reader could not give the whole of it */
};

typedef kh_status (*kh_text_coder)(kh_coder *c, const kh_input *in, kh_document **out, kh_error *err);   /* kh_code or kh_parse */

/* Both of them, for a text that comes with its tokens (given) or without (NULL). */
kh_status kh_code_given(kh_coder *c, const kh_input *in, const kh_given *given, kh_stop stop, kh_document **out, kh_error *err);
/* An item of tokens, up to the room `stop`. */
kh_status kh_code_tokens(kh_coder *c, const kh_item *i, kh_input *in, kh_stop stop, kh_document **out, kh_error *err);

void kh_item_name(const kh_item *i, char out[512]);   /* "path" or, where a file holds many, "path:number" */
/* A document that says only why the report was not coded. */
kh_status kh_refuse(kh_coder *c, const kh_input *in, kh_status why, const char *words, kh_document **out, kh_error *err);
/* Codes text that is in UTF-8, unless it is of a language that the model does not read. */
kh_status kh_code_text(kh_coder *c, const kh_input *in, const kh_item_options *o, kh_text_coder code, kh_document **out, kh_error *err);
kh_status kh_code_plain(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_input *in, kh_text_coder code, kh_document **out, kh_error *err);
kh_status kh_code_page(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_input *in, kh_text_coder code, kh_document **out, kh_error *err);
#endif
