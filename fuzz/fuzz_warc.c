/* fuzz_warc.c: any bytes as an archive. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  char path[64];
  int fd = fuzz_file(data, n, path);
  kh_warc *w;
  kh_warc_page p;
  kh_error err;
  PROMISE(kh_warc_open(path, &w, &err) == KH_OK);
  for (size_t i = 0;; i++) {
    kh_status s = kh_warc_next(w, &p, &err);
    if (s == KH_E_END || s == KH_E_IO || s == KH_E_MEMORY) break;
    PROMISE(i <= n + 10);   /* every call must get further */
  }
  kh_warc_close(w);
  close(fd);
  return 0;
}
