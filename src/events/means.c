/* means.c: how violence was done where its frame does not say: by the weapon that strikes, with which, in which or by which people are
 * struck ("hit the port with missiles", "were killed in an air strike"); and whom it was meant for: a public figure by name. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"
#include "events/tree.h"

/* Of one word and what is joined to it: "a drone and missile attack", "suicide bombers". The stronger sign comes first. */
static kh_mode mode_of_noun(const kh_algebra *a, uint32_t noun) {
  static const struct { unsigned kind; kh_mode mode; } means[] = {
    {KH_CLAUSE_BY_SUICIDE, KH_MODE_SUICIDE_ATTACK}, {KH_CLAUSE_BY_DRONE, KH_MODE_DRONE}, {KH_CLAUSE_BY_AIR, KH_MODE_AERIAL}, {KH_CLAUSE_BY_GUNS, KH_MODE_HEAVY_WEAPONS},
    {KH_CLAUSE_BY_BOMB, KH_MODE_EXPLOSIVES}, {KH_CLAUSE_BY_FIREARM, KH_MODE_FIREARMS}, {KH_CLAUSE_BY_POISON, KH_MODE_UNCONVENTIONAL}, {KH_CLAUSE_BY_BLADE, KH_MODE_PRIMITIVE}};
  const kh_doc *d = a->d;
  for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
    if (kh_is_kind(a, noun, means[i].kind)) return means[i].mode;
    EACH_CHILD(d, noun, c)
      if ((base(d, c) == KH_DEP_COMPOUND || base(d, c) == KH_DEP_AMOD) && kh_is_kind(a, c, means[i].kind)) return means[i].mode;
  }
  return KH_MODE_NONE;
}

static kh_mode mode_of_phrases(const kh_algebra *a, uint32_t trigger) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, trigger, c) {
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    if ((base(d, c) != KH_DEP_OBL && base(d, c) != KH_DEP_NMOD) || opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_MEANS)) continue;
    kh_mode m = mode_of_noun(a, c);
    if (m) return m;
  }
  return KH_MODE_NONE;
}

/* All of them are named men and women of public life. */
static bool public_figures(const kh_doc *d, const kh_who *w) {
  static const uint32_t known = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_ELI | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_PTY |
                                1u << KH_SECTOR_OPP | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_MIL;
  for (uint32_t i = 0; i < w->n; i++) {
    const kh_mention *m = &d->mentions[w->at[i]];
    if (m->kind != KH_ENTITY_PER || m->plural || !(known >> m->actor.sector & 1)) return false;
  }
  return w->n > 0;
}

/* "Rebel rockets", "army shells": the word before the weapon that tells whose it is, where it is no name; or KH_NONE. */
static uint32_t shooter(const kh_algebra *a, uint32_t weapon) {
  const kh_doc *d = a->d;
  EACH_CHILD(d, weapon, c)
    if (c < weapon && base(d, c) == KH_DEP_COMPOUND && kh_is_kind(a, c, KH_CLAUSE_SHOOTERS)) return c;
  return KH_NONE;
}

/* Do words tell whose it is? */
static bool is_owned(const kh_algebra *a, uint32_t weapon) { return kh_owner_of(a, weapon, KH_SLOT_OWN) != KH_NONE || shooter(a, weapon) != KH_NONE; }

/* "A missile hit the town": a weapon acts for whom it belongs to ("a Russian missile", "rockets from Lebanon"), else for nobody who is known. */
static bool ownerless(const kh_algebra *a, uint32_t m) {
  const kh_doc *d = a->d;
  uint32_t top = d->mentions[m].head;
  if (!kh_is_kind(a, top, KH_CLAUSE_BY_GUNS) && !kh_is_kind(a, top, KH_CLAUSE_BY_BOMB) && !kh_is_kind(a, top, KH_CLAUSE_BY_DRONE)) return false;
  if (is_owned(a, top)) return false;
  EACH_CHILD(d, top, c)
    if (a->mention_of[c] != KH_NONE || base(d, c) == KH_DEP_ACL || base(d, c) == KH_DEP_NMOD) return false;
  for (uint32_t p = kh_doc_first_place(d, d->tok.sentence[top]); p < d->place_count && d->places[p].sentence == d->tok.sentence[top]; p++)
    if (d->places[p].tok_begin < top && d->places[p].tok_begin >= d->mentions[m].tok_begin) return false;   /* "Russian" */
  return true;
}

/* "Tanks rolled into Caracas": arms whose country only the place tells; the words name nobody whose they are, nor does anybody else there belong to it. */
static bool stray(const kh_algebra *a, uint32_t m) {
  const kh_doc *d = a->d;
  const kh_mention *x = &d->mentions[m];
  uint32_t s = d->tok.sentence[x->head];
  if (x->kind != KH_ENTITY_NOMINAL || x->actor.sector != KH_SECTOR_MIL || !kh_is_kind(a, x->head, KH_CLAUSE_ORDNANCE) ||
      is_owned(a, x->head))
    return false;
  bool placed = false;
  for (uint32_t p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++) {
    if (strcmp(d->places[p].country, x->actor.country)) continue;
    uint32_t of = d->places[p].demonym ? head(d, d->places[p].tok_begin) : KH_NONE;
    bool towns = of != KH_NONE && kh_is_kind(a, of, KH_CLAUSE_TOWN);   /* "the Kyrgyz city of Osh" */
    if ((d->places[p].demonym && !towns) || (d->places[p].tok_begin < x->tok_end && d->places[p].tok_end > x->tok_begin)) return false;
    placed = true;
  }
  for (uint32_t t = d->sentences[s].tok_begin; placed && t < d->sentences[s].tok_end; t++) {
    bool like = rel(d, x->head) == KH_DEP_CONJ && head(d, x->head) == t && kh_is_kind(a, t, KH_CLAUSE_ORDNANCE) && !is_owned(a, t);   /* "tanks and armoured cars" */
    if (like) continue;
    const kh_mention *o = a->mention_of[t] == KH_NONE || a->mention_of[t] == m ? NULL : &d->mentions[a->mention_of[t]];
    if (o && o->head == t && o->kind != KH_ENTITY_LOC && o->actor.sector != KH_SECTOR_CVL && !strcmp(o->actor.country, x->actor.country) && t < x->head)
      return false;
  }
  return placed;
}

bool kh_is_stray_arms(const kh_algebra *a, const kh_mention *m) {
  return m->kind == KH_ENTITY_NOMINAL && (m->assumed || !m->actor.country[0]) && (!m->actor.sector || m->actor.sector == KH_SECTOR_MIL) &&
         kh_is_kind(a, m->head, KH_CLAUSE_ORDNANCE) && kh_owner_of(a, m->head, KH_SLOT_OWN) == KH_NONE;
}

/* "NATO bombs hit the bridge", "police bullets killed two": whose weapon it is that strikes, where its frame names nobody. A bomb is called after its place too
 * ("an Iraqi car bomb", "the Kabul bomb"), so that a country must be another than that of those whom it hits. */
static void take_owner(const kh_algebra *a, kh_inst *x) {
  static const uint32_t armed = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_COP;
  const kh_doc *d = a->d;
  uint32_t s = x->who.n || x->base != KH_NONE || !kh_is_verb(a, x->trigger) || kh_is_passive(a, x->trigger) ? KH_NONE : kh_subject_of(a, x->trigger);
  bool bomb = s != KH_NONE && kh_is_kind(a, s, KH_CLAUSE_BY_BOMB);
  if (s == KH_NONE || !(bomb || kh_is_kind(a, s, KH_CLAUSE_BY_GUNS) || kh_is_kind(a, s, KH_CLAUSE_BY_FIREARM))) return;
  uint32_t by = shooter(a, s), owner = by == KH_NONE ? kh_owner_of(a, s, KH_SLOT_OWN) : by, m = owner == KH_NONE ? KH_NONE : a->mention_of[owner];
  if (by != KH_NONE && m == KH_NONE) m = a->mention_of[s];
  if (m == KH_NONE) return;
  const kh_mention *w = &d->mentions[m];
  bool body = by != KH_NONE || ((w->kind == KH_ENTITY_ORG || w->kind == KH_ENTITY_NOMINAL) && armed >> w->actor.sector & 1);
  if (!body) {
    bool land = (w->kind == KH_ENTITY_LOC || w->kind == KH_ENTITY_NORP) && base(d, owner) != KH_DEP_COMPOUND && w->actor.country[0];
    if (!land || (bomb && (!kh_who_of_some_country(d, &x->whom) || kh_who_of_country(a, &x->whom, w->actor.country)))) return;
  }
  kh_who found = {.n = 0};
  kh_who_add(&found, m);
  if (!kh_who_share(a, &found, &x->whom)) x->who = found;
}

/* "Tanks", "a column of tanks", but not "jets and special forces". */
static bool is_ordnance(const kh_algebra *a, uint32_t noun) {
  const kh_doc *d = a->d;
  if (noun == KH_NONE) return false;
  bool all = kh_is_kind(a, noun, KH_CLAUSE_ORDNANCE), held = false;
  EACH_CHILD(d, noun, c) {
    if (c > noun && rel(d, c) == KH_DEP_CONJ) all &= kh_is_kind(a, c, KH_CLAUSE_ORDNANCE);
    if (c > noun && base(d, c) == KH_DEP_NMOD && kh_is_kind(a, noun, KH_CLAUSE_HOLLOW)) held |= kh_is_kind(a, c, KH_CLAUSE_ORDNANCE);
  }
  return all || held;
}

/* "Moved tanks to the border", "jets flew over the strait"; not "paratroopers boarded planes", "planes landed troops". */
static bool moves_ordnance(const kh_algebra *a, uint32_t verb) {
  if (a->side || !kh_is_verb(a, verb)) return false;
  uint32_t o = kh_object_of(a, verb), s = kh_is_passive(a, verb) ? KH_NONE : kh_subject_of(a, verb);
  uint32_t moved = o == KH_NONE ? KH_NONE : a->mention_of[o], mover = s == KH_NONE ? KH_NONE : a->mention_of[s];
  if (is_ordnance(a, o)) return mover == KH_NONE || a->d->mentions[mover].kind != KH_ENTITY_NOMINAL || a->d->mentions[mover].actor.sector != KH_SECTOR_MIL;
  return is_ordnance(a, s) && (moved == KH_NONE || a->d->mentions[moved].actor.sector != KH_SECTOR_MIL);
}

/* "The senator attacked the governor", "her war against her rival": those who run for office, none of whom bleeds, strike with words. */
static bool is_war_of_words(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t running = 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_LEG, struck = running | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_ELI | 1u << KH_SECTOR_JRN;
  static const unsigned real[] = {KH_CLAUSE_SLAYING, KH_CLAUSE_TOLL, KH_CLAUSE_BY_GUNS, KH_CLAUSE_BY_BOMB, KH_CLAUSE_BY_FIREARM, KH_CLAUSE_BY_BLADE};
  const kh_doc *d = a->d;
  if (a->side || x->type != KH_ASSAULT || x->mode || x->base != KH_NONE || !x->who.n) return false;
  const char *home = d->mentions[x->who.at[0]].actor.country;
  const kh_who *sides[] = {&x->who, &x->whom};
  for (int s = 0; s < 2; s++)
    for (uint32_t i = 0; i < sides[s]->n; i++) {
      const kh_mention *m = &d->mentions[sides[s]->at[i]];
      if (!((s ? struck : running) >> m->actor.sector & 1) || strcmp(m->actor.country, home) != 0 ||
          (!s && m->kind != KH_ENTITY_PER && m->kind < KH_ENTITY_NOMINAL))
        return false;
    }
  const kh_sentence *s = &d->sentences[d->tok.sentence[x->trigger]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    for (size_t i = 0; i < sizeof real / sizeof *real; i++)
      if (kh_is_kind(a, t, real[i])) return false;
  return true;
}

void kh_means_of(const kh_algebra *a, kh_inst *x) {
  if (x->dropped) return;
  if (is_war_of_words(a, x)) {
    if (!x->whom.n) x->dropped = true;   /* "hit the phones" */
    x->type = KH_ACCUSE, x->mode = KH_MODE_DISAPPROVE;
    if (x->status == KH_STATUS_ONGOING) x->status = KH_STATUS_HAPPENED;   /* as all that is said */
  }
  if (x->type == KH_MOBILIZE && x->mode == KH_MODE_TROOPS && moves_ordnance(a, x->trigger)) x->mode = KH_MODE_WEAPONS;
  const kh_doc *d = a->d;
  uint32_t n = 0;
  for (uint32_t i = 0; i < x->who.n; i++)
    if (!stray(a, x->who.at[i]) && !(x->type == KH_ASSAULT && ownerless(a, x->who.at[i]))) x->who.at[n++] = x->who.at[i];
  x->who.n = n;
  if (x->type != KH_ASSAULT) return;
  take_owner(a, x);
  bool verb = kh_is_verb(a, x->trigger);
  if (!x->mode || x->mode == KH_MODE_DESTROY) {
    kh_mode m = mode_of_phrases(a, x->trigger);
    uint32_t s = verb && !kh_is_passive(a, x->trigger) ? kh_subject_of(a, x->trigger) : KH_NONE;
    if (!m && !x->mode) m = s != KH_NONE ? mode_of_noun(a, s) : KH_MODE_NONE;
    if (!m && !x->mode && (!verb || kh_is_kind(a, x->trigger, KH_CLAUSE_BY_FIREARM))) m = mode_of_noun(a, x->trigger);   /* "gunned down" */
    if (m && (!x->mode || m == KH_MODE_AERIAL || m == KH_MODE_DRONE || m == KH_MODE_HEAVY_WEAPONS)) x->mode = (uint8_t)m;
  }
  /* "a suicide blast ripped through the church" */
  if (verb && x->mode == KH_MODE_EXPLOSIVES && !kh_is_passive(a, x->trigger) && kh_subject_of(a, x->trigger) != KH_NONE &&
      mode_of_noun(a, kh_subject_of(a, x->trigger)) == KH_MODE_SUICIDE_ATTACK)
    x->mode = KH_MODE_SUICIDE_ATTACK;
  /* "Israeli bombers attacked Port Said" */
  if (x->mode == KH_MODE_SUICIDE_ATTACK && x->who.n == 1 && d->mentions[x->who.at[0]].actor.sector == KH_SECTOR_MIL &&
      d->mentions[x->who.at[0]].actor.country[0])
    x->mode = KH_MODE_AERIAL;
  bool slain = kh_is_kind(a, x->trigger, KH_CLAUSE_SLAYING);
  if (((!x->mode && slain) || (slain && (x->mode == KH_MODE_EXPLOSIVES || x->mode == KH_MODE_PRIMITIVE)) || x->mode == KH_MODE_FIREARMS) &&
      public_figures(a->d, &x->whom))
    x->mode = KH_MODE_TARGETED;
}
