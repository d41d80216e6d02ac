/* fetch.c: the round: feeds that are due, then the pages that they name and that are not known, host by host in turn. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include "code/item.h"
#include "fetch/fetch.h"

enum { FEED_BYTES = 16 << 20, ROBOTS_BYTES = 512 << 10, FIRST_BACKOFF = 900, LAST_BACKOFF = 86400, PATIENCE = 120 };

typedef struct site {
  kh_robots robots;
  bool asked;               /* for its robots.txt */
  double ready;             /* seconds on the clock: no request before */
  unsigned failures;        /* in a row */
} site;

typedef struct page { kh_str url, path, published; uint32_t site; bool done; } page;

typedef struct round_ {
  const kh_fetch_options *o;
  kh_downloader *net;
  kh_arena *a;
  kh_map *site_of, *queued;
  KH_VEC(site) sites;
  KH_VEC(page) pages;
  kh_fetch_counts counts;
  kh_download answer;       /* to the last request */
  char agent[64];           /* the product token of the User-Agent */
} round_;

void kh_fetch_options_default(kh_fetch_options *o) {
  *o = (kh_fetch_options){.version = 1, .user_agent = "khaldun/" KH_VERSION " (news event coder)", .delay_s = 2, .page_bytes = (size_t)8 << 20, .timeout_s = 30, .pages_per_feed = 200};
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool stopped(const round_ *r) { return r->o->stop && *r->o->stop; }

static void say(const round_ *r, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(const round_ *r, const char *format, ...) {
  char line[512];
  va_list args;
  if (!r->o->note) return;
  va_start(args, format);
  vsnprintf(line, sizeof line, format, args);
  va_end(args);
  r->o->note(r->o->user, line);
}

static void wait_until(const round_ *r, double when) {
  for (double left; (left = when - now()) > 0 && !stopped(r);) {
    double step = left < 0.2 ? left : 0.2;
    nanosleep(&(struct timespec){.tv_nsec = (long)(step * 1e9)}, NULL);
  }
}

/* The site of an address, its robots.txt not yet asked for; KH_NONE for an address that has none. */
static uint32_t site_at(round_ *r, kh_str url, kh_str *path) {
  kh_str name;
  bool fresh;
  if (!kh_url_split(url, r->a, &name, path)) return KH_NONE;
  uint32_t *slot = kh_map_put(r->site_of, name, &fresh);
  if (fresh) {
    *slot = (uint32_t)r->sites.n;
    KH_PUSH(r->a, &r->sites, (site){.ready = 0});
  }
  return *slot;
}

/* A request to a site: waits for its turn and sets the next one. */
static kh_status get(round_ *r, uint32_t s, const char *url, const char *etag, const char *modified, size_t max, kh_error *err) {
  wait_until(r, r->sites.at[s].ready);
  kh_download_free(&r->answer);
  kh_status status = kh_download_get(r->net, url, etag, modified, max, &r->answer, err);
  double delay = r->sites.at[s].robots.delay > r->o->delay_s ? r->sites.at[s].robots.delay : r->o->delay_s;
  r->sites.at[s].ready = now() + delay;
  return status;
}

static void ask_robots(round_ *r, uint32_t s, kh_str url) {
  if (r->sites.at[s].asked || r->o->ignore_robots) return;
  r->sites.at[s].asked = true;
  kh_str name, path;
  const kh_download *d = &r->answer;
  kh_error err;
  if (!kh_url_split(url, r->a, &name, &path)) return;
  kh_str address = kh_str_printf(r->a, KH_FMT "/robots.txt", KH_ARG(name));
  kh_status status = get(r, s, address.s, NULL, NULL, ROBOTS_BYTES, &err);
  /* no answer or a server's failure: nothing may be fetched now; no such file: everything (RFC 9309, 2.3.1) */
  if (status == KH_E_LIMIT || (!status && d->status == 200)) kh_robots_parse((kh_str){d->body.s, d->body.n}, kh_str_of(r->agent), r->a, &r->sites.at[s].robots);
  else if (status || d->status >= 500 || d->status == 429) {
    r->sites.at[s].robots.closed = true;
    if (status) say(r, "%.300s; the site is left alone this time", err.message);
    else say(r, "%.200s: HTTP status %ld for robots.txt; the site is left alone this time", name.s, d->status);
  }
}

/* ---- what is remembered of a feed: etag, last-modified, when it is due, failures in a row; one a line ---- */
typedef struct memory { char etag[256], modified[64]; int64_t due; unsigned failures; } memory;

static void recall(const round_ *r, const char *url, memory *m) {
  kh_buf b = {0};
  *m = (memory){.due = 0};
  if (r->o->recall && r->o->recall(r->o->user, url, &b.s, &b.n) && b.s) {
    kh_str rest = {b.s, b.n}, line[4] = {{0}};
    int64_t number;
    for (int i = 0; i < 4 && kh_str_split(&rest, '\n', &line[i]);) i++;
    if (line[0].n < sizeof m->etag) memcpy(m->etag, line[0].s, line[0].n);
    if (line[1].n < sizeof m->modified) memcpy(m->modified, line[1].s, line[1].n);
    if (kh_str_to_int(line[2], &number)) m->due = number;
    if (kh_str_to_int(line[3], &number) && number >= 0 && number < 1000) m->failures = (unsigned)number;
  }
  free(b.s);
}

static kh_status remember(const round_ *r, const char *url, const memory *m, kh_error *err) {
  char text[512];
  if (!r->o->remember) return KH_OK;
  snprintf(text, sizeof text, "%s\n%s\n%" PRId64 "\n%u", m->etag, m->modified, m->due, m->failures);
  return r->o->remember(r->o->user, url, text, err);
}

static void back_off(memory *m, int64_t retry_after) {
  int64_t wait = FIRST_BACKOFF;
  for (unsigned i = 0; i < m->failures && wait < LAST_BACKOFF; i++) wait *= 2;
  if (m->failures < 999) m->failures++;
  if (retry_after > wait) wait = retry_after;
  m->due = (int64_t)time(NULL) + (wait < LAST_BACKOFF ? wait : LAST_BACKOFF);
}

static void queue(round_ *r, const kh_feed *feed) {
  unsigned fresh_pages = 0;
  for (size_t i = 0; i < feed->entries.n; i++) {
    const kh_feed_entry *e = &feed->entries.at[i];
    bool fresh;
    kh_str path;
    kh_map_put(r->queued, e->url, &fresh);
    if (!fresh) continue;
    if (r->o->known && r->o->known(r->o->user, e->url.s)) {
      r->counts.known++;
      continue;
    }
    if (++fresh_pages > r->o->pages_per_feed) continue;   /* the rest next time */
    uint32_t s = site_at(r, e->url, &path);
    if (s != KH_NONE) KH_PUSH(r->a, &r->pages, (page){e->url, path, e->published, s, false});
  }
}

static kh_status poll_feed(round_ *r, const char *given, kh_error *err) {
  memory m;
  const kh_download *d = &r->answer;
  kh_error why;
  kh_str path, url = kh_url_resolve(NULL, kh_str_of(given), r->a);
  uint32_t s = url.n ? site_at(r, url, &path) : KH_NONE;
  if (s == KH_NONE) {
    r->counts.feeds_failed++;
    say(r, "%.200s is no http or https address", given);
    return KH_OK;
  }
  recall(r, url.s, &m);
  if (m.due > (int64_t)time(NULL) && !r->o->force) {
    r->counts.feeds_waiting++;
    return KH_OK;
  }
  ask_robots(r, s, url);
  if (!kh_robots_allow(&r->sites.at[s].robots, path)) {
    r->counts.feeds_failed++;
    say(r, "%.200s: its robots.txt does not allow it", url.s);
    return KH_OK;
  }
  kh_status status = get(r, s, url.s, r->o->force ? NULL : m.etag, r->o->force ? NULL : m.modified, FEED_BYTES, &why);
  if (!status && d->status == 304) {
    r->counts.feeds_unchanged++;
    m.due = 0, m.failures = 0;
  } else if (!status && d->status == 200) {
    kh_feed feed;
    status = kh_feed_parse(d->body.s ? d->body.s : "", d->body.n, d->url, r->a, &feed, &why);
    queue(r, &feed);
    if (status) say(r, "%.200s: %s", url.s, why.message), r->counts.feeds_failed++;
    else r->counts.feeds++;
    memcpy(m.etag, status ? "" : d->etag, status ? 1 : sizeof m.etag);
    memcpy(m.modified, status ? "" : d->modified, status ? 1 : sizeof m.modified);
    m.due = 0, m.failures = 0;
  } else {
    r->counts.feeds_failed++;
    back_off(&m, d->retry_after);
    if (status) say(r, "%s", why.message);
    else say(r, "%.200s: HTTP status %ld; next try in %" PRId64 " minutes", url.s, d->status, (m.due - (int64_t)time(NULL) + 59) / 60);
  }
  return stopped(r) ? KH_OK : remember(r, url.s, &m, err);
}

/* "text/html; charset=utf-8": the charset, or NULL in out[0] = 0. False: no page. */
static bool page_type(const char *type, char charset[64], kh_input_kind *kind) {
  static const struct { const char *name; kh_input_kind kind; } types[] = {{"text/html", KH_INPUT_HTML}, {"application/xhtml+xml", KH_INPUT_HTML}, {"text/plain", KH_INPUT_TEXT}, {"", KH_INPUT_HTML}};
  size_t n = strcspn(type, "; ");
  const char *c = strstr(type, "charset=");
  charset[0] = 0;
  if (c) {
    c += 8 + (c[8] == '"');
    size_t k = strcspn(c, "\"; ");
    if (k < 64) memcpy(charset, c, k), charset[k] = 0;
  }
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (n == strlen(types[i].name) && !strncasecmp(type, types[i].name, n)) return *kind = types[i].kind, true;
  return false;
}

static kh_status give(round_ *r, const page *p, const kh_download *d, kh_error *err) {
  char charset[64];
  kh_input_kind kind;
  if (!page_type(d->type, charset, &kind)) {
    r->counts.skipped++;
    say(r, "%.200s is no page but %.60s", p->url.s, d->type);
    return KH_OK;
  }
  kh_item *item;
  kh_status s = kh_item_new(kind, d->body.s ? d->body.s : "", d->body.n, p->url.s, p->published.n ? p->published.s : NULL, *charset ? charset : NULL, &item, err);
  if (s) return s;
  s = r->o->page(r->o->user, item, err);
  kh_item_free(item);
  if (!s) r->counts.pages++;
  return s;
}

static kh_status fetch_page(round_ *r, page *p, kh_error *err) {
  const kh_download *d = &r->answer;
  kh_error why;
  kh_status s = KH_OK;
  p->done = true;
  ask_robots(r, p->site, p->url);
  site *x = &r->sites.at[p->site];   /* after what may have made room for more sites */
  if (!kh_robots_allow(&x->robots, p->path)) {
    r->counts.refused++;
    return KH_OK;
  }
  if (x->failures >= 3) {   /* the site is down: next time */
    r->counts.failed++;
    return KH_OK;
  }
  kh_status got = get(r, p->site, p->url.s, NULL, NULL, r->o->page_bytes, &why);
  if (!got && d->status == 200) {
    x->failures = 0;
    s = give(r, p, d, err);
  } else if (!got && (d->status == 429 || d->status == 503) && d->retry_after > 0 && d->retry_after <= PATIENCE && !x->failures) {
    x->failures++;
    x->ready = now() + (double)d->retry_after;
    p->done = false;
  } else {
    r->counts.failed++;
    if (got == KH_E_NETWORK || d->status >= 500 || d->status == 429) x->failures++;
    if (got) say(r, "%s", why.message);
    else say(r, "%.200s: HTTP status %ld", p->url.s, d->status);
  }
  return s;
}

/* The page that can be asked for first; NULL: none is left. */
static page *next_page(round_ *r) {
  page *best = NULL;
  double t = now();
  for (size_t i = 0; i < r->pages.n; i++) {
    page *p = &r->pages.at[i];
    if (p->done) continue;
    double ready = r->sites.at[p->site].ready;
    if (ready <= t) return p;
    if (!best || ready < r->sites.at[best->site].ready) best = p;
  }
  return best;
}

static kh_status run(round_ *r, kh_error *err) {
  kh_status s = KH_OK;
  r->site_of = kh_map_new(r->a, 256);
  r->queued = kh_map_new(r->a, 4096);
  snprintf(r->agent, sizeof r->agent, "%.*s", (int)strcspn(r->o->user_agent, "/ "), r->o->user_agent);
  for (size_t i = 0; i < r->o->feed_count && !s && !stopped(r); i++) s = poll_feed(r, r->o->feeds[i], err);
  for (page *p; !s && !stopped(r) && (p = next_page(r));) s = fetch_page(r, p, err);
  return s;
}

kh_status kh_fetch(const kh_fetch_options *o, kh_fetch_counts *counts, kh_error *err) {
  if (!o || o->version != 1 || !o->page || (o->feed_count && !o->feeds) || !(o->delay_s >= 0 && o->delay_s <= 3600) || !o->timeout_s)
    return kh_fail(err, KH_E_ARGUMENT, "kh_fetch needs options (kh_fetch_options_default), feeds and a function for pages");
  round_ *r = calloc(1, sizeof *r);
  if (!r || !(r->a = kh_arena_new((size_t)1 << 30))) {
    free(r);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  r->o = o;
  kh_status s = kh_downloader_new(o->user_agent, (long)o->timeout_s, o->allow_private, o->stop, &r->net, err);
  if (!s) {
    kh_guard g;
    kh_arena_guard(r->a, &g);
    if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory for the feeds");
    else s = run(r, err);
    kh_arena_unguard(r->a, &g);
  }
  if (counts) *counts = r->counts;
  kh_download_free(&r->answer);
  kh_downloader_free(r->net);
  kh_arena_free(r->a);
  free(r);
  return s;
}
