/* run.c: items of files through a function in several threads; output in the items' order. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"

#define RING 64u   /* items under way; bounds memory whatever the input's size */

typedef struct slot {
  kh_item *item;
  char *out;
  size_t n;
  kh_status status;
  kh_error err;
  bool done;
} slot;

typedef struct run {
  cli_work work;
  void *user;
  slot ring[RING];
  uint64_t put, taken, given;   /* items read, begun, written; each at most RING behind the one before */
  bool end, stop;
  pthread_mutex_t lock;
  pthread_cond_t readable, writable;
} run;

typedef struct tally {
  uint64_t items, failed;
  bool bad_file, terminal;
  struct timespec began;
} tally;

static void work_on(run *r, kh_coder *c, slot *s) {
  FILE *f = open_memstream(&s->out, &s->n);
  if (!f) {
    s->status = KH_E_MEMORY;
    snprintf(s->err.message, sizeof s->err.message, "not enough memory");
    return;
  }
  s->status = r->work(r->user, c, s->item, f, &s->err);
  if ((fclose(f) || !s->out) && !s->status) {   /* the C library does not tell where its last step found no memory */
    s->status = KH_E_MEMORY;
    snprintf(s->err.message, sizeof s->err.message, "not enough memory");
  }
}

typedef struct worker { run *r; kh_coder *c; pthread_t thread; } worker;

static void *worker_main(void *arg) {
  worker *w = arg;
  run *r = w->r;
  pthread_mutex_lock(&r->lock);
  for (;;) {
    while (!r->stop && !r->end && r->taken == r->put) pthread_cond_wait(&r->readable, &r->lock);
    if (r->stop || r->taken == r->put) break;
    slot *s = &r->ring[r->taken++ % RING];
    pthread_mutex_unlock(&r->lock);
    work_on(r, w->c, s);
    pthread_mutex_lock(&r->lock);
    s->done = true;
    pthread_cond_broadcast(&r->writable);
  }
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

static void progress(const tally *t, bool last) {
  if (!t->terminal || (!last && t->items % 16)) return;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double s = (double)(now.tv_sec - t->began.tv_sec) + (double)(now.tv_nsec - t->began.tv_nsec) / 1e9;
  if (last) fputs("\r\033[K", stderr);
  else fprintf(stderr, "\r%llu reports, %.0f a second", (unsigned long long)t->items, s > 0 ? (double)t->items / s : 0);
  fflush(stderr);
}

/* Writes one finished slot; returns an exit code to stop with, or -1. */
static int give(slot *s, tally *t, bool flush_each) {
  int rc = -1;
  if (s->out && s->n && fwrite(s->out, 1, s->n, stdout) != s->n) rc = EXIT_IO;
  if (rc < 0 && flush_each && fflush(stdout)) rc = EXIT_IO;
  t->items++;
  t->failed += s->status != KH_OK;
  if (s->status == KH_E_MEMORY || s->status == KH_E_IO || s->status == KH_E_ARGUMENT) {
    cli_say("%s", s->err.message);
    rc = EXIT_IO;
  }
  progress(t, false);
  kh_item_free(s->item);
  free(s->out);
  *s = (slot){0};
  return rc;
}

/* The next item of the files; false at their end. */
typedef struct source { const cli_common *c; char **files; size_t n, at; kh_reader *reader; } source;

static bool next_item(source *s, tally *t, kh_item **out) {
  kh_error err;
  while (!cli_interrupted) {
    if (!s->reader) {
      if (s->at >= s->n) return false;
      if (kh_reader_open(s->files[s->at++], s->c->input, 0, &s->reader, &err)) {
        cli_say("%s", err.message);
        t->bad_file = true;
        continue;
      }
    }
    kh_status got = kh_reader_next(s->reader, out, &err);
    if (!got) return true;
    if (got != KH_E_END) {
      cli_say("%s", err.message);
      t->bad_file = true;
    }
    uint64_t skipped = kh_reader_skipped(s->reader);
    if (skipped && !s->c->quiet) cli_say("%s: %llu records that are no pages passed over", s->files[s->at - 1], (unsigned long long)skipped);
    kh_reader_close(s->reader);
    s->reader = NULL;
  }
  return false;
}

static int loop(run *r, source *src, tally *t, kh_coder *alone, bool flush_each) {
  int rc = -1;
  bool more = true;
  while (rc < 0 && !cli_interrupted && (more || r->given < r->put)) {
    if (more && r->put - r->given < RING) {
      kh_item *item;
      more = next_item(src, t, &item);
      if (more) {
        slot *s = &r->ring[r->put % RING];
        s->item = item;
        if (alone) {
          work_on(r, alone, s);
          s->done = true;
        }
        pthread_mutex_lock(&r->lock);
        r->put++;
        pthread_cond_signal(&r->readable);
        pthread_mutex_unlock(&r->lock);
      }
    }
    /* Write what is ready; wait only where there is nothing else to do. */
    pthread_mutex_lock(&r->lock);
    slot *s = &r->ring[r->given % RING];
    while (r->given < r->put && !s->done && (!more || flush_each || r->put - r->given == RING)) pthread_cond_wait(&r->writable, &r->lock);
    bool ready = r->given < r->put && s->done;
    pthread_mutex_unlock(&r->lock);
    if (ready) {
      rc = give(s, t, flush_each);
      r->given++;
    }
  }
  return rc;
}

int cli_run(const cli_common *c, char **files, int n, cli_work work, void *user, bool flush_each) {
  static char standard_input[] = "-";
  char *only[] = {standard_input};
  kh_error err;
  khaldun *k = NULL;
  kh_file_list list;
  kh_status s = kh_files_list((const char *const *)(n ? files : only), n ? (size_t)n : 1, &list, &err);
  if (!s && (s = kh_open(&c->open, &k, &err))) kh_files_free(&list);
  if (s) return cli_fail(&err);
  unsigned jobs = cli_jobs(c);
  cli_confine(c, list.at, (int)list.n, NULL);
  if (jobs > RING) jobs = RING;
  if (list.n == 1 && jobs > 1 && c->input != KH_INPUT_JSONL && c->input != KH_INPUT_WARC) {
    const char *dot = strrchr(list.at[0], '.');
    if (dot && (!strcmp(dot, ".txt") || !strcmp(dot, ".html") || !strcmp(dot, ".htm"))) jobs = 1;   /* one report: one thread */
  }
  run r = {.work = work, .user = user, .lock = PTHREAD_MUTEX_INITIALIZER, .readable = PTHREAD_COND_INITIALIZER, .writable = PTHREAD_COND_INITIALIZER};
  tally t = {.terminal = !c->quiet && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)};
  clock_gettime(CLOCK_MONOTONIC, &t.began);
  source src = {.c = c, .files = list.at, .n = list.n};
  worker *w = calloc(jobs, sizeof *w);
  unsigned made = 0, started = 0;
  if (!w) s = KH_E_MEMORY, snprintf(err.message, sizeof err.message, "not enough memory"), err.code = s;
  for (; !s && made < jobs; made++) {
    w[made].r = &r;
    if ((s = kh_coder_new(k, NULL, &w[made].c, &err))) break;
  }
  int rc = -1;
  if (s) rc = cli_fail(&err);
  else {
    for (; jobs > 1 && started < jobs; started++)
      if (pthread_create(&w[started].thread, NULL, worker_main, &w[started])) break;
    rc = loop(&r, &src, &t, started ? NULL : w[0].c, flush_each);
    pthread_mutex_lock(&r.lock);
    r.end = true;
    r.stop = rc >= 0 || cli_interrupted;
    pthread_cond_broadcast(&r.readable);
    pthread_mutex_unlock(&r.lock);
    for (unsigned i = 0; i < started; i++) pthread_join(w[i].thread, NULL);
  }
  progress(&t, true);
  for (unsigned i = 0; i < RING; i++) {
    kh_item_free(r.ring[i].item);
    free(r.ring[i].out);
  }
  for (unsigned i = 0; i < made; i++) kh_coder_free(w[i].c);
  free(w);
  kh_reader_close(src.reader);
  kh_files_free(&list);
  kh_close(k);
  if (cli_interrupted) return EXIT_INTERRUPTED;
  if (rc >= 0) return rc;
  if (t.bad_file) return EXIT_IO;
  if (t.failed == t.items) return EXIT_NOTHING;
  return t.failed ? EXIT_SOME : EXIT_FINE;
}
