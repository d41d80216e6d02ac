/* algebra.h: the events of one document while they are being made. */
#ifndef KH_EVENTS_ALGEBRA_H
#define KH_EVENTS_ALGEBRA_H
#include "events/tables.h"

enum { KH_MAX_WHO = 12, KH_MAX_CHAIN = 6, KH_MAX_EMBEDDED = 8 };

typedef struct kh_who { uint32_t at[KH_MAX_WHO], n; } kh_who;   /* mentions */

typedef struct kh_clause {  /* what a clause says of its event */
  uint8_t mood;             /* kh_clause_op */
  bool negated, ongoing, inherited;   /* inherited: a noun or bare infinitive, whose governor decides */
  bool above_negated;       /* … and that governor is negated */
} kh_clause;

typedef struct kh_inst {    /* an event in the making */
  const kh_event_tables *tables;
  const kh_frame_row *frame;
  uint32_t trigger, at;     /* its own word; the word of the operator that holds it now */
  uint32_t lo, hi;          /* words of its trigger */
  uint32_t base;            /* instance that it is about, or KH_NONE */
  uint32_t next;            /* the next one at the same word */
  uint32_t chain[KH_MAX_CHAIN], chained;   /* ids of operators that left its type alone (pool of chain_tables) */
  const kh_event_tables *chain_tables[KH_MAX_CHAIN];
  kh_who who, whom;
  uint32_t lead;            /* how many of who come from the frame's first slot, where several slots act together */
  kh_clause clause;
  uint8_t type, mode;
  uint8_t status;           /* kh_event_status, KH_KEEP while the clause decides */
  bool embedded, dropped, plan;
  float score;
} kh_inst;

/* A word of occasions.frames with its best reading. */
typedef struct kh_occasion_at { const kh_frame_row *frame; uint32_t trigger, lo, hi; kh_who who, whom; } kh_occasion_at;

/* Hashes of the noun of two words that ends at a token, as a lemma and as it stands, and of the three words that end there; 0 for none. */
typedef struct kh_joined { uint64_t lemma, form, triple; bool known; } kh_joined;
/* Those of a sentence, a bit (kh_word_bit) for each: gathered when one is first looked for there (match.c). */
typedef struct kh_joined_set { uint32_t sentence; uint64_t bits[KH_WORD_BITS / 64]; } kh_joined_set;

enum { KH_MAX_PARTS = 8 };
typedef struct kh_algebra {
  const kh_events *e;
  const kh_doc *d;
  kh_arena *scratch;
  const uint32_t *mention_of;   /* token -> mention */
  const uint8_t *side;          /* relate: 1 source, 2 target, 0 neither; else NULL */
  uint32_t first_side;          /* … the first word of the source */
  kh_kindset_row *kinds;        /* of each token */
  kh_joined *joined;            /* of each token, where it was asked for (match.c) */
  kh_joined_set *joined_near;   /* of the sentence at hand */
  uint32_t *first;              /* token -> its first instance, or KH_NONE */
  uint32_t *quote_of;           /* token -> quotation that holds it, or KH_NONE */
  kh_kindset_row near;          /* all kinds of the sentence at hand */
  kh_kindset_row beside[KH_MAX_PARTS];   /* … of each of its parts */
  uint8_t *part;                /* of each token: which of its sentence's parts: clauses that have each a subject of their own */
  uint32_t clauses_below;   /* bit i: part i is a clause below the main one ("as the flu spread") */
  uint64_t words[KH_WORD_BITS / 64];   /* … and all its words, as forms and as lemmas */
  uint32_t acting;              /* the verb of a headline in the past that is read as active, or KH_NONE */
  uint32_t lifted;              /* a participle that is read as told of the noun above the one that the tree hangs it on, or KH_NONE */
  uint32_t games;               /* sentences so far that tell of a game */
  uint32_t *order, *depth;      /* triggers of the sentence, deepest first */
  kh_check_sink check;          /* for the trainer of the confidence: gets each record, check_sink what holds of it; else NULL */
  kh_feature_sink check_sink;
  void *check_user;
  KH_VEC(kh_inst) inst;
  KH_VEC(kh_occasion_at) occasions;
} kh_algebra;

/* Hangs verbs of speech on who speaks where trees hang them on what is said (mend.c); before all else. */
void kh_mend_trees(const kh_events *e, kh_doc *d);
/* A new working state for all sentences of d. */
void kh_algebra_begin(kh_algebra *a, const kh_events *e, const kh_doc *d, const uint8_t *side, kh_arena *scratch);
void kh_algebra_sentence(kh_algebra *a, uint32_t sentence);   /* makes its instances */
void kh_algebra_settle(kh_algebra *a, uint32_t index, bool future_date);   /* what mood and negation make of it; may add one */

/* ---- subject.c, object.c, slot.c, clause.c: the tree ---- */
static inline bool kh_is_kind(const kh_algebra *a, uint32_t tok, unsigned kind) {
  return tok < a->d->tok.n && kh_kindset_has(&a->kinds[tok], kind);
}
/* Is the preposition before the noun t of this kind? */
static inline bool kh_is_behind(const kh_algebra *a, uint32_t t, unsigned kind) { return kh_is_kind(a, kh_doc_child_with(a->d, t, KH_DEP_CASE), kind); }
static inline bool kh_is_near(const kh_algebra *a, unsigned kind) { return kh_kindset_has(&a->near, kind); }   /* stands in the sentence at hand */
/* Can the word with this hash stand in the sentence at hand, as a form or a lemma? If not, it need not be looked for. */
static inline bool kh_may_stand(const kh_algebra *a, uint64_t hash) { return kh_word_among(a->words, hash); }
static inline bool kh_is_beside(const kh_algebra *a, uint32_t tok, unsigned kind) { return kh_kindset_has(&a->beside[a->part[tok]], kind); }   /* … in tok's part of it */
/* "James Baker", "Wayne Swan", "Hun Sen": no bakers, birds or Huns. */
static inline bool kh_names_person(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_PROPN && d->tok.ner[t] >> 1 == KH_ENTITY_PER; }
static inline bool kh_is_hyphen(const kh_doc *d, uint32_t tok) { return d->tok.form[tok].n == 1 && d->tok.form[tok].s[0] == '-'; }
bool kh_is_owned_up(const kh_algebra *a, uint32_t tok);   /* "claimed responsibility for bombing": a deed that its doer owns up to */
bool kh_is_passive(const kh_algebra *a, uint32_t tok);
bool kh_is_told_to(const kh_algebra *a, uint32_t tok);            /* its verb, "Rebels urged to leave": told of whom it is told to */
bool kh_is_past_of_headline(const kh_algebra *a, uint32_t tok);   /* its verb, "Envoy accused of graft", "Envoy called for talks": nothing but the meaning tells which is passive */
bool kh_tells_purpose(const kh_algebra *a, uint32_t t, uint32_t c);   /* c, below the verb or noun t and behind it: "fired to disperse them", "troops to fight the gangs" */
bool kh_is_how_to(const kh_algebra *a, uint32_t t);       /* "will decide when to strike": nobody has decided to */
bool kh_is_purpose(const kh_algebra *a, uint32_t t);      /* "will return to Qatar to meet the mediators" */
/* The verb that says that what t names takes place ("fighting raged", also where trees take the noun for a verb), or KH_NONE. */
uint32_t kh_taking_place(const kh_algebra *a, uint32_t t);
bool kh_is_background(const kh_algebra *a, uint32_t t);   /* "the deposed president": told in passing */
bool kh_is_headline(const kh_doc *d, uint32_t t);
bool kh_is_verb(const kh_algebra *a, uint32_t tok);
uint32_t kh_subject_of(const kh_algebra *a, uint32_t tok);   /* token or KH_NONE */
bool kh_is_of_others(const kh_algebra *a, uint32_t noun);     /* a plan of others, whom no word names, that somebody speaks or acts against? */
uint32_t kh_agent_at(const kh_algebra *a, uint32_t tok);     /* who stands in the passive's by-phrase, or KH_NONE */
uint32_t kh_object_of(const kh_algebra *a, uint32_t tok);
uint32_t kh_owner_of(const kh_algebra *a, uint32_t tok, uint8_t slot_kind);
bool kh_is_day(const kh_algebra *a, uint32_t tok);        /* object.c: a day or an hour of the calendar, no name */
/* match.c: "in spite of", "in the name of", "to the dismay of": a noun that only makes a preposition, with somebody behind it who is no
 * party; but "in spite of pleas from". */
bool kh_is_byway(const kh_algebra *a, uint32_t c);
/* means.c: "wants tanks out of the town", "lent two helicopters", "a missile treaty": arms whose owner no words name are things, to whom nobody speaks,
 * gives or yields. */
bool kh_is_stray_arms(const kh_algebra *a, const kh_mention *m);
/* Up to max tokens in a slot of the trigger at tok. */
uint32_t kh_slot_fill(const kh_algebra *a, const kh_event_tables *tables, kh_slot_row s, uint32_t t, uint32_t *out, uint32_t max);
/* "Efforts for a truce", "opposition to an invasion", "talks on aid": the deed of type that the noun at tok tells is wanted, feared or talked over, and has not come about. */
bool kh_is_sought(const kh_algebra *a, uint32_t tok, uint8_t type);
kh_clause kh_clause_of(const kh_algebra *a, uint32_t tok);
bool kh_not_merely(const kh_algebra *a, uint32_t no);   /* "not only insulted them", "killed no fewer than nine": it is not denied */
bool kh_is_definite(const kh_algebra *a, uint32_t tok);   /* "the", "these", "its": a known one */
bool kh_is_staged(kh_algebra *a, const kh_sentence *s);   /* in order of the sentences: it counts those of games */
bool kh_is_predicate(const kh_algebra *a, uint32_t tok);
uint32_t kh_amounts_to(const kh_algebra *a, uint32_t tok);   /* the word that says what something is as good as, or KH_NONE */
uint32_t kh_governor_of(const kh_algebra *a, uint32_t tok);  /* the verb or predicate above a noun */
uint32_t kh_speaker_at(const kh_algebra *a, uint32_t tok);   /* token of who says it, or KH_NONE */
/* ---- who.c ----
 * Adds the mentions that stand for the noun phrase at tok: anyone; those whose deed it is; those who may act, which a place does not ("a play in London"). */
typedef enum kh_whose { KH_ANYONE = 0, KH_DOERS, KH_ACTING } kh_whose;
void kh_who_at(const kh_algebra *a, uint32_t tok, kh_whose whose, kh_who *out);
uint32_t kh_voice_of(const kh_algebra *a, uint32_t tok);   /* whose words a paper holds that speaks ("the union's statement said"), whom "one of the envoys" counts; KH_NONE */
uint32_t kh_counted_of(const kh_algebra *a, uint32_t t);   /* of whom "another", "two more" go on counting, or KH_NONE */
uint32_t kh_who_fill(const kh_algebra *a, uint32_t t);   /* KH_NONE where nobody is told to */
void kh_who_add(kh_who *w, uint32_t mention);
bool kh_who_holds(const kh_algebra *a, const kh_who *w, uint32_t mention);           /* it, or another of its chain; never KH_NONE */
bool kh_who_share(const kh_algebra *a, const kh_who *x, const kh_who *y);            /* do they hold somebody both? */
bool kh_who_coded(const kh_doc *d, const kh_who *w);                                /* has any of them a country or a sector? */
bool kh_who_of_some_country(const kh_doc *d, const kh_who *w);                      /* has any of them a country? */
bool kh_who_of_country(const kh_algebra *a, const kh_who *w, const char *country);   /* is any of them of this country? */
/* A pronoun that stands for nobody who is known. */
static inline bool kh_is_nobody(const kh_mention *m) { return m->kind == KH_ENTITY_PRONOUN && !m->actor.country[0] && !m->actor.sector; }
bool kh_are_called_apart(const kh_algebra *a, uint32_t x, uint32_t y);   /* of one chain, and yet two */
static inline bool kh_same_mention(const kh_algebra *a, uint32_t x, uint32_t y) {
  return x == y || (!a->side && a->d->mentions[x].chain == a->d->mentions[y].chain && !kh_are_called_apart(a, x, y));
}
#endif
