/* cmd_ingest.c: khaldun ingest: reports into a database. */
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun ingest DB [OPTION]… [FILE|FOLDER|-]…\n\n"
    "Codes reports into a SQLite database, made where there is none. Files: .txt, .html, .jsonl, .warc(.gz); a folder stands for all such files in it.\n"
    "Call it again with the same files after a stop, a crash or new reports: what is there already is passed over.\n"
    "A report that comes again with another text under its URL becomes a new revision; the old one is kept.\n\n"
    "  --no-text            keep neither texts nor sentences, only records and where their words stood\n"
    "  --date YYYY-MM-DD    publication date of reports that bring none\n"
    "  --input KIND         auto, text, html, jsonl or warc\n"
    "  --no-stories         do not group the reports into stories afterwards (the next ingest does)\n"
    "  --batch N            reports a transaction (default 512): a stop loses no more than these\n"
    "  -j, --jobs N         threads (default: the cores); the database does not depend on it\n"
    "  --any-language       code even what does not look like English\n"
    "  --actors FILE        your own actors and roles, before Khaldun's\n"
    "  --data FILE, --model FILE   other data and model files\n"
    "  --no-sandbox         keep all rights while reports are read (docs/reliability.md)\n"
    "  -q, --quiet          no progress, no remarks\n\n"
    "examples:\n"
    "  khaldun ingest news.db reports/\n"
    "  khaldun ingest news.db CC-NEWS-20240322.warc.gz -j 8\n"
    "  sqlite3 news.db 'select * from daily_dyads limit 10'\n";

typedef struct view { bool quiet, bar; double told; } view;

static void time_left(const kh_ingest_counts *c, char *out, size_t n) {
  *out = 0;
  if (!c->total || !c->bytes || c->bytes > c->total) return;
  double left = c->seconds * (double)(c->total - c->bytes) / (double)c->bytes;
  if (left < 60) snprintf(out, n, ", %.0f s left", left);
  else if (left < 3600) snprintf(out, n, ", %.0f min left", left / 60);
  else snprintf(out, n, ", %.1f h left", left / 3600);
}

static bool progress(void *user, const kh_ingest_counts *c, const char *note) {
  view *v = user;
  if (note) {
    if (v->bar) fputs("\r\033[K", stderr);
    if (!v->quiet) cli_say("%s", note);
  }
  if (v->bar && c->seconds - v->told > .2) {
    char left[48];
    time_left(c, left, sizeof left);
    fprintf(stderr, "\r\033[K%llu reports, %llu events, %.0f reports a second%s", (unsigned long long)c->items, (unsigned long long)c->events,
            (double)c->items / c->seconds, left);
    fflush(stderr);
    v->told = c->seconds;
  }
  return !cli_interrupted;
}

/* SQLite's passing files (big sorts) go beside the database: the sandbox lets nothing be written elsewhere. */
static void sort_beside(const char *path) {
  char *real = realpath(path, NULL);
  if (!real) real = strdup(path);
  if (real) setenv("SQLITE_TMPDIR", dirname(real), 1);
  free(real);
}

int command_ingest(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"no-text", no_argument, NULL, 1}, {"text", no_argument, NULL, 2}, {"batch", required_argument, NULL, 3}, {"no-stories", no_argument, NULL, 4}, {0}};
  static const char *const standard_input[] = {"-"};
  cli_common c;
  kh_ingest_options o;
  int opt, rc = -1;
  bool stories = true;
  size_t groups = 0;
  cli_common_default(&c);
  kh_ingest_options_default(&o);
  while ((opt = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (cli_common_option(&c, opt, help, &rc)) {
      if (rc >= 0) return rc;
    } else if (opt == 3) {
      char *end;
      o.batch = (uint32_t)strtoul(optarg, &end, 10);
      if (!*optarg || *end || !o.batch || o.batch > 1000000) return cli_say("--batch takes a number of reports from 1 to 1000000, not \"%s\"", optarg), EXIT_USAGE;
    } else if (opt == 4) stories = false;
    else o.no_text = opt == 1;
  }
  if (optind >= argc) return cli_say("ingest needs a database and files: khaldun ingest news.db reports/*.html"), EXIT_USAGE;
  const char *path = argv[optind++];
  view v = {.quiet = c.quiet, .bar = !c.quiet && isatty(STDERR_FILENO)};
  o.item = c.item;
  o.input = c.input;
  o.jobs = cli_jobs(&c);
  o.progress = progress;
  o.user = &v;
  kh_error err;
  khaldun *k = NULL;
  kh_file_list files = {0};
  kh_store *s = NULL;
  kh_ingest_counts n = {0};
  if (!c.no_sandbox) sort_beside(path);
  kh_status st = kh_store_open(path, KH_STORE_WRITE, &s, &err);
  if (!st) st = kh_open(&c.open, &k, &err);
  if (!st) st = optind < argc ? kh_files_list((const char *const *)(argv + optind), (size_t)(argc - optind), &files, &err) : kh_files_list(standard_input, 1, &files, &err);
  if (!st) cli_confine(&c, files.at, (int)files.n, path);
  if (!st) st = kh_store_ingest(s, k, &o, (const char *const *)files.at, files.n, &n, &err);
  if (v.bar) fputs("\r\033[K", stderr);
  if ((!st || st == KH_E_FORMAT) && stories && !cli_interrupted && kh_store_ungrouped(s)) {
    kh_status grouped = kh_store_group(s, &groups, &err);
    if (grouped) st = grouped;
    else if (!c.quiet) cli_say("%zu stories", groups);
  }
  if (n.items && !c.quiet)
    cli_say("%llu reports: %llu new, %llu revised, %llu known already, %llu that could not be coded; %llu events in %.1f s", (unsigned long long)n.items,
            (unsigned long long)n.added, (unsigned long long)n.revised, (unsigned long long)n.known, (unsigned long long)n.failed, (unsigned long long)n.events, n.seconds);
  kh_store_close(s);
  kh_close(k);
  kh_files_free(&files);
  if (cli_interrupted) return EXIT_INTERRUPTED;
  if (st == KH_E_FORMAT) {   /* files; they were named */
    if (c.quiet) cli_say("some files could not be read; without -q they are named");
    return EXIT_IO;
  }
  if (st) return cli_fail(&err);
  if (!n.items || (n.failed && n.failed == n.added + n.revised)) return EXIT_NOTHING;
  return n.failed ? EXIT_SOME : EXIT_FINE;
}
