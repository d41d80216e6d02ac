/* fault.c: see fault.h. */
#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS   /* both names of each call are wanted */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault.h"

bool fault_trace;
static _Atomic int kind;
static _Atomic uint64_t calls, target;
static _Atomic bool forever, hit;
static _Atomic int64_t live;

void fault_arm(fault_kind k, uint64_t at, bool on) {
  calls = 0;
  target = at;
  forever = on;
  hit = false;
  kind = (int)k;
}
void fault_disarm(void) { kind = FAULT_NONE; }
uint64_t fault_count(void) { return calls; }
bool fault_hit(void) { return hit; }
int64_t fault_live(void) { return live; }

static bool fails(fault_kind k) {
  if (kind != (int)k) return false;
  uint64_t n = ++calls;
  if (n != target && !(forever && n > target)) return false;
  if (!hit && fault_trace) {
    int was = kind;
    void *stack[40];
    kind = FAULT_NONE;
    backtrace_symbols_fd(stack, backtrace(stack, 40), 2);
    kind = was;
  }
  hit = true;
  return true;
}

/* The library's own. dlsym may allocate; glibc's allocator has names of its own. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t n);
extern void __libc_free(void *p);
#define REAL(name)                     \
  static __typeof__(name) *real;       \
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)

void *malloc(size_t n) {
  void *p = fails(FAULT_MEMORY) ? NULL : __libc_malloc(n);
  if (p) live++;
  else errno = ENOMEM;
  return p;
}
void *calloc(size_t n, size_t size) {
  void *p = fails(FAULT_MEMORY) ? NULL : __libc_calloc(n, size);
  if (p) live++;
  else errno = ENOMEM;
  return p;
}
void *realloc(void *old, size_t n) {
  if (fails(FAULT_MEMORY)) return errno = ENOMEM, NULL;
  void *p = __libc_realloc(old, n);
  if (p && !old) live++;
  if (!p && old && !n) live--;
  return p;
}
void free(void *p) {
  if (p) live--;
  __libc_free(p);
}

/* C++ has no way to say that memory ran out which C could hear: the program probes for memory before it asks its one library in C++ (page/charset.c). */
void *_Znwm(size_t n);
void *_Znam(size_t n);
void *_Znwm(size_t n) {
  void *p = __libc_malloc(n);
  if (p) live++;
  return p;
}
void *_Znam(size_t n) { return _Znwm(n); }

static bool interrupted(void) { return fails(FAULT_EINTR) && (errno = EINTR); }
static bool broken(int e) { return fails(FAULT_IO) && (errno = e); }
static size_t less(size_t n) { return n > 1 && fails(FAULT_SHORT) ? n - 1 : n; }

ssize_t read(int fd, void *p, size_t n) {
  REAL(read);
  return interrupted() || broken(EIO) ? -1 : real(fd, p, less(n));
}
ssize_t write(int fd, const void *p, size_t n) {
  REAL(write);
  return interrupted() || broken(ENOSPC) ? -1 : real(fd, p, less(n));
}
ssize_t pread64(int fd, void *p, size_t n, off64_t at) {
  REAL(pread64);
  return interrupted() || broken(EIO) ? -1 : real(fd, p, less(n), at);
}
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at) {
  REAL(pwrite64);
  return interrupted() || broken(ENOSPC) ? -1 : real(fd, p, less(n), at);
}
static int mode_of(int flags, va_list ap) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, int) : 0; }
#define OPEN(name)                                      \
  int name(const char *path, int flags, ...) {          \
    REAL(name);                                         \
    va_list ap;                                         \
    va_start(ap, flags);                                \
    int mode = mode_of(flags, ap);                      \
    va_end(ap);                                         \
    return broken(EMFILE) ? -1 : real(path, flags, mode); \
  }
OPEN(open)
OPEN(open64)
void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset) {
  REAL(mmap);
  return fd >= 0 && broken(ENOMEM) ? MAP_FAILED : real(at, n, prot, flags, fd, offset);
}
void *mmap64(void *at, size_t n, int prot, int flags, int fd, off64_t offset) {
  REAL(mmap64);
  return fd >= 0 && broken(ENOMEM) ? MAP_FAILED : real(at, n, prot, flags, fd, offset);
}
int fstat64(int fd, struct stat64 *st) {
  REAL(fstat64);
  return broken(EIO) ? -1 : real(fd, st);
}
int fsync(int fd) {
  REAL(fsync);
  return broken(EIO) ? -1 : real(fd);
}
int fdatasync(int fd) {
  REAL(fdatasync);
  return broken(EIO) ? -1 : real(fd);
}
int ftruncate64(int fd, off64_t n) {
  REAL(ftruncate64);
  return broken(ENOSPC) ? -1 : real(fd, n);
}
int rename(const char *from, const char *to) {
  REAL(rename);
  return broken(EACCES) ? -1 : real(from, to);
}
int mkstemp64(char *name) {
  REAL(mkstemp64);
  return broken(EACCES) ? -1 : real(name);
}
/* Streams call the kernel from within the C library: they fail as a whole. Standard error never does: errors are told there. */
bool fault_stream(FILE *f, int e);   /* not static: clang takes getline, which the C library declares inline, for an inline function */
bool fault_stream(FILE *f, int e) {
  if (!broken(e)) return false;
  f->_flags |= 0x20;   /* glibc's mark that ferror looks at */
  return true;
}
FILE *fopen64(const char *path, const char *how) {
  REAL(fopen64);
  return broken(EMFILE) ? NULL : real(path, how);
}
size_t fwrite(const void *p, size_t size, size_t n, FILE *f) {
  REAL(fwrite);
  return f == stdout && fault_stream(f, ENOSPC) ? 0 : real(p, size, n, f);
}
int fflush(FILE *f) {
  REAL(fflush);
  return f == stdout && fault_stream(f, ENOSPC) ? EOF : real(f);
}
int fclose(FILE *f) {
  REAL(fclose);
  bool bad = broken(ENOSPC);
  int rc = real(f);
  if (bad) errno = ENOSPC;
  return bad ? EOF : rc;
}
ssize_t getline(char **line, size_t *room, FILE *f) {
  REAL(getline);
  return fault_stream(f, EIO) ? -1 : real(line, room, f);
}
