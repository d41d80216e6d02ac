/* article.c: which of a page's blocks are its article.
 *
 * Sums of running text by subtree say where the article stands; cues of class names, guarded by those sums,
 * and phrases say what in it is furniture. */
#include "page/page_int.h"

static uint32_t plain_chars(const kh_block *b) { return b->paragraph ? (uint32_t)b->text.n - b->link_chars : 0; }

/* Sums the blocks that are left by box. */
static void measure(kh_blocks *bs) {
  for (uint32_t i = 0; i < bs->boxes; i++) {
    kh_box *x = &bs->box[i];
    x->text = x->headings = x->all = x->links = 0;
  }
  for (uint32_t i = 0; i < bs->n; i++) {
    const kh_block *b = &bs->at[i];
    kh_box *x = &bs->box[b->box];
    if (b->gone) continue;
    x->text += plain_chars(b);
    x->all += (uint32_t)b->text.n;
    x->links += b->link_chars;
    if (b->kind == KH_BLOCK_HEADING) x->headings += (uint32_t)b->text.n;
  }
  for (uint32_t i = bs->boxes - 1; i > 0; i--) {
    const kh_box *x = &bs->box[i];
    kh_box *up = &bs->box[x->parent];
    if (!x->all) continue;
    up->text += x->text;
    up->all += x->all;
    up->links += x->links;
    up->headings += x->headings;
  }
}

/* Elements that their cues (those in heed) tell to leave out, unless they hold too much running text for that. */
static bool *furniture(const kh_blocks *bs, const kh_page_options *o, uint32_t heed, kh_arena *arena) {
  bool *gone = KH_ARRAY(arena, bool, bs->boxes);
  uint32_t total = bs->box[0].text;
  for (uint32_t i = 1; i < bs->boxes; i++) {
    const kh_box *x = &bs->box[i];
    if (gone[x->parent]) {
      gone[i] = true;
      continue;
    }
    uint32_t own = kh_box_cues(bs, i) & heed;
    if (own == 0) continue;
    bool guarded = x->text > total / 3;
    if (own & KH_CUE_COMMENTS && x->text <= total / 3 * 2) gone[i] = true;
    if (own & (KH_CUE_DROP | KH_CUE_HIDDEN) && !(own & KH_CUE_KEEP) && !guarded) gone[i] = true;
    if (own & KH_CUE_CAPTION && !o->captions && !guarded) gone[i] = true;
    if (own & KH_CUE_EMBED && !o->embeds && !guarded) gone[i] = true;
    if (own & (KH_CUE_BYLINE | KH_CUE_DATE) && x->all < 200 && x->text * 2 <= x->all) gone[i] = true;
    if (own & KH_CUE_SOFT && !guarded && x->headings < x->all && x->links * 2 > x->all) gone[i] = true;
  }
  return gone;
}

static uint64_t text_left(const kh_blocks *bs, const bool *gone) {
  uint64_t left = 0;
  for (uint32_t i = 0; i < bs->n; i++)
    if (!gone[bs->at[i].box]) left += plain_chars(&bs->at[i]);
  return left;
}

/* Class names lie: what "hidden" or "widget" hides is sometimes the whole article, in many parts. A kind of cue
 * that alone would take over two thirds of the running text is not heeded, and fewer are where little would be left. */
static void drop_furniture(kh_blocks *bs, const kh_page_options *o, kh_arena *arena) {
  static const uint32_t doubtful[] = {KH_CUE_HIDDEN, KH_CUE_EMBED, KH_CUE_CAPTION};
  uint32_t heed = ~0u;
  uint64_t total = bs->box[0].text;
  bool *gone = furniture(bs, o, heed, arena);
  if (text_left(bs, gone) * 3 < total) {
    for (int i = 0; i < 3; i++)
      if (text_left(bs, furniture(bs, o, doubtful[i], arena)) * 3 < total) heed &= ~doubtful[i];
    gone = furniture(bs, o, heed, arena);
    if (text_left(bs, gone) * 9 < total) gone = furniture(bs, o, heed & (KH_CUE_COMMENTS | KH_CUE_CAPTION | KH_CUE_EMBED), arena);
  }
  for (uint32_t i = 0; i < bs->n; i++)
    if (gone[bs->at[i].box]) bs->at[i].gone = true;
}

/* Of a page without running text: the last element in the last. */
static uint32_t last_element(const kh_html *h, uint32_t node) {
  for (;;) {
    uint32_t last = 0;
    for (uint32_t c = node + 1; c < h->node[node].end; c = h->node[c].end)
      if (h->node[c].tag != KH_TAG_TEXT) last = c;
    if (!last || h->node[last].tag == KH_TAG_p) return node;
    node = last;
  }
}

/* From the page down while one element holds nine tenths of what the one around it does. */
static uint32_t descend(const kh_html *h, const kh_blocks *bs) {
  const kh_box *x = &bs->box[0];
  while (x->text) {
    const kh_box *heavy = NULL;
    for (const kh_box *c = x + 1; c < bs->box + x->end; c = bs->box + c->end)
      if (c->text >= x->text - x->text / 10) heavy = c;
    if (!heavy || heavy->tag == KH_TAG_p) return x->node;
    x = heavy;
  }
  return last_element(h, x->node);
}

/* A body in several elements of the same class: the element around all that hold a good part. */
static uint32_t whole_body(const kh_html *h, const kh_blocks *bs, uint32_t body) {
  kh_str class = kh_html_attr(h, bs->box[body].node, KH_ATTR_class_);
  uint32_t around = body;
  if (!class.n) return body;
  for (uint32_t i = 1; i < bs->boxes; i++) {
    const kh_box *x = &bs->box[i];
    if (x->text * 8 < bs->box[body].text || !(kh_box_cues(bs, i) & KH_CUE_BODY) || !kh_str_eq(kh_html_attr(h, x->node, KH_ATTR_class_), class)) continue;
    while (around && (i < around || i >= bs->box[around].end)) around = bs->box[around].parent;
  }
  return around;
}

/* The element that holds the article, as a node. */
static uint32_t container(const kh_html *h, const kh_blocks *bs) {
  uint32_t best = 0, best_mass = 0;
  for (uint32_t i = 1; i < bs->boxes; i++) {
    const kh_box *x = &bs->box[i];
    if (x->text == 0) continue;
    bool named = x->tag == KH_TAG_article || x->tag == KH_TAG_main || kh_box_cues(bs, i) & KH_CUE_BODY;
    if (!named) continue;
    /* within the best so far: better if it holds nearly as much */
    if (best && i < bs->box[best].end ? x->text * 10 >= best_mass * 6 : x->text > best_mass) {
      best = i;
      best_mass = x->text;
    }
  }
  if (!best || best_mass * 10 < bs->box[0].text * 3) return descend(h, bs);
  return bs->box[whole_body(h, bs, best)].node;
}

static bool same_words(kh_str a, kh_str b) {
  size_t i = 0, j = 0;
  for (;;) {
    while (i < a.n && !kh_word_byte(a.s[i])) i++;
    while (j < b.n && !kh_word_byte(b.s[j])) j++;
    if (i == a.n || j == b.n) return i == a.n && j == b.n;
    if (!kh_same_letter(a.s[i], b.s[j])) return false;
    i++, j++;
  }
}

/* Where a page goes on to other articles, the one below the page's own title. */
static uint32_t own_article(const kh_blocks *bs, const kh_article *a, uint32_t node) {
  uint32_t top = kh_box_of(bs, node);
  for (uint32_t i = 0; i < bs->n && a->title.n && top != KH_NONE; i++) {
    const kh_block *b = &bs->at[i];
    if (b->box <= top || b->words > 40 || !same_words(b->text, a->title)) continue;
    if (b->box >= bs->box[top].end) break;
    for (uint32_t k = bs->box[b->box].parent; k != KH_NONE && k > top; k = bs->box[k].parent)
      if (bs->box[k].tag == KH_TAG_article && bs->box[k].text >= 500 && bs->box[k].text * 2 < bs->box[top].text) return bs->box[k].node;
  }
  return node;
}

static bool furniture_block(const kh_block *b, const kh_article *a) {
  if (b->kind != KH_BLOCK_HEADING && b->link_chars * 10 > b->text.n * 8 && b->words < 30) return true;
  if (b->phrases & KH_PHRASE_WHOLE) return true;
  if (b->phrases & KH_PHRASE_START && b->words <= 30) return true;
  if (b->phrases & KH_PHRASE_WITHIN) return true;   /* looked for in short blocks only */
  if (b->phrases & KH_PHRASE_CAPTION_START && b->words <= 12 && !b->paragraph) return true;
  if (a->title.n && b->words <= 40 && same_words(b->text, a->title)) return true;
  return false;
}

/* The block begins with the first author's name, as "about the author" does. */
static bool about_author(const kh_block *b, const kh_article *a) {
  size_t n = 0;
  while (n < a->byline.n && a->byline.s[n] != ',' && a->byline.s[n] != ';' && a->byline.s[n] != '|') n++;
  kh_str name = kh_str_trim(kh_str_sub(a->byline, 0, n));
  return b->words >= 6 && name.n >= 5 && memchr(name.s, ' ', name.n) && b->text.n > name.n + 4 && kh_str_starts(b->text, name);
}

/* From the block where related stories, authors and the like begin, if most of the article stands before it and
 * the paragraphs do not go on after it. */
static void trim_tail(kh_blocks *bs, const kh_article *a, uint32_t first, uint32_t to) {
  uint64_t total = 0, seen = 0;
  uint32_t home = KH_NONE, after = 0;   /* where the article's paragraphs stand, how many are still to come */
  for (uint32_t i = first; i < to; i++)
    if (!bs->at[i].gone) total += bs->at[i].text.n;
  for (uint32_t i = first; i < to; i++) {
    kh_block *b = &bs->at[i];
    bool author = seen * 10 >= total * 7 && about_author(b, a);
    if (author || (b->phrases & (KH_PHRASE_TAIL | KH_PHRASE_TAIL_START) && seen * 10 >= total * 6)) {
      uint32_t next = to;
      after = 0;
      for (uint32_t k = to; k-- > i;)
        if (!bs->at[k].gone && bs->at[k].words >= 25 && bs->box[bs->at[k].box].parent == home) after++, next = k;
      bool inset = next < to && !author && bs->box[b->box].parent != home;   /* a box in the midst of the paragraphs */
      if (inset || after < 3) {
        for (uint32_t k = i; k < (inset ? next : to); k++) bs->at[k].gone = true;
        if (!inset) break;
      }
    }
    if (b->gone) continue;
    seen += b->text.n;
    if (b->paragraph) home = bs->box[b->box].parent;
  }
  /* after the last paragraph: names, places of publication, buttons */
  for (uint32_t i = to; i-- > first;) {
    kh_block *b = &bs->at[i];
    if (b->gone) continue;
    if (b->paragraph || b->kind != KH_BLOCK_TEXT || b->words > 5) break;
    b->gone = true;
  }
}

/* Headings that no text follows. One that is a link must have a paragraph right below, and others like it. */
static void drop_bare_headings(kh_blocks *bs, uint32_t first, uint32_t to) {
  uint32_t linked = 0;
  for (int pass = 0; pass < 2; pass++) {
    const kh_block *next = NULL;
    for (uint32_t i = to; i-- > first;) {
      kh_block *b = &bs->at[i];
      if (b->gone) continue;
      bool link = b->link_chars * 2 > b->text.n;
      if (b->kind == KH_BLOCK_HEADING && link && next && next->paragraph && pass == 0) linked++;
      if (b->kind == KH_BLOCK_HEADING && (!next || (link && (!next->paragraph || (pass == 1 && linked < 3))))) b->gone = true;
      else next = b;
    }
  }
}

static void select_blocks(kh_blocks *bs, const kh_article *a, uint32_t from, uint32_t to) {
  uint32_t first = to;
  for (uint32_t i = from; i < to; i++) {
    kh_block *b = &bs->at[i];
    if (!b->gone && furniture_block(b, a)) b->gone = true;
    if (first == to && !b->gone && b->paragraph) first = i;
  }
  if (first == to) return;
  while (first > from && !bs->at[first - 1].gone && bs->at[first - 1].kind == KH_BLOCK_HEADING) first--;
  /* before the first paragraph stand section, byline, date */
  for (uint32_t i = from; i < first; i++) bs->at[i].gone = true;
  trim_tail(bs, a, first, to);
  drop_bare_headings(bs, first, to);
}

/* The sentence between headline and article, where it stands outside of the article's element. */
static void keep_lead(const kh_page_room *r, kh_blocks *bs, const kh_article *a, uint32_t *from) {
  uint32_t title = *from;
  for (uint32_t i = *from; i-- > 0 && *from - i < 40;)
    if (a->title.n && bs->at[i].words <= 40 && same_words(bs->at[i].text, a->title)) {
      title = i;
      break;
    }
  for (uint32_t i = title + 1; i < *from; i++) {
    const kh_block *b = &bs->at[i];
    if (b->gone || b->words < 6 || b->words > 35 || b->link_chars * 4 > b->text.n || kh_block_cues(bs, b) & KH_CUE_BYLINE) continue;
    if (kh_block_phrases(r, b) & ~(uint32_t)(KH_PHRASE_TAIL | KH_PHRASE_TAIL_START | KH_PHRASE_CAPTION_START | KH_PHRASE_NO_AUTHOR)) continue;
    if (!(kh_block_cues(bs, b) & KH_CUE_LEAD || b->paragraph || b->kind == KH_BLOCK_HEADING)) continue;
    for (uint32_t k = i + 1; k < *from; k++) bs->at[k].gone = true;
    *from = i;
    return;
  }
}

static void drop_repeats(kh_blocks *bs, uint32_t from, uint32_t to, kh_arena *arena) {
  kh_map *seen = kh_map_new(arena, to - from + 1);
  for (uint32_t i = from; i < to; i++) {
    kh_block *b = &bs->at[i];
    bool is_new;
    if (b->gone || b->words < 6 || b->kind == KH_BLOCK_HEADING) continue;
    kh_map_put(seen, b->text, &is_new);
    if (!is_new) b->gone = true;
  }
}

/* The blocks that stay, or those of readers' comments, a blank line between them. */
static kh_str join_blocks(const kh_blocks *bs, uint32_t from, uint32_t to, bool comments, kh_arena *arena) {
  KH_VEC(char) text = {0};
  for (uint32_t i = from; i < to; i++) {
    const kh_block *b = &bs->at[i];
    if (comments ? !(b->gone && b->paragraph && kh_block_cues(bs, b) & KH_CUE_COMMENTS) : b->gone) continue;
    while (text.cap - text.n < b->text.n + 2) text.at = kh_vec_grow(arena, text.at, text.n, &text.cap, 1);
    if (text.n) memcpy(text.at + text.n, "\n\n", 2), text.n += 2;
    memcpy(text.at + text.n, b->text.s, b->text.n);
    text.n += b->text.n;
  }
  return (kh_str){text.at, text.n};
}

void kh_article_select(const kh_page_room *r, const kh_html *h, const kh_page_options *o, kh_blocks *bs, kh_article *a, kh_arena *arena) {
  measure(bs);
  drop_furniture(bs, o, arena);
  measure(bs);
  uint32_t top = own_article(bs, a, container(h, bs)), from = 0, to;
  while (from < bs->n && bs->box[bs->at[from].box].node < top) from++;
  for (to = from; to < bs->n && bs->box[bs->at[to].box].node < h->node[top].end; to++) continue;
  for (uint32_t i = from; i < to; i++)
    if (!bs->at[i].gone) bs->at[i].phrases = kh_block_phrases(r, &bs->at[i]);
  uint32_t lead = from;
  keep_lead(r, bs, a, &lead);
  select_blocks(bs, a, from, to);
  from = lead;
  drop_repeats(bs, from, to, arena);
  a->text = join_blocks(bs, from, to, false, arena);
  if (o->comments) a->comments = join_blocks(bs, 0, bs->n, true, arena);
}
