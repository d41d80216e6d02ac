/* text.h: a report's text into sentences and tokens with offsets. */
#ifndef KH_TEXT_H
#define KH_TEXT_H
#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_text_room kh_text_room;                 /* read-only tables: abbreviations, multiword tokens, residue … */
kh_status kh_text_compile(const char *data_dir, kh_pack *out, kh_error *err);   /* data/text -> tables "text.*" */
kh_status kh_text_open(const kh_model *data, kh_text_room **out, kh_error *err);
void kh_text_close(kh_text_room *r);
/* Fills d->sentences, sentence_spans, paragraph_count, dateline and the text part of d->tok.
 * max_tokens: longer sentences are cut. */
void kh_text_run(const kh_text_room *r, kh_doc *d, uint32_t max_tokens, kh_arena *scratch);
/* A token's form: quotes and dashes made plain, invisible signs left out; v itself where nothing changes. */
kh_str kh_text_plain(kh_arena *a, kh_str v);
#endif
