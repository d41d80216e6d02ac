/* fuzz_feed.c: any bytes as a feed (RSS, Atom, JSON Feed), and as a robots.txt. */
#include "fetch/fetch.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  kh_arena *a = kh_arena_new((size_t)64 << 20);
  kh_feed feed;
  kh_robots robots;
  kh_error err;
  kh_guard g;
  kh_arena_guard(a, &g);
  if (!setjmp(g.env)) {
    kh_feed_parse((const char *)data, n, "https://example.org/feeds/a.xml", a, &feed, &err);
    PROMISE(feed.entries.n <= 10000);
    for (size_t i = 0; i < feed.entries.n; i++) {
      kh_str site, path, url = feed.entries.at[i].url;
      PROMISE(kh_str_starts(url, KH_STR("http://")) || kh_str_starts(url, KH_STR("https://")));
      kh_url_split(url, a, &site, &path);
    }
    kh_robots_parse((kh_str){(const char *)data, n}, KH_STR("khaldun"), a, &robots);
    kh_robots_allow(&robots, KH_STR("/2024/03/22/news.html?a=b"));
  }
  kh_arena_unguard(a, &g);
  kh_arena_free(a);
  return 0;
}
