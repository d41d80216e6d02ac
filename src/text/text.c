/* text.c: the text room at work: paragraphs, tokens and sentences into the document. */
#include "text/text_int.h"

typedef KH_VEC(kh_sentence) sentence_list;
enum { LEAST_MAX = 8 };   /* words of the longest sentence, at the least */

/* The letters of a ligature that printers and converted pages set as one sign; at most as many as it has bytes. */
static size_t put_ligature(uint32_t cp, char *out) {
  static const char letters[][4] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};   /* U+FB00 to U+FB06 */
  const char *v = letters[cp - 0xFB00];
  size_t n = strlen(v);
  memcpy(out, v, n);
  return n;
}

kh_str kh_text_plain(kh_arena *a, kh_str v) {
  size_t i = 0;
  if (v.n == 2 && v.s[0] == v.s[1] && (v.s[0] == '\'' || v.s[0] == '`')) return KH_STR("\"");   /* ``as printers' programs have it'' */
  while (i < v.n && (unsigned char)v.s[i] < 0x80) i++;
  if (i == v.n) return v;
  char *out = kh_alloc(a, v.n + 4);
  size_t n = 0;
  for (i = 0; i < v.n;) {
    size_t at = i;
    uint32_t cp = kh_utf8_next(v.s, v.n, &i);
    if (kh_text_is_invisible(cp)) continue;
    char plain = kh_text_is_apostrophe(cp) || cp == 0x201A ? '\'' : cp == 0x201C || cp == 0x201D || cp == 0x201E || cp == 0xAB || cp == 0xBB ? '"'
                 : kh_text_is_dash(cp) ? '-' : kh_text_joins_digits(cp) ? ',' : 0;
    if (plain) out[n++] = plain;
    else if (cp >= 0xFB00 && cp <= 0xFB06) n += put_ligature(cp, out + n);
    else if (cp == 0x2026) memcpy(out + n, "...", 3), n += 3;
    else memcpy(out + n, v.s + at, i - at), n += i - at;
  }
  return n ? (kh_str){out, n} : v;
}

static bool is_double(uint32_t cp, const text_token *t) {
  bool twice = t->end == t->begin + 2 && (cp == '\'' || cp == '`');
  return twice || cp == '"' || cp == 0x201C || cp == 0x201D || cp == 0x201E || cp == 0xAB || cp == 0xBB;
}

static uint32_t pair_quotes(text_token *t, uint32_t open, uint32_t close) {
  if (t[close - 1].mwt) t[close - 1].mwt = 0;
  t[open].quote = t[close].quote = true;
  return KH_NONE;
}

/* 'We stay,' as newspapers in Britain quote: single marks that open behind a blank and close before one are as good as double ones, where no double
 * ones stand around or between them. An apostrophe behind an s closes only where nothing else does ("the 'ministers' plan' failed",
 * "'generous donors' among them"). A paragraph that opens with a mark may leave it unclosed. */
static void mark_single_quotes(kh_str text, text_token *t, uint32_t n) {
  uint32_t open = KH_NONE, owner = KH_NONE;   /* the mark that waits, and the first apostrophe behind it that may be its partner */
  bool within = false;                        /* double ones */
  for (uint32_t i = 0; i < n; i++) {
    uint32_t cp = kh_text_cp(text, t[i].begin);
    if (is_double(cp, &t[i])) {
      within = cp == '"' || cp == '\'' ? !within : cp != 0x201D && cp != 0xBB;
      open = KH_NONE;
      continue;
    }
    if (!(kh_text_is_apostrophe(cp) || cp == '`') || t[i].end != kh_text_next(text, t[i].begin)) continue;
    bool blank_after = i + 1 == n || t[i + 1].space_before;
    if (t[i].space_before && !blank_after && cp != 0x2019 && !within) {
      if (open != KH_NONE && owner != KH_NONE) pair_quotes(t, open, owner);
      open = i, owner = KH_NONE;
    } else if (open != KH_NONE && !t[i].space_before && cp != 0x2018 && cp != '`' && i > open + 1) {
      if (t[i - 1].mwt) owner = owner == KH_NONE ? i : owner;
      else if (blank_after || !kh_cp_is_letter(kh_text_cp(text, t[i + 1].begin))) open = pair_quotes(t, open, i);
    }
  }
  if (open == KH_NONE) return;
  if (owner != KH_NONE) pair_quotes(t, open, owner);
  else if (!open && n > 1 && kh_cp_is_upper(kh_text_cp(text, t[1].begin))) t[0].quote = true;
}

/* Adds the sentences of tokens [from, to), cutting those longer than max at the last break that fits. */
static void add_sentences(kh_doc *d, kh_arena *a, sentence_list *out, const text_tokens *t, const uint8_t *ends, uint32_t from, uint32_t to,
                          uint32_t max, uint32_t paragraph, uint8_t kind) {
  uint32_t begin = from, pause = from;
  bool cut = false;
  for (uint32_t i = from; i < to; i++) {
    char sign = d->text.s[t->at[i].begin];
    if (sign == ',' || sign == ';') pause = i + 1;
    if (!ends[i - from] && i + 1 < to && i + 1 - begin >= max) {
      uint32_t end = pause > begin + max / 2 ? pause : i + 1;
      KH_PUSH(a, out, (kh_sentence){begin, end, paragraph, kind, false});
      begin = end;
      cut = true;
    } else if (ends[i - from] || i + 1 == to) {
      KH_PUSH(a, out, (kh_sentence){begin, i + 1, paragraph, kind, false});
      begin = i + 1;
    }
  }
  if (cut)
    kh_doc_problem(d, KH_E_LIMIT, (kh_span){t->at[from].begin, t->at[to - 1].end}, "a sentence of more than %u words was cut", max);
}

/* What token i reads as where data/text/forms.tsv knows its spelling as that of another word, in its case; its form where not. Titles get their dot only
 * before a name. */
static kh_str standard(const kh_text_room *r, kh_doc *d, const text_tokens *t, size_t i, kh_str lower, uint64_t hash) {
  kh_str form = d->tok.form[i];
  uint32_t at;
  if (!r || form.n < 2 || form.n > FORM_MAX || !kh_lookup_get(&r->list[LIST_FORM], lower, hash, &at)) return form;
  kh_str to = kh_pool_at(r->pool, r->pool_bytes, at);
  bool upper = form.s[0] >= 'A' && form.s[0] <= 'Z', all = upper && form.s[1] >= 'A' && form.s[1] <= 'Z';
  if (!to.n) return form;
  if (to.s[to.n - 1] == '.') {
    const text_token *next = i + 1 < t->n ? &t->at[i + 1] : NULL;
    bool name = next && next->space_before && next->end - next->begin > 1 && kh_cp_is_upper(kh_text_cp(d->text, next->begin));
    uint32_t second = name ? kh_text_cp(d->text, kh_text_next(d->text, next->begin)) : 0;
    if (!name || !upper || all || kh_cp_is_upper(second)) return form;
  }
  char *out = kh_alloc(d->arena, to.n);
  for (size_t k = 0; k < to.n; k++) out[k] = (all || (upper && !k)) && to.s[k] >= 'a' && to.s[k] <= 'z' ? (char)(to.s[k] - 32) : to.s[k];
  return (kh_str){out, to.n};
}

/* A token with the signs of no width right before it, so that what is printed of the tokens is all of the text. */
static kh_span with_invisible(const kh_doc *d, const text_tokens *t, size_t i) {
  kh_span span = {t->at[i].begin, t->at[i].end};
  uint32_t begin = span.begin;
  for (uint32_t at = i ? t->at[i - 1].end : 0; at < span.begin; at = kh_text_next(d->text, at))
    if (!kh_text_is_invisible(kh_text_cp(d->text, at))) begin = span.begin;
    else if (begin == span.begin) begin = at;
  span.begin = begin;
  return span;
}

/* "#Sudan", "@WHO": the word behind the sign of a tag or a handle. */
static kh_str without_sign(kh_str form) {
  bool tag = form.n > 2 && (form.s[0] == '#' || form.s[0] == '@') && kh_cp_is_letter(kh_text_cp(form, 1));
  return tag ? kh_str_sub(form, 1, form.n) : form;
}

static void fill_tokens(const kh_text_room *r, kh_doc *d, const text_tokens *t, const sentence_list *sentences) {
  kh_doc_tokens_alloc(d, (uint32_t)t->n);
  kh_tokens *out = &d->tok;
  for (uint32_t i = 0; i < t->n; i++) {
    const text_token *from = &t->at[i];
    out->span[i] = with_invisible(d, t, i);
    out->form[i] = from->quote ? KH_STR("\"") : without_sign(kh_text_plain(d->arena, kh_str_sub(d->text, from->begin, from->end)));
    out->lower[i] = kh_str_lower(d->arena, out->form[i]);
    out->lower_hash[i] = kh_hash_str(out->lower[i]);
    kh_str form = standard(r, d, t, i, out->lower[i], out->lower_hash[i]);
    if (form.s != out->form[i].s) {
      out->form[i] = form;
      out->lower[i] = kh_str_lower(d->arena, form);
      out->lower_hash[i] = kh_hash_str(out->lower[i]);
    }
    out->mwt[i] = from->mwt;
    out->space_after[i] = i + 1 < t->n && t->at[i + 1].space_before;
  }
  d->sentence_count = (uint32_t)sentences->n;
  d->sentences = KH_ARRAY(d->arena, kh_sentence, sentences->n ? sentences->n : 1);
  d->sentence_spans = KH_ARRAY(d->arena, kh_span, sentences->n ? sentences->n : 1);
  for (uint32_t i = 0; i < sentences->n; i++) {
    const kh_sentence *s = &sentences->at[i];
    d->sentences[i] = *s;
    d->sentence_spans[i] = kh_doc_token_span(d, s->tok_begin, s->tok_end);
    for (uint32_t k = s->tok_begin; k < s->tok_end; k++) out->sentence[k] = i;
  }
}

void kh_text_fill(const kh_text_room *r, kh_doc *d, const text_tokens *given, const uint8_t *ends, const uint32_t *paragraphs, uint32_t n, uint32_t max_tokens,
                  kh_arena *scratch) {
  sentence_list sentences = {0};
  text_tokens own = {.n = given->n, .at = KH_ARRAY(scratch, text_token, given->n + 1)};
  const text_tokens *t = &own;
  if (given->n) memcpy(own.at, given->at, given->n * sizeof *own.at);
  if (max_tokens < LEAST_MAX) max_tokens = LEAST_MAX;
  for (uint32_t p = 0; p < n; p++) {
    uint32_t from = paragraphs[p], to = p + 1 < n ? paragraphs[p + 1] : (uint32_t)t->n;
    mark_single_quotes(d->text, &own.at[from], to - from);
    add_sentences(d, scratch, &sentences, t, ends + from, from, to, max_tokens, p, KH_SENT_BODY);
  }
  d->paragraph_count = n;
  fill_tokens(r, d, t, &sentences);
}

/* "• LONDON (Reuters) - …": a sign of a list, apart from what follows. */
static bool is_bullet(kh_str text, const text_token *t) {
  uint32_t cp = kh_text_cp(text, t->begin);
  return t->end == kh_text_next(text, t->begin) && t[1].space_before && (cp == '*' || kh_text_is_bullet(cp) || kh_text_is_dash(cp));
}

void kh_text_run(const kh_text_room *r, kh_doc *d, uint32_t max_tokens, kh_arena *scratch) {
  enum { TITLE_PARAGRAPHS = 4 };   /* so many may stand before the dateline: title, line below it, byline */
  text_paragraphs paragraphs = {0};
  text_tokens tokens = {0};
  sentence_list sentences = {0};
  bool in_body = false;
  if (max_tokens < LEAST_MAX) max_tokens = LEAST_MAX;
  kh_text_paragraphs(r, d->text, scratch, &paragraphs);
  for (uint32_t p = 0; p < paragraphs.n; p++) {
    const text_paragraph *at = &paragraphs.at[p];
    uint32_t from = (uint32_t)tokens.n;
    kh_text_tokenize(r, d->text, at->begin, at->end, scratch, &tokens);
    uint32_t n = (uint32_t)tokens.n - from;
    if (!n) continue;
    mark_single_quotes(d->text, &tokens.at[from], n);
    uint8_t *ends = kh_alloc(scratch, n);
    uint32_t label = 0;
    size_t before = sentences.n;
    kh_text_sentence_ends(r, d->text, &tokens.at[from], n, ends);
    if (at->kind == KH_SENT_BODY) {
      bool open = p < TITLE_PARAGRAPHS && d->dateline.begin == d->dateline.end;
      uint32_t first = n > 1 && is_bullet(d->text, &tokens.at[from]), dateline = kh_text_dateline(d->text, &tokens.at[from + first], n - first, open);
      if (dateline && first) dateline += first, ends[first - 1] = 1;
      if (!dateline && open) dateline = kh_text_dateline_within(d->text, &tokens.at[from], ends, n, &first);
      if (dateline) {
        if (!in_body || open) d->dateline = (kh_span){tokens.at[from + first].begin, tokens.at[from + dateline - 1].end};
        ends[dateline - 1] = 1;
        memset(ends + first, 0, dateline - 1 - first);
      }
      uint32_t clock = kh_text_clock(d->text, &tokens.at[from], n);
      if (clock) ends[clock - 1] = 1;
      uint32_t begin = n > 1 && is_bullet(d->text, &tokens.at[from]);
      if (!clock && !dateline) label = kh_text_day_label(d->text, &tokens.at[from + begin], n - begin);
      if (label) {
        memset(ends, 0, begin + label - 1);
        ends[begin + label - 1] = 1;
      }
      in_body = true;
    }
    add_sentences(d, scratch, &sentences, &tokens, ends, from, (uint32_t)tokens.n, max_tokens, p, at->kind);
    if (label) sentences.at[before].day_label = true;
  }
  d->paragraph_count = (uint32_t)paragraphs.n;
  fill_tokens(r, d, &tokens, &sentences);
}
