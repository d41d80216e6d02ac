/* actors_compile.c: the tables of the actors room, from data/actors. */
#include "actors/actors.h"
#include "actors/gazetteer.h"
#include "actors/roles.h"

kh_status kh_actors_compile(const char *data_dir, kh_pack *out, kh_error *err) {
  kh_status s = kh_gaz_compile(data_dir, out, err);
  return s ? s : kh_roles_compile(data_dir, out, err);
}
