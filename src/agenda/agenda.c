/* agenda.c: what is announced for later, out of reports and databases, in the order of its days. */
#include <stdlib.h>

#include "agenda/agenda_int.h"
#include "export/export.h"
#include "store/store_int.h"

void kh_agenda_options_default(kh_agenda_options *o) { *o = (kh_agenda_options){.version = 1}; }

kh_status kh_agenda_new(const kh_agenda_options *o, kh_agenda **out, kh_error *err) {
  kh_agenda_options plain;
  if (!out) return kh_fail(err, KH_E_ARGUMENT, "kh_agenda_new needs a place for the agenda");
  *out = NULL;
  if (!o) kh_agenda_options_default(&plain), o = &plain;
  int32_t from = o->from ? kh_day_parse(kh_str_of(o->from)) : KH_NO_DAY;
  if (o->from && from == KH_NO_DAY) return kh_fail(err, KH_E_ARGUMENT, "an agenda begins on a day like 2024-03-22, not \"%.40s\"", o->from);
  kh_agenda *a = calloc(1, sizeof *a);
  if (a) a->arena = kh_arena_new(0);
  if (!a || !a->arena) {
    free(a);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  a->from = from, a->days = o->days, a->latest = KH_NO_DAY;
  *out = a;
  return KH_OK;
}

void kh_agenda_free(kh_agenda *a) {
  if (!a) return;
  kh_arena_free(a->arena);
  free(a);
}

size_t kh_agenda_undated(const kh_agenda *a) { return a ? a->undated : 0; }

static kh_str copy(kh_agenda *a, kh_text t) { return t.n ? kh_str_dup(a->arena, (kh_str){t.s, t.n}) : KH_STR(""); }
static kh_str copy_str(kh_agenda *a, kh_str t) { return copy(a, (kh_text){t.s, t.n}); }

static kh_str names(kh_agenda *a, const kh_doc *d, const uint32_t *list, uint32_t n) {
  kh_str all = KH_STR("");
  for (uint32_t i = 0; i < n; i++) {
    const kh_mention *m = &d->mentions[list[i]];
    kh_str name = m->actor.name.n ? (kh_str){m->actor.name.s, m->actor.name.n} : kh_doc_words(d, m->span);
    all = kh_str_printf(a->arena, KH_FMT "%s" KH_FMT, KH_ARG(all), i ? "; " : "", KH_ARG(name));
  }
  return all;
}

static void add(kh_agenda *a, const kh_doc *d, const kh_event *e) {
  static const char *const precisions[] = {"", "day", "month", "year"};
  if (e->date == KH_NO_DAY) {
    a->undated++;
    return;
  }
  char id[17];
  kh_event_id(d, e, true, id);
  kh_entry n = {.id = copy_str(a, kh_str_of(id)), .event = kh_str_of(kh_event_name(e->type)), .occasion = kh_str_of(kh_occasion_name(e->occasion)), .mode = kh_str_of(kh_mode_name(e->mode)),
                .status = kh_str_of(kh_event_status_name(e->status)), .precision = kh_str_of(precisions[e->precision]),
                .actors = names(a, d, e->actors, e->actor_count), .recipients = names(a, d, e->recipients, e->recipient_count),
                .doc = copy_str(a, d->id), .url = copy_str(a, d->url), .source = copy_str(a, kh_store_source(d)), .title = copy_str(a, d->title),
                .date = e->date, .enddate = e->enddate == KH_NO_DAY || e->enddate < e->date ? e->date : e->enddate, .published = d->published};
  if (e->sentence < d->sentence_count) n.text = copy_str(a, kh_doc_words(d, d->sentence_spans[e->sentence]));
  if (e->place != KH_NONE && e->place < d->place_count) {
    const kh_place *p = &d->places[e->place];
    n.place = copy(a, p->name), n.country = copy_str(a, kh_str_of(p->country));
    n.lat = p->lat, n.lon = p->lon, n.located = p->geonameid || p->lat != 0 || p->lon != 0;
  }
  KH_PUSH(a->arena, &a->entries, n);
}

kh_status kh_agenda_add(kh_agenda *a, const kh_document *d, kh_error *err) {
  if (!a || !d) return kh_fail(err, KH_E_ARGUMENT, "kh_agenda_add needs an agenda and a document");
  kh_guard g;
  kh_arena_guard(a->arena, &g);
  kh_status s = KH_OK;
  if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory for the agenda");
  else {
    if (d->published != KH_NO_DAY && (a->latest == KH_NO_DAY || d->published > a->latest)) a->latest = d->published;
    for (uint32_t i = 0; i < d->event_count; i++)
      if (d->events[i].plan) add(a, d, &d->events[i]);
  }
  kh_arena_unguard(a->arena, &g);
  return s;
}

static kh_str cell(kh_agenda *a, sqlite3_stmt *st, int i) {
  const unsigned char *s = sqlite3_column_text(st, i);
  return s ? copy_str(a, (kh_str){(const char *)s, (size_t)sqlite3_column_bytes(st, i)}) : KH_STR("");
}

static int32_t cell_day(sqlite3_stmt *st, int i) {
  const unsigned char *s = sqlite3_column_text(st, i);
  return s ? kh_day_parse(kh_str_of((const char *)s)) : KH_NO_DAY;
}

/* The first row of a question that takes no values. */
static int ask(kh_store *s, const char *sql, sqlite3_stmt **st) {
  int rc = sqlite3_prepare_v2(s->db, sql, -1, st, NULL);
  return rc ? rc : sqlite3_step(*st);
}

static int take_store(kh_agenda *a, kh_store *s, sqlite3_stmt **st) {
  int rc = ask(s, "SELECT max(published) FROM documents WHERE current", st);
  if (rc != SQLITE_ROW) return rc;
  int32_t last = cell_day(*st, 0);
  if (last != KH_NO_DAY && (a->latest == KH_NO_DAY || last > a->latest)) a->latest = last;
  sqlite3_finalize(*st);
  *st = NULL;
  if ((rc = ask(s, "SELECT count(*) FROM plans_flat WHERE date IS NULL", st)) != SQLITE_ROW) return rc;
  a->undated += (size_t)sqlite3_column_int64(*st, 0);
  sqlite3_finalize(*st);
  *st = NULL;
  rc = sqlite3_prepare_v2(s->db, "SELECT id, event, occasion, mode, status, precision, ifnull(actors, actor), ifnull(recipients, recipient), place, country, doc, url, source, title,"
                                 " event_text, date, enddate, published, lat, lon FROM plans_flat WHERE date IS NOT NULL AND ifnull(enddate, date) >= ?", -1, st, NULL);
  if (rc) return rc;
  char from[16] = "";
  int32_t first = a->from != KH_NO_DAY ? a->from : a->latest;
  if (first != KH_NO_DAY) kh_day_format(first, from);
  if ((rc = sqlite3_bind_text(*st, 1, from, -1, SQLITE_STATIC))) return rc;
  while ((rc = sqlite3_step(*st)) == SQLITE_ROW) {
    kh_entry n = {0};
    kh_str *const texts[] = {&n.id, &n.event, &n.occasion, &n.mode, &n.status, &n.precision, &n.actors, &n.recipients, &n.place, &n.country, &n.doc, &n.url, &n.source, &n.title, &n.text};
    enum { TEXTS = sizeof texts / sizeof *texts };
    for (int i = 0; i < TEXTS; i++) *texts[i] = cell(a, *st, i);
    n.date = cell_day(*st, TEXTS), n.enddate = cell_day(*st, TEXTS + 1), n.published = cell_day(*st, TEXTS + 2);
    n.located = sqlite3_column_type(*st, TEXTS + 3) != SQLITE_NULL && sqlite3_column_type(*st, TEXTS + 4) != SQLITE_NULL;
    if (n.located) n.lat = sqlite3_column_double(*st, TEXTS + 3), n.lon = sqlite3_column_double(*st, TEXTS + 4);
    if (n.enddate == KH_NO_DAY || n.enddate < n.date) n.enddate = n.date;
    if (n.date != KH_NO_DAY) KH_PUSH(a->arena, &a->entries, n);
  }
  return rc;
}

kh_status kh_agenda_add_store(kh_agenda *a, kh_store *s, kh_error *err) {
  if (!a || !s) return kh_fail(err, KH_E_ARGUMENT, "kh_agenda_add_store needs an agenda and a store");
  kh_guard g;
  kh_status status = KH_OK;
  kh_arena_guard(a->arena, &g);
  if (setjmp(g.env)) status = kh_fail(err, g.status, "not enough memory for the agenda");
  else {
    int rc = take_store(a, s, &a->question);
    if (rc != SQLITE_DONE) status = kh_store_fail(s, rc, "its plans", err);
  }
  kh_arena_unguard(a->arena, &g);
  sqlite3_finalize(a->question);
  a->question = NULL;
  return status;
}

static int by_day(const void *x, const void *y) {
  const kh_entry *a = x, *b = y;
  if (a->date != b->date) return a->date < b->date ? -1 : 1;
  if (a->enddate != b->enddate) return a->enddate < b->enddate ? -1 : 1;
  int c = kh_str_cmp(a->id, b->id);
  if (!c) c = kh_str_cmp(a->doc, b->doc);
  return c ? c : kh_str_cmp(a->url, b->url);
}

/* In order, those of the window only, each id once (the same text in two reports). */
static void settle(kh_agenda *a) {
  int32_t from = a->from != KH_NO_DAY ? a->from : a->latest;
  size_t n = 0;
  if (a->entries.n) qsort(a->entries.at, a->entries.n, sizeof *a->entries.at, by_day);
  for (size_t i = 0; i < a->entries.n; i++) {
    const kh_entry *e = &a->entries.at[i];
    if (from != KH_NO_DAY && (e->enddate < from || (a->days && (int64_t)e->date >= (int64_t)from + a->days))) continue;
    if (n && kh_str_eq(a->entries.at[n - 1].id, e->id)) continue;
    a->entries.at[n++] = *e;
  }
  a->entries.n = n;
}

kh_status kh_agenda_write(kh_agenda *a, kh_format f, bool color, kh_sink sink, void *user, kh_error *err) {
  if (!a || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_agenda_write needs an agenda and a sink");
  settle(a);
  kh_buf b = {0};
  if (f == KH_FORMAT_TABLE) kh_agenda_table(a, color, &b);
  else if (f == KH_FORMAT_JSONL) kh_agenda_jsonl(a, &b);
  else if (f == KH_FORMAT_ICS) kh_agenda_ics(a, &b);
  else return kh_fail(err, KH_E_ARGUMENT, "an agenda is written as a table, JSON lines or iCalendar");
  kh_status s = KH_OK;
  if (b.failed) s = kh_fail(err, KH_E_MEMORY, "not enough memory for the output");
  else if (b.n && !sink(user, b.s, b.n)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  return s;
}
