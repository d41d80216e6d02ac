/* khaldun.h: the whole public interface of Khaldun, and its manual.
 *
 * Khaldun reads news reports and writes down who did what to whom, when, where, who says so, and
 * what is announced for later. The road of a report:
 *
 *     kh_open          data and model files, mapped once, shared by all threads, never written
 *     kh_coder_new     one a thread: working memory that is used again for every report
 *     kh_code          one report in, one kh_document out, with records that point at its words
 *     kh_document_write  the records as JSON lines or as a table
 *
 *     khaldun *k; kh_coder *c; kh_document *d; kh_error e;
 *     if (kh_open(NULL, &k, &e)) ...            NULL: defaults
 *     if (kh_coder_new(k, NULL, &c, &e)) ...
 *     kh_input in = {.text = text, .text_len = strlen(text), .date = "2024-03-22"};
 *     if (kh_code(c, &in, &d, &e)) ...
 *     for (size_t i = 0; i < kh_document_events(d, NULL); i++) ...
 *     kh_document_free(d); kh_coder_free(c); kh_close(k);
 *
 * Spans are bytes of the document's text (UTF-8), end exclusive; the JSON records count Unicode code
 * points instead (kh_codepoint_at converts). Strings in records are views into the document: they
 * live until kh_document_free and are not NUL-terminated unless a comment says so.
 *
 * Threads: a khaldun handle may be used by any number of threads at once; a coder and a document by
 * one at a time. Nothing is global. The same input and versions give the same bytes.
 *
 * Ownership: every kh_…_new/open/code out-parameter is yours, to give to its free/close; free(NULL)
 * is fine. Errors: functions return KH_OK (0) or a status; *err, where given, then holds a message. */
#ifndef KHALDUN_H
#define KHALDUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KH_VERSION "0.1.0"

#if defined(__GNUC__)
#define KH_API __attribute__((visibility("default")))
#else
#define KH_API
#endif

/* ------------------------------------------------------------------ errors */

typedef enum kh_status {
  KH_OK = 0,
  KH_E_ARGUMENT,   /* the caller's arguments make no sense */
  KH_E_MEMORY,     /* malloc failed */
  KH_E_LIMIT,      /* the document is larger, deeper or denser than the limits allow */
  KH_E_IO,         /* the operating system could not read or write */
  KH_E_FORMAT,     /* the input is not what it says it is: broken JSON, cut archive, … */
  KH_E_ENCODING,   /* not text in any charset that could be made out */
  KH_E_LANGUAGE,   /* not a language that the models read */
  KH_E_DATA,       /* data or model files missing, damaged or of another version */
  KH_E_NOTHING,    /* nothing usable: empty input, a page without an article */
  KH_E_NETWORK,
  KH_E_NEWER,      /* the database is newer than this program */
  KH_E_END,        /* a reader has no more documents */
  KH_STATUS_COUNT
} kh_status;

typedef struct kh_error {
  kh_status code;
  size_t offset;       /* byte of the input where it went wrong, where that makes sense; else 0 */
  char message[256];   /* a sentence for a person, NUL-terminated, without a newline */
} kh_error;

KH_API const char *kh_status_name(kh_status s);   /* "format", "memory", … */

/* ----------------------------------------------------------- basic shapes */

typedef struct kh_text {   /* a view: n bytes of UTF-8 at s; s may be NULL when n is 0 */
  const char *s;
  size_t n;
} kh_text;

typedef struct kh_span {   /* bytes of the document's text */
  uint32_t begin, end;
} kh_span;

#define KH_NONE UINT32_MAX /* "no such index" in the index fields below */

/* The ontology. Values and names: the PLOVER manual (2023-24 draft); see docs/codebook.md.
 * One table a kind gives enum, names and figures. */
#define KH_EVENT_TABLE(X)                                                                       \
  /* name, quad code, intensity */                                                              \
  X(AGREE, 1, 2.5) X(CONSULT, 1, 2.5) X(SUPPORT, 1, 5) X(CONCEDE, 1, 4.5)                        \
  X(COOPERATE, 2, 9.5) X(AID, 2, 10) X(RETREAT, 2, 6.5)                                         \
  X(REQUEST, 3, 0) X(ACCUSE, 3, -3) X(REJECT, 3, -2) X(THREATEN, 3, -3.5)                        \
  X(PROTEST, 4, -5) X(SANCTION, 4, -6) X(MOBILIZE, 4, -5.5) X(COERCE, 4, -7) X(ASSAULT, 4, -9)

typedef enum kh_event_type {
  KH_EVENT_NONE = 0,
#define X(name, quad, intensity) KH_##name,
  KH_EVENT_TABLE(X)
#undef X
  KH_EVENT_COUNT
} kh_event_type;

/* Modes: type, name in records, enum suffix, intensity (as the type's own where the manual gives none). */
#define KH_MODE_TABLE(X)                                                                        \
  X(CONSULT, "visit", VISIT, 4) X(CONSULT, "third-party", THIRD_PARTY, 1)                       \
  X(CONSULT, "multilateral", MULTILATERAL, 4) X(CONSULT, "phone", PHONE, 1.5)                   \
  X(RETREAT, "withdraw", RETREAT_WITHDRAW, 8) X(RETREAT, "release", RELEASE, 6.5)               \
  X(RETREAT, "return", RETURN, 6.5) X(RETREAT, "disarm", DISARM, 10)                            \
  X(RETREAT, "ceasefire", CEASEFIRE, 7.5) X(RETREAT, "access", ACCESS, 6.5)                     \
  X(RETREAT, "resign", RESIGN, 4.5)                                                             \
  X(REQUEST, "assist", REQUEST_ASSIST, .5) X(REQUEST, "change", REQUEST_CHANGE, -1)             \
  X(REQUEST, "yield", REQUEST_YIELD, -1) X(REQUEST, "meet", REQUEST_MEET, 0)                    \
  X(REJECT, "assist", REJECT_ASSIST, -1.5) X(REJECT, "change", REJECT_CHANGE, -2)               \
  X(REJECT, "yield", REJECT_YIELD, -2) X(REJECT, "meet", REJECT_MEET, -2)                       \
  X(ACCUSE, "disapprove", DISAPPROVE, -2) X(ACCUSE, "investigate", INVESTIGATE, -3.5)           \
  X(ACCUSE, "allege", ALLEGE, -3.5)                                                             \
  X(THREATEN, "restrict", THREATEN_RESTRICT, -3) X(THREATEN, "ban", THREATEN_BAN, -3.5)         \
  X(THREATEN, "arrest", THREATEN_ARREST, -3.5) X(THREATEN, "relations", THREATEN_RELATIONS, -3.5) \
  X(THREATEN, "expel", THREATEN_EXPEL, -3.5) X(THREATEN, "territory", THREATEN_TERRITORY, -4)   \
  X(THREATEN, "violence", THREATEN_VIOLENCE, -3.5) X(THREATEN, "rights", THREATEN_RIGHTS, -3.5) \
  X(PROTEST, "demo", DEMO, -5) X(PROTEST, "riot", RIOT, -7) X(PROTEST, "strike", STRIKE, -5)    \
  X(PROTEST, "hunger", HUNGER, -4.5) X(PROTEST, "boycott", BOYCOTT, -4.5)                       \
  X(PROTEST, "obstruct", OBSTRUCT, -4.5) X(PROTEST, "vandalize", VANDALIZE, -5)                 \
  X(SANCTION, "convict", CONVICT, -6) X(SANCTION, "expel", SANCTION_EXPEL, -5.5)                \
  X(SANCTION, "withdraw", SANCTION_WITHDRAW, -6) X(SANCTION, "discontinue", DISCONTINUE, -6)    \
  X(MOBILIZE, "troops", TROOPS, -6.5) X(MOBILIZE, "weapons", WEAPONS, -6.5)                     \
  X(MOBILIZE, "police", POLICE, -5.5) X(MOBILIZE, "militia", MILITIA, -6)                       \
  X(COERCE, "seize", SEIZE, -7) X(COERCE, "restrict", COERCE_RESTRICT, -7)                      \
  X(COERCE, "ban", COERCE_BAN, -7) X(COERCE, "censor", CENSOR, -6.5)                            \
  X(COERCE, "curfew", CURFEW, -6.5) X(COERCE, "martial-law", MARTIAL_LAW, -7.5)                 \
  X(COERCE, "arrest", COERCE_ARREST, -7) X(COERCE, "deport", DEPORT, -7)                        \
  X(COERCE, "withhold", WITHHOLD, -7) X(COERCE, "misinformation", MISINFORMATION, -6.5)         \
  X(COERCE, "cyber", CYBER, -6.5)                                                               \
  X(ASSAULT, "abduct", ABDUCT, -8.5) X(ASSAULT, "beat", BEAT, -7.5)                             \
  X(ASSAULT, "torture", TORTURE, -8.5) X(ASSAULT, "sexual", SEXUAL, -8.5)                       \
  X(ASSAULT, "targeted", TARGETED, -9.5) X(ASSAULT, "destroy", DESTROY, -8.5)                   \
  X(ASSAULT, "primitive", PRIMITIVE, -8) X(ASSAULT, "firearms", FIREARMS, -9)                   \
  X(ASSAULT, "explosives", EXPLOSIVES, -9) X(ASSAULT, "suicide-attack", SUICIDE_ATTACK, -9.5)   \
  X(ASSAULT, "aerial", AERIAL, -9.5) X(ASSAULT, "drone", DRONE, -9.5)                           \
  X(ASSAULT, "heavy-weapons", HEAVY_WEAPONS, -9.5) X(ASSAULT, "crowd-control", CROWD_CONTROL, -7.5) \
  X(ASSAULT, "unconventional", UNCONVENTIONAL, -10)

typedef enum kh_mode {
  KH_MODE_NONE = 0,
#define X(type, label, name, intensity) KH_MODE_##name,
  KH_MODE_TABLE(X)
#undef X
  KH_MODE_COUNT
} kh_mode;

/* Contexts: what an event is about; a record carries a set (bit 1 << KH_CONTEXT_…). */
#define KH_CONTEXT_TABLE(X)                                                                     \
  X(MILITARY, "military") X(INTELLIGENCE, "intelligence") X(EXECUTIVE, "executive")             \
  X(LEGISLATIVE, "legislative") X(ELECTION, "election")                                         \
  X(POLITICAL_INSTITUTIONS, "political_institutions") X(PRO_DEMOCRACY, "pro_democracy")         \
  X(PRO_AUTOCRACY, "pro_autocracy") X(ECONOMIC, "economic") X(LEGAL, "legal")                   \
  X(REPARATIONS, "reparations") X(HUMAN_RIGHTS, "human_rights")                                 \
  X(RIGHTS_FREEDOMS, "rights_freedoms") X(REPRESSION, "repression")                             \
  X(HUMAN_SECURITY, "human_security") X(GENDER, "gender") X(LGBT, "lgbt")                       \
  X(RELIGION_ETHNICITY, "religion_ethnicity") X(INEQUALITY, "inequality")                       \
  X(DIPLOMATIC, "diplomatic") X(TERRITORY, "territory") X(PEACEKEEPING, "peacekeeping")         \
  X(HEALTH, "health") X(ASYLUM, "asylum") X(MIGRATION, "migration") X(DISASTERS, "disasters")   \
  X(NATURAL_RESOURCE, "natural_resource") X(ENVIRONMENT, "environment")                         \
  X(TECHNOLOGY, "technology") X(TERRORISM, "terrorism") X(CBRN, "cbrn") X(CYBER, "cyber")       \
  X(MISINFORMATION, "misinformation") X(CRIME, "crime") X(CORRUPTION, "corruption")             \
  X(ILLEGAL_DRUGS, "illegal_drugs") X(TRAFFICKING, "trafficking")

typedef enum kh_context {
#define X(name, label) KH_CONTEXT_##name,
  KH_CONTEXT_TABLE(X)
#undef X
  KH_CONTEXT_COUNT
} kh_context;

/* Sectors of actors, in the order of precedence when several fit (PLOVER manual). */
#define KH_SECTOR_TABLE(X)                                                                      \
  X(IGO) X(ISM) X(IMG) X(PRE) X(REB) X(SPY) X(JUD) X(OPP) X(GOV) X(LEG) X(MIL) X(COP) X(PRM)    \
  X(ELI) X(PTY) X(BUS) X(UAF) X(CRM) X(LAB) X(MED) X(NGO) X(SOC) X(EDU) X(JRN) X(UNK) X(REF)    \
  X(AGR) X(CVL) X(REL)

typedef enum kh_sector {
  KH_SECTOR_NONE = 0,
#define X(name) KH_SECTOR_##name,
  KH_SECTOR_TABLE(X)
#undef X
  KH_SECTOR_COUNT
} kh_sector;

/* What a report says of an event. Only "happened" and "ongoing" are things that took place. */
#define KH_EVENT_STATUS_TABLE(X)                                                                \
  X(HAPPENED, "happened") X(ONGOING, "ongoing") X(PLANNED, "planned")                           \
  X(HYPOTHETICAL, "hypothetical") X(REQUESTED, "requested") X(NEGATED, "negated")

typedef enum kh_event_status {
#define X(name, label) KH_STATUS_##name,
  KH_EVENT_STATUS_TABLE(X)
#undef X
  KH_EVENT_STATUS_COUNT
} kh_event_status;

/* Occasions: what a report announces for a day ahead and is no event of the ontology. Each is told in data/events/occasions.frames. */
#define KH_OCCASION_TABLE(X)                                                                    \
  X(ELECTION, "election") X(REFERENDUM, "referendum") X(VOTE, "vote") X(VERDICT, "verdict")     \
  X(HEARING, "hearing") X(TRIAL, "trial") X(SUMMIT, "summit") X(CONFERENCE, "conference")       \
  X(INAUGURATION, "inauguration") X(HANDOVER, "handover") X(DEADLINE, "deadline")               \
  X(EXPIRY, "expiry") X(ENTRY, "entry") X(DECISION, "decision") X(BUDGET, "budget")             \
  X(ANNIVERSARY, "anniversary") X(REPORT, "report")

typedef enum kh_occasion {
  KH_OCCASION_NONE = 0,
#define X(name, label) KH_OCCASION_##name,
  KH_OCCASION_TABLE(X)
#undef X
  KH_OCCASION_COUNT
} kh_occasion;

typedef enum kh_precision { KH_PREC_NONE = 0, KH_PREC_DAY, KH_PREC_MONTH, KH_PREC_YEAR } kh_precision;

KH_API const char *kh_event_name(kh_event_type t);       /* "AGREE"; "" for none */
KH_API int kh_event_quad(kh_event_type t);               /* 1 … 4; 0 for none */
KH_API double kh_event_intensity(kh_event_type t, kh_mode m);
KH_API const char *kh_mode_name(kh_mode m);              /* "visit" */
KH_API kh_event_type kh_mode_event(kh_mode m);           /* the type that the mode belongs to */
KH_API const char *kh_context_name(kh_context c);
KH_API const char *kh_sector_name(kh_sector s);          /* "GOV" */
KH_API const char *kh_event_status_name(kh_event_status s);
KH_API const char *kh_occasion_name(kh_occasion o);      /* "election"; "" for none */
KH_API kh_occasion kh_occasion_of(kh_text name);         /* KH_OCCASION_NONE for an unknown name */
KH_API kh_event_type kh_event_of(kh_text name);          /* KH_EVENT_NONE for an unknown name */
KH_API kh_mode kh_mode_of(kh_event_type t, kh_text name);
KH_API kh_sector kh_sector_of(kh_text name);

/* ---------------------------------------------------------------- records */

/* Who an actor is on the report's day. */
typedef struct kh_actor {
  kh_text id;              /* entry of data/actors ("per:antony-blinken", "cty:USA"), or empty */
  kh_text name;            /* the entry's name, or the words of the report */
  char country[4];         /* ISO 3166 alpha-3, or IGO UNO EUR NGO ISM IMG MNC; "" unknown */
  uint16_t cow, gwn;       /* Correlates of War and Gleditsch-Ward numbers; 0 for none */
  kh_sector sector;        /* the first by precedence */
  uint32_t sectors;        /* all that fit, bit 1u << kh_sector */
  kh_text role;            /* "foreign minister", "spokesperson", … or empty */
} kh_actor;

typedef enum kh_entity {
  KH_ENTITY_NONE = 0,
  KH_ENTITY_PER, KH_ENTITY_ORG, KH_ENTITY_LOC,   /* names */
  KH_ENTITY_NORP,                                /* nationalities, faiths, political groups */
  KH_ENTITY_EVENT, KH_ENTITY_WORK, KH_ENTITY_FAC,
  KH_ENTITY_NOMINAL,                             /* "the minister", "protesters" */
  KH_ENTITY_PRONOUN,
  KH_ENTITY_COUNT
} kh_entity;

typedef struct kh_mention {
  kh_span span;            /* the whole noun phrase that names it, without trailing clauses */
  kh_entity kind;
  uint32_t chain;          /* mentions of the same actor share a number, from 0 in order of first mention */
  kh_actor actor;          /* as far as it is known; country "" and sector none if not */
  uint32_t tok_begin, tok_end, head;   /* tokens, end exclusive; head word */
  bool plural;
  uint8_t gender;          /* 0 unknown, 'm', 'f', 'n' */
  bool abroad;             /* "foreign diplomats": not of the country that the report is about */
  bool assumed;            /* its own words name no country: the report's, or that of a place in the sentence */
} kh_mention;

typedef enum kh_timex { KH_TIMEX_DATE, KH_TIMEX_TIME, KH_TIMEX_DURATION, KH_TIMEX_SET } kh_timex;

typedef struct kh_time {
  kh_span span;
  kh_text value;           /* TIMEX3 value: "2024-03-21", "P2W", "PRESENT_REF" … */
  kh_timex timex;
  int32_t begin, end;      /* first and last day, days since 1970-01-01; INT32_MIN where not resolved */
  kh_precision precision;
  bool future;             /* lies after the publication date */
  int32_t lapse;           /* days that its words count ("four days", "six years after"), 0 where they count none */
  uint32_t sentence;
  uint32_t tok_begin, tok_end;
} kh_time;

typedef struct kh_place {
  kh_span span;
  kh_text name;            /* the gazetteer's name */
  uint32_t geonameid;      /* 0: not resolved */
  double lat, lon;
  char country[4];         /* alpha-3 */
  kh_text admin1;          /* name of the first-order division */
  kh_text feature;         /* GeoNames feature code: "PPLC", "ADM1", "PCLI", … */
  uint8_t resolution;      /* 5 below city, 4 city, 3 district, 2 province, 1 country; 0 other */
  bool demonym;            /* "Egyptian": the place's people or things; where an event happened only as "the Egyptian capital" */
  uint32_t sentence;
  uint32_t tok_begin, tok_end;
} kh_place;

#define KH_FIGURE_TABLE(X)                                                                      \
  X(DEAD, "dead") X(INJURED, "injured") X(ARRESTED, "arrested") X(DISPLACED, "displaced")       \
  X(PARTICIPANTS, "participants") X(HOSTAGES, "hostages") X(MISSING, "missing")                 \
  X(RELEASED, "released") X(TROOPS, "troops") X(MONEY, "money") X(VOTES, "votes")               \
  X(PERCENT, "percent") X(OTHER, "other")

typedef enum kh_figure_kind {
#define X(name, label) KH_FIGURE_##name,
  KH_FIGURE_TABLE(X)
#undef X
  KH_FIGURE_COUNT
} kh_figure_kind;
KH_API const char *kh_figure_name(kh_figure_kind k);
KH_API const char *kh_entity_name(kh_entity e);

typedef struct kh_figure {
  kh_span span;            /* number and what is counted */
  kh_figure_kind kind;
  double value, low, high; /* high is INFINITY for "at least" */
  kh_text qualifier;       /* "nearly", or empty */
  uint32_t sentence;
  uint32_t tok_begin, tok_end;
} kh_figure;

typedef struct kh_quote {
  uint32_t speaker;        /* index of the mention that speaks; KH_NONE if it is not known */
  kh_span speaker_span;    /* begin == end where no words name the speaker */
  kh_span cue;             /* "said"; begin == end where there is none */
  const kh_span *content;  /* the words that are attributed, in order */
  uint32_t content_count;
  bool direct;             /* in quotation marks throughout */
  uint32_t sentence;       /* of the first content span */
  kh_span audience;        /* "a news conference in Cairo"; begin == end if none */
  uint32_t within;         /* index of the quotation in whose words this one is told ("the ministry said that the general had denied …"); KH_NONE for most */
} kh_quote;

typedef struct kh_size {   /* people; low and high as in kh_figure; present tells whether it is known */
  bool present;
  double value, low, high;
} kh_size;

typedef struct kh_event {
  kh_event_type type;
  kh_mode mode;            /* KH_MODE_NONE where the type has none or none fits */
  uint64_t contexts;       /* bit 1 << kh_context */
  double intensity;
  char cameo[5];           /* nearest CAMEO code, "" if the crosswalk has none */
  const uint32_t *actors, *recipients;   /* indices of mentions */
  uint32_t actor_count, recipient_count;
  kh_event_status status;
  uint32_t base;           /* index of the event that this one is about (threat, refusal, …); KH_NONE */
  bool embedded;           /* stands only as the base of another: not an event record of its own */
  bool plan;               /* announced, scheduled or demanded for later: a plan record */
  kh_occasion occasion;    /* of a plan alone: what is to be, where it is no event of the ontology (type KH_EVENT_NONE, embedded); actors: whose it is */
  int32_t date, enddate;   /* days since 1970-01-01; INT32_MIN if not known */
  kh_precision precision;
  bool date_stated;        /* false: inferred from the publication date */
  uint32_t place;          /* index of the place where it happened; KH_NONE */
  uint32_t reporter;       /* mention that says so; KH_NONE: the report itself */
  uint32_t quote;          /* the quotation that holds it; KH_NONE */
  kh_size dead, injured, arrested, participants;
  kh_span trigger;         /* the words that carry it */
  uint32_t sentence;
  kh_text rule;            /* ids of the lexicon entry and of the operators, outermost last, joined by "+" */
  double confidence;       /* 0 … 1 */
  const kh_span *mentions; /* triggers of further mentions of the same event */
  uint32_t mention_count;
} kh_event;

typedef struct kh_problem {
  kh_status code;
  kh_span span;            /* begin == end: the whole document */
  kh_text message;
} kh_problem;

/* ------------------------------------------------------------- the handle */

typedef struct khaldun khaldun;

typedef struct kh_options {
  uint32_t version;          /* set by kh_options_default */
  const char *data_path;     /* khaldun.dat; NULL: KHALDUN_DATA, beside the program, the installed one */
  const char *model_path;    /* the parser's model: a path, or the bare name of one that is installed (english; accurate: two networks, half as fast); NULL: english, as above */
  const char *actors_path;   /* the user's own actors and roles, or NULL */
  const char *frames_path;   /* the user's own frames (data/events/README.md), before ours, or NULL */
  bool pages_only;           /* only kh_extract_item will be called: opens no model and no other room */
  bool doubtful;             /* events that happened are kept too where the words of their sentence speak against their type, or against any event */
} kh_options;

KH_API void kh_options_default(kh_options *o);
KH_API kh_status kh_open(const kh_options *o, khaldun **out, kh_error *err);
KH_API void kh_close(khaldun *k);

/* Names, versions and SHA-256 of what is loaded: calls see(user, name, version, hash) for each. */
KH_API void kh_versions(const khaldun *k, void (*see)(void *user, const char *name, const char *version, const char *hash), void *user);

/* ----------------------------------------------------------------- coding */

typedef struct kh_coder kh_coder;
typedef struct kh_document kh_document;

typedef struct kh_limits {
  size_t text_bytes;         /* longest text that is coded (default 8 MiB); longer: KH_E_LIMIT */
  size_t memory_bytes;       /* working memory a document (default 1 GiB) */
  uint32_t sentence_tokens;  /* longer sentences are cut (default 1,000) */
} kh_limits;
KH_API void kh_limits_default(kh_limits *l);

typedef struct kh_input {
  const char *id;            /* NULL: the text's hash */
  const char *text;          /* UTF-8, coded exactly as it stands; need not end in NUL */
  size_t text_len;
  const char *date;          /* publication date "YYYY-MM-DD…", or NULL */
  const char *title, *url, *source, *byline, *language;   /* NULL where unknown */
} kh_input;

KH_API kh_status kh_coder_new(const khaldun *k, const kh_limits *l, kh_coder **out, kh_error *err);
KH_API void kh_coder_free(kh_coder *c);

/* Codes one report. A report that cannot be coded (not English, too long) still gives a document, with
 * a problem record, and KH_OK; only a lack of memory or a wrong argument fails. */
KH_API kh_status kh_code(kh_coder *c, const kh_input *in, kh_document **out, kh_error *err);
/* The analysis alone (sentences, tokens, tags, trees, names), for kh_document_write with KH_FORMAT_CONLLU. */
KH_API kh_status kh_parse(kh_coder *c, const kh_input *in, kh_document **out, kh_error *err);
KH_API void kh_document_free(kh_document *d);

/* Leaves out the events and plans whose confidence is lower than least (0 to 1), before the document is asked or written: fewer records, more of them
 * right. Indices of events are new afterwards; an event whose base went has none. */
KH_API kh_status kh_document_keep_sure(kh_document *d, double least, kh_error *err);   /* KH_E_MEMORY */

/* What was found. Each sets *list (if not NULL) to an array that the document owns and returns its length. */
KH_API kh_text kh_document_text(const kh_document *d);
KH_API kh_text kh_document_id(const kh_document *d);
KH_API size_t kh_document_events(const kh_document *d, const kh_event **list);
KH_API size_t kh_document_mentions(const kh_document *d, const kh_mention **list);
KH_API size_t kh_document_quotes(const kh_document *d, const kh_quote **list);
KH_API size_t kh_document_times(const kh_document *d, const kh_time **list);
KH_API size_t kh_document_places(const kh_document *d, const kh_place **list);
KH_API size_t kh_document_figures(const kh_document *d, const kh_figure **list);
KH_API size_t kh_document_problems(const kh_document *d, const kh_problem **list);
KH_API size_t kh_document_sentences(const kh_document *d, const kh_span **list);
KH_API size_t kh_document_tokens(const kh_document *d);          /* syntactic words */
KH_API uint32_t kh_codepoint_at(const kh_document *d, uint32_t byte);

/* ----------------------------------------------------------------- reading
 * Files and streams to items (one report each, as it came), items to documents. Reading is cheap and done by
 * one thread; what costs (charsets, pages, JSON) happens in kh_code_item, in any thread. */

typedef enum kh_input_kind { KH_INPUT_AUTO, KH_INPUT_TEXT, KH_INPUT_HTML, KH_INPUT_JSONL, KH_INPUT_WARC, KH_INPUT_TOKENS, KH_INPUT_LINES } kh_input_kind;
typedef struct kh_reader kh_reader;
typedef struct kh_item kh_item;

/* The files that paths name, as new strings. A folder stands for the .txt, .html, .htm, .jsonl, .ndjson, .warc and .warc.gz files in it and below it
 * (at most 64 deep), ordered by name; hidden files and links to folders are left out. Other paths, "-" too, stay as they are.
 * KH_E_IO where a folder cannot be read or holds no such file. Free the list with kh_files_free, which empties it. */
typedef struct kh_file_list { char **at; size_t n; } kh_file_list;
KH_API kh_status kh_files_list(const char *const *paths, size_t n, kh_file_list *out, kh_error *err);
KH_API void kh_files_free(kh_file_list *l);

/* TOKENS (never guessed): text cut into sentences and tokens already, as CoNLL-U, of which IDs, forms, SpaceAfter, TokenRange
 * and "# newdoc id", "# newpar" are read (a document begins at each "# newdoc"), or as one token a line with a blank line
 * after each sentence. The document's text is put together of the tokens.
 * LINES (never guessed): JSON lines in which a blank line is an item too, so that each line has its document.
 * path "-" is standard input. AUTO goes by the file's name, else by its first bytes. limit: longest item in
 * bytes (0: 64 MiB); a longer one becomes an item that codes to a problem record. */
KH_API kh_status kh_reader_open(const char *path, kh_input_kind kind, size_t limit, kh_reader **out, kh_error *err);
/* KH_E_END after the last item. Other failures end the file too, after what could be read. */
KH_API kh_status kh_reader_next(kh_reader *r, kh_item **out, kh_error *err);
KH_API uint64_t kh_reader_skipped(const kh_reader *r);    /* records of an archive that are no pages */
KH_API uint64_t kh_reader_position(const kh_reader *r);   /* bytes of the file that were read, packed ones where it is packed; 0 for a pipe */
KH_API void kh_reader_close(kh_reader *r);
/* An item of bytes that the caller has (copied): TEXT, HTML or JSONL (one line). url names it; date (publication day) and charset may be NULL. */
KH_API kh_status kh_item_new(kh_input_kind kind, const char *bytes, size_t n, const char *url, const char *date, const char *charset, kh_item **out, kh_error *err);
KH_API void kh_item_free(kh_item *i);

typedef struct kh_item_options {
  uint32_t version;          /* set by kh_item_options_default */
  const char *date;          /* publication date where the item has none */
  const char *url;           /* where it came from, where the item does not say */
  bool any_language;         /* code even what does not look like English */
  bool captions, embeds, comments;   /* pages: keep them in the text (comments: apart) */
} kh_item_options;
KH_API void kh_item_options_default(kh_item_options *o);

/* Always a document where memory allows: what cannot be read or coded gives one with a problem record. */
KH_API kh_status kh_code_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_document **out, kh_error *err);
/* The same for the analysis alone, as kh_parse. */
KH_API kh_status kh_parse_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_document **out, kh_error *err);
/* KH_OK, or why the report as a whole was not coded. */
KH_API kh_status kh_document_status(const kh_document *d);

/* ----------------------------------------------------------------- output */

/* Where bytes go; returns false to stop (the write then fails with KH_E_IO). */
typedef bool (*kh_sink)(void *user, const char *bytes, size_t n);

enum {                       /* record types, for kh_document_write */
  KH_EMIT_DOCUMENT = 1, KH_EMIT_EVENT = 2, KH_EMIT_PLAN = 4, KH_EMIT_QUOTE = 8, KH_EMIT_MENTION = 16,
  KH_EMIT_TIME = 32, KH_EMIT_PLACE = 64, KH_EMIT_FIGURE = 128, KH_EMIT_PROBLEM = 256,
  KH_EMIT_EVENTS = KH_EMIT_DOCUMENT | KH_EMIT_EVENT | KH_EMIT_PROBLEM,
  KH_EMIT_ALL = 511,
  KH_EMIT_TEXT = 512,        /* the document's text and each event's sentence too */
  KH_EMIT_COLOR = 1024       /* tables: ANSI colours */
};
typedef enum kh_format { KH_FORMAT_JSONL, KH_FORMAT_TABLE, KH_FORMAT_CONLLU, KH_FORMAT_SVG, KH_FORMAT_ICS, KH_FORMAT_CSV } kh_format;   /* SVG: the trees as a picture; ICS: agendas only; CSV: queries only */

KH_API kh_status kh_document_write(const kh_document *d, kh_format f, unsigned emit, kh_sink sink, void *user, kh_error *err);

/* The id that an event's record bears, or its plan's: 16 hexadecimal digits and NUL. */
KH_API void kh_event_id(const kh_document *d, const kh_event *e, bool plan, char out[17]);
/* Why the event `index` of the document stands there, as text for a person: its sentence with actors, recipients, trigger, place
 * and reporter marked, who they are, the lexicon's entries that made it with their examples, the codebook's line, the tree. k: the handle that
 * coded it. color: ANSI colours. */
KH_API kh_status kh_explain_event(const khaldun *k, const kh_document *d, size_t index, bool color, kh_sink sink, void *user, kh_error *err);

/* ----------------------------------------------------------------- sandbox
 * Reports come from strangers. Once data and model are open, a program can give up for good what coding does not need: starting programs,
 * the network, other processes, files other than those named (Linux: seccomp, and Landlock where the kernel has it). What is refused
 * fails with EPERM or EACCES. Call it before threads are started; they inherit it. */

enum { KH_CONFINED_CALLS = 1, KH_CONFINED_FILES = 2 };
typedef struct kh_confine_options {
  uint32_t version;            /* set by kh_confine_options_default */
  const char *const *read;     /* files that may still be opened, for reading; those that are open already stay so */
  size_t read_count;
  const char *folder;          /* files in it may be made, written and removed, as a database's log; or NULL */
} kh_confine_options;
KH_API void kh_confine_options_default(kh_confine_options *o);
/* What the machine granted, as bits. Where one is missing, *why (may be NULL) says which and why; the program goes on without it. */
KH_API unsigned kh_confine(const kh_confine_options *o, kh_error *why);

/* ------------------------------------------------------------------ feeds
 * RSS, Atom and JSON feeds to the pages that they name. Polite: robots.txt (RFC 9309), one request at a time, a pause between two to a
 * site, conditional requests, backing off. Safe: only http and https, addresses of private and local networks are refused where they are
 * connected to (redirects too), sizes are counted after unpacking. The only function that uses the network. */

typedef struct kh_fetch_options {
  uint32_t version;             /* set by kh_fetch_options_default */
  const char *const *feeds;     /* addresses */
  size_t feed_count;
  const char *user_agent;       /* its first word names us in robots.txt */
  double delay_s;               /* between two requests to a site (2); a site's Crawl-delay goes before if it is longer */
  unsigned timeout_s;           /* of a request (30) */
  size_t page_bytes;            /* longest page (8 MiB) */
  unsigned pages_per_feed;      /* new pages of a feed in one round (200) */
  bool force;                   /* ask feeds that are not due, and unconditionally */
  bool allow_private;           /* private and local addresses too */
  bool ignore_robots;           /* only for sites of your own */
  volatile int *stop;           /* may become non-zero at any time: the round then ends, with KH_OK; or NULL */
  void *user;
  /* A page came; it is the callee's to code. Any failure ends the round with it. */
  kh_status (*page)(void *user, const kh_item *item, kh_error *err);
  bool (*known)(void *user, const char *url);   /* is it at hand already? NULL: never */
  /* What to remember of a feed from round to round; *value gets malloc'ed bytes. NULL: nothing is remembered. */
  bool (*recall)(void *user, const char *feed, char **value, size_t *n);
  kh_status (*remember)(void *user, const char *feed, const char *value, kh_error *err);
  void (*note)(void *user, const char *line);   /* a sentence on what went wrong; or NULL */
} kh_fetch_options;

typedef struct kh_fetch_counts {
  uint64_t feeds, feeds_unchanged, feeds_waiting, feeds_failed;   /* waiting: backing off, not asked */
  uint64_t pages, known, refused, skipped, failed;   /* known: at hand; refused: by robots.txt; skipped: no pages */
} kh_fetch_counts;

KH_API void kh_fetch_options_default(kh_fetch_options *o);
/* One round. KH_OK though feeds or pages failed: counts and notes tell. */
KH_API kh_status kh_fetch(const kh_fetch_options *o, kh_fetch_counts *counts, kh_error *err);

/* ---------------------------------------------------------------- explorer */

typedef struct kh_serve_options {
  uint32_t version;          /* set by kh_serve_options_default */
  const char *address;       /* to listen on: "127.0.0.1" (this machine alone) */
  const char *host;          /* a further name, with its port, that requests may ask for ("news.example.org:80", behind a proxy); or NULL */
  unsigned port;             /* 8190; 0: any that is free */
  unsigned seconds;          /* longest time for a question (10) */
  const khaldun *k;          /* whose lexicon and codebook explain the records, or NULL */
  volatile int *stop;        /* non-zero ends it; NULL: never */
  void (*ready)(void *user, const char *url);   /* once it answers; or NULL */
  void *user;
} kh_serve_options;
KH_API void kh_serve_options_default(kh_serve_options *o);
/* Serves the explorer of a database until *stop: the page at "/", its API at "/api/v1/" (docs/api.md). The database is only read, and may be written to
 * meanwhile. Blocks. */
KH_API kh_status kh_serve(const char *path, const kh_serve_options *o, kh_error *err);

typedef struct kh_report_options {
  uint32_t version;          /* set by kh_report_options_default */
  uint32_t events;           /* the latest so many (5,000), with their reports */
  const khaldun *k;          /* as above */
} kh_report_options;
KH_API void kh_report_options_default(kh_report_options *o);
/* The explorer as one HTML file with its data inside, to keep or to send. */
KH_API kh_status kh_report(const char *path, const kh_report_options *o, kh_sink sink, void *user, kh_error *err);

/* ------------------------------------------------------------ single rooms */

/* Who the gazetteer knows by a name on a day (NULL: the latest), as text for a person: each entry with its code and the
 * offices that decide. *found (may be NULL) gets their number. */
KH_API kh_status kh_lookup_actor(const khaldun *k, const char *name, const char *date, size_t *found, kh_sink sink, void *user, kh_error *err);

/* An item's article as one JSON line: id, title, byline, published, updated, site, section, language, url,
 * image, text (and comments, where asked for). KH_E_NOTHING: no article in it. */
KH_API kh_status kh_extract_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_sink sink, void *user, kh_error *err);

/* The relation between two given spans: line is {"id","text","source":[{"start","end"}…],"target":[…]} with
 * offsets in code points; the answer {"id","event","mode","status","confidence","rule"} ends in a newline.
 * RULES: the frames alone, null where none fires; SCORED: the learned scorer weighs their answer with the words around the
 * parties and always answers; FEATURES: what it sees, {"id","features":{name: value}}, for its trainer;
 * RECORDS (no spans needed): what holds of each event record of the text, {"id","records":[{"event","start","end","features":[name…]}…]}, for the
 * trainer of the confidence. */
typedef enum kh_relate_how { KH_RELATE_RULES, KH_RELATE_SCORED, KH_RELATE_FEATURES, KH_RELATE_RECORDS } kh_relate_how;
KH_API kh_status kh_relate_line(kh_coder *c, const char *line, size_t n, kh_relate_how how, kh_sink sink, void *user, kh_error *err);

/* ----------------------------------------------------------------- actors */

/* Reads a dictionary of actors or agents in the format of TABARI or PETRARCH (names joined by '_', codes with dates in
 * brackets) and writes it in ours: actors as lines for kh_options.actors_path, agents as lines for data/actors/roles-*.txt, without
 * their examples. *entries and *skipped (either may be NULL): entries written, and entries that had no code or no usable name.
 * KH_E_FORMAT: nothing of the kind in the file. */
KH_API kh_status kh_import_petrarch(const char *path, kh_sink sink, void *user, size_t *entries, size_t *skipped, kh_error *err);

/* ---------------------------------------------------------------- lexicon */

/* Runs the example sentences of a file of frames (data/events/README.md) through the coder c. Each that does not hold is told to the sink (may be NULL):
 * line, sentence, what was wanted, what was got. *held and *all (either may be NULL) get the counts. Open the handle with the file as
 * frames_path to try the frames themselves. KH_E_DATA with the line: not in that format. */
KH_API kh_status kh_lexicon_test(kh_coder *c, const char *path, size_t *held, size_t *all, kh_sink sink, void *user, kh_error *err);
/* Reads a verb dictionary in the format of TABARI or PETRARCH and writes it as frames, without examples (what they mean there is not
 * told there). Patterns with more than words after the verb have no counterpart and are counted in *skipped. */
KH_API kh_status kh_import_verbs(const khaldun *k, const char *path, kh_sink sink, void *user, size_t *entries, size_t *skipped, kh_error *err);

/* --------------------------------------------------------------- database
 * Records in one SQLite file, for SQL, R, Python, a browser. docs/store.md has its tables and views. One program may
 * write at a time, any number may read meanwhile. */

typedef struct kh_store kh_store;
enum { KH_STORE_READ = 0, KH_STORE_WRITE = 1 };   /* WRITE makes the file where there is none */

/* KH_E_NEWER: the file's schema is newer than this program. KH_E_IO: no database, not Khaldun's, in use, damaged. */
KH_API kh_status kh_store_open(const char *path, unsigned mode, kh_store **out, kh_error *err);
KH_API void kh_store_close(kh_store *s);          /* what was not committed is dropped */

typedef enum kh_added {
  KH_ADDED_NEW,       /* a report not seen before */
  KH_ADDED_REVISION,  /* its URL was known with another text; the old revision is kept, marked as past */
  KH_ADDED_KNOWN      /* the same URL and text were there: nothing was added */
} kh_added;

/* One coded report with all its records. `key` tells reports apart: two texts under one key are revisions of one report;
 * NULL: the document's URL, else its id. k: whose versions coded it. with_text false: neither the text nor words
 * of it (beyond names, triggers and figures) are kept. A transaction begins where none is open; kh_store_commit ends it.
 * Where this fails, everything since the last commit is undone. */
KH_API kh_status kh_store_add(kh_store *s, const khaldun *k, const kh_document *d, const char *key, bool with_text, kh_added *what, kh_error *err);
KH_API kh_status kh_store_commit(kh_store *s, kh_error *err);

/* Groups the current reports into stories, and their events into the stories' events, anew: the tables stories, document_stories, story_events and
 * event_stories. What comes out depends on the set of reports alone. *stories (may be NULL): how many. docs/store.md tells how. */
KH_API kh_status kh_store_group(kh_store *s, size_t *stories, kh_error *err);
KH_API bool kh_store_ungrouped(kh_store *s);   /* is there a current report that no story holds yet: one new, or left by a stop? */
typedef struct kh_merge_counts {
  uint64_t documents, total;         /* of the source: done, all */
  uint64_t added, replaced, known;   /* replaced: the source held the better coding of a report that was there */
  uint64_t records;                  /* rows that went in with them */
} kh_merge_counts;

/* Another database's reports with all their records into this one, in one transaction; call kh_store_group once all are in. Row numbers apart, what comes out depends on
 * the set of databases alone: not on their order, nor on how often one is merged. Reports are told apart by key and text; of two codings the better
 * one stays: one that did not fail, with its text, by the newer program and data. Revisions keep the highest number that any database gave them; the
 * highest is current. progress (may be NULL) is called every 64 reports; false: nothing of this source is kept, KH_E_LIMIT. The source is only read. */
KH_API kh_status kh_store_merge(kh_store *into, const char *path, bool (*progress)(void *user, const kh_merge_counts *so_far), void *user, kh_merge_counts *counts, kh_error *err);

/* Is the database whole? Calls found (may be NULL) for each fault, and with fault false for what is worth knowing (versions). The file, references, search indexes,
 * offsets and words against the texts, hashes, revisions, stories, types. *faults (may be NULL): how many. Not KH_OK: it could not be looked at; as kh_store_open. */
KH_API kh_status kh_store_check(const char *path, void (*found)(void *user, bool fault, const char *line), void *user, uint64_t *faults, kh_error *err);
/* Counts of the current reports and their events, as a table for a person or one JSON object (JSONL): totals, and by type, quad, status, country, place, source,
 * language, day, problem, version the `most` largest (0: all). */
KH_API kh_status kh_store_stats(kh_store *s, kh_format f, uint32_t most, kh_sink sink, void *user, kh_error *err);
/* All reports with their records into a PostgreSQL server, for a group: url as libpq takes it, "postgresql://user@host/name". The tables and views are those of
 * schema.sql and views.sql, made in the first schema of the search path where there are none; stories are not pushed. What is there already is passed over, so
 * that it can be called again; several may push at once; a transaction is a batch of 256 reports. Of two codings of a text the better one stays, as in kh_store_merge.
 * progress (may be NULL) is called after each batch; false stops with KH_E_LIMIT, and what was committed stays. KH_E_NETWORK: no server, or it went away.
 * KH_E_NEWER: its tables are of a newer schema. KH_E_ARGUMENT: no such address, or built without libpq. */
KH_API kh_status kh_store_push(kh_store *s, const char *url, bool (*progress)(void *user, const kh_merge_counts *so_far), void *user, kh_merge_counts *counts, kh_error *err);

typedef struct kh_query_options {
  uint32_t version;          /* set by kh_query_options_default */
  kh_format format;          /* TABLE, CSV or JSONL */
  uint64_t limit;            /* rows; 0: all (a table: 1,000) */
  unsigned seconds;          /* longest time (60); 0: any */
  bool color;                /* tables: ANSI colours */
  volatile int *stop;        /* non-zero ends it; or NULL */
} kh_query_options;
KH_API void kh_query_options_default(kh_query_options *o);
/* One SQL statement that reads; writing, attaching, loading of extensions are refused (KH_E_ARGUMENT, as a wrong statement is). *rows, *cut (each may be NULL): how many
 * rows, and were there more than the limit. KH_E_LIMIT: it took too long. */
KH_API kh_status kh_store_query(kh_store *s, const char *sql, const kh_query_options *o, kh_sink sink, void *user, uint64_t *rows, bool *cut, kh_error *err);
/* As kh_explain_event for a stored event or plan, by its id or the first of its digits: its report is coded again from the text that was kept. Where that cannot be, what the
 * database says of the record, and why. KH_E_NOTHING: no such record. */
KH_API kh_status kh_explain_record(const khaldun *k, kh_store *s, const char *id, bool color, kh_sink sink, void *user, kh_error *err);

/* Is a report of this key (its URL) there, in any revision? */
KH_API bool kh_store_known(kh_store *s, const char *key);
/* What kh_fetch remembers of feeds (kh_fetch_options.recall, .remember), kept in the table feeds. *value gets malloc'ed bytes. remember commits what
 * was added since the last commit. */
KH_API bool kh_store_recall(kh_store *s, const char *feed, char **value, size_t *n);
KH_API kh_status kh_store_remember(kh_store *s, const char *feed, const char *value, kh_error *err);

typedef struct kh_ingest_counts {
  uint64_t items;        /* reports read */
  uint64_t added, revised, known, failed;   /* failed: stored with a problem record (they count as added or revised too) */
  uint64_t events;
  uint64_t bytes, total; /* of the files; total 0 where it is not known */
  double seconds;
} kh_ingest_counts;

typedef struct kh_ingest_options {
  uint32_t version;      /* set by kh_ingest_options_default */
  kh_input_kind input;
  kh_item_options item;
  unsigned jobs;         /* threads that code; 0: the cores */
  bool no_text;          /* keep no texts */
  uint32_t batch;        /* reports a transaction */
  /* Called after every report; false stops after a commit, with KH_E_LIMIT. `note`, else NULL, is a sentence about a file
   * that could not be read or of records passed over. */
  bool (*progress)(void *user, const kh_ingest_counts *so_far, const char *note);
  void *user;
} kh_ingest_options;
KH_API void kh_ingest_options_default(kh_ingest_options *o);

/* Codes all reports of the files into the store. What is already there is passed over before it is coded, so that an
 * ingest that was cut off goes on where it was when it is called again. The database does not depend on `jobs`.
 * KH_E_FORMAT: some file could not be read to its end (the others were). */
KH_API kh_status kh_store_ingest(kh_store *s, const khaldun *k, const kh_ingest_options *o, const char *const *paths, size_t n,
                                 kh_ingest_counts *counts, kh_error *err);

/* ----------------------------------------------------------------- export
 * A database's events in the formats of the field: docs/formats.md has their columns. A row of a table has exactly its columns, whatever stands in the texts. */

typedef struct kh_export_filter { const char *key, *value; } kh_export_filter;   /* "from", "2024-03-22": docs/api.md, Filters */
typedef struct kh_export_options {
  uint32_t version;                /* set by kh_export_options_default */
  const char *as;                  /* a name of kh_export_format */
  const kh_export_filter *filters; /* joined by "and"; without "status": what happened or goes on */
  size_t filter_count;
  bool once;                       /* an event that several reports tell has one row: its first report's */
  bool (*progress)(void *user, uint64_t rows);   /* now and then; false: KH_E_LIMIT; or NULL */
  void *user;
} kh_export_options;
KH_API void kh_export_options_default(kh_export_options *o);
KH_API const char *kh_export_format(size_t i, const char **summary);   /* "csv", "polecat", … from 0; NULL behind the last */
/* The events in the order of their days. *rows (may be NULL): how many rows. KH_E_ARGUMENT: no such format or filter; KH_E_LIMIT: more than the format can hold. */
KH_API kh_status kh_store_export(kh_store *s, const kh_export_options *o, kh_sink sink, void *user, uint64_t *rows, kh_error *err);

/* ----------------------------------------------------------------- agenda
 * What reports announce for later, by the day, each with its sentence and its report: events to come and occasions (elections, verdicts, deadlines). */

typedef struct kh_agenda kh_agenda;
typedef struct kh_agenda_options {
  uint32_t version;          /* set by kh_agenda_options_default */
  const char *from;          /* first day, "2024-03-22"; NULL: the publication day of the latest report that was added */
  uint32_t days;             /* so many from there; 0: all that lie ahead */
} kh_agenda_options;
KH_API void kh_agenda_options_default(kh_agenda_options *o);
KH_API kh_status kh_agenda_new(const kh_agenda_options *o, kh_agenda **out, kh_error *err);
KH_API void kh_agenda_free(kh_agenda *a);
/* All plans of a coded report, or of a database's current reports; nothing of either is held afterwards. One thread at a time. What is written
 * does not depend on the order in which they are added. */
KH_API kh_status kh_agenda_add(kh_agenda *a, const kh_document *d, kh_error *err);
KH_API kh_status kh_agenda_add_store(kh_agenda *a, kh_store *s, kh_error *err);
KH_API size_t kh_agenda_undated(const kh_agenda *a);   /* plans that have no day: they are never written */
/* TABLE, JSONL or ICS (RFC 5545: a VEVENT a plan, whole days, UID made from the record's id, DTSTAMP the day of its report); color: ANSI colours in
 * tables. A plan whose days overlap the window is in it; the same text in two reports counts once. Once written, add no more. */
KH_API kh_status kh_agenda_write(kh_agenda *a, kh_format f, bool color, kh_sink sink, void *user, kh_error *err);

/* ----------------------------------------------------------------- batches
 * A long list of files in shards, for clusters: a folder that all machines see holds manifest.tsv (shard, bytes, sha256, path) and a database
 * shard-NNNNNN.db for each shard that is done. A shard is coded under another name, synced and renamed: whole or absent,
 * whatever is killed when. kh_store_merge brings the databases together. */

/* The SHA-256 of a file as 64 hexadecimal digits and NUL; *bytes (may be NULL) its length. */
KH_API kh_status kh_file_sha256(const char *path, char out[65], uint64_t *bytes, kh_error *err);
/* Writes folder/manifest.tsv: the files in the order given, whole, shards of about `bytes`. The folder is made where there is none. */
KH_API kh_status kh_batch_plan(const char *folder, const char *const *paths, size_t n, uint64_t bytes, uint32_t *shards, kh_error *err);
/* Codes a shard (from 1) unless it is done (*was_done). KH_E_FORMAT: a file is not the one that was planned, or cannot be read to its end. */
KH_API kh_status kh_batch_run(const char *folder, uint32_t shard, const khaldun *k, const kh_ingest_options *o, kh_ingest_counts *counts, bool *was_done, kh_error *err);
/* How many shards there are and are done; calls missing (may be NULL) for each other. */
KH_API kh_status kh_batch_state(const char *folder, uint32_t *shards, uint32_t *done, void (*missing)(void *user, uint32_t shard), void *user, kh_error *err);

/* --------------------------------------------------------------- training */

/* Trains a parser from annotated text: what `khaldun train` does. The same files, options and seed give the
 * same bytes. Any language's Universal Dependencies treebank will do. */
typedef struct kh_train_options {
  uint32_t version;             /* set by kh_train_defaults */
  const char *const *trees;     /* CoNLL-U files, gzipped or not; names from MISC "NER=B-PER" or GUM's "Entity=" */
  size_t tree_count;
  const char *const *names;     /* BIO columns; *.iob2 (Universal NER) is laid over the trees with the same sent_id */
  size_t name_count;
  const char *skip_genres;      /* documents whose "# meta::genre" is one of these, joined by ',', are left out; or NULL */
  const char *output;           /* the model */
  uint64_t seed;
  int epochs;                   /* 0: 10 for the linear parser, 32 for a network */
  size_t size;                  /* bytes of the model, about */
  void (*progress)(void *user, const char *line);   /* or NULL */
  void *user;
  /* Given these, a network is trained in place of the linear parser: */
  const char *development;      /* a CoNLL-U file; the epoch that reads it best is kept. NULL: the linear parser */
  const char *development_names;/* names for it, or NULL */
  const char *data_dir;         /* data/, whose parse/name-lists.txt names lists of names; or NULL */
  uint32_t hidden;              /* units of a layer in each direction, a multiple of 16; 0: 128 */
  const char *checkpoint;       /* a file that gets the best epoch's weights as floats, or NULL */
  const char *base;             /* a model whose tags and trees are kept, so that only names are learned; or NULL */
  const char *start;            /* such a file, or a finished model, to begin with; or NULL */
  const char *vectors;          /* words' vectors from elsewhere, a line a word ("word 0.1 -0.2 …", the commonest first), that the network learns to read, or NULL */
  uint32_t vector_words;        /* so many of these words that training has not seen are known to the finished model too; 0: none */
  double rate;                  /* of learning; 0: what suits the size. For a start from a checkpoint, half of it or less */
  const char *const *other_names;   /* like names, at most 100: by annotators whose habits are not to be the model's, only what they share with the others' */
  size_t other_name_count;
} kh_train_options;
KH_API void kh_train_defaults(kh_train_options *o);
KH_API kh_status kh_train(const kh_train_options *o, kh_error *err);
/* Networks that were trained on the same data from 2 to 6 seeds, in one model: a committee, whose scores are added. It reads more accurately than
 * each of them, and as slowly as all together. Lemmas and names are the first one's. KH_E_DATA where their labels differ. */
KH_API kh_status kh_train_join(const char *const *models, size_t n, const char *output, kh_error *err);

#ifdef __cplusplus
}
#endif
#endif
