/* Every allocation and every input or output of a command fails in turn (fault.c), in a process of its own. Asked each time: no crash, no hang, no leak, a
 * status that docs/reliability.md documents, a word that says why where the command did not do what it does else, and where it says that all is
 * well, the same output as without the failure; databases stay sound and hold no report without its events.
 * usage: test_torture [--full | --every N] [--only TEXT] [--kind N] [--at K]     --every: each Nth call in turn; --at: this failure alone, with the stack of the call that fails */
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "check.h"
#include "fault.h"
#include "khaldun.h"

int khaldun_main(int argc, char **argv);

/* Words are separated by blanks, '…' keeps them together; "< FILE" is standard input. Files lie in the scenario's folder; work.db and what else begins
 * with "work" is removed before each run; old.db, two reports, is brought back; more.db holds one
 * of them with another text and a third. Not here: --as xlsx, whose library does not ask whether it got memory. */
static const char *const scenarios[] = {
    "code one.txt",
    "code --date 2024-03-22 --emit all one.txt two.txt",
    "code -j 2 --emit all one.txt two.txt page.html",
    "code --emit all --input text - < one.txt",
    "code - < one.txt",
    "code --format table one.txt",
    "code --with-text one.txt",
    "code --one-to-one - < reports.jsonl",
    "code --emit all reports.jsonl",
    "code -j 2 reports.jsonl",
    "code page.html",
    "code latin.html",
    "code --emit all --input html - < page.html",
    "code pages.warc",
    "code pages.warc.gz",
    "code --input warc - < pages.warc.gz",
    "code --actors mine.actors --frames mine.frames one.txt",
    "code folder",
    "code absent.txt one.txt",
    "code german.txt",
    "code binary.txt",
    "extract page.html",
    "extract --comments --captions --embeds page.html pages.warc",
    "parse one.txt",
    "parse -j 2 two.txt one.txt",
    "parse --svg one.txt",
    "relate < pairs.jsonl",
    "relate --no-scorer < pairs.jsonl",
    "relate --features < pairs.jsonl",
    "ingest -q -j 1 work.db one.txt two.txt",
    "ingest -q -j 2 --batch 1 work.db reports.jsonl",
    "ingest -q -j 1 --no-text --no-stories work.db page.html",
    "ingest -q -j 1 old.db revised.jsonl",
    "ingest -q -j 1 old.db reports.jsonl",
    "ingest -q -j 1 work.db pages.warc.gz",
    "ingest -q -j 1 work.db < one.txt",
    "agenda --from 2024-03-22 old.db",
    "agenda --format ics --from 2024-03-22 two.txt",
    "agenda --format jsonl old.db",
    "explain --date 2024-03-22 one.txt",
    "report old.db -o work.html",
    "report old.db -o -",
    "merge -q work.db more.db",
    "merge -q old.db more.db",
    "query --as csv old.db 'select date, event, actor, recipient, place, event_text from events_flat order by event_id'",
    "query --as jsonl old.db 'select actor_country, recipient_country, count(*) from events_flat group by 1, 2 order by 1, 2'",
    "export -q old.db",
    "export -q --as plover old.db",
    "export -q --as gdelt-mentions old.db",
    "export -q --as ics old.db",
    "check -q old.db",
    "stats --json old.db",
    "lexicon test mine.frames",
    "lexicon add work.frames 'rap on | v | ACCUSE/disapprove' 'Egypt rapped on Sudan. => ACCUSE/disapprove EGY > SDN'",
    "lexicon compare mine.frames one.txt",
    "lexicon import-petrarch verbs.txt",
    "actors lookup Blinken --date 2024-03-22",
    "actors import-petrarch dictionary.txt",
    "train --trees tiny.conllu --output work.khm --epochs 1 --size 131072 -q",
    "batch plan workbatch one.txt two.txt",
    "batch run -q batch 1",
    "batch status batch",
    "batch missing batch",
    "fetch -q work.db --feeds feeds.txt --timeout 1",
    "version --data",
    "help",
};
#define COUNT (sizeof scenarios / sizeof *scenarios)

typedef struct result { int rc; uint64_t calls; bool hit, done; int64_t leaked; } result;
typedef struct outcome { result r; int status; char *out, *err; size_t out_n; int64_t documents, without_events; bool sound; } outcome;
typedef struct mode { fault_kind kind; bool forever; const char *name; uint64_t points; } mode;   /* points: how many are tried in the short form */
static const mode modes[] = {{FAULT_MEMORY, false, "allocation", 4}, {FAULT_MEMORY, true, "allocations from", 1}, {FAULT_IO, false, "I/O call", 2},
                             {FAULT_IO, true, "I/O calls from", 1}, {FAULT_EINTR, false, "interrupted call", 1}, {FAULT_SHORT, false, "short call", 1}};
#define MODES (sizeof modes / sizeof *modes)

static char folder[] = "/tmp/khaldun-torture-XXXXXX", out_path[64], err_path[64], template_path[64];
static result *shared;

/* ---- the folder ---- */
static void put(const char *name, const char *bytes, size_t n) {
  FILE *f = fopen(name, "wb");
  if (!f || fwrite(bytes, 1, n, f) != n || fclose(f)) abort();
}
static void put_text(const char *name, const char *text) { put(name, text, strlen(text)); }

static void put_gz(const char *name, const char *text) {
  gzFile f = gzopen(name, "wb");
  if (!f || gzwrite(f, text, (unsigned)strlen(text)) <= 0 || gzclose(f)) abort();
}

static void copy(const char *from, const char *to) {
  char buffer[65536];
  int a = open(from, O_RDONLY), b = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ssize_t n;
  while (a >= 0 && b >= 0 && (n = read(a, buffer, sizeof buffer)) > 0)
    if (write(b, buffer, (size_t)n) != n) abort();
  if (a < 0 || b < 0) perror(from), abort();
  close(a);
  close(b);
}

static void make_inputs(const char *source) {
  static const char one[] = "Egypt blamed Sudan for the delay on Monday. \"We will not forget it,\" said Kenya's president. Police in Nairobi arrested three protesters.\n";
  static const char two[] = "Turkey will send 40 doctors to Libya next week. The foreign minister of Ghana is due to meet his counterpart in Accra on 3 April.\n";
  static const char page[] = "<!doctype html><html><head><title>Delay at the port</title><meta property=\"og:url\" content=\"https://example.org/delay\">"
      "<meta property=\"article:published_time\" content=\"2024-03-22\"></head><body><nav><a href=/>Home</a></nav><article><h1>Delay at the port</h1>"
      "<p>Egypt blamed Sudan on Monday for the delay of three ships, officials in Cairo said after talks with the port's owners.</p>"
      "<p>The owners of the port said that they would not answer, and that the ships had left the day before without a word to anyone.</p>"
      "<figure><figcaption>Ships</figcaption></figure></article><footer>All rights reserved</footer></body></html>";
  static const char latin[] = "<html><head><meta charset=iso-8859-2><title>Visit</title></head><body><article><h1>Visit</h1>"
      "<p>The president of Poland met the mayor of \xA3\xF3""d\xBC on Tuesday and thanked the city for its help, officials in the city said on the day.</p>"
      "<p>He promised that the government would build a hospital there next year, and that it would be open to everyone in the region.</p></article></body></html>";
  char text[8192], http[4096];
  mkdir("folder", 0755);
  put_text("one.txt", one), put_text("two.txt", two), put_text("page.html", page), put_text("latin.html", latin), put_text("folder/a.txt", one), put_text("folder/b.txt", two);
  put("binary.txt", "MZ\0\1\2 binary \0\0", 14);
  put_text("german.txt", "Der Minister hat am Montag erklärt, dass die Verhandlungen zwischen den beiden Ländern ohne Ergebnis beendet worden sind. Er werde nicht zurücktreten, sagte er.\n");
  put_text("reports.jsonl", "{\"id\":\"a\",\"date\":\"2024-03-22\",\"text\":\"Egypt blamed Sudan for the delay.\",\"url\":\"https://example.org/a\"}\n{broken\n\n{\"id\":\"no text\"}\n"
                            "{\"id\":\"b\",\"date\":\"2024-03-22\",\"text\":\"Police in Kenya arrested four protesters on Tuesday.\"}\n");
  put_text("revised.jsonl", "{\"id\":\"a\",\"date\":\"2024-03-22\",\"text\":\"Egypt blamed Chad for the delay.\",\"url\":\"https://example.org/a\"}\n");
  put_text("pairs.jsonl", "{\"id\":1,\"text\":\"Egypt blamed Sudan.\",\"source\":[{\"start\":0,\"end\":5}],\"target\":[{\"start\":13,\"end\":18}]}\n{broken\n");
  snprintf(http, sizeof http, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n\r\n%s", strlen(page), page);
  snprintf(text, sizeof text, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/delay\r\nWARC-Date: 2024-03-22T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n", strlen(http), http);
  put_text("pages.warc", text), put_gz("pages.warc.gz", text);
  put_text("mine.frames", "slam the door on | v | REJECT/meet | subj > on\n  Cuba slammed the door on Canada. => REJECT/meet CUB > CAN\n");
  put_text("mine.actors", "Port Owners | o | the owners of the port\n  * EGY BUS owners\n");
  put_text("verbs.txt", "ABANDON {ABANDONING} [0872] ; x\n- * PLAN [081]\n- {GIVE|DROP} * [---]\n");
  put_text("dictionary.txt", "EGYPTIAN_PORT_OWNERS_ [EGYBUS]\nCAIRO_PORT_ [EGYBUS 20010101-20051231] [EGYGOV >20060101]\n");
  put_text("feeds.txt", "# nobody listens there\nhttp://127.0.0.1:9/feed.xml\n");
  char tiny[600];
  snprintf(tiny, sizeof tiny, "%s/tests/parse/tiny.conllu", source);
  copy(tiny, "tiny.conllu");
}

static void restore(bool batch) {
  static const char *const made[] = {"work.db", "work.db-wal", "work.db-shm", "work.db-journal", "work.html", "work.khm", "work.frames", "work.frames.new", "workbatch/manifest.tsv",
                                     "batch/shard-000001.db", "old.db-wal", "old.db-shm", "old.db-journal"};
  for (size_t i = 0; i < sizeof made / sizeof *made; i++) unlink(made[i]);
  if (batch && system("rm -rf workbatch; rm -f batch/.??* batch/*part* batch/shard*")) abort();
  if (*template_path) copy(template_path, "old.db");
}

/* ---- one run ---- */
static int split(char *line, char **argv, const char **standard_input) {
  static char name[] = "khaldun";
  int n = 0;
  argv[n++] = name;
  *standard_input = "/dev/null";
  for (char *at = line; *at;) {
    while (*at == ' ') at++;
    bool quoted = *at == '\'', in = *at == '<';
    if (quoted) at++;
    if (in) for (at++; *at == ' '; at++) {}
    char *from = at;
    while (*at && *at != (quoted ? '\'' : ' ')) at++;
    if (*at) *at++ = 0;
    if (in) *standard_input = from;
    else if (from != at) argv[n++] = from;
    if (n == 2 && (!strcmp(argv[1], "code") || !strcmp(argv[1], "parse") || !strcmp(argv[1], "relate") || !strcmp(argv[1], "ingest") || !strcmp(argv[1], "extract"))) {
      static char keep[] = "--no-sandbox", quiet[] = "-q";   /* the sandbox is tried elsewhere; here it would keep the test from looking on */
      argv[n++] = keep, argv[n++] = quiet;
    }
  }
  argv[n] = NULL;
  return n;
}

static void crashed(int sig) {   /* with --at: where */
  void *stack[40];
  backtrace_symbols_fd(stack, backtrace(stack, 40), 2);
  signal(sig, SIG_DFL);
  raise(sig);
}

static void child(const char *scenario, const mode *m, uint64_t at) {
  static char in_buffer[65536], out_buffer[65536], line[1024];
  char *argv[40];
  const char *in;
  snprintf(line, sizeof line, "%s", scenario);
  int argc = split(line, argv, &in);
  int i = open(in, O_RDONLY), o = open(out_path, O_WRONLY | O_CREAT | O_TRUNC, 0600), e = open(err_path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (i < 0 || o < 0 || e < 0) abort();
  dup2(i, 0), dup2(o, 1);
  if (!fault_trace) dup2(e, 2);
  else signal(SIGSEGV, crashed);
  close(i), close(o), close(e);
  setvbuf(stdin, in_buffer, _IOFBF, sizeof in_buffer);
  setvbuf(stdout, out_buffer, _IOFBF, sizeof out_buffer);
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  alarm(60);
  optind = 0;
  int64_t before = fault_live();
  fault_arm(m->kind, at, m->forever);
  int rc = khaldun_main(argc, argv);
  fault_disarm();
  *shared = (result){.rc = rc, .calls = fault_count(), .hit = fault_hit(), .done = true, .leaked = fault_live() - before};
  _exit(0);
}

/* What libraries keep once they have been used (threads' stacks, modules of charsets, tables of TLS) is no leak: they are used before the first run. */
static void warm_up(void) {
  static const char *const uses[] = {"code -j 4 --date 2024-03-22 latin.html one.txt two.txt", "fetch -q warm.db --feeds feeds.txt --timeout 1"};
  int out = dup(1), err = dup(2), none = open("/dev/null", O_WRONLY);
  dup2(none, 1), dup2(none, 2);
  for (size_t i = 0; i < sizeof uses / sizeof *uses; i++) {
    char line[200], *argv[40];
    const char *in;
    snprintf(line, sizeof line, "%s", uses[i]);
    int argc = split(line, argv, &in);
    optind = 0;
    khaldun_main(argc, argv);
  }
  fflush(stdout);
  dup2(out, 1), dup2(err, 2);
  close(out), close(err), close(none);
}

static char *read_whole(const char *path, size_t *n) {
  FILE *f = fopen(path, "rb");
  char *p = malloc(1 << 22);
  if (!f || !p) abort();
  *n = fread(p, 1, (1 << 22) - 1, f);
  p[*n] = 0;
  fclose(f);
  return p;
}

static int64_t ask(sqlite3 *db, const char *sql) {
  sqlite3_stmt *st = NULL;
  int64_t v = -1;
  if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) v = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  return v;
}

static void look_at_database(const char *scenario, outcome *o) {
  const char *path = strstr(scenario, "old.db") ? "old.db" : "work.db";
  sqlite3 *db = NULL;
  o->sound = true;
  o->documents = o->without_events = -1;
  if (access(path, F_OK)) return;
  if (sqlite3_open(path, &db) == SQLITE_OK && ask(db, "SELECT count(*) FROM sqlite_master") > 0) {
    o->sound = ask(db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1;
    o->documents = ask(db, "SELECT count(*) FROM documents");
    o->without_events = ask(db, "SELECT count(*) FROM documents WHERE failed IS NULL AND id NOT IN (SELECT doc FROM events)");
  }
  sqlite3_close(db);
}

static void run(const char *scenario, const mode *m, uint64_t at, outcome *o) {
  restore(strstr(scenario, "batch") != NULL);
  *shared = (result){0};
  fflush(stdout);
  pid_t p = fork();
  if (p == 0) child(scenario, m, at);
  *o = (outcome){0};
  waitpid(p, &o->status, 0);
  o->r = *shared;
  size_t n;
  o->out = read_whole(out_path, &o->out_n);
  o->err = read_whole(err_path, &n);
  look_at_database(scenario, o);
}

static void drop(outcome *o) {
  free(o->out);
  free(o->err);
}

static bool documented(int rc) { return (rc >= 0 && rc <= 7) || rc == 130; }

static bool judge(const char *scenario, const mode *m, uint64_t at, const outcome *clean, const outcome *o) {
  const char *what = NULL;
  bool unnoticed = m->kind == FAULT_EINTR || m->kind == FAULT_SHORT, same = o->out_n == clean->out_n && !memcmp(o->out, clean->out, o->out_n);
  bool told = *o->err || strstr(o->out, "\"problem\"");
  if (!WIFEXITED(o->status)) what = WIFSIGNALED(o->status) && WTERMSIG(o->status) == SIGALRM ? "hangs" : "crashes";
  else if (!o->r.done) what = "ends without returning";
  else if (!documented(o->r.rc)) what = "status is not documented";
  else if (o->r.leaked > clean->r.leaked) what = "leaks";
  else if (!o->sound) what = "the database is damaged";
  else if (o->without_events > 0 && o->without_events > clean->without_events) what = "a report is there without its events";
  else if (!o->r.hit) what = NULL;
  else if (unnoticed && (o->r.rc != clean->r.rc || !same)) what = "is noticed";
  /* with --one-to-one a line's failure is told in its answer alone */
  else if (o->r.rc == clean->r.rc && o->r.rc == 0 && !same && !(strstr(scenario, "--one-to-one") && told)) what = "other output, and all is well";
  else if (o->r.rc == 0 && o->documents != clean->documents) what = "other reports in the database, and all is well";
  else if (o->r.rc != clean->r.rc && !told) what = "no word why";
  if (!what) return true;
  printf("khaldun %s: %s %llu: %s (status %d, %lld blocks; said \"%.*s\")\n", scenario, m->name, (unsigned long long)at, what, o->r.done ? o->r.rc : o->status,
         (long long)o->r.leaked, (int)strcspn(o->err, "\n"), o->err);
  return false;
}

static uint64_t cases;

static void scenario_under(const char *scenario, const mode *m, const outcome *clean, uint64_t every, uint64_t only_at) {
  outcome count;
  run(scenario, m, UINT64_MAX, &count);
  uint64_t calls = count.r.calls, step = every ? every : calls > m->points ? calls / m->points : 1, bad = 0;
  drop(&count);
  for (uint64_t at = only_at ? only_at : 1 + step / 2; at <= calls && bad < 20; at += step) {
    outcome o;
    run(scenario, m, at, &o);
    bool fine = judge(scenario, m, at, clean, &o);
    drop(&o);
    cases++;
    CHECK(fine);
    bad += !fine;
    if (only_at) break;
  }
}

int main(int argc, char **argv) {
  static const struct option options[] = {{"full", no_argument, NULL, 'f'}, {"every", required_argument, NULL, 'e'}, {"only", required_argument, NULL, 'o'}, {"kind", required_argument, NULL, 'k'}, {"at", required_argument, NULL, 'a'}, {0}};
  const char *only = "", *source = getenv("KHALDUN_SOURCE");
  uint64_t at = 0, every = 0;
  int kind = -1, option;
  while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
    if (option == 'f') every = 1;
    else if (option == 'e') every = strtoull(optarg, NULL, 10);
    else if (option == 'o') only = optarg;
    else if (option == 'k') kind = atoi(optarg);
    else if (option == 'a') at = strtoull(optarg, NULL, 10);
    else return 2;
  }
  shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED || !source || !getenv("KHALDUN_DATA") || !mkdtemp(folder)) return fputs("KHALDUN_SOURCE, KHALDUN_DATA and KHALDUN_MODEL are to be set\n", stderr), 2;
  snprintf(out_path, sizeof out_path, "%s.out", folder), snprintf(err_path, sizeof err_path, "%s.err", folder);
  setenv("NO_COLOR", "1", 1);
  if (chdir(folder)) return 2;
  make_inputs(source);
  warm_up();
  outcome made;
  const mode none = {FAULT_NONE, false, "", 0};
  run("batch plan batch one.txt two.txt", &none, 0, &made), drop(&made);
  run("ingest -q -j 1 work.db two.txt reports.jsonl", &none, 0, &made), drop(&made);
  snprintf(template_path, sizeof template_path, "%s.db", folder);
  copy("work.db", template_path);
  unlink("work.db");
  run("ingest -q -j 1 work.db one.txt revised.jsonl", &none, 0, &made), drop(&made);
  copy("work.db", "more.db");
  for (size_t s = 0; s < COUNT; s++) {
    if (!strstr(scenarios[s], only)) continue;
    outcome clean;
    run(scenarios[s], &none, 0, &clean);
    CHECKF(WIFEXITED(clean.status) && clean.r.done && documented(clean.r.rc) && clean.r.leaked == 0, "khaldun %s: status %d, leaked %lld, %.*s", scenarios[s], clean.r.rc,
           (long long)clean.r.leaked, (int)strcspn(clean.err, "\n"), clean.err);
    fault_trace = at != 0;
    for (size_t m = 0; m < MODES && clean.r.done; m++)
      if (kind < 0 || kind == (int)m) scenario_under(scenarios[s], &modes[m], &clean, every, at);
    fault_trace = false;
    drop(&clean);
  }
  printf("%llu failures in %zu scenarios\n", (unsigned long long)cases, COUNT);
  if (chdir("/")) return 2;
  char remove[100];
  snprintf(remove, sizeof remove, "rm -rf %s %s.*", folder, folder);
  if (!getenv("KEEP") && system(remove)) return 2;
  return check_done();
}
