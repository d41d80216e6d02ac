/* whose.c: the country of parties whose own words name none, where the deed itself tells it: whom police arrest at home, whose soldiers the
 * enemy captured, who visits. Works on settled instances. */
#include "events/circumstances.h"
#include "events/records.h"
#include "events/tree.h"

enum { MAX_CLIMB = 4 };

/* Does a name within the mention's own words tell its country? */
static bool is_told(const kh_algebra *a, const kh_mention *m) {
  const kh_doc *d = a->d;
  if (m->actor.id.n || m->kind == KH_ENTITY_LOC || m->kind == KH_ENTITY_NORP) return true;
  for (uint32_t t = m->tok_begin; t < m->tok_end; t++) {   /* "two Reuters reporters", "the head of Interpol" */
    uint32_t n = t == m->head ? KH_NONE : a->mention_of[t];
    /* "the minister, Jane Roe" */
    bool himself = n != KH_NONE && d->mentions[n].kind == KH_ENTITY_PER && d->mentions[n].chain == m->chain && !d->mentions[n].actor.id.n;
    if (n != KH_NONE && !himself && d->mentions[n].kind < KH_ENTITY_NOMINAL && !strcmp(d->mentions[n].actor.country, m->actor.country)) return true;
  }
  uint32_t s = d->tok.sentence[m->head], opener = m->tok_end;      /* "arrested troops from Denmark", however the tree hangs them */
  uint32_t last = m->plural && opener + 1 < d->tok.n && d->tok.upos[opener] == KH_UPOS_CCONJ ? kh_doc_child_with(d, m->head, KH_DEP_CONJ) : KH_NONE;
  if (last == opener + 1 && d->tok.sentence[last] == s) opener = last + 1;      /* "students and teachers from Iran" */
  if (opener < d->tok.n && d->tok.sentence[opener] == s && d->tok.upos[opener] == KH_UPOS_ADP && kh_is_kind(a, opener, KH_CLAUSE_ORIGIN)) {
    uint32_t whence = d->tok.head[opener] == KH_NONE ? KH_NONE : a->mention_of[d->tok.head[opener]];
    if (whence != KH_NONE && d->tok.head[opener] > opener && !strcmp(d->mentions[whence].actor.country, m->actor.country)) return true;
  }
  for (uint32_t i = kh_doc_first_place(d, s); i < d->place_count && d->places[i].sentence == s && d->places[i].tok_begin < m->tok_end; i++)
    if (d->places[i].tok_end > m->tok_begin && !strcmp(d->places[i].country, m->actor.country)) return true;
  return false;
}

/* "A Ugandan nurse arrived. Kenyan police arrested the nurse": do the words of another mention of the same one tell his country? */
static bool is_told_elsewhere(const kh_algebra *a, uint32_t mention) {
  enum { FAR = 400 /* mentions looked back over */ };
  const kh_mention *m = &a->d->mentions[mention];
  for (uint32_t k = mention, steps = 0; m->kind == KH_ENTITY_NOMINAL && k-- > 0 && steps < FAR; steps++) {
    const kh_mention *o = &a->d->mentions[k];
    if (o->chain == m->chain && o->kind == KH_ENTITY_NOMINAL && !strcmp(o->actor.country, m->actor.country) && is_told(a, o)) return true;
  }
  return false;
}

/* The whole chain is of another country than was assumed, or of none that is known (from NULL). */
static void move(const kh_algebra *a, kh_doc *d, uint32_t mention, const kh_actor *from) {
  uint32_t chain = d->mentions[mention].chain;
  if (from && is_told_elsewhere(a, mention)) return;
  for (uint32_t k = 0; k < d->mention_count; k++) {
    kh_mention *m = &d->mentions[k];
    if (m->chain != chain) continue;
    m->abroad |= !from;
    memset(m->actor.country, 0, sizeof m->actor.country);
    m->actor.cow = m->actor.gwn = 0;
    if (!from) continue;
    memcpy(m->actor.country, from->country, sizeof from->country);
    m->actor.cow = from->cow, m->actor.gwn = from->gwn;
  }
}

/* "Ghana deported three Nigerians. Abuja protested. The minister summoned the Ghanaian envoy": the state of late with which the other has to do; or NULL. */
static const kh_actor *opponent_of_late(const kh_algebra *a, const kh_inst *x, const char *other) {
  enum { BACK = 24, SENTENCES = 2 };
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  for (uint32_t i = (uint32_t)(x - a->inst.at), steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > SENTENCES) return NULL;
    bool both = y->who.n == 2 && !y->whom.n;   /* "Israel and Hamas agreed" */
    if (y->dropped || y->embedded || d->tok.sentence[y->trigger] == s || !(both || (y->who.n == 1 && y->whom.n == 1))) continue;
    const kh_actor *who = &d->mentions[y->who.at[0]].actor, *whom = &d->mentions[both ? y->who.at[1] : y->whom.at[0]].actor;
    if (!strcmp(who->country, other) && whom->country[0] && strcmp(whom->country, other)) return whom;
    if (!strcmp(whom->country, other) && who->country[0] && strcmp(who->country, other)) return who;
  }
  return NULL;
}

/* "The speaker of the house visited Taiwan", "officers deported a Chadian nurse": a guest is not of the host's country, no state sends its own people
 * away, and inspectors, doctors and reporters who are let in come from abroad, so who is only assumed to be of the other side's country is not. */
static void not_theirs(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t guards = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_JUD,
                        outsiders = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_NGO;
  bool visits = x->type == KH_CONSULT && x->mode == KH_MODE_VISIT;
  bool sends = (x->type == KH_COERCE && (x->mode == KH_MODE_DEPORT || x->mode == KH_MODE_COERCE_RESTRICT)) ||
               (x->type == KH_SANCTION && x->mode == KH_MODE_SANCTION_EXPEL);
  bool admits = x->type == KH_RETREAT && x->mode == KH_MODE_ACCESS;
  for (uint32_t i = 0; i < x->who.n && admits; i++)   /* "Iran readmitted inspectors" */
    for (uint32_t k = 0; k < x->whom.n; k++) {
      const kh_mention *w = &d->mentions[x->who.at[i]], *m = &d->mentions[x->whom.at[k]];
      if (m->kind == KH_ENTITY_NOMINAL && m->assumed && outsiders >> m->actor.sector & 1 && !is_told(a, m) && !strcmp(m->actor.country, w->actor.country))
        move(a, d, x->whom.at[k], NULL);
    }
  if (!visits && !sends) return;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *w = &d->mentions[x->who.at[i]];
    if (!w->actor.country[0] || is_told(a, w)) continue;
    for (uint32_t k = 0; k < x->whom.n; k++) {
      const kh_mention *m = &d->mentions[x->whom.at[k]];
      if (m->chain == w->chain || strcmp(m->actor.country, w->actor.country) || !is_told(a, m)) continue;
      bool country = m->kind == KH_ENTITY_LOC && !m->actor.sector && m->actor.id.n,
           people = (m->kind == KH_ENTITY_NOMINAL || m->kind == KH_ENTITY_NORP) && !(KH_STATE_ORGANS >> m->actor.sector & 1);
      if (visits ? country : people && w->assumed && guards >> w->actor.sector & 1) move(a, d, x->who.at[i], NULL);
    }
  }
}

/* "Polish prosecutors held a smuggler from Belarus, and Minsk summoned the consul": the one other state that the sentence names, or NULL. */
static const kh_actor *only_other(const kh_algebra *a, uint32_t sentence, const char *than) {
  const kh_doc *d = a->d;
  const kh_actor *other = NULL;
  for (uint32_t t = d->sentences[sentence].tok_begin; t < d->sentences[sentence].tok_end; t++) {
    const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &d->mentions[a->mention_of[t]];
    if (!m || !m->actor.country[0] || !strcmp(m->actor.country, than) || m->actor.sector == KH_SECTOR_IGO || !is_told(a, m)) continue;
    if (other && strcmp(other->country, m->actor.country)) return NULL;
    other = &m->actor;
  }
  return other;
}

/* Is the mention a whole state told by its name or its adjective ("Britain", "the British protest"), or an envoy of one? */
static bool as_state(const kh_algebra *a, const kh_doc *d, const kh_mention *m, bool capital) {
  enum { MOST = 64 };   /* places looked at, so that time stays linear */
  if (m->kind == KH_ENTITY_NOMINAL)
    return m->actor.sector == KH_SECTOR_GOV && (kh_is_kind(a, m->head, KH_CLAUSE_ENVOY) || kh_is_kind(a, m->head, KH_CLAUSE_MISSION));
  if ((m->actor.sector && !(m->kind == KH_ENTITY_LOC && m->actor.sector == KH_SECTOR_GOV)) || m->actor.id.n < 4 || memcmp(m->actor.id.s, "cty", 3))
    return false;
  if (m->kind == KH_ENTITY_NORP) return !m->plural;
  if (m->kind != KH_ENTITY_LOC) return false;
  uint32_t from = kh_doc_first_place(d, d->tok.sentence[m->head]);
  for (uint32_t i = from; i < d->place_count && i < from + MOST && d->places[i].tok_begin <= m->head; i++)
    if (d->places[i].tok_end > m->head && (d->places[i].resolution < 2 || (capital && kh_is_capital(&d->places[i])))) return true;
  return false;
}

/* "The government accused Britain", "the foreign ministry summoned the Danish envoy": no state deals so with itself, so whose ministry it is nobody said. */
static void not_itself(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t organs = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_SPY;
  bool against = x->type == KH_ACCUSE || x->type == KH_REJECT || x->type == KH_THREATEN || x->type == KH_REQUEST || x->type == KH_SANCTION;
  for (uint32_t k = 0; against && x->mode != KH_MODE_SANCTION_WITHDRAW && k < x->whom.n; k++) {   /* "Russia summoned the ambassador" */
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    if (m->kind == KH_ENTITY_NOMINAL && m->assumed && kh_is_kind(a, m->head, KH_CLAUSE_ENVOY) && !is_told(a, m) && m->actor.country[0] &&
        kh_who_of_country(a, &x->who, m->actor.country))
      move(a, d, x->whom.at[k], only_other(a, d->tok.sentence[x->trigger], m->actor.country));
  }
  for (uint32_t i = 0; against && i < x->who.n; i++) {
    const kh_mention *w = &d->mentions[x->who.at[i]];
    if (w->kind != KH_ENTITY_NOMINAL || !w->actor.country[0] || !w->assumed || !(organs >> w->actor.sector & 1) || is_told(a, w)) continue;
    for (uint32_t k = 0; k < x->whom.n && w->actor.country[0]; k++) {
      const kh_mention *m = &d->mentions[x->whom.at[k]];
      /* "said that Russian troops were behind it" */
      bool organ = m->kind == KH_ENTITY_NOMINAL && x->type == KH_ACCUSE && (m->actor.sector == KH_SECTOR_MIL || m->actor.sector == KH_SECTOR_SPY);
      if (m->chain != w->chain && !strcmp(m->actor.country, w->actor.country) && is_told(a, m) &&
          (organ || as_state(a, d, m, kh_is_kind(a, w->head, KH_CLAUSE_RULER))))
        move(a, d, x->who.at[i], opponent_of_late(a, x, m->actor.country));
    }
  }
}

/* "The king brought his ambassador home from Damascus": who recalls an envoy is not of the land that he was sent to. */
static void not_the_host(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  uint32_t sent = x->type == KH_SANCTION && x->mode == KH_MODE_SANCTION_WITHDRAW && kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  if (sent == KH_NONE || x->who.n != 1 || !(kh_is_kind(a, sent, KH_CLAUSE_ENVOY) || kh_is_kind(a, sent, KH_CLAUSE_MISSION))) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  if (w->kind != KH_ENTITY_NOMINAL || !w->assumed || !w->actor.country[0] || is_told(a, w)) return;
  uint32_t s = d->tok.sentence[x->trigger];
  for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++)
    if (d->places[p].tok_begin > sent && !d->places[p].demonym && !strcmp(d->places[p].country, w->actor.country)) {
      move(a, d, x->who.at[0], opponent_of_late(a, x, w->actor.country));
      return;
    }
}

/* "Closed its airspace to Qatari planes", "apologised for the Ukrainian airliner": a craft is its state's where it is kept out, asked for or spoken of. */
static void of_the_state(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  bool word = x->type == KH_AGREE || x->type == KH_CONCEDE || x->type == KH_REQUEST;
  for (uint32_t k = 0; (word || (x->type == KH_SANCTION && !x->mode)) && k < x->whom.n; k++) {
    kh_mention *m = &d->mentions[x->whom.at[k]];
    uint32_t opener = kh_doc_child_with(d, m->head, KH_DEP_CASE);
    bool craft = kh_is_kind(a, m->head, KH_CLAUSE_CONVEYANCE) || (word && kh_is_kind(a, m->head, KH_CLAUSE_ORDNANCE)),
         out = m->plural && opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_TO);
    if (m->kind != KH_ENTITY_NOMINAL || !m->actor.country[0] || m->assumed || !craft || !(word || out)) continue;
    m->actor.sector = KH_SECTOR_NONE, m->actor.sectors = 0;
  }
}

/* "Handed the Americans the tape", "agreed with the Japanese to meet": a people with an article, who work or agree with others, stand for their state. */
static void as_land(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  if (x->type != KH_COOPERATE && x->type != KH_AGREE) return;
  for (uint32_t i = 0; i < x->who.n && x->type == KH_AGREE; i++) {   /* "the candidate promised all Americans jobs" */
    kh_sector s = d->mentions[x->who.at[i]].actor.sector;
    if (s != KH_SECTOR_NONE && s != KH_SECTOR_GOV) return;
  }
  for (uint32_t i = 0; i < x->who.n + x->whom.n; i++) {
    kh_mention *m = &d->mentions[i < x->who.n ? x->who.at[i] : x->whom.at[i - x->who.n]];
    bool people = m->kind == KH_ENTITY_NORP && m->plural && m->actor.sectors == 1u << KH_SECTOR_CVL && m->actor.country[0] && m->tok_end == m->tok_begin + 2;
    if (people && kh_is_kind(a, m->tok_begin, KH_CLAUSE_DEFINITE)) m->actor.sector = KH_SECTOR_NONE, m->actor.sectors = 0;
  }
}

/* "Russian vessels rammed a tug", "a British task force sailed", "a Kenyan column was ambushed": what strikes, is struck or is under way in a state's name is
 * its army's, though the noun alone tells of no soldiers. */
static void of_the_forces(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  bool leaves = x->type == KH_RETREAT && x->mode == KH_MODE_RETREAT_WITHDRAW;
  if (x->type != KH_ASSAULT && x->type != KH_MOBILIZE && x->type != KH_COERCE && !leaves) return;
  for (uint32_t i = 0; i < x->who.n + (x->type == KH_ASSAULT ? x->whom.n : 0); i++) {
    kh_mention *m = &d->mentions[i < x->who.n ? x->who.at[i] : x->whom.at[i - x->who.n]];
    if (m->actor.sectors || m->assumed || !m->actor.country[0] || (m->kind != KH_ENTITY_NOMINAL && (m->kind != KH_ENTITY_NORP || m->plural))) continue;
    uint32_t t = m->head;
    for (int step = 0; m->kind == KH_ENTITY_NORP && rel(d, t) == KH_DEP_CONJ && step < MAX_CLIMB; step++) t = head(d, t);   /* "Danish and Dutch ships" */
    if (m->kind == KH_ENTITY_NORP) t = base(d, t) == KH_DEP_AMOD ? head(d, t) : KH_NONE;
    if (t != KH_NONE && kh_is_kind(a, t, i < x->who.n ? KH_CLAUSE_WARBOUND : KH_CLAUSE_MARCHING_COLUMN))
      m->actor.sector = KH_SECTOR_MIL, m->actor.sectors = 1u << KH_SECTOR_MIL;
  }
}

/* "Civil servants walked out", "gave notice of a strike", "drivers refused to work": they strike, and go back to work, as workers. */
static void as_workers(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t both = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LAB, loose = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_MIL;
  bool over = !x->mode && (x->type == KH_RETREAT || x->type == KH_THREATEN || x->type == KH_CONCEDE);
  for (uint32_t i = 0; (x->type == KH_PROTEST || over) && i < x->who.n; i++) {
    kh_mention *m = &d->mentions[x->who.at[i]];
    bool servants = (m->actor.sectors & both) == both, loosely = m->actor.sectors && !(m->actor.sectors & ~loose);
    if (over && !(m->plural && m->kind == KH_ENTITY_NOMINAL)) continue;      /* "the labour minister backed down" */
    if (servants) m->actor.sector = KH_SECTOR_LAB;
    else if (loosely && m->plural && (over || x->mode == KH_MODE_STRIKE) && m->kind == KH_ENTITY_NOMINAL && kh_is_kind(a, m->head, KH_CLAUSE_HIRED))
      m->actor.sector = KH_SECTOR_LAB, m->actor.sectors = 1u << KH_SECTOR_LAB;
  }
}

/* The land of which the report tells most, beside another one, if it is half of all that it tells of others; or NULL. */
static const kh_actor *land_of_report(const kh_algebra *a, const char *beside) {
  enum { MOST = 400, LANDS = 8, OFTEN = 4 };
  const kh_doc *d = a->d;
  struct { const kh_actor *of; uint32_t times; } land[LANDS];
  uint32_t n = 0, best = 0, all = 0;
  for (uint32_t i = 0; i < d->mention_count && i < MOST; i++) {
    const kh_mention *m = &d->mentions[i];
    if (m->kind == KH_ENTITY_PRONOUN || !m->actor.country[0] || m->actor.sector == KH_SECTOR_IGO || !strcmp(m->actor.country, beside)) continue;
    uint32_t k = 0;
    while (k < n && strcmp(land[k].of->country, m->actor.country)) k++;
    all++;
    if (k == LANDS) continue;
    if (k == n) land[n].of = &m->actor, land[n++].times = 0;
    if (++land[k].times > land[best].times) best = k;
  }
  return n && land[best].times >= OFTEN && 2 * land[best].times >= all ? land[best].of : NULL;
}

/* The land of those who receive somebody of another one: of the place where they meet, else, as a guess, the one of which the report tells most. */
static const kh_actor *land_of_host(const kh_algebra *a, const kh_inst *x, const char *guest, bool guess) {
  enum { MOST = 400 };
  const kh_doc *d = a->d;
  uint32_t place = kh_place_of(a, x);
  for (uint32_t i = 0; place != KH_NONE && strcmp(d->places[place].country, guest) && i < d->mention_count && i < MOST; i++)
    if (d->mentions[i].actor.country[0] && !strcmp(d->mentions[i].actor.country, d->places[place].country)) return &d->mentions[i].actor;
  return guess ? land_of_report(a, guest) : NULL;
}

/* "Italy's ambassador met the speaker", "the French envoy was welcomed by the head of the panel": who meets or receives somebody of another land, and is
 * only assumed to be of that one, is of the host's. */
static void of_the_met(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t organs =
      1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY;
  bool visit = x->mode == KH_MODE_VISIT && x->who.n == 1 && x->whom.n;
  if (x->type != KH_CONSULT || !(visit || (x->who.n == 2 && !x->whom.n))) return;
  for (uint32_t k = 0; k < (visit ? 2 * x->whom.n : 2); k++) {
    uint32_t one = x->who.at[0], other = visit ? x->whom.at[k / 2] : x->who.at[1];
    uint32_t guest = k % 2 ? other : one, host = k % 2 ? one : other;
    const kh_mention *w = &d->mentions[guest], *m = &d->mentions[host];
    bool envoy = w->kind == KH_ENTITY_NOMINAL && kh_is_kind(a, w->head, KH_CLAUSE_ENVOY) && is_told(a, w);
    bool foreign = visit ? !w->assumed && w->actor.country[0] : envoy || (w->kind == KH_ENTITY_PER && w->actor.sector == KH_SECTOR_GOV && is_told(a, w));
    if (!foreign || m->kind != KH_ENTITY_NOMINAL || (!envoy && !visit && !m->assumed) || m->chain == w->chain || !(organs >> m->actor.sector & 1)) continue;
    const kh_actor *land = strcmp(m->actor.country, w->actor.country) || is_told(a, m) || kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS) != KH_NONE
                               ? NULL
                               : land_of_host(a, x, w->actor.country, !visit);
    if (land) move(a, d, host, land);
  }
}

/* "Nepalese police cleared protesters from a bridge on the Indian border": those whom the police, courts and parliaments of a state deal with at home are its
 * own. */
static void at_home(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t state = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV, organs = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_LEG;
  bool release = x->type == KH_RETREAT && x->mode == KH_MODE_RELEASE;
  /* "LONDON - Sudanese rebels killed 30 villagers" */
  bool rebels = (x->type == KH_ASSAULT || release) && x->who.n == 1 && d->mentions[x->who.at[0]].actor.sector == KH_SECTOR_REB;
  bool force = rebels || x->type == KH_COERCE || (x->type == KH_SANCTION && x->mode == KH_MODE_CONVICT) || release ||
               (x->type == KH_ASSAULT && x->mode == KH_MODE_CROWD_CONTROL);
  if (!force || x->who.n != 1) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  bool jails = x->type == KH_COERCE && (x->mode == KH_MODE_COERCE_ARREST || x->mode == KH_MODE_COERCE_BAN || x->mode == KH_MODE_CENSOR);
  if (!((rebels ? 1u << KH_SECTOR_REB : jails ? organs | state : organs) >> w->actor.sector & 1) || !w->actor.country[0] || !is_told(a, w)) return;
  uint32_t place = kh_place_of(a, x);
  bool elsewhere = place != KH_NONE && strcmp(d->places[place].country, w->actor.country);
  for (uint32_t k = 0; k < x->whom.n && !(rebels && elsewhere); k++) {
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    bool apart = base(d, x->trigger) == KH_DEP_ACL && head(d, x->trigger) == m->head;   /* "exchanged in Vienna for men whom Moscow had jailed" */
    /* "a Cambodian court jailed a land activist" */
    bool unknown = !release && !m->actor.country[0] && !m->abroad && m->actor.sector == KH_SECTOR_NGO && !m->actor.id.n;
    uint32_t owner = kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS), of = owner == KH_NONE ? KH_NONE : a->mention_of[owner];
    /* "jailed a Qatari prince and his driver" */
    const kh_mention *he = of == KH_NONE || d->mentions[of].kind != KH_ENTITY_PRONOUN ? NULL : &d->mentions[of];
    if (he && he->chain != w->chain && !strcmp(he->actor.country, m->actor.country)) continue;
    if (m->kind == KH_ENTITY_NOMINAL && (m->assumed || apart || unknown || (jails && !elsewhere)) && m->chain != w->chain && (unknown || m->actor.country[0]) &&
        strcmp(m->actor.country, w->actor.country) && !is_told(a, m))
      move(a, d, x->whom.at[k], &w->actor);
  }
}

/* "Israel and Hamas agreed to a truce. The army will leave Gaza": soldiers of whom only the land that they leave tells are of the other side. */
static void of_the_leaver(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  const kh_inst *left = x->base != KH_NONE ? &a->inst.at[x->base] : x;
  if (left->type != KH_RETREAT || left->mode != KH_MODE_RETREAT_WITHDRAW || x->who.n != 1) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  if (w->kind != KH_ENTITY_NOMINAL || w->actor.sector != KH_SECTOR_MIL || !w->actor.country[0] || is_told(a, w)) return;
  uint32_t place = kh_place_of(a, left);
  bool theirs = place != KH_NONE && !strcmp(d->places[place].country, w->actor.country);
  for (uint32_t k = 0; k < x->whom.n; k++) theirs |= !strcmp(d->mentions[x->whom.at[k]].actor.country, w->actor.country);
  const kh_actor *side = theirs ? opponent_of_late(a, x, w->actor.country) : NULL;
  if (side && side->sector != KH_SECTOR_IGO) move(a, d, x->who.at[0], side);
}

/* "Bombed Kurdish villages in Syria": a people of several states is of the one where it is struck. */
static void of_the_place(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  uint32_t place = kh_event_quad((kh_event_type)x->type) == 4 && x->type != KH_PROTEST ? kh_place_of(a, x) : KH_NONE;
  for (uint32_t k = 0; place != KH_NONE && k < x->whom.n; k++) {
    kh_mention *m = &d->mentions[x->whom.at[k]];
    if (m->kind != KH_ENTITY_NORP || m->actor.country[0] || m->actor.sector == KH_SECTOR_REL || d->places[place].sentence != d->tok.sentence[m->head]) continue;
    memcpy(m->actor.country, d->places[place].country, sizeof m->actor.country);
  }
}

/* "Egypt asked the Arabs for help", "a ban on Muslims": a people or a faith of many lands that is spoken to or of, promised something or kept out is of no
 * land but one that is told beside it. Whom force hits, and with whom one sits down, are of the land. */
static void of_many_lands(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  int quad = kh_event_quad((kh_event_type)x->type);
  bool words = (quad == 1 || quad == 3) && x->type != KH_CONSULT && x->mode != KH_MODE_REJECT_MEET,
       kept_out = x->type == KH_COERCE && (x->mode == KH_MODE_COERCE_BAN || x->mode == KH_MODE_COERCE_RESTRICT),
       let_in = x->type == KH_RETREAT && x->mode == KH_MODE_ACCESS;
  for (uint32_t i = 0; i < x->whom.n && (words || kept_out || let_in); i++) {
    const kh_mention *m = &d->mentions[x->whom.at[i]];
    bool southern = kh_is_definite(a, m->head) && kh_doc_child_with(d, m->head, KH_DEP_AMOD) != KH_NONE;      /* "gave the southern Muslims a council" */
    if (m->kind != KH_ENTITY_NORP || !m->plural || !m->assumed || d->tok.deprel[m->head] == KH_DEP_AMOD || southern) continue;
    uint32_t of = kh_doc_child_with(d, m->head, KH_DEP_NMOD), land = of == KH_NONE ? KH_NONE : a->mention_of[of];
    bool placed = land != KH_NONE && d->mentions[land].kind == KH_ENTITY_LOC && d->mentions[land].actor.country[0];      /* "the Arabs of Sudan" */
    move(a, d, x->whom.at[i], placed ? &d->mentions[land].actor : NULL);
  }
}

/* "The Austrian chancellor dismissed the interior minister after a meeting in Brussels": a state's own officials, unless the deed itself was done elsewhere. */
static void of_the_office(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t rulers = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD,
                        officials =
                            1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_ELI;
  if (x->type != KH_COERCE || x->mode || x->who.n != 1 || !kh_is_verb(a, x->trigger)) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  uint32_t place = kh_place_of(a, x);
  if (!(rulers >> w->actor.sector & 1) || !w->actor.country[0] || !is_told(a, w) || (place != KH_NONE && strcmp(d->places[place].country, w->actor.country)))
    return;
  for (uint32_t k = 0; k < x->whom.n; k++) {
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    bool theirs = m->kind == KH_ENTITY_NOMINAL && !m->abroad && officials >> m->actor.sector & 1 && m->actor.country[0] &&
                  strcmp(m->actor.country, w->actor.country) && !is_told(a, m);
    if (theirs && !kh_is_kind(a, m->head, KH_CLAUSE_ENVOY)) move(a, d, x->whom.at[k], &w->actor);
  }
}

/* "Nigeria's soldiers, with Chadian help, drove the insurgents out": rebels of whom only the report's country is known fight those whom the deed names. */
static void of_one_war(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t state = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_GOV;
  if (x->type != KH_ASSAULT || x->who.n != 1) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  uint32_t place = kh_place_of(a, x);
  if (!(state >> w->actor.sector & 1) || w->assumed || !w->actor.country[0]) return;
  if (place != KH_NONE && strcmp(d->places[place].country, w->actor.country)) return;
  for (uint32_t k = 0; k < x->whom.n; k++) {
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    if (m->kind == KH_ENTITY_NOMINAL && m->actor.sector == KH_SECTOR_REB && m->assumed && m->actor.country[0] && strcmp(m->actor.country, w->actor.country) &&
        !is_told(a, m))
      move(a, d, x->whom.at[k], &w->actor);
  }
}

/* "Blew a hole in an American destroyer off Aden, killing seventeen sailors", "fired on an Iranian ship, and five sailors died": crews are of the vessel's
 * country. */
static void of_the_vessel(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  enum { SENTENCES = 3, FAR = 120 };
  /* "Iran seized a Greek tanker. The crew was freed on Monday" */
  bool freed = x->type == KH_RETREAT || x->type == KH_COERCE || x->type == KH_AID || x->type == KH_THREATEN;
  if ((x->type != KH_ASSAULT && !freed) || x->whom.n != 1) return;
  const kh_mention *m = &d->mentions[x->whom.at[0]];
  if (m->kind != KH_ENTITY_NOMINAL || !kh_is_kind(a, m->head, KH_CLAUSE_CREW) || is_told(a, m)) return;
  uint32_t owner = kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS);
  bool its = owner != KH_NONE && d->tok.upos[owner] == KH_UPOS_PRON;      /* "shot down an Indian jet and captured its pilot" */
  if (owner != KH_NONE && !its) return;
  uint32_t s = d->tok.sentence[m->head], first = its || !kh_is_definite(a, m->head) ? s : s < SENTENCES ? 0 : s - SENTENCES;
  for (uint32_t t = m->head, steps = 0, begin = d->sentences[first].tok_begin; t-- > begin && steps < FAR; steps++) {
    uint32_t n = a->mention_of[t];
    const kh_mention *craft = n == KH_NONE || d->mentions[n].head != t || kh_who_holds(a, &x->who, n) ? NULL : &d->mentions[n];
    bool bears = kh_is_kind(a, t, KH_CLAUSE_AFLOAT) || (its && (kh_is_kind(a, t, KH_CLAUSE_ALOFT) || kh_is_kind(a, t, KH_CLAUSE_ORDNANCE)));
    if (!craft || craft->kind != KH_ENTITY_NOMINAL || !bears || !craft->actor.country[0] || !is_told(a, craft)) continue;
    /* an Indian warship, but the freighter's crew */
    if (craft->actor.sector == KH_SECTOR_MIL && m->actor.sector == KH_SECTOR_LAB && d->tok.sentence[craft->head] != s) continue;
    if (strcmp(craft->actor.country, m->actor.country)) move(a, d, x->whom.at[0], &craft->actor);
    if (craft->actor.sector == KH_SECTOR_BUS && m->actor.sector == KH_SECTOR_MIL) {      /* a tanker's captain is no officer */
      d->mentions[x->whom.at[0]].actor.sector = KH_SECTOR_LAB, d->mentions[x->whom.at[0]].actor.sectors = 1u << KH_SECTOR_LAB;
    }
    return;
  }
}

/* "Tunisia broke with Iran, accusing its embassy of plotting": nobody accuses his own, so it is theirs whom the clause above is against. */
static void of_the_accused(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  const kh_mention *m = x->type == KH_ACCUSE && x->whom.n == 1 ? &d->mentions[x->whom.at[0]] : NULL;
  uint32_t owner = m && m->kind == KH_ENTITY_NOMINAL ? kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS) : KH_NONE, h = head(d, x->trigger);
  if (owner == KH_NONE || d->tok.upos[owner] != KH_UPOS_PRON || base(d, x->trigger) != KH_DEP_ADVCL || h == KH_NONE || !m->actor.country[0] ||
      !kh_who_of_country(a, &x->who, m->actor.country))
    return;
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_inst *y = &a->inst.at[i];
    const kh_mention *o = !y->dropped && y->whom.n == 1 && (y->type == KH_SANCTION || y->type == KH_ACCUSE || y->type == KH_COERCE || y->type == KH_THREATEN)
                              ? &d->mentions[y->whom.at[0]]
                              : NULL;
    if (!o || !o->actor.country[0] || !strcmp(o->actor.country, m->actor.country)) continue;
    move(a, d, x->whom.at[0], &o->actor);
    return;
  }
}

/* "The Egyptian embassy in Sudan announced that Ambassador Roe had met the governor": an envoy of whom only the place tells is of the mission that the
 * sentence names. */
static void of_the_embassy(const kh_algebra *a, kh_doc *d, const kh_who *who) {
  enum { NEAR_BY = 48 };
  for (uint32_t k = 0; k < who->n; k++) {
    const kh_mention *m = &d->mentions[who->at[k]];
    if ((m->kind != KH_ENTITY_NOMINAL && m->kind != KH_ENTITY_PER) || m->actor.sector != KH_SECTOR_GOV || is_told(a, m)) continue;
    bool envoy = false;
    for (uint32_t t = m->tok_begin; t < m->tok_end && !envoy; t++) envoy = kh_is_kind(a, t, KH_CLAUSE_ENVOY);
    const kh_sentence *s = &d->sentences[d->tok.sentence[m->head]];
    for (uint32_t t = m->tok_begin > s->tok_begin + NEAR_BY ? m->tok_begin - NEAR_BY : s->tok_begin; envoy && t < m->tok_begin; t++) {
      const kh_mention *seat = a->mention_of[t] == KH_NONE || !kh_is_kind(a, t, KH_CLAUSE_MISSION) ? NULL : &d->mentions[a->mention_of[t]];
      if (!seat || seat->head != t || !seat->actor.country[0] || seat->assumed || !strcmp(seat->actor.country, m->actor.country)) continue;
      move(a, d, who->at[k], &seat->actor);
      break;
    }
  }
}

/* The side that the clause above tells of: "Israel called up reservists after rebels captured …". */
static uint32_t side_above(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  for (int step = 0; step < MAX_CLIMB && t != KH_NONE; step++) {
    uint32_t h = head(d, t);
    bool below = base(d, t) == KH_DEP_ADVCL || base(d, t) == KH_DEP_ACL || base(d, t) == KH_DEP_CCOMP;
    t = h;
    if (!below || h == KH_NONE || !kh_is_verb(a, h)) continue;
    kh_who above = {.n = 0};
    kh_who_at(a, kh_is_passive(a, h) ? kh_object_of(a, h) : kh_subject_of(a, h), KH_DOERS, &above);
    if (above.n != 1 || kh_who_holds(a, &x->who, above.at[0])) return KH_NONE;
    const kh_mention *m = &d->mentions[above.at[0]];
    bool state = m->actor.country[0] && (m->actor.sector == KH_SECTOR_NONE || m->actor.sector == KH_SECTOR_GOV || m->actor.sector == KH_SECTOR_MIL);
    return state && is_told(a, m) ? above.at[0] : KH_NONE;
  }
  return KH_NONE;
}

/* … or that the same people strike in the words before: "shelled the island, killing two marines", "shot down an Indian jet and captured its pilot". */
static const kh_actor *side_before(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t begin = d->sentences[d->tok.sentence[x->trigger]].tok_begin;
  for (uint32_t t = x->trigger, steps = 0; t-- > begin && steps < 48; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y == x || y->dropped || (y->type != KH_ASSAULT && y->type != KH_COERCE) || !kh_who_share(a, &x->who, &y->who)) continue;
      for (uint32_t k = 0; k < y->whom.n; k++) {
        const kh_mention *m = &d->mentions[y->whom.at[k]];
        if (m->actor.country[0] && is_told(a, m) && !kh_who_of_country(a, &x->who, m->actor.country)) return &m->actor;
      }
    }
  return NULL;
}

/* … or that strikes back at them in the words behind: "captured two soldiers, prompting Israel to bomb Lebanon". */
static const kh_actor *side_behind(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t end = d->sentences[d->tok.sentence[x->trigger]].tok_end;
  for (uint32_t t = x->trigger + 1, steps = 0; t < end && steps < 48; t++, steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y == x || y->dropped || y->type != KH_ASSAULT || y->who.n != 1 || kh_who_share(a, &x->who, &y->who)) continue;
      const kh_mention *w = &d->mentions[y->who.at[0]];
      bool state =
          w->actor.country[0] && is_told(a, w) && (w->actor.sector == KH_SECTOR_NONE || w->actor.sector == KH_SECTOR_GOV || w->actor.sector == KH_SECTOR_MIL);
      if (state && !kh_who_of_country(a, &x->who, w->actor.country) && kh_who_of_country(a, &y->whom, d->mentions[x->who.at[0]].actor.country))
        return &w->actor;
    }
  return NULL;
}

/* "… after Hezbollah captured two soldiers", "… two of its soldiers": who is struck is not the striker's, but of the side that the clause above tells of. */
static void of_the_struck(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t own = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_GOV, people = own | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB;
  if ((x->type != KH_ASSAULT && x->type != KH_COERCE) || !x->who.n) return;
  for (uint32_t k = 0; k < x->whom.n; k++) {
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    bool theirs_not = m->actor.country[0] ? kh_who_of_country(a, &x->who, m->actor.country) : m->abroad && m->actor.sector == KH_SECTOR_MIL;
    if (m->kind != KH_ENTITY_NOMINAL || !theirs_not || is_told(a, m)) continue;
    uint32_t owner = kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS);
    bool theirs = owner != KH_NONE && d->tok.upos[owner] == KH_UPOS_PRON && kh_doc_child_with(d, m->head, KH_DEP_AMOD) == KH_NONE;
    if (!(theirs ? people >> m->actor.sector & 1
                 : owner == KH_NONE && (m->actor.sector == KH_SECTOR_MIL || (m->actor.sector == KH_SECTOR_BUS && x->type == KH_ASSAULT))))
      continue;
    const kh_actor *side = side_before(a, x);
    uint32_t above = side ? KH_NONE : side_above(a, x);
    if (above != KH_NONE) side = &d->mentions[above].actor;
    if (!side) side = side_behind(a, x);
    /* nameless rebels fight their own land's soldiers */
    bool civil_war = d->mentions[x->who.at[0]].actor.sector == KH_SECTOR_REB && !d->mentions[x->who.at[0]].actor.id.n;
    if (!side && !theirs && x->type == KH_ASSAULT && !civil_war) side = opponent_of_late(a, x, m->actor.country);   /* "fired rockets at a military base" */
    if (side && strcmp(side->country, m->actor.country)) move(a, d, x->whom.at[k], side);
  }
}

/* "Ambushed the cars of an American family and killed three mothers", "rammed the US barracks in Beirut, killing 241 servicemen": who falls where those of
 * another land are struck, and is of their sort or on their ship, is of that land and not of the one where it happens. */
static void of_the_target(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  enum { NEAR_BY = 32 };
  static const uint32_t people = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_OPP;
  const kh_mention *struck = NULL;
  uint32_t begin = d->sentences[d->tok.sentence[x->trigger]].tok_begin;
  for (uint32_t t = x->trigger, steps = 0; x->type == KH_ASSAULT && x->whom.n && !struck && t-- > begin && steps < NEAR_BY; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE && !struck; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool same = x->who.n || y->who.n ? kh_who_share(a, &x->who, &y->who) : kh_doc_dominates(d, y->trigger, x->trigger);
      if (y != x && !y->dropped && (y->type == KH_ASSAULT || y->type == KH_COERCE) && same && y->whom.n == 1) struck = &d->mentions[y->whom.at[0]];
    }
  if (!struck || !struck->actor.country[0] || !is_told(a, struck) || struck->kind == KH_ENTITY_LOC) return;
  if (kh_who_of_country(a, &x->who, struck->actor.country)) return;
  uint32_t thing = struck->kind == KH_ENTITY_NORP && base(d, struck->head) == KH_DEP_AMOD ? head(d, struck->head) : struck->head;      /* "a Turkish ship" */
  for (uint32_t k = 0; k < x->whom.n; k++) {
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    bool fell = m->kind == KH_ENTITY_NOMINAL && m->plural && people >> m->actor.sector & 1 && !is_told(a, m) && !kh_is_definite(a, m->head) &&
                kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS) == KH_NONE && m->chain != struck->chain;
    if (fell && strcmp(struck->actor.country, m->actor.country) && (struck->actor.sector == m->actor.sector || kh_is_kind(a, thing, KH_CLAUSE_AFLOAT)))
      move(a, d, x->whom.at[k], &struck->actor);
  }
}

/* "Peru protested after Chile seized its boats": nobody seizes his own, so the boats are of the side that the clause above tells of; but one closes one's own
 * border. */
static void of_side_above(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  bool seizes = x->type == KH_ASSAULT || (x->type == KH_COERCE && x->mode != KH_MODE_COERCE_RESTRICT);
  uint32_t o = x->whom.n || !seizes || !kh_is_verb(a, x->trigger) || kh_is_passive(a, x->trigger) ? KH_NONE : kh_object_of(a, x->trigger);
  uint32_t owner = o == KH_NONE ? KH_NONE : kh_doc_child_with(d, o, KH_DEP_NMOD_POSS);
  if (owner == KH_NONE || d->tok.upos[owner] != KH_UPOS_PRON || !kh_who_holds(a, &x->who, a->mention_of[owner]) ||
      kh_doc_child_with(d, o, KH_DEP_AMOD) != KH_NONE)
    return;
  uint32_t above = side_above(a, x);
  if (above != KH_NONE && strcmp(d->mentions[above].actor.country, d->mentions[x->who.at[0]].actor.country)) kh_who_add(&x->whom, above);
}

/* "Seized a cargo ship that belongs to an Israeli businessman", "a bus owned by a French firm": whose it is. */
static void of_the_owner(const kh_algebra *a, kh_doc *d, const kh_who *who) {
  for (uint32_t k = 0; k < who->n; k++) {
    const kh_mention *m = &d->mentions[who->at[k]];
    if (m->kind != KH_ENTITY_NOMINAL || is_told(a, m)) continue;
    EACH_CHILD(d, m->head, c) {
      if (base(d, c) != KH_DEP_ACL || c < m->head || !kh_is_kind(a, c, KH_CLAUSE_OWNING)) continue;
      EACH_CHILD(d, c, g) {
        uint32_t n = base(d, g) == KH_DEP_OBL && g > c ? a->mention_of[g] : KH_NONE;
        if (n == KH_NONE || d->mentions[n].kind == KH_ENTITY_LOC || !d->mentions[n].actor.country[0] || !is_told(a, &d->mentions[n]) ||
            !strcmp(d->mentions[n].actor.country, m->actor.country))
          continue;
        move(a, d, who->at[k], &d->mentions[n].actor);
        break;
      }
    }
  }
}

/* "Two bases that house British troops", "a base used by British troops", "where British troops are stationed": who is in what the noun at t names. */
static bool housed_in(const kh_algebra *a, uint32_t t, uint32_t verb, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t at[] = {t, KH_NONE, verb};   /* … also where the tree hangs the clause on the place or the verb */
  EACH_CHILD(d, t, c)
    if (c > t && base(d, c) == KH_DEP_NMOD && a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].kind == KH_ENTITY_LOC) at[1] = c;
  for (int i = 0; i < 3; i++)
    for (uint32_t k = at[i] == KH_NONE ? 0 : d->child_at[at[i]]; at[i] != KH_NONE && k < d->child_at[at[i] + 1]; k++) {
      uint32_t c = d->child[k];
      uint8_t b = base(d, c);
      bool loose = i == 2;
      if (c < t || (loose ? b != KH_DEP_ADVCL || kh_doc_child_with(d, c, KH_DEP_MARK) != KH_NONE : b != KH_DEP_ACL) || !kh_is_verb(a, c)) continue;
      bool passive = kh_is_passive(a, c);
      uint32_t who = !passive                              ? (kh_is_kind(a, c, KH_CLAUSE_HOUSING) && !loose ? kh_doc_child_with(d, c, KH_DEP_OBJ) : KH_NONE)
                     : !kh_is_kind(a, c, KH_CLAUSE_HOUSED) ? KH_NONE
                                                           : kh_agent_at(a, c);
      if (who == KH_NONE && passive && !loose && kh_is_kind(a, c, KH_CLAUSE_HOUSED)) who = kh_doc_child_base(d, c, KH_DEP_NSUBJ);
      if (who == KH_NONE || a->mention_of[who] == KH_NONE || d->mentions[a->mention_of[who]].kind == KH_ENTITY_PRONOUN) continue;
      kh_who_at(a, who, KH_DOERS, out);
      EACH_CHILD(d, who, g)
        if (rel(d, g) == KH_DEP_CONJ && a->mention_of[g] != KH_NONE) kh_who_add(out, a->mention_of[g]);
      return kh_who_coded(d, out);
    }
  return false;
}

/* Who strikes a building strikes those who are in it. */
static void of_those_within(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  kh_who found = {.n = 0};
  uint32_t o = x->type == KH_ASSAULT && kh_is_verb(a, x->trigger) && !kh_is_passive(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  bool got = o != KH_NONE && housed_in(a, o, x->trigger, &found);
  EACH_CHILD(d, x->trigger, c)
    if (!got && o != KH_NONE && c > x->trigger && base(d, c) == KH_DEP_OBL) got = housed_in(a, c, x->trigger, &found);
  if (got && !kh_who_share(a, &found, &x->who)) x->whom = found;
}

/* "Shot down a Russian fighter": an aircraft, no rebel. */
static void of_the_air(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  uint32_t t = x->trigger, down = kh_doc_child_with(d, t, KH_DEP_COMPOUND_PRT);
  if (x->type != KH_ASSAULT) return;
  if (!kh_is_kind(a, t, KH_CLAUSE_DOWNING) && !(down != KH_NONE && kh_is_kind(a, t, KH_CLAUSE_FELLING) && kh_is_kind(a, down, KH_CLAUSE_DOWNING))) return;
  for (uint32_t k = 0; k < x->who.n; k++) {   /* "Jordanian fighters shot down the drones" */
    kh_mention *w = &d->mentions[x->who.at[k]];
    if (w->kind == KH_ENTITY_NOMINAL && w->actor.sector == KH_SECTOR_REB && w->actor.country[0] && is_told(a, w) && kh_is_kind(a, w->head, KH_CLAUSE_ALOFT))
      w->actor.sector = KH_SECTOR_MIL, w->actor.sectors = 1u << KH_SECTOR_MIL;
  }
  for (uint32_t k = 0; k < x->whom.n; k++) {
    kh_mention *m = &d->mentions[x->whom.at[k]];
    /* "Iran shot down an airliner" */
    if (m->kind == KH_ENTITY_NOMINAL && m->actor.country[0] && !is_told(a, m) && kh_who_of_country(a, &x->who, m->actor.country)) move(a, d, x->whom.at[k], NULL);
    if (m->actor.sector != KH_SECTOR_REB || m->kind != KH_ENTITY_NOMINAL) continue;
    m->actor.sector = KH_SECTOR_MIL;
    m->actor.sectors = 1u << KH_SECTOR_MIL;
  }
}

/* "Dhaka evacuated two million people before the storm": whom a state or its people help where no other land is told are at home. */
static void of_the_helper(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_LAB;
  if (x->type != KH_AID || x->who.n != 1 || x->whom.n != 1) return;
  const kh_mention *w = &d->mentions[x->who.at[0]], *m = &d->mentions[x->whom.at[0]];
  if (!w->actor.country[0] || w->assumed || m->kind != KH_ENTITY_NOMINAL || m->actor.country[0] || !(people >> m->actor.sector & 1) ||
      kh_is_kind(a, m->head, KH_CLAUSE_CREW) || kh_doc_child_with(d, m->head, KH_DEP_AMOD) != KH_NONE)
    return;
  uint32_t s = d->tok.sentence[x->trigger];
  for (uint32_t t = d->sentences[s].tok_begin; t < d->sentences[s].tok_end; t++)
    if (a->mention_of[t] != KH_NONE && d->mentions[a->mention_of[t]].actor.country[0] && strcmp(d->mentions[a->mention_of[t]].actor.country, w->actor.country))
      return;
  for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++)
    if (strcmp(d->places[p].country, w->actor.country)) return;
  move(a, d, x->whom.at[0], &w->actor);
}

/* "As Uganda sent troops", "Uganda's raid", "denied by Uganda": a state that does something is not where it is done; but "Uganda says that …". */
static bool is_doer(const kh_doc *d, const kh_place *p, uint32_t deed) {
  uint32_t t = kh_doc_head_within(d, p->tok_begin, p->tok_end);
  uint8_t r = rel(d, t);
  if (p->resolution >= 2 || (r != KH_DEP_NSUBJ && r != KH_DEP_NMOD_POSS && r != KH_DEP_OBL_AGENT)) return false;
  uint32_t told = r == KH_DEP_NSUBJ ? kh_doc_child_base(d, head(d, t), KH_DEP_CCOMP) : KH_NONE;
  return told == KH_NONE || !kh_doc_dominates(d, told, deed);
}

/* "Food from Colombia". */
static bool is_whence(const kh_algebra *a, const kh_place *p) {
  uint32_t opener = kh_doc_child_with(a->d, kh_doc_head_within(a->d, p->tok_begin, p->tok_end), KH_DEP_CASE);
  return opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_ORIGIN);
}

/* Does the place's name stand for one of them? */
static bool is_among(const kh_algebra *a, const kh_who *who, const kh_place *p) {
  return kh_who_holds(a, who, a->mention_of[kh_doc_head_within(a->d, p->tok_begin, p->tok_end)]);
}

/* The one country where the sentence's places lie, told by a place that stands in it, or KH_NONE: who comes from somewhere tells none. at_home: those whose
 * deed it is are at work at home, whatever another state does. */
static uint32_t only_scene(const kh_algebra *a, const kh_inst *x, bool at_home) {
  const kh_doc *d = a->d;
  uint32_t scene = KH_NONE, deed = x->trigger, s = d->tok.sentence[deed];
  for (uint32_t i = kh_doc_first_place(d, s); i < d->place_count && d->places[i].sentence == s; i++) {
    if (d->places[i].demonym || !d->places[i].country[0] || (at_home && is_doer(d, &d->places[i], deed)) || is_whence(a, &d->places[i])) continue;
    if (is_among(a, &x->who, &d->places[i])) continue;   /* "attacked by Turkey" */
    if (scene != KH_NONE && strcmp(d->places[scene].country, d->places[i].country)) return KH_NONE;
    scene = i;
  }
  return scene;
}

/* Somebody of the place's country whom its sentence names, or NULL. */
static const kh_actor *land_named(const kh_algebra *a, const kh_place *p) {
  const kh_doc *d = a->d;
  for (uint32_t t = d->sentences[p->sentence].tok_begin; t < d->sentences[p->sentence].tok_end; t++)
    if (a->mention_of[t] != KH_NONE && !strcmp(d->mentions[a->mention_of[t]].actor.country, p->country)) return &d->mentions[a->mention_of[t]].actor;
  return NULL;
}

/* Is it at home, where a place beside the doer's own name says so: "Turkey's raid on Syrian rebels in Ankara"? */
static bool at_doers_home(const kh_algebra *a, uint32_t sentence, const kh_who *doers, const char *own) {
  const kh_doc *d = a->d;
  for (uint32_t i = kh_doc_first_place(d, sentence); i < d->place_count && d->places[i].sentence == sentence; i++)
    if (!d->places[i].demonym && !strcmp(d->places[i].country, own) && !is_among(a, doers, &d->places[i])) return true;
  return false;
}

/* Somebody of another land than own whom an attack beside x, by the same doers, strikes: "Russia's attack on a Ukrainian clinic killed …"; or NULL. */
static const kh_actor *struck_beside(const kh_algebra *a, const kh_inst *x, const char *own) {
  enum { NEAR_BY = 32 };
  const kh_doc *d = a->d;
  uint32_t here = d->tok.sentence[x->trigger], begin = d->sentences[here].tok_begin, end = d->sentences[here].tok_end;
  if (x->trigger > begin + NEAR_BY) begin = x->trigger - NEAR_BY;
  if (end > x->trigger + NEAR_BY) end = x->trigger + NEAR_BY;
  for (uint32_t t = begin; t < end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool below = !y->who.n && kh_who_of_country(a, &x->who, own) && kh_doc_dominates(d, x->trigger, y->trigger);   /* "killed nine in an attack on" */
      if (t < x->trigger && base(d, x->trigger) == KH_DEP_ADVCL) continue;   /* "fired at a Turkish ship, killing nine villagers": not those of the ship */
      if (y == x || y->dropped || (y->type != KH_ASSAULT && y->type != KH_COERCE) || !(below || kh_who_of_country(a, &y->who, own))) continue;
      const kh_mention *m = y->whom.n ? &d->mentions[y->whom.at[0]] : NULL;
      if (m && m->actor.country[0] && !m->assumed && !kh_who_of_country(a, &y->whom, own) && !at_doers_home(a, here, below ? &x->who : &y->who, own))
        return &m->actor;
    }
  return NULL;
}

/* "Russia's attack on a Ukrainian clinic killed nine", "nine people died in a Turkish raid on a Syrian village": who falls where another land is struck, and
 * of whom no word of their own says that they are the striker's, is of that land. */
static void of_the_land_struck(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t people =
      1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_REL;
  for (uint32_t k = 0; x->type == KH_ASSAULT && k < x->whom.n; k++) {
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    if (m->kind != KH_ENTITY_NOMINAL || !m->actor.country[0] || !(people >> m->actor.sector & 1) || is_told(a, m)) continue;
    if (kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS) != KH_NONE || (x->who.n && !kh_who_of_country(a, &x->who, m->actor.country))) continue;
    const kh_actor *land = struck_beside(a, x, m->actor.country);
    if (land) move(a, d, x->whom.at[k], land);
  }
}

/* "Russian drones hit the port of Odessa, wounding four people", in a report from Riyadh: victims of whom no word tells more are of the land where it happens.
 * */
static void of_the_scene(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t people =
      1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_BUS;
  if (x->type != KH_ASSAULT) return;
  const kh_mention *w = x->who.n == 1 ? &d->mentions[x->who.at[0]] : NULL;
  uint32_t doers = w ? w->actor.sectors : 0;
  if (w && doers == 1u << KH_SECTOR_COP && w->actor.country[0] && is_told(a, w)) return;      /* "Chilean police": at home */
  uint32_t place = only_scene(a, x, (doers & (1u << KH_SECTOR_COP | 1u << KH_SECTOR_MIL)) != 0);
  for (uint32_t k = 0; k < x->whom.n && place != KH_NONE; k++) {
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    const kh_place *p = &d->places[place];
    if (m->kind != KH_ENTITY_NOMINAL || !m->assumed || !(people >> m->actor.sector & 1) || !strcmp(m->actor.country, p->country) || is_told(a, m)) continue;
    if (struck_beside(a, x, p->country)) continue;      /* "Turkey's raid on a Syrian village": a land that strikes another */
    const kh_actor *land = land_named(a, p);
    if (land) move(a, d, x->whom.at[k], land);
  }
}

/* "Lifted villagers off roofs in Larkana": a place of the helper's own land, beside his own words and not whither he takes anybody. */
static bool helped_at_home(const kh_algebra *a, const kh_inst *x, const kh_mention *place) {
  const kh_doc *d = a->d;
  if (place->kind != KH_ENTITY_LOC || place->assumed) return false;
  for (uint32_t i = 0; i < x->who.n; i++)
    if (kh_doc_dominates(d, d->mentions[x->who.at[i]].head, place->head)) return false;
  EACH_CHILD(d, place->head, c)
    if (base(d, c) == KH_DEP_CASE && (kh_is_kind(a, c, KH_CLAUSE_TO) || kh_is_kind(a, c, KH_CLAUSE_INTO))) return false;
  return true;
}

/* "Pulled a boy from the ruins of Bam", "smuggled orphans out of Kigali": those who are helped on land are of the one other country that the deed's clause
 * names, or of the helper's own where a place of it is all that the clause names. */
static void of_the_rescued(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  enum { FAR = 24, MOST = 4 };
  static const uint32_t people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_AGR;
  if (x->type != KH_AID || !x->whom.n || x->whom.n > MOST || !kh_who_of_some_country(d, &x->who) || !kh_is_verb(a, x->trigger)) return;
  for (uint32_t k = 0; k < x->whom.n; k++) {      /* "a girl and her mother" */
    const kh_mention *m = &d->mentions[x->whom.at[k]];
    if (m->kind != KH_ENTITY_NOMINAL || m->actor.country[0] || !(people >> m->actor.sector & 1) || kh_is_kind(a, m->head, KH_CLAUSE_OUTSIDER)) return;
  }
  const kh_sentence *s = &d->sentences[d->tok.sentence[x->trigger]];
  const kh_mention *land = NULL, *home = NULL;
  uint32_t then = kh_doc_child_with(d, x->trigger, KH_DEP_CONJ);
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    bool helper = a->mention_of[t] != KH_NONE && kh_who_holds(a, &x->who, a->mention_of[t]);      /* "a helicopter crew" */
    if (!helper && (kh_is_kind(a, t, KH_CLAUSE_ASEA) || kh_is_kind(a, t, KH_CLAUSE_AFLOAT))) return;
    const kh_mention *l = t < x->trigger || t > x->trigger + FAR || (then != KH_NONE && kh_doc_dominates(d, then, t)) || a->mention_of[t] == KH_NONE ||
                                  !kh_doc_dominates(d, x->trigger, t)
                              ? NULL
                              : &d->mentions[a->mention_of[t]];
    if (!l || !l->actor.country[0] || l->actor.sector == KH_SECTOR_IGO || l->actor.sector == KH_SECTOR_NGO) continue;
    if (kh_who_of_country(a, &x->who, l->actor.country)) {
      if (!home && helped_at_home(a, x, l)) home = l;
      continue;
    }
    if (land && strcmp(land->actor.country, l->actor.country)) return;
    land = l;
  }
  if (!land) land = home;
  for (uint32_t k = 0; k < x->whom.n && land; k++) move(a, d, x->whom.at[k], &land->actor);
}

/* "Israeli jets bombed a camp in Gaza. Forty people were killed": who fell are of the land that was struck in the sentence before, where their own tells none.
 * */
static void of_the_fallen(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  enum { BACK = 24 };
  uint32_t s = d->tok.sentence[x->trigger];
  if (x->type != KH_ASSAULT || x->who.n || x->whom.n != 1 || !kh_is_kind(a, x->trigger, KH_CLAUSE_TOLL)) return;
  const kh_mention *m = &d->mentions[x->whom.at[0]];
  uint32_t place = kh_doc_first_place(d, s);
  if (m->kind != KH_ENTITY_NOMINAL || is_told(a, m) || (place < d->place_count && d->places[place].sentence == s)) return;
  for (uint32_t i = (uint32_t)(x - a->inst.at), steps = 0; i-- > 0 && steps < BACK; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > 1) return;
    if (y->dropped || y->type != KH_ASSAULT || !y->whom.n || d->tok.sentence[y->trigger] == s) continue;
    const kh_actor *struck = &d->mentions[y->whom.at[0]].actor;
    if (struck->country[0] && strcmp(struck->country, m->actor.country)) move(a, d, x->whom.at[0], struck);
    return;
  }
}

/* "Tokyo urged Rangoon to show restraint after soldiers had fired into crowds": who harms people, where the clause above tells of words or sanctions of one
 * state against another, is the other's, and so are they. */
static void of_the_addressed(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t organs = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_LEG,
                        people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_JRN |
                                 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_NGO;
  bool frees = x->type == KH_RETREAT && x->mode == KH_MODE_RELEASE;
  if ((x->type != KH_ASSAULT && x->type != KH_COERCE && !frees) || x->who.n != 1) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  if (w->kind != KH_ENTITY_NOMINAL || !(organs >> w->actor.sector & 1) || !w->actor.country[0] || is_told(a, w) ||
      kh_doc_child_with(d, w->head, KH_DEP_NMOD_POSS) != KH_NONE || kh_is_kind(a, w->head, KH_CLAUSE_ORDNANCE))
    return;
  for (uint32_t k = 0; k < x->whom.n; k++)
    if (!(people >> d->mentions[x->whom.at[k]].actor.sector & 1)) return;      /* "India warned Pakistan after troops had shot two militants": its own */
  uint32_t t = x->trigger;
  bool below = false;
  for (int step = 0; step < MAX_CLIMB && t != KH_NONE; step++) {
    below |= base(d, t) == KH_DEP_ADVCL;
    t = head(d, t);
    for (uint32_t i = t == KH_NONE || !below ? KH_NONE : a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool words = y->type == KH_REQUEST || y->type == KH_ACCUSE || y->type == KH_THREATEN || y->type == KH_SANCTION || y->type == KH_SUPPORT ||
                   y->type == KH_AID;
      if (y->dropped || !words || y->who.n != 1 || y->whom.n != 1) continue;
      const kh_mention *from = &d->mentions[y->who.at[0]], *to = &d->mentions[y->whom.at[0]];
      if (strcmp(from->actor.country, w->actor.country) || !to->actor.country[0] || !strcmp(to->actor.country, w->actor.country) || !is_told(a, to)) continue;
      const kh_actor land = to->actor;
      for (uint32_t k = 0; k < x->whom.n; k++) {
        const kh_mention *m = &d->mentions[x->whom.at[k]];
        if (m->kind == KH_ENTITY_NOMINAL && !strcmp(m->actor.country, w->actor.country) && !is_told(a, m)) move(a, d, x->whom.at[k], &land);
      }
      move(a, d, x->who.at[0], &land);
      return;
    }
  }
}

/* "Pirates boarded a Norwegian tanker off Nigeria", "rebels shot down an Italian helicopter over Goma": who strikes foreigners is of the land where it happens,
 * and pirates of whom no place tells are of none. */
static void of_the_raider(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t armed = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_CRM;
  if (x->type != KH_ASSAULT || x->who.n != 1 || !x->whom.n) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  if (w->kind != KH_ENTITY_NOMINAL || !(armed >> w->actor.sector & 1) || !w->actor.country[0] || is_told(a, w)) return;
  const kh_mention *m = &d->mentions[x->whom.at[0]];
  if (strcmp(m->actor.country, w->actor.country) || !is_told(a, m) || (m->kind != KH_ENTITY_NOMINAL && m->kind != KH_ENTITY_NORP)) return;
  uint32_t scene = only_scene(a, x, true);
  bool asea = w->actor.sector == KH_SECTOR_CRM && kh_is_kind(a, m->head, KH_CLAUSE_AFLOAT);
  if (scene == KH_NONE ? !asea : !strcmp(d->places[scene].country, w->actor.country)) return;
  uint32_t opener = scene == KH_NONE ? KH_NONE : kh_doc_child_with(d, d->places[scene].tok_begin, KH_DEP_CASE);
  if (opener != KH_NONE && (kh_is_kind(a, opener, KH_CLAUSE_INTO) || kh_is_kind(a, opener, KH_CLAUSE_TO))) return;      /* "dragged Kenyans into Somalia" */
  const kh_actor *land = scene == KH_NONE ? NULL : land_named(a, &d->places[scene]);
  if (land || scene == KH_NONE) move(a, d, x->who.at[0], land);
}

/* "The Kenyan president arrived in Kampala and met the opposition leader": whom a guest meets where he has come to are his host's. */
static void of_the_visited(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  enum { NEAR_BY = 12 };
  if (x->type != KH_CONSULT || x->mode == KH_MODE_VISIT || x->who.n != 2 || x->whom.n) return;
  const kh_mention *w = &d->mentions[x->who.at[0]], *m = &d->mentions[x->who.at[1]];
  if (m->kind != KH_ENTITY_NOMINAL || !m->actor.country[0] || strcmp(w->actor.country, m->actor.country) || !is_told(a, w) || is_told(a, m) ||
      m->chain == w->chain || kh_doc_child_with(d, m->head, KH_DEP_NMOD_POSS) != KH_NONE)
    return;
  uint32_t self = (uint32_t)(x - a->inst.at), from = self > NEAR_BY ? self - NEAR_BY : 0;
  for (uint32_t i = from; i < a->inst.n && i < self + NEAR_BY; i++) {
    const kh_inst *y = &a->inst.at[i];
    bool visit = !y->dropped && y->type == KH_CONSULT && y->mode == KH_MODE_VISIT && y->whom.n == 1 && kh_who_holds(a, &y->who, x->who.at[0]);
    if (!visit || d->tok.sentence[y->trigger] != d->tok.sentence[x->trigger]) continue;
    const kh_actor *host = &d->mentions[y->whom.at[0]].actor;
    if (host->country[0] && strcmp(host->country, m->actor.country)) move(a, d, x->who.at[1], host);
    return;
  }
}

/* "President Zelaya was woken by soldiers and flown to Costa Rica", "Evo Morales resigned after the army chief had urged him to": who seizes or presses
 * somebody known to govern another land than was assumed is of that land. */
static void of_the_ruled(const kh_algebra *a, kh_doc *d, const kh_inst *x) {
  static const uint32_t army = 1u << KH_SECTOR_MIL, armed = army | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_SPY;
  if ((x->type != KH_COERCE && x->type != KH_REQUEST) || x->who.n != 1 || !x->whom.n) return;
  const kh_mention *w = &d->mentions[x->who.at[0]];
  if (w->kind != KH_ENTITY_NOMINAL || !w->assumed || !((x->type == KH_COERCE ? armed : army) >> w->actor.sector & 1) || is_told(a, w)) return;
  const kh_mention *ruler = &d->mentions[x->whom.at[0]];
  bool known = ruler->actor.sector == KH_SECTOR_GOV && kh_str_starts((kh_str){ruler->actor.id.s, ruler->actor.id.n}, KH_STR("per:"));
  if (known && !ruler->plural && ruler->actor.country[0] && strcmp(ruler->actor.country, w->actor.country)) move(a, d, x->who.at[0], &ruler->actor);
}

void kh_countries_told(const kh_algebra *a, kh_doc *d, kh_inst *x) {
  if (a->side || x->dropped) return;
  not_theirs(a, d, x);
  not_itself(a, d, x);
  not_the_host(a, d, x);
  of_the_state(a, d, x);
  as_land(a, d, x);
  of_the_forces(a, d, x);
  as_workers(a, d, x);
  of_the_met(a, d, x);
  at_home(a, d, x);
  of_the_office(a, d, x);
  of_the_leaver(a, d, x);
  of_the_place(a, d, x);
  of_many_lands(a, d, x);
  of_one_war(a, d, x);
  of_the_struck(a, d, x);
  of_the_target(a, d, x);
  of_the_fallen(a, d, x);
  of_the_land_struck(a, d, x);
  of_the_scene(a, d, x);
  of_the_rescued(a, d, x);
  of_the_vessel(a, d, x);
  of_the_embassy(a, d, &x->who);
  of_the_embassy(a, d, &x->whom);
  of_the_air(a, d, x);
  of_the_owner(a, d, &x->whom);
  of_those_within(a, x);
  of_side_above(a, x);
  of_the_accused(a, d, x);
  of_the_helper(a, d, x);
  of_the_addressed(a, d, x);
  of_the_visited(a, d, x);
  of_the_raider(a, d, x);
  of_the_ruled(a, d, x);
}
