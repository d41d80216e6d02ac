/* robots.c: what a site's robots.txt lets us fetch (RFC 9309). */
#include <stdlib.h>
#include <strings.h>

#include "fetch/fetch.h"

enum { MAX_BYTES = 500 << 10, MAX_RULES = 10000, MAX_DELAY = 60 };

/* "name: value" without its remark; false for other lines. */
static bool field(kh_str line, kh_str *name, kh_str *value) {
  for (size_t i = 0; i < line.n; i++)
    if (line.s[i] == '#') line.n = i;
  for (size_t i = 0; i < line.n; i++)
    if (line.s[i] == ':') {
      *name = kh_str_trim(kh_str_sub(line, 0, i));
      *value = kh_str_trim(kh_str_sub(line, i + 1, line.n));
      return name->n > 0;
    }
  return false;
}

static bool is(kh_str v, const char *name) { return v.n == strlen(name) && !strncasecmp(v.s, name, v.n); }

/* The product token that a User-agent line begins with. */
static bool names(kh_str value, kh_str agent) {
  size_t n = 0;
  while (n < value.n && value.s[n] != '/' && value.s[n] != ' ') n++;
  return n == agent.n && !strncasecmp(value.s, agent.s, n);
}

static void read_groups(kh_str text, kh_str agent, bool star, kh_arena *a, kh_robots *out, bool *found) {
  kh_str line, name, value;
  bool mine = false, in_heads = false;
  while (kh_str_split(&text, '\n', &line)) {
    if (!field(line, &name, &value)) continue;
    if (is(name, "user-agent")) {
      if (!in_heads) mine = false;
      in_heads = true;
      mine |= star ? kh_str_is(value, "*") : names(value, agent);
      *found |= mine;
      continue;
    }
    bool allow = is(name, "allow");
    if (allow || is(name, "disallow")) {
      in_heads = false;
      if (mine && value.n && out->rules.n < MAX_RULES) KH_PUSH(a, &out->rules, (kh_robots_rule){kh_str_dup(a, value), allow});
    } else if (is(name, "crawl-delay")) {
      in_heads = false;
      double delay = strtod(kh_str_dup(a, value).s, NULL);
      if (mine && delay > out->delay) out->delay = delay < MAX_DELAY ? delay : MAX_DELAY;
    }
  }
}

void kh_robots_parse(kh_str text, kh_str agent, kh_arena *a, kh_robots *out) {
  bool found = false;
  *out = (kh_robots){.delay = 0};
  if (text.n > MAX_BYTES) text.n = MAX_BYTES;
  if (kh_str_starts(text, KH_STR("\xEF\xBB\xBF"))) text = kh_str_sub(text, 3, text.n);
  read_groups(text, agent, false, a, out, &found);
  if (!found) read_groups(text, agent, true, a, out, &found);
}

/* '*' is any characters, '$' at the end the end of the path. Greedy with one step back: linear in path times stars. */
static bool matches(kh_str pattern, kh_str path) {
  bool anchored = pattern.n && pattern.s[pattern.n - 1] == '$';
  if (anchored) pattern.n--;
  size_t p = 0, i = 0, star = SIZE_MAX, from = 0;
  for (;;) {
    if (p == pattern.n && (!anchored || i == path.n)) return true;
    if (p < pattern.n && pattern.s[p] == '*') star = p++, from = i;
    else if (p < pattern.n && i < path.n && pattern.s[p] == path.s[i]) p++, i++;
    else if (star != SIZE_MAX && from < path.n) p = star + 1, i = ++from;
    else return false;
  }
}

bool kh_robots_allow(const kh_robots *r, kh_str path) {
  size_t longest = 0;
  bool allow = true;
  if (r->closed) return false;
  for (size_t k = 0; k < r->rules.n; k++) {
    const kh_robots_rule *x = &r->rules.at[k];
    if (!matches(x->path, path) || x->path.n < longest || (x->path.n == longest && !x->allow && longest)) continue;
    longest = x->path.n;
    allow = x->allow;
  }
  return allow;
}
