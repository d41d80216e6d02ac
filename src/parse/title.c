/* title.c: headlines in title case are read as what they are in sentence case. */
#include "parse/title.h"

enum { CAPITALS = 2 };   /* words with capitals behind the first that a title has at least */

typedef enum look { OTHER, SMALL, CAPITAL, ACRONYM } look;

static look look_of(kh_str form) {
  bool capital = false;
  for (size_t at = 0; at < form.n;) {
    uint32_t c = kh_utf8_next(form.s, form.n, &at);
    if (!kh_cp_is_letter(c)) continue;
    bool upper = kh_cp_is_upper(c);
    if (!capital && !upper) return SMALL;
    if (capital && upper) return ACRONYM;
    capital = true;
  }
  return capital ? CAPITAL : OTHER;
}

/* More capitals than small words, before one knows which of these are the short ones that titles leave small. */
static bool may_be_title(const kh_doc *d, const kh_sentence *s) {
  uint32_t capitals = 0, small = 0;
  for (uint32_t i = s->tok_begin + 1; i < s->tok_end; i++) {
    look k = look_of(d->tok.form[i]);
    capitals += k == CAPITAL, small += k == SMALL;
  }
  return capitals >= CAPITALS && capitals > small;
}

static bool joins(uint8_t upos) {
  return upos == KH_UPOS_ADP || upos == KH_UPOS_DET || upos == KH_UPOS_CCONJ || upos == KH_UPOS_SCONJ || upos == KH_UPOS_PART || upos == KH_UPOS_PRON || upos == KH_UPOS_AUX;
}

/* A word with a capital is a verb, and every small word is one that joins others: else these are names, alone ("Ministry of Foreign
 * Affairs") or in a sentence ("Angela Merkel met Emmanuel Macron"). */
static bool is_title(const kh_doc *d, const kh_sentence *s, const kh_str *form) {
  bool verb = false;
  for (uint32_t i = s->tok_begin; i < s->tok_end; i++) {
    look k = look_of(form[i]);
    if (k == SMALL && !joins(d->tok.upos[i])) return false;
    verb |= k == CAPITAL && d->tok.upos[i] == KH_UPOS_VERB && !d->tok.ner[i];
  }
  return verb;
}

/* A name to the network; or what the lists know as a state or a people and is no verb here ("Polish"). */
static bool is_name(const kh_net *n, const kh_doc *d, uint32_t i) {
  uint8_t u = d->tok.upos[i];
  return u == KH_UPOS_PROPN || d->tok.ner[i] || ((u == KH_UPOS_NOUN || u == KH_UPOS_ADJ) && kh_net_lists_nation(n, d->tok.lower_hash[i]));
}

void kh_title_plain(const kh_net *n, kh_doc *d, kh_arena *scratch) {
  bool *title = KH_ARRAY(scratch, bool, d->sentence_count + 1), any = false;
  for (uint32_t s = 0; s < d->sentence_count; s++) any |= title[s] = may_be_title(d, &d->sentences[s]);
  if (!any) return;
  kh_str *form = KH_ARRAY(scratch, kh_str, d->tok.n);
  memcpy(form, d->tok.form, d->tok.n * sizeof *form);
  for (uint32_t i = 0; i < d->tok.n; i++)
    if (title[d->tok.sentence[i]] && look_of(form[i]) == CAPITAL) d->tok.form[i] = d->tok.lower[i];
  kh_net_run_some(n, d, title, NULL, scratch);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    const kh_sentence *one = &d->sentences[s];
    if (!title[s]) continue;
    bool is = is_title(d, one, form);
    for (uint32_t i = one->tok_begin; i < one->tok_end; i++)
      if (!is || i == one->tok_begin || is_name(n, d, i)) d->tok.form[i] = form[i];
  }
}
