/* mend_int.h: what the rooms of mend.c share. Each mend looks at one word, changes the tree where its pattern stands, and tells whether it did;
 * the children of a word are those before the first mend. */
#ifndef KH_EVENTS_MEND_INT_H
#define KH_EVENTS_MEND_INT_H

#include "events/tree.h"

bool kh_mend_is(const kh_events *e, const kh_doc *d, uint32_t t, unsigned kind);        /* its lemma is of a kind of clause.txt (KH_CLAUSE_…) */
bool kh_mend_word_is(const kh_events *e, const kh_doc *d, uint32_t t, unsigned kind);   /* its word as it stands is */
bool kh_mend_is_finite(const kh_doc *d, uint32_t t);
bool kh_mend_is_place(const kh_doc *d, uint32_t t);                                     /* a place by name */
const kh_mention *kh_mend_mention(const kh_doc *d, uint32_t t);                         /* whose head it is, or NULL */
bool kh_mend_may_hang(const kh_doc *d, uint32_t t, uint32_t under);                     /* without a circle */

/* The word before what stands between two commas right before first ("Kenya, however, asked"), else the word before first. */
uint32_t kh_mend_before_aside(const kh_doc *d, uint32_t first);

bool kh_mend_verbs(const kh_events *e, kh_doc *d, uint32_t t);   /* mend_verbs.c: participles, passives, what verbs take */
bool kh_mend_nouns(const kh_events *e, kh_doc *d, uint32_t t);   /* mend_nouns.c: names, lists, subjects */
bool kh_mend_subjects(const kh_events *e, kh_doc *d, uint32_t t);   /* mend_subjects.c: who stands behind a comma before a verb that has nobody */

#endif
