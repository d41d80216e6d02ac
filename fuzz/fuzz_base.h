/* fuzz_base.h: a small database of our own sentences, for the targets that damage or ask one. */
#ifndef KH_FUZZ_BASE_H
#define KH_FUZZ_BASE_H
#include "fuzz.h"
#include "store/store_int.h"

static char fuzz_base_path[64];

static inline void fuzz_base_remove(void) {
  static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
  for (size_t i = 0; i < 4; i++) {
    char path[96];
    snprintf(path, sizeof path, "%s%s", fuzz_base_path, ends[i]);
    unlink(path);
  }
}

static inline void fuzz_base_make(void) {
  static const char *const texts[] = {
      "Egypt blamed Sudan for the delay on Monday. \"We will not forget it,\" said Kenya's president. Police in Nairobi arrested three protesters.",
      "Turkey will send 40 doctors to Libya next week. The foreign minister of Ghana is due to meet his counterpart in Accra on 3 April.", "Egypt blamed Chad for the delay on Monday."};
  kh_store *s;
  kh_error err;
  snprintf(fuzz_base_path, sizeof fuzz_base_path, "/dev/shm/khaldun-fuzz-%ld.db", (long)getpid());
  fuzz_base_remove();
  atexit(fuzz_base_remove);
  if (kh_store_open(fuzz_base_path, KH_STORE_WRITE, &s, &err)) fprintf(stderr, "%s\n", err.message), exit(2);
  for (size_t i = 0; i < 3; i++) {
    kh_document *d;
    kh_added what;
    kh_input in = {.id = i == 1 ? "b" : "a", .text = texts[i], .text_len = strlen(texts[i]), .date = "2024-03-22", .url = i == 1 ? "https://example.org/b" : "https://example.org/a", .title = "Delay"};
    if (kh_code(fuzz_coder(), &in, &d, &err) || kh_store_add(s, fuzz_handle(), d, NULL, true, &what, &err)) exit(2);
    kh_document_free(d);
  }
  if (kh_store_commit(s, &err) || kh_store_group(s, NULL, &err) || kh_store_sql(s, "PRAGMA journal_mode = DELETE", &err)) exit(2);
  kh_store_close(s);
}
#endif
