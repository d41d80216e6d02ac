/* places_compile.c: data/places into the tables "places.*". Entries come from countries.tsv, admin1.tsv, regions.tsv,
 * admin2.tsv, cities.tsv, towns.tsv and news.tsv, in this order; names, demonyms, abbreviations and cue words point at them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "circumstance/places_int.h"

typedef struct name_key { uint32_t offset, n, longest; } name_key;   /* bytes of key_text; words of the longest name that begins so */
typedef struct name_use { uint32_t key, entry; float prior; } name_use;

typedef struct short_name { char key[16], shorter[16]; } short_name;           /* "saint", "st" */

typedef struct builder {
  kh_error *err;
  kh_arena *scratch;
  kh_pool *pool;
  kh_buf key_text;
  name_key *keys;
  name_use *uses;
  place_entry *entries;
  place_country *countries;
  place_feature *features;
  place_word *words;
  uint32_t *list;
  size_t key_count, key_cap, use_count, use_cap, entry_count, entry_cap, country_count, country_cap, feature_count,
      feature_cap, word_count, word_cap, list_count, list_cap;
  kh_lookup_builder *codes;        /* "US", "USA", "US.TX", "US.TX.441", "#360630" -> entry */
  kh_lookup_builder *feature_of, *key_of, *word_of, *demonyms, *short_names;
  short_name shorts[16];
  size_t short_count;
  bool failed;                     /* malloc failed */
} builder;

static void *grown(builder *b, void *at, size_t n, size_t *cap, size_t size) {
  if (n < *cap) return at;
  size_t fresh = *cap ? *cap * 2 : 1024;
  void *p = realloc(at, fresh * size);
  if (!p) return b->failed = true, at;
  *cap = fresh;
  return p;
}

/* One element pushed; nothing where memory ran out. */
#define MORE(b, field, count, cap, ...)                                                        \
  do {                                                                                         \
    (b)->field = grown((b), (b)->field, (b)->count, &(b)->cap, sizeof *(b)->field);            \
    if (!(b)->failed) (b)->field[(b)->count++] = (__VA_ARGS__);                                \
  } while (0)

/* ---- names ---- */
static uint32_t key_number(builder *b, kh_str key) {
  uint32_t number;
  if (kh_lookup_find(b->key_of, key, &number)) return number;
  number = (uint32_t)b->key_count;
  MORE(b, keys, key_count, key_cap, (name_key){(uint32_t)b->key_text.n, (uint32_t)key.n, 0});
  kh_buf_str(&b->key_text, key);
  kh_lookup_put(b->key_of, key, number);
  return number;
}

static void use_key(builder *b, kh_str key, uint32_t entry, bool alias) {
  uint32_t words = 1;
  kh_str first = key, one, rest = key;
  kh_str_split(&rest, ' ', &first);
  while (kh_str_split(&rest, ' ', &one)) words++;
  if (words > PLACE_MAX_WORDS) return;
  uint32_t head = key_number(b, first), number = key_number(b, key);
  MORE(b, uses, use_count, use_cap,
       (name_use){number, entry | (alias ? PLACE_ALIAS : 0), b->entries[entry].prior - (alias ? 1.f : 0.f)});
  if (!b->failed && b->keys[head].longest < words) b->keys[head].longest = words;
}

/* A name of an entry; also with its first word shortened ("Saint Louis" -> "St Louis"). */
static void use_name(builder *b, kh_str name, uint32_t entry, bool alias) {
  char key[PLACE_KEY];
  size_t n = kh_places_key(key, name, b->scratch);
  kh_arena_reset(b->scratch);
  if (n < 2) return;
  use_key(b, (kh_str){key, n}, entry, alias);
  for (size_t i = 0; i < b->short_count; i++) {
    size_t m = strlen(b->shorts[i].key);
    char other[PLACE_KEY + 16];
    if (n <= m || key[m] != ' ' || memcmp(key, b->shorts[i].key, m) != 0) continue;
    int length = snprintf(other, sizeof other, "%s%.*s", b->shorts[i].shorter, (int)(n - m), key + m);
    if (length > 0 && length < PLACE_KEY) use_key(b, (kh_str){other, (size_t)length}, entry, alias);
  }
}

static void use_names(builder *b, kh_str name, kh_str others, uint32_t entry) {
  kh_str one;
  if (name.n) use_name(b, name, entry, false);
  while (kh_str_split(&others, '|', &one)) use_name(b, one, entry, true);
}

/* ---- lines ---- */
/* The fields of a line; false (with a message) if there are fewer than `least`. Missing ones are empty. */
static bool fields(const kh_lines *l, kh_str line, kh_str *field, size_t count, size_t least, kh_error *err) {
  size_t n = 0;
  for (size_t i = 0; i < count; i++) field[i] = KH_STR("");
  while (n < count && kh_str_split(&line, '\t', &field[n])) n++;
  if (n >= least) return true;
  kh_lines_fail(l, err, "%zu fields where %zu are wanted", n, least);
  return false;
}

static kh_status coordinate(const kh_lines *l, kh_str v, double limit, int32_t *out, kh_error *err) {
  double degrees;
  if (!kh_str_to_double(v, &degrees) || fabs(degrees) > limit) return kh_lines_fail(l, err, "\"" KH_FMT "\" is no coordinate", KH_ARG(v));
  *out = (int32_t)lround(degrees * 1e5);
  return KH_OK;
}

typedef struct place_line {
  kh_str id, feature, lat, lon, people, name, others;
  uint32_t country, admin1, admin2;
} place_line;

static kh_status add_entry(builder *b, const kh_lines *l, const place_line *p, uint32_t *entry) {
  int64_t id, people;
  uint32_t feature;
  place_entry e = {.admin1 = p->admin1, .admin2 = p->admin2, .country = p->country};
  if (!kh_str_to_int(p->id, &id) || id < 0 || id > UINT32_MAX) return kh_lines_fail(l, b->err, "\"" KH_FMT "\" is no GeoNames id", KH_ARG(p->id));
  if (!kh_str_to_int(p->people, &people) || people < 0) return kh_lines_fail(l, b->err, "\"" KH_FMT "\" is no number of inhabitants", KH_ARG(p->people));
  if (!kh_lookup_find(b->feature_of, p->feature, &feature)) return kh_lines_fail(l, b->err, "features.tsv has no feature \"" KH_FMT "\"", KH_ARG(p->feature));
  kh_status s = coordinate(l, p->lat, 90, &e.lat, b->err);
  if (!s) s = coordinate(l, p->lon, 180, &e.lon, b->err);
  if (s) return s;
  e.id = (uint32_t)id;
  e.name = kh_pool_put(b->pool, p->name);
  e.feature = feature;
  e.prior = (float)log10((double)people + 100) + b->features[feature].bonus;
  *entry = (uint32_t)b->entry_count;
  MORE(b, entries, entry_count, entry_cap, e);
  if (b->failed) return kh_fail(b->err, KH_E_MEMORY, "no memory for the places");
  if (id) {
    char code[16];
    int n = snprintf(code, sizeof code, "#%u", e.id);
    kh_lookup_put(b->codes, (kh_str){code, (size_t)n}, *entry);
  }
  use_names(b, p->name, p->others, *entry);
  return KH_OK;
}

static uint32_t code_entry(const builder *b, kh_str code) {
  uint32_t entry;
  return kh_lookup_find(b->codes, code, &entry) ? entry : KH_NONE;
}

/* "US.TX", or a GeoNames id. */
static uint32_t place_of(const builder *b, kh_str v) {
  char code[32];
  int64_t id;
  if (!kh_str_to_int(v, &id)) return code_entry(b, v);
  int n = snprintf(code, sizeof code, "#%lld", (long long)id);
  return code_entry(b, (kh_str){code, (size_t)n});
}

static uint32_t country_of(const builder *b, kh_str iso) {
  uint32_t entry = code_entry(b, iso);
  return entry == KH_NONE ? KH_NONE : b->entries[entry].country;
}

/* ---- files: each reads one line ---- */
typedef kh_status read_line(builder *b, const kh_lines *l, kh_str line);

static kh_status read_feature(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[4];
  int64_t resolution;
  double bonus;
  if (!fields(l, line, f, 4, 4, b->err)) return KH_E_DATA;
  if (!kh_str_to_int(f[1], &resolution) || resolution < 0 || resolution > 5 || !kh_str_to_double(f[2], &bonus))
    return kh_lines_fail(l, b->err, "want: feature, resolution 0 to 5, bonus, what it is");
  if (!kh_lookup_put(b->feature_of, f[0], (uint32_t)b->feature_count)) return kh_lines_fail(l, b->err, "given twice");
  MORE(b, features, feature_count, feature_cap, (place_feature){kh_pool_put(b->pool, f[0]), (float)bonus, (uint32_t)resolution});
  return KH_OK;
}

static kh_status read_country(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[8];
  uint32_t entry;
  if (!fields(l, line, f, 8, 7, b->err)) return KH_E_DATA;
  if (f[0].n != 2 || f[1].n != 3) return kh_lines_fail(l, b->err, "want two and three letters of ISO 3166 first");
  place_line p = {f[2], KH_STR("PCLI"), f[3], f[4], f[5], f[6], f[7], (uint32_t)b->country_count, KH_NONE, KH_NONE};
  kh_status s = add_entry(b, l, &p, &entry);
  if (s) return s;
  place_country c = {.entry = entry};
  memcpy(c.iso2, f[0].s, 2);
  memcpy(c.iso3, f[1].s, 3);
  MORE(b, countries, country_count, country_cap, c);
  kh_lookup_put(b->codes, f[0], entry);
  kh_lookup_put(b->codes, f[1], entry);
  return KH_OK;
}

/* "Rapides Parish" is also named without its last word, where that is a word for such a division. */
static void use_bare_name(builder *b, kh_str name, uint32_t entry) {
  size_t n = name.n;
  uint32_t word, district;
  while (n > 0 && name.s[n - 1] != ' ') n--;
  if (n < 4 || !kh_lookup_find(b->feature_of, KH_STR("ADM2"), &district)) return;
  kh_str last = kh_str_lower(b->scratch, kh_str_sub(name, n, name.n));
  if (kh_lookup_find(b->word_of, last, &word) && b->words[word].feature == district) use_name(b, kh_str_sub(name, 0, n - 1), entry, true);
  kh_arena_reset(b->scratch);
}

/* admin1.tsv and admin2.tsv: the code has one or two dots. */
static kh_status read_division(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[7], rest, iso, one;
  uint32_t entry;
  if (!fields(l, line, f, 7, 6, b->err)) return KH_E_DATA;
  rest = f[0];
  kh_str_split(&rest, '.', &iso);
  kh_str_split(&rest, '.', &one);
  bool second = rest.n != 0;
  uint32_t above = second ? code_entry(b, (kh_str){f[0].s, (size_t)(rest.s - f[0].s) - 1}) : KH_NONE;
  place_line p = {f[1], second ? KH_STR("ADM2") : KH_STR("ADM1"), f[2], f[3], f[4], f[5], f[6], country_of(b, iso), above, KH_NONE};
  char lat[24], lon[24];
  if (!f[2].n) {   /* no cities in it: the middle of what is above */
    uint32_t up = above != KH_NONE ? above : code_entry(b, iso);
    if (up == KH_NONE) return KH_OK;
    p.lat = (kh_str){lat, (size_t)snprintf(lat, sizeof lat, "%.5f", b->entries[up].lat / 1e5)};
    p.lon = (kh_str){lon, (size_t)snprintf(lon, sizeof lon, "%.5f", b->entries[up].lon / 1e5)};
  }
  kh_status s = add_entry(b, l, &p, &entry);
  if (s) return s;
  kh_lookup_put(b->codes, f[0], entry);
  if (second) use_bare_name(b, f[5], entry);
  return KH_OK;
}

static kh_status read_city(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[10];
  uint32_t entry;
  if (!fields(l, line, f, 10, 10, b->err)) return KH_E_DATA;
  char code[64];
  int n1 = snprintf(code, sizeof code, KH_FMT "." KH_FMT, KH_ARG(f[6]), KH_ARG(f[7]));
  int n2 = snprintf(code, sizeof code, KH_FMT "." KH_FMT "." KH_FMT, KH_ARG(f[6]), KH_ARG(f[7]), KH_ARG(f[8]));
  if (n2 >= (int)sizeof code) return kh_lines_fail(l, b->err, "codes too long");
  place_line p = {f[0], f[5], f[3], f[4], f[9], f[1], f[2], country_of(b, f[6]), code_entry(b, (kh_str){code, (size_t)n1}),
                  f[8].n ? code_entry(b, (kh_str){code, (size_t)n2}) : KH_NONE};
  return add_entry(b, l, &p, &entry);
}

/* regions.tsv and news.tsv: a place of our own, or more about one that is there already (the same id or code). */
static kh_status read_region(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[8];
  uint32_t entry, country = KH_NONE, admin1 = KH_NONE;
  int64_t people;
  if (!fields(l, line, f, 8, 7, b->err)) return KH_E_DATA;
  entry = place_of(b, f[0]);
  if (entry == KH_NONE && !kh_str_to_int(f[0], &people)) return kh_lines_fail(l, b->err, "\"" KH_FMT "\" is neither an id nor a code", KH_ARG(f[0]));
  if (kh_str_is(f[4], "-")) country = KH_NONE;
  else {
    uint32_t up = code_entry(b, f[4]);   /* a country or a division */
    if (up == KH_NONE) return kh_lines_fail(l, b->err, "no country or division \"" KH_FMT "\"", KH_ARG(f[4]));
    country = b->entries[up].country;
    if (b->countries[country].entry != up) admin1 = up;
  }
  if (entry == KH_NONE) {
    place_line p = {f[0], f[1], f[2], f[3], f[5], f[6], f[7], country, admin1, KH_NONE};
    return add_entry(b, l, &p, &entry);
  }
  place_entry *e = &b->entries[entry];
  kh_status s = coordinate(l, f[2], 90, &e->lat, b->err);
  if (!s) s = coordinate(l, f[3], 180, &e->lon, b->err);
  if (!s && !kh_lookup_find(b->feature_of, f[1], &e->feature)) s = kh_lines_fail(l, b->err, "features.tsv has no feature \"" KH_FMT "\"", KH_ARG(f[1]));
  if (!s && !kh_str_to_int(f[5], &people)) s = kh_lines_fail(l, b->err, "want a number of inhabitants");
  if (s) return s;
  e->name = kh_pool_put(b->pool, f[6]);
  e->prior = (float)log10((double)people + 100) + b->features[e->feature].bonus;
  use_names(b, f[6], f[7], entry);
  return KH_OK;
}

/* demonyms.tsv: code or id of the place, then the words for its people and things. */
static kh_status read_demonym(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[3], one;
  if (!fields(l, line, f, 3, 2, b->err)) return KH_E_DATA;
  uint32_t entry = place_of(b, f[0]);
  if (entry == KH_NONE) return kh_lines_fail(l, b->err, "no place \"" KH_FMT "\"", KH_ARG(f[0]));
  while (kh_str_split(&f[1], '|', &one)) {
    char key[PLACE_KEY];
    size_t n = kh_places_key(key, one, b->scratch);
    kh_arena_reset(b->scratch);
    if (n) kh_lookup_put(b->demonyms, (kh_str){key, n}, entry);
  }
  return KH_OK;
}

/* abbreviations.tsv: the letters exactly as they are printed, the place. */
static kh_status read_abbreviation(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[3], one;
  if (!fields(l, line, f, 3, 2, b->err)) return KH_E_DATA;
  uint32_t entry = place_of(b, f[0]);
  if (entry == KH_NONE) return kh_lines_fail(l, b->err, "no place \"" KH_FMT "\"", KH_ARG(f[0]));
  bool free = kh_str_is(f[2], "free");
  while (kh_str_split(&f[1], '|', &one)) kh_lookup_put(b->short_names, one, entry << 1 | free);
  return KH_OK;
}

static const char *const word_classes[] = {
#define X(name, label) label,
    PLACE_WORD_TABLE(X)
#undef X
};

static kh_status add_short(builder *b, const kh_lines *l, kh_str pairs) {
  kh_str one, key;
  while (kh_str_split(&pairs, '|', &one)) {
    kh_str_split(&one, '=', &key);
    if (b->short_count == sizeof b->shorts / sizeof *b->shorts || key.n > 15 || one.n > 15 || !one.n)
      return kh_lines_fail(l, b->err, "want at most %zu pairs word=shorter", sizeof b->shorts / sizeof *b->shorts);
    short_name *s = &b->shorts[b->short_count++];
    memcpy(s->key, key.s, key.n), memcpy(s->shorter, one.s, one.n);
  }
  return KH_OK;
}

/* words.tsv: class, feature or "-", the words. */
static kh_status read_word(builder *b, const kh_lines *l, kh_str line) {
  kh_str f[4], one;
  uint32_t class = 0, feature = KH_NONE;
  if (!fields(l, line, f, 4, 3, b->err)) return KH_E_DATA;
  if (kh_str_is(f[0], "short")) return add_short(b, l, f[2]);
  while (class < PLACE_WORD_COUNT && !kh_str_is(f[0], word_classes[class])) class++;
  if (class == PLACE_WORD_COUNT) return kh_lines_fail(l, b->err, "no class \"" KH_FMT "\"", KH_ARG(f[0]));
  if (!kh_str_is(f[1], "-") && !kh_lookup_find(b->feature_of, f[1], &feature))
    return kh_lines_fail(l, b->err, "features.tsv has no feature \"" KH_FMT "\"", KH_ARG(f[1]));
  while (kh_str_split(&f[2], '|', &one)) {
    uint32_t word;
    if (!kh_lookup_find(b->word_of, one, &word)) {
      word = (uint32_t)b->word_count;
      MORE(b, words, word_count, word_cap, (place_word){0, KH_NONE});
      kh_lookup_put(b->word_of, one, word);
    }
    if (b->failed) return kh_fail(b->err, KH_E_MEMORY, "no memory for the places");
    b->words[word].classes |= 1u << class;
    if (feature != KH_NONE) b->words[word].feature = feature;
  }
  return KH_OK;
}

static kh_status read_file(builder *b, const char *dir, const char *name, read_line *read) {
  kh_lines l;
  kh_str line;
  kh_status s = kh_lines_open(dir, name, &l, b->err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line)) s = read(b, &l, line);
  kh_lines_close(&l);
  if (!s && b->failed) s = kh_fail(b->err, KH_E_MEMORY, "no memory for the places");
  return s;
}

/* ---- packing ---- */
static int by_key(const void *x, const void *y) {
  const name_use *a = x, *b = y;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  if (a->prior != b->prior) return a->prior > b->prior ? -1 : 1;
  return (a->entry > b->entry) - (a->entry < b->entry);
}

static void pack(builder *b, kh_pack *out) {
  kh_lookup_builder *names = kh_lookup_new();
  size_t at = 0;
  if (b->use_count) qsort(b->uses, b->use_count, sizeof *b->uses, by_key);
  for (uint32_t key = 0; key < b->key_count && !b->failed; key++) {
    const name_key *k = &b->keys[key];
    size_t head = b->list_count, count = 0;
    MORE(b, list, list_count, list_cap, 0);
    for (; at < b->use_count && b->uses[at].key == key; at++) {
      bool twice = false;   /* the same place under spellings that fold to one key: the main name stands first */
      for (size_t i = head + 1; i < b->list_count; i++) twice |= (b->list[i] & ~PLACE_ALIAS) == (b->uses[at].entry & ~PLACE_ALIAS);
      if (twice || count == PLACE_MAX_ENTRIES) continue;
      MORE(b, list, list_count, list_cap, b->uses[at].entry);
      count++;
    }
    if (b->failed) break;
    b->list[head] = k->longest << 16 | (uint32_t)count;
    kh_lookup_put(names, kh_str_sub((kh_str){b->key_text.s, b->key_text.n}, k->offset, k->offset + k->n), (uint32_t)head);
  }
  kh_lookup_pack(names, out, "places.names");
  kh_lookup_pack(b->demonyms, out, "places.demonyms");
  kh_lookup_pack(b->short_names, out, "places.short");
  kh_lookup_pack(b->word_of, out, "places.word_of");
  kh_pool_pack(b->pool, out, "places.pool");
  kh_pack_add(out, "places.entries", b->entries, sizeof *b->entries, b->entry_count);
  kh_pack_add(out, "places.countries", b->countries, sizeof *b->countries, b->country_count);
  kh_pack_add(out, "places.features", b->features, sizeof *b->features, b->feature_count);
  kh_pack_add(out, "places.words", b->words, sizeof *b->words, b->word_count);
  kh_pack_add(out, "places.list", b->list, sizeof *b->list, b->list_count);
  kh_lookup_free(names);
}

kh_status kh_places_compile(const char *data_dir, kh_pack *out, kh_error *err) {
  static const struct { const char *name; read_line *read;
  } files[] = {{"places/features.tsv", read_feature},
               {"places/words.tsv", read_word},
               {"places/countries.tsv", read_country},
               {"places/admin1.tsv", read_division},
               {"places/regions.tsv", read_region},
               {"places/admin2.tsv", read_division},
               {"places/cities.tsv", read_city},
               {"places/towns.tsv", read_city},
               {"places/news.tsv", read_region},
               {"places/demonyms.tsv", read_demonym},
               {"places/abbreviations.tsv", read_abbreviation}};
  builder b = {.err = err, .scratch = kh_arena_new(0), .pool = kh_pool_new(), .codes = kh_lookup_new(), .feature_of = kh_lookup_new(),
               .key_of = kh_lookup_new(), .word_of = kh_lookup_new(), .demonyms = kh_lookup_new(), .short_names = kh_lookup_new()};
  kh_status s = KH_OK;
  kh_guard g;
  if (!b.scratch || !b.pool || !b.codes || !b.feature_of || !b.key_of || !b.word_of || !b.demonyms || !b.short_names)
    s = kh_fail(err, KH_E_MEMORY, "no memory for the places");
  else {
    kh_arena_guard(b.scratch, &g);
    if (setjmp(g.env)) s = kh_fail(err, KH_E_MEMORY, "no memory for the places");
    else {
      for (size_t i = 0; !s && i < sizeof files / sizeof *files; i++) s = read_file(&b, data_dir, files[i].name, files[i].read);
      if (!s) pack(&b, out);
      if (!s && (b.failed || b.key_text.failed)) s = kh_fail(err, KH_E_MEMORY, "no memory for the places");
    }
    kh_arena_unguard(b.scratch, &g);
  }
  free(b.keys), free(b.uses), free(b.entries), free(b.countries), free(b.features), free(b.words), free(b.list);
  kh_buf_free(&b.key_text);
  kh_pool_free(b.pool);
  kh_lookup_free(b.codes), kh_lookup_free(b.feature_of), kh_lookup_free(b.key_of), kh_lookup_free(b.word_of);
  kh_lookup_free(b.demonyms), kh_lookup_free(b.short_names);
  kh_arena_free(b.scratch);
  return s;
}
