#!/usr/bin/env python3
"""The confidence of event records: fits its weights on the training half of our corpus, measures them on the tests' half.

usage: fit_confidence.py KHALDUN NGEC_STORIES.csv VECTORS.txt > data/events/confidence.txt   fit on the training half (odd numbers); needs python3-scipy; three minutes
       fit_confidence.py KHALDUN NGEC_STORIES.csv VECTORS.txt --cross                        how well it orders records that it did not see: five folds of the training half
       fit_confidence.py KHALDUN --measure [--half test|train]     reliability of the confidences that the program gives, on the tests' half

A record is right as in score_corpus.py: type, all actors and all recipients. The model is logistic over what `khaldun relate --records` says that the
record holds (src/events/confidence.c) and what the words of its sentence say (scripts/train_wording.py; here by models that did not see the sentence). A second
model of the same kind says how often its type is right; DOUBT is what leaves a record out. The frames were mended by the training half, so that more of it is right than of other sentences: `always` is set
such that the mean confidence there is SHARE: .44, the mean that the weights gave which were fitted before most of that was done, and as much more as the share that
is right has risen there since: .02 by readings that are no event taken out (.518 to .537), .05 by rules of coding, parties and trees (.590).
"""
import argparse, collections, itertools, json, math, os, subprocess, sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")   # threads of small products get in one another's way

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus, train_scorer, train_wording
from train_wording import FOLDS, fold_of

RIDGE = 10.0     # weight of the squares, the best of five folds
SEEN = 4         # what holds of fewer records is left out
SHARE = 0.51
DOUBT = 0.2, 0.2, 4, 0.7, 0.5   # a record is left out whose type is less likely right, or where no event has more odds (logarithms) and the type less than so much above, but not if it is surer than the last two (the last in a sentence of eight words and fewer)

def holds(program, items):
    """What holds of each record, by document, type and first letter of the trigger."""
    lines = "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items)
    out = subprocess.run([program, "relate", "--records"], input=lines, capture_output=True, text=True, check=True).stdout
    return {(r["id"], x["event"], x["start"]): {n: 1 for n in x["features"] if "=" not in n} for r in map(json.loads, out.splitlines()) for x in r["records"]}

def records(program, half, *options):
    """(record, 3 if it is right, 1 or 2 if its type is, else 0) of one half; what happened and the rest are held against the gold of their kind."""
    entries, said = list(train_scorer.half(half)), collections.defaultdict(list)
    lines = "".join(json.dumps({"id": e["id"], "text": e["text"], "date": e["date"]}, ensure_ascii=False) + "\n" for e in entries)
    out = subprocess.run([program, "code", "--input", "jsonl", "--emit", "event,plan", "-q", *options, "-"], input=lines, capture_output=True, text=True, check=True).stdout
    for line in out.splitlines():
        r = json.loads(line)
        if r["type"] == "event":
            said[r["doc"]].append(r)
    for e in entries:
        for real in (True, False):
            pairs, _, spare = score_corpus.Count().add(*([x for x in xs if (x["status"] in score_corpus.REAL) == real] for xs in (e["events"], said[e["id"]])))
            yield from ((r, level) for _, r, level in pairs)
            yield from ((r, 0) for r in spare)

def fit(data, right):
    """data: what holds of each record, and how much. Returns its weights."""
    import numpy
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix
    count = collections.Counter(n for h in data for n in h)
    names = ["always"] + sorted(n for n, c in count.items() if c >= SEEN and n != "always")
    at = {n: i for i, n in enumerate(names)}
    row, column, value = zip(*((i, at[n], h[n]) for i, h in enumerate(data) for n in sorted(h) if n in at))
    x, y = csr_matrix((value, (row, column)), shape=(len(data), len(names))), numpy.array(right, dtype=float)
    ridge = numpy.full(len(names), RIDGE)
    ridge[0] = 0
    def loss(w):
        s = x @ w
        return (numpy.logaddexp(0, s) - y * s).sum() + (ridge * w * w).sum() / 2, x.T @ (1 / (1 + numpy.exp(-s)) - y) + ridge * w
    return dict(zip(names, minimize(loss, numpy.zeros(len(names)), jac=True, method="L-BFGS-B").x))

def chance(weights, held):
    return 1 / (1 + math.exp(-sum(weights.get(n, 0) * held[n] for n in sorted(held))))

def known(program, ngec, vectors):
    """(record, what holds of it, is it right: 0 to 3) in the training half."""
    unseen = {e["id"]: (e, sentences, model) for e, _, sentences, model in train_wording.unseen(program, ngec, vectors) if e}
    held = holds(program, [{"id": e["id"], "text": e["text"], "date": e["date"]} for e, _, _ in unseen.values()])
    told, there = list(records(program, "train", "--doubtful")), collections.defaultdict(set)
    for r, _ in told:
        there[r["doc"], r["sentence"]].add(r["event"])
    for r, level in told:
        here, (_, sentences, model) = held.get((r["doc"], r["event"], r["trigger"]["start"])), unseen[r["doc"]]
        if not here or r["sentence"] >= len(sentences):
            continue
        score = model.score(sentences[r["sentence"]])
        here.update({"wording type": score[r["event"]], "wording none": score["NONE"], "wording other": max([0] + [v - score[r["event"]] for c, v in score.items() if c != "NONE" and c not in there[r["doc"], r["sentence"]]])})
        yield r, here, level

def cross(data):
    for least in (3, 1):
        seen = []
        for k in range(FOLDS):
            weights = fit([h for r, h, _ in data if fold_of(r["doc"]) != k], [level >= least for r, _, level in data if fold_of(r["doc"]) != k])
            seen += [({"confidence": chance(weights, h)}, level >= least) for r, h, level in data if fold_of(r["doc"]) == k]
        print("type and parties right" if least == 3 else "type right")
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
    ap.add_argument("stories", nargs="?")
    ap.add_argument("vectors", nargs="?")
    ap.add_argument("--measure", action="store_true")
    ap.add_argument("--cross", action="store_true")
    ap.add_argument("--half", choices=("train", "test"), default="test")
    a = ap.parse_args()
    if a.measure:
        return measure([(r, level == 3) for r, level in records(a.khaldun, a.half)])
    if not a.vectors:
        ap.error("to fit, the stories and the file of words' vectors are needed (scripts/make_vectors.py)")
    data = list(known(a.khaldun, a.stories, a.vectors))
    if a.cross:
        return cross(data)
    right, of_type = (fit([h for _, h, _ in data], [level >= least for *_, level in data]) for least in (3, 1))
    for _ in range(50):   # in small steps towards the share
        mean = sum(chance(right, h) for _, h, _ in data) / len(data)
        right["always"] += 4 * (SHARE - mean)
    print("# How often event records are right, from what they hold (src/events/confidence.c): the confidence is the logistic function of the sum of what holds; the\n"
          "# second weight is for the type alone. \"doubt\": what leaves a record out (share of right types; odds of no event, how far the type's must be above, and the confidence that outweighs them, in general and in few words).\n"
          "# Made by scripts/fit_confidence.py from the training half of data/corpus/events; not to be edited by hand.")
    print("doubt |", " | ".join(map(str, DOUBT)))
    for name, v in right.items():
        print(f"{name} | {v:.3f} | {of_type[name]:.3f}")

if __name__ == "__main__":
    main()
