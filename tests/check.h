/* check.h: the smallest test harness that says what failed and where.
 * A test program: #include "check.h"; int main(void) { CHECK(1 + 1 == 2); CHECK_STR(got, "want"); return check_done(); }
 * Its last line is "N passed, N failed, N skipped". */
#ifndef KH_CHECK_H
#define KH_CHECK_H
#include <stdio.h>
#include <string.h>

static int check_passed, check_failed, check_skipped;

#define CHECK(cond)                                                                   \
  do {                                                                                \
    if (cond) check_passed++;                                                         \
    else check_failed++, printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #cond);    \
  } while (0)
/* With a message: CHECKF(a == b, "sentence %d gave %s", i, text) */
#define CHECKF(cond, ...)                                                             \
  do {                                                                                \
    if (cond) check_passed++;                                                         \
    else check_failed++, printf("%s:%d: ", __FILE__, __LINE__), printf(__VA_ARGS__), putchar('\n'); \
  } while (0)
#define CHECK_STR(got, want)                                                          \
  do {                                                                                \
    kh_str check_g = (got), check_w = kh_str_of(want);                                \
    if (kh_str_eq(check_g, check_w)) check_passed++;                                  \
    else check_failed++, printf("%s:%d: got \"" KH_FMT "\", want \"" KH_FMT "\"\n", __FILE__, __LINE__, KH_ARG(check_g), KH_ARG(check_w)); \
  } while (0)
/* The data beside the checkout is not there: say so, count it, go on. */
#define CHECK_SKIP(why) (check_skipped++, printf("skipped: %s\n", why))

static inline int check_done(void) {
  printf("%d passed, %d failed, %d skipped\n", check_passed, check_failed, check_skipped);
  return check_failed != 0;
}
#endif
