/* codes.c: CAMEO, FIPS, Goldstein's scale: what data/formats and data/actors/states.txt say. */
#include "export/rows.h"
#include "export/tables.h"

#define LOOK(table, key, field, v)                                                                                    \
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)                                                           \
    if (kh_str_is(v, table[i].key)) return table[i].field;                                                            \
  return ""

/* A code that stands in no list is told by the class that it belongs to. */
static kh_str class_of(kh_str cameo) {
  for (; cameo.n > 2; cameo.n--)
    for (size_t i = 0; i < sizeof cameo_table / sizeof *cameo_table; i++)
      if (kh_str_is(cameo, cameo_table[i].code)) return cameo;
  return cameo;
}

const char *kh_cameo_words(kh_str cameo) { LOOK(cameo_table, code, name, class_of(cameo)); }
const char *kh_cameo_goldstein(kh_str cameo) { LOOK(cameo_table, code, goldstein, class_of(cameo)); }
const char *kh_cameo_role(kh_str sector) { LOOK(sector_table, sector, cameo, sector); }
const char *kh_sector_words(kh_str sector) { LOOK(sector_table, sector, words, sector); }
const char *kh_country_cameo(kh_str country) { LOOK(country_table, code, cameo, country); }
const char *kh_country_fips(kh_str country) { LOOK(country_table, code, fips, country); }
const char *kh_country_name(kh_str country) { LOOK(country_table, code, name, country); }
