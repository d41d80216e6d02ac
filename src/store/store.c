/* store.c: a database opened, made, closed; its failures in words. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "store/schema.h"
#include "store/store_int.h"

static const char *const statements[] = {
#define X(name, sql) sql,
    KH_STATEMENT_TABLE(X)
#undef X
};

kh_status kh_store_fail(const kh_store *s, int rc, const char *what, kh_error *err) {
  const char *path = s->path;
  switch (rc & 0xFF) {
    case SQLITE_NOMEM: return kh_fail(err, KH_E_MEMORY, "%s: not enough memory", path);
    case SQLITE_FULL: return kh_fail(err, KH_E_IO, "%s: the disk is full; what was committed before is kept", path);
    case SQLITE_BUSY: case SQLITE_LOCKED: return kh_fail(err, KH_E_IO, "%s: another program is writing to it; try again when it is done", path);
    case SQLITE_READONLY: return kh_fail(err, KH_E_IO, "%s: may not be written", path);
    case SQLITE_CANTOPEN: return kh_fail(err, KH_E_IO, "%s: cannot be opened", path);
    case SQLITE_NOTADB: return kh_fail(err, KH_E_IO, "%s: is no SQLite database", path);
    case SQLITE_CORRUPT: return kh_fail(err, KH_E_IO, "%s: is damaged (%.120s); see khaldun check", path, sqlite3_errmsg(s->db));
    case SQLITE_INTERRUPT: return kh_fail(err, KH_E_LIMIT, "%s: stopped", path);
    default: return kh_fail(err, KH_E_IO, "%s: %s%s%.160s", path, what, *what ? ": " : "", s->db ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc));
  }
}

kh_status kh_store_sql(kh_store *s, const char *sql, kh_error *err) {
  int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
  return rc ? kh_store_fail(s, rc, "", err) : KH_OK;
}

sqlite3_stmt *kh_store_statement(kh_store *s, kh_statement which) {
  if (!s->statement[which]) sqlite3_prepare_v3(s->db, statements[which], -1, SQLITE_PREPARE_PERSISTENT, &s->statement[which], NULL);
  return s->statement[which];
}

kh_status kh_store_rollback(kh_store *s, kh_status why) {
  if (!sqlite3_get_autocommit(s->db)) sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
  kh_seen_forget(s);   /* ids that went with the rows */
  s->version = 0;
  return why;
}

void kh_seen_forget(kh_store *s) {
  free(s->actors.slot);
  free(s->places.slot);
  s->actors = s->places = (kh_seen){0};
}

static int64_t number(const kh_store *s, const char *sql) {
  sqlite3_stmt *st;
  int64_t v = -1;
  if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) v = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return v;
}

/* Ours, and of a version that we can read; *empty where there is nothing in it. */
static kh_status look(kh_store *s, bool *empty, kh_error *err) {
  int64_t tables = number(s, "SELECT count(*) FROM sqlite_master");
  if (tables < 0) return kh_store_fail(s, sqlite3_errcode(s->db), "", err);
  *empty = tables == 0;
  if (*empty) return KH_OK;
  if (number(s, "PRAGMA application_id") != KH_STORE_MARK) return kh_fail(err, KH_E_IO, "%s: is a database, but not one of Khaldun's", s->path);
  int64_t version = number(s, "PRAGMA user_version");
  if (version > KH_STORE_VERSION)
    return kh_fail(err, KH_E_NEWER, "%s: has schema version %lld, this program knows %d; a newer Khaldun reads it", s->path, (long long)version, KH_STORE_VERSION);
  return KH_OK;
}

int kh_store_build(sqlite3 *db) {
  int rc = SQLITE_OK;
  for (size_t i = 0; !rc && i < sizeof kh_schema / sizeof *kh_schema; i++) rc = sqlite3_exec(db, kh_schema[i], NULL, NULL, NULL);
  return rc;
}

int64_t kh_store_schema(const kh_store *s) { return number(s, "PRAGMA user_version"); }

/* ---- databases of an earlier schema: version 1 has no occasions among its plans ---- */

static const char *made_by(const char *beginning) {
  for (size_t i = 0; i < sizeof kh_schema / sizeof *kh_schema; i++)
    if (!strncmp(kh_schema[i], beginning, strlen(beginning))) return kh_schema[i];
  return "";
}

/* Rewritten as this program makes it, once and for all. */
static kh_status upgrade(kh_store *s, kh_error *err) {
  static const char *const made[] = {"CREATE TABLE plans (", "CREATE INDEX plans_uid ", "CREATE INDEX plans_doc ", "CREATE INDEX plans_date ", "CREATE VIEW plans_flat "};
  char version[64];
  snprintf(version, sizeof version, "PRAGMA user_version = %d", KH_STORE_VERSION);
  kh_status st = kh_store_sql(s, "BEGIN IMMEDIATE", err);
  if (!st && kh_store_schema(s) == 1) {   /* no other program was faster */
    st = kh_store_sql(s, "CREATE TEMP TABLE earlier AS SELECT * FROM main.plans ORDER BY id; DROP VIEW plans_flat; DROP TABLE main.plans", err);
    for (size_t i = 0; i < sizeof made / sizeof *made && !st; i++) st = kh_store_sql(s, made_by(made[i]), err);
    if (!st) st = kh_store_sql(s, "INSERT INTO main.plans SELECT *, NULL FROM earlier ORDER BY id; DROP TABLE earlier", err);
    if (!st) st = kh_store_sql(s, version, err);
  }
  if (!st) st = kh_store_sql(s, "COMMIT", err);
  return st ? kh_store_rollback(s, st) : KH_OK;
}

/* Read as if it had been: views of this connection alone stand before the file's own. */
static kh_status see_as_upgraded(kh_store *s, kh_error *err) {
  kh_buf sql = {0};
  kh_buf_printf(&sql, "CREATE TEMP VIEW plans AS SELECT *, NULL AS occasion FROM main.plans; CREATE TEMP %s", made_by("CREATE VIEW plans_flat ") + strlen("CREATE "));
  kh_buf_byte(&sql, 0);
  kh_status st = sql.failed ? kh_fail(err, KH_E_MEMORY, "not enough memory") : kh_store_sql(s, sql.s, err);
  kh_buf_free(&sql);
  return st;
}

static kh_status make(kh_store *s, kh_error *err) {
  kh_status st = kh_store_sql(s, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", err);
  bool empty = true;
  if (!st) st = look(s, &empty, err);   /* another program may have been faster */
  char version[96];
  snprintf(version, sizeof version, "PRAGMA application_id = %d; PRAGMA user_version = %d", KH_STORE_MARK, KH_STORE_VERSION);
  if (!st && empty) {
    int rc = kh_store_build(s->db);
    if (rc) st = kh_store_fail(s, rc, "", err);
    if (!st) st = kh_store_sql(s, version, err);
  }
  if (!st) st = kh_store_sql(s, "COMMIT", err);
  return st ? kh_store_rollback(s, st) : KH_OK;
}

static int open_file(kh_store *s) {
  if (s->writable) return sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  int rc = sqlite3_open_v2(s->path, &s->db, SQLITE_OPEN_READONLY, NULL);
  if (!rc) rc = sqlite3_exec(s->db, "SELECT 1 FROM sqlite_master", NULL, NULL, NULL);
  if (rc != SQLITE_CANTOPEN && rc != SQLITE_READONLY_DIRECTORY && rc != SQLITE_READONLY) return rc == SQLITE_NOTADB ? SQLITE_NOTADB : rc;
  /* A database in WAL mode where nothing may be written, as on a CD: nobody else can be writing either. */
  sqlite3_close(s->db);
  char *uri = sqlite3_mprintf("file:%s?immutable=1", s->path);
  if (!uri) return SQLITE_NOMEM;
  bool plain = !strpbrk(s->path, "?#%");
  rc = plain ? sqlite3_open_v2(uri, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) : SQLITE_CANTOPEN;
  sqlite3_free(uri);
  return rc;
}

kh_status kh_store_open(const char *path, unsigned mode, kh_store **out, kh_error *err) {
  if (!path || !out) return kh_fail(err, KH_E_ARGUMENT, "kh_store_open needs a path and a place for the store");
  *out = NULL;
  kh_store *s = calloc(1, sizeof *s);
  if (s) s->path = strdup(path);
  if (!s || !s->path) {
    free(s);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  s->writable = mode & KH_STORE_WRITE;
  kh_status st = KH_OK;
  bool empty = false;
  if (!s->writable && access(path, F_OK)) st = kh_fail(err, KH_E_IO, "%s: there is no such database; khaldun ingest makes one", path);
  if (!st) {
    int rc = open_file(s);
    if (rc) st = kh_store_fail(s, rc, "", err);
  }
  if (!st) {
    sqlite3_busy_timeout(s->db, 10000);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    st = look(s, &empty, err);
  }
  if (!st && empty) {
    if (s->writable) st = make(s, err);
    else st = kh_fail(err, KH_E_NOTHING, "%s: the database is empty", path);
  }
  if (!st && kh_store_schema(s) < KH_STORE_VERSION) st = s->writable ? upgrade(s, err) : see_as_upgraded(s, err);
  if (!st) st = kh_store_sql(s, s->writable ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -131072; PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 4000"
                                            : "PRAGMA query_only = ON; PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -65536", err);
  if (st) kh_store_close(s);
  else *out = s;
  return st;
}

void kh_store_close(kh_store *s) {
  if (!s) return;
  if (s->db) kh_store_rollback(s, KH_OK);
  for (int i = 0; i < KH_SQL_COUNT; i++) sqlite3_finalize(s->statement[i]);
  kh_seen_forget(s);
  sqlite3_close(s->db);
  free(s->path);
  free(s);
}

kh_status kh_store_commit(kh_store *s, kh_error *err) {
  if (!s) return kh_fail(err, KH_E_ARGUMENT, "kh_store_commit needs a store");
  if (sqlite3_get_autocommit(s->db)) return KH_OK;
  kh_status st = kh_store_sql(s, "COMMIT", err);
  return st ? kh_store_rollback(s, st) : KH_OK;
}
