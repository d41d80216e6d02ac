/* Tests of quotations: quotes.tsv and the examples of data/quotes. They go through the whole road; as models are
 * trained anew, nearly all of them must hold, not all. */
#include <stdlib.h>

#include "check.h"
#include "code/road.h"

typedef struct run {
  khaldun *k;
  kh_coder *c;
  size_t right, wrong, speakers_right, speakers;
} run;

#define MAX_SPANS 8
typedef struct marked {   /* an example without its marks, and the spans that they stood around */
  char text[1024];
  uint32_t n, spans;
  kh_span speaker, cue, content[MAX_SPANS];
} marked;

static marked unmark(kh_str line) {
  marked m = {0};
  for (size_t i = 0; i < line.n && m.n + 2 < sizeof m.text; i++) {
    char c = line.s[i];
    if (c == '<') m.speaker.begin = m.n;
    else if (c == '>') m.speaker.end = m.n;
    else if (c == '[') m.cue.begin = m.n;
    else if (c == ']') m.cue.end = m.n;
    else if (c == '{' && m.spans < MAX_SPANS) m.content[m.spans].begin = m.n;
    else if (c == '}' && m.spans < MAX_SPANS) m.content[m.spans++].end = m.n;
    else if (c == '\\' && i + 1 < line.n && line.s[i + 1] == 'n') m.text[m.n++] = '\n', m.text[m.n++] = '\n', i++;
    else m.text[m.n++] = c;
  }
  return m;
}

static bool in_any(uint32_t byte, const kh_span *s, uint32_t n) {
  for (uint32_t i = 0; i < n; i++)
    if (byte >= s[i].begin && byte < s[i].end) return true;
  return false;
}

/* At least two thirds of the bytes in common. */
static bool alike(const marked *m, const kh_quote *q) {
  uint32_t both = 0, either = 0;
  for (uint32_t b = 0; b < m->n; b++) {
    bool x = in_any(b, m->content, m->spans), y = in_any(b, q->content, q->content_count);
    both += x && y;
    either += x || y;
  }
  return 3 * both >= 2 * either;
}

static void check_line(run *r, const char *file, uint32_t number, kh_str line) {
  marked m = unmark(line);
  kh_error err;
  kh_document *d = NULL;
  const kh_quote *q, *found = NULL;
  kh_input in = {.id = "test", .text = m.text, .text_len = m.n, .date = "2024-03-22"};
  if (kh_code(r->c, &in, &d, &err)) {
    CHECKF(false, "%s", err.message);
    return;
  }
  size_t n = kh_document_quotes(d, &q);
  for (size_t i = 0; i < n; i++) {
    CHECK(q[i].content_count > 0 && (q[i].speaker == KH_NONE || q[i].speaker < kh_document_mentions(d, NULL)));
    if (!found && m.spans && alike(&m, &q[i])) found = &q[i];
  }
  bool right = m.spans ? found != NULL : n == 0;
  if (right) r->right++;
  else r->wrong++, printf("%s:%u: " KH_FMT "\n", file, number, KH_ARG(line));
  if (found) {
    r->speakers++;
    if (m.speaker.begin == m.speaker.end ? found->speaker_span.begin == found->speaker_span.end
                                         : found->speaker_span.begin < m.speaker.end && m.speaker.begin < found->speaker_span.end)
      r->speakers_right++;
    else printf("%s:%u: another speaker: " KH_FMT "\n", file, number, KH_ARG(line));
  }
  kh_document_free(d);
}

static size_t each(run *r, const char *folder, const char *name, bool last_field) {
  char dir[1024];
  kh_error err;
  kh_lines l;
  kh_str line, field;
  size_t n = 0;
  const char *source = getenv("KHALDUN_SOURCE");
  snprintf(dir, sizeof dir, "%s/%s", source ? source : ".", folder);
  if (kh_lines_open(dir, name, &l, &err)) return printf("%s\n", err.message), 0;
  for (; kh_lines_next(&l, &line); n++) {
    if (last_field) kh_str_split(&line, '\t', &field), kh_str_split(&line, '\t', &field);
    check_line(r, name, l.number, line);
  }
  kh_lines_close(&l);
  return n;
}

/* The whole of a quotation: who, how, what, to whom. */
static void whole(run *r) {
  static const char text[] = "\"The plan is a mistake,\" the minister told a news conference in Cairo.";
  kh_error err;
  kh_document *d = NULL;
  const kh_quote *q;
  kh_input in = {.id = "test", .text = text, .text_len = sizeof text - 1};
  CHECK(!kh_code(r->c, &in, &d, &err) && kh_document_quotes(d, &q) == 1);
  if (d && kh_document_quotes(d, &q) == 1) {
    CHECK(q->direct);
    CHECK(q->audience.end > q->audience.begin);
    CHECK(q->speaker != KH_NONE);
    CHECK(q->sentence == 0);
  }
  kh_document_free(d);
}

/* What somebody else tells within somebody's words says in whose. */
static void within(run *r) {
  static const char text[] = "The ministry said that the general had denied that the bridge was lost.";
  kh_error err;
  kh_document *d = NULL;
  const kh_quote *q;
  kh_input in = {.id = "test", .text = text, .text_len = sizeof text - 1};
  CHECK(!kh_code(r->c, &in, &d, &err) && kh_document_quotes(d, &q) == 2);
  if (d && kh_document_quotes(d, &q) == 2) CHECK(q[0].within == KH_NONE && q[1].within == 0);
  kh_document_free(d);
}

/* A report that is one long word, so that its heading ends where the words do. */
static void one_word(run *r) {
  static const char text[] = "https://www.example.org/national-news/she-is-one-of-our-oldest-ancestors-discovery-of-a-mammoth-a-once-in-a-lifetime-event/";
  kh_error err;
  kh_document *d = NULL;
  const kh_quote *q;
  kh_input in = {.id = "test", .text = text, .text_len = sizeof text - 1};
  CHECK(!kh_code(r->c, &in, &d, &err) && kh_document_quotes(d, &q) == 0);
  kh_document_free(d);
}

int main(void) {
  run r = {0};
  kh_error err;
  if (kh_open(NULL, &r.k, &err) || kh_coder_new(r.k, NULL, &r.c, &err)) {
    CHECK_SKIP(err.message);
    return check_done();
  }
  size_t n = each(&r, "data", "quotes/verbs.tsv", true) + each(&r, "data", "quotes/nouns.tsv", true) +
             each(&r, "data", "quotes/adjectives.tsv", true) + each(&r, "tests/circumstance", "quotes.tsv", false);
  CHECKF(n >= 200, "only %zu examples", n);
  CHECKF(r.right >= .88 * (double)n, "only %zu of %zu right", r.right, n);
  CHECKF(r.speakers_right >= .9 * (double)r.speakers, "only %zu of %zu speakers right", r.speakers_right, r.speakers);
  printf("%zu of %zu right, %zu of %zu speakers\n", r.right, n, r.speakers_right, r.speakers);
  whole(&r);
  within(&r);
  one_word(&r);
  kh_coder_free(r.c);
  kh_close(r.k);
  return check_done();
}
