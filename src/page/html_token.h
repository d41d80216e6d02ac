/* html_token.h: the tokenizer, by the states of the HTML standard, folded into straight scans.
 *
 * It is part of html_tree.c, which alone asks for tokens: compiled together, what is known of a token need not be looked at twice. */
#ifndef KH_PAGE_HTML_TOKEN_H
#define KH_PAGE_HTML_TOKEN_H
#include "base/scan.h"
#include "page/html_int.h"

enum { BLANK = 1, NAME_END = 2, ATTR_END = 4, UNQUOTED_END = 8, LETTER = 16, OPENS = 32, ANY_END = BLANK | NAME_END | ATTR_END | UNQUOTED_END };
static const uint8_t byte_kind[256] = {
    ['\t'] = ANY_END, ['\n'] = ANY_END, ['\f'] = ANY_END, ['\r'] = ANY_END, [' '] = ANY_END, ['/'] = NAME_END | ATTR_END | OPENS,
    ['>'] = NAME_END | ATTR_END | UNQUOTED_END, ['='] = ATTR_END, ['!'] = OPENS, ['?'] = OPENS,
#define L(c) [c] = LETTER | OPENS, [c + 32] = LETTER | OPENS
    L('A'), L('B'), L('C'), L('D'), L('E'), L('F'), L('G'), L('H'), L('I'), L('J'), L('K'), L('L'), L('M'),
    L('N'), L('O'), L('P'), L('Q'), L('R'), L('S'), L('T'), L('U'), L('V'), L('W'), L('X'), L('Y'), L('Z'),
#undef L
};
#define IS(c, what) (byte_kind[(unsigned char)(c)] & (what))

static const char *find(const char *p, const char *end, char c) {
  const char *q = p < end ? memchr(p, c, (size_t)(end - p)) : NULL;
  return q ? q : end;
}

/* name in lower case stands at p, whatever its case, and a blank, '/' or '>' after it. */
static bool named(const char *p, const char *end, const char *name, size_t n) {
  if ((size_t)(end - p) <= n || !IS(p[n], NAME_END)) return false;
  for (size_t i = 0; i < n; i++)
    if ((p[i] | 0x20) != name[i]) return false;
  return true;
}

/* Where the comment whose text begins at p ends. */
static const char *comment_end(const char *p, const char *end) {
  if (p < end && *p == '>') return p + 1;
  if (end - p > 1 && p[0] == '-' && p[1] == '>') return p + 2;
  for (const char *q = p; (q = find(q, end, '>')) < end; q++) {
    if (q - p >= 2 && q[-1] == '-' && q[-2] == '-') return q + 1;
    if (q - p >= 3 && q[-1] == '!' && q[-2] == '-' && q[-3] == '-') return q + 1;
  }
  return end;
}

/* The bytes of sixteen at which a name may end. Control characters that are no blanks are among them. */
static uint32_t name_stops(kh_sixteen v) { return kh_mask(kh_or(kh_or(kh_upto(v, ' '), kh_is(v, '>')), kh_or(kh_is(v, '/'), kh_is(v, '=')))); }

/* Where a name ends, from p on: at the first byte of this kind (NAME_END or ATTR_END). */
static const char *name_end_from(const char *p, const char *end, int what) {
  while (p < end) {
    uint32_t stops = name_stops(kh_sixteen_before(p, end));
    p += stops ? kh_mask_first(stops) : 16;
    if (stops && p < end && IS(*p, what)) return p;
    if (stops) p++;
  }
  return end;
}

/* Where the name at p (< end) ends; its first byte belongs to it whatever it is. *head: its first eight bytes. */
static inline const char *name_end(const char *p, const char *end, int what, uint64_t *head) {
  kh_sixteen v = kh_sixteen_before(p, end);
  uint32_t stops = name_stops(v) & ~1u;
  const char *stop = p + (stops ? kh_mask_first(stops) : 16);
  *head = kh_sixteen_head(v);
  return stops && stop < end && IS(*stop, what) ? stop : name_end_from(stops ? stop + 1 : stop, end, what);
}

/* The value of an attribute whose name ends at *p, in any way to write it; *p goes on behind it. False if the file ends in it. */
static bool attribute_value(const char **at, const char *end, kh_str *value) {
  const char *p = *at;
  while (p < end && IS(*p, BLANK)) p++;
  if (p < end && *p == '=') {
    p++;
    while (p < end && IS(*p, BLANK)) p++;
    if (p < end && (*p == '"' || *p == '\'')) {
      const char *q = kh_scan_for(p + 1, end, *p);
      if (q == end) return false;
      *value = (kh_str){p + 1, (size_t)(q - p - 1)};
      p = q + 1;
    } else {
      value->s = p;
      while (p < end && !IS(*p, UNQUOTED_END)) p++;
      value->n = (size_t)(p - value->s);
    }
  }
  *at = p;
  return true;
}

/* An attribute as nearly all are written, a short name and its value within quotation marks; *at goes on behind it. Name and value are found in the same
 * bytes: to read those of the value once the name's end is known would take longer. */
static inline bool plain_attribute(const char **at, const char *end, kh_str *name, uint64_t *head, kh_str *value) {
  const char *p = *at;
  if (end - p < 64) return false;
  kh_sixteen first = kh_sixteen_at(p);
  uint64_t quotes = kh_mask_of_64(p, '"');
  uint32_t stops = name_stops(first) & ~1u;
  unsigned n = kh_mask_first(stops | 1u << 16);
  if (p[n] != '=' || !(quotes >> n >> 1 & 1)) return false;
  const char *from = p + n + 2, *to;
  quotes = quotes >> n >> 2;
  if (quotes) to = from + __builtin_ctzll(quotes);
  else if ((to = kh_scan_for(p + 64, end, '"')) == end) return false;
  *head = kh_sixteen_head(first);
  *name = (kh_str){p, n};
  *value = (kh_str){from, (size_t)(to - from)};
  *at = to + 1;
  return true;
}

/* Attributes and the end of a tag, from p on, after its name. Those of an end tag are passed over. False if the file ends in it. */
static bool attributes(kh_tokenizer *z, const char *p, kh_token *out) {
  const char *end = z->end;
  /* There is room for one of each name beforehand. All are written, and what is not to be kept is written over: more than a fifth of them are of
   * other names, and a branch on that would be guessed wrong too often. */
  if (z->attr.cap - z->attr.n <= KH_ATTR_COUNT) z->attr.at = kh_vec_grow(z->arena, z->attr.at, z->attr.n, &z->attr.cap, sizeof *z->attr.at);
  kh_attr *to = z->attr.at + z->attr.n;
  uint32_t other = 1u << KH_ATTR_COUNT, not_kept = out->kind == KH_TOKEN_START ? other : ~0u;
  for (;;) {
    if (p < end && *p == ' ') p++;   /* mostly one */
    while (p < end && IS(*p, BLANK)) p++;
    if (p == end) return false;
    if (*p == '>') break;
    if (*p == '/') {
      out->self_closing = ++p < end && *p == '>';
      continue;
    }
    uint64_t head;
    kh_str name, value;
    if (!plain_attribute(&p, end, &name, &head, &value)) {
      const char *q = name_end(p, end, ATTR_END, &head);
      name = (kh_str){p, (size_t)(q - p)};
      value = (kh_str){q, 0};
      p = q;
      if (!attribute_value(&p, end, &value)) return false;
    }
    uint8_t id = kh_html_attr_id(z->tables, name, head);
    *to = (kh_attr){value.s, (uint32_t)value.n, id};
    to += !(not_kept >> id & 1);
    not_kept |= 1u << id;
  }
  z->p = p + 1;
  if (out->kind == KH_TOKEN_START) {
    out->attrs = (uint32_t)(to - z->attr.at) - out->attr;
    out->has = not_kept & ~other;
    z->attr.n += out->attrs;
  }
  return true;
}

/* Where the raw text of an element ends: at its end tag's '<' or the end of the file. */
static const char *raw_end(const char *p, const char *end, uint8_t tag) {
  const char *name = kh_tag_name(tag);
  size_t n = strlen(name);
  enum { PLAIN, ESCAPED, DOUBLE } state = PLAIN;   /* script: within <!-- -->, and within <script> in that */
  if (tag == KH_TAG_plaintext) return end;
  const char *dashes = end;   /* where the "-->" that ends the escape stands */
  for (const char *q = p; (q = find(q, end, '<')) < end; q++) {
    if (state != PLAIN && dashes < q) state = PLAIN;
    const char *after = q + 1;
    bool closing = after < end && *after == '/';
    if (closing && named(after + 1, end, name, n)) {
      if (state != DOUBLE) return q;
      state = ESCAPED;
    } else if (tag == KH_TAG_script) {
      if (state == PLAIN && end - q >= 4 && !memcmp(q, "<!--", 4)) {
        state = ESCAPED;
        for (dashes = q + 4; (dashes = find(dashes, end, '>')) < end; dashes++)
          if (dashes[-1] == '-' && dashes[-2] == '-') break;
      } else if (state == ESCAPED && named(after, end, "script", 6)) {
        state = DOUBLE;
      }
    }
  }
  return end;
}

static void text_token(kh_tokenizer *z, const char *from, const char *to, bool raw, bool blank, kh_token *out) {
  out->text = (kh_str){from, (size_t)(to - from)};
  out->raw = raw;
  out->blank = blank;
  z->p = to;
}

/* A tag or a comment begins with the '<' at p. */
static bool opens(const char *p, const char *end) {
  return end - p > 1 && IS(p[1], OPENS) && (end - p > 2 || p[1] != '/');
}

/* Text up to the next tag or comment, and what there is in it. */
static inline void text_run(kh_tokenizer *z, kh_token *out) {
  const char *from = z->p, *end = z->end, *p = from;
  uint32_t refs = 0, ink = 0;   /* bytes seen that are '&', that are no blanks */
  for (; p < end; p += 16) {
    kh_sixteen v = kh_sixteen_before(p, end);
    uint32_t marks = kh_mask(kh_is(v, '<')), amps = kh_mask(kh_is(v, '&')), inks = ~kh_mask(kh_upto(v, ' ')) & 0xFFFF;
    while (marks && !opens(p + kh_mask_first(marks), end)) marks &= marks - 1;
    uint32_t before = marks ? kh_mask_below(kh_mask_first(marks)) : 0xFFFF;
    refs |= amps & before;
    ink |= inks & before;
    if (!marks) continue;
    p += kh_mask_first(marks);
    break;
  }
  text_token(z, from, p < end ? p : end, !refs, !ink, out);
}

/* A tag whose name begins at name. False if the file ends in it. */
static inline bool tag_token(kh_tokenizer *z, const char *name, kh_token_kind what, kh_token *out) {
  const char *q = name_end(name, z->end, NAME_END, &out->head);
  out->kind = what;
  out->self_closing = false;
  out->name = (kh_str){name, (size_t)(q - name)};
  out->tag = kh_html_tag_id(z->tables, out->name, out->head);
  out->attr = (uint32_t)z->attr.n;
  out->attrs = out->has = 0;
  if (q == z->end) return false;
  z->p = q + 1;
  return *q == '>' || attributes(z, q, out);
}

/* The end tag at p is that of the innermost open element, as most are. So what follows can be read before anything of the tag is: the processor goes on as if
 * it were. */
static inline bool expected_end(kh_tokenizer *z, const char *p, kh_token *out) {
  const kh_open_name *e = z->open;
  if (z->end - p < 16 || !e->n || ((kh_eight_at(p + 2) ^ e->head) & e->mask) || p[2 + e->n] != '>') return false;
  out->kind = KH_TOKEN_END;
  out->self_closing = false;
  out->name = (kh_str){p + 2, e->n};
  out->tag = e->tag;
  out->attr = (uint32_t)z->attr.n;
  out->attrs = out->has = 0;
  z->p = p + 3 + e->n;
  return true;
}

/* What "<!", "<?" and "</" without a name begin: comments, mostly. True if it is text (CDATA of svg and math). */
static bool declaration(kh_tokenizer *z, kh_token *out) {
  const char *p = z->p, *end = z->end, *to = end;
  if (p[1] == '!' && end - p >= 4 && p[2] == '-' && p[3] == '-') {
    z->p = comment_end(p + 4, end);
    return false;
  }
  if (p[1] == '!' && z->foreign && end - p >= 9 && !memcmp(p + 2, "[CDATA[", 7)) {
    const char *q = p + 9;
    while ((q = find(q, end, '>')) < end && !(q - p >= 11 && q[-1] == ']' && q[-2] == ']')) q++;
    if (q < end) to = q - 2;
    text_token(z, p + 9, to, true, false, out);
    z->p = q < end ? q + 1 : end;
    return out->text.n != 0;
  }
  const char *q = find(p + 2, end, '>');
  z->p = q < end ? q + 1 : end;
  return false;
}

/* False at the end of the file. */
static inline bool next_token(kh_tokenizer *z, kh_token *out) {
  const char *end = z->end;
  out->text.n = 0;
  out->kind = KH_TOKEN_NONE;
  if (z->raw_tag) {
    const char *to = raw_end(z->p, end, z->raw_tag);
    bool rcdata = kh_tag_flags(z->raw_tag) & KH_TAG_RCDATA;
    z->raw_tag = 0;
    text_token(z, z->p, to, !rcdata, false, out);
  }
  while (z->p < end) {
    if (*z->p != '<' || !opens(z->p, end)) {
      text_run(z, out);
      if (z->p == end) break;
    }
    const char *p = z->p;
    if (IS(p[1], LETTER)) {
      if (tag_token(z, p + 1, KH_TOKEN_START, out)) return true;
    } else if (p[1] == '/' && IS(p[2], LETTER)) {
      if (expected_end(z, p, out) || tag_token(z, p + 2, KH_TOKEN_END, out)) return true;
    } else {
      if (out->text.n || declaration(z, out)) return true;
      continue;
    }
    out->kind = KH_TOKEN_NONE;   /* the file ends in the tag */
    z->p = end;
  }
  return out->text.n != 0;
}
#endif
