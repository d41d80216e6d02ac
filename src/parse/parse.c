/* parse.c: opens whichever parser a model holds; lemmas for both kinds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/acronym.h"
#include "parse/agree.h"
#include "parse/bracketed.h"
#include "parse/headline.h"
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
  kh_headlines headlines;
  kh_lookup honorifics;   /* data without them: none */
};

kh_status kh_parser_open(const kh_model *weights, const kh_model *data, kh_parser **out, kh_error *err) {
  *out = NULL;
  kh_parser *p = calloc(1, sizeof *p);
  if (!p) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_lemmas_open(weights, data, &p->lemmas, err);
  if (!s) s = kh_acronyms_open(data, &p->acronyms, err);
  if (!s) s = kh_headlines_open(data, &p->headlines, err);
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

/* "In Lagos police arrested two", where the town with its preposition was taken for a part of the subject: it is the clause's. */
static void towns_before_subjects(kh_doc *d) {
  kh_tokens *k = &d->tok;
  for (uint32_t t = 1; t + 1 < k->n; t++) {
    uint32_t n = k->deprel[t] == KH_DEP_COMPOUND ? k->head[t] : KH_NONE;
    if (n == KH_NONE || n < t || kh_deprel_base(k->deprel[n]) != KH_DEP_NSUBJ || k->head[n] == KH_NONE || k->deprel[t - 1] != KH_DEP_CASE ||
        k->head[t - 1] != t || k->upos[t - 1] != KH_UPOS_ADP || d->sentences[k->sentence[t]].tok_begin != t - 1)
      continue;
    k->head[t] = k->head[n], k->deprel[t] = KH_DEP_OBL;
  }
}

/* Has the finite verb v a subject? */
static bool has_subject(const kh_tokens *k, const kh_sentence *s, uint32_t v) {
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    uint8_t b = kh_deprel_base(k->deprel[t]);
    if (k->head[t] == v && (b == KH_DEP_NSUBJ || b == KH_DEP_CSUBJ || b == KH_DEP_EXPL)) return true;
  }
  return false;
}

/* "In the Kenyan port dockers walked out", "in the town of Jos gunmen killed two", where the verb has no subject and the phrase right before it has swallowed
 * it: the last noun is the subject, and what stands before it the phrase. */
static void subjects_in_phrases(kh_doc *d) {
  kh_tokens *k = &d->tok;
  for (uint32_t v = 2; v < k->n; v++) {
    if (k->upos[v] != KH_UPOS_VERB || !(k->head[v] == KH_NONE || k->deprel[v] == KH_DEP_CCOMP || k->deprel[v] == KH_DEP_PARATAXIS))
      continue;
    const kh_sentence *s = &d->sentences[k->sentence[v]];
    uint32_t group = v, below = KH_NONE;      /* the verb with its auxiliaries; what hangs on the phrase's head */
    while (group > s->tok_begin && k->head[group - 1] == v && kh_deprel_base(k->deprel[group - 1]) == KH_DEP_AUX) group--;
    if (group == v && !(k->morph[v] & KH_MORPH_FIN)) continue;
    if (group < s->tok_begin + 3 || k->deprel[s->tok_begin] != KH_DEP_CASE || has_subject(k, s, v)) continue;
    uint32_t top = group - 1;
    for (uint32_t steps = 0; steps < 8 && k->head[top] != KH_NONE && k->head[top] != v; steps++) below = top, top = k->head[top];
    if (k->head[top] != v || k->deprel[top] != KH_DEP_OBL || k->head[s->tok_begin] != top) continue;
    const bool town = below != KH_NONE && below > top && k->deprel[below] == KH_DEP_NMOD && below > s->tok_begin + 1 && k->deprel[below - 1] == KH_DEP_COMPOUND;
    uint32_t n = town ? below : top, place = n - 1;
    if (k->upos[n] != KH_UPOS_NOUN || !(k->morph[n] & KH_MORPH_PLUR) || place <= s->tok_begin || k->head[place] != n ||
        k->deprel[place] != KH_DEP_COMPOUND || k->morph[place] & KH_MORPH_PLUR || k->upos[place - 1] == KH_UPOS_PUNCT)
      continue;
    for (uint32_t t = s->tok_begin; t < place; t++)
      if (k->head[t] == n) k->head[t] = place;
    k->deprel[place] = k->deprel[n], k->head[place] = k->head[n];
    k->head[n] = v, k->deprel[n] = KH_DEP_NSUBJ;
  }
}

/* "In 1991 soldiers shot …", where the tree counts the soldiers: no subject stands behind a preposition, so that the number is a year, and the clause's. */
static void years_before_subjects(kh_doc *d) {
  kh_tokens *k = &d->tok;
  for (uint32_t t = 1; t < k->n; t++) {
    if (k->deprel[t] != KH_DEP_NUMMOD || k->upos[t - 1] != KH_UPOS_ADP || k->deprel[t - 1] != KH_DEP_CASE || !is_year(k->form[t])) continue;
    uint32_t n = k->head[t];
    if (n == KH_NONE || n < t || kh_deprel_base(k->deprel[n]) != KH_DEP_NSUBJ || k->head[n] == KH_NONE) continue;
    if (k->head[t - 1] != t && k->head[t - 1] != n) continue;
    k->head[t] = k->head[n], k->deprel[t] = KH_DEP_OBL, k->head[t - 1] = t;
  }
}

void kh_parse_run(const kh_parser *p, kh_doc *d, kh_arena *scratch) {
  kh_net_names names = {0};
  kh_stand_ins acronyms = {0}, verbs = {0};
  kh_acronyms_find(&p->acronyms, d, scratch, &acronyms);
  kh_stand_ins_swap(d, &acronyms);
  if (p->net) {
    kh_title_plain(p->net, d, scratch);
    kh_net_run(p->net, d, p->namer ? &names : NULL, scratch);
    kh_headlines_read(&p->headlines, p->net, d, p->namer ? &names : NULL, scratch, &verbs);
  } else kh_linear_run(p->linear, d, scratch);
  if (p->namer) kh_namer_run(p->namer, d, &names, scratch);
  kh_stand_ins_swap(d, &verbs);
  kh_stand_ins_swap(d, &acronyms);
  if (p->net) kh_headlines_mend(&p->headlines, d);
  nouns_behind_to(d);
  years_before_subjects(d);
  towns_before_subjects(d);
  subjects_in_phrases(d);
  lemmas(&p->lemmas, d);
  pasts(d);
  kh_names_agree(d, scratch);
  kh_honorifics_hang(&p->honorifics, d);
  kh_bracketed_hang(d);
  kh_offices_hang(d);
  kh_doc_index_children(d);
}
