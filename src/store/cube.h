/* cube.h: a database's events as columns in memory, so that any filter over a million of them is one pass of some milliseconds. */
#ifndef KH_CUBE_H
#define KH_CUBE_H
#include <sqlite3.h>

#include "base/base.h"

enum { KH_CUBE_CODES = 32767, KH_CUBE_RECIPIENT = 0x8000 };

/* Arrays side by side, an event each (current revisions of reports alone), by date and then row, the latest first. Strings live in the arena. */
typedef struct kh_cube {
  kh_arena *arena;
  uint32_t n;
  uint32_t *id, *doc;          /* rows of events and documents */
  int32_t *date;               /* KH_NO_DAY where there is none */
  uint8_t *type, *mode, *status, *confidence;   /* confidence in hundredths */
  int8_t *intensity;           /* tenths */
  uint32_t *place;             /* into places, KH_CUBE_NONE */
  uint16_t *source;            /* into sources */
  uint32_t *list_at;           /* n + 1: actors and recipients of event i are list[list_at[i] … list_at[i + 1]) */
  uint16_t *list;              /* into codes; KH_CUBE_RECIPIENT set for recipients */
  uint32_t place_count, code_count, source_count, documents;
  struct kh_cube_place { int64_t id; kh_str name; char country[4]; double lat, lon; } *places;
  struct kh_cube_code { kh_str name; char country[4]; uint8_t sector; } *codes;   /* "ISR GOV"; name: without a code the actor's words */
  kh_str *sources;
  int32_t first, last;         /* days of the events that happened */
} kh_cube;
#define KH_CUBE_NONE UINT32_MAX

/* NULL without memory or where the database cannot be read (*err). */
kh_cube *kh_cube_load(sqlite3 *db, kh_error *err);
void kh_cube_free(kh_cube *c);

/* What is asked for. Sets are bits; 0 (or NULL, KH_NO_DAY) asks for nothing. */
typedef struct kh_cube_filter {
  int32_t from, to;            /* days, inclusive */
  uint32_t types;              /* bit 1 << kh_event_type */
  uint8_t quads;               /* bit 1 << quad code */
  uint32_t statuses;           /* bit 1 << kh_event_status */
  uint8_t mode;                /* kh_mode */
  uint8_t confidence;          /* at least, in hundredths */
  const uint8_t *actor, *recipient, *either;   /* a byte a code: 1 where it is asked for */
  const uint8_t *place;        /* a byte a place */
  const uint8_t *source;       /* a byte a source */
  const uint64_t *words;       /* bits by row of events: those that the words stand in */
  uint32_t words_bits;
  uint32_t doc;                /* a report's row */
} kh_cube_filter;
bool kh_cube_passes(const kh_cube *c, const kh_cube_filter *f, uint32_t i);

/* "actor=ISR.GOV,PSE&from=2024-01-01&…" (already decoded, one value a key: get(user, key) or NULL) to a filter; sets live in the arena. False where a
 * value makes no sense: *wrong names the key. Words go through FTS5. */
bool kh_cube_filter_of(const kh_cube *c, sqlite3 *db, const char *(*get)(void *, const char *), void *user, kh_arena *a, kh_cube_filter *out, const char **wrong);

/* All aggregates of what passes, as one JSON object (docs/api.md, /api/v1/view). */
void kh_cube_view(const kh_cube *c, const kh_cube_filter *f, kh_arena *scratch, kh_buf *out);
#endif
