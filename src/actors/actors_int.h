/* actors_int.h: what the files of the actors room share while a document passes through.
 *
 *   names.c      names: spans of the gazetteer and of the name tagger, brought together
 *   whole.c      the tree around names of several words
 *   mentions.c   noun phrases that can act
 *   compose.c    country and sector of a phrase from its own words (owners.c: of a role; named.c: of a name)
 *   coref.c      which mentions are the same actor; pronouns
 *   implied.c    whom "a spokesman" speaks for
 *   actors.c     the road through these, and the document's part */
#ifndef KH_ACTORS_INT_H
#define KH_ACTORS_INT_H
#include "actors/actors.h"
#include "actors/roles.h"
#include "actors/gazetteer.h"

typedef enum kh_name_kind {
  KH_NAME_NONE, KH_NAME_STATE, KH_NAME_DEMONYM, KH_NAME_SEAT, KH_NAME_PLACE, KH_NAME_PERSON, KH_NAME_BODY, KH_NAME_PEOPLE,
  KH_NAME_OTHER            /* a name tag that is no actor: an event, a work */
} kh_name_kind;

typedef struct kh_name {
  uint32_t begin, end, head;   /* tokens; head: the one that hangs from outside */
  uint32_t first;              /* first token without titles */
  const kh_gaz *gaz;           /* which gazetteer knows it: the user's or ours */
  uint32_t entity;             /* of that gazetteer, KH_NONE where it is unknown */
  kh_name_kind kind;
  uint8_t gender;              /* 'm', 'f', 0 */
  uint32_t firm;               /* 0, or 1 + the number of the company's full name of which it is the first words */
  kh_actor actor;              /* on the report's day, empty where it is unknown */
} kh_name;

/* How an actor's code was found; the better one speaks for its chain. */
enum { KH_CODE_NONE, KH_CODE_CONTEXT, KH_CODE_WORDS, KH_CODE_PLACE, KH_CODE_LINK };

/* A mention in the making. */
typedef struct kh_cand {
  uint32_t head, begin, end;   /* tokens */
  const kh_role *role;
  uint32_t role_begin, role_end;
  const kh_name *name;
  unsigned pronoun;            /* KH_PRON_… */
  uint8_t kind;                /* kh_entity */
  uint8_t gender;
  uint8_t code;                /* KH_CODE_… */
  bool plural, definite, total /* "all sides" */, hidden;   /* hidden: a title or modifier inside a larger phrase, not a mention of its own */
  bool composed;               /* compose.c has been here */
  bool abroad;                 /* "Arab ministers", "foreign diplomats": the report's own country is not theirs */
  bool counted;                /* "both", "the ten": several of whom it was told before, and nobody where it was not */
  bool elliptic;               /* "Tajik" in "Tajik, Uzbek and Russian troops": it stands for such a phrase */
  bool assumed;                /* its country is the report's, for want of a better one */
  bool locative;               /* stands where things happen, not as an actor */
  bool placed;                 /* its country is that of where its phrase, or its clause, says that it is: "met the minister in Oslo" */
  bool needs_owner;            /* "his office": the possessor's chain tells the country */
  uint32_t owner;              /* candidate of the possessor, or KH_NONE */
  uint32_t title;              /* candidate of the title before a name that the tree hangs elsewhere, or KH_NONE */
  kh_actor actor;
  const kh_actor *more;        /* further actors of the same words ("the ministers of Egypt and Jordan") */
  uint32_t more_count;
  uint32_t chain;              /* index of coref's chains, KH_NONE before */
  uint32_t also[3];            /* further chains that a plural stands for */
  uint32_t also_count;
} kh_cand;

/* Sectors whose people stand in a country's life; aid workers, rebels' patrons and international bodies do not. */
#define KH_LOCAL_SECTORS \
  (1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_PTY | \
   1u << KH_SECTOR_LAB | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_AGR | \
   1u << KH_SECTOR_BUS | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_ELI | 1u << KH_SECTOR_SOC | 1u << KH_SECTOR_CRM)

/* How often each country is named: what the report is about (actors.c, placed.c). The first 48 countries count. */
enum { KH_TALLY_MAX = 48 };
typedef struct kh_tally {
  char country[KH_TALLY_MAX][4];
  uint32_t count[KH_TALLY_MAX], n, all, best;      /* best: the one named most, the first of those named alike */
} kh_tally;

typedef struct kh_actors_work {
  const kh_actors *a;
  kh_doc *d;
  kh_arena *scratch;
  const kh_tokens *k;
  /* token arrays: extents of noun phrases without ("own") and with ("full") what is coordinated */
  uint32_t *own_begin, *own_end, *full_begin, *full_end;
  uint32_t *name_at;           /* token -> name that covers it, or KH_NONE */
  bool *in_time;               /* tokens of times: "in May" names nobody */
  uint32_t *cand_at;           /* token -> candidate whose head it is, or KH_NONE */
  KH_VEC(kh_name) names;
  KH_VEC(kh_cand) cands;       /* in order of head token */
  uint32_t chain_count, *best_of;   /* coref's chains, each with the candidate that knows its code best */
  uint8_t *gender_of;
  char country[4];             /* where the report plays, as far as its words tell */
  char home[4];                /* the same where persons count as well, each once: whose an unknown person most likely is */
  bool owes;                   /* it tells of creditors */
  bool pact;                   /* it tells of producers and consumers together, and of a body of states */
  bool several;                /* another state is named as often */
  char second[4];              /* the state named most of the others, if there is one such */
  char written_in[4];          /* the dateline's land */
  kh_tally lands;              /* how often each land is named, if it is no digest */
  const kh_actor **across;     /* chain -> the land of a counterpart of his, which is not his own; or NULL */
} kh_actors_work;

struct kh_actors {
  kh_roles roles;
  kh_gaz *gaz, *user;      /* ours; the file of --actors, or NULL */
};

uint32_t kh_tally_add(kh_tally *t, const char country[4], uint32_t weight);      /* its place in the tally; KH_TALLY_MAX: it is not counted */

/* The country and its numbers, nothing else. */
static inline void kh_actor_take_country(kh_actor *a, const kh_actor *from) {
  memcpy(a->country, from->country, sizeof a->country);
  a->cow = from->cow, a->gwn = from->gwn;
}

static inline kh_str kh_view(kh_text v) { return (kh_str){v.s, v.n}; }
static inline kh_text kh_as_text(kh_str v) { return (kh_text){v.s, v.n}; }

void kh_actors_names(kh_actors_work *w);                  /* names.c */
void kh_actors_whole(kh_actors_work *w);                  /* whole.c: the tree around names of several words */
void kh_actors_extents(kh_actors_work *w);                /* extents.c */
bool kh_actors_set_off(const kh_actors_work *w, uint32_t child);   /* a phrase of company behind a comma */
void kh_actors_mentions(kh_actors_work *w);               /* mentions.c */
void kh_actors_compose(kh_actors_work *w);                /* compose.c */
bool kh_cand_is_somebody(const kh_actors_work *w, const kh_cand *m);   /* a nationality with an article: "an Afghan" */
bool kh_cand_is_body(const kh_cand *c);                   /* by its role, else by its name */
/* "The North" where the report names a Korea: true, and the state's code in country. */
bool kh_actor_twin(const kh_actors_work *w, const kh_cand *c, char country[4]);
uint32_t kh_actor_lent(const kh_role *r, uint32_t sectors);   /* the sectors that an owner of these sectors gives the role; 0: none */
bool kh_actor_ally(const kh_role *r);          /* an ally: of a land, but not its own */
bool kh_actor_land(const kh_actor *a);         /* a land itself */
void kh_actors_coref(kh_actors_work *w);                  /* coref.c */
void kh_actors_implied(kh_actors_work *w);                /* implied.c */
void kh_actors_share(kh_actors_work *w);                  /* coref.c: chains' codes to their mentions */
/* Sectors of those who tell of all the world, wherever they sit, and of those who mostly tell of what happens around them. */
enum {
  KH_TELLS_AFAR = 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_IGO,
  KH_TELLS_NEAR = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB
};
/* "Putin, who attended a summit in Helsinki, said special forces had …", "In Geneva, Yemen's envoy said that rebels had …": the token of who tells the deed,
 * in whose own phrase, or before whose verb, the scene stands: it need not be the deed's. KH_NONE: it is told by nobody whom it stands with. placed.c */
uint32_t kh_actors_teller(const kh_doc *d, uint32_t scene, uint32_t deed);
bool kh_actors_in_marks(const kh_doc *d, uint32_t t);   /* does t stand between quotation marks of its sentence? placed.c */
uint32_t kh_actors_verb_over(const kh_tokens *k, uint32_t t);   /* the verb that token t stands under, or the root */
/* "As in Peru", "days after a strike in Peru": does token t, which a place stands at, tell a scene of what it is like, or of another thing that the clause
 * names in passing? */
bool kh_actors_in_passing(const kh_actors *a, const kh_doc *d, uint32_t t);
void kh_actor_sectors(kh_actor *a, uint32_t sectors);     /* sets sectors and the first by precedence */
bool kh_is_possessive_mark(const kh_tokens *k, uint32_t t);   /* "'s", "'" after a possessor */
/* The role that a word is where it stands before a name ("Cardinal Jaime Sin"), of those by which people are addressed; or NULL. */
const kh_role *kh_form_of_address(const kh_actors_work *w, uint32_t t);
#endif
