/* parse_compile.c: data/parse into the tables of the parse room. */
#include <stdio.h>
#include <string.h>

#include "parse/acronym.h"
#include "parse/honorific.h"
#include "parse/lemma.h"
#include "parse/parse.h"

/* lemmas.tsv: form, UPOS, lemma. The key is "form UPOS"; the value where the lemma stands in the pool. */
static kh_status lemmas(kh_lines *lines, kh_lookup_builder *b, kh_pool *pool, kh_error *err) {
  kh_str line;
  while (kh_lines_next(lines, &line)) {
    kh_str form = {0}, upos = {0}, lemma = {0};
    char key[96];
    kh_str_split(&line, '\t', &form);
    kh_str_split(&line, '\t', &upos);
    kh_str_split(&line, '\t', &lemma);
    if (!form.n || !lemma.n || form.n > 47 || !kh_upos_of(upos)) return kh_lines_fail(lines, err, "needs a form, a tag and a lemma");
    int n = snprintf(key, sizeof key, KH_FMT " " KH_FMT, KH_ARG(form), KH_ARG(upos));
    if (!kh_lookup_put(b, (kh_str){key, (size_t)n}, kh_pool_put(pool, lemma))) return kh_lines_fail(lines, err, "an entry twice");
  }
  return KH_OK;
}

/* Puts each word of a line, blanks between them, with that value. */
static kh_status put_words(kh_lookup_builder *b, kh_str line, uint32_t value, const kh_lines *lines, kh_error *err) {
  kh_str word;
  while (kh_str_split(&line, ' ', &word))
    if (word.n && !kh_lookup_put(b, word, value)) return kh_lines_fail(lines, err, "a word twice: \"" KH_FMT "\"", KH_ARG(word));
  return KH_OK;
}

/* verbs.txt: "= ending put" (* before an ending: a last letter twice), then verbs with regular forms, blanks between them. */
static kh_status verbs(const char *dir, kh_pool *pool, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line, word;
  kh_verb_ending endings[KH_VERB_ENDINGS];
  size_t count = 0;
  kh_status s = kh_lines_open(dir, "parse/verbs.txt", &lines, err);
  if (s) return s;
  kh_lookup_builder *b = kh_lookup_new();
  if (!b) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  while (!s && kh_lines_next(&lines, &line)) {
    if (line.s[0] == '=') {
      kh_str ending = {0}, put = {0};
      kh_str_split(&line, ' ', &word);
      kh_str_split(&line, ' ', &ending);
      kh_str_split(&line, ' ', &put);
      bool twice = ending.n && ending.s[0] == '*';
      if (twice) ending = kh_str_sub(ending, 1, ending.n);
      if (count == KH_VERB_ENDINGS) s = kh_lines_fail(&lines, err, "more than %d endings", KH_VERB_ENDINGS);
      else endings[count++] = (kh_verb_ending){.ending = kh_pool_put(pool, ending), .put = kh_pool_put(pool, put), .twice = twice};
    } else s = put_words(b, line, 1, &lines, err);
  }
  if (!s) {
    kh_lookup_pack(b, out, "parse.verbs");
    kh_pack_add(out, "parse.verb_endings", endings, sizeof *endings, count);
  }
  kh_lookup_free(b);
  kh_lines_close(&lines);
  return s;
}

/* acronyms.txt: "IS = ISIS"; "not after: words", "not before: words". */
static kh_status acronyms(const char *dir, kh_pool *pool, kh_pack *out, kh_error *err) {
  static const struct { const char *name; uint32_t mark; } lists[] = {{"not after:", KH_NOT_AFTER}, {"not before:", KH_NOT_BEFORE}};
  kh_lines lines;
  kh_str line;
  kh_status s = kh_lines_open(dir, "parse/acronyms.txt", &lines, err);
  if (s) return s;
  kh_lookup_builder *words = kh_lookup_new(), *beside = kh_lookup_new();
  if (!words || !beside) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  while (!s && kh_lines_next(&lines, &line)) {
    const char *equal = memchr(line.s, '=', line.n);
    if (equal) {
      kh_str name = kh_str_trim(kh_str_sub(line, 0, (size_t)(equal - line.s))), put = kh_str_trim(kh_str_sub(line, (size_t)(equal - line.s) + 1, line.n));
      if (!name.n || !put.n || !kh_lookup_put(words, name, kh_pool_put(pool, put))) s = kh_lines_fail(&lines, err, "needs an acronym and what is read for it, once");
      continue;
    }
    uint32_t mark = 0;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
      if (kh_str_starts(line, kh_str_of(lists[i].name))) mark = lists[i].mark, line = kh_str_sub(line, strlen(lists[i].name), line.n);
    if (!mark) s = kh_lines_fail(&lines, err, "needs ACRONYM = NAME, not after: or not before:");
    if (!s) s = put_words(beside, line, mark, &lines, err);
  }
  if (!s) {
    kh_lookup_pack(words, out, "parse.acronyms");
    kh_lookup_pack(beside, out, "parse.acronyms_beside");
  }
  kh_lookup_free(words);
  kh_lookup_free(beside);
  kh_lines_close(&lines);
  return s;
}

/* honorifics.txt: words, blanks between them; "short:" before those that need no pronoun. */
static kh_status honorifics(const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line;
  kh_status s = kh_lines_open(dir, "parse/honorifics.txt", &lines, err);
  if (s) return s;
  kh_lookup_builder *b = kh_lookup_new();
  if (!b) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  const kh_str mark = KH_STR("short:");
  while (!s && kh_lines_next(&lines, &line)) {
    bool alone = kh_str_starts(line, mark);
    if (alone) line = kh_str_sub(line, mark.n, line.n);
    s = put_words(b, line, alone ? KH_HONORIFIC_SHORT : KH_HONORIFIC, &lines, err);
  }
  if (!s) kh_lookup_pack(b, out, "parse.honorifics");
  kh_lookup_free(b);
  kh_lines_close(&lines);
  return s;
}

/* headlines.txt: "many object VERB: forms", "one bare VERB: forms", "plural: forms", "opening: words", "counts: nouns". */
static kh_status headlines(const char *dir, kh_pool *pool, kh_pack *out, kh_error *err) {
  static const char *const marks[] = {"many object ", "many bare ", "one object ", "one bare ", "plural", "opening", "counts"};
  enum { LISTS = sizeof marks / sizeof *marks };
  kh_lines lines;
  kh_str line;
  kh_status s = kh_lines_open(dir, "parse/headlines.txt", &lines, err);
  if (s) return s;
  kh_lookup_builder *b[LISTS];
  for (size_t i = 0; i < LISTS; i++)
    if (!(b[i] = kh_lookup_new())) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  while (!s && kh_lines_next(&lines, &line)) {
    kh_str head = {0};
    size_t k = 0;
    kh_str_split(&line, ':', &head);
    while (k < LISTS && !kh_str_starts(head, kh_str_of(marks[k]))) k++;
    if (k == LISTS) s = kh_lines_fail(&lines, err, "needs \"many object VERB:\", \"one bare VERB:\", \"plural:\", \"opening:\" or \"counts:\" and words");
    else s = put_words(b[k], line, kh_pool_put(pool, kh_str_trim(kh_str_sub(head, strlen(marks[k]), head.n))), &lines, err);
  }
  for (size_t i = 0; i < LISTS; i++) {
    char table[32];
    snprintf(table, sizeof table, "parse.headlines_%zu", i);
    if (!s) kh_lookup_pack(b[i], out, table);
    if (b[i]) kh_lookup_free(b[i]);
  }
  kh_lines_close(&lines);
  return s;
}

kh_status kh_parse_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_status s = kh_lines_open(dir, "parse/lemmas.tsv", &lines, err);
  if (s) return s;
  kh_lookup_builder *b = kh_lookup_new();
  kh_pool *pool = kh_pool_new();
  s = b && pool ? lemmas(&lines, b, pool, err) : kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (!s) s = verbs(dir, pool, out, err);
  if (!s) s = acronyms(dir, pool, out, err);
  if (!s) s = honorifics(dir, out, err);
  if (!s) s = headlines(dir, pool, out, err);
  if (!s) {
    kh_lookup_pack(b, out, "parse.lemma");
    kh_pool_pack(pool, out, "parse.lemma_pool");
  }
  kh_lookup_free(b);
  kh_pool_free(pool);
  kh_lines_close(&lines);
  return s;
}
