/* answers.c: rows of the database as JSON, found by the columns or by SQL with bound values alone. */
#include "serve/answers.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "doc/doc.h"
#include "export/json.h"
#include "export/rows.h"

enum { MAX_ROWS = 200, MAX_EXPORT = 200000 };

static unsigned refuse(kh_asked *q, unsigned status, const char *format, ...) __attribute__((format(printf, 3, 4)));
static unsigned refuse(kh_asked *q, unsigned status, const char *format, ...) {
  va_list args;
  va_start(args, format);
  vsnprintf(q->problem, sizeof q->problem, format, args);
  va_end(args);
  return status;
}

static const char *get(const kh_asked *q, const char *key) {
  const char *v = q->get(q->user, key);
  return v ? v : "";
}

static bool number(const kh_asked *q, const char *key, long standard, long most, long *out) {
  const char *v = get(q, key);
  char *end;
  *out = standard;
  if (!*v) return true;
  *out = strtol(v, &end, 10);
  return !*end && *out >= 0 && *out <= most;
}

static void value(kh_buf *b, sqlite3_stmt *st, int column) {
  switch (sqlite3_column_type(st, column)) {
    case SQLITE_INTEGER: kh_buf_printf(b, "%lld", (long long)sqlite3_column_int64(st, column)); break;
    case SQLITE_FLOAT: kh_json_number(b, sqlite3_column_double(st, column), 6); break;
    case SQLITE_TEXT: kh_json_string(b, (kh_str){(const char *)sqlite3_column_text(st, column), (size_t)sqlite3_column_bytes(st, column)}); break;
    default: kh_buf_put(b, "null", 4);
  }
}

/* The columns of a row as the fields of an object, NULLs left out; the object stays open. */
static void row(kh_buf *b, sqlite3_stmt *st) {
  kh_buf_byte(b, '{');
  for (int c = 0; c < sqlite3_column_count(st); c++)
    if (sqlite3_column_type(st, c) != SQLITE_NULL) {
      kh_json_key(b, sqlite3_column_name(st, c));
      value(b, st, c);
    }
}

static bool prepare(kh_asked *q, const char *sql, sqlite3_stmt **st) {
  if (sqlite3_prepare_v2(q->db, sql, -1, st, NULL) == SQLITE_OK) return true;
  refuse(q, 500, "%.150s", sqlite3_errmsg(q->db));
  return false;
}

static unsigned finish(kh_asked *q, sqlite3_stmt *st, int rc) {
  sqlite3_finalize(st);
  if (rc == SQLITE_DONE || rc == SQLITE_ROW) return 200;
  return rc == SQLITE_INTERRUPT ? refuse(q, 503, "this takes too long; ask for less") : refuse(q, 500, "%.150s", sqlite3_errmsg(q->db));
}

/* Rows of a statement with at most one value bound, as a list. */
static unsigned list(kh_asked *q, const char *key, const char *sql, int64_t id) {
  sqlite3_stmt *st;
  int rc;
  if (!prepare(q, sql, &st)) return 500;
  if (sqlite3_bind_parameter_count(st)) sqlite3_bind_int64(st, 1, id);
  kh_json_key(q->out, key);
  kh_buf_byte(q->out, '[');
  for (bool first = true; (rc = sqlite3_step(st)) == SQLITE_ROW; first = false) {
    if (!first) kh_buf_byte(q->out, ',');
    row(q->out, st);
    kh_buf_byte(q->out, '}');
  }
  kh_buf_byte(q->out, ']');
  return finish(q, st, rc);
}

static unsigned filter(kh_asked *q, kh_cube_filter *f) {
  const char *wrong = "";
  if (kh_cube_filter_of(q->cube, q->db, q->get, q->user, q->arena, f, &wrong)) return 200;
  return refuse(q, 400, "the value of \"%s\" makes no sense", wrong);
}

unsigned kh_answer_about(kh_asked *q) {
  const kh_cube *c = q->cube;
  char day[16];
  kh_buf_printf(q->out, "{\"api\":1,\"khaldun\":\"%s\",\"documents\":%u,\"events\":%u", KH_VERSION, c->documents, c->n);
  if (c->first <= c->last) {
    kh_day_format(c->first, day);
    kh_json_field(q->out, "first", kh_str_of(day));
    kh_day_format(c->last, day);
    kh_json_field(q->out, "last", kh_str_of(day));
  }
  unsigned s = list(q, "versions", "SELECT * FROM versions ORDER BY id", 0);
  if (s == 200) s = list(q, "problems", "SELECT code, count(*) AS n FROM problems GROUP BY code ORDER BY n DESC", 0);
  kh_buf_byte(q->out, '}');
  return s;
}

unsigned kh_answer_view(kh_asked *q) {
  kh_cube_filter f;
  unsigned s = filter(q, &f);
  if (s == 200) kh_cube_view(q->cube, &f, q->arena, q->out);
  return s;
}

/* Numbers of the events that pass, in the order asked for; all of them are counted, `most` from `skip` on are kept. */
static uint32_t picked(const kh_asked *q, const kh_cube_filter *f, const char *sort, uint32_t skip, uint32_t most, uint32_t **out, uint32_t *n) {
  const kh_cube *c = q->cube;
  uint32_t total = 0;
  *out = KH_ARRAY(q->arena, uint32_t, (size_t)most + 1), *n = 0;
#define TAKE(i) do { if (total >= skip && *n < most) (*out)[(*n)++] = (i); total++; } while (0)
  if (!strcmp(sort, "confidence")) {
    for (int sure = 100; sure >= 0; sure--)
      for (uint32_t i = 0; i < c->n; i++)
        if (c->confidence[i] == sure && kh_cube_passes(c, f, i)) TAKE(i);
  } else if (!strcmp(sort, "date")) {
    for (uint32_t i = c->n; i-- > 0;)
      if (kh_cube_passes(c, f, i)) TAKE(i);
  } else {
    for (uint32_t i = 0; i < c->n; i++)
      if (kh_cube_passes(c, f, i)) TAKE(i);
  }
#undef TAKE
  return total;
}

#define EVENT_COLUMNS "SELECT id, event_id, event, mode, quad, intensity, cameo, contexts, status, date, enddate, precision, date_stated, actors, recipients, " \
  "actor_country, actor_sector, recipient_country, recipient_sector, place, admin1, country, lat, lon, base_event, base_mode, base_status, dead, injured, arrested, participants, " \
  "trigger, rule, confidence, doc_id, url, source, published, title, event_text, story FROM events_flat WHERE event_id = ?"

unsigned kh_answer_events(kh_asked *q) {
  kh_cube_filter f;
  long skip, most;
  uint32_t *at, n;
  sqlite3_stmt *st;
  if (!number(q, "offset", 0, INT32_MAX, &skip) || !number(q, "limit", 50, MAX_ROWS, &most)) return refuse(q, 400, "offset and limit are numbers, limit at most %d", MAX_ROWS);
  unsigned s = filter(q, &f);
  if (s != 200) return s;
  uint32_t total = picked(q, &f, get(q, "sort"), (uint32_t)skip, (uint32_t)most, &at, &n);
  if (!prepare(q, EVENT_COLUMNS, &st)) return 500;
  kh_buf_printf(q->out, "{\"total\":%u,\"offset\":%ld,\"rows\":[", total, skip);
  int rc = SQLITE_DONE;
  for (uint32_t i = 0; i < n; i++) {
    sqlite3_reset(st);
    sqlite3_bind_int64(st, 1, q->cube->id[at[i]]);
    if ((rc = sqlite3_step(st)) == SQLITE_DONE) continue;   /* gone meanwhile */
    if (rc != SQLITE_ROW) break;
    if (q->out->s[q->out->n - 1] != '[') kh_buf_byte(q->out, ',');
    row(q->out, st);
    kh_buf_byte(q->out, '}');
  }
  kh_buf_put(q->out, "]}", 2);
  return finish(q, st, rc == SQLITE_ROW ? SQLITE_DONE : rc);
}

/* The lexicon's entries and the codebook's lines of an event. */
static void why(kh_asked *q, kh_str rule, kh_str event, kh_str mode) {
  kh_json_key(q->out, "entries");
  kh_buf_byte(q->out, '[');
  kh_str id;
  for (bool first = true; q->lexicon && kh_str_split(&rule, '+', &id); first = false) {
    if (!first) kh_buf_byte(q->out, ',');
    kh_buf_byte(q->out, '{');
    kh_json_field(q->out, "id", id);
    kh_json_field(q->out, "text", kh_events_entry(q->lexicon, id));
    kh_buf_byte(q->out, '}');
  }
  kh_buf_byte(q->out, ']');
  kh_event_type t = kh_event_of((kh_text){event.s, event.n});
  if (!q->lexicon || !t) return;
  kh_json_field(q->out, "codebook", kh_events_codebook(q->lexicon, (uint8_t)t, 0));
  kh_mode m = mode.n ? kh_mode_of(t, (kh_text){mode.s, mode.n}) : KH_MODE_NONE;
  if (m) kh_json_field(q->out, "codebook_mode", kh_events_codebook(q->lexicon, (uint8_t)t, (uint8_t)m));
}

static kh_str column_named(sqlite3_stmt *st, const char *name) {
  for (int c = 0; c < sqlite3_column_count(st); c++)
    if (!strcmp(sqlite3_column_name(st, c), name)) {
      const char *s = (const char *)sqlite3_column_text(st, c);
      return (kh_str){s ? s : "", s ? (size_t)sqlite3_column_bytes(st, c) : 0};
    }
  return KH_STR("");
}

unsigned kh_answer_event(kh_asked *q) {
  sqlite3_stmt *st;
  uint64_t uid = 0;
  const char *id = get(q, "id");
  char *end;
  if (strlen(id) != 16 || (uid = strtoull(id, &end, 16), *end)) return refuse(q, 400, "id is the record's id, 16 hexadecimal digits");
  if (!prepare(q, "SELECT f.*, e.doc, e.sentence_start, e.sentence_end, e.trigger_start, e.trigger_end FROM events e JOIN events_flat f ON f.event_id = e.id WHERE e.uid = ?", &st)) return 500;
  sqlite3_bind_int64(st, 1, (int64_t)uid);
  int rc = sqlite3_step(st);
  if (rc != SQLITE_ROW) {
    unsigned s = finish(q, st, rc);
    return s == 200 ? refuse(q, 404, "no event has this id") : s;
  }
  row(q->out, st);
  why(q, column_named(st, "rule"), column_named(st, "event"), column_named(st, "mode"));
  int64_t event = strtoll(column_named(st, "event_id").s, NULL, 10);
  sqlite3_finalize(st);
  unsigned s = list(q, "parties", "SELECT s.side, s.text, s.start, s.\"end\", a.name, a.link, a.country, a.sector, a.role FROM event_actors s JOIN actors a ON a.id = s.actor WHERE s.event = ? ORDER BY s.side, s.n", event);
  kh_buf_byte(q->out, '}');
  return s;
}

unsigned kh_answer_document(kh_asked *q) {
  sqlite3_stmt *st;
  long id;
  if (!number(q, "id", 0, INT32_MAX, &id) || !id) return refuse(q, 400, "id is the report's number");
  if (!prepare(q, "SELECT id, name, url, source, published, title, byline, language, revision, current, failed, words, sentences, text FROM documents WHERE id = ?", &st)) return 500;
  sqlite3_bind_int64(st, 1, id);
  int rc = sqlite3_step(st);
  if (rc != SQLITE_ROW) {
    unsigned s = finish(q, st, rc);
    return s == 200 ? refuse(q, 404, "no report has this number") : s;
  }
  row(q->out, st);
  sqlite3_finalize(st);
  static const struct { const char *key, *sql; } parts[] = {
      {"events", "SELECT printf('%016x', uid) AS id, id AS event_id, event, mode, quad, status, date, trigger, trigger_start, trigger_end, confidence FROM events WHERE doc = ? ORDER BY trigger_start, id"},
      {"parties", "SELECT s.event AS event_id, s.side, s.text, s.start, s.\"end\", a.name, a.country, a.sector FROM events e JOIN event_actors s ON s.event = e.id JOIN actors a ON a.id = s.actor WHERE e.doc = ? ORDER BY s.start"},
      {"plans", "SELECT printf('%016x', uid) AS id, event, occasion, mode, status, date, enddate, trigger, trigger_start, trigger_end FROM plans WHERE doc = ? ORDER BY trigger_start, id"},
      {"quotes", "SELECT q.speaker_text, q.speaker_start, q.speaker_end, q.cue_start, q.cue_end, q.content_spans, q.direct, a.name AS speaker, a.country, a.sector FROM quotes q LEFT JOIN actors a ON a.id = q.speaker WHERE q.doc = ?"},
      {"actors", "SELECT x.text, x.start, x.\"end\", x.kind, x.mentions, a.name, a.country, a.sector, a.role FROM document_actors x JOIN actors a ON a.id = x.actor WHERE x.doc = ? ORDER BY x.n"},
      {"places", "SELECT x.text, x.start, x.\"end\", p.name, p.country, p.lat, p.lon FROM document_places x JOIN places p ON p.id = x.place WHERE x.doc = ? AND NOT x.demonym ORDER BY x.n"},
      {"times", "SELECT text, start, \"end\", timex, value, begin_date, end_date FROM times WHERE doc = ? ORDER BY n"},
      {"figures", "SELECT text, start, \"end\", kind, value, low, high, qualifier FROM figures WHERE doc = ? ORDER BY n"},
      {"problems", "SELECT code, message FROM problems WHERE doc = ? ORDER BY n"},
      {"story", "SELECT d.id, d.title, d.source, d.published, d.url FROM document_stories m JOIN document_stories o ON o.story = m.story JOIN documents d ON d.id = o.doc WHERE m.doc = ? AND d.id <> m.doc ORDER BY d.published, d.id LIMIT 50"}};
  unsigned s = 200;
  for (size_t i = 0; i < sizeof parts / sizeof *parts && s == 200; i++) s = list(q, parts[i].key, parts[i].sql, id);
  kh_buf_byte(q->out, '}');
  return s;
}

unsigned kh_answer_plans(kh_asked *q) {
  sqlite3_stmt *st;
  long days, most;
  const char *from = get(q, "from");
  char to[16];
  if (!number(q, "days", 30, 36600, &days) || !number(q, "limit", 200, 1000, &most)) return refuse(q, 400, "days and limit are numbers");
  int32_t first = kh_day_parse(kh_str_of(from));
  if (*from && first == KH_NO_DAY) return refuse(q, 400, "from is a day like 2024-03-22");
  if (first == KH_NO_DAY) first = q->cube->last != INT32_MIN ? q->cube->last : 0;   /* ahead of the latest report */
  char begin[16];
  kh_day_format(first, begin);
  kh_day_format(first + (int32_t)days, to);
  if (!prepare(q, "SELECT id, event, occasion, mode, quad, status, date, enddate, precision, actors, recipients, place, country, trigger, confidence, doc_id, source, published, title, event_text FROM plans_flat "
                  "WHERE ifnull(enddate, date) >= ?1 AND date <= ?2 ORDER BY date, id LIMIT ?3", &st)) return 500;
  sqlite3_bind_text(st, 1, begin, -1, SQLITE_STATIC);
  sqlite3_bind_text(st, 2, to, -1, SQLITE_STATIC);
  sqlite3_bind_int64(st, 3, most);
  kh_buf_printf(q->out, "{\"from\":\"%s\",\"to\":\"%s\",\"rows\":[", begin, to);
  int rc;
  for (bool none = true; (rc = sqlite3_step(st)) == SQLITE_ROW; none = false) {
    if (!none) kh_buf_byte(q->out, ',');
    row(q->out, st);
    kh_buf_byte(q->out, '}');
  }
  kh_buf_put(q->out, "]}", 2);
  return finish(q, st, rc);
}

unsigned kh_answer_quotes(kh_asked *q) {
  sqlite3_stmt *st;
  long skip, most;
  if (!number(q, "offset", 0, INT32_MAX, &skip) || !number(q, "limit", 50, MAX_ROWS, &most)) return refuse(q, 400, "offset and limit are numbers");
  kh_buf_byte(q->out, '{');
  unsigned s = list(q, "speakers", "SELECT a.name, a.country, a.sector, count(*) AS n FROM quotes q JOIN documents d ON d.id = q.doc AND d.current JOIN actors a ON a.id = q.speaker "
                                   "GROUP BY a.name, a.country, a.sector ORDER BY n DESC, a.name LIMIT 60", 0);
  if (s != 200) return s;
  if (!prepare(q, "SELECT id, speaker, country, sector, role, cue, content, direct, audience, doc_id, source, published, title FROM quotes_flat "
                  "WHERE (?1 = '' OR speaker = ?1) AND (?2 = '' OR instr(lower(content), lower(?2)) > 0) ORDER BY published DESC, quote_id LIMIT ?3 OFFSET ?4", &st)) return 500;
  sqlite3_bind_text(st, 1, get(q, "speaker"), -1, SQLITE_STATIC);
  sqlite3_bind_text(st, 2, get(q, "q"), -1, SQLITE_STATIC);
  sqlite3_bind_int64(st, 3, most);
  sqlite3_bind_int64(st, 4, skip);
  kh_json_key(q->out, "rows");
  kh_buf_byte(q->out, '[');
  int rc;
  for (bool first = true; (rc = sqlite3_step(st)) == SQLITE_ROW; first = false) {
    if (!first) kh_buf_byte(q->out, ',');
    row(q->out, st);
    kh_buf_byte(q->out, '}');
  }
  kh_buf_put(q->out, "]}", 2);
  return finish(q, st, rc);
}

/* ---- downloads of what is shown, by the writers of khaldun export ---- */

unsigned kh_answer_export(kh_asked *q) {
  kh_cube_filter f;
  uint32_t *at, n;
  kh_exporter x;
  kh_error err = {0};
  const kh_export_form *form = kh_export_form_of(get(q, "as"));
  if (!form) return refuse(q, 400, "as is the name of a format of khaldun export, like csv");
  unsigned s = filter(q, &f);
  if (s != 200) return s;
  uint32_t total = picked(q, &f, "date", 0, MAX_EXPORT, &at, &n);
  if (total > n) return refuse(q, 413, "%u events are more than %d; filter them, or use khaldun export", total, MAX_EXPORT);
  kh_status st = kh_exporter_open(&x, q->db, form, *get(q, "once") == '1', q->out, &err);
  for (uint32_t i = 0; i < n && !st; i++) st = kh_exporter_event(&x, q->cube->id[at[i]]);
  if (!st) st = kh_exporter_end(&x);
  kh_exporter_close(&x);
  q->type = form->type, q->file = form->file;
  if (!st) return 200;
  return st == KH_E_LIMIT ? refuse(q, 413, "%.180s", err.message) : refuse(q, 500, "%.180s", err.message);
}
