/* cues.c: the tries of class-name cues and of boilerplate phrases. */
#include <stdlib.h>

#include "base/scan.h"
#include "page/cues.h"

enum { ROW = 29, ANEW = 27, SYMBOLS = 28, KINDS = SYMBOLS };   /* of a state while the trie is made: the state after each symbol, then its kinds */
_Static_assert(KH_CUE_KINDS <= 16 && KH_PHRASE_KINDS <= 16, "a set of kinds is 16 bits");

/* A state as it is kept, in eight bytes, so that a word is followed within a line or two of the processor's cache: bits for the symbols that lead on, its
 * kinds, and the first of the states that they lead to, which lie side by side. */
enum { KINDS_AT = SYMBOLS, NEXT_AT = KINDS_AT + 16 };
#define SYMBOL_BITS (((uint64_t)1 << SYMBOLS) - 1)
static inline uint32_t bits_of(uint32_t x) {   /* how many there are */
  x -= x >> 1 & 0x55555555;
  x = (x & 0x33333333) + (x >> 2 & 0x33333333);
  return ((x + (x >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24;
}
static inline uint32_t kinds_of(uint64_t state) { return (uint32_t)(state >> KINDS_AT) & 0xFFFF; }
static inline uint32_t next_of(uint64_t state) { return (uint32_t)(state >> NEXT_AT); }
/* The state after a symbol; 0, which nothing leads to, if there is none. */
static inline uint32_t step(const kh_cues *c, uint32_t from, uint32_t symbol) {
  uint64_t state = c->state[from];
  if (!(state >> symbol & 1)) return 0;
  uint32_t before = (uint32_t)state & (((uint32_t)1 << symbol) - 1);
  return next_of(state) + bits_of(before);
}

/* The set of words that patterns begin with, as bits by hash; of phrases only those that may stand anywhere in a text. Of a word count its first eight letters and its length up to nine; of a
 * pattern whose first word goes on ("recommend*"), its first four. The last word has the letters that such patterns begin with. First words of
 * patterns for whole names are in it apart, with a length that no word has. */
enum { FIRST_BITS = 14, FIRST_TABLE = (1 << (FIRST_BITS - 5)) + 1, OPEN_WORD = FIRST_TABLE - 1, OPEN_LETTERS = 4, OPEN_LENGTH = 15, WHOLE_LENGTH = 16 };
static uint32_t first_bit(uint64_t head, unsigned length) {   /* head: letters in lower case, the first the lowest */
  return (uint32_t)(((head ^ (uint64_t)length << 59) * 0x9E3779B97F4A7C15u) >> (64 - FIRST_BITS));
}
static uint64_t letters_of(uint64_t head, unsigned n) {   /* n is not 0 */
  unsigned beyond = (64 - 8 * n) & (0 - (unsigned)(n < 8));   /* no branch: nobody can guess how long words are */
  return head << beyond >> beyond;
}

/* The words of that set that have eight letters at most and are whole, two numbers each: the letters; and the state that the word and the '-' after it lead
 * to, the kinds on the way, the word's length (0 where none is). What would be as many steps as it has letters is one. */
enum { WORD_PLACES = 1 << 10, WORD_TABLE = 2 * WORD_PLACES, WORD_KINDS_AT = 16, WORD_LENGTH_AT = 32, LONGEST_WORD = 8 };
static uint32_t word_place(uint32_t first) { return first >> (FIRST_BITS - 10); }
static uint64_t word_entry(uint32_t state, uint32_t kinds, unsigned length) {
  return state | (uint64_t)kinds << WORD_KINDS_AT | (uint64_t)length << WORD_LENGTH_AT;
}
/* What the table says of a word; 0 if it is not there. */
static inline uint64_t word_at(const uint64_t *word, uint32_t first, uint64_t letters, unsigned length) {
  for (uint32_t i = word_place(first);; i = (i + 1) % WORD_PLACES) {
    uint64_t entry = word[2 * i + 1];
    if (!entry || (word[2 * i] == letters && entry >> WORD_LENGTH_AT == length)) return entry;
  }
}

static const char *const cue_names[] = {
#define X(id, text) text,
    KH_CUE_TABLE_(X)
#undef X
};
static const char *const phrase_names[] = {
#define X(id, text) text,
    KH_PHRASE_TABLE_(X)
#undef X
};
enum {   /* kinds of phrases that a text begins with */
  PLACED = KH_PHRASE_WHOLE | KH_PHRASE_START | KH_PHRASE_TAIL | KH_PHRASE_TAIL_START | KH_PHRASE_BYLINE_START | KH_PHRASE_DATE_START |
           KH_PHRASE_UPDATE_START | KH_PHRASE_CAPTION_START
};

/* ---- compiling ---- */
typedef struct first_word { uint64_t letters; unsigned length; } first_word;
typedef struct trie {
  KH_VEC(uint16_t) row;
  KH_VEC(first_word) words;
  uint32_t states;
  uint32_t first[FIRST_TABLE];
  kh_arena *arena;
} trie;

static uint32_t new_state(trie *t) {
  for (int i = 0; i < ROW; i++) KH_PUSH(t->arena, &t->row, 0);
  return t->states++;
}

/* The state after a symbol, made if need be; UINT16_MAX when there are too many. */
static uint32_t step_in(trie *t, uint32_t state, uint32_t symbol) {
  uint32_t to = t->row.at[state * ROW + symbol];
  if (to) return to;
  if (t->states >= UINT16_MAX) return UINT16_MAX;
  to = new_state(t);
  t->row.at[state * ROW + symbol] = (uint16_t)to;
  return to;
}

/* A pattern begins with this word, or, when it is open, with these letters; whole: it is for whole names; placed: it only begins texts. */
static bool note_first(trie *t, kh_str word, bool open, bool whole, bool placed) {
  uint64_t head = 0;
  if (open && word.n < OPEN_LETTERS) return false;
  if (placed) return true;
  for (size_t i = 0; i < word.n && i < (open ? OPEN_LETTERS : 8); i++) head |= (uint64_t)(unsigned char)word.s[i] << 8 * i;
  uint32_t bit = first_bit(head, (open ? OPEN_LENGTH : word.n < 9 ? (unsigned)word.n : 9) + (whole ? WHOLE_LENGTH : 0));
  t->first[bit / 32] |= 1u << bit % 32;
  if (!open && !whole && word.n <= LONGEST_WORD) KH_PUSH(t->arena, &t->words, (first_word){head, (unsigned)word.n});
  if (open && !whole) t->first[OPEN_WORD] |= 1u << (word.s[0] - 'a');
  return true;
}

/* parts: whether the '-' between words is written (else "article-body" is entered as "articlebody"). */
static bool enter(trie *t, kh_str pattern, uint32_t kinds, bool parts, bool placed) {
  uint32_t state = 0;
  char first[64];   /* the first word */
  size_t n = 0;
  bool ended = false, whole = pattern.s[0] == '=', open_end = pattern.s[pattern.n - 1] == '*';
  kh_str core = kh_str_sub(pattern, whole, pattern.n - open_end);
  if (!core.n || core.n > sizeof first || !(core.s[0] >= 'a' && core.s[0] <= 'z')) return false;
  if (whole) state = step_in(t, state, ANEW);
  for (size_t i = 0; i < core.n + 2 && state < UINT16_MAX; i++) {
    char c = i == 0 || i == core.n + 1 ? '-' : core.s[i - 1];
    if (i == core.n + 1 && open_end) continue;
    if (i > 0 && i <= core.n && !(c >= 'a' && c <= 'z')) {
      if (!parts) continue;
      c = '-';
    }
    if (i && c == '-') ended = true;
    if (i && !ended) first[n++] = c;
    state = step_in(t, state, c == '-' ? 0 : (uint32_t)(c - 'a' + 1));
  }
  if (whole && state < UINT16_MAX) state = step_in(t, state, ANEW);
  if (state >= UINT16_MAX) return false;
  t->row.at[state * ROW + KINDS] |= (uint16_t)kinds;
  return note_first(t, (kh_str){first, n}, !ended, whole, placed);
}

/* Writes a state and what it leads to: those states side by side, then what the first leads to, and so on. Patterns are short, so it does not go deep. */
static void lay_out(const trie *t, uint32_t from, uint64_t *state, uint32_t to, uint32_t *used) {
  const uint16_t *row = t->row.at + (size_t)from * ROW;
  uint32_t next = *used, child = next;
  state[to] = (uint64_t)row[KINDS] << KINDS_AT | (uint64_t)next << NEXT_AT;
  for (uint32_t i = 0; i < SYMBOLS; i++)
    if (row[i]) state[to] |= (uint64_t)1 << i, *used += 1;
  for (uint32_t i = 0; i < SYMBOLS; i++)
    if (row[i]) lay_out(t, row[i], state, child++, used);
}

/* The table of words. False if there are too many. */
static bool enter_words(const trie *t, const kh_cues *c, uint64_t *word) {
  uint32_t used = 0;
  for (size_t k = 0; k < t->words.n; k++) {
    first_word w = t->words.at[k];
    uint32_t first = first_bit(w.letters, w.length), kinds = 0, state = step(c, 0, 0), i = word_place(first);
    if (word_at(word, first, w.letters, w.length)) continue;   /* many patterns begin with it */
    for (unsigned l = 0; l <= w.length; l++) {
      state = step(c, state, l < w.length ? (uint32_t)(w.letters >> 8 * l & 0xFF) - 'a' + 1 : 0);
      kinds |= kinds_of(c->state[state]);
    }
    if (++used > WORD_PLACES / 4 * 3) return false;
    while (word[2 * i + 1]) i = (i + 1) % WORD_PLACES;
    word[2 * i] = w.letters;
    word[2 * i + 1] = word_entry(state, kinds, w.length);
  }
  return true;
}

static const char *const suffixes[] = {"state", "first", "word"};
static const size_t sizes[] = {8, 4, 8};
enum { TABLES = 3 };

static bool pack(const trie *t, kh_pack *out, const char *table) {
  char name[40];
  uint64_t *state = kh_alloc(t->arena, t->states * sizeof *state), *word = KH_ARRAY(t->arena, uint64_t, WORD_TABLE);
  uint32_t used = 1;
  lay_out(t, 0, state, 0, &used);
  if (!enter_words(t, &(kh_cues){.state = state, .states = used}, word)) return false;
  const void *at[TABLES] = {state, t->first, word};
  size_t count[TABLES] = {used, FIRST_TABLE, WORD_TABLE};
  for (int i = 0; i < TABLES; i++) {
    kh_buf b = {0};
    kh_buf_printf(&b, "%s.%s", table, suffixes[i]);
    if (!b.failed && b.n < sizeof name) memcpy(name, b.s, b.n), name[b.n] = 0, kh_pack_add(out, name, at[i], sizes[i], count[i]);
    kh_buf_free(&b);
  }
  return true;
}

kh_status kh_cues_compile(const char *dir, const char *file, const char *table, bool phrases, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line;
  kh_guard guard;
  kh_status s = kh_lines_open(dir, file, &lines, err);
  if (s) return s;
  trie t = {.arena = kh_arena_new(0)};
  if (!t.arena) return kh_lines_close(&lines), kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_arena_guard(t.arena, &guard);
  if (setjmp(guard.env)) {
    s = kh_fail(err, guard.status, "not enough memory for %s", file);
    goto done;
  }
  new_state(&t);
  while (!s && kh_lines_next(&lines, &line)) {
    kh_str kind, pattern;
    uint32_t bit = 0;
    if (!kh_str_split(&line, '\t', &kind) || !kh_str_split(&line, '\t', &pattern) || pattern.n < 2 || !line.n) {
      s = kh_lines_fail(&lines, err, "kind, pattern and example expected");
      break;
    }
    for (uint32_t i = 0; i < (phrases ? (uint32_t)KH_PHRASE_KINDS : (uint32_t)KH_CUE_KINDS); i++)
      if (kh_str_is(kind, phrases ? phrase_names[i] : cue_names[i])) bit = 1u << i;
    if (!bit) s = kh_lines_fail(&lines, err, "no such kind: " KH_FMT, KH_ARG(kind));
    else if (!enter(&t, pattern, bit, true, phrases && bit & PLACED) || (!phrases && !enter(&t, pattern, bit, false, false))) s = kh_lines_fail(&lines, err, "a pattern of at most 64 letters expected, four of them before a '*'");
  }
  if (!s && !pack(&t, out, table)) s = kh_fail(err, KH_E_DATA, "%s: patterns begin with more than %d words", file, WORD_PLACES / 4 * 3);
done:
  kh_arena_free(t.arena);
  kh_lines_close(&lines);
  return s;
}

/* ---- use ---- */
kh_status kh_cues_open(const kh_model *m, const char *table, kh_cues *out, kh_error *err) {
  size_t n[TABLES];
  kh_buf name = {0};
  const void *at[TABLES];
  for (int i = 0; i < TABLES; i++) {
    name.n = 0;
    kh_buf_printf(&name, "%s.%s", table, suffixes[i]);
    kh_buf_byte(&name, 0);
    at[i] = name.failed ? NULL : kh_model_table(m, name.s, sizes[i], &n[i]);
  }
  kh_buf_free(&name);
  size_t states = at[0] ? n[0] : 0;
  const uint64_t *state = at[0];
  const uint64_t *word = at[2];
  size_t words = 0;
  bool ok = at[0] && at[1] && at[2] && states > 0 && states <= UINT16_MAX && n[1] == FIRST_TABLE && n[2] == WORD_TABLE;
  for (size_t i = 0; ok && i < states; i++) ok = next_of(state[i]) + bits_of((uint32_t)(state[i] & SYMBOL_BITS)) <= states;
  for (size_t i = 1; ok && i < WORD_TABLE; i += 2) {
    words += word[i] != 0;
    ok = (word[i] & 0xFFFF) < states && word[i] >> WORD_LENGTH_AT <= LONGEST_WORD;
  }
  ok = ok && words < WORD_PLACES;   /* else a search would not end */
  if (!ok) return kh_fail(err, KH_E_DATA, "table %s is missing or damaged", table);
  *out = (kh_cues){state, at[1], word, states};
  return KH_OK;
}

enum { SYMBOL = 31, SMALL = 32, CAPITAL = 64 };
static const uint8_t symbol_of[256] = {   /* 0: no letter */
#define L(c) [c] = (c - 'A' + 1) | CAPITAL, [c + 32] = (c - 'A' + 1) | SMALL
    L('A'), L('B'), L('C'), L('D'), L('E'), L('F'), L('G'), L('H'), L('I'), L('J'), L('K'), L('L'), L('M'),
    L('N'), L('O'), L('P'), L('Q'), L('R'), L('S'), L('T'), L('U'), L('V'), L('W'), L('X'), L('Y'), L('Z'),
#undef L
};

/* Kinds of the patterns that are found from a state on, in what follows at i; those that end after last are not. In a name a capital
 * after a small letter begins a part. */
static inline uint32_t follow(const kh_cues *c, uint32_t state, kh_str v, size_t i, size_t last, bool name) {
  uint32_t found = 0, before = 0;
  for (; state && i < v.n && i <= last; i++) {
    uint32_t now = symbol_of[(unsigned char)v.s[i]];
    if (!now && !before) continue;
    if (name && now & CAPITAL && before & SMALL) {
      if (!(state = step(c, state, 0))) return found;
      found |= kinds_of(c->state[state]);
    }
    if (!(state = step(c, state, now & SYMBOL))) return found;
    found |= kinds_of(c->state[state]);
    before = now;
  }
  if (!state || i > last) return found;
  if (before && (state = step(c, state, 0))) found |= kinds_of(c->state[state]);   /* the last word ends, and after it the name */
  if (name && state && (state = step(c, state, ANEW))) found |= kinds_of(c->state[state]);
  return found;
}

static bool may_begin(const kh_cues *c, uint32_t bit) { return c->first[bit / 32] >> bit % 32 & 1; }

/* May a pattern for whole names begin with this word? length: up to nine. */
static bool may_be_whole(const kh_cues *c, uint64_t head, unsigned length) {
  return may_begin(c, first_bit(letters_of(head, length), length + WHOLE_LENGTH)) ||
         (length >= OPEN_LETTERS && may_begin(c, first_bit(letters_of(head, OPEN_LETTERS), OPEN_LENGTH + WHOLE_LENGTH)));
}

/* The letters among sixteen bytes. */
static inline uint32_t letters_in(kh_sixteen v) {
  kh_sixteen lower = kh_or(v, kh_all(0x20));
  return kh_mask(kh_upto(lower, 'z')) & ~kh_mask(kh_upto(lower, 'a' - 1));
}
static inline uint32_t first_bytes(size_t n) { return kh_mask_below(n < 16 ? (unsigned)n : 16); }

/* Kinds of the patterns that begin with any word of v and end at last or before; of a name those for the whole of it too. */
static inline uint32_t cues_of_words(const kh_cues *c, kh_str v, const char *limit, size_t last, bool name) {
  uint32_t found = 0, letter_before = 0, small_before = 0;
  bool begun = false;
  for (size_t i = 0; i < v.n && i <= last; i += 16) {
    kh_sixteen part = kh_sixteen_before(v.s + i, limit);
    uint32_t letters = letters_in(part) & first_bytes(v.n - i), words = letters & ~(letters << 1 | letter_before);
    if (name) {
      uint32_t smalls = letters & ~kh_mask(kh_upto(part, 'Z'));
      words |= letters & ~smalls & (smalls << 1 | small_before);
      small_before = smalls >> 15;
    }
    letter_before = letters >> 15;
    while (words) {
      size_t at = i + kh_mask_first(words);
      words &= words - 1;
      /* Its length up to nine, from its own sixteen bytes: a third of all words go on in those after the ones above. */
      kh_sixteen word = kh_sixteen_before(v.s + at, limit);
      uint32_t own = letters_in(word) & first_bytes(v.n - at), ends = ~own;
      if (name) {
        uint32_t smalls = own & ~kh_mask(kh_upto(word, 'Z'));
        ends |= own & ~smalls & smalls << 1;
      }
      unsigned length = kh_mask_first(ends >> 1 | 1u << 8) + 1;
      uint64_t head = kh_sixteen_head(word) | 0x2020202020202020u;
      uint64_t own_letters = letters_of(head, length);
      uint32_t first = first_bit(own_letters, length);
      bool begins = may_begin(c, first);
      uint64_t entry = begins && at + length <= last ? word_at(c->word, first, own_letters, length) : 0;
      if (entry) {
        uint32_t state = (uint32_t)entry & 0xFFFF;
        found |= (uint32_t)(entry >> WORD_KINDS_AT) & 0xFFFF;
        if (c->state[state] & SYMBOL_BITS) found |= follow(c, state, v, at + length, last, name);
      } else if (begins || (c->first[OPEN_WORD] >> ((head & 0xFF) - 'a') & 1 && length >= OPEN_LETTERS &&
                            may_begin(c, first_bit(letters_of(head, OPEN_LETTERS), OPEN_LENGTH)))) {
        found |= follow(c, step(c, 0, 0), v, at, last, name);
      }
      if (name && !begun && may_be_whole(c, head, length)) found |= follow(c, step(c, step(c, 0, ANEW), 0), v, 0, SIZE_MAX, true);
      begun = true;
    }
  }
  return found;
}

uint32_t kh_cues_of(const kh_cues *c, kh_str v, const char *limit) {
  uint32_t found = 0;
  for (size_t from = 0, to; from < v.n; from = to + 1) {
    for (to = from; to < v.n; to++) {   /* classes are parted by blanks */
      uint32_t blanks = kh_mask(kh_upto(kh_sixteen_before(v.s + to, limit), ' '));
      to += blanks ? kh_mask_first(blanks) : 15;
      if (!blanks || (to < v.n && v.s[to] != ' ' && v.s[to] != '\n' && v.s[to] != '\t')) continue;
      break;
    }
    kh_str name = kh_str_sub(v, from, to < v.n ? to : v.n);
    found |= cues_of_words(c, name, limit, SIZE_MAX, true);
  }
  return found;
}

uint32_t kh_cues_phrases(const kh_cues *c, kh_str v, bool within) {
  enum { AT_END = KH_PHRASE_WHOLE | KH_PHRASE_TAIL };
  uint32_t found = 0, state = step(c, 0, 0), before = 0;
  size_t i;
  for (i = 0; i <= v.n; i++) {
    uint32_t now = i < v.n ? symbol_of[(unsigned char)v.s[i]] & SYMBOL : 0;
    if (!now && !before) continue;
    before = now;
    if (!(state = step(c, state, now))) break;
    uint32_t own = kinds_of(c->state[state]) & PLACED;
    if (own & AT_END) {
      size_t rest = i;
      while (rest < v.n && !symbol_of[(unsigned char)v.s[rest]]) rest++;
      if (rest < v.n) own &= ~(uint32_t)AT_END;
    }
    found |= own;
  }
  return found | (cues_of_words(c, v, v.s + v.n, within ? v.n : i, false) & ~(uint32_t)PLACED);
}
