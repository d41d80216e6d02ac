/* fuzz_http.c: any bytes as an HTTP response of an archive: headers, chunks, gzip, deflate, br. */
#include "fuzz.h"
#include "page/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  kh_http_body buffers = {0};
  kh_http_response r;
  kh_error err;
  if (kh_http_read((kh_str){(const char *)data, n}, (size_t)1 << 20, 100, &buffers, &r, &err) == KH_OK) PROMISE(r.body.n <= ((size_t)1 << 20));
  kh_http_free(&buffers);
  return 0;
}
