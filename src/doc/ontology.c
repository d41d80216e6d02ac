/* ontology.c: names and figures of the PLOVER ontology, from the tables in khaldun.h. */
#include "doc/doc.h"

static const struct { const char *name; int quad; double intensity; } events[] = {
    {"", 0, 0},
#define X(name, quad, intensity) {#name, quad, intensity},
    KH_EVENT_TABLE(X)
#undef X
};
static const struct { kh_event_type type; const char *name; double intensity; } modes[] = {
    {KH_EVENT_NONE, "", 0},
#define X(type, label, name, intensity) {KH_##type, label, intensity},
    KH_MODE_TABLE(X)
#undef X
};
static const char *const contexts[] = {
#define X(name, label) label,
    KH_CONTEXT_TABLE(X)
#undef X
};
static const char *const sectors[] = {
    "",
#define X(name) #name,
    KH_SECTOR_TABLE(X)
#undef X
};
static const char *const event_statuses[] = {
#define X(name, label) label,
    KH_EVENT_STATUS_TABLE(X)
#undef X
};
static const char *const occasions[] = {
    "",
#define X(name, label) label,
    KH_OCCASION_TABLE(X)
#undef X
};
static const char *const figure_kinds[] = {
#define X(name, label) label,
    KH_FIGURE_TABLE(X)
#undef X
};
static const char *const entity_kinds[] = {"", "PER", "ORG", "LOC", "NORP", "EVENT", "WORK", "FAC", "NOMINAL", "PRONOUN"};
static const char *const statuses[] = {"ok", "argument", "memory", "limit", "io", "format", "encoding",
                                       "language", "data", "nothing", "network", "newer", "end"};

const char *kh_status_name(kh_status s) { return (unsigned)s < KH_STATUS_COUNT ? statuses[s] : "unknown"; }
const char *kh_event_name(kh_event_type t) { return (unsigned)t < KH_EVENT_COUNT ? events[t].name : ""; }
int kh_event_quad(kh_event_type t) { return (unsigned)t < KH_EVENT_COUNT ? events[t].quad : 0; }
double kh_event_intensity(kh_event_type t, kh_mode m) {
  if ((unsigned)m < KH_MODE_COUNT && m != KH_MODE_NONE && modes[m].type == t) return modes[m].intensity;
  return (unsigned)t < KH_EVENT_COUNT ? events[t].intensity : 0;
}
const char *kh_mode_name(kh_mode m) { return (unsigned)m < KH_MODE_COUNT ? modes[m].name : ""; }
kh_event_type kh_mode_event(kh_mode m) { return (unsigned)m < KH_MODE_COUNT ? modes[m].type : KH_EVENT_NONE; }
const char *kh_context_name(kh_context c) { return (unsigned)c < KH_CONTEXT_COUNT ? contexts[c] : ""; }
const char *kh_sector_name(kh_sector s) { return (unsigned)s < KH_SECTOR_COUNT ? sectors[s] : ""; }
const char *kh_event_status_name(kh_event_status s) { return (unsigned)s < KH_EVENT_STATUS_COUNT ? event_statuses[s] : ""; }
const char *kh_occasion_name(kh_occasion o) { return (unsigned)o < KH_OCCASION_COUNT ? occasions[o] : ""; }
const char *kh_figure_name(kh_figure_kind k) { return (unsigned)k < KH_FIGURE_COUNT ? figure_kinds[k] : ""; }
const char *kh_entity_name(kh_entity e) { return (unsigned)e < KH_ENTITY_COUNT ? entity_kinds[e] : ""; }

kh_event_type kh_event_of(kh_text name) {
  for (int i = 1; i < KH_EVENT_COUNT; i++)
    if (strlen(events[i].name) == name.n && !memcmp(events[i].name, name.s, name.n)) return (kh_event_type)i;
  return KH_EVENT_NONE;
}
kh_mode kh_mode_of(kh_event_type t, kh_text name) {
  for (int i = 1; i < KH_MODE_COUNT; i++)
    if (modes[i].type == t && strlen(modes[i].name) == name.n && !memcmp(modes[i].name, name.s, name.n)) return (kh_mode)i;
  return KH_MODE_NONE;
}
kh_sector kh_sector_of(kh_text name) {
  for (int i = 1; i < KH_SECTOR_COUNT; i++)
    if (strlen(sectors[i]) == name.n && !memcmp(sectors[i], name.s, name.n)) return (kh_sector)i;
  return KH_SECTOR_NONE;
}
kh_occasion kh_occasion_of(kh_text name) {
  for (int i = 1; i < KH_OCCASION_COUNT; i++)
    if (strlen(occasions[i]) == name.n && !memcmp(occasions[i], name.s, name.n)) return (kh_occasion)i;
  return KH_OCCASION_NONE;
}
