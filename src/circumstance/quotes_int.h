/* quotes_int.h: cues, the frames that say where their content stands, and quotations while they are found. */
#ifndef KH_QUOTES_INT_H
#define KH_QUOTES_INT_H
#include "circumstance/circumstance.h"

/* Where the content of a cue stands in the tree. The letters are those of data/quotes. */
#define QUOTE_FRAME_TABLE(X)                                                                   \
  X(QUOTE, 'q')      /* words in quotation marks beside it, or the clause that it is put into: "…, she said" */ \
  X(CLAUSE, 'c')     /* a clause: "said (that) …", "the claim that …", "asked whether …" */     \
  X(INFINITIVE, 'x') /* "plans to …", "denied taking …" */                                     \
  X(OBJECT, 'o')     /* "criticised the plan" */                                               \
  X(BOTH, 'k')       /* object and complement together: "urged Israel to …", "called it a mistake" */ \
  X(AUDIENCE, 'a')   /* its object is who is spoken to */                                      \
  X(RAISING, 'r')    /* the subject belongs to the content: "the talks seem to fail" */        \
  X(PREPOSITION, 'p')                                                                          \
  X(MET, 's')        /* a noun: what is met with it, "the plan drew criticism from farmers" */
enum {
#define X(name, letter) QUOTE_##name##_AT,
  QUOTE_FRAME_TABLE(X)
#undef X
  QUOTE_FRAME_COUNT
};
enum {
#define X(name, letter) QUOTE_##name = 1u << QUOTE_##name##_AT,
  QUOTE_FRAME_TABLE(X)
#undef X
};

typedef struct quote_cue {
  uint64_t prepositions;   /* bits by quotes.prepositions */
  uint32_t particle;       /* second word ("out" of "point out"), offset in quotes.pool; 0 for none */
  uint32_t frames;
  uint16_t part;           /* 'v', 'n', 'a', 'r' (adverb on a clause), 'p' (preposition before the speaker) */
  uint16_t last;           /* last cue of this lemma */
  uint32_t unused;
} quote_cue;

/* the classes of words.tsv */
enum { QUOTE_SET_SPEAKER, QUOTE_SET_AUDIENCE, QUOTE_SET_TURN, QUOTE_SET_INTO, QUOTE_SET_PAPER, QUOTE_SET_AS, QUOTE_SET_THAT, QUOTE_SET_IF, QUOTE_SET_MET,
       QUOTE_SET_UNDER, QUOTE_SET_REASON, QUOTE_SET_QUOTING, QUOTE_SETS };

struct kh_quotes {
  const quote_cue *cues;
  const uint64_t *sets;             /* QUOTE_SETS of prepositions' bits */
  const char *pool;
  size_t cue_count, pool_bytes;
  kh_lookup lemmas, prepositions;   /* to the first cue of a lemma; to a bit */
};

#define QUOTE_SPANS 8       /* of one quotation's content while it is found; more are dropped */
typedef struct quote_draft {
  uint32_t cue_begin, cue_end;      /* tokens; equal where there is no cue */
  uint32_t speaker;                 /* head token, KH_NONE */
  uint32_t audience;                /* head token, KH_NONE */
  uint32_t within;                  /* the draft in whose words its cue stands + 1, 0 for none */
  uint32_t span_count;
  uint32_t begin[QUOTE_SPANS], end[QUOTE_SPANS];   /* tokens, in order */
  bool label;                       /* a transcript's "MERKEL: …" */
  bool speech;                      /* its cue may carry words in quotation marks */
  bool thing;                       /* its content is what is spoken of, an object or behind a preposition: words in quotation marks are rather it */
} quote_draft;

typedef struct quote_segment {      /* words in quotation marks, the marks included */
  uint32_t begin, end;
  bool goes_on;                     /* continues the segment of the paragraph before */
} quote_segment;

typedef struct quote_work {
  const kh_quotes *q;
  const kh_doc *d;
  kh_arena *scratch;
  KH_VEC(quote_draft) drafts;
  KH_VEC(quote_segment) segments;
  bool transcript;                  /* "MERKEL: …" stands at the head of paragraphs */
  uint32_t *segment_of;             /* token -> segment + 1, 0 outside and in titles ("Going Viral") */
  uint32_t *paired;                 /* the same, titles too */
  uint32_t *told_by;                /* verb -> who the cue before it has speak + 1, 0 where its own tree tells: "said …, adding …" */
} quote_work;

bool kh_quotes_mark(const kh_doc *d, uint32_t t);               /* a quotation mark */
void kh_quotes_segments(quote_work *w);                         /* fills segments and segment_of */
void kh_quotes_attach(quote_work *w);                           /* joins segments and drafts */

/* ---- words and the tree (quotes_words.c) ---- */
typedef struct quote_range { uint32_t begin, end; } quote_range;   /* tokens, end exclusive */

static inline quote_range quote_subtree(const kh_doc *d, uint32_t t) {
  quote_range r;
  kh_doc_subtree(d, t, &r.begin, &r.end);
  return r;
}
static inline quote_range quote_sentence_range(const kh_doc *d, uint32_t t) {
  const kh_sentence *s = &d->sentences[d->tok.sentence[t]];
  return (quote_range){s->tok_begin, s->tok_end};
}
static inline bool quote_is(const kh_doc *d, uint32_t t, const char *form) { return kh_str_is(d->tok.lower[t], form); }
static inline bool quote_punct(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_PUNCT && !kh_quotes_mark(d, t); }   /* a mark, but no quotation mark */
static inline bool quote_nominal(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_NOUN || d->tok.upos[t] == KH_UPOS_PROPN || d->tok.upos[t] == KH_UPOS_PRON; }
static inline bool quote_verbal(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_VERB || d->tok.upos[t] == KH_UPOS_AUX; }
static inline bool quote_relative(const kh_doc *d, uint32_t t) { return d->tok.upos[t] == KH_UPOS_PRON && kh_doc_xpos(d, t)[0] == 'W'; }   /* "who", "which", "that" of a relative clause */

uint32_t kh_quotes_speaker(const kh_doc *d, uint32_t verb);     /* head token of who speaks, or KH_NONE */
uint32_t kh_quotes_subject_of(const kh_doc *d, uint32_t t, bool *passive);   /* the subject in t's own clause, or KH_NONE */
void kh_quotes_phrase(const kh_doc *d, uint32_t head, uint32_t *begin, uint32_t *end);   /* a noun phrase without its clauses */
bool kh_quotes_saying(const kh_doc *d, uint32_t t);             /* "saying", a participle or a gerund of its own, not that of "is saying" */
bool kh_quotes_timed(const kh_doc *d, uint32_t t);              /* within the words of a time */
bool kh_quotes_in_set(const quote_work *w, uint64_t set, kh_str word, uint64_t hash);   /* a word of one of the classes of words.tsv */
bool kh_quotes_is_somebody(const kh_doc *d, uint32_t t);   /* a person, or one with a calling */
bool kh_quotes_is_paper(const quote_work *w, uint32_t t);       /* "poll", "report", "tweets": what tells something itself */
bool kh_quotes_preposition_in(const quote_work *w, uint64_t set, uint32_t dependent);   /* is it opened by a preposition of the set? */
quote_range kh_quotes_behind_preposition(const kh_doc *d, uint32_t dependent);   /* a dependent's words without the preposition or mark that leads it */
/* The words of t's sentence that carry the cue: subject, auxiliaries, adverbs and times around it, but no content. */
quote_range kh_quotes_cue_clause(const kh_doc *d, uint32_t t, uint32_t content);
void kh_quotes_add(quote_draft *q, uint32_t begin, uint32_t end);   /* to the content; spans that meet become one */
void kh_quotes_add_range(const kh_doc *d, quote_draft *q, quote_range r);   /* … without the marks at its ends */
void kh_quotes_add_without(const kh_doc *d, quote_draft *q, quote_range r, quote_range cut);   /* r without the words of cut (the cue's own clause), in one or two spans */

/* ---- cues (quotes_find.c) and what verbs among them attribute (quotes_verb.c) ---- */
void kh_quotes_cues(quote_work *w);                             /* fills drafts from the cues and their frames */
const quote_cue *kh_quotes_cue_at(const quote_work *w, uint32_t t, uint32_t *end);   /* the cue at t, its end in *end; NULL if there is none */
void kh_quotes_at_verb(quote_work *w, const quote_cue *cue, uint32_t t, uint32_t cue_end);
bool kh_quotes_finite(const kh_doc *d, quote_range r);          /* has it a finite verb? */
/* Content behind its cue ends where the same speaker is told to say something else, or the report turns to words of its own. */
void kh_quotes_cut_next_telling(quote_work *w, quote_draft *q);
/* "The governor added:" at the end of a paragraph: the next one is what is told, with marks around it or without. */
bool kh_quotes_next_paragraph(const quote_work *w, uint32_t cue_end, bool marks, quote_draft *q);
#endif
