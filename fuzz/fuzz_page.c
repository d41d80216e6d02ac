/* fuzz_page.c: any bytes as a web page: tree, text, article, language. */
#include <stdlib.h>

#include "page/langid.h"
#include "page/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static kh_model *model;   /* opened once; the fuzzer runs one thread */
  static kh_page_room *room;
  static kh_arena *arena;
  kh_error err;
  if (!room) {
    const char *path = getenv("KHALDUN_DATA");
    if (!path || kh_model_open(path, &model, &err) || kh_page_open(model, &room, &err) || !(arena = kh_arena_new((size_t)256 << 20))) abort();
  }
  kh_article a;
  kh_page_options o = {.url = "https://example.org/2024/03/22/a", .captions = n & 1, .embeds = n & 2, .comments = n & 4};
  kh_arena_reset(arena);
  if (kh_page_extract(room, (const char *)data, n, &o, arena, &a, &err) == KH_OK) {
    if (!kh_utf8_valid(a.text.s, a.text.n, NULL)) abort();
    kh_langid(room, a.text.s, a.text.n);
  }
  return 0;
}
