/* replay.c: every file of the folders given through a target. Its last line is "N passed, N failed, N skipped"; a case that fails ends the program. */
#include <dirent.h>

#include "fuzz.h"

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

int main(int argc, char **argv) {
  int passed = 0;
  for (int i = 1; i < argc; i++) {
    struct dirent **names;
    int n = scandir(argv[i], &names, NULL, by_name);
    for (int k = 0; k < n; k++) {
      char path[4096];
      kh_file f;
      kh_error err;
      snprintf(path, sizeof path, "%s/%s", argv[i], names[k]->d_name);
      if (names[k]->d_name[0] != '.' && kh_file_open(path, 0, &f, &err) == KH_OK) {
        fprintf(stderr, "%s\n", path);   /* the last one named is the one that fails */
        LLVMFuzzerTestOneInput((const uint8_t *)(f.data ? f.data : ""), f.n);
        kh_file_close(&f);
        passed++;
      }
      free(names[k]);
    }
    if (n >= 0) free(names);
  }
  LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
  printf("%d passed, %d failed, 0 skipped\n", passed + 1, passed == 0);
  return passed == 0;
}
