/* clause_int.h: what subject.c, object.c, slot.c and clause.c share. */
#ifndef KH_CLAUSE_INT_H
#define KH_CLAUSE_INT_H
#include "events/tree.h"

enum { MAX_CLIMB = 12 };   /* steps up the tree */

static inline const char *kh_clause_xpos(const kh_algebra *a, uint32_t t) { return kh_doc_xpos(a->d, t); }
/* A noun, a name, a pronoun or a number. */
bool kh_clause_is_noun(const kh_algebra *a, uint32_t t);
/* "A mob burned churches", read as "mob burned churches" of which somebody says something: a sentence wants a verb. The noun that
 * acts, or KH_NONE where the tree is to be trusted. */
uint32_t kh_clause_misread_subject(const kh_algebra *a, uint32_t t);
/* What a relative pronoun stands for, or t itself. */
uint32_t kh_clause_antecedent(const kh_algebra *a, uint32_t verb, uint32_t t);
/* Who stands in the by-phrase of the passive t, or KH_NONE. */
uint32_t kh_clause_agent_of(const kh_algebra *a, uint32_t t);
/* "Welcomed the truce and its minister invited the rebels", with the minister hung on the truce: who stands right before a verb that has no other
 * subject acts. The verb that t acts in, or KH_NONE. */
uint32_t kh_clause_acts_next(const kh_algebra *a, uint32_t t);
/* "Demanded that Moscow withdraw and shot two hostages": what is wished for stands bare, and a past beside it is of who wishes. */
bool kh_clause_apart_from_wish(const kh_algebra *a, uint32_t t);
/* "Minister says Norway to impose sanctions": in a headline who stands before the infinitive below a verb of saying is to do it. He, or KH_NONE. */
uint32_t kh_clause_said_to_come(const kh_algebra *a, uint32_t t);
/* Of whom a predicate noun is said that an infinitive hangs on: "was the first to leave", "became the third editor to be jailed" tell of who was or became
 * it; KH_NONE. */
uint32_t kh_clause_told_of(const kh_algebra *a, uint32_t t);
/* The subject of t, looked for no deeper than a few clauses up. */
uint32_t kh_clause_subject_at(const kh_algebra *a, uint32_t t, int depth);
/* "Had the minister arrested": is the noun that trees make the participle's subject whom it befalls? */
bool kh_clause_is_had_done(const kh_algebra *a, uint32_t t);
/* "Called the raid piracy", where trees make one noun of the deed and the judging word: the deed's word, which stands right before the other. */
uint32_t kh_clause_judged_in(const kh_algebra *a, uint32_t verb);
/* "gave migrants bread", where trees see two objects: the second is what is given. KH_NONE where there are not two. */
uint32_t kh_clause_given_object(const kh_algebra *a, uint32_t t);
/* "gave NATO 3,875 weapons", where trees make one noun of the two: who is given it. */
uint32_t kh_clause_run_together(const kh_algebra *a, uint32_t t);
/* The noun of a phrase at t that one of the prepositions opens, or KH_NONE. */
/* "In common with Japan, India voiced doubts" (but "has been working in concert with Japan"): it opens a second party of those who act. */
bool kh_clause_is_company(const kh_algebra *a, uint32_t c);
uint32_t kh_clause_phrase_of(const kh_algebra *a, uint32_t t, uint64_t prep);
/* Is t opened by a word like "of"? */
bool kh_clause_of_mark(const kh_algebra *a, uint32_t t);
/* "Unnecessary to defeating the rebels", "vital for freeing the hostages", "close to signing": what a preposition opens under a word of ends. */
bool kh_clause_is_aim(const kh_algebra *a, uint32_t t);
/* Has it a modal verb (will, may, must)? */
bool kh_clause_has_modal(const kh_algebra *a, uint32_t t);
/* "Were barred from visiting Chad", "voted against bombing it": what t says is not to be done. */
bool kh_clause_is_kept_from(const kh_algebra *a, uint32_t t);
uint32_t kh_clause_wrought_by(const kh_algebra *a, uint32_t c);     /* "the raid that Sudan carried out": who, or KH_NONE */
#endif
