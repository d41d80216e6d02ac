#!/usr/bin/env python3
"""Archives end to end and shards: a WARC of 1,100 pages (PAGES) at any number of threads; shards killed at random. usage: test_batch.py KHALDUN SOURCE_DIR [PAGES]"""
import gzip, json, os, random, signal, sqlite3, subprocess, sys, tempfile, time

from news import archive
from checks import check, finish

khaldun, source = os.path.abspath(sys.argv[1]), sys.argv[2]
pages = int(sys.argv[3]) if len(sys.argv) > 3 else 1100

def run(*args, **kw): return subprocess.run([khaldun, *args], capture_output=True, timeout=600, **kw)

def dump(db):
    """All rows of all tables by what they say: ids by text where they are references."""
    con = sqlite3.connect(db)
    return sorted(con.execute("SELECT d.url, d.sha256, d.text, (SELECT group_concat(printf('%016x', e.uid) || e.event || e.status || ifnull(e.date, '') || e.trigger, '|') FROM (SELECT * FROM events WHERE doc = d.id ORDER BY uid) e) FROM documents d").fetchall(), key=str)

with tempfile.TemporaryDirectory() as folder:
    big = os.path.join(folder, "big.warc.gz")
    archive(big, range(pages))
    outs = {j: run("code", "-j", str(j), "--emit", "all", "-q", big) for j in (1, 2, 8)}
    first = outs[1].stdout
    check(outs[1].returncode == 0 and all(o.stdout == first for o in outs.values()), "the same bytes with 1, 2 and 8 threads")
    docs = [json.loads(l) for l in first.splitlines() if l.startswith(b'{"type":"document"')]
    check(len(docs) == pages and {d["url"] for d in docs} == {f"https://news.example.org/{i}.html" for i in range(pages)}, ("nothing is lost", len(docs)))
    check(all(f"Report {d['url'].split('/')[-1][:-5]} of the day" == d["title"] and f"number {d['url'].split('/')[-1][:-5]} of" in d["text"] and "Cookies" not in d["text"] for d in docs), "each page's own article")
    whole = gzip.open(big).read()
    once = os.path.join(folder, "once.warc.gz")
    with open(once, "wb") as f: f.write(gzip.compress(whole, mtime=0))
    names = lambda out: [json.loads(l)["sha256"] for l in out.splitlines() if l.startswith(b'{"type":"document"')]
    check(names(run("code", "--emit", "document", "-q", once).stdout) == names(first), "an archive gzipped as a whole")
    cut = os.path.join(folder, "cut.warc.gz")
    with open(big, "rb") as f, open(cut, "wb") as g: g.write(f.read()[:-200])
    check(len(names(run("code", "--emit", "document", "-q", cut).stdout)) >= pages - 1, "the last record cut off")

    # shards
    parts = [os.path.join(folder, f"part-{k}.warc.gz") for k in range(20)]
    for k, path in enumerate(parts): archive(path, range(2000 + k * 15, 2000 + k * 15 + 15))
    batch = os.path.join(folder, "batch")
    r = run("batch", "plan", batch, *parts, "--size", str(os.path.getsize(parts[0]) // 2)); check(r.returncode == 0 and b"20 shards of 20 files" in r.stderr, ("plan", r))
    check(run("batch", "status", batch).stdout == b"0 of 20 shards done\n" and run("batch", "missing", batch).stdout.split() == [str(k).encode() for k in range(1, 21)], "nothing is done")
    rng = random.Random(3)
    for _ in range(30):   # killed at random moments: a shard is whole or absent
        left = run("batch", "missing", batch).stdout.split()
        if not left: break
        p = subprocess.Popen([khaldun, "batch", "run", batch, rng.choice(left).decode()], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.005, 0.12))
        p.send_signal(signal.SIGKILL)
        p.wait()
        for name in os.listdir(batch):
            if name.endswith(".db"): check(len(dump(os.path.join(batch, name))) == 15, ("a shard is whole", name))
    for shard in run("batch", "missing", batch).stdout.split(): check(run("batch", "run", "-q", batch, shard.decode()).returncode == 0, ("run", shard))
    check(run("batch", "status", batch).stdout == b"20 of 20 shards done\n", "all done")
    r = run("batch", "run", batch, "7"); check(r.returncode == 0 and b"done already" in r.stderr, ("done already", r.stderr))
    one = os.path.join(folder, "one.db")
    run("ingest", "-q", one, *parts)
    together = sorted((row for k in range(1, 21) for row in dump(os.path.join(batch, f"shard-{k:06}.db"))), key=str)
    check(together == dump(one), "the shards hold what one machine's database holds")
    # what goes wrong
    with open(parts[3], "ab") as f: f.write(b"x")
    os.remove(os.path.join(batch, "shard-000004.db"))
    r = run("batch", "run", batch, "4"); check(r.returncode == 1 and b"not the file that was planned" in r.stderr and not os.path.exists(os.path.join(batch, "shard-000004.db")), ("a changed file", r.returncode, r.stderr))
    check([n for n in os.listdir(batch) if ".part" in n and n.split(".")[0] == "shard-000004"] == [] , "no draft is left of it")
    for args in (["plan", batch], ["run", batch], ["run", batch, "0"], ["run", batch, "99"], ["plan", batch, parts[0], "--size", "x"]): check(run("batch", *args).returncode in (2,), ("usage", args))
    check(run("batch", "plan", batch, "/absent").returncode == 3 and run("batch", "status", folder).returncode == 3, "what is not there")
    with open(os.path.join(batch, "manifest.tsv"), "a") as f: f.write("broken\n")
    check(run("batch", "status", batch).returncode == 1, "a broken manifest")

finish()
