-- Views for people and programs; docs/store.md explains them. Only current revisions of reports are in them.

CREATE VIEW events_flat AS
SELECT printf('%016x', e.uid) AS id, e.id AS event_id, e.event, e.mode, e.quad, e.intensity, e.cameo, e.contexts, e.status,
  e.date, e.enddate, e.precision, e.date_stated,
  a.name AS actor, a.link AS actor_id, a.country AS actor_country, a.sector AS actor_sector, a.role AS actor_role,
  r.name AS recipient, r.link AS recipient_id, r.country AS recipient_country, r.sector AS recipient_sector, r.role AS recipient_role,
  (SELECT group_concat(x.name, '; ') FROM event_actors s JOIN actors x ON x.id = s.actor WHERE s.event = e.id AND s.side = 'actor') AS actors,
  (SELECT group_concat(x.name, '; ') FROM event_actors s JOIN actors x ON x.id = s.actor WHERE s.event = e.id AND s.side = 'recipient') AS recipients,
  p.name AS place, p.admin1, p.country, p.lat, p.lon, p.geonameid, p.feature, p.resolution,
  e.base_event, e.base_mode, e.base_status, e.dead, e.injured, e.arrested, e.participants,
  e.trigger, e.rule, e.confidence,
  d.id AS doc_id, d.name AS doc, d.url, d.source, d.published, d.title,
  substr(d.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS event_text,
  s.story, x.story_event, s.mentions AS story_mentions, s.sources AS story_sources
FROM events e
JOIN documents d ON d.id = e.doc AND d.current
LEFT JOIN actors a ON a.id = e.actor
LEFT JOIN actors r ON r.id = e.recipient
LEFT JOIN places p ON p.id = e.place
LEFT JOIN event_stories x ON x.event = e.id
LEFT JOIN story_events s ON s.id = x.story_event;

CREATE VIEW plans_flat AS
SELECT printf('%016x', e.uid) AS id, e.id AS plan_id, e.event, e.mode, e.occasion, e.quad, e.intensity, e.cameo, e.contexts, e.status,
  e.date, e.enddate, e.precision, e.date_stated,
  a.name AS actor, a.link AS actor_id, a.country AS actor_country, a.sector AS actor_sector, a.role AS actor_role,
  r.name AS recipient, r.link AS recipient_id, r.country AS recipient_country, r.sector AS recipient_sector, r.role AS recipient_role,
  (SELECT group_concat(x.name, '; ') FROM plan_actors s JOIN actors x ON x.id = s.actor WHERE s.plan = e.id AND s.side = 'actor') AS actors,
  (SELECT group_concat(x.name, '; ') FROM plan_actors s JOIN actors x ON x.id = s.actor WHERE s.plan = e.id AND s.side = 'recipient') AS recipients,
  p.name AS place, p.admin1, p.country, p.lat, p.lon, p.geonameid,
  e.base_event, e.base_mode, e.base_status, e.trigger, e.rule, e.confidence,
  d.id AS doc_id, d.name AS doc, d.url, d.source, d.published, d.title,
  substr(d.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS event_text
FROM plans e
JOIN documents d ON d.id = e.doc AND d.current
LEFT JOIN actors a ON a.id = e.actor
LEFT JOIN actors r ON r.id = e.recipient
LEFT JOIN places p ON p.id = e.place;

CREATE VIEW quotes_flat AS
SELECT printf('%016x', q.uid) AS id, q.id AS quote_id, a.name AS speaker, a.link AS speaker_id, a.country, a.sector, a.role,
  q.speaker_text, q.cue, q.content, q.direct, q.audience,
  d.id AS doc_id, d.name AS doc, d.url, d.source, d.published, d.title
FROM quotes q
JOIN documents d ON d.id = q.doc AND d.current
LEFT JOIN actors a ON a.id = q.speaker;

CREATE VIEW stories_flat AS
SELECT printf('%016x', s.uid) AS id, s.id AS story_id, s.title, s.first, s.last, s.documents, s.texts, s.sources,
  (SELECT count(*) FROM story_events e WHERE e.story = s.id) AS events
FROM stories s;

CREATE VIEW daily_dyads AS
SELECT e.date, a.country AS actor_country, a.sector AS actor_sector, r.country AS recipient_country, r.sector AS recipient_sector,
  count(DISTINCT ifnull(x.story_event, -e.id)) AS events, count(DISTINCT e.doc) AS reports,
  count(DISTINCT CASE e.quad WHEN 1 THEN ifnull(x.story_event, -e.id) END) AS verbal_cooperation,
  count(DISTINCT CASE e.quad WHEN 2 THEN ifnull(x.story_event, -e.id) END) AS material_cooperation,
  count(DISTINCT CASE e.quad WHEN 3 THEN ifnull(x.story_event, -e.id) END) AS verbal_conflict,
  count(DISTINCT CASE e.quad WHEN 4 THEN ifnull(x.story_event, -e.id) END) AS material_conflict,
  round(avg(e.intensity), 3) AS intensity
FROM events e
JOIN documents d ON d.id = e.doc AND d.current
JOIN event_actors sa ON sa.event = e.id AND sa.side = 'actor'
JOIN event_actors sr ON sr.event = e.id AND sr.side = 'recipient'
JOIN actors a ON a.id = sa.actor
JOIN actors r ON r.id = sr.actor
LEFT JOIN event_stories x ON x.event = e.id
WHERE e.status IN ('happened', 'ongoing') AND e.date IS NOT NULL AND a.country IS NOT NULL AND r.country IS NOT NULL
GROUP BY e.date, a.country, a.sector, r.country, r.sector;

CREATE VIEW daily_countries AS
SELECT e.date, p.country, e.event, count(DISTINCT ifnull(x.story_event, -e.id)) AS events, count(DISTINCT e.doc) AS reports,
  round(avg(e.intensity), 3) AS intensity
FROM events e
JOIN documents d ON d.id = e.doc AND d.current
JOIN places p ON p.id = e.place
LEFT JOIN event_stories x ON x.event = e.id
WHERE e.status IN ('happened', 'ongoing') AND e.date IS NOT NULL AND p.country IS NOT NULL
GROUP BY e.date, p.country, e.event;
