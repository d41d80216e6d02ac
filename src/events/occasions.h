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
#endif
