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

#if defined(KH_HAS_SANDBOX) && !defined(SANITIZED)
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
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

/* ---- calls ----
 * A program for the kernel's packet filter, made here: it takes no memory that could run out, unlike a library's. */
static const uint16_t calls[] = {
    SYS_read, SYS_readv, SYS_pread64, SYS_write, SYS_writev, SYS_pwrite64, SYS_close, SYS_lseek, SYS_fstat, SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_faccessat2, SYS_readlinkat,
    SYS_getcwd, SYS_fcntl, SYS_fadvise64, SYS_ppoll, SYS_pselect6, SYS_munmap, SYS_mremap, SYS_brk, SYS_madvise, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_sigaltstack,
    SYS_tgkill, SYS_restart_syscall, SYS_futex, SYS_set_robust_list, SYS_rseq, SYS_set_tid_address, SYS_gettid, SYS_getpid, SYS_sched_yield, SYS_sched_getaffinity, SYS_getrandom,
    SYS_clock_gettime, SYS_clock_nanosleep, SYS_nanosleep, SYS_gettimeofday, SYS_sysinfo, SYS_uname, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_exit, SYS_exit_group,
#ifdef SYS_stat   /* machines that have the old names too */
    SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_poll, SYS_select, SYS_time,
#endif
};
static const uint16_t writing[] = {SYS_fsync, SYS_fdatasync, SYS_ftruncate, SYS_fallocate, SYS_fchmod, SYS_fchown, SYS_unlinkat, SYS_flock, SYS_openat,
#ifdef SYS_unlink
                                   SYS_unlink,
#endif
};
/* Calls that may be made where the bits of `mask` in an argument are `value`: files opened for reading; threads, not processes; nothing both written
 * and run, nothing made runnable later; of terminals only what they are. */
static const struct { uint16_t call, argument; uint32_t mask, value; } some[] = {
    {SYS_openat, 2, O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, O_RDONLY}, {SYS_clone, 0, CLONE_THREAD, CLONE_THREAD}, {SYS_mmap, 2, PROT_EXEC, 0}, {SYS_mmap, 2, PROT_WRITE, 0},
    {SYS_mprotect, 2, PROT_EXEC, 0}, {SYS_ioctl, 1, UINT32_MAX, TCGETS}, {SYS_ioctl, 1, UINT32_MAX, TIOCGWINSZ}};
static const uint16_t absent[] = {SYS_clone3, SYS_openat2};   /* the C library goes another way where the kernel is older */

#if defined(__x86_64__)
#define MACHINE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define MACHINE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define MACHINE AUDIT_ARCH_RISCV64
#endif
#define COUNT(list) (sizeof(list) / sizeof *(list))

#ifdef MACHINE
typedef struct program { struct sock_filter line[8 + 2 * COUNT(calls) + 2 * COUNT(writing) + 6 * COUNT(some) + 2 * COUNT(absent)]; unsigned short n; } program;

static void put(program *p, struct sock_filter line) { p->line[p->n++] = line; }
static void load(program *p, size_t at) { put(p, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)at)); }
/* What was loaded is `value`: `what`; else on. */
static void if_equal(program *p, uint32_t value, uint32_t what) {
  put(p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1));
  put(p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what));
}
static void each(program *p, const uint16_t *list, size_t n, uint32_t what) {
  for (size_t i = 0; i < n; i++) if_equal(p, list[i], what);
}

static bool confine_calls(const kh_confine_options *o, kh_error *why) {
  const uint32_t refuse = SECCOMP_RET_ERRNO | EPERM;
  const size_t low = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? 0 : 4;   /* half of an argument */
  program p = {.n = 0};
  load(&p, offsetof(struct seccomp_data, arch));
  put(&p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MACHINE, 1, 0));
  put(&p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, refuse));
  load(&p, offsetof(struct seccomp_data, nr));
  each(&p, calls, COUNT(calls), SECCOMP_RET_ALLOW);
  if (o->folder) each(&p, writing, COUNT(writing), SECCOMP_RET_ALLOW);
  each(&p, absent, COUNT(absent), SECCOMP_RET_ERRNO | ENOSYS);
  for (size_t i = 0; i < COUNT(some); i++) {
    load(&p, offsetof(struct seccomp_data, nr));
    put(&p, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, some[i].call, 0, 4));
    load(&p, offsetof(struct seccomp_data, args) + 8 * some[i].argument + low);
    put(&p, (struct sock_filter)BPF_STMT(BPF_ALU | BPF_AND | BPF_K, some[i].mask));
    if_equal(&p, some[i].value, SECCOMP_RET_ALLOW);
  }
  put(&p, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, refuse));
  struct sock_fprog filter = {.len = p.n, .filter = p.line};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0) return true;
  add_why(why, "the filter of system calls: %s", strerror(errno));
  return false;
}
#else
static bool confine_calls(const kh_confine_options *o, kh_error *why) {
  (void)o;
  add_why(why, "%s", "no filter of system calls for this kind of machine yet");
  return false;
}
#endif

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
