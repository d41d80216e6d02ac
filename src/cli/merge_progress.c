/* merge_progress.c: how far a database has been merged or pushed, on a terminal. */
#include "cli/cli.h"

bool cli_merge_progress(void *user, const kh_merge_counts *c) {
  cli_merge_view *v = user;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (v->bar && (double)(now.tv_sec - v->told.tv_sec) + (double)(now.tv_nsec - v->told.tv_nsec) / 1e9 > .2) {
    fprintf(stderr, "\r\033[K%s: %llu of %llu reports", v->path, (unsigned long long)c->documents, (unsigned long long)c->total);
    fflush(stderr);
    v->told = now;
  }
  return !cli_interrupted;
}
