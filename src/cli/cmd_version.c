/* cmd_version.c: khaldun version. */
#include <string.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun version [--data]\n\n"
    "The version of the program; with --data those of the ontology, the lexicon, the gazetteer and the models too, each table\n"
    "with its SHA-256: what a paper must name for others to get the same records.\n";

static void see(void *user, const char *name, const char *version, const char *hash) {
  (void)user;
  printf("%-36s %-12s %s\n", name, version, hash);
}

int command_version(int argc, char **argv) {
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"data", no_argument, NULL, 1}, {0}};
  bool data = false;
  int o;
  while ((o = getopt_long(argc, argv, "h", options, NULL)) != -1) {
    if (o == 'h') return fputs(help, stdout), EXIT_FINE;
    if (o != 1) return EXIT_USAGE;
    data = true;
  }
  if (!data) return printf("khaldun %s\n", KH_VERSION), EXIT_FINE;
  khaldun *k = NULL;
  kh_error err;
  if (kh_open(NULL, &k, &err)) return cli_fail(&err);
  kh_versions(k, see, NULL);
  kh_close(k);
  return EXIT_FINE;
}
