/* cmd_code.c: khaldun code: reports into records. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun code [OPTION]… [FILE|FOLDER|-]…\n\n"
    "Codes news reports into records of who did what to whom. Files: .txt, .html, .jsonl, .warc(.gz), folders of them; - or none: standard input.\n"
    "On a terminal a table, in a pipe JSON lines.\n\n"
    "  --date YYYY-MM-DD    publication date of reports that bring none\n"
    "  --input KIND         auto, text, html, jsonl or warc\n"
    "  --emit LIST          events (default), all, or some of document,event,plan,quote,mention,time,place,figure,problem\n"
    "  --format FORMAT      jsonl or table\n"
    "  --with-text          the document's text and the events' sentences too\n"
    "  --confidence X       only events and plans that are at least so sure: 0.3 (docs/events.md says what that costs)\n"
    "  --doubtful           also events that the words of their sentence speak against\n"
    "  --one-to-one         JSON lines: exactly one line out for one line in, flushed: {\"records\":[…]}; exit status 0 though some failed\n"
    "  -j, --jobs N         threads (default: the cores); the output does not depend on it\n"
    "  --any-language       code even what does not look like English\n"
    "  --actors FILE        your own actors and roles, before Khaldun's\n"
    "  --frames FILE        your own event words, before Khaldun's (khaldun lexicon --help)\n"
    "  --data FILE, --model FILE   other data and model files\n"
    "  --no-sandbox         keep all rights while reports are read (docs/reliability.md)\n"
    "  -q, --quiet          no progress, no remarks\n\n"
    "examples:\n"
    "  khaldun code --date 2024-03-22 report.txt\n"
    "  khaldun code --emit all reports.jsonl > records.jsonl\n"
    "  curl -s https://example.org/news.html | khaldun code --input html -\n"
    "  khaldun code --emit plan --format table *.html\n";

typedef struct job { kh_format format; unsigned emit; double sure; bool one_to_one; kh_item_options item; } job;

/* One JSON object a document: its records' lines in a list. */
typedef struct listing { FILE *out; bool first; } listing;
static bool list_sink(void *user, const char *s, size_t n) {
  listing *l = user;
  while (n) {   /* records come as whole lines */
    const char *end = memchr(s, '\n', n);
    size_t k = end ? (size_t)(end - s) : n;
    if (k && !l->first && fputc(',', l->out) == EOF) return false;
    if (fwrite(s, 1, k, l->out) != k) return false;
    l->first &= k == 0;
    s += k + (end != NULL);
    n -= k + (end != NULL);
  }
  return true;
}

static kh_status work(void *user, kh_coder *c, const kh_item *i, FILE *out, kh_error *err) {
  const job *j = user;
  kh_document *d;
  kh_status s = kh_code_item(c, i, &j->item, &d, err);
  if (s) return s;
  if ((s = kh_document_keep_sure(d, j->sure, err))) {
    kh_document_free(d);
    return s;
  }
  if (j->one_to_one) {
    listing l = {out, true};
    fputs("{\"records\":[", out);
    s = kh_document_write(d, KH_FORMAT_JSONL, j->emit, list_sink, &l, err);
    fputs("]}\n", out);
  } else s = kh_document_write(d, j->format, j->emit, cli_sink, out, err);
  if (!s && (s = kh_document_status(d)) == KH_E_MEMORY) s = KH_E_LIMIT;   /* of this report, not of the run */
  kh_document_free(d);
  return s;
}

static bool emit_of(char *list, unsigned *emit) {
  static const struct { const char *name; unsigned bits; } names[] = {
      {"events", KH_EMIT_EVENTS}, {"all", KH_EMIT_ALL | KH_EMIT_TEXT}, {"document", KH_EMIT_DOCUMENT}, {"event", KH_EMIT_EVENT},
      {"plan", KH_EMIT_PLAN}, {"quote", KH_EMIT_QUOTE}, {"mention", KH_EMIT_MENTION}, {"time", KH_EMIT_TIME},
      {"place", KH_EMIT_PLACE}, {"figure", KH_EMIT_FIGURE}, {"problem", KH_EMIT_PROBLEM}};
  char *rest;
  *emit = 0;
  for (char *name = strtok_r(list, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
    size_t i = 0;
    while (i < sizeof names / sizeof *names && strcmp(name, names[i].name)) i++;
    if (i == sizeof names / sizeof *names) {
      cli_say("--emit does not know \"%s\"; see khaldun code --help", name);
      return false;
    }
    *emit |= names[i].bits;
  }
  return true;
}

int command_code(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"emit", required_argument, NULL, 1}, {"format", required_argument, NULL, 2},
                                          {"with-text", no_argument, NULL, 3}, {"one-to-one", no_argument, NULL, 4}, {"confidence", required_argument, NULL, 5}, {"doubtful", no_argument, NULL, 6}, {0}};
  cli_common c;
  job j = {.emit = KH_EMIT_EVENTS, .format = KH_FORMAT_JSONL};
  bool with_text = false;
  int o, rc = -1;
  cli_common_default(&c);
  if (isatty(STDOUT_FILENO)) j.format = KH_FORMAT_TABLE;
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (cli_common_option(&c, o, help, &rc)) {
      if (rc >= 0) return rc;
    } else if (o == 1) {
      if (!emit_of(optarg, &j.emit)) return EXIT_USAGE;
    } else if (o == 2) {
      if (!strcmp(optarg, "jsonl")) j.format = KH_FORMAT_JSONL;
      else if (!strcmp(optarg, "table")) j.format = KH_FORMAT_TABLE;
      else return cli_say("--format is jsonl or table, not \"%s\"", optarg), EXIT_USAGE;
    } else if (o == 3) with_text = true;
    else if (o == 5) {
      char *end;
      j.sure = strtod(optarg, &end);
      if (end == optarg || *end || !(j.sure >= 0 && j.sure <= 1)) return cli_say("--confidence is a number from 0 to 1, not \"%s\"", optarg), EXIT_USAGE;
    }
    else if (o == 6) c.open.doubtful = true;
    else j.one_to_one = true;
  }
  if (with_text) j.emit |= KH_EMIT_TEXT;
  if (j.one_to_one) {
    j.format = KH_FORMAT_JSONL;
    if (c.input != KH_INPUT_AUTO && c.input != KH_INPUT_JSONL) return cli_say("--one-to-one reads JSON lines: leave out --input"), EXIT_USAGE;
    c.input = KH_INPUT_LINES;
  }
  if (j.format == KH_FORMAT_TABLE && cli_color(stdout)) j.emit |= KH_EMIT_COLOR;
  j.item = c.item;
  rc = cli_run(&c, argv + optind, argc - optind, work, &j, j.one_to_one);
  /* Each line has its answer, also one that tells of a failure; engines take any other status for a task that broke. */
  return j.one_to_one && (rc == EXIT_SOME || rc == EXIT_NOTHING) ? EXIT_FINE : rc;
}
