/* road.h: the rooms in their order. What the handle khaldun and a coder are made of. */
#ifndef KH_ROAD_H
#define KH_ROAD_H
#include "actors/actors.h"
#include "circumstance/circumstance.h"
#include "doc/doc.h"
#include "events/events.h"
#include "page/page.h"
#include "parse/parse.h"
#include "text/text.h"

/* All rooms' read-only tables. */
typedef struct kh_rooms {
  kh_page_room *page;
  kh_text_room *text;
  kh_parser *parser;
  kh_times *times;
  kh_actors *actors;
  kh_places *places;
  kh_figures *figures;
  kh_quotes *quotes;
  kh_events *events;
} kh_rooms;

struct khaldun {
  kh_model *data, *weights, *user_actors, *user_frames;
  kh_buf user_actors_bytes, user_frames_bytes;
  kh_rooms rooms;
};

/* All rooms over the files that k has; k is closed as ever where one does not open. */
kh_status kh_rooms_open(khaldun *k, bool pages_only, kh_error *err);

struct kh_coder {
  const khaldun *k;
  kh_limits limits;
  kh_arena *scratch;   /* of the rooms; reset between them */
  kh_arena *input;     /* of what an item is made into before it is coded */
};

/* Rooms to run, for benches and for `parse`; later rooms need the earlier ones. */
typedef enum kh_stop { KH_AFTER_TEXT, KH_AFTER_PARSE, KH_AFTER_TIMES, KH_AFTER_ACTORS, KH_AFTER_PLACES,
                       KH_AFTER_FIGURES, KH_AFTER_QUOTES, KH_AFTER_EVENTS } kh_stop;

/* A document with its text set goes through the rooms up to `stop`. scratch is reset between rooms.
 * KH_E_MEMORY or KH_E_LIMIT where an arena gave out; the document then holds what was finished. */
kh_status kh_road_run(const kh_rooms *r, kh_doc *d, kh_stop stop, uint32_t max_tokens, kh_arena *scratch);
/* The same from a room on, for a document that has been through those before it. */
kh_status kh_road_between(const kh_rooms *r, kh_doc *d, kh_stop from, kh_stop stop, uint32_t max_tokens, kh_arena *scratch);
/* The same for text that comes with its tokens (kh_text_given_read); g NULL: for any text. */
kh_status kh_road_given(const kh_rooms *r, const kh_given *g, kh_doc *d, kh_stop stop, uint32_t max_tokens, kh_arena *scratch);
/* A new document with what `in` says; its text a copy. NULL without memory. For tests and benches as for kh_code. */
kh_doc *kh_doc_of(const kh_input *in, size_t memory_limit);
#endif
