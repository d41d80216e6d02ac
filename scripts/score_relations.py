#!/usr/bin/env python3
"""Scores `khaldun relate` on the pairs of our corpus: the events that happened, their actors and recipients given, the type asked for.

usage: score_relations.py KHALDUN [--half train|test]      the tests' half (even numbers) unless asked otherwise
The types are those of the PLV label set, which `relate` answers in (data/events/relate.txt; CONCEDE and RETREAT are one class). The scorer is trained on
the training half alone.
"""
import collections, glob, json, os, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus, train_scorer

def pairs(half):
    rows = train_scorer.relabelling()
    for path in sorted(glob.glob(os.path.join(train_scorer.ROOT, "data/corpus/events/*.txt"))):
        for e in score_corpus.blocks(path):
            if (int(e["id"].rsplit("-", 1)[1]) % 2 == 0) == (half == "test"):
                for g in e["events"]:
                    asked = train_scorer.ask(e["text"], [p["span"] for p in g["actors"]], [p["span"] for p in g["recipients"]])
                    if asked["source"] and asked["target"] and g["status"] in score_corpus.REAL:
                        yield asked, train_scorer.asked_type(g, rows)

def main():
    if len(sys.argv) < 2 or "--help" in sys.argv: sys.exit(__doc__)
    half = "train" if "train" in sys.argv[2:] else "test"
    data = list(pairs(half))
    lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a, _ in data)
    for how in ([], ["--no-scorer"]):
        out = [json.loads(l).get("event") or "NONE" for l in subprocess.run([sys.argv[1], "relate", *how], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()]
        got = ["RETREAT" if k == "CONCEDE" else k for k in out]
        gold = [k for _, k in data]
        right, said, wanted = (collections.Counter(x) for x in ((g for g, p in zip(gold, got) if g == p), got, gold))
        macro = sum(2 * right[k] / (said[k] + wanted[k]) for k in wanted) / len(wanted)
        print(f"relations {half} {' '.join(how)}: pairs {len(gold)}  macro_f1 {macro:.4f}  accuracy {sum(right.values()) / len(gold):.4f}  unanswered {said['NONE']}")

if __name__ == "__main__":
    main()
