/* match.h: readings of triggers. */
#ifndef KH_EVENTS_MATCH_H
#define KH_EVENTS_MATCH_H
#include "events/algebra.h"

typedef struct kh_reading {
  const kh_event_tables *tables;
  const kh_frame_row *frame;
  uint32_t lo, hi;                       /* tokens of the trigger */
  uint32_t embedded[KH_MAX_EMBEDDED], embedded_count;
  kh_who who, whom;
  uint32_t lead;                         /* as in kh_inst */
  bool clause;                           /* an operator: some clause stands in one of its slots */
  float score;
} kh_reading;

/* The readings of the word at tok, as a range of t. */
bool kh_trigger_at(const kh_doc *d, const kh_event_tables *t, uint32_t tok, uint32_t *range);
/* The best reading of the word at tok among those that `stands` lets through; false if there is none. */
bool kh_best_reading(const kh_algebra *a, uint32_t tok, kh_reading *out, bool (*stands)(const kh_algebra *, const kh_reading *));
/* … of occasions.frames; false too where the best is none. */
bool kh_best_occasion(const kh_algebra *a, uint32_t tok, kh_reading *out);
/* The word before and the lemma, one blank between, written to room; empty if there is none. */
kh_str kh_pair_of(const kh_doc *d, uint32_t tok, char *room, size_t size);
/* Whom the deed at tok is meant for, where no slot says so: its object, its phrases, its clause (of a REQUEST the clause's subject alone); none of
 * those who do it. */
void kh_affected_of(const kh_algebra *a, uint32_t tok, kh_event_type type, const kh_who *who, kh_who *out);
/* Who stands in the slots; none of the others, who may be NULL. */
void kh_slots_who(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t first, uint32_t count, uint32_t tok, kh_whose whose,
                  const kh_who *others, kh_who *out);
uint32_t kh_embedded_of(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, uint32_t *out, uint32_t max);
void kh_instances_below(const kh_algebra *a, uint32_t tok, uint32_t except, int depth, uint32_t *out, uint32_t *n, uint32_t max);
#endif
