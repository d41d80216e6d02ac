/* tokens.c: a paragraph into tokens, as Universal Dependencies cut English.
 *
 * One scan from left to right; every look ahead is bounded, so that time is linear in the text whatever it
 * holds. At each place the first of these that fits makes a token: an address, a face, a word, a number,
 * a run of like signs, one sign. */
#include "text/text_int.h"

enum { LOOK = 256, MAX_TOKEN = 1000 };   /* bytes: how far a scan looks ahead; longest token */

typedef struct scanner {
  const kh_text_room *r;
  const char *s;          /* the document's text */
  uint32_t at, end;
  kh_arena *a;
  text_tokens *out;
  size_t first;           /* the paragraph's first token in out */
  bool space;             /* blanks stand before at */
  bool single_open;       /* an opening single quote waits for its partner */
} scanner;

/* 0x92, 0x96, 0x97: those of Windows, where their bytes were taken for characters as they stand. */
bool kh_text_is_apostrophe(uint32_t cp) { return cp == '\'' || cp == 0x92 || cp == 0x2019 || cp == 0x2018 || cp == 0x02BC || cp == 0xFF07; }
bool kh_text_is_open_quote(uint32_t cp) { return cp == 0x201C || cp == 0x2018 || cp == 0x00AB || cp == 0x201E || cp == 0x2039; }
bool kh_text_is_close_quote(uint32_t cp) { return cp == 0x201D || cp == 0x2019 || cp == 0x00BB || cp == 0x203A; }
bool kh_text_is_dash(uint32_t cp) { return cp == '-' || cp == 0x96 || cp == 0x97 || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212; }

bool kh_text_is_invisible(uint32_t cp) {
  return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x2064) || cp == 0xFEFF;
}
bool kh_text_is_bullet(uint32_t cp) {
  return cp == 0x2022 || cp == 0x25CF || cp == 0x25AA || cp == 0x25A0 || cp == 0x2023 || cp == 0x2043 || cp == 0x00B7;
}
bool kh_text_joins_digits(uint32_t cp) { return cp == 0xA0 || cp == 0x2009 || cp == 0x202F; }
bool kh_text_is_space(uint32_t cp) { return kh_cp_is_space(cp) && !kh_text_is_invisible(cp); }

/* The code point at byte i; 0 at the end. */
static uint32_t cp_at(const scanner *c, uint32_t i) {
  if (i >= c->end) return 0;
  unsigned char b = (unsigned char)c->s[i];
  size_t at = i;
  return b < 0x80 ? b : kh_utf8_next(c->s, c->end, &at);
}

static uint32_t next_at(const scanner *c, uint32_t i) {
  if (i >= c->end) return c->end;
  size_t at = i;
  if ((unsigned char)c->s[i] < 0x80) return i + 1;
  kh_utf8_next(c->s, c->end, &at);
  return (uint32_t)at;
}

static uint32_t cp_before(const scanner *c, uint32_t i) {
  if (i <= 0) return 0;
  uint32_t b = i - 1;
  while (b > 0 && ((unsigned char)c->s[b] & 0xC0) == 0x80) b--;
  return cp_at(c, b);
}

static bool is_ascii_alnum(uint32_t cp) {
  return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}
/* Marks and joiners inside words count as letters. */
static bool is_letter(uint32_t cp) { return kh_cp_is_letter(cp) || (cp > 0x7F && kh_text_is_invisible(cp)); }
static bool is_alnum(uint32_t cp) { return is_letter(cp) || kh_cp_is_digit(cp); }
static bool is_blank(uint32_t cp) { return cp == 0 || kh_text_is_space(cp); }

static kh_str part(const scanner *c, uint32_t b, uint32_t e) { return (kh_str){c->s + b, e - b}; }

static bool listed(const scanner *c, enum text_list list, uint32_t b, uint32_t e, uint32_t *value) {
  return kh_text_find(c->r, list, part(c, b, e), value);
}

static text_token *emit(scanner *c, uint32_t b, uint32_t e) {
  KH_PUSH(c->a, c->out, (text_token){.begin = b, .end = e, .space_before = c->space});
  c->space = false;
  c->at = e;
  return &c->out->at[c->out->n - 1];
}

/* ---- addresses ---- */

static uint32_t run_of(const scanner *c, uint32_t i, const char *also) {
  uint32_t stop = c->end - i > LOOK ? i + LOOK : c->end;
  while (i < stop && (is_ascii_alnum((unsigned char)c->s[i]) || (c->s[i] && strchr(also, c->s[i])))) i++;
  return i;
}

static bool starts(const scanner *c, uint32_t i, const char *prefix) {
  for (; *prefix; prefix++, i++)
    if (i >= c->end || (c->s[i] | 0x20) != (*prefix | 0x20)) return false;
  return true;
}

/* An address stands behind a blank or a sign that is no part of addresses. */
static bool may_begin_address(uint32_t before) { return !is_alnum(before) && !(before && before < 0x80 && strchr("._%+-/@#", (int)before)); }

/* End of a web address that begins at b; b if there is none. Closing punctuation stays outside. */
static uint32_t url_end(const scanner *c, uint32_t b) {
  if (!starts(c, b, "http://") && !starts(c, b, "https://") && !starts(c, b, "ftp://") && !starts(c, b, "www.") && !starts(c, b, "mailto:")) return b;
  uint32_t i = b;
  while (i < c->end && i - b < 2 * MAX_TOKEN) {
    uint32_t cp = cp_at(c, i);
    if (is_blank(cp) || cp == '<' || cp == '>' || cp == '"' || kh_text_is_open_quote(cp) || kh_text_is_close_quote(cp)) break;
    i = next_at(c, i);
  }
  while (i > b + 1 && strchr(".,;:!?)]'", c->s[i - 1])) {
    if (c->s[i - 1] == ')' && memchr(c->s + b, '(', i - b)) break;
    i--;
  }
  return i;
}

/* End of a mail address, a handle or a hashtag at b; b if there is none. */
static uint32_t address_end(const scanner *c, uint32_t b) {
  uint32_t i;
  if (c->s[b] == '@' || c->s[b] == '#') {
    i = run_of(c, b + 1, "_");
    uint32_t first = cp_at(c, b + 1);
    if (c->s[b] == '#' && !is_letter(first)) return b;
    while (i < c->end && i - b < LOOK && is_alnum(cp_at(c, i))) i = next_at(c, i);
    return i > b + 1 && !is_alnum(cp_before(c, b)) ? i : b;
  }
  i = run_of(c, b, "._%+-");
  if (i == b || i >= c->end || c->s[i] != '@') return b;
  uint32_t host = i + 1;
  i = run_of(c, host, ".-");
  while (i > host && (c->s[i - 1] == '.' || c->s[i - 1] == '-')) i--;
  return i > host ? i : b;
}

/* "rec.food.baking": three or more parts of two or more small letters, the name of a group, a file or a setting. */
static bool is_dotted_name(const scanner *c, uint32_t b, uint32_t e) {
  uint32_t parts = 1, letters = 0;
  for (uint32_t i = b; i < e; i++) {
    char s = c->s[i];
    if (s == '.') {
      if (letters < 2) return false;
      parts++, letters = 0;
    } else if (s >= 'a' && s <= 'z') {
      letters++;
    } else if (s != '-') {
      return false;
    }
  }
  return parts >= 3 && letters >= 2;
}

/* "example.org", "minutes.pdf": a run with dots whose last part is a known ending, or a dotted name. */
static uint32_t domain_end(const scanner *c, uint32_t b) {
  uint32_t value, i = run_of(c, b, "._-");
  while (i > b && strchr("._-", c->s[i - 1])) i--;
  uint32_t dot = i;
  while (dot > b && c->s[dot - 1] != '.') dot--;
  if (dot <= b + 1 || i - dot < 2) return b;
  if (!listed(c, LIST_DOMAIN, dot, i, &value)) return is_dotted_name(c, b, i) ? i : b;
  if (c->s[dot] >= 'A' && c->s[dot] <= 'Z' && !(c->s[dot + 1] >= 'A' && c->s[dot + 1] <= 'Z')) return b;   /* "end.In" */
  if (i < c->end && c->s[i] == '/') {                       /* a path */
    uint32_t stop = c->end - i > LOOK ? i + LOOK : c->end;
    while (i < stop && !is_blank(cp_at(c, i))) i = next_at(c, i);
    while (strchr(".,;:!?)", c->s[i - 1])) i--;
  }
  return i;
}

/* ---- words ---- */

/* Cuts contractions off the word [b, e): "don't" is "do" and "n't". */
static void emit_word(scanner *c, uint32_t b, uint32_t e) {
  uint32_t value;
  if (e - b > 1 && e - b < 40) {
    if (listed(c, LIST_CONTRACTION, b, e, &value)) {
      uint8_t words = 1;
      uint32_t at = b;
      size_t first = c->out->n;
      for (uint32_t letters = 0, cut = b; value; value >>= 8, words++) {   /* the list counts letters; a curly apostrophe has three bytes */
        for (; letters < (value & 0xFF); letters++) cut = next_at(c, cut);
        emit(c, at, cut);
        at = cut;
      }
      emit(c, at, e);
      c->out->at[first].mwt = words;
      return;
    }
    /* Endings are at most three letters and an apostrophe, which takes three bytes when curly. */
    uint32_t from = e - b > 7 ? e - 7 : b + 1;
    bool sign = false;
    for (uint32_t i = from - 1; i < e; i++) sign |= !is_ascii_alnum((unsigned char)c->s[i]);
    for (uint32_t cut = from; sign && cut < e; cut++) {
      if (((unsigned char)c->s[cut] & 0xC0) == 0x80 || !listed(c, LIST_CLITIC, cut, e, &value)) continue;
      emit(c, b, cut)->mwt = 2;
      emit(c, cut, e);
      return;
    }
  }
  emit(c, b, e);
}

static bool is_initial(const scanner *c, uint32_t dot) {
  /* "J. Smith": a capital and a dot, then a capitalised word or another initial. */
  uint32_t i = dot + 1;
  while (i < c->end && i - dot < 4 && is_blank(cp_at(c, i))) i = next_at(c, i);
  uint32_t n = cp_at(c, i);
  if (!n || !(kh_cp_is_upper(n))) return false;
  if (i == dot + 1) return true;
  if (c->out->n == c->first) return true;
  const text_token *before = &c->out->at[c->out->n - 1];
  uint32_t cp = cp_at(c, before->begin), e = i, value;
  if (kh_cp_is_upper(cp) || before->abbr || !is_alnum(cp)) return true;
  while (e - i < 24 && is_letter(cp_at(c, e))) e = next_at(c, e);
  return !listed(c, LIST_STARTER, i, e, &value);
}

/* The second letter of "the U. S. said": behind another initial, with a small letter to follow. */
static bool is_second_initial(const scanner *c, uint32_t dot) {
  const text_token *before = c->out->n > c->first ? &c->out->at[c->out->n - 1] : NULL;
  uint32_t i = dot + 1;
  if (!before || !before->abbr || before->end - before->begin != 2) return false;
  while (i < c->end && i - dot < 4 && is_blank(cp_at(c, i))) i = next_at(c, i);
  return i > dot + 1 && is_letter(cp_at(c, i)) && !kh_cp_is_upper(cp_at(c, i));
}

static bool digit_follows(const scanner *c, uint32_t i) {
  for (int k = 0; k < 3 && is_blank(cp_at(c, i)) && i < c->end; k++) i = next_at(c, i);
  return kh_cp_is_digit(cp_at(c, i));
}

/* Whether the dot at e belongs to the word [b, e); what kind of abbreviation it makes, or 0. */
static uint8_t abbreviation(const scanner *c, uint32_t b, uint32_t e) {
  uint32_t value;
  if (cp_at(c, e) != '.' || (cp_at(c, e + 1) == '.' && cp_at(c, e + 2) == '.')) return 0;   /* "Inc.." is "Inc." and a stop */
  if (memchr(c->s + b, '.', e - b)) return ABBR_WORD;        /* U.S */
  if (next_at(c, b) == e && kh_cp_is_upper(cp_at(c, b))) return is_initial(c, e) || is_second_initial(c, e) ? ABBR_TITLE : 0;
  if (!listed(c, LIST_ABBR, b, e + 1, &value)) return 0;
  if (is_letter(cp_at(c, e + 1))) return 0;
  if (value == ABBR_NUMBER) return digit_follows(c, e + 1) ? ABBR_TITLE : 0;
  if (value == ABBR_PLACE) {
    const text_token *before = c->out->n > c->first ? &c->out->at[c->out->n - 1] : NULL;
    return before && c->s[before->begin] == ',' ? ABBR_WORD : 0;
  }
  return (uint8_t)value;
}

static bool ascii_letter_at(const scanner *c, uint32_t i) { return i < c->end && ((c->s[i] | 0x20) >= 'a' && (c->s[i] | 0x20) <= 'z'); }

/* "U.S.", "a.m": letters one by one between dots, from b; b if there are none. */
static uint32_t acronym_end(const scanner *c, uint32_t b) {
  uint32_t i = b, letters = 0;
  while (i - b < 40 && ascii_letter_at(c, i) && (i + 1 < c->end && c->s[i + 1] == '.') && ascii_letter_at(c, i + 2)) i += 2, letters++;
  if (!letters || !ascii_letter_at(c, i) || is_alnum(cp_at(c, i + 1))) return b;
  return i + 1;
}

static void scan_word(scanner *c) {
  uint32_t b = c->at, i = b, value, e;
  if ((e = acronym_end(c, b)) > b) {
    uint8_t abbr = abbreviation(c, b, e);
    text_token *t = emit(c, b, e + (abbr != 0));
    t->abbr = abbr;
    return;
  }
  for (;;) {
    while (i < c->end && i - b < MAX_TOKEN && (is_alnum(cp_at(c, i)) || c->s[i] == '_')) i = next_at(c, i);
    if (i >= c->end || i - b >= MAX_TOKEN) break;
    uint32_t cp = cp_at(c, i), after = cp_at(c, next_at(c, i));
    if ((kh_text_is_apostrophe(cp) || cp == '`') && is_letter(after)) {
      i = next_at(c, i);
    } else if (cp == '&' && i - b <= 3 && kh_cp_is_upper(cp_before(c, i)) && kh_cp_is_upper(after)) {
      i++;                                                   /* AT&T */
    } else if (cp == '-' && is_alnum(after) && listed(c, LIST_PREFIX, b, i, &value)) {
      i++;                                                   /* anti-government */
    } else if ((cp == '/' || cp == '-') && is_letter(after)) {
      uint32_t k = i + 1;                                    /* tokens that are listed whole */
      while (k - b < 24 && is_alnum(cp_at(c, k))) k = next_at(c, k);
      if (k - b >= 24 || !(listed(c, LIST_WHOLE, b, k, &value) || listed(c, LIST_FORM, b, k, &value))) break;
      i = k;
    } else {
      break;
    }
  }
  if (i < c->end && (c->s[i] == '/' || c->s[i] == '!') && is_blank(cp_at(c, i + 1)) && listed(c, LIST_WHOLE, b, i + 1, &value)) i++;
  if (i < c->end && c->s[i] == '$' && i - b <= 3 && kh_cp_is_upper(cp_before(c, i))) i++;   /* US$ */
  if (i < c->end && c->s[i] == '.' && is_alnum(cp_at(c, i + 1)) && (e = domain_end(c, b)) > i) {
    emit(c, b, e);
    return;
  }
  /* "Ph.D.": a listed abbreviation with a dot inside. */
  if (i + 2 < c->end && c->s[i] == '.' && is_letter(cp_at(c, i + 1))) {
    uint32_t k = i + 1;
    while (k - b < 16 && (is_letter(cp_at(c, k)))) k = next_at(c, k);
    if (cp_at(c, k) == '.' && listed(c, LIST_ABBR, b, k + 1, &value)) {
      emit(c, b, k + 1)->abbr = (uint8_t)value;
      return;
    }
  }
  uint8_t abbr = abbreviation(c, b, i);
  if (abbr) {
    emit(c, b, i + 1)->abbr = abbr;
    return;
  }
  emit_word(c, b, i);
  /* "ministers' talks": the apostrophe is a word of its own, unless a single quote waits for it. */
  uint32_t cp = cp_at(c, c->at), last = cp_before(c, c->at);
  if (kh_text_is_apostrophe(cp) && cp != 0x2018 && (last == 's' || last == 'S') && i - b > 1) {
    uint32_t to = next_at(c, c->at), then = cp_at(c, to);
    bool more = is_blank(then) && to < c->end && kh_cp_is_letter(cp_at(c, next_at(c, to)));
    if (!c->single_open || (more && !kh_cp_is_upper(cp_at(c, next_at(c, to))))) {
      c->out->at[c->out->n - 1].mwt = c->out->at[c->out->n - 1].mwt ? c->out->at[c->out->n - 1].mwt : 2;
      emit(c, c->at, to);
    }
  }
}

/* ---- numbers ---- */

static uint32_t digits_end(const scanner *c, uint32_t i) {
  while (i < c->end && kh_cp_is_digit(cp_at(c, i))) i = next_at(c, i);
  return i;
}

/* End of the three digits behind a blank that does not break ("76 000"), where up to three stand before it; i where there are none. */
static uint32_t thousands_end(const scanner *c, uint32_t group, uint32_t i) {
  uint32_t blank = cp_at(c, i), from = next_at(c, i);
  if (!kh_text_joins_digits(blank) || i - group > 3 || digits_end(c, from) != from + 3 || is_letter(cp_at(c, from + 3))) return i;
  return from + 3;
}

static void scan_number(scanner *c) {
  uint32_t b = c->at, i = b, dashes = 0, before_dash = 0, value;
  for (uint32_t stop = b + LOOK, group = b;;) {
    i = digits_end(c, i);
    if (i >= c->end || i > stop) break;
    uint32_t joined = (unsigned char)c->s[i] < 0x80 ? i : thousands_end(c, group, i);
    if (joined > i) {
      group = joined - 3, i = joined;
      continue;
    }
    char sign = c->s[i];
    uint32_t after = digits_end(c, i + 1);
    if (after == i + 1) break;
    if (sign == ',' && after - i - 1 != 3) break;
    if (sign == '-') {
      if (!dashes++) before_dash = i;
    } else if (sign != '.' && sign != ',' && sign != ':' && sign != '/') {
      break;
    }
    i = after, group = c->end;   /* no thousands behind a fraction */
  }
  if (i - b > MAX_TOKEN) i = b + MAX_TOKEN;
  bool phone = dashes == 1 && before_dash == b + 3 && i == b + 8;                /* 555-0199 */
  if (dashes == 1 && !phone) i = before_dash; /* a range; two dashes make a date or a telephone number */
  uint32_t letters = i;
  while (letters - i < 12 && is_letter(cp_at(c, letters))) letters = next_at(c, letters);
  bool unit = letters > i && listed(c, LIST_UNIT, i, letters, &value) && !kh_cp_is_digit(cp_at(c, letters));
  if (letters > i && !unit) {                 /* 5th, 1980s, 3D, 1990's */
    while (letters - b < MAX_TOKEN && is_alnum(cp_at(c, letters))) letters = next_at(c, letters);
    i = letters;
  } else if (kh_text_is_apostrophe(cp_at(c, i)) && (cp_at(c, next_at(c, i)) | 0x20) == 's' && !is_alnum(cp_at(c, next_at(c, i) + 1))) {
    i = next_at(c, i) + 1;
  } else if (c->out->n == c->first && i < c->end && c->s[i] == '.' && i - b <= 2 && kh_text_is_space(cp_at(c, i + 1))) {
    i++;                                      /* "1. " at the head of a list item */
  }
  emit(c, b, i);
}

/* ---- signs ---- */

static bool is_emoji(uint32_t cp) {
  return (cp >= 0x1F000 && cp <= 0x1FAFF) || (cp >= 0x2600 && cp <= 0x27BF) || (cp >= 0x2B00 && cp <= 0x2BFF) || cp == 0x203C || cp == 0x2049;
}
static bool joins_emoji(uint32_t cp) {
  return cp == 0x200D || cp == 0xFE0F || cp == 0x20E3 || (cp >= 0x1F3FB && cp <= 0x1F3FF) || (cp >= 0xE0020 && cp <= 0xE007F);
}

static void scan_emoji(scanner *c) {
  uint32_t b = c->at, first = cp_at(c, b), i = next_at(c, b);
  bool flag = first >= 0x1F1E6 && first <= 0x1F1FF;
  if (flag && cp_at(c, i) >= 0x1F1E6 && cp_at(c, i) <= 0x1F1FF) i = next_at(c, i);
  while (i < c->end && i - b < LOOK && joins_emoji(cp_at(c, i))) {
    bool zwj = cp_at(c, i) == 0x200D;
    i = next_at(c, i);
    if (zwj && is_emoji(cp_at(c, i))) i = next_at(c, i);
  }
  emit(c, b, i);
}

static bool face(scanner *c) {
  uint32_t b = c->at, value;
  if (!c->space || is_alnum(cp_at(c, b)) || c->s[b] == '.' || c->s[b] == '"') {
    if (!(c->space && (c->s[b] == 'x' || c->s[b] == 'X' || c->s[b] == 'D' || c->s[b] == 'o' || c->s[b] == 'O' || c->s[b] == '8'))) return false;
  }
  uint32_t e = b;
  while (e < c->end && e - b < 6 && (unsigned char)c->s[e] < 0x80 && !is_blank((unsigned char)c->s[e])) e++;
  for (; e > b + 1; e--) {
    uint32_t after = cp_at(c, e);
    if ((is_blank(after) || after == '.' || after == ',' || after == ')') && listed(c, LIST_EMOTICON, b, e, &value)) return emit(c, b, e), true;
  }
  return false;
}

static void scan_apostrophe(scanner *c) {
  uint32_t b = c->at, i = next_at(c, b), value, e = i;
  uint32_t cp = cp_at(c, b);
  while (e - b < 16 && (is_alnum(cp_at(c, e)) || (kh_text_is_apostrophe(cp_at(c, e)) && e - b < 5))) e = next_at(c, e);
  while (e > i && !is_alnum(cp_before(c, e))) e--;
  bool blank_before = c->space;
  if (e > i && e - b < 12) {
    bool known = listed(c, LIST_CONTRACTION, b, e, &value) || listed(c, LIST_CLITIC, b, e, &value) || listed(c, LIST_WHOLE, b, e, &value);
    if (kh_cp_is_digit(cp_at(c, i)) && digits_end(c, i) - i == 2 && !c->single_open) {   /* '90s */
      e = digits_end(c, i);
      if (cp_at(c, e) == 's') e++;
      known = !is_alnum(cp_at(c, e));
    }
    if (known) {
      emit_word(c, b, e);
      return;
    }
  }
  if (cp == 0x2018 || (blank_before && !is_blank(cp_at(c, i)))) c->single_open = true;
  else c->single_open = false;
  if (cp_at(c, i) == cp) i = next_at(c, i);        /* '' or `` */
  emit(c, b, i);
}

/* A run of the same sign: "--", "...", "****", "!?!". */
static void scan_signs(scanner *c) {
  uint32_t b = c->at, cp = cp_at(c, b), i = next_at(c, b);
  if (cp == '!' || cp == '?') {
    while (i - b < MAX_TOKEN && (cp_at(c, i) == '!' || cp_at(c, i) == '?')) i++;
  } else if (cp && (cp < 0x80 ? strchr(".-_=*~+<>`#^|\\$", (int)cp) != NULL : kh_text_is_dash(cp) || cp == 0x2026)) {
    while (i - b < MAX_TOKEN && cp_at(c, i) == cp) i = next_at(c, i);
  }
  emit(c, b, i);
}

/* Does a sign of no width stand here that a word follows? */
static bool opens_word(const scanner *c) {
  uint32_t i = c->at;
  for (uint32_t steps = 0; steps < LOOK && i < c->end && kh_text_is_invisible(cp_at(c, i)); steps++) i = next_at(c, i);
  return i > c->at && i < c->end && !kh_text_is_space(cp_at(c, i));
}

void kh_text_tokenize(const kh_text_room *r, kh_str text, uint32_t begin, uint32_t end, kh_arena *a, text_tokens *out) {
  scanner c = {.r = r, .s = text.s, .at = begin, .end = end, .a = a, .out = out, .first = out->n, .space = true};
  while (c.at < end) {
    uint32_t cp = cp_at(&c, c.at), e;
    if (kh_text_is_space(cp)) {
      c.space = true;
      c.at = next_at(&c, c.at);
    } else if (cp > 0x7F && opens_word(&c)) {   /* no part of it, so that its first letter is found where it is looked for */
      c.at = next_at(&c, c.at);
    } else if (may_begin_address(cp_before(&c, c.at)) && ((e = url_end(&c, c.at)) > c.at || (e = address_end(&c, c.at)) > c.at)) {
      emit(&c, c.at, e);
    } else if (face(&c)) {
      continue;
    } else if (is_letter(cp)) {
      scan_word(&c);
    } else if (kh_cp_is_digit(cp) || (cp == '.' && c.space && kh_cp_is_digit(cp_at(&c, c.at + 1)))) {
      scan_number(&c);
    } else if (kh_text_is_apostrophe(cp) || cp == '`') {
      scan_apostrophe(&c);
    } else if (is_emoji(cp)) {
      scan_emoji(&c);
    } else {
      scan_signs(&c);
    }
  }
}
