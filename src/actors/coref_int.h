/* coref_int.h: chains while they grow. */
#ifndef KH_COREF_INT_H
#define KH_COREF_INT_H
#include "actors/actors_int.h"

typedef struct kh_chain {
  uint32_t first, last, size;  /* candidates */
  uint32_t best;               /* the candidate that knows its code best */
  uint8_t gender;              /* as far as any mention tells */
  uint8_t kind;                /* kh_entity of the first name, or of the first mention */
  bool plural, person, thing;  /* what the mentions say; both false: unknown */
  bool topic;                  /* a subject in the first sentence */
} kh_chain;

typedef struct kh_coref {
  kh_actors_work *w;
  kh_arena *scratch;
  const kh_roles *roles;
  KH_VEC(kh_chain) chains;
  kh_map *by_name;             /* words of names, last names, acronyms, entries -> chain + 1 */
  uint32_t *quote_at;          /* token -> number of the quotation that holds it, from 1; 0 outside */
  uint32_t *speaker;           /* quotation -> candidate that speaks, KH_NONE */
  uint32_t quote_count;
  uint32_t sides[2];           /* chains of the last "both sides" */
  uint32_t sides_sentence;     /* … and its sentence, KH_NONE before there is one */
} kh_coref;

void kh_coref_join(kh_coref *c, uint32_t cand, uint32_t chain);       /* KH_NONE: a new chain */
void kh_coref_take_all(kh_coref *c, kh_cand *p, const kh_cand *m);
void kh_coref_resolve(kh_coref *c, uint32_t cand);                    /* coref.c: a candidate's chain, if it has none yet */
bool kh_coref_pronoun(kh_coref *c, uint32_t cand);                    /* pronouns.c; false: no antecedent */
void kh_coref_quotes(kh_coref *c);                                    /* pronouns.c: who speaks in which marks */
uint32_t kh_coref_speaker(const kh_coref *c, uint32_t at);            /* pronouns.c: who speaks around "I", a candidate or KH_NONE */
void kh_coref_late_speakers(kh_coref *c);                             /* pronouns.c: "I", where the speaker comes after */
/* coref_pairs.c: the two persons of the sentences before, or (back 0) of its own before it, if there are just two; the two states of the sentence before. */
bool kh_coref_two_persons(kh_coref *c, uint32_t cand, uint32_t back);
bool kh_coref_two_states(kh_coref *c, uint32_t cand);
bool kh_coref_is_person(const kh_cand *m);
bool kh_coref_is_thing(const kh_cand *m);
/* Country and sector of a chain, by its best mention. */
static inline const kh_actor *kh_coref_code_of(const kh_coref *c, uint32_t chain) { return &c->w->cands.at[c->chains.at[chain].best].actor; }
/* The chain that a name's key stands for, or KH_NONE. */
uint32_t kh_coref_known(const kh_coref *c, kh_str key);
/* Of one country that is known? */
bool kh_coref_same_country(const kh_actor *a, const kh_actor *b);
/* The chain of the phrase's possessor: "its" of "its candidate". */
uint32_t kh_coref_owner_chain(const kh_coref *c, const kh_cand *m);
/* Does o stand in the subject of m's own clause: "envoys from Qatar and Egypt pressed both sides"? */
bool kh_coref_acts_on(const kh_actors_work *w, const kh_cand *m, const kh_cand *o);
/* coref_described.c: the chain of the one whom a description means; the one of whom the same number was told. KH_NONE: nobody told before. */
uint32_t kh_coref_described(kh_coref *c, kh_cand *m, uint32_t at);
uint32_t kh_coref_counted(const kh_coref *c, const kh_cand *m, uint32_t at);
/* "All ten", "both", "the pair": joins the candidate to those of whom that number was told last; false where there are none. */
bool kh_coref_of_number(kh_coref *c, uint32_t at);
/* The description stands for two chains; true. */
bool kh_coref_pair(kh_coref *c, uint32_t at, uint32_t first, uint32_t second);
/* "The occupation army": it gets the land whose soldiers the report told of last, else that of the state that acted last. The soldiers' chain, or KH_NONE. */
uint32_t kh_coref_occupier(const kh_coref *c, kh_cand *m, uint32_t at);
/* coref_described.c: the one told of without a name whom a new name names, or KH_NONE. */
uint32_t kh_coref_introduced(const kh_coref *c, const kh_cand *m);
/* The verb that something is done to t by: whose object or passive subject it is, or KH_NONE. */
static inline uint32_t kh_coref_done_by(const kh_tokens *k, uint32_t t) {
  return k->deprel[t] == KH_DEP_OBJ || k->deprel[t] == KH_DEP_NSUBJ_PASS ? k->head[t] : KH_NONE;
}
/* coref_pairs.c: joins a word for two or for both sides to those whom it means; false where nobody knows. */
/* "Chad, Niger and Mali …, the three countries": the last states that were listed, if they are as many. */
bool kh_coref_listed(kh_coref *c, uint32_t at);
bool kh_coref_pair_chain(kh_coref *c, kh_cand *m, uint32_t at);
#endif
