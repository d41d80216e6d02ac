-- The tables of a Khaldun database; docs/store.md explains them. Statements end in ';' at the end of a line; no other line does.
-- Days are 'YYYY-MM-DD'. Offsets count Unicode code points of documents.text, end exclusive. uid is the record's id in
-- JSON lines, as a 64-bit integer; views give it in its 16 hexadecimal digits.

CREATE TABLE versions (
  id INTEGER PRIMARY KEY,
  khaldun TEXT NOT NULL,
  ontology TEXT NOT NULL,
  data TEXT NOT NULL,
  data_sha256 TEXT NOT NULL,
  model TEXT NOT NULL,
  model_sha256 TEXT NOT NULL,
  UNIQUE (khaldun, ontology, data, data_sha256, model, model_sha256)
);

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL,
  key TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  revision INTEGER NOT NULL,
  current INTEGER NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  source TEXT,
  published TEXT,
  published_text TEXT,
  title TEXT,
  byline TEXT,
  language TEXT,
  version INTEGER NOT NULL REFERENCES versions,
  failed TEXT,
  length INTEGER NOT NULL,
  words INTEGER NOT NULL,
  sentences INTEGER NOT NULL,
  text TEXT,
  UNIQUE (key, sha256)
);
CREATE INDEX documents_published ON documents (published);
CREATE INDEX documents_source ON documents (source, published);

CREATE TABLE items (
  hash BLOB PRIMARY KEY,
  doc INTEGER NOT NULL REFERENCES documents
) WITHOUT ROWID;

CREATE TABLE actors (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL UNIQUE,
  link TEXT,
  name TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  other_sectors TEXT,
  role TEXT,
  cow INTEGER,
  gwn INTEGER
);
CREATE INDEX actors_link ON actors (link);
CREATE INDEX actors_country ON actors (country, sector);

CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL UNIQUE,
  geonameid INTEGER,
  name TEXT NOT NULL,
  country TEXT,
  admin1 TEXT,
  feature TEXT,
  resolution INTEGER NOT NULL,
  lat REAL,
  lon REAL
);
CREATE INDEX places_country ON places (country);

CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL,
  doc INTEGER NOT NULL REFERENCES documents,
  event TEXT NOT NULL,
  mode TEXT,
  quad INTEGER NOT NULL,
  intensity REAL NOT NULL,
  cameo TEXT,
  contexts TEXT,
  status TEXT NOT NULL,
  date TEXT,
  enddate TEXT,
  precision TEXT,
  date_stated INTEGER NOT NULL,
  actor INTEGER REFERENCES actors,
  recipient INTEGER REFERENCES actors,
  place INTEGER REFERENCES places,
  quote INTEGER REFERENCES quotes,
  base_event TEXT,
  base_mode TEXT,
  base_status TEXT,
  dead REAL, dead_low REAL, dead_high REAL,
  injured REAL, injured_low REAL, injured_high REAL,
  arrested REAL, arrested_low REAL, arrested_high REAL,
  participants REAL, participants_low REAL, participants_high REAL,
  sentence INTEGER NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  trigger TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  more_triggers TEXT,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL
);
CREATE INDEX events_uid ON events (uid);
CREATE INDEX events_doc ON events (doc);
CREATE INDEX events_date ON events (date, event);
CREATE INDEX events_event ON events (event, mode, date);
CREATE INDEX events_place ON events (place);

CREATE TABLE event_actors (
  event INTEGER NOT NULL REFERENCES events,
  side TEXT NOT NULL,
  n INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (event, side, n)
) WITHOUT ROWID;
CREATE INDEX event_actors_actor ON event_actors (actor, side);

CREATE TABLE plans (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL,
  doc INTEGER NOT NULL REFERENCES documents,
  event TEXT,
  mode TEXT,
  quad INTEGER,
  intensity REAL,
  cameo TEXT,
  contexts TEXT,
  status TEXT NOT NULL,
  date TEXT,
  enddate TEXT,
  precision TEXT,
  date_stated INTEGER NOT NULL,
  actor INTEGER REFERENCES actors,
  recipient INTEGER REFERENCES actors,
  place INTEGER REFERENCES places,
  quote INTEGER REFERENCES quotes,
  base_event TEXT,
  base_mode TEXT,
  base_status TEXT,
  dead REAL, dead_low REAL, dead_high REAL,
  injured REAL, injured_low REAL, injured_high REAL,
  arrested REAL, arrested_low REAL, arrested_high REAL,
  participants REAL, participants_low REAL, participants_high REAL,
  sentence INTEGER NOT NULL,
  sentence_start INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  trigger TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  more_triggers TEXT,
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  occasion TEXT
);
CREATE INDEX plans_uid ON plans (uid);
CREATE INDEX plans_doc ON plans (doc);
CREATE INDEX plans_date ON plans (date);

CREATE TABLE plan_actors (
  plan INTEGER NOT NULL REFERENCES plans,
  side TEXT NOT NULL,
  n INTEGER NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (plan, side, n)
) WITHOUT ROWID;
CREATE INDEX plan_actors_actor ON plan_actors (actor, side);

CREATE TABLE quotes (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL,
  doc INTEGER NOT NULL REFERENCES documents,
  speaker INTEGER REFERENCES actors,
  speaker_text TEXT,
  speaker_start INTEGER,
  speaker_end INTEGER,
  cue TEXT,
  cue_start INTEGER,
  cue_end INTEGER,
  content TEXT,
  content_spans TEXT NOT NULL,
  direct INTEGER NOT NULL,
  audience TEXT,
  sentence INTEGER NOT NULL
);
CREATE INDEX quotes_uid ON quotes (uid);
CREATE INDEX quotes_doc ON quotes (doc);
CREATE INDEX quotes_speaker ON quotes (speaker);

CREATE TABLE document_actors (
  doc INTEGER NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor INTEGER NOT NULL REFERENCES actors,
  mentions INTEGER NOT NULL,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;

CREATE TABLE document_places (
  doc INTEGER NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES places,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  demonym INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;

CREATE TABLE times (
  doc INTEGER NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  timex TEXT NOT NULL,
  value TEXT NOT NULL,
  begin_date TEXT,
  end_date TEXT,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;

CREATE TABLE figures (
  doc INTEGER NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  qualifier TEXT,
  text TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  sentence INTEGER NOT NULL,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;

CREATE TABLE problems (
  doc INTEGER NOT NULL REFERENCES documents,
  n INTEGER NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER,
  PRIMARY KEY (doc, n)
) WITHOUT ROWID;

CREATE TABLE signatures (
  doc INTEGER PRIMARY KEY REFERENCES documents,
  day INTEGER,
  shingles BLOB NOT NULL,
  features BLOB NOT NULL
);

CREATE TABLE stories (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL UNIQUE,
  title TEXT,
  first TEXT,
  last TEXT,
  documents INTEGER NOT NULL,
  texts INTEGER NOT NULL,
  sources INTEGER NOT NULL
);
CREATE INDEX stories_first ON stories (first);

CREATE TABLE document_stories (
  doc INTEGER PRIMARY KEY REFERENCES documents,
  story INTEGER NOT NULL REFERENCES stories,
  copy_of INTEGER REFERENCES documents
);
CREATE INDEX document_stories_story ON document_stories (story);

CREATE TABLE story_events (
  id INTEGER PRIMARY KEY,
  uid INTEGER NOT NULL,
  story INTEGER NOT NULL REFERENCES stories,
  event INTEGER NOT NULL REFERENCES events,
  mentions INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  sources INTEGER NOT NULL,
  first TEXT,
  last TEXT
);
CREATE INDEX story_events_story ON story_events (story);
CREATE INDEX story_events_event ON story_events (event);

CREATE TABLE event_stories (
  event INTEGER PRIMARY KEY REFERENCES events,
  story_event INTEGER NOT NULL REFERENCES story_events
);
CREATE INDEX event_stories_story_event ON event_stories (story_event);

CREATE TABLE feeds (
  url TEXT PRIMARY KEY,
  memory TEXT NOT NULL
) WITHOUT ROWID;

CREATE VIRTUAL TABLE document_search USING fts5 (title, text, content='documents', content_rowid='id', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE event_search USING fts5 (words, content='', tokenize='unicode61 remove_diacritics 2');
