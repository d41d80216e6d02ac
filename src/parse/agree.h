/* agree.h: names that recur in a report get the same type, by a vote. For both kinds of parsers. */
#ifndef KH_AGREE_H
#define KH_AGREE_H
#include "doc/doc.h"
/* Changes d->tok.ner; after tags. */
void kh_names_agree(kh_doc *d, kh_arena *scratch);
#endif
