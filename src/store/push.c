/* push.c: a database's reports into PostgreSQL.
 *
 * Rows are copied as they are into temporary tables (stage_T beside each table T), with a further column new_id: the number that the row gets or has there.
 * Statements on the server then put them in, each reference looked up in the stage of the table that it points to. Documents go in batches, one
 * transaction each; the statements of a batch run under a lock, so that several may push at once. A report is known by its key and its text's hash; of two
 * codings the better one stays, as in merge.c. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/push_int.h"

#ifdef KH_HAS_POSTGRESQL
#include <libpq-fe.h>

enum { BATCH = 256, COLUMNS = 64, LOCK = KH_STORE_MARK, SEND = 65536 };

/* Tables, with the columns that refer to other tables. SHARED: once for the whole push; else by document, or by the records of a document. */
typedef enum how { SHARED, DOCUMENT, BY_DOC, BY_EVENT, BY_PLAN } how;
static const struct { const char *name; how how; const char *refs; } tables[] = {
    {"versions", SHARED, ""}, {"actors", SHARED, ""}, {"places", SHARED, ""},
    {"documents", DOCUMENT, "version:versions "},
    {"quotes", BY_DOC, "doc:documents speaker:actors "},
    {"events", BY_DOC, "doc:documents actor:actors recipient:actors place:places quote:quotes "},
    {"event_actors", BY_EVENT, "event:events actor:actors "},
    {"plans", BY_DOC, "doc:documents actor:actors recipient:actors place:places quote:quotes "},
    {"plan_actors", BY_PLAN, "plan:plans actor:actors "},
    {"document_actors", BY_DOC, "doc:documents actor:actors "}, {"document_places", BY_DOC, "doc:documents place:places "},
    {"times", BY_DOC, "doc:documents "}, {"figures", BY_DOC, "doc:documents "}, {"problems", BY_DOC, "doc:documents "},
    {"signatures", BY_DOC, "doc:documents "}, {"items", BY_DOC, "doc:documents "}};
enum { TABLES = sizeof tables / sizeof *tables, DOCUMENTS = 3 };

typedef struct pushing {
  kh_store *from;
  PGconn *pg;
  sqlite3_stmt *read[TABLES];
  char *columns[TABLES];      /* as SQL: "id", "uid", … */
  kh_buf sql, rows;
  kh_merge_counts c;
  kh_status failed;
  kh_error *err;
} pushing;

static bool broken(pushing *p, const char *why) {
  if (p->failed) return false;
  while (!strncmp(why, "ERROR:", 6) || *why == ' ') why += *why == ' ' ? 1 : 6;
  bool lost = PQstatus(p->pg) != CONNECTION_OK;
  p->failed = kh_fail(p->err, lost ? KH_E_NETWORK : KH_E_IO, "PostgreSQL: %.*s%s", (int)strcspn(why, "\n"), *why ? why : "no answer",
                      lost && p->c.total ? "; push again: what was committed is kept" : "");
  return false;
}

static bool misread(pushing *p, int rc) {
  if (!p->failed) p->failed = kh_store_fail(p->from, rc, "push", p->err);
  return false;
}

/* Runs statements; *rows (may be NULL) gets how many rows the last one touched. */
static bool pg_do(pushing *p, const char *sql, uint64_t *rows) {
  if (p->failed) return false;
  PGresult *r = PQexec(p->pg, sql);
  ExecStatusType st = PQresultStatus(r);
  bool fine = st == PGRES_COMMAND_OK || st == PGRES_TUPLES_OK || st == PGRES_COPY_IN;
  if (fine && rows) *rows = strtoull(PQcmdTuples(r), NULL, 10);
  if (!fine) broken(p, PQerrorMessage(p->pg));
  PQclear(r);
  return fine;
}

static bool pg_made(pushing *p) {
  bool fine = !p->sql.failed;
  if (!fine && !p->failed) p->failed = kh_fail(p->err, KH_E_MEMORY, "not enough memory");
  if (fine) kh_buf_byte(&p->sql, 0), fine = !p->sql.failed && pg_do(p, p->sql.s, NULL);
  p->sql.n = 0;
  return fine;
}

/* The first value of an answer as a number; `none` where there is none. */
static int64_t pg_number(pushing *p, const char *sql, int64_t none) {
  if (p->failed) return none;
  PGresult *r = PQexec(p->pg, sql);
  if (PQresultStatus(r) != PGRES_TUPLES_OK) broken(p, PQerrorMessage(p->pg));
  else if (PQntuples(r) && !PQgetisnull(r, 0, 0)) none = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
  PQclear(r);
  return none;
}

/* ---- rows into stages ---- */

static bool send(pushing *p, size_t at_least) {
  if (p->rows.n < at_least || p->failed) return !p->failed;
  if (p->rows.failed) p->failed = kh_fail(p->err, KH_E_MEMORY, "not enough memory");
  else if (p->rows.n && PQputCopyData(p->pg, p->rows.s, (int)p->rows.n) != 1) broken(p, PQerrorMessage(p->pg));
  p->rows.n = 0;
  return !p->failed;
}

/* A value in COPY's text format. A NUL, which PostgreSQL cannot hold, becomes a blank. */
static void put_value(kh_buf *b, sqlite3_stmt *row, int c) {
  static const char hex[] = "0123456789abcdef";
  switch (sqlite3_column_type(row, c)) {
    case SQLITE_NULL: kh_buf_str(b, kh_str_of("\\N")); break;
    case SQLITE_INTEGER: kh_buf_printf(b, "%lld", (long long)sqlite3_column_int64(row, c)); break;
    case SQLITE_FLOAT: kh_buf_printf(b, "%.17g", sqlite3_column_double(row, c)); break;
    case SQLITE_BLOB: {
      const unsigned char *s = sqlite3_column_blob(row, c);
      kh_buf_str(b, kh_str_of("\\\\x"));
      for (int i = 0, n = sqlite3_column_bytes(row, c); i < n; i++) kh_buf_byte(b, hex[s[i] >> 4]), kh_buf_byte(b, hex[s[i] & 15]);
      break;
    }
    default: {
      const char *s = (const char *)sqlite3_column_text(row, c);
      for (int i = 0, n = sqlite3_column_bytes(row, c); s && i < n; i++) {
        const char *special = s[i] ? strchr("\\\\\nn\tt\rr", s[i]) : NULL;
        if (special && (s[i] == '\\' || s[i] < ' ')) kh_buf_byte(b, '\\'), kh_buf_byte(b, special[1]);
        else kh_buf_byte(b, s[i] ? s[i] : ' ');
      }
    }
  }
}

static void put_rows(pushing *p, int table) {
  sqlite3_stmt *row = p->read[table];
  int rc;
  while (!p->failed && (rc = sqlite3_step(row)) != SQLITE_DONE) {
    if (rc != SQLITE_ROW) {
      misread(p, rc);
      break;
    }
    for (int c = 0, n = sqlite3_column_count(row); c < n; c++) {
      if (c) kh_buf_byte(&p->rows, '\t');
      put_value(&p->rows, row, c);
    }
    kh_buf_byte(&p->rows, '\n');
    if (table > DOCUMENTS) p->c.records++;
    send(p, SEND);
  }
  sqlite3_reset(row);
}

static bool copy_begin(pushing *p, int table) {
  kh_buf_printf(&p->sql, "COPY stage_%s (%s) FROM STDIN", tables[table].name, p->columns[table]);
  p->rows.n = 0;
  return pg_made(p);
}

static bool copy_end(pushing *p) {
  send(p, 0);
  if (PQputCopyEnd(p->pg, p->failed ? "push stopped" : NULL) != 1) broken(p, PQerrorMessage(p->pg));
  for (PGresult *r; (r = PQgetResult(p->pg)); PQclear(r))
    if (PQresultStatus(r) != PGRES_COMMAND_OK) broken(p, PQerrorMessage(p->pg));
  return !p->failed;
}

/* ---- the beginning: tables, stages, what all documents share ---- */

static bool connect_to(pushing *p, const char *url) {
  p->pg = PQconnectdb(url);
  if (!p->pg) p->failed = kh_fail(p->err, KH_E_MEMORY, "not enough memory");
  else if (PQstatus(p->pg) != CONNECTION_OK) {
    const char *why = PQerrorMessage(p->pg);
    p->failed = kh_fail(p->err, KH_E_NETWORK, "%.*s", (int)strcspn(why, "\n"), why);
  }
  return !p->failed && pg_do(p, "SET client_min_messages = warning; SET client_encoding = 'UTF8'; SET synchronous_commit = on", NULL);
}

static bool make_tables(pushing *p) {
  kh_buf_printf(&p->sql, "BEGIN; SELECT pg_advisory_xact_lock(%d)", LOCK);
  if (!pg_made(p)) return false;
  if (pg_number(p, "SELECT 1 WHERE to_regclass('khaldun_schema') IS NOT NULL", 0)) {
    int64_t version = pg_number(p, "SELECT max(version) FROM khaldun_schema", 0);
    if (version > KH_STORE_VERSION && !p->failed) p->failed = kh_fail(p->err, KH_E_NEWER, "the server's tables have schema version %lld, this program knows %d; a newer Khaldun writes to them", (long long)version, KH_STORE_VERSION);
    else if (version < KH_STORE_VERSION && !p->failed) {
      kh_push_upgrade(&p->sql);
      pg_made(p);
    }
  } else {
    kh_push_schema(&p->sql);
    pg_made(p);
  }
  return pg_do(p, "COMMIT", NULL);
}

/* The columns of each table, a stage for it and the statement that reads it. */
static bool make_stages(pushing *p) {
  static const char *const where[] = {[SHARED] = "", [DOCUMENT] = " WHERE id > ? ORDER BY id LIMIT ?", [BY_DOC] = " WHERE doc = ?",
                                      [BY_EVENT] = " WHERE event IN (SELECT id FROM events WHERE doc = ?)", [BY_PLAN] = " WHERE plan IN (SELECT id FROM plans WHERE doc = ?)"};
  for (int t = 0; t < TABLES && !p->failed; t++) {
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT * FROM %s%s", tables[t].name, where[tables[t].how]);
    int rc = sqlite3_prepare_v3(p->from->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &p->read[t], NULL);
    if (rc) return misread(p, rc);
    kh_buf names = {0};
    bool numbered = !strcmp(sqlite3_column_name(p->read[t], 0), "id");
    for (int c = 0; c < sqlite3_column_count(p->read[t]); c++) kh_buf_printf(&names, "%s\"%s\"", c ? ", " : "", sqlite3_column_name(p->read[t], c));
    kh_buf_byte(&names, 0);
    if (names.failed) {
      p->failed = kh_fail(p->err, KH_E_MEMORY, "not enough memory");
      kh_buf_free(&names);
      return false;
    }
    p->columns[t] = names.s;
    kh_buf_printf(&p->sql, "CREATE TEMP TABLE stage_%s (LIKE %s)", tables[t].name, tables[t].name);
    if (numbered)
      kh_buf_printf(&p->sql, "; ALTER TABLE stage_%s ADD new_id bigint DEFAULT nextval(pg_get_serial_sequence('%s', 'id')); CREATE INDEX ON stage_%s (id)", tables[t].name, tables[t].name, tables[t].name);
    if (t == DOCUMENTS) kh_buf_str(&p->sql, kh_str_of("; ALTER TABLE stage_documents ADD fresh boolean"));
    pg_made(p);
  }
  return !p->failed;
}

static bool push_shared(pushing *p) {
  kh_buf_printf(&p->sql, "BEGIN; SELECT pg_advisory_xact_lock(%d)", LOCK);
  pg_made(p);
  for (int t = 0; t < DOCUMENTS && !p->failed; t++) {
    if (!copy_begin(p, t)) break;
    put_rows(p, t);
    if (!copy_end(p)) break;
    const char *rest = p->columns[t] + strlen("\"id\", ");
    kh_buf_printf(&p->sql, "INSERT INTO %s (%s) SELECT %s FROM stage_%s ON CONFLICT DO NOTHING", tables[t].name, rest, rest, tables[t].name);
    pg_made(p);
  }
  /* two gazetteers may put a place some minutes apart: the same one wins in whatever order they come */
  pg_do(p, "UPDATE places p SET lat = s.lat, lon = s.lon FROM stage_places s WHERE p.uid = s.uid AND (coalesce(p.lat, -999), coalesce(p.lon, -999)) < (coalesce(s.lat, -999), coalesce(s.lon, -999));"
           "UPDATE stage_actors s SET new_id = x.id FROM actors x WHERE x.uid = s.uid; UPDATE stage_places s SET new_id = x.id FROM places x WHERE x.uid = s.uid;"
           "UPDATE stage_versions s SET new_id = x.id FROM versions x WHERE (x.khaldun, x.ontology, x.data, x.data_sha256, x.model, x.model_sha256) = "
           "(s.khaldun, s.ontology, s.data, s.data_sha256, s.model, s.model_sha256); COMMIT; ANALYZE stage_actors, stage_places, stage_versions", NULL);
  return !p->failed;
}

/* ---- a batch of documents ---- */

/* Which are new, or better than what is there. */
static const char find_fresh[] =
    "UPDATE stage_documents s SET fresh = NOT EXISTS (SELECT FROM documents d JOIN versions v ON v.id = d.version JOIN stage_versions w ON w.id = s.version "
    "WHERE md5(d.key) = md5(s.key) AND d.key = s.key AND d.sha256 = s.sha256 AND "
    "(d.failed IS NULL, d.text IS NOT NULL, v.khaldun, v.ontology, v.data, v.model, v.data_sha256, v.model_sha256) >= "
    "(s.failed IS NULL, s.text IS NOT NULL, w.khaldun, w.ontology, w.data, w.model, w.data_sha256, w.model_sha256))%s";
static const char known_ids[] = "UPDATE stage_documents s SET new_id = d.id FROM documents d WHERE md5(d.key) = md5(s.key) AND d.key = s.key AND d.sha256 = s.sha256";
static const char drop_old[] =
    "DELETE FROM event_actors WHERE event IN (SELECT e.id FROM events e JOIN stage_documents s ON s.new_id = e.doc WHERE s.fresh);"
    "DELETE FROM plan_actors WHERE plan IN (SELECT e.id FROM plans e JOIN stage_documents s ON s.new_id = e.doc WHERE s.fresh)";
static const char after[] =
    "UPDATE documents d SET revision = s.revision FROM stage_documents s WHERE d.id = s.new_id AND d.revision < s.revision;"
    "UPDATE documents d SET current = (d.id = x.id)::integer FROM (SELECT DISTINCT ON (d.key) d.key, d.id FROM documents d JOIN stage_documents s ON md5(s.key) = md5(d.key) AND s.key = d.key "
    "ORDER BY d.key, d.revision DESC, d.published DESC NULLS LAST, d.sha256 COLLATE \"C\" DESC) x WHERE md5(d.key) = md5(x.key) AND d.key = x.key AND d.current <> (d.id = x.id)::integer;"
    "COMMIT";

/* INSERT INTO T … SELECT from its stage: each column as it is, its own number, or the number of what it refers to. */
static bool insert_from_stage(pushing *p, int t) {
  const char *name = tables[t].name;
  kh_buf_printf(&p->sql, "INSERT INTO %s (%s) SELECT ", name, p->columns[t]);
  for (int c = 0; c < sqlite3_column_count(p->read[t]); c++) {
    const char *column = sqlite3_column_name(p->read[t], c), *of = NULL;
    size_t n = strlen(column);
    for (const char *r = tables[t].refs; *r && !of; r += strcspn(r, " ") + 1)
      if (!strncmp(r, column, n) && r[n] == ':') of = r + n + 1;
    if (c) kh_buf_str(&p->sql, kh_str_of(", "));
    if (c == 0 && !strcmp(column, "id")) kh_buf_str(&p->sql, kh_str_of("s.new_id"));
    else if (of) kh_buf_printf(&p->sql, "(SELECT r.new_id FROM stage_%.*s r WHERE r.id = s.\"%s\")", (int)strcspn(of, " "), of, column);
    else kh_buf_printf(&p->sql, "s.\"%s\"", column);
  }
  kh_buf_printf(&p->sql, " FROM stage_%s s ", name);
  if (tables[t].how == DOCUMENT) {
    kh_buf_str(&p->sql, kh_str_of("WHERE s.fresh ON CONFLICT (md5(key), sha256) DO UPDATE SET "));
    for (int c = 1; c < sqlite3_column_count(p->read[t]); c++) {
      const char *column = sqlite3_column_name(p->read[t], c);
      if (!strcmp(column, "revision")) kh_buf_str(&p->sql, kh_str_of(", revision = greatest(documents.revision, excluded.revision)"));
      else kh_buf_printf(&p->sql, "%s\"%s\" = excluded.\"%s\"", c > 1 ? ", " : "", column, column);
    }
  } else if (tables[t].how == BY_DOC) kh_buf_str(&p->sql, kh_str_of("JOIN stage_documents d ON d.id = s.doc AND d.fresh"));
  else
    kh_buf_printf(&p->sql, "JOIN stage_%ss e ON e.id = s.%s JOIN stage_documents d ON d.id = e.doc AND d.fresh", tables[t].how == BY_EVENT ? "event" : "plan", tables[t].how == BY_EVENT ? "event" : "plan");
  if (!strcmp(name, "items")) kh_buf_str(&p->sql, kh_str_of(" ON CONFLICT DO NOTHING"));
  return pg_made(p);
}

/* Documents after `last` into their stage; how many. */
static uint64_t stage_documents(pushing *p, int64_t last) {
  if (!copy_begin(p, DOCUMENTS)) return 0;
  sqlite3_bind_int64(p->read[DOCUMENTS], 1, last);
  sqlite3_bind_int(p->read[DOCUMENTS], 2, BATCH);
  put_rows(p, DOCUMENTS);
  copy_end(p);
  return (uint64_t)pg_number(p, "SELECT count(*) FROM stage_documents", 0);
}

/* What hangs on the documents that are wanted. */
static bool stage_records(pushing *p) {
  if (p->failed) return false;
  PGresult *r = PQexec(p->pg, "SELECT id FROM stage_documents WHERE fresh ORDER BY id");
  if (PQresultStatus(r) != PGRES_TUPLES_OK) broken(p, PQerrorMessage(p->pg));
  int n = p->failed ? 0 : PQntuples(r);
  for (int t = DOCUMENTS + 1; n && t < TABLES && !p->failed; t++) {
    if (!copy_begin(p, t)) break;
    for (int i = 0; i < n && !p->failed; i++) {
      sqlite3_bind_int64(p->read[t], 1, strtoll(PQgetvalue(r, i, 0), NULL, 10));
      put_rows(p, t);
    }
    copy_end(p);
  }
  PQclear(r);
  return !p->failed && n;
}

static bool push_batch(pushing *p, int64_t *last) {
  kh_buf_str(&p->sql, kh_str_of("BEGIN; TRUNCATE stage_documents"));
  for (int t = DOCUMENTS + 1; t < TABLES; t++) kh_buf_printf(&p->sql, ", stage_%s", tables[t].name);
  if (!pg_made(p)) return false;
  uint64_t n = stage_documents(p, *last), fresh = 0;
  if (!n) return pg_do(p, "COMMIT", NULL), false;
  *last = pg_number(p, "SELECT max(id) FROM stage_documents", *last);
  kh_buf_printf(&p->sql, find_fresh, "");
  pg_made(p);
  bool some = stage_records(p);
  kh_buf_printf(&p->sql, "SELECT pg_advisory_xact_lock(%d)", LOCK);
  pg_made(p);
  if (some) {   /* another pusher may have been faster meanwhile */
    kh_buf_printf(&p->sql, find_fresh, " WHERE s.fresh");
    pg_made(p);
  }
  uint64_t there = 0;
  pg_do(p, known_ids, &there);
  fresh = (uint64_t)pg_number(p, "SELECT count(*) FROM stage_documents WHERE fresh", 0);
  uint64_t replaced = (uint64_t)pg_number(p, "SELECT count(*) FROM stage_documents s JOIN documents d ON d.id = s.new_id WHERE s.fresh", 0);
  if (replaced) {
    pg_do(p, drop_old, NULL);
    for (int t = DOCUMENTS + 1; t < TABLES - 1; t++)   /* but for items: what was read stays read */
      if (tables[t].how == BY_DOC) kh_buf_printf(&p->sql, "DELETE FROM %s WHERE doc IN (SELECT new_id FROM stage_documents WHERE fresh);", tables[t].name);
    pg_made(p);
  }
  for (int t = DOCUMENTS; fresh && t < TABLES && !p->failed; t++) insert_from_stage(p, t);
  if (!pg_do(p, after, NULL)) return false;
  p->c.documents += n, p->c.added += fresh - replaced, p->c.replaced += replaced, p->c.known += n - fresh;
  return true;
}

static void push(pushing *p, const char *url, bool (*progress)(void *, const kh_merge_counts *), void *user) {
  sqlite3_stmt *st;
  if (!connect_to(p, url) || !make_tables(p) || !make_stages(p) || !push_shared(p)) return;
  if (sqlite3_prepare_v2(p->from->db, "SELECT count(*) FROM documents", -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) p->c.total = (uint64_t)sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  for (int64_t last = 0; !p->failed && push_batch(p, &last);)
    if (progress && !progress(user, &p->c) && !p->failed) p->failed = kh_fail(p->err, KH_E_LIMIT, "stopped; what was pushed before is kept");
}

kh_status kh_store_push(kh_store *s, const char *url, bool (*progress)(void *user, const kh_merge_counts *so_far), void *user, kh_merge_counts *counts, kh_error *err) {
  kh_error local;
  if (!s || !url) return kh_fail(err, KH_E_ARGUMENT, "kh_store_push needs an open store and the address of a server");
  if (strncmp(url, "postgresql://", 13) && strncmp(url, "postgres://", 11)) return kh_fail(err, KH_E_ARGUMENT, "\"%.100s\" is no address like postgresql://user@host/name", url);
  pushing p = {.from = s, .err = err ? err : &local};
  p.failed = kh_store_sql(s, "BEGIN", p.err);   /* one state of it, though somebody writes */
  if (!p.failed) {
    push(&p, url, progress, user);
    for (int t = 0; t < TABLES; t++) {
      sqlite3_finalize(p.read[t]);
      free(p.columns[t]);
    }
    sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
  }
  PQfinish(p.pg);
  kh_buf_free(&p.sql);
  kh_buf_free(&p.rows);
  if (counts) *counts = p.c;
  return p.failed;
}

#else

kh_status kh_store_push(kh_store *s, const char *url, bool (*progress)(void *user, const kh_merge_counts *so_far), void *user, kh_merge_counts *counts, kh_error *err) {
  (void)s, (void)url, (void)progress, (void)user, (void)counts;
  return kh_fail(err, KH_E_ARGUMENT, "this khaldun was built without PostgreSQL (libpq was missing)");
}

#endif
