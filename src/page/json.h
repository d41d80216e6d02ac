/* json.h: JSON as pages hold it, read leniently: trailing commas, raw control characters, comments around it,
 * a cut end. Values lie flat in the order of the text. */
#ifndef KH_PAGE_JSON_H
#define KH_PAGE_JSON_H
#include "base/base.h"

typedef enum kh_json_type { KH_JSON_OTHER, KH_JSON_STRING, KH_JSON_NUMBER, KH_JSON_OBJECT, KH_JSON_ARRAY } kh_json_type;
typedef struct kh_json_value {
  kh_str key;              /* of a member of an object, escapes as written; else empty */
  kh_str text;             /* string (escapes as written) or number */
  uint32_t end;            /* one past the last value below */
  uint8_t type;
} kh_json_value;
typedef struct kh_json {
  kh_json_value *at;
  uint32_t n;
} kh_json;
kh_json kh_json_read(kh_str v, kh_arena *arena);
uint32_t kh_json_member(const kh_json *j, uint32_t object, const char *key);   /* its value, or KH_NONE */
kh_str kh_json_text(const kh_json *j, uint32_t value, kh_arena *arena);        /* a string with its escapes resolved; empty if it is none */
#endif
