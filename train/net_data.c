/* net_data.c: rows and labels of a corpus. */
#include <stdlib.h>

#include "net_data.h"
#include "net_pass.h"

/* ---- the lexicon ---- */

static uint32_t label_of(const struct kh_net_list *l, kh_str label) {
  for (uint32_t i = 0; i < l->n; i++)
    if (kh_str_eq(l->at[i], label)) return i;
  return KH_NET_NO_LABEL;
}

static void add_label(struct kh_net_list *l, kh_arena *a, kh_map *known, kh_str label) {
  bool is_new;
  if (!label.n) return;
  kh_map_put(known, label, &is_new);
  if (!is_new) return;
  if ((l->n & (l->n + 1)) == 0 || !l->at) {              /* grows at 0, 1, 3, 7, … */
    kh_str *bigger = KH_ARRAY(a, kh_str, 2 * (size_t)l->n + 2);
    if (l->n) memcpy(bigger, l->at, l->n * sizeof *bigger);
    l->at = bigger;
  }
  l->at[l->n++] = kh_str_dup(a, label);
}

static bool capital(kh_str v) {
  size_t at = 0;
  return v.n && kh_cp_is_upper(kh_utf8_next(v.s, v.n, &at));
}

/* Nationalities, faiths and their people have no layer of their own: adjectives and lone plural names whose lemma is
 * written with a capital, where no other name is told. */
static bool is_norp(const kh_word *w, const kh_word *before, const kh_word *after) {
  if (w->ner != 0 || !capital(w->lemma)) return false;
  if (kh_str_is(w->upos, "ADJ")) return kh_str_is(w->xpos, "JJ");
  return kh_str_is(w->xpos, "NNPS") && !(before && kh_str_is(before->upos, "PROPN")) && !(after && kh_str_is(after->upos, "PROPN"));
}

static void known_names(kh_net_lexicon *l, const kh_corpus *c) {
  bool seen[256] = {[0] = true, [2 * KH_ENTITY_NORP + 1] = true};
  for (size_t i = 0; i < c->words.n; i++)
    if (c->words.at[i].ner != KH_NO_NAME) seen[c->words.at[i].ner] = true;
  for (unsigned i = 0; i < 2 * KH_ENTITY_COUNT && l->name_count < KH_NET_NAMES; i++)
    if (seen[i]) l->names[l->name_count++] = (uint8_t)i;
}

typedef struct count { uint64_t key; uint32_t n, row; bool word; } count;
typedef struct counts { count *at; size_t mask; } counts;

static count *find(const counts *c, uint64_t key) {
  size_t at = key & c->mask;
  while (c->at[at].n && c->at[at].key != key) at = (at + 1) & c->mask;
  c->at[at].key = key;
  return &c->at[at];
}

static void count_features(const kh_corpus *c, const counts *table, kh_arena *scratch) {
  for (size_t i = 0; i < c->words.n; i++) {
    uint64_t keys[KH_NET_KEYS];
    kh_str form = c->words.at[i].form;
    size_t n = kh_net_keys(form, kh_str_lower(scratch, form), keys);
    for (size_t k = 0; k < n; k++) {
      count *one = find(table, keys[k]);
      one->n++, one->word = k == 0;
    }
  }
}

void kh_net_put_row(kh_net_lexicon *l, uint64_t key, uint32_t row) {
  size_t at = key & (l->slot_count - 1);
  while (l->slots[at].row_plus_1) at = (at + 1) & (l->slot_count - 1);
  l->slots[at] = (kh_net_slot){(uint32_t)(key >> 32), 1 + row};
}

static void build(kh_net_lexicon *l, const kh_corpus *c, const kh_name_lists *lists, uint32_t word_count, uint32_t affix_count, uint32_t more,
                  kh_arena *scratch) {
  kh_map *known[4];
  for (int i = 0; i < 4; i++) known[i] = kh_map_new(scratch, 512);
  for (size_t i = 0; i < c->words.n; i++) {
    const kh_word *w = &c->words.at[i];
    add_label(&l->upos, l->arena, known[0], w->upos);
    add_label(&l->xpos, l->arena, known[1], w->xpos);
    if (w->upos.n) add_label(&l->feats, l->arena, known[2], w->feats.n ? w->feats : KH_STR("_"));
    if (w->head != KH_ROOT) add_label(&l->deprel, l->arena, known[3], w->deprel);
  }
  known_names(l, c);
  size_t size = 1024;
  while (size < 8 * c->words.n) size *= 2;
  counts table = {KH_ARRAY(scratch, count, size), size - 1};
  count_features(c, &table, scratch);
  l->rows = 1;
  for (size_t i = 0; i < size; i++)
    if (table.at[i].n && table.at[i].n >= (table.at[i].word ? word_count : affix_count)) table.at[i].row = l->rows++;
  l->rows += KH_NET_MARKS;
  for (l->slot_count = 16; l->slot_count < (l->rows + more) * 5 / 4; l->slot_count *= 2) {}
  l->slots = KH_ARRAY(l->arena, kh_net_slot, l->slot_count);
  l->counts = KH_ARRAY(l->arena, uint16_t, l->rows);
  for (size_t i = 0; i < size; i++) {
    if (!table.at[i].row) continue;
    kh_net_put_row(l, table.at[i].key, table.at[i].row);
    l->counts[table.at[i].row] = (uint16_t)(table.at[i].n < 65535 ? table.at[i].n : 65535);
  }
  l->lists = lists;
}

kh_status kh_net_lexicon_new(kh_net_lexicon *l, const kh_corpus *c, const kh_name_lists *lists, uint32_t word_count, uint32_t affix_count,
                             uint32_t more, kh_error *err) {
  kh_guard g, gs;
  volatile kh_status st = KH_OK;
  *l = (kh_net_lexicon){.arena = kh_arena_new(0)};
  kh_arena *scratch = kh_arena_new(0);
  if (!l->arena || !scratch) {
    st = kh_fail(err, KH_E_MEMORY, "no memory for the lexicon");
  } else {
    kh_arena_guard(l->arena, &g);
    kh_arena_guard(scratch, &gs);
    if (setjmp(g.env) || setjmp(gs.env)) st = kh_fail(err, KH_E_MEMORY, "no memory for the lexicon");
    else build(l, c, lists, word_count, affix_count, more, scratch);
    kh_arena_unguard(scratch, &gs);
    kh_arena_unguard(l->arena, &g);
  }
  kh_arena_free(scratch);
  if (st) kh_net_lexicon_free(l);
  return st;
}

void kh_net_lexicon_free(kh_net_lexicon *l) {
  kh_arena_free(l->arena);
  *l = (kh_net_lexicon){0};
}

void kh_net_lexicon_shape(const kh_net_lexicon *l, kh_net_shape *s) {
  s->upos = l->upos.n, s->xpos = l->xpos.n, s->feats = l->feats.n, s->deprel = l->deprel.n, s->names = l->name_count;
}

/* ---- sets ---- */

static void set_rows(kh_net_token *t, const kh_net_lexicon *l, kh_str form, kh_arena *scratch) {
  uint64_t keys[KH_NET_KEYS];
  kh_str lower = kh_str_lower(scratch, form);
  t->rows = (uint8_t)kh_net_keys(form, lower, keys);
  for (unsigned k = 0; k < t->rows; k++)
    if (!kh_net_row(l->slots, l->slot_count - 1, keys[k], &t->row[k])) t->row[k] = KH_NONE;
  const uint32_t *marked = l->lists && l->lists->marks ? kh_map_get(l->lists->marks, lower) : NULL;
  if (marked) t->rows = (uint8_t)(t->rows + kh_net_mark_rows(l->lists->words.at[*marked].marks, l->rows, t->row + t->rows));
  t->count = l->counts && t->row[0] != KH_NONE ? l->counts[t->row[0]] : 0;
  const uint32_t *number = l->vectors ? kh_map_get(l->vectors->number, lower) : NULL;
  t->vector = number ? l->vectors->at + (size_t)*number * l->vectors->size : NULL;
}

static uint16_t name_number(const kh_net_lexicon *l, uint8_t ner) {
  for (uint16_t i = 0; i < l->name_count; i++)
    if (l->names[i] == ner) return i;
  return KH_NET_NO_LABEL;
}

/* The name tags that a word may have; 0 where nothing is known. */
static uint16_t names_of(const kh_net_lexicon *l, const kh_word *w, const kh_word *before, const kh_word *after, bool gum) {
  uint16_t norp = name_number(l, 2 * KH_ENTITY_NORP + 1);
  if (w->ner == KH_NO_NAME) return 0;
  if (is_norp(w, before, after)) return (uint16_t)(1u << norp);
  if (w->ner) return (uint16_t)(1u << name_number(l, w->ner));
  if (gum && kh_str_is(w->upos, "PROPN")) return 0;               /* GUM's kinds that are not ours */
  if (!w->upos.n && capital(w->form)) return (uint16_t)(1u | 1u << norp);
  return 1;
}

static uint16_t short_label(const struct kh_net_list *l, kh_str v) { return v.n ? (uint16_t)label_of(l, v) : KH_NET_NO_LABEL; }

static void set_token(kh_net_token *t, const kh_net_lexicon *l, const kh_corpus *c, const kh_gold *g, uint32_t i, kh_arena *scratch) {
  const kh_word *w = &c->words.at[i];
  set_rows(t, l, w->form, scratch);
  t->upos = short_label(&l->upos, w->upos), t->xpos = short_label(&l->xpos, w->xpos);
  t->feats = w->upos.n ? short_label(&l->feats, w->feats.n ? w->feats : KH_STR("_")) : KH_NET_NO_LABEL;
  t->deprel = w->head == KH_ROOT ? KH_NET_NO_LABEL : short_label(&l->deprel, w->deprel);
  t->head = w->head == KH_ROOT ? 0 : w->head == KH_NONE ? KH_NET_NO_LABEL : (uint16_t)(w->head + 1);
  t->names = names_of(l, w, i > g->begin ? w - 1 : NULL, i + 1 < g->end ? w + 1 : NULL, g->genre.n > 0);
}

void kh_net_set_make(kh_net_set *set, const kh_net_lexicon *l, const kh_corpus *c, uint32_t longest, kh_arena *arena) {
  *set = (kh_net_set){.sentence = KH_ARRAY(arena, kh_net_sentence, c->sentences.n + 1)};
  for (size_t i = 0; i < c->sentences.n; i++) {
    const kh_gold *g = &c->sentences.at[i];
    uint32_t n = g->end - g->begin;
    if (!n || n > longest) continue;
    kh_net_token *t = KH_ARRAY(arena, kh_net_token, n);
    for (uint32_t k = 0; k < n; k++) set_token(&t[k], l, c, g, g->begin + k, arena);
    set->sentence[set->n++] = (kh_net_sentence){t, n};
    set->tokens += n;
  }
}

static kh_str recase(kh_arena *a, kh_str v, bool upper) {
  char *to = kh_alloc(a, 4 * v.n + 4);
  size_t n = 0;
  for (size_t at = 0; at < v.n;) {
    uint32_t cp = kh_utf8_next(v.s, v.n, &at);
    n += kh_utf8_put(upper ? kh_cp_upper(cp) : kh_cp_lower(cp), to + n);
  }
  return (kh_str){to, n};
}

/* The last word is a stop that nothing hangs from. */
static bool ends_in_stop(const kh_corpus *c, const kh_gold *g) {
  uint32_t n = g->end - g->begin;
  if (n < 4 || !kh_str_is(c->words.at[g->end - 1].form, ".")) return false;
  for (uint32_t i = g->begin; i < g->end; i++)
    if (c->words.at[i].head == n - 1) return false;
  return c->words.at[g->end - 1].head != KH_ROOT;
}

void kh_net_set_noise(kh_net_set *out, const kh_net_set *set, const kh_net_lexicon *l, const kh_corpus *c, uint32_t longest,
                      const kh_net_noise *noise, uint64_t seed, kh_arena *arena) {
  kh_net_random r = {seed};
  size_t at = 0;
  *out = (kh_net_set){.sentence = KH_ARRAY(arena, kh_net_sentence, set->n + 1), .n = set->n, .tokens = set->tokens};
  for (size_t i = 0; i < c->sentences.n; i++) {
    const kh_gold *g = &c->sentences.at[i];
    if (g->end == g->begin || g->end - g->begin > longest) continue;
    kh_net_sentence s = set->sentence[at];
    float cased = kh_net_uniform(&r);
    if (kh_net_uniform(&r) < noise->no_stop && ends_in_stop(c, g)) s.n--, out->tokens--;
    if (cased < noise->lower + noise->upper) {
      kh_net_token *t = KH_ARRAY(arena, kh_net_token, s.n);
      memcpy(t, s.token, s.n * sizeof *t);
      for (uint32_t k = 0; k < s.n; k++) set_rows(&t[k], l, recase(arena, c->words.at[g->begin + k].form, cased < noise->upper), arena);
      s.token = t;
    }
    out->sentence[at++] = s;
  }
}
