/* frames.h: the lexicon's files in the order of their names. */
#ifndef TESTS_EVENTS_FRAMES_H
#define TESTS_EVENTS_FRAMES_H
#include <dirent.h>
#include <stdlib.h>

#include "check.h"

enum { FRAMES_FILES = 256 };

static inline int frames_by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Writes the folder data/events/frames to dir and its files' names, which are the caller's to free, to names; returns how many. */
static inline size_t frames_list(char *dir, size_t room, char *names[FRAMES_FILES]) {
  const char *source = getenv("KHALDUN_SOURCE");
  size_t n = 0;
  snprintf(dir, room, "%s/data/events/frames", source ? source : ".");
  DIR *d = opendir(dir);
  CHECKF(d != NULL, "%s", dir);
  for (struct dirent *e; d && (e = readdir(d));)
    if (n < FRAMES_FILES && kh_str_ends(kh_str_of(e->d_name), KH_STR(".frames"))) names[n++] = strdup(e->d_name);
  if (d) closedir(d);
  qsort(names, n, sizeof *names, frames_by_name);
  return n;
}
#endif
