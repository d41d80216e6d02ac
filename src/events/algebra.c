/* algebra.c: the instances of a sentence: frames at their triggers, operators over what stands below them.
 * One pass over the words finds triggers; they are then taken deepest first, so that an operator finds
 * its embedded event made. */
#include <string.h>

#include "events/circumstances.h"
#include "events/match.h"
#include "events/occasions.h"

static void mark_quotes(kh_algebra *a) {
  const kh_doc *d = a->d;
  a->quote_of = KH_ARRAY(a->scratch, uint32_t, d->tok.n + 1);
  memset(a->quote_of, 0xFF, sizeof *a->quote_of * (d->tok.n + 1));
  uint32_t t = 0;
  for (uint32_t q = 0; q < d->quote_count; q++)
    for (uint32_t c = 0; c < d->quotes[q].content_count; c++) {
      kh_span s = d->quotes[q].content[c];
      while (t > 0 && d->tok.span[t - 1].end > s.begin) t--;   /* quotes come in order: steps back are short */
      while (t < d->tok.n && d->tok.span[t].end <= s.begin) t++;
      for (uint32_t i = t; i < d->tok.n && d->tok.span[i].begin < s.end; i++) a->quote_of[i] = q;
    }
}

void kh_algebra_begin(kh_algebra *a, const kh_events *e, const kh_doc *d, const uint8_t *side, kh_arena *scratch) {
  *a = (kh_algebra){.e = e, .d = d, .scratch = scratch, .mention_of = d->mention_of, .side = side};
  size_t n = (size_t)d->tok.n + 1;
  a->kinds = KH_ARRAY(scratch, kh_kindset_row, n);
  a->joined = KH_ARRAY(scratch, kh_joined, n);
  a->joined_near = KH_ARRAY(scratch, kh_joined_set, 1);
  a->joined_near->sentence = KH_NONE;
  a->first = KH_ARRAY(scratch, uint32_t, n);
  memset(a->first, 0xFF, sizeof *a->first * n);
  a->order = KH_ARRAY(scratch, uint32_t, n);
  a->part = KH_ARRAY(scratch, uint8_t, n);
  a->depth = KH_ARRAY(scratch, uint32_t, n);
  if (!a->mention_of) {
    uint32_t *none = KH_ARRAY(scratch, uint32_t, n);
    memset(none, 0xFF, sizeof *none * n);
    a->mention_of = none;
  }
  mark_quotes(a);
  for (a->first_side = 0; side && a->first_side < d->tok.n && side[a->first_side] != 1;) a->first_side++;
}

static uint32_t push(kh_algebra *a, kh_inst x) {
  uint32_t at = (uint32_t)a->inst.n;
  x.next = a->first[x.at];
  KH_PUSH(a->scratch, &a->inst, x);
  a->first[x.at] = at;
  return at;
}

/* Those whose word is a charge: states and bodies, not witnesses and reporters. */
static bool speaks_for_body(const kh_mention *m) {
  static const uint32_t official = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_JUD |
                                   1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY | 1u << KH_SECTOR_IGO | 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_REB |
                                   1u << KH_SECTOR_OPP | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_ELI;
  return official >> m->actor.sector & 1;
}

/* "Officials said", "the mayor said": no word of theirs, nor of those named so before, tells a side, so that they report and do not charge. */
static bool of_a_side(const kh_algebra *a, uint32_t mention) {
  enum { BACK = 64 };
  const kh_doc *d = a->d;
  const kh_mention *m = &d->mentions[mention];
  if (!m->actor.country[0] || m->assumed) return false;
  for (uint32_t i = mention; i + BACK >= mention; i--) {
    const kh_mention *same = &d->mentions[i];
    if (same->chain == m->chain) {
      if (same->kind < KH_ENTITY_NOMINAL) return true;
      for (uint32_t t = same->tok_begin; t < same->tok_end && same->kind == KH_ENTITY_NOMINAL; t++)
        if (d->tok.ner[t] || d->tok.upos[t] == KH_UPOS_PROPN ||
            (a->mention_of[t] != KH_NONE && a->mention_of[t] != i && d->mentions[a->mention_of[t]].actor.country[0]))
          return true;
    }
    if (!i) break;
  }
  return false;
}

/* "Checked Iran's claim that it had tested a mine": behind a noun and its possessor a pronoun is mostly the possessor himself, so that nobody is
 * charged; but who rejects a claim may well be the one whom it charges. */
static bool told_of_self(const kh_algebra *a, const kh_inst *b) {
  enum { CLAUSES = 3 };
  const kh_doc *d = a->d;
  uint32_t t = b->trigger, noun;
  for (int i = 0; i < CLAUSES && d->tok.head[t] != KH_NONE && d->tok.deprel[t] == KH_DEP_CONJ; i++) t = d->tok.head[t];
  if (d->tok.deprel[t] != KH_DEP_ACL || (noun = d->tok.head[t]) == KH_NONE || kh_doc_child_with(d, noun, KH_DEP_NMOD_POSS) == KH_NONE) return false;
  if (d->tok.head[noun] != KH_NONE && kh_is_kind(a, d->tok.head[noun], KH_CLAUSE_REBUFFING)) return false;
  uint32_t subject = kh_doc_child_with(d, t, KH_DEP_NSUBJ), owner = subject == KH_NONE ? KH_NONE : kh_doc_child_with(d, subject, KH_DEP_NMOD_POSS);
  return subject != KH_NONE && (d->tok.upos[subject] == KH_UPOS_PRON || (owner != KH_NONE && d->tok.upos[owner] == KH_UPOS_PRON));
}

/* "Ukraine said Russia had shelled its port": others do it to those who speak, or to their country. */
static bool done_to_own(const kh_algebra *a, const kh_who *speakers, const kh_inst *b) {
  /* "gunmen ambushed a convoy, the army said": a report, for gunmen are no side */
  if (a->side || !speakers || !kh_who_of_some_country(a->d, &b->who) || b->clause.mood == KH_MOOD_MUST) return false;
  if (kh_who_share(a, speakers, &b->whom)) return true;   /* "reporters said the president's men had beaten them": who tells it suffered it */
  for (uint32_t i = 0; i < speakers->n; i++) {
    const char *country = a->d->mentions[speakers->at[i]].actor.country;
    if (of_a_side(a, speakers->at[i]) && speaks_for_body(&a->d->mentions[speakers->at[i]]) && kh_who_of_country(a, &b->whom, country) &&
        !kh_who_of_country(a, &b->who, country))
      return true;
  }
  return false;
}

/* "The opposition said soldiers had shot its agents": those who stand against a state, of those who act for it. */
static bool of_its_own_state(const kh_algebra *a, const kh_mention *speaker, const kh_inst *b) {
  static const uint32_t against = 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_REB,
                        state = 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_COP | 1u << KH_SECTOR_SPY;
  for (uint32_t i = 0; i < b->who.n; i++)
    if (!(state >> a->d->mentions[b->who.at[i]].actor.sector & 1)) return false;
  return against >> speaker->actor.sector & 1;
}

/* "Denmark said Russian ships had cut the cable": told by a state or a body of another country than those who do it. */
static bool done_by_foreigners(const kh_algebra *a, const kh_who *speakers, const kh_inst *b) {
  if (a->side || !speakers || !speakers->n || !b->who.n || b->clause.mood != KH_MOOD_REAL) return false;   /* what may or will be done is no charge */
  for (uint32_t i = 0; i < speakers->n; i++) {
    const kh_mention *m = &a->d->mentions[speakers->at[i]];
    if (!of_a_side(a, speakers->at[i]) || !speaks_for_body(m) || (kh_who_of_country(a, &b->who, m->actor.country) && !of_its_own_state(a, m, b))) return false;
  }
  return kh_who_of_some_country(a->d, &b->who);
}

/* "Kenya warned that Uganda would attack", "that rebels would": a state foresees what others may do; "the minister warned that the army would" speaks for it. */
static bool done_by_others(const kh_algebra *a, const kh_who *speakers, const kh_inst *b) {
  if (a->side || !speakers || !speakers->n || !b->who.n || kh_who_share(a, speakers, &b->who)) return false;
  if (!kh_is_verb(a, b->at) && a->d->tok.deprel[b->at] == KH_DEP_OBJ) return false;   /* "would answer any Ugandan attack" */
  static const uint32_t outlaws = 1u << KH_SECTOR_REB | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_CRM | 1u << KH_SECTOR_ISM | 1u << KH_SECTOR_IMG;
  const kh_mention *first = &a->d->mentions[speakers->at[0]];
  bool unlawful = !(outlaws >> first->actor.sector & 1);
  for (uint32_t i = 0; i < b->who.n; i++) unlawful &= outlaws >> a->d->mentions[b->who.at[i]].actor.sector & 1;
  if (unlawful) return true;   /* "the police warned that gangs would strike" */
  if (!first->actor.country[0] || kh_who_of_country(a, &b->who, first->actor.country)) return false;
  if (kh_who_of_some_country(a->d, &b->who)) return true;
  for (uint32_t i = 0; i < b->who.n; i++) {
    uint8_t sector = a->d->mentions[b->who.at[i]].actor.sector;
    if (KH_STATE_ORGANS >> sector & 1) return false;   /* "police would": his own */
  }
  return true;
}

/* "Said it would destroy the rebels after their attack": a deed that tells when, and is told to nobody as news. */
static bool tells_when(const kh_algebra *a, const kh_inst *b) {
  return kh_is_behind(a, b->trigger, KH_CLAUSE_AFTER);
}

static bool pattern_fits(const kh_algebra *a, const kh_pattern_row *p, const kh_inst *b, const kh_who *who) {
  if ((p->own || p->foreign) && b && tells_when(a, b)) return false;
  if ((p->own || p->foreign) && b && !a->side && told_of_self(a, b)) return false;
  if (p->own && (!b || !done_to_own(a, who, b))) return false;
  if (p->foreign && (!b || !done_by_foreigners(a, who, b))) return false;
  if (p->other && (!b || !done_by_others(a, who, b))) return false;
  if (p->absent || !b) return p->absent && !b;
  if (p->negated != (b->clause.negated || b->status == KH_STATUS_NEGATED) && !(p->any && !p->negated)) return false;
  if (p->any) return true;
  if (p->quad) return kh_event_quad((kh_event_type)b->type) == p->quad;
  return p->type == b->type && (!p->mode || p->mode == b->mode);
}

static const kh_rule_row *rule_for(const kh_algebra *a, uint8_t op, const kh_inst *base, const kh_who *who) {
  const kh_event_tables *t = &a->e->own;
  for (uint32_t i = t->ops[op].first; i < t->ops[op].first + t->ops[op].count; i++)
    for (uint32_t p = t->rules[i].pattern; p < t->rules[i].pattern + t->rules[i].patterns; p++)
      if (pattern_fits(a, &t->patterns[p], base, who)) return &t->rules[i];
  return NULL;
}

static void remove_same(const kh_algebra *a, const kh_who *who, kh_who *whom) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < whom->n; i++)
    if (!kh_who_holds(a, who, whom->at[i])) whom->at[n++] = whom->at[i];
  whom->n = n;
}

/* "Called for aid to Ukraine": whom the words of the deed name as those whom it is for, not who is asked. */
static void remove_within(const kh_algebra *a, const kh_inst *base, kh_who *whom) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < whom->n; i++)
    if (!kh_who_holds(a, &base->whom, whom->at[i]) || !kh_doc_dominates(a->d, base->trigger, a->d->mentions[whom->at[i]].head)) whom->at[n++] = whom->at[i];
  whom->n = n;
}

/* "Ordered the envoy expelled": whoever is told to do a thing is not whom it befalls. */
static bool befalls(const kh_algebra *a, const kh_inst *base, uint32_t mention) {
  return base && !a->side && kh_is_verb(a, base->trigger) && kh_who_holds(a, &base->whom, mention);
}

/* Who stands for the letters of a rule; none of those in not_these, who may be NULL. */
static kh_who who_by(const kh_algebra *a, const uint8_t code[4], const kh_who *A, const kh_who *R, const kh_inst *base, const kh_who *not_these) {
  kh_who out = {.n = 0};
  uint8_t before = 0;   /* the letter before */
  for (int i = 0; i < 4 && code[i]; i++) {
    const bool told = before == KH_WHO_BASE_A && code[i] == KH_WHO_R;
    before = code[i];
    if (out.n && !(code[i] & 0x80)) continue;
    const kh_who *from = NULL;
    switch (code[i] & 0x7F) {
      case KH_WHO_A: from = A; break;
      case KH_WHO_R: from = R; break;
      case KH_WHO_BASE_A: from = base ? &base->who : NULL; break;
      default: from = base ? &base->whom : NULL; break;
    }
    for (uint32_t k = 0; from && k < from->n; k++)
      if (!(told && befalls(a, base, from->at[k]))) kh_who_add(&out, from->at[k]);
    if (not_these) remove_same(a, not_these, &out);
  }
  return out;
}

/* "Japan and China held their first talks": they are named beside their pronoun. */
static void remove_pronouns(const kh_algebra *a, kh_who *who) {
  const kh_doc *d = a->d;
  uint32_t n = 0;
  for (uint32_t i = 0; i < who->n; i++) {
    const kh_mention *x = &d->mentions[who->at[i]];
    bool named = false;
    /* but "he would not talk to protesters" */
    bool pronoun = d->tok.upos[x->head] == KH_UPOS_PRON && !(d->tok.morph[x->head] & KH_MORPH_P1) && (x->plural || d->tok.deprel[x->head] == KH_DEP_NMOD_POSS);
    for (uint32_t k = 0; k < who->n && pronoun; k++)
      named |= d->tok.upos[d->mentions[who->at[k]].head] != KH_UPOS_PRON && !strcmp(x->actor.country, d->mentions[who->at[k]].actor.country) &&
               /* but "the militiamen said they had fought soldiers" */
               (who->n > 2 || d->tok.deprel[x->head] == KH_DEP_NMOD_POSS || x->actor.sector == d->mentions[who->at[k]].actor.sector);
    if (!named) who->at[n++] = who->at[i];
  }
  who->n = n;
}

/* "The rebels and the army agreed that the fighters would go home": what people agree on among themselves is agreed with nobody else
 * of their country. */
static void remove_countrymen(const kh_algebra *a, const kh_who *who, kh_who *whom) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < whom->n; i++) {
    const char *country = a->d->mentions[whom->at[i]].actor.country;
    if (country[0] && !kh_who_of_country(a, who, country)) whom->at[n++] = whom->at[i];
  }
  whom->n = n;
}

/* "The factions agreed to elect the army chief": several who agree with one another. */
static bool are_sides(const kh_algebra *a, const kh_who *who) {
  static const uint32_t sides = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP;
  const kh_mention *m = who->n == 1 ? &a->d->mentions[who->at[0]] : NULL;
  return m && m->plural && m->actor.country[0] && sides >> m->actor.sector & 1;
}

static void unlink_from(kh_algebra *a, uint32_t at, uint32_t index) {
  for (uint32_t *p = &a->first[at]; *p != KH_NONE; p = &a->inst.at[*p].next)
    if (*p == index) {
      *p = a->inst.at[index].next;
      return;
    }
}

static void chain(kh_inst *x, const kh_event_tables *t, uint32_t id) {
  if (x->chained < KH_MAX_CHAIN) {
    x->chain_tables[x->chained] = t;
    x->chain[x->chained++] = id;
  }
}

/* "Called for a ceasefire with the release of hostages": what stands beside what is called for is called for too. */
static void spread_status(kh_algebra *a, const kh_inst *base, uint8_t status) {
  const kh_doc *d = a->d;
  if (a->side || kh_is_verb(a, base->trigger)) return;
  for (uint32_t i = d->child_at[base->trigger]; i < d->child_at[base->trigger + 1]; i++) {
    uint32_t c = d->child[i], opener = kh_doc_child_with(d, c, KH_DEP_CASE);
    if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_NMOD || opener == KH_NONE || !kh_is_kind(a, opener, KH_CLAUSE_WITH)) continue;
    for (uint32_t j = a->first[c]; j != KH_NONE; j = a->inst.at[j].next)
      if (a->inst.at[j].status == KH_KEEP) a->inst.at[j].status = status;
  }
}

static bool is_any(const kh_algebra *a, uint32_t noun) {
  for (uint32_t i = a->d->child_at[noun]; i < a->d->child_at[noun + 1]; i++)
    if (kh_deprel_base(a->d->tok.deprel[a->d->child[i]]) == KH_DEP_DET && kh_is_kind(a, a->d->child[i], KH_CLAUSE_ANY)) return true;
  return false;
}

/* "Went on to make peace with Egypt", "chose to receive the premier": who goes on is one of the deed's parties, whose sides stay as they are. */
static bool is_party_of(const kh_algebra *a, const kh_rule_row *r, const kh_who *A, const kh_inst *base) {
  if (a->side || !base || r->type != KH_KEEP || r->who[0] != KH_WHO_A || r->who[1] != KH_WHO_BASE_A || !A->n) return false;
  for (uint32_t i = 0; i < A->n; i++)
    if (!kh_who_holds(a, &base->who, A->at[i]) && !kh_who_holds(a, &base->whom, A->at[i])) return false;
  return true;
}

/* "Went on to claim that rebels had burned the school": who goes on speaks, and the deed stays theirs. */
static bool keeps_on_saying(const kh_algebra *a, const kh_rule_row *r, const kh_inst *base) {
  if (a->side || !base || r->type != KH_KEEP || r->who[0] != KH_WHO_A || !base->who.n || base->at == base->trigger || !kh_is_verb(a, base->at) ||
      !kh_is_kind(a, base->at, KH_CLAUSE_REPORTING))
    return false;
  uint32_t s = kh_subject_of(a, base->trigger);
  if (s == KH_NONE) s = kh_doc_child_base(a->d, base->trigger, KH_DEP_NSUBJ);
  return s == KH_NONE ? !kh_is_verb(a, base->trigger) && !kh_is_predicate(a, base->trigger)
                      : a->mention_of[s] != KH_NONE && kh_who_holds(a, &base->who, a->mention_of[s]);
}

/* "Is due to be deported", "is expected to be released by the court": whom it will befall foretells nothing himself, though he is the subject. */
static bool is_foretold(const kh_algebra *a, const kh_rule_row *r, const kh_reading *op, const kh_who *A, const kh_inst *base, uint32_t tok) {
  return !a->side && op && base && r->type != KH_REJECT && (op->frame->pos == KH_FRAME_ADJ || kh_is_passive(a, tok)) && kh_is_verb(a, base->trigger) &&
         kh_is_passive(a, base->trigger) && kh_who_share(a, A, &base->whom);
}

/* "Said that it needs to consult them", "intensifies the need to back him", "said it has the power to arrest him", "is able to strike", "would see rebels
 * freed": what stands between the operator and its event says that it has not been done; but "said it had to leave", "was able to free them", and "took the
 * opportunity to thank them", where the operator asked for the noun. */
static bool is_only_possible(const kh_algebra *a, const kh_inst *x, const kh_reading *r, uint32_t op) {
  const kh_doc *d = a->d;
  uint32_t t = x->at;
  if (a->side || x->type == KH_THREATEN || !kh_is_verb(a, t)) return false;
  for (int step = 0; step < 3 && d->tok.deprel[t] == KH_DEP_CONJ && d->tok.head[t] != KH_NONE; step++) t = d->tok.head[t];
  uint32_t h = d->tok.head[t], is = h == KH_NONE ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_COP);
  uint8_t b = kh_deprel_base(d->tok.deprel[t]);
  if (h == KH_NONE || h == op) return false;
  if (x->clause.mood != KH_MOOD_INFINITIVE) return b == KH_DEP_XCOMP && kh_is_verb(a, h) && kh_clause_of(a, h).mood != KH_MOOD_REAL;
  if (is != KH_NONE && d->tok.upos[h] == KH_UPOS_ADJ)
    return (b == KH_DEP_XCOMP || b == KH_DEP_ADVCL) && (!(d->tok.morph[is] & KH_MORPH_PAST) || kh_clause_of(a, h).mood != KH_MOOD_REAL);
  if (kh_is_verb(a, h)) return b == KH_DEP_XCOMP && !(kh_is_kind(a, h, KH_CLAUSE_HAVING) && d->tok.morph[h] & KH_MORPH_PAST);
  return b == KH_DEP_ACL && (kh_is_kind(a, h, KH_CLAUSE_SOUGHT) || kh_is_kind(a, h, KH_CLAUSE_SCOPE)) &&
         (d->tok.head[h] != op || !(r->frame->cond_count || r->frame->word_count));
}

/* The rule's result over instance b (KH_NONE: the operator stands alone). `clause`: what the operator's own clause says. */
static void apply(kh_algebra *a, const kh_rule_row *r, const kh_reading *op, uint32_t id, const kh_who *A, const kh_who *R, uint32_t b, uint32_t tok,
                  kh_clause clause) {
  kh_inst *base = b == KH_NONE ? NULL : &a->inst.at[b];
  if (r->type == KH_DROP) {
    if (base) base->dropped = true;
    return;
  }
  kh_inst parted;   /* who meets whom, once the meeting is no longer the event itself */
  if (base && r->type != KH_KEEP && !base->whom.n && base->lead && base->lead < base->who.n) {
    parted = *base;
    parted.who.n = 0;
    for (uint32_t i = 0; i < base->who.n; i++) kh_who_add(i < base->lead ? &parted.who : &parted.whom, base->who.at[i]);
  } else if (base) {
    parted = *base;
  }
  const kh_inst *from = base ? &parted : NULL;
  static const kh_who nobody = {.n = 0};
  if (is_foretold(a, r, op, A, base, tok)) A = &nobody;
  kh_who who = who_by(a, r->who, A, R, from, NULL), whom;
  if (!a->side && who.n > 1) remove_pronouns(a, &who);
  if (is_party_of(a, r, A, base) || keeps_on_saying(a, r, base)) who = base->who;
  whom = who_by(a, r->whom, A, R, from, &who);
  bool judged = !a->side && base && r->type == KH_ACCUSE && r->base_status == KH_APART && kh_event_quad((kh_event_type)base->type) == 4;
  /* "condemned the shelling of an Iraqi village": not those who were hit */
  if (judged && !kh_is_verb(a, base->trigger)) remove_same(a, &base->whom, &whom);
  /* "criticised a proposal to ban imports from Uganda": nor those whom others' plan would hit */
  bool others = !a->side && base && !base->who.n && (r->type == KH_ACCUSE || r->type == KH_REJECT) && kh_is_of_others(a, base->at);
  if (others) remove_same(a, &base->whom, &whom);
  if (!a->side && base && r->type == KH_REQUEST && base->type == KH_AID && !kh_is_verb(a, base->trigger)) remove_within(a, base, &whom);
  if (r->type == KH_AGREE && who.n > 1 && !a->side) remove_countrymen(a, &who, &whom);
  if (op && !a->side && !judged && !others && !whom.n && who.n < 2 && r->type != KH_KEEP && r->whom[0])
    kh_affected_of(a, tok, (kh_event_type)r->type, &who, &whom);
  if (r->type == KH_AGREE && !a->side && are_sides(a, &who)) remove_countrymen(a, &who, &whom);
  const kh_event_tables *t = op ? op->tables : &a->e->own;
  if (r->type == KH_KEEP) {
    if (!base) return;
    base->who = who, base->whom = whom;
    /* "did not keep rebels from taking the town", "could not stop them from marching": they did; but "nothing stops them" */
    uint32_t did = a->side || !op || r->status != KH_STATUS_NEGATED || !clause.negated ? KH_NONE : kh_doc_child_with(a->d, tok, KH_DEP_AUX);
    bool undone = did != KH_NONE && !(a->d->tok.morph[did] & KH_MORPH_PRES) && kh_is_verb(a, base->at) && a->d->tok.head[base->at] == tok &&
                  (base->clause.inherited || base->clause.mood == KH_MOOD_UNREAL) && (clause.mood == KH_MOOD_REAL || clause.mood == KH_MOOD_MAY);
    if (undone) base->clause = clause = (kh_clause){0};
    else if (r->status != KH_KEEP) base->status = r->status;
    /* "is not expected to reject it", "did not mean that he would" */
    bool denied = !a->side && op && r->status == KH_STATUS_PLANNED && clause.negated;
    if (denied) base->status = KH_STATUS_NEGATED;
    if (r->plan) base->plan = !denied;
    chain(base, t, id);
    if (op) {
      if (base->clause.inherited && is_only_possible(a, base, op, tok)) {
        base->clause.mood = KH_MOOD_UNREAL;
      } else if (base->clause.inherited) {
        bool own = base->clause.negated, any = !a->side && base->clause.mood == KH_MOOD_UNREAL && is_any(a, base->trigger);
        /* "no attacks were reported": one "no" for both */
        bool subject = kh_deprel_base(a->d->tok.deprel[base->trigger]) == KH_DEP_NSUBJ && a->d->tok.head[base->trigger] == tok;
        base->clause = clause;
        if (own) base->clause.negated = subject || !clause.negated;
        if (any && base->clause.mood == KH_MOOD_REAL) base->clause.mood = KH_MOOD_UNREAL;   /* "has doubts about any talks" */
      } else if (clause.negated) {
        base->clause.negated = !base->clause.negated;
      }
      unlink_from(a, base->at, b);
      base->at = tok;
      base->next = a->first[tok];
      a->first[tok] = b;
    }
    return;
  }
  kh_inst x = {.tables = t,
               .frame = op ? op->frame : base->frame,
               .trigger = tok,
               .at = tok,
               .lo = op ? op->lo : base->lo,
               .hi = op ? op->hi : base->hi,
               .base = b,
               .who = who,
               .whom = whom,
               .type = r->type,
               .mode = r->mode,
               .clause = clause,
               .status = r->status,
               .score = op ? op->score : base->score};
  if (!op) x.tables = base->tables;
  if (base) {
    if (!x.mode && base->mode && kh_mode_event((kh_mode)base->mode) == (kh_event_type)x.type) x.mode = base->mode;
    base->embedded = r->base_status != KH_APART;
    /* "criticised Russia for using gas as a weapon": one charge */
    if (!base->embedded && base->type == x.type && kh_event_quad((kh_event_type)x.type) == 3 && kh_who_share(a, &base->who, &x.who)) base->embedded = true;
    if (r->base_status < KH_APART) base->status = r->base_status, spread_status(a, base, r->base_status);
    if (r->plan) base->plan = true;
  }
  if (!op) chain(&x, &a->e->own, id);
  push(a, x);
}

/* "Issued a statement on the raid", "made no mention of how they will vote", "signed an opinion saying that the raid was legal", "declared the rally an
 * unlawful assembly": who gives an account of a deed, or calls it something, has not done it. */
static bool is_only_told(const kh_algebra *a, const kh_reading *op, const kh_rule_row *r, const kh_inst *base) {
  enum { CLIMB = 4 };
  const kh_doc *d = a->d;
  uint8_t quad = kh_event_quad((kh_event_type)base->type);
  if (a->side || !r || r->type != KH_KEEP || r->who[0] != KH_WHO_A || !op->who.n) return false;
  bool clause = kh_is_verb(a, base->at), word = base->type != KH_CONSULT && (quad == 1 || quad == 3);
  if (clause && !word && base->at != base->trigger && kh_is_kind(a, base->at, KH_CLAUSE_REPORTING) && d->tok.deprel[base->at] == KH_DEP_ACL) return true;
  uint32_t verb = d->tok.deprel[base->at] == KH_DEP_OBJ ? d->tok.head[base->at] : KH_NONE;
  for (uint32_t i = clause || verb == KH_NONE || verb > base->at ? KH_NONE : d->child_at[verb]; i != KH_NONE && i < d->child_at[verb + 1]; i++) {
    uint32_t called = d->child[i], article = called > base->at && d->tok.deprel[called] == KH_DEP_OBJ ? kh_doc_child_with(d, called, KH_DEP_DET) : KH_NONE;
    if (article != KH_NONE && d->tok.upos[called] == KH_UPOS_NOUN && !kh_is_kind(a, article, KH_CLAUSE_DEFINITE)) return true;
  }
  if (!clause && word) return false;   /* "a statement of support" is the word itself */
  if (clause && (!base->who.n || kh_doc_child_base(d, base->at, KH_DEP_NSUBJ) == KH_NONE)) return false;
  uint32_t t = base->at, h = d->tok.head[t];
  for (int step = 0; step < CLIMB && h != KH_NONE && (h < op->lo || h >= op->hi); step++, t = h, h = d->tok.head[t])
    if (kh_is_kind(a, h, KH_CLAUSE_ACCOUNT) && (clause || kh_deprel_base(d->tok.deprel[t]) == KH_DEP_NMOD)) return true;
  return false;
}

/* The operator's rule for its i-th embedded event, if it says anything of that. */
static const kh_rule_row *rule_over(const kh_algebra *a, const kh_reading *r, uint32_t i) {
  const kh_inst *base = &a->inst.at[r->embedded[i]];
  const kh_rule_row *rule = rule_for(a, r->frame->op, base, &r->who);
  return is_only_told(a, r, rule, base) ? NULL : rule;
}

/* Does a reading lead to anything? An operator needs an embedded event that it has a rule for, or a clause without one and a rule for that. */
static bool stands(const kh_algebra *a, const kh_reading *r) {
  if (r->frame->op == KH_NO_OP) return true;
  for (uint32_t i = 0; i < r->embedded_count; i++)
    if (rule_over(a, r, i)) return true;
  return !r->embedded_count && r->clause && rule_for(a, r->frame->op, NULL, &r->who);
}

/* The words of a phrase ("suspended its offensive") are no events of their own. */
static void absorb_words(kh_algebra *a, uint32_t tok, const kh_reading *r) {
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[tok]];
  if (a->side || r->frame->pos != KH_FRAME_V) return;
  for (uint32_t i = 0; i < r->frame->word_count; i++)
    for (uint32_t c = tok + 1; c < s->tok_end && c <= tok + 6; c++)
      if (r->tables->words[r->frame->words + i] == d->tok.lemma_hash[c] || r->tables->words[r->frame->words + i] == d->tok.lower_hash[c])
        for (uint32_t j = a->first[c]; j != KH_NONE; j = a->inst.at[j].next)
          if (a->inst.at[j].trigger == c) a->inst.at[j].dropped = true;
}

/* "suspended aid to Mali": the frame asked for the noun, so that the noun's own event says nothing more, unless others do it. */
static void absorb(kh_algebra *a, uint32_t tok, const kh_reading *r) {
  const kh_event_tables *t = r->tables;
  bool wished = !a->side && (r->frame->type == KH_REQUEST || r->frame->type == KH_THREATEN);
  if (!a->side && !r->who.n && !r->whom.n) return;   /* a reading without anybody takes nothing from one that knows somebody */
  for (uint32_t i = r->frame->conds; i < r->frame->conds + r->frame->cond_count; i++) {
    const kh_cond_row *c = &t->conds[i];
    bool clause = wished && c->kind == KH_COND_FILLED && (c->slot.kind == KH_SLOT_XCOMP || c->slot.kind == KH_SLOT_CCOMP);
    if (c->negated || (c->kind != KH_COND_KIND && c->kind != KH_COND_LEMMA && !clause)) continue;
    uint32_t fill[KH_MAX_EMBEDDED], n = kh_slot_fill(a, t, c->slot, tok, fill, KH_MAX_EMBEDDED);
    for (uint32_t k = 0; k < n; k++) {
      uint8_t pos = a->d->tok.upos[fill[k]];
      uint32_t held = a->side || a->first[fill[k]] != KH_NONE || pos == KH_UPOS_NOUN || pos == KH_UPOS_PROPN || pos == KH_UPOS_VERB
                          ? KH_NONE
                          : kh_doc_child_base(a->d, fill[k], KH_DEP_NMOD);
      if (held != KH_NONE && held > fill[k]) fill[k] = held;   /* "suspended most of its aid" */
      for (uint32_t j = fill[k] == tok ? KH_NONE : a->first[fill[k]]; j != KH_NONE; j = a->inst.at[j].next) {
        kh_inst *x = &a->inst.at[j];
        int quad = kh_event_quad((kh_event_type)x->type);
        if (!a->side && r->frame->type == KH_PROTEST && x->type == KH_REQUEST) continue;   /* "rallied to demand his resignation": both */
        /* "demanded the withdrawal", "that he call an election": not done */
        if (wished && (r->frame->type == KH_REQUEST || clause || c->slot.kind == KH_SLOT_OBJ) &&
            (quad == 2 || quad == 4 || x->type == KH_CONSULT || ((x->type == KH_CONCEDE || x->type == KH_AGREE) && x->clause.mood != KH_MOOD_MUST))) {
          x->dropped = true;
          continue;
        }
        /* "outraged by the attack on its embassy": what is condemned has taken place */
        bool apart = x->whom.n && ((quad == 4 && x->type != KH_PROTEST) || x->base != KH_NONE);   /* "by its refusal to free the pilots" */
        if (!a->side && r->frame->type == KH_ACCUSE && r->frame->mode == KH_MODE_DISAPPROVE && apart) continue;
        bool others = false;
        for (uint32_t w = 0; w < x->who.n; w++) {
          bool same = !a->side && kh_is_nobody(&a->d->mentions[x->who.at[w]]);   /* "doubled its aid": whoever it is */
          for (uint32_t v = 0; v < r->who.n; v++) same |= r->who.at[v] == x->who.at[w] || kh_same_mention(a, r->who.at[v], x->who.at[w]);
          for (uint32_t v = 0; v < r->whom.n; v++)
            same |= r->whom.at[v] == x->who.at[w] && kh_event_quad((kh_event_type)x->type) == kh_event_quad((kh_event_type)r->frame->type);
          others |= !same;
        }
        if (!others) x->dropped = true;
      }
    }
  }
}

/* Is a word of the sentence one of the phrase that the frame asks for? */
static bool phrase_has(const kh_doc *d, const kh_reading *r, uint32_t tok) {
  for (uint32_t w = 0; w < r->frame->word_count; w++)
    if (r->tables->words[r->frame->words + w] == d->tok.lemma_hash[tok]) return true;
  return false;
}

/* "Will not hesitate", "there will be no ransom": the phrase itself says no, so that its event is not denied. */
static bool says_no(const kh_algebra *a, uint32_t tok, const kh_reading *r) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i];
    if (phrase_has(d, r, c) && kh_is_kind(a, c, KH_CLAUSE_NOT)) return true;
    /* "would hold no hearings", "would have no part in it" */
    for (uint32_t k = d->child_at[c]; k < d->child_at[c + 1] && phrase_has(d, r, c); k++)
      if (kh_is_kind(a, d->child[k], KH_CLAUSE_NOT) && phrase_has(d, r, d->child[k])) return true;
  }
  return false;
}

/* "Will no longer let them return": a phrase that asks for the two words says no itself. */
static bool says_no_longer(const kh_algebra *a, uint32_t tok, const kh_reading *r) {
  const kh_doc *d = a->d;
  const kh_frame_row *f = r->frame;
  char pair[32];
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i];
    if (!kh_is_kind(a, c, KH_CLAUSE_LONGER) || c == 0 || !kh_is_kind(a, c - 1, KH_CLAUSE_NOT)) continue;
    kh_str no = d->tok.lower[c - 1], longer = d->tok.lower[c];
    if (no.n + longer.n + 1 > sizeof pair) continue;
    memcpy(pair, no.s, no.n), pair[no.n] = ' ', memcpy(pair + no.n + 1, longer.s, longer.n);
    uint64_t hash = kh_hash_str((kh_str){pair, no.n + longer.n + 1});
    for (uint32_t k = f->conds; k < f->conds + f->cond_count; k++)
      for (uint32_t x = r->tables->conds[k].arg; r->tables->conds[k].kind == KH_COND_NEARLEMMA && x < r->tables->conds[k].arg + r->tables->conds[k].args; x++)
        if (r->tables->args[x] == hash) return true;
  }
  return false;
}

/* "There was no pressure being exerted", "not a great amount of aid being given": nothing of what a participle tells of. */
static bool there_is_none(const kh_algebra *a, uint32_t tok) {
  enum { UP = 3 };
  const kh_doc *d = a->d;
  uint32_t noun = d->tok.deprel[tok] == KH_DEP_ACL && d->tok.morph[tok] & KH_MORPH_PART ? d->tok.head[tok] : KH_NONE;
  if (noun == KH_NONE || noun > tok || kh_object_of(a, tok) != noun) return false;
  for (int step = 0; step < UP && d->tok.head[noun] != KH_NONE && kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NMOD; step++) noun = d->tok.head[noun];
  uint32_t is = kh_deprel_base(d->tok.deprel[noun]) == KH_DEP_NSUBJ ? d->tok.head[noun] : KH_NONE;
  if (is == KH_NONE || kh_doc_child_base(d, is, KH_DEP_EXPL) == KH_NONE) return false;
  for (uint32_t t = is + 1; t < noun; t++) {
    uint32_t of = d->tok.head[t];
    if (of != KH_NONE && of < noun && of > t) of = d->tok.head[of];   /* "not much pressure" */
    if (kh_is_kind(a, t, KH_CLAUSE_NOT) && (of == is || of == noun) && !kh_not_merely(a, t)) return true;
  }
  return false;
}

/* "Gave the refugees no shelter": there was none to give, unless the phrase itself says no ("see no reason"). */
static bool gives_none(const kh_algebra *a, uint32_t tok, const kh_reading *r) {
  const kh_doc *d = a->d;
  const kh_frame_row *f = r->frame;
  if (a->side || f->pos != KH_FRAME_V) return false;
  if (there_is_none(a, tok)) return true;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i];
    if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBJ) continue;
    for (uint32_t j = d->child_at[c]; j < d->child_at[c + 1]; j++) {
      uint32_t no = d->child[j];
      if (kh_deprel_base(d->tok.deprel[no]) != KH_DEP_DET || !kh_is_kind(a, no, KH_CLAUSE_NOT) || kh_not_merely(a, no)) continue;
      bool said = false;
      for (uint32_t w = 0; w < f->word_count && !said; w++) said = r->tables->words[f->words + w] == d->tok.lower_hash[no];
      for (uint32_t k = f->conds; k < f->conds + f->cond_count && !said; k++)
        for (uint32_t x = r->tables->conds[k].arg;
             r->tables->conds[k].kind == KH_COND_NEARLEMMA && x < r->tables->conds[k].arg + r->tables->conds[k].args && !said; x++)
          said = r->tables->args[x] == d->tok.lower_hash[no];
      if (!said) return true;
    }
  }
  return false;
}

/* "the tariffs would ruin farmers, Oslo said": what a speaker foresees of another's plans blames him now */
static bool is_foreboding(const kh_reading *r, uint8_t mood) {
  const kh_frame_row *f = r->frame;
  if (mood != KH_MOOD_FUTURE && mood != KH_MOOD_WOULD && mood != KH_MOOD_MAY) return false;
  return f->type == KH_ACCUSE && f->who_count && r->tables->slots[f->who].kind == KH_SLOT_SPEAKER && r->who.n && r->whom.n;
}

static void take(kh_algebra *a, uint32_t tok, const kh_reading *r) {
  const kh_frame_row *f = r->frame;
  uint32_t as = f->pos == KH_FRAME_EVAL ? kh_amounts_to(a, tok) : KH_NONE;
  kh_clause clause = kh_clause_of(a, as == KH_NONE ? tok : as);
  if (clause.negated && (says_no(a, tok, r) || says_no_longer(a, tok, r))) {
    clause.negated = false;
    if (clause.mood == KH_MOOD_LONGER) clause.mood = KH_MOOD_REAL;
    /* "would not put its name to it": refused */
    if ((clause.mood == KH_MOOD_WOULD || clause.mood == KH_MOOD_FUTURE) && (f->type == KH_REJECT || f->type == KH_THREATEN)) clause.mood = KH_MOOD_REAL;
  }
  if (f->op == KH_NO_OP && !clause.negated && gives_none(a, tok, r)) clause.negated = true;
  if (f->op != KH_NO_OP) {
    for (uint32_t i = 0; i < r->embedded_count; i++) {
      const kh_rule_row *rule = rule_over(a, r, i);
      if (rule) apply(a, rule, r, f->id, &r->who, &r->whom, r->embedded[i], tok, clause);
    }
    if (!r->embedded_count) {
      const kh_rule_row *rule = rule_for(a, f->op, NULL, &r->who);
      if (rule) apply(a, rule, r, f->id, &r->who, &r->whom, KH_NONE, tok, clause);
    }
    return;
  }
  if (!f->type) return;
  absorb(a, tok, r);
  absorb_words(a, tok, r);
  if (clause.mood == KH_MOOD_REAL && f->pos != KH_FRAME_EVAL && kh_is_sought(a, tok, f->type)) clause.mood = KH_MOOD_UNREAL;
  if (f->pos == KH_FRAME_EVAL || is_foreboding(r, clause.mood)) clause = (kh_clause){.negated = clause.negated};   /* "would be a mistake" is said now */
  push(a, (kh_inst){.tables = r->tables,
                    .frame = f,
                    .trigger = tok,
                    .at = tok,
                    .lo = r->lo,
                    .hi = r->hi,
                    .base = KH_NONE,
                    .who = r->who,
                    .whom = r->whom,
                    .lead = r->lead,
                    .type = f->type,
                    .mode = f->mode,
                    .clause = clause,
                    .status = KH_KEEP,
                    .score = r->score});
  if (f->also_type && !a->side)   /* who asks for one relation is told the first */
    push(a, (kh_inst){.tables = r->tables, .frame = f, .trigger = tok, .at = tok, .lo = r->lo, .hi = r->hi, .base = KH_NONE, .who = r->who, .whom = r->whom,
                      .type = f->also_type, .mode = f->also_mode, .clause = clause, .status = KH_KEEP, .score = r->score});
}

/* "Mine-clearing vehicles", "a bomb-making factory": what a thing is for is no deed. */
static bool is_use(const kh_doc *d, uint32_t t) {
  return t > 1 && d->tok.upos[t] == KH_UPOS_VERB && d->tok.upos[t - 1] == KH_UPOS_PUNCT && !d->tok.space_after[t - 1] && !d->tok.space_after[t - 2] &&
    kh_deprel_base(d->tok.deprel[t]) == KH_DEP_AMOD && d->tok.head[t] != KH_NONE && d->tok.head[t] > t && d->tok.morph[t] & (KH_MORPH_GER | KH_MORPH_PRES);
}

static bool is_trigger(const kh_algebra *a, uint32_t t) {
  uint32_t range;
  if (a->d->tok.upos[t] == KH_UPOS_PROPN && a->d->tok.ner[t] / 2 == KH_ENTITY_PER) return false;   /* "Ban Ki-moon" */
  if (is_use(a->d, t)) return false;
  return kh_trigger_at(a->d, &a->e->own, t, &range) || kh_trigger_at(a->d, &a->e->user, t, &range);
}

/* "The foiled attack": an adjective says something of the event of its noun, which therefore comes first. */
static bool before_noun(const kh_doc *d, uint32_t t) { return d->tok.head[t] != KH_NONE && d->tok.head[t] > t && d->tok.deprel[t] == KH_DEP_AMOD; }

/* Not to be had by one party more, which an active verb finds more readily. */
static const float MORE = 0.5f;

/* "Duties on American apples levied by Mexico", where the tree hangs the participle on the apples: where it tells nothing of those it may tell of the
 * duties. */
static bool is_told_of_above(const kh_algebra *a, uint32_t t) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[t], above = h == KH_NONE ? KH_NONE : d->tok.head[h];
  return !a->side && (d->tok.deprel[t] == KH_DEP_ACL || d->tok.deprel[t] == KH_DEP_ACL_RELCL) && above != KH_NONE && above < h && h < t &&
         kh_deprel_base(d->tok.deprel[h]) == KH_DEP_NMOD && d->tok.upos[above] == KH_UPOS_NOUN && kh_is_passive(a, t) && kh_agent_at(a, t) != KH_NONE;
}

static void read_at(kh_algebra *a, uint32_t t) {
  kh_reading r, active;
  bool found = kh_best_reading(a, t, &r, stands);
  /* active where that makes more of it; headlines tell of victims, and who did it stands behind "by" */
  if (kh_is_past_of_headline(a, t) && kh_agent_at(a, t) == KH_NONE && !kh_is_told_to(a, t) && !(found && r.frame->op == KH_NO_OP && kh_event_quad((kh_event_type)r.frame->type) == 4)) {
    a->acting = t;
    if (kh_best_reading(a, t, &active, stands) && (!found || active.score > r.score + MORE)) r = active, found = true;
    else a->acting = KH_NONE;
  }
  if (!found && is_told_of_above(a, t)) {
    a->lifted = t;
    found = kh_best_reading(a, t, &r, stands);
    if (!found) a->lifted = KH_NONE;
  }
  if (found) take(a, t, &r);
}

/* In which turn a trigger is taken. "There were calls from Canberra for a truce": the subject behind the verb after what it is about, which hangs beside it. */
static uint32_t turn_of(const kh_algebra *a, uint32_t deepest, uint32_t t) {
  const kh_doc *d = a->d;
  bool behind = !a->side && d->tok.deprel[t] == KH_DEP_NSUBJ && d->tok.head[t] != KH_NONE && d->tok.head[t] < t &&
                kh_doc_child_with(d, d->tok.head[t], KH_DEP_EXPL) != KH_NONE;
  return deepest - a->depth[t] + behind;
}

/* Triggers of the sentence into a->order, deepest first; words of one turn from left to right. */
static uint32_t sort_triggers(kh_algebra *a, const kh_sentence *s) {
  const kh_doc *d = a->d;
  uint32_t deepest = 0;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) a->depth[t] = KH_NONE;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    /* climb to a word of known depth, then write the depths on the way back down */
    uint32_t steps = 0, at = t;
    while (at != KH_NONE && a->depth[at] == KH_NONE) at = d->tok.head[at], steps++;
    uint32_t depth = (at == KH_NONE ? 0 : a->depth[at] + 1) + steps - 1;
    for (at = t; at != KH_NONE && a->depth[at] == KH_NONE; at = d->tok.head[at]) a->depth[at] = depth--;
    if (a->depth[t] > deepest) deepest = a->depth[t];
  }
  uint32_t *count = KH_ARRAY(a->scratch, uint32_t, deepest + 2), n = 0;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    if (is_trigger(a, t)) count[turn_of(a, deepest, t) + 1]++;
  for (uint32_t i = 1; i <= deepest + 1; i++) count[i] += count[i - 1];
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++)
    if (is_trigger(a, t)) a->order[count[turn_of(a, deepest, t)]++] = t, n++;
  return n;
}

static void add_kinds(kh_kindset_row *to, const kh_kindset_row *more) {
  for (int i = 0; i < KH_MAX_KINDS / 64; i++) to->bits[i] |= more->bits[i];
}

/* "France warned Iran, and prices rose", "as rain fell": a clause beside the main one, or below it with a word that says how, with a subject of its own. */
static bool opens_part(const kh_doc *d, uint32_t t) {
  uint32_t h = d->tok.head[t];
  if (h == KH_NONE || d->tok.head[h] != KH_NONE) return false;
  bool beside = d->tok.deprel[t] == KH_DEP_CONJ && h < t,
       below = kh_deprel_base(d->tok.deprel[t]) == KH_DEP_ADVCL && kh_doc_child_base(d, t, KH_DEP_MARK) != KH_NONE;
  return (beside || below) && kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE && kh_doc_child_base(d, h, KH_DEP_NSUBJ) != KH_NONE;
}

static void part_sentence(kh_algebra *a, const kh_sentence *s) {
  const kh_doc *d = a->d;
  uint8_t parts = 1;
  a->clauses_below = 0;
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) a->part[t] = 0;
  for (uint32_t t = s->tok_begin; t < s->tok_end && parts < KH_MAX_PARTS; t++) {
    if (!opens_part(d, t)) continue;
    uint32_t first, last;
    kh_doc_subtree(d, t, &first, &last);
    for (uint32_t x = first; x < last; x++) a->part[x] = parts;
    if (d->tok.deprel[t] != KH_DEP_CONJ) a->clauses_below |= 1u << parts;
    parts++;
  }
}

void kh_algebra_sentence(kh_algebra *a, uint32_t sentence) {
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[sentence];
  if (s->kind == KH_SENT_RESIDUE) return;
  a->acting = a->lifted = KH_NONE;
  a->near = (kh_kindset_row){{0}};
  memset(a->beside, 0, sizeof a->beside);
  part_sentence(a, s);
  memset(a->words, 0, sizeof a->words);
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    uint32_t at;
    kh_word_add(a->words, d->tok.lemma_hash[t]);
    kh_word_add(a->words, d->tok.lower_hash[t]);
    if (!kh_names_person(d, t) && (kh_lookup_get(&a->e->own.kinds, d->tok.lemma[t], d->tok.lemma_hash[t], &at) ||
                                kh_lookup_get(&a->e->own.kinds, d->tok.lower[t], d->tok.lower_hash[t], &at)) &&
        at < a->e->own.kindset_count)
      a->kinds[t] = a->e->own.kindsets[at];
    uint32_t range;   /* a verb that the lemmatiser does not know, but the triggers do */
    if (d->tok.upos[t] == KH_UPOS_VERB && kh_trigger_at(d, &a->e->own, t, &range)) {
      kh_str lemma = kh_pool_at(a->e->own.pool, a->e->own.pool_bytes, a->e->own.ranges[range].lemma);
      if (!kh_str_eq(lemma, d->tok.lemma[t]) && kh_lookup_get(&a->e->own.kinds, lemma, kh_hash_str(lemma), &at) && at < a->e->own.kindset_count)
        add_kinds(&a->kinds[t], &a->e->own.kindsets[at]);
    }
    /* a noun of two words, a mark of two ("in case"): the pair's kinds are the second word's too */
    if (t > s->tok_begin && (d->tok.deprel[t - 1] == KH_DEP_COMPOUND || d->tok.deprel[t - 1] == KH_DEP_AMOD || d->tok.deprel[t - 1] == KH_DEP_PUNCT ||
                             d->tok.deprel[t] == KH_DEP_FLAT || d->tok.deprel[t] == KH_DEP_FIXED)) {
      char key[96];
      kh_str pair = kh_pair_of(d, t, key, sizeof key);
      if (pair.n && kh_lookup_get(&a->e->own.kinds, pair, kh_hash_str(pair), &at) && at < a->e->own.kindset_count) {
        const kh_kindset_row *both = &a->e->own.kindsets[at];
        if (kh_kindset_has(both, KH_CLAUSE_ONEWORD)) {   /* "a rights defender", "the rainy season" tell of no game */
          uint32_t first = kh_is_hyphen(d, t - 1) && t - 1 > s->tok_begin ? t - 2 : t - 1;
          a->kinds[first] = (kh_kindset_row){{0}}, a->kinds[t] = *both;
        } else {
          add_kinds(&a->kinds[t], both);
        }
      }
    }
    if (d->tok.upos[t] == KH_UPOS_PRON && t + 1 < s->tok_end && d->tok.upos[t + 1] == KH_UPOS_PRON) {   /* "those who": the pair's kinds are the first word's */
      char key[96];
      kh_str pair = kh_pair_of(d, t + 1, key, sizeof key);
      if (pair.n && kh_lookup_get(&a->e->own.kinds, pair, kh_hash_str(pair), &at) && at < a->e->own.kindset_count)
        add_kinds(&a->kinds[t], &a->e->own.kindsets[at]);
    }
  }
  for (uint32_t t = s->tok_begin; t < s->tok_end; t++) {
    add_kinds(&a->near, &a->kinds[t]);
    add_kinds(&a->beside[a->part[t]], &a->kinds[t]);
  }
  if (!a->side && kh_is_staged(a, s)) return;
  uint32_t n = sort_triggers(a, s);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t t = a->order[i];
    if (before_noun(d, t) && is_trigger(a, d->tok.head[t])) continue;
    read_at(a, t);
    for (uint32_t k = d->child_at[t]; k < d->child_at[t + 1]; k++)
      if (before_noun(d, d->child[k]) && is_trigger(a, d->child[k])) read_at(a, d->child[k]);
  }
  if (!a->side) kh_occasions_sentence(a, s);
}

/* "Georgia may sever ties, its minister said", "may break off talks": what those who speak for a state, or one of one's own, say that it may do to others is a
 * threat; what its residents, lawyers and analysts say is none. */
static bool own_word(const kh_algebra *a, const kh_inst *x) {
  static const uint32_t state = 1u << KH_SECTOR_NONE | 1u << KH_SECTOR_GOV | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_SPY;
  const kh_doc *d = a->d;
  if (a->side || (kh_event_quad((kh_event_type)x->type) != 4 && !(x->type == KH_REJECT && x->mode == KH_MODE_REJECT_MEET))) return false;
  if (kh_is_predicate(a, x->at) && !kh_is_verb(a, x->at)) return false;   /* "it may be the biggest raid yet, police said" */
  kh_who speaker = {.n = 0};
  kh_who_at(a, kh_speaker_at(a, x->trigger), KH_ANYONE, &speaker);
  for (uint32_t i = 0; i < speaker.n; i++)
    for (uint32_t k = 0; k < x->who.n; k++) {
      const kh_mention *m = &d->mentions[speaker.at[i]], *w = &d->mentions[x->who.at[k]];
      if (!m->actor.country[0]) continue;
      if (m == w || (!strcmp(m->actor.country, w->actor.country) && (state >> m->actor.sector & 1 || m->actor.sector == w->actor.sector))) return true;
    }
  return false;
}

/* "Released them ahead of the premier's visit", "met the king before his visit to Oslo": what the day's deed comes before is to come; not "had met before". */
static bool is_ahead(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, opener = kh_doc_child_with(d, t, KH_DEP_CASE), over = kh_governor_of(a, t);
  if (opener == KH_NONE || opener == 0 || opener > t || !kh_is_definite(a, t) || over == KH_NONE) return false;
  if (!kh_is_kind(a, opener, KH_CLAUSE_BEFORE) && !kh_is_kind(a, opener, KH_CLAUSE_AHEAD) && !kh_is_kind(a, opener - 1, KH_CLAUSE_AHEAD)) return false;
  if (kh_is_kind(a, opener - 1, KH_CLAUSE_LAPSE)) return false;   /* "signed it on Saturday, a day before the summit" */
  uint32_t aux = kh_doc_child_with(d, over, KH_DEP_AUX), time = kh_time_of(a, x);
  if (aux != KH_NONE && kh_is_kind(a, aux, KH_CLAUSE_HAVING) && d->tok.morph[aux] & KH_MORPH_PAST) return false;
  enum { FRESH = 14 };   /* days */
  int32_t day = time == KH_NONE ? kh_day_of_story(a, x) : d->times[time].end;
  return day == KH_NO_DAY || d->published == KH_NO_DAY || day >= d->published - FRESH;
}

/* "Will visit Oslo on Tuesday. … The premier's visit follows a quarrel": a visit of theirs that was said before to be to come, told by its noun again, is no
 * second one. */
static bool is_the_one_to_come(const kh_algebra *a, const kh_inst *x) {
  enum { INSTANCES = 200, RECENT = 3 };
  const kh_doc *d = a->d;
  if (a->side || x->mode != KH_MODE_VISIT || x->frame->pos != KH_FRAME_N || x->base != KH_NONE || !x->who.n || !kh_is_definite(a, x->trigger) ||
      d->published == KH_NO_DAY)
    return false;
  uint32_t time = kh_time_of(a, x), self = (uint32_t)(x - a->inst.at);
  if (time != KH_NONE && d->times[time].end != KH_NO_DAY && d->times[time].end + RECENT < d->published) return false;
  for (uint32_t i = self, steps = 0; i-- > 0 && steps < INSTANCES; steps++) {
    const kh_inst *y = &a->inst.at[i];
    if (y->type != KH_CONSULT || y->mode != KH_MODE_VISIT || y->dropped || !kh_who_share(a, &x->who, &y->who)) continue;
    if (x->whom.n && y->whom.n && !kh_who_share(a, &x->whom, &y->whom)) continue;
    return y->plan;
  }
  return false;
}

/* "Hopes that his visit will help the talks": a meeting that stands as the subject of what will be is to come itself. */
static bool is_foreseen(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger, h = d->tok.head[t];
  if (a->side || x->type != KH_CONSULT || x->frame->pos != KH_FRAME_N || x->base != KH_NONE || h == KH_NONE) return false;
  if (is_ahead(a, x)) return true;
  if (h < t || kh_deprel_base(d->tok.deprel[t]) != KH_DEP_NSUBJ || !kh_is_verb(a, h)) return false;
  kh_clause above = kh_clause_of(a, h);
  return above.mood == KH_MOOD_FUTURE && !above.negated;
}

/* "Will be signed when the premier visits Oslo", "before he leaves for Oslo": a journey in the present tense behind such a word is to come. */
static bool is_journey_to_come(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  if (a->side || x->type != KH_CONSULT || x->frame->pos != KH_FRAME_V || x->base != KH_NONE || x->clause.negated ||
      kh_deprel_base(d->tok.deprel[t]) != KH_DEP_ADVCL || (d->tok.morph[t] & (KH_MORPH_FIN | KH_MORPH_PRES)) != (KH_MORPH_FIN | KH_MORPH_PRES))
    return false;
  bool behind = false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    behind |= c < t && (kh_is_kind(a, c, KH_CLAUSE_BEFORE) || kh_is_kind(a, c, KH_CLAUSE_WHENEVER) || kh_is_kind(a, c, KH_CLAUSE_AFTER));
    if (c > t && kh_is_behind(a, c, KH_CLAUSE_ORIGIN)) return false;   /* "when he returns from Peru" */
  }
  return behind;
}

/* "Every branch will be hit, union officials said": only those who can strike threaten to. */
static void keep_armed(const kh_algebra *a, kh_who *who) {
  static const uint32_t unarmed = 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED |
                                  1u << KH_SECTOR_JRN | 1u << KH_SECTOR_NGO | 1u << KH_SECTOR_SOC | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_JUD;
  uint32_t n = 0;
  for (uint32_t i = 0; i < who->n; i++)
    if (!(unarmed >> a->d->mentions[who->at[i]].actor.sector & 1)) who->at[n++] = who->at[i];
  who->n = n;
}

/* "Marched to demand elections", "telephoned the king to ask for help": the deed says it; "evaded the fares to protest": the deed is the protest. */
static bool said_by_deed(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[x->at];
  bool protest = x->type == KH_PROTEST;
  if (a->side || (!protest && x->type != KH_REQUEST && x->type != KH_SUPPORT && x->type != KH_CONCEDE && x->type != KH_ACCUSE) || h == KH_NONE ||
      x->clause.negated)
    return false;
  uint32_t o = x->type == KH_SUPPORT && kh_is_verb(a, x->at) ? kh_object_of(a, x->at) : KH_NONE;
  if (o != KH_NONE && kh_is_kind(a, o, KH_CLAUSE_TIE)) return false;   /* "met to mend relations": nobody mends them by meeting */
  uint8_t b = kh_deprel_base(d->tok.deprel[x->at]);
  if (b != KH_DEP_ADVCL && (protest || b != KH_DEP_XCOMP)) return false;
  if (protest) {
    kh_clause above = kh_clause_of(a, h);
    return kh_is_verb(a, h) && above.mood == KH_MOOD_REAL && !above.negated && d->tok.morph[h] & KH_MORPH_PAST;
  }
  for (uint32_t i = a->first[h]; i != KH_NONE; i = a->inst.at[i].next) {
    const kh_inst *y = &a->inst.at[i];
    if (!y->dropped && (y->type == KH_CONSULT || (y->type == KH_PROTEST && x->type == KH_REQUEST)) && y->clause.mood == KH_MOOD_REAL && !y->clause.negated)
      return true;
  }
  return false;
}

/* "Has not agreed to halt the strikes", "denied that they had agreed to a truce", "turned down a proposal to recognise them", "seemed ready to strike": no plan
 * is made. */
static void announces_nothing(kh_algebra *a, const kh_inst *x) {
  if (x->base == KH_NONE) return;
  kh_inst *y = &a->inst.at[x->base];
  if (x->status == KH_STATUS_NEGATED || x->status == KH_STATUS_HYPOTHETICAL) y->plan = false;
  for (int steps = 0; x->type == KH_REJECT && steps < 8; steps++) {   /* but Israel plans what Egypt rejects */
    if (kh_who_share(a, &x->who, &y->who)) y->plan = false;
    if (y->base == KH_NONE) break;
    y = &a->inst.at[y->base];
  }
}

/* "Should show it by accepting the plan". */
static bool tells_how(const kh_algebra *a, uint32_t t) {
  uint32_t mark = kh_doc_child_with(a->d, t, KH_DEP_MARK);
  return kh_deprel_base(a->d->tok.deprel[t]) == KH_DEP_ADVCL && a->d->tok.head[t] < t && mark != KH_NONE && kh_is_kind(a, mark, KH_CLAUSE_BY);
}

/* "Would only help them seize the town", "wants to see them leave": what the verbs above say of it, where no operator took it. */
static void settle_below(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->at;
  if (a->side || x->chained || x->base != KH_NONE || !x->clause.inherited || x->clause.mood != KH_MOOD_REAL || !kh_is_verb(a, t)) return;
  for (int step = 0; step < 3 && d->tok.head[t] != KH_NONE && (kh_deprel_base(d->tok.deprel[t]) == KH_DEP_XCOMP || (step == 0 && tells_how(a, t))); step++) {
    t = d->tok.head[t];
    kh_clause above = kh_clause_of(a, t);
    if (above.mood == KH_MOOD_INFINITIVE && kh_deprel_base(d->tok.deprel[t]) != KH_DEP_XCOMP) return;   /* "came to help build it" */
    if (above.mood != KH_MOOD_REAL) {
      x->clause.mood = KH_MOOD_UNREAL;
      return;
    }
    if (!above.inherited) break;
  }
}

/* Who says is not still saying: "is demanding an apology" has been said; talks and inquiries go on. */
static bool is_said(const kh_algebra *a, const kh_inst *x) {
  int quad = kh_event_quad((kh_event_type)x->type);
  return !a->side && (quad == 1 || quad == 3) && x->type != KH_CONSULT && x->mode != KH_MODE_INVESTIGATE;
}

/* "The first debate since the Oslo shootings will be on Monday", "after the raid and the talks": a blow that is called after its place or is a known
 * one, and that no verb gives anybody to do, has been. */
static bool is_past_blow(const kh_algebra *a, const kh_inst *x) {
  const kh_doc *d = a->d;
  uint32_t t = x->trigger;
  if (a->side || x->type != KH_ASSAULT || x->frame->pos != KH_FRAME_N || x->chained || x->base != KH_NONE || x->at != t) return false;
  for (uint32_t n = t, step = 0; n != KH_NONE && step < 3; n = d->tok.head[n], step++) {
    if (kh_is_behind(a, n, KH_CLAUSE_AFTER)) return true;
    if (kh_deprel_base(d->tok.deprel[n]) != KH_DEP_NMOD && kh_deprel_base(d->tok.deprel[n]) != KH_DEP_CONJ) break;
  }
  return false;
}

/* The verb whose tense tells when it is: the trigger, or of a noun the verb of now that it hangs on; not the verb of reporting above ("is visiting Chad next
 * week, her office said", "starts talks on Monday, he said"). */
static uint32_t tense_at(const kh_algebra *a, const kh_inst *x) {
  enum { NEAR = 4 };
  const kh_doc *d = a->d;
  uint32_t v = x->trigger;
  if (a->side || x->base != KH_NONE) return x->at;
  if (kh_is_verb(a, v) && (d->tok.morph[v] & KH_MORPH_FIN)) return v;
  if (x->at == v || !kh_is_kind(a, x->at, KH_CLAUSE_REPORTING)) return x->at;
  for (uint32_t step = 0; step < NEAR && v != KH_NONE && v != x->at; step++, v = d->tok.head[v]) {
    if (!kh_is_verb(a, v)) continue;
    bool aux = kh_doc_child_with(d, v, KH_DEP_AUX) != KH_NONE, present = d->tok.morph[v] & KH_MORPH_PRES;
    return (aux ? v == x->trigger || (present && d->tok.morph[v] & KH_MORPH_PART) : present && d->tok.morph[v] & KH_MORPH_FIN) ? v : x->at;
  }
  return x->at;
}

/* "Had planned to visit Oslo", "had been due to meet him": what was meant to be, and nobody says that it still is. */
static bool is_old_plan(const kh_algebra *a, const kh_inst *x) {
  uint32_t had = a->side || x->base == KH_NONE || !kh_is_kind(a, x->trigger, KH_CLAUSE_INTENDING) ? KH_NONE : kh_doc_child_with(a->d, x->trigger, KH_DEP_AUX);
  return had != KH_NONE && kh_is_kind(a, had, KH_CLAUSE_HAVING) && a->d->tok.morph[had] & KH_MORPH_PAST && a->d->tok.morph[had] & KH_MORPH_FIN;
}

/* "No prosecutor would bring the case": what nobody will do is nobody's change of mind. */
static bool by_nobody(const kh_algebra *a, const kh_inst *x) {
  uint32_t subject = kh_doc_child_with(a->d, x->trigger, KH_DEP_NSUBJ), no = subject == KH_NONE ? KH_NONE : kh_doc_child_base(a->d, subject, KH_DEP_DET);
  return !a->side && x->type == KH_ACCUSE && no != KH_NONE && kh_is_kind(a, no, KH_CLAUSE_NOT);
}

/* "Will ease the ban", "the talks will bring relief": a noun that a clause of what is to come only names is planned where a verb holds it or it comes ("curbs
 * will be imposed", "the offensive is to begin"); people do meet and march at what is named so. */
static bool only_named(const kh_algebra *a, const kh_inst *x) {
  uint32_t t = x->trigger, h = a->d->tok.head[t];
  if (a->side || x->frame->pos != KH_FRAME_N || x->base != KH_NONE || x->chained || x->type == KH_CONSULT || x->type == KH_PROTEST || x->type == KH_MOBILIZE)
    return false;
  kh_occasion_setting s = {.top = t, .governor = h, .role = kh_deprel_base(a->d->tok.deprel[t])};
  return h == KH_NONE || (s.role != KH_DEP_NSUBJ && s.role != KH_DEP_OBJ) || !kh_occasion_gives_day(a, &s);
}

/* "Togo should be praised, the minister said", "we must condemn Togo": who says so praises or condemns. */
static bool done_by_saying(const kh_algebra *a, kh_inst *x) {
  if (a->side || x->base != KH_NONE || x->frame->pos != KH_FRAME_V || x->clause.negated || !kh_is_kind(a, x->trigger, KH_CLAUSE_PERFORMING)) return false;
  kh_who speaker = {.n = 0};
  kh_who_at(a, kh_speaker_at(a, x->trigger), KH_ANYONE, &speaker);
  if (!kh_who_coded(a->d, &speaker)) return false;
  if (x->who.n || !kh_is_passive(a, x->trigger))   /* "critics say he should condemn it" tells nothing of him */
    return a->quote_of[x->trigger] != KH_NONE && kh_who_share(a, &x->who, &speaker) && x->who.n && a->d->mentions[x->who.at[0]].plural;
  x->who = speaker;
  return true;
}

/* "The treaty will strengthen cooperation between Chad and Niger", "ministers will discuss trade with Mali": what others than those who work together do to
 * their work is no promise of theirs. */
static bool is_helped_by_thing(const kh_algebra *a, const kh_inst *x) {
  if (x->type != KH_COOPERATE || !only_named(a, x)) return false;
  uint32_t h = a->d->tok.head[x->trigger], s = h == KH_NONE || !kh_is_verb(a, h) ? KH_NONE : kh_subject_of(a, h);
  if (s == KH_NONE || kh_deprel_base(a->d->tok.deprel[x->trigger]) != KH_DEP_OBJ) return false;
  kh_who doer = {.n = 0};
  kh_who_at(a, s, KH_ACTING, &doer);
  return !kh_who_share(a, &doer, &x->who);
}

/* "The debt would be the main subject at next month's OAU summit": a date in the calendar of one body, which is agreed on with nobody. */
static bool is_lone_date(const kh_algebra *a, const kh_inst *x) {
  return !a->side && x->type == KH_CONSULT && x->frame->pos == KH_FRAME_N && x->who.n == 1 && !x->whom.n && !kh_is_verb(a, x->trigger) &&
         a->d->mentions[x->who.at[0]].kind == KH_ENTITY_ORG && a->d->mentions[x->who.at[0]].actor.sector == KH_SECTOR_IGO;
}

void kh_algebra_settle(kh_algebra *a, uint32_t index, bool future_date) {
  kh_inst *x = &a->inst.at[index];
  if (x->status == KH_STATUS_HAPPENED && is_old_plan(a, x)) x->status = KH_STATUS_HYPOTHETICAL;
  announces_nothing(a, x);
  /* "should they continue to shell the town", "may go on striking" */
  bool thought = x->clause.mood == KH_MOOD_IF || x->clause.mood == KH_MOOD_MAY || x->clause.mood == KH_MOOD_WOULD || x->clause.mood == KH_MOOD_QUESTION ||
                 x->clause.mood == KH_MOOD_UNREAL;
  if (!a->side && x->status == KH_STATUS_ONGOING && x->chained && thought) x->status = KH_KEEP;
  /* "kept up his criticism", "will continue to demand it": what goes on being said has been said */
  if (x->status == KH_STATUS_ONGOING && x->chained && kh_event_quad((kh_event_type)x->type) == 3 && is_said(a, x)) {
    x->status = x->clause.negated ? KH_STATUS_NEGATED : KH_STATUS_HAPPENED;
    return;
  }
  if (x->status != KH_KEEP && x->status != KH_STATUS_HAPPENED) return;
  if (future_date && is_lone_date(a, x)) {
    x->dropped = true;
    return;
  }
  settle_below(a, x);
  uint8_t mood = x->clause.mood;
  if (x->clause.above_negated) x->clause.negated = !x->clause.negated, x->clause.above_negated = false;
  /* "meet on Monday, officials said" */
  uint32_t verb = tense_at(a, x);
  uint32_t aux = kh_doc_child_with(a->d, verb, KH_DEP_AUX_PASS), finite = aux == KH_NONE ? verb : aux;   /* "was killed the next morning" */
  bool told = !a->side && (a->d->tok.morph[finite] & KH_MORPH_PAST) && (a->d->tok.morph[finite] & KH_MORPH_FIN);   /* "barred him from next month's election" */
  /* "had flown there before next week's talks", "did not hesitate to bar him from next week's talks" */
  uint32_t helper = kh_doc_child_with(a->d, verb, KH_DEP_AUX), past = KH_MORPH_PAST | KH_MORPH_FIN;
  if (!a->side && helper != KH_NONE && (kh_is_kind(a, helper, KH_CLAUSE_HAVING) || (a->d->tok.morph[helper] & past) == past)) told = true;
  /* "200 million lent by two banks in notes due next May": a participle behind its noun tells what has been */
  uint32_t part = KH_MORPH_PAST | KH_MORPH_PART;
  if (!a->side && x->base == KH_NONE && verb == x->trigger && a->d->tok.deprel[verb] == KH_DEP_ACL && (a->d->tok.morph[verb] & part) == part && helper == KH_NONE &&
      !kh_is_kind(a, verb, KH_CLAUSE_COMING))
    told = true;
  if (!a->side && kh_is_behind(a, x->trigger, KH_CLAUSE_ORIGIN)) told = true;   /* "had flown there from talks with the king" */
  /* an invitation for next month is given now, and one is unhappy now about the march on Monday */
  bool stance = (x->type == KH_ACCUSE && x->mode != KH_MODE_INVESTIGATE && x->frame->pos != KH_FRAME_N) ||
                (x->type == KH_SUPPORT && x->frame->pos == KH_FRAME_ADJ);
  bool word = x->type == KH_AGREE || x->type == KH_CONCEDE || x->type == KH_REQUEST || x->type == KH_THREATEN || x->type == KH_REJECT;
  if (!a->side && mood == KH_MOOD_REAL && (stance || word || x->base != KH_NONE)) told = true;
  if ((mood == KH_MOOD_REAL && future_date && !told && !x->clause.negated) || (mood == KH_MOOD_WOULD && future_date)) mood = KH_MOOD_FUTURE;
  if (mood == KH_MOOD_MAY && own_word(a, x)) mood = KH_MOOD_FUTURE;
  if (mood == KH_MOOD_FUTURE && (is_past_blow(a, x) || by_nobody(a, x))) mood = KH_MOOD_REAL;
  if (mood == KH_MOOD_FUTURE && is_helped_by_thing(a, x)) mood = KH_MOOD_UNREAL;
  if (mood == KH_MOOD_REAL && is_the_one_to_come(a, x)) {
    x->dropped = true;
    return;
  }
  if (mood == KH_MOOD_REAL && is_foreseen(a, x)) mood = KH_MOOD_FUTURE;
  if (mood == KH_MOOD_IF && is_journey_to_come(a, x)) mood = KH_MOOD_FUTURE;
  if (mood == KH_MOOD_INFINITIVE && said_by_deed(a, x)) mood = KH_MOOD_REAL;
  if (mood == KH_MOOD_MUST && done_by_saying(a, x)) mood = KH_MOOD_REAL;
  /* "unrest would drive them off": riots that somebody foresees are nobody's threat */
  if (!a->side && (mood == KH_MOOD_FUTURE || mood == KH_MOOD_WOULD) && x->type == KH_PROTEST && x->mode == KH_MODE_RIOT && x->frame->pos == KH_FRAME_N &&
      x->base == KH_NONE) {
    x->dropped = true;
    return;
  }
  if (mood != KH_MOOD_REAL) {
    const kh_rule_row *r = rule_for(a, a->e->mood_op[mood], x, NULL);
    if (r) {
      const kh_op_row *op = &a->e->own.ops[a->e->mood_op[mood]];
      static const kh_who nobody = {.n = 0};
      kh_who speaker = {.n = 0};
      /* "X said that Y must": asked by X; "will be bombed, X said": who is left unsaid is X, but whoever foresees a raid threatens none */
      bool foreseen = !a->side && x->type == KH_ASSAULT && x->frame->pos == KH_FRAME_N;
      bool asked = r->who[0] == KH_WHO_A || (!x->who.n && r->who[1] == KH_WHO_A && !foreseen);
      uint32_t s = asked ? kh_speaker_at(a, x->trigger) : KH_NONE;
      kh_who_at(a, s, KH_ANYONE, &speaker);
      if (!a->side && asked && mood == KH_MOOD_FUTURE && x->type == KH_ASSAULT) keep_armed(a, &speaker);
      apply(a, r, NULL, op->name, &speaker, &nobody, index, x->at, (kh_clause){0});
      x = &a->inst.at[index];   /* the list may have moved */
      if (mood == KH_MOOD_FUTURE && x->plan && only_named(a, x)) x->plan = false;
    }
  }
  /* "has no plans to attack", "did not agree to leave": what the operator made is denied */
  if (x->status == KH_STATUS_HAPPENED && x->clause.negated && x->base != KH_NONE) x->status = KH_STATUS_NEGATED;
  announces_nothing(a, x);
  if (x->status == KH_KEEP) x->status = x->clause.negated ? KH_STATUS_NEGATED : x->clause.ongoing && !is_said(a, x) ? KH_STATUS_ONGOING : KH_STATUS_HAPPENED;
}
