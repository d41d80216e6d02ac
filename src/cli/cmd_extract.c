/* cmd_extract.c: khaldun extract: a page to its article. */
#include <string.h>

#include "cli/cli.h"

static const char help[] =
    "usage: khaldun extract [OPTION]… [FILE|-]…\n\n"
    "The article of each page as one JSON line: id, title, byline, published, updated, site, section, language, url, image, text.\n\n"
    "  --url URL            where the page came from\n"
    "  --captions           keep picture captions in the text\n"
    "  --embeds             keep embedded posts in the text\n"
    "  --comments           readers' comments too, in a field of their own\n"
    "  --input KIND, --data FILE, -j N, -q, --no-sandbox   as in khaldun code\n\n"
    "examples:\n"
    "  khaldun extract page.html\n"
    "  khaldun extract pages.warc.gz > articles.jsonl\n";

static kh_status work(void *user, kh_coder *c, const kh_item *i, FILE *out, kh_error *err) {
  kh_status s = kh_extract_item(c, i, user, cli_sink, out, err);
  if (s && s != KH_E_MEMORY && s != KH_E_IO) cli_say("%s", err->message);
  return s;
}

int command_extract(int argc, char **argv) {
  static const struct option options[] = {COMMON_LONG, {"captions", no_argument, NULL, 1}, {"embeds", no_argument, NULL, 2},
                                          {"comments", no_argument, NULL, 3}, {0}};
  cli_common c;
  int o, rc = -1;
  cli_common_default(&c);
  c.open.pages_only = true;
  while ((o = getopt_long(argc, argv, COMMON_SHORT, options, NULL)) != -1) {
    if (o == 1) c.item.captions = true;
    else if (o == 2) c.item.embeds = true;
    else if (o == 3) c.item.comments = true;
    else if (cli_common_option(&c, o, help, &rc) && rc >= 0) return rc;
  }
  return cli_run(&c, argv + optind, argc - optind, work, &c.item, false);
}
