/* Tests of base: views, days, UTF-8, hashes, arenas, maps. */
#include "base/base.h"
#include "check.h"

static void days(void) {
  char out[16];
  CHECK(kh_day_of(1970, 1, 1) == 0);
  CHECK(kh_day_of(2024, 2, 30) == KH_NO_DAY);
  CHECK(kh_day_of(1900, 2, 29) == KH_NO_DAY && kh_day_of(2000, 2, 29) != KH_NO_DAY);
  CHECK(kh_day_weekday(kh_day_of(2024, 3, 21)) == 3);
  CHECK(kh_day_weekday(kh_day_of(1969, 12, 31)) == 2);
  for (int32_t d = -200000; d < 200000; d += 97) {
    int y, m, k;
    kh_day_parts(d, &y, &m, &k);
    CHECKF(kh_day_of(y, m, k) == d, "day %d", d);
  }
  kh_day_format(kh_day_parse(KH_STR("2024-03-22T10:00Z")), out);
  CHECK(!strcmp(out, "2024-03-22"));
  kh_day_format(-900000, out);
  CHECKF(!strcmp(out, "-0495-11-20"), "%s", out);
  CHECK(kh_day_parse(KH_STR("2024-3-22")) == KH_NO_DAY && kh_day_parse(KH_STR("2024-03-222")) == KH_NO_DAY);
}

static void text(kh_arena *a) {
  kh_str rest = KH_STR("a,,b"), f;
  CHECK(kh_str_split(&rest, ',', &f) && kh_str_is(f, "a"));
  CHECK(kh_str_split(&rest, ',', &f) && f.n == 0);
  CHECK(kh_str_split(&rest, ',', &f) && kh_str_is(f, "b"));
  CHECK(!kh_str_split(&rest, ',', &f));
  CHECK_STR(kh_str_fold(a, kh_str_of("Erdoğan – “Øst”  Łódź straße")), "Erdogan - \"Ost\"  Lodz strasse");
  CHECK_STR(kh_str_lower(a, kh_str_of("ÉCOLE Ⱥ")), "école ⱥ");
  size_t bad = 0;
  CHECK(kh_utf8_valid("a\xF0\x9F\x98\x80", 5, &bad));
  CHECK(!kh_utf8_valid("ab\xED\xA0\x80", 5, &bad) && bad == 2);   /* a surrogate */
  CHECK(!kh_utf8_valid("\xC0\x80", 2, &bad) && !kh_utf8_valid("a\xE2\x82", 3, &bad));
  char long_text[200];
  memset(long_text, 'a', sizeof long_text);
  for (size_t at = 0; at < sizeof long_text; at++) {   /* a broken byte anywhere */
    long_text[at] = (char)(at % 2 ? 0xFF : 0xA0);
    CHECK(!kh_utf8_valid(long_text, sizeof long_text, &bad) && bad == at && kh_utf8_valid(long_text, at, &bad));
    long_text[at] = 'a';
  }
  double x;
  CHECK(kh_str_to_double(KH_STR("-12.5"), &x) && x == -12.5);
  CHECK(!kh_str_to_double(KH_STR("1e5"), &x) && !kh_str_to_double(KH_STR("."), &x));
}

static void hashes(void) {
  char hex[65];
  kh_hex(kh_sha256_of("abc", 3).byte, 32, hex);
  CHECK(!strcmp(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  kh_hex(kh_sha256_of("", 0).byte, 32, hex);
  CHECK(!strcmp(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
  kh_hex(kh_sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56).byte, 32, hex);
  CHECK(!strcmp(hex, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
  CHECK(kh_hash("abc", 3) != kh_hash("abd", 3) && kh_hash("", 0) != kh_hash("\0", 1));
}

static void maps(kh_arena *a) {
  kh_map *m = kh_map_new(a, 4);
  for (int i = 0; i < 5000; i++) {
    bool is_new;
    *kh_map_put(m, kh_str_printf(a, "k%d", i), &is_new) = (uint32_t)i;
    CHECK(is_new);
  }
  CHECK(kh_map_count(m) == 5000 && !kh_map_get(m, KH_STR("k5000")));
  for (int i = 0; i < 5000; i += 7) {
    const uint32_t *v = kh_map_get(m, kh_str_printf(a, "k%d", i));
    CHECK(v && *v == (uint32_t)i);
  }
}

/* What has no length to be mapped is read to its end, or to the limit. */
static void files(void) {
  kh_file f;
  kh_error err;
  CHECK(kh_file_open("/dev/null", 0, &f, &err) == KH_OK && f.n == 0);
  kh_file_close(&f);
  CHECK(kh_file_open("/dev/zero", 200000, &f, &err) == KH_E_LIMIT && strstr(err.message, "200000"));
  CHECK(kh_file_open("/", 0, &f, &err) == KH_E_IO && strstr(err.message, "directory"));
  CHECK(kh_file_open("/absent", 0, &f, &err) == KH_E_IO && strstr(err.message, "/absent"));
}

int main(void) {
  kh_arena *a = kh_arena_new((size_t)8 << 20);
  kh_guard g;
  kh_arena_guard(a, &g);
  if (setjmp(g.env)) {
    CHECK(g.status == KH_E_LIMIT);
    kh_arena_free(a);
    return check_done();
  }
  days();
  text(a);
  hashes();
  maps(a);
  files();
  kh_alloc(a, (size_t)64 << 20);   /* over the limit: jumps to the guard */
  CHECK(!"the arena's limit did not hold");
  return check_done();
}
