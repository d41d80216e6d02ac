/* cmd_agenda.c: khaldun agenda: the days ahead, out of reports or of a database. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun agenda [OPTION]… [DB|FILE|-]…\n\n"
    "Prints what reports announce for later, by the day: visits, talks, strikes, elections, votes, verdicts, summits, deadlines. From databases\n"
    "made by khaldun ingest, or from reports (.txt, .html, .jsonl, .warc(.gz); - or none: standard input). Plans without a day are counted, not\n"
    "shown.\n\n"
    "  --from YYYY-MM-DD    first day (the day of the latest report)\n"
    "  --days N             so many days (all that lie ahead)\n"
    "  --format FORMAT      table (default on a terminal), ics (iCalendar, for a calendar program) or jsonl (default in a pipe)\n"
    "  --date YYYY-MM-DD    publication date of reports that bring none; without it \"next week\" has no day\n"
    "  --input KIND         auto, text, html, jsonl or warc\n"
    "  -j, --jobs N         threads; the output does not depend on it\n"
    "  --any-language, --actors FILE, --frames FILE, --data FILE, --model FILE, -q, --quiet   as for khaldun code\n\n"
    "examples:\n"
    "  khaldun agenda --days 14 news.db\n"
    "  khaldun agenda --from 2024-04-01 --days 30 --format ics news.db > april.ics\n"
    "  khaldun agenda --date 2024-03-22 report.txt\n";

typedef struct job { kh_agenda *agenda; kh_item_options item; pthread_mutex_t lock; } job;

static kh_status work(void *user, kh_coder *c, const kh_item *i, FILE *out, kh_error *err) {
  (void)out;
  job *j = user;
  kh_document *d;
  kh_status s = kh_code_item(c, i, &j->item, &d, err);
  if (s) return s;
  pthread_mutex_lock(&j->lock);
  s = kh_agenda_add(j->agenda, d, err);
  pthread_mutex_unlock(&j->lock);
  if (!s && (s = kh_document_status(d)) == KH_E_MEMORY) s = KH_E_LIMIT;   /* of this report, not of the run */
  cli_say_unread(d);
  kh_document_free(d);
  return s;
}

static int add_database(kh_agenda *a, const char *path) {
  kh_store *s = NULL;
  kh_error err;
  kh_status st = kh_store_open(path, KH_STORE_READ, &s, &err);
  if (!st) st = kh_agenda_add_store(a, s, &err);
  kh_store_close(s);
  return st ? cli_fail(&err) : EXIT_FINE;
}

/* Databases first; what is left are reports. */
static int add_all(const cli_common *c, job *j, char **files, int n) {
  int reports = 0, rc;
  for (int i = 0; i < n; i++) {
    if (!cli_is_database(files[i])) files[reports++] = files[i];
    else if ((rc = add_database(j->agenda, files[i]))) return rc;
  }
  return n && !reports ? EXIT_FINE : cli_run(c, files, reports, work, j, false);
}

static bool format_of(const char *name, kh_format *f) {
  static const struct { const char *name; kh_format f; } all[] = {{"table", KH_FORMAT_TABLE}, {"ics", KH_FORMAT_ICS}, {"jsonl", KH_FORMAT_JSONL}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (!strcmp(name, all[i].name)) return *f = all[i].f, true;
  return cli_say("--format is table, ics or jsonl, not \"%s\"", name), false;
}

int command_agenda(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"from", required_argument, NULL, 1}, {"days", required_argument, NULL, 2}, {"format", required_argument, NULL, 3}, {0}};
  cli_common c;
  kh_agenda_options ao;
  kh_format format = isatty(STDOUT_FILENO) ? KH_FORMAT_TABLE : KH_FORMAT_JSONL;
  int o, rc = -1;
  cli_common_default(&c);
  kh_agenda_options_default(&ao);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (cli_common_option(&c, o, help, &rc)) {
      if (rc >= 0) return rc;
    } else if (o == 1) ao.from = optarg;
    else if (o == 3) {
      if (!format_of(optarg, &format)) return EXIT_USAGE;
    } else {
      char *end;
      unsigned long n = strtoul(optarg, &end, 10);
      if (*optarg < '0' || *optarg > '9' || *end || !n || n > 36600) return cli_say("--days takes a number from 1 to 36600, not \"%s\"", optarg), EXIT_USAGE;
      ao.days = (uint32_t)n;
    }
  }
  job j = {.item = c.item, .lock = PTHREAD_MUTEX_INITIALIZER};
  kh_error err;
  if (kh_agenda_new(&ao, &j.agenda, &err)) return cli_fail(&err);
  rc = add_all(&c, &j, argv + optind, argc - optind);
  if (rc == EXIT_FINE || rc == EXIT_SOME) {
    if (kh_agenda_write(j.agenda, format, cli_color(stdout), cli_sink, stdout, &err)) rc = cli_fail(&err);
    else if (kh_agenda_undated(j.agenda) && !c.quiet) cli_say("plans without a day, not shown: %zu", kh_agenda_undated(j.agenda));
  }
  kh_agenda_free(j.agenda);
  return rc;
}
