/* What a confined process can still do, and what not. Each case runs in a child of its own. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/base.h"
#include "check.h"

static char folder[] = "/tmp/khaldun-confine-XXXXXX", given[64], other[64], made[64];

static bool refused(int rc) { return rc < 0 && (errno == EPERM || errno == EACCES); }

static int opened(const char *path, int flags) {
  int fd = open(path, flags, 0600);
  if (fd >= 0) close(fd);
  return fd;
}

static void *thread(void *arg) {
  *(int *)arg = 7;
  return malloc(100);
}

static bool threads(void) {
  pthread_t t;
  int seen = 0;
  void *got = NULL;
  bool fine = !pthread_create(&t, NULL, thread, &seen) && !pthread_join(t, &got) && seen == 7;
  free(got);
  return fine;
}

static bool converts(const char *charset) {
  char in[] = "\xB9\xFE", out[16], *from = in, *to = out;
  size_t n = 2, room = sizeof out;
  iconv_t cd = iconv_open("UTF-8", charset);
  bool fine = cd != (iconv_t)-1 && iconv(cd, &from, &n, &to, &room) == 0;
  if (cd != (iconv_t)-1) iconv_close(cd);
  return fine;
}

/* Runs in the child: a bit for each thing that is not as it should be. */
static int files_case(void) {
  const char *read[] = {given, "/absent/absolutely.txt"};
  kh_confine_options o;
  kh_confine_options_default(&o);
  o.read = read, o.read_count = 2;
  if (!(kh_confine(&o, NULL) & KH_CONFINED_FILES)) return 255;
  int bad = 0;
  bad |= (opened(given, O_RDONLY) < 0) << 0;
  bad |= !refused(opened(other, O_RDONLY)) << 1;
  bad |= !refused(opened("/etc/passwd", O_RDONLY)) << 2;
  bad |= !refused(opened(given, O_RDWR)) << 3;
  bad |= !refused(opened(made, O_WRONLY | O_CREAT)) << 4;
  bad |= !(opened("/absent/absolutely.txt", O_RDONLY) < 0 && errno == ENOENT) << 5;
  bad |= !refused(opened(given, O_WRONLY | O_TRUNC)) << 6;
  return bad;
}

static int calls_case(void) {
  int s = socket(AF_INET, SOCK_STREAM, 0);   /* open before, connected after */
  kh_confine_options o;
  kh_confine_options_default(&o);
  if (!(kh_confine(&o, NULL) & KH_CONFINED_CALLS)) return 255;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  char *argv[] = {given, NULL};
  int bad = 0;
  bad |= !refused(socket(AF_INET, SOCK_STREAM, 0)) << 0;
  bad |= !refused(connect(s, (struct sockaddr *)&to, sizeof to)) << 1;
  bad |= !refused(execv("/bin/true", argv)) << 2;
  pid_t child = fork();
  if (!child) _exit(0);
  bad |= !refused(child) << 3;
  bad |= !refused(unlink(given)) << 4;
  bad |= !refused(kill(getppid(), 0)) << 5;
  bad |= (mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) << 6;
  return bad;
}

static int work_case(void) {
  const char *read[] = {given};
  kh_confine_options o;
  kh_confine_options_default(&o);
  o.read = read, o.read_count = 1, o.folder = folder;
  if (!kh_confine(&o, NULL)) return 255;
  int bad = 0;
  bad |= !threads() << 0;
  bad |= !converts("GB18030") << 1;
  bad |= !converts("KOI8-R") << 2;
  bad |= (opened(made, O_RDWR | O_CREAT) < 0) << 3;
  bad |= (unlink(made) != 0) << 4;
  bad |= (opened(folder, O_RDONLY) < 0) << 5;
  bad |= (opened(given, O_RDONLY) < 0) << 6;
  return bad;
}

static void in_child(int (*run)(void), const char *what) {
  pid_t p = fork();
  if (p == 0) _exit(run());
  int status = 0;
  waitpid(p, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 255) CHECK_SKIP(what);
  else CHECKF(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: status %x", what, (unsigned)status);
}

static bool put(const char *path) {
  FILE *f = fopen(path, "w");
  return f && fputs("Egypt blamed Sudan.\n", f) >= 0 && fclose(f) == 0;
}

int main(void) {
  if (!mkdtemp(folder)) return 1;
  snprintf(given, sizeof given, "%s/given.txt", folder);
  snprintf(made, sizeof made, "%s/made.txt", folder);
  snprintf(other, sizeof other, "%s.txt", folder);
  CHECK(put(given) && put(other));
  in_child(files_case, "files: this kernel has no Landlock, or the program was built without the sandbox");
  in_child(calls_case, "calls: the program was built without the sandbox");
  in_child(work_case, "work: the program was built without the sandbox");
  kh_confine_options wrong = {0};
  kh_error why;
  CHECK(kh_confine(&wrong, &why) == 0);
  unlink(given);
  unlink(other);
  rmdir(folder);
  return check_done();
}
