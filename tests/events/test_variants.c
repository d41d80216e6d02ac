/* test_variants.c: what stands around a sentence, and how it is put ("X went on to do it", "it was X that did it"), changes no record of the lexicon's
 * examples (tests/events/variants.txt). Parsers err, so a share may change: the floors only ever rise. With "-v" the changes are listed. */
#include "events/example.h"
#include "examples.h"
#include "frames.h"

enum { EVERY = 9, LONGEST = 1024, MAX_EXAMPLES = 4096 };   /* every ninth example by its hash, so that a new one moves no other: some seconds */

typedef struct plain {
  char text[LONGEST], records[2048];
  bool name;             /* begins with a name, whose capital stays */
  unsigned subject, verb, end;   /* bytes: where its subject ends, its verb begins and ends, if it is "SUBJECT VERBED …." */
  char lemma[32];        /* of the verb; empty for another sentence */
} plain;

/* "Egypt blamed Sudan.": the subject, which no pronoun is, and right behind it the verb. */
static void take_apart(const kh_document *d, plain *out) {
  uint32_t root = 0, n = d->tok.n;
  out->lemma[0] = 0;
  while (root < n && d->tok.head[root] != KH_NONE) root++;
  if (d->sentence_count != 1 || root == 0 || root + 2 >= n || d->tok.upos[root] != KH_UPOS_VERB || !(d->tok.morph[root] & KH_MORPH_FIN) || !(d->tok.morph[root] & KH_MORPH_PAST)) return;
  uint32_t s = kh_doc_child_with(d, root, KH_DEP_NSUBJ), begin, end;
  if (s == KH_NONE || d->tok.upos[s] == KH_UPOS_PRON || d->tok.lemma[root].n >= sizeof out->lemma) return;
  kh_doc_subtree(d, s, &begin, &end);
  if (begin != 0 || end != root) return;
  out->subject = (unsigned)d->tok.span[root - 1].end, out->verb = (unsigned)d->tok.span[root].begin, out->end = (unsigned)d->tok.span[root].end;
  snprintf(out->lemma, sizeof out->lemma, KH_FMT, KH_ARG(d->tok.lemma[root]));
}

static bool coded(kh_coder *c, const char *text, plain *out, char *records, size_t room) {
  kh_error err;
  kh_document *d;
  kh_input in = {.text = text, .text_len = strlen(text), .date = "2024-03-22"};
  bool fine = kh_code(c, &in, &d, &err) == KH_OK;
  CHECKF(fine, "%s", text);
  if (!fine) return false;
  kh_str s = kh_example_show(d, d->arena);
  snprintf(records, room, KH_FMT, KH_ARG(s));
  for (char *q = records; *q; q++)   /* a party told by its words may open one sentence and not the other: "The group", "the group" */
    if (*q == '"' && q[1] >= 'A' && q[1] <= 'Z') q[1] = (char)(q[1] - 'A' + 'a');
  if (out && d->tok.n > 1) {
    uint8_t first = d->tok.upos[0];
    bool capitals = d->tok.form[0].n > 1 && d->tok.form[0].s[1] >= 'A' && d->tok.form[0].s[1] <= 'Z';
    out->name = first == KH_UPOS_PROPN || d->tok.ner[0] || capitals;
    take_apart(d, out);
  }
  kh_document_free(d);
  return true;
}

/* The examples of a file that tell an event and end with a full stop. */
static void gather(kh_coder *c, const char *dir, const char *name, plain *out, size_t *n) {
  kh_lines l;
  kh_error err;
  kh_example e = {.line = 0};
  CHECKF(kh_lines_open(dir, name, &l, &err) == KH_OK, "%s", err.message);
  while (kh_example_next(&l, &e)) {
    if (kh_str_is(e.want, "none") || e.sentence.n + 1 >= LONGEST || !kh_str_ends(e.sentence, KH_STR(".")) || e.sentence.s[0] == '"') continue;
    if (kh_hash_str(e.sentence) % EVERY || *n >= MAX_EXAMPLES) continue;
    plain *p = &out[*n];
    snprintf(p->text, sizeof p->text, KH_FMT, KH_ARG(e.sentence));
    if (coded(c, p->text, p, p->records, sizeof p->records) && strcmp(p->records, "none")) (*n)++;
  }
  kh_lines_close(&l);
}

static size_t gather_all(kh_coder *c, plain *out) {
  char dir[4096], *names[FRAMES_FILES];
  size_t n = 0, files = frames_list(dir, sizeof dir, names);
  for (size_t i = 0; i < files; i++) {
    gather(c, dir, names[i], out, &n);
    free(names[i]);
  }
  return n;
}

/* The sentence with words before it, and others in place of its full stop. */
static void vary(const plain *p, kh_str before, kh_str behind, char *out, size_t room) {
  bool joined = !behind.n || behind.s[0] == ',' || behind.s[0] == '.';
  snprintf(out, room, KH_FMT "%s%.*s%s" KH_FMT, KH_ARG(before), before.n ? " " : "", (int)strlen(p->text) - 1, p->text, joined ? "" : " ", KH_ARG(behind));
  char *first = out + (before.n ? before.n + 1 : 0);
  if (before.n && !p->name && *first >= 'A' && *first <= 'Z') *first = (char)(*first - 'A' + 'a');
}

/* The sentence put as the template says: {S} its subject ({s} within a sentence), {V} its verb, {I} that one's infinitive, {R} the rest. False for a sentence of another build. */
static bool put(const plain *p, kh_str template, char *out, size_t room) {
  size_t n = 0;
  if (!p->lemma[0]) return false;
  for (size_t i = 0; i < template.n && n + LONGEST < room; i++) {
    kh_str piece = kh_str_sub(template, i, i + 1);
    bool slot = template.s[i] == '{' && i + 2 < template.n;
    char what = slot ? template.s[i + 1] : 0;
    if (what == 'S' || what == 's') piece = (kh_str){p->text, p->subject};
    if (what == 'V') piece = (kh_str){p->text + p->verb, p->end - p->verb};
    if (what == 'I') piece = kh_str_of(p->lemma);
    if (what == 'R') piece = (kh_str){p->text + p->end, strlen(p->text) - p->end - 1};
    memcpy(out + n, piece.s, piece.n);
    if (what == 's' && !p->name && out[n] >= 'A' && out[n] <= 'Z') out[n] = (char)(out[n] - 'A' + 'a');
    n += piece.n;
    if (slot) i += 2;
  }
  out[n] = 0;
  return true;
}

int main(int argc, char **argv) {
  examples x;
  if (!examples_open(&x, "variants.txt", argc, argv)) return check_done();
  plain *all = calloc(MAX_EXAMPLES, sizeof *all);
  CHECK(all != NULL);
  size_t n = all ? gather_all(x.coder, all) : 0;
  CHECK(n > 300);
  for (kh_str line; kh_lines_next(&x.lines, &line);) {
    kh_str before, behind = KH_STR(""), share;
    char number[16];
    size_t same = 0, tried = 0;
    bool put_anew = kh_str_starts(line, KH_STR("="));
    if (put_anew) line = kh_str_sub(line, 1, line.n);
    bool sound = kh_str_split(&line, '|', &before) && (put_anew || kh_str_split(&line, '|', &behind)) && kh_str_split(&line, '|', &share) && share.n < sizeof number;
    CHECKF(sound, "variants.txt: want before | behind | share, or = template | share");
    if (!sound) continue;
    before = kh_str_trim(before), behind = kh_str_trim(behind);
    snprintf(number, sizeof number, KH_FMT, KH_ARG(kh_str_trim(share)));
    for (size_t i = 0; i < n; i++) {
      char text[3 * LONGEST], records[2048];
      if (!put_anew) vary(&all[i], before, behind, text, sizeof text);
      else if (!put(&all[i], before, text, sizeof text)) continue;
      if (!coded(x.coder, text, NULL, records, sizeof records)) continue;
      bool held = !strcmp(records, all[i].records);
      same += held, tried++;
      if (!held && x.verbose) printf("%s\n  plain   %s\n  variant %s\n", text, all[i].records, records);
    }
    printf(KH_FMT " … " KH_FMT ": %zu of %zu\n", KH_ARG(before), KH_ARG(behind), same, tried);
    CHECK((double)same >= strtod(number, NULL) * (double)tried);
  }
  free(all);
  examples_close(&x);
  return check_done();
}
