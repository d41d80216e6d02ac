/* cmd_train.c: khaldun train: models from treebanks. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun train --trees FILE [--trees FILE]… --output MODEL [OPTION]…\n"
    "       khaldun train --join MODEL --join MODEL… --output MODEL\n\n"
    "Trains the model that `khaldun parse` and `khaldun code` read with (--model MODEL). With --development a network,\n"
    "whose best epoch is kept; without it the linear parser, in a minute.\n\n"
    "  --trees FILE         CoNLL-U, gzipped or not; several may be given\n"
    "  --names FILE         names in BIO columns; *.iob2 is laid over the trees with the same sent_id\n"
    "  --other-names FILE   the same, where names are marked by other habits than the model shall have\n"
    "  --skip-genres LIST   leave out documents of these genres (\"# meta::genre\"), joined by commas\n"
    "  --output MODEL       the file to write\n"
    "  --seed N             the same seed and data give the same model (default 1)\n"
    "  --epochs N           passes over the data\n"
    "  --size BYTES         of the linear model, about\n"
    "  --development FILE, --development-names FILE   what the network is measured on after each epoch\n"
    "  --lists DIR          data/, whose lists of names become features of the network\n"
    "  --vectors FILE       words' vectors, as GloVe writes them: what the trees do not show of words; with --base, groups\n"
    "                       of words used alike for the names, without it those of the base model\n"
    "  --vector-words N     so many words that only the vectors know are known to the model too (30000)\n"
    "  --hidden N           units of a layer in each direction, a multiple of 16\n"
    "  --checkpoint FILE    gets the network's best weights so far, as floats\n"
    "  --base MODEL         keep this model's tags and trees and learn names alone\n"
    "  --start FILE         a checkpoint or a finished model to begin with\n"
    "  --join MODEL         put networks of several seeds into one model, whose scores are added: slower and more accurate\n"
    "  --rate X             how fast the network learns (0.0025 for 128 units, 0.002 for more; less from a checkpoint)\n\n"
    "example:\n"
    "  khaldun train --trees en-train.conllu.gz --names en-train.iob2 --output english.khm\n";

#define MOST 32
typedef struct list { const char *at[MOST]; size_t n; } list;

static void progress(void *user, const char *line) {
  (void)user;
  fprintf(stderr, "%s\n", line);
}

static bool add(list *l, const char *v) {
  if (l->n == MOST) return cli_say("more than %d files", MOST), false;
  return l->at[l->n++] = v, true;
}

static bool number(const char *v, unsigned long long *out) {
  char *end;
  *out = strtoull(v, &end, 10);
  if (*v && !*end && *v != '-') return true;
  return cli_say("\"%s\" is not a number", v), false;
}

int command_train(int argc, char **argv) {
  static const struct option options[] = {{"help", no_argument, NULL, 'h'}, {"trees", required_argument, NULL, 't'}, {"names", required_argument, NULL, 'n'}, {"other-names", required_argument, NULL, 'N'},
      {"skip-genres", required_argument, NULL, 'g'}, {"output", required_argument, NULL, 'o'}, {"seed", required_argument, NULL, 's'},
      {"epochs", required_argument, NULL, 'e'}, {"size", required_argument, NULL, 'z'}, {"development", required_argument, NULL, 'd'},
      {"development-names", required_argument, NULL, 'D'}, {"lists", required_argument, NULL, 'l'}, {"hidden", required_argument, NULL, 'H'},
      {"checkpoint", required_argument, NULL, 'c'}, {"start", required_argument, NULL, 'S'}, {"base", required_argument, NULL, 'b'}, {"rate", required_argument, NULL, 'r'}, {"join", required_argument, NULL, 'j'},
      {"vectors", required_argument, NULL, 'v'}, {"vector-words", required_argument, NULL, 'w'},
      {"quiet", no_argument, NULL, 'q'}, {0}};
  kh_train_options o;
  list trees = {0}, names = {0}, other = {0}, join = {0};
  unsigned long long v = 0;
  bool ok = true;
  char *end;
  int c;
  signal(SIGINT, SIG_DFL);    /* hours of work that nothing asks after each item: end at once; the output is written last, and whole */
  signal(SIGTERM, SIG_DFL);
  kh_train_defaults(&o);
  o.progress = progress;
  while (ok && (c = getopt_long(argc, argv, "hq", options, NULL)) != -1) switch (c) {
      case 'h': return fputs(help, stdout), EXIT_FINE;
      case 't': ok = add(&trees, optarg); break;
      case 'j': ok = add(&join, optarg); break;
      case 'n': ok = add(&names, optarg); break;
      case 'N': ok = add(&other, optarg); break;
      case 'g': o.skip_genres = optarg; break;
      case 'o': o.output = optarg; break;
      case 's': ok = number(optarg, &v); o.seed = v; break;
      case 'e': ok = number(optarg, &v) && v > 0 && v < 10000; o.epochs = (int)v; break;
      case 'z': ok = number(optarg, &v); o.size = (size_t)v; break;
      case 'd': o.development = optarg; break;
      case 'D': o.development_names = optarg; break;
      case 'l': o.data_dir = optarg; break;
      case 'H': ok = number(optarg, &v) && v % 16 == 0 && v <= 4096; o.hidden = (uint32_t)v; break;
      case 'c': o.checkpoint = optarg; break;
      case 'S': o.start = optarg; break;
      case 'b': o.base = optarg; break;
      case 'r': o.rate = strtod(optarg, &end); ok = !*end && o.rate > 0 && o.rate < 1; break;
      case 'v': o.vectors = optarg; break;
      case 'w': ok = number(optarg, &v) && v <= 1000000; o.vector_words = (uint32_t)v; break;
      case 'q': o.progress = NULL; break;
      default: ok = false;
    }
  kh_error err;
  if (ok && join.n && o.output && !trees.n && optind == argc) return kh_train_join(join.at, join.n, o.output, &err) ? cli_fail(&err) : EXIT_FINE;
  if (!ok || !trees.n || !o.output || optind < argc) return cli_say("--trees FILE and --output MODEL are needed; see khaldun train --help"), EXIT_USAGE;
  o.trees = trees.at;
  o.tree_count = trees.n;
  o.names = names.at;
  o.name_count = names.n;
  o.other_names = other.at;
  o.other_name_count = other.n;
  return kh_train(&o, &err) ? cli_fail(&err) : EXIT_FINE;
}
