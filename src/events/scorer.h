/* scorer.h: the learned scorer of `relate`: a multinomial logistic model over named features of the two parties' surroundings in the tree
 * and over what the frames say (weights: data/events/scorer.txt, made by scripts/train_scorer.py). */
#ifndef KH_EVENTS_SCORER_H
#define KH_EVENTS_SCORER_H
#include "events/algebra.h"

/* What the frames answered, as far as they did. */
typedef struct kh_ruled {
  uint8_t type, mode;
  uint8_t fit;              /* 2: the event is the source's upon the target; 1: the source's; 0: it stands near them */
  double confidence;
  kh_str rule;
} kh_ruled;

/* Calls sink for each feature of the document's two parties (a->side); a name may come more than once: the largest value counts. */
void kh_scorer_features(const kh_algebra *a, const kh_ruled *r, kh_feature_sink sink, void *user);
/* Log probability of each type; CONCEDE and RETREAT are one class (YIELD in the label set that it is asked in) and get the same. */
void kh_scorer_run(const kh_algebra *a, const kh_ruled *r, double logp[KH_EVENT_COUNT]);
#endif
