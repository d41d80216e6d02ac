/* roles.h: what role nouns, their modifiers, titles, pronouns and first names say about an actor.
 * Data: data/actors/roles*.txt, modifiers.txt, coref.txt, first-names.txt. */
#ifndef KH_ROLES_H
#define KH_ROLES_H
#include "doc/doc.h"
#include "model/model.h"

typedef enum kh_role_kind { KH_ROLE_PERSON = 1, KH_ROLE_BODY, KH_ROLE_PEOPLE } kh_role_kind;

/* A role: "foreign minister". */
typedef struct kh_role {
  uint32_t name;           /* in the pool */
  uint32_t like;           /* in the pool: the office that it is another word for ("premier", a prime minister), else its name */
  uint32_t sectors;        /* bits 1u << kh_sector */
  uint8_t kind;            /* kh_role_kind */
  uint8_t of;              /* the sector comes from what the role belongs to, if that is known */
  uint8_t gender;          /* 0, 'm', 'f' */
  uint8_t before;          /* words before its head */
  uint8_t abroad;          /* its owner's country is not its own: "its neighbours" */
  uint8_t stranger;        /* no place or report tells its country: "gunmen" */
  uint8_t kin;             /* kin of those in power are ELI: "the president's brother" */
  uint8_t guest;           /* where it is tells nothing of whose it is: "the embassy in Tehran" */
  uint8_t anybody;         /* one of them who does something is anybody's: "a man stabbed …" */
  uint8_t sole;            /* a country has one of them: "22 ambassadors" are of several */
  uint8_t speaks;          /* of the body that was told of before, where its own is not told: "a spokesman said" */
  uint8_t address;         /* its sectors hold right before a name alone: "Representative Jane Roe" */
  uint8_t counted;         /* alone in the singular it is nobody: "met with force" */
  uint8_t campaign;        /* in a report on a campaign it is of a party, where its owner is not told: "aides said" */
  uint8_t homely;          /* a state's where a state is told, else people next door: "his neighbour", "two neighbours" */
  uint8_t lawman;          /* in a report that names one of them who is police, all of them are: "deputies", where a sheriff is named */
  uint8_t rank;            /* an army's, or the police's in a report that tells of them and hardly of an army: "Sgt. Roe" */
  uint8_t world;           /* the word alone, where states are told of, is of the body of states in its country: "asked the council for troops" */
  uint8_t named;           /* the word alone is of the body of states in its country, where the report has named one: "the Commission" */
  uint8_t acts;            /* alone in the singular somebody only where it acts, owns or is dealt with: "the city sued" */
  uint8_t sits;            /* alone, of the last body told of that mark: "The Budget Committee met. The panel …" */
  uint8_t school;          /* a school's in a report that tells of schools and of no police: "the superintendent" */
  uint8_t lends;           /* several of them, in a report that tells of creditors, are of any land: "talks with commercial banks" */
  uint8_t trades;          /* several of them, in a report that tells of two sorts together and of a body of states, are of any land: "producers and consumers" */
  uint8_t upon;            /* what it is of is whom it is done to: "the killers of a nun" */
  uint8_t peer;            /* of another land than whose it is: "his Danish counterpart" */
  uint8_t fellow;          /* where nobody owns it, of the calling of those told before: "a reporter and two colleagues" */
  char country[4];         /* whose it always is: "the pope"; else empty */
} kh_role;

/* The last words of a body's name: "Corp", "Loan Association". */
typedef struct kh_ending {
  uint32_t sectors;
  char country[4];         /* "Bhd" is Malaysian; else empty */
  uint32_t words;          /* how many it has: "Loan Association" */
  uint8_t finds;           /* capitals in a row that end in it are a name, whatever the tagger says */
  uint8_t form;            /* "Corp": any name may have it behind its other words */
  uint8_t joins;           /* no ending: behind an "and" it goes on with the name ("Aetna Life and Casualty Co"); or it opens one, or is an exchange's mark */
  uint8_t likely;          /* the country is only likely: "Inc" */
} kh_ending;

/* A plural ending and what the singular has instead. */
typedef struct kh_plural { uint32_t ending, singular; } kh_plural;

typedef enum kh_modifier_effect {
  KH_MODIFIER_FORMER = 1, KH_MODIFIER_ADD, KH_MODIFIER_SET, KH_MODIFIER_KEEP, KH_MODIFIER_HOME, KH_MODIFIER_PATRON, KH_MODIFIER_ABROAD,
  KH_MODIFIER_PEOPLE      /* "ethnic Russians": a nationality after it is a people, wherever it lives */
} kh_modifier_effect;

typedef struct kh_modifier {
  uint32_t sectors;        /* what ADD and SET bring */
  uint32_t if_sectors;     /* 0: any */
  uint8_t effect;          /* kh_modifier_effect */
  uint8_t if_kind;         /* kh_role_kind, 0: any */
  uint8_t if_of;           /* only roles with "-of" */
  uint8_t if_gender;       /* 'm': only roles for men, … */
  uint8_t last;            /* no further line for this word */
  uint8_t spare[3];
} kh_modifier;

/* What pronouns agree with. */
enum { KH_PRON_1 = 1, KH_PRON_2 = 2, KH_PRON_3 = 4, KH_PRON_RELATIVE = 8, KH_PRON_SING = 16, KH_PRON_PLUR = 32,
       KH_PRON_M = 64, KH_PRON_F = 128, KH_PRON_N = 256, KH_PRON_REFLEXIVE = 512 };

/* What a word before a name makes of it. */
typedef enum kh_preposition { KH_PREP_NONE, KH_PREP_BELONGS, KH_PREP_PLACE, KH_PREP_PARTY, KH_PREP_TOPIC, KH_PREP_TONGUE, KH_PREP_OFFICE, KH_PREP_SERVES, KH_PREP_LEADS, KH_PREP_WRITES, KH_PREP_FOLLOWS, KH_PREP_ENDS, KH_PREP_MADE, KH_PREP_SIDES, KH_PREP_HARMS, KH_PREP_OTHERS, KH_PREP_NEARBY, KH_PREP_DWELLS, KH_PREP_LANDS, KH_PREP_SURNAME, KH_PREP_EVERYWHERE, KH_PREP_COMPANY } kh_preposition;

/* What a nominal ("the group") points back to. */
typedef enum kh_nominal_class {
  KH_NOMINAL_STATE = 1, KH_NOMINAL_LISTED, KH_NOMINAL_BODY, KH_NOMINAL_ARMED, KH_NOMINAL_PARTY, KH_NOMINAL_IGO,
  KH_NOMINAL_BUSINESS, KH_NOMINAL_MEDIA, KH_NOMINAL_PLACE, KH_NOMINAL_PERSON, KH_NOMINAL_PAIR, KH_NOMINAL_NAMESAKE, KH_NOMINAL_PARTNERS, KH_NOMINAL_ATTACKER, KH_NOMINAL_TROOPS, KH_NOMINAL_BAND, KH_NOMINAL_TWIN,
  KH_NOMINAL_CONTROL, KH_NOMINAL_OCCUPIER, KH_NOMINAL_TWO, KH_NOMINAL_SINGLE, KH_NOMINAL_SUFFERED, KH_NOMINAL_BIDDING,
  KH_NOMINAL_AGENCY, KH_NOMINAL_LEAGUE, KH_NOMINAL_GARRISON, KH_NOMINAL_TAKING, KH_NOMINAL_TRIO, KH_NOMINAL_QUARTET, KH_NOMINAL_REALM, KH_NOMINAL_ROUND, KH_NOMINAL_LANDS
} kh_nominal_class;
typedef struct kh_nominal {
  uint32_t countries;      /* LISTED: "SAU JOR …" in the pool; TWIN: the state itself and its twin, "PRK KOR"; LANDS: those that one name names together; GARRISON: whose soldiers are there */
  uint16_t what;           /* kh_nominal_class */
  uint16_t part;           /* STATE: alone it is as often a part of one, or its purse: "the state" */
} kh_nominal;

/* What speaks for or against a candidate for a pronoun; names in data/actors/pronoun-weights.txt. */
#define KH_PRONOUN_FEATURE_TABLE(X)                                                              \
  X(same_sentence) X(one_back) X(two_back) X(further_back) X(subject) X(object) X(possessor) X(oblique) X(inside)  \
  X(apposition) X(parallel) X(name) X(full_name) X(nominal) X(pronoun) X(same_pronoun) X(frequent) X(topic) X(gender_known) \
  X(clause_subject) X(higher_subject) X(last_sentence_subject) X(rank) X(in_first_place) X(not_person) X(conjunct) X(nameless) X(after_pronoun) X(punished) X(one_of_several) X(told_aside) X(not_several) \
  X(gender_untold) X(same_patient) X(controller) X(both_patients) X(opening_clause) X(no_realm)
enum kh_pronoun_feature {
#define X(name) KH_F_##name,
  KH_PRONOUN_FEATURE_TABLE(X)
#undef X
  KH_PRONOUN_FEATURES
};
enum { KH_PRONOUN_MOST = 1000 };   /* no weight is farther from 0 */

typedef struct kh_roles {
  const int32_t *weight;   /* KH_PRONOUN_FEATURES of them */
  const kh_role *role;
  const kh_modifier *modifier;
  const kh_nominal *nominal;
  const kh_plural *plural;
  const kh_ending *ending;
  size_t ending_count, plural_count, role_count, modifier_count, nominal_count;
  const char *pool;
  size_t pool_bytes;
  kh_lookup role_key;      /* words -> role */
  kh_lookup role_head;     /* head word -> most words before it << 8 | most words after it */
  kh_lookup modifier_key, pronoun, title, first, nominal_key, preposition, ending_key;
} kh_roles;

kh_status kh_roles_compile(const char *data_dir, kh_pack *out, kh_error *err);   /* tables "actors.role*" … */
kh_status kh_roles_open(const kh_model *m, kh_roles *out, kh_error *err);

const kh_ending *kh_roles_ending(const kh_roles *r, const kh_tokens *k, uint32_t t);   /* what the words that end with token t tell as the end of a name, the most words first; or NULL */
const kh_role *kh_roles_find(const kh_roles *r, kh_str words);    /* the role of these very words, or NULL */
/* What a name's first word tells: "Banque", "Compagnie"; or NULL. */
const kh_ending *kh_roles_opening(const kh_roles *r, const kh_tokens *k, uint32_t t);
/* What the share's mark in brackets that begins at token t tells of the firm before it: "<VOD.L>", "(7203.T)"; or NULL. */
const kh_ending *kh_roles_quoted(const kh_roles *r, const kh_tokens *k, uint32_t t);
bool kh_roles_joins(const kh_roles *r, const kh_tokens *k, uint32_t t);   /* may the word stand behind an "and" inside a name? endings may */
/* The longest role whose head is token t, within [lo, hi): its first and end token in *begin, *end. NULL if none. */
const kh_role *kh_roles_match(const kh_roles *r, const kh_tokens *k, uint32_t t, uint32_t lo, uint32_t hi, uint32_t *begin, uint32_t *end);
/* The lines of the modifier that stands at token t (words joined by hyphens count as one); *end: past its last
 * token. NULL if there is none. Lines go on to the one marked last. */
const kh_modifier *kh_roles_modifier(const kh_roles *r, const kh_tokens *k, uint32_t t, uint32_t hi, uint32_t *end);
/* The same for the first part of a token with a hyphen ("ex-minister"). */
const kh_modifier *kh_roles_prefix(const kh_roles *r, const kh_tokens *k, uint32_t t);
unsigned kh_roles_pronoun(const kh_roles *r, const kh_tokens *k, uint32_t t);     /* KH_PRON_…, 0 if it is none */
uint8_t kh_roles_title(const kh_roles *r, const kh_tokens *k, uint32_t t);        /* 'm', 'f', 0 */
uint8_t kh_roles_first_name(const kh_roles *r, const kh_tokens *k, uint32_t t);   /* 'm', 'f', 0 */
const kh_nominal *kh_roles_nominal(const kh_roles *r, const kh_tokens *k, uint32_t t);
bool kh_roles_is_nominal(const kh_roles *r, const kh_tokens *k, uint32_t t, kh_nominal_class what);   /* t may be KH_NONE */
kh_str kh_roles_lands(const kh_roles *r, const kh_tokens *k, uint32_t t);    /* the states that one name names together: "KOR PRK" of "Koreas"; empty for others */
kh_str kh_roles_garrison(const kh_roles *r, const char country[4]);   /* whose soldiers are in a land that has none: "ISR" of "PSE"; empty for others */
kh_preposition kh_roles_preposition(const kh_roles *r, const kh_tokens *k, uint32_t t);
bool kh_roles_tells_nearby(const kh_roles *r, const kh_tokens *k, uint32_t t);   /* "a village near Ukraine" is not in it */
bool kh_roles_tells_company(const kh_roles *r, const kh_tokens *k, uint32_t t);   /* "with": it belongs, or behind a comma is who is beside somebody */
bool kh_roles_tells_end(const kh_roles *r, const kh_tokens *k, uint32_t t);   /* "for": it belongs, or is what a body is there for */
kh_str kh_roles_text(const kh_roles *r, uint32_t offset);
#endif
