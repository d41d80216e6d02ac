/* test_page.c: the examples of data/page, small pages, charsets, bad input. */
#include "page/json.h"
#include "page/langid.h"
#include "page_test.h"

/* ---- the examples that stand in data/page ---- */
static void test_cue_examples(const page_test *t, const char *file, bool phrases) {
  static const char *const cues[] = {
#define X(id, text) text,
      KH_CUE_TABLE_(X)
#undef X
  };
  static const char *const kinds[] = {
#define X(id, text) text,
      KH_PHRASE_TABLE_(X)
#undef X
  };
  kh_lines lines;
  kh_error err;
  kh_str line, kind, pattern;
  if (kh_lines_open(page_test_data(), file, &lines, &err)) {
    CHECKF(false, "%s", err.message);
    return;
  }
  while (kh_lines_next(&lines, &line)) {
    kh_str_split(&line, '\t', &kind);
    kh_str_split(&line, '\t', &pattern);
    uint32_t found = phrases ? kh_cues_phrases(&t->room->phrases, line, true) : kh_cues_of(&t->room->cues, line, line.s + line.n), bit = 0;
    for (uint32_t i = 0; i < (phrases ? (uint32_t)KH_PHRASE_KINDS : (uint32_t)KH_CUE_KINDS); i++)
      if (kh_str_is(kind, phrases ? kinds[i] : cues[i])) bit = 1u << i;
    CHECKF(found & bit, "%s:%u: \"" KH_FMT "\" is not found as " KH_FMT, file, lines.number, KH_ARG(line), KH_ARG(kind));
  }
  kh_lines_close(&lines);
}

/* A name as the patterns write it: -words-in-lower-case-. */
static void as_words(const char *name, char *out) {
  size_t k = 0;
  char before = '-';
  out[k++] = '-';
  for (const char *p = name; *p; p++) {
    bool big = *p >= 'A' && *p <= 'Z', letter = big || (*p >= 'a' && *p <= 'z');
    if (big && p > name && p[-1] >= 'a' && p[-1] <= 'z') out[k++] = '-';
    if (letter || before != '-') out[k++] = letter ? (char)(*p | 0x20) : '-';
    before = out[k - 1];
  }
  if (before != '-') out[k++] = '-';
  out[k] = 0;
}

static bool pattern_in(const char *pattern, const char *words, bool joined) {
  char want[160] = "-";
  size_t k = 1;
  bool whole = *pattern == '=';
  for (const char *p = pattern + whole; *p && *p != '*'; p++)
    if (!joined || *p != '-') want[k++] = *p;
  if (!strchr(pattern, '*')) want[k++] = '-';
  want[k] = 0;
  return whole ? !strcmp(words, want) : strstr(words, want) != NULL;
}

/* Names put together from the patterns themselves, looked for one pattern after the other. */
static void test_cues(const page_test *t) {
  static const char *const kinds[] = {
#define X(id, text) text,
      KH_CUE_TABLE_(X)
#undef X
  };
  static const char *const joints[] = {"-", "_", "", "x", "A", "--", "7", " ", "-b-", "Zz", "\xC3\xA9", "\t"};
  static char pattern[600][64];
  uint32_t kind[600], count = 0;
  kh_lines lines;
  kh_error err;
  kh_str line, field;
  if (kh_lines_open(page_test_data(), "page/cues.txt", &lines, &err)) {
    CHECKF(false, "%s", err.message);
    return;
  }
  while (count < 600 && kh_lines_next(&lines, &line)) {
    kh_str_split(&line, '\t', &field);
    kind[count] = 0;
    for (uint32_t i = 0; i < KH_CUE_KINDS; i++)
      if (kh_str_is(field, kinds[i])) kind[count] = 1u << i;
    kh_str_split(&line, '\t', &field);
    snprintf(pattern[count++], sizeof pattern[0], KH_FMT, KH_ARG(field));
  }
  kh_lines_close(&lines);
  uint64_t seed = 7;
  for (int round = 0; round < 3000; round++) {
    char name[400] = "", words[500];
    int parts = 1 + round % 4;
    for (int i = 0; i < parts; i++) {
      seed = kh_hash(&seed, sizeof seed);
      const char *p = pattern[seed % count];
      size_t at = strlen(name);
      snprintf(name + at, sizeof name - at, "%s%s", p + (*p == '='), joints[(seed >> 32) % (sizeof joints / sizeof *joints)]);
      if (seed >> 60 & 1 && name[at] >= 'a') name[at] = (char)(name[at] - 32);
    }
    uint32_t want = 0;
    char rest[400];
    memcpy(rest, name, sizeof rest);
    for (char *p = rest, *part; (part = p + strspn(p, " \t"), *part);) {   /* each class of the list */
      p = part + strcspn(part, " \t");
      if (*p) *p++ = 0;
      as_words(part, words);
      for (uint32_t i = 0; i < count; i++)
        if (pattern_in(pattern[i], words, false) || pattern_in(pattern[i], words, true)) want |= kind[i];
    }
    uint32_t got = kh_cues_of(&t->room->cues, kh_str_of(name), name + strlen(name));
    CHECKF(got == want, "\"%s\" gave %x, one by one %x", name, got, want);
  }
}

/* Blanks collapsed byte by byte. */
static size_t squeeze_slowly(const char *s, size_t n, char *out) {
  size_t k = 0;
  bool pending = false;
  for (size_t i = 0; i < n; i++) {
    if ((unsigned char)s[i] <= ' ') {
      pending |= s[i] != 0;
    } else if (i + 1 < n && !memcmp(s + i, "\xC2\xA0", 2)) {
      pending = true, i++;
    } else if (i + 2 < n && !memcmp(s + i, "\xE2\x80\x8B", 3)) {
      i += 2;   /* of no width */
    } else {
      if (pending && k) out[k++] = ' ';
      pending = false;
      out[k++] = s[i];
    }
  }
  return k;
}

static void test_squeeze(const page_test *t) {
  static const char *const pieces[] = {"a", "word", " ", "  ", "\n", "\t \n", "\xC2\xA0", "\xE2\x80\x8B", "\xC3\xA9", "\xE2\x80\x94", ".", "sentence of words here", "                    "};
  uint64_t seed = 3;
  char text[600], want[1200];
  for (int round = 0; round < 3000; round++) {
    size_t n = 0;
    for (int i = round % 40; i >= 0; i--) {
      seed = kh_hash(&seed, sizeof seed);
      const char *p = pieces[seed % (sizeof pieces / sizeof *pieces)];
      if (n + strlen(p) + 1 > sizeof text) break;
      memcpy(text + n, p, strlen(p));
      n += strlen(p);
      if (!(seed >> 50 & 7)) text[n++] = 0;
    }
    size_t k = squeeze_slowly(text, n, want);
    kh_str got = kh_text_squeeze((kh_str){text, n}, t->arena);
    CHECKF(got.n == k && !memcmp(got.s, want, k), "\"" KH_FMT "\" gave \"" KH_FMT "\", want \"%.*s\"", (int)n, text, KH_ARG(got), (int)k, want);
  }
}

static void test_language_examples(const page_test *t) {
  kh_lines lines;
  kh_error err;
  kh_str line, code, field;
  if (kh_lines_open(page_test_data(), "page/languages.txt", &lines, &err)) {
    CHECKF(false, "%s", err.message);
    return;
  }
  while (kh_lines_next(&lines, &line)) {
    kh_str_split(&line, '\t', &code);
    for (int i = 0; i < 3; i++) kh_str_split(&line, '\t', &field);
    kh_language l = kh_langid(t->room, line.s, line.n, "en");
    CHECKF(kh_str_is(code, l.code), "languages.txt:%u: " KH_FMT " taken for \"%s\" (%.2f)", lines.number, KH_ARG(code), l.code, l.confidence);
  }
  kh_lines_close(&lines);
  CHECK(kh_langid(t->room, "", 0, NULL).code[0] == 0);
  CHECK(kh_langid(t->room, "12 34 \xFF\xFE", 8, NULL).code[0] == 0);
}

static void test_dates(const page_test *t) {
  static const struct { const char *text, *want; } cases[] = {
      {"2024-03-22T10:20:30+01:00", "2024-03-22T10:20:30+01:00"}, {"2024-03-22T10:20:30.123Z", "2024-03-22T10:20:30Z"}, {"2024-03-22", "2024-03-22"},
      {"2024-03-22 10:20", "2024-03-22T10:20:00"}, {"2024/03/22", "2024-03-22"}, {"20240322", "2024-03-22"}, {"22 March 2024", "2024-03-22"},
      {"Published on March 22, 2024 at 5 pm", "2024-03-22"}, {"Mar. 22nd, 2024", "2024-03-22"}, {"Fri, 22 Mar 2024 10:00:00 GMT", "2024-03-22"},
      {"22.03.2024", "2024-03-22"}, {"3/22/2024", "2024-03-22"}, {"22/3/2024", "2024-03-22"}, {"1711101600", "2024-03-22"}, {"1711101600000", "2024-03-22"},
      {"2024-13-45", ""}, {"no date at all", ""}, {"May we ask", ""}, {"99999999999999999999", ""}, {"31 February 2024", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) CHECK_STR(kh_page_date(t->room, kh_str_of(cases[i].text), t->arena), cases[i].want);
  CHECK_STR(kh_page_date_of_url(t->room, KH_STR("https://example.org/2024/03/22/vote"), t->arena), "2024-03-22");
  CHECK_STR(kh_page_date_of_url(t->room, KH_STR("https://example.org/news/2024/march/22/vote"), t->arena), "2024-03-22");
  CHECK_STR(kh_page_date_of_url(t->room, KH_STR("https://example.org/vote-20240322.html"), t->arena), "2024-03-22");
  CHECK_STR(kh_page_date_of_url(t->room, KH_STR("https://example.org/a/2024/99/22"), t->arena), "");
  kh_lines lines;
  kh_error err;
  kh_str line, name, number;
  int64_t month;
  if (kh_lines_open(page_test_data(), "page/dates.txt", &lines, &err)) return;
  while (kh_lines_next(&lines, &line)) {
    kh_str_split(&line, '\t', &name);
    kh_str_split(&line, '\t', &number);
    kh_str found = kh_page_date(t->room, line, t->arena);
    kh_str_to_int(number, &month);
    CHECKF(found.n >= 10 && (found.s[5] - '0') * 10 + found.s[6] - '0' == month, "dates.txt:%u: \"" KH_FMT "\" gave " KH_FMT, lines.number, KH_ARG(line), KH_ARG(found));
  }
  kh_lines_close(&lines);
}

/* ---- tokenizer and tree: all text and all links of a fragment, as "text[link]" ---- */
static kh_str flatten(const page_test *t, const char *html, size_t n) {
  kh_html h;
  kh_error err;
  KH_VEC(char) out = {0};
  if (kh_html_parse(t->room->html, html, n, false, t->arena, &h, &err)) return KH_STR("(error)");
  for (uint32_t i = 1; i < h.n; i++) {
    const kh_node *node = &h.node[i];
    if (node->tag == KH_TAG_TEXT)
      for (uint32_t k = 0; k < node->n; k++) KH_PUSH(t->arena, &out, node->s[k]);
    kh_str href = node->tag == KH_TAG_a ? kh_html_unescape(t->room->html, kh_html_attr(&h, i, KH_ATTR_href), true, t->arena) : (kh_str){NULL, 0};
    if (!href.n) continue;
    KH_PUSH(t->arena, &out, '[');
    for (size_t k = 0; k < href.n; k++) KH_PUSH(t->arena, &out, href.s[k]);
    KH_PUSH(t->arena, &out, ']');
  }
  return (kh_str){out.at, out.n};
}

static void test_tokens(const page_test *t) {
  static const struct { const char *html, *want; } cases[] = {
      {"a &amp; b &lt;c&gt; &copy 2024 &notit; &#8217; &#x41; &#150; &unknown; &", "a & b <c> \xC2\xA9 2024 \xC2\xACit; \xE2\x80\x99 A \xE2\x80\x93 &unknown; &"},
      {"<a href='?a=1&copy=2&amp;b'>x</a>", "[?a=1&copy=2&b]x"},
      {"<a href=x/y>q</a><A HREF = \"z\" href=w>r</a>", "[x/y]q[z]r"},
      {"a<!-- <b>c</b> -->d<!-->e<!--->f<!-- x --!>g<!doctype html>h<?php x ?>i</ no>j", "adefghij"},
      {"<script>if (a < b) '</scr' + '</b>'; <!-- <script> </script> --></script>x", "if (a < b) '</scr' + '</b>'; <!-- <script> </script> -->x"},
      {"<style>p > a { }</style>x<textarea><b>&amp;</b></textarea>y", "p > a { }x<b>&</b>y"},
      {"<title>a <b> &amp; c</title>d", "a <b> & cd"},
      {"1 < 2 and 3 <4 <", "1 < 2 and 3 <4 <"},
      {"<p>a<p>b</p></p>c<div>d</span>e</div>", "abcde"},
      {"<svg><title>a</title><path/><![CDATA[b<c]]></svg>d", "ab<cd"},
      {"<select><option>a<b>b</b><option>c</select>d", "abcd"},
      {"x<plaintext>a</plaintext><b>", "xa</plaintext><b>"},
      {"text <a href=\"cut", "text "},
      {"<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", "abcd"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) CHECK_STR(flatten(t, cases[i].html, strlen(cases[i].html)), cases[i].want);
}

/* ---- whole pages, written for this test ---- */
#define SENTENCES                                                                                                         \
  "<p>The foreign ministry said on Monday that the border crossing would open again after talks with its neighbour, which had closed it in May.</p>" \
  "<p>Trucks had waited there for weeks, and farmers on both sides lost much of their harvest, the ministry said.</p>"

static kh_article extract(const page_test *t, kh_str html, const kh_page_options *o, kh_status *s) {
  kh_article a;
  kh_error err = {0};
  *s = kh_page_extract(t->room, html.s, html.n, o, t->arena, &a, &err);
  return a;
}

static void test_article(const page_test *t) {
  static const char html[] =
      "<!doctype html><html lang=en-GB><head><title>Border crossing opens again | The Example</title>"
      "<meta property=og:site_name content='The Example'><meta property=article:section content=World>"
      "<link rel=canonical href='https://example.org/world/border'><meta property=og:image content='https://example.org/b.jpg'>"
      "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Border crossing opens again\",\n \"datePublished\":\"2024-03-18T09:00:00Z\","
      "\"dateModified\":\"2024-03-18T12:00:00Z\",\"author\":[{\"@type\":\"Person\",\"name\":\"Foreign Desk\"},],}</script></head>"
      "<body><nav><a href=/>Home</a> <a href=/world>World</a></nav><main><article><h1>Border crossing opens again</h1>"
      "<p class=standfirst>Talks end a closure of ten months</p><div class=byline>By the Foreign Desk</div>"
      "<div class=share-bar><a href=#>Facebook</a></div><div class=article-body>" SENTENCES
      "<figure><img src=b.jpg><figcaption>The crossing on Monday</figcaption></figure><h2>What comes next</h2>"
      "<p>Both governments will meet again in June to talk about tolls and about a second bridge.</p><ul><li>The bridge opens at six</li><li>Trucks go first</li></ul>"
      "<p>Read more: the talks in spring</p><blockquote class=twitter-tweet><p>We are glad about it, wrote the ministry in a post.</p></blockquote>"
      "<p>The next report on trade is due in&nbsp;July, officials said.</p></div></article>"
      "<section class=comments><p>I have waited there for three weeks with my truck, and nobody told us why.</p></section></main>"
      "<aside class=related><h3>Related</h3><p>Another report about a harvest, with a summary that is rather long.</p></aside>"
      "<footer><p>Copyright The Example. All rights reserved.</p></footer></body></html>";
  kh_status s;
  kh_article a = extract(t, (kh_str){html, sizeof html - 1}, &(kh_page_options){.url = "https://example.org/world/border?x=1"}, &s);
  CHECK(s == KH_OK);
  CHECK_STR(a.title, "Border crossing opens again");
  CHECK_STR(a.byline, "Foreign Desk");
  CHECK_STR(a.published, "2024-03-18T09:00:00Z");
  CHECK_STR(a.updated, "2024-03-18T12:00:00Z");
  CHECK_STR(a.site, "The Example");
  CHECK_STR(a.section, "World");
  CHECK_STR(a.language, "en");
  CHECK_STR(a.url, "https://example.org/world/border");
  CHECK_STR(a.image, "https://example.org/b.jpg");
  CHECK_STR(a.text,
            "Talks end a closure of ten months\n\n"
            "The foreign ministry said on Monday that the border crossing would open again after talks with its neighbour, which had closed it in May.\n\n"
            "Trucks had waited there for weeks, and farmers on both sides lost much of their harvest, the ministry said.\n\nWhat comes next\n\n"
            "Both governments will meet again in June to talk about tolls and about a second bridge.\n\nThe bridge opens at six\n\nTrucks go first\n\n"
            "The next report on trade is due in July, officials said.");
  CHECK(a.comments.n == 0);
  a = extract(t, (kh_str){html, sizeof html - 1}, &(kh_page_options){.captions = true, .embeds = true, .comments = true}, &s);
  CHECK(s == KH_OK && memmem(a.text.s, a.text.n, "The crossing on Monday", 22) && memmem(a.text.s, a.text.n, "We are glad", 11));
  CHECK_STR(a.comments, "I have waited there for three weeks with my truck, and nobody told us why.");
}

/* The day of a page whose data, address and visible dates do not say the same. */
static void test_day_of_page(const page_test *t) {
  static const struct { const char *data, *below, *address, *want; } cases[] = {
      {"2024-03-18T09:00:00Z", "", "https://example.org/border", "2024-03-18T09:00:00Z"},
      {"2024-03-18T09:00:00Z", "<p class=date>12 May 2019</p>", "https://example.org/border", "2019-05-12"},                  /* the page moved to another system in 2024 */
      {"2024-03-18T09:00:00Z", "<p class=date>Updated 12 May 2019</p>", "https://example.org/border", "2024-03-18T09:00:00Z"},
      {"2024-03-18T09:00:00Z", "<p class=date>20 May 2024</p>", "https://example.org/border", "2024-03-18T09:00:00Z"},        /* a later day is one of an update */
      {"2024-03-18T09:00:00Z", "<p>The crossing had been closed since 12 May 2019, when the bridge was lost.</p>", "https://example.org/border", "2024-03-18T09:00:00Z"},
      {"2024-03-18T01:00:00Z", "<p class=date>March 17, 2024</p>", "https://example.org/border", "2024-03-17"},               /* an hour after midnight in London */
      {"2024-03-18T09:00:00Z", "<p class=date>March 18, 2024</p><p><time datetime='2024-03-19T08:00:00Z'>a reader</time></p>", "https://example.org/border", "2024-03-18T09:00:00Z"},
      {NULL, "<p class=date>12/05/2019</p>", "https://example.org/news/2019/may/12/border", "2019-05-12"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    kh_buf page = {0};
    kh_buf_str(&page, KH_STR("<!doctype html><title>Border crossing opens again</title>"));
    if (cases[i].data) kh_buf_printf(&page, "<meta property=article:published_time content='%s'>", cases[i].data);
    kh_buf_printf(&page, "<article><h1>Border crossing opens again</h1>%s" SENTENCES SENTENCES "</article>", cases[i].below);
    kh_status s;
    kh_article a = extract(t, (kh_str){page.s, page.n}, &(kh_page_options){.url = cases[i].address}, &s);
    CHECK(s == KH_OK);
    CHECKF(kh_str_is(a.published, cases[i].want), "%zu: " KH_FMT ", want %s", i, KH_ARG(a.published), cases[i].want);
    kh_buf_free(&page);
  }
}

static void test_charsets(const page_test *t) {
  static const struct { const char *bytes, *http, *want; } cases[] = {
      {"\xEF\xBB\xBF" "caf\xC3\xA9", NULL, "caf\xC3\xA9"},
      {"caf\xC3\xA9", "iso-8859-1", "caf\xC3\xA9"},                                                /* valid UTF-8 goes before the header */
      {"\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251", "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"},
      {"<meta charset=windows-1251>\xCF\xF0", NULL, "<meta charset=windows-1251>\xD0\x9F\xD1\x80"},
      {"<meta http-equiv=content-type content='text/html; charset=ISO-8859-2'>\xB1", NULL,
       "<meta http-equiv=content-type content='text/html; charset=ISO-8859-2'>\xC4\x85"},
      {"<meta charset=latin1>\x93quoted\x94", NULL, "<meta charset=latin1>\xE2\x80\x9Cquoted\xE2\x80\x9D"},   /* Latin-1 is read as Windows-1252 */
      {"<meta charset=utf-8>good \xC3\xA9 broken \xE9 here", NULL, "<meta charset=utf-8>good \xC3\xA9 broken \xEF\xBF\xBD here"},
      {"<meta charset=shift_jis>\x93\xFA\x96\x7B", NULL, "<meta charset=shift_jis>\xE6\x97\xA5\xE6\x9C\xAC"},
      {"cut off \xE2\x80", NULL, "cut off "}};
  kh_error err;
  kh_str out;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    CHECK(kh_page_decode(t->room, kh_str_of(cases[i].bytes), cases[i].http, t->arena, &out, &err) == KH_OK);
    CHECK_STR(out, cases[i].want);
  }
  CHECK(kh_page_decode(t->room, (kh_str){"\xFF\xFE" "a\0b\0", 6}, NULL, t->arena, &out, &err) == KH_OK);
  CHECK_STR(out, "ab");
}

static void test_json(const page_test *t) {
  kh_json j = kh_json_read(KH_STR("<!-- {\"a\": \"x\\u00e9\\n\\\"y\\\"\", \"b\": [1, {\"c\": \"d\"}, ], \"e\": \"raw\n\ttext\",} -->"), t->arena);
  CHECK_STR(kh_json_text(&j, kh_json_member(&j, 0, "a"), t->arena), "x\xC3\xA9 \"y\"");
  uint32_t b = kh_json_member(&j, 0, "b");
  CHECK(b < j.n && j.at[b].type == KH_JSON_ARRAY && j.at[b].end == b + 4);
  CHECK_STR(kh_json_text(&j, kh_json_member(&j, b + 2, "c"), t->arena), "d");
  CHECK_STR(kh_json_text(&j, kh_json_member(&j, 0, "e"), t->arena), "raw\n\ttext");
  CHECK(kh_json_member(&j, 0, "none") == KH_NONE);
  static const char *const cut[] = {"", "{", "[", "{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":\"b\\", "{\"a\":[{", "}]}", "{,,}", "\\"};
  for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) kh_json_read(kh_str_of(cut[i]), t->arena);
}

/* ---- bad input ---- */
static void repeat(kh_buf *b, const char *what, size_t times) {
  for (size_t i = 0; i < times; i++) kh_buf_str(b, kh_str_of(what));
}

static void test_bad(page_test *t) {
  kh_status s;
  kh_article a = extract(t, (kh_str){"", 0}, NULL, &s);
  CHECK(s == KH_E_NOTHING && a.text.n == 0);
  extract(t, KH_STR("<html><body><a href=/>Home</a></body></html>"), NULL, &s);
  CHECK(s == KH_E_NOTHING);
  kh_buf b = {0};
  repeat(&b, "<div>", 100000);
  kh_buf_str(&b, KH_STR(SENTENCES));
  a = extract(t, (kh_str){b.s, b.n}, NULL, &s);
  CHECK(s == KH_OK && a.text.n > 200);
  b.n = 0;
  kh_buf_str(&b, KH_STR("<p"));
  repeat(&b, " class=a href=b", 500000);
  kh_buf_str(&b, KH_STR(">" SENTENCES));
  a = extract(t, (kh_str){b.s, b.n}, NULL, &s);
  CHECK(s == KH_OK && a.text.n > 200);
  static const char *const parts[] = {"<b>", "<table>", "</p>", "<a href=x>", "&", "<!--", "<p class='a b c'>", "<svg>", "<select><option>", "\"", "<script>", "<br>"};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    b.n = 0;
    kh_arena_reset(t->arena);
    repeat(&b, parts[i], 300000);
    extract(t, (kh_str){b.s, b.n}, NULL, &s);
    CHECKF(s == KH_OK || s == KH_E_NOTHING || s == KH_E_LIMIT, "%s gave %s", parts[i], kh_status_name(s));
  }
  kh_arena_reset(t->arena);
  b.n = 0;
  for (int i = 0; i < 200000; i++) kh_buf_byte(&b, (char)(i % 251));   /* every byte, NUL among them */
  extract(t, (kh_str){b.s, b.n}, NULL, &s);
  kh_buf_str(&b, KH_STR("<p>with \0 a NUL</p>" SENTENCES));
  extract(t, (kh_str){b.s, b.n}, NULL, &s);
  kh_buf_free(&b);
  char *large = calloc(1, (size_t)40 << 20);
  extract(t, (kh_str){large, (size_t)40 << 20}, NULL, &s);
  CHECK(s == KH_E_LIMIT);
  free(large);
  /* cut off anywhere */
  static const char page[] = "<!doctype html><html><head><title>A &amp; b</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script></head><body>" SENTENCES "<!-- x --></body>";
  for (size_t n = 0; n < sizeof page; n++) extract(t, (kh_str){page, n}, NULL, &s);
  kh_arena_reset(t->arena);
}

int main(void) {
  page_test t;
  if (!page_test_open(&t)) return 1;
  kh_guard guard;
  kh_arena_guard(t.arena, &guard);
  if (setjmp(guard.env)) return puts("out of memory"), 1;
  test_cue_examples(&t, "page/cues.txt", false);
  test_cue_examples(&t, "page/phrases.txt", true);
  test_cues(&t);
  test_squeeze(&t);
  test_language_examples(&t);
  test_dates(&t);
  test_tokens(&t);
  test_article(&t);
  test_day_of_page(&t);
  test_charsets(&t);
  test_json(&t);
  test_bad(&t);
  kh_arena_unguard(t.arena, &guard);
  page_test_close(&t);
  return check_done();
}
