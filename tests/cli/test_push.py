#!/usr/bin/env python3
"""Databases into a real PostgreSQL server, started here as a user without rights: once, twice, two at once, one of them killed.   usage: test_push.py KHALDUN"""
import csv, glob, io, json, os, random, shutil, signal, sqlite3, subprocess, sys, tempfile, time

import news
from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])
bins = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
bins = os.path.dirname(bins[-1]) if bins else os.path.dirname(shutil.which("initdb") or "")
if not bins: print("skipped: PostgreSQL's server is not installed (apt-get install postgresql)"); finish(1)

folder = tempfile.mkdtemp(prefix="khaldun-push-")
at = lambda name: os.path.join(folder, name)
url = lambda db: f"postgresql://khaldun@/{db}?host={folder}"

def run(*args, stdin=""):
    p = subprocess.run([khaldun, *args], input=stdin.encode(), capture_output=True, timeout=300)
    return p.returncode, p.stderr.decode("utf-8", "replace")

def line(k, text=None, **more):
    return json.dumps({"id": f"d{k}", "date": f"2024-03-{k % 20 + 1:02}", "url": f"https://news.example.org/{k}", "title": f"Delay\t{k} \\ of \"many\"",
        "text": text or f"Egypt blamed Sudan for delay number {k} on Monday. Police in Nairobi arrested {k + 2} protesters. \"We will not forget it,\" Kenya's president said. Turkey will send {k + 3} doctors to Libya next week.", **more}) + "\n"
def make(name, lines, *options):
    rc, err = run("ingest", "-q", "--no-stories", *options, at(name), "--input", "jsonl", "-", stdin="".join(lines))
    check(rc in (0, 1), ("ingest", name, rc, err))

def as_nobody():
    if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)
def tool(*args, **kw): return subprocess.run([os.path.join(bins, args[0]), *args[1:]], capture_output=True, preexec_fn=as_nobody, cwd="/", timeout=120, **kw)
def sql(db, command):
    p = subprocess.run([os.path.join(bins, "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", url(db), "-c", command], capture_output=True, timeout=120)
    if p.returncode: check(False, ("psql", command[:80], p.stderr.decode()[:300]))
    return p.stdout.decode()

TABLES = "versions documents items actors places events event_actors plans plan_actors quotes document_actors document_places times figures problems signatures".split()
def back(db, like):
    """What the server holds as a SQLite file with the tables of `like`, to be told by the same words."""
    path = at(f"back-{db}.db")
    if os.path.exists(path): os.remove(path)
    con, other = sqlite3.connect(path), sqlite3.connect(at(like))
    for (statement,) in other.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'").fetchall(): con.execute(statement)
    for table in TABLES:
        info = con.execute(f"PRAGMA table_info({table})").fetchall()
        kinds = [{"INTEGER": int, "REAL": float, "BLOB": lambda v: bytes.fromhex(v[2:]), "TEXT": str}[i[2]] for i in info]
        columns = ", ".join(f'"{i[1]}"' for i in info)
        text = sql(db, f"COPY (SELECT {columns} FROM {table}) TO STDOUT (FORMAT csv, NULL '\\N')")
        csv.field_size_limit(10 ** 8)
        rows = [[None if v == "\\N" else k(v) for k, v in zip(kinds, row)] for row in csv.reader(io.StringIO(text, newline=""))]
        con.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(kinds))})", rows)
    con.commit(); con.close(); other.close()
    return news.content(path, search=False)

def same(db, like, what, but=()):
    a, b = back(db, like), news.content(at(like), search=False)
    differ = [t for t in TABLES if a[t] != b[t] and t not in but]
    check(not differ, (what, [(t, len(a[t]), len(b[t]), [r for r in a[t] if r not in b[t]][:1], [r for r in b[t] if r not in a[t]][:1]) for t in differ]))

make("a.db", [line(k) for k in range(300)] + [line(9000, "Text with a tab\there, a \\N and a back\\slash. Egypt blamed Sudan.", url="https://news.example.org/" + "x" * 5000),
     line(9001, "Rien de nouveau sous le soleil, dit le ministre des affaires.")])
make("b.db", [line(k) for k in range(150, 450)] + [line(5, "Egypt praised Sudan for number 5 on Tuesday.", date="2024-03-25")])
make("short.db", [line(k) for k in range(300)], "--no-text")
rc, err = run("push", at("a.db"), "mysql://x"); check(rc == 2 and "postgresql://" in err, ("an address of another kind", rc, err))
rc, err = run("push", at("a.db"), url("x"))
if "built without PostgreSQL" in err: print("skipped:", err.strip()); shutil.rmtree(folder); finish(1)
check(rc == 7 and err, ("no server", rc, err))
rc, err = run("push", at("absent.db"), url("x")); check(rc == 3 and "absent.db" in err, ("no database", rc, err))

data = at("server")
os.mkdir(data, 0o700)
os.chmod(folder, 0o777)
if os.geteuid() == 0: os.chown(data, 65534, 65534)
made = tool("initdb", "-D", data, "-A", "trust", "-U", "khaldun", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
check(made.returncode == 0, ("initdb", made.stderr.decode()[-500:]))
server = subprocess.Popen([os.path.join(bins, "postgres"), "-D", data, "-k", folder, "-h", "", "-F"], preexec_fn=as_nobody, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
try:
    stop = time.time() + 60
    while time.time() < stop and tool("pg_isready", "-q", "-h", folder).returncode: time.sleep(0.1)
    for db in ("one", "two", "three", "four"): sql("postgres", f"CREATE DATABASE {db}")

    rc, err = run("push", at("a.db"), url("one")); check(rc == 0 and "302 of 302 reports: 302 new" in err, ("push", rc, err))
    same("one", "a.db", "the server holds what the file holds")
    rc, err = run("push", at("a.db"), url("one")); check(rc == 0 and "302 known already; 0 records" in err, ("push again", rc, err))
    same("one", "a.db", "and again nothing changes")
    for view in ("events_flat", "plans_flat", "quotes_flat", "stories_flat", "daily_dyads", "daily_countries"):
        ours = sqlite3.connect(at("a.db")).execute(f"SELECT count(*) FROM {view}").fetchone()[0]
        check(sql("one", f"SELECT count(*) FROM {view}").strip() == str(ours), ("a view", view, ours))
    columns = "id, event, ifnull(date, ''), ifnull(actors, ''), ifnull(recipients, ''), ifnull(place, ''), ifnull(event_text, ''), doc"
    ours = sqlite3.connect(at("a.db")).execute(f"SELECT {columns} FROM events_flat ORDER BY doc, id").fetchall()
    theirs = sql("one", f'SELECT {columns.replace("ifnull", "coalesce")} FROM events_flat ORDER BY doc COLLATE "C", id COLLATE "C"').splitlines()
    check(theirs == ["|".join(map(str, r)) for r in ours], ("the events of the view", theirs[:1], ours[:1]))

    # tables of the first schema, whose plans were events alone, are brought up to date
    make("occasion.db", [line(9002, "Ghana will hold a parliamentary election on June 7.")])
    sql("one", "DROP VIEW plans_flat; ALTER TABLE plans DROP COLUMN occasion; ALTER TABLE plans ALTER event SET NOT NULL, ALTER quad SET NOT NULL, ALTER intensity SET NOT NULL; CREATE VIEW plans_flat AS SELECT 1 AS one; UPDATE khaldun_schema SET version = 1")
    rc, err = run("push", at("occasion.db"), url("one")); check(rc == 0 and "1 new" in err, ("a server of version 1", rc, err))
    check(sql("one", "SELECT (SELECT version FROM khaldun_schema), occasion, event IS NULL, actors FROM plans_flat WHERE occasion IS NOT NULL").strip() == "2|election|t|Ghana", "… with occasions")

    # two at once, one of them killed again and again
    rng, tries = random.Random(4), 0
    first = subprocess.Popen([khaldun, "push", "-q", at("a.db"), url("two")])
    for _ in range(6):
        p = subprocess.Popen([khaldun, "push", "-q", at("b.db"), url("two")], stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.05, 0.6))
        tries += p.poll() is None
        p.send_signal(signal.SIGKILL); p.wait()
    check(first.wait() == 0 and tries > 0, ("the other one ends well", first.returncode, tries))
    rc, err = run("push", "-q", at("b.db"), url("two")); check(rc == 0, ("after the kills", rc, err))
    rc, err = run("merge", "-q", "--no-stories", at("both.db"), at("a.db"), at("b.db")); check(rc == 0, ("merge", err))
    run("push", "-q", at("both.db"), url("three"))
    same("three", "both.db", "one push of both")
    same("two", "both.db", "two pushers, one killed: as one push")
    check(sql("two", "SELECT string_agg(revision || '/' || current, ' ' ORDER BY published) FROM documents WHERE key LIKE '%org/5'").strip() == "1/0 1/1", "revisions of a report")

    # the better coding stays
    rc, err = run("push", at("short.db"), url("four")); check(rc == 0 and "300 new" in err, ("without texts", err))
    rc, err = run("push", at("a.db"), url("four")); check(rc == 0 and "2 new, 300 in a better coding" in err, ("texts come", err))
    rc, err = run("push", at("short.db"), url("four")); check(rc == 0 and "300 known" in err, ("and stay", err))
    same("four", "a.db", "as if pushed at once", but=("actors", "places"))
    sql("four", "UPDATE khaldun_schema SET version = 99")
    rc, err = run("push", at("a.db"), url("four")); check(rc == 5 and "newer" in err, ("a newer schema", rc, err))
finally:
    server.send_signal(signal.SIGINT)
    try: server.wait(30)
    except subprocess.TimeoutExpired: server.kill(); server.wait()
    shutil.rmtree(folder, ignore_errors=True)
finish()
