/* quotes.c: the cues opened and checked; words in quotation marks; and the quotations written down. */
#include <stdlib.h>

#include "circumstance/quotes_int.h"

#define SCARE_TOKENS 6     /* fewer words in quotation marks are no quotation of their own */

#define CUE_REACH 8        /* tokens behind a quotation that its cue may stand in, as a sentence of its own */

/* ---- opening ---- */
kh_status kh_quotes_open(const kh_model *m, kh_quotes **out, kh_error *err) {
  kh_quotes *q = calloc(1, sizeof *q);
  if (!q) return kh_fail(err, KH_E_MEMORY, "no memory for the cues");
  size_t sets;
  kh_status s = kh_lookup_open(m, "quotes.lemmas", &q->lemmas, err);
  if (!s) s = kh_lookup_open(m, "quotes.prepositions", &q->prepositions, err);
  q->cues = kh_model_table(m, "quotes.cues", sizeof *q->cues, &q->cue_count);
  q->sets = kh_model_table(m, "quotes.sets", sizeof *q->sets, &sets);
  q->pool = kh_model_table(m, "quotes.pool", 1, &q->pool_bytes);
  bool sound = q->cues && q->pool && q->sets && sets == QUOTE_SETS;
  for (size_t i = 0; sound && i < q->cue_count; i++) sound = q->cues[i].last < q->cue_count && q->cues[i].last >= i;
  if (!s && !sound) s = kh_fail(err, KH_E_DATA, "the tables of cues are missing or damaged");
  if (s) {
    free(q);
    return s;
  }
  *out = q;
  return KH_OK;
}

void kh_quotes_close(kh_quotes *q) { free(q); }

/* ---- words in quotation marks ---- */
bool kh_quotes_mark(const kh_doc *d, uint32_t t) {
  kh_str w = d->tok.form[t];
  return w.n && w.n <= 2 && (kh_str_is(w, "\"") || kh_str_is(w, "''") || kh_str_is(w, "``"));
}

/* 1 opens, -1 closes, 0 either: by the blanks around it, else by the mark itself (the text's bytes, as forms have plain marks). */
static int direction(const kh_doc *d, uint32_t t) {
  kh_str raw = kh_doc_words(d, d->tok.span[t]);
  bool blank_before = t == 0 || d->tok.space_after[t - 1] || d->tok.span[t - 1].end != d->tok.span[t].begin;
  bool blank_after = d->tok.space_after[t] || t + 1 == d->tok.n || d->tok.span[t + 1].begin != d->tok.span[t].end;
  if (blank_before != blank_after) return blank_before ? 1 : -1;   /* where it stands tells more than its shape: some type the wrong one */
  return kh_str_is(raw, "\xE2\x80\x9C") || kh_str_is(raw, "``") ? 1 : kh_str_is(raw, "\xE2\x80\x9D") ? -1 : 0;
}

/* "Going Viral", "Face the Nation": a name of two capitals or more, no saying. */
static bool titled(const kh_doc *d, const quote_segment *g) {
  enum { LONGEST = 8 };   /* tokens with their marks */
  uint32_t capitals = 0;
  kh_str stop = g->end - g->begin > 2 ? d->tok.form[g->end - 2] : d->tok.form[g->begin];
  if (g->end - g->begin > LONGEST || (stop.n && memchr(".!?", stop.s[stop.n - 1], 3))) return false;
  for (uint32_t t = g->begin; t < g->end; t++) {
    uint8_t u = d->tok.upos[t];
    if (u == KH_UPOS_PUNCT || kh_quotes_mark(d, t)) continue;
    kh_str f = d->tok.form[t];
    if (f.n && f.s[0] >= 'A' && f.s[0] <= 'Z') capitals++;
    else if (u != KH_UPOS_ADP && u != KH_UPOS_DET && u != KH_UPOS_CCONJ && u != KH_UPOS_PART && u != KH_UPOS_NUM) return false;
  }
  return capitals > 1;
}

void kh_quotes_segments(quote_work *w) {
  const kh_doc *d = w->d;
  uint32_t open = KH_NONE, paragraph = 0;
  bool unclosed = false;   /* the paragraph before ended within quotation marks */
  w->segment_of = KH_ARRAY(w->scratch, uint32_t, d->tok.n);
  w->paired = KH_ARRAY(w->scratch, uint32_t, d->tok.n);
  for (uint32_t t = 0; t <= d->tok.n; t++) {
    uint32_t here = t < d->tok.n ? d->sentences[d->tok.sentence[t]].paragraph : KH_NONE;
    if (t == d->tok.n || here != paragraph) {
      if (open != KH_NONE) {
        KH_PUSH(w->scratch, &w->segments, (quote_segment){open, t, unclosed});
        unclosed = true;
      } else unclosed = false;
      open = KH_NONE;
      paragraph = here;
      if (t == d->tok.n) break;
      if (!kh_quotes_mark(d, t)) unclosed = false;
    }
    if (!kh_quotes_mark(d, t)) continue;
    int way = direction(d, t);
    if (open == KH_NONE) {
      if (way >= 0) open = t;
    } else if (way <= 0) {
      KH_PUSH(w->scratch, &w->segments, (quote_segment){open, t + 1, unclosed});
      open = KH_NONE;
      unclosed = false;
    }
  }
  for (size_t i = 0; i < w->segments.n; i++) {
    bool title = titled(d, &w->segments.at[i]);
    for (uint32_t t = w->segments.at[i].begin; t < w->segments.at[i].end; t++) w->paired[t] = (uint32_t)i + 1, w->segment_of[t] = title ? 0 : (uint32_t)i + 1;
  }
}

/* ---- joining segments and cues ---- */
static uint32_t paragraph_of(const kh_doc *d, uint32_t t) { return d->sentences[d->tok.sentence[t]].paragraph; }

static bool inside(const quote_segment *g, uint32_t t) { return t >= g->begin && t < g->end; }

/* Content that begins or ends within quotation marks, with its cue outside, takes in all that they hold. */
static void widen(const quote_work *w, quote_draft *q) {
  quote_draft fresh = *q;
  fresh.span_count = 0;
  for (uint32_t i = 0; i < q->span_count; i++) {
    uint32_t begin = q->begin[i], end = q->end[i], a = w->paired[begin], b = w->paired[end - 1];
    if (a && !inside(&w->segments.at[a - 1], q->cue_begin)) begin = w->segments.at[a - 1].begin;
    if (b && !inside(&w->segments.at[b - 1], q->cue_begin)) end = w->segments.at[b - 1].end;
    kh_quotes_add(&fresh, begin, end);
  }
  *q = fresh;
}

/* The draft whose cue may say segment g: in the sentences that it begins and ends in, or the one before where that ends in a colon. */
static uint32_t draft_for(const quote_work *w, const quote_segment *g, const uint32_t *cue_of) {
  const kh_doc *d = w->d;
  uint32_t first = d->tok.sentence[g->begin], last = d->tok.sentence[g->end - 1];
  uint32_t from = d->sentences[first].tok_begin, to = d->sentences[last].tok_end, best = KH_NONE, distance = 0;
  if (first > 0 && g->begin == from && kh_str_is(d->tok.form[from - 1], ":")) from = d->sentences[first - 1].tok_begin;
  /* "How many?" she said.: the cue may have become a sentence of its own. */
  if (g->end == to && last + 1 < d->sentence_count && d->sentences[last + 1].paragraph == d->sentences[last].paragraph) {
    const kh_sentence *next = &d->sentences[last + 1];
    for (uint32_t t = next->tok_begin; t < next->tok_end && t < next->tok_begin + CUE_REACH; t++)
      if (cue_of[t] && w->drafts.at[cue_of[t] - 1].speech && !w->drafts.at[cue_of[t] - 1].span_count && !w->segment_of[t]) return cue_of[t] - 1;
  }
  /* 'The bishop said in a statement. "We …"': the cue's sentence ended too early */
  if (first > 0 && g->begin == d->sentences[first].tok_begin && d->sentences[first - 1].paragraph == d->sentences[first].paragraph)
    for (uint32_t t = g->begin - 1; t > d->sentences[first - 1].tok_begin && t + CUE_REACH > g->begin; t--)
      if (cue_of[t] && w->drafts.at[cue_of[t] - 1].speech && w->drafts.at[cue_of[t] - 1].speaker != KH_NONE && !w->drafts.at[cue_of[t] - 1].span_count &&
          !w->segment_of[t] && d->tok.upos[t] == KH_UPOS_VERB)
        from = t;
  for (uint32_t t = from; t < to; t++) {
    if (inside(g, t) || !cue_of[t]) continue;
    const quote_draft *q = &w->drafts.at[cue_of[t] - 1];
    uint32_t far = t < g->begin ? g->begin - t : t - g->end;
    if (!q->speech || (w->segment_of[t] && w->segment_of[t] != w->segment_of[g->begin])) continue;
    if (best == KH_NONE || far < distance) best = cue_of[t] - 1, distance = far;
  }
  return best;
}

static bool dash(const kh_doc *d, uint32_t t) {
  kh_str f = d->tok.form[t];
  return kh_str_is(f, "-") || kh_str_is(f, "--") || kh_str_is(f, "\xE2\x80\x93") || kh_str_is(f, "\xE2\x80\x94") || kh_str_is(f, "\xE2\x80\x95");
}

/* '"We want to go home." - Jens Stoltenberg, NATO': a sentence in quotation marks, a dash and who signs it. */
static uint32_t signed_by(quote_work *w, const quote_segment *g) {
  const kh_doc *d = w->d;
  uint32_t name = g->end + 1, head = name;
  if (name >= d->tok.n || g->end - g->begin < SCARE_TOKENS || !dash(d, g->end) || d->tok.upos[name] != KH_UPOS_PROPN ||
      paragraph_of(d, name) != paragraph_of(d, g->begin))
    return KH_NONE;
  kh_str stop = d->tok.form[g->end - 2];
  if (d->sentences[d->tok.sentence[g->begin]].tok_begin != g->begin || !stop.n || !memchr(".!?", stop.s[stop.n - 1], 3)) return KH_NONE;
  while (d->tok.head[head] != KH_NONE && d->tok.head[head] > head && d->tok.upos[d->tok.head[head]] == KH_UPOS_PROPN && d->tok.head[head] < name + CUE_REACH)
    head = d->tok.head[head];
  quote_draft q = {.cue_begin = g->end, .cue_end = g->end, .speaker = head, .audience = KH_NONE, .speech = true};
  KH_PUSH(w->scratch, &w->drafts, q);
  return (uint32_t)w->drafts.n - 1;
}

/* 'The surge is no surprise - Daron Shaw: "…"': a name and a colon right before the words. */
static uint32_t named_before(quote_work *w, const quote_segment *g) {
  const kh_doc *d = w->d;
  uint32_t name = g->begin < 2 ? KH_NONE : g->begin - 2, head = name;
  if (name == KH_NONE || g->end - g->begin < SCARE_TOKENS || !kh_str_is(d->tok.form[name + 1], ":") || d->tok.upos[name] != KH_UPOS_PROPN ||
      paragraph_of(d, name) != paragraph_of(d, g->begin))
    return KH_NONE;
  uint8_t tag = d->tok.ner[name] >> 1;
  if (tag != KH_ENTITY_PER && tag != KH_ENTITY_ORG) return KH_NONE;
  while (d->tok.head[head] != KH_NONE && d->tok.head[head] < head && d->tok.head[head] + CUE_REACH > name && d->tok.upos[d->tok.head[head]] == KH_UPOS_PROPN)
    head = d->tok.head[head];
  quote_draft q = {.cue_begin = name + 1, .cue_end = name + 1, .speaker = head, .audience = KH_NONE, .speech = true};
  KH_PUSH(w->scratch, &w->drafts, q);
  return (uint32_t)w->drafts.n - 1;
}

/* Nothing but words in quotation marks from a paragraph's first word to its last. */
static bool whole_paragraph(const kh_doc *d, const quote_segment *g) {
  uint32_t first = d->tok.sentence[g->begin], last = d->tok.sentence[g->end - 1];
  if (g->begin != d->sentences[first].tok_begin || g->end != d->sentences[last].tok_end || g->end - g->begin < SCARE_TOKENS) return false;
  return (first == 0 || d->sentences[first - 1].paragraph != d->sentences[first].paragraph) &&
         (last + 1 == d->sentence_count || d->sentences[last + 1].paragraph != d->sentences[last].paragraph);
}

/* 'He said he would not vote. "I cannot," …': who was told to speak in the sentence before, in the same paragraph. */
static uint32_t said_before(const quote_work *w, const quote_segment *g, const uint32_t *held) {
  const kh_doc *d = w->d;
  uint32_t s = d->tok.sentence[g->begin];
  if (s == 0 || g->begin != d->sentences[s].tok_begin || d->sentences[s - 1].paragraph != d->sentences[s].paragraph) return KH_NONE;
  for (uint32_t t = g->begin; t-- > d->sentences[s - 1].tok_begin;)
    if (held[t]) return w->drafts.at[held[t] - 1].speaker == KH_NONE ? KH_NONE : held[t] - 1;
  return KH_NONE;
}

void kh_quotes_attach(quote_work *w) {
  const kh_doc *d = w->d;
  for (size_t i = 0; i < w->drafts.n; i++) {   /* cues within quotation marks are the speaker's own words */
    quote_draft *q = &w->drafts.at[i];
    uint32_t g = q->cue_begin < d->tok.n ? w->segment_of[q->cue_begin] : 0;
    if (g && !q->label && w->segments.at[g - 1].end - w->segments.at[g - 1].begin >= SCARE_TOKENS) *q = (quote_draft){.speaker = KH_NONE, .audience = KH_NONE};
  }
  uint32_t *cue_of = KH_ARRAY(w->scratch, uint32_t, d->tok.n), *held = KH_ARRAY(w->scratch, uint32_t, d->tok.n + 1);
  for (uint32_t i = 0; i < w->drafts.n; i++) {
    quote_draft *q = &w->drafts.at[i];
    if (q->cue_begin < q->cue_end) cue_of[q->cue_begin] = i + 1;
    widen(w, q);
    for (uint32_t k = 0; k < q->span_count; k++)
      if (q->speech || q->label)
        for (uint32_t t = q->begin[k]; t < q->end[k]; t++) held[t] = i + 1;
  }
  uint32_t said_last = KH_NONE, said_paragraph = KH_NONE;   /* the draft that holds the segment before, and its paragraph */
  for (size_t i = 0; i < w->segments.n; i++) {
    const quote_segment *g = &w->segments.at[i];
    uint32_t middle = g->begin + (g->end - g->begin) / 2, paragraph = paragraph_of(d, g->begin);
    if (d->sentences[d->tok.sentence[g->begin]].kind == KH_SENT_RESIDUE) continue;
    uint32_t by = signed_by(w, g);
    if (by == KH_NONE && held[middle]) {
      if (g->end - g->begin < SCARE_TOKENS && said_last != KH_NONE && said_paragraph == paragraph) continue;   /* a word or two taken up by the way */
      said_last = held[middle] - 1;
      said_paragraph = paragraph_of(d, g->end - 1);
      continue;
    }
    if (by == KH_NONE && !w->segment_of[g->begin]) continue;
    if (by == KH_NONE) by = draft_for(w, g, cue_of);
    if (by == KH_NONE || w->drafts.at[by].span_count) {
      uint32_t named = named_before(w, g);
      if (named != KH_NONE) by = named;
    }
    if (g->end - g->begin < SCARE_TOKENS && (by == KH_NONE || w->drafts.at[by].span_count)) continue;
    if (by == KH_NONE && said_last != KH_NONE && (said_paragraph == paragraph || g->goes_on)) by = said_last;
    if (by == KH_NONE) by = said_before(w, g, held);
    if (by == KH_NONE && said_last != KH_NONE && said_paragraph + 1 == paragraph && whole_paragraph(d, g)) by = said_last;
    if (by == KH_NONE) continue;
    quote_draft *q = &w->drafts.at[by];
    uint32_t begin = g->begin;
    /* '"…," he said as the crowd booed' */
    if (q->span_count == 1 && g->end <= q->cue_begin && g->end + CUE_REACH > q->cue_begin && g->end - g->begin >= 3 &&
        d->tok.upos[g->end - 2] == KH_UPOS_PUNCT && q->begin[0] >= q->cue_end && d->tok.sentence[g->end - 1] == d->tok.sentence[q->cue_begin] &&
        !w->segment_of[q->begin[0]] && !w->segment_of[q->end[0] - 1])
      q->span_count = 0;
    /* '"…," said a voter who waited in a "very long line …"': words taken up by the way */
    if (q->span_count && q->end[0] <= q->cue_begin && q->cue_end < begin && d->tok.sentence[begin] == d->tok.sentence[q->cue_begin] &&
        d->tok.upos[begin - 1] != KH_UPOS_PUNCT)
      continue;
    if (q->thing && g->end - g->begin >= SCARE_TOKENS) q->span_count = 0;
    q->thing = false;
    /* "said the plan would 'do nothing'": the words between the cue and the quotation marks are said too. */
    if (!q->span_count && q->cue_end < begin && d->tok.sentence[q->cue_begin] == d->tok.sentence[begin] &&
        d->tok.upos[begin - 1] != KH_UPOS_PUNCT && d->tok.upos[q->cue_end] != KH_UPOS_PUNCT && q->audience == KH_NONE && d->tok.upos[q->cue_end] != KH_UPOS_ADP)
      begin = q->cue_end;
    kh_quotes_add(q, begin, g->end);
    said_last = by;
    said_paragraph = paragraph_of(d, g->end - 1);
  }
}

/* ---- speakers ---- */
static bool in_content(const quote_draft *q, uint32_t t) {
  for (uint32_t i = 0; i < q->span_count; i++)
    if (t >= q->begin[i] && t < q->end[i]) return true;
  return false;
}

static bool nominal(const kh_doc *d, uint32_t t) {
  uint8_t u = d->tok.upos[t];
  return u == KH_UPOS_NOUN || u == KH_UPOS_PROPN || u == KH_UPOS_PRON;
}

/* The head of the noun phrase that stands right before the cue or, behind a comma or a closing mark, right after it. */
static uint32_t beside(const kh_doc *d, const quote_draft *q) {
  uint32_t s = d->tok.sentence[q->cue_begin], first = d->sentences[s].tok_begin, end = d->sentences[s].tok_end, k = q->cue_begin;
  for (int skipped = 0; k > first && skipped < 4; skipped++) {
    uint8_t u = d->tok.upos[--k];
    if (in_content(q, k) || u == KH_UPOS_PUNCT) break;
    if (nominal(d, k)) {
      while (d->tok.head[k] != KH_NONE && d->tok.head[k] < k && d->tok.head[k] >= first && nominal(d, d->tok.head[k]) && !in_content(q, d->tok.head[k]))
        k = d->tok.head[k];
      return k;
    }
    if (u != KH_UPOS_AUX && u != KH_UPOS_ADV && u != KH_UPOS_PART) break;
  }
  for (k = q->cue_end; k < end && k < q->cue_end + CUE_REACH && !in_content(q, k) && d->tok.upos[k] != KH_UPOS_PUNCT && d->tok.upos[k] != KH_UPOS_ADP &&
                       d->tok.upos[k] != KH_UPOS_VERB;
       k++)
    if (nominal(d, k) && (k + 1 == end || !nominal(d, k + 1))) return k;
  return KH_NONE;
}

/* The head of the first noun phrase between words before the cue and the cue: '"…," the mayor, a lawyer, said'. */
static uint32_t between(const kh_doc *d, const quote_draft *q) {
  for (uint32_t k = q->end[q->span_count - 1]; k < q->cue_begin; k++) {
    if (!nominal(d, k)) continue;
    for (int steps = 0; steps < 8; steps++) {
      uint32_t up = d->tok.head[k];
      if (up == KH_NONE || up < q->end[q->span_count - 1] || up >= q->cue_begin || !nominal(d, up)) break;
      k = up;
    }
    return k;
  }
  return KH_NONE;
}

/* Who says words that stand beside the cue stands outside them, whatever the tree has. */
static void mend_speaker(const kh_doc *d, quote_draft *q) {
  if (!q->speech || !q->span_count || q->cue_begin == q->cue_end || (q->speaker != KH_NONE && !in_content(q, q->speaker))) return;
  uint32_t other = beside(d, q);
  if (other == q->audience) other = KH_NONE;      /* "…, its president, a judge, told Colombia" */
  if (other == KH_NONE && q->end[q->span_count - 1] < q->cue_begin && d->tok.sentence[q->end[q->span_count - 1]] == d->tok.sentence[q->cue_begin])
    other = between(d, q);
  if (q->speaker != KH_NONE || q->end[q->span_count - 1] <= q->cue_begin) q->speaker = other;
}

/* "The ministry said that the general had denied that …": somebody else with a name of their own, telling it in a clause, is heard too. */
static bool told_within(const kh_doc *d, const quote_draft *q) {
  return q->speech && !q->thing && q->speaker != KH_NONE && d->tok.upos[q->speaker] != KH_UPOS_PRON && q->speaker < q->cue_begin && q->span_count &&
         q->begin[0] >= q->cue_end && d->tok.upos[q->cue_begin] == KH_UPOS_VERB && d->tok.morph[q->cue_begin] & (KH_MORPH_FIN | KH_MORPH_PART) &&
         d->tok.deprel[q->cue_begin] != KH_DEP_ACL;
}

/* A stance of a word or two that stands in passing, clauses deep, without a verb of speech: "…, though some who backed him left". */
static bool in_passing(const kh_doc *d, const quote_draft *q) {
  enum { WORDS = 2, STEPS = 3 };
  uint32_t tokens = 0, t = q->cue_begin;
  if (q->speech || q->cue_begin == q->cue_end) return false;
  for (uint32_t k = 0; k < q->span_count; k++) tokens += q->end[k] - q->begin[k];
  for (int step = 0; step < STEPS && t != KH_NONE; step++) t = d->tok.head[t];
  return t != KH_NONE && tokens <= WORDS;
}

typedef struct ranked { uint32_t draft, tokens; } ranked;

static int longest_first(const void *x, const void *y) {
  const ranked *a = x, *b = y;
  if (a->tokens != b->tokens) return a->tokens > b->tokens ? -1 : 1;
  return (a->draft > b->draft) - (a->draft < b->draft);
}

/* What else has a cue within somebody's words is theirs, not the report's, and no words are said twice. The longest words go first, so that of
 * two cues that stand in each other's words one is left. */
static void drop_nested(quote_work *w) {
  const kh_doc *d = w->d;
  uint32_t *within = KH_ARRAY(w->scratch, uint32_t, d->tok.n + 1);   /* the draft whose words a token is + 1 */
  ranked *order = KH_ARRAY(w->scratch, ranked, w->drafts.n + 1);
  for (uint32_t i = 0; i < w->drafts.n; i++) {
    const quote_draft *q = &w->drafts.at[i];
    order[i].draft = i;
    for (uint32_t k = 0; k < q->span_count; k++) order[i].tokens += q->end[k] - q->begin[k];
  }
  if (w->drafts.n) qsort(order, w->drafts.n, sizeof *order, longest_first);
  for (size_t i = 0; i < w->drafts.n; i++) {
    quote_draft *q = &w->drafts.at[order[i].draft];
    bool nested = q->cue_begin < q->cue_end && within[q->cue_begin], out = nested;
    for (uint32_t k = 0; k < q->span_count && !out; k++)
      for (uint32_t t = q->begin[k]; t < q->end[k] && !out; t++) out = within[t];
    if (out && !(nested && told_within(d, q))) q->span_count = 0;
    else if (nested) q->within = within[q->cue_begin];
    for (uint32_t k = 0; k < q->span_count; k++)
      for (uint32_t t = q->begin[k]; t < q->end[k]; t++)
        if (t < q->cue_begin || t >= q->cue_end) within[t] = order[i].draft + 1;
  }
}

/* "…, which the builder denied", "…, accusing the builder": a relative clause, or a participle with a stance (those of speech are cut where cues are found). */
static bool aside(const kh_doc *d, const quote_draft *q) {
  uint32_t t = q->cue_begin, m = d->tok.morph[t];
  uint8_t rel = kh_deprel_base(d->tok.deprel[t]);
  if (d->tok.deprel[t] == KH_DEP_ACL_RELCL) return m & (KH_MORPH_FIN | KH_MORPH_PART);
  return !q->speech && d->tok.upos[t] == KH_UPOS_VERB && (rel == KH_DEP_ADVCL || rel == KH_DEP_ACL) &&
         ((m & KH_MORPH_GER) || ((m & KH_MORPH_PART) && (m & KH_MORPH_PRES)));
}

/* "Said the dam was weak, which the builder denied": a clause about what stands before its comma that tells somebody's words is the
 * report's own. The words around it end at the comma. */
static void cut_aside(quote_work *w, size_t at) {
  const kh_doc *d = w->d;
  quote_draft *q = &w->drafts.at[at];
  if (!q->span_count || q->cue_begin == q->cue_end || w->segment_of[q->cue_begin] || !aside(d, q)) return;
  uint32_t comma, end;
  kh_doc_subtree(d, q->cue_begin, &comma, &end);
  if (comma == 0) return;
  if (!kh_str_is(d->tok.form[comma], ",")) comma--;
  if (!kh_str_is(d->tok.form[comma], ",")) return;
  for (size_t i = at; i-- > 0 && d->tok.sentence[w->drafts.at[i].cue_begin] == d->tok.sentence[comma];) {
    quote_draft *o = &w->drafts.at[i];
    if (!o->span_count || o->cue_begin >= comma || o->begin[0] < o->cue_end || o->begin[0] >= comma || !in_content(o, q->cue_begin)) continue;
    while (o->begin[o->span_count - 1] >= comma) o->span_count--;
    if (o->end[o->span_count - 1] > comma) o->end[o->span_count - 1] = comma;
    if (d->tok.deprel[q->cue_begin] != KH_DEP_ACL_RELCL && o->speech) q->speaker = o->speaker;
    return;
  }
}

/* ---- writing down ---- */
static kh_span span_of(const kh_doc *d, uint32_t begin, uint32_t end) { return kh_doc_token_span(d, begin, end); }

/* The mention that a word heads or, for a relative pronoun, that its clause hangs on. */
static uint32_t mention_at(const kh_doc *d, uint32_t head) {
  uint32_t m = d->mention_of ? d->mention_of[head] : KH_NONE;
  if (m != KH_NONE && m < d->mention_count) return m;
  if (d->tok.upos[head] != KH_UPOS_PRON) return KH_NONE;
  uint32_t verb = d->tok.head[head];
  if (verb == KH_NONE || d->tok.deprel[verb] != KH_DEP_ACL_RELCL || d->tok.head[verb] == KH_NONE) return KH_NONE;
  m = d->mention_of ? d->mention_of[d->tok.head[verb]] : KH_NONE;
  return m != KH_NONE && m < d->mention_count ? m : KH_NONE;
}

static bool all_quoted(const quote_work *w, const quote_draft *q) {
  for (uint32_t i = 0; i < q->span_count; i++) {
    uint32_t a = w->segment_of[q->begin[i]];
    if (!a || q->begin[i] != w->segments.at[a - 1].begin) return false;
    for (uint32_t t = q->begin[i]; t < q->end[i]; t++)
      if (!w->segment_of[t] && !kh_quotes_mark(w->d, t)) return false;
  }
  return true;
}

static kh_quote write_down(const quote_work *w, const quote_draft *q) {
  kh_doc const *d = w->d;
  kh_span *content = KH_ARRAY(d->arena, kh_span, q->span_count);
  kh_quote r = {.speaker = KH_NONE, .within = KH_NONE, .content = content, .content_count = q->span_count, .direct = all_quoted(w, q),
                .sentence = d->tok.sentence[q->begin[0]]};
  uint32_t begin, end;
  for (uint32_t i = 0; i < q->span_count; i++) content[i] = span_of(d, q->begin[i], q->end[i]);
  if (q->cue_begin < q->cue_end) r.cue = span_of(d, q->cue_begin, q->cue_end);
  if (q->speaker != KH_NONE) {
    r.speaker = mention_at(d, q->speaker);
    kh_quotes_phrase(d, q->speaker, &begin, &end);
    if (begin < q->cue_end && q->cue_end <= q->speaker && q->cue_begin < q->cue_end) begin = q->cue_end;   /* "according to" is no part of it */
    r.speaker_span = span_of(d, begin, end);
  }
  if (q->audience != KH_NONE) {
    kh_quotes_phrase(d, q->audience, &begin, &end);
    r.audience = span_of(d, begin, end);
  }
  return r;
}

typedef struct placed { kh_quote quote; uint32_t draft; } placed;

static int by_place(const void *x, const void *y) {
  const kh_quote *a = &((const placed *)x)->quote, *b = &((const placed *)y)->quote;
  if (a->content[0].begin != b->content[0].begin) return a->content[0].begin < b->content[0].begin ? -1 : 1;
  if (a->cue.begin != b->cue.begin) return a->cue.begin < b->cue.begin ? -1 : 1;
  return (a->cue.end > b->cue.end) - (a->cue.end < b->cue.end);
}

/* The quotations in order, each with the one whose words tell it. */
static void write_all(const quote_work *w, kh_doc *d) {
  uint32_t n = 0, *place = KH_ARRAY(w->scratch, uint32_t, w->drafts.n + 1);
  placed *all = KH_ARRAY(w->scratch, placed, w->drafts.n + 1);
  for (uint32_t i = 0; i < w->drafts.n; i++)
    if (w->drafts.at[i].span_count) all[n++] = (placed){write_down(w, &w->drafts.at[i]), i};
  if (n) qsort(all, n, sizeof *all, by_place);
  d->quotes = KH_ARRAY(d->arena, kh_quote, n);
  d->quote_count = n;
  for (uint32_t i = 0; i < n; i++) d->quotes[i] = all[i].quote, place[all[i].draft] = i;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t outer = w->drafts.at[all[i].draft].within;
    if (outer && w->drafts.at[outer - 1].span_count) d->quotes[i].within = place[outer - 1];
  }
}

void kh_quotes_run(const kh_quotes *q, kh_doc *d, kh_arena *scratch) {
  quote_work w = {.q = q, .d = d, .scratch = scratch};
  kh_quotes_segments(&w);
  kh_quotes_cues(&w);
  kh_quotes_attach(&w);
  for (size_t i = 0; i < w.drafts.n; i++) {
    mend_speaker(d, &w.drafts.at[i]);
    if (in_passing(d, &w.drafts.at[i])) w.drafts.at[i].span_count = 0;
  }
  for (size_t i = 0; i < w.drafts.n; i++) cut_aside(&w, i);
  drop_nested(&w);
  write_all(&w, d);
}
