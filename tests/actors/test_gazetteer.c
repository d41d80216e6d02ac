/* The gazetteer: gazetteer.tsv holds name, day (or -), what it must be: id COUNTRY.SECTOR role. */
#include <stdlib.h>

#include "actors/gazetteer.h"
#include "check.h"

static void lookups(const kh_gaz *g, kh_arena *a, const char *path) {
  kh_lines l;
  kh_str line, f[5];
  kh_error err;
  if (kh_lines_open(NULL, path, &l, &err)) {
    CHECKF(false, "%s", err.message);
    return;
  }
  while (kh_lines_next(&l, &line)) {
    int n = 0;
    while (n < 5 && kh_str_split(&line, '\t', &f[n])) n++;
    kh_gaz_hit hits[32];
    uint32_t k = n >= 4 ? kh_gaz_find(g, f[0], hits, 32) : 0;
    bool found = false;
    kh_str got = KH_STR("nothing");
    for (uint32_t i = 0; i < k && !found; i++) {
      kh_actor c;
      kh_gaz_code(g, hits[i].entity, kh_day_parse(f[1]), a, &c);
      kh_str code = kh_str_printf(a, "%s%s%s", c.country, c.sector ? "." : "", kh_sector_name(c.sector));
      kh_str role = {c.role.s, c.role.n};
      found = kh_str_eq(kh_gaz_id(g, hits[i].entity), f[2]) && kh_str_eq(code, f[3]) && (n < 5 || kh_str_eq(role, f[4]));
      if (!i) got = kh_str_printf(a, KH_FMT " " KH_FMT " " KH_FMT, KH_ARG(kh_gaz_id(g, hits[i].entity)), KH_ARG(code), KH_ARG(role));
    }
    CHECKF(found, "line %u: " KH_FMT " on " KH_FMT " gave " KH_FMT " (%u hits)", l.number, KH_ARG(f[0]), KH_ARG(f[1]), KH_ARG(got), k);
  }
  kh_lines_close(&l);
}

int main(void) {
  const char *source = getenv("KHALDUN_SOURCE");
  kh_error err = {0};
  kh_arena *a = kh_arena_new(0);
  kh_guard guard;
  if (!source || !a) return 1;
  kh_arena_guard(a, &guard);
  if (setjmp(guard.env)) return 1;
  kh_pack *p = kh_pack_new();
  kh_buf bytes = {0};
  kh_model *m = NULL;
  kh_gaz *g = NULL;
  kh_status s = kh_gaz_compile(kh_str_printf(a, "%s/data", source).s, p, &err);
  if (!s) s = kh_pack_bytes(p, &bytes, &err);
  if (!s) s = kh_model_view(bytes.s, bytes.n, &m, &err);
  if (!s) s = kh_gaz_open(m, &g, &err);
  CHECKF(!s, "%s", err.message);
  if (!s) {
    printf("%zu entities, %zu names, %zu bytes\n", kh_gaz_count(g), kh_gaz_name_count(g), bytes.n);
    CHECK(kh_gaz_name_count(g) >= 25000);
    CHECK(bytes.n < (size_t)20 << 20);
    lookups(g, a, kh_str_printf(a, "%s/tests/actors/gazetteer.tsv", source).s);
    char country[4];
    CHECK(kh_gaz_state_of_iso2(g, "GB", country) && !strcmp(country, "GBR"));
    CHECK(kh_gaz_state(g, "XXX") == KH_NONE);
    CHECK_STR(kh_gaz_state_fips(g, "EGY"), "EG");
    CHECK(kh_gaz_holder(g, "USA", KH_STR("secretary"), kh_day_of(1800, 1, 1)) == KH_NONE);
  }
  kh_gaz_close(g);
  kh_model_close(m);
  kh_buf_free(&bytes);
  kh_pack_free(p);
  kh_arena_free(a);
  return check_done();
}
