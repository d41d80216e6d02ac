/* quotes_words.c: what the tree tells of a cue's surroundings: who speaks, which words hang where, and content put together of them. */
#include "circumstance/quotes_int.h"

bool kh_quotes_saying(const kh_doc *d, uint32_t t) {
  uint32_t m = d->tok.morph[t];
  return ((m & KH_MORPH_GER) || ((m & KH_MORPH_PART) && (m & KH_MORPH_PRES))) && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE;
}

uint32_t kh_quotes_subject_of(const kh_doc *d, uint32_t t, bool *passive) {
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (base == KH_DEP_NSUBJ || (base == KH_DEP_EXPL && c < t)) {   /* "it says": its tree may have no subject there */
      *passive = d->tok.deprel[c] == KH_DEP_NSUBJ_PASS || (base == KH_DEP_EXPL && kh_doc_child_with(d, t, KH_DEP_AUX_PASS) != KH_NONE);
      return c;
    }
  }
  *passive = kh_doc_child_with(d, t, KH_DEP_AUX_PASS) != KH_NONE;
  return KH_NONE;
}

uint32_t kh_quotes_speaker(const kh_doc *d, uint32_t verb) {
  uint32_t t = verb;
  for (int step = 0; step < 5; step++) {
    bool passive;
    uint32_t s = kh_quotes_subject_of(d, t, &passive), up = d->tok.head[t];
    if (passive) return kh_doc_child_with(d, t, KH_DEP_OBL_AGENT);
    if (s != KH_NONE) return s;
    if (up == KH_NONE) return KH_NONE;
    switch (kh_deprel_base(d->tok.deprel[t])) {
      case KH_DEP_ACL: return d->tok.upos[up] == KH_UPOS_VERB ? KH_NONE : up;
      case KH_DEP_XCOMP: {
        uint32_t object = kh_doc_child_with(d, up, KH_DEP_OBJ);
        if (object != KH_NONE && object < t && step == 0) return object;
        t = up;
        break;
      }
      case KH_DEP_CONJ: case KH_DEP_ADVCL: case KH_DEP_COP: case KH_DEP_PARATAXIS:
        if (kh_deprel_base(d->tok.deprel[t]) == KH_DEP_PARATAXIS && up > t) return KH_NONE;
        t = up;
        break;
      default: return KH_NONE;
    }
  }
  return KH_NONE;
}

void kh_quotes_phrase(const kh_doc *d, uint32_t head, uint32_t *begin, uint32_t *end) {
  quote_range r = quote_subtree(d, head);
  for (uint32_t i = d->child_at[head]; i < d->child_at[head + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c > head && (base == KH_DEP_ACL || base == KH_DEP_PARATAXIS || base == KH_DEP_PUNCT)) {
      quote_range below = quote_subtree(d, c);
      if (below.begin > head && below.begin < r.end) r.end = below.begin;
    }
    if (c < head && (base == KH_DEP_CASE || base == KH_DEP_PUNCT || base == KH_DEP_CC) && c >= r.begin) r.begin = c + 1;
  }
  while (r.begin < head && (quote_punct(d, r.begin) || d->tok.deprel[r.begin] == KH_DEP_CASE)) r.begin++;
  while (r.end > head + 1 && d->tok.upos[r.end - 1] == KH_UPOS_PUNCT) r.end--;
  *begin = r.begin;
  *end = r.end;
}

void kh_quotes_add(quote_draft *q, uint32_t begin, uint32_t end) {
  if (begin >= end || q->span_count == QUOTE_SPANS) return;
  uint32_t at = q->span_count;
  while (at > 0 && q->begin[at - 1] > begin) {
    q->begin[at] = q->begin[at - 1];
    q->end[at] = q->end[at - 1];
    at--;
  }
  q->begin[at] = begin;
  q->end[at] = end;
  q->span_count++;
  /* Spans that meet become one. */
  uint32_t n = 0;
  for (uint32_t i = 1; i < q->span_count; i++) {
    if (q->begin[i] <= q->end[n]) q->end[n] = q->end[i] > q->end[n] ? q->end[i] : q->end[n];
    else {
      n++;
      q->begin[n] = q->begin[i];
      q->end[n] = q->end[i];
    }
  }
  q->span_count = n + 1;
}

/* Without marks at its ends; a quotation mark without its partner inside goes too. */
static quote_range trimmed(const kh_doc *d, quote_range r) {
  uint32_t marks = 0;
  for (uint32_t t = r.begin; t < r.end; t++) marks += kh_quotes_mark(d, t);
  for (bool moved = true; moved && r.begin < r.end;) {
    moved = false;
    if (quote_punct(d, r.begin) && !quote_is(d, r.begin, "(")) r.begin++, moved = true;
    else if (quote_punct(d, r.end - 1) && !quote_is(d, r.end - 1, ")") && !quote_is(d, r.end - 1, "?") && !quote_is(d, r.end - 1, "!")) r.end--, moved = true;
    else if (marks % 2 && kh_quotes_mark(d, r.end - 1)) r.end--, marks--, moved = true;
    else if (marks % 2 && kh_quotes_mark(d, r.begin)) r.begin++, marks--, moved = true;
  }
  return r;
}

void kh_quotes_add_range(const kh_doc *d, quote_draft *q, quote_range r) {
  r = trimmed(d, r);
  kh_quotes_add(q, r.begin, r.end);
}

void kh_quotes_add_without(const kh_doc *d, quote_draft *q, quote_range r, quote_range cut) {
  if (cut.begin > r.begin) kh_quotes_add_range(d, q, (quote_range){r.begin, cut.begin < r.end ? cut.begin : r.end});
  if (cut.end < r.end) kh_quotes_add_range(d, q, (quote_range){cut.end > r.begin ? cut.end : r.begin, r.end});
}

bool kh_quotes_in_set(const quote_work *w, uint64_t set, kh_str word, uint64_t hash) {
  uint32_t bit;
  return kh_lookup_get(&w->q->prepositions, word, hash, &bit) && bit < 64 && (set >> bit & 1);
}

bool kh_quotes_is_paper(const quote_work *w, uint32_t t) {
  const kh_tokens *k = &w->d->tok;
  uint64_t papers = w->q->sets[QUOTE_SET_PAPER];
  return kh_quotes_in_set(w, papers, k->lemma[t], k->lemma_hash[t]) || kh_quotes_in_set(w, papers, k->lower[t], k->lower_hash[t]);
}

bool kh_quotes_preposition_in(const quote_work *w, uint64_t set, uint32_t dependent) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[dependent]; i < d->child_at[dependent + 1]; i++) {
    uint32_t c = d->child[i];
    if (d->tok.deprel[c] != KH_DEP_CASE && d->tok.deprel[c] != KH_DEP_MARK) continue;
    if (kh_quotes_in_set(w, set, d->tok.lower[c], d->tok.lower_hash[c])) return true;
  }
  return false;
}

quote_range kh_quotes_behind_preposition(const kh_doc *d, uint32_t dependent) {
  quote_range r = quote_subtree(d, dependent);
  while (r.begin < dependent &&
         (d->tok.deprel[r.begin] == KH_DEP_CASE || (d->tok.deprel[r.begin] == KH_DEP_MARK && d->tok.upos[r.begin] == KH_UPOS_SCONJ) || quote_punct(d, r.begin)))
    r.begin++;
  return r;
}

quote_range kh_quotes_cue_clause(const kh_doc *d, uint32_t t, uint32_t content) {
  quote_range r = {t, t + 1};
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (c == content || d->tok.upos[c] == KH_UPOS_PUNCT || kh_deprel_base(d->tok.deprel[c]) == KH_DEP_CCOMP) continue;
    quote_range below = quote_subtree(d, c);
    if (below.begin < r.begin) r.begin = below.begin;
    if (below.end > r.end) r.end = below.end;
  }
  return r;
}

bool kh_quotes_timed(const kh_doc *d, uint32_t t) {
  size_t low = 0, high = d->time_count;   /* the first time that ends behind t */
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (d->times[middle].tok_end <= t) low = middle + 1;
    else high = middle;
  }
  return low < d->time_count && d->times[low].tok_begin <= t;
}
