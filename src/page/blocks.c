/* blocks.c: one walk over the tree that gives the page's visible text as blocks, each with its measures; and the cues of
 * the elements around them. */
#include <stdio.h>

#include "base/scan.h"
#include "page/page_int.h"

typedef struct frame {     /* an open element */
  uint32_t node, end;
  uint32_t box;            /* once a block of text stands in it (see boxes_up_to) */
  uint32_t holder;         /* the innermost frame that is a block: itself or one around it */
  uint32_t items;          /* of an ordered list, so far */
  uint8_t kind;
  bool block;
} frame;

enum { CACHE = 1 << 10, LONGEST_NAME = 1000, WITHIN_WORDS = 45 };
typedef struct cached {   /* small, for it is emptied for every page */
  uint32_t at;             /* where the name stands in the page */
  uint16_t n, cues;        /* n is 0 for a free one */
} cached;
_Static_assert(KH_CUE_KINDS <= 16, "a set of cues is 16 bits");
struct kh_namer {
  const kh_page_room *room;
  const kh_html *html;
  const char *limit;       /* the page's end: so far its names and most texts may be read on */
  cached cache[CACHE];
};

typedef struct walk {
  const kh_html *html;
  kh_arena *arena;
  KH_VEC(kh_block) block;
  KH_VEC(kh_box) box;
  KH_VEC(size_t) at;       /* where each block's text begins in text */
  KH_VEC(char) text;
  size_t begin;            /* of the current block */
  uint32_t words, link_chars, breaks;
  uint32_t number;         /* of an ordered list's item that has no text yet */
  uint32_t row, last_row;  /* tr of the current cell and of the last block */
  bool pending;
  kh_namer *namer;
  frame *stack;
  uint32_t boxed;          /* the frames from the page down to here have boxes */
} walk;
static void boxes_up_to(walk *w, uint32_t depth);

static void reserve(walk *w, size_t more) {
  while (w->text.cap - w->text.n < more) w->text.at = kh_vec_grow(w->arena, w->text.at, w->text.n, &w->text.cap, 1);
}

/* The text since begin becomes a block of the frame at depth. */
static void end_block(walk *w, uint32_t depth) {
  const frame *f = &w->stack[depth];
  while (w->text.n > w->begin && (w->text.at[w->text.n - 1] == ' ' || w->text.at[w->text.n - 1] == '\n')) w->text.n--;
  if (w->text.n == w->begin) return;
  kh_block *last = w->block.n ? &w->block.at[w->block.n - 1] : NULL;
  bool cell = f->kind == KH_BLOCK_CELL;
  if (cell && last && w->row && w->last_row == w->row && last->words <= 30 && w->words <= 30) {
    reserve(w, 3);   /* the cells of a row in one line */
    memmove(w->text.at + w->begin + 3, w->text.at + w->begin, w->text.n - w->begin);
    memcpy(w->text.at + w->begin, " | ", 3);
    w->text.n += 3;
    last->text.n = w->text.n - w->at.at[w->at.n - 1];
    last->words += w->words;
    last->row = true;
    last->link_chars += w->link_chars;
    return;
  }
  w->last_row = cell ? w->row : 0;
  if (w->boxed <= depth) boxes_up_to(w, depth);
  kh_block b = {.box = f->box, .words = w->words, .link_chars = w->link_chars, .kind = f->kind};
  b.text.n = w->text.n - w->begin;
  KH_PUSH(w->arena, &w->block, b);
  KH_PUSH(w->arena, &w->at, w->begin);
}

static void flush(walk *w, uint32_t depth) {
  if (w->text.n > w->begin) end_block(w, depth);
  w->begin = w->text.n;
  w->words = w->link_chars = w->breaks = 0;
  w->pending = false;
}

/* Length of an invisible or blank character of more than one byte at s; *blank says which. 0: neither. */
static size_t odd_blank(const unsigned char *s, size_t left, bool *blank) {
  *blank = true;
  if (s[0] == 0xC2 && left > 1) {
    if (s[1] == 0xA0) return 2;                            /* no-break space */
    *blank = false;
    return s[1] == 0xAD ? 2 : 0;                           /* soft hyphen */
  }
  if (left < 3 || (s[0] != 0xE2 && s[0] != 0xEF && s[0] != 0xE3)) return 0;
  if (s[0] == 0xE3) return s[1] == 0x80 && s[2] == 0x80 ? 3 : 0;
  if (s[0] == 0xE2 && s[1] == 0x80 && ((s[2] >= 0x80 && s[2] <= 0x8A) || s[2] == 0xA8 || s[2] == 0xA9 || s[2] == 0xAF)) return 3;
  if (s[0] == 0xE2 && s[1] == 0x81 && s[2] == 0x9F) return 3;
  *blank = false;
  if (s[0] == 0xE2 && s[1] == 0x80 && (s[2] >= 0x8B && s[2] <= 0x8F)) return 3;   /* zero width, direction marks */
  if (s[0] == 0xE2 && s[1] == 0x81 && s[2] == 0xA0) return 3;
  return s[0] == 0xEF && s[1] == 0xBB && s[2] == 0xBF ? 3 : 0;
}

static size_t number_text(uint32_t number, char *out) { return (size_t)snprintf(out, 14, "%u. ", number % 100000); }

/* What stands between the last word and the next: a number, a blank, or nothing after a line break. */
static inline size_t begin_word(walk *w, char *out, size_t at, size_t *start) {
  if (w->number && at == w->begin) {
    at += number_text(w->number, out + at);
    *start = at;
    w->number = 0;
    return at;
  }
  if (at == w->begin) return at;
  out[at] = ' ';   /* written over where there is to be none */
  return at + (out[at - 1] != '\n');
}

/* limit: how far may be read, at least the text's end. */
static void add_text(walk *w, const kh_node *n, const char *limit) {
  const char *p = n->s, *end = p + n->n;
  reserve(w, (size_t)n->n + 32);
  char *out = w->text.at;
  size_t at = w->text.n, start = at;
  uint32_t words = 0;
  bool pending = w->pending || at == w->begin;   /* a word begins with what comes next */
  while (p < end) {
    if ((unsigned char)*p >= 0x80) {
      bool blank = false;
      size_t k = (unsigned char)*p >= 0xC2 ? odd_blank((const unsigned char *)p, (size_t)(end - p), &blank) : 0;
      if (k) {
        pending |= blank;
        p += k;
      } else {
        if (pending) at = begin_word(w, out, at, &start), words++;
        pending = false;
        out[at++] = *p++;
      }
      continue;
    }
    kh_sixteen v = kh_sixteen_before(p, limit);
    uint32_t high = kh_mask(v), ink = ~kh_mask(kh_upto(v, ' ')) & 0xFFFF;
    unsigned take = end - p < 16 ? (unsigned)(end - p) : 16;
    if (high && kh_mask_first(high) < take) take = kh_mask_first(high);
    ink &= kh_mask_below(take);
    if (!(ink & 1)) {   /* blanks, but a NUL is none */
      if (ink) take = kh_mask_first(ink);
      pending |= (~kh_mask(kh_is(v, 0)) & kh_mask_below(take)) != 0;
      p += take;
      continue;
    }
    /* Up to a blank that is no single ' ' the text is as it ought to be. */
    uint32_t blanks = ~ink & kh_mask_below(take), odd = blanks & (~kh_mask(kh_is(v, ' ')) | blanks >> 1);
    if (odd) take = kh_mask_first(odd);
    words += kh_mask_count(ink & ~(ink << 1) & kh_mask_below(take)) - !pending;
    if (pending) at = begin_word(w, out, at, &start);
    kh_sixteen_put(out + at, v);
    pending = blanks >> (take - 1) & 1;
    at += take - pending;
    p += take;
  }
  w->text.n = at;
  w->words += words;
  w->pending = pending;
  if (at > start) w->breaks = 0;
  if (n->flags & KH_NODE_LINK) w->link_chars += (uint32_t)(at - start);
}

static void add_break(walk *w) {
  reserve(w, 2);
  w->breaks++;
  if (w->text.n > w->begin && w->text.at[w->text.n - 1] != '\n') w->text.at[w->text.n++] = '\n';
  w->pending = true;
}

static bool style_hides(kh_str v, const char *limit) {
  /* "display:none" or "visibility:hidden", blanks anywhere */
  static const char *const hiding[] = {"display:none", "visibility:hidden"};
  for (size_t i = 0; i < v.n; i++) {
    kh_sixteen lower = kh_or(kh_sixteen_before(v.s + i, limit), kh_all(0x20));
    uint32_t starts = kh_mask(kh_or(kh_is(lower, 'd'), kh_is(lower, 'v')));
    i += starts ? kh_mask_first(starts) : 15;
    if (!starts) continue;
    for (int k = 0; k < 2; k++) {
      const char *p = hiding[k];
      for (size_t j = i; *p && j < v.n; j++) {
        if (v.s[j] == ' ') continue;
        if ((v.s[j] >= 'A' && v.s[j] <= 'Z' ? v.s[j] | 0x20 : v.s[j]) != *p) break;
        p++;
      }
      if (!*p) return true;
    }
  }
  return false;
}

/* Where a name is looked for in the cache: by its length and its first, middle and last bytes. */
static size_t cache_slot(kh_str v) {
  uint64_t h = v.n;
  if (v.n >= 8) h ^= kh_eight_at(v.s) * 3 + kh_eight_at(v.s + v.n / 2 - 4) * 5 + kh_eight_at(v.s + v.n - 8);
  else for (size_t i = 0; i < v.n; i++) h ^= (uint64_t)(unsigned char)v.s[i] << 8 * (i + 1);
  return (size_t)((h * 0x9E3779B97F4A7C15u) >> 54);
}

/* Pages say the same class names again and again: the last ones are remembered, lists of them and each of their names. They are of the page's
 * bytes and at most LONGEST_NAME long. */
static uint32_t cues_of(kh_namer *m, kh_str v, bool list) {
  if (!v.n) return 0;
  const char *page = m->html->bytes.s;
  cached *c = &m->cache[cache_slot(v)];
  if (c->n == v.n && !memcmp(page + c->at, v.s, v.n)) return c->cues;
  uint32_t cues = 0;
  const char *blank = list ? memchr(v.s, ' ', v.n) : NULL;
  if (!blank) cues = kh_cues_of(&m->room->cues, v, m->limit);
  for (size_t from = 0, to; blank && from < v.n; from = to + 1) {
    const char *next = kh_scan_for(v.s + from, v.s + v.n, ' ');
    to = (size_t)(next - v.s);
    if (to > from) cues |= cues_of(m, kh_str_sub(v, from, to), false);
  }
  *c = (cached){(uint32_t)(v.s - page), (uint16_t)v.n, (uint16_t)cues};
  return cues;
}

static bool heading(uint8_t tag) { return tag >= KH_TAG_h1 && tag <= KH_TAG_h6; }

static uint32_t own_cues(kh_namer *m, const kh_node *n) {
  static const uint32_t asked = 1u << KH_ATTR_id | 1u << KH_ATTR_class_ | 1u << KH_ATTR_role | 1u << KH_ATTR_data_component | 1u << KH_ATTR_data_testid |
                                1u << KH_ATTR_itemprop | 1u << KH_ATTR_aria_label | 1u << KH_ATTR_hidden | 1u << KH_ATTR_aria_hidden | 1u << KH_ATTR_style;
  uint32_t cues = 0;
  bool streamed = false;
  switch (n->tag) {
    case KH_TAG_nav: case KH_TAG_footer: case KH_TAG_aside: case KH_TAG_dialog: case KH_TAG_menu: case KH_TAG_button: case KH_TAG_datalist:
      cues = KH_CUE_DROP; break;
    case KH_TAG_header: case KH_TAG_form: case KH_TAG_label: case KH_TAG_fieldset: cues = KH_CUE_SOFT; break;
    case KH_TAG_figcaption: cues = KH_CUE_CAPTION; break;
    default: break;
  }
  for (uint32_t i = 0, attrs = n->has & asked ? n->attrs : 0; i < attrs; i++) {
    const kh_attr *a = &m->html->attr[n->attr + i];
    kh_str v = {a->s, a->n};
    switch (a->name) {
      case KH_ATTR_id:   /* a heading's is often its own words */
        if (kh_str_starts(v, KH_STR("S:"))) streamed = true;
        if (v.n <= 30 && !heading(n->tag)) cues |= cues_of(m, v, false);
        break;
      case KH_ATTR_class_: case KH_ATTR_role: case KH_ATTR_data_component: case KH_ATTR_data_testid: case KH_ATTR_itemprop:
        if (v.n <= LONGEST_NAME) cues |= cues_of(m, v, true);
        break;
      case KH_ATTR_aria_label: if (v.n <= 60) cues |= cues_of(m, v, true) & KH_CUE_DROP; break;
      case KH_ATTR_hidden: cues |= KH_CUE_HIDDEN; break;
      case KH_ATTR_aria_hidden: if (kh_str_is(v, "true")) cues |= KH_CUE_HIDDEN; break;
      case KH_ATTR_style: if (style_hides(v, m->limit)) cues |= KH_CUE_HIDDEN; break;
      default: break;
    }
  }
  /* React sends parts of a page late, hidden under such an id, and moves them into place with a script. */
  if (streamed) cues &= ~(uint32_t)KH_CUE_HIDDEN;
  if (n->tag == KH_TAG_body || n->tag == KH_TAG_html) cues = 0;
  return cues;
}

/* Whether its name or its attributes may say what it is. */
static bool tells(const kh_node *n) { return n->attrs || kh_tag_flags(n->tag) & KH_TAG_BLOCK || n->tag == KH_TAG_button || n->tag == KH_TAG_label; }

/* Half of the elements hold no text: they need no box. */
static void boxes_up_to(walk *w, uint32_t depth) {
  for (uint32_t d = w->boxed; d <= depth; d++) {
    frame *f = &w->stack[d];
    const frame *outer = f - 1;   /* the page itself has its box from the start */
    const kh_node *n = &w->html->node[f->node];
    f->box = (uint32_t)w->box.n;
    KH_PUSH(w->arena, &w->box, (kh_box){.node = f->node, .parent = outer->box, .own = tells(n) ? KH_NOT_ASKED : 0, .around = KH_NOT_ASKED, .tag = n->tag});
  }
  w->boxed = depth + 1;
}

static void close_frame(walk *w, uint32_t depth) {
  const frame *f = &w->stack[depth];
  if (f->block) flush(w, depth);
  if (depth >= w->boxed) return;
  w->box.at[f->box].end = (uint32_t)w->box.n;
  w->boxed = depth;
}

/* What an element makes of the text in it; one that is not named here leaves it as it is. */
static uint8_t kind_of(uint8_t tag, uint8_t outer) {
  enum { SET = 16 };
  static const uint8_t kinds[KH_TAG_COUNT] = {
#define K(tag, kind) [KH_TAG_##tag] = SET | KH_BLOCK_##kind,
      K(h1, HEADING) K(h2, HEADING) K(h3, HEADING) K(h4, HEADING) K(h5, HEADING) K(h6, HEADING) K(li, ITEM) K(dd, ITEM) K(dt, ITEM)
      K(blockquote, QUOTE) K(pre, PRE) K(td, CELL) K(th, CELL)
#undef K
  };
  uint8_t own = kinds[tag];
  if (tag == KH_TAG_p && outer == KH_BLOCK_CELL) return KH_BLOCK_TEXT;
  return own ? own & (SET - 1) : outer;
}

static bool reads_like_text(const kh_block *b) {
  if (b->kind == KH_BLOCK_HEADING || b->words < 8 || b->link_chars * 2 > b->text.n || b->text.n > (size_t)b->words * 20) return false;
  if (b->row) return false;
  if (b->words >= 25) return true;
  /* an end of sentence, marks of quotation after it left out */
  size_t n = b->text.n;
  while (n > 2 && (b->text.s[n - 1] == '"' || b->text.s[n - 1] == '\'' || b->text.s[n - 1] == ')' || (unsigned char)b->text.s[n - 1] >= 0x80)) n--;
  char c = b->text.s[n - 1];
  return c == '.' || c == '!' || c == '?' || c == ':' || c == ',' || c == ';';
}

static uint32_t inline_chars(const kh_html *h, uint32_t node) {
  uint32_t n = 0;
  for (uint32_t i = node + 1; i < h->node[node].end; i++)
    if (h->node[i].tag == KH_TAG_TEXT) n += h->node[i].n;
  return n;
}

void kh_blocks_collect(const kh_page_room *r, const kh_html *h, kh_arena *arena, kh_blocks *out) {
  frame stack[KH_HTML_MAX_DEPTH + 2];
  kh_namer *namer = KH_NEW(arena, kh_namer);
  const char *limit = namer->limit = h->bytes.s + h->bytes.n;
  namer->room = r;
  namer->html = h;
  walk w = {.html = h, .arena = arena, .namer = namer, .stack = stack};
  uint32_t depth = 0;
  w.text.cap = (size_t)h->n * 16 + 64;   /* what most pages need */
  w.text.at = kh_alloc(arena, w.text.cap);
  w.box.cap = h->n / 4 + 8;
  w.box.at = kh_alloc(arena, w.box.cap * sizeof *w.box.at);
  KH_PUSH(arena, &w.box, (kh_box){.parent = KH_NONE, .tag = KH_TAG_UNKNOWN});
  stack[depth++] = (frame){.end = h->n, .block = true};
  w.boxed = depth;
  for (uint32_t i = 1; i < h->n;) {
    const kh_node *n = &h->node[i];
    while (i >= stack[depth - 1].end) close_frame(&w, --depth);
    frame *f = &stack[depth - 1];
    if (n->tag == KH_TAG_TEXT) {
      if (n->flags & KH_NODE_BLANK && *n->s) w.pending = true;   /* it does no more; a NUL is no blank */
      else add_text(&w, n, n->s >= h->bytes.s && n->s < limit ? limit : n->s + n->n);
      i++;
      continue;
    }
    uint32_t flags = kh_tag_flags(n->tag);
    if (flags & KH_TAG_HIDDEN || n->tag == KH_TAG_head) {
      i = n->end;
      continue;
    }
    if (n->tag == KH_TAG_br) {
      if (w.breaks && w.text.n > w.begin) {
        flush(&w, f->holder);
      } else {
        add_break(&w);
      }
      i++;
      continue;
    }
    if (!(flags & KH_TAG_BLOCK) && n->end > i + 1 && n->end - i <= 4 && tells(n) && own_cues(namer, n) & (KH_CUE_HIDDEN | KH_CUE_DROP | KH_CUE_CAPTION) &&
        inline_chars(h, i) < 100) {
      i = n->end;   /* a word for screen readers, a share icon */
      continue;
    }
    bool block = flags & KH_TAG_BLOCK || n->tag == KH_TAG_button || n->tag == KH_TAG_UNKNOWN;
    if (block) flush(&w, f->holder);
    if (n->tag == KH_TAG_li && h->node[n->parent].tag == KH_TAG_ol) w.number = ++f->items;
    if (n->tag == KH_TAG_tr) w.row = i;
    if (n->end > i + 1 && depth < KH_HTML_MAX_DEPTH + 2) {
      stack[depth] = (frame){.node = i, .end = n->end, .holder = block ? depth : f->holder, .kind = kind_of(n->tag, f->kind), .block = block};
      if (n->tag == KH_TAG_h1) boxes_up_to(&w, depth);   /* meta.c asks of each whether it is hidden */
      depth++;
    }
    i++;
  }
  while (depth) close_frame(&w, --depth);
  for (size_t i = 0; i < w.block.n; i++) {
    kh_block *b = &w.block.at[i];
    b->text.s = w.text.at + w.at.at[i];
    b->paragraph = reads_like_text(b);
  }
  out->at = w.block.at;
  out->n = (uint32_t)w.block.n;
  out->box = w.box.at;
  out->boxes = (uint32_t)w.box.n;
  out->namer = namer;
}

uint32_t kh_box_cues(const kh_blocks *b, uint32_t box) {
  kh_box *x = &b->box[box];
  if (x->own & KH_NOT_ASKED) x->own = own_cues(b->namer, &b->namer->html->node[x->node]);
  return x->own;
}

static uint32_t cues_around(const kh_blocks *b, uint32_t box) {
  kh_box *x = &b->box[box];
  if (x->around & KH_NOT_ASKED) x->around = kh_box_cues(b, box) | (x->parent == KH_NONE ? 0 : cues_around(b, x->parent));
  return x->around;
}
uint32_t kh_block_cues(const kh_blocks *b, const kh_block *block) { return cues_around(b, block->box); }

uint32_t kh_box_of(const kh_blocks *b, uint32_t node) {
  uint32_t low = 0, high = b->boxes;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (b->box[mid].node < node) low = mid + 1;
    else high = mid;
  }
  return low < b->boxes && b->box[low].node == node ? low : KH_NONE;
}

uint32_t kh_block_phrases(const kh_page_room *r, const kh_block *b) { return b->words <= 60 ? kh_cues_phrases(&r->phrases, b->text, b->words <= WITHIN_WORDS) : 0; }

kh_str kh_text_squeeze(kh_str v, kh_arena *arena) {
  if (!v.n) return KH_STR("");
  if (v.n > UINT32_MAX - 64) v.n = UINT32_MAX - 64;
  walk w = {.arena = arena, .text = {kh_alloc(arena, v.n + 32), 0, v.n + 32}};
  kh_node n = {.s = v.s, .n = (uint32_t)v.n};
  add_text(&w, &n, v.s + v.n);
  return (kh_str){w.text.at, w.text.n};
}
