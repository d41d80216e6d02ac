/* times.c: the tables opened and checked, rules matched over the atoms of each sentence, anchors moved along. */
#include <stdio.h>
#include <stdlib.h>

#include "circumstance/times_int.h"

#define MAX_DEPTH 25
#define OLD_YEAR 1900
#define MAX_WORK 20000            /* edges looked at from one atom: far more than the rules need */

/* ---- opening ---- */
static bool sound(const kh_times *t) {
  for (size_t i = 0; i < t->first_n; i++)
    if (t->first[i] > t->entry_n) return false;
  for (size_t i = 0; i < t->entry_n; i++) {
    const time_entry *e = &t->entries[i];
    if (e->n < 1 || e->atoms > t->atom_n || e->n > t->atom_n - e->atoms || e->next > i || !e->cls || e->cls >= CLASS_LIMIT) return false;
    double max = 1e15;
    switch (e->cls) {                        /* values that index or count something */
      case CLASS_HOLIDAY: max = (double)t->holiday_n - 1; break;
      case CLASS_MONTH: case CLASS_MONTHSURE: max = 12; break;
      case CLASS_WEEKDAY: case CLASS_WEEKDAYS: max = 7; break;
      case CLASS_UNIT: case CLASS_UNITS: case CLASS_SETUNIT: max = U_COUNT - 1; break;
      case CLASS_SEASON: case CLASS_SEASONSURE: case CLASS_QUARTER: max = 4; break;
      case CLASS_HALF: max = 2; break;
      case CLASS_PART: case CLASS_MOMENT: max = 6; break;
      case CLASS_MOD: max = MOD_AFTER; break;
      case CLASS_ORD: case CLASS_DECADE: max = 1000; break;
      default: break;
    }
    if (!(e->value >= (e->cls == CLASS_REL ? -1 : 0) && e->value <= max)) return false;
  }
  for (size_t i = 0; i < t->node_n; i++) {
    const time_node *n = &t->nodes[i];
    if (n->edge > t->edge_n || n->edges > t->edge_n - n->edge || n->end > t->end_n || n->ends > t->end_n - n->end) return false;
  }
  for (size_t i = 0; i < t->end_n; i++)
    if (t->ends[i] >= t->rule_n) return false;
  for (size_t i = 0; i < t->edge_n; i++)
    if (t->edges[i].to >= t->node_n) return false;
  for (size_t i = 0; i < t->rule_n; i++) {
    const time_rule *r = &t->rules[i];
    if (r->op >= OP_COUNT || r->unit >= U_COUNT || r->mod > MOD_AFTER || r->part > 6 || r->sign < -9 || r->sign > 9 || !(r->n >= -1 && r->n < 1e6))
      return false;
  }
  for (size_t i = 0; i < t->holiday_n; i++) {
    const time_holiday *h = &t->holidays[i];
    if (h->kind < 0 || h->kind >= HOL_KINDS || h->days < 1 || h->days > HOL_MAX_DAYS || h->count < 0 || h->day < 0 ||
        (size_t)h->day + (size_t)h->count > t->day_n || h->a < -400 || h->a > 400 || h->b < -400 || h->b > 400) return false;
    if (h->kind == HOL_NTH && (h->a < 1 || h->a > 12 || h->b < 1 || h->b > 55)) return false;
    if (h->kind == HOL_HEBREW && (h->a < 1 || h->a > 12)) return false;
    if (h->kind == HOL_ONCE && h->count < 1) return false;
  }
  for (size_t i = 0; i < t->day_n; i++)
    if (t->days[i] < -800000 || t->days[i] > 800000) return false;
  return t->node_n > 0;
}

kh_status kh_times_open(const kh_model *data, kh_times **out, kh_error *err) {
  kh_times *t = calloc(1, sizeof *t);
  if (!t) return kh_fail(err, KH_E_MEMORY, "out of memory");
  kh_status s = kh_lookup_open(data, "times.words", &t->words, err);
  t->first = kh_model_table(data, "times.first", sizeof *t->first, &t->first_n);
  t->entries = kh_model_table(data, "times.entries", sizeof *t->entries, &t->entry_n);
  t->atoms = kh_model_table(data, "times.atoms", sizeof *t->atoms, &t->atom_n);
  t->nodes = kh_model_table(data, "times.nodes", sizeof *t->nodes, &t->node_n);
  t->edges = kh_model_table(data, "times.edges", sizeof *t->edges, &t->edge_n);
  t->ends = kh_model_table(data, "times.ends", sizeof *t->ends, &t->end_n);
  t->rules = kh_model_table(data, "times.rules", sizeof *t->rules, &t->rule_n);
  t->holidays = kh_model_table(data, "times.holidays", sizeof *t->holidays, &t->holiday_n);
  t->days = kh_model_table(data, "times.days", sizeof *t->days, &t->day_n);
  t->pool = kh_model_table(data, "times.pool", 1, &t->pool_bytes);
  if (!s && !sound(t)) s = kh_fail(err, KH_E_DATA, "the tables of times are damaged");
  if (s) {
    free(t);
    return s;
  }
  *out = t;
  return KH_OK;
}

void kh_times_close(kh_times *t) { free(t); }

/* ---- matching ---- */
typedef struct path_step { size_t atom, n; uint16_t cls; uint8_t group; double value; } path_step;
typedef struct match {
  time_scan *scan;
  time_state *state;
  size_t begin, end;                 /* best so far */
  uint32_t rule, work;
  uint32_t depth, best_depth;
  path_step path[MAX_DEPTH], best[MAX_DEPTH];
} match;

static bool untagged(const kh_doc *d, uint32_t tok) { return d->tok.upos[tok] == KH_UPOS_NONE; }

static int tense_of(const time_scan *s, uint32_t tok);

/* Is it a phrase of its own beside a verb of what lies ahead: "will meet in two weeks", not "will be the first in two weeks"? */
static bool ahead(const time_scan *s, size_t end, uint32_t tok) {
  const kh_doc *d = s->d;
  uint32_t of = s->atom.at[end - 1].tok, verb = d->tok.head[of];
  if (!untagged(d, tok) && (kh_deprel_base(d->tok.deprel[of]) != KH_DEP_OBL || verb == KH_NONE || d->tok.upos[verb] != KH_UPOS_VERB)) return false;
  return tense_of(s, tok) > 0;
}

/* "April Ryan said": a month that hangs on a name right behind it which is the last word of its phrase. */
static bool is_first_name(const time_scan *s, size_t end, uint32_t tok) {
  const kh_doc *d = s->d;
  if (end >= s->atom.n || !s->atom.at[end].letters || !s->atom.at[end].capital) return false;
  uint32_t next = s->atom.at[end].tok;
  if (next != tok + 1 || d->tok.head[tok] != next || d->tok.upos[next] != KH_UPOS_PROPN) return false;
  bool last = next + 1 >= d->tok.n || (d->tok.upos[next + 1] != KH_UPOS_NOUN && d->tok.upos[next + 1] != KH_UPOS_PROPN);
  return last && kh_doc_child_base(d, next, KH_DEP_DET) == KH_NONE;
}

/* Conditions on tags; where the parser has not run they hold. */
static bool fits(const match *m, const time_rule *r, size_t end) {
  const time_scan *s = m->scan;
  const kh_doc *d = s->d;
  uint32_t tok = s->atom.at[m->path[0].atom].tok;
  uint8_t upos = d->tok.upos[tok];
  if (r->prev && (m->begin == 0 || !kh_times_has(s, m->begin - 1, r->prev))) return false;
  if (r->notprev && m->begin > 0 && kh_times_has(s, m->begin - 1, r->notprev)) return false;
  if (r->next && !kh_times_has(s, end, r->next)) return false;
  if (r->notnext && kh_times_has(s, end, r->notnext)) return false;
  if ((r->check & CHECK_NEWS) && m->state->narrative) return false;
  if ((r->check & CHECK_BC) && !(m->state->said_year != NO_FIELD && m->state->said_year <= 0)) return false;
  if ((r->check & CHECK_ALONE) && end < s->atom.n) {   /* no noun after it: not the 5th Army */
    const time_atom *next = &s->atom.at[end];
    uint8_t u = d->tok.upos[next->tok];
    if ((next->letters && next->capital) || u == KH_UPOS_NOUN || u == KH_UPOS_PROPN || u == KH_UPOS_ADJ) return false;
  }
  if (r->check & CHECK_MODIFIER) {                      /* a common noun after it: the March elections */
    if (end >= s->atom.n || !s->atom.at[end].letters || s->atom.at[end].capital || kh_times_has(s, end, CLASS_PREPOSITION)) return false;
    uint32_t next = s->atom.at[end].tok;
    if (!untagged(d, next) && d->tok.upos[next] != KH_UPOS_NOUN && d->tok.upos[next] != KH_UPOS_ADJ) return false;
  }
  if (r->check & CHECK_YEAR) {                          /* a bare number of old is a year in a history or in brackets alone */
    const time_atom *a = &s->atom.at[m->path[0].atom];
    if (a->value < OLD_YEAR && !m->state->narrative && !(m->begin > 0 && !a[-1].letters && !a[-1].digits)) return false;
  }
  if ((r->check & CHECK_AHEAD) && !ahead(s, end, tok)) return false;
  if (untagged(d, tok)) return true;
  if ((r->check & CHECK_THING) && (d->tok.ner[tok] / 2 == KH_ENTITY_PER || is_first_name(s, end, tok))) return false;
  if ((r->check & CHECK_NAME) && (upos != KH_UPOS_PROPN || d->tok.ner[tok] / 2 == KH_ENTITY_PER)) return false;
  if (r->check & CHECK_NOUN) {
    uint8_t last = d->tok.upos[s->atom.at[end - 1].tok];
    if (last != KH_UPOS_NOUN && last != KH_UPOS_PROPN) return false;
  }
  if (r->check & CHECK_YEAR) {
    uint32_t head = d->tok.head[tok];
    if (head != KH_NONE && head > tok && head <= tok + 3 && d->tok.deprel[tok] == KH_DEP_NUMMOD && (d->tok.morph[head] & KH_MORPH_PLUR)) return false;
  }
  return true;
}

static void walk(match *m, uint32_t node, size_t at) {
  const time_scan *s = m->scan;
  const kh_times *t = s->t;
  const time_node *n = &t->nodes[node];
  for (uint32_t i = 0; i < n->ends && at >= m->end; i++) {
    uint32_t rule = t->ends[n->end + i];
    if ((at > m->end || rule < m->rule) && fits(m, &t->rules[rule], at)) {
      m->end = at;
      m->rule = rule;
      m->best_depth = m->depth;
      memcpy(m->best, m->path, m->depth * sizeof *m->path);
      break;
    }
  }
  if (at >= s->atom.n || m->depth >= MAX_DEPTH) return;
  const time_atom *a = &s->atom.at[at];
  for (uint32_t i = 0; i <= a->symbols; i++) {         /* the last one: the atom itself */
    uint32_t symbol, length = 1;
    double value = 0;
    if (i == a->symbols) {
      if (!a->id) break;
      symbol = a->id + CLASS_LIMIT;
    } else {
      const time_symbol *y = &s->symbol.at[a->symbol + i];
      symbol = y->cls;
      length = y->n;
      value = y->value;
    }
    uint32_t low = n->edge, high = n->edge + n->edges; /* edges of a node are in order of symbol */
    while (low < high) {
      uint32_t mid = low + (high - low) / 2;
      if (t->edges[mid].symbol < symbol) low = mid + 1;
      else high = mid;
    }
    for (; low < n->edge + n->edges && t->edges[low].symbol == symbol; low++) {
      const time_edge *e = &t->edges[low];
      if ((e->glued && !a->glued) || ++m->work > MAX_WORK) continue;
      m->path[m->depth++] = (path_step){at, length, symbol < CLASS_LIMIT ? (uint16_t)symbol : 0, e->group, value};
      walk(m, e->to, at + length);
      m->depth--;
    }
  }
}

/* ---- fields ---- */
static void take(time_fields *f, const path_step *p) {
  int32_t v = p->value < 2e9 && p->value > -2e9 ? (int32_t)p->value : NO_FIELD;
#define SET(field) if (f->field == NO_FIELD) f->field = v
  switch (p->cls) {
    case CLASS_YEAR: case CLASS_YEAR3: SET(year); break;
    case CLASS_YEAR2: if (f->year == NO_FIELD) f->year = v, f->two_digit = true; break;
    case CLASS_MONTH: case CLASS_MONTHSURE: case CLASS_MONTHNUM: SET(month); break;
    case CLASS_DAY: case CLASS_DAYTH: SET(day); break;
    case CLASS_WEEKDAY: case CLASS_WEEKDAYS: SET(weekday); break;
    case CLASS_SEASON: case CLASS_SEASONSURE: SET(season); break;
    case CLASS_PART: case CLASS_MOMENT: SET(part); break;
    case CLASS_QUARTER: SET(quarter); break;
    case CLASS_HALF: SET(half); break;
    case CLASS_DECADE: SET(decade); break;
    case CLASS_ORD: SET(century); break;
    case CLASS_HOLIDAY: SET(holiday); break;
    case CLASS_HOUR: SET(hour); break;
    case CLASS_MINUTE: if (f->minute == NO_FIELD) f->minute = v; else SET(second); break;
    case CLASS_HHMM: if (f->hour == NO_FIELD) f->hour = v / 100, f->minute = v % 100; break;
    case CLASS_AMPM: if (f->hour != NO_FIELD && f->hour <= 12) f->hour = f->hour % 12 + v; break;
    case CLASS_REL: SET(rel); break;
    case CLASS_UNIT: case CLASS_UNITS: case CLASS_SETUNIT: if (!f->unit) f->unit = v; break;
    case CLASS_MOD: if (!f->mod) f->mod = v; break;
    case CLASS_ERA: f->bc = v == 1; break;
    case CLASS_NUM: case CLASS_ART: if (f->n == 0) f->n = p->value; break;
    case CLASS_FRACTION: f->n = (f->n ? f->n : 0) + p->value; break;
    default: break;
  }
#undef SET
}

/* ---- tense ---- */
/* Do the words of an entry behind its first make up the rest of a token? "'ll" is two. */
static bool is_rest(const kh_times *t, const time_entry *e, kh_str rest) {
  for (uint16_t i = 1; i < e->n; i++) {
    uint32_t id;
    size_t n = rest.n ? kh_times_atom_length(rest, 0) : 0;
    kh_str atom = kh_str_sub(rest, 0, n);
    if (!n || !kh_lookup_get(&t->words, atom, kh_hash_str(atom), &id) || id != t->atoms[e->atoms + i]) return false;
    rest = kh_str_sub(rest, n, rest.n);
  }
  return !rest.n;
}

static bool word_has(const time_scan *s, uint32_t tok, uint16_t cls) {
  uint32_t id;
  uint64_t hash = s->d->tok.lower_hash[tok];
  const kh_times *t = s->t;
  kh_str word = s->d->tok.lower[tok], first = word.n ? kh_str_sub(word, 0, kh_times_atom_length(word, 0)) : word;
  if (first.n < word.n) hash = kh_hash_str(first);
  if (!kh_lookup_get(&t->words, first, hash, &id) || id >= t->first_n) return false;
  for (uint32_t e = t->first[id]; e; e = t->entries[e - 1].next)
    if (t->entries[e - 1].cls == cls && is_rest(t, &t->entries[e - 1], kh_str_sub(word, first.n, word.n))) return true;
  return false;
}

static bool word_is(const time_scan *s, uint32_t tok, uint16_t cls) {
  kh_str form = s->d->tok.form[tok];
  if (form.n && form.s[0] >= 'A' && form.s[0] <= 'Z' && tok != s->d->sentences[s->d->tok.sentence[tok]].tok_begin) return false;   /* May */
  return word_has(s, tok, cls);
}

/* The nearest word that tells: 1 ahead, -1 back, 0 none. */
static int tense_near(const time_scan *s, uint32_t tok) {
  const kh_sentence *sent = &s->d->sentences[s->d->tok.sentence[tok]];
  for (uint32_t away = 1; away < 16; away++) {
    if (tok >= sent->tok_begin + away) {
      if (word_is(s, tok - away, CLASS_FUTURE)) return 1;
      if (word_is(s, tok - away, CLASS_PAST)) return -1;
    }
    if (tok + away < sent->tok_end) {
      if (word_is(s, tok + away, CLASS_FUTURE)) return 1;
      if (word_is(s, tok + away, CLASS_PAST)) return -1;
    }
  }
  return 0;
}

static bool is_finite_past(const kh_doc *d, uint32_t t) { return (d->tok.morph[t] & KH_MORPH_PAST) && (d->tok.morph[t] & KH_MORPH_FIN); }

/* "As he prepared to speak on Tuesday, a man was shot": the clause tells of the day of the past that it hangs on. */
static bool meanwhile(const time_scan *s, uint32_t verb) {
  const kh_doc *d = s->d;
  uint32_t up = d->tok.head[verb];
  if (up == KH_NONE || kh_deprel_base(d->tok.deprel[verb]) != KH_DEP_ADVCL || !(d->tok.morph[verb] & KH_MORPH_PAST)) return false;
  bool past = is_finite_past(d, up), as = false;
  for (uint32_t c = d->child_at[up]; c < d->child_at[up + 1]; c++)
    past |=
        kh_deprel_base(d->tok.deprel[d->child[c]]) == KH_DEP_AUX && (d->tok.morph[d->child[c]] & KH_MORPH_PAST) && (d->tok.morph[d->child[c]] & KH_MORPH_FIN);
  for (uint32_t c = d->child_at[verb]; c < d->child_at[verb + 1]; c++) as |= d->child[c] < verb && word_is(s, d->child[c], CLASS_WHILE);
  return past && as;
}

/* "They decided to extend their tour, flying on Sunday to Tokyo": what a plan goes on with is as far ahead. */
static bool goes_on_with_plan(const time_scan *s, uint32_t verb) {
  const kh_doc *d = s->d;
  uint32_t up = d->tok.head[verb];
  if (up == KH_NONE || up > verb || (d->tok.morph[verb] & (KH_MORPH_FIN | KH_MORPH_PAST)) || kh_deprel_base(d->tok.deprel[verb]) != KH_DEP_ADVCL ||
      !word_is(s, up, CLASS_INTEND))
    return false;
  for (uint32_t c = d->child_at[up]; c < d->child_at[up + 1]; c++)
    if (d->child[c] > up && d->child[c] < verb && d->tok.deprel[d->child[c]] == KH_DEP_XCOMP && (d->tok.morph[d->child[c]] & KH_MORPH_INF)) return true;
  return false;
}

/* The tokens of "Friday", "October 26", "26 October" at one; 0 if it names no day. */
static uint32_t day_words(const time_scan *s, uint32_t tok) {
  const kh_tokens *k = &s->d->tok;
  if (word_has(s, tok, CLASS_WEEKDAY)) return 1;
  bool number = k->upos[tok] == KH_UPOS_NUM;
  uint32_t other = tok + 1, month = number ? other : tok;
  if (other >= k->n || (!number && k->upos[other] != KH_UPOS_NUM)) return 0;
  return word_has(s, month, CLASS_MONTH) || word_has(s, month, CLASS_MONTHSURE) ? 2 : 0;
}

/* "Called for protests on Friday", "has invited both sides to talks in Brussels on October 26": a noun behind "for" or "to" stands before the day. */
static bool is_called_for(const time_scan *s, uint32_t verb, uint32_t tok) {
  const kh_doc *d = s->d;
  uint32_t noun = tok;
  bool bids = word_is(s, verb, CLASS_BIDDING);
  if ((!bids && !word_is(s, verb, CLASS_CALLING)) || tok < verb + 3 || !day_words(s, tok)) return false;
  for (noun--; noun > verb + 1 && d->tok.upos[noun] == KH_UPOS_ADP;) noun--;
  /* "a meeting of the council on Friday" */
  for (int n = 0; n < 3 && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NMOD && d->tok.head[noun] != KH_NONE && d->tok.head[noun] > verb; n++)
    noun = d->tok.head[noun];
  if (d->tok.upos[noun] != KH_UPOS_NOUN || noun > tok) return false;
  for (uint32_t c = d->child_at[noun]; c < d->child_at[noun + 1]; c++)
    if (d->tok.deprel[d->child[c]] == KH_DEP_CASE && d->child[c] > verb && d->child[c] < noun &&
        (word_is(s, d->child[c], CLASS_FORWORD) || (bids && word_is(s, d->child[c], CLASS_TILL))))
      return true;
  return false;
}

/* "Is preparing to visit Sudan on Tuesday", "agreed on Thursday to visit Sudan on Tuesday", where the tree hangs the last day on what is agreed: it is that of
 * the infinitive before it, where the verb is not of the past or has a day of its own. */
static bool of_infinitive(const time_scan *s, uint32_t verb, bool past, uint32_t tok) {
  const kh_doc *d = s->d;
  uint32_t aim = kh_doc_child_with(d, verb, KH_DEP_XCOMP);
  if (aim == KH_NONE || aim < verb || aim > tok || !(d->tok.morph[aim] & KH_MORPH_INF) || !word_is(s, verb, CLASS_INTEND)) return false;
  bool dated = !past;
  for (uint32_t k = verb + 1; k < aim && !dated; k++) dated = day_words(s, k) != 0;
  return dated;
}

/* Is verb the finite verb of a clause in the past, or does an auxiliary tell so? */
static bool is_past_clause(const kh_doc *d, uint32_t verb) {
  if (is_finite_past(d, verb)) return true;
  for (uint32_t c = d->child_at[verb]; c < d->child_at[verb + 1]; c++)
    if (kh_deprel_base(d->tok.deprel[d->child[c]]) == KH_DEP_AUX && is_finite_past(d, d->child[c])) return true;
  return false;
}

/* The tense of a clause behind "before": what had been done by then ("left before police came on Monday") is past, what its doer went on to do lies nearest
 * ("burned two cars before killing a guard on Tuesday"), all else ahead. */
static int tense_behind_before(const kh_doc *d, uint32_t mark, uint32_t verb) {
  if (kh_deprel_base(d->tok.deprel[mark]) != KH_DEP_MARK || d->tok.upos[verb] != KH_UPOS_VERB) return 1;
  if (is_past_clause(d, verb)) return -1;
  uint32_t above = d->tok.head[verb];
  bool gerund = kh_deprel_base(d->tok.deprel[verb]) == KH_DEP_ADVCL && kh_doc_child_with(d, verb, KH_DEP_NSUBJ) == KH_NONE;
  return gerund && above != KH_NONE && d->tok.upos[above] == KH_UPOS_VERB && is_past_clause(d, above) ? 0 : 1;
}

/* Of the clause that a token stands in: -1 past, 1 future, 0 unknown, or one of TENSE_…. */
static int tense_of(const time_scan *s, uint32_t tok) {
  enum { NEAR = 5, WORDS = 4 };   /* words from what others are asked to do to its day: "urged them to march on Friday"; of a time */
  const kh_doc *d = s->d;
  if (untagged(d, tok) || !d->child_at) return tense_near(s, tok);
  const kh_sentence *sent = &d->sentences[d->tok.sentence[tok]];
  uint32_t start = tok;                                /* a verb right before it is its verb, whatever the tree says */
  if (tok > sent->tok_begin && d->tok.upos[tok - 1] == KH_UPOS_VERB) start = tok - 1;
  else if (tok > sent->tok_begin + 1 && d->tok.upos[tok - 1] == KH_UPOS_ADP && d->tok.upos[tok - 2] == KH_UPOS_VERB) start = tok - 2;
  /* "called on them to march again on Thursday" */
  else if (tok > sent->tok_begin + 2 && d->tok.upos[tok - 1] == KH_UPOS_ADP && d->tok.upos[tok - 2] == KH_UPOS_ADV && d->tok.upos[tok - 3] == KH_UPOS_VERB &&
           d->tok.morph[tok - 3] & KH_MORPH_INF)
    start = tok - 3;
  if (tok > sent->tok_begin && word_is(s, tok - 1, CLASS_SINCE)) return -1;
  uint32_t day = day_words(s, tok), behind = tok + day;
  bool owns = day && behind < sent->tok_end && (d->tok.deprel[behind] == KH_DEP_CASE || d->tok.head[behind - 1] == behind);   /* "blamed for Monday's raid" */
  /* "asked for a session for Tuesday" */
  if (tok > sent->tok_begin && word_is(s, tok - 1, CLASS_FORWORD) && day && !owns) return TENSE_AIM;
  bool deferred = tok > sent->tok_begin && word_is(s, tok - 1, CLASS_TILL);
  bool own = true;   /* nothing but the time's own words below its verb */
  for (uint32_t at = start, steps = 0; at != KH_NONE && steps < 12; own &= at >= tok && at < tok + WORDS, at = d->tok.head[at], steps++) {
    bool finite = is_finite_past(d, at);
    /* "set off the war", "had set up a court", not "set to" */
    bool set_off = at + 1 < sent->tok_end && d->tok.upos[at + 1] == KH_UPOS_ADP && !word_is(s, at + 1, CLASS_FORWORD) &&
                   (finite || d->tok.deprel[at + 1] == KH_DEP_COMPOUND_PRT);
    if (at != tok && !set_off && word_is(s, at, CLASS_FUTURE)) return 1;
    if (deferred && word_is(s, at, CLASS_DEFER)) return 1;             /* extended until January */
    bool finite_past = false, have = false, aim = false, present = false, is = false, infinitive = d->tok.morph[at] & KH_MORPH_INF;
    for (uint32_t c = d->child_at[at]; c < d->child_at[at + 1]; c++)      /* "after his scheduled visit on April 29" */
      if (kh_deprel_base(d->tok.deprel[d->child[c]]) == KH_DEP_AMOD && word_is(s, d->child[c], CLASS_FUTURE)) return 1;
    for (uint32_t c = d->child_at[at]; c < d->child_at[at + 1]; c++) {
      uint32_t k = d->child[c];
      uint8_t rel = kh_deprel_base(d->tok.deprel[k]);
      if (rel == KH_DEP_AUX || rel == KH_DEP_COP || rel == KH_DEP_ADVMOD) {
        bool opens = k < tok && k + 1 < sent->tok_end && d->tok.upos[k + 1] == KH_UPOS_ADP;   /* "ahead of Tuesday's vote"; but "went ahead" */
        if (word_is(s, k, CLASS_FUTURE) && (rel != KH_DEP_ADVMOD || !finite || opens)) return 1;
        if (rel == KH_DEP_AUX || rel == KH_DEP_COP) {
          if (is_finite_past(d, k)) finite_past = true;
          else have = have || word_is(s, k, CLASS_PAST);
          is = is || (rel == KH_DEP_COP && (d->tok.morph[k] & KH_MORPH_PRES) && (d->tok.morph[k] & KH_MORPH_FIN));
          infinitive = infinitive || (d->tok.morph[k] & KH_MORPH_INF && !(d->tok.morph[k] & KH_MORPH_FIN));   /* "is to be sentenced" */
          present = present || ((d->tok.morph[k] & KH_MORPH_PRES) && (d->tok.morph[k] & KH_MORPH_FIN));
        }
      }
      if (rel == KH_DEP_MARK && d->tok.upos[k] == KH_UPOS_PART) aim = true;
      if ((rel == KH_DEP_MARK || rel == KH_DEP_CASE) && k < tok && at != tok) {
        if (word_is(s, k, CLASS_BEFORE)) return tense_behind_before(d, k, at);
        if (word_is(s, k, CLASS_AFTER)) return -1;
      }
    }
    if (is && at != tok && sent->kind != KH_SENT_HEADLINE && !have && !aim) return TENSE_PRESENT;   /* "Saturday is the anniversary" */
    if (d->tok.upos[at] != KH_UPOS_VERB && d->tok.upos[at] != KH_UPOS_AUX && !finite_past) continue;
    uint32_t m = d->tok.morph[at];
    bool past = finite_past || have || ((m & KH_MORPH_PAST) && (m & KH_MORPH_FIN));
    if (at != tok && of_infinitive(s, at, past && !(have && own), tok))   /* "has agreed to receive him on Saturday" */
      return past ? TENSE_AIM : 1;
    if (finite_past && aim && infinitive) return TENSE_AIM;   /* was to meet him on Monday */
    if (at != tok && ((m & KH_MORPH_PAST) && ((m & KH_MORPH_FIN) || have)) && is_called_for(s, at, start)) return TENSE_AIM;
    if (past) return own ? -1 : TENSE_ASIDE;
    if (aim && infinitive) {                   /* agreed to meet on Monday, are to meet; but: managed to leave */
      uint32_t above = d->tok.head[at];
      if (above != KH_NONE && meanwhile(s, above)) return -1;
      if (above != KH_NONE && (d->tok.morph[above] & KH_MORPH_PAST) && (d->tok.morph[above] & (KH_MORPH_FIN | KH_MORPH_PART)) &&   /* "were told to leave" */
          (word_is(s, above, CLASS_INTEND) || (word_is(s, above, CLASS_CALLING) && tok < at + NEAR)))
        return TENSE_AIM;
      /* "Ghana to vote on December 7" */
      bool headline =
          (sent->kind == KH_SENT_HEADLINE && (above == KH_NONE || (d->tok.head[above] == KH_NONE && kh_deprel_base(d->tok.deprel[at]) == KH_DEP_ACL))) ||
          (above == KH_NONE && kh_doc_child_with(d, at, KH_DEP_NSUBJ) != KH_NONE);
      if (present || headline || (above != KH_NONE && word_is(s, above, CLASS_INTEND))) return 1;
      continue;
    }
    if (goes_on_with_plan(s, at)) return 1;
    if ((m & KH_MORPH_PRES) && (m & KH_MORPH_FIN)) return sent->kind == KH_SENT_HEADLINE ? 0 : TENSE_PRESENT;   /* the summit opens on Monday */
    if ((m & KH_MORPH_PAST) && (m & KH_MORPH_PART) && d->tok.head[at] == KH_NONE) return -1;   /* a headline's participle */
  }
  return tense_near(s, tok);
}

/* ---- the run ---- */
typedef struct run {
  time_scan scan;
  time_state state;
  KH_VEC(kh_time) out;
  KH_VEC(size_t) ahead;      /* of them, weekdays that a future tense put ahead of the publication */
  int32_t told;              /* the last weekday of what has happened */
} run;

/* Ranges ("March 3 to 5"): the first time's window reaches to the second's end. */
static void link_range(run *r, size_t from, size_t to, size_t first) {
  bool joined = to == from + 1 && kh_times_has(&r->scan, from, CLASS_RANGE);
  size_t n = r->out.n;
  if (!joined || n < 2 || first == 0) return;
  kh_time *a = &r->out.at[n - 2], *b = &r->out.at[n - 1];
  if (a->sentence == b->sentence && a->timex <= KH_TIMEX_TIME && a->begin != KH_NO_DAY && b->end != KH_NO_DAY && b->end > a->end) a->end = b->end;
}

/* "between March and May" */
static bool between(const run *r, size_t first, size_t from, size_t to) {
  return to == from + 1 && first > 0 && kh_times_has(&r->scan, first - 1, CLASS_BETWEEN) && kh_times_has(&r->scan, from, CLASS_JOIN);
}

/* "Before Tuesday's vote", "by next week's summit": the time of a noun that is its own, with no window before it. */
static bool owns_next(const kh_doc *d, const kh_time *t) {
  if (t->tok_end >= d->tok.n || d->tok.upos[t->tok_end] != KH_UPOS_PART) return false;
  kh_str f = d->tok.lower[t->tok_end];
  return f.n && !(f.s[0] >= 'a' && f.s[0] <= 'z');
}

static void emit(run *r, const match *m, uint8_t group, size_t *first_out, size_t *end_out) {
  const time_rule *rule = &r->scan.t->rules[m->rule];
  time_fields f;
  size_t first = SIZE_MAX, end = 0;
  kh_times_fields_clear(&f);
  for (uint32_t i = 0; i < m->best_depth; i++)
    if (!group || m->best[i].group == group) {
      const path_step *p = &m->best[i];
      if (first == SIZE_MAX) first = p->atom;
      end = p->atom + p->n;
      if (p->cls) take(&f, p);
    }
  *first_out = first;
  *end_out = end;
  if (first == SIZE_MAX) return;
  for (uint32_t i = 0; group && i < m->best_depth; i++)          /* what the other groups say counts for this one */
    if (m->best[i].group != group && m->best[i].cls) {
      uint16_t cls = m->best[i].cls;
      if (cls == CLASS_AMPM ? f.hour <= 12 : !(cls == CLASS_YEAR2 || (cls == CLASS_MONTHNUM && f.year != NO_FIELD))) take(&f, &m->best[i]);
    }
  if (rule->check & CHECK_BC) f.bc = true;
  const time_atom *a = r->scan.atom.at + first, *b = r->scan.atom.at + end - 1;
  kh_time t = {.span = {a->begin, b->end}, .sentence = r->scan.d->tok.sentence[a->tok], .tok_begin = a->tok, .tok_end = b->tok + 1};
  int tense = tense_of(&r->scan, a->tok);
  if (!kh_times_resolve(&r->state, rule, &f, tense, &t)) return;
  int32_t now = r->state.now;
  if (r->state.weekday && now != KH_NO_DAY && t.begin != KH_NO_DAY) {
    if (t.begin > now && tense == 1) KH_PUSH(r->scan.scratch, &r->ahead, r->out.n);
    else if (t.begin <= now && (r->told == KH_NO_DAY || t.begin > r->told)) r->told = t.begin;
  }
  if (now != KH_NO_DAY && first > 0 && t.begin != KH_NO_DAY && t.timex == KH_TIMEX_DATE) {
    if (kh_times_has(&r->scan, first - 1, CLASS_BY) && t.end > now && !r->state.narrative && !owns_next(r->scan.d, &t)) t.begin = now, t.future = true;
    if (kh_times_has(&r->scan, first - 1, CLASS_SINCE) && t.begin < now && !r->state.narrative) t.end = now;
  }
  const kh_span line = r->scan.d->dateline;                        /* "CAIRO, March 21 (Reuters) -": the day of writing */
  if (t.span.begin >= line.begin && t.span.end <= line.end && t.begin != KH_NO_DAY && t.begin == t.end && !r->state.narrative &&
      (now == KH_NO_DAY || (t.begin > now - 7 && t.begin <= now))) r->state.now = t.begin;
  KH_PUSH(r->scan.d->arena, &r->out, t);
}

static void run_sentence(run *r, uint32_t tok_begin, uint32_t tok_end) {
  match m = {.scan = &r->scan, .state = &r->state};
  size_t last_first = 0, last_end = SIZE_MAX;
  kh_times_scan(&r->scan, tok_begin, tok_end);
  for (size_t at = 0; at < r->scan.atom.n;) {
    const time_atom *a = &r->scan.atom.at[at];
    m.begin = m.end = at;
    m.depth = m.work = 0;
    if (a->id || a->symbols) walk(&m, 0, at);
    if (m.end == at) {
      at++;
      continue;
    }
    const time_rule *rule = &r->scan.t->rules[m.rule];
    if (rule->op != OP_NOTHING)
      for (uint8_t g = rule->groups ? 1 : 0; g <= rule->groups; g++) {
        size_t first, end, before = r->out.n;
        emit(r, &m, g, &first, &end);
        if (r->out.n == before) continue;
        if (last_end != SIZE_MAX) {
          if (between(r, last_first, last_end, first)) {
            kh_time *b = &r->out.at[r->out.n - 1];
            if (b->begin != KH_NO_DAY && b[-1].begin != KH_NO_DAY && b->end > b[-1].end) b[-1].end = b->end;
          } else {
            link_range(r, last_end, first, r->out.n - 1);
          }
        }
        last_first = first;
        last_end = end;
      }
    at = m.end;
  }
}

/* A history rather than a report: many years, dense, and hardly a weekday. */
static bool is_narrative(const kh_times *t, const kh_doc *d) {
  uint32_t years = 0, near = 0, weekdays = 0, id;
  int y = 0, mo, day;
  if (d->published != KH_NO_DAY) kh_day_parts(d->published, &y, &mo, &day);
  for (uint32_t i = 0; i < d->tok.n; i++) {
    kh_str w = d->tok.lower[i];
    int64_t v;
    if (w.n == 4 && w.s[0] >= '1' && w.s[0] <= '2' && kh_str_to_int(w, &v)) {
      years++;
      if (v >= y - 2 && v <= y + 2) near++;
    } else if (w.n >= 2 && w.n <= 9 && d->tok.form[i].s[0] != w.s[0] && kh_lookup_get(&t->words, w, d->tok.lower_hash[i], &id) && id < t->first_n &&
               t->first[id]) {
      const time_entry *e = &t->entries[t->first[id] - 1];
      if (e->cls == CLASS_ERA && e->value > 0) years++;
      if (e->cls == CLASS_WEEKDAY) weekdays++;
    }
  }
  if (weekdays > 1 && weekdays * 800 > d->tok.n) return false;   /* news with background */
  bool many = years >= 10 || (years >= 6 && near == 0 && weekdays == 0);
  return many && years > 4 * weekdays && years * 350 > d->tok.n;
}

/* "Visited on Wednesday … will meet on Thursday", printed on Friday: what the report tells of ends two days before its date, so that it was
 * written then, and the Thursday is the one that lies between. */
static void written_before(run *r) {
  enum { WEEK = 7, LATE = 3, DATE = 10 };   /* days between the writing and the printing, at most; letters of a value's day */
  int32_t now = r->state.now;
  if (r->told == KH_NO_DAY || r->told >= now || r->told < now - LATE) return;
  for (size_t i = 0; i < r->ahead.n; i++) {
    kh_time *t = &r->out.at[r->ahead.at[i]];
    int y, m, day;
    if (t->begin - WEEK <= r->told || t->begin != t->end || t->value.n < DATE) continue;
    kh_day_parts(t->begin -= WEEK, &y, &m, &day);
    t->end = t->begin;
    char *text = KH_ARRAY(r->scan.d->arena, char, t->value.n + 1);
    snprintf(text, t->value.n + 1, "%04d-%02d-%02d%.*s", y, m, day, (int)t->value.n - DATE, t->value.s + DATE);
    t->value.s = text;
  }
}

void kh_times_run(const kh_times *t, kh_doc *d, kh_arena *scratch) {
  run r = {.told = KH_NO_DAY,
           .scan = {.t = t, .d = d, .scratch = scratch},
           .state = {.t = t,
                     .d = d,
                     .now = d->published,
                     .narrative = is_narrative(t, d),
                     .then = KH_NO_DAY,
                     .then_end = KH_NO_DAY,
                     .day_then = KH_NO_DAY,
                     .near_then = KH_NO_DAY,
                     .past_then = KH_NO_DAY,
                     .said_year = NO_FIELD,
                     .said_month = NO_FIELD,
                     .label = KH_NO_DAY,
                     .aside_year = NO_FIELD}};
  int32_t outside = KH_NO_DAY;   /* the day of writing, while an entry of a chronicle is read from its own */
  bool labelled = false;
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    if (d->sentences[i].kind == KH_SENT_RESIDUE) continue;
    size_t before = r.out.n;
    if (labelled && (!i || d->sentences[i].paragraph != d->sentences[i - 1].paragraph)) r.state.now = outside, labelled = false;
    r.state.in_label = d->sentences[i].day_label;
    run_sentence(&r, d->sentences[i].tok_begin, d->sentences[i].tok_end);
    const kh_time *day = r.out.n == before + 1 ? &r.out.at[before] : NULL;
    if (!r.state.in_label || !day || day->timex != KH_TIMEX_DATE || day->begin == KH_NO_DAY) continue;
    r.state.label = day->begin;
    if (day->begin == day->end) outside = r.state.now, r.state.now = day->begin, labelled = true;   /* an entry is written from its day: "the next day" */
  }
  written_before(&r);
  d->times = r.out.at;
  d->time_count = (uint32_t)r.out.n;
  if (r.state.unresolved && d->published == KH_NO_DAY)
    kh_doc_problem(d, KH_E_NOTHING, (kh_span){0, 0}, "the report has no date: times that depend on it stay relative");
}

uint32_t kh_times_reached(const kh_doc *d, uint32_t token, uint32_t sentences, uint32_t below) {
  enum { RECENT = 5 };            /* older days are background and hold for their own sentence alone */
  uint32_t low = 0, high = d->time_count;
  if (token >= d->tok.n) return KH_NONE;
  while (low < high) {             /* the first time that begins after the token */
    uint32_t mid = low + (high - low) / 2;
    if (d->times[mid].tok_begin <= token) low = mid + 1;
    else high = mid;
  }
  if (below < low) low = below;
  while (low-- > 0) {
    const kh_time *t = &d->times[low];
    uint32_t away = d->tok.sentence[token] - t->sentence;
    if (away > sentences) break;
    if (t->timex > KH_TIMEX_TIME || t->begin == KH_NO_DAY || t->begin != t->end || t->future) continue;
    if (away > 0 && d->published != KH_NO_DAY && t->begin < d->published - RECENT) continue;
    return low;
  }
  return KH_NONE;
}
