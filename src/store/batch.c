/* batch.c: a long list of files in shards, each coded by itself on any machine, its database whole or absent. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store_int.h"

enum { MAX_SHARDS = 1000000, MAX_PATH = 4000 };
static const char manifest_head[] = "# khaldun batch manifest 1: shard, bytes, sha256, path";

typedef struct entry { uint32_t shard; uint64_t bytes; char sha256[65]; kh_str path; } entry;
typedef struct manifest { kh_arena *arena; kh_file file; KH_VEC(entry) files; uint32_t shards; } manifest;   /* file: the one that it was read from */

/* ---- files ---- */

kh_status kh_file_sha256(const char *path, char out[65], uint64_t *bytes, kh_error *err) {
  kh_file f;
  if (!path || !out) return kh_fail(err, KH_E_ARGUMENT, "kh_file_sha256 needs a path and a place for the hash");
  kh_status s = kh_file_open(path, 0, &f, err);
  if (s) return s;
  kh_sha256 sum = kh_sha256_of(f.data, f.n);
  kh_hex(sum.byte, 32, out);
  if (bytes) *bytes = f.n;
  kh_file_close(&f);
  return KH_OK;
}

/* A folder's entries survive a loss of power only once the folder itself is on the disk. */
static bool sync_folder(const char *folder) {
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool fine = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
  if (fd >= 0) close(fd);
  return fine;
}

static bool sync_file(const char *path) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  bool fine = fd >= 0 && fsync(fd) == 0;
  if (fd >= 0) close(fd);
  return fine;
}

static bool in_folder(const char *folder, const char *name, char out[MAX_PATH]) { return snprintf(out, MAX_PATH, "%s/%s", folder, name) < MAX_PATH; }

static bool shard_path(const char *folder, uint32_t shard, const char *ending, char out[MAX_PATH]) { return snprintf(out, MAX_PATH, "%s/shard-%06u%s", folder, shard, ending) < MAX_PATH; }

/* ---- the manifest ---- */

static kh_status write_manifest(const char *folder, const manifest *m, kh_error *err) {
  char path[MAX_PATH], draft[MAX_PATH];
  if (!in_folder(folder, "manifest.tsv", path) || !in_folder(folder, "manifest.tsv.new", draft)) return kh_fail(err, KH_E_ARGUMENT, "the folder's path is too long");
  FILE *f = fopen(draft, "wb");
  if (!f) return kh_fail(err, KH_E_IO, "%.180s: %s", draft, strerror(errno));
  fprintf(f, "%s\n", manifest_head);
  for (size_t i = 0; i < m->files.n; i++) {
    const entry *e = &m->files.at[i];
    fprintf(f, "%u\t%" PRIu64 "\t%s\t" KH_FMT "\n", e->shard, e->bytes, e->sha256, KH_ARG(e->path));
  }
  bool fine = fflush(f) == 0 && fsync(fileno(f)) == 0;
  fine = fclose(f) == 0 && fine;
  if (fine) fine = rename(draft, path) == 0 && sync_folder(folder);
  if (fine) return KH_OK;
  int why = errno;
  remove(draft);
  return kh_fail(err, KH_E_IO, "%.180s: %s", path, strerror(why));
}

static kh_status read_manifest(const char *folder, manifest *m, kh_error *err) {
  char path[MAX_PATH];
  if (!in_folder(folder, "manifest.tsv", path)) return kh_fail(err, KH_E_ARGUMENT, "the folder's path is too long");
  kh_status s = kh_file_open(path, 0, &m->file, err);
  if (s) return s;
  kh_str rest = {m->file.data, m->file.n}, line, field[4];
  for (uint32_t number = 1; !s && kh_str_split(&rest, '\n', &line); number++) {
    entry e = {0};
    int64_t shard, bytes;
    kh_str left = line;
    if (!line.n || line.s[0] == '#') continue;
    bool fine = true;
    for (int i = 0; i < 3; i++) fine = fine && kh_str_split(&left, '\t', &field[i]);
    fine = fine && left.n && kh_str_to_int(field[0], &shard) && shard >= 1 && shard <= MAX_SHARDS && kh_str_to_int(field[1], &bytes) && bytes >= 0 && field[2].n == 64;
    if (!fine) {
      s = kh_fail(err, KH_E_FORMAT, "%.180s: line %u is not: shard, bytes, sha256, path", path, number);
      break;
    }
    e.shard = (uint32_t)shard, e.bytes = (uint64_t)bytes, e.path = kh_str_dup(m->arena, left);
    memcpy(e.sha256, field[2].s, 64);
    if (e.shard > m->shards) m->shards = e.shard;
    KH_PUSH(m->arena, &m->files, e);
  }
  if (!s && !m->files.n) s = kh_fail(err, KH_E_FORMAT, "%.180s: names no files", path);
  return s;
}

/* Runs `of` with an arena whose failures come back as a status. */
static kh_status guarded(kh_status (*of)(manifest *, void *, kh_error *), void *user, kh_error *err) {
  manifest m = {.arena = kh_arena_new((size_t)4 << 30)};
  kh_guard g;
  kh_status s;
  if (!m.arena) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_arena_guard(m.arena, &g);
  if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory for the manifest");
  else s = of(&m, user, err);
  kh_arena_unguard(m.arena, &g);
  kh_file_close(&m.file);
  kh_arena_free(m.arena);
  return s;
}

/* ---- plan ---- */
typedef struct planning { const char *folder; const char *const *paths; size_t n; uint64_t bytes; uint32_t *shards; } planning;

static kh_status plan(manifest *m, void *user, kh_error *err) {
  planning *p = user;
  uint64_t filled = 0;
  for (size_t i = 0; i < p->n; i++) {
    entry e = {0};
    char real[PATH_MAX];
    if (!realpath(p->paths[i], real)) return kh_fail(err, KH_E_IO, "%.200s: %s", p->paths[i], strerror(errno));
    e.path = kh_str_dup(m->arena, kh_str_of(real));
    if (memchr(e.path.s, '\t', e.path.n) || memchr(e.path.s, '\n', e.path.n)) return kh_fail(err, KH_E_ARGUMENT, "%.200s: a path with a tab or a line break cannot stand in a manifest", p->paths[i]);
    kh_status s = kh_file_sha256(e.path.s, e.sha256, &e.bytes, err);
    if (s) return s;
    if (!m->shards || (filled && filled + e.bytes > p->bytes)) {   /* files stay whole, in the order given */
      if (++m->shards > MAX_SHARDS) return kh_fail(err, KH_E_LIMIT, "more than %d shards", MAX_SHARDS);
      filled = 0;
    }
    filled += e.bytes;
    e.shard = m->shards;
    KH_PUSH(m->arena, &m->files, e);
  }
  *p->shards = m->shards;
  return write_manifest(p->folder, m, err);
}

kh_status kh_batch_plan(const char *folder, const char *const *paths, size_t n, uint64_t bytes, uint32_t *shards, kh_error *err) {
  uint32_t made = 0;
  if (!folder || !paths || !n || !bytes) return kh_fail(err, KH_E_ARGUMENT, "kh_batch_plan needs a folder, files and a size");
  if (mkdir(folder, 0777) && errno != EEXIST) return kh_fail(err, KH_E_IO, "%.180s: %s", folder, strerror(errno));
  planning p = {folder, paths, n, bytes, &made};
  kh_status s = guarded(plan, &p, err);
  if (shards) *shards = made;
  return s;
}

/* ---- run ---- */
typedef struct running { const char *folder; uint32_t shard; const khaldun *k; const kh_ingest_options *o; kh_ingest_counts *counts; bool *was_done; } running;

static kh_status code_shard(running *r, const char *draft, const char *const *paths, size_t n, kh_error *err) {
  kh_store *store;
  kh_status s = kh_store_open(draft, KH_STORE_WRITE, &store, err);
  if (s) return s;
  s = kh_store_ingest(store, r->k, r->o, paths, n, r->counts, err);
  /* one file, without a write-ahead log beside it, can be moved */
  if (!s) s = kh_store_sql(store, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE", err);
  kh_store_close(store);
  return s;
}

static void remove_draft(const char *draft) {
  char path[MAX_PATH + 8];
  remove(draft);
  static const char *const beside[] = {"-wal", "-shm", "-journal"};
  for (size_t i = 0; i < 3; i++)
    if (snprintf(path, sizeof path, "%s%s", draft, beside[i]) < (int)sizeof path) remove(path);
}

/* A shard is done: drafts of it that killed runs left behind, or that a run elsewhere is still at, are of no use any more. */
static void remove_drafts(const char *folder, uint32_t shard) {
  char begin[32], path[MAX_PATH];
  int n = snprintf(begin, sizeof begin, "shard-%06u.", shard);
  DIR *d = opendir(folder);
  for (struct dirent *e; d && (e = readdir(d));)
    if (!strncmp(e->d_name, begin, (size_t)n) && strstr(e->d_name + n, ".part") && in_folder(folder, e->d_name, path)) remove(path);
  if (d) closedir(d);
}

static kh_status run(manifest *m, void *user, kh_error *err) {
  running *r = user;
  char done[MAX_PATH], draft[MAX_PATH], mark[32];
  KH_VEC(const char *) paths = {0};
  kh_status s = read_manifest(r->folder, m, err);
  if (s) return s;
  if (r->shard < 1 || r->shard > m->shards) return kh_fail(err, KH_E_ARGUMENT, "there are shards 1 to %u, not %u", m->shards, r->shard);
  snprintf(mark, sizeof mark, ".%ld.part", (long)getpid());   /* two that code the same shard do not meet; the last whole one stays */
  if (!shard_path(r->folder, r->shard, ".db", done) || !shard_path(r->folder, r->shard, mark, draft)) return kh_fail(err, KH_E_ARGUMENT, "the folder's path is too long");
  if (access(done, F_OK) == 0) return remove_drafts(r->folder, r->shard), *r->was_done = true, KH_OK;
  for (size_t i = 0; i < m->files.n && !s; i++) {
    const entry *e = &m->files.at[i];
    char sha256[65];
    uint64_t bytes;
    if (e->shard != r->shard) continue;
    s = kh_file_sha256(e->path.s, sha256, &bytes, err);
    if (!s && (bytes != e->bytes || strcmp(sha256, e->sha256))) s = kh_fail(err, KH_E_FORMAT, "%.180s is not the file that was planned: plan again", e->path.s);
    if (!s) KH_PUSH(m->arena, &paths, e->path.s);
  }
  if (s) return s;
  remove_draft(draft);
  s = code_shard(r, draft, paths.at, paths.n, err);
  if (!s && (!sync_file(draft) || rename(draft, done) || !sync_folder(r->folder))) s = kh_fail(err, KH_E_IO, "%.180s: %s", done, strerror(errno));
  if (s) remove_draft(draft);
  if (s && access(done, F_OK) == 0) *r->was_done = true, s = KH_OK;   /* another run was faster and took the draft away */
  if (!s) remove_drafts(r->folder, r->shard);
  return s;
}

kh_status kh_batch_run(const char *folder, uint32_t shard, const khaldun *k, const kh_ingest_options *o, kh_ingest_counts *counts, bool *was_done, kh_error *err) {
  kh_ingest_counts own = {0};
  bool done = false;
  if (!folder || !k || !o) return kh_fail(err, KH_E_ARGUMENT, "kh_batch_run needs a folder, an open handle and options");
  running r = {folder, shard, k, o, counts ? counts : &own, &done};
  kh_status s = guarded(run, &r, err);
  if (was_done) *was_done = done;
  return s;
}

/* ---- state ---- */
typedef struct looking { const char *folder; uint32_t *shards; void (*missing)(void *, uint32_t); void *user; uint32_t *done; } looking;

static kh_status look(manifest *m, void *user, kh_error *err) {
  looking *l = user;
  char path[MAX_PATH];
  kh_status s = read_manifest(l->folder, m, err);
  if (s) return s;
  *l->shards = m->shards;
  for (uint32_t i = 1; i <= m->shards; i++) {
    if (!shard_path(l->folder, i, ".db", path)) return kh_fail(err, KH_E_ARGUMENT, "the folder's path is too long");
    if (access(path, F_OK) == 0) ++*l->done;
    else if (l->missing) l->missing(l->user, i);
  }
  return KH_OK;
}

kh_status kh_batch_state(const char *folder, uint32_t *shards, uint32_t *done, void (*missing)(void *user, uint32_t shard), void *user, kh_error *err) {
  uint32_t all = 0, finished = 0;
  if (!folder) return kh_fail(err, KH_E_ARGUMENT, "kh_batch_state needs a folder");
  looking l = {folder, &all, missing, user, &finished};
  kh_status s = guarded(look, &l, err);
  if (shards) *shards = all;
  if (done) *done = finished;
  return s;
}
