#!/usr/bin/env python3
"""The days ahead as users meet them: tables, JSON lines, iCalendar by the grammar of RFC 5545; reports and databases alike.
usage: test_agenda.py KHALDUN"""
import json, os, re, sqlite3, subprocess, sys, tempfile

from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])

def as_version_1(c):
    """Plans of a database without occasions as the first schema had them."""
    table, view = (c.execute("SELECT sql FROM sqlite_master WHERE name = ?", (n,)).fetchone()[0] for n in ("plans", "plans_flat"))
    indices = [r[0] for r in c.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'plans'")]
    rows = [r[:-1] for r in c.execute("SELECT * FROM plans ORDER BY id") if r[-1] is None]
    check(len(rows) == c.execute("SELECT count(*) FROM plans").fetchone()[0], "no occasions there")
    c.execute("DROP VIEW plans_flat"); c.execute("DROP TABLE plans")
    c.execute(table.replace(",\n  occasion TEXT", "").replace("\n  event TEXT,", "\n  event TEXT NOT NULL,").replace("quad INTEGER,", "quad INTEGER NOT NULL,").replace("intensity REAL,", "intensity REAL NOT NULL,"))
    for sql in indices + [view.replace("e.occasion, ", "")]: c.execute(sql)
    c.executemany(f"INSERT INTO plans VALUES ({','.join('?' * len(rows[0]))})", rows)
    c.execute("PRAGMA user_version = 1"); c.commit()

def run(*args, stdin=b""):
    p = subprocess.run([khaldun, "agenda", *args], input=stdin, capture_output=True, timeout=120)
    return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")

def unfold(raw):
    """Content lines as (name, parameters, value); complains about what RFC 5545 3.1 forbids."""
    check(raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"") and b"\r" not in raw.replace(b"\r\n", b""), "lines end in CRLF")
    for l in raw.split(b"\r\n"):
        if len(l) > 75: check(False, ("longer than 75 octets", l))
        try: l.decode("utf-8")
        except UnicodeDecodeError: check(False, ("cut inside a character", l))
    out = []
    for l in raw.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]:
        m = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^;:]+)*):([^\x00-\x08\x0a-\x1f\x7f]*)", l)
        check(m, ("a content line", l))
        if m: out.append(m.groups())
    return out

def events(raw):
    lines, found, one, stack = unfold(raw), [], None, []
    for name, parameters, value in lines:
        if name == "BEGIN": stack.append(value); one = {} if value == "VEVENT" else one
        elif name == "END":
            check(stack and stack.pop() == value, ("nesting", value))
            if value == "VEVENT": found.append(one)
        elif stack and stack[-1] == "VEVENT":
            check(name not in one, ("once a component", name))
            one[name] = (parameters, value)
    check(not stack and lines[0] == ("BEGIN", "", "VCALENDAR") and ("VERSION", "", "2.0") in lines and any(l[0] == "PRODID" for l in lines), "a calendar")
    return found

def plain(text):
    check(not re.search(r"(?<!\\)(?:\\\\)*[,;]", text), ("escaped", text))
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)

texts = {
    "a": "Turkey will send 300 doctors to Libya next week. The prime minister of Egypt will visit Ankara on Friday. Russia will withdraw its troops.",
    "b": "Türkiye's foreign minister will visit Brazzaville, Malabo, São Tomé and Yaoundé; he will meet the presidents of the four states on April 3, his ministry said \\o/.",
    "c": "Teachers in Kenya will go on strike on March 28."}
lines = [json.dumps({"id": k, "date": "2024-03-20", "text": t, "title": f"Report {k}; first, last", "url": f"https://www.example.org/{k}/" + "x" * 90}) for k, t in texts.items()]
with tempfile.TemporaryDirectory() as folder:
    reports, db = os.path.join(folder, "in.jsonl"), os.path.join(folder, "a.db")
    with open(reports, "w") as f: f.write("\n".join(lines) + "\n")
    rc, out, err = run(reports); rows = [json.loads(l) for l in out.decode().splitlines()]
    check(rc == 0 and len(rows) >= 4, ("reports", rc, err))
    whole = out
    with open(os.path.join(folder, "bytes.txt"), "wb") as f: f.write(b"Egypt will\0visit\0Sudan.")
    rc, out, err2 = run(reports, os.path.join(folder, "bytes.txt"))
    check(rc == 1 and out == whole and "bytes.txt" in err2 and "NUL" in err2, ("a report that cannot be read is named", rc, err2))
    check(re.search(r"without a day.*: [1-9]", err), ("what has no day is counted", err))
    check([r["date"] for r in rows] == sorted(r["date"] for r in rows), "by the day")
    check(all(r["enddate"] >= "2024-03-20" for r in rows), "from the day of the latest report")
    check(any(r["event"] == "AID" and (r["date"], r["enddate"]) == ("2024-03-25", "2024-03-31") for r in rows), ("next week", rows))
    check(any(r["event"] == "CONSULT" and r["date"] == "2024-03-22" and r["place"] == "Ankara" for r in rows), "a visit on Friday")

    # every record is that of khaldun code, with its id
    plans = [json.loads(l) for l in subprocess.run([khaldun, "code", "--emit", "plan", reports], capture_output=True, timeout=120).stdout.decode().splitlines()]
    check({r["id"] for r in rows} == {p["id"] for p in plans if p.get("enddate", "") >= "2024-03-20"}, "ids as khaldun code writes them")

    # windows
    rc, out, err = run("--days", "3", reports); near = [json.loads(l) for l in out.decode().splitlines()]
    check(near and near == [r for r in rows if r["date"] <= "2024-03-22"], "three days")
    rc, out, err = run("--from", "2024-03-27", "--days", "1", reports); one = [json.loads(l) for l in out.decode().splitlines()]
    check([r["event"] for r in one] == ["AID"], ("a plan whose days overlap the window", one))
    rc, out, err = run("--from", "2030-01-01", reports); check(rc == 0 and not out, "nothing that far")

    # iCalendar
    rc, ics, err = run("--format", "ics", reports); found = events(ics)
    check([e["UID"][1] for e in found] == [r["id"] + "@khaldun" for r in rows], "a component a plan, its id in the UID")
    check(len({e["UID"][1] for e in found}) == len(found), "each UID once")
    for e, r in zip(found, rows):
        check(e["DTSTAMP"] == ("", "20240320T000000Z"), ("stamped with the day of its report", e["DTSTAMP"]))
        check(e["DTSTART"] == (";VALUE=DATE", r["date"].replace("-", "")), ("begin", e))
        check(e["DTEND"][0] == ";VALUE=DATE" and e["DTEND"][1] > r["enddate"].replace("-", ""), ("the end is the day after", e))
        check(plain(e["SUMMARY"][1]).startswith(r["event"]) and r["event_text"] in plain(e["DESCRIPTION"][1]), ("words", e))
        check(e["URL"][1] == r["url"] and plain(e.get("LOCATION", ("", ""))[1]) == r.get("place", ""), ("where", e))
        check(re.fullmatch(r"-?\d+\.\d+;-?\d+\.\d+", e.get("GEO", ("", "0.0;0.0"))[1]), ("GEO", e))
    check(any("ü" in e["DESCRIPTION"][1] for e in found), "letters that are no ASCII")
    rc, again, err = run("--format", "ics", "-j", "1", reports); check(again == ics, "the same bytes again")
    rc, out, err = run("--format", "ics", "--from", "2030-01-01", reports); check(rc == 0 and events(out) == [] and out.count(b"BEGIN:") == 3, "an empty calendar is one")
    bad = json.dumps({"id": "u", "date": "2024-03-20", "text": texts["c"], "url": "javascript:\r\nEND:VEVENT"}).encode()
    rc, out, err = run("--format", "ics", "-", stdin=bad); e = events(out); check(e and all("URL" not in x for x in e), "an address that is none is left out")

    # databases, twice the same text
    subprocess.run([khaldun, "ingest", db, reports], capture_output=True, timeout=120)
    for options in ([], ["--days", "3"], ["--format", "ics"], ["--format", "table"], ["--from", "2024-03-27", "--days", "1"]):
        a, b = run(*options, reports), run(*options, db)
        check(a[:2] == b[:2], ("the database says the same", options, b))
    rc, out, err = run("-q", reports, db); check(out.decode().splitlines() == [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows] and not err, "each plan once")

    # occasions: no events, so they have no type; the store keeps them, a database of an earlier schema has none and is read and brought up to date all the same
    told = json.dumps({"id": "o", "date": "2024-03-20", "url": "https://www.example.org/o", "text": "Ghana will hold a parliamentary election on April 7. The ceasefire expires on Sunday. Turkey's foreign minister will visit Libya next week. The parties are ready for the election on April 7."}).encode()
    rc, out, err = run("-", stdin=told); ahead = [json.loads(l) for l in out.decode().splitlines()]
    check([(r.get("occasion"), r.get("event"), r["date"], r.get("actors")) for r in ahead] == [("expiry", None, "2024-03-24", None), (None, "CONSULT", "2024-03-25", "Turkey's foreign minister"), ("election", None, "2024-04-07", "Ghana")], ("occasions", ahead))
    rc, ics, err = run("--format", "ics", "-", stdin=told); e = events(ics)
    check([x["SUMMARY"][1] for x in e] == ["expiry", "CONSULT/visit: Turkey's foreign minister > Libya", "election: Ghana"] and e[2]["CATEGORIES"][1] == "election", ("occasions as a calendar", e))
    rc, out, err = run("--format", "table", "-", stdin=told); check("election: Ghana" in out.decode(), ("occasions in a table", out))
    other = os.path.join(folder, "o.db")
    subprocess.run([khaldun, "ingest", other, "-"], input=told, capture_output=True, timeout=120)
    for options in ([], ["--format", "ics"], ["--format", "table"]): check(run(*options, "-", stdin=told)[1] == run(*options, other)[1], ("occasions from the database", options))
    one = subprocess.run([khaldun, "explain", other, ahead[2]["id"]], capture_output=True, timeout=120).stdout.decode()
    check("election" in one and "occasion.election.n.1" in one and "also told by" in one, ("an occasion explained", one))
    with open(os.path.join(folder, "o.jsonl"), "wb") as f: f.write(told + b"\n")
    check(subprocess.run([khaldun, "explain", "--id", ahead[2]["id"], os.path.join(folder, "o.jsonl")], capture_output=True, timeout=120).stdout.decode() == one, "… from the report too")
    check(subprocess.run([khaldun, "check", other], capture_output=True, timeout=120).returncode == 0, "whole")
    c = sqlite3.connect(db); as_version_1(c); c.close(); old = run(db)
    check(old[:2] == run(reports)[:2] and subprocess.run([khaldun, "check", db], capture_output=True, timeout=120).returncode == 0, ("a database of version 1 is read", old))
    merged = os.path.join(folder, "m.db")
    check(subprocess.run([khaldun, "merge", merged, db, other], capture_output=True, timeout=120).returncode == 0 and b'"election"' in run(merged)[1] and run("-q", merged)[1] == run("-q", db, other)[1], "… and merged")
    subprocess.run([khaldun, "ingest", db, "-"], input=told, capture_output=True, timeout=120)
    c = sqlite3.connect(db); version = c.execute("PRAGMA user_version").fetchone(); c.close()
    check(version == (2,) and run("-q", db)[1] == run("-q", merged)[1] and subprocess.run([khaldun, "check", db], capture_output=True, timeout=120).returncode == 0, ("… and brought up to date when written to", version))

    # tables
    rc, out, err = run("--format", "table", reports); table = out.decode()
    check(rc == 0 and "2024-03-25 … 2024-03-31" in table and "AID: Turkey > Libya" in table and "\033" not in table, ("a table", table))

    # what is asked for wrongly
    for args in (["--from", "tomorrow"], ["--days", "0"], ["--days", "-1"], ["--days", "x"], ["--format", "pdf"], ["--nonsense"]):
        rc, out, err = run(*args, reports); check(rc == 2 and err and not out, (args, rc, err))
    rc, out, err = run("absent.txt"); check(rc == 3 and "absent.txt" in err, ("missing", rc, err))
    with open(os.path.join(folder, "broken.db"), "wb") as f: f.write(b"SQLite format 3\0" + b"x" * 200)
    rc, out, err = run(os.path.join(folder, "broken.db")); check(rc == 3 and not out, ("a broken database", rc, err))
    rc, out, err = run("--help"); check(rc == 0 and b"usage" in out, "help")

finish()
