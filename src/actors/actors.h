/* actors.h: mentions, who they are on the report's day, and which of them are the same. */
#ifndef KH_ACTORS_H
#define KH_ACTORS_H
#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_actors kh_actors;
kh_status kh_actors_compile(const char *data_dir, kh_pack *out, kh_error *err);  /* data/actors -> tables "actors.*" */
/* user: the tables of --actors FILE compiled the same way, or NULL; they go before our own. */
kh_status kh_actors_open(const kh_model *data, const kh_model *user, kh_actors **out, kh_error *err);
void kh_actors_close(kh_actors *a);
/* Fills d->mentions (in order of tok_begin, outer before inner), mention_of, chain_count. Every noun phrase that
 * can act is a mention: names, role nouns, demonyms used as nouns, pronouns; unknown ones stay uncoded.
 * Words that stand for several actors ("the foreign ministers of Egypt and Jordan", "they") give one mention each:
 * they have the same head and span and follow each other in the list; mention_of gives the first. */
/* Why a name is coded as it is: one line an entry (its id, name, what the words are of it, country and sectors on the
 * day, office), tab-separated, then the role if the words are one. Returns the number of entries. day: KH_NO_DAY for the latest. */
size_t kh_actors_lookup(const kh_actors *a, kh_str name, int32_t day, kh_arena *scratch, kh_buf *out);
/* Once the places are found: countries that only they tell ("police in Kirov"). */
void kh_actors_placed(const kh_actors *a, kh_doc *d, kh_arena *scratch);
/* Once the events have their days: parties of earlier ones are who they were then. */
void kh_actors_dated(const kh_actors *a, kh_doc *d, kh_arena *scratch);
void kh_actors_run(const kh_actors *a, kh_doc *d, kh_arena *scratch);
#endif
