/* cmd_check.c: khaldun check and khaldun stats: is a database whole; what is in it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char check_help[] =
    "usage: khaldun check [-q] DB…\n\n"
    "Looks whether databases are whole: the file, rows that name other rows, the search indexes, offsets and words against the texts, texts against their hashes, revisions,\n"
    "counts of stories, event types. Says which versions coded the reports. Changes nothing.\n\n"
    "  -q, --quiet          only what is wrong\n\n"
    "exit status: 0 whole, 3 damaged or not readable, 4 empty, 5 newer than this program\n\n"
    "example:\n"
    "  khaldun check news.db || cp backup/news.db news.db\n";

static const char stats_help[] =
    "usage: khaldun stats [OPTION]… DB\n\n"
    "Counts what is in a database: reports, events by type, quad code, status and country, sources, days, problems. Past revisions are left out.\n\n"
    "  --json               one JSON object\n"
    "  --top N              the N largest of each (20; 0: all)\n\n"
    "examples:\n"
    "  khaldun stats news.db\n"
    "  khaldun stats --json --top 0 news.db | jq .day\n";

typedef struct view { const char *path; bool quiet; } view;

static void found(void *user, bool fault, const char *line) {
  view *v = user;
  if (fault || !v->quiet) printf("%s: %s%s\n", v->path, fault ? "FAULT: " : "", line);
}

int command_check(int argc, char **argv) {
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"quiet", no_argument, NULL, 'q'}, {0}};
  view v = {0};
  int o, rc = EXIT_FINE;
  while ((o = getopt_long(argc, argv, "hq", options, NULL)) != -1) {
    if (o == 'h') return fputs(check_help, stdout), EXIT_FINE;
    if (o != 'q') return fputs("Try `khaldun check --help`.\n", stderr), EXIT_USAGE;
    v.quiet = true;
  }
  if (optind == argc) return cli_say("check needs a database: khaldun check news.db"), EXIT_USAGE;
  for (; optind < argc && !cli_interrupted; optind++) {
    uint64_t faults = 0;
    kh_error err;
    v.path = argv[optind];
    if (kh_store_check(v.path, found, &v, &faults, &err)) rc = cli_fail(&err);
    else if (faults) {
      cli_say("%s: %llu faults. Records can be had again from the reports: khaldun ingest into a new database", v.path, (unsigned long long)faults);
      rc = EXIT_IO;
    } else if (!v.quiet) printf("%s: whole\n", v.path);
  }
  return cli_interrupted ? EXIT_INTERRUPTED : rc;
}

int command_stats(int argc, char **argv) {
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"json", no_argument, NULL, 1}, {"top", required_argument, NULL, 2}, {0}};
  kh_format format = KH_FORMAT_TABLE;
  unsigned long top = 20;
  int o;
  while ((o = getopt_long(argc, argv, "h", options, NULL)) != -1) {
    char *end;
    if (o == 'h') return fputs(stats_help, stdout), EXIT_FINE;
    if (o == 1) format = KH_FORMAT_JSONL;
    else if (o == 2) {
      top = strtoul(optarg, &end, 10);
      if (*optarg < '0' || *optarg > '9' || *end || top > 1000000) return cli_say("--top takes a number up to 1000000, not \"%s\"", optarg), EXIT_USAGE;
    } else return fputs("Try `khaldun stats --help`.\n", stderr), EXIT_USAGE;
  }
  if (argc - optind != 1) return cli_say("stats needs one database: khaldun stats news.db"), EXIT_USAGE;
  kh_store *s = NULL;
  kh_error err;
  kh_status st = kh_store_open(argv[optind], KH_STORE_READ, &s, &err);
  if (!st) st = kh_store_stats(s, format, (uint32_t)top, cli_sink, stdout, &err);
  kh_store_close(s);
  return st ? cli_fail(&err) : EXIT_FINE;
}
