/* khaldun_data.c: compiles data/ into one mapped file. Run by the build:
 *     khaldun-data DATA_DIR OUTPUT [DEPFILE]
 * The depfile names every file and folder under DATA_DIR, so that an edited or added file rebuilds. */
#define _XOPEN_SOURCE 700
#include <ftw.h>
#include <stdio.h>

#include "actors/actors.h"
#include "circumstance/circumstance.h"
#include "events/events.h"
#include "page/page.h"
#include "parse/parse.h"
#include "text/text.h"

static FILE *depfile;

static int list(const char *path, const struct stat *st, int type, struct FTW *at) {
  (void)st, (void)type, (void)at;
  fprintf(depfile, " \\\n %s", path);
  return 0;
}

int main(int argc, char **argv) {
  kh_error err = {0};
  if (argc < 3 || argc > 4) {
    fputs("usage: khaldun-data DATA_DIR OUTPUT [DEPFILE]\n", stderr);
    return 2;
  }
  kh_pack *pack = kh_pack_new();
  if (!pack) return 3;
  kh_status s = KH_OK;
  kh_pack_add(pack, "meta.version", KH_VERSION, 1, sizeof KH_VERSION);
#define X(room) if (!s) s = kh_##room##_compile(argv[1], pack, &err);
  KH_DATA_ROOMS(X)
#undef X
  if (!s) s = kh_pack_write(pack, argv[2], &err);
  kh_pack_free(pack);
  if (s) {
    fprintf(stderr, "khaldun-data: %s\n", err.message);
    return 1;
  }
  if (argc == 4) {
    if (!(depfile = fopen(argv[3], "w"))) return perror(argv[3]), 3;
    fprintf(depfile, "%s:", argv[2]);
    bool ok = nftw(argv[1], list, 16, FTW_PHYS) == 0;
    fputc('\n', depfile);
    if (fclose(depfile) || !ok) return perror(argv[3]), 3;
  }
  return 0;
}
