/* places_int.h: the gazetteer's tables and what finding and resolving pass to each other. */
#ifndef KH_PLACES_INT_H
#define KH_PLACES_INT_H
#include "circumstance/circumstance.h"

/* ---- tables ---- */
typedef struct place_entry {
  uint32_t id;             /* GeoNames, 0 if not known */
  uint32_t name;           /* offset in places.pool */
  uint32_t feature;        /* index in places.features */
  float prior;             /* how likely this place is meant without any context: log10 of its people, and its feature's bonus */
  int32_t lat, lon;        /* degrees times 1e5 */
  uint32_t admin1, admin2; /* entries, KH_NONE for none */
  uint32_t country;        /* index in places.country, KH_NONE for none */
} place_entry;

typedef struct place_feature {
  uint32_t name;           /* offset in places.pool: "PPLC" */
  float bonus;
  uint32_t resolution;     /* kh_place.resolution */
} place_feature;

typedef struct place_country {
  char iso2[4], iso3[4];
  uint32_t entry;
} place_country;

/* places.list: for each name max_words << 16 | count, then the entries, the likeliest first;
 * max_words: of the longest name that begins with this one. */
#define PLACE_ALIAS 0x80000000u   /* in places.list: the name is not the entry's main name */
#define PLACE_MAX_ENTRIES 48      /* of one name */
#define PLACE_MAX_WORDS 8
#define PLACE_KEY 128             /* bytes of a key, longer names are not looked up */

/* Classes of the words in words.tsv, as bits. */
#define PLACE_WORD_TABLE(X)                                                                    \
  X(NEAR, "near") X(OF_BEFORE, "of") X(GENERIC_AFTER, "after") X(GENERIC_BEFORE, "before")        \
  X(STREET, "street") X(DIRECTION, "direction") X(TITLE, "title")    \
  X(BODY, "body") X(PARTICLE, "particle") X(COMMON, "common") X(INSIDE, "inside")               \
  X(PERSON, "person") X(PAPER, "paper") X(APART, "apart") X(SEVERAL, "several") X(ADDRESS, "address")
enum {
#define X(name, label) PLACE_WORD_##name##_AT,
  PLACE_WORD_TABLE(X)
#undef X
  PLACE_WORD_COUNT
};
enum {
#define X(name, label) PLACE_##name = 1u << PLACE_WORD_##name##_AT,
  PLACE_WORD_TABLE(X)
#undef X
};

typedef struct place_word {
  uint32_t classes;
  uint32_t feature;        /* index of the feature that a generic word makes, KH_NONE for none */
} place_word;

struct kh_places {
  const place_entry *entries;
  const place_country *countries;
  const place_feature *features;
  const uint32_t *list;
  const place_word *words;
  const char *pool;
  size_t entry_count, country_count, feature_count, list_count, word_count, pool_bytes;
  kh_lookup names, demonyms, short_names, word_of;   /* to lists, entries, entries, words */
};

/* ---- keys ---- */
/* Appends a word to the key of n bytes: lower case, folded, blanks for hyphens, without dots and apostrophes
 * (but "'s" stays). Returns the new length; PLACE_KEY or more if it does not fit. */
size_t kh_places_key_add(char key[PLACE_KEY], size_t n, kh_str word, kh_arena *scratch);
/* The key of a name as the data files have it. 0 if it has none. */
size_t kh_places_key(char key[PLACE_KEY], kh_str name, kh_arena *scratch);

/* ---- candidates ---- */
typedef enum place_kind {
  PLACE_NAME,              /* a name of the gazetteer */
  PLACE_DEMONYM,           /* "Egyptian" */
  PLACE_UNKNOWN            /* a place by its tag or its words, without an entry of its own */
} place_kind;

typedef struct place_cand {
  uint32_t begin, end;     /* tokens */
  uint32_t list;           /* index in places.list; KH_NONE without entries */
  uint32_t key;            /* distinct names are numbered */
  uint32_t feature;        /* what its generic word makes it, index or KH_NONE */
  uint32_t chosen;         /* entry or KH_NONE */
  uint32_t inside;         /* candidate that contains it by its words ("Paris, Texas"), or KH_NONE */
  uint32_t around;         /* without an entry of its own: the entry that it lies in or near, or KH_NONE */
  float score;             /* that it is a place at all */
  uint8_t kind;            /* place_kind */
  bool abbreviation;
  bool shared;             /* its generic word stands behind several: "Camden and Charlton counties" */
} place_cand;

typedef struct place_cands {
  place_cand *at;
  uint32_t n;
} place_cands;

const place_word *kh_places_word(const kh_places *p, kh_str lower, uint64_t hash);   /* NULL if it has no entry */
place_cands kh_places_find(const kh_places *p, const kh_doc *d, kh_arena *scratch);
void kh_places_resolve(const kh_places *p, const kh_doc *d, place_cands found, kh_arena *scratch);

static inline uint32_t place_list_count(const kh_places *p, uint32_t list) { return list == KH_NONE ? 0 : p->list[list] & 0xFFFF; }
static inline kh_str place_string(const kh_places *p, uint32_t offset) { return kh_pool_at(p->pool, p->pool_bytes, offset); }
#endif
