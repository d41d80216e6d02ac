/* ingest.c: files into a store. Threads code; this one reads, and writes in the order of the items. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "code/item.h"
#include "store/store_int.h"

#define RING 64u   /* items under way; bounds memory whatever the input's size */

void kh_ingest_options_default(kh_ingest_options *o) {
  *o = (kh_ingest_options){.version = 1, .batch = 512};
  kh_item_options_default(&o->item);
}

typedef struct slot {
  kh_item *item;
  kh_sha256 hash;
  kh_document *doc;
  kh_status status;
  kh_error err;
  bool done;
} slot;

typedef struct run {
  kh_store *s;
  const khaldun *k;
  const kh_ingest_options *o;
  const char *const *paths;
  size_t n, at;
  kh_reader *reader;
  uint64_t before;              /* bytes of the files that were read to their end */
  kh_ingest_counts c;
  struct timespec began;
  uint32_t open;                /* reports since the last commit */
  bool bad_file, stopped;
  slot ring[RING];
  uint64_t put, taken, given;   /* items read, begun, stored; each at most RING behind the one before */
  bool end;
  pthread_mutex_t lock;
  pthread_cond_t readable, writable;
} run;

typedef struct worker { run *r; kh_coder *c; pthread_t thread; } worker;

static void work_on(run *r, kh_coder *c, slot *s) { s->status = kh_code_item(c, s->item, &r->o->item, &s->doc, &s->err); }

static void *worker_main(void *arg) {
  worker *w = arg;
  run *r = w->r;
  pthread_mutex_lock(&r->lock);
  for (;;) {
    while (!r->end && r->taken == r->put) pthread_cond_wait(&r->readable, &r->lock);
    if (r->taken == r->put) break;
    slot *s = &r->ring[r->taken++ % RING];
    pthread_mutex_unlock(&r->lock);
    work_on(r, w->c, s);
    pthread_mutex_lock(&r->lock);
    s->done = true;
    pthread_cond_signal(&r->writable);
  }
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

static void tell(run *r, const char *note) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  r->c.seconds = (double)(now.tv_sec - r->began.tv_sec) + (double)(now.tv_nsec - r->began.tv_nsec) / 1e9;
  r->c.bytes = r->before + (r->reader ? kh_reader_position(r->reader) : 0);
  if (r->o->progress && !r->o->progress(r->o->user, &r->c, note)) r->stopped = true;
}

/* What a report is known by before it is read: its bytes and where they are from; not when they were fetched. */
static kh_sha256 item_hash(const kh_item *i) {
  const char *from = i->url ? i->url : i->kind == KH_INPUT_JSONL ? "" : i->path;
  kh_sha256 part[2] = {kh_sha256_of(i->bytes, i->n), kh_sha256_of(from, strlen(from))};
  return kh_sha256_of(part, sizeof part);
}

/* Two texts under one key are revisions of one report: a URL, an id of the user's, or a file's path. */
static void key_of(const kh_item *i, const kh_doc *d, char *out, size_t cap) {
  char name[512];
  kh_item_name(i, name);
  bool own_id = i->kind == KH_INPUT_JSONL && !i->in_archive && !kh_str_is(d->id, name);
  if (d->url.n) snprintf(out, cap, KH_FMT, KH_ARG(d->url));
  else if (own_id) snprintf(out, cap, KH_FMT, KH_ARG(d->id));
  else if (i->kind == KH_INPUT_JSONL || i->in_archive) snprintf(out, cap, "%s:%llu", i->path, (unsigned long long)i->number);
  else snprintf(out, cap, "%s", i->path);
}

static kh_status item_known(run *r, const kh_sha256 *h, bool *known, kh_error *err) {
  sqlite3_stmt *st = kh_store_statement(r->s, KH_SQL_ITEM_FIND);
  if (!st) return kh_store_fail(r->s, sqlite3_errcode(r->s->db), "", err);
  sqlite3_bind_blob(st, 1, h->byte, 16, SQLITE_STATIC);
  int rc = sqlite3_step(st);
  sqlite3_reset(st);
  *known = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? KH_OK : kh_store_fail(r->s, rc, "", err);
}

static kh_status commit(run *r, kh_error *err) {
  r->open = 0;
  return kh_store_commit(r->s, err);
}

/* The next item that is not in the store; KH_E_END after the last. */
static kh_status next_item(run *r, slot *out, kh_error *err) {
  kh_error why;
  while (!r->stopped) {
    if (!r->reader) {
      if (r->at >= r->n) return KH_E_END;
      if (kh_reader_open(r->paths[r->at++], r->o->input, 0, &r->reader, &why)) {
        r->bad_file = true;
        tell(r, why.message);
        continue;
      }
    }
    kh_status got = kh_reader_next(r->reader, &out->item, &why);
    if (!got) {
      bool known = false;
      r->c.items++;
      out->hash = item_hash(out->item);
      kh_status s = item_known(r, &out->hash, &known, err);
      if (!s && !known) return KH_OK;
      kh_item_free(out->item);
      out->item = NULL;
      if (s) return s;
      r->c.known++;
      tell(r, NULL);
      continue;
    }
    r->before += kh_reader_position(r->reader);
    char note[320] = "";
    uint64_t skipped = kh_reader_skipped(r->reader);
    if (got != KH_E_END) r->bad_file = true, snprintf(note, sizeof note, "%s", why.message);
    else if (skipped) snprintf(note, sizeof note, "%.200s: %llu records that are no pages passed over", r->paths[r->at - 1], (unsigned long long)skipped);
    kh_reader_close(r->reader);
    r->reader = NULL;
    if (*note) tell(r, note);
  }
  return KH_E_END;
}

/* A coded report into the store, with the item's hash beside it. */
static kh_status give(run *r, slot *s, kh_error *err) {
  if (s->status) {
    *err = s->err;
    return s->status;
  }
  char key[4096];
  kh_added what;
  key_of(s->item, s->doc, key, sizeof key);
  kh_status st = kh_store_add(r->s, r->k, s->doc, key, !r->o->no_text, &what, err);
  if (!st) {
    sqlite3_stmt *add = kh_store_statement(r->s, KH_SQL_ITEM_ADD);
    sqlite3_bind_blob(add, 1, s->hash.byte, 16, SQLITE_STATIC);
    sqlite3_bind_int64(add, 2, r->s->last_doc);
    int rc = sqlite3_step(add);
    sqlite3_reset(add);
    if (rc != SQLITE_DONE) st = kh_store_rollback(r->s, kh_store_fail(r->s, rc, "", err));
  }
  if (st) return st;
  r->c.added += what == KH_ADDED_NEW;
  r->c.revised += what == KH_ADDED_REVISION;
  r->c.known += what == KH_ADDED_KNOWN;
  if (what != KH_ADDED_KNOWN) {
    r->c.failed += s->doc->failed != KH_OK;
    for (uint32_t i = 0; i < s->doc->event_count; i++) r->c.events += !s->doc->events[i].embedded;
  }
  if (++r->open >= r->o->batch) st = commit(r, err);
  tell(r, NULL);
  return st;
}

static void slot_clear(slot *s) {
  kh_item_free(s->item);
  kh_document_free(s->doc);
  *s = (slot){0};
}

static kh_status loop(run *r, kh_coder *alone, kh_error *err) {
  kh_status st = KH_OK;
  bool more = true;
  while (!st && !r->stopped && (more || r->given < r->put)) {
    if (more && r->put - r->given < RING) {
      slot *s = &r->ring[r->put % RING];
      st = next_item(r, s, err);
      more = st == KH_OK;
      if (st == KH_E_END) st = KH_OK;
      if (more) {
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
    /* Store what is ready; wait only where there is nothing else to do. */
    pthread_mutex_lock(&r->lock);
    slot *s = &r->ring[r->given % RING];
    while (!st && r->given < r->put && !s->done && (!more || r->put - r->given == RING)) pthread_cond_wait(&r->writable, &r->lock);
    bool ready = !st && r->given < r->put && s->done;
    pthread_mutex_unlock(&r->lock);
    if (ready) {
      st = give(r, s, err);
      slot_clear(s);
      r->given++;
    }
  }
  return st;
}

static uint64_t bytes_of(const char *const *paths, size_t n) {
  uint64_t total = 0;
  for (size_t i = 0; i < n; i++) {
    struct stat st;
    if (stat(paths[i], &st) || !S_ISREG(st.st_mode)) return 0;
    total += (uint64_t)st.st_size;
  }
  return total;
}

kh_status kh_store_ingest(kh_store *s, const khaldun *k, const kh_ingest_options *o, const char *const *paths, size_t n, kh_ingest_counts *counts, kh_error *err) {
  if (!s || !k || !o || !paths || !n) return kh_fail(err, KH_E_ARGUMENT, "kh_store_ingest needs a store, an open handle, options and files");
  if (o->version != 1) return kh_fail(err, KH_E_ARGUMENT, "options of another version: call kh_ingest_options_default first");
  if (!s->writable) return kh_fail(err, KH_E_ARGUMENT, "%s was opened for reading", s->path);
  kh_error local;
  if (!err) err = &local;
  run *r = calloc(1, sizeof *r);
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  unsigned jobs = o->jobs ? o->jobs : cores > 0 ? (unsigned)cores : 1, made = 0, started = 0;
  if (jobs > RING) jobs = RING;
  worker *w = calloc(jobs, sizeof *w);
  if (!r || !w) {
    free(r);
    free(w);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  r->s = s, r->k = k, r->o = o, r->paths = paths, r->n = n;
  r->c.total = bytes_of(paths, n);
  clock_gettime(CLOCK_MONOTONIC, &r->began);
  pthread_mutex_init(&r->lock, NULL);
  pthread_cond_init(&r->readable, NULL);
  pthread_cond_init(&r->writable, NULL);
  kh_status st = KH_OK;
  for (; !st && made < jobs; made++) {
    w[made].r = r;
    if ((st = kh_coder_new(k, NULL, &w[made].c, err))) break;
  }
  for (; !st && jobs > 1 && started < jobs; started++)
    if (pthread_create(&w[started].thread, NULL, worker_main, &w[started])) break;
  if (!st) st = loop(r, started ? NULL : w[0].c, err);
  pthread_mutex_lock(&r->lock);
  r->end = true;
  r->taken = r->put;   /* what nobody has begun stays undone */
  pthread_cond_broadcast(&r->readable);
  pthread_mutex_unlock(&r->lock);
  for (unsigned i = 0; i < started; i++) pthread_join(w[i].thread, NULL);
  if (!st) st = commit(r, err);
  else if (!sqlite3_get_autocommit(s->db)) {   /* what came before the failure is whole: keep it */
    kh_error ignored;
    kh_store_commit(s, &ignored);
  }
  for (unsigned i = 0; i < RING; i++) slot_clear(&r->ring[i]);
  for (unsigned i = 0; i < made; i++) kh_coder_free(w[i].c);
  tell(r, NULL);
  kh_reader_close(r->reader);
  if (counts) *counts = r->c;
  if (!st && r->stopped) st = kh_fail(err, KH_E_LIMIT, "stopped; call again to go on");
  else if (!st && r->bad_file) st = kh_fail(err, KH_E_FORMAT, "some files could not be read");
  pthread_mutex_destroy(&r->lock);
  pthread_cond_destroy(&r->readable);
  pthread_cond_destroy(&r->writable);
  free(w);
  free(r);
  return st;
}
