/* model.h: one file of named, read-only tables, mapped and shared: the lexicon (khaldun.dat) and the
 * parsers' weights (*.khm) have the same shape.
 *
 *   header   magic "KHALDUN1", format version, byte order mark, table count, file size, SHA-256 of all that follows
 *   index    per table: name (NUL-padded, 40 bytes), offset, bytes, element size, SHA-256's first 8 bytes
 *   tables   each 64-byte aligned
 *
 * Everything is checked once at kh_model_open (sizes, offsets, order, hash), so that rooms may trust
 * table bounds; contents that index other tables are checked by the room that opens them.
 * After gguf (ggml) in shape: self-describing, aligned, mapped. */
#ifndef KH_MODEL_H
#define KH_MODEL_H

#include "base/base.h"

typedef struct kh_model kh_model;
kh_status kh_model_open(const char *path, kh_model **out, kh_error *err);
/* The same over bytes that outlive the model (8-byte aligned). */
kh_status kh_model_view(const void *bytes, size_t n, kh_model **out, kh_error *err);
void kh_model_close(kh_model *m);
/* The table's elements, or NULL (with *count 0) if it is absent or its elements are of another size. */
const void *kh_model_table(const kh_model *m, const char *name, size_t element, size_t *count);
size_t kh_model_count(const kh_model *m);
const char *kh_model_name(const kh_model *m, size_t table);                     /* NUL-terminated */
const void *kh_model_bytes(const kh_model *m, size_t table, size_t *element, size_t *count);   /* whatever its elements are; NULL outside */
const char *kh_model_hash(const kh_model *m);                                   /* SHA-256 of the contents, 64 hex digits */
void kh_model_table_hash(const kh_model *m, size_t table, char out[65]);        /* computed on demand */

/* ---- writing ---- */
typedef struct kh_pack kh_pack;
kh_pack *kh_pack_new(void);
void kh_pack_free(kh_pack *p);
/* Copies the elements. Names are unique, at most 39 bytes. Failure is sticky and told by kh_pack_write. */
void kh_pack_add(kh_pack *p, const char *name, const void *elements, size_t element, size_t count);
kh_status kh_pack_write(const kh_pack *p, const char *path, kh_error *err);
kh_status kh_pack_bytes(const kh_pack *p, kh_buf *out, kh_error *err);

/* ---- string pool: strings that tables refer to by offset ---- */
typedef struct kh_pool kh_pool;
kh_pool *kh_pool_new(void);
void kh_pool_free(kh_pool *p);
uint32_t kh_pool_put(kh_pool *p, kh_str v);               /* offset of v (deduplicated, NUL after it); offset 0 is "" */
void kh_pool_pack(const kh_pool *p, kh_pack *out, const char *name);
/* The NUL-terminated string at an offset of a packed pool; "" if the offset is outside. */
kh_str kh_pool_at(const char *pool, size_t bytes, uint32_t offset);

/* ---- packed hash from string to uint32_t: the tables NAME.slots, NAME.tags and NAME.keys as one ----
 * Slot: key's pool offset + 1 (0 free), low half of its hash, value. Power of two, at most 3/4 full. Most words that are looked up are not there: a byte
 * a slot tells so, and a table's tags stay in the processor's cache where its slots do not (the metadata bytes of Abseil's Swiss tables). */
typedef struct kh_slot { uint32_t key, hash, value; } kh_slot;
typedef struct kh_lookup {          /* a packed hash, opened */
  const kh_slot *slots;
  const uint8_t *tags;              /* of each slot: 0 free, else of the high half of its key's hash */
  size_t mask;                      /* slots - 1; 0 with slots NULL: empty */
  const char *pool;
  size_t pool_bytes;
} kh_lookup;
typedef struct kh_lookup_builder kh_lookup_builder;
kh_lookup_builder *kh_lookup_new(void);
void kh_lookup_free(kh_lookup_builder *b);
bool kh_lookup_put(kh_lookup_builder *b, kh_str key, uint32_t value);      /* false: the key was there (its value stays) */
bool kh_lookup_find(const kh_lookup_builder *b, kh_str key, uint32_t *value);
void kh_lookup_pack(const kh_lookup_builder *b, kh_pack *out, const char *name);
kh_status kh_lookup_open(const kh_model *m, const char *name, kh_lookup *out, kh_error *err);  /* KH_E_DATA if absent or broken */
bool kh_lookup_get(const kh_lookup *l, kh_str key, uint64_t hash, uint32_t *value);  /* hash = kh_hash_str(key) */

/* ---- reading the text files of data/ ----
 * UTF-8, one entry a line; blank lines and lines that begin with '#' are passed over. */
typedef struct kh_lines {
  kh_file file;
  const char *path;
  kh_str rest;
  uint32_t number;       /* of the line that was read last, from 1 */
} kh_lines;
/* dir may be NULL: name is the path. */
kh_status kh_lines_open(const char *dir, const char *name, kh_lines *out, kh_error *err);
bool kh_lines_next(kh_lines *l, kh_str *line);            /* without its newline and trailing blanks */
void kh_lines_close(kh_lines *l);
kh_status kh_lines_fail(const kh_lines *l, kh_error *err, const char *format, ...) __attribute__((format(printf, 3, 4)));  /* KH_E_DATA with file:line */

#endif
