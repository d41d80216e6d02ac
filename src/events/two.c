/* two.c: are two of a report, of one code and in no chain, two people all the same: deeds to the one are none to the other. */
#include "events/records.h"

/* A person's name; a pronoun stands for the last one named of its chain. Empty of whoever has none. */
static kh_str name_of(const kh_doc *d, uint32_t mention) {
  enum { FAR = 400 /* mentions looked back over */ };
  const kh_mention *m = &d->mentions[mention];
  for (uint32_t k = mention, steps = 0; m->kind == KH_ENTITY_PRONOUN && !m->plural && k-- > 0 && steps < FAR; steps++)
    if (d->mentions[k].chain == m->chain && d->mentions[k].kind == KH_ENTITY_PER) m = &d->mentions[k];
  return m->kind == KH_ENTITY_PER ? (kh_str){m->actor.name.s, m->actor.name.n} : (kh_str){0};
}

/* "Mr.", "J.": no word of a name that tells people apart. */
static bool is_short(kh_str word) { return word.n < 2 || kh_str_ends(word, KH_STR(".")); }

/* The same word of a name, also without its article ("Assad", "al-Assad"). */
static bool same_word(kh_str x, kh_str y) { return kh_str_ends(x, y) || kh_str_ends(y, x); }

/* "John Roe", "Jane Poe": no word in common; "John Roe", "Tom Roe": a surname, and each a first name that begins with a letter of its own. */
static bool names_differ(kh_str x, kh_str y) {
  kh_str p, q, first_x = {0}, first_y = {0}, last_x = {0}, last_y = {0};
  bool shared = false;
  for (kh_str rest = x; kh_str_split(&rest, ' ', &p);) {
    if (is_short(p)) continue;
    if (!first_x.n) first_x = p;
    last_x = p;
    for (kh_str others = y; kh_str_split(&others, ' ', &q);) {
      if (is_short(q)) continue;
      if (!first_y.n) first_y = q;
      last_y = q;
      shared |= same_word(p, q);
    }
  }
  if (!last_x.n || !last_y.n) return false;
  bool full = first_x.s != last_x.s && first_y.s != last_y.s;
  return !shared || (full && kh_str_eq(last_x, last_y) && first_x.s[0] != first_y.s[0]);
}

/* Is a word of the kind below t, before it? */
static bool is_told(const kh_algebra *a, uint32_t t, unsigned kind) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] < t && kh_is_kind(a, d->child[i], kind)) return true;
  return false;
}

bool kh_is_another(const kh_algebra *a, uint32_t t) {
  return is_told(a, t, KH_CLAUSE_OTHER) || (is_told(a, t, KH_CLAUSE_DISTINCT) && !kh_is_definite(a, t));   /* "the second attack" may be known */
}

bool kh_is_done_besides(const kh_algebra *a, uint32_t t) { return kh_is_verb(a, t) && is_told(a, t, KH_CLAUSE_BESIDES); }

bool kh_are_two(const kh_algebra *a, uint32_t x, uint32_t y) {
  const kh_mention *p = &a->d->mentions[x], *q = &a->d->mentions[y];
  if (p->chain == q->chain) return false;
  const kh_mention *later = p->head > q->head ? p : q, *first = later == p ? q : p;
  /* "a third legislator", "three other men"; "Washington" is nobody whom "other officials" are added to, nor does a headline count */
  if (first->kind != KH_ENTITY_LOC && !kh_is_headline(a->d, first->head) && kh_is_another(a, later->head) && !kh_is_definite(a, later->head)) return true;
  if (p->plural || q->plural) return false;
  if ((p->gender == 'm' && q->gender == 'f') || (p->gender == 'f' && q->gender == 'm')) return true;
  return names_differ(name_of(a->d, x), name_of(a->d, y));
}
