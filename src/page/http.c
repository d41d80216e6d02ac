/* http.c: HTTP responses out of archives. */
#include <brotli/decode.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <zlib.h>

#include "page/http.h"

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

static bool contains(kh_str v, const char *what) {
  size_t n = strlen(what);
  for (size_t i = 0; i + n <= v.n; i++) {
    size_t k = 0;
    while (k < n && lower(v.s[i + k]) == what[k]) k++;
    if (k == n) return true;
  }
  return false;
}

kh_str kh_http_header(kh_str headers, const char *name) {
  kh_str line;
  size_t n = strlen(name);
  while (kh_str_split(&headers, '\n', &line)) {
    if (line.n <= n || line.s[n] != ':') continue;
    size_t k = 0;
    while (k < n && lower(line.s[k]) == name[k]) k++;
    if (k == n) return kh_str_trim(kh_str_sub(line, n + 1, line.n));
  }
  return (kh_str){NULL, 0};
}

/* Chunks joined. False if it is no chunked body; a cut end gives what is there. */
static bool unchunk(kh_str v, kh_buf *out) {
  size_t i = 0;
  out->n = 0;
  for (bool first = true;; first = false) {
    size_t size = 0, digits = 0, from = i;
    while (i < v.n && digits < 8) {
      char c = lower(v.s[i]);
      if (c >= '0' && c <= '9') size = size * 16 + (size_t)(c - '0');
      else if (c >= 'a' && c <= 'f') size = size * 16 + (size_t)(c - 'a' + 10);
      else break;
      i++, digits++;
    }
    while (i < v.n && v.s[i] != '\n' && i - from < 200) i++;
    bool whole = digits && i < v.n && v.s[i] == '\n';
    if (first && !whole) return false;
    if (!whole) {   /* the rest is not chunked, or the sizes are wrong */
      if (digits == 0) kh_buf_put(out, v.s + from, v.n - from);
      return true;
    }
    i++;
    if (size == 0) return true;
    if (size > v.n - i) {
      if (first && size > v.n * 2) return false;
      size = v.n - i;
    }
    kh_buf_put(out, v.s + i, size);
    i += size;
    if (i < v.n && v.s[i] == '\r') i++;
    if (i < v.n && v.s[i] == '\n') i++;
    if (i >= v.n) return true;
  }
}

static bool room_for(kh_buf *b, size_t n) {
  if (b->cap >= n) return true;
  char *p = realloc(b->s, n);
  if (!p) return false;
  b->s = p;
  b->cap = n;
  return true;
}

/* KH_E_FORMAT: the bytes are not so packed. */
static kh_status unpack_zlib(kh_str v, int window, size_t most, kh_buf *out) {
  z_stream z = {.next_in = (unsigned char *)(uintptr_t)v.s, .avail_in = (unsigned)v.n};
  if (inflateInit2(&z, window) != Z_OK) return KH_E_MEMORY;
  kh_status s = KH_OK;
  int rc = Z_OK;
  out->n = 0;
  while (rc == Z_OK) {
    if (out->n == most) s = KH_E_LIMIT;
    else if (out->n == out->cap && !room_for(out, out->cap * 2 < most ? out->cap * 2 + 65536 : most + 1)) s = KH_E_MEMORY;
    if (s) break;
    size_t space = (out->cap < most ? out->cap : most) - out->n;
    z.next_out = (unsigned char *)out->s + out->n;
    z.avail_out = (unsigned)space;
    rc = inflate(&z, Z_NO_FLUSH);
    out->n += space - z.avail_out;
  }
  inflateEnd(&z);
  if (s) return s;
  return out->n || rc == Z_STREAM_END ? KH_OK : KH_E_FORMAT;   /* cut off or broken later on: what came before counts */
}

static kh_status unpack_gzip(kh_str v, size_t most, kh_buf *out) {
  struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
  if (!d) return KH_E_MEMORY;
  enum libdeflate_result rc = LIBDEFLATE_INSUFFICIENT_SPACE;
  for (size_t size = v.n * 6 + 4096; rc == LIBDEFLATE_INSUFFICIENT_SPACE; size *= 2) {
    if (size > most) size = most;
    if (!room_for(out, size)) break;
    rc = libdeflate_gzip_decompress(d, v.s, v.n, out->s, size, &out->n);
    if (size == most) break;
  }
  libdeflate_free_decompressor(d);
  return rc == LIBDEFLATE_SUCCESS ? KH_OK : unpack_zlib(v, 15 + 16, most, out);
}

static kh_status unpack_brotli(kh_str v, size_t most, kh_buf *out) {
  BrotliDecoderState *d = BrotliDecoderCreateInstance(NULL, NULL, NULL);
  if (!d) return KH_E_MEMORY;
  const uint8_t *in = (const uint8_t *)v.s;
  size_t left = v.n;
  kh_status s = KH_OK;
  BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
  out->n = 0;
  while (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
    if (out->n == most) s = KH_E_LIMIT;
    else if (out->n == out->cap && !room_for(out, out->cap * 2 < most ? out->cap * 2 + 65536 : most + 1)) s = KH_E_MEMORY;
    if (s) break;
    size_t space = (out->cap < most ? out->cap : most) - out->n, before = space;
    uint8_t *to = (uint8_t *)out->s + out->n;
    rc = BrotliDecoderDecompressStream(d, &left, &in, &space, &to, NULL);
    out->n += before - space;
  }
  BrotliDecoderDestroyInstance(d);
  if (s) return s;
  return rc == BROTLI_DECODER_RESULT_SUCCESS || (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT && out->n) ? KH_OK : KH_E_FORMAT;
}

bool kh_http_looks_like_html(kh_str v) {
  kh_str head = kh_str_sub(v, 0, v.n < 1024 ? v.n : 1024);
  return contains(head, "<html") || contains(head, "<!doctype html") || contains(head, "<head") || contains(head, "<body");
}

static kh_status unpack(kh_str v, kh_str encoding, size_t limit, size_t ratio, kh_buf *out) {
  const unsigned char *b = (const unsigned char *)v.s;
  size_t most = v.n > limit / ratio ? limit : v.n * ratio + 65536;
  if (v.n > 18 && b[0] == 0x1F && b[1] == 0x8B && b[2] == 8) return unpack_gzip(v, most, out);
  if (v.n < 2 || kh_http_looks_like_html(v)) return KH_E_FORMAT;
  if (contains(encoding, "deflate")) {
    bool header = (b[0] & 15) == 8 && (b[0] * 256 + b[1]) % 31 == 0;
    return unpack_zlib(v, header ? 15 : -15, most, out);
  }
  if (contains(encoding, "br")) return unpack_brotli(v, most, out);
  return KH_E_FORMAT;
}

kh_status kh_http_read(kh_str message, size_t limit, size_t ratio, kh_http_body *buffers, kh_http_response *out, kh_error *err) {
  *out = (kh_http_response){0};
  kh_str headers = message, body = {message.n ? message.s + message.n : message.s, 0};
  for (size_t i = 0; i + 1 < message.n; i++) {   /* a blank line, with or without carriage returns */
    if (message.s[i] != '\n') continue;
    size_t next = i + 1 + (message.s[i + 1] == '\r' && i + 2 < message.n);
    if (message.s[next] == '\n') {
      headers.n = i;
      body = kh_str_sub(message, next + 1, message.n);
      break;
    }
    if (i > 256 * 1024) return kh_fail(err, KH_E_FORMAT, "HTTP headers without an end");
  }
  if (!kh_str_starts(headers, KH_STR("HTTP/"))) {
    if (!kh_http_looks_like_html(message)) return kh_fail(err, KH_E_FORMAT, "no HTTP response");
    out->body = message;
    out->type = KH_STR("text/html");
    return KH_OK;
  }
  size_t i = 5;
  while (i < headers.n && headers.s[i] != ' ') i++;
  for (i++; i < headers.n && headers.s[i] >= '0' && headers.s[i] <= '9' && out->status < 1000; i++) out->status = out->status * 10 + (headers.s[i] - '0');
  kh_str type = kh_http_header(headers, "content-type"), part, encoding = kh_http_header(headers, "content-encoding");
  if (kh_str_split(&type, ';', &part)) out->type = kh_str_trim(part);
  while (kh_str_split(&type, ';', &part)) {
    part = kh_str_trim(part);
    if (part.n <= 8 || lower(part.s[0]) != 'c' || !contains(kh_str_sub(part, 0, 8), "charset=")) continue;
    part = kh_str_sub(part, 8, part.n);
    while (part.n && (part.s[0] == '"' || part.s[0] == '\'')) part.s++, part.n--;
    while (part.n && (part.s[part.n - 1] == '"' || part.s[part.n - 1] == '\'')) part.n--;
    out->charset = part;
  }
  if (contains(kh_http_header(headers, "transfer-encoding"), "chunked") && unchunk(body, &buffers->chunks)) {
    if (buffers->chunks.failed) return kh_fail(err, KH_E_MEMORY, "not enough memory for a page");
    body = (kh_str){buffers->chunks.s, buffers->chunks.n};
  }
  kh_status s = body.n ? unpack(body, encoding, limit, ratio, &buffers->unpacked) : KH_E_FORMAT;
  if (s == KH_E_LIMIT) return kh_fail(err, s, "the page unpacks to more than it may: %zu packed bytes", body.n);
  if (s == KH_E_MEMORY) return kh_fail(err, s, "not enough memory to unpack a page");
  out->body = s == KH_OK ? (kh_str){buffers->unpacked.s, buffers->unpacked.n} : body;
  if (out->body.n > limit) return kh_fail(err, KH_E_LIMIT, "a page of %zu bytes; the limit is %zu", out->body.n, limit);
  return KH_OK;
}

void kh_http_free(kh_http_body *b) {
  kh_buf_free(&b->chunks);
  kh_buf_free(&b->unpacked);
}
