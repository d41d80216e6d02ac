/* doc.h: the document on its road through the rooms.
 *
 * One arena holds everything that is found. Each room fills its own part and changes nothing that an
 * earlier room wrote:
 *   text          sentences, tokens' spans and forms
 *   parse         tags, lemmas, features, trees, BIO name tags
 *   actors        mentions, chains
 *   circumstance  times, places, figures, quotes
 *   events        events
 * All spans are bytes of doc->text; token indices are absolute in the document. */
#ifndef KH_DOC_H
#define KH_DOC_H

#include "base/base.h"

/* Universal part-of-speech tags. */
#define KH_UPOS_TABLE(X)                                                                        \
  X(ADJ) X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) X(PART) X(PRON) X(PROPN)    \
  X(PUNCT) X(SCONJ) X(SYM) X(VERB) X(X)
typedef enum kh_upos {
  KH_UPOS_NONE = 0,
#define X(name) KH_UPOS_##name,
  KH_UPOS_TABLE(X)
#undef X
  KH_UPOS_COUNT
} kh_upos;

/* Universal dependency relations; subtypes that later rooms ask about have entries of their own, others
 * fall back to the part before ':'. kh_deprel_base gives that part. */
#define KH_DEPREL_TABLE(X)                                                                      \
  X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(ADVCL, "advcl") X(ADVCL_RELCL, "advcl:relcl")       \
  X(ADVMOD, "advmod") X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux") X(AUX_PASS, "aux:pass")   \
  X(CASE, "case") X(CC, "cc") X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") X(CLF, "clf")       \
  X(COMPOUND, "compound") X(COMPOUND_PRT, "compound:prt") X(CONJ, "conj") X(COP, "cop")         \
  X(CSUBJ, "csubj") X(CSUBJ_OUTER, "csubj:outer") X(CSUBJ_PASS, "csubj:pass") X(DEP, "dep")     \
  X(DET, "det") X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse")                           \
  X(DISLOCATED, "dislocated") X(EXPL, "expl") X(FIXED, "fixed") X(FLAT, "flat")                 \
  X(GOESWITH, "goeswith") X(IOBJ, "iobj") X(LIST, "list") X(MARK, "mark") X(NMOD, "nmod")       \
  X(NMOD_DESC, "nmod:desc") X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked")         \
  X(NSUBJ, "nsubj") X(NSUBJ_OUTER, "nsubj:outer") X(NSUBJ_PASS, "nsubj:pass")                   \
  X(NUMMOD, "nummod") X(OBJ, "obj") X(OBL, "obl") X(OBL_AGENT, "obl:agent")                     \
  X(OBL_UNMARKED, "obl:unmarked") X(ORPHAN, "orphan") X(PARATAXIS, "parataxis")                 \
  X(PUNCT, "punct") X(REPARANDUM, "reparandum") X(ROOT, "root") X(VOCATIVE, "vocative")         \
  X(XCOMP, "xcomp")
typedef enum kh_deprel {
  KH_DEP_NONE = 0,
#define X(name, label) KH_DEP_##name,
  KH_DEPREL_TABLE(X)
#undef X
  KH_DEPREL_COUNT
} kh_deprel;

/* Morphology as bits, from the UD features. */
enum {
  KH_MORPH_PLUR = 1 << 0, KH_MORPH_SING = 1 << 1,
  KH_MORPH_PAST = 1 << 2, KH_MORPH_PRES = 1 << 3,
  KH_MORPH_FIN = 1 << 4, KH_MORPH_INF = 1 << 5, KH_MORPH_PART = 1 << 6, KH_MORPH_GER = 1 << 7,
  KH_MORPH_PASS = 1 << 8, KH_MORPH_IMP = 1 << 9,
  KH_MORPH_P1 = 1 << 10, KH_MORPH_P2 = 1 << 11, KH_MORPH_P3 = 1 << 12,
  KH_MORPH_MASC = 1 << 13, KH_MORPH_FEM = 1 << 14, KH_MORPH_NEUT = 1 << 15,
  KH_MORPH_NEG = 1 << 16, KH_MORPH_POSS = 1 << 17
};

/* Sentences that later rooms must treat apart. */
typedef enum kh_sentence_kind {
  KH_SENT_BODY = 0,
  KH_SENT_HEADLINE,   /* a title line: present tense for past, dropped auxiliaries */
  KH_SENT_RESIDUE     /* a page's furniture (comment forms, share bars): coded by no room */
} kh_sentence_kind;

typedef struct kh_sentence {
  uint32_t tok_begin, tok_end;   /* end exclusive; never empty */
  uint32_t paragraph;
  uint8_t kind;                  /* kh_sentence_kind */
  bool day_label;                /* the day alone that an entry of a chronicle is of, before the entry ("28 July: Soldiers detained …") */
} kh_sentence;

/* Tokens are UD's syntactic words, arrays side by side, each of length n. Words of a multiword token
 * ("don't") have their own pieces of its span. */
typedef struct kh_tokens {
  uint32_t n;
  kh_span *span;
  kh_str *form;          /* quotes and dashes made plain; else the words of the text */
  kh_str *lower;         /* form in lower case */
  uint64_t *lower_hash;  /* kh_hash_str(lower) */
  uint32_t *sentence;
  uint8_t *space_after;  /* blanks follow in the text */
  uint8_t *mwt;          /* number of words of the multiword token that starts here, or 0 */
  /* parse */
  kh_str *lemma;         /* lower case but for proper nouns, as UD has them */
  uint64_t *lemma_hash;  /* kh_hash_str of the lemma in lower case */
  uint8_t *upos;         /* kh_upos */
  uint16_t *xpos;        /* index into labels->xpos */
  uint16_t *feats;       /* index into labels->feats */
  uint32_t *morph;       /* KH_MORPH_… */
  uint32_t *head;        /* token, KH_NONE at the root */
  uint8_t *deprel;       /* kh_deprel */
  uint16_t *label;       /* index into labels->deprel: the full label */
  uint8_t *ner;          /* 0 outside, else 2 * kh_entity + (1 where an entity begins) */
} kh_tokens;

/* Label strings of the model that parsed the document; they outlive it. Arrays of NUL-terminated strings. */
typedef struct kh_labels {
  const char *const *xpos, *const *feats, *const *deprel;
  uint32_t xpos_count, feats_count, deprel_count;
} kh_labels;

#define KH_CP_BLOCK 128u
struct kh_document {
  kh_arena *arena;
  /* what the caller said */
  kh_str id, url, title, byline, source, language;
  int32_t published;             /* day, KH_NO_DAY if unknown */
  kh_str published_text;         /* as given */
  kh_str text;                   /* valid UTF-8 */
  uint32_t *codepoints;          /* code points before each block of KH_CP_BLOCK bytes; NULL: not made */
  kh_sha256 text_hash;
  const char *data_version;
  /* text */
  uint32_t sentence_count, paragraph_count;
  kh_sentence *sentences;
  kh_span *sentence_spans;
  kh_tokens tok;
  const kh_labels *labels;
  kh_span dateline;              /* "CAIRO (Reuters) -" at the head of the body; empty if none */
  /* children of each token in order, made after parse: child[child_at[t] .. child_at[t+1]) */
  uint32_t *child_at, *child;
  /* actors */
  uint32_t mention_count, chain_count;
  kh_mention *mentions;
  uint32_t *mention_of;          /* token -> innermost mention whose head it is, or KH_NONE */
  /* circumstance */
  uint32_t time_count, place_count, figure_count, quote_count;
  kh_time *times;
  kh_place *places;
  kh_figure *figures;
  kh_quote *quotes;
  /* events */
  uint32_t event_count;
  kh_event *events;
  /* problems */
  kh_status failed;              /* why the report as a whole was not coded, or KH_OK */
  KH_VEC(kh_problem) problems;
};
typedef struct kh_document kh_doc;

const char *kh_upos_name(uint8_t upos);
const char *kh_deprel_name(uint8_t deprel);
uint8_t kh_upos_of(kh_str name);
uint8_t kh_deprel_of(kh_str label);                      /* falls back to the part before ':' */
/* NSUBJ_PASS -> NSUBJ. Inline, as are the next: the rooms behind the parser ask little else so often. */
static inline uint8_t kh_deprel_base(uint8_t r) {
  switch (r) {
    case KH_DEP_ACL_RELCL: return KH_DEP_ACL;
    case KH_DEP_ADVCL_RELCL: return KH_DEP_ADVCL;
    case KH_DEP_AUX_PASS: return KH_DEP_AUX;
    case KH_DEP_CC_PRECONJ: return KH_DEP_CC;
    case KH_DEP_COMPOUND_PRT: return KH_DEP_COMPOUND;
    case KH_DEP_CSUBJ_OUTER: case KH_DEP_CSUBJ_PASS: return KH_DEP_CSUBJ;
    case KH_DEP_DET_PREDET: return KH_DEP_DET;
    case KH_DEP_NMOD_DESC: case KH_DEP_NMOD_POSS: case KH_DEP_NMOD_UNMARKED: return KH_DEP_NMOD;
    case KH_DEP_NSUBJ_OUTER: case KH_DEP_NSUBJ_PASS: return KH_DEP_NSUBJ;
    case KH_DEP_OBL_AGENT: case KH_DEP_OBL_UNMARKED: return KH_DEP_OBL;
    default: return r;
  }
}
uint32_t kh_morph_of(kh_str feats);                      /* "Number=Plur|…" -> bits */

/* A new document over a copy of text (made valid UTF-8 by the caller); its arena is its own. */
kh_doc *kh_doc_new(size_t memory_limit);                 /* NULL without memory */
void kh_doc_tokens_alloc(kh_doc *d, uint32_t n);         /* all arrays of d->tok, cleared; heads KH_NONE */
void kh_doc_index_children(kh_doc *d);
/* Leaves out the events that keep[] does not mark; an event whose base goes has none. */
void kh_doc_keep_events(kh_doc *d, const bool *keep, kh_arena *scratch);
void kh_doc_problem(kh_doc *d, kh_status code, kh_span where, const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Tree questions. All take absolute tokens and are bounded by the sentence. */
bool kh_is_capital(const kh_place *p);   /* a state's, by the code of GeoNames */
static inline uint32_t kh_doc_child_count(const kh_doc *d, uint32_t t) { return d->child_at[t + 1] - d->child_at[t]; }
/* The tag of the treebank's own tagset ("VBD"), "" where there is none. */
static inline const char *kh_doc_xpos(const kh_doc *d, uint32_t t) {
  const kh_labels *l = d->labels;
  return l && d->tok.xpos[t] < l->xpos_count ? l->xpos[d->tok.xpos[t]] : "";
}
static inline bool kh_doc_is_noun(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_NOUN || d->tok.upos[t] == KH_UPOS_PROPN; }   /* or a name */
/* What acts for a state, as a set of sectors; a state as such and what acts for it. */
enum {
  KH_ORGANS = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_SPY,
  KH_STATE_ORGANS = 1u << KH_SECTOR_NONE | KH_ORGANS
};
/* Does the word begin with a plain capital? */
static inline bool kh_has_capital(const kh_tokens *k, uint32_t t) { return k->form[t].n && k->form[t].s[0] >= 'A' && k->form[t].s[0] <= 'Z'; }
/* A dash of one of its written shapes; … between blanks: "'No talks' - envoy". */
static inline bool kh_is_dash(kh_str form) {
  return kh_str_is(form, "-") || kh_str_is(form, "--") || kh_str_is(form, "\xE2\x80\x93") || kh_str_is(form, "\xE2\x80\x94");
}
static inline bool kh_is_dash_between_blanks(const kh_tokens *k, uint32_t t) {
  return t && k->space_after[t] && k->space_after[t - 1] && kh_is_dash(k->form[t]);
}
/* The first child with exactly this deprel, or KH_NONE; … whose base relation is this. */
static inline uint32_t kh_doc_child_with(const kh_doc *d, uint32_t t, uint8_t deprel) {
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->tok.deprel[d->child[i]] == deprel) return d->child[i];
  return KH_NONE;
}
static inline uint32_t kh_doc_child_base(const kh_doc *d, uint32_t t, uint8_t base) {
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (kh_deprel_base(d->tok.deprel[d->child[i]]) == base) return d->child[i];
  return KH_NONE;
}
void kh_doc_subtree(const kh_doc *d, uint32_t t, uint32_t *first, uint32_t *end);/* smallest token range that holds t and all below it */
uint32_t kh_doc_first_place(const kh_doc *d, uint32_t sentence);                 /* places come in order: the first one in or after a sentence */
uint32_t kh_doc_first_time(const kh_doc *d, uint32_t sentence);                  /* so do times */
bool kh_doc_dominates(const kh_doc *d, uint32_t above, uint32_t below);          /* above is below or an ancestor of it */
uint32_t kh_doc_token_from(const kh_doc *d, uint32_t place);                             /* the first token that ends behind a place of the text; tok.n: none */
uint32_t kh_doc_head_within(const kh_doc *d, uint32_t begin, uint32_t end);                 /* of a token range: the first that hangs on none of it */
kh_str kh_doc_words(const kh_doc *d, kh_span s);                                 /* the text of a span */
kh_span kh_doc_token_span(const kh_doc *d, uint32_t tok_begin, uint32_t tok_end);/* span of a token range */

#endif
