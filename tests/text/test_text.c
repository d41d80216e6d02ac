/* Tests of text: the examples in tokens.tsv and sentences.tsv, spans, limits, and texts that are no text. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "code/road.h"

static kh_text_room *room;

/* Runs the room over a text; NULL without memory. */
static kh_doc *read_text(kh_str text, uint32_t max_tokens) {
  kh_input in = {.id = "t", .text = text.s, .text_len = text.n};
  kh_doc *d = kh_doc_of(&in, 0);
  kh_arena *scratch = kh_arena_new(0);
  kh_guard g, h;
  kh_arena_guard(d->arena, &g);
  kh_arena_guard(scratch, &h);
  if (setjmp(g.env) || setjmp(h.env)) abort();
  kh_text_run(room, d, max_tokens, scratch);
  kh_arena_unguard(d->arena, &g);
  kh_arena_free(scratch);
  return d;
}

static void unescape(kh_str v, kh_buf *out) {
  for (size_t i = 0; i < v.n; i++) {
    bool escape = v.s[i] == '\\' && i + 1 < v.n && (v.s[i + 1] == 'n' || v.s[i + 1] == 'r');
    kh_buf_byte(out, !escape ? v.s[i] : v.s[i + 1] == 'n' ? '\n' : '\r');
    i += escape;
  }
}

static void put_tokens(const kh_doc *d, kh_buf *out) {
  uint32_t inside = 0;
  for (uint32_t i = 0; i < d->tok.n; i++) {
    if (i) kh_buf_byte(out, inside ? '|' : ' ');
    if (d->tok.mwt[i]) inside = d->tok.mwt[i];
    inside -= inside > 0;
    kh_buf_str(out, kh_doc_words(d, d->tok.span[i]));
  }
}

static void put_sentences(const kh_doc *d, kh_buf *out) {
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    const kh_sentence *s = &d->sentences[i];
    kh_span at = d->sentence_spans[i];
    bool dateline = d->dateline.end > d->dateline.begin && at.begin == d->dateline.begin && at.end == d->dateline.end;
    kh_buf_printf(out, "%s%c ", i ? " || " : "", dateline ? 'D' : "BHR"[s->kind]);
    kh_str words = kh_doc_words(d, at);
    for (size_t k = 0; k < words.n; k++) kh_buf_byte(out, words.s[k] == '\n' ? ' ' : words.s[k]);
  }
}

/* Every token's span lies behind the one before, and together they hold every character that is no blank. */
static void check_spans(const kh_doc *d) {
  size_t at = 0;
  bool ordered = true, whole = true;
  for (uint32_t i = 0; i <= d->tok.n; i++) {
    size_t next = i < d->tok.n ? d->tok.span[i].begin : d->text.n;
    if (next < at) { ordered = false; break; }
    while (at < next) whole &= kh_cp_is_space(kh_utf8_next(d->text.s, d->text.n, &at));
    if (i < d->tok.n) at = d->tok.span[i].end;
  }
  CHECK(ordered);
  CHECKF(whole, "characters were lost in \"" KH_FMT "\"", (int)(d->text.n > 60 ? 60 : d->text.n), d->text.s);
  for (uint32_t i = 0; i < d->sentence_count; i++) CHECK(d->sentences[i].tok_begin < d->sentences[i].tok_end);
}

static void run_examples(const char *dir, const char *name, void (*put)(const kh_doc *, kh_buf *)) {
  kh_lines lines;
  kh_error err;
  kh_str line;
  if (kh_lines_open(dir, name, &lines, &err)) {
    CHECKF(false, "%s", err.message);
    return;
  }
  while (kh_lines_next(&lines, &line)) {
    kh_str text, want;
    kh_buf in = {0}, got = {0};
    kh_str_split(&line, '\t', &text);
    if (!kh_str_split(&line, '\t', &want)) continue;
    unescape(text, &in);
    kh_doc *d = read_text((kh_str){in.s, in.n}, 1000);
    put(d, &got);
    CHECKF(kh_str_eq((kh_str){got.s, got.n}, want), "%s:%u:\n  got  " KH_FMT "\n  want " KH_FMT, name, lines.number, (int)got.n, got.s ? got.s : "", KH_ARG(want));
    check_spans(d);
    kh_document_free(d);
    kh_buf_free(&in);
    kh_buf_free(&got);
  }
  kh_lines_close(&lines);
}

static void hostile(void) {
  static const char *const pieces[] = {"a", "a.", "'", "\"", "(", "...", "a-", "1,", "@a", "#a", "http://", "a@b.", "\xE2\x80\x99", "\x01", "U.S.", "a b ", "\n", "?! ",
                                       "\xD8\xA7\xE2\x80\x8F", "\xF0\x9F\x91\x8D", "1-", "a/", "\xE2\x80\x8B", ". A", "a_", "$", "a&B"};
  for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
    kh_buf in = {0};
    while (in.n < 200000) kh_buf_str(&in, kh_str_of(pieces[k]));
    kh_doc *d = read_text((kh_str){in.s, in.n}, 1000);
    check_spans(d);
    for (uint32_t i = 0; i < d->sentence_count; i++) CHECK(d->sentences[i].tok_end - d->sentences[i].tok_begin <= 1000);
    kh_document_free(d);
    kh_buf_free(&in);
  }
}

int main(int argc, char **argv) {
  kh_error err = {0};
  kh_model *data;
  if (argc != 3 || kh_model_open(argv[1], &data, &err) || kh_text_open(data, &room, &err)) {
    printf("usage: test_text khaldun.dat tests/text (%s)\n", err.message);
    return 1;
  }
  run_examples(argv[2], "tokens.tsv", put_tokens);
  run_examples(argv[2], "sentences.tsv", put_sentences);
  hostile();
  kh_doc *d = read_text(KH_STR("\xE2\x80\x9CNo,\xE2\x80\x9D he said \xE2\x80\x94 twice\xE2\x80\xA6"), 1000);
  CHECK_STR(d->tok.form[0], "\"");
  CHECK_STR(d->tok.form[6], "-");
  CHECK_STR(d->tok.form[8], "...");
  CHECK(d->tok.space_after[0] == 0 && d->tok.space_after[3] == 1);
  kh_document_free(d);
  d = read_text(KH_STR("Of\xEF\xAC\x81" "cers \xE2\x80\x8BLeft the con\xC2\xAD" "\xEF\xAC\x82ict."), 1000);   /* ligatures; signs without width, before a word and within it */
  CHECK_STR(d->tok.form[0], "Officers");
  CHECK_STR(d->tok.form[1], "Left");
  CHECK(d->tok.span[1].end - d->tok.span[1].begin == 7);      /* with the sign, so that the tokens are all of the text */
  CHECK_STR(d->tok.form[3], "conflict");
  kh_document_free(d);
  static const char *const quoted[] = {"'We stay,' he said.", "``We stay,'' he said.", "The ministers' talks with 'generous donors' in Rome failed.",
                                       "He named the 'ministers' plan' on Monday."};
  static const uint32_t marks[][2] = {{0, 4}, {0, 4}, {5, 8}, {3, 7}};
  for (size_t k = 0; k < sizeof quoted / sizeof *quoted; k++) {   /* marks that are used as double ones read as such, others do not */
    d = read_text(kh_str_of(quoted[k]), 1000);
    for (uint32_t i = 0; i < d->tok.n; i++) CHECKF(kh_str_is(d->tok.form[i], "\"") == (i == marks[k][0] || i == marks[k][1]), "token %u of %s", i, quoted[k]);
    kh_document_free(d);
  }
  d = read_text(KH_STR("Sen Roe and LAW-MAKERS met Gen Z on-going Gov Poe, kidnaped."), 1000);   /* what reads as another spelling, and what does not */
  CHECK_STR(d->tok.form[0], "Sen.");
  CHECK_STR(d->tok.form[3], "LAWMAKERS");
  CHECK_STR(d->tok.form[5], "Gen");
  CHECK_STR(d->tok.form[7], "ongoing");
  CHECK_STR(d->tok.form[8], "Gov.");
  CHECK_STR(d->tok.lower[11], "kidnapped");
  CHECK(d->tok.span[3].end - d->tok.span[3].begin == 10);
  kh_document_free(d);
  d = read_text(KH_STR("76\xC2\xA0" "000 or 1\xE2\x80\xAF" "234\xE2\x80\xAF" "567, not 2015\xC2\xA0" "300 or 4\xC2\xA0" "20"), 1000);   /* thousands behind a blank that does not break */
  CHECK_STR(d->tok.form[0], "76,000");
  CHECK_STR(d->tok.form[2], "1,234,567");
  CHECK_STR(d->tok.form[5], "2015");
  CHECK_STR(d->tok.form[8], "4");
  kh_document_free(d);
  d = read_text(KH_STR("one two three four five six seven eight nine ten eleven twelve."), 8);
  CHECK(d->sentence_count == 2 && d->problems.n == 1);
  kh_document_free(d);
  d = read_text(KH_STR(" \n\t "), 1000);
  CHECK(d->tok.n == 0 && d->sentence_count == 0);
  kh_document_free(d);
  kh_text_close(room);
  kh_model_close(data);
  return check_done();
}
