/* main.c: khaldun COMMAND …: finds the command, prints help. */
#include <errno.h>
#include <libgen.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

volatile int cli_interrupted;

static void interrupt(int sig) {
  (void)sig;
  cli_interrupted = 1;
}

void cli_say(const char *format, ...) {
  va_list ap;
  fflush(stdout);
  fputs("khaldun: ", stderr);
  va_start(ap, format);
  vfprintf(stderr, format, ap);
  va_end(ap);
  fputc('\n', stderr);
}

int cli_exit_of(kh_status s) {
  switch (s) {
    case KH_OK: return EXIT_FINE;
    case KH_E_ARGUMENT: return EXIT_USAGE;
    case KH_E_MEMORY: case KH_E_IO: return EXIT_IO;
    case KH_E_DATA: return EXIT_DATA;
    case KH_E_NETWORK: return EXIT_NETWORK;
    case KH_E_NEWER: return EXIT_NEWER;
    case KH_E_NOTHING: return EXIT_NOTHING;
    default: return EXIT_SOME;
  }
}

int cli_fail(const kh_error *e) {
  cli_say("%s", e->message);
  return cli_exit_of(e->code);
}

bool cli_color(FILE *f) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  return isatty(fileno(f)) && !(no && *no) && !(term && !strcmp(term, "dumb"));
}

void cli_say_unread(const kh_document *d) {
  const kh_problem *p;
  size_t n = kh_document_status(d) ? kh_document_problems(d, &p) : 0;
  kh_text id = kh_document_id(d);
  if (n) cli_say("%.*s: %.*s", (int)id.n, id.s ? id.s : "", (int)p->message.n, p->message.s ? p->message.s : "");
}

bool cli_is_database(const char *path) {
  char begin[16] = "";
  FILE *f = strcmp(path, "-") ? fopen(path, "rb") : NULL;
  if (!f) return false;
  bool yes = fread(begin, 1, 16, f) == 16 && !memcmp(begin, "SQLite format 3", 16);
  fclose(f);
  return yes;
}

bool cli_sink(void *file, const char *bytes, size_t n) { return fwrite(bytes, 1, n, file) == n; }

bool cli_read_whole(FILE *f, const char *name) {
  if (feof(f) && !ferror(f)) return true;
  cli_say("%s: %s", name, strerror(errno));
  return false;
}

int cli_finish(int rc) {
  if (fflush(stdout) == 0 && !ferror(stdout)) return rc;
  if (errno != EPIPE) cli_say("standard output: %s", strerror(errno));
  return EXIT_IO;
}

void cli_common_default(cli_common *c) {
  memset(c, 0, sizeof *c);
  kh_options_default(&c->open);
  kh_item_options_default(&c->item);
}

void cli_confine(const cli_common *c, char *const *files, int n, const char *database) {
  if (c->no_sandbox) {
    if (!c->quiet) cli_say("without the sandbox, as asked: a flaw that a report exploits could reach all that you can");
    return;
  }
  kh_confine_options o;
  kh_error why;
  kh_confine_options_default(&o);
  o.read = (const char *const *)files, o.read_count = (size_t)n;
  char *real = database ? realpath(database, NULL) : NULL;
  if (real) o.folder = dirname(real);
  if (kh_confine(&o, &why) != (KH_CONFINED_CALLS | KH_CONFINED_FILES) && !c->quiet) cli_say("sandbox: %s", why.message);
  free(real);
}

unsigned cli_jobs(const cli_common *c) {
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return c->jobs ? c->jobs : cores > 0 ? (unsigned)cores : 1;
}

static bool is_day(const char *s) {
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? s[i] != '-' : s[i] < '0' || s[i] > '9') return false;
  return s[10] == 0 || s[10] == 'T';
}

bool cli_common_option(cli_common *c, int option, const char *help, int *rc) {
  static const char *const kinds[] = {"auto", "text", "html", "jsonl", "warc"};
  char *end;
  switch (option) {
    case 'h': fputs(help, stdout); *rc = cli_finish(EXIT_FINE); return true;
    case 'i':
      for (int k = 0; k < 5; k++)
        if (!strcmp(optarg, kinds[k])) return c->input = (kh_input_kind)k, true;
      cli_say("--input is auto, text, html, jsonl or warc, not \"%s\"", optarg);
      break;
    case 'd':
      c->item.date = optarg;
      if (is_day(optarg)) return true;
      cli_say("--date is a day like 2024-03-22, not \"%s\"", optarg);
      break;
    case 'j':
      c->jobs = (unsigned)strtoul(optarg, &end, 10);
      if (*optarg && !*end && c->jobs >= 1 && c->jobs <= 1024) return true;
      cli_say("-j takes a number of threads from 1 to 1024, not \"%s\"", optarg);
      break;
    case 'u': c->item.url = optarg; return true;
    case 'A': c->open.actors_path = optarg; return true;
    case 'F': c->open.frames_path = optarg; return true;
    case 'D': c->open.data_path = optarg; return true;
    case 'M': c->open.model_path = optarg; return true;
    case 'L': c->item.any_language = true; return true;
    case 'q': c->quiet = true; return true;
    case 'S': c->no_sandbox = true; return true;
    case '?': break;   /* getopt has said what is wrong */
    default: return false;
  }
  fputs("Try `khaldun help` or --help after the command.\n", stderr);
  *rc = EXIT_USAGE;
  return true;
}

static const char usage[] =
    "Khaldun reads news reports and writes down who did what to whom, when, where, and who says so.\n\n"
    "usage: khaldun COMMAND [OPTION]… [FILE]…\n\n"
    "commands:\n"
#define X(name, summary) "  " #name "\t" summary "\n"
    COMMAND_TABLE(X)
#undef X
    "\nexamples:\n"
    "  khaldun code --date 2024-03-22 report.txt        a table on a terminal, JSON lines in a pipe\n"
    "  khaldun code --emit all reports.jsonl > records.jsonl\n"
    "  khaldun extract page.html | jq -r .text\n"
    "  khaldun COMMAND --help                           options and more examples\n\n"
    "exit status: 0 fine, 1 some documents failed, 2 usage, 3 input/output, 4 nothing usable, 6 data files missing\n";

int main(int argc, char **argv) {
  static const struct { const char *name; int (*run)(int, char **); } commands[] = {
#define X(name, summary) {#name, command_##name},
      COMMAND_TABLE(X)
#undef X
  };
  struct sigaction on_int = {.sa_handler = interrupt}, ignore = {.sa_handler = SIG_IGN};
  sigaction(SIGINT, &on_int, NULL);
  sigaction(SIGTERM, &on_int, NULL);
  sigaction(SIGPIPE, &ignore, NULL);   /* a closed pipe is told by the write */
  if (argc < 2) {
    fputs(usage, stderr);
    return EXIT_USAGE;
  }
  const char *name = argv[1];
  if (!strcmp(name, "help") || !strcmp(name, "--help") || !strcmp(name, "-h")) {
    if (argc < 3) {
      fputs(usage, stdout);
      return cli_finish(EXIT_FINE);
    }
    static char help[] = "--help";   /* khaldun help COMMAND */
    name = argv[2];
    argv[1] = argv[2];
    argv[2] = help;
  }
  if (!strcmp(name, "--version")) name = "version";
  for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
    if (!strcmp(name, commands[i].name)) return cli_finish(commands[i].run(argc - 1, argv + 1));
  cli_say("there is no command \"%s\"; `khaldun help` lists them", name);
  return EXIT_USAGE;
}
