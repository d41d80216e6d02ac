/* net_lists.c: reads lists of names as data/parse/name-lists.txt describes them. */
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

kh_status kh_listed_make(const marked *word, size_t n, kh_arena *a, kh_listed *out, kh_error *err) {
  size_t size = 64;
  while (size < n * 3 / 2) size *= 2;
  marked *table = KH_ARRAY(a, marked, size);
  uint32_t *slot = KH_ARRAY(a, uint32_t, size), *kind = KH_ARRAY(a, uint32_t, KH_LISTED_KINDS);
  uint32_t kinds = 1;
  for (size_t i = 0; i < n; i++) {
    size_t at = word[i].hash & (size - 1);
    while (table[at].marks && table[at].hash != word[i].hash) at = (at + 1) & (size - 1);
    table[at] = (marked){word[i].hash, table[at].marks | word[i].marks};
  }
  for (size_t i = 0; i < size; i++) {
    uint32_t k = 1;
    if (!table[i].marks) continue;
    while (k < kinds && kind[k] != table[i].marks) k++;
    if (k == KH_LISTED_KINDS) return kh_fail(err, KH_E_LIMIT, "the lists give names more than %d sets of classes", KH_LISTED_KINDS - 1);
    if (k == kinds) kind[kinds++] = table[i].marks;
    slot[i] = kh_listed_slot(table[i].hash, k);
  }
  *out = (kh_listed){.slot = n ? slot : NULL, .kind = kind, .mask = size - 1, .kinds = kinds};
  return KH_OK;
}

kh_status kh_name_lists_words(const kh_name_lists *l, kh_arena *a, kh_listed *out, kh_error *err) {
  marked *word = KH_ARRAY(a, marked, l->words.n + 1);
  for (size_t i = 0; i < l->words.n; i++) word[i] = (marked){kh_hash_str(l->words.at[i].word), l->words.at[i].marks};
  return kh_listed_make(word, l->words.n, a, out, err);
}

kh_status kh_name_lists_phrases(const kh_name_lists *l, kh_arena *a, kh_listed *out, kh_error *err) {
  marked *name = KH_ARRAY(a, marked, l->phrases.n + 1);
  for (size_t i = 0; i < l->phrases.n; i++) name[i] = (marked){l->phrases.at[i].hash, l->phrases.at[i].classes};
  return kh_listed_make(name, l->phrases.n, a, out, err);
}

void kh_listed_pack(const kh_listed *l, kh_pack *p, const char *name) {
  char kinds[64];
  if (!l->slot) return;
  snprintf(kinds, sizeof kinds, "%s.kinds", name);
  kh_pack_add(p, name, l->slot, sizeof *l->slot, l->mask + 1);
  kh_pack_add(p, kinds, l->kind, sizeof *l->kind, l->kinds);
}

void kh_name_lists_close(kh_name_lists *l) {
  kh_arena_free(l->arena);
  *l = (kh_name_lists){0};
}
