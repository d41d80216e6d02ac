/* events.h: the event algebra: frames over triggers, operators over embedded events. */
#ifndef KH_EVENTS_H
#define KH_EVENTS_H
#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_events kh_events;
kh_status kh_events_compile(const char *data_dir, kh_pack *out, kh_error *err);   /* data/events -> tables "events.*" */
/* The user's own frames (--frames FILE) over the kinds and operators of data/events in `data`. */
kh_status kh_events_compile_file(const kh_model *data, const char *path, kh_pack *out, kh_error *err);
/* user: what kh_events_compile_file made, or NULL; its frames go before our own. */
kh_status kh_events_open(const kh_model *data, const kh_model *user, kh_events **out, kh_error *err);
void kh_events_close(kh_events *e);
void kh_events_keep_doubtful(kh_events *e, bool keep);   /* kh_options.doubtful */
/* A verb dictionary in the format of TABARI or PETRARCH as frames; data gives what the CAMEO codes become. The same contract as
 * kh_import_petrarch. */
kh_status kh_events_import_verbs(const kh_model *data, const char *path, kh_buf *out, size_t *entries, size_t *skipped, kh_error *err);
/* The entry (its line and its first example) of a rule's id; empty if there is none of that name. */
kh_str kh_events_entry(const kh_events *e, kh_str id);
/* The codebook's line for a type and mode, for KH_EVENT_NONE and an occasion; empty if it has none. */
kh_str kh_events_codebook(const kh_events *e, uint8_t type, uint8_t mode);
/* Fills d->events (in order of sentence and trigger; the bases of others included, marked embedded). Runs last. */
void kh_events_run(const kh_events *e, kh_doc *d, kh_arena *scratch);
/* The relation from the source spans to the target spans (bytes of d->text; target may be empty) in a document
 * that has gone through all rooms. Always answers where the learned scorer is on. */
typedef struct kh_relation { kh_event_type type; kh_mode mode; kh_event_status status; double confidence; kh_str rule; } kh_relation;
kh_relation kh_events_relate(const kh_events *e, const kh_doc *d, const kh_span *source, size_t sources,
                             const kh_span *target, size_t targets, bool scorer, kh_arena *scratch);
/* What the learned scorer sees of the two parties, for its trainer: sink gets each feature's name and value. */
typedef void (*kh_feature_sink)(void *user, kh_str name, double value);
void kh_events_features(const kh_events *e, const kh_doc *d, const kh_span *source, size_t sources, const kh_span *target, size_t targets,
                        kh_arena *scratch, kh_feature_sink sink, void *user);
/* What holds of each record, made anew, for the trainer of the confidence (confidence.h): next gets a record, then sink what holds of it. next NULL: only the records. */
typedef void (*kh_check_sink)(void *user, const kh_event *x);
void kh_events_checks(const kh_events *e, kh_doc *d, kh_arena *scratch, kh_check_sink next, kh_feature_sink sink, void *user);
#endif
