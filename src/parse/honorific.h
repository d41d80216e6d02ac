/* honorific.h: "His Highness the Crown Prince": an honorific before an office or a name is a part of it. */
#ifndef KH_HONORIFIC_H
#define KH_HONORIFIC_H
#include "doc/doc.h"
#include "model/model.h"

enum { KH_HONORIFIC = 1, KH_HONORIFIC_SHORT };   /* behind a pronoun ("Highness"); alone ("HRH") */

/* words: data/parse/honorifics.txt (table "parse.honorifics"), of which data without it has none. Hangs each honorific with its pronoun on the noun phrase
 * behind it, which takes its place in the tree; names that the two begin begin behind them. Before the children are indexed. */
void kh_honorifics_hang(const kh_lookup *words, kh_doc *d);
#endif
