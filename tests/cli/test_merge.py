#!/usr/bin/env python3
"""Databases of several machines brought together: in any order, once or twice, the same. usage: test_merge.py KHALDUN"""
import itertools, json, os, sqlite3, subprocess, sys, tempfile

import news
from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])

def run(*args, stdin=""):
    p = subprocess.run([khaldun, *args], input=stdin.encode(), capture_output=True, timeout=300)
    return p.returncode, p.stderr.decode("utf-8", "replace")

def content(db):
    out = news.content(db)
    check(out.pop("sound"), ("sound", db))
    return out

def same(a, b, what):
    differ = [t for t in a if a[t] != b.get(t)]
    check(not differ, (what, [(t, [r for r in a[t] if r not in b[t]][:1], [r for r in b[t] if r not in a[t]][:1]) for t in differ]))

def line(k, text=None, **more):
    return json.dumps({"id": f"d{k}", "date": f"2024-03-{k % 20 + 1:02}", "url": f"https://news.example.org/{k}", "title": f"Delay {k}",
        "text": text or f"Egypt blamed Sudan for delay number {k} on Monday. Police in Nairobi arrested {k + 2} protesters. \"We will not forget it,\" Kenya's president said. Turkey will send {k + 3} doctors to Libya next week.", **more}) + "\n"

folder = tempfile.TemporaryDirectory()
at = lambda name: os.path.join(folder.name, name)
def make(name, lines, *options):
    rc, err = run("ingest", "-q", *options, at(name), "--input", "jsonl", "-", stdin="".join(lines))
    check(rc in (0, 1), ("ingest", name, rc, err))

# parts that do not overlap are one ingest
lines = [line(k) for k in range(60)] + ["{broken\n"]
make("one.db", lines)
one = content(at("one.db"))
check(len(one["events"]) > 100 and len(one["problems"]) == 1, "something to merge")
make("a.db", lines[:20]), make("b.db", lines[20:50]), make("c.db", lines[50:])
def drop(content):   # a line without an id is known by its place in its file, which is another here
    return {t: [r for r in rows if "-:" not in r] for t, rows in content.items() if t not in ("items",)}
for order in itertools.permutations("abc"):
    out = at("m" + "".join(order) + ".db")
    rc, err = run("merge", out, *[at(f"{x}.db") for x in order])
    check(rc == 0, ("merge", rc, err))
    same(drop(one), drop(content(out)), ("as one ingest", order))
rc, err = run("merge", at("mabc.db"), at("b.db"), at("one.db"), at("b.db"))
check(rc == 0 and "0 new" in err, ("again", err))
same(drop(one), drop(content(at("mabc.db"))), "merged again")

# what differs between machines: revisions, texts left out, failures
make("r1.db", [line(1), line(2), line(3)])
make("r1.db", [line(1, "Iran condemned Israel on Monday. Talks in Oman were called off.")])
make("r2.db", [line(1, "Iran condemned Israel on Monday. Talks in Oman were called off.", title="A headline"), line(2)], "--no-text")
make("r3.db", [line(1, "Iran condemned Israel on Monday. Talks in Oman will go on."), line(2, date="2024-04-01"), line(3, "")])
make("r3.db", [line(1, "Iran condemned Israel on Monday. Talks in Oman will go on."), line(4)])
results = []
for order in itertools.permutations(("r1", "r2", "r3")):
    out = at("".join(order) + ".db")
    rc, err = run("merge", "-q", out, *[at(f"{x}.db") for x in order], at(f"{order[0]}.db"))
    check(rc == 0 and not err, ("merge quietly", rc, err))
    results.append(content(out))
for other in results[1:]: same(results[0], other, "the order of machines does not matter")
con = sqlite3.connect(at("r1r2r3.db"))
check(con.execute("SELECT count(*), sum(current), sum(text IS NOT NULL) FROM documents WHERE url LIKE '%/1'").fetchone() == (3, 1, 3), "three revisions, one current, all with their texts")
check(con.execute("SELECT count(*) FROM documents WHERE current GROUP BY key HAVING count(*) <> 1").fetchall() == [], "one current revision a report")
check(con.execute("SELECT text LIKE '%called off%' FROM documents WHERE current AND url LIKE '%/1'").fetchone() == (1,), "the later revision is current")
con.close()
single = at("single.db")
run("merge", "-q", single, at("r1.db"))
same(content(at("r1.db")), content(single), "one database merged is that database")
rc, err = run("merge", "-q", "--no-stories", at("r2.db"), at("r1.db"))
con = sqlite3.connect(at("r2.db"))
check(rc == 0 and con.execute("PRAGMA foreign_key_check").fetchall() == [], "a better coding leaves nothing that hangs in the air")
con.close()

# what cannot be merged
before = content(single)
rc, err = run("merge", single, single); check(rc == 2 and "itself" in err, ("into itself", rc, err))
rc, err = run("merge", single, at("none.db")); check(rc == 3 and "no such" in err, ("no such database", rc, err))
with open(at("text.db"), "w") as f: f.write("This is no database, though it is named like one.\n" * 50)
rc, err = run("merge", single, at("text.db")); check(rc == 3, ("not a database", rc, err))
rc, err = run("merge", single); check(rc == 2 and "khaldun merge" in err, ("nothing to read", rc, err))
make("hurt.db", [line(70)])
con = sqlite3.connect(at("hurt.db")); con.execute("DELETE FROM actors"); con.commit(); con.close()
rc, err = run("merge", single, at("hurt.db")); check(rc == 1 and "damaged" in err, ("a row that is missing", rc, err))
con = sqlite3.connect(at("hurt.db")); con.execute("PRAGMA user_version = 99"); con.commit(); con.close()
rc, err = run("merge", single, at("hurt.db")); check(rc == 5, ("newer", rc, err))
same(before, content(single), "what failed left nothing behind")

folder.cleanup()
finish()
