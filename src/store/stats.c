/* stats.c: what is in a database, counted. */
#include <stdio.h>

#include "export/json.h"
#include "store/store_int.h"

/* One row of numbers, named by their columns. */
static const char totals[] =
    "SELECT count(*) AS revisions, ifnull(sum(current), 0) AS reports, ifnull(sum(current AND failed IS NOT NULL), 0) AS failed, ifnull(sum(text IS NOT NULL), 0) AS texts, "
    "ifnull(sum(current * words), 0) AS words, min(CASE WHEN current THEN published END) AS first_report, max(CASE WHEN current THEN published END) AS last_report, "
    "(SELECT count(*) FROM events e JOIN documents d ON d.id = e.doc AND d.current) AS events, "
    "(SELECT count(*) FROM plans e JOIN documents d ON d.id = e.doc AND d.current) AS plans, "
    "(SELECT count(*) FROM quotes e JOIN documents d ON d.id = e.doc AND d.current) AS quotes, "
    "(SELECT count(*) FROM actors) AS actors, (SELECT count(*) FROM places) AS places, "
    "(SELECT count(*) FROM stories) AS stories, (SELECT count(*) FROM story_events) AS story_events FROM documents";

/* Counts by a name, the most first (days in their order). */
#define EVENTS "FROM events e JOIN documents d ON d.id = e.doc AND d.current "
static const struct { const char *key, *title, *sql; } parts[] = {
    {"event", "events by type", "SELECT e.event, count(*) " EVENTS "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"},
    {"quad", "events by quad code", "SELECT e.quad, count(*) " EVENTS "GROUP BY 1 ORDER BY 1 LIMIT ?"},
    {"status", "events by status", "SELECT e.status, count(*) " EVENTS "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"},
    {"country", "events by country of an actor or recipient",
     "SELECT c, count(*) FROM (SELECT DISTINCT e.id, a.country AS c " EVENTS "JOIN event_actors x ON x.event = e.id AND x.side IN ('actor', 'recipient') JOIN actors a ON a.id = x.actor WHERE a.country IS NOT NULL) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"},
    {"place", "events by country of the place", "SELECT p.country, count(*) " EVENTS "JOIN places p ON p.id = e.place WHERE p.country IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"},
    {"source", "reports by source", "SELECT ifnull(source, '?'), count(*) FROM documents WHERE current GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"},
    {"language", "reports by language", "SELECT ifnull(language, '?'), count(*) FROM documents WHERE current GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"},
    {"day", "reports by day, the latest", "SELECT * FROM (SELECT published, count(*) FROM documents WHERE current AND published IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT ?) ORDER BY 1"},
    {"problem", "problems", "SELECT p.code, count(*) FROM problems p JOIN documents d ON d.id = p.doc AND d.current GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"},
    {"version", "reports by version", "SELECT 'khaldun ' || v.khaldun || ', data ' || v.data || ', model ' || substr(v.model_sha256, 1, 12), count(*) FROM documents d JOIN versions v ON v.id = d.version WHERE d.current GROUP BY v.id ORDER BY v.id LIMIT ?"},
};

static kh_str cell(sqlite3_stmt *st, int column) { return (kh_str){(const char *)sqlite3_column_text(st, column), (size_t)sqlite3_column_bytes(st, column)}; }

/* A name for a person: nothing that moves a terminal's cursor. */
static void name(kh_buf *b, kh_str v, size_t width) {
  size_t n = 0;
  for (size_t i = 0; i < v.n && n < width; n++) {
    size_t at = i;
    uint32_t cp = kh_utf8_next(v.s, v.n, &at);
    if (cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0)) kh_buf_byte(b, ' ');
    else kh_buf_put(b, v.s + i, at - i);
    i = at;
  }
  for (; n < width; n++) kh_buf_byte(b, ' ');
}

static kh_status fail(kh_store *s, kh_error *err) { return kh_store_fail(s, sqlite3_errcode(s->db), "stats", err); }

static kh_status sums(kh_store *s, bool json, kh_buf *b, kh_error *err) {
  sqlite3_stmt *st;
  if (sqlite3_prepare_v2(s->db, totals, -1, &st, NULL) != SQLITE_OK) return fail(s, err);
  int rc = sqlite3_step(st);
  for (int c = 0; rc == SQLITE_ROW && c < sqlite3_column_count(st); c++) {
    bool number = sqlite3_column_type(st, c) == SQLITE_INTEGER;
    if (sqlite3_column_type(st, c) == SQLITE_NULL) continue;
    if (!json) {
      const char *label = sqlite3_column_name(st, c);
      for (size_t i = 0; i < 16; i++) kh_buf_byte(b, i < strlen(label) ? (label[i] == '_' ? ' ' : label[i]) : ' ');
      kh_buf_printf(b, "%14s\n", (const char *)sqlite3_column_text(st, c));
    } else if (number) {
      kh_json_key(b, sqlite3_column_name(st, c));
      kh_buf_printf(b, "%lld", (long long)sqlite3_column_int64(st, c));
    } else kh_json_field(b, sqlite3_column_name(st, c), cell(st, c));
  }
  sqlite3_finalize(st);
  return rc == SQLITE_ROW ? KH_OK : fail(s, err);
}

static kh_status part(kh_store *s, size_t which, bool json, uint32_t most, kh_buf *b, kh_error *err) {
  sqlite3_stmt *st;
  if (sqlite3_prepare_v2(s->db, parts[which].sql, -1, &st, NULL) != SQLITE_OK) return fail(s, err);
  sqlite3_bind_int64(st, 1, most ? (int64_t)most : -1);
  int rc;
  uint64_t n = 0;
  if (json) {
    kh_json_key(b, parts[which].key);
    kh_buf_byte(b, '{');
  }
  for (; (rc = sqlite3_step(st)) == SQLITE_ROW; n++) {
    if (json) {
      if (n) kh_buf_byte(b, ',');
      kh_json_string(b, cell(st, 0));
      kh_buf_printf(b, ":%lld", (long long)sqlite3_column_int64(st, 1));
    } else {
      if (!n) kh_buf_printf(b, "\n%s\n", parts[which].title);
      kh_buf_put(b, "  ", 2);
      name(b, cell(st, 0), 40);
      kh_buf_printf(b, " %10lld\n", (long long)sqlite3_column_int64(st, 1));
    }
  }
  if (json) kh_buf_byte(b, '}');
  sqlite3_finalize(st);
  return rc == SQLITE_DONE ? KH_OK : fail(s, err);
}

kh_status kh_store_stats(kh_store *s, kh_format f, uint32_t most, kh_sink sink, void *user, kh_error *err) {
  if (!s || !sink || (f != KH_FORMAT_TABLE && f != KH_FORMAT_JSONL)) return kh_fail(err, KH_E_ARGUMENT, "kh_store_stats needs a store, a table or JSON, and a sink");
  kh_buf b = {0};
  bool json = f == KH_FORMAT_JSONL;
  if (json) kh_buf_byte(&b, '{');
  kh_status st = sums(s, json, &b, err);
  for (size_t i = 0; i < sizeof parts / sizeof *parts && !st; i++) st = part(s, i, json, most, &b, err);
  if (json) kh_buf_put(&b, "}\n", 2);
  if (!st && b.failed) st = kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (!st && !sink(user, b.s, b.n)) st = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  return st;
}
