/* paragraphs.c: a text into paragraphs, and which of them are titles or a page's furniture.
 *
 * Blank lines end paragraphs. A single line break is a blank in text that was wrapped to a width, and ends
 * a paragraph elsewhere: it is a wrap if the next line's first word would not have fitted on its line. */
#include "text/text_int.h"

enum { SLACK = 4,             /* code points that a wrapped line may fall short of the longest one */
       WRAP_MAX = 110,        /* code points: longer lines are whole paragraphs, not wrapped ones */
       TITLE_MAX = 220,       /* bytes of the longest title */
       TITLES = 3,            /* a title, a subtitle and a kicker at most */
       FURNITURE_MAX = 200 };

typedef struct line { uint32_t begin, end, width, first_word, indent; } line;   /* without blanks at its ends; widths in code points */
typedef KH_VEC(line) lines;

static bool newline(uint32_t cp) { return cp == '\n' || cp == 0x2028 || cp == 0x2029 || cp == 0x85 || cp == '\f' || cp == '\v'; }

/* The line at *at; false at the end of the text. Blank lines have begin == end. */
static bool next_line(kh_str text, size_t *at, line *out) {
  if (*at >= text.n) return false;
  size_t i = *at, begin = text.n, end = *at;
  uint32_t width = 0, gap = 0, first_word = 0, indent = 0;
  while (i < text.n) {
    size_t here = i;
    unsigned char b = (unsigned char)text.s[i];
    uint32_t cp = b < 0x80 ? (i++, b) : kh_utf8_next(text.s, text.n, &i);
    if (newline(cp)) break;
    if (cp == '\r' && (i >= text.n || text.s[i] != '\n')) break;
    if (kh_text_is_space(cp)) {
      gap++;
      if (width && !first_word) first_word = width;
      continue;
    }
    if (begin == text.n) begin = here, indent = gap, gap = 0;
    width += gap + 1;
    gap = 0;
    end = i;
  }
  *at = i;
  *out = begin == text.n ? (line){(uint32_t)i, (uint32_t)i, 0, 0, 0}
                         : (line){(uint32_t)begin, (uint32_t)end, width, first_word ? first_word : width, indent};
  return true;
}

/* "•", "- ", "3. ", "(a) " and the like at the head of a line. */
static bool bullet(kh_str text, const line *l) {
  uint32_t cp = kh_text_cp(text, l->begin), i = l->begin;
  if (kh_text_is_bullet(cp)) return true;
  if ((cp == '*' || kh_text_is_dash(cp)) && l->end - i > 2) {
    size_t next = i;
    kh_utf8_next(text.s, text.n, &next);
    return kh_text_is_space(kh_text_cp(text, (uint32_t)next));
  }
  while (i < l->end && i - l->begin < 3 && text.s[i] >= '0' && text.s[i] <= '9') i++;
  return i > l->begin && i + 1 < l->end && (text.s[i] == '.' || text.s[i] == ')') && text.s[i + 1] == ' ';
}

/* A line that stops in the middle of a sentence may end a little short of the width, and goes on in one that opens with a small letter. */
static bool wrapped(kh_str text, const line *before, const line *here, uint32_t width) {
  if (width > WRAP_MAX || width < 30 || bullet(text, here)) return false;
  uint32_t room = before->width + 1 + here->first_word, last = (unsigned char)text.s[before->end - 1];
  if (room > width) return true;
  if (!kh_cp_is_letter(last) && last != ',') return false;
  uint32_t first = kh_text_cp(text, here->begin);
  return room + SLACK > width || (2 * before->width > width && kh_cp_is_letter(first) && !kh_cp_is_upper(first));
}

/* The line ends with a sentence: an initial ("A.W.") does not. */
static bool closes(kh_str text, const line *l) {
  unsigned char last = (unsigned char)text.s[l->end - 1], before = l->end > l->begin + 1 ? (unsigned char)text.s[l->end - 2] : 0;
  if (last == '.' && before >= 'A' && before <= 'Z') return false;
  return last == '.' || last == '!' || last == '?' || last == ':';
}

/* "28 July: France …", "Mon 12 May - Bankass: …": a line that opens with a day and a mark is an entry of its own (kh_text_day_label). */
static bool opens_entry(kh_str text, const line *l) {
  enum { LONGEST = 32, WORDS = 6 };   /* bytes */
  bool number = false, inside = false;
  uint32_t words = 0, before = ' ';
  for (size_t i = l->begin; i < l->end && i < l->begin + LONGEST;) {
    uint32_t cp = kh_utf8_next(text.s, l->end, &i);
    bool blank_next = i < l->end && text.s[i] == ' ';
    if (number && words > 1 && blank_next && (cp == ':' || (kh_text_is_dash(cp) && before == ' '))) return true;
    bool part = kh_cp_is_letter(cp) || kh_cp_is_digit(cp);
    if (part && !inside) {
      if (++words > WORDS || !(kh_cp_is_digit(cp) || kh_cp_is_upper(cp))) return false;
      number |= kh_cp_is_digit(cp);
    }
    if (!part && cp != ' ' && cp != ',' && cp != '.' && !kh_text_is_dash(cp)) return false;
    inside = part, before = cp;
  }
  return false;
}

/* Where paragraphs are indented and the first line is not, as in archives that cut the dateline off, it is short by that much:
 * it goes on in a line of running text that is not indented either. */
static bool cut_short(kh_str text, const lines *block, uint32_t width) {
  if (block->n < 3 || width > WRAP_MAX || width < 30) return false;
  const line *first = &block->at[0], *second = &block->at[1];
  bool indented = false;
  for (size_t i = 2; i < block->n; i++) indented |= block->at[i].indent > second->indent;
  if (!indented || first->indent || second->indent || closes(text, first) || bullet(text, second)) return false;
  return closes(text, second) || (!block->at[2].indent && wrapped(text, second, &block->at[2], width));
}

/* ---- kinds ---- */

static bool ends_sentence(kh_str text, const text_paragraph *p) {
  uint32_t i = p->end;
  while (i > p->begin) {
    uint32_t at = i - 1;
    while (at > p->begin && ((unsigned char)text.s[at] & 0xC0) == 0x80) at--;
    uint32_t cp = kh_text_cp(text, at);
    if (cp == '.' || cp == '!' || cp == '?' || cp == ':' || cp == ';' || cp == ',' || cp == 0x2026) return cp != '?' || i != p->end;
    if (cp != '"' && cp != '\'' && cp != ')' && cp != ']' && !kh_text_is_close_quote(cp)) return false;
    i = at;
  }
  return false;
}

/* The line in lower case with plain quotes, blanks made single, without final punctuation; "" if it is too long. */
static kh_str plain(kh_str text, const text_paragraph *p, char *out, size_t room) {
  size_t n = 0;
  for (size_t i = p->begin; i < p->end;) {
    if (n + 8 > room) return KH_STR("");
    uint32_t cp = kh_utf8_next(text.s, p->end, &i);
    if (kh_text_is_space(cp)) {
      if (n && out[n - 1] != ' ') out[n++] = ' ';
    } else {
      n += kh_utf8_put(kh_text_is_apostrophe(cp) ? '\'' : kh_text_is_dash(cp) ? '-' : kh_cp_lower(cp), out + n);
    }
  }
  while (n && out[n - 1] > 0 && strchr(".:!?* >", out[n - 1])) n--;
  return (kh_str){out, n};
}

/* Only capitalised words, digits and signs follow from here. */
static bool capitalised(kh_str text, uint32_t at, uint32_t end) {
  bool inside = false;
  for (size_t i = at; i < end;) {
    uint32_t cp = kh_utf8_next(text.s, end, &i);
    if (!inside && kh_cp_is_letter(cp) && !kh_cp_is_upper(cp)) return false;
    inside = kh_cp_is_letter(cp) || (inside && (kh_text_is_apostrophe(cp) || cp == '.' || cp == '@'));
  }
  return true;
}

static uint8_t furniture(const kh_text_room *r, kh_str text, const text_paragraph *p) {
  char room[FURNITURE_MAX + 16];
  uint32_t how;
  kh_str v = plain(text, p, room, sizeof room);
  if (!v.n) return 0;
  if (v.n < 90 && kh_lookup_get(&r->list[LIST_FURNITURE], v, kh_hash_str(v), &how)) return (uint8_t)how;
  for (size_t i = 0; i < r->start_count; i++) {
    kh_str phrase = kh_pool_at(r->pool, r->pool_bytes, r->starts[i].pool);
    if (!phrase.n || !kh_str_starts(v, phrase)) continue;
    bool whole = v.n == phrase.n || !kh_cp_is_letter((unsigned char)v.s[phrase.n]) || !kh_cp_is_letter((unsigned char)phrase.s[phrase.n - 1]);
    if (!whole) continue;
    if (r->starts[i].how == FURNITURE_START) return FURNITURE_START;
    if (p->end - p->begin > phrase.n + 1 && p->end - p->begin < 100 && text.s[p->begin + phrase.n] == ' ' &&
        capitalised(text, p->begin + (uint32_t)phrase.n, p->end))
      return FURNITURE_BYLINE;
  }
  return 0;
}

static bool is_ascii_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

static bool is_label(const kh_text_room *r, kh_str words) {
  uint32_t value;
  return kh_lookup_get(&r->list[LIST_LABEL], words, kh_hash_str(words), &value);
}

/* End of the section's label that is glued to the front of a title ("News Kenya closes …"), or 0. */
static uint32_t label_end(const kh_text_room *r, kh_str text, const text_paragraph *p) {
  char room[TITLE_MAX + 64];
  kh_str v = plain(text, p, room, sizeof room), rest = v, first, second;
  if (!kh_str_split(&rest, ' ', &first) || !kh_str_split(&rest, ' ', &second) || !rest.n) return 0;
  kh_str both = kh_str_sub(v, 0, first.n + 1 + second.n);
  if (!is_label(r, first) || is_label(r, both)) return 0;
  size_t at = p->begin + first.n + 1;   /* labels are ASCII: as long in the text as in lower case */
  return at < p->end && kh_cp_is_upper(kh_text_cp(text, (uint32_t)at)) ? p->begin + (uint32_t)first.n : 0;
}

static bool opens_title(kh_str text, size_t at, size_t end) {
  while (at < end && !kh_cp_is_letter(kh_text_cp(text, (uint32_t)at)) && !kh_cp_is_digit(kh_text_cp(text, (uint32_t)at))) at = kh_text_next(text, (uint32_t)at);
  return at < end && (kh_cp_is_upper(kh_text_cp(text, (uint32_t)at)) || kh_cp_is_digit(kh_text_cp(text, (uint32_t)at)));
}

/* End of an agency's or a feed's slug before a title, with its mark ("BREAKING: …", "UPDATE 2-Colombia …", "(2nd LD) …", "#Breaking …", "Opinion | …"), or 0. */
static uint32_t slug_end(const kh_text_room *r, kh_str text, const text_paragraph *p) {
  enum { SIGNS = 12, LONGEST = 24 };   /* bytes before the words, of the words */
  char word[LONGEST + 2];
  size_t at = p->begin, n = 0, begin;
  while (at < p->end && at < p->begin + SIGNS && !is_ascii_word(text.s[at])) at++;
  bool tag = at > p->begin && text.s[at - 1] == '#', small = false;
  for (begin = at; at < p->end && n < LONGEST && (is_ascii_word(text.s[at]) || text.s[at] == ' ' || text.s[at] == '&') && !(tag && text.s[at] == ' '); at++) {
    small |= text.s[at] >= 'a' && text.s[at] <= 'z';
    word[n++] = text.s[at] >= 'A' && text.s[at] <= 'Z' ? (char)(text.s[at] + 32) : text.s[at];
  }
  if (at >= p->end || at == begin) return 0;
  uint32_t cp = kh_text_cp(text, (uint32_t)at), next = kh_text_next(text, (uint32_t)at);
  bool mark = cp == ':' || cp == '|' || cp == ')' || cp == ']' || cp == '!' || kh_text_is_dash(cp);
  if (!(mark || (tag && cp == ' ')) || (kh_text_is_dash(cp) && small && (text.s[at - 1] != ' ' || next >= p->end || text.s[next] != ' '))) return 0;
  while (n && (word[n - 1] == ' ' || (word[n - 1] >= '0' && word[n - 1] <= '9'))) n--;   /* "UPDATE 2" */
  word[n] = ':';
  if (!n || !(is_label(r, (kh_str){word, n}) || is_label(r, (kh_str){word, n + 1})) || !opens_title(text, next, p->end)) return 0;
  return cp == ' ' ? next - 1 : next;
}

void kh_text_paragraphs(const kh_text_room *r, kh_str text, kh_arena *a, text_paragraphs *out) {
  lines block = {0};
  size_t at = 0;
  line l;
  bool more = true;
  while (more) {
    more = next_line(text, &at, &l);
    if (more && l.begin < l.end) {
      KH_PUSH(a, &block, l);
      continue;
    }
    uint32_t width = 0;
    for (size_t i = 0; i < block.n; i++) width = block.at[i].width > width ? block.at[i].width : width;
    /* the line before is furniture: what follows is no part of it, nor of the text before */
    bool cut = !out->n && cut_short(text, &block, width), apart = false;
    for (size_t i = 0; i < block.n; i++) {
      text_paragraph alone = {.begin = block.at[i].begin, .end = block.at[i].end};
      bool joins = !apart && i && ((i == 1 && cut) || wrapped(text, &block.at[i - 1], &block.at[i], width)) &&
                   !(closes(text, &block.at[i - 1]) && opens_entry(text, &block.at[i]));
      apart = furniture(r, text, &alone) != 0;
      if (joins && !apart) out->at[out->n - 1].end = block.at[i].end;
      else KH_PUSH(a, out, (text_paragraph){.begin = block.at[i].begin, .end = block.at[i].end});
    }
    block.n = 0;
  }
  /* Kinds: what follows a comment form is furniture too; titles stand before the first ordinary paragraph. */
  bool tail = false, before_body = true;
  uint32_t titles = 0;
  for (size_t i = 0; i < out->n; i++) {
    text_paragraph *p = &out->at[i];
    uint32_t label = before_body ? slug_end(r, text, p) : 0;
    if (!label && before_body && p->end - p->begin <= TITLE_MAX) label = label_end(r, text, p);
    if (label) {   /* the label becomes a paragraph of furniture before the title */
      text_paragraph title = *p;
      title.begin = label + (text.s[label] == ' ');
      p->end = label;
      p->kind = KH_SENT_RESIDUE;
      KH_PUSH(a, out, (text_paragraph){0});
      memmove(out->at + i + 2, out->at + i + 1, (out->n - i - 2) * sizeof *out->at);
      out->at[++i] = title;
      p = &out->at[i];
    }
    uint8_t how = furniture(r, text, p);
    tail |= how == FURNITURE_TAIL;
    if (how || tail) {
      p->kind = KH_SENT_RESIDUE;
    } else if (before_body && titles < TITLES && i + 1 < out->n && p->end - p->begin <= TITLE_MAX && !ends_sentence(text, p)) {
      p->kind = KH_SENT_HEADLINE;
      titles++;
    } else {
      before_body = false;
    }
  }
}
