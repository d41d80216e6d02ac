/* fuzz_base.c: a database that somebody has changed: a list of changes to a small whole one: where (three bytes), how many bytes (one) and those. It is opened
 * and read in all the ways that the commands do. */
#include <fcntl.h>

#include "fuzz_base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static kh_buf whole;
  static char *copy;
  kh_error err;
  if (!whole.s) {
    kh_file f;
    fuzz_base_make();
    if (kh_file_open(fuzz_base_path, 0, &f, &err)) exit(2);
    kh_buf_put(&whole, f.data, f.n);
    kh_file_close(&f);
    copy = malloc(whole.n);
  }
  memcpy(copy, whole.s, whole.n);
  for (size_t i = 0; i + 4 < n;) {
    size_t at = ((size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2]) % whole.n, k = data[i + 3] % 16u + 1;
    if (k > n - i - 4) k = n - i - 4;
    if (k > whole.n - at) k = whole.n - at;
    memcpy(copy + at, data + i + 4, k);
    i += 4 + k;
  }
  fuzz_base_remove();
  int fd = open(fuzz_base_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (fd < 0 || write(fd, copy, whole.n) != (ssize_t)whole.n || close(fd)) exit(2);
  kh_store *s = NULL;
  size_t written = 0;
  if (kh_store_open(fuzz_base_path, KH_STORE_READ, &s, &err) == KH_OK) {
    kh_agenda *a;
    kh_agenda_options o;
    kh_agenda_options_default(&o);
    if (kh_agenda_new(&o, &a, &err)) exit(2);
    if (kh_agenda_add_store(a, s, &err) == KH_OK)
      for (int f = KH_FORMAT_JSONL; f <= KH_FORMAT_ICS; f++) kh_agenda_write(a, (kh_format)f, false, fuzz_sink, &written, &err);
    kh_agenda_free(a);
    kh_store_known(s, "https://example.org/a");
    kh_store_close(s);
    kh_report_options r;
    kh_report_options_default(&r);
    r.k = fuzz_handle();
    kh_report(fuzz_base_path, &r, fuzz_sink, &written, &err);
  }
  if (kh_store_open(fuzz_base_path, KH_STORE_WRITE, &s, &err) == KH_OK) {
    kh_document *d;
    kh_added what;
    kh_input in = {.id = "c", .text = "Kenya thanked Ghana.", .text_len = 20, .date = "2024-03-23", .url = "https://example.org/a"};
    if (kh_code(fuzz_coder(), &in, &d, &err)) exit(2);
    if (kh_store_add(s, fuzz_handle(), d, NULL, true, &what, &err) == KH_OK && kh_store_commit(s, &err) == KH_OK) kh_store_group(s, NULL, &err);
    kh_document_free(d);
    kh_store_close(s);
  }
  return 0;
}
