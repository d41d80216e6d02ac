/* load_json.h: JSON read by jansson, with a lack of memory told from a fault of the input. */
#ifndef KH_LOAD_JSON_H
#define KH_LOAD_JSON_H
#include <jansson.h>

#include "base/base.h"

/* As json_loadb. NULL with *starved: there was not enough memory; else *e says what is wrong with the input. */
json_t *kh_json_load(const char *bytes, size_t n, size_t flags, json_error_t *e, bool *starved);
#endif
