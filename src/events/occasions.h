/* occasions.h: elections, verdicts, deadlines: what is announced for a day and is no event of the ontology. */
#ifndef KH_EVENTS_OCCASIONS_H
#define KH_EVENTS_OCCASIONS_H
#include "events/algebra.h"

/* The events that were made, by the words that carry them. */
typedef struct kh_made {
  kh_event *events;
  const uint32_t *first, *next;   /* token -> its first instance, instance -> the next one there; KH_NONE */
  const uint32_t *event_of;       /* instance -> event, KH_NONE */
} kh_made;

void kh_occasions_sentence(kh_algebra *a, const kh_sentence *s);   /* its words that may be one, into a->occasions */
/* Those that are announced, as plans in the order of their words; out has room for all of a->occasions. How many. */
size_t kh_occasions_make(const kh_algebra *a, kh_doc *d, const kh_made *made, const uint64_t *contexts, kh_event *out);

/* ---- occasion_days.c ---- */
typedef struct kh_occasion_setting {
  uint32_t top;        /* the noun, or the "round", "date" … of it; the verb */
  uint32_t governor;   /* the verb or predicate that the noun hangs on; KH_NONE */
  uint8_t role;        /* of top there: base relation */
  bool verb;           /* the occasion is a verb itself */
} kh_occasion_setting;
typedef struct kh_occasion_day {
  kh_occasion_setting at;
  bool own;            /* the noun's own, not its verb's */
  bool of_clause;      /* "by May 3, when his term ends" */
  int32_t begin, end;  /* ahead of the report */
  kh_precision precision;
} kh_occasion_day;
bool kh_occasion_day_of(const kh_algebra *a, const kh_occasion_at *o, const kh_inst *x, kh_occasion_day *out);   /* false where it has none; x: as an instance */
bool kh_occasion_gives_day(const kh_algebra *a, const kh_occasion_setting *s);   /* does the verb or predicate give the noun its day? */
uint32_t kh_occasion_head(const kh_doc *d, const kh_occasion_at *o);             /* the word by which its phrase hangs in the sentence */
const kh_occasion_at *kh_occasion_at_word(const kh_algebra *a, uint32_t tok);    /* the occasion whose word is tok; NULL */
bool kh_has_kind(const kh_algebra *a, uint32_t t, uint8_t relation, unsigned kind);   /* a word of the kind below t in this base relation */
#endif
