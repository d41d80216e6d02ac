/* join.c: networks of several seeds in one model, a committee (src/parse/net.c reads it). */
#include <stdio.h>
#include <string.h>

#include "khaldun.h"
#include "model/model.h"
#include "parse/net_int.h"

/* Tables of one model: all of the first, of the others the network's under a name with their number. */
static kh_status add_tables(kh_pack *out, const kh_model *m, size_t number, const char *path, kh_error *err) {
  if (!kh_net_is(m)) return kh_fail(err, KH_E_DATA, "%s holds no network: only networks form a committee", path);
  for (size_t i = 0; i < kh_model_count(m); i++) {
    size_t element, count;
    char name[64];
    const char *old = kh_model_name(m, i);
    const void *table = kh_model_bytes(m, i, &element, &count);
    if (number && strncmp(old, "net.", 4)) continue;
    if (number) snprintf(name, sizeof name, "net%zu.%s", number + 1, old + 4);
    else if (!strncmp(old, "net", 3) && old[3] >= '2' && old[3] <= '9') return kh_fail(err, KH_E_DATA, "%s is a committee already: name its members", path);
    else snprintf(name, sizeof name, "%s", old);
    kh_pack_add(out, name, table, element, count);
  }
  return KH_OK;
}

/* Whether the members go together, as a reader will see it. */
static kh_status check(const kh_pack *out, kh_error *err) {
  kh_buf bytes = {0};
  kh_model *joined = NULL;
  kh_net *net = NULL;
  kh_status s = kh_pack_bytes(out, &bytes, err);
  if (!s) s = kh_model_view(bytes.s, bytes.n, &joined, err);
  if (!s) s = kh_net_open(joined, NULL, &net, err);
  kh_net_close(net);
  kh_model_close(joined);
  kh_buf_free(&bytes);
  return s;
}

kh_status kh_train_join(const char *const *models, size_t n, const char *output, kh_error *err) {
  if (!models || !output || n < 2 || n > KH_NET_MEMBERS) return kh_fail(err, KH_E_ARGUMENT, "a committee has 2 to %d models", (int)KH_NET_MEMBERS);
  kh_pack *out = kh_pack_new();
  kh_status s = out ? KH_OK : kh_fail(err, KH_E_MEMORY, "not enough memory");
  for (size_t i = 0; i < n && !s; i++) {
    kh_model *m = NULL;
    s = kh_model_open(models[i], &m, err);
    if (!s) s = add_tables(out, m, i, models[i], err);
    kh_model_close(m);
  }
  if (!s) s = check(out, err);
  if (!s) s = kh_pack_write(out, output, err);
  kh_pack_free(out);
  return s;
}
