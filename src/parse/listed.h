/* listed.h: words of lists of names, as the network and the chain for names look them up. */
#ifndef KH_LISTED_H
#define KH_LISTED_H

#include <stdio.h>
#include <string.h>

#include "base/base.h"
#include "model/model.h"

enum { KH_LISTED_KINDS = 1 << 12 };

/* Classes of listed names, as data/parse/name-lists.txt calls them (train/net_lists.c), and the marks of a word that a class gives. */
enum { NAME_GIVEN, NAME_PERSON, NAME_STATE, NAME_CITY, NAME_PLACE, NAME_ORG, NAME_PEOPLE, NAME_HEAD, NAME_ROLE, NAME_CLASSES };
enum { NAME_ALONE = 1, NAME_FIRST = 2, NAME_LATER = 4, NAME_MARK_BITS = 3 };

/* Words of listed names (or whole ones, name_int.h) by their hash, open addressing: a slot holds the 20 highest bits of the hash and the word's
 * kind, 0 where it is free. kind[]: the marks that words of a kind bear, NAME_MARK_BITS for each class.
 * One word in a million that no list holds is taken for one that a list does. slot may be NULL: no lists. */
typedef struct kh_listed {
  const uint32_t *slot, *kind;
  size_t mask;                 /* slots, a power of two, less 1 */
  size_t kinds;
} kh_listed;

static inline uint32_t kh_listed_slot(uint64_t hash, uint32_t kind) { return (uint32_t)(hash >> 44) * KH_LISTED_KINDS | kind; }

/* Marks of the word with this hash; 0 if no list holds it. */
static inline uint32_t kh_listed_marks(const kh_listed *l, uint64_t hash) {
  if (!l->slot) return 0;
  uint32_t check = kh_listed_slot(hash, 0);
  for (size_t i = hash & l->mask; l->slot[i]; i = (i + 1) & l->mask)
    if (l->slot[i] - check < KH_LISTED_KINDS) return l->kind[l->slot[i] - check];
  return 0;
}

/* Opens the tables NAME and NAME.kinds, none where the model has none; false where a search in them would not end or leave them. */
static inline bool kh_listed_open(const kh_model *m, const char *name, kh_listed *out) {
  char kinds[64];
  size_t n;
  snprintf(kinds, sizeof kinds, "%s.kinds", name);
  *out = (kh_listed){.slot = kh_model_table(m, name, sizeof *out->slot, &n)};
  out->kind = kh_model_table(m, kinds, sizeof *out->kind, &out->kinds);
  out->mask = n - 1;
  for (size_t i = 0; !out->slot && i < kh_model_count(m); i++)
    if (!strcmp(kh_model_name(m, i), name)) return false;      /* of an older version */
  if (!out->slot) return true;
  if (!out->kind || (n & (n - 1))) return false;
  uint32_t last = 0, free = 0;                 /* without a branch: this is done at each start */
  for (size_t i = 0; i < n; i++) {
    uint32_t kind = out->slot[i] % KH_LISTED_KINDS;
    last = kind > last ? kind : last;
    free |= !out->slot[i];
  }
  return last < out->kinds && free;            /* one free place ends every search */
}

#endif
