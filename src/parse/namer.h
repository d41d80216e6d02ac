/* namer.h: names by a linear classifier, for the sentences of any parser. */
#ifndef KH_NAMER_H
#define KH_NAMER_H
#include "doc/doc.h"
#include "model/model.h"
#include "parse/net.h"

typedef struct kh_namer kh_namer;
/* Tables "name.*" of a model; *out is NULL where it has none. */
kh_status kh_namer_open(const kh_model *weights, kh_namer **out, kh_error *err);
void kh_namer_close(kh_namer *n);
/* Fills d->tok.ner; after tags. names: a network's opinion, which is added; without scores: none. */
void kh_namer_run(const kh_namer *n, kh_doc *d, const kh_net_names *names, kh_arena *scratch);
#endif
