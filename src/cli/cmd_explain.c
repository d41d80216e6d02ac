/* cmd_explain.c: khaldun explain: why a record stands in the output. */
#include <string.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun explain [OPTION]… FILE…\n"
    "       khaldun explain [OPTION]… DB ID\n\n"
    "Shows for each event and occasion of the reports its sentence with the words marked, who the actors are, the lexicon's entries that made it,\n"
    "the codebook's line and the tree. With a database and a record's id: the same for that record, from the text that the database keeps.\n\n"
    "  --id ID              only the record with this id (its first digits are enough); plans by their id too\n"
    "  --date, --input, --actors, --frames, --data, --model, -q   as in khaldun code: the same options give the same ids\n\n"
    "examples:\n"
    "  khaldun code report.txt | jq -r 'select(.type==\"event\").id'\n"
    "  khaldun explain --id 97bd61db report.txt\n"
    "  khaldun explain news.db 97bd61db3c0e5a41\n"
    "  khaldun explain --frames my.frames report.txt | less -R\n";

typedef struct job { const khaldun *k; kh_item_options item; const char *id; bool color; size_t shown; } job;

static bool wanted(const job *j, const kh_document *d, const kh_event *e) {
  char id[17];
  if (!j->id) return !e->embedded || e->occasion;
  kh_event_id(d, e, false, id);
  if (!strncmp(id, j->id, strlen(j->id))) return true;
  kh_event_id(d, e, true, id);
  return e->plan && !strncmp(id, j->id, strlen(j->id));
}

static kh_status explain(job *j, kh_coder *c, const kh_item *i, kh_error *err) {
  kh_document *d;
  kh_status s = kh_code_item(c, i, &j->item, &d, err);
  if (s) return s;
  cli_say_unread(d);
  const kh_event *events;
  size_t n = kh_document_events(d, &events);
  for (size_t e = 0; e < n && !s; e++)
    if (wanted(j, d, &events[e])) s = kh_explain_event(j->k, d, e, j->color, cli_sink, stdout, err), j->shown++;
  kh_document_free(d);
  return s;
}

static kh_status file(job *j, kh_coder *c, const char *path, kh_input_kind kind, kh_error *err) {
  kh_reader *r = NULL;
  kh_item *i;
  kh_status s = kh_reader_open(path, kind, 0, &r, err);
  while (!s && !cli_interrupted && !(s = kh_reader_next(r, &i, err))) {
    s = explain(j, c, i, err);
    kh_item_free(i);
  }
  kh_reader_close(r);
  return s == KH_E_END ? KH_OK : s;
}

static int record(const cli_common *common, const char *path, const char *id) {
  khaldun *k = NULL;
  kh_store *s = NULL;
  kh_error err;
  kh_status st = kh_store_open(path, KH_STORE_READ, &s, &err);
  if (!st) st = kh_open(&common->open, &k, &err);
  if (!st) st = kh_explain_record(k, s, id, cli_color(stdout), cli_sink, stdout, &err);
  kh_store_close(s);
  kh_close(k);
  return st ? cli_fail(&err) : EXIT_FINE;
}

int command_explain(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"id", required_argument, NULL, 'I'}, {0}};
  cli_common common;
  job j = {.color = cli_color(stdout)};
  int o, rc = -1;
  cli_common_default(&common);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (cli_common_option(&common, o, help, &rc)) {
      if (rc >= 0) return rc;
    } else if (o == 'I') j.id = optarg;
  }
  if (optind == argc) {
    fputs(help, stderr);
    return EXIT_USAGE;
  }
  if (cli_is_database(argv[optind])) {
    const char *id = optind + 1 < argc ? argv[optind + 1] : j.id;
    if (!id || argc - optind > 2) return cli_say("explain needs the id of one record of the database: khaldun explain news.db 97bd61db3c0e5a41"), EXIT_USAGE;
    return record(&common, argv[optind], id);
  }
  j.item = common.item;
  khaldun *k = NULL;
  kh_coder *c = NULL;
  kh_error err;
  kh_status s = kh_open(&common.open, &k, &err);
  if (!s) s = kh_coder_new(k, NULL, &c, &err);
  j.k = k;
  for (int f = optind; f < argc && !s && !cli_interrupted; f++) s = file(&j, c, argv[f], common.input, &err);
  kh_coder_free(c);
  kh_close(k);
  if (s) return cli_fail(&err);
  if (!j.shown) cli_say(j.id ? "no event here has the id \"%s\"; code the file with the same options (--date …) and look again" : "no events in these reports", j.id);
  return j.shown ? EXIT_FINE : EXIT_NOTHING;
}
