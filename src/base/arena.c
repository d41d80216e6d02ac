/* arena.c: arenas, growing arrays, maps, output buffers. */
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"

#define ARENA_ALIGN 16
#define ARENA_BLOCK ((size_t)64 * 1024)

typedef struct block {
  struct block *next;
  size_t size, used;
  _Alignas(ARENA_ALIGN) char bytes[];
} block;

struct kh_arena {
  block *head;
  size_t limit, total;
  kh_guard *guard;
};

kh_arena *kh_arena_new(size_t limit) {
  kh_arena *a = calloc(1, sizeof *a);
  if (a) a->limit = limit;
  return a;
}

static void free_blocks(block *b) {
  while (b) {
    block *next = b->next;
    free(b);
    b = next;
  }
}

void kh_arena_free(kh_arena *a) {
  if (!a) return;
  free_blocks(a->head);
  free(a);
}

void kh_arena_reset(kh_arena *a) {
  block *keep = NULL;
  for (block *b = a->head; b; b = b->next)
    if (!keep || b->size > keep->size) keep = b;
  for (block *b = a->head; b;) {
    block *next = b->next;
    if (b != keep) free(b);
    b = next;
  }
  a->head = keep;
  a->total = 0;
  if (keep) {
    keep->next = NULL;
    keep->used = 0;
    a->total = keep->size;
  }
}

size_t kh_arena_used(const kh_arena *a) {
  size_t n = 0;
  for (const block *b = a->head; b; b = b->next) n += b->used;
  return n;
}

void kh_arena_guard(kh_arena *a, kh_guard *g) {
  g->outer = a->guard;
  g->status = KH_OK;
  a->guard = g;
}

void kh_arena_unguard(kh_arena *a, kh_guard *g) { a->guard = g->outer; }

void kh_arena_fail(kh_arena *a, kh_status s) {
  kh_guard *g = a->guard;
  if (!g) {   /* a programming error: nobody said where failures go */
    fputs("khaldun: out of memory\n", stderr);
    abort();
  }
  g->status = s;
  longjmp(g->env, 1);
}

void *kh_alloc(kh_arena *a, size_t n) {
  if (n > SIZE_MAX / 2) kh_arena_fail(a, KH_E_LIMIT);
  n = (n + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
  block *b = a->head;
  if (!b || b->size - b->used < n) {
    size_t size = b ? b->size * 2 : ARENA_BLOCK;
    if (size > (size_t)16 << 20) size = (size_t)16 << 20;
    if (size < n) size = n;
    if (a->limit && (size > a->limit || a->total > a->limit - size)) {
      size = n;
      if (size > a->limit || a->total > a->limit - size) kh_arena_fail(a, KH_E_LIMIT);
    }
    block *fresh = malloc(sizeof *fresh + size);
    if (!fresh) kh_arena_fail(a, KH_E_MEMORY);
    *fresh = (block){.next = b, .size = size};
    a->head = b = fresh;
    a->total += size;
  }
  void *p = b->bytes + b->used;
  b->used += n;
  return p;
}

void *kh_alloc0(kh_arena *a, size_t n) { return memset(kh_alloc(a, n), 0, n); }

void *kh_alloc_array(kh_arena *a, size_t count, size_t size) {
  if (size && count > SIZE_MAX / 2 / size) kh_arena_fail(a, KH_E_LIMIT);
  return kh_alloc0(a, count * size);
}

kh_str kh_str_dup(kh_arena *a, kh_str v) {
  char *p = kh_alloc(a, v.n + 1);
  if (v.n) memcpy(p, v.s, v.n);
  p[v.n] = 0;
  return (kh_str){p, v.n};
}

kh_str kh_str_printf(kh_arena *a, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int n = vsnprintf(NULL, 0, format, ap);
  va_end(ap);
  if (n < 0) return KH_STR("");
  char *p = kh_alloc(a, (size_t)n + 1);
  va_start(ap, format);
  vsnprintf(p, (size_t)n + 1, format, ap);
  va_end(ap);
  return (kh_str){p, (size_t)n};
}

void *kh_vec_grow(kh_arena *a, void *at, size_t n, size_t *cap, size_t size) {
  size_t more = *cap ? *cap * 2 : 8;
  if (more < *cap || more > SIZE_MAX / 2 / size) kh_arena_fail(a, KH_E_LIMIT);
  void *p = kh_alloc(a, more * size);
  if (n) memcpy(p, at, n * size);
  *cap = more;
  return p;
}

/* ---- map ---- */
typedef struct entry { kh_str key; uint64_t hash; uint32_t value; bool used; } entry;
struct kh_map {
  kh_arena *arena;
  entry *at;
  size_t mask, n;
  uint64_t key;
};

kh_map *kh_map_new(kh_arena *a, size_t expected) {
  kh_map *m = KH_NEW(a, kh_map);
  size_t size = 16;
  while (size < expected + expected / 2) size *= 2;
  m->arena = a;
  m->mask = size - 1;
  m->at = KH_ARRAY(a, entry, size);
  /* The address differs from run to run, which spoils prepared collisions; order never shows outside. */
  m->key = kh_hash(&m, sizeof m);
  return m;
}

static entry *find(const kh_map *m, kh_str key, uint64_t hash) {
  for (size_t i = hash & m->mask;; i = (i + 1) & m->mask) {
    entry *e = &m->at[i];
    if (!e->used || (e->hash == hash && kh_str_eq(e->key, key))) return e;
  }
}

uint32_t *kh_map_put(kh_map *m, kh_str key, bool *is_new) {
  uint64_t hash = kh_hash_mix(m->key, kh_hash_str(key));
  entry *e = find(m, key, hash);
  if (is_new) *is_new = !e->used;
  if (e->used) return &e->value;
  if ((m->n + 1) * 4 > (m->mask + 1) * 3) {
    entry *old = m->at;
    size_t size = m->mask + 1;
    m->at = KH_ARRAY(m->arena, entry, size * 2);
    m->mask = size * 2 - 1;
    for (size_t i = 0; i < size; i++)
      if (old[i].used) *find(m, old[i].key, old[i].hash) = old[i];
    e = find(m, key, hash);
  }
  *e = (entry){.key = key, .hash = hash, .used = true};
  m->n++;
  return &e->value;
}

const uint32_t *kh_map_get(const kh_map *m, kh_str key) {
  const entry *e = find(m, key, kh_hash_mix(m->key, kh_hash_str(key)));
  return e->used ? &e->value : NULL;
}

size_t kh_map_count(const kh_map *m) { return m->n; }

/* ---- buffer ---- */
void kh_buf_free(kh_buf *b) {
  free(b->s);
  *b = (kh_buf){0};
}

static bool reserve(kh_buf *b, size_t more) {
  if (b->failed) return false;
  if (b->cap - b->n >= more) return true;
  size_t cap = b->cap ? b->cap : 256;
  while (cap - b->n < more) {
    if (cap > SIZE_MAX / 4) return b->failed = true, false;
    cap *= 2;
  }
  char *p = realloc(b->s, cap);
  if (!p) return b->failed = true, false;
  b->s = p;
  b->cap = cap;
  return true;
}

void kh_buf_put(kh_buf *b, const void *bytes, size_t n) {
  if (n && reserve(b, n)) {
    memcpy(b->s + b->n, bytes, n);
    b->n += n;
  }
}

char *kh_buf_room(kh_buf *b, size_t n) { return reserve(b, n) ? b->s + b->n : NULL; }
void kh_buf_str(kh_buf *b, kh_str v) { kh_buf_put(b, v.s, v.n); }
void kh_buf_byte(kh_buf *b, char c) { kh_buf_put(b, &c, 1); }

void kh_buf_printf(kh_buf *b, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  int n = vsnprintf(NULL, 0, format, ap);
  va_end(ap);
  if (n < 0 || !reserve(b, (size_t)n + 1)) return;
  va_start(ap, format);
  vsnprintf(b->s + b->n, (size_t)n + 1, format, ap);
  va_end(ap);
  b->n += (size_t)n;
}
