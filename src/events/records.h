/* records.h: from instances to the document's events. */
#ifndef KH_EVENTS_RECORDS_H
#define KH_EVENTS_RECORDS_H
#include "events/algebra.h"

/* A state by its name, no town of it. */
static inline bool kh_is_land(const kh_mention *m) { return m->actor.id.n > 4 && !memcmp(m->actor.id.s, "cty:", 4); }

/* So many sentences make a whole report, which tells what is news in clauses of its own. */
enum { KH_WHOLE_REPORT = 3 };

/* parties.c: the settled instance gets whom a clause beside its own names, where it has nobody. */
void kh_parties_beside(kh_algebra *a, uint32_t index);
/* against.c: whom forces face, whom a crowd is against, where the deed's own frame names nobody. */
bool kh_faced_by(const kh_algebra *a, const kh_inst *x, kh_who *out);
/* … the foreign land that they leave; whom the purpose of a protest or a threat names: "camped there to make the university pay". */
bool kh_land_left(const kh_algebra *a, const kh_inst *x, kh_who *out);
bool kh_pressed_by(const kh_algebra *a, const kh_inst *x, kh_who *out);
bool kh_protested_against(const kh_algebra *a, uint32_t index, kh_who *out);
/* report.c: whom other sentences of the report tell: with whom the quarrel is in which an envoy is recalled, who asked for the help that is given. */
bool kh_meant_by_report(const kh_algebra *a, uint32_t index, kh_who *out);
/* … "its neighbour", of which no more is told, and who that is in this report. */
bool kh_is_some_neighbour(const kh_algebra *a, const kh_inst *x);
bool kh_neighbour_in_report(const kh_algebra *a, uint32_t index, kh_who *out);
void kh_asked_in_report(kh_algebra *a, uint32_t index);   /* gives a request of a sentence before whoever answers it at `index` */
bool kh_arrested_by(const kh_algebra *a, uint32_t index, kh_who *out);   /* the police who act before people are arrested by nobody who is named */
/* whose.c: parties whose own words name no country get that which the deed tells. */
void kh_countries_told(const kh_algebra *a, kh_doc *d, kh_inst *x);
/* news.c: an event of its own needs somebody who can be coded; words need a speaker, three types somebody to whom it is done; and what private people
 * do with one another, what is only thought of, told in passing or long past is none. */
bool kh_is_news(const kh_algebra *a, const kh_inst *x);
bool kh_is_no_deed(const kh_algebra *a, const kh_inst *x);   /* nodeed.c */
/* "Fired rockets in response to the killing of a commander": what is answered is another deed than the answer. */
bool kh_is_answered(const kh_algebra *a, const kh_inst *x);
/* two.c: is a word of one more of its sort before t ("another attack", "the third march")? Are two mentions, of one code and in no chain, two people by
 * their names, their sex or the words before them? */
bool kh_is_another(const kh_algebra *a, uint32_t t);
bool kh_is_done_besides(const kh_algebra *a, uint32_t t);   /* "also blocked a port" */
bool kh_are_two(const kh_algebra *a, uint32_t x, uint32_t y);
void kh_records_make(kh_algebra *a, kh_doc *d);
kh_str kh_rule_of(const kh_algebra *a, const kh_inst *x, kh_arena *arena);   /* "sanction.n.1+lift.v.1+refuse.v.2" */
const uint32_t *kh_who_list(kh_arena *arena, const kh_who *w);
void kh_mention_add(kh_doc *d, kh_event *into, kh_span trigger);   /* merge.c: a further mention of the same event */
void kh_cameo_of(const kh_events *e, uint8_t type, uint8_t mode, char out[5]);
#endif
