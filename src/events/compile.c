/* compile.c: data/events into the tables "events.*". */
#include <dirent.h>
#include <stdlib.h>

#include "events/compile.h"

static int by_name(const void *a, const void *b) { return kh_str_cmp(*(const kh_str *)a, *(const kh_str *)b); }

/* All .frames files of data/events/frames in the order of their names. */
static kh_status build_all_frames(kh_events_build *b, const char *dir) {
  KH_VEC(kh_str) names = {0};
  kh_str folder = kh_str_printf(b->arena, "%s/events/frames", dir);
  DIR *d = opendir(folder.s);
  if (!d) return kh_fail(b->err, KH_E_IO, "%.200s cannot be read", folder.s);
  for (struct dirent *e; (e = readdir(d));)
    if (kh_str_ends(kh_str_of(e->d_name), KH_STR(".frames"))) KH_PUSH(b->arena, &names, kh_str_printf(b->arena, "events/frames/%s", e->d_name));
  closedir(d);
  if (names.n) qsort(names.at, names.n, sizeof *names.at, by_name);
  kh_status s = kh_build_frames(b, dir, "events/operators.frames");
  for (size_t i = 0; !s && i < names.n; i++) s = kh_build_frames(b, dir, names.at[i].s);
  return s;
}

static int by_lemma(const void *a, const void *b) {
  const kh_frame_draft *x = a, *y = b;
  int c = kh_str_cmp(x->lemma, y->lemma);
  return c ? c : (x->order > y->order) - (x->order < y->order);
}

/* What can be known of a frame beforehand, so that most need not be tried (match.c): what it is worth, and which word it needs. */
static uint16_t foresee(const kh_events_build *b, kh_frame_row *f) {
  int worth = 10 * f->weight + 15 * f->word_count;
  uint32_t needs = f->word_count ? 1 + kh_word_bit(b->words.at[f->words + f->word_count - 1]) : 0;
  for (uint32_t i = f->conds; i < f->conds + f->cond_count; i++) {
    const kh_cond_row *c = &b->conds.at[i];
    worth += c->negated ? 2 : c->kind == KH_COND_FILLED ? 10 : 20;
    if (!needs && c->kind == KH_COND_LEMMA && !c->negated && c->args == 1 && !c->pairs) needs = 1 + kh_word_bit(b->args.at[c->arg]);
  }
  f->worth = (int16_t)worth;
  return (uint16_t)needs;
}

static void pack_table(kh_events_build *b, kh_pack *out, const char *room, const char *name, const void *rows, size_t size, size_t n) {
  kh_pack_add(out, kh_str_printf(b->arena, "%s.%s", room, name).s, rows, size, n);
}

/* As the tables "events.*", "occasions.*". */
static void pack_frames(kh_events_build *b, const char *room, kh_pack *out) {
  size_t n = b->frames.n;
  kh_frame_row *rows = KH_ARRAY(b->arena, kh_frame_row, n + 1);
  uint16_t *needs = KH_ARRAY(b->arena, uint16_t, n + 1);
  KH_VEC(kh_range_row) ranges = {0};
  kh_lookup_builder *triggers = kh_lookup_new();
  if (n) qsort(b->frames.at, n, sizeof *b->frames.at, by_lemma);
  for (size_t i = 0; i < n; i++) {
    rows[i] = b->frames.at[i].row;
    needs[i] = foresee(b, &rows[i]);
    if (i && kh_str_eq(b->frames.at[i].lemma, b->frames.at[i - 1].lemma)) {
      ranges.at[ranges.n - 1].count++;
    } else {
      kh_lookup_put(triggers, b->frames.at[i].lemma, (uint32_t)ranges.n);
      KH_PUSH(b->arena, &ranges, (kh_range_row){(uint32_t)i, 1, kh_pool_put(b->pool, b->frames.at[i].lemma)});
    }
  }
  /* forms of verbs after all lemmas: a form that is a word of its own keeps its sense */
  for (size_t i = 0; i < n; i++)
    if (rows[i].pos == KH_FRAME_V) {
      uint32_t range = 0;
      if (kh_lookup_find(triggers, b->frames.at[i].lemma, &range)) kh_build_forms(b, b->frames.at[i].lemma, triggers, range);
    }
  pack_table(b, out, room, "frames", rows, sizeof *rows, n);
  pack_table(b, out, room, "needs", needs, sizeof *needs, n);
  pack_table(b, out, room, "ranges", ranges.at, sizeof *ranges.at, ranges.n);
  kh_lookup_pack(triggers, out, kh_str_printf(b->arena, "%s.triggers", room).s);
  kh_lookup_free(triggers);
#define PACK(name) pack_table(b, out, room, #name, b->name.at, sizeof *b->name.at, b->name.n)
  PACK(words); PACK(args); PACK(preps); PACK(conds); PACK(slots);
#undef PACK
}

/* So that a user's own frames get their verbs' forms too. */
static void pack_inflections(kh_events_build *b, kh_pack *out) {
  kh_inflection_row *rows = KH_ARRAY(b->arena, kh_inflection_row, b->inflections.n + 1);
  for (size_t i = 0; i < b->inflections.n; i++)
    rows[i] = (kh_inflection_row){kh_pool_put(b->pool, b->inflections.at[i].ending), kh_pool_put(b->pool, b->inflections.at[i].add), b->inflections.at[i].cut};
  kh_pack_add(out, "events.inflections", rows, sizeof *rows, b->inflections.n);
}

static kh_status build(kh_events_build *b, const char *dir) {
  static const char *const clause_kinds[] = {
#define X(name, label) label,
      KH_CLAUSE_KINDS(X)
#undef X
  };
  kh_status s = kh_build_kinds(b, dir, "events/clause.txt");
  for (size_t i = 0; !s && i < KH_CLAUSE_COUNT; i++)
    if (kh_build_number(b->kind_index, kh_str_of(clause_kinds[i])) != i + 1)
      s = kh_fail(b->err, KH_E_DATA, "events/clause.txt: kind %zu should be %s", i + 1, clause_kinds[i]);
  if (!s) s = kh_build_kinds(b, dir, "events/kinds.txt");
  if (!s) s = kh_build_fellows(b, dir);
  if (!s) s = kh_build_operators(b, dir);
  if (!s) s = kh_build_contexts(b, dir);
  if (!s) s = kh_build_inflections(b, dir);
  if (!s) s = kh_build_crosswalks(b, dir);
  if (!s) s = build_all_frames(b, dir);
  if (!s) s = kh_build_scorer(b, dir);
  return s;
}

/* Their words are looked for apart from those of events, so that neither takes a word from the other. */
static kh_status build_occasions(const kh_events_build *own, const char *dir, kh_pool *pool, kh_pack *out) {
  kh_events_build *b = KH_NEW(own->arena, kh_events_build);
  b->arena = own->arena, b->err = own->err, b->pool = pool, b->kind_index = own->kind_index, b->op_index = own->op_index;
  b->id_count = kh_map_new(own->arena, 256);
  b->id_prefix = "occasion.", b->occasions = true;
  for (size_t i = 0; i < own->inflections.n; i++) KH_PUSH(b->arena, &b->inflections, own->inflections.at[i]);
  kh_status s = kh_build_frames(b, dir, "events/occasions.frames");
  if (s) return s;
  pack_frames(b, "occasions", out);
  kh_pool_pack(pool, out, "occasions.pool");
  return KH_OK;
}

static void pack(kh_events_build *b, kh_pack *out) {
#define PACK(name) kh_pack_add(out, "events." #name, b->name.at, sizeof *b->name.at, b->name.n)
  pack_frames(b, "events", out);
  pack_inflections(b, out);
  PACK(codebook); PACK(import);
  PACK(kinds); PACK(kindsets); PACK(ops); PACK(rules); PACK(patterns); PACK(cameo); PACK(relate); PACK(context_sets); PACK(scorer);
  kh_pack_add(out, "events.surer", b->surer, sizeof *b->surer, KH_REACHES);
  PACK(sure); PACK(wording);
  kh_pack_add(out, "events.doubt", b->doubt, sizeof *b->doubt, KH_DOUBTS);
  kh_lookup_pack(b->wording_words, out, "events.wording_words");
  kh_lookup_pack(b->sure_words, out, "events.sure_words");
  kh_lookup_pack(b->scorer_words, out, "events.scorer_words");
  kh_lookup_pack(b->kind_words, out, "events.kind_words");
  kh_lookup_pack(b->context_words, out, "events.context_words");
  kh_pool_pack(b->pool, out, "events.pool");
#undef PACK
}

/* What data/events defined, read back from the compiled tables, for frames that a user brings. */
static void build_from(kh_events_build *b, const kh_model *data) {
  size_t pool_bytes, n;
  const char *pool = kh_model_table(data, "events.pool", 1, &pool_bytes);
  const kh_kind_row *kinds = kh_model_table(data, "events.kinds", sizeof *kinds, &n);
  bool fresh;
  for (size_t i = 0; kinds && i < n; i++) *kh_map_put(b->kind_index, kh_pool_at(pool, pool_bytes, kinds[i].name), &fresh) = (uint32_t)i + 1;
  const kh_op_row *ops = kh_model_table(data, "events.ops", sizeof *ops, &n);
  for (size_t i = 0; ops && i < n; i++) *kh_map_put(b->op_index, kh_pool_at(pool, pool_bytes, ops[i].name), &fresh) = (uint32_t)i + 1;
  const kh_inflection_row *rows = kh_model_table(data, "events.inflections", sizeof *rows, &n);
  for (size_t i = 0; rows && i < n; i++)
    KH_PUSH(b->arena, &b->inflections, (kh_inflection){kh_pool_at(pool, pool_bytes, rows[i].ending), kh_pool_at(pool, pool_bytes, rows[i].add), rows[i].cut});
}

/* data_dir: data/, all of it; else the user's file `path` over the opened tables `data`. */
static kh_status compile(const char *data_dir, const kh_model *data, const char *path, kh_pack *out, kh_error *err) {
  kh_arena *arena = kh_arena_new(0);
  if (!arena) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s;
  kh_guard g;
  kh_pool *pool = kh_pool_new(), *occasions = kh_pool_new();
  kh_lookup_builder *kind_words = kh_lookup_new(), *context_words = kh_lookup_new(), *scorer_words = kh_lookup_new(), *sure_words = kh_lookup_new(),
                    *wording_words = kh_lookup_new();
  kh_arena_guard(arena, &g);
  if (setjmp(g.env)) {
    s = kh_fail(err, g.status, "not enough memory");
  } else {
    kh_events_build *b = KH_NEW(arena, kh_events_build);
    b->arena = arena, b->err = err, b->pool = pool, b->kind_words = kind_words, b->context_words = context_words, b->scorer_words = scorer_words,
    b->sure_words = sure_words, b->wording_words = wording_words;
    b->kind_index = kh_map_new(arena, 128);
    b->op_index = kh_map_new(arena, 128);
    b->id_count = kh_map_new(arena, 4096);
    b->fellow_index = data ? NULL : kh_map_new(arena, 16);
    b->id_prefix = data ? "user." : "";
    if (data) {
      build_from(b, data);
      s = kh_build_frames(b, NULL, path);
      if (!s) {
        pack_frames(b, "events", out);
        kh_pool_pack(b->pool, out, "events.pool");
      }
    } else {
      s = build(b, data_dir);
      if (!s) pack(b, out);
      if (!s) s = build_occasions(b, data_dir, occasions, out);
    }
    kh_arena_unguard(arena, &g);
  }
  kh_pool_free(pool);
  kh_pool_free(occasions);
  kh_lookup_free(kind_words);
  kh_lookup_free(context_words);
  kh_lookup_free(scorer_words);
  kh_lookup_free(sure_words);
  kh_lookup_free(wording_words);
  kh_arena_free(arena);
  return s;
}

kh_status kh_events_compile(const char *data_dir, kh_pack *out, kh_error *err) { return compile(data_dir, NULL, NULL, out, err); }
kh_status kh_events_compile_file(const kh_model *data, const char *path, kh_pack *out, kh_error *err) { return compile(NULL, data, path, out, err); }
