/* records.c: instances into events: settled, dated, placed; which of them are doubtful. */
#include "events/records.h"

#include "events/circumstances.h"
#include "events/confidence.h"
#include "events/merge.h"
#include "events/occasions.h"

static kh_str id_of(const kh_event_tables *t, uint32_t id) { return kh_pool_at(t->pool, t->pool_bytes, id); }

kh_str kh_rule_of(const kh_algebra *a, const kh_inst *x, kh_arena *arena) {
  /* innermost first: the base's rule, then the frame or operator, then what left the type alone */
  kh_str out = x->base != KH_NONE ? kh_rule_of(a, &a->inst.at[x->base], arena) : KH_STR("");
  if (x->base == KH_NONE || a->inst.at[x->base].frame != x->frame) {
    kh_str own = id_of(x->tables, x->frame->id);
    out = out.n ? kh_str_printf(arena, KH_FMT "+" KH_FMT, KH_ARG(out), KH_ARG(own)) : own;
  }
  for (uint32_t i = 0; i < x->chained; i++) {
    kh_str op = id_of(x->chain_tables[i], x->chain[i]);
    out = kh_str_printf(arena, KH_FMT "+" KH_FMT, KH_ARG(out), KH_ARG(op));
  }
  return out;
}

void kh_cameo_of(const kh_events *e, uint8_t type, uint8_t mode, char out[5]) {
  out[0] = 0;
  for (size_t i = 0; i < e->own.cameo_count; i++) {
    const kh_cameo_row *c = &e->own.cameo[i];
    if (c->type != type || (c->mode && c->mode != mode)) continue;
    if (c->mode || !out[0]) memcpy(out, c->code, 5);
    if (c->mode) return;
  }
}

/* "Police detained activists in Minsk", "the army was sent to Goma", "held war games in Iceland": a place of the doer's own country is where it is done, not to
 * whom. What is attacked or seized is, and rebels act upon their own country; the state and its organs do not, and crowds protest
 * in it, and whoever leaves a place of his own country leaves nobody. Where nobody is named who sends forces or bans papers, the place is his own. */
static void leave_own_places(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  static const uint32_t strikers =
      1u << KH_SECTOR_LAB | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_CVL;
  static const uint32_t all = 1u << KH_PROTEST | 1u << KH_RETREAT | 1u << KH_COOPERATE;   /* whoever does it */
  uint32_t n = 0;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &d->mentions[x->whom.at[i]];
    bool own = !x->who.n &&
               (x->type == KH_MOBILIZE || x->type == KH_PROTEST || x->mode == KH_MODE_CENSOR || x->mode == KH_MODE_CURFEW || x->mode == KH_MODE_MARTIAL_LAW);
    for (uint32_t k = 0; k < x->who.n; k++) {
      const kh_mention *w = &d->mentions[x->who.at[k]];
      own |= w->actor.country[0] &&
             (all >> x->type & 1 || (x->type == KH_THREATEN ? strikers : KH_STATE_ORGANS) >> w->actor.sector & 1) &&
             !strcmp(w->actor.country, m->actor.country);
    }
    own &= x->type != KH_COOPERATE || kh_is_behind(a, m->head, KH_CLAUSE_PLACEPREP);   /* not "works with London" */
    /* "deployed interceptors at the defence ministry": its own offices are what it guards */
    bool guarded = own && x->type == KH_MOBILIZE && KH_STATE_ORGANS >> m->actor.sector & 1 && m->actor.sector;
    bool thing = guarded || ((x->type == KH_MOBILIZE || x->type == KH_PROTEST) && !m->actor.country[0] && !m->actor.sector &&
                             (m->kind == KH_ENTITY_LOC || m->kind == KH_ENTITY_ORG || m->kind == KH_ENTITY_PER));
    bool place = (m->kind == KH_ENTITY_LOC || d->tok.upos[m->head] == KH_UPOS_ADJ) && !m->actor.sector;   /* "in eight Thai districts" */
    /* "a curfew was imposed on three Thai towns", "a boycott of U.S. goods": nothing else says whose */
    bool told = !x->who.n && x->whom.n == 1 && (m->kind == KH_ENTITY_NORP || (m->kind == KH_ENTITY_LOC && d->tok.deprel[m->head] == KH_DEP_COMPOUND));
    if (!thing && !(own && place && !told)) x->whom.at[n++] = x->whom.at[i];   /* "dug in along the river", "marched against lessons in Afrikaans" */
  }
  /* "took part in war games in Iceland": forces that meet no other country's move alone */
  bool alone = x->type == KH_COOPERATE && x->whom.n && !n && x->base == KH_NONE && x->who.n;
  for (uint32_t i = 0; i < x->who.n; i++) alone &= d->mentions[x->who.at[i]].actor.sector == KH_SECTOR_MIL || (i && x->who.n > 1);
  if (alone) x->type = KH_MOBILIZE, x->mode = KH_MODE_TROOPS;
  x->whom.n = n;
}

/* "Spain offered citizenship to 222 prisoners", "an Iraqi warplane hit the frigate": help goes abroad, and soldiers fight another country's,
 * so those of whom no word tells the country are not of the doer's own. */
static void never_their_own(kh_doc *d, const kh_inst *x) {
  if (x->type != KH_AID && x->type != KH_ASSAULT) return;
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const kh_mention *m = &d->mentions[x->whom.at[i]];
    bool own = false;
    for (uint32_t k = 0; k < x->who.n; k++) {
      const kh_mention *w = &d->mentions[x->who.at[k]];
      if (x->type == KH_ASSAULT && (w->actor.sector != KH_SECTOR_MIL || m->actor.sector != KH_SECTOR_MIL)) continue;
      own |= !w->assumed && w->chain != m->chain && w->actor.country[0] && !strcmp(w->actor.country, m->actor.country);
    }
    if (!own || !m->assumed) continue;
    for (uint32_t k = 0, chain = m->chain; k < d->mention_count; k++)
      if (d->mentions[k].chain == chain) {
        d->mentions[k].actor.country[0] = 0, d->mentions[k].actor.cow = d->mentions[k].actor.gwn = 0;
        d->mentions[k].abroad = true;
      }
  }
}

/* Does a place that only sentences before name say that the two meet there? Not of two in one list, of whom neither comes to the other by it ("a fair was
 * held in Denmark. Greece and Denmark met"), nor of words that go by wire ("Egypt's president spoke with the Sudanese premier"), nor where it tells of a
 * mission abroad ("its embassy in Peru"). */
static bool meet_there(const kh_algebra *a, const kh_inst *x, uint32_t place, uint32_t second) {
  const kh_doc *d = a->d;
  if (d->places[place].sentence == d->tok.sentence[x->trigger]) return true;
  if (d->tok.deprel[second] == KH_DEP_CONJ || kh_is_kind(a, x->trigger, KH_CLAUSE_DISCUSSED)) return false;
  for (uint32_t t = d->places[place].tok_begin; t < d->places[place].tok_end; t++)
    if (d->tok.head[t] != KH_NONE && kh_is_kind(a, d->tok.head[t], KH_CLAUSE_MISSION)) return false;
  return true;
}

/* "Met the Iranian president in Tehran": where one side is at home the other visits it. */
static void part_visit(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  if (x->type != KH_CONSULT || x->mode || x->base != KH_NONE || x->whom.n || x->who.n < 2 || x->frame->pos != KH_FRAME_V) return;
  uint32_t place = kh_place_of(a, x), last = x->who.n - 1;
  if (place == KH_NONE) return;
  const kh_mention *first = &d->mentions[x->who.at[0]], *second = &d->mentions[x->who.at[last]];
  if (!meet_there(a, x, place, second->head)) return;
  for (uint32_t t = first->tok_begin; t < first->tok_end; t++)
    if (kh_is_kind(a, t, KH_CLAUSE_RESIDENT)) return;      /* an ambassador lives there */
  const char *home = d->places[place].country;
  if (!home[0] || second->plural || !first->actor.country[0] || strcmp(second->actor.country, home) || !strcmp(first->actor.country, home)) return;
  for (uint32_t i = 0; last > 1 && i < last; i++) {      /* "the French and German ministers met the Kenyan president in Nairobi" */
    const kh_mention *guest = &d->mentions[x->who.at[i]];
    if (guest->head > x->trigger || second->head < x->trigger || !guest->actor.country[0] || !strcmp(guest->actor.country, home)) return;
  }
  x->whom = (kh_who){.at = {x->who.at[last]}, .n = 1};
  x->who.n = last;
  x->mode = KH_MODE_VISIT;
}

/* Is everybody of x one of those who visit in y, or of the land that they visit? */
static bool guests_and_hosts(const kh_algebra *a, const kh_inst *x, const kh_inst *y) {
  const kh_doc *d = a->d;
  const char *land = y->whom.n ? d->mentions[y->whom.at[0]].actor.country : "";
  if (!land[0]) return false;
  for (uint32_t i = 0; i < x->who.n; i++)
    if (strcmp(d->mentions[x->who.at[i]].actor.country, land) != 0 && !kh_who_holds(a, &y->who, x->who.at[i])) return false;
  return true;
}

/* "Was in Tehran for talks with the Iranian premier": what a visit to the hosts is for is no second meeting with them. first, next: the instances at each
 * word, in a chain. */
static bool is_visits_talk(const kh_algebra *a, const kh_inst *x, const uint32_t *first, const uint32_t *next) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[x->trigger], opener = kh_doc_child_with(d, x->trigger, KH_DEP_CASE);
  if (a->side || x->type != KH_CONSULT || x->mode || x->base != KH_NONE || x->frame->pos != KH_FRAME_N || h == KH_NONE || opener == KH_NONE) return false;
  if (!kh_is_kind(a, opener, KH_CLAUSE_BOUND)) return false;
  for (uint32_t i = first[h]; i != KH_NONE; i = next[i]) {
    const kh_inst *y = &a->inst.at[i];
    if (y != x && !y->dropped && y->type == KH_CONSULT && y->mode == KH_MODE_VISIT && guests_and_hosts(a, x, y)) return true;
  }
  return false;
}

/* "Ordered the release of two editors held in a camp", "demanded that Iran free nine Kurds held in Evin": whom one is to let go he holds, which is no news. */
static bool is_held_till(const kh_algebra *a, const kh_inst *x, const uint32_t *first, const uint32_t *next) {
  const kh_doc *d = a->d;
  uint32_t whom = d->tok.head[x->trigger], g = whom == KH_NONE ? KH_NONE : d->tok.head[whom];
  if (a->side || x->type != KH_COERCE || x->mode != KH_MODE_COERCE_ARREST || x->who.n || x->base != KH_NONE || g == KH_NONE) return false;
  if (d->tok.deprel[x->trigger] != KH_DEP_ACL || whom > x->trigger || !kh_is_passive(a, x->trigger)) return false;
  if (!kh_is_kind(a, x->trigger, KH_CLAUSE_HOLDING)) return false;      /* "freed two who were arrested in May" tells of a deed */
  for (uint32_t i = first[g]; i != KH_NONE; i = next[i])
    if (a->inst.at[i].type == KH_RETREAT && a->inst.at[i].mode == KH_MODE_RELEASE) return true;
  return false;
}

/* "The worst unrest that the government has faced", "protests to the minister": a government does not riot against itself. */
static void protest_against(const kh_algebra *a, kh_inst *x) {
  const kh_doc *d = a->d;
  if (a->side || x->type != KH_PROTEST || x->frame->pos != KH_FRAME_N || x->whom.n || !x->who.n) return;
  for (uint32_t i = 0; i < x->who.n; i++)
    if (d->mentions[x->who.at[i]].actor.sector != KH_SECTOR_GOV || d->mentions[x->who.at[i]].kind == KH_ENTITY_LOC) return;
  x->whom = x->who;
  x->who.n = 0;
}

/* "France's bloodiest attack since the war", "the country's worst massacre": a land whose worst is told suffered it, unless it is told whom the deed was
 * aimed at or a foreigner is hit. */
static bool is_worst_of(const kh_algebra *a, const kh_inst *x, const kh_mention *m) {
  const kh_doc *d = a->d;
  uint32_t deed = d->tok.head[m->head];
  bool worst = false;
  if (deed == KH_NONE || d->tok.deprel[m->head] != KH_DEP_NMOD_POSS || (m->kind != KH_ENTITY_LOC && !kh_is_kind(a, m->head, KH_CLAUSE_SOIL))) return false;
  for (uint32_t i = d->child_at[deed]; i < d->child_at[deed + 1]; i++) {
    uint32_t c = d->child[i], target = kh_deprel_base(d->tok.deprel[c]);
    worst |= target == KH_DEP_AMOD && !strcmp(kh_doc_xpos(d, c), "JJS");
    if (target == KH_DEP_NMOD && c > deed && a->mention_of[c] != KH_NONE) return false;   /* "Israel's heaviest attack on Gaza" */
  }
  for (uint32_t i = 0; i < x->whom.n; i++) {
    const char *land = d->mentions[x->whom.at[i]].actor.country;
    if (land[0] && strcmp(land, m->actor.country)) return false;
  }
  return worst;
}

static void suffer_worst(const kh_algebra *a, kh_inst *x) {
  if (a->side || x->type != KH_ASSAULT || x->base != KH_NONE || x->who.n != 1) return;
  const kh_mention *m = &a->d->mentions[x->who.at[0]];
  if (!is_worst_of(a, x, m)) return;
  if (!x->whom.n) x->whom = x->who;
  x->who.n = 0;
}

const uint32_t *kh_who_list(kh_arena *arena, const kh_who *w) {
  uint32_t *at = KH_ARRAY(arena, uint32_t, w->n + 1);
  memcpy(at, w->at, w->n * sizeof *at);
  return at;
}

/* "Them" that means two of one code and name tells one party, and so do a name and its letters ("the Southern African Development Community, or SADC"), or
 * its pronoun ("criticised Mexico and its policy"); but of one name two persons may be told ("Baker and the treasury secretary, James Baker"). */
static bool is_twin(const kh_mention *m, const kh_mention *o) {
  const kh_actor *x = &m->actor, *y = &o->actor;
  bool people = m->kind == KH_ENTITY_PER || o->kind == KH_ENTITY_PER;
  if (x->sectors != y->sectors || strcmp(x->country, y->country)) return false;
  if ((!people || m->kind == KH_ENTITY_PRONOUN) && x->id.n && x->id.n == y->id.n && !memcmp(x->id.s, y->id.s, x->id.n)) return true;
  return m->span.begin == o->span.begin && m->span.end == o->span.end && x->name.n == y->name.n && (!x->name.n || !memcmp(x->name.s, y->name.s, x->name.n));
}

/* "Deputy Prime Minister and Foreign Minister Jane Roe", "the minister, Jane Roe": an office and the name of who holds it are one party. */
static kh_who one_each(const kh_doc *d, const kh_who *all) {
  kh_who out = {.n = 0};
  for (uint32_t i = 0; i < all->n; i++) {
    const kh_mention *m = &d->mentions[all->at[i]];
    bool again = false;
    for (uint32_t k = 0; k < all->n && !again && m->kind == KH_ENTITY_NOMINAL && !m->plural; k++)
      again = k != i && d->mentions[all->at[k]].chain == m->chain && d->mentions[all->at[k]].kind == KH_ENTITY_PER;
    for (uint32_t k = 0; k < out.n && !again; k++) again = is_twin(m, &d->mentions[out.at[k]]);
    if (!again) kh_who_add(&out, all->at[i]);
  }
  return out;
}

static void fill(kh_algebra *a, kh_doc *d, const kh_inst *x, const uint64_t *contexts, kh_event *e) {
  *e = (kh_event){.type = (kh_event_type)x->type, .mode = (kh_mode)x->mode, .status = (kh_event_status)x->status, .base = KH_NONE,
                  .embedded = x->embedded, .plan = x->plan, .date = KH_NO_DAY, .enddate = KH_NO_DAY};
  kh_who who = one_each(d, &x->who), whom = one_each(d, &x->whom);
  e->actors = kh_who_list(d->arena, &who), e->actor_count = who.n;
  e->recipients = kh_who_list(d->arena, &whom), e->recipient_count = whom.n;
  e->sentence = d->tok.sentence[x->trigger];
  e->contexts = contexts[e->sentence];
  e->intensity = kh_event_intensity(e->type, e->mode);
  kh_cameo_of(a->e, x->type, x->mode, e->cameo);
  int32_t written = kh_written_on(d, e->sentence);
  uint32_t t = kh_time_of(a, x);
  bool took_place = x->status == KH_STATUS_HAPPENED || x->status == KH_STATUS_ONGOING;
  if (t == KH_NONE && took_place) t = kh_time_shared(a, x);
  if (t != KH_NONE) {
    e->date = d->times[t].begin, e->enddate = d->times[t].end, e->precision = d->times[t].precision;
    e->date_stated = true;
    if (kh_is_day_of_clause(a, &d->times[t], x->at)) e->date = e->enddate;
    else e->enddate = kh_last_of_days(d, t);   /* "on Monday and Tuesday" */
  }
  if (took_place && kh_lapse_of(a, x, &e->date, &e->enddate, &e->precision)) e->date_stated = true;
  else if (took_place && (t == KH_NONE || d->times[t].begin > written) && d->published != KH_NO_DAY) {
    e->date = e->enddate = kh_day_of_story(a, x);
    e->precision = KH_PREC_DAY, e->date_stated = false;
  }
  if (took_place && e->date_stated && d->published != KH_NO_DAY && e->enddate > written && e->date <= written)
    e->enddate = written;   /* "this week": as much of it as there has been */
  e->place = kh_place_of(a, x);
  e->reporter = kh_reporter_of(a, x, &e->quote);
  for (uint32_t i = 0; i < x->who.n; i++)
    if (x->who.at[i] == e->reporter) e->reporter = KH_NONE;   /* who does it by saying it is no reporter */
  if (took_place) kh_sizes_of(a, x, e);
  e->trigger = kh_doc_token_span(d, x->lo, x->hi);
  kh_str rule = kh_rule_of(a, x, d->arena);
  e->rule = (kh_text){rule.s, rule.n};
}

/* What the sentences around say of no event, on the average: in a report of shells and sieges "A hospital was hit" is no figure of speech. */
static float around(const kh_algebra *a, uint32_t sentence) {
  enum { EACH_SIDE = 2 };
  float sum = 0, wording[KH_EVENT_COUNT];
  uint32_t n = 0, from = sentence > EACH_SIDE ? sentence - EACH_SIDE : 0;
  for (uint32_t s = from; s < a->d->sentence_count && s <= sentence + EACH_SIDE; s++) {
    if (s == sentence) continue;
    kh_wording_of(a, s, wording);
    sum += wording[KH_EVENT_NONE], n++;
  }
  return n ? sum / (float)n : 0;
}

enum { FEW_WORDS = 8 };

/* "Accused the party of scheduling its debates late": who is blamed by whom stands there in a plain verb, whatever the words of the matter are. */
static bool is_plain_blame(const kh_algebra *a, const kh_event *x, const kh_inst *of) {
  const kh_doc *d = a->d;
  if (x->type != KH_ACCUSE || !x->actor_count || !x->recipient_count || !of) return false;
  uint32_t t = of->trigger;
  if (!kh_is_verb(a, t) || !kh_is_kind(a, t, KH_CLAUSE_BLAMING)) return false;
  const kh_actor *by = &d->mentions[x->actors[0]].actor, *to = &d->mentions[x->recipients[0]].actor;
  static const uint32_t folk = 1u << KH_SECTOR_CVL | 1u << KH_SECTOR_BUS | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_MED;   /* whose words are business or chat */
  if (!by->sector || (folk | 1u << KH_SECTOR_JRN) >> by->sector & 1 || folk >> to->sector & 1) return false;
  return by->country[0] && to->country[0] && (by->sector != to->sector || strcmp(by->country, to->country) != 0);
}

/* In words that somebody is quoted with, a material deed that nobody does to somebody is an argument or a memory more often than news ("'people are being
 * killed,' she said"), and what private persons and commentators say is their mind, and no deed of politics ("'I am voting for her,' the nurse said"). */
static bool is_idle_word(const kh_algebra *a, const kh_event *x, const kh_inst *of) {
  uint32_t q = of ? a->quote_of[of->trigger] : KH_NONE;
  if (q == KH_NONE || !a->d->quotes[q].direct) return false;
  if (kh_event_quad(x->type) % 2 == 0) return !x->actor_count && x->recipient_count;
  const kh_mention *m = x->actor_count == 1 ? &a->d->mentions[x->actors[0]] : NULL;
  if (!m) return false;
  /* "'We refuse to live in that,' she said": what one says of oneself, to or of nobody */
  if (!x->recipient_count && a->d->tok.morph[m->head] & KH_MORPH_P1 && a->d->tok.upos[m->head] == KH_UPOS_PRON) return true;
  return m->actor.sector == KH_SECTOR_CVL || m->actor.sector == KH_SECTOR_JRN;
}

/* Of what happened and is told once: its type is hardly right, or it is not sure, its sentence is worded as if nothing had and those around say no more. */
static bool is_doubtful(const kh_algebra *a, const kh_event *x, const kh_made_of *of_event, const float *wording, double type) {
  const kh_inst *of = of_event->inst;
  const kh_events *e = a->e;
  const float share = .5F;   /* of what those around say */
  if (x->embedded || x->plan || x->mention_count > of_event->echoes || of_event->repeated ||
      (x->status != KH_STATUS_HAPPENED && x->status != KH_STATUS_ONGOING)) return false;
  if (kh_str_starts((kh_str){x->rule.s, x->rule.n}, KH_STR("user."))) return false;   /* who wrote the frame wants to see it */
  float odds = wording[KH_EVENT_NONE];
  const kh_sentence *s = &a->d->sentences[x->sentence];
  bool few = s->tok_end - s->tok_begin <= FEW_WORDS;     /* whose words say little: "The premier resigned." */
  bool sure = x->confidence > e->doubt[few ? KH_DOUBT_FEW : KH_DOUBT_SURE] || is_plain_blame(a, x, of);
  bool none = !sure && odds > e->doubt[KH_DOUBT_NONE] && wording[x->type] < odds + e->doubt[KH_DOUBT_MARGIN] &&
              odds + share * around(a, x->sentence) > e->doubt[KH_DOUBT_NONE];
  return none || type < (double)e->doubt[KH_DOUBT_TYPE] || is_idle_word(a, x, of);
}

/* Gives each record its confidence; returns which are doubtful. */
static const bool *weigh(kh_algebra *a, const kh_made_of *made_of, kh_event *all, uint32_t n) {
  uint32_t sentence = KH_NONE;
  bool *doubtful = KH_ARRAY(a->scratch, bool, n + 1);
  float wording[KH_EVENT_COUNT];
  for (uint32_t i = 0; i < n; i++) {
    kh_record_at r = {all, n, i, made_of[i].inst, wording};
    double type;
    if (all[i].sentence != sentence) kh_wording_of(a, sentence = all[i].sentence, wording);
    all[i].confidence = kh_record_confidence(a, &r, &type);
    doubtful[i] = !a->e->keep_doubtful && is_doubtful(a, &all[i], &made_of[i], wording, type);
    if (a->check) a->check(a->check_user, &all[i]), kh_record_features(a, &r, a->check_sink, a->check_user);
  }
  return doubtful;
}

/* "Unions plan a strike on Monday": who says of himself that he will, does it; those who arrange talks hold them. */
static void take_planners(kh_doc *d, kh_event *all, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const kh_event *by = &all[i];
    kh_event *e = by->base < n && by->base != i ? &all[by->base] : NULL;
    if (!e || !e->plan || e->actor_count || e->recipient_count || !by->actor_count ||
        (by->type != KH_THREATEN && by->type != KH_AGREE && by->type != KH_CONCEDE))
      continue;
    e->actors = by->actors, e->actor_count = by->actor_count;
    if (e->type == KH_CONSULT) e->actors = kh_lists_joined(d, by->actors, by->actor_count, by->recipients, by->recipient_count, &e->actor_count);
  }
}

/* "The president is due in Algiers on Sunday for a two-day visit": a plan of nobody beside one of its type, of somebody and for the same days. */
static bool same_plan_of_somebody(const kh_event *e, const kh_event *of) {
  return of->plan && of->type == e->type && of->date == e->date && of->enddate == e->enddate && of->actor_count;
}

static bool planned_beside(const kh_event *all, uint32_t n, uint32_t at) {
  const kh_event *e = &all[at];
  if (e->actor_count || e->recipient_count) return false;
  for (uint32_t i = at; i-- > 0 && all[i].sentence == e->sentence;)
    if (same_plan_of_somebody(e, &all[i])) return true;
  for (uint32_t i = at + 1; i < n && all[i].sentence == e->sentence; i++)
    if (same_plan_of_somebody(e, &all[i])) return true;
  return false;
}

/* A plan lies ahead. "In 2000 it pledged that it would lift the ban" is no plan any more; a day of the last weeks is that of something told beside it
 * ("said at a rally on Thursday that he would"). "Failed to agree on sanctions": what is to be done by nobody to nobody on no day ahead is told as what
 * others speak of, and is no plan. */
static void keep_plans(const kh_doc *d, kh_event *all, uint32_t n) {
  enum { DAYS = 92 };
  for (uint32_t i = 0; i < n; i++) {
    kh_event *e = &all[i];
    if (e->plan && (e->embedded || e->status == KH_STATUS_PLANNED) && e->enddate != KH_NO_DAY && d->published != KH_NO_DAY && e->enddate < d->published) {
      if (e->embedded && e->enddate < d->published - DAYS) e->plan = false;
      e->date = e->enddate = KH_NO_DAY, e->date_stated = false, e->precision = KH_PREC_NONE;
    }
    bool ahead = e->enddate != KH_NO_DAY && (d->published == KH_NO_DAY || e->enddate >= d->published);
    if (e->plan && e->embedded && !ahead && !kh_is_coded(d, e->actors, e->actor_count) && !kh_is_coded(d, e->recipients, e->recipient_count)) e->plan = false;
    if (e->plan && e->status == KH_STATUS_REQUESTED && !ahead) e->plan = false;   /* "called for protests" on no day */
    if (e->plan && e->embedded && planned_beside(all, n, i)) e->plan = false;
  }
}

/* doubtful: of the events in their order, without occasions. */
static void leave_out(kh_doc *d, const bool *doubtful, kh_arena *scratch) {
  bool *keep = KH_ARRAY(scratch, bool, d->event_count + 1);
  for (uint32_t i = 0, k = 0; i < d->event_count; i++) keep[i] = d->events[i].type == KH_EVENT_NONE || !doubtful[k++];
  kh_doc_keep_events(d, keep, scratch);
}

/* Events and occasions as one list, in the order of their words. */
static kh_event *in_order(kh_doc *d, const kh_event *events, size_t n, const kh_event *more, size_t m, kh_arena *scratch) {
  kh_event *all = KH_ARRAY(d->arena, kh_event, n + m);
  uint32_t *now = KH_ARRAY(scratch, uint32_t, n + 1);
  size_t i = 0, k = 0;
  while (i < n || k < m) {
    bool event =
        k == m ||
        (i < n && (events[i].sentence < more[k].sentence || (events[i].sentence == more[k].sentence && events[i].trigger.begin <= more[k].trigger.begin)));
    if (event) now[i] = (uint32_t)(i + k);
    all[i + k] = event ? events[i] : more[k];
    if (event) i++;
    else k++;
  }
  for (size_t e = 0; e < n + m; e++)
    if (all[e].base != KH_NONE) all[e].base = now[all[e].base];
  return all;
}

void kh_records_make(kh_algebra *a, kh_doc *d) {
  size_t settled = a->inst.n;
  for (uint32_t i = 0; i < settled; i++) {
    if (a->inst.at[i].dropped || a->inst.at[i].embedded) continue;
    uint32_t t = kh_time_of(a, &a->inst.at[i]);
    kh_algebra_settle(a, i, t != KH_NONE && d->times[t].future);
  }
  for (uint32_t i = 0; i < a->inst.n; i++) {
    kh_inst *x = &a->inst.at[i];
    bool worked = x->type == KH_RETREAT || x->type == KH_THREATEN || x->type == KH_COOPERATE || (x->type == KH_REJECT && x->mode == KH_MODE_REJECT_MEET);
    if (worked || (kh_event_quad((kh_event_type)x->type) == 4 && x->type != KH_ASSAULT && x->mode != KH_MODE_SEIZE))
      leave_own_places(a, x);
    never_their_own(d, x);
    kh_countries_told(a, d, x);
  }
  for (uint32_t i = 0; i < a->inst.n; i++) kh_parties_beside(a, i);
  for (uint32_t i = 0; i < a->inst.n; i++) kh_means_of(a, &a->inst.at[i]);
  size_t n = a->inst.n;
  const uint64_t *contexts = kh_contexts_of(a->e, d, a->scratch);
  /* in order of sentence and trigger: bucket by trigger token */
  uint32_t *first = KH_ARRAY(a->scratch, uint32_t, d->tok.n + 1), *next = KH_ARRAY(a->scratch, uint32_t, n + 1);
  memset(first, 0xFF, sizeof *first * (d->tok.n + 1));
  for (uint32_t i = (uint32_t)n; i-- > 0;) next[i] = first[a->inst.at[i].trigger], first[a->inst.at[i].trigger] = i;
  kh_making m = kh_making_begin(a, d, n);
  for (uint32_t tok = 0; tok < d->tok.n; tok++)
    for (uint32_t i = first[tok]; i != KH_NONE; i = next[i]) {
      kh_inst *x = &a->inst.at[i];
      part_visit(a, x);
      protest_against(a, x);
      suffer_worst(a, x);
      if (is_visits_talk(a, x, first, next) || is_held_till(a, x, first, next)) x->dropped = true;
      if (!kh_is_news(a, x)) continue;
      if (x->status == KH_KEEP) x->status = x->clause.negated ? KH_STATUS_NEGATED : KH_STATUS_HYPOTHETICAL;   /* a base of which nobody says more */
      fill(a, d, x, contexts, &m.events[m.n]);
      m.about[m.n] = x->base == KH_NONE ? KH_EVENT_NONE : a->inst.at[x->base].type;
      m.of[m.n] = (kh_made_of){x, 0, false};
      kh_merge(a, d, &m, i);
    }
  for (uint32_t i = 0; i < n; i++)
    if (m.event_of[i] != KH_NONE && a->inst.at[i].base != KH_NONE && m.events[m.event_of[i]].base == KH_NONE && m.event_of[a->inst.at[i].base] != m.event_of[i])
      m.events[m.event_of[i]].base = m.event_of[a->inst.at[i].base];
  const bool *doubtful = weigh(a, m.of, m.events, m.n);
  take_planners(d, m.events, m.n);
  keep_plans(d, m.events, m.n);
  kh_event *plans = KH_ARRAY(a->scratch, kh_event, a->occasions.n + 1);
  size_t more = kh_occasions_make(a, d, &(kh_made){m.events, first, next, m.event_of}, contexts, plans);
  d->events = more ? in_order(d, m.events, m.n, plans, more, a->scratch) : m.events;
  d->event_count = (uint32_t)(m.n + more);
  leave_out(d, doubtful, a->scratch);
}

void kh_events_checks(const kh_events *e, kh_doc *d, kh_arena *scratch, kh_check_sink next, kh_feature_sink sink, void *user) {
  kh_algebra *a = KH_NEW(scratch, kh_algebra);
  kh_mend_trees(e, d);
  kh_algebra_begin(a, e, d, NULL, scratch);
  a->check = next, a->check_sink = sink, a->check_user = user;
  for (uint32_t s = 0; s < d->sentence_count; s++) kh_algebra_sentence(a, s);
  kh_records_make(a, d);
}

void kh_events_run(const kh_events *e, kh_doc *d, kh_arena *scratch) { kh_events_checks(e, d, scratch, NULL, NULL, NULL); }
