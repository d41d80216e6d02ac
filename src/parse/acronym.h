/* acronym.h: acronyms that are little words too ("IS", "WHO"), which networks that look words up in lower case take for these. */
#ifndef KH_ACRONYM_H
#define KH_ACRONYM_H
#include "doc/doc.h"
#include "model/model.h"

enum { KH_NOT_AFTER = 1, KH_NOT_BEFORE = 2 };

typedef struct kh_acronyms {
  kh_lookup words;              /* data/parse/acronyms.txt: the acronym -> pool offset of what is read for it */
  kh_lookup beside;             /* words that make it the little word: KH_NOT_AFTER, KH_NOT_BEFORE */
  const char *pool;
  size_t pool_bytes;
} kh_acronyms;

/* A token that is read as another word; swapped back by the same call. */
typedef struct kh_stand_in { uint32_t token; kh_str form, lower; uint64_t hash; } kh_stand_in;
typedef KH_VEC(kh_stand_in) kh_stand_ins;

/* Data without the tables: none. */
kh_status kh_acronyms_open(const kh_model *data, kh_acronyms *out, kh_error *err);
void kh_acronyms_find(const kh_acronyms *a, const kh_doc *d, kh_arena *scratch, kh_stand_ins *out);
/* Exchanges the forms of these tokens with those of their stand-ins. */
void kh_stand_ins_swap(kh_doc *d, kh_stand_ins *s);
#endif
