/* circumstances.c: when and where an event took place, who says so, how many people it touched. */
#include "events/circumstances.h"

enum { MAX_CLIMB = 12, FAR = 1000 };

static bool is_clause(const kh_algebra *a, uint32_t t) {
  uint8_t b = kh_deprel_base(a->d->tok.deprel[t]);
  return b == KH_DEP_CCOMP || b == KH_DEP_ADVCL || b == KH_DEP_ACL || b == KH_DEP_PARATAXIS || (b == KH_DEP_CONJ && kh_is_verb(a, t));
}

/* How far a phrase at tok stands from the instance's words: steps up from the phrase to one of them, or to the verb that
 * governs a noun trigger without crossing into another clause. FAR where it belongs elsewhere. */
static uint32_t distance(const kh_algebra *a, const kh_inst *x, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t up[MAX_CLIMB], n = 0;
  /* places where a circumstance of the event may hang: the trigger, what holds it now, and verbs between */
  for (uint32_t t = x->trigger; t != KH_NONE && n < MAX_CLIMB; t = d->tok.head[t]) {
    up[n++] = t;
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    bool noun_to_verb = !kh_is_verb(a, t) && b != KH_DEP_CONJ;
    if (t != x->at && !noun_to_verb && b != KH_DEP_XCOMP) {
      if (!kh_doc_dominates(d, x->at, t) || x->at == t) break;
    } else if (t == x->at && is_clause(a, t)) break;
    else if (kh_is_verb(a, t) && b != KH_DEP_XCOMP && b != KH_DEP_CONJ && b != KH_DEP_ACL) break;
  }
  uint32_t steps = 0;
  for (uint32_t t = tok; t != KH_NONE && steps < MAX_CLIMB; t = d->tok.head[t], steps++) {
    for (uint32_t i = 0; i < n; i++)
      if (up[i] == t) return steps + 2 * i;
    if (t != tok && is_clause(a, t)) return FAR;
  }
  return FAR;
}

static uint32_t head_within(const kh_doc *d, uint32_t begin, uint32_t end) {
  for (uint32_t t = begin; t < end && t < d->tok.n; t++)
    if (d->tok.head[t] == KH_NONE || d->tok.head[t] < begin || d->tok.head[t] >= end) return t;
  return begin;
}

uint32_t kh_time_of(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], best = KH_NONE, nearest = FAR;
  /* times come in order: those of the sentence stand together */
  uint32_t lo = 0, hi = d->time_count;
  while (lo < hi) {
    uint32_t mid = (lo + hi) / 2;
    if (d->times[mid].sentence < s) lo = mid + 1;
    else hi = mid;
  }
  for (; lo < d->time_count && d->times[lo].sentence == s; lo++) {
    const kh_time *t = &d->times[lo];
    if ((t->timex != KH_TIMEX_DATE && t->timex != KH_TIMEX_TIME) || t->begin == KH_NO_DAY || t->tok_begin >= d->tok.n) continue;
    uint32_t far = distance(a, x, head_within(d, t->tok_begin, t->tok_end));
    if (far < nearest) nearest = far, best = lo;
  }
  return best;
}

/* Does a preposition of place open the phrase? */
static bool placed(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CASE && kh_is_kind(a, d->child[i], KH_CLAUSE_PLACEPREP)) return true;
  return false;
}

uint32_t kh_place_of(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], best = KH_NONE, nearest = FAR;
  uint32_t lo = 0, hi = d->place_count;
  while (lo < hi) {
    uint32_t mid = (lo + hi) / 2;
    if (d->places[mid].sentence < s) lo = mid + 1;
    else hi = mid;
  }
  for (; lo < d->place_count && d->places[lo].sentence == s; lo++) {
    const kh_place *p = &d->places[lo];
    if (p->demonym || p->tok_begin >= d->tok.n) continue;
    uint32_t h = head_within(d, p->tok_begin, p->tok_end);
    uint32_t far = distance(a, x, h);
    if (far >= FAR) continue;
    bool whom = false;   /* a place that is struck, entered or visited is where it happens */
    uint32_t m = d->mention_of ? d->mention_of[h] : KH_NONE;
    for (uint32_t i = 0; i < x->whom.n; i++) whom |= x->whom.at[i] == m && m != KH_NONE;
    if (!placed(a, h) && !whom) continue;
    far += whom ? 4 : 0;
    far -= p->resolution > 3 && far > 1 ? 1 : 0;   /* of two places at the same word, the closer one */
    if (far < nearest) nearest = far, best = lo;
  }
  return best;
}

uint32_t kh_reporter_of(const kh_algebra *a, const kh_inst *x, uint32_t *quote) {
  const kh_doc *d = a->d;
  *quote = a->quote_of[x->trigger];
  if (*quote != KH_NONE && d->quotes[*quote].speaker < d->mention_count) return d->quotes[*quote].speaker;
  uint32_t s = kh_speaker_at(a, x->at), m = s == KH_NONE ? KH_NONE : a->mention_of[s];
  return m < d->mention_count ? m : KH_NONE;
}

static void widen(kh_size *s, const kh_figure *f) {
  if (s->present) return;   /* the nearest comes first */
  *s = (kh_size){true, f->value, f->low, f->high};
}

void kh_sizes_of(const kh_algebra *a, const kh_inst *x, kh_event *out) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  uint32_t lo = 0, hi = d->figure_count;
  while (lo < hi) {
    uint32_t mid = (lo + hi) / 2;
    if (d->figures[mid].sentence < s) lo = mid + 1;
    else hi = mid;
  }
  for (; lo < d->figure_count && d->figures[lo].sentence == s; lo++) {
    const kh_figure *f = &d->figures[lo];
    if (f->kind == KH_FIGURE_DEAD && out->type == KH_ASSAULT) widen(&out->dead, f);
    else if (f->kind == KH_FIGURE_INJURED && (out->type == KH_ASSAULT || out->type == KH_PROTEST)) widen(&out->injured, f);
    else if (f->kind == KH_FIGURE_ARRESTED && (out->type == KH_COERCE || out->type == KH_PROTEST)) widen(&out->arrested, f);
    else if ((f->kind == KH_FIGURE_PARTICIPANTS && out->type == KH_PROTEST) || (f->kind == KH_FIGURE_TROOPS && out->type == KH_MOBILIZE)) widen(&out->participants, f);
  }
}

/* ---- what it is about: words of the sentence, of its neighbours in the paragraph, of the headline ---- */
uint64_t *kh_contexts_of(const kh_events *e, const kh_doc *d, kh_arena *scratch) {
  uint64_t *own = KH_ARRAY(scratch, uint64_t, d->sentence_count + 1);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    if (d->sentences[s].kind == KH_SENT_RESIDUE) continue;
    for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++) {
      uint32_t at;
      if ((kh_lookup_get(&e->contexts, d->tok.lemma[t], d->tok.lemma_hash[t], &at) || kh_lookup_get(&e->contexts, d->tok.lower[t], d->tok.lower_hash[t], &at)) && at < e->context_count)
        own[s] |= e->context_sets[at];
    }
  }
  return own;
}
