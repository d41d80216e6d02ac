/* test_places.c: where an event took place (tests/events/places.tsv). Parsers err, so a share may fail: the floor only ever rises. With "-v" the
 * failures are listed. */
#include "examples.h"

/* One of the names that stand apart by '|' is the place's, as the report or as the gazetteer has it; "-" is no place. */
static bool placed(const kh_place *p, kh_str text, kh_str want) {
  kh_str name;
  while (kh_str_split(&want, '|', &name))
    if (!p ? kh_str_is(name, "-") : kh_str_eq(name, text) || kh_str_eq(name, (kh_str){p->name.s, p->name.n})) return true;
  return false;
}

int main(int argc, char **argv) {
  kh_str line;
  examples x;
  if (!examples_open(&x, "places.tsv", argc, argv)) return check_done();
  while (kh_lines_next(&x.lines, &line)) {
    marked m;
    kh_str got = KH_STR("no event");
    if (!marked_code(&x, "places.tsv", line, &m)) continue;
    bool right = false;
    for (uint32_t i = 0; i < m.d->event_count; i++) {
      const kh_event *e = &m.d->events[i];
      if (!marked_event(e, m.words)) continue;
      const kh_place *p = e->place == KH_NONE ? NULL : &m.d->places[e->place];
      got = p ? kh_str_sub(m.d->text, p->span.begin, p->span.end) : KH_STR("-");
      right |= placed(p, got, m.want);
    }
    x.passed += right, x.all++;
    if (!right && x.verbose) printf(KH_FMT "\n  want " KH_FMT ", got " KH_FMT "\n", KH_ARG(m.report), KH_ARG(m.want), KH_ARG(got));
    kh_document_free(m.d);
  }
  printf("places of events: %u of %u\n", x.passed, x.all);
  CHECK(x.all >= 100);
  CHECK(x.passed >= PLACES_FLOOR * x.all);
  examples_close(&x);
  return check_done();
}
