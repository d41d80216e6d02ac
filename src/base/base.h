/* base.h: what every room stands on: views, arenas, vectors, hashing, errors.
 *
 * Memory: one arena a document (kh_arena). Allocation from an arena never returns NULL: when memory
 * or the arena's limit runs out, it jumps to the handler that kh_arena_guard set, so that rooms need
 * no check at each call. Rooms therefore hold nothing from malloc while they run: what they need
 * lives in the document's arena or in a scratch arena of their context. */
#ifndef KH_BASE_H
#define KH_BASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "khaldun.h"

/* ---- string views: bytes of UTF-8, not NUL-terminated, not owned ---- */
typedef struct kh_str {
  const char *s;
  size_t n;
} kh_str;

#define KH_STR(lit) ((kh_str){(lit), sizeof(lit) - 1})
#define KH_FMT "%.*s"
#define KH_ARG(v) (int)(v).n, (v).s ? (v).s : ""

static inline kh_str kh_str_of(const char *s) { return (kh_str){s, s ? strlen(s) : 0}; }
static inline kh_str kh_str_sub(kh_str v, size_t begin, size_t end) { return (kh_str){v.s ? v.s + begin : NULL, end - begin}; }
static inline bool kh_str_eq(kh_str a, kh_str b) { return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0); }
static inline bool kh_str_is(kh_str a, const char *b) { return kh_str_eq(a, kh_str_of(b)); }
bool kh_str_starts(kh_str v, kh_str prefix);
bool kh_str_ends(kh_str v, kh_str suffix);
int kh_str_cmp(kh_str a, kh_str b);           /* bytewise, shorter first on a tie */
kh_str kh_str_trim(kh_str v);                 /* without ASCII blanks at both ends */
/* The next field of *rest up to sep; false when nothing is left. "a,,b" gives "a", "", "b". */
bool kh_str_split(kh_str *rest, char sep, kh_str *field);
bool kh_str_to_int(kh_str v, int64_t *out);   /* the whole view is a decimal number */
bool kh_str_to_double(kh_str v, double *out); /* the whole view is a number; the C locale's point */

/* ---- arena ---- */
typedef struct kh_arena kh_arena;
kh_arena *kh_arena_new(size_t limit);         /* limit in bytes, 0 for none; NULL without memory */
void kh_arena_free(kh_arena *a);              /* NULL is fine */
void kh_arena_reset(kh_arena *a);             /* keeps the largest block for the next document */
size_t kh_arena_used(const kh_arena *a);
void *kh_alloc(kh_arena *a, size_t bytes);    /* aligned for any type; not cleared; never NULL */
void *kh_alloc0(kh_arena *a, size_t bytes);   /* cleared */
void *kh_alloc_array(kh_arena *a, size_t count, size_t size);  /* cleared; checks the product */
#define KH_NEW(a, type) ((type *)kh_alloc0((a), sizeof(type)))
#define KH_ARRAY(a, type, count) ((type *)kh_alloc_array((a), (count), sizeof(type)))
kh_str kh_str_dup(kh_arena *a, kh_str v);     /* NUL follows the copy */
kh_str kh_str_printf(kh_arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Where allocation failures go. Use: kh_arena_guard(a, &g); if (setjmp(g.env)) { failed: g.status } …
 * kh_arena_unguard(a, &g). Guards nest. */
typedef struct kh_guard {
  jmp_buf env;
  kh_status status;       /* KH_E_MEMORY or KH_E_LIMIT after the jump */
  struct kh_guard *outer;
} kh_guard;
void kh_arena_guard(kh_arena *a, kh_guard *g);
void kh_arena_unguard(kh_arena *a, kh_guard *g);
/* The jump itself, for what fails within a library. Nothing from malloc may be held. */
_Noreturn void kh_arena_fail(kh_arena *a, kh_status why);

/* ---- growing arrays in an arena: KH_VEC(type) v = {0}; KH_PUSH(a, &v, item) ---- */
#define KH_VEC(type) struct { type *at; size_t n, cap; }
void *kh_vec_grow(kh_arena *a, void *at, size_t n, size_t *cap, size_t size);
#define KH_PUSH(a, v, ...)                                                                     \
  do {                                                                                         \
    if ((v)->n == (v)->cap) (v)->at = kh_vec_grow((a), (v)->at, (v)->n, &(v)->cap, sizeof *(v)->at); \
    (v)->at[(v)->n++] = (__VA_ARGS__);                                                         \
  } while (0)

/* ---- growing byte buffer on the heap, for output; sticky failure flag ---- */
typedef struct kh_buf {
  char *s;
  size_t n, cap;
  bool failed;            /* memory ran out: contents are not to be used */
} kh_buf;
void kh_buf_free(kh_buf *b);
void kh_buf_put(kh_buf *b, const void *bytes, size_t n);
char *kh_buf_room(kh_buf *b, size_t n);       /* n free bytes behind the contents, or NULL; add to b->n what was used */
void kh_buf_str(kh_buf *b, kh_str v);
void kh_buf_byte(kh_buf *b, char c);
void kh_buf_printf(kh_buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- hashing ---- */
uint64_t kh_hash(const void *bytes, size_t n);                 /* fast, stable across machines */
static inline uint64_t kh_hash_str(kh_str v) { return kh_hash(v.s, v.n); }
static inline uint64_t kh_hash_mix(uint64_t h, uint64_t v) {   /* order matters */
  h ^= v + 0x9E3779B97F4A7C15u + (h << 6) + (h >> 2);
  h *= 0xBF58476D1CE4E5B9u;
  return h ^ (h >> 29);
}
typedef struct { uint8_t byte[32]; } kh_sha256;
kh_sha256 kh_sha256_of(const void *bytes, size_t n);
void kh_hex(const uint8_t *bytes, size_t n, char *out);        /* 2n characters and a NUL */

/* A map from string to uint32_t in an arena; keys are not copied. Open addressing, keyed per map
 * against chosen collisions. */
typedef struct kh_map kh_map;
kh_map *kh_map_new(kh_arena *a, size_t expected);
uint32_t *kh_map_put(kh_map *m, kh_str key, bool *is_new);     /* the slot of key, 0 if new; valid until the next put */
const uint32_t *kh_map_get(const kh_map *m, kh_str key);       /* NULL if absent */
size_t kh_map_count(const kh_map *m);

/* ---- UTF-8 ---- */
/* The code point at *at (< n) and step past it; 0xFFFD and one byte forward where it is broken. */
uint32_t kh_utf8_next(const char *s, size_t n, size_t *at);
size_t kh_utf8_put(uint32_t cp, char out[4]);                  /* bytes written; 0xFFFD for surrogates */
bool kh_utf8_valid(const char *s, size_t n, size_t *bad);      /* *bad: first broken byte */
size_t kh_utf8_count(const char *s, size_t n);                 /* code points (bytes that are not 10xxxxxx) */
uint32_t kh_cp_lower(uint32_t cp);                             /* simple case mapping (utf8proc) */
uint32_t kh_cp_upper(uint32_t cp);
bool kh_cp_is_upper(uint32_t cp);
bool kh_cp_is_letter(uint32_t cp);
bool kh_cp_is_digit(uint32_t cp);
bool kh_cp_is_space(uint32_t cp);                              /* White_Space, NBSP and zero-width blanks included */
kh_str kh_str_lower(kh_arena *a, kh_str v);                    /* v itself if it has no upper case */
size_t kh_cp_fold(uint32_t cp, char out[8]);                   /* … of one code point: bytes written, 0 for a mark */
/* Latin letters without their marks ("Erdoğan" -> "Erdogan"), quotes and dashes made plain; for keys. */
kh_str kh_str_fold(kh_arena *a, kh_str v);

/* ---- files ---- */
/* A whole file, mapped or read; n bytes at data. limit in bytes, 0 for none. */
typedef struct kh_file {
  const char *data;
  size_t n;
  bool mapped;
} kh_file;
kh_status kh_file_open(const char *path, size_t limit, kh_file *out, kh_error *err);
void kh_file_close(kh_file *f);
/* Written beside path and renamed over it after fsync: whole or absent. */
kh_status kh_file_replace(const char *path, const void *data, size_t n, kh_error *err);

/* ---- errors ---- */
kh_status kh_fail(kh_error *err, kh_status code, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* ---- days: proleptic Gregorian, day 0 is 1970-01-01 ---- */
#define KH_NO_DAY INT32_MIN
int32_t kh_day_of(int year, int month, int day);               /* KH_NO_DAY if there is no such day */
void kh_day_parts(int32_t day, int *year, int *month, int *mday);
int kh_day_weekday(int32_t day);                               /* 0 Monday … 6 Sunday */
int32_t kh_day_parse(kh_str iso);                              /* "YYYY-MM-DD" and what may follow; else KH_NO_DAY */
void kh_day_format(int32_t day, char out[16]);                 /* "YYYY-MM-DD"; before the year 0 "-YYYY-MM-DD" */

#endif
