#!/usr/bin/env python3
"""Scores the class of a sentence (0 a statement, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict) on a set of
"sentence<TAB>class" lines: first as the records of `khaldun code` alone would have it, then by a logistic model over what Khaldun sees, cross-validated.

usage: score_classes.py KHALDUN cameo_class_train.tsv

The rules answer with the quad of the first event that happened, else of the first of another status, else 0. The model (needs python3-scipy) is
trained on four fifths and scored on the fifth that is left, in five drawings; it sees the records' types, statuses and rules, how many
quotations there are, and the features of the learned scorer of `khaldun relate`, asked without parties. It lives here, not in the program: the classes are this set's.
"""
import collections, os, random, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import train_scorer
from fivefold_relations import macro
from score_corpus import REAL

RIDGE, SEEN, ROUNDS, FOLDS, DRAWINGS = 4.0, 2, 80, 5, 5

def records(program, texts):
    out = [[] for _ in texts]
    for r in train_scorer.code(program, texts, "event,quote"):
        out[int(r["doc"])].append(r)
    return out

def by_rules(said):
    events = [r for r in said if r["type"] == "event"]
    first = next((r for r in events if r["status"] in REAL), events[0] if events else None)
    return first["quad_code"] if first else 0

def see(said, seen):
    f = dict(seen)
    events = [r for r in said if r["type"] == "event"]
    for i, r in enumerate(events[:6]):
        real = "real" if r["status"] in REAL else r["status"]
        for n in (f"type={r['event']}", f"quad={r['quad_code']}:{real}", f"type={r['event']}:{real}", f"mode={r['event']}/{(r['mode'] or [''])[0]}") + (
                (f"first={r['event']}:{real}", f"first={r['quad_code']}") if not i else ()):
            f["record " + n] = 1.0
        f[f"record who={bool(r['actor'])}{bool(r['recipient'])}:{r['quad_code']}"] = 1.0
        for rule in r["rule"].split("+"):
            f["record rule=" + rule.rsplit(".", 1)[0]] = .7
    f[f"records={min(len(events), 3)}"] = 1.0
    f[f"record rules={by_rules(said)}"] = 2.0
    f[f"quotes={min(3, len(said) - len(events))}"] = 1.0
    return f

def fit_and_answer(train, test):
    """Both lists of (features, class)."""
    import numpy
    from scipy.sparse import csr_matrix
    count = collections.Counter(n for f, _ in train for n in f)
    at = {n: i + 1 for i, n in enumerate(sorted(n for n, c in count.items() if c >= SEEN))}
    kinds = sorted({k for _, k in train})
    def matrix(data):
        cells = [(i, 0, 1.0) for i in range(len(data))] + [(i, at[n], v) for i, (f, _) in enumerate(data) for n, v in f.items() if n in at]
        row, column, value = zip(*cells)
        return csr_matrix((value, (row, column)), shape=(len(data), len(at) + 1))
    y = numpy.array([kinds.index(k) for _, k in train])
    w = train_scorer.logistic(matrix(train), y, len(kinds), numpy.ones(len(train)), RIDGE, ROUNDS)
    return [kinds[k] for k in (matrix(test) @ w).argmax(axis=1)]

def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program = sys.argv[1]
    texts, gold = zip(*((t, int(k)) for t, k in (line.rstrip("\n").rsplit("\t", 1) for line in open(sys.argv[2], encoding="utf-8"))))
    said = records(program, texts)
    seen = train_scorer.features(program, [(train_scorer.ask(t, [], []), None) for t in texts])
    def show(name, got):
        print(f"{name}: macro_f1 {macro(gold, got):.4f}  accuracy {sum(g == p for g, p in zip(gold, got)) / len(gold):.4f}  "
              + "  ".join(f"{k}: {2 * sum(g == p == k for g, p in zip(gold, got)) / max(1, gold.count(k) + got.count(k)):.3f}" for k in sorted(set(gold))))
        return macro(gold, got)
    show("records alone", [by_rules(r) for r in said])
    data, total = [(see(r, s), k) for r, s, k in zip(said, seen, gold)], 0
    for drawing in range(DRAWINGS):
        order, got = list(range(len(gold))), [0] * len(gold)
        random.Random(drawing).shuffle(order)
        for fold in range(FOLDS):
            out = order[fold::FOLDS]
            for i, k in zip(out, fit_and_answer([data[i] for i in sorted(set(order) - set(out))], [data[i] for i in out])):
                got[i] = k
        total += show(f"five-fold, drawing {drawing + 1}", got)
    print(f"five-fold, mean of {DRAWINGS} drawings: macro_f1 {total / DRAWINGS:.4f}")

if __name__ == "__main__":
    main()
