/* cmd_batch.c: khaldun batch: shards of many files, for Slurm, GNU parallel, make. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun batch plan FOLDER FILE|FOLDER… [--size BYTES]     write FOLDER/manifest.tsv: files in shards\n"
    "       khaldun batch run FOLDER SHARD                     code a shard into FOLDER/shard-NNNNNN.db\n"
    "       khaldun batch status FOLDER                        how many are done\n"
    "       khaldun batch missing FOLDER                       the numbers of those that are not, one a line\n\n"
    "A shard's database is whole or absent, whatever is killed when: running it again codes it, or finds it done. Any number of machines that see\n"
    "the folder may run shards at once. khaldun merge brings their databases together.\n\n"
    "  --size BYTES         of a shard, with k, M or G (1G); files stay whole. FILE - reads paths from standard input, one a line\n"
    "  -j, --jobs N         threads of a run (1: a task of a cluster has a core)\n"
    "  --no-text, --date, --input, --actors, --frames, --data, --model, --any-language, -q   as in khaldun ingest\n\n"
    "examples:\n"
    "  khaldun batch plan run1 CC-NEWS-2024*.warc.gz\n"
    "  sbatch --array=1-$(khaldun batch status run1 -q) --wrap 'khaldun batch run run1 $SLURM_ARRAY_TASK_ID'\n"
    "  khaldun batch missing run1 | parallel khaldun batch run run1\n"
    "  khaldun merge news.db run1/shard-*.db\n";

static bool size_of(const char *v, uint64_t *out) {
  char *end;
  double n = strtod(v, &end);
  static const char units[] = "kMG";
  const char *unit = *end ? strchr(units, *end) : NULL;
  for (const char *u = units; unit && u <= unit; u++) n *= 1024;
  if (end == v || n < 1 || n > 1e18 || (*end && (!unit || end[1]))) return cli_say("--size takes a number of bytes like 500M or 2G, not \"%s\"", v), false;
  *out = (uint64_t)n;
  return true;
}

typedef struct list { char **at; size_t n; } list;

static bool add(list *l, const char *path) {
  char **more = realloc(l->at, (l->n + 1) * sizeof *more);
  if (more) l->at = more;
  if (!more || !(l->at[l->n] = strdup(path))) return cli_say("not enough memory"), false;
  l->n++;
  return true;
}

static bool paths_of(char **args, int n, list *out) {
  char *line = NULL;
  size_t room = 0;
  ssize_t k;
  bool fine = true;
  for (int i = 0; i < n && fine; i++) {
    if (strcmp(args[i], "-")) fine = add(out, args[i]);
    else {
      while (fine && (k = getline(&line, &room, stdin)) >= 0) {
        while (k > 0 && (line[k - 1] == '\n' || line[k - 1] == '\r')) line[--k] = 0;
        if (*line) fine = add(out, line);
      }
      fine = fine && cli_read_whole(stdin, "standard input");
    }
  }
  free(line);
  return fine;
}

static int plan(const char *folder, char **args, int n, uint64_t bytes, bool quiet) {
  list l = {0};
  kh_error err;
  uint32_t shards = 0;
  int rc = EXIT_IO;
  if (paths_of(args, n, &l)) {
    kh_file_list files = {0};
    kh_status s = kh_files_list((const char *const *)l.at, l.n, &files, &err);
    if (!s) s = kh_batch_plan(folder, (const char *const *)files.at, files.n, bytes, &shards, &err);
    rc = s ? cli_fail(&err) : EXIT_FINE;
    if (!s && !quiet) cli_say("%u shards of %zu files in %s/manifest.tsv", shards, files.n, folder);
    kh_files_free(&files);
  }
  for (size_t i = 0; i < l.n; i++) free(l.at[i]);
  free(l.at);
  return rc;
}

static bool go_on(void *user, const kh_ingest_counts *c, const char *note) {
  (void)c;
  if (note && !*(const bool *)user) cli_say("%s", note);
  return !cli_interrupted;
}

static int run(const char *folder, const char *number, cli_common *c, bool no_text) {
  char *end;
  unsigned long shard = strtoul(number, &end, 10);
  if (!*number || *end || !shard || shard > 1000000) return cli_say("a shard is a number from 1 on, not \"%s\"", number), EXIT_USAGE;
  khaldun *k = NULL;
  kh_error err;
  kh_ingest_options o;
  kh_ingest_counts n = {0};
  bool done = false;
  kh_ingest_options_default(&o);
  o.item = c->item, o.input = c->input, o.jobs = c->jobs ? c->jobs : 1, o.no_text = no_text, o.progress = go_on, o.user = &c->quiet;
  kh_status s = kh_open(&c->open, &k, &err);
  if (!s) s = kh_batch_run(folder, (uint32_t)shard, k, &o, &n, &done, &err);
  kh_close(k);
  if (cli_interrupted) return EXIT_INTERRUPTED;
  if (s) return cli_fail(&err);
  if (c->quiet) return EXIT_FINE;
  if (done) cli_say("shard %lu was done already", shard);
  else cli_say("shard %lu: %llu reports, %llu that could not be coded; %llu events in %.1f s", shard, (unsigned long long)n.items, (unsigned long long)n.failed, (unsigned long long)n.events, n.seconds);
  return EXIT_FINE;
}

static void print_shard(void *user, uint32_t shard) {
  (void)user;
  printf("%u\n", shard);
}

static int state(const char *folder, bool missing, bool quiet) {
  kh_error err;
  uint32_t shards, done;
  if (kh_batch_state(folder, &shards, &done, missing ? print_shard : NULL, NULL, &err)) return cli_fail(&err);
  if (!missing && quiet) printf("%u\n", shards);
  else if (!missing) printf("%u of %u shards done\n", done, shards);
  return EXIT_FINE;
}

int command_batch(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"size", required_argument, NULL, 1}, {"no-text", no_argument, NULL, 2}, {0}};
  cli_common c;
  uint64_t bytes = (uint64_t)1 << 30;
  bool no_text = false;
  int o, rc = -1;
  cli_common_default(&c);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (cli_common_option(&c, o, help, &rc)) {
      if (rc >= 0) return rc;
    } else if (o == 1 && !size_of(optarg, &bytes)) return EXIT_USAGE;
    else if (o == 2) no_text = true;
  }
  char **a = argv + optind;
  int n = argc - optind;
  if (n >= 3 && !strcmp(a[0], "plan")) return plan(a[1], a + 2, n - 2, bytes, c.quiet);
  if (n == 3 && !strcmp(a[0], "run")) return run(a[1], a[2], &c, no_text);
  if (n == 2 && !strcmp(a[0], "status")) return state(a[1], false, c.quiet);
  if (n == 2 && !strcmp(a[0], "missing")) return state(a[1], true, c.quiet);
  fputs(help, stderr);
  return EXIT_USAGE;
}
