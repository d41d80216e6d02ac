/* coder.h: a coder with the tests' data and model. */
#ifndef TESTS_CODER_H
#define TESTS_CODER_H
#include "check.h"
#include "khaldun.h"

/* False, with a word that counts as skipped, where there are no data and no model to code with. o may be NULL. */
static inline bool coder_open(const kh_options *o, khaldun **k, kh_coder **c) {
  kh_error err;
  if (kh_open(o, k, &err)) {
    CHECK_SKIP(err.message);
    return false;
  }
  CHECK(kh_coder_new(*k, NULL, c, &err) == KH_OK);
  return true;
}
#endif
