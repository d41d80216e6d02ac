/* quotes_verb.c: what a verb that is a cue attributes, by its frames and by where it stands. */
#include <string.h>

#include "circumstance/quotes_int.h"

#define QUOTED_REACH 14    /* tokens between a cue and words in quotation marks of its own, at most */
#define AS_CLAUSE 8        /* tokens behind the cue of "as the agency noted on Monday", at most */
#define NEAR_MARK 5        /* tokens of who is told before the mark of what is told */
#define MARK_REACH 10      /* tokens between a cue and the mark of its clause */
#define PUT_IN_NAME 5     /* tokens of a name between commas with its cue, at most */

/* Content behind the cue goes on with what hangs on the cue without a comma: "repeated his promise to leave", "said he would stay until
 * the vote". A day stays outside: it may be that of the words. */
static quote_range carried_on(const kh_doc *d, uint32_t t, quote_range r) {
  if (r.begin <= t) return r;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t base = kh_deprel_base(d->tok.deprel[c]);
    if (c <= t || (base != KH_DEP_OBL && base != KH_DEP_ADVCL && base != KH_DEP_XCOMP && base != KH_DEP_CCOMP && base != KH_DEP_NMOD) || kh_quotes_timed(d, c))
      continue;
    quote_range below = quote_subtree(d, c);
    if (below.begin == r.end && !quote_punct(d, below.begin)) r.end = below.end;
  }
  return r;
}

/* "Said prices were up, and that they would rise", "said prices were up and wages were low": a second clause hung on the cue is told too
 * where its mark says so, or where it has a subject of its own and no comma parts it. */
static quote_range joined_on(const kh_doc *d, uint32_t t, quote_range r) {
  for (int n = 0; n < 3; n++) {   /* "…, and that …", wherever the tree hangs it */
    uint32_t cc = r.end;
    cc += cc < d->tok.n && quote_is(d, cc, ",");
    if (cc + 2 >= d->tok.n || d->tok.sentence[cc + 2] != d->tok.sentence[t] || d->tok.upos[cc] != KH_UPOS_CCONJ || d->tok.upos[cc + 1] != KH_UPOS_SCONJ ||
        d->tok.deprel[cc + 1] != KH_DEP_MARK)
      break;
    uint32_t verb = d->tok.head[cc + 1];
    if (verb == KH_NONE || verb < cc) break;
    r.end = quote_subtree(d, verb).end;
  }
  uint32_t last = d->sentences[d->tok.sentence[t]].tok_end;
  /* "says that the time is rare: prices are low" */
  if (r.end + 2 < last && quote_is(d, r.end, ":") && !kh_quotes_mark(d, r.end + 1)) return (quote_range){r.begin, last};
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i], cc = r.end;
    bool passive, comma = cc + 2 < d->tok.n && quote_is(d, cc, ",");
    if (c < r.end || d->tok.deprel[c] != KH_DEP_CONJ) continue;
    cc += comma;
    if (d->tok.upos[cc] != KH_UPOS_CCONJ || d->tok.head[cc] != c) return r;
    uint32_t subject = kh_quotes_subject_of(d, c, &passive), aux = kh_doc_child_with(d, c, KH_DEP_AUX);
    bool modal = aux != KH_NONE && (d->tok.morph[aux] & KH_MORPH_FIN) && !(d->tok.morph[aux] & (KH_MORPH_PAST | KH_MORPH_PRES));   /* "… and would back him" */
    if (comma || !(modal || (subject != KH_NONE && subject > cc))) return r;
    r.end = quote_subtree(d, c).end;
  }
  return r;
}

/* "Argued the pipeline, which farmers like, / would cost nothing": a clause that begins with its verb and has no subject. */
static bool headless(const kh_doc *d, uint32_t clause, quote_range r) {
  bool passive;
  uint32_t t = r.begin;
  while (t < clause && d->tok.upos[t] == KH_UPOS_ADV) t++;
  return (d->tok.upos[t] == KH_UPOS_AUX || t == clause) && quote_verbal(d, t) && (d->tok.morph[t] & KH_MORPH_FIN) &&
         kh_quotes_subject_of(d, clause, &passive) == KH_NONE;
}

/* "Said the front-runner / was a failure": the clause's subject hung elsewhere, with nothing but a noun phrase between. */
static bool subjectless(const kh_doc *d, uint32_t cue_end, quote_range r) {
  if (r.begin <= cue_end || !(d->tok.upos[r.begin] == KH_UPOS_CCONJ || (quote_verbal(d, r.begin) && (d->tok.morph[r.begin] & KH_MORPH_FIN)))) return false;
  uint8_t first = d->tok.upos[cue_end];
  if (first == KH_UPOS_ADP || first == KH_UPOS_PUNCT || first == KH_UPOS_ADV || kh_quotes_timed(d, cue_end)) return false;
  bool named = false;
  for (uint32_t k = cue_end; k < r.begin; k++) {
    if (quote_punct(d, k) || quote_verbal(d, k)) return false;
    named |= quote_nominal(d, k);
  }
  return named;
}

/* "asked the minister if he would stay": no condition, with no comma before it. */
static bool asked_if(const quote_work *w, uint32_t verb) {
  uint32_t first = quote_subtree(w->d, verb).begin;
  return w->d->tok.deprel[first] == KH_DEP_MARK && first > 0 && w->d->tok.upos[first - 1] != KH_UPOS_PUNCT &&
         kh_quotes_in_set(w, w->q->sets[QUOTE_SET_IF], w->d->tok.lower[first], w->d->tok.lower_hash[first]);
}

static bool verb_content(const quote_work *w, const quote_cue *cue, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t object = KH_NONE, clause = KH_NONE, complement = KH_NONE, prepositional = KH_NONE, told = KH_NONE;
  bool passive;
  uint32_t subject = kh_quotes_subject_of(d, t, &passive);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    switch (kh_deprel_base(d->tok.deprel[c])) {
      case KH_DEP_CCOMP:   /* "Pressed by the host, he said there was …": a clause right behind the cue rather than one before it */
        if (clause == KH_NONE ||
            (clause < t && c > t && t + 2 < d->tok.n && (d->tok.upos[t + 1] != KH_UPOS_PUNCT || kh_quotes_mark(d, t + 1) || kh_quotes_mark(d, t + 2))))
          clause = c;
        break;
      case KH_DEP_XCOMP: if (complement == KH_NONE) complement = c; break;
      case KH_DEP_OBJ: if (object == KH_NONE) object = c; break;
      case KH_DEP_IOBJ: q->audience = c, told = c > t ? c : told; break;
      case KH_DEP_OBL: case KH_DEP_ADVCL: case KH_DEP_NMOD:
        if (clause == KH_NONE && c > t && (cue->frames & QUOTE_CLAUSE) && (cue->frames & QUOTE_BOTH) && asked_if(w, c)) clause = c;
        if (q->audience == KH_NONE && (cue->frames & QUOTE_QUOTE) && c > t && kh_quotes_preposition_in(w, w->q->sets[QUOTE_SET_AUDIENCE], c)) q->audience = c;
        if ((prepositional == KH_NONE || (prepositional < t && c > t)) && cue->prepositions && kh_quotes_preposition_in(w, cue->prepositions, c) &&
            !kh_quotes_timed(d, c))
          prepositional = c;
        break;
      default: break;
    }
  }
  /* "averages show the mayor with a lead" */
  if (object == KH_NONE && told != KH_NONE && clause == KH_NONE && complement == KH_NONE && (cue->frames & QUOTE_OBJECT) && !(cue->frames & QUOTE_AUDIENCE))
    object = told, q->audience = KH_NONE;
  /* "mentioned closing the port" */
  if (object == KH_NONE && complement != KH_NONE && complement > t && (cue->frames & QUOTE_OBJECT) &&
      !(cue->frames & (QUOTE_INFINITIVE | QUOTE_RAISING | QUOTE_AUDIENCE)) && kh_quotes_saying(d, complement))
    object = complement;
  uint32_t hearer = object != KH_NONE ? object : told;
  if (hearer != KH_NONE && (cue->frames & QUOTE_AUDIENCE)) {
    q->audience = hearer;
    uint32_t hung = kh_doc_child_base(d, hearer, KH_DEP_ACL);   /* "told a conference that …": the clause hung on who is told */
    uint32_t that = hung == KH_NONE ? KH_NONE : kh_doc_child_with(d, hung, KH_DEP_MARK);
    /* "told a conference they were …" */
    bool bare = hung != KH_NONE && d->tok.deprel[hung] == KH_DEP_ACL_RELCL && !quote_relative(d, quote_subtree(d, hung).begin) &&
                d->tok.upos[quote_subtree(d, hung).begin] == KH_UPOS_PRON;
    if (clause == KH_NONE && bare && (cue->frames & QUOTE_CLAUSE)) clause = hung;
    if (clause == KH_NONE && that != KH_NONE && that > hearer && d->tok.upos[that] == KH_UPOS_SCONJ && (cue->frames & QUOTE_CLAUSE)) clause = hung;
  }
  if (clause != KH_NONE && (cue->frames & (QUOTE_CLAUSE | QUOTE_QUOTE))) {
    quote_range r = quote_subtree(d, clause), cut = kh_quotes_cue_clause(d, t, clause);
    uint32_t mark = (cue->frames & QUOTE_AUDIENCE) && r.begin > t ? kh_doc_child_with(d, clause, KH_DEP_MARK) : KH_NONE;
    /* "told Merkel that …": who is told, taken for a part of the clause */
    if (mark != KH_NONE && mark > r.begin && mark < r.begin + NEAR_MARK && d->tok.upos[mark] == KH_UPOS_SCONJ) {
      if (q->audience == KH_NONE) q->audience = mark - 1;
      r.begin = mark;
    }
    if (cue->frames & QUOTE_RAISING) q->speaker = KH_NONE;   /* "it seems that …" */
    if ((cue->frames & QUOTE_QUOTE) && subjectless(d, q->cue_end, r)) r.begin = q->cue_end;
    uint32_t taken = object != KH_NONE && object > t ? object : told;   /* its subject, taken for the cue's object */
    if (taken != KH_NONE && !(cue->frames & QUOTE_AUDIENCE) &&
        (headless(d, clause, r) || (r.begin == clause && kh_quotes_saying(d, clause) && quote_subtree(d, taken).end == clause)) &&
        quote_subtree(d, taken).end <= r.begin)
      r.begin = quote_subtree(d, taken).begin;
    if (r.begin < cut.begin && r.end > cut.end) kh_quotes_add_without(d, q, r, cut);
    else kh_quotes_add_range(d, q, r.begin > t ? joined_on(d, t, carried_on(d, t, r)) : r);
    return true;
  }
  if ((cue->frames & QUOTE_CLAUSE) && (cue->frames & QUOTE_QUOTE) && !(cue->frames & (QUOTE_OBJECT | QUOTE_BOTH | QUOTE_AUDIENCE)) && object != KH_NONE &&
      object > t && kh_doc_child_base(d, object, KH_DEP_ACL) != KH_NONE) {
    /* "said the campaign planned to …": the clause taken for an object with a participle */
    quote_range r = {quote_subtree(d, object).begin, quote_subtree(d, t).end};
    if (r.begin > t && r.end > r.begin + 2) {
      kh_quotes_add_range(d, q, r);
      return true;
    }
  }
  if (complement != KH_NONE && (cue->frames & QUOTE_RAISING)) {
    if (subject != KH_NONE) kh_quotes_add_range(d, q, quote_subtree(d, subject));
    kh_quotes_add_range(d, q, quote_subtree(d, complement));
    q->speaker = KH_NONE;
    return true;
  }
  if (cue->frames & QUOTE_BOTH) {
    /* "urge Israel to stop", "describe the camp as a prison", "call on both sides to stop"; the complement may hang on the
     * object by mistake, and is then within its words. */
    uint32_t first = object, last = KH_NONE;
    if (first == KH_NONE && complement != KH_NONE) {
      /* "called Oz a quack", both taken for complements */
      bool twice = complement > t && d->tok.upos[complement] == KH_UPOS_PROPN && !passive && kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ACL;
      first = told != KH_NONE ? told : twice ? complement : prepositional;
    }
    for (uint32_t i = d->child_at[t]; first != KH_NONE && i < d->child_at[t + 1]; i++) {
      uint32_t c = d->child[i];
      uint8_t base = kh_deprel_base(d->tok.deprel[c]);
      if (c > first && (base == KH_DEP_XCOMP || base == KH_DEP_CCOMP || base == KH_DEP_OBJ || base == KH_DEP_AMOD ||
                        (d->tok.deprel[c] == KH_DEP_OBL_UNMARKED && !kh_quotes_timed(d, c)) || (base == KH_DEP_ADVCL && (d->tok.morph[c] & KH_MORPH_INF)) ||
                        c == prepositional))
        last = c;
    }
    for (uint32_t i = first == KH_NONE ? 0 : d->child_at[first]; first != KH_NONE && last == KH_NONE && i < d->child_at[first + 1]; i++)
      if (d->child[i] > first && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_AMOD) last = d->child[i];   /* "called the charges unfounded" */
    if (first != KH_NONE && (last != KH_NONE || (cue->frames & QUOTE_OBJECT) || kh_doc_child_base(d, first, KH_DEP_ACL) != KH_NONE)) {
      quote_range r = first == prepositional ? kh_quotes_behind_preposition(d, first) : quote_subtree(d, first);
      if (last != KH_NONE && quote_subtree(d, last).end > r.end) r.end = quote_subtree(d, last).end;
      /* "the base is considered a target" */
      if (passive && subject != KH_NONE && subject < t && kh_deprel_base(d->tok.deprel[subject]) != KH_DEP_EXPL)
        kh_quotes_add_range(d, q, quote_subtree(d, subject));
      kh_quotes_add_range(d, q, last == KH_NONE && first == object ? carried_on(d, t, r) : r);
      return true;
    }
  }
  if (passive && subject != KH_NONE && kh_deprel_base(d->tok.deprel[subject]) != KH_DEP_EXPL &&
      ((cue->frames & QUOTE_OBJECT) || ((cue->frames & QUOTE_BOTH) && (complement != KH_NONE || prepositional != KH_NONE)))) {
    /* "the judge was asked about the case": who is told */
    bool asked = complement == KH_NONE && prepositional != KH_NONE && (cue->frames & QUOTE_QUOTE) && (cue->frames & QUOTE_INFINITIVE);
    if (asked) q->audience = subject;
    else kh_quotes_add_range(d, q, quote_subtree(d, subject));
    if (complement != KH_NONE) kh_quotes_add_range(d, q, quote_subtree(d, complement));
    else if (prepositional != KH_NONE) kh_quotes_add_range(d, q, kh_quotes_behind_preposition(d, prepositional));
    return true;
  }
  if (complement != KH_NONE && (cue->frames & QUOTE_INFINITIVE)) {
    if (passive && subject != KH_NONE) kh_quotes_add_range(d, q, quote_subtree(d, subject));
    kh_quotes_add_range(d, q, quote_subtree(d, complement));
    return true;
  }
  if (object != KH_NONE && !quote_relative(d, object) && (cue->frames & QUOTE_OBJECT)) {
    kh_quotes_add_range(d, q, carried_on(d, t, quote_subtree(d, object)));
    return q->thing = true;
  }
  /* "the port known as …" */
  bool named = d->tok.deprel[t] == KH_DEP_ACL && (d->tok.morph[t] & KH_MORPH_PAST) && prepositional != KH_NONE &&
               kh_quotes_preposition_in(w, w->q->sets[QUOTE_SET_AS], prepositional);
  if (!named && prepositional != KH_NONE && (prepositional > t || quote_relative(d, prepositional))) {
    kh_quotes_add_range(d, q, carried_on(d, t, kh_quotes_behind_preposition(d, prepositional)));
    return q->thing = true;
  }
  return false;
}

bool kh_quotes_finite(const kh_doc *d, quote_range r) {
  for (uint32_t t = r.begin; t < r.end; t++)
    if (quote_verbal(d, t) && (d->tok.morph[t] & KH_MORPH_FIN)) return true;
  return false;
}

/* A comma right behind the cue, and no participle ("…, she said, adding …") or relative clause behind that. */
static bool between_commas(const kh_doc *d, uint32_t t, uint32_t sentence_end) {
  if (t + 2 >= sentence_end || !quote_is(d, t + 1, ",") || kh_quotes_mark(d, t + 2)) return false;
  uint32_t next = t + 2;
  if (d->tok.upos[next] == KH_UPOS_ADV && next + 1 < sentence_end) next++;
  return !(quote_verbal(d, next) && (d->tok.morph[next] & (KH_MORPH_GER | KH_MORPH_PART))) && d->tok.upos[next] != KH_UPOS_CCONJ &&
         kh_quotes_finite(d, (quote_range){next, sentence_end});
}

/* 'Asked about it, he said "I know nothing," …': somebody is told to speak right before words in quotation marks. */
static bool told_ahead(const quote_work *w, uint32_t begin, uint32_t end) {
  uint32_t ignored, k = end;
  while (k > begin && w->d->tok.upos[k - 1] == KH_UPOS_PUNCT) k--;
  if (k == begin || !quote_verbal(w->d, k - 1)) return false;
  const quote_cue *cue = kh_quotes_cue_at(w, k - 1, &ignored);
  return cue && cue->part == 'v' && (cue->frames & QUOTE_QUOTE);
}

/* "The mayor smiled, as the crowd cheered", "a book, written by a judge", "she went home, told nobody": a clause about what stands before its comma
 * does not say it. */
static bool told_beside(const quote_work *w, uint32_t t, uint32_t subject) {
  const kh_doc *d = w->d;
  uint8_t rel = kh_deprel_base(d->tok.deprel[t]);
  uint32_t m = d->tok.morph[t];
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && d->child[i] < t; i++) {
    uint32_t c = d->child[i];
    if (d->tok.deprel[c] == KH_DEP_ADVMOD && !strcmp(kh_doc_xpos(d, c), "WRB")) return true;   /* "since the 1970s, when it was claimed by Chile" */
    if (d->tok.deprel[c] == KH_DEP_MARK && d->tok.upos[c] == KH_UPOS_SCONJ &&
        /* but "as she has acknowledged." */
        !(t + 1 < d->tok.n && quote_punct(d, t + 1) && kh_quotes_in_set(w, w->q->sets[QUOTE_SET_AS], d->tok.lower[c], d->tok.lower_hash[c])))
      return true;
  }
  if (subject != KH_NONE) return false;
  return rel == KH_DEP_CONJ ||
         ((rel == KH_DEP_ACL || rel == KH_DEP_ADVCL) && (m & KH_MORPH_PART) && (m & KH_MORPH_PAST) && kh_doc_child_base(d, t, KH_DEP_AUX) == KH_NONE);
}

/* "…, she said", "…, said the minister, …": what stands before the comma, and behind the cue where that is only its first half. */
static bool put_in(const quote_work *w, uint32_t t, bool quoted, quote_draft *q) {
  const kh_doc *d = w->d;
  quote_range s = quote_sentence_range(d, t), cut = kh_quotes_cue_clause(d, t, KH_NONE);
  bool passive;
  uint32_t subject = kh_quotes_subject_of(d, t, &passive), up = d->tok.head[t];
  if (up != KH_NONE && up > t && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_PARATAXIS) {
    kh_quotes_add_without(d, q, quote_subtree(d, up), quote_subtree(d, t));
    if (q->span_count) return true;
  }
  uint32_t begin = t;   /* of the cue's clause, by its subject and auxiliaries alone: what else hangs on it may belong to the content */
  if (subject != KH_NONE && subject < t) {
    quote_range below = quote_subtree(d, subject);
    if (below.end <= t) begin = below.begin;
    for (uint32_t k = begin; k < subject; k++)   /* words in quotation marks are not part of it, nor is a clause before a comma */
      if (kh_quotes_mark(d, k) || (quote_is(d, k, ",") && kh_quotes_finite(d, (quote_range){begin, k}))) begin = k + 1;
  }
  while (begin > s.begin && d->tok.head[begin - 1] == t && !quote_punct(d, begin - 1) && !kh_quotes_mark(d, begin - 1) && t - begin < 4) begin--;
  if (begin <= s.begin + 1) return false;
  uint32_t before = begin - 1;
  if (kh_quotes_mark(d, before) && before > s.begin) before--;
  if (!quote_is(d, before, ",") && !quote_is(d, before, "?") && !quote_is(d, before, "!") && !kh_quotes_mark(d, begin - 1)) return false;
  quote_range left = {s.begin, begin};
  for (uint32_t k = left.begin; quoted && k < left.end; k++) quoted = !w->segment_of[k];
  bool marks = false;
  for (uint32_t k = left.begin; k < left.end; k++) marks |= w->segment_of[k] != 0;
  /* "To see it, the judge said, one should go there" */
  bool aside = (d->tok.upos[left.begin] == KH_UPOS_PART || d->tok.upos[left.begin] == KH_UPOS_ADP) && quote_is(d, before, ",") && between_commas(d, t, s.end);
  /* "In her post, she reminded …", "Last week, he wrote" */
  if (!aside && !marks && !kh_quotes_finite(d, left) &&
      (kh_quotes_finite(d, (quote_range){t + 1, s.end}) || d->tok.upos[left.begin] == KH_UPOS_ADP || kh_quotes_timed(d, left.begin)))
    return false;
  if (subject != KH_NONE && quote_relative(d, subject)) return false;   /* "…, who wrote the law" */
  if (!marks && told_beside(w, t, subject)) return false;
  uint32_t condition = d->tok.deprel[left.begin] == KH_DEP_MARK || d->tok.deprel[left.begin] == KH_DEP_ADVMOD ? d->tok.head[left.begin] : KH_NONE;
  /* "When the vote came, the crowd cheered" */
  if (condition != KH_NONE && t + 1 < s.end && !w->segment_of[left.begin] && kh_deprel_base(d->tok.deprel[condition]) == KH_DEP_ADVCL &&
      d->tok.head[condition] != KH_NONE && d->tok.head[condition] >= begin && !quote_punct(d, t + 1))
    return false;
  if (quoted) return false;   /* such a cue says words in quotation marks only, and there are none */
  for (uint32_t k = begin; k-- > s.begin;) {   /* '"…," the mayor, a lawyer, said': up to the closing mark, whatever the tree has behind it */
    uint32_t g = w->segment_of[k];
    if (!g || w->segments.at[g - 1].end > t) continue;
    const quote_segment *last = &w->segments.at[g - 1];
    bool closed = last->end >= last->begin + 3 && d->tok.upos[last->end - 2] == KH_UPOS_PUNCT;   /* '…,"' */
    if (last->end < begin && closed && !kh_quotes_finite(d, (quote_range){last->end, begin})) left.end = last->end;
    if (last->end + 1 >= left.end && last->begin > left.begin &&
        (quote_is(d, last->begin - 1, ":") || quote_is(d, last->begin - 1, "(") || told_ahead(w, left.begin, last->begin)))
      left.begin = last->begin;
    break;
  }
  kh_quotes_add_range(d, q, left);
  /* behind the closing mark the report goes on */
  if (w->segment_of[left.end - 1] && w->segments.at[w->segment_of[left.end - 1] - 1].end == left.end) return q->span_count != 0;
  uint32_t end = between_commas(d, t, s.end) ? t + 1 : !kh_quotes_finite(d, left) && cut.end > t ? cut.end : s.end;
  if (end < s.end && quote_is(d, end, ",") && kh_quotes_finite(d, (quote_range){end, s.end})) kh_quotes_add_range(d, q, (quote_range){end, s.end});
  return q->span_count != 0;
}

/* The mark of the next clause of content behind a cue, with neither comma nor verb between; KH_NONE if there is none. */
static uint32_t clause_mark(const quote_work *w, uint32_t from, uint32_t end) {
  const kh_doc *d = w->d;
  for (uint32_t t = from; t < end && t < from + MARK_REACH; t++) {
    if (d->tok.upos[t] == KH_UPOS_PUNCT || quote_verbal(d, t)) break;
    bool passive;
    /* "shouted to the officers that he was unarmed", taken for a relative clause */
    uint32_t clause = d->tok.upos[t] == KH_UPOS_PRON && t > from ? d->tok.head[t] : KH_NONE;
    if (clause != KH_NONE && clause > t && d->tok.deprel[clause] == KH_DEP_ACL_RELCL &&
        kh_quotes_in_set(w, w->q->sets[QUOTE_SET_THAT], d->tok.lower[t], d->tok.lower_hash[t])) {
      uint32_t subject = kh_quotes_subject_of(d, clause, &passive);
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
  if (object == KH_NONE || object < t || quote_relative(d, quote_subtree(d, object).begin)) return false;
  for (uint32_t k = object + 1; k < end && !quote_is(d, k, ","); k++) {   /* the next verb, and what opens its clause */
    if (quote_relative(d, k) || d->tok.upos[k] == KH_UPOS_SCONJ || (d->tok.upos[k] == KH_UPOS_CCONJ && quote_verbal(d, k + 1))) return true;
    if (quote_verbal(d, k) && (d->tok.morph[k] & KH_MORPH_FIN)) return false;
  }
  return true;
}

/* "…, saying he would stay", "In an interview, he said he would stay": where the tree hung the clause elsewhere, its words still stand right behind. */
static bool to_the_right_of(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end, quote_draft *q, bool found) {
  const kh_doc *d = w->d;
  quote_range s = quote_sentence_range(d, t), right = {cue_end, s.end}, left = {s.begin, t};
  bool participle = kh_quotes_saying(d, t) && (t == s.begin || d->tok.upos[t - 1] == KH_UPOS_PUNCT || d->tok.upos[t - 1] == KH_UPOS_SCONJ);
  if (found && !(participle && q->end[q->span_count - 1] <= t)) return found;
  uint32_t that = (cue->frames & QUOTE_CLAUSE) ? clause_mark(w, cue_end, s.end) : KH_NONE;
  if (that != KH_NONE) {   /* "said at a news conference last week that …" */
    kh_quotes_add_range(d, q, (quote_range){that, s.end});
    return q->span_count != 0;
  }
  if ((cue->frames & (QUOTE_CLAUSE | QUOTE_QUOTE | QUOTE_AUDIENCE)) != (QUOTE_CLAUSE | QUOTE_QUOTE) || right.begin + 2 >= right.end) return found;
  if (d->tok.upos[cue_end] == KH_UPOS_PUNCT || d->tok.upos[cue_end] == KH_UPOS_ADP || d->tok.upos[cue_end] == KH_UPOS_CCONJ || !kh_quotes_finite(d, right))
    return found;
  if (!participle && (q->speaker == KH_NONE || q->speaker > t)) return found;
  if (!participle && plain_object(d, t, s.end)) return found;
  for (uint32_t k = left.begin; k < left.end; k++)
    if (w->segment_of[k] && !participle) return found;
  q->span_count = 0;
  /* "said last week that …" */
  for (uint32_t k = cue_end + 1; k < right.end && k < cue_end + MARK_REACH && !quote_verbal(d, k) && d->tok.upos[k] != KH_UPOS_PUNCT; k++)
    if (d->tok.upos[k] == KH_UPOS_SCONJ && d->tok.deprel[k] == KH_DEP_MARK && kh_quotes_timed(d, k - 1)) right.begin = k;
  kh_quotes_add_range(d, q, right);
  return q->span_count != 0;
}

/* Another telling of the same speaker: "said he would stay, adding …", "said he would stay and called …". */
static bool telling(const quote_work *w, uint32_t t, uint32_t morph) {
  uint32_t end;
  bool passive;
  const quote_cue *cue = (w->d->tok.morph[t] & morph) && quote_verbal(w->d, t) ? kh_quotes_cue_at(w, t, &end) : NULL;
  return cue && (cue->frames & QUOTE_QUOTE) && cue->part == 'v' && kh_quotes_subject_of(w->d, t, &passive) == KH_NONE;
}

/* "said the test was its biggest yet, although it may take days to know" */
static bool turns(const quote_work *w, uint32_t t) {
  const kh_doc *d = w->d;
  return d->tok.deprel[t] == KH_DEP_MARK && quote_is(d, t - 1, ",") && kh_quotes_in_set(w, w->q->sets[QUOTE_SET_TURN], d->tok.lower[t], d->tok.lower_hash[t]);
}

void kh_quotes_cut_next_telling(quote_work *w, quote_draft *q) {
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
      bool participle = (quote_is(d, k - 1, ",") || (kh_quotes_mark(d, k - 1) && quote_is(d, k - 2, ","))) && telling(w, k, KH_MORPH_GER | KH_MORPH_PRES);
      if (!participle && !(d->tok.upos[k - 1] == KH_UPOS_CCONJ && telling(w, k, KH_MORPH_FIN))) continue;
      w->told_by[k] = q->speaker == KH_NONE ? 0 : q->speaker + 1;
      q->end[i] = kh_quotes_mark(d, k - 1) ? k : k - 1;
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
    if (w->segments.at[g - 1].end < end && !kh_quotes_finite(w->d, (quote_range){w->segments.at[g - 1].end, end}) &&
        w->segments.at[g - 1].begin <= q->begin[last] + 1)
      q->end[last] = w->segments.at[g - 1].end;
    return;
  }
}

/* "Rents rose, a clerk, who asked not to be named, told the paper": who tells it stands before what is told of him between commas, and no more of the words. */
static void cut_teller(const quote_work *w, uint32_t t, quote_draft *q) {
  enum { NAME = 10, ASIDE = 24 };
  const kh_doc *d = w->d;
  quote_range s = quote_sentence_range(d, t);
  uint32_t first = t;
  while (first > s.begin && d->tok.upos[first - 1] == KH_UPOS_AUX) first--;
  bool lost = q->speaker == KH_NONE || (q->span_count && q->speaker >= q->begin[0] && q->speaker < q->end[q->span_count - 1]);
  if (!lost || !q->span_count || q->end[q->span_count - 1] > t || first < s.begin + 6 || !quote_is(d, first - 1, ",")) return;
  if (kh_quotes_finite(d, (quote_range){q->cue_end, s.end})) return;
  uint32_t aside = first - 2;      /* the comma before what is told of the teller */
  while (aside > s.begin && aside + ASIDE > first && !quote_is(d, aside, ",") && !w->segment_of[aside]) aside--;
  if (!quote_is(d, aside, ",") || aside < s.begin + 3) return;
  uint32_t comma = aside - 1;      /* the comma before the teller */
  while (comma > s.begin && comma + NAME > aside && !quote_punct(d, comma) && !quote_verbal(d, comma)) comma--;
  if (!quote_is(d, comma, ",") || comma + 1 == aside || w->segment_of[comma] || !kh_quotes_finite(d, (quote_range){s.begin, comma})) return;
  uint8_t opens = d->tok.upos[comma + 1];
  uint32_t teller = kh_doc_head_within(d, comma + 1, aside);
  if (opens == KH_UPOS_ADP || opens == KH_UPOS_CCONJ || opens == KH_UPOS_SCONJ || opens == KH_UPOS_ADV || !kh_quotes_is_somebody(d, teller)) return;
  quote_draft fresh = *q;
  fresh.span_count = 0;
  for (uint32_t i = 0; i < q->span_count && q->begin[i] < comma; i++) kh_quotes_add(&fresh, q->begin[i], q->end[i] < comma ? q->end[i] : comma);
  if (!fresh.span_count) return;
  fresh.speaker = teller;
  *q = fresh;
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

/* "The gap, he said, will grow.": the cue and who speaks between two commas that part a subject from its verb. */
static bool between_subject_and_verb(const quote_work *w, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  quote_range s = quote_sentence_range(d, t);
  uint32_t name = t;
  while (name > s.begin && t - name < PUT_IN_NAME &&
         (d->tok.upos[name - 1] == KH_UPOS_PROPN || d->tok.upos[name - 1] == KH_UPOS_NOUN || d->tok.upos[name - 1] == KH_UPOS_PRON ||
          d->tok.upos[name - 1] == KH_UPOS_DET))
    name--;
  if (name == t || name < s.begin + 2 || !quote_is(d, name - 1, ",") || t + 2 >= s.end || !quote_is(d, t + 1, ",")) return false;
  quote_range left = {s.begin, name - 1}, right = {t + 2, s.end};
  for (uint32_t k = left.begin; k < left.end; k++)
    if (w->segment_of[k] || quote_punct(d, k)) return false;
  if (!(quote_verbal(d, right.begin) && (d->tok.morph[right.begin] & KH_MORPH_FIN))) return false;
  q->span_count = 0;
  kh_quotes_add_range(d, q, left);
  kh_quotes_add_range(d, q, right);
  q->speaker = t - 1;
  return true;
}

/* "Joined the others, saying on Monday: '…'": words in quotation marks behind a comma or a colon, with no other verb between. */
static bool quoted_ahead(const quote_work *w, uint32_t cue_end) {
  const kh_doc *d = w->d;
  uint32_t end = d->sentences[d->tok.sentence[cue_end - 1]].tok_end;
  for (uint32_t k = cue_end; k < end && k < cue_end + QUOTED_REACH; k++) {
    if (w->segment_of[k]) return kh_quotes_mark(d, k) && (quote_is(d, k - 1, ":") || quote_is(d, k - 1, ","));
    if (quote_verbal(d, k) && (d->tok.morph[k] & KH_MORPH_FIN)) return false;
  }
  return false;
}

/* "As the agency noted, rents rose", "as reported by the agency": what the clause stands beside. */
static bool as_noted(const quote_work *w, uint32_t t, quote_draft *q) {
  const kh_doc *d = w->d;
  uint32_t up = d->tok.head[t], as = KH_NONE;
  if (up == KH_NONE || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ADVCL) return false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && as == KH_NONE; i++)
    if (d->child[i] < t && (d->tok.deprel[d->child[i]] == KH_DEP_MARK || d->tok.deprel[d->child[i]] == KH_DEP_ADVMOD) &&
        kh_quotes_in_set(w, w->q->sets[QUOTE_SET_AS], d->tok.lower[d->child[i]], d->tok.lower_hash[d->child[i]]))
      as = d->child[i];
  quote_range own = quote_subtree(d, t);
  if (as == KH_NONE || own.begin != as || own.end > t + AS_CLAUSE + 1) return false;
  uint32_t comma = own.end - 1;
  while (comma > t && !quote_punct(d, comma)) comma--;
  if (up > t ? !(comma > t || quote_is(d, own.end, ",")) : as == 0 || !quote_is(d, as - 1, ",")) return false;
  uint32_t agent = kh_doc_child_with(d, t, KH_DEP_OBL_AGENT);
  if (agent != KH_NONE) q->speaker = agent;
  q->span_count = 0;
  kh_quotes_add_without(d, q, quote_subtree(d, up), own);
  return q->span_count != 0;
}

bool kh_quotes_next_paragraph(const quote_work *w, uint32_t cue_end, bool marks, quote_draft *q) {
  enum { TO_COLON = 3, LEAST = 6 };
  const kh_doc *d = w->d;
  uint32_t s = d->tok.sentence[cue_end - 1], colon = d->sentences[s].tok_end - 1, n = s + 1;
  if (n >= d->sentence_count || colon < cue_end || colon > cue_end + TO_COLON || !quote_is(d, colon, ":") ||
      d->sentences[n].paragraph == d->sentences[s].paragraph)
    return false;
  for (uint32_t k = cue_end; k < colon; k++)
    if (quote_verbal(d, k)) return false;
  quote_range r = {d->sentences[n].tok_begin, d->sentences[n].tok_end};
  for (uint32_t k = n + 1; k < d->sentence_count && d->sentences[k].paragraph == d->sentences[n].paragraph; k++) r.end = d->sentences[k].tok_end;
  kh_str first = d->tok.form[r.begin];
  bool word = first.n && ((first.s[0] >= 'A' && first.s[0] <= 'Z') || (first.s[0] & 0x80));
  if (r.end < r.begin + LEAST || d->sentences[n].kind == KH_SENT_RESIDUE || !(word || (marks && kh_quotes_mark(d, r.begin)))) return false;
  if (kh_quotes_mark(d, r.begin) && w->segment_of[r.begin]) r.end = w->segments.at[w->segment_of[r.begin] - 1].end;
  else if (!kh_quotes_finite(d, r)) return false;
  q->span_count = 0;
  kh_quotes_add_range(d, q, r);
  return q->span_count != 0;
}

/* "Was quoted as saying", "quoted the mayor as saying": the verb of saying, with whom it is told of in *who; KH_NONE. */
static uint32_t as_saying(const quote_work *w, uint32_t t, uint32_t *who) {
  const kh_doc *d = w->d;
  if (!kh_quotes_in_set(w, w->q->sets[QUOTE_SET_QUOTING], d->tok.lemma[t], d->tok.lemma_hash[t])) return KH_NONE;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i], mark = kh_doc_child_with(d, c, KH_DEP_MARK), end;
    if (c < t || d->tok.upos[c] != KH_UPOS_VERB || !kh_quotes_saying(d, c) || mark == KH_NONE ||
        !kh_quotes_in_set(w, w->q->sets[QUOTE_SET_AS], d->tok.lower[mark], d->tok.lower_hash[mark]))
      continue;
    const quote_cue *says = kh_quotes_cue_at(w, c, &end);
    bool passive;
    uint32_t subject = kh_quotes_subject_of(d, t, &passive);
    *who = passive ? subject : kh_doc_child_with(d, t, KH_DEP_OBJ);
    return says && says->frames & QUOTE_QUOTE && *who != KH_NONE && *who < c ? c : KH_NONE;
  }
  return KH_NONE;
}

/* Does what is said stand behind its verb, rather than before all of it: "… , the mayor was quoted as saying on Monday"? */
static bool said_behind(const kh_doc *d, uint32_t says) {
  for (uint32_t i = d->child_at[says]; i < d->child_at[says + 1]; i++)
    if (d->child[i] > says && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_CCOMP) return true;
  uint32_t k = says + 1, end = d->sentences[d->tok.sentence[says]].tok_end;
  if (k + 1 < end && quote_is(d, k, ",")) k++;
  return k < end && (kh_quotes_mark(d, k) || quote_is(d, k, ":"));
}

void kh_quotes_at_verb(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end) {
  const kh_doc *d = w->d;
  uint32_t who, says = as_saying(w, t, &who);
  if (says != KH_NONE) {
    w->told_by[says] = who + 1;
    if (said_behind(d, says)) return;
    w->told_by[t] = who + 1;
  }
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
    uint32_t last = quote_sentence_range(d, t).end;
    bool to_the_right = (t + 1 < last && d->tok.deprel[t + 1] == KH_DEP_MARK) ||
                        (t + 2 < last && d->tok.upos[t + 1] == KH_UPOS_PUNCT && kh_quotes_mark(d, t + 2)) ||
                        kh_quotes_saying(d, t); /* "said that", "said, '…", "…, adding …" */
    bool left = !found || q.end[q.span_count - 1] <= t || (q.begin[0] > t + 1 && between_commas(d, t, last));
    if (left && !to_the_right && put_in(w, t, !(cue->frames & QUOTE_CLAUSE), &other)) q = other, found = true;
  }
  if (!found && q.speech && q.speaker != KH_NONE) found = kh_quotes_next_paragraph(w, cue_end, false, &q);
  if (found) {
    kh_quotes_cut_next_telling(w, &q);
    cut_speaker(w, &q);
    cut_remark(w, &q);
    if (q.speech && (cue->frames & QUOTE_CLAUSE)) cut_teller(w, t, &q);
  }
  if (found || q.speech) KH_PUSH(w->scratch, &w->drafts, q);   /* without content for now: a quotation may stand beside it */
}
