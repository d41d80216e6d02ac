/* file.c: files mapped for reading, replaced whole or not at all. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"

static kh_status read_all(int fd, const char *path, size_t limit, kh_file *out, kh_error *err) {
  size_t cap = 65536, n = 0;
  char *p = malloc(cap);
  for (;;) {
    if (!p) return kh_fail(err, KH_E_MEMORY, "%s: not enough memory to read it", path);
    ssize_t k = read(fd, p + n, cap - n);
    if (k < 0 && errno == EINTR) continue;
    if (k < 0) {
      int e = errno;
      free(p);
      return kh_fail(err, KH_E_IO, "%s: %s", path, strerror(e));
    }
    if (k == 0) break;
    n += (size_t)k;
    if (limit && n > limit) {
      free(p);
      return kh_fail(err, KH_E_LIMIT, "%s: more than %zu bytes", path, limit);
    }
    if (n == cap) {
      char *q = cap < SIZE_MAX / 4 ? realloc(p, cap *= 2) : NULL;
      if (!q) free(p);
      p = q;
    }
  }
  *out = (kh_file){p, n, false};
  return KH_OK;
}

kh_status kh_file_open(const char *path, size_t limit, kh_file *out, kh_error *err) {
  *out = (kh_file){0};
  bool standard = strcmp(path, "-") == 0;
  int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return kh_fail(err, KH_E_IO, "%s: %s", path, strerror(errno));
  struct stat st;
  kh_status s = KH_OK;
  if (fstat(fd, &st)) s = kh_fail(err, KH_E_IO, "%s: %s", path, strerror(errno));
  else if (S_ISDIR(st.st_mode)) s = kh_fail(err, KH_E_IO, "%s: is a directory", path);
  else if (S_ISREG(st.st_mode) && limit && (uintmax_t)st.st_size > limit)
    s = kh_fail(err, KH_E_LIMIT, "%s: %ju bytes, more than the limit of %zu", path, (uintmax_t)st.st_size, limit);
  else if (!standard && S_ISREG(st.st_mode) && st.st_size > 0) {
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED) s = read_all(fd, path, limit, out, err);
    else *out = (kh_file){p, (size_t)st.st_size, true};
  } else s = read_all(fd, path, limit, out, err);
  if (!standard) close(fd);
  return s;
}

void kh_file_close(kh_file *f) {
  if (!f || !f->data) return;
  if (f->mapped) munmap((void *)(uintptr_t)f->data, f->n);
  else free((void *)(uintptr_t)f->data);
  *f = (kh_file){0};
}

static bool write_all(int fd, const char *p, size_t n) {
  while (n) {
    ssize_t k = write(fd, p, n);
    if (k < 0 && errno == EINTR) continue;
    if (k <= 0) return false;
    p += k;
    n -= (size_t)k;
  }
  return true;
}

kh_status kh_file_replace(const char *path, const void *data, size_t n, kh_error *err) {
  kh_buf name = {0};
  kh_buf_printf(&name, "%s.XXXXXX", path);
  kh_buf_byte(&name, 0);
  if (name.failed) return kh_buf_free(&name), kh_fail(err, KH_E_MEMORY, "%s: not enough memory", path);
  kh_status s = KH_OK;
  int fd = mkstemp(name.s);
  if (fd < 0) s = kh_fail(err, KH_E_IO, "%s: %s", path, strerror(errno));
  else {
    bool ok = write_all(fd, data, n) && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
    int e = errno;
    if (close(fd) && ok) ok = false, e = errno;
    if (ok && rename(name.s, path)) ok = false, e = errno;
    if (!ok) {
      unlink(name.s);
      s = kh_fail(err, KH_E_IO, "%s: %s", path, strerror(e));
    }
  }
  kh_buf_free(&name);
  return s;
}
