/* cmd_merge.c: khaldun merge: databases of several machines into one. */
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun merge [OPTION]… OUT.db IN.db…\n\n"
    "Brings the reports of databases and all their records into OUT.db, made where there is none, and groups the stories anew. The order of the databases does not matter, nor\n"
    "how often one is merged. A report (its URL or id) with other texts keeps them all, as revisions; of two codings of one text the better stays: one that did not\n"
    "fail, that has its text, by the newer Khaldun. Each database goes in whole or not at all.\n\n"
    "  --no-stories         do not group the reports into stories afterwards (the next ingest or merge does)\n"
    "  -q, --quiet          no progress, no remarks\n\n"
    "examples:\n"
    "  khaldun merge all.db machine-a.db machine-b.db\n"
    "  khaldun merge all.db shards/shard-*.db          after khaldun batch run\n";

int command_merge(int argc, char **argv) {
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"quiet", no_argument, NULL, 'q'}, {"no-stories", no_argument, NULL, 1}, {0}};
  bool quiet = false, stories = true;
  int o;
  while ((o = getopt_long(argc, argv, "hq", options, NULL)) != -1) {
    if (o == 'h') return fputs(help, stdout), EXIT_FINE;
    if (o == 'q') quiet = true;
    else if (o == 1) stories = false;
    else return fputs("Try `khaldun merge --help`.\n", stderr), EXIT_USAGE;
  }
  if (argc - optind < 2) return cli_say("merge needs a database to write and databases to read: khaldun merge all.db a.db b.db"), EXIT_USAGE;
  kh_error err;
  kh_store *s = NULL;
  kh_status st = kh_store_open(argv[optind], KH_STORE_WRITE, &s, &err);
  for (int i = optind + 1; i < argc && !st && !cli_interrupted; i++) {
    cli_merge_view v = {.path = argv[i], .bar = !quiet && isatty(STDERR_FILENO)};
    kh_merge_counts c = {0};
    st = kh_store_merge(s, argv[i], cli_merge_progress, &v, &c, &err);
    if (v.bar) fputs("\r\033[K", stderr);
    if (st) break;
    if (!quiet)
      cli_say("%s: %llu reports: %llu new, %llu in a better coding, %llu known already; %llu records", argv[i], (unsigned long long)c.documents, (unsigned long long)c.added,
              (unsigned long long)c.replaced, (unsigned long long)c.known, (unsigned long long)c.records);
  }
  size_t groups = 0;
  if (!cli_interrupted && stories && kh_store_ungrouped(s)) {   /* a stop before this is made good by the next call */
    kh_error why;
    kh_status grouped = kh_store_group(s, &groups, &why);
    if (!grouped && !quiet) cli_say("%zu stories", groups);
    if (grouped && !st) st = grouped, err = why;
  }
  kh_store_close(s);
  if (cli_interrupted) return EXIT_INTERRUPTED;
  return st ? cli_fail(&err) : EXIT_FINE;
}
