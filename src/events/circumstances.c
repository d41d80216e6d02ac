/* circumstances.c: who says so, how many people an event touched, what it is about. */
#include "events/circumstances.h"
#include "events/tree.h"

/* "The bid to restore the president, who fled last year": a clause behind a comma about somebody named in what is to be done is the report's own. */
static bool told_aside(const kh_algebra *a, const kh_inst *x, uint32_t quote) {
  enum { UP = 6 };
  const kh_doc *d = a->d;
  uint32_t t = x->at, first, last;
  for (int n = 0; n < UP && t != KH_NONE && d->tok.deprel[t] != KH_DEP_ACL_RELCL; n++) t = d->tok.head[t];
  if (t == KH_NONE || d->tok.deprel[t] != KH_DEP_ACL_RELCL) return false;
  kh_doc_subtree(d, t, &first, &last);
  uint32_t to = first;
  while (to > 0 && a->quote_of[to - 1] == quote) to--;
  uint32_t deed = d->tok.head[to];
  return deed != KH_NONE && d->tok.head[t] != KH_NONE && is_set_off(d, first) && to < first && a->quote_of[t] == quote &&
         d->tok.upos[to] == KH_UPOS_PART && kh_is_verb(a, deed);
}

/* Is x, which stands in no quotation, in what s says: "said he had …, arresting them"? Not with what goes beside the saying ("following talks in Paris the minister
 * said …"), nor in a clause behind a comma that the report adds itself ("…, analysts said of Congress, which has complained"), nor what is called something. */
static bool is_in_what_is_said(const kh_algebra *a, const kh_inst *x, uint32_t s) {
  enum { UP = 12 };
  const kh_doc *d = a->d;
  uint32_t first, last;
  for (uint32_t t = x->at, n = 0; d->tok.head[t] != KH_NONE && n < UP; t = d->tok.head[t], n++) {
    uint32_t h = d->tok.head[t];
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    kh_doc_subtree(d, t, &first, &last);
    if (d->tok.deprel[t] == KH_DEP_ACL_RELCL && is_set_off(d, first)) return false;
    if (b == KH_DEP_NSUBJ || b == KH_DEP_NMOD || t == s) return false;
    if (kh_is_verb(a, h) && kh_subject_of(a, h) == s && (b == KH_DEP_CCOMP || b == KH_DEP_XCOMP || b == KH_DEP_OBL || b == KH_DEP_OBJ || b == KH_DEP_ADVCL))
      return b == KH_DEP_CCOMP || b == KH_DEP_XCOMP;
  }
  return true;
}

/* Whom a relative pronoun stands for: "the governor, who said …", unless he does x himself by saying so. */
static uint32_t antecedent_of(const kh_algebra *a, const kh_inst *x, uint32_t mention) {
  const kh_doc *d = a->d;
  if (kh_who_holds(a, &x->who, mention)) return mention;
  uint32_t t = d->mentions[mention].head, verb = d->tok.head[t];
  if (d->tok.upos[t] != KH_UPOS_PRON || verb == KH_NONE || verb < t || d->tok.deprel[verb] != KH_DEP_ACL_RELCL || d->tok.head[verb] >= t) return mention;
  if (kh_doc_xpos(d, t)[0] != 'W') return mention;
  uint32_t of = a->mention_of[d->tok.head[verb]];
  return of < d->mention_count ? of : mention;
}

/* "A statement by the union said that …", "one of the envoys said that …": who speaks where the words for it are nobody themselves. */
static uint32_t voice_of(const kh_algebra *a, const kh_quote *q) {
  const kh_doc *d = a->d;
  uint32_t from = kh_doc_token_from(d, q->speaker_span.begin), to = kh_doc_token_from(d, q->speaker_span.end);
  return q->speaker_span.begin < q->speaker_span.end && from < to ? kh_voice_of(a, kh_doc_head_within(d, from, to)) : KH_NONE;
}

uint32_t kh_reporter_of(const kh_algebra *a, const kh_inst *x, uint32_t *quote) {
  const kh_doc *d = a->d;
  *quote = a->quote_of[x->trigger];
  /* "envoys will meet, officials said": it stands at the saying, its words within what is said */
  bool announced = !a->side && x->lo != x->trigger && a->quote_of[x->lo] != KH_NONE && a->quote_of[x->lo] != *quote;
  if (announced) *quote = a->quote_of[x->lo];
  if (*quote != KH_NONE && !d->quotes[*quote].direct && told_aside(a, x, *quote)) return *quote = KH_NONE;
  uint32_t by = *quote == KH_NONE ? KH_NONE : d->quotes[*quote].speaker;
  if (*quote != KH_NONE && by >= d->mention_count && !a->side) by = voice_of(a, &d->quotes[*quote]);
  if (announced && kh_who_holds(a, &x->who, by)) return KH_NONE;   /* "said he would come": announced by himself */
  if (by < d->mention_count) return antecedent_of(a, x, by);
  uint32_t s = kh_speaker_at(a, x->at), m = s == KH_NONE ? KH_NONE : a->mention_of[s];
  if (m >= d->mention_count || (*quote == KH_NONE && !is_in_what_is_said(a, x, s))) return KH_NONE;
  return antecedent_of(a, x, m);
}

/* "60 rebels and 15 soldiers": what is joined to a figure, of the same kind. */
static bool joined(const kh_doc *d, const kh_figure *f, const kh_figure *more) {
  if (f == more || f->kind != more->kind || f->sentence != more->sentence) return false;
  for (uint32_t t = more->tok_begin; t < more->tok_end; t++)
    if (d->tok.deprel[t] == KH_DEP_CONJ && d->tok.head[t] != KH_NONE && d->tok.head[t] >= f->tok_begin && d->tok.head[t] < f->tok_end) return true;
  return false;
}

/* A word for one person, with an article or whose he is. */
static bool one_person(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  return d->tok.upos[t] == KH_UPOS_NOUN && !(d->tok.morph[t] & KH_MORPH_PLUR) && a->mention_of[t] != KH_NONE &&
         (kh_doc_child_base(d, t, KH_DEP_DET) != KH_NONE || kh_doc_child_with(d, t, KH_DEP_NMOD_POSS) != KH_NONE);
}

/* The first figure of f's sentence. */
static const kh_figure *first_beside(const kh_doc *d, const kh_figure *f) {
  while (f > d->figures && f[-1].sentence == f->sentence) f--;
  return f;
}

static bool counted(const kh_doc *d, const kh_figure *beside, uint32_t t) {
  for (const kh_figure *g = first_beside(d, beside); g < d->figures + d->figure_count && g->sentence == beside->sentence; g++)
    if (t >= g->tok_begin && t < g->tok_end) return true;
  return false;
}

/* "Two journalists and a lawyer", "the village head and 11 others": people joined to a figure of whom an article says that there is one; figures
 * of their own count elsewhere. */
static uint32_t single_beside(const kh_algebra *a, const kh_figure *f) {
  const kh_doc *d = a->d;
  uint32_t n = 0;
  for (uint32_t t = f->tok_begin; t < d->sentences[f->sentence].tok_end; t++) {
    bool within = t < f->tok_end;
    uint32_t h = d->tok.head[t];
    if (d->tok.deprel[t] != KH_DEP_CONJ || h == KH_NONE || (within && d->tok.upos[t] == KH_UPOS_VERB)) continue;   /* "a child, and five wounded" */
    if (!within && h >= f->tok_begin && h < f->tok_end) n += one_person(a, t) && !counted(d, f, t);
    if (within && h < f->tok_begin) n += one_person(a, h) && !counted(d, f, h);
  }
  return n;
}

static void widen(const kh_algebra *a, kh_size *s, const kh_figure *f) {
  const kh_doc *d = a->d;
  if (s->present) return;   /* the nearest comes first */
  *s = (kh_size){true, f->value, f->low, f->high};
  for (const kh_figure *g = first_beside(d, f); g < d->figures + d->figure_count && g->sentence == f->sentence; g++)
    if (joined(d, f, g)) s->value += g->value, s->low += g->low, s->high += g->high;
  uint32_t more = single_beside(a, f);
  s->value += more, s->low += more, s->high += more;
}

/* "Five died when clashes broke out": a riot has the dead of its sentence, where no attack is told there that has them. */
static bool is_deadly_riot(const kh_algebra *a, const kh_inst *x) {
  if (x->type != KH_PROTEST || x->mode != KH_MODE_RIOT) return false;
  const kh_sentence *s = &a->d->sentences[a->d->tok.sentence[x->trigger]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next)
      if (a->inst.at[i].type == KH_ASSAULT && !a->inst.at[i].dropped && (a->inst.at[i].who.n || a->inst.at[i].whom.n)) return false;
  return true;
}

enum { NEAREST = 8 };   /* figures of a sentence that an event may take its sizes from */

/* "Farmers and herders clashed in Logone. 22 people died": the toll that the next sentence opens with, where no deed is told there. */
static uint32_t toll_told_next(const kh_algebra *a, const kh_inst *x, kh_figure_near *out) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger] + 1;
  if (s >= d->sentence_count || d->sentences[s].paragraph != d->sentences[s - 1].paragraph) return 0;
  for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++)
    for (uint32_t k = a->first[t]; k != KH_NONE; k = a->inst.at[k].next)
      if (!a->inst.at[k].dropped && (a->inst.at[k].who.n || a->inst.at[k].whom.n)) return 0;
  uint32_t i = kh_figures_from(d, s);
  const kh_figure *f = i < d->figure_count ? &d->figures[i] : NULL;
  if (!f || f->sentence != s || f->tok_begin != d->sentences[s].tok_begin || (f->kind != KH_FIGURE_DEAD && f->kind != KH_FIGURE_INJURED))
    return 0;
  uint32_t verb = d->tok.head[kh_doc_head_within(d, f->tok_begin, f->tok_end)];
  if (verb == KH_NONE || d->tok.head[verb] != KH_NONE || !kh_is_kind(a, verb, KH_CLAUSE_TOLL)) return 0;
  out[0] = (kh_figure_near){.figure = i};
  return 1;
}

void kh_sizes_of(const kh_algebra *a, const kh_inst *x, kh_event *out) {
  const kh_doc *d = a->d;
  kh_figure_near near[NEAREST];
  uint32_t n = kh_figures_of(d, x->trigger, near, NEAREST);
  if (!n && out->type == KH_ASSAULT && out->status == KH_STATUS_HAPPENED) n = toll_told_next(a, x, near);
  for (uint32_t i = 0; i < n; i++) {
    const kh_figure *f = &d->figures[near[i].figure];
    if (f->kind == KH_FIGURE_DEAD && (out->type == KH_ASSAULT || is_deadly_riot(a, x))) widen(a, &out->dead, f);
    else if (f->kind == KH_FIGURE_INJURED && (out->type == KH_ASSAULT || out->type == KH_PROTEST)) widen(a, &out->injured, f);
    else if (f->kind == KH_FIGURE_ARRESTED && ((out->type == KH_COERCE && (!out->mode || out->mode == KH_MODE_COERCE_ARREST)) || out->type == KH_PROTEST))
      widen(a, &out->arrested, f);
    else if ((f->kind == KH_FIGURE_PARTICIPANTS && out->type == KH_PROTEST) || (f->kind == KH_FIGURE_TROOPS && out->type == KH_MOBILIZE))
      widen(a, &out->participants, f);
  }
}

/* ---- what it is about: words of the sentence, of its neighbours in the paragraph, of the headline ---- */
uint64_t *kh_contexts_of(const kh_events *e, const kh_doc *d, kh_arena *scratch) {
  uint64_t *own = KH_ARRAY(scratch, uint64_t, d->sentence_count + 1);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (d->sentences[s].kind == KH_SENT_RESIDUE) continue;
    for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++) {
      uint32_t at;
      if ((kh_lookup_get(&e->contexts, d->tok.lemma[t], d->tok.lemma_hash[t], &at) ||
           kh_lookup_get(&e->contexts, d->tok.lower[t], d->tok.lower_hash[t], &at)) &&
          at < e->context_count)
        own[s] |= e->context_sets[at];
    }
  }
  return own;
}
