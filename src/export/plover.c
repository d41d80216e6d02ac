/* plover.c: PLOVER's JSON records, as its manual (2023-24 draft) names their fields. */
#include "export/json.h"
#include "export/rows.h"

static void number(kh_exporter *x, const char *key, kh_str v) {
  if (!kh_is_number(v)) return;
  kh_json_key(x->out, key);
  kh_buf_str(x->out, v);
}

static void list(kh_exporter *x, const char *key, kh_str v) {
  kh_str one;
  bool first = true;
  kh_json_key(x->out, key);
  kh_buf_byte(x->out, '[');
  while (v.n && kh_str_split(&v, ';', &one)) {
    if (!first) kh_buf_byte(x->out, ',');
    kh_json_string(x->out, one);
    first = false;
  }
  kh_buf_byte(x->out, ']');
}

static void side(kh_exporter *x, bool recipient) {
  const kh_party *p;
  kh_json_key(x->out, recipient ? "recipient" : "actor");
  kh_buf_byte(x->out, '[');
  for (size_t i = 0; (p = kh_party_at(x, recipient, i)); i++) {
    kh_buf_put(x->out, i ? ",{" : "{", i ? 2 : 1);
    kh_json_field(x->out, "code", p->country);
    kh_str sectors = p->sector.n && p->others.n ? kh_str_printf(x->arena, KH_FMT ";" KH_FMT, KH_ARG(p->sector), KH_ARG(p->others)) : p->sector.n ? p->sector : p->others;
    list(x, "sector", sectors);
    kh_json_field(x->out, "entity_text", p->text);
    kh_json_field(x->out, "identifier_id", p->link);
    kh_json_field(x->out, "identifier_text", p->name);
    kh_json_field(x->out, "office", p->role);
    kh_buf_byte(x->out, '}');
  }
  kh_buf_byte(x->out, ']');
}

static void place(kh_exporter *x) {
  const kh_str *t = x->told;
  int64_t level = 0;
  if (!t[KH_TOLD_PLACE].n) return;
  kh_str_to_int(t[KH_TOLD_RESOLUTION], &level);
  kh_json_key(x->out, "event_loc");
  kh_buf_byte(x->out, '{');
  kh_json_field(x->out, "extracted_place", t[KH_TOLD_PLACE_TEXT]);
  kh_json_field(x->out, "resolved_place", t[KH_TOLD_PLACE]);
  number(x, "geonameid", t[KH_TOLD_GEONAMEID]);
  number(x, "lat", t[KH_TOLD_LAT]);
  number(x, "lon", t[KH_TOLD_LON]);
  if (level >= 4) kh_json_field(x->out, "city", t[KH_TOLD_PLACE]);
  if (level == 3) kh_json_field(x->out, "district", t[KH_TOLD_PLACE]);
  kh_json_field(x->out, "province", level == 2 ? t[KH_TOLD_PLACE] : t[KH_TOLD_ADMIN1]);
  kh_json_field(x->out, "country", kh_str_of(kh_country_name(t[KH_TOLD_COUNTRY])));
  kh_json_field(x->out, "country_code", t[KH_TOLD_COUNTRY]);
  kh_str f = t[KH_TOLD_FEATURE];
  if (f.n) kh_json_field(x->out, "feature_class", f.s[0] == 'P' && !kh_str_starts(f, KH_STR("PCL")) ? KH_STR("P") : kh_str_starts(f, KH_STR("ADM")) || kh_str_starts(f, KH_STR("PCL")) ? KH_STR("A") : KH_STR(""));
  kh_json_field(x->out, "feature_code", f);
  number(x, "resolution", t[KH_TOLD_RESOLUTION]);
  kh_buf_byte(x->out, '}');
}

static void row(kh_exporter *x) {
  const kh_str *t = x->told;
  kh_str day = t[KH_TOLD_DATE].n ? t[KH_TOLD_DATE] : t[KH_TOLD_PUBLISHED];
  kh_buf_byte(x->out, '{');
  kh_json_field(x->out, "id", t[KH_TOLD_ID]);
  kh_json_key(x->out, "date");   /* required */
  kh_json_string(x->out, day);
  kh_json_field(x->out, "enddate", t[KH_TOLD_ENDDATE]);
  side(x, false);
  kh_json_field(x->out, "event", t[KH_TOLD_EVENT]);
  kh_json_key(x->out, "has_event");
  kh_buf_put(x->out, "true", 4);
  side(x, true);
  list(x, "mode", t[KH_TOLD_MODE]);
  list(x, "context", t[KH_TOLD_CONTEXTS]);
  number(x, "quad_code", t[KH_TOLD_QUAD]);
  number(x, "event_scale", t[KH_TOLD_INTENSITY]);
  place(x);
  kh_json_field(x->out, "event_text", t[KH_TOLD_TEXT].n ? t[KH_TOLD_TEXT] : t[KH_TOLD_TRIGGER]);
  kh_json_field(x->out, "link", t[KH_TOLD_URL]);
  kh_json_key(x->out, "text_info");
  kh_buf_byte(x->out, '{');
  kh_json_field(x->out, "title", t[KH_TOLD_TITLE]);
  kh_json_field(x->out, "publication_date", t[KH_TOLD_PUBLISHED]);
  kh_json_field(x->out, "language", t[KH_TOLD_LANGUAGE]);
  kh_buf_byte(x->out, '}');
  kh_json_key(x->out, "cite_info");
  kh_buf_byte(x->out, '{');
  kh_json_field(x->out, "source", t[KH_TOLD_SOURCE]);
  kh_json_field(x->out, "document", t[KH_TOLD_NAME]);
  kh_buf_byte(x->out, '}');
  kh_json_field(x->out, "coder", kh_str_printf(x->arena, "khaldun " KH_FMT, KH_ARG(t[KH_TOLD_VERSION])));
  kh_json_field(x->out, "comment", kh_str_printf(x->arena, KH_FMT "; rule " KH_FMT "; confidence " KH_FMT, KH_ARG(t[KH_TOLD_STATUS]), KH_ARG(t[KH_TOLD_RULE]), KH_ARG(t[KH_TOLD_CONFIDENCE])));
  kh_buf_put(x->out, "}\n", 2);
  x->rows++;
}

const kh_export_form kh_form_plover = {.name = "plover", .summary = "PLOVER's records, a JSON object a line", .type = "application/x-ndjson", .file = "events.jsonl", .row = row};
