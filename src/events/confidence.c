/* confidence.c: the share of records like this one that are right. */
#include "events/confidence.h"

#include <math.h>

static const char *const labels[] = {
#define X(name, label) label,
    KH_SURE_TABLE(X)
#undef X
};

uint32_t kh_sure_of(kh_str name) {
  for (uint32_t i = 0; i < KH_SURE_TYPE; i++)
    if (kh_str_is(name, labels[i])) return i;
  kh_event_type t = kh_event_of((kh_text){name.s, name.n});
  return t ? KH_SURE_TYPE + (uint32_t)t : KH_SURE_COUNT;
}

/* One side: how many, and for each thing that holds of one of them, once. first: KH_SURE_A_NONE or KH_SURE_R_NONE. */
static double side(const kh_events *e, const kh_doc *d, const uint32_t *list, uint32_t n, uint32_t first) {
  enum { LONG = 5 };   /* words */
  uint32_t shift = first - KH_SURE_A_NONE;
  bool holds[KH_SURE_TYPE] = {false};
  if (n != 1) holds[n == 0 ? KH_SURE_A_NONE : n == 2 ? KH_SURE_A_TWO : KH_SURE_A_MORE] = true;
  for (uint32_t i = 0; i < n; i++) {
    const kh_mention *m = &d->mentions[list[i]];
    kh_str words = kh_str_sub(d->text, m->span.begin, m->span.end);
    uint32_t blanks = 0;
    for (size_t k = 0; k < words.n; k++) blanks += words.s[k] == ' ';
    holds[m->actor.country[0] ? m->actor.sector ? KH_SURE_A_BOTH : KH_SURE_A_COUNTRY : m->actor.sector ? KH_SURE_A_SECTOR : KH_SURE_A_UNCODED] = true;
    holds[KH_SURE_A_KNOWN] |= m->actor.id.n > 0;
    holds[KH_SURE_A_OTHER] |= !kh_str_eq(words, (kh_str){m->actor.name.s, m->actor.name.n});
    holds[KH_SURE_A_LONG] |= blanks + 1 >= LONG;
  }
  double sum = 0;
  for (uint32_t i = KH_SURE_A_NONE; i <= KH_SURE_A_LONG; i++)
    if (holds[i]) sum += (double)e->sure[i + shift];
  return sum;
}

/* Of the frame whose id opens the rule ("raid.n.2+future"): the word's sort, and how many operators follow. */
static double rule(const kh_events *e, kh_str ids) {
  kh_str rest = ids, id, part, sort = {0};
  uint32_t steps = 0;
  for (bool first = true; kh_str_split(&rest, '+', &id); first = false) {
    if (!first) {
      steps++;
      continue;
    }
    kh_str last = {0};
    while (kh_str_split(&id, '.', &part)) sort = last, last = part;
  }
  double sum = steps ? (double)e->sure[steps == 1 ? KH_SURE_ONE : steps == 2 ? KH_SURE_TWO : KH_SURE_MORE] : 0;
  for (uint32_t i = KH_SURE_NOUN; i <= KH_SURE_EVAL; i++)
    if (sort.n && kh_str_is(sort, i == KH_SURE_NOUN ? "n" : labels[i])) sum += (double)e->sure[i];
  return sum;
}

double kh_confidence_of_event(const kh_events *e, const kh_doc *d, const kh_event *x) {
  double sum = (double)e->sure[KH_SURE_ALWAYS] + (double)e->sure[KH_SURE_TYPE + x->type];
  if (x->status != KH_STATUS_HAPPENED && x->status != KH_STATUS_ONGOING) sum += (double)e->sure[KH_SURE_UNREAL];
  if (x->mode) sum += (double)e->sure[KH_SURE_MODE];
  if (!x->actor_count && !x->recipient_count) sum += (double)e->sure[KH_SURE_ALONE];
  sum += rule(e, (kh_str){x->rule.s, x->rule.n});
  sum += side(e, d, x->actors, x->actor_count, KH_SURE_A_NONE);
  sum += side(e, d, x->recipients, x->recipient_count, KH_SURE_R_NONE);
  return 1 / (1 + exp(-sum));
}
