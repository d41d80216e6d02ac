#!/usr/bin/env python3
"""khaldun query reads and cannot write, within its bounds; khaldun explain DB ID follows a stored record to its rules. usage: test_query.py KHALDUN"""
import csv, hashlib, io, json, os, sqlite3, subprocess, sys, tempfile, time

from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])

def run(*args, stdin=b""):
    p = subprocess.run([khaldun, *args], input=stdin, capture_output=True, timeout=120)
    return p.returncode, p.stdout.decode("utf-8"), p.stderr.decode("utf-8", "replace")

folder = tempfile.TemporaryDirectory()
at = lambda name: os.path.join(folder.name, name)
lines = "".join(json.dumps({"id": f"d{k}", "date": f"2024-03-{k + 1:02}", "title": f"Delay, \"{k}\"", "url": f"https://news.example.org/{k}", "text":
        f"Egypt blamed Sudan for delay number {k} on Monday. Police in Nairobi arrested {k + 2} protesters. Turkey will send {k + 3} doctors to Libya next week."}) + "\n" for k in range(20)).encode()
run("ingest", "-q", at("a.db"), "--input", "jsonl", "-", stdin=lines)
run("ingest", "-q", "--no-text", at("bare.db"), "--input", "jsonl", "-", stdin=lines)
con = sqlite3.connect(at("a.db"))

# the formats say the same as SQLite
sql = "SELECT id, event, actor, lat, title, quad, base_event FROM events_flat ORDER BY id"
want = con.execute(sql).fetchall()
rc, out, err = run("query", at("a.db"), sql, "--as", "csv")
got = list(csv.reader(io.StringIO(out, newline=""), strict=True))
check(rc == 0 and got[0] == ["id", "event", "actor", "lat", "title", "quad", "base_event"] and got[1:] == [["" if v is None else str(v) for v in r] for r in want], ("csv", rc, err, got[:2]))
rc, out, err = run("query", at("a.db"), sql, "--as", "jsonl")
check([tuple(json.loads(l).values()) for l in out.splitlines()] == want, "jsonl")
rc, out, err = run("query", "--as", "table", at("a.db"), "SELECT quad, event FROM events_flat GROUP BY 2")
check(rc == 0 and out.splitlines()[0].split() == ["quad", "event"] and len({l.index(l.split()[1]) for l in out.splitlines()}) == 1, ("table", out))
check(run("query", at("a.db"), sql)[1] == run("query", "--as", "csv", at("a.db"), sql)[1], "csv in a pipe")
rc, out, err = run("query", at("a.db"), "SELECT '=1+1' AS a, 'x\ny' AS b, -3 AS c, x'00ff' AS d, NULL AS e, 1e999 AS f", "--as", "csv")
check(list(csv.reader(io.StringIO(out, newline="")))[1][:5] == ["'=1+1", "x y", "-3", "00ff", ""], ("a formula does not run", out))
rc, out, err = run("query", at("a.db"), "SELECT 1e999 AS f, x'0a' AS b, 'a\tb' AS t", "--as", "jsonl"); check(json.loads(out)["b"] == "0a" and json.loads(out)["t"] == "a\tb", ("jsonl of odd values", out))
rc, out, err = run("query", "--as", "table", at("a.db"), "SELECT char(27) || '[31m' || char(10) AS a, 'é' AS b"); check("\x1b" not in out and out.count("\n") == 2, ("nothing moves the cursor", out))

# bounds
rc, out, err = run("query", at("a.db"), sql, "--limit", "3"); check(rc == 0 and out.count("\n") == 4 and "first 3 rows" in err, ("--limit", rc, out, err))
began = time.monotonic()
rc, out, err = run("query", at("a.db"), "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t", "--timeout", "1")
check(rc == 1 and "longer than 1 s" in err and time.monotonic() - began < 30, ("--timeout", rc, err))

# reading alone
with open(at("a.db"), "rb") as f: before = hashlib.sha256(f.read()).hexdigest()
for sql in ("DELETE FROM events", "UPDATE documents SET title = 'x'", "INSERT INTO versions SELECT * FROM versions", "DROP TABLE events", "CREATE TABLE t (x)", "CREATE TEMP TABLE t (x)", "ATTACH 'other.db' AS o", "DETACH main", "VACUUM", "VACUUM INTO 'x.db'",
            "PRAGMA user_version = 7", "PRAGMA journal_mode = DELETE", "PRAGMA writable_schema = 1", "BEGIN", "COMMIT", "SELECT load_extension('x')", "SELECT 1; DELETE FROM events", "REINDEX", "ANALYZE", "INSERT INTO event_search (event_search) VALUES ('delete-all')", "", "  ;", "-- nothing", "SELECT", "SELECT nothing FROM nowhere"):
    rc, out, err = run("query", at("a.db"), "--", sql)
    check(rc == 2 and not out and err.startswith("khaldun: "), (sql, rc, out, err))
with open(at("a.db"), "rb") as f: check(hashlib.sha256(f.read()).hexdigest() == before, "not a byte was changed")
for sql in ("PRAGMA table_info(events)", "PRAGMA table_list", "SELECT count(*) FROM event_search WHERE event_search MATCH 'arrested'", "EXPLAIN QUERY PLAN SELECT 1", "SELECT * FROM daily_dyads; \n", "SELECT json_extract('{\"a\":1}', '$.a')"):
    rc, out, err = run("query", at("a.db"), sql); check(rc == 0 and out, (sql, rc, err))
rc, out, err = run("query", at("none.db"), "SELECT 1"); check(rc == 3, ("none", rc))
rc, out, err = run("query", at("a.db")); check(rc == 2, ("no statement", rc))

# explain
for table, n in (("events_flat", 6), ("plans_flat", 3)):
    for id, event, trigger in con.execute(f"SELECT id, event, trigger FROM {table} ORDER BY id LIMIT {n}").fetchall():
        rc, out, err = run("explain", at("a.db"), id)
        check(rc == 0 and (id in out or table == "plans_flat") and f"[trigger: {trigger}]" in out and "codebook" in out and "rules" in out, (table, id, rc, out[:200], err))
id = con.execute("SELECT id FROM events_flat ORDER BY id LIMIT 1").fetchone()[0]
check(run("explain", at("a.db"), id[:12])[1] == run("explain", at("a.db"), id)[1] == run("explain", at("a.db"), "--id", id)[1], "its first digits are enough")
rc, out, err = run("explain", at("bare.db"), id); check(rc == 0 and "--no-text" in out and "confidence" in out, ("a text that was not kept", rc, out, err))
other = sqlite3.connect(at("a.db")); other.execute("UPDATE documents SET published = NULL, published_text = NULL, text = replace(text, 'Egypt', 'Ghana')"); other.commit(); other.close()
rc, out, err = run("explain", at("a.db"), id); check(rc == 0 and "otherwise" in out and "confidence" in out, ("a report that would be coded otherwise", rc, out[:300], err))
for wrong, code in (("0000", 4), ("zz", 2), ("", 2), ("12345678901234567", 2)):
    rc, out, err = run("explain", at("a.db"), wrong); check(rc == code and not out, (wrong, rc, err))
rc, out, err = run("explain", at("a.db")); check(rc == 2, ("no id", rc))

folder.cleanup()
finish()
