/* compose_int.h: what owners.c, named.c and compose.c share. */
#ifndef KH_COMPOSE_INT_H
#define KH_COMPOSE_INT_H
#include "actors/actors_int.h"

enum { KH_OWNER_MORE = 6 };

/* What a phrase belongs to, gathered from its parts. */
typedef struct kh_owner {
  kh_actor country;            /* its country and numbers */
  uint32_t sectors;            /* of the owner; 0 where it is a state or unknown */
  bool has_country, has_sectors;
  bool town;                   /* a town or province before the head tells it */
  bool unknown_body;           /* it is a body of which nothing is known but its name */
  bool body;                   /* the sectors are a body's, not a people's */
  bool based;                  /* the country is only where it sits: "London-based" */
  bool loyal;                  /* to a government */
  bool figure;                 /* the sectors are a politician's whom the lists know */
  kh_actor more[KH_OWNER_MORE];     /* further countries, coordinated with the first */
  uint32_t more_count;
} kh_owner;

static inline bool kh_compose_coded(const kh_actor *a) { return a->country[0] || a->sectors; }
/* Its country, where it has one. */
void kh_compose_take_country(kh_owner *o, const kh_actor *a);
/* … and sectors. */
void kh_compose_take_sectors(kh_owner *o, uint32_t sectors);
/* A body of which nothing is known but its name. */
bool kh_compose_unknown_body(const kh_cand *x);
/* A politician whom the lists know. */
bool kh_compose_is_figure(const kh_cand *x);
/* The candidate whose head stands at t, composed; or NULL. */
kh_cand *kh_compose_candidate(kh_actors_work *w, uint32_t t, int depth);
/* "A council led by an air force lieutenant", "a government installed by the rebels", "a team led by a police chief": the sectors of who leads it; else 0. */
uint32_t kh_compose_led_by(kh_actors_work *w, const kh_cand *c, int depth);
/* "-backed" after a name makes it a patron, "-based" a home. */
kh_modifier_effect kh_compose_hyphenated(const kh_actors_work *w, uint32_t end, uint32_t limit);
/* Names and roles that stand before the head within the phrase. */
void kh_compose_before_head(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth);
/* "Irish Republican Army (IRA) spokesman": the body in brackets before the words is what they belong to, whatever the tree says. */
void kh_compose_before_brackets(kh_actors_work *w, const kh_cand *c, kh_owner *o, int depth);
/* What the preposition before t makes of it. */
kh_preposition kh_compose_use_of(const kh_actors_work *w, uint32_t t);
/* "The group", "both countries": words for somebody whom the report has named. */
bool kh_compose_points_back(const kh_actors_work *w, const kh_cand *x);
/* "A soldier with crimes committed in Mali": what a clause of the phrase names is not whose it is. */
bool kh_compose_in_clause(const kh_actors_work *w, uint32_t i, uint32_t t);
/* "Six states", "athletes of 65 nations": no country of their own, nor the report's. */
bool kh_compose_several_states(const kh_actors_work *w, const kh_cand *c);
/* "The region's bishops", "troops of the alliance": of several states that it does not name. */
bool kh_compose_of_many_lands(const kh_actors_work *w, const kh_cand *c, uint32_t t);
/* "The killers of a Danish nun", "the captain's abductors": whom they harm is not whose they are, unless that bears arms itself. */
bool kh_compose_is_victim(kh_actors_work *w, const kh_cand *c, uint32_t t, int depth);
/* Names and roles that stand behind the head within the phrase. */
void kh_compose_after_head(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth);
/* The sectors as the words before the noun change them ("former", "rebel"). */
uint32_t kh_compose_modify(const kh_actors_work *w, kh_cand *c, uint32_t sectors);
/* Gives the candidate what its owner has. */
void kh_compose_take_owner(kh_cand *c, const kh_owner *o);
/* "Dozens of students" are actors, "a series of meetings" is none. */
bool kh_compose_counts_actors(const kh_actors_work *w, const kh_cand *c);
/* "Tens of thousands marched": of nobody but numbers. */
bool kh_compose_counts_numbers(const kh_actors_work *w, const kh_cand *c);
/* "Detained dozens", but not "dragged dozens more away", whose people were named before. */
bool kh_compose_is_bare_object(const kh_actors_work *w, const kh_cand *c);
/* "Russian landing ships and gunboats", "its banks and ministries": what owns the first owns the second, where that has no words of its
 * own but adjectives. Not where forces stand beside those whom they fight or meet: "Turkish troops and rebels". */
void kh_compose_share_owner(kh_actors_work *w, kh_cand *c, kh_owner *o, int depth);
/* "Dutch and Belgian police", "Indonesian and Malaysian Muslims": as many actors as countries. */
void kh_compose_share_more(kh_actors_work *w, kh_cand *c, const kh_owner *o);
/* Country and sectors of a role noun. */
void kh_compose_role_code(kh_actors_work *w, kh_cand *c, int depth);
/* A name without an entry: its title, its description, the names inside it. */
void kh_compose_unknown_name(kh_actors_work *w, kh_cand *c, int depth);
/* Composes a candidate once, those within it first. */
void kh_compose(kh_actors_work *w, kh_cand *c, int depth);
#endif
