/* labels.c: label strings in a model. */
#include <stdlib.h>

#include "parse/labels.h"

static kh_status open_strings(const kh_model *m, const char *name, const char *pool, size_t bytes, const char *const **out, uint32_t *count, kh_error *err) {
  size_t n;
  const uint32_t *at = kh_model_table(m, name, sizeof *at, &n);
  if (!at || n == 0 || n > UINT16_MAX) return kh_fail(err, KH_E_DATA, "table %s is missing or damaged", name);
  const char **list = calloc(n, sizeof *list);
  if (!list) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  for (size_t i = 0; i < n; i++) list[i] = at[i] < bytes ? pool + at[i] : "";
  *out = list;
  *count = (uint32_t)n;
  return KH_OK;
}

kh_status kh_label_set_open(const kh_model *m, kh_label_set *s, kh_error *err) {
  size_t bytes;
  *s = (kh_label_set){0};
  const char *pool = kh_model_table(m, "labels.pool", 1, &bytes);
  if (!pool || !bytes || pool[bytes - 1]) return kh_fail(err, KH_E_DATA, "table labels.pool is missing or damaged");
  kh_status st = open_strings(m, "labels.xpos", pool, bytes, &s->labels.xpos, &s->labels.xpos_count, err);
  if (!st) st = open_strings(m, "labels.feats", pool, bytes, &s->labels.feats, &s->labels.feats_count, err);
  if (!st) st = open_strings(m, "labels.deprel", pool, bytes, &s->labels.deprel, &s->labels.deprel_count, err);
  if (!st) {
    s->deprel_of = calloc(s->labels.deprel_count, 1);
    s->morph_of = calloc(s->labels.feats_count, sizeof *s->morph_of);
    if (!s->deprel_of || !s->morph_of) st = kh_fail(err, KH_E_MEMORY, "not enough memory");
  }
  for (uint32_t i = 0; !st && i < s->labels.deprel_count; i++) s->deprel_of[i] = kh_deprel_of(kh_str_of(s->labels.deprel[i]));
  for (uint32_t i = 0; !st && i < s->labels.feats_count; i++) s->morph_of[i] = kh_morph_of(kh_str_of(s->labels.feats[i]));
  if (st) kh_label_set_close(s);
  return st;
}

void kh_label_set_close(kh_label_set *s) {
  free((void *)(uintptr_t)s->labels.xpos);   /* the arrays are ours, the strings the model's */
  free((void *)(uintptr_t)s->labels.feats);
  free((void *)(uintptr_t)s->labels.deprel);
  free(s->deprel_of);
  free(s->morph_of);
  *s = (kh_label_set){0};
}

static void pack_strings(kh_pack *out, kh_pool *pool, const char *name, const kh_str *v, size_t n) {
  uint32_t *at = calloc(n ? n : 1, sizeof *at);
  for (size_t i = 0; at && i < n; i++) at[i] = kh_pool_put(pool, v[i]);
  kh_pack_add(out, name, at, at ? sizeof *at : 0, n);
  free(at);
}

void kh_label_set_pack(kh_pack *out, const kh_str *xpos, size_t xpos_count, const kh_str *feats, size_t feats_count, const kh_str *deprel,
                       size_t deprel_count) {
  kh_pool *pool = kh_pool_new();
  pack_strings(out, pool, "labels.xpos", xpos, xpos_count);
  pack_strings(out, pool, "labels.feats", feats, feats_count);
  pack_strings(out, pool, "labels.deprel", deprel, deprel_count);
  kh_pool_put(pool, KH_STR("labels"));       /* never empty */
  kh_pool_pack(pool, out, "labels.pool");
  kh_pool_free(pool);
}
