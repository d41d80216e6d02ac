/* khaldun.c: the handle: finds data and model files, opens all rooms. */
#define _GNU_SOURCE   /* dladdr */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "actors/gazetteer.h"
#include "code/datadir.h"
#include "code/road.h"

void kh_options_default(kh_options *o) { *o = (kh_options){.version = 1}; }

/* `name` beside a program or library, in the installed prefix that it lies in (bin, lib, lib/ARCHITECTURE) or in its build tree. */
static bool find_near(const char *file, const char *name, char out[4096]) {
  static const char *const from[] = {"", "../share/khaldun/", "../../share/khaldun/", "../../"};
  const char *slash = strrchr(file, '/');
  int n = slash ? (int)(slash - file) : 0;
  for (size_t i = 0; slash && i < sizeof from / sizeof *from; i++)
    if (snprintf(out, 4096, "%.*s/%s%s", n, file, from[i], name) < 4096 && access(out, R_OK) == 0) return true;
  return false;
}

/* `name` near the program or the library, or where it was to be installed. */
static bool find_installed(const char *name, char out[4096]) {
  char program[2048];
  ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
  Dl_info library;
  static const char here = 0;
  if (n > 0 && (program[n] = 0, find_near(program, name, out))) return true;
  if (dladdr(&here, &library) && library.dli_fname && find_near(library.dli_fname, name, out)) return true;
  return snprintf(out, 4096, "%s/%s", KH_DATADIR, name) < 4096 && access(out, R_OK) == 0;
}

/* The file `name`, or what was asked for in its stead, by option or by environment: a path, or, where no such file is, a bare name that an installed file
 * has before `suffix`. Writes the path to out; false if there is none. */
static bool find(const char *given, const char *variable, const char *name, const char *suffix, char out[4096]) {
  const char *by_env = getenv(variable);
  if (!given && by_env && *by_env) given = by_env;
  if (!given) return find_installed(name, out);
  char whole[256];
  if (suffix && !strchr(given, '/') && access(given, F_OK) && snprintf(whole, sizeof whole, "%s%s", given, suffix) < (int)sizeof whole && find_installed(whole, out)) return true;
  return snprintf(out, 4096, "%s", given) < 4096;
}

/* The user's own actors, compiled as ours are when the program is built. */
static kh_status open_user_actors(khaldun *k, const char *path, kh_error *err) {
  kh_pack *p = kh_pack_new();
  if (!p) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_gaz *states = NULL;      /* our own, for the numbers that states have in COW and GW */
  kh_status s = kh_gaz_open(k->data, &states, err);
  if (!s) s = kh_gaz_compile_file(path, states, p, err);
  kh_gaz_close(states);
  if (!s) s = kh_pack_bytes(p, &k->user_actors_bytes, err);
  if (!s) s = kh_model_view(k->user_actors_bytes.s, k->user_actors_bytes.n, &k->user_actors, err);
  kh_pack_free(p);
  return s;
}

/* … and frames. */
static kh_status open_user_frames(khaldun *k, const char *path, kh_error *err) {
  kh_pack *p = kh_pack_new();
  if (!p) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_status s = kh_events_compile_file(k->data, path, p, err);
  if (!s) s = kh_pack_bytes(p, &k->user_frames_bytes, err);
  if (!s) s = kh_model_view(k->user_frames_bytes.s, k->user_frames_bytes.n, &k->user_frames, err);
  kh_pack_free(p);
  return s;
}

kh_status kh_rooms_open(khaldun *k, bool pages_only, kh_error *err) {
  kh_status s = KH_OK;
  kh_rooms *r = &k->rooms;
  if (!s) s = kh_page_open(k->data, &r->page, err);
  if (s || pages_only) return s;
  if (!s) s = kh_text_open(k->data, &r->text, err);
  if (!s) s = kh_parser_open(k->weights, k->data, &r->parser, err);
  if (!s) s = kh_times_open(k->data, &r->times, err);
  if (!s) s = kh_actors_open(k->data, k->user_actors, &r->actors, err);
  if (!s) s = kh_places_open(k->data, &r->places, err);
  if (!s) s = kh_figures_open(k->data, &r->figures, err);
  if (!s) s = kh_quotes_open(k->data, &r->quotes, err);
  if (!s) s = kh_events_open(k->data, k->user_frames, &r->events, err);
  return s;
}

kh_status kh_open(const kh_options *o, khaldun **out, kh_error *err) {
  kh_options standard;
  kh_options_default(&standard);
  if (!o) o = &standard;
  if (!out) return kh_fail(err, KH_E_ARGUMENT, "no place for the handle");
  *out = NULL;
  if (o->version != 1) return kh_fail(err, KH_E_ARGUMENT, "options of another version: call kh_options_default first");
  khaldun *k = calloc(1, sizeof *k);
  if (!k) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  char path[4096];
  kh_status s = KH_OK;
  if (!find(o->data_path, "KHALDUN_DATA", "khaldun.dat", NULL, path))
    s = kh_fail(err, KH_E_DATA, "khaldun.dat not found; set KHALDUN_DATA to its path or install it in %s", KH_DATADIR);
  if (!s) s = kh_model_open(path, &k->data, err);
  if (!s && !o->pages_only && !find(o->model_path, "KHALDUN_MODEL", "english.khm", ".khm", path))
    s = kh_fail(err, KH_E_DATA, "english.khm not found; set KHALDUN_MODEL to its path or install it in %s", KH_DATADIR);
  if (!s && !o->pages_only) s = kh_model_open(path, &k->weights, err);
  if (!s && !o->pages_only && o->actors_path) s = open_user_actors(k, o->actors_path, err);
  if (!s && !o->pages_only && o->frames_path) s = open_user_frames(k, o->frames_path, err);
  if (!s) s = kh_rooms_open(k, o->pages_only, err);
  if (!s && k->rooms.events) kh_events_keep_doubtful(k->rooms.events, o->doubtful);
  if (s == KH_E_IO) s = err ? err->code = KH_E_DATA : KH_E_DATA;   /* a data file that cannot be read */
  if (s) kh_close(k);
  else *out = k;
  return s;
}

void kh_close(khaldun *k) {
  if (!k) return;
  kh_events_close(k->rooms.events);
  kh_quotes_close(k->rooms.quotes);
  kh_figures_close(k->rooms.figures);
  kh_places_close(k->rooms.places);
  kh_actors_close(k->rooms.actors);
  kh_times_close(k->rooms.times);
  kh_parser_close(k->rooms.parser);
  kh_text_close(k->rooms.text);
  kh_page_close(k->rooms.page);
  kh_model_close(k->user_actors);
  kh_buf_free(&k->user_actors_bytes);
  kh_model_close(k->user_frames);
  kh_buf_free(&k->user_frames_bytes);
  kh_model_close(k->weights);
  kh_model_close(k->data);
  free(k);
}

void kh_versions(const khaldun *k, void (*see)(void *, const char *, const char *, const char *), void *user) {
  see(user, "khaldun", KH_VERSION, "");
  see(user, "ontology", "PLOVER 2024", "");
  const kh_model *models[] = {k->data, k->weights};
  static const char *const names[] = {"data", "model"};
  for (size_t i = 0; i < 2; i++) {
    size_t n;
    const char *version = kh_model_table(models[i], "meta.version", 1, &n);
    see(user, names[i], version && n && !version[n - 1] ? version : "", kh_model_hash(models[i]));
    for (size_t t = 0; t < kh_model_count(models[i]); t++) {
      char hash[65];
      kh_model_table_hash(models[i], t, hash);
      see(user, kh_model_name(models[i], t), "", hash);
    }
  }
}

kh_status kh_lookup_actor(const khaldun *k, const char *name, const char *date, size_t *found, kh_sink sink, void *user, kh_error *err) {
  if (!k || !k->rooms.actors || !name || !sink) return kh_fail(err, KH_E_ARGUMENT, "kh_lookup_actor needs an open handle, a name and a sink");
  int32_t day = date ? kh_day_parse(kh_str_of(date)) : KH_NO_DAY;
  if (date && day == KH_NO_DAY) return kh_fail(err, KH_E_ARGUMENT, "\"%.40s\" is no day like 2024-03-22", date);
  kh_arena *a = kh_arena_new(0);
  if (!a) return kh_fail(err, KH_E_MEMORY, "not enough memory");
  kh_buf b = {0};
  kh_guard g;
  kh_status s = KH_OK;
  kh_arena_guard(a, &g);
  if (setjmp(g.env)) s = kh_fail(err, g.status, "not enough memory");
  else {
    size_t n = kh_actors_lookup(k->rooms.actors, kh_str_of(name), day, a, &b);
    if (found) *found = n;
    if (b.failed) s = kh_fail(err, KH_E_MEMORY, "not enough memory");
    else if (b.n && !sink(user, b.s, b.n)) s = kh_fail(err, KH_E_IO, "the output could not be written");
  }
  kh_arena_unguard(a, &g);
  kh_buf_free(&b);
  kh_arena_free(a);
  return s;
}
