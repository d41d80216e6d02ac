/* fuzz_jsonl.c: any bytes as JSON lines of reports, and as questions to khaldun relate. Every line that is not blank gives a document. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  char path[64];
  int fd = fuzz_file(data, n, path);
  kh_reader *r;
  kh_item *i;
  kh_document *d;
  kh_error err;
  kh_item_options o;
  size_t written = 0;
  kh_item_options_default(&o);
  PROMISE(kh_reader_open(path, KH_INPUT_JSONL, 65536, &r, &err) == KH_OK);
  while (kh_reader_next(r, &i, &err) == KH_OK) {
    PROMISE(kh_code_item(fuzz_coder(), i, &o, &d, &err) == KH_OK || err.code == KH_E_MEMORY);
    if (d) fuzz_look(d);
    kh_document_free(d);
    kh_relate_line(fuzz_coder(), i->bytes, i->n, KH_RELATE_SCORED, fuzz_sink, &written, &err);
    kh_relate_line(fuzz_coder(), i->bytes, i->n, KH_RELATE_FEATURES, fuzz_sink, &written, &err);
    kh_item_free(i);
  }
  kh_reader_close(r);
  close(fd);
  return 0;
}
