/* conllu.c: reads CoNLL-U, gzipped or not. */
#include <stdlib.h>
#include <zlib.h>

#include "conllu.h"

enum { COLUMNS = 10, MAX_LINE = 1 << 20 };

kh_status kh_corpus_new(kh_corpus *c, kh_error *err) {
  *c = (kh_corpus){.arena = kh_arena_new(0)};
  return c->arena ? KH_OK : kh_fail(err, KH_E_MEMORY, "no memory for a corpus");
}

void kh_corpus_free(kh_corpus *c) {
  kh_arena_free(c->arena);
  *c = (kh_corpus){0};
}

typedef struct reader {
  kh_corpus *c;
  const char *path, *skip;
  uint32_t line;
  kh_gold s;                 /* the sentence that is being read */
  kh_str doc, genre;
  bool skipping;             /* the document's genre is not wanted */
  bool new_doc, new_par;
  int64_t mwt_begin, mwt_end;/* words of the multiword token that was read last, from 1; 0 for none */
  kh_str mwt_form;
  bool mwt_space_after;
} reader;

static kh_status fail(const reader *r, kh_error *err, const char *what) {
  return kh_fail(err, KH_E_FORMAT, "%s:%u: %s", r->path, r->line, what);
}

static bool listed(const char *list, kh_str name) {
  kh_str rest = kh_str_of(list), one;
  while (kh_str_split(&rest, ',', &one))
    if (kh_str_eq(one, name)) return true;
  return false;
}

static bool misc_value(kh_str misc, kh_str key, kh_str *value) {
  kh_str one;
  while (kh_str_split(&misc, '|', &one))
    if (kh_str_starts(one, key)) return *value = kh_str_sub(one, key.n, one.n), true;
  return false;
}

static bool after(kh_str line, kh_str key, kh_str *value) {
  if (!kh_str_starts(line, key)) return false;
  *value = kh_str_trim(kh_str_sub(line, key.n, line.n));
  return true;
}

static void read_comment(reader *r, kh_str line) {
  kh_arena *a = r->c->arena;
  kh_str v;
  if (after(line, KH_STR("# newdoc"), &v)) {
    r->new_doc = true;
    r->doc = after(v, KH_STR("id ="), &v) ? kh_str_dup(a, v) : KH_STR("");
    r->genre = KH_STR("");
    r->skipping = false;
  } else if (after(line, KH_STR("# newpar_"), &v)) {
    return;
  } else if (after(line, KH_STR("# newpar"), &v)) {
    r->new_par = true;
  } else if (after(line, KH_STR("# sent_id ="), &v)) {
    r->s.id = kh_str_dup(a, v);
  } else if (after(line, KH_STR("# text ="), &v)) {
    r->s.text = kh_str_dup(a, v);
  } else if (after(line, KH_STR("# meta::genre ="), &v)) {
    r->genre = kh_str_dup(a, v);
    r->skipping = r->skip && listed(r->skip, v);
  }
}

static kh_str or_empty(kh_arena *a, kh_str v) { return kh_str_is(v, "_") ? KH_STR("") : kh_str_dup(a, v); }

static kh_status read_range(reader *r, kh_str id, kh_str form, kh_str misc, kh_error *err) {
  size_t at = (size_t)((const char *)memchr(id.s, '-', id.n) - id.s);
  int64_t first, last, next = (int64_t)(r->c->words.n - r->s.begin) + 1;
  if (!kh_str_to_int(kh_str_sub(id, 0, at), &first) || !kh_str_to_int(kh_str_sub(id, at + 1, id.n), &last) ||
      first != next || last <= first || last - first > 100)
    return fail(r, err, "a broken range of a multiword token");
  kh_str v;
  r->mwt_begin = first;
  r->mwt_end = last;
  r->mwt_form = kh_str_dup(r->c->arena, form);
  r->mwt_space_after = !misc_value(misc, KH_STR("SpaceAfter=No"), &v);
  return KH_OK;
}

static kh_status read_word(reader *r, kh_str line, kh_error *err) {
  kh_arena *a = r->c->arena;
  kh_str col[COLUMNS], rest = line, v;
  size_t n = 0;
  while (n < COLUMNS && kh_str_split(&rest, '\t', &col[n])) n++;
  if (n != COLUMNS) return fail(r, err, "a word needs ten columns");
  if (memchr(col[0].s, '.', col[0].n)) return KH_OK;   /* an empty node */
  if (memchr(col[0].s, '-', col[0].n)) return read_range(r, col[0], col[1], col[9], err);
  int64_t id, head;
  if (!kh_str_to_int(col[0], &id) || id != (int64_t)(r->c->words.n - r->s.begin) + 1)
    return fail(r, err, "words are not numbered in order");
  kh_word w = {.form = kh_str_dup(a, col[1]), .lemma = kh_str_dup(a, col[2]), .upos = or_empty(a, col[3]),
               .xpos = or_empty(a, col[4]), .feats = or_empty(a, col[5]), .head = KH_NONE,
               .deprel = or_empty(a, col[7]), .misc = or_empty(a, col[9])};
  if (!kh_str_is(col[6], "_")) {
    if (!kh_str_to_int(col[6], &head) || head < 0 || head > 1 << 20 || head == id) return fail(r, err, "a broken head");
    w.head = head ? (uint32_t)head - 1 : KH_ROOT;
  }
  w.ner = misc_value(w.misc, KH_STR("NER="), &v) ? kh_name_tag_of(v) : KH_NO_NAME;
  w.space_after = !misc_value(w.misc, KH_STR("SpaceAfter=No"), &v);
  if (id == r->mwt_begin) {
    w.mwt = (uint8_t)(r->mwt_end - r->mwt_begin + 1);
    w.mwt_form = r->mwt_form;
  }
  if (id < r->mwt_end) w.space_after = false;
  else if (id == r->mwt_end) w.space_after = r->mwt_space_after;
  KH_PUSH(a, &r->c->words, w);
  return KH_OK;
}

static kh_status end_sentence(reader *r, kh_error *err) {
  kh_corpus *c = r->c;
  uint32_t begin = r->s.begin, n = (uint32_t)c->words.n - begin;
  if (r->mwt_end > n) return fail(r, err, "a multiword token lacks words");
  if (n) {
    uint32_t roots = 0, trees = 0;
    bool names = false;
    for (uint32_t i = 0; i < n; i++) {
      const kh_word *w = &c->words.at[begin + i];
      roots += w->head == KH_ROOT;
      trees += w->head != KH_NONE;
      names |= w->ner != KH_NO_NAME;
      if (w->head != KH_ROOT && w->head != KH_NONE && w->head >= n) return fail(r, err, "a head outside the sentence");
    }
    if (trees && (trees != n || roots != 1)) return fail(r, err, "a sentence needs exactly one root");
    for (uint32_t i = begin; names && i < c->words.n; i++)
      if (c->words.at[i].ner == KH_NO_NAME) c->words.at[i].ner = 0;
    if (r->skipping) {
      c->words.n = begin;
    } else {
      r->s.end = (uint32_t)c->words.n;
      r->s.doc = r->doc;
      r->s.genre = r->genre;
      r->s.new_doc = r->new_doc;
      r->s.new_par = r->new_par || r->new_doc;
      KH_PUSH(c->arena, &c->sentences, r->s);
    }
    r->new_doc = r->new_par = false;
  }
  r->s = (kh_gold){.begin = (uint32_t)c->words.n};
  r->mwt_begin = r->mwt_end = 0;
  return KH_OK;
}

/* The next line without its newline; false at the end or at a line longer than the buffer. */
static bool next_line(gzFile f, char *buf, kh_str *line) {
  if (!gzgets(f, buf, MAX_LINE)) return false;
  size_t n = strlen(buf);
  while (n && (buf[n - 1] == '\n' || buf[n - 1] == '\r')) n--;
  *line = (kh_str){buf, n};
  return true;
}

kh_status kh_corpus_read(kh_corpus *c, const char *path, const char *skip, kh_error *err) {
  gzFile f = gzopen(path, "rb");
  if (!f) return kh_fail(err, KH_E_IO, "%s: cannot be read", path);
  char *buf = malloc(MAX_LINE);
  kh_guard g;
  kh_status st = KH_OK;
  kh_arena_guard(c->arena, &g);
  if (!buf || setjmp(g.env)) {
    st = kh_fail(err, KH_E_MEMORY, "%s: no memory", path);
  } else {
    reader r = {.c = c, .path = path, .skip = skip, .s = {.begin = (uint32_t)c->words.n}};
    kh_str line;
    while (!st && next_line(f, buf, &line)) {
      r.line++;
      if (!line.n) st = end_sentence(&r, err);
      else if (line.s[0] == '#') read_comment(&r, line);
      else st = read_word(&r, line, err);
    }
    if (!st) st = end_sentence(&r, err);
  }
  kh_arena_unguard(c->arena, &g);
  free(buf);
  gzclose(f);
  return st;
}

/* ---- names ---- */

uint8_t kh_name_tag_of(kh_str tag) {
  static const struct { const char *label; uint8_t kind; } kinds[] = {
      {"PER", KH_ENTITY_PER}, {"PERSON", KH_ENTITY_PER}, {"ORG", KH_ENTITY_ORG}, {"ORGANIZATION", KH_ENTITY_ORG},
      {"LOC", KH_ENTITY_LOC}, {"LOCATION", KH_ENTITY_LOC}, {"GPE", KH_ENTITY_LOC}, {"NORP", KH_ENTITY_NORP},
      {"EVENT", KH_ENTITY_EVENT}, {"WORK", KH_ENTITY_WORK}, {"WORK_OF_ART", KH_ENTITY_WORK},
      {"PRODUCT", KH_ENTITY_WORK}, {"FAC", KH_ENTITY_FAC}, {"FACILITY", KH_ENTITY_FAC}};
  if (tag.n < 3 || tag.s[1] != '-') return 0;
  kh_str label = kh_str_sub(tag, 2, tag.n);
  char upper[32];
  for (size_t i = 0; i < label.n && i < sizeof upper; i++)
    upper[i] = label.s[i] >= 'a' && label.s[i] <= 'z' ? (char)(label.s[i] - 32) : label.s[i];
  label = (kh_str){upper, label.n < sizeof upper ? label.n : sizeof upper};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    if (kh_str_is(label, kinds[i].label)) return (uint8_t)(2 * kinds[i].kind + (tag.s[0] == 'B'));
  return 0;
}

static void end_names(kh_corpus *c, kh_gold *s) {
  /* A name that begins where nothing was open (the IO scheme) begins there. */
  uint8_t before = 0;
  for (uint32_t i = s->begin; i < c->words.n; i++) {
    uint8_t *t = &c->words.at[i].ner;
    if (*t && before / 2 != *t / 2) *t |= 1;
    before = *t;
  }
  s->end = (uint32_t)c->words.n;
  if (s->end > s->begin) KH_PUSH(c->arena, &c->sentences, *s);
  *s = (kh_gold){.begin = s->end};
}

static void read_names(kh_corpus *c, gzFile f, char *buf, bool iob2) {
  kh_gold s = {.begin = (uint32_t)c->words.n};
  kh_str line, id = {0};
  while (next_line(f, buf, &line)) {
    kh_str rest = line, first = {0}, last = {0}, one;
    if (!kh_str_trim(line).n || kh_str_starts(line, KH_STR("-DOCSTART-"))) {
      end_names(c, &s);
      continue;
    }
    bool tabs = memchr(line.s, '\t', line.n) != NULL;
    if (!tabs && line.s[0] == '#') {
      if (after(line, KH_STR("# sent_id ="), &id)) s.id = kh_str_dup(c->arena, id);
      continue;
    }
    for (size_t n = 0; kh_str_split(&rest, tabs ? '\t' : ' ', &one); n++) {
      if (iob2 && n > 2) break;
      if (n == (iob2 ? 1u : 0u)) first = one;
      last = one;
    }
    kh_word w = {.form = kh_str_dup(c->arena, first), .head = KH_NONE, .ner = kh_name_tag_of(last), .space_after = true};
    KH_PUSH(c->arena, &c->words, w);
  }
  end_names(c, &s);
}

kh_status kh_corpus_read_names(kh_corpus *c, const char *path, kh_error *err) {
  gzFile f = gzopen(path, "rb");
  if (!f) return kh_fail(err, KH_E_IO, "%s: cannot be read", path);
  char *buf = malloc(MAX_LINE);
  kh_guard g;
  kh_status st = KH_OK;
  kh_arena_guard(c->arena, &g);
  if (!buf || setjmp(g.env)) st = kh_fail(err, KH_E_MEMORY, "%s: no memory", path);
  else read_names(c, f, buf, kh_str_ends(kh_str_of(path), KH_STR(".iob2")));
  kh_arena_unguard(c->arena, &g);
  free(buf);
  gzclose(f);
  return st;
}

size_t kh_corpus_lay_names(kh_corpus *c, const kh_corpus *names) {
  kh_map *by_id = kh_map_new(c->arena, names->sentences.n);
  size_t found = 0;
  for (size_t i = 0; i < names->sentences.n; i++) {
    bool is_new;
    uint32_t *slot = kh_map_put(by_id, names->sentences.at[i].id, &is_new);
    if (is_new) *slot = (uint32_t)i;
  }
  for (size_t i = 0; i < c->sentences.n; i++) {
    const kh_gold *s = &c->sentences.at[i];
    const uint32_t *k = s->id.n ? kh_map_get(by_id, s->id) : NULL;
    if (!k) continue;
    const kh_gold *from = &names->sentences.at[*k];
    bool same = s->end - s->begin == from->end - from->begin;
    for (uint32_t j = 0; same && j < s->end - s->begin; j++)
      same = kh_str_eq(c->words.at[s->begin + j].form, names->words.at[from->begin + j].form);
    for (uint32_t j = 0; same && j < s->end - s->begin; j++)
      c->words.at[s->begin + j].ner = names->words.at[from->begin + j].ner;
    found += same;
  }
  return found;
}

/* ---- names from GUM's entities ----
 * Entity=(8-organization-new-…(9-place-…  opens, "9)8)" closes, "(7-abstract-…)" does both. Every mention is
 * marked, named or not; a name here is the run of capitalised words around a head that is a proper noun. */

typedef struct open_entity { kh_str id; uint8_t kind; uint32_t begin; } open_entity;

static uint8_t gum_kind(kh_str type) {
  if (kh_str_is(type, "person")) return KH_ENTITY_PER;
  if (kh_str_is(type, "organization")) return KH_ENTITY_ORG;
  return kh_str_is(type, "place") ? KH_ENTITY_LOC : KH_ENTITY_NONE;
}

static bool proper(const kh_word *w) { return kh_str_is(w->upos, "PROPN"); }

/* The name inside the mention w[begin .. end): the head's own run of proper nouns, with what stands between them. */
static void mark_name(kh_word *w, uint32_t begin, uint32_t end, uint8_t kind) {
  uint32_t head = begin;
  for (uint32_t i = begin; i < end; i++)
    if (w[i].head == KH_ROOT || (w[i].head < begin || w[i].head >= end)) { head = i; break; }
  if (!proper(&w[head])) return;
  uint32_t first = head, last = head;
  for (uint32_t i = begin; i < end; i++) {
    if (i == head || w[i].head < begin || w[i].head >= end) continue;
    uint32_t up = i;
    bool joined = true;
    for (int depth = 0; up != head && depth < 8 && joined; depth++) {
      joined = w[up].head >= begin && w[up].head < end &&
               (kh_str_is(w[up].deprel, "flat") || kh_str_is(w[up].deprel, "compound") || kh_str_is(w[up].deprel, "goeswith") ||
                (kh_str_is(w[up].deprel, "amod") && kh_str_starts(w[up].xpos, KH_STR("NNP"))));
      if (joined) up = w[up].head;
    }
    if (up != head || !joined || !(proper(&w[i]) || kh_str_starts(w[i].xpos, KH_STR("NNP")))) continue;
    if (i < first) first = i;
    if (i > last) last = i;
  }
  /* "University of Portsmouth": an adposition and the proper noun behind it belong to an organisation. */
  while (kind == KH_ENTITY_ORG && last + 2 < end && kh_str_is(w[last + 1].upos, "ADP") && proper(&w[last + 2])) last += 2;
  for (uint32_t i = first; i <= last; i++) w[i].ner = (uint8_t)(2 * kind + (i == first));
}

static void gum_sentence(kh_word *w, uint32_t n) {
  open_entity open[64];
  size_t depth = 0;
  for (uint32_t i = 0; i < n; i++) w[i].ner = 0;
  for (uint32_t i = 0; i < n; i++) {
    kh_str e;
    if (!misc_value(w[i].misc, KH_STR("Entity="), &e)) continue;
    for (size_t at = 0; at < e.n;) {
      size_t to = at + 1;
      if (e.s[at] == '(') {
        while (to < e.n && e.s[to] != '(' && e.s[to] != ')') to++;
        kh_str rest = kh_str_sub(e, at + 1, to), id = {0}, type = {0};
        kh_str_split(&rest, '-', &id);
        kh_str_split(&rest, '-', &type);
        if (depth < 64) open[depth++] = (open_entity){id, gum_kind(type), i};
        if (to < e.n && e.s[to] == ')') {
          to++;
          if (depth && open[--depth].kind) mark_name(w, open[depth].begin, i + 1, open[depth].kind);
        }
      } else {
        while (to < e.n && e.s[to] != ')') to++;
        kh_str id = kh_str_sub(e, at, to);
        for (size_t k = depth; k-- > 0;) {
          if (!kh_str_eq(open[k].id, id)) continue;
          if (open[k].kind) mark_name(w, open[k].begin, i + 1, open[k].kind);
          memmove(&open[k], &open[k + 1], (depth - k - 1) * sizeof *open);
          depth--;
          break;
        }
        to++;
      }
      at = to;
    }
  }
}

/* How often a capitalised word stands right before a person's name, less how often it begins one. */
static kh_map *count_titles(const kh_corpus *c, size_t first, size_t end) {
  kh_map *titles = kh_map_new(c->arena, 1000);
  for (size_t i = 0; i < c->sentences.n; i++) {
    const kh_gold *s = &c->sentences.at[i];
    if (i >= first && i < end) continue;
    for (uint32_t k = s->begin; k + 1 < s->end; k++) {
      const kh_word *w = &c->words.at[k];
      size_t at = 0;
      bool is_new;
      if (w->ner == KH_NO_NAME || !w->form.n || !kh_cp_is_upper(kh_utf8_next(w->form.s, w->form.n, &at))) continue;
      bool title = w->ner == 0 && w[1].ner == 2 * KH_ENTITY_PER + 1, name = w->ner == 2 * KH_ENTITY_PER + 1;
      if (!title && !name) continue;
      uint32_t *count = kh_map_put(titles, kh_str_lower(c->arena, w->form), &is_new);
      if (is_new) *count = 1000;
      if (title) ++*count;
      else if (*count) --*count;
    }
  }
  return titles;
}

static void leave_out_titles(const kh_corpus *c, const kh_gold *s, const kh_map *titles) {
  const uint8_t begins = 2 * KH_ENTITY_PER + 1, goes_on = 2 * KH_ENTITY_PER;
  for (uint32_t k = s->begin; k + 1 < s->end; k++) {
    kh_word *w = &c->words.at[k];
    if (w->ner != begins || w[1].ner != goes_on) continue;
    const uint32_t *count = kh_map_get(titles, kh_str_lower(c->arena, w->form));
    if (!count || *count < 1002) continue;
    w->ner = 0;
    w[1].ner = begins;         /* which may be a title itself */
  }
}

void kh_corpus_gum_names(kh_corpus *c, size_t first, size_t end) {
  for (size_t i = first; i < end; i++) {
    const kh_gold *s = &c->sentences.at[i];
    gum_sentence(&c->words.at[s->begin], s->end - s->begin);
  }
  const kh_map *titles = count_titles(c, first, end);
  for (size_t i = first; i < end; i++) leave_out_titles(c, &c->sentences.at[i], titles);
}
