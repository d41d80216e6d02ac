/* rows.c: an event of the database as a format's writer sees it, and the cells that it writes. */
#include "export/rows.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const kh_export_form *const forms[] = {
#define X(name) &kh_form_##name,
    KH_EXPORT_FORMS(X)
#undef X
};

const kh_export_form *kh_export_form_of(const char *name) {
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    if (!strcmp(forms[i]->name, name)) return forms[i];
  return NULL;
}

kh_status kh_exporter_broken(kh_exporter *x, int rc) {
  if (!x->failed) x->failed = rc == SQLITE_INTERRUPT ? kh_fail(x->err, KH_E_LIMIT, "stopped") : kh_fail(x->err, rc == SQLITE_NOMEM ? KH_E_MEMORY : KH_E_IO, "export: %.200s", sqlite3_errmsg(x->db));
  return x->failed;
}

kh_status kh_exporter_open(kh_exporter *x, sqlite3 *db, const kh_export_form *form, bool once, kh_buf *out, kh_error *err) {
  static const char event[] =
      "SELECT e.id"
#define X(name, sql) ", " sql
      KH_TOLD_TABLE(X)
#undef X
      " FROM events e JOIN documents d ON d.id = e.doc LEFT JOIN places p ON p.id = e.place LEFT JOIN event_stories m ON m.event = e.id LEFT JOIN story_events s ON s.id = m.story_event WHERE e.id = ?";
  static const char parties[] =
      "SELECT x.side = 'recipient', x.text, a.name, a.link, a.country, a.sector, a.other_sectors, a.role, a.cow, x.start FROM event_actors x JOIN actors a ON a.id = x.actor "
      "WHERE x.event = ? AND x.side IN ('actor', 'recipient') ORDER BY x.side, x.n";
  *x = (kh_exporter){.form = form, .db = db, .out = out, .once = once || form->once, .err = err, .arena = kh_arena_new((size_t)1 << 28)};
  if (!x->arena) return x->failed = kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (sqlite3_prepare_v2(db, event, -1, &x->event, NULL) || sqlite3_prepare_v2(db, parties, -1, &x->parties, NULL) ||
      sqlite3_prepare_v2(db, "SELECT a.name, x.kind FROM document_actors x JOIN actors a ON a.id = x.actor WHERE x.doc = ? AND x.kind IN ('PER', 'ORG') ORDER BY x.n", -1, &x->named, NULL) ||
      sqlite3_prepare_v2(db, "SELECT DISTINCT p.name FROM document_places x JOIN places p ON p.id = x.place WHERE x.doc = ? AND NOT x.demonym ORDER BY x.n", -1, &x->located, NULL) ||
      sqlite3_prepare_v2(db, "SELECT sum(side = 'actor'), sum(side = 'recipient') FROM event_actors WHERE event = ?", -1, &x->pairs, NULL)) return kh_exporter_broken(x, SQLITE_ERROR);
  if (x->once) {
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_prepare_v2(db, "SELECT ifnull(max(id), 0) FROM story_events", -1, &st, NULL);
    if (!rc && (rc = sqlite3_step(st)) == SQLITE_ROW) x->given_count = sqlite3_column_int64(st, 0) + 1;
    sqlite3_finalize(st);
    if (rc != SQLITE_ROW) return kh_exporter_broken(x, rc);
    x->given = calloc((size_t)x->given_count + 1, 1);
    if (!x->given) return x->failed = kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  if (form->begin) form->begin(x);
  return x->failed;
}

static kh_str kept(kh_exporter *x, sqlite3_stmt *st, int column) {
  const char *v = (const char *)sqlite3_column_text(st, column);
  return v ? kh_str_dup(x->arena, (kh_str){v, (size_t)sqlite3_column_bytes(st, column)}) : KH_STR("");
}

static bool load(kh_exporter *x, int64_t row) {
  sqlite3_reset(x->event);
  sqlite3_bind_int64(x->event, 1, row);
  int rc = sqlite3_step(x->event);
  if (rc != SQLITE_ROW) {
    if (rc != SQLITE_DONE) kh_exporter_broken(x, rc);
    return false;   /* gone meanwhile */
  }
  x->row = row;
  for (int c = 0; c < KH_TOLD_COLUMNS; c++) {   /* they live until the statement goes on */
    const char *v = (const char *)sqlite3_column_text(x->event, c + 1);
    x->told[c] = (kh_str){v ? v : "", v ? (size_t)sqlite3_column_bytes(x->event, c + 1) : 0};
  }
  return sqlite3_errcode(x->db) != SQLITE_NOMEM || kh_exporter_broken(x, SQLITE_NOMEM) == KH_OK;   /* a number for whose digits there was no memory is not empty */
}

static void load_parties(kh_exporter *x) {
  int rc;
  sqlite3_bind_int64(x->parties, 1, x->row);
  while ((rc = sqlite3_step(x->parties)) == SQLITE_ROW) {
    sqlite3_stmt *s = x->parties;
    KH_PUSH(x->arena, &x->party, (kh_party){.recipient = sqlite3_column_int(s, 0), .text = kept(x, s, 1), .name = kept(x, s, 2), .link = kept(x, s, 3), .country = kept(x, s, 4), .sector = kept(x, s, 5),
                                            .others = kept(x, s, 6), .role = kept(x, s, 7), .cow = kept(x, s, 8), .start = sqlite3_column_int64(s, 9)});
  }
  sqlite3_reset(x->parties);
  if (rc != SQLITE_DONE) kh_exporter_broken(x, rc);
}

static void write(kh_exporter *x, int64_t row) {
  if (!load(x, row)) return;
  if (x->once && x->told[KH_TOLD_STORY_EVENT].n) {
    int64_t story = strtoll(x->told[KH_TOLD_STORY_EVENT].s, NULL, 10), head = strtoll(x->told[KH_TOLD_HEAD].s, NULL, 10);
    if (story < x->given_count) {
      if (x->given[story]) return;
      x->given[story] = 1;
    }
    if (head != row && !load(x, head)) return;   /* the first report of the event speaks for all */
  }
  load_parties(x);
  if (!x->failed) x->form->row(x);
}

kh_status kh_exporter_event(kh_exporter *x, int64_t row) {
  kh_guard g;
  if (x->failed) return x->failed;
  kh_arena_reset(x->arena);
  x->party.at = NULL, x->party.n = x->party.cap = 0;
  kh_arena_guard(x->arena, &g);
  if (setjmp(g.env)) x->failed = kh_fail(x->err, KH_E_MEMORY, "not enough memory for an event's row");
  else write(x, row);
  kh_arena_unguard(x->arena, &g);
  if (!x->failed && x->out->failed) x->failed = kh_fail(x->err, KH_E_MEMORY, "not enough memory");
  return x->failed;
}

kh_status kh_exporter_end(kh_exporter *x) {
  if (!x->failed && x->form->end) x->form->end(x);
  if (!x->failed && x->out->failed) x->failed = kh_fail(x->err, KH_E_MEMORY, "not enough memory");
  return x->failed;
}

void kh_exporter_close(kh_exporter *x) {
  sqlite3_finalize(x->event);
  sqlite3_finalize(x->parties);
  sqlite3_finalize(x->named);
  sqlite3_finalize(x->located);
  sqlite3_finalize(x->pairs);
  kh_arena_free(x->arena);
  free(x->given);
  kh_book_drop(x);
}

const kh_party *kh_party_at(const kh_exporter *x, bool recipient, size_t n) {
  for (size_t i = 0; i < x->party.n; i++)
    if (x->party.at[i].recipient == recipient && n-- == 0) return &x->party.at[i];
  return NULL;
}

/* ---- cells ---- */

/* Ends a line somewhere, or moves a terminal's cursor, or is no character of XML. */
static bool is_break(uint32_t cp) {
  return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029 || cp == 0xFEFF || cp == 0xFFFE || cp == 0xFFFF || (cp >= 0xD800 && cp < 0xE000);
}

/* OWASP's list, with the wide forms that some spreadsheets take for the same. */
static bool begins_formula(uint32_t cp) { return cp == '=' || cp == '+' || cp == '-' || cp == '@' || cp == 0xFF1D || cp == 0xFF0B || cp == 0xFF0D || cp == 0xFF20; }

kh_str kh_clean(kh_arena *a, kh_str v, bool guard) {
  char *out = kh_alloc(a, v.n * 3 + 2);   /* a broken byte becomes U+FFFD */
  size_t n = 0;
  bool blank = false;
  for (size_t i = 0; i < v.n;) {
    uint32_t cp = kh_utf8_next(v.s, v.n, &i);
    if (is_break(cp) || cp == ' ') {
      blank = n > 0;
      continue;
    }
    if (blank) out[n++] = ' ';
    if (!n && guard && begins_formula(cp)) out[n++] = '\'';
    blank = false;
    n += kh_utf8_put(cp, out + n);
  }
  return (kh_str){out, n};
}

static void next_cell(kh_exporter *x) {
  if (x->cells++) kh_buf_byte(x->out, '\t');
}

static size_t digits(kh_str v, size_t *at) {
  size_t from = *at;
  while (*at < v.n && v.s[*at] >= '0' && v.s[*at] <= '9') ++*at;
  return *at - from;
}

/* JSON's grammar: -12, 0.5, 1e+20 */
bool kh_is_number(kh_str v) {
  size_t at = v.n && v.s[0] == '-', first = at, n = digits(v, &at);
  if (!n || (n > 1 && v.s[first] == '0')) return false;
  if (at < v.n && v.s[at] == '.' && (at++, !digits(v, &at))) return false;
  if (at < v.n && (v.s[at] == 'e' || v.s[at] == 'E')) {
    at++;
    if (at < v.n && (v.s[at] == '+' || v.s[at] == '-')) at++;
    if (!digits(v, &at)) return false;
  }
  return at == v.n && v.n < 40;
}

void kh_put_plain(kh_exporter *x, kh_str v) {
  if (v.n && !kh_is_number(v)) kh_put_text(x, v);   /* whatever somebody has put into the database */
  else {
    next_cell(x);
    kh_buf_str(x->out, v);
  }
}

void kh_put_text(kh_exporter *x, kh_str v) {
  next_cell(x);
  v = kh_clean(x->arena, v, true);
  for (size_t i = 0; i < v.n; i++) kh_buf_byte(x->out, v.s[i] == '"' ? '\'' : v.s[i]);
}

void kh_put_format(kh_exporter *x, const char *format, ...) {
  char s[200];
  va_list args;
  va_start(args, format);
  vsnprintf(s, sizeof s, format, args);
  va_end(args);
  kh_put_plain(x, kh_str_of(s));
}

void kh_put_end(kh_exporter *x) {
  kh_buf_byte(x->out, '\n');
  if (x->cells != x->form->columns && !x->failed) x->failed = kh_fail(x->err, KH_E_FORMAT, "%s: a row has %d cells, not %d", x->form->name, x->cells, x->form->columns);
  x->cells = 0;
  x->rows++;
}
