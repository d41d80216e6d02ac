/* What the words of a sentence say: which events are left out, and that --doubtful keeps all (wording.txt). */
#include <stdio.h>
#include <stdlib.h>

#include "coder.h"
#include "doc/doc.h"
#include "events/events.h"

static size_t happened(const kh_document *d) {
  const kh_event *e;
  size_t n = kh_document_events(d, &e), found = 0;
  for (size_t i = 0; i < n; i++) found += !e[i].embedded && !e[i].plan && (e[i].status == KH_STATUS_HAPPENED || e[i].status == KH_STATUS_ONGOING);
  return found;
}

/* Events of a sentence that happened, with all of them kept or not. */
static size_t events_of(kh_coder *c, const char *text) {
  kh_document *d;
  kh_error err;
  kh_input in = {.text = text, .text_len = strlen(text), .date = "2024-03-22"};
  CHECKF(kh_code(c, &in, &d, &err) == KH_OK, "%s", text);
  size_t n = happened(d);
  kh_document_free(d);
  return n;
}

int main(void) {
  const char *source = getenv("KHALDUN_SOURCE");
  khaldun *k[2];
  kh_coder *c[2];
  kh_options o;
  char path[4096], line[1024];
  unsigned all = 0, passed = 0, left_out = 0;
  for (int i = 0; i < 2; i++) {
    kh_options_default(&o);
    o.doubtful = i;
    if (!coder_open(&o, &k[i], &c[i])) return check_done();
  }
  snprintf(path, sizeof path, "%s/tests/events/wording.txt", source ? source : ".");
  FILE *f = fopen(path, "r");
  CHECKF(f != NULL, "%s", path);
  while (f && fgets(line, sizeof line, f)) {
    if (line[0] != '-' && line[0] != '+') continue;
    line[strcspn(line, "\n")] = 0;
    size_t left = events_of(c[0], line + 2), of = events_of(c[1], line + 2);
    CHECKF(left <= of, "%s", line);
    bool so = line[0] == '+' ? left > 0 : !left;
    if (!so) printf("  %zu of %zu: %s\n", left, of, line);
    all++, passed += so, left_out += line[0] == '-' && left < of;
  }
  if (f) fclose(f);
  printf("wording: %u of %u, of %u an event is left out\n", passed, all, left_out);
  CHECK(left_out > 2);
  CHECK(all && passed >= WORDING_FLOOR * all);
  for (int i = 0; i < 2; i++) kh_coder_free(c[i]), kh_close(k[i]);
  return check_done();
}
