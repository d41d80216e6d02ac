/* cues.h: words in class names and phrases in text, found by a trie from where a word begins. A table by hash tells of most
 * words that nothing begins with them.
 *
 * Both are read as parts: letters in lower case, anything between them as one '-', and a '-' where a capital
 * follows a small letter (class names only). "relatedArticles-box" reads as -related-articles-box-. */
#ifndef KH_PAGE_CUES_H
#define KH_PAGE_CUES_H
#include "base/base.h"
#include "model/model.h"

/* Kinds of cues.txt: what a class, id or role says of its element. */
#define KH_CUE_TABLE_(X)                                                                            \
  X(BODY, "body") X(DROP, "drop") X(SOFT, "soft") X(COMMENTS, "comments") X(CAPTION, "caption") X(EMBED, "embed") \
  X(BYLINE, "byline") X(DATE, "date") X(HIDDEN, "hidden") X(TITLE, "title") X(KEEP, "keep") X(LEAD, "lead")
/* Kinds of phrases.txt. */
#define KH_PHRASE_TABLE_(X)                                                                         \
  X(WHOLE, "whole") X(START, "start") X(WITHIN, "within") X(TAIL, "tail") X(TAIL_START, "tail-start") X(BYLINE_START, "byline-start") \
  X(DATE_START, "date-start") X(UPDATE_START, "update-start") X(CAPTION_START, "caption-start") X(NO_AUTHOR, "no-author")
enum {
#define X(id, text) KH_CUE_##id##_BIT,
  KH_CUE_TABLE_(X)
#undef X
  KH_CUE_KINDS
};
enum {
#define X(id, text) KH_CUE_##id = 1 << KH_CUE_##id##_BIT,
  KH_CUE_TABLE_(X)
#undef X
};
enum {
#define X(id, text) KH_PHRASE_##id##_BIT,
  KH_PHRASE_TABLE_(X)
#undef X
  KH_PHRASE_KINDS
};
enum {
#define X(id, text) KH_PHRASE_##id = 1 << KH_PHRASE_##id##_BIT,
  KH_PHRASE_TABLE_(X)
#undef X
};

typedef struct kh_cues {     /* a trie over 28 symbols: '-', a … z, and one around class names */
  const uint64_t *state;     /* what follows each state and the kinds of the pattern that ends there (see cues.c) */
  const uint32_t *first;     /* bits by hash: patterns may begin with this word (see cues.c) */
  const uint64_t *word;      /* by hash: the short ones of these words, and where they lead to (see cues.c) */
  size_t states;
} kh_cues;

/* file in data/page: "kind<TAB>pattern<TAB>example"; a pattern's '*' at its end lets the word go on there,
 * '=' before it asks for a whole class name. */
kh_status kh_cues_compile(const char *dir, const char *file, const char *table, bool phrases, kh_pack *out, kh_error *err);
kh_status kh_cues_open(const kh_model *m, const char *table, kh_cues *out, kh_error *err);
/* Kinds for a class attribute, id or role. limit: how far may be read, at least its end. */
uint32_t kh_cues_of(const kh_cues *c, kh_str name, const char *limit);
/* Kinds of phrases in a block of text; WHOLE, START and the like only where they hold. within: also those that
 * stand anywhere in it. */
uint32_t kh_cues_phrases(const kh_cues *c, kh_str text, bool within);
#endif
