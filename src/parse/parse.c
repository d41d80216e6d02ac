/* parse.c: opens whichever parser a model holds; lemmas for both kinds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/acronym.h"
#include "parse/agree.h"
#include "parse/bracketed.h"
#include "parse/honorific.h"
#include "parse/lemma.h"
#include "parse/linear_int.h"
#include "parse/namer.h"
#include "parse/net.h"
#include "parse/office.h"
#include "parse/title.h"

struct kh_parser {
  kh_linear *linear;     /* one of the two */
  kh_net *net;
  kh_namer *namer;       /* or NULL: the network's own names stay */
  kh_lemmas lemmas;
  kh_acronyms acronyms;
  kh_lookup honorifics;   /* data without them: none */
};

kh_status kh_parser_open(const kh_model *weights, const kh_model *data, kh_parser **out, kh_error *err) {
  *out = NULL;
  kh_parser *p = calloc(1, sizeof *p);
  if (!p) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_lemmas_open(weights, data, &p->lemmas, err);
  if (!s) s = kh_acronyms_open(data, &p->acronyms, err);
  if (!s && p->acronyms.pool) s = kh_lookup_open(data, "parse.honorifics", &p->honorifics, err);
  if (!s) s = kh_net_is(weights) ? kh_net_open(weights, data, &p->net, err) : kh_linear_open(weights, &p->linear, err);
  if (!s) s = kh_namer_open(weights, &p->namer, err);
  if (s) {
    kh_parser_close(p);
    return s;
  }
  *out = p;
  return KH_OK;
}

void kh_parser_close(kh_parser *p) {
  if (!p) return;
  kh_linear_close(p->linear);
  kh_net_close(p->net);
  kh_namer_close(p->namer);
  free(p);
}

static void lemmas(const kh_lemmas *l, kh_doc *d) {
  kh_tokens *t = &d->tok;
  for (uint32_t i = 0; i < t->n; i++) {
    kh_str xpos = t->xpos[i] < d->labels->xpos_count ? kh_str_of(d->labels->xpos[t->xpos[i]]) : KH_STR("");
    t->lemma[i] = kh_lemma_of(l, t->form[i], t->lower[i], t->upos[i], xpos, d->arena);
    t->lemma_hash[i] = kh_hash_str(kh_str_lower(d->arena, t->lemma[i]));
  }
}

static uint32_t number_of(const char *const *labels, uint32_t count, const char *label) {
  uint32_t i = 0;
  while (i < count && strcmp(labels[i], label)) i++;
  return i < count ? i : KH_NONE;
}

/* "The attack on traders shocked the region": behind a plural the tagger takes a past for a present, whose form would be its lemma (short "are" aside). */
static void pasts(kh_doc *d) {
  kh_tokens *t = &d->tok;
  const kh_labels *l = d->labels;
  uint32_t past = l ? number_of(l->xpos, l->xpos_count, "VBD") : KH_NONE;
  for (uint32_t i = 0; i < t->n && past != KH_NONE; i++) {
    bool present = t->upos[i] == KH_UPOS_VERB && (t->morph[i] & KH_MORPH_PRES) && !strcmp(kh_doc_xpos(d, i), "VBP");
    if (!present || kh_str_eq(t->lower[i], t->lemma[i]) || t->lower[i].n < 4) continue;
    t->xpos[i] = (uint16_t)past;
    t->morph[i] = (t->morph[i] & ~(uint32_t)KH_MORPH_PRES) | KH_MORPH_PAST;
    char feats[128];
    snprintf(feats, sizeof feats, "%s", t->feats[i] < l->feats_count ? l->feats[t->feats[i]] : "");
    char *tense = strstr(feats, "Tense=Pres");
    if (!tense) continue;
    memcpy(tense, "Tense=Past", strlen("Tense=Past"));
    uint32_t f = number_of(l->feats, l->feats_count, feats);
    if (f != KH_NONE) t->feats[i] = (uint16_t)f;
  }
}

/* "Pleaded guilty in court to charges he took bribes": no infinitive has this form, so that the word behind "to" is a noun. */
static void nouns_behind_to(kh_doc *d) {
  kh_tokens *t = &d->tok;
  const kh_labels *l = d->labels;
  if (!l) return;
  uint32_t verb = number_of(l->xpos, l->xpos_count, "VBZ"), plural = number_of(l->xpos, l->xpos_count, "NNS"),
           number = number_of(l->feats, l->feats_count, "Number=Plur");
  for (uint32_t i = 1; i < t->n && verb != KH_NONE && plural != KH_NONE && number != KH_NONE; i++) {
    bool to = t->upos[i - 1] == KH_UPOS_PART && t->deprel[i - 1] == KH_DEP_MARK && t->head[i - 1] == i;
    if (!to || t->upos[i] != KH_UPOS_VERB || t->xpos[i] != verb) continue;
    const kh_sentence *s = &d->sentences[t->sentence[i]];
    bool noun_above = t->head[i] != KH_NONE && (t->upos[t->head[i]] == KH_UPOS_NOUN || t->upos[t->head[i]] == KH_UPOS_PROPN);
    for (uint32_t c = s->tok_begin; c < s->tok_end; c++) {
      if (t->head[c] != i) continue;
      if (t->deprel[c] == KH_DEP_CCOMP) t->deprel[c] = KH_DEP_ACL;
      if (t->deprel[c] == KH_DEP_OBL) t->deprel[c] = KH_DEP_NMOD;
    }
    t->upos[i] = KH_UPOS_NOUN, t->xpos[i] = (uint16_t)plural, t->feats[i] = (uint16_t)number, t->morph[i] = KH_MORPH_PLUR;
    t->upos[i - 1] = KH_UPOS_ADP, t->deprel[i - 1] = KH_DEP_CASE;
    if (t->deprel[i] != KH_DEP_CONJ && t->head[i] != KH_NONE) t->deprel[i] = noun_above ? KH_DEP_NMOD : KH_DEP_OBL;
  }
}

static bool is_year(kh_str form) {
  uint32_t v = 0;
  for (size_t i = 0; i < form.n; i++) {
    if (form.s[i] < '0' || form.s[i] > '9') return false;
    v = 10 * v + (uint32_t)(form.s[i] - '0');
  }
  return form.n == 4 && v >= 1000 && v < 2100;
}

/* "In 1991 soldiers shot …", where the tree counts the soldiers: no subject stands behind a preposition, so that the number is a year, and the clause's. */
static void years_before_subjects(kh_doc *d) {
  kh_tokens *k = &d->tok;
  for (uint32_t t = 1; t < k->n; t++) {
    if (k->deprel[t] != KH_DEP_NUMMOD || k->upos[t - 1] != KH_UPOS_ADP || k->deprel[t - 1] != KH_DEP_CASE || !is_year(k->form[t])) continue;
    uint32_t n = k->head[t];
    if (n == KH_NONE || n < t || kh_deprel_base(k->deprel[n]) != KH_DEP_NSUBJ || k->head[n] == KH_NONE || (k->head[t - 1] != t && k->head[t - 1] != n)) continue;
    k->head[t] = k->head[n], k->deprel[t] = KH_DEP_OBL, k->head[t - 1] = t;
  }
}

void kh_parse_run(const kh_parser *p, kh_doc *d, kh_arena *scratch) {
  kh_net_names names = {0};
  kh_stand_ins acronyms = {0};
  kh_acronyms_find(&p->acronyms, d, scratch, &acronyms);
  kh_acronyms_swap(d, &acronyms);
  if (p->net) kh_title_plain(p->net, d, scratch);
  if (p->net) kh_net_run(p->net, d, p->namer ? &names : NULL, scratch);
  else kh_linear_run(p->linear, d, scratch);
  if (p->namer) kh_namer_run(p->namer, d, &names, scratch);
  kh_acronyms_swap(d, &acronyms);
  nouns_behind_to(d);
  years_before_subjects(d);
  lemmas(&p->lemmas, d);
  pasts(d);
  kh_names_agree(d, scratch);
  kh_honorifics_hang(&p->honorifics, d);
  kh_bracketed_hang(d);
  kh_offices_hang(d);
  kh_doc_index_children(d);
}
