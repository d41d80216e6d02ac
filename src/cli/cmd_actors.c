/* cmd_actors.c: khaldun actors: who a name is on a day; dictionaries of other coders made ours. */
#include <string.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun actors lookup NAME [--date D] [--actors FILE]\n"
    "       khaldun actors import-petrarch FILE > my.actors\n\n"
    "lookup explains how a name is coded on a day (without --date: by the latest office).\n"
    "import-petrarch turns an actor dictionary in the TABARI/PETRARCH format into a file for --actors.\n\n"
    "examples:\n"
    "  khaldun actors lookup Blinken --date 2024-03-22\n"
    "  khaldun actors import-petrarch Countries.actors.txt > countries.actors && khaldun code --actors countries.actors report.txt\n";

static int lookup(const cli_common *c, const char *name) {
  khaldun *k = NULL;
  kh_error err;
  size_t found = 0;
  kh_status s = kh_open(&c->open, &k, &err);
  if (!s) s = kh_lookup_actor(k, name, c->item.date, &found, cli_sink, stdout, &err);
  kh_close(k);
  if (s) return cli_fail(&err);
  if (!found) cli_say("nobody is known by the name \"%s\"", name);
  return found ? EXIT_FINE : EXIT_NOTHING;
}

static int import(const char *path) {
  kh_error err;
  size_t entries = 0, skipped = 0;
  if (kh_import_petrarch(path, cli_sink, stdout, &entries, &skipped, &err)) return cli_fail(&err);
  cli_say("%zu entries written, %zu lines passed over", entries, skipped);
  return entries ? EXIT_FINE : EXIT_NOTHING;
}

int command_actors(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {0}};
  cli_common c;
  int o, rc = -1;
  cli_common_default(&c);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1)
    if (cli_common_option(&c, o, help, &rc) && rc >= 0) return rc;
  if (argc - optind == 2 && !strcmp(argv[optind], "lookup")) return lookup(&c, argv[optind + 1]);
  if (argc - optind == 2 && !strcmp(argv[optind], "import-petrarch")) return import(argv[optind + 1]);
  fputs(help, stderr);
  return EXIT_USAGE;
}
