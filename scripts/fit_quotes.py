#!/usr/bin/env python3
"""Fits the weights of quotations, data/quotes/weights.tsv, to the training part of PolNeAR.

usage: fit_quotes.py QUOTE_DRAFTS KHALDUN.DAT MODEL POLNEAR/train > weights.tsv      QUOTE_DRAFTS: the program that `ninja quote-drafts` builds

A logistic model says of each place where words behind a cue may end how likely they end there, given that they have not ended before; it learns
from the words that the annotators gave the same cue. No sentence goes into the weights. Needs python3-scipy; the loss is
convex: the same input gives the same weights.
"""
import bisect, collections, glob, os, re, subprocess, sys

LEAST = 0.04     # a weight below this is left out
SEEN = 8         # what holds less often is not asked about
RIDGE = 10.0     # weight of the squares
NEAR = 8         # characters that the beginnings of the same words may lie apart

def read(path):
    return open(path, encoding="utf-8", newline="").read().replace("\r\n", "\n")

def attributions(path):
    """Cue and content spans of a file of annotations, in code points."""
    parts, events = {}, []
    for line in read(path).split("\n"):
        c = line.split("\t")
        if len(c) > 1 and c[0][:1] == "T":
            parts[c[0]] = [tuple(map(int, w.split())) for w in c[1].partition(" ")[2].split(";")]
        elif len(c) > 1 and c[0][:1] == "E":
            roles = collections.defaultdict(list)
            for pair in c[1].split():
                role, _, t = pair.partition(":")
                roles[re.sub(r"\d+$", "", role)] += sorted(parts.get(t, []))
            events.append((roles["Cue"], sorted(roles["Content"])))
    return [e for e in events if e[0] and e[1]]

def reports(folder):
    """Report's path -> its text and its attributions, in bytes of the text."""
    out = {}
    for path in sorted(glob.glob(folder + "/text/*.txt")):
        found = sorted(glob.glob(f"{folder}/attributions/{glob.escape(os.path.basename(path)[:-4])}_*.ann"))
        if not found:
            continue
        text = read(path)
        at = [0]
        for c in text:
            at.append(at[-1] + len(c.encode()))
        spans = lambda s: [(at[min(a, len(text))], at[min(b, len(text))]) for a, b in s]
        out[path] = text, [(spans(cue), spans(content)) for cue, content in attributions(found[0])]
    return out

def drafts(lines):
    """(report, numbers of the draft, its places [(end, names)])."""
    report = last = None
    places = []
    for line in lines:
        if line[0] == "+":
            places[-1][1].append(line[1:].rstrip("\n"))
            continue
        kind, *rest = line.rstrip("\n").split("\t")
        if kind == "report":
            if last:
                yield report, last, places
            report, last, places = rest[0], None, []
        elif kind == "end":
            cue, cue_end, begin, end, now = map(int, rest)
            if last != (cue, cue_end, begin, now):
                if last:
                    yield report, last, places
                last, places = (cue, cue_end, begin, now), []
            places.append((end, []))
    if last:
        yield report, last, places

def true_end(gold, draft):
    """Where the annotators have the words of this cue end, if they begin where ours do."""
    cue, cue_end, begin, now = draft
    best = None
    for g_cue, content in gold:
        if abs(content[0][0] - begin) > NEAR or not any(a < cue_end and cue < b for a, b in g_cue):
            continue
        overlap = sum(max(0, min(b, now) - max(a, begin)) for a, b in content)
        if best is None or overlap > best[0]:
            best = overlap, content[-1][1]
    return best and best[1]

def samples(gold, lines):
    """(names, does it end here) of each place up to the true end."""
    for report, draft, places in drafts(lines):
        end = true_end(gold[report], draft)
        if end is None:
            continue
        target = min(places, key=lambda p: (abs(p[0] - end), p[0]))[0]
        for at, names in places:
            yield names, at == target
            if at == target:
                break

def fit(data):
    import numpy
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix
    seen = collections.Counter(n for names, _ in data for n in names)
    names = sorted(n for n in seen if seen[n] >= SEEN)
    column = {n: i for i, n in enumerate(names)}
    rows, columns = [], []
    for i, (holds, _) in enumerate(data):
        for n in holds:
            if n in column:
                rows.append(i)
                columns.append(column[n])
    x = csr_matrix((numpy.ones(len(rows)), (rows, columns)), shape=(len(data), len(names)))
    y = numpy.array([float(right) for _, right in data])
    free = numpy.array([not n.endswith(".always") for n in names], dtype=float)
    def loss(w):
        z = x @ w
        p = 1 / (1 + numpy.exp(-z))
        return (numpy.logaddexp(0, z) - y * z).sum() + RIDGE * (free * w) @ w / 2, x.T @ (p - y) + RIDGE * free * w
    w = minimize(loss, numpy.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {n: v for n, v in zip(names, w) if abs(v) >= LEAST}

def main():
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    program, data, model, folder = sys.argv[1:5]
    gold = reports(folder)
    if len(sys.argv) == 6:
        lines = open(sys.argv[5], encoding="utf-8", errors="replace")
        gold = {os.path.basename(p): g[1] for p, g in gold.items()}
    weights = fit(list(samples(gold, lines)))
    for name, weight in sorted(weights.items()):
        print(f"{name}\t{weight:.2f}")

if __name__ == "__main__":
    main()
