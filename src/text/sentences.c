/* sentences.c: where sentences end, and datelines. */
#include "text/text_int.h"

static uint32_t first_cp(kh_str text, const text_token *t) { return kh_text_cp(text, t->begin); }
static bool one_sign(kh_str text, const text_token *t, char sign) { return t->end == t->begin + 1 && text.s[t->begin] == sign; }
static bool is_plain_quote(uint32_t cp) { return cp == '"' || cp == '\'' || cp == '`'; }

/* "." "!?" "…" as a token of its own. */
static bool is_stop(kh_str text, const text_token *t) {
  uint32_t cp = first_cp(text, t);
  return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 || cp == 0x3002;
}

static bool is_starter(const kh_text_room *r, kh_str text, const text_token *t) {
  uint32_t value;
  return kh_text_find(r, LIST_STARTER, kh_str_sub(text, t->begin, t->end), &value);
}

typedef struct state {
  const kh_text_room *r;
  kh_str text;
  const text_token *t;
  uint32_t n;
  bool in_quote;       /* inside straight double quotes */
  uint32_t depth;      /* open round brackets */
  uint32_t opened;     /* the first token of the sentence at hand */
} state;

/* A quote or bracket that closes after token i - 1, with nothing between. */
static bool closes(const state *s, uint32_t i) {
  const text_token *t = &s->t[i];
  uint32_t cp = first_cp(s->text, t);
  if (cp == ')' || cp == ']' || cp == '}') return true;
  bool last = i + 1 >= s->n || s->t[i + 1].space_before;
  if (cp == 0x201D && last) return true;                                     /* “ He left. ” */
  if (kh_text_is_close_quote(cp) || (kh_text_is_open_quote(cp) && last)) return !t->space_before;   /* „He left.“ */
  if (cp == '"') return s->in_quote && (!t->space_before || i + 1 >= s->n || s->t[i + 1].space_before);
  return is_plain_quote(cp) && !t->space_before;
}

/* A note's number behind a stop ("… in 1805.[6]"): how many tokens it takes, or 0. */
static uint32_t note_at(const state *s, uint32_t i) {
  if (i + 2 >= s->n || !one_sign(s->text, &s->t[i], '[') || s->t[i].space_before || !one_sign(s->text, &s->t[i + 2], ']')) return 0;
  return kh_cp_is_digit(first_cp(s->text, &s->t[i + 1])) ? 3 : 0;
}

static bool begins_sentence(const state *s, uint32_t i, bool lower_too) {
  /* Opening quotes and brackets are looked through. */
  for (int k = 0; k < 3 && i < s->n; k++, i++) {
    uint32_t cp = first_cp(s->text, &s->t[i]);
    if (kh_cp_is_upper(cp) || kh_cp_is_digit(cp)) return true;
    if (kh_cp_is_letter(cp)) return lower_too || kh_cp_lower(cp) == kh_cp_upper(cp);
    if (!(is_plain_quote(cp) || kh_text_is_open_quote(cp) || cp == '(' || cp == '[' || kh_text_is_apostrophe(cp))) break;
  }
  if (i >= s->n) return true;
  uint32_t cp = first_cp(s->text, &s->t[i]);
  return !(cp == ',' || cp == ';' || cp == ':' || kh_text_is_dash(cp));
}

static bool ends_here(const state *s, uint32_t stop, uint32_t next) {
  const text_token *t = &s->t[stop];
  bool quoted = next > stop + 1;       /* signs close between the stop and what comes next */
  if (!s->t[next].space_before) return false;
  if (t->abbr) {
    if (t->abbr != ABBR_WORD || stop < s->opened + 2) return false;   /* nobody says "The U.S." and no more ("The U.S. Has agreed") */
    uint32_t cp = first_cp(s->text, &s->t[next]);
    if (!kh_cp_is_upper(cp)) return (is_plain_quote(cp) || kh_text_is_open_quote(cp)) && begins_sentence(s, next, false) && !s->depth;
    return is_starter(s->r, s->text, &s->t[next]) && !s->depth;
  }
  if (s->depth) return false;
  if (one_sign(s->text, t, '.')) return begins_sentence(s, next, !quoted);
  if (first_cp(s->text, t) == '.' || first_cp(s->text, t) == 0x2026) {
    return begins_sentence(s, next, false) && kh_cp_is_upper(first_cp(s->text, &s->t[next]));
  }
  return begins_sentence(s, next, !quoted && !s->in_quote);
}

static bool has(kh_str text, const text_token *t, char sign) { return memchr(text.s + t->begin, sign, t->end - t->begin) != NULL; }
static bool is_link(kh_str text, const text_token *t) { return t->end - t->begin > 8 && has(text, t, ':') && has(text, t, '/') && has(text, t, '.'); }

/* What ends a sentence of the web without a stop when a capital follows: a link, a smiling face, the hour of a letter's head
 * ("08/10/2000 11:36 AM"). */
static bool ends_without_stop(const state *s, uint32_t i) {
  const text_token *t = &s->t[i], *next = t + 1;
  uint32_t value;
  if (s->depth || s->in_quote || i + 1 >= s->n || !next->space_before || !t->space_before) return false;
  bool link = is_link(s->text, t);
  if (!kh_cp_is_upper(first_cp(s->text, next)) && !(link && is_link(s->text, next))) return false;
  if (link) return true;
  kh_str form = kh_str_sub(s->text, t->begin, t->end);
  if (i >= 2 && has(s->text, t - 1, ':') && has(s->text, t - 2, '/') && kh_text_find(s->r, LIST_UNIT, form, &value)) return true;
  return form.n >= 2 && kh_text_find(s->r, LIST_EMOTICON, form, &value);
}

/* The bracket behind a sender's address ("Name <name@host> Text"). */
static bool ends_sender(const state *s, uint32_t i) {
  return i && i + 1 < s->n && one_sign(s->text, &s->t[i], '>') && has(s->text, &s->t[i - 1], '@') && s->t[i + 1].space_before;
}

void kh_text_sentence_ends(const kh_text_room *r, kh_str text, const text_token *t, uint32_t n, uint8_t *ends) {
  state s = {.r = r, .text = text, .t = t, .n = n};
  uint32_t since_open = 0;
  memset(ends, 0, n);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t cp = first_cp(text, &t[i]);
    if (i && ends[i - 1]) s.opened = i;
    if (cp == '"') s.in_quote = !s.in_quote;
    else if (cp == '(') s.depth++, since_open = 0;
    else if (cp == ')' && s.depth) s.depth--;
    if (s.depth && ++since_open > 60) s.depth = 0;    /* the closing bracket was forgotten */
    if (t[i].end - t[i].begin >= 3 && (cp == '*' || cp == '=' || cp == '_' || cp == '~')) {   /* a rule of signs */
      ends[i] = i + 1 < n && t[i].space_before && t[i + 1].space_before && kh_cp_is_upper(first_cp(text, &t[i + 1]));
      continue;
    }
    if (!is_stop(text, &t[i]) && !t[i].abbr) {
      if (ends_without_stop(&s, i) || ends_sender(&s, i)) ends[i] = 1;
      continue;
    }
    uint32_t next = i + 1;
    bool in_quote = s.in_quote;
    uint32_t depth = s.depth;
    while (next < n && next - i < 4 && closes(&s, next)) {
      uint32_t sign = first_cp(text, &t[next]);
      if (sign == '"') s.in_quote = !s.in_quote;
      if (sign == ')' && s.depth) s.depth--;
      next++;
    }
    next += note_at(&s, next);
    if (next < n && ends_here(&s, i, next)) {
      ends[next - 1] = 1;
      i = next - 1;
      continue;
    }
    s.in_quote = in_quote;
    s.depth = depth;
  }
  if (n) ends[n - 1] = 1;
}

/* ---- datelines ---- */

static bool all_caps(kh_str text, const text_token *t) {
  uint32_t letters = 0;
  for (size_t i = t->begin; i < t->end;) {
    uint32_t cp = kh_utf8_next(text.s, t->end, &i);
    if (!kh_cp_is_letter(cp)) continue;
    if (!kh_cp_is_upper(cp)) return false;
    letters++;
  }
  return letters > 1;
}

/* "COVINGTON, Ky. (AP)  A man …": the bracket that ends before token i holds one word, and what follows opens a sentence. */
static bool ends_without_dash(kh_str text, const text_token *t, uint32_t i, uint32_t n) {
  return i >= 4 && i < n && first_cp(text, &t[i - 1]) == ')' && first_cp(text, &t[i - 3]) == '(' && t[i].space_before && kh_cp_is_upper(first_cp(text, &t[i]));
}

/* Does the slash at i close an agency's name in capitals, "Ulaanbaatar /MONTSAME/"? */
static bool is_agency(kh_str text, const text_token *t, uint32_t i) {
  return i > 2 && one_sign(text, &t[i - 2], '/') && all_caps(text, &t[i - 1]);
}

/* What stands between a dateline and its report: a dash or a bar. Long ones ("—", "--") may do so without blanks ("MOSCOW—The"),
 * between words in capitals only the longest ("TURKEY–SYRIA"); a hyphen is a part of names. */
static bool is_mark(uint32_t cp) { return kh_text_is_dash(cp) || cp == '|'; }
static bool parts_alone(kh_str text, const text_token *t, uint32_t i, uint32_t n) {
  uint32_t cp = first_cp(text, &t[i]);
  if (cp == '-') return t[i].end - t[i].begin == 2;
  return cp == 0x2014 || cp == 0x2015 || (cp == 0x2013 && i + 1 < n && !all_caps(text, &t[i + 1]));
}

/* What a report may open with behind its dateline. */
static bool opens_report(uint32_t cp) {
  return kh_cp_is_upper(cp) || kh_cp_is_digit(cp) || is_plain_quote(cp) || kh_text_is_open_quote(cp) || cp == '<' || cp == '[' || cp == '(' || cp == '$';
}

/* Another dash between blanks follows in the sentence: the first one opened an insertion ("Egypt — Africa's second power — called"). */
static bool dash_again(kh_str text, const text_token *t, uint32_t from, uint32_t n) {
  enum { INSERTION = 40 };
  for (uint32_t i = from; i < n && i < from + INSERTION && !is_stop(text, &t[i]); i++)
    if (is_mark(first_cp(text, &t[i])) && t[i].space_before && i + 1 < n && t[i + 1].space_before) return true;
  return false;
}

/* "(Beirut) – ", "(New York, August 21, 2023) – ": all of it in brackets, as groups that report on rights write it; 0 for none. */
static uint32_t dateline_in_brackets(kh_str text, const text_token *t, uint32_t n) {
  enum { LONGEST = 12 };
  uint32_t i = 1, words = 0;
  for (; i < n && i < LONGEST && first_cp(text, &t[i]) != ')'; i++) {
    uint32_t cp = first_cp(text, &t[i]);
    words += kh_cp_is_upper(cp);
    if (!kh_cp_is_upper(cp) && !(words && kh_cp_is_digit(cp)) && cp != ',' && cp != '.' && cp != '-') return 0;
  }
  if (!words || i + 2 >= n || first_cp(text, &t[i]) != ')') return 0;
  return is_mark(first_cp(text, &t[i + 1])) && t[i + 1].space_before && t[i + 2].space_before && opens_report(first_cp(text, &t[i + 2])) ? i + 2 : 0;
}

uint32_t kh_text_dateline(kh_str text, const text_token *t, uint32_t n, bool first) {
  enum { LONGEST = 18, LONGEST_MIXED = 5, LONGEST_PLACE = 3 };
  bool bracket = false, inside = false, caps = n > 0 && all_caps(text, &t[0]), every_cap = true, comma = false;
  uint32_t words = 0;
  if (n && first_cp(text, &t[0]) == '(') return dateline_in_brackets(text, t, n);
  for (uint32_t i = 0; i < n && i < LONGEST; i++) {
    uint32_t cp = first_cp(text, &t[i]);
    if (inside) {
      inside = cp != ')';
      if (!inside && caps && comma && ends_without_dash(text, t, i + 1, n)) return i + 1;
    } else if (cp == '(') {
      if (!words) return 0;
      bracket = inside = true;
    } else if (kh_cp_is_letter(cp)) {
      if (!kh_cp_is_upper(cp)) return 0;
      every_cap &= all_caps(text, &t[i]);
      words++;
    } else if (kh_cp_is_digit(cp)) {
      if (!words) return 0;
    } else if (words && (is_mark(cp) || cp == ':')) {
      uint32_t after = i + 1;
      if (cp == '-' && after < n && t[after].space_before && first_cp(text, &t[after]) == '-') after++;   /* "BEIJING, July 18 (Xinhua) - - " */
      bool blanks = after < n && t[after].space_before, two_names = comma && words > 1 && words <= LONGEST_MIXED;      /* "Nairobi, Kenya - " */
      bool apart = blanks && (t[i].space_before || bracket), alone = cp != ':' && parts_alone(text, t, i, n);
      bool place = first && apart && words == i && words <= LONGEST_PLACE && !dash_again(text, t, after, n);   /* "New Delhi — " */
      if (cp == ':' ? every_cap && blanks : (apart || alone) && (bracket || caps || two_names || place)) {
        uint32_t next = after < n ? first_cp(text, &t[after]) : 0;
        return opens_report(next) ? after : 0;
      }
      if (t[i].space_before || blanks) return 0;         /* "SAINT-DENIS": a hyphen inside a name goes on */
    } else if (cp == ',') {
      comma = true;
    } else if (cp == '/' && is_agency(text, t, i)) {
      uint32_t after = i + 1 < n && first_cp(text, &t[i + 1]) == '.' ? i + 2 : i + 1;
      return after < n && kh_cp_is_upper(first_cp(text, &t[after])) ? after : 0;
    } else if (cp != '/' && cp != '.' && cp != ';') {
      return 0;
    }
  }
  return 0;
}

/* Is it a time of day, "07:25" or "7.25"? */
static bool is_clock(kh_str text, const text_token *t) {
  uint32_t digits = 0, after = 0;
  bool mark = false;
  for (size_t i = t->begin; i < t->end;) {
    uint32_t cp = kh_utf8_next(text.s, t->end, &i);
    if (kh_cp_is_digit(cp)) digits++, after += mark;
    else if ((cp == ':' || cp == '.') && digits && !mark) mark = true;
    else return false;
  }
  return mark && after == 2 && digits <= 4;
}

uint32_t kh_text_clock(kh_str text, const text_token *t, uint32_t n) {
  uint32_t i = 1;
  if (n < 4 || !is_clock(text, &t[0])) return 0;
  if (all_caps(text, &t[i])) i++;   /* "GMT" */
  uint32_t cp = first_cp(text, &t[i]), next = first_cp(text, &t[i + 1]);
  bool mark = kh_text_is_dash(cp) || cp == ':' || cp == '|';
  return mark && t[i + 1].space_before && (kh_cp_is_upper(next) || is_plain_quote(next) || kh_text_is_open_quote(next)) ? i + 1 : 0;
}

uint32_t kh_text_day_label(kh_str text, const text_token *t, uint32_t n) {
  enum { LONGEST = 9, WORDS = 2 };   /* "Friday, 1 - 3 September 2023:" */
  uint32_t words = 0, numbers = 0;
  bool year = false;
  for (uint32_t i = 0; i + 1 < n && i < LONGEST; i++) {
    uint32_t cp = first_cp(text, &t[i]), bytes = t[i].end - t[i].begin;
    if ((words || year) && numbers && (cp == ':' || (is_mark(cp) && t[i].space_before)) && t[i + 1].space_before)
      return opens_report(first_cp(text, &t[i + 1])) ? i + 1 : 0;
    if (kh_cp_is_digit(cp)) numbers++, year |= bytes >= 4;
    else if (kh_cp_is_upper(cp) && words < WORDS) words++;
    else if (cp != ',' && cp != '.' && !is_mark(cp)) return 0;
  }
  return 0;
}

uint32_t kh_text_dateline_within(kh_str text, const text_token *t, const uint8_t *ends, uint32_t n, uint32_t *first) {
  enum { TITLES = 3 };
  for (uint32_t i = 0, sentence = 0; i + 1 < n && sentence < TITLES; i++) {
    if (!ends[i]) continue;
    sentence++;
    uint32_t end = all_caps(text, &t[i + 1]) ? kh_text_dateline(text, &t[i + 1], n - i - 1, false) : 0;
    if (end && first_cp(text, &t[i + end]) != ':') {
      *first = i + 1;
      return i + 1 + end;
    }
  }
  return 0;
}
