/* net_lists.h: words of listed names, for the network's features. */
#ifndef KH_NET_LISTS_H
#define KH_NET_LISTS_H

#include "conllu.h"
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
/* Words, and whole names, with their marks as kh_listed_marks searches them, in a's memory. More than KH_LISTED_KINDS sets of marks: KH_E_LIMIT. */
kh_status kh_name_lists_words(const kh_name_lists *l, kh_arena *a, kh_listed *out, kh_error *err);
kh_status kh_name_lists_phrases(const kh_name_lists *l, kh_arena *a, kh_listed *out, kh_error *err);
/* A table of marks by hash, in a's memory, with entries of 3 or 4 bytes (kh_listed); sorts word[]. */
typedef struct kh_hash_marks { uint64_t hash; uint32_t marks; } kh_hash_marks;
kh_status kh_listed_make(kh_hash_marks *word, size_t n, uint32_t width, kh_arena *a, kh_listed *out, kh_error *err);
/* Clusters of the commonest words of a file of vectors (kh_word_vectors_open): fine | coarse << 16, from 1 on | kinds << 24 (kh_word_kinds). */
kh_status kh_word_clusters(const char *path, const kh_corpus *c, kh_arena *a, kh_listed *out, kh_error *err);
/* Adds the tables NAME, NAME.starts and NAME.kinds, none for an empty list. */
void kh_listed_pack(const kh_listed *l, kh_pack *p, const char *name);
void kh_name_lists_close(kh_name_lists *l);

#endif
