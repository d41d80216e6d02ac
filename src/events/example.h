/* example.h: the sentences with their events that stand in data/events and in the corpus: reading and judging them.
 * Shorthand: TYPE[/mode][@status] ACTORS > RECIPIENTS; events separated by ';'; "none" for no event. */
#ifndef KH_EVENTS_EXAMPLE_H
#define KH_EVENTS_EXAMPLE_H
#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_example {
  kh_str sentence, want;     /* views into the file */
  kh_str entry;              /* the entry's line that it belongs to */
  uint32_t line;
} kh_example;

/* The next indented line "Sentence. => shorthand" after an entry. `entry` of *e is kept from call to call. */
bool kh_example_next(kh_lines *l, kh_example *e);
/* Do the document's events agree with the shorthand? Every wanted event is there, and no other event that happened or goes on. */
bool kh_example_holds(const kh_doc *d, kh_str want);
/* What was found, as shorthand. */
kh_str kh_example_show(const kh_doc *d, kh_arena *arena);
#endif
