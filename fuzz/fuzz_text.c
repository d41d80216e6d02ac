/* fuzz_text.c: any bytes as the text of a report, through the whole road. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  kh_item *i;
  kh_document *d;
  kh_error err;
  kh_item_options o;
  kh_item_options_default(&o);
  o.any_language = true;
  PROMISE(kh_item_new(KH_INPUT_TEXT, (const char *)data, n, "https://example.org/a", n & 1 ? "2024-03-22" : NULL, NULL, &i, &err) == KH_OK);
  PROMISE(kh_code_item(fuzz_coder(), i, &o, &d, &err) == KH_OK || err.code == KH_E_MEMORY);
  if (d) fuzz_look(d);
  for (size_t k = 0; d && k < kh_document_events(d, NULL) && k < 4; k++) {
    size_t written = 0;
    PROMISE(kh_explain_event(fuzz_handle(), d, k, k & 1, fuzz_sink, &written, &err) == KH_OK);
  }
  kh_document_free(d);
  kh_item_free(i);
  return 0;
}
