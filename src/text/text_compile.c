/* text_compile.c: data/text into the tables of the text room, and their opening. */
#include <stdio.h>
#include <stdlib.h>

#include "text/text_int.h"

static const struct { const char *table, *file; } lists[LIST_COUNT] = {
    [LIST_ABBR] = {"text.abbr", "text/abbreviations.tsv"},
    [LIST_CONTRACTION] = {"text.contraction", "text/contractions.tsv"},
    [LIST_CLITIC] = {"text.clitic", "text/clitics.tsv"},
    [LIST_PREFIX] = {"text.prefix", "text/prefixes.tsv"},
    [LIST_UNIT] = {"text.unit", "text/units.txt"},
    [LIST_DOMAIN] = {"text.domain", "text/domains.txt"},
    [LIST_STARTER] = {"text.starter", "text/starters.txt"},
    [LIST_FURNITURE] = {"text.furniture", "text/furniture.tsv"},
    [LIST_EMOTICON] = {"text.emoticon", "text/emoticons.txt"},
    [LIST_WHOLE] = {"text.whole", "text/whole.txt"},
    [LIST_LABEL] = {"text.label", "text/labels.tsv"},
    [LIST_FORM] = {"text.form", "text/forms.tsv"}};

static uint32_t word_of(kh_str v, const char *const *names, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (kh_str_is(v, names[i])) return i + 1;
  return 0;
}

/* "ca not" of "cannot": each word's first byte after the first; the words must spell the token. */
static bool contraction(kh_str token, kh_str words, uint32_t *value) {
  kh_str one;
  size_t at = 0;
  *value = 0;
  for (uint32_t k = 0; kh_str_split(&words, ' ', &one); k++) {
    if (k > 3 || !one.n || at + one.n > token.n || memcmp(token.s + at, one.s, one.n)) return false;
    if (k) *value |= (uint32_t)at << (8 * (k - 1));
    at += one.n;
  }
  return at == token.n && at < 200;
}

typedef struct compiler {
  kh_pool *pool;
  kh_buf starts;
  kh_arena *a;
} compiler;

static kh_status entry(compiler *c, enum text_list list, kh_lines *lines, kh_str line, kh_lookup_builder *b, kh_error *err) {
  static const char *const classes[] = {"title", "word", "number", "place"}, *const ways[] = {"line", "start", "tail", "byline"};
  kh_str key, second = {0};
  uint32_t value = 1;
  kh_str_split(&line, '\t', &key);
  kh_str_split(&line, '\t', &second);
  if (list == LIST_ABBR && !(value = word_of(second, classes, 4))) return kh_lines_fail(lines, err, "an unknown class");
  if (list == LIST_FURNITURE && !(value = word_of(second, ways, 4))) return kh_lines_fail(lines, err, "an unknown way to compare");
  if (list == LIST_CONTRACTION && !contraction(key, second, &value)) return kh_lines_fail(lines, err, "the words do not spell the token");
  if (list == LIST_FURNITURE && (value == FURNITURE_START || value == FURNITURE_BYLINE)) {
    text_phrase p = {kh_pool_put(c->pool, key), value};
    kh_buf_put(&c->starts, &p, sizeof p);
    return KH_OK;
  }
  if (list == LIST_FORM && (!second.n || second.n > FORM_MAX)) return kh_lines_fail(lines, err, "a form without what it reads as, or one too long");
  if (list == LIST_FORM) value = kh_pool_put(c->pool, second);
  kh_str lower = list == LIST_EMOTICON ? key : kh_str_lower(c->a, key);
  if (!kh_lookup_put(b, lower, value)) return kh_lines_fail(lines, err, "an entry twice, or an empty one");
  return KH_OK;
}

static kh_status compile_list(compiler *c, enum text_list list, const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line;
  kh_status s = kh_lines_open(dir, lists[list].file, &lines, err);
  if (s) return s;
  kh_lookup_builder *b = kh_lookup_new();
  if (!b) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  while (!s && kh_lines_next(&lines, &line)) s = entry(c, list, &lines, line, b, err);
  if (!s) kh_lookup_pack(b, out, lists[list].table);
  kh_lookup_free(b);
  kh_lines_close(&lines);
  return s;
}

kh_status kh_text_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_status s = KH_OK;
  compiler c = {.pool = kh_pool_new(), .a = kh_arena_new(0)};
  kh_guard g;
  if (!c.pool || !c.a) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  else {
    kh_arena_guard(c.a, &g);
    if (setjmp(g.env)) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
    else
      for (int list = 0; !s && list < LIST_COUNT; list++) s = compile_list(&c, (enum text_list)list, dir, out, err);
    kh_arena_unguard(c.a, &g);
  }
  if (!s && c.starts.failed) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (!s) {
    kh_pool_pack(c.pool, out, "text.pool");
    kh_pack_add(out, "text.starts", c.starts.s, sizeof(text_phrase), c.starts.n / sizeof(text_phrase));
  }
  kh_buf_free(&c.starts);
  kh_pool_free(c.pool);
  kh_arena_free(c.a);
  return s;
}

kh_status kh_text_open(const kh_model *data, kh_text_room **out, kh_error *err) {
  *out = NULL;
  kh_text_room *r = calloc(1, sizeof *r);
  if (!r) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = KH_OK;
  for (int i = 0; !s && i < LIST_COUNT; i++) s = kh_lookup_open(data, lists[i].table, &r->list[i], err);
  r->pool = kh_model_table(data, "text.pool", 1, &r->pool_bytes);
  r->starts = kh_model_table(data, "text.starts", sizeof *r->starts, &r->start_count);
  if (!s && (!r->pool || !r->starts)) s = kh_fail(err, KH_E_DATA, "table text.starts is missing or damaged");
  if (s) {
    free(r);
    return s;
  }
  *out = r;
  return KH_OK;
}

void kh_text_close(kh_text_room *r) { free(r); }

bool kh_text_find(const kh_text_room *r, enum text_list list, kh_str key, uint32_t *value) {
  /* Entries are short: longer keys are in no list, and a buffer on the stack is enough for lower case. */
  char lower[96];
  size_t n = 0;
  if (key.n > sizeof lower - 8) return false;
  for (size_t i = 0; i < key.n && n < sizeof lower - 4;) {
    unsigned char b = (unsigned char)key.s[i];
    if (b < 0x80) {
      lower[n++] = (char)(b >= 'A' && b <= 'Z' ? b + 32 : b);
      i++;
    } else {
      uint32_t cp = kh_utf8_next(key.s, key.n, &i);
      n += kh_utf8_put(kh_text_is_apostrophe(cp) ? '\'' : kh_cp_lower(cp), lower + n);
    }
  }
  kh_str k = {lower, n};
  return n && kh_lookup_get(&r->list[list], k, kh_hash_str(k), value);
}
