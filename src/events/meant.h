/* meant.h: whom a deed is for or against where its own frame names nobody. */
#ifndef KH_MEANT_H
#define KH_MEANT_H
#include "events/algebra.h"

enum { MAX_CLIMB = 8, MAX_BACK = 64 };   /* steps up the tree, words back */

/* The word of the deed itself, where others only report it: "declined the offer, an aide said". */
uint32_t kh_own_word(const kh_algebra *a, const kh_inst *x);
/* "Those who play with fire will perish, Beijing told the American speaker": whom the words are said to, where they are of another country
 * and no reporters. */
bool kh_meant_addressed(const kh_algebra *a, const kh_inst *x, kh_who *out);
/* "Rammed a bus full of policemen, killing forty": those who were in what was struck. */
bool kh_meant_counted_there(const kh_algebra *a, const kh_inst *x, kh_who *out);
/* Whom the deed at index is for or against, by what stands beside it in its sentence or, for whom forces hold and such, in the report. */
bool kh_meant_beside(kh_algebra *a, uint32_t index, kh_who *out);
/* "Despite pleas from Paris", "after weeks of strikes by miners": whose plea, pressure or protest it is that one does not heed or gives way to. */
bool kh_meant_urged_by(const kh_algebra *a, const kh_inst *x, uint32_t c, kh_who *out);
/* "Reports that the rebels had agreed": does the clause tell what the noun that it hangs on says? */
bool kh_is_content(const kh_algebra *a, uint32_t c);

#endif
