/* cues.c: the automaton of class-name cues and of boilerplate phrases. */
#include <stdlib.h>

#include "page/cues.h"

enum { SYMBOLS = 28, ANEW = 27 };

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

/* ---- compiling ---- */
typedef struct trie {
  KH_VEC(uint16_t) next;
  KH_VEC(uint32_t) own;
  KH_VEC(uint16_t) depth;
  kh_arena *arena;
} trie;

static uint32_t new_state(trie *t, uint16_t depth) {
  for (int i = 0; i < SYMBOLS; i++) KH_PUSH(t->arena, &t->next, 0);
  KH_PUSH(t->arena, &t->own, 0);
  KH_PUSH(t->arena, &t->depth, depth);
  return (uint32_t)t->own.n - 1;
}

/* The state after a symbol, made if need be; UINT16_MAX when there are too many. */
static uint32_t step_in(trie *t, uint32_t state, uint32_t symbol) {
  uint32_t to = t->next.at[state * SYMBOLS + symbol];
  if (to) return to;
  if (t->own.n >= UINT16_MAX) return UINT16_MAX;
  to = new_state(t, (uint16_t)(t->depth.at[state] + 1));
  t->next.at[state * SYMBOLS + symbol] = (uint16_t)to;
  return to;
}

/* parts: whether the '-' between words is written (else "article-body" is entered as "articlebody"). */
static bool enter(trie *t, kh_str pattern, uint32_t kinds, bool parts) {
  uint32_t state = 0;
  bool whole = pattern.s[0] == '=', open_start = pattern.s[0] == '*', open_end = pattern.s[pattern.n - 1] == '*';
  kh_str core = kh_str_sub(pattern, open_start || whole, pattern.n - open_end);
  if (whole) state = step_in(t, state, ANEW);
  for (size_t i = 0; i < core.n + 2 && state < UINT16_MAX; i++) {
    char c = i == 0 || i == core.n + 1 ? '-' : core.s[i - 1];
    if ((i == 0 && open_start) || (i == core.n + 1 && open_end)) continue;
    if (i > 0 && i <= core.n && !(c >= 'a' && c <= 'z')) {
      if (!parts) continue;
      c = '-';
    }
    state = step_in(t, state, c == '-' ? 0 : (uint32_t)(c - 'a' + 1));
  }
  if (whole && state < UINT16_MAX) state = step_in(t, state, ANEW);
  if (state == 0 || state >= UINT16_MAX) return false;
  t->own.at[state] |= kinds;
  return true;
}

/* Fail links turned into full transitions, breadth first. */
static void finish(trie *t, kh_pack *out, const char *table) {
  size_t n = t->own.n;
  uint32_t *queue = KH_ARRAY(t->arena, uint32_t, n), *any = KH_ARRAY(t->arena, uint32_t, n);
  uint16_t *fail = KH_ARRAY(t->arena, uint16_t, n);
  memcpy(any, t->own.at, n * sizeof *any);
  size_t head = 0, tail = 0;
  queue[tail++] = 0;
  while (head < tail) {
    uint32_t s = queue[head++];
    any[s] |= any[fail[s]];
    for (uint32_t c = 0; c < SYMBOLS; c++) {
      uint16_t *to = &t->next.at[s * SYMBOLS + c], along = s ? t->next.at[fail[s] * SYMBOLS + c] : 0;
      if (*to) {
        fail[*to] = along;
        queue[tail++] = *to;
      } else {
        *to = along;
      }
    }
  }
  char name[40];
  static const char *const suffix[] = {"next", "any", "own", "depth"};
  const void *at[] = {t->next.at, any, t->own.at, t->depth.at};
  size_t size[] = {2, 4, 4, 2}, count[] = {n * SYMBOLS, n, n, n};
  for (int i = 0; i < 4; i++) {
    kh_buf b = {0};
    kh_buf_printf(&b, "%s.%s", table, suffix[i]);
    if (!b.failed && b.n < sizeof name) memcpy(name, b.s, b.n), name[b.n] = 0, kh_pack_add(out, name, at[i], size[i], count[i]);
    kh_buf_free(&b);
  }
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
  new_state(&t, 0);
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
    else if (!enter(&t, pattern, bit, true) || (!phrases && !enter(&t, pattern, bit, false))) s = kh_lines_fail(&lines, err, "pattern too long or empty");
  }
  if (!s) finish(&t, out, table);
done:
  kh_arena_free(t.arena);
  kh_lines_close(&lines);
  return s;
}

/* ---- use ---- */
kh_status kh_cues_open(const kh_model *m, const char *table, kh_cues *out, kh_error *err) {
  size_t n[4];
  kh_buf name = {0};
  const void *at[4];
  static const char *const suffix[] = {"next", "any", "own", "depth"};
  static const size_t size[] = {2, 4, 4, 2};
  for (int i = 0; i < 4; i++) {
    name.n = 0;
    kh_buf_printf(&name, "%s.%s", table, suffix[i]);
    kh_buf_byte(&name, 0);
    at[i] = name.failed ? NULL : kh_model_table(m, name.s, size[i], &n[i]);
  }
  kh_buf_free(&name);
  bool ok = at[0] && at[1] && at[2] && at[3] && n[1] > 0 && n[1] <= UINT16_MAX && n[0] == n[1] * SYMBOLS && n[2] == n[1] && n[3] == n[1];
  const uint16_t *next = at[0];
  for (size_t i = 0; ok && i < n[0]; i++) ok = next[i] < n[1];
  if (!ok) return kh_fail(err, KH_E_DATA, "table %s is missing or damaged", table);
  *out = (kh_cues){next, at[1], at[2], at[3], n[1]};
  return KH_OK;
}

static const uint8_t symbol_of[256] = {
#define L(c) [c] = c - 'A' + 1, [c + 32] = c - 'A' + 1
    L('A'), L('B'), L('C'), L('D'), L('E'), L('F'), L('G'), L('H'), L('I'), L('J'), L('K'), L('L'), L('M'),
    L('N'), L('O'), L('P'), L('Q'), L('R'), L('S'), L('T'), L('U'), L('V'), L('W'), L('X'), L('Y'), L('Z'),
#undef L
};

uint32_t kh_cues_of(const kh_cues *c, kh_str v) {
  uint32_t found = 0, start = c->next[c->next[ANEW] * SYMBOLS], state = start;   /* a name begins, with '-' before its first word */
  uint8_t last = 0;
  bool small = false;
  for (size_t i = 0; i < v.n; i++) {
    char ch = v.s[i];
    uint8_t sym = symbol_of[(unsigned char)ch];
    bool capital = ch >= 'A' && ch <= 'Z';
    if (capital && small) found |= c->any[state = c->next[state * SYMBOLS]];
    small = ch >= 'a' && ch <= 'z';
    if (ch == ' ' || ch == '\n' || ch == '\t') {   /* the next class */
      if (last) found |= c->any[state = c->next[state * SYMBOLS]];
      found |= c->any[c->next[state * SYMBOLS + ANEW]];
      state = start;
      last = 0;
      continue;
    }
    if (!sym && !last) continue;
    state = c->next[state * SYMBOLS + sym];
    found |= c->any[state];
    last = sym;
  }
  if (last) found |= c->any[state = c->next[state * SYMBOLS]];
  return found | c->any[c->next[state * SYMBOLS + ANEW]];
}

uint32_t kh_cues_phrases(const kh_cues *c, kh_str v, bool within) {
  enum { PLACED = KH_PHRASE_WHOLE | KH_PHRASE_START | KH_PHRASE_TAIL | KH_PHRASE_TAIL_START | KH_PHRASE_BYLINE_START | KH_PHRASE_DATE_START |
                  KH_PHRASE_UPDATE_START | KH_PHRASE_CAPTION_START,
         AT_END = KH_PHRASE_WHOLE | KH_PHRASE_TAIL };
  uint32_t found = 0, state = c->next[0], read = 1, last = 0;
  for (size_t i = 0; i <= v.n; i++) {
    uint8_t sym = i < v.n ? symbol_of[(unsigned char)v.s[i]] : 0;
    if (!sym && !last) continue;
    state = c->next[state * SYMBOLS + sym];
    read++;
    last = sym;
    found |= c->any[state] & ~(uint32_t)PLACED;
    if (c->depth[state] != read) {
      if (!within) break;
    } else {
      found |= c->own[state] & PLACED & ~(uint32_t)AT_END;
      size_t rest = i;
      if (c->own[state] & AT_END) {
        while (rest < v.n && !symbol_of[(unsigned char)v.s[rest]]) rest++;
        if (rest >= v.n) found |= c->own[state] & AT_END;
      }
    }
  }
  return found;
}
