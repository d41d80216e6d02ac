/* rows.c: values into prepared statements. */
#include <math.h>

#include "store/store_int.h"

kh_row kh_row_of(kh_store *s, kh_statement which) { return (kh_row){.s = s, .st = kh_store_statement(s, which)}; }

/* A statement that could not be prepared takes nothing, and a value for which there was no memory would be stored as NULL; kh_row_put tells of both. */
static void bound(kh_row *r, int rc) {
  if (!r->rc) r->rc = rc;
}

void kh_row_int(kh_row *r, int64_t v) { bound(r, sqlite3_bind_int64(r->st, ++r->n, v)); }
void kh_row_null(kh_row *r) { bound(r, sqlite3_bind_null(r->st, ++r->n)); }

void kh_row_real(kh_row *r, double v) {
  if (isfinite(v)) bound(r, sqlite3_bind_double(r->st, ++r->n, v));
  else kh_row_null(r);
}

void kh_row_words(kh_row *r, kh_str v) { bound(r, sqlite3_bind_text64(r->st, ++r->n, v.s ? v.s : "", v.n, SQLITE_STATIC, SQLITE_UTF8)); }

void kh_row_text(kh_row *r, kh_str v) {
  if (v.n) kh_row_words(r, v);
  else kh_row_null(r);
}

void kh_row_blob(kh_row *r, const void *bytes, size_t n) { bound(r, sqlite3_bind_blob64(r->st, ++r->n, bytes, n, SQLITE_STATIC)); }

void kh_row_copy(kh_row *r, sqlite3_stmt *from, int column) { bound(r, sqlite3_bind_value(r->st, ++r->n, sqlite3_column_value(from, column))); }

void kh_row_ref(kh_row *r, int64_t id) {
  if (id) kh_row_int(r, id);
  else kh_row_null(r);
}

void kh_row_day(kh_row *r, int32_t day) {
  char out[16];
  if (day == KH_NO_DAY) {
    kh_row_null(r);
    return;
  }
  kh_day_format(day, out);
  bound(r, sqlite3_bind_text(r->st, ++r->n, out, -1, SQLITE_TRANSIENT));
}

int kh_row_put(kh_row *r, int64_t *id) {
  if (id) *id = 0;
  if (!r->st) return SQLITE_ERROR;
  if (r->rc) return r->rc;
  int rc = sqlite3_step(r->st);
  if (id) *id = rc == SQLITE_ROW ? sqlite3_column_int64(r->st, 0) : rc == SQLITE_DONE && !sqlite3_stmt_readonly(r->st) ? sqlite3_last_insert_rowid(r->s->db) : 0;
  int reset = sqlite3_reset(r->st);
  return reset ? reset : rc;
}
