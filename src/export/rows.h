/* rows.h: events of a database into rows of the field's formats. docs/formats.md says what stands in each column. */
#ifndef KH_ROWS_H
#define KH_ROWS_H
#include <sqlite3.h>

#include "doc/doc.h"

/* What is read of an event, as text; empty where it is not known. */
#define KH_TOLD_TABLE(X)                                                                                              \
  X(ID, "printf('%016x', e.uid)") X(EVENT, "e.event") X(MODE, "e.mode") X(QUAD, "e.quad") X(INTENSITY, "e.intensity") X(CAMEO, "e.cameo") X(CONTEXTS, "e.contexts") \
  X(STATUS, "e.status") X(DATE, "e.date") X(ENDDATE, "e.enddate") X(PRECISION, "e.precision") X(STATED, "e.date_stated") \
  X(PLACE, "p.name") X(ADMIN1, "p.admin1") X(COUNTRY, "p.country") X(LAT, "p.lat") X(LON, "p.lon") X(GEONAMEID, "p.geonameid") X(FEATURE, "p.feature") X(RESOLUTION, "p.resolution") \
  X(PLACE_TEXT, "ifnull((SELECT x.text FROM document_places x WHERE x.doc = e.doc AND x.place = e.place AND NOT x.demonym AND x.sentence = e.sentence ORDER BY x.n LIMIT 1), " \
                "(SELECT x.text FROM document_places x WHERE x.doc = e.doc AND x.place = e.place AND NOT x.demonym ORDER BY x.n LIMIT 1))") \
  X(BASE_EVENT, "e.base_event") X(BASE_MODE, "e.base_mode") X(BASE_STATUS, "e.base_status")                           \
  X(DEAD, "e.dead") X(INJURED, "e.injured") X(ARRESTED, "e.arrested") X(PARTICIPANTS, "e.participants")                \
  X(SENTENCE, "e.sentence") X(TRIGGER, "e.\"trigger\"") X(TRIGGER_START, "e.trigger_start") X(RULE, "e.rule") X(CONFIDENCE, "round(e.confidence, 3)") \
  X(DOC_ID, "d.id") X(NAME, "d.name") X(URL, "d.url") X(SOURCE, "d.source") X(PUBLISHED, "d.published") X(TITLE, "d.title") X(LANGUAGE, "d.language") X(LENGTH, "d.length") \
  X(TEXT, "substr(d.text, e.sentence_start + 1, e.sentence_end - e.sentence_start)")                                  \
  X(VERSION, "(SELECT v.khaldun FROM versions v WHERE v.id = d.version)")                                             \
  X(STORY, "s.story") X(STORY_EVENT, "s.id") X(MENTIONS, "s.mentions") X(REPORTS, "s.documents") X(SOURCES, "s.sources") X(FIRST, "s.first") X(HEAD, "s.event")

typedef enum kh_told_column {
#define X(name, sql) KH_TOLD_##name,
  KH_TOLD_TABLE(X)
#undef X
  KH_TOLD_COLUMNS
} kh_told_column;

typedef struct kh_party {
  kh_str text, name, link, country, sector, others, role, cow;
  int64_t start;
  bool recipient;
} kh_party;

typedef struct kh_exporter kh_exporter;
typedef struct kh_export_form {
  const char *name, *summary, *type, *file;   /* MIME type; name to save it by */
  int columns;                          /* of a table: each row has so many, or it is refused; 0: no table */
  bool once;                            /* an event that several reports tell has one row */
  void (*begin)(kh_exporter *x), (*row)(kh_exporter *x), (*end)(kh_exporter *x);
} kh_export_form;
#define KH_EXPORT_FORMS(X) X(csv) X(xlsx) X(jsonl) X(geojson) X(plover) X(polecat) X(icews) X(gdelt) X(gdelt_mentions) X(phoenix) X(quads)
#define X(name) extern const kh_export_form kh_form_##name;
KH_EXPORT_FORMS(X)
#undef X
const kh_export_form *kh_export_form_of(const char *name);   /* NULL for an unknown one */

struct kh_exporter {
  const kh_export_form *form;
  kh_buf *out;
  sqlite3 *db;
  sqlite3_stmt *event, *parties, *named, *located, *pairs;
  kh_arena *arena;                      /* of the event */
  kh_str told[KH_TOLD_COLUMNS];
  KH_VEC(kh_party) party;
  int64_t row;                          /* of events */
  bool once;
  uint8_t *given;                       /* a byte a row of story_events: 1 where it was written */
  int64_t given_count;
  int cells;                            /* of the row so far */
  uint64_t rows;
  void *book;                           /* of xlsx */
  kh_status failed;
  kh_error *err;
};

/* once: also where the format does not ask for it. Write events, then close; what is written stands in *out, which may be emptied between. */
kh_status kh_exporter_open(kh_exporter *x, sqlite3 *db, const kh_export_form *form, bool once, kh_buf *out, kh_error *err);
kh_status kh_exporter_event(kh_exporter *x, int64_t row);
kh_status kh_exporter_end(kh_exporter *x);      /* the format's last words */
void kh_exporter_close(kh_exporter *x);         /* always, whatever failed */
kh_status kh_exporter_broken(kh_exporter *x, int rc);   /* SQLite failed with rc: the first failure is kept and given */

/* Cells of tables with tabs, without quotation marks: blanks for tabs, line ends and control characters, ' for ", and ' before what a spreadsheet would
 * take for a formula. kh_put_plain: the same, but numbers stay numbers. */
void kh_put_text(kh_exporter *x, kh_str v);
void kh_put_plain(kh_exporter *x, kh_str v);
void kh_put_format(kh_exporter *x, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool kh_is_number(kh_str v);                    /* one that JSON and every table take as it stands */
void kh_put_end(kh_exporter *x);                /* the row ends; KH_E_FORMAT unless it has all its cells */
/* The text of a cell, in the arena; guard: ' before formulas. */
kh_str kh_clean(kh_arena *a, kh_str v, bool guard);
void kh_csv_cell(kh_buf *b, kh_arena *a, kh_str v);   /* cleaned, guarded, quoted where it must be */

/* The parties on a side, 0 … n; NULL behind the last. */
const kh_party *kh_party_at(const kh_exporter *x, bool recipient, size_t n);

void kh_book_drop(kh_exporter *x);               /* xlsx: what is left of a workbook that was not ended */

/* ---- codes.c: the field's codes; "" where there is none ---- */
const char *kh_cameo_words(kh_str cameo);
const char *kh_cameo_goldstein(kh_str cameo);
const char *kh_cameo_role(kh_str sector);
const char *kh_sector_words(kh_str sector);
const char *kh_country_cameo(kh_str country);
const char *kh_country_fips(kh_str country);
const char *kh_country_name(kh_str country);    /* "" for codes beyond states */
#endif
