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
  if (!out->hand_pool) return KH_OK;
  out->endings = kh_model_table(data, "parse.verb_endings", sizeof *out->endings, &out->ending_count);
  if (!out->endings) return kh_fail(err, KH_E_DATA, "table parse.verb_endings is missing or damaged");
  kh_status s = kh_lookup_open(data, "parse.lemma", &out->by_hand, err);
  return s ? s : kh_lookup_open(data, "parse.verbs", &out->verbs, err);
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

/* The verb that a regular form comes from; an empty string where the list has none. */
static kh_str regular(const kh_lemmas *l, kh_str form, kh_arena *a) {
  char word[96];
  uint32_t known;
  for (size_t i = 0; i < l->ending_count && form.n < 48; i++) {
    const kh_verb_ending *e = &l->endings[i];
    kh_str ending = kh_pool_at(l->hand_pool, l->hand_bytes, e->ending), put = kh_pool_at(l->hand_pool, l->hand_bytes, e->put);
    if (!kh_str_ends(form, ending) || form.n < ending.n + 2 || put.n > 40) continue;
    size_t n = form.n - ending.n;
    if (e->twice && (form.s[n - 1] != form.s[n - 2] || --n < 2)) continue;
    memcpy(word, form.s, n);
    memcpy(word + n, put.s, put.n);
    kh_str w = {word, n + put.n};
    if (kh_lookup_get(&l->verbs, w, kh_hash_str(w), &known)) return kh_str_dup(a, w);
  }
  return (kh_str){0};
}

/* "1,340" without its commas, as UD has it; empty where v is no such number. */
static kh_str ungrouped(kh_str v, kh_arena *a) {
  size_t n = 0, commas = 0;
  for (size_t i = 0; i < v.n; i++)
    if (v.s[i] == ',' && i && i + 3 < v.n) commas++;
    else if (!(v.s[i] >= '0' && v.s[i] <= '9') && v.s[i] != '.') return (kh_str){0};
  if (!commas) return (kh_str){0};
  char *s = kh_alloc(a, v.n);
  for (size_t i = 0; i < v.n; i++)
    if (v.s[i] != ',') s[n++] = v.s[i];
  return (kh_str){s, n};
}

kh_str kh_lemma_of(const kh_lemmas *l, kh_str form, kh_str lower, uint8_t upos, kh_str xpos, kh_arena *a) {
  const kh_lemma_rule *r = find(l, kh_lemma_key(upos, xpos, lower, true));
  uint32_t known;
  bool verb_known = upos == KH_UPOS_VERB && l->verbs.slots && kh_lookup_get(&l->verbs, lower, kh_hash_str(lower), &known);
  bool base = verb_known && kh_str_is(xpos, "VB");   /* "to lay flowers", "to found a party": no past of another verb's */
  if (!r && !base && l->by_hand.slots && lower.n < 48) {
    char key[64];
    uint32_t at;
    memcpy(key, lower.s, lower.n);
    key[lower.n] = ' ';
    kh_str tag = kh_str_of(kh_upos_name(upos));
    memcpy(key + lower.n + 1, tag.s, tag.n);
    kh_str k = {key, lower.n + 1 + tag.n};
    if (kh_lookup_get(&l->by_hand, k, kh_hash_str(k), &at)) return kh_pool_at(l->hand_pool, l->hand_bytes, at);
  }
  if (!r && upos == KH_UPOS_NUM) {
    kh_str number = ungrouped(lower, a);
    if (number.n) return number;
  }
  /* a verb that was learned to be its own lemma is one that we know, or a treebank's slip: "stamped" */
  if (upos == KH_UPOS_VERB && (!r || (!verb_known && kh_str_eq(apply(l, r, form, lower, a), lower)))) {
    kh_str verb = regular(l, lower, a);
    if (verb.n) return verb;
  }
  for (size_t n = lower.n < KH_LEMMA_SUFFIX ? lower.n : KH_LEMMA_SUFFIX; !r; n--) {
    r = find(l, kh_lemma_key(upos, xpos, kh_str_sub(lower, lower.n - n, lower.n), false));
    if (!n) break;
  }
  return r ? apply(l, r, form, lower, a) : lower;
}
