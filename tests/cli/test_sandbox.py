#!/usr/bin/env python3
"""The sandbox as the commands use it: rights are dropped before a report is read, and the records stay the same. usage: test_sandbox.py KHALDUN"""
import os, sqlite3, subprocess, sys, tempfile, time

from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])
skipped = 0

def run(*args, stdin=b""):
    p = subprocess.run([khaldun, *args], input=stdin, capture_output=True, timeout=120)
    return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")

def status(pid):
    try: return dict(l.split(":\t", 1) for l in open(f"/proc/{pid}/status").read().splitlines() if ":\t" in l)
    except OSError: return {}

def waiting(*args):
    """Starts a command that waits for its standard input; gives its rights once it has dropped them, or after five seconds."""
    p = subprocess.Popen([khaldun, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.time() + 5
    while time.time() < end and status(p.pid).get("Seccomp") != "2": time.sleep(.02)
    seen = status(p.pid)
    p.communicate(b"")
    return seen.get("Seccomp"), seen.get("NoNewPrivs")

folder = tempfile.TemporaryDirectory()
at = lambda name: os.path.join(folder.name, name)
with open(at("one.txt"), "w") as f: f.write("Egypt blamed Sudan for the delay.\n")
with open(at("two.html"), "wb") as f:   # a charset that iconv loads a module for
    f.write("<html><head><meta charset=gb2312></head><body><article><h1>Visit</h1>".encode("gb2312") + "<p>Egypt blamed Sudan on Monday for the delay at the port of 上海, officials in Cairo said.</p>".encode("gb2312") * 5 + b"</article></body></html>")

rc, out, err = run("code", at("one.txt"))
if "built without it" in err:
    skipped += 1; print("skipped: the program was built without the sandbox")
else:
    for args in (["code", "-"], ["code", "-j", "2", "--input", "jsonl", "-"], ["parse", "-"], ["relate"], ["extract", "--input", "html", "-"], ["ingest", at("w.db"), "--input", "jsonl", "-"]):
        check(waiting(*args) == ("2", "1"), ("drops rights before it reads", args))
    check(waiting("code", "--no-sandbox", "-")[0] == "0", "--no-sandbox keeps them")
    check("Landlock" in err or not err, ("nothing to say, or what the kernel lacks", err))
rc, out, err = run("code", "--no-sandbox", at("one.txt")); check(rc == 0 and "without the sandbox" in err, ("--no-sandbox says so", err))
rc, out, err = run("code", "--no-sandbox", "-q", at("one.txt")); check(rc == 0 and not err, ("… but not with -q", err))
a, b = (run("code", "--emit", "all", "-q", *more, at("one.txt"), at("two.html")) for more in ([], ["--no-sandbox"]))
check(a == b and a[0] == 0 and "上海".encode() in a[1], ("the same records", a[0], b[0]))
for more in ([], ["--no-sandbox"]):
    db = at(f"{len(more)}.db")
    check(run("ingest", db, "-q", *more, at("one.txt"))[0] == 0 and run("ingest", db, "-q", *more, at("two.html"))[0] == 0, ("ingest, and again", more))
    check(not os.path.exists(db + "-wal"), ("the log is gone", more))
    c = sqlite3.connect(db); check(c.execute("SELECT count(*) FROM documents").fetchone() == (2,), ("both are there", more)); c.close()
os.symlink(at("0.db"), at("link.db"))
check(run("ingest", at("link.db"), "-q", at("one.txt"))[0] == 0, "a database behind a link")
rc, out, err = run("code", "-q", folder.name); check(rc == 0 and out.count(b'"type":"document"') == 2, ("a folder's files", rc, err))
rc, out, err = run("code", "-q", at("absent.txt")); check(rc == 3 and "No such file" in err, ("a missing file is named as one", err))

finish(skipped)
