/* scorer.h: the learned scorer of `relate`. */
#ifndef KH_EVENTS_SCORER_H
#define KH_EVENTS_SCORER_H
#include "events/algebra.h"

/* Log probability of each type given the words outside the two parties; words near the path between them count more. */
void kh_scorer_run(const kh_algebra *a, double logp[KH_EVENT_COUNT]);
#endif
