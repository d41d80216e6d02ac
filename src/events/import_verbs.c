/* import_verbs.c: verb dictionaries of TABARI and PETRARCH as frames of ours.
 *
 *     ABANDON {ABANDONING} [345]         # a verb, its odd forms, its CAMEO code
 *     - * BID [080]                      # a pattern of it: '*' the verb, words, $ + % ^ its parties
 *     - {GIVE_UP | DROP} * [---]         # alternatives; [---] codes nothing
 *     &CURRENCY                          # a set of words, +WORD a line
 *
 * A pattern with words after the verb alone becomes a phrase. Others depend on words before the verb or on sets
 * and have no counterpart: they are counted as passed over. */
#include "events/tables.h"

typedef struct importer {
  const kh_import_row *codes;
  size_t count, entries, skipped;
  kh_arena *a;
  kh_buf *out;
  kh_str verb;
  bool verb_written;
} importer;

static const kh_import_row *row_of(const importer *m, kh_str code) {
  const kh_import_row *best = NULL;
  size_t most = 0;
  for (size_t i = 0; i < m->count; i++) {
    kh_str c = kh_str_of(m->codes[i].code);
    if (c.n > most && kh_str_starts(code, c)) best = &m->codes[i], most = c.n;
  }
  return best;
}

/* The digits in the last brackets of a line; empty where it codes nothing. */
static kh_str code_of(kh_str line) {
  size_t open = line.n;
  for (size_t i = 0; i < line.n; i++)
    if (line.s[i] == '[') open = i + 1;
  size_t end = open;
  while (end < line.n && ((line.s[end] >= '0' && line.s[end] <= '9'))) end++;
  return open < line.n && end - open >= 2 && end - open <= 6 ? kh_str_sub(line, open, end) : KH_STR("");
}

static bool is_word(kh_str v) {
  for (size_t i = 0; i < v.n; i++) {
    char c = v.s[i];
    if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-')) return false;
  }
  return v.n > 0;
}

/* Lower case, '_' as blanks, without blanks at the ends. */
static kh_str plain(importer *m, kh_str v) {
  char *copy = KH_ARRAY(m->a, char, v.n + 1);
  for (size_t i = 0; i < v.n; i++) copy[i] = v.s[i] == '_' ? ' ' : v.s[i] >= 'A' && v.s[i] <= 'Z' ? (char)(v.s[i] + 32) : v.s[i];
  return kh_str_trim((kh_str){copy, v.n});
}

static bool write_frame(importer *m, kh_str trigger, kh_str code) {
  const kh_import_row *r = row_of(m, code);
  if (!r) return false;
  if (!r->type) kh_buf_printf(m->out, KH_FMT " | v | none | subj\n", KH_ARG(trigger));
  else
    kh_buf_printf(m->out, KH_FMT " | v | %s%s%s | subj > obj\n", KH_ARG(trigger), kh_event_name((kh_event_type)r->type), r->mode ? "/" : "",
                  kh_mode_name((kh_mode)r->mode));
  m->entries++;
  return true;
}

static void verb_line(importer *m, kh_str line) {
  kh_str rest = line, word, code = code_of(line);
  m->verb = KH_STR("");
  if (!kh_str_split(&rest, ' ', &word) || !is_word(word)) {
    m->skipped++;
    return;
  }
  m->verb = plain(m, word);
  if (code.n && !write_frame(m, m->verb, code)) m->skipped++;
}

/* "- * WORD WORD [code]" */
static void pattern_line(importer *m, kh_str line) {
  kh_str code = code_of(line), rest = kh_str_sub(line, 1, line.n), word, phrase = KH_STR("");
  bool after = false, fits = m->verb.n && code.n;
  uint32_t words = 0;
  while (fits && kh_str_split(&rest, ' ', &word)) {
    word = kh_str_trim(word);
    if (!word.n || kh_str_is(word, "$") || kh_str_is(word, "+") || kh_str_is(word, "%") || kh_str_is(word, "^")) continue;
    if (word.s[0] == '[' || word.s[0] == '#' || word.s[0] == ';') break;
    if (kh_str_is(word, "*")) after = true;
    else if (!after || !is_word(word) || ++words > 5) fits = false;
    else phrase = kh_str_printf(m->a, KH_FMT " " KH_FMT, KH_ARG(phrase), KH_ARG(plain(m, word)));
  }
  if (!fits || !after || !words || !write_frame(m, kh_str_printf(m->a, KH_FMT KH_FMT, KH_ARG(m->verb), KH_ARG(phrase)), code)) m->skipped++;
}

static kh_status import(importer *m, const char *path, kh_error *err) {
  kh_lines l;
  kh_str line;
  kh_status s = kh_lines_open(NULL, path, &l, err);
  if (s) return s;
  while (kh_lines_next(&l, &line)) {
    line = kh_str_trim(line);
    for (size_t i = 0; i < line.n; i++)   /* remarks end a line */
      if (line.s[i] == ';' || line.s[i] == '#') line = kh_str_trim(kh_str_sub(line, 0, i));
    if (!line.n || kh_str_starts(line, KH_STR("---")) || kh_str_starts(line, KH_STR("<"))) continue;
    if (line.s[0] == '-') pattern_line(m, line);
    else if (line.s[0] == '&' || line.s[0] == '+' || line.s[0] == '~') m->skipped++, m->verb = line.s[0] == '&' ? KH_STR("") : m->verb;
    else verb_line(m, line);
  }
  kh_lines_close(&l);
  return m->entries ? KH_OK : kh_fail(err, KH_E_FORMAT, "%s holds no verbs with CAMEO codes in brackets", path);
}

kh_status kh_events_import_verbs(const kh_model *data, const char *path, kh_buf *out, size_t *entries, size_t *skipped, kh_error *err) {
  importer m = {.out = out};
  m.codes = kh_model_table(data, "events.import", sizeof *m.codes, &m.count);
  for (size_t i = 0; m.codes && i < m.count; i++)
    if (m.codes[i].code[5] || m.codes[i].type >= KH_EVENT_COUNT || m.codes[i].mode >= KH_MODE_COUNT) m.codes = NULL;
  if (!m.codes) return kh_fail(err, KH_E_DATA, "table events.import is missing or damaged");
  m.a = kh_arena_new(0);
  if (!m.a) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s;
  kh_guard g;
  kh_arena_guard(m.a, &g);
  if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory");
  else s = import(&m, path, err);
  kh_arena_unguard(m.a, &g);
  kh_arena_free(m.a);
  *entries = m.entries, *skipped = m.skipped;
  return s;
}
