/* name_features.c: what the namer looks at: words, their letters and tags, runs of capitals, lists, trees, and the rest of the report. */
#include "parse/name_int.h"

static const lin_atom none_atom = {.lower = 1, .w = 1, .amb = 0xFFF1};   /* beyond the sentence */
enum { CLASSES = 9, PLACES = 7 << 3 * NAME_STATE | 7 << 3 * NAME_CITY | 7 << 3 * NAME_PLACE, LINK = 3 /* function words between two runs at most */, LONGEST_RUN = 12 };

bool kh_name_follows(uint8_t before, uint8_t here) { return here == 0 || (here & 1) || (before && before / 2 == here / 2); }

static bool capital(const lin_atom *a) { return (a->flags & LIN_CAP) != 0; }
static uint32_t fine(const lin_atom *a) { return a->cluster & 0xFFFF; }
static uint32_t coarse(const lin_atom *a) { return a->cluster >> 16 & 0xFF; }
static uint32_t kinds(const lin_atom *a) { return a->cluster >> 24; }
static bool marked(const lin_atom *a, uint32_t class) { return (a->list >> 3 * class & 7) != 0; }

void kh_name_candidates(const kh_name_sentence *s, bool *may) {
  bool cased = false;
  for (uint32_t i = 1; i < s->n; i++) cased |= capital(&s->atom[i]);
  memset(may, cased ? 0 : 1, s->n * sizeof *may);
  for (uint32_t i = 0; cased && i < s->n; i++) {
    if (!(s->atom[i].flags & (LIN_CAP | LIN_INNERCAP | LIN_DIGIT)) && s->upos[i] != KH_UPOS_PROPN) continue;
    may[i] = true;
    if (!(s->atom[i].flags & (LIN_CAP | LIN_INNERCAP))) continue;
    for (uint32_t k = i > 2 ? i - 2 : 0; k < i; k++) may[k] = true;
    for (uint32_t k = i + 1; k < s->n && k <= i + LINK + 1; k++) may[k] = true;
  }
}

static bool joins(const lin_atom *a) {   /* a sign inside a name */
  if (a->flags & (LIN_CAP | LIN_DIGIT | LIN_INNERCAP)) return false;
  return (a->flags & (LIN_HYPHEN | LIN_DOT)) || ((a->flags & LIN_OTHER) && a->lower == (uint32_t)(kh_hash("&", 1) >> 32));
}

static bool lists(const kh_name_sentence *s, uint32_t i) {   /* what stands between the members of a list */
  return s->upos[i] == KH_UPOS_CCONJ || s->atom[i].lower == (uint32_t)(kh_hash(",", 1) >> 32) || s->atom[i].lower == (uint32_t)(kh_hash(";", 1) >> 32);
}

static bool links(uint8_t upos) { return upos == KH_UPOS_ADP || upos == KH_UPOS_DET || upos == KH_UPOS_CCONJ; }

/* More than half of its words bear capitals. */
bool kh_name_is_headline(const lin_atom *atom, uint32_t n) {
  uint32_t caps = 0, letters = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!(atom[i].flags & (LIN_OTHER | LIN_DIGIT | LIN_DOT))) letters++, caps += capital(&atom[i]);
  return letters > 2 && caps * 2 > letters;
}

void kh_name_runs(const kh_name_sentence *s, kh_name_run *run) {
  const kh_name_run none = {KH_NONE, KH_NONE, KH_NONE, KH_NONE, KH_NONE, KH_NONE};
  uint32_t last = KH_NONE;                        /* a word of the run before */
  for (uint32_t i = 0; i < s->n;) {
    if (!capital(&s->atom[i])) { run[i++] = none; continue; }
    uint32_t end = i + 1;
    while (end < s->n && end - i < LONGEST_RUN && (capital(&s->atom[end]) || (end + 1 < s->n && joins(&s->atom[end]) && capital(&s->atom[end + 1])))) end++;
    kh_name_run r = {i, end, KH_NONE, KH_NONE, KH_NONE, KH_NONE};
    if (last != KH_NONE && run[last].after == i) r.before = last;
    if (last != KH_NONE && run[last].next_peer == i) r.peer = last;
    uint32_t next = end;
    while (next < s->n && next - end < LINK && links(s->upos[next])) next++;
    if (next > end && next < s->n && capital(&s->atom[next])) r.after = next;
    for (next = end; next < s->n && next - end < 2 && lists(s, next);) next++;
    if (next > end && next < s->n && capital(&s->atom[next])) r.next_peer = next;
    last = end - 1;
    for (; i < end; i++) run[i] = r;
  }
}

/* The word through which the run hangs in the tree, from word i up. */
static uint32_t top_of(const kh_name_sentence *s, const kh_name_run *r, uint32_t i) {
  for (uint32_t steps = 0; steps < LONGEST_RUN; steps++) {
    uint32_t h = s->head[i];
    if (h >= s->n || h == i || r->begin == KH_NONE || h < r->begin || h >= r->end) break;
    i = h;
  }
  return i;
}

uint32_t kh_name_features(const kh_name_sentence *s, const kh_name_run *runs, bool trees, uint32_t i, uint32_t *f) {
  const lin_atom *a = &s->atom[i], *b1 = i > 0 ? a - 1 : &none_atom, *b2 = i > 1 ? a - 2 : &none_atom;
  const lin_atom *n1 = i + 1 < s->n ? a + 1 : &none_atom, *n2 = i + 2 < s->n ? a + 2 : &none_atom;
  uint32_t n = 0, t = 100, cap = a->flags & LIN_CAP, first = a->flags & LIN_FIRST, shape = a->shape | first << 9;
  uint32_t p = s->kind[i], p1 = i > 0 ? s->kind[i - 1] : 255, q1 = i + 1 < s->n ? s->kind[i + 1] : 255, q2 = i + 2 < s->n ? s->kind[i + 2] : 255;
#define F(x, y, z) f[n++] = kh_lin_hash(t++, (x), (y), (z))
  F(0, 0, 0); F(a->lower, 0, 0); F(a->lower, a->shape, 0); F(shape, 0, 0); F(p, 0, 0); F(p, shape, 0);
  F(a->suffix[1], cap, 0); F(a->suffix[2], cap, 0); F(a->suffix[3], cap, 0); F(a->prefix[0], cap, 0); F(a->prefix[1], cap, 0);
  F(b1->lower, cap, 0); F(b2->lower, cap, 0); F(n1->lower, cap, 0); F(n2->lower, cap, 0);
  F(b1->lower, a->lower, 0); F(a->lower, n1->lower, 0); F(b1->lower, a->shape, 0); F(n1->lower, a->shape, 0); F(b1->lower, n1->lower, cap);
  F(b2->lower, b1->lower, cap); F(n1->lower, n2->lower, cap);
  F(b1->shape, a->shape, n1->shape); F(b2->shape, b1->shape, a->shape); F(a->shape, n1->shape, n2->shape);
  F(p1, p, q1); F(p, q1, q2); F(p1, p, 0); F(p, q1, 0);
  F(n1->suffix[2], n1->flags & LIN_CAP, cap); F(b1->suffix[2], b1->flags & LIN_CAP, cap);
  F(a->list, 0, 0); F(a->list, n1->list, 0); F(b1->list, a->list, 0); F(a->list, a->shape, p); F(n1->list, n1->shape, cap); F(b1->list, b1->shape, cap);
  F(b1->list, b1->lower, a->shape);
  for (uint32_t k = 0; k < CLASSES; k++) {       /* each class of names for itself */
    uint32_t mine = a->list >> 3 * k & 7, next = n1->list >> 3 * k & 7, last = b1->list >> 3 * k & 7;
    F(mine, first, cap); F(mine, next, k << 1 | cap); F(mine, last, k << 1 | cap);
  }
  uint32_t phrase = s->phrase[i], seen = s->seen[i];
  F(phrase, cap, 0); F(phrase >> 2, a->list, 0); F(i > 0 ? s->phrase[i - 1] : 0, phrase, 0); F(phrase, i + 1 < s->n ? s->phrase[i + 1] : 0, 0);
  F(seen, first, cap); F(seen, a->shape, first); F(seen & SEEN_SURNAME, seen & SEEN_TITLED, first); F(seen & SEEN_BODY, a->list, 0);
  F(seen & SEEN_SHORT, a->shape, 0); F(seen & (SEEN_LOWER | SEEN_CAPITAL), p, first);
  const kh_name_run *r = &runs[i];
  bool in = r->begin != KH_NONE;
  const lin_atom *end = in ? &s->atom[r->end - 1] : &none_atom, *begin = in ? &s->atom[r->begin] : &none_atom;
  const lin_atom *left = in && r->begin > 0 ? &s->atom[r->begin - 1] : &none_atom, *right = in && r->end < s->n ? &s->atom[r->end] : &none_atom;
  const lin_atom *linked = in && r->before != KH_NONE ? &s->atom[r->before] : &none_atom, *on = in && r->after != KH_NONE ? &s->atom[r->after] : &none_atom;
  uint32_t at = in ? i - r->begin : 99, rest = in ? r->end - 1 - i : 99;
  F(end->lower, rest == 0, 0); F(end->suffix[2], rest == 0, 0); F(end->list, rest == 0, at == 0); F(marked(end, NAME_HEAD), rest, at == 0);
  F(begin->lower, at == 0, 0); F(begin->list, at == 0, rest == 0); F(at, rest, first);
  F(left->lower, right->lower, rest == 0); F(left->lower, at, 0); F(right->lower, rest, 0); F(left->list, at, rest);
  F(linked->lower, left->lower, 0); F(linked->list, left->lower, a->list); F(marked(linked, NAME_HEAD), left->lower, at);
  F(marked(end, NAME_HEAD), right->lower, on->list); F(on->lower, right->lower, 0); F(marked(left, NAME_ROLE), at, rest);
  F(marked(begin, NAME_ROLE), at, rest); F(marked(begin, NAME_PEOPLE), marked(end, NAME_HEAD), rest);
  const lin_atom *peer = in && r->peer != KH_NONE ? &s->atom[r->peer] : &none_atom, *mate = in && r->next_peer != KH_NONE ? &s->atom[r->next_peer] : &none_atom;
  bool mark = in && r->end + 2 < s->n && !capital(right) && (right->flags & LIN_OTHER) && (right[1].flags & LIN_ALLCAPS) && (right[2].flags & LIN_OTHER);
  F(peer->list, at, cap); F(mate->list, rest, cap); F(peer->list, mate->list, a->list); F(peer->shape, mate->shape, a->shape);
  F(mark, at == 0, rest); F(s->headline, p, first); F(s->headline, a->list, rest == 0);
  F(fine(a), cap, 0); F(coarse(a), cap, 0); F(fine(a), a->shape, first); F(coarse(a), a->shape, first);
  F(fine(b1), cap, 0); F(fine(n1), cap, 0); F(coarse(b1), coarse(a), cap); F(coarse(a), coarse(n1), cap); F(coarse(b1), coarse(n1), cap);
  F(fine(b2), cap, 0); F(fine(n2), cap, 0); F(fine(end), rest == 0, at == 0); F(fine(begin), at == 0, rest == 0);
  F(fine(left), at, rest); F(fine(right), at, rest); F(coarse(begin), coarse(end), at << 4 | rest); F(coarse(left), coarse(a), coarse(right));
  F(coarse(linked), coarse(a), left->lower); F(coarse(peer), coarse(a), cap); F(coarse(mate), coarse(a), cap);
  F(a->listed, cap, p); F(a->listed, a->lower, cap); F(a->listed, n1->listed, cap); F(b1->listed, a->listed, cap); F(a->listed, b1->lower, cap);
  F(b1->listed & PLACES, a->listed & PLACES, b1->flags & LIN_CAP); F(a->listed & PLACES, n1->listed & PLACES, n1->flags & LIN_CAP);
  uint32_t of = kinds(a);
  F(of, cap, first); F(of, a->shape, p); F(kinds(b1), of, cap); F(of, kinds(n1), cap); F(kinds(b1), cap, 0); F(kinds(n1), cap, 0);
  for (uint32_t k = 0, levels = of ? of - 1 : 0; k < NAME_LEVELED; k++, levels /= NAME_LEVELS) F(of ? levels % NAME_LEVELS + 1 : 0, cap, first);
  F(kinds(begin), at == 0, rest == 0); F(kinds(end), rest == 0, at == 0); F(kinds(begin), kinds(end), at << 4 | rest);
  F(kinds(left), at, rest); F(kinds(right), at, rest); F(of, a->list, cap); F(of, left->lower, at); F(of, right->lower, rest); F(kinds(linked), of, left->lower);
  F(of, a->suffix[2], cap); F(kinds(n1), a->lower, cap); F(kinds(b1), a->lower, cap);
  if (trees) {
    uint32_t top = top_of(s, r, i), h = s->head[top] < s->n ? s->head[top] : KH_NONE, rel = s->deprel[top];
    const lin_atom *up = h == KH_NONE ? &none_atom : &s->atom[h];
    F(rel, cap, 0); F(up->lower, rel, cap); F(s->atom[top].lower, rel, cap); F(h == KH_NONE ? 0 : s->kind[h], rel, cap);
    F(s->deprel[i], cap, top == i); F(up->list, rel, cap);
    F(fine(up), rel, cap); F(coarse(up), rel, coarse(a));
  }
#undef F
  return n;
}

uint32_t kh_name_pair_features(const kh_name_sentence *s, uint32_t i, uint32_t *f) {
  const lin_atom *a = &s->atom[i], *b1 = a - 1, *n1 = i + 1 < s->n ? a + 1 : &none_atom;
  uint32_t n = 0, t = 300;
#define F(x, y, z) f[n++] = kh_lin_hash(t++, (x), (y), (z))
  F(0, 0, 0); F(a->lower, 0, 0); F(b1->lower, 0, 0); F(b1->shape, a->shape, 0); F(s->kind[i - 1], s->kind[i], 0); F(a->lower, n1->shape, 0);
  F(marked(b1, NAME_HEAD), marked(a, NAME_HEAD), a->flags & LIN_CAP); F(s->phrase[i - 1], s->phrase[i], 0);
#undef F
  return n;
}

/* ---- listed phrases ---- */

bool kh_name_is_hyphen(kh_str form) { return form.n == 1 && form.s[0] == '-'; }

void kh_name_phrases(const kh_name_model *m, const lin_atom *atom, const uint64_t *lower_hash, const kh_str *form, uint32_t n, uint16_t *phrase) {
  memset(phrase, 0, n * sizeof *phrase);
  if (!m->phrases.entry) return;
  for (uint32_t i = 0; i < n;) {
    uint32_t end = i, classes = 0;
    uint64_t hash = 0;
    if (capital(&atom[i]))
      for (uint32_t k = i, words = 0; k < n && words < NAME_PHRASE; k++) {
        if (kh_name_is_hyphen(form[k])) continue;
        hash = kh_name_phrase_hash(hash, lower_hash[k]);
        if (++words < 2) continue;
        uint32_t marks = kh_listed_marks(&m->phrases, hash);
        if (marks) end = k + 1, classes = marks;
      }
    if (end == i) { i++; continue; }
    for (uint32_t k = i; k < end; k++) phrase[k] = (uint16_t)((classes & 0x1FFF) << 2 | (k == i ? 1 : k + 1 == end ? 3 : 2));
    i = end;
  }
}

/* ---- the rest of the report ---- */

typedef struct word_seen { uint64_t hash; uint8_t bits; } word_seen;

static uint8_t *slot_of(word_seen *table, size_t mask, uint64_t hash) {
  size_t at = hash & mask;
  while (table[at].bits && table[at].hash != hash) at = (at + 1) & mask;
  table[at].hash = hash;
  return &table[at].bits;
}

void kh_name_seen(const lin_atom *atom, const uint64_t *hash, uint32_t n, uint8_t *seen, kh_arena *scratch) {
  const uint8_t used = 128;
  size_t size = 64;
  while (size < 2 * (size_t)n) size *= 2;
  word_seen *table = KH_ARRAY(scratch, word_seen, size);
  memset(seen, 0, n);
  for (uint32_t begin = 0, end; begin < n; begin = end) {
    uint32_t caps = 0, letters = 0;
    for (end = begin + 1; end < n && !(atom[end].flags & LIN_FIRST); end++) {}
    for (uint32_t i = begin; i < end; i++)
      if (!(atom[i].flags & (LIN_OTHER | LIN_DIGIT | LIN_DOT))) letters++, caps += capital(&atom[i]);
    if (caps * 3 > letters * 2 || !caps) continue;          /* headlines and careless text tell nothing */
    for (uint32_t i = begin; i < end; i++) {
      const lin_atom *a = &atom[i], *b = i > begin ? a - 1 : &none_atom, *c = i + 1 < end ? a + 1 : &none_atom;
      uint8_t bits = used;
      if (!capital(a)) bits |= a->flags & (LIN_DIGIT | LIN_OTHER) ? 0 : SEEN_LOWER;
      else {
        if (i > begin) bits |= SEEN_CAPITAL;
        if (capital(b) && marked(b, NAME_GIVEN) && !marked(a, NAME_HEAD)) bits |= SEEN_SURNAME;
        if (marked(b, NAME_ROLE)) bits |= SEEN_TITLED;
        if (capital(c) && marked(c, NAME_HEAD)) bits |= SEEN_BODY;
        if ((a->flags & LIN_ALLCAPS) && (b->flags & LIN_OTHER) && (c->flags & LIN_OTHER) && i > begin + 1 && capital(a - 2)) bits |= SEEN_SHORT;
      }
      *slot_of(table, size - 1, hash[i]) |= bits;
    }
  }
  for (uint32_t i = 0; i < n; i++)
    if (capital(&atom[i])) seen[i] = *slot_of(table, size - 1, hash[i]) & (uint8_t)~used;
}
