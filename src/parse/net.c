/* net.c: opens a network and reads a document with it.
 *
 * Sentences go through in batches of like length, tokens packed by position as in the trainer: row off[t] + s is
 * token t of the batch's sentence s, longest first, so that a recurrent step is one product over all states. Sentences
 * beyond KH_NET_MAX_SENTENCE are read in pieces, whose roots hang from the first piece's.
 *
 * A model may hold several networks that were trained from different seeds on the same data: a committee. Its members' scores of
 * tags, names, arcs and labels are added before anything is chosen. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "parse/net_int.h"
#include "parse/net_kernel.h"

/* Heads as the weights of a product have half the steps of bytes. */
static const float score_scale = 2.0f / (127.0f * 127.0f);

enum { BATCH = 24, BATCH_TOKENS = 1024, MAX_SIZE = 1024, MAX_LABELS = 4096, MEMBERS = KH_NET_MEMBERS };

typedef struct member {
  kh_net_shape shape;
  kh_net_matrix gates[2][2], inputs[2][2], recurrent[2][2], heads, tags, names, deprel;
  kh_net_matrix word_gates[2], state_gates[2];   /* the parts of the first layer's gates */
  const kh_net_slot *slots;
  size_t slot_mask, row_count;
  const int8_t *rows;
  const float *row_scale;
  uint8_t *root;                 /* the root's head vector as bytes */
  uint8_t *arc;                  /* the weights of heads as bytes … */
  float arc_scale;               /* … and what they stand for */
  const float *distance;
  kh_net_fours *fours;           /* of all matrices, with what they point to */
} member;

struct kh_net {
  const kh_net_kernel *kernel;
  uint32_t members;
  kh_listed listed;              /* of all members */
  member member[MEMBERS];        /* all with the same labels */
  uint8_t upos[KH_UPOS_COUNT + 1], name[KH_NET_NAMES];
  kh_labels labels;
  const char **strings;          /* of labels */
  uint32_t *morph;               /* by feats */
  uint8_t *relation;             /* kh_deprel by deprel */
  uint32_t parataxis;            /* label of later pieces' roots */
};

/* ---- opening ---- */

bool kh_net_is(const kh_model *weights) {
  size_t n;
  return kh_model_table(weights, "net.shape", sizeof(uint32_t), &n) != NULL;
}

/* "net.WHAT" of the first member, "net2.WHAT" of the second. */
static const void *table_of(const kh_model *m, uint32_t number, const char *what, size_t element, size_t *count) {
  char name[64];
  if (number) snprintf(name, sizeof name, "net%u.%s", number + 1, what);
  else snprintf(name, sizeof name, "net.%s", what);
  return kh_model_table(m, name, element, count);
}

static kh_status damaged(kh_error *err, const char *what) { return kh_fail(err, KH_E_DATA, "the network's %s is damaged", what); }

static bool size_ok(uint32_t n) { return n >= 16 && n <= MAX_SIZE && n % 16 == 0; }

static kh_status open_shape(member *n, uint32_t number, const kh_model *m, kh_error *err) {
  size_t count;
  const uint32_t *s = table_of(m, number, "shape", sizeof *s, &count);
  if (!s || count != KH_NET_SHAPE_TOLD) return damaged(err, "shape");
  memcpy(&n->shape, s, count * sizeof *s);
  const kh_net_shape *h = &n->shape;
  bool ok = size_ok(h->dim) && size_ok(h->hidden) && size_ok(h->arc) && size_ok(h->label) && size_ok(h->tag) && size_ok(h->name) &&
            h->upos && h->upos <= KH_UPOS_COUNT && h->xpos && h->xpos <= MAX_LABELS && h->feats && h->feats <= MAX_LABELS && h->deprel &&
            h->deprel <= MAX_LABELS && h->names && h->names <= KH_NET_NAMES;
  return ok ? KH_OK : damaged(err, "shape");
}

static bool finite_all(const float *x, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (!isfinite(x[i]) || fabsf(x[i]) > 1e6f) return false;
  return true;
}

static bool within(const int8_t *w, size_t n) {
  int largest = 0;
  for (size_t i = 0; i < n; i++) largest = w[i] > largest ? w[i] : -w[i] > largest ? -w[i] : largest;
  return largest <= KH_NET_WEIGHT;
}

static kh_status open_matrix(const kh_model *m, uint32_t number, const char *name, uint32_t in, uint32_t out, kh_net_matrix *x, kh_error *err) {
  char table[48];
  size_t weights, scales, biases;
  snprintf(table, sizeof table, "%s.w", name);
  x->w = table_of(m, number, table, 1, &weights);
  snprintf(table, sizeof table, "%s.scale", name);
  x->scale = table_of(m, number, table, sizeof(float), &scales);
  snprintf(table, sizeof table, "%s.bias", name);
  x->bias = table_of(m, number, table, sizeof(float), &biases);
  x->in = x->span = in, x->out = kh_net_pad(out);
  bool ok = x->w && x->scale && x->bias && weights == (size_t)in * x->out && scales == x->out && biases == x->out &&
            finite_all(x->scale, scales) && finite_all(x->bias, biases) && within(x->w, weights);
  return ok ? KH_OK : damaged(err, name);
}

/* The rows of a matrix for some of its inputs. */
static kh_net_matrix part_of(const kh_net_matrix *m, uint32_t from, uint32_t in) {
  kh_net_matrix part = *m;
  part.w += (size_t)from * 16, part.in = in;
  return part;
}

static kh_status open_matrices(member *n, uint32_t number, const kh_model *m, kh_error *err) {
  const kh_net_shape *s = &n->shape;
  kh_status st = KH_OK;
  for (int layer = 0; layer < 2; layer++)
    for (int dir = 0; dir < 2; dir++) {
      uint32_t in = layer ? 2 * s->hidden : s->dim;
      char name[32];
      snprintf(name, sizeof name, "layer%d.%s.gates", layer + 1, dir ? "back" : "on");
      if (!st) st = open_matrix(m, number, name, in + s->hidden, 2 * s->hidden, &n->gates[layer][dir], err);
      snprintf(name, sizeof name, "layer%d.%s.inputs", layer + 1, dir ? "back" : "on");
      if (!st) st = open_matrix(m, number, name, in, s->hidden, &n->inputs[layer][dir], err);
      snprintf(name, sizeof name, "layer%d.%s.state", layer + 1, dir ? "back" : "on");
      if (!st) st = open_matrix(m, number, name, s->hidden, s->hidden, &n->recurrent[layer][dir], err);
    }
  for (int dir = 0; dir < 2 && !st; dir++) {
    n->word_gates[dir] = part_of(&n->gates[0][dir], 0, s->dim);
    n->state_gates[dir] = part_of(&n->gates[0][dir], s->dim, s->hidden);
  }
  if (!st) st = open_matrix(m, number, "heads", 2 * s->hidden, kh_net_width(s), &n->heads, err);
  if (!st) st = open_matrix(m, number, "tags", s->tag, s->upos + s->xpos + s->feats, &n->tags, err);
  if (!st) st = open_matrix(m, number, "entities", s->name, s->names, &n->names, err);
  if (!st) st = open_matrix(m, number, "relations", 3 * s->label, s->deprel, &n->deprel, err);
  return st;
}

/* Finds the order of blocks for every matrix of a member that products are made with. */
static kh_status order_matrices(member *n, kh_error *err) {
  kh_net_matrix *all[] = {&n->word_gates[0], &n->word_gates[1], &n->state_gates[0], &n->state_gates[1], &n->gates[1][0], &n->gates[1][1],
                          &n->inputs[0][0], &n->inputs[0][1], &n->inputs[1][0], &n->inputs[1][1], &n->recurrent[0][0], &n->recurrent[0][1],
                          &n->recurrent[1][0], &n->recurrent[1][1], &n->heads, &n->tags, &n->names, &n->deprel};
  enum { MATRICES = sizeof all / sizeof *all };
  size_t bytes = MATRICES * sizeof *n->fours;
  for (size_t i = 0; i < MATRICES; i++) bytes += (size_t)all[i]->out * 4 + (size_t)(all[i]->out / 16) * (all[i]->in / 16 * 64 + all[i]->in / 4 * 2 + 4);
  n->fours = malloc(bytes);
  if (!n->fours) return kh_fail(err, KH_E_MEMORY, "no memory for a network");
  void *at = n->fours + MATRICES;
  for (size_t i = 0; i < MATRICES; i++) {
    kh_net_matrix *m = all[i];
    kh_net_fours *f = &n->fours[i];
    size_t groups = m->out / 16;
    f->more = at, at = f->more + m->out;
    f->less = at, at = f->less + groups * (m->in / 16) * 32;
    f->order = at, at = f->order + groups * (m->in / 4);
    f->count = at, at = f->count + 2 * groups;   /* the next matrix's begin at four bytes */
    kh_net_order(m, f);
    m->fours = f;
  }
  return KH_OK;
}

static uint8_t byte_of(float x) { return (uint8_t)(int32_t)(fmaxf(-1.0f, fminf(1.0f, x)) * 127.0f + 128.5f); }

static kh_status open_rows(member *n, uint32_t number, const kh_model *m, kh_error *err) {
  size_t bytes, scales, slots, root, arc, distances;
  n->rows = table_of(m, number, "rows", 1, &bytes);
  n->row_scale = table_of(m, number, "row_scale", sizeof(float), &scales);
  n->slots = table_of(m, number, "slots", sizeof *n->slots, &slots);
  const float *root_vector = table_of(m, number, "root", sizeof(float), &root), *weights = table_of(m, number, "arc", sizeof(float), &arc);
  n->distance = table_of(m, number, "distance", sizeof(float), &distances);
  if (!n->rows || !n->row_scale || !n->slots || !scales || bytes != scales * n->shape.dim || !slots || (slots & (slots - 1)) ||
      !finite_all(n->row_scale, scales))
    return damaged(err, "table of features");
  if (!root_vector || !weights || root != n->shape.arc || arc != n->shape.arc || !finite_all(root_vector, root) || !finite_all(weights, arc) ||
      !n->distance || distances != KH_NET_DISTANCES || !finite_all(n->distance, distances))
    return damaged(err, "arcs");
  n->slot_mask = slots - 1, n->row_count = scales;
  for (size_t i = 0; i < slots; i++)
    if (n->slots[i].row_plus_1 > scales) return damaged(err, "table of features");
  n->root = malloc(root), n->arc = malloc(arc);
  if (!n->root || !n->arc) return kh_fail(err, KH_E_MEMORY, "no memory for a network");
  float largest = 1e-6f;
  for (size_t i = 0; i < arc; i++) largest = fmaxf(largest, fabsf(weights[i]));
  for (size_t i = 0; i < arc; i++) n->root[i] = byte_of(root_vector[i]), n->arc[i] = byte_of(weights[i] / largest);
  n->arc_scale = largest * score_scale;
  return KH_OK;
}

/* The strings of a table, each with a NUL after it; want of them. */
static bool read_strings(const kh_model *m, const char *name, uint32_t want, const char **to) {
  size_t bytes;
  const char *at = kh_model_table(m, name, 1, &bytes);
  if (!at || !bytes || at[bytes - 1]) return false;
  const char *end = at + bytes;
  uint32_t n = 0;
  for (; at < end && n < want; at += strlen(at) + 1) to[n++] = at;
  return n == want && at == end;
}

static kh_status open_labels(kh_net *n, const kh_model *m, kh_error *err) {
  const kh_net_shape *s = &n->member[0].shape;
  const char *upos[KH_UPOS_COUNT + 1];
  size_t names;
  const uint8_t *name = kh_model_table(m, "net.names", 1, &names);
  uint32_t relations = s->deprel + 1;                   /* the root's comes last */
  n->strings = calloc((size_t)s->xpos + s->feats + relations, sizeof *n->strings);
  n->morph = calloc(s->feats, sizeof *n->morph);
  n->relation = calloc(relations, 1);
  if (!n->strings || !n->morph || !n->relation) return kh_fail(err, KH_E_MEMORY, "no memory for a network");
  const char **xpos = n->strings, **feats = xpos + s->xpos, **deprel = feats + s->feats;
  if (!read_strings(m, "net.upos", s->upos, upos) || !read_strings(m, "net.xpos", s->xpos, xpos) ||
      !read_strings(m, "net.feats", s->feats, feats) || !read_strings(m, "net.deprel", relations, deprel) || !name || names != s->names)
    return damaged(err, "list of labels");
  for (uint32_t i = 0; i < s->upos; i++) n->upos[i] = kh_upos_of(kh_str_of(upos[i]));
  for (uint32_t i = 0; i < s->feats; i++) n->morph[i] = kh_morph_of(kh_str_of(feats[i]));
  for (uint32_t i = 0; i < relations; i++) n->relation[i] = kh_deprel_of(kh_str_of(deprel[i]));
  n->relation[s->deprel] = KH_DEP_ROOT;
  for (uint32_t i = 0; i < s->deprel; i++)
    if (n->relation[i] == KH_DEP_PARATAXIS) n->parataxis = i;
  for (uint32_t i = 0; i < names; i++) {
    if (name[i] >= 2 * KH_ENTITY_COUNT || (i == 0) != (name[i] == 0)) return damaged(err, "list of names");
    n->name[i] = name[i];
  }
  n->labels = (kh_labels){xpos, feats, deprel, s->xpos, s->feats, relations};
  return KH_OK;
}

/* The tables of labels of another member are the first one's, byte for byte. */
static bool same_labels(const kh_model *m, uint32_t number) {
  static const char *const lists[] = {"upos", "xpos", "feats", "deprel", "names"};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    size_t a, b;
    const void *x = table_of(m, 0, lists[i], 1, &a), *y = table_of(m, number, lists[i], 1, &b);
    if (!x || !y || a != b || memcmp(x, y, a)) return false;
  }
  return true;
}

static kh_status open_member(kh_net *n, const kh_model *weights, kh_error *err) {
  uint32_t number = n->members;
  member *m = &n->member[number];
  kh_status st = open_shape(m, number, weights, err);
  n->members++;
  if (!st) st = open_matrices(m, number, weights, err);
  if (!st) st = open_rows(m, number, weights, err);
  if (!st && n->kernel->in_order) st = order_matrices(m, err);
  if (!st && number) {
    const kh_net_shape *a = &n->member[0].shape, *b = &m->shape;
    if (a->upos != b->upos || a->xpos != b->xpos || a->feats != b->feats || a->deprel != b->deprel || a->names != b->names || !same_labels(weights, number))
      st = kh_fail(err, KH_E_DATA, "the networks of a committee have different labels: train them on the same data");
  }
  return st;
}

static kh_status open_lists(kh_net *n, const kh_model *weights, kh_error *err) {
  bool good = kh_listed_open(weights, "name.listed", &n->listed);
  for (uint32_t i = 0; n->listed.entry && i < n->members; i++) good = good && n->member[i].row_count > KH_NET_MARKS;
  return good ? KH_OK : damaged(err, "lists of names");
}

kh_status kh_net_open(const kh_model *weights, const kh_model *data, kh_net **out, kh_error *err) {
  (void)data;
  kh_net *n = calloc(1, sizeof *n);
  if (!n) return kh_fail(err, KH_E_MEMORY, "no memory for a network");
  n->kernel = kh_net_kernel_best();
  size_t count;
  kh_status st = open_member(n, weights, err);
  while (!st && n->members < MEMBERS && table_of(weights, n->members, "shape", sizeof(uint32_t), &count)) st = open_member(n, weights, err);
  if (!st) st = open_labels(n, weights, err);
  if (!st) st = open_lists(n, weights, err);
  if (st) return kh_net_close(n), st;
  *out = n;
  return KH_OK;
}

void kh_net_close(kh_net *n) {
  if (!n) return;
  for (uint32_t i = 0; i < n->members; i++) {
    free(n->member[i].root);
    free(n->member[i].arc);
    free(n->member[i].fours);
  }
  free(n->strings);
  free(n->morph);
  free(n->relation);
  free(n);
}

void kh_net_use(kh_net *n, const kh_net_kernel *kernel) { n->kernel = kernel; }

/* ---- reading ---- */

typedef struct piece { uint32_t begin, n, first; } piece;   /* tokens; first: where its sentence begins */

typedef struct run {
  const kh_net *net;
  kh_doc *d;
  kh_arena *scratch;
  uint32_t rows;                 /* tokens that the arrays hold */
  uint32_t words;                /* different ones of the batch; of each the first token; the word of each row */
  uint32_t *token, *word, *slot;
  size_t slot_mask;
  uint8_t *x, *layer1, *layer2, *step, *pair;   /* x: by words */
  uint8_t *heads[MEMBERS];
  int32_t *sums[MEMBERS], *gate_sums, *input_sums, *recurrent_sums, *word_gates, *word_inputs;
  float *state, *embedded, *scores, *more, *logits, *own;   /* more: scores of one further member */
  uint32_t *off;
  uint8_t *dep;                  /* of one sentence: dependents, then the weights of heads */
  int8_t *head;                  /* its heads as a matrix */
  int32_t *offset;
  uint32_t *tree;
  float *names;                  /* scores of names, all words', or NULL */
  bool taken_apart;              /* the text's words at their hyphens */
  kh_net_forest *forest;
} run;

static uint32_t active(const run *r, uint32_t t) { return r->off[t + 1] - r->off[t]; }

static bool is_hyphen(const kh_tokens *tok, uint32_t t) { return tok->form[t].n == 1 && tok->form[t].s[0] == '-'; }

static bool is_between_blanks(const kh_tokens *tok, uint32_t t) { return t && tok->space_after[t] && tok->space_after[t - 1]; }

/* "An ex - combatant of the right - wing army": a text in which several hyphens stand between blanks and hardly any within a word was taken apart at them. */
static bool is_taken_apart(const kh_tokens *tok) {
  enum { SEVERAL = 3, HARDLY = 4 };
  uint32_t apart = 0, within = 0;
  for (uint32_t t = 1; t < tok->n; t++) {
    if (!is_hyphen(tok, t)) continue;
    if (is_between_blanks(tok, t)) apart++;
    else within += !tok->space_after[t] && !tok->space_after[t - 1];
  }
  return apart >= SEVERAL && apart > HARDLY * within;
}

/* A word as the network reads it: a dash, however it is drawn, is the one of the newswires that it learned from; the short ones where they stand between
 * blanks and are no hyphens. */
static kh_str read_as(const run *r, uint32_t t) {
  const kh_tokens *tok = &r->d->tok;
  if (!is_hyphen(tok, t)) return tok->form[t];
  kh_str drawn = kh_doc_words(r->d, tok->span[t]);
  bool dash = kh_str_is(drawn, "\xE2\x80\x94") || (is_between_blanks(tok, t) && !(r->taken_apart && kh_str_is(drawn, "-")));
  return dash ? KH_STR("--") : tok->form[t];
}

/* Numbers the words of a batch, each form once: what the network makes of a word before it reads its neighbours is made once for all its tokens. */
static void number_words(run *r, const piece *p, uint32_t n) {
  const kh_tokens *tok = &r->d->tok;
  memset(r->slot, 0, (r->slot_mask + 1) * sizeof *r->slot);
  r->words = 0;
  for (uint32_t s = 0; s < n; s++)
    for (uint32_t t = 0; t < p[s].n; t++) {
      uint32_t token = p[s].begin + t, *slot;
      size_t at = tok->lower_hash[token] & r->slot_mask;
      while (*(slot = &r->slot[at]) && !kh_str_eq(read_as(r, r->token[*slot - 1]), read_as(r, token))) at = (at + 1) & r->slot_mask;
      if (!*slot) r->token[r->words++] = token, *slot = r->words;
      r->word[r->off[t] + s] = *slot - 1;
    }
}

static void embed(run *r, const member *net) {
  const kh_tokens *tok = &r->d->tok;
  for (uint32_t w = 0; w < r->words; w++) {
    uint64_t keys[KH_NET_KEYS];
    uint32_t row[KH_NET_ROWS], count = 0, found, token = r->token[w];
    kh_str form = read_as(r, token);
    size_t n_keys = kh_net_keys(form, form.n == tok->form[token].n ? tok->lower[token] : form, keys);
    for (size_t k = 0; k < n_keys; k++) {
      if (kh_net_row(net->slots, net->slot_mask, keys[k], &found)) row[count++] = found;
      else if (k == 0) row[count++] = 0;            /* the unknown word */
    }
    count += kh_net_mark_rows(kh_listed_marks(&r->net->listed, tok->lower_hash[token]), (uint32_t)net->row_count, row + count);
    r->net->kernel->embed(net->shape.dim, net->rows, net->row_scale, row, count, r->embedded, r->x + (size_t)w * net->shape.dim);
  }
}

/* The first layer in one direction: the words' part of the sums is made before the steps. */
static void run_first_layer(run *r, const member *net, int dir, uint32_t sentences, uint32_t longest) {
  const kh_net_kernel *kernel = r->net->kernel;
  size_t h = net->shape.hidden;
  kernel->product(&net->word_gates[dir], r->words, r->x, net->shape.dim, r->word_gates);
  kernel->product(&net->inputs[0][dir], r->words, r->x, net->shape.dim, r->word_inputs);
  memset(r->state, 0, sentences * h * sizeof *r->state);
  memset(r->step, 128, sentences * h);
  for (uint32_t i = 0; i < longest; i++) {
    uint32_t t = dir ? longest - 1 - i : i, rows = active(r, t);
    const uint32_t *word = r->word + r->off[t];
    kernel->product(&net->state_gates[dir], rows, r->step, h, r->gate_sums);
    kernel->product(&net->recurrent[0][dir], rows, r->step, h, r->recurrent_sums);
    for (uint32_t s = 0; s < rows; s++) {
      int32_t *restrict sums = r->gate_sums + s * 2 * h;
      const int32_t *restrict more = r->word_gates + word[s] * 2 * h;
      for (size_t k = 0; k < 2 * h; k++) sums[k] += more[k];
      memcpy(r->input_sums + s * h, r->word_inputs + word[s] * h, h * sizeof *r->input_sums);
    }
    kernel->gru(&net->gates[0][dir], &net->inputs[0][dir], &net->recurrent[0][dir], rows, r->gate_sums, r->input_sums, r->recurrent_sums, r->state,
                r->step, h, r->layer1 + r->off[t] * 2 * h + (size_t)dir * h, 2 * h);
  }
}

static void run_second_layer(run *r, const member *net, int dir, uint32_t sentences, uint32_t longest) {
  const kh_net_kernel *kernel = r->net->kernel;
  size_t h = net->shape.hidden, in = net->inputs[1][dir].in, width = in + h;
  for (uint32_t s = 0; s < sentences; s++) {
    memset(r->state + s * h, 0, h * sizeof *r->state);
    memset(r->step + s * width + in, 128, h);
  }
  for (uint32_t i = 0; i < longest; i++) {
    uint32_t t = dir ? longest - 1 - i : i, rows = active(r, t);
    size_t at = r->off[t];
    for (uint32_t s = 0; s < rows; s++) memcpy(r->step + s * width, r->layer1 + (at + s) * in, in);
    kernel->product(&net->gates[1][dir], rows, r->step, width, r->gate_sums);
    kernel->product(&net->inputs[1][dir], rows, r->step, width, r->input_sums);
    kernel->product(&net->recurrent[1][dir], rows, r->step + in, width, r->recurrent_sums);
    kernel->gru(&net->gates[1][dir], &net->inputs[1][dir], &net->recurrent[1][dir], rows, r->gate_sums, r->input_sums, r->recurrent_sums, r->state,
                r->step + in, width, r->layer2 + at * 2 * h + (size_t)dir * h, 2 * h);
  }
}

/* One member's logits of a row of sums into out, or added to what is there. */
static void add_logits(run *r, const kh_net_matrix *m, uint32_t number, uint32_t row) {
  const int32_t *sums = r->sums[number] + (size_t)row * m->out;
  if (!number) {
    r->net->kernel->logits(m, sums, r->logits);
    return;
  }
  r->net->kernel->logits(m, sums, r->own);
  for (uint32_t i = 0; i < m->out; i++) r->logits[i] += r->own[i];
}

static uint32_t best_of(const float *x, uint32_t n) {
  uint32_t best = 0;
  for (uint32_t i = 1; i < n; i++)
    if (x[i] > x[best]) best = i;
  return best;
}

static void read_tags(run *r, const piece *p, uint32_t n) {
  const kh_net *net = r->net;
  const kh_net_shape *s = &net->member[0].shape;
  kh_tokens *tok = &r->d->tok;
  uint32_t longest = p[0].n;
  for (uint32_t k = 0; k < net->members; k++) {
    const member *m = &net->member[k];
    net->kernel->product(&m->tags, r->off[longest], r->heads[k] + 2 * m->shape.arc + 2 * m->shape.label, kh_net_width(&m->shape), r->sums[k]);
  }
  for (uint32_t t = 0; t < longest; t++)
    for (uint32_t i = 0; i < active(r, t); i++) {
      uint32_t token = p[i].begin + t;
      for (uint32_t k = 0; k < net->members; k++) add_logits(r, &net->member[k].tags, k, r->off[t] + i);
      tok->upos[token] = net->upos[best_of(r->logits, s->upos)];
      tok->xpos[token] = (uint16_t)best_of(r->logits + s->upos, s->xpos);
      tok->feats[token] = (uint16_t)best_of(r->logits + s->upos + s->xpos, s->feats);
      tok->morph[token] = net->morph[tok->feats[token]];
    }
}

/* The best sequence of name tags: what carries a name on must follow the same kind. */
static void read_names(run *r, const piece *p, uint32_t i) {
  const kh_net *net = r->net;
  uint32_t names = net->member[0].shape.names, n = p->n;
  float best[KH_NET_NAMES] = {0}, now[KH_NET_NAMES];
  uint8_t from[KH_NET_MAX_SENTENCE][KH_NET_NAMES];
  for (uint32_t t = 0; t < n; t++) {
    for (uint32_t k = 0; k < net->members; k++) add_logits(r, &net->member[k].names, k, r->off[t] + i);
    if (r->names) memcpy(r->names + (size_t)(p->begin + t) * names, r->logits, names * sizeof *r->logits);
    uint32_t before = best_of(best, names);
    for (uint32_t k = 0; k < names; k++) {
      uint32_t source = before;
      bool reachable = true;
      if (net->name[k] && !(net->name[k] & 1)) {
        reachable = false;
        for (uint32_t j = 1; t && j < names; j++)
          if (net->name[j] / 2 == net->name[k] / 2 && (!reachable || best[j] > best[source])) source = j, reachable = true;
      }
      now[k] = reachable ? best[source] + r->logits[k] : -1e30f;
      from[t][k] = (uint8_t)source;
    }
    memcpy(best, now, sizeof best);
  }
  uint32_t k = best_of(best, names);
  for (uint32_t t = n; t-- > 0; k = from[t][k]) r->d->tok.ner[p->begin + t] = net->name[k];
}

static void score_arcs(run *r, const member *net, uint32_t number, const piece *p, uint32_t i, float *scores) {
  const kh_net_kernel *kernel = r->net->kernel;
  const uint8_t *heads = r->heads[number];
  int32_t *sums = r->sums[number];
  size_t arc = net->shape.arc, width = kh_net_width(&net->shape);
  uint32_t n = p->n, pad = kh_net_pad(n + 1);
  memset(r->head, 0, pad * arc);
  for (uint32_t j = 0; j <= n; j++) {
    const uint8_t *from = j ? heads + (r->off[j - 1] + i) * width + arc : net->root;
    int8_t *to = r->head + kh_net_cell((uint32_t)arc, 0, j);
    int32_t sum = 0;
    for (size_t k = 0; k < arc; k += 4, to += 64, from += 4)
      for (int q = 0; q < 4; q++) to[q] = (int8_t)((from[q] - 128) / 2), sum += to[q];
    r->offset[j] = 128 * sum;
  }
  memset(r->offset + n + 1, 0, (pad - n - 1) * sizeof *r->offset);
  for (uint32_t t = 0; t < n; t++) memcpy(r->dep + t * arc, heads + (r->off[t] + i) * width, arc);
  memcpy(r->dep + n * arc, net->arc, arc);
  kh_net_matrix m = {.w = r->head, .in = (uint32_t)arc, .out = pad, .span = (uint32_t)arc};
  kernel->product(&m, n + 1u, r->dep, arc, sums);
  memset(r->own, 0, pad * sizeof *r->own);
  kernel->arcs(pad, sums + (size_t)n * pad, r->offset, r->own, net->arc_scale, r->own);
  for (uint32_t t = 0; t < n; t++) {
    float *score = scores + (size_t)t * pad;
    kernel->arcs(pad, sums + (size_t)t * pad, r->offset, r->own, score_scale, score);
    score[0] += net->distance[KH_NET_DISTANCES - 1];
    for (uint32_t h = 0; h < n; h++)
      if (h != t) score[h + 1] += net->distance[kh_net_distance(t, h)];
  }
}

/* One member's sums for the labels of the tree's arcs. */
static void relate(run *r, const member *net, uint32_t number, const piece *p, uint32_t i) {
  const kh_net_kernel *kernel = r->net->kernel;
  size_t width = kh_net_width(&net->shape), label = net->shape.label, part = 2 * net->shape.arc;
  const uint8_t *heads = r->heads[number];
  for (uint32_t t = 0; t < p->n; t++) {
    uint32_t h = r->tree[t] ? r->tree[t] - 1 : t;
    kernel->pair(label, heads + (r->off[t] + i) * width + part, heads + (r->off[h] + i) * width + part + label, r->pair + t * 3 * label);
  }
  kernel->product(&net->deprel, p->n, r->pair, 3 * label, r->sums[number]);
}

static void read_tree(run *r, const piece *p, uint32_t i) {
  const kh_net *net = r->net;
  kh_tokens *tok = &r->d->tok;
  uint32_t n = p->n, pad = kh_net_pad(n + 1), relations = net->member[0].shape.deprel;
  for (uint32_t k = 0; k < net->members; k++) {
    score_arcs(r, &net->member[k], k, p, i, k ? r->more : r->scores);
    for (size_t x = 0; k && x < (size_t)n * pad; x++) r->scores[x] += r->more[x];
  }
  kh_net_tree(r->scores, n, pad, r->tree, r->forest);
  for (uint32_t k = 0; k < net->members; k++) relate(r, &net->member[k], k, p, i);
  for (uint32_t t = 0; t < n; t++) {
    uint32_t token = p->begin + t, relation = relations;
    if (r->tree[t]) {
      for (uint32_t k = 0; k < net->members; k++) add_logits(r, &net->member[k].deprel, k, t);
      relation = best_of(r->logits, relations);
      tok->head[token] = p->begin + r->tree[t] - 1;
    } else if (p->begin != p->first) {
      relation = net->parataxis;
      tok->head[token] = p->first;                   /* the first piece's root takes its place afterwards */
    } else {
      tok->head[token] = KH_NONE;
    }
    tok->label[token] = (uint16_t)relation;
    tok->deprel[token] = net->relation[relation];
  }
}

static void run_batch(run *r, const piece *p, uint32_t n) {
  const kh_net *net = r->net;
  uint32_t longest = p[0].n, rows = 0;
  for (uint32_t t = 0, left = n; t < longest; t++) {
    while (p[left - 1].n <= t) left--;
    r->off[t] = rows, rows += left;
  }
  r->off[longest] = rows;
  number_words(r, p, n);
  for (uint32_t k = 0; k < net->members; k++) {
    const member *m = &net->member[k];
    embed(r, m);
    for (int dir = 0; dir < 2; dir++) run_first_layer(r, m, dir, n, longest);
    for (int dir = 0; dir < 2; dir++) run_second_layer(r, m, dir, n, longest);
    net->kernel->product(&m->heads, rows, r->layer2, m->heads.in, r->sums[k]);
    net->kernel->squash(&m->heads, rows, r->sums[k], r->heads[k]);
  }
  read_tags(r, p, n);
  for (uint32_t k = 0; k < net->members; k++) {
    const member *m = &net->member[k];
    size_t width = kh_net_width(&m->shape);
    net->kernel->product(&m->names, rows, r->heads[k] + width - m->shape.name, width, r->sums[k]);
  }
  for (uint32_t i = 0; i < n; i++) read_names(r, &p[i], i);
  for (uint32_t i = 0; i < n; i++) read_tree(r, &p[i], i);
}

/* Room for the largest batch; not cleared: everything is written before it is read. */
#define TAKE(type, n) ((type *)kh_alloc(r->scratch, (n) * sizeof(type)))
static void prepare(run *r, uint32_t longest_piece) {
  const kh_net *net = r->net;
  size_t all = r->d->tok.n, rows = BATCH_TOKENS + KH_NET_MAX_SENTENCE, longest = longest_piece + 16u;
  size_t dim = 0, h = 0, step = 0, arc = 0, label = 0, logits = 0;   /* the largest of any member */
  if (all < rows) rows = all;
  for (uint32_t k = 0; k < net->members; k++) {
    const member *m = &net->member[k];
    const kh_net_shape *s = &m->shape;
    size_t width = kh_net_width(s), widest = width > m->tags.out ? width : m->tags.out, in = s->dim > 2 * s->hidden ? s->dim : 2 * s->hidden;
    size_t sums = rows * widest > longest * longest ? rows * widest : longest * longest;
    if (longest * m->deprel.out > sums) sums = longest * m->deprel.out;
    r->heads[k] = TAKE(uint8_t, rows * width);
    r->sums[k] = TAKE(int32_t, sums);
    if (s->dim > dim) dim = s->dim;
    if (s->hidden > h) h = s->hidden;
    if (in + s->hidden > step) step = in + s->hidden;
    if (s->arc > arc) arc = s->arc;
    if (s->label > label) label = s->label;
    if (m->tags.out + m->deprel.out + m->names.out > logits) logits = m->tags.out + m->deprel.out + m->names.out;
  }
  for (r->slot_mask = 64; r->slot_mask < 2 * rows;) r->slot_mask *= 2;
  r->slot = TAKE(uint32_t, r->slot_mask), r->slot_mask--;
  r->token = TAKE(uint32_t, rows), r->word = TAKE(uint32_t, rows);
  r->x = TAKE(uint8_t, rows * dim);
  r->word_gates = TAKE(int32_t, rows * 2 * h), r->word_inputs = TAKE(int32_t, rows * h);
  r->layer1 = TAKE(uint8_t, rows * 2 * h), r->layer2 = TAKE(uint8_t, rows * 2 * h);
  r->step = TAKE(uint8_t, BATCH * step);
  r->gate_sums = TAKE(int32_t, BATCH * 2 * h);
  r->input_sums = TAKE(int32_t, BATCH * h), r->recurrent_sums = TAKE(int32_t, BATCH * h);
  r->state = TAKE(float, BATCH * h);
  r->embedded = TAKE(float, dim);
  r->logits = TAKE(float, logits);
  r->own = TAKE(float, longest > logits ? longest : logits);
  r->scores = TAKE(float, longest * longest);
  if (net->members > 1) r->more = TAKE(float, longest * longest);
  r->off = TAKE(uint32_t, longest);
  r->dep = TAKE(uint8_t, longest * arc), r->head = TAKE(int8_t, longest * arc);
  r->offset = TAKE(int32_t, longest);
  r->pair = TAKE(uint8_t, longest * 3 * label);
  r->tree = TAKE(uint32_t, longest);
  r->forest = kh_net_forest_new(longest_piece, r->scratch);
}

/* Pieces of the sentences that are asked for, longest first (by counting). */
static piece *make_pieces(const kh_doc *d, const bool *which, uint32_t *count, kh_arena *scratch) {
  uint32_t at[KH_NET_MAX_SENTENCE + 2] = {0}, n = 0;
  for (uint32_t s = 0; s < d->sentence_count; s++)
    if (!which || which[s]) n += (d->sentences[s].tok_end - d->sentences[s].tok_begin + KH_NET_MAX_SENTENCE - 1) / KH_NET_MAX_SENTENCE;
  piece *all = KH_ARRAY(scratch, piece, n + 1), *sorted = KH_ARRAY(scratch, piece, n + 1);
  n = 0;
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    uint32_t first = d->sentences[s].tok_begin, end = d->sentences[s].tok_end;
    if (which && !which[s]) continue;
    for (uint32_t begin = first; begin < end; begin += KH_NET_MAX_SENTENCE) {
      uint32_t words = end - begin < KH_NET_MAX_SENTENCE ? end - begin : KH_NET_MAX_SENTENCE;
      all[n++] = (piece){begin, words, first};
      at[KH_NET_MAX_SENTENCE - words + 1]++;
    }
  }
  for (uint32_t i = 1; i < KH_NET_MAX_SENTENCE + 2; i++) at[i] += at[i - 1];
  for (uint32_t i = 0; i < n; i++) sorted[at[KH_NET_MAX_SENTENCE - all[i].n]++] = all[i];
  *count = n;
  return sorted;
}

/* Hangs later pieces' roots from the first piece's. */
static void join_pieces(kh_doc *d, const piece *p, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    if (p[i].begin == p[i].first) continue;
    uint32_t root = p[i].first;
    while (d->tok.head[root] != KH_NONE) root = d->tok.head[root];
    for (uint32_t t = p[i].begin; t < p[i].begin + p[i].n; t++)
      if (d->tok.head[t] == p[i].first) d->tok.head[t] = root;
  }
}

bool kh_net_lists_nation(const kh_net *n, uint64_t lower_hash) {
  uint32_t marks = kh_listed_marks(&n->listed, lower_hash);
  return ((marks >> NAME_MARK_BITS * NAME_STATE) | (marks >> NAME_MARK_BITS * NAME_PEOPLE)) & NAME_ALONE;
}

void kh_net_run(const kh_net *net, kh_doc *d, kh_net_names *names, kh_arena *scratch) { kh_net_run_some(net, d, NULL, names, scratch); }

void kh_net_run_some(const kh_net *net, kh_doc *d, const bool *which, kh_net_names *names, kh_arena *scratch) {
  run r = {.net = net, .d = d, .scratch = scratch, .taken_apart = is_taken_apart(&d->tok)};
  uint32_t n;
  d->labels = &net->labels;
  if (names && !names->score) {
    *names = (kh_net_names){net->name, net->member[0].shape.names, NULL};
    names->score = KH_ARRAY(scratch, float, (size_t)d->tok.n * names->count + 1);
  }
  r.names = names ? names->score : NULL;
  piece *p = make_pieces(d, which, &n, scratch);
  if (n) prepare(&r, p[0].n);
  for (uint32_t i = 0; i < n;) {
    uint32_t end = i, tokens = 0;
    while (end < n && end - i < BATCH && (end == i || tokens + p[end].n <= BATCH_TOKENS)) tokens += p[end++].n;
    run_batch(&r, p + i, end - i);
    i = end;
  }
  join_pieces(d, p, n);
}
