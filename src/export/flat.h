/* flat.h: our own columns of an event. */
#ifndef KH_FLAT_H
#define KH_FLAT_H
#include "export/rows.h"

/* Columns that are made of the parties: of the actors, and one more of the recipients. */
enum { KH_FLAT_NAMES = KH_TOLD_COLUMNS, KH_FLAT_COUNTRY = KH_FLAT_NAMES + 2, KH_FLAT_SECTOR = KH_FLAT_COUNTRY + 2, KH_FLAT_ROLE = KH_FLAT_SECTOR + 2, KH_FLAT_COLUMNS = 46 };

typedef struct kh_flat_column { const char *name; int from; bool number; } kh_flat_column;
const kh_flat_column *kh_flat_at(int column);
kh_str kh_flat_value(kh_exporter *x, int column);
#endif
