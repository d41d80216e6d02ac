/* filter.c: what is asked for in an address's query, and whether an event is that. */
#include <stdlib.h>

#include "doc/doc.h"
#include "store/cube.h"

static bool has_code(const kh_cube *c, uint32_t i, const uint8_t *set, int side) {   /* side: 0 actor, 1 recipient, 2 either */
  for (uint32_t k = c->list_at[i]; k < c->list_at[i + 1]; k++) {
    uint16_t v = c->list[k];
    if (set[v & (KH_CUBE_RECIPIENT - 1)] && (side == 2 || (v >= KH_CUBE_RECIPIENT) == side)) return true;
  }
  return false;
}

bool kh_cube_passes(const kh_cube *c, const kh_cube_filter *f, uint32_t i) {
  if (f->statuses && !(f->statuses >> c->status[i] & 1)) return false;
  if (f->types && !(f->types >> c->type[i] & 1)) return false;
  if (f->quads && !(f->quads >> kh_event_quad((kh_event_type)c->type[i]) & 1)) return false;
  if (f->mode && c->mode[i] != f->mode) return false;
  if (f->confidence && c->confidence[i] < f->confidence) return false;
  if (f->from != KH_NO_DAY && (c->date[i] == KH_NO_DAY || c->date[i] < f->from)) return false;
  if (f->to != KH_NO_DAY && (c->date[i] == KH_NO_DAY || c->date[i] > f->to)) return false;
  if (f->doc && c->doc[i] != f->doc) return false;
  if (f->source && !f->source[c->source[i]]) return false;
  if (f->place && (c->place[i] == KH_CUBE_NONE || !f->place[c->place[i]])) return false;
  if (f->words && (c->id[i] >= f->words_bits || !(f->words[c->id[i] / 64] >> (c->id[i] % 64) & 1))) return false;
  if (f->actor && !has_code(c, i, f->actor, 0)) return false;
  if (f->recipient && !has_code(c, i, f->recipient, 1)) return false;
  if (f->either && !has_code(c, i, f->either, 2)) return false;
  return true;
}

/* "ISR.GOV,PSE": every code of the countries, sectors or both. */
static bool code_set(const kh_cube *c, const char *v, kh_arena *a, const uint8_t **out) {
  uint8_t *set = KH_ARRAY(a, uint8_t, (size_t)c->code_count + 1);
  kh_str rest = kh_str_of(v), one;
  unsigned parts = 0;
  while (kh_str_split(&rest, ',', &one)) {
    if (++parts > 100) return false;
    size_t dot = 0;
    while (dot < one.n && one.s[dot] != '.') dot++;
    kh_str country = kh_str_sub(one, 0, dot), sector = dot < one.n ? kh_str_sub(one, dot + 1, one.n) : KH_STR("");
    kh_sector s = kh_sector_of((kh_text){sector.s, sector.n});
    if ((sector.n && !s) || (country.n && country.n != 3) || (!country.n && !s)) return false;
    for (uint32_t k = 0; k < c->code_count; k++)
      if ((!country.n || !memcmp(c->codes[k].country, country.s, 3)) && (!s || c->codes[k].sector == s)) set[k] = 1;
  }
  *out = set;
  return parts > 0;
}

/* "EGY,12": all places of countries, and places by their rows. */
static bool place_set(const kh_cube *c, const char *v, kh_arena *a, const uint8_t **out) {
  uint8_t *set = KH_ARRAY(a, uint8_t, (size_t)c->place_count + 1);
  kh_str rest = kh_str_of(v), one;
  unsigned parts = 0;
  while (kh_str_split(&rest, ',', &one)) {
    int64_t id;
    bool row = kh_str_to_int(one, &id);
    if (++parts > 100 || (!row && one.n != 3)) return false;
    for (uint32_t k = 0; k < c->place_count; k++)
      if (row ? c->places[k].id == id : !memcmp(c->places[k].country, one.s, 3)) set[k] = 1;
  }
  *out = set;
  return parts > 0;
}

static bool source_set(const kh_cube *c, const char *v, kh_arena *a, const uint8_t **out) {
  uint8_t *set = KH_ARRAY(a, uint8_t, (size_t)c->source_count + 1);
  for (uint32_t k = 0; k < c->source_count; k++) set[k] = kh_str_is(c->sources[k], v);
  *out = set;
  return true;
}

static bool type_set(const char *v, uint32_t *out) {
  kh_str rest = kh_str_of(v), one;
  while (kh_str_split(&rest, ',', &one)) {
    kh_event_type t = kh_event_of((kh_text){one.s, one.n});
    if (!t) return false;
    *out |= 1u << t;
  }
  return *out != 0;
}

static bool status_set(const char *v, uint32_t *out) {
  kh_str rest = kh_str_of(v), one;
  if (!strcmp(v, "all")) return *out = (1u << KH_EVENT_STATUS_COUNT) - 1, true;
  while (kh_str_split(&rest, ',', &one)) {
    uint32_t before = *out;
    for (unsigned s = 0; s < KH_EVENT_STATUS_COUNT; s++)
      if (kh_str_is(one, kh_event_status_name((kh_event_status)s))) *out |= 1u << s;
    if (*out == before) return false;
  }
  return *out != 0;
}

/* Each word of the query in double quotes, so that nothing in it is an operator; the last may go on ("protest*"). */
static kh_str fts_query(const char *v, kh_arena *a) {
  kh_str rest = kh_str_of(v), one, out = KH_STR("");
  unsigned words = 0;
  while (kh_str_split(&rest, ' ', &one) && words < 16) {
    kh_buf b = {0};
    bool star = one.n && one.s[one.n - 1] == '*';
    if (star) one.n--;
    for (size_t i = 0; i < one.n; i++)
      if (one.s[i] != '"') kh_buf_byte(&b, one.s[i]);
    if (b.n && !b.failed) out = kh_str_printf(a, KH_FMT "%s\"%.*s\"%s", KH_ARG(out), words++ ? " " : "", (int)b.n, b.s, star ? "*" : "");
    kh_buf_free(&b);
  }
  return out;
}

static bool words_set(sqlite3 *db, const char *v, kh_arena *a, kh_cube_filter *f, uint32_t rows) {
  sqlite3_stmt *st;
  kh_str query = fts_query(v, a);
  uint64_t *bits = KH_ARRAY(a, uint64_t, (size_t)rows / 64 + 1);
  f->words = bits, f->words_bits = rows;
  if (!query.n) return true;   /* no words: nothing is found */
  if (sqlite3_prepare_v2(db, "SELECT rowid FROM event_search WHERE event_search MATCH ?", -1, &st, NULL) != SQLITE_OK) return false;
  sqlite3_bind_text(st, 1, query.s, (int)query.n, SQLITE_STATIC);
  int rc;
  while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
    int64_t id = sqlite3_column_int64(st, 0);
    if (id >= 0 && id < (int64_t)rows) bits[id / 64] |= (uint64_t)1 << (id % 64);
  }
  sqlite3_finalize(st);
  return rc == SQLITE_DONE;
}

bool kh_cube_filter_of(const kh_cube *c, sqlite3 *db, const char *(*get)(void *, const char *), void *user, kh_arena *a, kh_cube_filter *f, const char **wrong) {
  const char *v;
  char *end;
  *f = (kh_cube_filter){.from = KH_NO_DAY, .to = KH_NO_DAY};
#define ASK(key, ...) if ((v = get(user, key)) && *v && !(__VA_ARGS__)) return *wrong = key, false
  ASK("from", (f->from = kh_day_parse(kh_str_of(v))) != KH_NO_DAY);
  ASK("to", (f->to = kh_day_parse(kh_str_of(v))) != KH_NO_DAY);
  ASK("event", type_set(v, &f->types));
  ASK("mode", f->types && (f->types & (f->types - 1)) == 0 && (f->mode = (uint8_t)kh_mode_of((kh_event_type)__builtin_ctz(f->types), (kh_text){v, strlen(v)})) != 0);
  for (v = get(user, "quad"); v && *v; v++) {
    if (*v == ',') continue;
    if (*v < '1' || *v > '4') return *wrong = "quad", false;
    f->quads |= (uint8_t)(1 << (*v - '0'));
  }
  ASK("status", status_set(v, &f->statuses));
  if (!f->statuses) f->statuses = 1u << KH_STATUS_HAPPENED | 1u << KH_STATUS_ONGOING;
  ASK("actor", code_set(c, v, a, &f->actor));
  ASK("recipient", code_set(c, v, a, &f->recipient));
  ASK("either", code_set(c, v, a, &f->either));
  ASK("place", place_set(c, v, a, &f->place));
  ASK("source", source_set(c, v, a, &f->source));
  if ((v = get(user, "confidence")) && *v) {
    double least = strtod(v, &end);
    if (*end || !(least >= 0 && least <= 1)) return *wrong = "confidence", false;
    f->confidence = (uint8_t)(least * 100 + .5);
  }
  if ((v = get(user, "doc")) && *v) {
    f->doc = (uint32_t)strtoul(v, &end, 10);
    if (*end || !f->doc) return *wrong = "doc", false;
  }
  uint32_t rows = 0;
  for (uint32_t i = 0; i < c->n; i++)
    if (c->id[i] >= rows) rows = c->id[i] + 1;
  ASK("q", strlen(v) < 500 && words_set(db, v, a, f, rows));
#undef ASK
  return true;
}
