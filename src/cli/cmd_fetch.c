/* cmd_fetch.c: khaldun fetch: feeds into a database. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun fetch DB --feeds FILE [OPTION]…\n\n"
    "Asks RSS, Atom and JSON feeds what is new, fetches the pages that they name and codes them into the database, made where there is none.\n"
    "It keeps to robots.txt, waits between two requests to a site, asks feeds only for what has changed, and leaves private and local\n"
    "addresses alone. Call it every quarter of an hour, from cron for example.\n\n"
    "  --feeds FILE         addresses of feeds, one a line; lines that begin with # are passed over\n"
    "  --delay SECONDS      between two requests to a site (2)\n"
    "  --timeout SECONDS    of a request (30)\n"
    "  --pages N            new pages of a feed in one round (200)\n"
    "  --user-agent TEXT    who asks; its first word is looked for in robots.txt\n"
    "  --force              ask all feeds now, also those that were failing and wait\n"
    "  --allow-private      private and local addresses too (a server of your own)\n"
    "  --no-text            keep neither texts nor sentences\n"
    "  --actors, --frames, --data, --model, --any-language, -q   as in khaldun code\n\n"
    "examples:\n"
    "  khaldun fetch news.db --feeds feeds.txt\n"
    "  */15 * * * *  khaldun fetch -q news.db --feeds feeds.txt      (a line of crontab)\n";

typedef struct round_ {
  kh_store *store;
  const khaldun *k;
  kh_coder *coder;
  kh_item_options item;
  bool with_text, quiet, terminal;
  uint64_t added, revised, failed, events;
} round_;

static kh_status code_page(void *user, const kh_item *i, kh_error *err) {
  round_ *r = user;
  kh_document *d;
  kh_added what;
  kh_status s = kh_code_item(r->coder, i, &r->item, &d, err);
  if (s) return s;
  s = kh_store_add(r->store, r->k, d, NULL, r->with_text, &what, err);
  if (!s) s = kh_store_commit(r->store, err);
  if (!s) {
    r->added += what == KH_ADDED_NEW, r->revised += what == KH_ADDED_REVISION;
    r->failed += kh_document_status(d) != KH_OK;
    r->events += kh_document_events(d, NULL);
    if (r->terminal) fprintf(stderr, "\r\033[K%llu pages, %llu events", (unsigned long long)(r->added + r->revised), (unsigned long long)r->events), fflush(stderr);
  }
  kh_document_free(d);
  return s;
}

static bool known(void *user, const char *url) { return kh_store_known(((round_ *)user)->store, url); }
static bool recall(void *user, const char *feed, char **value, size_t *n) { return kh_store_recall(((round_ *)user)->store, feed, value, n); }
static kh_status remember(void *user, const char *feed, const char *value, kh_error *err) { return kh_store_remember(((round_ *)user)->store, feed, value, err); }
static void note(void *user, const char *line) {
  const round_ *r = user;
  if (r->terminal) fputs("\r\033[K", stderr);
  if (!r->quiet) cli_say("%s", line);
}

typedef struct feeds { char **at; size_t n; } feeds;

static bool read_feeds(const char *path, feeds *out) {
  FILE *f = fopen(path, "r");
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  bool fine = f != NULL;
  while (fine && (n = getline(&line, &room, f)) >= 0) {
    char *from = line + strspn(line, " \t");
    while (n > 0 && strchr(" \t\r\n", line[n - 1])) line[--n] = 0;
    if (!*from || *from == '#') continue;
    char **more = realloc(out->at, (out->n + 1) * sizeof *more);
    if (more) out->at = more;
    fine = more && (out->at[out->n] = strdup(from));
    out->n += fine;
  }
  fine = fine && cli_read_whole(f, path);
  free(line);
  if (f) fclose(f);
  if (!fine) cli_say("the feeds cannot be read from %s", path);
  return fine;
}

static void free_feeds(feeds *f) {
  for (size_t i = 0; i < f->n; i++) free(f->at[i]);
  free(f->at);
}

static void tell(const round_ *r, const kh_fetch_counts *n) {
  cli_say("%llu feeds read, %llu unchanged, %llu waiting, %llu failed; %llu pages new, %llu changed, %llu known, %llu kept back by robots.txt, %llu failed; %llu events",
          (unsigned long long)n->feeds, (unsigned long long)n->feeds_unchanged, (unsigned long long)n->feeds_waiting, (unsigned long long)n->feeds_failed, (unsigned long long)r->added,
          (unsigned long long)r->revised, (unsigned long long)n->known, (unsigned long long)n->refused, (unsigned long long)n->failed + n->skipped, (unsigned long long)r->events);
}

static bool seconds(const char *what, const char *v, double most, double *out) {
  char *end;
  *out = strtod(v, &end);
  if (*v && !*end && *out >= 0 && *out <= most) return true;
  cli_say("%s takes seconds from 0 to %.0f, not \"%s\"", what, most, v);
  return false;
}

int command_fetch(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"feeds", required_argument, NULL, 1}, {"delay", required_argument, NULL, 2}, {"timeout", required_argument, NULL, 3}, {"pages", required_argument, NULL, 4},
                                          {"user-agent", required_argument, NULL, 5}, {"force", no_argument, NULL, 6}, {"allow-private", no_argument, NULL, 7}, {"no-text", no_argument, NULL, 8}, {0}};
  cli_common c;
  kh_fetch_options fo;
  round_ r = {.with_text = true};
  const char *list = NULL;
  double value;
  int o, rc = -1;
  cli_common_default(&c);
  kh_fetch_options_default(&fo);
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (cli_common_option(&c, o, help, &rc)) {
      if (rc >= 0) return rc;
    } else if (o == 1) list = optarg;
    else if (o == 2 && !seconds("--delay", optarg, 3600, &fo.delay_s)) return EXIT_USAGE;
    else if (o == 3) {
      if (!seconds("--timeout", optarg, 3600, &value)) return EXIT_USAGE;
      fo.timeout_s = value < 1 ? 1 : (unsigned)value;
    } else if (o == 4) fo.pages_per_feed = (unsigned)strtoul(optarg, NULL, 10);
    else if (o == 5) fo.user_agent = optarg;
    else if (o == 6) fo.force = true;
    else if (o == 7) fo.allow_private = true;
    else if (o == 8) r.with_text = false;
  }
  if (argc - optind != 1 || !list) return cli_say("fetch needs a database and a list of feeds: khaldun fetch news.db --feeds feeds.txt"), EXIT_USAGE;
  feeds f = {0};
  if (!read_feeds(list, &f)) return free_feeds(&f), EXIT_IO;
  khaldun *k = NULL;
  kh_error err;
  kh_fetch_counts n = {0};
  r.quiet = c.quiet, r.terminal = !c.quiet && isatty(STDERR_FILENO), r.item = c.item;
  kh_status s = kh_open(&c.open, &k, &err);
  if (!s) s = kh_store_open(argv[optind], KH_STORE_WRITE, &r.store, &err);
  if (!s) s = kh_coder_new(k, NULL, &r.coder, &err);
  r.k = k;
  fo.feeds = (const char *const *)f.at, fo.feed_count = f.n, fo.stop = &cli_interrupted, fo.user = &r;
  fo.page = code_page, fo.known = known, fo.recall = recall, fo.remember = remember, fo.note = note;
  if (!s) s = kh_fetch(&fo, &n, &err);
  if (r.terminal) fputs("\r\033[K", stderr);
  if (!s && !c.quiet) tell(&r, &n);
  kh_coder_free(r.coder);
  kh_store_close(r.store);
  kh_close(k);
  free_feeds(&f);
  if (s) return cli_fail(&err);
  if (cli_interrupted) return EXIT_INTERRUPTED;
  if (n.feeds_failed && !n.feeds && !n.feeds_unchanged) return EXIT_NETWORK;
  return n.feeds_failed || n.failed || r.failed ? EXIT_SOME : EXIT_FINE;
}
