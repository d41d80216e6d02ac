/* Tests of places: places.tsv, the examples of data/places, damaged tables. The examples go through the whole road; as
 * models are trained anew, nearly all of them must hold, not all. */
#include <stdlib.h>

#include "check.h"
#include "circumstance/places_int.h"
#include "code/road.h"

typedef struct run {
  khaldun *k;
  kh_coder *c;
  size_t right, wrong;
} run;

static kh_document *coded(run *r, kh_str text) {
  kh_error err;
  kh_document *d = NULL;
  kh_input in = {.id = "test", .text = text.s, .text_len = text.n, .date = "2024-03-22"};
  if (kh_code(r->c, &in, &d, &err)) CHECKF(false, "%s", err.message);
  return d;
}

/* A place with these words, and this id (0: none) or, where `country` has letters, in this country; demonym or not. */
static bool has(kh_document *d, kh_str words, uint32_t id, kh_str country, bool demonym) {
  const kh_place *p;
  size_t n = kh_document_places(d, &p);
  kh_text text = kh_document_text(d);
  for (size_t i = 0; i < n; i++)
    if ((country.n ? kh_str_is(country, p[i].country) : p[i].geonameid == id) && p[i].demonym == demonym && kh_str_eq(words, (kh_str){text.s + p[i].span.begin, p[i].span.end - p[i].span.begin})) return true;
  return false;
}

static void judge(run *r, bool right, const char *file, uint32_t line, kh_str sentence, kh_str wanted) {
  if (right) r->right++;
  else r->wrong++, printf("%s:%u: " KH_FMT ": no " KH_FMT "\n", file, line, KH_ARG(sentence), KH_ARG(wanted));
}

/* "words=id", "words=BIH" or "words~id". */
static void check_line(run *r, uint32_t number, kh_str line) {
  kh_str one, sentence = line, wanted = line;
  for (size_t i = 0; i + 4 <= line.n; i++)
    if (!memcmp(line.s + i, " => ", 4)) sentence.n = i, wanted = kh_str_sub(line, i + 4, line.n);
  kh_document *d = coded(r, sentence);
  if (!d) return;
  if (kh_str_is(wanted, "none")) judge(r, kh_document_places(d, NULL) == 0, "places.tsv", number, sentence, KH_STR("place wanted, but one found"));
  else
    while (kh_str_split(&wanted, ';', &one)) {
      int64_t id = 0;
      size_t at = (one = kh_str_trim(one)).n;
      while (at > 0 && one.s[at - 1] != '=' && one.s[at - 1] != '~') at--;
      kh_str value = kh_str_sub(one, at, one.n), country = value.n == 3 && value.s[0] >= 'A' && value.s[0] <= 'Z' ? value : KH_STR("");
      CHECK(at > 0 && (country.n || kh_str_to_int(value, &id)));
      if (at) judge(r, has(d, kh_str_sub(one, 0, at - 1), (uint32_t)id, country, one.s[at - 1] == '~'), "places.tsv", number, sentence, one);
    }
  kh_document_free(d);
}

/* Demonyms and abbreviations: the example holds one of the words, and it is marked. */
static void check_words(run *r, const char *file, uint32_t number, kh_str line, bool demonym) {
  kh_str field[4] = {{0}}, one;
  for (int i = 0; i < 4; i++) kh_str_split(&line, '\t', &field[i]);
  kh_str sentence = demonym ? field[2] : field[3], words = field[1];
  kh_document *d = coded(r, sentence);
  const kh_place *p;
  bool found = false;
  size_t n = kh_document_places(d, &p);
  kh_text text = kh_document_text(d);
  while (kh_str_split(&words, '|', &one))
    for (size_t i = 0; i < n; i++)
      found |= p[i].demonym == demonym && p[i].geonameid && kh_str_eq(one, (kh_str){text.s + p[i].span.begin, p[i].span.end - p[i].span.begin});
  judge(r, found, file, number, sentence, field[1]);
  kh_document_free(d);
}

/* A generic word makes a place of its kind, or a known one. */
static void check_generic(run *r, uint32_t number, kh_str line) {
  kh_str class, feature, words, sentence = line;
  kh_str_split(&sentence, '\t', &class), kh_str_split(&sentence, '\t', &feature), kh_str_split(&sentence, '\t', &words);
  if (!kh_str_is(class, "after") && !kh_str_is(class, "before") && !kh_str_is(class, "street")) return;
  kh_document *d = coded(r, sentence);
  judge(r, kh_document_places(d, NULL) > 0, "words.tsv", number, sentence, feature);
  kh_document_free(d);
}

static size_t each(run *r, const char *folder, const char *name, int how) {
  char dir[1024];
  kh_error err;
  kh_lines l;
  kh_str line;
  size_t n = 0;
  const char *source = getenv("KHALDUN_SOURCE");
  snprintf(dir, sizeof dir, "%s/%s", source ? source : ".", folder);
  if (kh_lines_open(dir, name, &l, &err)) return printf("%s\n", err.message), 0;
  for (; kh_lines_next(&l, &line); n++) {
    if (how == 0) check_line(r, l.number, line);
    else if (how == 3) check_generic(r, l.number, line);
    else check_words(r, name, l.number, line, how == 1);
  }
  kh_lines_close(&l);
  return n;
}

static void keys(void) {
  char key[PLACE_KEY];
  kh_arena *a = kh_arena_new(0);
  kh_guard g;
  kh_arena_guard(a, &g);
  if (setjmp(g.env) == 0) {
#define KEY(name, want) CHECK_STR(((kh_str){key, kh_places_key(key, KH_STR(name), a)}), want)
    KEY("Port-au-Prince", "port au prince");
    KEY("C\xC3\xB4te d'Ivoire", "cote divoire");
    KEY("St. John's", "st john 's");
    KEY("Al \xE1\xB8\xA8udaydah", "al hudaydah");
  }
  kh_arena_unguard(a, &g);
  kh_arena_free(a);
}

/* Each table of the room left out, cut short or with a wild index: refused with KH_E_DATA, never followed. */
static void damaged(void) {
  kh_error err;
  kh_model *m;
  kh_places *p = NULL;
  const char *data = getenv("KHALDUN_DATA");
  if (!data || kh_model_open(data, &m, &err)) {
    CHECK_SKIP("no khaldun.dat");
    return;
  }
  static const char *const names[] = {"places.entries", "places.countries", "places.features", "places.words", "places.list", "places.pool"};
  static const size_t sizes[] = {sizeof(place_entry), sizeof(place_country), sizeof(place_feature), sizeof(place_word), sizeof(uint32_t), 1};
  static const char *const lookups[] = {"places.names", "places.demonyms", "places.short", "places.word_of"};
  for (int hurt = 0; hurt < 6; hurt++)
    for (int how = 0; how < 2; how++) {
      kh_pack *pack = kh_pack_new();
      for (int i = 0; i < 4; i++) {
        char full[48];
        size_t n;
        snprintf(full, sizeof full, "%s.slots", lookups[i]);
        const void *at = kh_model_table(m, full, sizeof(kh_slot), &n);
        kh_pack_add(pack, full, at, sizeof(kh_slot), n);
        snprintf(full, sizeof full, "%s.keys", lookups[i]);
        at = kh_model_table(m, full, 1, &n);
        kh_pack_add(pack, full, at, 1, n);
      }
      for (int i = 0; i < 6; i++) {
        size_t n;
        const void *at = kh_model_table(m, names[i], sizes[i], &n);
        char *copy = malloc(n * sizes[i] + 1);
        memcpy(copy, at, n * sizes[i]);
        if (i == hurt && how) memset(copy, 0x7F, sizes[i] < n * sizes[i] ? sizes[i] : 1);
        if (i != hurt || how) kh_pack_add(pack, names[i], copy, sizes[i], n);
        free(copy);
      }
      kh_buf bytes = {0};
      kh_model *view = NULL;
      CHECK(!kh_pack_bytes(pack, &bytes, &err) && !kh_model_view(bytes.s, bytes.n, &view, &err));
      bool harmless = how && (hurt == 5 || hurt == 3);   /* a changed letter is no damage; a word's classes are any bits */
      kh_status s = kh_places_open(view, &p, &err);
      if (!harmless || s) CHECKF(s == KH_E_DATA, "%s hurt in way %d was taken", names[hurt], how);
      else kh_places_close(p);
      kh_model_close(view);
      kh_buf_free(&bytes);
      kh_pack_free(pack);
    }
  kh_model_close(m);
}

int main(void) {
  run r = {0};
  kh_error err;
  keys();
  damaged();
  if (kh_open(NULL, &r.k, &err) || kh_coder_new(r.k, NULL, &r.c, &err)) {
    CHECK_SKIP(err.message);
    return check_done();
  }
  size_t n = each(&r, "tests/circumstance", "places.tsv", 0) + each(&r, "data", "places/demonyms.tsv", 1) +
             each(&r, "data", "places/abbreviations.tsv", 2);
  each(&r, "data", "places/words.tsv", 3);
  CHECKF(n >= 200, "only %zu examples", n);
  CHECKF(r.right >= .93 * (double)(r.right + r.wrong), "only %zu of %zu right", r.right, r.right + r.wrong);
  printf("%zu of %zu right\n", r.right, r.right + r.wrong);
  kh_coder_free(r.c);
  kh_close(r.k);
  return check_done();
}
