/* affected.c: whom a deed is meant for, where none of its frame's slots is filled: what its object, its clause and its phrases name. */
#include "events/match.h"

enum { MAX_PHRASES = 8 };

/* "Calling for the president to resign": who is to do something. */
static bool is_told_to(const kh_algebra *a, uint32_t tok, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t at[] = {tok, c};
  for (unsigned n = 0; n < 2; n++)
    for (uint32_t i = d->child_at[at[n]]; i < d->child_at[at[n] + 1]; i++)
      if (d->child[i] > c && kh_tells_purpose(a, at[n], d->child[i])) return true;
  return false;
}

/* "Asked again for tanks and helicopters", "offered 3,000 troops", but "called for troops to leave". */
static bool is_asked_for(const kh_algebra *a, kh_event_type type, const kh_mention *m) {
  if (!kh_is_kind(a, m->head, KH_CLAUSE_GEAR)) return false;
  if (type == KH_REQUEST) return a->d->tok.head[m->head] == KH_NONE || !is_told_to(a, a->d->tok.head[m->head], m->head);
  if (type == KH_THREATEN && a->d->tok.deprel[m->head] == KH_DEP_OBJ) return true;   /* "will aim rockets at Guam" */
  return (type == KH_AGREE || type == KH_AID) && (m->assumed || !m->actor.country[0]) && a->d->tok.deprel[m->head] != KH_DEP_IOBJ;
}

/* "Urged his followers to kill the author", "authorised the army to shoot": those whom it bids do harm are not whom it threatens. */
static bool bids(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  if (!kh_is_kind(a, tok, KH_CLAUSE_OBJCONTROL)) return false;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    if (c > tok && (b == KH_DEP_IOBJ || b == KH_DEP_OBJ || b == KH_DEP_OBL) && a->mention_of[c] != KH_NONE && is_told_to(a, tok, c)) return true;
  }
  return false;
}

/* Is the word one for a strike? */
static bool tells_strike(const kh_algebra *a, uint32_t t) {
  for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next)
    if (a->inst.at[i].trigger == t && a->inst.at[i].type == KH_PROTEST && a->inst.at[i].mode == KH_MODE_STRIKE) return true;
  return false;
}

static void add_coded(const kh_algebra *a, uint32_t t, kh_whose whose, kh_event_type type, const kh_who *not_these, kh_who *out) {
  kh_who found = {.n = 0};
  if (type == KH_THREATEN && whose == KH_DOERS && tells_strike(a, t)) return;   /* "authorised a strike by its nurses": who is to strike */
  kh_who_at(a, t, whose, &found);
  for (uint32_t i = 0; i < found.n; i++) {
    bool same = kh_who_holds(a, not_these, found.at[i]);
    const kh_mention *m = &a->d->mentions[found.at[i]];
    uint8_t as = a->d->tok.deprel[m->head];   /* "set up a commission", "a panel was formed" */
    bool inquires = type == KH_ACCUSE && m->kind == KH_ENTITY_NOMINAL && kh_is_kind(a, m->head, KH_CLAUSE_INQUIRER);
    if (inquires && (as == KH_DEP_OBJ || as == KH_DEP_NSUBJ_PASS)) continue;
    if (is_asked_for(a, type, m) || (type != KH_ASSAULT && kh_is_stray_arms(a, m))) continue;
    for (uint32_t k = 0; k < not_these->n; k++) {   /* "France may cut the power, its minister warned" */
      const kh_mention *speaker = &a->d->mentions[not_these->at[k]];
      same |= speaker->actor.country[0] && m->kind == KH_ENTITY_LOC && !m->actor.sector && !strcmp(speaker->actor.country, m->actor.country);
    }
    if (!same && (m->actor.country[0] || m->actor.sector)) kh_who_add(out, found.at[i]);
  }
}

/* The object, and what is coordinated with it. */
static void add_filled(const kh_algebra *a, kh_slot_kind kind, uint32_t tok, kh_whose whose, kh_event_type type, const kh_who *who, kh_who *out) {
  uint32_t fill[MAX_PHRASES], n = kh_slot_fill(a, &a->e->own, (kh_slot_row){.kind = (uint8_t)kind}, tok, fill, MAX_PHRASES);
  for (uint32_t i = 0; i < n; i++) add_coded(a, fill[i], whose, type, who, out);
}

static void add_phrases(const kh_algebra *a, uint32_t tok, kh_event_type type, const kh_who *who, kh_who *out) {
  const kh_doc *d = a->d;
  bool asks = type == KH_REQUEST, about = type == KH_REJECT || asks;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1] && !out->n; i++) {
    uint32_t c = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    if (c < tok || (b != KH_DEP_OBL && b != KH_DEP_NMOD) || kh_is_kind(a, c, KH_CLAUSE_TIME) || kh_is_byway(a, c)) continue;
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    /* "threatened war over the exercise", "cut aid over the rebels", but "imposed penalties over Japan's failure": a cause, and whose fault it is */
    bool cause = (type == KH_THREATEN || type == KH_SANCTION) && opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_CAUSE);
    if (cause && kh_doc_child_with(d, c, KH_DEP_NMOD_POSS) == KH_NONE) continue;
    /* "rejected a text on Syria", "quotas for refugees": what it is about */
    if (about && opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_MATTER) && !(asks && is_told_to(a, tok, c))) continue;
    /* "shares information about smugglers": what they work on together is nobody whom they work with */
    if (type == KH_COOPERATE && opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_ABOUT)) continue;
    /* "sought refuge from Israeli strikes", but "an end to his rule" */
    if (asks && a->mention_of[c] == KH_NONE && !(b == KH_DEP_NMOD && opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_TO))) continue;
    /* "sued before a court": where it is said */
    if (type == KH_ACCUSE && a->mention_of[c] != KH_NONE && d->mentions[a->mention_of[c]].actor.sector == KH_SECTOR_JUD) continue;
    bool with_police = type == KH_ACCUSE && opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_WITH) && a->mention_of[c] != KH_NONE &&
                       d->mentions[a->mention_of[c]].actor.sector == KH_SECTOR_COP;
    if (with_police) continue;   /* "lodged a complaint with the police" */
    /* "a ceasefire with the release of hostages": of a deed, who does it */
    if (opener != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_PARTYPREP)) add_coded(a, c, a->first[c] != KH_NONE ? KH_DOERS : KH_ANYONE, type, who, out);
  }
}

/* "Voted against giving refugees a voice": a clause that a preposition of parties opens. */
static bool opened_by_party(const kh_algebra *a, uint32_t tok, uint32_t clause) {
  uint32_t mark = kh_doc_child_with(a->d, clause, KH_DEP_MARK);
  return mark != KH_NONE && mark > tok && mark < clause && a->d->tok.upos[mark] != KH_UPOS_PART && kh_is_kind(a, mark, KH_CLAUSE_PARTYPREP);
}

/* "Admitted that its soldiers had killed him", "conceded that it had lied": who did what is owned up to is not whom it is owned up to. */
static bool did_it(const kh_algebra *a, uint32_t clause) {
  const kh_doc *d = a->d;
  uint32_t subject = kh_doc_child_base(d, clause, KH_DEP_NSUBJ), owner = subject == KH_NONE ? KH_NONE : kh_doc_child_with(d, subject, KH_DEP_NMOD_POSS);
  if (owner != KH_NONE && d->tok.upos[owner] == KH_UPOS_PRON) return true;
  return !kh_is_passive(a, clause) && (kh_doc_child_with(d, clause, KH_DEP_OBJ) != KH_NONE || kh_doc_child_with(d, clause, KH_DEP_XCOMP) != KH_NONE);
}

/* "Admitted that its soldiers had shot them", "conceded that parliament should choose": of the subject's own state, not whom it yields to. */
static bool own_state(const kh_algebra *a, const kh_who *who, const kh_who *them) {
  static const uint32_t organs =
      1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_SPY;
  for (uint32_t i = 0; i < them->n; i++) {
    const kh_mention *m = &a->d->mentions[them->at[i]];
    if (!m->actor.country[0] || !(organs >> m->actor.sector & 1) || !kh_who_of_country(a, who, m->actor.country)) return false;
  }
  return true;
}

/* "Spent millions to deport migrants", "sent arms to crush the rebels": what is given so that harm be done to them is not for them. */
static bool does_harm(const kh_algebra *a, kh_event_type type, uint32_t clause) {
  if (type != KH_AID && type != KH_COOPERATE) return false;
  for (uint32_t i = a->first[clause]; i != KH_NONE; i = a->inst.at[i].next)
    if (!a->inst.at[i].dropped && kh_event_quad((kh_event_type)a->inst.at[i].type) == 4) return true;
  return false;
}

void kh_affected_of(const kh_algebra *a, uint32_t tok, kh_event_type type, const kh_who *who, kh_who *out) {
  bool asks = type == KH_REQUEST;
  static const uint8_t below[] = {KH_SLOT_XCOMP, KH_SLOT_CCOMP, KH_SLOT_ACL};
  if (type == KH_THREATEN && bids(a, tok)) {
    add_filled(a, KH_SLOT_TOOBJ, tok, KH_ANYONE, type, who, out);
    return;
  }
  add_filled(a, KH_SLOT_IOBJ, tok, KH_DOERS, type, who, out);
  if (!out->n) add_filled(a, KH_SLOT_OBJ, tok, KH_DOERS, type, who, out);
  if (!out->n) add_phrases(a, tok, type, who, out);
  uint32_t object = out->n ? KH_NONE : kh_object_of(a, tok);
  if (object != KH_NONE) add_phrases(a, object, type, who, out);   /* "announced an amnesty for the rebels" */
  /* "demanded lower prices and an end to his rule" */
  for (uint32_t i = object == KH_NONE ? 0 : a->d->child_at[object]; object != KH_NONE && i < a->d->child_at[object + 1] && !out->n; i++)
    if (a->d->tok.deprel[a->d->child[i]] == KH_DEP_CONJ && !kh_is_verb(a, a->d->child[i])) add_phrases(a, a->d->child[i], type, who, out);
  uint32_t clause;
  /* "repeated his request that the United States hand him over": of whom the noun's own clause tells what he is to do */
  for (uint32_t i = asks && !out->n && object != KH_NONE && kh_is_kind(a, object, KH_CLAUSE_PUTFORTH) ? a->d->child_at[object] : KH_NONE;
       i != KH_NONE && i < a->d->child_at[object + 1] && !out->n; i++) {
    clause = a->d->child[i];
    uint32_t that = clause < object || kh_deprel_base(a->d->tok.deprel[clause]) != KH_DEP_ACL ? KH_NONE : kh_doc_child_with(a->d, clause, KH_DEP_MARK);
    if (that != KH_NONE && that < clause && kh_is_kind(a, that, KH_CLAUSE_DEFINITE)) add_filled(a, KH_SLOT_SUBJ, clause, KH_DOERS, type, who, out);
  }
  for (unsigned i = 0; i < sizeof below && !out->n; i++) {
    if (!kh_slot_fill(a, &a->e->own, (kh_slot_row){.kind = below[i]}, tok, &clause, 1)) continue;
    if (type == KH_REJECT && object != KH_NONE && !a->side && a->d->tok.head[clause] == object) continue;   /* "denied reports that the rebels had agreed" */
    if (!a->side && does_harm(a, type, clause)) continue;
    if (below[i] == KH_SLOT_ACL && !a->side && object != KH_NONE && a->d->tok.head[clause] == object) continue;   /* "gave proof that it is talking" */
    bool own = type == KH_CONCEDE && below[i] == KH_SLOT_CCOMP && !a->side && did_it(a, clause);
    if (!own && type != KH_REJECT) add_filled(a, KH_SLOT_SUBJ, clause, KH_DOERS, type, who, out);
    if (type == KH_CONCEDE && out->n && own_state(a, who, out)) {
      out->n = 0;
      continue;   /* "conceded that the cabinet should be chosen": nor as whom it is done to */
    }
    if (asks) continue;   /* "demanded a ceasefire to protect civilians": nothing is asked of them */
    /* "complained that the plans would hit farmers": whom they blame is not whom it hits */
    if (type == KH_ACCUSE && !a->side && kh_doc_child_base(a->d, clause, KH_DEP_NSUBJ) != KH_NONE && below[i] == KH_SLOT_CCOMP) continue;
    if (!out->n) add_filled(a, KH_SLOT_OBJ, clause, KH_ANYONE, type, who, out);
    if (!out->n && !own) add_phrases(a, clause, type, who, out);
  }
  if (asks || out->n || !kh_slot_fill(a, &a->e->own, (kh_slot_row){.kind = KH_SLOT_ADVCL}, tok, &clause, 1) || !opened_by_party(a, tok, clause)) return;
  add_filled(a, KH_SLOT_IOBJ, clause, KH_DOERS, type, who, out);
  if (!out->n) add_filled(a, KH_SLOT_OBJ, clause, KH_DOERS, type, who, out);
  /* "apologised for failing to protect the islanders" */
  uint32_t further = out->n || type != KH_CONCEDE ? KH_NONE : kh_doc_child_with(a->d, clause, KH_DEP_XCOMP);
  if (further != KH_NONE) add_filled(a, KH_SLOT_OBJ, further, KH_DOERS, type, who, out);
}
