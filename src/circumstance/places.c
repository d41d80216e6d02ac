/* places.c: keys of names, the gazetteer opened and checked, and the room's road: find, resolve, write down. */
#include <stdlib.h>

#include "circumstance/places_int.h"

/* ---- keys ---- */
size_t kh_places_key_add(char key[PLACE_KEY], size_t n, kh_str word, kh_arena *scratch) {
  bool ascii = true;
  for (size_t i = 0; i < word.n && ascii; i++) ascii = (unsigned char)word.s[i] < 0x80;
  if (!ascii) word = kh_str_fold(scratch, kh_str_lower(scratch, word));
  bool possessive = kh_str_is(word, "'s"), fresh = true;
  for (size_t i = 0; i < word.n; i++) {
    char c = word.s[i];
    if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
    if (c == '-' || c == ' ') {
      fresh = true;
      continue;
    }
    if (c == '.' || c == '`' || (c == '\'' && !possessive)) continue;
    if (n + 2 >= PLACE_KEY) return PLACE_KEY;
    if (fresh && n) key[n++] = ' ';
    fresh = false;
    key[n++] = c;
  }
  return n;
}

size_t kh_places_key(char key[PLACE_KEY], kh_str name, kh_arena *scratch) {
  size_t n = 0;
  kh_str word;
  while (kh_str_split(&name, ' ', &word)) {
    bool possessive = word.n > 2 && kh_str_ends(word, KH_STR("'s"));
    if (possessive) word.n -= 2;
    n = kh_places_key_add(key, n, word, scratch);
    if (possessive && n < PLACE_KEY) n = kh_places_key_add(key, n, KH_STR("'s"), scratch);
    if (n >= PLACE_KEY) return 0;
  }
  return n;
}

const place_word *kh_places_word(const kh_places *p, kh_str lower, uint64_t hash) {
  uint32_t word;
  return kh_lookup_get(&p->word_of, lower, hash, &word) && word < p->word_count ? &p->words[word] : NULL;
}

/* ---- opening ---- */
/* Every index that one table holds into another is in its range. */
static bool sound(const kh_places *p) {
  for (size_t i = 0; i < p->entry_count; i++) {
    const place_entry *e = &p->entries[i];
    if (e->feature >= p->feature_count || e->name >= p->pool_bytes || (e->country != KH_NONE && e->country >= p->country_count) ||
        (e->admin1 != KH_NONE && e->admin1 >= p->entry_count) || (e->admin2 != KH_NONE && e->admin2 >= p->entry_count) ||
        !(e->prior > -100 && e->prior < 100) || e->lat < -9000000 || e->lat > 9000000 || e->lon < -18000000 || e->lon > 18000000)
      return false;
  }
  for (size_t i = 0; i < p->country_count; i++)
    if (p->countries[i].entry >= p->entry_count || p->countries[i].iso3[3] != 0) return false;
  for (size_t i = 0; i < p->word_count; i++)
    if (p->words[i].feature != KH_NONE && p->words[i].feature >= p->feature_count) return false;
  for (size_t i = 0; i < p->feature_count; i++)
    if (p->features[i].name >= p->pool_bytes || p->features[i].resolution > 5) return false;
  for (size_t i = 0; i < p->list_count;) {
    size_t count = p->list[i] & 0xFFFF;
    if (count > PLACE_MAX_ENTRIES || count >= p->list_count - i) return false;
    for (size_t k = 1; k <= count; k++)
      if ((p->list[i + k] & ~PLACE_ALIAS) >= p->entry_count) return false;
    i += count + 1;
  }
  return true;
}

kh_status kh_places_open(const kh_model *m, kh_places **out, kh_error *err) {
  kh_places *p = calloc(1, sizeof *p);
  if (!p) return kh_fail(err, KH_E_MEMORY, "no memory for the places");
  kh_status s = kh_lookup_open(m, "places.names", &p->names, err);
  if (!s) s = kh_lookup_open(m, "places.demonyms", &p->demonyms, err);
  if (!s) s = kh_lookup_open(m, "places.short", &p->short_names, err);
  if (!s) s = kh_lookup_open(m, "places.word_of", &p->word_of, err);
  p->entries = kh_model_table(m, "places.entries", sizeof *p->entries, &p->entry_count);
  p->countries = kh_model_table(m, "places.countries", sizeof *p->countries, &p->country_count);
  p->features = kh_model_table(m, "places.features", sizeof *p->features, &p->feature_count);
  p->words = kh_model_table(m, "places.words", sizeof *p->words, &p->word_count);
  p->list = kh_model_table(m, "places.list", sizeof *p->list, &p->list_count);
  p->pool = kh_model_table(m, "places.pool", 1, &p->pool_bytes);
  if (!s && (!p->entries || !p->countries || !p->features || !p->words || !p->list || !p->pool || !sound(p)))
    s = kh_fail(err, KH_E_DATA, "the tables of places are missing or damaged");
  if (s) {
    free(p);
    return s;
  }
  *out = p;
  return KH_OK;
}

void kh_places_close(kh_places *p) { free(p); }

/* ---- running ---- */
static kh_text text_of(kh_str v) { return (kh_text){v.s, v.n}; }

static void describe(const kh_places *p, const place_entry *e, kh_place *place) {
  place->lat = e->lat / 1e5;
  place->lon = e->lon / 1e5;
  if (e->country != KH_NONE) memcpy(place->country, p->countries[e->country].iso3, 4);
  if (e->admin1 != KH_NONE) place->admin1 = text_of(place_string(p, p->entries[e->admin1].name));
}

static kh_place write_down(const kh_places *p, const kh_doc *d, const place_cand *c) {
  kh_place place = {.span = kh_doc_token_span(d, c->begin, c->end), .sentence = d->tok.sentence[c->begin],
                    .tok_begin = c->begin, .tok_end = c->end, .demonym = c->kind == PLACE_DEMONYM};
  if (c->chosen != KH_NONE) {
    const place_entry *e = &p->entries[c->chosen];
    describe(p, e, &place);
    place.geonameid = e->id;
    place.name = text_of(place_string(p, e->name));
    place.feature = text_of(place_string(p, p->features[e->feature].name));
    place.resolution = (uint8_t)p->features[e->feature].resolution;
    return place;
  }
  /* Not in the gazetteer: it lies in the place around it, whose coordinates stand for it. */
  if (c->around != KH_NONE) {
    const place_entry *around = &p->entries[c->around];
    describe(p, around, &place);
    if (p->features[around->feature].resolution == 2) place.admin1 = text_of(place_string(p, around->name));
  }
  place.name = text_of(kh_doc_words(d, place.span));
  if (c->feature != KH_NONE) {
    place.feature = text_of(place_string(p, p->features[c->feature].name));
    place.resolution = (uint8_t)p->features[c->feature].resolution;
  }
  return place;
}

void kh_places_run(const kh_places *p, kh_doc *d, kh_arena *scratch) {
  place_cands found = kh_places_find(p, d, scratch);
  kh_places_resolve(p, d, found, scratch);
  d->places = KH_ARRAY(d->arena, kh_place, found.n);
  d->place_count = found.n;
  for (uint32_t i = 0; i < found.n; i++) d->places[i] = write_down(p, d, &found.at[i]);
}
