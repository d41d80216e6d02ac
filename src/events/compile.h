/* compile.h: working state while data/events becomes tables. */
#ifndef KH_EVENTS_COMPILE_H
#define KH_EVENTS_COMPILE_H
#include "events/tables.h"

typedef struct kh_frame_draft {   /* a frame row with its trigger, before rows of one lemma are brought together */
  kh_str lemma;
  kh_frame_row row;
  uint32_t order;
} kh_frame_draft;

typedef struct kh_inflection { kh_str ending, add; uint32_t cut; } kh_inflection;

typedef struct kh_events_build {
  kh_arena *arena;
  kh_error *err;
  const char *id_prefix;   /* of a user's frames and of occasions, so that their rules are told from the others */
  bool occasions;          /* the file at hand is occasions.frames */
  kh_pool *pool;
  kh_map *kind_index, *op_index, *id_count, *fellow_index;   /* name -> number + 1; fellow_index is NULL for a user's frames */
  KH_VEC(kh_str) fellows;  /* triggers that say the same, as fellows.txt lists them */
  KH_VEC(kh_kind_row) kinds;
  KH_VEC(kh_str) op_names;
  KH_VEC(kh_frame_draft) frames;
  KH_VEC(uint64_t) words, args, preps;
  KH_VEC(kh_cond_row) conds;
  KH_VEC(kh_slot_row) slots;
  KH_VEC(kh_rule_row) rules;
  KH_VEC(kh_pattern_row) patterns;
  KH_VEC(kh_op_row) ops;
  kh_lookup_builder *kind_words, *context_words, *scorer_words, *sure_words, *wording_words;
  KH_VEC(kh_kindset_row) kindsets;
  KH_VEC(uint64_t) context_sets;
  KH_VEC(kh_cameo_row) cameo;
  KH_VEC(kh_relate_row) relate;
  KH_VEC(kh_codebook_row) codebook;
  KH_VEC(kh_import_row) import;
  KH_VEC(kh_inflection) inflections;
  KH_VEC(kh_vote_row) scorer;
  float surer[KH_REACHES];
  KH_VEC(kh_sure_row) sure;
  KH_VEC(kh_vote_row) wording;
  float doubt[KH_DOUBTS];
  uint8_t column[KH_EVENT_COUNT];        /* of wording.txt: the types in the order of its columns */
  uint32_t columns;
} kh_events_build;

/* Regular forms of a verb (inflections.txt) as keys of `into`, unless they are there. */
kh_status kh_build_inflections(kh_events_build *b, const char *dir);
void kh_build_forms(kh_events_build *b, kh_str lemma, kh_lookup_builder *into, uint32_t value);
kh_status kh_build_kinds(kh_events_build *b, const char *dir, const char *name);
kh_status kh_build_fellows(kh_events_build *b, const char *dir);
kh_status kh_build_contexts(kh_events_build *b, const char *dir);
kh_status kh_build_operators(kh_events_build *b, const char *dir);
kh_status kh_build_scorer(kh_events_build *b, const char *dir);
kh_status kh_build_crosswalks(kh_events_build *b, const char *dir);
/* dir may be NULL: name is the path. */
kh_status kh_build_frames(kh_events_build *b, const char *dir, const char *name);
/* "TYPE/mode"; false if there is no such thing. */
bool kh_build_event(kh_str word, uint8_t *type, uint8_t *mode);
bool kh_build_pattern(kh_str word, kh_pattern_row *out);
uint32_t kh_build_number(kh_map *map, kh_str name);   /* number + 1, 0 if unknown */
#endif
