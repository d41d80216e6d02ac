/* signature.h: what is kept of a report to find the other reports of its story. */
#ifndef KH_SIGNATURE_H
#define KH_SIGNATURE_H
#include "doc/doc.h"

enum { KH_SHINGLES = 32, KH_FEATURES = 96 };

/* shingles: MinHash of the words' four-grams (Broder 1997; one permutation with rotation, Shrivastava and Li 2014): the share of equal places estimates
 * the share of equal four-grams. features: hashes of the actors, places and words of the report, those that come first, with weights in eighths. */
typedef struct kh_signature {
  uint32_t shingle[KH_SHINGLES];
  uint32_t n;
  struct kh_feature { uint32_t hash; uint8_t weight; } feature[KH_FEATURES];   /* in order of their hashes */
} kh_signature;

void kh_signature_of(const kh_doc *d, kh_signature *out);
double kh_shingles_alike(const uint32_t a[KH_SHINGLES], const uint32_t b[KH_SHINGLES]);   /* 0 … 1; 0 where one has none */
#endif
