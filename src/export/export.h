/* export.h: records in the formats that people and programs read. */
#ifndef KH_EXPORT_H
#define KH_EXPORT_H
#include "doc/doc.h"

void kh_export_jsonl(const kh_doc *d, unsigned emit, kh_buf *out);
void kh_export_table(const kh_doc *d, unsigned emit, kh_buf *out);
uint64_t kh_event_hash(const kh_event *e);   /* type, status, spans and actors: what an event's id is made from */
uint64_t kh_quote_hash(const kh_quote *q);
/* A record's id: hashes the content, the type ("event", "plan", "quote" …) and what tells it from its like. */
uint64_t kh_record_uid(const kh_doc *d, const char *type, uint64_t salt);
#endif
