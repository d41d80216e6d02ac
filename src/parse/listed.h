/* listed.h: words of lists of names, as the network and the chain for names look them up. */
#ifndef KH_LISTED_H
#define KH_LISTED_H

#include <stdio.h>
#include <string.h>

#include "base/base.h"
#include "model/model.h"

enum { KH_LISTED_KINDS = 1 << 16 };   /* at most */

/* Classes of listed names, as data/parse/name-lists.txt calls them (train/net_lists.c), and the marks of a word that a class gives. */
enum { NAME_GIVEN, NAME_PERSON, NAME_STATE, NAME_CITY, NAME_PLACE, NAME_ORG, NAME_PEOPLE, NAME_HEAD, NAME_ROLE, NAME_CLASSES };
enum { NAME_ALONE = 1, NAME_FIRST = 2, NAME_LATER = 4, NAME_MARK_BITS = 3 };

/* Words of listed names (or whole ones, name_int.h) by their hash, sorted into buckets by its upper half, LISTED_BUCKET in one on average. An entry is `width`
 * bytes, the lowest first: its lowest bits are the word's kind, as many as the kinds need, the others the same bits of the hash.
 * kind[]: the marks that words of a kind bear, NAME_MARK_BITS for each class. With four bytes and two thousand kinds one word in 350,000 that no
 * list holds is taken for one that a list does. entry may be NULL: no lists. */
enum { LISTED_BUCKET = 6 };
typedef struct kh_listed {
  const uint8_t *entry;
  const uint16_t *start;       /* of each bucket and behind the last: the lowest bits of its first entry's number, which is near that of evenly filled ones */
  const uint32_t *kind;
  size_t words, kinds;
  uint32_t width, buckets;
  uint32_t check;              /* the bits of an entry that are the hash's */
} kh_listed;

static inline uint32_t kh_listed_buckets(size_t words) { return (uint32_t)(words / LISTED_BUCKET + 1); }
static inline uint32_t kh_listed_bucket(const kh_listed *l, uint64_t hash) { return (uint32_t)((hash >> 32) * l->buckets >> 32); }

/* Which bits of an entry are not its kind's. */
static inline uint32_t kh_listed_check(uint32_t width, size_t kinds) {
  uint32_t kind = 1;
  while (kind < kinds) kind *= 2;
  return (UINT32_MAX >> (32 - 8 * width)) & ~(kind - 1);
}

static inline int64_t kh_listed_start(const kh_listed *l, uint32_t bucket) {
  int64_t even = (int64_t)bucket * LISTED_BUCKET;
  return even + (int16_t)(uint16_t)(l->start[bucket] - (uint16_t)even);
}

static inline uint32_t kh_listed_entry(const kh_listed *l, size_t i) {
  const uint8_t *e = l->entry + i * l->width;
  return e[0] | (uint32_t)e[1] << 8 | (uint32_t)e[2] << 16 | (l->width == 4 ? (uint32_t)e[3] << 24 : 0);
}

/* Marks of the word with this hash; 0 if no list holds it. */
static inline uint32_t kh_listed_marks(const kh_listed *l, uint64_t hash) {
  if (!l->entry) return 0;
  uint32_t bucket = kh_listed_bucket(l, hash);
  for (size_t i = (size_t)kh_listed_start(l, bucket), end = (size_t)kh_listed_start(l, bucket + 1); i < end; i++) {
    uint32_t e = kh_listed_entry(l, i);
    if (!((e ^ (uint32_t)hash) & l->check)) return l->kind[e & ~l->check];
  }
  return 0;
}

/* Opens the tables NAME, NAME.starts and NAME.kinds, none where the model has none; false where a search would leave them. */
static inline bool kh_listed_open(const kh_model *m, const char *name, kh_listed *out) {
  char starts[64], kinds[64];
  size_t n;
  snprintf(starts, sizeof starts, "%s.starts", name);
  snprintf(kinds, sizeof kinds, "%s.kinds", name);
  *out = (kh_listed){.width = 3};
  out->entry = kh_model_table(m, name, 3, &out->words);
  if (!out->entry) out->entry = kh_model_table(m, name, out->width = 4, &out->words);
  out->kind = kh_model_table(m, kinds, sizeof *out->kind, &out->kinds);
  out->start = kh_model_table(m, starts, sizeof *out->start, &n);
  if (!out->entry) return !out->kind;
  out->buckets = kh_listed_buckets(out->words);
  if (!out->start || !out->kind || !out->kinds || out->kinds > KH_LISTED_KINDS || out->words > UINT32_MAX || n != out->buckets + (size_t)1) return false;
  out->check = kh_listed_check(out->width, out->kinds);
  bool good = kh_listed_start(out, 0) == 0 && kh_listed_start(out, out->buckets) == (int64_t)out->words;
  for (uint32_t b = 0; b < out->buckets; b++) good &= kh_listed_start(out, b) <= kh_listed_start(out, b + 1);
  uint32_t last = 0;                           /* without a branch: this is done at each start */
  for (size_t i = 0; i < out->words; i++) {
    uint32_t kind = kh_listed_entry(out, i) & ~out->check;
    last = kind > last ? kind : last;
  }
  return good && last < out->kinds;
}

#endif
