/* cube.c: the events of a database into columns. */
#include "store/cube.h"

#include <stdlib.h>

#include "doc/doc.h"

typedef struct loading {
  kh_cube *c;
  sqlite3 *db;
  kh_map *codes, *sources, *places;   /* name -> number */
  KH_VEC(struct kh_cube_code) code;
  KH_VEC(struct kh_cube_place) place;
  KH_VEC(kh_str) source;
  uint32_t *row_of;                   /* row of events -> place in the columns, while the actors come */
  uint32_t rows;
  sqlite3_stmt *open;                 /* the statement whose rows come; after a jump, to be ended */
} loading;

static kh_str text_of(sqlite3_stmt *st, int column) {
  const char *s = (const char *)sqlite3_column_text(st, column);
  return (kh_str){s ? s : "", s ? (size_t)sqlite3_column_bytes(st, column) : 0};
}

static bool prepare(loading *l, const char *sql, sqlite3_stmt **st, kh_error *err) {
  int rc = sqlite3_prepare_v2(l->db, sql, -1, &l->open, NULL);
  *st = l->open;
  if (rc == SQLITE_OK) return true;
  kh_fail(err, KH_E_IO, "the database cannot be read: %.200s", sqlite3_errmsg(l->db));
  return false;
}

static bool finish(loading *l, int rc, kh_error *err) {
  sqlite3_finalize(l->open);
  l->open = NULL;
  if (rc == SQLITE_DONE) return true;
  kh_fail(err, KH_E_IO, "the database cannot be read: %.200s", sqlite3_errmsg(l->db));
  return false;
}

static uint32_t number_of(loading *l, kh_map *map, kh_str name, bool *fresh, uint32_t next) {
  uint32_t *slot = kh_map_get(map, name) ? (uint32_t *)(uintptr_t)kh_map_get(map, name) : NULL;
  *fresh = !slot;
  if (slot) return *slot;
  *kh_map_put(map, kh_str_dup(l->c->arena, name), fresh) = next;
  return next;
}

static uint32_t source_number(loading *l, kh_str name) {
  bool fresh;
  if (l->source.n > UINT16_MAX - 1) return 0;
  uint32_t k = number_of(l, l->sources, name, &fresh, (uint32_t)l->source.n);
  if (fresh) KH_PUSH(l->c->arena, &l->source, kh_str_dup(l->c->arena, name));
  return k;
}

static bool load_places(loading *l, kh_error *err) {
  sqlite3_stmt *st;
  int rc;
  if (!prepare(l, "SELECT id, name, country, lat, lon FROM places ORDER BY id", &st, err)) return false;
  while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
    struct kh_cube_place p = {.id = sqlite3_column_int64(st, 0), .name = kh_str_dup(l->c->arena, text_of(st, 1)), .lat = sqlite3_column_double(st, 3), .lon = sqlite3_column_double(st, 4)};
    kh_str country = text_of(st, 2);
    if (country.n == 3) memcpy(p.country, country.s, 3);
    if (sqlite3_column_type(st, 3) == SQLITE_NULL) p.lat = p.lon = 999;   /* not on the map */
    KH_PUSH(l->c->arena, &l->place, p);
  }
  return finish(l, rc, err);
}

static uint32_t place_number(const loading *l, int64_t id) {   /* rows come in order of their ids */
  size_t lo = 0, hi = l->place.n;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (l->place.at[mid].id < id) lo = mid + 1;
    else hi = mid;
  }
  return lo < l->place.n && l->place.at[lo].id == id ? (uint32_t)lo : KH_CUBE_NONE;
}

static bool ask_number(loading *l, const char *sql, int64_t *n, kh_error *err) {
  sqlite3_stmt *st;
  if (!prepare(l, sql, &st, err)) return false;
  int rc = sqlite3_step(st);
  *n = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
  return finish(l, rc == SQLITE_ROW ? SQLITE_DONE : rc, err);
}

static uint8_t status_of(kh_str name) {
  for (unsigned s = 0; s < KH_EVENT_STATUS_COUNT; s++)
    if (kh_str_is(name, kh_event_status_name((kh_event_status)s))) return (uint8_t)s;
  return KH_STATUS_HYPOTHETICAL;
}

static bool load_events(loading *l, kh_error *err) {
  kh_cube *c = l->c;
  sqlite3_stmt *st;
  int rc;
  int64_t n, most;
  if (!ask_number(l, "SELECT count(*) FROM events", &n, err) || !ask_number(l, "SELECT ifnull(max(id), 0) FROM events", &most, err)) return false;
  if (n < 0 || most < 0 || n > 200000000 || most > UINT32_MAX - 1) return kh_fail(err, KH_E_LIMIT, "the database has too many events to show"), false;
#define COLUMN(name, type) c->name = KH_ARRAY(c->arena, type, (size_t)n + 1)
  COLUMN(id, uint32_t); COLUMN(doc, uint32_t); COLUMN(date, int32_t); COLUMN(type, uint8_t); COLUMN(mode, uint8_t); COLUMN(status, uint8_t);
  COLUMN(confidence, uint8_t); COLUMN(intensity, int8_t); COLUMN(place, uint32_t); COLUMN(source, uint16_t); COLUMN(list_at, uint32_t);
#undef COLUMN
  l->rows = (uint32_t)most + 1;
  l->row_of = KH_ARRAY(c->arena, uint32_t, (size_t)l->rows);
  memset(l->row_of, 0xFF, sizeof *l->row_of * l->rows);
  c->first = INT32_MAX, c->last = INT32_MIN;
  if (!prepare(l, "SELECT e.id, e.doc, e.date, e.event, e.mode, e.status, e.confidence, e.intensity, e.place, d.source FROM events e "
                  "JOIN documents d ON d.id = e.doc AND d.current ORDER BY e.date DESC, e.id DESC", &st, err)) return false;
  while ((rc = sqlite3_step(st)) == SQLITE_ROW && c->n < (uint32_t)n) {
    uint32_t i = c->n++;
    kh_str type = text_of(st, 3), mode = text_of(st, 4);
    c->id[i] = (uint32_t)sqlite3_column_int64(st, 0);
    c->doc[i] = (uint32_t)sqlite3_column_int64(st, 1);
    c->date[i] = kh_day_parse(text_of(st, 2));
    c->type[i] = (uint8_t)kh_event_of((kh_text){type.s, type.n});
    c->mode[i] = mode.n ? (uint8_t)kh_mode_of((kh_event_type)c->type[i], (kh_text){mode.s, mode.n}) : 0;
    c->status[i] = status_of(text_of(st, 5));
    double sure = sqlite3_column_double(st, 6) * 100 + .5, strength = sqlite3_column_double(st, 7) * 10;
    c->confidence[i] = sure < 0 ? 0 : sure > 100 ? 100 : (uint8_t)sure;
    c->intensity[i] = (int8_t)(strength < -100 ? -100 : strength > 100 ? 100 : strength);
    c->place[i] = sqlite3_column_type(st, 8) == SQLITE_NULL ? KH_CUBE_NONE : place_number(l, sqlite3_column_int64(st, 8));
    c->source[i] = (uint16_t)source_number(l, text_of(st, 9));
    if (c->id[i] < l->rows) l->row_of[c->id[i]] = i;
    if (c->date[i] != KH_NO_DAY && c->status[i] <= KH_STATUS_ONGOING) {
      if (c->date[i] < c->first) c->first = c->date[i];
      if (c->date[i] > c->last) c->last = c->date[i];
    }
  }
  if (rc == SQLITE_ROW) rc = SQLITE_DONE;   /* more came meanwhile: with the next load */
  return finish(l, rc, err);
}

static uint16_t code_number(loading *l, kh_str country, kh_str sector, kh_str name) {
  kh_str key = country.n || sector.n ? kh_str_printf(l->c->arena, KH_FMT "%s" KH_FMT, KH_ARG(country), country.n && sector.n ? " " : "", KH_ARG(sector)) : KH_STR("?");
  (void)name;
  bool fresh;
  if (l->code.n >= KH_CUBE_CODES) return 0;
  uint32_t k = number_of(l, l->codes, key, &fresh, (uint32_t)l->code.n);
  if (fresh) {
    struct kh_cube_code code = {.name = kh_str_dup(l->c->arena, key), .sector = (uint8_t)kh_sector_of((kh_text){sector.s, sector.n})};
    if (country.n == 3) memcpy(code.country, country.s, 3);
    KH_PUSH(l->c->arena, &l->code, code);
  }
  return (uint16_t)k;
}

/* Actors once, by their rows, then the list of each event in two passes: counts, then places. */
static bool load_actors(loading *l, kh_error *err) {
  kh_cube *c = l->c;
  sqlite3_stmt *st;
  int rc;
  int64_t most;
  if (!ask_number(l, "SELECT ifnull(max(id), 0) FROM actors", &most, err)) return false;
  if (most < 0 || most > UINT32_MAX - 1) return kh_fail(err, KH_E_LIMIT, "the database has too many actors to show"), false;
  uint16_t *code_of = KH_ARRAY(c->arena, uint16_t, (size_t)most + 1);
  if (!prepare(l, "SELECT id, country, sector, name FROM actors ORDER BY id", &st, err)) return false;
  while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
    int64_t id = sqlite3_column_int64(st, 0);
    if (id >= 0 && id <= most) code_of[id] = code_number(l, text_of(st, 1), text_of(st, 2), text_of(st, 3));
  }
  if (!finish(l, rc, err)) return false;
  if (!prepare(l, "SELECT event, side = 'recipient', actor FROM event_actors", &st, err)) return false;
  KH_VEC(uint64_t) pairs = {0};
  while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
    int64_t event = sqlite3_column_int64(st, 0), actor = sqlite3_column_int64(st, 2);
    if (event < 0 || event >= (int64_t)l->rows || l->row_of[event] == KH_CUBE_NONE || actor < 0 || actor > most) continue;
    uint32_t i = l->row_of[event];
    c->list_at[i + 1]++;
    KH_PUSH(c->arena, &pairs, (uint64_t)i << 16 | code_of[actor] | (sqlite3_column_int(st, 1) ? KH_CUBE_RECIPIENT : 0));
  }
  if (!finish(l, rc, err)) return false;
  for (uint32_t i = 0; i < c->n; i++) c->list_at[i + 1] += c->list_at[i];
  c->list = KH_ARRAY(c->arena, uint16_t, pairs.n + 1);
  uint32_t *next = KH_ARRAY(c->arena, uint32_t, (size_t)c->n + 1);
  if (c->n) memcpy(next, c->list_at, sizeof *next * c->n);
  for (size_t k = 0; k < pairs.n; k++) c->list[next[pairs.at[k] >> 16]++] = (uint16_t)pairs.at[k];
  return true;
}

static bool load(loading *l, kh_error *err) {
  kh_cube *c = l->c;
  l->codes = kh_map_new(c->arena, 1024);
  l->sources = kh_map_new(c->arena, 1024);
  if (!load_places(l, err) || !load_events(l, err) || !load_actors(l, err)) return false;
  c->places = l->place.at, c->place_count = (uint32_t)l->place.n;
  c->codes = l->code.at, c->code_count = (uint32_t)l->code.n;
  c->sources = l->source.at, c->source_count = (uint32_t)l->source.n;
  int64_t documents;
  if (!ask_number(l, "SELECT count(*) FROM documents WHERE current", &documents, err)) return false;
  c->documents = documents > 0 ? (uint32_t)documents : 0;
  return true;
}

kh_cube *kh_cube_load(sqlite3 *db, kh_error *err) {
  kh_arena *arena = kh_arena_new((size_t)16 << 30);
  kh_cube *c = calloc(1, sizeof *c);
  kh_guard g;
  bool fine = false;
  if (!arena || !c) {
    kh_arena_free(arena);
    free(c);
    return kh_fail(err, KH_E_MEMORY, "not enough memory"), NULL;
  }
  c->arena = arena;
  loading l = {.c = c, .db = db};
  kh_arena_guard(arena, &g);
  if (setjmp(g.env)) kh_fail(err, KH_E_MEMORY, "not enough memory for the database's events");
  else fine = load(&l, err);
  kh_arena_unguard(arena, &g);
  sqlite3_finalize(l.open);
  if (fine) return c;
  kh_cube_free(c);
  return NULL;
}

void kh_cube_free(kh_cube *c) {
  if (!c) return;
  kh_arena_free(c->arena);
  free(c);
}
