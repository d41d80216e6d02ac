/* net_features.c: a token's features as hash keys: the word, its shape,
 * its first and last letters. */
#include "parse/net_int.h"

enum { LONGEST = 48, SHAPE = 12, AFFIX = 4 };
enum kind { WORD = 1, FORM_SHAPE, PREFIX, SUFFIX = PREFIX + AFFIX };

static uint64_t key(unsigned kind, const char *s, size_t n) { return kh_hash_mix(kind, kh_hash(s, n)); }

static bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
static bool starts_letter(char c) { return ((unsigned char)c & 0xC0) != 0x80; }

static char class_of(uint32_t cp) {
  if (cp < 128) {
    if (cp >= 'a' && cp <= 'z') return 'x';
    if (cp >= 'A' && cp <= 'Z') return 'X';
    return cp >= '0' && cp <= '9' ? '0' : (char)cp;
  }
  return kh_cp_is_upper(cp) ? 'X' : kh_cp_is_letter(cp) ? 'x' : kh_cp_is_digit(cp) ? '0' : '?';
}

/* Classes of the characters, runs cut to two: "Xxx", "XX", "0,00". */
static uint64_t shape_key(kh_str form) {
  char shape[SHAPE];
  size_t n = 0, run = 0;
  for (size_t at = 0; at < form.n && n < SHAPE;) {
    char c = class_of(kh_utf8_next(form.s, form.n, &at));
    run = n && shape[n - 1] == c ? run + 1 : 1;
    if (run <= 2) shape[n++] = c;
  }
  return key(FORM_SHAPE, shape, n);
}

size_t kh_net_keys(kh_str form, kh_str lower, uint64_t keys[KH_NET_KEYS]) {
  size_t n = 0;
  char plain[LONGEST];
  kh_str w = lower;
  if (w.n <= LONGEST) {                          /* digits are all alike */
    for (size_t i = 0; i < w.n; i++) plain[i] = ascii_digit(w.s[i]) ? '0' : w.s[i];
    w.s = plain;
  }
  keys[n++] = key(WORD, w.s, w.n);
  keys[n++] = shape_key(form);
  size_t at = 0, end = w.n;
  for (unsigned k = 0; k < AFFIX; k++) {
    do at++; while (at < w.n && !starts_letter(w.s[at]));
    if (at >= w.n) break;                        /* not longer than the affix */
    do end--; while (end > 0 && !starts_letter(w.s[end]));
    keys[n++] = key(PREFIX + k, w.s, at);
    keys[n++] = key(SUFFIX + k, w.s + end, w.n - end);
  }
  return n;
}
