/* quotes_weigh.c: what is learned about quotations: where words behind their cue end, and what is none. The weights stand in data/quotes/weights.tsv. */
#include <math.h>


#include "circumstance/quotes_int.h"


#define ENDS 48          /* places that words may end at, at most; what stands behind them is one place more */
#define NAME_ROOM 160    /* bytes of a feature's name */
#define BETTER .2        /* by which the prospect of another end has to be better than that of the one that the tree gave */
#define SIZES 7          /* lengths are told apart by powers of two up to 2^SIZES */

/* ---- features ---- */
typedef struct tally {
  const quote_work *w;
  bool shown;              /* to who watches */
  double sum;
  char name[NAME_ROOM];
} tally;

static const kh_str nothing = {NULL, 0};

/* What holds: `what` and, with _ between, the words that are not `nothing`. */
static void holds(tally *y, const char *what, kh_str a, kh_str b, kh_str c) {
  const kh_quotes *q = y->w->q;
  const kh_str pieces[] = {a, b, c};
  size_t n = strlen(what);
  uint32_t row;
  memcpy(y->name, what, n);
  for (int i = 0; i < 3 && pieces[i].s; i++) {
    if (n + pieces[i].n + 1 >= NAME_ROOM) return;
    if (i) y->name[n++] = '_';
    memcpy(y->name + n, pieces[i].s, pieces[i].n);
    n += pieces[i].n;
  }
  kh_str name = {y->name, n};
  if (q->watch && y->shown) q->watch(q->watcher, name);
  if (kh_lookup_get(&q->weight_names, name, kh_hash_str(name), &row) && row < q->weight_count) y->sum += q->weights[row];
}

static kh_str size_name(uint32_t n) {
  static const char *const names[SIZES + 1] = {"1", "2", "4", "8", "16", "32", "64", "128"};
  uint32_t k = 0;
  while (k < SIZES && n >> (k + 1)) k++;
  return kh_str_of(names[k]);
}

static kh_str relation(uint8_t deprel) {
  uint8_t base = kh_deprel_base(deprel);
  return kh_str_of(kh_deprel_name(base == KH_DEP_ACL ? deprel : base));
}

/* The word itself where it is one of those that a language has few of, else its part of speech. */
static kh_str small_word(const kh_doc *d, uint32_t t) {
  switch (d->tok.upos[t]) {
    case KH_UPOS_ADP: case KH_UPOS_SCONJ: case KH_UPOS_CCONJ: case KH_UPOS_PART: case KH_UPOS_PRON: case KH_UPOS_DET: return d->tok.lower[t];
    default: return kh_str_of(kh_upos_name(d->tok.upos[t]));
  }
}

/* ---- where words end ---- */
void kh_quotes_lefts(quote_work *w) {
  const kh_doc *d = w->d;
  w->left = KH_ARRAY(w->scratch, uint32_t, d->tok.n + 1);
  for (uint32_t t = 0; t < d->tok.n; t++) w->left[t] = t;
  for (uint32_t t = 0; t < d->tok.n; t++)   /* what is above a token further right starts no later than it */
    for (uint32_t up = d->tok.head[t], n = 0; up != KH_NONE && n < 64 && w->left[up] > t; up = d->tok.head[up], n++) w->left[up] = t;
}

typedef struct place {   /* words may end before token `at`; what goes on there begins with token `next`, the end of the sentence at most */
  uint32_t at, next, finite;
} place;

static bool verbal(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_VERB || d->tok.upos[t] == KH_UPOS_AUX; }

/* Is what begins at t a phrase or clause that words may end before? */
static bool opens(const quote_work *w, uint32_t t, uint32_t *top) {
  const kh_doc *d = w->d;
  uint32_t h = t;
  if (w->left[t] != t) return false;
  while (d->tok.head[h] != KH_NONE && w->left[d->tok.head[h]] == t) h = d->tok.head[h];
  *top = h;
  switch (kh_deprel_base(d->tok.deprel[h])) {
    case KH_DEP_PUNCT: case KH_DEP_DET: case KH_DEP_AMOD: case KH_DEP_COMPOUND: case KH_DEP_CASE: case KH_DEP_MARK: case KH_DEP_NUMMOD: case KH_DEP_AUX:
    case KH_DEP_COP: case KH_DEP_FLAT: case KH_DEP_FIXED: case KH_DEP_NSUBJ: case KH_DEP_EXPL: case KH_DEP_ADVMOD: return false;
    default: return true;
  }
}

static uint32_t places(const quote_work *w, uint32_t begin, uint32_t now, uint32_t last, place out[ENDS + 1]) {
  const kh_doc *d = w->d;
  uint32_t n = 0, finite = 0, top;
  for (uint32_t t = begin + 1; t <= last; t++) {
    finite += verbal(d, t - 1) && (d->tok.morph[t - 1] & KH_MORPH_FIN);
    if (t < last && d->tok.upos[t - 1] == KH_UPOS_PUNCT && t != now) continue;
    uint32_t next = t;
    while (next < last && d->tok.upos[next] == KH_UPOS_PUNCT) next++;
    if (next < last && (n >= ENDS - 1 ? t != now : t != now && next == t && !opens(w, t, &top))) continue;
    out[n++] = (place){t, next, finite};
    if (next == last || n > ENDS) break;
  }
  return n;
}

static double end_here(const quote_work *w, const quote_draft *q, const place *p, uint32_t begin, uint32_t now, uint32_t last, kh_str frame) {
  const kh_doc *d = w->d;
  tally y = {.w = w, .shown = true};
  bool at_end = p->next == last;
  kh_str state = kh_str_of(at_end ? now >= p->at ? "last.now" : "last" : p->at == now ? "now" : p->at < now ? "before" : "after");
  kh_str verbs = kh_str_of(p->finite ? "finite" : "bare"), mark = KH_STR(""), word = KH_STR("");
  uint32_t marks = 0;
  for (uint32_t t = begin; t < p->at; t++) marks += kh_quotes_mark(d, t);
  holds(&y, "end.always", nothing, nothing, nothing);
  holds(&y, "end.state=", state, nothing, nothing);
  holds(&y, "end.frame+state=", frame, state, nothing);
  holds(&y, "end.finite+state=", verbs, state, nothing);
  if (!at_end) {
    uint32_t top = p->next, head;
    if (!opens(w, p->next, &top) && w->left[p->next] != p->next) top = KH_NONE;
    kh_str rel = top == KH_NONE ? KH_STR("-") : relation(d->tok.deprel[top]);
    head = d->tok.head[top == KH_NONE ? p->next : top];
    kh_str where = kh_str_of(head == q->cue_begin ? "cue" : head == KH_NONE || head < begin ? "out" : head < p->at ? "in" : "behind");
    mark = p->next > p->at ? d->tok.form[p->at] : KH_STR("");
    word = small_word(d, p->next);
    holds(&y, "end.mark=", mark, nothing, nothing);
    holds(&y, "end.rel=", rel, nothing, nothing);
    holds(&y, "end.where=", where, nothing, nothing);
    holds(&y, "end.rel+where=", rel, where, nothing);
    holds(&y, "end.word=", word, nothing, nothing);
    holds(&y, "end.mark+word=", mark, word, nothing);
    holds(&y, "end.mark+rel=", mark, rel, nothing);
    holds(&y, "end.mark+rel+where=", mark, rel, where);
    uint32_t h = top == KH_NONE ? p->next : top;
    kh_str lemma = d->tok.upos[h] == KH_UPOS_PROPN ? KH_STR("NAME") : d->tok.upos[h] == KH_UPOS_NUM ? KH_STR("NUM") : d->tok.lemma[h];
    holds(&y, "end.top=", lemma, nothing, nothing);
    holds(&y, "end.top+word=", lemma, word, nothing);
    holds(&y, "end.top+mark=", lemma, mark, nothing);
    holds(&y, "end.morph=", kh_str_of(d->tok.upos[h] != KH_UPOS_VERB ? "-" : d->tok.morph[h] & KH_MORPH_INF ? "inf" : d->tok.morph[h] & KH_MORPH_FIN ? "fin" : d->tok.morph[h] & KH_MORPH_GER ? "ger" : "part"), mark, word);
    holds(&y, "end.before=", kh_str_of(kh_upos_name(d->tok.upos[p->at - 1])), mark, relation(d->tok.deprel[h]));
    if (kh_quotes_mark(d, p->at - 1)) holds(&y, "end.closed", nothing, nothing, nothing);
    holds(&y, "end.time=", kh_str_of(kh_quotes_timed(d, h) ? "y" : "n"), where, mark);
    if (kh_quotes_tells(w, h)) holds(&y, "end.tells=", relation(d->tok.deprel[h]), mark, nothing);
    holds(&y, "end.cue+word=", d->tok.lemma[q->cue_begin], mark, word);
    holds(&y, "end.cue+rel=", d->tok.lemma[q->cue_begin], rel, where);
    holds(&y, "end.frame+mark=", frame, mark, nothing);
    holds(&y, "end.frame+rel=", frame, rel, nothing);
    holds(&y, "end.frame+where=", frame, where, nothing);
    holds(&y, "end.frame+rel+where=", frame, rel, where);
    holds(&y, "end.frame+word=", frame, word, nothing);
    holds(&y, "end.finite+mark=", verbs, mark, nothing);
    holds(&y, "end.finite+rel=", verbs, rel, nothing);
    holds(&y, "end.finite+rel+where=", verbs, rel, where);
    holds(&y, "end.finite+word=", verbs, word, nothing);
  }
  holds(&y, "end.cue+state=", d->tok.lemma[q->cue_begin], frame, state);
  holds(&y, "end.first=", small_word(d, begin), state, nothing);
  holds(&y, "end.frame=", frame, nothing, nothing);
  holds(&y, "end.length=", size_name(p->at - begin), nothing, nothing);
  holds(&y, "end.rest=", size_name(last > p->at ? last - p->at : 1), nothing, nothing);
  holds(&y, "end.finite=", kh_str_of(p->finite > 1 ? "2" : p->finite ? "1" : "0"), nothing, nothing);
  holds(&y, "end.cue=", kh_str_of(kh_upos_name(d->tok.upos[q->cue_begin])), nothing, nothing);
  if (marks % 2) holds(&y, "end.open+state=", state, nothing, nothing);
  return 1 / (1 + exp(-y.sum));
}

/* The end with the best prospect to be the true one or to have at least half of the words in common with it: each place is where they end
 * with a probability of its own, given that they did not end before. The end that the tree gave stands unless another's prospect is far better. */
static uint32_t likeliest(const kh_doc *d, const place *p, const double *ends, uint32_t n, uint32_t begin, uint32_t now) {
  double share[ENDS + 2], length[ENDS + 2], left = 1, best = -1, prospect = 0, standing = 0;
  uint32_t found = 0, stood = n - 1;
  for (uint32_t i = 0; i < n; i++) {
    share[i] = i + 1 == n ? left : left * ends[i];
    left -= share[i];
    length[i] = d->tok.span[p[i].at - 1].end - d->tok.span[begin].begin;
    if (p[i].at == now) stood = i;
  }
  for (uint32_t i = 0; i < n; i++) {
    double half = 0;
    for (uint32_t k = 0; k < n; k++)
      if (2 * length[i] >= length[k] && 2 * length[k] >= length[i]) half += share[k];
    if (i == stood) standing = half;
    if (half + share[i] > best) best = half + share[i], prospect = half, found = i;
  }
  return prospect > standing + BETTER ? found : stood;
}

/* How words hang on their cue: the relation of the child that they begin in, and the word that leads it where it is a preposition or a mark. */
static kh_str frame_of(const kh_doc *d, uint32_t cue, uint32_t begin, kh_str *led, uint32_t *head) {
  *led = KH_STR("");
  *head = KH_NONE;
  for (uint32_t i = d->child_at[cue]; i < d->child_at[cue + 1]; i++) {
    uint32_t c = d->child[i], from, to;
    kh_doc_subtree(d, c, &from, &to);
    if (from > begin || to <= begin) continue;
    *head = c;
    for (uint32_t k = d->child_at[c]; k < d->child_at[c + 1] && !led->n; k++)
      if (d->child[k] < c && (d->tok.deprel[d->child[k]] == KH_DEP_CASE || d->tok.deprel[d->child[k]] == KH_DEP_MARK)) *led = d->tok.lower[d->child[k]];
    return relation(d->tok.deprel[c]);
  }
  return KH_STR("-");
}

void kh_quotes_end(const quote_work *w, quote_draft *q) {
  const kh_doc *d = w->d;
  if (q->span_count != 1 || q->cue_begin == q->cue_end || q->begin[0] < q->cue_end || d->tok.sentence[q->begin[0]] != d->tok.sentence[q->cue_begin]) return;
  uint32_t begin = q->begin[0], now = q->end[0], last = d->sentences[d->tok.sentence[begin]].tok_end;
  if (now > last) return;
  kh_str led;
  uint32_t head;
  kh_str frame = frame_of(d, q->cue_begin, begin, &led, &head);
  place p[ENDS + 2];
  double ends[ENDS + 2];
  uint32_t n = places(w, begin, now, last, p);
  for (uint32_t i = 0; i < n; i++) {
    if (w->q->watch_end) w->q->watch_end(w->q->watcher, d, q, p[i].at);
    ends[i] = end_here(w, q, &p[i], begin, now, last, frame);
  }
  if (n < 2) return;
  uint32_t at = p[likeliest(d, p, ends, n, begin, now)].at;
  if (at == now || (at == p[n - 1].at && now > at)) return;
  q->span_count = 0;
  kh_quotes_add_trimmed(d, q, begin, at);
}

/* ---- is it one? ---- */
static kh_str form_of(const kh_doc *d, uint32_t t) {
  uint32_t m = d->tok.morph[t];
  return kh_str_of(m & KH_MORPH_INF ? "inf" : m & KH_MORPH_GER ? "ger" : m & KH_MORPH_FIN ? (m & KH_MORPH_PAST ? "past" : "pres") : m & KH_MORPH_PART ? "part" : "-");
}

/* A word as the features speak of it: names by what they name. */
static kh_str called(const kh_doc *d, uint32_t t) {
  if (d->tok.upos[t] == KH_UPOS_NUM) return KH_STR("NUM");
  if (d->tok.upos[t] != KH_UPOS_PROPN) return d->tok.lemma[t];
  return d->tok.ner[t] ? kh_str_of(kh_entity_name((kh_entity)(d->tok.ner[t] >> 1))) : KH_STR("NAME");
}

/* Who speaks. */
static void speaker_holds(tally *y, const quote_draft *q, kh_str frame, kh_str part) {
  const kh_doc *d = y->w->d;
  kh_str who = KH_STR("nobody"), sort = who;
  if (q->speaker != KH_NONE) who = called(d, q->speaker), sort = kh_str_of(kh_upos_name(d->tok.upos[q->speaker]));
  uint32_t m = q->speaker != KH_NONE && d->mention_of ? d->mention_of[q->speaker] : KH_NONE;
  kh_str kind = m != KH_NONE && m < d->mention_count ? kh_str_of(kh_entity_name(d->mentions[m].kind)) : KH_STR("none");
  holds(y, "keep.speaker=", who, nothing, nothing);
  holds(y, "keep.speaker+frame=", sort, frame, part);
  holds(y, "keep.speaker.kind=", kind, part, nothing);
}

double kh_quotes_odds(const quote_work *w, const quote_draft *q, bool direct, bool shown) {
  const kh_doc *d = w->d;
  tally y = {.w = w, .shown = shown};
  uint32_t begin = q->begin[0], end = q->end[q->span_count - 1], tokens = 0, quoted = 0, finite = 0, c = q->cue_begin, head = KH_NONE, top = begin;
  for (uint32_t i = 0; i < q->span_count; i++)
    for (uint32_t t = q->begin[i]; t < q->end[i]; t++) tokens++, quoted += w->segment_of[t] != 0, finite += verbal(d, t) && (d->tok.morph[t] & KH_MORPH_FIN);
  bool cued = q->cue_begin < q->cue_end;
  kh_str side = kh_str_of(!cued ? "none" : begin >= q->cue_end ? "right" : end <= c ? "left" : "both"), led = KH_STR(""), frame = KH_STR("-");
  kh_str lemma = cued ? d->tok.lemma[c] : d->tok.lower[c], part = cued ? kh_str_of(kh_upos_name(d->tok.upos[c])) : KH_STR("-");
  kh_str marks = kh_str_of(direct ? "all" : quoted ? "some" : "none"), verbs = kh_str_of(finite > 1 ? "2" : finite ? "1" : "0");
  if (cued && d->tok.sentence[begin] == d->tok.sentence[c]) frame = frame_of(d, c, begin, &led, &head);
  if (head != KH_NONE) top = head;
  if (shown && w->q->watch_draft) w->q->watch_draft(w->q->watcher, d, q);
  holds(&y, "keep.always", nothing, nothing, nothing);
  holds(&y, "keep.cue=", lemma, part, nothing);
  holds(&y, "keep.cue+frame=", lemma, frame, side);
  holds(&y, "keep.cue+led=", lemma, led, frame);
  if (q->cue_end > c + 1) holds(&y, "keep.second=", d->tok.lower[q->cue_end - 1], lemma, nothing);
  holds(&y, "keep.frame=", frame, side, part);
  holds(&y, "keep.led=", frame, led, part);
  holds(&y, "keep.marks=", marks, side, part);
  holds(&y, "keep.marks+frame=", marks, frame, nothing);
  holds(&y, "keep.finite=", verbs, frame, side);
  holds(&y, "keep.length=", size_name(tokens), part, nothing);
  holds(&y, "keep.spans=", size_name(q->span_count), side, nothing);
  holds(&y, "keep.first=", small_word(d, begin), frame, nothing);
  holds(&y, "keep.top=", called(d, top), nothing, nothing);
  holds(&y, "keep.top.part=", kh_str_of(kh_upos_name(d->tok.upos[top])), frame, part);
  holds(&y, "keep.gap=", kh_str_of(!cued || begin < q->cue_end ? "-" : begin == q->cue_end ? "0" : begin == q->cue_end + 1 ? "1" : "2"), frame, part);
  holds(&y, "keep.form=", form_of(d, c), part, frame);
  holds(&y, "keep.rel=", relation(d->tok.deprel[c]), part, nothing);
  holds(&y, "keep.cue+form=", lemma, form_of(d, c), nothing);
  holds(&y, "keep.cue+rel=", lemma, relation(d->tok.deprel[c]), nothing);
  holds(&y, "keep.cue+speaker=", lemma, q->speaker == KH_NONE ? KH_STR("nobody") : kh_str_of(kh_upos_name(d->tok.upos[q->speaker])), nothing);
  holds(&y, "keep.cue+top=", lemma, called(d, top), nothing);
  holds(&y, "keep.cue+first=", lemma, small_word(d, begin), nothing);
  holds(&y, "keep.cue+length=", lemma, size_name(tokens), nothing);
  holds(&y, "keep.length+frame=", size_name(tokens), frame, part);
  if (q->speaker != KH_NONE) holds(&y, "keep.way=", relation(d->tok.deprel[q->speaker]), part, kh_str_of(d->tok.head[q->speaker] == c ? "cue" : q->speaker < c ? "left" : "right"));
  if (c > 0) holds(&y, "keep.before=", small_word(d, c - 1), part, nothing);
  if (end < d->tok.n) holds(&y, "keep.behind=", small_word(d, end), part, nothing);
  uint32_t up = d->tok.head[c];
  if (up != KH_NONE) {
    holds(&y, "keep.above=", kh_str_of(kh_upos_name(d->tok.upos[up])), relation(d->tok.deprel[c]), nothing);
    if (d->tok.upos[up] == KH_UPOS_VERB) holds(&y, "keep.verb=", d->tok.lemma[up], relation(d->tok.deprel[c]), part);
  }
  for (uint32_t i = d->child_at[c]; cued && i < d->child_at[c + 1]; i++) {
    uint32_t k = d->child[i];
    if (k < c && (d->tok.upos[k] == KH_UPOS_AUX || d->tok.upos[k] == KH_UPOS_PART || d->tok.upos[k] == KH_UPOS_ADV || d->tok.upos[k] == KH_UPOS_DET)) holds(&y, "keep.with=", d->tok.lemma[k], part, nothing);
  }
  holds(&y, "keep.sentence=", kh_str_of(d->sentences[d->tok.sentence[c]].kind == KH_SENT_HEADLINE ? "headline" : "body"), side, nothing);
  holds(&y, "keep.across=", kh_str_of(d->tok.sentence[begin] == d->tok.sentence[end - 1] ? "n" : "y"), marks, nothing);
  if (q->outer != KH_NONE) holds(&y, "keep.outer=", called(d, q->outer), nothing, nothing), holds(&y, "keep.outer.part=", kh_str_of(kh_upos_name(d->tok.upos[q->outer])), frame, part);
  if (q->inner != KH_NONE) holds(&y, "keep.inner=", called(d, q->inner), nothing, nothing), holds(&y, "keep.inner.part=", kh_str_of(kh_upos_name(d->tok.upos[q->inner])), frame, part);
  holds(&y, "keep.nest=", kh_str_of(q->outer != KH_NONE ? "in" : "out"), kh_str_of(q->inner != KH_NONE ? "around" : "-"), part);
  speaker_holds(&y, q, frame, part);
  return y.sum;
}


