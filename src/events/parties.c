/* parties.c: whom a deed is for or against, where not its own clause but one beside it says so. Works on settled instances. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"
#include "events/meant.h"
#include "events/records.h"

/* "Turned down a Russian request for the return of the trawler", "a lull proposed by Paris was rejected": whose the proposal is, not what it is about. */
static void take_proposer(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t o = x->base == KH_NONE && kh_is_verb(a, x->trigger) && kh_own_word(a, x) == x->trigger ? kh_object_of(a, x->trigger) : KH_NONE;
  if (o == KH_NONE || a->mention_of[o] != KH_NONE) return;
  kh_who found = {.n = 0};
  uint32_t owner = kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) ? kh_owner_of(a, o, KH_SLOT_OWN) : KH_NONE;
  /* "the Singapore summit" */
  bool venue = owner != KH_NONE && kh_deprel_base(d->tok.deprel[owner]) == KH_DEP_COMPOUND && a->mention_of[owner] != KH_NONE &&
               d->mentions[a->mention_of[owner]].kind == KH_ENTITY_LOC;
  if (owner != KH_NONE && !venue && d->tok.upos[owner] != KH_UPOS_PRON) kh_who_at(a, owner, KH_DOERS, &found);
  for (uint32_t i = d->child_at[o]; owner == KH_NONE && !found.n && i < d->child_at[o + 1]; i++) {
    uint32_t c = d->child[i],
             agent = d->tok.deprel[c] == KH_DEP_ACL && c > o && kh_is_kind(a, c, KH_CLAUSE_PROPOSING) ? kh_doc_child_with(d, c, KH_DEP_OBL_AGENT) : KH_NONE;
    if (agent != KH_NONE) kh_who_at(a, agent, KH_DOERS, &found);
  }
  if (found.n != 1 || !kh_who_of_some_country(a->d, &found) || kh_who_share(a, &found, &x->who) ||
      kh_who_of_country(a, &x->who, d->mentions[found.at[0]].actor.country) || kh_who_share(a, &found, &x->whom))
    return;
  x->whom = found;
}

/* "Fired tear gas to disperse demonstrators": the purpose is the same deed, told by what it is for; whom it is for is whom it is done to. */
static void take_purpose(kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t o = kh_object_of(a, x->trigger), at[] = {x->trigger, o};
  bool shots = x->mode == KH_MODE_FIREARMS || x->mode == KH_MODE_CROWD_CONTROL;
  if (x->frame->pos != KH_FRAME_V || !x->who.n || x->base != KH_NONE || x->clause.negated) return;
  for (unsigned n = 0; n < 2 && at[n] != KH_NONE; n++)
    for (uint32_t i = d->child_at[at[n]]; i < d->child_at[at[n] + 1]; i++) {
      uint32_t c = d->child[i];
      if (!kh_tells_purpose(a, x->trigger, c)) continue;
      kh_who foes = {.n = 0};
      bool told = false;
      for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
        kh_inst *y = &a->inst.at[k];
        if (y == x || y->dropped || y->embedded || y->base != KH_NONE) continue;
        bool same = y->type == x->type && (!y->mode || !x->mode || y->mode == x->mode);
        if (!same && !(shots && (y->type == KH_ASSAULT || y->type == KH_COERCE))) continue;
        if (y->who.n && !kh_who_share(a, &x->who, &y->who)) continue;
        if (!foes.n) foes = y->whom;
        y->dropped = told = true;
      }
      if (!told && kh_is_kind(a, c, KH_CLAUSE_OPPOSING)) kh_who_at(a, kh_object_of(a, c), KH_ANYONE, &foes);
      if (!kh_who_coded(d, &x->whom) && kh_who_coded(d, &foes) && !kh_who_share(a, &foes, &x->who)) x->whom = foes;
    }
}

/* "Threatened to send troops": those whom one sends oneself are not threatened. */
static bool is_own_force(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  return (m->actor.sector == KH_SECTOR_MIL || m->actor.sector == KH_SECTOR_COP) && (!m->actor.country[0] || kh_who_of_country(a, &x->who, m->actor.country)) &&
         kh_is_kind(a, m->head, KH_CLAUSE_GEAR);
}

/* "Admitted its soldiers had killed them", "promised to pull out all troops", "conceded that it had lied": one's own are not whom one yields to. */
static bool is_own_self(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  if (!m->actor.country[0] || !kh_who_of_country(a, &x->who, m->actor.country)) return false;
  return m->kind == KH_ENTITY_PRONOUN ? (a->d->tok.morph[m->head] & KH_MORPH_NEUT) != 0 : is_own_force(a, x, m);
}

/* "Voted against air strikes on Syria", "vetoed a bill on sanctions against South Africa": whom the deed would hit is not whom one turns down; but
 * "opposed the president's actions". */
static bool is_harmed(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  if (x->base != KH_NONE || d->tok.deprel[m->head] == KH_DEP_NMOD_POSS) return false;
  for (uint32_t t = d->tok.head[m->head], steps = 0; t != KH_NONE && t != x->trigger && steps < 5; steps++, t = d->tok.head[t])
    if (kh_is_kind(a, t, KH_CLAUSE_HARMFUL)) {
      uint32_t up = d->tok.head[t];
      while (up != KH_NONE && up != x->trigger && !kh_is_verb(a, up)) up = d->tok.head[up];   /* but "refused to lift sanctions on Iran" */
      return up == x->trigger;
    }
  return false;
}

/* "Refused to sign away his office", "disowned the truce that its envoys had drafted": one's own people and posts are not whom one rejects. */
static bool is_own_post(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  uint32_t owner = m->kind == KH_ENTITY_PRONOUN ? m->head : kh_doc_child_with(a->d, m->head, KH_DEP_NMOD_POSS);
  static const uint32_t others = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_JUD;
  for (uint32_t i = 0; i < x->who.n; i++)   /* "voters rejected the pact that their president had signed", "lawmakers defied their president" */
    if (others >> a->d->mentions[x->who.at[i]].actor.sector & 1) return false;
  if (owner == KH_NONE || a->d->tok.upos[owner] != KH_UPOS_PRON || !m->actor.country[0] || !kh_who_of_country(a, &x->who, m->actor.country)) return false;
  return m->kind == KH_ENTITY_PRONOUN ? a->d->tok.deprel[owner] == KH_DEP_NMOD_POSS : m->actor.sector == KH_SECTOR_GOV || m->actor.sector == KH_SECTOR_MIL;
}

/* "Guns near the town will be bombed, the alliance told the Bosnian Serbs", "Venezuela will answer any attack, its president told Colombia": the
 * threat is for whom it is said to where what it names is a weapon or one's own. */
static void take_listener(const kh_algebra *a, kh_inst *x) {
  kh_who heard = {.n = 0};
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &a->d->mentions[x->whom.at[i]];
    if (!kh_is_kind(a, m->head, KH_CLAUSE_GEAR) && !kh_is_kind(a, m->head, KH_CLAUSE_ORDNANCE) &&
        !(m->actor.country[0] && kh_who_of_country(a, &x->who, m->actor.country)))
      return;
  }
  if (x->whom.n && kh_meant_addressed(a, x, &heard)) x->whom = heard;
}

/* "Vowed revenge for an Israeli strike on its consulate", "will answer any Ugandan attack on Sudan": threatened is who struck, not whom that hit. */
static void take_striker(const kh_algebra *a, kh_inst *x) {
  enum { FAR = 24 };
  const kh_doc *d = a->d;
  uint32_t end = d->sentences[d->tok.sentence[x->trigger]].tok_end;
  for (uint32_t t = x->trigger + 1; t < end && t < x->trigger + FAR && x->whom.n; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y->type != KH_ASSAULT || y->base != KH_NONE || y->frame->pos != KH_FRAME_N || !kh_who_share(a, &x->whom, &y->whom)) continue;
      if (kh_who_coded(d, &y->who)) {
        bool own = kh_who_share(a, &x->who, &y->who);
        for (uint32_t k = 0; k < y->who.n && !own; k++) {
          const char *country = d->mentions[y->who.at[k]].actor.country;
          own = country[0] && kh_who_of_country(a, &x->who, country);
        }
        if (own) continue;
        x->whom = y->who;
        return;
      }
      if (d->tok.head[t] != KH_NONE && d->tok.deprel[t] == KH_DEP_OBJ && kh_is_kind(a, d->tok.head[t], KH_CLAUSE_REPLYING)) x->whom.n = 0;
    }
}

/* A state threatens no state of its own name: "France may cut the power, its minister warned". */
static bool is_own_country(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  if (m->actor.sector || !m->actor.country[0] || m->kind != KH_ENTITY_LOC) return false;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *w = &a->d->mentions[x->who.at[i]];
    if (!w->assumed && (w->actor.sector == KH_SECTOR_NONE || w->actor.sector == KH_SECTOR_GOV) && !strcmp(w->actor.country, m->actor.country)) return true;
  }
  return false;
}

/* "The secretary of state telephoned him to offer Washington's support": by its seat either. */
static bool is_own_state(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  if (m->kind != KH_ENTITY_LOC || !m->actor.country[0] || m->actor.id.n < 4 || memcmp(m->actor.id.s, "cty", 3) || x->who.n != 1) return false;
  const kh_mention *w = &a->d->mentions[x->who.at[0]];
  return !w->assumed && (w->actor.sector == KH_SECTOR_NONE || w->actor.sector == KH_SECTOR_GOV) && !strcmp(w->actor.country, m->actor.country);
}

/* "Protested against the war in Cambodia", "over the killing of demonstrators", "over the death of a woman": a matter, and whom it befell. */
static bool is_matter(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  static const uint32_t people =
      1u << KH_SECTOR_CVL | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_REF | 1u << KH_SECTOR_AGR;
  uint32_t opener = kh_doc_child_with(a->d, m->head, KH_DEP_CASE), h = a->d->tok.head[m->head];
  /* "toppled the statue of a trader": whom it shows */
  if (x->mode == KH_MODE_VANDALIZE && m->actor.sector != KH_SECTOR_GOV)
    return m->kind == KH_ENTITY_PER || (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_OF) && h != KH_NONE && h < m->head &&
                                        a->mention_of[h] == KH_NONE && m->kind == KH_ENTITY_NOMINAL);
  if ((x->mode != KH_MODE_DEMO && x->mode != KH_MODE_STRIKE) || opener == KH_NONE || h == KH_NONE || h == x->trigger || kh_is_verb(a, h)) return false;
  if (m->kind == KH_ENTITY_LOC) return !m->actor.sector && kh_is_kind(a, opener, KH_CLAUSE_INSIDE);
  bool befell = kh_is_kind(a, h, KH_CLAUSE_BEFALLING);   /* "over the sacking of the chief justice" */
  return (people >> m->actor.sector & 1 || befell) && kh_is_kind(a, opener, KH_CLAUSE_OF) && a->mention_of[h] == KH_NONE &&
         !kh_is_kind(a, h, KH_CLAUSE_HOLLOW) && !kh_is_kind(a, h, KH_CLAUSE_DOOR);
}

/* "Offered to send experts", "flew doctors and tents there": those who are sent to help are not those who are helped. */
static bool is_sent(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_inst *aid = x->base == KH_NONE ? x : &a->inst.at[x->base];
  uint32_t t = aid->trigger, h = m->head;
  bool help = aid->type == KH_AID && kh_is_kind(a, h, KH_CLAUSE_GIVEN),
       envoys = aid->type == KH_CONSULT && (kh_is_kind(a, h, KH_CLAUSE_ENVOY) || kh_is_kind(a, h, KH_CLAUSE_MISSION));
  /* "offered doctors", "offered to send doctors" */
  if (x->type == KH_AGREE && x->base == KH_NONE && kh_is_kind(a, x->at, KH_CLAUSE_OFFERING) && kh_is_kind(a, h, KH_CLAUSE_GIVEN) &&
      kh_who_of_some_country(a->d, &x->who) && m->assumed) {
    uint32_t v = kh_doc_child_with(a->d, x->at, KH_DEP_XCOMP);
    return h == kh_object_of(a, v != KH_NONE && kh_is_kind(a, v, KH_CLAUSE_SENDING) ? v : x->at);
  }
  if (!(help || envoys) || !kh_is_verb(a, t) || !kh_is_kind(a, t, KH_CLAUSE_SENDING)) return false;
  if (a->d->tok.deprel[h] == KH_DEP_CONJ && a->d->tok.head[h] != KH_NONE) h = a->d->tok.head[h];
  return h == kh_object_of(a, t);
}

/* "Recalled its ambassador": one's own envoy is not whom it is done to. */
static bool is_own_envoy(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  uint32_t owner = kh_doc_child_with(a->d, m->head, KH_DEP_NMOD_POSS), o = owner == KH_NONE ? KH_NONE : a->mention_of[owner];
  bool deputies = x->who.n && a->d->mentions[x->who.at[0]].actor.sector == KH_SECTOR_LEG;   /* but "lawmakers voted out their president" */
  return o != KH_NONE && m->actor.sector == KH_SECTOR_GOV && !deputies && a->d->tok.upos[owner] == KH_UPOS_PRON &&
         (x->mode == KH_MODE_SANCTION_WITHDRAW || kh_who_holds(a, &x->who, o));
}

/* "Threatened to destroy the tanks": nor is what is nobody's where it is threatened or forbidden. */
static bool is_stray_arms(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  (void)x;
  return kh_is_stray_arms(a, m);
}

/* "Put soldiers outside its schools", "strengthened the guard on the hotel": those at home whom forces guard are not whom they face. */
static bool is_guarded(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  static const uint32_t unarmed = 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_JUD;
  return unarmed >> m->actor.sector & 1 && m->actor.country[0] && (kh_who_of_country(a, &x->who, m->actor.country) || m->assumed);
}

/* "Pyongyang denies it": what is said or asked, nobody. */
static bool is_thing(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  (void)x;
  return m->kind == KH_ENTITY_PRONOUN && (a->d->tok.morph[m->head] & (KH_MORPH_P3 | KH_MORPH_NEUT)) == (KH_MORPH_P3 | KH_MORPH_NEUT) &&
         a->d->tok.deprel[m->head] == KH_DEP_OBJ;
}

/* "Denied reports that the rebels had agreed", "rejected demands that Chad join": of whom a word tells that is not taken is not whose word it is. */
static bool is_told_of(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  uint32_t c = kh_deprel_base(d->tok.deprel[m->head]) == KH_DEP_NSUBJ ? d->tok.head[m->head] : KH_NONE;
  if (c == KH_NONE || !kh_is_content(a, c)) return false;
  return d->tok.head[d->tok.head[c]] == x->trigger && a->mention_of[d->tok.head[c]] == KH_NONE;
}

/* "Declined to discuss two envoys", "refused to talk about Sudan": of whom one does not speak is not whom one turns down. */
static bool is_unspoken(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  uint32_t t = m->head, v = d->tok.head[t];
  for (uint32_t steps = 0; steps < 4 && v != KH_NONE && !kh_is_verb(a, v); steps++, v = d->tok.head[v]) t = v;
  if (x->base != KH_NONE || v == KH_NONE || v == x->trigger || d->tok.deprel[v] != KH_DEP_XCOMP || d->tok.head[v] != x->trigger) return false;
  uint32_t opener = kh_doc_child_with(d, t, KH_DEP_CASE);
  return kh_is_kind(a, v, KH_CLAUSE_DISCUSSED) && (d->tok.deprel[t] == KH_DEP_OBJ ? kh_is_kind(a, v, KH_CLAUSE_WEIGHING)
                                                                                   : opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_ABOUT));
}

/* "Walked away from the Kyoto accord", "left the Paris climate pact": where it was signed; "spurned the invitation to Geneva". */
static bool is_where_signed(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[m->head], s = d->tok.sentence[m->head], opener = kh_doc_child_with(d, m->head, KH_DEP_CASE);
  if (m->kind != KH_ENTITY_LOC || x->base != KH_NONE) return false;
  bool named = h != KH_NONE && h > m->head && kh_deprel_base(d->tok.deprel[m->head]) == KH_DEP_COMPOUND && kh_is_kind(a, h, KH_CLAUSE_PACT);
  bool bidden = h != KH_NONE && h < m->head && kh_deprel_base(d->tok.deprel[m->head]) == KH_DEP_NMOD && x->type == KH_REJECT && opener != KH_NONE &&
                !kh_is_kind(a, opener, KH_CLAUSE_ORIGIN);
  for (uint32_t p = kh_doc_first_place(d, s); (named || bidden) && p < d->place_count && d->places[p].sentence == s; p++)
    if (d->places[p].tok_begin >= m->tok_begin && d->places[p].tok_begin <= m->head && !d->places[p].demonym)
      return d->places[p].resolution > 1 && (named || !kh_is_capital(&d->places[p]));
  return false;
}

/* "Refused to leave her post in Mombasa": where at home one refuses to do something. */
static bool is_own_town(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  if (m->kind != KH_ENTITY_LOC || m->actor.sector || !m->actor.country[0] || !kh_who_of_country(a, &x->who, m->actor.country) ||
      a->d->tok.deprel[m->head] == KH_DEP_NMOD_POSS)
    return false;
  uint32_t h = a->d->tok.head[m->head];   /* but "an offer from Catalonia" */
  if (h != KH_NONE && kh_is_behind(a, m->head, KH_CLAUSE_ORIGIN) && !kh_is_verb(a, h) && kh_deprel_base(a->d->tok.deprel[m->head]) != KH_DEP_OBL) return false;
  for (uint32_t s = a->d->tok.sentence[m->head], p = kh_doc_first_place(a->d, s); p < a->d->place_count && a->d->places[p].sentence == s; p++)
    if (a->d->places[p].tok_begin <= m->head && a->d->places[p].tok_end > m->head)
      return a->d->places[p].resolution > 1 && !a->d->places[p].demonym && !kh_is_capital(&a->d->places[p]);
  return false;
}

/* "Zambia cleared its arrears to the Fund with a loan from a bank": help by means of which somebody does something is for him. */
static void take_helped(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = d->tok.head[t];
  kh_who found = {.n = 0};
  if (x->frame->pos != KH_FRAME_N || x->base != KH_NONE || !kh_who_coded(d, &x->who) || !kh_is_behind(a, t, KH_CLAUSE_WITH)) return;
  for (int step = 0; step < 3 && h != KH_NONE && !kh_is_verb(a, h); step++) h = d->tok.head[h];
  if (h == KH_NONE || h > t || !kh_is_verb(a, h) || kh_is_passive(a, h)) return;
  kh_who_at(a, kh_subject_of(a, h), KH_DOERS, &found);
  if (kh_who_coded(d, &found) && !kh_who_share(a, &found, &x->who) && d->mentions[x->who.at[0]].head > t) x->whom = found;
}

/* "Turkish soldiers gave out bread in Mogadishu": help that is given in another country, to nobody who is named, is for the place. */
static void take_place_helped(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->frame->pos != KH_FRAME_V || x->base != KH_NONE || x->whom.n || !x->frame->whom_count || !x->who.n) return;
  uint32_t p = kh_place_of(a, x), m = p == KH_NONE || d->places[p].demonym ? KH_NONE : a->mention_of[d->places[p].tok_begin];
  if (m == KH_NONE || d->mentions[m].kind != KH_ENTITY_LOC || d->places[p].sentence != d->tok.sentence[x->trigger] || !d->mentions[m].actor.country[0]) return;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *by = &d->mentions[x->who.at[i]];
    if (!by->actor.country[0] || by->assumed || !strcmp(by->actor.country, d->mentions[m].actor.country)) return;
  }
  kh_who_add(&x->whom, m);
}

/* "Kenyan wards were stocked with drugs from Delhi", "was flown from Lima and handed over to Bolivian agents": help that nobody is named for comes from the
 * other country whence its means come, told with the verb, what it is done with or the verb before. */
static void take_source(const kh_algebra *a, kh_inst *x) {
  enum { DEEP = 3 };
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, s = d->tok.sentence[t], m = x->whom.n ? x->whom.at[0] : KH_NONE, found = KH_NONE;
  if ((x->type != KH_AID && x->type != KH_COOPERATE) || x->frame->pos != KH_FRAME_V || x->who.n || x->base != KH_NONE || m == KH_NONE ||
      !d->mentions[m].actor.country[0] || !x->frame->who_count)
    return;
  for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++) {
    uint32_t c = d->places[p].tok_begin, of = a->mention_of[c];
    if (d->places[p].demonym || of == KH_NONE || d->mentions[of].kind != KH_ENTITY_LOC || !kh_is_behind(a, d->mentions[of].head, KH_CLAUSE_ORIGIN)) continue;
    if (!d->mentions[of].actor.country[0] || !strcmp(d->mentions[of].actor.country, d->mentions[m].actor.country)) continue;
    uint32_t at = d->mentions[of].head;
    for (int step = 0; step < DEEP && at != KH_NONE && at != t; step++) {
      uint8_t b = kh_deprel_base(d->tok.deprel[at]);
      at = b == KH_DEP_NMOD || b == KH_DEP_OBL || b == KH_DEP_ACL || b == KH_DEP_NSUBJ || b == KH_DEP_OBJ ? d->tok.head[at] : KH_NONE;
    }
    bool before = at == KH_NONE && d->tok.deprel[t] == KH_DEP_CONJ && d->tok.head[d->mentions[of].head] == d->tok.head[t];
    if (at == t || before) found = found == KH_NONE ? of : KH_NONE;
  }
  if (found != KH_NONE) kh_who_add(&x->who, found);
}

/* "Norway froze trade with Peru and put duties on copper": what a state imposes where its own clause names no country is for the one other country that was
 * named before it in the sentence, or within it; so is help, also behind it ("Turkish lorries crossed the bridge, bound for Aleppo"). */
static void take_only_other(const kh_algebra *a, kh_inst *x) {
  enum { FAR = 40 /* mentions */ };
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, m = x->who.n ? x->who.at[0] : KH_NONE, other = KH_NONE;
  bool help = x->type == KH_AID && x->frame->pos == KH_FRAME_V && x->frame->whom_count;
  if ((x->type != KH_SANCTION && !help) || x->mode == KH_MODE_CONVICT || x->mode == KH_MODE_SANCTION_WITHDRAW || x->whom.n || x->base != KH_NONE) return;
  if (m == KH_NONE || (x->status != KH_STATUS_HAPPENED && x->status != KH_STATUS_ONGOING) || d->tok.deprel[t] == KH_DEP_ACL ||
      kh_deprel_base(d->tok.deprel[t]) == KH_DEP_CCOMP)
    return;
  const char *own = d->mentions[m].actor.country;
  if (!own[0] || d->mentions[m].assumed) return;
  for (uint32_t i = m > FAR ? m - FAR : 0; i < d->mention_count && i < m + FAR; i++) {
    const kh_mention *o = &d->mentions[i];
    if (d->tok.sentence[o->head] != d->tok.sentence[t] || !o->actor.country[0] || o->assumed || !strcmp(o->actor.country, own)) continue;
    if (other != KH_NONE && strcmp(d->mentions[other].actor.country, o->actor.country) != 0) return;   /* which of two? */
    if (other == KH_NONE || (d->mentions[other].actor.sector && !o->actor.sector)) other = i;
  }
  if (other == KH_NONE || d->mentions[other].actor.sector == KH_SECTOR_IGO) return;
  uint32_t at = d->mentions[other].head;
  if (kh_who_of_country(a, &x->who, d->mentions[other].actor.country)) return;   /* "the tariff war between China and Canada" */
  /* "the Kremlin called the American sanctions a blunder" */
  if (x->frame->pos == KH_FRAME_N && kh_deprel_base(d->tok.deprel[at]) == KH_DEP_NSUBJ && d->tok.head[at] == kh_governor_of(a, t)) return;
  bool acts = kh_deprel_base(d->tok.deprel[at]) == KH_DEP_NSUBJ || kh_is_behind(a, at, KH_CLAUSE_ORIGIN);   /* or whence help comes */
  if (help && (acts || d->mentions[other].kind != KH_ENTITY_LOC || d->mentions[m].actor.sector == KH_SECTOR_CVL)) return;
  uint32_t o = kh_is_verb(a, t) ? kh_object_of(a, t) : KH_NONE;
  if (help || x->frame->pos == KH_FRAME_N || at < t || (o != KH_NONE && kh_doc_dominates(d, o, at))) kh_who_add(&x->whom, other);
}

/* "Told a meeting of traders that the law would have to change", "told a farmers' rally": of those who come to listen nothing is asked. */
static bool is_audience(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[m->head];
  if (h == KH_NONE || a->mention_of[h] != KH_NONE || !kh_is_kind(a, h, KH_CLAUSE_GATHERING) || x->base != KH_NONE) return false;
  bool heard = d->tok.deprel[h] == KH_DEP_IOBJ || d->tok.deprel[h] == KH_DEP_OBJ;
  return heard && d->tok.head[h] != KH_NONE && kh_is_kind(a, d->tok.head[h], KH_CLAUSE_REPORTING);
}

/* "Complained to the Security Council", "lodged a protest with the court": who is to judge is not whom one blames. */
static bool is_umpire(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  bool judge = m->actor.sector == KH_SECTOR_IGO || (m->actor.sector == KH_SECTOR_JUD && m->kind != KH_ENTITY_PER);
  uint8_t b = kh_deprel_base(a->d->tok.deprel[m->head]);
  return x->base == KH_NONE && judge && (b == KH_DEP_OBL || b == KH_DEP_NMOD) && kh_is_verb(a, x->trigger) &&
         (kh_is_behind(a, m->head, KH_CLAUSE_TO) || kh_is_behind(a, m->head, KH_CLAUSE_WITH));
}

/* "Blew himself up in an operation for the rebels": on whose side one strikes. */
static bool is_own_side(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  static const uint32_t irregular = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_CRM;
  return kh_is_verb(a, x->trigger) && kh_is_behind(a, m->head, KH_CLAUSE_BOUND) && irregular >> m->actor.sector & 1;
}

/* "Supported a ban on refugees", "backed the sanctions on Iran": whom the deed hits is not whom one backs. */
static bool is_hit(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_inst *base = x->base == KH_NONE ? NULL : &a->inst.at[x->base];
  if (!base) return is_harmed(a, x, m);
  return kh_event_quad((kh_event_type)base->type) == 4 && kh_who_holds(a, &base->whom, (uint32_t)(m - a->d->mentions)) &&
         !kh_who_holds(a, &base->who, (uint32_t)(m - a->d->mentions));
}

/* "Officers who had seized power in Naypyidaw": the town where power is seized at home is not seized. */
static bool is_seat_of_power(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  uint32_t o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  bool town = false;
  for (uint32_t p = kh_doc_first_place(a->d, a->d->tok.sentence[m->head]); p < a->d->place_count && a->d->places[p].tok_begin <= m->head; p++)
    town |= a->d->places[p].tok_end > m->head && a->d->places[p].resolution > 2;
  return town && x->mode == KH_MODE_SEIZE && m->kind == KH_ENTITY_LOC && o != KH_NONE && o != m->head && a->mention_of[o] == KH_NONE &&
         kh_is_kind(a, o, KH_CLAUSE_POWER) && kh_who_of_country(a, &x->who, m->actor.country);
}

/* Takes those of whom it is so out of the deed's recipients. */
static void leave(const kh_algebra *a, kh_inst *x, bool (*so)(const kh_algebra *, const kh_inst *, const kh_mention *)) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < x->whom.n; i++)
    if (!so(a, x, &a->d->mentions[x->whom.at[i]])) x->whom.at[n++] = x->whom.at[i];
  x->whom.n = n;
}

/* "Was killed in fighting with Eritrean troops", "on the second day of clashes with Armenian forces": whom those who fell had fought. */
static void take_foes(const kh_algebra *a, kh_inst *x) {
  static const uint32_t armed =
      1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_COP;
  enum { FAR = 16 };
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, end = d->sentences[d->tok.sentence[t]].tok_end;
  if (x->who.n || x->base != KH_NONE || !kh_who_coded(d, &x->whom) || !kh_is_verb(a, t) || !kh_is_kind(a, t, KH_CLAUSE_TOLL) ||
      !(kh_is_passive(a, t) || kh_object_of(a, t) == KH_NONE))
    return;
  for (uint32_t c = t + 1; c < end && c < t + FAR; c++) {
    bool blow = false;
    for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) blow |= a->inst.at[k].type == KH_ASSAULT;
    if ((!blow && !kh_is_kind(a, c, KH_CLAUSE_COMBAT)) || kh_is_verb(a, c) || !kh_doc_dominates(d, t, c)) continue;
    for (uint32_t i = d->child_at[c]; i < d->child_at[c + 1]; i++) {
      uint32_t foe = d->child[i], opener = foe < c || kh_deprel_base(d->tok.deprel[foe]) != KH_DEP_NMOD ? KH_NONE : kh_doc_child_with(d, foe, KH_DEP_CASE);
      kh_who found = {.n = 0};
      if (opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_WITH)) continue;
      kh_who_at(a, foe, KH_DOERS, &found);
      if (!found.n || !(armed >> d->mentions[found.at[0]].actor.sector & 1) || kh_who_share(a, &found, &x->whom)) continue;
      x->who = found;
      return;
    }
  }
}

/* "Two soldiers and three rebels were killed in a gun battle", "Syrian gunners died in a fight with marines": where both sides fought, all of them acted. */
static void take_both_sides(const kh_algebra *a, kh_inst *x) {
  static const uint32_t state = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP, irregular = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_CRM;
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, fight = KH_NONE, fallen = 0;
  if (x->base != KH_NONE || !x->whom.n || x->clause.negated || !kh_is_verb(a, t) || !kh_is_kind(a, t, KH_CLAUSE_TOLL)) return;
  bool killed = kh_is_passive(a, t);
  if (!killed && kh_object_of(a, t) != KH_NONE) return;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (c > t && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_OBL && kh_is_kind(a, c, KH_CLAUSE_COMBAT) && kh_is_behind(a, c, KH_CLAUSE_INSIDE)) fight = c;
  }
  for (uint32_t i = 0; i < x->whom.n; i++) fallen |= 1u << d->mentions[x->whom.at[i]].actor.sector;
  if (fight == KH_NONE || fallen & ~(state | irregular)) return;
  /* soldiers who were killed in fighting with rebels are their victims */
  if (x->who.n ? killed : !(fallen & state && fallen & irregular)) return;
  for (uint32_t i = 0; i < x->whom.n; i++) kh_who_add(&x->who, x->whom.at[i]);
  x->whom.n = 0;
}

/* "Nurses were killed when a crowd stormed their clinic": is what is stormed theirs? */
static bool is_theirs(const kh_algebra *a, const kh_who *w, uint32_t t) {
  uint32_t owner = t == KH_NONE ? KH_NONE : kh_doc_child_with(a->d, t, KH_DEP_NMOD_POSS);
  return owner != KH_NONE && a->d->tok.upos[owner] == KH_UPOS_PRON && a->mention_of[owner] != KH_NONE && kh_who_holds(a, w, a->mention_of[owner]);
}

/* "Seven were killed when gunmen overran the compound": who came to kill. */
static void take_killers(const kh_algebra *a, kh_inst *x) {
  static const uint32_t armed =
      1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_COP;
  const kh_doc *d = a->d;
  if (x->who.n || x->base != KH_NONE || !kh_who_coded(a->d, &x->whom) || !kh_is_kind(a, x->trigger, KH_CLAUSE_TOLL) ||
      !(kh_is_passive(a, x->trigger) || kh_object_of(a, x->trigger) == KH_NONE))
    return;
  for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1] && !x->who.n; i++) {
    uint32_t c = d->child[i];
    if (c < x->trigger || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_ADVCL || kh_is_passive(a, c) || kh_object_of(a, c) == KH_NONE) continue;
    bool theirs = kh_is_verb(a, c) && is_theirs(a, &x->whom, kh_object_of(a, c));
    if (a->first[c] != KH_NONE && !theirs) continue;
    uint32_t s = kh_doc_child_with(d, c, KH_DEP_NSUBJ), m = s == KH_NONE ? KH_NONE : a->mention_of[s];
    if (m != KH_NONE && (theirs || armed >> d->mentions[m].actor.sector & 1)) {
      kh_who found = {.n = 0};
      kh_who_at(a, s, KH_DOERS, &found);
      if (!kh_who_share(a, &found, &x->whom)) x->who = found;
    }
  }
}

/* "The army said twelve rebels were killed in clashes": who tells of the other side's dead in a fight that has no other sides fought it. */
static void take_teller(const kh_algebra *a, kh_inst *x) {
  static const uint32_t state = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP,
                        armed = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_PRM;
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, fight = KH_NONE;
  if (x->who.n || x->base != KH_NONE || x->whom.n != 1 || !kh_is_kind(a, t, KH_CLAUSE_TOLL) || !kh_is_verb(a, t)) return;
  if (!kh_is_passive(a, t) && kh_object_of(a, t) != KH_NONE) return;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
    if (d->child[i] > t && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_OBL && kh_is_kind(a, d->child[i], KH_CLAUSE_COMBAT)) fight = d->child[i];
  uint32_t s = fight == KH_NONE ? KH_NONE : kh_speaker_at(a, t), m = s == KH_NONE ? KH_NONE : a->mention_of[s];
  if (m == KH_NONE) return;
  for (uint32_t i = d->child_at[fight]; i < d->child_at[fight + 1]; i++) {   /* "in clashes between the clans", "in rebel clashes" */
    uint32_t n = a->mention_of[d->child[i]];
    if (n != KH_NONE && d->mentions[n].kind != KH_ENTITY_LOC) return;
  }
  const kh_mention *teller = &d->mentions[m], *dead = &d->mentions[x->whom.at[0]];
  uint32_t told = 1u << teller->actor.sector, fallen = 1u << dead->actor.sector;
  if (!(armed & told) || !(armed & fallen) || kh_same_mention(a, m, x->whom.at[0])) return;
  bool own = !teller->actor.country[0] || !dead->actor.country[0] || !strcmp(teller->actor.country, dead->actor.country);
  if (own && !(state & told) == !(state & fallen)) return;   /* "the army said two officers were killed in clashes" */
  kh_who_add(&x->who, m);
}

/* "Nine die in Kenya clash", "killed in Mali ambush": people fell in what is called after a land by its name, where no other land is told of. */
static bool fell_there(const kh_algebra *a, uint32_t deed, uint32_t land) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[deed], in = kh_doc_child_with(d, deed, KH_DEP_CASE), s = d->tok.sentence[deed];
  if (h == KH_NONE || h > deed || in == KH_NONE || in < h || !kh_is_kind(a, in, KH_CLAUSE_INSIDE) || !kh_is_headline(d, deed)) return false;
  if (!kh_is_kind(a, deed, KH_CLAUSE_COMBAT) && !kh_is_kind(a, deed, KH_CLAUSE_OFFENCE)) return false;
  if (!kh_is_kind(a, h, KH_CLAUSE_TOLL) && d->tok.upos[h] != KH_UPOS_ADJ) return false;
  for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++) {
    const kh_mention *other = a->mention_of[t] == KH_NONE ? NULL : &d->mentions[a->mention_of[t]];
    if (other && other->actor.cow && strcmp(other->actor.country, d->mentions[land].actor.country) != 0) return false;
  }
  return true;
}

/* "The Orlando shooting", "the nightclub massacre", "the Khashoggi murder": what an attack is called after, where it happened or whom it killed (no
 * seat of a government, if or_capital is not set), or KH_NONE. */
static uint32_t scene_of(const kh_algebra *a, const kh_inst *x, bool or_capital) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  if (x->type != KH_ASSAULT || x->frame->pos != KH_FRAME_N || t == 0) return KH_NONE;
  uint32_t named = d->tok.head[t - 1] == t && kh_deprel_base(d->tok.deprel[t - 1]) == KH_DEP_COMPOUND ? a->mention_of[t - 1] : KH_NONE;
  if (named != KH_NONE && (kh_is_kind(a, t - 1, KH_CLAUSE_SITE) || (d->mentions[named].kind == KH_ENTITY_PER && kh_is_kind(a, t, KH_CLAUSE_SLAYING))))
    return named;
  uint32_t c = kh_doc_child_base(d, t, KH_DEP_COMPOUND), m = c == KH_NONE ? KH_NONE : a->mention_of[c];
  if (m == KH_NONE || d->mentions[m].kind != KH_ENTITY_LOC) return KH_NONE;
  for (uint32_t s = d->tok.sentence[c], p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++)
    if (d->places[p].tok_begin >= d->mentions[m].tok_begin && d->places[p].tok_begin <= c && !d->places[p].demonym)
      return (d->places[p].resolution != 1 || fell_there(a, t, m)) && (or_capital || !kh_is_capital(&d->places[p])) ? m : KH_NONE;
  return KH_NONE;
}

/* The scene of what the verb's phrases name: "killed in Mali ambush". */
static uint32_t scene_below(const kh_algebra *a, uint32_t verb) {
  const kh_doc *d = a->d;
  for (uint32_t k = d->child_at[verb]; k < d->child_at[verb + 1]; k++) {
    uint32_t c = d->child[k];
    if (c < verb || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBL) continue;
    for (uint32_t i = a->first[c]; i != KH_NONE; i = a->inst.at[i].next) {
      uint32_t m = scene_of(a, &a->inst.at[i], true);
      if (m != KH_NONE && fell_there(a, c, m)) return m;
    }
  }
  return KH_NONE;
}

/* What happened in a town is no deed of it, but one done to it; and who condemns it does not condemn the town. */
static void leave_scene(const kh_algebra *a, kh_inst *x) {
  uint32_t own = x->who.n == 1 ? scene_of(a, x, !x->whom.n) : KH_NONE,
           subject = x->who.n == 1 && x->type == KH_ASSAULT && kh_is_verb(a, x->trigger) ? kh_subject_of(a, x->trigger) : KH_NONE,
           base = x->base == KH_NONE ? KH_NONE : scene_of(a, &a->inst.at[x->base], true);
  /* "the mall attack left ten dead" */
  for (uint32_t i = subject == KH_NONE ? KH_NONE : a->first[subject]; i != KH_NONE && own == KH_NONE; i = a->inst.at[i].next)
    own = scene_of(a, &a->inst.at[i], !x->whom.n);
  if (own == KH_NONE && x->who.n == 1 && x->type == KH_ASSAULT && kh_is_verb(a, x->trigger)) own = scene_below(a, x->trigger);
  if (own != KH_NONE && x->who.at[0] == own) {
    if (!x->whom.n) x->whom = x->who;
    x->who.n = 0;
  }
  if (x->type == KH_ACCUSE && x->base == KH_NONE && x->whom.n == 1) {   /* "an inquiry into the Nairobi attacks" */
    uint32_t noun = a->d->tok.head[a->d->mentions[x->whom.at[0]].head];
    for (uint32_t i = noun == KH_NONE ? KH_NONE : a->first[noun]; i != KH_NONE && x->whom.n; i = a->inst.at[i].next)
      if (&a->inst.at[i] != x && scene_of(a, &a->inst.at[i], true) == x->whom.at[0]) x->whom.n = 0;
  }
  if (base != KH_NONE && x->whom.n == 1 && x->whom.at[0] == base) {
    x->whom.n = 0;
    if (x->mode == KH_MODE_ALLEGE) x->dropped = true;   /* "no worse than the Nairobi attacks, he said": nobody is charged with them */
  }
}

/* "Accepted the rebels' demands", "a plea that the council turned down": a demand that is named only as what somebody grants or refuses. */
static bool is_answered_word(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = d->tok.head[t];
  uint8_t b = kh_deprel_base(d->tok.deprel[t]);
  if (x->frame->pos != KH_FRAME_N || kh_is_verb(a, t)) return false;
  if (b == KH_DEP_OBL && h != KH_NONE) {   /* "at the request of", "bowed to the demands" */
    uint32_t opener = kh_doc_child_with(d, t, KH_DEP_CASE);
    if (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_AT)) return true;
    b = KH_DEP_OBJ;
  }
  if (h == KH_NONE || (b != KH_DEP_OBJ && !(b == KH_DEP_NSUBJ && kh_is_passive(a, h)))) return false;
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_inst *y = &a->inst.at[i];
    if (y != x && !y->dropped && (y->type == KH_CONCEDE || y->type == KH_REJECT || y->type == KH_AGREE)) return true;
  }
  return false;
}

/* "Sent police after the attacks in Brussels", "a man wanted for the Casablanca bombings": told in passing, with a place and nobody else. */
static bool is_passing_noun(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  uint8_t b = kh_deprel_base(d->tok.deprel[t]);
  if (x->frame->pos != KH_FRAME_N || kh_is_verb(a, t) || x->who.n || x->base != KH_NONE || x->chained) return false;
  for (uint32_t i = 0; i < x->whom.n; i++)
    if (d->mentions[x->whom.at[i]].kind != KH_ENTITY_LOC && d->mentions[x->whom.at[i]].kind != KH_ENTITY_PRONOUN) return false;
  if (b == KH_DEP_OBJ && d->tok.head[t] != KH_NONE)   /* "a resolution deploring the invasion of Grenada": nobody says who did it */
    for (uint32_t i = a->first[d->tok.head[t]]; i != KH_NONE; i = a->inst.at[i].next)
      if (!a->inst.at[i].dropped && kh_event_quad((kh_event_type)a->inst.at[i].type) == 3) return true;
  uint32_t opener = kh_doc_child_with(d, t, KH_DEP_CASE);
  return (b == KH_DEP_OBL || b == KH_DEP_NMOD) && opener != KH_NONE && !kh_is_kind(a, opener, KH_CLAUSE_MEANS) && !kh_is_kind(a, opener, KH_CLAUSE_OF);
}

/* A protest that the sentence of x tells of, by a crowd or by nobody who is named, or NULL. */
static const kh_inst *protest_beside(const kh_algebra *a, const kh_inst *x, uint32_t crowd) {
  const kh_sentence *s = &a->d->sentences[a->d->tok.sentence[x->trigger]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool theirs = y->type == KH_PROTEST && y != x && y->mode != KH_MODE_STRIKE;
      for (uint32_t k = 0; theirs && k < y->who.n; k++) theirs = crowd >> a->d->mentions[y->who.at[k]].actor.sector & 1;
      if (theirs) return y;
    }
  return NULL;
}

/* "Police and protesters clashed", "the march ended in clashes with police": a riot, of the crowd against the police. */
static void take_riot(const kh_algebra *a, kh_inst *x) {
  static const uint32_t crowd =
      1u << KH_SECTOR_OPP | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_REF;
  kh_who rioters = {.n = 0}, police = {.n = 0};
  if (x->mode || x->whom.n || !x->who.n || x->frame->pos == KH_FRAME_EVAL) return;
  for (uint32_t i = 0; i < x->who.n; i++) {
    uint8_t s = a->d->mentions[x->who.at[i]].actor.sector;
    if (s == KH_SECTOR_COP) kh_who_add(&police, x->who.at[i]);
    else if (crowd >> s & 1) kh_who_add(&rioters, x->who.at[i]);
    else return;
  }
  uint32_t h = a->d->tok.head[x->trigger];
  bool toll = h != KH_NONE && kh_is_kind(a, h, KH_CLAUSE_TOLL);   /* "ten were injured in clashes with police": they fell to the police */
  const kh_inst *protest = NULL;
  if (!a->side && police.n && !rioters.n && !toll && kh_is_kind(a, x->trigger, KH_CLAUSE_COMBAT)) protest = protest_beside(a, x, crowd);
  if (!police.n || (!rioters.n && !protest)) return;
  x->type = KH_PROTEST, x->mode = KH_MODE_RIOT;
  x->who = rioters.n ? rioters : protest->who, x->whom = police;
}

/* "Condemned the shelling of the church", "slammed the verdict against the lawyer", "… and called it a crime", "marched against violence against women": whom
 * a deed befell is not whom one blames for it, nor against whom one marches. */
static bool is_befallen(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  uint32_t t = m->head;
  /* but "launched an attack on the premier" in words */
  if ((x->mode != KH_MODE_DISAPPROVE && x->type != KH_PROTEST) || x->frame->pos == KH_FRAME_N || kh_is_kind(a, x->at, KH_CLAUSE_MAKING)) return false;
  if (m->kind == KH_ENTITY_PRONOUN && (d->tok.morph[t] & KH_MORPH_NEUT) && d->tok.deprel[t] == KH_DEP_OBJ)
    for (uint32_t c = m->head, steps = 0, begin = d->sentences[d->tok.sentence[c]].tok_begin; c-- > begin && steps < MAX_BACK && t == m->head; steps++)
      if (a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].chain == m->chain) t = c;
  uint32_t h = d->tok.head[t], opener = kh_doc_child_with(d, t, KH_DEP_CASE);
  if (h == KH_NONE || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_NMOD || h > t || opener == KH_NONE || kh_is_kind(a, opener, KH_CLAUSE_BY) ||
      kh_is_kind(a, opener, KH_CLAUSE_INSIDE) || a->mention_of[h] != KH_NONE)   /* "the violence in Belarus": whose it is */
    return false;
  return kh_is_kind(a, h, KH_CLAUSE_BEFALLING);
}

/* "Shelled the town, and Kiev condemned it": no state condemns a place of its own, but the deed. */
static bool is_own_it(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  return m->kind == KH_ENTITY_PRONOUN && a->d->tok.morph[m->head] & KH_MORPH_NEUT && a->d->tok.deprel[m->head] == KH_DEP_OBJ && m->actor.country[0] &&
         kh_who_of_country(a, &x->who, m->actor.country);
}

/* "Sentenced four journalists for insulting the king", "fined her for joining a march": what somebody is punished for is no word of its own. */
static bool is_punished_for(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->at, h = d->tok.head[t], mark = kh_doc_child_with(d, t, KH_DEP_MARK);
  uint8_t b = kh_deprel_base(d->tok.deprel[t]);
  if (x->type != KH_ACCUSE && x->type != KH_REQUEST && x->type != KH_REJECT && x->type != KH_PROTEST) return false;
  if (h == KH_NONE || h > t || mark == KH_NONE || (b != KH_DEP_ADVCL && b != KH_DEP_ACL && b != KH_DEP_XCOMP) ||
      d->tok.morph[t] & (KH_MORPH_FIN | KH_MORPH_INF) || !kh_is_kind(a, mark, KH_CLAUSE_AIMING))
    return false;
  for (int step = 0; step < 2 && h != KH_NONE; step++, h = d->tok.head[h])   /* hung on the verb, or on its years in prison */
    for (uint32_t i = kh_is_kind(a, h, KH_CLAUSE_BLAMING) ? a->first[h] : KH_NONE; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y != x && !y->dropped && (y->type == KH_SANCTION || (y->type == KH_COERCE && y->mode == KH_MODE_COERCE_ARREST))) return true;
    }
  return false;
}

/* "Condemned eight men to hang for the murder of an official": nor is it a deed of its own where a noun tells it without a doer. */
static bool is_punished_deed(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->at, opener = kh_doc_child_with(d, t, KH_DEP_CASE), h = d->tok.head[t];
  uint8_t b = kh_deprel_base(d->tok.deprel[t]);
  if (x->type != KH_ASSAULT || x->frame->pos != KH_FRAME_N || x->who.n || (b != KH_DEP_OBL && b != KH_DEP_NMOD) || opener == KH_NONE ||
      !kh_is_kind(a, opener, KH_CLAUSE_AIMING))
    return false;
  for (int step = 0; step < 2 && h != KH_NONE; step++, h = d->tok.head[h])   /* hung on the verb, or on what the verdict is */
    for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
      if (!a->inst.at[i].dropped && a->inst.at[i].type == KH_SANCTION && a->inst.at[i].mode == KH_MODE_CONVICT) return true;
  return false;
}

/* "Were jailed for smuggling turtles by a court in Palawan", "was sentenced to death in absentia by a tribunal", with the court hung on what is
 * punished: who did what the passive tells, where its clause ends in him. */
static void take_agent(const kh_algebra *a, kh_inst *x) {
  static const uint32_t organs =
      1u << KH_SECTOR_JUD | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_IGO;
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, end = d->sentences[d->tok.sentence[t]].tok_end;
  if (x->who.n || x->base != KH_NONE || !kh_who_coded(d, &x->whom) || !kh_is_verb(a, t) || !kh_is_passive(a, t)) return;
  for (uint32_t c = t + 1, steps = 0; c < end && steps < MAX_BACK; c++, steps++) {
    uint32_t m = a->mention_of[c], opener = m == KH_NONE ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE), h = d->tok.head[c];
    if (opener == KH_NONE || opener > c || !kh_is_kind(a, opener, KH_CLAUSE_BY) || !(organs >> d->mentions[m].actor.sector & 1) ||
        d->mentions[m].kind == KH_ENTITY_LOC || !kh_doc_dominates(d, t, c))
      continue;
    /* "for attacks ordered by the army" */
    if (h != KH_NONE && kh_is_verb(a, h) && h != t && kh_is_passive(a, h) && (d->tok.morph[h] & KH_MORPH_FIN || kh_deprel_base(d->tok.deprel[h]) == KH_DEP_ACL))
      continue;
    if (h != KH_NONE && a->first[h] != KH_NONE && h != t && !kh_is_verb(a, h)) continue;   /* "for the murder by the police of …" */
    kh_who found = {.n = 0};
    kh_who_at(a, c, KH_DOERS, &found);
    if (!found.n || kh_who_share(a, &found, &x->whom)) continue;
    x->who = found;
    return;
  }
}

/* Is it something of the teller's own land that no state of another one keeps up ("the curfew was lifted, the ministry said")? Not sanctions, which are told
 * by those whom they hit, too. */
static bool is_rule_at_home(const kh_algebra *a, const kh_inst *x, uint32_t what, const kh_actor *teller) {
  static const uint32_t states = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_LEG;
  if (x->mode || what == KH_NONE || a->mention_of[what] != KH_NONE) return false;
  if (x->base != KH_NONE && a->inst.at[x->base].type != KH_COERCE) return false;
  for (uint32_t i = a->first[what]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].type == KH_SANCTION) return false;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &a->d->mentions[x->whom.at[i]];
    if (states >> m->actor.sector & 1 && !m->assumed && !strcmp(m->actor.country, teller->country)) return false;
  }
  return true;
}

/* May it be his to give up? Marches and strikes are the people's, fighting is that of who fights, the rest is for those in power. */
static bool may_give_up(const kh_algebra *a, const kh_inst *x, const kh_inst *own, uint32_t what, const kh_actor *teller) {
  static const uint32_t ruling = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL, fighting = ruling | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM,
                        powers = ruling | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_IGO,
                        people = 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_PTY |
                                 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_SOC;
  bool march = own->base != KH_NONE && a->inst.at[own->base].type == KH_PROTEST;
  for (uint32_t i = what == KH_NONE ? KH_NONE : a->first[what]; i != KH_NONE; i = a->inst.at[i].next) march |= a->inst.at[i].type == KH_PROTEST;
  if (march) return people >> teller->sector & 1;
  if (own->mode == KH_MODE_CEASEFIRE) return fighting >> teller->sector & 1;
  return powers >> teller->sector & 1 && (x->type == KH_CONCEDE || is_rule_at_home(a, x, what, teller));
}

/* "Charges against the miners have been withdrawn, prosecutors said", "he would be pardoned, the president told reporters", "the strike was called off, the
 * union said": who says that it is given up gives it up, where nobody else is told to and it is nothing of his own. */
static void take_announcer(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  const kh_inst *base = x->base != KH_NONE ? &a->inst.at[x->base] : NULL, *own = x->type == KH_CONCEDE && base && base->type != KH_PROTEST ? base : x;
  uint32_t t = own->trigger;
  if (x->who.n || own->who.n || own->frame->pos != KH_FRAME_V || x->clause.negated || !kh_is_verb(a, t) || !kh_is_passive(a, t)) return;
  uint32_t what = kh_object_of(a, t), s = kh_speaker_at(a, t), m = s == KH_NONE ? KH_NONE : a->mention_of[s];
  if (m == KH_NONE || kh_doc_dominates(d, t, s)) return;
  const kh_mention *teller = &d->mentions[m];
  if ((!teller->actor.country[0] && !teller->actor.sector) || kh_who_holds(a, &x->whom, m) || !may_give_up(a, x, own, what, &teller->actor)) return;
  uint32_t its = what == KH_NONE ? KH_NONE : kh_doc_child_with(d, what, KH_DEP_NMOD_POSS);
  if (its != KH_NONE && (d->tok.upos[its] == KH_UPOS_PRON || a->mention_of[its] != KH_NONE)) return;   /* "said its debts had been forgiven" */
  kh_who_add(&x->who, m);
}

/* "Fired at protesters and killed more than 80", "rammed a bus full of policemen, killing forty": a bare number is of those who were struck. */
static void take_counted(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  kh_who found = {.n = 0};
  if (x->whom.n != 1 || d->tok.upos[d->mentions[x->whom.at[0]].head] != KH_UPOS_NUM || !kh_is_kind(a, x->trigger, KH_CLAUSE_TOLL)) return;
  uint32_t h = d->tok.deprel[x->trigger] == KH_DEP_CONJ ? d->tok.head[x->trigger] : KH_NONE,
           held = h == KH_NONE || h > x->trigger || kh_is_passive(a, h) ? KH_NONE : kh_object_of(a, h);
  /* "stopped two buses with recruits and killed 25" */
  if (held != KH_NONE && a->mention_of[held] == KH_NONE && !kh_is_kind(a, h, KH_CLAUSE_TOLL)) kh_who_at(a, held, KH_ANYONE, &found);
  bool people = found.n == 1 && d->mentions[found.at[0]].kind == KH_ENTITY_NOMINAL && d->mentions[found.at[0]].plural && !kh_who_share(a, &found, &x->who);
  if (!people) found.n = 0;
  if (people || kh_meant_counted_there(a, x, &found)) {
    x->whom = found;
    return;
  }
  for (uint32_t t = x->trigger, steps = 0, begin = d->sentences[d->tok.sentence[t]].tok_begin; t-- > begin && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y->dropped || y->type != KH_ASSAULT || kh_is_kind(a, t, KH_CLAUSE_TOLL) || y->whom.n != 1 || !kh_who_share(a, &x->who, &y->who)) continue;
      const kh_mention *m = &d->mentions[y->whom.at[0]];
      bool forces = m->actor.sector == KH_SECTOR_MIL || m->actor.sector == KH_SECTOR_COP;
      if ((m->plural || forces) && m->kind >= KH_ENTITY_NOMINAL && m->actor.sector) x->whom = y->whom;
      return;
    }
}

/* "Suspended loans to India over its nuclear test": nobody punishes or blames others for a deed of his own, so it is theirs. */
static void take_answered(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, its = x->frame->pos == KH_FRAME_N && x->who.n == 1 ? kh_doc_child_with(d, t, KH_DEP_NMOD_POSS) : KH_NONE;
  if (its == KH_NONE || d->tok.upos[its] != KH_UPOS_PRON || kh_event_quad((kh_event_type)x->type) != 4) return;
  uint8_t b = kh_deprel_base(d->tok.deprel[t]);
  if (b != KH_DEP_OBL && b != KH_DEP_NMOD) return;
  for (uint32_t h = d->tok.head[t], steps = 0; steps < 3 && h != KH_NONE; steps++, h = d->tok.head[h])
    for (uint32_t i = h > t ? KH_NONE : a->first[h]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y == x || y->dropped || (y->type != KH_SANCTION && y->type != KH_ACCUSE && y->type != KH_THREATEN) || !kh_who_of_some_country(a->d, &y->whom) ||
          !kh_who_share(a, &x->who, &y->who))
        continue;
      x->who = y->whom;
      return;
    }
}

/* A state or its capital, who can be asked for something. */
static bool addressable(const kh_doc *d, const kh_mention *m) {
  enum { MOST = 64 };   /* places looked at, so that time stays linear */
  uint32_t from = kh_doc_first_place(d, d->tok.sentence[m->head]);
  for (uint32_t i = from; i < d->place_count && i < from + MOST && d->places[i].tok_begin <= m->head; i++)
    if (d->places[i].tok_end > m->head && d->places[i].resolution > 1 && !kh_is_capital(&d->places[i])) return false;
  return true;
}

/* "Appealed for an airlift to Goma", "called for a buffer zone on the Syrian border": where what is asked for is to be. */
static bool is_its_scene(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  if ((m->kind != KH_ENTITY_LOC && m->kind != KH_ENTITY_NORP) || x->base != KH_NONE) return false;
  uint32_t first = kh_doc_child_with(d, m->head, KH_DEP_CASE);
  /* "appealed for help to Canada" */
  if (m->kind == KH_ENTITY_LOC && first != KH_NONE && kh_is_kind(a, first, KH_CLAUSE_TO) && addressable(a->d, m)) return false;
  for (uint32_t t = m->head, steps = 0; steps < 5 && d->tok.head[t] != KH_NONE && d->tok.head[t] != x->at; steps++, t = d->tok.head[t]) {
    uint32_t up = d->tok.head[t], low = kh_doc_child_with(d, t, KH_DEP_CASE),
             high = kh_is_verb(a, up) || a->mention_of[up] != KH_NONE ? KH_NONE : kh_doc_child_with(d, up, KH_DEP_CASE);
    bool inside = low != KH_NONE && t > up && kh_deprel_base(d->tok.deprel[t]) == KH_DEP_NMOD && !kh_is_kind(a, low, KH_CLAUSE_OF) &&
                  !kh_is_kind(a, low, KH_CLAUSE_BY) && !kh_is_kind(a, low, KH_CLAUSE_ORIGIN) && !kh_is_kind(a, low, KH_CLAUSE_WITH);   /* "talks with" */
    if (inside && high != KH_NONE && kh_is_kind(a, high, KH_CLAUSE_MATTER) && (d->tok.head[up] == x->at || d->tok.head[up] == x->trigger)) return true;
  }
  return false;
}

/* "Bombs killed fifty, and the government blamed the Taliban": who is blamed beside it did it, for all that is told. */
static void take_blamed(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, end = d->sentences[d->tok.sentence[t]].tok_end;
  if (x->who.n || !kh_who_coded(d, &x->whom) || x->base != KH_NONE || x->clause.negated) return;
  for (uint32_t c = t + 1, steps = 0; c < end && steps < MAX_BACK; c++, steps++)
    for (uint32_t i = a->first[c]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y->dropped) continue;
      if (y->type == KH_ASSAULT && y->who.n) return;   /* another blow, of which they are blamed */
      if (y->type != KH_ACCUSE || y->mode != KH_MODE_ALLEGE || y->base != KH_NONE || y->clause.negated || !kh_is_verb(a, c) ||
          !kh_is_kind(a, c, KH_CLAUSE_BLAME) || !kh_who_coded(d, &y->whom) || kh_who_share(a, &y->whom, &x->whom))
        continue;
      for (uint32_t later = c + 1, far = 0; later < end && far < MAX_BACK; later++, far++)   /* "she blamed soldiers and Israel blamed gunmen" */
        for (uint32_t k = a->first[later]; k != KH_NONE; k = a->inst.at[k].next) {
          const kh_inst *z = &a->inst.at[k];
          if (!z->dropped && z->type == KH_ACCUSE && z->mode == KH_MODE_ALLEGE && kh_is_verb(a, later) && kh_is_kind(a, later, KH_CLAUSE_BLAME) &&
              kh_who_coded(d, &z->whom) && !kh_who_share(a, &z->whom, &y->whom))
            return;
        }
      x->who = y->whom;
      return;
    }
}

/* "Rockets fired by rebels hit a market": the shot and the hit are one deed. */
static bool is_shot_that_hit(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t weapon = d->tok.head[x->trigger], v = weapon == KH_NONE ? KH_NONE : d->tok.head[weapon];
  if (x->whom.n || v == KH_NONE || (x->type != KH_ASSAULT && x->type != KH_MOBILIZE) || d->tok.deprel[x->trigger] != KH_DEP_ACL ||
      !kh_is_kind(a, weapon, KH_CLAUSE_ORDNANCE))
    return false;
  for (uint32_t i = a->first[v]; i != KH_NONE; i = a->inst.at[i].next)
    if (&a->inst.at[i] != x && !a->inst.at[i].dropped && a->inst.at[i].type == KH_ASSAULT && kh_who_share(a, &x->who, &a->inst.at[i].who)) return true;
  return false;
}

/* "Twenty doctors and nurses", "39 Palestinian women and teenagers": people counted by one number are one party. */
static void count_once(const kh_algebra *a, kh_who *w) {
  const kh_doc *d = a->d;
  uint32_t n = 0;
  for (uint32_t i = 0; i < w->n; i++) {
    const kh_mention *m = &d->mentions[w->at[i]];
    uint32_t first = d->tok.deprel[m->head] == KH_DEP_CONJ ? d->tok.head[m->head] : KH_NONE;
    bool same = false;
    for (uint32_t k = 0; k < w->n && first != KH_NONE && !same; k++) {
      const kh_mention *o = &d->mentions[w->at[k]];
      same = k != i && o->head == first && o->kind == KH_ENTITY_NOMINAL && m->kind == KH_ENTITY_NOMINAL && o->actor.sector == m->actor.sector &&
             !strcmp(o->actor.country, m->actor.country) && kh_doc_child_with(d, first, KH_DEP_NUMMOD) != KH_NONE;
    }
    for (uint32_t t = same ? m->tok_begin : m->head; t < m->head && same; t++)
      same = d->tok.upos[t] != KH_UPOS_DET && d->tok.upos[t] != KH_UPOS_NUM && d->tok.upos[t] != KH_UPOS_PRON;
    if (!same) w->at[n++] = w->at[i];
  }
  w->n = n;
}

/* "Circulated a petition calling on lawmakers to act": the petition and what it calls for are one request, of those who bring it. */
static void take_petition(kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t o = kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : x->at;
  if (x->base != KH_NONE || o == KH_NONE || a->mention_of[o] != KH_NONE || !kh_who_coded(d, &x->who)) return;
  if (!kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) && !kh_is_kind(a, o, KH_CLAUSE_MISSIVE)) return;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < o || d->tok.deprel[c] != KH_DEP_ACL || !kh_is_verb(a, c)) continue;
    for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
      kh_inst *y = &a->inst.at[k];
      if (y == x || y->dropped || y->embedded || y->type != KH_REQUEST || !kh_who_coded(d, &y->whom) || y->status != x->status) continue;
      if (kh_who_coded(d, &y->who) && !kh_who_share(a, &y->who, &x->who)) continue;
      y->who = x->who;
      x->dropped = true;
      return;
    }
  }
}

/* "Deplored the executions in Iran": courts and police act for the state in which they do, where nobody is named who did it. */
static void take_state_blamed(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  const kh_inst *base = x->base == KH_NONE || x->whom.n ? NULL : &a->inst.at[x->base];
  if (!base || base->who.n || kh_is_verb(a, base->trigger)) return;
  if (base->type != KH_SANCTION && base->type != KH_COERCE && !kh_is_kind(a, base->trigger, KH_CLAUSE_EXECUTING)) return;
  for (uint32_t i = d->child_at[base->trigger]; i < d->child_at[base->trigger + 1]; i++) {
    uint32_t c = d->child[i], m = a->mention_of[c], opener = c < base->trigger ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
    if (opener == KH_NONE || m == KH_NONE || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NMOD || d->mentions[m].kind != KH_ENTITY_LOC ||
        !kh_is_kind(a, opener, KH_CLAUSE_INSIDE) || !d->mentions[m].actor.country[0] || kh_who_of_country(a, &x->who, d->mentions[m].actor.country))
      continue;
    kh_who_add(&x->whom, m);
  }
}

/* "Police opened an inquiry after a teacher said that a priest had stolen money", "after the opposition accused the minister": whom they look into. */
static void take_suspect(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->whom.n || x->base != KH_NONE || x->mode != KH_MODE_INVESTIGATE || !kh_is_verb(a, x->at)) return;
  for (uint32_t i = d->child_at[x->at]; i < d->child_at[x->at + 1]; i++) {
    uint32_t v = d->child[i], after = v > x->at && d->tok.deprel[v] == KH_DEP_ADVCL && kh_is_verb(a, v) ? kh_doc_child_with(d, v, KH_DEP_MARK) : KH_NONE;
    if (after == KH_NONE || !kh_is_kind(a, after, KH_CLAUSE_AFTER)) continue;
    kh_who found = {.n = 0};
    for (uint32_t k = a->first[v]; k != KH_NONE && !found.n; k = a->inst.at[k].next)
      if (!a->inst.at[k].dropped && a->inst.at[k].type == KH_ACCUSE && a->inst.at[k].mode == KH_MODE_ALLEGE) found = a->inst.at[k].whom;
    uint32_t said = found.n || !kh_is_kind(a, v, KH_CLAUSE_REPORTING) ? KH_NONE : kh_doc_child_base(d, v, KH_DEP_CCOMP);
    uint32_t doer = said == KH_NONE || !kh_is_verb(a, said) || kh_is_passive(a, said) ? KH_NONE : kh_doc_child_with(d, said, KH_DEP_NSUBJ);
    if (doer != KH_NONE && d->tok.upos[doer] != KH_UPOS_PRON) kh_who_at(a, doer, KH_DOERS, &found);
    if (!kh_who_coded(d, &found) || kh_who_share(a, &found, &x->who)) continue;
    x->whom = found;
    return;
  }
}

/* "Promised to take a closer look at the war in Libya", "agreed that the minister should not do that", "pledged to strengthen its army": what one promises
 * or agrees with no deed that is known is for whom it names as object, whose the object is or with whom it is, and none of one's own. */
static bool is_named_in_promise(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  enum { STEPS = 6 };
  const kh_doc *d = a->d;
  uint32_t h = m->head, t = h;
  if (x->base != KH_NONE || !kh_is_kind(a, x->at, KH_CLAUSE_PROMISING) || x->at != x->trigger || h < x->at) return false;
  bool through = false, away = false;   /* through the clause below the verb; away from its object */
  for (uint32_t steps = 0; t != KH_NONE && t != x->at && steps < STEPS; steps++, t = d->tok.head[t]) {
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    uint32_t opener = kh_doc_child_with(d, t, KH_DEP_CASE);
    if (b == KH_DEP_XCOMP || b == KH_DEP_CCOMP || (b == KH_DEP_ADVCL && d->tok.morph[t] & KH_MORPH_INF)) through = true;
    else if (b == KH_DEP_NSUBJ && d->tok.head[t] != x->at)   /* but "promised that teachers would get more" */
      away |= !kh_is_kind(a, x->at, KH_CLAUSE_OFFERING);
    else if (b == KH_DEP_ACL || b == KH_DEP_ADVCL) away = true;
    else if ((b == KH_DEP_OBL || b == KH_DEP_NMOD) && opener != KH_NONE)
      away |= b == KH_DEP_OBL ? !kh_is_kind(a, opener, KH_CLAUSE_TO) && !kh_is_kind(a, opener, KH_CLAUSE_WITH) && !kh_is_kind(a, opener, KH_CLAUSE_BOUND) &&
                                    !kh_is_kind(a, opener, KH_CLAUSE_ORIGIN) && !(t == h && kh_is_kind(a, opener, KH_CLAUSE_INSIDE))
                              : t != h && !kh_is_kind(a, opener, KH_CLAUSE_OF);
  }
  if (t != x->at || !through) return false;
  uint32_t owner = kh_doc_child_with(d, h, KH_DEP_NMOD_POSS);
  bool own = owner != KH_NONE && d->tok.upos[owner] == KH_UPOS_PRON && m->kind == KH_ENTITY_NOMINAL && a->mention_of[owner] != KH_NONE &&
             kh_who_holds(a, &x->who, a->mention_of[owner]);
  return away || own;
}

/* "Promised to repair the roads of Mombasa": a place of the state's own is where, not for whom; but "promised Mombasa a port". */
static bool is_promised_at_home(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  uint8_t b = a->d->tok.deprel[m->head];
  uint32_t opener = kh_doc_child_with(a->d, m->head, KH_DEP_CASE);   /* nor "to let aid into Tigray" */
  bool there = opener == KH_NONE || kh_is_kind(a, opener, KH_CLAUSE_INSIDE) || kh_is_kind(a, opener, KH_CLAUSE_AT) || kh_is_kind(a, opener, KH_CLAUSE_OF);
  return there && b != KH_DEP_IOBJ && !(b == KH_DEP_OBJ && a->d->tok.head[m->head] == x->at) && is_own_country(a, x, m);
}

/* "Blocked the port in a protest against the tax", "walked out in protest": the word for it is no protest of its own. */
static bool is_done_in_protest(const kh_algebra *a, const kh_inst *x) {
  uint32_t t = x->trigger, h = a->d->tok.head[t];
  if (x->frame->pos != KH_FRAME_N || x->base != KH_NONE || h == KH_NONE || h > t || kh_is_verb(a, t)) return false;
  if (!kh_is_behind(a, t, KH_CLAUSE_INSIDE) && !kh_is_behind(a, t, KH_CLAUSE_ASROLE)) return false;
  if (!kh_is_verb(a, h) && a->d->tok.head[h] != KH_NONE && a->d->tok.deprel[h] == KH_DEP_OBJ) h = a->d->tok.head[h];
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
    if (&a->inst.at[i] != x && a->inst.at[i].type == KH_PROTEST && !a->inst.at[i].dropped && a->inst.at[i].base == KH_NONE) return true;
  return false;
}

/* "Shelved plans to sell state firms", "dropped a plan to build a dam for farmers": of a plan that is given up those are given way to whom it would have
 * harmed. */
static bool is_in_dropped_plan(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  uint32_t o = x->base == KH_NONE && kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : KH_NONE,
           v = o == KH_NONE || a->mention_of[o] != KH_NONE ? KH_NONE : kh_doc_child_with(d, o, KH_DEP_ACL);
  if (v == KH_NONE || v < o || !(d->tok.morph[v] & KH_MORPH_INF) || !kh_doc_dominates(d, v, m->head)) return false;
  for (uint32_t i = a->first[v]; i != KH_NONE; i = a->inst.at[i].next)
    if (kh_event_quad((kh_event_type)a->inst.at[i].type) >= 3 && kh_who_holds(a, &a->inst.at[i].whom, (uint32_t)(m - d->mentions))) return false;
  return true;
}

/* "Criticised the Clean Water Act", "vetoed the Kyoto Protocol": a law or a pact by its name is no party. */
static bool is_named_law(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  if (m->actor.country[0] || m->actor.sector || kh_event_quad((kh_event_type)x->type) == 4 || m->kind >= KH_ENTITY_NOMINAL) return false;
  return m->kind != KH_ENTITY_LOC && (kh_is_kind(a, m->head, KH_CLAUSE_RULE) || kh_is_kind(a, m->head, KH_CLAUSE_PACT)) &&
         !kh_is_kind(a, m->head, KH_CLAUSE_GATHERING);
}

/* "Protested against the foreign agents bill", "demanded a hostage deal", "called the guest worker provision a crime": those whom a law or a pact is about;
 * but a plan or a demand named by workers may be their union's. */
static bool is_named_by_law(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  static const uint32_t people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_REF | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_EDU |
                                 1u << KH_SECTOR_MED | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_LAB;
  uint32_t h = a->d->tok.head[m->head];
  return x->base == KH_NONE && m->kind == KH_ENTITY_NOMINAL && people >> m->actor.sector & 1 && h != KH_NONE && h > m->head &&
         kh_deprel_base(a->d->tok.deprel[m->head]) == KH_DEP_COMPOUND &&
         (kh_is_kind(a, h, KH_CLAUSE_RULE) || (kh_is_kind(a, h, KH_CLAUSE_PUTFORTH) && m->actor.sector != KH_SECTOR_LAB));
}

/* "Suspended payments on debt owed to foreign banks", "on loans from the Fund": who is not paid is the creditor. */
static void take_creditor(const kh_algebra *a, kh_inst *x) {
  enum { FAR = 12 };
  static const uint32_t creditors = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_IGO;
  const kh_doc *d = a->d;
  uint32_t o = x->mode == KH_MODE_WITHHOLD && x->base == KH_NONE && !kh_who_coded(d, &x->whom) && kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : KH_NONE;
  if (o == KH_NONE || o < x->at || a->mention_of[o] != KH_NONE) return;
  for (uint32_t c = o + 1, end = d->sentences[d->tok.sentence[o]].tok_end; c < end && c < o + FAR; c++) {
    uint32_t m = a->mention_of[c], h = d->tok.head[c];
    if (m == KH_NONE || d->mentions[m].head != c || h == KH_NONE || h <= x->at || !kh_doc_dominates(d, x->at, c) ||
        !(creditors >> d->mentions[m].actor.sector & 1))
      continue;
    bool owed = kh_is_verb(a, h) && kh_is_passive(a, h) && d->tok.deprel[h] == KH_DEP_ACL && kh_is_behind(a, c, KH_CLAUSE_TO);
    bool lent = !kh_is_verb(a, h) && h > o && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_NMOD && kh_is_behind(a, c, KH_CLAUSE_ORIGIN);
    kh_who found = {.n = 0};
    if (owed || lent) kh_who_at(a, c, KH_DOERS, &found);
    if (!kh_who_coded(d, &found) || kh_who_share(a, &x->who, &found)) continue;
    x->whom = found;
    return;
  }
}

/* A riot that the sentence tells, and whether it tells of other violence. */
static bool tells_riot(const kh_algebra *a, uint32_t sentence, const kh_inst *x, bool *other) {
  const kh_doc *d = a->d;
  bool riot = false;
  for (uint32_t t = d->sentences[sentence].tok_begin; t < d->sentences[sentence].tok_end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y == x || y->dropped || y->embedded) continue;
      riot |= y->type == KH_PROTEST && y->mode == KH_MODE_RIOT && !y->clause.negated;
      *other |= y->type == KH_ASSAULT && (y->who.n || y->mode);
    }
  return riot;
}

/* "Rioters fought police in Lima. Ten people were injured": who was hurt in a riot, which tells of no other blow, is no deed of its own. */
static bool is_hurt_in_riot(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, s = d->tok.sentence[t];
  bool other = false;
  if (x->mode || x->who.n || x->base != KH_NONE || !kh_is_verb(a, t) || !kh_is_kind(a, t, KH_CLAUSE_TOLL) || kh_is_kind(a, t, KH_CLAUSE_SLAYING) ||
      !(kh_is_passive(a, t) || kh_object_of(a, t) == KH_NONE))
    return false;
  bool riot = tells_riot(a, s, x, &other);
  if (!riot && s && d->sentences[s - 1].kind == KH_SENT_BODY) riot = tells_riot(a, s - 1, x, &other);
  return riot && !other;
}

/* "Protested against a plan to sell arms": a plan of others that is named only as what somebody is against is no word of its own. */
static bool is_defied(const kh_algebra *a, const kh_inst *x) {
  return x->frame->pos == KH_FRAME_N && x->base != KH_NONE && !kh_is_verb(a, x->trigger) && kh_is_of_others(a, x->trigger);
}

/* Is the noun told as forces that go? */
static bool tells_withdrawal(const kh_algebra *a, uint32_t noun) {
  for (uint32_t i = a->first[noun]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].type == KH_RETREAT && a->inst.at[i].mode == KH_MODE_RETREAT_WITHDRAW) return true;
  return false;
}

/* "Demanded the withdrawal of Ugandan troops from Kenyan soil", "of Israeli troops from Lebanon": asked are those whose deed it would be, not one's own land
 * nor the land that they are to leave. */
static void take_told_to_leave(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  const kh_inst *base = x->base == KH_NONE ? NULL : &a->inst.at[x->base];
  uint32_t o = !base && kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : base && !kh_is_verb(a, base->trigger) ? base->trigger : KH_NONE;
  kh_who found = {.n = 0};
  if (o == KH_NONE || a->mention_of[o] != KH_NONE || x->whom.n != 1 || !kh_who_of_some_country(d, &x->who)) return;
  const kh_mention *m = &d->mentions[x->whom.at[0]];
  if (m->actor.sector || m->kind == KH_ENTITY_PER || m->kind == KH_ENTITY_ORG) return;
  bool own = !base && kh_who_of_country(a, &x->who, m->actor.country), left = kh_is_behind(a, m->head, KH_CLAUSE_ORIGIN) && tells_withdrawal(a, o);
  if (!own && !left) return;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint32_t c = d->child[i];
    if (c > o && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_NMOD && kh_is_behind(a, c, KH_CLAUSE_OF)) kh_who_at(a, c, KH_DOERS, &found);
  }
  if (kh_who_coded(d, &found) && !kh_who_share(a, &x->who, &found)) x->whom = found;
}

/* "Said it would suspend talks with the rebels": the talks that somebody refuses are none to come. */
static bool is_talk_refused(const kh_algebra *a, const kh_inst *x) {
  enum { UP = 2 };   /* "said", behind which the refusal is held */
  uint32_t v = a->d->tok.head[x->trigger];
  bool talk = x->type == KH_CONSULT || (x->base != KH_NONE && a->inst.at[x->base].type == KH_CONSULT && a->inst.at[x->base].trigger == x->trigger);
  if (!talk || a->d->tok.deprel[x->trigger] != KH_DEP_OBJ) return false;
  for (uint32_t t = v, n = 0; t != KH_NONE && n < UP; t = a->d->tok.head[t], n++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y->trigger == v && !y->dropped && y->type == KH_REJECT && kh_who_share(a, &x->who, &y->whom)) return true;
    }
  return false;
}

/* "Ruled out a pardon for the courier despite pleas from Canberra": turned down is who pleads, rather than those of whom it is. */
static void take_pleader(const kh_algebra *a, kh_inst *x) {
  static const uint32_t states = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_LEG;
  const kh_doc *d = a->d;
  uint32_t v = kh_own_word(a, x), at[] = {v, kh_is_verb(a, v) ? kh_doc_child_with(d, v, KH_DEP_XCOMP) : KH_NONE};
  for (uint32_t i = 0; i < x->whom.n; i++)
    if (states >> d->mentions[x->whom.at[i]].actor.sector & 1) return;
  for (unsigned n = 0; n < 2 && at[n] != KH_NONE && kh_is_verb(a, v); n++)
    for (uint32_t i = d->child_at[at[n]]; i < d->child_at[at[n] + 1]; i++) {
      uint32_t c = d->child[i];
      kh_who found = {.n = 0};
      if (c < v || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBL || !(kh_is_behind(a, c, KH_CLAUSE_DESPITE) || kh_is_kind(a, c, KH_CLAUSE_DESPITE))) continue;
      if (!kh_meant_urged_by(a, x, c, &found)) continue;
      x->whom = found;
      return;
    }
}

/* "Flew to Tripoli to see the rebel leaders", "landed in Kathmandu to dig for survivors": whom one goes there for, not the place. */
static void take_those_there(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->base == KH_NONE ? x->trigger : a->inst.at[x->base].trigger;
  const kh_mention *place = x->whom.n == 1 ? &d->mentions[x->whom.at[0]] : NULL;
  bool meets = x->mode == KH_MODE_VISIT || (x->base != KH_NONE && a->inst.at[x->base].mode == KH_MODE_VISIT);
  if (!place || place->kind != KH_ENTITY_LOC || place->actor.sector || !kh_is_verb(a, t) || kh_is_passive(a, t) || d->tok.head[place->head] != t ||
      kh_deprel_base(d->tok.deprel[place->head]) != KH_DEP_OBL || !(meets || x->type == KH_AID || x->type == KH_COOPERATE))
    return;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < place->head || !kh_tells_purpose(a, t, c) || !kh_is_verb(a, c)) continue;
    kh_who found = {.n = 0};
    uint32_t o = kh_object_of(a, c);
    if (o != KH_NONE && a->mention_of[o] != KH_NONE) kh_who_at(a, o, KH_DOERS, &found);
    for (uint32_t k = d->child_at[c]; k < d->child_at[c + 1] && !found.n; k++) {
      uint32_t p = d->child[k], b = kh_deprel_base(d->tok.deprel[p]);
      if (p < c || b != KH_DEP_OBL) continue;
      if (kh_is_behind(a, p, KH_CLAUSE_WITH) || kh_is_behind(a, p, KH_CLAUSE_TO) || (!meets && kh_is_behind(a, p, KH_CLAUSE_BOUND)))
        kh_who_at(a, p, KH_DOERS, &found);
    }
    uint32_t n = 0;
    for (uint32_t k = 0; k < found.n; k++) {
      const kh_mention *m = &d->mentions[found.at[k]];
      bool there = m->kind != KH_ENTITY_LOC && m->kind != KH_ENTITY_PRONOUN && (m->actor.sector || m->actor.country[0]) &&
                   (!m->actor.country[0] || !strcmp(m->actor.country, place->actor.country));
      if (there) found.at[n++] = found.at[k];
    }
    if (!n || n < found.n || kh_who_share(a, &x->who, &found)) continue;
    x->whom = found;
    return;
  }
}

/* "American sanctions imposed in March", "U.S. sanctions imposed on the bank": whose the measure is has taken it, and does not suffer it. */
static void take_imposer(const kh_algebra *a, kh_inst *x) {
  uint32_t o = x->who.n || !x->whom.n || !kh_is_verb(a, x->trigger) || !kh_is_passive(a, x->trigger) ? KH_NONE : kh_object_of(a, x->trigger);
  for (uint32_t i = o == KH_NONE || o > x->trigger ? KH_NONE : a->first[o]; i != KH_NONE && !x->who.n; i = a->inst.at[i].next) {
    const kh_inst *y = &a->inst.at[i];   /* what the noun alone says */
    bool owner = y->who.n == 1 && x->whom.n == 1 && kh_same_mention(a, y->who.at[0], x->whom.at[0]);
    if (y->type != x->type || (!owner && kh_who_share(a, &y->who, &x->whom))) continue;
    x->who = y->who, x->whom.n = owner ? 0 : x->whom.n;
  }
}

/* The noun for the talks that the event is, or that it breaks off, or KH_NONE. */
static uint32_t talks_of(const kh_algebra *a, const kh_inst *x) {
  const kh_inst *base = x->base == KH_NONE ? NULL : &a->inst.at[x->base], *talk = base && base->type == KH_CONSULT ? base : x;
  uint32_t t = talk->trigger;
  if (x->type != KH_CONSULT && x->type != KH_AGREE && !(x->type == KH_REJECT && x->mode == KH_MODE_REJECT_MEET)) return KH_NONE;
  if (kh_is_verb(a, t)) t = kh_subject_of(a, t);
  if (t == KH_NONE || !kh_is_kind(a, t, KH_CLAUSE_DISCUSSED) || kh_is_verb(a, t)) return KH_NONE;
  bool subject = kh_deprel_base(a->d->tok.deprel[t]) == KH_DEP_NSUBJ;
  if (x->type == KH_AGREE && !subject) return KH_NONE;      /* but "talks would resume" */
  /* "talks would not end this week" goes on, and is no refusal */
  for (uint32_t v = a->d->tok.head[t], i = x->type == KH_REJECT && base && subject ? a->d->child_at[v] : KH_NONE; i != KH_NONE && i < a->d->child_at[v + 1]; i++)
    if (kh_is_kind(a, a->d->child[i], KH_CLAUSE_NOT)) return KH_NONE;
  return t;
}

/* Is the word a place in which somebody is told to be ("the premier, in Tokyo …")? */
static bool is_whereabouts(const kh_algebra *a, uint32_t t) {
  uint32_t m = a->mention_of[t];
  return kh_is_kind(a, t, KH_CLAUSE_HERE) || (m != KH_NONE && a->d->mentions[m].kind == KH_ENTITY_LOC && kh_is_behind(a, t, KH_CLAUSE_INSIDE));
}

/* "The premier, in Tokyo for talks with Japanese ministers, said", "the minister, here for talks with": who is there for them; the mention, or KH_NONE. */
static uint32_t there_for(const kh_algebra *a, uint32_t talks) {
  const kh_doc *d = a->d;
  uint32_t h = kh_is_behind(a, talks, KH_CLAUSE_BOUND) ? d->tok.head[talks] : KH_NONE;
  if (h == KH_NONE || h > talks) return KH_NONE;
  bool there = is_whereabouts(a, h);
  if (there) h = d->tok.head[h];
  uint32_t m = h == KH_NONE || h > talks ? KH_NONE : a->mention_of[h];
  if (m == KH_NONE || d->mentions[m].head != h || d->mentions[m].kind == KH_ENTITY_LOC) return KH_NONE;
  for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1] && !there; i++)
    there = d->child[i] > h && d->child[i] < talks && is_whereabouts(a, d->child[i]);
  return there ? m : KH_NONE;
}

/* A state or a body by name, "the airline", "the army": one of the persons who speak of talks may only watch them. */
static bool speaks_as_body(const kh_mention *m) {
  static const uint32_t bodies = 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP;
  return m->kind == KH_ENTITY_ORG || m->kind == KH_ENTITY_LOC || (m->kind == KH_ENTITY_NOMINAL && !m->plural && bodies >> m->actor.sector & 1);
}

/* The body that says in a clause that there are, were or will be those talks (not "slammed the lid on talks"); the mention, or KH_NONE. */
static uint32_t teller_of(const kh_algebra *a, uint32_t talks) {
  enum { UP = 8 };
  const kh_doc *d = a->d;
  uint32_t by = kh_speaker_at(a, talks), v = by == KH_NONE ? KH_NONE : d->tok.head[by];
  if (v == KH_NONE || !kh_is_kind(a, v, KH_CLAUSE_REPORTING)) return KH_NONE;
  bool told = false;
  for (uint32_t t = talks, steps = 0; t != KH_NONE && t != v && steps < UP; steps++, t = d->tok.head[t]) {
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    told |= b == KH_DEP_CCOMP || b == KH_DEP_PARATAXIS || d->tok.head[t] == KH_NONE;
  }
  uint32_t m = told ? a->mention_of[by] : KH_NONE;
  return m != KH_NONE && speaks_as_body(&d->mentions[m]) ? m : KH_NONE;
}

/* Whose clause tells the talks as the time of something else: "voiced concern during talks with", "made the pledge after talks with"; but "praised the progress
 * in talks with". Returns a mention or KH_NONE. */
static uint32_t talker_of_clause(const kh_algebra *a, uint32_t talks) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[talks];
  if (!kh_is_behind(a, talks, KH_CLAUSE_DURING) || kh_is_behind(a, talks, KH_CLAUSE_BEFORE) || h == KH_NONE || h > talks) return KH_NONE;
  if (d->tok.upos[h] == KH_UPOS_NOUN && a->mention_of[h] == KH_NONE && !kh_is_behind(a, talks, KH_CLAUSE_INSIDE)) {
    uint8_t b = kh_deprel_base(d->tok.deprel[h]);
    if (b != KH_DEP_OBJ && b != KH_DEP_OBL) return KH_NONE;
    for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1]; i++)      /* "condemned the walkout by Iran during talks" */
      if (d->child[i] > h && d->child[i] < talks && a->mention_of[d->child[i]] != KH_NONE) return KH_NONE;
    h = d->tok.head[h];
  }
  if (h == KH_NONE || h > talks || !kh_is_verb(a, h) || kh_is_passive(a, h) || kh_clause_of(a, h).mood != KH_MOOD_REAL) return KH_NONE;
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].type == KH_REJECT && a->inst.at[i].mode == KH_MODE_REJECT_MEET) return KH_NONE;      /* "its chair stayed empty at talks with" */
  uint32_t s = kh_subject_of(a, h);
  return s == KH_NONE ? KH_NONE : a->mention_of[s];
}

/* Talks or a meeting as a noun of which one side is told. */
static bool is_plain_talk(const kh_inst *x) {
  return x->type == KH_CONSULT && !x->mode && x->base == KH_NONE && x->frame->pos == KH_FRAME_N && x->who.n == 1 && !x->whom.n;
}

/* "The airline said talks with its pilots had broken down": who tells of talks that have one side alone is the other. */
static void take_talker(const kh_algebra *a, kh_inst *x) {
  static const uint32_t talkers = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_REB |
                                  1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_IGO;
  const kh_doc *d = a->d;
  uint32_t noun = x->who.n == 1 && !x->whom.n ? talks_of(a, x) : KH_NONE, m = noun == KH_NONE ? KH_NONE : teller_of(a, noun),
           guest = noun == KH_NONE ? KH_NONE : there_for(a, noun);
  if (guest != KH_NONE) m = guest;
  if (m == KH_NONE && is_plain_talk(x)) noun = x->trigger, m = talker_of_clause(a, noun);
  /* "the time for talks with the rebels is over" */
  if (guest == KH_NONE && noun != KH_NONE && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NMOD && kh_is_behind(a, noun, KH_CLAUSE_BOUND)) return;
  if (m == KH_NONE || !kh_is_behind(a, d->mentions[x->who.at[0]].head, KH_CLAUSE_WITH)) return;
  for (uint32_t i = d->child_at[noun]; i < d->child_at[noun + 1]; i++)      /* "Iran's talks with Iraq" */
    if (d->child[i] < noun && a->mention_of[d->child[i]] != KH_NONE) return;
  const kh_actor *teller = &d->mentions[m].actor, *other = &d->mentions[x->who.at[0]].actor;
  bool kin = teller->sector == other->sector && !strcmp(teller->country, other->country);
  if (!teller->country[0] || d->mentions[m].assumed || !(talkers >> teller->sector & 1) || kin || kh_who_holds(a, &x->who, m)) return;
  if (x->type == KH_REJECT && x->base != KH_NONE) x->whom = x->who, x->who.n = 0;      /* "there would be no talks with the rebels, Kinshasa said" */
  kh_who_add(&x->who, m);
}

/* Who is told beside the deed and is one of its parties, and who stands in a slot and is none. */
static void sort_out(kh_algebra *a, kh_inst *x) {
  if (!x->dropped && x->type) leave(a, x, is_named_law), leave(a, x, is_named_by_law), count_once(a, &x->who), count_once(a, &x->whom);
  if (!x->dropped && x->type && x->type != KH_ASSAULT) leave(a, x, is_stray_arms);
  if (x->type == KH_REQUEST && !x->dropped && is_answered_word(a, x)) x->dropped = true;
  if (x->type == KH_ASSAULT && !x->dropped && (is_passing_noun(a, x) || is_hurt_in_riot(a, x))) x->dropped = true;
  if (!x->dropped && (is_defied(a, x) || (x->type == KH_PROTEST && is_done_in_protest(a, x)))) x->dropped = true;
  if (!x->dropped && (is_shot_that_hit(a, x) || is_talk_refused(a, x) || is_punished_for(a, x) || is_punished_deed(a, x))) x->dropped = true;
  if (x->type == KH_ASSAULT && !x->dropped) take_riot(a, x), leave(a, x, is_own_side);
  if (x->type == KH_PROTEST && !x->dropped) leave(a, x, is_befallen);
  if (x->type == KH_ACCUSE && !x->dropped) leave(a, x, is_befallen), leave(a, x, is_own_it), leave(a, x, is_umpire), take_state_blamed(a, x), take_suspect(a, x);
  if (x->type == KH_REQUEST) leave(a, x, is_its_scene), leave(a, x, is_audience), take_told_to_leave(a, x);
  if (x->type == KH_REQUEST && !x->dropped && !x->embedded) take_petition(a, x);
  if (x->type == KH_REJECT) leave(a, x, is_thing), leave(a, x, is_own_post), leave(a, x, is_harmed), leave(a, x, is_own_town), leave(a, x, is_unspoken), leave(a, x, is_told_of);
  if ((x->type == KH_REJECT || x->type == KH_AGREE) && !x->dropped) take_proposer(a, x);
  if (x->type == KH_REJECT && !x->dropped) take_pleader(a, x);
  if (!x->dropped) leave_scene(a, x), leave(a, x, is_where_signed);
  if (x->type == KH_ASSAULT && !x->dropped && !x->embedded) take_foes(a, x), take_both_sides(a, x), take_killers(a, x), take_teller(a, x);
  if (x->type == KH_ASSAULT && !x->dropped && !x->embedded) take_purpose(a, x), take_counted(a, x);
  if (!x->dropped && (x->type == KH_SANCTION || x->type == KH_COERCE || x->type == KH_RETREAT || x->type == KH_CONCEDE)) take_agent(a, x);
  if ((x->type == KH_CONCEDE || x->type == KH_RETREAT) && !x->dropped && !x->embedded) take_announcer(a, x);
  if (!x->dropped) take_answered(a, x);
  if (x->type == KH_AID && !x->dropped && !x->embedded) take_helped(a, x);
  if (x->type == KH_ASSAULT && !x->dropped && !x->embedded) take_blamed(a, x);
  if (x->type == KH_COERCE) leave(a, x, is_seat_of_power), take_creditor(a, x);
  if (x->type == KH_PROTEST) leave(a, x, is_matter);
  if (x->type == KH_MOBILIZE) leave(a, x, is_guarded);
  if (x->type == KH_SUPPORT && !x->dropped) leave(a, x, is_own_state), leave(a, x, is_hit);
  if (x->type == KH_SANCTION && !x->dropped) take_imposer(a, x);
  if (x->type == KH_SANCTION && !x->embedded) leave(a, x, is_own_envoy);
  if ((x->type == KH_CONCEDE || x->type == KH_AGREE)) leave(a, x, is_own_self);
  if (x->type == KH_CONCEDE) leave(a, x, is_in_dropped_plan);
  if (x->type == KH_AGREE) leave(a, x, is_named_in_promise), leave(a, x, is_promised_at_home);
  if (x->type == KH_THREATEN && x->base != KH_NONE) leave(a, x, is_own_force), leave(a, x, is_own_envoy);
  if (x->type == KH_RETREAT && x->mode == KH_MODE_RETREAT_WITHDRAW) leave(a, x, is_own_force);
  if (x->type == KH_THREATEN && !x->dropped && !x->embedded) take_striker(a, x), take_listener(a, x), leave(a, x, is_own_country);
  if (!x->dropped && (x->type == KH_AID || x->type == KH_AGREE)) leave(a, x, is_sent);
  if (!x->dropped) take_those_there(a, x);
  if (!x->dropped && !x->embedded) take_talker(a, x);
}

void kh_parties_beside(kh_algebra *a, uint32_t index) {
  if (a->side) return;
  kh_inst *x = &a->inst.at[index];
  kh_who found = {.n = 0};
  sort_out(a, x);
  bool open = !x->dropped && !x->embedded && x->type && kh_who_coded(a->d, &x->who) && !kh_who_coded(a->d, &x->whom);
  if (!x->dropped && x->type && kh_is_some_neighbour(a, x) && kh_neighbour_in_report(a, index, &found)) x->whom = found;
  else if (open && (kh_meant_beside(a, index, &found) || kh_meant_by_report(a, index, &found))) a->inst.at[index].whom = found;
  x = &a->inst.at[index];
  if (x->type == KH_AID && !x->dropped && !x->embedded) take_place_helped(a, x);
  if (!x->dropped && !x->embedded) take_only_other(a, x), take_source(a, x);
  if (kh_arrested_by(a, index, &found)) x->who = found;
  kh_asked_in_report(a, index);
}
