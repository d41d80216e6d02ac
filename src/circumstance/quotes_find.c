/* quotes_find.c: cues, and by their frames what is attributed and to whom. */
#include "circumstance/quotes_int.h"

#define HEADING_NAME 5     /* tokens of a name before a colon, at most */
#define HEADLINE_NAME 8    /* the same in a headline, "Clinton on the wall: …" */
#define HEADING_LEAST 5    /* tokens from the colon on, at least */
#define HEADING_ALONE 4     /* the same, where the sentence is a line of its own */
#define QUOTED_REACH 14   /* tokens between a cue and words in quotation marks of its own, at most */
#define AS_CLAUSE 8        /* tokens behind the cue of "as the agency noted on Monday", at most */
#define NEAR_MARK 5        /* tokens of who is told before the mark of what is told */

typedef struct range { uint32_t begin, end; } range;

static range subtree(const kh_doc *d, uint32_t t) {
  range r;
  kh_doc_subtree(d, t, &r.begin, &r.end);
  return r;
}

static bool is(const kh_doc *d, uint32_t t, const char *form) { return kh_str_is(d->tok.lower[t], form); }
static bool mark(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_PUNCT && !kh_quotes_mark(d, t); }
static bool quotation(const kh_doc *d, uint32_t t) { return kh_quotes_mark(d, t); }

/* ---- who speaks ---- */
static bool nominal(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_NOUN || d->tok.upos[t] == KH_UPOS_PROPN || d->tok.upos[t] == KH_UPOS_PRON; }
static bool verbal(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_VERB || d->tok.upos[t] == KH_UPOS_AUX; }

/* "saying", a participle or a gerund of its own, not that of "is saying". */
static bool saying(const kh_doc *d, uint32_t t) {
  uint32_t m = d->tok.morph[t];
  return ((m & KH_MORPH_GER) || ((m & KH_MORPH_PART) && (m & KH_MORPH_PRES))) && kh_doc_child_with(d, t, KH_DEP_AUX) == KH_NONE;
}

/* "who", "which", "that" of a relative clause. */
static bool relative(const kh_doc *d, uint32_t t) {
  return d->tok.upos[t] == KH_UPOS_PRON && kh_doc_xpos(d, t)[0] == 'W';
}

static uint32_t subject_of(const kh_doc *d, uint32_t t, bool *passive) {
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
    uint32_t s = subject_of(d, t, &passive), up = d->tok.head[t];
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
  range r = subtree(d, head);
  for (uint32_t i = d->child_at[head]; i < d->child_at[head + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c > head && (base == KH_DEP_ACL || base == KH_DEP_PARATAXIS || base == KH_DEP_PUNCT)) {
      range below = subtree(d, c);
      if (below.begin > head && below.begin < r.end) r.end = below.begin;
    }
    if (c < head && (base == KH_DEP_CASE || base == KH_DEP_PUNCT || base == KH_DEP_CC) && c >= r.begin) r.begin = c + 1;
  }
  while (r.begin < head && (mark(d, r.begin) || d->tok.deprel[r.begin] == KH_DEP_CASE)) r.begin++;
  while (r.end > head + 1 && d->tok.upos[r.end - 1] == KH_UPOS_PUNCT) r.end--;
  *begin = r.begin;
  *end = r.end;
}

/* ---- content ---- */
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
static range trimmed(const kh_doc *d, range r) {
  uint32_t marks = 0;
  for (uint32_t t = r.begin; t < r.end; t++) marks += quotation(d, t);
  for (bool moved = true; moved && r.begin < r.end;) {
    moved = false;
    if (mark(d, r.begin) && !is(d, r.begin, "(")) r.begin++, moved = true;
    else if (mark(d, r.end - 1) && !is(d, r.end - 1, ")") && !is(d, r.end - 1, "?") && !is(d, r.end - 1, "!")) r.end--, moved = true;
    else if (marks % 2 && quotation(d, r.end - 1)) r.end--, marks--, moved = true;
    else if (marks % 2 && quotation(d, r.begin)) r.begin++, marks--, moved = true;
  }
  return r;
}

static void add_range(const kh_doc *d, quote_draft *q, range r) {
  r = trimmed(d, r);
  kh_quotes_add(q, r.begin, r.end);
}

/* r without the words of cut (the cue's own clause), in one or two spans. */
static void add_without(const kh_doc *d, quote_draft *q, range r, range cut) {
  if (cut.begin > r.begin) add_range(d, q, (range){r.begin, cut.begin < r.end ? cut.begin : r.end});
  if (cut.end < r.end) add_range(d, q, (range){cut.end > r.begin ? cut.end : r.begin, r.end});
}

static bool in_set(const quote_work *w, uint64_t set, kh_str word, uint64_t hash) {
  uint32_t bit;
  return kh_lookup_get(&w->q->prepositions, word, hash, &bit) && bit < 64 && (set >> bit & 1);
}

/* "poll", "report", "tweets": what tells something itself. */
static bool is_paper(const quote_work *w, uint32_t t) {
  const kh_tokens *k = &w->d->tok;
  uint64_t papers = w->q->sets[QUOTE_SET_PAPER];
  return in_set(w, papers, k->lemma[t], k->lemma_hash[t]) || in_set(w, papers, k->lower[t], k->lower_hash[t]);
}

static bool preposition_in(const quote_work *w, uint64_t set, uint32_t dependent) {
  const kh_doc *d = w->d;
  for (uint32_t i = d->child_at[dependent]; i < d->child_at[dependent + 1]; i++) {
    uint32_t c = d->child[i];
    if (d->tok.deprel[c] != KH_DEP_CASE && d->tok.deprel[c] != KH_DEP_MARK) continue;
    if (in_set(w, set, d->tok.lower[c], d->tok.lower_hash[c])) return true;
  }
  return false;
}

/* A dependent's words without the preposition or mark that leads it. */
static range behind_preposition(const kh_doc *d, uint32_t dependent) {
  range r = subtree(d, dependent);
  while (r.begin < dependent && (d->tok.deprel[r.begin] == KH_DEP_CASE || (d->tok.deprel[r.begin] == KH_DEP_MARK && d->tok.upos[r.begin] == KH_UPOS_SCONJ) || mark(d, r.begin))) r.begin++;
  return r;
}

/* The words of t's sentence that carry the cue: subject, auxiliaries, adverbs and times around it, but no content. */
static range cue_clause(const kh_doc *d, uint32_t t, uint32_t content) {
  range r = {t, t + 1};
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (c == content || d->tok.upos[c] == KH_UPOS_PUNCT || kh_deprel_base(d->tok.deprel[c]) == KH_DEP_CCOMP) continue;
    range below = subtree(d, c);
    if (below.begin < r.begin) r.begin = below.begin;
    if (below.end > r.end) r.end = below.end;
  }
  return r;
}

static range sentence_range(const kh_doc *d, uint32_t t) {
  const kh_sentence *s = &d->sentences[d->tok.sentence[t]];
  return (range){s->tok_begin, s->tok_end};
}

static bool timed(const kh_doc *d, uint32_t t) {
  size_t low = 0, high = d->time_count;   /* the first time that ends behind t */
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (d->times[middle].tok_end <= t) low = middle + 1;
    else high = middle;
  }
  return low < d->time_count && d->times[low].tok_begin <= t;
}

/* Content behind the cue goes on with what hangs on the cue without a comma: "repeated his promise to leave", "said he would stay until
 * the vote". A day stays outside: it may be that of the words. */
static range carried_on(const kh_doc *d, uint32_t t, range r) {
  if (r.begin <= t) return r;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c <= t || (base != KH_DEP_OBL && base != KH_DEP_ADVCL && base != KH_DEP_XCOMP && base != KH_DEP_CCOMP && base != KH_DEP_NMOD) || timed(d, c)) continue;
    range below = subtree(d, c);
    if (below.begin == r.end && !mark(d, below.begin)) r.end = below.end;
  }
  return r;
}

/* "Said prices were up, and that they would rise", "said prices were up and wages were low": a second clause hung on the cue is told too
 * where its mark says so, or where it has a subject of its own and no comma parts it. */
static range joined_on(const kh_doc *d, uint32_t t, range r) {
  for (int n = 0; n < 3; n++) {   /* "…, and that …", wherever the tree hangs it */
    uint32_t cc = r.end;
    cc += cc < d->tok.n && is(d, cc, ",");
    if (cc + 2 >= d->tok.n || d->tok.sentence[cc + 2] != d->tok.sentence[t] || d->tok.upos[cc] != KH_UPOS_CCONJ || d->tok.upos[cc + 1] != KH_UPOS_SCONJ || d->tok.deprel[cc + 1] != KH_DEP_MARK) break;
    uint32_t verb = d->tok.head[cc + 1];
    if (verb == KH_NONE || verb < cc) break;
    r.end = subtree(d, verb).end;
  }
  uint32_t last = d->sentences[d->tok.sentence[t]].tok_end;
  if (r.end + 2 < last && is(d, r.end, ":") && !quotation(d, r.end + 1)) return (range){r.begin, last};   /* "says that the time is rare: prices are low" */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i], cc = r.end;
    bool passive, comma = cc + 2 < d->tok.n && is(d, cc, ",");
    if (c < r.end || d->tok.deprel[c] != KH_DEP_CONJ) continue;
    cc += comma;
    if (d->tok.upos[cc] != KH_UPOS_CCONJ || d->tok.head[cc] != c) return r;
    uint32_t subject = subject_of(d, c, &passive), aux = kh_doc_child_with(d, c, KH_DEP_AUX);
    bool modal = aux != KH_NONE && (d->tok.morph[aux] & KH_MORPH_FIN) && !(d->tok.morph[aux] & (KH_MORPH_PAST | KH_MORPH_PRES));   /* "… and would back him" */
    if (comma || !(modal || (subject != KH_NONE && subject > cc))) return r;
    r.end = subtree(d, c).end;
  }
  return r;
}

/* "Argued the pipeline, which farmers like, / would cost nothing": a clause that begins with its verb and has no subject. */
static bool headless(const kh_doc *d, uint32_t clause, range r) {
  bool passive;
  uint32_t t = r.begin;
  while (t < clause && d->tok.upos[t] == KH_UPOS_ADV) t++;
  return (d->tok.upos[t] == KH_UPOS_AUX || t == clause) && verbal(d, t) && (d->tok.morph[t] & KH_MORPH_FIN) && subject_of(d, clause, &passive) == KH_NONE;
}

/* "Said the front-runner / was a failure": the clause's subject hung elsewhere, with nothing but a noun phrase between. */
static bool subjectless(const kh_doc *d, uint32_t cue_end, range r) {
  if (r.begin <= cue_end || !(d->tok.upos[r.begin] == KH_UPOS_CCONJ || (verbal(d, r.begin) && (d->tok.morph[r.begin] & KH_MORPH_FIN)))) return false;
  uint8_t first = d->tok.upos[cue_end];
  if (first == KH_UPOS_ADP || first == KH_UPOS_PUNCT || first == KH_UPOS_ADV || timed(d, cue_end)) return false;
  bool named = false;
  for (uint32_t k = cue_end; k < r.begin; k++) {
    if (mark(d, k) || verbal(d, k)) return false;
    named |= nominal(d, k);
  }
  return named;
}

/* ---- frames of a verb ---- */
/* "asked the minister if he would stay": no condition, with no comma before it. */
static bool asked_if(const quote_work *w, uint32_t verb) {
  uint32_t first = subtree(w->d, verb).begin;
  return w->d->tok.deprel[first] == KH_DEP_MARK && first > 0 && w->d->tok.upos[first - 1] != KH_UPOS_PUNCT && in_set(w, w->q->sets[QUOTE_SET_IF], w->d->tok.lower[first], w->d->tok.lower_hash[first]);
}

static bool verb_content(const quote_work *w, const quote_cue *cue, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t object = KH_NONE, clause = KH_NONE, complement = KH_NONE, prepositional = KH_NONE, told = KH_NONE;
  bool passive;
  uint32_t subject = subject_of(d, t, &passive);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    switch (kh_deprel_base(d->tok.deprel[c])) {
      case KH_DEP_CCOMP:   /* "Pressed by the host, he said there was …": a clause right behind the cue rather than one before it */
        if (clause == KH_NONE || (clause < t && c > t && t + 2 < d->tok.n && (d->tok.upos[t + 1] != KH_UPOS_PUNCT || quotation(d, t + 1) || quotation(d, t + 2)))) clause = c;
        break;
      case KH_DEP_XCOMP: if (complement == KH_NONE) complement = c; break;
      case KH_DEP_OBJ: if (object == KH_NONE) object = c; break;
      case KH_DEP_IOBJ: q->audience = c, told = c > t ? c : told; break;
      case KH_DEP_OBL: case KH_DEP_ADVCL: case KH_DEP_NMOD:
        if (clause == KH_NONE && c > t && (cue->frames & QUOTE_CLAUSE) && (cue->frames & QUOTE_BOTH) && asked_if(w, c)) clause = c;
        if (q->audience == KH_NONE && (cue->frames & QUOTE_QUOTE) && c > t && preposition_in(w, w->q->sets[QUOTE_SET_AUDIENCE], c)) q->audience = c;
        if ((prepositional == KH_NONE || (prepositional < t && c > t)) && cue->prepositions && preposition_in(w, cue->prepositions, c) && !timed(d, c)) prepositional = c;
        break;
      default: break;
    }
  }
  if (object == KH_NONE && told != KH_NONE && clause == KH_NONE && complement == KH_NONE && (cue->frames & QUOTE_OBJECT) && !(cue->frames & QUOTE_AUDIENCE)) object = told, q->audience = KH_NONE;   /* "averages show the mayor with a lead" */
  if (object == KH_NONE && complement != KH_NONE && complement > t && (cue->frames & QUOTE_OBJECT) && !(cue->frames & (QUOTE_INFINITIVE | QUOTE_RAISING | QUOTE_AUDIENCE)) && saying(d, complement)) object = complement;   /* "mentioned closing the port" */
  if (object != KH_NONE && (cue->frames & QUOTE_AUDIENCE)) {
    q->audience = object;
    uint32_t hung = kh_doc_child_base(d, object, KH_DEP_ACL);   /* "told a conference that …": the clause hung on who is told */
    uint32_t that = hung == KH_NONE ? KH_NONE : kh_doc_child_with(d, hung, KH_DEP_MARK);
    bool bare = hung != KH_NONE && d->tok.deprel[hung] == KH_DEP_ACL_RELCL && !relative(d, subtree(d, hung).begin) && d->tok.upos[subtree(d, hung).begin] == KH_UPOS_PRON;   /* "told a conference they were …" */
    if (clause == KH_NONE && bare && (cue->frames & QUOTE_CLAUSE)) clause = hung;
    if (clause == KH_NONE && that != KH_NONE && that > object && d->tok.upos[that] == KH_UPOS_SCONJ && (cue->frames & QUOTE_CLAUSE)) clause = hung;
  }
  if (clause != KH_NONE && (cue->frames & (QUOTE_CLAUSE | QUOTE_QUOTE))) {
    range r = subtree(d, clause), cut = cue_clause(d, t, clause);
    uint32_t mark = (cue->frames & QUOTE_AUDIENCE) && r.begin > t ? kh_doc_child_with(d, clause, KH_DEP_MARK) : KH_NONE;
    if (mark != KH_NONE && mark > r.begin && mark < r.begin + NEAR_MARK && d->tok.upos[mark] == KH_UPOS_SCONJ) {   /* "told Merkel that …": who is told, taken for a part of the clause */
      if (q->audience == KH_NONE) q->audience = mark - 1;
      r.begin = mark;
    }
    if (cue->frames & QUOTE_RAISING) q->speaker = KH_NONE;   /* "it seems that …" */
    if ((cue->frames & QUOTE_QUOTE) && subjectless(d, q->cue_end, r)) r.begin = q->cue_end;
    uint32_t taken = object != KH_NONE && object > t ? object : told;   /* its subject, taken for the cue's object */
    if (taken != KH_NONE && !(cue->frames & QUOTE_AUDIENCE) && (headless(d, clause, r) || (r.begin == clause && saying(d, clause) && subtree(d, taken).end == clause)) && subtree(d, taken).end <= r.begin) r.begin = subtree(d, taken).begin;
    if (r.begin < cut.begin && r.end > cut.end) add_without(d, q, r, cut);
    else add_range(d, q, r.begin > t ? joined_on(d, t, carried_on(d, t, r)) : r);
    return true;
  }
  if ((cue->frames & QUOTE_CLAUSE) && (cue->frames & QUOTE_QUOTE) && !(cue->frames & (QUOTE_OBJECT | QUOTE_BOTH | QUOTE_AUDIENCE)) && object != KH_NONE && object > t && kh_doc_child_base(d, object, KH_DEP_ACL) != KH_NONE) {
    /* "said the campaign planned to …": the clause taken for an object with a participle */
    range r = {subtree(d, object).begin, subtree(d, t).end};
    if (r.begin > t && r.end > r.begin + 2) {
      add_range(d, q, r);
      return true;
    }
  }
  if (complement != KH_NONE && (cue->frames & QUOTE_RAISING)) {
    if (subject != KH_NONE) add_range(d, q, subtree(d, subject));
    add_range(d, q, subtree(d, complement));
    q->speaker = KH_NONE;
    return true;
  }
  if (cue->frames & QUOTE_BOTH) {
    /* "urge Israel to stop", "describe the camp as a prison", "call on both sides to stop"; the complement may hang on the
     * object by mistake, and is then within its words. */
    uint32_t first = object, last = KH_NONE;
    if (first == KH_NONE && complement != KH_NONE) {
      bool twice = complement > t && d->tok.upos[complement] == KH_UPOS_PROPN && !passive && kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ACL;   /* "called Oz a quack", both taken for complements */
      first = told != KH_NONE ? told : twice ? complement : prepositional;
    }
    for (uint32_t i = d->child_at[t]; first != KH_NONE && i < d->child_at[t + 1]; i++) {
      uint32_t c = d->child[i];
      uint8_t base = kh_deprel_base(d->tok.deprel[c]);
      if (c > first && (base == KH_DEP_XCOMP || base == KH_DEP_CCOMP || base == KH_DEP_OBJ || base == KH_DEP_AMOD || (d->tok.deprel[c] == KH_DEP_OBL_UNMARKED && !timed(d, c)) || (base == KH_DEP_ADVCL && (d->tok.morph[c] & KH_MORPH_INF)) || c == prepositional)) last = c;
    }
    for (uint32_t i = first == KH_NONE ? 0 : d->child_at[first]; first != KH_NONE && last == KH_NONE && i < d->child_at[first + 1]; i++)
      if (d->child[i] > first && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_AMOD) last = d->child[i];   /* "called the charges unfounded" */
    if (first != KH_NONE && (last != KH_NONE || (cue->frames & QUOTE_OBJECT) || kh_doc_child_base(d, first, KH_DEP_ACL) != KH_NONE)) {
      range r = first == prepositional ? behind_preposition(d, first) : subtree(d, first);
      if (last != KH_NONE && subtree(d, last).end > r.end) r.end = subtree(d, last).end;
      if (passive && subject != KH_NONE && subject < t && kh_deprel_base(d->tok.deprel[subject]) != KH_DEP_EXPL) add_range(d, q, subtree(d, subject));   /* "the base is considered a target" */
      add_range(d, q, last == KH_NONE && first == object ? carried_on(d, t, r) : r);
      return true;
    }
  }
  if (passive && subject != KH_NONE && kh_deprel_base(d->tok.deprel[subject]) != KH_DEP_EXPL && ((cue->frames & QUOTE_OBJECT) || ((cue->frames & QUOTE_BOTH) && (complement != KH_NONE || prepositional != KH_NONE)))) {
    bool asked = complement == KH_NONE && prepositional != KH_NONE && (cue->frames & QUOTE_QUOTE) && (cue->frames & QUOTE_INFINITIVE);   /* "the judge was asked about the case": who is told */
    if (asked) q->audience = subject;
    else add_range(d, q, subtree(d, subject));
    if (complement != KH_NONE) add_range(d, q, subtree(d, complement));
    else if (prepositional != KH_NONE) add_range(d, q, behind_preposition(d, prepositional));
    return true;
  }
  if (complement != KH_NONE && (cue->frames & QUOTE_INFINITIVE)) {
    if (passive && subject != KH_NONE) add_range(d, q, subtree(d, subject));
    add_range(d, q, subtree(d, complement));
    return true;
  }
  if (object != KH_NONE && !relative(d, object) && (cue->frames & QUOTE_OBJECT)) {
    add_range(d, q, carried_on(d, t, subtree(d, object)));
    return q->thing = true;
  }
  bool named = d->tok.deprel[t] == KH_DEP_ACL && (d->tok.morph[t] & KH_MORPH_PAST) && prepositional != KH_NONE && preposition_in(w, w->q->sets[QUOTE_SET_AS], prepositional);   /* "the port known as …" */
  if (!named && prepositional != KH_NONE && (prepositional > t || relative(d, prepositional))) {
    add_range(d, q, carried_on(d, t, behind_preposition(d, prepositional)));
    return q->thing = true;
  }
  return false;
}

static bool finite(const kh_doc *d, range r) {
  for (uint32_t t = r.begin; t < r.end; t++)
    if (verbal(d, t) && (d->tok.morph[t] & KH_MORPH_FIN)) return true;
  return false;
}

/* A comma right behind the cue, and no participle ("…, she said, adding …") or relative clause behind that. */
static bool between_commas(const kh_doc *d, uint32_t t, uint32_t sentence_end) {
  if (t + 2 >= sentence_end || !is(d, t + 1, ",") || quotation(d, t + 2)) return false;
  uint32_t next = t + 2;
  if (d->tok.upos[next] == KH_UPOS_ADV && next + 1 < sentence_end) next++;
  return !(verbal(d, next) && (d->tok.morph[next] & (KH_MORPH_GER | KH_MORPH_PART))) && d->tok.upos[next] != KH_UPOS_CCONJ && finite(d, (range){next, sentence_end});
}

static const quote_cue *cue_at(const quote_work *w, uint32_t t, uint32_t *end);

/* 'Asked about it, he said "I know nothing," …': somebody is told to speak right before words in quotation marks. */
static bool told_ahead(const quote_work *w, uint32_t begin, uint32_t end) {
  uint32_t ignored, k = end;
  while (k > begin && w->d->tok.upos[k - 1] == KH_UPOS_PUNCT) k--;
  if (k == begin || !verbal(w->d, k - 1)) return false;
  const quote_cue *cue = cue_at(w, k - 1, &ignored);
  return cue && cue->part == 'v' && (cue->frames & QUOTE_QUOTE);
}

/* "The mayor smiled, as the crowd cheered", "a book, written by a judge", "she went home, told nobody": a clause about what stands before its comma
 * does not say it. */
static bool told_beside(const quote_work *w, uint32_t t, uint32_t subject) {
  const kh_doc *d = w->d;
  uint8_t rel = kh_deprel_base(d->tok.deprel[t]);
  uint32_t m = d->tok.morph[t];
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && d->child[i] < t; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_MARK && d->tok.upos[d->child[i]] == KH_UPOS_SCONJ &&
        !(t + 1 < d->tok.n && mark(d, t + 1) && in_set(w, w->q->sets[QUOTE_SET_AS], d->tok.lower[d->child[i]], d->tok.lower_hash[d->child[i]]))) return true;   /* but "as she has acknowledged." */
  if (subject != KH_NONE) return false;
  return rel == KH_DEP_CONJ || ((rel == KH_DEP_ACL || rel == KH_DEP_ADVCL) && (m & KH_MORPH_PART) && (m & KH_MORPH_PAST) && kh_doc_child_base(d, t, KH_DEP_AUX) == KH_NONE);
}

/* "…, she said", "…, said the minister, …": what stands before the comma, and behind the cue where that is only its first half. */
static bool put_in(const quote_work *w, uint32_t t, bool quoted, quote_draft *q) {
  const kh_doc *d = w->d;
  range s = sentence_range(d, t), cut = cue_clause(d, t, KH_NONE);
  bool passive;
  uint32_t subject = subject_of(d, t, &passive), up = d->tok.head[t];
  if (up != KH_NONE && up > t && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_PARATAXIS) {
    add_without(d, q, subtree(d, up), subtree(d, t));
    if (q->span_count) return true;
  }
  uint32_t begin = t;   /* of the cue's clause, by its subject and auxiliaries alone: what else hangs on it may belong to the content */
  if (subject != KH_NONE && subject < t) {
    range below = subtree(d, subject);
    if (below.end <= t) begin = below.begin;
    for (uint32_t k = begin; k < subject; k++)   /* words in quotation marks are not part of it, nor is a clause before a comma */
      if (quotation(d, k) || (is(d, k, ",") && finite(d, (range){begin, k}))) begin = k + 1;
  }
  while (begin > s.begin && d->tok.head[begin - 1] == t && !mark(d, begin - 1) && !quotation(d, begin - 1) && t - begin < 4) begin--;
  if (begin <= s.begin + 1) return false;
  uint32_t before = begin - 1;
  if (quotation(d, before) && before > s.begin) before--;
  if (!is(d, before, ",") && !is(d, before, "?") && !is(d, before, "!") && !quotation(d, begin - 1)) return false;
  range left = {s.begin, begin};
  for (uint32_t k = left.begin; quoted && k < left.end; k++) quoted = !w->segment_of[k];
  bool marks = false;
  for (uint32_t k = left.begin; k < left.end; k++) marks |= w->segment_of[k] != 0;
  bool aside = (d->tok.upos[left.begin] == KH_UPOS_PART || d->tok.upos[left.begin] == KH_UPOS_ADP) && is(d, before, ",") && between_commas(d, t, s.end);   /* "To see it, the judge said, one should go there" */
  if (!aside && !marks && !finite(d, left) && (finite(d, (range){t + 1, s.end}) || d->tok.upos[left.begin] == KH_UPOS_ADP || timed(d, left.begin))) return false;   /* "In her post, she reminded …", "Last week, he wrote" */
  if (subject != KH_NONE && relative(d, subject)) return false;   /* "…, who wrote the law" */
  if (!marks && told_beside(w, t, subject)) return false;
  uint32_t condition = d->tok.deprel[left.begin] == KH_DEP_MARK || d->tok.deprel[left.begin] == KH_DEP_ADVMOD ? d->tok.head[left.begin] : KH_NONE;
  if (condition != KH_NONE && t + 1 < s.end && !w->segment_of[left.begin] && kh_deprel_base(d->tok.deprel[condition]) == KH_DEP_ADVCL && d->tok.head[condition] != KH_NONE && d->tok.head[condition] >= begin && !mark(d, t + 1)) return false;   /* "When the vote came, the crowd cheered" */
  if (quoted) return false;   /* such a cue says words in quotation marks only, and there are none */
  for (uint32_t k = begin; k-- > s.begin;) {   /* '"…," the mayor, a lawyer, said': up to the closing mark, whatever the tree has behind it */
    uint32_t g = w->segment_of[k];
    if (!g || w->segments.at[g - 1].end > t) continue;
    const quote_segment *last = &w->segments.at[g - 1];
    bool closed = last->end >= last->begin + 3 && d->tok.upos[last->end - 2] == KH_UPOS_PUNCT;   /* '…,"' */
    if (last->end < begin && closed && !finite(d, (range){last->end, begin})) left.end = last->end;
    if (last->end + 1 >= left.end && last->begin > left.begin && (is(d, last->begin - 1, ":") || is(d, last->begin - 1, "(") || told_ahead(w, left.begin, last->begin))) left.begin = last->begin;
    break;
  }
  add_range(d, q, left);
  if (w->segment_of[left.end - 1] && w->segments.at[w->segment_of[left.end - 1] - 1].end == left.end) return q->span_count != 0;   /* behind the closing mark the report goes on */
  uint32_t end = between_commas(d, t, s.end) ? t + 1 : !finite(d, left) && cut.end > t ? cut.end : s.end;
  if (end < s.end && is(d, end, ",") && finite(d, (range){end, s.end})) add_range(d, q, (range){end, s.end});
  return q->span_count != 0;
}

#define MARK_REACH 10   /* tokens between a cue and the mark of its clause */

/* The mark of the next clause of content behind a cue, with neither comma nor verb between; KH_NONE if there is none. */
static uint32_t clause_mark(const quote_work *w, uint32_t from, uint32_t end) {
  const kh_doc *d = w->d;
  for (uint32_t t = from; t < end && t < from + MARK_REACH; t++) {
    if (d->tok.upos[t] == KH_UPOS_PUNCT || verbal(d, t)) break;
    bool passive;
    uint32_t clause = d->tok.upos[t] == KH_UPOS_PRON && t > from ? d->tok.head[t] : KH_NONE;   /* "shouted to the officers that he was unarmed", taken for a relative clause */
    if (clause != KH_NONE && clause > t && d->tok.deprel[clause] == KH_DEP_ACL_RELCL && in_set(w, w->q->sets[QUOTE_SET_THAT], d->tok.lower[t], d->tok.lower_hash[t])) {
      uint32_t subject = subject_of(d, clause, &passive);
      if (subject != KH_NONE && subject != t && d->tok.head[clause] != KH_NONE && kh_deprel_base(d->tok.deprel[d->tok.head[clause]]) == KH_DEP_OBL) return t;
    }
    if (d->tok.upos[t] != KH_UPOS_SCONJ || d->tok.deprel[t] != KH_DEP_MARK) continue;
    uint32_t verb = d->tok.head[t];
    uint8_t base = verb == KH_NONE ? 0 : kh_deprel_base(d->tok.deprel[verb]);
    return base == KH_DEP_CCOMP || base == KH_DEP_ACL ? t : KH_NONE;
  }
  return KH_NONE;
}

/* "Maintained his lead …", "found the tunnels …": an object, no clause ("recalled what it was like") nor its subject ("say a man held two guns"). */
static bool plain_object(const kh_doc *d, uint32_t t, uint32_t end) {
  uint32_t object = kh_doc_child_with(d, t, KH_DEP_OBJ);
  if (object == KH_NONE || object < t || relative(d, subtree(d, object).begin)) return false;
  for (uint32_t k = object + 1; k < end && !is(d, k, ","); k++) {   /* the next verb, and what opens its clause */
    if (relative(d, k) || d->tok.upos[k] == KH_UPOS_SCONJ || (d->tok.upos[k] == KH_UPOS_CCONJ && verbal(d, k + 1))) return true;
    if (verbal(d, k) && (d->tok.morph[k] & KH_MORPH_FIN)) return false;
  }
  return true;
}

/* "…, saying he would stay", "In an interview, he said he would stay": where the tree hung the clause elsewhere, its words still stand right behind. */
static bool to_the_right_of(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end, quote_draft *q, bool found) {
  const kh_doc *d = w->d;
  range s = sentence_range(d, t), right = {cue_end, s.end}, left = {s.begin, t};
  bool participle = saying(d, t) && (t == s.begin || d->tok.upos[t - 1] == KH_UPOS_PUNCT || d->tok.upos[t - 1] == KH_UPOS_SCONJ);
  if (found && !(participle && q->end[q->span_count - 1] <= t)) return found;
  uint32_t that = (cue->frames & QUOTE_CLAUSE) ? clause_mark(w, cue_end, s.end) : KH_NONE;
  if (that != KH_NONE) {   /* "said at a news conference last week that …" */
    add_range(d, q, (range){that, s.end});
    return q->span_count != 0;
  }
  if ((cue->frames & (QUOTE_CLAUSE | QUOTE_QUOTE | QUOTE_AUDIENCE)) != (QUOTE_CLAUSE | QUOTE_QUOTE) || right.begin + 2 >= right.end) return found;
  if (d->tok.upos[cue_end] == KH_UPOS_PUNCT || d->tok.upos[cue_end] == KH_UPOS_ADP || d->tok.upos[cue_end] == KH_UPOS_CCONJ || !finite(d, right)) return found;
  if (!participle && (q->speaker == KH_NONE || q->speaker > t)) return found;
  if (!participle && plain_object(d, t, s.end)) return found;
  for (uint32_t k = left.begin; k < left.end; k++)
    if (w->segment_of[k] && !participle) return found;
  q->span_count = 0;
  for (uint32_t k = cue_end + 1; k < right.end && k < cue_end + MARK_REACH && !verbal(d, k) && d->tok.upos[k] != KH_UPOS_PUNCT; k++)   /* "said last week that …" */
    if (d->tok.upos[k] == KH_UPOS_SCONJ && d->tok.deprel[k] == KH_DEP_MARK && timed(d, k - 1)) right.begin = k;
  add_range(d, q, right);
  return q->span_count != 0;
}

/* Another telling of the same speaker: "said he would stay, adding …", "said he would stay and called …". */
static bool telling(const quote_work *w, uint32_t t, uint32_t morph) {
  uint32_t end;
  bool passive;
  const quote_cue *cue = (w->d->tok.morph[t] & morph) && verbal(w->d, t) ? cue_at(w, t, &end) : NULL;
  return cue && (cue->frames & QUOTE_QUOTE) && cue->part == 'v' && subject_of(w->d, t, &passive) == KH_NONE;
}

/* "said the test was its biggest yet, although it may take days to know" */
static bool turns(const quote_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  return d->tok.deprel[t] == KH_DEP_MARK && is(d, t - 1, ",") && in_set(w, w->q->sets[QUOTE_SET_TURN], d->tok.lower[t], d->tok.lower_hash[t]);
}

/* Content behind its cue ends where the same speaker is told to say something else, or the report turns to words of its own. */
static void cut_next_telling(quote_work *w, quote_draft *q) {
  const kh_doc *d = w->d;
  if (!q->span_count || q->begin[0] < q->cue_end) return;
  for (uint32_t i = 0; i < q->span_count; i++)
    for (uint32_t k = q->begin[i] + 2; k + 1 < q->end[i]; k++) {
      if (d->tok.sentence[k] != d->tok.sentence[q->cue_begin]) break;
      if (w->segment_of[k]) continue;
      if (turns(w, k)) {
        q->end[i] = k - 1;
        q->span_count = i + 1;
        return;
      }
      bool participle = (is(d, k - 1, ",") || (quotation(d, k - 1) && is(d, k - 2, ","))) && telling(w, k, KH_MORPH_GER | KH_MORPH_PRES);
      if (!participle && !(d->tok.upos[k - 1] == KH_UPOS_CCONJ && telling(w, k, KH_MORPH_FIN))) continue;
      w->told_by[k] = q->speaker == KH_NONE ? 0 : q->speaker + 1;
      q->end[i] = quotation(d, k - 1) ? k : k - 1;
      q->span_count = i + 1;
      return;
    }
}

/* '"…," the mayor, a lawyer, said': the words end with the mark, whatever the tree has behind it. */
static void cut_speaker(const quote_work *w, quote_draft *q) {
  if (!q->span_count || q->end[q->span_count - 1] > q->cue_begin) return;
  uint32_t last = q->span_count - 1, end = q->end[last];
  for (uint32_t k = end; k-- > q->begin[last];) {
    uint32_t g = w->segment_of[k];
    if (!g || w->segments.at[g - 1].end > end) continue;
    if (w->segments.at[g - 1].end < end && !finite(w->d, (range){w->segments.at[g - 1].end, end}) && w->segments.at[g - 1].begin <= q->begin[last] + 1) q->end[last] = w->segments.at[g - 1].end;
    return;
  }
}

/* '"…," the mayor said, a nod to the crowd': behind words that end with their closing mark, what stands behind the cue is the report's. */
static void cut_remark(const quote_work *w, quote_draft *q) {
  uint32_t n = 0;
  while (n < q->span_count && q->end[n] <= q->cue_begin) n++;
  if (!n || n == q->span_count || !w->segment_of[q->end[n - 1] - 1] || w->segments.at[w->segment_of[q->end[n - 1] - 1] - 1].end != q->end[n - 1]) return;
  for (uint32_t k = q->begin[n]; k < q->end[n]; k++)
    if (w->segment_of[k]) return;
  q->span_count = n;
}

#define PUT_IN_NAME 5     /* tokens of a name between commas with its cue, at most */

/* "The gap, he said, will grow.": the cue and who speaks between two commas that part a subject from its verb. */
static bool between_subject_and_verb(const quote_work *w, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  range s = sentence_range(d, t);
  uint32_t name = t;
  while (name > s.begin && t - name < PUT_IN_NAME && (d->tok.upos[name - 1] == KH_UPOS_PROPN || d->tok.upos[name - 1] == KH_UPOS_NOUN || d->tok.upos[name - 1] == KH_UPOS_PRON || d->tok.upos[name - 1] == KH_UPOS_DET)) name--;
  if (name == t || name < s.begin + 2 || !is(d, name - 1, ",") || t + 2 >= s.end || !is(d, t + 1, ",")) return false;
  range left = {s.begin, name - 1}, right = {t + 2, s.end};
  for (uint32_t k = left.begin; k < left.end; k++)
    if (w->segment_of[k] || mark(d, k)) return false;
  if (!(verbal(d, right.begin) && (d->tok.morph[right.begin] & KH_MORPH_FIN))) return false;
  q->span_count = 0;
  add_range(d, q, left);
  add_range(d, q, right);
  q->speaker = t - 1;
  return true;
}

/* "Joined the others, saying on Monday: '…'": words in quotation marks behind a comma or a colon, with no other verb between. */
static bool quoted_ahead(const quote_work *w, uint32_t cue_end) {
  const kh_doc *d = w->d;
  uint32_t end = d->sentences[d->tok.sentence[cue_end - 1]].tok_end;
  for (uint32_t k = cue_end; k < end && k < cue_end + QUOTED_REACH; k++) {
    if (w->segment_of[k]) return quotation(d, k) && (is(d, k - 1, ":") || is(d, k - 1, ","));
    if (verbal(d, k) && (d->tok.morph[k] & KH_MORPH_FIN)) return false;
  }
  return false;
}

/* "As the agency noted, rents rose", "as reported by the agency": what the clause stands beside. */
static bool as_noted(const quote_work *w, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t up = d->tok.head[t], as = KH_NONE;
  if (up == KH_NONE || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ADVCL) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && as == KH_NONE; i++)
    if (d->child[i] < t && (d->tok.deprel[d->child[i]] == KH_DEP_MARK || d->tok.deprel[d->child[i]] == KH_DEP_ADVMOD) && in_set(w, w->q->sets[QUOTE_SET_AS], d->tok.lower[d->child[i]], d->tok.lower_hash[d->child[i]])) as = d->child[i];
  range own = subtree(d, t);
  if (as == KH_NONE || own.begin != as || own.end > t + AS_CLAUSE + 1) return false;
  uint32_t comma = own.end - 1;
  while (comma > t && !mark(d, comma)) comma--;
  if (up > t ? !(comma > t || is(d, own.end, ",")) : as == 0 || !is(d, as - 1, ",")) return false;
  uint32_t agent = kh_doc_child_with(d, t, KH_DEP_OBL_AGENT);
  if (agent != KH_NONE) q->speaker = agent;
  q->span_count = 0;
  add_without(d, q, subtree(d, up), own);
  return q->span_count != 0;
}

/* "The governor added:" at the end of a paragraph: the next one is what is told, with marks around it or without. */
static bool next_paragraph(const quote_work *w, uint32_t cue_end, bool marks, quote_draft *q) {
  enum { TO_COLON = 3, LEAST = 6 };
  const kh_doc *d = w->d;
  uint32_t s = d->tok.sentence[cue_end - 1], colon = d->sentences[s].tok_end - 1, n = s + 1;
  if (n >= d->sentence_count || colon < cue_end || colon > cue_end + TO_COLON || !is(d, colon, ":") || d->sentences[n].paragraph == d->sentences[s].paragraph) return false;
  for (uint32_t k = cue_end; k < colon; k++)
    if (verbal(d, k)) return false;
  range r = {d->sentences[n].tok_begin, d->sentences[n].tok_end};
  for (uint32_t k = n + 1; k < d->sentence_count && d->sentences[k].paragraph == d->sentences[n].paragraph; k++) r.end = d->sentences[k].tok_end;
  kh_str first = d->tok.form[r.begin];
  bool word = first.n && ((first.s[0] >= 'A' && first.s[0] <= 'Z') || (first.s[0] & 0x80));
  if (r.end < r.begin + LEAST || d->sentences[n].kind == KH_SENT_RESIDUE || !(word || (marks && quotation(d, r.begin)))) return false;
  if (quotation(d, r.begin) && w->segment_of[r.begin]) r.end = w->segments.at[w->segment_of[r.begin] - 1].end;
  else if (!finite(d, r)) return false;
  q->span_count = 0;
  add_range(d, q, r);
  return q->span_count != 0;
}

static void at_verb(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  quote_draft q = {.cue_begin = t, .cue_end = cue_end, .speaker = w->told_by[t] ? w->told_by[t] - 1 : kh_quotes_speaker(d, t), .audience = KH_NONE,
                   .speech = cue->frames & QUOTE_QUOTE};
  bool found = verb_content(w, cue, t, &q) && q.span_count;
  if (!found && q.speech && as_noted(w, t, &q)) {
    KH_PUSH(w->scratch, &w->drafts, q);
    return;
  }
  bool ahead = q.speech && !w->segment_of[t] && quoted_ahead(w, cue_end);
  for (uint32_t k = 0; ahead && found && k < q.span_count; k++)
    for (uint32_t i = q.begin[k]; i < q.end[k]; i++) ahead &= i < t && !w->segment_of[i];
  if (ahead) q.span_count = 0, found = false;   /* the words in quotation marks join it later */
  else found = to_the_right_of(w, cue, t, cue_end, &q, found);
  if (!ahead && q.speech && (cue->frames & QUOTE_CLAUSE) && between_subject_and_verb(w, t, &q)) found = true;
  else if (!ahead && q.speech && (q.speaker != KH_NONE || !found)) {   /* content before the cue: a comma tells more than the tree */
    quote_draft other = q;
    other.span_count = 0;
    uint32_t last = sentence_range(d, t).end;
    bool to_the_right = (t + 1 < last && d->tok.deprel[t + 1] == KH_DEP_MARK) || (t + 2 < last && d->tok.upos[t + 1] == KH_UPOS_PUNCT && quotation(d, t + 2)) ||
                        saying(d, t);   /* "said that", "said, '…", "…, adding …" */
    bool left = !found || q.end[q.span_count - 1] <= t || (q.begin[0] > t + 1 && between_commas(d, t, last));
    if (left && !to_the_right && put_in(w, t, !(cue->frames & QUOTE_CLAUSE), &other)) q = other, found = true;
  }
  if (!found && q.speech && q.speaker != KH_NONE) found = next_paragraph(w, cue_end, false, &q);
  if (found) {
    cut_next_telling(w, &q);
    cut_speaker(w, &q);
    cut_remark(w, &q);
  }
  if (found || q.speech) KH_PUSH(w->scratch, &w->drafts, q);   /* without content for now: a quotation may stand beside it */
}

/* ---- nouns, adjectives, adverbs, prepositions ---- */
static uint32_t noun_speaker(const quote_work *w, const quote_cue *cue, uint32_t t) {
  const kh_doc *d = w->d;
  uint32_t owner = kh_doc_child_with(d, t, KH_DEP_NMOD_POSS), up = d->tok.head[t];
  if (owner != KH_NONE) return owner;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NMOD || c < t || preposition_in(w, cue->prepositions, c)) continue;
    if (preposition_in(w, w->q->sets[QUOTE_SET_SPEAKER], c)) return c;
  }
  uint8_t rel = kh_deprel_base(d->tok.deprel[t]);
  if (up != KH_NONE && verbal(d, up) && (rel == KH_DEP_OBJ || rel == KH_DEP_OBL)) return kh_quotes_speaker(d, up);
  return KH_NONE;
}

/* "His claim is that …", "the plan was to …": the clause that the noun is said to be. */
static void is_that(const quote_work *w, const quote_cue *cue, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t verb = d->tok.head[t];
  if (verb == KH_NONE || verb < t || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_NSUBJ) return;
  uint32_t is = d->tok.upos[verb] == KH_UPOS_AUX ? verb : kh_doc_child_with(d, verb, KH_DEP_COP);
  if (is == verb) verb = kh_doc_child_base(d, verb, KH_DEP_CCOMP);
  if (is == KH_NONE || verb == KH_NONE || is < t) return;
  for (uint32_t i = d->child_at[verb]; i < d->child_at[verb + 1]; i++) {
    uint32_t c = d->child[i];
    bool infinitive = d->tok.upos[c] == KH_UPOS_PART;
    if (d->tok.deprel[c] != KH_DEP_MARK || c < is || c > verb || (!infinitive && !in_set(w, w->q->sets[QUOTE_SET_THAT], d->tok.lower[c], d->tok.lower_hash[c])) || !(cue->frames & (infinitive ? QUOTE_INFINITIVE : QUOTE_CLAUSE))) continue;
    add_range(d, q, (range){c, subtree(d, verb).end});
    return;
  }
}

/* "The plan drew criticism from farmers", "he has the support of the unions", "came under fire": the verb's subject is what it is about. */
static bool is_met(const quote_work *w, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t verb = d->tok.head[t];
  bool passive;
  if (verb == KH_NONE || verb > t || d->tok.upos[verb] != KH_UPOS_VERB || !in_set(w, w->q->sets[QUOTE_SET_MET], d->tok.lemma[verb], d->tok.lemma_hash[verb])) return false;
  uint8_t base = kh_deprel_base(d->tok.deprel[t]);
  if (base != KH_DEP_OBJ && !(base == KH_DEP_OBL && preposition_in(w, w->q->sets[QUOTE_SET_UNDER], t))) return false;
  subject_of(d, verb, &passive);
  uint32_t subject = kh_quotes_speaker(d, verb), begin, end;
  if (passive || subject == KH_NONE || subject > verb) return false;
  for (int above = 0; above < 2; above++) {   /* who meets it so: "from", "by", "among" behind the noun or its verb */
    uint32_t h = above ? verb : t;
    for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1] && q->speaker == KH_NONE; i++)
      if (d->child[i] > t && preposition_in(w, w->q->sets[QUOTE_SET_SPEAKER], d->child[i])) q->speaker = d->child[i];
  }
  if (q->speaker == KH_NONE) q->speaker = kh_doc_child_with(d, t, KH_DEP_NMOD_POSS);
  kh_quotes_phrase(d, subject, &begin, &end);
  add_range(d, q, (range){begin, end});
  for (int above = 0; above < 2; above++) {
    uint32_t h = above ? verb : t;
    for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1]; i++)
      if (d->child[i] > t && preposition_in(w, w->q->sets[QUOTE_SET_REASON], d->child[i])) add_range(d, q, subtree(d, d->child[i]));
  }
  return q->span_count != 0;
}

static void at_noun(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  quote_draft q = {.cue_begin = t, .cue_end = cue_end, .speaker = KH_NONE, .audience = KH_NONE};
  bool met = (cue->frames & QUOTE_MET) != 0;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) met &= d->child[i] < t || !preposition_in(w, cue->prepositions & ~w->q->sets[QUOTE_SET_SPEAKER] & ~w->q->sets[QUOTE_SET_REASON], d->child[i]);
  met = met && is_met(w, t, &q);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && !q.span_count; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c < t) continue;
    bool infinitive = d->tok.morph[c] & KH_MORPH_INF;
    if (base == KH_DEP_ACL || base == KH_DEP_CCOMP) {   /* a relative clause by its tree may be one of content by its mark */
      if (d->tok.deprel[c] == KH_DEP_ACL_RELCL && kh_doc_child_with(d, c, KH_DEP_MARK) == KH_NONE) continue;
      if (infinitive ? (cue->frames & QUOTE_INFINITIVE) : (cue->frames & QUOTE_CLAUSE)) {
        if (infinitive || kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE) add_range(d, &q, subtree(d, c));
      }
    }
    if (!q.span_count && (base == KH_DEP_NMOD || base == KH_DEP_ACL) && preposition_in(w, cue->prepositions, c) && !timed(d, c)) add_range(d, &q, behind_preposition(d, c));
  }
  /* "the claim that it held the hill was denied": the clause is often hung elsewhere, but its mark stands right behind. */
  uint32_t next = t + 1, clause = next < d->tok.n && d->tok.deprel[next] == KH_DEP_MARK ? d->tok.head[next] : KH_NONE;
  if (!q.span_count && clause != KH_NONE && clause > next && (cue->frames & (d->tok.upos[next] == KH_UPOS_PART ? QUOTE_INFINITIVE : QUOTE_CLAUSE)))
    add_range(d, &q, (range){next, subtree(d, clause).end});
  if (!q.span_count) is_that(w, cue, t, &q);
  if (!q.span_count && (cue->frames & QUOTE_CLAUSE)) next_paragraph(w, cue_end, true, &q);
  if (!q.span_count) return;
  if (!met) q.speaker = noun_speaker(w, cue, t);
  cut_next_telling(w, &q);
  KH_PUSH(w->scratch, &w->drafts, q);
}

static void at_adjective(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  quote_draft q = {.cue_begin = t, .cue_end = cue_end, .speaker = kh_quotes_speaker(d, t), .audience = KH_NONE};
  bool passive;
  uint32_t subject = subject_of(d, t, &passive);
  if (passive) q.speaker = subject;   /* "is convinced", taken for a passive */
  if (q.speaker != KH_NONE && kh_deprel_base(d->tok.deprel[q.speaker]) == KH_DEP_EXPL) q.speaker = KH_NONE;   /* "it is unclear" */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && !q.span_count; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c < t) continue;
    if (((base == KH_DEP_CCOMP || base == KH_DEP_CSUBJ) && (cue->frames & QUOTE_CLAUSE)) || (base == KH_DEP_XCOMP && (cue->frames & QUOTE_INFINITIVE)) ||
        (base == KH_DEP_ADVCL && (cue->frames & (QUOTE_INFINITIVE | QUOTE_CLAUSE)) && kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE))
      add_range(d, &q, subtree(d, c));
    else if ((base == KH_DEP_OBL || base == KH_DEP_ADVCL) && preposition_in(w, cue->prepositions, c)) add_range(d, &q, behind_preposition(d, c));
  }
  if (!q.span_count) return;
  if (cue->frames & QUOTE_RAISING) {
    if (q.speaker != KH_NONE) add_range(d, &q, subtree(d, q.speaker));
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
  add_without(d, &q, subtree(d, up), (range){t, cue_end});
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

/* The cue at t, its end in *end; NULL if there is none. */
static const quote_cue *cue_at(const quote_work *w, uint32_t t, uint32_t *end) {
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
  const quote_cue *cue = d->tok.upos[noun] == KH_UPOS_NOUN ? cue_at(w, noun, &end) : NULL;
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
  range cut = {t, speaker + 1}, s = sentence_range(d, t);
  uint32_t ignored, end;
  kh_quotes_phrase(d, speaker, &ignored, &end);
  uint32_t agent = paper_by(w, speaker), all = subtree(d, speaker).end;
  if (agent != KH_NONE) q.speaker = agent;
  if (all > end && kh_doc_child_base(d, speaker, KH_DEP_ACL) != KH_NONE) end = all;   /* "a report that came out on Monday": up to the comma */
  while (cut.end < end && !is(d, cut.end, ",")) cut.end++;
  if (cut.begin == s.begin + 2 && d->tok.upos[s.begin] == KH_UPOS_CCONJ) cut.begin = s.begin;   /* "But, according to …, …" */
  for (uint32_t k = cut.end; cut.begin == s.begin && k < s.end && !(verbal(d, k) && (d->tok.morph[k] & KH_MORPH_FIN)); k++)   /* "According to a poll out Thursday, …" */
    if (is(d, k, ",") && !w->segment_of[k]) {
      cut.end = k;
      break;
    }
  for (uint32_t k = cut.begin; k > s.begin && !is(d, k, ")"); k--)   /* "(a tenth, according to the bank)" */
    if (is(d, k, "(")) s.begin = k + 1;
  add_without(d, &q, s, cut);
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

/* "in the poll", "in a new survey": the clause around it is what the paper says; "ahead in the polls" speaks of none. */
static void at_paper(quote_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  uint32_t noun = d->tok.head[t], verb = noun == KH_NONE ? KH_NONE : d->tok.head[noun];
  bool below = noun != KH_NONE && verb != KH_NONE && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NMOD;   /* "ten points ahead among farmers in the Tribune poll" */
  for (int n = 0; below && n < 3 && verb != KH_NONE && nominal(d, verb); n++) verb = d->tok.head[verb];
  if (below) {
    uint32_t whose = kh_doc_child_base(d, noun, KH_DEP_COMPOUND);
    if (whose == KH_NONE || d->tok.upos[whose] != KH_UPOS_PROPN || verb == KH_NONE || !verbal(d, verb)) return;
  }
  if (d->tok.deprel[t] != KH_DEP_CASE || noun == KH_NONE || noun < t || verb == KH_NONE || (d->tok.morph[noun] & KH_MORPH_PLUR) || (!below && kh_deprel_base(d->tok.deprel[noun]) != KH_DEP_OBL) || !is_paper(w, noun)) return;
  quote_draft q = {.cue_begin = t, .cue_end = t + 1, .speaker = noun, .audience = KH_NONE};
  add_without(d, &q, subtree(d, verb), subtree(d, noun));
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

static bool capitals(kh_str form) {
  for (size_t i = 0; i < form.n; i++)
    if (form.s[i] >= 'a' && form.s[i] <= 'z') return false;
  return form.n && form.s[0] >= 'A' && form.s[0] <= 'Z';
}

/* In capitals before a colon at the head of a paragraph: its last word, KH_NONE if there is none. A quotation mark may go before it. */
static uint32_t label_at(const kh_doc *d, range s) {
  uint32_t t = s.begin + (s.begin < s.end && quotation(d, s.begin)), first = t;
  while (t < s.end && t - first < HEADING_NAME && capitals(d->tok.form[t]) && d->tok.upos[t] != KH_UPOS_PUNCT) t++;
  return t > first && t < s.end && is(d, t, ":") && d->tok.form[t - 1].n > 1 ? t - 1 : KH_NONE;   /* the "Q:" and "A:" of an interview tell of nobody */
}

/* Is it a transcript: do labels stand so more than once? */
static bool is_transcript(const kh_doc *d) {
  enum { LABELS = 32 };
  uint64_t once[LABELS];
  uint32_t n = 0;
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (s > 0 && d->sentences[s - 1].paragraph == d->sentences[s].paragraph) continue;
    uint32_t t = label_at(d, (range){d->sentences[s].tok_begin, d->sentences[s].tok_end}), i = 0;
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
  if (is_paper(w, t)) return true;
  uint32_t m = d->mention_of ? d->mention_of[t] : KH_NONE;
  return m != KH_NONE && m < d->mention_count && d->mentions[m].actor.sector && d->tok.upos[t] == KH_UPOS_NOUN && (d->tok.morph[t] & KH_MORPH_PLUR);
}

/* At the head of a paragraph a name, a colon and what it says: "Merkel: talks will go on", "Poll: …", in transcripts "MERKEL: Yes.". */
static void at_heading(quote_work *w, range s) {
  const kh_doc *d = w->d;
  uint32_t t = s.begin, sentence = d->tok.sentence[s.begin], head = KH_NONE;
  if (s.begin > 0 && d->sentences[d->tok.sentence[s.begin - 1]].paragraph == d->sentences[sentence].paragraph) return;
  uint32_t label = label_at(d, s);
  if (label != KH_NONE && w->transcript && quotation(d, s.begin)) t = ++s.begin;
  bool headline = d->sentences[sentence].kind == KH_SENT_HEADLINE || sentence == 0, named = false, large = true, proper = headline, below = false;
  if (label != KH_NONE && w->transcript) t = label + 1;
  else for (; t < s.end && t - s.begin < (headline ? HEADLINE_NAME : HEADING_NAME); t++) {
    bool part = nominal(d, t) || d->tok.upos[t] == KH_UPOS_ADJ || d->tok.upos[t] == KH_UPOS_NUM || d->tok.upos[t] == KH_UPOS_INTJ || d->tok.upos[t] == KH_UPOS_X;
    below |= headline && t > s.begin && d->tok.upos[t] == KH_UPOS_ADP;   /* "Clinton on the wall: …" */
    if (!part && !(below && (d->tok.upos[t] == KH_UPOS_ADP || d->tok.upos[t] == KH_UPOS_DET))) break;
    proper &= below || (d->tok.upos[t] == KH_UPOS_PROPN && !capitals(d->tok.form[t]));
    named |= !below && teller(w, t);
    large &= capitals(d->tok.form[t]);
  }
  named |= proper;
  if (t == s.begin || t == s.end || !is(d, t, ":") || (below && !named)) return;
  if (t + 1 >= s.end && headline && named && sentence + 1 < d->sentence_count && d->sentences[sentence + 1].paragraph == d->sentences[sentence].paragraph) s.end = d->sentences[sentence + 1].tok_end;   /* cut behind the colon */
  if (t + 1 >= s.end) return;
  range content = {t + 1, s.end};
  if (large && ((label != KH_NONE && w->transcript) || named)) {   /* a transcript: the whole paragraph */
    for (uint32_t k = sentence + 1; k < d->sentence_count && d->sentences[k].paragraph == d->sentences[sentence].paragraph && d->sentences[k].kind != KH_SENT_RESIDUE; k++) content.end = d->sentences[k].tok_end;
  } else {
    bool alone = headline || sentence + 1 == d->sentence_count || d->sentences[sentence + 1].paragraph != d->sentences[sentence].paragraph;   /* a line of its own, "Poll: race is tight" */
    if (!named || t + (alone ? HEADING_ALONE : HEADING_LEAST) > s.end || (d->sentences[sentence].kind != KH_SENT_HEADLINE && !alone && (!finite(d, (range){t, s.end}) || d->tok.upos[s.begin] != KH_UPOS_PROPN))) return;
  }
  quote_draft q = {.cue_begin = t, .cue_end = t, .speaker = t - 1, .audience = KH_NONE, .label = label != KH_NONE && w->transcript};
  for (uint32_t k = s.begin; k < t && head == KH_NONE; k++)   /* the name's head */
    if (d->tok.head[k] == KH_NONE || d->tok.head[k] < s.begin || d->tok.head[k] >= t) head = k;
  if (head != KH_NONE) q.speaker = head;
  add_range(d, &q, content);
  if (q.span_count) KH_PUSH(w->scratch, &w->drafts, q);
}

void kh_quotes_cues(quote_work *w) {
  const kh_doc *d = w->d;
  w->told_by = KH_ARRAY(w->scratch, uint32_t, d->tok.n + 1);
  w->transcript = is_transcript(d);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (d->sentences[s].kind == KH_SENT_RESIDUE) continue;
    at_heading(w, (range){d->sentences[s].tok_begin, d->sentences[s].tok_end});
    for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++) {
      uint32_t end;
      const quote_cue *cue = d->tok.ner[t] ? NULL : cue_at(w, t, &end);   /* "Hope Hicks" hopes for nothing */
      if (!cue && d->tok.upos[t] == KH_UPOS_ADP && in_set(w, w->q->sets[QUOTE_SET_INTO], d->tok.lower[t], d->tok.lower_hash[t])) at_paper(w, t);
      if (!cue) continue;
      switch (cue->part) {
        case 'v': at_verb(w, cue, t, end); break;
        case 'n': at_noun(w, cue, t, end); break;
        case 'a': at_adjective(w, cue, t, end); break;
        case 'r': at_adverb(w, t, end); break;
        default: at_preposition(w, t, end); break;
      }
    }
  }
}
