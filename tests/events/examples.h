/* examples.h: a file of examples of this folder, and a coder to ask. */
#ifndef TESTS_EVENTS_EXAMPLES_H
#define TESTS_EVENTS_EXAMPLES_H
#include <stdlib.h>

#include "check.h"
#include "code/road.h"

typedef struct examples {
  khaldun *k;
  kh_coder *coder;
  kh_lines lines;
  unsigned passed, all;
  bool verbose;            /* "-v" asks for the failures */
} examples;

/* False, with a word, where there are no data and no model to code with. */
static bool examples_open(examples *x, const char *file, int argc, char **argv) {
  kh_error err;
  const char *source = getenv("KHALDUN_SOURCE");
  char dir[4096];
  *x = (examples){.verbose = argc > 1 && !strcmp(argv[1], "-v")};
  if (kh_open(NULL, &x->k, &err)) {
    CHECK_SKIP(err.message);
    return false;
  }
  CHECK(kh_coder_new(x->k, NULL, &x->coder, &err) == KH_OK);
  snprintf(dir, sizeof dir, "%s/tests/events", source ? source : ".");
  CHECKF(kh_lines_open(dir, file, &x->lines, &err) == KH_OK, "%s", err.message);
  return true;
}

static void examples_close(examples *x) {
  kh_lines_close(&x->lines);
  kh_coder_free(x->coder);
  kh_close(x->k);
}
#endif
