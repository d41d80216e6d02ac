/* stories.h: signatures in the database's form; kh_store_group is declared in khaldun.h. */
#ifndef KH_STORIES_H
#define KH_STORIES_H
#include "store/signature.h"

void kh_signature_pack(const kh_signature *sig, uint8_t shingles[4 * KH_SHINGLES], uint8_t features[5 * KH_FEATURES]);
#endif
