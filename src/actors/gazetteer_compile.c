/* gazetteer_compile.c: data/actors (states.txt and all *.actors) to the packed tables. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "actors/gazetteer_int.h"

typedef struct prefix { uint64_t hash; uint32_t order, name; } prefix;   /* name: index + 1, 0 for a mere prefix */

typedef struct dated_code { gaz_code code; uint32_t entity, order; } dated_code;

typedef struct builder {
  kh_arena *a;
  kh_pool *pool;
  kh_map *ids;                     /* id -> entity + 1 */
  KH_VEC(prefix) prefixes;
  KH_VEC(gaz_name) names;
  KH_VEC(gaz_entity) entities;
  KH_VEC(dated_code) codes;
  KH_VEC(gaz_state) states;
  KH_VEC(gaz_office) offices;
  uint64_t ampersand;              /* hash of the word that "&" stands for in names */
  KH_VEC(kh_str) spellings;        /* spellings.txt: words that stand for each other in names of persons, a set a line */
  kh_map *spelling_of;             /* folded word -> set + 1 */
  kh_map *said_as_words;           /* acronyms.txt, in lower case */
  kh_str former;
  const kh_gaz *numbers;           /* who knows COW and GW numbers, or NULL */
} builder;

static const char *const kind_labels[] = {
    "",
#define X(name, label) label,
    KH_GAZ_KIND_TABLE(X)
#undef X
};

static kh_gaz_kind kind_of(kh_str v) {
  for (int i = 1; i < KH_GAZ_KIND_COUNT; i++)
    if (kh_str_is(v, kind_labels[i])) return (kh_gaz_kind)i;
  return KH_GAZ_NONE;
}

static bool is_person(kh_gaz_kind k) { return k == KH_GAZ_MALE || k == KH_GAZ_FEMALE || k == KH_GAZ_PERSON; }

/* "per:antony-blinken" */
static kh_str id_of(builder *b, kh_gaz_kind kind, kh_str name) {
  const char *sort = is_person(kind)                                                         ? "per"
                     : kind == KH_GAZ_ARMED || kind == KH_GAZ_ETHNIC || kind == KH_GAZ_FAITH ? "grp"
                     : kind == KH_GAZ_PARTY                                                  ? "pty"
                     : kind == KH_GAZ_REGION                                                 ? "reg"
                                                                                             : "org";
  kh_str low = kh_str_lower(b->a, kh_str_fold(b->a, name));
  char *out = kh_alloc(b->a, low.n + 8);
  size_t n = (size_t)snprintf(out, 8, "%s:", sort);
  for (size_t i = 0; i < low.n; i++) {
    char c = low.s[i];
    bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
    if (keep) out[n++] = c;
    else if (c != '.' && c != '\'' && out[n - 1] != '-' && out[n - 1] != ':') out[n++] = '-';
  }
  if (out[n - 1] == '-') n--;
  return (kh_str){out, n};
}

static bool all_upper(kh_str v) {
  bool any = false;
  for (size_t i = 0; i < v.n; i++) {
    if (v.s[i] >= 'a' && v.s[i] <= 'z') return false;
    any |= v.s[i] >= 'A' && v.s[i] <= 'Z';
  }
  return any && v.n <= 8;
}

/* false: no word in it, or too many */
static bool add_name(builder *b, uint32_t entity, kh_str name, kh_gaz_use use, uint8_t flags) {
  if (name.n && name.s[name.n - 1] == '?') flags |= KH_GAZ_AMBIGUOUS, name.n--;
  uint64_t hash[GAZ_MAX_PIECES + 1], so_far = 0;
  bool upper[GAZ_MAX_PIECES + 1], caps;
  uint32_t n = gaz_pieces(name, b->ampersand, hash, upper, GAZ_MAX_PIECES + 1, &caps), mask = 0;
  if (n == 0 || n > GAZ_MAX_PIECES) return false;
  for (uint32_t i = 0; i < n; i++)
    if (upper[i]) mask |= 1u << i;
  const char *hyphen = memchr(name.s, '-', name.n < 4 ? name.n : 4);
  if (hyphen && n > 1 && upper[1] && !all_upper(name)) mask &= ~1u;      /* "Al-Qaeda" is "al-Qaeda" within a sentence */
  if (all_upper(name) && n == 1 && !kh_map_get(b->said_as_words, kh_str_lower(b->a, name))) flags |= KH_GAZ_CAPS;
  KH_PUSH(b->a, &b->names, (gaz_name){entity, (uint8_t)use, flags, (uint16_t)mask});
  for (uint32_t i = 0; i < n; i++) {
    so_far = gaz_step(so_far, hash[i]);
    uint32_t whole = i + 1 == n ? (uint32_t)b->names.n : 0;
    KH_PUSH(b->a, &b->prefixes, (prefix){so_far, (uint32_t)b->prefixes.n, whole});
  }
  return true;
}

static bool add_names(builder *b, uint32_t entity, kh_str list, kh_gaz_use use, uint8_t flags) {
  kh_str one;
  while (kh_str_split(&list, ';', &one)) {
    one = kh_str_trim(one);
    if (one.n && !add_name(b, entity, one, use, flags)) return false;
  }
  return true;
}

/* "2021-01-26", "2021-01", "2021" or nothing: the first or the last day of it */
static bool day_of(kh_str v, bool last, int32_t *out) {
  int64_t y, m = 1, d = 1;
  if (!v.n) return *out = last ? INT32_MAX : INT32_MIN + 1, true;
  if (v.n < 4 || !kh_str_to_int(kh_str_sub(v, 0, 4), &y)) return false;
  if (v.n >= 7 && !kh_str_to_int(kh_str_sub(v, 5, 7), &m)) return false;
  if (v.n == 10) {
    if (!kh_str_to_int(kh_str_sub(v, 8, 10), &d)) return false;
    return (*out = kh_day_of((int)y, (int)m, (int)d)) != KH_NO_DAY;
  }
  if (v.n != 4 && v.n != 7) return false;
  if (!last) return (*out = kh_day_of((int)y, (int)m, 1)) != KH_NO_DAY;
  int next_year = (int)y + (v.n == 4 || m == 12), next_month = v.n == 4 || m == 12 ? 1 : (int)m + 1;
  *out = kh_day_of(next_year, next_month, 1);
  if (*out == KH_NO_DAY) return false;
  return (*out)--, true;
}

static bool span_of(kh_str v, int32_t *from, int32_t *to) {
  const char *dots = NULL;
  for (size_t i = 0; i + 1 < v.n; i++)
    if (v.s[i] == '.' && v.s[i + 1] == '.') {
      dots = v.s + i;
      break;
    }
  if (!dots) return false;
  kh_str a = {v.s, (size_t)(dots - v.s)}, z = kh_str_sub(v, a.n + 2, v.n);
  return day_of(a, false, from) && day_of(z, true, to) && *from <= *to;
}

/* The next word of *rest. */
static kh_str word(kh_str *rest) {
  *rest = kh_str_trim(*rest);
  size_t n = 0;
  while (n < rest->n && rest->s[n] != ' ' && rest->s[n] != '\t') n++;
  kh_str w = kh_str_sub(*rest, 0, n);
  *rest = kh_str_trim(kh_str_sub(*rest, n, rest->n));
  return w;
}

/* "PSE", "-", or a state's number on a day: "cow:666", "gw:666" */
static bool country_of(const builder *b, kh_str v, int32_t day, char out[4]) {
  static const kh_str cow = {"cow:", 4}, gw = {"gw:", 3};
  int64_t number;
  memset(out, 0, 4);
  for (int is_gw = 0; is_gw < 2; is_gw++)
    if (kh_str_starts(v, is_gw ? gw : cow))
      return b->numbers && kh_str_to_int(kh_str_sub(v, is_gw ? gw.n : cow.n, v.n), &number) && kh_gaz_state_of_number(b->numbers, is_gw, number, day, out);
  if (kh_str_is(v, "-")) return true;
  if (v.n != 3) return false;
  memcpy(out, v.s, 3);
  return true;
}

static bool sectors_of(kh_str list, uint32_t *out) {
  kh_str one;
  *out = 0;
  while (kh_str_split(&list, ',', &one)) {
    kh_sector s = kh_sector_of((kh_text){one.s, one.n});
    if (s) *out |= 1u << s;
    else if (!kh_str_is(one, "-")) return false;
  }
  return true;
}

static void add_code(builder *b, uint32_t entity, gaz_code c, kh_str role) {
  c.role = kh_pool_put(b->pool, role);
  KH_PUSH(b->a, &b->codes, (dated_code){c, entity, (uint32_t)b->codes.n});
  if (!is_person((kh_gaz_kind)b->entities.at[entity].kind) || !role.n || !c.country[0]) return;
  gaz_office o = {.role = c.role, .entity = entity, .from = c.from, .to = c.to};
  memcpy(o.country, c.country, 4);
  KH_PUSH(b->a, &b->offices, o);
}

static kh_status no_country(const kh_lines *at, kh_str v, kh_error *err) {
  return kh_lines_fail(at, err, "\"" KH_FMT "\" is no country: three letters as USA, or a state's number on that day as cow:2 or gw:2", KH_ARG(v));
}

/* "  2021-01-26..2025-01-20 USA GOV secretary of state" */
static kh_status code_line(builder *b, uint32_t entity, kh_str line, const kh_lines *at, kh_error *err) {
  gaz_code c = {0};
  kh_str rest = line, dates = word(&rest), country = word(&rest), sectors = word(&rest);
  if (entity == KH_NONE) return kh_lines_fail(at, err, "an office without a name above it");
  if (!span_of(dates, &c.from, &c.to)) return kh_lines_fail(at, err, "\"" KH_FMT "\" is no span of days like 2021-01-26..2025", KH_ARG(dates));
  if (!country_of(b, country, c.from > INT32_MIN + 1 ? c.from : c.to < INT32_MAX ? c.to : KH_NO_DAY, c.country)) return no_country(at, country, err);
  if (!sectors_of(sectors, &c.sectors)) return kh_lines_fail(at, err, "\"" KH_FMT "\" is no list of sectors", KH_ARG(sectors));
  add_code(b, entity, c, rest);
  return KH_OK;
}

static uint32_t new_entity(builder *b, kh_str id, kh_str name, kh_gaz_kind kind) {
  if (name.n && name.s[name.n - 1] == '?') name.n--;
  gaz_entity e = {.id = kh_pool_put(b->pool, id), .name = kh_pool_put(b->pool, name), .kind = (uint8_t)kind};
  e.gender = kind == KH_GAZ_MALE ? 'm' : kind == KH_GAZ_FEMALE ? 'f' : kind == KH_GAZ_PERSON ? 0 : 'n';
  KH_PUSH(b->a, &b->entities, e);
  return (uint32_t)b->entities.n - 1;
}

static bool has_flag(kh_str flags, const char *flag) {
  kh_str one;
  while (kh_str_split(&flags, ' ', &one))
    if (kh_str_is(one, flag)) return true;
  return false;
}

/* Initials stand apart or together: "V. P. Singh", "V.P. Singh". Two that stand together are set apart and the other way round; nothing where there are none. */
static kh_str other_initials(builder *b, kh_str name) {
  kh_buf out = {0};
  bool changed = false;
  for (size_t i = 0; i < name.n; i++) {
    bool point = name.s[i] == '.' && i && name.s[i - 1] >= 'A' && name.s[i - 1] <= 'Z' && (i == 1 || name.s[i - 2] == ' ' || name.s[i - 2] == '.');
    kh_buf_byte(&out, name.s[i]);
    if (!point || i + 2 >= name.n) continue;
    if (name.s[i + 1] >= 'A' && name.s[i + 1] <= 'Z' && name.s[i + 2] == '.') kh_buf_byte(&out, ' '), changed = true;
    else if (name.s[i + 1] == ' ' && i + 3 < name.n && name.s[i + 2] >= 'A' && name.s[i + 2] <= 'Z' && name.s[i + 3] == '.') i++, changed = true;
  }
  kh_str made = changed ? kh_str_dup(b->a, (kh_str){out.s, out.n}) : KH_STR("");
  kh_buf_free(&out);
  return made;
}

/* Names of a person with every spelling of each word, as far as there are not too many. */
static bool add_spellings(builder *b, uint32_t entity, kh_str name, kh_gaz_use use, uint8_t flags) {
  enum { WORDS = 8, MOST = 24 };
  kh_str words[WORDS], rest = name;
  uint32_t set[WORDS] = {0}, n = 0;
  bool any = false;
  if (!add_name(b, entity, name, use, flags)) return false;
  kh_str initials = use == KH_GAZ_USE_NAME ? other_initials(b, name) : KH_STR("");
  if (initials.n && !add_name(b, entity, initials, use, flags)) return false;
  while ((rest = kh_str_trim(rest)).n && n < WORDS) {
    words[n] = word(&rest);
    const uint32_t *at = kh_map_get(b->spelling_of, kh_str_lower(b->a, kh_str_fold(b->a, words[n])));
    set[n] = at ? *at : 0;
    any |= set[n++] != 0;
  }
  if (!any || rest.n) return true;
  kh_str made[MOST] = {KH_STR("")};
  uint32_t count = 1;
  for (uint32_t i = 0; i < n; i++) {
    kh_str list = set[i] ? b->spellings.at[set[i] - 1] : words[i], one;
    uint32_t old = count;
    kh_str next[MOST];
    count = 0;
    while (kh_str_split(&list, ' ', &one))
      for (uint32_t k = 0; one.n && k < old && count < MOST; k++)
        next[count++] = i ? kh_str_printf(b->a, KH_FMT " " KH_FMT, KH_ARG(made[k]), KH_ARG(one)) : one;
    memcpy(made, next, count * sizeof *next);
  }
  for (uint32_t k = 0; k < count; k++) add_name(b, entity, made[k], use, flags);
  return true;
}

enum { WELL_KNOWN = 1, SURNAME_FIRST = 2, NO_SURNAME = 4, DOUBLE_SURNAME = 8 };

/* Surnames: the last word of a name (the first with SURNAME_FIRST, the last two with DOUBLE_SURNAME), with the small words before it and without its article
 * ("von der Leyen" and "Leyen", "al-Sisi" and "Sisi"). */
static void add_surname(builder *b, uint32_t entity, kh_str name, unsigned how, uint8_t flags) {
  size_t begin = 0, end = name.n;
  if (how & SURNAME_FIRST) for (end = 0; end < name.n && name.s[end] != ' ';) end++;
  else for (begin = name.n; begin > 0 && name.s[begin - 1] != ' ';) begin--;
  if (begin > 1 && how & DOUBLE_SURNAME)
    for (begin--; begin > 0 && name.s[begin - 1] != ' ';) begin--;
  if (begin == 0 && end == name.n) return;
  if (end - begin >= 2) add_spellings(b, entity, kh_str_sub(name, begin, end), KH_GAZ_USE_SURNAME, flags);
  const char *hyphen = memchr(name.s + begin, '-', end - begin);
  if (hyphen && name.s[begin] >= 'a' && name.s[begin] <= 'z' && name.s + end - hyphen > 2)
    add_spellings(b, entity, kh_str_sub(name, (size_t)(hyphen - name.s) + 1, end), KH_GAZ_USE_SURNAME, flags);
  size_t wide = begin;
  while (wide > 1) {
    size_t at = wide - 1;
    while (at > 0 && name.s[at - 1] != ' ') at--;
    if (at == 0 || name.s[at] < 'a' || name.s[at] > 'z') break;
    wide = at;
  }
  if (wide < begin) add_name(b, entity, kh_str_sub(name, wide, end), KH_GAZ_USE_SURNAME, flags);
}

/* The entity of this name, new or known; the kind that was given first stays, but for a person's gender. */
static uint32_t entity_of(builder *b, kh_gaz_kind kind, kh_str name, bool *is_new) {
  kh_str id = id_of(b, kind, name);
  uint32_t *slot = kh_map_put(b->ids, id, is_new);
  if (*is_new) {
    uint32_t e = new_entity(b, id, name, kind);
    *slot = e + 1;
    return e;
  }
  gaz_entity *e = &b->entities.at[*slot - 1];
  if (e->kind == KH_GAZ_PERSON && is_person(kind)) {
    e->kind = (uint8_t)kind;
    e->gender = kind == KH_GAZ_MALE ? 'm' : kind == KH_GAZ_FEMALE ? 'f' : 0;
  }
  return *slot - 1;
}

static bool add_person(builder *b, uint32_t e, kh_str name, kh_str variants, unsigned how, uint8_t flags) {
  kh_str one;
  if (!add_spellings(b, e, name, KH_GAZ_USE_NAME, flags)) return false;
  if (!(how & NO_SURNAME)) add_surname(b, e, name, how, how & WELL_KNOWN ? 0 : KH_GAZ_AMBIGUOUS);
  while (kh_str_split(&variants, ';', &one)) {
    one = kh_str_trim(one);
    if (one.n && !add_spellings(b, e, one, KH_GAZ_USE_NAME, flags)) return false;
  }
  return true;
}

/* "Antony Blinken | m | Tony Blinken; Antony J. Blinken | flags" */
static kh_status entity_line(builder *b, kh_str line, kh_str defaults, uint32_t *entity, const kh_lines *at, kh_error *err) {
  kh_str f[4] = {{0}}, one;
  for (int i = 0; i < 4 && kh_str_split(&line, '|', &one); i++) f[i] = kh_str_trim(one);
  if (line.s) return kh_lines_fail(at, err, "more than four fields");
  kh_gaz_kind kind = kind_of(f[1]);
  if (!f[0].n || !kind || kind <= KH_GAZ_FORMER) return kh_lines_fail(at, err, "\"" KH_FMT "\" is no kind of actor", KH_ARG(f[1]));
  bool is_new;
  uint32_t e = *entity = entity_of(b, kind, f[0], &is_new);
  if (!f[3].n) f[3] = defaults;
  uint8_t flags = has_flag(f[3], "ambiguous") ? KH_GAZ_AMBIGUOUS : 0;
  unsigned how = (has_flag(f[3], "known") ? WELL_KNOWN : 0u) | (has_flag(f[3], "surname-first") ? SURNAME_FIRST : 0u) |
                 (has_flag(f[3], "double-surname") ? DOUBLE_SURNAME : 0u) | (has_flag(f[3], "no-surname") ? NO_SURNAME : 0u);
  bool ok = is_person(kind) ? add_person(b, e, f[0], f[2], how, flags)
                            : add_name(b, e, f[0], KH_GAZ_USE_NAME, flags) && add_names(b, e, f[2], KH_GAZ_USE_NAME, flags);
  return ok ? KH_OK : kh_lines_fail(at, err, "a name has no words or more than %u", GAZ_MAX_PIECES);
}

/* "+ NASA; EPA = Environmental Protection Agency": more entities of the kind and the codes of the one above, with their names */
static kh_status like_above(builder *b, kh_str line, uint32_t above, const kh_lines *at, kh_error *err) {
  kh_str item, name;
  size_t codes = b->codes.n;
  if (above == KH_NONE) return kh_lines_fail(at, err, "nothing above that this could be like");
  while (codes > 0 && b->codes.at[codes - 1].entity != above) codes--;      /* lines like this one may stand between */
  size_t first = codes;
  while (first > 0 && b->codes.at[first - 1].entity == above) first--;
  while (kh_str_split(&line, ';', &item)) {
    uint32_t e = KH_NONE;
    while (kh_str_split(&item, '=', &name)) {
      bool is_new;
      name = kh_str_trim(name);
      if (e == KH_NONE) {
        e = entity_of(b, (kh_gaz_kind)b->entities.at[above].kind, name, &is_new);
        for (size_t i = first; i < codes; i++) {
          dated_code c = b->codes.at[i];
          c.entity = e, c.order = (uint32_t)b->codes.n;
          KH_PUSH(b->a, &b->codes, c);
        }
      }
      if (!add_name(b, e, name, KH_GAZ_USE_NAME, 0)) return kh_lines_fail(at, err, "a name has no words or more than %u", GAZ_MAX_PIECES);
    }
  }
  return KH_OK;
}

static kh_status actors_file(builder *b, const char *dir, const char *name, kh_error *err) {
  kh_lines l;
  kh_str line, defaults = KH_STR("");
  uint32_t entity = KH_NONE;
  kh_status s = kh_lines_open(dir, name, &l, err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line)) {
    if (line.s[0] == ' ' || line.s[0] == '\t') s = code_line(b, entity, line, &l, err);
    else if (line.s[0] == '+') s = like_above(b, kh_str_sub(line, 1, line.n), entity, &l, err);
    else if (line.s[0] == '@') defaults = kh_str_trim(kh_str_sub(line, 1, line.n));   /* flags of the lines below that have none */
    else s = entity_line(b, line, defaults, &entity, &l, err);
  }
  kh_lines_close(&l);
  return s;
}

/* "*Angela Merkel (f) 2005-11-22..2021-12-08": one holder; several spans are joined by commas */
static kh_status holder(builder *b, gaz_code c, kh_str role, kh_str text, const kh_lines *at, kh_error *err) {
  unsigned how = 0;
  kh_gaz_kind kind = KH_GAZ_MALE;
  text = kh_str_trim(text);
  if (text.n && text.s[0] == '*') how |= WELL_KNOWN, text = kh_str_sub(text, 1, text.n);
  size_t cut = text.n;
  while (cut > 0 && text.s[cut - 1] != ' ') cut--;
  kh_str spans = kh_str_sub(text, cut, text.n), name = kh_str_trim(kh_str_sub(text, 0, cut)), one;
  if (name.n && name.s[name.n - 1] == ')') {
    size_t open = name.n;
    while (open > 0 && name.s[open - 1] != '(') open--;
    for (size_t i = open; i + 1 < name.n; i++) {
      if (name.s[i] == 'f') kind = KH_GAZ_FEMALE;
      else if (name.s[i] == 's') how |= SURNAME_FIRST;
      else if (name.s[i] == 'd') how |= DOUBLE_SURNAME;
      else if (name.s[i] == 'n') how |= NO_SURNAME;
      else return kh_lines_fail(at, err, "'%c' is no mark of a name: d, f, n or s", name.s[i]);
    }
    name = kh_str_trim(kh_str_sub(name, 0, open ? open - 1 : 0));
  }
  if (!name.n) return kh_lines_fail(at, err, "\"" KH_FMT "\" is no name with a span of days", KH_ARG(text));
  bool is_new;
  uint32_t e = entity_of(b, kind, name, &is_new);
  if (is_new || how & WELL_KNOWN)
    if (!add_person(b, e, name, KH_STR(""), how, 0)) return kh_lines_fail(at, err, "a name has no words or more than %u", GAZ_MAX_PIECES);
  while (kh_str_split(&spans, ',', &one)) {
    if (!span_of(one, &c.from, &c.to)) return kh_lines_fail(at, err, "\"" KH_FMT "\" is no span of days like 2021-01-26..2025", KH_ARG(one));
    add_code(b, e, c, role);
  }
  return KH_OK;
}

/* "DEU GOV chancellor | *Helmut Kohl 1982-10-01..1998-10-27; …": those who held an office */
static kh_status office_line(builder *b, kh_str line, const kh_lines *at, kh_error *err) {
  gaz_code c = {0};
  kh_str office = KH_STR(""), one;
  kh_str_split(&line, '|', &office);
  kh_str country = word(&office), sectors = word(&office);
  if (!country_of(b, country, KH_NO_DAY, c.country)) return no_country(at, country, err);
  if (!sectors_of(sectors, &c.sectors)) return kh_lines_fail(at, err, "\"" KH_FMT "\" is no list of sectors", KH_ARG(sectors));
  if (!line.n) return kh_lines_fail(at, err, "an office without holders");
  kh_status s = KH_OK;
  while (!s && kh_str_split(&line, ';', &one))
    if (kh_str_trim(one).n) s = holder(b, c, office, one, at, err);
  return s;
}

static kh_status offices_file(builder *b, const char *dir, const char *name, kh_error *err) {
  kh_lines l;
  kh_str line;
  kh_status s = kh_lines_open(dir, name, &l, err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line)) s = office_line(b, line, &l, err);
  kh_lines_close(&l);
  return s;
}

static kh_status spellings_file(builder *b, const char *dir, kh_error *err) {
  kh_lines l;
  kh_str line, one;
  kh_status s = kh_lines_open(dir, "spellings.txt", &l, err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line)) {
    if (kh_str_starts(line, KH_STR("& "))) {
      b->ampersand = kh_hash_str(kh_str_sub(line, 2, line.n));
      continue;
    }
    line = kh_str_dup(b->a, line);
    KH_PUSH(b->a, &b->spellings, line);
    while (kh_str_split(&line, ' ', &one)) {
      bool is_new;
      uint32_t *slot = one.n ? kh_map_put(b->spelling_of, kh_str_lower(b->a, kh_str_fold(b->a, one)), &is_new) : NULL;
      if (slot && !is_new && *slot != b->spellings.n) {
        s = kh_lines_fail(&l, err, "\"" KH_FMT "\" stands in two sets", KH_ARG(one));
        break;
      }
      if (slot) *slot = (uint32_t)b->spellings.n;
    }
  }
  if (!s && !b->ampersand) s = kh_lines_fail(&l, err, "the line with the word for \"&\" is missing");
  kh_lines_close(&l);
  return s;
}

static kh_status acronyms_file(builder *b, const char *dir, kh_error *err) {
  kh_lines l;
  kh_str line, one;
  kh_status s = kh_lines_open(dir, "acronyms.txt", &l, err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line))
    while (!s && kh_str_split(&line, ' ', &one)) {
      bool is_new = true;
      if (one.n) *kh_map_put(b->said_as_words, kh_str_lower(b->a, kh_str_dup(b->a, one)), &is_new) = 1;
      if (!is_new) s = kh_lines_fail(&l, err, "\"" KH_FMT "\" stands twice", KH_ARG(one));
    }
  kh_lines_close(&l);
  return s;
}

/* code | kind | name | variants | adjectives | people | cities that are seats | other seats | iso2 | cow | gwn | fips | years | held by (may be missing) */
static bool held_by(builder *b, kh_str field, gaz_state *st) {
  kh_str code;
  int32_t from;
  if (!kh_str_split(&field, ' ', &code)) return true;
  return country_of(b, code, KH_NO_DAY, st->held_by) && span_of(kh_str_trim(field), &from, &st->held_to);
}

static kh_status state_line(builder *b, kh_str line, const kh_lines *at, kh_error *err) {
  kh_str f[14] = {{0}}, one;
  int n = 0;
  for (; n < 14 && kh_str_split(&line, '|', &one); n++) f[n] = kh_str_trim(one);
  gaz_state st = {0};
  int64_t cow = 0, gwn = 0;
  kh_gaz_kind kind = kind_of(f[1]);
  if (n < 13 || line.s) return kh_lines_fail(at, err, "a state has 13 or 14 fields, not %d", n + (line.s != NULL));
  if (!country_of(b, f[0], KH_NO_DAY, st.country) || !kind || kind > KH_GAZ_REGION) return kh_lines_fail(at, err, "no code or kind of state");
  if ((f[9].n && !kh_str_to_int(f[9], &cow)) || (f[10].n && !kh_str_to_int(f[10], &gwn)) || cow < 0 || cow > 9999 || gwn < 0 || gwn > 9999)
    return kh_lines_fail(at, err, "COW and GW codes are numbers");
  if (!span_of(f[12], &st.from, &st.to)) return kh_lines_fail(at, err, "\"" KH_FMT "\" are no years like 1960..", KH_ARG(f[12]));
  if (f[13].n && !held_by(b, f[13], &st)) return kh_lines_fail(at, err, "\"" KH_FMT "\" is no state and day like SUN ..1989-12-31", KH_ARG(f[13]));
  if (f[8].n > 3 || f[11].n > 3) return kh_lines_fail(at, err, "ISO and FIPS codes have two letters");
  if (f[8].n) memcpy(st.iso2, f[8].s, f[8].n);
  if (f[11].n) memcpy(st.fips, f[11].s, f[11].n);
  st.cow = (uint16_t)cow;
  st.gwn = (uint16_t)gwn;
  kh_str id = kh_str_printf(b->a, kind == KH_GAZ_REGION ? "reg:" KH_FMT : "cty:" KH_FMT, KH_ARG(kind == KH_GAZ_REGION ? f[2] : f[0]));
  bool is_new;
  uint32_t *slot = kh_map_put(b->ids, id, &is_new);
  if (!is_new) {   /* a second span of years of the same state: other numbers, no new names */
    st.entity = *slot - 1;
    KH_PUSH(b->a, &b->states, st);
    return KH_OK;
  }
  uint32_t e = new_entity(b, id, f[2], kind);
  *slot = e + 1;
  st.entity = e;
  gaz_code c = {.from = st.from, .to = kind == KH_GAZ_FORMER ? st.to : INT32_MAX};      /* else the numbers alone have an end */
  memcpy(c.country, st.country, 4);
  add_code(b, e, c, KH_STR(""));
  if (kind != KH_GAZ_REGION) KH_PUSH(b->a, &b->states, st);
  bool ok = add_name(b, e, f[2], KH_GAZ_USE_NAME, 0) && add_names(b, e, f[3], KH_GAZ_USE_NAME, 0) && add_names(b, e, f[4], KH_GAZ_USE_ADJECTIVE, 0) &&
            add_names(b, e, f[5], KH_GAZ_USE_PEOPLE, 0) && add_names(b, e, f[6], KH_GAZ_USE_SEAT, KH_GAZ_CITY) && add_names(b, e, f[7], KH_GAZ_USE_SEAT, 0);
  return ok ? KH_OK : kh_lines_fail(at, err, "a name has no words or more than %u", GAZ_MAX_PIECES);
}

static int by_hash(const void *x, const void *y) {
  const prefix *a = x, *b = y;
  if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}
static int by_country(const void *x, const void *y) {
  const gaz_state *a = x, *b = y;
  int c = memcmp(a->country, b->country, 4);
  return c ? c : (a->from > b->from) - (a->from < b->from);
}
static int by_office(const void *x, const void *y) {
  const gaz_office *a = x, *b = y;
  int c = memcmp(a->country, b->country, 4);
  if (c) return c;
  if (a->from != b->from) return a->from < b->from ? -1 : 1;
  return (a->entity > b->entity) - (a->entity < b->entity);
}

static int by_entity(const void *x, const void *y) {
  const dated_code *a = x, *b = y;
  if (a->entity != b->entity) return a->entity < b->entity ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

static void sort(void *at, size_t n, size_t size, int (*cmp)(const void *, const void *)) {
  if (n) qsort(at, n, size, cmp);
}

static void pack(builder *b, kh_pack *out) {
  sort(b->prefixes.at, b->prefixes.n, sizeof(prefix), by_hash);
  size_t distinct = 0;
  for (size_t i = 0; i < b->prefixes.n; i++) distinct += i == 0 || b->prefixes.at[i].hash != b->prefixes.at[i - 1].hash;
  size_t size = distinct + distinct / 4 + 16;   /* four fifths full: a prefix costs 20 bytes */
  gaz_node *nodes = KH_ARRAY(b->a, gaz_node, size);
  gaz_name *names = KH_ARRAY(b->a, gaz_name, b->names.n + 1);
  uint32_t put = 0;
  for (size_t i = 0; i < b->prefixes.n;) {
    uint64_t hash = b->prefixes.at[i].hash;
    gaz_node n = {.hash = hash, .names = put};
    for (; i < b->prefixes.n && b->prefixes.at[i].hash == hash; i++)
      if (b->prefixes.at[i].name) {   /* the same name of the same entity counts once */
        const gaz_name *m = &b->names.at[b->prefixes.at[i].name - 1];
        bool again = false;
        for (uint32_t k = n.names; k < put; k++)
          if (names[k].entity == m->entity && names[k].use == m->use) again = true, names[k].flags &= m->flags, names[k].upper &= m->upper;
        if (!again) names[put++] = *m;
      }
    n.count = put - n.names;
    size_t at = gaz_slot(hash, size);
    while (nodes[at].hash) at = at + 1 < size ? at + 1 : 0;
    nodes[at] = n;
  }
  sort(b->codes.at, b->codes.n, sizeof(dated_code), by_entity);
  gaz_code *codes = KH_ARRAY(b->a, gaz_code, b->codes.n + 1);
  for (size_t i = 0; i < b->codes.n; i++) {
    gaz_entity *e = &b->entities.at[b->codes.at[i].entity];
    if (!e->code_count++) e->codes = (uint32_t)i;
    codes[i] = b->codes.at[i].code;
  }
  sort(b->states.at, b->states.n, sizeof(gaz_state), by_country);
  sort(b->offices.at, b->offices.n, sizeof(gaz_office), by_office);
  uint32_t former = kh_pool_put(b->pool, b->former);
  kh_pack_add(out, "gaz.nodes", nodes, sizeof *nodes, size);
  kh_pack_add(out, "gaz.names", names, sizeof *names, put);
  kh_pack_add(out, "gaz.entities", b->entities.at, sizeof(gaz_entity), b->entities.n);
  kh_pack_add(out, "gaz.codes", codes, sizeof(gaz_code), b->codes.n);
  kh_pack_add(out, "gaz.states", b->states.at, sizeof(gaz_state), b->states.n);
  kh_pack_add(out, "gaz.offices", b->offices.at, sizeof(gaz_office), b->offices.n);
  kh_pack_add(out, "gaz.former", &former, sizeof former, 1);
  kh_pack_add(out, "gaz.ampersand", &b->ampersand, sizeof b->ampersand, 1);
  kh_pool_pack(b->pool, out, "gaz.pool");
}

/* By name, but what scripts took over from public tables ("imported-…") after what people wrote. */
static int hand_written_first(const struct dirent **x, const struct dirent **y) {
  static const kh_str imported = {"imported-", 9};
  bool a = kh_str_starts(kh_str_of((*x)->d_name), imported), b = kh_str_starts(kh_str_of((*y)->d_name), imported);
  return a != b ? a - b : strcmp((*x)->d_name, (*y)->d_name);
}

static kh_status files_with(builder *b, const char *dir, const char *ending, kh_status (*read)(builder *, const char *, const char *, kh_error *),
                            kh_error *err) {
  struct dirent **list = NULL;
  kh_status s = KH_OK;
  int n = scandir(dir, &list, NULL, hand_written_first);
  if (n < 0) return kh_fail(err, KH_E_IO, "%s cannot be read", dir);
  for (int i = 0; i < n; i++) {
    if (!s && kh_str_ends(kh_str_of(list[i]->d_name), kh_str_of(ending)) && list[i]->d_name[0] != '.') s = read(b, dir, list[i]->d_name, err);
    free(list[i]);
  }
  free(list);
  return s;
}

static kh_status whole_folder(builder *b, const char *data_dir, kh_error *err) {
  kh_str dir = kh_str_printf(b->a, "%s/actors", data_dir), line;
  kh_lines l;
  kh_status s = spellings_file(b, dir.s, err);
  if (!s) s = acronyms_file(b, dir.s, err);
  if (!s) s = kh_lines_open(dir.s, "states.txt", &l, err);
  if (s) return s;
  while (!s && kh_lines_next(&l, &line)) s = state_line(b, line, &l, err);
  kh_lines_close(&l);
  if (!s && !(s = kh_lines_open(dir.s, "former.txt", &l, err))) {
    if (kh_lines_next(&l, &line)) b->former = kh_str_dup(b->a, line);
    else s = kh_lines_fail(&l, err, "the word for a past office is missing");
    kh_lines_close(&l);
  }
  if (!s) s = files_with(b, dir.s, ".offices", offices_file, err);
  if (!s) s = files_with(b, dir.s, ".actors", actors_file, err);
  return s;
}

static kh_status compile(const char *data_dir, const char *file, const kh_gaz *states, kh_pack *out, kh_error *err) {
  builder b = {.a = kh_arena_new(0), .pool = kh_pool_new(), .former = KH_STR(""), .numbers = states, .ampersand = states ? states->ampersand : 0};
  kh_status s = KH_E_MEMORY;
  kh_guard g;
  if (b.a && b.pool) {
    kh_arena_guard(b.a, &g);
    if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory for the gazetteer");
    else {
      b.ids = kh_map_new(b.a, 1024);
      b.spelling_of = kh_map_new(b.a, 256);
      b.said_as_words = kh_map_new(b.a, 256);
      s = file ? (kh_str_ends(kh_str_of(file), KH_STR(".offices")) ? offices_file : actors_file)(&b, NULL, file, err) : whole_folder(&b, data_dir, err);
      if (!s) pack(&b, out);
    }
    kh_arena_unguard(b.a, &g);
  } else kh_fail(err, s, "not enough memory");
  kh_pool_free(b.pool);
  kh_arena_free(b.a);
  return s;
}

kh_status kh_gaz_compile(const char *data_dir, kh_pack *out, kh_error *err) { return compile(data_dir, NULL, NULL, out, err); }

kh_status kh_gaz_compile_file(const char *path, const kh_gaz *states, kh_pack *out, kh_error *err) {
  return compile(NULL, path, states, out, err);
}
