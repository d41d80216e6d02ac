/* bench_road.c: words and sentences a second for each room and for the whole road, start-up time, peak memory.
 *
 *     bench_road [-n ROUNDS] FILE…        plain-text reports; bench/run calls it on the examples
 *
 * One thread; processor time. Each room's figure is its smallest of all rounds over all reports. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "code/road.h"
#include "export/export.h"

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);   /* one thread: what the machine's other work takes is not ours */
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  static const char *const names[] = {"text", "parse", "times", "actors", "places", "figures", "quotes", "events"};
  int rounds = 5, first = 1;
  kh_error err;
  khaldun *k;
  if (argc > 2 && !strcmp(argv[1], "-n")) rounds = atoi(argv[2]), first = 3;
  if (first >= argc || rounds < 1) return fprintf(stderr, "usage: bench_road [-n ROUNDS] FILE...\n"), 2;
  double start = now();
  if (kh_open(NULL, &k, &err)) return fprintf(stderr, "%s\n", err.message), 1;
  double opened = now() - start;
  kh_arena *scratch = kh_arena_new(0);
  double best[KH_AFTER_EVENTS + 1], write = 1e9;
  size_t words = 0, sentences = 0, records = 0;
  for (int i = 0; i <= KH_AFTER_EVENTS; i++) best[i] = 1e9;
  for (int r = 0; r < rounds; r++) {
    double total[KH_AFTER_EVENTS + 1] = {0}, out = 0;
    words = sentences = records = 0;
    for (int f = first; f < argc; f++) {
      kh_file file;
      if (kh_file_open(argv[f], 0, &file, &err)) return fprintf(stderr, "%s\n", err.message), 1;
      kh_input in = {.id = argv[f], .text = file.data, .text_len = file.n, .date = "2024-03-22"};
      kh_doc *d = kh_doc_of(&in, 0);
      if (!d) return fprintf(stderr, "not enough memory\n"), 1;
      for (int room = KH_AFTER_TEXT; room <= KH_AFTER_EVENTS; room++) {
        double t = now();
        if (kh_road_between(&k->rooms, d, (kh_stop)room, (kh_stop)room, 1000, scratch)) return fprintf(stderr, "%s fails\n", argv[f]), 1;
        total[room] += now() - t;
      }
      kh_buf b = {0};
      double t = now();
      kh_export_jsonl(d, KH_EMIT_ALL, &b);
      out += now() - t;
      for (size_t i = 0; i < b.n; i++) records += b.s[i] == '\n';
      kh_buf_free(&b);
      words += d->tok.n;
      sentences += d->sentence_count;
      kh_document_free(d);
      kh_file_close(&file);
    }
    for (int i = 0; i <= KH_AFTER_EVENTS; i++)
      if (total[i] < best[i]) best[i] = total[i];
    if (out < write) write = out;
  }
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  printf("%zu words, %zu sentences, %zu records; best of %d rounds\n", words, sentences, records, rounds);
  printf("%-10s %14s %14s %7s\n", "room", "words/s", "sentences/s", "share");
  double whole = write;
  for (int i = 0; i <= KH_AFTER_EVENTS; i++) whole += best[i];
  for (int i = 0; i <= KH_AFTER_EVENTS; i++) {
    double t = best[i] > 1e-9 ? best[i] : 1e-9;
    printf("%-10s %14.0f %14.0f %6.1f%%\n", names[i], (double)words / t, (double)sentences / t, 100 * t / whole);
  }
  printf("%-10s %14.0f %14.0f %6.1f%%\n", "records", (double)words / write, (double)sentences / write, 100 * write / whole);
  printf("%-10s %14.0f %14.0f %6.1f%%\n", "whole", (double)words / whole, (double)sentences / whole, 100.0);
  printf("start-up %.1f ms, peak memory %.0f MB\n", opened * 1e3, (double)use.ru_maxrss / 1024);
  kh_arena_free(scratch);
  kh_close(k);
  return 0;
}
