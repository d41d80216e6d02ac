/* test_gumbo.c: our tree against Gumbo's: the same text and the same links on every page of ../shared/data/pages,
 * and on mutated ones.
 *
 * Text is compared as words in order (blanks collapsed, contents of raw-text elements left out: the tokenizer test
 * has them); links as the set of targets. Where Gumbo moves text (formatting closed in the wrong order, text
 * straight in a table), the same words in another order count as "moved"; docs/extraction.md explains. */
#include <dirent.h>
#include <gumbo.h>
#include <zlib.h>

#include "page_test.h"

typedef struct collected {
  kh_buf text, links;      /* words joined by blanks; link targets, each behind a newline */
} collected;

static void add_words(kh_buf *b, const char *s, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (s[i] == 0) continue;
    if (kh_html_blank(s[i])) {
      if (b->n && b->s[b->n - 1] != ' ') kh_buf_byte(b, ' ');
    } else {
      kh_buf_byte(b, s[i]);
    }
  }
}

static void add_link(kh_buf *b, kh_str v) {
  kh_buf_byte(b, '\n');
  for (size_t i = 0; i < v.n; i++)
    if (!kh_html_blank(v.s[i]) && v.s[i]) kh_buf_byte(b, v.s[i]);
}

static void from_gumbo(const char *html, size_t n, collected *out) {
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;
  GumboOutput *parsed = gumbo_parse_with_options(&options, html, n);
  const GumboNode *node = parsed->root;
  bool down = true;
  while (node) {   /* without recursion: a page may be deep */
    const GumboVector *children = NULL;
    if (down) {
      if (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE) {
        GumboTag tag = node->v.element.tag;
        bool html_ns = node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
        if (html_ns && tag == GUMBO_TAG_A) {
          const GumboAttribute *href = gumbo_get_attribute(&node->v.element.attributes, "href");
          if (href) add_link(&out->links, kh_str_of(href->value));
        }
        bool raw = html_ns && (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_NOEMBED || tag == GUMBO_TAG_NOFRAMES);
        if (!raw) children = &node->v.element.children;
      } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE || node->type == GUMBO_NODE_CDATA) {
        add_words(&out->text, node->v.text.text, strlen(node->v.text.text));
      }
    }
    if (children && children->length) {
      node = children->data[0];
      continue;
    }
    for (;;) {
      const GumboNode *parent = node->parent;
      if (!parent || node == parsed->root) {
        node = NULL;
        break;
      }
      const GumboVector *siblings = &parent->v.element.children;
      size_t next = node->index_within_parent + 1;
      if (next < siblings->length) {
        node = siblings->data[next];
        break;
      }
      node = parent;
    }
    down = true;
  }
  gumbo_destroy_output(&options, parsed);
}

static kh_status from_ours(page_test *t, const char *html, size_t n, collected *out) {
  kh_html h;
  kh_error err;
  kh_status s = kh_html_parse(t->room->html, html, n, false, t->arena, &h, &err);
  for (uint32_t i = 1; !s && i < h.n;) {
    const kh_node *node = &h.node[i];
    bool foreign = node->flags & KH_NODE_FOREIGN;
    if (node->tag == KH_TAG_TEXT) add_words(&out->text, node->s, node->n);
    if (node->tag == KH_TAG_a && !foreign) {
      kh_str href = kh_html_attr(&h, i, KH_ATTR_href);
      if (href.s) add_link(&out->links, kh_html_unescape(t->room->html, href, true, t->arena));
    }
    bool raw = node->tag > KH_TAG_UNKNOWN && !foreign && kh_tag_flags(node->tag) & KH_TAG_RAW && node->tag != KH_TAG_xmp;
    i = raw ? node->end : i + 1;
  }
  return s;
}

/* A sum over words (or links) that does not depend on their order; for links, repeats count once. */
static uint64_t sum_of(kh_str v, char separator, bool once, kh_arena *arena) {
  kh_map *seen = kh_map_new(arena, 64);
  uint64_t sum = 0;
  kh_str word;
  while (kh_str_split(&v, separator, &word)) {
    bool is_new = true;
    if (once) kh_map_put(seen, word, &is_new);
    if (word.n && is_new) sum += kh_hash_str(word);
  }
  return sum;
}

static uint64_t sum_of_letters(kh_str v) {
  uint64_t sum = 0;
  for (size_t i = 0; i < v.n; i++)
    if (v.s[i] != ' ') sum += kh_hash(v.s + i, 1);
  return sum;
}

static kh_str squeezed(kh_buf *b) {   /* without any blanks: those at block borders are no matter */
  size_t n = 0;
  for (size_t i = 0; i < b->n; i++)
    if (b->s[i] != ' ') b->s[n++] = b->s[i];
  return (kh_str){b->s, n};
}

typedef struct tally { int pages, moved, text, links; } tally;

static void compare(page_test *t, const char *name, const char *html, size_t n, tally *c, bool show) {
  collected ours = {0}, theirs = {0};
  kh_arena_reset(t->arena);
  kh_status s = from_ours(t, html, n, &ours);
  from_gumbo(html, n, &theirs);
  kh_str a = squeezed(&ours.text), b = squeezed(&theirs.text);
  c->pages++;
  bool same = !s && kh_str_eq(a, b), letters = same || sum_of_letters(a) == sum_of_letters(b);
  if (!same && letters) c->moved++;
  if (!letters) c->text++;
  bool links = sum_of((kh_str){ours.links.s, ours.links.n}, '\n', true, t->arena) == sum_of((kh_str){theirs.links.s, theirs.links.n}, '\n', true, t->arena);
  if (!links) c->links++;
  if (show && (!same || !links)) {
    size_t i = 0;
    while (i < a.n && i < b.n && a.s[i] == b.s[i]) i++;
    size_t from = i > 40 ? i - 40 : 0;
    printf("%s: %s, %s\n  ours  …%.*s\n  gumbo …%.*s\n", name, same ? "same text" : letters ? "moved text" : "OTHER TEXT", links ? "same links" : "OTHER LINKS",
           (int)(a.n - from < 100 ? a.n - from : 100), a.s + from, (int)(b.n - from < 100 ? b.n - from : 100), b.s + from);
  }
  kh_buf_free(&ours.text), kh_buf_free(&ours.links), kh_buf_free(&theirs.text), kh_buf_free(&theirs.links);
}

/* Small changes such as broken pages have: pieces cut, doubled, swapped, single characters changed. */
static size_t mutate(char *s, size_t n, uint64_t *seed) {
  static const char marks[] = "<>/\"'=&; !-pabdivtr\n";
  int times = 1 + (int)(*seed % 8);
  for (int i = 0; i < times && n > 64; i++) {
    *seed = kh_hash(seed, sizeof *seed);
    size_t at = *seed % (n - 40), len = *seed >> 32 & 31;
    switch (*seed >> 40 & 3) {
      case 0: memmove(s + at, s + at + len, n - at - len), n -= len; break;
      case 1: s[at] = marks[(*seed >> 48) % (sizeof marks - 1)]; break;
      case 2: memmove(s + at, s + at + 8, 8); break;
      default: {
        char *lt = memchr(s + at, '<', n - at);   /* a tag's mark gone */
        if (lt) *lt = ' ';
      }
    }
  }
  return n;
}

static kh_buf unzip(const char *path) {
  kh_buf b = {0};
  char part[65536];
  int n;
  gzFile f = gzopen(path, "rb");
  while (f && (n = gzread(f, part, sizeof part)) > 0) kh_buf_put(&b, part, (size_t)n);
  if (f) gzclose(f);
  return b;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

int main(int argc, char **argv) {
  page_test t;
  if (!page_test_open(&t)) return 1;
  kh_guard guard;
  kh_arena_guard(t.arena, &guard);
  if (setjmp(guard.env)) return puts("out of memory"), 1;
  int mutants = argc > 1 ? atoi(argv[1]) : 1;
  bool show = argc > 2;
  const char *shared = getenv("KHALDUN_SHARED");
  char dir[1024], path[2048];
  snprintf(dir, sizeof dir, "%s/data/pages/html", shared ? shared : "../shared");
  DIR *d = opendir(dir);
  if (!d) {
    CHECK_SKIP("the pages of ../shared/data/pages are not there");
    page_test_close(&t);
    return check_done();
  }
  char *names[4096];
  size_t count = 0;
  for (struct dirent *e; (e = readdir(d)) && count < 4096;)
    if (strstr(e->d_name, ".html.gz")) names[count++] = strdup(e->d_name);
  closedir(d);
  qsort(names, count, sizeof *names, by_name);
  tally whole = {0}, changed = {0};
  for (size_t i = 0; i < count; i++) {
    snprintf(path, sizeof path, "%s/%s", dir, names[i]);
    kh_buf page = unzip(path);
    kh_str utf8;
    kh_error err;
    kh_arena_reset(t.arena);
    if (kh_page_decode(t.room, (kh_str){page.s, page.n}, NULL, t.arena, &utf8, &err)) continue;
    kh_buf clean = {0};
    /* Gumbo replaces control characters, where the standard keeps them and drops NUL: left out. */
    for (size_t k = 0; k < utf8.n; k++) {
      bool control = (unsigned char)utf8.s[k] == 0xC2 && k + 1 < utf8.n && (unsigned char)utf8.s[k + 1] < 0xA0;
      kh_buf_byte(&clean, control || !utf8.s[k] ? ' ' : utf8.s[k]);
      k += control;
    }
    compare(&t, names[i], clean.s, clean.n, &whole, show);
    uint64_t seed = i + 1;
    for (int m = 0; m < mutants; m++) {
      kh_buf copy = {0};
      kh_buf_put(&copy, clean.s, clean.n < 60000 ? clean.n : 60000);   /* cut as well */
      copy.n = mutate(copy.s, copy.n, &seed);
      /* a changed character may have been broken in two */
      for (size_t k = 0; k < copy.n; k++)
        if ((unsigned char)copy.s[k] >= 0x80) copy.s[k] = 'x';
      snprintf(path, sizeof path, "%s mutant %d", names[i], m);
      compare(&t, path, copy.s, copy.n, &changed, show);
      kh_buf_free(&copy);
    }
    kh_buf_free(&page);
    kh_buf_free(&clean);
    free(names[i]);
  }
  printf("pages: %d; moved text %d, other text %d, other links %d\n", whole.pages, whole.moved, whole.text, whole.links);
  printf("mutated: %d; moved text %d, other text %d, other links %d\n", changed.pages, changed.moved, changed.text, changed.links);
  CHECK(whole.text == 0 && whole.links == 0 && whole.moved == 0);
  CHECK(changed.text * 200 <= changed.pages && changed.links * 200 <= changed.pages && changed.moved * 50 <= changed.pages);
  kh_arena_unguard(t.arena, &guard);
  page_test_close(&t);
  return check_done();
}
