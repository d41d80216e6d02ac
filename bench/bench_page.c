/* bench_page.c: how many pages a second the page room reads, and what it reads.
 *     bench_page KHALDUN.DAT PAGE…          pages a second, one core, in-process: best of five rounds
 *     bench_page --json KHALDUN.DAT         reads "url<TAB>file" lines, writes one JSON object a line */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "page/page.h"

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);   /* other processes on the machine do not count */
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static json_t *text(kh_str v) { return json_stringn(v.s ? v.s : "", v.n); }

static int write_json(const kh_page_room *room, kh_arena *arena) {
  char line[8192];
  while (fgets(line, sizeof line, stdin)) {
    kh_error err;
    kh_file f;
    kh_article a;
    char *tab = strchr(line, '\t');
    line[strcspn(line, "\n")] = 0;
    if (!tab) continue;
    *tab = 0;
    if (kh_file_open(tab + 1, 0, &f, &err)) return fprintf(stderr, "%s\n", err.message), 1;
    kh_arena_reset(arena);
    kh_page_extract(room, f.data, f.n, &(kh_page_options){.url = line}, arena, &a, &err);
    json_t *j = json_pack("{so so so so so so so so so so}", "title", text(a.title), "byline", text(a.byline), "published", text(a.published), "updated",
                          text(a.updated), "site", text(a.site), "section", text(a.section), "language", text(a.language), "url", text(a.url), "image",
                          text(a.image), "text", text(a.text));
    json_dumpf(j, stdout, 0);
    putchar('\n');
    json_decref(j);
    kh_file_close(&f);
  }
  return 0;
}

int main(int argc, char **argv) {
  kh_model *model;
  kh_page_room *room;
  kh_error err;
  bool json = argc > 2 && !strcmp(argv[1], "--json");
  if (argc < 3) return fputs("usage: bench_page KHALDUN.DAT PAGE... | bench_page --json KHALDUN.DAT\n", stderr), 2;
  if (kh_model_open(argv[1 + json], &model, &err) || kh_page_open(model, &room, &err)) return fprintf(stderr, "%s\n", err.message), 1;
  kh_arena *arena = kh_arena_new((size_t)256 << 20);
  int status = 0;
  if (json) {
    status = write_json(room, arena);
  } else {
    size_t n = (size_t)(argc - 2), bytes = 0;
    kh_file *f = calloc(n, sizeof *f);
    for (size_t i = 0; i < n; i++) {
      if (kh_file_open(argv[i + 2], 0, &f[i], &err)) return fprintf(stderr, "%s\n", err.message), 1;
      bytes += f[i].n;
    }
    double best = 1e9;
    for (int round = 0; round < 5; round++) {
      double t = now();
      for (size_t i = 0; i < n; i++) {
        kh_article a;
        kh_arena_reset(arena);
        kh_page_extract(room, f[i].data, f[i].n, NULL, arena, &a, &err);
      }
      t = now() - t;
      if (t < best) best = t;
    }
    printf("%zu pages, %.1f MB: %.0f pages a second, %.0f MB a second\n", n, (double)bytes / 1e6, (double)n / best, (double)bytes / 1e6 / best);
    for (size_t i = 0; i < n; i++) kh_file_close(&f[i]);
    free(f);
  }
  kh_arena_free(arena);
  kh_page_close(room);
  kh_model_close(model);
  return status;
}
