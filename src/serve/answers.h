/* answers.h: what the program answers to the page: JSON from the columns and from the database. docs/api.md describes all of it. */
#ifndef KH_ANSWERS_H
#define KH_ANSWERS_H
#include "events/events.h"
#include "store/cube.h"

typedef struct kh_asked {      /* a request: its query's values by key, decoded; the handle's lexicon or NULL */
  sqlite3 *db;
  const kh_cube *cube;
  const kh_events *lexicon;
  const char *(*get)(void *user, const char *key);
  void *user;
  kh_arena *arena;             /* of this request */
  kh_buf *out;
  const char *type;            /* of the answer; set where it is not JSON */
  const char *file;            /* name to save it by, or NULL */
  char problem[200];           /* why it is not answered */
} kh_asked;

/* 200, or an HTTP status with q->problem said. */
unsigned kh_answer_about(kh_asked *q);
unsigned kh_answer_view(kh_asked *q);
unsigned kh_answer_events(kh_asked *q);
unsigned kh_answer_event(kh_asked *q);
unsigned kh_answer_document(kh_asked *q);
unsigned kh_answer_plans(kh_asked *q);
unsigned kh_answer_quotes(kh_asked *q);
unsigned kh_answer_export(kh_asked *q);
#endif
