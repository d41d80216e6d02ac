/* test_headlines.c: headlines in title case give the records that they give in sentence case (tests/events/headlines.txt), and their words
 * and offsets stay those of the text. Parsers err, so a share may fail: the floor only ever rises. With "-v" the failures are listed. */
#include "events/example.h"
#include "examples.h"

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
  kh_str line, small = {0};
  char words[LONGEST] = "";
  unsigned silent = 0;
  examples x;
  if (!examples_open(&x, "headlines.txt", argc, argv)) return check_done();
  while (kh_lines_next(&x.lines, &line)) {
    char plain[LONGEST], title[LONGEST], a[2048], b[2048];
    if (line.n >= LONGEST) continue;
    if (kh_str_starts(line, KH_STR("small "))) {
      snprintf(words, sizeof words, KH_FMT, KH_ARG(line));
      small = kh_str_of(words);
      continue;
    }
    snprintf(plain, sizeof plain, KH_FMT, KH_ARG(line));
    title_case(small, line, title);
    found(x.coder, plain, a, sizeof a);
    found(x.coder, title, b, sizeof b);
    x.all++, x.passed += !strcmp(a, b), silent += !strcmp(b, "none");
    if (x.verbose && strcmp(a, b)) printf("%s\n  want %s\n  got  %s\n", title, a, b);
  }
  printf("headlines in title case: %u of %u as in sentence case; %u without a record\n", x.passed, x.all, silent);
  CHECK(x.all >= 60);
  CHECK(x.passed >= HEADLINES_FLOOR * x.all);
  CHECK(silent <= x.all / 10);
  examples_close(&x);
  return check_done();
}
