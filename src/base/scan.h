/* scan.h: sixteen bytes of text at a time. A question about them marks each byte of which it is so; kh_mask gives the marks as bits,
 * the first byte's the lowest.
 *
 * With SSE2, which every x86-64 has, each step is one or two instructions; else, or with KH_SCAN_PLAIN, it is done on two words of
 * eight bytes in plain C. Both give the same masks (tests/base/test_scan.c). */
#ifndef KH_SCAN_H
#define KH_SCAN_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The eight bytes at p, the first the lowest. */
static inline uint64_t kh_eight_at(const char *p) {
  uint64_t v;
  memcpy(&v, p, 8);
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  return v;
}

#if defined __SSE2__ && !defined KH_SCAN_PLAIN
#include <emmintrin.h>
typedef __m128i kh_sixteen;
static inline kh_sixteen kh_sixteen_at(const char *p) { return _mm_loadu_si128((const __m128i *)(const void *)p); }
static inline void kh_sixteen_put(char *p, kh_sixteen v) { _mm_storeu_si128((__m128i *)(void *)p, v); }
static inline uint64_t kh_sixteen_head(kh_sixteen v) { return (uint64_t)_mm_cvtsi128_si64(v); }
static inline kh_sixteen kh_or(kh_sixteen a, kh_sixteen b) { return _mm_or_si128(a, b); }
static inline kh_sixteen kh_all(char c) { return _mm_set1_epi8(c); }
static inline kh_sixteen kh_is(kh_sixteen v, char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); }
static inline kh_sixteen kh_upto(kh_sixteen v, char c) { return _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(c)), v); }
static inline uint32_t kh_mask(kh_sixteen marks) { return (uint32_t)_mm_movemask_epi8(marks); }
#else
typedef struct kh_sixteen { uint64_t a, b; } kh_sixteen;
#define KH_EIGHT_ONES 0x0101010101010101u
#define KH_EIGHT_HIGH 0x8080808080808080u
static inline uint64_t kh_eight_is(uint64_t v, char c) {
  v ^= KH_EIGHT_ONES * (unsigned char)c;
  return ~(((v & ~KH_EIGHT_HIGH) + ~KH_EIGHT_HIGH) | v) & KH_EIGHT_HIGH;
}
static inline uint64_t kh_eight_upto(uint64_t v, char c) { return ~((v & ~KH_EIGHT_HIGH) + KH_EIGHT_ONES * (0x7Fu - (unsigned char)c)) & ~v & KH_EIGHT_HIGH; }
static inline uint32_t kh_eight_mask(uint64_t marks) { return (uint32_t)(((marks & KH_EIGHT_HIGH) >> 7) * 0x0102040810204080u >> 56); }
static inline kh_sixteen kh_sixteen_at(const char *p) { return (kh_sixteen){kh_eight_at(p), kh_eight_at(p + 8)}; }
static inline void kh_sixteen_put(char *p, kh_sixteen v) {
  for (unsigned i = 0; i < 8; i++) p[i] = (char)(v.a >> 8 * i), p[i + 8] = (char)(v.b >> 8 * i);
}
static inline uint64_t kh_sixteen_head(kh_sixteen v) { return v.a; }
static inline kh_sixteen kh_or(kh_sixteen a, kh_sixteen b) { return (kh_sixteen){a.a | b.a, a.b | b.b}; }
static inline kh_sixteen kh_all(char c) { return (kh_sixteen){KH_EIGHT_ONES * (unsigned char)c, KH_EIGHT_ONES * (unsigned char)c}; }
static inline kh_sixteen kh_is(kh_sixteen v, char c) { return (kh_sixteen){kh_eight_is(v.a, c), kh_eight_is(v.b, c)}; }
static inline kh_sixteen kh_upto(kh_sixteen v, char c) { return (kh_sixteen){kh_eight_upto(v.a, c), kh_eight_upto(v.b, c)}; }
static inline uint32_t kh_mask(kh_sixteen marks) { return kh_eight_mask(marks.a) | kh_eight_mask(marks.b) << 8; }
#endif
/* kh_sixteen_at, _put: at any address. kh_sixteen_head: the first eight bytes, the first the lowest. kh_all: sixteen times c. kh_is: bytes that are c. kh_upto: bytes
 * from 0 to c, which is ASCII. kh_or: marks of either. kh_mask(v) of the text itself: bytes that are no ASCII. */

/* The sixteen bytes at p; zeros for those from end on. */
kh_sixteen kh_sixteen_part(const char *p, const char *end);   /* where there are fewer */
static inline kh_sixteen kh_sixteen_before(const char *p, const char *end) { return end - p >= 16 ? kh_sixteen_at(p) : kh_sixteen_part(p, end); }

static inline unsigned kh_mask_first(uint32_t mask) { return (unsigned)__builtin_ctz(mask); }   /* of a mask that is not 0 */
static inline uint32_t kh_mask_below(unsigned n) { return (1u << n) - 1; }                      /* the first n of at most 16 bits */
static inline unsigned kh_mask_count(uint32_t mask) {                                           /* how many of 16 bits are set */
  mask -= mask >> 1 & 0x5555;
  mask = (mask & 0x3333) + (mask >> 2 & 0x3333);
  return ((mask + (mask >> 4)) & 0x0F0F) * 0x0101 >> 8 & 0x1F;
}

/* The marks of c in the 64 bytes at p. */
static inline uint64_t kh_mask_of_64(const char *p, char c) {
  return kh_mask(kh_is(kh_sixteen_at(p), c)) | (uint64_t)kh_mask(kh_is(kh_sixteen_at(p + 16), c)) << 16 |
         (uint64_t)kh_mask(kh_is(kh_sixteen_at(p + 32), c)) << 32 | (uint64_t)kh_mask(kh_is(kh_sixteen_at(p + 48), c)) << 48;
}

/* The first c from p on, or end. For short ways; memchr is faster on long ones. c is not 0. */
static inline const char *kh_scan_for(const char *p, const char *end, char c) {
  for (; end - p >= 64; p += 64) {   /* one answer for most */
    uint64_t found = kh_mask_of_64(p, c);
    if (found) return p + __builtin_ctzll(found);
  }
  for (; p < end; p += 16) {
    uint32_t found = kh_mask(kh_is(kh_sixteen_before(p, end), c));
    if (found) return p + kh_mask_first(found);
  }
  return end;
}
#endif
