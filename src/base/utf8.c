/* utf8.c: UTF-8 and the few Unicode properties that the rooms ask about (utf8proc has the tables). */
#include <utf8proc.h>

#include "base/base.h"
#include "base/scan.h"

uint32_t kh_utf8_next(const char *s, size_t n, size_t *at) {
  const unsigned char *p = (const unsigned char *)s + *at;
  size_t left = n - *at;
  uint32_t c = p[0];
  if (c < 0x80) return (*at)++, c;
  int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC2 ? 1 : 0;
  if (more == 0 || c > 0xF4 || (size_t)more >= left) return (*at)++, 0xFFFD;
  uint32_t cp = c & (0x3Fu >> more);
  for (int i = 1; i <= more; i++) {
    if ((p[i] & 0xC0) != 0x80) return (*at)++, 0xFFFD;
    cp = cp << 6 | (p[i] & 0x3F);
  }
  if ((more == 2 && (cp < 0x800 || (cp >= 0xD800 && cp <= 0xDFFF))) || (more == 3 && (cp < 0x10000 || cp > 0x10FFFF)))
    return (*at)++, 0xFFFD;
  *at += (size_t)more + 1;
  return cp;
}

size_t kh_utf8_put(uint32_t cp, char out[4]) {
  if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = 0xFFFD;
  if (cp < 0x80) return out[0] = (char)cp, 1;
  if (cp < 0x800) return out[0] = (char)(0xC0 | cp >> 6), out[1] = (char)(0x80 | (cp & 0x3F)), 2;
  if (cp < 0x10000)
    return out[0] = (char)(0xE0 | cp >> 12), out[1] = (char)(0x80 | (cp >> 6 & 0x3F)), out[2] = (char)(0x80 | (cp & 0x3F)), 3;
  out[0] = (char)(0xF0 | cp >> 18);
  out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
  out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
  out[3] = (char)(0x80 | (cp & 0x3F));
  return 4;
}

bool kh_utf8_valid(const char *s, size_t n, size_t *bad) {
  enum { AHEAD = 1024 };
  for (size_t i = 0; i < n;) {
    for (; n - i >= 64; i += 64) {   /* most text is ASCII; what is read for the first time comes from far */
      __builtin_prefetch((const void *)((uintptr_t)s + i + AHEAD));
      kh_sixteen a = kh_or(kh_sixteen_at(s + i), kh_sixteen_at(s + i + 16)), b = kh_or(kh_sixteen_at(s + i + 32), kh_sixteen_at(s + i + 48));
      if (kh_mask(kh_or(a, b))) break;
    }
    for (uint32_t high = 0; n - i >= 16 && !high; i += high ? kh_mask_first(high) : 16) high = kh_mask(kh_sixteen_at(s + i));
    while (i < n && (unsigned char)s[i] < 0x80) i++;
    if (i == n) break;
    size_t at = i;
    if (kh_utf8_next(s, n, &at) == 0xFFFD && at == i + 1) {   /* a real U+FFFD takes three bytes */
      if (bad) *bad = i;
      return false;
    }
    i = at;
  }
  return true;
}

size_t kh_utf8_count(const char *s, size_t n) {
  size_t k = 0;
  for (size_t i = 0; i < n; i++) k += ((unsigned char)s[i] & 0xC0) != 0x80;
  return k;
}

uint32_t kh_cp_lower(uint32_t cp) {
  if (cp < 0x80) return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t kh_cp_upper(uint32_t cp) {
  if (cp < 0x80) return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
  return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

bool kh_cp_is_upper(uint32_t cp) {
  if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
  utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
  return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool kh_cp_is_letter(uint32_t cp) {
  if (cp < 0x80) return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
  utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
  return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;   /* letters and their marks */
}

bool kh_cp_is_digit(uint32_t cp) {
  if (cp < 0x80) return cp >= '0' && cp <= '9';
  return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_ND;
}

bool kh_cp_is_space(uint32_t cp) {
  if (cp < 0x80) return cp == ' ' || (cp >= 9 && cp <= 13);
  return cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200B) || cp == 0x2028 || cp == 0x2029 ||
         cp == 0x202F || cp == 0x205F || cp == 0x2060 || cp == 0x3000 || cp == 0xFEFF;
}

kh_str kh_str_lower(kh_arena *a, kh_str v) {
  size_t i = 0;
  while (i < v.n && (unsigned char)v.s[i] < 0x80 && !(v.s[i] >= 'A' && v.s[i] <= 'Z')) i++;
  if (i == v.n) return v;
  /* Simple lower-casing can lengthen a character by one byte (U+023A, U+023E). */
  char *out = kh_alloc(a, v.n + v.n / 2 + 5);
  size_t n = i;
  memcpy(out, v.s, i);
  while (i < v.n) {
    if ((unsigned char)v.s[i] < 0x80) {
      out[n++] = (char)kh_cp_lower((unsigned char)v.s[i++]);
      continue;
    }
    size_t at = i;
    uint32_t cp = kh_utf8_next(v.s, v.n, &at);
    if (cp == 0xFFFD) {
      memcpy(out + n, v.s + i, at - i);
      n += at - i;
    } else {
      n += kh_utf8_put(kh_cp_lower(cp), out + n);
    }
    i = at;
  }
  return (kh_str){out, n};
}

size_t kh_cp_fold(uint32_t cp, char out[8]) {
  static const struct { uint32_t cp; char plain[3]; } table[] = {
    {0xDF, "ss"}, {0xC6, "Ae"}, {0xE6, "ae"}, {0x152, "Oe"}, {0x153, "oe"}, {0xD8, "O"}, {0xF8, "o"}, {0x141, "L"}, {0x142, "l"},
    {0x110, "D"}, {0x111, "d"}, {0x131, "i"}, {0x18F, "A"}, {0x259, "a"}, {0xDE, "Th"}, {0xFE, "th"}, {0xD0, "D"}, {0xF0, "d"},
    {0x2018, "'"}, {0x2019, "'"}, {0x201B, "'"}, {0x02BC, "'"}, {0x02BB, "'"}, {0x2032, "'"},
    {0x201C, "\""}, {0x201D, "\""}, {0x201E, "\""}, {0x00AB, "\""}, {0x00BB, "\""}, {0x2033, "\""}, {0x2212, "-"}};
  if (cp < 0x80) return out[0] = (char)cp, 1;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].cp == cp) {
      size_t n = strlen(table[i].plain);
      memcpy(out, table[i].plain, n);
      return n;
    }
  if (cp >= 0x2010 && cp <= 0x2015) return out[0] = '-', 1;
  if (kh_cp_is_space(cp)) return out[0] = ' ', 1;
  utf8proc_int32_t parts[8];
  int boundary = 0;
  utf8proc_ssize_t k = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
  if (k >= 1 && k <= 8 && parts[0] < 0x250) return kh_utf8_put((uint32_t)parts[0], out);
  return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_MN ? 0 : kh_utf8_put(cp, out);
}

kh_str kh_str_fold(kh_arena *a, kh_str v) {
  size_t i = 0;
  while (i < v.n && (unsigned char)v.s[i] < 0x80) i++;
  if (i == v.n) return v;
  char *out = kh_alloc(a, v.n * 2 + 8);   /* longest: two bytes into two letters */
  size_t n = i;
  memcpy(out, v.s, i);
  while (i < v.n) n += kh_cp_fold(kh_utf8_next(v.s, v.n, &i), out + n);
  return (kh_str){out, n};
}
