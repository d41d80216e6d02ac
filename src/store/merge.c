/* merge.c: the reports of another database into this one.
 *
 * What comes out, row numbers apart, depends on the set of databases alone, not on their order or on how often one is merged: a report is known by its
 * key and its text's hash; where two databases hold it, the better coding stays (`better`); its revision is the highest that either gave it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "store/store_int.h"

/* The tables that hang on a report, in the order in which rows refer to each other. For each column of the source from `from` on a letter says
 * what to do: D this report, A actor, P place, Q quotation, R the row of the parent, '.' as it is (also behind the letters' end). */
typedef struct copied { const char *select; kh_statement add; int from; const char *columns; } copied;
static const copied quotes = {"SELECT * FROM quotes WHERE doc = ? ORDER BY id", KH_SQL_QUOTE_ADD, 1, ".DA"};
static const struct { copied row, parties; } records[] = {
    {{"SELECT * FROM events WHERE doc = ? ORDER BY id", KH_SQL_EVENT_ADD, 1, ".D...........AAPQ"}, {"SELECT * FROM event_actors WHERE event = ?", KH_SQL_EVENT_ACTOR, 0, "R..A"}},
    {{"SELECT * FROM plans WHERE doc = ? ORDER BY id", KH_SQL_PLAN_ADD, 1, ".D...........AAPQ"}, {"SELECT * FROM plan_actors WHERE plan = ?", KH_SQL_PLAN_ACTOR, 0, "R..A"}}};
static const copied lists[] = {
    {"SELECT * FROM document_actors WHERE doc = ?", KH_SQL_DOCUMENT_ACTOR, 0, "D..A"},
    {"SELECT * FROM document_places WHERE doc = ?", KH_SQL_DOCUMENT_PLACE, 0, "D.P"},
    {"SELECT * FROM times WHERE doc = ?", KH_SQL_TIME_ADD, 0, "D"},
    {"SELECT * FROM figures WHERE doc = ?", KH_SQL_FIGURE_ADD, 0, "D"},
    {"SELECT * FROM problems WHERE doc = ?", KH_SQL_PROBLEM_ADD, 0, "D"},
    {"SELECT * FROM signatures WHERE doc = ?", KH_SQL_SIGNATURE_ADD, 0, "D"}};

/* Statements on the source (READ_…: those of the tables above, then these) and on the result (WRITE_…). */
enum { READ_QUOTES, READ_RECORDS, READ_PARTIES = READ_RECORDS + 2, READ_LISTS = READ_PARTIES + 2, READ_MORE = READ_LISTS + 6 };
#define READ_TABLE(X)                                                                                                 \
  X(DOCUMENTS, "SELECT id, key, sha256, revision, version, title, text, name, url, source, published, published_text, byline, language, failed, length, words, sentences, uid FROM documents ORDER BY id") \
  X(ACTOR, "SELECT * FROM actors WHERE id = ?")                                                                       \
  X(PLACE, "SELECT * FROM places WHERE id = ?")                                                                       \
  X(VERSION, "SELECT * FROM versions WHERE id = ?")                                                                   \
  X(SENTENCE, "SELECT substr(d.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) FROM events e JOIN documents d ON d.id = e.doc WHERE e.id = ? AND d.text IS NOT NULL AND e.sentence_end > e.sentence_start") \
  X(WORTH, KH_WORTH)                                                                                                  \
  X(ITEMS, "SELECT i.hash, d.key, d.sha256 FROM items i JOIN documents d ON d.id = i.doc")                            \
  X(FEEDS, "SELECT url, memory FROM feeds")
/* What tells two codings of a report apart, in the order in which it decides. */
#define KH_WORTH                                                                                                      \
  "SELECT d.failed IS NULL, d.text IS NOT NULL, v.khaldun, v.ontology, v.data, v.model, v.data_sha256, v.model_sha256, d.published, d.published_text, d.title, d.byline, " \
  "d.source, d.url, d.name, d.language, d.failed, d.words, d.sentences, " \
  "(SELECT group_concat(u, ' ') FROM (SELECT printf('%016x', uid) AS u FROM events WHERE doc = d.id UNION ALL SELECT printf('%016x', uid) FROM plans WHERE doc = d.id UNION ALL " \
  "SELECT printf('%016x', uid) FROM quotes WHERE doc = d.id ORDER BY 1)), d.id FROM documents d JOIN versions v ON v.id = d.version WHERE d.id = ?"
enum { WORTH_COLUMNS = 20 };

typedef enum reading {
#define X(name, sql) READ_##name##_,
  READ_TABLE(X)
#undef X
  READ_COUNT_
} reading;
enum { READS = READ_MORE + READ_COUNT_ };

#define WRITE_TABLE(X)                                                                                                \
  X(WORTH, KH_WORTH)                                                                                                  \
  X(DOCUMENT, "INSERT INTO documents (key, sha256, revision, current, version, title, text, name, url, source, published, published_text, byline, language, failed, length, words, sentences, uid) " \
              "VALUES (?1,?2,?3,0,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)")                            \
  X(DOCUMENT_AGAIN, "UPDATE documents SET revision = max(revision, ?3), version = ?4, title = ?5, text = ?6, name = ?7, url = ?8, source = ?9, published = ?10, published_text = ?11, " \
                    "byline = ?12, language = ?13, failed = ?14, length = ?15, words = ?16, sentences = ?17, uid = ?18 WHERE key = ?1 AND sha256 = ?2") \
  X(REVISION, "UPDATE documents SET revision = ?2 WHERE id = ?1 AND revision < ?2")                                   \
  X(CURRENT, "UPDATE documents SET current = (id = (SELECT x.id FROM documents x WHERE x.key = ?1 ORDER BY x.revision DESC, x.published DESC, x.sha256 DESC LIMIT 1)) WHERE key = ?1") \
  X(VERSION, "SELECT id FROM versions WHERE khaldun = ? AND ontology = ? AND data = ? AND data_sha256 = ? AND model = ? AND model_sha256 = ?") \
  X(VERSION_ADD, "INSERT INTO versions VALUES (NULL,?,?,?,?,?,?)")                                                    \
  X(PLACE_BEST, "UPDATE places SET lat = ?2, lon = ?3 WHERE uid = ?1 AND (ifnull(lat, -999), ifnull(lon, -999)) < (ifnull(?2, -999), ifnull(?3, -999))") \
  X(ITEM, "INSERT INTO items SELECT ?1, d.id FROM documents d WHERE d.key = ?2 AND d.sha256 = ?3 "                     \
          "ON CONFLICT (hash) DO UPDATE SET doc = excluded.doc WHERE (?2, ?3) > (SELECT x.key, x.sha256 FROM documents x WHERE x.id = items.doc)") \
  X(FEED, "INSERT INTO feeds VALUES (?1, ?2) ON CONFLICT (url) DO UPDATE SET memory = excluded.memory WHERE excluded.memory > memory") \
  X(UNSEARCH_DOCUMENT, "INSERT INTO document_search (document_search, rowid, title, text) SELECT 'delete', id, title, text FROM documents WHERE id = ?") \
  X(UNSEARCH_EVENTS, "INSERT INTO event_search (event_search, rowid, words) SELECT 'delete', e.id, substr(d.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) " \
                     "FROM events e JOIN documents d ON d.id = e.doc WHERE d.id = ? AND d.text IS NOT NULL AND e.sentence_end > e.sentence_start") \
  X(DROP_PARTIES, "DELETE FROM event_actors WHERE event IN (SELECT id FROM events WHERE doc = ?)")                    \
  X(DROP_PLAN_PARTIES, "DELETE FROM plan_actors WHERE plan IN (SELECT id FROM plans WHERE doc = ?)")                  \
  X(DROP_EVENTS, "DELETE FROM events WHERE doc = ?")                                                                  \
  X(DROP_PLANS, "DELETE FROM plans WHERE doc = ?")                                                                    \
  X(DROP_QUOTES, "DELETE FROM quotes WHERE doc = ?")                                                                  \
  X(DROP_ACTORS, "DELETE FROM document_actors WHERE doc = ?")                                                         \
  X(DROP_PLACES, "DELETE FROM document_places WHERE doc = ?")                                                         \
  X(DROP_TIMES, "DELETE FROM times WHERE doc = ?")                                                                    \
  X(DROP_FIGURES, "DELETE FROM figures WHERE doc = ?")                                                                \
  X(DROP_PROBLEMS, "DELETE FROM problems WHERE doc = ?")                                                              \
  X(DROP_SIGNATURE, "DELETE FROM signatures WHERE doc = ?")
typedef enum writing {
#define X(name, sql) WRITE_##name,
  WRITE_TABLE(X)
#undef X
  WRITES
} writing;

typedef struct merging {
  kh_store *to, *from;
  sqlite3_stmt *read[READS], *write[WRITES];
  kh_seen actors, places, quotes, versions;   /* rows of the result by rows of the source */
  kh_merge_counts c;
  int64_t doc, parent;                        /* of the result */
  kh_status failed;
  kh_error *err;
} merging;

static bool broken(merging *m, const kh_store *where, int rc) {
  if (!m->failed) m->failed = kh_store_fail(where, rc, "merge", m->err);
  return false;
}

/* A row of the source refers to one that is not there. */
static bool dangling(merging *m, const char *what) {
  if (!m->failed) m->failed = kh_fail(m->err, KH_E_FORMAT, "%s: is damaged: a record names a missing %s; see khaldun check", m->from->path, what);
  return false;
}

static sqlite3_stmt *begin(merging *m, int which, int64_t id) {
  sqlite3_stmt *st = m->read[which];
  sqlite3_reset(st);
  if (sqlite3_bind_parameter_count(st)) sqlite3_bind_int64(st, 1, id);
  return st;
}

/* Is there another row? False at the end and after a failure. */
static bool next(merging *m, sqlite3_stmt *st) {
  if (m->failed) return false;
  int rc = sqlite3_step(st);
  if (rc == SQLITE_ROW) return true;
  if (rc != SQLITE_DONE) broken(m, m->from, rc);
  sqlite3_reset(st);
  return false;
}

/* Nothing after a failure: it may have ended the transaction, and what came now would stay by itself. */
static bool run(merging *m, sqlite3_stmt *st) {
  if (m->failed) return false;
  int rc = sqlite3_step(st);
  sqlite3_reset(st);
  return rc == SQLITE_DONE || broken(m, m->to, rc);
}

/* The source's value at a place of a statement of the result; for want of memory it would be NULL. */
static void value(merging *m, sqlite3_stmt *st, int at, sqlite3_stmt *row, int column) {
  int rc = sqlite3_bind_value(st, at, sqlite3_column_value(row, column));
  if (rc != SQLITE_OK) broken(m, m->to, rc);
}

/* A row into the result; its number there, or that of the row that was found, 0 if none was and after a failure. */
static int64_t put(merging *m, kh_row *r) {
  int64_t id = 0;
  if (m->failed) return 0;
  int rc = kh_row_put(r, &id);
  if (rc != SQLITE_DONE && rc != SQLITE_ROW) broken(m, m->to, rc);
  return id;
}

static bool write(merging *m, writing which, int64_t id) {
  sqlite3_bind_int64(m->write[which], 1, id);
  return run(m, m->write[which]);
}

/* ---- actors, places, versions: once for each ---- */

/* Found by its uid, else added: columns 1 … n of the source's row are bound in their order. */
static int64_t shared(merging *m, kh_seen *seen, int which, kh_statement find, kh_statement add, int64_t id, const char *what) {
  int64_t *slot = kh_seen_slot(seen, (uint64_t)id);
  if (!slot) return broken(m, m->to, SQLITE_NOMEM), 0;
  if (*slot) return *slot;
  sqlite3_stmt *row = begin(m, which, id);
  if (!next(m, row)) return dangling(m, what), 0;
  kh_row r = kh_row_of(m->to, find);
  kh_row_int(&r, sqlite3_column_int64(row, 1));
  int64_t found = put(m, &r);
  if (found && find == KH_SQL_PLACE_FIND) {   /* two gazetteers may put a place some minutes apart */
    sqlite3_stmt *st = m->write[WRITE_PLACE_BEST];
    value(m, st, 1, row, 1);
    value(m, st, 2, row, 8);
    value(m, st, 3, row, 9);
    run(m, st);
  }
  if (!found) {
    r = kh_row_of(m->to, add);
    for (int c = 1; c < sqlite3_column_count(row); c++) kh_row_copy(&r, row, c);
    found = put(m, &r);
  }
  sqlite3_reset(row);
  return *slot = found;
}

static int64_t version(merging *m, int64_t id) {
  int64_t *slot = kh_seen_slot(&m->versions, (uint64_t)id);
  if (!slot) return broken(m, m->to, SQLITE_NOMEM), 0;
  if (*slot) return *slot;
  sqlite3_stmt *row = begin(m, READ_MORE + READ_VERSION_, id), *st = m->write[WRITE_VERSION];
  if (!next(m, row)) return dangling(m, "version"), 0;
  for (int add = 0; add < 2 && !*slot && !m->failed; add++) {
    if (add) st = m->write[WRITE_VERSION_ADD];
    for (int c = 1; c <= 6; c++) value(m, st, c, row, c);
    if (m->failed) break;
    int rc = sqlite3_step(st);
    if (rc == SQLITE_ROW) *slot = sqlite3_column_int64(st, 0);
    else if (rc != SQLITE_DONE) broken(m, m->to, rc);
    else if (add) *slot = sqlite3_last_insert_rowid(m->to->db);
    sqlite3_reset(st);
  }
  sqlite3_reset(row);
  return *slot;
}

/* ---- a report's rows ---- */

static bool bind(merging *m, sqlite3_stmt *to, int at, sqlite3_stmt *row, int column, char how) {
  int64_t id = 0;
  if (how == '.' || (how != 'D' && how != 'R' && sqlite3_column_type(row, column) == SQLITE_NULL)) return sqlite3_bind_value(to, at, sqlite3_column_value(row, column)) == SQLITE_OK;
  int64_t theirs = sqlite3_column_int64(row, column);
  if (how == 'D') id = m->doc;
  else if (how == 'R') id = m->parent;
  else if (how == 'A') id = shared(m, &m->actors, READ_MORE + READ_ACTOR_, KH_SQL_ACTOR_FIND, KH_SQL_ACTOR_ADD, theirs, "actor");
  else if (how == 'P') id = shared(m, &m->places, READ_MORE + READ_PLACE_, KH_SQL_PLACE_FIND, KH_SQL_PLACE_ADD, theirs, "place");
  else {
    int64_t *slot = kh_seen_slot(&m->quotes, (uint64_t)theirs);
    if (!slot || !*slot) return dangling(m, "quotation");
    id = *slot;
  }
  return id && sqlite3_bind_int64(to, at, id) == SQLITE_OK;
}

/* The row that stands before us into the result; its number there, 0 after a failure. */
static int64_t copy(merging *m, const copied *t, sqlite3_stmt *row) {
  kh_row r = kh_row_of(m->to, t->add);
  size_t letters = strlen(t->columns);
  int64_t id = 0;
  for (int c = t->from, at = 1; c < sqlite3_column_count(row) && !m->failed; c++, at++)
    if (!bind(m, r.st, at, row, c, (size_t)at <= letters ? t->columns[at - 1] : '.') && !m->failed) broken(m, m->to, SQLITE_NOMEM);
  id = put(m, &r);
  m->c.records += !m->failed;
  return id;
}

static void copy_all(merging *m, const copied *t, int which, int64_t id) {
  for (sqlite3_stmt *row = begin(m, which, id); next(m, row);) copy(m, t, row);
}

static void copy_search(merging *m, int64_t theirs, int64_t ours) {
  sqlite3_stmt *row = begin(m, READ_MORE + READ_SENTENCE_, theirs);
  if (!next(m, row)) return;
  kh_row r = kh_row_of(m->to, KH_SQL_EVENT_SEARCH);
  kh_row_int(&r, ours);
  kh_row_copy(&r, row, 0);
  put(m, &r);
  sqlite3_reset(row);
}

static void copy_records(merging *m, int64_t theirs) {
  free(m->quotes.slot);   /* a quotation belongs to one report */
  m->quotes = (kh_seen){0};
  for (sqlite3_stmt *row = begin(m, READ_QUOTES, theirs); next(m, row);) {
    int64_t *slot = kh_seen_slot(&m->quotes, (uint64_t)sqlite3_column_int64(row, 0)), id = copy(m, &quotes, row);
    if (slot) *slot = id;
    else broken(m, m->to, SQLITE_NOMEM);
  }
  for (int k = 0; k < 2; k++)
    for (sqlite3_stmt *row = begin(m, READ_RECORDS + k, theirs); next(m, row);) {
      int64_t id = sqlite3_column_int64(row, 0);
      m->parent = copy(m, &records[k].row, row);
      if (m->failed) break;
      if (k == 0) copy_search(m, id, m->parent);
      copy_all(m, &records[k].parties, READ_PARTIES + k, id);
    }
  for (int k = 0; k < 6 && !m->failed; k++) copy_all(m, &lists[k], READ_LISTS + k, theirs);
}

/* ---- which coding of a report stays ---- */

/* Numbers in versions by their value: 0.10 comes after 0.9. */
static int by_version(const char *a, const char *b) {
  for (; *a && *b; a++, b++) {
    if (*a >= '0' && *a <= '9' && *b >= '0' && *b <= '9') {
      char *x, *y;
      unsigned long long m = strtoull(a, &x, 10), n = strtoull(b, &y, 10);
      if (m != n) return m < n ? -1 : 1;
      a = x - 1, b = y - 1;
    } else if (*a != *b) return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
  }
  return !!*a - !!*b;
}

/* A coding that worked before one that failed, one with its text before one without, the newer program and data; then
 * whatever tells them apart, so that the order of the databases never decides. */
static bool better(merging *m, int64_t theirs) {
  sqlite3_stmt *x = begin(m, READ_MORE + READ_WORTH_, theirs), *y = m->write[WRITE_WORTH];
  int order = 0;
  if (!next(m, x)) return m->failed ? false : dangling(m, "version");
  sqlite3_bind_int64(y, 1, m->doc);
  int rc = sqlite3_step(y);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) broken(m, m->to, rc);
  for (int c = 0; c < WORTH_COLUMNS && !order && rc == SQLITE_ROW; c++) {
    const char *a = (const char *)sqlite3_column_text(x, c), *b = (const char *)sqlite3_column_text(y, c);
    bool version = c >= 2 && c < 6;
    order = version ? by_version(a ? a : "", b ? b : "") : strcmp(a ? a : "", b ? b : "");
  }
  sqlite3_reset(x);
  sqlite3_reset(y);
  return order > 0;
}

static void drop_records(merging *m) {
  for (int w = WRITE_UNSEARCH_DOCUMENT; w < WRITES && !m->failed; w++) write(m, (writing)w, m->doc);
}

/* A report of the source: columns as in READ_TABLE. */
static void document(merging *m, sqlite3_stmt *row) {
  int64_t theirs = sqlite3_column_int64(row, 0), revision = sqlite3_column_int64(row, 3);
  kh_row r = kh_row_of(m->to, KH_SQL_DOCUMENT_FIND);
  m->c.documents++;
  kh_row_copy(&r, row, 1);
  kh_row_copy(&r, row, 2);
  m->doc = put(m, &r);
  if (m->failed) return;
  bool have = m->doc != 0;
  if (have && !better(m, theirs)) {
    if (m->failed) return;
    sqlite3_bind_int64(m->write[WRITE_REVISION], 2, revision);
    write(m, WRITE_REVISION, m->doc);
    m->c.known++;
  } else {
    int64_t coded_by = version(m, sqlite3_column_int64(row, 4));
    if (have && !m->failed) drop_records(m);
    sqlite3_stmt *st = m->write[have ? WRITE_DOCUMENT_AGAIN : WRITE_DOCUMENT];
    for (int c = 1; c <= 18; c++) value(m, st, c, row, c);
    sqlite3_bind_int64(st, 4, coded_by);
    if (m->failed || !run(m, st)) return;
    if (!have) m->doc = sqlite3_last_insert_rowid(m->to->db);
    r = kh_row_of(m->to, KH_SQL_DOCUMENT_SEARCH);
    kh_row_int(&r, m->doc);
    kh_row_copy(&r, row, 5);
    kh_row_copy(&r, row, 6);
    put(m, &r);
    copy_records(m, theirs);
    if (have) m->c.replaced++;
    else m->c.added++;
  }
  value(m, m->write[WRITE_CURRENT], 1, row, 1);
  run(m, m->write[WRITE_CURRENT]);
}

/* ---- the whole ---- */

static bool prepare(merging *m, const kh_store *where, const char *sql, sqlite3_stmt **out) {
  int rc = sqlite3_prepare_v3(where->db, sql, -1, SQLITE_PREPARE_PERSISTENT, out, NULL);
  return rc == SQLITE_OK || broken(m, where, rc);
}

static bool prepare_all(merging *m) {
  static const char *const reads[] = {
#define X(name, sql) sql,
      READ_TABLE(X)
  };
  static const char *const writes[] = {WRITE_TABLE(X)
#undef X
  };
  bool fine = prepare(m, m->from, quotes.select, &m->read[READ_QUOTES]);
  for (int k = 0; k < 2 && fine; k++)
    fine = prepare(m, m->from, records[k].row.select, &m->read[READ_RECORDS + k]) && prepare(m, m->from, records[k].parties.select, &m->read[READ_PARTIES + k]);
  for (int k = 0; k < 6 && fine; k++) fine = prepare(m, m->from, lists[k].select, &m->read[READ_LISTS + k]);
  for (int k = 0; k < READ_COUNT_ && fine; k++) fine = prepare(m, m->from, reads[k], &m->read[READ_MORE + k]);
  for (int k = 0; k < WRITES && fine; k++) fine = prepare(m, m->to, writes[k], &m->write[k]);
  return fine;
}

static void pairs(merging *m, reading from, writing to) {
  for (sqlite3_stmt *row = begin(m, READ_MORE + (int)from, 0); next(m, row);) {
    for (int c = 0; c < sqlite3_column_count(row); c++) value(m, m->write[to], c + 1, row, c);
    run(m, m->write[to]);
  }
}

/* After codings were replaced: stories told of events that are gone, and who stands in no record any more. */
static const char unused[] =
    "DELETE FROM event_stories; DELETE FROM story_events; DELETE FROM document_stories; DELETE FROM stories;"
    "DELETE FROM actors WHERE id NOT IN (SELECT actor FROM event_actors UNION SELECT actor FROM plan_actors UNION SELECT actor FROM document_actors UNION "
    "SELECT speaker FROM quotes WHERE speaker IS NOT NULL UNION SELECT actor FROM events WHERE actor IS NOT NULL UNION SELECT recipient FROM events WHERE recipient IS NOT NULL UNION "
    "SELECT actor FROM plans WHERE actor IS NOT NULL UNION SELECT recipient FROM plans WHERE recipient IS NOT NULL);"
    "DELETE FROM places WHERE id NOT IN (SELECT place FROM document_places UNION SELECT place FROM events WHERE place IS NOT NULL UNION SELECT place FROM plans WHERE place IS NOT NULL);"
    "DELETE FROM versions WHERE id NOT IN (SELECT version FROM documents);";

static void merge(merging *m, bool (*progress)(void *, const kh_merge_counts *), void *user) {
  sqlite3_stmt *row = begin(m, READ_MORE + READ_DOCUMENTS_, 0);
  while (next(m, row)) {
    document(m, row);
    if (progress && m->c.documents % 64 == 0 && !progress(user, &m->c) && !m->failed) m->failed = kh_fail(m->err, KH_E_LIMIT, "stopped; nothing of %s was merged", m->from->path);
  }
  pairs(m, READ_ITEMS_, WRITE_ITEM);
  pairs(m, READ_FEEDS_, WRITE_FEED);
  if (!m->failed && m->c.replaced) m->failed = kh_store_sql(m->to, unused, m->err);
  if (!m->failed && progress) progress(user, &m->c);
}

static bool same_file(const char *a, const char *b) {
  struct stat x, y;
  return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static uint64_t count(const kh_store *s) {
  sqlite3_stmt *st;
  uint64_t n = 0;
  if (sqlite3_prepare_v2(s->db, "SELECT count(*) FROM documents", -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) n = (uint64_t)sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return n;
}

kh_status kh_store_merge(kh_store *into, const char *path, bool (*progress)(void *user, const kh_merge_counts *so_far), void *user, kh_merge_counts *counts, kh_error *err) {
  kh_error local;
  if (!err) err = &local;
  if (!into || !path || !into->writable) return kh_fail(err, KH_E_ARGUMENT, "kh_store_merge needs a store opened for writing and another database");
  if (same_file(into->path, path)) return kh_fail(err, KH_E_ARGUMENT, "%s: cannot be merged into itself", path);
  merging *m = calloc(1, sizeof *m);
  if (!m) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  m->to = into, m->err = err;
  kh_status s = kh_store_commit(into, err);
  if (!s) s = kh_store_open(path, KH_STORE_READ, &m->from, err);
  if (!s) s = kh_store_sql(m->from, "BEGIN", err);   /* one state of it, though somebody writes */
  if (!s) s = kh_store_sql(into, "BEGIN IMMEDIATE", err);
  if (!s) {
    m->c.total = count(m->from);
    if (prepare_all(m)) merge(m, progress, user);
    s = m->failed;
    for (int k = 0; k < READS; k++) sqlite3_finalize(m->read[k]);
    for (int k = 0; k < WRITES; k++) sqlite3_finalize(m->write[k]);
    s = s ? kh_store_rollback(into, s) : kh_store_commit(into, err);
    kh_seen_forget(into);   /* rows that were replaced */
    into->version = 0;
  }
  if (counts) *counts = m->c;
  kh_store_close(m->from);
  free(m->actors.slot);
  free(m->places.slot);
  free(m->quotes.slot);
  free(m->versions.slot);
  free(m);
  return s;
}
