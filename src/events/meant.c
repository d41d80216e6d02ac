/* meant.c: whom a deed is for or against where its own frame names nobody: conditions, gestures, who was spoken to, answered or judged, who gave way to whom.
 * */
#include <string.h>

#include "events/match.h"
#include "events/meant.h"
#include "events/records.h"

uint32_t kh_own_word(const kh_algebra *a, const kh_inst *x) {
  return x->base == KH_NONE && x->at != x->trigger && kh_is_kind(a, x->at, KH_CLAUSE_REPORTING) ? x->trigger : x->at;
}

static bool opened_by_kind(const kh_algebra *a, uint32_t clause, unsigned kind) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[clause]; i < d->child_at[clause + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    if (c < clause && (b == KH_DEP_MARK || b == KH_DEP_ADVMOD) && kh_is_kind(a, c, kind)) return true;
  }
  return false;
}

/* A state and its own people: "the minister said that the deal would lapse unless Turks got visas". */
static bool own_people(const kh_algebra *a, const kh_who *who, const kh_who *others) {
  for (uint32_t i = 0; i < who->n; i++) {
    const kh_mention *m = &a->d->mentions[who->at[i]];
    if (m->actor.country[0] && (m->actor.sector == KH_SECTOR_NONE || m->actor.sector == KH_SECTOR_GOV) && kh_who_of_country(a, others, m->actor.country))
      return a->d->mentions[others->at[0]].actor.sector != KH_SECTOR_REB;   /* but a state and its rebels are two sides */
  }
  return false;
}

/* "If it failed to meet the banks' demands", "unless the union's offer is accepted": whose word the condition is about. */
static bool whose_word(const kh_algebra *a, const kh_inst *x, uint32_t clause, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t deep = kh_doc_child_with(d, clause, KH_DEP_XCOMP), v = deep != KH_NONE && kh_is_verb(a, deep) ? deep : clause, o = kh_object_of(a, v);
  if (o == KH_NONE || a->mention_of[o] != KH_NONE || !kh_is_kind(a, o, KH_CLAUSE_PUTFORTH)) return false;
  uint32_t owner = kh_owner_of(a, o, KH_SLOT_OWN);
  if (owner == KH_NONE || d->tok.upos[owner] == KH_UPOS_PRON) return false;
  kh_who_at(a, owner, KH_DOERS, out);
  /* "railwaymen will walk out unless the union's offer is accepted": theirs */
  bool own = out->n && x->who.n && d->mentions[out->at[0]].actor.sector == d->mentions[x->who.at[0]].actor.sector &&
             !strcmp(d->mentions[out->at[0]].actor.country, d->mentions[x->who.at[0]].actor.country);
  if (!own && kh_who_coded(d, out) && !kh_who_share(a, out, &x->who) && !own_people(a, &x->who, out) && d->mentions[out->at[0]].kind != KH_ENTITY_LOC)
    return true;
  out->n = 0;
  return false;
}

/* "Will fight on until the rebels are crushed", "will march until he is sacked": does the passive clause wait for what is done against its subject? */
static bool waits_for_harm(const kh_algebra *a, uint32_t clause, unsigned kind) {
  return kind == KH_CLAUSE_UNTIL && (kh_is_kind(a, clause, KH_CLAUSE_OPPOSING) || kh_is_kind(a, clause, KH_CLAUSE_UNDOING) || kh_is_kind(a, clause, KH_CLAUSE_TOLL));
}

/* The subject of a clause at t that a word of the kind opens, if those in it can be coded and are none of the deed's own. */
static bool take_subject(const kh_algebra *a, const kh_inst *x, uint32_t t, unsigned kind, kh_who *out) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i], fill[KH_MAX_EMBEDDED];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    if ((b != KH_DEP_ADVCL && b != KH_DEP_CCOMP && b != KH_DEP_ACL) || !opened_by_kind(a, c, kind)) continue;
    if (kind == KH_CLAUSE_UNTIL && opened_by_kind(a, c, KH_CLAUSE_BEFORE)) continue;
    if (kind == KH_CLAUSE_WHERE && !kh_is_kind(a, c, KH_CLAUSE_HOLDING)) continue;
    if (kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE) continue;
    kh_who found = {.n = 0};
    bool passive = kh_is_passive(a, c);
    if (kind == KH_CLAUSE_IF && passive && whose_word(a, x, c, out)) return true;
    if (passive && !waits_for_harm(a, c, kind)) continue;
    uint32_t n = passive ? 0 : kh_slot_fill(a, x->tables, (kh_slot_row){.kind = KH_SLOT_SUBJ}, c, fill, KH_MAX_EMBEDDED);
    for (uint32_t k = 0; k < n; k++) kh_who_at(a, fill[k], KH_DOERS, &found);
    if (passive) kh_who_at(a, kh_doc_child_base(d, c, KH_DEP_NSUBJ), KH_ANYONE, &found);
    if (kh_who_coded(a->d, &found) && !kh_who_share(a, &found, &x->who) && !own_people(a, &x->who, &found)) {
      *out = found;
      return true;
    }
    if (kind == KH_CLAUSE_IF && kh_who_share(a, &found, &x->who) && whose_word(a, x, c, out)) return true;
  }
  return false;
}

/* "Will strike unless the county pays", "said there would be consequences if British soldiers stayed", "vowed to fight on until the rebels surrender": of
 * whom something is asked or what is waited for is done. */
static bool on_condition(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t t = x->base == KH_NONE ? x->trigger : a->inst.at[x->base].trigger;
  uint32_t told = x->base == KH_NONE && kh_is_kind(a, t, KH_CLAUSE_REPORTING) ? kh_doc_child_with(d, t, KH_DEP_CCOMP) : KH_NONE;
  if (told != KH_NONE && take_subject(a, x, told, KH_CLAUSE_IF, out)) return true;
  uint32_t vowed = x->base == KH_NONE && x->type == KH_THREATEN ? kh_doc_child_with(d, t, KH_DEP_XCOMP) : KH_NONE;
  if (vowed != KH_NONE && take_subject(a, x, vowed, KH_CLAUSE_UNTIL, out)) return true;
  for (int step = 0; step < MAX_CLIMB && t != KH_NONE; step++) {
    if (take_subject(a, x, t, KH_CLAUSE_IF, out) || (x->type == KH_THREATEN && take_subject(a, x, t, KH_CLAUSE_UNTIL, out))) return true;
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    if (b != KH_DEP_XCOMP && b != KH_DEP_CCOMP && b != KH_DEP_OBJ && b != KH_DEP_NSUBJ) return false;
    t = d->tok.head[t];
  }
  return false;
}

bool kh_meant_addressed(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  static const uint32_t listeners = 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_IGO;
  uint32_t h = kh_is_kind(a, x->trigger, KH_CLAUSE_REPORTING) ? x->trigger : d->tok.head[x->trigger];
  for (int step = 0; step < 3 && h != KH_NONE; step++, h = d->tok.head[h]) {
    uint32_t heard = kh_is_kind(a, h, KH_CLAUSE_REPORTING) ? kh_doc_child_with(d, h, KH_DEP_IOBJ) : KH_NONE;
    for (uint32_t i = d->child_at[h]; heard == KH_NONE && step == 0 && i < d->child_at[h + 1]; i++)   /* "backed down and told the council that …" */
      if (d->child[i] > h && d->tok.deprel[d->child[i]] == KH_DEP_CONJ && kh_is_kind(a, d->child[i], KH_CLAUSE_REPORTING) &&
          kh_doc_child_base(d, d->child[i], KH_DEP_NSUBJ) == KH_NONE)
        heard = kh_doc_child_with(d, d->child[i], KH_DEP_IOBJ);
    /* "wrote to the Afghan president that he was sorry" */
    for (uint32_t i = d->child_at[h]; heard == KH_NONE && kh_is_kind(a, h, KH_CLAUSE_REPORTING) && i < d->child_at[h + 1]; i++) {
      uint32_t c = d->child[i], opener = c < h || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBL ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_TO)) heard = c;
    }
    if (heard == KH_NONE) continue;
    kh_who_at(a, heard, KH_DOERS, out);
    for (uint32_t i = 0; i < out->n; i++) {
      const kh_mention *m = &d->mentions[out->at[i]];
      bool other = m->actor.country[0] ? !kh_who_of_country(a, &x->who, m->actor.country)
                                       : d->tok.deprel[heard] == KH_DEP_IOBJ && (m->abroad || m->actor.sector == KH_SECTOR_REB);
      if (other && !(listeners >> m->actor.sector & 1)) return true;
    }
    out->n = 0;
  }
  return false;
}

/* The token behind "to" that hangs on t, or KH_NONE. */
static uint32_t phrase_to(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    if (c >= t && (b == KH_DEP_OBL || b == KH_DEP_NMOD) && kh_is_behind(a, c, KH_CLAUSE_TO)) return c;
  }
  return KH_NONE;
}

/* "Has written two letters to the commissioner, complaining that …", "a letter to the premier demanding talks": to whom the letter goes that says it. */
static bool written_to(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  static const uint32_t listeners = 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_MED;
  const kh_doc *d = a->d;
  uint32_t at = kh_own_word(a, x), h = d->tok.head[at];
  uint8_t b = kh_deprel_base(d->tok.deprel[at]);
  if (h == KH_NONE || h > at || !kh_is_verb(a, at) || !(b == KH_DEP_ADVCL || b == KH_DEP_ACL || b == KH_DEP_XCOMP || b == KH_DEP_CONJ)) return false;
  if (kh_doc_child_with(d, at, KH_DEP_NSUBJ) != KH_NONE) return false;
  uint32_t letter = kh_is_verb(a, h) ? kh_doc_child_with(d, h, KH_DEP_OBJ) : h;
  if (letter == KH_NONE || !kh_is_kind(a, letter, KH_CLAUSE_MISSIVE) || a->mention_of[letter] != KH_NONE) return false;
  uint32_t to = phrase_to(a, letter), verb = kh_is_verb(a, h) ? h : d->tok.head[letter];
  if (to == KH_NONE && verb != KH_NONE && kh_is_verb(a, verb)) to = phrase_to(a, verb);
  if (to == KH_NONE || to > at) return false;
  kh_who_at(a, to, KH_DOERS, out);
  if (kh_who_coded(d, out) && !kh_who_share(a, out, &x->who) && !(listeners >> d->mentions[out->at[0]].actor.sector & 1)) return true;
  out->n = 0;
  return false;
}

/* "Told the Brazilian minister that Britain would not step in": a state's no is to the other one that hears it. */
static bool refused_to(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  if (x->who.n != 1 || !d->mentions[x->who.at[0]].actor.country[0] || !kh_meant_addressed(a, x, out)) return false;
  for (uint32_t i = 0; i < out->n; i++)
    if (!d->mentions[out->at[i]].actor.country[0] ||
        (d->mentions[out->at[i]].kind == KH_ENTITY_LOC && d->tok.deprel[d->mentions[out->at[i]].head] != KH_DEP_IOBJ))
      return out->n = 0, false;
  return true;
}

/* "It is shameful, the commissioner said of Minsk", "'They will be met with fire', the president said of North Korea": whom the words are about. */
static bool spoken_of(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t h = x->trigger;
  for (int step = 0; step < 5 && h != KH_NONE; step++, h = d->tok.head[h])
    for (uint32_t i = d->child_at[h]; kh_is_kind(a, h, KH_CLAUSE_REPORTING) && i < d->child_at[h + 1]; i++) {
      uint32_t c = d->child[i], opener = c < h || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBL ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_OF)) continue;
      kh_who_at(a, c, KH_DOERS, out);
      if (kh_who_coded(d, out) && !kh_who_share(a, out, &x->who)) return true;
      out->n = 0;
    }
  return false;
}

/* "Sealed off the parliament, where armed men held the minister": whom they face there. */
static bool where_they_hold(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  if (take_subject(a, x, x->trigger, KH_CLAUSE_WHERE, out)) return true;
  for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    if (c < x->trigger || (b != KH_DEP_OBJ && b != KH_DEP_OBL)) continue;
    if (take_subject(a, x, c, KH_CLAUSE_WHERE, out)) return true;
    for (uint32_t k = d->child_at[c]; k < d->child_at[c + 1]; k++)
      if ((kh_deprel_base(d->tok.deprel[d->child[k]]) == KH_DEP_NMOD || d->tok.deprel[d->child[k]] == KH_DEP_CONJ) &&
          take_subject(a, x, d->child[k], KH_CLAUSE_WHERE, out))
        return true;
  }
  return false;
}

/* "Shelved the tax in a gesture to the protesters", "sent a carrier as a message to Iran", "said in a warning to Caracas": for whom it is meant. */
static bool as_gesture(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  for (int step = 0; step < 3 && t != KH_NONE; step++) {
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
      uint32_t c = d->child[i];
      if (c < t || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBL || !kh_is_kind(a, c, KH_CLAUSE_GESTURE)) continue;
      for (uint32_t k = d->child_at[c]; k < d->child_at[c + 1]; k++) {
        uint32_t p = d->child[k], opener = kh_doc_child_with(d, p, KH_DEP_CASE);
        if (p < c || kh_deprel_base(d->tok.deprel[p]) != KH_DEP_NMOD || opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_PARTYPREP) ||
            kh_is_kind(a, opener, KH_CLAUSE_OF))
          continue;
        kh_who_at(a, p, KH_DOERS, out);
        if (kh_who_coded(a->d, out) && !kh_who_share(a, out, &x->who)) return true;
        out->n = 0;
      }
    }
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    if (b != KH_DEP_XCOMP && b != KH_DEP_CCOMP) return false;
    t = d->tok.head[t];
  }
  return false;
}

/* "Telephoned the king to ask for an explanation", "wrote to the president to express regret": whom one speaks to for that end. */
static bool spoken_to(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[x->at];
  uint8_t b = kh_deprel_base(d->tok.deprel[x->at]);
  bool then = b == KH_DEP_CONJ && x->type == KH_CONCEDE && kh_doc_child_base(d, x->at, KH_DEP_NSUBJ) == KH_NONE;   /* "telephoned his rival and conceded" */
  if (h == KH_NONE || !(then || ((b == KH_DEP_ADVCL || b == KH_DEP_XCOMP) && d->tok.morph[x->at] & KH_MORPH_INF))) return false;
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_inst *y = &a->inst.at[i];
    if (y->type != KH_CONSULT || (then && y->mode != KH_MODE_PHONE)) continue;
    const kh_who *from = y->whom.n ? &y->whom : &y->who;
    for (uint32_t k = 0; k < from->n; k++)
      if (!kh_who_holds(a, &x->who, from->at[k])) kh_who_add(out, from->at[k]);
    if (kh_who_coded(a->d, out)) return true;
    out->n = 0;
  }
  if (!kh_is_kind(a, h, KH_CLAUSE_REPORTING)) return false;
  kh_affected_of(a, h, KH_REQUEST, &x->who, out);
  return kh_who_coded(a->d, out) && !kh_who_share(a, out, &x->who);
}

/* "North Korea fired shells, killing two South Korean marines; the South's guns fired back". */
static bool strikes_back(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &a->d->mentions[x->who.at[i]];
    const char *country =
        m->kind < KH_ENTITY_NOMINAL || (m->actor.sector == KH_SECTOR_MIL && kh_owner_of(a, m->head, KH_SLOT_OWN) != KH_NONE) ? m->actor.country : "";
    if (country[0] && kh_who_of_country(a, &y->whom, country) && !kh_who_of_country(a, &y->who, country)) return true;
  }
  return false;
}

/* The deed told before in the sentence: its victims where the same people act ("killed two men and dragged others away"), its doers where
 * its victims strike back, the crowd on which forces fire. */
static bool as_before(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  uint32_t begin = a->d->sentences[a->d->tok.sentence[x->trigger]].tok_begin;
  bool shots = x->mode == KH_MODE_FIREARMS || x->mode == KH_MODE_CROWD_CONTROL;
  const kh_inst *best = NULL;
  int how = 0;
  for (uint32_t t = x->trigger, steps = 0; t-- > begin && !best && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE && !best; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (i == index || y->dropped || !y->type) continue;
      bool hard = kh_event_quad((kh_event_type)y->type) >= 3 && y->type != KH_PROTEST && y->type != KH_REQUEST;
      if (hard && kh_who_coded(a->d, &y->whom) && kh_who_share(a, &x->who, &y->who)) how = 1;
      else if (x->type == KH_ASSAULT && y->type == KH_ASSAULT && kh_who_coded(a->d, &y->who) && (kh_who_share(a, &x->who, &y->whom) || strikes_back(a, x, y)))
        how = 2;
      else if (shots && y->type == KH_PROTEST && kh_who_coded(a->d, &y->who) && !kh_who_share(a, &x->who, &y->who)) how = 2;
      if (how) best = y;
    }
  if (!best || !kh_who_of_some_country(a->d, &x->who)) return false;
  uint32_t o = how == 2 && kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  /* "stabbed three strollers": they are told, known or not */
  if (o != KH_NONE && x->mode != KH_MODE_FIREARMS && x->mode != KH_MODE_CROWD_CONTROL && a->d->tok.upos[o] == KH_UPOS_NOUN &&
      kh_doc_child_with(a->d, o, KH_DEP_NUMMOD) != KH_NONE)
    return false;
  *out = how == 1 ? best->whom : best->who;
  return !kh_who_share(a, out, &x->who);
}

/* "Banned the party's student wing, accusing it of attacks": whom nobody knows by name is whom the deed told before was done to. */
static bool charges_those_hit(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t v = d->tok.head[x->trigger], o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  if (x->whom.n || o == KH_NONE || o < x->trigger || d->tok.upos[o] != KH_UPOS_PRON || d->tok.deprel[x->trigger] != KH_DEP_ADVCL || v == KH_NONE ||
      v > x->trigger || kh_doc_child_base(d, x->trigger, KH_DEP_NSUBJ) != KH_NONE)
    return false;
  for (uint32_t i = a->first[v]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_inst *y = &a->inst.at[i];
    if (y->dropped || y->embedded || kh_event_quad((kh_event_type)y->type) < 3 || !kh_who_coded(d, &y->whom) || !kh_who_share(a, &x->who, &y->who)) continue;
    *out = y->whom;
    return true;
  }
  return false;
}

/* "Searched their homes and took away phones", "was in control of its capital": things of those told before, no place of its own. */
static bool takes_things(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : x->trigger;
  if (x->mode != KH_MODE_SEIZE || o == KH_NONE) return false;
  uint32_t of = kh_doc_child_base(d, o, KH_DEP_NMOD), at[] = {o, of == o ? KH_NONE : of};
  for (int i = 0; i < 2; i++) {
    uint32_t owner = at[i] == KH_NONE ? KH_NONE : kh_doc_child_with(d, at[i], KH_DEP_NMOD_POSS);
    if (owner != KH_NONE) return d->tok.upos[owner] == KH_UPOS_PRON;
    if (at[i] != KH_NONE && (a->mention_of[at[i]] != KH_NONE || kh_is_definite(a, at[i]))) return false;
  }
  return kh_is_verb(a, x->trigger);
}

/* "Offered to amend the law, but the farmers turned the offer down": whose word is answered, told before. */
static bool answers(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t begin = d->sentences[d->tok.sentence[x->trigger]].tok_begin, o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  bool back = o != KH_NONE && a->mention_of[o] == KH_NONE && kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) && kh_is_definite(a, o) &&
              kh_doc_child_base(d, o, KH_DEP_NMOD) == KH_NONE && kh_doc_child_base(d, o, KH_DEP_ACL) == KH_NONE;
  for (uint32_t t = x->trigger, steps = 0; back && t-- > begin && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (i == index || y->dropped || y->embedded || !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who) || own_people(a, &x->who, &y->who))
        continue;
      bool word = y->type == KH_AGREE || y->type == KH_CONCEDE || y->type == KH_REQUEST || y->type == KH_THREATEN;
      if (!word) continue;
      *out = y->who;
      return true;
    }
  return false;
}

/* "Told the gunmen to lay down their guns, but they refused": who had asked it of them. */
static bool refuses_asker(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t begin = d->sentences[d->tok.sentence[x->trigger]].tok_begin;
  if (!kh_is_verb(a, x->trigger) || kh_object_of(a, x->trigger) != KH_NONE || kh_doc_child_with(d, x->trigger, KH_DEP_XCOMP) != KH_NONE) return false;
  for (uint32_t t = x->trigger, steps = 0; t-- > begin && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (i == index || y->dropped || (y->type != KH_REQUEST && y->type != KH_THREATEN) || !kh_who_coded(d, &y->who) || !kh_who_share(a, &x->who, &y->whom) ||
          kh_who_share(a, &x->who, &y->who))
        continue;
      *out = y->who;
      return true;
    }
  return false;
}

bool kh_is_content(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
  if (d->tok.deprel[c] != KH_DEP_ACL || d->tok.head[c] == KH_NONE || d->tok.head[c] > c) return false;
  uint32_t that = kh_doc_child_with(d, c, KH_DEP_MARK);
  return that != KH_NONE && that < c && d->tok.upos[that] == KH_UPOS_SCONJ;
}

/* "Spurned the truce that Kuala Lumpur held out", "what Paris had on offer", "offered a vote, which the strikers spurned": who put forth what is refused. */
static bool put_forth(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t v = kh_own_word(a, x), o = kh_is_verb(a, v) ? kh_object_of(a, v) : KH_NONE;
  if (o == KH_NONE || a->mention_of[o] != KH_NONE) return false;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint32_t c = d->child[i],
             s = kh_deprel_base(d->tok.deprel[c]) != KH_DEP_ACL || c < o || c == v || !kh_is_verb(a, c) ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_NSUBJ);
    if (s == KH_NONE || a->mention_of[s] == KH_NONE || kh_is_content(a, c)) continue;
    uint32_t fill[KH_MAX_EMBEDDED], n = kh_slot_fill(a, x->tables, (kh_slot_row){.kind = KH_SLOT_SUBJ}, c, fill, KH_MAX_EMBEDDED);
    for (uint32_t k = 0; k < n; k++) kh_who_at(a, fill[k], KH_DOERS, out);
    if (kh_who_coded(d, out) && !kh_who_share(a, &x->who, out)) return true;
    out->n = 0;
  }
  uint32_t giver = o < v && d->tok.deprel[v] == KH_DEP_ACL_RELCL && d->tok.head[v] == o && d->tok.head[o] != KH_NONE && kh_is_verb(a, d->tok.head[o])
                       ? kh_subject_of(a, d->tok.head[o])
                       : KH_NONE;
  if (giver == KH_NONE || a->mention_of[giver] == KH_NONE) return false;
  kh_who_at(a, giver, KH_DOERS, out);
  return kh_who_coded(d, out) && !kh_who_share(a, &x->who, out);
}

/* "Has dropped an offer, which would have given the banks more": to whom what one takes back or refuses would have given something. */
static bool would_have_given(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t v = kh_own_word(a, x), o = kh_is_verb(a, v) ? kh_object_of(a, v) : KH_NONE;
  if (o == KH_NONE || a->mention_of[o] != KH_NONE || !(kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) || kh_is_kind(a, o, KH_CLAUSE_MISSIVE))) return false;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint32_t c = d->child[i], given, s = c < o || d->tok.deprel[c] != KH_DEP_ACL_RELCL || !kh_is_verb(a, c) ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_NSUBJ);
    if (s == KH_NONE || d->tok.upos[s] != KH_UPOS_PRON || a->mention_of[s] != KH_NONE) continue;
    if (!kh_slot_fill(a, x->tables, (kh_slot_row){.kind = KH_SLOT_IOBJ}, c, &given, 1)) continue;
    kh_who_at(a, given, KH_DOERS, out);
    if (kh_who_coded(d, out) && !kh_who_share(a, out, &x->who) && !own_people(a, &x->who, out)) return true;
    out->n = 0;
  }
  return false;
}

/* Whose deed or which one the noun o is, told by what hangs on it: "the raid on Gaza", "the Syrian raid". */
static bool tells_which(const kh_algebra *a, uint32_t o) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
    if (b == KH_DEP_NMOD || b == KH_DEP_ACL || b == KH_DEP_COMPOUND || (b == KH_DEP_AMOD && a->mention_of[d->child[i]] != KH_NONE)) return true;
  }
  return false;
}

/* "Fired two missiles, and Tokyo denounced the launch", "a move that London condemned": who did what the noun points back to. */
static bool judges_before(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t o = kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : KH_NONE;
  /* "called the raid piracy" */
  if (x->frame->pos == KH_FRAME_EVAL && !kh_slot_fill(a, x->tables, (kh_slot_row){.kind = KH_SLOT_TOPIC}, x->trigger, &o, 1)) return false;
  if (o == KH_NONE || (x->type == KH_ACCUSE && x->mode != KH_MODE_DISAPPROVE) || a->mention_of[o] != KH_NONE || !kh_is_kind(a, o, KH_CLAUSE_DOINGS))
    return false;
  /* "called the raid piracy", taken for one noun */
  bool article_apart = kh_deprel_base(d->tok.deprel[o]) == KH_DEP_COMPOUND && kh_is_definite(a, d->tok.head[o]);
  if (!kh_is_definite(a, o) && !article_apart) return false;
  uint32_t theirs = kh_doc_child_with(d, o, KH_DEP_NMOD_POSS);
  if (theirs != KH_NONE && kh_who_holds(a, &x->who, a->mention_of[theirs])) return false;      /* "defended his decision" */
  if (tells_which(a, o)) return false;
  bool force = false;   /* "condemned the raid": none but force before it */
  for (uint32_t i = a->first[o]; i != KH_NONE; i = a->inst.at[i].next) force |= a->inst.at[i].type == KH_ASSAULT;
  uint32_t begin = d->sentences[d->tok.sentence[x->trigger]].tok_begin;
  for (uint32_t t = o < x->at ? o : x->at, steps = 0; t-- > begin && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      int quad = kh_event_quad((kh_event_type)y->type);
      bool blow = force && (y->type == KH_ASSAULT || y->type == KH_COERCE);
      bool fits = force                   ? blow
                  : x->type == KH_SUPPORT ? quad <= 2 && y->type != KH_CONSULT
                                          : quad == 4 || y->type == KH_THREATEN || y->type == KH_REJECT || (y->type == KH_ACCUSE && y->mode == KH_MODE_ALLEGE);
      if (i == index || !fits || y->dropped || y->embedded || !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who)) continue;
      *out = y->who;
      return true;
    }
  return false;
}

/* "Officers ousted the president. … The African Union condemned the coup": who did the last such deed that the report has told of late. */
static bool judges_known(const kh_algebra *a, uint32_t index, kh_who *out) {
  enum { SENTENCES = 8, INSTANCES = 200 };
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  if (x->mode != KH_MODE_DISAPPROVE || x->base == KH_NONE) return false;
  const kh_inst *deed = &a->inst.at[x->base];
  uint32_t o = deed->trigger, s = d->tok.sentence[x->trigger];
  if (deed->frame->pos != KH_FRAME_N || kh_event_quad((kh_event_type)deed->type) != 4 || kh_who_coded(d, &deed->who) || !kh_is_definite(a, o) ||
      tells_which(a, o))
    return false;
  for (uint32_t i = index, steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > SENTENCES) break;
    if (y->dropped || y->embedded || y->type != deed->type || (deed->mode && y->mode && y->mode != deed->mode) || y->clause.negated ||
        d->tok.sentence[y->trigger] == s || !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who))
      continue;
    *out = y->who;
    return true;
  }
  return false;
}

/* "Japan struck South Korea from its list, and Seoul pulled out of a pact": those who did it harm before. */
static bool retaliates(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  uint32_t begin = a->d->sentences[a->d->tok.sentence[x->trigger]].tok_begin;
  for (uint32_t t = x->trigger, steps = 0; t-- > begin && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (i == index || y->dropped || y->embedded || kh_event_quad((kh_event_type)y->type) != 4 || !kh_who_coded(a->d, &y->who) || !strikes_back(a, x, y))
        continue;
      *out = y->who;
      return true;
    }
  return false;
}

/* "Blocked roads to protest against the levy": the purpose is the same protest, told by what it is against. */
static bool protests_to(kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_doc *d = a->d;
  kh_inst *x = &a->inst.at[index];
  uint32_t o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE, at[] = {x->trigger, o};
  if (x->frame->pos != KH_FRAME_V || x->clause.negated) return false;
  for (unsigned n = 0; n < 2 && at[n] != KH_NONE; n++)
    for (uint32_t i = d->child_at[at[n]]; i < d->child_at[at[n] + 1]; i++) {
      uint32_t c = d->child[i];
      if (!kh_tells_purpose(a, x->trigger, c)) continue;
      for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
        kh_inst *y = &a->inst.at[k];
        if (k == index || y->dropped || y->embedded || y->type != KH_PROTEST || kh_who_share(a, &x->who, &y->whom)) continue;
        y->dropped = true;
        if (!kh_who_coded(d, &y->whom)) continue;
        *out = y->whom;
        return true;
      }
    }
  return false;
}

bool kh_meant_counted_there(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = d->tok.head[t], o = kh_is_verb(a, t) && !kh_is_passive(a, t) ? kh_object_of(a, t) : KH_NONE;
  if (o == KH_NONE || d->tok.upos[o] != KH_UPOS_NUM || h == KH_NONE || h > t || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ADVCL || kh_is_passive(a, h))
    return false;
  uint32_t struck = kh_object_of(a, h);
  if (struck == KH_NONE) return false;
  uint32_t those = kh_who_fill(a, struck);
  kh_who_at(a, those == KH_NONE ? struck : those, KH_ANYONE, out);
  return kh_who_coded(d, out) && !kh_who_share(a, out, &x->who);
}

/* Is the clause of low told beside the one of high or below it: "jailed two poets, and Paris voiced dismay"? */
static bool told_beside(const kh_doc *d, uint32_t low, uint32_t high) {
  for (int step = 0; step < MAX_CLIMB && low != KH_NONE && low != high; step++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[low]);
    if (b != KH_DEP_CONJ && b != KH_DEP_PARATAXIS && b != KH_DEP_CCOMP && b != KH_DEP_XCOMP) return false;
    low = d->tok.head[low];
  }
  return low == high;
}

/* A hostile deed that a verb tells in the clause that v is told beside: what v may answer. */
static bool is_blow_beside(const kh_doc *d, const kh_inst *y, uint32_t v) {
  bool hostile = kh_event_quad((kh_event_type)y->type) == 4 && y->type != KH_PROTEST;
  return hostile && !y->dropped && !y->embedded && !y->clause.negated && y->frame->pos != KH_FRAME_N && told_beside(d, v, y->at);
}

/* "Soldiers deposed the president; the African Union voiced dismay": whose hostile deed, told in the clause just before, is what one is dismayed at
 * where nothing else is named. */
static bool dismayed_at(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t v = kh_own_word(a, x), begin = d->sentences[d->tok.sentence[v]].tok_begin, end = d->sentences[d->tok.sentence[v]].tok_end;
  if (x->base != KH_NONE || x->mode != KH_MODE_DISAPPROVE || x->frame->pos == KH_FRAME_EVAL || x->clause.negated || !kh_who_of_some_country(d, &x->who))
    return false;
  for (uint32_t t = v + 1; t < end; t++) {   /* what it is about is told behind it */
    uint32_t h = d->tok.head[t];
    uint8_t b = kh_deprel_base(d->tok.deprel[t]);
    if (b == KH_DEP_CONJ && h == v) break;
    bool tells = a->mention_of[t] != KH_NONE || b == KH_DEP_NMOD || b == KH_DEP_CCOMP || b == KH_DEP_ADVCL || b == KH_DEP_ACL;
    if (tells && kh_doc_dominates(d, v, t)) return false;
  }
  for (uint32_t t = v, steps = 0; t-- > begin && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (!is_blow_beside(d, y, v)) continue;
      if (!kh_who_of_some_country(d, &y->who) || kh_who_share(a, &x->who, &y->who) || own_people(a, &x->who, &y->who)) return false;
      *out = y->who;
      return true;
    }
  return false;
}

/* "Arrested the bishop, and the premier pleaded for his release", "struck a port; the emir asked that the raids stop": asked is who did what is told in the
 * clause before, where the request names whom that befell or points back to the deed. */
static bool asked_to_end_it(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t v = kh_own_word(a, x), begin = d->sentences[d->tok.sentence[v]].tok_begin, end = d->sentences[d->tok.sentence[v]].tok_end;
  if (!kh_is_verb(a, v) || x->clause.negated) return false;
  for (uint32_t t = v, steps = 0; t-- > begin && steps < MAX_BACK; steps++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool back = false;
      if (!is_blow_beside(d, y, v)) continue;
      for (uint32_t c = v + 1; c < end && c < v + MAX_BACK && !back; c++) {
        if (d->tok.head[c] == v && d->tok.deprel[c] == KH_DEP_CONJ) break;
        if (!kh_doc_dominates(d, v, c)) continue;
        bool them = x->mode == KH_MODE_REQUEST_YIELD && d->tok.upos[c] == KH_UPOS_PRON && a->mention_of[c] != KH_NONE;
        bool deed = a->mention_of[c] == KH_NONE && kh_is_kind(a, c, KH_CLAUSE_DOINGS) && kh_is_definite(a, c) && !tells_which(a, c);
        back = (them && kh_who_holds(a, &y->whom, a->mention_of[c])) || deed;
      }
      if (!back || !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who) || own_people(a, &x->who, &y->who)) return false;
      *out = y->who;
      return true;
    }
  return false;
}

/* "Protested after China seized its boats", "recalled its envoy after Iran jailed two nurses": whose hostile deed is answered, where the clause of time tells
 * it. */
static bool answers_after(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t at = kh_own_word(a, x);
  if (!kh_is_verb(a, at)) return false;
  for (uint32_t i = d->child_at[at]; i < d->child_at[at + 1]; i++) {
    uint32_t c = d->child[i], mark = kh_deprel_base(d->tok.deprel[c]) == KH_DEP_ADVCL ? kh_doc_child_with(d, c, KH_DEP_MARK) : KH_NONE;
    if (mark == KH_NONE || mark > c || !kh_is_kind(a, mark, KH_CLAUSE_WHILE)) continue;
    for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
      const kh_inst *y = &a->inst.at[k];
      bool hostile = (kh_event_quad((kh_event_type)y->type) == 4 && y->type != KH_PROTEST && y->type != KH_MOBILIZE) || y->type == KH_THREATEN;
      if (!hostile || y->dropped || y->embedded || y->clause.negated || !kh_who_of_some_country(a->d, &y->who) || kh_who_share(a, &x->who, &y->who) ||
          own_people(a, &x->who, &y->who) || kh_is_kind(a, d->mentions[y->who.at[0]].head, KH_CLAUSE_ORDNANCE))
        continue;
      *out = y->who;
      return true;
    }
  }
  return false;
}

bool kh_meant_urged_by(const kh_algebra *a, const kh_inst *x, uint32_t c, kh_who *out) {
  const kh_doc *d = a->d;
  /* "weeks of strikes", "defiance of demands" */
  for (uint32_t i = d->child_at[c]; !kh_is_kind(a, c, KH_CLAUSE_URGING) && i < d->child_at[c + 1]; i++) {
    uint32_t n = d->child[i];
    if (n > c && kh_deprel_base(d->tok.deprel[n]) == KH_DEP_NMOD && kh_is_behind(a, n, KH_CLAUSE_OF) && kh_is_kind(a, n, KH_CLAUSE_URGING)) {
      c = n;
      break;
    }
  }
  if (!kh_is_kind(a, c, KH_CLAUSE_URGING) || kh_is_verb(a, c) || a->mention_of[c] != KH_NONE) return false;
  for (uint32_t k = a->first[c]; k != KH_NONE && !out->n; k = a->inst.at[k].next)
    if (!a->inst.at[k].clause.negated && kh_who_coded(d, &a->inst.at[k].who)) *out = a->inst.at[k].who;
  uint32_t owner = out->n ? KH_NONE : kh_owner_of(a, c, KH_SLOT_OWN);
  if (owner != KH_NONE && d->tok.upos[owner] != KH_UPOS_PRON) kh_who_at(a, owner, KH_DOERS, out);
  for (uint32_t i = d->child_at[c]; !out->n && i < d->child_at[c + 1]; i++) {
    uint32_t n = d->child[i];
    if (n > c && kh_deprel_base(d->tok.deprel[n]) == KH_DEP_NMOD &&
        (kh_is_behind(a, n, KH_CLAUSE_BY) || kh_is_behind(a, n, KH_CLAUSE_ORIGIN) || kh_is_behind(a, n, KH_CLAUSE_OF)))
      kh_who_at(a, n, KH_DOERS, out);
  }
  if (kh_who_coded(d, out) && !kh_who_share(a, out, &x->who)) return true;
  out->n = 0;
  return false;
}

/* "Put off the law after women's groups threatened a strike", "after complaints from villagers": to whose threat or demand one gives way. */
static bool yields_to(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t at = kh_own_word(a, x);
  if (!kh_is_verb(a, at)) return false;
  for (uint32_t i = d->child_at[at]; i < d->child_at[at + 1]; i++) {
    uint32_t c = d->child[i], b = kh_deprel_base(d->tok.deprel[c]);
    uint32_t opener = b == KH_DEP_ADVCL ? kh_doc_child_with(d, c, KH_DEP_MARK) : b == KH_DEP_OBL ? kh_doc_child_with(d, c, KH_DEP_CASE) : KH_NONE;
    if (b == KH_DEP_OBL && opener != KH_NONE && (kh_is_kind(a, opener, KH_CLAUSE_ANSWERING) || kh_is_kind(a, opener, KH_CLAUSE_BENEATH) ||
                                                 kh_is_kind(a, opener, KH_CLAUSE_INSIDE)) && kh_meant_urged_by(a, x, c, out))
      return true;
    if (opener == KH_NONE || !(kh_is_kind(a, opener, KH_CLAUSE_WHILE) || kh_is_kind(a, opener, KH_CLAUSE_AFTER))) continue;
    for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
      const kh_inst *y = &a->inst.at[k];
      if (y->dropped || y->clause.negated ||
          !(y->type == KH_THREATEN || y->type == KH_REQUEST || (b == KH_DEP_OBL && (y->type == KH_PROTEST || y->type == KH_ACCUSE))) ||
          !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who))
        continue;
      *out = y->who;
      return true;
    }
  }
  return false;
}

bool kh_meant_beside(kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  switch (x->type) {
    case KH_THREATEN:
      return spoken_of(a, x, out) || kh_meant_addressed(a, x, out) || as_gesture(a, x, out) || kh_pressed_by(a, x, out) || on_condition(a, x, out) ||
             as_before(a, index, out) || retaliates(a, index, out);
    case KH_AGREE:
    case KH_CONCEDE:
      return as_gesture(a, x, out) || spoken_to(a, x, out) || (x->who.n < 2 && kh_meant_addressed(a, x, out)) || (x->who.n < 2 && on_condition(a, x, out)) ||
             (x->type == KH_CONCEDE && (yields_to(a, x, out) || would_have_given(a, x, out)));
    case KH_PROTEST: return protests_to(a, index, out) || kh_protested_against(a, index, out);
    case KH_SANCTION: return retaliates(a, index, out) || answers_after(a, x, out);
    case KH_RETREAT: return x->mode == KH_MODE_RETREAT_WITHDRAW && kh_land_left(a, x, out);
    case KH_REJECT:
      return answers(a, index, out) || refuses_asker(a, index, out) || put_forth(a, x, out) || written_to(a, x, out) || refused_to(a, x, out) ||
             would_have_given(a, x, out);
    case KH_SUPPORT:
    case KH_ACCUSE:
      return written_to(a, x, out) || spoken_to(a, x, out) || spoken_of(a, x, out) || judges_before(a, index, out) ||
             (x->type == KH_ACCUSE && (charges_those_hit(a, x, out) || judges_known(a, index, out) || answers_after(a, x, out) || retaliates(a, index, out) ||
                                      dismayed_at(a, index, out)));
    case KH_REQUEST:
      return written_to(a, x, out) || spoken_to(a, x, out) || spoken_of(a, x, out) || retaliates(a, index, out) || asked_to_end_it(a, index, out);
    case KH_MOBILIZE: return as_gesture(a, x, out) || where_they_hold(a, x, out) || kh_faced_by(a, x, out);
    case KH_COERCE: return (x->mode == KH_MODE_COERCE_RESTRICT && where_they_hold(a, x, out)) || (takes_things(a, x) && as_before(a, index, out));
    case KH_ASSAULT: return where_they_hold(a, x, out) || (x->who.n < 2 && as_before(a, index, out)) || kh_meant_counted_there(a, x, out);
    default: return false;
  }
}
