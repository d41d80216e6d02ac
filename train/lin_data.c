/* lin_data.c: a corpus as the linear trainers want it: labels as numbers, words as atoms. */
#include <stdio.h>
#include <stdlib.h>

#include "learn.h"
#include "text/text.h"

enum { RARE_ARC = 3, RARE_TAG = 2, CLOSED = 40 };

typedef struct counter { kh_map *index; KH_VEC(kh_str) text; KH_VEC(uint32_t) count; } counter;

static uint32_t count_in(kh_arena *a, counter *c, kh_str v) {
  bool is_new;
  uint32_t *at = kh_map_put(c->index, v, &is_new);
  if (is_new) {
    *at = (uint32_t)c->text.n;
    KH_PUSH(a, &c->text, v);
    KH_PUSH(a, &c->count, 0);
  }
  c->count.at[*at]++;
  return *at;
}

/* ---- tags: UPOS and XPOS together ---- */

static void make_tags(lin_data *d) {
  kh_arena *a = d->a;
  counter tags = {.index = kh_map_new(a, 200)}, xpos = {.index = kh_map_new(a, 100)};
  uint32_t *id = KH_ARRAY(a, uint32_t, d->words + 1);
  for (uint32_t i = 0; i < d->words; i++) {
    const kh_word *w = &d->corpus->words.at[i];
    if (!w->upos.n) { id[i] = KH_NONE; continue; }
    id[i] = count_in(a, &tags, kh_str_printf(a, KH_FMT "\t" KH_FMT, KH_ARG(w->upos), KH_ARG(w->xpos)));
  }
  uint32_t *class = KH_ARRAY(a, uint32_t, tags.text.n + 1);
  for (uint32_t k = 0; k < tags.text.n; k++) {
    kh_str rest = tags.text.at[k], upos, x;
    kh_str_split(&rest, '\t', &upos);
    kh_str_split(&rest, '\t', &x);
    class[k] = KH_NONE;
    if (tags.count.at[k] < RARE_TAG || !kh_upos_of(upos) || d->tags.n >= LIN_MAX_CLASSES) continue;
    class[k] = (uint32_t)d->tags.n;
    uint32_t known = (uint32_t)xpos.text.n, at = count_in(a, &xpos, x);
    if (at == known) KH_PUSH(a, &d->xpos, x);
    lin_tag t = {.upos = kh_upos_of(upos), .xpos = (uint16_t)at};
    KH_PUSH(a, &d->tags, t);
  }
  /* A tag too rare to learn: the first learned one with its UPOS. */
  for (uint32_t i = 0; i < d->words; i++) {
    uint32_t t = id[i] == KH_NONE ? 0 : class[id[i]];
    uint8_t upos = kh_upos_of(d->corpus->words.at[i].upos);
    for (uint32_t k = 0; t == KH_NONE && k < d->tags.n; k++)
      if (d->tags.at[k].upos == upos) t = k;
    d->gold_tag[i] = id[i] == KH_NONE ? UINT8_MAX : (uint8_t)(t == KH_NONE ? 0 : t);
  }
}

/* ---- features: those seen with each tag, commonest first ---- */

typedef struct pair { uint32_t tag, feats, count; } pair;
static int by_tag(const void *x, const void *y) {
  const pair *a = x, *b = y;
  if (a->tag != b->tag) return a->tag < b->tag ? -1 : 1;
  if (a->count != b->count) return a->count > b->count ? -1 : 1;
  return (a->feats > b->feats) - (a->feats < b->feats);
}

static void make_feats(lin_data *d) {
  kh_arena *a = d->a;
  counter feats = {.index = kh_map_new(a, 300)}, pairs = {.index = kh_map_new(a, 1000)};
  for (uint32_t i = 0; i < d->words; i++) {
    if (d->gold_tag[i] == UINT8_MAX) continue;
    kh_str f = d->corpus->words.at[i].feats;
    uint32_t at = count_in(a, &feats, f.n ? f : KH_STR("_"));
    d->gold_feats[i] = (uint16_t)at;
    count_in(a, &pairs, kh_str_printf(a, "%u %u", d->gold_tag[i], at));
  }
  pair *list = KH_ARRAY(a, pair, pairs.text.n + 1);
  for (size_t i = 0; i < pairs.text.n; i++) {
    char text[32];
    snprintf(text, sizeof text, KH_FMT, KH_ARG(pairs.text.at[i]));
    list[i].count = pairs.count.at[i];
    sscanf(text, "%u %u", &list[i].tag, &list[i].feats);
  }
  qsort(list, pairs.text.n, sizeof *list, by_tag);
  /* Numbered anew, commonest first within each tag, those that can be classes; "_" is 0. */
  uint16_t *class = KH_ARRAY(a, uint16_t, feats.text.n + 1);
  KH_PUSH(a, &d->feats, KH_STR(""));
  for (size_t i = 0; i < pairs.text.n; i++) {
    lin_tag *t = &d->tags.at[list[i].tag];
    bool first = i == 0 || list[i - 1].tag != list[i].tag;
    if (first) t->feats_begin = t->feats_end = (uint16_t)d->candidates.n;
    if (!first && list[i].count < 2) continue;
    uint16_t *k = &class[list[i].feats];
    kh_str text = feats.text.at[list[i].feats];
    if (!*k && !kh_str_is(text, "_")) {
      if (d->feats.n >= LIN_MAX_CLASSES) continue;
      *k = (uint16_t)d->feats.n;
      KH_PUSH(a, &d->feats, text);
    }
    KH_PUSH(a, &d->candidates, *k);
    t->feats_end = (uint16_t)d->candidates.n;
  }
  for (uint32_t i = 0; i < d->words; i++) d->gold_feats[i] = class[d->gold_feats[i]];
}

/* ---- arcs ---- */

static void make_arcs(lin_data *d) {
  kh_arena *a = d->a;
  counter labels = {.index = kh_map_new(a, 100)}, arcs = {.index = kh_map_new(a, 200)};
  const kh_corpus *c = d->corpus;
  for (size_t i = 0; i < c->sentences.n; i++) {
    const kh_gold *s = &c->sentences.at[i];
    for (uint32_t k = s->begin; k < s->end; k++) {
      const kh_word *w = &c->words.at[k];
      uint32_t n = s->end - s->begin;
      d->gold_head[k] = w->head == KH_ROOT ? n : w->head;
      if (w->head == KH_NONE) continue;
      d->gold_label[k] = (uint16_t)count_in(a, &labels, w->deprel);
      if (w->head == KH_ROOT) d->m.root_label = d->gold_label[k];
      else count_in(a, &arcs, kh_str_printf(a, "%d %u", w->head > k - s->begin, d->gold_label[k]));
    }
  }
  for (size_t i = 0; i < labels.text.n; i++) KH_PUSH(a, &d->deprel, labels.text.at[i]);
  for (size_t i = 0; i < arcs.text.n; i++) {
    if (arcs.count.at[i] < RARE_ARC && arcs.text.n > 8) continue;
    char text[32];
    unsigned left, label;
    snprintf(text, sizeof text, KH_FMT, KH_ARG(arcs.text.at[i]));
    if (sscanf(text, "%u %u", &left, &label) != 2 || d->arcs.n + 1 >= LIN_MAX_CLASSES) continue;
    lin_arc_class arc = {.label = (uint16_t)label, .left = (uint8_t)left};
    KH_PUSH(a, &d->arcs, arc);
  }
}

/* ---- names ---- */

static void make_names(lin_data *d) {
  uint8_t class[2 * KH_ENTITY_COUNT] = {0};
  KH_PUSH(d->a, &d->names, 0);
  for (uint32_t i = 0; i < d->words; i++) {
    uint8_t ner = d->corpus->words.at[i].ner;
    if (ner == KH_NO_NAME) {
      d->gold_name[i] = UINT8_MAX;
    } else {
      if (ner && ner < 2 * KH_ENTITY_COUNT && !class[ner]) {
        class[ner] = (uint8_t)d->names.n;
        KH_PUSH(d->a, &d->names, ner);
      }
      d->gold_name[i] = ner < 2 * KH_ENTITY_COUNT ? class[ner] : 0;
    }
  }
}

/* ---- words ---- */

static int by_count(const void *x, const void *y) {
  const pair *a = x, *b = y;
  if (a->count != b->count) return a->count > b->count ? -1 : 1;
  return (a->feats > b->feats) - (a->feats < b->feats);
}

static void make_vocabulary(lin_data *d) {
  kh_arena *a = d->a;
  counter words = {.index = kh_map_new(a, 40000)};
  uint32_t *id = KH_ARRAY(a, uint32_t, d->words + 1), n_tags = (uint32_t)d->tags.n;
  for (uint32_t i = 0; i < d->words; i++) id[i] = count_in(a, &words, d->lower[i]);
  uint32_t *tags = KH_ARRAY(a, uint32_t, words.text.n * (size_t)n_tags + 1);
  for (uint32_t i = 0; i < d->words; i++)
    if (d->gold_tag[i] != UINT8_MAX) tags[id[i] * (size_t)n_tags + d->gold_tag[i]]++;
  size_t known = 0, size = 1024;
  for (size_t i = 0; i < words.text.n; i++) known += words.count.at[i] > 1;
  while (size < known * 2) size *= 2;
  d->vocabulary = KH_ARRAY(a, lin_word, size);
  d->m.words = d->vocabulary;
  d->m.word_mask = size - 1;
  pair *list = KH_ARRAY(a, pair, n_tags + 1);
  for (size_t i = 0; i < words.text.n; i++) {
    uint32_t count = words.count.at[i], seen = 0, n = 0, kept = 0;
    if (count < 2) continue;
    for (uint32_t t = 0; t < n_tags; t++)
      if (tags[i * n_tags + t]) list[n++] = (pair){.feats = t, .count = tags[i * n_tags + t]}, seen += tags[i * n_tags + t];
    qsort(list, n, sizeof *list, by_count);
    uint64_t hash = kh_hash_str(words.text.at[i]), set = 0;
    size_t at = hash & (size - 1);
    while (d->vocabulary[at].count) at = (at + 1) & (size - 1);
    lin_word *w = &d->vocabulary[at];
    *w = (lin_word){.check = (uint32_t)(hash >> 32), .count = (uint16_t)(count > UINT16_MAX ? UINT16_MAX : count)};
    for (uint32_t k = 0; k < n; k++) {
      if (list[k].count * 300 < seen) continue;          /* slips of the annotators */
      if (w->tags < LIN_AMB_TAGS) w->tag[w->tags++] = (uint8_t)list[k].feats;
      kept++;
      if (list[k].count * 20 >= seen) set = kh_hash_mix(set, list[k].feats + 1u);
    }
    w->closed = seen >= CLOSED && kept <= LIN_AMB_TAGS;
    w->amb = seen >= 4 ? (uint16_t)(set >> 40 | 4) : 2;
  }
}

static void upper_form(kh_arena *a, kh_str v, kh_str *out) {
  char *s = kh_alloc(a, v.n * 3 + 1);
  size_t n = 0;
  for (size_t i = 0; i < v.n;) n += kh_utf8_put(kh_cp_upper(kh_utf8_next(v.s, v.n, &i)), s + n);
  *out = (kh_str){s, n};
}

static void make_atoms(lin_data *d) {
  const kh_corpus *c = d->corpus;
  kh_str *upper = KH_ARRAY(d->a, kh_str, d->words + 1u);
  for (uint32_t i = 0; i < d->words; i++) upper_form(d->a, d->form[i], &upper[i]);
  for (size_t i = 0; i < c->sentences.n; i++) {
    uint32_t b = c->sentences.at[i].begin, n = c->sentences.at[i].end - b;
    kh_lin_atoms(&d->m, d->form + b, d->lower + b, d->hash + b, d->space_after + b, n, d->atom[0] + b);
    kh_lin_atoms(&d->m, upper + b, d->lower + b, d->hash + b, d->space_after + b, n, d->atom[1] + b);
    kh_lin_atoms(&d->m, d->lower + b, d->lower + b, d->hash + b, d->space_after + b, n, d->atom[2] + b);
  }
}

kh_status lin_data_new(lin_data *d, const kh_corpus *c, const kh_name_lists *lists, const kh_listed *clusters, uint64_t seed, kh_error *err) {
  kh_arena *a = c->arena;
  size_t n = c->words.n;
  *d = (lin_data){.corpus = c, .a = a, .words = (uint32_t)n, .random = {seed * 2 + 1}};
  if (!n) return kh_fail(err, KH_E_NOTHING, "nothing to learn from");
#define ALLOC(field) d->field = kh_alloc_array(a, n + 1, sizeof *d->field)
  ALLOC(gold_tag); ALLOC(tag); ALLOC(gold_head); ALLOC(head); ALLOC(gold_label); ALLOC(label); ALLOC(gold_feats); ALLOC(gold_name); ALLOC(kind);
  ALLOC(form); ALLOC(lower); ALLOC(hash); ALLOC(space_after);
  for (int k = 0; k < CASES; k++) ALLOC(atom[k]);
#undef ALLOC
  for (size_t i = 0; i < n; i++) {
    /* Forms as the text room makes them: plain quotes and dashes. */
    d->form[i] = kh_text_plain(a, c->words.at[i].form);
    d->lower[i] = kh_str_lower(a, d->form[i]);
    d->hash[i] = kh_hash_str(d->lower[i]);
    d->space_after[i] = c->words.at[i].space_after;
  }
  make_tags(d);
  make_feats(d);
  make_arcs(d);
  make_names(d);
  if (!d->tags.n || !d->arcs.n) return kh_fail(err, KH_E_NOTHING, "no tagged trees to learn from");
  make_vocabulary(d);
  kh_status listed = lists ? kh_name_lists_words(lists, d->a, &d->m.listed, err) : KH_OK;
  if (listed) return listed;
  if (clusters) d->m.clusters = *clusters;
  make_atoms(d);
  d->m.tags = d->tags.at;
  d->m.tag_count = d->tags.n;
  d->m.arcs = d->arcs.at;
  d->m.arc_count = d->arcs.n;
  d->m.candidates = d->candidates.at;
  d->m.candidate_count = d->candidates.n;
  uint8_t *deprel_of = KH_ARRAY(a, uint8_t, d->deprel.n + 1);
  for (size_t i = 0; i < d->deprel.n; i++) deprel_of[i] = kh_deprel_of(d->deprel.at[i]);
  d->m.deprel_of = deprel_of;
  return KH_OK;
}

lin_sentence lin_data_sentence(const lin_data *d, size_t i, int letter_case) {
  const kh_gold *s = &d->corpus->sentences.at[i];
  return (lin_sentence){.n = s->end - s->begin, .atom = d->atom[letter_case] + s->begin, .tag = d->tag + s->begin, .head = d->head + s->begin,
                        .label = d->label + s->begin};
}
