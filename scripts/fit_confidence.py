#!/usr/bin/env python3
"""The confidence of event records: fits its weights on the training half of our corpus, measures them on the tests' half.

usage: fit_confidence.py KHALDUN > data/events/confidence.txt      fit on the training half (odd numbers); needs python3-scipy
       fit_confidence.py KHALDUN --measure [--half test|train]     reliability of the confidences that the program gives, on the tests' half

A record is right as in score_corpus.py: type, all actors and all recipients. The model is logistic over what the record holds (src/events/confidence.h
names it); this script reads the same from the JSON, and says so where its figure and the program's differ.
"""
import argparse, collections, itertools, json, math, os, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus, train_scorer

RIDGE = 3.0   # weight of the squares

def holds(record):
    """The names of confidence.txt that hold of a record."""
    out = {"always", record["event"]}
    if record["status"] not in score_corpus.REAL:
        out.add("not happened")
    if record["mode"]:
        out.add("mode")
    if not record["actor"] and not record["recipient"]:
        out.add("nobody at all")
    first, *operators = record["rule"].split("+")
    sort = ("..." + first).split(".")[-2]   # of "raid.n.2"
    if sort in ("n", "adj", "eval"):
        out.add("noun" if sort == "n" else sort)
    if operators:
        out.add(("one operator", "two operators", "more operators")[min(len(operators), 3) - 1])
    for side in ("actor", "recipient"):
        parties = record[side]
        if len(parties) != 1:
            out.add(f"{side} " + ("none", "", "two", "more")[min(len(parties), 3)])
        for p in parties:
            country, sector = p.get("country"), p.get("sector")
            out.add(f"{side} " + ("country and sector" if country and sector else "country" if country else "sector" if sector else "uncoded"))
            if p.get("id"):
                out.add(f"{side} known")
            if p["text"] != p.get("name", ""):
                out.add(f"{side} by another name")
            if p["text"].count(" ") >= 4:
                out.add(f"{side} long")
    return out

def records(program, half):
    """(record, right or not) of one half; what happened and the rest are held against the gold of their kind."""
    entries, said = list(train_scorer.half(half)), collections.defaultdict(list)
    lines = "".join(json.dumps({"id": e["id"], "text": e["text"], "date": e["date"]}, ensure_ascii=False) + "\n" for e in entries)
    out = subprocess.run([program, "code", "--input", "jsonl", "--emit", "event,plan", "-q", "-"], input=lines, capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        r = json.loads(line)
        if r["type"] == "event":
            said[r["doc"]].append(r)
    for e in entries:
        for real in (True, False):
            pairs, _, spare = score_corpus.Count().add(*([x for x in xs if (x["status"] in score_corpus.REAL) == real] for xs in (e["events"], said[e["id"]])))
            yield from ((r, level == 3) for _, r, level in pairs)
            yield from ((r, False) for r in spare)

def fit(data):
    import numpy
    from scipy.optimize import minimize
    names = ["always"] + sorted(set().union(*(h for h, _ in data)) - {"always"}, key=lambda n: (n.isupper(), n))
    x = numpy.array([[float(n in h) for n in names] for h, _ in data])
    y = numpy.array([float(right) for _, right in data])
    def loss(w):
        p = 1 / (1 + numpy.exp(-(x @ w)))
        own = RIDGE * numpy.concatenate([[0], w[1:]])
        return -(y * numpy.log(p) + (1 - y) * numpy.log(1 - p)).sum() + own @ w / 2, x.T @ (p - y) + own
    return dict(zip(names, minimize(loss, numpy.zeros(len(names)), jac=True, method="L-BFGS-B").x))

def measure(data):
    """Expected calibration error over ten bins, and the table."""
    bins = collections.defaultdict(list)
    for r, right in data:
        bins[min(int(r["confidence"] * 10), 9)].append((r["confidence"], right))
    print("| confidence | records | mean confidence | share right |\n|---|---|---|---|")
    error = 0
    for b in sorted(bins):
        said, true = (sum(v) / len(bins[b]) for v in zip(*bins[b]))
        error += len(bins[b]) * abs(said - true)
        print(f"| .{b} to {'1' if b == 9 else f'.{b + 1}'} | {len(bins[b])} | {said:.3f} | {true:.3f} |")
    n, true = len(data), sum(right for _, right in data)
    ranks = sorted((r["confidence"], right) for r, right in data)
    above = below = 0
    for _, group in itertools.groupby(ranks, key=lambda t: t[0]):
        group = [right for _, right in group]
        hits = sum(group)
        above += hits * (below + (len(group) - hits) / 2)
        below += len(group) - hits
    brier = sum((r["confidence"] - right) ** 2 for r, right in data) / n
    print(f"records {n}  right {true / n:.3f}  calibration_error {error / n:.4f}  brier {brier:.4f}  auc {above / max(1, true * (n - true)):.4f}")

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("khaldun")
    ap.add_argument("--measure", action="store_true")
    ap.add_argument("--half", choices=("train", "test"), default="test")
    a = ap.parse_args()
    if a.measure:
        weights = {}
        for line in open(os.path.join(train_scorer.ROOT, "data/events/confidence.txt"), encoding="utf-8"):
            if "|" in line and line[0] != "#":
                name, v = line.split("|")
                weights[name.strip()] = float(v)
        data = list(records(a.khaldun, a.half))
        apart = sum(abs(1 / (1 + math.exp(-sum(weights.get(n, 0) for n in sorted(holds(r))))) - r["confidence"]) > .002 for r, _ in data)
        if apart:
            print(f"fit_confidence.py: of {len(data)} records {apart} have another confidence than their words give here", file=sys.stderr)
        return measure(data)
    weights = fit([(holds(r), right) for r, right in records(a.khaldun, "train")])
    print("# How often event records are right, from what they hold (the words are explained in src/events/confidence.h): the confidence is the logistic\n"
          "# function of the sum of what holds. Made by scripts/fit_confidence.py from the training half of data/corpus/events; not to be edited by hand.")
    for name, v in weights.items():
        print(f"{name} | {v:.3f}")

if __name__ == "__main__":
    main()
