/* table.c: a document's events for a person at a terminal. */
#include <stdio.h>

#include "export/export.h"

typedef struct painter { const kh_doc *d; kh_buf *b; bool color; } painter;

/* ANSI colours by quad code: green and blue for cooperation, yellow and red for conflict. */
static const char *const quad_color[] = {"", "\033[32m", "\033[36m", "\033[33m", "\033[31m"};
#define DIM "\033[2m"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

static void paint(painter *p, const char *code) {
  if (p->color) kh_buf_put(p->b, code, strlen(code));
}

/* Words in a column: control characters and newlines as blanks, cut with an ellipsis, padded. */
static void column(painter *p, kh_str v, size_t width, bool pad) {
  size_t n = 0;
  bool blank = false;
  for (size_t i = 0; i < v.n;) {
    size_t at = i;
    uint32_t cp = kh_utf8_next(v.s, v.n, &at);
    if (kh_cp_is_space(cp) || cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0)) blank = n > 0;
    else {
      if (n + blank + (at < v.n) >= width) {
        kh_buf_put(p->b, "…", 3);
        n++;
        break;
      }
      if (blank) kh_buf_byte(p->b, ' '), n++;
      blank = false;
      kh_buf_put(p->b, v.s + i, at - i);
      n++;
    }
    i = at;
  }
  for (; pad && n < width; n++) kh_buf_byte(p->b, ' ');
}

static void actors(painter *p, const uint32_t *list, uint32_t count, size_t width) {
  kh_buf names = {0};
  for (uint32_t i = 0; i < count; i++) {
    const kh_mention *m = &p->d->mentions[list[i]];
    const kh_actor *a = &m->actor;
    if (i) kh_buf_put(&names, ", ", 2);
    if (a->country[0] || a->sector) kh_buf_printf(&names, "%s%s%s ", a->country, a->country[0] && a->sector ? "." : "", kh_sector_name(a->sector));
    if (a->name.n && m->kind != KH_ENTITY_NOMINAL) kh_buf_put(&names, a->name.s, a->name.n);
    else kh_buf_str(&names, kh_doc_words(p->d, m->span));
  }
  if (!count) kh_buf_put(&names, "-", 1);
  if (names.failed) p->b->failed = true;
  column(p, (kh_str){names.s, names.n}, width, true);
  kh_buf_free(&names);
}

static void event(painter *p, const kh_event *e, bool plan) {
  char date[16] = "", label[48];
  if (e->date != KH_NO_DAY) kh_day_format(e->date, date);
  if (e->precision == KH_PREC_MONTH) date[7] = 0;
  if (e->precision == KH_PREC_YEAR) date[4] = 0;
  snprintf(label, sizeof label, "%s%s%s", e->occasion ? kh_occasion_name(e->occasion) : kh_event_name(e->type), e->mode ? "/" : "", kh_mode_name(e->mode));
  kh_buf_printf(p->b, "%-10s  ", date);
  paint(p, quad_color[kh_event_quad(e->type)]);
  kh_buf_printf(p->b, "%-24s", label);
  paint(p, PLAIN);
  kh_buf_byte(p->b, ' ');
  actors(p, e->actors, e->actor_count, 30);
  kh_buf_put(p->b, " > ", 3);
  actors(p, e->recipients, e->recipient_count, 30);
  kh_buf_byte(p->b, ' ');
  kh_str where = e->place != KH_NONE && e->place < p->d->place_count ? (kh_str){p->d->places[e->place].name.s, p->d->places[e->place].name.n} : KH_STR("");
  column(p, where, 16, true);
  kh_buf_byte(p->b, ' ');
  paint(p, DIM);
  kh_buf_printf(p->b, "%-12s ", plan ? "plan" : kh_event_status_name(e->status));
  column(p, kh_doc_words(p->d, e->trigger), 28, false);
  paint(p, PLAIN);
  kh_buf_byte(p->b, '\n');
}

void kh_export_table(const kh_doc *d, unsigned emit, kh_buf *out) {
  painter p = {d, out, emit & KH_EMIT_COLOR};
  paint(&p, BOLD);
  column(&p, d->title.n ? d->title : d->id, 100, false);
  paint(&p, PLAIN);
  kh_buf_printf(out, "  (%u sentences", d->sentence_count);
  if (d->published_text.n) kh_buf_printf(out, ", " KH_FMT, KH_ARG(d->published_text));
  kh_buf_put(out, ")\n", 2);
  for (uint32_t i = 0; i < d->event_count; i++) {
    if (emit & KH_EMIT_EVENT && !d->events[i].embedded) event(&p, &d->events[i], false);
    if (emit & KH_EMIT_PLAN && d->events[i].plan) event(&p, &d->events[i], true);
  }
  for (size_t i = 0; emit & KH_EMIT_PROBLEM && i < d->problems.n; i++) {
    paint(&p, quad_color[3]);
    kh_buf_printf(out, "problem (%s): ", kh_status_name(d->problems.at[i].code));
    paint(&p, PLAIN);
    column(&p, (kh_str){d->problems.at[i].message.s, d->problems.at[i].message.n}, 120, false);
    kh_buf_byte(out, '\n');
  }
  kh_buf_byte(out, '\n');
}
