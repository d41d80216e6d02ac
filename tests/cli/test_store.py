#!/usr/bin/env python3
"""The database as users meet it: ingest, again, revisions, kills, threads. usage: test_store.py KHALDUN SOURCE_DIR"""
import json, os, random, signal, sqlite3, subprocess, sys, tempfile, time

from database import dump, rows
from checks import check, finish

khaldun, source = os.path.abspath(sys.argv[1]), sys.argv[2]
skipped = 0

def run(*args, stdin=b"", env=None):
    p = subprocess.run([khaldun, *args], input=stdin, capture_output=True, timeout=120, env={**os.environ, **(env or {})})
    return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")

def report(k): return f"Egypt blamed Sudan for delay number {k} on Monday. Police in Nairobi arrested {k + 2} protesters on Tuesday. \"We will not forget it,\" Kenya's president said. Turkey will send {k + 3} doctors to Libya next week."

folder = tempfile.TemporaryDirectory()
at = lambda name: os.path.join(folder.name, name)

# a folder stands for the reports in it and below it
os.makedirs(at("f/b/c")), os.makedirs(at("f/.hidden")), os.makedirs(at("empty"))
for name, text in [("f/x.txt", "Kenya praised Chad."), ("f/b/x.txt", "Chad praised Kenya."), ("f/b/c/p.html", "<html><body><p>Iran and Iraq held talks in Basra on Monday.</p></body></html>"), ("f/.hidden/y.txt", "No."), ("f/z.bin", "No.")]:
    with open(at(name), "w") as f: f.write(text)
os.symlink(at("f"), at("f/b/loop"))
code, out, err = run("ingest", at("folder.db"), "-q", at("f"))
check(code == 0 and rows(at("folder.db"), "select key from documents order by id") == [(at(n),) for n in ("f/b/c/p.html", "f/b/x.txt", "f/x.txt")], ("a folder's reports by name", code, err))
code, out, err = run("code", at("f"))
check(code == 0 and [json.loads(l)["doc"] for l in out.splitlines() if b'"type":"document"' in l] == ["p.html", "x.txt", "x.txt"], ("code takes folders", code, err))
code, out, err = run("ingest", at("folder.db"), at("empty"))
check(code == 3 and "no .txt" in err, ("an empty folder", code, err))

# the same records as in JSON lines
lines = [{"id": f"d{k}", "date": "2024-03-22", "text": report(k), "title": f"Delay {k}", "url": f"https://www.example.org/news/{k}"} for k in range(120)]
raw = [json.dumps(l) for l in lines]
raw[7] = "{broken"; raw[9] = json.dumps({"id": "no text"}); raw[11] = json.dumps({"id": "empty", "text": ""})
with open(at("in.jsonl"), "w") as f: f.write("\n".join(raw) + "\n")
rc, out, err = run("ingest", at("a.db"), "-j", "1", at("in.jsonl")); check(rc == 1, ("ingest tells that some failed", rc, err))
rc, out, err = run("code", "--emit", "all", at("in.jsonl"))
records = [json.loads(l) for l in out.decode().splitlines()]
for kind, table in (("event", "events_flat"), ("plan", "plans_flat"), ("quote", "quotes_flat")):
    want = sorted((r["id"], r["doc"]) for r in records if r["type"] == kind)
    check(want and sorted(rows(at("a.db"), f"SELECT id, doc FROM {table}")) == want, ("ids as in JSON lines", kind))
for kind, table in (("time", "times"), ("place", "document_places"), ("figure", "figures"), ("problem", "problems"), ("document", "documents")):
    check(rows(at("a.db"), f"SELECT count(*) FROM {table}")[0][0] == sum(r["type"] == kind for r in records) > 0, ("as many as in JSON lines", kind))
events = {(r["id"], r["doc"]): r for r in records if r["type"] == "event"}
for id, doc, event, actor, recipient, text, words, source_ in rows(at("a.db"), "SELECT id, doc, event, actor, recipient, event_text, trigger, source FROM events_flat"):
    r = events[id, doc]
    check(r["event"] == event and r["actor"][0]["name"] == actor and words in text and source_ == "example.org", ("an event's fields", id, event, actor, text))
for start, end, text, words in rows(at("a.db"), "SELECT a.start, a.\"end\", a.text, d.text FROM event_actors a JOIN events e ON e.id = a.event JOIN documents d ON d.id = e.doc"):
    if words[start:end] != text: check(False, ("offsets", start, end, text))
check(rows(at("a.db"), "PRAGMA integrity_check") == [("ok",)] and not rows(at("a.db"), "PRAGMA foreign_key_check"), "sound")
found = rows(at("a.db"), "SELECT count(*) FROM event_search WHERE event_search MATCH 'arrested'")[0][0]; check(found >= 100, ("search in sentences", found))
check(len(rows(at("a.db"), "SELECT rowid FROM document_search WHERE document_search MATCH 'title: 17'")) == 1, "search in titles")
check(rows(at("a.db"), "SELECT count(*) FROM daily_dyads WHERE actor_country = 'EGY' AND recipient_country = 'SDN'")[0][0] > 0, "daily dyads")

# threads, again, stops
want = dump(at("a.db"))
run("ingest", at("b.db"), "-j", "4", at("in.jsonl")); check(dump(at("b.db")) == want, "the same database for -j 1 and 4")
rc, out, err = run("ingest", at("b.db"), at("in.jsonl")); check(dump(at("b.db")) == want and "0 new" in err, ("once more adds nothing", err))
with open(at("in.jsonl"), "w") as f: f.write("\n".join(raw[:50]) + "\n")
run("ingest", at("c.db"), at("in.jsonl"))
with open(at("in.jsonl"), "w") as f: f.write("\n".join(raw) + "\n")
run("ingest", at("c.db"), at("in.jsonl")); check(dump(at("c.db")) == want, "a file that has grown as one read at once")
random.seed(8)
kills = partly = 0
for k in range(20):
    p = subprocess.Popen([khaldun, "ingest", at("k.db"), "-j", "2", "--batch", "3", "-q", at("in.jsonl")], env=os.environ)
    written = random.uniform(0, 400e3)   # of the log, where a killed run leaves it: a measure of progress that no load of the machine shifts
    while p.poll() is None and not (os.path.exists(at("k.db-wal")) and os.path.getsize(at("k.db-wal")) > written): time.sleep(.0005)
    p.send_signal(signal.SIGKILL); kills += p.wait() == -signal.SIGKILL
    if os.path.exists(at("k.db")) and rows(at("k.db"), "SELECT count(*) FROM sqlite_master")[0][0]:
        partly += 0 < rows(at("k.db"), "SELECT count(*) FROM documents")[0][0] < 120
        lost = rows(at("k.db"), "SELECT count(*) FROM documents WHERE failed IS NULL AND id NOT IN (SELECT doc FROM events)")[0][0]
        check(lost == 0, ("a document without its events after a kill", lost))
run("ingest", at("k.db"), at("in.jsonl")); check(kills >= 5 and partly >= 3 and dump(at("k.db")) == want, ("after kills as without", kills, partly))

# revisions
one = {"id": "x", "url": "https://example.org/x", "date": "2024-03-22"}
for text in (report(1), report(2), report(1)):
    with open(at("one.jsonl"), "w") as f: f.write(json.dumps({**one, "text": text}) + "\n")
    run("ingest", at("r.db"), at("one.jsonl"))
check(rows(at("r.db"), "SELECT revision, current FROM documents ORDER BY revision") == [(1, 0), (2, 1)], "a changed text is a new revision, an old text none")
check(rows(at("r.db"), "SELECT count(DISTINCT doc_id), min(event_text LIKE '%number 2%' OR event_text LIKE '%arrested 4%' OR event_text LIKE '%send 5%' OR event_text LIKE '%forget%') FROM events_flat") == [(1, 1)], "views show the current revision")

# no text
run("ingest", at("n.db"), "--no-text", at("in.jsonl"))
check(rows(at("n.db"), "SELECT count(text) FROM documents") == [(0,)] and rows(at("n.db"), "SELECT count(content) FROM quotes") == [(0,)], "--no-text keeps no text")
check(b"forget" not in open(at("n.db"), "rb").read() and b"forget" in open(at("a.db"), "rb").read(), "--no-text: no word of a sentence is in the file")
check(rows(at("n.db"), "SELECT count(*) FROM events") == rows(at("a.db"), "SELECT count(*) FROM events"), "--no-text keeps the events")

# what is no database of ours
rc, out, err = run("ingest", at("in.jsonl"), at("in.jsonl")); check(rc == 3 and "no SQLite database" in err, ("no database", rc, err))
sqlite3.connect(at("other.db")).executescript("CREATE TABLE t (x)")
rc, out, err = run("ingest", at("other.db"), at("in.jsonl")); check(rc == 3 and "not one of Khaldun's" in err, ("another's database", rc, err))
c = sqlite3.connect(at("n.db")); c.execute("PRAGMA user_version = 99"); c.close()
rc, out, err = run("ingest", at("n.db"), at("in.jsonl")); check(rc == 5 and "newer" in err, ("a newer database", rc, err))
rc, out, err = run("ingest", at("z.db"), at("absent.jsonl")); check(rc == 3 and "absent.jsonl" in err, ("a missing file", rc, err))
rc, out, err = run("ingest", at("z.db")); check(rc == 4, ("nothing to read", rc, err))
rc, out, err = run("ingest"); check(rc == 2, ("ingest without a database", rc))

finish(skipped)
