/* headline.h: verbs of headlines that look like nouns ("Bandits kidnap schoolgirls"), which networks take for these. */
#ifndef KH_HEADLINE_H
#define KH_HEADLINE_H
#include "parse/acronym.h"
#include "parse/net.h"

typedef struct kh_headlines {   /* data/parse/headlines.txt */
  kh_lookup verbs[4];           /* "many object", "many bare", "one object", "one bare": a form -> pool offset of the verb that is read for it */
  kh_lookup plural;             /* plurals without a mark of it */
  kh_lookup opening;            /* words that open a clause of its own: "Ten dead as police fire" */
  kh_lookup counts;             /* nouns that count people: "Hundreds held" */
  const char *pool;
  size_t pool_bytes;
} kh_headlines;

/* Data without the tables: none. */
kh_status kh_headlines_open(const kh_model *data, kh_headlines *out, kh_error *err);
/* Reads anew, with a verb in place of each such word, the lines that the network has read as having no other; those words have their stand-ins then, which out
 * holds: to be swapped back when names have been read. */
void kh_headlines_read(const kh_headlines *h, const kh_net *net, kh_doc *d, kh_net_names *names, kh_arena *scratch, kh_stand_ins *out);
/* Mends what the network makes of lines without a stop: whom a number before a participle counts, what stands before a colon, who tells behind one. */
void kh_headlines_mend(const kh_headlines *h, kh_doc *d);
#endif
