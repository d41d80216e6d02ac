/* compile_frames.c: lines of *.frames into rows. */
#include "events/compile.h"

static const struct { const char *name; uint8_t kind; } slot_names[] = {
    {"_", KH_SLOT_NOBODY}, {"subj", KH_SLOT_SUBJ}, {"obj", KH_SLOT_OBJ}, {"iobj", KH_SLOT_IOBJ}, {"own", KH_SLOT_OWN},
    {"poss", KH_SLOT_POSS}, {"comp", KH_SLOT_COMP}, {"adj", KH_SLOT_ADJ}, {"self", KH_SLOT_SELF}, {"to-subj", KH_SLOT_TOSUBJ}, {"to-obj", KH_SLOT_TOOBJ},
    {"speaker", KH_SLOT_SPEAKER}, {"topic", KH_SLOT_TOPIC}, {"doer", KH_SLOT_DOER}, {"xcomp", KH_SLOT_XCOMP}, {"ccomp", KH_SLOT_CCOMP}, {"acl", KH_SLOT_ACL},
    {"advcl", KH_SLOT_ADVCL}, {"amod", KH_SLOT_AMOD}, {"head", KH_SLOT_HEAD}};

/* Like kh_str_split with blanks trimmed and empty pieces passed over. */
static bool piece(kh_str *rest, char sep, kh_str *out) {
  while (kh_str_split(rest, sep, out)) {
    *out = kh_str_trim(*out);
    if (out->n) return true;
  }
  return false;
}

/* The next condition: up to a blank outside double quotes. */
static bool next_condition(kh_str *rest, kh_str *out) {
  size_t i = 0, from;
  while (i < rest->n && rest->s[i] == ' ') i++;
  from = i;
  for (bool quoted = false; i < rest->n && (quoted || rest->s[i] != ' '); i++) quoted ^= rest->s[i] == '"';
  *out = kh_str_sub(*rest, from, i);
  *rest = kh_str_sub(*rest, i, rest->n);
  return out->n > 0;
}

static uint16_t prep_number(kh_events_build *b, kh_str word) {
  uint64_t h = kh_hash_str(word);
  for (size_t i = 0; i < b->preps.n; i++)
    if (b->preps.at[i] == h) return (uint16_t)i;
  KH_PUSH(b->arena, &b->preps, h);
  return (uint16_t)(b->preps.n - 1);
}

static bool slot_of(kh_events_build *b, kh_str word, kh_slot_row *out) {
  *out = (kh_slot_row){0};
  for (size_t i = 0; i < sizeof slot_names / sizeof *slot_names; i++)
    if (kh_str_is(word, slot_names[i].name)) {
      out->kind = slot_names[i].kind;
      return true;
    }
  if (!word.n || b->preps.n > 60000) return false;
  for (size_t i = 0; i < word.n; i++)
    if (word.s[i] < 'a' || word.s[i] > 'z') return false;   /* prepositions are plain words */
  out->kind = KH_SLOT_PREP;
  out->prep = prep_number(b, word);
  return true;
}

/* "subj/by+with": slots from *first on. */
static bool slots_of(kh_events_build *b, kh_str text, uint32_t *first, uint8_t *count) {
  *first = (uint32_t)b->slots.n;
  *count = 0;
  bool also = false;
  for (size_t i = 0, from = 0; i <= text.n; i++) {
    if (i < text.n && text.s[i] != '/' && text.s[i] != '+') continue;
    kh_slot_row s;
    if (!slot_of(b, kh_str_trim(kh_str_sub(text, from, i)), &s) || *count == 16) return false;
    s.also = also;
    also = i < text.n && text.s[i] == '+';
    from = i + 1;
    if (s.kind == KH_SLOT_NOBODY) continue;
    KH_PUSH(b->arena, &b->slots, s);
    ++*count;
  }
  return true;
}

bool kh_build_event(kh_str word, uint8_t *type, uint8_t *mode) {
  kh_str rest = word, name;
  if (!kh_str_split(&rest, '/', &name)) return false;
  *type = (uint8_t)kh_event_of((kh_text){name.s, name.n});
  *mode = KH_MODE_NONE;
  if (!*type) return false;
  if (!kh_str_split(&rest, '/', &name)) return true;
  *mode = (uint8_t)kh_mode_of((kh_event_type)*type, (kh_text){name.s, name.n});
  return *mode != KH_MODE_NONE;
}

uint32_t kh_build_number(kh_map *map, kh_str name) {
  const uint32_t *n = kh_map_get(map, name);
  return n ? *n : 0;
}

/* One condition, as README.md tells; NULL or what is wrong with it. */
static const char *condition(kh_events_build *b, kh_str word, kh_frame_row *row) {
  int64_t weight;
  if (word.n > 1 && (word.s[0] == '+' || word.s[0] == '-')) {
    if (!kh_str_to_int(kh_str_sub(word, 1, word.n), &weight) || weight > 100) return "a weight is a small number";
    row->weight = (int8_t)(word.s[0] == '-' ? -weight : weight);
    return NULL;
  }
  kh_cond_row c = {.kind = KH_COND_FILLED, .arg = (uint32_t)b->args.n};
  if (word.s[0] == '!') c.negated = 1, word = kh_str_sub(word, 1, word.n);
  size_t cut = 0;
  while (cut < word.n && word.s[cut] != ':' && word.s[cut] != '=') cut++;
  kh_str name = kh_str_sub(word, 0, cut), rest = cut < word.n ? kh_str_sub(word, cut + 1, word.n) : KH_STR(""), arg;
  if (kh_str_is(name, "near")) c.kind = cut < word.n && word.s[cut] == '=' ? KH_COND_NEARLEMMA : KH_COND_NEAR;
  else if (kh_str_is(name, "passive") && !rest.n) c.kind = KH_COND_PASSIVE;
  else if (kh_str_is(name, "active") && !rest.n) c.kind = KH_COND_ACTIVE;
  else if (kh_str_is(name, "pred") && !rest.n) c.kind = KH_COND_PRED;
  else if (kh_str_is(name, "bare") && !rest.n) c.kind = KH_COND_BARE;
  else if (kh_str_is(name, "command") && !rest.n) c.kind = KH_COND_COMMAND;
  else if (kh_str_is(name, "alone") && !rest.n) c.kind = KH_COND_ALONE;
  else if (kh_str_is(name, "asserted") && !rest.n) c.kind = KH_COND_ASSERTED;
  else if (kh_str_is(name, "done") && !rest.n) c.kind = KH_COND_DONE;
  else if (kh_str_is(name, "several") && slot_of(b, rest, &c.slot)) c.kind = KH_COND_SEVERAL, rest = KH_STR(""), cut = word.n;
  else if (kh_str_is(name, "nations") && slot_of(b, rest, &c.slot)) c.kind = KH_COND_NATIONS, rest = KH_STR(""), cut = word.n;
  else if (kh_str_is(name, "pair") && slot_of(b, rest, &c.slot)) c.kind = KH_COND_PAIR, rest = KH_STR(""), cut = word.n;
  else if (kh_str_is(name, "abroad") && slot_of(b, rest, &c.slot)) c.kind = KH_COND_ABROAD, rest = KH_STR(""), cut = word.n;
  else if (!slot_of(b, name, &c.slot) || c.slot.kind == KH_SLOT_NOBODY) return "no such slot";
  else if (cut < word.n) c.kind = word.s[cut] == ':' ? KH_COND_KIND : KH_COND_LEMMA;
  bool lemmas = c.kind == KH_COND_LEMMA || c.kind == KH_COND_NEARLEMMA;
  while (piece(&rest, ',', &arg)) {
    uint64_t value;
    if (lemmas) {
      if (arg.n < 3 || arg.s[0] != '"' || arg.s[arg.n - 1] != '"') return "lemmas stand in double quotes";
      arg = kh_str_sub(arg, 1, arg.n - 1);
      uint32_t blanks = 0;
      bool hyphen = false;
      for (size_t i = 0; i < arg.n; i++) blanks += arg.s[i] == ' ', hyphen |= arg.s[i] == '-';
      if (blanks > 2) return "a condition's words are three at most";
      if (!blanks && hyphen) blanks = 1;   /* tokens part at hyphens: "cease-fire" is a pair of words */
      c.pairs |= blanks;
      value = kh_hash_str(arg);
    } else {
      uint32_t kind = kh_build_number(b->kind_index, arg);
      if (!kind) return "no such kind in kinds.txt";
      value = kind - 1;
    }
    KH_PUSH(b->arena, &b->args, value);
    if (c.args++ > 60) return "too many kinds or lemmas";
  }
  if (cut < word.n && !c.args) return "a kind or a lemma is missing";
  if ((c.kind == KH_COND_NEAR || c.kind == KH_COND_NEARLEMMA) && !c.args) return "near: needs a kind";
  if (row->cond_count == 30) return "too many conditions";
  KH_PUSH(b->arena, &b->conds, c);
  row->cond_count++;
  return NULL;
}

static const char *conditions(kh_events_build *b, kh_str text, kh_frame_row *row) {
  kh_str word;
  row->conds = (uint32_t)b->conds.n;
  row->in = (uint32_t)b->slots.n;
  /* The slots of base: come first, so that the frame's slots of one sort stay together. */
  for (kh_str rest = text; next_condition(&rest, &word);)
    if (kh_str_starts(word, KH_STR("base:")) && !slots_of(b, kh_str_sub(word, 5, word.n), &row->in, &row->in_count))
      return "base: lists slots";
  for (kh_str rest = text; next_condition(&rest, &word);)
    if (!kh_str_starts(word, KH_STR("base:"))) {
      const char *wrong = condition(b, word, row);
      if (wrong) return wrong;
    }
  return NULL;
}

static const char *who_fields(kh_events_build *b, kh_str text, kh_frame_row *row) {
  kh_str rest = text, who, whom;
  if (!kh_str_trim(text).n) {
    if (row->pos == KH_FRAME_EVAL || !(row->type || row->occasion || row->op != KH_NO_OP)) return NULL;
    text = rest = row->pos == KH_FRAME_V ? KH_STR("subj > obj") : KH_STR("own > _");
  }
  if (!kh_str_split(&rest, '>', &who) || !kh_str_split(&rest, '>', &whom)) return "actors > recipients are missing";
  if (!slots_of(b, who, &row->who, &row->who_count) || !slots_of(b, whom, &row->whom, &row->whom_count)) return "no such slot";
  return NULL;
}

/* How a trigger with hyphens is read: its words parted at them, with the last one or with one before as head; or as they stand. */
typedef enum kh_hyphens { HYPHENS_PART, HYPHENS_FIRST, HYPHENS_KEEP, HYPHENS_COUNT } kh_hyphens;

static bool is_article(const kh_events_build *b, kh_str word) {
  uint32_t at;
  return b->kind_words && kh_lookup_find(b->kind_words, word, &at) && kh_kindset_has(&b->kindsets.at[at], KH_CLAUSE_ARTICLE);
}

/* A trigger's lemma (its head) and its other words. NULL in *lemma: the trigger has no such reading. A noun whose last word is parted may
 * have its head before the hyphen ("the build-up near the border"); prefixes stay with their words ("anti-terrorist operation"). */
static const char *trigger(kh_events_build *b, kh_str text, bool fellow, kh_hyphens how, kh_frame_row *row, kh_str *lemma) {
  kh_str rest = text, word;
  uint32_t count = 0, marked = KH_NONE;
  kh_str words[8];
  bool hyphen = false;
  while (piece(&rest, ' ', &word)) {
    /* tokens part at hyphens: "cease-fire" is three words side by side */
    bool mark = kh_str_ends(word, KH_STR("*"));
    if (mark) word.n--;
    kh_str part;
    if (how == HYPHENS_KEEP) {
      if (count + 1 > 8) return "a phrase has at most eight words";
      for (size_t i = 0; i < word.n; i++) hyphen |= word.s[i] == '-';
      words[count++] = word;
    }
    for (bool first = true; how != HYPHENS_KEEP && kh_str_split(&word, '-', &part); first = false) {
      if (count + 2 > 8) return "a phrase has at most eight words";
      if (!first) words[count++] = KH_STR("-"), hyphen = true;
      if (!part.n) return "an empty word";
      words[count++] = part;
    }
    if (mark) marked = count - 1;
  }
  if (!count) return "no trigger";
  row->together = row->pos != KH_FRAME_V || (hyphen && how != HYPHENS_KEEP);
  uint32_t head = marked != KH_NONE ? marked : row->together ? count - 1 : 0;
  *lemma = (kh_str){NULL, 0};
  if (how == HYPHENS_KEEP && !hyphen) return NULL;
  if (how == HYPHENS_FIRST) {
    if (row->pos != KH_FRAME_N || head < 2 || !kh_str_is(words[head - 1], "-")) return NULL;
    head -= 2;
  }
  *lemma = words[head];
  row->head = (uint8_t)head;
  row->words = (uint32_t)b->words.n;
  row->word_count = (uint8_t)(count - 1);
  for (uint32_t i = 0, n = 0; i < count; i++) {
    if (i == head) continue;
    if (is_article(b, words[i])) row->articles |= (uint8_t)(1u << n);
    KH_PUSH(b->arena, &b->words, kh_hash_str(words[i]));
    n++;
  }
  /* among fellows that take an object, the noun behind the phrase's last word is that object */
  row->closing = fellow && !row->together && count > 1 ? (uint16_t)(1 + prep_number(b, words[count - 1])) : 0;
  return NULL;
}

static void identify(kh_events_build *b, kh_str text, kh_frame_row *row, const char *pos) {
  kh_str id = kh_str_printf(b->arena, "%s" KH_FMT ".%s", b->id_prefix, KH_ARG(text), pos);
  size_t n = 0;
  for (size_t i = 0; i < id.n; i++) {   /* blanks to '_', no marks: ids are words */
    char c = id.s[i] == ' ' ? '_' : id.s[i];
    if (c != '*') memcpy((char *)(uintptr_t)&id.s[n++], &c, 1);
  }
  id.n = n;
  bool fresh;
  uint32_t *seen = kh_map_put(b->id_count, id, &fresh);
  row->id = kh_pool_put(b->pool, kh_str_printf(b->arena, KH_FMT ".%u", KH_ARG(id), ++*seen));
}

/* The rows of an entry, one a trigger; of "+NAME" one for each that fellows.txt lists under that name. */
static const char *triggers_of(kh_events_build *b, kh_str text, const kh_frame_row *row, const char *pos, int depth) {
  kh_str one;
  const char *wrong = NULL;
  while (!wrong && piece(&text, ',', &one)) {
    if (one.s[0] == '+') {
      uint32_t list = b->fellow_index && !depth ? kh_build_number(b->fellow_index, kh_str_sub(one, 1, one.n)) : 0;
      wrong = list ? triggers_of(b, b->fellows.at[list - 1], row, pos, depth + 1) : "no such list in fellows.txt";
      continue;
    }
    kh_frame_draft d = {.row = *row, .order = (uint32_t)b->frames.n};
    for (int how = 0; how < HYPHENS_COUNT && !wrong; how++) {
      wrong = trigger(b, one, depth > 0, (kh_hyphens)how, &d.row, &d.lemma);
      if (wrong || !d.lemma.n) continue;
      d.lemma = kh_str_dup(b->arena, d.lemma);
      if (how == HYPHENS_PART) identify(b, one, &d.row, pos);
      KH_PUSH(b->arena, &b->frames, d);
    }
  }
  return wrong;
}

static const char *frame(kh_events_build *b, kh_str line) {
  kh_str field[5] = {{0}}, rest = line;
  for (size_t i = 0; i < 5 && kh_str_split(&rest, '|', &field[i]); i++) field[i] = kh_str_trim(field[i]);
  if (rest.n) return "more than five fields";
  static const char *const pos_names[] = {"", "v", "n", "adj", "eval"};
  kh_frame_row row = {.op = KH_NO_OP};
  size_t before = b->frames.n;
  for (uint8_t i = 1; i < 5; i++)
    if (kh_str_is(field[1], pos_names[i])) row.pos = i;
  if (!row.pos) return "the second field is v, n, adj or eval";
  if (b->occasions) {
    row.occasion = (uint8_t)kh_occasion_of((kh_text){field[2].s, field[2].n});
    if (!row.occasion && !kh_str_is(field[2], "none")) return "no such occasion";
  } else if (kh_str_starts(field[2], KH_STR("@"))) {
    uint32_t op = kh_build_number(b->op_index, kh_str_sub(field[2], 1, field[2].n));
    if (!op) return "no such operator in operators.txt";
    row.op = (uint8_t)(op - 1);
  } else if (!kh_str_is(field[2], "none")) {
    kh_str also = field[2], first = {0};      /* a line may end before its event */
    bool two = kh_str_split(&also, '+', &first) && also.n;
    if (!kh_build_event(kh_str_trim(first), &row.type, &row.mode) || (two && !kh_build_event(kh_str_trim(also), &row.also_type, &row.also_mode)))
      return "no such event type or mode";
  }
  if (!row.type && !row.occasion && row.op == KH_NO_OP && !field[4].n) field[4] = field[3], field[3] = KH_STR("");   /* no actors to name */
  const char *wrong = who_fields(b, field[3], &row);
  if (!wrong) wrong = conditions(b, field[4], &row);
  if (!wrong && row.op != KH_NO_OP && !row.in_count) wrong = "an operator says with base: where its event stands";
  if (!wrong && !(wrong = triggers_of(b, field[0], &row, pos_names[row.pos], 0)) && b->frames.n == before) wrong = "no trigger";
  return wrong;
}

static void set_text(kh_events_build *b, size_t first, kh_str text) {
  uint32_t at = kh_pool_put(b->pool, text);
  for (size_t i = first; i < b->frames.n; i++) b->frames.at[i].row.text = at;
}

kh_status kh_build_frames(kh_events_build *b, const char *dir, const char *name) {
  kh_lines l;
  kh_str line;
  kh_status s = kh_lines_open(dir, name, &l, b->err);
  if (s) return s;
  kh_str entry = KH_STR("");
  size_t first = b->frames.n;   /* of the entry's rows */
  while (!s && kh_lines_next(&l, &line)) {
    if (line.s[0] == ' ' || line.s[0] == '\t') {   /* an example: for the tests, and to explain the entry by */
      if (entry.n) set_text(b, first, kh_str_printf(b->arena, KH_FMT "\n  " KH_FMT, KH_ARG(entry), KH_ARG(kh_str_trim(line))));
      entry = KH_STR("");
      continue;
    }
    entry = line, first = b->frames.n;
    const char *wrong = frame(b, line);
    if (wrong) s = kh_lines_fail(&l, b->err, "%s", wrong);
    else set_text(b, first, entry);
  }
  kh_lines_close(&l);
  return s;
}
