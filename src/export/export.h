/* export.h: records in the formats that people and programs read. */
#ifndef KH_EXPORT_H
#define KH_EXPORT_H
#include "doc/doc.h"

void kh_export_jsonl(const kh_doc *d, unsigned emit, kh_buf *out);
void kh_export_table(const kh_doc *d, unsigned emit, kh_buf *out);
uint64_t kh_event_hash(const kh_event *e);   /* type, status, spans and actors: what an event's id is made from */
#endif
