#!/usr/bin/env python3
"""Shards as an array job of a real Slurm cluster of two workers: tasks cancelled, requeued and killed at random; what is open is submitted again; the
shards merged say what one machine's database says.
usage: test_slurm.py KHALDUN [full | throughput]     4 shards; full: 24 and more kills; throughput: two workers against one, on a quiet machine"""
import os, random, re, sqlite3, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
import cluster, news
from checks import check, finish

source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
khaldun, form = os.path.abspath(sys.argv[1]), (sys.argv[2:] or [""])[0]
why = cluster.missing()
if why: print("skipped:", why); finish(1)

def run(*args): return subprocess.run([khaldun, *args], capture_output=True, text=True, timeout=1200)

def plan(folder, shards, pages):
    parts = [os.path.join(folder, f"part-{k:02}.warc.gz") for k in range(shards)]
    for k, path in enumerate(parts): news.archive(path, range(k * pages, (k + 1) * pages))
    batch = os.path.join(folder, "batch")
    r = run("batch", "plan", batch, *parts, "--size", "1")
    check(r.returncode == 0 and f"{shards} shards" in r.stderr, ("plan", r.stderr))
    return batch, parts

def submit(c, batch, tasks):
    out = c.say("sbatch", f"--export=ALL,KHALDUN={khaldun}", f"--array={tasks}", "-o", "/dev/null", os.path.join(source, "examples/batch/array.sbatch"), batch)
    check("Submitted batch job" in out, ("sbatch", out))
    return re.search(r"(\d+)$", out.strip())[1]

def coding(batch):
    """Processes that code a shard of this batch."""
    out = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try: words = open(f"/proc/{pid}/cmdline", "rb").read().decode(errors="replace").split("\0")
        except OSError: continue
        if words[1:3] == ["batch", "run"] and batch in words: out.append(int(pid))
    return out

def missing(batch): return run("batch", "missing", batch).stdout.split()

def done(batch): return {n: (os.stat(os.path.join(batch, n)).st_ino, os.stat(os.path.join(batch, n)).st_mtime_ns) for n in sorted(os.listdir(batch)) if n.endswith(".db")}

def wait(c, seconds=600):
    stop = time.time() + seconds
    while c.jobs() and time.time() < stop: time.sleep(0.2)
    check(not c.jobs(), ("all tasks end", c.jobs(), c.logs()))

def kills():
    shards, pages, wanted = (24, 250, 30) if form == "full" else (4, 250, 4)
    rng = random.Random(10)
    with tempfile.TemporaryDirectory() as folder, cluster.Cluster(2) as c:
        batch, parts = plan(folder, shards, pages)
        submit(c, batch, f"1-{shards}")
        counts, stop = {"scancel": 0, "requeue": 0, "kill -9": 0}, time.time() + 300
        while sum(counts.values()) < wanted and time.time() < stop:
            running = [j for j, state in c.jobs().items() if state == "RUNNING"]
            if not running and not c.jobs():   # what was cancelled or died is submitted again, as long as something is open
                left = missing(batch)
                if not left: break
                before = done(batch)
                submit(c, batch, ",".join(left))
                check(done(batch) == before, "a resubmission touches no finished shard")
            time.sleep(rng.uniform(0.05, 2 if form == "full" else 1))
            how = rng.choice(list(counts))
            if how == "kill -9":
                pids = coding(batch)
                if not pids: continue
                try: os.kill(rng.choice(pids), 9)
                except ProcessLookupError: continue
            elif not running: continue
            elif how == "scancel": c.say("scancel", rng.choice(running))
            else: c.say("scontrol", "requeue", rng.choice(running))
            counts[how] += 1
            for name in done(batch):
                con = sqlite3.connect(os.path.join(batch, name))
                check(con.execute("SELECT count(*) FROM documents").fetchone()[0] == pages, ("a shard is whole or absent", name))
                con.close()
        print(f"{shards} shards, {sum(counts.values())} tasks hit: {counts}; {len(missing(batch))} shards open then")
        check(sum(counts.values()) >= min(wanted, 3), ("tasks were hit", counts))
        for _ in range(5):   # requeued tasks come back by themselves; the rest is submitted again until nothing is open
            wait(c)
            left, before = missing(batch), done(batch)
            if not left: break
            submit(c, batch, ",".join(left))
            wait(c)
            after = done(batch)
            check(all(after[n] == before[n] for n in before), "a resumed batch codes the open shards alone")
        check(run("batch", "status", batch).stdout == f"{shards} of {shards} shards done\n", "every shard is done")
        check(sorted(os.listdir(batch)) == ["manifest.tsv", *done(batch)], "no draft of a killed task is left")
        merged, one = os.path.join(folder, "merged.db"), os.path.join(folder, "one.db")
        order = [os.path.join(batch, n) for n in done(batch)]
        rng.shuffle(order)
        r = run("merge", "-q", merged, *order); check(r.returncode == 0, ("merge", r.stderr))
        r = run("ingest", "-q", one, *parts); check(r.returncode == 0, ("ingest", r.stderr))
        a, b = news.content(merged), news.content(one)
        check(len(a["documents"]) == shards * pages and a["sound"] and b["sound"], "nothing is lost")
        for table in b: check(a[table] == b[table], ("the shards merged are one machine's database", table))

def throughput():
    with tempfile.TemporaryDirectory() as folder:
        seconds = {}
        for workers in (1, 2):
            with cluster.Cluster(workers) as c:
                where = os.path.join(folder, str(workers))
                os.mkdir(where)
                batch, _ = plan(where, 20, 1500)
                began = time.time()
                submit(c, batch, "1-20")
                wait(c)
                seconds[workers] = time.time() - began
                check(not missing(batch), "all done")
        print(f"20 shards of 1,500 pages: one worker {seconds[1]:.1f} s, two {seconds[2]:.1f} s: {seconds[1] / seconds[2]:.2f} times; load before: {os.getloadavg()[1]:.1f}")

throughput() if form == "throughput" else kills()
finish()
