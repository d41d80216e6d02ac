/* report.c: one page with its data inside, to be sent to somebody: no server, no network, no other file. */
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "code/road.h"
#include "export/json.h"
#include "serve/answers.h"
#include "serve/assets.h"
#include "store/store_int.h"

typedef struct pair { const char *key, *value; } pair;

static const char *value_of(void *user, const char *key) {
  for (const pair *p = user; p->key; p++)
    if (!strcmp(p->key, key)) return p->value;
  return NULL;
}

static const kh_asset *asset(const char *path) {
  for (size_t i = 0; i < kh_asset_count; i++)
    if (!strcmp(kh_assets[i].path, path)) return &kh_assets[i];
  return NULL;
}

static bool unpack(const kh_asset *a, kh_buf *out) {
  char *room = kh_buf_room(out, a->plain + 1);
  z_stream z = {.next_in = (unsigned char *)(uintptr_t)a->gzip, .avail_in = (unsigned)a->n, .next_out = (unsigned char *)room, .avail_out = (unsigned)a->plain + 1};
  if (!room || inflateInit2(&z, 31) != Z_OK) return false;
  bool fine = inflate(&z, Z_FINISH) == Z_STREAM_END;
  inflateEnd(&z);
  out->n += a->plain;
  return fine;
}

/* JSON in a script element: "<" nowhere, so that nothing in it can end the element. */
static void put_data(kh_buf *page, const kh_buf *json) {
  size_t from = 0;
  for (size_t i = 0; i < json->n; i++)
    if (json->s[i] == '<') {
      kh_buf_put(page, json->s + from, i - from);
      kh_buf_put(page, "\\u003c", 6);
      from = i + 1;
    }
  kh_buf_put(page, json->s + from, json->n - from);
}

/* A script that stands in the page: "</" may not, and a minified script has it only in strings, where "<\/" says the same. */
static void put_script(kh_buf *page, const kh_buf *script) {
  size_t from = 0;
  for (size_t i = 0; i + 1 < script->n; i++)
    if (script->s[i] == '<' && script->s[i + 1] == '/') {
      kh_buf_put(page, script->s + from, i + 1 - from);
      kh_buf_byte(page, '\\');
      from = i + 1;
    }
  kh_buf_put(page, script->s + from, script->n - from);
}

static void base64(const uint8_t *b, size_t n, char *out) {
  static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  size_t k = 0;
  for (size_t i = 0; i < n; i += 3) {
    uint32_t v = (uint32_t)b[i] << 16 | (i + 1 < n ? (uint32_t)b[i + 1] << 8 : 0) | (i + 2 < n ? b[i + 2] : 0);
    out[k++] = digit[v >> 18];
    out[k++] = digit[v >> 12 & 63];
    out[k++] = i + 1 < n ? digit[v >> 6 & 63] : '=';
    out[k++] = i + 2 < n ? digit[v & 63] : '=';
  }
  out[k] = 0;
}

typedef struct making {
  const kh_report_options *o;
  kh_store *store;
  kh_cube *cube;
  kh_arena *arena;
  kh_buf json, page;
  char problem[200];
} making;

static bool ask(making *m, unsigned (*of)(kh_asked *), pair *values, kh_buf *out) {
  kh_asked q = {.db = m->store->db, .cube = m->cube, .lexicon = m->o->k ? m->o->k->rooms.events : NULL, .get = value_of, .user = values, .arena = m->arena, .out = out};
  if (of(&q) == 200) return true;
  snprintf(m->problem, sizeof m->problem, "%s", q.problem);
  return false;
}

static bool list_of(making *m, const char *key, unsigned (*of)(kh_asked *), const char *name, const char *sql, uint32_t most) {
  sqlite3_stmt *st;
  char value[32];
  int rc = sqlite3_prepare_v2(m->store->db, sql, -1, &st, NULL);
  bool fine = rc == SQLITE_OK;
  kh_json_key(&m->json, key);
  kh_buf_byte(&m->json, '[');
  sqlite3_bind_int64(st, 1, most);
  for (bool first = true; fine && (rc = sqlite3_step(st)) == SQLITE_ROW; first = false) {
    snprintf(value, sizeof value, "%s", (const char *)sqlite3_column_text(st, 0));
    pair values[] = {{name, value}, {NULL, NULL}};
    if (!first) kh_buf_byte(&m->json, ',');
    fine = ask(m, of, values, &m->json);
  }
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) fine = false, snprintf(m->problem, sizeof m->problem, "the database cannot be read: %.150s", sqlite3_errmsg(m->store->db));
  sqlite3_finalize(st);
  kh_buf_byte(&m->json, ']');
  return fine;
}

/* "rows":[…] of an answer, as the list it is. */
static bool rows_of(making *m, const char *key, unsigned (*of)(kh_asked *), pair *values) {
  kh_buf b = {0};
  bool fine = ask(m, of, values, &b);
  size_t at = 0;
  while (fine && at + 8 < b.n && memcmp(b.s + at, "\"rows\":[", 8)) at++;
  kh_json_key(&m->json, key);
  if (fine && at + 8 < b.n) kh_buf_put(&m->json, b.s + at + 7, b.n - at - 8);   /* without the object's own bracket */
  else kh_buf_put(&m->json, "[]", 2);
  kh_buf_free(&b);
  return fine;
}

static bool gather(making *m) {
  uint32_t most = m->o->events;
  pair none[] = {{NULL, NULL}}, ahead[] = {{"days", "36600"}, {"limit", "1000"}, {NULL, NULL}}, quotes[] = {{"limit", "200"}, {NULL, NULL}};
  kh_buf_put(&m->json, "{", 1);
  kh_json_key(&m->json, "about");
  bool fine = ask(m, kh_answer_about, none, &m->json);
  fine = fine && list_of(m, "events", kh_answer_event, "id", "SELECT printf('%016x', e.uid) FROM events e JOIN documents d ON d.id = e.doc AND d.current ORDER BY e.date DESC, e.id DESC LIMIT ?", most);
  fine = fine && list_of(m, "reports", kh_answer_document, "id",
                         "SELECT id FROM documents WHERE id IN (SELECT e.doc FROM events e JOIN documents d ON d.id = e.doc AND d.current ORDER BY e.date DESC, e.id DESC LIMIT ?) ORDER BY id", most);
  fine = fine && rows_of(m, "plans", kh_answer_plans, ahead) && rows_of(m, "quotes", kh_answer_quotes, quotes);
  kh_buf_byte(&m->json, '}');
  return fine && !m->json.failed;
}

static bool compose(making *m) {
  const kh_asset *js = asset("/app.js"), *css = asset("/app.css");
  kh_buf script = {0}, style = {0}, safe = {0};
  bool fine = js && css && unpack(js, &script) && unpack(css, &style);
  if (fine) {
    char hash[64];
    put_script(&safe, &script);
    kh_sha256 sum = kh_sha256_of(safe.s, safe.n);
    base64(sum.byte, 32, hash);
    kh_buf_printf(&m->page,
                  "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-%s'; "
                  "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Khaldun</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>",
                  hash);
    kh_buf_put(&m->page, style.s, style.n);
    kh_buf_printf(&m->page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the events</a>\n<div id=\"app\"></div>\n<script type=\"application/json\" id=\"khaldun-data\">");
    put_data(&m->page, &m->json);
    kh_buf_printf(&m->page, "</script>\n<script type=\"module\">");
    kh_buf_put(&m->page, safe.s, safe.n);
    kh_buf_printf(&m->page, "</script>\n</body>\n</html>\n");
    fine = !m->page.failed && !safe.failed;
  } else snprintf(m->problem, sizeof m->problem, "this khaldun was built without the page (npm was missing when it was built)");
  kh_buf_free(&script);
  kh_buf_free(&style);
  kh_buf_free(&safe);
  return fine;
}

void kh_report_options_default(kh_report_options *o) { *o = (kh_report_options){.version = 1, .events = 5000}; }

kh_status kh_report(const char *path, const kh_report_options *o, kh_sink sink, void *user, kh_error *err) {
  making m = {.o = o};
  if (!path || !o || o->version != 1 || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_report needs a database, options (kh_report_options_default) and a sink");
  kh_status s = kh_store_open(path, KH_STORE_READ, &m.store, err);
  if (!s && !(m.cube = kh_cube_load(m.store->db, err))) s = KH_E_IO;
  if (!s && !(m.arena = kh_arena_new((size_t)1 << 30))) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (!s) {
    kh_guard g;
    volatile bool fine = false;   /* over a jump */
    kh_arena_guard(m.arena, &g);
    if (!setjmp(g.env)) fine = gather(&m) && compose(&m);
    kh_arena_unguard(m.arena, &g);
    if (!fine) s = kh_fail(err, *m.problem ? KH_E_DATA : KH_E_MEMORY, "%s", *m.problem ? m.problem : "not enough memory for the page");
    else if (!sink(user, m.page.s, m.page.n)) s = kh_fail(err, KH_E_IO, "the page could not be written");
  }
  kh_buf_free(&m.json);
  kh_buf_free(&m.page);
  kh_arena_free(m.arena);
  kh_cube_free(m.cube);
  kh_store_close(m.store);
  return s;
}
