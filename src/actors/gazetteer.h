/* gazetteer.h: names of states, persons, organisations and groups, and who they were on a day.
 *
 * the .actors files of data/actors, one format (docs/actors.md):
 *
 *     Name | kind | variant; variant | flags            an entity
 *       from..to COUNTRY SECTOR,SECTOR office           what it was then (indented; days, months or years; open ends)
 *
 * and states.txt with a line a state. Names are matched as sequences of folded words (no marks, no case, no
 * points), which makes one lookup a word; capitals are checked afterwards. */
#ifndef KH_GAZETTEER_H
#define KH_GAZETTEER_H
#include "doc/doc.h"
#include "model/model.h"

/* Kinds of entities; the labels are those of the data files. */
#define KH_GAZ_KIND_TABLE(X)                                                                     \
  X(STATE, "state") X(TERRITORY, "territory") X(FORMER, "former") X(REGION, "region")            \
  X(MALE, "m") X(FEMALE, "f") X(PERSON, "person")                                                \
  X(IGO, "igo") X(NGO, "ngo") X(ARMED, "armed") X(PARTY, "party") X(AGENCY, "agency")            \
  X(PARLIAMENT, "parliament") X(COURT, "court") X(COMPANY, "company") X(MEDIA, "media")          \
  X(ETHNIC, "ethnic") X(FAITH, "faith") X(ORG, "org")
typedef enum kh_gaz_kind {
  KH_GAZ_NONE = 0,
#define X(name, label) KH_GAZ_##name,
  KH_GAZ_KIND_TABLE(X)
#undef X
  KH_GAZ_KIND_COUNT
} kh_gaz_kind;

/* What a name is of its entity. */
typedef enum kh_gaz_use {
  KH_GAZ_USE_NAME,       /* the name or a variant */
  KH_GAZ_USE_ADJECTIVE,  /* "Egyptian" */
  KH_GAZ_USE_PEOPLE,     /* "Egyptians" */
  KH_GAZ_USE_SEAT,       /* capital or seat that stands for the government: "Cairo", "the Kremlin" */
  KH_GAZ_USE_SURNAME     /* last word of a person's name: only after the full name, or with a title */
} kh_gaz_use;

enum {                   /* flags of names */
  KH_GAZ_CAPS = 1,       /* all capitals in the data ("US", "WHO"): must be so in the text */
  KH_GAZ_AMBIGUOUS = 2,  /* also a common word or another name: needs context (data flag "ambiguous") */
  KH_GAZ_CITY = 4        /* a seat that is a city: a place as often as a government */
};

typedef struct kh_gaz kh_gaz;
typedef struct kh_gaz_hit {
  uint32_t entity;
  uint32_t tok_end;      /* the name is tokens [tok, tok_end) */
  uint8_t use;           /* kh_gaz_use */
  uint8_t flags;
} kh_gaz_hit;

kh_status kh_gaz_compile(const char *data_dir, kh_pack *out, kh_error *err);      /* data/actors -> "gaz.*" */
/* A user's file in the same format, in which "cow:200" and "gw:200" may stand for a country; states (may be NULL: no such numbers) knows them. */
kh_status kh_gaz_compile_file(const char *path, const kh_gaz *states, kh_pack *out, kh_error *err);
kh_status kh_gaz_open(const kh_model *m, kh_gaz **out, kh_error *err);
void kh_gaz_close(kh_gaz *g);

/* Entities whose name is the longest that begins at token tok; at most max, all with the same tok_end. Returns their number. */
uint32_t kh_gaz_match(const kh_gaz *g, const kh_doc *d, uint32_t tok, kh_gaz_hit *out, uint32_t max);
/* The same for a name alone (lookups, aliases). */
uint32_t kh_gaz_find(const kh_gaz *g, kh_str name, kh_gaz_hit *out, uint32_t max);

kh_gaz_kind kh_gaz_kind_of(const kh_gaz *g, uint32_t entity);
kh_str kh_gaz_id(const kh_gaz *g, uint32_t entity);       /* "per:antony-blinken" */
kh_str kh_gaz_name(const kh_gaz *g, uint32_t entity);
char kh_gaz_gender(const kh_gaz *g, uint32_t entity);     /* 'm', 'f', 'n' or 0 */
/* Who the entity is on a day (KH_NO_DAY: the latest). A person whose offices have ended is ELI with the last office as
 * "former …"; before the first office the country alone. out->id and name are views into the data. role may be built in arena. */
void kh_gaz_code(const kh_gaz *g, uint32_t entity, int32_t day, kh_arena *arena, kh_actor *out);

/* A person whose first office is more than a dozen years away: somebody of that name is somebody else. */
bool kh_gaz_unheard(const kh_gaz *g, uint32_t entity, int32_t day);
/* Does one of the entity's spans hold on the day (KH_NO_DAY: today)? */
bool kh_gaz_stands(const kh_gaz *g, uint32_t entity, int32_t day);

/* ---- states ---- */
uint32_t kh_gaz_state(const kh_gaz *g, const char country[4]);                    /* its entity, or KH_NONE */
/* The state that a town of that country lay in on that day: Kiev of 1987 was Soviet. The country itself, or a text as long-lived as the tables. */
const char *kh_gaz_land_of(const kh_gaz *g, const char country[4], int32_t day);
/* The state of a Correlates of War number (gw: of Gleditsch and Ward) on a day, KH_NO_DAY: the latest; false: there is none. */
bool kh_gaz_state_of_number(const kh_gaz *g, bool gw, int64_t number, int32_t day, char country[4]);
void kh_gaz_set_state(const kh_gaz *g, const char country[4], int32_t day, kh_actor *a);   /* sets country, and its numbers on that day */
kh_str kh_gaz_state_fips(const kh_gaz *g, const char country[4]);
kh_str kh_gaz_state_iso2(const kh_gaz *g, const char country[4]);
bool kh_gaz_state_of_iso2(const kh_gaz *g, const char *iso2, char country[4]);
/* Who held an office of a state on a day; office is matched as the first words of the entry's office
 * ("president", "prime minister", "foreign minister"). KH_NONE if nobody is known. */
uint32_t kh_gaz_holder(const kh_gaz *g, const char country[4], kh_str office, int32_t day);
size_t kh_gaz_count(const kh_gaz *g);                     /* entities */
size_t kh_gaz_name_count(const kh_gaz *g);
#endif
