#!/usr/bin/env python3
"""Scores country and sector of the mentions of mentions.tsv, which a person coded before the program saw them.

usage: score_mentions.py POLNEAR_DIR REUTERS_DIR [KHALDUN] [--misses | --fresh | --third]      (--fresh, --third: the lists of mentions-fresh.tsv, mentions-third.tsv)

A mention of the list is answered by the smallest mention of the program that covers it, else by the largest inside it. Right is an
answer whose country and first sector are both among those of the list; no answer counts as "-" for both, and is wrong for every
mention that has a code.
"""
import json, os, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from draw_mentions import polnear, reuters

def answer(mentions, b, e):
    over = [m for m in mentions if m["start"] <= b and m["end"] >= e]
    if over: return min(over, key=lambda m: m["end"] - m["start"])
    inside = [m for m in mentions if m["start"] >= b and m["end"] <= e]
    return max(inside, key=lambda m: m["end"] - m["start"]) if inside else None

def main(pol, reu, program, misses, name):
    here = os.path.dirname(os.path.abspath(__file__))
    rows = [l.rstrip("\n").split("\t") for l in open(os.path.join(here, name), encoding="utf-8") if not l.startswith("#")]
    texts = {"polnear": polnear(pol)[0], "reuters": reuters(reu)}
    docs = {}
    for r in rows: docs[f"{r[0]}:{r[1]}"] = texts[r[0]][r[1]]
    lines = "".join(json.dumps({"id": k, "text": t, "date": d}) + "\n" for k, (t, d) in docs.items())
    out = subprocess.run([program, "code", "--input", "jsonl", "--emit", "mention", "--format", "jsonl", "-q", "-"],
                         input=lines, capture_output=True, text=True, encoding="utf-8").stdout
    found = {}
    for line in out.splitlines():
        r = json.loads(line)
        if r["type"] == "mention": found.setdefault(r["doc"], []).append(r)
    count = {}
    for origin, key, b, e, _, countries, sectors in rows:
        m = answer(found.get(f"{origin}:{key}", []), int(b), int(e))
        link = m.get("link", {}) if m else {}
        country, sector = link.get("country", "-"), link.get("sector", "-")
        ok_c, ok_s = country in countries.split("/"), sector in sectors.split("/")
        for k in (origin, "all"):
            c = count.setdefault(k, [0, 0, 0, 0])
            c[0] += 1; c[1] += ok_c; c[2] += ok_s; c[3] += ok_c and ok_s
        if misses and not (ok_c and ok_s):
            t = docs[f"{origin}:{key}"][0]
            words = lambda a, z: " ".join(t[max(0, a):z].split())
            print(f"{origin} {key}: {countries} {sectors}, not {country} {sector} ({m['text'] if m else 'no mention'}): "
                  f"{words(int(b) - 80, int(b))} [{words(int(b), int(e))}] {words(int(e), int(e) + 60)}")
    for k, (n, c, s, both) in count.items():
        print(f"{k}: {n} mentions, country {c / n:.3f}, sector {s / n:.3f}, both {both / n:.3f}")

if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(args) < 2: sys.exit(__doc__)
    main(args[0], args[1], args[2] if len(args) > 2 else "khaldun", "--misses" in sys.argv, "mentions-fresh.tsv" if "--fresh" in sys.argv else "mentions-third.tsv" if "--third" in sys.argv else "mentions.tsv")
