/* scorer.c: what the words around two parties and the frames speak for. */
#include "events/match.h"
#include "events/confidence.h"
#include "events/scorer.h"

#include <math.h>
#include <stdio.h>

enum { STEPS = 12, NEAR = 4, MAX_NAME = 120, HEADS = 2, TRACKED = 4096 };

typedef struct view {
  const kh_algebra *a;
  const kh_doc *d;
  uint8_t *near;            /* 1: on the way up from a party's words, or a dependent of such a word */
  kh_feature_sink sink;
  void *user;
} view;

static void feature(const view *v, double value, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void feature(const view *v, double value, const char *format, ...) {
  char name[MAX_NAME];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(name, sizeof name, format, args);
  va_end(args);
  if (n > 0 && n < MAX_NAME) v->sink(v->user, (kh_str){name, (size_t)n}, value);
}

static kh_str lemma(const view *v, uint32_t t) { return v->d->tok.upos[t] == KH_UPOS_PROPN ? KH_STR("<name>") : v->d->tok.lemma[t]; }

static bool counts(const view *v, uint32_t t) {
  switch (v->d->tok.upos[t]) {
    case KH_UPOS_NOUN: case KH_UPOS_VERB: case KH_UPOS_ADJ: case KH_UPOS_ADV: case KH_UPOS_AUX: case KH_UPOS_PART: case KH_UPOS_ADP: case KH_UPOS_SCONJ:
    case KH_UPOS_PROPN: return true;
    default: return false;
  }
}

static void kinds(const view *v, uint32_t t, double value, const char *name) {
  const kh_event_tables *o = &v->a->e->own;
  for (unsigned k = 0; k < o->kind_count; k++)
    if (kh_is_kind(v->a, t, k)) feature(v, value, "%s=" KH_FMT, name, KH_ARG(kh_pool_at(o->pool, o->pool_bytes, o->kind[k].name)));
}

/* The first tops of a party's words: their heads lie outside of it. */
static uint32_t tops(const view *v, uint8_t side, uint32_t out[HEADS]) {
  uint32_t n = 0;
  const kh_doc *d = v->d;
  for (uint32_t t = 0; t < d->tok.n && n < HEADS; t++)
    if (v->a->side[t] == side && (d->tok.head[t] == KH_NONE || v->a->side[d->tok.head[t]] != side)) out[n++] = t;
  return n;
}

static uint32_t way_up(const view *v, uint32_t from, uint32_t out[STEPS]) {
  uint32_t n = 0;
  for (uint32_t t = from; t != KH_NONE && n < STEPS; t = v->d->tok.head[t]) out[n++] = t;
  return n;
}

static void mark_near(const view *v, const uint32_t *way, uint32_t n) {
  for (uint32_t i = 1; i < n && i <= NEAR; i++) {
    v->near[way[i]] = 1;
    for (uint32_t c = v->d->child_at[way[i]]; c < v->d->child_at[way[i] + 1]; c++) v->near[v->d->child[c]] = 1;
  }
}

static void relations(const view *v, const char *name, const uint32_t *way, uint32_t n) {
  const uint8_t *rel = v->d->tok.deprel;
  feature(v, .5, "%s=%s>%s>%s", name, kh_deprel_name(rel[way[0]]), n > 1 ? kh_deprel_name(rel[way[1]]) : "", n > 2 ? kh_deprel_name(rel[way[2]]) : "");
  if (n > 1) feature(v, 1, "%sl=%s>" KH_FMT, name, kh_deprel_name(rel[way[0]]), KH_ARG(lemma(v, way[1])));
}

/* Who a party is: its own words, their kinds, the sector of those it names. */
static void party(const view *v, uint8_t side) {
  const kh_doc *d = v->d;
  for (uint32_t t = 0, seen = 0; t < d->tok.n && seen < 12; t++) {
    if (v->a->side[t] != side || !counts(v, t)) continue;
    seen++;
    if (d->tok.upos[t] != KH_UPOS_PROPN) feature(v, 1, "y%d=" KH_FMT, side, KH_ARG(lemma(v, t)));
    kinds(v, t, .7, side == 1 ? "yk1" : "yk2");
    uint32_t m = v->a->mention_of[t];
    if (m != KH_NONE && m < d->mention_count && d->mentions[m].actor.sector) feature(v, 1, "ys%d=%s", side, kh_sector_name(d->mentions[m].actor.sector));
    if (m != KH_NONE && m < d->mention_count) feature(v, .5, "ye%d=%s", side, kh_entity_name(d->mentions[m].kind));
  }
}

/* The ways from both parties up to where they meet, and what stands there. */
static void ways(const view *v) {
  const kh_doc *d = v->d;
  uint32_t heads[HEADS], source[STEPS], target[STEPS], m = 0, n = 0, meet = KH_NONE;
  uint32_t k = tops(v, 1, heads);
  for (uint32_t i = k; i-- > 0;) mark_near(v, source, m = way_up(v, heads[i], source));   /* the first party's first word last */
  k = tops(v, 2, heads);
  for (uint32_t i = k; i-- > 0;) mark_near(v, target, n = way_up(v, heads[i], target));
  if (!m) return;
  uint32_t to_source = m < 4 ? m : 4, to_target = n < 4 ? n : 4;
  for (uint32_t i = 0; i < m && meet == KH_NONE; i++)
    for (uint32_t j = 0; j < n; j++)
      if (source[i] == target[j]) {
        meet = source[i], to_source = i + 1, to_target = j + 1;
        break;
      }
  for (uint32_t i = 1; i < to_source; i++) feature(v, 1.5, "pa=" KH_FMT, KH_ARG(lemma(v, source[i])));
  for (uint32_t j = 1; j < to_target; j++) feature(v, 1.5, "pb=" KH_FMT, KH_ARG(lemma(v, target[j])));
  relations(v, "ra", source, to_source);
  if (n) {
    relations(v, "rb", target, to_target);
    for (uint32_t c = d->child_at[target[0]]; c < d->child_at[target[0] + 1]; c++)
      if (d->tok.deprel[d->child[c]] == KH_DEP_CASE) feature(v, 1, "tc=" KH_FMT, KH_ARG(lemma(v, d->child[c])));
  }
  uint32_t top = meet != KH_NONE ? meet : m > 1 ? source[1] : source[0];
  feature(v, 1.5, "top=" KH_FMT, KH_ARG(lemma(v, top)));
  feature(v, .5, "pos=%s", kh_upos_name(d->tok.upos[top]));
  for (uint32_t i = d->child_at[top]; i < d->child_at[top + 1]; i++) {
    uint32_t c = d->child[i];
    if (v->a->side[c] || !counts(v, c)) continue;
    feature(v, 1, "below=%s:" KH_FMT, kh_deprel_name(d->tok.deprel[c]), KH_ARG(lemma(v, c)));
    feature(v, 1, "tb=" KH_FMT "_" KH_FMT, KH_ARG(lemma(v, top)), KH_ARG(lemma(v, c)));
  }
  feature(v, .5, "order=%d", n && target[0] < source[0]);
  if (!n) feature(v, 1, "alone=1");
}

/* What the frames of a word stand for, whether or not one of them fits here: the rarer a word's senses, the more each says. */
static void senses(const view *v, uint32_t t) {
  const kh_doc *d = v->d;
  const kh_event_tables *o = &v->a->e->own;
  uint32_t range, types = 0, several = 0;
  if (!kh_trigger_at(d, o, t, &range)) return;
  const kh_frame_row *frames = &o->frames[o->ranges[range].first];
  for (uint32_t i = 0; i < o->ranges[range].count; i++) {
    if ((frames[i].pos == KH_FRAME_V) != (d->tok.upos[t] == KH_UPOS_VERB)) continue;
    if (frames[i].op == KH_NO_OP) {
      if (frames[i].type && !(types >> frames[i].type & 1)) types |= 1u << frames[i].type, several++;
      continue;
    }
    kh_str name = kh_pool_at(o->pool, o->pool_bytes, o->ops[frames[i].op].name);
    feature(v, .7, "xo=" KH_FMT, KH_ARG(name));
    if (v->near[t]) feature(v, 1, "xon=" KH_FMT, KH_ARG(name));
  }
  for (int k = 1; k < KH_EVENT_COUNT; k++)
    if (types >> k & 1) {
      feature(v, 1.0 / several, "x=%s", kh_event_name((kh_event_type)k));
      if (v->near[t]) feature(v, 1.5 / several, "xn=%s", kh_event_name((kh_event_type)k));
    }
}

static void words(const view *v) {
  const kh_doc *d = v->d;
  for (uint32_t t = 0, seen = 0; t < d->tok.n && seen < 200; t++) {
    if (v->a->side[t] || !counts(v, t)) continue;
    seen++;
    feature(v, 1, "w=" KH_FMT, KH_ARG(lemma(v, t)));
    if (v->near[t]) feature(v, 1.5, "n=" KH_FMT, KH_ARG(lemma(v, t)));
    if (v->near[t]) kinds(v, t, 1, "k");
    senses(v, t);
    if (t + 1 < d->tok.n && !v->a->side[t + 1] && d->tok.upos[t + 1] != KH_UPOS_PUNCT)
      feature(v, .7, "b=" KH_FMT "_" KH_FMT, KH_ARG(lemma(v, t)), KH_ARG(lemma(v, t + 1)));
  }
}

/* What the words of the first party's sentence say of each type, whoever the parties are. */
static void sentence(const view *v) {
  const kh_doc *d = v->d;
  float score[KH_EVENT_COUNT];
  uint32_t t = 0;
  while (t < d->tok.n && v->a->side[t] != 1) t++;
  if (t == d->tok.n) return;
  kh_wording_of(v->a, d->tok.sentence[t], score);
  for (int k = 1; k < KH_EVENT_COUNT; k++) feature(v, 2 / (1 + exp(-(double)score[k])), "wording=%s", kh_event_name((kh_event_type)k));
}

void kh_scorer_features(const kh_algebra *a, const kh_ruled *r, kh_feature_sink sink, void *user) {
  view v = {.a = a, .d = a->d, .near = KH_ARRAY(a->scratch, uint8_t, a->d->tok.n + 1), .sink = sink, .user = user};
  ways(&v);
  words(&v);
  party(&v, 1);
  party(&v, 2);
  sentence(&v);
  if (!r->type) {
    feature(&v, 2, "rule=none");
    return;
  }
  const char *type = kh_event_name((kh_event_type)r->type);
  feature(&v, 2, "rule=%s", type);
  if (r->mode) feature(&v, 1, "rule=%s/%s", type, kh_mode_name((kh_mode)r->mode));
  feature(&v, 2 * r->confidence, "sure=%s", type);
  feature(&v, 2, "fit=%d:%s", r->fit, type);
  feature(&v, 1, "fit=%d", r->fit);
  for (size_t i = 0; i < a->inst.n && i < 64; i++) {   /* what else stands there */
    const kh_inst *x = &a->inst.at[i];
    if (!x->dropped && !x->embedded && x->type && x->type != r->type) feature(&v, 1, "also=%s", kh_event_name((kh_event_type)x->type));
  }
  kh_str rest = r->rule, id;
  while (kh_str_split(&rest, '+', &id)) {   /* without the entry's number, which moves when entries come */
    size_t n = id.n;
    while (n && id.s[n - 1] != '.') n--;
    if (n > 1) feature(&v, .7, "id=" KH_FMT, KH_ARG(kh_str_sub(id, 0, n - 1)));
  }
}

/* ---- the sum ---- */
typedef struct sum {
  const kh_events *e;
  double total[KH_EVENT_COUNT];
  uint32_t *row;            /* rows met, and the values that they were counted with */
  float *value;
  uint32_t n;
} sum;

static void add(void *user, kh_str name, double value) {
  sum *s = user;
  uint32_t row, i = 0;
  if (!kh_lookup_get(&s->e->scorer_words, name, kh_hash_str(name), &row) || row >= s->e->scorer_rows) return;
  while (i < s->n && s->row[i] != row) i++;
  if (i == s->n) {
    if (s->n == TRACKED) return;
    s->row[s->n] = row, s->value[s->n++] = 0;
  }
  double more = value - (double)s->value[i];
  if (more <= 0) return;
  s->value[i] = (float)value;
  for (int k = 1; k < KH_EVENT_COUNT; k++) s->total[k] += more * s->e->scorer[row].vote[k] * KH_VOTE_UNIT;
}

void kh_scorer_run(const kh_algebra *a, const kh_ruled *r, double logp[KH_EVENT_COUNT]) {
  sum s = {.e = a->e, .row = KH_ARRAY(a->scratch, uint32_t, TRACKED), .value = KH_ARRAY(a->scratch, float, TRACKED)};
  add(&s, KH_STR("bias"), 1);
  kh_scorer_features(a, r, add, &s);
  s.total[KH_CONCEDE] = -INFINITY;   /* its votes are RETREAT's */
  double top = s.total[1], z = 0;
  for (int k = 1; k < KH_EVENT_COUNT; k++) top = s.total[k] > top ? s.total[k] : top;
  for (int k = 1; k < KH_EVENT_COUNT; k++) z += exp(s.total[k] - top);
  for (int k = 1; k < KH_EVENT_COUNT; k++) logp[k] = s.total[k] - top - log(z);
  logp[0] = -1e9;
  logp[KH_CONCEDE] = logp[KH_RETREAT];
}
