/* times_atoms.c: tokens into atoms, atoms into symbols. */
#include "circumstance/times_int.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80; }

size_t kh_times_atom_length(kh_str s, size_t at) {
  size_t n = at + 1;
  if (is_digit(s.s[at]))
    while (n < s.n && is_digit(s.s[n])) n++;
  else if (is_letter(s.s[at]))
    while (n < s.n && is_letter(s.s[n])) n++;
  return n - at;
}

static void add_atom(time_scan *s, kh_str w, uint64_t hash, uint32_t tok, uint32_t begin, uint32_t end, bool glued, bool capital) {
  time_atom a = {.tok = tok, .begin = begin, .end = end, .glued = glued, .capital = capital, .letters = is_letter(w.s[0])};
  if (is_digit(w.s[0])) {
    a.digits = w.n > 20 ? 20 : (uint8_t)w.n;
    for (size_t i = 0; i < w.n && i < 9; i++) a.value = a.value * 10 + (uint32_t)(w.s[i] - '0');
  }
  if (!kh_lookup_get(&s->t->words, w, hash, &a.id) || a.id >= s->t->first_n) a.id = 0;
  KH_PUSH(s->scratch, &s->atom, a);
}

static void add_token(time_scan *s, uint32_t t) {
  const kh_tokens *k = &s->d->tok;
  kh_str w = k->lower[t];
  kh_span span = k->span[t];
  bool glued = t > 0 && !k->space_after[t - 1] && k->sentence[t] == k->sentence[t - 1];
  bool capital = k->form[t].n && (k->form[t].s[0] < 'a' || k->form[t].s[0] > 'z');
  bool exact = span.end - span.begin == w.n;           /* normalised words may be shorter than what they stand for */
  if (!w.n) return;
  if (kh_times_atom_length(w, 0) == w.n) {
    add_atom(s, w, k->lower_hash[t], t, span.begin, span.end, glued, capital);
    return;
  }
  for (size_t at = 0; at < w.n;) {
    size_t n = kh_times_atom_length(w, at);
    kh_str piece = kh_str_sub(w, at, at + n);
    uint32_t begin = exact || !at ? span.begin + (uint32_t)at : span.begin, end = exact ? span.begin + (uint32_t)(at + n) : span.end;
    bool upper = at < k->form[t].n && k->form[t].n == w.n ? k->form[t].s[at] < 'a' || k->form[t].s[at] > 'z' : capital;
    add_atom(s, piece, kh_hash_str(piece), t, begin, end, at > 0 || glued, upper);
    at += n;
  }
}

static void put(time_scan *s, uint16_t cls, size_t n, double value) {
  KH_PUSH(s->scratch, &s->symbol, (time_symbol){cls, (uint16_t)n, value});
}

bool kh_times_has(const time_scan *s, size_t at, uint16_t cls) {
  if (at >= s->atom.n) return false;
  const time_atom *a = &s->atom.at[at];
  for (uint32_t i = 0; i < a->symbols; i++)
    if (s->symbol.at[a->symbol + i].cls == cls && s->symbol.at[a->symbol + i].n == 1) return true;
  return false;
}

static bool value_at(const time_scan *s, size_t at, uint16_t cls, double *value, size_t *n) {
  if (at >= s->atom.n) return false;
  const time_atom *a = &s->atom.at[at];
  for (uint32_t i = 0; i < a->symbols; i++) {
    const time_symbol *y = &s->symbol.at[a->symbol + i];
    if (y->cls == cls) return *value = y->value, *n = y->n, true;
  }
  return false;
}

/* 1 | 12,000 | 2.5: figures with their thousands and decimals. */
static size_t figures(const time_scan *s, size_t at, double *value) {
  const time_atom *a = s->atom.at + at;
  size_t n = 1, left = s->atom.n - at;
  double v = a->value;
  if (!a->digits || a->digits > 9) return 0;
  while (left > n + 1 && a->digits <= 3 && a[n].end - a[n].begin == 1 && s->d->text.s[a[n].begin] == ',' && a[n].glued &&
         a[n + 1].glued && a[n + 1].digits == 3) {
    v = v * 1000 + a[n + 1].value;
    n += 2;
  }
  if (left > n + 1 && s->d->text.s[a[n].begin] == '.' && a[n].glued && a[n + 1].glued && a[n + 1].digits && a[n + 1].digits < 9) {
    double scale = 1;
    for (int i = 0; i < a[n + 1].digits; i++) scale *= 10;
    v += a[n + 1].value / scale;
    n += 2;
  }
  *value = v;
  return n;
}

size_t kh_times_number(const time_scan *s, size_t at, double *value) {
  double total = 0, current = 0, v;
  size_t n, p = at, last = 0;                          /* last: where the number may end */
  bool any = false;
  enum { OTHER, TENS, SMALL } before = OTHER;
  if (at >= s->atom.n) return 0;
  if (value_at(s, p, CLASS_FEW, &v, &n)) return *value = -1, n;
  if ((n = figures(s, p, &v)) != 0) {
    current = v;
    p += n;
    last = p;
    any = true;
    before = SMALL;
  } else if (value_at(s, p, CLASS_ART, &v, &n) && value_at(s, p + n, CLASS_SCALE, &v, &n)) {
    current = 1;                                       /* a hundred */
    p += 1;
    any = true;
    before = SMALL;
  }
  while (p < s->atom.n && p - at < 16) {
    if (value_at(s, p, CLASS_SCALE, &v, &n) && any) {
      if (v >= 1000) total += current * v, current = 0;
      else current *= v;
      before = OTHER;
    } else if (value_at(s, p, CLASS_TENS, &v, &n) && before == OTHER) {
      current += v;
      before = TENS;
    } else if (value_at(s, p, CLASS_SMALL, &v, &n) && (before == OTHER || (before == TENS && v < 10))) {
      current += v;
      before = SMALL;
    } else if (value_at(s, p, CLASS_JOIN, &v, &n) && any && last == p &&
               (v > 0 ? before == TENS && s->atom.at[p].glued : before == OTHER || before == SMALL)) {
      double f;
      size_t m, art = kh_times_has(s, p + n, CLASS_ART) ? 1 : 0;
      if (v == 0 && value_at(s, p + n + art, CLASS_FRACTION, &f, &m)) {        /* two and a half */
        *value = total + current + f;
        return p + n + art + m - at;
      }
      if (before == SMALL) break;
      p += n;
      continue;
    } else {
      break;
    }
    p += n;
    last = p;
    any = true;
  }
  if (!last) return 0;
  *value = total + current;
  return last - at;
}

/* Digits may be a day, a month, a year …; the rules choose. */
static void add_digit_symbols(time_scan *s, size_t at) {
  const time_atom *a = &s->atom.at[at], *b = at + 1 < s->atom.n ? a + 1 : NULL;
  uint32_t v = a->value, d = a->digits;
  bool after_letters = at > 0 && a->glued && a[-1].letters && !a[-1].id;       /* the 20 of G20 */
  bool in_number = (b && b->glued && at + 2 < s->atom.n && a[2].digits == 3 && a[2].glued && s->d->text.s[b->begin] == ',') ||
                   (at > 1 && a->glued && a[-1].glued && a[-2].digits && s->d->text.s[a[-1].begin] == ',' && d == 3);
  if (after_letters) return;
  if (b && b->glued && kh_times_has(s, at + 1, CLASS_ORDSUFFIX) && d <= 3) {
    put(s, CLASS_ORD, 2, v);
    if (v >= 1 && v <= 31) put(s, CLASS_DAY, 2, v), put(s, CLASS_DAYTH, 2, v);
    return;
  }
  if (b && b->glued && kh_times_has(s, at + 1, CLASS_PLURAL) && v % 10 == 0) {
    const long long tens = v / 10;
    if (d == 4 && v >= 1000 && v <= 2100) put(s, CLASS_DECADE, 2, tens);
    if (d == 2 || (d == 3 && kh_times_has(s, at + 2, CLASS_ERA))) put(s, CLASS_DECADE, 2, tens);
  }
  if (in_number) return;
  if (d == 4 && v >= 1000 && v <= 2199) put(s, CLASS_YEAR, 1, v);
  if (d == 2) put(s, CLASS_YEAR2, 1, v);
  if (d <= 4 && v > 0) put(s, CLASS_YEAR3, 1, v);
  if (d <= 2 && v >= 1 && v <= 31) put(s, CLASS_DAY, 1, v);
  if (d <= 2 && v >= 1 && v <= 12) put(s, CLASS_MONTHNUM, 1, v);
  if (d <= 2 && v <= 24) put(s, CLASS_HOUR, 1, v);
  if (d == 2 && v <= 59) put(s, CLASS_MINUTE, 1, v);
  if (d == 4 && v < 2400 && v % 100 <= 59) put(s, CLASS_HHMM, 1, v);
}

static void add_word_symbols(time_scan *s, size_t at) {
  const time_atom *a = &s->atom.at[at];
  for (uint32_t e = s->t->first[a->id]; e; e = s->t->entries[e - 1].next) {
    const time_entry *x = &s->t->entries[e - 1];
    bool same = at + x->n <= s->atom.n && !(x->capital && !a->capital);
    for (uint16_t i = 1; same && i < x->n; i++) same = s->atom.at[at + i].id == s->t->atoms[x->atoms + i];
    if (!same) continue;
    put(s, x->cls, x->n, x->value);
    if (x->cls == CLASS_ORD && x->value <= 31) put(s, CLASS_DAY, x->n, x->value);
  }
}

/* "twenty-first", "twenty first" */
static void add_ordinal(time_scan *s, size_t at) {
  double tens, ones;
  size_t n, m, dash;
  if (!value_at(s, at, CLASS_TENS, &tens, &n)) return;
  dash = at + 1 < s->atom.n && kh_times_has(s, at + 1, CLASS_JOIN) && s->atom.at[at + 1].glued ? 1 : 0;
  if (!value_at(s, at + 1 + dash, CLASS_ORD, &ones, &m) || ones > 9 || m != 1) return;
  put(s, CLASS_ORD, 2 + dash, tens + ones);
  if (tens + ones <= 31) put(s, CLASS_DAY, 2 + dash, tens + ones);
}

void kh_times_scan(time_scan *s, uint32_t tok_begin, uint32_t tok_end) {
  s->atom.n = s->symbol.n = 0;
  for (uint32_t t = tok_begin; t < tok_end; t++) add_token(s, t);
  /* Back to front: what makes a symbol of several atoms asks those that follow. */
  for (size_t i = s->atom.n; i-- > 0;) {
    time_atom *a = &s->atom.at[i];
    a->symbol = (uint32_t)s->symbol.n;
    if (a->id) add_word_symbols(s, i);
    if (a->digits) add_digit_symbols(s, i);
    a->symbols = (uint32_t)s->symbol.n - a->symbol;
    if (!a->symbols && !a->digits) continue;
    add_ordinal(s, i);
    double v;
    size_t n = kh_times_number(s, i, &v);
    if (n) put(s, CLASS_NUM, n, v);
    a->symbols = (uint32_t)s->symbol.n - a->symbol;
  }
}
