/* load_json.c: see load_json.h. */
#include "base/load_json.h"

#include <stdlib.h>

#define PROBE_BYTES ((size_t)1 << 16)

/* jansson says of input that it is broken where in truth memory ran out: what it says counts only if it says so twice, while there is memory. */
json_t *kh_json_load(const char *bytes, size_t n, size_t flags, json_error_t *e, bool *starved) {
  json_t *v = json_loadb(bytes, n, flags, e);
  *starved = false;
  if (v) return v;
  void *probe = n < SIZE_MAX / 8 ? malloc(4 * n + PROBE_BYTES) : NULL;
  free(probe);
  json_error_t first = *e;
  if (probe) v = json_loadb(bytes, n, flags, e);
  *starved = !v && (!probe || first.position != e->position || strcmp(first.text, e->text));
  return v;
}
