/* store.c: a database's events, filtered, in any format. */
#include <stdlib.h>

#include "agenda/agenda_int.h"
#include "export/rows.h"
#include "store/cube.h"
#include "store/store_int.h"

enum { FLUSH = 1 << 16 };

void kh_export_options_default(kh_export_options *o) { *o = (kh_export_options){.version = 1}; }

const char *kh_export_format(size_t i, const char **summary) {
  static const struct { const char *name, *summary; } extra = {"ics", "plans as a calendar (iCalendar); of the filters from and to alone"};
  static const kh_export_form *const all[] = {
#define X(name) &kh_form_##name,
      KH_EXPORT_FORMS(X)
#undef X
  };
  size_t n = sizeof all / sizeof *all;
  if (i > n) return NULL;
  if (summary) *summary = i < n ? all[i]->summary : extra.summary;
  return i < n ? all[i]->name : extra.name;
}

static const char *asked(void *user, const char *key) {
  const kh_export_options *o = user;
  for (size_t i = 0; i < o->filter_count; i++)
    if (!strcmp(o->filters[i].key, key)) return o->filters[i].value;
  return NULL;
}

static kh_status known_filters(const kh_export_options *o, bool ics, kh_error *err) {
  static const char *const keys[] = {"from", "to", "event", "mode", "quad", "status", "actor", "recipient", "either", "place", "source", "confidence", "q", "doc"};
  for (size_t i = 0; i < o->filter_count; i++) {
    size_t k = 0;
    while (k < (ics ? 2 : sizeof keys / sizeof *keys) && strcmp(keys[k], o->filters[i].key)) k++;
    if (k == (ics ? 2 : sizeof keys / sizeof *keys)) return kh_fail(err, KH_E_ARGUMENT, ics ? "iCalendar takes the filters from and to, not \"%.50s\"" : "there is no filter \"%.50s\"", o->filters[i].key);
  }
  return KH_OK;
}

static kh_status flush(kh_buf *b, kh_sink sink, void *user, kh_error *err) {
  if (b->n && !sink(user, b->s, b->n)) return kh_fail(err, KH_E_IO, "the output could not be written");
  b->n = 0;
  return KH_OK;
}

static kh_status events(kh_store *s, const kh_export_options *o, const kh_export_form *form, const kh_cube *c, const kh_cube_filter *f, kh_sink sink, void *user, uint64_t *rows, kh_error *err) {
  kh_exporter x;
  kh_buf b = {0};
  kh_status st = kh_exporter_open(&x, s->db, form, o->once, &b, err);
  for (uint32_t i = c->n; i-- > 0 && !st;) {   /* the earliest first */
    if (!kh_cube_passes(c, f, i)) continue;
    st = kh_exporter_event(&x, c->id[i]);
    if (!st && b.n >= FLUSH) {
      st = flush(&b, sink, user, err);
      if (!st && o->progress && !o->progress(o->user, x.rows)) st = kh_fail(err, KH_E_LIMIT, "stopped; the output is not whole");
    }
  }
  if (!st) st = kh_exporter_end(&x);
  if (!st) st = flush(&b, sink, user, err);
  if (rows) *rows = x.rows;
  kh_exporter_close(&x);
  kh_buf_free(&b);
  return st;
}

static kh_status filtered(kh_store *s, const kh_export_options *o, const kh_export_form *form, kh_sink sink, void *user, uint64_t *rows, kh_error *err) {
  kh_cube *c = kh_cube_load(s->db, err);
  kh_arena *a = c ? kh_arena_new((size_t)1 << 30) : NULL;
  kh_cube_filter f;
  const char *wrong = "";
  volatile bool fine = false, full = false;
  kh_status st;
  if (!c) return err && err->code ? err->code : KH_E_MEMORY;
  kh_guard g;
  if (!a) st = kh_fail(err, KH_E_MEMORY, "not enough memory");
  else {
    kh_arena_guard(a, &g);
    if (!setjmp(g.env)) fine = kh_cube_filter_of(c, s->db, asked, (void *)(uintptr_t)o, a, &f, &wrong);
    else full = true;
    kh_arena_unguard(a, &g);
    st = full ? kh_fail(err, KH_E_MEMORY, "not enough memory for the filters") : fine ? events(s, o, form, c, &f, sink, user, rows, err) : kh_fail(err, KH_E_ARGUMENT, "the value of the filter \"%s\" makes no sense; docs/api.md says what it takes", wrong);
  }
  kh_arena_free(a);
  kh_cube_free(c);
  return st;
}

static kh_status calendar(kh_store *s, const kh_export_options *o, kh_sink sink, void *user, uint64_t *rows, kh_error *err) {
  kh_agenda_options ao;
  kh_agenda *a = NULL;
  const char *to = asked((void *)(uintptr_t)o, "to");
  kh_agenda_options_default(&ao);
  ao.from = asked((void *)(uintptr_t)o, "from");
  if (to) {
    int32_t last = kh_day_parse(kh_str_of(to)), first = ao.from ? kh_day_parse(kh_str_of(ao.from)) : KH_NO_DAY;
    if (last == KH_NO_DAY || first == KH_NO_DAY || last < first) return kh_fail(err, KH_E_ARGUMENT, "a calendar's last day needs a first day before it: from and to like 2024-03-22");
    ao.days = (uint32_t)(last - first) + 1;
  }
  kh_status st = kh_agenda_new(&ao, &a, err);
  if (!st) st = kh_agenda_add_store(a, s, err);
  if (!st) st = kh_agenda_write(a, KH_FORMAT_ICS, false, sink, user, err);
  if (!st && rows) *rows = a->entries.n;
  kh_agenda_free(a);
  return st;
}

kh_status kh_store_export(kh_store *s, const kh_export_options *o, kh_sink sink, void *user, uint64_t *rows, kh_error *err) {
  if (!s || !o || !o->as || !sink || o->version != 1 || (o->filter_count && !o->filters)) return kh_fail(err, KH_E_ARGUMENT, "kh_store_export needs a store, options with a format, and a sink");
  bool ics = !strcmp(o->as, "ics");
  const kh_export_form *form = ics ? NULL : kh_export_form_of(o->as);
  if (!ics && !form) return kh_fail(err, KH_E_ARGUMENT, "there is no format \"%.40s\"; khaldun export --help lists them", o->as);
  kh_status st = known_filters(o, ics, err);
  if (st) return st;
  return ics ? calendar(s, o, sink, user, rows, err) : filtered(s, o, form, sink, user, rows, err);
}
