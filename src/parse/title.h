/* title.h: headlines in title case ("Police Fire Tear Gas at Protesters"). */
#ifndef KH_TITLE_H
#define KH_TITLE_H
#include "parse/net.h"
/* In sentences whose words bear capitals but for the small ones, writes the common words' forms in lower case; before the network reads them.
 * What is common the network says, reading the sentence without its capitals, but for the names of states and peoples ("Dutch").
 * The text and all offsets stay as they are; the tags that this leaves are to be read anew. */
void kh_title_plain(const kh_net *n, kh_doc *d, kh_arena *scratch);
#endif
