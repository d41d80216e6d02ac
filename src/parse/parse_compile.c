/* parse_compile.c: data/parse into the tables of the parse room. */
#include <stdio.h>

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

kh_status kh_parse_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_status s = kh_lines_open(dir, "parse/lemmas.tsv", &lines, err);
  if (s) return s;
  kh_lookup_builder *b = kh_lookup_new();
  kh_pool *pool = kh_pool_new();
  s = b && pool ? lemmas(&lines, b, pool, err) : kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (!s) {
    kh_lookup_pack(b, out, "parse.lemma");
    kh_pool_pack(pool, out, "parse.lemma_pool");
  }
  kh_lookup_free(b);
  kh_pool_free(pool);
  kh_lines_close(&lines);
  return s;
}
