/* fuzz_lexicon.c: any bytes as a file of frames, of actors, of roles' kin: a user's files, and dictionaries to import. The first byte says which. */
#include "fuzz.h"
#include "actors/gazetteer.h"

static void through(const kh_pack *p, bool frames) {
  kh_buf bytes = {0};
  kh_model *m = NULL;
  kh_error err;
  PROMISE(kh_pack_bytes(p, &bytes, &err) == KH_OK && kh_model_view(bytes.s, bytes.n, &m, &err) == KH_OK);   /* what was compiled can be opened */
  if (frames) {
    kh_events *e;
    PROMISE(kh_events_open(fuzz_handle()->data, m, &e, &err) == KH_OK);
    kh_events_close(e);
  } else {
    kh_actors *a;
    PROMISE(kh_actors_open(fuzz_handle()->data, m, &a, &err) == KH_OK);
    kh_actors_close(a);
  }
  kh_model_close(m);
  kh_buf_free(&bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  char path[64];
  size_t written = 0;
  kh_error err;
  if (n < 2) return 0;
  int which = data[0] & 3, fd = fuzz_file(data + 1, n - 1, path);
  if (which < 2) {
    kh_pack *p = kh_pack_new();
    kh_status s = which ? kh_gaz_compile_file(path, NULL, p, &err) : kh_events_compile_file(fuzz_handle()->data, path, p, &err);
    if (!s) through(p, which == 0);
    else PROMISE(*err.message);
    kh_pack_free(p);
    if (which == 0 && n < 2048) kh_lexicon_test(fuzz_coder(), path, NULL, NULL, fuzz_sink, &written, &err);
  } else if (which == 2) kh_import_petrarch(path, fuzz_sink, &written, NULL, NULL, &err);
  else kh_import_verbs(fuzz_handle(), path, fuzz_sink, &written, NULL, NULL, &err);
  close(fd);
  return 0;
}
