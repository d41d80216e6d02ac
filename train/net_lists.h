/* net_lists.h: words of listed names, for the network's features. */
#ifndef KH_NET_LISTS_H
#define KH_NET_LISTS_H

#include "model/model.h"
#include "parse/net_int.h"

/* Marks of a word, KH_NET_CLASS_BITS a class of names: that it is such a name alone, its first word, a later one. */
typedef struct kh_name_lists {
  kh_arena *arena;
  kh_map *marks;                           /* word in lower case -> index of words */
  KH_VEC(struct kh_marked { kh_str word; uint32_t marks; }) words;
  KH_VEC(struct kh_phrase { uint64_t hash; uint32_t classes; }) phrases;   /* whole names of several words, kh_name_phrase_hash; set of 1 << class */
} kh_name_lists;

/* Reads the lists that data_dir/parse/name-lists.txt names; files that are not there are left out.
 * data_dir NULL: no lists. */
kh_status kh_name_lists_open(kh_name_lists *l, const char *data_dir, kh_error *err);
/* The marks as a table that kh_listed_marks searches, in a's memory; *mask: its size less 1. NULL where the lists are empty. */
kh_listed *kh_name_lists_table(const kh_name_lists *l, kh_arena *a, size_t *mask);
void kh_name_lists_close(kh_name_lists *l);

#endif
