#!/usr/bin/env python3
"""Our annotated event sentences as dated reports, in JSON lines that khaldun reads: something to ingest, to look at and to time.
usage: corpus_reports.py [CORPUS_DIR] > reports.jsonl"""
import glob, json, os, re, sys

folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "corpus", "events")
for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        lines = [l for l in block.splitlines() if l and l[0] != "#"]
        if len(lines) < 2 or lines[0][:2] != "@ ": continue
        name, date, region = [f.strip() for f in lines[0][2:].split("|")]
        print(json.dumps({"id": name, "date": date, "source": region, "text": re.sub(r"\[[A-Z]+ ([^\]]+)\]", r"\1", lines[1])}, ensure_ascii=False))
