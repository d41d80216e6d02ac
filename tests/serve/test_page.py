#!/usr/bin/env python3
"""The explorer in a real browser, over a database whose fields hold hostile words. usage: test_page.py KHALDUN SOURCE_DIR NODE CHROMIUM NPM [PICTURE_FOLDER]"""
import os, signal, sqlite3, subprocess, sys, tempfile

khaldun, source, node, chromium, npm = [os.path.abspath(a) for a in sys.argv[1:6]]
pictures = sys.argv[6:7]
HOSTILE = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "javascript:alert(1)", "</script><script>alert(1)</script>", "<iframe src='javascript:alert(1)'>", "{{constructor.constructor('alert(1)')()}}",
           "' onmouseover='alert(1)", "<a href=\"javascript:alert(1)\">x</a>", "<style>@import 'http://evil.example'</style>", "<meta http-equiv=refresh content=0;url=http://evil.example>", "data:text/html,<script>alert(1)</script>", "<base href=http://evil.example>", "<object data=x>", "\u202ealert"]
FIELDS = [("documents", "title"), ("documents", "source"), ("documents", "url"), ("documents", "byline"), ("documents", "name"), ("documents", "text"), ("actors", "name"), ("actors", "role"), ("places", "name"), ("places", "admin1"), ("events", "trigger"),
          ("events", "rule"), ("events", "contexts"), ("quotes", "content"), ("quotes", "cue")]

cache = os.path.join(tempfile.gettempdir(), "khaldun-playwright")
os.makedirs(cache, exist_ok=True)
core = os.path.join(cache, "node_modules", "playwright-core")
if not os.path.exists(core):
    r = subprocess.run([npm, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", cache, "playwright-core@1"], capture_output=True, text=True)
    if r.returncode:
        print("skipped: playwright-core cannot be installed\n0 passed, 0 failed, 1 skipped"); sys.exit(0)

with tempfile.TemporaryDirectory() as folder:
    db, page = os.path.join(folder, "t.db"), os.path.join(folder, "page.html")
    files = [os.path.join(source, "examples", f) for f in sorted(os.listdir(os.path.join(source, "examples"))) if f.endswith(".txt")]
    subprocess.run([khaldun, "ingest", "--date", "2024-03-22", "-q", db, *files], check=True, capture_output=True)
    if pictures:   # the examples alone leave most of the map empty
        reports = subprocess.run([os.path.join(source, "scripts", "corpus_reports.py")], check=True, capture_output=True).stdout
        subprocess.run([khaldun, "ingest", "-q", "--input", "jsonl", db, "-"], input=reports, check=True, capture_output=True)
    else:   # every third row of every field: 200 and more hostile strings
        con = sqlite3.connect(db)
        for table, field in FIELDS:
            for i, (row,) in enumerate(con.execute(f"SELECT id FROM {table} ORDER BY id DESC").fetchall()):
                if i % 3 == 0:
                    words = HOSTILE[(i // 3) % len(HOSTILE)]
                    old = con.execute(f"SELECT {field} FROM {table} WHERE id = ?", (row,)).fetchone()[0] or ""
                    con.execute(f"UPDATE {table} SET {field} = ? WHERE id = ?", (old + words if field == "text" else words, row))
        con.commit()
        con.close()
    p = subprocess.Popen([khaldun, "serve", "--port", "0", db], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    url = p.stdout.readline().strip()
    try:
        subprocess.run([khaldun, "report", db, "-o", page], check=True, capture_output=True)
        status = subprocess.run([node, os.path.join(source, "tests", "serve", "page.mjs"), core, chromium, url, page, *pictures], timeout=500).returncode
    finally:
        p.send_signal(signal.SIGINT)
        p.wait(10)
sys.exit(status)
