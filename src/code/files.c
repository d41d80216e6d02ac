/* files.c: a folder stands for the reports in it. */
#include <dirent.h>
#include <errno.h>
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

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

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

static kh_status folder(kh_file_list *l, size_t *room, const char *path, int depth, kh_error *err);

/* What lies in a folder: a report, a folder in it, or neither. Links to files are followed, links to folders are not. */
static kh_status entry(kh_file_list *l, size_t *room, const char *path, int depth, kh_error *err) {
  struct stat st;
  if (lstat(path, &st)) return kh_fail(err, KH_E_IO, "%s: %s", path, strerror(errno));
  if (S_ISDIR(st.st_mode)) return folder(l, room, path, depth + 1, err);
  if (!readable(path) || (S_ISLNK(st.st_mode) && stat(path, &st))) return KH_OK;
  return S_ISREG(st.st_mode) ? add(l, room, path, err) : KH_OK;
}

/* By name, so that the order is the same everywhere. (The C library's fts loses entries and ends the program where memory is short.) */
static kh_status folder(kh_file_list *l, size_t *room, const char *path, int depth, kh_error *err) {
  if (depth > DEPTH) return kh_fail(err, KH_E_IO, "%s: folders more than %d deep", path, (int)DEPTH);
  DIR *d = opendir(path);
  if (!d) return kh_fail(err, errno == ENOMEM ? KH_E_MEMORY : KH_E_IO, "%s: %s", path, strerror(errno));
  kh_file_list names = {0};
  size_t names_room = 0, n = strlen(path);
  const struct dirent *e;
  kh_status s = KH_OK;
  while (!s && (errno = 0, e = readdir(d))) {
    kh_buf full = {0};
    if (*e->d_name == '.') continue;
    kh_buf_printf(&full, "%s%s%s", path, n && path[n - 1] == '/' ? "" : "/", e->d_name);
    kh_buf_byte(&full, 0);
    s = full.failed ? kh_fail(err, KH_E_MEMORY, "not enough memory") : add(&names, &names_room, full.s, err);
    kh_buf_free(&full);
  }
  if (!s && errno) s = kh_fail(err, KH_E_IO, "%s: %s", path, strerror(errno));
  closedir(d);
  if (names.n) qsort(names.at, names.n, sizeof *names.at, by_name);
  for (size_t i = 0; i < names.n && !s; i++) s = entry(l, room, names.at[i], depth, err);
  kh_files_free(&names);
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
    size_t before = out->n;
    s = is_folder ? folder(out, &room, paths[i], 0, err) : add(out, &room, paths[i], err);
    if (!s && out->n == before) s = kh_fail(err, KH_E_IO, "%s: no .txt, .html, .jsonl or .warc file in this folder; name files to read others", paths[i]);
  }
  if (s) kh_files_free(out);
  return s;
}

void kh_files_free(kh_file_list *l) {
  for (size_t i = 0; i < l->n; i++) free(l->at[i]);
  free(l->at);
  *l = (kh_file_list){0};
}
