/* whole.c: a name of several words is one word to the tree. Parsers read "Trinidad and Tobago's army" as two parties, "the Republic of the Congo and
 * Israel" as a republic of two lands, and "the Bank of Israel's governor" as a bank that does what the governor did: what stands beyond such a name hangs on
 * its first noun, and what the name tells the owner of is the phrase's head. */
#include "actors/actors_int.h"

static bool inside(const kh_name *n, uint32_t t) { return t != KH_NONE && t >= n->begin && t < n->end; }

static bool is_joint(uint8_t upos) { return upos == KH_UPOS_ADP || upos == KH_UPOS_CCONJ; }

/* Does a word within join others: "of", "and"? */
static bool is_joined(const kh_tokens *k, const kh_name *n) {
  for (uint32_t t = n->begin + 1; t + 1 < n->end; t++) if (is_joint(k->upos[t])) return true;
  return false;
}

/* "The Republic of the Congo's army", "Department of Justice lawyers": what the name's last word, which another of its words carries, was taken to own;
 * KH_NONE where it owns nothing, or the tree has it right. */
static uint32_t owned(const kh_doc *d, const kh_name *n) {
  const kh_tokens *k = &d->tok;
  uint32_t last = n->end - 1, noun = k->head[last];
  bool owns = k->deprel[last] == KH_DEP_NMOD_POSS || (k->deprel[last] == KH_DEP_COMPOUND && noun != KH_NONE && k->upos[noun] == KH_UPOS_NOUN);
  if (last == n->head || !owns || noun == KH_NONE || noun < n->end || !inside(n, k->head[noun])) return KH_NONE;
  return kh_doc_dominates(d, n->head, noun) ? noun : KH_NONE;
}

static bool hang_owned(kh_doc *d, const kh_name *n) {
  kh_tokens *k = &d->tok;
  uint32_t noun = owned(d, n), h = n->head, last = n->end - 1;
  if (noun == KH_NONE) return false;
  uint8_t how = k->deprel[last];
  k->head[noun] = k->head[h], k->deprel[noun] = k->deprel[h];
  k->head[h] = noun, k->deprel[h] = how;
  k->head[last] = h, k->deprel[last] = KH_DEP_NMOD;
  for (uint32_t i = d->child_at[noun]; i < d->child_at[noun + 1]; i++)   /* the name's own "of" and "and" */
    if (inside(n, d->child[i]) && k->head[d->child[i]] == noun && d->child[i] != h) k->head[d->child[i]] = last;
  for (uint32_t i = d->child_at[h]; i < d->child_at[h + 1]; i++) {       /* "with the Bank of Israel's governor, …" */
    uint32_t c = d->child[i];
    if (k->head[c] == h && !inside(n, c) && k->deprel[c] != KH_DEP_DET) k->head[c] = noun;
  }
  if (n->end < k->n && kh_is_possessive_mark(k, n->end)) k->head[n->end] = h;
  return true;
}

/* "The Republic of the Congo and Israel": who is joined to a word within the name, or tells more of it, is joined to the name. */
static bool hang_beyond(kh_doc *d, const kh_name *n) {
  kh_tokens *k = &d->tok;
  bool mended = false;
  for (uint32_t t = n->begin; t < n->end; t++) {
    if (t == n->head || !kh_doc_dominates(d, n->head, t)) continue;
    for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
      uint32_t c = d->child[i];
      if (inside(n, c) || c < n->end || k->head[c] != t || k->deprel[c] == KH_DEP_CASE) continue;
      bool listed = k->deprel[c] == KH_DEP_CONJ && k->deprel[n->head] == KH_DEP_CONJ;
      k->head[c] = listed ? k->head[n->head] : n->head;
      mended = true;
    }
  }
  return mended;
}

/* "Egypt, the Republic of the Congo and Norway": no state is another one, so that the second is not what the first is, but the next of a list. */
static bool list_states(kh_actors_work *w, const kh_name *n) {
  kh_tokens *k = &w->d->tok;
  uint32_t first = k->deprel[n->head] == KH_DEP_APPOS ? k->head[n->head] : KH_NONE, at = first == KH_NONE ? KH_NONE : w->name_at[first];
  if (n->kind != KH_NAME_STATE || at == KH_NONE || w->names.at[at].kind != KH_NAME_STATE) return false;
  if (!strcmp(w->names.at[at].actor.country, n->actor.country)) return false;
  k->deprel[n->head] = KH_DEP_CONJ;
  for (uint32_t t = n->end, end = w->d->sentences[k->sentence[first]].tok_end; t < end; t++)
    if (k->head[t] == n->head && k->deprel[t] == KH_DEP_CONJ) k->head[t] = first;
  return true;
}

/* "The rulers of Mali, Burkina Faso and Niger", where the tree joins the second to the rulers and the third to the first: the arcs of one list do not cross. */
static bool list_between(kh_actors_work *w, const kh_name *n) {
  kh_tokens *k = &w->d->tok;
  uint32_t b = n->head, over = k->deprel[b] == KH_DEP_CONJ ? k->head[b] : KH_NONE, end = w->d->sentences[k->sentence[b]].tok_end;
  if (n->kind != KH_NAME_STATE || over == KH_NONE || over > b || n->begin < over + 2 || k->upos[over] != KH_UPOS_NOUN) return false;
  uint32_t at = kh_str_is(k->form[n->begin - 1], ",") ? w->name_at[n->begin - 2] : KH_NONE;
  const kh_name *first = at == KH_NONE || w->names.at[at].kind != KH_NAME_STATE ? NULL : &w->names.at[at];
  if (!first || k->head[first->head] != over || n->end + 1 >= end) return false;
  uint32_t next = n->end + (k->upos[n->end] == KH_UPOS_CCONJ || kh_str_is(k->form[n->end], ","));
  if (next == n->end || w->name_at[next] == KH_NONE || w->names.at[w->name_at[next]].kind != KH_NAME_STATE) return false;
  if (k->head[w->names.at[w->name_at[next]].head] != first->head) return false;
  k->head[b] = first->head;
  return true;
}

/* "President Roe of Mali and his Kenyan colleague met", where the tree joins the colleague to the land: people are joined to people. */
static bool join_persons(kh_actors_work *w, const kh_name *n) {
  kh_tokens *k = &w->d->tok;
  uint32_t who = kh_deprel_base(k->deprel[n->head]) == KH_DEP_NMOD ? k->head[n->head] : KH_NONE;
  if (n->kind != KH_NAME_STATE || who == KH_NONE || who > n->head || w->name_at[who] == KH_NONE) return false;
  if (w->names.at[w->name_at[who]].kind != KH_NAME_PERSON || n->end + 1 >= k->n || k->upos[n->end] != KH_UPOS_CCONJ) return false;
  for (uint32_t i = w->d->child_at[n->head]; i < w->d->child_at[n->head + 1]; i++) {
    uint32_t c = w->d->child[i];
    bool joined = k->deprel[c] == KH_DEP_CONJ && k->head[c] == n->head && k->upos[c] == KH_UPOS_NOUN;
    if (!joined || kh_doc_child_with(w->d, c, KH_DEP_NMOD_POSS) != n->end + 1) continue;
    k->head[c] = who;
    return true;
  }
  return false;
}

/* "UAE", "U.N." */
static bool is_letters(kh_str form) {
  for (size_t i = 0; i < form.n; i++) if ((form.s[i] < 'A' || form.s[i] > 'Z') && form.s[i] != '.') return false;
  return form.n > 1;
}

/* May the name stand before a noun as an adjective does: "New Zealand", and what would have an article if it were a noun ("UAE", "African
 * Union")? */
static bool may_modify(const kh_actors_work *w, const kh_name *n) {
  const kh_tokens *k = w->k;
  kh_gaz_hit hit[8];
  bool body = n->kind == KH_NAME_BODY && n->actor.sectors & 1u << KH_SECTOR_IGO;
  if (n->entity == KH_NONE || (n->kind != KH_NAME_STATE && !body)) return false;
  bool article = n->begin > 0 && k->sentence[n->begin - 1] == k->sentence[n->begin] && k->upos[n->begin - 1] == KH_UPOS_DET;
  if (body || (n->end == n->begin + 1 && is_letters(k->form[n->begin]))) return !article;
  uint32_t m = kh_gaz_match(n->gaz, w->d, n->begin, hit, 8);
  for (uint32_t i = 0; i < m; i++) if (hit[i].use == KH_GAZ_USE_ADJECTIVE && hit[i].tok_end == n->end) return true;
  return false;
}

/* The nationality whose word stands at t, or a name that tells it likewise; or NULL. */
static const kh_name *nationality_at(const kh_actors_work *w, uint32_t t) {
  uint32_t at = t < w->k->n ? w->name_at[t] : KH_NONE;
  const kh_name *n = at == KH_NONE ? NULL : &w->names.at[at];
  return n && n->begin == t && (n->kind == KH_NAME_DEMONYM || may_modify(w, n)) ? n : NULL;
}

/* "New Zealand and Norwegian soldiers", "EU, Kenyan and Ugandan officials", where the tree lists a land with the soldiers: it tells whose they are, as the
 * nationalities behind it do. */
static bool hang_on_noun(kh_actors_work *w, const kh_name *n) {
  enum { MOST = 6 };
  kh_tokens *k = &w->d->tok;
  uint32_t h = n->head, noun = KH_NONE, of[MOST], many = 0, t = n->end, end = w->d->sentences[k->sentence[h]].tok_end;
  while (t + 1 < end && many < MOST && (k->upos[t] == KH_UPOS_CCONJ || kh_str_is(k->form[t], ","))) {
    const kh_name *next = nationality_at(w, t + 1);
    if (!next || !strcmp(next->actor.country, n->actor.country)) return false;      /* two bodies of the world are two parties */
    bool last = k->upos[t] == KH_UPOS_CCONJ;
    of[many++] = next->head;
    t = next->end;
    if (last) break;
  }
  for (uint32_t i = 0; i < many && noun == KH_NONE; i++)
    if (k->deprel[of[i]] == KH_DEP_AMOD || k->deprel[of[i]] == KH_DEP_COMPOUND) noun = k->head[of[i]];
  if (noun == KH_NONE && many && t < end) noun = t;      /* all of them listed with it */
  if (noun == KH_NONE || noun < t || k->upos[noun] != KH_UPOS_NOUN) return false;
  bool joined = k->head[noun] == h && k->deprel[noun] == KH_DEP_CONJ;
  if (!(joined || (k->head[noun] == k->head[h] && k->deprel[noun] == k->deprel[h])) || !may_modify(w, n)) return false;
  for (uint32_t i = 0; i < many; i++)
    if (kh_doc_dominates(w->d, of[i], h) || kh_doc_dominates(w->d, of[i], noun)) return false;      /* what is above stays there */
  k->head[noun] = k->head[h], k->deprel[noun] = k->deprel[h];
  for (uint32_t i = w->d->child_at[h]; i < w->d->child_at[h + 1]; i++) {
    uint32_t c = w->d->child[i];
    if (k->head[c] == h && !inside(n, c)) k->head[c] = noun;
  }
  for (uint32_t i = n->end; i < t; i++) {
    const kh_name *next = nationality_at(w, i + 1);
    if (next && w->name_at[i] == KH_NONE) k->head[i] = next->head;
  }
  for (uint32_t i = 0; i < many; i++) k->head[of[i]] = h, k->deprel[of[i]] = KH_DEP_CONJ;
  k->head[h] = noun, k->deprel[h] = KH_DEP_COMPOUND;
  return true;
}

/* Where a name may stand in a clause. */
static bool is_place_of_name(const kh_tokens *k, uint32_t t) {
  uint8_t b = kh_deprel_base(k->deprel[t]);
  bool nominal = k->upos[t] == KH_UPOS_PROPN || k->upos[t] == KH_UPOS_NOUN;
  return nominal && (b == KH_DEP_NSUBJ || b == KH_DEP_OBJ || b == KH_DEP_IOBJ || b == KH_DEP_OBL || b == KH_DEP_NMOD || b == KH_DEP_APPOS || b == KH_DEP_CONJ);
}

/* Of a name that hangs together by no one word, the word that stands where a name may; KH_NONE where the tree has it right, or has no such word. */
static uint32_t top_of(const kh_tokens *k, const kh_name *n) {
  uint32_t top = KH_NONE, loose = 0;
  for (uint32_t t = n->begin; t < n->end; t++) {
    if (inside(n, k->head[t])) continue;
    if (k->deprel[t] == KH_DEP_COMPOUND || k->deprel[t] == KH_DEP_NMOD_POSS || k->upos[t] == KH_UPOS_CCONJ) return KH_NONE;      /* it stands before a noun */
    loose++;
    if (top == KH_NONE && is_place_of_name(k, t) && k->head[t] != KH_NONE) top = t;
  }
  return loose > 1 ? top : KH_NONE;
}

/* What hangs on a word of a name that was taken for a verb hangs on the clause's own, which takes its place. */
static void leave(kh_doc *d, const kh_name *n, uint32_t t, uint32_t verb) {
  enum { UP = 24 };
  kh_tokens *k = &d->tok;
  uint32_t under = verb;      /* the clause that the word governs, if it governs the verb at all */
  for (int i = 0; i < UP && under != KH_NONE && k->head[under] != t; i++) under = k->head[under];
  if (under != KH_NONE && k->head[under] == t) {
    k->head[under] = k->head[t], k->deprel[under] = k->deprel[t], k->label[under] = k->label[t];
    verb = under;
  } else if (under != KH_NONE) return;
  for (uint32_t i = d->child_at[t]; i < d->child_at[t + 1]; i++) {
    uint32_t c = d->child[i];
    if (k->head[c] == t && c != verb && !inside(n, c)) k->head[c] = verb;
  }
}

static void make_proper(kh_tokens *k, uint32_t t) {
  k->upos[t] = KH_UPOS_PROPN, k->morph[t] = 0, k->lemma[t] = k->form[t], k->lemma_hash[t] = k->lower_hash[t];
}

/* "Said Musa criticised", "Will Hurd criticised", "met To Lam": a name that is known has no verb, auxiliary or preposition, and is one party. Was it bound? */
static bool bind(kh_doc *d, kh_name *n) {
  kh_tokens *k = &d->tok;
  uint32_t top = top_of(k, n), s = k->sentence[n->begin], verb = top == KH_NONE ? KH_NONE : k->head[top];
  if (top == KH_NONE || n->entity == KH_NONE || !kh_has_capital(k, n->begin) || kh_str_is(k->form[d->sentences[s].tok_end - 1], "?")) return false;
  for (uint32_t t = n->begin; t < n->end; t++) {
    if (t == top || inside(n, k->head[t])) continue;
    if (k->deprel[t] == KH_DEP_DET || k->deprel[t] == KH_DEP_PUNCT || k->upos[t] == KH_UPOS_PUNCT) continue;
    if (k->upos[t] != KH_UPOS_PROPN && !kh_has_capital(k, t)) continue;
    leave(d, n, t, verb);
    make_proper(k, t);
    k->head[t] = top, k->deprel[t] = t < top ? KH_DEP_COMPOUND : KH_DEP_FLAT;
  }
  n->head = top;
  return true;
}

/* "Criticised Said Musa", "met To Lam": behind a verb without an object, a name whose first word was taken for a verb or a preposition is its object. */
static void make_object(kh_doc *d, const kh_name *n) {
  kh_tokens *k = &d->tok;
  uint32_t first = n->begin, h = n->head, verb = k->head[h];
  if (n->entity == KH_NONE || n->end < first + 2 || verb == KH_NONE || verb >= first || k->upos[verb] != KH_UPOS_VERB || !kh_has_capital(k, first)) return;
  uint8_t b = kh_deprel_base(k->deprel[h]);
  bool preposition = h != first && k->head[first] == h && k->deprel[first] == KH_DEP_CASE && b == KH_DEP_OBL;
  bool clause = h == first && k->upos[h] == KH_UPOS_VERB && (b == KH_DEP_XCOMP || b == KH_DEP_CCOMP);
  if (!(preposition || clause) || kh_doc_child_base(d, verb, KH_DEP_OBJ) != KH_NONE) return;
  if (preposition) k->deprel[first] = KH_DEP_COMPOUND;
  make_proper(k, first);
  k->deprel[h] = KH_DEP_OBJ;
}

/* "Raided Sotheby's", "criticised Moody's": the mark that ends a firm's name, where the name owns nothing, is no possessor's. */
static bool own_mark(kh_tokens *k, const kh_name *n) {
  uint32_t last = n->end - 1;
  if (n->entity == KH_NONE || last <= n->begin || !kh_is_possessive_mark(k, last) || k->deprel[last] != KH_DEP_CASE || !is_place_of_name(k, n->head)) return false;
  if (k->deprel[n->head] == KH_DEP_NMOD_POSS) return false;
  k->deprel[last] = KH_DEP_FLAT;
  if (last != n->head) k->head[last] = n->head;
  return true;
}

/* "The Ministry of Economy, Trade and Industry", "Goldman, Sachs and Co": what a list within a name names is nobody beside it. */
static void bind_list(kh_tokens *k, const kh_name *n) {
  bool comma = false;
  if (n->entity == KH_NONE || n->kind != KH_NAME_BODY) return;
  for (uint32_t t = n->begin + 1; t + 1 < n->end; t++) comma |= kh_str_is(k->form[t], ",");
  for (uint32_t t = n->begin; comma && t < n->end; t++)
    if (k->deprel[t] == KH_DEP_CONJ && inside(n, k->head[t])) k->deprel[t] = KH_DEP_FLAT;
}

/* The tagger's marks follow what is known: "Jan Brewer" is a person. */
static void tag_person(kh_tokens *k, const kh_name *n) {
  if (n->kind != KH_NAME_PERSON || n->entity == KH_NONE || n->end < n->begin + 2) return;
  for (uint32_t t = n->first; t < n->end; t++)
    if (k->upos[t] == KH_UPOS_PROPN && k->ner[t] && k->ner[t] / 2 != KH_ENTITY_ORG) return;
  for (uint32_t t = n->first; t < n->end; t++) {
    k->ner[t] = (uint8_t)(2 * KH_ENTITY_PER + (t == n->first));
    if (kh_has_capital(k, t) && !kh_is_possessive_mark(k, t)) make_proper(k, t);
  }
}

void kh_actors_whole(kh_actors_work *w) {
  bool mended = false;      /* until the end the children are those of before, each asked what it hangs on now */
  bool bound = false;      /* children are found anew once, so that time stays linear; those of before serve until then */
  for (size_t i = 0; i < w->names.n; i++) {
    make_object(w->d, &w->names.at[i]);
    bound |= bind(w->d, &w->names.at[i]);
    bound |= own_mark(&w->d->tok, &w->names.at[i]);
    bind_list(&w->d->tok, &w->names.at[i]);
    tag_person(&w->d->tok, &w->names.at[i]);
  }
  if (bound) kh_doc_index_children(w->d);
  for (size_t i = 0; i < w->names.n; i++) {
    const kh_name *n = &w->names.at[i];
    bool whole = n->end > n->begin + 1 && n->kind != KH_NAME_PERSON;
    if (whole && is_joined(w->k, n)) mended |= hang_owned(w->d, n);
    if (whole) mended |= hang_beyond(w->d, n);
    mended |= list_states(w, n) || list_between(w, n) || hang_on_noun(w, n) || join_persons(w, n);
  }
  if (mended) kh_doc_index_children(w->d);
}
