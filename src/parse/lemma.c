/* lemma.c: lemmas of tagged words. */
#include "parse/lemma.h"

kh_status kh_lemmas_open(const kh_model *weights, const kh_model *data, kh_lemmas *out, kh_error *err) {
  size_t n;
  *out = (kh_lemmas){0};
  out->slots = kh_model_table(weights, "lemma.slots", sizeof *out->slots, &n);
  out->rules = kh_model_table(weights, "lemma.rules", sizeof *out->rules, &out->rule_count);
  out->pool = kh_model_table(weights, "lemma.pool", 1, &out->pool_bytes);
  if (!out->slots || !out->rules || !out->pool || !n || (n & (n - 1))) return kh_fail(err, KH_E_DATA, "table lemma.slots is missing or damaged");
  out->mask = n - 1;
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    used += out->slots[i].rule != 0;
    if (out->slots[i].rule > out->rule_count) return kh_fail(err, KH_E_DATA, "table lemma.slots is damaged");
  }
  if (used == n) return kh_fail(err, KH_E_DATA, "table lemma.slots is full");
  out->hand_pool = kh_model_table(data, "parse.lemma_pool", 1, &out->hand_bytes);
  return out->hand_pool ? kh_lookup_open(data, "parse.lemma", &out->by_hand, err) : KH_OK;
}

static const kh_lemma_rule *find(const kh_lemmas *l, uint64_t key) {
  uint32_t check = (uint32_t)(key >> 32);
  for (size_t i = key & l->mask;; i = (i + 1) & l->mask) {
    const kh_lemma_slot *s = &l->slots[i];
    if (!s->rule) return NULL;
    if (s->check == check) return &l->rules[s->rule - 1];
  }
}

static kh_str apply(const kh_lemmas *l, const kh_lemma_rule *r, kh_str form, kh_str lower, kh_arena *a) {
  kh_str from = r->keep_case ? form : lower, put = kh_pool_at(l->pool, l->pool_bytes, r->put);
  if (r->cut == KH_LEMMA_CUT_ALL) return put.n ? put : from;
  size_t keep = r->cut > from.n ? from.n : from.n - r->cut;
  while (keep && keep < from.n && ((unsigned char)from.s[keep] & 0xC0) == 0x80) keep--;
  if (!put.n && keep) return kh_str_sub(from, 0, keep);
  if (keep + put.n == 0) return from;
  char *s = kh_alloc(a, keep + put.n);
  if (keep) memcpy(s, from.s, keep);
  if (put.n) memcpy(s + keep, put.s, put.n);
  return (kh_str){s, keep + put.n};
}

kh_str kh_lemma_of(const kh_lemmas *l, kh_str form, kh_str lower, uint8_t upos, kh_str xpos, kh_arena *a) {
  const kh_lemma_rule *r = find(l, kh_lemma_key(upos, xpos, lower, true));
  if (!r && l->by_hand.slots && lower.n < 48) {
    char key[64];
    uint32_t at;
    memcpy(key, lower.s, lower.n);
    key[lower.n] = ' ';
    kh_str tag = kh_str_of(kh_upos_name(upos));
    memcpy(key + lower.n + 1, tag.s, tag.n);
    kh_str k = {key, lower.n + 1 + tag.n};
    if (kh_lookup_get(&l->by_hand, k, kh_hash_str(k), &at)) return kh_pool_at(l->hand_pool, l->hand_bytes, at);
  }
  for (size_t n = lower.n < KH_LEMMA_SUFFIX ? lower.n : KH_LEMMA_SUFFIX; !r; n--) {
    r = find(l, kh_lemma_key(upos, xpos, kh_str_sub(lower, lower.n - n, lower.n), false));
    if (!n) break;
  }
  return r ? apply(l, r, form, lower, a) : lower;
}
