/* explained.c: why a record of a database stands there: its report coded again from the text that was kept. */
#include <stdio.h>
#include <stdlib.h>

#include "export/export.h"
#include "store/store_int.h"

/* The row of `table` whose id begins with these digits, 0 where there is none: uids of such a beginning are neighbours. */
static kh_status find(kh_store *s, const char *table, const char *id, size_t digits, int64_t *row, bool *many, kh_error *err) {
  uint64_t first = strtoull(id, NULL, 16) << 4 * (16 - digits), last = digits < 16 ? first | (UINT64_MAX >> 4 * digits) : first;
  char sql[120];
  sqlite3_stmt *st;
  int rc;
  *row = 0;
  snprintf(sql, sizeof sql, "SELECT id, uid FROM %s WHERE uid BETWEEN ? AND ? ORDER BY uid, id", table);
  if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK) return kh_store_fail(s, sqlite3_errcode(s->db), "explain", err);
  sqlite3_bind_int64(st, 1, (int64_t)first);
  sqlite3_bind_int64(st, 2, (int64_t)last);
  int64_t uid = 0;
  while ((rc = sqlite3_step(st)) == SQLITE_ROW) {   /* the same text under two addresses has the same ids */
    *many = *many || (*row && sqlite3_column_int64(st, 1) != uid);
    if (!*row) *row = sqlite3_column_int64(st, 0), uid = sqlite3_column_int64(st, 1);
  }
  kh_status status = rc == SQLITE_DONE ? KH_OK : kh_store_fail(s, rc, "explain", err);
  sqlite3_finalize(st);
  return status;
}

/* What the database itself says of a record. */
static kh_status stored(kh_store *s, const char *view, const char *key, int64_t row, const char *why, kh_sink sink, void *user, kh_error *err) {
  kh_buf b = {0};
  char sql[100];
  sqlite3_stmt *st;
  snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE %s = ?", view, key);
  if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK) return kh_store_fail(s, sqlite3_errcode(s->db), "explain", err);
  sqlite3_bind_int64(st, 1, row);
  kh_buf_printf(&b, "%s; what the database says of it:\n\n", why);
  int rc = sqlite3_step(st);
  kh_status status = rc == SQLITE_ROW || rc == SQLITE_DONE ? KH_OK : kh_store_fail(s, rc, "explain", err);
  if (rc == SQLITE_ROW)
    for (int c = 0; c < sqlite3_column_count(st); c++) {
      kh_str v = {(const char *)sqlite3_column_text(st, c), (size_t)sqlite3_column_bytes(st, c)};
      if (!v.s) continue;
      kh_buf_printf(&b, "  %-18s ", sqlite3_column_name(st, c));
      for (size_t i = 0; i < v.n;) {
        size_t at = i;
        uint32_t cp = kh_utf8_next(v.s, v.n, &at);
        if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) kh_buf_byte(&b, ' ');
        else kh_buf_put(&b, v.s + i, at - i);
        i = at;
      }
      kh_buf_byte(&b, '\n');
    }
  else kh_buf_put(&b, "  nothing: a later revision of its report is current\n", 52);
  rc = sqlite3_finalize(st);   /* tells, too, of a value for whose digits there was no memory */
  if (rc && !status) status = kh_store_fail(s, rc, "explain", err);
  if (!status && b.failed) status = kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (!status && !sink(user, b.s, b.n)) status = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  return status;
}

kh_status kh_explain_record(const khaldun *k, kh_store *s, const char *id, bool color, kh_sink sink, void *user, kh_error *err) {
  size_t digits = id ? strlen(id) : 0;
  if (!k || !s || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_explain_record needs an open handle, a store and a sink");
  if (digits < 4 || digits > 16 || strspn(id, "0123456789abcdef") != digits) return kh_fail(err, KH_E_ARGUMENT, "a record's id is 16 hexadecimal digits, or the first of them (at least 4), not \"%.40s\"", id ? id : "");
  bool many = false;
  int64_t event, plan = 0;
  kh_status found = find(s, "events", id, digits, &event, &many, err);
  if (!found && !event) found = find(s, "plans", id, digits, &plan, &many, err);
  if (found) return found;
  int64_t row = event ? event : plan;
  if (!row) return kh_fail(err, KH_E_NOTHING, "%s: no event and no plan has the id \"%s\"", s->path, id);
  if (many) return kh_fail(err, KH_E_ARGUMENT, "several records have an id that begins with \"%s\"; give more digits", id);
  const char *view = event ? "events_flat" : "plans_flat", *key = event ? "event_id" : "plan_id";
  sqlite3_stmt *st;
  if (sqlite3_prepare_v2(s->db, event ? "SELECT d.name, d.text, ifnull(d.published_text, d.published), d.title, d.url, d.source, d.byline, d.language, printf('%016x', e.uid) FROM events e JOIN documents d ON d.id = e.doc WHERE e.id = ?"
                                      : "SELECT d.name, d.text, ifnull(d.published_text, d.published), d.title, d.url, d.source, d.byline, d.language, printf('%016x', e.uid) FROM plans e JOIN documents d ON d.id = e.doc WHERE e.id = ?",
                         -1, &st, NULL) != SQLITE_OK) return kh_store_fail(s, sqlite3_errcode(s->db), "explain", err);
  sqlite3_bind_int64(st, 1, row);
  int rc = sqlite3_step(st);
  if (rc != SQLITE_ROW) {
    kh_status why = rc == SQLITE_DONE ? KH_OK : kh_store_fail(s, rc, "explain", err);
    sqlite3_finalize(st);
    return why ? why : kh_fail(err, KH_E_FORMAT, "%s: is damaged: the record's report is missing; see khaldun check", s->path);
  }
#define WORD(c) ((const char *)sqlite3_column_text(st, c))
  kh_input in = {.id = WORD(0), .text = WORD(1), .text_len = (size_t)sqlite3_column_bytes(st, 1), .date = WORD(2), .title = WORD(3), .url = WORD(4), .source = WORD(5), .byline = WORD(6), .language = WORD(7)};
  kh_coder *c = NULL;
  kh_document *d = NULL;
  kh_status status = KH_OK;
  bool shown = false;
  if (in.text && !(status = kh_coder_new(k, NULL, &c, err)) && !(status = kh_code(c, &in, &d, err))) {
    const kh_event *events;
    size_t n = kh_document_events(d, &events);
    for (size_t i = 0; i < n && !shown && !status; i++) {
      char made[17];
      kh_event_id(d, &events[i], plan != 0, made);
      if ((plan ? !events[i].plan : events[i].embedded) || strcmp(made, WORD(8))) continue;
      shown = true;
      status = kh_explain_event(k, d, i, color, sink, user, err);
    }
  }
#undef WORD
  if (!status && !shown)
    status = stored(s, view, key, row, in.text ? "This Khaldun, or these options, would code the report otherwise, so the record cannot be followed to its rules" : "The report's text was not kept (--no-text), so the record cannot be followed to its rules",
                    sink, user, err);
  sqlite3_finalize(st);
  kh_document_free(d);
  kh_coder_free(c);
  return status;
}
