/* tables.h: what data/events looks like in khaldun.dat, and the room's handle. Rows refer to ranges of
 * other tables by (first, count); kh_events_open checks every one of them. */
#ifndef KH_EVENTS_TABLES_H
#define KH_EVENTS_TABLES_H
#include "events/events.h"

/* Where a frame looks for actors and for embedded events. */
typedef enum kh_slot_kind {
  KH_SLOT_NOBODY = 0, KH_SLOT_SUBJ, KH_SLOT_OBJ, KH_SLOT_IOBJ, KH_SLOT_PREP, KH_SLOT_OWN, KH_SLOT_POSS, KH_SLOT_COMP,
  KH_SLOT_ADJ, KH_SLOT_SELF, KH_SLOT_TOSUBJ, KH_SLOT_TOOBJ, KH_SLOT_SPEAKER, KH_SLOT_TOPIC, KH_SLOT_DOER,
  /* clauses, for operators */
  KH_SLOT_XCOMP, KH_SLOT_CCOMP, KH_SLOT_ACL, KH_SLOT_ADVCL, KH_SLOT_AMOD, KH_SLOT_HEAD, KH_SLOT_COUNT
} kh_slot_kind;

typedef struct kh_slot_row {
  uint8_t kind;          /* kh_slot_kind */
  uint8_t also;          /* joined to the one before by '+': taken though that is filled */
  uint16_t prep;         /* KH_SLOT_PREP: which preposition */
} kh_slot_row;

typedef enum kh_cond_kind { KH_COND_FILLED, KH_COND_KIND, KH_COND_LEMMA, KH_COND_NEAR, KH_COND_NEARLEMMA, KH_COND_PASSIVE, KH_COND_ACTIVE, KH_COND_PRED,
                             KH_COND_SEVERAL, KH_COND_NATIONS, KH_COND_PAIR, KH_COND_ABROAD, KH_COND_BARE, KH_COND_COMMAND, KH_COND_ALONE, KH_COND_ASSERTED, KH_COND_DONE,
                             KH_COND_COUNT } kh_cond_kind;
typedef struct kh_cond_row {
  uint8_t kind;          /* kh_cond_kind */
  uint8_t negated;
  uint16_t args;         /* how many of events.args: kinds or hashes of lemmas */
  kh_slot_row slot;
  uint32_t arg;          /* the first */
  uint32_t pairs;        /* among the lemmas are nouns of two words: 1, phrases of three: 2 */
} kh_cond_row;

typedef enum kh_frame_pos { KH_FRAME_V = 1, KH_FRAME_N, KH_FRAME_ADJ, KH_FRAME_EVAL } kh_frame_pos;
enum { KH_NO_OP = 0xFF };
typedef struct kh_frame_row {   /* one a trigger; rows of one lemma stand together */
  uint32_t id;           /* pool: "blame.v.1" */
  uint32_t text;         /* pool: its line and the first example under it, as they stand in the file */
  uint32_t words, conds, who, whom, in;   /* first of events.words, .conds, .slots */
  uint8_t word_count, cond_count, who_count, whom_count, in_count;
  uint8_t head;          /* noun phrase: how many of its words stand before the head */
  uint8_t pos, type, mode, op;   /* kh_frame_pos, kh_event_type (0: no event), kh_mode, operator or KH_NO_OP */
  int8_t weight;
  uint8_t together;      /* its words stand side by side */
  uint8_t occasion;      /* kh_occasion: of occasions.frames, where type and op are none */
  uint8_t articles;      /* bit i: its i-th word is an article, which headlines leave out */
  uint8_t also_type, also_mode;  /* a second event of the same parties: "sentenced to three years"; 0: none */
  uint16_t closing;      /* phrase of fellows.txt: 1 + its last word (events.preps), behind which its object stands; 0: none */
  int16_t worth;         /* what weight, words and conditions count where they hold, in tenths */
} kh_frame_row;

/* Words of a sentence in so many bits: most frames need a word that is not there, and are not looked at any further. */
enum { KH_WORD_BITS = 4096 };
static inline uint32_t kh_word_bit(uint64_t hash) { return (uint32_t)(hash >> 20) % KH_WORD_BITS; }
static inline void kh_word_add(uint64_t *bits, uint64_t hash) { bits[kh_word_bit(hash) / 64] |= 1ull << kh_word_bit(hash) % 64; }
/* Do a frame's needs (events.needs) stand among them? */
static inline bool kh_word_needed(const uint64_t *bits, uint32_t needs) { return !needs || (bits[(needs - 1) / 64] >> (needs - 1) % 64 & 1); }
static inline bool kh_word_among(const uint64_t *bits, uint64_t hash) { return bits[kh_word_bit(hash) / 64] >> kh_word_bit(hash) % 64 & 1; }

typedef struct kh_range_row { uint32_t first, count, lemma; } kh_range_row;   /* of a lemma (pool) in events.frames */

enum { KH_MAX_KINDS = 384, KH_MAX_OPS = 250 };
typedef struct kh_kindset_row { uint64_t bits[KH_MAX_KINDS / 64]; } kh_kindset_row;    /* kinds that a word belongs to */
static inline bool kh_kindset_has(const kh_kindset_row *k, unsigned kind) { return k->bits[kind / 64] >> (kind % 64) & 1; }
typedef struct kh_kind_row {
  uint32_t name;         /* pool */
  uint32_t entities;     /* bit 1 << kh_entity: every mention of that sort belongs to it */
  uint32_t sectors;      /* bit 1 << kh_sector */
  uint32_t coded;        /* 1: any actor with a country or a sector */
  uint32_t counted;      /* 1: a bare number of people ("Two held over murder") */
  uint32_t nameless;     /* 1: no body is of it by the words of its name ("the World Food Programme" is no programme) */
} kh_kind_row;

/* An operator's rule. A pattern holds one base event. */
typedef struct kh_pattern_row {
  uint8_t absent, any, negated;   /* '-'; '*'; not: */
  uint8_t quad, type, mode;       /* 0: not asked */
  uint8_t planned;                /* plan: its base is planned */
  uint8_t own;                    /* own: others do it to the operator's own people */
  uint8_t foreign;                /* foreign: people of another country than the operator's own do it */
  uint8_t other;                  /* other: nobody of the operator's own side does it, done or not */
} kh_pattern_row;
enum { KH_WHO_A = 1, KH_WHO_R, KH_WHO_BASE_A, KH_WHO_BASE_R };
enum { KH_APART = 0xFD, KH_KEEP = 0xFE, KH_DROP = 0xFF };   /* base status 'apart'; result and status '='; result 'none' */
typedef struct kh_rule_row {
  uint32_t pattern;      /* first */
  uint16_t patterns;
  uint8_t type, mode;    /* or KH_KEEP, KH_DROP */
  uint8_t who[4], whom[4];   /* KH_WHO_…, 0 ends; high bit: joined by '+' */
  uint8_t status, base_status, plan, spare;
} kh_rule_row;
typedef struct kh_op_row { uint32_t name, first, count; } kh_op_row;

/* What clause.txt must define, in the order of the first kinds; and the operators that clauses apply. */
#define KH_CLAUSE_KINDS(X) \
  X(FUTURE, "future") X(WOULD, "would") X(MAY, "may") X(MUST, "must") X(NOT, "not") X(INSTEAD, "instead") X(IF, "if") X(REPORTING, "reporting") \
  X(CALLING, "calling") X(OBJCONTROL, "objcontrol") X(BY, "by") X(OF, "of") X(DEFINITE, "definite") X(OCCUR, "occur") X(WROUGHT, "wrought") \
  X(HOLLOW, "hollow") X(PLACEPREP, "placeprep") X(TIME, "time") X(HERE, "here") X(DIRECTION, "direction") X(BACKDROP, "backdrop") \
  X(PARTICLE, "particle") X(SPORT, "sport") X(FICTION, "fiction") X(SERIOUS, "serious") X(IDLE, "idle") X(INSIDE, "inside") X(BLAMING, "blaming") \
  X(PARTYPREP, "partyprep") X(LOOSEVERB, "looseverb") X(LOOSE, "loose") X(TOLL, "toll") X(WITH, "with") X(FIRST, "first") X(LOCALITY, "locality") \
  X(NOWHERE, "nowhere") X(LEAVING, "leaving") X(BOUND, "bound") X(VISITING, "visiting") X(EARLIER, "earlier") X(OPPOSING, "opposing") \
  X(WEIGHING, "weighing") X(DURING, "during") X(ABOUT, "about") X(AFTER, "after") X(BEFORE, "before") X(LAPSE, "lapse") X(SPAN, "span") \
  X(SOIL, "soil") X(RECORD, "record") X(WHERE, "where") X(HOLDING, "holding") X(TOGETHER, "together") X(MARCHING, "marching") X(GEAR, "gear") X(STEP, "step") \
  X(GESTURE, "gesture") X(FIELDED, "fielded") X(AIM, "aim") X(MEANS, "means") X(BY_SUICIDE, "suicide") X(BY_DRONE, "drones") X(BY_AIR, "air") \
  X(BY_GUNS, "guns") X(BY_BOMB, "bombs") X(BY_FIREARM, "firearms") X(BY_POISON, "poison") X(BY_BLADE, "blades") X(ORDNANCE, "ordnance") \
  X(SLAYING, "slaying") X(CAPTIVE, "captive") X(ANY, "any") X(EACH, "each") X(HABIT, "habit") X(RUMOUR, "rumour") X(PORTFOLIO, "portfolio") \
  X(MINISTER, "minister") X(UNTRUE, "untrue") X(DREAM, "dream") X(ORIGIN, "origin") X(TELLING, "telling") X(DEPICT, "depict") \
  X(COMEABOUT, "comeabout") X(UNTIL, "until") X(WISHING, "wishing") X(JOURNEY, "journey") X(PACT, "pact") X(PUTFORTH, "putforth") X(TO, "to") \
  X(ANSWER, "answer") X(SITE, "site") X(MERELY, "merely") X(OR, "or") X(FRONTIER, "frontier") X(NEARING, "nearing") X(WHILE, "while") X(DOOR, "door") \
  X(AT, "at") X(MATTER, "matter") X(CAUSE, "cause") X(BYWAY, "byway") X(OFTAKING, "oftaking") X(SOUGHT, "sought") X(DISCUSSED, "discussed") X(AIMING, "aiming") X(MAKING, "making") X(LONGER, "longer") \
  X(DENYING, "denying") X(ASROLE, "asrole") X(PRESENT, "present") X(ATTENDING, "attending") X(DOINGS, "doings") X(CAUSING, "causing") \
  X(DOWNING, "downing") X(FELLING, "felling") X(THING, "thing") X(SHARE, "share") X(POLL, "poll") X(WHENEVER, "whenever") X(BEFALLING, "befalling") \
  X(OWNING, "owning") X(EITHER, "either") X(RULE, "rule") X(NEW, "new") X(DIE, "die") X(TIMES, "times") X(BYGONE, "bygone") X(GUILT, "guilt") \
  X(CONVENING, "convening") X(COMING, "coming") X(CANCELLING, "cancelling") X(POSTPONING, "postponing") X(DEMANDING, "demanding") \
  X(REFUSING, "refusing") X(ALONGSIDE, "alongside") X(STAGE, "stage") X(PARTAKING, "partaking") X(REACHING, "reaching") X(HOUSING, "housing") \
  X(HOUSED, "housed") X(LEADING, "leading") X(ALOFT, "aloft") X(HIRED, "hired") X(CREW, "crew") X(BLAME, "blame") X(PRESSING, "pressing") X(LEFT, "left") \
  X(JOINING, "joining") X(MISSION, "mission") X(ENVOY, "envoy") X(HAVING, "having") X(INTRANSITIVE, "intransitive") X(TOWN, "town") \
  X(SPEAKING, "speaking") X(HARMFUL, "harmful") X(EDIFICE, "edifice") X(POWER, "power") X(AFLOAT, "afloat") X(PROPOSING, "proposing") \
  X(SINCE, "since") X(AGO, "ago") X(ALLEGEDLY, "allegedly") X(CULPABLE, "culpable") X(ARTICLE, "article") X(GIVEN, "given") X(SENDING, "sending") \
  X(ANSWERING, "answering") X(CONVEYANCE, "conveyance") X(RULER, "ruler") X(OUTSIDER, "outsider") X(ASEA, "asea") X(OFFERING, "offering") X(RULED, "ruled") \
  X(AMENDS, "amends") X(PINNING, "pinning") X(CEASING, "ceasing") X(COMBAT, "combat") X(EXECUTING, "executing") X(BEING, "being") \
  X(MEDIATING, "mediating") X(UNDERGONE, "undergone") X(UNDERGONE_BY_ONE, "undergone-by-one") X(NEXT, "next") X(OFFENCE, "offence") X(MISSIVE, "missive") \
  X(RESIDENT, "resident") X(AHEAD, "ahead") X(ENTAIL, "entail") X(PROMPTING, "prompting") X(MEANWHILE, "meanwhile") X(TOWARDS, "towards") \
  X(BENEATH, "beneath") X(SCOPE, "scope") X(COIN, "coin") X(FORMERLY, "formerly") X(GATHERING, "gathering") X(AGES, "ages") X(REPLYING, "replying") \
  X(STANDING, "standing") X(REBUFFING, "rebuffing") X(NAMELY, "namely") X(FELONY, "felony") X(OTHER, "other") X(PLEA, "plea") X(TIE, "tie") \
  X(SEVERING, "severing") X(IMAGE, "image") X(FALLEN, "fallen") X(DEFYING, "defying") X(DEFIED, "defied") X(PROMISING, "promising") \
  X(DEPUTED, "deputed") X(HINDERING, "hindering") X(AGAINST, "against") X(INTO, "into") X(NEARLY, "nearly") X(MULTIPLYING, "multiplying") \
  X(YET, "yet") X(PERHAPS, "perhaps") X(ONLOOKER, "onlooker") X(INTENDING, "intending") X(DRAFT, "draft") X(HOW, "how") \
  X(PERSONAL, "personal") X(DESPITE, "despite") X(URGING, "urging") X(BESIDES, "besides") X(DISTINCT, "distinct") \
  X(WARBOUND, "warbound") X(MARCHING_COLUMN, "marching-column") X(AMOUNTING, "amounting") X(SPENDING, "spending") X(WHILES, "whiles") \
  X(ADDRESS, "address") X(SHOOTERS, "shooters") X(DRIVING, "driving") X(BIDDING, "bidding") X(ACCOUNT, "account") X(PERFORMING, "performing") \
  X(LONG_AS, "longas") X(INCLINED, "inclined") X(UNDOING, "undoing") X(ADJOINING, "adjoining") X(DEPENDENCY, "dependency") X(BAND, "band") \
  X(INQUIRER, "inquirer") X(PROOF, "proof") X(COMPLICITY, "complicity") X(STRIKING, "striking") X(ONUS, "onus") X(PASSING, "passing") \
  X(STATUTE, "statute") X(GOING, "going") X(FLYING, "flying") X(ONEWORD, "oneword") X(WAY, "way")
typedef enum kh_clause_kind {
#define X(name, label) KH_CLAUSE_##name,
  KH_CLAUSE_KINDS(X)
#undef X
  KH_CLAUSE_COUNT
} kh_clause_kind;
#define KH_CLAUSE_OPS(X)                                                                        \
  X(FUTURE, "future") X(WOULD, "would") X(MAY, "may") X(MUST, "must") X(IF, "if")               \
  X(QUESTION, "question") X(INFINITIVE, "infinitive") X(HEADINF, "headline-to") X(COMMAND, "command") X(UNREAL, "unreal") X(LONGER, "longer")
typedef enum kh_clause_op {
  KH_MOOD_REAL = 0,
#define X(name, label) KH_MOOD_##name,
  KH_CLAUSE_OPS(X)
#undef X
  KH_MOOD_COUNT
} kh_clause_op;

typedef struct kh_inflection_row { uint32_t ending, add, cut; } kh_inflection_row;   /* pool, pool, letters */
typedef struct kh_codebook_row { uint32_t type, mode, text; } kh_codebook_row;       /* text: pool */
typedef struct kh_cameo_row { uint8_t type, mode; char code[6]; } kh_cameo_row;
typedef struct kh_import_row { uint8_t type, mode; char code[6]; } kh_import_row;   /* type 0: no event */
#define KH_VOTE_UNIT 0.02
typedef struct kh_vote_row { int8_t vote[KH_EVENT_COUNT]; } kh_vote_row;   /* in units, by type */
#define KH_WORDING_UNIT 0.05
/* What a record's feature is worth (logarithm of odds): to type and parties being right, to the type alone. */
typedef struct kh_sure_row { float right, type; } kh_sure_row;
/* A record is doubtful whose type is less likely right, or in whose sentence no event has more odds (logarithms) and its type not so much more still, unless it
 * is so sure (less in a few words). */
enum { KH_DOUBT_TYPE, KH_DOUBT_NONE, KH_DOUBT_MARGIN, KH_DOUBT_SURE, KH_DOUBT_FEW, KH_DOUBTS };
typedef struct kh_relate_row {
  kh_pattern_row from;
  uint32_t kind;         /* the trigger's, or KH_NONE */
  uint8_t type, mode;
  uint8_t both;          /* both parties do it */
  uint8_t spare;
} kh_relate_row;

enum { KH_REACHES = 3 };   /* kh_ruled.fit: the frames reach neither party, the source, both */

/* One set of tables: ours or the user's. */
typedef struct kh_event_tables {
  kh_lookup triggers, kinds;             /* lemma -> events.ranges; word -> events.kindsets */
  const kh_range_row *ranges;
  const kh_frame_row *frames;
  const uint16_t *needs;                 /* of each frame 1 + the bit (kh_word_bit) of a word without which it cannot hold; 0: none */
  const uint64_t *words, *args, *preps;  /* hashes */
  const kh_cond_row *conds;
  const kh_slot_row *slots;
  const kh_kindset_row *kindsets;
  const kh_kind_row *kind;
  const kh_op_row *ops;
  const kh_rule_row *rules;
  const kh_pattern_row *patterns;
  const kh_cameo_row *cameo;
  const kh_relate_row *relate;
  const kh_codebook_row *codebook;
  const char *pool;
  size_t range_count, frame_count, word_count, arg_count, cond_count, slot_count, kindset_count, kind_count, op_count,
      rule_count, pattern_count, cameo_count, relate_count, codebook_count, pool_bytes, prep_count;
} kh_event_tables;

struct kh_events {
  kh_event_tables own, user;             /* user.frames NULL: none */
  kh_event_tables occasions;             /* frames of occasions.frames; kinds are those of own */
  uint8_t mood_op[KH_MOOD_COUNT];        /* operator of each clause operator */
  kh_lookup contexts;                    /* word -> context_sets */
  const uint64_t *context_sets;          /* bits 1 << kh_context */
  size_t context_count;
  kh_lookup scorer_words;                /* lemma -> scorer */
  const kh_vote_row *scorer;
  size_t scorer_rows;
  const float *surer;                    /* [kh_ruled.fit]: how much surer (difference of logarithms) the scorer must be than the frames */
  kh_lookup sure_words;                  /* what holds of a record -> sure */
  const kh_sure_row *sure;               /* its weights, confidence.h */
  size_t sure_rows;
  const float *doubt;                    /* [KH_DOUBTS] */
  kh_lookup wording_words;               /* word in lower case -> wording; row 0 counts in every sentence */
  const kh_vote_row *wording;            /* by type; KH_EVENT_NONE: no event that happened */
  size_t wording_rows;
  bool keep_doubtful;
};
#endif
