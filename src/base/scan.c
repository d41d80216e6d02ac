/* scan.c: the last bytes of a text. */
#include "base/scan.h"

kh_sixteen kh_sixteen_part(const char *p, const char *end) {
  char part[16] = {0};
  if (p < end) memcpy(part, p, (size_t)(end - p));
  return kh_sixteen_at(part);
}
