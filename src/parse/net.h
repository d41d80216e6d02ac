/* net.h: the joint network that reads tags, names and trees; one of the parsers behind parse.h. */
#ifndef KH_NET_H
#define KH_NET_H

#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_net kh_net;
/* True if the weights are a network's. */
bool kh_net_is(const kh_model *weights);
/* Checks the tables "net.*". weights and data outlive the network; data may be NULL: the network needs no lexicon. */
kh_status kh_net_open(const kh_model *weights, const kh_model *data, kh_net **out, kh_error *err);
void kh_net_close(kh_net *n);
/* What the network thinks of each word's name: `count` scores a word, natural logarithms but for a constant, of the tags `label` (kh_tokens' ner). */
typedef struct kh_net_names {
  const uint8_t *label;
  uint32_t count;
  float *score;
} kh_net_names;
/* Fills upos, xpos, feats, morph, head, deprel, label and ner of all sentences, and d->labels; not the lemmas,
 * not the index of children. Always one root a sentence and always a tree. names: NULL, or filled, in scratch. */
void kh_net_run(const kh_net *n, kh_doc *d, kh_net_names *names, kh_arena *scratch);
/* The same of the sentences that `which` marks; all where it is NULL. */
void kh_net_run_some(const kh_net *n, kh_doc *d, const bool *which, kh_net_names *names, kh_arena *scratch);
/* Do the model's lists hold this word as the name of a state or a people ("Chad", "Dutch")? */
bool kh_net_lists_nation(const kh_net *n, uint64_t lower_hash);

#endif
