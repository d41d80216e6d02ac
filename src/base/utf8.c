/* utf8.c: UTF-8 and the few Unicode properties that the rooms ask about (utf8proc has the tables). */
#include <utf8proc.h>

#include "base/base.h"

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
  for (size_t i = 0; i < n;) {
    if ((unsigned char)s[i] < 0x80) {
      i++;
      continue;
    }
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

kh_str kh_str_fold(kh_arena *a, kh_str v) {
  size_t i = 0;
  while (i < v.n && (unsigned char)v.s[i] < 0x80) i++;
  if (i == v.n) return v;
  char *out = kh_alloc(a, v.n * 2 + 8);   /* longest: two bytes into two letters */
  size_t n = i;
  memcpy(out, v.s, i);
  while (i < v.n) {
    uint32_t cp = kh_utf8_next(v.s, v.n, &i);
    if (cp == 0x2018 || cp == 0x2019 || cp == 0x201B || cp == 0x02BC || cp == 0x02BB || cp == 0x2032) out[n++] = '\'';
    else if (cp == 0x201C || cp == 0x201D || cp == 0x201E || cp == 0x00AB || cp == 0x00BB || cp == 0x2033) out[n++] = '"';
    else if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212) out[n++] = '-';
    else if (kh_cp_is_space(cp)) out[n++] = ' ';
    else if (cp == 0xDF) out[n++] = 's', out[n++] = 's';
    else if (cp == 0xC6) out[n++] = 'A', out[n++] = 'e';
    else if (cp == 0xE6) out[n++] = 'a', out[n++] = 'e';
    else if (cp == 0x152) out[n++] = 'O', out[n++] = 'e';
    else if (cp == 0x153) out[n++] = 'o', out[n++] = 'e';
    else if (cp == 0xD8) out[n++] = 'O';
    else if (cp == 0xF8) out[n++] = 'o';
    else if (cp == 0x141) out[n++] = 'L';
    else if (cp == 0x142) out[n++] = 'l';
    else if (cp == 0x110) out[n++] = 'D';
    else if (cp == 0x111) out[n++] = 'd';
    else if (cp == 0x131) out[n++] = 'i';
    else {
      utf8proc_int32_t parts[8];
      int boundary = 0;
      utf8proc_ssize_t k = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
      if (k >= 1 && k <= 8 && parts[0] < 0x250) n += kh_utf8_put((uint32_t)parts[0], out + n);
      else if (utf8proc_category((utf8proc_int32_t)cp) != UTF8PROC_CATEGORY_MN) n += kh_utf8_put(cp, out + n);
    }
  }
  return (kh_str){out, n};
}
