/* compile_tables.c: kinds.txt, clause.txt, contexts.txt, operators.txt, cameo.txt and relate.txt into rows. */
#include "events/compile.h"

static bool piece(kh_str *rest, char sep, kh_str *out) {
  while (kh_str_split(rest, sep, out)) {
    *out = kh_str_trim(*out);
    if (out->n) return true;
  }
  return false;
}

static uint32_t define(kh_events_build *b, kh_map *map, kh_str name, uint32_t next, bool *fresh) {
  uint32_t *n = kh_map_put(map, kh_str_dup(b->arena, name), fresh);
  if (*fresh) *n = next + 1;
  return *n - 1;
}

static kh_kindset_row *set_of(kh_events_build *b, kh_str word) {
  uint32_t at;
  if (!kh_lookup_find(b->kind_words, word, &at)) {
    at = (uint32_t)b->kindsets.n;
    kh_lookup_put(b->kind_words, word, at);
    KH_PUSH(b->arena, &b->kindsets, (kh_kindset_row){{0}});
  }
  return &b->kindsets.at[at];
}

/* "@PER", "@MIL", "@coded", "@counted": mentions that belong to a kind whatever their words; "@nameless": listed bodies belong to it by no word of their names. */
static bool class_of(kh_kind_row *k, kh_str name) {
  for (unsigned e = 1; e < KH_ENTITY_COUNT; e++)
    if (kh_str_is(name, kh_entity_name((kh_entity)e))) {
      k->entities |= 1u << e;
      return true;
    }
  kh_sector s = kh_sector_of((kh_text){name.s, name.n});
  if (s) k->sectors |= 1u << s;
  else if (kh_str_is(name, "coded")) k->coded = 1;
  else if (kh_str_is(name, "counted")) k->counted = 1;
  else if (kh_str_is(name, "nameless")) k->nameless = 1;
  else return false;
  return true;
}

/* "name: word, word, @CLASS, +kind" */
static const char *kind_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, name, word;
  if (!kh_str_split(&rest, ':', &name)) return "a kind is NAME: words";
  name = kh_str_trim(name);
  bool fresh;
  uint32_t k = define(b, b->kind_index, name, (uint32_t)b->kinds.n, &fresh);
  if (!fresh) return "a kind stands twice (clause.txt and kinds.txt share their names)";
  if (b->kinds.n == KH_MAX_KINDS) return "too many kinds";
  KH_PUSH(b->arena, &b->kinds, (kh_kind_row){.name = kh_pool_put(b->pool, name)});
  while (piece(&rest, ',', &word)) {
    if (word.s[0] == '@') {
      if (!class_of(&b->kinds.at[k], kh_str_sub(word, 1, word.n))) return "no such class of mentions";
    } else if (word.s[0] == '+') {   /* all that another kind, defined above, holds so far */
      uint32_t other = kh_build_number(b->kind_index, kh_str_sub(word, 1, word.n));
      if (!other) return "'+' needs a kind that stands above";
      for (size_t i = 0; i < b->kindsets.n; i++)
        if (kh_kindset_has(&b->kindsets.at[i], other - 1)) b->kindsets.at[i].bits[k / 64] |= (uint64_t)1 << (k % 64);
      kh_kind_row o = b->kinds.at[other - 1], *mine = &b->kinds.at[k];
      mine->entities |= o.entities, mine->sectors |= o.sectors, mine->coded |= o.coded, mine->counted |= o.counted;
    } else {
      set_of(b, word)->bits[k / 64] |= (uint64_t)1 << (k % 64);
    }
  }
  return NULL;
}

static kh_status each_line(kh_events_build *b, const char *dir, const char *name, const char *(*take)(kh_events_build *, kh_str)) {
  kh_lines l;
  kh_str line;
  kh_status s = kh_lines_open(dir, name, &l, b->err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line)) {
    if (line.s[0] == ' ' || line.s[0] == '\t') continue;   /* an example */
    const char *wrong = take(b, line);
    if (wrong) s = kh_lines_fail(&l, b->err, "%s", wrong);
  }
  kh_lines_close(&l);
  return s;
}

kh_status kh_build_kinds(kh_events_build *b, const char *dir, const char *name) {
  return each_line(b, dir, name, kind_line);
}

/* "name: trigger, trigger" */
static const char *fellow_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, name;
  bool fresh;
  if (!kh_str_split(&rest, ':', &name)) return "a list is NAME: triggers";
  define(b, b->fellow_index, kh_str_trim(name), (uint32_t)b->fellows.n, &fresh);
  if (!fresh) return "a list stands twice";
  KH_PUSH(b->arena, &b->fellows, kh_str_dup(b->arena, kh_str_trim(rest)));
  return NULL;
}

kh_status kh_build_fellows(kh_events_build *b, const char *dir) { return each_line(b, dir, "events/fellows.txt", fellow_line); }

static const char *context_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, name, word;
  if (!kh_str_split(&rest, ':', &name)) return "a context is NAME: words";
  name = kh_str_trim(name);
  unsigned c = 0;
  while (c < KH_CONTEXT_COUNT && !kh_str_is(name, kh_context_name((kh_context)c))) c++;
  if (c == KH_CONTEXT_COUNT) return "no such context";
  while (piece(&rest, ',', &word)) {
    uint32_t at;
    if (!kh_lookup_find(b->context_words, word, &at)) {
      at = (uint32_t)b->context_sets.n;
      kh_lookup_put(b->context_words, word, at);
      KH_PUSH(b->arena, &b->context_sets, 0);
    }
    b->context_sets.at[at] |= (uint64_t)1 << c;
  }
  return NULL;
}

kh_status kh_build_contexts(kh_events_build *b, const char *dir) { return each_line(b, dir, "events/contexts.txt", context_line); }

bool kh_build_pattern(kh_str word, kh_pattern_row *out) {
  *out = (kh_pattern_row){0};
  if (kh_str_starts(word, KH_STR("not:"))) out->negated = 1, word = kh_str_sub(word, 4, word.n);
  if (kh_str_starts(word, KH_STR("plan:"))) out->planned = 1, word = kh_str_sub(word, 5, word.n);
  if (kh_str_starts(word, KH_STR("foreign:"))) out->foreign = 1, word = kh_str_sub(word, 8, word.n);
  if (kh_str_starts(word, KH_STR("other:"))) out->other = 1, word = kh_str_sub(word, 6, word.n);
  if (kh_str_starts(word, KH_STR("own:"))) out->own = 1, word = kh_str_sub(word, 4, word.n);
  if (kh_str_is(word, "-")) out->absent = 1;
  else if (kh_str_is(word, "*")) out->any = 1;
  else if (word.n == 5 && kh_str_starts(word, KH_STR("QUAD")) && word.s[4] >= '1' && word.s[4] <= '4') out->quad = (uint8_t)(word.s[4] - '0');
  else return kh_build_event(word, &out->type, &out->mode);
  return true;
}

/* "A/a", "A+R": codes with the high bit for '+'. */
static bool who_codes(kh_str text, uint8_t out[4]) {
  size_t n = 0;
  bool also = false;
  memset(out, 0, 4);
  if (kh_str_is(text, "_") || !text.n) return true;
  for (size_t i = 0, from = 0; i <= text.n; i++) {
    if (i < text.n && text.s[i] != '/' && text.s[i] != '+') continue;
    kh_str w = kh_str_trim(kh_str_sub(text, from, i));
    uint8_t code = kh_str_is(w, "A") ? KH_WHO_A : kh_str_is(w, "R") ? KH_WHO_R : kh_str_is(w, "a") ? KH_WHO_BASE_A : kh_str_is(w, "r") ? KH_WHO_BASE_R : 0;
    if (!code || n == 4) return false;
    out[n++] = (uint8_t)(code | (also ? 0x80 : 0));
    also = i < text.n && text.s[i] == '+';
    from = i + 1;
  }
  return true;
}

static bool status_of(kh_str name, uint8_t *out) {
  *out = KH_KEEP;
  if (kh_str_is(name, "=") || !name.n) return true;
  for (unsigned i = 0; i < KH_EVENT_STATUS_COUNT; i++)
    if (kh_str_is(name, kh_event_status_name((kh_event_status)i))) {
      *out = (uint8_t)i;
      return true;
    }
  return false;
}

static const char *operator_line(kh_events_build *b, kh_str line) {
  kh_str f[7] = {{0}}, rest = line, word, who;
  for (size_t i = 0; i < 7 && kh_str_split(&rest, '|', &f[i]); i++) f[i] = kh_str_trim(f[i]);
  if (rest.n) return "more than seven fields";
  bool fresh;
  uint32_t op = define(b, b->op_index, f[0], (uint32_t)b->ops.n, &fresh);
  if (fresh) {
    if (b->ops.n == KH_MAX_OPS) return "too many operators";
    KH_PUSH(b->arena, &b->ops, (kh_op_row){.name = kh_pool_put(b->pool, f[0]), .first = (uint32_t)b->rules.n});
  }
  if (op + 1 != b->ops.n) return "the rules of an operator stand together";
  kh_rule_row r = {.pattern = (uint32_t)b->patterns.n};
  while (piece(&f[1], ' ', &word)) {
    kh_pattern_row p;
    if (!kh_build_pattern(word, &p)) return "no such base event";
    KH_PUSH(b->arena, &b->patterns, p);
    r.patterns++;
  }
  if (!r.patterns) return "which base events?";
  if (kh_str_is(f[2], "=")) r.type = KH_KEEP;
  else if (kh_str_is(f[2], "none")) r.type = KH_DROP;
  else if (!kh_build_event(f[2], &r.type, &r.mode)) return "no such event type or mode";
  kh_str whos = f[3];
  if (!kh_str_split(&whos, '>', &who) || !who_codes(kh_str_trim(who), r.who) || !who_codes(kh_str_trim(whos), r.whom))
    return "actors > recipients, of A R a r";
  if (!status_of(f[4], &r.status) || !(kh_str_is(f[5], "apart") ? (r.base_status = KH_APART, true) : status_of(f[5], &r.base_status))) return "no such status";
  if (f[6].n && !kh_str_is(f[6], "plan")) return "the last field is plan or empty";
  r.plan = f[6].n != 0;
  KH_PUSH(b->arena, &b->rules, r);
  b->ops.at[op].count++;
  return NULL;
}

kh_status kh_build_operators(kh_events_build *b, const char *dir) {
  static const char *const moods[] = {
      NULL,
#define X(name, label) label,
      KH_CLAUSE_OPS(X)
#undef X
  };
  kh_status s = each_line(b, dir, "events/operators.txt", operator_line);
  for (size_t i = 1; !s && i < KH_MOOD_COUNT; i++)
    if (!kh_build_number(b->op_index, kh_str_of(moods[i]))) s = kh_fail(b->err, KH_E_DATA, "events/operators.txt: the clause operator %s is missing", moods[i]);
  return s;
}

static const char *inflection_line(kh_events_build *b, kh_str line) {
  kh_str f[3] = {{0}}, rest = line;
  int64_t cut;
  for (size_t i = 0; i < 3 && kh_str_split(&rest, '|', &f[i]); i++) f[i] = kh_str_trim(f[i]);
  if (!f[0].n || !kh_str_to_int(f[1], &cut) || cut < 0 || cut > 4 || !f[2].n) return "ENDING | letters to cut | what to add";
  KH_PUSH(b->arena, &b->inflections, (kh_inflection){kh_str_dup(b->arena, f[0]), kh_str_dup(b->arena, f[2]), (uint32_t)cut});
  return NULL;
}

kh_status kh_build_inflections(kh_events_build *b, const char *dir) { return each_line(b, dir, "events/inflections.txt", inflection_line); }

void kh_build_forms(kh_events_build *b, kh_str lemma, kh_lookup_builder *into, uint32_t value) {
  const kh_inflection *best = NULL;
  for (size_t i = 0; i < b->inflections.n; i++) {
    const kh_inflection *x = &b->inflections.at[i];
    bool any = kh_str_is(x->ending, "*");
    if ((any && !best) || (!any && kh_str_ends(lemma, x->ending) && (!best || kh_str_is(best->ending, "*") || x->ending.n > best->ending.n))) best = x;
  }
  if (!best || best->cut >= lemma.n) return;
  kh_str stem = kh_str_sub(lemma, 0, lemma.n - best->cut), rest = best->add, add;
  while (piece(&rest, ' ', &add)) {
    bool twice = add.s[0] == '2';
    if (twice) add = kh_str_sub(add, 1, add.n);
    kh_lookup_put(into, kh_str_printf(b->arena, KH_FMT "%.*s" KH_FMT, KH_ARG(stem), twice ? 1 : 0, stem.s + stem.n - 1, KH_ARG(add)), value);
  }
}

static const char *cameo_code(kh_str v, char out[6]) {
  v = kh_str_trim(v);
  if (v.n < 2 || v.n > 4) return "a CAMEO code has two to four digits";
  memcpy(out, v.s, v.n);
  return NULL;
}

static const char *import_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, event, code;
  kh_import_row r = {0};
  if (!kh_str_split(&rest, '|', &code) || !kh_str_split(&rest, '|', &event)) return "code | TYPE/mode";
  event = kh_str_trim(event);
  if (!kh_str_is(event, "none") && !kh_build_event(event, &r.type, &r.mode)) return "no such event type or mode";
  const char *wrong = cameo_code(code, r.code);
  if (!wrong) KH_PUSH(b->arena, &b->import, r);
  return wrong;
}

static const char *cameo_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, event, code;
  kh_cameo_row r = {0};
  if (!kh_str_split(&rest, '|', &event) || !kh_str_split(&rest, '|', &code)) return "TYPE/mode | code";
  if (!kh_build_event(kh_str_trim(event), &r.type, &r.mode)) return "no such event type or mode";
  const char *wrong = cameo_code(code, r.code);
  if (wrong) return wrong;
  KH_PUSH(b->arena, &b->cameo, r);
  return NULL;
}

/* "surer | what the frames reach | by how much" */
static const char *surer_line(kh_events_build *b, kh_str reach, kh_str margin) {
  static const char *const reaches[KH_REACHES] = {"none", "source", "both"};
  double v;
  if (!kh_str_to_double(margin, &v) || !(v >= 0)) return "surer | none, source or both | a number from 0";
  for (int i = 0; i < KH_REACHES; i++)
    if (kh_str_is(reach, reaches[i])) {
      b->surer[i] = (float)v;
      return NULL;
    }
  return "surer | none, source or both | a number from 0";
}

static const char *relate_line(kh_events_build *b, kh_str line) {
  kh_str f[3] = {{0}}, rest = line;
  kh_relate_row r = {.kind = KH_NONE};
  for (size_t i = 0; i < 3 && kh_str_split(&rest, '|', &f[i]); i++) f[i] = kh_str_trim(f[i]);
  if (kh_str_is(f[0], "surer")) return surer_line(b, f[1], f[2]);
  if (!kh_build_pattern(f[0], &r.from) || !kh_build_event(f[1], &r.type, &r.mode)) return "no such event type or mode";
  if (kh_str_is(f[2], "both")) {
    r.both = 1;
  } else if (f[2].n) {
    uint32_t k = kh_build_number(b->kind_index, f[2]);
    if (!k) return "no such kind";
    r.kind = k - 1;
  }
  KH_PUSH(b->arena, &b->relate, r);
  return NULL;
}

static const char *scorer_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, word, one, name;
  kh_vote_row r = {{0}};
  if (!kh_str_split(&rest, '\t', &word) || !rest.n) return "FEATURE<TAB>TYPE weight, …";
  while (piece(&rest, ',', &one)) {
    double v;
    if (!kh_str_split(&one, ' ', &name) || !kh_str_to_double(kh_str_trim(one), &v)) return "TYPE weight";
    kh_event_type t = kh_event_of((kh_text){name.s, name.n});
    if (!t) return "no such event type";
    v /= KH_VOTE_UNIT;
    v = v < -127 ? -127 : v > 127 ? 127 : v;
    r.vote[t] = (int8_t)(v < 0 ? v - 0.5 : v + 0.5);
  }
  kh_lookup_put(b->scorer_words, word, (uint32_t)b->scorer.n);
  KH_PUSH(b->arena, &b->scorer, r);
  return NULL;
}

/* "doubt | least share of right types | most odds of no event | what a type has more where it stays | confidence of what stays all the same | in few words" */
static const char *doubt_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, one;
  kh_str_split(&rest, '|', &one);
  for (int i = 0; i < KH_DOUBTS; i++) {
    double v;
    if (!kh_str_split(&rest, '|', &one) || !kh_str_to_double(kh_str_trim(one), &v)) return "doubt | five numbers";
    b->doubt[i] = (float)v;
  }
  return rest.n ? "doubt | five numbers" : NULL;
}

/* "what holds of a record | weight | weight for the type alone" */
static const char *sure_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, name, weight;
  double v, w;
  if (kh_str_starts(line, KH_STR("doubt |"))) return doubt_line(b, line);
  if (!kh_str_split(&rest, '|', &name) || !kh_str_split(&rest, '|', &weight) || !kh_str_to_double(kh_str_trim(weight), &v) ||
      !kh_str_to_double(kh_str_trim(rest), &w))
    return "what holds of a record | weight | weight for its type alone";
  name = kh_str_trim(name);
  kh_lookup_put(b->sure_words, name, (uint32_t)b->sure.n);
  KH_PUSH(b->arena, &b->sure, ((kh_sure_row){(float)v, (float)w}));
  return NULL;
}

/* The columns: "word | NONE ACCUSE …" */
static const char *wording_columns(kh_events_build *b, kh_str rest) {
  kh_str one;
  while (piece(&rest, ' ', &one)) {
    if (b->columns == KH_EVENT_COUNT) return "more columns than types";
    b->column[b->columns++] = (uint8_t)kh_event_of((kh_text){one.s, one.n});   /* NONE: no event */
  }
  return NULL;
}

/* "* | -40 3 …" is of every sentence and comes first, then "football | 30 -12 …". */
static const char *wording_line(kh_events_build *b, kh_str line) {
  static const char *const wrong = "word | a whole number from -127 to 127 for each column";
  kh_str rest = line, word, one;
  kh_vote_row r = {{0}};
  uint32_t n = 0;
  if (!kh_str_split(&rest, '|', &word)) return wrong;
  rest = kh_str_trim(rest), word = kh_str_trim(word);
  if (!b->columns) return wording_columns(b, rest);
  while (piece(&rest, ' ', &one)) {
    double v;
    if (n == b->columns || !kh_str_to_double(one, &v) || !(v >= -127 && v <= 127)) return wrong;
    r.vote[b->column[n++]] = (int8_t)v;
  }
  if (n != b->columns || kh_str_is(word, "*") != !b->wording.n) return wrong;
  kh_lookup_put(b->wording_words, word, (uint32_t)b->wording.n);
  KH_PUSH(b->arena, &b->wording, r);
  return NULL;
}

kh_status kh_build_scorer(kh_events_build *b, const char *dir) {
  kh_status s = each_line(b, dir, "events/scorer.txt", scorer_line);
  if (!s) s = each_line(b, dir, "events/wording.txt", wording_line);
  return s ? s : each_line(b, dir, "events/confidence.txt", sure_line);
}

static const char *codebook_line(kh_events_build *b, kh_str line) {
  kh_str rest = line, event;
  uint8_t type, mode;
  if (!kh_str_split(&rest, '|', &event) || !kh_str_trim(rest).n) return "TYPE/mode | what is coded so";
  event = kh_str_trim(event);
  const kh_str occasion = KH_STR("occasion/");   /* stands as a mode of no type */
  if (kh_str_starts(event, occasion)) type = KH_EVENT_NONE, mode = (uint8_t)kh_occasion_of((kh_text){event.s + occasion.n, event.n - occasion.n});
  else if (!kh_build_event(event, &type, &mode)) return "no such event type or mode";
  if (!type && !mode) return "no such occasion";
  KH_PUSH(b->arena, &b->codebook, (kh_codebook_row){type, mode, kh_pool_put(b->pool, kh_str_trim(rest))});
  return NULL;
}

kh_status kh_build_crosswalks(kh_events_build *b, const char *dir) {
  kh_status s = each_line(b, dir, "events/cameo.txt", cameo_line);
  if (!s) s = each_line(b, dir, "events/relate.txt", relate_line);
  if (!s) s = each_line(b, dir, "events/codebook.txt", codebook_line);
  if (!s) s = each_line(b, dir, "events/cameo-import.txt", import_line);
  return s;
}
