/* linear_train.c: trains the linear parser: tags, tree, features, names. */
#include <stdlib.h>

#include "learn.h"

enum { FOLDS = 5 };

/* ---- sentences in a new order each epoch, some in capitals, some in lower case, some without their stop ---- */

void lin_shuffle(lin_data *d, uint32_t *order, size_t n) {
  for (size_t i = n; i > 1; i--) {
    size_t k = kh_random_next(&d->random) % i;
    uint32_t t = order[i - 1];
    order[i - 1] = order[k];
    order[k] = t;
  }
}

uint32_t *lin_order(lin_data *d, size_t *n) {
  *n = d->corpus->sentences.n;
  uint32_t *order = KH_ARRAY(d->a, uint32_t, *n + 1);
  for (uint32_t i = 0; i < *n; i++) order[i] = i;
  return order;
}

static bool has_tree(const lin_data *d, size_t i) { return d->corpus->words.at[d->corpus->sentences.at[i].begin].head != KH_NONE; }
static bool has_tags(const lin_data *d, size_t i) { return d->gold_tag[d->corpus->sentences.at[i].begin] != UINT8_MAX; }

lin_sentence lin_varied(lin_data *d, size_t i, bool trees, int *letter_case) {
  double r = kh_random_unit(&d->random);
  *letter_case = r < .04 ? 1 : r < .07 ? 2 : 0;
  lin_sentence s = lin_data_sentence(d, i, *letter_case);
  uint32_t b = d->corpus->sentences.at[i].begin, last = s.n - 1;
  if (r < .9 || s.n < 4 || !kh_str_is(d->corpus->words.at[b + last].upos, "PUNCT")) return s;
  for (uint32_t k = 0; k < last && trees; k++)
    if (d->gold_head[b + k] == last || d->gold_head[b + last] == s.n) return s;
  s.n--;
  return s;
}

/* Heads count the root as the sentence's length, which changes when the stop is left out. */
static uint32_t gold_head(const lin_data *d, size_t i, const lin_sentence *s, uint32_t k) {
  uint32_t h = d->gold_head[d->corpus->sentences.at[i].begin + k];
  return h > s->n ? s->n : h;
}

/* From now on the classifier reads its quantised weights. */
static kh_status finish(learner *l, lin_cells *cells, lin_weights *out, kh_error *err) {
  kh_status s = learner_quantise(l, out, err);
  cells->w = NULL;
  cells->q = out->q;
  cells->heavy = out->heavy;
  cells->coarse = out->coarse;
  learner_free(l);
  return s;
}

/* ---- tags ---- */

static bool tag_allowed(const lin_word *w, const lin_atom *a, uint32_t tag) {
  if (!w || !w->closed || !w->tags || !kh_lin_is_plain(a)) return true;
  for (uint32_t k = 0; k < w->tags; k++)
    if (w->tag[k] == tag) return true;
  return false;
}

static uint32_t learn_tag(lin_data *d, learner *l, lin_sentence *s, uint32_t i, uint32_t gold) {
  uint32_t f[LIN_MAX_FEATURES], n = kh_lin_tag_features(s, i, f), best = KH_NONE;
  uint8_t role[LIN_MAX_CLASSES];
  int32_t score[LIN_MAX_CLASSES];
  const lin_atom *a = &s->atom[i];
  if (a->known && a->known->closed && a->known->tags == 1 && kh_lin_is_plain(a)) return a->known->tag[0];
  n = learner_drop(l, &d->random, f, n);
  kh_lin_scores(&d->m.tag, f, n, score);
  for (uint32_t k = 0; k < d->m.tag.classes; k++) {
    role[k] = !tag_allowed(a->known, a, k) ? ROLE_BARRED : k == gold ? ROLE_RIGHT : ROLE_WRONG;
    if (role[k] && (best == KH_NONE || score[k] > score[best])) best = k;
  }
  learner_learn(l, f, n, score, role);
  return best;
}

kh_status lin_train_tags(lin_data *d, uint32_t bytes, int epochs, int fold, int folds, lin_weights *out, kh_error *err) {
  learner l;
  kh_status s = learner_new(&l, &d->m.tag, (uint32_t)d->tags.n, bytes, err);
  if (s) return s;
  size_t count;
  uint32_t *order = lin_order(d, &count);
  for (int e = 0; e < epochs; e++, l.counting = false) {
    size_t right = 0, all = 0;
    lin_shuffle(d, order, count);
    for (size_t k = 0; k < count; k++) {
      size_t i = order[k];
      if (!has_tags(d, i) || (folds > 1 && (int)(i % (size_t)folds) == fold)) continue;
      int letter_case;
      lin_sentence st = lin_varied(d, i, false, &letter_case);
      const uint8_t *gold = d->gold_tag + d->corpus->sentences.at[i].begin;
      for (uint32_t j = 0; j < st.n; j++) {
        st.tag[j] = (uint8_t)learn_tag(d, &l, &st, j, gold[j]);
        right += st.tag[j] == gold[j];
        all++;
      }
    }
    if (folds == 1) lin_say(d, "tags, epoch %d: %.2f %% right while learning", e + 1, 100. * (double)right / (double)(all ? all : 1));
  }
  return finish(&l, &d->m.tag, out, err);
}

/* Tags each fold's sentences by what the others taught, and name-only sentences by everything. */
static kh_status jackknife(lin_data *d, uint32_t bytes, int epochs, kh_error *err) {
  size_t count = d->corpus->sentences.n;
  uint8_t *kept = KH_ARRAY(d->a, uint8_t, d->words + 1u);
  for (int fold = 0; fold < FOLDS; fold++) {
    lin_weights w;
    kh_status s = lin_train_tags(d, bytes, epochs, fold, FOLDS, &w, err);
    if (s) return s;
    size_t right = 0, all = 0;
    for (size_t i = (size_t)fold; i < count; i += FOLDS) {
      lin_sentence st = lin_data_sentence(d, i, 0);
      uint32_t b = d->corpus->sentences.at[i].begin;
      kh_lin_tag(&d->m, &st);
      memcpy(kept + b, st.tag, st.n);
      for (uint32_t k = 0; k < st.n && has_tags(d, i); k++) right += st.tag[k] == d->gold_tag[b + k], all++;
    }
    lin_say(d, "tags, part %d of %d: %.2f %% right on words not learned from", fold + 1, FOLDS, 100. * (double)right / (double)(all ? all : 1));
    lin_weights_free(&w);
    d->m.tag = (lin_cells){0};
  }
  memcpy(d->tag, kept, d->words);
  return KH_OK;
}

/* ---- arcs: a dynamic oracle, so that the parser learns what to do after its own mistakes ---- */

typedef struct oracle {
  uint32_t *head;           /* gold */
  uint16_t *label;
  uint32_t *last, *before;  /* a word's last child, and the child before a child; n for none */
  uint8_t *on_stack;
} oracle;

static uint32_t children_from(const oracle *o, uint32_t n, uint32_t word, uint32_t front) {
  uint32_t count = 0;
  for (uint32_t c = o->last[word]; c < n && c >= front; c = o->before[c]) count++;
  return count;
}

typedef struct costs { uint32_t shift, left, right; } costs;   /* gold arcs that can no longer be made after the action */

static costs cost_of(const lin_state *st, const oracle *o) {
  uint32_t n = st->s->n, front = st->front;
  uint32_t s0 = st->depth > 0 ? st->stack[st->depth - 1] : n, s1 = st->depth > 1 ? st->stack[st->depth - 2] : n;
  costs c = {0, 0, 0};
  if (front < n && st->depth > 0) {
    uint32_t h = o->head[front];
    if (h < n && h != s0 && o->on_stack[h]) c.shift++;
    for (uint32_t k = o->last[front]; k < n; k = o->before[k]) c.shift += o->on_stack[k];
  }
  if (s0 < n) {
    uint32_t below = children_from(o, n, s0, front), h = o->head[s0];
    c.left = below + ((h > front && h != front) || h == s1);
    c.right = below + (h >= front);
  }
  return c;
}

static bool action_right(const lin_state *st, const oracle *o, const costs *c, uint32_t action) {
  if (action == 0) return c->shift == 0;
  const lin_arc_class *arc = &st->m->arcs[action - 1];
  uint32_t s0 = st->stack[st->depth - 1], h = arc->left ? st->front : st->stack[st->depth - 2];
  if (arc->left ? c->left : c->right) return false;
  return o->head[s0] != h || o->label[s0] == arc->label;
}

static void learn_tree(lin_data *d, learner *l, size_t i, lin_sentence *s, const oracle *o, lin_state *st, double follow, size_t *right, size_t *all) {
  uint32_t f[LIN_MAX_FEATURES], n = s->n;
  int32_t score[LIN_MAX_CLASSES];
  for (uint32_t k = 0; k < n; k++) o->last[k] = n, o->on_stack[k] = 0;
  for (uint32_t k = 0; k < n; k++) {
    o->head[k] = gold_head(d, i, s, k);
    o->label[k] = d->gold_label[d->corpus->sentences.at[i].begin + k];
    o->before[k] = n;
    if (o->head[k] < n) o->before[k] = o->last[o->head[k]], o->last[o->head[k]] = k;
  }
  kh_lin_state_reset(st);
  while (!kh_lin_done(st)) {
    uint32_t best = KH_NONE, gold = KH_NONE;
    uint32_t count = kh_lin_arc_features(st, f);
    bool choice = st->depth > 1 || (st->depth == 1 && st->front < n);
    if (!choice) {
      best = gold = 0;
    } else {
      uint8_t role[LIN_MAX_CLASSES] = {0};
      count = learner_drop(l, &d->random, f, count);
      kh_lin_scores(&d->m.arc, f, count, score);
      costs c = cost_of(st, o);
      for (uint32_t k = 0; k < d->m.arc.classes; k++) {
        if (!kh_lin_allowed(st, k)) continue;
        role[k] = action_right(st, o, &c, k) ? ROLE_RIGHT : ROLE_WRONG;
        if (best == KH_NONE || score[k] > score[best]) best = k;
        if ((gold == KH_NONE || score[k] > score[gold]) && role[k] == ROLE_RIGHT) gold = k;
      }
      learner_learn(l, f, count, score, role);
      *right += gold == best;
      *all += 1;
    }
    uint32_t act = gold == KH_NONE || kh_random_unit(&d->random) < follow ? best : gold;
    if (act == 0) o->on_stack[st->front] = 1;
    else o->on_stack[st->stack[st->depth - 1]] = 0;
    kh_lin_act(st, act);
  }
}

kh_status lin_train_arcs(lin_data *d, uint32_t bytes, int epochs, lin_weights *out, kh_error *err) {
  learner l;
  kh_status status = learner_new(&l, &d->m.arc, (uint32_t)d->arcs.n + 1, bytes, err);
  if (status) return status;
  size_t count;
  uint32_t *order = lin_order(d, &count);
  uint32_t longest = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t len = d->corpus->sentences.at[i].end - d->corpus->sentences.at[i].begin;
    if (len > longest) longest = len;
  }
  oracle o = {KH_ARRAY(d->a, uint32_t, longest + 1u), KH_ARRAY(d->a, uint16_t, longest + 1u), KH_ARRAY(d->a, uint32_t, longest + 1u),
              KH_ARRAY(d->a, uint32_t, longest + 1u), KH_ARRAY(d->a, uint8_t, longest + 1u)};
  lin_sentence s = {.n = longest, .head = KH_ARRAY(d->a, uint32_t, longest + 1u), .label = KH_ARRAY(d->a, uint16_t, longest + 1u)};
  lin_state st;
  kh_lin_state_new(&st, &d->m, &s, d->a);
  for (int e = 0; e < epochs; e++, l.counting = false) {
    size_t right = 0, all = 0;
    lin_shuffle(d, order, count);
    for (size_t k = 0; k < count; k++) {
      if (!has_tree(d, order[k])) continue;
      int letter_case;
      s = lin_varied(d, order[k], true, &letter_case);
      learn_tree(d, &l, order[k], &s, &o, &st, e == 0 ? 0 : .9, &right, &all);
    }
    lin_say(d, "tree, epoch %d: %.2f %% of actions right while learning", e + 1, 100. * (double)right / (double)(all ? all : 1));
  }
  return finish(&l, &d->m.arc, out, err);
}

/* ---- features of words ---- */

kh_status lin_train_feats(lin_data *d, uint32_t bytes, int epochs, lin_weights *out, kh_error *err) {
  learner l;
  kh_status status = learner_new(&l, &d->m.feat, (uint32_t)d->feats.n, bytes, err);
  if (status) return status;
  size_t count;
  uint32_t *order = lin_order(d, &count), *subject = KH_ARRAY(d->a, uint32_t, d->words + 1u);
  for (int e = 0; e < epochs; e++, l.counting = false) {
    size_t right = 0, all = 0;
    lin_shuffle(d, order, count);
    for (size_t k = 0; k < count; k++) {
      size_t i = order[k];
      if (!has_tree(d, i)) continue;
      uint32_t b = d->corpus->sentences.at[i].begin;
      lin_sentence s = lin_data_sentence(d, i, 0);
      s.tag = d->gold_tag + b;
      s.head = d->gold_head + b;
      s.label = d->gold_label + b;
      kh_lin_subjects(&s, &d->m, subject);
      for (uint32_t j = 0; j < s.n; j++) {
        const lin_tag *t = &d->tags.at[s.tag[j]];
        if (t->feats_end - t->feats_begin < 2) continue;
        uint32_t f[LIN_MAX_FEATURES], m = kh_lin_feat_features(&s, &d->m, j, subject, f), gold = d->gold_feats[b + j];
        int32_t score[LIN_MAX_CLASSES];
        uint8_t role[LIN_MAX_CLASSES] = {0};
        uint32_t best = d->candidates.at[t->feats_begin];
        m = learner_drop(&l, &d->random, f, m);
        kh_lin_scores(&d->m.feat, f, m, score);
        for (uint32_t c = t->feats_begin; c < t->feats_end; c++) {
          uint32_t class = d->candidates.at[c];
          role[class] = class == gold ? ROLE_RIGHT : ROLE_WRONG;
          if (score[class] > score[best]) best = class;
        }
        learner_learn(&l, f, m, score, role);
        right += best == gold;
        all++;
      }
    }
    lin_say(d, "features, epoch %d: %.2f %% right while learning", e + 1, 100. * (double)right / (double)(all ? all : 1));
  }
  return finish(&l, &d->m.feat, out, err);
}

/* ---- all of it ---- */

static void pack_model(const lin_data *d, kh_pack *out) {
  lin_config c = {LIN_VERSION, (uint32_t)d->tags.n, (uint32_t)d->arcs.n + 1, (uint32_t)d->feats.n, d->m.root_label};
  kh_label_set_pack(out, d->xpos.at, d->xpos.n, d->feats.at, d->feats.n, d->deprel.at, d->deprel.n);
  kh_pack_add(out, "lin.config", &c, sizeof c, 1);
  kh_pack_add(out, "lin.words", d->vocabulary, sizeof *d->vocabulary, d->m.word_mask + 1);
  kh_pack_add(out, "lin.tags", d->tags.at, sizeof *d->tags.at, d->tags.n);
  kh_pack_add(out, "lin.arcs", d->arcs.at, sizeof *d->arcs.at, d->arcs.n);
  kh_pack_add(out, "lin.candidates", d->candidates.at, sizeof *d->candidates.at, d->candidates.n);
}

kh_status kh_names_train(const kh_corpus *c, const kh_name_lists *lists, const kh_listed *clusters, const kh_net *net, const lin_sizes *sizes, uint64_t seed, int epochs,
                         void (*say)(void *, const char *), void *user, kh_pack *out, kh_error *err) {
  lin_data d;
  kh_status s = lin_data_new(&d, c, lists, clusters, seed, err);
  d.say = say;
  d.user = user;
  if (!s && !net) s = jackknife(&d, sizes->tag, epochs / 2 + 1, err);
  return s ? s : lin_train_names(&d, lists, net, sizes->name, epochs, out, err);
}

kh_status kh_linear_train(const kh_corpus *c, const kh_name_lists *lists, const lin_sizes *sizes, uint64_t seed, int epochs, void (*say)(void *, const char *),
                          void *user, kh_pack *out, kh_error *err) {
  static const char *const table[] = {"lin.tag", "lin.arc", "lin.feat"};
  lin_data d;
  lin_weights w[3] = {{0}};
  kh_status s = lin_data_new(&d, c, lists, NULL, seed, err);
  d.say = say;
  d.user = user;
  if (!s) s = jackknife(&d, sizes->tag, epochs / 2 + 1, err);
  if (!s) s = lin_train_names(&d, lists, NULL, sizes->name, epochs, out, err);
  if (!s) s = lin_train_arcs(&d, sizes->arc, epochs, &w[1], err);
  if (!s) s = lin_train_feats(&d, sizes->feat, epochs / 2 + 1, &w[2], err);
  if (!s) s = lin_train_tags(&d, sizes->tag, epochs, 0, 1, &w[0], err);
  if (!s) pack_model(&d, out);
  for (int k = 0; k < 3; k++) {
    if (!s) lin_weights_pack(&w[k], out, table[k]);
    lin_weights_free(&w[k]);
  }
  return s;
}
