/* figures_compile.c: data/figures/words.txt into the tables "figures.*". */
#include <math.h>

#include "circumstance/figures_int.h"

typedef struct builder {
  kh_arena *a;
  kh_lines lines;
  kh_error *err;
  kh_lookup_builder *words;
  KH_VEC(figure_word) first;
  KH_VEC(figure_entry) entries;
} builder;

static uint32_t word_of(builder *b, kh_str phrase) {
  uint32_t id;
  if (kh_lookup_find(b->words, phrase, &id)) return id;
  id = (uint32_t)b->first.n;
  KH_PUSH(b->a, &b->first, (figure_word){0, 1});
  kh_lookup_put(b->words, phrase, id);
  return id;
}

static bool number(kh_str w, double *v) {
  if (kh_str_is(w, "inf")) return *v = INFINITY, true;
  return kh_str_to_double(w, v);
}

static bool kind_of(kh_str w, uint32_t *kind) {
  static const char *const others[] = {"people", "thing", "measure", "casualty"};
  for (uint32_t i = 0; i < KH_FIGURE_COUNT; i++)
    if (kh_str_is(w, kh_figure_name((kh_figure_kind)i))) return *kind = i, true;
  for (uint32_t i = 0; i < 4; i++)
    if (kh_str_is(w, others[i])) return *kind = NOUN_PEOPLE + i, true;
  return false;
}

static kh_status read_value(builder *b, uint32_t cls, kh_str spec, figure_entry *e) {
  double *fields[3] = {&e->value, &e->low, &e->high};
  int from = cls == FIG_QUANTITY || cls == FIG_SUFFIX ? 0 : 1, count = cls == FIG_QUANTITY                          ? 3
                                                                       : cls == FIG_SUFFIX                          ? 1
                                                                       : cls == FIG_BOUND || cls == FIG_BOUND_AFTER ? 2
                                                                                                                    : 0;
  kh_str w;
  bool ok = true;
  if (cls >= FIG_NOUN && cls <= FIG_TOLL) ok = kind_of(spec, &e->kind);
  for (int i = 0; i < count && ok; i++) ok = kh_str_split(&spec, ' ', &w) && number(w, fields[from + i]);
  return ok ? KH_OK : kh_lines_fail(&b->lines, b->err, "the second column makes no sense here");
}

static kh_status add_phrase(builder *b, const figure_entry *proto, kh_str phrase) {
  kh_str rest = phrase, w;
  uint32_t words = 0;
  while (kh_str_split(&rest, ' ', &w)) words++;
  if (!phrase.n || words > PHRASE_WORDS || phrase.n >= PHRASE_BYTES) return kh_lines_fail(&b->lines, b->err, "a phrase has 1 to %d words", PHRASE_WORDS);
  rest = phrase;
  kh_str_split(&rest, ' ', &w);
  uint32_t head = word_of(b, w), id = word_of(b, phrase);
  if (b->first.at[head].longest < words) b->first.at[head].longest = words;
  figure_entry e = *proto;
  e.next = b->first.at[id].entry;
  KH_PUSH(b->a, &b->entries, e);
  b->first.at[id].entry = (uint32_t)b->entries.n;
  return KH_OK;
}

static kh_status read_lines(builder *b) {
  static const char *const names[FIG_COUNT] = {
      "",
#define X(name, label) label,
      FIGURE_CLASS_TABLE(X)
#undef X
  };
  kh_str line, cls, spec, words, phrase;
  while (kh_lines_next(&b->lines, &line)) {
    figure_entry e = {0};
    if (!kh_str_split(&line, '\t', &cls) || !kh_str_split(&line, '\t', &spec) || !kh_str_split(&line, '\t', &words))
      return kh_lines_fail(&b->lines, b->err, "columns wanted: class, what it says, words, and perhaps an example");
    for (uint32_t i = 1; i < FIG_COUNT; i++)
      if (kh_str_is(cls, names[i])) e.cls = i;
    if (!e.cls) return kh_lines_fail(&b->lines, b->err, "no such class: " KH_FMT, KH_ARG(cls));
    kh_status s = read_value(b, e.cls, spec, &e);
    while (!s && kh_str_split(&words, ',', &phrase)) s = add_phrase(b, &e, kh_str_trim(phrase));
    if (s) return s;
  }
  return KH_OK;
}

kh_status kh_figures_compile(const char *data_dir, kh_pack *out, kh_error *err) {
  kh_arena *a = kh_arena_new(0);
  if (!a) return kh_fail(err, KH_E_MEMORY, "out of memory");
  builder b = {.a = a, .err = err, .words = kh_lookup_new()};
  builder *volatile bp = &b;
  volatile kh_status s = kh_lines_open(data_dir, "figures/words.txt", &b.lines, err);
  if (!s) {
    kh_guard g;
    kh_arena_guard(a, &g);
    if (setjmp(g.env)) {
      s = kh_fail(err, g.status, "out of memory while compiling data/figures");
    } else {
      s = read_lines(&b);
      if (!s) {
        kh_lookup_pack(b.words, out, "figures.words");
        kh_pack_add(out, "figures.first", b.first.at, sizeof *b.first.at, b.first.n);
        kh_pack_add(out, "figures.entries", b.entries.at, sizeof *b.entries.at, b.entries.n);
      }
      kh_arena_unguard(a, &g);
    }
    kh_lines_close(&bp->lines);
  }
  kh_lookup_free(bp->words);
  kh_arena_free(a);
  return s;
}
