/* lookup.c: what the room knows of a name, for people who ask why. */
#include "actors/actors_int.h"

enum { READINGS = 16 };

static void put_sectors(kh_buf *out, uint32_t sectors) {
  bool first = true;
  for (unsigned s = 1; s < KH_SECTOR_COUNT; s++)
    if (sectors >> s & 1) kh_buf_printf(out, "%s%s", first ? "" : ",", kh_sector_name((kh_sector)s)), first = false;
}

static size_t put_entries(const kh_gaz *g, kh_str name, int32_t day, kh_arena *scratch, kh_buf *out) {
  static const char *const use[] = {"name", "adjective", "people", "seat", "surname"};
  kh_gaz_hit hit[READINGS];
  uint32_t n = g ? kh_gaz_find(g, name, hit, READINGS) : 0;
  for (uint32_t i = 0; i < n; i++) {
    kh_actor a = {0};
    kh_gaz_code(g, hit[i].entity, day, scratch, &a);
    kh_buf_printf(out, KH_FMT "\t" KH_FMT "\t%s\t%s\t", KH_ARG(a.id), KH_ARG(a.name),
                  hit[i].use < sizeof use / sizeof *use ? use[hit[i].use] : "", a.country);
    put_sectors(out, a.sectors);
    kh_buf_printf(out, "\t" KH_FMT "\n", KH_ARG(a.role));
  }
  return n;
}

size_t kh_actors_lookup(const kh_actors *a, kh_str name, int32_t day, kh_arena *scratch, kh_buf *out) {
  size_t n = put_entries(a->user, name, day, scratch, out);
  n += put_entries(a->gaz, name, day, scratch, out);
  const kh_role *r = kh_roles_find(&a->roles, name);
  if (r) {
    kh_buf_printf(out, "role\t" KH_FMT "\t%s\t\t", KH_ARG(kh_roles_text(&a->roles, r->name)),
                  r->kind == KH_ROLE_BODY ? "body" : r->kind == KH_ROLE_PEOPLE ? "people" : "person");
    put_sectors(out, r->sectors);
    kh_buf_printf(out, "\t%s\n", r->of ? "of what it belongs to" : "");
    n++;
  }
  return n;
}
