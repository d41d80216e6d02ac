/* push_int.h: what the files of the push share. */
#ifndef KH_PUSH_INT_H
#define KH_PUSH_INT_H
#include "store/store_int.h"

void kh_push_schema(kh_buf *out);    /* statements that make the tables, indices and views in PostgreSQL */
void kh_push_upgrade(kh_buf *out);   /* … that bring those of an earlier version up to this one */
#endif
