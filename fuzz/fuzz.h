/* fuzz.h: what the targets share. Each target is a LLVMFuzzerTestOneInput: clang's fuzzer calls it with what it invents (fuzz/run), replay.c with the
 * seeds and found cases of fuzz/corpus. A target aborts where a promise is broken. */
#ifndef KH_FUZZ_H
#define KH_FUZZ_H
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "code/item.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

#define PROMISE(cond) \
  do {                \
    if (!(cond)) fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #cond), abort(); \
  } while (0)

/* Data and model as KHALDUN_DATA and KHALDUN_MODEL name them, opened once; the fuzzer runs one thread. */
static inline const khaldun *fuzz_handle(void) {
  static khaldun *k;
  kh_error err;
  if (!k && kh_open(NULL, &k, &err)) fprintf(stderr, "%s\n", err.message), exit(2);
  return k;
}

/* A coder with little memory, so that inputs which want much are refused soon. */
static inline kh_coder *fuzz_coder(void) {
  static kh_coder *c;
  kh_error err;
  kh_limits l;
  kh_limits_default(&l);
  l.memory_bytes = (size_t)128 << 20;
  if (!c && kh_coder_new(fuzz_handle(), &l, &c, &err)) exit(2);
  return c;
}

/* The input as a file: fills path; close the descriptor that comes back. */
static inline int fuzz_file(const uint8_t *data, size_t n, char path[64]) {
  char name[] = "/dev/shm/khaldun-fuzz-XXXXXX";
  int fd = mkstemp(name);
  if (fd < 0 || unlink(name) || write(fd, data, n) != (ssize_t)n || lseek(fd, 0, SEEK_SET)) exit(2);
  snprintf(path, 64, "/proc/self/fd/%d", fd);
  return fd;
}

static inline bool fuzz_sink(void *user, const char *bytes, size_t n) {
  size_t *total = user;
  *total += n + (n && bytes[n - 1] == 'x');   /* bytes are looked at */
  return true;
}

/* A coded document: spans lie in the text, whole characters; all formats can be written. */
static inline void fuzz_look(const kh_document *d) {
  kh_text text = kh_document_text(d);
  const kh_event *e;
  const kh_mention *m;
  kh_error err;
  size_t written = 0, events = kh_document_events(d, &e), mentions = kh_document_mentions(d, &m);
  for (size_t i = 0; i < mentions; i++) PROMISE(m[i].span.begin < m[i].span.end && m[i].span.end <= text.n && ((unsigned char)text.s[m[i].span.begin] & 0xC0) != 0x80);
  for (size_t i = 0; i < events; i++) {
    PROMISE(e[i].trigger.begin < e[i].trigger.end && e[i].trigger.end <= text.n && e[i].type > KH_EVENT_NONE && e[i].type < KH_EVENT_COUNT);
    PROMISE(e[i].confidence >= 0 && e[i].confidence <= 1 && (e[i].base == KH_NONE || e[i].base < events));
    for (uint32_t k = 0; k < e[i].actor_count; k++) PROMISE(e[i].actors[k] < mentions);
    for (uint32_t k = 0; k < e[i].recipient_count; k++) PROMISE(e[i].recipients[k] < mentions);
  }
  for (int f = KH_FORMAT_JSONL; f <= KH_FORMAT_SVG; f++) PROMISE(kh_document_write(d, (kh_format)f, KH_EMIT_ALL | KH_EMIT_TEXT, fuzz_sink, &written, &err) == KH_OK);
}
#endif
