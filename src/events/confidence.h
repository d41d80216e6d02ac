/* confidence.h: how often records like this one are right: a logistic model over named features of a record (weights: data/events/confidence.txt,
 * made by scripts/fit_confidence.py from the training half of our corpus). */
#ifndef KH_EVENTS_CONFIDENCE_H
#define KH_EVENTS_CONFIDENCE_H
#include "events/algebra.h"

typedef struct kh_record_at {   /* a record in its document, before the records stand in it */
  const kh_event *all;
  uint32_t n, at;
  const kh_inst *made_of;
} kh_record_at;

/* Calls sink for what holds of the record, each with 1; what holds twice comes twice and counts once. */
void kh_record_features(const kh_algebra *a, const kh_record_at *r, kh_feature_sink sink, void *user);
double kh_record_confidence(const kh_algebra *a, const kh_record_at *r);
#endif
