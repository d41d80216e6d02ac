/* text_int.h: what the files of the text room share. */
#ifndef KH_TEXT_INT_H
#define KH_TEXT_INT_H

#include "text/text.h"

enum { ABBR_TITLE = 1, ABBR_WORD, ABBR_NUMBER, ABBR_PLACE };          /* data/text/abbreviations.tsv */
enum { FURNITURE_LINE = 1, FURNITURE_START, FURNITURE_TAIL, FURNITURE_BYLINE };  /* data/text/furniture.tsv */

enum text_list { LIST_ABBR, LIST_CONTRACTION, LIST_CLITIC, LIST_PREFIX, LIST_UNIT, LIST_DOMAIN, LIST_STARTER, LIST_FURNITURE,
                 LIST_EMOTICON, LIST_WHOLE, LIST_LABEL, LIST_FORM, LIST_COUNT };

enum { FORM_MAX = 30 };   /* bytes of a form in data/text/forms.tsv */

/* A phrase that is compared from its beginning: furniture that starts a line. */
typedef struct text_phrase { uint32_t pool, how; } text_phrase;

struct kh_text_room {
  kh_lookup list[LIST_COUNT];   /* keys in lower case; value 1 or what the list's columns say (of forms: an offset in pool) */
  const text_phrase *starts;    /* furniture compared from a line's beginning */
  size_t start_count;
  const char *pool;
  size_t pool_bytes;
};

/* A contraction's value: where its second, third and fourth word begin, a byte each (0: no such word). */

typedef struct text_token {
  uint32_t begin, end;
  uint8_t mwt;          /* words of the multiword token that starts here, or 0 */
  bool space_before;    /* blanks, or the paragraph's beginning, stand before it */
  bool quote;           /* a single quotation mark that is used as a double one */
  uint8_t abbr;         /* ABBR_… of a token that ends in its own dot; ABBR_WORD for acronyms, ABBR_TITLE for initials */
} text_token;
typedef KH_VEC(text_token) text_tokens;

/* The value of a key in a list; the key is put in lower case with plain apostrophes here. */
bool kh_text_find(const kh_text_room *r, enum text_list list, kh_str key, uint32_t *value);
/* Adds the tokens of text[begin .. end). */
void kh_text_tokenize(const kh_text_room *r, kh_str text, uint32_t begin, uint32_t end, kh_arena *a, text_tokens *out);

/* A paragraph: a run of lines that belong together, without blanks at its ends. */
typedef struct text_paragraph {
  uint32_t begin, end;
  uint8_t kind;         /* kh_sentence_kind */
} text_paragraph;
typedef KH_VEC(text_paragraph) text_paragraphs;
void kh_text_paragraphs(const kh_text_room *r, kh_str text, kh_arena *a, text_paragraphs *out);

/* Fills the text part of a document whose tokens and sentence ends are known; paragraphs: their first tokens. */
void kh_text_fill(const kh_text_room *r, kh_doc *d, const text_tokens *given, const uint8_t *ends, const uint32_t *paragraphs, uint32_t n, uint32_t max_tokens,
                  kh_arena *scratch);

/* Marks in ends[i] whether a sentence ends after token i of a paragraph's n tokens. */
void kh_text_sentence_ends(const kh_text_room *r, kh_str text, const text_token *t, uint32_t n, uint8_t *ends);
/* Tokens of a dateline ("CAIRO, March 21 (Reuters) -") at the head of a paragraph; 0 for none. first: it is the report's first, where the
 * name of a place alone may be one ("New Delhi — "). */
uint32_t kh_text_dateline(kh_str text, const text_token *t, uint32_t n, bool first);
/* The same behind a title that was glued to the first paragraph ("… for a year. FAIRFIELD, Conn. -- Police say"): the token after it, and *first, its own first; 0 for none. */
uint32_t kh_text_dateline_within(kh_str text, const text_token *t, const uint8_t *ends, uint32_t n, uint32_t *first);
/* Tokens of the time of day before an entry of a live report ("14:20 GMT - Troops …"); 0 for none. */
uint32_t kh_text_clock(kh_str text, const text_token *t, uint32_t n);

/* Tokens of the day before an entry of a chronicle ("28 July:", "July 28, 2023 –", "2023-07-28:"); 0 for none. */
uint32_t kh_text_day_label(kh_str text, const text_token *t, uint32_t n);

/* Signs. */
bool kh_text_is_open_quote(uint32_t cp);
bool kh_text_is_close_quote(uint32_t cp);
bool kh_text_is_apostrophe(uint32_t cp);
bool kh_text_is_dash(uint32_t cp);       /* hyphens and dashes */
bool kh_text_is_invisible(uint32_t cp);  /* joiners, marks of direction, soft hyphens: letters of no width */
bool kh_text_is_bullet(uint32_t cp);     /* the sign of a list, that is nothing else */
bool kh_text_joins_digits(uint32_t cp);  /* blanks that do not break, as they stand before thousands */
bool kh_text_is_space(uint32_t cp);      /* blanks, but for those without width */
static inline uint32_t kh_text_cp(kh_str text, uint32_t at) {
  size_t i = at;
  return at < text.n ? kh_utf8_next(text.s, text.n, &i) : 0;
}
static inline uint32_t kh_text_next(kh_str text, uint32_t at) {   /* where the code point at "at" ends */
  size_t i = at;
  if (at < text.n) kh_utf8_next(text.s, text.n, &i);
  return (uint32_t)i;
}
#endif
