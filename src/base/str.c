/* str.c: string views, numbers, errors, hashing, days. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/base.h"

bool kh_str_starts(kh_str v, kh_str p) { return v.n >= p.n && (p.n == 0 || memcmp(v.s, p.s, p.n) == 0); }

bool kh_str_ends(kh_str v, kh_str p) { return v.n >= p.n && (p.n == 0 || memcmp(v.s + v.n - p.n, p.s, p.n) == 0); }

int kh_str_cmp(kh_str a, kh_str b) {
  size_t n = a.n < b.n ? a.n : b.n;
  int c = n ? memcmp(a.s, b.s, n) : 0;
  return c ? c : (a.n > b.n) - (a.n < b.n);
}

static bool ascii_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

kh_str kh_str_trim(kh_str v) {
  while (v.n && ascii_blank(v.s[0])) v.s++, v.n--;
  while (v.n && ascii_blank(v.s[v.n - 1])) v.n--;
  return v;
}

bool kh_str_split(kh_str *rest, char sep, kh_str *field) {
  if (!rest->s) return false;
  const char *at = rest->n ? memchr(rest->s, sep, rest->n) : NULL;
  if (!at) {
    *field = *rest;
    *rest = (kh_str){NULL, 0};
  } else {
    *field = (kh_str){rest->s, (size_t)(at - rest->s)};
    *rest = (kh_str){at + 1, rest->n - field->n - 1};
  }
  return true;
}

bool kh_str_to_int(kh_str v, int64_t *out) {
  bool minus = v.n && v.s[0] == '-';
  size_t i = minus || (v.n && v.s[0] == '+');
  if (i == v.n || v.n - i > 18) return false;
  int64_t x = 0;
  for (; i < v.n; i++) {
    if (v.s[i] < '0' || v.s[i] > '9') return false;
    x = x * 10 + (v.s[i] - '0');
  }
  *out = minus ? -x : x;
  return true;
}

bool kh_str_to_double(kh_str v, double *out) {
  /* Own reading: strtod follows the locale and wants a NUL. Enough digits for data files and figures. */
  size_t i = 0;
  bool minus = false, any = false;
  double x = 0, scale = 1;
  if (i < v.n && (v.s[i] == '-' || v.s[i] == '+')) minus = v.s[i++] == '-';
  for (; i < v.n && v.s[i] >= '0' && v.s[i] <= '9'; i++, any = true) x = x * 10 + (v.s[i] - '0');
  if (i < v.n && v.s[i] == '.')
    for (i++; i < v.n && v.s[i] >= '0' && v.s[i] <= '9'; i++, any = true) {
      x = x * 10 + (v.s[i] - '0');
      scale *= 10;
    }
  if (!any || i != v.n) return false;
  *out = (minus ? -x : x) / scale;
  return true;
}

kh_status kh_fail(kh_error *err, kh_status code, const char *format, ...) {
  if (err) {
    va_list ap;
    err->code = code;
    err->offset = 0;
    va_start(ap, format);
    vsnprintf(err->message, sizeof err->message, format, ap);
    va_end(ap);
  }
  return code;
}

/* wyhash's mixing (public domain, Wang Yi), read bytewise so that every machine gives the same value. */
static uint64_t read64(const unsigned char *p) {
  uint64_t v;
  memcpy(&v, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  return v;
}
static uint64_t read_tail(const unsigned char *p, size_t n) {
  uint64_t v = 0;
  for (size_t i = 0; i < n; i++) v |= (uint64_t)p[i] << (8 * i);
  return v;
}
static uint64_t mum(uint64_t a, uint64_t b) {
  __extension__ unsigned __int128 r = (unsigned __int128)a * b;
  return (uint64_t)r ^ (uint64_t)(r >> 64);
}

uint64_t kh_hash(const void *bytes, size_t n) {
  const unsigned char *p = bytes;
  uint64_t h = 0xA0761D6478BD642Fu ^ n;
  size_t left = n;
  for (; left >= 8; left -= 8, p += 8) h = mum(h ^ read64(p), 0xE7037ED1A0B428DBu);
  if (left) h = mum(h ^ read_tail(p, left), 0x8EBC6AF09C88C6E3u);
  return mum(h ^ 0x589965CC75374CC3u, 0x1D8E4E27C47D124Fu);
}

/* ---- SHA-256 (FIPS 180-4) ---- */
static const uint32_t sha_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static void sha_block(uint32_t h[8], const uint8_t *p) {
  uint32_t w[64], v[8];
#define ROR(x, k) ((x) >> (k) | (x) << (32 - (k)))
  for (int i = 0; i < 16; i++)
    w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t a = w[i - 15], b = w[i - 2];
    w[i] = w[i - 16] + (ROR(a, 7) ^ ROR(a, 18) ^ a >> 3) + w[i - 7] + (ROR(b, 17) ^ ROR(b, 19) ^ b >> 10);
  }
  memcpy(v, h, sizeof v);
  for (int i = 0; i < 64; i++) {
    uint32_t t1 = v[7] + (ROR(v[4], 6) ^ ROR(v[4], 11) ^ ROR(v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6])) + sha_k[i] + w[i];
    uint32_t t2 = (ROR(v[0], 2) ^ ROR(v[0], 13) ^ ROR(v[0], 22)) + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove(v + 1, v, 7 * sizeof *v);
    v[4] += t1;
    v[0] = t1 + t2;
  }
#undef ROR
  for (int i = 0; i < 8; i++) h[i] += v[i];
}

kh_sha256 kh_sha256_of(const void *bytes, size_t n) {
  uint32_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const uint8_t *p = bytes;
  size_t left = n;
  uint8_t last[128] = {0};
  for (; left >= 64; left -= 64, p += 64) sha_block(h, p);
  if (left) memcpy(last, p, left);
  last[left] = 0x80;
  size_t end = left < 56 ? 64 : 128;
  for (int i = 0; i < 8; i++) last[end - 1 - (size_t)i] = (uint8_t)((uint64_t)n * 8 >> (8 * i));
  sha_block(h, last);
  if (end == 128) sha_block(h, last + 64);
  kh_sha256 out;
  for (int i = 0; i < 32; i++) out.byte[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
  return out;
}

void kh_hex(const uint8_t *bytes, size_t n, char *out) {
  static const char digit[] = "0123456789abcdef";
  for (size_t i = 0; i < n; i++) {
    out[2 * i] = digit[bytes[i] >> 4];
    out[2 * i + 1] = digit[bytes[i] & 15];
  }
  out[2 * n] = 0;
}

/* ---- days: Howard Hinnant's days_from_civil / civil_from_days ---- */
int32_t kh_day_of(int y, int m, int d) {
  static const int8_t length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (m < 1 || m > 12 || d < 1 || y < 1 || y > 9999) return KH_NO_DAY;
  bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  if (d > length[m - 1] + (m == 2 && leap)) return KH_NO_DAY;
  int yy = y - (m <= 2), era = yy / 400, yoe = yy - era * 400;
  int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

void kh_day_parts(int32_t day, int *year, int *month, int *mday) {
  int64_t z = (int64_t)day + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  int64_t doe = z - era * 146097;
  int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
  *mday = (int)(doy - (153 * mp + 2) / 5 + 1);
  *month = (int)(mp < 10 ? mp + 3 : mp - 9);
  *year = (int)(yoe + era * 400 + (*month <= 2));
}

int kh_day_weekday(int32_t day) { return (int)((((int64_t)day + 3) % 7 + 7) % 7); }

int32_t kh_day_parse(kh_str v) {
  int64_t y, m, d;
  if (v.n < 10 || v.s[4] != '-' || v.s[7] != '-' || (v.n > 10 && v.s[10] >= '0' && v.s[10] <= '9')) return KH_NO_DAY;
  if (!kh_str_to_int(kh_str_sub(v, 0, 4), &y) || !kh_str_to_int(kh_str_sub(v, 5, 7), &m) || !kh_str_to_int(kh_str_sub(v, 8, 10), &d))
    return KH_NO_DAY;
  return kh_day_of((int)y, (int)m, (int)d);
}

void kh_day_format(int32_t day, char out[16]) {
  int y, m, d;
  kh_day_parts(day, &y, &m, &d);
  if (snprintf(out, 16, "%s%04d-%02d-%02d", y < 0 ? "-" : "", abs(y) % 10000, m, d) < 0) *out = 0;
}
