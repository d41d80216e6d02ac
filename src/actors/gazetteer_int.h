/* gazetteer_int.h: the packed tables. */
#ifndef KH_GAZETTEER_INT_H
#define KH_GAZETTEER_INT_H
#include "actors/gazetteer.h"

#define GAZ_MAX_PIECES 10u    /* words of a name; longer names are refused by the compiler */
#define GAZ_PIECES_A_TOKEN 6u

/* One node a prefix of a name: open addressing by a hash of the folded words so far. Equal 64-bit hashes are taken as equal
 * prefixes: among a million nodes a false one is less likely than a bad disk. */
typedef struct gaz_node { uint64_t hash; uint32_t names, count; } gaz_node;   /* names[names … names+count); hash 0: free */
typedef struct gaz_name { uint32_t entity; uint8_t use, flags; uint16_t upper; } gaz_name;   /* upper: bit a word, begins with a capital */
typedef struct gaz_entity { uint32_t id, name, codes, code_count; uint8_t kind, gender, pad[2]; } gaz_entity;
typedef struct gaz_code { int32_t from, to; char country[4]; uint32_t sectors, role; } gaz_code;   /* days, both included */
typedef struct gaz_state { char country[4], iso2[4], fips[4]; uint16_t cow, gwn; int32_t from, to; uint32_t entity; char held_by[4]; int32_t held_to; } gaz_state;   /* held_by: the state that its towns lay in up to that day */
typedef struct gaz_office { char country[4]; uint32_t role, entity; int32_t from, to; } gaz_office;   /* sorted by country */

struct kh_gaz {
  const gaz_node *nodes;
  size_t node_count;
  const gaz_name *names;
  const gaz_entity *entities;
  const gaz_code *codes;
  const gaz_state *states;
  const gaz_office *offices;
  size_t name_count, entity_count, code_count, state_count, office_count;
  const char *pool;
  size_t pool_bytes;
  uint32_t former;              /* pool offset of the prefix of a past office */
  uint64_t ampersand;           /* hash of the word that "&" stands for */
};

/* The folded words of a token or a name: letters and digits, points and marks dropped, split at other signs. Writes the
 * words' hashes and whether each begins with a capital; *all_caps: no small letter in it. "&" between blanks or alone is the word whose hash is `ampersand`.
 * Returns their number. */
uint32_t gaz_pieces(kh_str v, uint64_t ampersand, uint64_t *hash, bool *upper, uint32_t max, bool *all_caps);
static inline size_t gaz_slot(uint64_t hash, size_t slots) { return (size_t)((hash >> 32) * slots >> 32); }   /* slots < 2^32 */
static inline uint64_t gaz_step(uint64_t so_far, uint64_t piece) {
  uint64_t h = kh_hash_mix(so_far, piece);
  return h ? h : 1;
}
#endif
