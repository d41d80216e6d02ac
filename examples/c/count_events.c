/* count_events.c: how a C program uses Khaldun: counts events by type in the reports given as files.
 *
 * The build makes it as build/tests/code/count_events:
 *
 *     count_events 2024-03-22 report.txt other.html */
#include <khaldun.h>
#include <stdio.h>

int main(int argc, char **argv) {
  khaldun *k = NULL;
  kh_coder *c = NULL;
  kh_error e;
  unsigned count[KH_EVENT_COUNT] = {0};
  if (argc < 3) return fprintf(stderr, "usage: count_events DATE FILE…\n"), 2;
  kh_item_options how;
  kh_item_options_default(&how);
  how.date = argv[1];
  if (kh_open(NULL, &k, &e) || kh_coder_new(k, NULL, &c, &e)) {
    fprintf(stderr, "%s\n", e.message);
    kh_close(k);
    return 1;
  }
  for (int i = 2; i < argc; i++) {
    kh_reader *r = NULL;
    kh_item *item;
    if (kh_reader_open(argv[i], KH_INPUT_AUTO, 0, &r, &e)) fprintf(stderr, "%s\n", e.message);
    while (r && kh_reader_next(r, &item, &e) == KH_OK) {
      kh_document *d;
      if (kh_code_item(c, item, &how, &d, &e) == KH_OK) {
        const kh_event *list;
        size_t n = kh_document_events(d, &list);
        for (size_t j = 0; j < n; j++)
          if (!list[j].embedded && list[j].status == KH_STATUS_HAPPENED) count[list[j].type]++;
        kh_document_free(d);
      }
      kh_item_free(item);
    }
    kh_reader_close(r);
  }
  for (int t = 1; t < KH_EVENT_COUNT; t++)
    if (count[t]) printf("%-10s %u\n", kh_event_name((kh_event_type)t), count[t]);
  kh_coder_free(c);
  kh_close(k);
  return 0;
}
