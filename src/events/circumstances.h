/* circumstances.h: time, place, reporter, size and contexts of an instance. Indices of the document's lists or KH_NONE. */
#ifndef KH_EVENTS_CIRCUMSTANCES_H
#define KH_EVENTS_CIRCUMSTANCES_H
#include "circumstance/circumstance.h"
#include "events/algebra.h"

/* setting.c, setting_place.c */
int32_t kh_written_on(const kh_doc *d, uint32_t sentence);    /* the day of publication, or that of the entry of a chronicle that holds the sentence */
uint32_t kh_time_of(const kh_algebra *a, const kh_inst *x);    /* stated in its sentence; resolved dates only */
bool kh_is_day_of_clause(const kh_algebra *a, const kh_time *t, uint32_t verb);   /* "by May 3, when his term ends": the day of the verb's clause */
int32_t kh_last_of_days(const kh_doc *d, uint32_t time);       /* "on Thursday and Friday": the last day of those in a row from that time on */
uint32_t kh_time_shared(const kh_algebra *a, const kh_inst *x);/* of a verb beside it: "sacked the cabinet and took power in May 2005" */
/* "six years after she was freed", "two days before the attack": the days that the lapse gives for what it is counted from. */
bool kh_lapse_of(const kh_algebra *a, const kh_inst *x, int32_t *begin, int32_t *end, kh_precision *precision);
uint32_t kh_place_of(const kh_algebra *a, const kh_inst *x);   /* where it happened: stated, or where the story or the report stands */
int32_t kh_day_of_story(const kh_algebra *a, const kh_inst *x);/* for what took place on no stated day: the day that the story has reached, else the report's; KH_NO_DAY for "an earlier meeting" */
/* means.c: the mode of violence that its frame leaves open, from weapons and victims. */
void kh_means_of(const kh_algebra *a, kh_inst *x);
/* circumstances.c */
uint32_t kh_reporter_of(const kh_algebra *a, const kh_inst *x, uint32_t *quote);
void kh_sizes_of(const kh_algebra *a, const kh_inst *x, kh_event *out);
uint64_t *kh_contexts_of(const kh_events *e, const kh_doc *d, kh_arena *scratch);   /* one set a sentence */
#endif
