/* quotes_find.c: cues in the text, and what nouns, adjectives, prepositions, papers and headings attribute to whom. */
#include "circumstance/quotes_int.h"

#define HEADING_NAME 5     /* tokens of a name before a colon, at most */
#define HEADLINE_NAME 8    /* the same in a headline, "Clinton on the wall: …" */
#define HEADING_LEAST 5    /* tokens from the colon on, at least */
#define HEADING_ALONE 4     /* the same, where the sentence is a line of its own */

static uint32_t noun_speaker(const quote_work *w, const quote_cue *cue, uint32_t t) {
  const kh_doc *d = w->d;
  uint32_t owner = kh_doc_child_with(d, t, KH_DEP_NMOD_POSS), up = d->tok.head[t];
  if (owner != KH_NONE) return owner;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NMOD || c < t || kh_quotes_preposition_in(w, cue->prepositions, c)) continue;
    if (kh_quotes_preposition_in(w, w->q->sets[QUOTE_SET_SPEAKER], c)) return c;
  }
  uint8_t rel = kh_deprel_base(d->tok.deprel[t]);
  if (up != KH_NONE && quote_verbal(d, up) && (rel == KH_DEP_OBJ || rel == KH_DEP_OBL)) return kh_quotes_speaker(d, up);
  return KH_NONE;
}

/* "His claim is that …", "the plan was to …": the clause that the noun is said to be. */
static void is_that(const quote_work *w, const quote_cue *cue, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t verb = d->tok.head[t];
  if (verb == KH_NONE || verb < t || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_NSUBJ) return;
  uint32_t copula = d->tok.upos[verb] == KH_UPOS_AUX ? verb : kh_doc_child_with(d, verb, KH_DEP_COP);
  if (copula == verb) verb = kh_doc_child_base(d, verb, KH_DEP_CCOMP);
  if (copula == KH_NONE || verb == KH_NONE || copula < t) return;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    bool infinitive = d->tok.upos[c] == KH_UPOS_PART;
    if (d->tok.deprel[c] != KH_DEP_MARK || c < copula || c > verb ||
        (!infinitive && !kh_quotes_in_set(w, w->q->sets[QUOTE_SET_THAT], d->tok.lower[c], d->tok.lower_hash[c])) ||
        !(cue->frames & (infinitive ? QUOTE_INFINITIVE : QUOTE_CLAUSE)))
      continue;
    kh_quotes_add_range(d, q, (quote_range){c, quote_subtree(d, verb).end});
    return;
  }
}

/* "The plan drew criticism from farmers", "he has the support of the unions", "came under fire": the verb's subject is what it is about. */
static bool is_met(const quote_work *w, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t verb = d->tok.head[t];
  bool passive;
  if (verb == KH_NONE || verb > t || d->tok.upos[verb] != KH_UPOS_VERB ||
      !kh_quotes_in_set(w, w->q->sets[QUOTE_SET_MET], d->tok.lemma[verb], d->tok.lemma_hash[verb]))
    return false;
  uint8_t base = kh_deprel_base(d->tok.deprel[t]);
  if (base != KH_DEP_OBJ && !(base == KH_DEP_OBL && kh_quotes_preposition_in(w, w->q->sets[QUOTE_SET_UNDER], t))) return false;
  kh_quotes_subject_of(d, verb, &passive);
  uint32_t subject = kh_quotes_speaker(d, verb), begin, end;
  if (passive || subject == KH_NONE || subject > verb) return false;
  for (int above = 0; above < 2; above++) {   /* who meets it so: "from", "by", "among" behind the noun or its verb */
    uint32_t h = above ? verb : t;
    for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1] && q->speaker == KH_NONE; i++)
      if (d->child[i] > t && kh_quotes_preposition_in(w, w->q->sets[QUOTE_SET_SPEAKER], d->child[i])) q->speaker = d->child[i];
  }
  if (q->speaker == KH_NONE) q->speaker = kh_doc_child_with(d, t, KH_DEP_NMOD_POSS);
  kh_quotes_phrase(d, subject, &begin, &end);
  kh_quotes_add_range(d, q, (quote_range){begin, end});
  for (int above = 0; above < 2; above++) {
    uint32_t h = above ? verb : t;
    for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1]; i++)
      if (d->child[i] > t && kh_quotes_preposition_in(w, w->q->sets[QUOTE_SET_REASON], d->child[i])) kh_quotes_add_range(d, q, quote_subtree(d, d->child[i]));
  }
  return q->span_count != 0;
}

static void at_noun(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  quote_draft q = {.cue_begin = t, .cue_end = cue_end, .speaker = KH_NONE, .audience = KH_NONE};
  bool met = (cue->frames & QUOTE_MET) != 0;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    met &= d->child[i] < t || !kh_quotes_preposition_in(w, cue->prepositions & ~w->q->sets[QUOTE_SET_SPEAKER] & ~w->q->sets[QUOTE_SET_REASON], d->child[i]);
  met = met && is_met(w, t, &q);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && !q.span_count; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c < t) continue;
    bool infinitive = d->tok.morph[c] & KH_MORPH_INF;
    if (base == KH_DEP_ACL || base == KH_DEP_CCOMP) {   /* a relative clause by its tree may be one of content by its mark */
      if (d->tok.deprel[c] == KH_DEP_ACL_RELCL && kh_doc_child_with(d, c, KH_DEP_MARK) == KH_NONE) continue;
      if (infinitive ? (cue->frames & QUOTE_INFINITIVE) : (cue->frames & QUOTE_CLAUSE)) {
        if (infinitive || kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE) kh_quotes_add_range(d, &q, quote_subtree(d, c));
      }
    }
    if (!q.span_count && (base == KH_DEP_NMOD || base == KH_DEP_ACL) && kh_quotes_preposition_in(w, cue->prepositions, c) && !kh_quotes_timed(d, c))
      kh_quotes_add_range(d, &q, kh_quotes_behind_preposition(d, c));
  }
  /* "the claim that it held the hill was denied": the clause is often hung elsewhere, but its mark stands right behind. */
  uint32_t next = t + 1, clause = next < d->tok.n && d->tok.deprel[next] == KH_DEP_MARK ? d->tok.head[next] : KH_NONE;
  if (!q.span_count && clause != KH_NONE && clause > next && (cue->frames & (d->tok.upos[next] == KH_UPOS_PART ? QUOTE_INFINITIVE : QUOTE_CLAUSE)))
    kh_quotes_add_range(d, &q, (quote_range){next, quote_subtree(d, clause).end});
  if (!q.span_count) is_that(w, cue, t, &q);
  if (!q.span_count && (cue->frames & QUOTE_CLAUSE)) kh_quotes_next_paragraph(w, cue_end, true, &q);
  if (!q.span_count) return;
  if (!met) q.speaker = noun_speaker(w, cue, t);
  kh_quotes_cut_next_telling(w, &q);
  KH_PUSH(w->scratch, &w->drafts, q);
}

static void at_adjective(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  quote_draft q = {.cue_begin = t, .cue_end = cue_end, .speaker = kh_quotes_speaker(d, t), .audience = KH_NONE};
  bool passive;
  uint32_t subject = kh_quotes_subject_of(d, t, &passive);
  if (passive) q.speaker = subject;   /* "is convinced", taken for a passive */
  if (q.speaker != KH_NONE && kh_deprel_base(d->tok.deprel[q.speaker]) == KH_DEP_EXPL) q.speaker = KH_NONE;   /* "it is unclear" */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && !q.span_count; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c < t) continue;
    if (((base == KH_DEP_CCOMP || base == KH_DEP_CSUBJ) && (cue->frames & QUOTE_CLAUSE)) || (base == KH_DEP_XCOMP && (cue->frames & QUOTE_INFINITIVE)) ||
        (base == KH_DEP_ADVCL && (cue->frames & (QUOTE_INFINITIVE | QUOTE_CLAUSE)) && kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE))
      kh_quotes_add_range(d, &q, quote_subtree(d, c));
    else if ((base == KH_DEP_OBL || base == KH_DEP_ADVCL) && kh_quotes_preposition_in(w, cue->prepositions, c))
      kh_quotes_add_range(d, &q, kh_quotes_behind_preposition(d, c));
  }
  if (!q.span_count) return;
  if (cue->frames & QUOTE_RAISING) {
    if (q.speaker != KH_NONE) kh_quotes_add_range(d, &q, quote_subtree(d, q.speaker));
    q.speaker = KH_NONE;
  }
  KH_PUSH(w->scratch, &w->drafts, q);
}

/* "reportedly": the clause around it. */
static void at_adverb(quote_work *w, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  uint32_t up = d->tok.head[t];
  if (up == KH_NONE) return;
  quote_draft q = {.cue_begin = t, .cue_end = cue_end, .speaker = KH_NONE, .audience = KH_NONE};
  kh_quotes_add_without(d, &q, quote_subtree(d, up), (quote_range){t, cue_end});
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

/* The cue's second word stands right behind t, or hangs on it a little further on. */
static bool has_particle(const quote_work *w, const quote_cue *c, uint32_t t, uint32_t *end) {
  const kh_doc *d = w->d;
  kh_str particle = kh_pool_at(w->q->pool, w->q->pool_bytes, c->particle);
  for (uint32_t k = t + 1; k < d->tok.n && k <= t + 4 && d->tok.sentence[k] == d->tok.sentence[t]; k++) {
    if (!kh_str_eq(d->tok.lower[k], particle) || (k > t + 1 && d->tok.head[k] != t)) continue;
    if (k == t + 1) *end = t + 2;
    return true;
  }
  return false;
}

const quote_cue *kh_quotes_cue_at(const quote_work *w, uint32_t t, uint32_t *end) {
  const kh_doc *d = w->d;
  const kh_quotes *q = w->q;
  uint32_t first;
  uint16_t part;
  switch (d->tok.upos[t]) {
    case KH_UPOS_VERB: part = 'v'; break;
    case KH_UPOS_NOUN: part = 'n'; break;
    case KH_UPOS_ADJ: part = 'a'; break;
    case KH_UPOS_ADV: part = 'r'; break;
    default: part = 0; break;
  }
  for (int by_form = 0; by_form < 2; by_form++) {   /* "worried" may be tagged as a verb, and is an adjective here */
    if (!(by_form ? kh_lookup_get(&q->lemmas, d->tok.lower[t], d->tok.lower_hash[t], &first)
                  : kh_lookup_get(&q->lemmas, d->tok.lemma[t], d->tok.lemma_hash[t], &first)))
      continue;
    for (size_t i = first; i < q->cue_count && i <= q->cues[first].last; i++) {
      const quote_cue *c = &q->cues[i];
      if (c->part != part && c->part != 'p' && !(by_form && c->part == 'a' && part == 'v')) continue;
      *end = t + 1;
      if (!c->particle || has_particle(w, c, t, end)) return c;
    }
  }
  return NULL;
}

/* "a statement issued by the spokesperson": who is behind the paper, where the noun is one that attributes. */
static uint32_t paper_by(const quote_work *w, uint32_t noun) {
  const kh_doc *d = w->d;
  uint32_t end, clause = kh_doc_child_base(d, noun, KH_DEP_ACL);
  const quote_cue *cue = d->tok.upos[noun] == KH_UPOS_NOUN ? kh_quotes_cue_at(w, noun, &end) : NULL;
  return cue && cue->part == 'n' && clause != KH_NONE ? kh_doc_child_with(d, clause, KH_DEP_OBL_AGENT) : KH_NONE;
}

/* "according to …": the speaker hangs on the clause that it says. */
static void at_preposition(quote_work *w, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  uint32_t speaker = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_CASE && d->tok.deprel[t] != KH_DEP_FIXED) {   /* the preposition as the head */
    speaker = KH_NONE;
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
      if (d->child[i] >= cue_end && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_OBL) speaker = d->child[i];
  }
  if (speaker == KH_NONE || speaker < cue_end) return;
  quote_draft q = {.cue_begin = t, .cue_end = cue_end, .speaker = speaker, .audience = KH_NONE};
  quote_range cut = {t, speaker + 1}, s = quote_sentence_range(d, t);
  uint32_t ignored, end;
  kh_quotes_phrase(d, speaker, &ignored, &end);
  uint32_t agent = paper_by(w, speaker), all = quote_subtree(d, speaker).end;
  if (agent != KH_NONE) q.speaker = agent;
  if (all > end && kh_doc_child_base(d, speaker, KH_DEP_ACL) != KH_NONE) end = all;   /* "a report that came out on Monday": up to the comma */
  while (cut.end < end && !quote_is(d, cut.end, ",")) cut.end++;
  if (cut.begin == s.begin + 2 && d->tok.upos[s.begin] == KH_UPOS_CCONJ) cut.begin = s.begin;   /* "But, according to …, …" */
  /* "According to a poll out Thursday, …" */
  for (uint32_t k = cut.end; cut.begin == s.begin && k < s.end && !(quote_verbal(d, k) && (d->tok.morph[k] & KH_MORPH_FIN)); k++)
    if (quote_is(d, k, ",") && !w->segment_of[k]) {
      cut.end = k;
      break;
    }
  for (uint32_t k = cut.begin; k > s.begin && !quote_is(d, k, ")"); k--)   /* "(a tenth, according to the bank)" */
    if (quote_is(d, k, "(")) s.begin = k + 1;
  kh_quotes_add_without(d, &q, s, cut);
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

/* "in the poll", "in a new survey": the clause around it is what the paper says; "ahead in the polls" speaks of none. */
static void at_paper(quote_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  uint32_t noun = d->tok.head[t], verb = noun == KH_NONE ? KH_NONE : d->tok.head[noun];
  /* "ten points ahead among farmers in the Tribune poll" */
  bool below = noun != KH_NONE && verb != KH_NONE && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NMOD;
  for (int n = 0; below && n < 3 && verb != KH_NONE && quote_nominal(d, verb); n++) verb = d->tok.head[verb];
  if (below) {
    uint32_t whose = kh_doc_child_base(d, noun, KH_DEP_COMPOUND);
    if (whose == KH_NONE || d->tok.upos[whose] != KH_UPOS_PROPN || verb == KH_NONE || !quote_verbal(d, verb)) return;
  }
  if (d->tok.deprel[t] != KH_DEP_CASE || noun == KH_NONE || noun < t || verb == KH_NONE || (d->tok.morph[noun] & KH_MORPH_PLUR) ||
      (!below && kh_deprel_base(d->tok.deprel[noun]) != KH_DEP_OBL) || !kh_quotes_is_paper(w, noun))
    return;
  quote_draft q = {.cue_begin = t, .cue_end = t + 1, .speaker = noun, .audience = KH_NONE};
  kh_quotes_add_without(d, &q, quote_subtree(d, verb), quote_subtree(d, noun));
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

static bool capitals(kh_str form) {
  for (size_t i = 0; i < form.n; i++)
    if (form.s[i] >= 'a' && form.s[i] <= 'z') return false;
  return form.n && form.s[0] >= 'A' && form.s[0] <= 'Z';
}

/* In capitals before a colon at the head of a paragraph: its last word, KH_NONE if there is none. A quotation mark may go before it. */
static uint32_t label_at(const kh_doc *d, quote_range s) {
  uint32_t t = s.begin + (s.begin < s.end && kh_quotes_mark(d, s.begin)), first = t;
  while (t < s.end && t - first < HEADING_NAME && capitals(d->tok.form[t]) && d->tok.upos[t] != KH_UPOS_PUNCT) t++;
  return t > first && t < s.end && quote_is(d, t, ":") && d->tok.form[t - 1].n > 1 ? t - 1 : KH_NONE;   /* the "Q:" and "A:" of an interview tell of nobody */
}

/* Is it a transcript: do labels stand so more than once? */
static bool is_transcript(const kh_doc *d) {
  enum { LABELS = 32 };
  uint64_t once[LABELS];
  uint32_t n = 0;
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (s > 0 && d->sentences[s - 1].paragraph == d->sentences[s].paragraph) continue;
    uint32_t t = label_at(d, (quote_range){d->sentences[s].tok_begin, d->sentences[s].tok_end}), i = 0;
    if (t == KH_NONE) continue;
    while (i < n && once[i] != d->tok.lower_hash[t]) i++;
    if (i < n) return true;
    if (n < LABELS) once[n++] = d->tok.lower_hash[t];
  }
  return false;
}

/* A person, a body, a group of people or a paper. */
static bool teller(const quote_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  uint8_t tag = d->tok.ner[t] >> 1;
  if (tag == KH_ENTITY_PER || tag == KH_ENTITY_ORG) return true;
  if (kh_quotes_is_paper(w, t)) return true;
  uint32_t m = d->mention_of ? d->mention_of[t] : KH_NONE;
  return m != KH_NONE && m < d->mention_count && d->mentions[m].actor.sector && d->tok.upos[t] == KH_UPOS_NOUN && (d->tok.morph[t] & KH_MORPH_PLUR);
}

bool kh_quotes_is_somebody(const kh_doc *d, uint32_t t) {
  uint32_t m = t == KH_NONE || !d->mention_of ? KH_NONE : d->mention_of[t];
  return m < d->mention_count && (d->mentions[m].actor.sector || d->mentions[m].kind == KH_ENTITY_PER);
}

/* Is somebody told to do or to suffer it, with no "will" or "must"? */
static bool tells_of_somebody(const kh_doc *d, uint32_t verb) {
  uint32_t over = d->tok.head[verb];
  bool who = d->tok.deprel[verb] == KH_DEP_ACL && over != KH_NONE && over < verb && kh_quotes_is_somebody(d, over);      /* "premier to quit" */
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    if (!strcmp(kh_doc_xpos(d, c), "MD")) return false;
    who |= c < verb && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_NSUBJ && kh_quotes_is_somebody(d, c);
  }
  return who;
}

/* "Sudan: police shoot nurse": a land, or a town that is no capital, says nothing of what its own people do and suffer: it is where they do; but "Kenya: Ugandan
 * police shot nurse", "Iran: no talks", "Iran: police will stay". */
static bool is_scene(const kh_doc *d, quote_range s, uint32_t about, uint32_t colon) {
  uint32_t m = d->mention_of ? d->mention_of[about] : KH_NONE;
  if (m >= d->mention_count || d->mentions[m].kind != KH_ENTITY_LOC || d->mentions[m].actor.sector || d->tok.upos[s.end - 1] == KH_UPOS_PUNCT) return false;
  bool told = false;
  for (uint32_t t = colon + 1; t < s.end; t++) {
    uint32_t other = d->mention_of[t];
    const kh_actor *is = other < d->mention_count ? &d->mentions[other].actor : NULL;
    if (is && is->cow && is->country[0] && strcmp(is->country, d->mentions[m].actor.country) != 0) return false;
    if (d->tok.upos[t] == KH_UPOS_VERB) told |= tells_of_somebody(d, t);
  }
  return told;
}

/* "Bomb kills nine in Kano: police", "Two held – army": who tells it stands behind the last colon or dash of a line that ends without a stop. */
static void at_tail(quote_work *w, quote_range s) {
  enum { TELLER = 5, TOLD = 3 };
  const kh_doc *d = w->d;
  uint32_t mark = s.end, verb = KH_NONE;
  while (mark > s.begin && mark + TELLER >= s.end && (quote_nominal(d, mark - 1) || d->tok.upos[mark - 1] == KH_UPOS_ADJ)) mark--;
  if (mark == s.end || mark < s.begin + TOLD + 1) return;
  uint32_t cue = mark - 1, head = s.end - 1;
  if (!quote_is(d, cue, ":") && !kh_is_dash_between_blanks(&d->tok, cue)) return;
  for (uint32_t t = s.begin; t < cue; t++) {
    if (quote_is(d, t, ":")) return;
    if (d->tok.upos[t] == KH_UPOS_VERB) verb = t;
  }
  if (verb == KH_NONE || !(kh_quotes_is_somebody(d, head) || teller(w, head))) return;
  quote_draft q = {.cue_begin = cue, .cue_end = cue, .speaker = head, .audience = KH_NONE};
  kh_quotes_add_range(d, &q, (quote_range){s.begin, cue});
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

/* At the head of a paragraph a name, a colon and what it says: "Merkel: talks will go on", "Poll: …", in transcripts "MERKEL: Yes.". */
static void at_heading(quote_work *w, quote_range s) {
  const kh_doc *d = w->d;
  uint32_t t = s.begin, sentence = d->tok.sentence[s.begin], head = KH_NONE;
  if (s.begin > 0 && d->sentences[d->tok.sentence[s.begin - 1]].paragraph == d->sentences[sentence].paragraph) return;
  uint32_t label = label_at(d, s);
  if (label != KH_NONE && w->transcript && kh_quotes_mark(d, s.begin)) t = ++s.begin;
  bool headline = d->sentences[sentence].kind == KH_SENT_HEADLINE || sentence == 0, named = false, large = true, proper = headline, below = false;
  if (label != KH_NONE && w->transcript) t = label + 1;
  else for (; t < s.end && t - s.begin < (headline ? HEADLINE_NAME : HEADING_NAME); t++) {
      bool part = quote_nominal(d, t) || d->tok.upos[t] == KH_UPOS_ADJ || d->tok.upos[t] == KH_UPOS_NUM || d->tok.upos[t] == KH_UPOS_INTJ ||
                  d->tok.upos[t] == KH_UPOS_X;
      below |= headline && t > s.begin && d->tok.upos[t] == KH_UPOS_ADP; /* "Clinton on the wall: …" */
      if (!part && !(below && (d->tok.upos[t] == KH_UPOS_ADP || d->tok.upos[t] == KH_UPOS_DET))) break;
      proper &= below || (d->tok.upos[t] == KH_UPOS_PROPN && !capitals(d->tok.form[t]));
      bool one = headline && t + 1 < s.end && quote_is(d, t + 1, ":") && kh_quotes_is_somebody(d, t) && kh_quotes_finite(d, (quote_range){t + 2, s.end});   /* "Minister: …" */
      named |= !below && (one || teller(w, t));
      large &= capitals(d->tok.form[t]);
  }
  named |= proper;
  if (t == s.begin || t == s.end || !quote_is(d, t, ":") || (below && !named)) return;
  /* cut behind the colon */
  if (t + 1 >= s.end && headline && named && sentence + 1 < d->sentence_count && d->sentences[sentence + 1].paragraph == d->sentences[sentence].paragraph)
    s.end = d->sentences[sentence + 1].tok_end;
  if (t + 1 >= s.end) return;
  quote_range content = {t + 1, s.end};
  if (large && ((label != KH_NONE && w->transcript) || named)) {   /* a transcript: the whole paragraph */
    for (uint32_t k = sentence + 1;
         k < d->sentence_count && d->sentences[k].paragraph == d->sentences[sentence].paragraph && d->sentences[k].kind != KH_SENT_RESIDUE; k++)
      content.end = d->sentences[k].tok_end;
  } else {
    /* a line of its own, "Poll: race is tight" */
    bool alone = headline || sentence + 1 == d->sentence_count || d->sentences[sentence + 1].paragraph != d->sentences[sentence].paragraph;
    if (!named || t + (alone ? HEADING_ALONE : HEADING_LEAST) > s.end ||
        (d->sentences[sentence].kind != KH_SENT_HEADLINE && !alone && (!kh_quotes_finite(d, (quote_range){t, s.end}) || d->tok.upos[s.begin] != KH_UPOS_PROPN)))
      return;
  }
  quote_draft q = {.cue_begin = t, .cue_end = t, .speaker = t - 1, .audience = KH_NONE, .label = label != KH_NONE && w->transcript};
  for (uint32_t k = s.begin; k < t && head == KH_NONE; k++)   /* the name's head */
    if (d->tok.head[k] == KH_NONE || d->tok.head[k] < s.begin || d->tok.head[k] >= t) head = k;
  if (head != KH_NONE) q.speaker = head;
  if (is_scene(d, s, q.speaker, t)) return;
  kh_quotes_add_range(d, &q, content);
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

void kh_quotes_cues(quote_work *w) {
  const kh_doc *d = w->d;
  w->told_by = KH_ARRAY(w->scratch, uint32_t, d->tok.n + 1);
  w->transcript = is_transcript(d);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (d->sentences[s].kind == KH_SENT_RESIDUE) continue;
    at_heading(w, (quote_range){d->sentences[s].tok_begin, d->sentences[s].tok_end});
    at_tail(w, (quote_range){d->sentences[s].tok_begin, d->sentences[s].tok_end});
    for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++) {
      uint32_t end;
      const quote_cue *cue = d->tok.ner[t] ? NULL : kh_quotes_cue_at(w, t, &end);   /* "Hope Hicks" hopes for nothing */
      if (!cue && d->tok.upos[t] == KH_UPOS_ADP && kh_quotes_in_set(w, w->q->sets[QUOTE_SET_INTO], d->tok.lower[t], d->tok.lower_hash[t])) at_paper(w, t);
      if (!cue) continue;
      switch (cue->part) {
        case 'v': kh_quotes_at_verb(w, cue, t, end); break;
        case 'n': at_noun(w, cue, t, end); break;
        case 'a': at_adjective(w, cue, t, end); break;
        case 'r': at_adverb(w, t, end); break;
        default: at_preposition(w, t, end); break;
      }
    }
  }
}
