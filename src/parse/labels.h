/* labels.h: a parser's label strings, and what they mean to the rooms that come later. */
#ifndef KH_PARSE_LABELS_H
#define KH_PARSE_LABELS_H
#include "doc/doc.h"
#include "model/model.h"

typedef struct kh_label_set {
  kh_labels labels;        /* strings live in the model */
  uint8_t *deprel_of;      /* label -> kh_deprel */
  uint32_t *morph_of;      /* feats -> KH_MORPH_… */
} kh_label_set;

/* Tables "labels.pool", "labels.xpos", "labels.feats", "labels.deprel" (offsets in the pool). */
kh_status kh_label_set_open(const kh_model *weights, kh_label_set *out, kh_error *err);
void kh_label_set_close(kh_label_set *s);
/* names: arrays of strings, as the trainer collected them. */
void kh_label_set_pack(kh_pack *out, const kh_str *xpos, size_t xpos_count, const kh_str *feats, size_t feats_count, const kh_str *deprel,
                       size_t deprel_count);
#endif
