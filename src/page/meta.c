/* meta.c: what a page says of itself: title, authors, dates, site, section, language, address, picture. */
#include "base/scan.h"
#include "page/json.h"
#include "page/page_int.h"

/* Where a value was found; the earlier, the more it is trusted. */
enum { FROM_LD, FROM_META, FROM_OTHER, SOURCES };
typedef struct found {
  kh_str title[SOURCES], byline[SOURCES], published[SOURCES], updated[SOURCES];
  kh_str site, section, image, canonical, og_url, language, document_title, time, shown;
} found;

typedef struct reader {
  const kh_page_room *room;
  const kh_html *html;
  kh_arena *arena;
  KH_VEC(uint32_t) h1, script;   /* where they stand */
  found f;
} reader;

static void set(kh_str *to, kh_str v) {
  if (!to->n && v.n) *to = v;
}

static kh_str clean(reader *m, kh_str v) { return kh_text_squeeze(kh_html_unescape(m->room->html, v, false, m->arena), m->arena); }

static kh_str value(reader *m, uint32_t node, kh_attr_name name) {
  kh_str v = kh_html_attr(m->html, node, name);
  if (!v.n) return v;
  return clean(m, kh_html_unescape(m->room->html, v, true, m->arena));
}

static bool is_url(kh_str v) { return kh_str_starts(v, KH_STR("http://")) || kh_str_starts(v, KH_STR("https://")) || kh_str_starts(v, KH_STR("//")); }

/* ---- meta elements ---- */
enum { NO_META, PUBLISHED, UPDATED, TITLE, AUTHOR, SITE, SECTION, IMAGE, LANGUAGE, ADDRESS, LONGEST_META = 40 };
static const struct { const char *name; uint8_t kind; } meta_names[] = {   /* in lower case; what stands in property, name, itemprop or http-equiv */
    {"article:published_time", PUBLISHED}, {"article:published", PUBLISHED}, {"datepublished", PUBLISHED}, {"date.published", PUBLISHED},
    {"published_time", PUBLISHED}, {"og:published_time", PUBLISHED}, {"og:article:published_time", PUBLISHED}, {"og:pubdate", PUBLISHED},
    {"publishdate", PUBLISHED}, {"publish_date", PUBLISHED}, {"publish-date", PUBLISHED}, {"publication_date", PUBLISHED},
    {"publication-date", PUBLISHED}, {"published-date", PUBLISHED}, {"pubdate", PUBLISHED}, {"pub_date", PUBLISHED}, {"article.published", PUBLISHED},
    {"article:publication_date", PUBLISHED}, {"parsely-pub-date", PUBLISHED}, {"sailthru.date", PUBLISHED}, {"dc.date.issued", PUBLISHED},
    {"dc.date.created", PUBLISHED}, {"dc.date", PUBLISHED}, {"dcterms.created", PUBLISHED}, {"dcterms.issued", PUBLISHED},
    {"dcterms.date", PUBLISHED}, {"date", PUBLISHED}, {"datecreated", PUBLISHED}, {"cxenseparse:recs:publishtime", PUBLISHED},
    {"cxenseparse:publishtime", PUBLISHED}, {"rnews:datepublished", PUBLISHED}, {"shareaholic:article_published_time", PUBLISHED},
    {"article_date_original", PUBLISHED}, {"originalpublicationdate", PUBLISHED}, {"citation_publication_date", PUBLISHED},
    {"citation_date", PUBLISHED}, {"prism.publicationdate", PUBLISHED}, {"created", PUBLISHED}, {"displaydate", PUBLISHED}, {"ptime", PUBLISHED},
    {"article:modified_time", UPDATED}, {"article:modified", UPDATED}, {"og:updated_time", UPDATED}, {"datemodified", UPDATED}, {"lastmod", UPDATED},
    {"last-modified", UPDATED}, {"lastmodified", UPDATED}, {"dcterms.modified", UPDATED}, {"dc.date.modified", UPDATED}, {"modified_time", UPDATED},
    {"article:updated_time", UPDATED}, {"updated", UPDATED}, {"moddate", UPDATED}, {"revision_date", UPDATED},
    {"og:title", TITLE}, {"twitter:title", TITLE}, {"parsely-title", TITLE}, {"sailthru.title", TITLE}, {"dc.title", TITLE}, {"dcterms.title", TITLE},
    {"headline", TITLE}, {"title", TITLE},
    {"author", AUTHOR}, {"article:author", AUTHOR}, {"article:author_name", AUTHOR}, {"og:article:author", AUTHOR}, {"parsely-author", AUTHOR},
    {"sailthru.author", AUTHOR}, {"dc.creator", AUTHOR}, {"dcterms.creator", AUTHOR}, {"byl", AUTHOR}, {"byline", AUTHOR},
    {"twitter:data1:author", AUTHOR}, {"rbauthors", AUTHOR}, {"citation_author", AUTHOR}, {"cxenseparse:author", AUTHOR}, {"article.author", AUTHOR},
    {"mediator_author", AUTHOR},
    {"og:site_name", SITE}, {"application-name", SITE}, {"al:android:app_name", SITE}, {"dc.publisher", SITE}, {"publisher", SITE},
    {"article:section", SECTION}, {"parsely-section", SECTION}, {"section", SECTION}, {"cxenseparse:section", SECTION}, {"category", SECTION},
    {"og:image", IMAGE}, {"og:image:url", IMAGE}, {"og:image:secure_url", IMAGE}, {"twitter:image", IMAGE}, {"twitter:image:src", IMAGE},
    {"thumbnail", IMAGE}, {"parsely-image-url", IMAGE},
    {"og:locale", LANGUAGE}, {"content-language", LANGUAGE}, {"dc.language", LANGUAGE}, {"language", LANGUAGE},
    {"og:url", ADDRESS}, {"twitter:url", ADDRESS}, {"parsely-link", ADDRESS}};
_Static_assert(sizeof meta_names / sizeof *meta_names < KH_META_SLOTS / 2, "the table is too small");

void kh_meta_open(kh_page_room *r) {
  for (size_t i = 0; i < sizeof meta_names / sizeof *meta_names; i++) {
    size_t at = kh_hash_str(kh_str_of(meta_names[i].name)) % KH_META_SLOTS;
    while (r->meta[at]) at = (at + 1) % KH_META_SLOTS;
    r->meta[at] = (uint8_t)(i + 1);
  }
}

static uint8_t meta_kind(const kh_page_room *r, kh_str key) {
  char lower[LONGEST_META];
  if (key.n > sizeof lower) return NO_META;
  for (size_t i = 0; i < key.n; i++) lower[i] = (char)(key.s[i] >= 'A' && key.s[i] <= 'Z' ? key.s[i] | 0x20 : key.s[i]);
  for (size_t at = kh_hash(lower, key.n) % KH_META_SLOTS; r->meta[at]; at = (at + 1) % KH_META_SLOTS)
    if (kh_str_is((kh_str){lower, key.n}, meta_names[r->meta[at] - 1].name)) return meta_names[r->meta[at] - 1].kind;
  return NO_META;
}

static void read_meta(reader *m, uint32_t node) {
  kh_str key = kh_html_attr(m->html, node, KH_ATTR_property);
  if (!key.n) key = kh_html_attr(m->html, node, KH_ATTR_name);
  if (!key.n) key = kh_html_attr(m->html, node, KH_ATTR_itemprop);
  if (!key.n) key = kh_html_attr(m->html, node, KH_ATTR_http_equiv);
  uint8_t kind = key.n && kh_html_attr(m->html, node, KH_ATTR_content).n ? meta_kind(m->room, key) : NO_META;
  if (kind == NO_META) return;
  found *f = &m->f;
  kh_str v = value(m, node, KH_ATTR_content);
  switch (kind) {
    case PUBLISHED: set(&f->published[FROM_META], kh_page_date(m->room, v, m->arena)); break;
    case UPDATED: set(&f->updated[FROM_META], kh_page_date(m->room, v, m->arena)); break;
    case TITLE: set(&f->title[FROM_META], v); break;
    case AUTHOR: if (!is_url(v)) set(&f->byline[FROM_META], v); break;
    case SITE: set(&f->site, v); break;
    case SECTION: set(&f->section, v); break;
    case IMAGE: set(&f->image, v); break;
    case LANGUAGE: set(&f->language, v); break;
    default: set(&f->og_url, v);
  }
}

/* ---- JSON-LD ---- */
static kh_str ld_text(reader *m, const kh_json *j, uint32_t object, const char *key) {
  uint32_t at = kh_json_member(j, object, key);
  if (at < j->n && j->at[at].type == KH_JSON_ARRAY && j->at[at].end > at + 1) at++;
  return at < j->n ? clean(m, kh_json_text(j, at, m->arena)) : (kh_str){NULL, 0};
}

static bool ld_is_article(const kh_json *j, uint32_t object) {
  uint32_t at = kh_json_member(j, object, "@type");
  if (at >= j->n) return false;
  for (uint32_t i = at; i < j->at[at].end; i++) {
    kh_str t = j->at[i].text;
    if (kh_str_ends(t, KH_STR("Article")) || kh_str_ends(t, KH_STR("Posting")) || kh_str_is(t, "Report") || kh_str_is(t, "Review") || kh_str_is(t, "Recipe")) return true;
  }
  return false;
}

/* Names of authors: strings or objects with a name, one or several, also by reference to another object. */
static kh_str ld_names(reader *m, const kh_json *j, uint32_t at) {
  kh_str out = {NULL, 0};
  if (at >= j->n) return out;
  bool many = j->at[at].type == KH_JSON_ARRAY;
  int count = 0;
  for (uint32_t i = many ? at + 1 : at; i < j->at[at].end && count < 12; i = j->at[i].end, count++) {
    kh_str name = {NULL, 0};
    if (j->at[i].type == KH_JSON_STRING) name = clean(m, kh_json_text(j, i, m->arena));
    else if (j->at[i].type == KH_JSON_OBJECT) {
      name = ld_text(m, j, i, "name");
      uint32_t id = kh_json_member(j, i, "@id");
      for (uint32_t k = 0; !name.n && id < j->n && k < j->n; k++)
        if (j->at[k].type == KH_JSON_STRING && k != id && kh_str_is(j->at[k].key, "@id") && kh_str_eq(j->at[k].text, j->at[id].text)) {
          uint32_t owner = k;
          while (owner > 0 && !(j->at[owner].type == KH_JSON_OBJECT && j->at[owner].end > k)) owner--;
          name = ld_text(m, j, owner, "name");
        }
    }
    if (!name.n || is_url(name) || name.n > 200) continue;
    out = out.n ? kh_str_printf(m->arena, KH_FMT ", " KH_FMT, KH_ARG(out), KH_ARG(name)) : name;
  }
  return out;
}

static void read_ld(reader *m, kh_str script) {
  kh_json j = kh_json_read(script, m->arena);
  found *f = &m->f;
  for (int pass = 0; pass < 2; pass++)   /* articles first, then any page */
    for (uint32_t i = 0; i < j.n; i++) {
      if (j.at[i].type != KH_JSON_OBJECT || ld_is_article(&j, i) == (pass == 1)) continue;
      if (pass == 1 && kh_json_member(&j, i, "datePublished") == KH_NONE) continue;
      kh_str day = kh_page_date(m->room, ld_text(m, &j, i, "datePublished"), m->arena);
      if (!day.n && pass == 0) day = kh_page_date(m->room, ld_text(m, &j, i, "dateCreated"), m->arena);
      set(&f->published[FROM_LD], day);
      set(&f->updated[FROM_LD], kh_page_date(m->room, ld_text(m, &j, i, "dateModified"), m->arena));
      if (pass == 1) continue;
      set(&f->title[FROM_LD], ld_text(m, &j, i, "headline"));
      set(&f->byline[FROM_LD], ld_names(m, &j, kh_json_member(&j, i, "author")));
      if (!f->byline[FROM_LD].n) set(&f->byline[FROM_LD], ld_names(m, &j, kh_json_member(&j, i, "creator")));
      set(&f->section, ld_text(m, &j, i, "articleSection"));
      uint32_t publisher = kh_json_member(&j, i, "publisher");
      if (publisher < j.n && j.at[publisher].type == KH_JSON_OBJECT) set(&f->site, ld_text(m, &j, publisher, "name"));
    }
}

/* ---- elements ---- */
static kh_str text_of(reader *m, uint32_t node) {
  const kh_html *h = m->html;
  KH_VEC(char) v = {0};
  for (uint32_t i = node + 1; i < h->node[node].end;) {
    const kh_node *n = &h->node[i];
    if (n->tag == KH_TAG_TEXT) {
      while (v.cap - v.n < (size_t)n->n + 1) v.at = kh_vec_grow(m->arena, v.at, v.n, &v.cap, 1);
      memcpy(v.at + v.n, n->s, n->n);
      v.n += n->n;
    } else if (kh_tag_flags(n->tag) & KH_TAG_HIDDEN) {
      i = n->end;
      continue;
    } else if (kh_tag_flags(n->tag) & KH_TAG_BLOCK || n->tag == KH_TAG_br) {
      KH_PUSH(m->arena, &v, ' ');
    }
    i++;
    if (v.n > 4000) break;
  }
  return kh_text_squeeze((kh_str){v.at, v.n}, m->arena);
}

static void read_itemprop(reader *m, uint32_t i, kh_str prop) {
  kh_str v = value(m, i, KH_ATTR_content);
  if (!v.n) v = value(m, i, KH_ATTR_datetime);
  if (kh_str_is(prop, "datePublished")) set(&m->f.published[FROM_OTHER], kh_page_date(m->room, v.n ? v : text_of(m, i), m->arena));
  else if (kh_str_is(prop, "dateModified")) set(&m->f.updated[FROM_OTHER], kh_page_date(m->room, v.n ? v : text_of(m, i), m->arena));
  else if (kh_str_is(prop, "author")) {
    kh_str name = v.n ? v : text_of(m, i);
    if (name.n < 120 && !is_url(name)) set(&m->f.byline[FROM_OTHER], name);
  }
}

static bool in_utc(kh_str date) { return kh_str_ends(date, KH_STR("Z")) || kh_str_ends(date, KH_STR("+00:00")); }

static void read_nodes(reader *m) {
  static const bool tells[KH_TAG_COUNT] = {[KH_TAG_html] = true, [KH_TAG_meta] = true, [KH_TAG_title] = true, [KH_TAG_link] = true,
                                           [KH_TAG_h1] = true, [KH_TAG_script] = true, [KH_TAG_time] = true};
  const kh_html *h = m->html;
  found *f = &m->f;
  for (uint32_t i = 1; i < h->n; i++) {
    const kh_node *n = &h->node[i];
    if (!tells[n->tag] && !(n->has & (1u << KH_ATTR_itemprop | 1u << KH_ATTR_rel))) continue;   /* most nodes */
    switch (n->tag) {
      case KH_TAG_html: {
        kh_str lang = kh_html_attr(h, i, KH_ATTR_lang);
        set(&f->language, lang.n ? lang : kh_html_attr(h, i, KH_ATTR_xml_lang));
        break;
      }
      case KH_TAG_meta: read_meta(m, i); break;
      case KH_TAG_title:
        if (!(n->flags & KH_NODE_FOREIGN)) set(&f->document_title, text_of(m, i));
        break;
      case KH_TAG_link: {
        kh_str rel = kh_html_attr(h, i, KH_ATTR_rel);
        if (kh_str_is(rel, "canonical")) set(&f->canonical, value(m, i, KH_ATTR_href));
        break;
      }
      case KH_TAG_h1: KH_PUSH(m->arena, &m->h1, i); break;
      case KH_TAG_script: {
        if (n->end == i + 2) KH_PUSH(m->arena, &m->script, i);
        kh_str type = kh_html_attr(h, i, KH_ATTR_type);
        if (kh_str_starts(type, KH_STR("application/ld+json")) && n->end == i + 2) read_ld(m, (kh_str){h->node[i + 1].s, h->node[i + 1].n});
        break;
      }
      case KH_TAG_a:
        if (kh_str_is(kh_html_attr(h, i, KH_ATTR_rel), "author")) {
          kh_str name = text_of(m, i);
          if (name.n && name.n < 100) set(&f->byline[FROM_OTHER], name);
        }
        break;
      case KH_TAG_time:
        if (!f->time.n) {
          kh_str v = kh_html_attr(h, i, KH_ATTR_datetime);
          set(&f->time, kh_page_date(m->room, v.n ? v : text_of(m, i), m->arena));
          set(&f->shown, kh_page_date(m->room, text_of(m, i), m->arena));
          if (!f->shown.n && !in_utc(f->time)) f->shown = f->time;
        }
        break;
      default: break;
    }
    if (n->tag != KH_TAG_meta) {
      kh_str prop = kh_html_attr(h, i, KH_ATTR_itemprop);
      if (prop.n) read_itemprop(m, i, prop);
    }
  }
}

/* The date that follows at p, where one of the keys stands in quotation marks. */
static kh_str keyed_date(reader *m, const char *p, const char *end) {
  static const char *const keys[] = {"datePublished", "publishedDate", "publishDate", "publish_date", "published_at", "publishedAt", "published_date",
    "publicationDate", "publication_date", "firstPublished", "pubDate", "pubdate", "dateCreated", "datetime_published", NULL};
  for (int k = 0; keys[k]; k++) {
    size_t n = strlen(keys[k]);
    if (p[1] != keys[k][0] || (size_t)(end - p) < n + 16 || memcmp(p + 1, keys[k], n) || (p[n + 1] != '"' && p[n + 1] != '\\')) continue;
    const char *q = p + n + 1;
    while (q < end && (*q == '"' || *q == '\\' || *q == ':' || *q == ' ')) q++;
    kh_str date = kh_page_date(m->room, (kh_str){q, (size_t)(end - q) < 25 ? (size_t)(end - q) : 25}, m->arena);
    if (date.n) return date;
  }
  return (kh_str){NULL, 0};
}

/* A date that scripts of the page name, when nothing better does. */
static kh_str script_date(reader *m) {
  for (size_t i = 0; i < m->script.n; i++) {
    const kh_node *body = &m->html->node[m->script.at[i] + 1];
    for (const char *p = body->s, *end = p + body->n; end - p > 24; p += 16) {
      kh_sixteen next = kh_sixteen_at(p + 1);   /* the keys begin with d, p or f */
      uint32_t marks = kh_mask(kh_is(kh_sixteen_at(p), '"')) & kh_mask(kh_or(kh_is(next, 'd'), kh_or(kh_is(next, 'p'), kh_is(next, 'f'))));
      for (; marks; marks &= marks - 1) {
        const char *at = p + kh_mask_first(marks);
        kh_str date = end - at > 24 ? keyed_date(m, at, end) : (kh_str){NULL, 0};
        if (date.n) return date;
      }
    }
  }
  return (kh_str){NULL, 0};
}

/* ---- choosing ---- */
/* b's words begin with a's (all of them when whole). */
static bool words_start(kh_str a, kh_str b, bool whole) {
  size_t i = 0, j = 0;
  if (!a.n) return false;
  for (;;) {
    while (i < a.n && !kh_word_byte(a.s[i])) i++;
    while (j < b.n && !kh_word_byte(b.s[j])) j++;
    if (i == a.n) return !whole || j == b.n;
    if (j == b.n || !kh_same_letter(a.s[i], b.s[j])) return false;
    i++, j++;
  }
}

static size_t count_words(kh_str v) {
  size_t n = v.n != 0;
  for (size_t i = 0; i < v.n; i++) n += v.s[i] == ' ';
  return n;
}

/* "Headline | Site", "Headline - Site": the headline. */
static kh_str without_site(kh_str title, kh_str site) {
  static const char *const bars[] = {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xBB ", " \xE2\x80\xA2 ", " \xC2\xB7 ", " :: ", NULL};
  for (int again = 0; again < 3; again++) {
    size_t cut = 0, after = 0;
    for (size_t i = title.n; i-- > 1 && !cut;)   /* the last bar */
      for (int k = 0; title.s[i] == ' ' && bars[k] && !cut; k++) {
        size_t n = strlen(bars[k]);
        if (n > title.n - i || memcmp(title.s + i, bars[k], n)) continue;
        cut = i;
        after = i + n;
      }
    if (!cut) break;
    kh_str tail = kh_str_sub(title, after, title.n);
    size_t words = count_words(tail), head_words = count_words(kh_str_sub(title, 0, cut));
    bool names_site = site.n && (words_start(tail, site, false) || words_start(site, tail, false));
    if (!names_site && (words > 4 || head_words < 4 || words * 2 > head_words)) break;
    title.n = cut;
  }
  return title;
}

/* "Section | Headline | Site": the long part, where the others are labels. */
static kh_str without_labels(kh_str v) {
  kh_str best = v, rest = v, part;
  size_t parts = 0, most = 0;
  while (kh_str_split(&rest, '|', &part)) {
    size_t n = count_words(part = kh_str_trim(part));
    parts++;
    if (n > most) most = n, best = part;
  }
  return parts > 1 && most >= 4 && count_words(v) - parts + 1 - most <= 4 ? best : v;
}

/* The document's title is the headline, a bar, and more. */
static bool before_bar(kh_str headline, kh_str title) {
  if (headline.n + 3 > title.n || !kh_str_starts(title, headline)) return false;
  kh_str rest = kh_str_sub(title, headline.n, title.n);
  return kh_str_starts(rest, KH_STR(" | "));
}

static void choose_title(reader *m, const kh_blocks *bs, kh_article *a) {
  const found *f = &m->f;
  kh_str og = without_site(f->title[FROM_META], f->site), doc = without_site(f->document_title, f->site), ld = f->title[FROM_LD];
  kh_str first = {NULL, 0};
  for (size_t i = 0; i < m->h1.n; i++) {
    kh_str h1 = text_of(m, m->h1.at[i]);
    if (!h1.n || h1.n > 400) continue;
    if (words_start(h1, f->title[FROM_META], false) || words_start(h1, f->document_title, false) || words_start(h1, ld, true)) {
      if (count_words(h1) >= 3 || before_bar(h1, f->document_title) || words_start(h1, og, true) || words_start(h1, doc, true)) {
        a->title = h1;
        return;
      }
    }
    /* "Blog: Headline" in the head, or a label before the headline in the h1 */
    if (count_words(h1) >= 3 && (kh_str_ends(og, h1) || kh_str_ends(doc, h1))) a->title = h1;
    else if (count_words(og) >= 4 && kh_str_ends(h1, og)) a->title = og;
    if (a->title.n) return;
    uint32_t box = kh_box_of(bs, m->h1.at[i]);
    if (!first.n && !(box != KH_NONE && kh_box_cues(bs, box) & KH_CUE_HIDDEN)) first = h1;
  }
  if (count_words(first) >= 3) a->title = first;
  else if (og.n) a->title = og;
  else if (ld.n) a->title = ld;
  else if (doc.n) a->title = doc;
  else a->title = first;
}

static void choose_byline(reader *m, const kh_blocks *bs, kh_article *a) {
  for (int i = 0; i < SOURCES && !a->byline.n; i++) {
    kh_str v = m->f.byline[i];
    if (v.n && v.n < 300 && !(kh_cues_phrases(&m->room->phrases, v, true) & KH_PHRASE_NO_AUTHOR)) a->byline = v;
  }
  for (uint32_t i = 0; i < bs->n && !a->byline.n; i++) {
    const kh_block *b = &bs->at[i];
    if (b->words > 12 || b->words < 2 || !(kh_block_cues(bs, b) & KH_CUE_BYLINE)) continue;
    a->byline = b->text;
  }
  if (a->byline.n > 3 && (a->byline.s[0] | 0x20) == 'b' && (a->byline.s[1] | 0x20) == 'y' && a->byline.s[2] == ' ') a->byline = kh_str_sub(a->byline, 3, a->byline.n);
}

static bool has_digit(kh_str v) {
  for (size_t i = 0; i < v.n; i++)
    if (v.s[i] >= '0' && v.s[i] <= '9') return true;
  return false;
}

static bool next_day(kh_str told, kh_str ours) {
  int32_t there = told.n ? kh_day_parse(told) : KH_NO_DAY, here = kh_day_parse(ours);
  return there != KH_NO_DAY && here != KH_NO_DAY && (there == here - 1 || there == here + 1);
}

/* The first date that is shown below the headline, within so many blocks of at most so many words. */
static kh_str date_below_title(reader *m, const kh_blocks *bs, const kh_article *a, uint32_t blocks, uint32_t words) {
  uint32_t title = KH_NONE;
  kh_str date = {NULL, 0};
  for (uint32_t i = 0; i < bs->n && title == KH_NONE; i++)
    if (words_start(a->title, bs->at[i].text, true)) title = i;
  for (uint32_t i = title; i < bs->n && i < title + blocks && !date.n; i++)
    if (bs->at[i].words <= words && has_digit(bs->at[i].text) && !(kh_block_phrases(m->room, &bs->at[i]) & KH_PHRASE_UPDATE_START))
      date = kh_page_date(m->room, bs->at[i].text, m->arena);
  return date;
}

/* What a page's data call published can be the day on which the page moved to another system: the report's own, older day then stands below its headline. */
static void older_day(reader *m, const kh_blocks *bs, kh_article *a) {
  kh_str shown = date_below_title(m, bs, a, 6, 7);
  int32_t there = shown.n ? kh_day_parse(shown) : KH_NO_DAY, here = kh_day_parse(a->published);
  if (there != KH_NO_DAY && here != KH_NO_DAY && there < here - 1) a->published = shown;
}

/* A time in UTC may be of the next day where the report was written: the address or the page itself says. */
static void local_day(reader *m, const kh_blocks *bs, const kh_page_options *o, kh_article *a) {
  kh_str told = o->url ? kh_page_date_of_url(m->room, kh_str_of(o->url), m->arena) : (kh_str){NULL, 0};
  kh_str below = told.n ? told : date_below_title(m, bs, a, 30, 14);
  if (kh_str_starts(a->published, below) && below.n) return;
  if (!told.n) told = m->f.shown;
  if (!told.n) told = below;
  if (next_day(told, a->published)) a->published = kh_str_sub(told, 0, 10);
}

static void choose_dates(reader *m, const kh_blocks *bs, const kh_page_options *o, kh_article *a) {
  found *f = &m->f;
  for (int i = 0; i < SOURCES; i++) {
    set(&a->published, f->published[i]);
    set(&a->updated, f->updated[i]);
  }
  if (!a->published.n) a->published = script_date(m);
  if (a->published.n) older_day(m, bs, a);
  if (!a->published.n && a->url.n) a->published = kh_page_date_of_url(m->room, a->url, m->arena);
  if (!a->published.n && o->url) a->published = kh_page_date_of_url(m->room, kh_str_of(o->url), m->arena);
  if (!a->published.n) a->published = date_below_title(m, bs, a, 30, 14);
  if (!a->published.n) a->published = f->time;
  for (int pass = 0; pass < 2 && !a->published.n; pass++)
    for (uint32_t i = 0; i < bs->n && !a->published.n; i++) {
      const kh_block *b = &bs->at[i];
      if (b->words > (pass ? 12u : 25u)) continue;
      if (pass == 0 && !(kh_block_cues(bs, b) & KH_CUE_DATE) && !(kh_block_phrases(m->room, b) & (KH_PHRASE_DATE_START | KH_PHRASE_UPDATE_START))) continue;
      a->published = kh_page_date(m->room, b->text, m->arena);
    }
  if (!a->published.n) a->published = a->updated;
  if (a->published.n > 10 && in_utc(a->published)) local_day(m, bs, o, a);
}

void kh_meta_read(const kh_page_room *r, const kh_html *h, const kh_blocks *bs, const kh_page_options *o, kh_arena *arena, kh_article *a) {
  reader *m = KH_NEW(arena, reader);
  m->room = r;
  m->html = h;
  m->arena = arena;
  read_nodes(m);
  found *f = &m->f;
  a->site = f->site;
  a->section = f->section;
  a->image = f->image;
  a->url = is_url(f->canonical) ? f->canonical : is_url(f->og_url) ? f->og_url : kh_str_of(o->url);
  a->language = f->language;
  for (size_t i = 0; i < a->language.n; i++)
    if (a->language.s[i] == '-' || a->language.s[i] == '_') a->language.n = i;
  a->language = kh_str_lower(arena, a->language);
  choose_title(m, bs, a);
  a->title = without_labels(a->title);
  choose_byline(m, bs, a);
  choose_dates(m, bs, o, a);
}
