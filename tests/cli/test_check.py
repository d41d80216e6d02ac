#!/usr/bin/env python3
"""khaldun check finds what is wrong in a database, each kind of damage by itself; khaldun stats counts. usage: test_check.py KHALDUN"""
import json, os, shutil, sqlite3, subprocess, sys, tempfile

from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])

def run(*args, stdin=""):
    p = subprocess.run([khaldun, *args], input=stdin.encode(), capture_output=True, timeout=120)
    return p.returncode, p.stdout.decode(), p.stderr.decode("utf-8", "replace")

folder = tempfile.TemporaryDirectory()
at = lambda name: os.path.join(folder.name, name)
reports = [{"id": f"d{k}", "source": "Café" if k % 2 else "Wire", "date": f"2024-03-{k + 1:02}", "url": f"https://news.example.org/{k}", "title": f"Délai {k}", "text":
            f"“Égypte” said: Egypt blamed Sudan for delay number {k} on Monday. Police in Nairobi arrested {k + 2} protesters on Tuesday. \"We will not forget it,\" Kenya's president said. Turkey will send {k + 3} doctors to Libya next week."} for k in range(12)]
reports.append({**reports[3], "text": reports[3]["text"] + " Talks went on."})
rc, out, err = run("ingest", "-q", at("good.db"), "--input", "jsonl", "-", stdin="".join(json.dumps(r) + "\n" for r in reports) + "{broken\n")
check(rc == 1, ("ingest", rc, err))
rc, out, err = run("check", at("good.db")); check(rc == 0 and "whole" in out and "14 reports coded by Khaldun" in out and "FAULT" not in out, ("a whole database", rc, out, err))
rc, out, err = run("check", "-q", at("good.db")); check((rc, out, err) == (0, "", ""), ("quietly", rc, out, err))
run("ingest", "-q", "--no-text", at("bare.db"), "--input", "jsonl", "-", stdin="".join(json.dumps(r) + "\n" for r in reports))
rc, out, err = run("check", at("bare.db")); check(rc == 0, ("without texts", rc, out, err))

def hurt(sql, says):
    shutil.copy(at("good.db"), at("hurt.db"))
    con = sqlite3.connect(at("hurt.db"))
    for s in sql if isinstance(sql, list) else [sql]: con.execute(s)
    con.commit(); con.close()
    rc, out, err = run("check", at("hurt.db"))
    check(rc == 3 and says in out and "FAULT" in out and "faults" in err, (sql, rc, out, err))

hurt("DELETE FROM actors WHERE id = (SELECT actor FROM event_actors LIMIT 1)", "event_actors: ")
hurt("DELETE FROM documents WHERE id = 2", "name a row of documents that is not there")
hurt("UPDATE events SET trigger_start = trigger_start + 1 WHERE id = 1", "events: 1 rows whose words")
hurt("UPDATE event_actors SET \"end\" = 100000 WHERE event = 1", "event_actors: ")
hurt("UPDATE quotes SET cue = 'sang' WHERE id = 1", "quotes: 1 rows")
hurt("UPDATE times SET text = 'x' WHERE doc = 1 AND n = 0", "times: 1 rows")
hurt("UPDATE document_places SET start = -1 WHERE doc = 1 AND n = 0", "document_places: 1 rows")
hurt("UPDATE figures SET start = 5, \"end\" = 4 WHERE doc = 1 AND n = 0", "figures: 1 rows")
hurt("UPDATE plans SET sentence_end = 99999 WHERE id = 1", "plans: 1 rows")
hurt("UPDATE documents SET length = 3 WHERE id = 1", "of another length")
hurt("UPDATE documents SET text = replace(text, 'Egypt', 'Sudan') WHERE id = 1", "the text of row 1 is not the one")
hurt("UPDATE documents SET current = 1", "current revision")
hurt("UPDATE documents SET current = 0 WHERE id = 1", "current revision")
hurt("UPDATE events SET event = 'WAR' WHERE id = 1", 'the type "WAR"')
hurt("UPDATE events SET mode = 'softly' WHERE id = 1", 'the mode "softly"')
hurt("UPDATE events SET quad = 9 WHERE id = 1", "quad code 9")
hurt("UPDATE events SET date = '2024-02-31' WHERE id = 1", "no days of the calendar")
hurt("INSERT INTO actors (uid, name) VALUES (1, 'nobody')", "actors: 1 rows that no record names")
hurt("INSERT INTO places (uid, name, resolution) VALUES (1, 'nowhere', 0)", "places: 1 rows")
hurt("UPDATE signatures SET shingles = x'00' WHERE doc = 1", "signatures: 1 rows")
hurt("UPDATE stories SET documents = 77 WHERE id = 1", "stories: 1 rows")
hurt("DELETE FROM event_stories WHERE event = 1", "story_events: 1 rows")
hurt("DELETE FROM event_search_docsize WHERE id = 1", "event_search: 1 rows")
hurt("UPDATE documents SET title = 'Another headline' WHERE id = 1", "document_search: does not fit")
hurt(["PRAGMA writable_schema = ON", "UPDATE sqlite_master SET sql = replace(sql, 'title TEXT', 'headline TEXT') WHERE name = 'documents'"], "documents: is not as")
hurt("DROP VIEW daily_dyads", "daily_dyads: is missing")
with open(at("good.db"), "rb") as f: whole = bytearray(f.read())
for k in range(len(whole) // 2, len(whole) // 2 + 30000): whole[k] ^= 0x5A
with open(at("hurt.db"), "wb") as f: f.write(whole)
rc, out, err = run("check", at("hurt.db")); check(rc == 3, ("pages overwritten", rc, out, err))
with open(at("hurt.db"), "wb") as f: f.write(whole[:20000])
rc, out, err = run("check", at("hurt.db")); check(rc == 3, ("cut off", rc, out, err))
rc, out, err = run("check", at("none.db")); check(rc == 3 and "no such database" in err, ("none", rc, err))
open(at("empty.db"), "w").close()
rc, out, err = run("check", at("empty.db")); check(rc == 4, ("empty", rc, err))
con = sqlite3.connect(at("newer.db")); con.executescript("CREATE TABLE t (x); PRAGMA application_id = 0x4B484C44; PRAGMA user_version = 99"); con.close()
rc, out, err = run("check", at("newer.db")); check(rc == 5, ("newer", rc, err))
rc, out, err = run("check", at("none.db"), at("good.db")); check(rc == 3 and "good.db: whole" in out, ("the others are looked at", rc, out))
rc, out, err = run("check"); check(rc == 2, ("no database named", rc))

# stats
rc, out, err = run("stats", "--json", "--top", "0", at("good.db"))
s = json.loads(out)
con = sqlite3.connect(at("good.db"))
one = lambda sql: con.execute(sql).fetchone()[0]
check(rc == 0 and s["revisions"] == 14 and s["reports"] == 13 and s["failed"] == 1 and s["events"] == one("SELECT count(*) FROM events_flat") == sum(s["event"].values()) == sum(s["quad"].values()), ("totals", s))
check(s["source"] == {"Café": 6, "Wire": 6, "?": 1} and s["day"]["2024-03-04"] == 1 and len(s["day"]) == 12 and s["first_report"] == "2024-03-01" and s["problem"]["format"] == 1, ("by source, day, problem", s))
check(s["country"]["KEN"] == one("SELECT count(DISTINCT e.id) FROM events e JOIN documents d ON d.id = e.doc AND d.current JOIN event_actors x ON x.event = e.id AND x.side IN ('actor', 'recipient') JOIN actors a ON a.id = x.actor WHERE a.country = 'KEN'"), ("by country", s["country"]))
rc, out, err = run("stats", "--top", "1", at("good.db")); check(rc == 0 and "events by type" in out and out.count("2024-03-") == 3, ("a table", rc, out))
rc, out, err = run("stats", at("none.db")); check(rc == 3, ("none", rc))
rc, out, err = run("stats", "--top", "x", at("good.db")); check(rc == 2, ("--top", rc))

folder.cleanup()
finish()
