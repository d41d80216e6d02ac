/* explain.c: why a record stands in the output, for a person: its sentence with the words marked, the tree, the lexicon's
 * entries with their examples, the codebook's line. */
#include <stdio.h>

#include "code/road.h"
#include "export/export.h"

#define DIM "\033[2m"
#define BOLD "\033[1m"
#define PLAIN "\033[0m"

typedef struct page { const kh_doc *d; kh_buf *b; bool color; } page;

static void paint(page *p, const char *code) {
  if (p->color) kh_buf_put(p->b, code, strlen(code));
}

/* A line of the report's words: control characters as blanks. */
static void words(kh_buf *b, kh_str v) {
  for (size_t i = 0; i < v.n;) {
    size_t at = i;
    uint32_t cp = kh_utf8_next(v.s, v.n, &at);
    if (cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0)) kh_buf_byte(b, ' ');
    else kh_buf_put(b, v.s + i, at - i);
    i = at;
  }
}

typedef struct mark { kh_span span; const char *name; } mark;

static uint32_t marks_of(const kh_doc *d, const kh_event *e, mark *out, uint32_t max) {
  uint32_t n = 0;
#define PUT(where, what) if (n < max && (where).end > (where).begin) out[n++] = (mark){where, what}
  PUT(e->trigger, "trigger");
  for (uint32_t i = 0; i < e->actor_count; i++) PUT(d->mentions[e->actors[i]].span, "actor");
  for (uint32_t i = 0; i < e->recipient_count; i++) PUT(d->mentions[e->recipients[i]].span, "recipient");
  if (e->place != KH_NONE && e->place < d->place_count) PUT(d->places[e->place].span, "place");
  if (e->reporter != KH_NONE && e->reporter < d->mention_count) PUT(d->mentions[e->reporter].span, "reporter");
#undef PUT
  return n;
}

/* The sentence with its parts in brackets: "[actor: Egypt] [trigger: blamed] [recipient: Sudan] …". Parts that lie in others stay unmarked
 * where brackets would cross. */
static void sentence(page *p, kh_span s, const mark *marks, uint32_t count) {
  const char *text = p->d->text.s;
  uint32_t from = s.begin;
  for (uint32_t at = s.begin; at < s.end;) {
    const mark *best = NULL;
    for (uint32_t i = 0; i < count; i++)
      if (marks[i].span.begin == at && marks[i].span.end <= s.end && (!best || marks[i].span.end < best->span.end)) best = &marks[i];
    if (!best) {
      at++;
      continue;
    }
    words(p->b, (kh_str){text + from, at - from});
    kh_buf_printf(p->b, "[%s: ", best->name);
    paint(p, BOLD);
    words(p->b, (kh_str){text + at, best->span.end - at});
    paint(p, PLAIN);
    kh_buf_byte(p->b, ']');
    from = at = best->span.end;
  }
  if (from < s.end) words(p->b, (kh_str){text + from, s.end - from});
  kh_buf_byte(p->b, '\n');
}

static void who(page *p, const char *label, const uint32_t *list, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const kh_mention *m = &p->d->mentions[list[i]];
    kh_buf_printf(p->b, "  %-10s ", label);
    words(p->b, kh_doc_words(p->d, m->span));
    kh_buf_printf(p->b, " = %s%s%s", m->actor.country, m->actor.country[0] && m->actor.sector ? " " : "", kh_sector_name(m->actor.sector));
    if (!m->actor.country[0] && !m->actor.sector) kh_buf_put(p->b, "not coded", 9);
    if (m->actor.name.n) kh_buf_printf(p->b, ", %.*s", (int)m->actor.name.n, m->actor.name.s);
    if (m->actor.role.n) kh_buf_printf(p->b, ", %.*s", (int)m->actor.role.n, m->actor.role.s);
    if (m->actor.id.n) kh_buf_printf(p->b, " (%.*s)", (int)m->actor.id.n, m->actor.id.s);
    kh_buf_byte(p->b, '\n');
  }
}

/* The tree, each word under its head, with its relation; children in the order of the words. */
static void tree(page *p, const kh_sentence *s, const mark *marks, uint32_t count) {
  enum { DEEPEST = 60 };
  const kh_doc *d = p->d;
  uint32_t stack[DEEPEST + 1], next[DEEPEST + 1];
  for (uint32_t root = s->tok_begin; root < s->tok_end; root++) {
    if (d->tok.head[root] != KH_NONE) continue;
    uint32_t depth = 0;
    stack[0] = root, next[0] = d->child_at[root];
    for (bool enter = true;;) {
      uint32_t t = stack[depth];
      if (enter && d->tok.deprel[t] != KH_DEP_PUNCT) {
        kh_buf_printf(p->b, "  %*s", (int)depth * 2, "");
        paint(p, DIM);
        kh_buf_printf(p->b, "%s ", kh_deprel_name(d->tok.deprel[t]));
        paint(p, PLAIN);
        kh_buf_str(p->b, d->tok.form[t]);
        kh_buf_printf(p->b, " %s", kh_upos_name(d->tok.upos[t]));
        for (uint32_t i = 0; i < count; i++)
          if (marks[i].span.begin == d->tok.span[t].begin || (marks[i].span.begin < d->tok.span[t].begin && d->tok.span[t].end == marks[i].span.end))
            kh_buf_printf(p->b, "  <- %s", marks[i].name);
        kh_buf_byte(p->b, '\n');
      }
      if (next[depth] < d->child_at[t + 1] && depth < DEEPEST) {
        uint32_t child = d->child[next[depth]++];
        stack[++depth] = child, next[depth] = d->child_at[child], enter = true;
      } else if (depth) depth--, enter = false;
      else break;
    }
  }
}

/* The entries that made it, the innermost first. */
static void rules(page *p, const kh_events *events, kh_str rule) {
  kh_str id;
  while (kh_str_split(&rule, '+', &id)) {
    kh_buf_printf(p->b, "  " KH_FMT "\n", KH_ARG(id));
    kh_str entry = kh_events_entry(events, id), line;
    while (kh_str_split(&entry, '\n', &line)) {
      paint(p, DIM);
      kh_buf_printf(p->b, "    " KH_FMT "\n", KH_ARG(line));
      paint(p, PLAIN);
    }
  }
}

static void codebook(page *p, const kh_events *events, const kh_event *e) {
  if (e->occasion) {
    kh_buf_printf(p->b, "  %s: " KH_FMT "\n", kh_occasion_name(e->occasion), KH_ARG(kh_events_codebook(events, KH_EVENT_NONE, (uint8_t)e->occasion)));
    return;
  }
  kh_str of_type = kh_events_codebook(events, (uint8_t)e->type, 0), of_mode = e->mode ? kh_events_codebook(events, (uint8_t)e->type, (uint8_t)e->mode) : KH_STR("");
  kh_buf_printf(p->b, "  %s: " KH_FMT "\n", kh_event_name(e->type), KH_ARG(of_type));
  if (of_mode.n) kh_buf_printf(p->b, "  %s/%s: " KH_FMT "\n", kh_event_name(e->type), kh_mode_name(e->mode), KH_ARG(of_mode));
}

static void head_line(page *p, const kh_event *e) {
  char id[17], day[16] = "no date";
  kh_event_id(p->d, e, e->occasion != KH_OCCASION_NONE, id);
  if (e->date != KH_NO_DAY) kh_day_format(e->date, day);
  paint(p, BOLD);
  kh_buf_printf(p->b, "%s %s%s%s", id, e->occasion ? kh_occasion_name(e->occasion) : kh_event_name(e->type), e->mode ? "/" : "", kh_mode_name(e->mode));
  paint(p, PLAIN);
  if (e->occasion) {
    kh_buf_printf(p->b, " · %s, a plan · %s (stated) · confidence %.2f\n", kh_event_status_name(e->status), day, e->confidence);
    return;
  }
  kh_buf_printf(p->b, " · %s%s · %s%s · quad %d, intensity %g, CAMEO %s, confidence %.2f\n", kh_event_status_name(e->status), e->plan ? ", a plan" : "", day,
                e->date == KH_NO_DAY ? "" : e->date_stated ? " (stated)" : " (the day of publication)", kh_event_quad(e->type), e->intensity, e->cameo, e->confidence);
}

kh_status kh_explain_event(const khaldun *k, const kh_document *d, size_t index, bool color, kh_sink sink, void *user, kh_error *err) {
  if (!k || !k->rooms.events || !d || !sink || index >= d->event_count) return kh_fail(err, KH_E_ARGUMENT, "kh_explain_event needs a coded document and the number of one of its events");
  const kh_event *e = &d->events[index];
  kh_buf b = {0};
  page p = {d, &b, color};
  mark marks[40];
  uint32_t count = marks_of(d, e, marks, 40);
  head_line(&p, e);
  kh_buf_put(&b, "\nsentence\n  ", 12);
  sentence(&p, d->sentence_spans[e->sentence], marks, count);
  for (uint32_t i = 0; i < e->mention_count; i++) {
    kh_buf_put(&b, "  also told by \"", 16);
    words(&b, kh_doc_words(d, e->mentions[i]));
    kh_buf_put(&b, "\"\n", 2);
  }
  kh_buf_put(&b, "\nwho\n", 5);
  who(&p, "actor", e->actors, e->actor_count);
  who(&p, "recipient", e->recipients, e->recipient_count);
  if (e->reporter != KH_NONE) who(&p, "reporter", &e->reporter, 1);
  if (e->place != KH_NONE) kh_buf_printf(&b, "  place      %.*s (GeoNames %u, %s)\n", (int)d->places[e->place].name.n, d->places[e->place].name.s, d->places[e->place].geonameid, d->places[e->place].country);
  if (e->base != KH_NONE && e->base < d->event_count)
    kh_buf_printf(&b, "  about      %s%s%s, %s: \"" KH_FMT "\"\n", kh_event_name(d->events[e->base].type), d->events[e->base].mode ? "/" : "",
                  kh_mode_name(d->events[e->base].mode), kh_event_status_name(d->events[e->base].status), KH_ARG(kh_doc_words(d, d->events[e->base].trigger)));
  kh_buf_put(&b, "\nrules, the innermost first\n", 28);
  rules(&p, k->rooms.events, (kh_str){e->rule.s, e->rule.n});
  kh_buf_put(&b, "\ncodebook\n", 10);
  codebook(&p, k->rooms.events, e);
  kh_buf_put(&b, "\ntree\n", 6);
  tree(&p, &d->sentences[e->sentence], marks, count);
  kh_buf_byte(&b, '\n');
  kh_status s = b.failed ? kh_fail(err, KH_E_MEMORY, "not enough memory") : KH_OK;
  if (!s && !sink(user, b.s, b.n)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  return s;
}
