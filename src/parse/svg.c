/* svg.c: trees as pictures: words on a line, arcs from heads to dependents above them. */
#include <stdlib.h>

#include "parse/parse.h"

enum { FONT = 15, SMALL = 11, GAP = 22, LEVEL = 24, MARGIN = 16, TOP = 30, BOTTOM = 52, MAX_LEVEL = 24 };

typedef struct drawing {
  const kh_doc *d;
  kh_buf out;
  uint32_t *middle;        /* a word's centre, in pixels */
  uint8_t *level, *height; /* of the arc to a word's head; of the highest arc over the gap behind a word */
} drawing;

static void escaped(kh_buf *out, kh_str v) {
  for (size_t i = 0; i < v.n; i++) {
    unsigned char c = (unsigned char)v.s[i];
    if (c == '<') kh_buf_str(out, KH_STR("&lt;"));
    else if (c == '>') kh_buf_str(out, KH_STR("&gt;"));
    else if (c == '&') kh_buf_str(out, KH_STR("&amp;"));
    else if (c == '"') kh_buf_str(out, KH_STR("&quot;"));
    else if (c < 0x20 || c == 0x7F) kh_buf_str(out, KH_STR("\xEF\xBF\xBD"));
    else kh_buf_byte(out, (char)c);
  }
}

static uint32_t width_of(kh_str v, uint32_t size) { return (uint32_t)kh_utf8_count(v.s, v.n) * size * 3 / 5; }

static kh_str label_of(const kh_doc *d, uint32_t i) {
  const kh_labels *l = d->labels;
  return l && d->tok.label[i] < l->deprel_count ? kh_str_of(l->deprel[d->tok.label[i]]) : kh_str_of(kh_deprel_name(d->tok.deprel[i]));
}

/* Arcs from the shortest to the longest, each above those that it spans. */
static uint32_t place_arcs(drawing *w, const kh_sentence *s) {
  uint32_t n = s->tok_end - s->tok_begin, top = 1;
  memset(w->height, 0, n);
  for (uint32_t length = 1; length < n; length++)
    for (uint32_t i = 0; i < n; i++) {
      uint32_t h = w->d->tok.head[s->tok_begin + i];
      if (h < s->tok_begin || h >= s->tok_end) continue;
      uint32_t a = h - s->tok_begin, from = a < i ? a : i, to = a < i ? i : a, level = 0;
      if (to - from != length) continue;
      for (uint32_t g = from; g < to; g++) level = w->height[g] > level ? w->height[g] : level;
      level = level < MAX_LEVEL ? level + 1 : MAX_LEVEL;
      for (uint32_t g = from; g < to; g++) w->height[g] = (uint8_t)level;
      w->level[i] = (uint8_t)level;
      top = level > top ? level : top;
    }
  return top;
}

static void label(drawing *w, uint32_t x, uint32_t y, const char *class, kh_str text) {
  kh_buf_printf(&w->out, "<text class=\"%s\" x=\"%u\" y=\"%u\">", class, x, y);
  escaped(&w->out, text);
  kh_buf_str(&w->out, KH_STR("</text>\n"));
}

static uint32_t draw(drawing *w, const kh_sentence *s, uint32_t y, uint32_t *right) {
  const kh_tokens *t = &w->d->tok;
  uint32_t n = s->tok_end - s->tok_begin, top = place_arcs(w, s), x = MARGIN, base = y + TOP + top * LEVEL;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = s->tok_begin + i, wide = width_of(t->form[k], FONT), below = width_of(label_of(w->d, k), SMALL);
    wide = below > wide ? below : wide;
    w->middle[i] = x + wide / 2;
    x += wide + GAP;
  }
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = s->tok_begin + i, h = t->head[k], c = w->middle[i];
    label(w, c, base + FONT, "word", t->form[k]);
    label(w, c, base + FONT + SMALL + 6, "tag", kh_str_of(kh_upos_name(t->upos[k])));
    if (h < s->tok_begin || h >= s->tok_end) {
      kh_buf_printf(&w->out, "<path d=\"M%u %uV%u\" marker-end=\"url(#tip)\"/>\n", c, y + SMALL + 6, base - 4);
      label(w, c, y + SMALL, "arc", label_of(w->d, k));
      continue;
    }
    uint32_t a = h - s->tok_begin, high = base - w->level[i] * LEVEL, from = a < i ? w->middle[a] + 5 : w->middle[a] - 5;
    kh_buf_printf(&w->out, "<path d=\"M%u %uC%u %u %u %u %u %u\" marker-end=\"url(#tip)\"/>\n", from, base - 2, from, high - 6, c, high - 6, c, base - 4);
    label(w, (from + c) / 2, high, "arc", label_of(w->d, k));
  }
  *right = x > *right ? x : *right;
  return base + BOTTOM;
}

kh_status kh_parse_write_svg(const kh_doc *d, kh_sink sink, void *user, kh_error *err) {
  drawing w = {.d = d};
  kh_buf page = {0};
  uint32_t longest = 1, y = MARGIN, right = 100;
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    uint32_t n = d->sentences[i].tok_end - d->sentences[i].tok_begin;
    longest = n > longest ? n : longest;
  }
  w.middle = calloc(longest, sizeof *w.middle);
  w.level = calloc(longest, 1);
  w.height = calloc(longest, 1);
  bool failed = !w.middle || !w.level || !w.height;
  for (uint32_t i = 0; i < d->sentence_count && !failed; i++) y = draw(&w, &d->sentences[i], y, &right);
  kh_buf_printf(&page, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\" role=\"img\">\n<title>", right, y, right, y);
  if (d->sentence_count) escaped(&page, kh_doc_words(d, d->sentence_spans[0]));
  kh_buf_printf(&page,
                "</title>\n<defs><marker id=\"tip\" viewBox=\"0 0 6 6\" refX=\"3\" refY=\"3\" markerWidth=\"6\" markerHeight=\"6\" orient=\"auto\">"
                "<path class=\"tip\" d=\"M0 0L6 3L0 6z\"/></marker></defs>\n<style>text{font-family:sans-serif;text-anchor:middle}.word{font-size:%dpx}"
                ".tag{font-size:%dpx;fill:#777}.arc{font-size:%dpx;fill:#246}path{fill:none;stroke:#8aa;stroke-width:1.2}.tip{fill:#8aa;stroke:none}</style>\n"
                "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n", FONT, SMALL, SMALL);
  kh_buf_put(&page, w.out.s, w.out.n);
  kh_buf_str(&page, KH_STR("</svg>\n"));
  failed |= w.out.failed || page.failed;
  bool sent = failed || sink(user, page.s, page.n);
  free(w.middle);
  free(w.level);
  free(w.height);
  kh_buf_free(&w.out);
  kh_buf_free(&page);
  if (failed) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  return sent ? KH_OK : kh_fail(err, KH_E_IO, "the output could not be written");
}
