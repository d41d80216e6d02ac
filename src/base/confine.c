/* confine.c: what coding does not need, given up for good: seccomp for the system's calls, Landlock for its files.
 *
 * Calls are named that may be made; all others fail with EPERM, so that a refusal is an error like another and not a crash. What libraries try first and
 * can do without fails with ENOSYS instead. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base.h"

void kh_confine_options_default(kh_confine_options *o) { *o = (kh_confine_options){.version = 1}; }

/* Sanitizers trace the process and write files at its end. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif

#if defined(KH_HAS_SECCOMP) && !defined(SANITIZED)
#include <linux/landlock.h>
#include <linux/sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE   /* newer than Debian bookworm's headers */
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

static void add_why(kh_error *why, const char *format, const char *detail) {
  size_t n = strlen(why->message);
  why->code = KH_E_NOTHING;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  int k = snprintf(why->message + n, sizeof why->message - n, "%s", n ? "; " : "");
  if (k > 0 && n + (size_t)k < sizeof why->message) snprintf(why->message + n + k, sizeof why->message - n - (size_t)k, format, detail);
#pragma GCC diagnostic pop
}

/* ---- files ---- */
#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITING \
  (READING | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define TRUNCATE_SINCE 3   /* version of Landlock's interface; linking and moving between folders (2) is refused where it is known and not asked for */

/* What does not exist needs no rule: opening it fails as it would. */
static void allow(int rules, const char *path, uint64_t rights) {
  int fd = open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return;
  struct stat st;
  if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode)) rights &= ~(uint64_t)(LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE);
  struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
  syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);   /* a pipe has no path and needs no rule */
  close(fd);
}

/* The modules that iconv loads for a page in another charset lie beside the C library. */
static void allow_charsets(int rules) {
  Dl_info library;
  char path[4096];
  void *symbol = dlsym(RTLD_DEFAULT, "iconv_open");
  if (!symbol || !dladdr(symbol, &library) || !library.dli_fname) return;
  const char *slash = strrchr(library.dli_fname, '/');
  if (slash && snprintf(path, sizeof path, "%.*s/gconv", (int)(slash - library.dli_fname), library.dli_fname) < (int)sizeof path)
    allow(rules, path, READING);
  const char *users = getenv("GCONV_PATH");
  if (users) allow(rules, users, READING);
}

static bool confine_files(const kh_confine_options *o, kh_error *why) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return add_why(why, "this kernel has no Landlock (%s): other files can still be read", strerror(errno)), false;
  uint64_t all = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
  if (version >= 2) all |= LANDLOCK_ACCESS_FS_REFER;
  if (version >= TRUNCATE_SINCE) all |= LANDLOCK_ACCESS_FS_TRUNCATE;
  struct landlock_ruleset_attr attr = {.handled_access_fs = all};
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
  if (rules < 0) return add_why(why, "Landlock: %s: other files can still be read", strerror(errno)), false;
  for (size_t i = 0; i < o->read_count; i++) allow(rules, o->read[i], READING);
  if (o->folder) allow(rules, o->folder, WRITING & all);
  allow_charsets(rules);
  bool fine = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  if (!fine) add_why(why, "Landlock: %s: other files can still be read", strerror(errno));
  close(rules);
  return fine;
}

/* ---- calls ---- */
static const int calls[] = {
    SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64), SCMP_SYS(close), SCMP_SYS(lseek), SCMP_SYS(_llseek),
    SCMP_SYS(fstat), SCMP_SYS(fstat64), SCMP_SYS(newfstatat), SCMP_SYS(fstatat64), SCMP_SYS(stat), SCMP_SYS(stat64), SCMP_SYS(lstat), SCMP_SYS(lstat64), SCMP_SYS(statx),
    SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(fcntl), SCMP_SYS(fcntl64),
    SCMP_SYS(fadvise64), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(select), SCMP_SYS(pselect6),
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(tgkill), SCMP_SYS(restart_syscall),
    SCMP_SYS(futex), SCMP_SYS(futex_time64), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(set_tid_address), SCMP_SYS(gettid), SCMP_SYS(getpid), SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime), SCMP_SYS(clock_gettime64), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(getuid), SCMP_SYS(geteuid), SCMP_SYS(getgid), SCMP_SYS(getegid),
    SCMP_SYS(exit), SCMP_SYS(exit_group)};
static const int writing[] = {SCMP_SYS(fsync), SCMP_SYS(fdatasync), SCMP_SYS(ftruncate), SCMP_SYS(ftruncate64), SCMP_SYS(fallocate), SCMP_SYS(fchmod), SCMP_SYS(fchown),
                              SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(flock), SCMP_SYS(openat)};
static const int missing[] = {SCMP_SYS(clone3), SCMP_SYS(openat2)};

static bool add_calls(scmp_filter_ctx f, uint32_t action, const int *list, size_t n) {
  bool fine = true;
  for (size_t i = 0; i < n; i++) {
    int rc = seccomp_rule_add(f, action, list[i], 0);
    fine &= rc == 0 || rc == -EDOM;   /* -EDOM: no such call on this machine's kind */
  }
  return fine;
}
#define COUNT(list) (sizeof(list) / sizeof *(list))

static bool confine_calls(const kh_confine_options *o, kh_error *why) {
  scmp_filter_ctx f = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (!f) return add_why(why, "%s", "not enough memory for the filter of system calls"), false;
  /* Reading only; threads, no processes; nothing both written and run, nothing made runnable later; of terminals only what they are. */
  const unsigned long changes = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
  bool fine = add_calls(f, SCMP_ACT_ALLOW, calls, COUNT(calls)) && add_calls(f, SCMP_ACT_ERRNO(ENOSYS), missing, COUNT(missing));
  if (o->folder) fine = fine && add_calls(f, SCMP_ACT_ALLOW, writing, COUNT(writing));
  else fine = fine && !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, changes, O_RDONLY));
  fine = fine && !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD)) &&
         !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) &&
         !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_WRITE, 0)) &&
         !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) &&
         !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, TCGETS)) &&
         !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, TIOCGWINSZ)) &&
         !seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0));
  int rc = fine ? seccomp_load(f) : -EINVAL;
  if (rc) add_why(why, "the filter of system calls: %s", strerror(-rc));
  seccomp_release(f);
  return rc == 0;
}

unsigned kh_confine(const kh_confine_options *o, kh_error *why) {
  kh_error local;
  if (!why) why = &local;
  *why = (kh_error){0};
  if (!o || o->version != 1) return kh_fail(why, KH_E_ARGUMENT, "options of another version: call kh_confine_options_default first"), 0;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return kh_fail(why, KH_E_NOTHING, "this kernel lets no rights be dropped: %s", strerror(errno)), 0;
  unsigned got = 0;
  if (confine_files(o, why)) got |= KH_CONFINED_FILES;
  if (confine_calls(o, why)) got |= KH_CONFINED_CALLS;
  return got;
}
#else
unsigned kh_confine(const kh_confine_options *o, kh_error *why) {
  (void)o;
  return kh_fail(why, KH_E_NOTHING, "this program was built without it"), 0;
}
#endif
