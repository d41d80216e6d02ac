/* A user's own actors compile as ours do, from *.actors and *.offices. */
#include <stdlib.h>

#include "actors/gazetteer.h"
#include "check.h"

typedef struct loaded { kh_buf bytes; kh_model *m; kh_gaz *g; } loaded;

static kh_status load(const char *file, const kh_gaz *states, loaded *out, kh_error *err) {
  kh_pack *p = kh_pack_new();
  kh_status s = kh_gaz_compile_file(file, states, p, err);
  if (!s) s = kh_pack_bytes(p, &out->bytes, err);
  if (!s) s = kh_model_view(out->bytes.s, out->bytes.n, &out->m, err);
  if (!s) s = kh_gaz_open(out->m, &out->g, err);
  kh_pack_free(p);
  return s;
}

static void unload(loaded *l) {
  kh_gaz_close(l->g);
  kh_model_close(l->m);
  kh_buf_free(&l->bytes);
}

static void code_is(const kh_gaz *g, kh_arena *a, const char *name, const char *day, const char *want) {
  kh_gaz_hit hit[8];
  kh_actor c = {0};
  uint32_t n = kh_gaz_find(g, kh_str_of(name), hit, 8);
  if (n) kh_gaz_code(g, hit[0].entity, kh_day_parse(kh_str_of(day)), a, &c);
  kh_str got = kh_str_printf(a, "%s%s%s", c.country, c.sector ? "." : "", kh_sector_name(c.sector));
  CHECKF(n && kh_str_is(got, want), "%s on %s: " KH_FMT ", not %s", name, day, KH_ARG(got), want);
  if (n) CHECKF(kh_gaz_kind_of(g, hit[0].entity) != KH_GAZ_NONE && kh_gaz_name(g, hit[0].entity).n && kh_gaz_id(g, hit[0].entity).n, "%s has no name", name);
}

int main(void) {
  const char *source = getenv("KHALDUN_SOURCE");
  kh_arena *a = kh_arena_new(0);
  kh_guard guard;
  kh_error err = {0};
  loaded user = {0}, offices = {0};
  kh_model *data = NULL;
  kh_gaz *states = NULL;
  if (!source || !a || !getenv("KHALDUN_DATA")) return 1;
  kh_arena_guard(a, &guard);
  if (setjmp(guard.env)) return 1;
  kh_status s = kh_model_open(getenv("KHALDUN_DATA"), &data, &err);
  if (!s) s = kh_gaz_open(data, &states, &err);
  if (!s) s = load(kh_str_printf(a, "%s/tests/actors/user.actors", source).s, states, &user, &err);
  if (!s) s = load(kh_str_printf(a, "%s/tests/actors/user.offices", source).s, states, &offices, &err);
  CHECKF(!s, "%s", err.message);
  if (!s) {
    code_is(user.g, a, "Hamas", "2006-06-01", "PSE.GOV");
    code_is(user.g, a, "Rafah Crossing Authority", "2006-06-01", "PSE.GOV");
    code_is(user.g, a, "Rafah Crossing Authority", "2010-06-01", "PSE.REB");
    code_is(offices.g, a, "Margarita Robles", "2020-06-01", "ESP.GOV");
    code_is(user.g, a, "Murmansk Port Authority", "1985-06-01", "SUN.GOV");
    code_is(user.g, a, "Murmansk Port Authority", "2010-06-01", "RUS.GOV");
    code_is(offices.g, a, "Dolores Delgado", "2019-06-01", "ESP.GOV");
    CHECK(kh_gaz_kind_of(user.g, UINT32_MAX) == KH_GAZ_NONE);
  }
  kh_error bad = {0};
  loaded none = {0};
  CHECK(load("no such file.actors", states, &none, &bad) != KH_OK);
  CHECK(load(kh_str_printf(a, "%s/tests/actors/user.actors", source).s, NULL, &none, &bad) == KH_E_DATA);      /* numbers, and nobody who knows them */
  CHECK(load(kh_str_printf(a, "%s/tests/actors/meson.build", source).s, states, &none, &bad) == KH_E_DATA);
  unload(&none);
  unload(&offices);
  unload(&user);
  kh_gaz_close(states);
  kh_model_close(data);
  kh_arena_free(a);
  return check_done();
}
