/* fuzz_page.c: any bytes as a web page: tree, text, article, language. */
#include "fuzz.h"
#include "page/langid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static kh_arena *arena;
  const kh_page_room *room = fuzz_handle()->rooms.page;
  kh_error err;
  if (!arena && !(arena = kh_arena_new((size_t)256 << 20))) exit(2);
  kh_article a;
  kh_page_options o = {.url = "https://example.org/2024/03/22/a", .captions = n & 1, .embeds = n & 2, .comments = n & 4};
  kh_arena_reset(arena);
  if (kh_page_extract(room, (const char *)data, n, &o, arena, &a, &err) == KH_OK) {
    PROMISE(kh_utf8_valid(a.text.s, a.text.n, NULL));
    kh_langid(room, a.text.s, a.text.n, "en");
  }
  return 0;
}
