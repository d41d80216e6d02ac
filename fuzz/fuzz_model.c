/* fuzz_model.c: data and model files that somebody has changed. The input is a list of changes: which file (a bit) and table (15 bits), where in the table (three
 * bytes), how many bytes (one) and those. Hashes are made to fit; what still opens must code a report. Table numbers past the last change the index. */
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "fuzz.h"

enum { HEADER = 64, ENTRY = 64 };   /* sizes and places in model/model.c */

typedef struct image { const char *variable; int fd; char *at; size_t n; bool touched; } image;

static void map(image *m) {
  struct stat st;
  const char *path = getenv(m->variable);
  if (!m->n && (!path || (m->fd = open(path, O_RDONLY)) < 0 || fstat(m->fd, &st))) exit(2);
  if (!m->n) m->n = (size_t)st.st_size;
  m->at = mmap(NULL, m->n, PROT_READ | PROT_WRITE, MAP_PRIVATE, m->fd, 0);
  m->touched = false;
  if (m->at == MAP_FAILED) exit(2);
}

static void change(image *m, uint32_t table, size_t where, const uint8_t *bytes, size_t n) {
  uint32_t tables;
  uint64_t offset = HEADER, size;
  memcpy(&tables, m->at + 16, 4);
  size = (uint64_t)tables * ENTRY;
  table %= tables + 1;
  if (table < tables) memcpy(&offset, m->at + HEADER + ENTRY * table + 40, 8), memcpy(&size, m->at + HEADER + ENTRY * table + 48, 8);
  if (!size || offset >= m->n || size > m->n - offset) return;   /* the index has been changed already */
  where %= size;
  if (n > size - where) n = size - where;
  memcpy(m->at + offset + where, bytes, n);
  m->touched = true;
}

#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION   /* where hashes are checked, they are made to fit */
static void seal(image *m) {
  kh_sha256 sum = kh_sha256_of(m->at + HEADER, m->n - HEADER);
  memset(m->at + 20, 0, 4);
  memcpy(m->at + 32, sum.byte, 32);
}
#endif

static void code(khaldun *k) {
  static const char text[] = "Police in Nairobi arrested 40 protesters on Tuesday. \"Egypt's president blamed Sudan for the delay,\" said Antony Blinken in Cairo. He will meet them next week.";
  kh_coder *c;
  kh_document *d = NULL;
  kh_error err;
  kh_limits l;
  kh_limits_default(&l);
  l.memory_bytes = (size_t)64 << 20;
  kh_input in = {.text = text, .text_len = sizeof text - 1, .date = "2024-03-22"};
  size_t written = 0;
  if (kh_coder_new(k, &l, &c, &err)) exit(2);
  if (kh_code(c, &in, &d, &err) == KH_OK) kh_document_write(d, KH_FORMAT_JSONL, KH_EMIT_ALL, fuzz_sink, &written, &err);
  kh_document_free(d);
  kh_coder_free(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static image images[2] = {{.variable = "KHALDUN_DATA"}, {.variable = "KHALDUN_MODEL"}};
  kh_error err;
  map(&images[0]), map(&images[1]);
  for (size_t i = 0; i + 6 < n;) {
    size_t k = data[i + 5] % 16u + 1;
    if (k > n - i - 6) k = n - i - 6;
    change(&images[data[i] >> 7], (uint32_t)(data[i] & 0x7F) << 8 | data[i + 1], (size_t)data[i + 2] << 16 | (size_t)data[i + 3] << 8 | data[i + 4], data + i + 6, k);
    i += 6 + k;
  }
#ifndef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
  for (int i = 0; i < 2; i++)
    if (images[i].touched) seal(&images[i]);
#endif
  khaldun *k = calloc(1, sizeof *k);
  kh_status s = kh_model_view(images[0].at, images[0].n, &k->data, &err);
  if (!s) s = kh_model_view(images[1].at, images[1].n, &k->weights, &err);
  if (!s) s = kh_rooms_open(k, false, &err);
  if (!s) code(k);
  kh_close(k);
  for (int i = 0; i < 2; i++) munmap(images[i].at, images[i].n);
  return 0;
}
