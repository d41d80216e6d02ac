#!/usr/bin/env python3
"""Trains the words' votes that `khaldun relate` falls back on: data/events/scorer.txt.

A multinomial logistic model over lemmas, learned from our own example sentences (data/events, tests/events are left out) and from
the MIT-licensed synthetic stories of NGEC (title and first sentence; the labels of a story, so noisy: they weigh less).

usage: train_scorer.py KHALDUN data/events ngec_synthetic_stories.csv > data/events/scorer.txt
KHALDUN is the program, which splits and lemmatises. Plain Python, a minute or two. Same input, same output.
"""
import collections, csv, glob, math, random, re, subprocess, sys

TYPES = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
OPEN = {"NOUN", "VERB", "ADJ", "ADV", "AUX", "PART", "ADP"}

def examples(folder):
    for path in sorted(glob.glob(folder + "/frames/*.frames") + glob.glob(folder + "/operators.*")):
        for line in open(path, encoding="utf-8"):
            if line[:1] in " \t" and "=>" in line:
                text, want = line.strip().split("=>", 1)
                kind = re.split(r"[/@ ]", want.strip())[0]
                if kind in TYPES:
                    yield text.strip(), kind, 3.0

def stories(path):
    for row in csv.DictReader(open(path, encoding="utf-8")):
        if row["label"] in TYPES:
            title = re.sub(r"\{\w+\}", "", row["title"]).strip().rstrip(".") + "."
            first = re.split(r"(?<=[.!?])\s+", re.sub(r"\s+", " ", row["text"]).strip())[0]
            yield (title + " " + first)[:600], row["label"], 0.5

def features(program, samples):
    text = "\n\n".join(re.sub(r"\s+", " ", t) for t, _, _ in samples)
    out = subprocess.run([program, "parse", "-"], input=text, capture_output=True, text=True, check=True).stdout
    found, words = [], None
    for line in out.split("\n"):
        if line.startswith("# newpar"):
            words = []
            found.append(words)
        elif line[:1].isdigit():
            f = line.split("\t")
            if f[3] in OPEN:
                words.append(f[2].lower())
    if len(found) != len(samples):
        sys.exit(f"{len(found)} paragraphs for {len(samples)} samples")
    return found

def main():
    program, folder, ngec = sys.argv[1:4]
    samples = list(examples(folder)) + list(stories(ngec))
    words = features(program, samples)
    seen = collections.Counter(w for ws in words for w in set(ws))
    data = [(sorted({w for w in ws if seen[w] >= 2}), TYPES.index(k), g) for ws, (_, k, g) in zip(words, samples)]
    weight, grad2 = collections.defaultdict(lambda: [0.0] * 16), collections.defaultdict(lambda: [1e-2] * 16)
    rng = random.Random(1)
    for epoch in range(8):
        rng.shuffle(data)
        for ws, gold, importance in data:
            rows = [weight[w] for w in ws]
            scores = [sum(r[k] for r in rows) for k in range(16)]
            top = max(scores)
            e = [math.exp(s - top) for s in scores]
            z = sum(e)
            for k in range(16):
                g = importance * (e[k] / z - (k == gold))
                if abs(g) < 1e-3:
                    continue
                for w, r in zip(ws, rows):
                    d = g + 2e-3 * r[k]
                    q = grad2[w]
                    q[k] += d * d
                    r[k] -= 0.15 * d / math.sqrt(q[k])
    print("# Votes of words for event types, where no frame decides (khaldun relate). Made by scripts/train_scorer.py from our own examples")
    print("# and the MIT-licensed synthetic stories of NGEC; not to be edited by hand. WORD: TYPE weight, …")
    for w in sorted(weight):
        votes = [(TYPES[k], v) for k, v in enumerate(weight[w]) if abs(v) >= 0.2]
        if votes and re.fullmatch(r"[a-z][a-z'-]*", w):
            print(f"{w}: " + ", ".join(f"{t} {v:.1f}" for t, v in votes))

main()
