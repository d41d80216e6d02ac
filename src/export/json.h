/* json.h: writing JSON into a buffer. */
#ifndef KH_JSON_H
#define KH_JSON_H
#include "base/base.h"

void kh_json_string(kh_buf *b, kh_str v);                  /* quoted and escaped; v is valid UTF-8 */
void kh_json_number(kh_buf *b, double x, int decimals);    /* fixed, trailing zeros cut; null where not finite */
/* ,"key": — or without the comma where an object begins */
void kh_json_key(kh_buf *b, const char *key);
void kh_json_field(kh_buf *b, const char *key, kh_str v);  /* left out where v is empty */
#endif
