/* check.c: is a database whole, and does it say of its texts what stands in them? */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/store_int.h"

typedef struct checking {
  kh_store *s;
  void (*found)(void *user, bool fault, const char *line);
  void *user;
  uint64_t faults;
  kh_status failed;
  kh_error *err;
} checking;

static void tell(checking *c, bool fault, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void tell(checking *c, bool fault, const char *format, ...) {
  char line[400];
  va_list args;
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  for (char *p = line; *p; p++)
    if ((unsigned char)*p < 0x20 || *p == 0x7F) *p = ' ';
  c->faults += fault;
  if (c->found) c->found(c->user, fault, line);
}

/* Damage shows as failures too: they are faults, unless it is memory, or somebody stopped us. */
static void hurt(checking *c, int rc) {
  if ((rc & 0xFF) == SQLITE_CORRUPT || (rc & 0xFF) == SQLITE_NOTADB || (rc & 0xFF) == SQLITE_ERROR) tell(c, true, "%.200s", sqlite3_errmsg(c->s->db));
  else if (!c->failed) c->failed = kh_store_fail(c->s, rc, "check", c->err);
}

/* Calls `each` for every row. */
static void rows(checking *c, const char *sql, void (*each)(checking *, sqlite3_stmt *)) {
  sqlite3_stmt *st;
  int rc = c->failed ? SQLITE_DONE : sqlite3_prepare_v2(c->s->db, sql, -1, &st, NULL);
  if (c->failed) return;
  if (rc == SQLITE_OK) {
    while ((rc = sqlite3_step(st)) == SQLITE_ROW) each(c, st);
    sqlite3_finalize(st);
  }
  if (rc != SQLITE_DONE) hurt(c, rc);
}

static const char *word(sqlite3_stmt *st, int column) {
  const char *v = (const char *)sqlite3_column_text(st, column);
  return v ? v : "";
}

static void file_line(checking *c, sqlite3_stmt *st) {
  if (strcmp(word(st, 0), "ok")) tell(c, true, "the file: %s", word(st, 0));
}

static void key_line(checking *c, sqlite3_stmt *st) { tell(c, true, "%s: %lld rows name a row of %s that is not there", word(st, 0), sqlite3_column_int64(st, 2), word(st, 1)); }

static void version_line(checking *c, sqlite3_stmt *st) {
  tell(c, false, "%lld reports coded by Khaldun %s, ontology %s, data %s, model %.12s", sqlite3_column_int64(st, 4), word(st, 0), word(st, 1), word(st, 2), word(st, 3));
}

static void event_line(checking *c, sqlite3_stmt *st) {
  kh_event_type t = kh_event_of((kh_text){word(st, 1), strlen(word(st, 1))});
  if (!t) tell(c, true, "%s: %lld rows of the type \"%s\", which there is not", word(st, 0), sqlite3_column_int64(st, 4), word(st, 1));
  else if (*word(st, 2) && !kh_mode_of(t, (kh_text){word(st, 2), strlen(word(st, 2))})) tell(c, true, "%s: %lld rows of %s with the mode \"%s\", which there is not", word(st, 0), sqlite3_column_int64(st, 4), word(st, 1), word(st, 2));
  else if (sqlite3_column_int(st, 3) != kh_event_quad(t)) tell(c, true, "%s: %lld rows of %s with the quad code %d", word(st, 0), sqlite3_column_int64(st, 4), word(st, 1), sqlite3_column_int(st, 3));
}

static void occasion_line(checking *c, sqlite3_stmt *st) {
  if (!kh_occasion_of((kh_text){word(st, 0), strlen(word(st, 0))})) tell(c, true, "plans: %lld rows of the occasion \"%s\", which there is not", sqlite3_column_int64(st, 1), word(st, 0));
}

static void text_line(checking *c, sqlite3_stmt *st) {
  char hex[65];
  kh_sha256 h = kh_sha256_of(sqlite3_column_blob(st, 1) ? sqlite3_column_blob(st, 1) : "", (size_t)sqlite3_column_bytes(st, 1));
  kh_hex(h.byte, 32, hex);
  if (strcmp(hex, word(st, 2))) tell(c, true, "documents: the text of row %lld is not the one that was coded", sqlite3_column_int64(st, 0));
}

/* Tables, views and indexes as this program makes them; others beside them are the user's own. */
static void schema(checking *c) {
  sqlite3 *fresh;
  sqlite3_stmt *ours = NULL, *theirs = NULL;
  bool earlier = kh_store_schema(c->s) < KH_STORE_VERSION;
  if (earlier) tell(c, false, "schema version %lld: becomes %d when it is next written to", (long long)kh_store_schema(c->s), KH_STORE_VERSION);
  int rc = sqlite3_open(":memory:", &fresh);
  if (!rc) rc = kh_store_build(fresh);
  if (!rc) rc = sqlite3_prepare_v2(fresh, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid", -1, &ours, NULL);
  if (!rc) rc = sqlite3_prepare_v2(c->s->db, "SELECT sql FROM sqlite_master WHERE name = ?", -1, &theirs, NULL);
  while (!rc && (rc = sqlite3_step(ours)) == SQLITE_ROW) {
    if (earlier && (!strcmp(word(ours, 0), "plans") || !strcmp(word(ours, 0), "plans_flat"))) {
      rc = SQLITE_OK;
      continue;
    }
    sqlite3_bind_text(theirs, 1, word(ours, 0), -1, SQLITE_STATIC);
    rc = sqlite3_step(theirs);
    if (rc == SQLITE_DONE) tell(c, true, "%s: is missing", word(ours, 0));
    else if (rc == SQLITE_ROW && strcmp(word(ours, 1), word(theirs, 0))) tell(c, true, "%s: is not as this program makes it", word(ours, 0));
    rc = rc == SQLITE_ROW || rc == SQLITE_DONE ? sqlite3_reset(theirs) : rc;
  }
  if (rc == SQLITE_DONE) rc = SQLITE_OK;
  sqlite3_finalize(ours);
  sqlite3_finalize(theirs);
  sqlite3_close(fresh);
  if (rc) hurt(c, rc);
}

/* ---- counts that should be 0 ---- */

/* Offsets: within the text, in order, and with the words that the row says, where the text is kept. */
#define OUTSIDE(a, b) " NOT (" a " >= 0 AND " a " <= " b " AND " b " <= d.length)"
#define OTHER_WORDS(t, a, b) " (d.text IS NOT NULL AND substr(d.text, " a " + 1, " b " - " a ") <> " t ")"
#define OF_DOC(table) "SELECT count(*) FROM " table " x JOIN documents d ON d.id = x.doc WHERE"
#define OF_PARTY(table, of, by) "SELECT count(*) FROM " table " x JOIN " of " e ON e.id = x." by " JOIN documents d ON d.id = e.doc WHERE"
#define WORDS(from) from OUTSIDE("x.start", "x.\"end\"") " OR" OTHER_WORDS("x.text", "x.start", "x.\"end\"")
#define RECORD(table) OF_DOC(table) OUTSIDE("x.sentence_start", "x.sentence_end") " OR" OUTSIDE("x.trigger_start", "x.trigger_end") " OR" OTHER_WORDS("x.trigger", "x.trigger_start", "x.trigger_end")
#define DAY(v) "(" v " IS NOT NULL AND date(" v ", '+0 days') IS NOT " v " AND " v " NOT LIKE '-%')"   /* SQLite's calendar begins with the year 0 */

static const struct { const char *sql, *what; } counts[] = {
    {RECORD("events"), "events: %lld rows whose words do not stand at their offsets"},
    {RECORD("plans"), "plans: %lld rows whose words do not stand at their offsets"},
    {WORDS(OF_PARTY("event_actors", "events", "event")), "event_actors: %lld rows whose words do not stand at their offsets"},
    {WORDS(OF_PARTY("plan_actors", "plans", "plan")), "plan_actors: %lld rows whose words do not stand at their offsets"},
    {WORDS(OF_DOC("document_actors")), "document_actors: %lld rows whose words do not stand at their offsets"},
    {WORDS(OF_DOC("document_places")), "document_places: %lld rows whose words do not stand at their offsets"},
    {WORDS(OF_DOC("times")), "times: %lld rows whose words do not stand at their offsets"},
    {WORDS(OF_DOC("figures")), "figures: %lld rows whose words do not stand at their offsets"},
    {OF_DOC("quotes") " (x.speaker_start IS NOT NULL AND (" OUTSIDE("x.speaker_start", "x.speaker_end") " OR" OTHER_WORDS("x.speaker_text", "x.speaker_start", "x.speaker_end") ")) OR "
     "(x.cue_start IS NOT NULL AND (" OUTSIDE("x.cue_start", "x.cue_end") " OR" OTHER_WORDS("x.cue", "x.cue_start", "x.cue_end") "))", "quotes: %lld rows whose words do not stand at their offsets"},
    {OF_DOC("problems") " x.start IS NOT NULL AND" OUTSIDE("x.start", "x.\"end\""), "problems: %lld rows with offsets outside of the text"},
    {"SELECT count(*) FROM documents WHERE text IS NOT NULL AND length(text) <> length", "documents: %lld rows of another length than their text"},
    {"SELECT count(*) FROM (SELECT 1 FROM documents GROUP BY key HAVING sum(current) <> 1 OR max(revision) > (SELECT x.revision FROM documents x WHERE x.key = documents.key AND x.current))",
     "documents: %lld reports whose current revision is not one, or not the latest"},
    {"SELECT (SELECT count(*) FROM events WHERE " DAY("date") " OR " DAY("enddate") ") + (SELECT count(*) FROM plans WHERE " DAY("date") " OR " DAY("enddate") ") + "
     "(SELECT count(*) FROM documents WHERE " DAY("published") ") + (SELECT count(*) FROM times WHERE " DAY("begin_date") " OR " DAY("end_date") ")", "%lld dates that are no days of the calendar"},
    {"SELECT count(*) FROM actors WHERE id NOT IN (SELECT actor FROM event_actors UNION SELECT actor FROM plan_actors UNION SELECT actor FROM document_actors UNION SELECT speaker FROM quotes WHERE speaker IS NOT NULL)",
     "actors: %lld rows that no record names"},
    {"SELECT count(*) FROM places WHERE id NOT IN (SELECT place FROM document_places UNION SELECT place FROM events WHERE place IS NOT NULL UNION SELECT place FROM plans WHERE place IS NOT NULL)", "places: %lld rows that no record names"},
    {"SELECT count(*) FROM signatures WHERE length(shingles) <> 128 OR length(features) % 5 OR length(features) > 480", "signatures: %lld rows of a wrong length"},
    {"SELECT count(*) FROM document_stories m JOIN documents d ON d.id = m.doc WHERE NOT d.current", "document_stories: %lld past revisions"},
    {"SELECT count(*) FROM stories s WHERE s.documents <> (SELECT count(*) FROM document_stories m WHERE m.story = s.id)", "stories: %lld rows that count their reports wrongly"},
    {"SELECT count(*) FROM story_events s WHERE s.mentions <> (SELECT count(*) FROM event_stories m WHERE m.story_event = s.id)", "story_events: %lld rows that count their mentions wrongly"},
    {"SELECT (SELECT count(*) FROM document_search_docsize WHERE id NOT IN (SELECT id FROM documents)) + (SELECT count(*) FROM documents WHERE id NOT IN (SELECT id FROM document_search_docsize))",
     "document_search: %lld rows too many or missing"},
    {"SELECT (SELECT count(*) FROM event_search_docsize WHERE id NOT IN (SELECT id FROM events)) + (SELECT count(*) FROM events e JOIN documents d ON d.id = e.doc WHERE d.text IS NOT NULL AND e.sentence_end > e.sentence_start AND e.id NOT IN (SELECT id FROM event_search_docsize))",
     "event_search: %lld rows too many or missing"},
};

static void zero(checking *c, const char *sql, const char *what) {
  sqlite3_stmt *st;
  int rc = sqlite3_prepare_v2(c->s->db, sql, -1, &st, NULL);
  if (rc != SQLITE_OK) {
    hurt(c, rc);
    return;
  }
  rc = sqlite3_step(st);
  int64_t n = rc == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;
  char line[300];
  if (rc != SQLITE_ROW) hurt(c, rc);
  sqlite3_finalize(st);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  snprintf(line, sizeof line, what, (long long)n);   /* of `counts` above */
#pragma GCC diagnostic pop
  if (n) tell(c, true, "%s", line);
}

/* The search indexes check themselves, which SQLite takes for writing: on a handle of its own, and undone. */
static void search(checking *c) {
  static const char *const sql[] = {"INSERT INTO document_search (document_search, rank) VALUES ('integrity-check', 1)", "INSERT INTO event_search (event_search) VALUES ('integrity-check')"};
  sqlite3 *db = NULL;
  char *why = NULL;
  int rc = access(c->s->path, W_OK) ? SQLITE_READONLY : sqlite3_open_v2(c->s->path, &db, SQLITE_OPEN_READWRITE, NULL);
  if (!rc) sqlite3_busy_timeout(db, 2000);
  if (!rc) rc = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (rc) tell(c, false, "the search indexes were only counted: the file cannot be written now");
  for (int i = 0; i < 2 && !rc; i++) {
    int bad = sqlite3_exec(db, sql[i], NULL, NULL, &why);
    if (bad) tell(c, true, "%s: does not fit the records (%.100s)", i ? "event_search" : "document_search", why ? why : sqlite3_errstr(bad));
    sqlite3_free(why);
    why = NULL;
  }
  if (db) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close(db);
}

kh_status kh_store_check(const char *path, void (*found)(void *user, bool fault, const char *line), void *user, uint64_t *faults, kh_error *err) {
  checking c = {.found = found, .user = user, .err = err};
  kh_status s = kh_store_open(path, KH_STORE_READ, &c.s, err);
  if (s) return s;
  rows(&c, "SELECT v.khaldun, v.ontology, v.data, v.model_sha256, count(*) FROM documents d JOIN versions v ON v.id = d.version GROUP BY v.id ORDER BY v.id", version_line);
  rows(&c, "PRAGMA integrity_check(20)", file_line);
  if (!c.failed) schema(&c);
  rows(&c, "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2", key_line);
  rows(&c, "SELECT 'events', event, ifnull(mode, ''), quad, count(*) FROM events GROUP BY 2, 3, 4 UNION ALL SELECT 'plans', event, ifnull(mode, ''), quad, count(*) FROM plans WHERE event IS NOT NULL GROUP BY 2, 3, 4", event_line);
  rows(&c, "SELECT ifnull(occasion, ''), count(*) FROM plans WHERE event IS NULL GROUP BY 1", occasion_line);
  rows(&c, "SELECT id, text, sha256 FROM documents WHERE text IS NOT NULL", text_line);
  for (size_t i = 0; i < sizeof counts / sizeof *counts && !c.failed; i++) zero(&c, counts[i].sql, counts[i].what);
  if (!c.failed) search(&c);
  kh_store_close(c.s);
  if (faults) *faults = c.faults;
  return c.failed;
}
