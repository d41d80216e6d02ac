/* agenda_int.h: what an agenda holds. */
#ifndef KH_AGENDA_INT_H
#define KH_AGENDA_INT_H
#include <sqlite3.h>

#include "doc/doc.h"

/* A plan with a day. Texts live in the agenda's arena; what is not known is empty. */
typedef struct kh_entry {
  kh_str id, event, occasion, mode, status, precision, actors, recipients, place, country, doc, url, source, title, text;
  int32_t date, enddate, published;
  double lat, lon;
  bool located;
} kh_entry;

struct kh_agenda {
  kh_arena *arena;
  int32_t from;                /* KH_NO_DAY: the day of the latest report */
  uint32_t days;               /* 0: all that lies ahead */
  int32_t latest;              /* publication day of the latest report */
  size_t undated;
  KH_VEC(kh_entry) entries;
  sqlite3_stmt *question;      /* under way, so that it ends where memory runs out too */
};

void kh_agenda_table(const kh_agenda *a, bool color, kh_buf *out);
void kh_agenda_jsonl(const kh_agenda *a, kh_buf *out);
void kh_agenda_ics(const kh_agenda *a, kh_buf *out);
#endif
