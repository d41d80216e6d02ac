/* stories.c: reports of one story, and the events that they tell together.
 *
 * Reports are taken in the order of their days and hashes, whatever order they came in, so that the stories depend on the set of reports alone. A
 * report joins the story that holds the report most like it, if that is like enough: near copies by their four-grams, others by the cosine of their features,
 * weighted by how rare each is among all reports, within some days of each other. Candidates are found by the rarest features. */
#include "store/stories.h"

#include <math.h>
#include <stdlib.h>

#include "store/signature.h"
#include "store/store_int.h"

enum { WINDOW = 3, KEYS = 16, RECENT = 96, LATEST = 12 };
static const float ALIKE = .28f, SURE = .40f, FIT = .18f, COPY = .55f;

typedef struct report {
  int64_t row, uid;
  int32_t day;
  uint32_t n, first;            /* features: of `features` from first */
  uint32_t story, copy_of;      /* numbers; copy_of KH_NONE */
  float norm;
  uint32_t shingle[KH_SHINGLES];
} report;

typedef struct posting { uint32_t report, next; } posting;
typedef struct slot { uint32_t hash, df, head; } slot;       /* of the index; df 0: free */
typedef struct feature { uint32_t hash; float weight; } feature;
typedef struct story { uint32_t first, n, latest[LATEST]; } story;

typedef struct grouping {
  kh_store *s;
  kh_arena *a;
  KH_VEC(report) reports;
  KH_VEC(feature) features;
  KH_VEC(posting) postings;
  KH_VEC(story) stories;
  slot *index;
  size_t room;
  uint32_t *stamp, round;
  sqlite3_stmt *signatures;   /* ended after a jump, too */
} grouping;

static kh_status broken(const grouping *g, kh_error *err) { return kh_store_fail(g->s, sqlite3_errcode(g->s->db), "stories", err); }

static uint32_t u32_at(const uint8_t *b) { return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24; }

void kh_signature_pack(const kh_signature *sig, uint8_t shingles[4 * KH_SHINGLES], uint8_t features[5 * KH_FEATURES]) {
  for (uint32_t i = 0; i < KH_SHINGLES; i++)
    for (int b = 0; b < 4; b++) shingles[4 * i + (uint32_t)b] = (uint8_t)(sig->shingle[i] >> 8 * b);
  for (uint32_t i = 0; i < sig->n; i++) {
    for (int b = 0; b < 4; b++) features[5 * i + (uint32_t)b] = (uint8_t)(sig->feature[i].hash >> 8 * b);
    features[5 * i + 4] = sig->feature[i].weight;
  }
}

static kh_status load(grouping *g, kh_error *err) {
  if (sqlite3_prepare_v2(g->s->db, "SELECT d.id, d.uid, s.day, s.shingles, s.features, d.key FROM documents d JOIN signatures s ON s.doc = d.id WHERE d.current", -1, &g->signatures, NULL) != SQLITE_OK) return broken(g, err);
  sqlite3_stmt *st = g->signatures;
  int rc;
  while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
    report r = {.row = sqlite3_column_int64(st, 0), .uid = sqlite3_column_int64(st, 1), .day = KH_NO_DAY, .first = (uint32_t)g->features.n, .copy_of = KH_NONE};
    /* the same text may stand under two addresses */
    r.uid = (int64_t)kh_hash_mix((uint64_t)r.uid, kh_hash(sqlite3_column_text(st, 5), (size_t)sqlite3_column_bytes(st, 5)));
    if (sqlite3_column_type(st, 2) != SQLITE_NULL) r.day = sqlite3_column_int(st, 2);
    const uint8_t *sh = sqlite3_column_blob(st, 3), *f = sqlite3_column_blob(st, 4);
    int bytes = sqlite3_column_bytes(st, 3), more = sqlite3_column_bytes(st, 4);
    if (bytes != 4 * KH_SHINGLES || more % 5 || more > 5 * KH_FEATURES) continue;   /* damaged: in no story */
    for (int i = 0; i < KH_SHINGLES; i++) r.shingle[i] = u32_at(sh + 4 * i);
    r.n = (uint32_t)more / 5;
    for (uint32_t i = 0; i < r.n; i++) KH_PUSH(g->a, &g->features, (feature){u32_at(f + 5 * i), f[5 * i + 4] / 8.0f});
    KH_PUSH(g->a, &g->reports, r);
  }
  return rc == SQLITE_DONE ? KH_OK : broken(g, err);
}

static int by_day(const void *a, const void *b) {
  const report *x = a, *y = b;
  if (x->day != y->day) return (x->day > y->day) - (x->day < y->day);
  return (x->uid > y->uid) - (x->uid < y->uid);
}

static slot *slot_of(grouping *g, uint32_t hash) {
  size_t at = (hash * 2654435761u) & (g->room - 1);
  while (g->index[at].df && g->index[at].hash != hash) at = (at + 1) & (g->room - 1);
  return &g->index[at];
}

/* How rare each feature is, and every report's length under these weights. */
static void weigh(grouping *g) {
  size_t n = g->reports.n;
  g->room = 1024;
  while (g->room < g->features.n * 2) g->room *= 2;
  g->index = KH_ARRAY(g->a, slot, g->room);
  for (size_t i = 0; i < g->features.n; i++) {
    slot *x = slot_of(g, g->features.at[i].hash);
    x->hash = g->features.at[i].hash, x->df++, x->head = KH_NONE;
  }
  for (size_t r = 0; r < n; r++) {
    report *x = &g->reports.at[r];
    float sum = 0;
    for (uint32_t i = x->first; i < x->first + x->n; i++) {
      feature *f = &g->features.at[i];
      float idf = logf(((float)n + 1) / ((float)slot_of(g, f->hash)->df + .5f));
      f->weight = (1 + logf(1 + f->weight)) * (idf > 0 ? idf : 0);
      sum += f->weight * f->weight;
    }
    x->norm = sqrtf(sum);
  }
}

static float cosine(const grouping *g, const report *a, const report *b) {
  if (a->norm <= 0 || b->norm <= 0) return 0;
  const feature *x = &g->features.at[a->first], *y = &g->features.at[b->first], *xe = x + a->n, *ye = y + b->n;
  float dot = 0;
  while (x < xe && y < ye) {
    if (x->hash == y->hash) dot += x->weight * y->weight, x++, y++;
    else if (x->hash < y->hash) x++;
    else y++;
  }
  return dot / (a->norm * b->norm);
}

typedef struct best { uint32_t story, report; float sim; } best;

/* A story fits a report where its latest reports are like it on the whole, not only one of them. */
static bool fits(const grouping *g, const report *r, const best *b) {
  const story *s = &g->stories.at[b->story];
  float sum = 0;
  uint32_t n = s->n < LATEST ? s->n : LATEST;
  if (b->sim >= SURE) return true;
  for (uint32_t i = 0; i < n; i++) sum += cosine(g, r, &g->reports.at[s->latest[i]]);
  return sum / (float)n >= FIT;
}

static void keys_of(const grouping *g, const report *r, uint32_t out[KEYS], uint32_t *n) {
  *n = 0;
  float weight[KEYS];
  for (uint32_t i = r->first; i < r->first + r->n; i++) {   /* the heaviest, by insertion */
    float w = g->features.at[i].weight;
    if (w <= 0 || (*n == KEYS && w <= weight[KEYS - 1])) continue;
    uint32_t k = *n < KEYS ? (*n)++ : KEYS - 1;
    for (; k && weight[k - 1] < w; k--) weight[k] = weight[k - 1], out[k] = out[k - 1];
    weight[k] = w, out[k] = g->features.at[i].hash;
  }
}

static void place(grouping *g, uint32_t number) {
  report *r = &g->reports.at[number];
  uint32_t keys[KEYS], n;
  best b = {KH_NONE, KH_NONE, 0};
  float copy = 0;
  keys_of(g, r, keys, &n);
  g->round++;
  for (uint32_t k = 0; k < n && r->day != KH_NO_DAY; k++) {
    uint32_t seen = 0;
    for (uint32_t p = slot_of(g, keys[k])->head; p != KH_NONE && seen < RECENT; p = g->postings.at[p].next, seen++) {
      uint32_t other = g->postings.at[p].report;
      const report *o = &g->reports.at[other];
      if (r->day - o->day > WINDOW) break;   /* they come by their days, the latest first */
      if (g->stamp[other] == g->round) continue;
      g->stamp[other] = g->round;
      float alike = (float)kh_shingles_alike(r->shingle, o->shingle), sim = cosine(g, r, o);
      if (alike >= COPY && alike > copy) copy = alike, r->copy_of = o->copy_of != KH_NONE ? o->copy_of : other;
      if (alike >= COPY && sim < SURE) sim = SURE;
      if (sim > b.sim) b = (best){o->story, other, sim};
    }
  }
  if (b.sim >= ALIKE && fits(g, r, &b)) {
    story *s = &g->stories.at[b.story];
    s->latest[s->n++ % LATEST] = number;
    r->story = b.story;
  } else {
    r->story = (uint32_t)g->stories.n;
    KH_PUSH(g->a, &g->stories, (story){.first = number, .n = 1, .latest = {number}});
  }
  for (uint32_t k = 0; k < n; k++) {
    slot *x = slot_of(g, keys[k]);
    KH_PUSH(g->a, &g->postings, (posting){number, x->head});
    x->head = (uint32_t)g->postings.n - 1;
  }
}

/* ---- into the tables ---- */

static kh_status write(grouping *g, kh_error *err) {
  static const char clear[] = "DELETE FROM event_stories; DELETE FROM story_events; DELETE FROM document_stories; DELETE FROM stories;";
  /* One event told by several reports: the same type, parties and day (a day apart where it was not stated) within a story. */
  static const char events[] =
      "CREATE TEMP TABLE IF NOT EXISTS told (event INTEGER PRIMARY KEY, story INTEGER, doc INTEGER, source TEXT, published TEXT, what TEXT, uid INTEGER, rank TEXT);"
      "DELETE FROM told;"
      "INSERT INTO told SELECT e.id, m.story, e.doc, d.source, d.published, e.event || '|' || CASE WHEN e.status IN ('happened', 'ongoing') THEN 'real' ELSE e.status END || '|' || "
      "ifnull((SELECT group_concat(c, ',') FROM (SELECT DISTINCT ifnull(a.country, '') || ' ' || ifnull(a.sector, '') AS c FROM event_actors x JOIN actors a ON a.id = x.actor WHERE x.event = e.id AND x.side = 'actor' ORDER BY 1)), '') || '>' || "
      "ifnull((SELECT group_concat(c, ',') FROM (SELECT DISTINCT ifnull(a.country, '') || ' ' || ifnull(a.sector, '') AS c FROM event_actors x JOIN actors a ON a.id = x.actor WHERE x.event = e.id AND x.side = 'recipient' ORDER BY 1)), '') || '|' || "
      "CASE WHEN e.date_stated THEN ifnull(e.date, '') ELSE '' END, e.uid, ifnull(d.published, '') || printf('%016x', e.uid) || d.key || printf('%020d', e.id) "
      "FROM events e JOIN document_stories m ON m.doc = e.doc JOIN documents d ON d.id = e.doc;"
      /* the first to tell it stands for it: its row is the end of its rank */
      "INSERT INTO story_events SELECT NULL, t.uid, g.story, t.event, g.mentions, g.documents, g.sources, g.first, g.last FROM (SELECT story, CAST(substr(min(rank), -20) AS INTEGER) AS event, "
      "count(*) AS mentions, count(DISTINCT doc) AS documents, count(DISTINCT ifnull(source, '')) AS sources, min(published) AS first, max(published) AS last FROM told GROUP BY story, what) g "
      "JOIN told t ON t.event = g.event ORDER BY g.story, t.uid, t.rank;"
      "CREATE TEMP TABLE IF NOT EXISTS heads (story INTEGER, what TEXT, story_event INTEGER, PRIMARY KEY (story, what)) WITHOUT ROWID;"
      "DELETE FROM heads;"
      "INSERT INTO heads SELECT t.story, t.what, s.id FROM story_events s JOIN told t ON t.event = s.event;"
      "INSERT INTO event_stories SELECT t.event, h.story_event FROM told t JOIN heads h ON h.story = t.story AND h.what = t.what;"
      "DROP TABLE told; DROP TABLE heads;";
  kh_status s = kh_store_sql(g->s, clear, err);
  sqlite3_stmt *add = NULL, *member = NULL;
  if (!s && (sqlite3_prepare_v2(g->s->db, "INSERT INTO stories SELECT ?1, ?2, title, NULL, NULL, 0, 0, 0 FROM documents WHERE id = ?3", -1, &add, NULL) != SQLITE_OK ||
             sqlite3_prepare_v2(g->s->db, "INSERT INTO document_stories VALUES (?,?,?)", -1, &member, NULL) != SQLITE_OK)) s = broken(g, err);
  for (size_t i = 0; i < g->stories.n && !s; i++) {
    const report *first = &g->reports.at[g->stories.at[i].first];
    sqlite3_bind_int64(add, 1, (int64_t)i + 1);
    sqlite3_bind_int64(add, 2, (int64_t)kh_hash_mix((uint64_t)first->uid, 0x5354));
    sqlite3_bind_int64(add, 3, first->row);
    if (sqlite3_step(add) != SQLITE_DONE) s = broken(g, err);
    sqlite3_reset(add);
  }
  for (size_t i = 0; i < g->reports.n && !s; i++) {
    const report *r = &g->reports.at[i];
    sqlite3_bind_int64(member, 1, r->row);
    sqlite3_bind_int64(member, 2, (int64_t)r->story + 1);
    if (r->copy_of != KH_NONE) sqlite3_bind_int64(member, 3, g->reports.at[r->copy_of].row);
    else sqlite3_bind_null(member, 3);
    if (sqlite3_step(member) != SQLITE_DONE) s = broken(g, err);
    sqlite3_reset(member);
  }
  sqlite3_finalize(add);
  sqlite3_finalize(member);
  if (!s)
    s = kh_store_sql(g->s,
                     "UPDATE stories SET (first, last, documents, texts, sources) = (SELECT min(d.published), max(d.published), count(*), sum(m.copy_of IS NULL), count(DISTINCT ifnull(d.source, '')) "
                     "FROM document_stories m JOIN documents d ON d.id = m.doc WHERE m.story = stories.id);",
                     err);
  if (!s) s = kh_store_sql(g->s, events, err);
  return s;
}

static kh_status group(grouping *g, kh_error *err) {
  kh_status s = load(g, err);
  if (s) return s;
  if (g->reports.n) qsort(g->reports.at, g->reports.n, sizeof *g->reports.at, by_day);
  weigh(g);
  g->stamp = KH_ARRAY(g->a, uint32_t, g->reports.n + 1);
  for (uint32_t i = 0; i < g->reports.n; i++) place(g, i);
  return write(g, err);
}

kh_status kh_store_group(kh_store *store, size_t *stories, kh_error *err) {
  if (!store || !store->writable) return kh_fail(err, KH_E_ARGUMENT, "kh_store_group needs a store opened for writing");
  grouping g = {.s = store, .a = kh_arena_new((size_t)16 << 30)};
  if (!g.a) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_guard guard;
  kh_status s = kh_store_sql(store, sqlite3_get_autocommit(store->db) ? "BEGIN IMMEDIATE" : "SELECT 1", err);
  kh_arena_guard(g.a, &guard);
  if (s) ;
  else if (setjmp(guard.env)) s = kh_fail(err, KH_E_MEMORY, "not enough memory to group so many reports");
  else s = group(&g, err);
  kh_arena_unguard(g.a, &guard);
  sqlite3_finalize(g.signatures);
  if (stories) *stories = g.stories.n;
  kh_arena_free(g.a);
  if (s) return kh_store_rollback(store, s);
  return kh_store_commit(store, err);
}

bool kh_store_ungrouped(kh_store *store) {
  sqlite3_stmt *st = NULL;
  bool found = false;   /* what cannot be asked may be: the grouping then says why */
  static const char sql[] = "SELECT 1 FROM documents d JOIN signatures s ON s.doc = d.id WHERE d.current AND d.id NOT IN (SELECT doc FROM document_stories) LIMIT 1";
  if (store) found = sqlite3_prepare_v2(store->db, sql, -1, &st, NULL) != SQLITE_OK || sqlite3_step(st) != SQLITE_DONE;
  sqlite3_finalize(st);
  return found;
}
