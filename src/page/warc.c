/* warc.c: records of web archives.
 *
 * Raw bytes come through a window of fixed size. Of a gzip archive, members that fit are unpacked whole by
 * libdeflate (one record each, as crawlers write them); others, and whole-file gzip, go through zlib in parts. */
#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "page/http.h"
#include "page/warc.h"

enum { WINDOW = 4 << 20, PLAIN = 4 << 20, PART = 256 << 10, MAX_HEADERS = 256 << 10 };

struct kh_warc {
  FILE *file;
  bool owned, packed, end_of_raw;
  unsigned char *raw;      /* the window: raw_at … raw_n are still to come */
  size_t raw_at, raw_n;
  unsigned char *plain;    /* unpacked bytes: plain_at … plain_n are still to come */
  const unsigned char *at; /* where those lie: plain, or the window itself for an archive that is not packed */
  size_t plain_at, plain_n;
  struct libdeflate_decompressor *deflate;
  z_stream z;
  bool z_open, z_active;   /* within a member that goes in parts */
  uint64_t member_in, member_out, offset;
  bool at_member;          /* the next plain byte begins a gzip member */
  kh_buf headers, block;
  kh_http_body http;
  char charset[64];
  kh_warc_counts counts;
};

kh_status kh_warc_open(const char *path, kh_warc **out, kh_error *err) {
  kh_warc *w = *out = calloc(1, sizeof *w);
  bool standard = strcmp(path, "-") == 0;
  if (w) w->raw = malloc(WINDOW), w->plain = malloc(PLAIN), w->deflate = libdeflate_alloc_decompressor();
  if (!w || !w->raw || !w->plain || !w->deflate) {
    kh_warc_close(w);
    *out = NULL;
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  w->owned = !standard;
  w->file = standard ? stdin : fopen(path, "rbe");
  if (!w->file) {
    int e = errno;
    kh_warc_close(w);
    *out = NULL;
    return kh_fail(err, KH_E_IO, "%s: %s", path, strerror(e));
  }
  return KH_OK;
}

void kh_warc_close(kh_warc *w) {
  if (!w) return;
  if (w->z_open) inflateEnd(&w->z);
  if (w->deflate) libdeflate_free_decompressor(w->deflate);
  if (w->file && w->owned) fclose(w->file);
  free(w->raw);
  free(w->plain);
  kh_buf_free(&w->headers);
  kh_buf_free(&w->block);
  kh_http_free(&w->http);
  free(w);
}

uint64_t kh_warc_position(const kh_warc *w) {
  off_t at = ftello(w->file);
  return at > 0 ? (uint64_t)at : 0;
}

kh_warc_counts kh_warc_count(const kh_warc *w) { return w->counts; }

/* Fills the window as far as it goes. */
static kh_status fill_raw(kh_warc *w) {
  if (w->end_of_raw) return KH_OK;
  memmove(w->raw, w->raw + w->raw_at, w->raw_n - w->raw_at);
  w->raw_n -= w->raw_at;
  w->raw_at = 0;
  while (w->raw_n < WINDOW) {
    size_t k = fread(w->raw + w->raw_n, 1, WINDOW - w->raw_n, w->file);
    w->raw_n += k;
    if (k) continue;
    if (ferror(w->file)) return KH_E_IO;
    w->end_of_raw = true;
    break;
  }
  return KH_OK;
}

static bool magic(const kh_warc *w, size_t at) {
  return w->raw_n - at >= 3 && w->raw[at] == 0x1F && w->raw[at + 1] == 0x8B && w->raw[at + 2] == 8;
}

/* One more part of a member through zlib. */
static kh_status inflate_part(kh_warc *w) {
  w->z.next_in = w->raw + w->raw_at;
  w->z.avail_in = (unsigned)(w->raw_n - w->raw_at);
  w->z.next_out = w->plain;
  w->z.avail_out = PART;
  int rc = inflate(&w->z, Z_NO_FLUSH);
  size_t used = w->raw_n - w->raw_at - w->z.avail_in;
  w->raw_at += used;
  w->member_in += used;
  w->plain_n = PART - w->z.avail_out;
  w->member_out += w->plain_n;
  if (rc == Z_STREAM_END) w->z_active = false;
  else if (rc != Z_OK && !(rc == Z_BUF_ERROR && !w->end_of_raw)) return KH_E_FORMAT;
  return KH_OK;
}

/* More plain bytes. KH_E_END: there are none; KH_E_FORMAT: the archive is broken here. */
static kh_status more(kh_warc *w) {
  w->offset += w->plain_n;
  w->plain_at = w->plain_n = 0;
  w->at = w->plain;
  w->at_member = false;
  while (w->plain_n == 0) {
    if (w->raw_n - w->raw_at < WINDOW / 4 && fill_raw(w)) return KH_E_IO;
    if (w->offset == 0 && w->raw_at == 0 && !w->z_active) w->packed = magic(w, 0);
    if (w->raw_at == w->raw_n) return w->z_active ? KH_E_FORMAT : KH_E_END;
    if (!w->packed) {
      w->at = w->raw + w->raw_at;
      w->plain_n = w->raw_n - w->raw_at;
      w->raw_at = w->raw_n;
      return KH_OK;
    }
    if (!w->z_active) {
      while (w->raw_at < w->raw_n && w->raw[w->raw_at] == 0) w->raw_at++;   /* padding between members */
      if (w->raw_at == w->raw_n) continue;
      if (!magic(w, w->raw_at)) return KH_E_FORMAT;
      w->at_member = true;
      size_t used, made;
      if (libdeflate_gzip_decompress_ex(w->deflate, w->raw + w->raw_at, w->raw_n - w->raw_at, w->plain, PLAIN, &used, &made) == LIBDEFLATE_SUCCESS) {
        w->raw_at += used;
        w->plain_n = made;
        continue;
      }
      if (w->z_open ? inflateReset2(&w->z, 15 + 16) != Z_OK : inflateInit2(&w->z, 15 + 16) != Z_OK) return KH_E_MEMORY;
      w->z_open = w->z_active = true;
      w->member_in = w->member_out = 0;
    }
    kh_status s = inflate_part(w);
    if (s && w->plain_n == 0) return s;
  }
  return KH_OK;
}

/* To the next gzip member in the window that unpacks to a record, after a broken or oversized one. */
static kh_status next_member(kh_warc *w) {
  w->plain_at = w->plain_n;
  w->z_active = false;
  for (;;) {
    if (w->raw_n - w->raw_at < WINDOW / 4 && fill_raw(w)) return KH_E_IO;
    unsigned char *p = w->raw + w->raw_at, *end = w->raw + w->raw_n;
    while (p < end && !((p = memchr(p, 0x1F, (size_t)(end - p))) && magic(w, (size_t)(p - w->raw)))) p = p ? p + 1 : end;
    w->raw_at = (size_t)(p - w->raw);
    if (p == end) {
      if (w->end_of_raw) return KH_E_END;
      continue;
    }
    unsigned char head[5];
    z_stream z = {.next_in = p, .avail_in = (unsigned)(end - p), .next_out = head, .avail_out = sizeof head};
    if (inflateInit2(&z, 15 + 16) != Z_OK) return KH_E_MEMORY;
    inflate(&z, Z_SYNC_FLUSH);
    bool record = z.avail_out == 0 && !memcmp(head, "WARC/", 5);
    inflateEnd(&z);
    if (record) return KH_OK;
    w->raw_at++;
  }
}

/* One line without its end into w->headers. KH_E_END when nothing is left. */
static kh_status read_line(kh_warc *w, size_t *from, size_t *n) {
  *from = w->headers.n;
  for (;;) {
    if (w->plain_at == w->plain_n) {
      kh_status s = more(w);
      if (s) return s == KH_E_END && w->headers.n > *from ? KH_E_FORMAT : s;
    }
    const unsigned char *p = w->at + w->plain_at, *end = memchr(p, '\n', w->plain_n - w->plain_at);
    size_t k = end ? (size_t)(end - p) + 1 : w->plain_n - w->plain_at;
    if (w->headers.n + k > MAX_HEADERS) {
      w->plain_at += k;
      return KH_E_LIMIT;
    }
    kh_buf_put(&w->headers, p, k);
    w->plain_at += k;
    if (w->headers.failed) return KH_E_MEMORY;
    if (!end) continue;
    w->headers.n--;
    *n = w->headers.n - *from;
    if (*n && w->headers.s[w->headers.n - 1] == '\r') (*n)--, w->headers.n--;
    return KH_OK;
  }
}

/* The block of a record: kept in w->block or passed over. KH_E_FORMAT when the archive ends in it. */
static kh_status read_block(kh_warc *w, uint64_t n, bool keep) {
  w->block.n = 0;
  while (n) {
    if (w->plain_at == w->plain_n) {
      kh_status s = more(w);
      if (s) return s == KH_E_END ? KH_E_FORMAT : s;
    }
    size_t k = w->plain_n - w->plain_at;
    if (k > n) k = (size_t)n;
    if (keep) kh_buf_put(&w->block, w->at + w->plain_at, k);
    if (w->block.failed) return KH_E_MEMORY;
    w->plain_at += k;
    n -= k;
    if (w->packed && w->z_active && w->member_out > ((uint64_t)1 << 20) && w->member_out / KH_WARC_MAX_RATIO > w->member_in) return KH_E_LIMIT;
  }
  return KH_OK;
}

static kh_str unbracket(kh_str v) {
  if (v.n && v.s[0] == '<') v.s++, v.n--;
  if (v.n && v.s[v.n - 1] == '>') v.n--;
  return v;
}

static bool html_type(kh_str type) {
  for (size_t i = 0; i + 4 <= type.n; i++)
    if ((type.s[i] | 0x20) == 'h' && (type.s[i + 1] | 0x20) == 't' && (type.s[i + 2] | 0x20) == 'm' && (type.s[i + 3] | 0x20) == 'l') return true;
  return false;
}

/* What a record holds, once its block is read. False: no page. */
static kh_status page_of(kh_warc *w, kh_str type, bool http, kh_warc_page *out, bool *is_page, kh_error *err) {
  kh_str block = {w->block.s, w->block.n};
  kh_http_response r = {.status = 200, .type = type, .body = block};
  *is_page = false;
  if (http) {
    kh_status s = kh_http_read(block, KH_WARC_MAX_PAYLOAD, KH_WARC_MAX_RATIO, &w->http, &r, err);
    if (s) return s;
  }
  if (r.status && (r.status < 200 || r.status > 299)) {
    w->counts.not_ok++;
  } else if (r.type.n ? !html_type(r.type) : !kh_http_looks_like_html(r.body)) {
    w->counts.not_html++;
  } else {
    *is_page = true;
    out->html = r.body;
    out->charset = NULL;
    if (r.charset.n && r.charset.n < sizeof w->charset) {
      memcpy(w->charset, r.charset.s, r.charset.n);
      w->charset[r.charset.n] = 0;
      out->charset = w->charset;
    }
  }
  return KH_OK;
}

/* Goes on behind a broken place. */
static kh_status recover(kh_warc *w, kh_status s, kh_error *err, const char *what) {
  w->counts.broken++;
  if (s == KH_E_IO) return kh_fail(err, s, "the archive cannot be read: %s", strerror(errno));
  if (s == KH_E_MEMORY) return kh_fail(err, s, "not enough memory for a record");
  uint64_t offset = w->offset + w->plain_at;
  if (w->packed) {
    kh_status r = next_member(w);
    if (r && r != KH_E_END) return kh_fail(err, r, "the archive cannot be read on");
  }
  return kh_fail(err, s, "%s at byte %llu of the unpacked archive", what, (unsigned long long)offset);
}

kh_status kh_warc_next(kh_warc *w, kh_warc_page *out, kh_error *err) {
  for (;;) {
    size_t from, n = 0;
    bool lost = false;
    kh_status s;
    *out = (kh_warc_page){0};
    do {   /* blank lines between records, and whatever is none */
      w->headers.n = 0;
      s = read_line(w, &from, &n);
      if (!s && n && !lost && (n < 5 || memcmp(w->headers.s + from, "WARC/", 5))) lost = true;
    } while ((!s && (n < 5 || memcmp(w->headers.s + from, "WARC/", 5))) || s == KH_E_LIMIT);
    if (lost && w->counts.records == 0 && s == KH_E_END) return w->counts.broken++, kh_fail(err, KH_E_FORMAT, "not a WARC archive");
    if (s == KH_E_END) return kh_fail(err, KH_E_END, "no more records");
    if (s) return recover(w, s, err, "broken archive");
    if (lost) w->counts.broken++;
    out->offset = w->offset + w->plain_at - n;
    bool own_member = w->at_member && w->packed;
    while (!(s = read_line(w, &from, &n)) && n) {
      if (w->headers.s[from] == ' ' || w->headers.s[from] == '\t') continue;   /* goes on the line before: joined by its blank */
      memmove(w->headers.s + from + 1, w->headers.s + from, n);
      w->headers.s[from] = '\n';
      w->headers.n = from + n + 1;
    }
    if (s) return recover(w, s == KH_E_END ? KH_E_FORMAT : s, err, "a record's headers are cut off");
    w->counts.records++;
    kh_str headers = {w->headers.s, w->headers.n}, type = kh_http_header(headers, "warc-type"), content = kh_http_header(headers, "content-type");
    int64_t length;
    if (!kh_str_to_int(kh_http_header(headers, "content-length"), &length) || length < 0)
      return recover(w, KH_E_FORMAT, err, "a record without its length");
    bool response = kh_str_is(type, "response"), resource = kh_str_is(type, "resource"), wanted = response || resource;
    if (kh_str_is(type, "revisit")) w->counts.revisits++;
    else if (!wanted) w->counts.other++;
    bool large = (uint64_t)length > KH_WARC_MAX_PAYLOAD + MAX_HEADERS;
    if (large && own_member && w->z_active) {
      if (!wanted && next_member(w) <= KH_OK) continue;
      return recover(w, KH_E_LIMIT, err, "a record that is too long");
    }
    s = read_block(w, (uint64_t)length, wanted && !large);
    out->cut = s == KH_E_FORMAT;
    if (s && !(out->cut && wanted && w->block.n)) return recover(w, s, err, s == KH_E_LIMIT ? "a record that unpacks to too much" : "a record that is cut off");
    if (out->cut && w->packed) {
      kh_status r = next_member(w);
      if (r && r != KH_E_END) return recover(w, r, err, "broken archive");
    }
    if (!wanted) continue;
    if (large) return w->counts.broken++, kh_fail(err, KH_E_LIMIT, "a record of %lld bytes; the limit is %zu", (long long)length, KH_WARC_MAX_PAYLOAD);
    bool is_page, http = response || kh_str_starts(content, KH_STR("application/http"));
    s = page_of(w, content, http, out, &is_page, err);
    if (s) return w->counts.broken++, s;
    if (!is_page) continue;
    out->url = unbracket(kh_http_header(headers, "warc-target-uri"));
    out->date = kh_http_header(headers, "warc-date");
    out->id = unbracket(kh_http_header(headers, "warc-record-id"));
    w->counts.pages++;
    return KH_OK;
  }
}
