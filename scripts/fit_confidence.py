#!/usr/bin/env python3
"""The confidence of event records: fits its weights on the training half of our corpus, measures them on the tests' half.

usage: fit_confidence.py KHALDUN > data/events/confidence.txt      fit on the training half (odd numbers); needs python3-scipy
       fit_confidence.py KHALDUN --cross                           how well it orders records that it did not see: five folds of the training half
       fit_confidence.py KHALDUN --measure [--half test|train]     reliability of the confidences that the program gives, on the tests' half

A record is right as in score_corpus.py: type, all actors and all recipients. The model is logistic over what `khaldun relate --records` says that the
record holds (src/events/confidence.c). The frames were mended by the training half, so that more of it is right than of other sentences: `always` is set
such that the mean confidence there is SHARE: .44, the mean that the weights gave which were fitted before most of that was done, and as much more as the share that
is right has risen there since: .02 by readings that are no event taken out (.518 to .537), .05 by rules of coding, parties and trees (.590).
"""
import argparse, collections, itertools, json, math, os, random, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus, train_scorer

RIDGE = 10.0     # weight of the squares, the best of five folds
SEEN = 4         # what holds of fewer records is left out
SHARE = 0.51

def holds(program, items):
    """What holds of each record, by document, type and first letter of the trigger."""
    lines = "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items)
    out = subprocess.run([program, "relate", "--records"], input=lines, capture_output=True, text=True, check=True).stdout
    return {(r["id"], x["event"], x["start"]): set(x["features"]) for r in map(json.loads, out.splitlines()) for x in r["records"]}

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

def fit(data, right):
    """data: what holds of each record. Returns its weights."""
    import numpy
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix
    count = collections.Counter(n for h in data for n in h)
    names = ["always"] + sorted(n for n, c in count.items() if c >= SEEN and n != "always")
    at = {n: i for i, n in enumerate(names)}
    row, column = zip(*((i, at[n]) for i, h in enumerate(data) for n in sorted(h) if n in at))
    x, y = csr_matrix((numpy.ones(len(row)), (row, column)), shape=(len(data), len(names))), numpy.array(right, dtype=float)
    ridge = numpy.full(len(names), RIDGE)
    ridge[0] = 0
    def loss(w):
        s = x @ w
        return (numpy.logaddexp(0, s) - y * s).sum() + (ridge * w * w).sum() / 2, x.T @ (1 / (1 + numpy.exp(-s)) - y) + ridge * w
    return dict(zip(names, minimize(loss, numpy.zeros(len(names)), jac=True, method="L-BFGS-B").x))

def chance(weights, held):
    return 1 / (1 + math.exp(-sum(weights.get(n, 0) for n in sorted(held))))

def known(program):
    """(record, what holds of it, is it right) in the training half."""
    held = holds(program, [{"id": e["id"], "text": e["text"], "date": e["date"]} for e in train_scorer.half("train")])
    for r, right in records(program, "train"):
        here = held.get((r["doc"], r["event"], r["trigger"]["start"]))
        if here:
            yield r, here, right

def cross(data):
    seen = []
    for k in range(5):
        fold = lambda r: random.Random(r["doc"]).randrange(5) == k
        weights = fit([h for r, h, _ in data if not fold(r)], [right for r, _, right in data if not fold(r)])
        seen += [({"confidence": chance(weights, h)}, right) for r, h, right in data if fold(r)]
    measure(seen)

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
    ap.add_argument("--cross", action="store_true")
    ap.add_argument("--half", choices=("train", "test"), default="test")
    a = ap.parse_args()
    if a.measure:
        return measure(list(records(a.khaldun, a.half)))
    data = list(known(a.khaldun))
    if a.cross:
        return cross(data)
    weights = fit([h for _, h, _ in data], [right for *_, right in data])
    for _ in range(50):   # in small steps towards the share
        mean = sum(chance(weights, h) for _, h, _ in data) / len(data)
        weights["always"] += 4 * (SHARE - mean)
    print("# How often event records are right, from what they hold (src/events/confidence.c): the confidence is the logistic function of the sum of what holds.\n"
          "# Made by scripts/fit_confidence.py from the training half of data/corpus/events; not to be edited by hand.")
    for name, v in weights.items():
        print(f"{name} | {v:.3f}")

if __name__ == "__main__":
    main()
