/* lookup.c: string pools and packed hashes for data files, and reading data/'s text files. */
#include <stdio.h>
#include <stdlib.h>

#include "model/model.h"

/* ---- builder: keys in a pool, open addressing that grows ---- */
struct kh_lookup_builder {
  kh_pool *pool;
  kh_slot *slots;
  size_t mask, n;
  bool failed;
};
struct kh_pool {
  kh_buf bytes;
  kh_slot *slots;        /* key: offset + 1 */
  size_t mask, n;
  bool failed;
};

static kh_str pooled(const kh_pool *p, uint32_t offset) { return kh_str_of(p->bytes.s + offset); }

static kh_slot *slot_of(const kh_pool *p, kh_slot *slots, size_t mask, kh_str key, uint64_t hash) {
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    kh_slot *s = &slots[i];
    if (!s->key || (s->hash == (uint32_t)hash && kh_str_eq(pooled(p, s->key - 1), key))) return s;
  }
}

static bool grow(const kh_pool *p, kh_slot **slots, size_t *mask, size_t n) {
  if (*slots && (n + 1) * 4 <= (*mask + 1) * 3) return true;
  size_t size = *slots ? (*mask + 1) * 2 : 64;
  kh_slot *fresh = calloc(size, sizeof *fresh);
  if (!fresh) return false;
  for (size_t i = 0; *slots && i <= *mask; i++)
    if ((*slots)[i].key) {
      kh_str key = pooled(p, (*slots)[i].key - 1);
      *slot_of(p, fresh, size - 1, key, kh_hash_str(key)) = (*slots)[i];
    }
  free(*slots);
  *slots = fresh;
  *mask = size - 1;
  return true;
}

kh_pool *kh_pool_new(void) {
  kh_pool *p = calloc(1, sizeof *p);
  if (p) kh_buf_byte(&p->bytes, 0);   /* offset 0: the empty string */
  return p;
}

void kh_pool_free(kh_pool *p) {
  if (!p) return;
  kh_buf_free(&p->bytes);
  free(p->slots);
  free(p);
}

uint32_t kh_pool_put(kh_pool *p, kh_str v) {
  if (!p || p->failed || p->bytes.failed || v.n == 0) return 0;
  if (memchr(v.s, 0, v.n) || p->bytes.n > UINT32_MAX - v.n - 2 || !grow(p, &p->slots, &p->mask, p->n)) {
    p->failed = true;
    return 0;
  }
  uint64_t hash = kh_hash_str(v);
  kh_slot *s = slot_of(p, p->slots, p->mask, v, hash);
  if (!s->key) {
    *s = (kh_slot){.key = (uint32_t)p->bytes.n + 1, .hash = (uint32_t)hash};
    kh_buf_put(&p->bytes, v.s, v.n);
    kh_buf_byte(&p->bytes, 0);
    p->n++;
  }
  return s->key - 1;
}

void kh_pool_pack(const kh_pool *p, kh_pack *out, const char *name) {
  bool ok = p && !p->failed && !p->bytes.failed;
  kh_pack_add(out, name, ok ? p->bytes.s : NULL, ok ? 1 : 0, ok ? p->bytes.n : 0);   /* element 0 marks the pack as failed */
}

kh_str kh_pool_at(const char *pool, size_t bytes, uint32_t offset) {
  if (offset >= bytes) return KH_STR("");
  return (kh_str){pool + offset, strnlen(pool + offset, bytes - offset)};
}

kh_lookup_builder *kh_lookup_new(void) {
  kh_lookup_builder *b = calloc(1, sizeof *b);
  if (b && !(b->pool = kh_pool_new())) {
    free(b);
    b = NULL;
  }
  return b;
}

void kh_lookup_free(kh_lookup_builder *b) {
  if (!b) return;
  kh_pool_free(b->pool);
  free(b->slots);
  free(b);
}

bool kh_lookup_put(kh_lookup_builder *b, kh_str key, uint32_t value) {
  if (!b || b->failed || key.n == 0 || !grow(b->pool, &b->slots, &b->mask, b->n)) {
    if (b) b->failed = true;
    return false;
  }
  uint64_t hash = kh_hash_str(key);
  kh_slot *s = slot_of(b->pool, b->slots, b->mask, key, hash);
  if (s->key) return false;
  uint32_t at = kh_pool_put(b->pool, key);
  if (!at) {
    b->failed = true;
    return false;
  }
  *s = (kh_slot){.key = at + 1, .hash = (uint32_t)hash, .value = value};
  b->n++;
  return true;
}

bool kh_lookup_find(const kh_lookup_builder *b, kh_str key, uint32_t *value) {
  if (!b || !b->slots || key.n == 0) return false;
  const kh_slot *s = slot_of(b->pool, b->slots, b->mask, key, kh_hash_str(key));
  if (s->key) *value = s->value;
  return s->key;
}

static uint8_t tag_of(uint64_t hash) { return (uint8_t)(1 + (hash >> 32) % 255); }

void kh_lookup_pack(const kh_lookup_builder *b, kh_pack *out, const char *name) {
  char full[48];
  size_t n = b && b->slots ? b->mask + 1 : 0;
  uint8_t *tags = calloc(n + 1, 1);
  bool ok = b && !b->failed && tags;
  for (size_t i = 0; ok && i < n; i++)
    if (b->slots[i].key) tags[i] = tag_of(kh_hash_str(pooled(b->pool, b->slots[i].key - 1)));
  snprintf(full, sizeof full, "%s.slots", name);
  kh_pack_add(out, full, ok ? b->slots : NULL, ok ? sizeof(kh_slot) : 0, ok ? n : 0);
  snprintf(full, sizeof full, "%s.tags", name);
  kh_pack_add(out, full, tags, 1, ok ? n : 0);
  free(tags);
  snprintf(full, sizeof full, "%s.keys", name);
  kh_pool_pack(ok ? b->pool : NULL, out, full);
}

kh_status kh_lookup_open(const kh_model *m, const char *name, kh_lookup *out, kh_error *err) {
  char full[48];
  size_t n, tagged, bytes;
  *out = (kh_lookup){0};
  snprintf(full, sizeof full, "%s.slots", name);
  const kh_slot *slots = kh_model_table(m, full, sizeof *slots, &n);
  snprintf(full, sizeof full, "%s.tags", name);
  const uint8_t *tags = kh_model_table(m, full, 1, &tagged);
  snprintf(full, sizeof full, "%s.keys", name);
  const char *pool = kh_model_table(m, full, 1, &bytes);
  if (!slots || !tags || tagged != n || !pool || (n & (n - 1)) || bytes == 0 || pool[bytes - 1]) return kh_fail(err, KH_E_DATA, "table %s is missing or damaged", name);
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    used += slots[i].key != 0;
    if (slots[i].key > bytes || !slots[i].key != !tags[i]) return kh_fail(err, KH_E_DATA, "table %s is damaged", name);
  }
  if (n && used == n) return kh_fail(err, KH_E_DATA, "table %s is full", name);   /* a search would not end */
  if (n) *out = (kh_lookup){slots, tags, n - 1, pool, bytes};
  return KH_OK;
}

bool kh_lookup_get(const kh_lookup *l, kh_str key, uint64_t hash, uint32_t *value) {
  if (!l->slots) return false;
  uint8_t tag = tag_of(hash);
  for (size_t i = hash & l->mask;; i = (i + 1) & l->mask) {
    if (!l->tags[i]) return false;
    const kh_slot *s = &l->slots[i];
    if (l->tags[i] == tag && s->hash == (uint32_t)hash) {
      const char *k = l->pool + s->key - 1;
      size_t left = l->pool_bytes - (s->key - 1);
      if (key.n < left && !k[key.n] && !memcmp(k, key.s, key.n)) {
        *value = s->value;
        return true;
      }
    }
  }
}

/* ---- text files ---- */
kh_status kh_lines_open(const char *dir, const char *name, kh_lines *out, kh_error *err) {
  kh_buf path = {0};
  *out = (kh_lines){0};
  kh_buf_printf(&path, "%s%s%s", dir ? dir : "", dir ? "/" : "", name);
  kh_buf_byte(&path, 0);
  if (path.failed) return kh_buf_free(&path), kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_file_open(path.s, 0, &out->file, err);
  kh_buf_free(&path);
  size_t bad;
  out->path = name;
  if (!s && !kh_utf8_valid(out->file.data, out->file.n, &bad)) {
    s = kh_fail(err, KH_E_ENCODING, "%s: not UTF-8 at byte %zu", name, bad);
    kh_lines_close(out);
  }
  if (!s && out->file.n && memchr(out->file.data, 0, out->file.n)) {
    s = kh_fail(err, KH_E_DATA, "%s: not a text file: it holds a NUL byte", name);
    kh_lines_close(out);
  }
  if (!s) out->rest = (kh_str){out->file.data ? out->file.data : "", out->file.n};
  return s;
}

bool kh_lines_next(kh_lines *l, kh_str *line) {
  while (kh_str_split(&l->rest, '\n', line)) {
    l->number++;
    while (line->n && (line->s[line->n - 1] == ' ' || line->s[line->n - 1] == '\t' || line->s[line->n - 1] == '\r')) line->n--;
    if (line->n && line->s[0] != '#') return true;
  }
  return false;
}

void kh_lines_close(kh_lines *l) {
  kh_file_close(&l->file);
  l->rest = (kh_str){NULL, 0};
}

kh_status kh_lines_fail(const kh_lines *l, kh_error *err, const char *format, ...) {
  char words[192];
  va_list ap;
  va_start(ap, format);
  vsnprintf(words, sizeof words, format, ap);
  va_end(ap);
  return kh_fail(err, KH_E_DATA, "%.40s:%u: %s", l->path, l->number, words);
}
