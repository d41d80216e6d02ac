#!/usr/bin/env python3
"""The explorer's API: answers, filters, security, a million rows' worth of hostile words. usage: test_serve.py KHALDUN SOURCE_DIR"""
import csv, http.client, io, json, os, signal, sqlite3, subprocess, sys, tempfile, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from checks import check, finish

khaldun, source = os.path.abspath(sys.argv[1]), sys.argv[2]
def ask(port, path, host=None, method="GET", headers=None):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    c.putrequest(method, path, skip_host=True)
    c.putheader("Host", f"127.0.0.1:{port}" if host is None else host)
    for k, v in (headers or {}).items(): c.putheader(k, v)
    c.endheaders()
    r = c.getresponse()
    body = r.read()
    c.close()
    return r.status, dict(r.getheaders()), body

HOSTILE = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE events; --", "=HYPERLINK(\"x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "a\nb\r\nc", "javascript:alert(1)", "</script><b>", "{{7*7}}", "${7*7}",
           "%00", "\u202egnp.exe", "\u0000"[:0] + "x", "\ud7ff", "𝔘𝔫𝔦", "a,b;c|d\"e", "\\u003cscript\\u003e", "<svg onload=alert(1)>", "&lt;b&gt;", "]]>", "<!--", "*/alert(1)/*"]

with tempfile.TemporaryDirectory() as folder:
    db = os.path.join(folder, "t.db")
    files = [os.path.join(source, "examples", f) for f in sorted(os.listdir(os.path.join(source, "examples"))) if f.endswith(".txt")]
    subprocess.run([khaldun, "ingest", "--date", "2024-03-22", "-q", db, *files], check=True, capture_output=True)
    con = sqlite3.connect(db)
    events = con.execute("SELECT count(*) FROM events").fetchone()[0]
    real = con.execute("SELECT count(*) FROM events WHERE status IN ('happened','ongoing')").fetchone()[0]
    p = subprocess.Popen([khaldun, "serve", "--port", "0", db], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    url = p.stdout.readline().strip()
    port = urllib.parse.urlsplit(url).port
    get = lambda path, **q: json.loads(ask(port, f"/api/v1/{path}?{urllib.parse.urlencode(q)}")[2])
    try:
        about = get("about")
        check(about["events"] == events and about["documents"] == len(files) and about["api"] == 1, about)
        view = get("view")
        check(view["total"] == real and sum(view["quads"]) == real and sum(n for _, n in view["events"]) == real, "the view counts what happened")
        check(get("view", status="all")["total"] == events, "all statuses")
        for kind, n in view["events"]:
            check(get("view", event=kind)["total"] == n == con.execute("SELECT count(*) FROM events WHERE status IN ('happened','ongoing') AND event = ?", (kind,)).fetchone()[0], ("event", kind))
        for code, n in view["actors"][:20]:
            if len(code) >= 3 and code != "?":
                want = con.execute("SELECT count(DISTINCT e.id) FROM events e JOIN event_actors s ON s.event = e.id JOIN actors a ON a.id = s.actor WHERE e.status IN ('happened','ongoing') AND ifnull(a.country,'') = ? AND (? = '' OR a.sector = ?)",
                                   (code.split(" ")[0], code.partition(" ")[2], code.partition(" ")[2])).fetchone()[0] if code[:3].isupper() and (" " in code or len(code) == 3) and code not in ("GOV", "REB", "CVL", "OPP", "MIL", "COP", "JRN", "BUS", "LAB", "ELI", "REF", "PTY", "SOC", "UAF", "CRM", "JUD", "LEG", "REL", "EDU", "MED", "SPY", "AGR", "UNK", "PRM") else None
                if want is not None: check(get("view", either=code.replace(" ", "."))["total"] == want, ("either", code))
        days = [r[0] for r in con.execute("SELECT DISTINCT date FROM events WHERE date IS NOT NULL ORDER BY date")]
        for d in (days[0], days[len(days) // 2], days[-1]):
            check(get("view", **{"from": d, "to": d})["total"] == con.execute("SELECT count(*) FROM events WHERE status IN ('happened','ongoing') AND date = ?", (d,)).fetchone()[0], ("day", d))
        check(sum(sum(b[1:]) for b in view["timeline"]["buckets"]) + view["timeline"]["undated"] == real, "the timeline holds all")
        check(all(p[5] + p[6] + p[7] + p[8] > 0 and -90 <= p[3] <= 90 for p in view["map"]) and view["map"], "the map")
        # rows
        seen = []
        for offset in range(0, real, 7): seen += [r["event_id"] for r in get("events", offset=offset, limit=7)["rows"]]
        check(sorted(seen) == sorted(r[0] for r in con.execute("SELECT id FROM events WHERE status IN ('happened','ongoing')")), "pages of rows hold each event once")
        rows = get("events", limit=200, sort="date")["rows"]
        check([r.get("date", "") for r in rows] == sorted(r.get("date", "") for r in rows), "sorted by date")
        rows = get("events", limit=200, sort="confidence")["rows"]
        check(all(a["confidence"] > b["confidence"] - .011 for a, b in zip(rows, rows[1:])), "sorted by confidence")
        one = get("event", id=rows[0]["id"])
        check(one["entries"] and one["entries"][0]["text"] and one["codebook"] and one["parties"], "an event says why")
        doc = get("document", id=rows[0]["doc_id"])
        text = doc["text"]
        check(all(text[e["trigger_start"]:e["trigger_end"]] == e["trigger"] for e in doc["events"]) and all(text[a["start"]:a["end"]] == a["text"] for a in doc["actors"]), "offsets of a report's records")
        word = rows[0]["trigger"].split()[0]
        found = get("events", q=word, limit=200)
        check(found["total"] >= 1 and any(r["event_id"] == rows[0]["event_id"] for r in found["rows"]), ("words", word))
        check(get("view", q="nosuchwordatall")["total"] == 0, "no such word")
        check(get("plans", days=3000)["rows"], "plans"); check(get("quotes")["speakers"], "quotes")
        # downloads
        status, head, body = ask(port, "/api/v1/export?as=csv")
        table = list(csv.reader(io.StringIO(body.decode("utf-8"), newline="")))
        check(status == 200 and "attachment" in head["Content-Disposition"] and len(table) == real + 1 and len({len(r) for r in table}) == 1, "csv")
        check(len([json.loads(l) for l in ask(port, "/api/v1/export?as=jsonl&event=ACCUSE")[2].splitlines()]) == dict(view["events"]).get("ACCUSE", 0), "jsonl of what is shown")
        geo = json.loads(ask(port, "/api/v1/export?as=geojson")[2]); check(geo["type"] == "FeatureCollection" and len(geo["features"]) == real, "geojson")
        # what makes no sense
        for q in ("from=yesterday", "event=NOISE", "mode=visit", "quad=9", "status=maybe", "actor=xx", "place=EGYPT", "confidence=2", "doc=x", "offset=-1", "limit=100000"):
            status, _, body = ask(port, f"/api/v1/events?{q}"); check(status == 400 and "error" in json.loads(body), ("makes no sense", q, status))
        check(ask(port, "/api/v1/event?id=zz")[0] == 400 and ask(port, "/api/v1/event?id=0000000000000000")[0] == 404 and ask(port, "/api/v1/document?id=999999")[0] == 404, "unknown records")
        check(ask(port, "/api/v1/export?as=exe")[0] == 400 and ask(port, "/nothing")[0] == 404 and ask(port, "/../../etc/passwd")[0] == 404 and ask(port, "/%2e%2e/etc/passwd")[0] == 404, "unknown paths")
        for words in HOSTILE + ["\"", "\"\"", "*", "AND", "NEAR(", "a" * 400, "(" * 50, "col:x", "-x", "^x"]:
            status, head, body = ask(port, "/api/v1/events?" + urllib.parse.urlencode({"q": words})); check(status == 200 and json.loads(body)["total"] >= 0, ("hostile words", words, status))
            status, head, body = ask(port, "/api/v1/quotes?" + urllib.parse.urlencode({"speaker": words, "q": words})); check(status == 200, ("hostile speaker", words))
            check(ask(port, "/api/v1/view?" + urllib.parse.urlencode({"source": words}))[0] == 200, ("hostile source", words))
        # only its own name, only reading
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"localhost.evil.example:{port}", ""): check(ask(port, "/api/v1/view", host=host)[0] in (400, 403), ("host", host))
        check(ask(port, "/api/v1/view", host=f"localhost:{port}")[0] == 200, "localhost")
        check(ask(port, "/api/v1/view", headers={"Origin": "http://evil.example"})[0] == 403 and ask(port, "/api/v1/view", headers={"Origin": "null"})[0] == 403 and
              ask(port, "/api/v1/view", headers={"Origin": f"http://127.0.0.1:{port}"})[0] == 200, "origin")
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"): check(ask(port, "/api/v1/view", method=method, headers={"Content-Length": "0"})[0] in (400, 405, 501), method)
        status, head, _ = ask(port, "/api/v1/view"); csp = head.get("Content-Security-Policy", "")
        check("default-src 'none'" in csp and "unsafe" not in csp and head.get("X-Content-Type-Options") == "nosniff" and "json" in head["Content-Type"], "headers")
        check(os.path.exists(db) and sqlite3.connect(db).execute("PRAGMA integrity_check").fetchone()[0] == "ok" and con.execute("SELECT count(*) FROM events").fetchone()[0] == events, "the database is as it was")
        # it sees what another program adds
        with open(os.path.join(folder, "new.txt"), "w") as f: f.write("Egypt blamed Sudan for the delay on Monday.")
        subprocess.run([khaldun, "ingest", "--date", "2024-03-25", "-q", db, f.name], check=True, capture_output=True)
        import time
        time.sleep(5.2); check(get("about")["documents"] == len(files) + 1, "a report that was added meanwhile")
    finally:
        p.send_signal(signal.SIGINT); check(p.wait(10) == 0, "Ctrl-C ends it")
    for args in ([], [db, "x"], ["--port", "x", db], ["--port", "70000", db]): check(subprocess.run([khaldun, "serve", *args], capture_output=True).returncode == 2, ("usage", args))
    check(subprocess.run([khaldun, "serve", os.path.join(folder, "absent.db")], capture_output=True).returncode == 3, "no database")
    # a page to send: hostile words in every field stay words
    for i, words in enumerate(HOSTILE): con.execute("UPDATE documents SET title = ?, source = ?, url = ?, byline = ? WHERE id = ?", (words, words, words, words, i % len(files) + 1))
    con.commit()
    page = os.path.join(folder, "page.html")
    r = subprocess.run([khaldun, "report", db, "-o", page], capture_output=True, text=True)
    if "built without the page" in r.stderr:
        check(r.returncode == 6 and not os.path.exists(page), "built without the page")
    else:
        html = open(page, encoding="utf-8").read()
        data = html[html.index('id="khaldun-data">') + len('id="khaldun-data">'):]
        data = data[:data.index("</script>")]
        check(r.returncode == 0 and "<" not in data and len(json.loads(data)["events"]) == con.execute("SELECT count(*) FROM events").fetchone()[0], ("report", r.returncode, r.stderr))
        check(html.count("<script") == 2 and "http://" not in html.split("<script", 1)[0] and "sha256-" in html, "the page holds its two scripts alone")

finish()
