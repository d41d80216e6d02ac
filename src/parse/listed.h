/* listed.h: words of lists of names, as the network and the chain for names look them up. */
#ifndef KH_LISTED_H
#define KH_LISTED_H

#include "base/base.h"
#include "model/model.h"

/* A word of listed names (or a whole one, name_int.h): three bits for each class of names (alone, first, later word of one); 0 marks: free. */
typedef struct kh_listed { uint32_t check, marks; } kh_listed;

/* Classes of names that rules ask for, by their place in the list of data/parse/name-lists.txt, and the mark of what is a name alone. */
enum { KH_LISTED_STATE = 2, KH_LISTED_PEOPLE = 6, KH_LISTED_ALONE = 1, KH_LISTED_BITS = 3 };

/* Marks of the word with this hash; 0 if no list holds it. table may be NULL; mask: its size, a power of two, less 1. */
static inline uint32_t kh_listed_marks(const kh_listed *table, size_t mask, uint64_t hash) {
  if (!table) return 0;
  uint32_t check = (uint32_t)(hash >> 32);
  for (size_t i = hash & mask; table[i].marks; i = (i + 1) & mask)
    if (table[i].check == check) return table[i].marks;
  return 0;
}

/* Opens such a table, NULL where the model has none; false where a search in it would not end. */
static inline bool kh_listed_open(const kh_model *m, const char *name, const kh_listed **out, size_t *mask) {
  size_t n, taken = 0;
  *out = kh_model_table(m, name, sizeof **out, &n);
  *mask = n - 1;
  while (*out && taken < n && (*out)[taken].marks) taken++;      /* one free place ends every search */
  return !*out || (!(n & (n - 1)) && taken < n);
}

#endif
