/* setting_int.h: what setting.c and setting_place.c share. */
#ifndef KH_SETTING_INT_H
#define KH_SETTING_INT_H
#include "events/tree.h"

enum {
  MAX_CLIMB = 12, FAR = 1000,   /* steps; further than any */
  REACH = 30,       /* tokens that are looked through for a word */
  NOMINAL = 3,      /* what hangs on another noun on the way is that much further off */
  ASIDE = 20,       /* … and what stands in a clause of manner below it: "arrested her while checking bars over the weekend" */
  STORY = 3,        /* sentences back that a place of the story may stand */
  OPENING = 4       /* sentences from the start that the dateline holds for, whoever acts */
};

static inline bool kh_setting_nominal(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_NOUN || d->tok.upos[t] == KH_UPOS_PROPN; }
/* The verb that tells an event, or above its noun. */
static inline uint32_t kh_setting_verb(const kh_algebra *a, const kh_inst *x) { return kh_is_verb(a, x->trigger) ? x->trigger : x->at; }
/* The first word of the clause of verb, behind its marks. */
uint32_t kh_setting_clause_begin(const kh_doc *d, uint32_t verb);
/* "The attack that killed nine": the pronoun that opens the relative clause which tells an event, being what does it; KH_NONE. */
uint32_t kh_setting_relative(const kh_algebra *a, const kh_inst *x);
/* Is tok opened by a preposition of the kind? */
bool kh_setting_has_case(const kh_algebra *a, uint32_t tok, unsigned kind);
/* How far a phrase at tok stands from the instance's words: steps up from the phrase to one of them, or to the verb that
 * governs a noun trigger without crossing into another clause. FAR where it belongs elsewhere. */
uint32_t kh_setting_distance(const kh_algebra *a, const kh_inst *x, uint32_t tok);
/* Stands before everything that the clause of t says, and t is in the sentence's main clause or a list of them. */
bool kh_setting_opens(const kh_algebra *a, uint32_t phrase_end, uint32_t t);
/* "In an earlier meeting, they agreed", "held an earlier meeting": before the day that the story has reached, no telling when. */
bool kh_setting_earlier(const kh_algebra *a, const kh_inst *x);
#endif
