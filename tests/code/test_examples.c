/* The bundled examples, and the founding report where it is there, against what a careful reader wants. */
#include <jansson.h>

#include "code/road.h"
#include "want.h"

static bool take_text(void *user, const char *s, size_t n) {
  kh_buf_put(user, s, n);
  return true;
}

int main(int argc, char **argv) {
  const char *source = getenv("KHALDUN_SOURCE"), *shared = getenv("KHALDUN_SHARED");
  char path[4096];
  kh_error err = {0};
  khaldun *k = NULL;
  kh_coder *c = NULL;
  if (argc < 2 || !source || kh_open(NULL, &k, &err) || kh_coder_new(k, NULL, &c, &err)) return printf("%s\n", err.message), 1;
  for (int i = 1; i < argc; i++) {
    kh_file text, want;
    bool founding = !strcmp(argv[i], "founding"), page = !strcmp(argv[i], "page");
    if (founding) snprintf(path, sizeof path, "%s/data/seed/000_230c4de19c50a3d6.txt", shared ? shared : "");
    else snprintf(path, sizeof path, "%s/examples/%s.%s", source, argv[i], page ? "html" : "txt");
    if (kh_file_open(path, 0, &text, &err)) {
      if (founding) CHECK_SKIP("the founding report is not beside this checkout");
      else CHECKF(false, "%s", err.message);
      continue;
    }
    kh_buf json = {0};
    json_t *article = NULL;
    kh_input in = {.id = argv[i], .text = text.data, .text_len = text.n};
    if (page) {
      kh_reader *r = NULL;
      kh_item *item = NULL;
      CHECK(!kh_reader_open(path, KH_INPUT_HTML, 0, &r, &err) && !kh_reader_next(r, &item, &err));
      CHECK(!kh_extract_item(c, item, NULL, take_text, &json, &err));
      kh_item_free(item);
      kh_reader_close(r);
      article = json_loadb(json.s, json.n, 0, NULL);
      const json_t *body = json_object_get(article, "text");
      in.text = json_string_value(body);
      in.text_len = json_string_length(body);
    }
    snprintf(path, sizeof path, founding ? "%s/tests/founding/founding.want" : "%s/examples/%s.want", source, argv[i]);
    if (kh_file_open(path, 0, &want, &err)) CHECKF(false, "%s", err.message);
    else want_check(c, argv[i], want, in);
    kh_file_close(&want);
    kh_file_close(&text);
    kh_buf_free(&json);
    json_decref(article);
  }
  kh_coder_free(c);
  kh_close(k);
  return check_done();
}
