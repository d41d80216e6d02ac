/* net_file.c: float weights and lexicon as a file of tables. Lists of labels: strings with a NUL after each. */
#include <stdlib.h>

#include "net_train.h"

static void pack_list(kh_pack *p, const char *name, const struct kh_net_list *l, const char *last) {
  kh_buf b = {0};
  for (uint32_t i = 0; i < l->n; i++) kh_buf_str(&b, l->at[i]), kh_buf_byte(&b, 0);
  if (last) kh_buf_put(&b, last, strlen(last) + 1);
  kh_pack_add(p, name, b.s ? b.s : "", 1, b.n);
  kh_buf_free(&b);
}

void kh_net_pack_lexicon(kh_pack *p, const kh_net_lexicon *l, const kh_net_shape *s) {
  kh_pack_add(p, "net.shape", s, sizeof(uint32_t), s->vector ? sizeof *s / sizeof(uint32_t) : KH_NET_SHAPE_TOLD);
  kh_pack_add(p, "net.slots", l->slots, sizeof *l->slots, l->slot_count);
  kh_pack_add(p, "net.names", l->names, 1, l->name_count);
  pack_list(p, "net.upos", &l->upos, NULL);
  pack_list(p, "net.xpos", &l->xpos, NULL);
  pack_list(p, "net.feats", &l->feats, NULL);
  pack_list(p, "net.deprel", &l->deprel, "root");
}

kh_status kh_net_save(const kh_net_weights *w, const kh_net_lexicon *l, const char *path, kh_error *err) {
  kh_pack *p = kh_pack_new();
  if (!p) return kh_fail(err, KH_E_MEMORY, "no memory for %s", path);
  kh_net_pack_lexicon(p, l, &w->shape);
  kh_pack_add(p, "float.dense", w->dense, sizeof *w->dense, w->at.count);
  kh_pack_add(p, "float.rows", w->rows, sizeof *w->rows, w->row_count * w->shape.dim);
  kh_status st = kh_pack_write(p, path, err);
  kh_pack_free(p);
  return st;
}

static bool read_list(const kh_model *m, const char *name, uint32_t want, struct kh_net_list *l, kh_arena *a) {
  size_t bytes;
  const char *at = kh_model_table(m, name, 1, &bytes);
  if (!at || (bytes && at[bytes - 1])) return false;
  *l = (struct kh_net_list){.at = KH_ARRAY(a, kh_str, want + 1u)};
  for (const char *end = at + bytes; at < end && l->n < want; at += strlen(at) + 1) l->at[l->n++] = kh_str_dup(a, kh_str_of(at));
  return l->n == want;
}

static kh_status load(const kh_model *m, const char *path, kh_net_weights *w, kh_net_lexicon *l, kh_error *err) {
  kh_net_shape shape = {0};
  size_t n, dense, rows, names;
  const void *s = kh_model_table(m, "net.shape", sizeof(uint32_t), &n), *slots = kh_model_table(m, "net.slots", sizeof *l->slots, &l->slot_count);
  const float *d = kh_model_table(m, "float.dense", sizeof *d, &dense), *r = kh_model_table(m, "float.rows", sizeof *r, &rows);
  const uint8_t *name = kh_model_table(m, "net.names", 1, &names);
  bool finished = !d && !r && kh_model_table(m, "net.row_scale", sizeof(float), &rows);
  if (!s || (n != sizeof shape / sizeof(uint32_t) && n != KH_NET_SHAPE_TOLD) || !slots || (!finished && (!d || !r)) || !name || names > KH_NET_NAMES)
    return kh_fail(err, KH_E_DATA, "%s: neither a network nor a checkpoint of one", path);
  memcpy(&shape, s, n * sizeof(uint32_t));
  kh_net_layout at;
  kh_net_layout_of(&shape, &at);
  if (finished) rows *= shape.dim;
  else if (at.count != dense) return kh_fail(err, KH_E_DATA, "%s: tables of other sizes", path);
  if (!shape.dim || rows % shape.dim) return kh_fail(err, KH_E_DATA, "%s: tables of other sizes", path);
  l->rows = (uint32_t)(rows / shape.dim);
  l->slots = KH_ARRAY(l->arena, kh_net_slot, l->slot_count);
  memcpy(l->slots, slots, l->slot_count * sizeof *l->slots);
  memcpy(l->names, name, names);
  l->name_count = (uint32_t)names;
  if (!read_list(m, "net.upos", shape.upos, &l->upos, l->arena) || !read_list(m, "net.xpos", shape.xpos, &l->xpos, l->arena) ||
      !read_list(m, "net.feats", shape.feats, &l->feats, l->arena) || !read_list(m, "net.deprel", shape.deprel, &l->deprel, l->arena))
    return kh_fail(err, KH_E_DATA, "%s: broken labels", path);
  kh_status st = kh_net_weights_new(w, &shape, l->rows, 0, err);
  if (st) return st;
  if (finished) return kh_net_unpack(m, w) ? KH_OK : kh_fail(err, KH_E_DATA, "%s: tables of other sizes", path);
  memcpy(w->dense, d, dense * sizeof *d);
  memcpy(w->rows, r, rows * sizeof *r);
  return KH_OK;
}

kh_status kh_net_load(const char *path, kh_net_weights *w, kh_net_lexicon *l, kh_error *err) {
  kh_model *m;
  *l = (kh_net_lexicon){.arena = kh_arena_new(0)};
  *w = (kh_net_weights){0};
  if (!l->arena) return kh_fail(err, KH_E_MEMORY, "no memory for %s", path);
  kh_status st = kh_model_open(path, &m, err);
  if (!st) st = load(m, path, w, l, err), kh_model_close(m);
  if (st) kh_net_weights_free(w), kh_net_lexicon_free(l);
  return st;
}
