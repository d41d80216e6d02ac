#!/usr/bin/env python3
"""An ingest that is killed, runs out of disk, may not write, loses its reader or is interrupted: the database stays sound and holds no report without its
events, what was committed stays, and going on gives what an undisturbed run gives.
usage: test_crash.py KHALDUN [--full]     --full: 1,000 kills, and every 64 KB of disk"""
import json, os, random, signal, sqlite3, subprocess, sys, tempfile, time

from database import dump, rows
from checks import check, finish

khaldun, full = os.path.abspath(sys.argv[1]), "--full" in sys.argv
skipped = 0

def skip(why):
    global skipped
    skipped += 1; print("skipped:", why)

def run(*args, **more):
    p = subprocess.run([khaldun, *args], capture_output=True, timeout=300, **more)
    return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")

def sound(db, what):
    """Integrity, and no report without its events; the number of reports."""
    if not os.path.exists(db) or not rows(db, "SELECT count(*) FROM sqlite_master")[0][0]: return 0
    check(rows(db, "PRAGMA integrity_check") == [("ok",)], ("integrity", what))
    check(rows(db, "SELECT count(*) FROM documents WHERE failed IS NULL AND id NOT IN (SELECT doc FROM events)") == [(0,)], ("a report without its events", what))
    return rows(db, "SELECT count(*) FROM documents")[0][0]

def size(path):
    try: return os.path.getsize(path)
    except OSError: return 0

def clear(db):
    for end in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(db + end): os.remove(db + end)

folder = tempfile.TemporaryDirectory()
at = lambda name: os.path.join(folder.name, name)
def report(k): return f"Egypt blamed Sudan for delay number {k} on Monday. Police in Nairobi arrested {k + 2} protesters on Tuesday. Turkey will send {k + 3} doctors to Libya next week."
with open(at("in.jsonl"), "w") as f:
    for k in range(60): f.write(json.dumps({"id": f"d{k}", "date": "2024-03-22", "text": report(k), "url": f"https://example.org/{k}"}) + "\n")
began = time.time()
rc, out, err = run("ingest", at("want.db"), "-q", "-j", "1", at("in.jsonl")); check(rc == 0, ("ingest", rc, err))
took = time.time() - began
want = dump(at("want.db"))

# kill -9 at random moments; each killed run goes on where the last one was, and begins anew once all is in
random.seed(8)
kills = whole = partly = 0
for k in range(1000 if full else 12):
    p = subprocess.Popen([khaldun, "ingest", at("k.db"), "-q", "-j", "1", "--batch", "2", at("in.jsonl")], stderr=subprocess.DEVNULL)
    written, had = random.uniform(0, 1.2e6), size(at("k.db-wal"))   # of the log: a measure of progress that no load of the machine shifts
    while p.poll() is None and size(at("k.db-wal")) - had < written: time.sleep(.0003)
    p.kill(); killed = p.wait() == -signal.SIGKILL
    kills += killed; whole += not killed
    n = sound(at("k.db"), f"kill {k}")
    partly += 0 < n < 60
    if n == 60:
        rc, out, err = run("ingest", at("k.db"), "-q", at("in.jsonl")); check(rc == 0 and dump(at("k.db")) == want, ("after kills as without", k, rc, err))
        clear(at("k.db"))
rc, out, err = run("ingest", at("k.db"), "-q", at("in.jsonl")); check(rc == 0 and dump(at("k.db")) == want, ("after kills as without", rc, err))
check(kills > 0 and (partly > 0 or not full), ("kills in the middle", kills, partly))
print(f"{kills} kills, {partly} of them with some of the reports in, {whole} runs ended before")

# a disk that is full after so many KB
mounted = at("disk")
os.mkdir(mounted)
if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", mounted], capture_output=True).returncode: skip("a full disk: only root may mount one")
else:
    try:
        kb, db, finished = 64, os.path.join(mounted, "d.db"), False
        while not finished and kb < 8192:
            subprocess.run(["mount", "-o", f"remount,size={kb}k", mounted], check=True)
            clear(db)
            rc, out, err = run("ingest", db, "-q", "-j", "1", "--batch", "5", at("in.jsonl"))
            n = sound(db, f"disk of {kb} KB")
            finished = rc == 0
            if rc: check(rc == 3 and ("full" in err or "disk" in err), ("a full disk says so", kb, rc, err))
            if rc and n:   # with more room the rest comes in, and what was committed is not coded again
                subprocess.run(["mount", "-o", "remount,size=64m", mounted], check=True)
                rc, out, err = run("ingest", db, "-q", at("in.jsonl")); check(rc == 0 and dump(db) == want, ("going on with more room", kb, rc, err))
            kb += 64 if full else 320
        check(finished, "an ingest that fits")
    finally: subprocess.run(["umount", mounted])

# what may not be written
if os.getuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "none", mounted], capture_output=True).returncode == 0:
    try:
        subprocess.run(["cp", at("want.db"), mounted], check=True)
        subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
        rc, out, err = run("ingest", os.path.join(mounted, "new.db"), at("in.jsonl")); check(rc == 3 and err, ("a read-only disk", rc, err))
        rc, out, err = run("ingest", os.path.join(mounted, "want.db"), at("in.jsonl")); check(rc == 3 and err, ("a database on a read-only disk", rc, err))
        rc, out, err = run("agenda", os.path.join(mounted, "want.db")); check(rc == 0, ("… can still be read", rc, err))
    finally: subprocess.run(["umount", mounted])
else: skip("a read-only disk: only root may mount one")
rc, out, err = run("code", at("in.jsonl"), stdin=subprocess.DEVNULL); all_out = out
with open("/dev/full", "w") as f:
    p = subprocess.run([khaldun, "code", "-q", at("in.jsonl")], stdout=f, stderr=subprocess.PIPE); check(p.returncode == 3 and b"space" in p.stderr, ("output that does not fit", p.returncode, p.stderr))

# a reader that goes away, and signals that interrupt calls
r, w = os.pipe(); os.close(r)
p = subprocess.run([khaldun, "code", "-q", at("in.jsonl")], stdout=w, stderr=subprocess.PIPE); os.close(w)
check(p.returncode == 3, ("EPIPE", p.returncode, p.stderr))
p = subprocess.Popen([khaldun, "code", "-q", "--input", "jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for line in open(at("in.jsonl"), "rb"):
    p.stdin.write(line); p.stdin.flush()
    p.send_signal(signal.SIGSTOP); p.send_signal(signal.SIGCONT)   # interrupts what it is waiting in
out, _ = p.communicate(); check(p.returncode == 0 and out == all_out, ("stopped and continued at every line", p.returncode))
p = subprocess.Popen([khaldun, "ingest", at("i.db"), "-q", "--batch", "2", "--input", "jsonl", "-"], stdin=subprocess.PIPE)
lines = open(at("in.jsonl"), "rb").readlines()
p.stdin.write(b"".join(lines[:30])); p.stdin.flush()
time.sleep(took / 2); p.send_signal(signal.SIGINT)
try: p.stdin.write(lines[30]); p.stdin.close()
except OSError: pass
rc = p.wait(60); check(rc == 130, ("interrupted", rc)); sound(at("i.db"), "interrupted")
run("ingest", at("i.db"), "-q", at("in.jsonl")); check(dump(at("i.db")) == want, "going on after an interrupt")

finish(skipped)
