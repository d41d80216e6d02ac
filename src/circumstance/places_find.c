/* places_find.c: which words name a place. Each stretch of words that may (a name of the gazetteer, a generic word with
 * its name, a demonym, an abbreviation, a name tagged as a place) is weighed by what stands around it. */
#include <math.h>

#include "circumstance/places_int.h"

/* Weights of the evidence that a name is a place, and the sum that suffices. Tuned on local and world news. */
#define W_TAG_PLACE 2.5f
#define W_TAG_PERSON -2.5f
#define W_TAG_PERSON_KNOWN -1.2f    /* … though all know a place of that name */
#define PRIOR_KNOWN 5.5f
#define W_MENTION_PLACE 0.8f        /* the actors room has it as a place */
#define W_MENTION_PERSON -0.8f
#define W_TAG_ORGANISATION -0.75f   /* the whole name is tagged so */
#define W_INSIDE_ORGANISATION 0.5f  /* the name is a part of one: "the Gainesville police" */
#define W_NOT_PROPER -1.5f
#define W_NEAR 1.5f
#define W_OF 2.f
#define W_GENERIC 2.f
#define W_TITLE -2.5f
#define W_JOINED_BEFORE -2.f        /* a name stands right before it */
#define W_JOINED_AFTER -0.5f        /* … right behind it: "Ohio State" */
#define W_BODY 1.2f                 /* "Toledo police" */
#define W_OF_BODY -9.f              /* "Federal District Court" */
#define W_PAPER -3.f                /* "the New York Times" */
#define W_DATELINE 1.5f             /* "NEWARK -- " */
#define W_SUBJECT -0.8f             /* an untagged, little-known name that does something */
#define W_COMMON -2.5f
#define W_GIVEN_NAME -1.5f
#define W_COMMA 2.2f                /* ", Texas" follows */
#define W_KNOWN_PERSON -3.f         /* the last word of a person's name in this report */
#define W_UNKNOWN -3.f              /* only its tag makes it a place */
#define W_ENOUGH 1.f
#define SHARED_TOKENS 40            /* of a list before one generic word */

typedef struct finder {
  const kh_places *p;
  const kh_doc *d;
  kh_arena *scratch;
  kh_map *keys;            /* key -> number + 1 */
  kh_map *people;          /* last words of people's names, in lower case */
  KH_VEC(place_cand) found;
} finder;

static uint8_t tag_of(const finder *f, uint32_t t) { return f->d->tok.ner[t] >> 1; }
static bool tag_begins(const finder *f, uint32_t t) { return f->d->tok.ner[t] & 1; }

static bool capital(const finder *f, uint32_t t) {
  kh_str w = f->d->tok.form[t];
  size_t at = 0;
  return w.n && kh_cp_is_upper(kh_utf8_next(w.s, w.n, &at));
}

static uint32_t classes(const finder *f, uint32_t t) {
  const place_word *w = kh_places_word(f->p, f->d->tok.lower[t], f->d->tok.lower_hash[t]);
  return w ? w->classes : 0;
}

static uint32_t generic_feature(const finder *f, uint32_t t) {
  const place_word *w = kh_places_word(f->p, f->d->tok.lower[t], f->d->tok.lower_hash[t]);
  return w ? w->feature : KH_NONE;
}

/* A list that the names may point at: damaged data must not lead outside. */
static bool list_of(const kh_places *p, const char *key, size_t n, uint32_t *list) {
  kh_str k = {key, n};
  return kh_lookup_get(&p->names, k, kh_hash_str(k), list) && *list < p->list_count &&
         (p->list[*list] & 0xFFFF) < p->list_count - *list && (p->list[*list] & 0xFFFF) <= PLACE_MAX_ENTRIES;
}

/* A crossing, a valley or a canal; a division's word is no part of its name. */
static bool no_town(const kh_places *p, uint32_t list) {
  uint32_t resolution = p->features[p->entries[p->list[list + 1] & ~PLACE_ALIAS].feature].resolution;
  return resolution == 0 || resolution == 5;
}

/* The longest name of the gazetteer that begins at t: its end and list, KH_NONE if there is none. */
static uint32_t longest_name(const finder *f, uint32_t t, uint32_t sentence_end, uint32_t *list) {
  char key[PLACE_KEY];
  size_t n = 0;
  uint32_t end = KH_NONE, most = 1;
  for (uint32_t i = t; i < sentence_end && i - t < 2 * PLACE_MAX_WORDS && most; i++) {
    kh_str form = f->d->tok.lower[i];
    bool dash = kh_str_is(form, "-");
    size_t longer = kh_places_key_add(key, n, form, f->scratch);
    uint32_t got;
    if (longer >= PLACE_KEY || (longer == n && !dash)) break;
    n = longer;
    if (dash) continue;
    most--;
    if (list_of(f->p, key, n, &got)) {
      if (i == t) most = (f->p->list[got] >> 16 ? f->p->list[got] >> 16 : 1) - 1;
      bool hyphen = i > t && kh_str_is(f->d->tok.lower[i - 1], "-") && !f->d->tok.space_after[i - 1];   /* "Punggye-ri" */
      bool kind = i > t && (f->p->list[got] & 0xFFFF) && (classes(f, i) & PLACE_GENERIC_AFTER) && no_town(f->p, got);   /* "Rafah crossing" */
      kind = kind && (end == KH_NONE || ((f->p->list[*list + 1] ^ f->p->list[got + 1]) & ~PLACE_ALIAS));   /* "Vistula river" is the Vistula */
      if ((f->p->list[got] & 0xFFFF) && (hyphen || kind || capital(f, i))) end = i + 1, *list = got;
    } else if (i == t) break;
  }
  return end;
}

static uint32_t key_number(finder *f, uint32_t begin, uint32_t end) {
  bool fresh;
  kh_str words = kh_str_lower(f->scratch, kh_doc_words(f->d, kh_doc_token_span(f->d, begin, end)));
  uint32_t *slot = kh_map_put(f->keys, words, &fresh);
  if (fresh) *slot = (uint32_t)kh_map_count(f->keys) - 1;
  return *slot;
}

static place_cand candidate(finder *f, uint32_t begin, uint32_t end, uint32_t list, place_kind kind) {
  return (place_cand){.begin = begin, .end = end, .list = list, .key = key_number(f, begin, end), .feature = KH_NONE,
                      .chosen = KH_NONE, .inside = KH_NONE, .around = KH_NONE, .kind = (uint8_t)kind};
}

/* ---- weighing ---- */
static bool in_capitals(const finder *f, uint32_t begin, uint32_t end) {
  kh_str w = kh_doc_words(f->d, kh_doc_token_span(f->d, begin, end));
  for (size_t i = 0; i < w.n; i++)
    if (w.s[i] >= 'a' && w.s[i] <= 'z') return false;
  return true;
}

static float weigh_tags(const finder *f, uint32_t begin, uint32_t end, bool named, bool known) {
  uint8_t tag = tag_of(f, capital(f, end - 1) ? end - 1 : begin);
  const kh_doc *d = f->d;
  /* Whatever a tagger makes of its capitals, a dateline names a place. */
  if ((known || (named && in_capitals(f, begin, end))) && d->dateline.begin <= d->tok.span[begin].begin && d->tok.span[end - 1].end <= d->dateline.end)
    return W_TAG_PLACE;
  if (!tag) return 0;
  if (tag == KH_ENTITY_LOC || tag == KH_ENTITY_FAC) return W_TAG_PLACE;
  if (tag == KH_ENTITY_PER) return known ? W_TAG_PERSON_KNOWN : W_TAG_PERSON;
  bool longer = end < f->d->tok.n && tag_of(f, end) == tag && !tag_begins(f, end);   /* the tagged name goes on, or began before */
  longer |= begin > 0 && tag_of(f, begin) == tag && !tag_begins(f, begin) && tag_of(f, begin - 1) == tag;
  return longer ? W_INSIDE_ORGANISATION : W_TAG_ORGANISATION;
}

/* "The Federal District Court", "the Central District Court": words that each tell of the body behind them and hang on none of one another are no name that
 * ends in a word such as "District". */
static bool is_of_body(const finder *f, const place_cand *c) {
  const kh_tokens *t = &f->d->tok;
  if (c->end - c->begin < 2 || !capital(f, c->end) || !(classes(f, c->end - 1) & PLACE_BODY)) return false;
  for (uint32_t k = c->begin; k < c->end; k++)
    if (t->head[k] != c->end) return false;
  return t->upos[c->begin] == KH_UPOS_ADJ;
}

static float weigh(const finder *f, const place_cand *c, uint32_t s_begin, uint32_t s_end) {
  const kh_tokens *t = &f->d->tok;
  float prior = c->list == KH_NONE ? 0 : f->p->entries[f->p->list[c->list + 1] & ~PLACE_ALIAS].prior;
  bool given = classes(f, c->begin) & PLACE_PERSON;
  float s = weigh_tags(f, c->begin, c->end, c->list != KH_NONE, prior >= PRIOR_KNOWN && !given);
  if (c->list != KH_NONE) s += fmaxf(-1.f, fminf(2.2f, (prior - 4) * 0.6f));
  if (f->d->mention_of && f->d->mention_of[c->end - 1] < f->d->mention_count) {
    const kh_mention *m = &f->d->mentions[f->d->mention_of[c->end - 1]];
    s += m->kind == KH_ENTITY_LOC ? W_MENTION_PLACE : m->kind == KH_ENTITY_PER ? W_MENTION_PERSON : 0;
    if (m->kind == KH_ENTITY_ORG && m->actor.id.n && !tag_of(f, c->end - 1)) s += W_TAG_ORGANISATION;      /* "Hamas", where the tagger is silent */
  }
  if (c->end - c->begin == 1) {
    if (t->upos[c->begin] != KH_UPOS_PROPN) s += W_NOT_PROPER;
    if (classes(f, c->begin) & PLACE_COMMON) s += W_COMMON;
    if (given) s += W_GIVEN_NAME;
    if (prior < PRIOR_KNOWN && !tag_of(f, c->begin) && kh_deprel_base(t->deprel[c->begin]) == KH_DEP_NSUBJ) s += W_SUBJECT;
    if (kh_map_get(f->people, t->lower[c->begin])) s += W_KNOWN_PERSON;
  } else s += 0.5f;
  if (c->feature != KH_NONE) s += W_GENERIC;
  if (c->begin > s_begin) {
    uint32_t before = c->begin - 1, k = classes(f, before);
    if (before > s_begin && (k & PLACE_DIRECTION)) k = classes(f, before - 1);
    if (k & PLACE_NEAR) s += W_NEAR;
    if ((k & PLACE_OF_BEFORE) && before > s_begin && (classes(f, before - 1) & PLACE_GENERIC_AFTER)) s += W_OF;
    if (k & PLACE_TITLE) s += W_TITLE;
    if (capital(f, before) && before > s_begin && t->upos[before] == KH_UPOS_PROPN && !(k & (PLACE_TITLE | PLACE_GENERIC_BEFORE | PLACE_DIRECTION)))
      s += W_JOINED_BEFORE;
  }
  if (c->end < s_end) {
    uint32_t after = c->end, k = classes(f, after);
    if (is_of_body(f, c)) s += W_OF_BODY;
    else if (k & PLACE_BODY) s += W_BODY;
    if ((k & PLACE_PAPER) && capital(f, after)) s += W_PAPER;
    if (c->begin < s_begin + 2 && (kh_str_is(t->form[after], "-") || kh_str_is(t->form[after], "--"))) s += W_DATELINE;
    bool whole = c->list != KH_NONE && c->end - c->begin > 1 && (classes(f, c->end - 1) & PLACE_GENERIC_AFTER);   /* "Rapides Parish" ends there */
    if (capital(f, after) && t->upos[after] == KH_UPOS_PROPN && !(k & PLACE_INSIDE) && !whole) s += W_JOINED_AFTER;
    if (kh_str_is(t->lower[after], ",") && after + 1 < s_end && capital(f, after + 1)) {
      uint32_t list, entry;
      if (longest_name(f, after + 1, s_end, &list) != KH_NONE || kh_lookup_get(&f->p->short_names, t->form[after + 1], kh_hash_str(t->form[after + 1]), &entry))
        s += W_COMMA;
    }
  }
  return s;
}

/* ---- candidates ---- */
/* "W.Va.", "U.S.", "W. Va.": letters as printed; those that are words too stand only behind a comma or a place. */
static uint32_t abbreviation_at(const finder *f, uint32_t t, uint32_t s_begin, uint32_t s_end, uint32_t *entry) {
  const kh_tokens *k = &f->d->tok;
  kh_str w = k->form[t];
  for (uint32_t end = t + 1; end <= s_end && end <= t + 2; end++) {
    uint32_t value;
    w.n = (size_t)(k->form[end - 1].s + k->form[end - 1].n - w.s);
    if (end == t + 2) w = kh_doc_words(f->d, kh_doc_token_span(f->d, t, end));
    if (w.n > 12) return KH_NONE;
    if (!kh_lookup_get(&f->p->short_names, w, kh_hash_str(w), &value) || value >> 1 >= f->p->entry_count) continue;
    bool after_place = t > s_begin + 1 && kh_str_is(k->lower[t - 1], ",") && capital(f, t - 2);
    after_place |= f->found.n && f->found.at[f->found.n - 1].end == t;
    if (end < s_end && k->upos[end] == KH_UPOS_SYM && k->span[end].begin == k->span[end - 1].end) continue;   /* "US$" */
    bool owned = t > s_begin && k->upos[t - 1] == KH_UPOS_DET && k->form[t].n == 2;   /* "the PA" is no Pennsylvania */
    if (!(value & 1) && !after_place && (owned || tag_of(f, t) != KH_ENTITY_LOC)) continue;
    *entry = value >> 1;
    return end;
  }
  return KH_NONE;
}

/* The end of the demonym at t, of up to three words ("Sri Lankan", "Papua New Guinean"), or KH_NONE. */
static uint32_t demonym_at(const finder *f, uint32_t t, uint32_t s_end, uint32_t *entry) {
  char key[PLACE_KEY];
  size_t n = 0;
  uint32_t end = KH_NONE, got;
  for (uint32_t i = t; i < s_end && i < t + 3 && capital(f, i); i++) {
    n = kh_places_key_add(key, n, f->d->tok.lower[i], f->scratch);
    kh_str k = {key, n < PLACE_KEY ? n : 0};
    if (kh_lookup_get(&f->p->demonyms, k, kh_hash_str(k), &got) && got < f->p->entry_count) end = i + 1, *entry = got;
  }
  return end;
}

/* "UN", "U.N." is no village called Un: two or three capitals are letters, not a name. */
static bool acronym(const finder *f, uint32_t t) {
  kh_str w = f->d->tok.form[t];
  size_t letters = 0;
  for (size_t i = 0; i < w.n; i++)
    if (w.s[i] >= 'A' && w.s[i] <= 'Z') letters++;
    else if (w.s[i] != '.' || i % 2 == 0) return false;
  return letters <= 3;
}

/* The end of the run of capitalised words from t. */
static uint32_t run_end(const finder *f, uint32_t t, uint32_t s_end) {
  uint32_t most = t + PLACE_MAX_WORDS + 1;
  while (t < s_end && t < most && capital(f, t) && f->d->tok.upos[t] != KH_UPOS_PUNCT) t++;
  return t;
}

static bool list_has(const kh_places *p, uint32_t list, uint32_t feature) {
  for (uint32_t i = 0; i < place_list_count(p, list); i++)
    if (p->entries[p->list[list + 1 + i] & ~PLACE_ALIAS].feature == feature) return true;
  return false;
}

/* A name with the generic word before or behind it: "Rapides Parish", "Lake Chad", "Nizar Street". */
static bool with_generic(finder *f, uint32_t t, uint32_t s_end, place_cand *out) {
  uint32_t end = run_end(f, t, s_end), limit = t + PLACE_MAX_WORDS < end ? t + PLACE_MAX_WORDS : end;
  uint8_t upos = f->d->tok.upos[t];
  /* "In Port Sudan" */
  if (upos == KH_UPOS_DET || upos == KH_UPOS_ADP || upos == KH_UPOS_SCONJ || upos == KH_UPOS_CCONJ || upos == KH_UPOS_PRON) return false;
  for (uint32_t i = limit; i-- > t + 1;) {   /* the last generic word: "Mitchell Bridge Road" */
    uint32_t k = classes(f, i);
    if (!(k & (PLACE_GENERIC_AFTER | PLACE_STREET))) continue;
    uint32_t list = KH_NONE, name_end = longest_name(f, t, i, &list);
    if (name_end != i || (k & PLACE_STREET) || ((k & PLACE_APART) && !list_has(f->p, list, generic_feature(f, i)))) list = KH_NONE;
    *out = candidate(f, t, i + 1, list, PLACE_UNKNOWN);
    out->feature = generic_feature(f, i);
    if (out->list != KH_NONE) out->kind = PLACE_NAME;
    return true;
  }
  if ((classes(f, t) & PLACE_GENERIC_BEFORE) && end > t + 1) {
    *out = candidate(f, t, t + 2, KH_NONE, PLACE_UNKNOWN);
    out->feature = generic_feature(f, t);
    return true;
  }
  return false;
}

/* A division's word right behind a name of which a division is known: "Idlib province", not the town. */
static bool division_behind(const finder *f, uint32_t list, uint32_t t, uint32_t s_end) {
  uint32_t feature = t < s_end && !capital(f, t) && (classes(f, t) & PLACE_GENERIC_AFTER) ? generic_feature(f, t) : KH_NONE;
  return feature != KH_NONE && (f->p->features[feature].resolution == 2 || f->p->features[feature].resolution == 3) && list_has(f->p, list, feature);
}

/* The plural that gives its kind to the name that ends at t, behind a list: "Clarke, Madison and Oconee counties". KH_NONE if there is none. */
static uint32_t shared_generic(const finder *f, uint32_t t, uint32_t s_end) {
  const kh_tokens *k = &f->d->tok;
  for (uint32_t i = t; i < s_end && i < t + SHARED_TOKENS; i++) {
    if (capital(f, i)) continue;
    if (classes(f, i) & PLACE_SEVERAL) return i;
    if (!kh_str_is(k->lower[i], ",") && k->upos[i] != KH_UPOS_CCONJ) break;
  }
  return KH_NONE;
}

static void push(finder *f, place_cand c) { KH_PUSH(f->scratch, &f->found, c); }

/* Candidates that begin at t; returns where to go on. */
static uint32_t at_token(finder *f, uint32_t t, uint32_t s_begin, uint32_t s_end) {
  uint32_t list = KH_NONE, entry, end;
  place_cand c;
  if (!capital(f, t) && !((classes(f, t) & PLACE_PARTICLE) && t + 1 < s_end && (capital(f, t + 1) || kh_str_is(f->d->tok.lower[t + 1], "-"))))
    return t + 1;
  if ((end = abbreviation_at(f, t, s_begin, s_end, &entry)) != KH_NONE) {
    c = candidate(f, t, end, KH_NONE, PLACE_NAME);
    c.chosen = entry;
    c.abbreviation = true;
    push(f, c);
    return end;
  }
  end = longest_name(f, t, s_end, &list);
  if (end == t + 1 && acronym(f, t)) end = KH_NONE;
  bool known = end != KH_NONE;
  if (capital(f, t) && with_generic(f, t, s_end, &c) && (!known || c.end > end)) {
    c.score = weigh(f, &c, s_begin, s_end);
    if (c.score >= W_ENOUGH) {
      push(f, c);
      return c.end;
    }
  }
  uint32_t people = demonym_at(f, t, s_end, &entry);
  if (people != KH_NONE && (!known || end <= people)) {
    uint8_t tag = tag_of(f, t);   /* "American Airlines" */
    bool longer = people < s_end && tag_of(f, people) == tag && !tag_begins(f, people) && capital(f, people);
    if ((tag == KH_ENTITY_ORG || tag == KH_ENTITY_PER) && (longer || !tag_begins(f, t))) return people;
    c = candidate(f, t, people, KH_NONE, PLACE_DEMONYM);
    c.chosen = entry;
    push(f, c);
    return people;
  }
  uint32_t tagged = t;   /* the end of a name that is tagged as a place from here */
  if (tag_of(f, t) == KH_ENTITY_LOC && tag_begins(f, t))
    for (tagged = t + 1; tagged < s_end && tag_of(f, tagged) == KH_ENTITY_LOC && !tag_begins(f, tagged);) tagged++;
  /* "Meadow Grove" as a whole, rather than a little-known Meadow in it. */
  if (known && end == t + 1 && tagged == end + 1 && capital(f, end) && f->p->entries[f->p->list[list + 1] & ~PLACE_ALIAS].prior < PRIOR_KNOWN) {
    c = candidate(f, t, tagged, KH_NONE, PLACE_UNKNOWN);
    c.score = weigh(f, &c, s_begin, s_end) + W_UNKNOWN;
    if (c.score >= W_ENOUGH) {
      push(f, c);
      return tagged;
    }
  }
  if (known) {
    c = candidate(f, t, end, list, PLACE_NAME);
    uint32_t several = shared_generic(f, end, s_end);
    if (several != KH_NONE) {
      c.feature = generic_feature(f, several);
      c.shared = true;
      c.key = key_number(f, t, several + 1);   /* apart from a town of the name */
    }
    c.score = weigh(f, &c, s_begin, s_end);
    if (!c.shared && division_behind(f, list, end, s_end)) {   /* its word was weighed as what stands behind places */
      c.feature = generic_feature(f, end);
      c.key = key_number(f, t, end + 1);
    }
    if (c.score >= W_ENOUGH || end == tagged) {
      push(f, c);
      return end;
    }
  }
  if (tagged > t) {
    end = tagged;
    c = candidate(f, t, end, KH_NONE, PLACE_UNKNOWN);
    c.score = weigh(f, &c, s_begin, s_end) + W_UNKNOWN;
    if (c.score >= W_ENOUGH) push(f, c);
    return end;
  }
  return t + 1;
}

place_cands kh_places_find(const kh_places *p, const kh_doc *d, kh_arena *scratch) {
  finder f = {.p = p, .d = d, .scratch = scratch, .keys = kh_map_new(scratch, 64), .people = kh_map_new(scratch, 64)};
  bool fresh;
  for (uint32_t t = 1; t < d->tok.n; t++)   /* last words of names of several words */
    if (tag_of(&f, t) == KH_ENTITY_PER && !tag_begins(&f, t) &&
        (t + 1 == d->tok.n || tag_of(&f, t + 1) != KH_ENTITY_PER || tag_begins(&f, t + 1)))
      kh_map_put(f.people, d->tok.lower[t], &fresh);
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    const kh_sentence *one = &d->sentences[s];
    if (one->kind == KH_SENT_RESIDUE) continue;
    for (uint32_t t = one->tok_begin; t < one->tok_end;) t = at_token(&f, t, one->tok_begin, one->tok_end);
  }
  return (place_cands){f.found.at, (uint32_t)f.found.n};
}
