/* add.c: one coded report into rows. */
#include <stdio.h>
#include <stdlib.h>

#include "export/export.h"
#include "store/store_int.h"
#include "store/stories.h"

typedef struct adder {
  kh_store *s;
  const kh_doc *d;
  int64_t doc;
  bool with_text;
  int64_t *quote_ids;   /* by index of the quote */
  int rc;               /* the first failure, or SQLITE_OK */
} adder;

static kh_str str(kh_text t) { return (kh_str){t.s, t.n}; }

/* Nothing more after a failure: it may have ended the transaction, and what came now would stay by itself. */
static int64_t put(adder *a, kh_row *r) {
  int64_t id = 0;
  if (a->rc) return 0;
  int rc = kh_row_put(r, &id);
  if (rc != SQLITE_DONE && rc != SQLITE_ROW) a->rc = rc;
  return id;
}

/* ---- actors and places: one row for each way that one was coded ---- */

#define SEEN_MAX ((size_t)1 << 20)

int64_t *kh_seen_slot(kh_seen *c, uint64_t uid) {
  if (c->n * 2 >= c->cap) {
    size_t cap = c->cap ? c->cap * 2 : 4096;
    kh_seen next = {calloc(cap, sizeof *next.slot), 0, cap};
    if (!next.slot) return NULL;
    if (c->n < SEEN_MAX)   /* else begin anew: the database knows the rest */
      for (size_t i = 0; i < c->cap; i++)
        if (c->slot[i].id) {
          size_t at = c->slot[i].uid & (cap - 1);
          while (next.slot[at].id) at = (at + 1) & (cap - 1);
          next.slot[at] = c->slot[i];
          next.n++;
        }
    free(c->slot);
    *c = next;
  }
  size_t at = uid & (c->cap - 1);
  while (c->slot[at].id && c->slot[at].uid != uid) at = (at + 1) & (c->cap - 1);
  if (!c->slot[at].id) c->slot[at].uid = uid, c->n++;
  return &c->slot[at].id;
}

static uint64_t mix_text(uint64_t h, kh_str v) { return kh_hash_mix(h, v.n ? kh_hash_str(v) : 0); }

static int64_t actor_id(adder *a, const kh_mention *m) {
  const kh_actor *x = &m->actor;
  kh_str name = x->name.n ? str(x->name) : kh_doc_words(a->d, m->span);
  uint64_t uid = mix_text(mix_text(mix_text(mix_text(0, str(x->id)), name), kh_str_of(x->country)), str(x->role));
  uid = kh_hash_mix(kh_hash_mix(uid, x->sector), (uint64_t)x->sectors << 32 | (uint32_t)x->cow << 16 | x->gwn);
  int64_t *id = kh_seen_slot(&a->s->actors, uid);
  if (id && *id) return *id;
  kh_row r = kh_row_of(a->s, KH_SQL_ACTOR_FIND);
  kh_row_int(&r, (int64_t)uid);
  int64_t found = put(a, &r);
  if (!found) {
    kh_buf others = {0};
    for (int s = 1; s < KH_SECTOR_COUNT; s++)
      if (s != (int)x->sector && x->sectors >> s & 1) kh_buf_printf(&others, "%s%s", others.n ? ";" : "", kh_sector_name((kh_sector)s));
    r = kh_row_of(a->s, KH_SQL_ACTOR_ADD);
    kh_row_int(&r, (int64_t)uid);
    kh_row_text(&r, str(x->id));
    kh_row_words(&r, name);
    kh_row_text(&r, kh_str_of(x->country));
    kh_row_text(&r, kh_str_of(kh_sector_name(x->sector)));
    kh_row_text(&r, (kh_str){others.s, others.n});
    kh_row_text(&r, str(x->role));
    kh_row_ref(&r, x->cow);
    kh_row_ref(&r, x->gwn);
    found = put(a, &r);
    kh_buf_free(&others);
  }
  if (id) *id = found;
  return found;
}

static int64_t place_id(adder *a, const kh_place *p) {
  kh_str name = p->name.n ? str(p->name) : kh_doc_words(a->d, p->span);
  uint64_t uid = mix_text(mix_text(mix_text(mix_text(0, name), kh_str_of(p->country)), str(p->admin1)), str(p->feature));
  uid = kh_hash_mix(kh_hash_mix(uid, p->geonameid), p->resolution);
  int64_t *id = kh_seen_slot(&a->s->places, uid);
  if (id && *id) return *id;
  kh_row r = kh_row_of(a->s, KH_SQL_PLACE_FIND);
  kh_row_int(&r, (int64_t)uid);
  int64_t found = put(a, &r);
  if (!found) {
    bool known = p->geonameid || p->lat != 0 || p->lon != 0;
    r = kh_row_of(a->s, KH_SQL_PLACE_ADD);
    kh_row_int(&r, (int64_t)uid);
    kh_row_ref(&r, p->geonameid);
    kh_row_words(&r, name);
    kh_row_text(&r, kh_str_of(p->country));
    kh_row_text(&r, str(p->admin1));
    kh_row_text(&r, str(p->feature));
    kh_row_int(&r, p->resolution);
    if (known) kh_row_real(&r, p->lat), kh_row_real(&r, p->lon);
    else kh_row_null(&r), kh_row_null(&r);
    found = put(a, &r);
  }
  if (id) *id = found;
  return found;
}

/* ---- what all records share ---- */

static void offsets(adder *a, kh_row *r, kh_span s) {
  kh_row_int(r, kh_codepoint_at(a->d, s.begin));
  kh_row_int(r, kh_codepoint_at(a->d, s.end));
}

/* Words and offsets; NULL three times where the span is empty. */
static void words_at(adder *a, kh_row *r, kh_span s) {
  if (s.begin == s.end) {
    kh_row_null(r), kh_row_null(r), kh_row_null(r);
    return;
  }
  kh_row_words(r, kh_doc_words(a->d, s));
  offsets(a, r, s);
}

static void spans(adder *a, kh_buf *b, const kh_span *list, uint32_t n) {
  kh_buf_byte(b, '[');
  for (uint32_t i = 0; i < n; i++)
    kh_buf_printf(b, "%s[%u,%u]", i ? "," : "", kh_codepoint_at(a->d, list[i].begin), kh_codepoint_at(a->d, list[i].end));
  kh_buf_byte(b, ']');
}

static const kh_mention *mention(const adder *a, uint32_t i) { return i < a->d->mention_count ? &a->d->mentions[i] : NULL; }

/* ---- events and plans ---- */

static int64_t first_actor(adder *a, const uint32_t *list, uint32_t n) {
  const kh_mention *m = n ? mention(a, list[0]) : NULL;
  return m ? actor_id(a, m) : 0;
}

static void side(adder *a, kh_statement st, int64_t id, const char *name, const uint32_t *list, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    const kh_mention *m = mention(a, list[i]);
    if (!m) continue;
    int64_t actor = actor_id(a, m);
    kh_row r = kh_row_of(a->s, st);
    kh_row_int(&r, id);
    kh_row_words(&r, kh_str_of(name));
    kh_row_int(&r, i);
    kh_row_int(&r, actor);
    kh_row_words(&r, kh_doc_words(a->d, m->span));
    offsets(a, &r, m->span);
    put(a, &r);
  }
}

static void size(kh_row *r, const kh_size *s) {
  if (s->present) kh_row_real(r, s->value), kh_row_real(r, s->low), kh_row_real(r, s->high);
  else kh_row_null(r), kh_row_null(r), kh_row_null(r);
}

static void event(adder *a, const kh_event *e, bool plan) {
  static const char *const precisions[] = {"", "day", "month", "year"};
  const kh_doc *d = a->d;
  kh_buf contexts = {0}, more = {0};
  for (int c = 0; c < KH_CONTEXT_COUNT; c++)
    if (e->contexts >> c & 1) kh_buf_printf(&contexts, "%s%s", contexts.n ? ";" : "", kh_context_name((kh_context)c));
  if (e->mention_count) spans(a, &more, e->mentions, e->mention_count);
  if (contexts.failed || more.failed) a->rc = SQLITE_NOMEM;
  const kh_event *base = e->base < d->event_count ? &d->events[e->base] : NULL;
  int64_t actor = first_actor(a, e->actors, e->actor_count), recipient = first_actor(a, e->recipients, e->recipient_count);
  int64_t place = e->place < d->place_count ? place_id(a, &d->places[e->place]) : 0;
  kh_span sentence = e->sentence < d->sentence_count ? d->sentence_spans[e->sentence] : (kh_span){0, 0};
  kh_row r = kh_row_of(a->s, plan ? KH_SQL_PLAN_ADD : KH_SQL_EVENT_ADD);
  kh_row_int(&r, (int64_t)kh_record_uid(d, plan ? "plan" : "event", kh_event_hash(e)));
  kh_row_int(&r, a->doc);
  kh_row_text(&r, kh_str_of(kh_event_name(e->type)));
  kh_row_text(&r, kh_str_of(kh_mode_name(e->mode)));
  kh_row_ref(&r, kh_event_quad(e->type));
  if (e->type) kh_row_real(&r, e->intensity);
  else kh_row_null(&r);
  kh_row_text(&r, kh_str_of(e->cameo));
  kh_row_text(&r, (kh_str){contexts.s, contexts.n});
  kh_row_words(&r, kh_str_of(kh_event_status_name(e->status)));
  kh_row_day(&r, e->date);
  kh_row_day(&r, e->enddate);
  kh_row_text(&r, kh_str_of(e->date == KH_NO_DAY ? "" : precisions[e->precision]));
  kh_row_int(&r, e->date_stated);
  kh_row_ref(&r, actor);
  kh_row_ref(&r, recipient);
  kh_row_ref(&r, place);
  kh_row_ref(&r, e->quote < d->quote_count ? a->quote_ids[e->quote] : 0);
  kh_row_text(&r, kh_str_of(base ? kh_event_name(base->type) : ""));
  kh_row_text(&r, kh_str_of(base ? kh_mode_name(base->mode) : ""));
  kh_row_text(&r, kh_str_of(base ? kh_event_status_name(base->status) : ""));
  size(&r, &e->dead);
  size(&r, &e->injured);
  size(&r, &e->arrested);
  size(&r, &e->participants);
  kh_row_int(&r, e->sentence);
  offsets(a, &r, sentence);
  kh_row_words(&r, kh_doc_words(d, e->trigger));
  offsets(a, &r, e->trigger);
  kh_row_text(&r, (kh_str){more.s, more.n});
  kh_row_words(&r, str(e->rule));
  kh_row_real(&r, e->confidence);
  if (plan) kh_row_text(&r, kh_str_of(kh_occasion_name(e->occasion)));
  int64_t id = put(a, &r);
  kh_buf_free(&contexts);
  kh_buf_free(&more);
  kh_statement st = plan ? KH_SQL_PLAN_ACTOR : KH_SQL_EVENT_ACTOR;
  side(a, st, id, "actor", e->actors, e->actor_count);
  side(a, st, id, "recipient", e->recipients, e->recipient_count);
  if (base) {
    side(a, st, id, "base_actor", base->actors, base->actor_count);
    side(a, st, id, "base_recipient", base->recipients, base->recipient_count);
  }
  if (mention(a, e->reporter)) side(a, st, id, "reporter", &e->reporter, 1);
  if (!plan && a->with_text && sentence.end > sentence.begin) {
    r = kh_row_of(a->s, KH_SQL_EVENT_SEARCH);
    kh_row_int(&r, id);
    kh_row_words(&r, kh_doc_words(d, sentence));
    put(a, &r);
  }
}

/* ---- the other records ---- */

static void quote(adder *a, uint32_t i) {
  const kh_doc *d = a->d;
  const kh_quote *q = &d->quotes[i];
  kh_buf content = {0}, at = {0};
  for (uint32_t k = 0; k < q->content_count; k++) {
    if (k) kh_buf_put(&content, " … ", 5);
    kh_buf_str(&content, kh_doc_words(d, q->content[k]));
  }
  spans(a, &at, q->content, q->content_count);
  if (content.failed || at.failed) a->rc = SQLITE_NOMEM;
  const kh_mention *m = mention(a, q->speaker);
  int64_t speaker = m ? actor_id(a, m) : 0;
  kh_row r = kh_row_of(a->s, KH_SQL_QUOTE_ADD);
  kh_row_int(&r, (int64_t)kh_record_uid(d, "quote", kh_quote_hash(q)));
  kh_row_int(&r, a->doc);
  kh_row_ref(&r, speaker);
  words_at(a, &r, q->speaker_span);
  words_at(a, &r, q->cue);
  if (a->with_text) kh_row_words(&r, (kh_str){content.s, content.n});
  else kh_row_null(&r);
  kh_row_words(&r, (kh_str){at.s, at.n});
  kh_row_int(&r, q->direct);
  kh_row_text(&r, kh_doc_words(d, q->audience));
  kh_row_int(&r, q->sentence);
  a->quote_ids[i] = put(a, &r);
  kh_buf_free(&content);
  kh_buf_free(&at);
}

/* Whom the report names: a row for each chain of mentions that holds a name. */
static void named(adder *a) {
  const kh_doc *d = a->d;
  uint32_t *count = calloc(d->chain_count + 1u, 2 * sizeof *count), *first = count ? count + d->chain_count + 1 : NULL;
  if (!count) {
    a->rc = SQLITE_NOMEM;
    return;
  }
  for (uint32_t i = d->mention_count; i-- > 0;) {
    const kh_mention *m = &d->mentions[i];
    if (m->chain >= d->chain_count) continue;
    count[m->chain]++;
    if (m->kind < KH_ENTITY_NOMINAL) first[m->chain] = i + 1;
  }
  for (uint32_t c = 0, n = 0; c < d->chain_count; c++) {
    if (!first[c]) continue;
    const kh_mention *m = &d->mentions[first[c] - 1];
    int64_t actor = actor_id(a, m);
    kh_row r = kh_row_of(a->s, KH_SQL_DOCUMENT_ACTOR);
    kh_row_int(&r, a->doc);
    kh_row_int(&r, n++);
    kh_row_words(&r, kh_str_of(kh_entity_name(m->kind)));
    kh_row_int(&r, actor);
    kh_row_int(&r, count[c]);
    words_at(a, &r, m->span);
    put(a, &r);
  }
  free(count);
}

static void others(adder *a) {
  static const char *const timex[] = {"DATE", "TIME", "DURATION", "SET"};
  const kh_doc *d = a->d;
  for (uint32_t i = 0; i < d->place_count; i++) {
    const kh_place *p = &d->places[i];
    int64_t place = place_id(a, p);
    kh_row r = kh_row_of(a->s, KH_SQL_DOCUMENT_PLACE);
    kh_row_int(&r, a->doc);
    kh_row_int(&r, i);
    kh_row_int(&r, place);
    kh_row_words(&r, kh_doc_words(d, p->span));
    offsets(a, &r, p->span);
    kh_row_int(&r, p->demonym);
    kh_row_int(&r, p->sentence);
    put(a, &r);
  }
  for (uint32_t i = 0; i < d->time_count; i++) {
    const kh_time *t = &d->times[i];
    kh_row r = kh_row_of(a->s, KH_SQL_TIME_ADD);
    kh_row_int(&r, a->doc);
    kh_row_int(&r, i);
    kh_row_words(&r, kh_str_of(timex[t->timex]));
    kh_row_words(&r, str(t->value));
    kh_row_day(&r, t->begin);
    kh_row_day(&r, t->end);
    kh_row_words(&r, kh_doc_words(d, t->span));
    offsets(a, &r, t->span);
    kh_row_int(&r, t->sentence);
    put(a, &r);
  }
  for (uint32_t i = 0; i < d->figure_count; i++) {
    const kh_figure *f = &d->figures[i];
    kh_row r = kh_row_of(a->s, KH_SQL_FIGURE_ADD);
    kh_row_int(&r, a->doc);
    kh_row_int(&r, i);
    kh_row_words(&r, kh_str_of(kh_figure_name(f->kind)));
    kh_row_real(&r, f->value);
    kh_row_real(&r, f->low);
    kh_row_real(&r, f->high);
    kh_row_text(&r, str(f->qualifier));
    kh_row_words(&r, kh_doc_words(d, f->span));
    offsets(a, &r, f->span);
    kh_row_int(&r, f->sentence);
    put(a, &r);
  }
  for (size_t i = 0; i < d->problems.n; i++) {
    const kh_problem *p = &d->problems.at[i];
    kh_row r = kh_row_of(a->s, KH_SQL_PROBLEM_ADD);
    kh_row_int(&r, a->doc);
    kh_row_int(&r, (int64_t)i);
    kh_row_words(&r, kh_str_of(kh_status_name(p->code)));
    kh_row_words(&r, str(p->message));
    if (p->span.begin != p->span.end) offsets(a, &r, p->span);
    else kh_row_null(&r), kh_row_null(&r);
    put(a, &r);
  }
}

/* ---- the document ---- */

/* Where a report came from: what it says, else its URL's host. */
kh_str kh_store_source(const kh_doc *d) {
  if (d->source.n) return d->source;
  kh_str u = d->url;
  size_t i = 0;
  while (i + 3 <= u.n && memcmp(u.s + i, "://", 3)) i++;
  if (i + 3 > u.n) return KH_STR("");
  u = kh_str_sub(u, i + 3, u.n);
  for (i = 0; i < u.n && !strchr("/?#:", u.s[i]);) i++;
  u = kh_str_sub(u, 0, i);
  return kh_str_starts(u, KH_STR("www.")) ? kh_str_sub(u, 4, u.n) : u;
}

static void document(adder *a, kh_str key, const char *sha256, int64_t revision) {
  const kh_doc *d = a->d;
  kh_row r = kh_row_of(a->s, KH_SQL_DOCUMENT_ADD);
  kh_row_int(&r, (int64_t)kh_record_uid(d, "document", 0));
  kh_row_words(&r, key);
  kh_row_words(&r, kh_str_of(sha256));
  kh_row_int(&r, revision);
  kh_row_words(&r, d->id);
  kh_row_text(&r, d->url);
  kh_row_text(&r, kh_store_source(d));
  kh_row_day(&r, d->published);
  kh_row_text(&r, d->published_text);
  kh_row_text(&r, d->title);
  kh_row_text(&r, d->byline);
  kh_row_text(&r, d->language);
  kh_row_int(&r, a->s->version);
  kh_row_text(&r, kh_str_of(d->failed ? kh_status_name(d->failed) : ""));
  kh_row_int(&r, kh_codepoint_at(d, (uint32_t)d->text.n));
  kh_row_int(&r, d->tok.n);
  kh_row_int(&r, d->sentence_count);
  if (a->with_text) kh_row_words(&r, d->text);
  else kh_row_null(&r);
  a->doc = put(a, &r);
  r = kh_row_of(a->s, KH_SQL_DOCUMENT_SEARCH);
  kh_row_int(&r, a->doc);
  kh_row_text(&r, d->title);
  if (a->with_text) kh_row_words(&r, d->text);
  else kh_row_null(&r);
  put(a, &r);
}

/* The row of `versions` that says what codes now. */
typedef struct heard { kh_str name[4], version[4], hash[4]; kh_arena *arena; } heard;
static void hear(void *user, const char *name, const char *version, const char *hash) {
  static const char *const wanted[] = {"khaldun", "ontology", "data", "model"};
  heard *h = user;
  for (int i = 0; i < 4; i++)
    if (!strcmp(name, wanted[i])) {
      h->version[i] = kh_str_dup(h->arena, kh_str_of(version));
      h->hash[i] = kh_str_dup(h->arena, kh_str_of(hash));
    }
}

static int64_t version_row(adder *a, const khaldun *k) {
  heard h = {.arena = kh_arena_new(0)};
  volatile int64_t id = 0;
  kh_guard g;
  if (!h.arena) return a->rc = SQLITE_NOMEM, 0;
  kh_arena_guard(h.arena, &g);
  if (setjmp(g.env)) a->rc = SQLITE_NOMEM;
  else {
    kh_versions(k, hear, &h);
    const kh_str v[6] = {h.version[0], h.version[1], h.version[2], h.hash[2], h.version[3], h.hash[3]};
    static const char *const sql[2] = {"INSERT OR IGNORE INTO versions VALUES (NULL,?,?,?,?,?,?)",
                                       "SELECT id FROM versions WHERE khaldun = ? AND ontology = ? AND data = ? AND data_sha256 = ? AND model = ? AND model_sha256 = ?"};
    for (int i = 0; i < 2 && !a->rc; i++) {
      sqlite3_stmt *st;
      a->rc = sqlite3_prepare_v2(a->s->db, sql[i], -1, &st, NULL);
      kh_row r = {.s = a->s, .st = st};
      for (int c = 0; !a->rc && c < 6; c++) kh_row_words(&r, v[c]);
      if (!a->rc) id = put(a, &r);
      sqlite3_finalize(st);
    }
  }
  kh_arena_unguard(h.arena, &g);
  kh_arena_free(h.arena);
  return id;
}

static void records(adder *a) {
  const kh_doc *d = a->d;
  a->quote_ids = calloc(d->quote_count + 1u, sizeof *a->quote_ids);
  if (!a->quote_ids) {
    a->rc = SQLITE_NOMEM;
    return;
  }
  for (uint32_t i = 0; i < d->quote_count; i++) quote(a, i);
  for (uint32_t i = 0; i < d->event_count && !a->rc; i++) {
    if (!d->events[i].embedded) event(a, &d->events[i], false);
    if (d->events[i].plan) event(a, &d->events[i], true);
  }
  named(a);
  others(a);
  free(a->quote_ids);
}

static void signature(adder *a) {
  kh_signature sig;
  uint8_t shingles[4 * KH_SHINGLES], features[5 * KH_FEATURES];
  kh_signature_of(a->d, &sig);
  kh_signature_pack(&sig, shingles, features);
  kh_row r = kh_row_of(a->s, KH_SQL_SIGNATURE_ADD);
  kh_row_int(&r, a->doc);
  if (a->d->published != KH_NO_DAY) kh_row_int(&r, a->d->published);
  else kh_row_null(&r);
  kh_row_blob(&r, shingles, sizeof shingles);
  kh_row_blob(&r, features, 5 * sig.n);
  put(a, &r);
}

kh_status kh_store_add(kh_store *s, const khaldun *k, const kh_document *d, const char *key, bool with_text, kh_added *what, kh_error *err) {
  if (!s || !k || !d) return kh_fail(err, KH_E_ARGUMENT, "kh_store_add needs a store, an open handle and a document");
  if (!s->writable) return kh_fail(err, KH_E_ARGUMENT, "%s was opened for reading", s->path);
  adder a = {.s = s, .d = d, .with_text = with_text};
  kh_str name = key ? kh_str_of(key) : d->url.n ? d->url : d->id;
  char sha256[65];
  kh_hex(d->text_hash.byte, 32, sha256);
  if (sqlite3_get_autocommit(s->db)) a.rc = sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  if (!a.rc && !s->version) s->version = version_row(&a, k);
  kh_added added = KH_ADDED_KNOWN;
  if (!a.rc) {
    kh_row r = kh_row_of(s, KH_SQL_DOCUMENT_FIND);
    kh_row_words(&r, name);
    kh_row_words(&r, kh_str_of(sha256));
    a.doc = put(&a, &r);
  }
  if (!a.rc && !a.doc) {
    kh_row r = kh_row_of(s, KH_SQL_DOCUMENT_LAST);
    kh_row_words(&r, name);
    int64_t last = put(&a, &r);
    if (last) {
      r = kh_row_of(s, KH_SQL_DOCUMENT_PAST);
      kh_row_words(&r, name);
      put(&a, &r);
    }
    added = last ? KH_ADDED_REVISION : KH_ADDED_NEW;
    document(&a, name, sha256, last + 1);
    if (!a.rc) records(&a);
    if (!a.rc && !d->failed) signature(&a);
  }
  s->last_doc = a.doc;
  if (what) *what = added;
  if (a.rc) return kh_store_rollback(s, kh_store_fail(s, a.rc, "", err));
  return KH_OK;
}
