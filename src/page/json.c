/* json.c: lenient JSON. */
#include "base/scan.h"
#include "page/json.h"

enum { MAX_DEPTH = 64 };

static size_t skip(kh_str v, size_t i) {
  while (i < v.n && (unsigned char)v.s[i] <= ' ') i++;
  return i;
}

/* From after the opening quote to the closing one. */
static size_t string_end(kh_str v, size_t i) {
  const char *end = v.s + v.n;
  while (i < v.n) {
    kh_sixteen part = kh_sixteen_before(v.s + i, end);
    uint32_t marks = kh_mask(kh_or(kh_is(part, '"'), kh_is(part, '\\')));
    i += marks ? kh_mask_first(marks) : 16;
    if (!marks) continue;
    if (v.s[i] == '"') return i;
    i += 2;
  }
  return v.n;
}

kh_json kh_json_read(kh_str v, kh_arena *arena) {
  KH_VEC(kh_json_value) out = {0};
  uint32_t open[MAX_DEPTH], depth = 0;
  kh_str key = {NULL, 0};
  size_t i = 0;
  while (i < v.n && v.s[i] != '{' && v.s[i] != '[') i++;   /* past "<!--", "//<![CDATA[" and the like */
  while ((i = skip(v, i)) < v.n) {
    char c = v.s[i];
    kh_json_value value = {.key = key, .end = (uint32_t)out.n + 1};
    if (c == '}' || c == ']') {
      i++;
      key.n = 0;
      if (depth) out.at[open[--depth]].end = (uint32_t)out.n;
      if (!depth) break;
      continue;
    }
    if (c == ',' || c == ':') {
      i++;
      continue;
    }
    if (c == '"') {
      size_t end = string_end(v, i + 1);
      value.text = kh_str_sub(v, i + 1, end);
      i = end < v.n ? end + 1 : end;
      bool in_object = depth && out.at[open[depth - 1]].type == KH_JSON_OBJECT;
      if (in_object && !key.n && (skip(v, i) < v.n && v.s[skip(v, i)] == ':')) {
        key = value.text.n ? value.text : KH_STR(" ");
        continue;
      }
      value.type = KH_JSON_STRING;
    } else if (c == '{' || c == '[') {
      value.type = c == '{' ? KH_JSON_OBJECT : KH_JSON_ARRAY;
      i++;
      if (depth == MAX_DEPTH) break;
      open[depth++] = (uint32_t)out.n;
    } else {
      size_t from = i;
      while (i < v.n && !memchr(",:{}[]\"", v.s[i], 7) && (unsigned char)v.s[i] > ' ') i++;
      if (i == from) i++;
      value.text = kh_str_sub(v, from, i);
      value.type = (c >= '0' && c <= '9') || c == '-' ? KH_JSON_NUMBER : KH_JSON_OTHER;
    }
    key.n = 0;
    KH_PUSH(arena, &out, value);
  }
  while (depth) out.at[open[--depth]].end = (uint32_t)out.n;
  return (kh_json){out.at, (uint32_t)out.n};
}

uint32_t kh_json_member(const kh_json *j, uint32_t object, const char *key) {
  if (object >= j->n || j->at[object].type != KH_JSON_OBJECT) return KH_NONE;
  kh_str name = kh_str_of(key);
  for (uint32_t i = object + 1; i < j->at[object].end; i = j->at[i].end)
    if (kh_str_eq(j->at[i].key, name)) return i;
  return KH_NONE;
}

static uint32_t hex4(const char *s) {
  uint32_t v = 0;
  for (int i = 0; i < 4; i++) {
    char c = s[i], l = (char)(c | 0x20);
    if (c >= '0' && c <= '9') v = v * 16 + (uint32_t)(c - '0');
    else if (l >= 'a' && l <= 'f') v = v * 16 + (uint32_t)(l - 'a' + 10);
    else return 0xFFFD;
  }
  return v;
}

kh_str kh_json_text(const kh_json *j, uint32_t value, kh_arena *arena) {
  if (value >= j->n || j->at[value].type != KH_JSON_STRING) return (kh_str){NULL, 0};
  kh_str v = j->at[value].text;
  if (!v.n || !memchr(v.s, '\\', v.n)) return v;
  char *out = kh_alloc(arena, v.n + 4);   /* no escape is shorter than what it stands for */
  size_t n = 0;
  for (size_t i = 0; i < v.n; i++) {
    if (v.s[i] != '\\' || i + 1 == v.n) {
      out[n++] = v.s[i];
      continue;
    }
    char c = v.s[++i];
    if (c == 'u' && i + 4 < v.n) {
      uint32_t cp = hex4(v.s + i + 1);
      i += 4;
      if (cp >= 0xD800 && cp < 0xDC00 && i + 6 < v.n && v.s[i + 1] == '\\' && v.s[i + 2] == 'u') {
        uint32_t low = hex4(v.s + i + 3);
        if (low >= 0xDC00 && low < 0xE000) cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00), i += 6;
      }
      n += kh_utf8_put(cp, out + n);
    } else {
      out[n++] = c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f' ? ' ' : c;
    }
  }
  return (kh_str){out, n};
}
