/* conllu_out.c: a document as CoNLL-U. Every character that is no blank stands in exactly one token's form,
 * as the text has it; TokenRange in MISC counts code points of the text. */
#include <stdio.h>

#include "parse/parse.h"

enum { FLUSH = 1 << 16 };

typedef struct writer {
  const kh_doc *d;
  kh_sink sink;
  void *user;
  kh_buf out;
  bool stopped;
  size_t byte;            /* the text up to here has … */
  uint32_t points;        /* … so many code points */
} writer;

static void flush(writer *w) {
  if (!w->out.failed && w->out.n && !w->stopped) w->stopped = !w->sink(w->user, w->out.s, w->out.n);
  w->out.n = 0;
}

/* Code points before a byte; spans come in order, so that the whole walk is linear. */
static uint32_t points_at(writer *w, size_t byte) {
  if (byte < w->byte) w->byte = w->points = 0;
  w->points += (uint32_t)kh_utf8_count(w->d->text.s + w->byte, byte - w->byte);
  w->byte = byte;
  return w->points;
}

static void put_or_none(writer *w, kh_str v) { kh_buf_str(&w->out, v.n ? v : KH_STR("_")); }

static kh_str label(const char *const *names, uint32_t count, uint32_t i) { return i < count ? kh_str_of(names[i]) : KH_STR(""); }

/* Blanks of all kinds become single spaces, so that a sentence stays on its line. */
static void put_text(writer *w, kh_str v) {
  bool blank = false;
  for (size_t i = 0; i < v.n;) {
    size_t at = i;
    bool space = kh_cp_is_space(kh_utf8_next(v.s, v.n, &i));
    if (space && !blank) kh_buf_byte(&w->out, ' ');
    if (!space) kh_buf_put(&w->out, v.s + at, i - at);
    blank = space;
  }
}

static void put_misc(writer *w, kh_span span, bool space_after, uint8_t ner) {
  uint32_t b = points_at(w, span.begin), e = points_at(w, span.end);
  kh_buf_printf(&w->out, "TokenRange=%u:%u", b, e);
  if (!space_after) kh_buf_str(&w->out, KH_STR("|SpaceAfter=No"));
  if (ner) kh_buf_printf(&w->out, "|NER=%c-%s", ner & 1 ? 'B' : 'I', kh_entity_name((kh_entity)(ner / 2)));
  kh_buf_byte(&w->out, '\n');
}

static void put_word(writer *w, const kh_sentence *s, uint32_t i, bool space_told, bool own_form) {
  const kh_tokens *t = &w->d->tok;
  const kh_labels *l = w->d->labels;
  kh_buf_printf(&w->out, "%u\t", i - s->tok_begin + 1);
  kh_buf_str(&w->out, own_form ? t->form[i] : kh_doc_words(w->d, t->span[i]));
  kh_buf_byte(&w->out, '\t');
  put_or_none(w, t->lemma[i]);
  kh_buf_printf(&w->out, "\t%s\t", kh_upos_name(t->upos[i]));
  put_or_none(w, l ? label(l->xpos, l->xpos_count, t->xpos[i]) : KH_STR(""));
  kh_buf_byte(&w->out, '\t');
  put_or_none(w, l ? label(l->feats, l->feats_count, t->feats[i]) : KH_STR(""));
  uint32_t head = t->head[i];
  if (!l) kh_buf_str(&w->out, KH_STR("\t_\t"));
  else kh_buf_printf(&w->out, "\t%u\t", head >= s->tok_begin && head < s->tok_end ? head - s->tok_begin + 1 : 0);
  kh_str rel = l ? label(l->deprel, l->deprel_count, t->label[i]) : KH_STR("");
  if (rel.n && kh_deprel_of(rel) != t->deprel[i]) rel = kh_str_of(kh_deprel_name(t->deprel[i]));   /* hung anew since the parser labelled it */
  put_or_none(w, rel);
  kh_buf_str(&w->out, KH_STR("\t_\t"));
  put_misc(w, t->span[i], space_told || t->space_after[i], t->ner[i]);
}

static void put_sentence(writer *w, uint32_t n) {
  const kh_doc *d = w->d;
  const kh_sentence *s = &d->sentences[n];
  const kh_tokens *t = &d->tok;
  if (n == 0) kh_buf_printf(&w->out, "# newdoc id = " KH_FMT "\n", KH_ARG(d->id));
  if (n == 0 || d->sentences[n - 1].paragraph != s->paragraph) kh_buf_str(&w->out, KH_STR("# newpar\n"));
  kh_buf_printf(&w->out, "# sent_id = " KH_FMT "-%u\n# text = ", KH_ARG(d->id), n + 1);
  put_text(w, kh_doc_words(d, d->sentence_spans[n]));
  kh_buf_byte(&w->out, '\n');
  kh_span whole = {0, 0};
  for (uint32_t i = s->tok_begin, inside = 0; i < s->tok_end; i++) {
    uint32_t words = t->mwt[i];
    if (words > 1 && words <= s->tok_end - i) {
      uint32_t last = i + words - 1;
      whole = (kh_span){t->span[i].begin, t->span[last].end};
      kh_buf_printf(&w->out, "%u-%u\t", i - s->tok_begin + 1, last - s->tok_begin + 1);
      kh_buf_str(&w->out, kh_doc_words(d, whole));
      kh_buf_str(&w->out, KH_STR("\t_\t_\t_\t_\t_\t_\t_\t"));
      put_misc(w, whole, t->space_after[last], 0);
      inside = words;
    }
    /* Words that are no pieces of their token ("zum": zu, dem) stand for all of it and are told by their forms. */
    bool all = inside && t->span[i].begin == whole.begin && t->span[i].end == whole.end;
    put_word(w, s, i, inside > 0, all);
    inside -= inside > 0;
  }
  kh_buf_byte(&w->out, '\n');
}

kh_status kh_parse_write_conllu(const kh_doc *d, kh_sink sink, void *user, kh_error *err) {
  writer w = {.d = d, .sink = sink, .user = user};
  for (uint32_t n = 0; n < d->sentence_count && !w.stopped && !w.out.failed; n++) {
    put_sentence(&w, n);
    if (w.out.n > FLUSH) flush(&w);
  }
  flush(&w);
  bool failed = w.out.failed;
  kh_buf_free(&w.out);
  if (failed) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  return w.stopped ? kh_fail(err, KH_E_IO, "the output could not be written") : KH_OK;
}
