/* flat.c: our own columns as CSV, as JSON lines and as GeoJSON. */
#include "export/flat.h"

#include "export/json.h"

static const kh_flat_column columns[] = {
    {"id", KH_TOLD_ID, 0}, {"event", KH_TOLD_EVENT, 0}, {"mode", KH_TOLD_MODE, 0}, {"quad", KH_TOLD_QUAD, 1}, {"intensity", KH_TOLD_INTENSITY, 1}, {"cameo", KH_TOLD_CAMEO, 0},
    {"contexts", KH_TOLD_CONTEXTS, 0}, {"status", KH_TOLD_STATUS, 0}, {"date", KH_TOLD_DATE, 0}, {"enddate", KH_TOLD_ENDDATE, 0}, {"precision", KH_TOLD_PRECISION, 0}, {"date_stated", KH_TOLD_STATED, 1},
    {"actors", KH_FLAT_NAMES, 0}, {"actor_country", KH_FLAT_COUNTRY, 0}, {"actor_sector", KH_FLAT_SECTOR, 0}, {"actor_role", KH_FLAT_ROLE, 0},
    {"recipients", KH_FLAT_NAMES + 1, 0}, {"recipient_country", KH_FLAT_COUNTRY + 1, 0}, {"recipient_sector", KH_FLAT_SECTOR + 1, 0}, {"recipient_role", KH_FLAT_ROLE + 1, 0},
    {"place", KH_TOLD_PLACE, 0}, {"admin1", KH_TOLD_ADMIN1, 0}, {"country", KH_TOLD_COUNTRY, 0}, {"lat", KH_TOLD_LAT, 1}, {"lon", KH_TOLD_LON, 1}, {"geonameid", KH_TOLD_GEONAMEID, 1},
    {"base_event", KH_TOLD_BASE_EVENT, 0}, {"base_mode", KH_TOLD_BASE_MODE, 0}, {"base_status", KH_TOLD_BASE_STATUS, 0},
    {"dead", KH_TOLD_DEAD, 1}, {"injured", KH_TOLD_INJURED, 1}, {"arrested", KH_TOLD_ARRESTED, 1}, {"participants", KH_TOLD_PARTICIPANTS, 1},
    {"trigger", KH_TOLD_TRIGGER, 0}, {"rule", KH_TOLD_RULE, 0}, {"confidence", KH_TOLD_CONFIDENCE, 1},
    {"doc", KH_TOLD_NAME, 0}, {"url", KH_TOLD_URL, 0}, {"source", KH_TOLD_SOURCE, 0}, {"published", KH_TOLD_PUBLISHED, 0}, {"title", KH_TOLD_TITLE, 0}, {"event_text", KH_TOLD_TEXT, 0},
    {"story", KH_TOLD_STORY, 1}, {"story_event", KH_TOLD_STORY_EVENT, 1}, {"mentions", KH_TOLD_MENTIONS, 1}, {"sources", KH_TOLD_SOURCES, 1}};
enum { COLUMNS = sizeof columns / sizeof *columns };
_Static_assert((int)COLUMNS == (int)KH_FLAT_COLUMNS, "KH_FLAT_COLUMNS says how many");

const kh_flat_column *kh_flat_at(int column) { return &columns[column]; }

kh_str kh_flat_value(kh_exporter *x, int column) {
  int from = columns[column].from;
  if (from < KH_TOLD_COLUMNS) return x->told[from];
  bool recipient = (from - KH_FLAT_NAMES) % 2;
  const kh_party *p = kh_party_at(x, recipient, 0);
  if (!p) return KH_STR("");
  switch (from - recipient) {
    case KH_FLAT_COUNTRY: return p->country;
    case KH_FLAT_SECTOR: return p->sector;
    case KH_FLAT_ROLE: return p->role;
    default: break;
  }
  kh_str names = p->name;
  for (size_t i = 1; (p = kh_party_at(x, recipient, i)); i++) names = kh_str_printf(x->arena, KH_FMT "; " KH_FMT, KH_ARG(names), KH_ARG(p->name));
  return names;
}

/* ---- CSV (RFC 4180) ---- */

void kh_csv_cell(kh_buf *b, kh_arena *a, kh_str v) {
  v = kh_clean(a, v, true);
  bool quote = v.n && *v.s == '\'';
  for (size_t i = 0; i < v.n && !quote; i++) quote = v.s[i] == ',' || v.s[i] == '"';
  if (quote) kh_buf_byte(b, '"');
  for (size_t i = 0; i < v.n; i++) {
    if (v.s[i] == '"') kh_buf_byte(b, '"');
    kh_buf_byte(b, v.s[i]);
  }
  if (quote) kh_buf_byte(b, '"');
}

static void csv_begin(kh_exporter *x) {
  for (int c = 0; c < COLUMNS; c++) kh_buf_printf(x->out, "%s%s", c ? "," : "", columns[c].name);
  kh_buf_put(x->out, "\r\n", 2);
}

static void csv_row(kh_exporter *x) {
  for (int c = 0; c < COLUMNS; c++) {
    kh_str v = kh_flat_value(x, c);
    if (c) kh_buf_byte(x->out, ',');
    if (columns[c].number && kh_is_number(v)) {
      kh_buf_str(x->out, v);
      continue;
    }
    kh_csv_cell(x->out, x->arena, v);
  }
  kh_buf_put(x->out, "\r\n", 2);
  x->rows++;
}

const kh_export_form kh_form_csv = {.name = "csv", .summary = "our columns, for spreadsheets, R, Python", .type = "text/csv; charset=utf-8", .file = "events.csv", .begin = csv_begin, .row = csv_row};

/* ---- JSON ---- */

static void fields(kh_exporter *x) {
  kh_buf_byte(x->out, '{');
  for (int c = 0; c < COLUMNS; c++) {
    kh_str v = kh_flat_value(x, c);
    if (!v.n) continue;
    kh_json_key(x->out, columns[c].name);
    if (columns[c].number && kh_is_number(v)) kh_buf_str(x->out, v);
    else kh_json_string(x->out, v);
  }
  kh_buf_byte(x->out, '}');
}

static void jsonl_row(kh_exporter *x) {
  fields(x);
  kh_buf_byte(x->out, '\n');
  x->rows++;
}

const kh_export_form kh_form_jsonl = {.name = "jsonl", .summary = "our columns, an object a line", .type = "application/x-ndjson", .file = "events.jsonl", .row = jsonl_row};

static void geo_begin(kh_exporter *x) { kh_buf_printf(x->out, "{\"type\":\"FeatureCollection\",\"features\":["); }

static void geo_row(kh_exporter *x) {
  kh_str lat = x->told[KH_TOLD_LAT], lon = x->told[KH_TOLD_LON];
  kh_buf_printf(x->out, "%s{\"type\":\"Feature\",\"geometry\":", x->rows++ ? ",\n" : "\n");
  if (kh_is_number(lat) && kh_is_number(lon)) kh_buf_printf(x->out, "{\"type\":\"Point\",\"coordinates\":[" KH_FMT "," KH_FMT "]}", KH_ARG(lon), KH_ARG(lat));
  else kh_buf_put(x->out, "null", 4);
  kh_buf_put(x->out, ",\"properties\":", 14);
  fields(x);
  kh_buf_byte(x->out, '}');
}

static void geo_end(kh_exporter *x) { kh_buf_put(x->out, "\n]}\n", 4); }

const kh_export_form kh_form_geojson = {.name = "geojson", .summary = "points with our columns, for QGIS and maps", .type = "application/geo+json", .file = "events.geojson", .begin = geo_begin, .row = geo_row, .end = geo_end};
