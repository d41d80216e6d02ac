/* examples.h: a file of examples of this folder, and a coder to ask. */
#ifndef TESTS_EVENTS_EXAMPLES_H
#define TESTS_EVENTS_EXAMPLES_H
#include <stdlib.h>

#include "coder.h"
#include "code/road.h"

typedef struct examples {
  khaldun *k;
  kh_coder *coder;
  kh_lines lines;
  unsigned passed, all;
  bool verbose;            /* "-v" asks for the failures */
} examples;

/* False, with a word, where there are no data and no model to code with. */
static bool examples_open(examples *x, const char *file, int argc, char **argv) {
  kh_error err;
  const char *source = getenv("KHALDUN_SOURCE");
  char dir[4096];
  *x = (examples){.verbose = argc > 1 && !strcmp(argv[1], "-v")};
  kh_options o;
  kh_options_default(&o);
  o.doubtful = true;
  if (!coder_open(&o, &x->k, &x->coder)) return false;
  snprintf(dir, sizeof dir, "%s/tests/events", source ? source : ".");
  CHECKF(kh_lines_open(dir, file, &x->lines, &err) == KH_OK, "%s", err.message);
  return true;
}

/* A line "day TAB report with the event's [words] TAB what is wanted": the report coded, and where its words stand. */
typedef struct marked {
  kh_str report, want;
  kh_span words;
  kh_document *d;
} marked;

/* False, with a word, where the line has another form or the report cannot be coded. */
static inline bool marked_code(const examples *x, const char *file, kh_str line, marked *m) {
  kh_str date;
  char day[16], text[2048];
  size_t n = 0;
  kh_error err;
  *m = (marked){.d = NULL};
  bool sound = kh_str_split(&line, '\t', &date) && kh_str_split(&line, '\t', &m->report) && kh_str_split(&line, '\t', &m->want) && m->report.n < sizeof text && date.n < sizeof day;
  CHECKF(sound, "%s: want day, report, answer", file);
  if (!sound) return false;
  for (size_t i = 0; i < m->report.n; i++)
    if (m->report.s[i] == '[') m->words.begin = (uint32_t)n;
    else if (m->report.s[i] == ']') m->words.end = (uint32_t)n;
    else if (m->report.s[i] == '\\' && i + 1 < m->report.n && m->report.s[i + 1] == 'n') text[n++] = '\n', i++;   /* a line's end */
    else text[n++] = m->report.s[i];
  snprintf(day, sizeof day, KH_FMT, KH_ARG(date));
  kh_input in = {.text = text, .text_len = n, .date = day};
  bool coded = kh_code(x->coder, &in, &m->d, &err) == KH_OK;
  CHECKF(coded && m->words.begin < m->words.end, KH_FMT, KH_ARG(m->report));
  return coded;
}

/* Does one of the event's mentions stand in the marked words? */
static inline bool marked_event(const kh_event *e, kh_span words) {
  bool at = e->trigger.begin < words.end && words.begin < e->trigger.end;
  for (uint32_t i = 0; i < e->mention_count; i++) at |= e->mentions[i].begin < words.end && words.begin < e->mentions[i].end;
  return at;
}

static void examples_close(examples *x) {
  kh_lines_close(&x->lines);
  kh_coder_free(x->coder);
  kh_close(x->k);
}
#endif
