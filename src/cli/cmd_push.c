/* cmd_push.c: khaldun push: a database into a group's PostgreSQL. */
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun push [OPTION]… DB postgresql://USER@HOST/NAME\n\n"
    "Brings the reports of a database and all their records into PostgreSQL, into the same tables and views, made where there are none. What is there\n"
    "already is passed over: call it again after a stop, or with a database that has grown. Several may push at once. Stories stay behind: khaldun merge groups them.\n"
    "Passwords: in ~/.pgpass or PGPASSWORD, so that they do not stand in the list of processes; other settings after the address: ?sslmode=require.\n\n"
    "  -q, --quiet          no progress, no remarks\n\n"
    "examples:\n"
    "  khaldun push news.db postgresql://ada@db.example.org/news\n"
    "  psql news -c 'select date, event, actor, recipient from events_flat order by date desc limit 10'\n";

int command_push(int argc, char **argv) {
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"quiet", no_argument, NULL, 'q'}, {0}};
  bool quiet = false;
  int o;
  while ((o = getopt_long(argc, argv, "hq", options, NULL)) != -1) {
    if (o == 'h') return fputs(help, stdout), EXIT_FINE;
    if (o == 'q') quiet = true;
    else return fputs("Try `khaldun push --help`.\n", stderr), EXIT_USAGE;
  }
  if (argc - optind != 2) return cli_say("push needs a database and a server: khaldun push news.db postgresql://user@host/name"), EXIT_USAGE;
  kh_error err;
  kh_store *s = NULL;
  kh_merge_counts c = {0};
  cli_merge_view v = {.path = argv[optind], .bar = !quiet && isatty(STDERR_FILENO)};
  kh_status st = kh_store_open(argv[optind], KH_STORE_READ, &s, &err);
  if (!st) st = kh_store_push(s, argv[optind + 1], cli_merge_progress, &v, &c, &err);
  kh_store_close(s);
  if (v.bar) fputs("\r\033[K", stderr);
  if (!quiet && c.documents)
    cli_say("%s: %llu of %llu reports: %llu new, %llu in a better coding, %llu known already; %llu records", argv[optind], (unsigned long long)c.documents, (unsigned long long)c.total,
            (unsigned long long)c.added, (unsigned long long)c.replaced, (unsigned long long)c.known, (unsigned long long)c.records);
  if (st && cli_interrupted) return EXIT_INTERRUPTED;
  return st ? cli_fail(&err) : EXIT_FINE;
}
