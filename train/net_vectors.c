/* net_vectors.c: words' vectors from elsewhere, and how a network that learned with them becomes one that needs them no longer:
 * a vector times its weights is a row like any other (pre-multiplied embeddings). */
#include <stdlib.h>

#include "net_train.h"
#include "net_pass.h"

enum { MOST_WORDS = 1000000, MOST_NUMBERS = 1024 };

/* ---- reading ---- */

static bool plain_word(kh_arena *a, kh_str w) {
  for (size_t i = 0; i < w.n; i++)
    if (w.s[i] >= '0' && w.s[i] <= '9') return false;
  return w.n && kh_str_eq(w, kh_str_lower(a, w));
}

static bool next_number(kh_str *rest, double *out) {
  kh_str field;
  *rest = kh_str_trim(*rest);
  return rest->n && kh_str_split(rest, ' ', &field) && kh_str_to_double(field, out);
}

static uint32_t count_numbers(kh_str rest) {
  double number;
  uint32_t n = 0;
  while (next_number(&rest, &number)) n++;
  return n;
}

static kh_status read_vectors(kh_word_vectors *v, kh_str text, const char *path, kh_error *err) {
  kh_str line, word;
  uint32_t room = 0, at_line = 0;
  kh_str *words = KH_ARRAY(v->arena, kh_str, MOST_WORDS);
  v->number = kh_map_new(v->arena, 1 << 16), v->word = words;
  while (v->count < MOST_WORDS && kh_str_split(&text, '\n', &line)) {
    at_line++;
    if (!kh_str_split(&line, ' ', &word) || !line.n) continue;
    if (!v->size) {
      v->size = count_numbers(line);
      if (at_line == 1 && v->size == 1) v->size = 0;          /* word2vec's "words numbers" */
      if (v->size > MOST_NUMBERS) return kh_fail(err, KH_E_DATA, "%s: more than %d numbers a word", path, MOST_NUMBERS);
      if (!v->size) continue;
    }
    bool is_new;
    if (!plain_word(v->arena, word)) continue;
    if (v->count == room) {
      float *more = realloc(v->at, (room = room * 2 + 4096) * (size_t)v->size * sizeof *v->at);
      if (!more) return kh_fail(err, KH_E_MEMORY, "%s: no memory for its vectors", path);
      v->at = more;
    }
    float *to = v->at + (size_t)v->count * v->size;
    for (uint32_t i = 0; i < v->size; i++) {
      double number;
      if (!next_number(&line, &number)) return kh_fail(err, KH_E_DATA, "%s:%u: fewer than %u numbers", path, at_line, v->size);
      to[i] = (float)number;
    }
    if (kh_str_trim(line).n) return kh_fail(err, KH_E_DATA, "%s:%u: more than %u numbers", path, at_line, v->size);
    uint32_t *slot = kh_map_put(v->number, word = kh_str_dup(v->arena, word), &is_new);
    if (is_new) words[v->count] = word, *slot = v->count++;
  }
  return v->count ? KH_OK : kh_fail(err, KH_E_DATA, "%s: no vectors in it (a word and its numbers on each line)", path);
}

kh_status kh_word_vectors_open(kh_word_vectors *v, const char *path, kh_error *err) {
  kh_guard g;
  kh_file f;
  *v = (kh_word_vectors){.arena = kh_arena_new(0)};
  if (!v->arena) return kh_fail(err, KH_E_MEMORY, "%s: no memory for its vectors", path);
  kh_status st = kh_file_open(path, 0, &f, err);
  if (st) return kh_word_vectors_close(v), st;
  kh_arena_guard(v->arena, &g);
  if (setjmp(g.env)) st = kh_fail(err, KH_E_MEMORY, "%s: no memory for its vectors", path);
  else st = read_vectors(v, (kh_str){f.data, f.n}, path, err);
  kh_arena_unguard(v->arena, &g);
  kh_file_close(&f);
  if (st) kh_word_vectors_close(v);
  return st;
}

void kh_word_vectors_close(kh_word_vectors *v) {
  free(v->at);
  kh_arena_free(v->arena);
  *v = (kh_word_vectors){0};
}

/* ---- folding ---- */

static void add_vector(const kh_net_weights *w, const float *vector, float *row) {
  size_t dim = w->shape.dim;
  for (size_t k = 0; k < w->shape.vector; k++)
    for (size_t i = 0; i < dim; i++) row[i] += vector[k] * w->dense[w->at.vector + k * dim + i];
}

static void fold(const kh_net_weights *w, const kh_net_lexicon *l, uint32_t more, kh_net_weights *out, kh_net_lexicon *to, kh_arena *scratch) {
  size_t dim = w->shape.dim, marks = KH_NET_MARKS, own = l->rows - marks, used = own;
  bool *done = KH_ARRAY(scratch, bool, own);
  memcpy(to->slots, l->slots, l->slot_count * sizeof *l->slots);
  memcpy(out->dense, w->dense, out->at.count * sizeof *w->dense);
  memcpy(out->rows, w->rows, own * dim * sizeof *w->rows);
  memcpy(out->rows + (own + more) * dim, w->rows + own * dim, marks * dim * sizeof *w->rows);
  for (uint32_t i = 0; i < l->vectors->count; i++) {
    uint64_t keys[KH_NET_KEYS];
    uint32_t row;
    const float *vector = l->vectors->at + (size_t)i * l->vectors->size;
    kh_net_keys(l->vectors->word[i], l->vectors->word[i], keys);
    if (kh_net_row(to->slots, l->slot_count - 1, keys[0], &row)) {
      if (row < own && !done[row]) done[row] = true, add_vector(w, vector, out->rows + row * dim);
    } else if (used < own + more) {
      row = (uint32_t)used++;
      memcpy(out->rows + row * dim, w->rows, dim * sizeof *w->rows);     /* the unknown word's */
      add_vector(w, vector, out->rows + row * dim);
      kh_net_put_row(to, keys[0], row);
    }
  }
}

kh_status kh_net_fold(const kh_net_weights *w, const kh_net_lexicon *l, uint32_t more, kh_net_weights *out, kh_net_lexicon *to, kh_error *err) {
  kh_net_shape shape = w->shape;
  size_t taken = 0;
  for (size_t i = 0; i < l->slot_count; i++) taken += l->slots[i].row_plus_1 != 0;
  size_t room = l->slot_count / 8 * 7 - taken;
  if (more > room) more = (uint32_t)room;
  if (more > l->vectors->count) more = l->vectors->count;
  shape.vector = 0;
  *to = *l;
  to->vectors = NULL, to->counts = NULL, to->rows = l->rows + more;
  *out = (kh_net_weights){0};
  to->arena = kh_arena_new(0);
  kh_arena *scratch = kh_arena_new(0);
  kh_guard g, gs;
  volatile kh_status st = to->arena && scratch ? kh_net_weights_new(out, &shape, to->rows, 0, err) : kh_fail(err, KH_E_MEMORY, "no memory for a network");
  if (!st) {
    kh_arena_guard(to->arena, &g);
    kh_arena_guard(scratch, &gs);
    if (setjmp(g.env) || setjmp(gs.env)) st = kh_fail(err, KH_E_MEMORY, "no memory for a network");
    else to->slots = KH_ARRAY(to->arena, kh_net_slot, l->slot_count), fold(w, l, more, out, to, scratch);
    kh_arena_unguard(scratch, &gs);
    kh_arena_unguard(to->arena, &g);
  }
  kh_arena_free(scratch);
  if (st) kh_net_weights_free(out), kh_arena_free(to->arena);
  return st;
}
