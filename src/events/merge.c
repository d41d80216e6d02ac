/* merge.c: one event, one record: mentions that tell the same event, and what each adds to it. */
#include "events/merge.h"

/* "The foreign minister of Peru" and "the defence minister of Peru": one word, each time with another before it. */
static bool other_office(const kh_mention *p, const kh_mention *q) {
  kh_str x = {p->actor.role.s, p->actor.role.n}, y = {q->actor.role.s, q->actor.role.n};
  if (p->plural || q->plural || p->kind != KH_ENTITY_NOMINAL || q->kind != KH_ENTITY_NOMINAL) return false;
  if (!x.n || !y.n || kh_str_ends(x, y) || kh_str_ends(y, x)) return false;
  size_t n = 0, word = 0;
  while (n < x.n && n < y.n && x.s[x.n - 1 - n] == y.s[y.n - 1 - n]) word = x.s[x.n - 1 - n] == ' ' ? n : word, n++;
  return word > 0;
}

static bool same_actor(const kh_algebra *a, uint32_t x, uint32_t y) {
  const kh_doc *d = a->d;
  const kh_mention *p = &d->mentions[x], *q = &d->mentions[y];
  if (p->chain == q->chain) return true;
  if (p->actor.id.n && q->actor.id.n) return kh_str_eq((kh_str){p->actor.id.s, p->actor.id.n}, (kh_str){q->actor.id.s, q->actor.id.n});
  if ((p->kind == KH_ENTITY_PER && q->plural) || (q->kind == KH_ENTITY_PER && p->plural)) return false;   /* one person is not several */
  if (other_office(p, q) || kh_are_two(a, x, y)) return false;
  if (!p->actor.country[0] && !q->actor.country[0] && p->kind == KH_ENTITY_NOMINAL && q->kind == KH_ENTITY_NOMINAL && p->actor.sector == KH_SECTOR_UAF)
    return q->actor.sector == KH_SECTOR_UAF && p->plural == q->plural;   /* "Gunmen kidnap nurses. Gunmen kidnapped two nurses" */
  return p->actor.country[0] && !strcmp(p->actor.country, q->actor.country) && (p->actor.sector == q->actor.sector || !p->actor.sector || !q->actor.sector);
}

/* Every one of the shorter list is in the longer one; an empty list agrees with any. */
static bool lists_agree(const kh_algebra *a, const uint32_t *x, uint32_t nx, const uint32_t *y, uint32_t ny) {
  if (nx > ny) return lists_agree(a, y, ny, x, nx);
  for (uint32_t i = 0; i < nx; i++) {
    bool there = false;
    for (uint32_t k = 0; k < ny && !there; k++) there = same_actor(a, x[i], y[k]);
    if (!there) return false;
  }
  return true;
}

/* Is somebody the same one on the receiving side of both? */
static bool same_recipient(const kh_doc *d, const kh_event *x, const kh_event *y) {
  for (uint32_t i = 0; i < x->recipient_count; i++)
    for (uint32_t k = 0; k < y->recipient_count; k++)
      if (d->mentions[x->recipients[i]].chain == d->mentions[y->recipients[k]].chain) return true;
  return false;
}

/* Somebody who is the same one, not only of the same sort, on the same side of both. */
static bool someone_in_both(const kh_doc *d, const kh_event *x, const kh_event *y) {
  for (uint32_t i = 0; i < x->actor_count; i++)
    for (uint32_t k = 0; k < y->actor_count; k++)
      if (d->mentions[x->actors[i]].chain == d->mentions[y->actors[k]].chain) return true;
  return same_recipient(d, x, y);
}

/* Are all of either list, and as many, in the other, as the same ones and not only of the same sort? */
static bool same_people(const kh_doc *d, const uint32_t *x, uint32_t nx, const uint32_t *y, uint32_t ny) {
  bool all = nx == ny;
  for (uint32_t i = 0; i < nx && all; i++) {
    bool there = false;
    for (uint32_t k = 0; k < ny && !there; k++) there = d->mentions[x[i]].chain == d->mentions[y[k]].chain;
    all = there;
  }
  return all;
}

/* Are those who do it, and those to whom it is done, the same ones in both? */
static bool same_parties(const kh_doc *d, const kh_event *x, const kh_event *y) {
  return same_people(d, x->actors, x->actor_count, y->actors, y->actor_count) &&
         same_people(d, x->recipients, x->recipient_count, y->recipients, y->recipient_count);
}

/* "Egypt" and "the Egyptian police", "the U.S. Treasury": a state by its name, and what acts for it. */
static bool is_organ_of(const kh_mention *state, const kh_mention *organ) {
  return kh_is_land(state) && !state->actor.sector && KH_STATE_ORGANS >> organ->actor.sector & 1 && organ->actor.sector && organ->kind != KH_ENTITY_PER &&
         !strcmp(state->actor.country, organ->actor.country);
}

/* "Egypt arrested a journalist", "Egyptian police arrested the journalist": the same people got it from a state and from what acts for it. */
static bool same_state(const kh_doc *d, const kh_event *x, const kh_event *y) {
  if (x->actor_count != 1 || y->actor_count != 1 || !x->recipient_count) return false;
  const kh_mention *p = &d->mentions[x->actors[0]], *q = &d->mentions[y->actors[0]];
  return (is_organ_of(p, q) || is_organ_of(q, p)) && same_people(d, x->recipients, x->recipient_count, y->recipients, y->recipient_count);
}

/* Is it violence among people of one code: a man who stabbed another? */
static bool among_alike(const kh_algebra *a, const kh_event *e) {
  for (uint32_t i = 0; i < e->actor_count && e->type == KH_ASSAULT; i++)
    for (uint32_t k = 0; k < e->recipient_count; k++)
      if (same_actor(a, e->actors[i], e->recipients[k])) return true;
  return false;
}

/* "The army burned a village in Sagaing", "soldiers seized power in Guinea": who acts upon his own land is not at war with whoever else does. */
static bool is_where_own(const kh_doc *d, const kh_event *e, const kh_mention *struck) {
  if (kh_event_quad(e->type) != 4 || struck->kind != KH_ENTITY_LOC || struck->actor.sector) return false;
  for (uint32_t i = 0; i < e->actor_count; i++)
    if (!strcmp(d->mentions[e->actors[i]].actor.country, struck->actor.country)) return true;
  return false;
}

/* Who does it in the one suffers it in the other: two events, tit for tat. Where both are of one code only he himself counts, if another is in both or the
 * report opens with what befell somebody ("A Lima man was stabbed. … Diaz stabbed his neighbour"). */
static bool crossed(const kh_algebra *a, const kh_event *x, const kh_event *y) {
  const kh_doc *d = a->d;
  enum { LEAD = 2 };
  const kh_event *first = x->sentence < y->sentence ? x : y;
  bool opens = first->sentence <= LEAD && !first->actor_count && first->recipient_count == 1 && !d->mentions[first->recipients[0]].plural;
  bool alike = (among_alike(a, x) || among_alike(a, y)) && (opens || x->sentence == y->sentence || someone_in_both(d, x, y));
  for (uint32_t i = 0; i < x->actor_count; i++)
    for (uint32_t k = 0; k < y->recipient_count; k++) {
      const kh_mention *p = &d->mentions[x->actors[i]], *q = &d->mentions[y->recipients[k]];
      /* a state is none of its journalists, a minister none of its provinces; but who bombs a school of another's hits him */
      bool other = (kh_is_land(p) && !p->actor.sector && !(KH_STATE_ORGANS >> q->actor.sector & 1)) ||
                   (p->kind == KH_ENTITY_PER && q->kind == KH_ENTITY_LOC && !kh_is_land(q));
      if ((other && x->type != KH_ASSAULT) || is_where_own(d, y, q)) continue;
      if (alike ? p->chain == q->chain : same_actor(a, x->actors[i], y->recipients[k])) return true;
    }
  return false;
}

/* Deeds that are told beside the killing: "killed the men and dragged the women away". */
static bool apart(kh_mode m) { return m == KH_MODE_ABDUCT || m == KH_MODE_DESTROY || m == KH_MODE_SEXUAL || m == KH_MODE_TORTURE; }

/* Shells, bombs and rockets, whose nouns hardly tell them apart: "the bombing", "the blast". */
static bool is_blast(kh_mode m) {
  return m == KH_MODE_AERIAL || m == KH_MODE_DRONE || m == KH_MODE_HEAVY_WEAPONS || m == KH_MODE_EXPLOSIVES || m == KH_MODE_SUICIDE_ATTACK;
}

/* Two ways of violence that may be one: whom it was meant for and how it was done are both told of "a senator shot at a rally, who has died". */
static bool ways_agree(kh_mode x, kh_mode y) {
  if (!x || !y || x == y) return true;
  return (x == KH_MODE_TARGETED && !apart(y)) || (y == KH_MODE_TARGETED && !apart(x));
}

/* "Nine were killed in a shooting at a church", "the raid on the village killed nine". */
static bool told_twice(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  const kh_doc *d = a->d;
  if (x->type != KH_ASSAULT || y->type != KH_ASSAULT || !ways_agree(x->mode, y->mode) || x->status != y->status) return false;
  bool in = d->tok.head[iy->trigger] == ix->trigger && kh_deprel_base(d->tok.deprel[iy->trigger]) == KH_DEP_OBL;
  bool by = d->tok.head[ix->trigger] == iy->trigger && kh_deprel_base(d->tok.deprel[ix->trigger]) == KH_DEP_NSUBJ;
  return (in || by) && lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count);
}

/* Is y the clause that x says? */
static bool is_content(const kh_doc *d, const kh_inst *x, const kh_inst *y) {
  return d->tok.head[y->trigger] == x->trigger && kh_deprel_base(d->tok.deprel[y->trigger]) == KH_DEP_CCOMP;
}

/* "Said that the senator should apologise": what the saying asks and what its content asks are one request. */
static bool asked_twice(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  const kh_doc *d = a->d;
  if (x->type != KH_REQUEST || y->type != KH_REQUEST || x->status != y->status || !x->actor_count || !y->actor_count) return false;
  return (is_content(d, ix, iy) || is_content(d, iy, ix)) && lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count) &&
         lists_agree(a, x->recipients, x->recipient_count, y->recipients, y->recipient_count);
}

/* "fired into the crowd, killing nine": the shots and what they did. y is the later one; its trigger hangs on the verb of x. */
static bool outcome(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  const kh_doc *d = a->d;
  if (x->type != KH_ASSAULT || y->type != KH_ASSAULT || (y->mode && !ways_agree(x->mode, y->mode)) || (y->mode && !x->mode) || x->mode == KH_MODE_DESTROY ||
      x->mode == KH_MODE_ABDUCT)
    return false;
  uint32_t t = iy->trigger;
  /* "dropped bombs, hitting a school and killing nine" */
  if (kh_deprel_base(d->tok.deprel[t]) == KH_DEP_CONJ && d->tok.morph[t] & KH_MORPH_PART && d->tok.head[t] != ix->trigger && kh_is_verb(a, d->tok.head[t]) &&
      kh_deprel_base(d->tok.deprel[d->tok.head[t]]) == KH_DEP_ADVCL)
    t = d->tok.head[t];
  bool and = kh_deprel_base(d->tok.deprel[t]) == KH_DEP_CONJ && kh_is_kind(a, t, KH_CLAUSE_TOLL) && kh_doc_child_base(d, t, KH_DEP_NSUBJ) == KH_NONE &&
             (!x->recipient_count || d->mentions[x->recipients[0]].kind == KH_ENTITY_LOC ||   /* "stormed the town and killed nine" */
              (!x->actor_count && !y->actor_count && !kh_is_kind(a, ix->trigger, KH_CLAUSE_TOLL)));   /* "a shell hit a market and killed nine" */
  if ((!and && kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ADVCL) || d->tok.head[t] != ix->trigger) return false;
  return (and || d->tok.morph[t] & KH_MORPH_PART) && lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count);
}

static bool is_suffered(const kh_algebra *a, uint32_t t) { return kh_is_passive(a, t) || kh_object_of(a, t) == KH_NONE; }

/* Do u and t, a verb before it, tell of the dead and the wounded of one blow, in one voice and without somebody else who struck the second? */
static bool is_one_toll(const kh_algebra *a, uint32_t t, uint32_t u) {
  return kh_is_kind(a, t, KH_CLAUSE_TOLL) && kh_is_kind(a, u, KH_CLAUSE_TOLL) && a->d->tok.deprel[u] == KH_DEP_CONJ && is_suffered(a, t) == is_suffered(a, u) &&
         (is_suffered(a, u) || kh_doc_child_base(a->d, u, KH_DEP_NSUBJ) == KH_NONE);
}

/* "The blast killed three soldiers and wounded two reporters", "thirteen people died and dozens were hurt": one blow, all of them. */
static bool dead_and_wounded(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  const kh_doc *d = a->d;
  uint32_t t = ix->trigger, u = iy->trigger;
  if (x->type != KH_ASSAULT || y->type != KH_ASSAULT || t >= u || x->status != y->status || !ways_agree(x->mode, y->mode) ||
      !is_one_toll(a, t, u))
    return false;
  if (d->tok.head[u] != t && !(d->tok.deprel[t] == KH_DEP_CONJ && d->tok.head[u] == d->tok.head[t])) return false;
  return lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count);
}

/* "bombed the building; at least ten of its employees were killed", "ninety died when gunmen set off bombs": the deed and its toll. */
static bool toll_of(const kh_algebra *a, const kh_event *toll, const kh_event *deed, const kh_inst *it, const kh_inst *by) {
  /* "seventeen were shot dead when gunmen opened fire" */
  if (toll->type == KH_ASSAULT && deed->type == KH_ASSAULT && toll->sentence == deed->sentence && toll->status == deed->status && toll->mode &&
      toll->mode == deed->mode && !toll->actor_count && deed->actor_count && kh_is_passive(a, it->trigger) && a->d->tok.head[by->trigger] == it->trigger &&
      kh_deprel_base(a->d->tok.deprel[by->trigger]) == KH_DEP_ADVCL)
    return true;
  return toll->type == KH_ASSAULT && deed->type == KH_ASSAULT && toll->sentence == deed->sentence && toll->status == deed->status &&
         (!toll->mode || toll->mode == KH_MODE_TARGETED) && !toll->actor_count && (deed->mode || deed->actor_count) && !apart(deed->mode) &&
         kh_is_kind(a, it->trigger, KH_CLAUSE_TOLL) && (kh_is_passive(a, it->trigger) || kh_object_of(a, it->trigger) == KH_NONE);
}

const uint32_t *kh_lists_joined(kh_doc *d, const uint32_t *x, uint32_t nx, const uint32_t *y, uint32_t ny, uint32_t *n) {
  uint32_t *all = KH_ARRAY(d->arena, uint32_t, nx + ny + 1);
  *n = nx;
  if (nx) memcpy(all, x, nx * sizeof *all);
  for (uint32_t i = 0; i < ny; i++) {
    bool there = false;
    for (uint32_t k = 0; k < *n; k++) there |= d->mentions[all[k]].chain == d->mentions[y[i]].chain;
    if (!there) all[(*n)++] = y[i];
  }
  return all;
}

/* "Struck a car, killing a fighter and wounding two nurses", "exchanged fire. One officer was killed and two were wounded": the wounded beside the dead, who
 * are of another deed's record already: it, or KH_NONE. */
static uint32_t of_the_dead_beside(const kh_algebra *a, const kh_inst *y, const uint32_t *event_of, const kh_made_of *made_of) {
  const kh_doc *d = a->d;
  uint32_t t = y->trigger, h = d->tok.head[t];
  if (y->type != KH_ASSAULT || h == KH_NONE || h > t || !is_one_toll(a, h, t)) return KH_NONE;
  bool more = y->whom.n && d->tok.upos[d->mentions[y->whom.at[0]].head] == KH_UPOS_NUM;   /* of the same people */
  if (!more && kh_deprel_base(d->tok.deprel[h]) != KH_DEP_ADVCL) return KH_NONE;
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next)
    if (event_of[i] != KH_NONE && made_of[event_of[i]].inst->trigger != h && a->inst.at[i].type == KH_ASSAULT && a->inst.at[i].status == y->status &&
        (!y->who.n || kh_who_share(a, &a->inst.at[i].who, &y->who)))
      return event_of[i];
  return KH_NONE;
}

/* "Beat and strangled the watchman": blows of the same people at the same people in one breath are one attack, of which the worst way counts. */
static bool one_attack(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  const kh_doc *d = a->d;
  uint32_t t = ix->trigger, u = iy->trigger;
  if (x->type != KH_ASSAULT || y->type != KH_ASSAULT || x->status != y->status || !x->recipient_count || t >= u || x->embedded || y->embedded) return false;
  if (d->tok.deprel[u] != KH_DEP_CONJ || (d->tok.head[u] != t && !(d->tok.deprel[t] == KH_DEP_CONJ && d->tok.head[u] == d->tok.head[t]))) return false;
  if (kh_doc_child_base(d, u, KH_DEP_NSUBJ) != KH_NONE || x->mode == KH_MODE_ABDUCT || y->mode == KH_MODE_ABDUCT || x->mode == KH_MODE_DESTROY ||
      y->mode == KH_MODE_DESTROY)
    return false;
  return same_parties(d, x, y);
}

/* "One protester died and 14 were injured": a bare number behind people of a sort counts more of them. */
static bool of_the_same(const kh_doc *d, const kh_event *x, const kh_event *y) {
  if (x->recipient_count != 1 || y->recipient_count != 1 || d->tok.upos[d->mentions[y->recipients[0]].head] != KH_UPOS_NUM) return false;
  const kh_mention *m = &d->mentions[x->recipients[0]];
  return m->kind >= KH_ENTITY_NOMINAL && m->actor.sector && m->actor.sector != KH_SECTOR_CVL;
}

enum { NEAR = 12 /* words behind a verb */, LONG = 30 /* days */ };

/* A place that stands in the sentence, not where the story has got to. */
static bool tells_place(const kh_doc *d, const kh_event *x) { return x->place != KH_NONE && d->places[x->place].sentence == x->sentence; }

/* Can the toll be that of the deed: does neither it nor the deed tell of another day, place or sort of people? */
static bool fits_deed(const kh_algebra *a, const kh_event *toll, const kh_event *deed) {
  const kh_doc *d = a->d;
  if (toll->type != KH_ASSAULT || deed->type != KH_ASSAULT || toll->status != KH_STATUS_HAPPENED || deed->status != KH_STATUS_HAPPENED) return false;
  if (toll->date_stated && deed->date != KH_NO_DAY && (toll->date > deed->enddate || toll->enddate < deed->date)) return false;
  if (tells_place(d, toll) && (deed->place == KH_NONE || d->places[toll->place].geonameid != d->places[deed->place].geonameid)) return false;
  if (!toll->recipient_count || !deed->recipient_count) return true;
  const kh_mention *fallen = &d->mentions[toll->recipients[0]], *struck = &d->mentions[deed->recipients[0]];
  return fallen->actor.sector == KH_SECTOR_CVL || kh_is_kind(a, fallen->head, KH_CLAUSE_CREW) || !struck->actor.sector ||
         fallen->actor.sector == struck->actor.sector;
}

/* "Gunmen attacked a bus in Kano. Twelve people were killed": the toll in the sentence behind the deed's. */
static bool toll_behind(const kh_algebra *a, const kh_event *toll, const kh_event *deed, const kh_inst *it) {
  if (toll->sentence != deed->sentence + 1 || !fits_deed(a, toll, deed)) return false;
  if (toll->mode || toll->actor_count || !kh_is_kind(a, it->trigger, KH_CLAUSE_TOLL) || !is_suffered(a, it->trigger) ||
      !(toll->dead.present || toll->injured.present))
    return false;
  uint8_t b = kh_deprel_base(a->d->tok.deprel[it->trigger]);
  return b != KH_DEP_ADVCL && b != KH_DEP_ACL && !apart(deed->mode) && deed->mode != KH_MODE_TARGETED && !deed->dead.present && !deed->injured.present &&
         (deed->mode || deed->actor_count);
}

/* Does the noun at t mean a blow or a weapon of which was told: "the attack", "the bomb"? */
static bool means_a_blow(const kh_algebra *a, uint32_t t) {
  static const unsigned arms[] = {KH_CLAUSE_BY_BOMB, KH_CLAUSE_BY_GUNS, KH_CLAUSE_BY_DRONE, KH_CLAUSE_BY_AIR};
  if (t == KH_NONE || a->d->tok.upos[t] != KH_UPOS_NOUN || !kh_is_definite(a, t) || kh_is_another(a, t)) return false;
  bool blow = false;
  for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) blow |= a->inst.at[i].type == KH_ASSAULT;
  for (size_t i = 0; i < sizeof arms / sizeof *arms; i++) blow |= kh_is_kind(a, t, arms[i]);
  return blow;
}

/* "The attack killed nine", "nine died in the attack": the toll of a blow of which was told. */
static bool tolls_the_known(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  if (x->type != KH_ASSAULT || !kh_is_verb(a, t)) return false;
  bool left = false;   /* "left nine dead" */
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) left |= d->child[i] > t && kh_is_kind(a, d->child[i], KH_CLAUSE_FALLEN);
  if (left || (kh_is_kind(a, t, KH_CLAUSE_TOLL) && !is_suffered(a, t))) return means_a_blow(a, kh_subject_of(a, t));
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && kh_is_kind(a, t, KH_CLAUSE_TOLL); i++)
    if (d->child[i] > t && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_OBL && means_a_blow(a, d->child[i])) return true;
  return false;
}

/* "The governor said the strike killed a guard": whose noun is of a record already is of that record: it, or KH_NONE. */
static uint32_t of_the_blow(const kh_algebra *a, const kh_inst *x, const uint32_t *event_of, const kh_event *all) {
  uint32_t s = is_suffered(a, x->trigger) ? KH_NONE : kh_subject_of(a, x->trigger);
  for (uint32_t i = s == KH_NONE ? KH_NONE : a->first[s]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_event *of = event_of[i] == KH_NONE || x->who.n ? NULL : &all[event_of[i]];
    if (of && of->type == KH_ASSAULT && (int)of->status == (int)x->status && !apart(of->mode) && !apart((kh_mode)x->mode)) return event_of[i];
  }
  return KH_NONE;
}

/* … the nearest that it can be, a few sentences before; "139 were killed in the offensive" is none of the 20,000 of before. */
static bool toll_of_known(const kh_algebra *a, const kh_event *toll, const kh_event *deed, const kh_inst *it) {
  enum { BEHIND = 5 };
  if (toll->sentence == deed->sentence || toll->sentence - deed->sentence > BEHIND || !fits_deed(a, toll, deed)) return false;
  if (is_suffered(a, it->trigger) && deed->dead.present && toll->dead.present && deed->dead.value != toll->dead.value) return false;
  if (apart(deed->mode) || apart(toll->mode) || !(ways_agree(toll->mode, deed->mode) || (is_blast(toll->mode) && is_blast(deed->mode)))) return false;
  return !toll->actor_count || (deed->actor_count && lists_agree(a, toll->actors, toll->actor_count, deed->actors, deed->actor_count));
}

/* "Claimed responsibility for the attack", "carried out the bombing": the noun that means the deed whose doer is told, with no word of its own, or KH_NONE. */
static uint32_t claimed_deed(const kh_algebra *a, const kh_event *e, const kh_inst *x) {
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[e->sentence];
  if (e->type != KH_ASSAULT || e->status != KH_STATUS_HAPPENED || e->embedded || e->actor_count != 1 || e->recipient_count) return KH_NONE;
  for (uint32_t t = kh_is_verb(a, x->trigger) ? x->trigger + 1 : x->trigger; t < s->tok_end && t < x->trigger + NEAR; t++) {
    bool blow = t == x->trigger, bare = d->tok.upos[t] == KH_UPOS_NOUN && kh_is_definite(a, t) && !kh_is_another(a, t) && kh_doc_dominates(d, x->trigger, t);
    for (uint32_t i = a->first[t]; bare && i != KH_NONE; i = a->inst.at[i].next) blow |= a->inst.at[i].type == KH_ASSAULT;
    for (uint32_t i = d->child_at[t]; blow && i < d->child_at[t + 1]; i++) {
      uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
      bare &= b == KH_DEP_DET || b == KH_DEP_CASE || b == KH_DEP_PUNCT;
    }
    if (blow && bare) return t;
    if (!kh_is_verb(a, x->trigger)) break;
  }
  return KH_NONE;
}

/* … by whom, of nobody who is known, it was told just before: who is known by the deed alone ("gunmen", "a suicide bomber") may be of those who claim it. */
static bool is_claimed(const kh_algebra *a, const kh_event *deed, const kh_event *claim) {
  enum { BEHIND = 6 };
  const kh_doc *d = a->d;
  if (deed->type != KH_ASSAULT || deed->status != KH_STATUS_HAPPENED || deed->embedded || claim->sentence - deed->sentence - 1 >= BEHIND) return false;
  if (claim->mode && deed->mode != claim->mode && (apart(deed->mode) || apart(claim->mode) || !(ways_agree(deed->mode, claim->mode) || is_blast(deed->mode))))
    return false;
  if (claim->date_stated && deed->date_stated && (claim->date > deed->enddate || claim->enddate < deed->date)) return false;
  if (tells_place(d, claim) && deed->place != KH_NONE && d->places[claim->place].geonameid != d->places[deed->place].geonameid) return false;
  for (uint32_t i = 0; i < deed->actor_count; i++) {
    const kh_mention *m = &d->mentions[deed->actors[i]];
    if (m->kind != KH_ENTITY_NOMINAL || m->actor.country[0] || (m->actor.sector != KH_SECTOR_UAF && m->actor.sector != KH_SECTOR_REB)) return false;
  }
  return true;
}

/* "Talks between Japanese officials and the minister, who left for Seoul": a visit to one side is no talk of several. */
static bool visit_and_talk(const kh_event *visit, const kh_event *talk) {
  return visit->type == KH_CONSULT && visit->recipient_count && !talk->recipient_count && talk->actor_count > 1;
}

/* Is each told of days of its own? */
static bool days_apart(const kh_event *x, const kh_event *y) {
  return x->date_stated && y->date_stated && (x->enddate < y->date || y->enddate < x->date);
}

/* A deed of long ago is not the one of today, which tells no day: "artillery shelled the island"; "in March a torpedo sank a ship". */
static bool long_apart(const kh_event *x, const kh_event *y) {
  if (x->sentence == y->sentence || x->date_stated == y->date_stated || x->date == KH_NO_DAY || y->date == KH_NO_DAY) return false;
  return x->date_stated ? x->enddate < y->date - LONG : y->enddate < x->date - LONG;
}

/* "The premier refused to drop the tax. 'I have no plan to withdraw it,' he said": one word of the same man to the same, in the same way, said on. */
static bool said_on(const kh_doc *d, const kh_event *x, const kh_event *y) {
  if (x->type != y->type || x->status != y->status || !x->mode || x->mode != y->mode || x->embedded || y->embedded || !x->actor_count) return false;
  if (kh_event_quad(x->type) != 3 || y->sentence - x->sentence > 1) return false;
  if (x->type == KH_REQUEST ? x->sentence != y->sentence || !x->recipient_count : !x->recipient_count && x->type != KH_REJECT) return false;
  if (long_apart(x, y) || days_apart(x, y)) return false;
  return same_parties(d, x, y);
}

/* "A Lima man was arrested. Juan Diaz was taken away by Lima police": one person who is told first by what he is and then by his name, in the sentences
 * next to each other. */
static bool named_later(const kh_doc *d, const kh_event *x, const kh_event *y, const kh_mention *first, const kh_mention *later) {
  enum { BEHIND = 2, FAR = 2000 /* mentions looked back over */ };
  if (y->sentence < x->sentence || y->sentence - x->sentence > BEHIND || x->actor_count || !x->mode || x->mode != y->mode) return false;
  if (first->kind != KH_ENTITY_NOMINAL || first->plural || later->kind != KH_ENTITY_PER || later->plural || later->actor.sector) return false;
  for (const kh_mention *m = first; m > d->mentions && first - m < FAR; m--)   /* who has been named before is no new "man" */
    if (m[-1].chain == later->chain) return false;
  return x->status == y->status && !(x->arrested.present && x->arrested.value > 1) && d->tok.upos[first->head] == KH_UPOS_NOUN;
}

/* "A teacher was charged with fraud. … Police charged him with fraud", "Kenya threatened to bomb Chad. Chad was threatened with air strikes": one charge or
 * threat, told once without who brings it. */
static bool charged_again(const kh_doc *d, const kh_event *x, const kh_event *y) {
  enum { BEHIND = 6 };
  const bool threat = x->type == KH_THREATEN && x->mode && x->actor_count && y->sentence == x->sentence + 1;
  if (!(x->type == KH_ACCUSE && x->mode == KH_MODE_ALLEGE) && !threat) return false;
  if (y->mode != x->mode || !x->actor_count == !y->actor_count || !x->recipient_count) return false;
  return y->sentence - x->sentence <= BEHIND && same_people(d, x->recipients, x->recipient_count, y->recipients, y->recipient_count);
}

/* "Blew themselves up in London, killing 52": people rather than the place that they were in. */
static bool only_places(const kh_algebra *a, const uint32_t *list_of, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const kh_mention *m = &a->d->mentions[list_of[i]];
    /* "tore through a hotel, killing thirty guests" */
    if (m->kind != KH_ENTITY_LOC && !(m->kind == KH_ENTITY_NOMINAL && kh_is_kind(a, m->head, KH_CLAUSE_EDIFICE))) return false;
  }
  return n > 0;
}

/* "Blast Kills Nine in Kabul. A bomb exploded at a market": a headline tells of the people, its lead of the place, or the other way round. */
static bool hit_there(const kh_algebra *a, const kh_event *x, const kh_event *y) {
  enum { LEAD = 2 };
  const kh_doc *d = a->d;
  if (x->type != KH_ASSAULT || d->sentences[x->sentence].kind != KH_SENT_HEADLINE || y->sentence - x->sentence > LEAD) return false;
  if (!x->recipient_count || !y->recipient_count) return false;
  const bool place = only_places(a, x->recipients, x->recipient_count);
  const kh_event *people = place ? y : x;
  const kh_mention *p = &d->mentions[x->recipients[0]], *q = &d->mentions[y->recipients[0]];
  return place != only_places(a, y->recipients, y->recipient_count) && people->recipient_count == 1 &&
         d->mentions[people->recipients[0]].actor.sector == KH_SECTOR_CVL && !strcmp(p->actor.country, q->actor.country);
}

/* "Two were shot in another attack", "in a separate incident": no deed that was told before. */
static bool is_one_more(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  if (kh_is_another(a, x->trigger)) return true;
  for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1]; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);   /* "launched another attack" */
    if ((b == KH_DEP_OBL || b == KH_DEP_OBJ) && a->first[d->child[i]] != KH_NONE && kh_is_another(a, d->child[i])) return true;
  }
  return false;
}

/* "Farmers also blocked a port", "soldiers also detained four ministers": of other people than the deed before, or of nobody. */
static bool is_besides(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *iy) {
  return x->sentence != y->sentence && kh_is_done_besides(a, iy->trigger) && !same_recipient(a->d, x, y) &&
         !(y->type == KH_ASSAULT && kh_is_kind(a, iy->trigger, KH_CLAUSE_TOLL));   /* "the blast also wounded two" */
}

/* "The activist": told with an article as if he were known, and has not been, of the land of somebody of whom a deed just told, and as many: q of p. */
static bool known_anew(const kh_algebra *a, uint32_t of, uint32_t at) {
  enum { FAR = 2000 /* mentions looked back over */ };
  const kh_doc *d = a->d;
  const kh_mention *p = &d->mentions[of], *q = &d->mentions[at];
  if (q->kind != KH_ENTITY_NOMINAL || p->kind == KH_ENTITY_LOC || p->kind == KH_ENTITY_ORG || p->plural != q->plural || d->tok.upos[q->head] != KH_UPOS_NOUN ||
      strcmp(p->actor.country, q->actor.country) || !kh_is_definite(a, q->head))
    return false;
  for (const kh_mention *m = q; m > d->mentions && q - m < FAR; m--)
    if (m[-1].chain == q->chain) return false;   /* he is told of before */
  for (uint32_t i = d->child_at[q->head]; i < d->child_at[q->head + 1]; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
    if (b != KH_DEP_DET && b != KH_DEP_AMOD && b != KH_DEP_CASE && b != KH_DEP_PUNCT) return false;   /* "the driver of the car" */
  }
  return !kh_is_another(a, q->head);
}

/* "Police arrested a lawyer. … Police arrested the activist at his home": he is the one to whom it was done before; no holder of an office, who needs no
 * telling. "Farmers marched. … The protesters carried flags": those who did. */
static bool told_anew(const kh_algebra *a, const kh_event *x, const kh_event *y) {
  enum { BEHIND = 4 };
  static const uint32_t offices = KH_ORGANS, crowd = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_LAB;
  const kh_doc *d = a->d;
  const bool march = x->type == KH_PROTEST;
  if ((x->type != KH_COERCE && x->type != KH_ASSAULT && x->type != KH_RETREAT && !march) || y->sentence == x->sentence || y->sentence - x->sentence > BEHIND ||
      !x->mode || x->mode != y->mode || (march ? x->actor_count : x->recipient_count) != 1 || (march ? y->actor_count : y->recipient_count) != 1)
    return false;
  const uint32_t of = march ? x->actors[0] : x->recipients[0], at = march ? y->actors[0] : y->recipients[0];
  const uint32_t sector = d->mentions[of].actor.sector, its = d->mentions[at].actor.sector;
  if (march ? !(crowd >> its & 1) : (offices & ~(1u << KH_SECTOR_JUD)) >> sector & 1 || offices >> its & 1) return false;
  return known_anew(a, of, at) && (march ? lists_agree(a, x->recipients, x->recipient_count, y->recipients, y->recipient_count)
                                         : lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count) || same_state(d, x, y));
}

/* "The attack", "the arrests", "Monday's march", "the accusation against Chad": a noun for a deed of which it was told before, where nothing of it speaks
 * against. */
static bool points_back(const kh_algebra *a, const kh_inst *x) {
  uint32_t t = x->trigger;
  return x->frame->pos == KH_FRAME_N && x->base == KH_NONE && a->d->tok.upos[t] == KH_UPOS_NOUN && kh_is_definite(a, t) && !kh_is_another(a, t);
}

/* Is x of a headline, or of a report's first sentence, and y of what stands right below it? */
static bool is_headline_of(const kh_doc *d, const kh_event *x, const kh_event *y) {
  enum { LEAD = 2 };
  return (!x->sentence || d->sentences[x->sentence].kind == KH_SENT_HEADLINE) && y->sentence > x->sentence && y->sentence - x->sentence <= LEAD;
}

/* "Minister welcomes talks. The minister welcomed the talks with Chad": one word of the same, whose other side only the lead tells. */
static bool same_actors_said(const kh_algebra *a, const kh_event *x, const kh_event *y) {
  return !x->recipient_count && x->actor_count && lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count);
}

static bool is_said_below(const kh_algebra *a, const kh_event *x, const kh_event *y) {
  return ways_agree(x->mode, y->mode) && (same_actors_said(a, x, y) || (x->recipient_count && same_parties(a->d, x, y)));
}

/* Is t one of the nouns that tell what the words at `of` are about: below them, and none who speaks? */
static bool is_matter(const kh_algebra *a, uint32_t t, uint32_t of, const kh_event *e) {
  const kh_doc *d = a->d;
  if (t == of || (d->tok.upos[t] != KH_UPOS_NOUN && d->tok.upos[t] != KH_UPOS_PROPN) || !kh_doc_dominates(d, of, t)) return false;
  const uint32_t m = a->mention_of[t];
  for (uint32_t i = 0; m != KH_NONE && i < e->actor_count; i++)
    if (d->mentions[e->actors[i]].chain == d->mentions[m].chain) return false;
  return true;
}

/* "Opposes abortion", "opposes the tax": of words to nobody in two sentences, neither of which goes on with the other's, only the matter tells that they are
 * said once: is it another, with no deed and none of its nouns in common? */
static bool other_matter(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  const kh_doc *d = a->d;
  const uint32_t of_x = ix->trigger, of_y = iy->trigger;
  if (kh_event_quad(x->type) % 2 == 0 || y->sentence - x->sentence <= 1 || x->actor_count != 1 || y->actor_count != 1 || x->recipient_count ||
      y->recipient_count || is_headline_of(d, x, y) || !kh_is_verb(a, of_x) || !kh_is_verb(a, of_y))
    return false;
  if (ix->base != KH_NONE && iy->base != KH_NONE && a->inst.at[ix->base].type == a->inst.at[iy->base].type) return false;
  const kh_sentence *s = &d->sentences[x->sentence], *u = &d->sentences[y->sentence];
  bool told = false, retold = false;
  for (uint32_t i = s->tok_begin; i < s->tok_end; i++) {
    if (!is_matter(a, i, of_x, x)) continue;
    told = true;
    for (uint32_t k = u->tok_begin; k < u->tok_end; k++) {
      if (!is_matter(a, k, of_y, y)) continue;
      retold = true;
      if (d->tok.lemma_hash[i] == d->tok.lemma_hash[k]) return false;
    }
  }
  return told && retold;
}

/* "Kenya rejected Chad's offer. Nairobi turned the offer down after a vote", "… pledged to send food. … promised the food": said again in the next sentences by
 * the same, to the same or to nobody who is told, of a thing that it takes up with an article. */
static bool taken_up(const kh_algebra *a, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  enum { BEHIND = 2 };
  const kh_doc *d = a->d;
  if (x->type != y->type || x->status != y->status || x->embedded || y->embedded || x->plan != y->plan || kh_event_quad(x->type) % 2 == 0) return false;
  if (x->type == KH_CONSULT || y->sentence - x->sentence - 1 >= BEHIND || !ways_agree(x->mode, y->mode)) return false;
  if (!x->actor_count || x->actor_count != y->actor_count || !x->recipient_count) return false;
  if (long_apart(x, y) || days_apart(x, y)) return false;
  if (!lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count) ||
      !lists_agree(a, x->recipients, x->recipient_count, y->recipients, y->recipient_count))
    return false;
  const kh_sentence *s = &d->sentences[x->sentence], *u = &d->sentences[y->sentence];
  for (uint32_t k = u->tok_begin; k < u->tok_end; k++) {
    if (!is_matter(a, k, iy->trigger, y) || a->mention_of[k] != KH_NONE || !kh_is_definite(a, k)) continue;
    for (uint32_t i = s->tok_begin; i < s->tok_end; i++)
      if (d->tok.lemma_hash[i] == d->tok.lemma_hash[k] && is_matter(a, i, ix->trigger, x)) return true;
  }
  return false;
}

/* "Soldiers traded fire with the gang. … Gang members beat a trader": sides that fight one another, and what one of them does to somebody else. */
static bool fights_another(const kh_algebra *a, const kh_event *fight, const kh_event *deed) {
  if (fight->type != KH_ASSAULT || fight->actor_count < 2 || fight->recipient_count || !deed->actor_count || !deed->recipient_count) return false;
  for (uint32_t i = 0; i < deed->recipient_count; i++)
    for (uint32_t k = 0; k < fight->actor_count; k++)
      if (same_actor(a, deed->recipients[i], fight->actors[k])) return false;
  return true;
}

/* back: y is told by a noun that points back, which adds nobody to those of whom x was told ("the prosecution by the state" is not that of any defendant). */
static bool same_event(const kh_algebra *a, const kh_event *x, const kh_event *y, uint8_t base_x, uint8_t base_y, bool back) {
  const kh_doc *d = a->d;
  /* "denounced the raid as madness": one judgement in two words; "Bank Accused of Spying. … accused the bank of spying": of the same people, in a headline */
  bool above = is_headline_of(d, x, y), there = x->sentence == y->sentence || (above && same_parties(d, x, y));
  bool judged = there && x->type == KH_ACCUSE && x->mode == y->mode && (!base_x || !base_y) && x->actor_count == y->actor_count &&
                x->recipient_count == y->recipient_count && x->recipient_count;
  /* "charged with kidnapping and false imprisonment", "asked them to fast and write to the king": one word tells it once */
  bool told_once = x->sentence == y->sentence && x->trigger.begin == y->trigger.begin &&
                   (x->mode == y->mode || (x->type == KH_REQUEST && (!x->mode || !y->mode)));
  if (x->type != y->type || x->status != y->status || x->embedded || y->embedded ||
      (base_x != base_y && !judged && !told_once && !(back && !base_y) && !(above && is_said_below(a, x, y))))
    return false;   /* "accused it of arming rebels", "the accusation" */
  int quad = kh_event_quad(x->type);
  /* "Peru rejected the plan. … Chile and Ghana kept up their opposition to the tax" */
  const bool more = quad % 2 && x->sentence != y->sentence && x->actor_count && y->actor_count > x->actor_count;
  back = back && !(y->actor_count && !x->actor_count) && !(y->recipient_count && !x->recipient_count) && !more;
  /* what is said in two places is two sayings, unless they name the same people */
  if ((quad == 1 || quad == 3) && x->sentence != y->sentence && !back && !charged_again(d, x, y) && !(above && same_actors_said(a, x, y)) &&
      (x->actor_count != y->actor_count || x->recipient_count != y->recipient_count))
    return false;
  if (!ways_agree(x->mode, y->mode) && !(back && is_blast(x->mode) && is_blast(y->mode))) return false;   /* "warplanes bombed", "the bombing" */
  if (x->type == KH_ASSAULT && x->mode != y->mode && (apart(x->mode) || apart(y->mode))) return false;
  if (x->type == KH_COERCE && !x->mode != !y->mode) return false;      /* "sacked in May, he has been arrested" */
  if (days_apart(x, y)) return false;
  /* a war of years is none of its battles: "have been at war since 2023", "took the city on Monday" */
  if (x->sentence != y->sentence && x->date_stated && y->date_stated && (x->enddate - x->date > LONG) != (y->enddate - y->date > LONG)) return false;
  bool elsewhere =
      x->place != KH_NONE && y->place != KH_NONE && d->places[x->place].geonameid != d->places[y->place].geonameid && x->sentence != y->sentence &&
      ((d->places[x->place].resolution > 2 && d->places[y->place].resolution > 2) || strcmp(d->places[x->place].country, d->places[y->place].country));
  if (elsewhere && (tells_place(d, y) ? tells_place(d, x) || !someone_in_both(d, x, y) : !back && !someone_in_both(d, x, y))) return false;
  /* "19 people were arrested", "114 were arrested on Friday" */
  if (x->sentence != y->sentence && x->arrested.present && y->arrested.present && x->arrested.value != y->arrested.value) return false;
  if (long_apart(x, y)) return false;
  if (x->sentence != y->sentence && !back && (!x->actor_count || !y->actor_count) && (!x->recipient_count || !y->recipient_count)) return false;
  if (x->sentence != y->sentence && (fights_another(a, x, y) || fights_another(a, y, x))) return false;
  if (crossed(a, x, y) || crossed(a, y, x) || visit_and_talk(x, y) || visit_and_talk(y, x)) return false;
  /* "suspended Mali and imposed a travel ban on the rebel leaders", "froze ties with Fiji and barred its generals": two measures in two ways;
   * "flew out the students and brought the villagers water": help to two */
  bool two_ways = x->type != KH_ASSAULT && x->sentence == y->sentence && (x->mode != y->mode || x->type == KH_AID);
  if (two_ways && x->recipient_count && y->recipient_count && !same_recipient(d, x, y)) return false;
  /* of two sentences one of which tells nobody who did it: "missiles were fired at Israel" and "Jordan shot down the drones" are two deeds */
  if (x->sentence != y->sentence && !x->actor_count != !y->actor_count)
    for (uint32_t i = 0; i < x->recipient_count; i++)
      for (uint32_t k = 0; k < y->recipient_count; k++) {
        const kh_mention *p = &d->mentions[x->recipients[i]], *q = &d->mentions[y->recipients[k]];
        bool other = p->chain != q->chain && p->actor.sector != q->actor.sector && same_actor(a, x->recipients[i], y->recipients[k]);
        if (other && !(x->recipient_count == 1 && y->recipient_count == 1 && named_later(d, x, y, p, q))) return false;
      }
  return told_anew(a, x, y) || ((lists_agree(a, x->actors, x->actor_count, y->actors, y->actor_count) || same_state(d, x, y)) &&
                                (lists_agree(a, x->recipients, x->recipient_count, y->recipients, y->recipient_count) || hit_there(a, x, y)));
}

/* Do both tell it as a deal: "signed an accord", "the pact was reached"? */
static bool is_deal(const kh_algebra *a, const kh_inst *x) {
  uint32_t o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : x->trigger;
  return x->base == KH_NONE && o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_PACT);
}

/* "Peru and Chile signed an accord. They agreed on a quota": what several agreed on, right behind their deal, is the deal. */
static bool is_what_they_agreed(const kh_algebra *a, const kh_event *deal, const kh_event *e, const kh_inst *it) {
  enum { BEHIND = 2 };
  if (deal->type != KH_SUPPORT || e->type != KH_AGREE || deal->status != KH_STATUS_HAPPENED || e->status != KH_STATUS_HAPPENED || e->embedded) return false;
  if (deal->actor_count < 2 || deal->actor_count != e->actor_count || deal->recipient_count || e->recipient_count) return false;
  if (e->sentence - deal->sentence > BEHIND || days_apart(deal, e)) return false;
  return is_deal(a, it) && lists_agree(a, deal->actors, deal->actor_count, e->actors, e->actor_count);
}

/* One behind a sentence's last word; a headline has no stop. */
static uint32_t end_of_words(const kh_doc *d, const kh_sentence *s) {
  uint32_t end = s->tok_end;
  while (end > s->tok_begin && d->tok.upos[end - 1] == KH_UPOS_PUNCT) end--;
  return end;
}

/* A sentence that stands twice (above a picture, as a headline without its dateline, in a box of its own, on a page that gives its text twice) tells of the
 * same deeds. */
static bool told_again(const kh_doc *d, const kh_event *x, const kh_event *y, const kh_inst *ix, const kh_inst *iy) {
  enum { WORDS = 6 /* of the shorter */, DATELINE = 10 };
  const kh_sentence *s = &d->sentences[x->sentence], *t = &d->sentences[y->sentence];
  if (x->sentence == y->sentence || x->type != y->type || x->mode != y->mode || x->status != y->status || x->embedded != y->embedded || x->plan != y->plan)
    return false;
  uint32_t end = end_of_words(d, s), its = end_of_words(d, t), n = end - s->tok_begin, m = its - t->tok_begin, all = n < m ? n : m;
  if (ix->trigger >= end || iy->trigger >= its || end - ix->trigger != its - iy->trigger || end - ix->trigger > all) return false;
  if (n != m && (all < WORDS || n - all > DATELINE || m - all > DATELINE)) return false;
  return !memcmp(d->tok.lower_hash + (end - all), d->tok.lower_hash + (its - all), all * sizeof *d->tok.lower_hash);
}

/* How much a list tells: its people, and of them those with a country, with a sector. */
static uint32_t known(const kh_doc *d, const uint32_t *list_of, uint32_t n) {
  uint32_t k = n;
  for (uint32_t i = 0; i < n; i++) k += (d->mentions[list_of[i]].actor.country[0] != 0) + (d->mentions[list_of[i]].actor.sector != 0);
  return k;
}

bool kh_is_coded(const kh_doc *d, const uint32_t *list_of, uint32_t n) { return known(d, list_of, n) > n; }

static bool tells_more(const kh_algebra *a, const uint32_t *more, uint32_t n, const uint32_t *than, uint32_t m) {
  bool places = only_places(a, than, m);
  if (n && places != only_places(a, more, n) && m) return places;
  return known(a->d, more, n) > known(a->d, than, m);
}

/* "Dozens died in fighting between soldiers and rebels": where both sides fight all who fight are actors, and the toll is nobody's deed to others. */
static bool is_fight(const kh_event *e, const kh_inst *x) {
  const kh_frame_row *f = x->frame;
  return e->type == KH_ASSAULT && e->actor_count > 1 && !e->recipient_count && f->op == KH_NO_OP && f->who_count > 1 && !f->whom_count;
}

void kh_mention_add(kh_doc *d, kh_event *into, kh_span trigger) {
  uint32_t n = into->mention_count;
  kh_span *m = (kh_span *)(uintptr_t)into->mentions;   /* made here, with room for a power of two */
  if (!(n & (n - 1))) {
    m = KH_ARRAY(d->arena, kh_span, n ? 2 * (size_t)n : 1);
    if (n) memcpy(m, into->mentions, n * sizeof *m);
    into->mentions = m;
  }
  m[n] = trigger;
  into->mention_count = n + 1;
}

static void fold(const kh_algebra *a, kh_doc *d, kh_event *into, const kh_event *more) {
  kh_mention_add(d, into, more->trigger);
  bool worse = into->mode == KH_MODE_BEAT && more->type == KH_ASSAULT && more->mode;
  if (!into->mode || worse || more->mode == KH_MODE_TARGETED || (into->mode == KH_MODE_REQUEST_CHANGE && more->mode))
    into->mode = more->mode, into->intensity = more->intensity;
  if (known(d, more->actors, more->actor_count) > known(d, into->actors, into->actor_count)) into->actors = more->actors, into->actor_count = more->actor_count;
  if (into->type == KH_ASSAULT ? tells_more(a, more->recipients, more->recipient_count, into->recipients, into->recipient_count)
                               : known(d, more->recipients, more->recipient_count) > known(d, into->recipients, into->recipient_count))
    into->recipients = more->recipients, into->recipient_count = more->recipient_count;
  if (!into->date_stated && more->date_stated)
    into->date = more->date, into->enddate = more->enddate, into->precision = more->precision, into->date_stated = true;
  if (into->place == KH_NONE) into->place = more->place;
  if (!into->dead.present) into->dead = more->dead;
  if (!into->injured.present) into->injured = more->injured;
  if (!into->arrested.present) into->arrested = more->arrested;
  if (!into->participants.present) into->participants = more->participants;
  into->contexts |= more->contexts;
}

/* ---- joining ---- */

kh_making kh_making_begin(const kh_algebra *a, kh_doc *d, size_t instances) {
  kh_making m = {.events = KH_ARRAY(d->arena, kh_event, instances + 1), .of = KH_ARRAY(a->scratch, kh_made_of, instances + 1),
                 .about = KH_ARRAY(a->scratch, uint8_t, instances + 1), .event_of = KH_ARRAY(a->scratch, uint32_t, instances + 1),
                 .of_type = KH_ARRAY(a->scratch, uint32_t, (size_t)KH_EVENT_COUNT * KH_LOOK_BACK)};
  memset(m.event_of, 0xFF, sizeof *m.event_of * (instances + 1));
  return m;
}

/* What the words of the mention in hand say of how it hangs on what was told. */
typedef struct telling {
  bool known, claim;     /* the toll of a blow that was told; who claims such a deed */
  bool back, one_more;   /* a noun that points back; "another attack" */
} telling;

/* Does the record in hand tell the same event as this one of before? `both`: its people are hit beside those, so that the record has all of them. */
static bool tells_same(const kh_algebra *a, kh_making *m, uint32_t before, const telling *how, bool *both) {
  const kh_doc *d = a->d;
  const kh_event *x = &m->events[before], *y = &m->events[m->n];
  const kh_inst *ix = m->of[before].inst, *iy = m->of[m->n].inst;
  if (((how->one_more && x->sentence != y->sentence) || is_besides(a, x, y, iy)) && !told_again(d, x, y, ix, iy)) return false;
  const bool alike = same_event(a, x, y, m->about[before], m->about[m->n], how->back);
  if (alike && !how->back && other_matter(a, x, y, ix, iy) && !said_on(d, x, y) && !told_again(d, x, y, ix, iy)) {
    m->of[before].repeated = m->of[m->n].repeated = true;
    return false;
  }
  *both = dead_and_wounded(a, x, y, ix, iy);
  return *both || alike || told_again(d, x, y, ix, iy) || outcome(a, x, y, ix, iy) || told_twice(a, x, y, ix, iy) || asked_twice(a, x, y, ix, iy) ||
         said_on(d, x, y) || taken_up(a, x, y, ix, iy) || one_attack(a, x, y, ix, iy) || toll_of(a, y, x, iy, ix) || toll_of(a, x, y, ix, iy) || toll_behind(a, y, x, iy) ||
         (how->known && toll_of_known(a, y, x, iy)) || (how->claim && is_claimed(a, x, y));
}

/* The record of before that the one in hand belongs to, or KH_NONE. */
static uint32_t told_before(const kh_algebra *a, kh_making *m, bool *both) {
  const kh_doc *d = a->d;
  const kh_event *e = &m->events[m->n];
  const kh_inst *x = m->of[m->n].inst;
  const telling how = {tolls_the_known(a, x), claimed_deed(a, e, x) != KH_NONE, points_back(a, x), is_one_more(a, x)};
  uint32_t same = of_the_dead_beside(a, x, m->event_of, m->of);
  *both = same != KH_NONE && x->whom.n && d->tok.upos[d->mentions[x->whom.at[0]].head] != KH_UPOS_NUM;   /* "killing 68 people and wounding 200" */
  if (how.known && same == KH_NONE) same = of_the_blow(a, x, m->event_of, m->events);
  if (same != KH_NONE || kh_is_answered(a, x)) return same;
  const uint32_t *ring = &m->of_type[(size_t)e->type * KH_LOOK_BACK], seen = m->seen[e->type], held = seen < KH_LOOK_BACK ? seen : KH_LOOK_BACK;
  for (uint32_t n = 0; n < held; n++) {
    uint32_t k = how.back || how.known || how.claim ? (seen - 1 - n) % KH_LOOK_BACK : n;   /* a noun that points back means the nearest */
    if (tells_same(a, m, ring[k], &how, both)) return ring[k];
  }
  return KH_NONE;
}

/* The support that a deal gives form, or KH_NONE. */
static uint32_t what_is_agreed(const kh_algebra *a, const kh_making *m) {
  const kh_event *e = &m->events[m->n];
  for (uint32_t k = 0; e->type == KH_AGREE && k < m->seen[KH_SUPPORT] && k < KH_LOOK_BACK; k++) {
    uint32_t of = m->of_type[(size_t)KH_SUPPORT * KH_LOOK_BACK + k];
    if (is_what_they_agreed(a, &m->events[of], e, m->of[of].inst)) return of;
  }
  return KH_NONE;
}

/* "France imposed sanctions. … The sanctions by France will last a year": what a noun tells to come that points back to a deed of the same people, or KH_NONE. */
static uint32_t told_to_last(const kh_algebra *a, const kh_making *m) {
  enum { BEHIND = 6 };
  const kh_event *e = &m->events[m->n];
  const kh_inst *x = m->of[m->n].inst, *deed = x->base == KH_NONE ? NULL : &a->inst.at[x->base];
  if (!deed || deed->trigger != x->trigger || !deed->type || e->date_stated || !points_back(a, deed)) return KH_NONE;
  for (uint32_t k = 0; k < m->seen[deed->type] && k < KH_LOOK_BACK; k++) {
    uint32_t of = m->of_type[(size_t)deed->type * KH_LOOK_BACK + k];
    const kh_event *y = &m->events[of];
    if (y->status != KH_STATUS_HAPPENED || y->embedded || !y->actor_count || e->sentence - y->sentence - 1 >= BEHIND) continue;
    if (lists_agree(a, y->actors, y->actor_count, deed->who.at, deed->who.n) &&
        lists_agree(a, y->recipients, y->recipient_count, deed->whom.at, deed->whom.n))
      return of;
  }
  return KH_NONE;
}

void kh_merge(const kh_algebra *a, kh_doc *d, kh_making *m, uint32_t i) {
  const kh_event *e = &m->events[m->n];
  const kh_inst *x = m->of[m->n].inst;
  bool both = false;
  uint32_t same = told_before(a, m, &both), deal = same == KH_NONE ? what_is_agreed(a, m) : KH_NONE;
  if (same == KH_NONE && deal == KH_NONE) deal = told_to_last(a, m);
  if (deal != KH_NONE) {
    kh_mention_add(d, &m->events[deal], e->trigger);
    m->event_of[i] = deal;
  } else if (same != KH_NONE) {
    kh_event *into = &m->events[same];
    const uint32_t *all = into->recipients;
    uint32_t n_all = into->recipient_count;
    if (both && !of_the_same(d, into, e)) all = kh_lists_joined(d, all, n_all, e->recipients, e->recipient_count, &n_all);
    m->of[same].echoes += told_again(d, into, e, m->of[same].inst, x);
    bool fight = (is_fight(into, m->of[same].inst) && !e->actor_count) || (is_fight(e, x) && !into->actor_count);
    fold(a, d, into, e);
    if (fight) into->recipient_count = 0;
    if (both) into->recipients = all, into->recipient_count = n_all;
    m->event_of[i] = same;
  } else {
    m->event_of[i] = m->n;
    m->of_type[(size_t)e->type * KH_LOOK_BACK + m->seen[e->type]++ % KH_LOOK_BACK] = m->n++;
  }
}
