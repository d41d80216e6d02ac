/* match.c: which reading of a trigger holds, and with what actors. */
#include <string.h>

#include "events/match.h"
#include "events/clause_int.h"
#include "events/tree.h"

static kh_str pair_with(const kh_doc *d, uint32_t tok, kh_str second, char *room, size_t size) {
  kh_str first;
  if (tok == 0 || d->tok.sentence[tok - 1] != d->tok.sentence[tok]) return KH_STR("");
  first = d->tok.lower[tok - 1];
  char between = ' ';
  if (first.n == 1 && first.s[0] == '-' && tok > 1 && d->tok.sentence[tok - 2] == d->tok.sentence[tok]) first = d->tok.lower[tok - 2], between = '-';
  if (first.n + second.n + 1 > size) return KH_STR("");
  memcpy(room, first.s, first.n);
  room[first.n] = between;
  memcpy(room + first.n + 1, second.s, second.n);
  return (kh_str){room, first.n + second.n + 1};
}

kh_str kh_pair_of(const kh_doc *d, uint32_t tok, char *room, size_t size) { return pair_with(d, tok, d->tok.lemma[tok], room, size); }

/* The three words that end at tok ("side by side"), as they stand; 0 for none. */
static uint64_t triple_hash(const kh_doc *d, uint32_t tok) {
  char room[96];
  size_t n = 0;
  if (tok < 2 || d->tok.sentence[tok - 2] != d->tok.sentence[tok]) return 0;
  for (uint32_t x = tok - 2; x <= tok; x++) {
    kh_str w = d->tok.lower[x];
    if (n + w.n + 1 > sizeof room) return 0;
    if (n) room[n++] = ' ';
    memcpy(room + n, w.s, w.n);
    n += w.n;
  }
  return kh_hash_str((kh_str){room, n});
}

/* Many conditions ask this of one word, so what was once put together is kept. */
static const kh_joined *joined_at(const kh_algebra *a, uint32_t tok) {
  kh_joined *j = &a->joined[tok];
  if (j->known) return j;
  char room[96];
  kh_str lemma = kh_pair_of(a->d, tok, room, sizeof room);
  j->lemma = lemma.n ? kh_hash_str(lemma) : 0;
  kh_str form = pair_with(a->d, tok, a->d->tok.lower[tok], room, sizeof room);
  j->form = form.n ? kh_hash_str(form) : 0;
  j->triple = triple_hash(a->d, tok);
  j->known = true;
  return j;
}

/* May a word that a condition asks for, or a pair or three of them, stand in the sentence? If not, none of its words need be looked at. */
static bool may_be_near(const kh_algebra *a, const kh_cond_row *c, uint32_t sentence, uint64_t v) {
  if (kh_may_stand(a, v)) return true;
  if (!c->pairs) return false;
  kh_joined_set *near = a->joined_near;
  if (near->sentence != sentence) {
    *near = (kh_joined_set){.sentence = sentence};
    for (uint32_t x = a->d->sentences[sentence].tok_begin; x < a->d->sentences[sentence].tok_end; x++) {
      const kh_joined *j = joined_at(a, x);
      kh_word_add(near->bits, j->lemma);
      kh_word_add(near->bits, j->form);
      kh_word_add(near->bits, j->triple);
    }
  }
  return kh_word_among(near->bits, v);
}

static bool is_pair(const kh_joined *j, uint64_t v) { return v && (v == j->lemma || v == j->form); }

/* "The World Food Programme", "Law and Justice", "Foreign Policy": the head of the name of a listed body. */
static bool names_body(const kh_algebra *a, uint32_t tok) {
  uint32_t m = a->side ? KH_NONE : a->mention_of[tok];
  return m < a->d->mention_count && a->d->mentions[m].kind == KH_ENTITY_ORG && a->d->mentions[m].actor.id.n && a->d->mentions[m].actor.sector;
}

static bool args_hold(const kh_event_tables *t, const kh_cond_row *c, const kh_kindset_row *k, const kh_kind_row *rows, const kh_algebra *a, uint32_t tok,
                      uint64_t lemma) {
  bool two = c->kind == KH_COND_LEMMA && c->pairs & 1, three = c->kind == KH_COND_LEMMA && c->pairs & 2;
  const kh_joined *joined = two || three ? joined_at(a, tok) : NULL;
  uint64_t opened = three && tok + 2 < a->d->tok.n ? joined_at(a, tok + 2)->triple : 0;   /* "state of emergency" is headed by its first */
  for (uint32_t i = c->arg; i < c->arg + c->args; i++) {
    uint64_t v = t->args[i];
    if (c->kind == KH_COND_LEMMA) {
      if (v == lemma || v == a->d->tok.lower_hash[tok] || (two && is_pair(joined, v)) || (three && (v == joined->triple || v == opened))) return true;
      continue;
    }
    const kh_kind_row *row = &rows[v];
    if (kh_kindset_has(k, (unsigned)v) && !(row->nameless && names_body(a, tok))) return true;
    uint32_t m = a->mention_of[tok];
    /* "British engineers": whose they are */
    if (row->coded && m == KH_NONE && !a->side && kh_owner_of(a, tok, KH_SLOT_OWN) != KH_NONE) m = a->mention_of[kh_owner_of(a, tok, KH_SLOT_OWN)];
    if (m < a->d->mention_count && (row->entities || row->sectors || row->coded || row->counted)) {
      const kh_mention *x = &a->d->mentions[m];
      if (row->entities >> x->kind & 1 || row->sectors & x->actor.sectors || (x->actor.sector && row->sectors >> x->actor.sector & 1) ||
          (row->coded && (x->actor.country[0] || x->actor.sector)) || (row->counted && a->d->tok.upos[tok] == KH_UPOS_NUM && x->actor.sector))
        return true;
    }
  }
  return false;
}

/* Whom a pronoun, or "two more" without a noun, stands for: the head of the nearest mention of its chain before it that is none; KH_NONE for another word, and where nobody was named. */
static uint32_t stands_for(const kh_algebra *a, uint32_t tok) {
  enum { BACK = 64 };
  const kh_doc *d = a->d;
  uint32_t m = a->mention_of[tok];
  if (a->side) return KH_NONE;
  if (m >= d->mention_count) return kh_counted_of(a, tok);
  if (d->mentions[m].kind != KH_ENTITY_PRONOUN) return KH_NONE;
  for (uint32_t k = m; k-- > 0 && k + BACK >= m;)
    if (d->mentions[k].chain == d->mentions[m].chain && d->mentions[k].kind != KH_ENTITY_PRONOUN) return d->mentions[k].head;
  return KH_NONE;
}

/* The word that heads an office: the last, or the one before its "of" ("secretary of state"). */
static kh_str head_word(const kh_algebra *a, kh_str role) {
  kh_str head = role;
  for (size_t i = 0, begin = 0; i <= role.n; i++) {
    if (i < role.n && role.s[i] != ' ') continue;
    kh_str word = kh_str_sub(role, begin, i);
    uint32_t at;
    bool of = begin && kh_lookup_get(&a->e->own.kinds, word, kh_hash_str(word), &at) && at < a->e->own.kindset_count &&
              kh_kindset_has(&a->e->own.kindsets[at], KH_CLAUSE_OF);
    if (of) break;
    head = word, begin = i + 1;
  }
  return head;
}

/* "She promised to ease the ban", of whom the report says that she is the candidate: by the words of an office, and by the one that heads it. What speaks against an
 * event may stand anywhere; what makes one must be told there. */
static bool role_holds(const kh_algebra *a, const kh_event_tables *t, const kh_cond_row *c, uint32_t tok) {
  const kh_mention *m = a->side || a->mention_of[tok] == KH_NONE ? NULL : &a->d->mentions[a->mention_of[tok]];
  if (!m || (m->kind != KH_ENTITY_PER && m->kind != KH_ENTITY_PRONOUN) || !m->actor.role.n) return false;
  kh_str role = {m->actor.role.s, m->actor.role.n}, last = head_word(a, role);
  uint64_t whole = kh_hash_str(role), end = kh_hash_str(last);
  for (uint32_t i = c->arg; i < c->arg + c->args; i++)
    if (t->args[i] == whole || t->args[i] == end) return true;
  return false;
}

/* "Two weeks of exercises": how long it went on, not "the day of the vote", "their first day of talks", "years of a sentence". */
static bool holds_lapse(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  if (a->side || !kh_is_kind(a, tok, KH_CLAUSE_LAPSE)) return false;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    if (c < tok && (b == KH_DEP_AMOD || d->tok.deprel[c] == KH_DEP_NMOD_POSS || kh_is_kind(a, c, KH_CLAUSE_DEFINITE))) return false;
  }
  return true;
}

/* "Thousands of troops", "dozens of policemen": a number of those who go where they are sent is no crowd, whatever the number alone would be. */
static bool counts_the_armed(const kh_algebra *a, uint32_t tok) {
  uint32_t of = a->side || !kh_is_kind(a, tok, KH_CLAUSE_HOLLOW) ? KH_NONE : kh_doc_child_with(a->d, tok, KH_DEP_NMOD);
  return of != KH_NONE && of > tok && kh_is_kind(a, of, KH_CLAUSE_FIELDED) && kh_clause_of_mark(a, of);
}

/* Does the noun phrase at tok belong: by its head, by whom a pronoun stands for, by what a hollow head holds ("tons of food"), or by its modifiers' head. */
static bool filler_holds(const kh_algebra *a, const kh_event_tables *t, const kh_cond_row *c, uint32_t tok, bool against) {
  const kh_doc *d = a->d;
  bool by_head = c->kind == KH_COND_LEMMA || !counts_the_armed(a, tok);
  if (by_head && args_hold(t, c, &a->kinds[tok], a->e->own.kind, a, tok, d->tok.lemma_hash[tok])) return true;
  uint32_t named = stands_for(a, tok);
  if (named != KH_NONE && args_hold(t, c, &a->kinds[named], a->e->own.kind, a, named, d->tok.lemma_hash[named])) return true;
  if (c->slot.kind >= KH_SLOT_XCOMP)   /* a clause: by its auxiliaries too */
    for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++)
      if ((kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_AUX || d->tok.deprel[d->child[i]] == KH_DEP_COP) &&
          args_hold(t, c, &a->kinds[d->child[i]], a->e->own.kind, a, d->child[i], d->tok.lemma_hash[d->child[i]]))
        return true;
  if (!a->side && d->tok.upos[tok] == KH_UPOS_PROPN && d->tok.ner[tok] / 2 == KH_ENTITY_PER)   /* "UN envoy Jean Arnault", "Prime Minister Jean Arnault": by what stands before the name */
    for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1] && d->child[i] < tok; i++) {
      uint32_t x = d->child[i];
      if (((kh_deprel_base(d->tok.deprel[x]) == KH_DEP_NMOD && d->tok.upos[x] == KH_UPOS_NOUN) || d->tok.deprel[x] == KH_DEP_NMOD_DESC) &&
          args_hold(t, c, &a->kinds[x], a->e->own.kind, a, x, d->tok.lemma_hash[x]))
        return true;
    }
  if (against && c->kind == KH_COND_LEMMA && role_holds(a, t, c, tok)) return true;
  bool within = holds_lapse(a, tok) || (!a->side && kh_is_kind(a, tok, KH_CLAUSE_BAND));   /* "a team of engineers" */
  if (!within && !kh_is_kind(a, tok, KH_CLAUSE_HOLLOW) && d->tok.upos[tok] != KH_UPOS_NUM) return false;
  if (names_body(a, tok)) return false;   /* "the International Human Rights Law Group" is no group of laws */
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t x = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[x]);
    if (within && (!kh_is_behind(a, x, KH_CLAUSE_OF) || kh_doc_child_with(d, x, KH_DEP_DET) != KH_NONE)) continue;
    if (b != KH_DEP_NMOD && b != KH_DEP_COMPOUND && b != KH_DEP_AMOD) continue;
    if (args_hold(t, c, &a->kinds[x], a->e->own.kind, a, x, d->tok.lemma_hash[x])) return true;
    if (b != KH_DEP_NMOD || !kh_is_kind(a, x, KH_CLAUSE_HOLLOW)) continue;
    for (uint32_t k = d->child_at[x]; k < d->child_at[x + 1]; k++) {   /* "tens of thousands of soldiers" */
      uint32_t y = d->child[k];
      if (kh_deprel_base(d->tok.deprel[y]) == KH_DEP_NMOD && args_hold(t, c, &a->kinds[y], a->e->own.kind, a, y, d->tok.lemma_hash[y])) return true;
    }
  }
  return false;
}

/* "Conscripts", "tens of thousands of soldiers": those who are sent into the field, whatever counts them. */
static bool fields(const kh_algebra *a, uint32_t t) {
  for (int step = 0; step < 4 && t != KH_NONE; step++) {
    if (kh_is_kind(a, t, KH_CLAUSE_FIELDED)) return true;
    if (!kh_is_kind(a, t, KH_CLAUSE_HOLLOW) && a->d->tok.upos[t] != KH_UPOS_NUM) return false;
    t = kh_doc_child_with(a->d, t, KH_DEP_NMOD);
  }
  return false;
}

static bool of_two_countries(const kh_doc *d, const kh_who *w) {
  const char *first = "";
  for (uint32_t i = 0; i < w->n; i++) {
    const char *country = d->mentions[w->at[i]].actor.country;
    if (country[0] && first[0] && strcmp(country, first)) return true;
    if (!first[0]) first = country;
  }
  return false;
}

/* Two parties of two countries, and no third: they meet, but in no summit. */
static bool are_pair(const kh_doc *d, const kh_who *w) { return w->n == 2 && of_two_countries(d, w); }

/* "Slammed a lawsuit alleging that he broke the law", "rejected the claim of a clerk saying …": what is told of a charge that somebody judges, or of another
 * person, is not said by who is told to judge it. */
static bool is_others_claim(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t claim = base(d, tok) == KH_DEP_CCOMP ? head(d, tok) : KH_NONE, noun = claim == KH_NONE ? KH_NONE : head(d, claim);
  if (noun == KH_NONE || base(d, claim) != KH_DEP_ACL || noun > claim) return false;
  if (a->mention_of[noun] != KH_NONE) return true;
  uint32_t verb = base(d, noun) == KH_DEP_OBJ ? head(d, noun) : KH_NONE;
  return verb != KH_NONE && (kh_is_kind(a, verb, KH_CLAUSE_CALLING) || kh_is_kind(a, verb, KH_CLAUSE_BLAMING) || kh_is_kind(a, verb, KH_CLAUSE_DEFYING));
}

/* "Sued over the rules, saying they violate rights", "slammed the ban, saying it breaks the law": "they" are what one slams, not somebody told before. */
static bool is_said_of_thing(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t says = base(d, tok) == KH_DEP_CCOMP ? head(d, tok) : KH_NONE, who = kh_doc_child_with(d, tok, KH_DEP_NSUBJ);
  if (says == KH_NONE || base(d, says) != KH_DEP_ADVCL || says < head(d, says) || who == KH_NONE || d->tok.upos[who] != KH_UPOS_PRON) return false;
  bool several = morph(a, who, KH_MORPH_PLUR);
  if (!several && !morph(a, who, KH_MORPH_NEUT)) return false;
  EACH_CHILD(d, head(d, says), c)
    if ((base(d, c) == KH_DEP_OBJ || base(d, c) == KH_DEP_OBL) && c > head(d, says) && c < says && d->tok.upos[c] == KH_UPOS_NOUN &&
        a->mention_of[c] == KH_NONE && morph(a, c, KH_MORPH_PLUR) == several)
      return true;
  return false;
}

/* What a speaker says that another does is a charge of his where he asserts it: not the clause that tells which one is meant ("met officers who had broken the
 * law"), nor what is only an aim or a manner ("her intent to violate the law", "by breaking it"). */
static bool is_asserted(const kh_algebra *a, uint32_t tok) {
  enum { FAR = 3 };
  const kh_doc *d = a->d;
  for (int step = 0; step < FAR && (base(d, tok) == KH_DEP_CONJ || base(d, tok) == KH_DEP_XCOMP); step++) {
    if (head(d, tok) == KH_NONE || !kh_is_verb(a, head(d, tok))) break;
    tok = head(d, tok);
  }
  if (base(d, tok) == KH_DEP_ACL || is_others_claim(a, tok) || is_said_of_thing(a, tok)) return false;
  bool finite = morph(a, tok, KH_MORPH_FIN);
  EACH_CHILD(d, tok, c)
    finite |= (base(d, c) == KH_DEP_AUX || base(d, c) == KH_DEP_COP) && morph(a, c, KH_MORPH_FIN);
  return finite;
}

/* "Six years for an editor": a headline that is a noun and no more tells a deed, where the same noun inside a clause measures time or money. */
static bool stands_alone(const kh_algebra *a, uint32_t tok) {
  return a->d->tok.head[tok] == KH_NONE && !kh_is_verb(a, tok) && !kh_is_predicate(a, tok);
}

/* "Insisted that Turkey release him": a wish, for the clause's verb stands bare where a report would have bent it. */
static bool wishes(const kh_algebra *a, const kh_event_tables *t, uint32_t tok) {
  const kh_doc *d = a->d;
  kh_slot_row clause = {.kind = KH_SLOT_CCOMP};
  uint32_t c, s;
  if (!kh_slot_fill(a, t, clause, tok, &c, 1) || d->tok.head[c] != tok || !kh_str_eq(d->tok.lower[c], d->tok.lemma[c])) return false;
  for (uint32_t i = d->child_at[c]; i < d->child_at[c + 1]; i++) {
    uint32_t x = d->child[i];
    uint8_t b = kh_deprel_base(d->tok.deprel[x]);
    if ((b == KH_DEP_AUX || b == KH_DEP_COP) && (!kh_str_eq(d->tok.lower[x], d->tok.lemma[x]) || d->tok.morph[x] & KH_MORPH_FIN)) return false;
  }
  s = kh_subject_of(a, c);
  if (s == KH_NONE || s < tok) return false;
  bool several = d->tok.morph[s] & KH_MORPH_PLUR;
  for (uint32_t i = d->child_at[s]; i < d->child_at[s + 1]; i++) several |= kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_CONJ;
  return !several || d->tok.morph[tok] & KH_MORPH_PAST;
}

/* "Warned that rebels had taken the town", "warned that rebels were massing": the clause tells of what has come about, and of no deed to come. */
static bool tells_past(const kh_algebra *a, const kh_event_tables *t, uint32_t tok) {
  const kh_doc *d = a->d;
  const kh_slot_row clause = {.kind = KH_SLOT_CCOMP};
  const uint32_t past = KH_MORPH_PAST | KH_MORPH_FIN;
  uint32_t c;
  if (!kh_slot_fill(a, t, clause, tok, &c, 1) || d->tok.head[c] != tok || !kh_is_verb(a, c) || kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE) return false;
  if (kh_clause_has_modal(a, c)) return false;
  EACH_CHILD(d, c, x)
    if (base(d, x) == KH_DEP_AUX && (kh_is_kind(a, x, KH_CLAUSE_HAVING) || morph(a, x, past))) return true;
  return morph(a, c, past);
}

/* "Silence the guns, he told both armies": what is said is a command. */
static bool commands(const kh_algebra *a, const kh_event_tables *t, uint32_t tok) {
  const kh_doc *d = a->d;
  kh_slot_row clause = {.kind = KH_SLOT_CCOMP};
  uint32_t c;
  if (!kh_slot_fill(a, t, clause, tok, &c, 1)) {   /* told them: "Go now" */
    c = a->side ? KH_NONE : kh_doc_child_with(d, tok, KH_DEP_PARATAXIS);
    if (c == KH_NONE || c < tok || a->quote_of[c] == KH_NONE) return false;
  }
  /* what opens a quotation, taken for an infinitive */
  bool bare = !a->side && d->tok.morph[c] & KH_MORPH_INF && c > 0 && a->quote_of[c] != KH_NONE && d->tok.upos[c - 1] == KH_UPOS_PUNCT;
  return (d->tok.head[c] == tok || d->tok.head[tok] == c) && (bare || d->tok.morph[c] & KH_MORPH_IMP) && kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE;
}

/* "Egyptian-American talks", "the US-Japan accord": two who are joined before a noun are two parties of its deed. */
static void add_hyphenated(const kh_algebra *a, uint32_t tok, uint32_t owner, kh_who *out) {
  const kh_doc *d = a->d;
  if (a->side || owner < 2 || owner > tok || d->tok.head[owner] != tok || (d->tok.head[owner - 2] != owner && d->tok.head[owner - 2] != tok) ||
      d->tok.upos[owner - 1] != KH_UPOS_PUNCT)
    return;
  uint32_t m = a->mention_of[owner], first = a->mention_of[owner - 2];
  if (m == KH_NONE || first == KH_NONE || d->mentions[m].kind >= KH_ENTITY_NOMINAL || d->mentions[first].kind >= KH_ENTITY_NOMINAL) return;
  if (!d->mentions[first].actor.country[0] || !d->mentions[m].actor.country[0] || !strcmp(d->mentions[first].actor.country, d->mentions[m].actor.country))
    return;
  kh_who_add(out, first);
}

static bool tells_whose(const kh_slot_row *slot) { return slot->kind == KH_SLOT_OWN || slot->kind == KH_SLOT_COMP || slot->kind == KH_SLOT_ADJ; }

/* "Appealed to Iran", "lashed out at the premier": where the verb of a phrase has no object, the noun that the phrase's last word opens is its object. */
static kh_slot_row slot_of_phrase(const kh_algebra *a, const kh_frame_row *f, kh_slot_row slot, uint32_t tok) {
  if (slot.kind != KH_SLOT_OBJ || !f->closing || a->side || kh_object_of(a, tok) != KH_NONE) return slot;
  return (kh_slot_row){.kind = KH_SLOT_PREP, .also = slot.also, .prep = (uint16_t)(f->closing - 1)};
}

static bool speaks_of(const kh_event_tables *t, const kh_frame_row *f, uint64_t word) {
  for (uint32_t i = 0; i < f->word_count; i++)
    if (t->words[f->words + i] == word) return true;
  return false;
}

/* Does a word of the kind stand in the trigger's part of the sentence? What the trigger itself says is nothing against it: "exchanged gunfire" is no talk of an
 * exchange, "forced their way in" none of forces. */
static bool stands_beside(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, uint32_t kind) {
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[tok]];
  if (!kh_is_beside(a, tok, kind)) return false;
  for (uint32_t x = s->tok_begin; x < s->tok_end; x++)
    if (x != tok && a->part[x] == a->part[tok] && kh_is_kind(a, x, kind) && !speaks_of(t, f, d->tok.lower_hash[x]) && !speaks_of(t, f, d->tok.lemma_hash[x]))
      return true;
  return false;
}

static bool is_phrase_at(const kh_algebra *a, const kh_cond_row *c, uint32_t x, uint64_t v) {
  return (c->pairs & 1 && is_pair(joined_at(a, x), v)) || (c->pairs & 2 && v == joined_at(a, x)->triple);
}

/* "Were killed as a truck hit a cart", "came home after their service ended": phrases of a clause below tell what deed it is, where single words
 * may belong to another ("were killed after the government tried to lift prices"). */
static bool in_clause_below(const kh_algebra *a, uint32_t tok, uint32_t x) { return !a->part[tok] && a->clauses_below >> a->part[x] & 1; }

/* What fills the slots of one trigger: a common verb's frames ask for the same few over and over. */
enum { KH_FILLS = 12 };
typedef struct kh_fills {
  uint32_t n;
  struct { uint8_t kind; uint16_t prep; uint32_t n, at[KH_MAX_EMBEDDED]; } of[KH_FILLS + 1];   /* the last: where there are more */
} kh_fills;

static const uint32_t *filled(const kh_algebra *a, const kh_event_tables *t, kh_slot_row slot, uint32_t tok, kh_fills *fills, uint32_t *n) {
  uint32_t i = 0;
  while (i < fills->n && (fills->of[i].kind != slot.kind || fills->of[i].prep != slot.prep)) i++;
  if (i == fills->n) {
    fills->of[i].kind = slot.kind;
    fills->of[i].prep = slot.prep;
    fills->of[i].n = kh_slot_fill(a, t, slot, tok, fills->of[i].at, KH_MAX_EMBEDDED);
    if (fills->n < KH_FILLS) fills->n++;
  }
  *n = fills->of[i].n;
  return fills->of[i].at;
}

/* Put into its only caller whatever compilers think of its size: it is the hottest place of the room. */
__attribute__((always_inline)) static inline bool condition_holds(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, const kh_cond_row *c, uint32_t tok, bool own_part, kh_fills *fills) {
  const uint32_t *fill;
  uint32_t n;
  bool holds = false;
  switch (c->kind) {
    case KH_COND_PASSIVE: holds = kh_is_passive(a, tok); break;
    case KH_COND_ACTIVE: holds = !kh_is_passive(a, tok); break;
    case KH_COND_PRED: holds = kh_is_predicate(a, tok); break;
    case KH_COND_BARE: holds = wishes(a, t, tok); break;
    case KH_COND_COMMAND: holds = commands(a, t, tok); break;
    case KH_COND_ALONE: holds = stands_alone(a, tok); break;
    case KH_COND_ASSERTED: holds = is_asserted(a, tok); break;
    case KH_COND_DONE: holds = tells_past(a, t, tok); break;
    case KH_COND_NEAR:
      for (uint32_t i = c->arg; i < c->arg + c->args && !holds; i++) {
        uint32_t kind = (uint32_t)t->args[i];
        holds = c->negated ? stands_beside(a, t, f, tok, kind) : own_part ? kh_is_beside(a, tok, kind) : kh_is_near(a, kind);
      }
      break;
    case KH_COND_NEARLEMMA: {
      const kh_sentence *s = &a->d->sentences[a->d->tok.sentence[tok]];
      for (uint32_t i = c->arg; i < c->arg + c->args && !holds; i++) {
        uint64_t v = t->args[i];
        if (!may_be_near(a, c, a->d->tok.sentence[tok], v)) continue;
        for (uint32_t x = s->tok_begin; x < s->tok_end && !holds; x++) {
          if (kh_names_person(a->d, x)) continue;
          if (!own_part || a->part[x] == a->part[tok]) holds = v == a->d->tok.lemma_hash[x] || v == a->d->tok.lower_hash[x] || is_phrase_at(a, c, x, v);
          else if (!c->negated && in_clause_below(a, tok, x)) holds = is_phrase_at(a, c, x, v);
        }
      }
      break;
    }
    default:
      fill = filled(a, t, c->kind == KH_COND_FILLED ? c->slot : slot_of_phrase(a, f, c->slot, tok), tok, fills, &n);
      if (c->kind == KH_COND_FILLED) holds = n > 0;
      if (c->kind == KH_COND_SEVERAL || c->kind == KH_COND_NATIONS || c->kind == KH_COND_PAIR || c->kind == KH_COND_ABROAD) {
        kh_who who = {.n = 0};   /* "Tajik and Russian troops" are two */
        for (uint32_t i = 0; i < n && !a->side; i++) {
          if (tells_whose(&c->slot)) add_hyphenated(a, tok, fill[i], &who);
          kh_who_at(a, fill[i], KH_ANYONE, &who);
        }
        if (c->kind == KH_COND_ABROAD && n && !a->side) kh_who_at(a, kh_subject_of(a, tok), KH_ANYONE, &who);   /* of another country than its subject */
        holds = c->kind == KH_COND_SEVERAL ? n > 1 || who.n > 1 : c->kind == KH_COND_PAIR ? are_pair(a->d, &who) : of_two_countries(a->d, &who);
        n = 0;
      }
      for (uint32_t i = 0; i < n && !holds; i++) holds = filler_holds(a, t, c, fill[i], own_part);
  }
  return holds != (c->negated != 0);
}

/* "Called on Tuesday for a truce", "paid tribute late last week to the rebels": nothing but when it was stands between the two words. */
static bool parted_by_day(const kh_algebra *a, uint32_t tok, uint32_t c) {
  enum { LONGEST = 6 };
  const kh_doc *d = a->d;
  if (c < tok || c > tok + LONGEST) return false;
  for (uint32_t x = tok + 1; x < c; x++) {
    uint32_t of = head(d, x);
    bool when = kh_is_kind(a, x, KH_CLAUSE_TIME) || rel(d, x) == KH_DEP_ADVMOD || d->tok.upos[x] == KH_UPOS_ADV;
    if (!when && !(of > tok && of < c && kh_is_kind(a, of, KH_CLAUSE_TIME))) return false;
  }
  return true;
}

/* A particle of another verb ("let himself be persuaded and gave up"), a preposition that opens a phrase or clause of its own ("gave people a
 * voice in", "called it the key in winning"), a word of a clause beside ("said, and no decision has been taken"): not the phrase's word. */
static bool elsewhere(const kh_algebra *a, uint32_t tok, uint32_t last, uint32_t c, bool ends_phrase) {
  const kh_doc *d = a->d;
  /* "a speech that he gave in 2019" */
  if (ends_phrase && d->tok.deprel[c] == KH_DEP_CASE && (d->tok.upos[d->tok.head[c]] == KH_UPOS_NUM || kh_is_kind(a, d->tok.head[c], KH_CLAUSE_TIME)))
    return true;
  /* "were fired on Monday" */
  if (d->tok.deprel[c] == KH_DEP_CASE && kh_is_kind(a, c, KH_CLAUSE_ABOUT) && d->tok.upos[d->tok.head[c]] == KH_UPOS_PROPN &&
      kh_is_kind(a, d->tok.head[c], KH_CLAUSE_TIME))
    return true;
  if (d->tok.deprel[c] == KH_DEP_COMPOUND_PRT) return d->tok.head[c] != tok;
  for (uint32_t x = d->tok.head[c], steps = 0; x != KH_NONE && x != tok && steps < 6; x = d->tok.head[x], steps++)
    if (d->tok.deprel[x] == KH_DEP_ACL_RELCL || d->tok.deprel[x] == KH_DEP_PARATAXIS ||
        ((d->tok.deprel[x] == KH_DEP_CONJ || d->tok.deprel[x] == KH_DEP_ADVCL) && kh_doc_child_base(d, x, KH_DEP_NSUBJ) != KH_NONE))
      return true;
  bool opens = d->tok.deprel[c] == KH_DEP_CASE || (d->tok.deprel[c] == KH_DEP_MARK && d->tok.morph[d->tok.head[c]] & KH_MORPH_GER);
  return ends_phrase && opens && c > tok + 1 && !parted_by_day(a, last, c);
}

/* A word in a phrase of its own ("gave him a mandate after days of talks" is not "give days", "left for the government's seat" not "leave the
 * government"): its preposition is none of the phrase's words. Behind a sum it only tells what the sum is in ("block 40 million dollars in aid"). */
static bool apart(const kh_doc *d, const kh_event_tables *t, const kh_frame_row *f, uint32_t c) {
  if (kh_deprel_base(d->tok.deprel[c]) == KH_DEP_COMPOUND && d->tok.head[c] > c && d->tok.head[c] != KH_NONE) c = d->tok.head[c];
  uint32_t opener = kh_deprel_base(d->tok.deprel[c]) == KH_DEP_OBL ? kh_doc_child_with(d, c, KH_DEP_CASE) : KH_NONE;
  if (opener == KH_NONE || opener > c || speaks_of(t, f, d->tok.lower_hash[opener])) return false;
  return opener == 0 || kh_doc_child_base(d, opener - 1, KH_DEP_NUMMOD) == KH_NONE;
}

/* Another deed beside the verb ("taken note and issued summonses" is not "take issue", "comes with a need to clean" not "come clean") and
 * what joins its clause to another ("for not looking at": not "look for"): not the phrase's word. */
static bool another_deed(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, uint32_t c) {
  const kh_doc *d = a->d;
  /* "went silent after the senator had spoken" */
  if (d->tok.deprel[c] == KH_DEP_MARK && kh_is_kind(a, c, KH_CLAUSE_AFTER) && kh_doc_child_base(d, d->tok.head[c], KH_DEP_NSUBJ) != KH_NONE) return true;
  if (c < tok) return d->tok.deprel[c] == KH_DEP_MARK || d->tok.deprel[c] == KH_DEP_CC || d->tok.deprel[c] == KH_DEP_OBL_UNMARKED;   /* "this way we give …" */
  if (d->tok.upos[c] != KH_UPOS_VERB) return false;
  uint32_t joint = d->tok.deprel[c] == KH_DEP_CONJ ? kh_doc_child_with(d, c, KH_DEP_CC) : kh_doc_child_with(d, c, KH_DEP_MARK);
  if (joint == KH_NONE) return d->tok.deprel[c] == KH_DEP_CONJ;
  /* "is set to fire him" is not "set fire to": what joins it stands before it in the phrase too */
  for (uint32_t i = 0; i < f->word_count; i++) {
    uint64_t w = t->words[f->words + i];
    if (w == d->tok.lower_hash[joint]) return false;
    if (w == d->tok.lower_hash[c] || w == d->tok.lemma_hash[c]) return true;
  }
  return true;
}

/* "Closing on her rival in the polls" is not "close in on": prepositions come in their order; particles wander. */
static bool out_of_turn(const kh_doc *d, uint32_t tok, uint32_t last, uint32_t c) {
  if (last <= tok || c <= tok || c > last) return false;
  return d->tok.deprel[c] == KH_DEP_CASE && d->tok.deprel[last] == KH_DEP_CASE;
}

/* "Are set to open fire on a crowd" is not "set on fire", nor "fired tear gas to drive them back" "fired back": the object or the particle of a verb below,
 * which the phrase does not hold. */
static bool is_of_verb_below(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t v = d->tok.head[c];
  if (rel(d, c) == KH_DEP_ADVMOD && v != KH_NONE && v > tok && v < c && d->tok.upos[v] == KH_UPOS_VERB && kh_is_kind(a, c, KH_CLAUSE_PARTICLE))
    return !speaks_of(t, f, d->tok.lower_hash[v]) && !speaks_of(t, f, d->tok.lemma_hash[v]);
  return d->tok.deprel[c] == KH_DEP_OBJ && v != KH_NONE && v > tok && d->tok.upos[v] == KH_UPOS_VERB && d->tok.morph[v] & KH_MORPH_INF &&
         d->tok.head[v] == tok && d->tok.deprel[v] == KH_DEP_XCOMP && !speaks_of(t, f, d->tok.lower_hash[v]);
}

/* A word that describes another which the phrase does not hold ("pays for the free meals" is not "go free"): behind an article of that one's. */
static bool describes(const kh_doc *d, const kh_event_tables *t, const kh_frame_row *f, uint32_t c, uint32_t last) {
  uint32_t of = d->tok.head[c], x = c - 1;
  if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_AMOD || of < c || last + 1 == c) return false;
  while (x > last && d->tok.head[x] == of && kh_deprel_base(d->tok.deprel[x]) == KH_DEP_AMOD) x--;   /* "the best free meal" */
  if (d->tok.head[x] != of || kh_deprel_base(d->tok.deprel[x]) != KH_DEP_DET) return false;
  return !speaks_of(t, f, d->tok.lower_hash[of]) && !speaks_of(t, f, d->tok.lemma_hash[of]);
}

/* "Met the press secretary" is not "meet the press", nor "took the hostage negotiator to Oslo" "take hostage": a word before somebody whom the phrase does not hold. */
static bool is_before_somebody(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t of = d->tok.head[c];
  if (kh_deprel_base(d->tok.deprel[c]) != KH_DEP_COMPOUND || of == KH_NONE || of <= c || a->mention_of[of] == KH_NONE) return false;
  const kh_mention *m = &d->mentions[a->mention_of[of]];
  bool body = m->gender == 'n' && m->actor.sector == KH_SECTOR_GOV;   /* "formed a coalition government" */
  if (m->kind != KH_ENTITY_NOMINAL || m->head != of || !m->actor.sector || body || d->tok.deprel[of] != KH_DEP_OBJ) return false;
  return !speaks_of(t, f, d->tok.lower_hash[of]) && !speaks_of(t, f, d->tok.lemma_hash[of]);
}

/* "An olive branch was extended by Seoul", "curbs on the movement of reporters, which Seoul eased": a word of the phrase that hangs on what the passive makes
 * its subject, or is or hangs on what its own clause tells of, or KH_NONE. */
static uint32_t in_object_before(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, uint64_t word) {
  const kh_doc *d = a->d;
  uint32_t o = kh_doc_child_with(d, tok, KH_DEP_NSUBJ_PASS), above = head(d, tok);
  bool told = f->pos == KH_FRAME_V && f->type != KH_THREATEN;   /* "a strike called by miners" tells of the strike */
  if (told && above != KH_NONE && above < tok && base(d, tok) == KH_DEP_ACL && kh_is_verb(a, tok) && kh_object_of(a, tok) == above) {
    o = above;
    /* but "had a mug shot taken" is no "take a shot" */
    uint32_t sort = o > 0 && head(d, o - 1) == o && rel(d, o - 1) == KH_DEP_COMPOUND ? o - 1 : KH_NONE;
    if (sort != KH_NONE && !speaks_of(t, f, d->tok.lower_hash[sort]) && !speaks_of(t, f, d->tok.lemma_hash[sort])) return KH_NONE;
    if (d->tok.lemma_hash[o] == word || d->tok.lower_hash[o] == word) return o;
  }
  for (uint32_t k = o == KH_NONE ? 0 : d->child_at[o]; o != KH_NONE && k < d->child_at[o + 1]; k++) {
    uint32_t c = d->child[k];
    if (o == above && d->tok.deprel[c] == KH_DEP_CASE) continue;   /* "part of the bill that it approved" is no "approve of" */
    if (c < tok && (d->tok.lemma_hash[c] == word || d->tok.lower_hash[c] == word)) return c;
  }
  return KH_NONE;
}

/* Is c the word w? Not where it only comes of a particle: "gave the plan its backing" is no "gave back". */
static bool is_word(const kh_algebra *a, uint32_t c, uint64_t w) {
  const kh_tokens *k = &a->d->tok;
  return k->lower_hash[c] == w || (k->lemma_hash[c] == w && (a->side || !kh_is_kind(a, c, KH_CLAUSE_PARTICLE)));
}

/* "Decided for at least the time being not to accept it": the "not" of the infinitive below, however far behind; KH_NONE. */
static uint32_t not_below(const kh_algebra *a, uint32_t tok, uint64_t word) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t v = d->child[i], c = v < tok || !morph(a, v, KH_MORPH_INF) || base(d, v) == KH_DEP_CONJ ? KH_NONE : kh_doc_child_with(d, v, KH_DEP_ADVMOD);
    if (c != KH_NONE && c < v && c + 2 >= v && is_word(a, c, word) && kh_is_kind(a, c, KH_CLAUSE_NOT)) return c;   /* "not to accept" */
  }
  return KH_NONE;
}

/* The phrase's other words: side by side for nouns, near by or below for verbs. */
static bool words_hold(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, uint32_t *lo, uint32_t *hi) {
  enum { REACH = 6 };
  const kh_doc *d = a->d;
  const kh_sentence *s = &d->sentences[d->tok.sentence[tok]];
  *lo = tok, *hi = tok + 1;
  uint32_t last = tok;
  if (f->together) {
    if (tok < s->tok_begin + f->head || tok - f->head + f->word_count >= s->tok_end) return false;
    uint32_t from = tok - f->head;
    for (uint32_t i = 0, at = from; i < f->word_count; i++, at++) {
      if (at == tok) at++;
      uint64_t w = t->words[f->words + i];
      if (d->tok.lemma_hash[at] != w && d->tok.lower_hash[at] != w) return false;
    }
    *lo = from, *hi = from + f->word_count + 1;
    /* "build-up": its first part is the head where the last hangs on it or is no noun */
    if (f->pos == KH_FRAME_N && f->head + 2u == f->word_count && kh_is_hyphen(d, tok + 1))
      return d->tok.head[tok + 2] == tok || (d->tok.upos[tok + 2] != KH_UPOS_NOUN && d->tok.upos[tok + 2] != KH_UPOS_PROPN);
    if (f->pos == KH_FRAME_N && f->head >= 2 && kh_is_hyphen(d, tok - 1) && d->tok.head[tok] == tok - 2) return false;
    return true;
  }
  for (uint32_t i = 0; i < f->word_count; i++) {
    uint64_t w = t->words[f->words + i];
    uint32_t found = KH_NONE;
    for (uint32_t k = d->child_at[tok]; k < d->child_at[tok + 1] && found == KH_NONE; k++) {
      uint32_t c = d->child[k];
      /* "police sent flowers" is no "send police" */
      if (!a->side && f->pos == KH_FRAME_V && c < tok && d->tok.deprel[c] == KH_DEP_NSUBJ) continue;
      if (is_word(a, c, w) && !apart(d, t, f, c) && (a->side || !another_deed(a, t, f, tok, c))) found = c;
    }
    for (uint32_t c = tok + 1; c < s->tok_end && c <= tok + REACH && found == KH_NONE; c++)
      if (is_word(a, c, w) && (c <= tok + 2 || kh_doc_dominates(d, tok, c)) &&
          (a->side || (!apart(d, t, f, c) && !describes(d, t, f, c, last) && !is_before_somebody(a, t, f, c) && !is_of_verb_below(a, t, f, tok, c) &&
                       !elsewhere(a, tok, last, c, i + 1 == f->word_count && last + 1 != c) && !another_deed(a, t, f, tok, c))))
        found = c;
    if (found == KH_NONE && !a->side) found = in_object_before(a, t, f, tok, w);
    if (found == KH_NONE && !a->side && f->pos == KH_FRAME_V) found = not_below(a, tok, w);
    if (found == KH_NONE && !a->side && f->articles >> i & 1 && kh_is_headline(d, tok)) continue;   /* "officials pull plug on radio station" */
    if (found == KH_NONE || (!a->side && out_of_turn(d, tok, last, found))) return false;
    /* "a lawsuit that was filed in a court": the article of "file a lawsuit" stands before the noun, and what is found behind the verb is another's */
    bool before = found > tok && !a->side && f->articles >> i & 1 && i + 1u < f->word_count && f->pos == KH_FRAME_V;
    if (before && in_object_before(a, t, f, tok, t->words[f->words + i + 1]) != KH_NONE) continue;
    last = found;
    if (found < *lo) *lo = found;
    if (found >= *hi && found <= tok + 3) *hi = found + 1;
  }
  return true;
}

/* "Fighting raged around Goma", "told of killing by soldiers": a verb's form that takes place or is done by somebody, without an object of its own, is a
 * noun. */
static bool is_verbal_noun(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  if (a->side || d->tok.upos[tok] != KH_UPOS_VERB || !(d->tok.morph[tok] & (KH_MORPH_GER | KH_MORPH_PRES)) || (d->tok.morph[tok] & KH_MORPH_FIN)) return false;
  if (kh_doc_child_with(d, tok, KH_DEP_OBJ) != KH_NONE || kh_doc_child_base(d, tok, KH_DEP_NSUBJ) != KH_NONE) return false;
  if (kh_doc_child_with(d, tok, KH_DEP_OBL_AGENT) != KH_NONE && kh_doc_child_with(d, tok, KH_DEP_MARK) != KH_NONE) return true;
  return kh_deprel_base(d->tok.deprel[tok]) == KH_DEP_NSUBJ || kh_taking_place(a, tok) != KH_NONE;
}

/* What goes on behind the news: "call-ups for its war", "since the war began", also where trees hang this clause on a noun. */
static bool is_backdrop(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  if (!kh_is_kind(a, tok, KH_CLAUSE_BACKDROP)) return false;
  uint8_t own = base(d, tok);
  uint32_t h = head(d, tok);
  if (own == KH_DEP_OBL || own == KH_DEP_NMOD || h == KH_NONE) return own == KH_DEP_OBL || own == KH_DEP_NMOD;
  uint32_t mark = kh_doc_child_with(d, h, KH_DEP_MARK);
  return base(d, h) == KH_DEP_ADVCL || (base(d, h) == KH_DEP_ACL && mark != KH_NONE && kh_is_kind(a, mark, KH_CLAUSE_AFTER));
}

static bool pos_fits(const kh_algebra *a, const kh_frame_row *f, uint32_t tok) {
  const kh_doc *d = a->d;
  uint8_t u = d->tok.upos[tok];
  switch (f->pos) {
    case KH_FRAME_V:
      if (kh_is_background(a, tok) || is_verbal_noun(a, tok)) return false;
      if (u == KH_UPOS_VERB || u == KH_UPOS_AUX)
        return d->tok.deprel[tok] != KH_DEP_AUX && d->tok.deprel[tok] != KH_DEP_AUX_PASS && d->tok.deprel[tok] != KH_DEP_COP;
      return (u == KH_UPOS_ADJ && d->tok.morph[tok] & KH_MORPH_PART) || kh_is_verb(a, tok);
    case KH_FRAME_N:
      if (!a->side && f->op == KH_NO_OP && f->type && is_backdrop(a, tok)) return false;
      return u == KH_UPOS_NOUN || u == KH_UPOS_PROPN || is_verbal_noun(a, tok);
    case KH_FRAME_ADJ: return u == KH_UPOS_ADJ || u == KH_UPOS_ADV || (u == KH_UPOS_VERB && d->tok.deprel[tok] == KH_DEP_AMOD);
    default: return u == KH_UPOS_NOUN || u == KH_UPOS_ADJ || u == KH_UPOS_PROPN;
  }
}

/* Takes out of w, from the at-th on, whom others hold. */
static void leave_out(const kh_algebra *a, uint32_t at, const kh_who *others, uint32_t count, kh_who *w) {
  for (uint32_t k = at; k < w->n; k++)
    for (uint32_t o = 0; o < count; o++)
      if (kh_same_mention(a, others->at[o], w->at[k])) {
        memmove(&w->at[k], &w->at[k + 1], (w->n - k - 1) * sizeof *w->at);
        w->n--, k--;
        break;
      }
}

bool kh_is_byway(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
  if (a->side || a->mention_of[c] != KH_NONE || !kh_is_kind(a, c, KH_CLAUSE_BYWAY)) return false;
  if (!kh_is_behind(a, c, KH_CLAUSE_INSIDE) && !kh_is_behind(a, c, KH_CLAUSE_TO)) return false;   /* but "full of anger at" */
  for (uint32_t i = d->child_at[c]; i < d->child_at[c + 1]; i++)
    if (d->child[i] > c && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_NMOD) return a->mention_of[d->child[i]] != KH_NONE;
  return false;
}

/* "With Norway and Cuba as guarantors", "with the envoy looking on": they are there, on no side. */
static bool is_attendant(const kh_algebra *a, kh_slot_row slot, uint32_t c) {
  const kh_doc *d = a->d;
  uint32_t with = a->side || slot.kind != KH_SLOT_PREP ? KH_NONE : kh_doc_child_with(d, c, KH_DEP_CASE), begin, end;
  if (!a->side && slot.kind == KH_SLOT_PREP && kh_is_verb(a, c) && kh_is_kind(a, c, KH_CLAUSE_ATTENDING))
    return kh_is_kind(a, kh_doc_child_with(d, c, KH_DEP_MARK), KH_CLAUSE_WITH);   /* with a clause of his own */
  if (with == KH_NONE || !kh_is_kind(a, with, KH_CLAUSE_WITH)) return false;
  for (uint32_t i = d->child_at[c]; i < d->child_at[c + 1]; i++)
    if (d->child[i] > c && kh_deprel_base(d->tok.deprel[d->child[i]]) == KH_DEP_ACL && kh_is_kind(a, d->child[i], KH_CLAUSE_ATTENDING) &&
        d->tok.morph[d->child[i]] & (KH_MORPH_GER | KH_MORPH_PRES) && !(d->tok.morph[d->child[i]] & KH_MORPH_FIN))
      return true;
  kh_doc_subtree(d, c, &begin, &end);
  if (end - begin > 24) return false;
  for (uint32_t t = c + 1; t <= end && t < d->tok.n; t++)   /* hung on the phrase or behind it */
    if (kh_is_kind(a, t, KH_CLAUSE_ASROLE) && d->tok.deprel[t] == KH_DEP_CASE && d->tok.head[t] != KH_NONE && d->tok.head[t] > t &&
        (d->tok.head[d->tok.head[t]] == c || d->tok.head[d->tok.head[t]] == d->tok.head[c]))
      return true;
  return false;
}

/* "Ads attacking rivals", "a chorus urging the premier to stay": who stands behind the participle is not who does it, though in the ads or the chorus. */
static void leave_done_to(const kh_algebra *a, uint32_t tok, uint32_t from, kh_who *out) {
  uint32_t n = from;
  for (uint32_t i = from; i < out->n; i++) {
    uint32_t h = a->d->mentions[out->at[i]].head;
    if (!(h > tok && a->d->tok.sentence[h] == a->d->tok.sentence[tok] && kh_doc_dominates(a->d, tok, h))) out->at[n++] = out->at[i];
  }
  out->n = n;
}

/* "Handed Israel eight tank cars": what is given or asked for is not to whom, and another reading may know it. */
static void leave_arms(const kh_algebra *a, kh_who *out) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < out->n; i++)
    if (!kh_is_stray_arms(a, &a->d->mentions[out->at[i]])) out->at[n++] = out->at[i];
  out->n = n;
}

void kh_slots_who(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t first, uint32_t count, uint32_t tok, kh_whose whose,
                  const kh_who *others, kh_who *out) {
  uint32_t fill[KH_MAX_EMBEDDED];
  for (uint32_t i = first; i < first + count; i++) {
    if (out->n && !t->slots[i].also) continue;
    kh_slot_row slot = slot_of_phrase(a, f, t->slots[i], tok);
    uint32_t before = out->n, from = tok;
    for (int deep = 0; deep < 2 && out->n == before; deep++) {   /* "went ahead with an exercise with Russia": a phrase within the phrase */
      uint32_t n = kh_slot_fill(a, t, slot, from, fill, KH_MAX_EMBEDDED);
      for (uint32_t k = 0; k < n; k++) {
        if (is_attendant(a, slot, fill[0]) || (slot.kind == KH_SLOT_PREP && kh_is_byway(a, fill[k]))) break;
        if (tells_whose(&slot)) add_hyphenated(a, tok, fill[k], out);
        uint32_t had = out->n;
        kh_who_at(a, fill[k], whose, out);
        if (!a->side && whose == KH_ACTING && slot.kind == KH_SLOT_SUBJ && fill[k] < tok) leave_done_to(a, tok, had, out);
      }
      kh_who held = *out;
      if (!a->side) leave_out(a, before, &held, before, out);   /* "Sadat … before his talks with Begin": one man in two slots */
      if (others) leave_out(a, 0, others, others->n, out);   /* nobody does it to himself */
      /* "is in favour of admitting the two applicants" */
      if (others && !a->side && n && out->n == before && slot.kind == KH_SLOT_PREP && kh_is_verb(a, fill[0]) && a->first[fill[0]] == KH_NONE) {
        uint32_t o = kh_object_of(a, fill[0]), m = o == KH_NONE ? KH_NONE : a->mention_of[o];
        if (m != KH_NONE && a->d->mentions[m].kind != KH_ENTITY_LOC) kh_who_at(a, o, KH_DOERS, out);   /* but "the idea of selling Greenland" */
        leave_out(a, 0, others, others->n, out);
      }
      if (!n || a->side || slot.kind != KH_SLOT_PREP || !kh_doc_dominates(a->d, tok, fill[0]) || kh_is_verb(a, fill[0])) break;
      from = fill[0];
    }
  }
}

/* "The plan rejected by Kenya": a past participle that tells an event and has nobody of its own; not "the claim that Kenya had shelled it", "for the link to be
 * recognised". */
static bool is_bare_participle(const kh_algebra *a, uint32_t c) {
  const kh_doc *d = a->d;
  return !a->side && morph(a, c, KH_MORPH_PAST | KH_MORPH_PART) && a->first[c] != KH_NONE && kh_doc_child_base(d, c, KH_DEP_NSUBJ) == KH_NONE &&
         kh_doc_child_with(d, c, KH_DEP_MARK) == KH_NONE && kh_doc_child_with(d, c, KH_DEP_AUX_PASS) == KH_NONE;
}

/* "The plan rejected by Kenya", "the refusal condemned by Norway": what was done to the plan is not what is planned. */
static bool befell_noun(const kh_algebra *a, const kh_frame_row *f, kh_slot_row slot, uint32_t c) {
  return f->pos == KH_FRAME_N && slot.kind == KH_SLOT_ACL && is_bare_participle(a, c);
}

/* Instances that stand in the slots of an operator: in the first slot that has any. */
uint32_t kh_embedded_of(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, uint32_t *out, uint32_t max) {
  uint32_t fill[KH_MAX_EMBEDDED], n = 0;
  for (uint32_t i = f->in; i < f->in + f->in_count && !n; i++) {
    uint32_t k = kh_slot_fill(a, t, t->slots[i], tok, fill, KH_MAX_EMBEDDED);
    for (uint32_t j = 0; j < k; j++)   /* "went on, hours after the governor had backed him": somebody else's deed is not what the verb is about */
      if ((a->side || t->slots[i].kind != KH_SLOT_ADVCL || kh_doc_child_base(a->d, fill[j], KH_DEP_NSUBJ) == KH_NONE) &&
          !befell_noun(a, f, t->slots[i], fill[j]))
        kh_instances_below(a, fill[j], tok, 0, out, &n, max);
  }
  return n;
}

/* "Announced a plan rejected by Kenya": what others say of a thing is a fact about it, and not what one says or does oneself. */
static bool is_said_about(const kh_algebra *a, uint32_t c) {
  if (!is_bare_participle(a, c)) return false;
  const kh_inst *x = &a->inst.at[a->first[c]];
  bool judged = x->type == KH_REJECT || (x->type == KH_ACCUSE && x->mode == KH_MODE_DISAPPROVE);   /* but "denied charges filed by Kenya", "terms demanded by Kenya" */
  return x->trigger == c && x->base == KH_NONE && judged;
}

/* The event of a phrase whose head is none: below it ("measures to end the strikes", "a travel ban"). */
void kh_instances_below(const kh_algebra *a, uint32_t tok, uint32_t except, int depth, uint32_t *out, uint32_t *n, uint32_t max) {
  const kh_doc *d = a->d;
  uint32_t before = *n;
  if (kh_is_how_to(a, tok)) return;
  for (uint32_t i = a->first[tok]; i != KH_NONE && *n < max; i = a->inst.at[i].next)
    if (!a->inst.at[i].dropped && !a->inst.at[i].embedded) out[(*n)++] = i;
  if (*n > before || depth == 3) return;
  bool verb = kh_is_verb(a, tok);
  if (verb && !a->side && kh_is_kind(a, tok, KH_CLAUSE_WEIGHING)) return;
  if (!verb && !a->side && kh_is_kind(a, tok, KH_CLAUSE_ANSWER)) return;   /* "weighs a response to the attack": that has been */
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1] && *n < max; i++) {
    uint32_t c = d->child[i];
    if (c == except) continue;
    uint8_t b = kh_deprel_base(d->tok.deprel[c]);
    bool in = verb ? b == KH_DEP_XCOMP || b == KH_DEP_OBJ || b == KH_DEP_CONJ || (b == KH_DEP_OBL && depth < 2) || b == KH_DEP_CCOMP
                   : (b == KH_DEP_XCOMP && d->tok.upos[tok] == KH_UPOS_ADJ) ||
                         (b == KH_DEP_NMOD && (a->side || d->tok.deprel[c] != KH_DEP_NMOD_POSS) /* not "the raid's critics" */) ||
                         b == KH_DEP_COMPOUND || b == KH_DEP_AMOD || (b == KH_DEP_ACL && d->tok.deprel[c] != KH_DEP_ACL_RELCL) || b == KH_DEP_APPOS;
    /* "helped find girls kidnapped by rebels": what was done to people is a fact about them */
    if (in && !verb && b == KH_DEP_ACL && depth && !a->side && a->mention_of[tok] != KH_NONE && d->tok.morph[c] & KH_MORPH_PART &&
        d->tok.morph[c] & KH_MORPH_PAST)
      in = false;
    if (in && !verb && b == KH_DEP_ACL && is_said_about(a, c)) in = false;
    /* "goes on to bait Iran after his visit": before and after what something is done is not what is done */
    uint32_t opener = in && verb && b == KH_DEP_OBL && !a->side ? kh_doc_child_with(d, c, KH_DEP_CASE) : KH_NONE;
    if (opener != KH_NONE && (kh_is_kind(a, opener, KH_CLAUSE_AFTER) || kh_is_kind(a, opener, KH_CLAUSE_BEFORE) || kh_is_kind(a, opener, KH_CLAUSE_SINCE) ||
                              (opener && kh_is_kind(a, opener - 1, KH_CLAUSE_AHEAD))))
      in = false;
    if (in) kh_instances_below(a, c, except, depth + 1, out, n, max);
    if (*n > before && !verb) return;
  }
}

/* "burned dozens of villages in Darfur": what is struck is nobody, so whose it is, by the place, where the tree hangs that on the verb. */
static void place_struck(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, kh_who *whom) {
  const kh_doc *d = a->d;
  bool object = false;
  for (uint32_t i = f->whom; i < f->whom + f->whom_count; i++) object |= t->slots[i].kind == KH_SLOT_OBJ;
  uint32_t o = object ? kh_object_of(a, tok) : KH_NONE, struck;
  /* "tore through a minibus in Iraq" */
  for (uint32_t i = f->whom; o == KH_NONE && f->type == KH_ASSAULT && f->pos == KH_FRAME_V && i < f->whom + f->whom_count; i++)
    if (t->slots[i].kind == KH_SLOT_PREP && kh_slot_fill(a, t, t->slots[i], tok, &struck, 1) && d->tok.head[struck] == tok && a->mention_of[struck] == KH_NONE)
      o = struck;
  if (o == KH_NONE || d->tok.upos[o] != KH_UPOS_NOUN) return;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i], m = a->mention_of[c];
    if (c < o || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_OBL || m == KH_NONE || d->mentions[m].kind != KH_ENTITY_LOC) continue;
    for (uint32_t k = d->child_at[c]; k < d->child_at[c + 1]; k++)
      if (d->tok.deprel[d->child[k]] == KH_DEP_CASE && kh_is_kind(a, d->child[k], KH_CLAUSE_PLACEPREP)) {
        kh_who_add(whom, m);
        return;
      }
  }
}

/* "Sent troops to fight the gangs": whom the purpose is against. */
static void add_aimed_at(const kh_algebra *a, uint32_t tok, uint32_t sent, const kh_who *who, kh_who *whom) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1] && !whom->n; i++) {
    uint32_t c = d->child[i];
    if (!kh_tells_purpose(a, tok, c)) continue;
    kh_who foes = {.n = 0};
    if (kh_is_kind(a, c, KH_CLAUSE_OPPOSING)) kh_who_at(a, kh_object_of(a, c), KH_ANYONE, &foes);
    for (uint32_t k = a->first[c]; k != KH_NONE && !foes.n; k = a->inst.at[k].next) {
      const kh_inst *x = &a->inst.at[k];
      if (x->dropped || (kh_event_quad((kh_event_type)x->type) != 4 && x->type != KH_THREATEN)) continue;
      foes = x->whom.n ? x->whom : x->who;
    }
    for (uint32_t j = 0; j < foes.n; j++) {
      bool same = sent != KH_NONE && a->mention_of[sent] != KH_NONE && kh_same_mention(a, a->mention_of[sent], foes.at[j]);
      if (!same && !kh_who_holds(a, who, foes.at[j])) kh_who_add(whom, foes.at[j]);
    }
  }
}

/* Words, promises and gifts have somebody in view. */
static bool meant_for_somebody(const kh_frame_row *f) {
  switch (f->type) {
    case KH_AGREE:
    case KH_SUPPORT:
    case KH_CONCEDE:
    case KH_AID:
    case KH_COOPERATE:
    case KH_REQUEST:
    case KH_ACCUSE:
    case KH_REJECT:
    case KH_THREATEN:
    case KH_SANCTION: return true;
    default: return f->op != KH_NO_OP;
  }
}

/* The doer of a noun that names none: "marked the day with new sanctions on Russia" (the subject), "jailed him for the murder of a
 * judge" (the object of what is done for it). */
static uint32_t implied_doer(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[tok], opener = kh_doc_child_with(d, tok, KH_DEP_CASE);
  uint8_t b = kh_deprel_base(d->tok.deprel[tok]);
  /* "marked the anniversary of the war with sanctions", "sentenced him to life in prison for the murder": hung on a noun in between */
  for (int step = 0; step < 3 && h != KH_NONE && opener != KH_NONE && b == KH_DEP_NMOD && !kh_is_kind(a, opener, KH_CLAUSE_OF) && !kh_is_verb(a, h) &&
                     a->mention_of[h] == KH_NONE;
       step++) {
    b = kh_deprel_base(d->tok.deprel[h]), h = d->tok.head[h];
    if (b == KH_DEP_OBJ) b = KH_DEP_OBL;
  }
  if (h == KH_NONE || opener == KH_NONE || !kh_is_verb(a, h) || b != KH_DEP_OBL) return KH_NONE;
  if (kh_is_kind(a, h, KH_CLAUSE_BLAMING) && kh_is_kind(a, opener, KH_CLAUSE_PARTYPREP) && !kh_is_kind(a, opener, KH_CLAUSE_PLACEPREP))
    return kh_object_of(a, h);
  return kh_is_kind(a, opener, KH_CLAUSE_WITH) && !kh_is_passive(a, h) ? kh_subject_of(a, h) : KH_NONE;
}

/* … and those who are joined to him. */
static void add_implied(const kh_algebra *a, uint32_t tok, kh_who *who) {
  const kh_doc *d = a->d;
  uint32_t doer = implied_doer(a, tok);
  if (doer == KH_NONE) return;
  kh_who_at(a, doer, KH_ANYONE, who);
  for (uint32_t i = d->child_at[doer]; i < d->child_at[doer + 1]; i++)
    if (d->tok.deprel[d->child[i]] == KH_DEP_CONJ && !kh_is_verb(a, d->child[i])) kh_who_at(a, d->child[i], KH_ANYONE, who);
}

/* Can the verb tell of talks itself? What hangs below it is read first. */
static bool may_consult(const kh_algebra *a, uint32_t verb) {
  const kh_event_tables *t = &a->e->own;
  uint32_t at;
  if (!kh_trigger_at(a->d, t, verb, &at)) return false;
  for (uint32_t i = t->ranges[at].first; i < t->ranges[at].first + t->ranges[at].count; i++)
    if (t->frames[i].type == KH_CONSULT && t->frames[i].pos == KH_FRAME_V && !t->frames[i].word_count) return true;
  return false;
}

/* "In a statement following talks with Blinken", "on the first day of a visit": the noun whose phrase stands in the clause itself. */
static uint32_t outer_noun(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  for (int step = 0; step < 4; step++) {
    uint32_t h = d->tok.head[tok];
    if (h == KH_NONE || kh_deprel_base(d->tok.deprel[tok]) != KH_DEP_NMOD || kh_is_verb(a, h) || a->mention_of[h] != KH_NONE) break;
    tok = h;
  }
  return tok;
}

/* "In a meeting with Blinken, the president stressed …", "the envoys are in Cairo for talks with the rebels": they are there too. */
static uint32_t host_of(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t opener = kh_doc_child_with(d, tok, KH_DEP_CASE), outer = outer_noun(a, tok), h = d->tok.head[outer];
  if (h == KH_NONE || opener == KH_NONE) return KH_NONE;
  if (outer == tok && kh_is_kind(a, opener, KH_CLAUSE_BOUND) && kh_doc_child_with(d, h, KH_DEP_COP) != KH_NONE) return kh_subject_of(a, h);
  if (kh_deprel_base(d->tok.deprel[outer]) != KH_DEP_OBL || !kh_is_verb(a, h)) return KH_NONE;
  bool consults = may_consult(a, h), apart = !a->side && kh_is_kind(a, opener, KH_CLAUSE_AFTER);
  bool from = !a->side && consults && kh_is_kind(a, opener, KH_CLAUSE_ORIGIN);   /* "flew to Oslo from talks with the king", "left after talks with him" */
  if (!kh_is_kind(a, opener, KH_CLAUSE_DURING) && !from) return KH_NONE;
  if (consults && !from && !apart) return KH_NONE;   /* "will meet the mediators in the talks" */
  uint32_t s = kh_is_passive(a, h) ? KH_NONE : kh_subject_of(a, h);
  if (!consults || s == KH_NONE) return s;
  bool with = false;
  EACH_CHILD(d, tok, c) with |= kh_is_behind(a, c, KH_CLAUSE_WITH);
  return with && a->mention_of[s] != KH_NONE ? s : KH_NONE;
}

/* "During a visit to Sudan, the minister said …", "on a trip to Sudan": his. So is that of "the minister, on the last day of a trip". */
static uint32_t traveller_of(const kh_algebra *a, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t opener = kh_doc_child_with(d, tok, KH_DEP_CASE), known = kh_doc_child_with(d, tok, KH_DEP_DET), day = d->tok.head[tok];
  bool part = opener != KH_NONE && day != KH_NONE && kh_is_kind(a, opener, KH_CLAUSE_OF) &&
              (kh_is_kind(a, day, KH_CLAUSE_TIME) || kh_is_kind(a, day, KH_CLAUSE_STAGE));
  if (part) opener = kh_doc_child_with(d, day, KH_DEP_CASE);
  if (opener == KH_NONE) return KH_NONE;
  bool journey = kh_is_kind(a, opener, KH_CLAUSE_JOURNEY) && (known == KH_NONE || !kh_is_kind(a, known, KH_CLAUSE_DEFINITE));
  if (!journey && !kh_is_kind(a, opener, KH_CLAUSE_DURING)) return KH_NONE;
  uint32_t outer = outer_noun(a, tok), h = d->tok.head[outer];
  uint8_t b = kh_deprel_base(d->tok.deprel[outer]);
  if (h == KH_NONE) return KH_NONE;
  if (b == KH_DEP_NMOD && journey && a->mention_of[h] != KH_NONE) return h;
  return b == KH_DEP_OBL && !kh_is_passive(a, h) ? kh_subject_of(a, h) : KH_NONE;
}

/* Does the noun's own phrase name this one ("the visit by the envoy"), not the verb's ("on a visit, he spoke of the envoy")? */
static bool told_below(const kh_algebra *a, uint32_t tok, uint32_t mention) {
  uint32_t x = a->d->mentions[mention].head;
  for (int step = 0; step < 4 && x != KH_NONE && x != tok; step++) x = a->d->tok.head[x];
  return x == tok;
}

/* "The Paris meeting", "the Geneva talks between …": the town where people met takes no part. Two towns together are their states. */
static void add_venue(const kh_algebra *a, uint32_t tok, kh_who *out) {
  const kh_doc *d = a->d;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t c = d->child[i], m = a->mention_of[c];
    if (c > tok || kh_deprel_base(d->tok.deprel[c]) != KH_DEP_COMPOUND || m == KH_NONE || d->mentions[m].kind != KH_ENTITY_LOC) continue;
    for (uint32_t s = d->tok.sentence[c], p = kh_doc_first_place(d, s); p < d->place_count && d->places[p].sentence == s; p++)
      if (d->places[p].tok_begin >= d->mentions[m].tok_begin && d->places[p].tok_begin <= c && !d->places[p].demonym && d->places[p].resolution != 1)
        kh_who_add(out, m);
  }
  if (out->n != 1) out->n = 0;
}

/* "Returned the bust to the palace", "halted all building in the town": nobody travels who does something to a thing. */
static bool moves_a_thing(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok) {
  if (a->side || f->type != KH_CONSULT || f->mode != KH_MODE_VISIT || f->pos != KH_FRAME_V || f->op != KH_NO_OP || f->word_count > 1) return false;
  for (uint32_t i = f->who; i < f->who + f->who_count; i++)
    if (t->slots[i].kind == KH_SLOT_OBJ) return false;
  for (uint32_t i = f->whom; i < f->whom + f->whom_count; i++)
    if (t->slots[i].kind == KH_SLOT_OBJ) return false;
  for (uint32_t i = f->conds; i < f->conds + f->cond_count; i++)
    if (t->conds[i].slot.kind == KH_SLOT_OBJ && !t->conds[i].negated) return false;
  uint32_t o = kh_doc_child_with(a->d, tok, KH_DEP_OBJ);
  /* "took wing" */
  bool own_word = o != KH_NONE && f->word_count && (t->words[f->words] == a->d->tok.lemma_hash[o] || t->words[f->words] == a->d->tok.lower_hash[o]);
  /* but "stopped his car in the town" */
  return o != KH_NONE && o > tok && !own_word && a->d->tok.upos[o] == KH_UPOS_NOUN && a->mention_of[o] == KH_NONE &&
         kh_doc_child_with(a->d, o, KH_DEP_NMOD_POSS) == KH_NONE && !kh_is_kind(a, o, KH_CLAUSE_TIME) && !kh_is_kind(a, o, KH_CLAUSE_LAPSE);
}

/* "Gulf War syndrome", "the Revolt Museum": part of a name for something else. */
static bool names_another(const kh_algebra *a, const kh_frame_row *f, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[tok];
  return !a->side && f->pos == KH_FRAME_N && f->type && d->tok.upos[tok] == KH_UPOS_PROPN && d->tok.deprel[tok] == KH_DEP_COMPOUND && h != KH_NONE && h > tok &&
         a->first[h] == KH_NONE;
}

/* "An extradition treaty", "a troop withdrawal deal": the deed that a pact is about is not done by it; a ceasefire is. */
static bool names_pact(const kh_algebra *a, const kh_frame_row *f, uint32_t tok) {
  const kh_doc *d = a->d;
  uint32_t h = d->tok.head[tok];
  int quad = kh_event_quad((kh_event_type)f->type);
  return !a->side && f->pos == KH_FRAME_N && f->op == KH_NO_OP && (quad == 2 || quad == 4) && f->mode != KH_MODE_CEASEFIRE &&
         kh_deprel_base(d->tok.deprel[tok]) == KH_DEP_COMPOUND && h != KH_NONE && h > tok && kh_is_kind(a, h, KH_CLAUSE_PACT);
}

/* What speaks for an event may stand anywhere in its sentence; what speaks against it stands in its own clause: "warned Iran, and prices rose". */
static bool speaks_against(const kh_frame_row *f, const kh_cond_row *c) { return c->negated || (f->op == KH_NO_OP && !f->type && !f->occasion); }

/* "The editor's harassment by police": a deed that has an owner and a doer of its own befell the owner. */
static void befell_owner(const kh_algebra *a, kh_event_type type, uint32_t tok, kh_reading *out) {
  const kh_doc *d = a->d;
  uint32_t owner = kh_owner_of(a, tok, KH_SLOT_POSS);
  if (owner == KH_NONE || type == KH_PROTEST || type == KH_MOBILIZE ||
      (kh_event_quad(type) != 4 && type != KH_ACCUSE && type != KH_RETREAT && type != KH_CONCEDE && type != KH_AID))
    return;
  for (uint32_t i = d->child_at[tok]; i < d->child_at[tok + 1]; i++) {
    uint32_t by = d->child[i];
    kh_who doer = {.n = 0}, befallen = {.n = 0};
    if (by < tok || kh_deprel_base(d->tok.deprel[by]) != KH_DEP_NMOD || !kh_is_behind(a, by, KH_CLAUSE_BY)) continue;
    kh_who_at(a, by, KH_ACTING, &doer);
    kh_who_at(a, owner, KH_ANYONE, &befallen);
    if (kh_who_coded(d, &doer) && befallen.n && !kh_who_share(a, &doer, &befallen)) out->who = doer, out->whom = befallen;
    return;
  }
}

/* "Supported the overthrow of the president", "hailed the rebels' defeat": those whom it befell are not whom one backs. */
static bool backs_undoing(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok) {
  uint32_t fill[1];
  for (uint32_t i = f->whom; !a->side && i < f->whom + f->whom_count; i++)
    if (kh_slot_fill(a, t, t->slots[i], tok, fill, 1))
      return a->mention_of[fill[0]] == KH_NONE && kh_is_kind(a, fill[0], KH_CLAUSE_UNDOING) && kh_agent_at(a, fill[0]) == KH_NONE;
  return false;
}

/* "argued that he had wasted time": who speaks of himself blames nobody, least of all whom the deed befell. */
static bool blames_himself(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, const kh_who *whom) {
  if (a->side || whom->n || f->op != KH_NO_OP || f->type == KH_THREATEN || !f->who_count || !f->whom_count || t->slots[f->who].kind != KH_SLOT_SPEAKER ||
      t->slots[f->whom].kind != KH_SLOT_SUBJ)
    return false;
  kh_who all = {.n = 0};
  kh_slots_who(a, t, f, f->whom, f->whom_count, tok, KH_DOERS, NULL, &all);
  return all.n > 0;
}

static bool try_frame(const kh_algebra *a, const kh_event_tables *t, const kh_frame_row *f, uint32_t tok, kh_fills *fills, kh_reading *out) {
  uint32_t lo = tok, hi = tok + 1;
  if (f->word_count && !words_hold(a, t, f, tok, &lo, &hi)) return false;
  for (uint32_t i = f->conds; i < f->conds + f->cond_count; i++)
    if (!condition_holds(a, t, f, &t->conds[i], tok, speaks_against(f, &t->conds[i]), fills)) return false;
  if (moves_a_thing(a, t, f, tok) || names_another(a, f, tok) || names_pact(a, f, tok)) return false;
  *out = (kh_reading){.tables = t, .frame = f, .lo = lo, .hi = hi};
  float score = (float)f->worth / 10;
  if (f->op != KH_NO_OP) {
    out->embedded_count = kh_embedded_of(a, t, f, tok, out->embedded, KH_MAX_EMBEDDED);
    if (out->embedded_count) score += 2.5f;
    uint32_t fill[2];
    for (uint32_t i = f->in; i < f->in + f->in_count && !out->clause; i++)
      out->clause = t->slots[i].kind >= KH_SLOT_XCOMP && kh_slot_fill(a, t, t->slots[i], tok, fill, 2) > 0;
  }
  if (f->pos == KH_FRAME_EVAL) {
    uint32_t s = kh_is_predicate(a, tok) ? kh_speaker_at(a, tok) : KH_NONE;
    if (s == KH_NONE) return false;
    kh_who_at(a, s, KH_ANYONE, &out->who);
    kh_slot_row topic = {.kind = KH_SLOT_TOPIC};
    uint32_t fill[KH_MAX_EMBEDDED], n = kh_slot_fill(a, t, topic, tok, fill, KH_MAX_EMBEDDED);
    if (!n) return false;
    for (uint32_t i = 0; i < n; i++) kh_who_at(a, fill[i], KH_DOERS, &out->whom);
  } else {
    bool judged = f->op != KH_NO_OP || kh_event_quad((kh_event_type)f->type) == 3;   /* what is condemned, rejected …: whose deed it is */
    if (f->who_count > 1 && t->slots[f->who + 1].also) {
      kh_slots_who(a, t, f, f->who, 1, tok, a->side ? KH_ANYONE : KH_ACTING, NULL, &out->who);
      out->lead = out->who.n;
      out->who.n = 0;
    }
    kh_who venue = {.n = 0};
    if (!a->side && f->type == KH_CONSULT && f->pos == KH_FRAME_N && f->op == KH_NO_OP) add_venue(a, tok, &venue);
    kh_slots_who(a, t, f, f->who, f->who_count, tok, a->side || f->occasion ? KH_ANYONE : KH_ACTING, venue.n ? &venue : NULL, &out->who);
    if (!a->side && f->pos == KH_FRAME_N && f->op == KH_NO_OP && !out->who.n && f->who_count) add_implied(a, tok, &out->who);
    if (!a->side && f->pos == KH_FRAME_N && f->op == KH_NO_OP && f->type == KH_CONSULT && f->who_count && f->whom_count &&
        (!out->who.n || !told_below(a, tok, out->who.at[0]))) {
      kh_who traveller = {.n = 0};
      kh_who_at(a, traveller_of(a, tok), KH_DOERS, &traveller);
      if (traveller.n) out->who = traveller;
    }
    if (!a->side && f->pos == KH_FRAME_N && f->type == KH_CONSULT && out->who.n && !out->lead && f->who_count > 1 && t->slots[f->who + f->who_count - 1].also) {
      kh_who with = out->who;
      out->who.n = 0;
      kh_who_at(a, host_of(a, tok), KH_DOERS, &out->who);
      out->lead = out->who.n;
      for (uint32_t i = 0; i < with.n; i++) {   /* "Sadat prayed before his talks with Begin" */
        bool there = false;
        for (uint32_t k = 0; k < out->lead && !a->side; k++) there |= kh_same_mention(a, out->who.at[k], with.at[i]);
        if (!there) kh_who_add(&out->who, with.at[i]);
      }
    }
    kh_slots_who(a, t, f, f->whom, f->whom_count, tok, judged ? KH_DOERS : KH_ANYONE, &out->who, &out->whom);
    if (!a->side && f->type != KH_ASSAULT) leave_arms(a, &out->whom);
    if (!a->side && f->pos == KH_FRAME_N && f->op == KH_NO_OP && f->who_count > 1 && f->whom_count && !out->whom.n)
      befell_owner(a, (kh_event_type)f->type, tok, out);
    if (blames_himself(a, t, f, tok, &out->whom)) return false;
  }
  /* "the minister said the plan breached the Union's rules": whose rules they are is not whom he blames */
  bool blamed = f->type == KH_ACCUSE && f->who_count && t->slots[f->who].kind == KH_SLOT_SPEAKER && f->whom_count == 1 &&
                t->slots[f->whom].kind == KH_SLOT_SUBJ;
  if (!a->side && (f->pos == KH_FRAME_V || f->op != KH_NO_OP) && !out->whom.n && f->whom_count && meant_for_somebody(f) && !blamed &&
      !(out->who.n > 1 && f->who_count > 1 && (f->pos != KH_FRAME_V || t->slots[f->who + 1].also)) &&
      (f->op == KH_NO_OP || (!out->embedded_count && out->clause)))
    kh_affected_of(a, tok, (kh_event_type)f->type, &out->who, &out->whom);
  if (out->whom.n && f->type == KH_SUPPORT && backs_undoing(a, t, f, tok)) out->whom.n = 0;
  if (!a->side && f->type == KH_ASSAULT && f->pos == KH_FRAME_V && !out->whom.n) place_struck(a, t, f, tok, &out->whom);
  /* "conscripts were trucked south" */
  if (!a->side && f->type == KH_MOBILIZE && f->pos == KH_FRAME_V && !out->who.n && f->who_count && kh_is_passive(a, tok) &&
      fields(a, kh_object_of(a, tok)))
    kh_who_at(a, kh_object_of(a, tok), KH_ANYONE, &out->who);
  score += (out->who.n ? 0.6f : 0) + (out->whom.n ? 0.6f : 0);
  if (a->side) {
    for (uint32_t i = 0; i < out->who.n; i++) score += out->who.at[i] == 0 ? 1.5f : -0.5f;
    for (uint32_t i = 0; i < out->whom.n; i++) score += out->whom.at[i] == 1 ? 1.5f : -0.5f;
  }
  out->score = score;
  if (!a->side && f->type == KH_MOBILIZE && f->pos == KH_FRAME_V && f->whom_count) {
    kh_who aim = {.n = 0};
    uint32_t o = kh_object_of(a, tok);
    add_aimed_at(a, tok, o, &out->who, &aim);
    if (!aim.n && o != KH_NONE) add_aimed_at(a, o, o, &out->who, &aim);
    if (aim.n) out->whom = aim;
  }
  return true;
}

/* "A collapse of the Sukkur Barrage": with an article of its own and capitals behind a name, in the midst of plain words, it is a thing's name. */
static bool is_named(const kh_doc *d, uint32_t tok) {
  if (tok < 2 || d->tok.upos[tok - 1] != KH_UPOS_PROPN || d->tok.head[tok - 1] != tok || d->tok.upos[tok - 2] != KH_UPOS_DET || d->tok.head[tok - 2] != tok)
    return false;
  return d->tok.form[tok - 2].n && d->tok.form[tok - 2].s[0] >= 'a' && kh_doc_child_base(d, tok, KH_DEP_NMOD) == KH_NONE;
}

bool kh_trigger_at(const kh_doc *d, const kh_event_tables *t, uint32_t tok, uint32_t *range) {
  if (!t->frames) return false;
  if (d->tok.upos[tok] != KH_UPOS_PROPN && kh_lookup_get(&t->triggers, d->tok.lemma[tok], d->tok.lemma_hash[tok], range)) return *range < t->range_count;
  /* "is in Cairo": where somebody is stands for the verb of being there */
  const kh_str place = KH_STR("@loc");
  uint8_t u = d->tok.upos[tok];
  bool where = kh_is_where(d, tok) || (kh_doc_child_with(d, tok, KH_DEP_COP) != KH_NONE && kh_doc_child_with(d, tok, KH_DEP_CASE) != KH_NONE);
  if (u == KH_UPOS_PROPN && where &&
      kh_lookup_get(&t->triggers, place, kh_hash_str(place), range) && *range < t->range_count) return true;
  /* names in a headline's capitals, verbs that the lemmatiser does not know */
  if (u != KH_UPOS_PROPN && u != KH_UPOS_VERB && u != KH_UPOS_ADJ) return false;
  if (u == KH_UPOS_PROPN && is_named(d, tok)) return false;
  return kh_lookup_get(&t->triggers, d->tok.lower[tok], d->tok.lower_hash[tok], range) && *range < t->range_count;
}

static void best_in(const kh_algebra *a, const kh_event_tables *t, const kh_range_row *range, uint32_t tok, kh_fills *fills, kh_reading *best, bool *found,
                    bool (*stands)(const kh_algebra *, const kh_reading *)) {
  enum { UNASKED, FITS, UNFIT };
  uint8_t fit[2][KH_FRAME_EVAL + 1] = {{0}};   /* by what pos_fits asks of a frame */
  for (uint32_t i = range->first; i < range->first + range->count; i++) {
    const kh_frame_row *f = &t->frames[i];
    kh_reading r;
    if (!kh_word_needed(a->words, t->needs[i])) continue;
    /* Many frames share a common verb: what could not win is not tried. Parties and an event within add less than this. */
    if (*found && !a->side && (float)f->worth / 10 + (f->op != KH_NO_OP ? 3.8f : 1.3f) < best->score) continue;
    uint8_t *fits = &fit[f->op == KH_NO_OP && f->type][f->pos];
    if (!*fits) *fits = pos_fits(a, f, tok) ? FITS : UNFIT;
    if (*fits == FITS && try_frame(a, t, f, tok, fills, &r) && stands(a, &r) && (!*found || r.score > best->score)) *best = r, *found = true;
  }
}

/* "Charged the protesters with batons", "sent rockets towards the city": of several readings that tell one event the best may leave open whom
 * it befell, and another that holds too names him. What is seized or refused tells by its owner where it comes from, not whom it befell. */
static void add_whom(const kh_algebra *a, const kh_event_tables *t, const kh_range_row *range, uint32_t tok, kh_fills *fills,
                     kh_reading *best, bool (*stands)(const kh_algebra *, const kh_reading *)) {
  const kh_frame_row *of = best->frame;
  if (a->side || of->op != KH_NO_OP || !of->type || !of->whom_count || best->whom.n || !best->who.n) return;
  bool befalls = of->type == KH_ASSAULT || of->type == KH_ACCUSE || of->type == KH_AGREE || (of->type == KH_COERCE && of->mode != KH_MODE_SEIZE) ||
                 (of->type == KH_RETREAT && of->mode);
  if (!befalls) return;
  float score = 0;
  for (uint32_t i = range->first; i < range->first + range->count; i++) {
    const kh_frame_row *f = &t->frames[i];
    kh_reading r;
    if (f == of || f->op != KH_NO_OP || f->type != of->type || f->mode != of->mode || f->pos != of->pos || !f->whom_count) continue;
    if (!kh_word_needed(a->words, t->needs[i])) continue;
    if (!pos_fits(a, f, tok) || !try_frame(a, t, f, tok, fills, &r) || !stands(a, &r) || r.score <= score) continue;
    if (r.who.n && kh_who_coded(a->d, &r.whom) && !kh_who_share(a, &best->who, &r.whom)) score = r.score, best->whom = r.whom;
  }
}

static void best_of(const kh_algebra *a, const kh_event_tables *t, uint32_t tok, kh_reading *best, bool *found,
                    bool (*stands)(const kh_algebra *, const kh_reading *)) {
  uint32_t at, form;
  if (!kh_trigger_at(a->d, t, tok, &at)) return;
  uint32_t before = *found;
  kh_fills fills;
  fills.n = 0;
  best_in(a, t, &t->ranges[at], tok, &fills, best, found, stands);
  if (*found != before) add_whom(a, t, &t->ranges[at], tok, &fills, best, stands);
  /* "will lay down their arms", whose lemma was taken for another verb's; "appalling", whose lemma is the verb that it was made of */
  uint8_t u = a->d->tok.upos[tok];
  if (*found != before || (u != KH_UPOS_VERB && u != KH_UPOS_ADJ) || !kh_lookup_get(&t->triggers, a->d->tok.lower[tok], a->d->tok.lower_hash[tok], &form) ||
      form == at || form >= t->range_count)
    return;
  best_in(a, t, &t->ranges[form], tok, &fills, best, found, stands);
}

bool kh_best_reading(const kh_algebra *a, uint32_t tok, kh_reading *out, bool (*stands)(const kh_algebra *, const kh_reading *)) {
  bool found = false;
  best_of(a, &a->e->user, tok, out, &found, stands);
  if (!found) best_of(a, &a->e->own, tok, out, &found, stands);
  return found;
}

static bool any_reading(const kh_algebra *a, const kh_reading *r) {
  (void)a, (void)r;
  return true;
}

bool kh_best_occasion(const kh_algebra *a, uint32_t tok, kh_reading *out) {
  bool found = false;
  best_of(a, &a->e->occasions, tok, out, &found, any_reading);
  return found && out->frame->occasion;
}
