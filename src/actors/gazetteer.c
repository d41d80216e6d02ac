/* gazetteer.c: names to entities, entities to codes on a day. */
#include "actors/gazetteer_int.h"

#include <stdlib.h>

/* One letter folded: marks off, lower case. Returns its bytes, 0 for a sign that splits, UINT32_MAX for one that is dropped. */
static uint32_t fold(uint32_t cp, char out[8], bool *upper) {
  if (cp < 0x80) {
    if (cp >= 'A' && cp <= 'Z') return *upper = true, out[0] = (char)(cp + 32), 1;
    if ((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9')) return *upper = false, out[0] = (char)cp, 1;
    return 0;
  }
  *upper = kh_cp_is_upper(cp);
  if (!kh_cp_is_letter(cp) && !kh_cp_is_digit(cp)) return 0;
  size_t n = kh_cp_fold(cp, out);
  for (size_t i = 0; i < n; i++)
    if (out[i] >= 'A' && out[i] <= 'Z') out[i] = (char)(out[i] + 32);
  return n ? (uint32_t)n : UINT32_MAX;
}

uint32_t gaz_pieces(kh_str v, uint64_t ampersand, uint64_t *hash, bool *upper, uint32_t max, bool *all_caps) {
  char word[64];
  uint32_t n = 0, len = 0;
  bool first = false;
  *all_caps = true;
  if (v.n && v.s[v.n - 1] == '$') return 0;   /* "US$" is money */
  for (size_t i = 0; i <= v.n;) {
    char out[8];
    bool up = false;
    uint32_t k = 0, cp = 0;
    if (i < v.n) {
      cp = kh_utf8_next(v.s, v.n, &i);
      k = fold(cp, out, &up);
    } else i++;
    if (k == UINT32_MAX) continue;   /* a mark of its own */
    if (k) {
      if (!len) first = up;
      if (!up && !(cp >= '0' && cp <= '9')) *all_caps = false;
      if (len + k <= sizeof word) memcpy(word + len, out, k), len += k;
      continue;
    }
    if (cp == '.' && i < v.n) continue;   /* "U.S." is one word */
    if (cp == '&' && !len && n < max && (i == 1 || v.s[i - 2] == ' ') && (i >= v.n || v.s[i] == ' ')) {   /* "Marsh & McLennan", "Marsh and McLennan" */
      hash[n] = ampersand;
      upper[n++] = false;
      continue;
    }
    if (len && n < max) {
      hash[n] = kh_hash(word, len);
      upper[n++] = first;
    }
    len = 0;
  }
  return n;
}

static const gaz_node *node(const kh_gaz *g, uint64_t hash) {
  if (!g->nodes) return NULL;
  for (size_t i = gaz_slot(hash, g->node_count);; i = i + 1 < g->node_count ? i + 1 : 0) {
    if (g->nodes[i].hash == hash) return &g->nodes[i];
    if (!g->nodes[i].hash) return NULL;
  }
}

/* Names at a node that fit the capitals of the text. */
static uint32_t take(const kh_gaz *g, const gaz_node *n, uint32_t upper, bool all_caps, uint32_t tok_end, kh_gaz_hit *out, uint32_t max) {
  uint32_t k = 0;
  for (uint32_t i = 0; i < n->count && k < max; i++) {
    const gaz_name *m = &g->names[n->names + i];
    if ((m->upper & upper) != m->upper || (m->flags & KH_GAZ_CAPS && !all_caps)) continue;
    out[k++] = (kh_gaz_hit){m->entity, tok_end, m->use, m->flags};
  }
  return k;
}

enum {
  LISTED = 8,         /* readings of a name with a comma */
  INITIALED = 8,      /* readings of a name with a middle initial that no list has */
  DAYS_AFTER = 2      /* reports of the days after tell what somebody did or suffered while in office */
};

/* "The Bureau of Alcohol, Tobacco and Firearms": of the names that a comma was passed over for, those of bodies whose own name has one. */
static uint32_t with_comma(const kh_gaz *g, kh_gaz_hit *out, uint32_t n) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < n; i++) {
    kh_gaz_kind kind = kh_gaz_kind_of(g, out[i].entity);
    bool person = kind == KH_GAZ_MALE || kind == KH_GAZ_FEMALE || kind == KH_GAZ_PERSON;
    kh_str name = kh_gaz_name(g, out[i].entity);
    if (!person && name.n && memchr(name.s, ',', name.n)) out[kept++] = out[i];
  }
  return kept;
}

/* skip: the second word is passed over. */
static uint32_t match(const kh_gaz *g, const kh_doc *d, uint32_t tok, bool skip, kh_gaz_hit *out, uint32_t max) {
  uint64_t so_far = 0, hash[GAZ_PIECES_A_TOKEN];
  bool up[GAZ_PIECES_A_TOKEN], caps, all_caps = true;
  uint32_t pieces = 0, upper = 0, found = 0;
  bool comma = false;
  uint32_t end = d->sentences[d->tok.sentence[tok]].tok_end;
  for (uint32_t t = tok; t < end && pieces < GAZ_MAX_PIECES; t++) {
    if (skip && t == tok + 1) continue;
    kh_str form = d->tok.form[t];
    uint32_t k = gaz_pieces(form, g->ampersand, hash, up, GAZ_PIECES_A_TOKEN, &caps);
    if (!k) {
      if (t == tok || form.n != 1 || !memchr("-'/,", form.s[0], 4)) break;   /* these may stand in a name */
      comma |= form.s[0] == ',';
      continue;
    }
    all_caps &= caps;
    const gaz_node *n = NULL;
    for (uint32_t i = 0; i < k; i++) {
      so_far = gaz_step(so_far, hash[i]);
      if (up[i] && pieces < 16) upper |= 1u << pieces;
      pieces++;
      if (!(n = node(g, so_far))) return found;
    }
    if (n->count) {
      kh_gaz_hit one[LISTED];   /* what was found before stays where a comma leaves nothing */
      uint32_t more = comma ? with_comma(g, one, take(g, n, upper, all_caps, t + 1, one, max < LISTED ? max : LISTED)) : take(g, n, upper, all_caps, t + 1, out, max);
      if (comma && more) memcpy(out, one, more * sizeof *out);
      if (more) found = more;
    }
  }
  return found;
}

uint32_t kh_gaz_match(const kh_gaz *g, const kh_doc *d, uint32_t tok, kh_gaz_hit *out, uint32_t max) {
  uint32_t found = match(g, d, tok, false, out, max), kept = 0;
  if (tok + 2 >= d->tok.n || d->tok.form[tok + 1].n != 2 || d->tok.form[tok + 1].s[1] != '.' || (found && out[0].tok_end > tok + 2)) return found;
  kh_gaz_hit persons[INITIALED];      /* "Harry M. Reid" */
  uint32_t n = match(g, d, tok, true, persons, max < INITIALED ? max : INITIALED);
  if (!n || persons[0].tok_end < tok + 3) return found;
  for (uint32_t i = 0; i < n; i++) {
    kh_gaz_kind kind = kh_gaz_kind_of(g, persons[i].entity);
    if ((kind == KH_GAZ_MALE || kind == KH_GAZ_FEMALE || kind == KH_GAZ_PERSON) && persons[i].use == KH_GAZ_USE_NAME) out[kept++] = persons[i];
  }
  return kept ? kept : found;
}

uint32_t kh_gaz_find(const kh_gaz *g, kh_str name, kh_gaz_hit *out, uint32_t max) {
  uint64_t so_far = 0, hash[GAZ_MAX_PIECES];
  bool up[GAZ_MAX_PIECES], caps;
  uint32_t k = gaz_pieces(name, g->ampersand, hash, up, GAZ_MAX_PIECES, &caps);
  const gaz_node *n = NULL;
  for (uint32_t i = 0; i < k; i++)
    if (!(n = node(g, so_far = gaz_step(so_far, hash[i])))) return 0;
  return n ? take(g, n, UINT32_MAX, true, 0, out, max) : 0;
}

static kh_str text(const kh_gaz *g, uint32_t offset) { return kh_pool_at(g->pool, g->pool_bytes, offset); }

kh_gaz_kind kh_gaz_kind_of(const kh_gaz *g, uint32_t e) { return e < g->entity_count ? (kh_gaz_kind)g->entities[e].kind : KH_GAZ_NONE; }
kh_str kh_gaz_id(const kh_gaz *g, uint32_t e) { return e < g->entity_count ? text(g, g->entities[e].id) : KH_STR(""); }
kh_str kh_gaz_name(const kh_gaz *g, uint32_t e) { return e < g->entity_count ? text(g, g->entities[e].name) : KH_STR(""); }
char kh_gaz_gender(const kh_gaz *g, uint32_t e) { return e < g->entity_count ? (char)g->entities[e].gender : 0; }
size_t kh_gaz_count(const kh_gaz *g) { return g->entity_count; }
size_t kh_gaz_name_count(const kh_gaz *g) { return g->name_count; }

bool kh_gaz_stands(const kh_gaz *g, uint32_t e, int32_t day) {
  if (e >= g->entity_count) return false;
  for (uint32_t i = 0; i < g->entities[e].code_count; i++) {
    const gaz_code *c = &g->codes[g->entities[e].codes + i];
    if (day == KH_NO_DAY ? c->to == INT32_MAX : c->from <= day && day <= c->to) return true;
  }
  return false;
}

bool kh_gaz_unheard(const kh_gaz *g, uint32_t e, int32_t day) {
  enum { DOZEN_YEARS = 12 * 365 };
  if (e >= g->entity_count || day == KH_NO_DAY) return false;
  const gaz_entity *x = &g->entities[e];
  for (uint32_t i = 0; i < x->code_count; i++) if (g->codes[x->codes + i].from <= day + DOZEN_YEARS) return false;
  return x->code_count > 0;
}

void kh_gaz_code(const kh_gaz *g, uint32_t e, int32_t day, kh_arena *arena, kh_actor *out) {
  memset(out, 0, sizeof *out);
  if (e >= g->entity_count) return;
  const gaz_entity *x = &g->entities[e];
  kh_str id = text(g, x->id), name = text(g, x->name);
  out->id = (kh_text){id.s, id.n};
  out->name = (kh_text){name.s, name.n};
  bool person = x->kind == KH_GAZ_MALE || x->kind == KH_GAZ_FEMALE || x->kind == KH_GAZ_PERSON;
  const gaz_code *now = NULL, *last = NULL, *first = NULL;
  uint32_t sectors = 0;
  for (uint32_t i = 0; i < x->code_count; i++) {
    const gaz_code *c = &g->codes[x->codes + i];
    if (!first || c->from < first->from) first = c;
    bool holds = day == KH_NO_DAY ? false : c->from <= day && day <= c->to;
    if (day == KH_NO_DAY || c->to < day)
      if (!last || c->to > last->to || (c->to == last->to && c->from >= last->from)) last = c;
    if (!holds) continue;
    /* The office that a person took last names the role; all that hold give sectors. */
    if (!now || c->from > now->from) now = c;
    sectors |= c->sectors;
  }
  bool former = false;
  if (!now && day == KH_NO_DAY && last) {
    now = last;
    sectors = last->sectors;
    former = person && last->to != INT32_MAX;
  } else if (!now && last) {
    now = last;
    sectors = last->sectors;
    former = person && day - last->to > DAYS_AFTER;
  } else if (!now && first) {
    memcpy(out->country, first->country, 4);   /* before its time: where it is from */
    if (!person) sectors = first->sectors, now = first;
  }
  if (now) {
    memcpy(out->country, now->country, 4);
    kh_str role = text(g, now->role);
    if (former) {
      sectors = 1u << KH_SECTOR_ELI;
      kh_str prefix = text(g, g->former);
      if (role.n) role = kh_str_printf(arena, KH_FMT " " KH_FMT, KH_ARG(prefix), KH_ARG(role));
    }
    out->role = (kh_text){role.s, role.n};
  }
  out->sectors = sectors;
  for (int s = KH_SECTOR_COUNT - 1; s > 0; s--)
    if (sectors >> s & 1) out->sector = (kh_sector)s;
  if (out->country[0]) kh_gaz_set_state(g, out->country, day, out);
}

/* ---- states ---- */
/* The first row of a table, sorted by the country that each row begins with, whose country is not before this one. */
static size_t first_of(const void *rows, size_t n, size_t size, const char country[4]) {
  size_t lo = 0, hi = n;
  while (lo < hi) {
    size_t mid = (lo + hi) / 2;
    if (memcmp((const char *)rows + mid * size, country, 4) < 0) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

static const gaz_state *state(const kh_gaz *g, const char country[4], int32_t day) {
  size_t lo = first_of(g->states, g->state_count, sizeof *g->states, country);
  const gaz_state *best = NULL;
  for (; lo < g->state_count && !memcmp(g->states[lo].country, country, 4); lo++) {
    best = &g->states[lo];
    if (day != KH_NO_DAY && best->from <= day && day <= best->to) break;
  }
  return best;
}

uint32_t kh_gaz_state(const kh_gaz *g, const char country[4]) {
  const gaz_state *s = state(g, country, KH_NO_DAY);
  return s ? s->entity : KH_NONE;
}

void kh_gaz_set_state(const kh_gaz *g, const char country[4], int32_t day, kh_actor *a) {
  const gaz_state *s = state(g, country, day);
  memmove(a->country, country, sizeof a->country);
  a->cow = s ? s->cow : 0;
  a->gwn = s ? s->gwn : 0;
}

const char *kh_gaz_land_of(const kh_gaz *g, const char country[4], int32_t day) {
  size_t i = first_of(g->states, g->state_count, sizeof *g->states, country);
  for (; day != KH_NO_DAY && i < g->state_count && !memcmp(g->states[i].country, country, 4); i++)
    if (g->states[i].held_by[0] && day <= g->states[i].held_to) return g->states[i].held_by;
  return country;
}

bool kh_gaz_state_of_number(const kh_gaz *g, bool gw, int64_t number, int32_t day, char country[4]) {
  const gaz_state *best = NULL;
  for (size_t i = 0; i < g->state_count && number > 0; i++) {
    const gaz_state *s = &g->states[i];
    if ((gw ? s->gwn : s->cow) != number) continue;
    bool holds = day != KH_NO_DAY && s->from <= day && day <= s->to;
    if (holds || !best || s->to > best->to) best = s;
    if (holds) break;
  }
  if (best) memcpy(country, best->country, 4);
  return best != NULL;
}

kh_str kh_gaz_state_fips(const kh_gaz *g, const char country[4]) {
  const gaz_state *s = state(g, country, KH_NO_DAY);
  return s ? (kh_str){s->fips, strnlen(s->fips, 4)} : KH_STR("");
}

kh_str kh_gaz_state_iso2(const kh_gaz *g, const char country[4]) {
  const gaz_state *s = state(g, country, KH_NO_DAY);
  return s ? (kh_str){s->iso2, strnlen(s->iso2, 4)} : KH_STR("");
}

bool kh_gaz_state_of_iso2(const kh_gaz *g, const char *iso2, char country[4]) {
  for (size_t i = 0; i < g->state_count; i++)
    if (g->states[i].iso2[0] && !strncmp(g->states[i].iso2, iso2, 4)) return memcpy(country, g->states[i].country, 4), true;
  return false;
}

uint32_t kh_gaz_holder(const kh_gaz *g, const char country[4], kh_str office, int32_t day) {
  size_t lo = first_of(g->offices, g->office_count, sizeof *g->offices, country);
  const gaz_office *best = NULL;
  for (; lo < g->office_count && !memcmp(g->offices[lo].country, country, 4); lo++) {
    const gaz_office *o = &g->offices[lo];
    kh_str role = text(g, o->role);
    if (!kh_str_starts(role, office) || (role.n > office.n && role.s[office.n] != ' ' && role.s[office.n] != ',')) continue;
    if (day == KH_NO_DAY ? o->to != INT32_MAX : day < o->from || day > o->to) continue;
    if (!best || o->from > best->from) best = o;
  }
  return best ? best->entity : KH_NONE;
}

/* ---- opening ---- */
static const void *table(const kh_model *m, const char *name, size_t element, size_t *n, bool *ok) {
  const void *p = kh_model_table(m, name, element, n);
  if (!p) *ok = false;
  return p;
}

kh_status kh_gaz_open(const kh_model *m, kh_gaz **out, kh_error *err) {
  *out = NULL;
  kh_gaz *g = calloc(1, sizeof *g);
  if (!g) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  bool ok = true;
  size_t nodes, n;
  g->nodes = table(m, "gaz.nodes", sizeof *g->nodes, &nodes, &ok);
  g->names = table(m, "gaz.names", sizeof *g->names, &g->name_count, &ok);
  g->entities = table(m, "gaz.entities", sizeof *g->entities, &g->entity_count, &ok);
  g->codes = table(m, "gaz.codes", sizeof *g->codes, &g->code_count, &ok);
  g->states = table(m, "gaz.states", sizeof *g->states, &g->state_count, &ok);
  g->offices = table(m, "gaz.offices", sizeof *g->offices, &g->office_count, &ok);
  g->pool = table(m, "gaz.pool", 1, &g->pool_bytes, &ok);
  const uint32_t *former = table(m, "gaz.former", 4, &n, &ok);
  ok = ok && n == 1 && nodes < UINT32_MAX;
  const uint64_t *ampersand = table(m, "gaz.ampersand", sizeof *ampersand, &n, &ok);
  ok = ok && n == 1;
  if (ok) {
    g->former = *former;
    g->ampersand = *ampersand;
    g->node_count = nodes;
    if (!nodes) g->nodes = NULL;
    size_t used = 0;
    for (size_t i = 0; ok && i < nodes; i++) {
      used += g->nodes[i].hash != 0;
      ok = g->nodes[i].names <= g->name_count && g->nodes[i].count <= g->name_count - g->nodes[i].names;
    }
    ok = ok && (!nodes || used < nodes);
    for (size_t i = 0; ok && i < g->name_count; i++) ok = g->names[i].entity < g->entity_count;
    for (size_t i = 0; ok && i < g->entity_count; i++)
      ok =
          g->entities[i].codes <= g->code_count && g->entities[i].code_count <= g->code_count - g->entities[i].codes && g->entities[i].kind < KH_GAZ_KIND_COUNT;
    for (size_t i = 0; ok && i < g->code_count; i++) ok = g->codes[i].country[3] == 0;
    for (size_t i = 0; ok && i < g->state_count; i++)
      ok = g->states[i].entity < g->entity_count && !g->states[i].country[3] && !g->states[i].iso2[3] && !g->states[i].fips[3] && !g->states[i].held_by[3];
    for (size_t i = 0; ok && i < g->office_count; i++) ok = g->offices[i].entity < g->entity_count;
  }
  if (!ok) {
    free(g);
    return kh_fail(err, KH_E_DATA, "the gazetteer is missing or damaged");
  }
  *out = g;
  return KH_OK;
}

void kh_gaz_close(kh_gaz *g) { free(g); }
