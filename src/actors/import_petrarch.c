/* import_petrarch.c: dictionaries of actors and agents in the formats of TABARI and PETRARCH, turned into ours.
 *
 *     BENJAMIN_NETANYAHU_            # a name; '_' stands for a blank
 *     +BIBI_NETANYAHU_               # another name
 *         [ISRGOV 960618-990706]     # a code, and when: a-b, <until, >since, as YYMMDD or YYYYMMDD
 *     FARMER {FARMERS} [~AGR]        # an agent: a role, its plural, its code
 *     !PERSON! = MAN, WOMAN          # a set of words that agents stand with: CATTLE!PERSON!
 *
 * Actors come out as data/actors/armed-groups.actors tells, agents as data/actors/roles-*.txt tells, without examples. */
#include <stdio.h>

#include "model/model.h"

/* CAMEO's role codes and ours; the others have no place in PLOVER. */
static const struct { char cameo[4]; kh_sector sector; } roles[] = {
    {"GOV", KH_SECTOR_GOV}, {"MIL", KH_SECTOR_MIL}, {"COP", KH_SECTOR_COP}, {"JUD", KH_SECTOR_JUD}, {"LEG", KH_SECTOR_LEG}, {"OPP", KH_SECTOR_OPP},
    {"REB", KH_SECTOR_REB}, {"INS", KH_SECTOR_REB}, {"SEP", KH_SECTOR_REB}, {"RAD", KH_SECTOR_REB}, {"SPY", KH_SECTOR_SPY}, {"ELI", KH_SECTOR_ELI},
    {"BUS", KH_SECTOR_BUS}, {"LAB", KH_SECTOR_LAB}, {"EDU", KH_SECTOR_EDU}, {"MED", KH_SECTOR_JRN}, {"HLH", KH_SECTOR_MED}, {"REF", KH_SECTOR_REF},
    {"CVL", KH_SECTOR_CVL}, {"SET", KH_SECTOR_CVL}, {"UAF", KH_SECTOR_UAF}, {"CRM", KH_SECTOR_CRM}, {"AGR", KH_SECTOR_AGR}, {"NGO", KH_SECTOR_NGO},
    {"NGM", KH_SECTOR_NGO}, {"HRI", KH_SECTOR_NGO}, {"ENV", KH_SECTOR_NGO}, {"PTY", KH_SECTOR_PTY}, {"IGO", KH_SECTOR_IGO}, {"MNC", KH_SECTOR_BUS},
    {"REL", KH_SECTOR_REL}, {"CHR", KH_SECTOR_REL}, {"CTH", KH_SECTOR_REL}, {"PRO", KH_SECTOR_REL}, {"MOS", KH_SECTOR_REL}, {"SUN", KH_SECTOR_REL},
    {"SHI", KH_SECTOR_REL}, {"JEW", KH_SECTOR_REL}, {"BUD", KH_SECTOR_REL}, {"HIN", KH_SECTOR_REL}, {"SIK", KH_SECTOR_REL}};
/* Codes that stand in the place of a state. */
static const struct { char cameo[4], country[4]; } places[] = {
    {"IGO", "IGO"}, {"NGO", "NGO"}, {"NGM", "NGO"}, {"MNC", "MNC"}, {"IMG", "IMG"}, {"INT", "-"}, {"---", "-"}, {"PAL", "PSE"}, {"ROM", "ROU"},
    {"ZAR", "COD"}, {"TMP", "TLS"}, {"KSV", "XKX"}, {"USR", "SUN"}};

typedef struct dated { kh_str country; uint32_t sectors; char from[16], to[16]; bool has_date; } dated;
typedef struct importer {
  kh_arena *a;
  kh_buf out;
  KH_VEC(kh_str) names;
  KH_VEC(dated) codes;
  KH_VEC(kh_str) sets;      /* "PERSON = MAN, WOMAN" */
  size_t entries, skipped;
} importer;

static uint32_t sector_of(kh_str code) {
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (kh_str_is(code, roles[i].cameo)) return 1u << roles[i].sector;
  return 0;
}

static kh_str country_of(kh_str code) {
  for (size_t i = 0; i < sizeof places / sizeof *places; i++)
    if (kh_str_is(code, places[i].cameo)) return kh_str_of(places[i].country);
  return code;
}

/* "960618" or "19960618" as a day, a month where the day makes no sense; false if it is no date. Years below 30 are after 2000. */
static bool date_of(kh_str v, char out[16]) {
  int64_t number;
  v = kh_str_trim(v);
  if ((v.n != 6 && v.n != 8) || !kh_str_to_int(v, &number) || number < 0) return false;
  unsigned year = (unsigned)number / 10000 % 10000, month = (unsigned)number / 100 % 100, day = (unsigned)number % 100;
  if (v.n == 6) year += year < 30 ? 2000 : 1900;
  if (year > 2200 || month < 1 || month > 12) return false;
  if (kh_day_of((int)year, (int)month, (int)day) != KH_NO_DAY) snprintf(out, 16, "%04u-%02u-%02u", year, month, day);
  else snprintf(out, 16, "%04u-%02u", year, month);
  return true;
}

/* "ISRGOV 960618-990706", "USRARM <900823", "ISRGOV >090401" */
static void code_of(importer *m, kh_str text) {
  dated d = {0};
  text = kh_str_trim(text);
  size_t n = 0;
  while (n < text.n && text.s[n] != ' ' && text.s[n] != '<' && text.s[n] != '>') n++;
  kh_str code = kh_str_sub(text, 0, n), when = kh_str_trim(kh_str_sub(text, n, text.n));
  if (code.n < 3 || kh_str_is(code, "---")) return;
  bool agent = code.s[0] == '~';
  if (agent) code = kh_str_sub(code, 1, code.n);
  kh_str first = kh_str_sub(code, 0, code.n < 3 ? code.n : 3);
  d.country = agent ? KH_STR("-") : country_of(first);
  for (size_t i = 0; i + 3 <= code.n; i += 3) {
    kh_str part = kh_str_sub(code, i, i + 3);
    if (kh_str_is(part, "UNO") && kh_str_is(d.country, "IGO")) d.country = KH_STR("UNO");
    else if (kh_str_is(part, "EEC") && kh_str_is(d.country, "IGO")) d.country = KH_STR("EUR");
    if (i || agent || !kh_str_eq(d.country, first) || kh_str_is(first, "IGO") || kh_str_is(first, "NGO") || kh_str_is(first, "MNC"))
      d.sectors |= sector_of(part);
  }
  const char *dash = memchr(when.s, '-', when.n);
  if (when.n && when.s[0] == '<') d.has_date = date_of(kh_str_sub(when, 1, when.n), d.to);
  else if (when.n && when.s[0] == '>') d.has_date = date_of(kh_str_sub(when, 1, when.n), d.from);
  else if (dash) {
    bool a = date_of(kh_str_sub(when, 0, (size_t)(dash - when.s)), d.from), b = date_of(kh_str_sub(when, (size_t)(dash - when.s) + 1, when.n), d.to);
    d.has_date = a || b;
    if (a && b && strcmp(d.from, d.to) > 0) return;
  }
  KH_PUSH(m->a, &m->codes, d);
}

/* "BANK_OF_ISRAEL_" as "Bank of Israel": short words inside are small, which matches both ways. */
static kh_str name_of(importer *m, kh_str raw) {
  char *out = kh_alloc(m->a, raw.n + 1);
  size_t n = 0, begin = 0;
  for (size_t i = 0; i <= raw.n; i++) {
    char c = i < raw.n ? raw.s[i] : '_';
    if (c != '_' && c != ' ') {
      out[n++] = c;
      continue;
    }
    bool last = true;
    for (size_t k = i; k < raw.n; k++) last &= raw.s[k] == '_' || raw.s[k] == ' ';
    bool small = begin > 0 && !last && n - begin <= 3, start = !small;
    for (size_t k = begin; k < n; k++) {
      bool letter = (out[k] >= 'A' && out[k] <= 'Z') || (out[k] >= 'a' && out[k] <= 'z') || (unsigned char)out[k] >= 0x80;
      if (!start && out[k] >= 'A' && out[k] <= 'Z') out[k] = (char)(out[k] + 32);
      start = !small && !letter && k + 2 < n;   /* "Ki-Moon", "O'Neill", "U.N.", but "People's" */
    }
    if (n > begin) out[n++] = ' ', begin = n;
  }
  while (n && out[n - 1] == ' ') n--;
  return (kh_str){out, n};
}

static bool usable(kh_str name) {
  if (name.n < 2 || name.n > 100) return false;
  for (size_t i = 0; i < name.n; i++)
    if (strchr("|;=+@~!{}\"", name.s[i])) return false;
  return true;
}

/* A single short word may be an acronym: as such it must stand in capitals, otherwise it needs context. */
static void put_name(importer *m, kh_str raw, kh_str name) {
  if (name.n > 4 || memchr(name.s, ' ', name.n)) {
    kh_buf_str(&m->out, name);
    return;
  }
  for (size_t i = 0; i < raw.n; i++)
    if (raw.s[i] != '_' && raw.s[i] != ' ') kh_buf_byte(&m->out, raw.s[i]);
  kh_buf_printf(&m->out, "; " KH_FMT "?", KH_ARG(name));
}

static void put_sectors(importer *m, uint32_t sectors, char between) {
  bool first = true;
  for (int s = 1; s < KH_SECTOR_COUNT; s++)
    if (sectors >> s & 1) {
      if (!first) kh_buf_byte(&m->out, between);
      kh_buf_str(&m->out, kh_str_of(kh_sector_name((kh_sector)s)));
      first = false;
    }
  if (first) kh_buf_byte(&m->out, '-');
}

static void put_agent(importer *m, kh_str name, uint32_t sectors) {
  kh_buf_str(&m->out, kh_str_lower(m->a, name));
  kh_buf_str(&m->out, KH_STR(" | person | "));
  put_sectors(m, sectors, ' ');
  kh_buf_str(&m->out, KH_STR(" |\n"));
  m->entries++;
}

/* "CATTLE!PERSON!": one role for each word of the set. */
static void put_agents(importer *m, kh_str raw, uint32_t sectors) {
  const char *open = memchr(raw.s, '!', raw.n);
  if (!open) {
    kh_str name = name_of(m, raw);
    if (usable(name)) put_agent(m, name, sectors);
    else m->skipped++;
    return;
  }
  size_t at = (size_t)(open - raw.s);
  const char *close = memchr(open + 1, '!', raw.n - at - 1);
  for (size_t i = 0; close && i < m->sets.n; i++) {
    kh_str set = m->sets.at[i], key, word;
    if (!kh_str_split(&set, '=', &key)) continue;
    if (!kh_str_eq(kh_str_trim(key), (kh_str){open + 1, (size_t)(close - open) - 1})) continue;
    while (kh_str_split(&set, ',', &word)) {
      kh_str whole = kh_str_printf(m->a, KH_FMT KH_FMT KH_FMT, (int)at, raw.s, KH_ARG(kh_str_trim(word)), (int)(raw.s + raw.n - close - 1), close + 1);
      kh_str name = name_of(m, whole);
      if (usable(name)) put_agent(m, name, sectors);
    }
    return;
  }
  m->skipped++;
}

/* The entry that has been read. */
static void finish(importer *m) {
  size_t codes = m->codes.n, names = m->names.n;
  m->codes.n = m->names.n = 0;
  if (!names) return;
  if (!codes) {
    m->skipped++;
    return;
  }
  bool dates = false, no_sector = true;
  for (size_t i = 0; i < codes; i++) dates |= m->codes.at[i].has_date, no_sector &= !m->codes.at[i].sectors;
  kh_str first = KH_STR("");
  size_t put = 0;
  for (size_t i = 0; i < names; i++) {
    kh_str name = name_of(m, m->names.at[i]);
    if (!usable(name)) continue;
    if (!put) {
      first = name;
      bool person = dates && !no_sector && memchr(name.s, ' ', name.n);
      bool acronym = name.n <= 4 && !memchr(name.s, ' ', name.n);
      kh_buf_printf(&m->out, KH_FMT "%s | %s", KH_ARG(name), acronym ? "?" : "", person ? "person" : no_sector ? "region" : "org");
      if (acronym) {
        kh_buf_str(&m->out, KH_STR(" | "));
        put_name(m, m->names.at[i], name);
        put++;
      }
    } else if (!kh_str_eq(name, first)) {
      kh_buf_str(&m->out, put == 1 ? KH_STR(" | ") : KH_STR("; "));
      put_name(m, m->names.at[i], name);
    } else continue;
    put++;
  }
  if (!put) {
    m->skipped++;
    return;
  }
  kh_buf_byte(&m->out, '\n');
  for (size_t i = 0; i < codes; i++) {
    const dated *d = &m->codes.at[i];
    /* Beside dated codes one without dates says what the actor is at all other times; we say that of persons ourselves. */
    if (dates && !d->has_date && d->sectors == 1u << KH_SECTOR_ELI) continue;
    kh_buf_printf(&m->out, "  %s..%s " KH_FMT " ", d->from, d->to, KH_ARG(d->country));
    put_sectors(m, d->sectors, ',');
    kh_buf_byte(&m->out, '\n');
  }
  m->entries++;
}

static void one_line(importer *m, kh_str line) {
  const char *hash = memchr(line.s, '#', line.n);
  if (hash) line.n = (size_t)(hash - line.s);
  kh_str bare = kh_str_trim(line);
  if (!bare.n || bare.s[0] == '<') return;
  if (bare.s[0] == '!' && memchr(bare.s, '=', bare.n)) {
    kh_str set = kh_str_sub(bare, 1, bare.n), key = {0}, rest = set;
    kh_str_split(&rest, '!', &key);
    kh_str words = kh_str_trim(rest);
    if (words.n && words.s[0] == '=') KH_PUSH(m->a, &m->sets, kh_str_printf(m->a, KH_FMT KH_FMT, KH_ARG(key), KH_ARG(words)));
    return;
  }
  size_t n = 0;
  while (n < bare.n && bare.s[n] != '[' && bare.s[n] != '{') n++;
  kh_str name = kh_str_trim(kh_str_sub(bare, 0, n)), rest = kh_str_sub(bare, n, bare.n);
  bool indented = line.s[0] == ' ' || line.s[0] == '\t', more = name.n && name.s[0] == '+';
  if (name.n && !more && !indented) finish(m);
  size_t before = m->codes.n;
  for (size_t i = 0; i < rest.n; i++)
    if (rest.s[i] == '[') {
      size_t end = i + 1;
      while (end < rest.n && rest.s[end] != ']') end++;
      bool agent = end > i + 1 && rest.s[i + 1] == '~';
      code_of(m, kh_str_sub(rest, i + 1, end));
      if (agent && name.n && m->codes.n > before) {
        uint32_t sectors = m->codes.at[m->codes.n - 1].sectors;
        m->codes.n = before;
        put_agents(m, name, sectors);
        return;
      }
      i = end;
    }
  if (more) name = kh_str_sub(name, 1, name.n);
  if (name.n) KH_PUSH(m->a, &m->names, kh_str_dup(m->a, name));
}

static kh_status import(importer *m, const char *path, kh_error *err) {
  kh_lines l;
  kh_str line;
  kh_status s = kh_lines_open(NULL, path, &l, err);
  if (s) return s;
  while (kh_lines_next(&l, &line)) one_line(m, line);
  finish(m);
  kh_lines_close(&l);
  if (m->out.failed) return kh_fail(err, KH_E_MEMORY, "not enough memory for the dictionary");
  return m->entries ? KH_OK : kh_fail(err, KH_E_FORMAT, "%s holds no actors or agents of a TABARI or PETRARCH dictionary", path);
}

kh_status kh_import_petrarch(const char *path, kh_sink sink, void *user, size_t *entries, size_t *skipped, kh_error *err) {
  if (!path || !sink) return kh_fail(err, KH_E_ARGUMENT, "no file or no sink");
  importer m = {.a = kh_arena_new(0)};
  kh_status s = KH_E_MEMORY;
  kh_guard g;
  if (!m.a) return kh_fail(err, s, "not enough memory");
  kh_arena_guard(m.a, &g);
  if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory for the dictionary");
  else s = import(&m, path, err);
  kh_arena_unguard(m.a, &g);
  if (!s && !sink(user, m.out.s, m.out.n)) s = kh_fail(err, KH_E_IO, "the dictionary could not be written");
  if (entries) *entries = m.entries;
  if (skipped) *skipped = m.skipped;
  kh_buf_free(&m.out);
  kh_arena_free(m.a);
  return s;
}
