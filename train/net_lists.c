/* net_lists.c: reads lists of names as data/parse/name-lists.txt describes them. */
#include <stdlib.h>
#include <unistd.h>

#include "net_lists.h"
#include "parse/name_int.h"

static const char *const classes[NAME_CLASSES] = {"given", "person", "state", "city", "place", "org", "people", "head", "role"};   /* in their order */

typedef struct list {
  uint32_t shift;
  kh_str file;
  char fields, inside;                     /* separators; 0 for none */
  uint32_t wanted;                         /* set of field numbers */
} list;

static bool separator(kh_str name, char *out) {
  static const struct { const char *name; char c; } table[] = {{"tab", '\t'}, {"bar", '|'}, {"semicolon", ';'}, {"blank", ' '}, {"none", 0}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (kh_str_is(name, table[i].name)) return *out = table[i].c, true;
  return false;
}

static bool parse_list(kh_str line, list *l) {
  kh_str field[5], number;
  for (int i = 0; i < 5; i++) {
    if (!kh_str_split(&line, '|', &field[i])) return false;
    field[i] = kh_str_trim(field[i]);
  }
  *l = (list){.file = field[1], .shift = KH_NONE};
  for (uint32_t i = 0; i < NAME_CLASSES; i++)
    if (kh_str_is(field[0], classes[i])) l->shift = NAME_MARK_BITS * i;
  while (kh_str_split(&field[3], '+', &number)) {
    int64_t n;
    if (!kh_str_to_int(number, &n) || n < 1 || n > 30) return false;
    l->wanted |= 1u << n;
  }
  return l->shift != KH_NONE && separator(field[2], &l->fields) && separator(field[4], &l->inside);
}

static void mark_word(kh_name_lists *l, kh_str word, uint32_t marks) {
  bool is_new;
  uint32_t *slot = kh_map_put(l->marks, word, &is_new);
  if (is_new) {
    *slot = (uint32_t)l->words.n;
    KH_PUSH(l->arena, &l->words, (struct kh_marked){.word = word});
  }
  l->words.at[*slot].marks |= marks;
}

/* The next word of a name, cut as tokens are: at blanks, at hyphens, before "'s". */
static bool next_word(kh_str *rest, kh_str *word) {
  while (rest->n && (rest->s[0] == ' ' || rest->s[0] == '-' || rest->s[0] == '*')) rest->s++, rest->n--;
  size_t n = 0;
  while (n < rest->n && rest->s[n] != ' ' && rest->s[n] != '-' && !(n && kh_str_starts((kh_str){rest->s + n, rest->n - n}, KH_STR("'s")))) n++;
  *word = (kh_str){rest->s, n};
  rest->s += n, rest->n -= n;
  return n > 0;
}

static bool capital(kh_str word) {
  size_t at = 0;
  return word.n >= 2 && kh_cp_is_upper(kh_utf8_next(word.s, word.n, &at));
}

static void add_name(kh_name_lists *l, kh_str name, uint32_t shift) {
  uint32_t class = shift / NAME_MARK_BITS, words = 0;
  uint64_t hash = 0;
  kh_str rest = name, word;
  while (next_word(&rest, &word)) words++;
  rest = name;
  for (uint32_t i = 0; next_word(&rest, &word); i++) {
    kh_str lower = kh_str_lower(l->arena, kh_str_dup(l->arena, word));
    hash = kh_name_phrase_hash(hash, kh_hash_str(lower));
    if (capital(word) || class == NAME_HEAD || class == NAME_ROLE) mark_word(l, lower, (uint32_t)(words == 1 ? NAME_ALONE : i == 0 ? NAME_FIRST : NAME_LATER) << shift);
  }
  if (words > 1 && words <= NAME_PHRASE && class != NAME_GIVEN && class != NAME_PERSON && class < NAME_HEAD)
    KH_PUSH(l->arena, &l->phrases, (struct kh_phrase){hash, 1u << class});
}

/* "+ A = B; C" goes on with names of the kind before. */
static void read_more(kh_name_lists *l, uint32_t shift, kh_str line) {
  kh_str name, one;
  while (kh_str_split(&line, ';', &name))
    while (kh_str_split(&name, '=', &one)) {
      one = kh_str_trim(one);
      if (one.n && one.s[one.n - 1] == '?') one.n--;
      add_name(l, one, shift);
    }
}

static void read_line(kh_name_lists *l, const list *from, kh_str line) {
  kh_str field, name;
  uint32_t number = 0;
  if (!line.n || line.s[0] == ' ' || line.s[0] == '\t') return;
  if (line.s[0] == '+' && from->fields == '|') {
    read_more(l, from->shift, kh_str_sub(line, 1, line.n));
    return;
  }
  while (kh_str_split(&line, from->fields, &field)) {
    if (++number > 30 || !(from->wanted >> number & 1)) continue;
    if (!from->inside) add_name(l, kh_str_trim(field), from->shift);
    else
      while (kh_str_split(&field, from->inside, &name)) add_name(l, kh_str_trim(name), from->shift);
  }
}

static kh_status read_lists(kh_name_lists *l, const char *data_dir, kh_error *err) {
  kh_lines lists;
  kh_str line;
  kh_status st = kh_lines_open(data_dir, "parse/name-lists.txt", &lists, err);
  if (st) return st;
  while (!st && kh_lines_next(&lists, &line)) {
    list from;
    if (!parse_list(line, &from)) {
      st = kh_lines_fail(&lists, err, "a list of names needs class, file, separator, fields and separator");
      break;
    }
    kh_lines names;
    const char *file = kh_str_dup(l->arena, from.file).s;
    if (access(kh_str_printf(l->arena, "%s/%s", data_dir, file).s, R_OK)) continue;
    st = kh_lines_open(data_dir, file, &names, err);
    if (st) break;
    while (kh_lines_next(&names, &line)) read_line(l, &from, line);
    kh_lines_close(&names);
  }
  kh_lines_close(&lists);
  return st;
}

kh_status kh_name_lists_open(kh_name_lists *l, const char *data_dir, kh_error *err) {
  kh_guard g;
  *l = (kh_name_lists){.arena = kh_arena_new(0)};
  if (!l->arena) return kh_fail(err, KH_E_MEMORY, "no memory for lists of names");
  kh_status st = KH_OK;
  kh_arena_guard(l->arena, &g);
  if (setjmp(g.env)) st = kh_fail(err, KH_E_MEMORY, "no memory for lists of names");
  else if ((l->marks = kh_map_new(l->arena, 1 << 16)), data_dir) st = read_lists(l, data_dir, err);
  kh_arena_unguard(l->arena, &g);
  return st;
}

/* ---- as tables to search in ---- */

typedef kh_hash_marks marked;

static int by_hash(const void *a, const void *b) {
  uint64_t x = ((const marked *)a)->hash, y = ((const marked *)b)->hash;
  return (x > y) - (x < y);
}

/* Sorts the words by their hash, which is by buckets, each once with all of its marks; returns how many are left. */
static size_t sort_words(marked *word, size_t n) {
  size_t kept = 0;
  qsort(word, n, sizeof *word, by_hash);
  for (size_t i = 0; i < n; i++) {
    if (kept && word[kept - 1].hash == word[i].hash) word[kept - 1].marks |= word[i].marks;
    else if (word[i].marks) word[kept++] = word[i];
  }
  return kept;
}

static bool fill_starts(const kh_listed *l, const marked *word, uint16_t *start) {
  bool near = true;
  size_t at = 0;
  for (uint32_t b = 0; b <= l->buckets; b++) {
    while (at < l->words && kh_listed_bucket(l, word[at].hash) < b) at++;
    start[b] = (uint16_t)at;
    near &= kh_listed_start(l, b) == (int64_t)at;
  }
  return near;
}

kh_status kh_listed_make(marked *word, size_t n, uint32_t width, kh_arena *a, kh_listed *out, kh_error *err) {
  kh_map *known = kh_map_new(a, 1 << 12);
  uint32_t *kind = KH_ARRAY(a, uint32_t, KH_LISTED_KINDS);
  *out = (kh_listed){.words = sort_words(word, n), .width = width, .kind = kind};
  if (!out->words) return KH_OK;
  uint16_t *of = KH_ARRAY(a, uint16_t, out->words);
  for (size_t i = 0; i < out->words; i++) {
    bool is_new;
    uint32_t *k = kh_map_put(known, (kh_str){(const char *)&word[i].marks, sizeof word[i].marks}, &is_new);
    if (is_new && out->kinds == KH_LISTED_KINDS) return kh_fail(err, KH_E_LIMIT, "the lists give names more than %d sets of classes", KH_LISTED_KINDS);
    if (is_new) kind[*k = (uint32_t)out->kinds++] = word[i].marks;
    of[i] = (uint16_t)*k;
  }
  uint8_t *entry = KH_ARRAY(a, uint8_t, out->words * width);
  out->buckets = kh_listed_buckets(out->words);
  uint16_t *start = KH_ARRAY(a, uint16_t, out->buckets + 1);
  out->entry = entry, out->start = start, out->check = kh_listed_check(width, out->kinds);
  for (size_t i = 0; i < out->words; i++)
    for (uint32_t k = 0, e = ((uint32_t)word[i].hash & out->check) | of[i]; k < width; k++) entry[i * width + k] = (uint8_t)(e >> 8 * k);
  return fill_starts(out, word, start) ? KH_OK : kh_fail(err, KH_E_LIMIT, "the lists' hashes are not even");
}

kh_status kh_name_lists_words(const kh_name_lists *l, kh_arena *a, kh_listed *out, kh_error *err) {
  marked *word = KH_ARRAY(a, marked, l->words.n + 1);
  for (size_t i = 0; i < l->words.n; i++) word[i] = (marked){kh_hash_str(l->words.at[i].word), l->words.at[i].marks};
  return kh_listed_make(word, l->words.n, 4, a, out, err);
}

kh_status kh_name_lists_phrases(const kh_name_lists *l, kh_arena *a, kh_listed *out, kh_error *err) {
  marked *name = KH_ARRAY(a, marked, l->phrases.n + 1);
  for (size_t i = 0; i < l->phrases.n; i++) name[i] = (marked){l->phrases.at[i].hash, l->phrases.at[i].classes};
  return kh_listed_make(name, l->phrases.n, 3, a, out, err);
}

void kh_listed_pack(const kh_listed *l, kh_pack *p, const char *name) {
  char table[64];
  if (!l->entry) return;
  kh_pack_add(p, name, l->entry, l->width, l->words);
  snprintf(table, sizeof table, "%s.starts", name);
  kh_pack_add(p, table, l->start, sizeof *l->start, l->buckets + (size_t)1);
  snprintf(table, sizeof table, "%s.kinds", name);
  kh_pack_add(p, table, l->kind, sizeof *l->kind, l->kinds);
}

void kh_name_lists_close(kh_name_lists *l) {
  kh_arena_free(l->arena);
  *l = (kh_name_lists){0};
}
