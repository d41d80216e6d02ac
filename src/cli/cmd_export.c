/* cmd_export.c: khaldun export: a database's events in the field's formats. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun export [OPTION]… DB\n\n"
    "Writes the events of a database in a format of the field. Every row has exactly its columns; tabs, line ends and formulas in texts cannot break a row or run in a spreadsheet.\n"
    "docs/formats.md says what stands in each column.\n\n"
    "  --as FORMAT          csv (standard)\n";
static const char more_help[] =
    "  -o, --output FILE    where to (standard output)\n"
    "  --once               an event that several reports tell has one row (gdelt: always)\n"
    "  -q, --quiet          no progress, no remarks\n\n"
    "which events (commas join alternatives; as on the page of khaldun serve):\n"
    "  --from DAY           first day of the events, like 2024-03-22\n"
    "  --to DAY             last day\n"
    "  --event TYPE         types: PROTEST,ASSAULT\n"
    "  --mode MODE          a mode of the one type asked for\n"
    "  --quad N             quad codes: 3,4\n"
    "  --status STATUS      happened,ongoing where it is left out; all\n"
    "  --actor CODE         codes of actors: ISR, ISR.GOV, .REB\n"
    "  --recipient CODE     codes of recipients\n"
    "  --either CODE        codes of actors or recipients\n"
    "  --country CODE       countries where it happened: KEN,UGA\n"
    "  --place CODE         the same\n"
    "  --source NAME        a source's name, whole\n"
    "  --confidence X       at least so sure: 0.7\n"
    "  --words WORDS        words of the event's sentence; protest* for beginnings\n"
    "  --doc N              a report's number\n\n"
    "examples:\n"
    "  khaldun export news.db > events.csv\n"
    "  khaldun export news.db --as polecat --from 2024-03-01 --to 2024-03-31 -o march.tsv\n"
    "  khaldun export news.db --as xlsx --event PROTEST --country KEN -o protests.xlsx\n"
    "  khaldun export news.db --as ics --from 2024-04-01 -o plans.ics\n";

static void print_help(void) {
  const char *summary, *name;
  fputs(help, stdout);
  for (size_t i = 0; (name = kh_export_format(i, &summary)); i++) printf("                         %-15s %s\n", name, summary);
  fputs(more_help, stdout);
}

static bool progress(void *user, uint64_t rows) {
  if (*(bool *)user) fprintf(stderr, "\r\033[K%llu rows", (unsigned long long)rows);
  return !cli_interrupted;
}

int command_export(int argc, char **argv) {
  enum { AS = 1, ONCE, FILTER };
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"quiet", no_argument, NULL, 'q'}, {"output", required_argument, NULL, 'o'}, {"as", required_argument, NULL, AS}, {"once", no_argument, NULL, ONCE},
      {"from", required_argument, NULL, FILTER}, {"to", required_argument, NULL, FILTER}, {"event", required_argument, NULL, FILTER}, {"mode", required_argument, NULL, FILTER},
      {"quad", required_argument, NULL, FILTER}, {"status", required_argument, NULL, FILTER}, {"actor", required_argument, NULL, FILTER}, {"recipient", required_argument, NULL, FILTER},
      {"either", required_argument, NULL, FILTER}, {"place", required_argument, NULL, FILTER}, {"country", required_argument, NULL, FILTER}, {"source", required_argument, NULL, FILTER},
      {"confidence", required_argument, NULL, FILTER}, {"words", required_argument, NULL, FILTER}, {"doc", required_argument, NULL, FILTER}, {0}};
  kh_export_options e;
  kh_export_filter filters[32];
  const char *output = NULL;
  bool quiet = false;
  int o, which;
  kh_export_options_default(&e);
  e.as = "csv";
  e.filters = filters;
  while ((o = getopt_long(argc, argv, "hqo:", options, &which)) != -1) {
    if (o == 'h') return print_help(), EXIT_FINE;
    if (o == 'q') quiet = true;
    else if (o == 'o') output = optarg;
    else if (o == AS) e.as = optarg;
    else if (o == ONCE) e.once = true;
    else if (o == FILTER && e.filter_count < sizeof filters / sizeof *filters) {
      const char *key = options[which].name;
      filters[e.filter_count++] = (kh_export_filter){!strcmp(key, "country") ? "place" : !strcmp(key, "words") ? "q" : key, optarg};
    } else return fputs("Try `khaldun export --help`.\n", stderr), EXIT_USAGE;
  }
  if (argc - optind != 1) return cli_say("export needs one database: khaldun export news.db --as csv"), EXIT_USAGE;
  bool binary = !strcmp(e.as, "xlsx"), file = output && strcmp(output, "-"), bar = !quiet && file && isatty(STDERR_FILENO);
  if (binary && !file && isatty(STDOUT_FILENO)) return cli_say("a workbook is nothing for a terminal: add -o events.xlsx"), EXIT_USAGE;
  kh_store *s = NULL;
  kh_error err;
  uint64_t rows = 0;
  e.progress = progress;
  e.user = &bar;
  kh_status st = kh_store_open(argv[optind], KH_STORE_READ, &s, &err);
  FILE *out = st || !file ? stdout : fopen(output, "wb");
  if (!out) {
    kh_store_close(s);
    return cli_say("%s: %s", output, strerror(errno)), EXIT_IO;
  }
  if (!st) st = kh_store_export(s, &e, cli_sink, out, &rows, &err);
  if (bar) fputs("\r\033[K", stderr);
  kh_store_close(s);
  if (out != stdout && fclose(out) && !st) return cli_say("%s: %s", output, strerror(errno)), EXIT_IO;
  if (cli_interrupted) return EXIT_INTERRUPTED;
  if (st) {
    if (out != stdout && st == KH_E_ARGUMENT) remove(output);
    return cli_fail(&err);
  }
  if (!quiet && file) cli_say("%s: %llu rows", output, (unsigned long long)rows);
  return EXIT_FINE;
}
