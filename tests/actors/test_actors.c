/* test_actors.c: the examples of the role lexicon, of modifiers, prepositions and pronouns, and the sentences of
 * codes.tsv and coref.tsv, through the whole road as far as the places, which the actors room looks at again.
 *
 * The parser in front is statistical and is trained anew now and then: a file passes where 97 of 100 examples come
 * out right, and the others are printed. */
#include <stdlib.h>

#include "check.h"
#include "code/road.h"

enum { MARKS = 12 };

typedef struct mark { uint32_t begin, end; char open; kh_str want; } mark;   /* want: what follows "=", up to a blank or a stop */

typedef struct example {
  char text[2048];
  size_t n;
  mark mark[MARKS];
  int marks;
} example;

/* "[The police]=KEN.COP left." -> "The police left." and its marks. */
static bool read_example(kh_str v, example *e) {
  int open = -1;
  *e = (example){.n = 0};
  for (size_t i = 0; i < v.n; i++) {
    char c = v.s[i];
    if (e->n + 2 > sizeof e->text) return false;
    if (c == '[' || c == '{') {
      if (e->marks == MARKS) return false;
      open = e->marks++;
      e->mark[open] = (mark){.begin = (uint32_t)e->n, .open = c};
    } else if ((c == ']' || c == '}') && open >= 0) {
      e->mark[open].end = (uint32_t)e->n;
      if (i + 1 < v.n && v.s[i + 1] == '=') {
        size_t from = i += 2;
        while (i < v.n && v.s[i] != ' ' && v.s[i] != ',' && v.s[i] != '\'' && !(v.s[i] == '.' && (i + 1 == v.n || v.s[i + 1] == ' '))) i++;
        e->mark[open].want = kh_str_sub(v, from, i);
        i--;
      }
      open = -1;
    } else e->text[e->n++] = c;
  }
  return e->marks > 0;
}

typedef struct bench { khaldun *k; kh_arena *scratch; } bench;

static unsigned right, wrong;      /* examples of the file that is being read */
#define EXAMPLE(cond, ...)                                          \
  do {                                                              \
    if (cond) right++;                                              \
    else wrong++, printf("missed: "), printf(__VA_ARGS__), putchar('\n'); \
  } while (0)

static kh_doc *code(const bench *b, const example *e, const char *date) {
  kh_input in = {.text = e->text, .text_len = e->n, .date = date};
  kh_doc *d = kh_doc_of(&in, 0);
  if (d && kh_road_run(&b->k->rooms, d, KH_AFTER_PLACES, 1000, b->scratch)) {
    kh_document_free(d);
    d = NULL;
  }
  return d;
}

/* The mention whose words agree best with the mark; NULL if none overlaps. */
static const kh_mention *at_mark(const kh_doc *d, const mark *m) {
  const kh_mention *best = NULL;
  double best_share = 0;
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_span s = d->mentions[i].span;
    uint32_t from = s.begin > m->begin ? s.begin : m->begin, to = s.end < m->end ? s.end : m->end;
    uint32_t low = s.begin < m->begin ? s.begin : m->begin, high = s.end > m->end ? s.end : m->end;
    double share = to > from ? (double)(to - from) / (double)(high - low) : 0;
    if (share > best_share) best = &d->mentions[i], best_share = share;
  }
  return best;
}

static void told(const kh_mention *m, char out[16]) {
  snprintf(out, 16, "%s%s%s", m->actor.country, m->actor.sector ? "." : "", m->actor.sector ? kh_sector_name(m->actor.sector) : "");
}

/* Several mentions may stand for the same words: any may answer. ".GOV" asks for no country. */
static bool answers(const kh_doc *d, const kh_mention *m, kh_str want) {
  for (; m < d->mentions + d->mention_count; m++) {
    char got[16];
    told(m, got);
    const char *dot = strchr(got, '.');
    if (want.n && want.s[0] == '.' ? kh_str_is(want, dot ? dot : ".") : kh_str_is(want, got)) return true;
    if (m + 1 == d->mentions + d->mention_count || m[1].head != m->head) break;
  }
  return false;
}

static void check_codes(const bench *b, kh_str line, const char *date, const char *file, uint32_t number) {
  example e;
  CHECKF(read_example(line, &e), "%s:%u: no marks", file, number);
  kh_doc *d = code(b, &e, date);
  CHECKF(d != NULL, "%s:%u: not coded", file, number);
  for (int i = 0; d && i < e.marks; i++) {
    const kh_mention *m = at_mark(d, &e.mark[i]);
    char got[16] = "nothing";
    if (m) told(m, got);
    EXAMPLE(m && answers(d, m, e.mark[i].want), "%s:%u: %.*s is %s, not " KH_FMT, file, number,
           (int)(e.mark[i].end - e.mark[i].begin), e.text + e.mark[i].begin, got, KH_ARG(e.mark[i].want));
  }
  kh_document_free(d);
}

/* [marks] are one actor, {marks} another. */
static void check_chain(const bench *b, kh_str line, const char *file, uint32_t number) {
  example e;
  CHECKF(read_example(line, &e), "%s:%u: no marks", file, number);
  kh_doc *d = code(b, &e, "2024-03-22");
  CHECKF(d != NULL, "%s:%u: not coded", file, number);
  uint32_t chain = KH_NONE;
  for (int i = 0; d && i < e.marks; i++) {
    const kh_mention *m = at_mark(d, &e.mark[i]);
    if (m && chain == KH_NONE && e.mark[i].open == '[') {
      chain = m->chain;
      continue;
    }
    bool same = false;
    for (const kh_mention *x = m; x && x < d->mentions + d->mention_count && x->head == m->head; x++) same |= x->chain == chain;
    EXAMPLE(m && same == (e.mark[i].open == '['), "%s:%u: %.*s is %s", file, number, (int)(e.mark[i].end - e.mark[i].begin),
           e.text + e.mark[i].begin, same ? "the same actor" : "another actor");
  }
  kh_document_free(d);
}

static void check_role(const bench *b, kh_str sentence, kh_str sectors, const char *file, uint32_t number) {
  example e;
  kh_str name;
  uint32_t want = 0;
  while (kh_str_split(&sectors, ' ', &name)) if (name.n && name.s[0] != '-') want |= 1u << kh_sector_of((kh_text){name.s, name.n});
  CHECKF(read_example(sentence, &e), "%s:%u: no marks", file, number);
  kh_doc *d = code(b, &e, "2024-03-22");
  const kh_mention *m = d ? at_mark(d, &e.mark[0]) : NULL;
  EXAMPLE(m && (m->actor.sectors & want) == want, "%s:%u: %.*s %s", file, number, (int)(e.mark[0].end - e.mark[0].begin),
         e.text + e.mark[0].begin, m ? "has other sectors" : "is no mention");
  kh_document_free(d);
}

static void run_file(const bench *b, const char *dir, const char *name, int columns) {
  kh_lines l;
  kh_error err;
  kh_str line, f[4];
  if (kh_lines_open(dir, name, &l, &err)) {
    CHECKF(false, "%s", err.message);
    return;
  }
  right = wrong = 0;
  while (kh_lines_next(&l, &line)) {
    int n = 0;
    while (n < 4 && kh_str_split(&line, columns == 2 ? '\t' : '|', &f[n])) f[n] = kh_str_trim(f[n]), n++;
    char date[16] = "2024-03-22";
    if (columns == 4 && n == 4) check_role(b, f[3], f[2], name, l.number);
    else if (columns == 3 && n == 3 && memchr(f[2].s, '=', f[2].n)) check_codes(b, f[2], date, name, l.number);
    else if (columns == 3 && n == 3) check_chain(b, f[2], name, l.number);
    else if (columns == 2 && n == 2 && f[0].n < sizeof date) {
      memcpy(date, f[0].s, f[0].n);
      date[f[0].n] = 0;
      check_codes(b, f[1], date, name, l.number);
    } else if (columns == 1) check_chain(b, f[0], name, l.number);
    else CHECKF(false, "%s:%u: another number of columns", name, l.number);
  }
  kh_lines_close(&l);
  CHECKF(right > 0 && right >= 0.97 * (right + wrong), "%s: %u of %u examples are right", name, right, right + wrong);
}

static void check_lookup(const bench *b) {
  kh_buf out = {0};
  const kh_actors *a = b->k->rooms.actors;
  CHECK(kh_actors_lookup(a, KH_STR("Angela Merkel"), kh_day_of(2019, 3, 22), b->scratch, &out) > 0);
  CHECK(kh_actors_lookup(a, KH_STR("Angela Merkel"), kh_day_of(2022, 3, 22), b->scratch, &out) > 0);
  CHECK(kh_actors_lookup(a, KH_STR("Foreign Minister"), KH_NO_DAY, b->scratch, &out) > 0);
  CHECK(kh_actors_lookup(a, KH_STR("no such actor"), KH_NO_DAY, b->scratch, &out) == 0);
  kh_buf_byte(&out, 0);
  CHECK(!out.failed && strstr(out.s, "DEU\tGOV") && strstr(out.s, "ELI") && strstr(out.s, "role\tforeign minister\tperson"));
  kh_buf_free(&out);
}

/* A name stands on one line, however the report is wrapped. */
static void check_wrapped(const bench *b) {
  example e = {.n = 0};
  e.n = (size_t)snprintf(e.text, sizeof e.text, "At least fourteen members of\nthe Kenyan  parliament condemned the attack on\nSunday.");
  kh_doc *d = code(b, &e, "2024-03-22");
  bool found = false;
  for (uint32_t i = 0; d && i < d->mention_count; i++) {
    kh_str name = {d->mentions[i].actor.name.s, d->mentions[i].actor.name.n};
    CHECKF(!name.n || !memchr(name.s, '\n', name.n), "a name on two lines");
    found |= kh_str_is(name, "fourteen members of the Kenyan parliament");
  }
  CHECK(found);
  kh_document_free(d);
}

int main(int argc, char **argv) {
  bench b = {.scratch = kh_arena_new(0)};
  kh_error err;
  const char *root = getenv("KHALDUN_SOURCE");
  char data[1024], tests[1024];
  if (kh_open(NULL, &b.k, &err)) {
    CHECK_SKIP(err.message);
    kh_arena_free(b.scratch);
    return check_done();
  }
  snprintf(data, sizeof data, "%s/data/actors", root ? root : ".");
  snprintf(tests, sizeof tests, "%s/tests/actors", root ? root : ".");
  run_file(&b, data, "roles-government.txt", 4);
  run_file(&b, data, "roles-armed.txt", 4);
  run_file(&b, data, "roles-society.txt", 4);
  run_file(&b, data, "roles-things.txt", 4);
  run_file(&b, data, "roles-people.txt", 4);
  run_file(&b, data, "roles-economy.txt", 4);
  run_file(&b, data, "roles-offices.txt", 4);
  run_file(&b, data, "roles-callings.txt", 4);
  run_file(&b, data, "roles-world.txt", 4);
  run_file(&b, data, "roles-public.txt", 4);
  run_file(&b, data, "name-endings.txt", 4);
  run_file(&b, data, "modifiers.txt", 3);
  run_file(&b, data, "prepositions.txt", 3);
  run_file(&b, data, "coref.txt", 3);
  run_file(&b, tests, "codes.tsv", 2);
  run_file(&b, tests, "coref.tsv", 1);
  check_lookup(&b);
  check_wrapped(&b);
  kh_close(b.k);
  kh_arena_free(b.scratch);
  return check_done();
}
