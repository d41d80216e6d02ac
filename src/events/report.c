/* report.c: whom a deed is for or against, where only other sentences of its report tell. Works on settled instances. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"
#include "events/records.h"

enum { INSTANCES = 240 /* looked back at */, SENTENCES = 4 /* … of a quarrel */, LATELY = 15 /* … of help */, MOST = 8 /* countries that are counted */ };

/* The one country of those who take part, if it is none of the deed's own; else "". */
static const char *land_of(const kh_algebra *a, const kh_inst *x, const kh_who *them) {
  const char *land = "";
  for (uint32_t i = 0; i < them->n; i++) {
    const char *country = a->d->mentions[them->at[i]].actor.country;
    if (!country[0]) continue;
    if ((land[0] && strcmp(land, country)) || kh_who_of_country(a, &x->who, country)) return "";
    land = country;
  }
  return land;
}

/* One state, its government or its army? */
static bool is_a_state(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t organs = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL;
  const kh_actor *who = x->who.n == 1 ? &a->d->mentions[x->who.at[0]].actor : NULL;
  return who && who->country[0] && organs >> who->sector & 1;
}

/* One behind the last instance of the sentence, whose instances stand deepest first; what the future makes of one (with base) is added behind all. */
static uint32_t end_of_sentence(const kh_algebra *a, uint32_t index) {
  if (a->inst.at[index].base != KH_NONE && a->inst.at[index].base < index) index = a->inst.at[index].base;
  uint32_t s = a->d->tok.sentence[a->inst.at[index].trigger];
  while (index < a->inst.n && a->d->tok.sentence[a->inst.at[index].trigger] == s) index++;
  return index;
}

/* The state itself as the report last named it before the token, or whoever of that country was told. */
static void take_state(const kh_algebra *a, const kh_who *told, uint32_t before, kh_who *out) {
  enum { FAR = 1200 };   /* words looked back over */
  const char *land = a->d->mentions[told->at[0]].actor.country;
  out->n = 0;
  for (uint32_t t = before, steps = 0; t-- > 0 && steps < FAR; steps++) {
    const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &a->d->mentions[a->mention_of[t]];
    if (!m || m->kind == KH_ENTITY_PRONOUN || strcmp(m->actor.country, land) || m->actor.sector != KH_SECTOR_NONE || !kh_is_land(m)) continue;
    kh_who_add(out, a->mention_of[t]);
    return;
  }
  *out = *told;
}

/* Countries, by those of them who were told first, and how often each was told. */
typedef struct lands { const kh_who *of[MOST]; const char *land[MOST]; uint32_t times[MOST], n; } lands;

static void count(lands *l, const char *land, const kh_who *them) {
  uint32_t k = 0;
  while (k < l->n && strcmp(l->land[k], land)) k++;
  if (k == MOST) return;
  if (k == l->n) l->of[k] = them, l->land[k] = land, l->n++;
  l->times[k]++;
}

/* The one that was told so often, and no other half as often: its place. */
static bool leads(const lands *l, uint32_t often, uint32_t *at) {
  uint32_t best = 0, second = 0;
  *at = 0;
  for (uint32_t k = 0; k < l->n; k++)
    if (l->times[k] > best) second = best, best = l->times[k], *at = k;
    else if (l->times[k] > second) second = l->times[k];
  return best >= often && best >= 2 * second;
}

/* Is y told before x, as a deed of its own that may tell who has to do with whom? */
static bool is_told(const kh_inst *y, const kh_inst *x) { return y->type && y->trigger < x->trigger && !y->dropped && !y->embedded && !y->clause.negated; }

/* "Chad expelled the envoy of Niger. Niamey recalled its ambassador": with whom the doer's country has the quarrel that was told last, or, where it has none,
 * against whom most others are ("Nigeria condemned the Malian coup. Ghana recalled its ambassador"). */
static bool quarrels_with(const kh_algebra *a, uint32_t index, bool its_own, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  lands others = {.n = 0};   /* against whom others are, the nearest first */
  uint32_t best = 0, s = d->tok.sentence[x->trigger];
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > SENTENCES) break;
    if (!is_told(y, x) || (x->type == KH_THREATEN && d->tok.sentence[y->trigger] == s) ||
        !(y->type == KH_ACCUSE || y->type == KH_SANCTION || y->type == KH_THREATEN || y->type == KH_COERCE || y->type == KH_ASSAULT || y->type == KH_REJECT))
      continue;
    const char *doer = land_of(a, x, &y->who), *done = land_of(a, x, &y->whom);
    const kh_who *them = done[0] && kh_who_share(a, &y->who, &x->who) ? &y->whom : NULL;
    for (uint32_t k = 0; k < x->who.n && !them; k++) {
      const char *own = d->mentions[x->who.at[k]].actor.country;
      if (own[0] && done[0] && kh_who_of_country(a, &y->who, own)) them = &y->whom;
      else if (own[0] && doer[0] && kh_who_of_country(a, &y->whom, own)) them = &y->who;
    }
    if (them) {
      take_state(a, them, x->trigger, out);
      return true;
    }
    if (done[0] && doer[0] && strcmp(doer, done)) count(&others, done, &y->whom);
  }
  if (!others.n || its_own) return false;
  for (uint32_t k = 1; k < others.n; k++)
    if (others.times[k] > others.times[best]) best = k;
  take_state(a, others.of[best], x->trigger, out);
  return true;
}

/* The other country that is told of most so far, and no other half as often; in deals of the doer's own country (its_own), or in any. */
static bool deals_with(const kh_algebra *a, uint32_t index, bool its_own, kh_who *out) {
  const uint32_t often = its_own ? 3 : 4;
  const kh_inst *x = &a->inst.at[index];
  lands dealt = {.n = 0};
  uint32_t at;
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (!is_told(y, x)) continue;
    const kh_who *sides[] = {&y->who, &y->whom};
    for (int k = 0; k < 2; k++) {
      const char *land = land_of(a, x, sides[k]);
      bool ours = !its_own;
      for (uint32_t j = 0; j < x->who.n && !ours; j++)
        ours = a->d->mentions[x->who.at[j]].actor.country[0] && kh_who_of_country(a, sides[1 - k], a->d->mentions[x->who.at[j]].actor.country);
      if (land[0] && ours) count(&dealt, land, sides[k]);
    }
  }
  if (!leads(&dealt, often, &at)) return false;
  take_state(a, dealt.of[at], x->trigger, out);
  return true;
}

/* States, or bodies of several, of whom the words tell which? */
static bool are_powers(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t powers = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_IGO;
  for (uint32_t i = 0; i < x->who.n; i++) {
    const kh_mention *m = &a->d->mentions[x->who.at[i]];
    if (!m->actor.country[0] || m->assumed || !(powers >> m->actor.sector & 1)) return false;
  }
  return x->who.n > 0;
}

/* The one other land of which the whole report tells so far: as often as no two others ("… in Conakry. … The African Union threatened sanctions"). */
static bool told_of_most(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  enum { FAR = 1200 /* words looked back over */, OFTEN = 5 };
  const kh_doc *d = a->d;
  lands told = {.n = 0};
  kh_who of[MOST];
  uint32_t at;
  for (uint32_t t = d->sentences[d->tok.sentence[x->trigger]].tok_begin, steps = 0; t-- > 0 && steps < FAR; steps++) {
    const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &d->mentions[a->mention_of[t]];
    if (!m || m->head != t || m->kind == KH_ENTITY_PRONOUN || !m->actor.country[0] || m->actor.sector == KH_SECTOR_IGO || m->actor.sector == KH_SECTOR_JRN ||
        kh_who_of_country(a, &x->who, m->actor.country))
      continue;
    of[told.n < MOST ? told.n : MOST - 1] = (kh_who){.at = {a->mention_of[t]}, .n = 1};
    count(&told, m->actor.country, &of[told.n < MOST ? told.n : MOST - 1]);
  }
  if (!leads(&told, OFTEN, &at)) return false;
  take_state(a, told.of[at], x->trigger, out);
  return true;
}

/* Is it help that is given or promised: "sent tents", "pledged three million dollars"? */
static bool is_help(const kh_algebra *a, const kh_inst *x) {
  if (x->type == KH_AID) return true;
  if (x->type != KH_AGREE) return false;
  if (x->base != KH_NONE) return a->inst.at[x->base].type == KH_AID;
  uint32_t o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  return o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_GIVEN);
}

/* "Malawi appealed for help. Britain pledged three million pounds": who asked for help or got it before, and is another country. */
static bool helps(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  if (!is_help(a, x) || !kh_who_of_some_country(a->d, &x->who)) return false;
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (a->d->tok.sentence[x->trigger] - a->d->tok.sentence[y->trigger] > LATELY) break;
    if (!is_told(y, x)) continue;
    const kh_who *them = y->type == KH_AID ? &y->whom : y->type == KH_REQUEST && y->mode == KH_MODE_REQUEST_ASSIST ? &y->who : NULL;
    if (!them || !land_of(a, x, them)[0] || kh_who_of_country(a, &x->whom, land_of(a, x, them))) continue;
    take_state(a, them, x->trigger, out);
    return true;
  }
  return (x->type == KH_AID || (x->base != KH_NONE && a->inst.at[x->base].type == KH_AID)) && deals_with(a, index, false, out);
}

/* Is it a word of help to another land, and none of talks: "offered satellite pictures", "promised to share intelligence"? */
static bool promises(const kh_algebra *a, const kh_inst *x) {
  if (x->type != KH_AGREE || !kh_is_kind(a, x->trigger, KH_CLAUSE_OFFERING) || !are_powers(a, x)) return false;
  if (kh_doc_child_with(a->d, x->trigger, KH_DEP_IOBJ) != KH_NONE) return false;      /* "promised the outlying islands missiles" */
  const kh_inst *base = x->base == KH_NONE ? NULL : &a->inst.at[x->base];
  return !base || base->type == KH_AID || base->type == KH_COOPERATE || base->type == KH_SUPPORT;
}

/* "Japan offered the bloc boats, and Australia pledged money": is it told beside a promise to somebody who is named? */
static bool promised_beside(const kh_algebra *a, const kh_inst *x) {
  const kh_sentence *s = &a->d->sentences[a->d->tok.sentence[x->trigger]];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    for (uint32_t i = a->first[t]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      bool named = y->whom.n && y->type == KH_AGREE && a->d->tok.sentence[a->d->mentions[y->whom.at[0]].head] == a->d->tok.sentence[x->trigger];
      if (y != x && named && !y->dropped && !y->embedded && kh_who_coded(a->d, &y->whom) && !kh_who_share(a, &x->who, &y->who)) return true;
    }
  return false;
}

/* "The government rejected their demand": of a word that one answers, the possessor is none of those who answer, whatever the pronoun was taken for. */
static bool is_askers(const kh_algebra *a, const kh_inst *x, uint32_t t) {
  if (a->d->tok.deprel[t] != KH_DEP_NMOD_POSS || a->d->tok.upos[t] != KH_UPOS_PRON || x->type != KH_REJECT) return false;
  uint32_t m = a->mention_of[t];
  return m == KH_NONE || kh_is_nobody(&a->d->mentions[m]) || kh_who_holds(a, &x->who, m);
}

/* "The offer", "this demand": a word that was given before, of which no more is told than who asked it. */
static bool is_the_word(const kh_algebra *a, const kh_inst *x, uint32_t o) {
  const kh_doc *d = a->d;
  if (a->mention_of[o] != KH_NONE) return false;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
    if (is_askers(a, x, d->child[i])) continue;
    if (b == KH_DEP_NMOD || b == KH_DEP_ACL) return false;
  }
  return kh_is_definite(a, o) && (kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) || kh_is_kind(a, o, KH_CLAUSE_STEP));
}

/* "Poured cold water on the plan", "bowed to the demands", "voted against the motion": the word stands in the phrase of what the verb says of it.
 * It, or KH_NONE. */
static uint32_t word_in_phrase(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t v = x->at, o = kh_is_verb(a, v) ? kh_object_of(a, v) : KH_NONE, at[] = {v, o};
  if (!kh_is_verb(a, v) || x->base != KH_NONE || kh_is_passive(a, v)) return KH_NONE;
  if (o != KH_NONE && (a->mention_of[o] != KH_NONE || d->tok.upos[o] == KH_UPOS_PRON)) return KH_NONE;
  bool idiom = o != KH_NONE && !kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) && !kh_is_kind(a, o, KH_CLAUSE_STEP) && a->first[o] == KH_NONE;
  if (o != KH_NONE && !idiom) return KH_NONE;   /* "opposed reforms to the policy", but "gave short shrift to the plan" */
  for (unsigned n = 0; n < (idiom ? 2 : 1); n++)
    for (uint32_t i = d->child_at[at[n]]; i < d->child_at[at[n] + 1]; i++) {
      uint32_t c = d->child[i];
      uint8_t b = kh_deprel_base(d->tok.deprel[c]);
      if (c > at[n] && (b == KH_DEP_OBL || b == KH_DEP_NMOD) && kh_is_behind(a, c, KH_CLAUSE_PARTYPREP) && is_the_word(a, x, c)) return c;
    }
  return KH_NONE;
}

static bool points_back_in_phrase(const kh_algebra *a, const kh_inst *x) { return word_in_phrase(a, x) != KH_NONE; }

/* The noun or pronoun that points back to a word that was given before: "the offer", "it", "which". */
static bool points_back(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t v = x->at;
  if (!kh_is_verb(a, v) || x->base != KH_NONE) return false;
  uint32_t o = kh_object_of(a, v), which = kh_doc_child_with(d, v, KH_DEP_OBJ);
  /* ", which Niamey denied" */
  if (which != KH_NONE && which < v && d->tok.deprel[v] == KH_DEP_ACL_RELCL && d->tok.upos[which] == KH_UPOS_PRON) return x->type == KH_REJECT;
  /* "and both accepted" */
  if (o == KH_NONE)
    return kh_doc_child_with(d, v, KH_DEP_XCOMP) == KH_NONE && kh_doc_child_with(d, v, KH_DEP_CCOMP) == KH_NONE &&
           kh_doc_child_base(d, v, KH_DEP_OBL) == KH_NONE;
  if (d->tok.upos[o] == KH_UPOS_PRON) return a->mention_of[o] == KH_NONE || kh_is_nobody(&d->mentions[a->mention_of[o]]);
  return is_the_word(a, x, o);
}

/* Who made the word at t: whose it is called ("Norway's plan", "the Norwegian plan", but not "the Oslo plan"), by whom it is or was put forth. */
static bool made_by(const kh_algebra *a, uint32_t t, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t owner = kh_owner_of(a, t, KH_SLOT_POSS);
  if (owner == KH_NONE) owner = kh_owner_of(a, t, KH_SLOT_ADJ);
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1] && owner == KH_NONE; i++)
    if (d->child[i] > t && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_NMOD && kh_is_behind(a, d->child[i], KH_CLAUSE_BY)) owner = d->child[i];
  uint32_t v = owner != KH_NONE || d->tok.deprel[t] != KH_DEP_OBJ ? KH_NONE : d->tok.head[t];
  if (v != KH_NONE && kh_is_verb(a, v) && !kh_is_passive(a, v) &&
      (kh_is_kind(a, v, KH_CLAUSE_PROPOSING) || kh_is_kind(a, v, KH_CLAUSE_OFFERING) || kh_is_kind(a, v, KH_CLAUSE_MAKING)))
    owner = kh_subject_of(a, v);
  out->n = 0;
  if (owner != KH_NONE && d->tok.upos[owner] != KH_UPOS_PRON) kh_who_at(a, owner, KH_DOERS, out);
  return kh_who_coded(d, out);
}

/* "Kenya put forward a plan. … Ethiopia rejected the plan": whose the word is that is named again, as its last mention tells that is more than "the plan". */
static bool word_before(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  enum { BACK = 6 /* sentences */, FAR = 300 /* words */ };
  const kh_doc *d = a->d;
  uint32_t o = kh_is_verb(a, x->at) && x->base == KH_NONE ? kh_object_of(a, x->at) : KH_NONE, s = d->tok.sentence[x->trigger];
  if (o == KH_NONE || !is_the_word(a, x, o)) o = word_in_phrase(a, x);
  if (o == KH_NONE || !kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) || x->who.n > 1 || (x->type == KH_SUPPORT && kh_is_kind(a, x->at, KH_CLAUSE_MAKING)))
    return false;
  for (uint32_t t = o < x->at ? o : x->at, steps = 0; t-- > 0 && steps < FAR && s - d->tok.sentence[t] <= BACK; steps++) {
    if (!kh_str_eq(d->tok.lemma[t], d->tok.lemma[o]) || a->mention_of[t] != KH_NONE) continue;
    if (d->tok.upos[t] == KH_UPOS_VERB && d->tok.sentence[t] != s && !kh_is_passive(a, t)) {   /* "the miners appealed. … the court rejected the appeal" */
      out->n = 0;
      kh_who_at(a, kh_subject_of(a, t), KH_DOERS, out);
      return kh_who_coded(d, out) && !kh_who_share(a, &x->who, out);
    }
    if (d->tok.upos[t] != KH_UPOS_NOUN) continue;
    if (made_by(a, t, out)) return !kh_who_share(a, &x->who, out);
    if (!kh_is_definite(a, t)) return false;
  }
  return false;
}

/* Who did what fits x, the nearest in the sentences just before. */
static bool done_before(const kh_algebra *a, uint32_t index, bool (*fits)(const kh_algebra *a, const kh_inst *x, const kh_inst *y), kh_who *out) {
  enum { BEFORE = 2 };
  const kh_inst *x = &a->inst.at[index];
  uint32_t s = a->d->tok.sentence[x->trigger];
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - a->d->tok.sentence[y->trigger] > BEFORE) return false;
    if (!fits(a, x, y)) continue;
    *out = y->who;
    return true;
  }
  return false;
}

/* "Washington accuses a senator of arming gangs. He denied the charge": who accused those who deny it. */
static bool accuses_them(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  if (y->type != KH_ACCUSE || y->dropped || a->d->tok.sentence[y->trigger] == a->d->tok.sentence[x->trigger]) return false;
  return kh_who_coded(a->d, &y->who) && kh_who_share(a, &x->who, &y->whom) && !kh_who_share(a, &x->who, &y->who);
}

/* "Malaysia proposed a truce. Cambodia accepted the plan", "rebels offered talks. The army turned the offer down": whose word is answered. */
static bool is_word(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  if (!is_told(y, x) || !kh_who_coded(a->d, &y->who) || kh_who_share(a, &x->who, &y->who)) return false;
  uint32_t o = y->type == KH_PROTEST ? kh_object_of(a, x->at) : KH_NONE;
  bool theirs = o != KH_NONE && kh_doc_child_with(a->d, o, KH_DEP_NMOD_POSS) != KH_NONE;
  bool word = y->type == KH_REQUEST || y->type == KH_AGREE || y->type == KH_CONCEDE || (x->type == KH_ACCUSE && y->type == KH_THREATEN) ||
              (x->type == KH_REJECT && y->type == KH_PROTEST && theirs) || (x->type == KH_REJECT && (y->type == KH_ACCUSE || y->type == KH_THREATEN));
  return word && !(x->type == KH_REJECT && y->type == KH_ACCUSE && y->mode == KH_MODE_DISAPPROVE);
}

/* What is judged: the object, or, where that is who judges, the subject ("the move angered Kenya"). */
static uint32_t word_judged(const kh_algebra *a, const kh_inst *x) {
  uint32_t o = kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : KH_NONE;
  if (o != KH_NONE && a->mention_of[o] != KH_NONE && kh_who_holds(a, &x->who, a->mention_of[o]) && !kh_is_passive(a, x->at))
    o = kh_doc_child_with(a->d, x->at, KH_DEP_NSUBJ);
  return o;
}

/* The noun that points back to a deed, in what is judged or told of it: "called the measures illegal", "welcomed the verdict"; or KH_NONE. */
static uint32_t deed_judged(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t o = word_judged(a, x);
  if (x->frame->pos == KH_FRAME_EVAL && !kh_slot_fill(a, x->tables, (kh_slot_row){.kind = KH_SLOT_TOPIC}, x->trigger, &o, 1)) return KH_NONE;
  if (o == KH_NONE || a->mention_of[o] != KH_NONE || !kh_is_definite(a, o)) return KH_NONE;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++) {
    uint8_t b = kh_deprel_base(d->tok.deprel[d->child[i]]);
    if (b == KH_DEP_NMOD || b == KH_DEP_ACL || b == KH_DEP_COMPOUND || b == KH_DEP_AMOD) return KH_NONE;
  }
  return o;
}

/* What the noun at o tells of its own: "the sanctions", "the raid"; or NULL. */
static const kh_inst *deed_of(const kh_algebra *a, uint32_t o) {
  for (uint32_t k = o == KH_NONE ? KH_NONE : a->first[o]; k != KH_NONE; k = a->inst.at[k].next)
    if (a->inst.at[k].type) return &a->inst.at[k];
  return NULL;
}

/* "The bloc imposed sanctions, and Canada did too. … Poland welcomed the sanctions": who did the very deed that is named again, all of them where it is
 * several. */
static bool judges_named(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t o = deed_judged(a, x), s = d->tok.sentence[x->trigger];
  const kh_inst *deed = deed_of(a, o);
  if (!deed || kh_who_coded(d, &deed->who)) return false;
  bool several = d->tok.morph[o] & KH_MORPH_PLUR;
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > LATELY) break;
    if (!is_told(y, x) || d->tok.sentence[y->trigger] == s || y->type != deed->type || !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who)) continue;
    if (y->mode != deed->mode && (y->type == KH_SANCTION || (deed->mode && y->mode))) continue;   /* an envoy who is called home is not of "the sanctions" */
    for (uint32_t k = 0; k < y->who.n; k++)
      if (!kh_who_of_country(a, out, d->mentions[y->who.at[k]].actor.country)) kh_who_add(out, y->who.at[k]);
    if (!several) return true;
  }
  return out->n > 0;
}

/* "A court sentenced a general. … Rights groups welcomed the verdict", "Brussels imposed sanctions. … Minsk called the measures illegal": who did it. */
static bool judges_of_late(const kh_algebra *a, uint32_t index, kh_who *out) {
  static const uint32_t powers = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_IGO,
                        organs = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_MIL;
  static const uint32_t citizens =
      1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_REL | 1u << KH_SECTOR_JRN | 1u << KH_SECTOR_SOC;
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t o = deed_judged(a, x), s = d->tok.sentence[x->trigger];
  bool ruled = o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_RULED), done = o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_DOINGS);
  bool found = false;
  if (!ruled && !done) return false;
  /* "police arrested 43 people … the party called the raids an outrage" */
  bool aside = x->who.n == 1 && citizens >> d->mentions[x->who.at[0]].actor.sector & 1;
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > (ruled ? LATELY : SENTENCES)) break;
    if (!is_told(y, x) || d->tok.sentence[y->trigger] == s || !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who)) continue;
    uint8_t sector = d->mentions[y->who.at[0]].actor.sector;
    bool court = sector == KH_SECTOR_JUD || (y->type == KH_SANCTION && y->mode == KH_MODE_CONVICT), power = (aside ? powers | organs : powers) >> sector & 1,
         other = false;
    /* "the attack" is no sanction */
    for (uint32_t k = a->first[o]; k != KH_NONE; k = a->inst.at[k].next)
      other |= a->inst.at[k].type && (a->inst.at[k].type != y->type || a->inst.at[k].mode != y->mode);
    bool hostile = y->type == KH_SANCTION || y->type == KH_COERCE || y->type == KH_THREATEN || y->type == KH_MOBILIZE || y->type == KH_ASSAULT,
         kind = y->type == KH_RETREAT || y->type == KH_CONCEDE || y->type == KH_AID;
    bool ours = false;   /* "Quito granted the Peruvian asylum. Lima called the decision an insult" */
    for (uint32_t k = 0; k < x->who.n && (x->type != KH_SUPPORT || kh_event_quad((kh_event_type)y->type) <= 2); k++)
      ours |= d->mentions[x->who.at[k]].actor.country[0] && kh_who_of_country(a, &y->whom, d->mentions[x->who.at[k]].actor.country);
    if (ruled ? !court
              : other || !(power || (sector == KH_SECTOR_REB && x->type == KH_SUPPORT)) || (!aside && !land_of(a, x, &y->who)[0]) ||
                    !(x->type == KH_SUPPORT ? kind || ours : hostile || ours))
      continue;
    if (found && !kh_who_share(a, out, &y->who)) return false;      /* whose deed an outsider judges, nobody said */
    if (!found) *out = y->who;
    found = true;
    if (ruled || ours || aside) return true;
  }
  return found;
}

/* "Dockers blocked the road. Riot police used water cannon": the crowd of the sentence before. */
static bool is_crowd(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  return y->type == KH_PROTEST && is_told(y, x) && kh_who_coded(a->d, &y->who) && !kh_who_share(a, &x->who, &y->who);
}

/* "The army killed eight rebels. The guerrillas said they would go on fighting": whom rebels and soldiers of one land fight, of late. */
static bool fights_with(const kh_algebra *a, uint32_t index, kh_who *out) {
  static const uint32_t arms = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_PRM;
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  const kh_actor *own = x->who.n == 1 ? &d->mentions[x->who.at[0]].actor : NULL;
  uint32_t s = d->tok.sentence[x->trigger];
  if (!own || !own->country[0] || !(arms >> own->sector & 1)) return false;
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > SENTENCES) return false;
    if (y->type != KH_ASSAULT || !is_told(y, x) || y->who.n != 1) continue;
    const kh_actor *doer = &d->mentions[y->who.at[0]].actor;
    /* "the army bombed a market. The rebels vowed revenge" */
    if (arms >> doer->sector & 1 && doer->sector != own->sector && !strcmp(doer->country, own->country)) {
      *out = y->who;
      return true;
    }
    for (int k = 0; k < 2 && y->whom.n == 1; k++) {
      const kh_who *us = k ? &y->whom : &y->who, *them = k ? &y->who : &y->whom;
      const kh_actor *we = &d->mentions[us->at[0]].actor, *they = &d->mentions[them->at[0]].actor;
      if (we->sector != own->sector || strcmp(we->country, own->country) || !(arms >> they->sector & 1) ||
          (they->sector == own->sector && !strcmp(they->country, own->country)))
        continue;
      *out = *them;
      return true;
    }
  }
  return false;
}

/* "Soldiers stopped the marchers. The crowd threw stones": the forces that dealt with people of late. */
static bool are_forces(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  static const uint32_t forces = 1u << KH_SECTOR_COP | 1u << KH_SECTOR_MIL,
                        people = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_EDU;
  const kh_doc *d = a->d;
  if ((y->type != KH_COERCE && y->type != KH_ASSAULT) || !is_told(y, x) || d->tok.sentence[y->trigger] == d->tok.sentence[x->trigger] || y->who.n != 1 ||
      y->whom.n != 1)
    return false;
  return forces >> d->mentions[y->who.at[0]].actor.sector & 1 && people >> d->mentions[y->whom.at[0]].actor.sector & 1;
}

/* "Shut all crossings on the frontier": a border that is not told whose. */
static bool at_border(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  for (uint32_t c = t + 1; c < d->sentences[d->tok.sentence[t]].tok_end; c++)
    if (kh_is_kind(a, c, KH_CLAUSE_FRONTIER) && kh_doc_dominates(d, t, c)) return true;
  return false;
}

/* "Nigeria cut off supplies to its neighbour": one told by what it is to the doer alone. */
bool kh_is_some_neighbour(const kh_algebra *a, const kh_inst *x) {
  const kh_mention *m = x->whom.n == 1 ? &a->d->mentions[x->whom.at[0]] : NULL;
  uint32_t owner =
      m && m->kind == KH_ENTITY_NOMINAL && m->abroad && !m->plural && !m->actor.country[0] ? kh_doc_child_with(a->d, m->head, KH_DEP_NMOD_POSS) : KH_NONE;
  return owner != KH_NONE && a->d->tok.upos[owner] == KH_UPOS_PRON && kh_who_of_some_country(a->d, &x->who);
}

/* "Bogota granted the pair from Caracas asylum. Caracas recalled its ambassador": the other land that has dealt with the doer's own people of late. */
static bool dealt_of_late(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  enum { BEFORE = 2 };
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  for (uint32_t i = (uint32_t)(x - a->inst.at), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > BEFORE) return false;
    if (!is_told(y, x) || !land_of(a, x, &y->who)[0] || !y->whom.n) continue;
    for (uint32_t k = 0; k < x->who.n; k++)
      if (kh_who_of_country(a, &y->whom, d->mentions[x->who.at[k]].actor.country)) {
        take_state(a, &y->who, x->trigger, out);
        return true;
      }
  }
  return false;
}

/* "Ukraine struck an oil depot": a state's blow at a thing of which no word tells whose. */
static bool hits_thing(const kh_algebra *a, const kh_inst *x) {
  bool blow = !x->mode || x->mode == KH_MODE_AERIAL || x->mode == KH_MODE_DRONE || x->mode == KH_MODE_HEAVY_WEAPONS;
  uint32_t o = blow && kh_is_verb(a, x->trigger) && !kh_is_passive(a, x->trigger) && is_a_state(a, x) ? kh_object_of(a, x->trigger) : KH_NONE;
  return o != KH_NONE && a->mention_of[o] == KH_NONE && a->d->tok.upos[o] == KH_UPOS_NOUN;
}

/* "Russia shelled Kharkiv. Ukraine struck an oil depot": who of another land has struck the doer's own of late. */
static bool struck_by(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  for (uint32_t i = (uint32_t)(x - a->inst.at), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > SENTENCES) return false;
    if (y->type != KH_ASSAULT || !is_told(y, x) || !land_of(a, x, &y->who)[0]) continue;
    for (uint32_t k = 0; k < x->who.n; k++)
      if (kh_who_of_country(a, &y->whom, d->mentions[x->who.at[k]].actor.country)) {
        take_state(a, &y->who, x->trigger, out);
        return true;
      }
  }
  return false;
}

/* "Sweden offered a plan", "proposed a treaty": a word that others answer, of which there is no record of its own. */
static bool puts_forth(const kh_algebra *a, uint32_t v) {
  uint32_t o = kh_is_kind(a, v, KH_CLAUSE_OFFERING) || kh_is_kind(a, v, KH_CLAUSE_PROPOSING) ? kh_object_of(a, v) : KH_NONE;
  return o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_PUTFORTH);
}

/* Who acts in the sentence before, which tells no deed of anybody (`said`: or what he says or proposes): a state, its organs, a body of several; not those who
 * do x. */
static bool subject_before(const kh_algebra *a, const kh_inst *x, bool said, kh_who *out) {
  static const uint32_t powers = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_MIL;
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger], root = KH_NONE;
  if (!s || d->sentences[s - 1].kind != KH_SENT_BODY) return false;
  for (uint32_t t = d->sentences[s - 1].tok_begin; t < d->sentences[s - 1].tok_end; t++) {
    if (d->tok.head[t] == KH_NONE) root = t;
    for (uint32_t i = a->first[t]; i != KH_NONE && !said; i = a->inst.at[i].next)
      if (a->inst.at[i].type && !a->inst.at[i].dropped && kh_who_coded(d, &a->inst.at[i].who)) return false;
  }
  uint32_t subject = root == KH_NONE || !kh_is_verb(a, root) || kh_is_passive(a, root) ||
                             (said && !kh_is_kind(a, root, KH_CLAUSE_REPORTING) && !kh_is_kind(a, root, KH_CLAUSE_DEMANDING) && !puts_forth(a, root))
                         ? KH_NONE
                         : kh_subject_of(a, root);
  const kh_mention *m = subject == KH_NONE || a->mention_of[subject] == KH_NONE ? NULL : &d->mentions[a->mention_of[subject]];
  if (!m || !m->actor.country[0] || m->assumed || !(powers >> m->actor.sector & 1) || kh_who_of_country(a, &x->who, m->actor.country)) return false;
  out->n = 0;
  kh_who_add(out, a->mention_of[subject]);
  return true;
}

/* "Uganda closed the border. This angered Kenya": whose deed it is that the sentence before tells. */
static bool does_this(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t o = word_judged(a, x), s = d->tok.sentence[x->trigger];
  if (o == KH_NONE || !s || a->mention_of[o] != KH_NONE || !kh_is_kind(a, o, KH_CLAUSE_DEFINITE) || d->tok.upos[o] == KH_UPOS_NOUN) return false;
  for (uint32_t t = d->sentences[s - 1].tok_begin; t < d->sentences[s - 1].tok_end; t++)
    for (uint32_t i = d->tok.head[t] == KH_NONE ? a->first[t] : KH_NONE; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (!is_told(y, x) || !kh_who_coded(d, &y->who) || kh_who_share(a, &x->who, &y->who)) continue;
      *out = y->who;
      return true;
    }
  return false;
}

/* "Creditors criticised Brazil's step. They asked for a meeting": of whom they spoke right before. */
static bool speaks_on(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  uint32_t s = a->d->tok.sentence[x->trigger];
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - a->d->tok.sentence[y->trigger] > 1) return false;
    if (a->d->tok.sentence[y->trigger] == s || !is_told(y, x) || kh_event_quad((kh_event_type)y->type) != 3 || !kh_who_share(a, &x->who, &y->who) ||
        !kh_who_coded(a->d, &y->whom) || kh_who_share(a, &x->who, &y->whom))
      continue;
    *out = y->whom;
    return true;
  }
  return false;
}

/* "Condemned the detention of editors by the Chilean police and called for their release": of whom one blames in the same breath. */
static bool blames_first(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  uint32_t v = x->at;
  for (uint32_t steps = 0; steps < 2 && a->d->tok.deprel[v] == KH_DEP_CONJ && a->d->tok.head[v] < v; steps++) {
    v = a->d->tok.head[v];
    for (uint32_t i = a->first[v]; i != KH_NONE; i = a->inst.at[i].next) {
      const kh_inst *y = &a->inst.at[i];
      if (y->type != KH_ACCUSE || !is_told(y, x) || !kh_who_coded(a->d, &y->whom) || !kh_who_share(a, &x->who, &y->who)) continue;
      *out = y->whom;
      return true;
    }
  }
  return false;
}

/* "Tunisia broke with Iran. Algeria offered to mediate": between the two lands one of which did something against the other of late, if there are no other
 * two. */
static bool mediates(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index], *base = x->base == KH_NONE ? NULL : &a->inst.at[x->base];
  bool between = (x->type == KH_CONSULT && x->mode == KH_MODE_THIRD_PARTY) || (base && base->type == KH_CONSULT && base->mode == KH_MODE_THIRD_PARTY);
  uint32_t s = a->d->tok.sentence[x->trigger], offered = kh_doc_child_with(a->d, x->trigger, KH_DEP_XCOMP);
  bool found = false;
  between |= offered != KH_NONE && kh_is_kind(a, offered, KH_CLAUSE_MEDIATING);
  for (uint32_t i = between ? end_of_sentence(a, index) : 0, steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - a->d->tok.sentence[y->trigger] > SENTENCES) break;
    const char *one = land_of(a, x, &y->who), *other = land_of(a, x, &y->whom);
    if (!is_told(y, x) || kh_event_quad((kh_event_type)y->type) != 4 || !one[0] || !other[0] || !strcmp(one, other)) continue;
    if (found && !(kh_who_of_country(a, out, one) && kh_who_of_country(a, out, other))) return false;
    kh_who first, second;
    take_state(a, &y->who, x->trigger, &first);
    take_state(a, &y->whom, x->trigger, &second);
    out->n = 0, found = true;
    kh_who_add(out, first.at[0]);
    kh_who_add(out, second.at[0]);
  }
  return found;
}

/* "PARIS - The Kenyan president began a three-day visit": whose guest he is, by where he went or goes in the sentences around, or by the dateline where its
 * land is named near. */
static bool is_guest_of(const kh_algebra *a, uint32_t index, kh_who *out) {
  enum { NEAR = 2 /* sentences */ };
  const kh_inst *x = &a->inst.at[index], *base = x->base == KH_NONE ? x : &a->inst.at[x->base];
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  if (base->type != KH_CONSULT || base->mode != KH_MODE_VISIT || x->who.n != 1 || !kh_who_of_some_country(d, &x->who) || d->mentions[x->who.at[0]].assumed ||
      d->mentions[x->who.at[0]].kind == KH_ENTITY_NORP)
    return false;
  uint32_t guest = d->tok.deprel[x->trigger] == KH_DEP_AMOD ? d->tok.head[x->trigger] : KH_NONE, v = guest == KH_NONE ? KH_NONE : d->tok.head[guest];
  for (uint32_t i = v == KH_NONE || d->tok.deprel[guest] != KH_DEP_NSUBJ ? KH_NONE : a->first[v]; i != KH_NONE; i = a->inst.at[i].next)
    if (&a->inst.at[i] != x && !a->inst.at[i].dropped && land_of(a, x, &a->inst.at[i].whom)[0]) {   /* "the visiting minister told Canada" */
      *out = a->inst.at[i].whom;
      return true;
    }
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > LATELY) break;
    if (y == x || y == base || y->dropped || y->type != KH_CONSULT || y->mode != KH_MODE_VISIT || !land_of(a, x, &y->whom)[0] ||
        !kh_who_share(a, &x->who, &y->who))
      continue;
    take_state(a, &y->whom, x->trigger, out);
    return true;
  }
  uint32_t p = 0;      /* places stand in the order of the text */
  while (p < d->place_count && d->places[p].span.begin < d->dateline.begin) p++;
  if (d->dateline.end <= d->dateline.begin || p == d->place_count || d->places[p].span.end > d->dateline.end || !d->places[p].country[0] ||
      kh_who_of_country(a, &x->who, d->places[p].country))
    return false;
  uint32_t end = s + NEAR < d->sentence_count ? d->sentences[s + NEAR].tok_end : d->tok.n;
  for (uint32_t t = d->sentences[s > NEAR ? s - NEAR : 0].tok_begin; t < end; t++) {
    const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &d->mentions[a->mention_of[t]];
    if (!m || m->kind == KH_ENTITY_PRONOUN || m->assumed || strcmp(m->actor.country, d->places[p].country) || m->actor.sector || m->kind != KH_ENTITY_LOC)
      continue;
    out->n = 0;
    kh_who_add(out, a->mention_of[t]);
    return true;
  }
  return false;
}

/* "Condemned the remark", "criticised the plan": what was said, and no deed; nor a law, which those who spoke of it have not made. */
static bool judges_words(const kh_algebra *a, const kh_inst *x) {
  uint32_t o = kh_object_of(a, x->at);
  return o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_PUTFORTH) && !kh_is_kind(a, o, KH_CLAUSE_DOINGS) && !kh_is_kind(a, o, KH_CLAUSE_RULE);
}

/* "Moscow demanded an apology": of whoever did it harm. */
static bool asks_amends(const kh_algebra *a, const kh_inst *x) {
  uint32_t o = kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : KH_NONE;
  return o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_AMENDS);
}

/* "Moscow demanded an apology. Ankara refused to give one": what another state asked for right before, of those who refuse or of nobody who is told. */
static bool is_asked(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  return y->type == KH_REQUEST && is_told(y, x) && is_a_state(a, x) && land_of(a, x, &y->who)[0] &&
         a->d->tok.sentence[x->trigger] - a->d->tok.sentence[y->trigger] == 1 && (!kh_who_coded(a->d, &y->whom) || kh_who_share(a, &x->who, &y->whom));
}

/* "He demanded new elections. The president refused": who answers is whom it was asked of, but not who gives what all were asked for. */
void kh_asked_in_report(kh_algebra *a, uint32_t index) {
  enum { BEFORE = 1 };
  const kh_inst *x = &a->inst.at[index];
  if (x->dropped || x->embedded || (x->type != KH_REJECT && !((x->type == KH_AGREE || x->type == KH_CONCEDE) && points_back(a, x))) || x->who.n != 1 ||
      !kh_who_coded(a->d, &x->who) || !kh_who_coded(a->d, &x->whom))
    return;
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    kh_inst *y = &a->inst.at[i];
    if (a->d->tok.sentence[x->trigger] - a->d->tok.sentence[y->trigger] > BEFORE) return;
    if (y->type != KH_REQUEST || !is_told(y, x) || !kh_who_share(a, &y->who, &x->whom) || kh_who_share(a, &y->who, &x->who)) continue;
    if (!kh_who_coded(a->d, &y->whom)) y->whom = x->who;
    return;
  }
}

/* "Rebels overran Djibo. … The army shelled the town": the town that was named last. */
static bool town_named(const kh_algebra *a, const kh_inst *x, kh_who *out) {
  enum { FAR = 250 /* words looked back over */ };
  const kh_doc *d = a->d;
  uint32_t o = kh_is_verb(a, x->trigger) ? kh_object_of(a, x->trigger) : KH_NONE;
  if (o == KH_NONE || !kh_is_kind(a, o, KH_CLAUSE_LOCALITY) || !kh_is_definite(a, o) || (d->tok.morph[o] & KH_MORPH_PLUR)) return false;
  for (uint32_t i = d->child_at[o]; i < d->child_at[o + 1]; i++)
    if (kh_deprel_base(d->tok.deprel[d->child[i]]) != KH_DEP_DET && d->tok.upos[d->child[i]] != KH_UPOS_PUNCT) return false;      /* "the border town" */
  uint32_t s = d->tok.sentence[o];
  for (uint32_t t = o, steps = 0; t-- > 0 && steps < FAR && s - d->tok.sentence[t] <= SENTENCES; steps++) {
    const kh_mention *m = a->mention_of[t] == KH_NONE ? NULL : &d->mentions[a->mention_of[t]];
    if (!m || m->kind != KH_ENTITY_LOC || !m->actor.country[0] || m->actor.sector != KH_SECTOR_NONE || kh_is_land(m)) continue;
    kh_who_add(out, a->mention_of[t]);
    return true;
  }
  return false;
}

bool kh_neighbour_in_report(const kh_algebra *a, uint32_t index, kh_who *out) {
  bool friendly = kh_event_quad((kh_event_type)a->inst.at[index].type) <= 2;   /* whom others are against is none of its friends */
  return (!friendly && quarrels_with(a, index, false, out)) || deals_with(a, index, true, out) || deals_with(a, index, false, out);
}

bool kh_meant_by_report(const kh_algebra *a, uint32_t index, kh_who *out) {
  const kh_inst *x = &a->inst.at[index];
  if (x->type == KH_SANCTION && x->mode == KH_MODE_SANCTION_WITHDRAW)
    return kh_who_of_some_country(a->d, &x->who) && (quarrels_with(a, index, false, out) || deals_with(a, index, true, out) || dealt_of_late(a, x, out));
  if (x->type == KH_SANCTION && x->mode == KH_MODE_DISCONTINUE)
    return kh_who_of_some_country(a->d, &x->who) && (quarrels_with(a, index, false, out) || told_of_most(a, x, out));
  if (x->type == KH_SANCTION) return kh_is_verb(a, x->trigger) && are_powers(a, x) && told_of_most(a, x, out);
  if (x->type == KH_THREATEN && x->mode == KH_MODE_THREATEN_VIOLENCE && fights_with(a, index, out)) return true;
  if (x->type == KH_REQUEST && x->mode == KH_MODE_REQUEST_YIELD && x->base != KH_NONE && a->inst.at[x->base].type == KH_RETREAT &&
      (blames_first(a, x, out) || (a->inst.at[x->base].mode == KH_MODE_RELEASE && speaks_on(a, index, out))))
    return true;
  if (x->type == KH_REQUEST && x->mode == KH_MODE_REQUEST_YIELD && x->who.n == 1 && is_a_state(a, x) && kh_is_kind(a, x->at, KH_CLAUSE_DEMANDING) &&
      (x->base == KH_NONE || a->inst.at[x->base].type == KH_RETREAT))
    return quarrels_with(a, index, true, out);
  if (x->type == KH_REQUEST && x->mode == KH_MODE_REQUEST_MEET && !kh_is_kind(a, x->at, KH_CLAUSE_PROPOSING) && speaks_on(a, index, out)) return true;
  if (x->type == KH_REQUEST && !x->mode && is_a_state(a, x) && asks_amends(a, x)) return quarrels_with(a, index, true, out);
  if ((x->type == KH_AGREE || x->type == KH_CONSULT) && (mediates(a, index, out) || is_guest_of(a, index, out))) return true;
  if (x->type == KH_PROTEST) return x->mode == KH_MODE_RIOT && kh_who_coded(a->d, &x->who) && done_before(a, index, are_forces, out);
  if (x->type == KH_THREATEN)
    return kh_is_verb(a, x->trigger) &&
           ((!x->mode && is_a_state(a, x) && quarrels_with(a, index, true, out)) ||
            ((x->mode == KH_MODE_THREATEN_RESTRICT || x->mode == KH_MODE_THREATEN_RELATIONS || x->mode == KH_MODE_THREATEN_VIOLENCE) && are_powers(a, x) &&
             told_of_most(a, x, out)));
  if (x->type == KH_COERCE && x->mode == KH_MODE_COERCE_RESTRICT)
    return kh_who_of_some_country(a->d, &x->who) && at_border(a, x) &&
           (quarrels_with(a, index, false, out) || deals_with(a, index, true, out) || (are_powers(a, x) && told_of_most(a, x, out)));
  if ((x->type == KH_SUPPORT || x->type == KH_REJECT || (x->type == KH_ACCUSE && x->mode != KH_MODE_INVESTIGATE)) &&
      (judges_named(a, index, out) || judges_of_late(a, index, out)))
    return true;
  if ((x->type == KH_SUPPORT || x->type == KH_ACCUSE) && does_this(a, index, out)) return true;
  if ((x->type == KH_SUPPORT || x->type == KH_ACCUSE) && deed_judged(a, x) != KH_NONE && kh_is_kind(a, deed_judged(a, x), KH_CLAUSE_STEP) &&
      subject_before(a, x, false, out))
    return true;
  if (x->type == KH_RETREAT && x->base != KH_NONE && a->inst.at[x->base].type == KH_SANCTION && are_powers(a, x)) return told_of_most(a, x, out);
  /* "Abuja protested" */
  if (x->type == KH_ACCUSE && x->mode == KH_MODE_DISAPPROVE && kh_is_verb(a, x->at) && kh_object_of(a, x->at) == KH_NONE &&
      kh_doc_child_base(a->d, x->at, KH_DEP_OBL) == KH_NONE)
    return is_a_state(a, x) && quarrels_with(a, index, true, out);
  if (x->type == KH_ASSAULT && x->mode == KH_MODE_CROWD_CONTROL) return done_before(a, index, is_crowd, out);
  if (x->type == KH_ASSAULT) return (hits_thing(a, x) && struck_by(a, x, out)) || town_named(a, x, out);
  if ((x->type == KH_REJECT || x->type == KH_AGREE || x->type == KH_SUPPORT || x->type == KH_CONCEDE ||
       (x->type == KH_ACCUSE && x->mode == KH_MODE_DISAPPROVE)) && word_before(a, x, out))
    return true;
  if (x->type == KH_CONCEDE) return (points_back_in_phrase(a, x) && done_before(a, index, is_word, out)) || helps(a, index, out);
  if (x->type == KH_REJECT || x->type == KH_AGREE || x->type == KH_SUPPORT)
    return ((points_back(a, x) || points_back_in_phrase(a, x)) && ((x->type == KH_REJECT && done_before(a, index, accuses_them, out)) || done_before(a, index, is_word, out) ||
                                  (x->type == KH_REJECT && subject_before(a, x, true, out)))) ||
           (x->type == KH_REJECT && done_before(a, index, is_asked, out)) || helps(a, index, out) ||
           (promises(a, x) && !promised_beside(a, x) && told_of_most(a, x, out));
  /* "Trump called on Russia to … Clinton condemned the remark" */
  if (x->type == KH_ACCUSE && x->mode == KH_MODE_DISAPPROVE && points_back(a, x) && judges_words(a, x)) return done_before(a, index, is_word, out);
  return helps(a, index, out);
}

/* "Police arrested an editor on Monday. … was arrested on November 20": days that lie further apart than one search lasts; a deed without a day is of late. */
static bool on_other_days(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  enum { DAYS = 2, WEEK = 7 };
  const kh_doc *d = a->d;
  uint32_t mine = kh_time_of(a, x), its = kh_time_of(a, y);
  if (mine == KH_NONE || d->times[mine].end == KH_NO_DAY) return false;
  if (its == KH_NONE || d->times[its].end == KH_NO_DAY) return d->published != KH_NO_DAY && d->times[mine].end + WEEK < d->published;
  return d->times[mine].end + DAYS < d->times[its].begin || d->times[its].end + DAYS < d->times[mine].begin;
}

/* "Police raided a house in Lagos. Ten men were arrested": police who act in the sentence, or the one or two before it, in the same land. */
bool kh_arrested_by(const kh_algebra *a, uint32_t index, kh_who *out) {
  enum { BEFORE = 2 };
  const kh_inst *x = &a->inst.at[index];
  const kh_doc *d = a->d;
  uint32_t s = d->tok.sentence[x->trigger];
  if (x->type != KH_COERCE || x->mode != KH_MODE_COERCE_ARREST || x->who.n || x->dropped || x->embedded || x->base != KH_NONE || !kh_who_coded(d, &x->whom) ||
      !kh_is_verb(a, x->trigger) || !kh_is_passive(a, x->trigger))
    return false;
  for (uint32_t i = end_of_sentence(a, index), steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (s - d->tok.sentence[y->trigger] > BEFORE) return false;
    bool search = y->type == KH_COERCE || (y->type == KH_ACCUSE && y->mode == KH_MODE_INVESTIGATE);
    if (y == x || !search || !is_told(y, x) || y->who.n != 1 || d->mentions[y->who.at[0]].actor.sector != KH_SECTOR_COP || kh_who_share(a, &x->whom, &y->who) ||
        on_other_days(a, x, y))
      continue;
    const char *land = d->mentions[y->who.at[0]].actor.country;
    if (land[0] && d->mentions[x->whom.at[0]].assumed && !kh_who_of_country(a, &x->whom, land)) continue;
    *out = y->who;
    return true;
  }
  return false;
}
