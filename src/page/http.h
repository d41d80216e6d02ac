/* http.h: an HTTP response as archives hold it: headers, transfer and content encodings undone. */
#ifndef KH_PAGE_HTTP_H
#define KH_PAGE_HTTP_H
#include "base/base.h"

typedef struct kh_http_body {   /* buffers that are used again; zero it first, kh_http_free at the end */
  kh_buf chunks, unpacked;
} kh_http_body;
typedef struct kh_http_response {
  int status;              /* 200; 0 if there is no status line */
  kh_str type;             /* media type without its parameters */
  kh_str charset;          /* parameter of the type, without quotes */
  kh_str body;             /* in the message or in one of the buffers */
} kh_http_response;

/* Encodings that the header names are undone only where the bytes agree: archives name some that are undone already.
 * limit: bytes of the body; ratio: unpacked bytes for a packed one. Beyond either: KH_E_LIMIT. */
kh_status kh_http_read(kh_str message, size_t limit, size_t ratio, kh_http_body *buffers, kh_http_response *out, kh_error *err);
void kh_http_free(kh_http_body *buffers);
/* The page of a record without HTTP headers looks like HTML. */
bool kh_http_looks_like_html(kh_str body);
/* One header's value in lines of "Name: value"; s NULL if it is absent. */
kh_str kh_http_header(kh_str headers, const char *lower_name);
#endif
