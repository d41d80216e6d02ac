/* parse.h: tags, lemmas, features, trees and name tags for a document's tokens. */
#ifndef KH_PARSE_H
#define KH_PARSE_H
#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_parser kh_parser;
kh_status kh_parse_compile(const char *data_dir, kh_pack *out, kh_error *err);   /* data/parse -> tables "parse.*" */
/* weights: a model made by `khaldun train`; data: khaldun.dat (lemma rules and exceptions, gazetteer features).
 * Both outlive the parser. */
kh_status kh_parser_open(const kh_model *weights, const kh_model *data, kh_parser **out, kh_error *err);
void kh_parser_close(kh_parser *p);
/* Fills the parse part of d->tok and d->labels, then indexes children. Always a tree with one root a sentence. */
void kh_parse_run(const kh_parser *p, kh_doc *d, kh_arena *scratch);
/* The document as CoNLL-U; columns that no parser filled are "_". */
kh_status kh_parse_write_conllu(const kh_doc *d, kh_sink sink, void *user, kh_error *err);
/* The document's trees as one SVG picture. */
kh_status kh_parse_write_svg(const kh_doc *d, kh_sink sink, void *user, kh_error *err);
#endif
