/* page_int.h: between the parts of the page room. */
#ifndef KH_PAGE_INT_H
#define KH_PAGE_INT_H
#include "page/cues.h"
#include "page/html.h"
#include "page/page.h"

enum { KH_META_SLOTS = 256 };
struct kh_page_room {
  kh_html_tables *html;
  kh_cues cues, phrases;
  kh_lookup charsets;      /* label -> offset in charset_names */
  const char *charset_names;
  size_t charset_names_bytes;
  kh_lookup months;        /* name -> 1 … 12 */
  kh_lookup languages;     /* word or sequence -> set of languages, see langid.c */
  const uint64_t *language_sets;
  const uint32_t *language_names;
  size_t language_set_count, language_count;
  uint8_t meta[KH_META_SLOTS];   /* names of meta elements by hash, see meta.c */
};

/* ---- charset.c: see kh_page_decode in page.h ---- */
kh_status kh_charset_compile(const char *dir, kh_pack *out, kh_error *err);
kh_status kh_charset_open(const kh_model *m, kh_page_room *r, kh_error *err);

/* ---- blocks.c: the page's text as blocks ---- */
typedef enum kh_block_kind { KH_BLOCK_TEXT, KH_BLOCK_HEADING, KH_BLOCK_ITEM, KH_BLOCK_QUOTE, KH_BLOCK_PRE, KH_BLOCK_CELL } kh_block_kind;
typedef struct kh_box {      /* an element that blocks are in, or an h1, in document order */
  uint32_t node, parent;   /* parent: its box; KH_NONE for the first, the page itself */
  uint32_t end;            /* one past the last box within it */
  uint32_t own, around;    /* cues: its own, and those of all around it too; KH_NOT_ASKED so far (see kh_box_cues) */
  uint32_t text, headings, all, links;   /* characters within it: of running text, of headings, all, those in links (article.c) */
  uint8_t tag;
} kh_box;
typedef struct kh_block {
  uint32_t box;            /* the block element that holds it */
  kh_str text;             /* blanks collapsed; '\n' for a line break */
  uint32_t words, link_chars;
  uint32_t phrases;        /* KH_PHRASE_…, where the article may stand; see kh_block_phrases */
  uint8_t kind;
  bool paragraph;          /* reads like running text */
  bool row;                /* cells of a table's row */
  bool gone;
} kh_block;
enum { KH_NOT_ASKED = 1 << 16 };   /* no set of cues has this bit */
typedef struct kh_namer kh_namer;
typedef struct kh_blocks {
  kh_block *at;
  uint32_t n;
  kh_box *box;
  uint32_t boxes;
  kh_namer *namer;         /* what class names say */
} kh_blocks;
void kh_blocks_collect(const kh_page_room *r, const kh_html *h, kh_arena *arena, kh_blocks *out);
/* Cues of a box, and of a block: of all elements around it. Most boxes lie in furniture, where nobody asks, so they are looked for when asked. */
uint32_t kh_box_cues(const kh_blocks *b, uint32_t box);
uint32_t kh_block_cues(const kh_blocks *b, const kh_block *block);
uint32_t kh_box_of(const kh_blocks *b, uint32_t node);   /* KH_NONE if the node is none */
uint32_t kh_block_phrases(const kh_page_room *r, const kh_block *b);   /* of short blocks; 0 for long ones */
/* Blanks collapsed and trimmed, invisible characters left out. */
kh_str kh_text_squeeze(kh_str v, kh_arena *arena);

/* ---- article.c: which blocks are the article ---- */
void kh_article_select(const kh_page_room *r, const kh_html *h, const kh_page_options *o, kh_blocks *blocks, kh_article *a, kh_arena *arena);

/* Bytes of words, for comparing titles: letters, figures, and all that is no ASCII. */
static inline bool kh_word_byte(char c) { return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }
static inline bool kh_same_letter(char a, char b) { return a == b || kh_cp_lower((unsigned char)a) == kh_cp_lower((unsigned char)b); }

/* ---- meta.c, dates.c ---- */
void kh_meta_open(kh_page_room *r);
void kh_meta_read(const kh_page_room *r, const kh_html *h, const kh_blocks *blocks, const kh_page_options *o, kh_arena *arena, kh_article *a);
/* A date in any of the shapes that pages use, as YYYY-MM-DD[Thh:mm:ss[Z|±hh:mm]]; empty if there is none. */
kh_str kh_page_date(const kh_page_room *r, kh_str v, kh_arena *arena);
kh_str kh_page_date_of_url(const kh_page_room *r, kh_str url, kh_arena *arena);
kh_status kh_dates_compile(const char *dir, kh_pack *out, kh_error *err);
kh_status kh_dates_open(const kh_model *m, kh_page_room *r, kh_error *err);
#endif
