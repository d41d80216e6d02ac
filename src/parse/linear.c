/* linear.c: the linear parser's tables, checked, and its way through a document. */
#include <stdio.h>
#include <stdlib.h>

#include "parse/linear_int.h"

struct kh_linear {
  lin_model m;
  kh_label_set labels;
};

static kh_status damaged(kh_error *err, const char *table) { return kh_fail(err, KH_E_DATA, "table %s is missing or damaged", table); }

kh_status kh_lin_cells_open(const kh_model *w, const char *name, uint32_t classes, lin_cells *out, kh_error *err) {
  char table[40];
  size_t n, heavies, coarse, seen = 0;
  uint32_t width = (classes + LIN_BLOCK - 1) / LIN_BLOCK * LIN_BLOCK;
  out->q = kh_model_table(w, name, 1, &n);
  snprintf(table, sizeof table, "%s.heavy", name);
  out->heavy = kh_model_table(w, table, sizeof *out->heavy, &heavies);
  snprintf(table, sizeof table, "%s.coarse", name);
  out->coarse = kh_model_table(w, table, 1, &coarse);
  if (!out->q || !out->heavy || !out->coarse || classes == 0 || classes > LIN_MAX_CLASSES) return damaged(err, name);
  out->stride = kh_lin_stride(classes);
  out->classes = classes;
  size_t rows = n > LIN_MAX_CLASSES ? (n - LIN_MAX_CLASSES) / out->stride : 0;   /* the last row ends before the cells do */
  if (rows == 0 || rows > UINT32_MAX || heavies != kh_lin_heavies((uint32_t)rows)) return damaged(err, name);
  out->rows = (uint32_t)rows;
  for (size_t i = 0; i < heavies; i++) {
    if (out->heavy[i].before != seen) return damaged(err, table);
    seen += (size_t)__builtin_popcount(out->heavy[i].which);
  }
  if (seen * width > coarse) return damaged(err, table);
  return KH_OK;
}

/* Every index that a table holds must lie in the table that it points to. */
static kh_status check(const lin_model *m, kh_error *err) {
  size_t used = 0, left = 0, right = 0;
  if (m->tag_count == 0 || m->tag_count > 250 || m->tag.classes != m->tag_count) return damaged(err, "lin.tags");
  for (size_t i = 0; i < m->tag_count; i++) {
    const lin_tag *t = &m->tags[i];
    if (t->upos >= KH_UPOS_COUNT || t->xpos >= m->xpos_count || t->feats_begin > t->feats_end || t->feats_end > m->candidate_count) return damaged(err, "lin.tags");
  }
  for (size_t i = 0; i < m->candidate_count; i++)
    if (m->candidates[i] >= m->feats_count || m->candidates[i] >= m->feat.classes) return damaged(err, "lin.candidates");
  for (size_t i = 0; i <= m->word_mask; i++) {
    const lin_word *w = &m->words[i];
    used += w->count != 0;
    if (w->tags > LIN_AMB_TAGS) return damaged(err, "lin.words");
    for (uint32_t k = 0; k < w->tags; k++)
      if (w->tag[k] >= m->tag_count) return damaged(err, "lin.words");
  }
  if (used > m->word_mask) return damaged(err, "lin.words");
  if (m->arc.classes != m->arc_count + 1) return damaged(err, "lin.arcs");
  for (size_t i = 0; i < m->arc_count; i++) {
    if (m->arcs[i].label >= m->label_count) return damaged(err, "lin.arcs");
    left += m->arcs[i].left != 0;
    right += m->arcs[i].left == 0;
  }
  if (!left || !right || m->root_label >= m->label_count) return damaged(err, "lin.arcs");
  return KH_OK;
}

static kh_status open_tables(const kh_model *w, kh_linear *l, kh_error *err) {
  lin_model *m = &l->m;
  size_t n, words;
  const lin_config *c = kh_model_table(w, "lin.config", sizeof *c, &n);
  if (!c || n != 1 || c->version != LIN_VERSION) return damaged(err, "lin.config");
  kh_status s = kh_lin_cells_open(w, "lin.tag", c->tag_classes, &m->tag, err);
  if (!s) s = kh_lin_cells_open(w, "lin.arc", c->arc_classes, &m->arc, err);
  if (!s) s = kh_lin_cells_open(w, "lin.feat", c->feat_classes, &m->feat, err);
  if (s) return s;
  m->words = kh_model_table(w, "lin.words", sizeof *m->words, &words);
  m->tags = kh_model_table(w, "lin.tags", sizeof *m->tags, &m->tag_count);
  m->arcs = kh_model_table(w, "lin.arcs", sizeof *m->arcs, &m->arc_count);
  m->candidates = kh_model_table(w, "lin.candidates", sizeof *m->candidates, &m->candidate_count);
  if (!m->words || !words || (words & (words - 1)) || !m->tags || !m->arcs || !m->candidates) return damaged(err, "lin.words");
  m->word_mask = words - 1;
  m->root_label = (uint16_t)c->root_label;
  m->deprel_of = l->labels.deprel_of;
  m->morph_of = l->labels.morph_of;
  m->label_count = l->labels.labels.deprel_count;
  m->feats_count = l->labels.labels.feats_count;
  m->xpos_count = l->labels.labels.xpos_count;
  return check(m, err);
}

kh_status kh_linear_open(const kh_model *weights, kh_linear **out, kh_error *err) {
  *out = NULL;
  kh_linear *l = calloc(1, sizeof *l);
  if (!l) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_label_set_open(weights, &l->labels, err);
  if (!s) s = open_tables(weights, l, err);
  if (s) {
    kh_linear_close(l);
    return s;
  }
  *out = l;
  return KH_OK;
}

void kh_linear_close(kh_linear *l) {
  if (!l) return;
  kh_label_set_close(&l->labels);
  free(l);
}

static void sentence_out(const kh_linear *l, kh_doc *d, uint32_t begin, const lin_sentence *s, uint32_t *subject) {
  const lin_model *m = &l->m;
  kh_tokens *t = &d->tok;
  kh_lin_subjects(s, m, subject);
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t k = begin + i;
    const lin_tag *tag = &m->tags[s->tag[i]];
    t->upos[k] = tag->upos;
    t->xpos[k] = tag->xpos;
    t->head[k] = s->head[i] < s->n ? begin + s->head[i] : KH_NONE;
    t->label[k] = s->label[i];
    t->deprel[k] = m->deprel_of[s->label[i]];
    t->feats[k] = kh_lin_feat_best(m, s, i, subject);
    t->morph[k] = m->morph_of[t->feats[k]];
  }
}

void kh_linear_run(const kh_linear *l, kh_doc *d, kh_arena *scratch) {
  const kh_tokens *t = &d->tok;
  uint32_t longest = 0;
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    uint32_t n = d->sentences[i].tok_end - d->sentences[i].tok_begin;
    if (n > longest) longest = n;
  }
  lin_atom *atom = KH_ARRAY(scratch, lin_atom, longest + 1u);
  uint32_t *subject = KH_ARRAY(scratch, uint32_t, longest + 1u);
  lin_sentence s = {.atom = atom, .tag = KH_ARRAY(scratch, uint8_t, longest + 1u), .head = KH_ARRAY(scratch, uint32_t, longest + 1u),
                    .label = KH_ARRAY(scratch, uint16_t, longest + 1u)};
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    uint32_t b = d->sentences[i].tok_begin;
    s.n = d->sentences[i].tok_end - b;
    kh_lin_atoms(&l->m, t->form + b, t->lower + b, t->lower_hash + b, t->space_after + b, s.n, atom);
    kh_lin_tag(&l->m, &s);
    kh_lin_parse(&l->m, &s, scratch);
    sentence_out(l, d, b, &s, subject);
  }
  d->labels = &l->labels.labels;
}
