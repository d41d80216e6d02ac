/* json.c: strings, numbers and keys of JSON. */
#include "export/json.h"

#include <math.h>
#include <stdio.h>

void kh_json_string(kh_buf *b, kh_str v) {
  kh_buf_byte(b, '"');
  size_t from = 0;
  for (size_t i = 0; i < v.n; i++) {
    unsigned char c = (unsigned char)v.s[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) continue;
    kh_buf_put(b, v.s + from, i - from);
    from = i + 1;
    switch (c) {
      case '"': kh_buf_put(b, "\\\"", 2); break;
      case '\\': kh_buf_put(b, "\\\\", 2); break;
      case '\n': kh_buf_put(b, "\\n", 2); break;
      case '\r': kh_buf_put(b, "\\r", 2); break;
      case '\t': kh_buf_put(b, "\\t", 2); break;
      default: kh_buf_printf(b, "\\u%04x", c);
    }
  }
  kh_buf_put(b, v.s + from, v.n - from);
  kh_buf_byte(b, '"');
}

void kh_json_number(kh_buf *b, double x, int decimals) {
  char s[64];
  if (!isfinite(x) || fabs(x) > 1e18) {
    kh_buf_put(b, "null", 4);
    return;
  }
  int n = snprintf(s, sizeof s, "%.*f", decimals, x);
  if (decimals) {
    while (s[n - 1] == '0') n--;
    if (s[n - 1] == '.') n--;
  }
  if (n == 2 && s[0] == '-' && s[1] == '0') kh_buf_byte(b, '0');
  else kh_buf_put(b, s, (size_t)n);
}

void kh_json_key(kh_buf *b, const char *key) {
  if (b->n && b->s[b->n - 1] != '{') kh_buf_byte(b, ',');
  kh_buf_byte(b, '"');
  kh_buf_put(b, key, strlen(key));
  kh_buf_put(b, "\":", 2);
}

void kh_json_field(kh_buf *b, const char *key, kh_str v) {
  if (!v.n) return;
  kh_json_key(b, key);
  kh_json_string(b, v);
}
