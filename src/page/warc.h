/* warc.h: pages out of web archives (.warc, .warc.gz), one after the other in constant memory.
 *
 *     kh_warc *w; kh_warc_page p; kh_error e;
 *     if (kh_warc_open("news.warc.gz", &w, &e)) ...
 *     for (;;) {
 *       kh_status s = kh_warc_next(w, &p, &e);
 *       if (s == KH_E_END) break;
 *       if (s == KH_OK) use(p);           // p lives until the next call
 *       else problem(e);                  // that record is lost, the next call goes on behind it
 *       if (s == KH_E_IO || s == KH_E_MEMORY) break;
 *     }
 *     kh_warc_close(w); */
#ifndef KH_PAGE_WARC_H
#define KH_PAGE_WARC_H
#include "base/base.h"

#define KH_WARC_MAX_PAYLOAD ((size_t)32 << 20)   /* bytes of a record or page; more is KH_E_LIMIT */
#define KH_WARC_MAX_RATIO 1000                   /* unpacked bytes for a packed one; more is KH_E_LIMIT */

typedef struct kh_warc kh_warc;
typedef struct kh_warc_page {
  kh_str url, date;        /* WARC-Target-URI; WARC-Date, "2024-03-22T10:00:00Z" */
  kh_str id;               /* WARC-Record-ID without its brackets */
  const char *charset;     /* of the HTTP header, NUL-terminated, or NULL */
  kh_str html;             /* the page's bytes, encodings undone, in its own charset */
  uint64_t offset;         /* of the record in the unpacked archive */
  bool cut;                /* the archive ends within it */
} kh_warc_page;
typedef struct kh_warc_counts {
  uint64_t records, pages, not_html, not_ok, revisits, other, broken;   /* other: requests, metadata and the like */
} kh_warc_counts;

kh_status kh_warc_open(const char *path, kh_warc **out, kh_error *err);   /* "-": standard input */
kh_status kh_warc_next(kh_warc *w, kh_warc_page *out, kh_error *err);     /* KH_E_END after the last */
kh_warc_counts kh_warc_count(const kh_warc *w);
uint64_t kh_warc_position(const kh_warc *w);                              /* bytes of the file that were read */
void kh_warc_close(kh_warc *w);
#endif
