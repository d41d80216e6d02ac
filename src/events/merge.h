/* merge.h: one event, one record: which mentions of a report tell the same event. */
#ifndef KH_EVENTS_MERGE_H
#define KH_EVENTS_MERGE_H
#include "events/records.h"

/* What a record is made of. */
typedef struct kh_made_of {
  const kh_inst *inst;
  uint32_t echoes;   /* how often its very sentence stands again, which makes it no surer */
  bool repeated;     /* the same people say the like of another matter, which does */
} kh_made_of;

enum { KH_LOOK_BACK = 48 };   /* further mentions of an event are looked for among so many of its type */

/* A report's records as they are made, in order of their words. All arrays have room for every instance; events lives in the document's arena. */
typedef struct kh_making {
  kh_event *events;
  kh_made_of *of;
  uint8_t *about;                             /* the type of what it is about, or KH_EVENT_NONE */
  uint32_t n;
  uint32_t *event_of;                         /* instance -> event, KH_NONE */
  uint32_t *of_type, seen[KH_EVENT_COUNT];    /* the last KH_LOOK_BACK events of each type, as a ring, and how many there were */
} kh_making;

kh_making kh_making_begin(const kh_algebra *a, kh_doc *d, size_t instances);
/* The record m->events[m->n], made of instance i as m->of and m->about tell: joined to the one of those before that tells the same event, or kept as a
 * further one. */
void kh_merge(const kh_algebra *a, kh_doc *d, kh_making *m, uint32_t i);
/* Two lists of mentions as one, each person once. */
const uint32_t *kh_lists_joined(kh_doc *d, const uint32_t *x, uint32_t nx, const uint32_t *y, uint32_t ny, uint32_t *n);
bool kh_is_coded(const kh_doc *d, const uint32_t *list_of, uint32_t n);   /* has any of these mentions a country or a sector? */
#endif
