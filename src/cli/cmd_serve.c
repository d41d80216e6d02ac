/* cmd_serve.c: khaldun serve and khaldun report: a database in the browser. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const char serve_help[] =
    "usage: khaldun serve [OPTION]… DB\n\n"
    "Shows a database made by khaldun ingest in the browser: a map, a timeline, who acts upon whom, the events with their words, the days ahead,\n"
    "quotations. It answers this machine alone, sends nothing anywhere and only reads the database. Ctrl-C ends it.\n\n"
    "  --port N             port (8190; 0: any that is free)\n"
    "  --address A          address to listen on (127.0.0.1); another one lets others in: put a proxy with a password before it\n"
    "  --host NAME:PORT     a further name that requests may ask for, behind such a proxy\n"
    "  --seconds N          longest time for a question (10)\n"
    "  --data FILE          khaldun.dat, which has the codebook's words\n\n"
    "examples:\n"
    "  khaldun ingest news.db pages/*.html && khaldun serve news.db\n"
    "  curl -s 'http://127.0.0.1:8190/api/v1/view?event=PROTEST&place=KEN'\n";

static const char report_help[] =
    "usage: khaldun report [OPTION]… DB -o PAGE.html\n\n"
    "Writes the explorer as one HTML file with the latest events inside: it opens without a server or a network.\n\n"
    "  -o, --output FILE    the page (- for standard output)\n"
    "  --events N           the latest N events (5,000)\n\n"
    "example:\n"
    "  khaldun report news.db -o week.html\n";

static void say_ready(void *user, const char *url) {
  (void)user;
  printf("%s\n", url);
  fflush(stdout);
  cli_say("open %s in a browser; Ctrl-C ends this", url);
}

static bool number(const char *what, const char *v, unsigned long most, unsigned *out) {
  char *end;
  unsigned long n = strtoul(v, &end, 10);
  if (!*v || *end || n > most) return cli_say("%s takes a number up to %lu, not \"%s\"", what, most, v), false;
  *out = (unsigned)n;
  return true;
}

int command_serve(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"port", required_argument, NULL, 1}, {"address", required_argument, NULL, 2}, {"host", required_argument, NULL, 3}, {"seconds", required_argument, NULL, 4}, {0}};
  cli_common c;
  kh_serve_options so;
  int o, rc = -1;
  cli_common_default(&c);
  kh_serve_options_default(&so);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (cli_common_option(&c, o, serve_help, &rc)) {
      if (rc >= 0) return rc;
    } else if (o == 1 && !number("--port", optarg, 65535, &so.port)) return EXIT_USAGE;
    else if (o == 2) so.address = optarg;
    else if (o == 3) so.host = optarg;
    else if (o == 4 && (!number("--seconds", optarg, 3600, &so.seconds) || !so.seconds)) return EXIT_USAGE;
  }
  if (argc - optind != 1) {
    fputs(serve_help, stderr);
    return EXIT_USAGE;
  }
  khaldun *k = NULL;
  kh_error err;
  kh_status s = kh_open(&c.open, &k, &err);
  so.k = k, so.stop = &cli_interrupted, so.ready = say_ready;
  if (!s) s = kh_serve(argv[optind], &so, &err);
  kh_close(k);
  return s ? cli_fail(&err) : EXIT_FINE;
}

int command_report(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"output", required_argument, NULL, 'o'}, {"events", required_argument, NULL, 1}, {0}};
  cli_common c;
  kh_report_options ro;
  const char *path = NULL;
  int o, rc = -1;
  cli_common_default(&c);
  kh_report_options_default(&ro);
  while ((o = getopt_long(argc, argv, COMMON_SHORT "o:", options, NULL)) != -1) {
    if (cli_common_option(&c, o, report_help, &rc)) {
      if (rc >= 0) return rc;
    } else if (o == 'o') path = optarg;
    else if (o == 1 && !number("--events", optarg, 1000000, &ro.events)) return EXIT_USAGE;
  }
  if (argc - optind != 1 || !path) {
    fputs(report_help, stderr);
    return EXIT_USAGE;
  }
  khaldun *k = NULL;
  kh_error err;
  FILE *f = strcmp(path, "-") ? NULL : stdout;
  kh_status s = kh_open(&c.open, &k, &err);
  if (!s && !f && !(f = fopen(path, "wb"))) {
    kh_close(k);
    return cli_say("%s cannot be written: %s", path, strerror(errno)), EXIT_IO;
  }
  ro.k = k;
  if (!s) s = kh_report(argv[optind], &ro, cli_sink, f, &err);
  kh_close(k);
  if (f && f != stdout && fclose(f) && !s) return cli_say("%s could not be written: %s", path, strerror(errno)), EXIT_IO;
  if (s && f && f != stdout) remove(path);
  return s ? cli_fail(&err) : EXIT_FINE;
}
