/* cli.h: what the commands share. The CLI uses khaldun.h and the C library alone. */
#ifndef KH_CLI_H
#define KH_CLI_H
#include <getopt.h>
#include <stdio.h>
#include <time.h>

#include "khaldun.h"

enum { EXIT_FINE = 0, EXIT_SOME = 1, EXIT_USAGE = 2, EXIT_IO = 3, EXIT_NOTHING = 4, EXIT_NEWER = 5, EXIT_DATA = 6,
       EXIT_NETWORK = 7, EXIT_INTERRUPTED = 130 };

/* Commands: name, function, one line for `khaldun help`. */
#define COMMAND_TABLE(X)                                                            \
  X(code, "code reports into records")                                              \
  X(extract, "a page to its article, as JSON")                                      \
  X(parse, "the analysis alone: sentences, tags, trees, names (CoNLL-U)")           \
  X(ingest, "code reports into a database, resumable")                               \
  X(fetch, "poll feeds into a database")                                           \
  X(batch, "plan and code shards of many files, for clusters")                     \
  X(merge, "databases of several machines into one")                               \
  X(query, "ask a database in SQL")                                                 \
  X(export, "events in the field's formats: CSV, POLECAT, ICEWS, GDELT …")            \
  X(check, "is a database whole?")                                                 \
  X(stats, "what is in a database, counted")                                       \
  X(push, "a database into a group's PostgreSQL")                                  \
  X(relate, "the relation between two given spans, one answer a line")              \
  X(agenda, "the days ahead: a table, iCalendar or JSON lines")                     \
  X(explain, "why a record stands there: words, tree, rules, codebook")             \
  X(serve, "explore a database in the browser")                                    \
  X(report, "one page with a database's events, to keep or to send")               \
  X(lexicon, "test, add, compare, import frames of your own")                      \
  X(actors, "look an actor up on a day; import dictionaries")                       \
  X(train, "train a model from treebanks")                                          \
  X(version, "versions of code, ontology, data and models; --data: with hashes")
#define X(name, summary) int command_##name(int argc, char **argv);
COMMAND_TABLE(X)
#undef X

/* Options that several commands take; spelled once. */
typedef struct cli_common {
  kh_options open;
  kh_item_options item;
  kh_input_kind input;
  unsigned jobs;               /* 0: the cores */
  bool quiet;
  bool no_sandbox;
} cli_common;
#define COMMON_LONG                                                                                        \
  {"help", no_argument, NULL, 'h'}, {"input", required_argument, NULL, 'i'}, {"date", required_argument, NULL, 'd'}, \
  {"jobs", required_argument, NULL, 'j'}, {"url", required_argument, NULL, 'u'},                           \
  {"actors", required_argument, NULL, 'A'}, {"frames", required_argument, NULL, 'F'},                                                                 \
  {"data", required_argument, NULL, 'D'}, {"model", required_argument, NULL, 'M'},                         \
  {"any-language", no_argument, NULL, 'L'}, {"quiet", no_argument, NULL, 'q'}, {"no-sandbox", no_argument, NULL, 'S'}
#define COMMON_SHORT "hj:q"
void cli_common_default(cli_common *c);
/* Takes one option; false if it is none of the common ones. *rc is set >= 0 where the command must stop
 * (help was printed, or the value makes no sense). */
bool cli_common_option(cli_common *c, int option, const char *help, int *rc);

/* Before the first byte of a report is read: gives up what coding does not need. files may still be read; in the folder of
 * `database` (or NULL) files may be written. Says what the machine cannot do, and that --no-sandbox was given. */
void cli_confine(const cli_common *c, char *const *files, int n, const char *database);
unsigned cli_jobs(const cli_common *c);    /* -j, else the cores */

/* Messages to a person, on standard error: "khaldun: …". */
void cli_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
int cli_exit_of(kh_status s);
int cli_fail(const kh_error *e);           /* says the message, returns the exit code */
void cli_say_unread(const kh_document *d); /* why a report was not coded; nothing where it was */
bool cli_color(FILE *f);                   /* a terminal, and NO_COLOR is not set */
bool cli_is_database(const char *path);    /* begins as a SQLite file does */
bool cli_sink(void *file, const char *bytes, size_t n);   /* kh_sink to a FILE */
bool cli_read_whole(FILE *f, const char *name);   /* its end was reached; else says why not (getline does not tell that memory ran out) */
int cli_finish(int rc);                    /* flushes standard output; EXIT_IO if that fails */
extern volatile int cli_interrupted;       /* set by SIGINT and SIGTERM */

/* Progress of kh_store_merge and kh_store_push; user is a cli_merge_view. Stops them when interrupted. */
typedef struct cli_merge_view { const char *path; bool bar; struct timespec told; } cli_merge_view;
bool cli_merge_progress(void *user, const kh_merge_counts *c);

/* All items of all files (argv; none: standard input) through `work`, in `jobs` threads; what each writes to `out`
 * comes to standard output in the order of the items. work returns KH_OK, or why the item as a whole failed;
 * KH_E_MEMORY and KH_E_IO stop the run. Returns the exit code. */
typedef kh_status (*cli_work)(void *user, kh_coder *c, const kh_item *i, FILE *out, kh_error *err);
int cli_run(const cli_common *c, char **files, int n, cli_work work, void *user, bool flush_each);

#endif
