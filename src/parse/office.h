/* office.h: "presidential candidate Jane Roe said": an office right before a person's name is that person's, and no second subject or object. */
#ifndef KH_OFFICE_H
#define KH_OFFICE_H
#include "doc/doc.h"

/* Hangs offices that stand beside the name behind them on it. After names, before the children are indexed. */
void kh_offices_hang(kh_doc *d);
#endif
