/* query.c: a person's SQL on a database: it may read, within a time and a number of rows, and nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "export/json.h"
#include "export/rows.h"
#include "store/store_int.h"

enum { WIDEST = 60, TABLE_ROWS = 1000, FLUSH = 1 << 16, STEPS = 20000 };

void kh_query_options_default(kh_query_options *o) { *o = (kh_query_options){.version = 1, .format = KH_FORMAT_TABLE, .seconds = 60}; }

typedef struct query {
  kh_store *s;
  const kh_query_options *o;
  struct timespec deadline;
  sqlite3_stmt *st;
  kh_arena *a;
  kh_buf b;
  uint64_t rows;
  bool cut, late;
  kh_sink sink;
  void *user;
  kh_error *err;
} query;

/* SELECT and what it reads; of pragmas those that tell of the schema. FTS5 asks for data_version itself. */
static int allow(void *user, int what, const char *a, const char *b, const char *database, const char *from) {
  static const char *const pragmas[] = {"table_info", "table_xinfo", "table_list", "index_list", "index_info", "foreign_key_list", "user_version", "application_id", "data_version", "function_list", "collation_list", "compile_options"};
  (void)user, (void)database, (void)from;
  switch (what) {
    case SQLITE_SELECT: case SQLITE_READ: case SQLITE_RECURSIVE: return SQLITE_OK;
    case SQLITE_FUNCTION: return b && (!sqlite3_stricmp(b, "load_extension") || !sqlite3_stricmp(b, "fts3_tokenizer")) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
      if (b && sqlite3_stricmp(a, "table_info") && sqlite3_stricmp(a, "table_xinfo") && sqlite3_stricmp(a, "index_list") && sqlite3_stricmp(a, "index_info") && sqlite3_stricmp(a, "foreign_key_list")) return SQLITE_DENY;
      for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++)
        if (!sqlite3_stricmp(a, pragmas[i])) return SQLITE_OK;
      return SQLITE_DENY;
    default: return SQLITE_DENY;
  }
}

static int late(void *user) {
  query *q = user;
  struct timespec now;
  if (q->o->stop && *q->o->stop) return 1;
  clock_gettime(CLOCK_MONOTONIC, &now);
  q->late = q->o->seconds && (now.tv_sec > q->deadline.tv_sec || (now.tv_sec == q->deadline.tv_sec && now.tv_nsec > q->deadline.tv_nsec));
  return q->late;
}

static kh_status fail(query *q, int rc) {
  if (q->late) return kh_fail(q->err, KH_E_LIMIT, "the question takes longer than %u s; ask for less, or give it more with --timeout", q->o->seconds);
  if (rc == SQLITE_INTERRUPT) return kh_fail(q->err, KH_E_LIMIT, "stopped");
  if (rc == SQLITE_AUTH) return kh_fail(q->err, KH_E_ARGUMENT, "a query may only read; %.180s", sqlite3_errmsg(q->s->db));
  if (rc == SQLITE_ERROR) return kh_fail(q->err, KH_E_ARGUMENT, "%.220s", sqlite3_errmsg(q->s->db));
  return kh_store_fail(q->s, rc, "query", q->err);
}

static kh_status flush(query *q) {
  if (q->b.failed) return kh_fail(q->err, KH_E_MEMORY, "not enough memory");
  if (q->b.n && !q->sink(q->user, q->b.s, q->b.n)) return kh_fail(q->err, KH_E_IO, "the output could not be written");
  q->b.n = 0;
  return KH_OK;
}

static bool is_text(query *q, int c) { return sqlite3_column_type(q->st, c) == SQLITE_TEXT; }

/* A value as text; bytes as hexadecimal digits. */
static kh_str value(query *q, int c) {
  if (sqlite3_column_type(q->st, c) == SQLITE_BLOB) {
    size_t n = (size_t)sqlite3_column_bytes(q->st, c);
    char *hex = kh_alloc(q->a, 2 * n + 1);
    kh_hex(sqlite3_column_blob(q->st, c), n, hex);
    return (kh_str){hex, 2 * n};
  }
  const char *v = (const char *)sqlite3_column_text(q->st, c);
  return (kh_str){v ? v : "", v ? (size_t)sqlite3_column_bytes(q->st, c) : 0};
}

static void csv_row(query *q, bool head) {
  for (int c = 0; c < sqlite3_column_count(q->st); c++) {
    if (c) kh_buf_byte(&q->b, ',');
    if (head) kh_csv_cell(&q->b, q->a, kh_str_of(sqlite3_column_name(q->st, c)));
    else if (is_text(q, c)) kh_csv_cell(&q->b, q->a, value(q, c));
    else kh_buf_str(&q->b, value(q, c));
  }
  kh_buf_put(&q->b, "\r\n", 2);
}

static void json_row(query *q) {
  kh_buf_byte(&q->b, '{');
  for (int c = 0; c < sqlite3_column_count(q->st); c++) {
    kh_str v = value(q, c);
    if (c) kh_buf_byte(&q->b, ',');
    kh_json_string(&q->b, kh_str_of(sqlite3_column_name(q->st, c)));
    kh_buf_byte(&q->b, ':');
    if (sqlite3_column_type(q->st, c) == SQLITE_NULL) kh_buf_put(&q->b, "null", 4);
    else if (!is_text(q, c) && kh_is_number(v)) kh_buf_str(&q->b, v);
    else {   /* JSON is UTF-8, whatever is in the file */
      size_t bad;
      kh_json_string(&q->b, kh_utf8_valid(v.s, v.n, &bad) ? v : kh_clean(q->a, v, false));
    }
  }
  kh_buf_put(&q->b, "}\n", 2);
}

/* ---- a table: all rows first, then the widths ---- */

typedef struct cells { KH_VEC(kh_str) at; KH_VEC(bool) right; } cells;

static void take(query *q, cells *t, bool head) {
  for (int c = 0; c < sqlite3_column_count(q->st); c++) {
    kh_str v = kh_clean(q->a, head ? kh_str_of(sqlite3_column_name(q->st, c)) : value(q, c), false);
    KH_PUSH(q->a, &t->at, kh_str_dup(q->a, v));
    KH_PUSH(q->a, &t->right, !head && (sqlite3_column_type(q->st, c) == SQLITE_INTEGER || sqlite3_column_type(q->st, c) == SQLITE_FLOAT));
  }
}

static void put_table(query *q, const cells *t) {
  size_t n = (size_t)sqlite3_column_count(q->st);
  size_t *width = KH_ARRAY(q->a, size_t, n + 1);
  for (size_t i = 0; i < t->at.n; i++) {
    size_t w = kh_utf8_count(t->at.at[i].s, t->at.at[i].n);
    if (w > WIDEST) w = WIDEST;
    if (w > width[i % n]) width[i % n] = w;
  }
  for (size_t i = 0; i < t->at.n; i++) {
    kh_str v = t->at.at[i];
    size_t w = kh_utf8_count(v.s, v.n), pad = w < width[i % n] ? width[i % n] - w : 0;
    bool last = i % n == n - 1;
    if (q->o->color && i == 0) kh_buf_put(&q->b, "\033[1m", 4);
    if (t->right.at[i]) kh_buf_printf(&q->b, "%*s", (int)pad, "");
    size_t at = 0;
    for (size_t k = 0; at < v.n && k + (w > WIDEST) < WIDEST; k++) kh_utf8_next(v.s, v.n, &at);
    kh_buf_put(&q->b, v.s, at);
    if (w > WIDEST) kh_buf_put(&q->b, "…", 3);
    if (!t->right.at[i] && !last) kh_buf_printf(&q->b, "%*s", (int)pad, "");
    if (q->o->color && i == n - 1) kh_buf_put(&q->b, "\033[0m", 4);
    kh_buf_put(&q->b, last ? "\n" : "  ", last ? 1 : 2);
  }
}

static kh_status answer(query *q) {
  bool table = q->o->format == KH_FORMAT_TABLE;
  uint64_t most = q->o->limit ? q->o->limit : table ? TABLE_ROWS : UINT64_MAX;
  cells t = {0};
  int rc;
  kh_status s = KH_OK;
  if (table) take(q, &t, true);
  else if (q->o->format == KH_FORMAT_CSV) csv_row(q, true);
  while (!s && (rc = sqlite3_step(q->st)) != SQLITE_DONE) {
    if (rc != SQLITE_ROW) return fail(q, rc);
    if (q->rows == most) {
      q->cut = true;
      break;
    }
    q->rows++;
    if (table) take(q, &t, false);
    else {
      if (q->o->format == KH_FORMAT_CSV) csv_row(q, false);
      else json_row(q);
      kh_arena_reset(q->a);
      if (q->b.n >= FLUSH) s = flush(q);
    }
  }
  if (!s && table) put_table(q, &t);
  return s ? s : flush(q);
}

static kh_status prepare(query *q, const char *sql) {
  const char *tail = "";
  int rc = sqlite3_prepare_v2(q->s->db, sql, -1, &q->st, &tail);
  if (rc) return fail(q, rc);
  if (!q->st) return kh_fail(q->err, KH_E_ARGUMENT, "there is no statement in the query");
  while (*tail == ' ' || *tail == '\n' || *tail == '\t' || *tail == '\r' || *tail == ';') tail++;
  if (*tail) return kh_fail(q->err, KH_E_ARGUMENT, "one statement at a time; behind the first stands \"%.60s\"", tail);
  if (!sqlite3_stmt_readonly(q->st) || !sqlite3_column_count(q->st)) return kh_fail(q->err, KH_E_ARGUMENT, "a query may only read");
  return KH_OK;
}

kh_status kh_store_query(kh_store *store, const char *sql, const kh_query_options *o, kh_sink sink, void *user, uint64_t *rows, bool *cut, kh_error *err) {
  if (!store || !sql || !o || !sink || o->version != 1 || (o->format != KH_FORMAT_TABLE && o->format != KH_FORMAT_CSV && o->format != KH_FORMAT_JSONL))
    return kh_fail(err, KH_E_ARGUMENT, "kh_store_query needs a store, a statement, options with the format table, CSV or JSON lines, and a sink");
  query q = {.s = store, .o = o, .sink = sink, .user = user, .err = err, .a = kh_arena_new((size_t)2 << 30)};
  if (!q.a) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  clock_gettime(CLOCK_MONOTONIC, &q.deadline);
  q.deadline.tv_sec += o->seconds;
  /* virtual tables are connected first: that is more than reading */
  sqlite3_exec(store->db, "SELECT 1 FROM document_search LIMIT 0; SELECT 1 FROM event_search LIMIT 0", NULL, NULL, NULL);
  sqlite3_set_authorizer(store->db, allow, NULL);
  sqlite3_progress_handler(store->db, STEPS, late, &q);
  kh_guard g;
  kh_arena_guard(q.a, &g);
  volatile kh_status s = KH_OK;
  if (setjmp(g.env)) s = kh_fail(err, KH_E_LIMIT, "the answer is too large for memory; ask for less, or --as csv");
  else if (!(s = prepare(&q, sql))) s = answer(&q);
  kh_arena_unguard(q.a, &g);
  sqlite3_finalize(q.st);
  sqlite3_progress_handler(store->db, 0, NULL, NULL);
  sqlite3_set_authorizer(store->db, NULL, NULL);
  kh_buf_free(&q.b);
  kh_arena_free(q.a);
  if (rows) *rows = q.rows;
  if (cut) *cut = q.cut;
  return s;
}
