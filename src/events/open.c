/* open.c: the tables "events.*" checked and ready. */
#include <stdio.h>
#include <stdlib.h>

#include "events/tables.h"

#define TABLE(t, m, field, n) ((t)->field = kh_model_table((m), "events." n, sizeof *(t)->field, &count))

static bool within(uint64_t first, uint64_t count, uint64_t n) { return first <= n && count <= n - first; }

static bool slots_fine(const kh_event_tables *t, uint32_t first, uint32_t count) {
  if (!within(first, count, t->slot_count)) return false;
  for (uint32_t i = first; i < first + count; i++)
    if (t->slots[i].kind >= KH_SLOT_COUNT || (t->slots[i].kind == KH_SLOT_PREP && t->slots[i].prep >= t->prep_count)) return false;
  return true;
}

static bool cond_fine(const kh_event_tables *t, const kh_cond_row *c, size_t kinds) {
  if (c->kind >= KH_COND_COUNT || !within(c->arg, c->args, t->arg_count)) return false;
  if (c->slot.kind >= KH_SLOT_COUNT || (c->slot.kind == KH_SLOT_PREP && c->slot.prep >= t->prep_count)) return false;
  if (c->kind == KH_COND_KIND || c->kind == KH_COND_NEAR)
    for (uint32_t i = c->arg; i < c->arg + c->args; i++)
      if (t->args[i] >= kinds) return false;
  return true;
}

static bool event_fine(uint8_t type, uint8_t mode) { return type < KH_EVENT_COUNT && mode < KH_MODE_COUNT; }

/* Frames and what hangs on them; kinds and operators are those of our own tables. */
static bool frames_fine(const kh_event_tables *t, size_t kinds, size_t ops) {
  for (size_t i = 0; i < t->range_count; i++)
    if (!within(t->ranges[i].first, t->ranges[i].count, t->frame_count)) return false;
  for (size_t i = 0; i < t->cond_count; i++)
    if (!cond_fine(t, &t->conds[i], kinds)) return false;
  for (size_t i = 0; i < t->frame_count; i++) {
    const kh_frame_row *f = &t->frames[i];
    if (f->occasion >= KH_OCCASION_COUNT || (f->occasion && (f->type || f->also_type || f->op != KH_NO_OP))) return false;
    if (f->pos < KH_FRAME_V || f->pos > KH_FRAME_EVAL || !event_fine(f->type, f->mode) || !event_fine(f->also_type, f->also_mode) ||
        (f->op != KH_NO_OP && f->op >= ops))
      return false;
    if (t->needs[i] > KH_WORD_BITS || !within(f->words, f->word_count, t->word_count) || !within(f->conds, f->cond_count, t->cond_count)) return false;
    if (!slots_fine(t, f->who, f->who_count) || !slots_fine(t, f->whom, f->whom_count) || !slots_fine(t, f->in, f->in_count)) return false;
  }
  return true;
}

static bool who_fine(const uint8_t who[4]) {
  for (int i = 0; i < 4; i++)
    if ((who[i] & 0x7F) > KH_WHO_BASE_R) return false;
  return true;
}

static bool operators_fine(const kh_event_tables *t) {
  if (t->op_count > KH_MAX_OPS || t->kind_count > KH_MAX_KINDS) return false;
  for (size_t i = 0; i < t->op_count; i++)
    if (!within(t->ops[i].first, t->ops[i].count, t->rule_count)) return false;
  for (size_t i = 0; i < t->rule_count; i++) {
    const kh_rule_row *r = &t->rules[i];
    if (!within(r->pattern, r->patterns, t->pattern_count) || !who_fine(r->who) || !who_fine(r->whom)) return false;
    if ((r->type < KH_KEEP && !event_fine(r->type, r->mode)) || (r->status < KH_KEEP && r->status >= KH_EVENT_STATUS_COUNT) ||
        (r->base_status < KH_APART && r->base_status >= KH_EVENT_STATUS_COUNT))
      return false;
  }
  for (size_t i = 0; i < t->relate_count; i++)
    if (!event_fine(t->relate[i].type, t->relate[i].mode) || (t->relate[i].kind != KH_NONE && t->relate[i].kind >= t->kind_count)) return false;
  for (size_t i = 0; i < t->cameo_count; i++)
    if (t->cameo[i].code[5] || !event_fine(t->cameo[i].type, t->cameo[i].mode)) return false;
  return true;
}

static const void *table(const kh_model *m, const char *room, const char *name, size_t size, size_t *count) {
  char full[48];
  snprintf(full, sizeof full, "%s.%s", room, name);
  return kh_model_table(m, full, size, count);
}

static kh_status open_frames(const kh_model *m, const char *room, kh_event_tables *t, kh_error *err) {
  char triggers[48];
  size_t needs;
  snprintf(triggers, sizeof triggers, "%s.triggers", room);
  kh_status s = kh_lookup_open(m, triggers, &t->triggers, err);
  t->ranges = table(m, room, "ranges", sizeof *t->ranges, &t->range_count);
  t->frames = table(m, room, "frames", sizeof *t->frames, &t->frame_count);
  t->needs = table(m, room, "needs", sizeof *t->needs, &needs);
  t->words = table(m, room, "words", sizeof *t->words, &t->word_count);
  t->args = table(m, room, "args", sizeof *t->args, &t->arg_count);
  t->preps = table(m, room, "preps", sizeof *t->preps, &t->prep_count);
  t->conds = table(m, room, "conds", sizeof *t->conds, &t->cond_count);
  t->slots = table(m, room, "slots", sizeof *t->slots, &t->slot_count);
  t->pool = table(m, room, "pool", 1, &t->pool_bytes);
  if (!s && (!t->pool_bytes || t->pool[t->pool_bytes - 1])) s = kh_fail(err, KH_E_DATA, "table %s.pool is missing or damaged", room);
  if (!s && needs != t->frame_count) s = kh_fail(err, KH_E_DATA, "table %s.needs is missing or damaged", room);
  return s;
}

static kh_status open_own(const kh_model *m, kh_events *e, kh_error *err) {
  kh_event_tables *t = &e->own;
  size_t count;
  kh_status s = open_frames(m, "events", t, err);
  if (!s) s = kh_lookup_open(m, "events.kind_words", &t->kinds, err);
  if (!s) s = kh_lookup_open(m, "events.context_words", &e->contexts, err);
  TABLE(t, m, kindsets, "kindsets"), t->kindset_count = count;
  t->kind = kh_model_table(m, "events.kinds", sizeof *t->kind, &count), t->kind_count = count;
  TABLE(t, m, ops, "ops"), t->op_count = count;
  TABLE(t, m, rules, "rules"), t->rule_count = count;
  TABLE(t, m, patterns, "patterns"), t->pattern_count = count;
  TABLE(t, m, cameo, "cameo"), t->cameo_count = count;
  TABLE(t, m, relate, "relate"), t->relate_count = count;
  TABLE(t, m, codebook, "codebook"), t->codebook_count = count;
  if (!s) s = kh_lookup_open(m, "events.scorer_words", &e->scorer_words, err);
  e->scorer = kh_model_table(m, "events.scorer", sizeof *e->scorer, &e->scorer_rows);
  e->context_sets = kh_model_table(m, "events.context_sets", sizeof *e->context_sets, &e->context_count);
  e->surer = kh_model_table(m, "events.surer", sizeof *e->surer, &count);
  bool fine = count == KH_REACHES;
  if (!s) s = kh_lookup_open(m, "events.sure_words", &e->sure_words, err);
  e->sure = kh_model_table(m, "events.sure", sizeof *e->sure, &e->sure_rows);
  for (size_t i = 0; fine && i < e->sure_rows; i++) fine = e->sure[i].right == e->sure[i].right && e->sure[i].type == e->sure[i].type;
  e->doubt = kh_model_table(m, "events.doubt", sizeof *e->doubt, &count);
  fine = fine && count == KH_DOUBTS;
  if (!s) s = kh_lookup_open(m, "events.wording_words", &e->wording_words, err);
  e->wording = kh_model_table(m, "events.wording", sizeof *e->wording, &e->wording_rows);
  if (!s && (!fine || t->kind_count < KH_CLAUSE_COUNT || !operators_fine(t) || !frames_fine(t, t->kind_count, t->op_count)))
    s = kh_fail(err, KH_E_DATA, "tables events.* are damaged");
  if (!s) s = open_frames(m, "occasions", &e->occasions, err);
  if (!s && !frames_fine(&e->occasions, t->kind_count, t->op_count)) s = kh_fail(err, KH_E_DATA, "tables occasions.* are damaged");
  return s;
}

static kh_status find_moods(kh_events *e, kh_error *err) {
  static const char *const moods[] = {
      NULL,
#define X(name, label) label,
      KH_CLAUSE_OPS(X)
#undef X
  };
  for (size_t m = 1; m < KH_MOOD_COUNT; m++) {
    size_t i = 0;
    while (i < e->own.op_count && !kh_str_is(kh_pool_at(e->own.pool, e->own.pool_bytes, e->own.ops[i].name), moods[m])) i++;
    if (i == e->own.op_count) return kh_fail(err, KH_E_DATA, "tables events.* lack the operator %s", moods[m]);
    e->mood_op[m] = (uint8_t)i;
  }
  return KH_OK;
}

kh_status kh_events_open(const kh_model *data, const kh_model *user, kh_events **out, kh_error *err) {
  *out = NULL;
  kh_events *e = calloc(1, sizeof *e);
  if (!e) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = open_own(data, e, err);
  if (!s) s = find_moods(e, err);
  if (!s && user) {
    s = open_frames(user, "events", &e->user, err);
    if (!s && !frames_fine(&e->user, e->own.kind_count, e->own.op_count)) s = kh_fail(err, KH_E_DATA, "the frames of your own are damaged");
  }
  if (s) free(e);
  else *out = e;
  return s;
}

static kh_str entry_in(const kh_event_tables *t, kh_str id) {
  for (size_t i = 0; i < t->frame_count; i++)
    if (kh_str_eq(kh_pool_at(t->pool, t->pool_bytes, t->frames[i].id), id)) return kh_pool_at(t->pool, t->pool_bytes, t->frames[i].text);
  return KH_STR("");
}

kh_str kh_events_entry(const kh_events *e, kh_str id) {
  const kh_event_tables *const all[] = {&e->user, &e->own, &e->occasions};
  kh_str entry = KH_STR("");
  for (int i = 0; i < 3 && !entry.n; i++) entry = entry_in(all[i], id);
  return entry;
}

kh_str kh_events_codebook(const kh_events *e, uint8_t type, uint8_t mode) {
  const kh_event_tables *t = &e->own;
  for (size_t i = 0; i < t->codebook_count; i++)
    if (t->codebook[i].type == type && t->codebook[i].mode == mode) return kh_pool_at(t->pool, t->pool_bytes, t->codebook[i].text);
  return KH_STR("");
}

void kh_events_keep_doubtful(kh_events *e, bool keep) { e->keep_doubtful = keep; }

void kh_events_close(kh_events *e) { free(e); }
