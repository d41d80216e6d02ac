/* test_headlines.c: headlines in title case give the records that they give in sentence case (tests/events/headlines.txt), and their words
 * and offsets stay those of the text. Parsers err, so a share may fail: the floor only ever rises. With "-v" the failures are listed. */
#include <stdlib.h>

#include "check.h"
#include "code/road.h"
#include "events/example.h"

enum { LONGEST = 512 };

static bool is_small(kh_str small, kh_str word) {
  for (kh_str one; kh_str_split(&small, ' ', &one);)
    if (kh_str_eq(one, word)) return true;
  return false;
}

/* Capitals for all words but the small ones, behind hyphens too. */
static void title_case(kh_str small, kh_str line, char *out) {
  char *at = out;
  for (kh_str word; kh_str_split(&line, ' ', &word);) {
    if (at > out) *at++ = ' ';
    bool up = at == out || !is_small(small, word);
    for (size_t i = 0; i < word.n; i++) {
      bool first = i == 0 || word.s[i - 1] == '-';
      *at++ = (char)(up && first && word.s[i] >= 'a' && word.s[i] <= 'z' ? word.s[i] - 'a' + 'A' : word.s[i]);
    }
  }
  *at = 0;
}

static void found(kh_coder *c, const char *text, char *out, size_t room) {
  kh_error err;
  kh_document *d;
  kh_input in = {.text = text, .text_len = strlen(text), .date = "2024-03-12"};
  CHECKF(kh_code(c, &in, &d, &err) == KH_OK, "%s", text);
  kh_str s = kh_example_show(d, d->arena);
  snprintf(out, room, KH_FMT, KH_ARG(s));
  for (char *p = out; *p; p++)
    if (*p >= 'A' && *p <= 'Z') *p = (char)(*p - 'A' + 'a');   /* who has no code is told in words */
  for (uint32_t i = 0; i < d->event_count; i++) {
    kh_str words = kh_doc_words(d, d->events[i].trigger);
    char copy[LONGEST];
    snprintf(copy, sizeof copy, KH_FMT, KH_ARG(words));
    CHECKF(words.n && strstr(text, copy), "%s: the trigger is not in the text", text);
  }
  kh_document_free(d);
}

int main(int argc, char **argv) {
  kh_error err;
  khaldun *k;
  kh_coder *c;
  kh_lines l;
  kh_str line, small = {0};
  const char *source = getenv("KHALDUN_SOURCE");
  bool verbose = argc > 1 && !strcmp(argv[1], "-v");
  unsigned same = 0, all = 0, silent = 0;
  if (kh_open(NULL, &k, &err)) {
    CHECK_SKIP(err.message);
    return check_done();
  }
  CHECK(kh_coder_new(k, NULL, &c, &err) == KH_OK);
  char dir[4096], words[LONGEST] = "";
  snprintf(dir, sizeof dir, "%s/tests/events", source ? source : ".");
  CHECKF(kh_lines_open(dir, "headlines.txt", &l, &err) == KH_OK, "%s", err.message);
  while (kh_lines_next(&l, &line)) {
    char plain[LONGEST], title[LONGEST], a[2048], b[2048];
    if (line.n >= LONGEST) continue;
    if (kh_str_starts(line, KH_STR("small "))) {
      snprintf(words, sizeof words, KH_FMT, KH_ARG(line));
      small = kh_str_of(words);
      continue;
    }
    snprintf(plain, sizeof plain, KH_FMT, KH_ARG(line));
    title_case(small, line, title);
    found(c, plain, a, sizeof a);
    found(c, title, b, sizeof b);
    all++, same += !strcmp(a, b), silent += !strcmp(b, "none");
    if (verbose && strcmp(a, b)) printf("%s\n  want %s\n  got  %s\n", title, a, b);
  }
  kh_lines_close(&l);
  printf("headlines in title case: %u of %u as in sentence case; %u without a record\n", same, all, silent);
  CHECK(all >= 60);
  CHECK(same >= HEADLINES_FLOOR * all);
  CHECK(silent <= all / 10);
  kh_coder_free(c);
  kh_close(k);
  return check_done();
}
