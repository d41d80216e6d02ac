/* confidence.h: how often records like this one are right: a logistic model over named features of a record (weights: data/events/confidence.txt,
 * made by scripts/fit_confidence.py from the training half of our corpus). */
#ifndef KH_EVENTS_CONFIDENCE_H
#define KH_EVENTS_CONFIDENCE_H
#include "events/algebra.h"

typedef struct kh_record_at {   /* a record in its document, before the records stand in it */
  const kh_event *all;
  uint32_t n, at;
  const kh_inst *made_of;
  const float *wording;           /* kh_wording_of its sentence */
} kh_record_at;

/* Calls sink for what holds of the record, each with 1, and with what the sentence's words say; what holds twice comes twice and counts once. */
void kh_record_features(const kh_algebra *a, const kh_record_at *r, kh_feature_sink sink, void *user);
/* *type: the share of records like this one whose type is right. */
double kh_record_confidence(const kh_algebra *a, const kh_record_at *r, double *type);
/* wording.c: logarithms of odds that the sentence tells an event of each type, and (KH_EVENT_NONE) none that happened, by its words alone. */
void kh_wording_of(const kh_algebra *a, uint32_t sentence, float score[KH_EVENT_COUNT]);
#endif
