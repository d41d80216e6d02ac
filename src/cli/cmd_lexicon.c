/* cmd_lexicon.c: khaldun lexicon: frames of your own, tried, added, compared, imported. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun lexicon test FILE                        run the examples of a file of frames\n"
    "       khaldun lexicon add FILE ENTRY EXAMPLE           add a frame, if it compiles and its example holds\n"
    "       khaldun lexicon compare FILE REPORT…             what the frames of FILE change in reports\n"
    "       khaldun lexicon import-petrarch VERBS > FILE     a verb dictionary of TABARI or PETRARCH as frames\n\n"
    "A frame says which words stand for which event and where its actors stand; an example shows it:\n\n"
    "  slam the door on | v | REJECT/meet | subj > on\n"
    "    Cuba slammed the door on Canada. => REJECT/meet CUB > CAN\n\n"
    "FILE then goes to --frames of code, ingest, parse, explain. data/events/README.md has the format.\n"
    "--date, --input, --actors, --data, --model as in khaldun code.\n\n"
    "examples:\n"
    "  khaldun lexicon add my.frames 'rap | v | ACCUSE/disapprove' 'Egypt rapped Sudan. => ACCUSE/disapprove EGY > SDN'\n"
    "  khaldun lexicon test my.frames\n"
    "  khaldun lexicon compare my.frames reports/*.txt\n"
    "  khaldun lexicon import-petrarch CAMEO.verbs.txt > cameo.frames\n";

typedef struct machine { khaldun *k; kh_coder *c; } machine;

static kh_status start(const cli_common *common, const char *frames, machine *m, kh_error *err) {
  kh_options o = common->open;
  o.frames_path = frames;
  o.doubtful = true;      /* an example tests its frame, whatever else its words say */
  kh_status s = kh_open(&o, &m->k, err);
  return s ? s : kh_coder_new(m->k, NULL, &m->c, err);
}

static void stop(machine *m) {
  kh_coder_free(m->c);
  kh_close(m->k);
}

static int test(const cli_common *common, const char *path) {
  machine m = {0};
  kh_error err;
  size_t held = 0, all = 0;
  kh_status s = start(common, path, &m, &err);
  if (!s) s = kh_lexicon_test(m.c, path, &held, &all, cli_sink, stdout, &err);
  stop(&m);
  if (s) return cli_fail(&err);
  printf("%zu of %zu examples hold\n", held, all);
  if (!all) cli_say("%s has no examples; write one under each frame: \"  Sentence. => TYPE ACTOR > RECIPIENT\"", path);
  return held == all && all ? EXIT_FINE : EXIT_SOME;
}

static bool whole(FILE *f, const char *path, const char *entry, const char *example) {
  FILE *old = fopen(path, "r");
  int c, last = '\n';
  if (!old && errno != ENOENT) return false;
  while (old && (c = fgetc(old)) != EOF) fputc(last = c, f);
  bool fine = !old || !ferror(old);
  if (old) fclose(old);
  return fprintf(f, "%s%s\n  %s\n", last == '\n' ? "" : "\n", entry, example) > 0 && fine;
}

/* The new file stands beside the old one until it is known to be good, and then takes its place. */
static int add(const cli_common *common, const char *path, const char *entry, const char *example) {
  machine m = {0};
  kh_error err;
  char draft[4096];
  size_t held = 0, all = 0;
  if (strchr(entry, '\n') || strchr(example, '\n') || !strstr(example, "=>")) {
    cli_say("ENTRY and EXAMPLE are one line each, the example like \"Egypt rapped Sudan. => ACCUSE/disapprove EGY > SDN\"");
    return EXIT_USAGE;
  }
  if (snprintf(draft, sizeof draft, "%s.new", path) >= (int)sizeof draft) return cli_say("the path is too long: %s", path), EXIT_USAGE;
  FILE *f = fopen(draft, "w");
  bool written = f && whole(f, path, entry, example);
  if (!f || fclose(f) || !written) return cli_say("%s cannot be written: %s", draft, strerror(errno)), remove(draft), EXIT_IO;
  kh_status s = start(common, draft, &m, &err);
  if (!s) s = kh_lexicon_test(m.c, draft, &held, &all, cli_sink, stdout, &err);
  stop(&m);
  if (s) {
    remove(draft);
    return cli_fail(&err);
  }
  if (held < all) {
    remove(draft);
    cli_say("not added: %zu of %zu examples hold (see above)", held, all);
    return EXIT_SOME;
  }
  if (rename(draft, path)) return cli_say("%s cannot be written: %s", path, strerror(errno)), remove(draft), EXIT_IO;
  printf("added to %s; %zu of %zu examples hold\n", path, held, all);
  return EXIT_FINE;
}

/* The table of one item's events as lines, without the head line. */
static kh_status lines_of(machine *m, const kh_item *i, const kh_item_options *o, char **out, size_t *n, kh_error *err) {
  kh_document *d;
  FILE *f = open_memstream(out, n);
  if (!f) return snprintf(err->message, sizeof err->message, "not enough memory"), err->code = KH_E_MEMORY;
  kh_status s = kh_code_item(m->c, i, o, &d, err);
  if (!s) {
    s = kh_document_write(d, KH_FORMAT_TABLE, KH_EMIT_EVENT, cli_sink, f, err);
    kh_document_free(d);
  }
  if ((fclose(f) || !*out) && !s) snprintf(err->message, sizeof err->message, "not enough memory"), s = err->code = KH_E_MEMORY;
  return s;
}

static bool has_line(const char *all, const char *line, size_t n) {
  for (const char *at = all; *at;) {
    size_t k = strcspn(at, "\n");
    if (k == n && !memcmp(at, line, n)) return true;
    at += k + (at[k] == '\n');
  }
  return false;
}

/* Lines of `from` that `in` lacks, with a mark before them. */
static size_t only_in(const char *from, const char *in, char mark, const char *color, const char **head) {
  size_t shown = 0;
  for (const char *at = from; *at;) {
    size_t k = strcspn(at, "\n");
    if (k && at != from && !has_line(in, at, k)) {
      if (*head) printf("%.*s\n", (int)strcspn(*head, "\n"), *head), *head = NULL;
      printf("%s%c %.*s%s\n", color, mark, (int)k, at, *color ? "\033[0m" : "");
      shown++;
    }
    at += k + (at[k] == '\n');
  }
  return shown;
}

typedef struct changes { size_t reports, changed, gone, come; bool color; } changes;

static kh_status compare_item(machine *before, machine *after, const kh_item *i, const kh_item_options *o, changes *c, kh_error *err) {
  char *a = NULL, *b = NULL;
  size_t n;
  kh_status s = lines_of(before, i, o, &a, &n, err);
  if (!s) s = lines_of(after, i, o, &b, &n, err);
  if (!s) {
    const char *head = a;
    size_t gone = only_in(a, b, '-', c->color ? "\033[31m" : "", &head), come = only_in(b, a, '+', c->color ? "\033[32m" : "", &head);
    c->reports++, c->changed += gone || come, c->gone += gone, c->come += come;
  }
  free(a);
  free(b);
  return s;
}

static int compare(const cli_common *common, const char *path, char **files, int count) {
  machine before = {0}, after = {0};
  kh_error err;
  changes c = {.color = cli_color(stdout)};
  kh_file_list list;
  kh_status s = kh_files_list((const char *const *)files, (size_t)count, &list, &err);
  if (!s) s = start(common, NULL, &before, &err);
  if (!s) s = start(common, path, &after, &err);
  for (size_t f = 0; f < list.n && !s && !cli_interrupted; f++) {
    kh_reader *r = NULL;
    kh_item *i;
    s = kh_reader_open(list.at[f], common->input, 0, &r, &err);
    while (!s && !cli_interrupted && !(s = kh_reader_next(r, &i, &err))) {
      s = compare_item(&before, &after, i, &common->item, &c, &err);
      kh_item_free(i);
    }
    kh_reader_close(r);
    if (s == KH_E_END) s = KH_OK;
  }
  kh_files_free(&list);
  stop(&before);
  stop(&after);
  if (s) return cli_fail(&err);
  printf("%zu of %zu reports change: %zu events go, %zu come\n", c.changed, c.reports, c.gone, c.come);
  return cli_interrupted ? EXIT_INTERRUPTED : EXIT_FINE;
}

static int import(const cli_common *common, const char *path) {
  khaldun *k = NULL;
  kh_error err;
  size_t entries = 0, skipped = 0;
  kh_status s = kh_open(&common->open, &k, &err);
  if (!s) s = kh_import_verbs(k, path, cli_sink, stdout, &entries, &skipped, &err);
  kh_close(k);
  if (s) return cli_fail(&err);
  cli_say("%zu frames written, %zu lines passed over", entries, skipped);
  return EXIT_FINE;
}

int command_lexicon(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {0}};
  cli_common c;
  int o, rc = -1;
  cli_common_default(&c);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1)
    if (cli_common_option(&c, o, help, &rc) && rc >= 0) return rc;
  char **a = argv + optind;
  int n = argc - optind;
  if (n == 2 && !strcmp(a[0], "test")) return test(&c, a[1]);
  if (n == 4 && !strcmp(a[0], "add")) return add(&c, a[1], a[2], a[3]);
  if (n >= 3 && !strcmp(a[0], "compare")) return compare(&c, a[1], a + 2, n - 2);
  if (n == 2 && !strcmp(a[0], "import-petrarch")) return import(&c, a[1]);
  fputs(help, stderr);
  return EXIT_USAGE;
}
