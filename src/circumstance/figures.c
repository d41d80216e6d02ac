/* figures.c: counts of people, things, money, votes and shares, with their kind and bounds.
 *
 * In a sentence that holds a number or a word for one: the count with its bounds ("nearly 32,000"), the noun phrase
 * that it counts, and then the kind, asked in turn of the word after it ("14 killed"), of the tree (whose subject or
 * object it is, what it stands under with "of"), of the neighbouring words where there is no tree or it says nothing,
 * of the figure before it in the same list, and of the noun itself. */
#include <math.h>
#include <stdlib.h>

#include "circumstance/figures_int.h"

kh_status kh_figures_open(const kh_model *data, kh_figures **out, kh_error *err) {
  kh_figures *f = calloc(1, sizeof *f);
  if (!f) return kh_fail(err, KH_E_MEMORY, "out of memory");
  kh_status s = kh_lookup_open(data, "figures.words", &f->words, err);
  if (!s) s = kh_times_open(data, &f->times, err);
  f->first = kh_model_table(data, "figures.first", sizeof *f->first, &f->first_n);
  f->entries = kh_model_table(data, "figures.entries", sizeof *f->entries, &f->entry_n);
  bool sound = f->first && f->entries;
  for (size_t i = 0; i < f->first_n && sound; i++) sound = f->first[i].entry <= f->entry_n;
  for (size_t i = 0; i < f->entry_n && sound; i++) {
    const figure_entry *e = &f->entries[i];
    sound = e->next <= i && e->cls < FIG_COUNT && e->kind < NOUN_KINDS && !isnan(e->value) && !isnan(e->low) && !isnan(e->high);
    if (sound && e->cls != FIG_NOUN) sound = e->kind < KH_FIGURE_COUNT || e->cls == FIG_OTHER;
  }
  if (!s && !sound) s = kh_fail(err, KH_E_DATA, "the tables of figures are damaged");
  if (s) {
    kh_figures_close(f);
    return s;
  }
  *out = f;
  return KH_OK;
}

void kh_figures_close(kh_figures *f) {
  if (!f) return;
  kh_times_close(f->times);
  free(f);
}

/* ---- marks: what the words of a sentence are to us ---- */
typedef struct mark { uint32_t tok; uint16_t cls, n; const figure_entry *e; } mark;
typedef struct sentence {
  const kh_figures *f;
  kh_doc *d;
  kh_arena *scratch;
  uint32_t begin, end;
  KH_VEC(mark) marks;
  uint32_t *at;                     /* token - begin -> first mark; one more at the end */
  time_scan scan;
  bool tree;
} sentence;

static void mark_token(sentence *s, uint32_t t) {
  const kh_tokens *k = &s->d->tok;
  uint32_t id;
  if (!kh_lookup_get(&s->f->words, k->lower[t], k->lower_hash[t], &id) || id >= s->f->first_n) return;
  const figure_word *w = &s->f->first[id];
  char phrase[PHRASE_BYTES];
  size_t n = k->lower[t].n;
  for (uint32_t e = w->entry; e; e = s->f->entries[e - 1].next)
    KH_PUSH(s->scratch, &s->marks, (mark){t, (uint16_t)s->f->entries[e - 1].cls, 1, &s->f->entries[e - 1]});
  if (n >= PHRASE_BYTES) return;
  memcpy(phrase, k->lower[t].s, n);
  for (uint32_t words = 2; words <= w->longest && words <= PHRASE_WORDS && t + words <= s->end; words++) {
    kh_str next = k->lower[t + words - 1];
    if (n + 1 + next.n >= PHRASE_BYTES) return;
    phrase[n++] = ' ';
    memcpy(phrase + n, next.s, next.n);
    n += next.n;
    kh_str all = {phrase, n};
    if (!kh_lookup_get(&s->f->words, all, kh_hash_str(all), &id) || id >= s->f->first_n) continue;
    for (uint32_t e = s->f->first[id].entry; e; e = s->f->entries[e - 1].next)
      KH_PUSH(s->scratch, &s->marks, (mark){t, (uint16_t)s->f->entries[e - 1].cls, (uint16_t)words, &s->f->entries[e - 1]});
  }
}

/* The longest mark of a class that begins at a token, or NULL. */
static const mark *mark_at(const sentence *s, uint32_t t, figure_class cls) {
  const mark *best = NULL;
  if (t < s->begin || t >= s->end) return NULL;
  for (uint32_t i = s->at[t - s->begin]; i < s->at[t - s->begin + 1]; i++)
    if (s->marks.at[i].cls == cls && (!best || s->marks.at[i].n > best->n)) best = &s->marks.at[i];
  return best;
}

/* The longest mark of a class that ends right before a token. */
static const mark *mark_before(const sentence *s, uint32_t t, figure_class cls) {
  const mark *best = NULL;
  for (uint32_t n = 1; n <= PHRASE_WORDS && t >= s->begin + n; n++) {
    const mark *m = mark_at(s, t - n, cls);
    if (m && m->n == n) best = m;
  }
  return best;
}

static uint8_t upos(const sentence *s, uint32_t t) { return s->d->tok.upos[t]; }

/* ---- counts ---- */
typedef struct count {
  uint32_t begin, end;              /* tokens, with bounds */
  uint32_t number;                  /* first token of the number itself */
  double value, low, high;
  uint32_t bound_begin, bound_end;  /* tokens of the qualifier */
  bool money, percent, single;      /* single: "a soldier" */
  bool none;
} count;

/* A number in figures or words that ends where a token ends. */
static uint32_t plain_number(sentence *s, uint32_t t, double *value, double *second) {
  uint32_t last = t + 10 < s->end ? t + 10 : s->end;
  kh_times_scan(&s->scan, t, last);
  const time_atom *a = s->scan.atom.at;
  size_t total = s->scan.atom.n, n = kh_times_number(&s->scan, 0, value);
  *second = -1;
  if (!n || *value < 0) return 0;
  if (n < total && a[n].glued && a[n].tok == a[n - 1].tok) {            /* 200-300, 2.5bn */
    uint32_t id;
    kh_str rest = kh_str_sub(s->d->text, a[n].begin, a[n].end);
    double more;
    size_t m;
    if (rest.n == 1 && rest.s[0] == '-' && n + 1 < total && (m = kh_times_number(&s->scan, n + 1, &more)) != 0) {
      n += 1 + m;
      if (more <= *value) return 0;
      *second = more;
    } else {
      char low[8];
      for (size_t i = 0; i < rest.n && i < sizeof low; i++) low[i] = rest.s[i] >= 'A' && rest.s[i] <= 'Z' ? (char)(rest.s[i] + 32) : rest.s[i];
      kh_str key = {low, rest.n < sizeof low ? rest.n : 0};
      if (!kh_lookup_get(&s->f->words, key, kh_hash_str(key), &id) || id >= s->f->first_n) return 0;
      double factor = 0;
      for (uint32_t e = s->f->first[id].entry; e; e = s->f->entries[e - 1].next)
        if (s->f->entries[e - 1].cls == FIG_SUFFIX) factor = s->f->entries[e - 1].value;
      if (factor == 0) return 0;
      *value *= factor;
      n++;
    }
    if (n < total && a[n].glued && a[n].tok == a[n - 1].tok) return 0;
  }
  return a[n - 1].tok + 1;
}

static double scale_at(sentence *s, uint32_t t) {
  uint32_t id;
  const kh_times *x = s->f->times;
  if (t >= s->end || !kh_lookup_get(&x->words, s->d->tok.lower[t], s->d->tok.lower_hash[t], &id) || id >= x->first_n) return 0;
  for (uint32_t e = x->first[id]; e; e = x->entries[e - 1].next)
    if (x->entries[e - 1].cls == CLASS_SCALE && x->entries[e - 1].n == 1) return x->entries[e - 1].value;
  return 0;
}

static bool starts_number(sentence *s, uint32_t t) {
  kh_str w = s->d->tok.lower[t];
  if (!w.n) return false;
  if (w.s[0] >= '0' && w.s[0] <= '9') return true;
  if (upos(s, t) == KH_UPOS_NUM) return true;
  if (t + 1 < s->end && mark_at(s, t, FIG_ARTICLE) && scale_at(s, t + 1) > 0) return true;
  if (s->tree && t != s->begin) return false;          /* a capital may have misled the tagger */
  uint32_t id;
  const kh_times *x = s->f->times;
  if (!kh_lookup_get(&x->words, w, s->d->tok.lower_hash[t], &id) || id >= x->first_n) return false;
  for (uint32_t e = x->first[id]; e; e = x->entries[e - 1].next)
    if (x->entries[e - 1].cls == CLASS_SMALL || x->entries[e - 1].cls == CLASS_TENS) return true;
  return false;
}

static bool read_count(sentence *s, uint32_t t, count *c) {
  double second = -1, more, third;
  const mark *q = mark_at(s, t, FIG_QUANTITY), *m;
  *c = (count){.begin = t, .number = t};
  if (q && (m = mark_at(s, t, FIG_BOUND)) != NULL && m->n > q->n) return false;      /* no fewer than 70 */
  uint32_t end = starts_number(s, t) ? plain_number(s, t, &c->value, &second) : 0;
  if (q && t + q->n >= end) {
    double scale = scale_at(s, t + q->n);
    if (scale > 0 && q->e->high < 10 && q->e->value > 0) end = t + q->n + 1;    /* several thousand */
    else scale = 1, end = t + q->n;
    c->value = q->e->value * scale;
    c->low = q->e->low * scale;
    c->high = q->e->high * scale;
    c->none = c->value == 0;
  } else if (end) {
    c->low = c->high = c->value;
  } else {
    return false;
  }
  c->end = end;
  bool between = t > s->begin && mark_at(s, t - 1, FIG_BETWEEN) != NULL;
  if (second < 0 && (m = mark_at(s, end, FIG_RANGE)) != NULL && !c->none && starts_number(s, end + 1 < s->end ? end + 1 : end)) {
    kh_str w = s->d->tok.lower[end];
    more = third = 0;
    uint32_t end2 = end + 1 < s->end ? plain_number(s, end + 1, &more, &third) : 0;
    bool close = end2 && more > c->value && more <= c->value * 20;
    double scale = end2 ? scale_at(s, end2 - 1) : 0;
    if (end2 && scale >= 1000 && c->value < 1000 && scale_at(s, end - 1) == 0) c->value *= scale, close = more > c->value;
    if (end2 && !close && kh_str_is(w, "-")) return false;                                     /* a score: 2-1 */
    if (end2 && third < 0 && close &&
        (between || (w.n && !kh_str_eq(w, s->d->tok.lower[t]) && m->e != NULL && s->marks.n && m->n == 1 && mark_at(s, end, FIG_BETWEEN) == NULL)))
      second = more, c->end = end2;
  }
  if (second >= 0) {
    c->low = c->value;
    c->high = second;
    c->value = (c->low + c->high) / 2;
    if (between && t > s->begin + 1 && mark_at(s, t - 2, FIG_MOVE)) c->low = c->value = second;   /* "rose from 12 to 14" */
    if (between) c->begin--;
  }
  /* What goes before: "at least", "$", "nearly". */
  for (int i = 0; i < 3 && c->begin > s->begin; i++) {
    if (mark_at(s, c->begin - 1, FIG_CURRENCY)) {
      c->money = true;
      c->begin--;
      c->number = c->begin;
      continue;
    }
    m = mark_before(s, c->begin, FIG_BOUND);
    if (!m) break;
    double v = c->value;
    if (second < 0 && !(m->e->low == 1 && m->e->high == 1)) {
      c->low = q ? c->low : v * m->e->low;
      c->high = isinf(m->e->high) ? INFINITY : q ? c->high : v * m->e->high;
    }
    if (c->bound_end == 0) c->bound_end = c->begin;
    c->bound_begin = c->begin = m->tok;
  }
  if ((m = mark_at(s, c->end, FIG_BOUND_AFTER)) != NULL) {
    c->low = c->value * m->e->low;
    c->high = isinf(m->e->high) ? INFINITY : c->value * m->e->high;
    if (!c->bound_end) c->bound_begin = m->tok, c->bound_end = m->tok + m->n;
    c->end += m->n;
  }
  if ((m = mark_at(s, c->end, FIG_PERCENT)) != NULL) c->percent = true, c->end += m->n;
  if (c->money && mark_at(s, c->end, FIG_SUFFIX)) {
    double factor = mark_at(s, c->end, FIG_SUFFIX)->e->value;
    c->value *= factor;
    c->low *= factor;
    c->high *= factor;
    c->end++;
  }
  return true;
}

/* Somebody told by what he is, as far as the actors room knows: "a lawyer", "two imams". */
static bool is_somebody(const sentence *s, uint32_t noun) {
  const kh_doc *d = s->d;
  uint32_t i = d->mention_of ? d->mention_of[noun] : KH_NONE;
  if (i == KH_NONE || i >= d->mention_count || upos(s, noun) != KH_UPOS_NOUN) return false;
  const kh_mention *m = &d->mentions[i];
  return m->kind == KH_ENTITY_NOMINAL && m->head == noun && m->gender != 'n' && m->actor.role.n;
}

/* "a family of five": the count is what stands behind. */
static bool counts_behind(sentence *s, uint32_t noun) {
  const mark *of = mark_at(s, noun, FIG_GROUP) ? mark_at(s, noun + 1, FIG_OF) : NULL;
  return of && noun + 1 + of->n < s->end && starts_number(s, noun + 1 + of->n);
}

/* "a soldier", "his wife", "a 14-year-old boy": one, if the kind says that it matters. */
static bool read_single(sentence *s, uint32_t t, count *c) {
  enum { NEAR = 5, AGE = 4 };   /* tokens; of an age: "14-year-old" */
  if (!s->tree || !(mark_at(s, t, FIG_ARTICLE) || (upos(s, t) == KH_UPOS_PRON && s->d->tok.deprel[t] == KH_DEP_NMOD_POSS))) return false;
  uint32_t noun = s->d->tok.head[t];
  bool aged = t + 2 < s->end && starts_number(s, t + 1) && s->d->tok.lower[t + 2].n == 1 && s->d->tok.lower[t + 2].s[0] == '-';
  if (noun == KH_NONE || noun <= t || noun > t + NEAR + (aged ? AGE : 0) || noun >= s->end || !(s->d->tok.morph[noun] & KH_MORPH_SING)) return false;
  const mark *m = mark_at(s, noun, FIG_NOUN);
  bool person = m ? m->e->kind == NOUN_PEOPLE || (m->e->kind >= KH_FIGURE_ARRESTED && m->e->kind <= KH_FIGURE_TROOPS) : is_somebody(s, noun);
  if (!person || counts_behind(s, noun)) return false;
  *c = (count){.begin = t, .end = aged ? noun : t + 1, .number = aged ? noun : t, .value = 1, .low = 1, .high = 1, .single = true};
  return true;
}

/* ---- what is counted ---- */
typedef struct counted {
  uint32_t noun, end;               /* KH_NONE if no noun stands there; end: token after the phrase */
  uint32_t kind;                    /* of the noun; NOUN_KINDS if it tells nothing */
} counted;

static counted read_noun(sentence *s, const count *c) {
  counted n = {KH_NONE, c->end, NOUN_KINDS};
  uint32_t t = c->end;
  const mark *m = mark_at(s, t, FIG_OF);
  double v, w;
  if (m && t + m->n < s->end) {
    uint32_t after = t + m->n;
    if (starts_number(s, after) && plain_number(s, after, &v, &w)) after = plain_number(s, after, &v, &w);   /* two of the three hostages */
    else if (s->tree && upos(s, after) == KH_UPOS_DET && after + 1 < s->end) after++;
    t = after;
  }
  uint32_t limit = t + 6 < s->end ? t + 6 : s->end, last = KH_NONE;
  for (uint32_t i = t; i < limit; i++) {
    m = mark_at(s, i, FIG_NOUN);
    if (s->tree) {
      uint8_t u = upos(s, i);
      bool noun = u == KH_UPOS_NOUN || u == KH_UPOS_PROPN, inside = noun || u == KH_UPOS_ADJ || (m && u != KH_UPOS_VERB);
      if (!noun && !m && last != KH_NONE) break;
      if (!inside && !(u == KH_UPOS_PUNCT && s->d->tok.lower[i].n == 1 && s->d->tok.lower[i].s[0] == '-') &&
          !(u == KH_UPOS_VERB && s->d->tok.head[i] > i && s->d->tok.deprel[i] == KH_DEP_AMOD)) break;
      if (mark_at(s, i, FIG_STATE) && !noun && u != KH_UPOS_ADJ) break;
      if (noun || m) last = i;
      if (noun && s->d->tok.morph[i] & KH_MORPH_PLUR && (m || !(i + 1 < limit && upos(s, i + 1) == KH_UPOS_NOUN))) break;
    } else if (m) {
      last = i;
      break;
    } else if (mark_at(s, i, FIG_OBJECT) || mark_at(s, i, FIG_STATE) || mark_at(s, i, FIG_SUBJECT) || mark_at(s, i, FIG_PASSIVE) || i > t + 2) {
      break;
    }
  }
  if (last != KH_NONE && last == t && mark_at(s, last, FIG_STATE) && !mark_at(s, last, FIG_NOUN)) last = KH_NONE;   /* left 12 homeless */
  if (last == KH_NONE) {
    m = mark_at(s, t, FIG_OTHER);
    if (m) n.end = t + m->n;
    return n;
  }
  n.noun = last;
  n.end = last + 1;
  m = mark_at(s, last, FIG_NOUN);
  if (m) n.kind = m->e->kind, n.end = last + m->n;
  return n;
}

/* ---- kinds ---- */
static bool kind_at(const sentence *s, uint32_t t, figure_class cls, uint32_t *kind) {
  const mark *m = mark_at(s, t, cls);
  return m ? *kind = m->e->kind, true : false;
}

static bool has_object(const sentence *s, uint32_t verb) { return s->tree && kh_doc_child_with(s->d, verb, KH_DEP_OBJ) != KH_NONE; }

static bool passive(const sentence *s, uint32_t verb) {
  return kh_doc_child_with(s->d, verb, KH_DEP_AUX_PASS) != KH_NONE || kh_doc_child_with(s->d, verb, KH_DEP_NSUBJ_PASS) != KH_NONE;
}

/* The words after the phrase: "14 killed", "12 people were killed", "20 died". */
static bool kind_after(const sentence *s, uint32_t t, uint32_t *kind, uint32_t *end) {
  const mark *m;
  bool be = false, have = false;
  if (t < s->end && kh_str_is(s->d->tok.lower[t], ",")) {    /* six people, all civilians, were shot */
    uint32_t i = t + 1;
    while (i < s->end && i < t + 9 && !kh_str_is(s->d->tok.lower[i], ",")) i++;
    if (i >= s->end || i >= t + 9) return false;
    t = i + 1;
  }
  uint32_t limit = t + 6 < s->end ? t + 6 : s->end;
  for (uint32_t i = t; i < limit; i++) {
    if (((m = mark_at(s, i, FIG_STATE)) != NULL || (be && (m = mark_at(s, i, FIG_OBJECT)) != NULL)) && (be || (!have && !has_object(s, i)))) {
      if (!be && i + m->n < s->end && !s->tree && (mark_at(s, i + m->n, FIG_ARTICLE) || mark_at(s, i + m->n, FIG_NOUN) || mark_at(s, i + m->n, FIG_QUANTITY)))
        return false;
      *kind = m->e->kind;
      *end = be ? *end : i + m->n;
      return true;
    }
    if ((m = mark_at(s, i, FIG_SUBJECT)) != NULL && !(be && s->tree && (s->d->tok.morph[i] & KH_MORPH_PAST)) &&
        !(s->tree && upos(s, i) != KH_UPOS_VERB && m->n == 1))
      return *kind = m->e->kind, true;
    if (mark_at(s, i, FIG_PASSIVE)) be = true;
    else if (s->tree && upos(s, i) == KH_UPOS_AUX) have = true;        /* should have hurt */
    else if (!mark_at(s, i, FIG_AUX) && !(s->tree && upos(s, i) == KH_UPOS_ADV)) return false;
  }
  return false;
}

/* The words before: "killed 12", "injuring at least 30", "the death of 12", "toll rose to 45". */
static bool kind_before(const sentence *s, uint32_t t, uint32_t reach, uint32_t *kind) {
  const mark *m;
  for (uint32_t back = 1; back <= reach && t >= s->begin + back; back++) {
    uint32_t i = t - back;
    if ((m = mark_before(s, i + 1, FIG_OBJECT)) != NULL) {
      bool be = m->tok > s->begin && mark_at(s, m->tok - 1, FIG_PASSIVE);
      if (be) return false;
      return *kind = m->e->kind, true;
    }
    if (back == 1 && (m = mark_before(s, t, FIG_OF)) != NULL && m->tok > s->begin) {
      const mark *deed = mark_before(s, m->tok, FIG_DEED), *group = mark_before(s, m->tok, FIG_GROUP);
      if (deed) return *kind = deed->e->kind, true;
      if (group && group->tok > s->begin) return kind_before(s, group->tok, reach + 1, kind);   /* killed a group of 12 soldiers */
    }
    if (!mark_at(s, i, FIG_AUX) && !mark_at(s, i, FIG_ARTICLE) && !(s->tree && upos(s, i) == KH_UPOS_ADV)) break;
  }
  return false;
}

/* "the death toll on Thursday rose to 45": a toll, then a word of movement, then the figure. */
static bool kind_toll(const sentence *s, const count *c, uint32_t *kind) {
  bool moved = false, near = true;
  for (uint32_t i = c->begin, steps = 0; i-- > s->begin && steps < 14; steps++) {
    const mark *m = mark_before(s, i + 1, FIG_TOLL);
    if (m) {
      i = m->tok;                   /* raised the territory's death toll to … */
      for (uint32_t k = 1; k <= 5 && !moved && i >= s->begin + k; k++) moved = mark_at(s, i - k, FIG_MOVE) != NULL;
      return moved || (near && steps > 0) ? *kind = m->e->kind, true : false;
    }
    if (mark_at(s, i, FIG_MOVE)) moved = true;
    if (!mark_at(s, i, FIG_NEAR)) near = false;
    if (mark_at(s, i, FIG_OBJECT) || mark_at(s, i, FIG_STATE)) return false;
  }
  return false;
}

/* What the tree says of a head word: its own clauses, what it is to its verb, what it stands under. */
static bool kind_tree(const sentence *s, const count *c, uint32_t head, uint32_t *kind) {
  const kh_doc *d = s->d;
  const kh_tokens *k = &d->tok;
  for (int turn = 0; turn < 4; turn++) {
    for (uint32_t i = d->child_at[head]; i < d->child_at[head + 1]; i++) {
      uint32_t x = d->child[i];
      if (kh_deprel_base(k->deprel[x]) != KH_DEP_ACL) continue;
      if (kind_at(s, x, FIG_STATE, kind) && !has_object(s, x)) return true;
      if (k->deprel[x] == KH_DEP_ACL_RELCL && kind_at(s, x, FIG_SUBJECT, kind)) return true;
      if (kind_at(s, x, FIG_OBJECT, kind) && (passive(s, x) || ((k->morph[x] & KH_MORPH_PART) && !has_object(s, x) && (k->morph[x] & KH_MORPH_PAST))))
        return true;
    }
    uint32_t g = k->head[head];
    if (g == KH_NONE) return false;
    if (g >= c->begin && g < c->end) {  /* a total of 527 soldiers */
      head = g;
      continue;
    }
    switch (k->deprel[head]) {
      case KH_DEP_NSUBJ_PASS:
        if (kind_at(s, g, FIG_OBJECT, kind) || kind_at(s, g, FIG_STATE, kind)) return true;
        break;
      case KH_DEP_NSUBJ:
        if (kind_at(s, g, FIG_SUBJECT, kind)) return true;
        if ((passive(s, g) || !has_object(s, g)) && kind_at(s, g, FIG_STATE, kind)) return true;
        break;
      case KH_DEP_OBJ:
        if (kind_at(s, g, FIG_OBJECT, kind)) return true;
        break;
      case KH_DEP_NMOD: case KH_DEP_NMOD_POSS:
        if (kind_at(s, g, FIG_DEED, kind)) return true;
        return false;
      case KH_DEP_OBL_AGENT: return false;
      default: break;
    }
    if (k->deprel[head] == KH_DEP_NSUBJ_PASS || k->deprel[head] == KH_DEP_NSUBJ) {   /* were found dead, were taken hostage */
      uint32_t x = kh_doc_child_with(d, g, KH_DEP_XCOMP);
      if (x != KH_NONE && (kind_at(s, x, FIG_STATE, kind) || kind_at(s, x, FIG_SUBJECT, kind))) return true;
      return false;
    }
    if (k->deprel[head] != KH_DEP_CONJ) return false;
    head = g;                       /* killed 12 soldiers and five civilians */
    if (upos(s, head) == KH_UPOS_VERB) return false;
  }
  return false;
}

/* ---- the run ---- */
typedef KH_VEC(kh_figure) figures;

static bool in_time(const kh_doc *d, uint32_t *next, uint32_t begin, uint32_t end) {
  while (*next < d->time_count && d->times[*next].tok_end <= begin) (*next)++;
  for (uint32_t i = *next; i < d->time_count && d->times[i].tok_begin < end; i++)
    if (d->times[i].tok_end > begin) return true;
  return false;
}

/* Whether a noun may be people: known as such, a name, or of a form that words for people have. */
static bool may_be_people(const sentence *s, const counted *n) {
  if (n->noun == KH_NONE || n->kind != NOUN_KINDS) return true;
  if (upos(s, n->noun) == KH_UPOS_PROPN || is_somebody(s, n->noun)) return true;
  kh_str w = s->d->tok.lower[n->noun];
  for (size_t k = 2; k <= 5 && k < w.n; k++) {
    uint32_t id;
    kh_str ending = kh_str_sub(w, w.n - k, w.n);
    if (!kh_lookup_get(&s->f->words, ending, kh_hash_str(ending), &id) || id >= s->f->first_n) continue;
    for (uint32_t e = s->f->first[id].entry; e; e = s->f->entries[e - 1].next)
      if (s->f->entries[e - 1].cls == FIG_ENDING) return true;
  }
  return false;
}

/* Numbers that name or measure instead of counting. */
static bool no_count(sentence *s, const count *c, const counted *n) {
  uint32_t before = c->number > s->begin ? c->number - 1 : c->number;
  if (c->money || c->percent) return false;
  if (c->value != floor(c->value) && c->low == c->high && c->value < 1000) return true;         /* magnitude 6.1 */
  if (before < c->number && kh_str_is(s->d->tok.lower[before], "-") && c->begin == c->number &&
      !(before > s->begin && starts_number(s, before - 1))) return true;                       /* COVID-19 */
  if (n->noun == KH_NONE && c->begin == c->number && c->begin > s->begin + 1 && n->end < s->end && kh_str_is(s->d->tok.lower[before], ",") &&
      kh_str_is(s->d->tok.lower[n->end], ",") && (upos(s, before - 1) == KH_UPOS_PROPN || !s->tree)) return true;   /* Name, 44, … */
  if (c->none && n->noun != KH_NONE && n->kind == NOUN_KINDS) return true;                      /* no objection */
  if (n->kind == NOUN_MEASURE) return true;
  if (c->begin > s->begin && mark_at(s, c->begin - 1, FIG_AGE)) return true;
  /* no longer */
  if (c->none && n->noun == KH_NONE && n->end < s->end && !mark_at(s, n->end, FIG_PASSIVE) && !mark_at(s, n->end, FIG_AUX) && !mark_at(s, n->end, FIG_SUBJECT))
    return true;
  if (c->number > s->begin && (mark_at(s, c->number - 1, FIG_AGE) || mark_at(s, c->number - 1, FIG_LABEL))) return true;
  if (n->noun == KH_NONE && c->number > s->begin && s->tree && c->begin == c->number && upos(s, c->number - 1) == KH_UPOS_PROPN) return true;
  if (n->noun != KH_NONE && s->tree && s->d->tok.lower[c->end].n == 1 && s->d->tok.lower[c->end].s[0] == '-') return true;   /* five-nation */
  return false;
}

static bool decide(sentence *s, const count *c, counted *n, const figures *out, uint32_t *kind) {
  uint32_t end = n->end;
  if (c->percent) return *kind = KH_FIGURE_PERCENT, true;
  if (c->money || n->kind == KH_FIGURE_MONEY) return *kind = KH_FIGURE_MONEY, true;
  if (n->kind == KH_FIGURE_VOTES) return *kind = KH_FIGURE_VOTES, true;
  if (n->kind == KH_FIGURE_DEAD || n->kind == KH_FIGURE_INJURED) return *kind = n->kind, true;
  if (n->kind == NOUN_THING) return *kind = KH_FIGURE_OTHER, !c->single;
  bool said = kind_after(s, n->end, kind, &end);
  if (said && n->noun == KH_NONE) n->end = end;
  if (!said) said = kind_before(s, c->begin, 1, kind);
  if (!said && s->tree) {
    uint32_t head = n->noun != KH_NONE ? n->noun : c->number;
    if (n->noun == KH_NONE)
      for (uint32_t i = c->number; i < c->end; i++)
        if (s->d->tok.head[i] == KH_NONE || s->d->tok.head[i] < c->number || s->d->tok.head[i] >= c->end) head = i;
    said = kind_tree(s, c, head, kind);
  }
  if (!said) said = kind_before(s, c->begin, 3, kind);
  if (!said && !c->single) said = kind_toll(s, c, kind);
  if (said && c->single && (*kind > KH_FIGURE_RELEASED || *kind == KH_FIGURE_PARTICIPANTS)) return false;
  if (said) return may_be_people(s, n);
  if (c->single) return false;
  if (out->n && out->at[out->n - 1].sentence == s->d->tok.sentence[c->begin] && (n->noun == KH_NONE || n->kind != NOUN_KINDS)) {
    const kh_figure *p = &out->at[out->n - 1];               /* 12 soldiers and five civilians */
    uint32_t gap = c->begin - p->tok_end;
    if (gap >= 1 && gap <= 2 && mark_at(s, c->begin - 1, FIG_RANGE) && p->kind <= KH_FIGURE_RELEASED &&
        (n->kind == NOUN_PEOPLE || n->kind == KH_FIGURE_TROOPS || n->kind == KH_FIGURE_PARTICIPANTS))
      return *kind = p->kind, true;
  }
  if (n->kind == NOUN_CASUALTY) return *kind = c->none ? KH_FIGURE_DEAD : KH_FIGURE_OTHER, true;
  if (n->kind < KH_FIGURE_COUNT) return *kind = n->kind, true;
  if (n->kind == NOUN_PEOPLE) return *kind = KH_FIGURE_OTHER, !c->none;
  return false;
}

static void run_sentence(sentence *s, figures *out, uint32_t *next_time) {
  for (uint32_t t = s->begin; t < s->end;) {
    count c;
    if (!read_count(s, t, &c) && !read_single(s, t, &c)) {
      t++;
      continue;
    }
    counted n = read_noun(s, &c);
    uint32_t kind = KH_FIGURE_OTHER;
    if (in_time(s->d, next_time, c.number, c.end) || no_count(s, &c, &n) || !decide(s, &c, &n, out, &kind)) {
      t = c.end > t ? c.end : t + 1;
      continue;
    }
    kh_figure f = {.kind = (kh_figure_kind)kind,
                   .value = c.value,
                   .low = c.low,
                   .high = c.high,
                   .sentence = s->d->tok.sentence[t],
                   .tok_begin = c.begin,
                   .tok_end = n.end};
    f.span = kh_doc_token_span(s->d, f.tok_begin, f.tok_end);
    if (c.bound_end > c.bound_begin) {
      kh_str q = kh_doc_words(s->d, kh_doc_token_span(s->d, c.bound_begin, c.bound_end));
      f.qualifier = (kh_text){q.s, q.n};
    }
    KH_PUSH(s->d->arena, out, f);
    t = n.end > t ? n.end : t + 1;
  }
}

void kh_figures_run(const kh_figures *f, kh_doc *d, kh_arena *scratch) {
  figures out = {0};
  uint32_t next_time = 0;
  sentence s = {.f = f, .d = d, .scratch = scratch, .scan = {.t = f->times, .d = d, .scratch = scratch}};
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    if (d->sentences[i].kind == KH_SENT_RESIDUE) continue;
    s.begin = d->sentences[i].tok_begin;
    s.end = d->sentences[i].tok_end;
    s.tree = d->child_at && d->tok.upos[s.begin] != KH_UPOS_NONE;
    s.marks.n = 0;
    s.at = KH_ARRAY(scratch, uint32_t, s.end - s.begin + 1);
    for (uint32_t t = s.begin; t < s.end; t++) {
      s.at[t - s.begin] = (uint32_t)s.marks.n;
      mark_token(&s, t);
    }
    s.at[s.end - s.begin] = (uint32_t)s.marks.n;
    run_sentence(&s, &out, &next_time);
  }
  d->figures = out.at;
  d->figure_count = (uint32_t)out.n;
}

/* ---- which figures belong to a word ---- */
static uint32_t head_of(const kh_doc *d, const kh_figure *f) {
  for (uint32_t t = f->tok_begin; t < f->tok_end; t++)
    if (d->tok.head[t] == KH_NONE || d->tok.head[t] < f->tok_begin || d->tok.head[t] >= f->tok_end)
      if (d->tok.upos[t] != KH_UPOS_ADP && d->tok.upos[t] != KH_UPOS_PUNCT) return t;
  return f->tok_begin;
}

uint32_t kh_figures_from(const kh_doc *d, uint32_t s) {
  uint32_t low = 0, high = d->figure_count;
  while (low < high) {                               /* figures are in order of tokens */
    uint32_t mid = low + (high - low) / 2;
    if (d->figures[mid].sentence < s) low = mid + 1;
    else high = mid;
  }
  return low;
}

uint32_t kh_figures_of(const kh_doc *d, uint32_t token, kh_figure_near *out, uint32_t max) {
  enum { REACH = 6 };
  uint32_t up[REACH + 1], n = 0, found = 0;
  if (token >= d->tok.n) return 0;
  for (uint32_t t = token; t != KH_NONE && n <= REACH; t = d->tok.head[t]) up[n++] = t;
  for (uint32_t low = kh_figures_from(d, d->tok.sentence[token]); low < d->figure_count && d->figures[low].sentence == d->tok.sentence[token]; low++) {
    uint32_t steps = 0;
    for (uint32_t t = head_of(d, &d->figures[low]); t != KH_NONE && steps <= REACH; t = d->tok.head[t], steps++) {
      uint32_t i = 0;
      while (i < n && up[i] != t) i++;
      if (i == n) continue;
      if (i + steps > REACH) break;
      kh_figure_near one = {low, i + steps, i == 0};
      uint32_t at = found < max ? found++ : max;
      for (; at > 0 && (out[at - 1].distance > one.distance); at--)
        if (at < max) out[at] = out[at - 1];
      if (at < max) out[at] = one;
      break;
    }
  }
  return found;
}
