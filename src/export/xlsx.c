/* xlsx.c: our own columns as a workbook, by libxlsxwriter. Texts are written as texts: none is a formula or a link. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "export/flat.h"

enum { CELL = 32767 };   /* characters that a cell can hold */

typedef struct book { lxw_workbook *workbook; lxw_worksheet *sheet; char path[256]; lxw_row_t row; } book;

/* The library writes to files alone: one that goes away again. */
static void begin(kh_exporter *x) {
  char *folder = getenv("TMPDIR");
  book *b = x->book = calloc(1, sizeof *b);
  int fd = -1;
  if (b && snprintf(b->path, sizeof b->path, "%s/khaldun-XXXXXX", folder && *folder ? folder : "/tmp") < (int)sizeof b->path) fd = mkstemp(b->path);
  if (fd < 0) {
    if (b) *b->path = 0;
    x->failed = kh_fail(x->err, KH_E_IO, "no passing file can be made in %.180s (TMPDIR)", folder && *folder ? folder : "/tmp");
    return;
  }
  close(fd);
  lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder && *folder ? folder : NULL};
  static char title[] = "Events", company[] = "khaldun " KH_VERSION;
  lxw_doc_properties properties = {.title = title, .company = company, .created = 946684800};   /* the same input, the same bytes */
  b->workbook = workbook_new_opt(b->path, &options);
  b->sheet = b->workbook ? workbook_add_worksheet(b->workbook, "events") : NULL;
  if (!b->sheet) {
    x->failed = kh_fail(x->err, KH_E_MEMORY, "not enough memory");
    return;
  }
  workbook_set_properties(b->workbook, &properties);
  lxw_format *bold = workbook_add_format(b->workbook);
  format_set_bold(bold);
  for (int c = 0; c < KH_FLAT_COLUMNS; c++) worksheet_write_string(b->sheet, 0, (lxw_col_t)c, kh_flat_at(c)->name, bold);
  worksheet_freeze_panes(b->sheet, 1, 0);
  b->row = 1;
}

static void row(kh_exporter *x) {
  book *b = x->book;
  if (b->row >= LXW_ROW_MAX) {
    x->failed = kh_fail(x->err, KH_E_LIMIT, "a sheet has at most %d rows; filter the events (--from, --country …) or take csv", LXW_ROW_MAX);
    return;
  }
  for (int c = 0; c < KH_FLAT_COLUMNS; c++) {
    kh_str v = kh_flat_value(x, c);
    double number;
    if (!v.n) continue;
    if (kh_flat_at(c)->number && kh_str_to_double(v, &number)) {
      worksheet_write_number(b->sheet, b->row, (lxw_col_t)c, number, NULL);
      continue;
    }
    v = kh_clean(x->arena, v, false);
    size_t at = 0;
    for (uint32_t n = 0; at < v.n && n < CELL; n += kh_utf8_next(v.s, v.n, &at) >= 0x10000 ? 2 : 1) {}
    if (worksheet_write_string(b->sheet, b->row, (lxw_col_t)c, kh_str_dup(x->arena, kh_str_sub(v, 0, at)).s, NULL)) x->failed = kh_fail(x->err, KH_E_IO, "the sheet could not be written");
  }
  b->row++;
  x->rows++;
}

static void end(kh_exporter *x) {
  book *b = x->book;
  kh_file f;
  lxw_error bad = workbook_close(b->workbook);
  b->workbook = NULL;
  if (bad) x->failed = kh_fail(x->err, KH_E_IO, "the workbook could not be written: %s", lxw_strerror(bad));
  else if (!(x->failed = kh_file_open(b->path, 0, &f, x->err))) {
    kh_buf_put(x->out, f.data, f.n);
    kh_file_close(&f);
  }
}

void kh_book_drop(kh_exporter *x) {
  book *b = x->book;
  if (!b) return;
  if (b->workbook) workbook_close(b->workbook);
  if (*b->path) remove(b->path);
  free(b);
  x->book = NULL;
}

const kh_export_form kh_form_xlsx = {.name = "xlsx", .summary = "our columns as a workbook for Excel, LibreOffice", .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", .file = "events.xlsx",
                                     .begin = begin, .row = row, .end = end};
