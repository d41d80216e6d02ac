/* test_events.c: every example sentence of data/events (frames, operators, the rules of coding), and the harder ones of tests/events/composed.txt, through the whole
 * road. Parsers err, so a share may fail: the floors below only ever rise. With "-v" the failures are listed. */
#include "coder.h"
#include "code/road.h"
#include "events/example.h"
#include "frames.h"

typedef struct tally { unsigned passed, all; } tally;

static void run_file(kh_coder *c, const char *dir, const char *name, bool verbose, tally *sum) {
  kh_lines l;
  kh_error err;
  kh_example e = {.line = 0};
  unsigned passed = 0, all = 0;
  CHECKF(kh_lines_open(dir, name, &l, &err) == KH_OK, "%s", err.message);
  while (kh_example_next(&l, &e)) {
    kh_document *d;
    kh_input in = {.text = e.sentence.s, .text_len = e.sentence.n, .date = "2024-03-22"};
    if (kh_code(c, &in, &d, &err)) {
      CHECKF(false, "%s:%u: %s", name, e.line, err.message);
      continue;
    }
    all++;
    bool holds = kh_example_holds(d, e.want);
    passed += holds;
    if (!holds && verbose)
      printf("%s:%u\n  " KH_FMT "\n  want " KH_FMT "\n  got  " KH_FMT "\n", name, e.line, KH_ARG(e.sentence), KH_ARG(e.want), KH_ARG(kh_example_show(d, d->arena)));
    kh_document_free(d);
  }
  kh_lines_close(&l);
  printf("%s: %u of %u\n", name, passed, all);
  sum->passed += passed, sum->all += all;
}

/* Where and when: a report of Friday, 22 March 2024, the type of an event in it, its place and its last day ("" for none). */
static const struct { const char *text, *place, *day; kh_event_type type; } settings[] = {
    {"BRUSSELS, March 22 - In the northern Spanish city of Zaragoza thousands of farmers marched to demand a better deal from Brussels.", "Zaragoza", "2024-03-22", KH_PROTEST},
    {"TOKYO, March 22 - The prime minister leaves for Washington on April 29 for talks with President Biden.", "Washington", "2024-04-29", KH_CONSULT},
    {"BEIRUT, March 22 - Lebanese ministers met in Tripoli on Thursday. In an earlier meeting with the Syrian foreign minister, they urged Syria to open the border.", "", "", KH_REQUEST},
    {"LONDON, March 22 - The Brazilian finance minister met German ministers in Berlin this week.", "Berlin", "2024-03-22", KH_CONSULT},
};

static void run_settings(kh_coder *c) {
  for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
    kh_document *d;
    kh_error err;
    kh_input in = {.text = settings[i].text, .text_len = strlen(settings[i].text), .date = "2024-03-22"};
    CHECKF(kh_code(c, &in, &d, &err) == KH_OK, "%s", settings[i].text);
    bool seen = false;
    for (uint32_t k = 0; k < d->event_count; k++) {
      const kh_event *e = &d->events[k];
      char day[16] = "";
      if (e->enddate != KH_NO_DAY) kh_day_format(e->enddate, day);
      if (e->type != settings[i].type) continue;
      bool there = !*settings[i].place || (e->place != KH_NONE && kh_str_is((kh_str){d->places[e->place].name.s, d->places[e->place].name.n}, settings[i].place));
      seen |= there && !strcmp(day, settings[i].day);
      if (!(there && !strcmp(day, settings[i].day))) printf("  got %s %.*s\n", day, e->place == KH_NONE ? 0 : (int)d->places[e->place].name.n, e->place == KH_NONE ? "" : d->places[e->place].name.s);
    }
    CHECKF(seen, "%s", settings[i].text);
    kh_document_free(d);
  }
}

/* Who says so: a sentence, the type of an event in it, the words of its reporter ("" for none). */
static const struct { const char *text, *reporter; kh_event_type type; } reports[] = {
    {"The Kenyan army said that soldiers had killed nine herders near Moyale.", "The Kenyan army", KH_ASSAULT},
    {"Following talks in Nairobi between Kenyan and Ugandan ministers, the governor told reporters that prices would fall.", "", KH_CONSULT},
    {"Analysts said the rule was aimed at Chad, whose army has attacked Sudanese villages.", "", KH_ASSAULT},
    {"The court ordered the release of the Kenyan mayor, who said that police had beaten two students.", "the Kenyan mayor", KH_ASSAULT},
    {"The French president will visit Kenya in May, diplomats said.", "diplomats", KH_AGREE},
    {"The French president said he would visit Kenya in May.", "", KH_AGREE},
    {"Beirut radio stations said Syrian troops would deploy around the camp.", "Beirut radio stations", KH_THREATEN},
    {"A statement by the Kenyan army said rebels had burned a village in Chad.", "the Kenyan army", KH_ASSAULT},
    {"A United Nations report says rebels burned a village in Chad.", "United Nations", KH_ASSAULT},
    {"According to court documents, gunmen killed two farmers in Peru.", "court", KH_ASSAULT},
    {"One of the envoys said Libya had freed two Italian hostages.", "the envoys", KH_RETREAT},
    {"Police: gunmen kill five farmers near Timbuktu", "Police", KH_ASSAULT},
    {"Rebels had burned a village in Chad, a military official, who spoke on condition of anonymity, told AFP.", "a military official", KH_ASSAULT},
    {"Gunmen had killed five farmers near Timbuktu, the Kenyan minister, speaking in Geneva, said.", "the Kenyan minister", KH_ASSAULT},
    {"Kenyan minister: rebels burn village in Chad", "Kenyan minister", KH_ASSAULT},
};

static void run_reports(kh_coder *c) {
  for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
    kh_document *d;
    kh_error err;
    kh_input in = {.text = reports[i].text, .text_len = strlen(reports[i].text), .date = "2024-03-22"};
    CHECKF(kh_code(c, &in, &d, &err) == KH_OK, "%s", reports[i].text);
    bool seen = false;
    for (uint32_t k = 0; k < d->event_count; k++) {
      const kh_event *e = &d->events[k];
      if (e->type != reports[i].type) continue;
      kh_span at = e->reporter == KH_NONE ? (kh_span){0, 0} : d->mentions[e->reporter].span;
      kh_str who = {d->text.s + at.begin, at.end - at.begin};
      bool right = who.n >= strlen(reports[i].reporter) && !strncmp(who.s, reports[i].reporter, strlen(reports[i].reporter)) && (!who.n) == !*reports[i].reporter;
      if (!right) printf("  got " KH_FMT "\n", KH_ARG(who));
      seen |= right;
    }
    CHECKF(seen, "%s", reports[i].text);
    kh_document_free(d);
  }
}

int main(int argc, char **argv) {
  khaldun *k;
  kh_coder *c;
  const char *source = getenv("KHALDUN_SOURCE");
  bool verbose = argc > 1 && !strcmp(argv[1], "-v");
  if (!source) source = ".";
  kh_options o;
  kh_options_default(&o);
  o.doubtful = true;                 /* frames are what is asked here, not what the other words of an example say */
  if (!coder_open(&o, &k, &c)) return check_done();
  char dir[4096], frames[4096];
  snprintf(dir, sizeof dir, "%s/data/events", source);
  tally lexicon = {0, 0}, rules = {0, 0}, composed = {0, 0};
  run_file(c, dir, "operators.frames", verbose, &lexicon);
  run_file(c, dir, "operators.txt", verbose, &lexicon);
  run_file(c, dir, "rules.txt", verbose, &rules);
  char *names[FRAMES_FILES];
  size_t n = frames_list(frames, sizeof frames, names);
  for (size_t i = 0; i < n; i++) {
    run_file(c, frames, names[i], verbose, &lexicon);
    free(names[i]);
  }
  snprintf(dir, sizeof dir, "%s/tests/events", source);
  run_file(c, dir, "composed.txt", verbose, &composed);
  run_settings(c);
  run_reports(c);
  printf("lexicon examples: %u of %u; rules of coding: %u of %u; composed: %u of %u\n", lexicon.passed, lexicon.all, rules.passed, rules.all, composed.passed, composed.all);
  CHECK(lexicon.passed >= LEXICON_FLOOR * lexicon.all);
  CHECK(rules.passed >= RULES_FLOOR * rules.all);
  CHECK(composed.passed >= COMPOSED_FLOOR * composed.all);
  kh_coder_free(c);
  kh_close(k);
  return check_done();
}
