/* serve.c: the explorer's server: the embedded page and the answers to its questions, to this machine alone unless asked otherwise.
 *
 * What keeps it safe: only GET and HEAD; the Host (and Origin) must be the server's own, so that no other site's script and no name that was
 * pointed here can ask; the database is opened to read; every question has bounds of time and rows; answers are JSON or files, never markup;
 * a strict Content-Security-Policy lets no script run but the page's own. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

#include "code/road.h"
#include "serve/answers.h"
#include "serve/assets.h"
#include "store/store_int.h"

enum { MAX_ANSWER = 256 << 20, STEPS_A_CHECK = 10000 };

typedef struct server {
  const kh_serve_options *o;
  kh_store *store;
  kh_cube *cube;
  int64_t data_version;        /* of the database when the columns were loaded */
  struct timespec deadline, checked;
  char hosts[4][300];          /* what a request's Host may be */
  char said[400];
  unsigned port;
} server;

void kh_serve_options_default(kh_serve_options *o) { *o = (kh_serve_options){.version = 1, .address = "127.0.0.1", .port = 8190, .seconds = 10}; }

static struct timespec now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t;
}

static bool past(const struct timespec *t) {
  struct timespec n = now();
  return n.tv_sec > t->tv_sec || (n.tv_sec == t->tv_sec && n.tv_nsec > t->tv_nsec);
}

static int check_time(void *user) { return past(&((server *)user)->deadline); }

/* Somebody may be writing: the columns are loaded anew when the database has changed, at most once in five seconds. */
static kh_status refresh(server *s, kh_error *err) {
  sqlite3_stmt *st;
  int64_t version = -1;
  if (s->cube && !past(&s->checked)) return KH_OK;
  s->checked = now();
  s->checked.tv_sec += 5;
  if (sqlite3_prepare_v2(s->store->db, "PRAGMA data_version", -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW) version = sqlite3_column_int64(st, 0);
  sqlite3_finalize(st);
  if (s->cube && version == s->data_version) return KH_OK;
  sqlite3_progress_handler(s->store->db, 0, NULL, NULL);
  kh_cube *fresh = kh_cube_load(s->store->db, err);
  sqlite3_progress_handler(s->store->db, STEPS_A_CHECK, check_time, s);
  if (!fresh) return s->cube ? KH_OK : KH_E_IO;
  kh_cube_free(s->cube);
  s->cube = fresh;
  s->data_version = version;
  return KH_OK;
}

static const char *query_value(void *connection, const char *key) { return MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, key); }

static const struct { const char *path; unsigned (*answer)(kh_asked *); } questions[] = {
    {"/api/v1/about", kh_answer_about}, {"/api/v1/view", kh_answer_view}, {"/api/v1/events", kh_answer_events}, {"/api/v1/event", kh_answer_event},
    {"/api/v1/document", kh_answer_document}, {"/api/v1/plans", kh_answer_plans}, {"/api/v1/quotes", kh_answer_quotes}, {"/api/v1/export", kh_answer_export}};

static enum MHD_Result reply(struct MHD_Connection *c, unsigned status, struct MHD_Response *r, const char *type) {
  if (!r) return MHD_NO;
  MHD_add_response_header(r, "Content-Type", type);
  MHD_add_response_header(r, "X-Content-Type-Options", "nosniff");
  MHD_add_response_header(r, "Referrer-Policy", "no-referrer");
  MHD_add_response_header(r, "Cross-Origin-Resource-Policy", "same-origin");
  MHD_add_response_header(r, "Cross-Origin-Opener-Policy", "same-origin");
  MHD_add_response_header(r, "X-Frame-Options", "DENY");
  MHD_add_response_header(r, "Content-Security-Policy",
                          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  enum MHD_Result sent = MHD_queue_response(c, status, r);
  MHD_destroy_response(r);
  return sent;
}

static enum MHD_Result refuse(struct MHD_Connection *c, unsigned status, const char *words) {
  kh_buf b = {0};
  kh_buf_printf(&b, "{\"error\":\"");
  for (const char *s = words; *s; s++)
    if (*s != '"' && *s != '\\' && (unsigned char)*s >= 0x20) kh_buf_byte(&b, *s);
  kh_buf_put(&b, "\"}\n", 3);
  if (b.failed) {
    kh_buf_free(&b);
    return MHD_NO;
  }
  return reply(c, status, MHD_create_response_from_buffer(b.n, b.s, MHD_RESPMEM_MUST_FREE), "application/json; charset=utf-8");
}

static bool zipped(struct MHD_Connection *c) {
  const char *v = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Accept-Encoding");
  return v && strstr(v, "gzip");
}

static enum MHD_Result send_asset(struct MHD_Connection *c, const kh_asset *a) {
  struct MHD_Response *r;
  if (zipped(c)) {
    r = MHD_create_response_from_buffer(a->n, (void *)(uintptr_t)a->gzip, MHD_RESPMEM_PERSISTENT);
    if (r) MHD_add_response_header(r, "Content-Encoding", "gzip");
  } else {
    unsigned char *plain = malloc(a->plain + 1);
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)a->gzip, .avail_in = (unsigned)a->n, .next_out = plain, .avail_out = (unsigned)a->plain + 1};
    bool fine = plain && inflateInit2(&z, 31) == Z_OK;
    if (fine) {
      fine = inflate(&z, Z_FINISH) == Z_STREAM_END;
      inflateEnd(&z);
    }
    if (!fine) {
      free(plain);
      return MHD_NO;
    }
    r = MHD_create_response_from_buffer(a->plain, plain, MHD_RESPMEM_MUST_FREE);
  }
  if (r) MHD_add_response_header(r, "Cache-Control", "no-cache");
  return reply(c, 200, r, a->type);
}

/* Answers of more than some kilobytes are gzipped for those who take it: a world of places shrinks to a fifth. */
static struct MHD_Response *packed(struct MHD_Connection *c, kh_buf *b) {
  if (b->n < 4096 || !zipped(c)) return MHD_create_response_from_buffer(b->n, b->s, MHD_RESPMEM_MUST_FREE);
  uLong room = compressBound((uLong)b->n) + 64;
  unsigned char *out = malloc(room);
  z_stream z = {.next_in = (unsigned char *)b->s, .avail_in = (unsigned)b->n, .next_out = out, .avail_out = (unsigned)room};
  if (!out || deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    free(out);
    return MHD_create_response_from_buffer(b->n, b->s, MHD_RESPMEM_MUST_FREE);
  }
  bool fine = deflate(&z, Z_FINISH) == Z_STREAM_END;
  size_t n = z.total_out;
  deflateEnd(&z);
  if (!fine) {
    free(out);
    return MHD_create_response_from_buffer(b->n, b->s, MHD_RESPMEM_MUST_FREE);
  }
  kh_buf_free(b);
  struct MHD_Response *r = MHD_create_response_from_buffer(n, out, MHD_RESPMEM_MUST_FREE);
  if (r) MHD_add_response_header(r, "Content-Encoding", "gzip");
  return r;
}

static enum MHD_Result answer(server *s, struct MHD_Connection *c, unsigned (*of)(kh_asked *)) {
  kh_error err = {0};
  kh_buf b = {0};
  kh_guard g;
  unsigned status;
  if (refresh(s, &err)) return refuse(c, 500, err.message);
  kh_arena *arena = kh_arena_new((size_t)1 << 30);
  if (!arena) return refuse(c, 503, "not enough memory");
  kh_asked q = {.db = s->store->db, .cube = s->cube, .lexicon = s->o->k ? s->o->k->rooms.events : NULL, .get = query_value, .user = c, .arena = arena, .out = &b, .type = "application/json; charset=utf-8"};
  s->deadline = now();
  s->deadline.tv_sec += s->o->seconds;
  kh_arena_guard(arena, &g);
  if (setjmp(g.env)) {
    status = 503;
    snprintf(q.problem, sizeof q.problem, "not enough memory for this question");
  } else status = of(&q);
  kh_arena_unguard(arena, &g);
  kh_arena_free(arena);
  if (status == 200 && (b.failed || b.n > MAX_ANSWER)) status = 503, snprintf(q.problem, sizeof q.problem, "the answer is too long; ask for less");
  if (status != 200) {
    kh_buf_free(&b);
    return refuse(c, status, q.problem);
  }
  if (!b.s) kh_buf_byte(&b, ' '), b.n = 0;
  struct MHD_Response *r = packed(c, &b);
  if (r) MHD_add_response_header(r, "Cache-Control", "no-store");
  if (r && q.file) {
    char disposition[100];
    snprintf(disposition, sizeof disposition, "attachment; filename=\"%s\"", q.file);
    MHD_add_response_header(r, "Content-Disposition", disposition);
  }
  return reply(c, 200, r, q.type);
}

static bool own_host(const server *s, const char *host) {
  for (size_t i = 0; i < sizeof s->hosts / sizeof *s->hosts; i++)
    if (s->hosts[i][0] && host && !strcmp(host, s->hosts[i])) return true;
  return false;
}

static enum MHD_Result handle(void *user, struct MHD_Connection *c, const char *url, const char *method, const char *version, const char *upload, size_t *upload_n, void **state) {
  server *s = user;
  static int begun;
  (void)version, (void)upload;
  if (!*state) {   /* MHD calls once with the headers, then again with the body */
    *state = &begun;
    return MHD_YES;
  }
  if (*upload_n) {   /* a body nobody asked for */
    *upload_n = 0;
    return MHD_YES;
  }
  const char *host = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Host"), *origin = MHD_lookup_connection_value(c, MHD_HEADER_KIND, "Origin");
  if (strcmp(method, "GET") && strcmp(method, "HEAD")) return refuse(c, 405, "only GET and HEAD");
  if (!own_host(s, host)) return refuse(c, 403, "this server answers to its own name alone; see khaldun serve --host");
  if (origin && (strncmp(origin, "http://", 7) || !own_host(s, origin + 7))) return refuse(c, 403, "questions of other sites are not answered");
  for (size_t i = 0; i < sizeof questions / sizeof *questions; i++)
    if (!strcmp(url, questions[i].path)) return answer(s, c, questions[i].answer);
  for (size_t i = 0; i < kh_asset_count; i++)
    if (!strcmp(url, kh_assets[i].path) || (!strcmp(url, "/") && !strcmp(kh_assets[i].path, "/index.html"))) return send_asset(c, &kh_assets[i]);
  if (!strcmp(url, "/")) return refuse(c, 404, "this khaldun was built without the page (npm was missing); the API stands at /api/v1/about");
  return refuse(c, 404, "there is nothing here");
}

static kh_status listen_at(const server *s, struct sockaddr_storage *out, bool *six, kh_error *err) {
  struct sockaddr_in *in = (struct sockaddr_in *)out;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *)out;
  memset(out, 0, sizeof *out);
  if (inet_pton(AF_INET, s->o->address, &in->sin_addr) == 1) in->sin_family = AF_INET, in->sin_port = htons((uint16_t)s->o->port), *six = false;
  else if (inet_pton(AF_INET6, s->o->address, &in6->sin6_addr) == 1) in6->sin6_family = AF_INET6, in6->sin6_port = htons((uint16_t)s->o->port), *six = true;
  else return kh_fail(err, KH_E_ARGUMENT, "\"%.60s\" is no address like 127.0.0.1 or ::1", s->o->address);
  return KH_OK;
}

static void name_hosts(server *s, bool six) {
  snprintf(s->hosts[0], sizeof s->hosts[0], six ? "[%s]:%u" : "%s:%u", s->o->address, s->port);
  snprintf(s->hosts[1], sizeof s->hosts[1], "localhost:%u", s->port);
  snprintf(s->hosts[2], sizeof s->hosts[2], "127.0.0.1:%u", s->port);
  if (s->o->host) snprintf(s->hosts[3], sizeof s->hosts[3], "%s", s->o->host);
}

static kh_status run(server *s, kh_error *err) {
  struct sockaddr_storage at;
  bool six;
  kh_status status = listen_at(s, &at, &six, err);
  if (status) return status;
  struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | (six ? MHD_USE_IPv6 : MHD_NO_FLAG), (uint16_t)s->o->port, NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR, &at,
                                          MHD_OPTION_CONNECTION_TIMEOUT, 30u, MHD_OPTION_CONNECTION_LIMIT, 64u, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)32768, MHD_OPTION_END);
  if (!d) return kh_fail(err, KH_E_NETWORK, "port %u of %s cannot be opened: in use already? --port takes another", s->o->port, s->o->address);
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT);
  s->port = info ? info->port : s->o->port;
  name_hosts(s, six);
  snprintf(s->said, sizeof s->said, "http://%s/", s->hosts[0]);
  if (s->o->ready) s->o->ready(s->o->user, s->said);
  while (!s->o->stop || !*s->o->stop) nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
  MHD_stop_daemon(d);
  return KH_OK;
}

kh_status kh_serve(const char *path, const kh_serve_options *o, kh_error *err) {
  if (!path || !o || o->version != 1 || !o->address || o->port > 65535 || !o->seconds) return kh_fail(err, KH_E_ARGUMENT, "kh_serve needs a database and options (kh_serve_options_default)");
  server *s = calloc(1, sizeof *s);
  if (!s) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  s->o = o;
  kh_status status = kh_store_open(path, KH_STORE_READ, &s->store, err);
  if (!status) status = refresh(s, err);
  if (!status) status = run(s, err);
  kh_cube_free(s->cube);
  kh_store_close(s->store);
  free(s);
  return status;
}
