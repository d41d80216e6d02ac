#!/usr/bin/env python3
"""Speed of `khaldun serve` with a million events. usage: bench_serve.py KHALDUN [EVENTS]

The bundled examples are ingested and their events repeated with other days, places and parties up to EVENTS; then the time of the first
view and of filters is measured, each ten times over HTTP, and printed in milliseconds (median, worst).
"""
import os, signal, sqlite3, statistics, subprocess, sys, tempfile, time, urllib.request

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
FILTERS = ["", "event=PROTEST", "either=USA", "actor=RUS.GOV&recipient=UKR", "from=2015-01-01&to=2019-12-31", "place=KEN,ETH", "quad=4&confidence=0.7", "q=police", "status=all"]

def fill(db, want):
    con = sqlite3.connect(db)
    con.execute("PRAGMA synchronous = OFF")
    events = [r[0] for r in con.execute("SELECT id FROM events")]
    columns = [r[1] for r in con.execute("PRAGMA table_info(events)")][1:]
    top, = con.execute("SELECT max(id) FROM events").fetchone()
    places, = con.execute("SELECT count(*) FROM places").fetchone()
    actors, = con.execute("SELECT count(*) FROM actors").fetchone()
    value = {"uid": "uid + n * 1000003", "date": "date('1995-01-01', '+' || ((n * 7919 + id * 31) % 11000) || ' days')", "place": f"(n * 31 + id * 7) % {places} + 1"}
    selected = ", ".join(value.get(c, f'"{c}"') for c in columns)
    con.execute("CREATE TEMP TABLE copies (n INTEGER)")
    con.executemany("INSERT INTO copies VALUES (?)", ((n,) for n in range(1, want // len(events) + 1)))
    con.execute(f"INSERT INTO events SELECT id + n * {top}, {selected} FROM events, copies WHERE id <= {top}")
    con.execute(f"INSERT INTO event_actors SELECT event + copies.n * {top}, side, x.n, (actor + copies.n * 13) % {actors} + 1, text, start, \"end\" FROM event_actors x, copies WHERE event <= {top}")
    con.execute(f"INSERT INTO event_search (rowid, words) SELECT id, trigger FROM events WHERE id > {top}")
    con.commit()
    n, = con.execute("SELECT count(*) FROM events").fetchone()
    con.close()
    return n

def main():
    khaldun, want = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, "bench.db")
        examples = [os.path.join(ROOT, "examples", f) for f in sorted(os.listdir(os.path.join(ROOT, "examples"))) if f.endswith(".txt")]
        subprocess.run([khaldun, "ingest", "--date", "2024-03-22", "-q", db, *examples], check=True, capture_output=True)
        n = fill(db, want)
        started = time.perf_counter()
        p = subprocess.Popen([khaldun, "serve", "--port", "0", db], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        url = p.stdout.readline().strip()
        print(f"{n:,} events, {os.path.getsize(db) / 1e6:.0f} MB; loaded in {time.perf_counter() - started:.1f} s")
        with open(f"/proc/{p.pid}/status") as f:
            print("resident:", next(l for l in f if l.startswith("VmRSS")).split(":")[1].strip())
        try:
            for path in ["api/v1/view?" + f for f in FILTERS] + ["api/v1/events?" + f for f in FILTERS[:3]]:
                times = []
                for _ in range(10):
                    t = time.perf_counter()
                    urllib.request.urlopen(urllib.request.Request(url + path, headers={"Accept-Encoding": "gzip"})).read()
                    times.append((time.perf_counter() - t) * 1000)
                print(f"{path:60} median {statistics.median(times):7.1f} ms   worst {max(times):7.1f} ms")
        finally:
            p.send_signal(signal.SIGINT)
            p.wait(30)

main()
