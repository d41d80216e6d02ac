/* fuzz_dates.c: any bytes as the date of a page, of an address, of a record, and as words of time within a report. */
#include "fuzz.h"
#include "page/page_int.h"

static void day_or_empty(kh_str v) {
  PROMISE(v.n == 0 || kh_day_parse(v) != KH_NO_DAY);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  const kh_rooms *rooms = &fuzz_handle()->rooms;
  kh_str v = {(const char *)data, n};
  kh_arena *a = kh_arena_new((size_t)64 << 20);
  kh_guard g;
  kh_arena_guard(a, &g);
  if (!setjmp(g.env)) {
    if (kh_utf8_valid(v.s, v.n, NULL)) day_or_empty(kh_page_date(rooms->page, v, a));
    day_or_empty(kh_page_date_of_url(rooms->page, v, a));
    kh_day_parse(v);
  }
  kh_arena_unguard(a, &g);
  if (kh_utf8_valid(v.s, v.n, NULL) && !memchr(n ? v.s : "", 0, n) && n < 4096) {
    kh_input in = {.text = v.s, .text_len = n, .date = n & 1 ? "2024-02-29" : n & 2 ? "0001-01-01" : NULL};
    kh_doc *d = kh_doc_of(&in, (size_t)64 << 20);
    kh_arena_reset(a);
    if (kh_road_run(rooms, d, KH_AFTER_TIMES, 1000, a) == KH_OK)
      for (uint32_t i = 0; i < d->time_count; i++) {
        const kh_time *t = &d->times[i];
        PROMISE(t->span.begin < t->span.end && t->span.end <= n && t->value.n && (t->begin == KH_NO_DAY) == (t->end == KH_NO_DAY) && t->begin <= t->end);
      }
    kh_document_free(d);
  }
  kh_arena_free(a);
  return 0;
}
