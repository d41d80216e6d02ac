/* cmd_parse.c: khaldun parse and khaldun relate: single rooms. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const char parse_help[] =
    "usage: khaldun parse [OPTION]… [FILE|-]…\n\n"
    "Sentences, tokens, tags, lemmas, dependency trees and names of raw text, as CoNLL-U. Blank lines end paragraphs.\n"
    "MISC holds TokenRange=start:end (code points) and NER=B-PER ….\n\n"
    "  --tokens             the input is cut into tokens already: CoNLL-U, or one token a line with a blank line\n"
    "                       after each sentence; what parse prints can be given to it again\n"
    "  --svg                the trees as a picture instead\n"
    "  --input KIND, --model FILE, --data FILE, -j N, -q, --no-sandbox   as in khaldun code\n\n"
    "example:\n"
    "  echo 'Egypt blamed Sudan for the delay.' | khaldun parse -\n";

typedef struct parse_job { kh_item_options *item; kh_format format; } parse_job;

static kh_status parse_work(void *user, kh_coder *c, const kh_item *i, FILE *out, kh_error *err) {
  const parse_job *job = user;
  kh_document *d;
  kh_status s = kh_parse_item(c, i, job->item, &d, err);
  if (s) return s;
  s = kh_document_write(d, job->format, 0, cli_sink, out, err);
  if (!s && (s = kh_document_status(d)) == KH_E_MEMORY) s = KH_E_LIMIT;
  cli_say_unread(d);
  kh_document_free(d);
  return s;
}

int command_parse(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"svg", no_argument, NULL, 1}, {"tokens", no_argument, NULL, 2}, {0}};
  cli_common c;
  int o, rc = -1;
  cli_common_default(&c);
  parse_job job = {&c.item, KH_FORMAT_CONLLU};
  c.item.any_language = true;
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (o == 1) job.format = KH_FORMAT_SVG;
    else if (o == 2) c.input = KH_INPUT_TOKENS;
    else if (cli_common_option(&c, o, parse_help, &rc) && rc >= 0) return rc;
  }
  if (c.input == KH_INPUT_AUTO && optind == argc) c.input = KH_INPUT_TEXT;
  return cli_run(&c, argv + optind, argc - optind, parse_work, &job, false);
}

static const char relate_help[] =
    "usage: khaldun relate [OPTION]… [-]\n\n"
    "Reads {\"id\",\"text\",\"source\":[{\"start\",\"end\"}…],\"target\":[…]} a line (offsets in code points; an empty target\n"
    "means that the sentence names none) and answers every line with {\"id\",\"event\",\"mode\",\"status\",\"confidence\",\"rule\"}.\n\n"
    "  --no-scorer          rules alone: no answer where no frame fires\n"
    "  --features           what the learned scorer sees instead of an answer, for scripts/train_scorer.py\n"
    "  --records            what the confidence of khaldun code sees of the text's event records, for scripts/fit_confidence.py\n"
    "  --model FILE, --data FILE, --no-sandbox   as in khaldun code\n\n"
    "example:\n"
    "  echo '{\"id\":1,\"text\":\"Egypt blamed Sudan.\",\"source\":[{\"start\":0,\"end\":5}],\"target\":[{\"start\":13,\"end\":18}]}' | khaldun relate\n";

int command_relate(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"no-scorer", no_argument, NULL, 1}, {"features", no_argument, NULL, 2}, {"records", no_argument, NULL, 3}, {0}};
  cli_common c;
  kh_relate_how how = KH_RELATE_SCORED;
  int o, rc = -1;
  cli_common_default(&c);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (o == 1) how = KH_RELATE_RULES;
    else if (o == 2) how = KH_RELATE_FEATURES;
    else if (o == 3) how = KH_RELATE_RECORDS;
    else if (cli_common_option(&c, o, relate_help, &rc) && rc >= 0) return rc;
  }
  if (argc - optind > 1 || (argc > optind && strcmp(argv[optind], "-"))) return cli_say("relate reads standard input alone"), EXIT_USAGE;
  khaldun *k = NULL;
  kh_coder *coder = NULL;
  kh_error err;
  kh_status s = kh_open(&c.open, &k, &err);
  if (!s) s = kh_coder_new(k, NULL, &coder, &err);
  if (!s) cli_confine(&c, NULL, 0, NULL);
  char *line = NULL;
  size_t cap = 0;
  ssize_t n;
  uint64_t lines = 0;
  while (!s && !cli_interrupted && (n = getline(&line, &cap, stdin)) > 0) {
    if (strspn(line, " \t\r\n") == (size_t)n) continue;
    s = kh_relate_line(coder, line, (size_t)n, how, cli_sink, stdout, &err);
    lines++;
  }
  bool whole = s || cli_interrupted || cli_read_whole(stdin, "standard input");
  free(line);
  kh_coder_free(coder);
  kh_close(k);
  if (s) return cli_fail(&err);
  if (cli_interrupted) return EXIT_INTERRUPTED;
  if (!whole) return EXIT_IO;
  return lines ? EXIT_FINE : EXIT_NOTHING;
}
