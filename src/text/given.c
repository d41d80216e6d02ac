/* given.c: text whose sentences and tokens somebody has cut already: CoNLL-U, or one token a line.
 *
 * The text is put together of the forms, with a blank where the file does not say SpaceAfter=No and more of them
 * where TokenRange says so, so that what `khaldun parse` wrote comes back with the same offsets. */
#include "text/text_int.h"

enum { MAX_GAP = 4096, COLUMNS = 10 };   /* blanks that TokenRange may put between two tokens */

struct kh_given {
  kh_str id;
  KH_VEC(char) text;
  text_tokens tokens;
  KH_VEC(kh_str) forms;        /* empty where the text has the form */
  KH_VEC(uint8_t) ends;        /* a sentence ends after the token */
  KH_VEC(uint32_t) paragraphs; /* their first tokens */
};

typedef struct given_reader {
  kh_arena *a;
  kh_given *g;
  kh_error *err;
  size_t limit;
  uint32_t line, word;         /* words of the sentence so far */
  int64_t mwt_last;            /* the last word of the multiword token that is open, or 0 */
  uint32_t mwt_first;          /* its first token */
  kh_span mwt;
  bool mwt_space;              /* blanks stand before it */
  int64_t points;              /* code points of the text so far */
  bool blank, paragraph;       /* before the next token */
} given_reader;

static kh_status fail(const given_reader *r, const char *what) { return kh_fail(r->err, KH_E_FORMAT, "line %u: %s", r->line, what); }

static void add_text(given_reader *r, kh_str v) {
  for (size_t i = 0; i < v.n; i++) KH_PUSH(r->a, &r->g->text, v.s[i]);
  r->points += (int64_t)kh_utf8_count(v.s, v.n);
}

static bool misc_value(kh_str misc, kh_str key, kh_str *value) {
  kh_str one;
  while (kh_str_split(&misc, '|', &one))
    if (kh_str_starts(one, key)) return *value = kh_str_sub(one, key.n, one.n), true;
  return false;
}

/* Blanks before a form, as many as its range asks for; then the form. */
static kh_status add_form(given_reader *r, kh_str form, kh_str misc, kh_span *span) {
  kh_given *g = r->g;
  kh_str range, first;
  int64_t begin = 0;
  if (misc_value(misc, KH_STR("TokenRange="), &range) && kh_str_split(&range, ':', &first)) kh_str_to_int(first, &begin);
  bool apart = g->tokens.n && (r->blank || r->paragraph);
  if (begin > r->points && begin - r->points <= MAX_GAP && (apart || !g->tokens.n))
    while (r->points < begin) add_text(r, r->paragraph ? KH_STR("\n") : KH_STR(" "));
  else if (apart) add_text(r, r->paragraph ? KH_STR("\n\n") : KH_STR(" "));
  if (g->text.n + form.n > r->limit) return kh_fail(r->err, KH_E_LIMIT, "the text is longer than the limit");
  span->begin = (uint32_t)g->text.n;
  add_text(r, form);
  span->end = (uint32_t)g->text.n;
  kh_str v;
  r->blank = !misc_value(misc, KH_STR("SpaceAfter=No"), &v);
  return KH_OK;
}

static void add_token(given_reader *r, kh_span span, kh_str form, bool space_before) {
  kh_given *g = r->g;
  if (r->paragraph || !g->tokens.n) KH_PUSH(r->a, &g->paragraphs, (uint32_t)g->tokens.n);
  r->paragraph = false;
  KH_PUSH(r->a, &g->tokens, (text_token){.begin = span.begin, .end = span.end, .space_before = space_before});
  KH_PUSH(r->a, &g->forms, form);
  KH_PUSH(r->a, &g->ends, 0);
  r->word++;
}

/* The words of a multiword token get their pieces of it where they are such; else each stands for all of it. */
static void end_mwt(given_reader *r) {
  kh_given *g = r->g;
  uint32_t at = r->mwt.begin;
  bool pieces = true;
  for (size_t i = r->mwt_first; i < g->tokens.n && pieces; i++) {
    kh_str f = g->forms.at[i];
    pieces = f.n <= r->mwt.end - at && !memcmp(g->text.at + at, f.s, f.n);
    at += (uint32_t)f.n;
  }
  pieces = pieces && at == r->mwt.end;
  at = r->mwt.begin;
  for (size_t i = r->mwt_first; pieces && i < g->tokens.n; i++) {
    g->tokens.at[i].begin = at;
    g->tokens.at[i].end = at += (uint32_t)g->forms.at[i].n;
    g->forms.at[i] = KH_STR("");
  }
  g->tokens.at[r->mwt_first].mwt = (uint8_t)(g->tokens.n - r->mwt_first);
  r->mwt_last = 0;
}

static kh_status end_sentence(given_reader *r) {
  if (r->mwt_last) return fail(r, "a multiword token lacks words");
  if (r->word) r->g->ends.at[r->g->ends.n - 1] = 1;
  r->word = 0;
  return KH_OK;
}

static kh_status read_row(given_reader *r, kh_str line) {
  kh_str col[COLUMNS] = {{0}}, rest = line;
  size_t n = 0;
  int64_t id, last;
  while (n < COLUMNS && kh_str_split(&rest, '\t', &col[n])) n++;
  if (n != COLUMNS) return fail(r, "a word of CoNLL-U needs ten columns");
  if (memchr(col[0].s, '.', col[0].n)) return KH_OK;   /* an empty node */
  if (!kh_str_trim(col[1]).n) return fail(r, "a word without a form");
  kh_str first = col[0], second = col[0];
  bool range = memchr(col[0].s, '-', col[0].n) != NULL;
  if (range) kh_str_split(&second, '-', &first);
  if (!kh_str_to_int(first, &id) || id != r->word + 1) return fail(r, "words are not numbered in order");
  if (!range && r->mwt_last) {
    add_token(r, r->mwt, kh_str_dup(r->a, col[1]), r->mwt_space && r->g->tokens.n == r->mwt_first);
    if (id == r->mwt_last) end_mwt(r);
    return KH_OK;
  }
  bool space = r->blank;
  kh_span span;
  kh_status s = add_form(r, col[1], col[9], &span);
  if (s) return s;
  if (!range) return add_token(r, span, KH_STR(""), space), KH_OK;
  if (r->mwt_last || !kh_str_to_int(second, &last) || last <= id || last - id > 100) return fail(r, "a broken range of a multiword token");
  r->mwt_last = last;
  r->mwt_first = (uint32_t)r->g->tokens.n;
  r->mwt = span;
  r->mwt_space = space;
  return KH_OK;
}

static kh_status read_comment(given_reader *r, kh_str line) {
  bool doc = kh_str_starts(line, KH_STR("# newdoc"));
  if (doc || kh_str_is(line, "# newpar") || kh_str_starts(line, KH_STR("# newpar "))) r->paragraph = true;
  if (doc && !r->g->tokens.n && kh_str_starts(line, KH_STR("# newdoc id =")))
    r->g->id = kh_str_dup(r->a, kh_str_trim(kh_str_sub(line, strlen("# newdoc id ="), line.n)));
  return KH_OK;
}

kh_status kh_text_given_read(kh_str lines, size_t limit, kh_arena *a, kh_given **out, kh_error *err) {
  kh_given *g = *out = KH_NEW(a, kh_given);
  given_reader r = {.a = a, .g = g, .err = err, .limit = limit, .blank = true, .paragraph = true};
  int rows = -1;   /* not known yet; 1: CoNLL-U, 0: one token a line */
  kh_status s = KH_OK;
  kh_str line;
  while (!s && kh_str_split(&lines, '\n', &line)) {
    r.line++;
    while (line.n && line.s[line.n - 1] == '\r') line.n--;
    kh_str plain = kh_str_trim(line);
    kh_span span;
    if (!plain.n) s = end_sentence(&r);
    else if (kh_str_starts(line, KH_STR("#")) && (kh_str_starts(line, KH_STR("# ")) || rows > 0)) s = read_comment(&r, line);
    else {
      if (rows < 0) rows = memchr(plain.s, '\t', plain.n) != NULL;
      if (rows) s = read_row(&r, line);
      else if (memchr(plain.s, '\t', plain.n)) s = fail(&r, "columns in a file that has one token a line");
      else if (!(s = add_form(&r, plain, KH_STR(""), &span))) add_token(&r, span, KH_STR(""), true);
    }
  }
  return s ? s : end_sentence(&r);
}

kh_str kh_text_given_text(const kh_given *g) { return (kh_str){g->text.at, g->text.n}; }
kh_str kh_text_given_id(const kh_given *g) { return g->id; }

void kh_text_given_run(const kh_text_room *r, const kh_given *g, kh_doc *d, uint32_t max_tokens, kh_arena *scratch) {
  kh_text_fill(r, d, &g->tokens, g->ends.at, g->paragraphs.at, (uint32_t)g->paragraphs.n, max_tokens, scratch);
  for (uint32_t i = 0; i < d->tok.n; i++) {
    if (!g->forms.at[i].n) continue;
    d->tok.form[i] = kh_text_plain(d->arena, kh_str_dup(d->arena, g->forms.at[i]));
    d->tok.lower[i] = kh_str_lower(d->arena, d->tok.form[i]);
    d->tok.lower_hash[i] = kh_hash_str(d->tok.lower[i]);
  }
}
