/* confidence.h: how often records like this one are right: a logistic model over what a record holds (weights: data/events/confidence.txt,
 * made by scripts/fit_confidence.py from the training half of our corpus). */
#ifndef KH_EVENTS_CONFIDENCE_H
#define KH_EVENTS_CONFIDENCE_H
#include "events/tables.h"

/* What may hold of a record; the words are those of confidence.txt. A verb, no operator and one party are what the others are held against. */
#define KH_SURE_TABLE(X)                                                                                               \
  X(ALWAYS, "always") X(UNREAL, "not happened") X(MODE, "mode")                                                        \
  X(NOUN, "noun") X(ADJ, "adj") X(EVAL, "eval")                                                                        \
  X(ONE, "one operator") X(TWO, "two operators") X(MORE, "more operators") X(ALONE, "nobody at all")                   \
  X(A_NONE, "actor none") X(A_TWO, "actor two") X(A_MORE, "actor more") X(A_UNCODED, "actor uncoded")                  \
  X(A_SECTOR, "actor sector") X(A_COUNTRY, "actor country") X(A_BOTH, "actor country and sector")                      \
  X(A_KNOWN, "actor known") X(A_OTHER, "actor by another name") X(A_LONG, "actor long")                                \
  X(R_NONE, "recipient none") X(R_TWO, "recipient two") X(R_MORE, "recipient more") X(R_UNCODED, "recipient uncoded")  \
  X(R_SECTOR, "recipient sector") X(R_COUNTRY, "recipient country") X(R_BOTH, "recipient country and sector")          \
  X(R_KNOWN, "recipient known") X(R_OTHER, "recipient by another name") X(R_LONG, "recipient long")
typedef enum kh_sure {
#define X(name, label) KH_SURE_##name,
  KH_SURE_TABLE(X)
#undef X
  KH_SURE_TYPE,             /* … and from here its type */
  KH_SURE_COUNT = KH_SURE_TYPE + KH_EVENT_COUNT
} kh_sure;

uint32_t kh_sure_of(kh_str name);   /* "actor known", "ASSAULT"; KH_SURE_COUNT if there is no such */
double kh_confidence_of_event(const kh_events *e, const kh_doc *d, const kh_event *x);
#endif
