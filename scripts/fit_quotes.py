#!/usr/bin/env python3
"""Fits the weights of quotations, data/quotes/weights.tsv, to the training part of PolNeAR.

usage: fit_quotes.py QUOTE_DRAFTS KHALDUN.DAT MODEL POLNEAR/train > weights.tsv      QUOTE_DRAFTS: the program that `ninja quote-drafts` builds

Two logistic models. One says of each place where words behind a cue may end how likely they end there, given that they have not ended before; it
learns from the words that the annotators gave the same cue. The other says of each draft how likely it is a quotation: whether half of its words are
in common with those of one of the annotators'. Fit twice: the second fit sees the drafts as the first one's ends leave them. No sentence goes into the weights. Needs python3-scipy; the loss is
convex: the same input gives the same weights.
"""
import collections, glob, itertools, os, re, subprocess, sys, tempfile

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
    """(report, "end" or "draft", numbers, names) for each place or draft."""
    report, last = None, None
    for line in lines:
        if line[0] == "+":
            last[3].append(line[1:].rstrip("\n"))
            continue
        if last:
            yield last
        kind, *rest = line.rstrip("\n").split("\t")
        last = None
        if kind == "report":
            report = rest[0]
        else:
            last = report, kind, tuple(map(int, rest)), []
    if last:
        yield last

def places(lines):
    """(report, draft, [(end, names)]): the places of one draft together."""
    for (report, draft), group in itertools.groupby((d for d in lines if d[1] == "end"), lambda d: (d[0], d[2][:3] + d[2][4:])):
        yield report, draft, [(numbers[3], names) for _, _, numbers, names in group]

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

def ends(gold, found):
    """(names, does it end here) of each place up to the true end."""
    for report, draft, where in places(found):
        end = true_end(gold[report], draft)
        if end is None:
            continue
        target = min(where, key=lambda p: (abs(p[0] - end), p[0]))[0]
        for at, names in where:
            yield names, at == target
            if at == target:
                break

def overlap(x, y):
    """Share of the characters that two lists of spans have in common."""
    both = sum(max(0, min(b, d) - max(a, c)) for a, b in x for c, d in y)
    return both / (sum(b - a for a, b in x) + sum(b - a for a, b in y) - both)

def kept(gold, found):
    """(names, is it one) of each draft."""
    for report, kind, numbers, names in found:
        if kind == "draft":
            words = list(zip(numbers[2::2], numbers[3::2]))
            yield names, any(overlap(words, content) >= .5 for _, content in gold[report])

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
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    program, data, model, folder = sys.argv[1:]
    gold = reports(folder)
    with tempfile.TemporaryDirectory() as scratch:
        paths = {os.path.join(scratch, f"{i}.txt"): p for i, p in enumerate(gold)}
        for path, of in paths.items():
            open(path, "w", encoding="utf-8", newline="").write(gold[of][0])
        run = subprocess.run([program, data, model, *paths], capture_output=True, check=True)
    found = list(drafts(run.stdout.decode("utf-8", "replace").splitlines(True)))
    gold = {path: gold[of][1] for path, of in paths.items()}
    print("# What speaks for an end of words behind their cue, and for a draft of a quotation (src/circumstance/quotes_weigh.c). Made by")
    print("# scripts/fit_quotes.py; not to be edited by hand. NAME<TAB>WEIGHT")
    for part in ends, kept:
        for name, weight in sorted(fit(list(part(gold, found))).items()):
            print(f"{name}\t{weight:.2f}")

if __name__ == "__main__":
    main()
