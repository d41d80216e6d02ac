/* doc.c: the document's arrays, names of its labels, and questions to its trees. */
#include <stdio.h>
#include <stdlib.h>

#include "doc/doc.h"

static const char *const upos_names[] = {
    "_",
#define X(name) #name,
    KH_UPOS_TABLE(X)
#undef X
};
static const char *const deprel_names[] = {
    "_",
#define X(name, label) label,
    KH_DEPREL_TABLE(X)
#undef X
};

const char *kh_upos_name(uint8_t u) { return u < KH_UPOS_COUNT ? upos_names[u] : "_"; }
const char *kh_deprel_name(uint8_t r) { return r < KH_DEPREL_COUNT ? deprel_names[r] : "_"; }

uint8_t kh_upos_of(kh_str name) {
  for (uint8_t i = 1; i < KH_UPOS_COUNT; i++)
    if (kh_str_is(name, upos_names[i])) return i;
  return KH_UPOS_NONE;
}

uint8_t kh_deprel_of(kh_str label) {
  for (;;) {
    for (uint8_t i = 1; i < KH_DEPREL_COUNT; i++)
      if (kh_str_is(label, deprel_names[i])) return i;
    const char *colon = label.n ? memchr(label.s, ':', label.n) : NULL;
    if (!colon) return KH_DEP_DEP;
    label.n = (size_t)(colon - label.s);
  }
}

uint32_t kh_morph_of(kh_str feats) {
  static const struct { const char *name; uint32_t bit; } table[] = {
      {"Number=Plur", KH_MORPH_PLUR}, {"Number=Sing", KH_MORPH_SING}, {"Tense=Past", KH_MORPH_PAST},
      {"Tense=Pres", KH_MORPH_PRES}, {"VerbForm=Fin", KH_MORPH_FIN}, {"VerbForm=Inf", KH_MORPH_INF},
      {"VerbForm=Part", KH_MORPH_PART}, {"VerbForm=Ger", KH_MORPH_GER}, {"Voice=Pass", KH_MORPH_PASS},
      {"Mood=Imp", KH_MORPH_IMP}, {"Person=1", KH_MORPH_P1}, {"Person=2", KH_MORPH_P2},
      {"Person=3", KH_MORPH_P3}, {"Gender=Masc", KH_MORPH_MASC}, {"Gender=Fem", KH_MORPH_FEM},
      {"Gender=Neut", KH_MORPH_NEUT}, {"Polarity=Neg", KH_MORPH_NEG}, {"Poss=Yes", KH_MORPH_POSS}};
  uint32_t bits = 0;
  kh_str one;
  while (kh_str_split(&feats, '|', &one))
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
      if (kh_str_is(one, table[i].name)) bits |= table[i].bit;
  return bits;
}

kh_doc *kh_doc_new(size_t limit) {
  kh_arena *a = kh_arena_new(limit);
  kh_guard g;
  if (!a) return NULL;
  kh_arena_guard(a, &g);
  if (setjmp(g.env)) {
    kh_arena_free(a);
    return NULL;
  }
  kh_doc *d = KH_NEW(a, kh_doc);
  kh_arena_unguard(a, &g);
  d->arena = a;
  d->published = KH_NO_DAY;
  return d;
}

void kh_doc_tokens_alloc(kh_doc *d, uint32_t n) {
  kh_tokens *t = &d->tok;
  kh_arena *a = d->arena;
  *t = (kh_tokens){.n = n};
#define ALLOC(field) t->field = kh_alloc_array(a, n ? n : 1, sizeof *t->field)
  ALLOC(span); ALLOC(form); ALLOC(lower); ALLOC(lower_hash); ALLOC(sentence); ALLOC(space_after); ALLOC(mwt);
  ALLOC(lemma); ALLOC(lemma_hash); ALLOC(upos); ALLOC(xpos); ALLOC(feats); ALLOC(morph); ALLOC(head);
  ALLOC(deprel); ALLOC(label); ALLOC(ner);
#undef ALLOC
  for (uint32_t i = 0; i < n; i++) t->head[i] = KH_NONE;
}

void kh_doc_index_children(kh_doc *d) {
  uint32_t n = d->tok.n;
  /* Counting sort by head; at[h + 1] moves from the start of h's children to their end, which is the
   * start of the next head's, so that afterwards at[h] is where h's children begin. */
  uint32_t *at = d->child_at = KH_ARRAY(d->arena, uint32_t, (size_t)n + 2);
  d->child = KH_ARRAY(d->arena, uint32_t, (size_t)n + 1);
  for (uint32_t i = 0; i < n; i++)
    if (d->tok.head[i] < n) at[d->tok.head[i] + 2]++;
  for (uint32_t i = 2; i <= n + 1; i++) at[i] += at[i - 1];
  for (uint32_t i = 0; i < n; i++)
    if (d->tok.head[i] < n) d->child[at[d->tok.head[i] + 1]++] = i;
}

void kh_doc_keep_events(kh_doc *d, const bool *keep, kh_arena *scratch) {
  kh_event *events = (kh_event *)(uintptr_t)d->events;   /* the document's own */
  uint32_t kept = 0, *now = KH_ARRAY(scratch, uint32_t, d->event_count + 1);
  for (uint32_t i = 0; i < d->event_count; i++) {
    now[i] = keep[i] ? kept : KH_NONE;
    if (keep[i]) events[kept++] = events[i];
  }
  for (uint32_t i = 0; i < kept; i++)
    if (events[i].base != KH_NONE) events[i].base = now[events[i].base];
  d->event_count = kept;
}

void kh_doc_problem(kh_doc *d, kh_status code, kh_span where, const char *format, ...) {
  char words[256];
  va_list ap;
  va_start(ap, format);
  vsnprintf(words, sizeof words, format, ap);
  va_end(ap);
  kh_str m = kh_str_dup(d->arena, kh_str_of(words));
  KH_PUSH(d->arena, &d->problems, (kh_problem){.code = code, .span = where, .message = {m.s, m.n}});
}

/* Rows of `size` bytes in order of their sentences, the first row's at `first`. */
static uint32_t first_in(const uint32_t *first, size_t size, uint32_t n, uint32_t sentence) {
  uint32_t lo = 0, hi = n;
  while (lo < hi) {
    uint32_t mid = (lo + hi) / 2;
    if (first[mid * size / sizeof *first] < sentence) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

bool kh_is_capital(const kh_place *p) { return kh_str_eq((kh_str){p->feature.s, p->feature.n}, KH_STR("PPLC")); }
uint32_t kh_doc_first_place(const kh_doc *d, uint32_t sentence) { return d->place_count ? first_in(&d->places->sentence, sizeof *d->places, d->place_count, sentence) : 0; }
uint32_t kh_doc_first_time(const kh_doc *d, uint32_t sentence) { return d->time_count ? first_in(&d->times->sentence, sizeof *d->times, d->time_count, sentence) : 0; }

bool kh_doc_dominates(const kh_doc *d, uint32_t above, uint32_t below) {
  /* A tree: the walk up ends at the root, after at most as many steps as the sentence has tokens. */
  while (below != KH_NONE && below != above) below = d->tok.head[below];
  return below == above;
}

uint32_t kh_doc_token_from(const kh_doc *d, uint32_t place) {
  uint32_t lo = 0, hi = d->tok.n;   /* tokens stand in order of their spans */
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (d->tok.span[mid].end <= place) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

uint32_t kh_doc_head_within(const kh_doc *d, uint32_t begin, uint32_t end) {
  for (uint32_t t = begin; t < end && t < d->tok.n; t++)
    if (d->tok.head[t] == KH_NONE || d->tok.head[t] < begin || d->tok.head[t] >= end) return t;
  return begin;
}

void kh_doc_subtree(const kh_doc *d, uint32_t t, uint32_t *first, uint32_t *end) {
  /* Leftmost and rightmost chains: exact in a projective tree, which is what the parsers make. */
  uint32_t lo = t, hi = t;
  uint32_t left = t, right = t;
  for (;;) {
    uint32_t a = d->child_at[left], b = d->child_at[left + 1];
    if (a == b || d->child[a] > left) break;
    left = d->child[a];
    lo = left < lo ? left : lo;
  }
  for (;;) {
    uint32_t a = d->child_at[right], b = d->child_at[right + 1];
    if (a == b || d->child[b - 1] < right) break;
    right = d->child[b - 1];
    hi = right > hi ? right : hi;
  }
  *first = lo;
  *end = hi + 1;
}

kh_str kh_doc_words(const kh_doc *d, kh_span s) {
  if (s.begin > s.end || s.end > d->text.n) return KH_STR("");
  return kh_str_sub(d->text, s.begin, s.end);
}

kh_span kh_doc_token_span(const kh_doc *d, uint32_t b, uint32_t e) {
  if (b >= e || e > d->tok.n) return (kh_span){0, 0};
  return (kh_span){d->tok.span[b].begin, d->tok.span[e - 1].end};
}
