/* fetch.h: feeds to the pages that they name, politely. */
#ifndef KH_FETCH_H
#define KH_FETCH_H
#include "base/base.h"

/* ---- feed.c: RSS 0.9 to 2.0, Atom (RFC 4287), JSON Feed 1.1 ---- */
typedef struct kh_feed_entry {
  kh_str url;               /* absolute, http or https */
  kh_str title, published;  /* as the feed says them; published a day "YYYY-MM-DD" or empty */
} kh_feed_entry;
typedef struct kh_feed { KH_VEC(kh_feed_entry) entries; } kh_feed;
/* base: the feed's own address, for relative ones. Strings live in the arena. At most 10,000 entries are read; KH_E_FORMAT: no feed, or broken
 * (entries before the break are kept). Arena failures come as jumps to its guard. */
kh_status kh_feed_parse(const char *bytes, size_t n, const char *base, kh_arena *a, kh_feed *out, kh_error *err);
/* An address made absolute; empty if it is none of http or https. */
kh_str kh_url_resolve(const char *base, kh_str ref, kh_arena *a);
/* "https://example.org:8080" and "/path?query" of an absolute address; false if it is none. */
bool kh_url_split(kh_str url, kh_arena *a, kh_str *site, kh_str *path);

/* ---- robots.c: RFC 9309 ---- */
typedef struct kh_robots_rule { kh_str path; bool allow; } kh_robots_rule;
typedef struct kh_robots {
  KH_VEC(kh_robots_rule) rules;
  double delay;             /* "Crawl-delay" in seconds, at most 60; 0: none is asked for */
  bool closed;              /* the file could not be had: nothing may be fetched */
} kh_robots;
/* The groups for the product token `agent`, else those for "*". */
void kh_robots_parse(kh_str text, kh_str agent, kh_arena *a, kh_robots *out);
bool kh_robots_allow(const kh_robots *r, kh_str path);

/* ---- download.c ---- */
typedef struct kh_downloader kh_downloader;
typedef struct kh_download {
  long status;              /* HTTP status; 0: no answer */
  kh_buf body;              /* unpacked */
  char etag[256], modified[64], type[128];
  char *url;                /* after redirects */
  int64_t retry_after;      /* seconds, 0: not said */
} kh_download;
/* agent: the User-Agent. private: addresses of private and local networks may be connected to. */
kh_status kh_downloader_new(const char *agent, long timeout_s, bool allow_private, volatile int *stop, kh_downloader **out, kh_error *err);
void kh_downloader_free(kh_downloader *d);
/* GET with at most five redirects. etag, modified: of the copy at hand, or NULL. Bodies longer than max bytes (unpacked): KH_E_LIMIT. KH_E_NETWORK:
 * no answer, or an address that may not be connected to. An answer of any status is KH_OK. Free *out always. */
kh_status kh_download_get(kh_downloader *d, const char *url, const char *etag, const char *modified, size_t max, kh_download *out, kh_error *err);
void kh_download_free(kh_download *d);
#endif
