/* write.c: kh_document_write, the public door to the formats. */
#include "export/export.h"
#include "parse/parse.h"

kh_status kh_document_write(const kh_document *d, kh_format f, unsigned emit, kh_sink sink, void *user, kh_error *err) {
  if (!d || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_document_write needs a document and a sink");
  if (f == KH_FORMAT_CONLLU) return kh_parse_write_conllu(d, sink, user, err);
  if (f == KH_FORMAT_SVG) return kh_parse_write_svg(d, sink, user, err);
  if (f == KH_FORMAT_ICS) return kh_fail(err, KH_E_ARGUMENT, "iCalendar is for agendas; see kh_agenda_write");
  if (f == KH_FORMAT_CSV) return kh_fail(err, KH_E_ARGUMENT, "CSV is for databases; see kh_store_export");
  kh_buf b = {0};
  if (f == KH_FORMAT_TABLE) kh_export_table(d, emit, &b);
  else kh_export_jsonl(d, emit, &b);
  kh_status s = KH_OK;
  if (b.failed) s = kh_fail(err, KH_E_MEMORY, "not enough memory for the output");
  else if (b.n && !sink(user, b.s, b.n)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  kh_buf_free(&b);
  return s;
}
