#!/usr/bin/env python3
"""khaldun fetch against a server of the test's own: feeds, robots.txt, conditional requests, backing off, limits. usage: test_fetch.py KHALDUN"""
import gzip, http.server, os, sqlite3, subprocess, sys, tempfile, threading, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])
PAGE = "<html lang=en><head><title>{t}</title></head><body><article><h1>{t}</h1><p>{p}</p><p>The Kenyan police arrested three journalists in Nairobi on Monday, and the Egyptian foreign minister met his Sudanese counterpart in Cairo for talks about the river, officials in both countries said in the evening.</p><p>The ministers agreed to meet again next month, according to a statement of the ministry, which gave no further details of the talks.</p></article></body></html>"
asked, mode = [], {"feed": 200}

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *a): pass
    def give(self, status, body=b"", kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind); self.send_header("Content-Length", str(len(body)))
        for k, v in headers.items(): self.send_header(k.replace("_", "-"), v)
        self.end_headers(); self.wfile.write(body)
    def do_GET(self):
        asked.append((self.path, self.headers.get("User-Agent"), self.headers.get("If-None-Match"), time.monotonic()))
        here = f"http://127.0.0.1:{port}"
        if self.path == "/robots.txt": return self.give(200, b"User-agent: khaldun\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n", "text/plain")
        if self.path == "/feed.xml":
            if mode["feed"] != 200: return self.give(mode["feed"], Retry_After="7200")
            if self.headers.get("If-None-Match") == '"v1"': return self.give(304, ETag='"v1"')
            items = ["/a", "/b", "/private/c", "/gone", "/picture", "/bomb", "/away", "/loop", "http://[::1]:1/", "file:///etc/passwd", "javascript:alert(1)"]
            body = "<rss version='2.0'><channel>" + "".join(f"<item><title>T</title><link>{i if ':' in i else here + i}</link><pubDate>Mon, 18 Mar 2024 10:00:00 GMT</pubDate></item>" for i in items) + "</channel></rss>"
            return self.give(200, body.encode(), "application/rss+xml", ETag='"v1"')
        if self.path == "/broken.xml": return self.give(200, b"<rss><channel><item><link>" + here.encode() + b"/d</link></item><item>", "application/rss+xml")
        if self.path == "/picture": return self.give(200, b"\x89PNG", "image/png")
        if self.path == "/bomb": return self.give(200, gzip.compress(b" " * (64 << 20)), Content_Encoding="gzip")
        if self.path == "/away": return self.give(302, Location=f"{here}/b2")
        if self.path == "/loop": return self.give(302, Location="/loop")
        if self.path in ("/a", "/b", "/b2", "/d", "/private/c"): return self.give(200, PAGE.format(t="Report " + self.path, p=f"This is the report {self.path}.").encode())
        self.give(404, b"no")

class Quiet(http.server.ThreadingHTTPServer):
    def handle_error(self, *a): pass   # a connection that khaldun closes, as it should

server = Quiet(("127.0.0.1", 0), Server)
port = server.server_address[1]
threading.Thread(target=server.serve_forever, daemon=True).start()

with tempfile.TemporaryDirectory() as folder:
    db, feeds = os.path.join(folder, "n.db"), os.path.join(folder, "feeds.txt")
    def fetch(*args, code=None):
        del asked[:]
        p = subprocess.run([khaldun, "fetch", db, "--feeds", feeds, "--delay", "0.05", *args], capture_output=True, text=True, timeout=120)
        if code is not None: check(p.returncode == code, ("exit status", p.returncode, p.stderr))
        return p.stderr
    def urls(): return sorted(r[0].rsplit("/", 1)[-1] for r in sqlite3.connect(db).execute("SELECT url FROM documents"))
    with open(feeds, "w") as f: f.write(f"# ours\nhttp://127.0.0.1:{port}/feed.xml\n")
    err = fetch(code=7); check("private or local address" in err and not any(p != "/robots.txt" for p, *_ in asked) and not asked, ("local addresses are left alone", err, asked))
    err = fetch("--allow-private", "--force", code=1)
    check(urls() == ["a", "away", "b"], ("pages", urls(), err))
    paths = [p for p, *_ in asked]
    check(paths[0] == "/robots.txt" and paths.count("/robots.txt") == 1 and "/private/c" not in paths and "/gone" in paths, ("robots.txt", paths))
    check(all(a.startswith("khaldun/") for _, a, *_ in asked), "who asks")
    check("longer than" in err and "/loop" in err and "image/png" in err and "status 404" in err, err)
    own = [a for a in asked if a[0] not in ("/loop", "/b2")]   # redirects follow at once
    gaps = [b[3] - a[3] for a, b in zip(own, own[1:])]; check(min(gaps) >= 0.045, ("the pause between two requests", gaps))
    con = sqlite3.connect(db)
    check(con.execute("SELECT count(*) FROM events WHERE event = 'COERCE'").fetchone()[0] >= 2, "events of the pages")
    check(con.execute("SELECT DISTINCT published FROM documents").fetchall() == [("2024-03-18",)], "the feed's day where the page has none")
    err = fetch("--allow-private"); check([p for p, *_ in asked] == ["/robots.txt", "/feed.xml"] and asked[1][2] == '"v1"' and "1 unchanged" in err, ("conditional", asked, err))
    err = fetch("--allow-private", "--force"); check(not {"/a", "/b", "/away"} & {p for p, *_ in asked} and "3 known" in err, ("known pages are not fetched again", asked, err))
    mode["feed"] = 503
    err = fetch("--allow-private", "--force", code=7); check("HTTP status 503; next try in 120 minutes" in err, err)
    mode["feed"] = 200
    err = fetch("--allow-private", code=0); check(not asked and "1 waiting" in err, ("backing off", asked, err))
    with open(feeds, "w") as f: f.write(f"http://127.0.0.1:{port}/broken.xml\nnonsense\n")
    err = fetch("--allow-private", code=7); check(urls() == ["a", "away", "b", "d"] and "broken XML" in err and "no http or https address" in err, ("a broken feed's entries", urls(), err))
    err = fetch("--allow-private", "--user-agent", "other/1.0", code=7); check("robots.txt does not allow" in err and [p for p, *_ in asked] == ["/robots.txt"], ("robots.txt for others", err))
    for args in ([], [db], ["--feeds", feeds], [db, "--feeds", feeds, "--delay", "x"]): check(subprocess.run([khaldun, "fetch", *args], capture_output=True).returncode == 2, ("usage", args))
    check(subprocess.run([khaldun, "fetch", db, "--feeds", "/absent"], capture_output=True).returncode == 3, "no list")

finish()
