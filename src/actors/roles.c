/* roles.c: looking up roles, modifiers, pronouns, titles and first names at a token. */
#include "actors/roles.h"

enum { KEY_MAX = 160, REACH_MAX = 5 };

kh_status kh_roles_open(const kh_model *m, kh_roles *out, kh_error *err) {
  kh_roles r = {0};
  r.role = kh_model_table(m, "actors.role", sizeof *r.role, &r.role_count);
  r.modifier = kh_model_table(m, "actors.modifier", sizeof *r.modifier, &r.modifier_count);
  r.nominal = kh_model_table(m, "actors.nominal", sizeof *r.nominal, &r.nominal_count);
  size_t weights;
  r.weight = kh_model_table(m, "actors.pronoun_weight", sizeof *r.weight, &weights);
  if (!r.weight || weights != KH_PRONOUN_FEATURES) return kh_fail(err, KH_E_DATA, "table actors.pronoun_weight is missing or of another version");
  for (size_t i = 0; i < weights; i++)
    if (r.weight[i] < -KH_PRONOUN_MOST || r.weight[i] > KH_PRONOUN_MOST) return kh_fail(err, KH_E_DATA, "table actors.pronoun_weight is damaged");
  r.plural = kh_model_table(m, "actors.plural", sizeof *r.plural, &r.plural_count);
  r.ending = kh_model_table(m, "actors.ending", sizeof *r.ending, &r.ending_count);
  r.pool = kh_model_table(m, "actors.role_pool", 1, &r.pool_bytes);
  if (!r.role || !r.modifier || !r.nominal || !r.plural || !r.ending || !r.pool) return kh_fail(err, KH_E_DATA, "tables actors.role… are missing");
  kh_status s = kh_lookup_open(m, "actors.role_key", &r.role_key, err);
  if (!s) s = kh_lookup_open(m, "actors.role_head", &r.role_head, err);
  if (!s) s = kh_lookup_open(m, "actors.modifier_key", &r.modifier_key, err);
  if (!s) s = kh_lookup_open(m, "actors.pronoun", &r.pronoun, err);
  if (!s) s = kh_lookup_open(m, "actors.title", &r.title, err);
  if (!s) s = kh_lookup_open(m, "actors.first_name", &r.first, err);
  if (!s) s = kh_lookup_open(m, "actors.nominal_key", &r.nominal_key, err);
  if (!s) s = kh_lookup_open(m, "actors.preposition", &r.preposition, err);
  if (!s) s = kh_lookup_open(m, "actors.ending_key", &r.ending_key, err);
  if (!s && r.modifier_count && !r.modifier[r.modifier_count - 1].last) s = kh_fail(err, KH_E_DATA, "table actors.modifier is damaged");
  if (!s) *out = r;
  return s;
}

kh_str kh_roles_text(const kh_roles *r, uint32_t offset) { return kh_pool_at(r->pool, r->pool_bytes, offset); }

/* A key that grows by tokens; hyphens count as blanks, as in the compiled keys. */
typedef struct key { char s[KEY_MAX]; size_t n; } key;

static bool is_hyphen(kh_str w) { return w.n == 1 && w.s[0] == '-'; }

static bool key_add(key *k, kh_str word) {
  if (is_hyphen(word)) return true;
  if (k->n + word.n + 1 >= KEY_MAX) return false;
  if (k->n) k->s[k->n++] = ' ';
  for (size_t i = 0; i < word.n; i++) k->s[k->n++] = word.s[i] == '-' ? ' ' : word.s[i];
  return true;
}

static bool find(const kh_lookup *l, kh_str word, uint32_t *value) { return kh_lookup_get(l, word, kh_hash_str(word), value); }

/* The lemma in lower case: the dictionary's form where the parser has one. */
static kh_str lemma_of(const kh_tokens *k, uint32_t t, char room[48]) {
  kh_str v = k->lemma[t].n ? k->lemma[t] : k->lower[t];
  if (v.n >= 48) return v;
  for (size_t i = 0; i < v.n; i++) room[i] = v.s[i] >= 'A' && v.s[i] <= 'Z' ? (char)(v.s[i] + 32) : v.s[i];
  return (kh_str){room, v.n};
}

static const kh_role *match_as(const kh_roles *r, const kh_tokens *k, uint32_t t, kh_str head, uint32_t lo, uint32_t hi, uint32_t *begin, uint32_t *end) {
  uint32_t reach = 0, number;
  kh_str tail = head;
  for (size_t i = 0; i < head.n; i++) if (head.s[i] == '-') tail = kh_str_sub(head, i + 1, head.n);
  if (!find(&r->role_head, tail, &reach)) return NULL;
  uint32_t before = reach >> 8, after = reach & 255;
  if (before > REACH_MAX) before = REACH_MAX;
  if (after > REACH_MAX) after = REACH_MAX;
  /* where a phrase of so many words would begin: hyphens between are free */
  uint32_t from[REACH_MAX + 1], to[REACH_MAX + 1], b = 0, a = 0;
  from[0] = t, to[0] = t + 1;
  for (uint32_t i = t; b < before && i > lo;) {
    i--;
    if (!is_hyphen(k->lower[i])) from[++b] = i;
  }
  for (uint32_t i = t + 1; a < after && i < hi; i++)
    if (!is_hyphen(k->lower[i])) to[++a] = i + 1;
  for (uint32_t total = b + a + 1; total-- > 0;)          /* longest first */
    for (uint32_t x = total < b ? total : b; x <= b && total - x <= a; x--) {
      key w = {.n = 0};
      bool fits = true;
      for (uint32_t i = from[x]; i < t && fits; i++) fits = key_add(&w, k->lower[i]);
      fits = fits && key_add(&w, head);
      uint8_t words_before = 0;
      for (size_t i = 0; i < w.n; i++) words_before += w.s[i] == ' ';
      for (uint32_t i = t + 1; i < to[total - x] && fits; i++) fits = key_add(&w, k->lower[i]);
      if (fits && find(&r->role_key, (kh_str){w.s, w.n}, &number) && number < r->role_count && r->role[number].before == words_before) {
        *begin = from[x], *end = to[total - x];
        return &r->role[number];
      }
      if (x == 0) break;
    }
  return NULL;
}

/* The singular of a plural that the parser has not undone ("Gunmen" as a name). */
static kh_str singular_of(const kh_roles *r, kh_str word, char room[48]) {
  for (size_t i = 0; i < r->plural_count; i++) {
    kh_str ending = kh_roles_text(r, r->plural[i].ending), other = kh_roles_text(r, r->plural[i].singular);
    if (!kh_str_ends(word, ending) || word.n <= ending.n + 1 || word.n - ending.n + other.n >= 48) continue;
    size_t n = word.n - ending.n;
    memcpy(room, word.s, n);
    memcpy(room + n, other.s, other.n);
    return (kh_str){room, n + other.n};
  }
  return word;
}

const kh_role *kh_roles_find(const kh_roles *r, kh_str words) {
  key w = {.n = 0};
  uint32_t number;
  kh_str one;
  while (kh_str_split(&words, ' ', &one))
    if (one.n && !key_add(&w, one)) return NULL;
  for (size_t i = 0; i < w.n; i++) if (w.s[i] >= 'A' && w.s[i] <= 'Z') w.s[i] = (char)(w.s[i] + 32);
  return find(&r->role_key, (kh_str){w.s, w.n}, &number) && number < r->role_count ? &r->role[number] : NULL;
}

const kh_role *kh_roles_match(const kh_roles *r, const kh_tokens *k, uint32_t t, uint32_t lo, uint32_t hi, uint32_t *begin, uint32_t *end) {
  char room[48];
  kh_str lemma = lemma_of(k, t, room);
  const kh_role *found = match_as(r, k, t, lemma, lo, hi, begin, end);
  if (!found)
    for (size_t i = lemma.n; i-- > 1;)
      if (lemma.s[i] == '-') return match_as(r, k, t, kh_str_sub(lemma, i + 1, lemma.n), lo, hi, begin, end);   /* "ex-minister" */
  if (kh_str_eq(lemma, k->lower[t])) {
    if (found) return found;
    kh_str singular = singular_of(r, k->lower[t], room);
    return singular.s == room ? match_as(r, k, t, singular, lo, hi, begin, end) : NULL;
  }
  uint32_t b, e;
  const kh_role *other = match_as(r, k, t, k->lower[t], lo, hi, &b, &e);
  if (!other || (found && e - b <= *end - *begin)) return found;
  *begin = b, *end = e;
  return other;
}

const kh_modifier *kh_roles_prefix(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  kh_str v = k->lower[t];
  uint32_t first;
  for (size_t i = 1; i < v.n; i++)
    if (v.s[i] == '-') return find(&r->modifier_key, kh_str_sub(v, 0, i), &first) && first < r->modifier_count ? &r->modifier[first] : NULL;
  return NULL;
}

const kh_modifier *kh_roles_modifier(const kh_roles *r, const kh_tokens *k, uint32_t t, uint32_t hi, uint32_t *end) {
  uint32_t first;
  key w = {.n = 0};
  if (!key_add(&w, k->lower[t])) return NULL;
  if (t + 2 < hi && is_hyphen(k->lower[t + 1])) {
    key joined = w;
    if (key_add(&joined, k->lower[t + 2]) && find(&r->modifier_key, (kh_str){joined.s, joined.n}, &first) && first < r->modifier_count) {
      *end = t + 3;
      return &r->modifier[first];
    }
  }
  if (!find(&r->modifier_key, (kh_str){w.s, w.n}, &first) || first >= r->modifier_count) return NULL;
  *end = t + 1;
  return &r->modifier[first];
}

static const kh_ending *ending_at(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  enum { WORDS = 4 };
  for (uint32_t n = t + 1 < WORDS ? t + 1 : WORDS; n > 0; n--) {
    key w = {.n = 0};
    uint32_t number;
    bool fits = k->sentence[t + 1 - n] == k->sentence[t];
    for (uint32_t i = t + 1 - n; i <= t && fits; i++) {
      kh_str v = k->lower[i];
      if (i == t && v.n > 1 && v.s[v.n - 1] == '.') v.n--;      /* "Inc." */
      fits = key_add(&w, v);
    }
    for (size_t i = w.n; n == 1 && fits && i-- > 1;)      /* "GunBroker.com" */
      if (w.s[i] == '.' && find(&r->ending_key, kh_str_sub((kh_str){w.s, w.n}, i, w.n), &number) && number < r->ending_count) return &r->ending[number];
    if (fits && find(&r->ending_key, (kh_str){w.s, w.n}, &number) && number < r->ending_count && r->ending[number].words == n) return &r->ending[number];
  }
  return NULL;
}

const kh_ending *kh_roles_ending(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  const kh_ending *e = ending_at(r, k, t);
  return e && e->joins ? NULL : e;
}

static const kh_ending *marked(const kh_roles *r, kh_str words) {
  uint32_t number;
  return find(&r->ending_key, words, &number) && number < r->ending_count ? &r->ending[number] : NULL;
}

const kh_ending *kh_roles_opening(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  char mark[48] = "^";
  if (k->lower[t].n + 1 > sizeof mark) return NULL;
  memcpy(mark + 1, k->lower[t].s, k->lower[t].n);
  return marked(r, (kh_str){mark, k->lower[t].n + 1});
}

/* Capitals and numbers only, and not too many of them. */
static bool is_symbol(kh_str v) {
  for (size_t i = 0; i < v.n; i++) if (!((v.s[i] >= 'A' && v.s[i] <= 'Z') || (v.s[i] >= '0' && v.s[i] <= '9'))) return false;
  return v.n > 0 && v.n < 7;
}

const kh_ending *kh_roles_quoted(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  uint32_t s = t < k->n ? k->sentence[t] : 0, dash = t + 2 < k->n && kh_str_is(k->form[t + 2], ".") ? t + 3 : t + 2;
  bool comma = t < k->n && kh_str_is(k->form[t], ",");
  if (dash + 1 < k->n && k->sentence[dash + 1] == s && (comma || kh_str_is(k->form[t], "(")) && k->form[t + 1].n == 1 && kh_str_is(k->form[dash], "-") &&
      k->upos[dash + 1] == KH_UPOS_PROPN) {
    char party[3] = {'<', k->lower[t + 1].s[0], '-'};      /* "(D-Nev.)" */
    return marked(r, (kh_str){party, sizeof party});
  }
  if (t + 2 >= k->n || k->sentence[t + 2] != s || !is_symbol(k->form[t + 1])) return NULL;
  bool angle = kh_str_is(k->form[t], "<"), round = kh_str_is(k->form[t], "(");
  if (angle && kh_str_is(k->form[t + 2], ">")) return marked(r, KH_STR("<"));
  if ((!angle && !round) || t + 4 >= k->n || k->sentence[t + 4] != s || !kh_str_is(k->form[t + 2], ".") || !is_symbol(k->form[t + 3]) || k->form[t + 3].n > 2)
    return NULL;
  if (!kh_str_is(k->form[t + 4], angle ? ">" : ")")) return NULL;
  char mark[4] = "<";
  memcpy(mark + 1, k->lower[t + 3].s, k->lower[t + 3].n < 3 ? k->lower[t + 3].n : 2);
  return marked(r, (kh_str){mark, k->form[t + 3].n + 1});
}

bool kh_roles_joins(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  return ending_at(r, k, t) != NULL;
}

unsigned kh_roles_pronoun(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  uint32_t v;
  return kh_lookup_get(&r->pronoun, k->lower[t], k->lower_hash[t], &v) ? v : 0;
}

uint8_t kh_roles_title(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  uint32_t v;
  return kh_lookup_get(&r->title, k->lower[t], k->lower_hash[t], &v) ? (uint8_t)v : 0;
}

/* With marks or without: "José" is Jose. */
uint8_t kh_roles_first_name(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  enum { ROOM = 48 };
  char room[ROOM];
  size_t n = 0;
  uint32_t v;
  kh_str name = k->lower[t];
  if (kh_lookup_get(&r->first, name, k->lower_hash[t], &v)) return (uint8_t)v;
  bool plain = true;
  for (size_t i = 0; i < name.n && plain; i++) plain = (unsigned char)name.s[i] < 0x80;
  if (plain) return 0;
  for (size_t i = 0; i < name.n;) {
    char out[8];
    size_t m = kh_cp_fold(kh_utf8_next(name.s, name.n, &i), out);
    if (n + m > ROOM) return 0;
    memcpy(room + n, out, m);
    n += m;
  }
  kh_str folded = {room, n};
  return kh_lookup_get(&r->first, folded, kh_hash_str(folded), &v) ? (uint8_t)v : 0;
}

static const kh_nominal *nominal(const kh_roles *r, kh_str word) {
  uint32_t v;
  return find(&r->nominal_key, word, &v) && v < r->nominal_count ? &r->nominal[v] : NULL;
}

const kh_nominal *kh_roles_nominal(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  char room[48];
  kh_str lemma = lemma_of(k, t, room);
  return nominal(r, lemma);
}

/* The countries of a nominal of the class; empty where the word is none. */
static kh_str countries_of(const kh_roles *r, kh_str word, kh_nominal_class what) {
  const kh_nominal *n = nominal(r, word);
  return n && n->what == what ? kh_roles_text(r, n->countries) : KH_STR("");
}

kh_str kh_roles_lands(const kh_roles *r, const kh_tokens *k, uint32_t t) { return countries_of(r, k->lower[t], KH_NOMINAL_LANDS); }

kh_str kh_roles_garrison(const kh_roles *r, const char country[4]) {
  char code[3];
  if (!country[0]) return KH_STR("");      /* it may be shorter than a code */
  for (unsigned i = 0; i < 3; i++) code[i] = (char)(country[i] | 32);
  return countries_of(r, (kh_str){code, 3}, KH_NOMINAL_GARRISON);
}

bool kh_roles_is_nominal(const kh_roles *r, const kh_tokens *k, uint32_t t, kh_nominal_class what) {
  const kh_nominal *n = t == KH_NONE ? NULL : kh_roles_nominal(r, k, t);
  return n && n->what == what;
}

kh_preposition kh_roles_preposition(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  uint32_t v;
  if (!kh_lookup_get(&r->preposition, k->lower[t], k->lower_hash[t], &v) || v > KH_PREP_COMPANY) return KH_PREP_NONE;
  return v == KH_PREP_ENDS || v == KH_PREP_COMPANY ? KH_PREP_BELONGS : v == KH_PREP_NEARBY ? KH_PREP_PLACE : (kh_preposition)v;
}

bool kh_roles_tells_nearby(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  uint32_t v;
  return kh_lookup_get(&r->preposition, k->lower[t], k->lower_hash[t], &v) && v == KH_PREP_NEARBY;
}

bool kh_roles_tells_company(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  uint32_t v;
  return kh_lookup_get(&r->preposition, k->lower[t], k->lower_hash[t], &v) && v == KH_PREP_COMPANY;
}

bool kh_roles_tells_end(const kh_roles *r, const kh_tokens *k, uint32_t t) {
  uint32_t v;
  return kh_lookup_get(&r->preposition, k->lower[t], k->lower_hash[t], &v) && v == KH_PREP_ENDS;
}
