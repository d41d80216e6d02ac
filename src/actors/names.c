/* names.c: the names of a document. The gazetteer and the name tagger each find spans; either alone suffices, and
 * where both speak the longer span and the kind that fits the other's win. */
#include "actors/actors_int.h"

enum { READINGS = 40 };      /* parties of many countries are called alike */

bool kh_is_possessive_mark(const kh_tokens *k, uint32_t t) {
  return k->deprel[t] == KH_DEP_CASE && k->upos[t] == KH_UPOS_PART;
}

static uint32_t head_of(const kh_tokens *k, uint32_t begin, uint32_t end) {
  uint32_t article = begin;   /* "the UN plan": both words hang on the plan, and "the" is not the one that counts */
  for (uint32_t t = begin; t < end; t++)
    if (k->head[t] == KH_NONE || k->head[t] < begin || k->head[t] >= end) {
      if (k->deprel[t] == KH_DEP_CONJ && t + 1 < end && k->head[t] < t && k->head[k->head[t]] == end - 1) return end - 1;   /* "British and [French forces]" */
      if (k->upos[t] != KH_UPOS_DET) return t;
      article = t;
    }
  return article;
}

static uint8_t tag_of(const kh_tokens *k, uint32_t t) { return k->ner[t] / 2; }

/* The tagger's span that covers token t. */
static bool tagged_span(const kh_tokens *k, const kh_sentence *s, uint32_t t, uint32_t *begin, uint32_t *end) {
  uint8_t tag = tag_of(k, t);
  if (!tag) return false;
  uint32_t b = t, e = t + 1;
  while (b > s->tok_begin && !(k->ner[b] & 1) && tag_of(k, b - 1) == tag) b--;
  while (e < s->tok_end && tag_of(k, e) == tag && !(k->ner[e] & 1)) e++;
  while (e > t + 1 && kh_is_possessive_mark(k, e - 1)) e--;
  *begin = b, *end = e;
  return true;
}

static kh_name_kind kind_of_tag(uint8_t tag) {
  switch (tag) {
    case KH_ENTITY_PER: return KH_NAME_PERSON;
    case KH_ENTITY_ORG: return KH_NAME_BODY;
    case KH_ENTITY_LOC: case KH_ENTITY_FAC: return KH_NAME_PLACE;
    case KH_ENTITY_NORP: return KH_NAME_PEOPLE;
    default: return KH_NAME_OTHER;
  }
}

static kh_name_kind kind_of_hit(const kh_gaz *g, const kh_gaz_hit *h) {
  switch (kh_gaz_kind_of(g, h->entity)) {
    case KH_GAZ_REGION: return h->use == KH_GAZ_USE_NAME ? KH_NAME_PLACE : KH_NAME_DEMONYM;
    case KH_GAZ_STATE: case KH_GAZ_TERRITORY: case KH_GAZ_FORMER:
      if (h->use == KH_GAZ_USE_ADJECTIVE || h->use == KH_GAZ_USE_PEOPLE) return KH_NAME_DEMONYM;
      return h->use == KH_GAZ_USE_SEAT ? KH_NAME_SEAT : KH_NAME_STATE;
    case KH_GAZ_MALE: case KH_GAZ_FEMALE: case KH_GAZ_PERSON: return KH_NAME_PERSON;
    case KH_GAZ_ETHNIC: case KH_GAZ_FAITH: return KH_NAME_PEOPLE;
    default: return KH_NAME_BODY;
  }
}

/* Does the tagger's kind speak for this reading? 1 yes, 0 says nothing, -1 against it. */
static int agrees(kh_name_kind kind, uint8_t tag) {
  switch (tag) {
    case KH_ENTITY_NONE: return 0;
    case KH_ENTITY_PER: return kind == KH_NAME_PERSON ? 1 : kind == KH_NAME_BODY || kind == KH_NAME_DEMONYM ? 0 : -1;
    case KH_ENTITY_ORG: return kind == KH_NAME_BODY ? 1 : kind == KH_NAME_PERSON ? -1 : 0;
    case KH_ENTITY_LOC: return kind == KH_NAME_STATE || kind == KH_NAME_SEAT || kind == KH_NAME_PLACE ? 1 : kind == KH_NAME_PERSON ? -1 : 0;
    case KH_ENTITY_NORP: return kind == KH_NAME_DEMONYM || kind == KH_NAME_PEOPLE ? 1 : 0;
    default: return 0;
  }
}

typedef struct reader {
  kh_actors_work *w;
  kh_map *seen;            /* entities that the report has named in full, by their id */
  kh_map *surname;         /* last words of persons' full names: "Jordan" after "Michael Jordan" is no country */
  kh_map *firm;            /* first words of companies' names, without their form: "Harcourt" of "Harcourt Brace Inc" -> its name + 1 */
  char country[48][4];     /* states that the report names, for surnames alone */
  uint32_t countries, times[48];      /* … and how often */
  bool staged;             /* a capital is named as where something happens */
  uint32_t refused;        /* where a name ends that is another country's: "the National Security Council" is not the one of the United Nations */
  kh_map *spelled;         /* short forms that the report spells out: "Central Bank of Somalia (CBS)" */
  uint32_t towns;          /* names of places that are neither a state's nor its capital's */
  kh_map *homes;           /* countries of the persons whom the report names in full */
  bool dated;              /* an entry whose code depends on the day was used */
} reader;

static uint32_t times_named(const reader *r, const char *country) {
  for (uint32_t i = 0; i < r->countries; i++) if (!memcmp(r->country[i], country, 4)) return r->times[i];
  return 0;
}

static bool names_country(const reader *r, const char *country) {
  for (uint32_t i = 0; i < r->countries; i++) if (!memcmp(r->country[i], country, 4)) return true;
  return false;
}

/* Is an office's holder of that country to be thought of where a surname stands alone? In news of towns that names no state he is not. */
static bool may_be_of(const reader *r, const char *country, bool ambiguous, bool person) {
  enum { LOCAL = 2 };
  if (r->countries == 0) return r->towns < LOCAL;
  return names_country(r, country) || (!ambiguous && person && r->towns < LOCAL * (r->countries + 1));
}

/* The surname's token of a name in full: not "Jr.", "III" behind it. */
static uint32_t surname_of(const kh_tokens *k, uint32_t begin, uint32_t end) {
  while (end > begin + 2) {
    kh_str v = k->form[end - 1];
    bool number = v.n > 0;
    for (size_t i = 0; i < v.n; i++) number = number && (v.s[i] == 'I' || v.s[i] == 'V' || v.s[i] == 'X');
    if (!number && !(v.n < 4 && v.n > 0 && v.s[v.n - 1] == '.')) break;
    end--;
  }
  return end - 1;
}

/* "Wang Roe": does the first word of an unknown person's name stand as the surname of somebody listed? Then that is the surname. */
static bool surname_leads(const kh_actors_work *w, uint32_t begin) {
  kh_gaz_hit hit[READINGS];
  uint32_t n = kh_roles_first_name(&w->a->roles, w->k, begin) ? 0 : kh_gaz_match(w->a->gaz, w->d, begin, hit, READINGS);
  for (uint32_t i = 0; i < n; i++) if (hit[i].use == KH_GAZ_USE_SURNAME && hit[i].tok_end == begin + 1) return true;
  return false;
}

/* The role that ends before a name: "Senator". */
static const kh_role *role_before(const kh_actors_work *w, uint32_t t, const kh_sentence *s) {
  uint32_t b, e;
  const kh_role *r = t == s->tok_begin ? NULL : kh_roles_match(&w->a->roles, w->k, t - 1, s->tok_begin, t, &b, &e);
  return r && r->kind == KH_ROLE_PERSON ? r : NULL;
}

static bool titled(const kh_actors_work *w, uint32_t t, const kh_sentence *s) {
  return t > s->tok_begin && (kh_roles_title(&w->a->roles, w->k, t - 1) || role_before(w, t, s));
}

/* "The Reagan administration", "Reagan administration officials": a body's word of power behind a surname tells whose it is, as a title before it does. */
static bool governs(const kh_actors_work *w, const kh_sentence *s, uint32_t end) {
  uint32_t b, e;
  if (end >= s->tok_end || (w->k->upos[end] != KH_UPOS_NOUN && w->k->upos[end] != KH_UPOS_PROPN)) return false;
  const kh_role *r = kh_roles_match(&w->a->roles, w->k, end, end, s->tok_end, &b, &e);
  return r && (r->kind == KH_ROLE_BODY || (r->kind == KH_ROLE_PERSON && e > b + 1)) && r->sectors == 1u << KH_SECTOR_GOV;
}

/* "Foreign Minister of Kenya Musa Olo": behind an office of state and "of" a state's name is the state's, though taggers see one name of a person. */
static bool rules_over(const kh_actors_work *w, uint32_t t, const kh_sentence *s) {
  if (t < s->tok_begin + 2 || kh_roles_preposition(&w->a->roles, w->k, t - 1) != KH_PREP_BELONGS) return false;
  const kh_role *r = role_before(w, t - 1, s);
  return r && r->sectors == 1u << KH_SECTOR_GOV;
}

/* "The National Assembly of Kenya", "the Defence Ministers of Kenya", tagged as one name of a body from `begin`: what stands before "of" is a role of any
 * state's, so the name that ends the span is the state's own. */
static bool owns_office(const kh_actors_work *w, uint32_t begin, uint32_t t, uint32_t end, const kh_sentence *s) {
  const uint32_t powers = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY;
  if (t < begin + 2) return false;
  uint32_t of = w->k->upos[t - 1] == KH_UPOS_DET ? t - 2 : t - 1, b, e;
  if (of == begin || kh_roles_preposition(&w->a->roles, w->k, of) != KH_PREP_BELONGS) return false;
  const kh_role *r = kh_roles_match(&w->a->roles, w->k, head_of(w->k, begin, end), s->tok_begin, s->tok_end, &b, &e);
  return r && r->sectors && !(r->sectors & ~powers) && e <= of && !r->acts;
}

/* The longest name at t: the user's where it is as long as ours. */
static uint32_t longest(const kh_actors_work *w, uint32_t t, kh_gaz_hit *hit, const kh_gaz **gaz) {
  uint32_t n = kh_gaz_match(*gaz = w->a->gaz, w->d, t, hit, READINGS);
  if (!w->a->user) return n;
  kh_gaz_hit own[READINGS];
  uint32_t m = kh_gaz_match(w->a->user, w->d, t, own, READINGS);
  if (!m || (n && own[0].tok_end < hit[0].tok_end)) return n;
  *gaz = w->a->user;
  memcpy(hit, own, sizeof own);
  return m;
}

static kh_actor actor_of(const reader *r, const kh_gaz *g, uint32_t entity) {
  kh_actor a = {0};
  kh_gaz_code(g, entity, r->w->d->published, r->w->scratch, &a);
  return a;
}

static bool is_acronym(const kh_tokens *k, uint32_t t) {
  for (size_t i = 0; i < k->form[t].n; i++) if (k->form[t].s[i] < 'A' || k->form[t].s[i] > 'Z') return false;
  return k->form[t].n > 1;
}

/* "The Thai Ministry of Commerce" is not China's, "the South African Transport Workers' Union" not America's; of a party, what it is to the government may
 * stand between ("Japan's ruling Democratic Party", "the Thai opposition Democratic Party"). */
static bool of_another(const reader *r, const kh_sentence *s, uint32_t t, const char *country, bool party) {
  enum { BETWEEN = 3 };
  const kh_gaz *g = r->w->a->gaz;
  const kh_tokens *k = r->w->k;
  if (country[0] && kh_gaz_state(g, country) == KH_NONE) return false;
  uint32_t name = t;
  for (int step = 0; party && step < BETWEEN && t > s->tok_begin + 1 && !kh_has_capital(k, t - 1) && k->head[t - 1] != KH_NONE && k->head[t - 1] >= name &&
                     (k->upos[t - 1] == KH_UPOS_ADJ || k->upos[t - 1] == KH_UPOS_VERB || k->upos[t - 1] == KH_UPOS_NOUN); step++)
    t--;
  uint32_t end = t > s->tok_begin && kh_is_possessive_mark(r->w->k, t - 1) ? t - 1 : t;      /* "Germany's Green Party" */
  for (uint32_t b = end; b > s->tok_begin && b + 2 > end;) {
    kh_gaz_hit hit[READINGS];
    uint32_t n = kh_gaz_match(g, r->w->d, --b, hit, READINGS);
    for (uint32_t i = 0; i < n && hit[i].tok_end == end; i++) {
      kh_name_kind kind = kind_of_hit(g, &hit[i]);
      kh_actor a = actor_of(r, g, hit[i].entity);
      if ((kind == KH_NAME_DEMONYM || kind == KH_NAME_STATE) && a.country[0]) return strcmp(a.country, country) != 0;
    }
  }
  return false;
}

/* Does a longer name begin with its own people's word ("Israeli troops")? */
static bool opens_with_people(const reader *r, uint32_t begin, uint32_t end, const char *country) {
  const kh_gaz *g = r->w->a->gaz;
  kh_gaz_hit hit[READINGS];
  uint32_t n = begin + 1 < end ? kh_gaz_find(g, r->w->k->form[begin], hit, READINGS) : 0;
  for (uint32_t i = 0; i < n; i++)
    if (kind_of_hit(g, &hit[i]) == KH_NAME_DEMONYM && !strcmp(actor_of(r, g, hit[i].entity).country, country)) return true;
  return false;
}

/* "The Moroccan Gendarmerie" is not that of France, though one word is its whole name there. */
static bool is_force(const kh_actor *a) {
  const uint32_t forces = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_REB;
  return a->sectors && !(a->sectors & ~forces);
}

/* "The Royal Air Force of Oman": is the name that ends here given to another country by the words behind it? Not "Israeli troops
 * from Lebanon". One that parties of several lands have, also by where it is: "the Labour Party in Nigeria". */
static bool of_a_land(const reader *r, const kh_sentence *s, uint32_t begin, uint32_t end, const char *country, bool shared) {
  const kh_tokens *k = r->w->k;
  const kh_gaz *g = r->w->a->gaz;
  if (end + 1 >= s->tok_end || kh_gaz_state(g, country) == KH_NONE || opens_with_people(r, begin, end, country)) return false;
  kh_preposition p = kh_roles_preposition(&r->w->a->roles, k, end);
  if (p != KH_PREP_BELONGS && !(shared && p == KH_PREP_PLACE)) return false;
  uint32_t t = end + 2 < s->tok_end && k->upos[end + 1] == KH_UPOS_DET ? end + 2 : end + 1;
  kh_gaz_hit hit[READINGS];
  if (!kh_gaz_match(g, r->w->d, t, hit, READINGS) || kind_of_hit(g, &hit[0]) != KH_NAME_STATE) return false;
  const char *land = actor_of(r, g, hit[0].entity).country;
  return (hit[0].tok_end >= s->tok_end || !kh_is_possessive_mark(k, hit[0].tok_end)) && land[0] && strcmp(land, country) != 0;
}

/* "Ministry of Commerce" of "the Thai Ministry of Commerce", "Minister of Defence" of "the Thai Minister of Defence": what the tagger adds to a nationality is
 * a role's words. */
static bool begins_role(const kh_actors_work *w, const kh_sentence *s, uint32_t t, uint32_t end) {
  uint32_t b, e, head = head_of(w->k, t, end);
  const kh_role *r = kh_roles_match(&w->a->roles, w->k, head, s->tok_begin, s->tok_end, &b, &e);
  if (r && r->kind == KH_ROLE_PERSON) return b == t && e == end;
  return r && r->kind == KH_ROLE_BODY && !r->acts && !kh_roles_ending(&w->a->roles, w->k, end - 1);
}

/* "Iran's Security Council", "the Kenyan Security Council": a body that every land may have, right behind a land's word, is not the world's of that name. */
static bool is_lands_own(const reader *r, const kh_sentence *s, uint32_t t, uint32_t end, const char *country) {
  const kh_actors_work *w = r->w;
  uint32_t b, e;
  if (kh_gaz_state(w->a->gaz, country) != KH_NONE) return false;
  if (end < s->tok_end && (w->k->upos[end] == KH_UPOS_NOUN || w->k->upos[end] == KH_UPOS_PROPN)) return false;   /* "India's Security Council seat" */
  const kh_role *role = kh_roles_match(&w->a->roles, w->k, head_of(w->k, t, end), s->tok_begin, s->tok_end, &b, &e);
  return role && role->kind == KH_ROLE_BODY && role->sectors & (1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG) && b == t && e == end && of_another(r, s, t, "", false);
}

/* "The Ghana Police", "the Royal Malaysian Navy", "the Union of Peruvian Teachers", tagged as one name of a body: its head is a role of any land's, so the
 * land inside, which begins at t, is told by its own words. */
static bool holds_role(const kh_actors_work *w, const kh_sentence *s, uint32_t begin, uint32_t t, uint32_t end) {
  if (w->k->upos[begin] == KH_UPOS_DET && begin + 1 < end) begin++;
  uint32_t b, e;
  const kh_role *r = kh_roles_match(&w->a->roles, w->k, head_of(w->k, begin, end), s->tok_begin, s->tok_end, &b, &e);
  const kh_ending *last = kh_roles_ending(&w->a->roles, w->k, end - 1);
  if (!r || r->kind == KH_ROLE_PERSON || r->acts || (last && last->finds)) return false;
  bool goes_on = end < s->tok_end && (w->k->upos[end] == KH_UPOS_NOUN || w->k->upos[end] == KH_UPOS_PROPN);      /* "Kenya Bureau of Inquiry agents" */
  if (e < end) return (e < t || (t < b && !goes_on)) && kh_roles_preposition(&w->a->roles, w->k, e) == KH_PREP_BELONGS;
  return !last || last->words < 2 || last->words >= end - begin || last->words < e - b;
}

/* "In Spanish", "speaks fluent Arabic", "into Russian": an adjective of a country that stands alone behind such a word is a language. */
static bool is_language(const kh_actors_work *w, const kh_sentence *s, uint32_t t, uint32_t end) {
  const kh_tokens *k = w->k;
  uint32_t before = t;
  /* "Spanish-language" */
  if (end + 1 < s->tok_end && kh_str_is(k->form[end], "-") && kh_roles_preposition(&w->a->roles, k, end + 1) == KH_PREP_TONGUE) return true;
  if (end > t + 1 || k->deprel[t] == KH_DEP_AMOD || k->deprel[t] == KH_DEP_COMPOUND ||
      (end < s->tok_end && (k->upos[end] == KH_UPOS_NOUN || k->upos[end] == KH_UPOS_PROPN)))
    return false;
  if (before > s->tok_begin + 1 && k->upos[before - 1] == KH_UPOS_ADJ) before--;
  if (before == s->tok_begin) return false;
  kh_preposition use = kh_roles_preposition(&w->a->roles, k, before - 1);
  return use == KH_PREP_TONGUE || (use == KH_PREP_PLACE && before == t);
}

enum { FIRM_WORDS = 4, FIRM_KEY = 96 };

static kh_str firm_key(const kh_actors_work *w, char *room, uint32_t begin, uint32_t end) {
  size_t n = 0;
  for (uint32_t t = begin; t < end; t++) {
    kh_str v = w->k->lower[t];
    if (n + v.n + 1 > FIRM_KEY) return (kh_str){room, 0};
    memcpy(room + n, v.s, v.n);
    n += v.n;
    room[n++] = ' ';
  }
  return (kh_str){room, n};
}

/* "Sharon", after "Sharon Steel Corp", is no minister. */
static bool names_firm(const reader *r, uint32_t begin, uint32_t end) {
  char room[FIRM_KEY];
  kh_str key = firm_key(r->w, room, begin, end);
  return key.n && kh_map_get(r->firm, key);
}

/* "José Carlos Acevedo" is not Carlos Acevedo, "René Fernández" no president of that surname: a first name that is in no name yet stands before. */
static bool first_name_before(const kh_actors_work *w, uint32_t t) {
  const kh_tokens *k = w->k;
  return t && k->sentence[t - 1] == k->sentence[t] && k->upos[t - 1] == KH_UPOS_PROPN && w->name_at[t - 1] == KH_NONE && kh_has_capital(k, t - 1) &&
         k->form[t - 1].n > 2 && !kh_roles_title(&w->a->roles, k, t - 1) && kh_roles_first_name(&w->a->roles, k, t - 1);
}

/* The letters of a word that an acronym may take, last one first: "Anti-Corruption" has a C and an A. */
static size_t initials(kh_str form, char out[4]) {
  size_t n = 0;
  for (size_t i = form.n; i-- > 0 && n < 4;)
    if (form.s[i] >= 'A' && form.s[i] <= 'Z' && (!i || form.s[i - 1] == '-')) out[n++] = form.s[i];
  return n;
}

/* "Central Bank of Somalia (CBS)": capitals in brackets that are the first letters of the words before them. */
static bool spells_out(const kh_actors_work *w, uint32_t t) {
  enum { WORDS = 16 };
  const kh_tokens *k = w->k;
  if (t < 3 || t + 1 >= k->n || k->sentence[t + 1] != k->sentence[t] || !kh_str_is(k->form[t - 1], "(") || !kh_str_is(k->form[t + 1], ")") || !is_acronym(k, t))
    return false;
  size_t left = k->form[t].n;
  for (uint32_t b = t - 1, words = 0; left && b > 0 && words < WORDS && k->sentence[b - 1] == k->sentence[t]; words++) {
    char letter[4];
    size_t n = initials(k->form[--b], letter), taken = 0;
    while (taken < n && left && letter[taken] == k->form[t].s[left - 1]) taken++, left--;
    if (n && !taken) return false;
  }
  return !left;
}

/* "Let", but not "LeT". */
static bool one_capital(kh_str form) {
  for (size_t i = 1; i < form.n; i++)
    if (form.s[i] >= 'A' && form.s[i] <= 'Z') return false;
  return true;
}

/* Such a short form is no firm or paper of a country that the report does not name. */
static bool another_short(const reader *r, const kh_gaz *g, uint32_t t, uint32_t entity) {
  kh_actor a;
  if (!kh_map_get(r->spelled, r->w->k->form[t])) return false;
  a = actor_of(r, g, entity);
  return kh_gaz_state(g, a.country) != KH_NONE && !names_country(r, a.country);
}

/* Letters that may be another's in a report from elsewhere: those marked so, and every party's where the report names lands, and no person of its own; but
 * "the SPD", with its article, and "UMNO" are mostly the party. */
static bool doubtful_letters(const reader *r, const kh_sentence *s, uint32_t t, const kh_gaz_hit *hit, kh_actor a) {
  enum { SHORT = 3 };      /* so few letters many parties share; hardly more of them */
  const kh_tokens *k = r->w->k;
  if (hit->flags & KH_GAZ_AMBIGUOUS) return r->towns || r->countries;
  bool stands = t > s->tok_begin && k->upos[t - 1] == KH_UPOS_DET && k->head[t - 1] == t && k->deprel[t] != KH_DEP_COMPOUND;
  if ((stands || k->form[t].n > SHORT) && tag_of(k, t) == KH_ENTITY_ORG) return false;
  return a.sectors == 1u << KH_SECTOR_PTY && r->countries && !kh_map_get(r->homes, kh_str_of(a.country));
}

/* Are all whom a name may mean of one country: Bill and Hillary Clinton? */
static bool of_one_land(const reader *r, const kh_gaz *g, const kh_gaz_hit *hit, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    if (strcmp(actor_of(r, g, hit[i].entity).country, actor_of(r, g, hit[0].entity).country)) return false;
  return n > 0;
}

/* Moscow and the Russians of 1983 are the Soviet Union's, those of today are not, whichever of the two the report names; and while both stand, a people's own
 * word is the part's, not the whole's: what speaks for one of several readings, of which one is of a state that is no more. */
static int of_its_time(const kh_actors_work *w, const kh_gaz *g, const kh_gaz_hit *hit, uint32_t n, uint32_t i, bool known) {
  kh_name_kind kind = kind_of_hit(g, &hit[i]);
  bool former = false;
  for (uint32_t k = 0; k < n; k++) former |= kh_gaz_kind_of(g, hit[k].entity) == KH_GAZ_FORMER;
  if (!former || n < 2 || (kind != KH_NAME_STATE && kind != KH_NAME_SEAT && kind != KH_NAME_DEMONYM)) return 0;
  former = kh_gaz_kind_of(g, hit[i].entity) == KH_GAZ_FORMER;
  return (known ? -3 : 0) - (kh_gaz_stands(g, hit[i].entity, w->d->published) ? 0 : 6) - (former && kind != KH_NAME_SEAT);
}

/* Zagreb of 1987 stands for Yugoslavia. */
static uint32_t seat_of_the_day(const kh_gaz *g, uint32_t entity, int32_t day) {
  kh_str id = kh_gaz_id(g, entity), prefix = KH_STR("cty:");
  char country[4] = {0};
  if (id.n != prefix.n + 3 || !kh_str_starts(id, prefix)) return entity;
  memcpy(country, id.s + prefix.n, 3);
  const char *land = kh_gaz_land_of(g, country, day);
  uint32_t holder = strcmp(land, country) ? kh_gaz_state(g, land) : KH_NONE;
  return holder == KH_NONE ? entity : holder;
}

/* The reading of the longest gazetteer name at t that fits best; false if none does. */
static bool read_gazetteer(reader *r, const kh_sentence *s, uint32_t t, kh_name *out) {
  kh_actors_work *w = r->w;
  const kh_tokens *k = w->k;
  const kh_gaz *g;
  kh_gaz_hit hit[READINGS];
  uint32_t n = longest(w, t, hit, &g), tb = t, te = t;
  if (!n) return false;
  uint32_t end = hit[0].tok_end;
  if (end <= r->refused && kind_of_hit(g, &hit[0]) == KH_NAME_BODY) return false;
  uint8_t tag = tag_of(k, t);
  bool tagged = tagged_span(k, s, t, &tb, &te);
  bool person = end == t + 1 && (kh_map_get(r->surname, k->lower[t]) || (tag == KH_ENTITY_PER && titled(w, t, s)) ||
                                 (tag == KH_ENTITY_PER && kh_roles_first_name(&w->a->roles, k, t)));
  bool language = false;
  for (uint32_t i = 0; i < n && !language; i++) language = hit[i].use == KH_GAZ_USE_ADJECTIVE;
  language = language && is_language(w, s, t, end);
  bool house = n > 1;      /* "Congress", "the Senate": where the report names none of the countries that have one, that of the first in the file */
  for (uint32_t i = 0; i < n && house; i++) house = kind_of_hit(g, &hit[i]) != KH_NAME_BODY || !names_country(r, actor_of(r, g, hit[i].entity).country);
  int best = -100;
  kh_gaz_hit pick = hit[0];
  for (uint32_t i = 0; i < n; i++) {
    kh_name_kind kind = kind_of_hit(g, &hit[i]);
    if (language && kind == KH_NAME_DEMONYM) continue;
    if (kind == KH_NAME_PERSON && first_name_before(w, t)) continue;
    if (kind == KH_NAME_BODY && end == t + 1 && t > s->tok_begin) {      /* "the Salvadoran Congress" is not the one of another land */
      kh_actor a = actor_of(r, g, hit[i].entity);
      if (a.sectors & 1u << KH_SECTOR_LEG && of_another(r, s, t, a.country, false)) continue;
    }
    if (kind == KH_NAME_BODY && end == t + 1 && k->upos[t] == KH_UPOS_VERB && !tagged && one_capital(k->form[t])) continue;      /* "Let's go" is not LeT */
    if (kind == KH_NAME_BODY && end == t + 1 && another_short(r, g, t, hit[i].entity)) continue;
    if ((kind == KH_NAME_PERSON || kind == KH_NAME_BODY) && kh_gaz_unheard(g, hit[i].entity, w->d->published)) continue;
    bool known = kh_map_get(r->seen, kh_gaz_id(g, hit[i].entity)) != NULL;
    bool place = kind == KH_NAME_STATE || kind == KH_NAME_SEAT || kind == KH_NAME_DEMONYM || kind == KH_NAME_PLACE;
    if (person && place &&
        (k->upos[t] != KH_UPOS_ADJ || (kh_map_get(r->surname, k->lower[t]) &&
                                       (end >= s->tok_end || (k->upos[end] != KH_UPOS_NOUN && k->upos[end] != KH_UPOS_PROPN && k->upos[end] != KH_UPOS_ADJ)))))
      continue;
    /* "Volvo said", after "Jon Volvo, the minister": the person, where the report has not told of the firm */
    if (kind == KH_NAME_BODY && end == t + 1 && tag == KH_ENTITY_PER && !known && kh_map_get(r->surname, k->lower[t]) && !names_firm(r, t, end)) continue;
    int score = 4 * agrees(kind, tag) + 3 * known;
    bool several = end > t + 1, ours = false;      /* "the Labour Party": that of the country which the report names */
    if (kind == KH_NAME_BODY) {
      kh_actor a = actor_of(r, g, hit[i].entity);
      if (((several || is_acronym(k, t) || is_force(&a)) && of_another(r, s, t, a.country, a.sectors == 1u << KH_SECTOR_PTY)) ||
          (several && is_lands_own(r, s, t, end, a.country))) {
        r->refused = end;
        continue;
      }
      if ((several || is_acronym(k, t)) && of_a_land(r, s, t, end, a.country, several && n > 1 && a.sectors & 1u << KH_SECTOR_PTY)) continue;
      ours = n > 1 && names_country(r, a.country);
    }
    /* "Republican officials": a party's adjective, where the report names the country */
    if (kind == KH_NAME_BODY && !several && tag == KH_ENTITY_NORP && hit[i].flags & KH_GAZ_AMBIGUOUS)
      several = ours = names_country(r, actor_of(r, g, hit[i].entity).country);
    if (hit[i].flags & KH_GAZ_AMBIGUOUS && !known && !(several && (ours || (kind == KH_NAME_SEAT && !r->staged))) && agrees(kind, tag) <= 0) continue;
    if (hit[i].use == KH_GAZ_USE_SURNAME) {
      /* "Black workers" at the beginning of a sentence */
      if (!known && end == t + 1 && k->upos[t] == KH_UPOS_ADJ && k->deprel[t] == KH_DEP_AMOD && k->head[t] == end) continue;
      if (!known && kh_map_get(r->surname, k->lower[end - 1])) continue;      /* of somebody else whom the report named in full */
      if (!known && names_firm(r, t, end) && !titled(w, t, s)) continue;
      if (!known && end + 1 < s->tok_end && kh_str_is(k->form[end], "&") && kh_has_capital(k, end + 1)) continue;      /* "Stevens & Barton" */
      /* a surname alone: after the full name or with a title, or of somebody who holds an office that day */
      const uint32_t powers = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_ELI,
                     callings = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_JUD;
      kh_actor a = actor_of(r, g, hit[i].entity);
      bool known_for =
          a.sectors & (1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_IGO) && !(hit[i].flags & KH_GAZ_AMBIGUOUS);
      bool office = (a.sectors & (1u << KH_SECTOR_GOV) || known_for) && agrees(kind, tag) >= 0 &&
                    may_be_of(r, a.country, hit[i].flags & KH_GAZ_AMBIGUOUS, agrees(kind, tag) > 0);
      /* "President Ali" of a report from Guyana is not Somalia's */
      bool here = !r->countries || names_country(r, a.country) || kh_gaz_state(g, a.country) == KH_NONE;
      bool ruling = a.sectors & powers && governs(w, s, end);      /* "the Clinton administration" of a report that names Haiti alone is no Haitian one */
      bool told = (here && titled(w, t, s)) || (ruling && (here || (of_one_land(r, g, hit, n) && !(hit[i].flags & KH_GAZ_AMBIGUOUS))));
      if (!known && !office && !(told && tag != KH_ENTITY_LOC)) continue;
      const kh_role *calling = known ? NULL : role_before(w, t, s);      /* "Admiral Harris" is no prime minister of that name */
      if (calling && calling->sectors && !(calling->sectors & ~callings) && !(a.sectors & (calling->sectors | 1u << KH_SECTOR_ELI))) continue;
      /* "Judge Ross", "Chief Miller": of a surname that many have it is he who holds such an office ("Secretary Ross" of commerce), and nobody who held one */
      if (!known && hit[i].flags & KH_GAZ_AMBIGUOUS &&
          (a.sectors & 1u << KH_SECTOR_ELI || (calling && !(calling->sectors & a.sectors) && !kh_str_ends((kh_str){a.role.s, a.role.n}, k->lower[t - 1]))))
        continue;
      score += (office ? 1 : 0) - 1;
      const kh_role *title = n > 1 ? role_before(w, t, s) : NULL;      /* "Senator Rubio" is the senator of two of that name */
      if (title && title->sectors & a.sectors) score += 2;
    } else if (kind == KH_NAME_PERSON && n > 1) {      /* "King Abdullah": he whose country the report names, he who reigns */
      kh_actor a = actor_of(r, g, hit[i].entity);
      score += 2 * names_country(r, a.country) + ((a.sectors & 1u << KH_SECTOR_GOV) != 0);
    } else if (kind == KH_NAME_BODY && n > 1) {
      if (ours) score += 2;
      else if (hit[i].flags & KH_GAZ_AMBIGUOUS && r->countries && !known &&
               !(best == -100 && house && actor_of(r, g, hit[i].entity).sectors == 1u << KH_SECTOR_LEG))
        continue;
    } else if ((kind == KH_NAME_BODY || (kind == KH_NAME_SEAT && several)) && !is_acronym(k, t) && hit[i].flags & KH_GAZ_AMBIGUOUS && !known &&
               (r->staged || (r->countries && kind == KH_NAME_BODY && actor_of(r, g, hit[i].entity).sectors & 1u << KH_SECTOR_PTY)) &&
               actor_of(r, g, hit[i].entity).country[0] && !names_country(r, actor_of(r, g, hit[i].entity).country)) {
      r->refused = end;
      continue;      /* "the Presidential Guard", "the Popular Democratic Movement", in a report from another country */
    } else if (kind == KH_NAME_BODY && is_acronym(k, t) && end == t + 1 && !known && doubtful_letters(r, s, t, &hit[i], actor_of(r, g, hit[i].entity)) &&
               kh_gaz_state(g, actor_of(r, g, hit[i].entity).country) != KH_NONE && !names_country(r, actor_of(r, g, hit[i].entity).country)) {
      continue;      /* "DUI" is no party in a report from Ohio */
    } else if (kind == KH_NAME_STATE) score += 1;
    score += of_its_time(w, g, hit, n, i, known);
    /* "Michael Jordan", "the Bank of Israel": the name goes on beyond the place */
    bool modifier = kind == KH_NAME_DEMONYM && end < s->tok_end && (k->upos[end] == KH_UPOS_NOUN || (tb == t && te > end && begins_role(w, s, end, te)));
    modifier |= (kind == KH_NAME_DEMONYM || kind == KH_NAME_STATE) && tag == KH_ENTITY_ORG && te >= end && holds_role(w, s, tb, t, te);
    bool ruled = kind == KH_NAME_STATE && (tb == t ? rules_over(w, t, s) : tag == KH_ENTITY_ORG && te == end && owns_office(w, tb, t, end, s));
    if (tagged && !modifier && !ruled && (tb < t || te > end) && kind != KH_NAME_PERSON &&
        (tag == KH_ENTITY_PER || (tag == KH_ENTITY_ORG && kind != KH_NAME_BODY)))
      continue;
    /* "Mohammed Ali Abal-Khail" is not Mohammed Ali; but the president "Rodrigo Chaves Robles" of a land that is named is he */
    bool ruler = kind == KH_NAME_PERSON && actor_of(r, g, hit[i].entity).sectors & 1u << KH_SECTOR_GOV &&
                 names_country(r, actor_of(r, g, hit[i].entity).country) && titled(w, t, s);
    if (!ruler && tag == KH_ENTITY_PER && te > end && kind == KH_NAME_PERSON && hit[i].use == KH_GAZ_USE_NAME && k->upos[end] == KH_UPOS_PROPN &&
        k->deprel[end] == KH_DEP_FLAT && kh_deprel_base(k->deprel[end - 1]) == KH_DEP_FLAT && kh_has_capital(k, end) && k->form[end].n > 3 && !w->in_time[end])
      continue;
    /* "Dan Rostenkowski", "the Coffee Organization": a surname or a doubtful name is not the beginning of a longer one */
    if (tagged && te > end && (hit[i].use == KH_GAZ_USE_SURNAME || hit[i].flags & KH_GAZ_AMBIGUOUS) && !kh_is_possessive_mark(k, end)) continue;
    bool oftener = false;      /* "the House of Representatives" of two lands named: of that which is named more often */
    if (best != -100 && score == best && ours && kind == KH_NAME_BODY) {
      kh_actor a = actor_of(r, g, hit[i].entity), b = actor_of(r, g, pick.entity);
      oftener = a.sectors == 1u << KH_SECTOR_LEG && b.sectors == a.sectors && times_named(r, a.country) > times_named(r, b.country);
    }
    if (score > best || oftener) best = score, pick = hit[i];
  }
  if (best == -100) return false;
  if (kind_of_hit(g, &pick) == KH_NAME_SEAT && pick.flags & KH_GAZ_CITY) pick.entity = seat_of_the_day(g, pick.entity, w->d->published);
  *out = (kh_name){.begin = t, .end = end, .head = head_of(k, t, end), .gaz = g, .entity = pick.entity, .kind = kind_of_hit(g, &pick)};
  kh_gaz_code(g, pick.entity, w->d->published, w->d->arena, &out->actor);
  char gender = kh_gaz_gender(g, pick.entity);
  out->gender = gender == 'm' || gender == 'f' ? (uint8_t)gender : 0;
  if (out->kind == KH_NAME_STATE || out->kind == KH_NAME_DEMONYM || out->kind == KH_NAME_SEAT || out->kind == KH_NAME_PLACE) {
    kh_actor_sectors(&out->actor, 0);
    if (out->kind == KH_NAME_SEAT && !(pick.flags & KH_GAZ_CITY)) kh_actor_sectors(&out->actor, 1u << KH_SECTOR_GOV);
  }
  uint32_t past;
  const kh_modifier *m = out->kind == KH_NAME_DEMONYM && t > s->tok_begin ? kh_roles_modifier(&w->a->roles, k, t - 1, end, &past) : NULL;
  if (m && m->effect == KH_MODIFIER_PEOPLE) {
    out->kind = KH_NAME_PEOPLE;
    memset(out->actor.country, 0, sizeof out->actor.country);
    out->actor.cow = out->actor.gwn = 0;
    out->actor.id = out->actor.name = (kh_text){0};
    kh_actor_sectors(&out->actor, 1u << KH_SECTOR_CVL);
  }
  bool fresh;
  if (out->kind == KH_NAME_PERSON && end > t + 1) *kh_map_put(r->surname, k->lower[surname_of(k, t, end)], &fresh) = 1;
  if (out->kind == KH_NAME_PERSON || out->kind == KH_NAME_BODY) r->dated = true;
  *kh_map_put(r->seen, kh_gaz_id(g, pick.entity), &fresh) = 1;
  return true;
}

const kh_role *kh_form_of_address(const kh_actors_work *w, uint32_t t) {
  const uint32_t addressed =
      1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_EDU;
  uint32_t b, e;
  const kh_role *r = kh_roles_match(&w->a->roles, w->k, t, t, t + 1, &b, &e);
  return r && r->kind == KH_ROLE_PERSON && r->sectors & addressed ? r : NULL;
}

/* "Cardinal" of "Cardinal Jaime Sin", tagged as a whole. */
static bool is_title(const kh_actors_work *w, uint32_t t) {
  return !kh_roles_first_name(&w->a->roles, w->k, t) && kh_form_of_address(w, t);
}

/* "U.S. Food and Drug Administration", tagged as a whole: a body that the list knows, behind the country that it belongs to. */
static bool after_its_country(const reader *r, uint32_t b, uint32_t e, kh_name *out) {
  const kh_gaz *g = r->w->a->gaz;
  kh_gaz_hit state[READINGS], body[READINGS];
  uint32_t n = kh_gaz_match(g, r->w->d, b, state, READINGS);
  for (uint32_t i = 0; i < n; i++) {
    kh_name_kind kind = kind_of_hit(g, &state[i]);
    uint32_t x = state[i].tok_end, m = (kind == KH_NAME_STATE || kind == KH_NAME_DEMONYM) && x + 1 < e ? kh_gaz_match(g, r->w->d, x, body, READINGS) : 0;
    if (!m) continue;
    kh_actor country = actor_of(r, g, state[i].entity);
    for (uint32_t j = 0; j < m; j++) {
      if (body[j].tok_end != e || kind_of_hit(g, &body[j]) != KH_NAME_BODY || strcmp(actor_of(r, g, body[j].entity).country, country.country) != 0) continue;
      out->gaz = g, out->entity = body[j].entity, out->kind = KH_NAME_BODY;
      kh_gaz_code(g, body[j].entity, r->w->d->published, r->w->d->arena, &out->actor);
      return true;
    }
  }
  return false;
}

static bool full_stop(const kh_tokens *k, uint32_t t) { return k->form[t].n && k->form[t].s[k->form[t].n - 1] == '.'; }

/* "Indonesian Energy" of "Indonesian Energy Minister": the words' end belongs to an office. */
static bool cuts_office(const kh_actors_work *w, const kh_sentence *s, uint32_t begin, uint32_t end) {
  const kh_tokens *k = w->k;
  uint32_t b, e;
  if (end >= s->tok_end || !kh_has_capital(k, end)) return false;
  const kh_role *r = kh_roles_match(&w->a->roles, k, end, s->tok_begin, s->tok_end, &b, &e);
  return r && r->kind == KH_ROLE_PERSON && b < end && b >= begin && e == end + 1;
}

/* One letter too many, too few, another one or two changed about: "Shimom" for "Shimon". */
static bool is_slip_of(kh_str a, kh_str b) {
  enum { SHORT = 5 };
  size_t begin = 0, end = 0, most = a.n > b.n ? a.n : b.n, least = a.n > b.n ? b.n : a.n;
  if (least < SHORT || most > least + 1) return false;
  while (begin < least && a.s[begin] == b.s[begin]) begin++;
  while (end < least - begin && a.s[a.n - 1 - end] == b.s[b.n - 1 - end]) end++;
  size_t left = most - begin - end;
  bool swapped = left == 2 && a.n == b.n && a.s[begin] == b.s[begin + 1] && a.s[begin + 1] == b.s[begin];
  return begin > 0 && (left == 1 || swapped);
}

/* "President Shimom Peres": who holds an office that day, of a country that the report names, with a slip in his first name that is no first name of others. */
static bool misspelt(reader *r, uint32_t b, uint32_t e, kh_name *out) {
  const kh_actors_work *w = r->w;
  const kh_gaz *g = w->a->gaz;
  kh_gaz_hit hit[READINGS];
  uint32_t n = e - b == 2 && !kh_roles_first_name(&w->a->roles, w->k, b) ? kh_gaz_match(g, w->d, e - 1, hit, READINGS) : 0;
  for (uint32_t i = 0; i < n; i++) {
    kh_str full = kh_gaz_name(g, hit[i].entity), first;
    if (hit[i].use != KH_GAZ_USE_SURNAME || hit[i].tok_end != e || !kh_str_split(&full, ' ', &first) || !is_slip_of(w->k->form[b], first)) continue;
    kh_actor a = actor_of(r, g, hit[i].entity);
    if (!(a.sectors & 1u << KH_SECTOR_GOV) || !names_country(r, a.country) || !kh_gaz_stands(g, hit[i].entity, w->d->published)) continue;
    bool fresh;
    char gender = kh_gaz_gender(g, hit[i].entity);
    out->gaz = g, out->entity = hit[i].entity;
    out->gender = gender == 'm' || gender == 'f' ? (uint8_t)gender : 0;
    kh_gaz_code(g, hit[i].entity, w->d->published, w->d->arena, &out->actor);
    *kh_map_put(r->seen, kh_gaz_id(g, hit[i].entity), &fresh) = 1;
    return r->dated = true;
  }
  return false;
}

/* A name that only the tagger knows. */
static bool read_tagged(reader *r, const kh_sentence *s, uint32_t t, kh_name *out) {
  kh_actors_work *w = r->w;
  const kh_tokens *k = w->k;
  uint32_t b, e, rb, re;
  if (!tagged_span(k, s, t, &b, &e)) return false;
  if (b + 1 == t && k->upos[b] == KH_UPOS_DET) b = t;
  if (b != t) return false;
  if (k->upos[b] == KH_UPOS_DET && e - b > 1) return false;      /* "The Huffington Post": the name begins behind its article */
  *out = (kh_name){.begin = b, .end = e, .head = head_of(k, b, e), .entity = KH_NONE, .kind = kind_of_tag(tag_of(k, t))};
  if (out->kind == KH_NAME_BODY && after_its_country(r, b, e, out)) return true;
  /* "Kenyan Foreign Ministry", "Supreme Court": the role lexicon says more */
  /* "Jailed Turkish …" tagged as a person: a nationality inside tells better */
  kh_gaz_hit hit[READINGS];
  for (uint32_t x = b + 1; x < e && out->kind == KH_NAME_PERSON && e < s->tok_end && k->upos[e] == KH_UPOS_NOUN; x++)
    if (kh_gaz_match(w->a->gaz, w->d, x, hit, READINGS) && kind_of_hit(w->a->gaz, hit) == KH_NAME_DEMONYM) return false;
  /* a title tagged along: a known name in full ends it */
  for (uint32_t x = b + 1; x + 1 < e && out->kind == KH_NAME_PERSON && !kh_roles_first_name(&w->a->roles, k, b); x++)
    if (kh_gaz_match(w->a->gaz, w->d, x, hit, READINGS) && hit[0].tok_end == e && hit[0].use == KH_GAZ_USE_NAME &&
        kind_of_hit(w->a->gaz, hit) == KH_NAME_PERSON)
      return false;
  while (out->kind == KH_NAME_PERSON && e - b > 2 && is_title(w, b)) out->begin = ++b;
  bool called = b > s->tok_begin && full_stop(k, b - 1) && kh_roles_title(&w->a->roles, k, b - 1);
  if (called || (e - b > 1 && full_stop(k, b) && kh_roles_title(&w->a->roles, k, b))) out->kind = KH_NAME_PERSON;      /* "Mr. Band" */
  if (e - b > 1 && kh_roles_opening(&w->a->roles, k, b)) out->kind = KH_NAME_BODY;      /* "Banca Montebello" */
  bool fresh;
  /* "Jordan won", after "Michael Jordan" */
  if (out->kind == KH_NAME_PLACE && e - b == 1 && kh_map_get(r->surname, k->lower[b])) out->kind = KH_NAME_PERSON;
  const kh_ending *ending = kh_roles_ending(&w->a->roles, k, e - 1);
  if ((out->kind == KH_NAME_BODY || out->kind == KH_NAME_PLACE) && e - b > 1 && e - b < 4 && !(ending && ending->finds) &&
      kh_roles_first_name(&w->a->roles, k, b) && k->upos[e - 1] == KH_UPOS_PROPN)
    out->kind = KH_NAME_PERSON;
  if (out->kind == KH_NAME_PERSON && misspelt(r, b, e, out)) {
    out->head = head_of(k, b, e);
    return true;
  }
  if (out->kind == KH_NAME_PERSON && e > b + 1) *kh_map_put(r->surname, k->lower[surname_leads(w, b) ? b : surname_of(k, b, e)], &fresh) = 1;
  if (e - b > 1 && ending && (ending->finds || !kh_roles_first_name(&w->a->roles, k, b))) out->kind = KH_NAME_BODY;
  uint32_t last = out->kind == KH_NAME_PERSON ? e - 1 : out->head;
  if (out->begin > t) out->head = head_of(k, b, e);
  const kh_role *role = kh_roles_match(&w->a->roles, k, last, s->tok_begin, s->tok_end, &rb, &re);
  if (out->kind == KH_NAME_BODY && !(ending && ending->finds) && cuts_office(w, s, b, e)) return false;
  if (role && role->acts) role = NULL;      /* "Kansas City" */
  /* "Lakeside Loan Association" is more than an association */
  if (role && ending && ending->words > 1 && ending->words < e - b && ending->words >= re - rb) role = NULL;
  if (role && (out->kind != KH_NAME_PERSON || re - rb > 1 ||
               (e - b == 1 && b == s->tok_begin && (role->kind == KH_ROLE_PEOPLE || k->lower[b].n != kh_roles_text(&w->a->roles, role->name).n))))
    return false;      /* a plural at the head of a sentence is no person */
  return true;
}

/* "Mr. Band": capitals behind such a title are a person, though neither the list nor the tagger knows them. */
static bool read_titled(const kh_actors_work *w, const kh_sentence *s, uint32_t t, kh_name *out) {
  const kh_tokens *k = w->k;
  if (t == s->tok_begin || k->upos[t] != KH_UPOS_PROPN || !kh_has_capital(k, t) || !full_stop(k, t - 1) || !kh_roles_title(&w->a->roles, k, t - 1))
    return false;
  uint32_t end = t + 1;
  while (end < s->tok_end && end < t + 3 && k->upos[end] == KH_UPOS_PROPN && k->deprel[end] == KH_DEP_FLAT && kh_has_capital(k, end)) end++;
  *out = (kh_name){.begin = t, .end = end, .head = head_of(k, t, end), .entity = KH_NONE, .kind = KH_NAME_PERSON};
  return true;
}

/* "USS Boxer": the letters of a navy before the name of its ship, whatever the tagger makes of the two. */
static bool read_ship(const kh_actors_work *w, const kh_sentence *s, uint32_t t, kh_name *out) {
  enum { LONGEST = 4 };
  const kh_tokens *k = w->k;
  const kh_ending *navy = is_acronym(k, t) ? kh_roles_opening(&w->a->roles, k, t) : NULL;
  uint32_t end = t + 1;
  while (end < s->tok_end && end < t + LONGEST && k->upos[end] == KH_UPOS_PROPN && kh_has_capital(k, end)) end++;
  if (!navy || navy->sectors != 1u << KH_SECTOR_MIL || end < t + 2) return false;
  *out = (kh_name){.begin = t, .end = end, .head = head_of(k, t, end), .entity = KH_NONE, .kind = KH_NAME_BODY};
  return true;
}

static bool is_form(const kh_actors_work *w, uint32_t t) {
  const kh_ending *e = kh_roles_ending(&w->a->roles, w->k, t);
  return e && e->form;
}

/* "Texaco" of "Texaco Inc", "Aetna" of "Aetna Life and Casualty Co": behind the known name stands nothing but its form, or what goes on with it. */
static bool goes_on(const kh_actors_work *w, uint32_t from, uint32_t end) {
  bool and = false;
  for (uint32_t t = from; t < end; t++) and |= w->k->upos[t] == KH_UPOS_CCONJ;
  for (uint32_t t = from; t < end; t++)
    if (and ? w->k->upos[t] != KH_UPOS_CCONJ && !kh_roles_joins(&w->a->roles, w->k, t) : !is_form(w, t)) return false;
  return true;
}

static bool is_business(const kh_actors_work *w, uint32_t t) {
  const kh_ending *e = kh_roles_ending(&w->a->roles, w->k, t);
  return e && e->sectors == 1u << KH_SECTOR_BUS;
}

/* "U.S. Securities and Exchange Commission": behind the state that ends at `from` stands a body of its own that the list knows, and goes on at least to `end`.
 * */
static bool known_behind(const reader *r, const kh_name *state, uint32_t end) {
  const kh_gaz *g = r->w->a->gaz;
  kh_gaz_hit body[READINGS];
  uint32_t n = state->kind == KH_NAME_STATE || state->kind == KH_NAME_DEMONYM ? kh_gaz_match(g, r->w->d, state->end, body, READINGS) : 0;
  for (uint32_t i = 0; i < n; i++)
    if (body[i].tok_end >= end && kind_of_hit(g, &body[i]) == KH_NAME_BODY && !strcmp(actor_of(r, g, body[i].entity).country, state->actor.country))
      return true;
  return false;
}

/* Capitals in a row that end in a word such as "Corp": a name, though no list and no tag knows it. KH_NONE if none begins at t. */
static uint32_t ending_name(const kh_actors_work *w, const kh_sentence *s, uint32_t t) {
  const kh_tokens *k = w->k;
  uint32_t end = KH_NONE, joined = 0;      /* words since an "and": "Savings and Loan Association" */
  bool goes_on = false;                    /* all of them go on with the name: "Life and Casualty Co" */
  switch (k->upos[t]) {
    case KH_UPOS_PROPN: case KH_UPOS_NOUN: case KH_UPOS_ADJ: case KH_UPOS_VERB: case KH_UPOS_NUM: case KH_UPOS_X: break;
    default: return KH_NONE;
  }
  for (uint32_t x = t; x < s->tok_end && x < t + 8; x++) {
    char c = k->form[x].s[0];
    bool capital = c >= 'A' && c <= 'Z';
    const kh_ending *e = x > t ? kh_roles_ending(&w->a->roles, k, x) : NULL;
    /* "Tehran Radio" */
    bool tells = e && capital && k->ner[x - 1] && k->upos[x] == KH_UPOS_PROPN && k->upos[x - 1] != KH_UPOS_DET && !cuts_office(w, s, t, x + 1);
    if (e && !capital && t == s->tok_begin && e->words > x - t) e = NULL;      /* "Trade unions" has the capital of its sentence */
    if (joined) goes_on = goes_on && kh_roles_joins(&w->a->roles, k, x);
    if (e && e->words <= joined && !(goes_on && e->form)) e = NULL;      /* what stands before "and" is another name */
    if (e && (e->finds || tells)) end = x + 1, joined = 0;
    bool and = !capital && x > t && k->upos[x] == KH_UPOS_CCONJ;
    if (and && !joined) goes_on = !is_form(w, x - 1);
    if (joined || and) joined++;
    else if (!capital && !(x > t && (c == '&' || c == '-'))) break;
  }
  return end;
}

/* "Financial Corp of Santa Barbara": where the name that ends at `end` goes on. */
static uint32_t of_place(const kh_actors_work *w, const kh_sentence *s, uint32_t end) {
  const kh_tokens *k = w->k;
  uint32_t past = end + 1;
  if (end >= s->tok_end || k->upos[end] != KH_UPOS_ADP || kh_roles_preposition(&w->a->roles, k, end) != KH_PREP_BELONGS || !is_business(w, end - 1)) return end;
  while (past < s->tok_end && past < end + 4 && k->upos[past] == KH_UPOS_PROPN && kh_has_capital(k, past)) past++;
  return past > end + 1 ? past : end;
}

/* "Harcourt Brace Inc": "Harcourt Brace" and "Harcourt" are it as well from now on. A country or a place is not. */
static void remember_firm(reader *r, uint32_t number) {
  kh_actors_work *w = r->w;
  const kh_name *n = &w->names.at[number];
  uint32_t end = n->end, begin = n->begin;
  while (end > n->begin && is_form(w, end - 1)) end--;
  if (n->kind != KH_NAME_BODY || n->firm || (end == n->end && (n->entity == KH_NONE || !(n->actor.sectors & 1u << KH_SECTOR_BUS)))) return;
  for (uint32_t t = begin; t < end; t++) if (w->k->upos[t] == KH_UPOS_ADP) return;      /* "Bank of Boston" */
  while (begin + 1 < end && memchr(w->k->form[begin].s, '.', w->k->form[begin].n)) begin++;      /* "E.F. Hutton" */
  kh_gaz_hit hit[READINGS];
  uint32_t m = kh_gaz_match(w->a->gaz, w->d, begin, hit, READINGS);
  for (uint32_t e = end; e > begin; e--) {
    bool region = false;
    for (uint32_t i = 0; i < m; i++)
      region |= hit[i].tok_end == e && kind_of_hit(w->a->gaz, &hit[i]) != KH_NAME_PERSON && kind_of_hit(w->a->gaz, &hit[i]) != KH_NAME_BODY;
    if (region || w->k->upos[e - 1] == KH_UPOS_CCONJ || w->k->upos[e - 1] == KH_UPOS_PUNCT) continue;
    char room[FIRM_KEY];
    kh_str key = firm_key(w, room, begin, e);
    bool fresh;
    if (!key.n || kh_map_get(r->firm, key)) continue;
    *kh_map_put(r->firm, kh_str_dup(w->scratch, key), &fresh) = number + 1;
  }
  for (uint32_t e = end > begin + 2 ? end : begin + 3; e <= n->end && n->entity == KH_NONE; e++) {      /* "PRI" is Pacific Resources Inc, if that is told of */
    char room[FIRM_KEY];
    size_t letters = 0;
    for (uint32_t t = begin; t < e && letters + 1 < FIRM_KEY; t++) if (kh_has_capital(w->k, t)) room[letters++] = (char)(w->k->form[t].s[0] + 32);
    room[letters++] = ' ';
    bool fresh;
    kh_str key = {room, letters};
    if (!kh_map_get(r->firm, key)) *kh_map_put(r->firm, kh_str_dup(w->scratch, key), &fresh) = number + 1;
  }
}

/* The first words of a company that the report has named in full, standing alone, where nothing else knows them. */
static bool read_firm(const reader *r, const kh_sentence *s, uint32_t t, kh_name *out) {
  kh_actors_work *w = r->w;
  const kh_tokens *k = w->k;
  uint32_t end = t;
  while (end < s->tok_end && end < t + FIRM_WORDS && kh_has_capital(k, end) &&
         (k->upos[end] == KH_UPOS_PROPN || (end > t && k->upos[end] == KH_UPOS_NOUN) ||
          (end == t && k->upos[t] == KH_UPOS_ADJ && t > s->tok_begin && (k->deprel[t] != KH_DEP_AMOD || (t + 1 < s->tok_end && kh_has_capital(k, t + 1))))))
    end++;
  if (end == t || (end < s->tok_end && kh_has_capital(k, end) && k->upos[end] != KH_UPOS_ADV) ||
      (t > s->tok_begin && kh_has_capital(k, t - 1) && k->upos[t - 1] == KH_UPOS_PROPN) || titled(w, t, s))
    return false;
  char room[FIRM_KEY];
  const uint32_t *v = kh_map_get(r->firm, firm_key(w, room, t, end));
  if (!v || (end == t + 1 && (kh_map_get(r->surname, k->lower[t]) ||
                              (t == s->tok_begin && (end >= s->tok_end || (k->upos[end] != KH_UPOS_VERB && k->upos[end] != KH_UPOS_AUX))))))
    return false;
  const kh_name *full = &w->names.at[*v - 1];
  *out = (kh_name){.begin = t, .end = end, .head = head_of(k, t, end), .gaz = full->gaz, .entity = full->entity, .kind = KH_NAME_BODY, .firm = *v, .actor = full->actor};
  return true;
}

/* Gender from a title before the name or from its first word; but "Mitchell" after "Andrea Mitchell" is no first name. */
static uint8_t gender_of(const reader *r, const kh_name *n, const kh_sentence *s) {
  const kh_actors_work *w = r->w;
  uint8_t g = n->begin > s->tok_begin ? kh_roles_title(&w->a->roles, w->k, n->begin - 1) : 0;
  if (!g) g = kh_roles_title(&w->a->roles, w->k, n->begin);
  bool surname = n->end == n->begin + 1 && kh_map_get(r->surname, w->k->lower[n->begin]);
  return g || surname ? g : kh_roles_first_name(&w->a->roles, w->k, n->begin);
}

/* Cheap test before the gazetteer is asked: names hold a capital in their first two words. */
static bool may_begin(const kh_tokens *k, uint32_t t, uint32_t end) {
  for (size_t i = 1; i + 1 < k->form[t].n && i < 4; i++)      /* "al-Qaeda" in one token */
    if (k->form[t].s[i] == '-' && k->form[t].s[i + 1] >= 'A' && k->form[t].s[i + 1] <= 'Z') return true;
  for (uint32_t i = t; i < end && i < t + 3; i++) {
    char c = k->form[i].n ? k->form[i].s[0] : 0;
    if ((c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80 || (c >= '0' && c <= '9')) return true;
    if (i > t && c != '-') return false;
  }
  return false;
}

/* The states that the report names anywhere, and the persons it names in full: headlines have their surnames first. */
/* "in Manila", "MANILA (": a capital where something happens. */
static bool is_scene(const kh_actors_work *w, uint32_t t) {
  const kh_sentence *s = &w->d->sentences[w->k->sentence[t]];
  if (t > s->tok_begin) return kh_roles_preposition(&w->a->roles, w->k, t - 1) == KH_PREP_PLACE;
  return t + 1 < s->tok_end && w->k->upos[t + 1] == KH_UPOS_PUNCT && !kh_str_is(w->k->form[t + 1], ",");
}

static void find_states(reader *r) {
  const kh_actors_work *w = r->w;
  char by_letters[4] = "";      /* the country of the first short form of a party, … */
  kh_str first = {0};           /* … and which party that is */
  for (uint32_t t = 0; t < w->k->n; t++) {
    kh_gaz_hit hit[READINGS];
    kh_actor a = {0};
    uint32_t n = may_begin(w->k, t, t + 1) ? kh_gaz_match(w->a->gaz, w->d, t, hit, READINGS) : 0;
    r->towns += tag_of(w->k, t) == KH_ENTITY_LOC && w->k->ner[t] & 1 && (!n || kind_of_hit(w->a->gaz, hit) == KH_NAME_PLACE);
    for (uint32_t i = 0; i < n && r->countries < 48; i++) {
      kh_name_kind kind = kind_of_hit(w->a->gaz, &hit[i]);
      bool fresh;
      if (kind == KH_NAME_PERSON && hit[i].use == KH_GAZ_USE_NAME && hit[i].tok_end > t + 1 && !kh_gaz_unheard(w->a->gaz, hit[i].entity, w->d->published)) {
        *kh_map_put(r->seen, kh_gaz_id(w->a->gaz, hit[i].entity), &fresh) = 1;
        a = actor_of(r, w->a->gaz, hit[i].entity);
        *kh_map_put(r->homes, kh_str_dup(w->scratch, kh_str_of(a.country)), &fresh) = 1;
      }
      bool maybe_party = kind == KH_NAME_BODY && n == 1 && !(hit[i].flags & KH_GAZ_AMBIGUOUS);      /* "the BJP": a party tells of its country as well */
      bool seat = kind == KH_NAME_SEAT && !(hit[i].flags & KH_GAZ_AMBIGUOUS && hit[i].tok_end > t + 1);
      if (kind != KH_NAME_STATE && kind != KH_NAME_DEMONYM && !seat && !maybe_party) continue;
      if (seat && hit[i].flags & KH_GAZ_CITY) r->staged |= is_scene(w, t);
      kh_gaz_code(w->a->gaz, hit[i].entity, w->d->published, w->scratch, &a);
      if (maybe_party && (a.sectors != 1u << KH_SECTOR_PTY || kh_gaz_state(w->a->gaz, a.country) == KH_NONE)) continue;
      if (maybe_party && is_acronym(w->k, t)) {      /* but not its letters, which may be another's, unless two parties of it are named */
        kh_str id = kh_gaz_id(w->a->gaz, hit[i].entity);
        if (!by_letters[0]) memcpy(by_letters, a.country, sizeof by_letters), first = id;
        if (strcmp(by_letters, a.country) || kh_str_eq(first, id)) continue;
      }
      const uint32_t one = seat && is_scene(w, t) ? 3 : 1;      /* the scene counts more */
      for (uint32_t x = 0; x < r->countries; x++) r->times[x] += memcmp(r->country[x], a.country, 4) ? 0 : one;
      if (a.country[0] && !names_country(r, a.country)) r->times[r->countries] = one, memcpy(r->country[r->countries++], a.country, 4);
    }
  }
  if (!r->countries && by_letters[0]) r->times[0] = 1, memcpy(r->country[r->countries++], by_letters, sizeof by_letters);
}

static bool is_listed(const kh_actors_work *w, const kh_nominal *n, const char country[4]) {
  kh_str list = kh_roles_text(&w->a->roles, n->countries), one;
  while (kh_str_split(&list, ' ', &one)) if (kh_str_is(one, country)) return true;
  return false;
}

/* "Indians blocked the road", in a report from Ecuador that names nothing of India: a people that is called as first peoples of other lands are (the word's
 * list in coref.txt) is that of the land which the report names most of these. */
static void first_peoples(kh_actors_work *w) {
  kh_tally lands = {.n = 0};
  const kh_nominal *called = NULL;
  uint32_t people = 0, of_them = 0;      /* "Indians", "Indian leaders": a state's own officials are told of by its adjective */
  char so[4] = "";
  for (size_t i = 0; i < w->names.n && !called; i++) {
    const kh_name *n = &w->names.at[i];
    const kh_nominal *list = n->kind == KH_NAME_DEMONYM && n->end == n->begin + 1 ? kh_roles_nominal(&w->a->roles, w->k, n->begin) : NULL;
    bool elsewhere = list && list->what == KH_NOMINAL_LISTED && kh_gaz_state(w->a->gaz, n->actor.country) != KH_NONE;
    if (elsewhere && !is_listed(w, list, n->actor.country)) called = list, memcpy(so, n->actor.country, 4);
  }
  for (size_t i = 0; i < w->names.n && called; i++) {
    const kh_name *n = &w->names.at[i];
    if (n->kind != KH_NAME_DEMONYM && !strcmp(n->actor.country, so)) return;      /* it tells of that land itself */
    if (!strcmp(n->actor.country, so) && w->k->morph[n->head] & KH_MORPH_PLUR) people++;
    else if (!strcmp(n->actor.country, so)) of_them++;
    if (n->actor.country[0] && is_listed(w, called, n->actor.country)) kh_tally_add(&lands, n->actor.country, 1);
  }
  for (size_t i = 0; i < w->names.n && lands.n && people > of_them; i++) {
    kh_name *n = &w->names.at[i];
    if (n->kind != KH_NAME_DEMONYM || strcmp(n->actor.country, so) || n->end != n->begin + 1) continue;
    n->actor = (kh_actor){0};
    kh_gaz_set_state(w->a->gaz, lands.country[lands.best], w->d->published, &n->actor);
  }
}

/* "Vodafone Germany", "Caritas Lebanon", tagged as one name: a firm's or a charity's own body in the land whose name ends it. */
static void at_home_in(const reader *r, const kh_sentence *s, kh_name *n) {
  const uint32_t private = 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_REL;
  const kh_tokens *k = r->w->k;
  const kh_gaz *g = r->w->a->gaz;
  uint32_t b, e;
  kh_gaz_hit hit[READINGS];
  if (n->kind != KH_NAME_BODY || n->entity == KH_NONE || !n->actor.sectors || n->actor.sectors & ~private || n->end >= s->tok_end ||
      tag_of(k, n->begin) != KH_ENTITY_ORG || !tagged_span(k, s, n->begin, &b, &e) || e <= n->end || !kh_gaz_match(g, r->w->d, n->end, hit, READINGS))
    return;
  if (kind_of_hit(g, &hit[0]) != KH_NAME_STATE || hit[0].tok_end != e) return;
  if (e < s->tok_end && kh_has_capital(k, e) && k->upos[e] == KH_UPOS_PROPN) return;
  kh_actor land = actor_of(r, g, hit[0].entity);
  n->end = e;
  n->head = head_of(k, n->begin, e);
  kh_actor_take_country(&n->actor, &land);
}

void kh_actors_names(kh_actors_work *w) {
  const kh_tokens *k = w->k;
  kh_doc *d = w->d;
  reader r = {.w = w,
              .seen = kh_map_new(w->scratch, 64),
              .surname = kh_map_new(w->scratch, 64),
              .firm = kh_map_new(w->scratch, 64),
              .spelled = kh_map_new(w->scratch, 16),
              .homes = kh_map_new(w->scratch, 16)};
  find_states(&r);
  for (uint32_t t = 0; t < k->n; t++) {
    bool fresh;
    if (spells_out(w, t)) *kh_map_put(r.spelled, k->form[t], &fresh) = 1;
    /* "a seller surnamed Zhao" is nobody known */
    if (kh_roles_preposition(&w->a->roles, k, t) == KH_PREP_SURNAME && t + 1 < k->n && kh_has_capital(k, t + 1)) *kh_map_put(r.surname, k->lower[t + 1], &fresh) = 1;
  }
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    const kh_sentence *s = &d->sentences[i];
    if (s->kind == KH_SENT_RESIDUE) continue;
    for (uint32_t t = s->tok_begin; t < s->tok_end;) {
      kh_name n;
      bool ticker = t > s->tok_begin + 1 && t + 1 < s->tok_end && w->name_at[t - 2] != KH_NONE && kh_str_is(k->form[t - 1], "<") &&
                    kh_str_is(k->form[t + 1], ">") && is_acronym(k, t);
      bool mark = t > s->tok_begin + 1 && t + 1 < s->tok_end && kh_str_is(k->form[t - 1], "(") && kh_str_is(k->form[t + 1], ")") &&
                  k->upos[t - 2] == KH_UPOS_PROPN && tag_of(k, t - 2) == KH_ENTITY_ORG && is_acronym(k, t);
      kh_gaz_hit of[READINGS];
      /* "Popular Alliance (AP)": its short name, and no agency */
      if (mark && kh_gaz_match(w->a->gaz, d, t, of, READINGS) && actor_of(&r, w->a->gaz, of[0].entity).sectors & 1u << KH_SECTOR_JRN) {
        t++;
        continue;
      }
      if (ticker) {      /* "McDonald and Co Investments Inc <MDD>": no movement of that name */
        t++;
        continue;
      }
      kh_gaz_hit outer[READINGS], inner[READINGS];
      bool article = k->upos[t] == KH_UPOS_DET && may_begin(k, t, s->tok_end) && t + 1 < s->tok_end;
      if (article && kh_gaz_match(w->a->gaz, d, t, outer, READINGS) && kh_gaz_match(w->a->gaz, d, t + 1, inner, READINGS) &&
          inner[0].tok_end > outer[0].tok_end) {
        t++;      /* "the Guardian Council" is no paper, "the House of Representatives" not "the House" */
        continue;
      }
      bool found = read_ship(w, s, t, &n) || (may_begin(k, t, s->tok_end) && read_gazetteer(&r, s, t, &n));
      if (!found) found = ((k->ner[t] & 1) || (k->ner[t] && t > s->tok_begin && k->upos[t - 1] == KH_UPOS_DET)) && read_tagged(&r, s, t, &n);
      if (!found) found = read_titled(w, s, t, &n);
      if (found) at_home_in(&r, s, &n);
      uint32_t end = ending_name(w, s, t);
      if (end != KH_NONE && !(found && known_behind(&r, &n, end)) && (!found || (n.end < end && (n.kind != KH_NAME_BODY || n.entity == KH_NONE)))) {
        end = of_place(w, s, end);
        n = (kh_name){.begin = t, .end = end, .head = head_of(k, t, end), .entity = KH_NONE, .kind = KH_NAME_BODY};
        found = true;
      } else if (end != KH_NONE && n.end < end && n.begin == t && n.actor.sectors & 1u << KH_SECTOR_BUS && goes_on(w, n.end, end))
        n.end = end, n.head = head_of(k, t, end);
      /* "NBC" is who is known by that name, "PRI" of a company's report no party */
      bool short_name =
          found && n.kind == KH_NAME_BODY && n.end == t + 1 && is_acronym(k, t) && !(n.actor.sectors & (1u << KH_SECTOR_BUS | 1u << KH_SECTOR_JRN));
      bool doubtful = !found || short_name ||
                      (n.entity == KH_NONE && (n.kind == KH_NAME_BODY || (n.end == t + 1 && (n.kind == KH_NAME_PERSON || n.kind == KH_NAME_PLACE))));
      bool region = found && (n.kind == KH_NAME_DEMONYM || n.kind == KH_NAME_STATE || n.kind == KH_NAME_PLACE);      /* "American Quasar" */
      if (doubtful || region) {
        kh_name firm;
        bool is_firm = read_firm(&r, s, t, &firm);
        if (is_firm && (!found || firm.end > n.end || (doubtful && firm.end == n.end))) n = firm;
        if (!is_firm && !found) {
          t++;
          continue;
        }
      }
      n.first = n.begin;
      if (n.kind == KH_NAME_PERSON) {
        if (!n.gender) n.gender = gender_of(&r, &n, s);
        while (n.begin > s->tok_begin && w->name_at[n.begin - 1] == KH_NONE && kh_roles_title(&w->a->roles, k, n.begin - 1)) n.begin--;   /* "Mr. Modi" */
        n.head = head_of(k, n.begin, n.end);
      }
      for (uint32_t x = n.begin; x < n.end; x++) w->name_at[x] = (uint32_t)w->names.n;
      KH_PUSH(w->scratch, &w->names, n);
      remember_firm(&r, (uint32_t)w->names.n - 1);
      t = n.end;
    }
  }
  if (r.dated && d->published == KH_NO_DAY)
    kh_doc_problem(d, KH_E_NOTHING, (kh_span){0, 0}, "no publication date: actors are coded by their latest offices");
  first_peoples(w);
}
