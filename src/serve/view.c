/* view.c: all that the page draws of the events that pass a filter, in one pass. */
#include <stdlib.h>

#include "doc/doc.h"
#include "export/json.h"
#include "store/cube.h"

enum { MAX_PLACES = 3000, MAX_NODES = 40, MAX_FACETS = 60, LINK_SLOTS = 1 << 16, MAX_BUCKETS = 4000 };

typedef struct place_sum { uint32_t n[5]; } place_sum;   /* by quad; [0] all */
typedef struct link { uint32_t key, n; int64_t intensity; } link_;   /* key: actor code << 16 | recipient code, 0 free (with n 0) */

typedef struct sums {
  uint32_t total, reports, quad[5], type[KH_EVENT_COUNT], mode[KH_MODE_COUNT], status[KH_EVENT_STATUS_COUNT];
  uint32_t *code, *source;
  place_sum *place;
  uint32_t *day;               /* by day and quad, from first */
  int32_t first, last;
  link_ *links;
  uint64_t *docs;              /* bits by row of documents */
  uint32_t undated;
} sums;

static void add_link(sums *s, uint16_t a, uint16_t r, int8_t intensity) {
  uint32_t key = (uint32_t)a << 16 | r, at = (key * 2654435761u) >> 16;
  for (int probe = 0; probe < 64; probe++, at = (at + 1) % LINK_SLOTS) {
    link_ *x = &s->links[at];
    if (x->n && x->key != key) continue;
    x->key = key, x->n++, x->intensity += intensity;
    return;
  }
}

static void add_event(const kh_cube *c, sums *s, uint32_t i) {
  int quad = kh_event_quad((kh_event_type)c->type[i]);
  s->total++;
  s->quad[quad]++;
  s->type[c->type[i]]++;
  s->mode[c->mode[i]]++;
  s->status[c->status[i]]++;
  s->source[c->source[i]]++;
  if (!(s->docs[c->doc[i] / 64] >> (c->doc[i] % 64) & 1)) s->docs[c->doc[i] / 64] |= (uint64_t)1 << (c->doc[i] % 64), s->reports++;
  if (c->place[i] != KH_CUBE_NONE) s->place[c->place[i]].n[0]++, s->place[c->place[i]].n[quad]++;
  if (c->date[i] != KH_NO_DAY && c->date[i] >= s->first && c->date[i] <= s->last) s->day[(size_t)(c->date[i] - s->first) * 5 + (size_t)quad]++;
  else s->undated++;
  uint32_t from = c->list_at[i], to = c->list_at[i + 1];
  for (uint32_t k = from; k < to; k++) {
    uint16_t x = c->list[k];
    s->code[x & (KH_CUBE_RECIPIENT - 1)]++;
    if (x >= KH_CUBE_RECIPIENT) continue;
    for (uint32_t m = from; m < to; m++)
      if (c->list[m] >= KH_CUBE_RECIPIENT) add_link(s, x, c->list[m] & (KH_CUBE_RECIPIENT - 1), c->intensity[i]);
  }
}

/* ---- the largest of a list ---- */
typedef struct ranked { uint32_t n, at; } ranked;
static int by_count(const void *a, const void *b) {
  const ranked *x = a, *y = b;
  return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : (x->at > y->at) - (x->at < y->at);
}

static uint32_t rank(const uint32_t *count, size_t stride, uint32_t n, uint32_t most, kh_arena *a, ranked **out) {
  ranked *r = *out = KH_ARRAY(a, ranked, (size_t)n + 1);
  uint32_t k = 0;
  for (uint32_t i = 0; i < n; i++)
    if (count[i * stride]) r[k++] = (ranked){count[i * stride], i};
  if (k) qsort(r, k, sizeof *r, by_count);
  return k < most ? k : most;
}

/* ---- JSON ---- */
static void begin_list(kh_buf *b, const char *key) {
  kh_json_key(b, key);
  kh_buf_byte(b, '[');
}
static void next(kh_buf *b) {
  if (b->n && b->s[b->n - 1] != '[') kh_buf_byte(b, ',');
}
static void pair(kh_buf *b, kh_str name, uint32_t n) {
  next(b);
  kh_buf_byte(b, '[');
  kh_json_string(b, name);
  kh_buf_printf(b, ",%u]", n);
}

static void put_timeline(const sums *s, kh_buf *b) {
  int32_t first = s->first, last = s->last;
  while (first <= last && !s->day[(size_t)(first - s->first) * 5 + 1] && !s->day[(size_t)(first - s->first) * 5 + 2] && !s->day[(size_t)(first - s->first) * 5 + 3] &&
         !s->day[(size_t)(first - s->first) * 5 + 4]) first++;
  while (last >= first && !s->day[(size_t)(last - s->first) * 5 + 1] && !s->day[(size_t)(last - s->first) * 5 + 2] && !s->day[(size_t)(last - s->first) * 5 + 3] &&
         !s->day[(size_t)(last - s->first) * 5 + 4]) last--;
  int64_t days = (int64_t)last - first + 1;
  const char *unit = days <= 400 ? "day" : days <= 9000 ? "month" : "year";
  kh_json_key(b, "timeline");
  kh_buf_printf(b, "{\"unit\":\"%s\",\"undated\":%u", unit, s->undated);
  begin_list(b, "buckets");
  char label[16] = "", old[16] = "";
  uint32_t sum[5] = {0}, shown = 0;
  size_t width = *unit == 'd' ? 10 : *unit == 'm' ? 7 : 4;
  for (int32_t day = first; day <= last + 1 && shown < MAX_BUCKETS; day++) {
    if (day <= last) kh_day_format(day, label), label[width] = 0;
    if (day > first && (day > last || strcmp(label, old))) {
      if (sum[1] | sum[2] | sum[3] | sum[4]) {
        next(b);
        kh_buf_printf(b, "[\"%s\",%u,%u,%u,%u]", old, sum[1], sum[2], sum[3], sum[4]);
        shown++;
      }
      memset(sum, 0, sizeof sum);
    }
    memcpy(old, label, sizeof old);
    for (int q = 1; q <= 4 && day <= last; q++) sum[q] += s->day[(size_t)(day - s->first) * 5 + (size_t)q];
  }
  kh_buf_put(b, "]}", 2);
}

static void put_map(const kh_cube *c, const sums *s, kh_arena *a, kh_buf *b) {
  ranked *r;
  uint32_t n = rank(&s->place[0].n[0], 5, c->place_count, MAX_PLACES, a, &r);
  begin_list(b, "map");
  for (uint32_t i = 0; i < n; i++) {
    const struct kh_cube_place *p = &c->places[r[i].at];
    const uint32_t *q = s->place[r[i].at].n;
    if (p->lat > 90) continue;
    next(b);
    kh_buf_printf(b, "[%lld,", (long long)p->id);
    kh_json_string(b, p->name);
    kh_buf_printf(b, ",\"%s\",%.4g,%.4g,%u,%u,%u,%u]", p->country, p->lat, p->lon, q[1], q[2], q[3], q[4]);
  }
  kh_buf_byte(b, ']');
}

static void put_countries(const kh_cube *c, const sums *s, kh_arena *a, kh_buf *b) {
  kh_map *index = kh_map_new(a, 256);
  KH_VEC(kh_str) names = {0};
  KH_VEC(uint32_t) count = {0};
  bool fresh;
  for (uint32_t p = 0; p < c->place_count; p++) {
    if (!s->place[p].n[0] || !c->places[p].country[0]) continue;
    uint32_t *slot = kh_map_put(index, kh_str_of(c->places[p].country), &fresh);
    if (fresh) {
      *slot = (uint32_t)names.n;
      KH_PUSH(a, &names, kh_str_of(c->places[p].country));
      KH_PUSH(a, &count, 0);
    }
    count.at[*kh_map_get(index, kh_str_of(c->places[p].country))] += s->place[p].n[0];
  }
  ranked *r;
  uint32_t n = count.n ? rank(count.at, 1, (uint32_t)count.n, 300, a, &r) : 0;
  begin_list(b, "countries");
  for (uint32_t i = 0; i < n; i++) pair(b, names.at[r[i].at], r[i].n);
  kh_buf_byte(b, ']');
}

static void put_network(const kh_cube *c, const sums *s, kh_arena *a, kh_buf *b) {
  ranked *r;
  uint32_t all = rank(s->code, 1, c->code_count, c->code_count, a, &r), nodes = 0;
  uint32_t *node_of = KH_ARRAY(a, uint32_t, (size_t)c->code_count + 1);
  memset(node_of, 0xFF, sizeof *node_of * ((size_t)c->code_count + 1));
  kh_json_key(b, "network");
  kh_buf_put(b, "{\"nodes\":[", 10);
  for (uint32_t i = 0; i < all && nodes < MAX_NODES; i++) {
    if (!c->codes[r[i].at].country[0]) continue;   /* who is not known draws no net */
    node_of[r[i].at] = nodes++;
    pair(b, c->codes[r[i].at].name, r[i].n);
  }
  kh_buf_byte(b, ']');
  begin_list(b, "links");
  for (uint32_t i = 0; i < LINK_SLOTS; i++) {
    const link_ *x = &s->links[i];
    uint32_t from = node_of[x->key >> 16], to = node_of[x->key & 0xFFFF];
    if (!x->n || from == KH_CUBE_NONE || to == KH_CUBE_NONE) continue;
    next(b);
    kh_buf_printf(b, "[%u,%u,%u,%.2f]", from, to, x->n, (double)x->intensity / (10.0 * x->n));
  }
  kh_buf_put(b, "]}", 2);
  begin_list(b, "actors");
  for (uint32_t i = 0, shown = 0; i < all && shown < MAX_FACETS; i++, shown++) pair(b, c->codes[r[i].at].name, r[i].n);
  kh_buf_byte(b, ']');
}

void kh_cube_view(const kh_cube *c, const kh_cube_filter *f, kh_arena *a, kh_buf *b) {
  sums s = {.first = c->first, .last = c->last};
  uint32_t docs = 0;
  if (s.first > s.last) s.first = 0, s.last = -1;
  if ((int64_t)s.last - s.first > 200000) s.first = s.last - 200000;   /* five centuries of days; older ones count as undated */
  for (uint32_t i = 0; i < c->n; i++) docs = c->doc[i] > docs ? c->doc[i] : docs;
  s.code = KH_ARRAY(a, uint32_t, (size_t)c->code_count + 1);
  s.source = KH_ARRAY(a, uint32_t, (size_t)c->source_count + 1);
  s.place = KH_ARRAY(a, place_sum, (size_t)c->place_count + 1);
  s.day = KH_ARRAY(a, uint32_t, (size_t)(s.last - s.first + 2) * 5);
  s.links = KH_ARRAY(a, link_, LINK_SLOTS);
  s.docs = KH_ARRAY(a, uint64_t, (size_t)docs / 64 + 1);
  for (uint32_t i = 0; i < c->n; i++)
    if (kh_cube_passes(c, f, i)) add_event(c, &s, i);
  kh_buf_printf(b, "{\"total\":%u,\"reports\":%u,\"quads\":[%u,%u,%u,%u]", s.total, s.reports, s.quad[1], s.quad[2], s.quad[3], s.quad[4]);
  begin_list(b, "events");
  for (unsigned t = 1; t < KH_EVENT_COUNT; t++)
    if (s.type[t]) pair(b, kh_str_of(kh_event_name((kh_event_type)t)), s.type[t]);
  kh_buf_byte(b, ']');
  begin_list(b, "modes");
  for (unsigned m = 1; m < KH_MODE_COUNT; m++)
    if (s.mode[m]) {
      next(b);
      kh_buf_printf(b, "[\"%s\",\"%s\",%u]", kh_event_name(kh_mode_event((kh_mode)m)), kh_mode_name((kh_mode)m), s.mode[m]);
    }
  kh_buf_byte(b, ']');
  begin_list(b, "statuses");
  for (unsigned t = 0; t < KH_EVENT_STATUS_COUNT; t++)
    if (s.status[t]) pair(b, kh_str_of(kh_event_status_name((kh_event_status)t)), s.status[t]);
  kh_buf_byte(b, ']');
  ranked *r;
  uint32_t n = rank(s.source, 1, c->source_count, MAX_FACETS, a, &r);
  begin_list(b, "sources");
  for (uint32_t i = 0; i < n; i++) pair(b, c->sources[r[i].at], r[i].n);
  kh_buf_byte(b, ']');
  put_timeline(&s, b);
  put_map(c, &s, a, b);
  put_countries(c, &s, a, b);
  put_network(c, &s, a, b);
  kh_buf_byte(b, '}');
}
