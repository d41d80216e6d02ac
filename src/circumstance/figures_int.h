/* figures_int.h: the tables of the figures room. */
#ifndef KH_FIGURES_INT_H
#define KH_FIGURES_INT_H
#include "circumstance/times_int.h"

#define FIGURE_CLASS_TABLE(X)                                                                              \
  X(QUANTITY, "quantity") X(BOUND, "bound") X(BOUND_AFTER, "bound-after") X(BETWEEN, "between") X(RANGE, "range") \
  X(NOUN, "noun") X(OTHER, "other") X(OBJECT, "object") X(SUBJECT, "subject") X(STATE, "state") X(DEED, "deed")   \
  X(TOLL, "toll") X(MOVE, "move") X(NEAR, "near") X(ENDING, "ending") X(CURRENCY, "currency") X(PERCENT, "percent") X(SUFFIX, "suffix") X(AGE, "age")  \
  X(LABEL, "label") X(PASSIVE, "passive") X(AUX, "aux") X(OF, "of") X(ARTICLE, "article") X(GROUP, "group")
typedef enum figure_class {
  FIG_NONE = 0,
#define X(name, label) FIG_##name,
  FIGURE_CLASS_TABLE(X)
#undef X
  FIG_COUNT
} figure_class;
enum { NOUN_PEOPLE = KH_FIGURE_COUNT, NOUN_THING, NOUN_MEASURE, NOUN_CASUALTY, NOUN_KINDS };   /* beyond the kinds of figures */

/* What a word or phrase says; next: the next of the same phrase (+ 1), always an earlier one. */
typedef struct figure_entry { double value, low, high; uint32_t cls, kind, next, pad; } figure_entry;
/* figures.words: phrase -> number in figures.first. */
typedef struct figure_word { uint32_t entry, longest; } figure_word;   /* entry + 1; longest phrase that begins so, in words */

#define PHRASE_WORDS 5
#define PHRASE_BYTES 96

struct kh_figures {
  kh_lookup words;
  const figure_word *first; size_t first_n;
  const figure_entry *entries; size_t entry_n;
  kh_times *times;                          /* for numbers in words */
};
#endif
