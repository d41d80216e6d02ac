/* namer.c: names of people, organisations and places, word by word from left to right. */
#include <stdlib.h>

#include "parse/linear_int.h"
#include "parse/namer.h"

static const lin_atom none_atom = {.lower = 1, .w = 1, .amb = 0xFFF1};   /* beyond the sentence */

bool kh_lin_name_follows(uint8_t before, uint8_t here) { return here == 0 || (here & 1) || (before && before / 2 == here / 2); }

uint32_t kh_lin_name_features(const lin_sentence *s, uint32_t i, uint32_t *f) {
  const lin_atom *a = &s->atom[i], *b1 = i > 0 ? a - 1 : &none_atom, *b2 = i > 1 ? a - 2 : &none_atom;
  const lin_atom *n1 = i + 1 < s->n ? a + 1 : &none_atom, *n2 = i + 2 < s->n ? a + 2 : &none_atom;
  uint32_t y1 = i > 0 ? s->name[i - 1] : 99, y2 = i > 1 ? s->name[i - 2] : 99, n = 0, t = 100;
  uint32_t p = s->kind[i], p1 = i > 0 ? s->kind[i - 1] : 255, q1 = i + 1 < s->n ? s->kind[i + 1] : 255, q2 = i + 2 < s->n ? s->kind[i + 2] : 255;
  uint32_t shape = a->shape | (uint32_t)(a->flags & LIN_FIRST) << 9;
#define F(x, y, z) f[n++] = kh_lin_hash(t++, (x), (y), (z))
  F(0, 0, 0); F(y1, 0, 0); F(y1, y2, 0); F(y1, p, 0); F(y1, a->shape, 0); F(y1, a->lower, 0); F(y1, shape, n1->shape);
  F(a->lower, 0, 0); F(a->lower, a->shape, 0); F(shape, 0, 0); F(p, 0, 0); F(p, shape, 0);
  F(a->suffix[1], a->flags & LIN_CAP, 0); F(a->suffix[2], a->flags & LIN_CAP, 0); F(a->suffix[3], a->flags & LIN_CAP, 0);
  F(a->prefix[0], a->flags & LIN_CAP, 0); F(a->prefix[1], a->flags & LIN_CAP, 0);
  F(b1->lower, 0, 0); F(b2->lower, 0, 0); F(n1->lower, 0, 0); F(n2->lower, 0, 0);
  F(b1->lower, a->lower, 0); F(a->lower, n1->lower, 0); F(b1->lower, a->shape, 0); F(n1->lower, a->shape, 0); F(b1->lower, n1->lower, 0);
  F(b2->lower, b1->lower, 0); F(n1->lower, n2->lower, 0); F(b1->lower, y1, 0); F(n1->lower, y1, 0);
  F(b1->shape, a->shape, n1->shape); F(b2->shape, b1->shape, a->shape); F(a->shape, n1->shape, n2->shape);
  F(p1, p, q1); F(p, q1, q2); F(p1, p, 0); F(p, q1, 0);
  F(b1->lower, b2->lower, a->shape); F(n1->lower, n2->lower, a->shape); F(p1, b1->lower, y1); F(a->suffix[3], n1->suffix[2], y1);
  F(n1->suffix[2], n1->flags & LIN_CAP, 0); F(b1->suffix[2], b1->flags & LIN_CAP, 0);
  F(a->list, 0, 0); F(a->list, y1, 0); F(a->list, n1->list, 0); F(b1->list, a->list, 0); F(a->list, a->shape, p); F(n1->list, n1->shape, 0);
  F(b1->list, b1->lower, a->shape);
  uint32_t same = a->flags & LIN_FIRST;
  for (uint32_t k = 0; k < 21; k += 3) {       /* each class of names for itself */
    uint32_t mine = a->list >> k & 7, next = n1->list >> k & 7, last = b1->list >> k & 7;
    F(mine, same, 0); F(mine, next, y1); F(mine, last, y1);
  }
#undef F
  return n;
}

void kh_lin_name(const lin_model *m, lin_sentence *s) {
  uint32_t f[LIN_MAX_FEATURES];
  int32_t score[LIN_MAX_CLASSES];
  bool cased = false;
  for (uint32_t i = 1; i < s->n; i++) cased |= (s->atom[i].flags & LIN_CAP) != 0;
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t before = i > 0 ? s->name[i - 1] : 0, best = 0;
    s->name[i] = 0;
    /* Where capitals are used, a word without one behind no name begins none: most words end here. */
    if (cased && !before && !(s->atom[i].flags & (LIN_CAP | LIN_INNERCAP | LIN_DIGIT))) continue;
    kh_lin_scores(&m->name, f, kh_lin_name_features(s, i, f), score);
    for (uint32_t k = 1; k < m->name.classes; k++)
      if (score[k] > score[best] && kh_lin_name_follows(m->names[before], m->names[k])) best = k;
    s->name[i] = (uint8_t)best;
  }
}

struct kh_namer {
  lin_model m;           /* of which the names' part is used */
  uint32_t kinds;        /* set of the kinds of names that it knows; others are left to whoever marked them */
};

kh_status kh_namer_open(const kh_model *weights, kh_namer **out, kh_error *err) {
  size_t names, listed, used = 0;
  *out = NULL;
  const uint8_t *labels = kh_model_table(weights, "name.labels", 1, &names);
  if (!labels) return KH_OK;
  kh_namer *n = calloc(1, sizeof *n);
  if (!n) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  lin_model *m = &n->m;
  kh_status s = kh_lin_cells_open(weights, "name", (uint32_t)(names > LIN_MAX_CLASSES ? 0 : names), &m->name, err);
  m->names = labels;
  m->name_count = names;
  m->listed = kh_model_table(weights, "name.listed", sizeof *m->listed, &listed);
  m->listed_mask = listed - 1;
  for (size_t i = 0; m->listed && i < listed; i++) used += m->listed[i].marks != 0;
  bool good = labels[0] == 0 && !(listed & (listed - 1)) && (!m->listed || used < listed);
  for (size_t i = 0; i < names; i++) {
    good &= labels[i] < 2 * KH_ENTITY_COUNT;
    n->kinds |= 1u << (labels[i] / 2 & 31);
  }
  if (!s && !good) s = kh_fail(err, KH_E_DATA, "table name.labels is damaged");
  if (s) {
    free(n);
    return s;
  }
  *out = n;
  return KH_OK;
}

void kh_namer_close(kh_namer *n) { free(n); }

void kh_namer_run(const kh_namer *n, kh_doc *d, kh_arena *scratch) {
  kh_tokens *t = &d->tok;
  const kh_labels *l = d->labels;
  uint32_t longest = 0;
  uint32_t *kinds = KH_ARRAY(scratch, uint32_t, (size_t)l->xpos_count * KH_UPOS_COUNT + 1);   /* by xpos and upos */
  for (uint32_t x = 0; x < l->xpos_count; x++)
    for (uint8_t u = 0; u < KH_UPOS_COUNT; u++) kinds[x * KH_UPOS_COUNT + u] = kh_lin_kind(u, kh_str_of(l->xpos[x]));
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    uint32_t words = d->sentences[i].tok_end - d->sentences[i].tok_begin;
    longest = words > longest ? words : longest;
  }
  lin_atom *atom = KH_ARRAY(scratch, lin_atom, longest + 1u);
  lin_sentence s = {.atom = atom, .kind = KH_ARRAY(scratch, uint32_t, longest + 1u), .name = KH_ARRAY(scratch, uint8_t, longest + 1u)};
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    uint32_t b = d->sentences[i].tok_begin;
    s.n = d->sentences[i].tok_end - b;
    kh_lin_atoms(&n->m, t->form + b, t->lower + b, t->lower_hash + b, t->space_after + b, s.n, atom);
    for (uint32_t k = 0; k < s.n; k++) s.kind[k] = t->xpos[b + k] < l->xpos_count ? kinds[t->xpos[b + k] * KH_UPOS_COUNT + t->upos[b + k]] : 0;
    kh_lin_name(&n->m, &s);
    for (uint32_t k = 0; k < s.n; k++) {
      uint8_t *ner = &t->ner[b + k], mine = n->m.names[s.name[k]], before = k ? ner[-1] : 0;
      bool others = mine == 0 && !(n->kinds >> (*ner / 2 & 31) & 1);
      if (!others) *ner = mine;
      else if (before / 2 != *ner / 2) *ner |= 1;   /* what came before it is now a name of ours */
    }
  }
}
