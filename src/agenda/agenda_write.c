/* agenda_write.c: an agenda as a table, as JSON lines, as iCalendar (RFC 5545). */
#include <stdio.h>

#include "agenda/agenda_int.h"
#include "export/json.h"

/* What happens in one line: "CONSULT/visit: Turkey > Libya", "election: France". */
static void headline(const kh_entry *e, kh_buf *out) {
  kh_buf_str(out, e->occasion.n ? e->occasion : e->event);
  if (e->mode.n) kh_buf_printf(out, "/" KH_FMT, KH_ARG(e->mode));
  if (e->actors.n || e->recipients.n) kh_buf_put(out, ": ", 2);
  kh_buf_str(out, e->actors.n ? e->actors : e->recipients.n ? KH_STR("?") : KH_STR(""));
  if (e->recipients.n) kh_buf_printf(out, " > " KH_FMT, KH_ARG(e->recipients));
}

/* ---- table ---- */

/* Words without control characters; blanks in a row are one. */
static void plain(kh_buf *out, kh_str v) {
  bool blank = false, any = false;
  for (size_t i = 0; i < v.n;) {
    size_t at = i;
    uint32_t cp = kh_utf8_next(v.s, v.n, &i);
    if (kh_cp_is_space(cp) || cp < 0x20 || cp == 0x7F || (cp >= 0x80 && cp < 0xA0)) blank = any;
    else {
      if (blank) kh_buf_byte(out, ' ');
      kh_buf_put(out, v.s + at, i - at);
      blank = false, any = true;
    }
  }
}

void kh_agenda_table(const kh_agenda *a, bool color, kh_buf *out) {
  for (size_t i = 0; i < a->entries.n; i++) {
    const kh_entry *e = &a->entries.at[i];
    char day[16], end[16];
    kh_buf head = {0};
    kh_day_format(e->date, day);
    kh_day_format(e->enddate, end);
    kh_buf_printf(out, "%s%-10s%s%-10s%s  ", color ? "\033[1m" : "", day, e->enddate > e->date ? " … " : "   ", e->enddate > e->date ? end : "", color ? "\033[0m" : "");
    headline(e, &head);
    if (head.failed) out->failed = true;
    plain(out, (kh_str){head.s, head.n});
    kh_buf_free(&head);
    if (e->place.n) {
      kh_buf_put(out, ", in ", 5);
      plain(out, e->place);
    }
    kh_buf_printf(out, " (" KH_FMT ")\n%27s%s", KH_ARG(e->status), "", color ? "\033[2m" : "");
    plain(out, e->text.n ? e->text : e->title);
    kh_buf_put(out, " [", 2);
    plain(out, e->url.n ? e->url : e->doc);
    kh_buf_printf(out, "]%s\n", color ? "\033[0m" : "");
  }
}

/* ---- JSON lines ---- */

static void day_field(kh_buf *b, const char *key, int32_t day) {
  char out[16];
  if (day == KH_NO_DAY) return;
  kh_day_format(day, out);
  kh_json_field(b, key, kh_str_of(out));
}

void kh_agenda_jsonl(const kh_agenda *a, kh_buf *out) {
  for (size_t i = 0; i < a->entries.n; i++) {
    const kh_entry *e = &a->entries.at[i];
    kh_buf_byte(out, '{');
    kh_json_field(out, "type", KH_STR("agenda"));
    kh_json_field(out, "id", e->id);
    day_field(out, "date", e->date);
    day_field(out, "enddate", e->enddate);
    const struct { const char *key; kh_str v; } fields[] = {
        {"date_precision", e->precision}, {"event", e->event}, {"occasion", e->occasion}, {"mode", e->mode}, {"status", e->status}, {"actors", e->actors}, {"recipients", e->recipients},
        {"place", e->place}, {"country", e->country}};
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) kh_json_field(out, fields[k].key, fields[k].v);
    if (e->located) {
      kh_json_key(out, "lat");
      kh_json_number(out, e->lat, 5);
      kh_json_key(out, "lon");
      kh_json_number(out, e->lon, 5);
    }
    kh_json_field(out, "event_text", e->text);
    kh_json_field(out, "doc", e->doc);
    kh_json_field(out, "title", e->title);
    kh_json_field(out, "url", e->url);
    kh_json_field(out, "source", e->source);
    day_field(out, "published", e->published);
    kh_buf_put(out, "}\n", 2);
  }
}

/* ---- iCalendar ---- */

/* A content line, folded after 75 octets between characters (RFC 5545, 3.1). */
static void line(kh_buf *out, const kh_buf *l) {
  size_t width = 0;
  for (size_t i = 0; i < l->n;) {
    size_t at = i;
    kh_utf8_next(l->s, l->n, &i);
    if (width + (i - at) > 75) {
      kh_buf_put(out, "\r\n ", 3);
      width = 1;
    }
    kh_buf_put(out, l->s + at, i - at);
    width += i - at;
  }
  kh_buf_put(out, "\r\n", 2);
  if (l->failed) out->failed = true;
}

/* TEXT (3.3.11): backslash, semicolon, comma and line ends escaped; no other control character. */
static void text(kh_buf *l, kh_str v) {
  for (size_t i = 0; i < v.n; i++) {
    unsigned char c = (unsigned char)v.s[i];
    if (c == '\r' && i + 1 < v.n && v.s[i + 1] == '\n') continue;
    if (c == '\n' || c == '\r') kh_buf_put(l, "\\n", 2);
    else if (c == '\\' || c == ';' || c == ',') kh_buf_byte(l, '\\'), kh_buf_byte(l, (char)c);
    else if (c == '\t' || (c >= 0x20 && c != 0x7F)) kh_buf_byte(l, (char)c);
  }
}

/* A URI holds no blank, control character or quotation mark; what is none is left out. */
static bool is_uri(kh_str v) {
  bool colon = false;
  for (size_t i = 0; i < v.n; i++) {
    unsigned char c = (unsigned char)v.s[i];
    if (c <= 0x20 || c >= 0x7F || c == '"' || c == '<' || c == '>') return false;
    colon |= c == ':' && i > 0;
  }
  return colon;
}

static void put(kh_buf *out, const char *name, kh_str v) {
  kh_buf l = {0};
  if (!v.n) return;
  kh_buf_printf(&l, "%s:", name);
  text(&l, v);
  line(out, &l);
  kh_buf_free(&l);
}

static void put_day(kh_buf *out, const char *name, int32_t day, const char *tail) {
  int y, m, d;
  kh_day_parts(day, &y, &m, &d);
  kh_buf_printf(out, "%s%04d%02d%02d%s\r\n", name, y, m, d, tail);
}

static void entry(kh_buf *out, const kh_entry *e) {
  kh_buf head = {0}, about = {0};
  kh_buf_printf(out, "BEGIN:VEVENT\r\nUID:" KH_FMT "@khaldun\r\n", KH_ARG(e->id));
  /* The stamp is that of the words, not of the run: the same reports give the same bytes. */
  put_day(out, "DTSTAMP:", e->published != KH_NO_DAY ? e->published : e->date, "T000000Z");
  put_day(out, "DTSTART;VALUE=DATE:", e->date, "");
  put_day(out, "DTEND;VALUE=DATE:", e->enddate + 1, "");   /* the day after the last */
  headline(e, &head);
  put(out, "SUMMARY", (kh_str){head.s, head.n});
  kh_buf_str(&about, e->text);
  if (e->title.n) kh_buf_printf(&about, "%s" KH_FMT, about.n ? "\n" : "", KH_ARG(e->title));
  if (e->source.n) kh_buf_printf(&about, "%s" KH_FMT, about.n ? "\n" : "", KH_ARG(e->source));
  kh_buf_printf(&about, "%s" KH_FMT, about.n ? "\n" : "", KH_ARG(e->status));
  put(out, "DESCRIPTION", (kh_str){about.s, about.n});
  put(out, "LOCATION", e->place);
  if (e->located) kh_buf_printf(out, "GEO:%.5f;%.5f\r\n", e->lat, e->lon);
  put(out, "CATEGORIES", e->occasion.n ? e->occasion : e->event);
  if (is_uri(e->url)) {
    kh_buf l = {0};
    kh_buf_printf(&l, "URL:" KH_FMT, KH_ARG(e->url));
    line(out, &l);
    kh_buf_free(&l);
  }
  kh_buf_put(out, "STATUS:TENTATIVE\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n", 50);
  if (head.failed || about.failed) out->failed = true;
  kh_buf_free(&head);
  kh_buf_free(&about);
}

void kh_agenda_ics(const kh_agenda *a, kh_buf *out) {
  kh_buf_printf(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Khaldun//khaldun %s//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n", KH_VERSION);
  for (size_t i = 0; i < a->entries.n; i++) entry(out, &a->entries.at[i]);
  if (!a->entries.n)   /* a calendar must have a component (3.6) */
    kh_buf_printf(out, "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n");
  kh_buf_printf(out, "END:VCALENDAR\r\n");
}
