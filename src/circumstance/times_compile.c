/* times_compile.c: data/times (words.txt, holidays.txt, rules.txt) into the tables "times.*".
 *
 * A pattern of rules.txt is unfolded into the sequences of symbols that it stands for, and these go into one trie. */
#include <stdio.h>
#include <stdlib.h>

#include "circumstance/times_int.h"

#define MAX_STEPS 24
#define MAX_FORMS 6000           /* sequences that one pattern may unfold to */

typedef struct step { uint16_t symbol; uint8_t glued, group; } step;
typedef struct form { uint32_t n; step at[MAX_STEPS]; } form;
typedef KH_VEC(form) forms;
typedef struct macro { kh_str name, pattern; } macro;
typedef struct node { uint32_t last_end, first_edge; } node;   /* building: edges and rules as lists */
typedef struct end { uint32_t rule, before; } end;
typedef struct edge { step on; uint32_t to, next; } edge;

typedef struct builder {
  kh_arena *a;
  kh_lines lines;
  kh_error *err;
  kh_pool *pool;
  kh_lookup_builder *words, *classes;
  uint32_t word_n, class_n;
  KH_VEC(uint32_t) first, atoms;
  KH_VEC(time_entry) entries;
  KH_VEC(time_rule) rules;
  KH_VEC(time_holiday) holidays;
  KH_VEC(int32_t) days;
  KH_VEC(macro) macros;
  KH_VEC(node) nodes;
  KH_VEC(edge) edges;
  KH_VEC(end) ends;
  /* the pattern being read */
  uint8_t group, groups;
} builder;

static const struct { const char *name; int value; } names[] = {   /* words for numbers in the value column */
    {"S", U_SECOND}, {"MIN", U_MINUTE}, {"H", U_HOUR}, {"D", U_DAY}, {"WE", U_WEEKEND}, {"W", U_WEEK}, {"M", U_MONTH},
    {"Q", U_QUARTER}, {"Y", U_YEAR}, {"DE", U_DECADE}, {"CE", U_CENTURY}, {"ML", U_MILLENNIUM},
    {"SP", 1}, {"SU", 2}, {"FA", 3}, {"WI", 4},
    {"MO", 1}, {"MI", 2}, {"AF", 3}, {"EV", 4}, {"NI", 5}, {"DT", 6}, {"START", MOD_START}, {"MID", MOD_MID},
    {"END", MOD_END}, {"EARLIER", MOD_BEFORE}, {"LATER", MOD_AFTER}, {"AM", 0}, {"PM", 12}, {"CE+", 0}, {"BC", 1}};

static bool value_of(kh_str v, double *out) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (kh_str_is(v, names[i].name)) return *out = names[i].value, true;
  return kh_str_to_double(v, out);
}

static uint32_t word_id(builder *b, kh_str w) {
  uint32_t id;
  if (kh_lookup_find(b->words, w, &id)) return id;
  kh_lookup_put(b->words, w, ++b->word_n);
  while (b->first.n <= b->word_n) KH_PUSH(b->a, &b->first, 0);
  return b->word_n;
}

/* The number of a class; new ones may be made by words.txt alone. */
static uint32_t class_id(builder *b, kh_str name, bool make) {
  uint32_t id;
  if (kh_lookup_find(b->classes, name, &id)) return id;
  if (!make || b->class_n + 1 >= CLASS_LIMIT) return 0;
  kh_lookup_put(b->classes, name, ++b->class_n);
  return b->class_n;
}

static bool class_name(kh_str w) {
  for (size_t i = 0; i < w.n; i++)
    if (!((w.s[i] >= 'A' && w.s[i] <= 'Z') || (w.s[i] >= '0' && w.s[i] <= '9') || w.s[i] == '_')) return false;
  return w.n > 1 && w.s[0] >= 'A' && w.s[0] <= 'Z';
}

static size_t atomize(builder *b, kh_str w, uint32_t *out, size_t max) {
  size_t n = 0;
  for (size_t at = 0; at < w.n;) {
    if (w.s[at] == ' ') { at++; continue; }
    size_t len = kh_times_atom_length(w, at);
    if (n < max) out[n] = word_id(b, kh_str_sub(w, at, at + len));
    n++;
    at += len;
  }
  return n;
}

static kh_status add_word(builder *b, uint16_t cls, double value, kh_str w) {
  uint32_t ids[16];
  bool capital = w.n && w.s[0] == '^';
  if (capital) w = kh_str_sub(w, 1, w.n);
  size_t n = atomize(b, w, ids, 16);
  if (n == 0 || n > 16) return kh_lines_fail(&b->lines, b->err, "a word needs 1 to 16 parts: " KH_FMT, KH_ARG(w));
  time_entry e = {.atoms = (uint32_t)b->atoms.n, .next = b->first.at[ids[0]], .value = value, .n = (uint16_t)n, .cls = cls, .capital = capital};
  for (size_t i = 0; i < n; i++) KH_PUSH(b->a, &b->atoms, ids[i]);
  KH_PUSH(b->a, &b->entries, e);
  b->first.at[ids[0]] = (uint32_t)b->entries.n;
  return KH_OK;
}

static kh_status add_words(builder *b, uint16_t cls, double value, kh_str list) {
  kh_str w;
  if (kh_str_is(list, ",")) return add_word(b, cls, value, list);
  while (kh_str_split(&list, ',', &w)) {
    kh_status s = add_word(b, cls, value, kh_str_trim(w));
    if (s) return s;
  }
  return KH_OK;
}

static kh_status read_words(builder *b) {
  kh_str line, field[3];
  while (kh_lines_next(&b->lines, &line)) {
    for (int i = 0; i < 3; i++)
      if (!kh_str_split(&line, '\t', &field[i])) return kh_lines_fail(&b->lines, b->err, "three columns wanted: class, value, words");
    double v;
    uint32_t cls = class_name(field[0]) ? class_id(b, field[0], true) : 0;
    if (!cls) return kh_lines_fail(&b->lines, b->err, "no class: " KH_FMT, KH_ARG(field[0]));
    if (!value_of(field[1], &v)) return kh_lines_fail(&b->lines, b->err, "no value: " KH_FMT, KH_ARG(field[1]));
    kh_status s = add_words(b, (uint16_t)cls, v, field[2]);
    if (s) return s;
  }
  return KH_OK;
}

/* "fixed 12-25", "nth 4 4 11" (which, weekday 1-7, month), "easter 1", "islamic 9 1", "listed 2024-02-10 …"; then "days N". */
static kh_status read_holidays(builder *b) {
  static const char *const kinds[] = {"fixed", "nth", "easter", "orthodox", "islamic", "hebrew", "listed", "once"};
  kh_str line, words, rule;
  while (kh_lines_next(&b->lines, &line)) {
    if (!kh_str_split(&line, '\t', &words) || !kh_str_split(&line, '\t', &rule))
      return kh_lines_fail(&b->lines, b->err, "wanted: names, rule, example");
    kh_str w;
    int64_t number[4] = {0};
    int count = 0;
    time_holiday h = {.kind = HOL_KINDS, .days = 1, .day = (int32_t)b->days.n};
    if (kh_str_split(&rule, ' ', &w))
      for (int i = 0; i < HOL_KINDS; i++)
        if (kh_str_is(w, kinds[i])) h.kind = i;
    if (h.kind == HOL_KINDS) return kh_lines_fail(&b->lines, b->err, "no such kind of day: " KH_FMT, KH_ARG(w));
    while (kh_str_split(&rule, ' ', &w)) {
      int64_t v = 0;
      int32_t day = w.n == 10 ? kh_day_parse(w) : KH_NO_DAY;
      if (kh_str_is(w, "days")) {
        if (!kh_str_split(&rule, ' ', &w) || !kh_str_to_int(w, &v) || v < 1 || v > HOL_MAX_DAYS) return kh_lines_fail(&b->lines, b->err, "days wants 1 to 10000");
        h.days = (int32_t)v;
      } else if (day != KH_NO_DAY) {
        KH_PUSH(b->a, &b->days, day);
        h.count++;
      } else if (w.n == 5 && w.s[2] == '-' && kh_str_to_int(kh_str_sub(w, 0, 2), &number[0]) && kh_str_to_int(kh_str_sub(w, 3, 5), &number[1])) {
        count = 2;
      } else if (count < 4 && kh_str_to_int(w, &v)) {
        number[count++] = v;
      } else {
        return kh_lines_fail(&b->lines, b->err, "not understood: " KH_FMT, KH_ARG(w));
      }
    }
    h.a = (int32_t)number[0];
    h.b = (int32_t)number[1];
    if (h.kind == HOL_NTH) {
      if (number[0] < 1 || number[0] > 7 || number[1] < 1 || number[1] > 7)
        return kh_lines_fail(&b->lines, b->err, "nth wants which (7: last), weekday 1-7, month");
      h.a = (int32_t)number[2];
      h.b = (int32_t)((number[1] - 1) * 8 + number[0]);
    }
    bool month = h.kind == HOL_FIXED || h.kind == HOL_NTH || h.kind == HOL_ISLAMIC || h.kind == HOL_HEBREW;
    if ((month && (h.a < 1 || h.a > 13 || h.b < 1)) || (h.kind >= HOL_LISTED && !h.count))
      return kh_lines_fail(&b->lines, b->err, "the day's numbers make no sense");
    KH_PUSH(b->a, &b->holidays, h);
    kh_status s = add_words(b, CLASS_HOLIDAY, (double)(b->holidays.n - 1), words);
    if (s) return s;
  }
  return KH_OK;
}

/* ---- patterns ---- */
static kh_status join(builder *b, forms *left, const forms *right) {
  forms out = {0};
  if (left->n * right->n > MAX_FORMS) return kh_lines_fail(&b->lines, b->err, "the pattern stands for too many sequences");
  for (size_t i = 0; i < left->n; i++)
    for (size_t j = 0; j < right->n; j++) {
      form f = left->at[i];
      if (f.n + right->at[j].n > MAX_STEPS) return kh_lines_fail(&b->lines, b->err, "the pattern is too long");
      memcpy(f.at + f.n, right->at[j].at, right->at[j].n * sizeof *f.at);
      f.n += right->at[j].n;
      KH_PUSH(b->a, &out, f);
    }
  *left = out;
  return KH_OK;
}

static kh_status read_choice(builder *b, kh_str *p, int depth, forms *out);

static void skip_blanks(kh_str *p) {
  while (p->n && p->s[0] == ' ') *p = kh_str_sub(*p, 1, p->n);
}

/* One word of a pattern: CLASS, MACRO or literal atoms. */
static kh_status read_word(builder *b, kh_str w, int depth, forms *out) {
  bool glued = w.n > 1 && w.s[0] == '~';
  if (glued) w = kh_str_sub(w, 1, w.n);
  form f = {0};
  if (class_name(w)) {
    for (size_t i = 0; i < b->macros.n; i++)
      if (kh_str_eq(b->macros.at[i].name, w)) {
        kh_str inner = b->macros.at[i].pattern;
        return read_choice(b, &inner, depth + 1, out);
      }
    uint32_t cls = class_id(b, w, false);
    if (!cls) return kh_lines_fail(&b->lines, b->err, "no class or macro: " KH_FMT, KH_ARG(w));
    f.n = 1;
    f.at[0] = (step){(uint16_t)cls, glued, b->group};
  } else {
    uint32_t ids[8];
    size_t n = atomize(b, w, ids, 8);
    if (n == 0 || n > 8) return kh_lines_fail(&b->lines, b->err, "not understood: " KH_FMT, KH_ARG(w));
    for (size_t i = 0; i < n; i++) {
      if (ids[i] + CLASS_LIMIT > UINT16_MAX) return kh_lines_fail(&b->lines, b->err, "too many words");
      f.at[f.n++] = (step){(uint16_t)(ids[i] + CLASS_LIMIT), glued, b->group};
    }
  }
  KH_PUSH(b->a, out, f);
  return KH_OK;
}

/* item … up to ')' or '|' or '>' or the end. */
static kh_status read_sequence(builder *b, kh_str *p, int depth, forms *out) {
  *out = (forms){0};
  KH_PUSH(b->a, out, (form){0});
  if (depth > 12) return kh_lines_fail(&b->lines, b->err, "the pattern nests too deeply");
  for (;;) {
    skip_blanks(p);
    if (!p->n || p->s[0] == ')' || p->s[0] == '|') return KH_OK;
    forms item = {0};
    kh_status s;
    if (p->s[0] == '<' || p->s[0] == '>') {
      b->group = p->s[0] == '<' ? ++b->groups : 0;
      *p = kh_str_sub(*p, 1, p->n);
      continue;
    }
    if (p->s[0] == '(') {
      *p = kh_str_sub(*p, 1, p->n);
      s = read_choice(b, p, depth + 1, &item);
      if (s) return s;
      if (!p->n) return kh_lines_fail(&b->lines, b->err, "a bracket is not closed");
      *p = kh_str_sub(*p, 1, p->n);
    } else {
      size_t n = 0;
      while (n < p->n && !strchr(" ()|<>?", p->s[n])) n++;
      if (n == 0) return kh_lines_fail(&b->lines, b->err, "not understood at: " KH_FMT, KH_ARG(*p));
      s = read_word(b, kh_str_sub(*p, 0, n), depth, &item);
      if (s) return s;
      *p = kh_str_sub(*p, n, p->n);
    }
    if (p->n && p->s[0] == '?') {
      *p = kh_str_sub(*p, 1, p->n);
      KH_PUSH(b->a, &item, (form){0});
    }
    s = join(b, out, &item);
    if (s) return s;
  }
}

static kh_status read_choice(builder *b, kh_str *p, int depth, forms *out) {
  *out = (forms){0};
  for (;;) {
    forms one;
    kh_status s = read_sequence(b, p, depth, &one);
    if (s) return s;
    for (size_t i = 0; i < one.n; i++) KH_PUSH(b->a, out, one.at[i]);
    if (!p->n || p->s[0] != '|') return KH_OK;
    *p = kh_str_sub(*p, 1, p->n);
  }
}

static void add_form(builder *b, const form *f, uint32_t rule) {
  uint32_t at = 0;
  for (uint32_t i = 0; i < f->n; i++) {
    uint32_t e = b->nodes.at[at].first_edge;
    while (e && memcmp(&b->edges.at[e - 1].on, &f->at[i], sizeof(step)) != 0) e = b->edges.at[e - 1].next;
    if (!e) {
      KH_PUSH(b->a, &b->edges, (edge){f->at[i], (uint32_t)b->nodes.n, b->nodes.at[at].first_edge});
      KH_PUSH(b->a, &b->nodes, (node){0});
      e = b->nodes.at[at].first_edge = (uint32_t)b->edges.n;
    }
    at = b->edges.at[e - 1].to;
  }
  uint32_t last = b->nodes.at[at].last_end;
  if (last && b->ends.at[last - 1].rule == rule) return;           /* the pattern says it twice */
  KH_PUSH(b->a, &b->ends, (end){rule, last});
  b->nodes.at[at].last_end = (uint32_t)b->ends.n;
}

static bool read_check(kh_str v, uint16_t *check) {
  static const char *const checks[] = {"name", "noun", "year", "bc", "alone", "modifier", "thing", "news", "ahead"};
  for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
    if (kh_str_is(v, checks[i])) return *check |= (uint16_t)(1u << i), true;
  return false;
}

/* "shift sign=-1 ref=now" */
static kh_status read_op(builder *b, kh_str spec, time_rule *r) {
  static const char *const ops[OP_COUNT] = {"nothing", "date", "shift", "unit", "span", "set", "present", "past", "future"};
  kh_str w, key;
  r->op = OP_COUNT;
  if (kh_str_split(&spec, ' ', &w))
    for (uint8_t i = 0; i < OP_COUNT; i++)
      if (kh_str_is(w, ops[i])) r->op = i;
  if (r->op == OP_COUNT) return kh_lines_fail(&b->lines, b->err, "no such operation: " KH_FMT, KH_ARG(w));
  while (kh_str_split(&spec, ' ', &w)) {
    double v = 0;
    if (!w.n) continue;
    kh_str value = w;
    bool ok = kh_str_split(&value, '=', &key), number = value_of(value, &v);
    uint8_t *cls = kh_str_is(key, "prev") ? &r->prev : kh_str_is(key, "notprev") ? &r->notprev : kh_str_is(key, "next") ? &r->next
                 : kh_str_is(key, "notnext") ? &r->notnext : NULL;
    if (cls) ok = ok && (*cls = (uint8_t)class_id(b, value, false)) != 0;
    else if (kh_str_is(key, "check")) ok = read_check(value, &r->check);
    else if (kh_str_is(key, "ref")) ok = kh_str_is(value, "now") || kh_str_is(value, "then"), r->ref = kh_str_is(value, "then") ? REF_THEN : REF_NOW;
    else if (kh_str_is(key, "sign")) ok = number && v >= -9 && v <= 9, r->sign = (int32_t)v;
    else if (kh_str_is(key, "n")) ok = number, r->n = v;
    else if (kh_str_is(key, "unit")) ok = number && v > 0 && v < U_COUNT, r->unit = (uint8_t)v;
    else if (kh_str_is(key, "mod")) ok = number, r->mod = (uint8_t)v;
    else if (kh_str_is(key, "part")) ok = number, r->part = (uint8_t)v;
    else if (kh_str_is(key, "strict")) ok = number, r->strict = (uint8_t)v;
    else ok = false;
    if (!ok) return kh_lines_fail(&b->lines, b->err, "not understood: " KH_FMT, KH_ARG(w));
  }
  return KH_OK;
}

static kh_status read_rules(builder *b) {
  kh_str line, name, pattern, op;
  KH_PUSH(b->a, &b->nodes, (node){0});
  while (kh_lines_next(&b->lines, &line)) {
    if (!kh_str_split(&line, '\t', &name) || !kh_str_split(&line, '\t', &pattern))
      return kh_lines_fail(&b->lines, b->err, "wanted: name, pattern, operation, example");
    if (class_name(name)) {                                            /* a macro */
      KH_PUSH(b->a, &b->macros, (macro){kh_str_dup(b->a, name), kh_str_dup(b->a, pattern)});
      continue;
    }
    if (!kh_str_split(&line, '\t', &op) || !line.n) return kh_lines_fail(&b->lines, b->err, "wanted: name, pattern, operation, example");
    time_rule r = {.name = kh_pool_put(b->pool, name)};
    kh_status s = read_op(b, op, &r);
    if (s) return s;
    forms all;
    b->group = b->groups = 0;
    s = read_choice(b, &pattern, 0, &all);
    if (s) return s;
    if (pattern.n) return kh_lines_fail(&b->lines, b->err, "a bracket too many at: " KH_FMT, KH_ARG(pattern));
    r.groups = b->groups;
    KH_PUSH(b->a, &b->rules, r);
    for (size_t i = 0; i < all.n; i++)
      if (all.at[i].n) add_form(b, &all.at[i], (uint32_t)b->rules.n - 1);
  }
  return KH_OK;
}

static int compare_edges(const void *a, const void *b) {
  const time_edge *x = a, *y = b;
  if (x->symbol != y->symbol) return x->symbol < y->symbol ? -1 : 1;
  return x->to < y->to ? -1 : x->to > y->to;
}

static void pack(builder *b, kh_pack *out) {
  KH_VEC(time_node) nodes = {0};
  KH_VEC(time_edge) edges = {0};
  KH_VEC(uint32_t) ends = {0};
  for (size_t i = 0; i < b->nodes.n; i++) {
    time_node n = {.edge = (uint32_t)edges.n, .end = (uint32_t)ends.n};
    for (uint32_t e = b->nodes.at[i].last_end; e; e = b->ends.at[e - 1].before) KH_PUSH(b->a, &ends, b->ends.at[e - 1].rule);
    n.ends = (uint32_t)ends.n - n.end;
    for (uint32_t k = 0; k < n.ends / 2; k++) {                   /* the list ran backwards */
      uint32_t *x = &ends.at[n.end + k], *y = &ends.at[n.end + n.ends - 1 - k], kept = *x;
      *x = *y;
      *y = kept;
    }
    for (uint32_t e = b->nodes.at[i].first_edge; e; e = b->edges.at[e - 1].next) {
      const edge *from = &b->edges.at[e - 1];
      KH_PUSH(b->a, &edges, (time_edge){from->on.symbol, from->on.glued, from->on.group, from->to});
    }
    n.edges = (uint32_t)edges.n - n.edge;
    if (n.edges) qsort(edges.at + n.edge, n.edges, sizeof *edges.at, compare_edges);
    KH_PUSH(b->a, &nodes, n);
  }
  kh_lookup_pack(b->words, out, "times.words");
  kh_pool_pack(b->pool, out, "times.pool");
  kh_pack_add(out, "times.first", b->first.at, sizeof *b->first.at, b->first.n);
  kh_pack_add(out, "times.entries", b->entries.at, sizeof *b->entries.at, b->entries.n);
  kh_pack_add(out, "times.atoms", b->atoms.at, sizeof *b->atoms.at, b->atoms.n);
  kh_pack_add(out, "times.nodes", nodes.at, sizeof *nodes.at, nodes.n);
  kh_pack_add(out, "times.edges", edges.at, sizeof *edges.at, edges.n);
  kh_pack_add(out, "times.ends", ends.at, sizeof *ends.at, ends.n);
  kh_pack_add(out, "times.rules", b->rules.at, sizeof *b->rules.at, b->rules.n);
  kh_pack_add(out, "times.holidays", b->holidays.at, sizeof *b->holidays.at, b->holidays.n);
  kh_pack_add(out, "times.days", b->days.at, sizeof *b->days.at, b->days.n);
}

kh_status kh_times_compile(const char *data_dir, kh_pack *out, kh_error *err) {
  static const char *const built_in[] = {
      "",
#define X(name) #name,
      KH_TIME_CLASS_TABLE(X)
#undef X
  };
  static const struct { const char *file; kh_status (*read)(builder *); } parts[] = {
      {"times/words.txt", read_words}, {"times/holidays.txt", read_holidays}, {"times/rules.txt", read_rules}};
  kh_arena *a = kh_arena_new(0);
  kh_status s = KH_OK;
  if (!a) return kh_fail(err, KH_E_MEMORY, "out of memory");
  builder b = {.a = a, .err = err, .pool = kh_pool_new(), .words = kh_lookup_new(), .classes = kh_lookup_new()};
  builder *volatile bp = &b;
  volatile bool open = false;
  kh_guard g;
  kh_arena_guard(a, &g);
  if (setjmp(g.env)) {
    s = kh_fail(err, g.status, "out of memory while compiling data/times");
  } else {
    for (int i = 1; i < CLASS_COUNT; i++) kh_lookup_put(b.classes, kh_str_of(built_in[i]), ++b.class_n);
    KH_PUSH(a, &b.first, 0);
    for (int i = 0; i < 3 && !s; i++) {
      s = kh_lines_open(data_dir, parts[i].file, &b.lines, err);
      if (s) break;
      open = true;
      s = parts[i].read(&b);
      kh_lines_close(&b.lines);
      open = false;
    }
    if (!s) pack(&b, out);
    kh_arena_unguard(a, &g);
  }
  if (open) kh_lines_close(&bp->lines);
  kh_pool_free(bp->pool);
  kh_lookup_free(bp->words);
  kh_lookup_free(bp->classes);
  kh_arena_free(a);
  return s;
}
