#!/usr/bin/env python3
"""Score Khaldun's pronouns on GAP (Webster et al. 2018) in its snippet setting.

usage: score_gap.py GAP.tsv [KHALDUN]      (KHALDUN: the program, default "khaldun")

For each of the two names of a row the answer is TRUE where the smallest mention that covers it (or, failing that, a
mention inside it) is in the pronoun's chain. Prints precision, recall and F1 over all names, and by the pronoun's
gender, as the GAP scorer counts them.
"""
import csv, json, subprocess, sys

def covering(mentions, begin, end):
    over = [m for m in mentions if m["start"] <= begin and m["end"] >= end and m["kind"] != "PRONOUN"]
    if over:
        small = min(m["end"] - m["start"] for m in over)
        return [m for m in over if m["end"] - m["start"] == small]
    return [m for m in mentions if m["start"] >= begin and m["end"] <= end]

def main(path, program):
    rows = list(csv.DictReader(open(path, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    lines = "".join(json.dumps({"id": r["ID"], "text": r["Text"]}) + "\n" for r in rows)
    out = subprocess.run([program, "code", "--input", "jsonl", "--emit", "mention", "--format", "jsonl", "-"],
                         input=lines, capture_output=True, text=True, encoding="utf-8").stdout
    found = {}
    for line in out.splitlines():
        r = json.loads(line)
        if r["type"] == "mention": found.setdefault(r["doc"], []).append(r)
    count = {}
    wrong = []
    for r in rows:
        mentions = found.get(r["ID"], [])
        at = int(r["Pronoun-offset"])
        pronoun = [m for m in mentions if m["start"] == at and m["kind"] == "PRONOUN"]
        chains = {m["chain"] for m in pronoun}
        gender = "M" if r["Pronoun"].lower() in ("he", "him", "his") else "F"
        for name in "AB":
            begin = int(r[name + "-offset"])
            gold = r[name + "-coref"].upper() == "TRUE"
            got = any(m["chain"] in chains for m in covering(mentions, begin, begin + len(r[name])))
            for key in ("all", gender):
                c = count.setdefault(key, [0, 0, 0, 0])
                c[0 if gold and got else 1 if got else 2 if gold else 3] += 1
            if gold != got: wrong.append((r["ID"], name, gold, got))
    f = {}
    for key in ("all", "M", "F"):
        tp, fp, fn, _ = count[key]
        p, r = tp / max(1, tp + fp), tp / max(1, tp + fn)
        f[key] = 2 * p * r / max(1e-9, p + r)
        print(f"{key:4} precision {p:.3f} recall {r:.3f} F1 {f[key]:.3f}")
    print(f"bias F/M {f['F'] / max(1e-9, f['M']):.3f}")
    return wrong, rows, found

if __name__ == "__main__":
    if len(sys.argv) < 2: sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "khaldun")
