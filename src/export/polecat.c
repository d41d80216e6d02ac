/* polecat.c: POLECAT's weekly tables: 40 columns, a header, an event a row, lists joined by ';'. */
#include "export/rows.h"

static void begin(kh_exporter *x) {
  static const char head[] =
      "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\t"
      "Recipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\t"
      "Placename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion\n";
  kh_buf_put(x->out, head, sizeof head - 1);
}

/* A list's members: ';' is between them alone. */
typedef struct list { kh_buf b; size_t n; } list;

static void add(list *l, kh_str v) {
  if (l->n++) kh_buf_byte(&l->b, ';');
  for (size_t i = 0; i < v.n; i++) kh_buf_byte(&l->b, v.s[i] == ';' ? ',' : v.s[i]);
}

static void put(kh_exporter *x, list *l) {
  if (l->b.failed) x->failed = kh_fail(x->err, KH_E_MEMORY, "not enough memory");
  kh_put_text(x, (kh_str){l->b.s, l->b.n});
  kh_buf_free(&l->b);
}

typedef kh_str (*field)(const kh_party *p);
static kh_str country(const kh_party *p) { return p->country; }
static kh_str cow(const kh_party *p) { return p->cow; }
static kh_str sector(const kh_party *p) { return p->sector; }
static kh_str role(const kh_party *p) { return p->role; }
static kh_str text(const kh_party *p) { return p->text; }
static kh_str name(const kh_party *p) { return p->name; }

/* One member a party, so that the lists stand side by side; empty where nobody has one. */
static void each(kh_exporter *x, bool recipient, field of, const char *nobody) {
  list l = {0};
  bool any = false;
  const kh_party *p;
  for (size_t i = 0; (p = kh_party_at(x, recipient, i)); i++) {
    add(&l, of(p));
    any = any || of(p).n;
  }
  if (any) {
    put(x, &l);
    return;
  }
  kh_buf_free(&l.b);
  kh_put_plain(x, kh_str_of(nobody));
}

static void side(kh_exporter *x, bool recipient) {
  each(x, recipient, name, "None");
  each(x, recipient, country, "");
  each(x, recipient, cow, "");
  each(x, recipient, sector, "");
  list all = {0};
  const kh_party *p;
  for (size_t i = 0; (p = kh_party_at(x, recipient, i)); i++) {
    kh_str rest = p->others, one;
    if (p->sector.n) add(&all, p->sector);
    while (rest.n && kh_str_split(&rest, ';', &one)) add(&all, one);
  }
  put(x, &all);
  each(x, recipient, role, "");
  each(x, recipient, text, "");
  kh_put_plain(x, KH_STR(""));   /* Wikipedia: we link to data/actors */
}

static void named(kh_exporter *x, const char *kind) {
  list l = {0};
  sqlite3_reset(x->named);
  sqlite3_bind_text(x->named, 1, x->told[KH_TOLD_DOC_ID].s, (int)x->told[KH_TOLD_DOC_ID].n, SQLITE_STATIC);
  int rc;
  while ((rc = sqlite3_step(x->named)) == SQLITE_ROW)
    if (!strcmp((const char *)sqlite3_column_text(x->named, 1), kind)) add(&l, kh_str_of((const char *)sqlite3_column_text(x->named, 0)));
  if (rc != SQLITE_DONE) kh_exporter_broken(x, rc);
  sqlite3_reset(x->named);
  put(x, &l);
}

static void located(kh_exporter *x) {
  list l = {0};
  sqlite3_reset(x->located);
  sqlite3_bind_text(x->located, 1, x->told[KH_TOLD_DOC_ID].s, (int)x->told[KH_TOLD_DOC_ID].n, SQLITE_STATIC);
  int rc;
  while ((rc = sqlite3_step(x->located)) == SQLITE_ROW) add(&l, kh_str_of((const char *)sqlite3_column_text(x->located, 0)));
  if (rc != SQLITE_DONE) kh_exporter_broken(x, rc);
  sqlite3_reset(x->located);
  put(x, &l);
}

static void row(kh_exporter *x) {
  static const char *const quads[] = {"", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"};
  const kh_str *t = x->told;
  int64_t quad = 0, level = 0;
  kh_str_to_int(t[KH_TOLD_QUAD], &quad);
  kh_str_to_int(t[KH_TOLD_RESOLUTION], &level);
  kh_put_plain(x, t[KH_TOLD_ID]);
  kh_put_plain(x, t[KH_TOLD_DATE].n ? t[KH_TOLD_DATE] : t[KH_TOLD_PUBLISHED]);
  kh_put_plain(x, t[KH_TOLD_EVENT]);
  kh_put_plain(x, t[KH_TOLD_MODE]);
  kh_put_plain(x, t[KH_TOLD_INTENSITY]);
  kh_put_plain(x, kh_str_of(quads[quad >= 1 && quad <= 4 ? quad : 0]));
  kh_put_plain(x, t[KH_TOLD_CONTEXTS]);
  side(x, false);
  side(x, true);
  kh_put_text(x, t[KH_TOLD_PLACE]);
  kh_put_text(x, level >= 4 ? t[KH_TOLD_PLACE] : KH_STR(""));
  kh_put_text(x, level == 3 ? t[KH_TOLD_PLACE] : KH_STR(""));
  kh_put_text(x, level == 2 ? t[KH_TOLD_PLACE] : t[KH_TOLD_ADMIN1]);
  kh_put_text(x, t[KH_TOLD_COUNTRY]);
  kh_put_plain(x, t[KH_TOLD_LAT]);
  kh_put_plain(x, t[KH_TOLD_LON]);
  kh_put_plain(x, t[KH_TOLD_GEONAMEID]);
  kh_put_text(x, t[KH_TOLD_PLACE_TEXT]);
  kh_put_text(x, t[KH_TOLD_FEATURE]);
  kh_put_text(x, t[KH_TOLD_SOURCE]);
  kh_put_text(x, t[KH_TOLD_PUBLISHED]);
  named(x, "PER");
  named(x, "ORG");
  located(x);
  kh_put_text(x, t[KH_TOLD_LANGUAGE]);
  kh_put_format(x, "khaldun " KH_FMT, KH_ARG(t[KH_TOLD_VERSION]));
  kh_put_end(x);
}

const kh_export_form kh_form_polecat = {.name = "polecat", .summary = "POLECAT's weekly table, 40 columns", .type = "text/tab-separated-values; charset=utf-8", .file = "events.tsv", .columns = 40, .begin = begin, .row = row};
