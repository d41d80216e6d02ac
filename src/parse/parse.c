/* parse.c: opens whichever parser a model holds. */
#include <stdlib.h>

#include "parse/linear_int.h"

struct kh_parser {
  kh_linear *linear;
};

kh_status kh_parser_open(const kh_model *weights, const kh_model *data, kh_parser **out, kh_error *err) {
  *out = NULL;
  kh_parser *p = calloc(1, sizeof *p);
  if (!p) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_linear_open(weights, data, &p->linear, err);
  if (s) {
    kh_parser_close(p);
    return s;
  }
  *out = p;
  return KH_OK;
}

void kh_parser_close(kh_parser *p) {
  if (!p) return;
  kh_linear_close(p->linear);
  free(p);
}

void kh_parse_run(const kh_parser *p, kh_doc *d, kh_arena *scratch) {
  kh_linear_run(p->linear, d, scratch);
  kh_doc_index_children(d);
}
