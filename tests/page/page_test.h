/* page_test.h: the page room over the built data, for its tests. */
#ifndef KH_PAGE_TEST_H
#define KH_PAGE_TEST_H
#include <stdlib.h>

#include "check.h"
#include "page/page_int.h"

typedef struct page_test {
  kh_model *model;
  kh_page_room *room;
  kh_arena *arena;
} page_test;

static inline bool page_test_open(page_test *t) {
  kh_error err = {0};
  const char *data = getenv("KHALDUN_DATA");
  if (kh_model_open(data ? data : "khaldun.dat", &t->model, &err) || kh_page_open(t->model, &t->room, &err)) return printf("%s\n", err.message), false;
  t->arena = kh_arena_new((size_t)256 << 20);
  return t->arena != NULL;
}

static inline void page_test_close(page_test *t) {
  kh_arena_free(t->arena);
  kh_page_close(t->room);
  kh_model_close(t->model);
}

static inline const char *page_test_data(void) {   /* the folder data/ of the sources */
  static char dir[1024];
  const char *source = getenv("KHALDUN_SOURCE");
  snprintf(dir, sizeof dir, "%s/data", source ? source : ".");
  return dir;
}
#endif
