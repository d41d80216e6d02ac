/* Tests of parse: trees are trees whatever the text, CoNLL-U keeps the text, the trainer learns a tiny treebank by heart. */
#include <stdio.h>
#include <stdlib.h>

#include "check.h"
#include "code/road.h"

static kh_text_room *text_room;

static bool collect(void *user, const char *bytes, size_t n) {
  kh_buf_put(user, bytes, n);
  return true;
}

static kh_doc *parse(const kh_parser *p, kh_str text, uint32_t max_tokens) {
  kh_input in = {.id = "t", .text = text.s, .text_len = text.n};
  kh_doc *d = kh_doc_of(&in, 0);
  kh_arena *scratch = kh_arena_new(0);
  kh_guard g, h;
  kh_arena_guard(d->arena, &g);
  kh_arena_guard(scratch, &h);
  if (setjmp(g.env) || setjmp(h.env)) abort();
  kh_text_run(text_room, d, max_tokens, scratch);
  kh_arena_reset(scratch);
  kh_parse_run(p, d, scratch);
  kh_arena_unguard(d->arena, &g);
  kh_arena_free(scratch);
  return d;
}

/* One root a sentence, heads inside it, every word under the root; labels that have names. */
static void check_trees(const kh_doc *d) {
  const kh_tokens *t = &d->tok;
  bool good = true;
  for (uint32_t i = 0; i < d->sentence_count; i++) {
    const kh_sentence *s = &d->sentences[i];
    uint32_t roots = 0, n = s->tok_end - s->tok_begin;
    for (uint32_t k = s->tok_begin; k < s->tok_end; k++) {
      roots += t->head[k] == KH_NONE;
      good &= t->head[k] == KH_NONE || (t->head[k] >= s->tok_begin && t->head[k] < s->tok_end);
      good &= t->upos[k] > 0 && t->upos[k] < KH_UPOS_COUNT && t->deprel[k] > 0 && t->deprel[k] < KH_DEPREL_COUNT && t->lemma[k].n > 0;
      good &= t->xpos[k] < d->labels->xpos_count && t->feats[k] < d->labels->feats_count && t->label[k] < d->labels->deprel_count;
    }
    good &= roots == 1;
    if (!good) break;
    /* Every way up ends at the root within as many steps as there are words; long sentences are sampled. */
    for (uint32_t k = s->tok_begin; k < s->tok_end; k += 1 + n / 2000) {
      uint32_t up = k, steps = 0;
      while (up != KH_NONE && steps++ <= n) up = t->head[up];
      good &= up == KH_NONE;
    }
  }
  CHECK(good);
}

/* The forms of the tokens, one after the other, are the text without its blanks. */
static void check_round_trip(const kh_doc *d) {
  kh_buf out = {0}, forms = {0}, chars = {0};
  kh_error err;
  CHECK(kh_parse_write_conllu(d, collect, &out, &err) == KH_OK);
  kh_str rest = {out.s ? out.s : "", out.n}, line;
  int64_t inside = 0;
  while (kh_str_split(&rest, '\n', &line)) {
    kh_str id, form;
    if (!line.n || line.s[0] == '#') continue;
    kh_str_split(&line, '\t', &id);
    kh_str_split(&line, '\t', &form);
    const char *dash = memchr(id.s, '-', id.n);
    int64_t number = 0, last = 0;
    if (dash && kh_str_to_int(kh_str_sub(id, (size_t)(dash - id.s) + 1, id.n), &last)) inside = last;
    else if (kh_str_to_int(id, &number) && number <= inside) continue;
    if (number > inside || !number) kh_buf_str(&forms, form);
    if (number >= inside && !dash) inside = 0;
  }
  for (size_t i = 0; i < d->text.n;) {
    size_t at = i;
    if (!kh_cp_is_space(kh_utf8_next(d->text.s, d->text.n, &i))) kh_buf_put(&chars, d->text.s + at, i - at);
  }
  CHECK(forms.n == chars.n && (forms.n == 0 || !memcmp(forms.s, chars.s, chars.n)));
  kh_buf_free(&out);
  kh_buf_free(&forms);
  kh_buf_free(&chars);
}

static void repeat(kh_buf *out, const char *piece, size_t bytes) {
  while (out->n < bytes) kh_buf_str(out, kh_str_of(piece));
}

/* Verbs that the model may not have learned have the lemma that their ending comes from (data/parse/verbs.txt). */
static void regular_verbs(const kh_parser *p) {
  static const char *const words[][2] = {{"ruled", "rule"}, {"blasted", "blast"}, {"overruled", "overrule"}, {"rebuked", "rebuke"},
                                         {"lambasted", "lambaste"}, {"touted", "tout"}, {"defunded", "defund"}, {"freed", "free"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    char text[80];
    snprintf(text, sizeof text, "The court %s the agency.", words[i][0]);
    kh_doc *d = parse(p, kh_str_of(text), 100);
    CHECK(d->tok.upos[2] == KH_UPOS_VERB);
    CHECK_STR(d->tok.lemma[2], words[i][1]);
    kh_document_free(d);
  }
}

static void hostile(const kh_parser *p) {
  static const char *const pieces[] = {"word ", "x", ", ", "( ", "\" ", "and the ", "U.S. ", "\x01 ", "1,000 ", "don't ", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D ", "a-b-", "THE POLICE SAID. "};
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    kh_buf in = {0};
    repeat(&in, pieces[i], 60000);
    kh_doc *d = parse(p, (kh_str){in.s, in.n}, 20000);
    check_trees(d);
    if (kh_text_plain(d->arena, d->text).n == d->text.n) check_round_trip(d);
    kh_document_free(d);
    kh_buf_free(&in);
  }
}

static void sentence(const kh_parser *p) {
  kh_doc *d = parse(p, KH_STR("Egypt's foreign minister met rebels in Cairo.\n\nThe rebels didn't sign."), 1000);
  kh_error err;
  check_trees(d);
  check_round_trip(d);
  CHECK(d->sentence_count == 2);
  CHECK_STR(d->tok.lemma[4], "meet");
  CHECK(d->tok.upos[4] == KH_UPOS_VERB && d->tok.deprel[3] == KH_DEP_NSUBJ && d->tok.head[3] == 4);
  CHECK(d->tok.deprel[5] == KH_DEP_OBJ && d->tok.ner[0] / 2 == KH_ENTITY_LOC && d->tok.ner[7] / 2 == KH_ENTITY_LOC);
  kh_buf svg = {0};
  CHECK(kh_parse_write_svg(d, collect, &svg, &err) == KH_OK);
  CHECK(kh_str_starts((kh_str){svg.s, svg.n}, KH_STR("<svg ")) && kh_str_ends((kh_str){svg.s, svg.n}, KH_STR("</svg>\n")));
  kh_buf_free(&svg);
  kh_document_free(d);
}

/* Who sends a letter is a person, whose whole name stands in marks before the address; a body and a thing are none. */
static void sender(const kh_parser *p) {
  static const struct { const char *text; uint32_t begin, end; } letters[] = {
      {"\"Roe, Jane\" <jroe@example.org> wrote on Monday.", 1, 4}, {"\"JRO\" <jro@example.org> wrote on Monday.", 1, 2}, {"\"The Sea Charts\" <charts@example.org> wrote on Monday.", 0, 0},
      {"\"Port Office\" <office@example.org> wrote on Monday.", 0, 0}, {"He called it \"Zorro\" < 5 times.", 0, 0}};
  for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
    kh_doc *d = parse(p, kh_str_of(letters[i].text), 1000);
    for (uint32_t t = 0; t < d->tok.n; t++) {
      bool in = t >= letters[i].begin && t < letters[i].end, person = d->tok.ner[t] / 2 == KH_ENTITY_PER;
      CHECKF(in == person && (!in || (d->tok.ner[t] & 1) == (t == letters[i].begin)), "%s", letters[i].text);
    }
    kh_document_free(d);
  }
}

/* A tiny treebank is learned by heart, twice the same; a model that is no model is told. */
static void train(const char *dir, const kh_model *data) {
  kh_error err = {0};
  char trees[1024];
  snprintf(trees, sizeof trees, "%s/tiny.conllu", dir);
  const char *files[] = {trees};
  kh_train_options o;
  kh_train_defaults(&o);
  o.trees = files;
  o.tree_count = 1;
  o.epochs = 30;
  o.size = 200000;
  kh_file made[2];
  for (int i = 0; i < 2; i++) {
    o.output = i ? "test_tiny_2.khm" : "test_tiny_1.khm";
    CHECKF(kh_train(&o, &err) == KH_OK, "%s", err.message);
    CHECK(kh_file_open(o.output, 0, &made[i], &err) == KH_OK);
  }
  CHECK(made[0].n == made[1].n && !memcmp(made[0].data, made[1].data, made[0].n));
  kh_model *m;
  kh_parser *p;
  CHECK(kh_model_view(made[0].data, made[0].n, &m, &err) == KH_OK);
  CHECKF(kh_parser_open(m, data, &p, &err) == KH_OK, "%s", err.message);
  kh_doc *d = parse(p, KH_STR("The army attacked rebels in Sudan"), 100);
  const kh_tokens *t = &d->tok;
  CHECK(t->n == 6 && t->head[1] == 2 && t->head[2] == KH_NONE && t->head[3] == 2 && t->head[5] == 2 && t->deprel[3] == KH_DEP_OBJ);
  CHECK(t->ner[5] == 2 * KH_ENTITY_LOC + 1 && t->ner[1] == 0 && (t->morph[3] & KH_MORPH_PLUR));
  CHECK_STR(t->lemma[2], "attack");
  kh_document_free(d);
  kh_parser_close(p);
  kh_model_close(m);
  CHECK(kh_parser_open(data, data, &p, &err) == KH_E_DATA);
  o.trees = NULL;
  o.tree_count = 0;
  CHECK(kh_train(&o, &err) == KH_E_ARGUMENT);
  for (int i = 0; i < 2; i++) {
    kh_file_close(&made[i]);
    remove(i ? "test_tiny_2.khm" : "test_tiny_1.khm");
  }
}

int main(int argc, char **argv) {
  kh_error err = {0};
  kh_model *data, *weights;
  kh_parser *p;
  if (argc != 4 || kh_model_open(argv[1], &data, &err) || kh_text_open(data, &text_room, &err) || kh_model_open(argv[2], &weights, &err) ||
      kh_parser_open(weights, data, &p, &err)) {
    printf("usage: test_parse khaldun.dat english.khm tests/parse (%s)\n", err.message);
    return 1;
  }
  sentence(p);
  sender(p);
  regular_verbs(p);
  hostile(p);
  train(argv[3], data);
  kh_parser_close(p);
  kh_text_close(text_room);
  kh_model_close(weights);
  kh_model_close(data);
  return check_done();
}
