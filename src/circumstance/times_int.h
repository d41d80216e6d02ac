/* times_int.h: what the files of the times room share.
 *
 * The road of a sentence: its tokens are cut into atoms (runs of letters, runs of digits, single signs), so that
 * nothing depends on how "mid-June", "1990s" or "3pm" were tokenised; words of data/times and numbers give each atom
 * symbols (class, value, length in atoms); rules are sequences of symbols in one trie, the longest match from each
 * atom wins; a rule's operation makes the value from the symbols' values and the two anchors, the publication day
 * ("now") and the day that the narrative has reached ("then"). */
#ifndef KH_TIMES_INT_H
#define KH_TIMES_INT_H
#include "circumstance/circumstance.h"

/* Classes that have a meaning of their own; data/times may add others, for conditions and literals' sake.
 * The first ones are made from digits by the program, the rest come from data/times/words.txt. */
#define KH_TIME_CLASS_TABLE(X)                                                                        \
  X(NUM) X(ORD) X(YEAR) X(YEAR2) X(YEAR3) X(DAY) X(DAYTH) X(MONTHNUM) X(HOUR) X(MINUTE) X(HHMM) X(DECADE) X(HOLIDAY)      \
  X(MONTH) X(MONTHSURE) X(WEEKDAY) X(WEEKDAYS) X(UNIT) X(UNITS) X(SEASON) X(SEASONSURE) X(PART) X(MOMENT) X(MOD) X(ERA) X(AMPM) X(ZONE)      \
  X(REL) X(ART) X(QUARTER) X(HALF) X(SETUNIT) X(ORDSUFFIX) X(SMALL) X(TENS) X(SCALE) X(FEW) X(JOIN)     \
  X(FRACTION) X(PLURAL) X(RANGE) X(BETWEEN) X(BY) X(SINCE) X(FUTURE) X(PAST) X(BEFORE) X(AFTER) X(PREPOSITION) X(DEFER) X(TILL) X(INTEND) X(CALLING) X(BIDDING) X(FORWORD) X(WHILE)
typedef enum time_class {
  CLASS_NONE = 0,
#define X(name) CLASS_##name,
  KH_TIME_CLASS_TABLE(X)
#undef X
  CLASS_COUNT
} time_class;
#define CLASS_LIMIT 128          /* classes in all; symbols from here on are literal atoms */

typedef enum time_unit { U_NONE, U_SECOND, U_MINUTE, U_HOUR, U_DAY, U_WEEKEND, U_WEEK, U_MONTH, U_QUARTER, U_HALF, U_SEASON, U_YEAR, U_DECADE, U_CENTURY, U_MILLENNIUM, U_COUNT } time_unit;
typedef enum time_mod { MOD_NONE, MOD_START, MOD_MID, MOD_END, MOD_BEFORE, MOD_AFTER } time_mod;
typedef enum time_op { OP_NOTHING, OP_DATE, OP_SHIFT, OP_UNIT, OP_SPAN, OP_SET, OP_PRESENT, OP_PAST, OP_FUTURE, OP_COUNT } time_op;
typedef enum time_ref { REF_NOW, REF_THEN } time_ref;
/* conditions on the tags of what matched */
enum { CHECK_NAME = 1, CHECK_NOUN = 2, CHECK_YEAR = 4, CHECK_BC = 8, CHECK_ALONE = 16, CHECK_MODIFIER = 32, CHECK_THING = 64, CHECK_NEWS = 128,
       CHECK_AHEAD = 256 };

/* Packed tables. */
typedef struct time_entry { uint32_t atoms, next; double value; uint16_t n, cls; uint32_t capital; } time_entry; /* next: entry with the same first atom + 1 */
typedef struct time_node { uint32_t edge, edges, end, ends; } time_node;             /* ends: rules that end here, in the files' order */
typedef struct time_edge { uint16_t symbol; uint8_t glued, group; uint32_t to; } time_edge;
typedef struct time_rule {
  uint32_t name;                              /* in the pool */
  uint16_t check;
  uint8_t op, ref, unit, mod, groups;
  uint8_t prev, notprev, next, notnext;       /* classes; 0: no such condition */
  uint8_t part, strict;
  int32_t sign;                               /* direction: -1 back, 1 forward, 0 none */
  double n;                                   /* default number; 0: none */
} time_rule;
typedef enum holiday_kind { HOL_FIXED, HOL_NTH, HOL_EASTER, HOL_ORTHODOX, HOL_ISLAMIC, HOL_HEBREW, HOL_LISTED, HOL_ONCE, HOL_KINDS } holiday_kind;
enum { HOL_MAX_DAYS = 10000 };   /* feasts last days, wars years */
typedef struct time_holiday { int32_t kind, a, b, days, day, count; } time_holiday; /* day, count: in the table of days */

struct kh_times {
  kh_lookup words;                            /* atom -> id (from 1) */
  const uint32_t *first; size_t first_n;      /* atom id -> entry + 1 */
  const time_entry *entries; size_t entry_n;
  const uint32_t *atoms; size_t atom_n;
  const time_node *nodes; size_t node_n;
  const time_edge *edges; size_t edge_n;
  const uint32_t *ends; size_t end_n;
  const time_rule *rules; size_t rule_n;
  const time_holiday *holidays; size_t holiday_n;
  const int32_t *days; size_t day_n;
  const char *pool; size_t pool_bytes;
};

/* ---- atoms and symbols (times_atoms.c) ---- */
typedef struct time_atom {
  uint32_t id;                                /* 0: no word of ours */
  uint32_t tok, begin, end;                   /* bytes of the document */
  uint32_t symbol, symbols;
  uint32_t value;                             /* of digits */
  uint8_t digits;                             /* how many, 0: not a number */
  uint8_t glued, capital, letters;
} time_atom;
typedef struct time_symbol { uint16_t cls, n; double value; } time_symbol;
typedef struct time_scan {
  const kh_times *t;
  kh_doc *d;
  kh_arena *scratch;
  KH_VEC(time_atom) atom;
  KH_VEC(time_symbol) symbol;
} time_scan;
/* The atoms of a piece of text: calls see for each with its bytes and whether a blank went before. */
size_t kh_times_atom_length(kh_str s, size_t at);          /* bytes of the atom that begins at s[at] (not a blank) */
void kh_times_scan(time_scan *s, uint32_t tok_begin, uint32_t tok_end);
bool kh_times_has(const time_scan *s, size_t atom, uint16_t cls);        /* a symbol of one atom with this class is here */
/* A number in figures or words at an atom: its length in atoms, 0 if none; vague counts ("several") are -1. */
size_t kh_times_number(const time_scan *s, size_t at, double *value);

/* ---- calendars (times_calendar.c): days since 1970-01-01 ---- */
int32_t kh_times_day(int year, int month, int day);         /* as kh_day_of, and before our era: year 0 is 1 BC */
int32_t kh_times_easter(int year, bool orthodox);
int32_t kh_times_islamic(int year, int month, int day);
int32_t kh_times_hebrew(int year, int month, int day);     /* month 1 Nisan … 7 Tishri */
void kh_times_week_of(int32_t day, int *year, int *week);  /* ISO 8601 */
int32_t kh_times_week_start(int year, int week);
int kh_times_month_days(int year, int month);
bool kh_times_holiday_in(const kh_times *t, uint32_t holiday, int year, int32_t *begin, int32_t *end);

/* ---- values (times_value.c) ---- */
#define NO_FIELD INT32_MIN
typedef struct time_fields {
  int32_t year, month, day, weekday, season, part, quarter, half, decade, century, holiday, hour, minute, second, rel;
  int32_t unit, mod, zone;                    /* zone: entry's value, minutes from UTC */
  double n;                                   /* 0 none, -1 vague */
  bool bc, two_digit, plural_weekday, ordinal;
} time_fields;
typedef struct time_state {
  const kh_times *t;
  kh_doc *d;
  int32_t now;                                /* publication day or KH_NO_DAY */
  bool narrative;                             /* a history: bare dates follow the narrative and not the publication */
  bool unresolved;                            /* something stayed relative for lack of a publication day */
  int32_t then, then_end, then_unit;          /* the last date named */
  int32_t day_then, near_then, past_then;     /* the last date named to the day; the last such within weeks of now; … and not after it */
  uint32_t then_sentence;
  int32_t said_year, said_month;              /* the last year given in words or inferred */
  int32_t aside_year;                         /* a year far from the story's that was named once */
  uint32_t said_sentence;
  int32_t label;                              /* the day of the chronicle's last entry, or KH_NO_DAY */
  bool in_label;                              /* the time being resolved is the day of an entry */
  bool aim, aside, weekday;                   /* the time being resolved: its tense is TENSE_AIM, TENSE_ASIDE; a weekday alone named its day */
} time_state;
void kh_times_fields_clear(time_fields *f);
#define TENSE_AIM 3           /* "threatened to leave on Thursday": ahead, unless that was the day before the report */
#define TENSE_ASIDE (-2)      /* "he has been a candidate in the May 6 election": not of the day of the past verb itself, but of something else that it has */
#define TENSE_PRESENT 2       /* may look ahead (the summit opens on Monday) or back (a caption): what is nearer */
/* The time of a rule with these fields; tense -1 past, 0 unknown, 1 future, or one of these. False if it makes no time after all. */
bool kh_times_resolve(time_state *s, const time_rule *r, time_fields *f, int tense, kh_time *out);
#endif
