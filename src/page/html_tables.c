/* html_tables.c: names of elements and attributes, character references. */
#include <stdlib.h>

#include "page/html_int.h"

enum {
  VOID = KH_TAG_VOID, SPECIAL = KH_TAG_SPECIAL, CLOSES_P = KH_TAG_CLOSES_P, RAW = KH_TAG_RAW, RCDATA = KH_TAG_RCDATA,
  FORMAT = KH_TAG_FORMAT, HEAD = KH_TAG_HEAD, BLOCK = KH_TAG_BLOCK, SCOPE = KH_TAG_SCOPE, HIDDEN = KH_TAG_HIDDEN,
  MARKER = KH_TAG_MARKER, BREAKS_OUT = KH_TAG_BREAKS_OUT, IMPLIED_END = KH_TAG_IMPLIED_END
};
const char *const kh_tag_names[KH_TAG_COUNT] = {
    "#text", "",
#define X(name, flags) #name,
    KH_TAG_TABLE_(X)
#undef X
};
const uint16_t kh_tag_flag_table[KH_TAG_COUNT] = {
    0, 0,
#define X(name, flags) flags,
    KH_TAG_TABLE_(X)
#undef X
};
const char *const kh_attr_names[KH_ATTR_COUNT] = {
#define X(id, text) text,
    KH_ATTR_TABLE_(X)
#undef X
};

const char *kh_tag_name(uint8_t tag) { return kh_tag_names[tag]; }
_Static_assert(KH_ATTR_COUNT < 32, "a set of attributes is 32 bits, and one is left for other names");

bool kh_name_goes_on(const char *name, kh_str v) {
  for (size_t k = 8; k < v.n; k++)
    if (v.s[k] != name[k] && (v.s[k] < 'A' || v.s[k] > 'Z' || (v.s[k] | 0x20) != name[k])) return false;
  return true;
}

static uint64_t head_of(const char *name) {
  uint64_t h = 0;
  for (unsigned i = 0; i < 8 && name[i]; i++) h |= (uint64_t)(unsigned char)name[i] << 8 * i;
  return h;
}

static kh_name_slot slot_of(const char *name) {
  kh_name_slot s = {.head = head_of(name), .n = (uint8_t)strlen(name)};
  for (unsigned k = 0; k < 8 && name[k]; k++)
    if (name[k] >= 'a' && name[k] <= 'z') s.letters |= (uint64_t)0x20 << 8 * k;
  return s;
}

/* Gives the names from first to n - 1 a place each, by the first factor that keeps them apart: one of the first few, as there are many more places than names. */
static uint64_t give_places(const char *const *names, kh_name_slot *slots, unsigned first, unsigned n, uint8_t *at, size_t places, uint8_t none) {
  for (unsigned i = first; i < n; i++) slots[i] = slot_of(names[i]);
  for (uint64_t factor = 0x9E3779B97F4A7C15u;; factor += 0xBF58476D1CE4E5B8u) {
    unsigned i = first;
    memset(at, none, places);
    for (; i < n; i++) {
      uint8_t *place = &at[kh_name_place(slots[i].head, slots[i].n, factor) & (places - 1)];
      if (*place != none) break;
      *place = (uint8_t)i;
    }
    if (i == n) return factor;
  }
}

kh_status kh_html_compile(const char *dir, kh_pack *out, kh_error *err) {
  kh_lines lines;
  kh_str line;
  kh_status s = kh_lines_open(dir, "page/entities.txt", &lines, err);
  if (s) return s;
  kh_lookup_builder *names = kh_lookup_new();
  kh_pool *values = kh_pool_new();
  while (!s && kh_lines_next(&lines, &line)) {
    kh_str name, cps, hex;
    char value[16];
    size_t n = 0;
    if (!kh_str_split(&line, '\t', &name) || !kh_str_split(&line, '\t', &cps)) s = kh_lines_fail(&lines, err, "name and code points expected");
    while (!s && kh_str_split(&cps, ' ', &hex)) {
      uint32_t cp = 0;
      for (size_t i = 0; i < hex.n && i < 6; i++) cp = cp * 16 + (uint32_t)(hex.s[i] <= '9' ? hex.s[i] - '0' : (hex.s[i] | 0x20) - 'a' + 10);
      if (!cp || cp > 0x10FFFF || n > 8) s = kh_lines_fail(&lines, err, "not a code point");
      else n += kh_utf8_put(cp, value + n);
    }
    if (!s && !kh_lookup_put(names, name, kh_pool_put(values, (kh_str){value, n}))) s = kh_lines_fail(&lines, err, "the name is there twice");
  }
  kh_lookup_pack(names, out, "page.entity");
  kh_pool_pack(values, out, "page.entity.values");
  kh_lookup_free(names);
  kh_pool_free(values);
  kh_lines_close(&lines);
  return s;
}

kh_status kh_html_open(const kh_model *data, kh_html_tables **out, kh_error *err) {
  kh_html_tables *t = *out = calloc(1, sizeof *t);
  if (!t) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  t->tag_factor = give_places(kh_tag_names, t->tag, KH_TAG_UNKNOWN + 1, KH_TAG_COUNT, t->tag_at, KH_TAG_PLACES, KH_TAG_UNKNOWN);
  t->attr_factor = give_places(kh_attr_names, t->attr, 0, KH_ATTR_COUNT, t->attr_at, KH_ATTR_PLACES, KH_ATTR_COUNT);
  kh_status s = kh_lookup_open(data, "page.entity", &t->entity, err);
  t->values = kh_model_table(data, "page.entity.values", 1, &t->values_bytes);
  if (!s && !t->values) s = kh_fail(err, KH_E_DATA, "table page.entity.values is missing");
  if (s) {
    kh_html_close(t);
    *out = NULL;
  }
  return s;
}

void kh_html_close(kh_html_tables *t) { free(t); }

/* ---- character references ---- */

/* Numbers that the standard reads as Windows-1252. */
static const uint16_t c1[32] = {0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
                                0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};

static bool alnum(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z'); }

/* The reference at v (which begins with '&'): its value into out (at most 8 bytes), bytes read; 0 if it is none. */
static size_t reference(const kh_html_tables *t, kh_str v, bool in_attribute, char out[8], size_t *out_n) {
  size_t i = 1;
  if (i < v.n && v.s[i] == '#') {
    uint32_t cp = 0;
    bool hex = ++i < v.n && (v.s[i] | 0x20) == 'x';
    size_t first = i += hex;
    for (; i < v.n; i++) {
      char c = v.s[i], l = (char)(c | 0x20);
      uint32_t digit;
      if (c >= '0' && c <= '9') digit = (uint32_t)(c - '0');
      else if (hex && l >= 'a' && l <= 'f') digit = (uint32_t)(l - 'a' + 10);
      else break;
      if (cp <= 0x10FFFF) cp = cp * (hex ? 16 : 10) + digit;
    }
    if (i == first) return 0;
    if (i < v.n && v.s[i] == ';') i++;
    if (cp >= 0x80 && cp < 0xA0) cp = c1[cp - 0x80];
    *out_n = kh_utf8_put(cp ? cp : 0xFFFD, out);
    return i;
  }
  while (i < v.n && i < 34 && alnum(v.s[i])) i++;
  uint32_t offset = 0;
  bool closed = i < v.n && v.s[i] == ';';
  kh_str name = kh_str_sub(v, 1, i + closed);
  if (i == 1) return 0;
  if (!closed || !kh_lookup_get(&t->entity, name, kh_hash_str(name), &offset)) {
    /* The old names stand without ';', the longest first; none is longer than six. */
    for (name.n = i - 1 < 6 ? i - 1 : 6; name.n >= 2; name.n--)
      if (kh_lookup_get(&t->entity, name, kh_hash_str(name), &offset)) break;
    if (name.n < 2) return 0;
    char next = 1 + name.n < v.n ? v.s[1 + name.n] : ' ';
    if (in_attribute && (next == '=' || alnum(next))) return 0;
  }
  kh_str value = kh_pool_at(t->values, t->values_bytes, offset);
  if (value.n > 8) return 0;
  memcpy(out, value.s, value.n);
  *out_n = value.n;
  return 1 + name.n;
}

kh_str kh_html_unescape(const kh_html_tables *t, kh_str v, bool in_attribute, kh_arena *arena) {
  const char *amp = v.n ? memchr(v.s, '&', v.n) : NULL;
  if (!amp) return v;
  const char *end = v.s + v.n;
  /* No reference is shorter than what it stands for, but for a few (&nGt; gives six bytes for five). */
  char *out = kh_alloc(arena, v.n + v.n / 4 + 8);
  size_t n = 0;
  const char *from = v.s;
  while (amp) {
    char value[8];
    size_t value_n = 0, used = reference(t, (kh_str){amp, (size_t)(end - amp)}, in_attribute, value, &value_n);
    memcpy(out + n, from, (size_t)(amp - from));
    n += (size_t)(amp - from);
    if (used) {
      memcpy(out + n, value, value_n);
      n += value_n;
      from = amp + used;
    } else {
      out[n++] = '&';
      from = amp + 1;
    }
    amp = from < end ? memchr(from, '&', (size_t)(end - from)) : NULL;
  }
  memcpy(out + n, from, (size_t)(end - from));
  return (kh_str){out, n + (size_t)(end - from)};
}
