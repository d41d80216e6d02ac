/* acronym.c: acronyms that are little words too are read as other names. */
#include "parse/acronym.h"

kh_status kh_acronyms_open(const kh_model *data, kh_acronyms *out, kh_error *err) {
  *out = (kh_acronyms){0};
  out->pool = kh_model_table(data, "parse.lemma_pool", 1, &out->pool_bytes);
  if (!out->pool) return KH_OK;
  kh_status s = kh_lookup_open(data, "parse.acronyms", &out->words, err);
  return s ? s : kh_lookup_open(data, "parse.acronyms_beside", &out->beside, err);
}

static bool is_capitals(kh_str form) {
  uint32_t letters = 0;
  for (size_t at = 0; at < form.n;) {
    uint32_t c = kh_utf8_next(form.s, form.n, &at);
    if (!kh_cp_is_upper(c)) return false;
    letters++;
  }
  return letters > 1;
}

static bool has_small(kh_str form) {
  for (size_t at = 0; at < form.n;) {
    uint32_t c = kh_utf8_next(form.s, form.n, &at);
    if (kh_cp_is_letter(c) && !kh_cp_is_upper(c)) return true;
  }
  return false;
}

/* More words with small letters than words without, and no question. */
static bool tells_capitals(const kh_doc *d, const kh_sentence *s) {
  uint32_t small = 0, capitals = 0;
  for (uint32_t i = s->tok_begin; i < s->tok_end; i++) small += has_small(d->tok.form[i]), capitals += is_capitals(d->tok.form[i]);
  const kh_str *last = &d->tok.form[s->tok_end - 1];
  return small > capitals && !(last->n && last->s[last->n - 1] == '?');
}

/* "ex-PM", "pro-IS": the acronym alone. */
static kh_str behind_prefix(kh_str form) {
  for (size_t i = form.n; i-- > 1;)
    if (form.s[i] == '-') return has_small(kh_str_sub(form, 0, i)) ? kh_str_sub(form, i + 1, form.n) : form;
  return form;
}

/* "At 7 PM" */
static bool is_behind_number(const kh_doc *d, uint32_t begin, uint32_t t) {
  return t > begin && d->tok.form[t - 1].n && d->tok.form[t - 1].s[0] >= '0' && d->tok.form[t - 1].s[0] <= '9';
}

static bool stops(const kh_acronyms *a, const kh_doc *d, uint32_t token, uint32_t where) {
  uint32_t found;
  return kh_lookup_get(&a->beside, d->tok.lower[token], d->tok.lower_hash[token], &found) && found & where;
}

void kh_acronyms_find(const kh_acronyms *a, const kh_doc *d, kh_arena *scratch, kh_stand_ins *out) {
  if (!a->pool) return;
  for (uint32_t s = 0; s < d->sentence_count; s++) {
    const kh_sentence *one = &d->sentences[s];
    for (uint32_t t = one->tok_begin; t < one->tok_end; t++) {
      uint32_t at;
      kh_str whole = d->tok.form[t], form = behind_prefix(whole);
      if (form.n < 2 || form.s[0] < 'A' || form.s[0] > 'Z' || form.s[1] < 'A' || form.s[1] > 'Z') continue;
      if (!kh_lookup_get(&a->words, form, kh_hash_str(form), &at)) continue;
      if (is_behind_number(d, one->tok_begin, t)) continue;
      if ((t > one->tok_begin && stops(a, d, t - 1, KH_NOT_AFTER)) || (t + 1 < one->tok_end && stops(a, d, t + 1, KH_NOT_BEFORE)) || !tells_capitals(d, one)) continue;
      kh_str other = kh_pool_at(a->pool, a->pool_bytes, at);
      if (form.n < whole.n) other = kh_str_printf(scratch, KH_FMT KH_FMT, KH_ARG(kh_str_sub(whole, 0, whole.n - form.n)), KH_ARG(other));
      kh_str lower = kh_str_lower(scratch, other);
      KH_PUSH(scratch, out, ((kh_stand_in){t, other, lower, kh_hash_str(lower)}));
    }
  }
}

void kh_stand_ins_swap(kh_doc *d, kh_stand_ins *s) {
  for (size_t i = 0; i < s->n; i++) {
    kh_stand_in *x = &s->at[i], now = {x->token, d->tok.form[x->token], d->tok.lower[x->token], d->tok.lower_hash[x->token]};
    d->tok.form[x->token] = x->form, d->tok.lower[x->token] = x->lower, d->tok.lower_hash[x->token] = x->hash;
    *x = now;
  }
}
