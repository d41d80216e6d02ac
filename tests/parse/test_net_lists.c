/* Lists of names: a small folder of its own, then the project's. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "../../train/net_lists.h"
#include "check.h"
#include "parse/name_int.h"

enum { ALONE = 1, FIRST = 2, LATER = 4 };
enum { GIVEN, PERSON, STATE, CITY, PLACE, ORG, PEOPLE };

static uint32_t marks(const kh_name_lists *l, const char *word, unsigned class) {
  const uint32_t *at = kh_map_get(l->marks, kh_str_of(word));
  return at ? l->words.at[*at].marks >> (class * KH_NET_CLASS_BITS) & 7 : 0;
}

static void write_file(const char *path, const char *text) {
  FILE *f = fopen(path, "w");
  CHECK(f && fputs(text, f) >= 0 && fclose(f) == 0);
}

enum { WHOLE, KIND_HIGH, KINDS_NONE, WORDS_SHORT, WORDS_OLD, START_FAR, START_BACK, DAMAGES };

/* The words as tables of a model, one of them damaged. */
static kh_model *model_of(const kh_listed *made, int damage, kh_buf *bytes) {
  kh_error e;
  kh_model *m = NULL;
  kh_pack *p = kh_pack_new();
  uint16_t *start = malloc((made->buckets + 1u) * sizeof *start);
  uint8_t *entry = malloc(made->words * made->width);
  kh_listed l = *made;
  CHECK(start != NULL && entry != NULL);
  memcpy(start, made->start, (made->buckets + 1u) * sizeof *start);
  memcpy(entry, made->entry, made->words * made->width);
  l.start = start, l.entry = entry;
  if (damage == KIND_HIGH) memset(entry, 0xFF, made->width);      /* the kinds are not a power of two */
  if (damage == KINDS_NONE) l.kinds = 0;
  l.words -= damage == WORDS_SHORT;
  if (damage == START_FAR) start[l.buckets] += 20000;
  if (damage == START_BACK) start[0]--;
  if (damage == WORDS_OLD) kh_pack_add(p, "name.listed", l.entry, 1, l.words), kh_pack_add(p, "name.listed.kinds", l.kind, sizeof *l.kind, l.kinds);
  else kh_listed_pack(&l, p, "name.listed");
  CHECK(kh_pack_bytes(p, bytes, &e) == KH_OK && kh_model_view(bytes->s, bytes->n, &m, &e) == KH_OK);
  kh_pack_free(p);
  free(start);
  free(entry);
  return m;
}

/* What was marked is found again; damage is told. */
static void check_tables(const kh_name_lists *l) {
  kh_error e;
  kh_listed made = {0}, read;
  kh_arena *a = kh_arena_new(0);
  CHECK(kh_name_lists_words(l, a, &made, &e) == KH_OK && made.entry && made.kinds & (made.kinds - 1));
  for (int damage = WHOLE; damage < DAMAGES; damage++) {
    kh_buf bytes = {0};
    kh_model *m = model_of(&made, damage, &bytes);
    CHECKF(kh_listed_open(m, "name.listed", &read) == !damage, "damage %d", damage);
    size_t wrong = 0, taken = 0;
    for (size_t i = 0; i < l->words.n && !damage; i++) wrong += kh_listed_marks(&read, kh_hash_str(l->words.at[i].word)) != l->words.at[i].marks;
    CHECKF(wrong <= l->words.n / 10000, "%zu words have the marks of another", wrong);      /* bits of a hash */
    for (uint32_t i = 0; i < 100000 && !damage; i++) taken += kh_listed_marks(&read, kh_hash_mix(7, i)) != 0;
    CHECKF(taken <= 3, "%zu of 100000 strange words have marks", taken);
    CHECK(kh_listed_open(m, "name.phrases", &read) && kh_listed_marks(&read, 1) == 0);      /* a model without */
    kh_model_close(m);
    kh_buf_free(&bytes);
  }
  kh_arena_free(a);
}

/* Entries of three and four bytes, words given twice, and kinds up to what a table takes. */
static void test_sizes(void) {
  enum { WORDS = KH_LISTED_KINDS + 5000 };
  static const struct { uint32_t width, kinds; } sizes[] = {{3, 1}, {3, 1000}, {3, 1024}, {4, 1025}, {4, KH_LISTED_KINDS}, {4, KH_LISTED_KINDS + 1}};
  kh_error e;
  kh_listed l;
  kh_arena *a = kh_arena_new(0);
  kh_hash_marks *word = KH_ARRAY(a, kh_hash_marks, 2 * WORDS);
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
    uint32_t kinds = sizes[k].kinds, wrong = 0;
    for (uint32_t i = 0; i < WORDS; i++) word[i] = word[WORDS + i] = (kh_hash_marks){kh_hash_mix(7, i), i % kinds + 1};
    CHECK(kh_listed_make(word, 2 * WORDS, sizes[k].width, a, &l, &e) == (kinds > KH_LISTED_KINDS ? KH_E_LIMIT : KH_OK));
    if (kinds > KH_LISTED_KINDS) break;
    for (uint32_t i = 0; i < WORDS; i++) wrong += kh_listed_marks(&l, kh_hash_mix(7, i)) != i % kinds + 1;
    CHECKF(l.words == WORDS && l.kinds == kinds && wrong <= WORDS / 1000, "%u words of %u kinds have the marks of another", wrong, kinds);
  }
  kh_arena_free(a);
}

static uint32_t place_level(const kh_listed *l, const char *word) { return ((kh_listed_marks(l, kh_hash_str(kh_str_of(word))) >> 24) - 1) / (NAME_LEVELS * NAME_LEVELS); }

/* Words whose vectors point the same way share their group and the kinds of names that one of them stands in, and no word is without a group. */
static void test_clusters(void) {
  kh_error e;
  kh_listed l;
  kh_corpus c;
  kh_arena *a = kh_arena_new(0);
  write_file("test_net_lists.vectors", "pear 1 0.1 0\nplum 1 0.1 0\nlisbon -1 0 0.2\nporto -1 0 0.2\nran 0 -1 -1\n");
  write_file("test_net_lists.names", "A O\npear O\nran O\nin O\nLisbon B-LOC\n");
  CHECK(kh_corpus_new(&c, &e) == KH_OK && kh_corpus_read_names(&c, "test_net_lists.names", &e) == KH_OK);
  CHECKF(kh_word_clusters("test_net_lists.vectors", &c, a, &l, &e) == KH_OK, "%s", e.message);
  uint32_t pear = kh_listed_marks(&l, kh_hash_str(KH_STR("pear"))), lisbon = kh_listed_marks(&l, kh_hash_str(KH_STR("lisbon")));
  CHECK((pear & 0xFFFF) && (pear >> 16 & 0xFF) && (lisbon & 0xFFFF) && (pear & 0xFFFF) != (lisbon & 0xFFFF));
  CHECK(kh_listed_marks(&l, kh_hash_str(KH_STR("plum"))) == pear && kh_listed_marks(&l, kh_hash_str(KH_STR("porto"))) == lisbon);
  CHECK(place_level(&l, "porto") > place_level(&l, "plum") && place_level(&l, "porto") > place_level(&l, "ran"));
  CHECK(kh_listed_marks(&l, kh_hash_str(KH_STR("quince"))) == 0);
  write_file("test_net_lists.vectors", "");
  CHECK(kh_word_clusters("test_net_lists.vectors", &c, a, &l, &e) != KH_OK);
  remove("test_net_lists.vectors"), remove("test_net_lists.names");
  kh_corpus_free(&c);
  kh_arena_free(a);
}

static void test_small(void) {
  kh_name_lists l;
  kh_error e;
  mkdir("test_net_lists.tmp", 0700), mkdir("test_net_lists.tmp/parse", 0700);
  write_file("test_net_lists.tmp/parse/name-lists.txt", "# comment\nperson | people.txt | bar | 1+3 | semicolon\nplace | none.txt | tab | 1 | none\n");
  write_file("test_net_lists.tmp/people.txt", "# comment\nAna de la Cruz; Ana Cruz | f | Cruz\n  2001.. office\nÉmile | m | -\n");
  CHECK(kh_name_lists_open(&l, "test_net_lists.tmp", &e) == KH_OK);
  CHECK(l.words.n == 3 && marks(&l, "ana", PERSON) == FIRST && marks(&l, "cruz", PERSON) == (ALONE | LATER) && marks(&l, "émile", PERSON) == ALONE);
  CHECK(marks(&l, "de", PERSON) == 0 && marks(&l, "ana", PLACE) == 0);
  check_tables(&l);
  kh_name_lists_close(&l);
  write_file("test_net_lists.tmp/parse/name-lists.txt", "persons | people.txt | bar | 1 | none\n");
  CHECK(kh_name_lists_open(&l, "test_net_lists.tmp", &e) == KH_E_DATA);
  kh_name_lists_close(&l);
  CHECK(kh_name_lists_open(&l, NULL, &e) == KH_OK && l.words.n == 0);
  kh_name_lists_close(&l);
  remove("test_net_lists.tmp/parse/name-lists.txt"), remove("test_net_lists.tmp/parse"), remove("test_net_lists.tmp/people.txt");
  remove("test_net_lists.tmp");
}

static void test_project(const char *source) {
  char dir[1024];
  kh_name_lists l;
  kh_error e;
  snprintf(dir, sizeof dir, "%s/data", source);
  CHECKF(kh_name_lists_open(&l, dir, &e) == KH_OK, "%s", e.message);
  /* the example of name-lists.txt: Angela Merkel flew to Cairo. */
  CHECK(marks(&l, "angela", GIVEN) == ALONE && (marks(&l, "merkel", PERSON) & LATER) && (marks(&l, "cairo", CITY) & ALONE));
  CHECK(marks(&l, "flew", GIVEN) == 0 && (marks(&l, "egypt", STATE) & ALONE) && (marks(&l, "egyptian", PEOPLE) & ALONE));
  CHECK(marks(&l, "hezbollah", ORG) != 0 && marks(&l, "darfur", PLACE) != 0);
  check_tables(&l);
  printf("%zu listed words\n", l.words.n);
  kh_name_lists_close(&l);
}

int main(void) {
  const char *source = getenv("KHALDUN_SOURCE");
  test_clusters();
  test_sizes();
  test_small();
  if (source) test_project(source);
  else CHECK_SKIP("KHALDUN_SOURCE does not name the project");
  return check_done();
}
