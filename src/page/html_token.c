/* html_token.c: the tokenizer, by the states of the HTML standard, folded into straight scans. */
#include "page/html_int.h"

enum { NAME_END = 1, ATTR_END = 2, UNQUOTED_END = 4, LETTER = 8 };
static const uint8_t kind[256] = {
    ['\t'] = NAME_END | ATTR_END | UNQUOTED_END, ['\n'] = NAME_END | ATTR_END | UNQUOTED_END, ['\f'] = NAME_END | ATTR_END | UNQUOTED_END,
    ['\r'] = NAME_END | ATTR_END | UNQUOTED_END, [' '] = NAME_END | ATTR_END | UNQUOTED_END, ['/'] = NAME_END | ATTR_END,
    ['>'] = NAME_END | ATTR_END | UNQUOTED_END, ['='] = ATTR_END,
#define L(c) [c] = LETTER, [c + 32] = LETTER
    L('A'), L('B'), L('C'), L('D'), L('E'), L('F'), L('G'), L('H'), L('I'), L('J'), L('K'), L('L'), L('M'),
    L('N'), L('O'), L('P'), L('Q'), L('R'), L('S'), L('T'), L('U'), L('V'), L('W'), L('X'), L('Y'), L('Z'),
#undef L
};
#define IS(c, what) (kind[(unsigned char)(c)] & (what))

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

/* Attributes and the end of a tag, from after its name. False if the file ends in it. */
static bool tag_rest(kh_tokenizer *z, bool keep, kh_token *out) {
  const char *p = z->p, *end = z->end;
  uint64_t seen = 0;
  out->attr = (uint32_t)z->attr.n;
  for (;;) {
    while (p < end && kh_html_blank(*p)) p++;
    if (p == end) break;
    if (*p == '>') {
      z->p = p + 1;
      out->attrs = (uint32_t)z->attr.n - out->attr;
      return true;
    }
    if (*p == '/') {
      out->self_closing = ++p < end && *p == '>';
      continue;
    }
    kh_str name = {p++, 0}, value = {p, 0};
    while (p < end && !IS(*p, ATTR_END)) p++;
    name.n = (size_t)(p - name.s);
    while (p < end && kh_html_blank(*p)) p++;
    if (p < end && *p == '=') {
      p++;
      while (p < end && kh_html_blank(*p)) p++;
      if (p < end && (*p == '"' || *p == '\'')) {
        const char *q = find(p + 1, end, *p);
        if (q == end) break;
        value = (kh_str){p + 1, (size_t)(q - p - 1)};
        p = q + 1;
      } else {
        value.s = p;
        while (p < end && !IS(*p, UNQUOTED_END)) p++;
        value.n = (size_t)(p - value.s);
      }
    }
    if (!keep) continue;
    uint8_t id = kh_html_attr_id(z->tables, name);
    if (id < KH_ATTR_COUNT && !(seen >> id & 1) && value.n <= UINT32_MAX) {
      seen |= (uint64_t)1 << id;
      KH_PUSH(z->arena, &z->attr, (kh_attr){value.s, (uint32_t)value.n, id});
    }
  }
  z->p = end;
  return false;
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

static void text(kh_tokenizer *z, const char *from, const char *to, bool raw, kh_token *out) {
  *out = (kh_token){.kind = KH_TOKEN_TEXT, .text = {from, (size_t)(to - from)}, .raw = raw};
  z->p = to;
}

void kh_token_next(kh_tokenizer *z, kh_token *out) {
  const char *end = z->end;
  if (z->raw_tag) {
    const char *to = raw_end(z->p, end, z->raw_tag);
    bool rcdata = kh_tag_flags(z->raw_tag) & KH_TAG_RCDATA;
    z->raw_tag = 0;
    if (to > z->p) {
      text(z, z->p, to, !rcdata, out);
      return;
    }
  }
  while (z->p < end) {
    const char *from = z->p, *p = from;
    for (; (p = find(p, end, '<')) < end; p++)
      if (end - p > 1 && (IS(p[1], LETTER) || p[1] == '!' || p[1] == '?' || (p[1] == '/' && end - p > 2))) break;
    if (p > from) {
      text(z, from, p, false, out);
      return;
    }
    if (p[1] == '!') {
      bool comment = end - p >= 4 && p[2] == '-' && p[3] == '-';
      if (comment) {
        z->p = comment_end(p + 4, end);
      } else if (z->foreign && end - p >= 9 && !memcmp(p + 2, "[CDATA[", 7)) {
        const char *q = p + 9;
        while ((q = find(q, end, '>')) < end && !(q - p >= 11 && q[-1] == ']' && q[-2] == ']')) q++;
        const char *to = q < end ? q - 2 : end;
        text(z, p + 9, to, true, out);
        z->p = q < end ? q + 1 : end;
        if (out->text.n) return;
      } else {
        const char *q = find(p + 2, end, '>');
        z->p = q < end ? q + 1 : end;
      }
      continue;
    }
    bool closing = p[1] == '/';
    const char *name = p + 1 + closing;
    if (!IS(*name, LETTER)) {   /* "<?…" and "</…" without a name are comments */
      const char *q = find(name, end, '>');
      z->p = q < end ? q + 1 : end;
      continue;
    }
    const char *q = name;
    while (q < end && !IS(*q, NAME_END)) q++;
    *out = (kh_token){.kind = closing ? KH_TOKEN_END : KH_TOKEN_START, .text = {name, (size_t)(q - name)}};
    out->tag = kh_html_tag(z->tables, out->text);
    z->p = q;
    if (tag_rest(z, !closing, out)) return;
  }
  *out = (kh_token){.kind = KH_TOKEN_END_OF_FILE};
}
