/* confidence.c: the share of records like this one that are right. */
#include "events/confidence.h"

#include <math.h>

#include "events/tree.h"

enum { MAX_NAME = 64, TRACKED = 96, LONG = 5 /* words */, BESIDE = 16 /* records looked at on each side */ };

typedef struct record_view {
  const kh_algebra *a;
  const kh_doc *d;
  kh_feature_sink sink;
  void *user;
} record_view;

/* "actor", " sector ", "GOV" */
static void holds(const record_view *v, const char *what, const char *mark, const char *value) {
  char name[MAX_NAME];
  size_t n = 0;
  const char *const parts[] = {what, mark, value};
  for (int i = 0; i < 3; i++)
    for (const char *s = parts[i]; *s && n < MAX_NAME; s++) name[n++] = *s;
  v->sink(v->user, (kh_str){name, n}, 1);
}

static void side(const record_view *v, const char *name, const char *type, const uint32_t *list, uint32_t n) {
  const kh_doc *d = v->d;
  if (n != 1) holds(v, name, " ", n == 0 ? "none" : n == 2 ? "two" : "more");
  for (uint32_t i = 0; i < n; i++) {
    const kh_mention *m = &d->mentions[list[i]];
    kh_str words = kh_str_sub(d->text, m->span.begin, m->span.end);
    uint32_t blanks = 0;
    for (size_t k = 0; k < words.n; k++) blanks += words.s[k] == ' ';
    holds(v, name, " ", m->actor.country[0] ? m->actor.sector ? "country and sector" : "country" : m->actor.sector ? "sector" : "uncoded");
    if (m->actor.id.n) holds(v, name, " ", "known");
    if (!kh_str_eq(words, (kh_str){m->actor.name.s, m->actor.name.n})) holds(v, name, " ", "by another name");
    if (blanks + 1 >= LONG) holds(v, name, " ", "long");
    holds(v, name, " ", m->kind == KH_ENTITY_PRONOUN ? "pronoun" : words.n && words.s[0] >= 'a' && words.s[0] <= 'z' ? "noun" : "named");
    const char *sector = m->actor.sector ? kh_sector_name(m->actor.sector) : "-";
    holds(v, name, " is ", sector);
    char both[MAX_NAME] = "";
    size_t k = 0;
    for (const char *s = type; *s && k < 20; s++) both[k++] = *s;
    both[k++] = ' ';
    for (const char *s = sector; *s && k < 40; s++) both[k++] = *s;
    holds(v, name, " of ", both);
  }
}

/* Of the frame whose id opens the rule ("raid.n.2+future"): the word's sort, and how many operators follow. */
static void rule(const record_view *v, kh_str ids) {
  kh_str rest = ids, id, part;
  uint32_t steps = 0;
  for (bool first = true; kh_str_split(&rest, '+', &id); first = false) {
    kh_str sort = {0}, last = {0};
    steps += !first;
    while (first && kh_str_split(&id, '.', &part)) sort = last, last = part;
    if (sort.n && kh_str_is(sort, "n")) holds(v, "noun", "", "");
    else if (sort.n && (kh_str_is(sort, "adj") || kh_str_is(sort, "eval"))) holds(v, kh_str_is(sort, "adj") ? "adj" : "eval", "", "");
  }
  if (steps) holds(v, steps == 1 ? "one" : steps == 2 ? "two" : "more", " ", "operators");
}

/* Types of the sentence's records near this one, as a set. */
static uint32_t beside_types(const kh_record_at *r) {
  uint32_t types = 0, from = r->at > BESIDE ? r->at - BESIDE : 0;
  for (uint32_t i = from; i < r->n && i <= r->at + BESIDE; i++)
    if (!r->all[i].embedded && r->all[i].sentence == r->all[r->at].sentence) types |= 1u << r->all[i].type;
  return types;
}

/* What else the sentence tells. */
static void beside(const record_view *v, const kh_record_at *r) {
  const kh_event *x = &r->all[r->at];
  uint32_t others = 0, from = r->at > BESIDE ? r->at - BESIDE : 0;
  for (uint32_t i = from; i < r->n && i <= r->at + BESIDE; i++) {
    const kh_event *y = &r->all[i];
    if (i == r->at || y->embedded || y->sentence != x->sentence) continue;
    others++;
    holds(v, "beside ", "", kh_event_name(y->type));
    if (y->type == x->type) holds(v, "beside its like", "", "");
    holds(v, y->trigger.begin < x->trigger.begin ? "later" : "earlier", "", "");
    for (uint32_t k = 0; k < x->actor_count; k++)
      for (uint32_t j = 0; j < y->actor_count; j++)
        if (x->actors[k] == y->actors[j]) holds(v, "actor shared", "", "");
  }
  static const char *const many[] = {"0", "1", "2", "3"};
  holds(v, "others ", "", many[others > 3 ? 3 : others]);
}

/* Where its word stands in the tree, and what the clause says of it. */
static void place(const record_view *v, uint32_t t) {
  const kh_algebra *a = v->a;
  const kh_doc *d = v->d;
  uint32_t morph = d->tok.morph[t];
  bool verb = kh_is_verb(a, t);
  holds(v, verb ? "verb " : "noun ", "", kh_deprel_name(rel(d, t)));
  if (verb) {
    kh_clause c = kh_clause_of(a, t);
    if (c.mood != KH_MOOD_REAL) holds(v, "mood", "", "");
    if (c.negated) holds(v, "negated", "", "");
    if (c.ongoing) holds(v, "ongoing", "", "");
    if (kh_is_passive(a, t)) holds(v, "passive", "", "");
    if (morph & KH_MORPH_FIN) holds(v, morph & KH_MORPH_PAST ? "past" : "present", "", "");
  } else if (kh_is_definite(a, t)) holds(v, "definite", "", "");
  if (a->quote_of[t] != KH_NONE) holds(v, "quoted", "", "");
}

/* What the sentence's words say of this type, of no event, and how much more of another type that none of its records has. */
static void wording(const record_view *v, const kh_record_at *r, uint8_t type) {
  const float *score = r->wording;
  float best = score[type];
  uint32_t there = beside_types(r);
  for (int k = 1; k < KH_EVENT_COUNT; k++)
    if (!(there >> k & 1) && score[k] > best) best = score[k];
  v->sink(v->user, KH_STR("wording type"), (double)score[type]);
  v->sink(v->user, KH_STR("wording none"), (double)score[KH_EVENT_NONE]);
  v->sink(v->user, KH_STR("wording other"), (double)(best - score[type]));
}

void kh_record_features(const kh_algebra *a, const kh_record_at *r, kh_feature_sink sink, void *user) {
  record_view view = {a, a->d, sink, user}, *v = &view;
  const kh_event *x = &r->all[r->at];
  const char *type = kh_event_name(x->type);
  holds(v, "always", "", "");
  holds(v, type, "", "");
  if (x->status != KH_STATUS_HAPPENED && x->status != KH_STATUS_ONGOING) holds(v, "not happened", "", "");
  if (x->mode) holds(v, "mode", "", "");
  if (!x->actor_count && !x->recipient_count) holds(v, "nobody at all", "", "");
  rule(v, (kh_str){x->rule.s, x->rule.n});
  side(v, "actor", type, x->actors, x->actor_count);
  side(v, "recipient", type, x->recipients, x->recipient_count);
  beside(v, r);
  place(v, r->made_of->trigger);
  wording(v, r, x->type);
}

typedef struct tally { const kh_events *e; double right, type; uint32_t row[TRACKED], n; } tally;

static void add(void *user, kh_str name, double value) {
  tally *s = user;
  uint32_t row;
  if (!kh_lookup_get(&s->e->sure_words, name, kh_hash_str(name), &row) || row >= s->e->sure_rows) return;
  for (uint32_t i = 0; i < s->n; i++)
    if (s->row[i] == row) return;
  if (s->n == TRACKED) return;
  s->row[s->n++] = row;
  s->right += value * (double)s->e->sure[row].right;
  s->type += value * (double)s->e->sure[row].type;
}

double kh_record_confidence(const kh_algebra *a, const kh_record_at *r, double *type) {
  tally s = {.e = a->e};
  kh_record_features(a, r, add, &s);
  *type = 1 / (1 + exp(-s.type));
  return 1 / (1 + exp(-s.right));
}
