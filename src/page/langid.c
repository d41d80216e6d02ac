/* langid.c: small words and letter sequences vote for languages; a script of its own decides at once. */
#include "page/langid.h"
#include "page/page_int.h"

enum { MOST_LANGUAGES = 64, SCAN = 4096, WORD = 40, WORD_WEIGHT = 6, SEQUENCE_WEIGHT = 1 };

enum script { NO_SCRIPT, LATIN, CYRILLIC, ARABIC, DEVANAGARI, HEBREW, GREEK, HAN, KANA, HANGUL, THAI, BENGALI, TAMIL, TELUGU, GEORGIAN, ARMENIAN, ETHIOPIC, SCRIPTS };
static const char *const script_names[SCRIPTS] = {"", "latin", "cyrillic", "arabic", "devanagari", "hebrew", "greek", "han", "kana", "hangul", "thai",
                                                  "bengali", "tamil", "telugu", "georgian", "armenian", "ethiopic"};
static const struct { uint32_t from, to; uint8_t script; } ranges[] = {
    {0x41, 0x5A, LATIN}, {0x61, 0x7A, LATIN}, {0xC0, 0x24F, LATIN}, {0x370, 0x3FF, GREEK}, {0x400, 0x52F, CYRILLIC}, {0x531, 0x58F, ARMENIAN},
    {0x590, 0x5FF, HEBREW}, {0x600, 0x77F, ARABIC}, {0x900, 0x97F, DEVANAGARI}, {0x980, 0x9FF, BENGALI}, {0xB80, 0xBFF, TAMIL}, {0xC00, 0xC7F, TELUGU},
    {0xE00, 0xE7F, THAI}, {0x10A0, 0x10FF, GEORGIAN}, {0x1200, 0x137F, ETHIOPIC}, {0x1E00, 0x1EFF, LATIN}, {0x1F00, 0x1FFF, GREEK}, {0x3040, 0x30FF, KANA},
    {0x4E00, 0x9FFF, HAN}, {0xAC00, 0xD7AF, HANGUL}, {0xFB50, 0xFDFF, ARABIC}, {0xFE70, 0xFEFE, ARABIC}};

static uint8_t script_of(uint32_t cp) {
  if (cp < 0x80) return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z' ? LATIN : NO_SCRIPT;
  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (cp >= ranges[i].from && cp <= ranges[i].to) return ranges[i].script;
  return NO_SCRIPT;
}

/* ---- compiling: key -> index of a set of languages; a sequence's key has a '+' before it ---- */
static bool vote(kh_lookup_builder *keys, uint64_t *sets, uint32_t *count, kh_str key, uint32_t language) {
  uint32_t at;
  if (!kh_lookup_find(keys, key, &at)) {
    at = *count;
    if (at == 8192 || !kh_lookup_put(keys, key, at)) return false;
    sets[(*count)++] = 0;
  }
  sets[at] |= (uint64_t)1 << language;
  return true;
}

kh_status kh_langid_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line;
  kh_status s = kh_lines_open(dir, "page/languages.txt", &lines, err);
  if (s) return s;
  kh_arena *arena = kh_arena_new(0);
  kh_lookup_builder *keys = kh_lookup_new();
  kh_guard guard;
  if (!arena || !keys) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  else {
    kh_arena_guard(arena, &guard);
    if (setjmp(guard.env)) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
    else {
      uint64_t *sets = KH_ARRAY(arena, uint64_t, 8192);
      uint32_t names[MOST_LANGUAGES] = {0}, languages = 0, count = 0;
      while (!s && kh_lines_next(&lines, &line)) {
        kh_str code, script, words, sequences, item;
        uint32_t kind = 0;
        if (!kh_str_split(&line, '\t', &code) || !kh_str_split(&line, '\t', &script) || !kh_str_split(&line, '\t', &words) ||
            !kh_str_split(&line, '\t', &sequences) || code.n != 2 || languages == MOST_LANGUAGES) {
          s = kh_lines_fail(&lines, err, "code, script, words, sequences and example of at most 64 languages expected");
          break;
        }
        for (uint32_t i = 1; i < SCRIPTS; i++)
          if (kh_str_is(script, script_names[i])) kind = i;
        if (!kind) s = kh_lines_fail(&lines, err, "no such script: " KH_FMT, KH_ARG(script));
        names[languages] = (uint32_t)(unsigned char)code.s[0] | (uint32_t)(unsigned char)code.s[1] << 8 | kind << 16;
        while (!s && kh_str_split(&words, ' ', &item))
          if (item.n && !kh_str_is(item, "-") && !vote(keys, sets, &count, item, languages)) s = kh_lines_fail(&lines, err, "too many words");
        while (!s && kh_str_split(&sequences, ' ', &item))
          if (item.n && !kh_str_is(item, "-") && !vote(keys, sets, &count, kh_str_printf(arena, "+" KH_FMT, KH_ARG(item)), languages))
            s = kh_lines_fail(&lines, err, "too many sequences");
        languages++;
      }
      kh_lookup_pack(keys, out, "page.language");
      kh_pack_add(out, "page.language.sets", sets, sizeof *sets, count);
      kh_pack_add(out, "page.language.names", names, sizeof *names, languages);
    }
  }
  kh_lookup_free(keys);
  kh_arena_free(arena);
  kh_lines_close(&lines);
  return s;
}

kh_status kh_langid_open(const kh_model *m, kh_page_room *r, kh_error *err) {
  kh_status s = kh_lookup_open(m, "page.language", &r->languages, err);
  if (s) return s;
  r->language_sets = kh_model_table(m, "page.language.sets", sizeof *r->language_sets, &r->language_set_count);
  r->language_names = kh_model_table(m, "page.language.names", sizeof *r->language_names, &r->language_count);
  bool ok = r->language_sets && r->language_names && r->language_count <= MOST_LANGUAGES;
  for (size_t i = 0; ok && i < r->language_set_count; i++)
    ok = r->language_count == MOST_LANGUAGES || !(r->language_sets[i] >> r->language_count);
  return ok ? KH_OK : kh_fail(err, KH_E_DATA, "tables page.language.* are missing or damaged");
}

/* ---- use ---- */
static bool count_votes(const kh_page_room *r, kh_str key, int weight, double *score) {
  uint32_t at;
  if (!kh_lookup_get(&r->languages, key, kh_hash_str(key), &at) || at >= r->language_set_count) return false;
  uint64_t set = r->language_sets[at];
  double share = (double)weight / (double)(__builtin_popcountll(set) + 1);
  for (; set; set &= set - 1) score[__builtin_ctzll(set)] += share;
  return true;
}

/* A word in lower case: itself and each of its sequences of three letters. begin: where its letters begin. */
static uint32_t count_word(const kh_page_room *r, char *word, const uint8_t *begin, size_t letters, double *score) {
  size_t n = begin[letters];
  uint32_t hits = count_votes(r, (kh_str){word, n}, WORD_WEIGHT, score);
  char key[20];
  for (size_t i = 0; i + 3 <= letters + 2; i++) {   /* "_the_": windows over the word with its ends */
    size_t from = i ? begin[i - 1] : 0, k = 0;
    key[k++] = '+';
    if (i == 0) key[k++] = '_';
    size_t to = i + 2 <= letters ? begin[i + 2] : n;
    if (i == 0) to = begin[letters < 2 ? letters : 2];
    if (to - from > 14) continue;
    memcpy(key + k, word + from, to - from);
    k += to - from;
    if (i + 2 > letters) key[k++] = '_';
    count_votes(r, (kh_str){key, k}, SEQUENCE_WEIGHT, score);
  }
  return hits;
}

kh_language kh_langid(const kh_page_room *r, const char *text, size_t n, const char *against) {
  double score[MOST_LANGUAGES] = {0};
  uint32_t letters_of[SCRIPTS] = {0}, letters = 0, hits = 0, words = 0;
  char word[WORD];
  uint8_t begin[WORD + 2];
  size_t in_word = 0, bytes = 0;
  if (n > SCAN) n = SCAN;
  for (size_t i = 0; i <= n;) {
    uint32_t cp = i < n ? kh_utf8_next(text, n, &i) : (i++, (uint32_t)' ');
    uint8_t script = script_of(cp);
    if (script) letters++, letters_of[script]++;
    bool part = script != NO_SCRIPT || (cp >= 0x300 && cp < 0x370);
    if (part && bytes < WORD - 4) {
      begin[in_word++] = (uint8_t)bytes;
      bytes += kh_utf8_put(kh_cp_lower(cp), word + bytes);
    } else if (!part && in_word) {
      begin[in_word] = (uint8_t)bytes;
      hits += count_word(r, word, begin, in_word, score);
      words++;
      in_word = bytes = 0;
    }
  }
  kh_language out = {"", 0, 1};
  uint8_t main_script = LATIN;
  for (uint8_t s = 1; s < SCRIPTS; s++)
    if (letters_of[s] > letters_of[main_script]) main_script = s;
  if (letters_of[KANA] * 20 > letters) main_script = KANA;   /* Japanese writes kana between its Han letters */
  if (!letters) return out;
  size_t best = MOST_LANGUAGES, second = MOST_LANGUAGES, of_script = 0;
  for (size_t k = 0; k < r->language_count; k++) {
    if (r->language_names[k] >> 16 != main_script) continue;
    of_script++;
    if (best == MOST_LANGUAGES || score[k] > score[best]) second = best, best = k;
    else if (second == MOST_LANGUAGES || score[k] > score[second]) second = k;
  }
  if (best == MOST_LANGUAGES || (of_script > 1 && score[best] <= 0)) return out;
  out.code[0] = (char)(r->language_names[best] & 0xFF);
  out.code[1] = (char)(r->language_names[best] >> 8 & 0xFF);
  double lead = second == MOST_LANGUAGES ? 1 : score[best] / (score[best] + score[second]);
  double enough = of_script == 1 ? (double)letters / (letters + 4.0) : (double)hits / (hits + 2.0);
  out.confidence = lead * enough;
  for (size_t k = 0; against && against[0] && k < r->language_count; k++)
    if ((r->language_names[k] & 0xFF) == (unsigned char)against[0] && (r->language_names[k] >> 8 & 0xFF) == (unsigned char)against[1] &&
        r->language_names[k] >> 16 == main_script)
      out.over = score[best] / (score[best] + score[k]);
  return out;
}
