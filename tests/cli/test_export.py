#!/usr/bin/env python3
"""Exports read back by real readers: every row has its columns, whatever stands in the texts. usage: test_export.py KHALDUN SOURCE_DIR"""
import csv, io, json, os, re, shutil, sqlite3, subprocess, sys, tempfile, zipfile
import xml.etree.ElementTree as ET

from checks import check, finish

khaldun, source = os.path.abspath(sys.argv[1]), sys.argv[2]
skipped = 0
csv.field_size_limit(10 ** 9)

def run(*args, stdin=b""):
    p = subprocess.run([khaldun, *args], input=stdin, capture_output=True, timeout=300)
    return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")

folder = tempfile.TemporaryDirectory()
at = lambda name: os.path.join(folder.name, name)
COLUMNS = {"polecat": 40, "icews": 20, "gdelt": 61, "gdelt-mentions": 16, "phoenix": 26, "quads": 4}
HEAD = {"polecat", "icews"}

def table(db, form, *filters):
    rc, out, err = run("export", db, "--as", form, *filters)
    check(rc == 0, (form, rc, err))
    text = out.decode("utf-8")
    plain = [l.split("\t") for l in text.split("\n")[:-1]]
    check(text == "" or text.endswith("\n"), (form, "ends with its last row"))
    for row in plain:
        if len(row) != COLUMNS[form]: check(False, (form, len(row), row))
    check(plain == list(csv.reader(io.StringIO(text, newline=""), delimiter="\t")), (form, "read with quotation marks and without, the same"))
    check(len(text.splitlines()) == len(plain), (form, "no character ends a line but the line's end"))
    return plain[1:] if form in HEAD else plain

def flat(db, *filters):
    rc, out, err = run("export", db, *filters)
    check(rc == 0, ("csv", rc, err))
    return list(csv.DictReader(io.StringIO(out.decode("utf-8"), newline=""), strict=True))

reports = [{"id": f"d{k}", "source": ["Wire", "Herald"][k % 2], "date": f"2024-03-{k + 1:02}", "url": f"https://news.example.org/{k}", "title": f"Delay {k}", "text":
            f"Egypt blamed Sudan for delay number {k} on Monday. Police in Nairobi arrested {k + 2} protesters on Tuesday. The United States and France praised Kenya and Uganda. Turkey will send {k + 3} doctors to Libya next week."} for k in range(15)]
reports.append({**reports[0], "id": "copy", "source": "Herald", "url": "https://copy.example.org/0"})
rc, out, err = run("ingest", "-q", at("a.db"), "--input", "jsonl", "-", stdin="".join(json.dumps(r) + "\n" for r in reports).encode())
check(rc == 0, ("ingest", err))
con = sqlite3.connect(at("a.db"))
real = con.execute("SELECT count(*) FROM events_flat WHERE status IN ('happened', 'ongoing')").fetchone()[0]
pairs = con.execute("SELECT sum(max(1, (SELECT count(*) FROM event_actors x WHERE x.event = f.event_id AND side = 'actor')) * max(1, (SELECT count(*) FROM event_actors x WHERE x.event = f.event_id AND side = 'recipient'))) FROM events_flat f WHERE status IN ('happened', 'ongoing')").fetchone()[0]

# our own columns, by csv, json, xlsx
rows = flat(at("a.db"))
check(len(rows) == real > 30, ("an event a row", len(rows), real))
by_id = {(r["id"], r["doc"]): r for r in rows}
for id, doc, event, actors, lat, text, title in con.execute("SELECT id, doc, event, actors, lat, event_text, title FROM events_flat WHERE status IN ('happened', 'ongoing')"):
    r = by_id[id, doc]
    check((r["event"], r["actors"], r["event_text"], r["title"], float(r["lat"]) if r["lat"] else None) == (event, actors or "", text, title, lat), ("csv says what the database says", r))
rc, out, err = run("export", "--as", "jsonl", at("a.db"))
lines = [json.loads(l) for l in out.decode().splitlines()]
check([l["id"] for l in lines] == [r["id"] for r in rows] and all(str(l["quad"]) == r["quad"] and l.get("place", "") == r["place"] for l, r in zip(lines, rows)), "jsonl as csv")
check(list(lines) == sorted(lines, key=lambda l: l.get("date", "")), "in the order of the days")
rc, out, err = run("export", "--as", "geojson", at("a.db"))
geo = json.loads(out)
check(geo["type"] == "FeatureCollection" and len(geo["features"]) == real, "geojson")
check({f["properties"]["country"] for f in geo["features"] if f["geometry"]} >= {"KEN"} and all(abs(f["geometry"]["coordinates"][1]) <= 90 for f in geo["features"] if f["geometry"]), "points")

def sheet(path):
    z = zipfile.ZipFile(path)
    check(z.testzip() is None, "a whole zip")
    ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    strings = []
    if "xl/sharedStrings.xml" in z.namelist(): strings = ["".join(t.text or "" for t in si.iter("{%s}t" % ns["m"])) for si in ET.fromstring(z.read("xl/sharedStrings.xml")).findall("m:si", ns)]
    root, out = ET.fromstring(z.read("xl/worksheets/sheet1.xml")), []
    check(not list(root.iter("{%s}f" % ns["m"])) and not list(root.iter("{%s}hyperlink" % ns["m"])), "no formula and no link in a sheet")
    for row in root.iter("{%s}row" % ns["m"]):
        cells = {}
        for c in row.findall("m:c", ns):
            kind, v = c.get("t"), c.find("m:v", ns)
            cells[re.match("[A-Z]+", c.get("r")).group()] = strings[int(v.text)] if kind == "s" else "".join(t.text or "" for t in c.iter("{%s}t" % ns["m"])) if kind == "inlineStr" else float(v.text)
        out.append(cells)
    return out
rc, out, err = run("export", "--as", "xlsx", at("a.db"), "-o", at("a.xlsx")); check(rc == 0 and f"{real} rows" in err, ("xlsx", rc, err))
book = sheet(at("a.xlsx"))
check(len(book) == real + 1 and book[0]["A"] == "id" and [r["A"] for r in book[1:]] == [r["id"] for r in rows] and [r["D"] for r in book[1:]] == [float(r["quad"]) for r in rows], "the workbook as csv")
run("export", "--as", "xlsx", at("a.db"), "-o", at("b.xlsx"))
check(open(at("a.xlsx"), "rb").read() == open(at("b.xlsx"), "rb").read(), "the same workbook again")

# the field's tables
polecat = table(at("a.db"), "polecat")
check(len(polecat) == real and {r[5] for r in polecat} <= {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}, "POLECAT: an event a row")
both = [r for r in polecat if ";" in r[7]]
check(both and all(r[c] == "" or r[c].count(";") == r[7].count(";") for r in both for c in (8, 9, 10, 12, 13)), ("POLECAT: lists side by side", both[:1]))
icews = table(at("a.db"), "icews")
check(len(icews) == pairs and len({r[0] for r in icews}) == pairs and all(0 < int(r[0]) < 2 ** 31 and 0 < int(r[11]) < 2 ** 31 and re.match(r"\d{4}-\d\d-\d\d$", r[1]) for r in icews), ("ICEWS: a row a pair", len(icews), pairs))
check(any(r[2] == "Egypt" and r[5] == "Accuse" or r[5] == "Criticize or denounce" for r in icews) and all(-10 <= float(r[7]) <= 10 for r in icews if r[7] != "NA"), "ICEWS: CAMEO's words and scale")
gdelt, mentions = table(at("a.db"), "gdelt"), table(at("a.db"), "gdelt-mentions")
check(len({r[0] for r in gdelt}) == len(gdelt) < len(mentions) and {r[0] for r in gdelt} == {r[0] for r in mentions}, ("GDELT: events once, mentions all", len(gdelt), len(mentions)))
check(sum(int(r[31]) for r in gdelt) == len(mentions), ("GDELT: NumMentions counts the mentions", sum(int(r[31]) for r in gdelt), len(mentions)))
nairobi = [r for r in gdelt if r[51] == "4" and r[52].startswith("Nairobi")]
check(nairobi and nairobi[0][53] == "KE" and nairobi[0][52].endswith("Kenya") and abs(float(nairobi[0][56]) + 1.28) < .1, ("GDELT: place with FIPS code", nairobi[:1]))
check(all(r[1] == r[1][:8] and r[2] == r[1][:6] and r[3] == r[1][:4] and int(r[29]) in (1, 2, 3, 4) and r[26].startswith(r[28]) and re.match(r"\d{14}$", r[59]) for r in gdelt), "GDELT: days, classes")
check({r[5] for r in gdelt} >= {"EGY", "KENCOP"}, ("GDELT: codes", {r[5] for r in gdelt}))
phoenix = table(at("a.db"), "phoenix")
check(len(phoenix) == pairs and any(r[5:9] == ["KENCOP", "KEN", "COP", ""] for r in phoenix), ("Phoenix", phoenix[:1]))
quads = table(at("a.db"), "quads")
check(["cty:EGY", "ACCUSE/disapprove", "cty:SDN"] in [r[:3] for r in quads] or any(r[0] == "cty:EGY" and r[2] == "cty:SDN" for r in quads), ("quadruples", quads[:2]))
rc, out, err = run("export", "--as", "plover", at("a.db"))
plover = [json.loads(l) for l in out.decode().splitlines()]
check(len(plover) == real and all({"id", "date", "actor", "event", "recipient", "mode", "context"} <= set(p) and isinstance(p["actor"], list) for p in plover), "PLOVER: required fields")
rc, out, err = run("export", "--as", "ics", "--from", "2024-03-01", at("a.db"))
check(rc == 0 and out.startswith(b"BEGIN:VCALENDAR\r\n") and out.count(b"BEGIN:VEVENT") == out.count(b"END:VEVENT") > 0, ("plans as a calendar", rc, err))

# filters as on the page
count = lambda *f: len(flat(at("a.db"), *f))
check(count("--event", "ACCUSE") == sum(r["event"] == "ACCUSE" for r in rows) > 0, "--event")
check(count("--from", "2024-03-05", "--to", "2024-03-08") == sum("2024-03-05" <= r["date"] <= "2024-03-08" for r in rows) > 0, "--from --to")
check(count("--country", "KEN") == sum(r["country"] == "KEN" for r in rows) > 0, "--country")
check(count("--actor", "EGY") == sum(r["actor_country"] == "EGY" for r in rows) > 0, "--actor")
check(count("--source", "Herald") == sum(r["source"] == "Herald" for r in rows) > 0 and count("--words", "arrested") > 0 and count("--quad", "4") == sum(r["quad"] == "4" for r in rows), "--source, --words, --quad")
check(count("--status", "all") == con.execute("SELECT count(*) FROM events_flat").fetchone()[0], "--status all")
check(count("--once") == con.execute("SELECT count(DISTINCT s.id) FROM story_events s JOIN event_stories m ON m.story_event = s.id JOIN events e ON e.id = m.event WHERE e.status IN ('happened', 'ongoing')").fetchone()[0] < real, "--once")
for args, says in ((("--event", "WAR"), "event"), (("--from", "soon"), "from"), (("--as", "exe"), "exe"), (("--as", "ics", "--event", "AID"), "iCalendar"), (("--colour", "red"), "colour")):
    rc, out, err = run("export", at("a.db"), *args); check(rc == 2 and says in err and not out, (args, rc, err))
rc, out, err = run("export", at("none.db")); check(rc == 3 and "no such database" in err, (rc, err))
rc, out, err = run("export", at("a.db"), "-o", at("none/x.csv")); check(rc == 3, ("nowhere to write", rc, err))

# 200 hostile strings through every field that comes from a report
bad = ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "=HYPERLINK(\"https://evil.example\")", "\t=1", " =1", "\r=1", "＝1", "＋1", "－1", "＠x", "a\tb", "a\nb", "a\r\nb", "\"", "\"\"", "\"a", "a\"b\"c", "'", ",", ";", "a,\"b\"\n,c", "\\", "\\t", "\\N", "NULL", "NA", "None",
       "a\u2028b", "a\u2029b", "a\u0085b", "a\x0bb", "a\x0cb", "a\x1cb", "a\x1db", "a\x1eb", "\x7f", "\x1b[31m", "\ufeff=1", "\ufffe", "\uffff", "<script>alert(1)</script>", "&amp;", "]]>", "<!--", "{\"a\":1}", "\U0001F4A5" * 3, "x" * 40000, "é" * 20000, "\u202e=1", "#!", "%0A", "--", "\x01", "http://a\tb", "internal:Sheet1!A1", "{=1}", ""]
bad += [f"{a}{b}{a}" for a in ("\t", "\n", "\"", "=", "'", ",", "\r") for b in bad[:20]]
bad = bad[:200]
check(len(bad) == 200, len(bad))
shutil.copy(at("a.db"), at("bad.db"))
hostile = sqlite3.connect(at("bad.db"))
FIELDS = {"documents": ["name", "url", "source", "title", "language"], "actors": ["name", "link", "country", "sector", "other_sectors", "role"], "places": ["name", "country", "admin1", "feature"], "event_actors": ["text"], "document_places": ["text"], "events": ["contexts", "cameo", "trigger", "rule", "mode"]}
k = 0
for t, fields in FIELDS.items():
    key = "event, side, n" if t == "event_actors" else "doc, n" if t == "document_places" else "id"
    for row in hostile.execute(f"SELECT {key} FROM {t}").fetchall():
        k += 1
        where = " AND ".join(f"{c.strip()} = ?" for c in key.split(","))
        hostile.execute(f"UPDATE {t} SET " + ", ".join(f"\"{f}\" = ?" for f in fields) + " WHERE " + where, [bad[(k * 7 + i * 13) % 200] for i in range(len(fields))] + list(row))
used = {bad[(j * 7 + i * 13) % 200] for j in range(1, k + 1) for i in range(6)}
check(k > 200 and len(used) == len(set(bad)), ("every string is used", k, len(used)))
hostile.commit()
runs = re.compile(r"\s*[=+\-@＝＋－＠]")
number = re.compile(r"[+-]?\d+(\.\d+)?$")
for form in COLUMNS:
    for row in table(at("bad.db"), form, "--status", "all"):
        for cell in row:
            if runs.match(cell) and not number.match(cell) or any(ord(c) < 32 for c in cell): check(False, (form, "a cell that could run", cell[:60]))
rows = flat(at("bad.db"), "--status", "all")
check(len(rows) == con.execute("SELECT count(*) FROM events_flat").fetchone()[0] and all(None not in r and None not in r.values() for r in rows), "csv keeps its columns")
for r in rows:
    for column, cell in r.items():
        if runs.match(cell) and not number.match(cell) or any(c in cell for c in "\r\n\t\0"): check(False, ("csv", "a cell that could run", column, cell[:60]))
for form in ("jsonl", "plover"):
    rc, out, err = run("export", "--as", form, "--status", "all", at("bad.db"))
    check(rc == 0 and len([json.loads(l) for l in out.decode("utf-8").split("\n")[:-1]]) == len(rows), (form, rc, err))
rc, out, err = run("export", "--as", "geojson", "--status", "all", at("bad.db")); check(rc == 0 and len(json.loads(out)["features"]) == len(rows), "geojson")
rc, out, err = run("export", "--as", "xlsx", "--status", "all", at("bad.db"), "-o", at("bad.xlsx")); check(rc == 0, ("xlsx", rc, err))
check(len(sheet(at("bad.xlsx"))) == len(rows) + 1, "the workbook keeps its rows")
rc, out, err = run("export", "--as", "ics", "--from", "2024-03-01", at("bad.db")); check(rc == 0 and out.count(b"BEGIN:VEVENT") == out.count(b"END:VEVENT"), "the calendar keeps its entries")
load = sqlite3.connect(":memory:")   # SQLite as a reader
load.execute("CREATE TABLE polecat (" + ", ".join(f"c{i}" for i in range(40)) + ")")
load.executemany("INSERT INTO polecat VALUES (" + ",".join("?" * 40) + ")", table(at("bad.db"), "polecat", "--status", "all"))
check(load.execute("SELECT count(*) FROM polecat").fetchone()[0] == len(rows), "SQLite reads POLECAT")

# R's readr, where it is there
R = shutil.which("Rscript")
if R and subprocess.run([R, "-e", "library(readr)"], capture_output=True).returncode == 0:
    for form, name in (("csv", "bad.csv"), ("polecat", "bad.tsv")): run("export", "--as", form, "--status", "all", at("bad.db"), "-o", at(name))
    script = f'library(readr); a <- read_csv("{at("bad.csv")}", col_types = cols(.default = "c")); b <- read_tsv("{at("bad.tsv")}", col_types = cols(.default = "c")); cat(nrow(a), ncol(a), nrow(problems(a)), nrow(b), ncol(b), nrow(problems(b)))'
    p = subprocess.run([R, "-e", script], capture_output=True, timeout=300)
    check(p.stdout.decode().split() == [str(len(rows)), "46", "0", str(len(rows)), "40", "0"], ("readr", p.stdout, p.stderr[-300:]))
else:
    skipped += 1
    print("skipped: R with readr is not installed")

folder.cleanup()
finish(skipped)
