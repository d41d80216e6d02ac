/* fuzz_server.c: any questions to the server: the path on the first line, then key=value a line, as they are after the HTTP library has read and decoded them. What
 * is answered must be JSON. */
#include "fuzz_base.h"
#include "serve/answers.h"

#define MAX_KEYS 32
typedef struct asked { const char *key[MAX_KEYS], *value[MAX_KEYS]; size_t n; } asked;

static const char *value_of(void *user, const char *key) {
  const asked *q = user;
  for (size_t i = 0; i < q->n; i++)
    if (!strcmp(q->key[i], key)) return q->value[i];
  return NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
  static const struct { const char *path; unsigned (*answer)(kh_asked *); } questions[] = {
      {"about", kh_answer_about}, {"view", kh_answer_view}, {"events", kh_answer_events}, {"event", kh_answer_event},
      {"document", kh_answer_document}, {"plans", kh_answer_plans}, {"quotes", kh_answer_quotes}, {"export", kh_answer_export}};
  static kh_store *store;
  static kh_cube *cube;
  kh_error err;
  if (!store) {
    fuzz_base_make();
    if (kh_store_open(fuzz_base_path, KH_STORE_READ, &store, &err) || !(cube = kh_cube_load(store->db, &err))) exit(2);
  }
  char *text = malloc(n + 1), *rest = NULL;
  if (n) memcpy(text, data, n);
  text[n] = 0;
  asked q = {.n = 0};
  const char *path = strtok_r(text, "\n", &rest);
  for (char *line; path && q.n < MAX_KEYS && (line = strtok_r(NULL, "\n", &rest));) {
    char *equals = strchr(line, '=');
    if (!equals) continue;
    *equals = 0;
    q.key[q.n] = line, q.value[q.n++] = equals + 1;
  }
  for (size_t i = 0; path && i < sizeof questions / sizeof *questions; i++) {
    if (strcmp(path, questions[i].path)) continue;
    kh_buf out = {0};
    kh_arena *a = kh_arena_new((size_t)64 << 20);
    kh_asked k = {.db = store->db, .cube = cube, .lexicon = fuzz_handle()->rooms.events, .get = value_of, .user = &q, .arena = a, .out = &out, .type = "application/json"};
    kh_guard g;
    kh_arena_guard(a, &g);
    if (!setjmp(g.env)) {
      unsigned status = questions[i].answer(&k);
      PROMISE(status == 200 || (status >= 400 && *k.problem));
      if (status == 200 && strstr(k.type, "application/json")) {
        json_error_t je;
        json_t *v = json_loadb(out.s, out.n, JSON_ALLOW_NUL, &je);
        if (!v) fprintf(stderr, "%s at %d of %.*s\n", je.text, je.position, (int)out.n, out.s);
        PROMISE(v);
        json_decref(v);
      }
    }
    kh_arena_unguard(a, &g);
    kh_arena_free(a);
    kh_buf_free(&out);
  }
  free(text);
  return 0;
}
