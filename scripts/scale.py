#!/usr/bin/env python3
"""What a stream of news costs: time, disks, memory; the arithmetic of docs/scale.md.

usage: scale.py                          the table for the figures below
       scale.py KHALDUN ARCHIVE…         measures the figures on archives of pages (.warc.gz) first, in processor time of one thread
"""
import os, resource, sqlite3, subprocess, sys, tempfile

# Measured: what the second usage prints (docs/scale.md says on which machine and pages).
FIGURES = {
    "pages": 684,   # that were measured
    "warc_bytes": 47630,   # of a page, gzipped
    "words": 1797,   # of an article
    "records": 99.19,   # rows of a report in the database
    "extract_s": 0.0009276,   # processor seconds a page: gunzip, charset, article
    "code_s": 0.03016,   # to records as JSON lines, all of the road
    "ingest_s": 0.03419,   # into a database
    "merge_s": 0.001532,   # from a shard's database into the whole
    "group_s": 0.000242,   # into stories, once all are in
    "db_bytes": 29950,   # a report in the database, text and search index included
    "bare_bytes": 11330,   # without texts (--no-text)
    "jsonl_bytes": 2629,   # its events as JSON lines
}
DAY = (330_000, 550_000)         # articles a day of CC-NEWS
DAY_BYTES = 14 * 2 ** 30         # gzipped, at most
TEN_YEARS = 1_360_000_000        # articles
CORES = 64
DISK = 200e6                     # bytes a second that a shared disk gives, written or read
SHARD = 2 ** 30                  # bytes of archives a shard

def measure(khaldun, archives):
    f = dict(FIGURES)
    def run(*args):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        p = subprocess.run([khaldun, *args], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if p.returncode not in (0, 1): sys.exit(f"scale.py: khaldun {args[0]} failed")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, p.stdout
    with tempfile.TemporaryDirectory() as folder:
        at = lambda name: os.path.join(folder, name)
        seconds, _ = run("extract", "-j", "1", "-q", *archives)
        f["extract_s"] = seconds
        f["code_s"], out = run("code", "-j", "1", "-q", "--emit", "all", *archives)
        f["ingest_s"], _ = run("ingest", "-j", "1", "-q", "--no-stories", at("a.db"), *archives)
        run("ingest", "-j", "1", "-q", "--no-stories", "--no-text", at("bare.db"), *archives)
        f["merge_s"], _ = run("merge", "-q", "--no-stories", at("all.db"), at("a.db"))
        both, _ = run("merge", "-q", at("grouped.db"), at("a.db"))
        f["group_s"] = max(both - f["merge_s"], 0)
        _, events = run("code", "-j", "1", "-q", "--emit", "event", *archives)
        con = sqlite3.connect(at("a.db"))
        n, f["words"] = con.execute("SELECT count(*), avg(words) FROM documents WHERE failed IS NULL").fetchone()
        pages = con.execute("SELECT count(*) FROM documents").fetchone()[0]
        f["records"] = sum(con.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in
            "events event_actors plans plan_actors quotes document_actors document_places times figures problems".split())
        con.close()
        f["db_bytes"], f["bare_bytes"], f["jsonl_bytes"] = os.path.getsize(at("all.db")), os.path.getsize(at("bare.db")), len(events)
        f["warc_bytes"] = sum(map(os.path.getsize, archives))
        f["pages"] = pages
        for k in f:
            if k not in ("pages", "words"): f[k] /= pages
    print("FIGURES = {" + ", ".join(f'"{k}": {v:.4g}' if k != "pages" else f'"pages": {v}' for k, v in f.items()) + "}\n")
    return f

def size(n): return next(f"{n / u:,.1f} {name}" for u, name in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1, "B")) if n >= u)
def span(s): return next(f"{s / u:,.1f} {name}" for u, name in ((86400, "days"), (3600, "h"), (60, "min"), (1, "s")) if s >= 1.5 * u or u == 1)

def table(f):
    print(f"{f['pages']:,} pages of {size(f['warc_bytes'])} gzipped, {f['words']:.0f} words and {f['records']:.0f} records an article")
    print("one core a second: " + ", ".join(f"{what} {1 / f[k]:,.0f} pages" for what, k in (("extract", "extract_s"), ("code", "code_s"), ("ingest", "ingest_s"), ("merge", "merge_s"), ("group", "group_s"))))
    print(f"merge: {f['records'] / f['merge_s']:,.0f} records a second\n")
    print(f"{'':44}{'a day, few':>16}{'a day, many':>16}{'ten years':>16}")
    cases = (*DAY, TEN_YEARS)
    def row(what, of): print(f"{what:44}" + "".join(f"{of(n):>16}" for n in cases))
    row("articles", lambda n: f"{n:,}")
    read = lambda n: min(n * f["warc_bytes"], DAY_BYTES) if n < 10 ** 7 else n * DAY_BYTES / DAY[1]   # at least what a full day has an article
    row("archives", lambda n: size(read(n)))
    row("into databases on one core", lambda n: span(n * f["ingest_s"]))
    row(f"{CORES} cores, shards", lambda n: span(n * f["ingest_s"] / CORES))
    row("reading the archives from one disk", lambda n: span(read(n) / DISK))
    row(f"shards of {SHARD >> 30} GiB", lambda n: f"{max(1, round(read(n) / SHARD)):,}")
    row("merge into one file (one core)", lambda n: span(n * f["merge_s"]))
    row("stories (one core)", lambda n: span(n * f["group_s"]))
    row("database, texts and search", lambda n: size(n * f["db_bytes"]))
    row("database without texts", lambda n: size(n * f["bare_bytes"]))
    row("events as JSON lines", lambda n: size(n * f["jsonl_bytes"]))
    row("records", lambda n: f"{n * f['records']:,.0f}")
    print(f"\nbusy cores at a day's speed: {DAY[0] * f['ingest_s'] / 86400:.2f} to {DAY[1] * f['ingest_s'] / 86400:.2f}")
    print(f"a full day a machine of {CORES} cores can code: {86400 * CORES / f['ingest_s']:,.0f} articles")

table(measure(os.path.abspath(sys.argv[1]), sys.argv[2:]) if len(sys.argv) > 2 else FIGURES)
