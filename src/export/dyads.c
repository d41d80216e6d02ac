/* dyads.c: formats that have a row for each actor with each recipient: ICEWS, GDELT, Phoenix, quadruples. */
#include <stdio.h>
#include <stdlib.h>

#include "export/rows.h"

enum { PAIRS = 64 };   /* of one event: row numbers are the event's times 64 and the pair's */

typedef struct dyad { const kh_party *actor, *recipient; int64_t number; } dyad;

static kh_str day_of(const kh_exporter *x) { return x->told[KH_TOLD_DATE].n ? x->told[KH_TOLD_DATE] : x->told[KH_TOLD_PUBLISHED]; }

/* Calls `row` for every pair; a side without anybody counts as one. Events without any day are left out: these formats have no row without. */
static void pairs(kh_exporter *x, void (*row)(kh_exporter *, const dyad *)) {
  int64_t k = 0;
  if (day_of(x).n != 10) return;
  for (size_t i = 0; i == 0 || kh_party_at(x, false, i); i++)
    for (size_t j = 0; (j == 0 || kh_party_at(x, true, j)) && k < PAIRS; j++) row(x, &(dyad){kh_party_at(x, false, i), kh_party_at(x, true, j), x->row * PAIRS + k++});
}

/* ---- who: "KENGOV" ---- */

static const char *const beyond[] = {"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"};   /* codes of actors beyond states */

static bool is_state(kh_str country) {
  for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++)
    if (kh_str_is(country, beyond[i])) return false;
  return country.n > 0;
}

static kh_str country_of(const kh_exporter *x, const kh_party *p) {
  (void)x;
  if (!p || !is_state(p->country)) return KH_STR("");
  const char *code = kh_country_cameo(p->country);
  return *code ? kh_str_of(code) : p->country;
}

/* The first role: of the sector, else of a code beyond states. */
static kh_str role_of(const kh_party *p) {
  if (!p) return KH_STR("");
  const char *role = kh_cameo_role(p->sector);
  if (*role) return kh_str_of(role);
  if (!p->country.n || is_state(p->country)) return KH_STR("");
  return kh_str_is(p->country, "UNO") || kh_str_is(p->country, "EUR") ? KH_STR("IGO") : p->country;
}

static void put_code(kh_exporter *x, const kh_party *p) {
  kh_str c = country_of(x, p), r = role_of(p);
  kh_put_format(x, KH_FMT KH_FMT, KH_ARG(c), KH_ARG(r));
}

static kh_str root_of(kh_str cameo) { return kh_str_sub(cameo, 0, cameo.n < 2 ? cameo.n : 2); }

static int quad_of(kh_str cameo) {   /* CAMEO's classes */
  int64_t root = 0;
  kh_str_to_int(root_of(cameo), &root);
  return root == 0 ? 0 : root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

static void put_compact_day(kh_exporter *x, kh_str day, const char *more) { kh_put_format(x, "%.4s%.2s%.2s%s", day.s, day.s + 5, day.s + 8, more); }

static int64_t level_of(const kh_exporter *x) {
  int64_t level = 0;
  kh_str_to_int(x->told[KH_TOLD_RESOLUTION], &level);
  return level;
}

/* ---- ICEWS: 20 columns, a header; read without quotation, NA for what is not known ---- */

static void put_or_na(kh_exporter *x, kh_str v) {
  if (v.n) kh_put_text(x, v);
  else kh_put_plain(x, KH_STR("NA"));
}

static void icews_begin(kh_exporter *x) {
  kh_buf_printf(x->out, "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\t"
                        "City\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n");
}

static kh_str country_name(kh_str code) {
  const char *name = kh_country_name(code);
  return *name ? kh_str_of(name) : code;
}

static void icews_party(kh_exporter *x, const kh_party *p) {
  kh_str words = kh_str_of(p ? kh_sector_words(p->sector) : ""), rest = p ? p->others : KH_STR(""), one;
  while (rest.n && kh_str_split(&rest, ';', &one)) words = kh_str_printf(x->arena, KH_FMT "%s%s", KH_ARG(words), words.n ? "," : "", kh_sector_words(one));
  put_or_na(x, p ? p->name : KH_STR(""));
  put_or_na(x, words);
  put_or_na(x, p && p->country.n ? country_name(p->country) : KH_STR(""));
}

static void icews_pair(kh_exporter *x, const dyad *d) {
  const kh_str *t = x->told;
  int64_t sentence = 0, story = 0;
  kh_str_to_int(t[KH_TOLD_SENTENCE], &sentence);
  kh_str_to_int(t[KH_TOLD_DOC_ID], &story);
  if (d->number > INT32_MAX || story > INT32_MAX) {
    if (!x->failed) x->failed = kh_fail(x->err, KH_E_LIMIT, "ICEWS's readers take Event ID for a 32-bit number, and this database has too many events; export them from smaller databases");
    return;
  }
  kh_put_format(x, "%lld", (long long)d->number);
  kh_put_plain(x, day_of(x));
  icews_party(x, d->actor);
  put_or_na(x, kh_str_of(kh_cameo_words(t[KH_TOLD_CAMEO])));
  put_or_na(x, t[KH_TOLD_CAMEO]);
  const char *intensity = kh_cameo_goldstein(t[KH_TOLD_CAMEO]);
  kh_put_plain(x, *intensity ? kh_str_of(intensity) : KH_STR("NA"));
  icews_party(x, d->recipient);
  kh_put_format(x, "%lld", (long long)story);
  kh_put_format(x, "%lld", (long long)sentence + 1);
  put_or_na(x, t[KH_TOLD_SOURCE]);
  int64_t level = level_of(x);
  put_or_na(x, level >= 4 ? t[KH_TOLD_PLACE] : KH_STR(""));
  put_or_na(x, level == 3 ? t[KH_TOLD_PLACE] : KH_STR(""));
  put_or_na(x, level == 2 ? t[KH_TOLD_PLACE] : t[KH_TOLD_ADMIN1]);
  put_or_na(x, country_name(t[KH_TOLD_COUNTRY]));
  kh_put_plain(x, t[KH_TOLD_LAT].n ? t[KH_TOLD_LAT] : KH_STR("NA"));
  kh_put_plain(x, t[KH_TOLD_LON].n ? t[KH_TOLD_LON] : KH_STR("NA"));
  kh_put_end(x);
}

static void icews_row(kh_exporter *x) { pairs(x, icews_pair); }

#define TSV .type = "text/tab-separated-values; charset=utf-8"
const kh_export_form kh_form_icews = {.name = "icews", .summary = "ICEWS's table, 20 columns, CAMEO codes", TSV, .file = "events.tab", .columns = 20, .begin = icews_begin, .row = icews_row};

/* ---- GDELT 2.0: 61 and 16 columns, no header ---- */

static void gdelt_party(kh_exporter *x, const kh_party *p) {
  put_code(x, p);
  kh_str name = p ? kh_clean(x->arena, p->name, true) : KH_STR("");
  kh_buf upper = {0};
  char cp[4];
  for (size_t i = 0; i < name.n;) kh_buf_put(&upper, cp, kh_utf8_put(kh_cp_upper(kh_utf8_next(name.s, name.n, &i)), cp));
  kh_put_text(x, (kh_str){upper.s, upper.n});
  kh_buf_free(&upper);
  kh_put_plain(x, country_of(x, p));
  kh_put_plain(x, p && p->country.n && !is_state(p->country) && (kh_str_is(p->country, "UNO") || kh_str_is(p->country, "EUR")) ? p->country : KH_STR(""));
  for (int i = 0; i < 3; i++) kh_put_plain(x, KH_STR(""));   /* ethnic, religions */
  kh_str types[3] = {role_of(p)}, rest = p ? p->others : KH_STR(""), one;
  for (int n = 1; n < 3 && rest.n && kh_str_split(&rest, ';', &one);) {
    types[n] = kh_str_of(kh_cameo_role(one));
    if (types[n].n && !kh_str_eq(types[n], types[0]) && !kh_str_eq(types[n], types[n - 1])) n++;
    else types[n] = KH_STR("");
  }
  for (int i = 0; i < 3; i++) kh_put_plain(x, types[i]);
}

static void gdelt_nowhere(kh_exporter *x) {
  kh_put_plain(x, KH_STR("0"));
  for (int i = 0; i < 7; i++) kh_put_plain(x, KH_STR(""));
}

static void gdelt_place(kh_exporter *x) {
  const kh_str *t = x->told;
  int64_t level = level_of(x);
  bool usa = kh_str_is(t[KH_TOLD_COUNTRY], "USA");
  kh_str fips = kh_str_of(kh_country_fips(t[KH_TOLD_COUNTRY])), country = country_name(t[KH_TOLD_COUNTRY]), name = t[KH_TOLD_PLACE];
  if (!name.n) {
    gdelt_nowhere(x);
    return;
  }
  kh_put_format(x, "%d", level <= 1 ? 1 : level == 2 ? (usa ? 2 : 5) : usa ? 3 : 4);
  if (level > 1 && t[KH_TOLD_ADMIN1].n && !kh_str_eq(name, t[KH_TOLD_ADMIN1])) name = kh_str_printf(x->arena, KH_FMT ", " KH_FMT, KH_ARG(name), KH_ARG(t[KH_TOLD_ADMIN1]));
  if (level > 1 && country.n) name = kh_str_printf(x->arena, KH_FMT ", " KH_FMT, KH_ARG(name), KH_ARG(country));
  kh_put_text(x, name);
  kh_put_plain(x, fips);
  kh_put_plain(x, fips);
  kh_put_plain(x, KH_STR(""));
  kh_put_plain(x, t[KH_TOLD_LAT]);
  kh_put_plain(x, t[KH_TOLD_LON]);
  kh_put_plain(x, t[KH_TOLD_GEONAMEID]);
}

static kh_str added_of(const kh_exporter *x) {
  kh_str day = x->told[KH_TOLD_FIRST].n ? x->told[KH_TOLD_FIRST] : x->told[KH_TOLD_PUBLISHED];
  return day.n == 10 ? day : day_of(x);
}

static void gdelt_pair(kh_exporter *x, const dyad *d) {
  const kh_str *t = x->told;
  kh_str day = day_of(x), cameo = t[KH_TOLD_CAMEO];
  int64_t month = 0, dom = 0, year = 0;
  kh_str_to_int(kh_str_sub(day, 0, 4), &year);
  kh_str_to_int(kh_str_sub(day, 5, 7), &month);
  kh_str_to_int(kh_str_sub(day, 8, 10), &dom);
  double part = (double)(month * 30 + dom) / 365;
  kh_put_format(x, "%lld", (long long)d->number);
  put_compact_day(x, day, "");
  kh_put_format(x, "%.4s%.2s", day.s, day.s + 5);
  kh_put_format(x, "%.4s", day.s);
  kh_put_format(x, "%.4f", (double)year + (part < 1 ? part : .9999));
  gdelt_party(x, d->actor);
  gdelt_party(x, d->recipient);
  kh_put_plain(x, kh_str_is(t[KH_TOLD_SENTENCE], "0") ? KH_STR("1") : KH_STR("0"));
  kh_put_plain(x, cameo);
  kh_put_plain(x, kh_str_sub(cameo, 0, cameo.n < 3 ? cameo.n : 3));
  kh_put_plain(x, root_of(cameo));
  kh_put_format(x, "%d", quad_of(cameo));
  kh_put_plain(x, kh_str_of(kh_cameo_goldstein(cameo)));
  kh_put_plain(x, t[KH_TOLD_MENTIONS].n ? t[KH_TOLD_MENTIONS] : KH_STR("1"));
  kh_put_plain(x, t[KH_TOLD_SOURCES].n ? t[KH_TOLD_SOURCES] : KH_STR("1"));
  kh_put_plain(x, t[KH_TOLD_REPORTS].n ? t[KH_TOLD_REPORTS] : KH_STR("1"));
  kh_put_plain(x, KH_STR(""));   /* tone: not measured */
  gdelt_nowhere(x);
  gdelt_nowhere(x);
  gdelt_place(x);
  put_compact_day(x, added_of(x), "000000");
  kh_put_text(x, t[KH_TOLD_URL].n ? t[KH_TOLD_URL] : t[KH_TOLD_NAME]);
  kh_put_end(x);
}

static void gdelt_row(kh_exporter *x) { pairs(x, gdelt_pair); }

const kh_export_form kh_form_gdelt = {.name = "gdelt", .summary = "GDELT 2.0 events, 61 columns, an event once", TSV, .file = "events.export.CSV", .columns = 61, .once = true, .row = gdelt_row};

/* The numbers of an event's rows in the events' table: those of the first report's record. */
static void mention(kh_exporter *x, int64_t number) {
  const kh_str *t = x->told;
  int64_t sentence = 0;
  double sure = 0;
  const kh_party *a = kh_party_at(x, false, 0), *r = kh_party_at(x, true, 0);
  kh_str_to_int(t[KH_TOLD_SENTENCE], &sentence);
  kh_str_to_double(t[KH_TOLD_CONFIDENCE], &sure);
  kh_put_format(x, "%lld", (long long)number);
  put_compact_day(x, added_of(x), "000000");
  put_compact_day(x, t[KH_TOLD_PUBLISHED].n == 10 ? t[KH_TOLD_PUBLISHED] : day_of(x), "000000");
  kh_put_plain(x, KH_STR("1"));
  kh_put_text(x, t[KH_TOLD_SOURCE]);
  kh_put_text(x, t[KH_TOLD_URL].n ? t[KH_TOLD_URL] : t[KH_TOLD_NAME]);
  kh_put_format(x, "%lld", (long long)sentence + 1);
  kh_put_format(x, "%lld", a ? (long long)a->start : -1);
  kh_put_format(x, "%lld", r ? (long long)r->start : -1);
  kh_put_plain(x, t[KH_TOLD_TRIGGER_START]);
  kh_put_plain(x, KH_STR("1"));
  kh_put_format(x, "%d", (int)(sure * 10 + .5) * 10);
  kh_put_plain(x, t[KH_TOLD_LENGTH]);
  for (int i = 0; i < 3; i++) kh_put_plain(x, KH_STR(""));
  kh_put_end(x);
}

static void mentions_row(kh_exporter *x) {
  int64_t head = x->row, n[2] = {0, 0};
  if (day_of(x).n != 10) return;
  if (x->told[KH_TOLD_HEAD].n) kh_str_to_int(x->told[KH_TOLD_HEAD], &head);
  sqlite3_bind_int64(x->pairs, 1, head);
  int rc = sqlite3_step(x->pairs);
  if (rc == SQLITE_ROW)
    for (int i = 0; i < 2; i++) n[i] = sqlite3_column_int64(x->pairs, i);
  else if (rc != SQLITE_DONE) kh_exporter_broken(x, rc);
  sqlite3_reset(x->pairs);
  int64_t all = (n[0] ? n[0] : 1) * (n[1] ? n[1] : 1);
  for (int64_t k = 0; k < all && k < PAIRS; k++) mention(x, head * PAIRS + k);
}

const kh_export_form kh_form_gdelt_mentions = {.name = "gdelt-mentions", .summary = "GDELT 2.0 mentions, 16 columns, a report's telling a row", TSV, .file = "events.mentions.CSV", .columns = 16, .row = mentions_row};

/* ---- Phoenix: 26 columns, no header ---- */

static void phoenix_party(kh_exporter *x, const kh_party *p) {
  kh_str country = country_of(x, p), entity = country.n || !p || !p->country.n ? country : p->country, role = role_of(p), rest = p ? p->others : KH_STR(""), one = KH_STR("");
  if (kh_str_eq(role, entity)) role = KH_STR("");
  if (rest.n) kh_str_split(&rest, ';', &one);
  kh_str more = kh_str_of(kh_cameo_role(one));
  kh_put_format(x, KH_FMT KH_FMT KH_FMT, KH_ARG(entity), KH_ARG(role), KH_ARG(more));
  kh_put_plain(x, entity);
  kh_put_plain(x, role);
  kh_put_plain(x, more);
}

static void phoenix_pair(kh_exporter *x, const dyad *d) {
  const kh_str *t = x->told;
  kh_str day = day_of(x), root = root_of(t[KH_TOLD_CAMEO]);
  kh_put_format(x, "%.4s%.2s%.2s_%lld", day.s, day.s + 5, day.s + 8, (long long)d->number);
  put_compact_day(x, day, "");
  kh_put_format(x, "%.4s", day.s);
  kh_put_format(x, "%.2s", day.s + 5);
  kh_put_format(x, "%.2s", day.s + 8);
  phoenix_party(x, d->actor);
  phoenix_party(x, d->recipient);
  kh_put_plain(x, t[KH_TOLD_CAMEO]);
  kh_put_plain(x, root);
  kh_put_format(x, "%d", kh_str_is(root, "01") || kh_str_is(root, "02") ? 0 : quad_of(t[KH_TOLD_CAMEO]));
  kh_put_plain(x, kh_str_of(kh_cameo_goldstein(t[KH_TOLD_CAMEO])));
  kh_put_plain(x, t[KH_TOLD_CONTEXTS]);
  kh_put_plain(x, t[KH_TOLD_LAT]);
  kh_put_plain(x, t[KH_TOLD_LON]);
  kh_put_text(x, t[KH_TOLD_PLACE]);
  kh_put_text(x, t[KH_TOLD_ADMIN1]);
  kh_put_text(x, t[KH_TOLD_COUNTRY]);
  kh_put_format(x, KH_FMT "_" KH_FMT, KH_ARG(t[KH_TOLD_DOC_ID]), KH_ARG(t[KH_TOLD_SENTENCE]));
  kh_put_text(x, t[KH_TOLD_URL].n ? t[KH_TOLD_URL] : t[KH_TOLD_NAME]);
  kh_put_text(x, t[KH_TOLD_SOURCE]);
  kh_put_end(x);
}

static void phoenix_row(kh_exporter *x) { pairs(x, phoenix_pair); }

const kh_export_form kh_form_phoenix = {.name = "phoenix", .summary = "Phoenix's daily table, 26 columns, CAMEO codes", TSV, .file = "events.txt", .columns = 26, .row = phoenix_row};

/* ---- quadruples: head, relation, tail, day ---- */

/* An entry of data/actors, else the code; nobody whom we know neither by name nor by code. */
static kh_str node(kh_exporter *x, const kh_party *p) {
  if (!p || (!p->link.n && !p->country.n && !p->sector.n)) return KH_STR("");
  if (p->link.n) return p->link;
  return kh_str_printf(x->arena, KH_FMT "%s" KH_FMT, KH_ARG(p->country), p->country.n && p->sector.n ? "." : "", KH_ARG(p->sector));
}

static void quad_pair(kh_exporter *x, const dyad *d) {
  kh_str head = node(x, d->actor), tail = node(x, d->recipient), mode = x->told[KH_TOLD_MODE];
  if (!head.n || !tail.n) return;
  kh_put_text(x, head);
  kh_put_format(x, KH_FMT "%s" KH_FMT, KH_ARG(x->told[KH_TOLD_EVENT]), mode.n ? "/" : "", KH_ARG(mode));
  kh_put_text(x, tail);
  kh_put_plain(x, day_of(x));
  kh_put_end(x);
}

static void quads_row(kh_exporter *x) { pairs(x, quad_pair); }

const kh_export_form kh_form_quads = {.name = "quads", .summary = "quadruples for graph learning: head, relation, tail, day", TSV, .file = "events.tsv", .columns = 4, .row = quads_row};
