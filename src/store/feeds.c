/* feeds.c: what a database knows of feeds and of the pages that they name. */
#include <stdlib.h>

#include "store/store_int.h"

bool kh_store_known(kh_store *s, const char *key) {
  sqlite3_stmt *st = s ? kh_store_statement(s, KH_SQL_KEY_FIND) : NULL;
  if (!st || !key) return false;
  sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
  bool known = sqlite3_step(st) == SQLITE_ROW;
  sqlite3_reset(st);
  return known;
}

bool kh_store_recall(kh_store *s, const char *feed, char **value, size_t *n) {
  sqlite3_stmt *st = s ? kh_store_statement(s, KH_SQL_FEED_FIND) : NULL;
  *value = NULL, *n = 0;
  if (!st || !feed) return false;
  sqlite3_bind_text(st, 1, feed, -1, SQLITE_STATIC);
  if (sqlite3_step(st) == SQLITE_ROW) {
    const unsigned char *text = sqlite3_column_text(st, 0);
    size_t bytes = (size_t)sqlite3_column_bytes(st, 0);
    if (text && (*value = malloc(bytes + 1))) memcpy(*value, text, bytes), *n = bytes;
  }
  sqlite3_reset(st);
  return *value != NULL;
}

kh_status kh_store_remember(kh_store *s, const char *feed, const char *value, kh_error *err) {
  if (!s || !feed || !value || !s->writable) return kh_fail(err, KH_E_ARGUMENT, "kh_store_remember needs a store opened for writing, a feed and a value");
  sqlite3_stmt *st = kh_store_statement(s, KH_SQL_FEED_PUT);
  int rc = st ? SQLITE_OK : SQLITE_ERROR;
  if (st) {
    sqlite3_bind_text(st, 1, feed, -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, value, -1, SQLITE_STATIC);
    rc = sqlite3_step(st);
    sqlite3_reset(st);
  }
  if (rc != SQLITE_DONE) {
    kh_status status = kh_store_fail(s, rc, "", err);
    return kh_store_rollback(s, status);
  }
  return kh_store_commit(s, err);
}
