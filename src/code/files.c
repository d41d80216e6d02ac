/* files.c: a folder stands for the reports in it. */
#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/base.h"
#include "khaldun.h"

enum { DEPTH = 64 };

static bool readable(const char *name) {
  static const char *const endings[] = {".txt", ".html", ".htm", ".jsonl", ".ndjson", ".warc", ".warc.gz"};
  size_t n = strlen(name);
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    size_t e = strlen(endings[i]);
    if (n > e && !strcmp(name + n - e, endings[i])) return true;
  }
  return false;
}

static int by_name(const FTSENT **a, const FTSENT **b) { return strcmp((*a)->fts_name, (*b)->fts_name); }

static kh_status add(kh_file_list *l, size_t *room, const char *path, kh_error *err) {
  if (l->n == *room) {
    size_t more = *room ? *room * 2 : 64;
    char **at = realloc(l->at, more * sizeof *at);
    if (!at) return kh_fail(err, KH_E_MEMORY, "not enough memory");
    l->at = at, *room = more;
  }
  if (!(l->at[l->n] = strdup(path))) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  l->n++;
  return KH_OK;
}

static kh_status folder(kh_file_list *l, size_t *room, const char *path, kh_error *err) {
  char *start = strdup(path);
  char *const roots[] = {start, NULL};
  FTS *tree = start ? fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR | FTS_COMFOLLOW, by_name) : NULL;
  FTSENT *e;
  kh_status s = tree ? KH_OK : kh_fail(err, errno == ENOMEM ? KH_E_MEMORY : KH_E_IO, "%s: %s", path, strerror(errno));
  size_t before = l->n;
  while (!s && (errno = 0, e = fts_read(tree))) {
    if (e->fts_level > 0 && *e->fts_name == '.') fts_set(tree, e, FTS_SKIP);
    else if (e->fts_info == FTS_D && e->fts_level > DEPTH) s = kh_fail(err, KH_E_IO, "%s: folders more than %d deep", path, (int)DEPTH);
    else if (e->fts_info == FTS_DNR || e->fts_info == FTS_ERR || e->fts_info == FTS_NS) s = kh_fail(err, KH_E_IO, "%s: %s", e->fts_path, strerror(e->fts_errno));
    else if (e->fts_info == FTS_F && readable(e->fts_name)) s = add(l, room, e->fts_path, err);
    else if (e->fts_info == FTS_SL && readable(e->fts_name)) {
      struct stat st;
      if (!stat(e->fts_accpath, &st) && S_ISREG(st.st_mode)) s = add(l, room, e->fts_path, err);
    }
  }
  if (!s && errno) s = kh_fail(err, KH_E_IO, "%s: %s", path, strerror(errno));
  if (!s && l->n == before) s = kh_fail(err, KH_E_IO, "%s: no .txt, .html, .jsonl or .warc file in this folder; name files to read others", path);
  if (tree) fts_close(tree);
  free(start);
  return s;
}

kh_status kh_files_list(const char *const *paths, size_t n, kh_file_list *out, kh_error *err) {
  if (!out || (n && !paths)) return kh_fail(err, KH_E_ARGUMENT, "kh_files_list needs paths and a list");
  *out = (kh_file_list){0};
  size_t room = 0;
  kh_status s = KH_OK;
  for (size_t i = 0; i < n && !s; i++) {
    struct stat st;
    bool is_folder = strcmp(paths[i], "-") && !stat(paths[i], &st) && S_ISDIR(st.st_mode);
    s = is_folder ? folder(out, &room, paths[i], err) : add(out, &room, paths[i], err);
  }
  if (s) kh_files_free(out);
  return s;
}

void kh_files_free(kh_file_list *l) {
  for (size_t i = 0; i < l->n; i++) free(l->at[i]);
  free(l->at);
  *l = (kh_file_list){0};
}
