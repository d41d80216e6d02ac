/* cmd_query.c: khaldun query: SQL on a database, for reading. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun query [OPTION]… DB SQL\n\n"
    "Asks a database in SQL. It can be read, not written. docs/store.md has the tables and views; `khaldun query DB 'pragma table_list'` lists them.\n\n"
    "  --as FORMAT          table (standard on a terminal), csv (standard in a pipe) or jsonl\n"
    "  --limit N            at most N rows (a table: 1,000)\n"
    "  --timeout N          longest time in seconds (60; 0: any)\n"
    "  -q, --quiet          no remarks\n\n"
    "examples:\n"
    "  khaldun query news.db \"select date, event, actor, recipient, place from events_flat where quad = 4 order by date\"\n"
    "  khaldun query news.db \"select * from daily_dyads where actor_country = 'ISR'\" --as csv > dyads.csv\n"
    "  khaldun query news.db \"select e.id, e.event_text from event_search s join events_flat e on e.event_id = s.rowid where event_search match 'grain'\"\n";

int command_query(int argc, char **argv) {
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"quiet", no_argument, NULL, 'q'}, {"as", required_argument, NULL, 1}, {"limit", required_argument, NULL, 2}, {"timeout", required_argument, NULL, 3}, {0}};
  static const struct { const char *name; kh_format f; } formats[] = {{"table", KH_FORMAT_TABLE}, {"csv", KH_FORMAT_CSV}, {"jsonl", KH_FORMAT_JSONL}};
  kh_query_options q;
  bool quiet = false, cut = false;
  int o;
  kh_query_options_default(&q);
  q.format = isatty(STDOUT_FILENO) ? KH_FORMAT_TABLE : KH_FORMAT_CSV;
  q.color = cli_color(stdout);
  q.stop = &cli_interrupted;
  while ((o = getopt_long(argc, argv, "hq", options, NULL)) != -1) {
    char *end;
    if (o == 'h') return fputs(help, stdout), EXIT_FINE;
    if (o == 'q') quiet = true;
    else if (o == 1) {
      size_t i = 0;
      while (i < 3 && strcmp(formats[i].name, optarg)) i++;
      if (i == 3) return cli_say("--as is table, csv or jsonl, not \"%s\"", optarg), EXIT_USAGE;
      q.format = formats[i].f;
    } else if (o == 2 || o == 3) {
      unsigned long long n = strtoull(optarg, &end, 10);
      if (*optarg < '0' || *optarg > '9' || *end || n > 1000000000) return cli_say("%s takes a number, not \"%s\"", o == 2 ? "--limit" : "--timeout", optarg), EXIT_USAGE;
      if (o == 2) q.limit = n;
      else q.seconds = (unsigned)n;
    } else return fputs("Try `khaldun query --help`.\n", stderr), EXIT_USAGE;
  }
  if (argc - optind != 2) return cli_say("query needs a database and a statement: khaldun query news.db \"select * from events_flat limit 10\""), EXIT_USAGE;
  kh_store *s = NULL;
  kh_error err;
  uint64_t rows = 0;
  kh_status st = kh_store_open(argv[optind], KH_STORE_READ, &s, &err);
  if (!st) st = kh_store_query(s, argv[optind + 1], &q, cli_sink, stdout, &rows, &cut, &err);
  kh_store_close(s);
  if (cli_interrupted) return EXIT_INTERRUPTED;
  if (st) return cli_fail(&err);
  if (cut && !quiet) cli_say("the first %llu rows; --limit gives more", (unsigned long long)rows);
  return EXIT_FINE;
}
