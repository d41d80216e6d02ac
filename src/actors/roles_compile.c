/* roles_compile.c: data/actors/roles*.txt, modifiers.txt, coref.txt and first-names.txt into tables. */
#include "actors/roles.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIELDS = 4, KEY_MAX = 160 };

typedef struct compiler {
  const char *dir;
  kh_pool *pool;
  kh_lookup_builder *role_key, *role_head, *modifier_key, *pronoun, *title, *first, *nominal_key, *preposition, *ending_key;
  kh_buf roles, modifiers, nominals, heads, plurals, endings;
  int32_t weight[KH_PRONOUN_FEATURES];
} compiler;

/* What must be sorted by word before it can be packed. */
typedef struct head_line { char word[48]; uint32_t before, after; } head_line;
typedef struct modifier_line { char word[48]; kh_modifier m; uint32_t order; } modifier_line;

/* "a | b | c" into trimmed fields; how many there are. */
static int split_fields(kh_str line, kh_str field[FIELDS]) {
  int n = 0;
  kh_str f;
  while (n < FIELDS && kh_str_split(&line, '|', &f)) field[n++] = kh_str_trim(f);
  return n;
}

/* Words as the matcher joins them: lower case, hyphens as blanks, apostrophes words of their own, one blank
 * between words. *star: number of the word marked by '*', or SIZE_MAX. Returns the number of words, 0 if too long. */
static size_t make_key(kh_str words, char key[KEY_MAX], size_t *key_len, size_t *star) {
  size_t n = 0, count = 0;
  bool in_word = false;
  *star = SIZE_MAX;
  for (size_t i = 0; i < words.n; i++) {
    char c = words.s[i];
    if (n + 3 >= KEY_MAX) return 0;
    if (c == '*') { *star = count - 1; continue; }
    if (c == ' ' || c == '-') { in_word = false; continue; }
    if (c == '\'' && (i + 1 >= words.n || words.s[i + 1] == 's' || words.s[i + 1] == ' ')) in_word = false;      /* but "d'affaires" */
    if (!in_word) {
      if (n) key[n++] = ' ';
      in_word = true, count++;
    }
    key[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
  }
  *key_len = n;
  return count;
}

static kh_str key_word(kh_str key, size_t number) {
  kh_str word = {0};
  for (size_t i = 0; i <= number; i++) kh_str_split(&key, ' ', &word);
  return word;
}

static bool copy_word(char out[48], kh_str word) {
  if (word.n >= 48) return false;
  memcpy(out, word.s, word.n);
  out[word.n] = 0;
  return true;
}

static kh_status read_sectors(const kh_lines *l, kh_str list, uint32_t *bits, kh_error *err) {
  kh_str name;
  *bits = 0;
  if (kh_str_is(list, "-")) return KH_OK;
  while (kh_str_split(&list, ' ', &name)) {
    if (!name.n) continue;
    kh_sector s = kh_sector_of((kh_text){name.s, name.n});
    if (s == KH_SECTOR_NONE) return kh_lines_fail(l, err, "no such sector: " KH_FMT, KH_ARG(name));
    *bits |= 1u << s;
  }
  return KH_OK;
}

/* "man-of" -> kind, gender, of */
static bool read_kind(kh_str word, uint8_t *kind, uint8_t *gender, uint8_t *of) {
  kh_str tail = KH_STR("-of");
  *of = kh_str_ends(word, tail);
  if (*of) word.n -= tail.n;
  *gender = 0;
  if (kh_str_is(word, "person")) *kind = KH_ROLE_PERSON;
  else if (kh_str_is(word, "man")) *kind = KH_ROLE_PERSON, *gender = 'm';
  else if (kh_str_is(word, "woman")) *kind = KH_ROLE_PERSON, *gender = 'f';
  else if (kh_str_is(word, "body")) *kind = KH_ROLE_BODY;
  else if (kh_str_is(word, "people")) *kind = KH_ROLE_PEOPLE;
  else return false;
  return true;
}

/* "prime-minister": its words, in out. */
static kh_str words_of(const char *s, size_t n, char out[KEY_MAX]) {
  if (n > KEY_MAX) n = KEY_MAX;
  for (size_t i = 0; i < n; i++) out[i] = s[i] == '-' ? ' ' : s[i];
  return (kh_str){out, n};
}

static kh_status role_line(compiler *c, const kh_lines *l, kh_str line, kh_error *err) {
  kh_str f[FIELDS];
  if (split_fields(line, f) != 4) return kh_lines_fail(l, err, "four columns wanted");
  kh_role r = {0};
  kh_str kind = f[1], word, mark;
  char like[KEY_MAX];
  kh_str_split(&kind, ' ', &word);
  while (kh_str_split(&kind, ' ', &mark)) {
    if (kh_str_is(mark, "abroad")) r.abroad = 1;
    else if (kh_str_is(mark, "stranger")) r.stranger = 1;
    else if (kh_str_is(mark, "sole")) r.sole = 1;
    else if (kh_str_is(mark, "guest")) r.guest = 1;
    else if (kh_str_is(mark, "kin")) r.kin = 1;
    else if (kh_str_is(mark, "anybody")) r.anybody = 1;
    else if (kh_str_is(mark, "counted")) r.counted = 1;
    else if (kh_str_is(mark, "upon")) r.upon = 1;
    else if (kh_str_is(mark, "campaign")) r.campaign = 1;
    else if (kh_str_is(mark, "lends")) r.lends = 1;
    else if (kh_str_is(mark, "trades")) r.trades = 1;
    else if (kh_str_is(mark, "lawman")) r.lawman = 1;
    else if (kh_str_is(mark, "rank")) r.rank = 1;
    else if (kh_str_is(mark, "homely")) r.homely = 1;
    else if (kh_str_is(mark, "speaks")) r.speaks = 1;
    else if (kh_str_is(mark, "address")) r.address = 1;
    else if (kh_str_is(mark, "world")) r.world = 1;
    else if (kh_str_is(mark, "named")) r.named = 1;
    else if (kh_str_is(mark, "acts")) r.acts = 1;
    else if (kh_str_is(mark, "sits")) r.sits = 1;
    else if (kh_str_is(mark, "school")) r.school = 1;
    else if (kh_str_is(mark, "peer")) r.peer = 1;
    else if (kh_str_is(mark, "fellow")) r.fellow = 1;
    else if (kh_str_starts(mark, KH_STR("is:"))) r.like = kh_pool_put(c->pool, words_of(mark.s + 3, mark.n - 3, like));
    else if (mark.n == 3 && mark.s[0] >= 'A' && mark.s[0] <= 'Z') memcpy(r.country, mark.s, 3);
    else return kh_lines_fail(l, err, "no such mark of a role: " KH_FMT, KH_ARG(mark));
  }
  if (!read_kind(word, &r.kind, &r.gender, &r.of)) return kh_lines_fail(l, err, "no such kind of role: " KH_FMT, KH_ARG(f[1]));
  kh_status s = read_sectors(l, f[2], &r.sectors, err);
  if (s) return s;
  char key[KEY_MAX];
  size_t key_len, star, words = make_key(f[0], key, &key_len, &star);
  if (!words) return kh_lines_fail(l, err, "the role is empty or too long");
  kh_str k = {key, key_len};
  size_t head = star == SIZE_MAX ? words - 1 : star;
  r.name = kh_pool_put(c->pool, k);
  if (!r.like) r.like = r.name;
  r.before = (uint8_t)head;
  uint32_t number = (uint32_t)(c->roles.n / sizeof r);
  if (!kh_lookup_put(c->role_key, k, number)) return kh_lines_fail(l, err, "the role stands here twice: " KH_FMT, KH_ARG(k));
  kh_buf_put(&c->roles, &r, sizeof r);
  /* how far the matcher must look around this head */
  head_line h = {.before = (uint32_t)head, .after = (uint32_t)(words - 1 - head)};
  if (!copy_word(h.word, key_word(k, head))) return kh_lines_fail(l, err, "a word is too long");
  kh_buf_put(&c->heads, &h, sizeof h);
  return KH_OK;
}

static kh_status modifier_condition(const kh_lines *l, kh_str word, kh_modifier *m, kh_error *err) {
  uint8_t kind, gender, of;
  if (read_kind(word, &kind, &gender, &of)) {
    m->if_kind = kind, m->if_gender = gender, m->if_of = of;
    return KH_OK;
  }
  return read_sectors(l, word, &m->if_sectors, err);
}

static kh_status modifier_line_read(compiler *c, const kh_lines *l, kh_str line, kh_error *err) {
  kh_str f[FIELDS], word;
  if (split_fields(line, f) != 3) return kh_lines_fail(l, err, "three columns wanted");
  modifier_line m = {.order = (uint32_t)(c->modifiers.n / sizeof m)};
  kh_str effect = f[1];
  kh_str_split(&effect, ' ', &word);
  bool sectors = false;
  if (kh_str_is(word, "former")) m.m.effect = KH_MODIFIER_FORMER;
  else if (kh_str_is(word, "keep")) m.m.effect = KH_MODIFIER_KEEP;
  else if (kh_str_is(word, "abroad")) m.m.effect = KH_MODIFIER_ABROAD;
  else if (kh_str_is(word, "people")) m.m.effect = KH_MODIFIER_PEOPLE;
  else if (kh_str_is(word, "home")) m.m.effect = KH_MODIFIER_HOME;
  else if (kh_str_is(word, "patron")) m.m.effect = KH_MODIFIER_PATRON;
  else if (kh_str_is(word, "add")) m.m.effect = KH_MODIFIER_ADD, sectors = true;
  else if (kh_str_is(word, "set")) m.m.effect = KH_MODIFIER_SET, sectors = true;
  else return kh_lines_fail(l, err, "no such effect: " KH_FMT, KH_ARG(word));
  kh_status s = KH_OK;
  if (sectors) {
    if (!kh_str_split(&effect, ' ', &word)) return kh_lines_fail(l, err, "which sector?");
    s = read_sectors(l, word, &m.m.sectors, err);
  }
  if (!s && kh_str_split(&effect, ' ', &word) && kh_str_split(&effect, ' ', &word)) s = modifier_condition(l, word, &m.m, err);
  if (s) return s;
  char key[KEY_MAX];
  size_t key_len, star;
  if (!make_key(f[0], key, &key_len, &star)) return kh_lines_fail(l, err, "the modifier is empty or too long");
  if (!copy_word(m.word, (kh_str){key, key_len})) return kh_lines_fail(l, err, "the modifier is too long");
  kh_buf_put(&c->modifiers, &m, sizeof m);
  return KH_OK;
}

static const struct { const char *word; unsigned bit; } pronoun_words[] = {
  {"1", KH_PRON_1}, {"2", KH_PRON_2}, {"3", KH_PRON_3}, {"relative", KH_PRON_RELATIVE}, {"sing", KH_PRON_SING},
  {"plur", KH_PRON_PLUR}, {"m", KH_PRON_M}, {"f", KH_PRON_F}, {"n", KH_PRON_N}, {"any", 0}, {"reflexive", KH_PRON_REFLEXIVE},
};
static const struct { const char *word; kh_nominal_class what; } nominal_words[] = {
  {"state", KH_NOMINAL_STATE}, {"body", KH_NOMINAL_BODY}, {"armed", KH_NOMINAL_ARMED}, {"party", KH_NOMINAL_PARTY},
  {"igo", KH_NOMINAL_IGO}, {"business", KH_NOMINAL_BUSINESS}, {"media", KH_NOMINAL_MEDIA}, {"place", KH_NOMINAL_PLACE},
  {"person", KH_NOMINAL_PERSON}, {"pair", KH_NOMINAL_PAIR}, {"namesake", KH_NOMINAL_NAMESAKE},
  {"partners", KH_NOMINAL_PARTNERS}, {"attacker", KH_NOMINAL_ATTACKER}, {"troops", KH_NOMINAL_TROOPS}, {"band", KH_NOMINAL_BAND}, {"control", KH_NOMINAL_CONTROL},
  {"occupier", KH_NOMINAL_OCCUPIER}, {"two", KH_NOMINAL_TWO}, {"single", KH_NOMINAL_SINGLE}, {"suffered", KH_NOMINAL_SUFFERED},
  {"bidding", KH_NOMINAL_BIDDING}, {"agency", KH_NOMINAL_AGENCY}, {"league", KH_NOMINAL_LEAGUE}, {"taking", KH_NOMINAL_TAKING},
  {"trio", KH_NOMINAL_TRIO}, {"quartet", KH_NOMINAL_QUARTET}, {"realm", KH_NOMINAL_REALM}, {"round", KH_NOMINAL_ROUND},
};

static kh_status coref_line(compiler *c, const kh_lines *l, kh_str line, kh_error *err) {
  kh_str f[FIELDS], word;
  if (split_fields(line, f) != 3) return kh_lines_fail(l, err, "three columns wanted");
  kh_str what = f[1], whole = f[1];
  kh_str_split(&what, ' ', &word);
  if (kh_str_is(word, "plural")) {
    kh_plural p = {kh_pool_put(c->pool, f[0]), kh_pool_put(c->pool, what)};
    kh_buf_put(&c->plurals, &p, sizeof p);
    return KH_OK;
  }
  if (kh_str_is(word, "title")) {
    if (what.n != 1) return kh_lines_fail(l, err, "m or f wanted");
    kh_lookup_put(c->title, f[0], (uint8_t)what.s[0]);
    return KH_OK;
  }
  if (kh_str_is(word, "nominal")) {
    kh_nominal n = {.what = KH_NOMINAL_LISTED};
    for (size_t i = 0; i < sizeof nominal_words / sizeof *nominal_words; i++)
      if (kh_str_is(what, nominal_words[i].word)) n.what = (uint16_t)nominal_words[i].what;
    if (kh_str_is(what, "part")) n.what = KH_NOMINAL_STATE, n.part = 1;
    static const struct { const char *word; uint16_t what; } lists[] = {{"twin", KH_NOMINAL_TWIN}, {"garrison", KH_NOMINAL_GARRISON}, {"lands", KH_NOMINAL_LANDS}};
    kh_str rest = what, first = KH_STR("");
    kh_str_split(&rest, ' ', &first);
    bool listed = n.what == KH_NOMINAL_LISTED;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
      if (kh_str_is(first, lists[i].word)) n.what = lists[i].what, what = rest, listed = true;
    if (listed) n.countries = kh_pool_put(c->pool, what);
    if (!kh_lookup_put(c->nominal_key, f[0], (uint32_t)(c->nominals.n / sizeof n))) return kh_lines_fail(l, err, "the nominal stands here twice");
    kh_buf_put(&c->nominals, &n, sizeof n);
    return KH_OK;
  }
  unsigned bits = 0;
  while (kh_str_split(&whole, ' ', &word)) {
    size_t i = 0, count = sizeof pronoun_words / sizeof *pronoun_words;
    while (i < count && !kh_str_is(word, pronoun_words[i].word)) i++;
    if (i == count) return kh_lines_fail(l, err, "no such word here: " KH_FMT, KH_ARG(word));
    bits |= pronoun_words[i].bit;
  }
  kh_lookup_put(c->pronoun, f[0], bits);
  return KH_OK;
}

static kh_status preposition_line(compiler *c, const kh_lines *l, kh_str line, kh_error *err) {
  kh_str f[FIELDS];
  if (split_fields(line, f) != 3) return kh_lines_fail(l, err, "three columns wanted");
  static const char *const uses[] = {
      [KH_PREP_BELONGS] = "belongs", [KH_PREP_PLACE] = "place",   [KH_PREP_PARTY] = "party", [KH_PREP_TOPIC] = "topic",   [KH_PREP_TONGUE] = "tongue",
      [KH_PREP_OFFICE] = "office",   [KH_PREP_SERVES] = "serves", [KH_PREP_LEADS] = "leads", [KH_PREP_WRITES] = "writes", [KH_PREP_FOLLOWS] = "follows",
      [KH_PREP_ENDS] = "ends",       [KH_PREP_MADE] = "made",     [KH_PREP_SIDES] = "sides", [KH_PREP_HARMS] = "harms",   [KH_PREP_OTHERS] = "others",
      [KH_PREP_NEARBY] = "nearby",   [KH_PREP_DWELLS] = "dwells", [KH_PREP_LANDS] = "lands",   [KH_PREP_SURNAME] = "surname",
      [KH_PREP_EVERYWHERE] = "everywhere", [KH_PREP_COMPANY] = "company"};
  uint32_t use = KH_PREP_COMPANY;
  while (use && !kh_str_is(f[1], uses[use])) use--;
  if (!use) return kh_lines_fail(l, err, "no such use: " KH_FMT, KH_ARG(f[1]));
  if (!kh_lookup_put(c->preposition, f[0], use)) return kh_lines_fail(l, err, "the preposition stands here twice");
  return KH_OK;
}

static kh_status ending_line(compiler *c, const kh_lines *l, kh_str line, kh_error *err) {
  kh_str f[FIELDS], word;
  if (split_fields(line, f) != 4) return kh_lines_fail(l, err, "four columns wanted");
  kh_ending e = {0};
  kh_str what = f[1];
  kh_str_split(&what, ' ', &word);
  e.form = kh_str_is(word, "form");
  e.joins = kh_str_is(word, "joins") || kh_str_is(word, "opens") || kh_str_is(word, "quoted");
  bool opens = kh_str_is(word, "opens"), quoted = kh_str_is(word, "quoted");
  e.finds = e.form || kh_str_is(word, "finds");
  if (!e.finds && !e.joins && !kh_str_is(word, "tells")) return kh_lines_fail(l, err, "finds, form, tells, joins, opens or quoted wanted");
  e.likely = kh_str_ends(what, KH_STR("?"));
  if (e.likely) what.n--;
  if (what.n == 3) memcpy(e.country, what.s, 3);
  else if (what.n) return kh_lines_fail(l, err, "no such country: " KH_FMT, KH_ARG(what));
  kh_status s = read_sectors(l, f[2], &e.sectors, err);
  if (s) return s;
  for (size_t i = 0; i < f[0].n; i++) e.words += f[0].s[i] == ' ';
  e.words++;
  char key[KEY_MAX];
  kh_str mark = f[0];
  if (quoted && f[0].n && f[0].s[0] == '.') mark = kh_str_sub(f[0], 1, f[0].n);
  else if (quoted) mark.n = 0;
  if (mark.n + 1 > sizeof key) return kh_lines_fail(l, err, "the ending is too long");
  key[0] = opens ? '^' : '<';
  if (mark.n) memcpy(key + 1, mark.s, mark.n);
  if (!kh_lookup_put(c->ending_key, opens || quoted ? (kh_str){key, mark.n + 1} : f[0], (uint32_t)(c->endings.n / sizeof e)))
    return kh_lines_fail(l, err, "the ending stands here twice");
  kh_buf_put(&c->endings, &e, sizeof e);
  return KH_OK;
}

static kh_status weight_line(compiler *c, const kh_lines *l, kh_str line, kh_error *err) {
  static const char *const feature[] = {
#define X(name) #name,
    KH_PRONOUN_FEATURE_TABLE(X)
#undef X
  };
  kh_str f[FIELDS];
  int64_t weight;
  if (split_fields(line, f) != 3 || !kh_str_to_int(f[1], &weight) || weight < -KH_PRONOUN_MOST || weight > KH_PRONOUN_MOST)
    return kh_lines_fail(l, err, "feature, weight and meaning wanted");
  for (size_t i = 0; i < KH_PRONOUN_FEATURES; i++)
    if (kh_str_is(f[0], feature[i])) {
      c->weight[i] = (int32_t)weight;
      return KH_OK;
    }
  return kh_lines_fail(l, err, "no such feature: " KH_FMT, KH_ARG(f[0]));
}

static kh_status name_line(compiler *c, const kh_lines *l, kh_str line, kh_error *err) {
  kh_str f[FIELDS], name;
  if (split_fields(line, f) != 2 || f[0].n != 1) return kh_lines_fail(l, err, "gender and names wanted");
  while (kh_str_split(&f[1], ' ', &name)) {
    char low[64];
    if (!name.n) continue;
    if (name.n > sizeof low) return kh_lines_fail(l, err, "name too long");
    for (size_t i = 0; i < name.n; i++) low[i] = name.s[i] >= 'A' && name.s[i] <= 'Z' ? (char)(name.s[i] + 32) : name.s[i];
    if (!kh_lookup_put(c->first, (kh_str){low, name.n}, (uint8_t)f[0].s[0])) return kh_lines_fail(l, err, "the name stands here twice: " KH_FMT, KH_ARG(name));
  }
  return KH_OK;
}

static kh_status read_file(compiler *c, const char *name, kh_status (*read)(compiler *, const kh_lines *, kh_str, kh_error *), kh_error *err) {
  kh_lines l;
  kh_str line;
  kh_status s = kh_lines_open(c->dir, name, &l, err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line)) s = read(c, &l, line, err);
  kh_lines_close(&l);
  return s;
}

static int by_word(const void *a, const void *b) {
  const modifier_line *x = a, *y = b;
  int c = strcmp(x->word, y->word);
  return c ? c : x->order < y->order ? -1 : x->order > y->order;
}

/* Lines of one modifier side by side, the last one marked; the lookup leads to the first. */
static void pack_modifiers(compiler *c, kh_pack *out) {
  size_t n = c->modifiers.n / sizeof(modifier_line);
  modifier_line *at = (modifier_line *)(void *)c->modifiers.s;
  kh_buf packed = {0};
  if (n) qsort(at, n, sizeof *at, by_word);
  for (size_t i = 0; i < n; i++) {
    at[i].m.last = i + 1 == n || strcmp(at[i + 1].word, at[i].word);
    if (i == 0 || at[i - 1].m.last) kh_lookup_put(c->modifier_key, kh_str_of(at[i].word), (uint32_t)i);
    kh_buf_put(&packed, &at[i].m, sizeof at[i].m);
  }
  kh_pack_add(out, "actors.modifier", packed.s, sizeof(kh_modifier), n);
  kh_buf_free(&packed);
}

static int by_head(const void *a, const void *b) { return strcmp(((const head_line *)a)->word, ((const head_line *)b)->word); }

static void pack_heads(compiler *c, kh_pack *out) {
  size_t n = c->heads.n / sizeof(head_line);
  head_line *at = (head_line *)(void *)c->heads.s;
  if (n) qsort(at, n, sizeof *at, by_head);
  for (size_t i = 0; i < n;) {
    uint32_t before = 0, after = 0;
    size_t first = i;
    for (; i < n && !strcmp(at[i].word, at[first].word); i++) {
      if (at[i].before > before) before = at[i].before;
      if (at[i].after > after) after = at[i].after;
    }
    kh_lookup_put(c->role_head, kh_str_of(at[first].word), before << 8 | after);
  }
  kh_lookup_pack(c->role_head, out, "actors.role_head");
}

kh_status kh_roles_compile(const char *data_dir, kh_pack *out, kh_error *err) {
  compiler c = {.dir = data_dir, .pool = kh_pool_new(), .role_key = kh_lookup_new(), .role_head = kh_lookup_new(),
                .modifier_key = kh_lookup_new(), .pronoun = kh_lookup_new(), .title = kh_lookup_new(),
                .first = kh_lookup_new(), .nominal_key = kh_lookup_new(), .preposition = kh_lookup_new(), .ending_key = kh_lookup_new()};
  static const char *const role_files[] = {"government", "armed", "society", "things", "people", "economy", "offices", "callings", "world", "public"};
  kh_status s = KH_OK;
  for (size_t i = 0; i < sizeof role_files / sizeof *role_files && !s; i++) {
    char name[64];
    snprintf(name, sizeof name, "actors/roles-%s.txt", role_files[i]);
    s = read_file(&c, name, role_line, err);
  }
  if (!s) s = read_file(&c, "actors/modifiers.txt", modifier_line_read, err);
  if (!s) s = read_file(&c, "actors/prepositions.txt", preposition_line, err);
  if (!s) s = read_file(&c, "actors/name-endings.txt", ending_line, err);
  if (!s) s = read_file(&c, "actors/coref.txt", coref_line, err);
  if (!s) s = read_file(&c, "actors/pronoun-weights.txt", weight_line, err);
  if (!s) s = read_file(&c, "actors/first-names.txt", name_line, err);
  if (!s && (c.roles.failed || c.modifiers.failed || c.nominals.failed || c.heads.failed || c.plurals.failed || c.endings.failed))
    s = kh_fail(err, KH_E_MEMORY, "not enough memory");
  if (!s) {
    pack_modifiers(&c, out);
    pack_heads(&c, out);
    kh_pack_add(out, "actors.role", c.roles.s, sizeof(kh_role), c.roles.n / sizeof(kh_role));
    kh_pack_add(out, "actors.pronoun_weight", c.weight, sizeof *c.weight, KH_PRONOUN_FEATURES);
    kh_pack_add(out, "actors.plural", c.plurals.s, sizeof(kh_plural), c.plurals.n / sizeof(kh_plural));
    kh_pack_add(out, "actors.nominal", c.nominals.s, sizeof(kh_nominal), c.nominals.n / sizeof(kh_nominal));
    kh_pack_add(out, "actors.ending", c.endings.s, sizeof(kh_ending), c.endings.n / sizeof(kh_ending));
    kh_lookup_pack(c.ending_key, out, "actors.ending_key");
    kh_lookup_pack(c.role_key, out, "actors.role_key");
    kh_lookup_pack(c.modifier_key, out, "actors.modifier_key");
    kh_lookup_pack(c.pronoun, out, "actors.pronoun");
    kh_lookup_pack(c.title, out, "actors.title");
    kh_lookup_pack(c.first, out, "actors.first_name");
    kh_lookup_pack(c.nominal_key, out, "actors.nominal_key");
    kh_lookup_pack(c.preposition, out, "actors.preposition");
    kh_pool_pack(c.pool, out, "actors.role_pool");
  }
  kh_buf_free(&c.roles), kh_buf_free(&c.modifiers), kh_buf_free(&c.nominals), kh_buf_free(&c.heads), kh_buf_free(&c.plurals), kh_buf_free(&c.endings);
  kh_lookup_free(c.role_key), kh_lookup_free(c.role_head), kh_lookup_free(c.modifier_key), kh_lookup_free(c.pronoun);
  kh_lookup_free(c.title), kh_lookup_free(c.first), kh_lookup_free(c.nominal_key), kh_lookup_free(c.preposition), kh_lookup_free(c.ending_key);
  kh_pool_free(c.pool);
  return s;
}
