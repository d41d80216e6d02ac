/* placed.c: countries that only the places tell: the room's second look at its mentions, once the places are found. */
#include <math.h>

#include "actors/actors_int.h"

/* Is one of the prepositions before token t none that tells a place or a part: "after a strike", "as in Peru" (beside one that does)? */
static bool opened_aside(const kh_actors *a, const kh_doc *d, uint32_t t) {
  bool none = false, like = false, place = false;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    if (d->tok.deprel[d->child[i]] != KH_DEP_CASE || d->child[i] > t) continue;
    kh_preposition p = kh_roles_preposition(&a->roles, &d->tok, d->child[i]);
    none |= p == KH_PREP_NONE, like |= p == KH_PREP_OFFICE, place |= p == KH_PREP_PLACE;
  }
  return (none && !like) || (like && place);      /* but "regions such as Peru" */
}

/* "The talks in Geneva": where others meet; but who is "outside the talks in Geneva" is there. */
static bool is_venue(const kh_actors *a, const kh_doc *d, uint32_t t) {
  uint32_t in = kh_doc_child_with(d, t, KH_DEP_CASE);
  if (in == KH_NONE || !in || in > t || !kh_roles_is_nominal(&a->roles, &d->tok, in - 1, KH_NOMINAL_ROUND)) return false;
  uint32_t opener = kh_doc_child_with(d, in - 1, KH_DEP_CASE);
  return opener == KH_NONE || !kh_roles_tells_nearby(&a->roles, &d->tok, opener);
}

bool kh_actors_in_passing(const kh_actors *a, const kh_doc *d, uint32_t t) {
  if (t != KH_NONE && is_venue(a, d, t)) return true;
  for (uint32_t steps = 0; steps < 4 && t != KH_NONE; steps++, t = d->tok.head[t]) {
    if (opened_aside(a, d, t)) return true;
    uint8_t base = kh_deprel_base(d->tok.deprel[t]);
    uint32_t v = base == KH_DEP_OBL ? d->tok.head[t] : KH_NONE;
    if (v != KH_NONE && d->tok.deprel[v] == KH_DEP_ACL) return opened_aside(a, d, d->tok.head[v]);      /* "according to a report published in Peru" */
    if (base != KH_DEP_NMOD) return false;
  }
  return false;
}

/* "In Lagos", "at the port of Monrovia": where something happens, not whence or whither. */
static bool is_scene(const kh_actors *a, const kh_doc *d, const kh_place *p) {
  for (uint32_t t = p->tok_begin, steps = 0; t != KH_NONE && steps < 4; steps++) {
    uint8_t base = kh_deprel_base(d->tok.deprel[t]);
    /* "bombed Basra", but "asked Delhi" */
    if (base == KH_DEP_OBJ && t >= p->tok_begin && t < p->tok_end && p->resolution >= 2 && !kh_is_capital(p)) return true;
    if (base == KH_DEP_NSUBJ || base == KH_DEP_OBJ || base == KH_DEP_CONJ || d->tok.deprel[t] == KH_DEP_NMOD_POSS) return false;
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++)
      if (d->tok.deprel[d->child[i]] == KH_DEP_CASE && d->child[i] < t && kh_roles_preposition(&a->roles, &d->tok, d->child[i]) == KH_PREP_PLACE) return true;
    t = d->tok.head[t];
  }
  return false;
}

/* "In the Russian capital", "at a Kenyan port": a place that is told by its people's word. */
static bool is_seat(const kh_actors *a, const kh_doc *d, const kh_place *p) {
  uint32_t h = p->demonym && d->tok.deprel[p->tok_begin] == KH_DEP_AMOD ? d->tok.head[p->tok_begin] : KH_NONE;
  uint32_t opener = h == KH_NONE || h < p->tok_begin ? KH_NONE : kh_doc_child_with(d, h, KH_DEP_CASE);
  return opener != KH_NONE && opener < h && kh_roles_is_nominal(&a->roles, &d->tok, h, KH_NOMINAL_PLACE) && !(d->tok.morph[h] & KH_MORPH_PLUR) &&
         kh_roles_preposition(&a->roles, &d->tok, opener) == KH_PREP_PLACE;
}

/* Does verb v tell, as a clause, the deed at that token? */
static bool tells(const kh_doc *d, uint32_t v, uint32_t deed) {
  uint32_t said = kh_doc_child_base(d, v, KH_DEP_CCOMP);
  return said != KH_NONE && kh_doc_dominates(d, said, deed);
}

uint32_t kh_actors_teller(const kh_doc *d, uint32_t scene, uint32_t deed) {
  const kh_tokens *k = &d->tok;
  uint32_t t = scene;
  for (uint32_t steps = 0; steps < 8 && k->head[t] != KH_NONE && kh_deprel_base(k->deprel[t]) != KH_DEP_NSUBJ; steps++) t = k->head[t];
  if (t != scene && kh_deprel_base(k->deprel[t]) == KH_DEP_NSUBJ && tells(d, k->head[t], deed)) return t;
  t = scene;
  for (uint32_t steps = 0; steps < 6 && k->head[t] != KH_NONE; steps++) {
    uint8_t base = kh_deprel_base(k->deprel[t]);
    if (base != KH_DEP_OBL && base != KH_DEP_ADVCL && base != KH_DEP_NMOD) return KH_NONE;
    t = k->head[t];
    uint32_t s = k->upos[t] == KH_UPOS_VERB ? kh_doc_child_base(d, t, KH_DEP_NSUBJ) : KH_NONE;
    if (s != KH_NONE && tells(d, t, deed)) return s;
  }
  return KH_NONE;
}

/* "In Geneva, Yemen's envoy said that rebels had …": where somebody of another country says it is no scene of what he says. */
static bool where_told(const kh_doc *d, const kh_place *p, const kh_mention *m) {
  uint32_t teller = kh_actors_teller(d, kh_doc_head_within(d, p->tok_begin, p->tok_end), m->head);
  const kh_mention *speaker = teller == KH_NONE || d->mention_of[teller] == KH_NONE ? NULL : &d->mentions[d->mention_of[teller]];
  return speaker && speaker->head == teller && speaker->actor.country[0] && !speaker->assumed && strcmp(speaker->actor.country, p->country) != 0;
}

/* "A rights group in Boston said that policemen had …": where such a body sits is no scene of what it says. */
static bool tellers_seat(const kh_doc *d, const kh_place *p, const kh_mention *m) {
  for (uint32_t t = p->tok_begin, steps = 0; steps < 6 && d->tok.head[t] != KH_NONE; steps++) {
    uint32_t v = d->tok.head[t];
    if (kh_deprel_base(d->tok.deprel[t]) == KH_DEP_NSUBJ) {
      return d->mention_of[t] != KH_NONE && KH_TELLS_AFAR >> d->mentions[d->mention_of[t]].actor.sector & 1 && tells(d, v, m->head);
    }
    t = v;
  }
  return false;
}

/* "A village near Ukraine": not in it. */
static bool is_nearby(const kh_actors *a, const kh_doc *d, const kh_place *p) {
  for (uint32_t i = d->child_at[p->tok_begin]; i < d->child_at[p->tok_begin + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CASE && kh_roles_tells_nearby(&a->roles, &d->tok, d->child[i])) return true;
  return false;
}

/* Nobody is of the country of place p by what only it tells. */
static void untold(kh_doc *d, const kh_place *p) {
  enum { MOST = 200 };   /* mentions looked at, so that time stays linear */
  for (uint32_t i = 0; i < d->mention_count && i < MOST; i++)
    if (!d->mentions[i].assumed && d->mentions[i].head != p->tok_begin && !strcmp(d->mentions[i].actor.country, p->country)) return;
  for (uint32_t i = 0; i < d->mention_count && i < MOST; i++) {
    kh_mention *m = &d->mentions[i];
    if (!m->assumed || m->kind != KH_ENTITY_NOMINAL || d->tok.sentence[m->head] != p->sentence || strcmp(m->actor.country, p->country)) continue;
    memset(m->actor.country, 0, sizeof m->actor.country);
    m->actor.cow = m->actor.gwn = 0, m->assumed = false, m->abroad = true;
  }
}

/* "Strikes from Lisbon to Helsinki", "ministers from Lagos to Lilongwe": ends of a stretch that lie in different countries, in neither of which anybody is. */
static void stretches(const kh_actors *a, kh_doc *d, bool *mute) {
  enum { DEGREES = 15 };   /* further than anybody drives */
  for (uint32_t i = 0; i + 1 < d->place_count; i++) {
    const kh_place *p = &d->places[i], *q = &d->places[i + 1];
    bool near = p->tok_begin && q->tok_begin > p->tok_end && q->tok_begin <= p->tok_end + 2 && p->sentence == q->sentence && p->country[0] && q->country[0] &&
                !p->demonym && !q->demonym;
    near &= fabs(p->lat - q->lat) + fabs(p->lon - q->lon) > DEGREES;
    if (near && strcmp(p->country, q->country) && kh_roles_preposition(&a->roles, &d->tok, p->tok_begin - 1) == KH_PREP_BELONGS &&
        kh_roles_preposition(&a->roles, &d->tok, p->tok_end) == KH_PREP_SERVES)
      mute[i] = mute[i + 1] = true, untold(d, p), untold(d, q);
  }
}

/* Does another mention from token begin to end, below v if that is given, tell the mention's country? */
static bool is_backed(const kh_doc *d, const kh_mention *m, uint32_t begin, uint32_t end, uint32_t v) {
  for (uint32_t t = begin; t < end; t++) {
    const kh_mention *o = d->mention_of[t] == KH_NONE ? NULL : &d->mentions[d->mention_of[t]];
    if (o && o != m && !o->assumed && !strcmp(o->actor.country, m->actor.country) && (v == KH_NONE || kh_doc_dominates(d, v, t))) return true;
  }
  return false;
}

/* "Rwandan villagers hacked two policemen to death, officials in Lima said": where it is said of a land that is named, and is the mention's by all that is
 * told, is no scene of what is said. */
static bool told_of_land(const kh_doc *d, const kh_place *p, const kh_mention *m) {
  uint32_t teller = kh_actors_teller(d, kh_doc_head_within(d, p->tok_begin, p->tok_end), m->head),
           v = teller == KH_NONE ? KH_NONE : kh_doc_child_base(d, d->tok.head[teller], KH_DEP_CCOMP);
  if (v == KH_NONE || (d->mention_of[teller] != KH_NONE && KH_TELLS_NEAR >> d->mentions[d->mention_of[teller]].actor.sector & 1)) return false;
  uint32_t begin, end;
  kh_doc_subtree(d, v, &begin, &end);
  return is_backed(d, m, begin, end, v);
}

/* "Congolese militiamen shot guards days after a strike in Lima": a scene in passing, where the sentence tells the mention's land itself. */
static bool told_in_passing(const kh_actors *a, const kh_doc *d, const kh_place *p, const kh_mention *m) {
  const kh_sentence *s = &d->sentences[p->sentence];
  return kh_actors_in_passing(a, d, kh_doc_head_within(d, p->tok_begin, p->tok_end)) && is_backed(d, m, s->tok_begin, s->tok_end, KH_NONE);
}

/* "Soldiers deposed the premier, who was in New York": where a clause says that somebody in office is tells of nobody whence he is. */
static bool is_elsewhere(const kh_doc *d, const kh_place *p) {
  for (uint32_t t = p->tok_begin; t < p->tok_end; t++) {
    uint32_t who = d->tok.deprel[t] == KH_DEP_ACL_RELCL ? d->mention_of[d->tok.head[t]] : KH_NONE;
    if (who != KH_NONE && d->mentions[who].kind == KH_ENTITY_NOMINAL && d->mentions[who].actor.sector == KH_SECTOR_GOV) return true;
  }
  return false;
}

static uint32_t verb_over(const kh_doc *d, uint32_t t) {
  for (uint32_t steps = 0; steps < 8 && t != KH_NONE && d->tok.upos[t] != KH_UPOS_VERB; steps++) t = d->tok.head[t];
  return t;
}

/* "The bloc condemned it at a meeting in Washington, and Peru refused to recognise Poe": the capital of a clause beside the one of the mention. */
static bool of_clause_beside(const kh_doc *d, const kh_place *p, const kh_mention *m) {
  uint32_t there = kh_is_capital(p) ? verb_over(d, p->tok_begin) : KH_NONE, t = m->head;
  for (uint32_t steps = 0; there != KH_NONE && steps < 12 && t != KH_NONE && t != there; steps++, t = d->tok.head[t])
    if (d->tok.deprel[t] == KH_DEP_CONJ && d->tok.upos[t] == KH_UPOS_VERB && kh_doc_child_base(d, t, KH_DEP_NSUBJ) != KH_NONE) return true;
  return false;
}

bool kh_actors_in_marks(const kh_doc *d, uint32_t t) {
  bool in = false;
  for (uint32_t x = d->sentences[d->tok.sentence[t]].tok_begin; x < t; x++) in ^= kh_str_is(d->tok.form[x], "\"");
  return in;
}

/* The place that the mention names, that stands inside it, or else the nearest of its sentence. Where the country is assumed already,
 * only a town or province knows better, inside the mention ("Mansfield police") or as the scene of what is told. */
static const kh_place *place_of(const kh_actors *a, const kh_doc *d, const kh_mention *m, const bool *mute) {
  enum { MOST = 64 };
  uint32_t sentence = d->tok.sentence[m->head], best_far = UINT32_MAX;
  const kh_place *best = NULL;
  const bool quoted = kh_actors_in_marks(d, m->tok_begin);
  for (uint32_t i = kh_doc_first_place(d, sentence), n = 0; i < d->place_count && d->places[i].sentence == sentence && n < MOST; i++, n++) {
    const kh_place *p = &d->places[i];
    const bool seat = is_seat(a, d, p);
    if (!p->country[0] || (p->demonym && !seat) || mute[i] || is_elsewhere(d, p) || (p->resolution < 2 && is_nearby(a, d, p))) continue;
    bool inside = p->tok_begin < m->tok_end && m->tok_begin < p->tok_end;
    if ((m->kind == KH_ENTITY_LOC || m->kind == KH_ENTITY_ORG) && !inside) continue;
    if (m->assumed && p->resolution < 2 && !seat) continue;
    if (m->assumed && !inside && (!is_scene(a, d, p) || told_in_passing(a, d, p, m))) continue;
    if (!inside && m->assumed && (!quoted || m->kind == KH_ENTITY_PRONOUN) && kh_actors_in_marks(d, p->tok_begin)) continue;      /* "'It is as it was in Lima,' the minister said" */
    if (!inside && (where_told(d, p, m) || tellers_seat(d, p, m) || (m->assumed && (of_clause_beside(d, p, m) || told_of_land(d, p, m))))) continue;
    uint32_t far = inside ? 0 : p->tok_begin > m->head ? p->tok_begin - m->head : 2 * (m->head - p->tok_begin);   /* places follow whom they hold */
    if (far < best_far) best = p, best_far = far;
  }
  return best;
}

/* Does more than the report as a whole say of which country it is? */
static bool is_told(const kh_mention *m) { return m->actor.country[0] && !m->assumed; }
/* "The Nigerian minister said in Abuja": where somebody says what is told. */
static bool is_told_there(const kh_doc *d, const kh_place *p) {
  uint32_t v = verb_over(d, p->tok_begin);
  return v != KH_NONE && (kh_doc_child_base(d, v, KH_DEP_CCOMP) != KH_NONE || kh_deprel_base(d->tok.deprel[v]) == KH_DEP_PARATAXIS);
}

/* "Dockers in Antofagasta walked out. Riot police used water cannon": the town or province where the sentence before, in the same paragraph, has its one scene,
 * for police and people of whom only the report's land is assumed, in a sentence that names no place; or NULL. */
static const kh_place *scene_before(const kh_actors *a, const kh_doc *d, const kh_mention *m) {
  enum { MOST = 16 };
  static const uint32_t locals =
      1u << KH_SECTOR_COP | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_MED | 1u << KH_SECTOR_EDU | 1u << KH_SECTOR_AGR | 1u << KH_SECTOR_CVL;
  uint32_t s = d->tok.sentence[m->head];
  if (is_told(m) || m->kind != KH_ENTITY_NOMINAL || !(locals >> m->actor.sector & 1) || s == 0 || d->sentences[s - 1].paragraph != d->sentences[s].paragraph)
    return NULL;
  const kh_place *scene = NULL;
  uint32_t from = kh_doc_first_place(d, s - 1);
  for (uint32_t i = from; i < d->place_count && i < from + MOST && d->places[i].sentence <= s; i++) {
    const kh_place *p = &d->places[i];
    const bool seat = is_seat(a, d, p);
    if (p->demonym && !seat) continue;
    if (p->sentence == s || (p->resolution < 2 && !seat) || !p->country[0] || (scene && strcmp(scene->country, p->country))) return NULL;
    if (is_scene(a, d, p) && !is_told_there(d, p)) scene = p;
  }
  return scene;
}

/* "MANILA - Rebels said …", in a digest of many lands: the place that the paragraph opens with, in a sentence of its own, and that is not the report's; or
 * NULL. */
static const kh_place *place_of_item(const kh_doc *d, const kh_mention *m) {
  enum { BRIEF = 12 };
  uint32_t s = d->tok.sentence[m->head], first = s;
  if (is_told(m)) return NULL;
  for (uint32_t n = 0; first > 0 && n < BRIEF && d->sentences[first - 1].paragraph == d->sentences[s].paragraph; n++) first--;
  uint32_t p = kh_doc_first_place(d, first);
  if (first == s || p >= d->place_count || d->places[p].demonym || !d->places[p].country[0] || d->places[p].tok_begin != d->sentences[first].tok_begin ||
      d->places[p].span.end <= d->dateline.end)
    return NULL;
  for (uint32_t t = d->sentences[first].tok_begin; t < d->sentences[first].tok_end; t++)
    if (d->tok.upos[t] != KH_UPOS_PROPN && d->tok.upos[t] != KH_UPOS_PUNCT) return NULL;
  return &d->places[p];
}

/* The land that a paragraph of a name alone stands for ("**Haiti"), or NULL; *heading: it is short and ends without a stop, as headings do. */
static const kh_place *land_of_heading(const kh_doc *d, uint32_t s, bool *heading) {
  enum { SHORT = 6 };
  const kh_sentence *h = &d->sentences[s];
  bool alone = (s == 0 || h[-1].paragraph != h->paragraph) && (s + 1 == d->sentence_count || h[1].paragraph != h->paragraph);
  kh_str last = d->tok.form[h->tok_end - 1];
  *heading = alone && h->tok_end - h->tok_begin <= SHORT && !(last.n == 1 && (last.s[0] == '.' || last.s[0] == '!' || last.s[0] == '"'));
  uint32_t p = kh_doc_first_place(d, s);
  if (!*heading || p >= d->place_count || d->places[p].sentence != s || d->places[p].demonym || !d->places[p].country[0]) return NULL;
  for (uint32_t t = h->tok_begin; t < h->tok_end; t++)
    if (d->tok.upos[t] != KH_UPOS_PUNCT && d->tok.upos[t] != KH_UPOS_SYM && (t < d->places[p].tok_begin || t >= d->places[p].tok_end)) return NULL;
  return &d->places[p];
}

/* Parts of a briefing that stand under the names of several lands: the one that each sentence is of, NULL where none is. */
static const kh_place **lands_of_parts(const kh_doc *d, kh_arena *scratch) {
  const kh_place **part = KH_ARRAY(scratch, const kh_place *, d->sentence_count + 1), *now = NULL, *first = NULL;
  bool several = false, heading;
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    const kh_place *land = land_of_heading(d, s, &heading);
    if (land && first && strcmp(first->country, land->country) != 0) several = true;
    if (land && !first) first = land;
    if (heading) now = land;
    part[s] = now;
  }
  for (uint32_t s = 0; s < d->sentence_count && !several; s++) part[s] = NULL;
  return part;
}

/* "A rights group based in Boston": where the words behind it say that it is at home; or NULL. */
static const kh_place *home_of(const kh_actors *a, const kh_doc *d, const kh_mention *m) {
  enum { MOST = 64 };
  for (uint32_t i = d->child_at[m->head]; i < d->child_at[m->head + 1]; i++) {
    uint32_t t = d->child[i];
    if (t < m->head || d->tok.deprel[t] != KH_DEP_ACL || kh_roles_preposition(&a->roles, &d->tok, t) != KH_PREP_DWELLS) continue;
    uint32_t from = kh_doc_first_place(d, d->tok.sentence[t]);
    for (uint32_t k = from; k < d->place_count && k < from + MOST && d->places[k].sentence == d->tok.sentence[t]; k++)
      if (d->places[k].tok_begin > t && d->places[k].country[0] && !d->places[k].demonym && kh_doc_dominates(d, t, d->places[k].tok_begin))
        return &d->places[k];
  }
  return NULL;
}

/* Is anything else of the report in the country of place p, which stands in the name of the chain's firm? */
static bool stands_out(const kh_doc *d, const kh_place *p, uint32_t chain) {
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_mention *o = &d->mentions[i];
    if (o->chain != chain && !o->assumed && o->kind != KH_ENTITY_PER && !strcmp(o->actor.country, p->country)) return true;
  }
  for (uint32_t i = 0; i < d->place_count; i++)
    if (!strcmp(d->places[i].country, p->country) && !kh_str_eq(kh_view(d->places[i].name), kh_view(p->name))) return true;
  return false;
}

/* Places that tell no country: those in a firm's name ("Santa Cruz Resources Inc") where nothing else of the report is there. */
static void firms_names(const kh_doc *d, bool *mute) {
  enum { MOST = 1000 };   /* looked at, so that time stays linear */
  for (uint32_t i = 0, looked = 0; i < d->mention_count && looked < MOST; i++) {
    const kh_mention *m = &d->mentions[i];
    if ((m->kind != KH_ENTITY_ORG && m->kind != KH_ENTITY_LOC) || m->actor.sector != KH_SECTOR_BUS || m->actor.id.n) continue;
    uint32_t sentence = d->tok.sentence[m->head];
    for (uint32_t k = kh_doc_first_place(d, sentence); k < d->place_count && d->places[k].sentence == sentence; k++) {
      const kh_place *p = &d->places[k];
      if (p->tok_begin >= m->tok_end || m->tok_begin >= p->tok_end || p->resolution < 2 || p->demonym) continue;
      looked++;
      mute[k] = !stands_out(d, p, m->chain);
    }
  }
}

/* Bodies of one land each: its parties, unions, houses, courts and forces. */
static bool is_domestic(const kh_mention *m) {
  const uint32_t domestic = 1u << KH_SECTOR_PTY | 1u << KH_SECTOR_OPP | 1u << KH_SECTOR_LEG | 1u << KH_SECTOR_LAB | 1u << KH_SECTOR_JUD | 1u << KH_SECTOR_GOV |
                            1u << KH_SECTOR_COP | 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_SPY;
  return m->kind == KH_ENTITY_ORG && !m->actor.id.n && m->actor.sectors & domestic;
}

/* The country that the report is about, if it is about one: that of at least three in four of the mentions and places that have one, if they are many enough
 * to tell. */
static const char *only_country(const kh_actors *a, const kh_doc *d) {
  enum { ENOUGH = 4 };
  kh_tally t = {.n = 0};
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_mention *m = &d->mentions[i];
    if (m->actor.country[0] && !(m->kind == KH_ENTITY_ORG && m->actor.sector == KH_SECTOR_JRN)) kh_tally_add(&t, m->actor.country, 1);
  }
  for (uint32_t i = 0; i < d->place_count; i++) if (d->places[i].country[0]) kh_tally_add(&t, d->places[i].country, 1);
  if (t.all < ENOUGH || 4 * t.count[t.best] < 3 * t.all) return NULL;
  uint32_t state = kh_gaz_state(a->gaz, t.country[t.best]);
  for (uint32_t i = 0; state != KH_NONE && i < d->mention_count; i++)      /* the tally's letters live no longer than this */
    if (!strcmp(d->mentions[i].actor.country, t.country[t.best])) return d->mentions[i].actor.country;
  for (uint32_t i = 0; state != KH_NONE && i < d->place_count; i++)
    if (!strcmp(d->places[i].country, t.country[t.best])) return d->places[i].country;
  return NULL;
}

/* Chains of which nothing is told and whose mentions fit take the country that the report is about, if it is about one. */
static void take_only_country(const kh_actors *a, kh_doc *d, bool *known, bool (*fits)(const kh_mention *m)) {
  const char *country = only_country(a, d);
  if (!country) return;
  for (uint32_t i = 0; i < d->mention_count; i++) known[d->mentions[i].chain] |= d->mentions[i].actor.country[0] || d->mentions[i].abroad;
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_mention *m = &d->mentions[i];
    if (known[m->chain] || !fits(m)) continue;
    kh_gaz_set_state(a->gaz, country, d->published, &m->actor);
    m->assumed = true;
  }
}

/* Persons, and bodies such as parties. */
static bool is_stranger(const kh_mention *m) { return m->kind == KH_ENTITY_PER || is_domestic(m); }

/* "Three were arrested", "officers", "the village of Nuli": people, servants of a state, places. */
static bool is_local(const kh_mention *m) {
  bool role = m->kind >= KH_ENTITY_NOMINAL && m->actor.sector && KH_LOCAL_SECTORS >> m->actor.sector & 1 && !(m->actor.sectors & 1u << KH_SECTOR_IGO);
  return role || m->kind == KH_ENTITY_LOC;
}

/* "The charity", "environmentalists", of whom nothing tells where they are at home. */
static bool is_helper(const kh_mention *m) { return m->kind == KH_ENTITY_NOMINAL && m->actor.role.n && m->actor.sectors == 1u << KH_SECTOR_NGO; }

/* Does the report tell of arms, refugees or bodies of states, among whom helpers come from abroad? */
static bool tells_of_war(const kh_doc *d) {
  const uint32_t war = 1u << KH_SECTOR_MIL | 1u << KH_SECTOR_REB | 1u << KH_SECTOR_PRM | 1u << KH_SECTOR_UAF | 1u << KH_SECTOR_REF | 1u << KH_SECTOR_IGO;
  for (uint32_t i = 0; i < d->mention_count; i++)
    if (d->mentions[i].actor.sectors & war) return true;
  return false;
}

/* "Marshall Street", which the tagger took for a person. */
static bool is_street(const kh_doc *d, const kh_mention *m) {
  for (uint32_t i = kh_doc_first_place(d, d->tok.sentence[m->head]); i < d->place_count && d->places[i].tok_begin <= m->tok_begin; i++)
    if (d->places[i].tok_begin == m->tok_begin && d->places[i].tok_end == m->tok_end && d->places[i].resolution == 5) return true;
  return false;
}

/* Persons of whom the report tells nothing but their names: of business where nearly all are of whom it tells something, else
 * private persons. */
static void private_persons(kh_doc *d, bool *known) {
  enum { ENOUGH = 4, SENTENCES = 3 };
  uint32_t all = 0, business = 0, told = 0;
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_mention *m = &d->mentions[i];
    known[m->chain] |= m->actor.sectors != 0;
    told += m->actor.sectors != 0;
    if (m->kind == KH_ENTITY_PER || m->kind == KH_ENTITY_ORG) all += m->actor.sectors != 0, business += m->actor.sector == KH_SECTOR_BUS;
  }
  if (all < ENOUGH && (told < ENOUGH || d->sentence_count < SENTENCES)) return;      /* a sentence or two tell too little of anybody */
  bool trade = all >= ENOUGH && 4 * business >= 3 * all;
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_mention *m = &d->mentions[i];
    if (known[m->chain] || m->kind != KH_ENTITY_PER || m->actor.id.n || (m->actor.role.n && !trade)) continue;
    kh_actor_sectors(&m->actor, trade ? 1u << KH_SECTOR_BUS : 1u << KH_SECTOR_CVL);
  }
}

/* "Canal" of "Canal Winchester", "London" of "New London": a part of a longer place's name. */
static bool within(const kh_place *p, const kh_mention *m) {
  return p->tok_begin <= m->tok_begin && m->tok_end <= p->tok_end && p->tok_end - p->tok_begin > m->tok_end - m->tok_begin;
}

/* "London residents" in a report from Kentucky: whom a town right before his word names, and no people. */
static bool lives_there(const kh_doc *d, const kh_place *p, const kh_mention *m) {
  if (m->kind != KH_ENTITY_NOMINAL || m->actor.id.n || p->tok_begin < m->tok_begin || p->tok_end != m->head || d->tok.head[p->tok_end - 1] != m->head)
    return false;
  for (uint32_t i = kh_doc_first_place(d, d->tok.sentence[m->head]); i < d->place_count && d->places[i].tok_begin < m->tok_end; i++)
    if (d->places[i].demonym && d->places[i].tok_begin >= m->tok_begin) return false;
  return true;
}

/* "A Charleston man shot two women": somebody of whom the report's country is not assumed, and whom the town right before his word places all the same; or
 * NULL. */
static const kh_place *own_town(const kh_doc *d, const kh_mention *m) {
  if (!m->abroad || m->assumed || m->actor.country[0] || m->actor.sector != KH_SECTOR_CVL) return NULL;
  for (uint32_t i = kh_doc_first_place(d, d->tok.sentence[m->head]); i < d->place_count && d->places[i].tok_begin < m->tok_end; i++) {
    const kh_place *p = &d->places[i];
    if (!p->demonym && p->resolution >= 2 && p->country[0] && lives_there(d, p, m)) return p;
  }
  return NULL;
}

/* "New Londoners", where the report names New London. */
static bool people_of(const kh_doc *d, const kh_place *p, const kh_mention *m) {
  return m->kind == KH_ENTITY_NORP && p->tok_end - p->tok_begin > 1 && m->tok_end - m->tok_begin > 1 &&
         d->tok.lower_hash[m->tok_begin] == d->tok.lower_hash[p->tok_begin];
}

/* The town or province that a mention named like a state or its capital is ("Lebanon" in Indiana, "Athens, Georgia"), or that a body is called after ("Paris
 * Police"
 * in Tennessee), or NULL. */
static const kh_place *namesake(const kh_doc *d, const kh_mention *m) {
  for (uint32_t i = kh_doc_first_place(d, d->tok.sentence[m->head]); i < d->place_count && d->places[i].tok_begin < m->tok_end; i++) {
    const kh_place *p = &d->places[i];
    bool titled = m->kind == KH_ENTITY_NOMINAL && kh_has_capital(&d->tok, m->head) && m->head > p->tok_begin;      /* "the Georgia Medical Board" */
    bool body = (m->kind == KH_ENTITY_ORG || titled) && p->tok_end < m->tok_end && d->tok.upos[m->tok_begin] == KH_UPOS_DET;
    bool called = (p->tok_begin == m->tok_begin && m->kind == KH_ENTITY_ORG) || (p->tok_begin >= m->tok_begin && p->tok_end == m->tok_end) ||
                  (body && p->tok_begin == m->tok_begin + 1);
    called &= p->tok_end <= m->tok_end;
    called |= within(p, m) || lives_there(d, p, m);
    if (called && !p->demonym && p->resolution >= 2 && !kh_is_capital(p) && p->country[0] && strcmp(p->country, m->actor.country) != 0) return p;
  }
  return NULL;
}

/* Does another place of the report lie in its country: the one that is told behind a comma ("Paris, Texas"), or any town or province? States and
 * capitals stand beside one another in news from anywhere. */
static bool borne_out(const kh_doc *d, const kh_place *p, bool by_next) {
  for (uint32_t i = 0; i < d->place_count; i++) {
    const kh_place *o = &d->places[i];
    if (o == p || o->demonym || strcmp(o->country, p->country) || kh_str_eq(kh_view(o->name), kh_view(p->name))) continue;
    if (by_next ? o->tok_begin == p->tok_end + 1 : o->resolution >= 2 && !kh_is_capital(o)) return true;
  }
  return false;
}

/* Such a mention is of the town's country, and so is whom it stands in ("police in Athens, Georgia"). Where nothing else in the report is of the state, neither
 * is anybody of whom it was assumed. */
static void move_namesakes(const kh_actors *a, kh_doc *d, kh_arena *scratch) {
  enum { MOST = 1000 };   /* names looked at, so that time stays linear */
  const kh_place **moved = NULL;
  uint32_t names = 0;     /* moved */
  bool *called = NULL;    /* chains of which such a name is a part: "Gwinnett County, Georgia" */
  for (uint32_t i = 0, looked = 0; i < d->mention_count && looked < MOST; i++) {
    const kh_mention *m = &d->mentions[i];
    if (!m->actor.country[0] || (m->kind != KH_ENTITY_ORG && m->kind != KH_ENTITY_NOMINAL && (m->kind != KH_ENTITY_LOC || !m->actor.id.n))) continue;
    if (m->kind == KH_ENTITY_NOMINAL && m->assumed) continue;
    looked++;
    const kh_place *p = namesake(d, m);
    if (!p || (!within(p, m) && !borne_out(d, p, false))) continue;
    if (!moved) moved = KH_ARRAY(scratch, const kh_place *, d->mention_count), called = KH_ARRAY(scratch, bool, d->chain_count + 1);
    moved[i] = p, names++;
    called[m->chain] = true;
  }
  for (uint32_t i = 0; moved && i < d->mention_count; i++) {
    if (!moved[i] || !strcmp(d->mentions[i].actor.country, moved[i]->country)) continue;   /* not one, or moved with an earlier one */
    char from[4];
    memcpy(from, d->mentions[i].actor.country, sizeof from);
    /* is all that is named of the state its namesake? A people's word tells the state, but not against three times as many of the other's names */
    uint32_t peoples = 0;
    for (uint32_t k = 0; k < d->place_count; k++) peoples += d->places[k].demonym && !strcmp(d->places[k].country, from);
    bool all = !peoples || names > 3 * peoples;
    for (uint32_t k = 0; k < d->mention_count && all; k++) {
      const kh_mention *m = &d->mentions[k];
      if (!strcmp(m->actor.country, from)) all = moved[k] || called[m->chain] || !m->actor.id.n || people_of(d, moved[i], m) || m->kind == KH_ENTITY_NORP;
    }
    if (!all && !within(moved[i], &d->mentions[i]) && !borne_out(d, moved[i], true)) continue;
    for (uint32_t k = 0; k < d->mention_count; k++) {
      kh_mention *m = &d->mentions[k];
      bool holds = m->tok_begin <= d->mentions[i].tok_begin && d->mentions[i].tok_end <= m->tok_end;
      if (strcmp(m->actor.country, from) || (!all && !holds)) continue;
      if (moved[k]) m->actor.id = (kh_text){0}, m->actor.name = kh_as_text(kh_doc_words(d, m->span));
      kh_gaz_set_state(a->gaz, moved[i]->country, d->published, &m->actor);
    }
  }
}

/* "Uighurs in Kazakhstan", "the Tamils of Canada": a people without a state is of where it is told to live. */
static void peoples_abroad(const kh_actors *a, kh_doc *d) {
  enum { MOST = 64 };   /* places looked at, so that time stays linear */
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_mention *m = &d->mentions[i];
    if (m->kind != KH_ENTITY_NORP || m->actor.sector != KH_SECTOR_CVL || !kh_str_starts(kh_view(m->actor.id), KH_STR("grp:"))) continue;
    uint32_t from = kh_doc_first_place(d, d->tok.sentence[m->head]);
    for (uint32_t k = from; k < d->place_count && k < from + MOST && d->places[k].tok_begin <= m->head + 3; k++) {
      const kh_place *p = &d->places[k];
      if (p->tok_begin <= m->head || p->demonym || !p->country[0] || !kh_doc_dominates(d, m->head, p->tok_begin) ||
          kh_roles_preposition(&a->roles, &d->tok, m->head + 1) != KH_PREP_PLACE)
        continue;
      kh_gaz_set_state(a->gaz, p->country, d->published, &m->actor);
      break;
    }
  }
}

/* The country of at least two different towns of the report, told three times, and of three in four of the times that any town is told; or NULL. times: how
 * often its towns are told. The place that a report comes from is not what it is about. */
static const char *country_of_towns(const kh_doc *d, uint32_t *times) {
  enum { TOWNS = 2, ENOUGH = 3, MOST = 200 };
  kh_tally t = {.n = 0}, different = {.n = 0};
  for (uint32_t i = 0; i < d->place_count && i < MOST; i++) {
    const kh_place *p = &d->places[i];
    if (!p->country[0] || p->demonym || p->resolution < 2 || kh_is_capital(p) || p->span.end <= d->dateline.end) continue;
    bool fresh = true;
    for (uint32_t k = 0; k < i && fresh; k++) fresh = !kh_str_eq(kh_view(d->places[k].name), kh_view(p->name));
    kh_tally_add(&t, p->country, 1);
    if (fresh) kh_tally_add(&different, p->country, 1);
  }
  if (!t.n || t.count[t.best] < ENOUGH || 4 * t.count[t.best] < 3 * t.all || strcmp(t.country[t.best], different.country[different.best]) ||
      different.count[different.best] < TOWNS)
    return NULL;
  *times = t.count[t.best];
  for (uint32_t i = 0; i < d->place_count; i++)      /* the tally's letters live no longer than this */
    if (!strcmp(d->places[i].country, t.country[t.best])) return d->places[i].country;
  return NULL;
}

/* "Reyes, a native of Peru, appeared in court in Dayton": a land named in passing, in a report whose towns are all of another, is nobody's home of whom it was
 * only assumed. */
static void towns_before_passing(const kh_actors *a, kh_doc *d) {
  enum { PASSING = 2 };
  uint32_t times = 0;
  const char *home = country_of_towns(d, &times);
  uint32_t state = home ? kh_gaz_state(a->gaz, home) : KH_NONE;
  if (state == KH_NONE || !kh_gaz_stands(a->gaz, state, d->published)) return;      /* Kiev, 1987 */
  const uint32_t passing = times / 2 > PASSING ? times / 2 : PASSING;
  kh_tally told = {.n = 0};
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_mention *m = &d->mentions[i];
    if (!m->assumed && m->actor.country[0] && m->kind != KH_ENTITY_PER && m->kind != KH_ENTITY_PRONOUN) kh_tally_add(&told, m->actor.country, 1);
  }
  for (uint32_t i = 0; i < d->place_count; i++)      /* nor where anything happens, or whence it is told */
    if (d->places[i].country[0] && !d->places[i].demonym &&
        (d->places[i].resolution >= 2 || kh_is_capital(&d->places[i]) || d->places[i].span.end <= d->dateline.end))
      kh_tally_add(&told, d->places[i].country, passing + 1);
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_mention *m = &d->mentions[i];
    if (!m->assumed || !m->actor.country[0] || !strcmp(m->actor.country, home)) continue;
    uint32_t at = 0;
    while (at < told.n && strcmp(told.country[at], m->actor.country)) at++;
    if (at < told.n && told.count[at] <= passing) kh_gaz_set_state(a->gaz, home, d->published, &m->actor);
  }
}

/* "BRUSSELS, March 4 - Community ministers agreed to help farmers": they were taken to be the union's, whatever land its seat lies in. */
static bool of_a_union(const kh_actors *a, const kh_doc *d) {
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_mention *m = &d->mentions[i];
    if (m->assumed && m->actor.country[0] && kh_gaz_state(a->gaz, m->actor.country) == KH_NONE) return true;
  }
  return false;
}

/* "Brussels warned farmers": where the seat of a union of states acts for it, nobody is of the land in which it lies. */
static void unions(const kh_actors *a, const kh_doc *d, bool *mute) {
  for (uint32_t i = 0; i < d->place_count; i++) {
    const kh_mention *m = d->mention_of[d->places[i].tok_begin] == KH_NONE ? NULL : &d->mentions[d->mention_of[d->places[i].tok_begin]];
    mute[i] |= m && m->kind == KH_ENTITY_LOC && m->actor.country[0] && kh_is_capital(&d->places[i]) && kh_gaz_state(a->gaz, m->actor.country) == KH_NONE;
  }
}

/* "LEEDS - Police arrested a man": the town that the report comes from, where it names no other country than the town's; or NULL. */
static const kh_place *only_dateline(const kh_doc *d) {
  const kh_place *town = NULL;
  for (uint32_t i = 0; i < d->place_count && !town && d->places[i].span.end <= d->dateline.end; i++)
    if (d->places[i].span.begin >= d->dateline.begin && d->places[i].country[0] && !d->places[i].demonym) town = &d->places[i];
  for (uint32_t i = 0; i < d->place_count && town; i++)
    if (d->places[i].resolution < 2 && d->places[i].country[0] && strcmp(d->places[i].country, town->country) != 0) return NULL;
  return town;
}

/* "He" has what his person was given here. */
static void pronouns_follow(kh_doc *d, kh_arena *scratch) {
  const kh_mention **named = KH_ARRAY(scratch, const kh_mention *, d->chain_count + 1);
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_mention *m = &d->mentions[i];
    if (m->kind == KH_ENTITY_PER && !named[m->chain]) named[m->chain] = m;
  }
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_mention *m = &d->mentions[i];
    const kh_mention *n = m->kind == KH_ENTITY_PRONOUN ? named[m->chain] : NULL;
    if (!n || m->plural) continue;
    if (!m->actor.country[0] && n->actor.country[0] && !m->abroad) kh_actor_take_country(&m->actor, &n->actor), m->assumed = n->assumed;
    if (!m->actor.sectors && n->actor.sectors) kh_actor_sectors(&m->actor, n->actor.sectors);
  }
}

/* "Palestinian soldiers", "soldiers of the Authority": do their own words tell their land, other than by where they are? */
static bool tells_own_land(const kh_doc *d, const kh_mention *m) {
  for (uint32_t t = m->tok_begin; t < m->tok_end; t++) {
    const kh_mention *o = d->mention_of[t] == KH_NONE ? NULL : &d->mentions[d->mention_of[t]];
    if (!o || o == m || o->head == m->head || o->assumed || strcmp(o->actor.country, m->actor.country) != 0) continue;
    if (t < m->head || o->kind != KH_ENTITY_LOC) return true;
  }
  for (uint32_t i = kh_doc_first_place(d, d->tok.sentence[m->head]); i < d->place_count && d->places[i].tok_begin < m->head; i++)
    if (d->places[i].tok_begin >= m->tok_begin && !strcmp(d->places[i].country, m->actor.country)) return true;
  return false;
}

/* "Settlers burned cars in a village near Nablus": the land where what its sentence tells takes place, if it is one; else "". */
static const char *land_of_scenes(const kh_actors *a, const kh_doc *d, uint32_t s) {
  const char *land = "";
  for (uint32_t i = kh_doc_first_place(d, s); i < d->place_count && d->places[i].sentence == s; i++) {
    if (!d->places[i].country[0] || !is_scene(a, d, &d->places[i])) continue;
    if (land[0] && strcmp(land, d->places[i].country)) return "";
    land = d->places[i].country;
  }
  return land;
}

/* "Soldiers clamped a curfew on Hebron", "settlers in Hebron": who are told of where none but those of another land are. */
static void garrisons(const kh_actors *a, kh_doc *d, bool *own) {
  for (int pass = 0; pass < 2; pass++)      /* what the words of one tell holds of all the words for him */
    for (uint32_t i = 0; i < d->mention_count; i++) {
      kh_mention *m = &d->mentions[i];
      bool soldiers = m->kind != KH_ENTITY_PER && m->actor.sectors == 1u << KH_SECTOR_MIL;
      if (!soldiers && !kh_roles_is_nominal(&a->roles, &d->tok, m->head, KH_NOMINAL_GARRISON)) continue;
      const char *where = m->actor.country[0] || soldiers ? m->actor.country : land_of_scenes(a, d, d->tok.sentence[m->head]);
      kh_str whose = kh_roles_garrison(&a->roles, where);
      char land[4] = {0};
      if (whose.n != 3) continue;
      if (!pass) own[m->chain] |= m->actor.id.n || tells_own_land(d, m);
      if (!pass || own[m->chain]) continue;
      memcpy(land, whose.s, 3);
      kh_gaz_set_state(a->gaz, land, d->published, &m->actor);
    }
}

/* "LEIPZIG, March 1987": is it a town that the lists know as of a state which is no more? It becomes the place's. */
static bool take_former_land(const kh_actors *a, const kh_doc *d, kh_place *p) {
  enum { READINGS = 8 };
  const kh_gaz *g = a->gaz;
  kh_gaz_hit hit[READINGS];
  uint32_t n = d->published == KH_NO_DAY ? 0 : kh_gaz_match(g, d, p->tok_begin, hit, READINGS);
  for (uint32_t i = 0; i < n; i++) {
    kh_actor was = {0};
    if (hit[i].use == KH_GAZ_USE_SEAT || kh_gaz_kind_of(g, hit[i].entity) != KH_GAZ_REGION) continue;
    kh_gaz_code(g, hit[i].entity, d->published, d->arena, &was);
    uint32_t state = kh_gaz_state(g, was.country);
    if (state != KH_NONE && kh_gaz_kind_of(g, state) == KH_GAZ_FORMER && kh_gaz_stands(g, state, d->published)) return memcpy(p->country, was.country, sizeof p->country), true;
  }
  return false;
}

/* "Workers in Zagreb", of 1987: a town is of the state that it lay in on the day of the report. Lands by their own name and peoples keep their code. */
static void lands_of_the_day(const kh_actors *a, kh_doc *d) {
  for (uint32_t i = 0; i < d->place_count; i++) {
    kh_place *p = &d->places[i];
    if (p->demonym || p->resolution < 2 || !p->country[0] || take_former_land(a, d, p)) continue;
    memmove(p->country, kh_gaz_land_of(a->gaz, p->country, d->published), sizeof p->country);
  }
}

void kh_actors_placed(const kh_actors *a, kh_doc *d, kh_arena *scratch) {
  lands_of_the_day(a, d);
  if (!d->mention_count) return;
  for (uint32_t i = 0; d->place_count && i < d->mention_count; i++)
    if (d->mentions[i].kind == KH_ENTITY_PER && !d->mentions[i].actor.id.n && is_street(d, &d->mentions[i])) d->mentions[i].kind = KH_ENTITY_LOC;
  move_namesakes(a, d, scratch);
  peoples_abroad(a, d);
  take_only_country(a, d, KH_ARRAY(scratch, bool, d->chain_count + 1), is_stranger);
  private_persons(d, KH_ARRAY(scratch, bool, d->chain_count + 1));
  if (!tells_of_war(d)) take_only_country(a, d, KH_ARRAY(scratch, bool, d->chain_count + 1), is_helper);
  pronouns_follow(d, scratch);
  if (!d->place_count) return;
  const kh_place **of_chain = KH_ARRAY(scratch, const kh_place *, d->chain_count + 1);
  bool *known = KH_ARRAY(scratch, bool, d->chain_count + 1);
  bool *mute = KH_ARRAY(scratch, bool, d->place_count + 1);
  firms_names(d, mute);
  stretches(a, d, mute);
  unions(a, d, mute);
  bool at_seat = of_a_union(a, d);
  const kh_place *dateline = at_seat ? NULL : only_dateline(d), **part = lands_of_parts(d, scratch);
  for (uint32_t i = 0; at_seat && i < d->place_count && d->places[i].span.end <= d->dateline.end; i++) mute[i] = true;
  for (uint32_t i = 0; i < d->mention_count; i++) {      /* the town tells of all the words for him */
    const kh_place *town = own_town(d, &d->mentions[i]);
    if (town) of_chain[d->mentions[i].chain] = town;
  }
  for (uint32_t i = 0; i < d->mention_count; i++)
    if (d->mentions[i].abroad || is_told(&d->mentions[i]) ||
        (d->mentions[i].kind == KH_ENTITY_PER && !d->mentions[i].actor.role.n))
      known[d->mentions[i].chain] = true;
  for (uint32_t i = 0; i < d->mention_count; i++) {
    const kh_mention *m = &d->mentions[i];
    if (known[m->chain] || of_chain[m->chain] || m->abroad) continue;
    bool role = m->actor.role.n && m->actor.sector && KH_LOCAL_SECTORS >> m->actor.sector & 1 && !(m->actor.sectors & 1u << KH_SECTOR_IGO);
    bool body = m->kind == KH_ENTITY_ORG && m->actor.sector;      /* "Central Maine Power Co" */
    bool people = m->kind == KH_ENTITY_NORP && m->plural && m->actor.sector == KH_SECTOR_CVL;      /* "ethnic Uzbeks in Osh" */
    if (m->kind == KH_ENTITY_NOMINAL && m->actor.role.n) of_chain[m->chain] = home_of(a, d, m);
    if (!of_chain[m->chain] && (role || body || people || m->kind == KH_ENTITY_LOC)) of_chain[m->chain] = place_of(a, d, m, mute);
    if (role && !of_chain[m->chain]) of_chain[m->chain] = scene_before(a, d, m);
    if (role && !of_chain[m->chain]) of_chain[m->chain] = place_of_item(d, m);
    if (role && !of_chain[m->chain] && !is_told(m)) of_chain[m->chain] = part[d->tok.sentence[m->head]];
    if (role && !of_chain[m->chain]) of_chain[m->chain] = dateline;
  }
  for (uint32_t i = 0; i < d->mention_count; i++) {
    kh_mention *m = &d->mentions[i];
    const kh_place *p = of_chain[m->chain];
    if (!p || is_told(m)) continue;
    kh_gaz_set_state(a->gaz, p->country, d->published, &m->actor);
    m->assumed = false;
  }
  garrisons(a, d, KH_ARRAY(scratch, bool, d->chain_count + 1));
  towns_before_passing(a, d);
  take_only_country(a, d, KH_ARRAY(scratch, bool, d->chain_count + 1), is_local);
}
