#!/usr/bin/env python3
"""Shards by the example Makefile and by GNU parallel, stopped and called again: one machine's database.   usage: test_engines.py KHALDUN SOURCE_FOLDER"""
import os, shutil, signal, subprocess, sys, tempfile, time

khaldun, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
sys.path.insert(0, os.path.join(source, "tests", "cli"))
import news
from checks import check, finish

skipped = 0

with tempfile.TemporaryDirectory() as folder:
    def run(*command, **kw): return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, **kw)
    parts = [os.path.join(folder, f"part-{k}.warc.gz") for k in range(6)]
    for k, path in enumerate(parts): news.archive(path, range(k * 40, k * 40 + 40))
    run(khaldun, "ingest", "-q", "one.db", *parts)
    want = news.content(os.path.join(folder, "one.db"))
    check(len(want["documents"]) == 240, "one machine's database")
    def same(db, what):
        got = news.content(os.path.join(folder, db)) if os.path.exists(os.path.join(folder, db)) else {}
        check(got == want, (what, [t for t in want if got.get(t) != want[t]]))

    if shutil.which("make"):
        make = ["make", "-s", "-f", os.path.join(source, "examples/batch/Makefile"), "-j2", f"KHALDUN={khaldun}", "FILES=part-*.warc.gz", "SIZE=1", "DB=made.db", "RUN=made"]
        p = subprocess.Popen(make, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        end = time.time() + 60
        while time.time() < end and p.poll() is None and not [n for n in (os.listdir(os.path.join(folder, "made")) if os.path.isdir(os.path.join(folder, "made")) else []) if n.endswith(".db")]: time.sleep(0.005)
        os.killpg(p.pid, signal.SIGKILL); p.wait()
        before = {n: os.stat(os.path.join(folder, "made", n)).st_mtime_ns for n in os.listdir(os.path.join(folder, "made")) if n.endswith(".db")}
        check(before and not os.path.exists(os.path.join(folder, "made.db")), ("stopped on the way", before))
        r = run(*make); check(r.returncode == 0, ("make", r.stderr))
        check(all(os.stat(os.path.join(folder, "made", n)).st_mtime_ns == t for n, t in before.items()), "make again codes the open shards alone")
        same("made.db", "make")
    else: skipped += 1; print("skipped: make is not installed")
    if shutil.which("parallel"):
        run(khaldun, "batch", "plan", "par", *parts, "--size", "1")
        r = run("sh", "-c", f"'{khaldun}' batch missing par | parallel --will-cite -j 2 '{khaldun}' batch run -q par", env=os.environ | {"HOME": folder})
        check(r.returncode == 0 and run(khaldun, "batch", "missing", "par").stdout == "", ("parallel", r.stderr))
        run(khaldun, "merge", "-q", "par.db", *[os.path.join("par", n) for n in os.listdir(os.path.join(folder, "par")) if n.endswith(".db")])
        same("par.db", "parallel")
    else: skipped += 1; print("skipped: GNU parallel is not installed")

finish(skipped)
