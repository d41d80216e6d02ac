/* Tests of model: packed tables, lookups, damage. */
#include <stdlib.h>

#include "check.h"
#include "model/model.h"

int main(void) {
  kh_error err;
  kh_pack *p = kh_pack_new();
  kh_lookup_builder *b = kh_lookup_new();
  char key[16];
  for (uint32_t i = 0; i < 1000; i++) {
    snprintf(key, sizeof key, "word %u", i);
    CHECK(kh_lookup_put(b, kh_str_of(key), i));
  }
  CHECK(!kh_lookup_put(b, KH_STR("word 7"), 99));
  uint32_t numbers[] = {1, 2, 3}, v;
  kh_pack_add(p, "numbers", numbers, 4, 3);
  kh_lookup_pack(b, p, "words");
  kh_buf out = {0};
  CHECK(kh_pack_bytes(p, &out, &err) == KH_OK);
  kh_model *m;
  CHECK(kh_model_view(out.s, out.n, &m, &err) == KH_OK);
  size_t n;
  const uint32_t *got = kh_model_table(m, "numbers", 4, &n);
  CHECK(got && n == 3 && got[2] == 3);
  CHECK(!kh_model_table(m, "numbers", 8, &n) && !kh_model_table(m, "absent", 4, &n));
  kh_lookup l;
  CHECK(kh_lookup_open(m, "words", &l, &err) == KH_OK);
  CHECK(kh_lookup_get(&l, KH_STR("word 999"), kh_hash_str(KH_STR("word 999")), &v) && v == 999);
  CHECK(!kh_lookup_get(&l, KH_STR("word 1000"), kh_hash_str(KH_STR("word 1000")), &v));
  CHECK(kh_lookup_open(m, "none", &l, &err) == KH_E_DATA);
  kh_model_close(m);
  /* Any flipped byte and any cut must be seen. */
  for (size_t i = 0; i < out.n; i += 131) {
    out.s[i] ^= 0x20;
    kh_status s = kh_model_view(out.s, out.n, &m, &err);
    if (!s) kh_model_close(m);
    CHECKF(s == KH_E_DATA || (i >= 32 && i < 64), "byte %zu changed, not seen", i);   /* 32…63: the SHA-256, which loading does not read */
    out.s[i] ^= 0x20;
  }
  for (size_t cut = 0; cut < out.n; cut += 997) CHECK(kh_model_view(out.s, cut, &m, &err) == KH_E_DATA);
  kh_buf_free(&out);
  kh_lookup_free(b);
  kh_pack_free(p);
  return check_done();
}
