/* quotes_compile.c: data/quotes into the tables "quotes.*". */
#include <stdlib.h>

#include "circumstance/quotes_int.h"

typedef struct line_cue { kh_str lemma; quote_cue cue; } line_cue;

typedef struct builder {
  kh_error *err;
  kh_arena *arena;
  kh_pool *pool;
  kh_lookup_builder *lemmas, *prepositions;
  uint32_t preposition_count;
  uint64_t sets[QUOTE_SETS];
  KH_VEC(line_cue) cues;
} builder;

static kh_status read_prepositions(builder *b, const kh_lines *l, kh_str list, uint64_t *set) {
  kh_str one;
  while (kh_str_split(&list, ',', &one)) {
    uint32_t bit;
    if (!kh_lookup_find(b->prepositions, one, &bit)) {
      if (b->preposition_count == 64) return kh_lines_fail(l, b->err, "more than 64 prepositions");
      bit = b->preposition_count++;
      kh_lookup_put(b->prepositions, one, bit);
    }
    *set |= UINT64_C(1) << bit;
  }
  return KH_OK;
}

/* "say/v", frames "q c p=of,about", an example. */
static kh_status read_cue(builder *b, const kh_lines *l, kh_str line) {
  static const char letters[] = {
#define X(name, letter) letter,
      QUOTE_FRAME_TABLE(X)
#undef X
  };
  kh_str name, frames, one, words, part;
  if (!kh_str_split(&line, '\t', &name) || !kh_str_split(&line, '\t', &frames) || !line.n)
    return kh_lines_fail(l, b->err, "want: cue, frames, example");
  part = name;
  kh_str_split(&part, '/', &words);
  if (part.n != 1 || !strchr("vnarp", part.s[0])) return kh_lines_fail(l, b->err, "want v, n, a, r or p behind the cue's /");
  line_cue c = {.cue = {.part = (uint16_t)part.s[0]}};
  kh_str rest = words;
  kh_str_split(&rest, ' ', &c.lemma);
  c.lemma = kh_str_dup(b->arena, c.lemma);
  c.cue.particle = kh_pool_put(b->pool, rest);
  while (kh_str_split(&frames, ' ', &one)) {
    const char *at = one.n ? memchr(letters, one.s[0], sizeof letters) : NULL;
    if (!at || (one.n > 1 && (one.s[0] != 'p' || one.s[1] != '='))) return kh_lines_fail(l, b->err, "no frame \"" KH_FMT "\"", KH_ARG(one));
    c.cue.frames |= 1u << (at - letters);
    kh_status s = one.n > 2 ? read_prepositions(b, l, kh_str_sub(one, 2, one.n), &c.cue.prepositions) : KH_OK;
    if (s) return s;
  }
  KH_PUSH(b->arena, &b->cues, c);
  return KH_OK;
}

/* words.tsv: a class of words and the words. */
static kh_status read_set(builder *b, const kh_lines *l, kh_str line) {
  static const char *const names[QUOTE_SETS] = {"speaker", "audience", "turn", "into", "paper", "as", "that", "if", "met", "under", "reason", "quoting"};
  kh_str name, list;
  if (!kh_str_split(&line, '\t', &name) || !kh_str_split(&line, '\t', &list)) return kh_lines_fail(l, b->err, "want: class, words, example");
  for (int i = 0; i < QUOTE_SETS; i++)
    if (kh_str_is(name, names[i])) return read_prepositions(b, l, list, &b->sets[i]);
  return kh_lines_fail(l, b->err, "no class \"" KH_FMT "\"", KH_ARG(name));
}

/* Cues of one lemma stand together, those of two words first. */
static int by_lemma(const void *x, const void *y) {
  const line_cue *a = x, *b = y;
  int c = kh_str_cmp(a->lemma, b->lemma);
  if (c) return c;
  if ((a->cue.particle != 0) != (b->cue.particle != 0)) return a->cue.particle ? -1 : 1;
  if (a->cue.particle != b->cue.particle) return a->cue.particle < b->cue.particle ? -1 : 1;
  return (a->cue.part > b->cue.part) - (a->cue.part < b->cue.part);
}

static kh_status read_all(builder *b, const char *dir) {
  static const struct { const char *name; kh_status (*read)(builder *, const kh_lines *, kh_str); } files[] = {
      {"quotes/words.tsv", read_set}, {"quotes/verbs.tsv", read_cue}, {"quotes/nouns.tsv", read_cue}, {"quotes/adjectives.tsv", read_cue}};
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    kh_lines l;
    kh_str line;
    kh_status s = kh_lines_open(dir, files[i].name, &l, b->err);
    if (s) return s;
    while (!s && kh_lines_next(&l, &line)) s = files[i].read(b, &l, line);
    kh_lines_close(&l);
    if (s) return s;
  }
  if (b->cues.n > UINT16_MAX) return kh_fail(b->err, KH_E_DATA, "too many cues");
  return KH_OK;
}

static void pack(builder *b, kh_pack *out) {
  quote_cue *cues = KH_ARRAY(b->arena, quote_cue, b->cues.n + 1);
  if (b->cues.n) qsort(b->cues.at, b->cues.n, sizeof *b->cues.at, by_lemma);
  for (size_t i = b->cues.n; i-- > 0;) {
    bool more = i + 1 < b->cues.n && kh_str_eq(b->cues.at[i].lemma, b->cues.at[i + 1].lemma);
    cues[i] = b->cues.at[i].cue;
    cues[i].last = more ? cues[i + 1].last : (uint16_t)i;
  }
  for (size_t i = 0; i < b->cues.n; i++) kh_lookup_put(b->lemmas, b->cues.at[i].lemma, (uint32_t)i);
  kh_lookup_pack(b->lemmas, out, "quotes.lemmas");
  kh_lookup_pack(b->prepositions, out, "quotes.prepositions");
  kh_pool_pack(b->pool, out, "quotes.pool");
  kh_pack_add(out, "quotes.sets", b->sets, sizeof *b->sets, QUOTE_SETS);
  kh_pack_add(out, "quotes.cues", cues, sizeof *cues, b->cues.n);
}

kh_status kh_quotes_compile(const char *data_dir, kh_pack *out, kh_error *err) {
  builder b = {.err = err, .arena = kh_arena_new(0), .pool = kh_pool_new(), .lemmas = kh_lookup_new(), .prepositions = kh_lookup_new()};
  kh_status s = KH_OK;
  kh_guard g;
  if (!b.arena || !b.pool || !b.lemmas || !b.prepositions) s = kh_fail(err, KH_E_MEMORY, "no memory for the cues");
  else {
    kh_arena_guard(b.arena, &g);
    if (setjmp(g.env)) s = kh_fail(err, KH_E_MEMORY, "no memory for the cues");
    else {
      s = read_all(&b, data_dir);
      if (!s) pack(&b, out);
    }
    kh_arena_unguard(b.arena, &g);
  }
  kh_pool_free(b.pool);
  kh_lookup_free(b.lemmas), kh_lookup_free(b.prepositions);
  kh_arena_free(b.arena);
  return s;
}
