/* fuzz_warc.c: any bytes as an archive. */
#include <stdlib.h>
#include <unistd.h>

#include "page/warc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  char path[] = "/tmp/khaldun-fuzz-XXXXXX";
  int fd = mkstemp(path);
  kh_warc *w;
  kh_warc_page p;
  kh_error err;
  if (fd < 0 || write(fd, data, n) != (ssize_t)n) abort();
  close(fd);
  if (kh_warc_open(path, &w, &err)) abort();
  for (size_t i = 0;; i++) {
    kh_status s = kh_warc_next(w, &p, &err);
    if (s == KH_E_END || s == KH_E_IO || s == KH_E_MEMORY) break;
    if (i > n + 10) abort();   /* every call must get further */
  }
  kh_warc_close(w);
  unlink(path);
  return 0;
}
