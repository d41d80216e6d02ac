/* store_int.h: what the files of the store share. */
#ifndef KH_STORE_INT_H
#define KH_STORE_INT_H
#include <sqlite3.h>

#include "doc/doc.h"

#define KH_STORE_VERSION 2
#define KH_STORE_MARK 0x4B484C44   /* "KHLD": SQLite's application_id */

/* Statements that a store keeps prepared. All rows go in through these, columns in the order of schema.sql. */
#define KH_STATEMENT_TABLE(X)                                                                                    \
  X(ITEM_FIND, "SELECT doc FROM items WHERE hash = ?")                                                           \
  X(ITEM_ADD, "INSERT OR IGNORE INTO items VALUES (?,?)")                                                        \
  X(DOCUMENT_FIND, "SELECT id FROM documents WHERE key = ? AND sha256 = ?")                                      \
  X(DOCUMENT_LAST, "SELECT max(revision) FROM documents WHERE key = ?")                                          \
  X(DOCUMENT_PAST, "UPDATE documents SET current = 0 WHERE key = ? AND current")                                 \
  X(DOCUMENT_ADD, "INSERT INTO documents VALUES (NULL,?,?,?,?,1,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")                   \
  X(DOCUMENT_SEARCH, "INSERT INTO document_search (rowid, title, text) VALUES (?,?,?)")                          \
  X(EVENT_SEARCH, "INSERT INTO event_search (rowid, words) VALUES (?,?)")                                        \
  X(ACTOR_FIND, "SELECT id FROM actors WHERE uid = ?")                                                           \
  X(ACTOR_ADD, "INSERT INTO actors VALUES (NULL,?,?,?,?,?,?,?,?,?)")                                             \
  X(PLACE_FIND, "SELECT id FROM places WHERE uid = ?")                                                           \
  X(PLACE_ADD, "INSERT INTO places VALUES (NULL,?,?,?,?,?,?,?,?,?)")                                             \
  X(EVENT_ADD, "INSERT INTO events VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)") \
  X(EVENT_ACTOR, "INSERT INTO event_actors VALUES (?,?,?,?,?,?,?)")                                              \
  X(PLAN_ADD, "INSERT INTO plans VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")  \
  X(PLAN_ACTOR, "INSERT INTO plan_actors VALUES (?,?,?,?,?,?,?)")                                                \
  X(QUOTE_ADD, "INSERT INTO quotes VALUES (NULL,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")                                   \
  X(DOCUMENT_ACTOR, "INSERT INTO document_actors VALUES (?,?,?,?,?,?,?,?)")                                      \
  X(DOCUMENT_PLACE, "INSERT INTO document_places VALUES (?,?,?,?,?,?,?,?)")                                      \
  X(TIME_ADD, "INSERT INTO times VALUES (?,?,?,?,?,?,?,?,?,?)")                                                  \
  X(FIGURE_ADD, "INSERT INTO figures VALUES (?,?,?,?,?,?,?,?,?,?,?)")                                            \
  X(PROBLEM_ADD, "INSERT INTO problems VALUES (?,?,?,?,?,?)")                                                    \
  X(SIGNATURE_ADD, "INSERT INTO signatures VALUES (?,?,?,?)")                                                    \
  X(KEY_FIND, "SELECT id FROM documents WHERE key = ? LIMIT 1")                                                  \
  X(FEED_FIND, "SELECT memory FROM feeds WHERE url = ?")                                                         \
  X(FEED_PUT, "INSERT INTO feeds VALUES (?,?) ON CONFLICT (url) DO UPDATE SET memory = excluded.memory")

typedef enum kh_statement {
#define X(name, sql) KH_SQL_##name,
  KH_STATEMENT_TABLE(X)
#undef X
  KH_SQL_COUNT
} kh_statement;

/* Ids of actors or places that were met lately, by uid. */
typedef struct kh_seen { struct { uint64_t uid; int64_t id; } *slot; size_t n, cap; } kh_seen;

struct kh_store {
  sqlite3 *db;
  char *path;
  bool writable;
  int64_t version;             /* row of `versions` for what is coded now; 0: not yet known */
  sqlite3_stmt *statement[KH_SQL_COUNT];
  kh_seen actors, places;
  int64_t last_doc;            /* row that kh_store_add added or found */
};

kh_status kh_store_fail(const kh_store *s, int rc, const char *what, kh_error *err);   /* SQLite's failure as ours */
kh_status kh_store_sql(kh_store *s, const char *sql, kh_error *err);                   /* statements without rows */
int kh_store_build(sqlite3 *db);                                                       /* all tables and views; SQLite's code */
int64_t kh_store_schema(const kh_store *s);                                            /* the file's schema version */
sqlite3_stmt *kh_store_statement(kh_store *s, kh_statement which);                     /* NULL where it cannot be prepared */
kh_status kh_store_rollback(kh_store *s, kh_status why);                               /* back to the last commit; gives `why` */
int64_t *kh_seen_slot(kh_seen *c, uint64_t uid);                                        /* where the id stands or is to be put (0: not met); NULL without memory */
void kh_seen_forget(kh_store *s);
kh_str kh_store_source(const kh_doc *d);                                               /* where a report came from: what it says, else its URL's host */

/* A row on its way in: values in the order of the columns. Texts are not copied: they live until kh_row_put. */
typedef struct kh_row { kh_store *s; sqlite3_stmt *st; int n, rc; /* the first value that could not be bound */ } kh_row;
kh_row kh_row_of(kh_store *s, kh_statement which);
void kh_row_int(kh_row *r, int64_t v);
void kh_row_real(kh_row *r, double v);                /* NULL where not finite */
void kh_row_text(kh_row *r, kh_str v);                /* NULL where empty */
void kh_row_words(kh_row *r, kh_str v);               /* empty stays empty */
void kh_row_null(kh_row *r);
void kh_row_copy(kh_row *r, sqlite3_stmt *from, int column);
void kh_row_blob(kh_row *r, const void *bytes, size_t n);
void kh_row_ref(kh_row *r, int64_t id);               /* NULL where 0 */
void kh_row_day(kh_row *r, int32_t day);
/* SQLITE_DONE or SQLITE_ROW; *id (or NULL): the first column of a row, or the new row's id. 0 where there is none. */
int kh_row_put(kh_row *r, int64_t *id);
#endif
