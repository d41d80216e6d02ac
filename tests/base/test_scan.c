/* test_scan.c: base/scan.h against byte-by-byte readings. Built twice, with and without KH_SCAN_PLAIN. */
#include "base/scan.h"

#include "check.h"

static uint64_t seed = 1;
static unsigned next(void) { return (unsigned)((seed = seed * 6364136223846793005u + 1442695040888963407u) >> 40); }

static void test_masks(void) {
  char s[40];
  int wrong = 0;
  for (int round = 0; round < 20000; round++) {
    for (size_t i = 0; i < sizeof s; i++) s[i] = round % 3 ? (char)next() : "< &\0a\x7F\x80\xFF"[next() % 8];
    const char *p = s + next() % 9;
    char c = round % 2 ? (char)next() : p[next() % 16], low = (char)(next() & 0x7F);
    unsigned n = next() % 20;
    uint32_t is = 0, upto = 0, high = 0, either = 0, part = 0, bits = next() & 0xFFFF;
    uint64_t head = 0;
    for (unsigned i = 0; i < 16; i++) {
      unsigned char b = (unsigned char)p[i];
      is |= (uint32_t)(p[i] == c) << i;
      upto |= (uint32_t)(b <= (unsigned char)low) << i;
      high |= (uint32_t)(b >= 0x80) << i;
      either |= (uint32_t)(p[i] == c || b <= (unsigned char)low) << i;
      part |= (uint32_t)((i < n ? p[i] : 0) == c) << i;
      if (i < 8) head |= (uint64_t)b << 8 * i;
    }
    kh_sixteen v = kh_sixteen_at(p);
    char copy[16];
    kh_sixteen_put(copy, v);
    wrong += kh_mask(kh_is(v, c)) != is;
    wrong += kh_mask(kh_upto(v, low)) != upto;
    wrong += kh_mask(v) != high;
    wrong += kh_mask(kh_or(kh_is(v, c), kh_upto(v, low))) != either;
    wrong += kh_mask(kh_is(kh_sixteen_before(p, p + n), c)) != part;
    wrong += kh_mask(kh_is(kh_all(c), c)) != 0xFFFF;
    wrong += kh_sixteen_head(v) != head || kh_eight_at(p) != head;
    wrong += memcmp(copy, p, 16) != 0;
    wrong += (int)kh_mask_count(bits) != __builtin_popcount(bits);
    wrong += kh_mask_below(n < 16 ? n : 16) != (n < 16 ? (1u << n) - 1 : 0xFFFF);
  }
  CHECKF(wrong == 0, "%d answers are wrong", wrong);
}

static void test_scan_for(void) {
  char s[300];
  int wrong = 0;
  memset(s, 'x', sizeof s);
  for (size_t n = 0; n < 200; n++)
    for (size_t at = 0; at < 210; at++) {
      s[at] = '"';
      wrong += kh_scan_for(s, s + n, '"') != s + (at < n ? at : n);
      s[at] = 'x';
    }
  CHECKF(wrong == 0, "%d ways are wrong", wrong);
}

int main(void) {
  test_masks();
  test_scan_for();
  return check_done();
}
