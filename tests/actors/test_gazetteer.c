/* The gazetteer: gazetteer.tsv holds name, day (or -), what it must be: id COUNTRY.SECTOR role. */
#include <stdlib.h>

#include "actors/gazetteer_int.h"
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

/* The same tables with one index out of range must be refused when they are opened. */
static void damage(const kh_model *m, const char *name, size_t element, size_t at, uint32_t value) {
  kh_pack *p = kh_pack_new();
  kh_buf bytes = {0};
  kh_model *bad = NULL;
  kh_gaz *g = NULL;
  kh_error err;
  static const struct { const char *name; size_t element; } tables[] = {
      {"gaz.nodes", sizeof(gaz_node)}, {"gaz.names", sizeof(gaz_name)}, {"gaz.entities", sizeof(gaz_entity)}, {"gaz.codes", sizeof(gaz_code)},
      {"gaz.states", sizeof(gaz_state)}, {"gaz.offices", sizeof(gaz_office)}, {"gaz.former", 4}, {"gaz.pool", 1}};
  for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
    size_t n;
    const void *t = kh_model_table(m, tables[i].name, tables[i].element, &n);
    char *copy = malloc(n * tables[i].element + 1);
    if (!copy || !t) continue;
    memcpy(copy, t, n * tables[i].element);
    if (!strcmp(tables[i].name, name)) memcpy(copy + 3 * element + at, &value, sizeof value);
    kh_pack_add(p, tables[i].name, copy, tables[i].element, n);
    free(copy);
  }
  kh_status s = kh_pack_bytes(p, &bytes, &err);
  if (!s) s = kh_model_view(bytes.s, bytes.n, &bad, &err);
  CHECK(!s);
  if (!s) CHECKF(kh_gaz_open(bad, &g, &err) == KH_E_DATA, "damage in %s was not seen", name);
  kh_gaz_close(g);
  kh_model_close(bad);
  kh_buf_free(&bytes);
  kh_pack_free(p);
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
    uint32_t e = kh_gaz_holder(g, "RUS", KH_STR("president"), kh_day_of(2022, 3, 1));
    CHECK_STR(kh_gaz_name(g, e), "Vladimir Putin");
    e = kh_gaz_holder(g, "USA", KH_STR("secretary of state"), kh_day_of(2024, 3, 22));
    CHECK_STR(kh_gaz_name(g, e), "Antony Blinken");
    CHECK(kh_gaz_holder(g, "USA", KH_STR("secretary"), kh_day_of(1800, 1, 1)) == KH_NONE);
  }
  if (m) {
    damage(m, "gaz.names", sizeof(gaz_name), offsetof(gaz_name, entity), UINT32_MAX);
    damage(m, "gaz.entities", sizeof(gaz_entity), offsetof(gaz_entity, codes), UINT32_MAX);
    damage(m, "gaz.nodes", sizeof(gaz_node), offsetof(gaz_node, count), UINT32_MAX);
    damage(m, "gaz.offices", sizeof(gaz_office), offsetof(gaz_office, entity), UINT32_MAX);
  }
  kh_gaz_close(g);
  kh_model_close(m);
  kh_buf_free(&bytes);
  kh_pack_free(p);
  kh_arena_free(a);
  return check_done();
}
