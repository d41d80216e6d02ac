/* news.c: which of the instances are records: whole, and news rather than everyday life, business, thoughts and history. */
#include <string.h>

#include "events/circumstances.h"
#include "events/records.h"

/* "Protests spread to several Iranian cities": towns of which only their country is told. */
static bool in_towns(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], v = d->tok.head[x->trigger];
  for (uint32_t i = kh_doc_first_place(d, s); i < d->place_count && d->places[i].sentence == s; i++) {
    const kh_place *p = &d->places[i];
    uint32_t t = p->demonym && p->tok_begin < d->tok.n ? d->tok.head[p->tok_begin] : KH_NONE;
    if (t == KH_NONE || !kh_is_kind(a, t, KH_CLAUSE_LOCALITY) || !(d->tok.morph[t] & KH_MORPH_PLUR)) continue;
    uint32_t rel = kh_deprel_base(d->tok.deprel[t]), h = d->tok.head[t];
    if ((rel == KH_DEP_OBL || rel == KH_DEP_NMOD) && h != KH_NONE && (h == v || h == x->trigger)) return true;
  }
  return false;
}

static bool is_real(const kh_inst *y) { return y->status == KH_STATUS_HAPPENED || y->status == KH_STATUS_ONGOING; }
static bool is_placed(const kh_algebra *a, const kh_inst *x) { return kh_place_of(a, x) != KH_NONE || in_towns(a, x); }

/* Is the verb x the verb y, or one that hangs on it beside it: joined to it, or a clause of when and how? */
static bool is_told_with(const kh_algebra *a, uint32_t x, uint32_t y) {
  enum { STEPS = 3 };
  for (int step = 0; step < STEPS && x != KH_NONE; step++, x = a->d->tok.head[x]) {
    if (x == y) return true;
    uint8_t b = kh_deprel_base(a->d->tok.deprel[x]);
    if (b != KH_DEP_CONJ && b != KH_DEP_ADVCL && b != KH_DEP_PARATAXIS) return false;
  }
  return false;
}

/* "Stones flew and barricades burned in Dakar", "tanks rolled into Bamako and the papers were shut": verbs told with one another share the
 * place that any of them names; one preposition of place stands before it or before what it belongs to ("in the suburbs of Paris", "a curfew imposed in
 * Lima"). */
static bool is_placed_beside(const kh_algebra *a, uint32_t verb) {
  enum { STEPS = 4 };
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[verb];
  for (uint32_t i = kh_doc_first_place(d, s); i < d->place_count && d->places[i].sentence == s; i++) {
    uint32_t t = d->places[i].tok_begin;
    bool there = false;
    if (d->places[i].demonym) continue;
    for (int step = 0; step < STEPS && t != KH_NONE && (!kh_is_verb(a, t) || d->tok.deprel[t] == KH_DEP_ACL); step++, t = d->tok.head[t])
      there |= kh_is_behind(a, t, KH_CLAUSE_PLACEPREP) && !kh_is_behind(a, t, KH_CLAUSE_OF);
    if (there && t != KH_NONE && (is_told_with(a, verb, t) || is_told_with(a, t, verb))) return true;
  }
  return false;
}

/* Is there another event of the sentence, of somebody who can be coded, of this sort? */
static bool beside(const kh_algebra *a, const kh_inst *x, bool (*is)(const kh_inst *)) {
  const kh_sentence *s = &a->d->sentences[a->d->tok.sentence[x->trigger]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y != x && !y->dropped && !y->embedded && y->type && is(y) && (kh_who_coded(a->d, &y->who) || kh_who_coded(a->d, &y->whom))) return true;
    }
  return false;
}

static bool is_unrest(const kh_inst *y) { return y->type == KH_PROTEST; }

/* "Lima was put under curfew": the place of such a deed is what it is done to. */
static bool is_town_put(const kh_algebra *a, uint32_t t) {
  uint32_t o = kh_object_of(a, t);
  return o != KH_NONE && a->mention_of[o] != KH_NONE && a->d->mentions[a->mention_of[o]].kind == KH_ENTITY_LOC;
}

/* "Riots broke out in Washington": deeds that their noun says took place at a place need nobody named. */
static bool takes_place(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  /* "guns fell silent in Gaza"; not "mediators will watch the ceasefire", of which it was told before where it is */
  bool fighting = x->base != KH_NONE && x->status == KH_STATUS_HAPPENED && a->inst.at[x->base].type == KH_ASSAULT;   /* "the fighting stopped in Homs" */
  if ((x->base == KH_NONE || fighting) && x->mode == KH_MODE_CEASEFIRE) {
    uint32_t p = kh_place_of(a, x);
    return p != KH_NONE && d->places[p].sentence == d->tok.sentence[x->trigger];
  }
  /* "the curfew was lifted in Lima", "the curfew in Lima has been lifted" */
  if (x->type == KH_RETREAT && !x->mode && !x->who.n && !x->whom.n && x->frame->pos == KH_FRAME_V)
    return kh_place_of(a, x) != KH_NONE || (is_real(x) && is_placed_beside(a, x->trigger));
  if (x->base != KH_NONE || kh_event_quad((kh_event_type)x->type) != 4 || x->type == KH_SANCTION) return false;
  if (x->who.n || x->whom.n) return kh_place_of(a, x) != KH_NONE;
  if (x->mode == KH_MODE_CURFEW || x->mode == KH_MODE_MARTIAL_LAW || x->mode == KH_MODE_CENSOR)   /* also "Lima was put under curfew" */
    return kh_place_of(a, x) != KH_NONE || (x->mode != KH_MODE_CENSOR && x->frame->pos == KH_FRAME_V && is_town_put(a, x->trigger)) ||
           (x->frame->pos == KH_FRAME_V && is_real(x) && is_placed_beside(a, x->trigger));
  if (x->frame->pos == KH_FRAME_V && (x->type == KH_MOBILIZE || x->type == KH_COERCE)) {   /* "tanks rolled into Caracas", "security was tightened in Dhaka" */
    bool done = kh_is_passive(a, x->trigger);
    uint32_t arms = done ? kh_object_of(a, x->trigger) : kh_subject_of(a, x->trigger);
    bool guards = done && x->mode == KH_MODE_POLICE && arms != KH_NONE && a->mention_of[arms] == KH_NONE;
    return arms != KH_NONE && (guards || kh_is_kind(a, arms, KH_CLAUSE_ORDNANCE)) && kh_owner_of(a, arms, KH_SLOT_OWN) == KH_NONE &&
           kh_place_of(a, x) != KH_NONE;
  }
  /* "a strike shut the ports of Greece", "shots rang out in Paris" */
  if (x->frame->pos == KH_FRAME_V && (x->type == KH_PROTEST || (x->type == KH_ASSAULT && !x->frame->who_count && !x->frame->whom_count))) {
    uint32_t what = kh_is_passive(a, x->trigger) ? kh_object_of(a, x->trigger) : kh_subject_of(a, x->trigger);
    const kh_mention *m = what == KH_NONE || a->mention_of[what] == KH_NONE ? NULL : &d->mentions[a->mention_of[what]];
    bool seen = m && m->kind == KH_ENTITY_LOC && x->type == KH_PROTEST;   /* "Kenya has seen marches over the price of bread" */
    bool done = kh_is_passive(a, x->trigger), riot = x->type == KH_PROTEST && x->mode != KH_MODE_VANDALIZE && is_real(x);
    bool nobody = !m || kh_is_nobody(m) || (riot && (done || (!m->actor.country[0] && !m->actor.sector)));   /* "shops were looted", "cars burned" */
    bool joined = riot && (done || d->tok.morph[x->trigger] & KH_MORPH_FIN) && is_placed_beside(a, x->trigger);
    return what != KH_NONE && (seen || (nobody && (joined || is_placed(a, x))));
  }
  if (x->frame->pos != KH_FRAME_N) return false;
  if (x->type == KH_PROTEST)
    for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1]; i++) {
      uint32_t c = d->child[i], m = a->mention_of[c];
      if (c < x->trigger || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NMOD) continue;
      if (m != KH_NONE && d->mentions[m].kind == KH_ENTITY_LOC) return true;
      bool spot = kh_is_kind(a, c, KH_CLAUSE_LOCALITY) || kh_is_kind(a, c, KH_CLAUSE_SITE) || kh_is_kind(a, c, KH_CLAUSE_EDIFICE);
      if (spot && is_placed(a, x)) return true;   /* "Riots in the Kenyan capital", "a march at a school in Lagos" */
    }
  uint32_t h = d->tok.head[x->trigger];
  /* "Paris was engulfed by riots" */
  bool suffered = x->type == KH_PROTEST && x->mode != KH_MODE_VANDALIZE && h != KH_NONE && kh_is_passive(a, h) && kh_agent_at(a, h) == x->trigger;
  uint32_t occurs = kh_taking_place(a, x->trigger);
  bool joined = occurs != KH_NONE && x->type == KH_PROTEST && is_real(x) && !beside(a, x, is_unrest) && is_placed_beside(a, occurs);
  return (suffered || occurs != KH_NONE) && (joined || is_placed(a, x));   /* "shops closed across Goma, and riots followed" */
}

enum {
  PRIVATE = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED,   /* sectors of those who stand for nobody else */
  NOBODYS = PRIVATE | 1u << KH_SECTOR_NONE
};

enum { SEASON = 120 };   /* days that news lives */

/* "The retailer struck a deal with a brewer", "the carmaker accused its rival": firms of one country among themselves. Trade across a border is news. */
static bool is_business(const kh_algebra *a, const kh_inst *x) {
  const kh_who *sides[] = {&x->who, &x->whom};
  const char *home = NULL;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_actor *one = &a->d->mentions[sides[s]->at[i]].actor;
      if (one->sector != KH_SECTOR_BUS || (home && strcmp(home, one->country) != 0)) return false;
      home = one->country;
    }
  return x->who.n && (x->whom.n || x->who.n > 1) && x->type != KH_PROTEST;
}

/* "Detectives worked with patrol officers", "the team served with the guard", "worked with the candidate on his bid": the servants and people of one country
 * who work together, none of whom opposes another. */
static bool is_at_work(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t workers = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED |
                                  1u << KH_SECTOR_LAB | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_PTY |
                                  1u << KH_SECTOR_ELI;
  const kh_who *sides[] = {&x->who, &x->whom};
  const char *home = NULL;
  if (x->type != KH_COOPERATE) return false;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_actor *one = &a->d->mentions[sides[s]->at[i]].actor;
      bool party = a->d->mentions[sides[s]->at[i]].kind == KH_ENTITY_ORG && one->sector == KH_SECTOR_PTY;   /* which may form a government with another */
      if (party || !(workers >> one->sector & 1) || (home && one->country[0] && home[0] && strcmp(home, one->country) != 0)) return false;
      if (!home || !home[0]) home = one->country;
    }
  return x->who.n > 0;
}

/* "Nine were killed in an attack by rebels": the noun says who did what the verb tells. */
static bool completes(const kh_algebra *a, const kh_inst *noun, const kh_inst *verb) {
  return verb->type == KH_ASSAULT && noun->type == KH_ASSAULT && !verb->who.n && noun->who.n && !verb->dropped && !noun->dropped &&
         verb->status == noun->status && a->d->tok.head[noun->trigger] == verb->trigger && kh_deprel_base(a->d->tok.deprel[noun->trigger]) == KH_DEP_OBL;
}

static bool says_who(const kh_algebra *a, const kh_inst *x) {
  uint32_t h = a->d->tok.head[x->trigger];
  for (uint32_t i = h == KH_NONE ? KH_NONE : a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
    if (completes(a, x, &a->inst.at[i])) return true;
  return false;
}

static bool is_said_who(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  for (uint32_t c = d->child_at[x->trigger]; c < d->child_at[x->trigger + 1]; c++)
    for (uint32_t i = a->first[d->child[c]]; i != KH_NONE; i = a->inst.at[i].next)
      if (completes(a, &a->inst.at[i], x)) return true;
  return false;
}

/* "A critic attacked the film", "the singer was hit"; "customers agreed that it was dear", "a grant let her travel": words against nobody, deeds
 * among private people and firms that have no name, and no country or place that they belong to: everyday life rather than news of who did what
 * to whom. Words are no more for the country that the report is of. Crowds, those who are freed, and people charged by name are news. */
static bool is_private(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t public_sectors = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_LEG |
                                         1u << KH_SECTOR_SPY | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_PRM |
                                         1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_NGO;
  const kh_who *sides[] = {&x->who, &x->whom};
  bool in_public = false, everyday = true, named = false;
  int quad = kh_event_quad((kh_event_type)x->type);
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &a->d->mentions[sides[s]->at[i]];
      if (m->actor.country[0] && (!m->assumed || quad == 4)) return false;
      in_public |= public_sectors >> m->actor.sector & 1 || (m->kind == KH_ENTITY_NORP && m->actor.sector);   /* "23 Hindus were killed" */
      named |= x->mode == KH_MODE_ALLEGE && !x->who.n && m->kind == KH_ENTITY_PER;
      everyday &= NOBODYS >> m->actor.sector & 1 && m->kind >= KH_ENTITY_NOMINAL;
    }
  bool one_sided = (!x->who.n || !x->whom.n) && (x->type == KH_ASSAULT || quad == 3) && !in_public && !named && !is_said_who(a, x);
  bool words = (quad != 4 && (x->type != KH_RETREAT || x->who.n)) && everyday;
  return (one_sided || words) && kh_place_of(a, x) == KH_NONE;
}

/* "The chairman resigned", "shipowners offered a rise": firms that give way to nobody who is named, and private people who leave a post. That a Danish firm
 * bows to a boycott is news. */
static bool is_boardroom(const kh_algebra *a, const kh_inst *x) {
  if ((x->type != KH_RETREAT && x->type != KH_CONCEDE) || x->whom.n || !x->who.n || x->base != KH_NONE) return false;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &a->d->mentions[x->who.at[i]];
    bool leaves = x->mode == KH_MODE_RESIGN && PRIVATE >> m->actor.sector & 1 && (m->kind == KH_ENTITY_PER || m->actor.sector == KH_SECTOR_CVL);
    if ((m->actor.sector != KH_SECTOR_BUS && !leaves) || (x->type == KH_CONCEDE && m->actor.country[0] && !m->assumed)) return false;
  }
  return true;
}

/* "Wealthy people give money to the poor", "her family kept him alive", "employees stopped a thief": help and pressure among private people of whom
 * nobody is named and no word tells the country. "Donors gave her campaign millions", "he raised money for senators": what parties, lawmakers and
 * those who stand for office are given in their own country is no aid. */
static bool is_homely(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t running = 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_ELI;
  if ((x->type != KH_AID && x->type != KH_COERCE && x->type != KH_SANCTION) || !x->who.n) return false;
  const kh_who *sides[] = {&x->who, &x->whom};
  const char *home = a->d->mentions[x->who.at[0]].actor.country;
  bool unnamed = true, campaign = false, one_country = true;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &a->d->mentions[sides[s]->at[i]];
      unnamed &= (!m->actor.country[0] || m->assumed) && m->kind >= KH_ENTITY_NOMINAL && NOBODYS >> m->actor.sector & 1;
      campaign |= (s ? running >> m->actor.sector & 1 : m->actor.sector == KH_SECTOR_PTY);
      one_country &= !m->actor.country[0] || !strcmp(m->actor.country, home);
    }
  return unnamed || (campaign && x->type == KH_AID && one_country);
}

static bool is_amity(const kh_inst *x) { return x->type == KH_AGREE || x->type == KH_CONSULT || x->type == KH_SUPPORT || x->type == KH_COOPERATE; }

/* "A girl toasted her companion", "the counsellor works with a pupil", "she met him in 2007": what one person does with others of his country, none
 * of whom stands for anybody. Groups who talk or make peace with one another are news. */
static bool is_everyday(const kh_algebra *a, const kh_inst *x) {
  /* "invited her to stay", "taunted him" */
  bool words = x->type == KH_REQUEST || x->type == KH_REJECT || (x->type == KH_ACCUSE && x->mode == KH_MODE_DISAPPROVE);
  if (!is_amity(x) && !(words && x->whom.n)) return false;
  const kh_doc *d = a->d;
  const kh_who *sides[] = {&x->who, &x->whom};
  const char *home = NULL;
  bool single = false;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &d->mentions[sides[s]->at[i]];
      bool person = m->kind == KH_ENTITY_PER || (d->tok.upos[m->head] == KH_UPOS_PRON && d->tok.morph[m->head] & (KH_MORPH_MASC | KH_MORPH_FEM));
      if ((!(PRIVATE >> m->actor.sector & 1) && (m->actor.sector || !person)) || (words && !person)) return false;
      if (m->kind == KH_ENTITY_LOC && s && x->mode == KH_MODE_VISIT) continue;   /* "a nurse visited Austin" */
      if (m->kind == KH_ENTITY_LOC || m->kind == KH_ENTITY_NORP || (home && strcmp(home, m->actor.country) != 0)) return false;
      home = m->actor.country;
      single |= person || (m->kind == KH_ENTITY_NOMINAL && !m->plural);
    }
  return single || x->mode == KH_MODE_VISIT;   /* "shoppers were visiting the markets" */
}

/* "He promised to cut taxes", "she vowed to win": what those who stand for office promise to nobody or to voters at home. What a party agrees to is news. */
static bool is_campaigning(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->type != KH_AGREE || x->who.n != 1) return false;
  const kh_mention *m = &d->mentions[x->who.at[0]];
  bool person = m->kind == KH_ENTITY_PER || (!m->plural && m->kind >= KH_ENTITY_NOMINAL);
  /* "the senator vowed to stay in the race" */
  bool whole = d->sentence_count >= KH_WHOLE_REPORT && !x->whom.n && x->base == KH_NONE && !m->plural && m->kind != KH_ENTITY_NOMINAL;
  if (!(m->actor.sector == KH_SECTOR_PTY || (whole && (1u << KH_SECTOR_LEG | 1u << KH_SECTOR_ELI | PRIVATE) >> m->actor.sector & 1)) || !person) return false;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_actor *to = &d->mentions[x->whom.at[i]].actor;
    if (!(PRIVATE >> to->sector & 1) || strcmp(to->country, m->actor.country) != 0) return false;
  }
  return true;
}

/* "The candidate told his supporters to watch the polls", "urges voters to look at her past": in a whole report, what those who stand for office ask of
 * their followers and of the people at home. */
static bool is_stumping(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t standing = 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_ELI, followers = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_NONE;
  const kh_doc *d = a->d;
  if (d->sentence_count < KH_WHOLE_REPORT || x->type != KH_REQUEST || x->base != KH_NONE || x->who.n != 1) return false;
  const kh_mention *m = &d->mentions[x->who.at[0]];
  if (!(standing >> m->actor.sector & 1) || m->plural || m->kind == KH_ENTITY_ORG || m->kind == KH_ENTITY_NORP) return false;
  if (!x->whom.n && x->mode) return false;   /* "called for early elections", "proposed a dialogue" */
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *to = &d->mentions[x->whom.at[i]];
    if (!(followers >> to->actor.sector & 1) || to->kind == KH_ENTITY_LOC || !to->plural) return false;   /* not "the governing party" */
    if (to->actor.country[0] && strcmp(to->actor.country, m->actor.country) != 0) return false;
  }
  return true;
}

/* "She plans to spend the night there", "he will resist": what one private person means to do to nobody; what strikers and crowds threaten is news. */
static bool is_own_plan(const kh_algebra *a, const kh_inst *x) {
  const kh_mention *m = x->who.n == 1 ? &a->d->mentions[x->who.at[0]] : NULL;
  return x->type == KH_THREATEN && x->base != KH_NONE && !x->whom.n && m && !m->plural && NOBODYS >> m->actor.sector & 1 && m->kind != KH_ENTITY_LOC &&
         m->kind != KH_ENTITY_ORG && m->kind != KH_ENTITY_NORP && (m->actor.sector || m->kind == KH_ENTITY_PER);
}

/* "The carmaker will offer a new engine", "the bank rejected the bid": what a firm agrees to, praises or refuses where nobody is named. */
static bool is_trading(const kh_algebra *a, const kh_inst *x) {
  const kh_mention *m = x->who.n == 1 ? &a->d->mentions[x->who.at[0]] : NULL;
  return (x->type == KH_AGREE || x->type == KH_SUPPORT || x->type == KH_REJECT) && !x->whom.n && m && m->actor.sector == KH_SECTOR_BUS && !m->plural;
}

/* "I agree", "I met him": said by one of whom the report tells nothing. */
static bool is_said_by_nobody(const kh_algebra *a, const kh_inst *x) {
  bool words = x->type == KH_REQUEST || x->type == KH_REJECT || (x->type == KH_ACCUSE && x->mode == KH_MODE_DISAPPROVE);
  if (!is_amity(x) && !words) return false;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &a->d->mentions[x->who.at[i]];
    if (a->d->tok.upos[m->head] != KH_UPOS_PRON || m->plural || m->actor.country[0] || m->actor.sector) return false;
  }
  return x->who.n > 0;
}

/* Does w hold a state, one of its organs, a world body or rebels, whose country the report tells? */
static bool holds_a_power(const kh_algebra *a, const kh_who *w) {
  static const uint32_t powers = KH_STATE_ORGANS | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM;
  for (uint32_t i = 0; i < w->n; i++) {
    const kh_mention *m = &a->d->mentions[w->at[i]];
    /* "the island nation of Tonga" */
    bool land = m->kind == KH_ENTITY_NOMINAL && kh_is_kind(a, m->head, KH_CLAUSE_SOIL);
    bool state = m->actor.sector || m->kind == KH_ENTITY_LOC || m->kind == KH_ENTITY_NORP || land;
    if (state && powers >> m->actor.sector & 1 && (m->actor.country[0] || m->actor.sector == KH_SECTOR_REB)) return true;
  }
  return false;
}

/* "The Saudi minister participated in a series of meetings": where somebody in power is at talks that tell no other side. */
static bool attends(const kh_algebra *a, const kh_inst *x) {
  uint32_t t = x->trigger;
  for (uint32_t steps = 0; steps < 3 && t != KH_NONE && a->d->tok.upos[t] != KH_UPOS_VERB; steps++) t = a->d->tok.head[t];
  return t != KH_NONE && kh_is_kind(a, t, KH_CLAUSE_PRESENT) && holds_a_power(a, &x->who);
}

/* "Had an intelligence briefing", "defended his record", "is proud to be here": a talk of one man, words for nobody. What is supported may be a law or
 * a plan, but not one's own, or people of whom only their deed is told ("praised those who marched"). */
static bool is_for_nobody(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->whom.n || !x->who.n) return false;
  /* "will vote for change" */
  if (x->type == KH_AGREE && x->base != KH_NONE && a->inst.at[x->base].type == KH_SUPPORT && a->inst.at[x->base].frame->pos == KH_FRAME_V)
    x = &a->inst.at[x->base];
  if (x->whom.n || x->base != KH_NONE || !x->who.n) return false;
  const kh_mention *m = &d->mentions[x->who.at[0]];
  bool one = x->who.n == 1 && !m->plural && m->kind != KH_ENTITY_NORP;
  /* a state that leads or hosts talks does so with others */
  bool leads = m->kind == KH_ENTITY_LOC && kh_deprel_base(d->tok.deprel[m->head]) == KH_DEP_NSUBJ;
  if (x->type == KH_CONSULT) return (!x->mode || x->mode == KH_MODE_PHONE) && one && !leads && !attends(a, x);
  if (x->type != KH_SUPPORT || !x->frame->whom_count) return false;
  if (x->frame->pos != KH_FRAME_V) return m->kind != KH_ENTITY_LOC;   /* "garnered support from the United States" */
  uint32_t o = kh_object_of(a, x->trigger);
  /* "Mexico voted for the resolution", "signed up to the treaty" */
  if (o == KH_NONE && !a->side && holds_a_power(a, &x->who) && x->tables->slots[x->frame->whom].kind == KH_SLOT_PREP)
    kh_slot_fill(a, x->tables, x->tables->slots[x->frame->whom], x->trigger, &o, 1);
  if (!one || o == KH_NONE) return one;
  /* "India welcomed the announcement" */
  if (kh_is_kind(a, o, KH_CLAUSE_STEP) && kh_is_definite(a, o) && kh_doc_child_with(d, o, KH_DEP_NMOD_POSS) == KH_NONE && holds_a_power(a, &x->who))
    return false;
  if (x->frame->who_count == 1 && x->tables->slots[x->frame->who].kind == KH_SLOT_PREP) return false;   /* "won approval from the committee" */
  if (d->tok.upos[o] == KH_UPOS_PRON) return kh_doc_child_with(d, o, KH_DEP_ACL_RELCL) == KH_NONE;
  return !kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) || kh_doc_child_with(d, o, KH_DEP_NMOD_POSS) != KH_NONE;
}

static bool is_full(const kh_inst *y) { return y->frame->pos != KH_FRAME_N || (y->who.n && y->whom.n); }   /* more than a noun with one side */

/* "Sent police after the murder of a minister": a deed from which another is counted is told as a fact where it says who was hit or who did it. */
static bool dates_others(const kh_algebra *a, const kh_inst *x) {
  const kh_who *sides[] = {&x->who, &x->whom};
  if (kh_event_quad((kh_event_type)x->type) != 4 || !kh_is_behind(a, x->trigger, KH_CLAUSE_AFTER)) return false;
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &a->d->mentions[sides[s]->at[i]];
      if (m->kind != KH_ENTITY_LOC && m->kind != KH_ENTITY_PRONOUN && m->actor.sector && kh_doc_dominates(a->d, x->trigger, m->head)) return true;
    }
  return false;
}

/* "Expelled diplomats over the poisoning of a spy", "at the invitation of Egypt", "welcomed the readiness of the rebels": a noun that
 * names one side only, beside an event that is told. */
static bool in_passing(const kh_algebra *a, const kh_inst *x) {
  uint8_t b = kh_deprel_base(a->d->tok.deprel[x->trigger]);
  if (x->frame->pos != KH_FRAME_N || x->base != KH_NONE || x->chained || x->at != x->trigger || (x->who.n && x->whom.n) ||
      (x->type == KH_CONSULT && x->who.n > 1))
    return false;
  if (b != KH_DEP_OBL && b != KH_DEP_NMOD && b != KH_DEP_OBJ && b != KH_DEP_COMPOUND) return false;
  uint32_t time = x->type == KH_ASSAULT ? kh_time_of(a, x) : KH_NONE;
  if (time != KH_NONE && kh_doc_dominates(a->d, x->trigger, a->d->times[time].tok_begin)) return false;   /* "its attack of Oct. 7": told with its day */
  return !dates_others(a, x) && !says_who(a, x) && beside(a, x, is_full);
}

/* "Chided her for backing the war", "expelled them for spying": what somebody is blamed for is told by the one who blames; violence has been. */
static bool is_the_reason(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->at, h = d->tok.head[t];
  if (a->side || x->type == KH_ASSAULT || x->type == KH_PROTEST || h == KH_NONE || h > t || !kh_is_verb(a, t) || d->tok.morph[t] & KH_MORPH_FIN ||
      kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ADVCL || !kh_is_kind(a, h, KH_CLAUSE_BLAMING))
    return false;
  uint32_t mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  return mark != KH_NONE && kh_is_kind(a, mark, KH_CLAUSE_MATTER);
}

/* "A plan to help the poor", "the best way to restore order": what is only thought of and nobody promises, demands or tries. Help is no news before. */
static bool is_only_thought(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t deeds = 1u << KH_AID | 1u << KH_COERCE | 1u << KH_SANCTION | 1u << KH_CONCEDE | 1u << KH_RETREAT;
  if (x->status != KH_STATUS_HYPOTHETICAL || x->base != KH_NONE || x->plan || x->chained != 1 || !(deeds >> x->type & 1)) return false;
  if (x->clause.mood != KH_MOOD_INFINITIVE && x->type != KH_AID) return false;
  return x->chain[0] == a->e->own.ops[a->e->mood_op[x->clause.mood]].name;
}

/* "Sent soldiers to guard the port", "will strike unless the county pays": what a deed is for, and what it hangs on, is no record of its own
 * beside the deed that is told. */
static bool is_only_meant(const kh_algebra *a, const kh_inst *x) {
  if (x->status != KH_STATUS_HYPOTHETICAL || x->base != KH_NONE || x->plan || (x->clause.mood != KH_MOOD_INFINITIVE && x->clause.mood != KH_MOOD_IF))
    return false;
  return beside(a, x, is_real);
}

/* "The film about the coup", "a history of the siege"; and what took place before anybody now alive: no news. */
static bool is_told_of(const kh_algebra *a, const kh_inst *x) {
  enum { LIFETIME = 36159 };   /* days: 99 years, so that "a hundred years ago" is out by all of its year */
  const kh_doc *d = a->d;
  for (uint32_t t = x->trigger, h = d->tok.head[t], steps = 0; h != KH_NONE && steps < 3 && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_NMOD;
       t = h, h = d->tok.head[h], steps++)
    if (kh_is_kind(a, h, KH_CLAUSE_FICTION)) return true;
  uint32_t time = d->published == KH_NO_DAY ? KH_NONE : kh_time_of(a, x);
  if (time == KH_NONE) return false;
  /* "a hundred years ago this week" */
  if (time && d->times[time - 1].sentence == d->times[time].sentence && d->times[time - 1].tok_end == d->times[time].tok_begin) time--;
  return d->times[time].end != KH_NO_DAY && d->times[time].end < d->published - LIFETIME;
}

bool kh_is_answered(const kh_algebra *a, const kh_inst *x) {
  uint32_t h = a->d->tok.head[x->trigger];
  return x->frame->pos == KH_FRAME_N && h != KH_NONE && h < x->trigger && kh_deprel_base(a->d->tok.deprel[x->trigger]) == KH_DEP_NMOD &&
         kh_is_kind(a, h, KH_CLAUSE_ANSWER);
}

/* "We need all the help that we can get", "we must wait": asked of those who speak. */
static bool asks_themselves(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (a->side || x->type != KH_REQUEST || !x->whom.n || a->quote_of[x->trigger] == KH_NONE) return false;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    uint32_t t = d->mentions[x->whom.at[i]].head;
    if (d->tok.upos[t] != KH_UPOS_PRON || !(d->tok.morph[t] & KH_MORPH_P1) || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_NSUBJ ||
        a->quote_of[t] != a->quote_of[x->trigger])
      return false;
  }
  return true;
}

/* "Each nation must cut its arms": asked of nobody. */
static bool asks_anybody(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (a->side || x->type != KH_REQUEST || !x->whom.n) return false;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    uint32_t h = d->mentions[x->whom.at[i]].head;
    bool each = false;
    if (d->mentions[x->whom.at[i]].kind != KH_ENTITY_NOMINAL) return false;
    for (uint32_t k = d->child_at[h]; k < d->child_at[h + 1]; k++) {
      uint32_t c = d->child[k];
      if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_DET) return false;   /* "every Kenyan minister", "each member of the council" */
      each |= kh_is_kind(a, c, KH_CLAUSE_EACH);
    }
    if (!each) return false;
  }
  return true;
}

/* "Ecuador must make a new offer", the Ecuadorean minister said: what those who govern say that their own state must do is asked of nobody. */
static bool asks_own_state(const kh_algebra *a, const kh_inst *x) {
  if (a->side || x->type != KH_REQUEST || !x->whom.n || !x->who.n || !x->frame->whom_count || x->tables->slots[x->frame->whom].kind != KH_SLOT_TOSUBJ)
    return false;
  const kh_mention *m = a->d->mentions;
  const char *home = m[x->who.at[0]].actor.country;
  for (uint32_t i = 0; i < x->who.n; i++)
    if (m[x->who.at[i]].actor.sector != KH_SECTOR_GOV || !home[0] || strcmp(m[x->who.at[i]].actor.country, home) != 0) return false;
  for (uint32_t i = 0; i < x->whom.n; i++)
    if (m[x->whom.at[i]].kind != KH_ENTITY_LOC || m[x->whom.at[i]].actor.sector || strcmp(m[x->whom.at[i]].actor.country, home) != 0) return false;
  return true;
}

/* "I was responsible for it", "said she had been wrong": whoever judges himself accuses nobody. */
static bool judges_himself(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &d->mentions[x->whom.at[i]];
    uint32_t head = m->head;
    bool speaks = m->kind == KH_ENTITY_PRONOUN && (d->tok.morph[head] & KH_MORPH_P1) && kh_deprel_base(d->tok.deprel[head]) == KH_DEP_NSUBJ;
    if (speaks || (x->who.n == 1 && kh_same_mention(a, x->who.at[0], x->whom.at[i]))) return true;
  }
  return false;
}

static bool is_deed(const kh_algebra *a, uint32_t t) {   /* "the bombings" */
  for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].frame->pos == KH_FRAME_N && kh_event_quad((kh_event_type)a->inst.at[i].type) == 4) return true;
  return false;
}

/* "China called the move unacceptable": a step that was told before, judged by a power, a party, a union. */
static bool judges_a_step(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t powers = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB;
  static const uint32_t bodies = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_NGO;
  const kh_doc *d = a->d;
  uint32_t step = KH_NONE;
  if (x->whom.n || !x->who.n || !kh_slot_fill(a, &a->e->own, (kh_slot_row){.kind = KH_SLOT_TOPIC}, x->trigger, &step, 1) ||
      !(kh_is_kind(a, step, KH_CLAUSE_STEP) || is_deed(a, step)) || !kh_is_definite(a, step))
    return false;
  const kh_mention *m = &d->mentions[x->who.at[0]];
  bool several = (m->plural || m->kind == KH_ENTITY_ORG || m->kind == KH_ENTITY_NOMINAL) && bodies >> m->actor.sector & 1;   /* "the union", no candidate */
  return m->actor.country[0] && (powers >> m->actor.sector & 1 || several);
}

/* "It would be wrong to wait": what *it* stands for is no party, even where it was taken for one. */
static bool judges_nobody(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (a->side || x->type != KH_ACCUSE || x->frame->pos != KH_FRAME_EVAL) return false;
  if (judges_himself(a, x)) return true;
  if (judges_a_step(a, x)) return false;
  for (uint32_t i = 0; i < x->whom.n; i++)
    if (d->mentions[x->whom.at[i]].kind != KH_ENTITY_PRONOUN || d->mentions[x->whom.at[i]].gender != 'n') return false;
  return true;
}

/* "Are requesting more funding from Norway": a deed that a noun names and somebody asks for is not done. */
static bool is_asked_for(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t kindly = 1u << KH_AID | 1u << KH_COOPERATE | 1u << KH_SUPPORT | 1u << KH_RETREAT | 1u << KH_CONCEDE | 1u << KH_CONSULT;
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[x->trigger];
  if (a->side || x->frame->pos != KH_FRAME_N || x->base != KH_NONE || !(kindly >> x->type & 1) || h == KH_NONE ||
      kh_deprel_base(d->tok.deprel[x->trigger]) != KH_DEP_OBJ)
    return false;
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].type == KH_REQUEST && !a->inst.at[i].dropped && a->inst.at[i].base == KH_NONE) return true;
  return false;
}

/* "It will be held in Las Vegas": a thing is not arrested. */
static bool holds_a_thing(const kh_algebra *a, const kh_inst *x) {
  if ((x->type != KH_COERCE || x->mode != KH_MODE_COERCE_ARREST) && (x->type != KH_THREATEN || x->mode != KH_MODE_THREATEN_ARREST)) return false;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &a->d->mentions[x->whom.at[i]];
    if (m->kind != KH_ENTITY_PRONOUN || m->gender != 'n') return false;
  }
  return x->whom.n > 0;
}

static bool holds_a_state(const kh_algebra *a, const kh_who *w) {   /* "Syria", "Ankara"; "it" that stands for one */
  for (uint32_t i = 0; i < w->n; i++) {
    const kh_mention *m = &a->d->mentions[w->at[i]];
    if ((m->kind == KH_ENTITY_LOC || (m->kind == KH_ENTITY_PRONOUN && m->gender == 'n')) && m->actor.country[0] &&
        (!m->actor.sector || m->actor.sector == KH_SECTOR_GOV))
      return true;
  }
  return false;
}

static bool of_one_country(const kh_algebra *a, const kh_inst *x) {
  for (uint32_t i = 0; i < x->who.n; i++)
    for (uint32_t k = 0; k < x->whom.n; k++)
      if (strcmp(a->d->mentions[x->who.at[i]].actor.country, a->d->mentions[x->whom.at[k]].actor.country)) return false;
  return true;
}

/* "The candidate flew home to Vermont", "spoke to reporters", "the governor intervened": in a whole report, where those who stand for office go in their own
 * country, what is said to the press, and mediation between nobody. */
static bool is_rounds(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t standing = 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_ELI;
  const kh_doc *d = a->d;
  if (x->type == KH_AGREE && x->base != KH_NONE && a->inst.at[x->base].type == KH_CONSULT) x = &a->inst.at[x->base];
  if (d->sentence_count < KH_WHOLE_REPORT || x->type != KH_CONSULT || !x->who.n || !of_one_country(a, x)) return false;
  if (x->mode == KH_MODE_THIRD_PARTY) return !x->whom.n && !holds_a_power(a, &x->who);
  bool stump = x->mode == KH_MODE_VISIT, press = false;
  const char *home = d->mentions[x->who.at[0]].actor.country;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &d->mentions[x->who.at[i]];
    if (strcmp(m->actor.country, home) != 0 && m->actor.country[0]) return false;
    stump &= standing >> m->actor.sector & 1;
    press |= m->actor.sector == KH_SECTOR_JRN;
  }
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &d->mentions[x->whom.at[i]];
    stump &= m->kind == KH_ENTITY_LOC || NOBODYS >> m->actor.sector & 1;
  }
  return x->mode == KH_MODE_VISIT ? stump : press && x->who.n > 1;
}

/* "May ask for more", "the right to challenge it": words that nobody has said, where no state weighs them; in a whole report "plans to call on the young",
 * "will need help": what people of one country have yet to say. */
static bool is_unsaid(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t words = 1u << KH_REQUEST | 1u << KH_ACCUSE | 1u << KH_REJECT | 1u << KH_SUPPORT;
  if (x->status == KH_STATUS_PLANNED && words >> x->type & 1 && x->base == KH_NONE && a->d->sentence_count >= KH_WHOLE_REPORT && of_one_country(a, x))
    return x->mode != KH_MODE_ALLEGE && x->mode != KH_MODE_INVESTIGATE && !holds_a_state(a, &x->who);
  if (x->status != KH_STATUS_HYPOTHETICAL || (x->type != KH_REQUEST && x->type != KH_ACCUSE && x->type != KH_REJECT)) return false;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &a->d->mentions[x->who.at[i]];
    if (m->actor.country[0] && (m->kind == KH_ENTITY_LOC || m->actor.sector == KH_SECTOR_IGO)) return false;
  }
  return true;
}

/* "May criticise him", "money to support a candidate", "if he resigns", "has not met her": what has not come about is news where a power is
 * thought, or denied, to do it to another country, or to have done harm; what it is for and what it hangs on is none. */
static bool is_idle(const kh_algebra *a, const kh_inst *x) {
  bool thought = x->status == KH_STATUS_HYPOTHETICAL, denied = x->status == KH_STATUS_NEGATED, whole = a->d->sentence_count >= KH_WHOLE_REPORT;
  /* "is expected to criticise him" */
  if (whole && x->status == KH_STATUS_PLANNED && x->type == KH_ACCUSE && !(x->mode == KH_MODE_ALLEGE && x->who.n && x->whom.n))
    return !holds_a_power(a, &x->who);
  if ((!thought && !denied) || x->plan) return false;
  bool moody = thought && x->chained && x->clause.mood && x->chain[x->chained - 1] == a->e->own.ops[a->e->mood_op[x->clause.mood]].name;
  /* "Surinam may take the Netherlands to court" */
  bool state_may = x->clause.mood == KH_MOOD_MAY && holds_a_state(a, &x->who) && kh_who_coded(a->d, &x->whom) && !of_one_country(a, x);
  if (moody && ((whole && !state_may) || x->clause.mood == KH_MOOD_INFINITIVE)) return true;
  if ((x->clause.mood == KH_MOOD_IF || x->clause.mood == KH_MOOD_QUESTION) && moody && !holds_a_state(a, &x->who)) return true;
  bool deed = kh_event_quad((kh_event_type)x->type) == 4;
  /* "should police fail to arrest him", "fear of riots": at home, and by or to nobody; that a state denies an attack is news */
  if (whole && (!x->who.n || !x->whom.n || of_one_country(a, x)) && !(denied && deed && holds_a_state(a, &x->who))) return true;
  if (holds_a_state(a, &x->who) && !(whole && !x->whom.n && !deed)) return false;
  if (x->who.n && x->whom.n) return !(holds_a_power(a, &x->who) && kh_who_coded(a->d, &x->whom) && (!of_one_country(a, x) || deed));
  /* "a strike by Irish nurses was averted" */
  if (deed && x->who.n && a->d->mentions[x->who.at[0]].actor.country[0] && !a->d->mentions[x->who.at[0]].assumed) return false;
  return !deed || !(holds_a_power(a, &x->who) || holds_a_power(a, &x->whom));
}

/* In a whole report, "the war raised prices", "her anger", "the attack on the port was debated", "progress in the talks will help": a noun that names
 * one side only, where its clause says something else than that it took place. What is news is told with a verb there. */
static bool is_a_matter(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t never = 1u << KH_COOPERATE | 1u << KH_RETREAT;
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  bool to_come = x->type == KH_AGREE && x->base != KH_NONE && a->inst.at[x->base].frame == x->frame && a->inst.at[x->base].trigger == t;
  if (d->sentence_count < KH_WHOLE_REPORT || never >> x->type & 1 || x->frame->pos != KH_FRAME_N || (x->base != KH_NONE && !to_come) || x->chained > to_come ||
      x->at != t || !is_real(x))
    return false;
  if ((x->who.n && (x->whom.n || x->type == KH_PROTEST)) || (x->who.n > 1 && is_amity(x)) || d->tok.head[t] == KH_NONE || kh_is_predicate(a, t)) return false;
  uint32_t h = d->tok.head[t];
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
    /* "were killed in clashes with police": one event, told twice */
    if (x->type == KH_ASSAULT && a->inst.at[i].type == KH_ASSAULT && !a->inst.at[i].dropped) return false;
  if ((x->mode == KH_MODE_CURFEW || x->mode == KH_MODE_MARTIAL_LAW) && kh_is_verb(a, h)) return false;   /* "declared a state of emergency" */
  uint32_t time = kh_time_of(a, x);
  bool dated = time != KH_NONE && kh_doc_dominates(d, t, d->times[time].tok_begin),
       known = d->published != KH_NO_DAY && dated && d->times[time].end != KH_NO_DAY;
  if (dated && !(known && d->times[time].end < d->published - SEASON)) return false;   /* "its attack of Oct. 7", but "the attack of 2012" */
  return kh_taking_place(a, t) == KH_NONE;
}

/* In a whole report, "we agreed", "it killed him": done by somebody who is not named, of whom the report tells neither country nor office. */
static bool is_by_nobody(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  bool named = false;
  if (d->sentence_count < KH_WHOLE_REPORT || !x->who.n || kh_who_coded(d, &x->who)) return false;
  for (uint32_t i = 0; i < x->who.n; i++) named |= d->mentions[x->who.at[i]].kind != KH_ENTITY_PRONOUN && d->mentions[x->who.at[i]].kind != KH_ENTITY_LOC;
  return !named || !kh_who_coded(d, &x->whom);
}

/* "It is very timely", "he is a friend", "this may be correct": praise of nobody who is named by another. */
static bool praises_nobody(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (a->side || x->type != KH_SUPPORT || x->frame->pos != KH_FRAME_EVAL) return false;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &d->mentions[x->whom.at[i]];
    if (m->kind != KH_ENTITY_PRONOUN || !(d->tok.morph[m->head] & (KH_MORPH_P1 | KH_MORPH_NEUT))) return false;
  }
  return true;
}

/* "A tank gunner held for five years came home", "pardoned six charity workers convicted of theft": does a deed above the participle end what it tells? A whole
 * report may tell nowhere else that they were held. */
static bool is_undone(const kh_algebra *a, const kh_inst *x) {
  enum { UP = 4 };
  uint32_t h = a->d->tok.head[x->trigger];
  for (int step = 0; step < UP && h != KH_NONE; step++, h = a->d->tok.head[h])
    for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (!y->dropped && (y->type == KH_RETREAT || y->type == KH_CONCEDE) && kh_who_share(a, &x->whom, &y->whom)) return true;
    }
  return false;
}

/* "Lynched two men suspected of theft", "aliens convicted of crimes", in a whole report also "the warlord, accused of murdering nine, wrote to him", "the men
 * detained": what a participle says of somebody of whom something else is told, and not who did it to him. */
static bool is_known_for(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, noun = d->tok.head[t];
  bool charged = x->type == KH_ACCUSE && x->mode == KH_MODE_ALLEGE, tried = x->type == KH_SANCTION && x->mode == KH_MODE_CONVICT;
  bool held = x->type == KH_COERCE && x->mode == KH_MODE_COERCE_ARREST, taken = x->type == KH_ASSAULT && x->mode == KH_MODE_ABDUCT;
  if (!(charged || tried || held || taken) || d->tok.deprel[t] != KH_DEP_ACL || !(d->tok.morph[t] & KH_MORPH_PART)) return false;
  bool whole = d->sentence_count >= KH_WHOLE_REPORT;
  if (!charged && !whole && is_undone(a, x)) return true;
  if (x->who.n || taken || kh_time_of(a, x) != KH_NONE) return false;
  return whole || (!held && noun != KH_NONE && noun < t && d->tok.head[noun] != KH_NONE && !kh_str_is(d->tok.form[t - 1], ","));
}

/* "Are laying a cable together": an adverb whose verb tells what they do. */
static bool is_told_by_its_verb(const kh_algebra *a, const kh_inst *x) {
  uint32_t h = a->d->tok.head[x->trigger];
  if (a->side || x->frame->pos != KH_FRAME_ADJ || x->type != KH_COOPERATE || h == KH_NONE || a->d->tok.upos[x->trigger] != KH_UPOS_ADV) return false;
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
    if (!a->inst.at[i].dropped && is_amity(&a->inst.at[i])) return true;
  return false;
}

/* "The talks with India were cancelled by Pakistan", "the curfew was lifted": what is turned down has not come about, what is lifted is over, also where a verb
 * of speech has the deed now ("said that the curfew had been lifted"). */
static bool is_turned_down(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[x->trigger];
  bool ahead = x->type == KH_THREATEN && (x->mode == KH_MODE_THREATEN_RESTRICT || x->mode == KH_MODE_THREATEN_BAN);   /* "would be lifted" */
  bool curbs = x->type == KH_COERCE || x->type == KH_SANCTION || ahead;
  if (a->side || x->frame->pos != KH_FRAME_N || (!is_amity(x) && !curbs) || h == KH_NONE || kh_object_of(a, h) != x->trigger) return false;
  uint32_t at = h;
  for (int step = 0; step < 3 && at != KH_NONE; step++, at = kh_is_verb(a, at) ? d->tok.head[at] : KH_NONE)
    for (uint32_t i = a->first[at]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool undoes = curbs ? y->type == KH_RETREAT || y->type == KH_CONCEDE : y->type == KH_REJECT;
      if (y->trigger == h && undoes && !y->dropped && !y->clause.negated) return true;
    }
  return false;
}

/* "Crossed the border and attacked a village", "jets roared in and bombed a camp": who goes to strike and strikes has struck; the going is part of it. */
static bool moves_to_attack(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (a->side || x->type != KH_MOBILIZE || x->base != KH_NONE || x->frame->pos != KH_FRAME_V || !x->who.n) return false;
  for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < x->trigger || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_CONJ || kh_doc_child_base(d, c, KH_DEP_NSUBJ) != KH_NONE ||
        kh_doc_child_base(d, c, KH_DEP_AUX) != KH_NONE)   /* "have buzzed airliners and have shot flares" */
      continue;
    for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
      const kh_inst *y = &a->inst.at[k];
      if (y->type == KH_ASSAULT && !y->dropped && y->base == KH_NONE && y->status == x->status && kh_who_share(a, &x->who, &y->who)) return true;
    }
  }
  return false;
}

/* "The Egyptian court sentenced 183 to death", "Ottawa expelled four on Monday": a court or a state does it to some of whom only the number is told. */
static bool is_done_to_some(const kh_algebra *a, const kh_inst *x) {
  uint32_t o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  return x->type == KH_SANCTION && (x->mode == KH_MODE_CONVICT || x->mode == KH_MODE_SANCTION_EXPEL) && x->base == KH_NONE && o != KH_NONE && is_real(x) &&
         (a->d->tok.upos[o] == KH_UPOS_NUM || kh_is_kind(a, o, KH_CLAUSE_HOLLOW)) && holds_a_power(a, &x->who);
}

/* "Planes took the refugees to Lima": help that came in what nobody is told to own. */
static bool is_carried(const kh_algebra *a, const kh_inst *x) {
  uint32_t s = kh_is_verb(a, x->trigger) && !kh_is_passive(a, x->trigger) ? kh_subject_of(a, x->trigger) : KH_NONE;
  return s != KH_NONE && a->mention_of[s] != KH_NONE && kh_is_kind(a, s, KH_CLAUSE_ORDNANCE) && kh_who_coded(a->d, &x->whom);
}

bool kh_is_news(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->dropped || !x->type) return false;
  if (x->embedded) return true;
  if (is_told_of(a, x) || kh_is_no_deed(a, x) || (kh_is_answered(a, x) && (!x->who.n || x->type == KH_REQUEST || x->type == KH_AGREE))) return false;
  if (is_idle(a, x) || is_a_matter(a, x) || is_the_reason(a, x) || is_by_nobody(a, x) || is_known_for(a, x) || is_told_by_its_verb(a, x) ||
      is_turned_down(a, x) || moves_to_attack(a, x))
    return false;
  if (takes_place(a, x)) return true;
  if (is_private(a, x) || is_everyday(a, x) || is_campaigning(a, x) || is_stumping(a, x) || is_own_plan(a, x) || is_trading(a, x) || is_for_nobody(a, x) ||
      is_said_by_nobody(a, x) || is_business(a, x) || is_at_work(a, x) || is_boardroom(a, x) || is_homely(a, x) || in_passing(a, x) || is_only_thought(a, x) ||
      is_only_meant(a, x) || is_unsaid(a, x) || is_rounds(a, x) || asks_themselves(a, x) || asks_anybody(a, x) || asks_own_state(a, x) || praises_nobody(a, x))
    return false;
  int quad = kh_event_quad((kh_event_type)x->type);
  bool granted = x->type == KH_CONCEDE && x->base == KH_NONE && kh_who_coded(d, &x->whom) && (x->frame->pos == KH_FRAME_N || kh_is_passive(a, x->trigger));
  bool spoken = quad == 3 || (quad == 1 && !granted);
  bool told = x->frame->who_count && x->tables->slots[x->frame->who].kind == KH_SLOT_SPEAKER;   /* "they will perish", said by whom */
  bool menaced =
      x->type == KH_THREATEN && x->mode == KH_MODE_THREATEN_VIOLENCE && x->base == KH_NONE && x->frame->pos == KH_FRAME_V && !told && kh_who_coded(d, &x->whom);
  if (!x->who.n && spoken && !menaced && x->mode != KH_MODE_THREATEN_ARREST && x->mode != KH_MODE_ALLEGE && x->mode != KH_MODE_INVESTIGATE)
    return false;   /* words need a speaker; warrants, charges, inquiries, "was pardoned" and "received death threats" speak for themselves */
  if (judges_nobody(a, x) || holds_a_thing(a, x) || is_asked_for(a, x)) return false;
  if (!kh_who_coded(d, &x->who) && !kh_who_coded(d, &x->whom)) return false;
  /* nobody works together, nobody helps; but "planes took the refugees to Lima" */
  if ((x->type == KH_COOPERATE || (x->type == KH_AID && !is_carried(a, x))) && !x->who.n) return false;
  if (x->whom.n || x->who.n > 1 || is_done_to_some(a, x)) return true;
  return x->type != KH_COOPERATE && x->type != KH_AID && (x->type != KH_SANCTION || x->mode == KH_MODE_SANCTION_WITHDRAW);
}
