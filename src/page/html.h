/* html.h: HTML bytes to a flat tree.
 *
 * Tokens follow the WHATWG tokenization rules; the tree follows its construction rules as far as text,
 * links and block structure go (docs/extraction.md lists where it stops short). Nodes lie in document
 * order: the nodes of a subtree are node[i] … node[node[i].end - 1]. */
#ifndef KH_PAGE_HTML_H
#define KH_PAGE_HTML_H
#include "base/base.h"
#include "model/model.h"

/* What the tree builder and the extractor must know of an element. */
enum {
  KH_TAG_VOID = 1 << 0,      /* never has contents */
  KH_TAG_SPECIAL = 1 << 1,   /* "special" of the HTML standard */
  KH_TAG_CLOSES_P = 1 << 2,  /* its start ends an open p */
  KH_TAG_RAW = 1 << 3,       /* contents are raw text */
  KH_TAG_RCDATA = 1 << 4,    /* contents are text with character references */
  KH_TAG_FORMAT = 1 << 5,    /* formatting: may be misnested */
  KH_TAG_HEAD = 1 << 6,      /* may stand in head */
  KH_TAG_BLOCK = 1 << 7,     /* begins a new block of text */
  KH_TAG_SCOPE = 1 << 8,     /* end tags do not reach out of it */
  KH_TAG_HIDDEN = 1 << 9,    /* contents are no text of the page */
  KH_TAG_MARKER = 1 << 10,   /* formatting outside does not reach in */
  KH_TAG_BREAKS_OUT = 1 << 11, /* ends svg and math */
  KH_TAG_IMPLIED_END = 1 << 12 /* an end tag of it may be left out before another's */
};
#define KH_TAG_TABLE_(X)                                                                             \
  X(a, FORMAT) X(abbr, 0) X(address, SPECIAL | CLOSES_P | BLOCK) X(applet, SPECIAL | SCOPE | MARKER) \
  X(area, SPECIAL | VOID) X(article, SPECIAL | CLOSES_P | BLOCK) X(aside, SPECIAL | CLOSES_P | BLOCK) \
  X(audio, 0) X(b, FORMAT | BREAKS_OUT) X(base, SPECIAL | VOID | HEAD) X(basefont, SPECIAL | VOID | HEAD) X(bdi, 0) X(bdo, 0) \
  X(bgsound, SPECIAL | VOID | HEAD) X(big, FORMAT | BREAKS_OUT) X(blockquote, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) \
  X(body, SPECIAL | BLOCK | BREAKS_OUT) X(br, SPECIAL | VOID | BREAKS_OUT) X(button, SPECIAL)        \
  X(canvas, 0) X(caption, SPECIAL | BLOCK | SCOPE | MARKER) X(center, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(cite, 0) \
  X(code, FORMAT | BREAKS_OUT) X(col, SPECIAL | VOID) X(colgroup, SPECIAL) X(data, 0) X(datalist, 0) \
  X(dd, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT | IMPLIED_END) X(del, 0) X(desc, 0)                  \
  X(details, SPECIAL | CLOSES_P | BLOCK) X(dfn, 0) X(dialog, CLOSES_P | BLOCK)                       \
  X(dir, SPECIAL | CLOSES_P | BLOCK) X(div, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT)                 \
  X(dl, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(dt, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT | IMPLIED_END) \
  X(em, FORMAT | BREAKS_OUT) X(embed, SPECIAL | VOID | BREAKS_OUT) X(fieldset, SPECIAL | CLOSES_P | BLOCK) \
  X(figcaption, SPECIAL | CLOSES_P | BLOCK) X(figure, SPECIAL | CLOSES_P | BLOCK) X(font, FORMAT)    \
  X(footer, SPECIAL | CLOSES_P | BLOCK) X(foreignobject, SPECIAL | SCOPE) X(form, SPECIAL | BLOCK)   \
  X(frame, SPECIAL | VOID) X(frameset, SPECIAL) X(h1, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(h2, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) \
  X(h3, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(h4, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(h5, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) \
  X(h6, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(head, SPECIAL | BREAKS_OUT) X(header, SPECIAL | CLOSES_P | BLOCK) \
  X(hgroup, SPECIAL | CLOSES_P | BLOCK) X(hr, SPECIAL | VOID | CLOSES_P | BLOCK | BREAKS_OUT)        \
  X(html, SPECIAL | SCOPE) X(i, FORMAT | BREAKS_OUT) X(iframe, SPECIAL | RAW | HIDDEN) X(image, 0)   \
  X(img, SPECIAL | VOID | BREAKS_OUT) X(input, SPECIAL | VOID) X(ins, 0) X(kbd, 0)                   \
  X(keygen, SPECIAL | VOID) X(label, 0) X(legend, BLOCK)                                             \
  X(li, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT | IMPLIED_END) X(link, SPECIAL | VOID | HEAD)        \
  X(listing, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(main, SPECIAL | CLOSES_P | BLOCK) X(map, 0) X(mark, 0) \
  X(marquee, SPECIAL | SCOPE | MARKER) X(math, 0) X(menu, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT)   \
  X(meta, SPECIAL | VOID | HEAD | BREAKS_OUT) X(meter, 0) X(mi, SPECIAL | SCOPE) X(mn, SPECIAL | SCOPE) \
  X(mo, SPECIAL | SCOPE) X(ms, SPECIAL | SCOPE) X(mtext, SPECIAL | SCOPE) X(nav, SPECIAL | CLOSES_P | BLOCK) \
  X(nobr, FORMAT | BREAKS_OUT) X(noembed, SPECIAL | RAW | HIDDEN) X(noframes, SPECIAL | RAW | HIDDEN | HEAD) \
  X(noscript, SPECIAL | HIDDEN | HEAD) X(object, SPECIAL | SCOPE | MARKER)                           \
  X(ol, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(optgroup, BLOCK | IMPLIED_END) X(option, BLOCK | IMPLIED_END) \
  X(output, 0) X(p, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT | IMPLIED_END) X(param, SPECIAL | VOID) X(picture, 0) \
  X(plaintext, SPECIAL | CLOSES_P | BLOCK) X(pre, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(progress, 0) X(q, 0) \
  X(rb, IMPLIED_END) X(rp, IMPLIED_END | HIDDEN) X(rt, IMPLIED_END | HIDDEN) X(rtc, IMPLIED_END | HIDDEN) \
  X(ruby, BREAKS_OUT) X(s, FORMAT | BREAKS_OUT) X(samp, 0) X(script, SPECIAL | RAW | HIDDEN | HEAD)  \
  X(search, SPECIAL | CLOSES_P | BLOCK) X(section, SPECIAL | CLOSES_P | BLOCK) X(select, SPECIAL | HIDDEN) \
  X(slot, 0) X(small, FORMAT | BREAKS_OUT) X(source, SPECIAL | VOID) X(span, BREAKS_OUT)             \
  X(strike, FORMAT | BREAKS_OUT) X(strong, FORMAT | BREAKS_OUT) X(style, SPECIAL | RAW | HIDDEN | HEAD) \
  X(sub, BREAKS_OUT) X(summary, SPECIAL | CLOSES_P | BLOCK) X(sup, BREAKS_OUT) X(svg, HIDDEN)        \
  X(table, SPECIAL | BLOCK | SCOPE | BREAKS_OUT) X(tbody, SPECIAL | BLOCK) X(td, SPECIAL | BLOCK | SCOPE | MARKER) \
  X(template, SPECIAL | SCOPE | MARKER | HIDDEN | HEAD) X(textarea, SPECIAL | RCDATA | HIDDEN)       \
  X(tfoot, SPECIAL | BLOCK) X(th, SPECIAL | BLOCK | SCOPE | MARKER) X(thead, SPECIAL | BLOCK) X(time, 0) \
  X(title, SPECIAL | RCDATA | HIDDEN | HEAD | SCOPE) X(tr, SPECIAL | BLOCK) X(track, SPECIAL | VOID)  \
  X(tt, FORMAT | BREAKS_OUT) X(u, FORMAT | BREAKS_OUT) X(ul, SPECIAL | CLOSES_P | BLOCK | BREAKS_OUT) X(var, BREAKS_OUT) \
  X(video, 0) X(wbr, SPECIAL | VOID) X(xmp, SPECIAL | CLOSES_P | RAW | BLOCK)

typedef enum kh_tag {
  KH_TAG_TEXT = 0,         /* a run of text */
  KH_TAG_UNKNOWN,          /* an element of another name */
#define X(name, flags) KH_TAG_##name,
  KH_TAG_TABLE_(X)
#undef X
  KH_TAG_COUNT
} kh_tag;

/* Attributes that are kept. "class" and "for" are words of C++, hence the trailing underscore of the enum. */
#define KH_ATTR_TABLE_(X)                                                                           \
  X(alt, "alt") X(aria_hidden, "aria-hidden") X(aria_label, "aria-label") X(charset, "charset") X(class_, "class") \
  X(content, "content") X(data_component, "data-component") X(data_testid, "data-testid") X(datetime, "datetime") \
  X(hidden, "hidden") X(href, "href") X(http_equiv, "http-equiv") X(id, "id") X(itemprop, "itemprop") X(itemtype, "itemtype") \
  X(lang, "lang") X(name, "name") X(property, "property") X(pubdate, "pubdate") X(rel, "rel") X(role, "role") X(src, "src") \
  X(style, "style") X(title, "title") X(type, "type") X(xml_lang, "xml:lang")
typedef enum kh_attr_name {
#define X(id, text) KH_ATTR_##id,
  KH_ATTR_TABLE_(X)
#undef X
  KH_ATTR_COUNT
} kh_attr_name;

typedef struct kh_attr {
  const char *s;
  uint32_t n;
  uint8_t name;            /* kh_attr_name */
} kh_attr;

enum {
  KH_NODE_LINK = 1 << 0,   /* text: within a link */
  KH_NODE_FOREIGN = 1 << 1, /* element of svg or math, but for those two themselves */
  KH_NODE_BLANK = 1 << 2   /* text: nothing but blanks and control characters (where it is not set there may be more, or not) */
};

typedef struct kh_node {
  uint32_t parent;         /* KH_NONE for the root, node 0 */
  uint32_t end;            /* one past the last node of the subtree */
  const char *s;           /* text: its bytes, references resolved; element: its name as written */
  uint32_t n;
  uint32_t attr;           /* first attribute in kh_html.attrs */
  uint32_t has;            /* which there are: 1 << kh_attr_name */
  uint16_t attrs;          /* their number */
  uint8_t tag;             /* kh_tag */
  uint8_t flags;
} kh_node;

typedef struct kh_html {
  kh_node *node;
  uint32_t n;
  kh_attr *attr;
  uint32_t attr_count;
  kh_str bytes;            /* of the page: where names, attributes and most texts lie */
} kh_html;

typedef struct kh_html_tables kh_html_tables;  /* names of tags and attributes, character references */
kh_status kh_html_compile(const char *dir, kh_pack *out, kh_error *err);          /* entities.txt */
kh_status kh_html_open(const kh_model *data, kh_html_tables **out, kh_error *err);
void kh_html_close(kh_html_tables *t);

#define KH_HTML_MAX_DEPTH 400          /* deeper elements become children of the deepest */
#define KH_HTML_MAX_NODES (1u << 20)   /* more is KH_E_LIMIT */
/* bytes: UTF-8 that lives as long as the tree. scripting: noscript is raw text, as browsers have it. */
kh_status kh_html_parse(const kh_html_tables *t, const char *bytes, size_t n, bool scripting, kh_arena *arena, kh_html *out,
                        kh_error *err);

extern const uint16_t kh_tag_flag_table[KH_TAG_COUNT];
static inline uint32_t kh_tag_flags(uint8_t tag) { return kh_tag_flag_table[tag]; }
const char *kh_tag_name(uint8_t tag);
/* The value of an attribute as written (kh_html_unescape resolves its references); s NULL if it is absent. */
static inline kh_str kh_html_attr(const kh_html *h, uint32_t node, kh_attr_name name) {
  const kh_node *n = &h->node[node];
  if (!(n->has >> name & 1)) return (kh_str){NULL, 0};
  const kh_attr *a = h->attr + n->attr;
  while (a->name != name) a++;
  return (kh_str){a->s, a->n};
}
/* v with its character references resolved: v itself if it has none. */
kh_str kh_html_unescape(const kh_html_tables *t, kh_str v, bool in_attribute, kh_arena *arena);
static inline bool kh_html_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
#endif
