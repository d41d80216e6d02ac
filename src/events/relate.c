/* relate.c: the relation between two given parties. The same algebra, with the given spans as the only actors:
 * an instance that reaches both wins; else the one that reaches one of them; else the nearest to the path between. */
#include "events/circumstances.h"
#include "events/records.h"
#include "events/scorer.h"

#include <math.h>

static void mark_side(const kh_doc *d, uint8_t *side, const kh_span *spans, size_t n, uint8_t value) {
  for (size_t i = 0; i < n; i++)
    for (uint32_t t = kh_doc_token_from(d, spans[i].begin); t < d->tok.n && d->tok.span[t].begin < spans[i].end; t++)
      if (!side[t] && d->tok.upos[t] != KH_UPOS_PUNCT && d->tok.upos[t] != KH_UPOS_ADP) side[t] = value;
}

static bool has(const kh_who *w, uint32_t side) {
  for (uint32_t i = 0; i < w->n; i++)
    if (w->at[i] == side) return true;
  return false;
}

/* Steps from the instance's word up to one that is above (or in) a span of the side; 20 where there is none. */
static float reach(const kh_algebra *a, const kh_inst *x, uint8_t value) {
  const kh_doc *d = a->d;
  uint32_t best = 20;
  const kh_sentence *s = &d->sentences[d->tok.sentence[x->at]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    if (a->side[t] != value || (d->tok.head[t] != KH_NONE && a->side[d->tok.head[t]] == value)) continue;
    uint32_t steps = 0;
    for (uint32_t u = t; u != KH_NONE && steps < best; u = d->tok.head[u], steps++)
      if (u == x->at || u == x->trigger) best = steps;
  }
  return (float)best;
}

/* How many clauses stand between the instance and the sentence's own: "released the ship that it had seized". */
static float aside(const kh_algebra *a, const kh_inst *x) {
  enum { MAX_CLIMB = 20 };
  const kh_doc *d = a->d;
  uint32_t n = 0;
  for (uint32_t t = x->at, step = 0; t != KH_NONE && step < MAX_CLIMB; t = d->tok.head[t], step++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    n += b == KH_DEP_ACL || b == KH_DEP_ADVCL || (b == KH_DEP_AMOD && t == x->at);
  }
  return (float)n;
}

static float fit(const kh_algebra *a, const kh_inst *x, bool target, bool held) {
  bool source_does = has(&x->who, 0), target_gets = has(&x->whom, 1), target_does = has(&x->who, 1), source_gets = has(&x->whom, 0);
  float score = 0.3f * x->score;
  if (x->status == KH_STATUS_HYPOTHETICAL) score -= 1.5f;
  if (held) score -= 2.5f;   /* another event is about this one */
  if (source_does) score += 4;
  if (target && target_gets) score += 3;
  if (source_does && target_does) score += 2;
  if (source_gets && !source_does) score -= 1;
  if (source_gets && target_does) score -= 1;
  score -= aside(a, x);
  if (!source_does) score -= 0.25f * reach(a, x, 1);
  if (target && !target_gets) score -= 0.15f * reach(a, x, 2);
  return score;
}

static void relabel(const kh_algebra *a, const kh_inst *x, kh_relation *out) {
  const kh_event_tables *t = &a->e->own;
  for (size_t i = 0; i < t->relate_count; i++) {
    const kh_relate_row *r = &t->relate[i];
    if (r->from.type != out->type || (r->from.mode && r->from.mode != out->mode)) continue;
    if (r->from.negated != (x->status == KH_STATUS_NEGATED)) continue;
    if (r->from.planned && (x->base == KH_NONE || a->inst.at[x->base].status != KH_STATUS_PLANNED)) continue;
    if (r->both && !(has(&x->who, 0) && has(&x->who, 1))) continue;
    if (r->kind != KH_NONE && !kh_is_kind(a, x->trigger, r->kind)) continue;
    out->type = (kh_event_type)r->type;
    out->mode = (kh_mode)r->mode;
    return;
  }
}

/* How specific the reading is, how much of its roles is filled, how many operators it went through. */
static double strength(const kh_algebra *a, const kh_inst *x) {
  double c = 0.45 + 0.05 * (x->score > 4 ? 4 : x->score < 0 ? 0 : (double)x->score) + (x->who.n ? 0.15 : -0.1) + (x->whom.n ? 0.1 : 0);
  uint32_t operators = x->chained;
  for (uint32_t b = x->base; b != KH_NONE; b = a->inst.at[b].base) operators++;
  c -= 0.04 * (operators > 4 ? 4 : operators);
  return c < 0.05 ? 0.05 : c > 0.95 ? 0.95 : c;
}

static uint8_t fit_level(const kh_inst *x, bool target) {
  if (!has(&x->who, 0)) return 0;
  return !target || has(&x->whom, 1) || has(&x->who, 1) ? 2 : 1;
}

/* What the frames say of the two parties; type none where no frame fires. */
static kh_relation by_rules(kh_algebra *a, bool targets, uint8_t *level, kh_arena *scratch) {
  kh_relation out = {.type = KH_EVENT_NONE};
  *level = 0;
  bool *held = KH_ARRAY(scratch, bool, a->inst.n + 1);
  for (uint32_t i = 0; i < a->inst.n; i++)
    if (a->inst.at[i].base != KH_NONE && !a->inst.at[i].dropped) held[a->inst.at[i].base] = true;
  const kh_inst *best = NULL;
  float best_score = -1e9f;
  for (uint32_t i = 0; i < a->inst.n; i++) {
    const kh_inst *x = &a->inst.at[i];
    if (x->dropped || x->embedded || !x->type) continue;
    float score = fit(a, x, targets, held[i]);
    if (score > best_score) best = x, best_score = score;
  }
  if (!best) return out;
  *level = fit_level(best, targets);
  out.type = (kh_event_type)best->type;
  out.mode = (kh_mode)best->mode;
  out.status = best->status == KH_KEEP ? KH_STATUS_HAPPENED : (kh_event_status)best->status;
  out.confidence = strength(a, best);
  out.rule = kh_rule_of(a, best, scratch);
  relabel(a, best, &out);
  return out;
}

static kh_ruled ruled(const kh_relation *r, uint8_t level) {
  return (kh_ruled){.type = (uint8_t)r->type, .mode = (uint8_t)r->mode, .fit = level, .confidence = r->confidence, .rule = r->rule};
}

static bool same_class(int x, int y) { return x == y || (x == KH_CONCEDE && y == KH_RETREAT) || (x == KH_RETREAT && y == KH_CONCEDE); }

/* The scorer weighs the frames' answer among all else. Theirs stands, with its mode and its rule, unless the scorer is surer of another by
 * more than relate.txt allows for frames that reach so many of the parties. */
static void by_scorer(const kh_algebra *a, uint8_t level, kh_relation *out) {
  double logp[KH_EVENT_COUNT];
  kh_ruled r = ruled(out, level);
  int best = 0;
  kh_scorer_run(a, &r, logp);
  for (int k = 1; k < KH_EVENT_COUNT; k++)
    if (!best || logp[k] > logp[best]) best = k;
  if (out->type && (same_class(out->type, best) || logp[best] - logp[out->type] <= (double)a->e->surer[level])) {
    out->confidence = exp(logp[out->type]);
    return;
  }
  *out = (kh_relation){.type = (kh_event_type)(best == KH_CONCEDE ? KH_RETREAT : best), .status = KH_STATUS_HAPPENED, .confidence = exp(logp[best]), .rule = KH_STR("scorer")};
}

static void prepare(kh_algebra *a, const kh_events *e, const kh_doc *d, const kh_span *source, size_t sources, const kh_span *target, size_t targets,
                    kh_arena *scratch) {
  uint8_t *side = KH_ARRAY(scratch, uint8_t, d->tok.n + 1);
  mark_side(d, side, source, sources, 1);
  mark_side(d, side, target, targets, 2);
  kh_algebra_begin(a, e, d, side, scratch);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    bool there = false;
    for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end && !there; t++) there = side[t] != 0;
    if (there) kh_algebra_sentence(a, s);
  }
  size_t n = a->inst.n;
  for (uint32_t i = 0; i < n; i++) {
    if (a->inst.at[i].dropped || a->inst.at[i].embedded) continue;
    uint32_t t = kh_time_of(a, &a->inst.at[i]);
    kh_algebra_settle(a, i, t != KH_NONE && d->times[t].future);
  }
}

kh_relation kh_events_relate(const kh_events *e, const kh_doc *d, const kh_span *source, size_t sources, const kh_span *target,
                             size_t targets, bool scorer, kh_arena *scratch) {
  kh_algebra *a = KH_NEW(scratch, kh_algebra);
  prepare(a, e, d, source, sources, target, targets, scratch);
  uint8_t level;
  kh_relation out = by_rules(a, targets > 0, &level, scratch);
  if (scorer) by_scorer(a, level, &out);
  return out;
}

void kh_events_features(const kh_events *e, const kh_doc *d, const kh_span *source, size_t sources, const kh_span *target, size_t targets,
                        kh_arena *scratch, kh_feature_sink sink, void *user) {
  kh_algebra *a = KH_NEW(scratch, kh_algebra);
  prepare(a, e, d, source, sources, target, targets, scratch);
  uint8_t level;
  kh_relation out = by_rules(a, targets > 0, &level, scratch);
  kh_ruled r = ruled(&out, level);
  kh_scorer_features(a, &r, sink, user);
}
