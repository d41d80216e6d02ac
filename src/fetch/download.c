/* download.c: one GET after another through libcurl, with bounds. */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fetch/fetch.h"

struct kh_downloader {
  CURL *curl;
  bool allow_private, refused;   /* refused: of the request under way */
  volatile int *stop;
  kh_download *into;
  size_t max;
  bool too_long;
};

/* Networks that are not the public internet: RFC 6890 and its successors. */
static bool private_v4(uint32_t a) {
  static const struct { uint32_t net, bits; } nets[] = {
      {0x00000000, 8}, {0x0A000000, 8}, {0x64400000, 10}, {0x7F000000, 8}, {0xA9FE0000, 16}, {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24},
      {0xC0A80000, 16}, {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4}, {0xF0000000, 4}};
  for (size_t i = 0; i < sizeof nets / sizeof *nets; i++)
    if (a >> (32 - nets[i].bits) == nets[i].net >> (32 - nets[i].bits)) return true;
  return false;
}

static uint32_t v4_at(const uint8_t *b) { return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3]; }

static bool private_v6(const uint8_t b[16]) {
  static const uint8_t zero[12] = {0}, mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, nat64[12] = {0, 0x64, 0xFF, 0x9B};
  if (!memcmp(b, mapped, 12) || !memcmp(b, nat64, 12)) return private_v4(v4_at(b + 12));
  if (!memcmp(b, zero, 12)) return true;                                 /* ::, ::1, old embedded addresses */
  if (b[0] == 0x20 && b[1] == 0x02) return private_v4(v4_at(b + 2));     /* 6to4 */
  if (b[0] == 0x20 && b[1] == 0x01 && b[2] < 2) return true;             /* 2001::/23, Teredo among them */
  if (b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8) return true;   /* documentation */
  return (b[0] & 0xE0) != 0x20;                                          /* all but 2000::/3 */
}

/* The address is judged where it is connected to, so that neither a redirect nor a name that changes leads astray. */
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *a) {
  kh_downloader *d = user;
  (void)purpose;
  bool refused = true;
  if (a->family == AF_INET && a->addrlen >= sizeof(struct sockaddr_in)) {
    struct sockaddr_in in;
    memcpy(&in, &a->addr, sizeof in);
    refused = private_v4(ntohl(in.sin_addr.s_addr));
  } else if (a->family == AF_INET6 && a->addrlen >= sizeof(struct sockaddr_in6)) {
    struct sockaddr_in6 in;
    memcpy(&in, &a->addr, sizeof in);   /* addrlen is the real size of addr */
    refused = private_v6(in.sin6_addr.s6_addr);
  }
  if (refused && !d->allow_private) return d->refused = true, CURL_SOCKET_BAD;
  return socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
}

static size_t receive(char *bytes, size_t one, size_t n, void *user) {
  kh_downloader *d = user;
  n *= one;
  if (n > d->max || d->into->body.n > d->max - n) return d->too_long = true, 0;
  kh_buf_put(&d->into->body, bytes, n);
  return d->into->body.failed ? 0 : n;
}

static void keep(const char *line, size_t n, const char *name, char *out, size_t room) {
  size_t k = strlen(name);
  if (n <= k || strncasecmp(line, name, k)) return;
  kh_str v = kh_str_trim((kh_str){line + k, n - k});
  if (v.n >= room) return;
  memcpy(out, v.s, v.n);
  out[v.n] = 0;
}

static size_t header(char *line, size_t one, size_t n, void *user) {
  kh_downloader *d = user;
  n *= one;
  if (n > 5 && !memcmp(line, "HTTP/", 5)) d->into->etag[0] = d->into->modified[0] = 0;   /* of the last answer alone */
  keep(line, n, "etag:", d->into->etag, sizeof d->into->etag);
  keep(line, n, "last-modified:", d->into->modified, sizeof d->into->modified);
  return n;
}

static int progress(void *user, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t e) {
  const kh_downloader *d = user;
  (void)a, (void)b, (void)c, (void)e;
  return d->stop && *d->stop;
}

kh_status kh_downloader_new(const char *agent, long timeout_s, bool allow_private, volatile int *stop, kh_downloader **out, kh_error *err) {
  kh_downloader *d = *out = calloc(1, sizeof *d);
  if (d) d->curl = curl_easy_init();
  if (!d || !d->curl) {
    kh_downloader_free(d);
    *out = NULL;
    return kh_fail(err, KH_E_MEMORY, "not enough memory for the network");
  }
  d->allow_private = allow_private, d->stop = stop;
  CURL *c = d->curl;
  bool ok = !curl_easy_setopt(c, CURLOPT_USERAGENT, agent) && !curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") &&
            !curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https") && !curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L) &&
            !curl_easy_setopt(c, CURLOPT_MAXREDIRS, 5L) && !curl_easy_setopt(c, CURLOPT_TIMEOUT, timeout_s) &&
            !curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, timeout_s < 15 ? timeout_s : 15L) && !curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) &&
            !curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "") && !curl_easy_setopt(c, CURLOPT_PROXY, "") && !curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket) &&
            !curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, d) && !curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, receive) && !curl_easy_setopt(c, CURLOPT_WRITEDATA, d) &&
            !curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, header) && !curl_easy_setopt(c, CURLOPT_HEADERDATA, d) && !curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, progress) &&
            !curl_easy_setopt(c, CURLOPT_XFERINFODATA, d) && !curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
  if (ok) return KH_OK;
  kh_downloader_free(d);
  *out = NULL;
  return kh_fail(err, KH_E_NETWORK, "libcurl lacks something that is needed: version 7.85 or later");
}

void kh_downloader_free(kh_downloader *d) {
  if (!d) return;
  curl_easy_cleanup(d->curl);
  free(d);
}

void kh_download_free(kh_download *d) {
  kh_buf_free(&d->body);
  free(d->url);
  *d = (kh_download){.status = 0};
}

kh_status kh_download_get(kh_downloader *d, const char *url, const char *etag, const char *modified, size_t max, kh_download *out, kh_error *err) {
  struct curl_slist *headers = NULL;
  char line[400];
  *out = (kh_download){.status = 0};
  d->into = out, d->max = max, d->too_long = d->refused = false;
  if (etag && *etag && snprintf(line, sizeof line, "If-None-Match: %s", etag) < (int)sizeof line) headers = curl_slist_append(headers, line);
  if (modified && *modified && snprintf(line, sizeof line, "If-Modified-Since: %s", modified) < (int)sizeof line) headers = curl_slist_append(headers, line);
  curl_easy_setopt(d->curl, CURLOPT_HTTPHEADER, headers);
  CURLcode code = curl_easy_setopt(d->curl, CURLOPT_URL, url);
  if (!code) code = curl_easy_perform(d->curl);
  curl_easy_setopt(d->curl, CURLOPT_HTTPHEADER, NULL);
  curl_slist_free_all(headers);
  char *text = NULL;
  curl_off_t wait = 0;
  curl_easy_getinfo(d->curl, CURLINFO_RESPONSE_CODE, &out->status);
  if (!curl_easy_getinfo(d->curl, CURLINFO_CONTENT_TYPE, &text) && text) snprintf(out->type, sizeof out->type, "%s", text);
  if (!curl_easy_getinfo(d->curl, CURLINFO_RETRY_AFTER, &wait)) out->retry_after = (int64_t)wait;
  if (!curl_easy_getinfo(d->curl, CURLINFO_EFFECTIVE_URL, &text) && text) out->url = strdup(text);
  if (out->body.failed || !out->url) return kh_fail(err, KH_E_MEMORY, "not enough memory for %.200s", url);
  if (d->too_long) return kh_fail(err, KH_E_LIMIT, "%.180s is longer than %zu bytes", url, max);
  if (d->refused) return kh_fail(err, KH_E_NETWORK, "%.160s leads to a private or local address", url);
  if (code) return kh_fail(err, KH_E_NETWORK, "%.160s: %s", url, curl_easy_strerror(code));
  return KH_OK;
}
