/* Lists of names: a small folder of its own, then the project's. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "../../train/net_lists.h"
#include "check.h"

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

/* The words as tables of a model: what was marked is found again; a kind that is not there is told. */
static void check_tables(const kh_name_lists *l) {
  kh_error e;
  kh_listed made = {0}, read;
  kh_arena *a = kh_arena_new(0);
  for (int damage = 0; damage < 2; damage++) {
    CHECK(kh_name_lists_words(l, a, &made, &e) == KH_OK && made.slot && made.kinds > 1);
    made.kinds -= damage;
    kh_buf bytes = {0};
    kh_model *m = NULL;
    kh_pack *p = kh_pack_new();
    kh_listed_pack(&made, p, "name.listed");
    CHECK(kh_pack_bytes(p, &bytes, &e) == KH_OK && kh_model_view(bytes.s, bytes.n, &m, &e) == KH_OK);
    CHECK(kh_listed_open(m, "name.listed", &read) == !damage);
    size_t wrong = 0;
    for (size_t i = 0; i < l->words.n && !damage; i++) wrong += kh_listed_marks(&read, kh_hash_str(l->words.at[i].word)) != l->words.at[i].marks;
    CHECKF(wrong <= l->words.n / 10000, "%zu words have the marks of another", wrong);      /* twenty bits of a hash */
    CHECK(damage || kh_listed_marks(&read, kh_hash_str(kh_str_of("qqxzv"))) == 0);
    CHECK(kh_listed_open(m, "name.phrases", &read) && kh_listed_marks(&read, 1) == 0);      /* a model without */
    kh_model_close(m);
    kh_pack_free(p);
    kh_buf_free(&bytes);
  }
  kh_arena_free(a);
}

/* Words whose vectors point the same way share their group, and no word is without one. */
static void test_clusters(void) {
  kh_error e;
  kh_listed l;
  kh_arena *a = kh_arena_new(0);
  write_file("test_net_lists.vectors", "pear 1 0.1 0\nplum 1 0.1 0\nlisbon -1 0 0.2\nporto -1 0 0.2\nran 0 -1 -1\n");
  CHECKF(kh_word_clusters("test_net_lists.vectors", a, &l, &e) == KH_OK, "%s", e.message);
  uint32_t pear = kh_listed_marks(&l, kh_hash_str(KH_STR("pear"))), lisbon = kh_listed_marks(&l, kh_hash_str(KH_STR("lisbon")));
  CHECK((pear & 0xFFFF) && pear >> 16 && (lisbon & 0xFFFF) && pear != lisbon);
  CHECK(kh_listed_marks(&l, kh_hash_str(KH_STR("plum"))) == pear && kh_listed_marks(&l, kh_hash_str(KH_STR("porto"))) == lisbon);
  CHECK(kh_listed_marks(&l, kh_hash_str(KH_STR("quince"))) == 0);
  write_file("test_net_lists.vectors", "");
  CHECK(kh_word_clusters("test_net_lists.vectors", a, &l, &e) != KH_OK);
  remove("test_net_lists.vectors");
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
  test_small();
  if (source) test_project(source);
  else CHECK_SKIP("KHALDUN_SOURCE does not name the project");
  return check_done();
}
