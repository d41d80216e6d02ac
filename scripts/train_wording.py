#!/usr/bin/env python3
"""What the words of a sentence say of its events (src/events/wording.c): trains data/events/wording.txt.

usage: train_wording.py KHALDUN NGEC_STORIES.csv VECTORS.txt > data/events/wording.txt
(VECTORS.txt: scripts/make_vectors.py; needs python3-scipy; a minute; the same input gives the same weights)

For each type, and for no event that happened, a logistic model of a sentence's different words: each word that the training half of
our corpus, the lexicon's examples and the stories have SEEN times has a weight of its own, and every word that has a vector (of the COMMON commonest, and
of these) adds its vector, so that words of like use count alike. Both are one weight a word in the end. Of NGEC's MIT-licensed synthetic stories those
sentences count in which the frames find an event of the type that the story was written for. What tells no event is learned from the corpus alone: the lexicon's
examples of what is none are near misses, not what reports are full of.
"""
import collections, functools, glob, os, random, re, subprocess, sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")   # threads of small products get in one another's way

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus, train_scorer

COMMON = 20000
SEEN = 3
RIDGE = 1.7      # weight of the squares, the best of five folds
SCALE = 0.1      # of vectors against words
UNIT = 0.05      # KH_WORDING_UNIT
USUAL = 16       # different words: in longer sentences each says less (kh_wording_of)

@functools.cache
def columns():
    return ["NONE"] + sorted(t for t in {e["type"] for b in train_scorer.half("train") for e in b["events"]})

def sentences(program, texts):
    """The different words, in lower case, of each sentence of each text."""
    joined, begins, at = [], [], 0
    for t in texts:
        begins.append(at)
        joined.append(t)
        at += len(t) + 2
    out = subprocess.run([program, "parse", "-"], input="\n\n".join(joined), capture_output=True, text=True, check=True).stdout
    found, words, first = [[] for _ in texts], set(), None
    k = 0
    for line in out.split("\n"):
        f = line.split("\t")
        if len(f) == 10 and f[0].isdigit():
            if first is None:
                first = next(int(m.split("=")[1].split(":")[0]) for m in f[9].split("|") if m.startswith("TokenRange="))
            words.add(f[1].lower())
        elif not line and words:
            while k + 1 < len(begins) and begins[k + 1] <= first:
                k += 1
            found[k].append(words)
            words, first = set(), None
    return found

def share(n):
    """What a word of a sentence with n different known ones counts."""
    return min(1, (USUAL / n) ** .5) if n else 1

def real(entry):
    return {g["type"] for g in entry["events"] if g["status"] in score_corpus.REAL}

class Vectors:
    def __init__(self, path, counts):
        import numpy
        self.of, mean, n = {}, 0, 0
        for line in open(path, encoding="utf-8"):
            word, _, rest = line.partition(" ")
            if n < COMMON or counts[word] >= SEEN:
                self.of[word] = numpy.array(rest.split(), dtype=float)
            if n < COMMON:
                mean = mean + self.of[word]
            n += 1
        mean = mean / min(n, COMMON)
        for word in self.of:
            self.of[word] = (self.of[word] - mean) * SCALE

def examples():
    """(sentence, types that happened or go on) of each example of the lexicon."""
    for path in sorted(glob.glob(os.path.join(train_scorer.ROOT, "data/events/frames/*.frames")) + glob.glob(os.path.join(train_scorer.ROOT, "data/events/operators.*"))):
        for line in open(path, encoding="utf-8"):
            if line[:1] in " \t" and "=>" in line:
                sentence, want = (p.strip() for p in line.split("=>", 1))
                told = (re.match(r"([A-Z]+)(?:/[\w-]+)?(?:@(\w+))? ", part.strip() + " ") for part in want.split(";"))
                yield sentence, {m.group(1) for m in told if m and m.group(1) in columns() and (m.group(2) or "happened") in score_corpus.REAL}

def stories(program, path):
    """(sentence, types that the frames find in it) where the story's label is among them."""
    found = {}
    for label, e, sentence, _ in train_scorer.story_events(program, path, columns()):
        found.setdefault((sentence.strip(), label), set()).add(e["event"])
    return [(sentence, types) for (sentence, label), types in found.items() if label in types]

class Wording:
    """Weights by word, an array of the columns each; "*" is of every sentence. The first `corpus` sentences are of the corpus, the others examples and stories."""
    def __init__(self, words, marks, vectors, counts, corpus):
        import numpy
        from scipy.optimize import minimize
        from scipy.sparse import csr_matrix, hstack
        own = {w: i for i, w in enumerate(sorted(w for w, c in counts.items() if c >= SEEN))}
        row, column = zip(*((i, own[w]) for i, ws in enumerate(words) for w in sorted(ws) if w in own))
        shares = [share(sum(w in own or w in vectors.of for w in ws)) for ws in words]
        size = len(next(iter(vectors.of.values())))
        dense = numpy.array([sum((vectors.of[w] for w in sorted(ws) if w in vectors.of), numpy.zeros(size)) for ws in words])
        dense *= numpy.array(shares)[:, None]
        x = hstack([csr_matrix(([shares[i] for i in row], (row, column)), shape=(len(words), len(own))), csr_matrix(dense), csr_matrix(numpy.ones((len(words), 1)))]).tocsr()
        weights = []
        for c in columns():
            rows = corpus if c == "NONE" else len(words)
            y, seen = numpy.array([c in m if c != "NONE" else not m for m in marks[:rows]], dtype=float), x[:rows]
            ridge = numpy.full(x.shape[1], RIDGE)
            ridge[-1] = 0
            def loss(w):
                s = seen @ w
                return (numpy.logaddexp(0, s) - y * s).sum() + (ridge * w * w).sum() / 2, seen.T @ (1 / (1 + numpy.exp(-s)) - y) + ridge * w
            weights.append(minimize(loss, numpy.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)
        weights = numpy.array(weights).T
        self.of = {"*": weights[-1]}
        for w in sorted(set(own) | set(vectors.of)):
            self.of[w] = (weights[own[w]] if w in own else 0) + (vectors.of[w] @ weights[len(own):-1] if w in vectors.of else 0)

    def score(self, words):
        """By column."""
        known = [self.of[w] for w in sorted(words) if w in self.of]
        return dict(zip(columns(), self.of["*"] + share(len(known)) * sum(known, 0 * self.of["*"])))

def trainer(program, ngec, vectors_path):
    """(entries, all sentences, those of the entries first; their words, of each of their own sentences; a function that makes a model of the rows given)"""
    entries, shown = list(train_scorer.half("train")), list(examples()) + stories(program, ngec)
    texts = [e["text"] for e in entries] + [sentence for sentence, _ in shown]
    found = sentences(program, texts)
    words, marks = [set().union(*ws) if ws else set() for ws in found], [real(e) for e in entries] + [types for _, types in shown]
    counts = collections.Counter(w for ws in words for w in ws)
    vectors = Vectors(vectors_path, counts)
    return entries, texts, found, lambda rows: Wording([words[i] for i in rows], [marks[i] for i in rows], vectors, counts, sum(i < len(entries) for i in rows))

FOLDS = 5

def fold_of(doc):
    return random.Random(doc).randrange(FOLDS)

def unseen(program, ngec, vectors_path):
    """(entry of the training half, or None, sentence, its own sentences' words, a model that did not see it), of the lexicon's examples and the stories too"""
    entries, texts, found, make = trainer(program, ngec, vectors_path)
    folds = [fold_of(entries[i]["id"] if i < len(entries) else text) for i, text in enumerate(texts)]
    models = [make([i for i, f in enumerate(folds) if f != k]) for k in range(FOLDS)]
    return [(entries[i] if i < len(entries) else None, text, found[i], models[folds[i]]) for i, text in enumerate(texts)]

def main():
    if len(sys.argv) != 4 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    _, texts, _, make = trainer(*sys.argv[1:])
    model = make(range(len(texts)))
    print("# What the words of a sentence say of its events, and (NONE) of no event that happened: logarithms of odds in hundredths of five, added up (src/events/wording.c).\n"
          "# Made by scripts/train_wording.py from the training half of data/corpus/events, the lexicon's examples, NGEC's MIT-licensed synthetic stories and GloVe's vectors of words; not to be edited by hand.")
    print("word |", " ".join(columns()))
    for w, weights in model.of.items():
        whole = [max(-127, min(127, round(float(v) / UNIT))) for v in weights]
        if "|" not in w and "#" not in w and w.split() == [w] and (w == "*" or any(abs(v) > 2 for v in whole)):
            print(w, "|", *whole)

if __name__ == "__main__":
    main()
