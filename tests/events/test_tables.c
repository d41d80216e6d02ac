/* test_tables.c: the data compiles, opens, and does not open any more once a row points astray. */
#include <stdlib.h>

#include "check.h"
#include "events/tables.h"

static bool opens(const kh_model *m) {
  kh_events *e = NULL;
  kh_error err;
  bool ok = kh_events_open(m, NULL, &e, &err) == KH_OK;
  kh_events_close(e);
  return ok;
}

/* The same tables with the first bytes of one overwritten. */
static bool opens_with(const kh_model *m, const char *table, size_t element, size_t offset, uint8_t byte) {
  kh_pack *p = kh_pack_new();
  for (size_t i = 0; i < kh_model_count(m); i++) {
    const char *name = kh_model_name(m, i);
    static const size_t sizes[] = {1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 17, sizeof(kh_frame_row), sizeof(kh_rule_row), sizeof(kh_cond_row), sizeof(kh_relate_row), sizeof(kh_cameo_row), sizeof(kh_vote_row), sizeof(kh_pattern_row)};
    const void *rows = NULL;
    size_t n = 0, size = 0;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes && !rows; s++) rows = kh_model_table(m, name, size = sizes[s], &n);
    if (!rows) continue;
    uint8_t *copy = malloc(n * size + 1);
    memcpy(copy, rows, n * size);
    if (!strcmp(name, table) && size == element && offset < n * size) copy[offset] = byte;
    kh_pack_add(p, name, copy, size, n);
    free(copy);
  }
  kh_buf bytes = {0};
  kh_error err;
  kh_model *damaged = NULL;
  bool ok = kh_pack_bytes(p, &bytes, &err) == KH_OK && kh_model_view(bytes.s, bytes.n, &damaged, &err) == KH_OK && opens(damaged);
  kh_model_close(damaged);
  kh_buf_free(&bytes);
  kh_pack_free(p);
  return ok;
}

int main(void) {
  const char *path = getenv("KHALDUN_DATA");
  kh_model *m;
  kh_error err;
  if (!path || kh_model_open(path, &m, &err)) {
    CHECK_SKIP("khaldun.dat is not there");
    return check_done();
  }
  CHECK(opens(m));
  CHECK(opens_with(m, "", 0, 0, 0));   /* an undamaged copy */
  CHECK(!opens_with(m, "events.frames", sizeof(kh_frame_row), offsetof(kh_frame_row, pos), 77));
  CHECK(!opens_with(m, "events.frames", sizeof(kh_frame_row), offsetof(kh_frame_row, conds) + 3, 0x7F));
  CHECK(!opens_with(m, "events.frames", sizeof(kh_frame_row), offsetof(kh_frame_row, type), 200));
  CHECK(!opens_with(m, "events.slots", sizeof(kh_slot_row), offsetof(kh_slot_row, kind), 99));
  CHECK(!opens_with(m, "events.conds", sizeof(kh_cond_row), offsetof(kh_cond_row, arg) + 3, 0x7F));
  CHECK(!opens_with(m, "events.rules", sizeof(kh_rule_row), offsetof(kh_rule_row, who), 0x33));
  CHECK(!opens_with(m, "events.rules", sizeof(kh_rule_row), offsetof(kh_rule_row, pattern) + 3, 0x7F));
  CHECK(!opens_with(m, "events.ops", sizeof(kh_op_row), offsetof(kh_op_row, count) + 3, 0x7F));
  CHECK(!opens_with(m, "events.ranges", sizeof(kh_range_row), 3, 0x7F));
  CHECK(!opens_with(m, "events.cameo", sizeof(kh_cameo_row), offsetof(kh_cameo_row, type), 99));
  CHECK(!opens_with(m, "occasions.frames", sizeof(kh_frame_row), offsetof(kh_frame_row, occasion), 99));
  CHECK(!opens_with(m, "occasions.frames", sizeof(kh_frame_row), offsetof(kh_frame_row, type), KH_AGREE));   /* an occasion is no event */
  CHECK(!opens_with(m, "occasions.frames", sizeof(kh_frame_row), offsetof(kh_frame_row, words) + 3, 0x7F));
  CHECK(!opens_with(m, "occasions.ranges", sizeof(kh_range_row), 3, 0x7F));
  CHECK(!opens_with(m, "occasions.conds", sizeof(kh_cond_row), offsetof(kh_cond_row, arg) + 3, 0x7F));
  CHECK(!opens_with(m, "occasions.slots", sizeof(kh_slot_row), offsetof(kh_slot_row, kind), 99));
  kh_model_close(m);
  return check_done();
}
