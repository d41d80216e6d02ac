/* reader.c: files and standard input to items, one report each, as it came. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "code/item.h"

#define DEFAULT_LIMIT ((size_t)64 << 20)
#define CHUNK ((size_t)256 << 10)

struct kh_reader {
  kh_input_kind kind;
  char *path;
  int fd;
  size_t limit;
  kh_buf in;             /* what was read and not yet given away: in.s[at … in.n) */
  size_t at;
  bool eof, done;
  uint64_t number;       /* items so far; lines of JSONL, blank ones included */
  bool every_line;       /* blank lines are items too */
  kh_warc *warc;
};

static bool named(const char *path, const char *ending) {
  size_t n = strlen(path), k = strlen(ending);
  return n > k && !strcasecmp(path + n - k, ending);
}

static kh_status fill(kh_reader *r, kh_error *err) {
  if (r->eof) return KH_OK;
  if (r->at == r->in.n) r->at = r->in.n = 0;
  else if (r->at > CHUNK && r->at > r->in.n / 2) {
    memmove(r->in.s, r->in.s + r->at, r->in.n - r->at);
    r->in.n -= r->at;
    r->at = 0;
  }
  char *room = kh_buf_room(&r->in, CHUNK);
  if (!room) return kh_fail(err, KH_E_MEMORY, "%s: not enough memory", r->path);
  ssize_t k;
  do k = read(r->fd, room, CHUNK);
  while (k < 0 && errno == EINTR);
  if (k < 0) return kh_fail(err, KH_E_IO, "%s: %s", r->path, strerror(errno));
  if (k == 0) r->eof = true;
  r->in.n += (size_t)k;
  return KH_OK;
}

static kh_input_kind sniff(const kh_reader *r) {
  kh_str v = {r->in.s + r->at, r->in.n - r->at};
  if (kh_str_starts(v, KH_STR("WARC/")) || kh_str_starts(v, KH_STR("\x1F\x8B"))) return KH_INPUT_WARC;
  if (kh_str_starts(v, KH_STR("\xEF\xBB\xBF"))) v = kh_str_sub(v, 3, v.n);
  v = kh_str_trim(v);
  if (v.n && v.s[0] == '{') return KH_INPUT_JSONL;
  static const char *const html[] = {"<!doctype html", "<html", "<head", "<body", "<!--", "<?xml"};
  for (size_t i = 0; i < sizeof html / sizeof *html; i++)
    if (v.n >= strlen(html[i]) && !strncasecmp(v.s, html[i], strlen(html[i]))) return KH_INPUT_HTML;
  return KH_INPUT_TEXT;
}

kh_status kh_reader_open(const char *path, kh_input_kind kind, size_t limit, kh_reader **out, kh_error *err) {
  if (!path || !out) return kh_fail(err, KH_E_ARGUMENT, "no path");
  *out = NULL;
  kh_reader *r = calloc(1, sizeof *r);
  if (r) r->path = strdup(path);
  if (!r || !r->path) {
    free(r);
    return kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  r->limit = limit ? limit : DEFAULT_LIMIT;
  r->fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  kh_status s = KH_OK;
  if (r->fd < 0) s = kh_fail(err, KH_E_IO, "%s: %s", path, strerror(errno));
  if (!s && kind == KH_INPUT_AUTO) {
    if (named(path, ".html") || named(path, ".htm")) kind = KH_INPUT_HTML;
    else if (named(path, ".jsonl") || named(path, ".ndjson")) kind = KH_INPUT_JSONL;
    else if (named(path, ".warc") || named(path, ".warc.gz")) kind = KH_INPUT_WARC;
    else if (named(path, ".txt")) kind = KH_INPUT_TEXT;
    else if (!(s = fill(r, err))) kind = sniff(r);
  }
  r->every_line = kind == KH_INPUT_LINES;
  if (r->every_line) kind = KH_INPUT_JSONL;
  r->kind = kind;
  if (!s && kind == KH_INPUT_WARC) {
    /* The archive reader opens the file itself; what was read to recognise a stream cannot be given back. */
    if (r->in.n && r->fd == STDIN_FILENO) s = kh_fail(err, KH_E_ARGUMENT, "standard input looks like a web archive: say --input warc");
    else s = kh_warc_open(path, &r->warc, err);
  }
  if (s) kh_reader_close(r);
  else *out = r;
  return s;
}

void kh_reader_close(kh_reader *r) {
  if (!r) return;
  kh_warc_close(r->warc);
  if (r->fd > STDIN_FILENO) close(r->fd);
  kh_buf_free(&r->in);
  free(r->path);
  free(r);
}

uint64_t kh_reader_skipped(const kh_reader *r) {
  if (!r->warc) return 0;
  kh_warc_counts n = kh_warc_count(r->warc);
  return n.not_html + n.not_ok + n.revisits;
}

uint64_t kh_reader_position(const kh_reader *r) {
  if (r->warc) return kh_warc_position(r->warc);
  off_t at = lseek(r->fd, 0, SEEK_CUR);
  return at > 0 ? (uint64_t)at : 0;
}

static kh_item *item_new(kh_reader *r, kh_input_kind kind, const char *bytes, size_t n) {
  kh_item *i = calloc(1, sizeof *i);
  if (!i) return NULL;
  i->kind = kind;
  i->number = r->number;
  i->path = strdup(r->path);
  i->bytes = malloc(n + 1);
  i->n = n;
  if (!i->path || !i->bytes) {
    kh_item_free(i);
    return NULL;
  }
  if (n) memcpy(i->bytes, bytes, n);
  i->bytes[n] = 0;
  return i;
}

kh_status kh_item_new(kh_input_kind kind, const char *bytes, size_t n, const char *url, const char *date, const char *charset, kh_item **out, kh_error *err) {
  if (!out || (n && !bytes) || !url || (kind != KH_INPUT_TEXT && kind != KH_INPUT_HTML && kind != KH_INPUT_JSONL))
    return kh_fail(err, KH_E_ARGUMENT, "kh_item_new needs bytes of text, HTML or JSON and their address");
  kh_item *i = *out = calloc(1, sizeof *i);
  bool ok = i && (i->bytes = malloc(n + 1)) && (i->path = strdup(url)) && (i->url = strdup(url)) && (!date || (i->date = strdup(date))) &&
            (!charset || (i->charset = strdup(charset)));
  if (!ok) {
    kh_item_free(i);
    *out = NULL;
    return kh_fail(err, KH_E_MEMORY, "not enough memory for %.200s", url);
  }
  if (n) memcpy(i->bytes, bytes, n);
  i->bytes[n] = 0;
  i->n = n;
  i->kind = kind;
  i->number = 1;
  return KH_OK;
}

void kh_item_free(kh_item *i) {
  if (!i) return;
  free(i->bytes);
  free(i->path);
  free(i->url);
  free(i->date);
  free(i->charset);
  free(i);
}

static const char *find(const char *s, size_t n, const char *what) {
  size_t k = strlen(what);
  for (const char *end = s + n; (size_t)(end - s) >= k && (s = memchr(s, what[0], (size_t)(end - s) - k + 1)); s++)
    if (!memcmp(s, what, k)) return s;
  return NULL;
}

/* The rest of the stream up to `stop` (NULL: its end). What goes over the limit is read and dropped. */
static kh_status take(kh_reader *r, const char *stop, bool *too_long, size_t *len, kh_error *err) {
  size_t seen = 0;
  *too_long = false;
  for (;;) {
    const char *from = r->in.s ? r->in.s + r->at : "";
    size_t have = r->in.n - r->at;
    const char *hit = stop && have > seen ? find(from + seen, have - seen, stop) : NULL;
    if (hit) return *len = (size_t)(hit - from), *too_long |= *len > r->limit, KH_OK;
    if (r->eof) return *len = have, *too_long |= have > r->limit, KH_OK;
    seen = stop && have >= strlen(stop) ? have - strlen(stop) + 1 : 0;
    if (have > r->limit) {   /* keep nothing of it */
      *too_long = true;
      r->at = r->in.n;
      seen = 0;
    }
    kh_status s = fill(r, err);
    if (s) return s;
  }
}

static kh_status next_line(kh_reader *r, kh_item **out, kh_error *err) {
  for (;;) {
    bool too_long;
    size_t n;
    kh_status s = take(r, "\n", &too_long, &n, err);
    if (s) return s;
    bool last = r->eof && r->at + n == r->in.n;
    kh_str line = kh_str_trim((kh_str){r->in.s ? r->in.s + r->at : "", n});
    if (last && !n && !too_long) return KH_E_END;
    r->number++;
    bool counts = line.n || too_long || r->every_line;
    if (counts) {
      *out = item_new(r, KH_INPUT_JSONL, line.s, too_long ? 0 : line.n);
      if (*out && too_long) (*out)->problem = KH_E_LIMIT;
    }
    r->at += n + !last;
    if (counts) return *out ? KH_OK : kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
}

/* Something other than comments and blank lines. */
static bool has_tokens(kh_str lines) {
  kh_str line;
  while (kh_str_split(&lines, '\n', &line))
    if (kh_str_trim(line).n && line.s[0] != '#') return true;
  return false;
}

/* A document of tokens: up to the line that begins the next one. */
static kh_status next_tokens(kh_reader *r, kh_item **out, kh_error *err) {
  for (bool last = false; !last;) {
    bool too_long;
    size_t n;
    kh_status s = take(r, "\n# newdoc", &too_long, &n, err);
    if (s) return s;
    last = r->eof && r->at + n == r->in.n;
    kh_str lines = {r->in.s ? r->in.s + r->at : "", too_long ? 0 : n};
    bool some = too_long || has_tokens(lines) || (last && !r->number);
    if (some) {
      r->number++;
      *out = item_new(r, KH_INPUT_TOKENS, lines.s, lines.n);
      if (*out && too_long) (*out)->problem = KH_E_LIMIT;
    }
    r->at += n + !last;
    r->done = last;
    if (some) return *out ? KH_OK : kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  return KH_E_END;
}

static char *copy(kh_str v) { return v.n ? strndup(v.s, v.n) : NULL; }

static kh_status next_page(kh_reader *r, kh_item **out, kh_error *err) {
  kh_warc_page page = {0};
  kh_error why;
  kh_status s = kh_warc_next(r->warc, &page, &why);
  if (s == KH_E_END) return s;
  if (s == KH_E_IO || s == KH_E_MEMORY) return kh_fail(err, s, "%s: %.200s", r->path, why.message);
  r->number++;
  *out = item_new(r, KH_INPUT_HTML, page.html.s, s ? 0 : page.html.n);
  if (!*out) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  (*out)->in_archive = true;
  (*out)->problem = s;   /* this record is lost, the next ones are not */
  if (!s) {
    (*out)->url = copy(page.url);
    (*out)->charset = page.charset ? strdup(page.charset) : NULL;
    (*out)->date = copy(page.date);
  }
  return KH_OK;
}

kh_status kh_reader_next(kh_reader *r, kh_item **out, kh_error *err) {
  *out = NULL;
  if (r->done) return KH_E_END;
  kh_status s;
  if (r->kind == KH_INPUT_JSONL) s = next_line(r, out, err);
  else if (r->kind == KH_INPUT_WARC) s = next_page(r, out, err);
  else if (r->kind == KH_INPUT_TOKENS) s = next_tokens(r, out, err);
  else {
    bool too_long;
    size_t n;
    s = take(r, NULL, &too_long, &n, err);
    if (!s) {
      r->number++;
      *out = item_new(r, r->kind, r->in.s ? r->in.s + r->at : "", too_long ? 0 : n);
      if (!*out) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
      else if (too_long) (*out)->problem = KH_E_LIMIT;
    }
    r->done = true;
  }
  if (s) r->done = true;
  return s;
}
