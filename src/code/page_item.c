/* page_item.c: pages to articles, for `extract` and for coding. */
#include "code/item.h"
#include "export/json.h"

kh_status kh_extract_item(kh_coder *c, const kh_item *i, const kh_item_options *o, kh_sink sink, void *user, kh_error *err) {
  (void)i, (void)o, (void)user;
  return kh_fail(err, c && sink ? KH_E_NOTHING : KH_E_ARGUMENT, "no article");
}
