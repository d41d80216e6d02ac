#!/usr/bin/env python3
"""Hostile shapes: twice the input takes at most 2.2 times the processor time, and memory stays bounded. usage: test_linear.py KHALDUN [--full]
Short form: small inputs, and a bound of 3 (quadratic work would take 4). A machine in use blurs times, and short ones most: an input grows until its run takes a tenth
of a second more than a report of one sentence (or sixteen times its size), and what is over the bound is measured again, up to six times; the shortest of each counts."""
import json, os, subprocess, sys

khaldun, full = os.path.abspath(sys.argv[1]), "--full" in sys.argv
bound, size = (2.2, 4) if full else (3, 1)
passed = failed = 0

def used(kind, data):
    """Processor seconds and megabytes of one run."""
    p = subprocess.Popen([khaldun, "code", "-q", "-j", "1", "--emit", "all", "--any-language", "--date", "2024-03-22", "--input", kind, "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try: p.stdin.write(data); p.stdin.close()
    except BrokenPipeError: pass
    err = p.stderr.read()
    _, status, u = os.wait4(p.pid, 0)
    p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode not in (0, 1, 4): sys.exit(f"not so: status {p.returncode} {err[:200]}")
    return u.ru_utime + u.ru_stime, u.ru_maxrss / 1024

say = "Egypt blamed Sudan for the delay on Monday. "
shapes = {   # name: kind, n to bytes, n
    "nested elements": ("html", lambda n: b"<html><body>" + b"<div><b>" * n + b"<p>Egypt blamed Sudan for the delay.</p>", 20000),
    "unclosed tags and attributes": ("html", lambda n: b"<p class='" + b"a b=\"<" * n, 60000),
    "one long line": ("text", lambda n: (say * n).encode(), 300),
    "one huge sentence": ("text", lambda n: ("Egypt " + "blamed Sudan and " * n + ".").encode(), 1500),
    "commas": ("text", lambda n: b"Egypt blamed Sudan" + b", " * n + b".", 30000),
    "repeated names": ("text", lambda n: ("Antony Blinken met Sergei Lavrov in Geneva. " * n).encode(), 150),
    "names that are all different": ("text", lambda n: "".join(f"Kofi Abena{chr(97 + k % 26)}{chr(97 + k // 26 % 26)} met the minister. " for k in range(n)).encode(), 300),
    "quotations": ("text", lambda n: ("\"We will not go,\" said the minister. " * n).encode(), 250),
    "open brackets and quotes": ("text", lambda n: ("(\"[ Egypt blamed Sudan " * n).encode(), 400),
    "years and numbers": ("text", lambda n: ("At least 30 to 40 people were killed between 3 and 5 March 2019, two weeks before last Friday. " * n).encode(), 100),
    "deep JSON": ("jsonl", lambda n: b"[" * n + b"\n" + json.dumps({"id": "a", "text": say}).encode() + b"\n", 200000),
    "many short reports": ("jsonl", lambda n: b"".join(json.dumps({"id": k, "text": say}).encode() + b"\n" for k in range(n)), 300),
}
def started(): return used("text", say.encode())[0]

start = min(started() for _ in range(3))
for name, (kind, make, n) in shapes.items():
    n *= size
    for growth in range(4):
        if min(used(kind, make(n))[0] for _ in range(2)) - start >= .1: break
        n *= 2
    once = twice = memory = float("inf")
    for attempt in range(6):
        start = min(start, started())
        once = min(once, used(kind, make(n))[0])
        seconds, memory = used(kind, make(2 * n))
        twice = min(twice, seconds)
        ratio = (twice - start) / max(once - start, .005)
        fine = memory < 1200 and (ratio <= bound or twice - start < .05)
        if fine: break
    print(f"{'' if fine else 'not so: '}{name}: {once - start:.3f} s, twice as much {twice - start:.3f} s, {ratio:.2f} times; {memory:.0f} MB")
    passed += fine; failed += not fine
print(f"{passed} passed, {failed} failed, 0 skipped")
sys.exit(failed > 0)
