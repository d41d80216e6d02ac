#!/usr/bin/env python3
"""Real reports, which hold what nobody thinks of, go down the whole road without an end of the program. usage: test_real_reports.py KHALDUN SHARED_DIR REPORTS

REPORTS of the local papers of LGL and of the campaign reports of PolNeAR, drawn with a fixed seed: they are no part of the project, and where they are
not there the test is skipped. Each must come back as a document, with its events' words where the records say."""
import glob, json, os, random, subprocess, sys
import xml.etree.ElementTree as ET

from checks import check, finish

khaldun, shared, number = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3])
papers, campaign = os.path.join(shared, "data/places/lgl.xml"), sorted(glob.glob(os.path.join(shared, "data/quotes/polnear/train/**/*.txt"), recursive=True))
if not os.path.exists(papers) or not campaign:
    print("skipped: no reports in", shared)
    finish(1)
texts = [a.findtext("text") or "" for a in ET.parse(papers).getroot()] + [open(f, encoding="utf-8", errors="replace").read() for f in campaign]
texts = random.Random(1406).sample([t for t in texts if len(t) > 300], number)
lines = "".join(json.dumps({"id": str(i), "text": t, "date": "2016-08-01"}) + "\n" for i, t in enumerate(texts))
p = subprocess.run([khaldun, "code", "-q", "--input", "jsonl", "--emit", "all", "-"], input=lines.encode(), capture_output=True, timeout=1500)
check(p.returncode in (0, 1), ("exit status", p.returncode, p.stderr[-500:]))
came = {}
for line in p.stdout.decode("utf-8").rstrip("\n").split("\n"):
    try:
        r = json.loads(line)
    except ValueError:
        check(False, ("cut off", line[:200]))
        break
    if r["type"] == "document":
        came[r["doc"]] = r["text"]
    elif r["type"] == "event":
        t, text = r["trigger"], came.get(r["doc"], "")
        check(text[t["start"]:t["end"]] == t["text"], ("words", r["doc"], t))
check(len(came) == len(texts), ("reports that came back", len(came), "of", len(texts)))
finish()
