/* against.c: whom a crowd is against and whom forces face, where the deed's own frame names nobody. Works on settled instances. */
#include "events/match.h"
#include "events/records.h"

enum { MAX_CLIMB = 4, FAR = 30 };

/* Have they a country, and another than the deed's own? */
static bool foreign(const kh_algebra *a, const kh_inst *x, const kh_who *them) {
  bool known = false;
  for (uint32_t i = 0; i < them->n; i++) {
    const char *country = a->d->mentions[them->at[i]].actor.country;
    if (country[0] && kh_who_of_country(a, &x->who, country)) return false;
    known |= country[0] != 0;
  }
  return known && !kh_who_share(a, them, &x->who);
}

static bool take_foreign(const kh_algebra *a, const kh_inst *x, uint32_t t, kh_who *out) {
  if (t == KH_NONE) return false;
  out->n = 0;
  kh_who_at(a, t, KH_ANYONE, out);
  if (foreign(a, x, out)) return true;
  out->n = 0;
  return false;
}

/* "Sent guns to its border with Syria", "posted men on Ukraine's frontier", "a warship amid tension with Iran". */
static bool beyond_border(const kh_algebra *a, const kh_inst *x, uint32_t border, kh_who *out) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[border]; i < d->child_at[border + 1]; i++) {
    uint32_t c = d->child[i], opener = c < border || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NMOD ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
    if (opener != KH_NONE && (kh_is_kind(a, opener, KH_CLAUSE_WITH) || kh_is_kind(a, opener, KH_CLAUSE_OF)) && take_foreign(a, x, c, out)) return true;
  }
  return take_foreign(a, x, kh_owner_of(a, border, KH_SLOT_OWN), out) || take_foreign(a, x, kh_owner_of(a, border, KH_SLOT_ADJ), out);
}

/* "Searched for a freighter that had vanished off Portugal": in a clause of its own. */
static bool apart(const kh_algebra *a, uint32_t t, uint32_t c) {
  for (int step = 0; step < 8 && c != KH_NONE && c != t; step++) {
    c = a->d->tok.head[c];
    uint8_t b = c == KH_NONE || c == t ? KH_DEP_ROOT : kh_deprel_base(a->d->tok.deprel[c]);
    if ((b == KH_DEP_ACL || b == KH_DEP_ADVCL) && kh_is_verb(a, c)) return true;
  }
  return false;
}

/* … and "advanced towards the Georgian town of Gori", "drills around Taiwan": the foreign land that they come near. */
static bool at_border(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t end = d->sentences[d->tok.sentence[x->trigger]].tok_end;
  for (uint32_t c = x->trigger + 1; c < end && c < x->trigger + FAR; c++) {
    if (kh_is_verb(a, c) || !kh_doc_dominates(d, x->trigger, c) || apart(a, x->trigger, c)) continue;
    if (kh_is_kind(a, c, KH_CLAUSE_FRONTIER) && beyond_border(a, x, c, out)) return true;
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE), m = a->mention_of[c];
    if (opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_NEARING)) continue;
    if (m != KH_NONE && d->mentions[m].kind != KH_ENTITY_LOC) continue;
    if (take_foreign(a, x, c, out)) return true;
  }
  return false;
}

/* "Moved a brigade as Croatian troops took the town", "deployed interceptors after Pyongyang threatened to fire": whose hostile deed they answer. */
static bool provoked(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[x->trigger]; i < d->child_at[x->trigger + 1]; i++) {
    uint32_t c = d->child[i], mark = kh_deprel_base(d->tok.deprel[c]) == KH_DEP_ADVCL ? kh_doc_child_with(d, c, KH_DEP_MARK) : KH_NONE;
    if (mark == KH_NONE || mark > c || !kh_is_kind(a, mark, KH_CLAUSE_WHILE)) continue;
    for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
      const kh_inst *y = &a->inst.at[k];
      bool hostile = kh_event_quad((kh_event_type)y->type) == 4 || y->type == KH_THREATEN;
      if (!hostile || y->type == KH_PROTEST || y->dropped || y->embedded || !foreign(a, x, &y->who)) continue;
      *out = y->who;
      return true;
    }
  }
  return false;
}

/* "Scrambled jets as Russian bombers neared", "raised its alert ahead of Chinese drills", "sent guns after the North's missile test": the foe whose forces
 * move. */
static bool drawn_by(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t end = d->sentences[d->tok.sentence[x->trigger]].tok_end;
  for (uint32_t c = x->trigger + 1; c < end && c < x->trigger + FAR; c++) {
    uint32_t up = d->tok.head[c];
    if (!kh_doc_dominates(d, x->trigger, c) || apart(a, x->trigger, c)) continue;
    uint32_t mark = up == x->trigger && kh_deprel_base(d->tok.deprel[c]) == KH_DEP_ADVCL ? kh_doc_child_with(d, c, KH_DEP_MARK) : KH_NONE;
    uint32_t mover = mark == KH_NONE || mark > c || !kh_is_kind(a, mark, KH_CLAUSE_WHILE) ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_NSUBJ),
             m = mover == KH_NONE ? KH_NONE : a->mention_of[mover];
    if (m != KH_NONE && (d->mentions[m].actor.sector == KH_SECTOR_MIL || kh_is_kind(a, mover, KH_CLAUSE_ORDNANCE) || kh_is_kind(a, mover, KH_CLAUSE_ALOFT)) &&
        take_foreign(a, x, mover, out))
      return true;
    uint32_t opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (opener == KH_NONE || kh_is_verb(a, c) ||
        !(kh_is_kind(a, opener, KH_CLAUSE_ANSWERING) || (up != KH_NONE && up != x->trigger && kh_is_kind(a, up, KH_CLAUSE_ANSWERING))))
      continue;
    for (uint32_t k = a->first[c]; k != KH_NONE; k = a->inst.at[k].next) {
      const kh_inst *y = &a->inst.at[k];
      if ((y->type != KH_MOBILIZE && y->type != KH_ASSAULT && y->type != KH_THREATEN) || y->dropped || y->clause.negated || !foreign(a, x, &y->who)) continue;
      *out = y->who;
      return true;
    }
  }
  return false;
}

/* "Withdrew its guns from the hills around Sarajevo", "the town from which the soldiers slipped away": the foreign land that is left. */
bool kh_land_left(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, end = d->sentences[d->tok.sentence[t]].tok_end;
  for (uint32_t c = t + 1; c < end && c < t + FAR; c++) {
    uint32_t m = a->mention_of[c], opener = m == KH_NONE || d->mentions[m].kind != KH_ENTITY_LOC || !kh_doc_dominates(d, t, c) || apart(a, t, c)
                                                ? KH_NONE
                                                : kh_doc_child_with(d, c, KH_DEP_CASE);
    if (opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_LEFT)) continue;
    uint32_t above = d->tok.head[c], over = above == t || kh_is_verb(a, above) ? KH_NONE : kh_doc_child_with(d, above, KH_DEP_CASE);
    if (over != KH_NONE && !kh_is_kind(a, over, KH_CLAUSE_LEFT)) continue;   /* "towards the mountains of Iraq" */
    if (take_foreign(a, x, c, out)) return true;
  }
  uint32_t h = d->tok.deprel[t] == KH_DEP_ACL_RELCL ? d->tok.head[t] : KH_NONE, m = h == KH_NONE ? KH_NONE : a->mention_of[h];
  return m != KH_NONE && d->mentions[m].kind == KH_ENTITY_LOC && take_foreign(a, x, h, out);
}

bool kh_faced_by(const kh_algebra *a, const kh_inst *x, kh_who *out) { return at_border(a, x, out) || provoked(a, x, out) || drawn_by(a, x, out); }

/* Could they be told to go? The prisoners whose release is demanded could not. */
static bool in_power(const kh_algebra *a, const kh_who *w) {
  static const uint32_t people =
      1u << KH_SECTOR_CVL | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_REF | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_LAB;
  for (uint32_t i = 0; i < w->n; i++)
    if (people >> a->d->mentions[w->at[i]].actor.sector & 1) return false;
  return true;
}

/* Does y hang on x's verb, or x's on y's: "rallied and demanded", "marched, calling for", "chanted as they called on"? */
static bool joined_to(const kh_doc *d, uint32_t low, uint32_t high) {
  for (int step = 0; step < MAX_CLIMB && low != KH_NONE && low != high; step++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[low]);
    if (b != KH_DEP_ADVCL && b != KH_DEP_XCOMP && b != KH_DEP_CONJ && b != KH_DEP_ACL && b != KH_DEP_OBJ && b != KH_DEP_CCOMP) return false;
    low = d->tok.head[low];
  }
  return low == high;
}

/* "Marched to demand the resignation of the president", "denouncing the owner as a murderer": whose going they demand, whom they blame. */
static bool told_to_go(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[x->trigger]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (i == index || y->dropped || y->embedded || (y->type != KH_REQUEST && y->type != KH_ACCUSE)) continue;
      const kh_inst *base = y->base == KH_NONE ? NULL : &a->inst.at[y->base];
      bool go = y->type == KH_ACCUSE ? y->mode == KH_MODE_DISAPPROVE
                : base               ? base->type == KH_RETREAT && (base->mode == KH_MODE_RESIGN || base->mode == KH_MODE_RETREAT_WITHDRAW)
                                     : y->mode == KH_MODE_REQUEST_YIELD && in_power(a, &y->whom);
      if (!go || !kh_who_coded(d, &y->whom) || kh_who_share(a, &x->who, &y->whom) || (y->who.n && !kh_who_share(a, &x->who, &y->who))) continue;
      if (!joined_to(d, y->at, x->trigger) && !joined_to(d, x->trigger, y->at)) continue;
      *out = y->whom;
      return true;
    }
  return false;
}

/* Who stands behind the door: a body or an office of state, or, right before it, of anybody. */
static bool behind_door(const kh_algebra *a, const kh_inst *x, uint32_t t, bool right_before, kh_who *out) {
  kh_who found = {.n = 0};
  kh_who_at(a, t, KH_ANYONE, &found);
  if (!found.n || kh_who_share(a, &x->who, &found)) return false;
  const kh_mention *m = &a->d->mentions[found.at[0]];
  if (m->kind == KH_ENTITY_LOC || m->kind == KH_ENTITY_PER || !m->actor.sector || m->actor.sector == KH_SECTOR_CVL ||
      !(right_before || KH_STATE_ORGANS >> m->actor.sector & 1))
    return false;
  if (kh_is_kind(a, m->head, KH_CLAUSE_FIELDED) || kh_is_kind(a, m->head, KH_CLAUSE_GEAR)) return false;   /* "knelt before the tanks" */
  *out = found;
  return true;
}

/* "Gathered in front of the palace", "a sit-in at the health ministry", "camped before Government House". */
static bool at_door(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t at[] = {x->trigger, kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE};
  for (unsigned n = 0; n < 2 && at[n] != KH_NONE; n++)
    for (uint32_t i = d->child_at[at[n]]; i < d->child_at[at[n] + 1]; i++) {
      uint32_t c = d->child[i];
      uint8_t b = kh_deprel_base(d->tok.deprel[c]);
      uint32_t opener = c < at[n] || (b != KH_DEP_OBL && b != KH_DEP_NMOD) ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE);
      if (opener == KH_NONE) continue;
      if (kh_is_kind(a, c, KH_CLAUSE_DOOR)) {   /* "in front of" */
        uint32_t of = kh_doc_child_base(d, c, KH_DEP_NMOD);
        if (of != KH_NONE && behind_door(a, x, of, true, out)) return true;
      }
      bool before = kh_is_kind(a, opener, KH_CLAUSE_DOOR);
      if ((before || kh_is_kind(a, opener, KH_CLAUSE_AT)) && behind_door(a, x, c, before, out)) return true;
    }
  return false;
}

/* "Camped on the lawn to make the university cut its ties", "dragged sofas into the road to keep the guard out": whom the crowd wants to move. */
bool kh_pressed_by(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  static const uint32_t people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_REF | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_SOC;
  const kh_doc *d = a->d;
  bool threat = x->type == KH_THREATEN;
  uint32_t t = x->trigger, at[] = {t, kh_is_verb(a, t) ? kh_object_of(a, t) : KH_NONE, threat ? kh_doc_child_with(d, t, KH_DEP_XCOMP) : KH_NONE};
  for (unsigned n = 0; n < 3; n++)
    for (uint32_t i = at[n] == KH_NONE ? 0 : d->child_at[at[n]]; at[n] != KH_NONE && i < d->child_at[at[n] + 1]; i++) {
      uint32_t c = d->child[i];
      uint8_t b = kh_deprel_base(d->tok.deprel[c]);
      if (c < at[n] || (b != KH_DEP_ADVCL && b != KH_DEP_XCOMP && b != KH_DEP_ACL) || !(d->tok.morph[c] & KH_MORPH_INF) || !kh_is_verb(a, c) ||
          !kh_is_kind(a, c, KH_CLAUSE_PRESSING))
        continue;
      uint32_t o = kh_object_of(a, c);
      if (o == KH_NONE || a->mention_of[o] == KH_NONE || (d->mentions[a->mention_of[o]].kind == KH_ENTITY_LOC && !threat) ||
          d->mentions[a->mention_of[o]].kind == KH_ENTITY_PRONOUN)
        continue;
      kh_who_at(a, o, KH_DOERS, out);
      if (kh_who_coded(d, out) && !kh_who_share(a, &x->who, out) && !(people >> d->mentions[out->at[0]].actor.sector & 1)) return true;
      out->n = 0;
    }
  return false;
}

/* "Blocked the port in a protest against the minister's policies": whom that is against. */
static bool in_protest(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t at[] = {x->trigger, kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE};
  for (unsigned n = 0; n < 2 && at[n] != KH_NONE; n++)
    for (uint32_t i = d->child_at[at[n]]; i < d->child_at[at[n] + 1]; i++) {
      uint32_t c = d->child[i], word;
      uint8_t b = kh_deprel_base(d->tok.deprel[c]);
      if (c < at[n] || (b != KH_DEP_OBL && b != KH_DEP_NMOD) || !kh_is_kind(a, c, KH_CLAUSE_MARCHING)) continue;
      if (!kh_is_behind(a, c, KH_CLAUSE_INSIDE) && !kh_is_behind(a, c, KH_CLAUSE_ASROLE)) continue;
      for (uint32_t k = d->child_at[c]; k < d->child_at[c + 1]; k++) {
        word = d->child[k];
        if (word < c || kh_deprel_base(d->tok.deprel[word]) != KH_DEP_NMOD || !kh_is_behind(a, word, KH_CLAUSE_DEFIED)) continue;
        out->n = 0;
        kh_who_at(a, word, KH_DOERS, out);
        if (kh_who_coded(d, out) && !kh_who_share(a, &x->who, out) && d->mentions[out->at[0]].kind != KH_ENTITY_LOC) return true;
      }
    }
  out->n = 0;
  return false;
}

/* "Took to the streets against cuts by the government", "marched against a law of the governor's": whose the matter is, which the phrase names. */
static bool whose_matter(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t v = x->trigger, matter = KH_NONE;
  if (!kh_is_verb(a, v) || kh_is_passive(a, v)) return false;
  for (uint32_t i = d->child_at[v]; i < d->child_at[v + 1]; i++) {
    uint32_t c = d->child[i];
    if (c < v || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBL) continue;
    if (a->mention_of[c] == KH_NONE && kh_is_behind(a, c, KH_CLAUSE_AGAINST)) matter = c;
    bool by = matter != KH_NONE && c > matter && kh_is_behind(a, c, KH_CLAUSE_BY);   /* at the verb in the tree */
    for (uint32_t k = d->child_at[c]; c == matter && !by && k < d->child_at[c + 1]; k++)
      if (d->child[k] > c && kh_is_behind(a, d->child[k], KH_CLAUSE_BY)) c = d->child[k], by = true;
    if (!by || a->mention_of[c] == KH_NONE || d->mentions[a->mention_of[c]].kind == KH_ENTITY_LOC) continue;
    kh_who_at(a, c, KH_DOERS, out);
    if (kh_who_coded(d, out) && !kh_who_share(a, &x->who, out)) return true;
    out->n = 0;
  }
  return false;
}

bool kh_protested_against(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  return told_to_go(a, index, out) || kh_pressed_by(a, x, out) || in_protest(a, x, out) || whose_matter(a, x, out) ||
         (x->mode != KH_MODE_STRIKE && x->mode != KH_MODE_HUNGER && x->mode != KH_MODE_BOYCOTT && at_door(a, x, out));
}
