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

/* Text that comes with its tokens: CoNLL-U (tokens and comments alone are read), or one token a line with a blank line
 * after each sentence. KH_E_FORMAT names the line; KH_E_LIMIT where the text is longer than limit bytes. */
typedef struct kh_given kh_given;
kh_status kh_text_given_read(kh_str lines, size_t limit, kh_arena *a, kh_given **out, kh_error *err);
kh_str kh_text_given_text(const kh_given *g);             /* put together of the tokens */
kh_str kh_text_given_id(const kh_given *g);               /* "# newdoc id", or empty */
/* As kh_text_run, for a document over kh_text_given_text; its tokens and sentences stay as they are given. */
void kh_text_given_run(const kh_text_room *r, const kh_given *g, kh_doc *d, uint32_t max_tokens, kh_arena *scratch);

/* A token's form: quotes and dashes made plain, invisible signs left out; v itself where nothing changes. */
kh_str kh_text_plain(kh_arena *a, kh_str v);
#endif
