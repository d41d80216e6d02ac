#!/usr/bin/env python3
"""Scores country and sector of the mentions of mentions.tsv, which a person coded before the program saw them.

usage: score_mentions.py POLNEAR_DIR REUTERS_DIR [KHALDUN] [--misses] [--fresh | --third | --fifth | --sixth | --seventh]
                                (the lists of mentions-fresh.tsv and so on; of the fifth, misses of odd rows alone; of the seventh, none)
       score_mentions.py --fourth [KHALDUN] [--misses]      mentions-fourth.tsv, whose sentences are its own; misses of its odd rows alone

A mention of the list is answered by the smallest mention of the program that covers it, else by the largest inside it. Right is an
answer whose country and first sector are both among those of the list; no answer counts as "-" for both, and is wrong for every
mention that has a code.
"""
import json, os, subprocess, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from draw_mentions import polnear, reuters

def bare(text, b, e):
    """Without the possessive mark that the draw took along: a mention is "the Bank", where the drawn word is "Bank's"."""
    for mark in ("'s", "\u2019s", "''s", "'"):
        if text[b:e].endswith(mark) and e - b > len(mark): return e - len(mark)
    return e

def answer(mentions, b, e):
    over = [m for m in mentions if m["start"] <= b and m["end"] >= e]
    if over: return min(over, key=lambda m: m["end"] - m["start"])
    inside = [m for m in mentions if m["start"] >= b and m["end"] <= e]
    return max(inside, key=lambda m: m["end"] - m["start"]) if inside else None

def drawn(pol, reu, name):
    """The rows of a list drawn from PolNeAR and Reuters: set, document, begin, end, countries, sectors; and the documents."""
    rows = [l.rstrip("\n").split("\t") for l in listed(name)]
    texts = {"polnear": polnear(pol)[0], "reuters": reuters(reu)}
    half = lambda o, i: o if "fifth" not in name else o + (" odd" if i % 2 else " even")
    return ([(half(r[0], i), f"{r[0]}:{r[1]}", int(r[2]), int(r[3]), r[5], r[6]) for i, r in enumerate(rows, 1)],
            {f"{r[0]}:{r[1]}": texts[r[0]][r[1]] for r in rows})

def written(name):
    """The same of a list with sentences of its own."""
    rows, docs = [], {}
    for i, line in enumerate(listed(name), 1):
        date, countries, sectors, words = line.rstrip("\n").split("\t")
        b, e = words.index("["), words.index("]")
        docs[str(i)] = (words.replace("[", "").replace("]", ""), date)
        rows.append(("odd" if i % 2 else "even", str(i), b, e - 1, countries, sectors))
    return rows, docs

def listed(name):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), encoding="utf-8") as f:
        return [l for l in f if not l.startswith("#")]

def main(rows, docs, program, misses):
    lines = "".join(json.dumps({"id": k, "text": t, "date": d}) + "\n" for k, (t, d) in docs.items())
    out = subprocess.run([program, "code", "--input", "jsonl", "--emit", "mention", "--format", "jsonl", "-q", "-"],
                         input=lines, capture_output=True, text=True, encoding="utf-8").stdout
    found = {}
    for line in out.splitlines():
        r = json.loads(line)
        if r["type"] == "mention": found.setdefault(r["doc"], []).append(r)
    count = {}
    for origin, key, b, e, countries, sectors in rows:
        m = answer(found.get(key, []), b, bare(docs[key][0], b, e))
        link = m.get("link", {}) if m else {}
        country, sector = link.get("country", "-"), link.get("sector", "-")
        ok_c, ok_s = country in countries.split("/"), sector in sectors.split("/")
        for k in (origin, "all"):
            c = count.setdefault(k, [0, 0, 0, 0])
            c[0] += 1; c[1] += ok_c; c[2] += ok_s; c[3] += ok_c and ok_s
        if misses and not origin.endswith("even") and not (ok_c and ok_s):
            t = docs[key][0]
            words = lambda a, z: " ".join(t[max(0, a):z].split())
            print(f"{key}: {countries} {sectors}, not {country} {sector} ({m['text'] if m else 'no mention'}): "
                  f"{words(b - 80, b)} [{words(b, e)}] {words(e, e + 60)}")
    for k, (n, c, s, both) in count.items():
        print(f"{k}: {n} mentions, country {c / n:.3f}, sector {s / n:.3f}, both {both / n:.3f}")

if __name__ == "__main__":
    args, fourth = [a for a in sys.argv[1:] if not a.startswith("--")], "--fourth" in sys.argv
    if len(args) < 2 and not fourth: sys.exit(__doc__)
    which = next((f"mentions-{n}.tsv" for n in ("fresh", "third", "fifth", "sixth", "seventh") if f"--{n}" in sys.argv), "mentions.tsv")
    rows, docs = written("mentions-fourth.tsv") if fourth else drawn(args[0], args[1], which)
    rest = args[0 if fourth else 2:]
    main(rows, docs, rest[0] if rest else "khaldun", "--misses" in sys.argv and which != "mentions-seventh.tsv")
