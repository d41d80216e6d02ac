/* bracketed.h: "World Health Organization (WHO) officials": a short form in brackets parts no name from the noun that it stands before. */
#ifndef KH_BRACKETED_H
#define KH_BRACKETED_H
#include "doc/doc.h"

/* Hangs names with a short form in brackets on the noun right behind, which takes their place in the tree. Before the children are indexed. */
void kh_bracketed_hang(kh_doc *d);
#endif
