/* Dictionaries of TABARI and PETRARCH in our format; what comes out must compile and give the codes. */
#include <stdlib.h>

#include "actors/gazetteer.h"
#include "check.h"
#include "khaldun.h"

static bool take(void *user, const char *bytes, size_t n) {
  kh_buf_put(user, bytes, n);
  return true;
}

static kh_buf imported(const char *path, size_t entries, size_t skipped) {
  kh_buf b = {0};
  kh_error err = {0};
  size_t got = 0, left = 0;
  kh_status s = kh_import_petrarch(path, take, &b, &got, &left, &err);
  CHECKF(!s, "%s", err.message);
  CHECKF(got == entries && left == skipped, "%zu entries, %zu skipped", got, left);
  kh_buf_byte(&b, 0);
  return b;
}

static void code_is(const kh_gaz *g, kh_arena *a, const char *name, const char *day, const char *want) {
  kh_gaz_hit hit[8];
  uint32_t n = kh_gaz_find(g, kh_str_of(name), hit, 8);
  kh_actor c = {0};
  CHECKF(n > 0, "%s is not there", name);
  if (n) kh_gaz_code(g, hit[0].entity, kh_day_parse(kh_str_of(day)), a, &c);
  kh_str got = kh_str_printf(a, "%s%s%s", c.country, c.sector ? "." : "", kh_sector_name(c.sector));
  CHECKF(kh_str_is(got, want), "%s on %s: " KH_FMT ", not %s", name, day, KH_ARG(got), want);
}

int main(void) {
  const char *source = getenv("KHALDUN_SOURCE");
  kh_arena *a = kh_arena_new(0);
  kh_guard guard;
  kh_error err = {0};
  if (!source || !a) return 1;
  kh_arena_guard(a, &guard);
  if (setjmp(guard.env)) return 1;
  kh_buf agents = imported(kh_str_printf(a, "%s/tests/actors/petrarch.agents.txt", source).s, 5, 1);
  CHECK(agents.s && !strcmp(agents.s, "fish farmer | person | AGR |\nherdsman | person | AGR |\nherdswoman | person | AGR |\n"
                                      "riot police | person | COP |\nwar correspondent | person | JRN |\n"));
  kh_buf actors = imported(kh_str_printf(a, "%s/tests/actors/petrarch.actors.txt", source).s, 6, 1);
  CHECK(actors.s && strstr(actors.s, "Ngozi Okonjo-Iweala | person | Ngozi Iweala\n  1970-01-01..2003-07-14 NGA ELI\n"
                                     "  2003-07-15..2006-08-03 NGA GOV\n  2011-08-17..2015-05-29 NGA GOV,BUS\n  2021-03-01.. IGO IGO\n"));
  const char *path = "khaldun-import.actors";
  FILE *f = fopen(path, "w");
  CHECK(f && actors.s && fputs(actors.s, f) >= 0 && !fclose(f));
  kh_pack *p = kh_pack_new();
  kh_buf bytes = {0};
  kh_model *m = NULL;
  kh_gaz *g = NULL;
  kh_status s = kh_gaz_compile_file(path, NULL, p, &err);
  if (!s) s = kh_pack_bytes(p, &bytes, &err);
  if (!s) s = kh_model_view(bytes.s, bytes.n, &m, &err);
  if (!s) s = kh_gaz_open(m, &g, &err);
  CHECKF(!s, "%s", err.message);
  if (!s) {
    code_is(g, a, "West Germany", "1989-01-01", "DEU");
    code_is(g, a, "People's Liberation Army", "2000-01-01", "CHN.MIL");
    code_is(g, a, "PLA", "2000-01-01", "CHN.MIL");
    code_is(g, a, "Ngozi Okonjo-Iweala", "2005-01-01", "NGA.GOV");
    code_is(g, a, "Ngozi Iweala", "1999-01-01", "NGA.ELI");
    code_is(g, a, "Ngozi Iweala", "2022-01-01", "IGO.IGO");
    code_is(g, a, "World Food Programme", "2010-01-01", "UNO.IGO");
    code_is(g, a, "East German Army", "1989-01-01", "GME.MIL");
    code_is(g, a, "Speaker of the House of Commons", "2010-01-01", "GBR.LEG");
  }
  remove(path);
  size_t none = 0;
  kh_buf empty = {0};
  CHECK(kh_import_petrarch(kh_str_printf(a, "%s/tests/actors/meson.build", source).s, take, &empty, &none, NULL, &err) == KH_E_FORMAT);
  CHECK(kh_import_petrarch("no such file", take, &empty, NULL, NULL, &err) != KH_OK);
  kh_gaz_close(g);
  kh_model_close(m);
  kh_pack_free(p);
  kh_buf_free(&bytes);
  kh_buf_free(&actors);
  kh_buf_free(&agents);
  kh_buf_free(&empty);
  kh_arena_free(a);
  return check_done();
}
