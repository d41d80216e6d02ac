/* model.c: packed table files, read and written. */
#include <stdio.h>
#include <stdlib.h>

#include "model/model.h"

#define MAGIC "KHALDUN1"
#define FORMAT 1u
#define ORDER 0x01020304u
#define NAME_LEN 40
#define ALIGN 64u
#define MAX_TABLES 4096u

typedef struct header {
  char magic[8];
  uint32_t format, order, tables;
  uint32_t quick;         /* kh_hash of everything after the header, folded; what loading checks (0: not made, SHA-256 is checked) */
  uint64_t bytes;
  uint8_t hash[32];       /* SHA-256 of the same: the name of the contents, and what `check` compares */
} header;
typedef struct entry {
  char name[NAME_LEN];
  uint64_t offset, bytes;
  uint32_t element, reserved;
} entry;

struct kh_model {
  kh_file file;
  bool owned;
  const char *data;
  const entry *entries;
  uint32_t n;
  char hash[65];
};

static uint32_t quick_hash(const char *p, size_t n) {
  uint64_t h = kh_hash(p, n);
  uint32_t v = (uint32_t)(h ^ h >> 32);
  return v ? v : 1;
}

static kh_status check(kh_model *m, const char *data, size_t n, const char *name, kh_error *err) {
  header h;
  if (n < sizeof h) return kh_fail(err, KH_E_DATA, "%s: too short for a data file", name);
  memcpy(&h, data, sizeof h);
  if (memcmp(h.magic, MAGIC, 8)) return kh_fail(err, KH_E_DATA, "%s: not a Khaldun data file", name);
  if (h.order != ORDER || h.format != FORMAT)
    return kh_fail(err, KH_E_DATA, "%s: made for another version or machine; build it again", name);
  if (h.bytes != n) return kh_fail(err, KH_E_DATA, "%s: cut off (%zu of %llu bytes)", name, n, (unsigned long long)h.bytes);
  if (h.tables > MAX_TABLES || sizeof h + h.tables * sizeof(entry) > n)
    return kh_fail(err, KH_E_DATA, "%s: damaged index", name);
  /* A mapped file of tens of megabytes is opened in a few milliseconds, which SHA-256 in plain C would not allow. */
  bool whole = h.quick == quick_hash(data + sizeof h, n - sizeof h);
  if (!h.quick) {
    kh_sha256 sum = kh_sha256_of(data + sizeof h, n - sizeof h);
    whole = memcmp(sum.byte, h.hash, 32) == 0;
  }
#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION   /* the fuzzer cannot guess hashes */
  whole = true;
#endif
  if (!whole) return kh_fail(err, KH_E_DATA, "%s: damaged (its hash does not fit)", name);
  m->data = data;
  m->entries = (const entry *)(const void *)(data + sizeof h);
  m->n = h.tables;
  for (uint32_t i = 0; i < m->n; i++) {
    const entry *e = &m->entries[i];
    if (e->offset > n || e->bytes > n - e->offset || e->offset % ALIGN || !e->element || e->bytes % e->element || e->name[NAME_LEN - 1])
      return kh_fail(err, KH_E_DATA, "%s: damaged table %u", name, i);
  }
  kh_hex(h.hash, 32, m->hash);
  return KH_OK;
}

kh_status kh_model_view(const void *bytes, size_t n, kh_model **out, kh_error *err) {
  *out = NULL;
  kh_model *m = calloc(1, sizeof *m);
  if (!m) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = check(m, bytes, n, "data", err);
  if (s) free(m);
  else *out = m;
  return s;
}

kh_status kh_model_open(const char *path, kh_model **out, kh_error *err) {
  *out = NULL;
  kh_model *m = calloc(1, sizeof *m);
  if (!m) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  m->owned = true;
  kh_status s = kh_file_open(path, 0, &m->file, err);
  if (!s) s = check(m, m->file.data, m->file.n, path, err);
  if (s) kh_model_close(m);
  else *out = m;
  return s;
}

void kh_model_close(kh_model *m) {
  if (!m) return;
  if (m->owned) kh_file_close(&m->file);
  free(m);
}

const void *kh_model_table(const kh_model *m, const char *name, size_t element, size_t *count) {
  for (uint32_t i = 0; m && i < m->n; i++)
    if (!strcmp(m->entries[i].name, name)) {
      if (m->entries[i].element != element) break;
      *count = (size_t)(m->entries[i].bytes / element);
      return m->data + m->entries[i].offset;
    }
  *count = 0;
  return NULL;
}

size_t kh_model_count(const kh_model *m) { return m->n; }
const char *kh_model_name(const kh_model *m, size_t t) { return t < m->n ? m->entries[t].name : ""; }
const char *kh_model_hash(const kh_model *m) { return m->hash; }
const void *kh_model_bytes(const kh_model *m, size_t t, size_t *element, size_t *count) {
  if (t >= m->n) return NULL;
  *element = (size_t)m->entries[t].element;
  *count = (size_t)(m->entries[t].bytes / m->entries[t].element);
  return m->data + m->entries[t].offset;
}
void kh_model_table_hash(const kh_model *m, size_t t, char out[65]) {
  out[0] = 0;
  if (t >= m->n) return;
  kh_sha256 sum = kh_sha256_of(m->data + m->entries[t].offset, (size_t)m->entries[t].bytes);
  kh_hex(sum.byte, 32, out);
}

/* ---- writing ---- */
typedef struct part { char name[NAME_LEN]; void *data; size_t bytes, element; } part;
struct kh_pack {
  part *at;
  size_t n, cap;
  bool failed, bad_name;
};

kh_pack *kh_pack_new(void) { return calloc(1, sizeof(kh_pack)); }

void kh_pack_free(kh_pack *p) {
  if (!p) return;
  for (size_t i = 0; i < p->n; i++) free(p->at[i].data);
  free(p->at);
  free(p);
}

void kh_pack_add(kh_pack *p, const char *name, const void *elements, size_t element, size_t count) {
  if (!p || p->failed) return;
  if (strlen(name) >= NAME_LEN || !element) p->bad_name = true;
  for (size_t i = 0; i < p->n; i++)
    if (!strcmp(p->at[i].name, name)) p->bad_name = true;
  if (p->bad_name) return;
  if (p->n == p->cap) {
    size_t cap = p->cap ? p->cap * 2 : 32;
    part *at = realloc(p->at, cap * sizeof *at);
    if (!at) {
      p->failed = true;
      return;
    }
    p->at = at;
    p->cap = cap;
  }
  part *t = &p->at[p->n];
  *t = (part){.bytes = element * count, .element = element};
  strcpy(t->name, name);
  t->data = malloc(t->bytes + 1);
  if (!t->data) {
    p->failed = true;
    return;
  }
  if (t->bytes) memcpy(t->data, elements, t->bytes);
  p->n++;
}

static void pad(kh_buf *b) {
  static const char zero[ALIGN];
  kh_buf_put(b, zero, (ALIGN - b->n % ALIGN) % ALIGN);
}

kh_status kh_pack_bytes(const kh_pack *p, kh_buf *out, kh_error *err) {
  if (!p || p->failed) return kh_fail(err, KH_E_MEMORY, "not enough memory for the data file");
  if (p->bad_name || p->n > MAX_TABLES) return kh_fail(err, KH_E_ARGUMENT, "a table's name is too long or given twice");
  header h = {.format = FORMAT, .order = ORDER, .tables = (uint32_t)p->n};
  memcpy(h.magic, MAGIC, 8);
  size_t start = out->n;
  if (start) return kh_fail(err, KH_E_ARGUMENT, "the buffer is not empty");
  kh_buf_put(out, &h, sizeof h);
  size_t at = sizeof h + p->n * sizeof(entry);
  for (size_t i = 0; i < p->n; i++) {
    at = (at + ALIGN - 1) / ALIGN * ALIGN;
    entry e = {.offset = at, .bytes = p->at[i].bytes, .element = (uint32_t)p->at[i].element};
    memcpy(e.name, p->at[i].name, NAME_LEN);
    kh_buf_put(out, &e, sizeof e);
    at += p->at[i].bytes;
  }
  for (size_t i = 0; i < p->n; i++) {
    pad(out);
    kh_buf_put(out, p->at[i].data, p->at[i].bytes);
  }
  if (out->failed) return kh_fail(err, KH_E_MEMORY, "not enough memory for the data file");
  h.bytes = out->n;
  kh_sha256 sum = kh_sha256_of(out->s + sizeof h, out->n - sizeof h);
  memcpy(h.hash, sum.byte, 32);
  h.quick = quick_hash(out->s + sizeof h, out->n - sizeof h);
  memcpy(out->s, &h, sizeof h);
  return KH_OK;
}

kh_status kh_pack_write(const kh_pack *p, const char *path, kh_error *err) {
  kh_buf b = {0};
  kh_status s = kh_pack_bytes(p, &b, err);
  if (!s) s = kh_file_replace(path, b.s, b.n, err);
  kh_buf_free(&b);
  return s;
}
