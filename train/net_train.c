/* net_train.c: Adam with a falling step, an average of the weights, and the best epoch on development data.
 *
 * A step's sentences are split in two halves, each with a pass and a gradient of its own, so that two threads can
 * work and the sums come out the same with one. Rows of the embedding table are moved only when they took part. */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "net_pass.h"
#include "net_train.h"

enum { HALVES = 2, AVERAGE_EVERY = 16, LONGEST = 120 };
static const float beta2 = KH_NET_BETA2, clip = 2.0f, warm_up = 200;

kh_net_training kh_net_training_defaults(void) {
  return (kh_net_training){
      .shape = {.dim = 128, .hidden = 128, .arc = 96, .label = 80, .tag = 96, .name = 64},
      .epochs = 32, .batch = 1200, .word_count = 2, .affix_count = 4, .patience = 10, .rate = 2.5e-3f, .average = 0.998f,
      .dropout = {.word = 1.0f, .affix = 0.05f, .vector = 0.05f, .input = 0.2f, .hidden = 0.33f, .heads = 0.3f},
      .noise = {.lower = 0.03f, .upper = 0.03f, .no_stop = 0.05f}, .seed = 1};
}

void kh_net_training_size(kh_net_training *o, uint32_t hidden) {
  o->shape.hidden = hidden;
  if (hidden <= 128) return;
  o->shape.dim = 192, o->shape.arc = 128, o->shape.label = 96, o->shape.tag = 128;
  o->dropout = (kh_net_dropout){.word = 1.0f, .affix = 0.05f, .vector = 0.05f, .input = 0.25f, .hidden = 0.4f, .heads = 0.33f};
  o->rate = 2e-3f;
}

/* ---- optimiser ---- */

typedef struct half {
  kh_net_pass *pass;
  const kh_net_weights *w;
  const float *transposed;
  float *gradient;
  const kh_net_sentence *sentence;
  uint32_t n;
  const kh_net_dropout *dropout;
  uint64_t seed;
  float scale;
  kh_net_loss loss;
  kh_status status;
  kh_error error;
} half;

typedef struct trainer {
  const kh_net_training *o;
  kh_net_weights *w, mean;             /* mean: the average that is kept */
  float *transposed, *m, *v;
  float *row_gradient, *row_m, *row_v;
  uint32_t *touched, touched_count;
  bool *is_touched;
  uint64_t step, steps;
  half half[HALVES];
} trainer;

static double square_sum(const float *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++) sum += (double)x[i] * (double)x[i];
  return sum;
}

static void add_row(void *to, uint32_t row, const float *gradient) {
  trainer *t = to;
  size_t dim = t->w->shape.dim;
  if (!t->is_touched[row]) t->is_touched[row] = true, t->touched[t->touched_count++] = row;
  kh_net_add(dim, t->row_gradient + row * dim, gradient);
}

static float rate_at(const trainer *t) {
  float done = (float)t->step / (float)t->steps, up = (float)t->step < warm_up ? (float)t->step / warm_up : 1.0f;
  return t->o->rate * up * (0.01f + 0.99f * 0.5f * (1.0f + cosf(3.14159265f * done)));
}

static void *run_half(void *arg) {
  half *h = arg;
  h->loss = (kh_net_loss){0};
  h->status = KH_OK;
  if (!h->n) return NULL;
  h->status = kh_net_forward(h->pass, h->w, h->sentence, h->n, h->dropout, h->seed, &h->error);
  if (!h->status) h->loss = kh_net_backward(h->pass, h->w, h->transposed, h->gradient, h->scale);
  return NULL;
}

static int longer(const void *a, const void *b) {
  uint32_t x = ((const kh_net_sentence *)a)->n, y = ((const kh_net_sentence *)b)->n;
  return x < y ? 1 : x > y ? -1 : 0;
}

/* One step over n sentences; they are put in order within each half. */
static kh_status take_step(trainer *t, kh_net_sentence *s, uint32_t n, kh_net_sentence *room, kh_net_loss *sum, kh_error *err) {
  uint32_t tokens = 0, first = (n + 1) / 2;
  for (uint32_t i = 0; i < n; i++) room[i % 2 ? first + i / 2 : i / 2] = s[i], tokens += s[i].n;
  kh_net_transpose(t->w, t->transposed);
  pthread_t other;
  bool forked = false;
  for (int i = 0; i < HALVES; i++) {
    half *h = &t->half[i];
    h->sentence = room + (i ? first : 0), h->n = i ? n - first : first;
    qsort(room + (i ? first : 0), h->n, sizeof *room, longer);
    h->seed = t->o->seed * 1000003 + t->step * 2 + (uint64_t)i, h->scale = 1.0f / (float)tokens;
  }
  if (!t->o->one_thread) forked = pthread_create(&other, NULL, run_half, &t->half[1]) == 0;
  run_half(&t->half[0]);
  if (forked) pthread_join(other, NULL);
  else run_half(&t->half[1]);
  for (int i = 0; i < HALVES; i++) {
    if (t->half[i].status) return *err = t->half[i].error, t->half[i].status;
    const kh_net_loss *l = &t->half[i].loss;
    sum->arc += l->arc, sum->deprel += l->deprel, sum->tags += l->tags, sum->names += l->names, sum->tokens += l->tokens;
    if (t->half[i].n) kh_net_row_gradient(t->half[i].pass, add_row, t);
  }
  float *g = t->half[0].gradient;
  size_t dim = t->w->shape.dim, count = t->w->at.count;
  kh_net_add(count, g, t->half[1].gradient);
  memset(t->half[1].gradient, 0, count * sizeof *g);
  double norm = square_sum(g, count);
  for (uint32_t i = 0; i < t->touched_count; i++) norm += square_sum(t->row_gradient + t->touched[i] * dim, dim);
  norm = sqrt(norm);
  t->step++;
  float scale = norm > (double)clip ? clip / (float)norm : 1.0f, rate = rate_at(t);
  float unbias = 1.0f / (1.0f - powf(beta2, (float)t->step));
  kh_net_adam(count, t->w->dense, g, t->m, t->v, rate, scale, unbias);
  for (uint32_t i = 0; i < t->touched_count; i++) {
    size_t at = t->touched[i] * dim;
    t->is_touched[t->touched[i]] = false;
    kh_net_adam(dim, t->w->rows + at, t->row_gradient + at, t->row_m + at, t->row_v + at, rate, scale, unbias);
  }
  t->touched_count = 0;
  if (t->step % AVERAGE_EVERY == 0) {
    /* The first averages would remember the random beginning: their decay grows into the one that was asked for. */
    float decay = fminf(t->o->average, 1.0f - 10.0f / (10.0f + (float)t->step)), share = 1.0f - powf(decay, AVERAGE_EVERY);
    kh_net_mix(count, t->mean.dense, t->w->dense, share);
    kh_net_mix(t->w->row_count * dim, t->mean.rows, t->w->rows, share);
  }
  return KH_OK;
}

/* Sentences of like length together, in random order otherwise: one range of out a step. */
typedef struct range { uint32_t begin, end; } range;
typedef struct ordered { uint32_t n, draw, at; } ordered;
static int by_length(const void *a, const void *b) {
  const ordered *x = a, *y = b;
  return x->n != y->n ? (x->n < y->n ? -1 : 1) : x->draw < y->draw ? -1 : x->draw > y->draw;
}

static size_t make_batches(const kh_net_set *set, uint32_t batch, kh_net_random *r, kh_net_sentence *out, range *ranges, kh_arena *arena) {
  ordered *o = KH_ARRAY(arena, ordered, set->n);
  for (size_t i = 0; i < set->n; i++) {
    uint32_t n = set->sentence[i].n;
    o[i] = (ordered){n + (uint32_t)(kh_net_draw(r) % (2 + n / 4)), (uint32_t)kh_net_draw(r), (uint32_t)i};
  }
  qsort(o, set->n, sizeof *o, by_length);
  size_t batches = 0;
  for (size_t i = 0; i < set->n;) {
    uint32_t tokens = 0;
    size_t begin = i;
    for (; i < set->n && (!tokens || tokens + set->sentence[o[i].at].n <= batch); i++) {
      out[i] = set->sentence[o[i].at];
      tokens += out[i].n;
    }
    ranges[batches++] = (range){(uint32_t)begin, (uint32_t)i};
  }
  for (size_t i = batches; i > 1; i--) {
    size_t j = kh_net_draw(r) % i;
    range keep = ranges[i - 1];
    ranges[i - 1] = ranges[j], ranges[j] = keep;
  }
  return batches;
}

/* ---- development score ---- */

typedef struct tally { uint32_t tokens, uas, las, upos, xpos, feats, found, told, right; } tally;

static kh_str base_label(kh_str v) {
  const char *colon = v.n ? memchr(v.s, ':', v.n) : NULL;
  return colon ? kh_str_sub(v, 0, (size_t)(colon - v.s)) : v;
}

static bool same_base(const kh_net_lexicon *l, uint16_t a, uint16_t b) {
  if (a >= l->deprel.n || b >= l->deprel.n) return a == b;
  return kh_str_eq(base_label(l->deprel.at[a]), base_label(l->deprel.at[b]));
}

static uint8_t gold_name(const kh_net_lexicon *l, uint16_t set) {
  for (uint32_t i = 0; i < l->name_count; i++)
    if (set == 1u << i) return l->names[i];
  return 0;
}

/* The entity that a tag at i begins or, for read tags, carries on from nothing: its end, 0 if none begins there. */
static uint32_t entity_end(const uint8_t *tag, uint32_t n, uint32_t i) {
  if (!tag[i] || (!(tag[i] & 1) && i && tag[i - 1] / 2 == tag[i] / 2)) return 0;
  uint32_t end = i + 1;
  while (end < n && tag[end] && !(tag[end] & 1) && tag[end] / 2 == tag[i] / 2) end++;
  return end;
}

static void tally_sentence(tally *y, const kh_net_lexicon *l, const kh_net_sentence *s, const kh_net_reading *r) {
  uint8_t gold[LONGEST * 4], got[LONGEST * 4];
  bool names = true;
  for (uint32_t i = 0; i < s->n; i++) {
    const kh_net_token *t = &s->token[i];
    bool head = r->head[i] == t->head;
    y->tokens++, y->uas += head, y->las += head && (t->head == 0 || same_base(l, r->deprel[i], t->deprel));
    y->upos += r->upos[i] == t->upos, y->xpos += r->xpos[i] == t->xpos, y->feats += r->feats[i] == t->feats;
    names &= t->names != 0;
    gold[i] = gold_name(l, t->names), got[i] = l->names[r->name[i]];
    if (gold[i] / 2 > KH_ENTITY_LOC) gold[i] = 0;
    if (got[i] / 2 > KH_ENTITY_LOC) got[i] = 0;
  }
  for (uint32_t i = 0; names && i < s->n; i++) {
    uint32_t a = entity_end(gold, s->n, i), b = entity_end(got, s->n, i);
    y->told += a > 0, y->found += b > 0, y->right += a && a == b && gold[i] / 2 == got[i] / 2;
  }
}

static double share(uint32_t part, uint32_t whole) { return whole ? (double)part / whole : 0; }

kh_status kh_net_evaluate(const kh_net_weights *w, const kh_net_lexicon *l, const kh_net_set *dev, kh_net_score *out, kh_error *err) {
  kh_arena *arena = kh_arena_new(0);
  kh_net_pass *p = kh_net_pass_new(w);
  kh_net_sentence *order = malloc((dev->n + 1) * sizeof *order);
  kh_status st = arena && p && order ? KH_OK : kh_fail(err, KH_E_MEMORY, "no memory to evaluate with");
  tally y = {0};
  if (!st) {
    memcpy(order, dev->sentence, dev->n * sizeof *order);
    qsort(order, dev->n, sizeof *order, longer);
  }
  for (size_t i = 0; !st && i < dev->n; i += 32) {
    uint32_t n = (uint32_t)(dev->n - i < 32 ? dev->n - i : 32);
    st = kh_net_forward(p, w, order + i, n, NULL, 0, err);
    for (uint32_t k = 0; !st && k < n; k++) {
      uint32_t words = order[i + k].n;
      kh_arena_reset(arena);
      uint16_t *labels = KH_ARRAY(arena, uint16_t, 5 * (size_t)words);
      kh_net_reading r = {KH_ARRAY(arena, uint32_t, words), labels, labels + words, labels + 2 * words, labels + 3 * words, labels + 4 * words};
      kh_net_read(p, w, k, &r, kh_net_forest_new(words, arena));
      tally_sentence(&y, l, &order[i + k], &r);
    }
  }
  *out = (kh_net_score){share(y.uas, y.tokens), share(y.las, y.tokens), share(y.upos, y.tokens), share(y.xpos, y.tokens),
                        share(y.feats, y.tokens), share(2 * y.right, y.found + y.told)};
  free(order);
  kh_net_pass_free(p);
  kh_arena_free(arena);
  return st;
}

/* ---- the loop ---- */

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void say(const kh_net_training *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(const kh_net_training *o, const char *format, ...) {
  char line[256];
  va_list ap;
  if (!o->progress) return;
  va_start(ap, format);
  vsnprintf(line, sizeof line, format, ap);
  va_end(ap);
  o->progress(o->user, line);
}

static double goodness(const kh_net_score *s) { return s->las + 0.3 * s->upos + 0.1 * s->names; }

static void trainer_free(trainer *t) {
  for (int i = 0; i < HALVES; i++) kh_net_pass_free(t->half[i].pass), free(t->half[i].gradient);
  kh_net_weights_free(&t->mean);
  free(t->transposed), free(t->m), free(t->v), free(t->row_gradient), free(t->row_m), free(t->row_v), free(t->touched), free(t->is_touched);
}

static kh_status trainer_new(trainer *t, const kh_net_training *o, kh_net_weights *w, kh_error *err) {
  size_t count = w->at.count, rows = w->row_count * w->shape.dim;
  *t = (trainer){.o = o, .w = w};
  kh_status st = kh_net_weights_new(&t->mean, &w->shape, w->row_count, o->seed, err);
  t->transposed = calloc(count, sizeof(float)), t->m = calloc(count, sizeof(float)), t->v = calloc(count, sizeof(float));
  t->row_gradient = calloc(rows, sizeof(float)), t->row_m = calloc(rows, sizeof(float)), t->row_v = calloc(rows, sizeof(float));
  t->touched = calloc(w->row_count, sizeof(uint32_t)), t->is_touched = calloc(w->row_count, sizeof(bool));
  bool ok = t->transposed && t->m && t->v && t->row_gradient && t->row_m && t->row_v && t->touched && t->is_touched;
  for (int i = 0; i < HALVES; i++) {
    t->half[i] = (half){.pass = kh_net_pass_new(w), .w = w, .transposed = t->transposed, .gradient = calloc(count, sizeof(float)), .dropout = &o->dropout};
    ok = ok && t->half[i].pass && t->half[i].gradient;
  }
  return st ? st : ok ? KH_OK : kh_fail(err, KH_E_MEMORY, "no memory to train with");
}

static kh_status run_epoch(trainer *t, const kh_net_set *train, const kh_net_lexicon *l, const kh_corpus *c, kh_net_random *r,
                           kh_net_loss *loss, kh_arena *arena, kh_error *err) {
  kh_net_set noisy;
  kh_status st = KH_OK;
  kh_arena_reset(arena);
  kh_net_set_noise(&noisy, train, l, c, LONGEST, &t->o->noise, kh_net_draw(r), arena);
  kh_net_sentence *s = KH_ARRAY(arena, kh_net_sentence, noisy.n), *room = KH_ARRAY(arena, kh_net_sentence, noisy.n);
  range *ranges = KH_ARRAY(arena, range, noisy.n);
  size_t batches = make_batches(&noisy, t->o->batch, r, s, ranges, arena);
  if (!t->steps) t->steps = batches * t->o->epochs;
  for (size_t i = 0; !st && i < batches; i++) st = take_step(t, s + ranges[i].begin, ranges[i].end - ranges[i].begin, room, loss, err);
  return st;
}

static kh_status train_all(trainer *t, const kh_corpus *train, const kh_corpus *dev, const char *checkpoint, kh_net_lexicon *l,
                           kh_net_weights *best, kh_net_score *best_score, kh_arena *keep, kh_arena *arena, kh_error *err) {
  kh_net_set set, dev_set;
  kh_net_set_make(&set, l, train, LONGEST, keep);
  kh_net_set_make(&dev_set, l, dev, 2 * LONGEST, keep);
  kh_net_random r = {t->o->seed};
  say(t->o, "%zu sentences, %zu tokens; %u rows, %zu dense weights", set.n, set.tokens, l->rows, t->w->at.count);
  say(t->o, "epoch seconds  arc    deprel tags   names | uas    las    upos   xpos   feats  names");
  uint32_t best_epoch = 0;
  kh_status st = KH_OK;
  for (uint32_t e = 1; !st && e <= t->o->epochs; e++) {
    double begin = seconds();
    kh_net_loss loss = {0};
    kh_net_score score = {0};
    st = run_epoch(t, &set, l, train, &r, &loss, arena, err);
    if (!st) st = kh_net_evaluate(&t->mean, l, &dev_set, &score, err);
    if (st) break;
    double n = loss.tokens ? loss.tokens : 1;
    say(t->o, "%5u %7.1f  %.4f %.4f %.4f %.4f | %.4f %.4f %.4f %.4f %.4f %.4f", e, seconds() - begin, loss.arc / n, loss.deprel / n, loss.tags / n,
        loss.names / n, score.uas, score.las, score.upos, score.xpos, score.feats, score.names);
    if (!best_epoch || goodness(&score) > goodness(best_score)) {
      best_epoch = e, *best_score = score;
      memcpy(best->dense, t->mean.dense, best->at.count * sizeof(float));
      memcpy(best->rows, t->mean.rows, best->row_count * best->shape.dim * sizeof(float));
      if (checkpoint) st = kh_net_save(best, l, checkpoint, err);
    } else if (t->o->patience && e - best_epoch >= t->o->patience) {
      break;
    }
  }
  return st;
}

static bool same_labels(const struct kh_net_list *a, const struct kh_net_list *b) {
  bool same = a->n == b->n;
  for (uint32_t i = 0; same && i < a->n; i++) same = kh_str_eq(a->at[i], b->at[i]);
  return same;
}

/* Takes over the weights of a checkpoint or a model: all dense ones, and the rows of the features that both know. Rows of words
 * that are new begin small. */
static kh_status take_over(kh_net_weights *w, const kh_net_lexicon *l, const kh_corpus *c, const char *path, kh_error *err) {
  kh_net_weights from;
  kh_net_lexicon old;
  size_t dim = w->shape.dim, marks = KH_NET_MARKS;   /* the last rows: marks of lists */
  kh_arena *scratch = kh_arena_new(0);
  if (!scratch) return kh_fail(err, KH_E_MEMORY, "no memory for %s", path);
  kh_status st = kh_net_load(path, &from, &old, err);
  if (st) return kh_arena_free(scratch), st;
  kh_net_shape shape = from.shape;
  if (!shape.vector) shape.vector = w->shape.vector;         /* vectors may come in later */
  if (memcmp(&shape, &w->shape, sizeof shape) || !same_labels(&old.upos, &l->upos) || !same_labels(&old.xpos, &l->xpos) ||
           !same_labels(&old.feats, &l->feats) || !same_labels(&old.deprel, &l->deprel) || memcmp(old.names, l->names, l->name_count))
    st = kh_fail(err, KH_E_DATA, "%s: has other sizes or labels", path);
  if (!st) {
    if (!from.shape.vector)
      for (size_t i = w->at.vector; i < w->at.count; i++) w->dense[i] *= 0.25f;
    memcpy(w->dense, from.dense, from.at.count * sizeof *w->dense);
    for (size_t i = dim; i < w->row_count * dim; i++) w->rows[i] *= 0.25f;
    memcpy(w->rows, from.rows, dim * sizeof *w->rows);
    if (w->row_count > marks && from.row_count > marks)
      memcpy(w->rows + (w->row_count - marks) * dim, from.rows + (from.row_count - marks) * dim, marks * dim * sizeof *w->rows);
    for (size_t i = 0; i < c->words.n; i++) {
      uint64_t keys[KH_NET_KEYS];
      uint32_t to, at;
      size_t n = kh_net_keys(c->words.at[i].form, kh_str_lower(scratch, c->words.at[i].form), keys);
      for (size_t k = 0; k < n; k++)
        if (kh_net_row(l->slots, l->slot_count - 1, keys[k], &to) && kh_net_row(old.slots, old.slot_count - 1, keys[k], &at))
          memcpy(w->rows + to * dim, from.rows + at * dim, dim * sizeof *w->rows);
    }
  }
  kh_arena_free(scratch);
  kh_net_weights_free(&from);
  kh_net_lexicon_free(&old);
  return st;
}

kh_status kh_net_train(const kh_net_training *o, const kh_corpus *train, const kh_corpus *dev, const char *checkpoint,
                       kh_net_lexicon *lexicon, kh_net_weights *weights, kh_net_score *best, kh_error *err) {
  kh_status st = kh_net_lexicon_new(lexicon, train, o->lists, o->word_count, o->affix_count, o->vector_words, err);
  if (st) return st;
  kh_net_shape shape = o->shape;
  lexicon->vectors = o->vectors;
  shape.vector = o->vectors ? o->vectors->size : 0;
  kh_net_lexicon_shape(lexicon, &shape);
  kh_net_weights w = {0};
  trainer t = {0};
  kh_arena *keep = kh_arena_new(0), *arena = kh_arena_new(0);
  st = keep && arena ? KH_OK : kh_fail(err, KH_E_MEMORY, "no memory to train with");
  if (!st) st = kh_net_weights_new(&w, &shape, lexicon->rows, o->seed, err);
  if (!st) st = kh_net_weights_new(weights, &shape, lexicon->rows, o->seed, err);
  if (!st && o->start) st = take_over(&w, lexicon, train, o->start, err);
  if (!st) st = trainer_new(&t, o, &w, err);
  if (!st) {
    memcpy(t.mean.dense, w.dense, w.at.count * sizeof *w.dense);
    memcpy(t.mean.rows, w.rows, w.row_count * shape.dim * sizeof *w.rows);
  }
  if (!st) {
    kh_guard g, g2;
    kh_arena_guard(keep, &g);
    kh_arena_guard(arena, &g2);
    if (setjmp(g.env) || setjmp(g2.env)) st = kh_fail(err, KH_E_MEMORY, "no memory to train with");
    else st = train_all(&t, train, dev, checkpoint, lexicon, weights, best, keep, arena, err);
    kh_arena_unguard(arena, &g2);
    kh_arena_unguard(keep, &g);
  }
  trainer_free(&t);
  kh_net_weights_free(&w);
  kh_arena_free(keep);
  kh_arena_free(arena);
  return st;
}
