/* html_tree.c: tokens to the flat tree: implied tags, scopes, raw text, svg and math, tables, select.
 *
 * Where the standard moves nodes about (formatting that is closed in the wrong order, text straight
 * in a table), nodes stay here where they are written: order of text is what matters. */
#include "page/html_int.h"
#include "page/html_token.h"

enum { FOREIGN = 1, GHOST = 2, ROOT = 4 };   /* GHOST: its end tag came while a block stood open in it; ROOT: svg or math itself, in HTML */
typedef struct open_element {
  uint32_t node;
  uint8_t tag, flags;
  bool saved_link;         /* of what stands outside of a marker */
} open_element;

typedef struct builder {
  kh_tokenizer z;
  kh_arena *arena;
  KH_VEC(kh_node) node;
  open_element stack[KH_HTML_MAX_DEPTH];
  kh_open_name name[KH_HTML_MAX_DEPTH];
  uint32_t depth, skipped;         /* skipped: open elements beyond the depth */
  uint32_t open[KH_TAG_COUNT];     /* how many of each stand on the stack */
  bool link, html, head, body, scripting;
} builder;

static open_element *top(builder *b) { return &b->stack[b->depth - 1]; }

static bool is_foreign(const open_element *e) { return e->flags & (FOREIGN | ROOT); }

static uint32_t flags_of(const open_element *e) {
  /* Among svg's and math's elements only the integration points are special. */
  uint32_t f = kh_tag_flags(e->tag);
  if (e->flags & FOREIGN) return f & KH_TAG_SCOPE ? KH_TAG_SCOPE | KH_TAG_SPECIAL : 0;
  return f;
}

/* What start tags of an element ask for beyond a node. */
enum { PLACED = 1, RULES = 2, TURNS = 4 };   /* a place of its own; that others end; that what follows is read otherwise */
static const uint8_t start_asks[KH_TAG_COUNT] = {
#define A(tag, what) [KH_TAG_##tag] = what,
    A(html, PLACED) A(head, PLACED) A(body, PLACED) A(image, PLACED)
    A(caption, RULES) A(col, RULES) A(colgroup, RULES) A(tbody, RULES) A(td, RULES) A(tfoot, RULES) A(th, RULES) A(thead, RULES) A(tr, RULES)
    A(h1, RULES) A(h2, RULES) A(h3, RULES) A(h4, RULES) A(h5, RULES) A(h6, RULES) A(li, RULES) A(dd, RULES) A(dt, RULES) A(button, RULES)
    A(a, RULES) A(nobr, RULES) A(form, RULES) A(table, RULES) A(option, RULES) A(optgroup, RULES) A(rb, RULES) A(rt, RULES) A(rp, RULES) A(rtc, RULES)
    A(iframe, TURNS) A(noembed, TURNS) A(noframes, TURNS) A(noscript, TURNS) A(plaintext, TURNS) A(script, TURNS) A(style, TURNS) A(textarea, TURNS)
    A(title, TURNS) A(xmp, TURNS) A(svg, TURNS) A(math, TURNS)
#undef A
};

static void pop(builder *b) {   /* never the first, which is the page */
  const open_element *e = top(b);
  b->node.at[e->node].end = (uint32_t)b->node.n;
  if (!(e->flags & GHOST)) b->open[e->tag]--;
  if (flags_of(e) & KH_TAG_MARKER) b->link = e->saved_link;
  b->depth--;
  b->z.foreign = is_foreign(e - 1);
  b->z.open--;
}

static void pop_to(builder *b, uint32_t depth) {
  while (b->depth > depth) pop(b);
}

/* A node in the innermost open element, without contents so far. All but its place is still to be written. */
static inline kh_node *append(builder *b) {
  if (b->node.n == b->node.cap) b->node.at = kh_vec_grow(b->arena, b->node.at, b->node.n, &b->node.cap, sizeof *b->node.at);
  kh_node *n = &b->node.at[b->node.n++];
  n->parent = top(b)->node;
  n->end = (uint32_t)b->node.n;
  return n;
}

static inline void insert(builder *b, const kh_token *t, uint8_t tag, bool push, bool foreign) {
  kh_node *n = append(b);
  n->s = t->name.s;
  n->n = (uint32_t)t->name.n;
  n->attr = t->attr;
  n->has = t->has;
  n->attrs = (uint16_t)t->attrs;
  n->tag = tag;
  n->flags = foreign ? KH_NODE_FOREIGN : 0;
  if (!push) return;
  if (b->depth == KH_HTML_MAX_DEPTH) {
    b->skipped++;
    return;
  }
  bool root = !foreign && (tag == KH_TAG_svg || tag == KH_TAG_math);
  bool short_name = t->name.n <= 8;
  b->name[b->depth] = (kh_open_name){t->head, ~(uint64_t)0 >> (short_name ? 64 - 8 * t->name.n : 0), short_name ? (uint8_t)t->name.n : 0, t->tag};
  b->z.open = &b->name[b->depth];
  open_element *e = &b->stack[b->depth++];
  *e = (open_element){.node = (uint32_t)b->node.n - 1, .tag = tag, .flags = foreign ? FOREIGN : root ? ROOT : 0, .saved_link = b->link};
  if (flags_of(e) & KH_TAG_MARKER) b->link = false;
  b->open[tag]++;
  b->z.foreign = foreign || root;
}

static void insert_implied(builder *b, uint8_t tag) {
  kh_token t = {.tag = tag, .name = kh_str_of(kh_tag_name(tag))};
  for (size_t i = 0; i < t.name.n && i < 8; i++) t.head |= (uint64_t)(unsigned char)t.name.s[i] << 8 * i;
  insert(b, &t, tag, true, false);
}

/* Depth of the innermost open element of this tag within scope, or 0. stop: more tags that end the scope. */
static uint32_t in_scope(builder *b, uint8_t tag, uint8_t stop, uint8_t stop2) {
  if (!b->open[tag]) return 0;
  for (uint32_t d = b->depth; d > 1; d--) {
    const open_element *e = &b->stack[d - 1];
    if (e->tag == tag && !(e->flags & (FOREIGN | GHOST))) return d - 1;
    if (flags_of(e) & KH_TAG_SCOPE || e->tag == stop || e->tag == stop2) return 0;
  }
  return 0;
}

static uint32_t in_table_scope(builder *b, uint8_t tag) {
  if (!b->open[tag]) return 0;
  for (uint32_t d = b->depth; d > 1; d--) {
    uint8_t t = b->stack[d - 1].tag;
    if (t == tag) return d - 1;
    if (t == KH_TAG_table || t == KH_TAG_template) return 0;
  }
  return 0;
}

static void close_p(builder *b) {
  uint32_t d = in_scope(b, KH_TAG_p, KH_TAG_button, 0);
  if (d) pop_to(b, d);
}

static bool heading(uint8_t tag) { return tag >= KH_TAG_h1 && tag <= KH_TAG_h6; }

/* An open li (or dd, dt) that another one ends. */
static void close_item(builder *b, uint8_t tag, uint8_t other) {
  if (!b->open[tag] && !b->open[other]) return;
  for (uint32_t d = b->depth; d > 1; d--) {
    const open_element *e = &b->stack[d - 1];
    if (e->tag == tag || e->tag == other) {
      pop_to(b, d - 1);
      return;
    }
    if (flags_of(e) & KH_TAG_SPECIAL && e->tag != KH_TAG_address && e->tag != KH_TAG_div && e->tag != KH_TAG_p) return;
  }
}

/* Formatting's end: when a block stands open in it, it ends in name only. */
static void close_format(builder *b, uint8_t tag) {
  if (tag == KH_TAG_a) b->link = false;
  if (!b->open[tag]) return;
  bool block = false;
  for (uint32_t d = b->depth; d > 1; d--) {
    open_element *e = &b->stack[d - 1];
    if (e->tag == tag && !(e->flags & (FOREIGN | GHOST))) {
      if (!block) {
        pop_to(b, d - 1);
      } else {
        e->flags |= GHOST;
        b->open[tag]--;
      }
      return;
    }
    if (flags_of(e) & KH_TAG_MARKER) return;
    block |= (flags_of(e) & KH_TAG_SPECIAL) != 0;
  }
}

static void ensure_html(builder *b) {
  if (b->html) return;
  b->html = true;
  insert_implied(b, KH_TAG_html);
}

static void ensure_body(builder *b) {
  if (b->body) return;
  ensure_html(b);
  if (b->open[KH_TAG_head]) pop_to(b, 2);
  b->head = b->body = true;
  insert_implied(b, KH_TAG_body);
}

static bool blank(const kh_token *t) {
  if (!t->blank) return false;
  for (size_t i = 0; i < t->text.n; i++)
    if (!kh_html_blank(t->text.s[i])) return false;
  return true;
}

/* Text before the body, mostly blanks and scripts: false if it is to be left out. */
static bool text_of_head(builder *b, const kh_token *t) {
  bool in_raw = kh_tag_flags(top(b)->tag) & (KH_TAG_RAW | KH_TAG_RCDATA) && !b->z.foreign;
  if (in_raw || b->open[KH_TAG_template]) return true;
  if (blank(t)) return false;
  if (b->open[KH_TAG_noscript]) pop_to(b, 2);   /* text in a noscript of the head: the body begins there */
  ensure_body(b);
  return true;
}

static void add_text(builder *b, const kh_token *t) {
  if (!b->body && !text_of_head(b, t)) return;
  kh_str v = t->raw ? t->text : kh_html_unescape(b->z.tables, t->text, false, b->arena);
  kh_node *n = append(b);
  n->s = v.s;
  n->n = (uint32_t)v.n;
  n->attr = n->has = n->attrs = n->tag = 0;
  n->flags = (uint8_t)((b->link ? KH_NODE_LINK : 0) | (t->blank ? KH_NODE_BLANK : 0));
}

/* Within svg or math, and not where their contents are HTML again. */
static bool in_foreign(builder *b) {
  const open_element *e = top(b);
  if (!b->z.foreign) return false;
  if (!(e->flags & FOREIGN)) return true;
  return !(flags_of(e) & KH_TAG_SCOPE || e->tag == KH_TAG_desc);
}

/* The part of a table that a cell or row belongs into. False: there is no table. */
static bool table_context(builder *b, uint8_t tag) {
  uint32_t d = b->depth;
  while (d > 1 && b->stack[d - 1].tag != KH_TAG_table) {
    if (b->stack[d - 1].tag == KH_TAG_template) return false;
    d--;
  }
  if (d <= 1) return false;
  bool cell = tag == KH_TAG_td || tag == KH_TAG_th, row = tag == KH_TAG_tr;
  uint32_t keep = d;
  for (uint32_t i = d; i < b->depth; i++) {
    uint8_t t = b->stack[i].tag;
    bool section = t == KH_TAG_tbody || t == KH_TAG_thead || t == KH_TAG_tfoot;
    if (((cell || row) && section) || (cell && t == KH_TAG_tr) || (tag == KH_TAG_col && t == KH_TAG_colgroup)) keep = i + 1;
  }
  pop_to(b, keep);
  return true;
}

static bool table_part(uint8_t t) {
  return t == KH_TAG_caption || t == KH_TAG_col || t == KH_TAG_colgroup || t == KH_TAG_tbody || t == KH_TAG_td || t == KH_TAG_tfoot ||
         t == KH_TAG_th || t == KH_TAG_thead || t == KH_TAG_tr;
}

/* The innermost table has no cell or caption open: its contents are "in table". */
static uint32_t bare_table(builder *b) {
  if (!b->open[KH_TAG_table]) return 0;
  for (uint32_t d = b->depth; d > 1; d--) {
    uint8_t t = b->stack[d - 1].tag;
    if (t == KH_TAG_table) return d - 1;
    if (t == KH_TAG_td || t == KH_TAG_th || t == KH_TAG_caption || t == KH_TAG_template) return 0;
  }
  return 0;
}

/* Start tags in a select: false if the tag is to be passed over. */
static bool select_start(builder *b, uint8_t tag) {
  uint32_t d = in_table_scope(b, KH_TAG_select);
  if (!d || tag == KH_TAG_option || tag == KH_TAG_optgroup || tag == KH_TAG_script || tag == KH_TAG_template) return true;
  if (tag == KH_TAG_input || tag == KH_TAG_keygen || tag == KH_TAG_textarea || table_part(tag) || tag == KH_TAG_table) {
    pop_to(b, d);
    return true;
  }
  if (tag == KH_TAG_select) pop_to(b, d);
  return false;
}

static void foreign_start(builder *b, const kh_token *t) { insert(b, t, t->tag, !t->self_closing, true); }

/* Where a start tag is not simply in the body: html, head, body, what opens them without saying so, svg and math, select. *as: the element that it
 * is taken for. False if nothing is left to do. */
static bool place(builder *b, const kh_token *t, uint8_t *as) {
  uint8_t tag = *as = t->tag == KH_TAG_image ? KH_TAG_img : t->tag;
  uint32_t flags = kh_tag_flags(tag);
  if (in_foreign(b)) {
    if (!(flags & KH_TAG_BREAKS_OUT)) {
      foreign_start(b, t);
      return false;
    }
    while (in_foreign(b)) pop(b);
  }
  if (tag == KH_TAG_html) {
    if (!b->html) b->html = true, insert(b, t, tag, true, false);
    return false;
  }
  ensure_html(b);
  if (tag == KH_TAG_head) {
    if (!b->head) b->head = true, insert(b, t, tag, true, false);
    return false;
  }
  if (tag == KH_TAG_body) {
    if (b->body) return false;
    if (b->open[KH_TAG_head]) pop_to(b, 2);
    b->head = b->body = true;
    insert(b, t, tag, true, false);
    return false;
  }
  if (!b->body && !b->open[KH_TAG_template]) {
    bool in_noscript = b->open[KH_TAG_noscript] != 0;
    if (flags & KH_TAG_HEAD && !(in_noscript && (tag == KH_TAG_script || tag == KH_TAG_title || tag == KH_TAG_base))) {
      if (!b->head) b->head = true, insert_implied(b, KH_TAG_head);
    } else {
      if (in_noscript) pop_to(b, 3);   /* what a head's noscript may not hold begins the body */
      ensure_body(b);
    }
  }
  return !b->open[KH_TAG_select] || select_start(b, tag);
}

static void start_tag(builder *b, const kh_token *t) {
  uint8_t tag = t->tag;
  uint32_t d;
  if ((start_asks[tag] & PLACED || !b->body || b->z.foreign || b->open[KH_TAG_select]) && !place(b, t, &tag)) return;
  uint32_t flags = kh_tag_flags(tag), asks = start_asks[tag];
  if (((flags & KH_TAG_CLOSES_P) != 0) & (b->open[KH_TAG_p] != 0)) close_p(b);   /* rare, as each of the two is not */
  if (!(asks & RULES)) {
    /* most elements */
  } else if (table_part(tag)) {
    if (!b->open[KH_TAG_template] && !table_context(b, tag)) return;
  } else if (heading(tag)) {
    if (heading(top(b)->tag)) pop(b);
  } else {
    switch (tag) {
      case KH_TAG_li: close_item(b, KH_TAG_li, KH_TAG_li); close_p(b); break;
      case KH_TAG_dd: case KH_TAG_dt: close_item(b, KH_TAG_dd, KH_TAG_dt); close_p(b); break;
      case KH_TAG_button: if ((d = in_scope(b, KH_TAG_button, 0, 0))) pop_to(b, d); break;
      case KH_TAG_a: case KH_TAG_nobr: close_format(b, tag); break;
      case KH_TAG_form: if (b->open[KH_TAG_form] && !b->open[KH_TAG_template]) return; close_p(b); break;
      case KH_TAG_table: if ((d = bare_table(b))) pop_to(b, d); break;
      case KH_TAG_option: case KH_TAG_optgroup:
        if (top(b)->tag == KH_TAG_option) pop(b);
        if (tag == KH_TAG_optgroup && top(b)->tag == KH_TAG_optgroup) pop(b);
        break;
      case KH_TAG_rb: case KH_TAG_rt: case KH_TAG_rp: case KH_TAG_rtc:
        if (in_scope(b, KH_TAG_ruby, 0, 0))
          while (kh_tag_flags(top(b)->tag) & KH_TAG_IMPLIED_END && top(b)->tag != KH_TAG_rtc) pop(b);
        break;
      default: break;
    }
  }
  bool root = false;
  if (asks & TURNS) {
    root = tag == KH_TAG_svg || tag == KH_TAG_math;
    if (!root && (tag != KH_TAG_noscript || b->scripting)) b->z.raw_tag = tag;
  }
  insert(b, t, tag, !(flags & KH_TAG_VOID) && !(root && t->self_closing), false);
  b->link |= (tag == KH_TAG_a) & (t->has >> KH_ATTR_href & 1);
}

static bool same_name(const kh_node *n, const kh_token *t) {
  if (n->n != t->name.n) return false;
  for (uint32_t i = 0; i < n->n; i++)
    if (kh_cp_lower((unsigned char)n->s[i]) != kh_cp_lower((unsigned char)t->name.s[i])) return false;
  return true;
}

static void any_other_end(builder *b, const kh_token *t) {
  if (t->tag != KH_TAG_UNKNOWN && !b->open[t->tag]) return;
  for (uint32_t d = b->depth; d > 1; d--) {
    const open_element *e = &b->stack[d - 1];
    if (e->tag == t->tag && !(e->flags & (FOREIGN | GHOST)) && (t->tag != KH_TAG_UNKNOWN || same_name(&b->node.at[e->node], t))) {
      pop_to(b, d - 1);
      return;
    }
    if (flags_of(e) & KH_TAG_SPECIAL) return;
  }
}

/* The end tag of one of svg's or math's own elements. */
static bool foreign_end(builder *b, const kh_token *t) {
  for (uint32_t d = b->depth; d > 1 && is_foreign(&b->stack[d - 1]); d--) {
    if (same_name(&b->node.at[b->stack[d - 1].node], t)) {
      pop_to(b, d - 1);
      return true;
    }
  }
  return false;
}

static void end_tag(builder *b, const kh_token *t) {
  uint8_t tag = t->tag;
  uint32_t flags = kh_tag_flags(tag), d = 0;
  if (tag == top(b)->tag && top(b)->flags == 0 && !b->z.foreign && !b->skipped && !b->open[KH_TAG_select] && tag != KH_TAG_UNKNOWN &&
      !(start_asks[tag] & PLACED)) {   /* of the innermost element, as most are: all that follows would come to this */
    b->link &= tag != KH_TAG_a;
    pop(b);
    return;
  }
  if (b->z.foreign) {
    if (tag == KH_TAG_p || tag == KH_TAG_br) {
      while (in_foreign(b)) pop(b);
    } else if (foreign_end(b, t)) {
      return;
    }
  }
  if (tag == KH_TAG_html || tag == KH_TAG_body) return;
  if (tag == KH_TAG_head) {
    if (!b->body && b->open[KH_TAG_head]) pop_to(b, 2);
    return;
  }
  if (tag == KH_TAG_br) {
    ensure_body(b);
    insert(b, t, tag, false, false);
    return;
  }
  if (flags & KH_TAG_VOID) return;
  if (b->skipped) {   /* one of those beyond the depth, most likely */
    b->skipped--;
    return;
  }
  if (b->open[KH_TAG_select] && in_table_scope(b, KH_TAG_select) && !(tag == KH_TAG_select || tag == KH_TAG_option || tag == KH_TAG_optgroup ||
                                                                      tag == KH_TAG_template || tag == KH_TAG_script)) {
    if (!(table_part(tag) || tag == KH_TAG_table) || !in_table_scope(b, tag)) return;
    pop_to(b, in_table_scope(b, KH_TAG_select));
  }
  if (table_part(tag) || tag == KH_TAG_table || tag == KH_TAG_select) {
    if ((d = in_table_scope(b, tag))) pop_to(b, d);
  } else if (heading(tag)) {
    for (uint8_t h = KH_TAG_h1; h <= KH_TAG_h6; h++) {
      uint32_t k = in_scope(b, h, 0, 0);
      if (k > d) d = k;
    }
    if (d) pop_to(b, d);
  } else if (tag == KH_TAG_template) {
    for (d = b->depth; d > 1 && b->open[tag]; d--)
      if (b->stack[d - 1].tag == tag) {
        pop_to(b, d - 1);
        break;
      }
  } else if (flags & KH_TAG_FORMAT) {
    close_format(b, tag);
  } else if (tag == KH_TAG_p) {
    close_p(b);
  } else if (tag == KH_TAG_li) {
    if ((d = in_scope(b, tag, KH_TAG_ol, KH_TAG_ul))) pop_to(b, d);
  } else if (flags & (KH_TAG_CLOSES_P | KH_TAG_MARKER) || tag == KH_TAG_button || tag == KH_TAG_form) {
    if ((d = in_scope(b, tag, 0, 0))) pop_to(b, d);
  } else {
    any_other_end(b, t);
  }
}

kh_status kh_html_parse(const kh_html_tables *tables, const char *bytes, size_t n, bool scripting, kh_arena *arena, kh_html *out, kh_error *err) {
  builder *b = KH_NEW(arena, builder);
  b->arena = arena;
  b->scripting = scripting;
  b->z = (kh_tokenizer){.tables = tables, .arena = arena, .p = bytes, .end = bytes + n};
  b->node.cap = n / 48 + 64 < 65536 ? n / 48 + 64 : 65536;
  b->node.at = kh_alloc(arena, b->node.cap * sizeof *b->node.at);
  b->z.attr.cap = b->node.cap;
  b->z.attr.at = kh_alloc(arena, b->z.attr.cap * sizeof *b->z.attr.at);
  KH_PUSH(arena, &b->node, (kh_node){.parent = KH_NONE, .tag = KH_TAG_UNKNOWN});
  b->z.open = b->name;
  b->stack[b->depth++] = (open_element){.tag = KH_TAG_UNKNOWN};
  b->open[KH_TAG_UNKNOWN]++;
  for (kh_token t; next_token(&b->z, &t);) {
    if (t.text.n) add_text(b, &t);
    if (t.kind == KH_TOKEN_START) start_tag(b, &t);
    else if (t.kind == KH_TOKEN_END) end_tag(b, &t);
    if (b->node.n > KH_HTML_MAX_NODES || b->z.attr.n > KH_HTML_MAX_NODES * 4)
      return kh_fail(err, KH_E_LIMIT, "the page has more than %u elements", KH_HTML_MAX_NODES);
  }
  pop_to(b, 1);
  b->node.at[0].end = (uint32_t)b->node.n;
  *out = (kh_html){.node = b->node.at, .n = (uint32_t)b->node.n, .attr = b->z.attr.at, .attr_count = (uint32_t)b->z.attr.n, .bytes = {bytes, n}};
  return KH_OK;
}
