#!/usr/bin/env python3
"""Times the database apart from the coding: merging (reports and records a second) and grouping into stories, at 10,000 and 100,000 reports.

usage: bench_store.py KHALDUN DB      DB: a database with some thousand reports, as seed

Reports are the seed's, again and again under other keys and days and with features of their own, in one database each. Seconds are the processor's."""
import os, resource, shutil, sqlite3, struct, subprocess, sys, tempfile

khaldun, seed = os.path.abspath(sys.argv[1]), sys.argv[2]
MAX = int(os.environ.get("REPORTS", "100000"))

def grow(path, n):
    """The seed's reports over and over: other keys, later days, hashes of features shifted so that copies are not like their model."""
    shutil.copy(seed, path)
    con = sqlite3.connect(path)
    con.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; DELETE FROM event_stories; DELETE FROM story_events; DELETE FROM document_stories; DELETE FROM stories; DELETE FROM plan_actors; DELETE FROM plans;")
    rows = con.execute("SELECT id FROM documents ORDER BY id").fetchall()
    if len(rows) > n:
        con.execute("DELETE FROM documents WHERE id > ?", (rows[n - 1][0],))
        for t in ("events", "quotes", "document_actors", "document_places", "times", "figures", "problems", "signatures", "items"): con.execute(f"DELETE FROM {t} WHERE doc > ?", (rows[n - 1][0],))
        con.execute("DELETE FROM event_actors WHERE event NOT IN (SELECT id FROM events)")
    model = con.execute("SELECT s.shingles, s.features, s.day, d.published FROM documents d JOIN signatures s ON s.doc = d.id").fetchall()
    docs = con.execute("SELECT * FROM documents").fetchall()
    columns = len(docs[0])
    have, turn, top = len(docs), 0, max(d[0] for d in docs)
    while have < n:
        turn += 1
        shift = turn * 0x9E3779B1 & 0xFFFFFFFF
        for d, (shingles, features, day, _) in zip(docs, model):
            if have >= n: break
            have += 1; top += 1
            key = f"{d[2]}#{turn}"
            con.execute("INSERT INTO documents VALUES (" + ",".join("?" * columns) + ")", (top, d[1] ^ turn << 20, key, *d[3:19], None))
            moved = bytearray(features)
            for i in range(0, len(moved), 5): struct.pack_into("<I", moved, i, struct.unpack_from("<I", moved, i)[0] ^ shift)
            order = sorted(moved[i:i + 5] for i in range(0, len(moved), 5))
            order.sort(key=lambda f: struct.unpack("<I", f[:4]))
            con.execute("INSERT INTO signatures VALUES (?,?,?,?)", (top, (day or 0) + turn * 40, bytes(b ^ (shift & 255) for b in shingles), b"".join(order)))
    con.execute("INSERT INTO document_search (document_search) VALUES ('rebuild')")
    con.commit(); con.close()
    return have

with tempfile.TemporaryDirectory() as folder:
    at = lambda name: os.path.join(folder, name)
    def seconds(*args):   # of the processor: others may be at work on the machine
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([khaldun, *args], check=True, capture_output=True)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
    took = seconds("merge", "-q", "--no-stories", at("m.db"), seed)
    con = sqlite3.connect(at("m.db"))
    tables = ("documents", "events", "event_actors", "plans", "plan_actors", "quotes", "document_actors", "document_places", "times", "figures", "problems", "signatures")
    reports, records = con.execute("SELECT count(*) FROM documents").fetchone()[0], sum(con.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables)
    con.close()
    print(f"merge: {reports} reports, {records} records in {took:.1f} s: {reports / took:.0f} reports, {records / took:.0f} records a second")
    for n in (10000, MAX):
        grow(at("g.db"), n)
        plain = seconds("merge", "-q", "--no-stories", at("a.db"), at("g.db"))
        both = seconds("merge", "-q", at("b.db"), at("g.db"))
        print(f"stories: {n} reports in {both - plain:.1f} s: {n / (both - plain):.0f} a second")
        for name in ("a.db", "b.db", "g.db"): os.remove(at(name))
