/* lemma_train.c: learns lemma rules: for each tag, whole words and endings with the commonest way from form to lemma. */
#include <stdlib.h>

#include "learn.h"

typedef struct rule_set {
  kh_arena *a;
  KH_VEC(kh_lemma_rule) rules;
  kh_map *by_text;
  kh_pool *pool;
} rule_set;

/* The rule that makes lemma of form; whole words as lemmas where little is common. */
static uint32_t rule_of(rule_set *s, const kh_word *w, kh_str lower) {
  kh_str lemma = w->lemma, from;
  bool keep_case = false;
  for (size_t i = 0; i < lemma.n; i++) keep_case |= lemma.s[i] >= 'A' && lemma.s[i] <= 'Z';
  from = keep_case ? w->form : lower;
  size_t common = 0;
  while (common < from.n && common < lemma.n && from.s[common] == lemma.s[common]) common++;
  while (common && common < lemma.n && ((unsigned char)lemma.s[common] & 0xC0) == 0x80) common--;
  size_t cut = from.n - common;
  bool all = cut > 12 || (common == 0 && lemma.n > 0);
  kh_str put = all ? lemma : kh_str_sub(lemma, common, lemma.n);
  kh_str text = kh_str_printf(s->a, "%zu %d " KH_FMT, all ? (size_t)KH_LEMMA_CUT_ALL : cut, keep_case, KH_ARG(put));
  bool is_new;
  uint32_t *at = kh_map_put(s->by_text, text, &is_new);
  if (is_new) {
    *at = (uint32_t)s->rules.n;
    kh_lemma_rule r = {.cut = all ? KH_LEMMA_CUT_ALL : (uint8_t)cut, .keep_case = keep_case, .put = kh_pool_put(s->pool, put)};
    KH_PUSH(s->a, &s->rules, r);
  }
  return *at;
}

typedef struct vote { uint64_t key; uint32_t rule, count; } vote;

static int by_key(const void *x, const void *y) {
  const vote *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->rule > b->rule) - (a->rule < b->rule);
}

/* Sorts votes, adds up equal ones and keeps the winner of each key; returns how many keys there are. */
static size_t count_votes(vote *v, size_t n) {
  size_t out = 0;
  qsort(v, n, sizeof *v, by_key);
  for (size_t i = 0; i < n;) {
    size_t j = i;
    vote best = {.key = v[i].key};
    while (j < n && v[j].key == v[i].key) {
      uint32_t rule = v[j].rule, sum = 0;
      for (; j < n && v[j].key == v[i].key && v[j].rule == rule; j++) sum += v[j].count;
      if (sum > best.count) best.rule = rule, best.count = sum;
    }
    v[out++] = best;
    i = j;
  }
  return out;
}

static const vote *winner(const vote *v, size_t n, uint64_t key) {
  size_t lo = 0, hi = n;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (v[mid].key < key) lo = mid + 1;
    else hi = mid;
  }
  return lo < n && v[lo].key == key ? &v[lo] : NULL;
}

kh_status kh_lemma_train(const kh_corpus *c, kh_pack *out, size_t *right, size_t *all, kh_error *err) {
  kh_arena *a = c->arena;
  rule_set s = {.a = a, .by_text = kh_map_new(a, 1000), .pool = kh_pool_new()};
  size_t n = 0, words = c->words.n;
  uint32_t *rule = KH_ARRAY(a, uint32_t, words + 1);
  kh_str *lower = KH_ARRAY(a, kh_str, words + 1);
  vote *types = KH_ARRAY(a, vote, words + 1);
  uint8_t *upos = KH_ARRAY(a, uint8_t, words + 1);
  for (size_t i = 0; i < words; i++) {
    const kh_word *w = &c->words.at[i];
    lower[i] = kh_str_lower(a, w->form);
    upos[i] = kh_upos_of(w->upos);
    if (!w->lemma.n || !w->upos.n || kh_str_is(w->lemma, "_")) continue;
    rule[i] = rule_of(&s, w, lower[i]) + 1;
    types[n++] = (vote){kh_lemma_key(upos[i], w->xpos, lower[i], true), rule[i] - 1, 1};
  }
  size_t type_count = count_votes(types, n);
  /* Endings are voted on by word types, so that frequent irregular words do not rule regular ones. */
  vote *ends = KH_ARRAY(a, vote, type_count * (KH_LEMMA_SUFFIX + 1) + 1);
  uint8_t *done = KH_ARRAY(a, uint8_t, type_count + 1);
  size_t end_count = 0;
  for (size_t i = 0; i < words; i++) {
    const vote *v = rule[i] ? winner(types, type_count, kh_lemma_key(upos[i], c->words.at[i].xpos, lower[i], true)) : NULL;
    if (!v || done[v - types]) continue;
    done[v - types] = 1;
    for (size_t k = 0; k <= KH_LEMMA_SUFFIX && k <= lower[i].n; k++)
      ends[end_count++] = (vote){kh_lemma_key(upos[i], c->words.at[i].xpos, kh_str_sub(lower[i], lower[i].n - k, lower[i].n), false), v->rule, 1};
  }
  end_count = count_votes(ends, end_count);
  /* Kept: endings that say something else than the next shorter one kept, and words that their endings get wrong. */
  uint64_t *keep_key = KH_ARRAY(a, uint64_t, type_count * (KH_LEMMA_SUFFIX + 2) + 1);
  uint32_t *keep_rule = KH_ARRAY(a, uint32_t, type_count * (KH_LEMMA_SUFFIX + 2) + 1);
  uint8_t *kept = KH_ARRAY(a, uint8_t, end_count + 1);
  size_t keep = 0;
  memset(done, 0, type_count);
  for (size_t i = 0; i < words; i++) {
    kh_str xpos = c->words.at[i].xpos;
    const vote *v = rule[i] ? winner(types, type_count, kh_lemma_key(upos[i], xpos, lower[i], true)) : NULL;
    if (!v || done[v - types]) continue;
    done[v - types] = 1;
    uint32_t says = UINT32_MAX;
    for (size_t k = 0; k <= KH_LEMMA_SUFFIX && k <= lower[i].n; k++) {
      const vote *e = winner(ends, end_count, kh_lemma_key(upos[i], xpos, kh_str_sub(lower[i], lower[i].n - k, lower[i].n), false));
      bool trusted = e && (e->count > 1 || k == 0);
      if (trusted && e->rule != says) {
        says = e->rule;
        if (!kept[e - ends]) kept[e - ends] = 1, keep_key[keep] = e->key, keep_rule[keep++] = e->rule;
      }
    }
    if (says != v->rule) keep_key[keep] = v->key, keep_rule[keep++] = v->rule;
  }
  size_t size = 64;
  while (size < keep * 2) size *= 2;
  kh_lemma_slot *slots = KH_ARRAY(a, kh_lemma_slot, size);
  for (size_t i = 0; i < keep; i++) {
    size_t at = keep_key[i] & (size - 1);
    while (slots[at].rule) at = (at + 1) & (size - 1);
    slots[at] = (kh_lemma_slot){(uint32_t)(keep_key[i] >> 32), keep_rule[i] + 1};
  }
  kh_pool_put(s.pool, KH_STR("lemma"));
  kh_pack_add(out, "lemma.slots", slots, sizeof *slots, size);
  kh_pack_add(out, "lemma.rules", s.rules.at, sizeof *s.rules.at, s.rules.n);
  kh_pool_pack(s.pool, out, "lemma.pool");
  kh_pool_free(s.pool);
  *all = n;
  *right = 0;
  for (size_t i = 0; i < words; i++) {
    const vote *v = rule[i] ? winner(types, type_count, kh_lemma_key(upos[i], c->words.at[i].xpos, lower[i], true)) : NULL;
    *right += v && v->rule == rule[i] - 1;
  }
  return n ? KH_OK : kh_fail(err, KH_E_NOTHING, "no lemmas to learn from");
}
