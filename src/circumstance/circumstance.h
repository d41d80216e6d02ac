/* circumstance.h: when, where, how many, and who says so. Four rooms in one row, each with its own data. */
#ifndef KH_CIRCUMSTANCE_H
#define KH_CIRCUMSTANCE_H
#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_times kh_times;
kh_status kh_times_compile(const char *data_dir, kh_pack *out, kh_error *err);    /* data/times -> "times.*" */
kh_status kh_times_open(const kh_model *data, kh_times **out, kh_error *err);
void kh_times_close(kh_times *t);
void kh_times_run(const kh_times *t, kh_doc *d, kh_arena *scratch);               /* after parse: d->times in order */
/* The time that the story has reached at a token, for what is told there without a date of its own: the last date named to
 * the day before it, within so many sentences, not after the publication, and before the time of index `below` (KH_NONE: any);
 * KH_NONE where there is none. */
uint32_t kh_times_reached(const kh_doc *d, uint32_t token, uint32_t sentences, uint32_t below);

typedef struct kh_places kh_places;
kh_status kh_places_compile(const char *data_dir, kh_pack *out, kh_error *err);   /* data/places -> "places.*" */
kh_status kh_places_open(const kh_model *data, kh_places **out, kh_error *err);
void kh_places_close(kh_places *p);
void kh_places_run(const kh_places *p, kh_doc *d, kh_arena *scratch);             /* after actors: d->places in order */

typedef struct kh_figures kh_figures;
kh_status kh_figures_compile(const char *data_dir, kh_pack *out, kh_error *err);  /* data/figures -> "figures.*" */
kh_status kh_figures_open(const kh_model *data, kh_figures **out, kh_error *err);
void kh_figures_close(kh_figures *f);
void kh_figures_run(const kh_figures *f, kh_doc *d, kh_arena *scratch);           /* after times: d->figures in order */

/* The figures of a token's sentence, nearest in the tree first: for the event that the token carries, the sizes. At most
 * six steps away; returns how many were written to out (at most max). */
typedef struct kh_figure_near {
  uint32_t figure;       /* index in d->figures */
  uint32_t distance;     /* steps in the tree between the token and the figure's head word */
  bool below;            /* the figure hangs under the token: its subject, object, … */
} kh_figure_near;
uint32_t kh_figures_from(const kh_doc *d, uint32_t sentence);   /* the first figure of a sentence, or behind it; figure_count if there is none */
uint32_t kh_figures_of(const kh_doc *d, uint32_t token, kh_figure_near *out, uint32_t max);

typedef struct kh_quotes kh_quotes;
kh_status kh_quotes_compile(const char *data_dir, kh_pack *out, kh_error *err);   /* data/quotes -> "quotes.*" */
kh_status kh_quotes_open(const kh_model *data, kh_quotes **out, kh_error *err);
void kh_quotes_close(kh_quotes *q);
void kh_quotes_run(const kh_quotes *q, kh_doc *d, kh_arena *scratch);             /* after actors: d->quotes in order */
#endif
