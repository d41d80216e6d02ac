#!/usr/bin/env python3
"""Trains the learned scorer of `khaldun relate`: data/events/scorer.txt.

A multinomial logistic model over the features that `khaldun relate --features` prints (words and tree around the two parties, and what the
frames say). It learns from
  - our corpus, the training half of data/corpus/events (odd numbers): events with their parties;
  - the example sentences of data/events, without what the frames say, since the frames were written for them;
  - the titles and first sentences of NGEC's MIT-licensed synthetic stories: words alone, a tenth of the weight.
CONCEDE and RETREAT are one class, as in the label set that is asked for.

usage: train_scorer.py KHALDUN NGEC_STORIES.csv > data/events/scorer.txt
Plain Python, some minutes. The same input gives the same output.
"""
import csv, glob, json, math, os, random, re, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TYPES = "AGREE CONSULT SUPPORT COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
RULES = ("rule=", "sure=", "id=", "fit=", "also=")
EPOCHS, STEP, LEAST, SEEN = 24, 0.15, 0.02, 2
RIDGE = 3.3      # weight of the squares: 1 / C of the usual writing
TRUST = 2.0      # what the frames say counts so much more than the corpus alone would have it: it is small, and they were written with more in view

def label(kind):
    return TYPES.index("RETREAT" if kind == "CONCEDE" else kind)

def spans(pairs):
    return [{"start": a, "end": b} for a, b in pairs]

def ask(text, source, target):
    """Where nobody is the recipient, the parties are the first actor and the others."""
    if len(source) > 1 and not target:
        source, target = source[:1], source[1:]
    return {"id": 0, "text": text, "source": spans(source), "target": spans(target)}

def corpus():
    for path in sorted(glob.glob(os.path.join(ROOT, "data/corpus/events/*.txt"))):
        for e in score_corpus.blocks(path):
            if int(e["id"].rsplit("-", 1)[1]) % 2:
                for g in e["events"]:
                    if g["actors"] and g["status"] in score_corpus.REAL:
                        yield ask(e["text"], [p["span"] for p in g["actors"]], [p["span"] for p in g["recipients"]]), label(g["type"])

def examples(program):
    """Sentences of the lexicon whose first wanted event has actors that are found in them by their codes or words."""
    found = []
    for path in sorted(glob.glob(os.path.join(ROOT, "data/events/frames/*.frames")) + glob.glob(os.path.join(ROOT, "data/events/operators.*"))):
        for line in open(path, encoding="utf-8"):
            if line[:1] in " \t" and "=>" in line:
                sentence, want = (p.strip() for p in line.split("=>", 1))
                m = re.match(r"([A-Z]+)(?:/[\w-]+)? (.*?) > (.*)$", want.split(";")[0].strip())
                if m and m.group(1) in TYPES + ["CONCEDE"]:
                    found.append((sentence, m.group(1), m.group(2), m.group(3)))
    lines = "".join(json.dumps({"id": str(i), "text": f[0]}) + "\n" for i, f in enumerate(found))
    mentions = {}
    for line in subprocess.run([program, "code", "--input", "jsonl", "--emit", "mention", "-q", "-"], input=lines, capture_output=True, text=True).stdout.splitlines():
        r = json.loads(line)
        mentions.setdefault(int(r["doc"]), []).append(r)
    for i, (sentence, kind, who, whom) in enumerate(found):
        used = set()
        source, target = (party(mentions.get(i, []), side, used) for side in (who, whom))
        if source:
            yield ask(sentence, source, target), label(kind)

def party(mentions, codes, used):
    out = []
    for code in (c.strip() for c in codes.split("&")):
        country, _, sector = code.partition(".")
        for m in mentions:
            link, at = m.get("link") or {}, (m["start"], m["end"])
            fits = code.strip('"') in m["text"] if code.startswith('"') else code != "_" and (not country or link.get("country") == country) and (
                not sector or sector == link.get("sector") or sector in link.get("other_sectors", []))
            if fits and at not in used:
                used.add(at)
                out.append(at)
                break
    return out

def stories(path):
    for row in csv.DictReader(open(path, encoding="utf-8")):
        if row["label"] in TYPES + ["CONCEDE"]:
            title = re.sub(r"\{\w+\}", "", row["title"]).strip().rstrip(".") + "."
            first = re.split(r"(?<=[.!?])\s+", re.sub(r"\s+", " ", row["text"]).strip())[0]
            yield ask((title + " " + first)[:500], [], []), label(row["label"])

def features(program, samples):
    lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a, _ in samples)
    out = subprocess.run([program, "relate", "--features"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(out) != len(samples):
        sys.exit(f"train_scorer.py: {len(out)} answers for {len(samples)} samples")
    return [json.loads(line).get("features", {}) for line in out]

def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, ngec = sys.argv[1:]
    data = []
    for samples, weight, keep in ((list(corpus()), 1.0, lambda f: True), (list(examples(program)), 1.0, lambda f: not f.startswith(RULES)),
                                  (list(stories(ngec)), 0.1, lambda f: f[:2] in ("w=", "b="))):
        for f, (_, kind) in zip(features(program, samples), samples):
            data.append(([(n, v) for n, v in sorted(f.items()) if keep(n)] + [("bias", 1.0)], kind, weight))
        print(f"{len(samples)} samples", file=sys.stderr)
    count = {}
    for f, _, _ in data:
        for n, _ in f:
            count[n] = count.get(n, 0) + 1
    data = [([(n, v) for n, v in f if count[n] >= SEEN], kind, weight) for f, kind, weight in data]
    weights, squares, rng, kinds = {}, {}, random.Random(1), range(len(TYPES))
    for n in sorted(count):
        if count[n] >= SEEN:
            weights[n], squares[n] = [0.0] * len(TYPES), [1e-1] * len(TYPES)
    for epoch in range(EPOCHS):
        rng.shuffle(data)
        right = 0
        for f, kind, weight in data:
            score = [0.0] * len(TYPES)
            for n, v in f:
                w = weights[n]
                for k in kinds:
                    score[k] += v * w[k]
            top = max(score)
            e = [math.exp(s - top) for s in score]
            z = sum(e)
            right += score[kind] == top
            grad = [weight * (e[k] / z - (k == kind)) for k in kinds]
            hot = [k for k in kinds if abs(grad[k]) > 2e-3]
            for n, v in f:
                w, q, ridge = weights[n], squares[n], RIDGE / count[n]
                for k in hot:
                    g = grad[k] * v + ridge * w[k]
                    q[k] += g * g
                    w[k] -= STEP * g / math.sqrt(q[k])
        print(f"epoch {epoch + 1}: {right / len(data):.3f} right while learning", file=sys.stderr)
    print("# What features of two parties' surroundings speak for which event type (khaldun relate). Made by scripts/train_scorer.py from our own")
    print("# corpus and examples and the MIT-licensed synthetic stories of NGEC; not to be edited by hand. FEATURE<TAB>TYPE weight, …")
    for n in sorted(weights):
        trust = TRUST if n.startswith(RULES) else 1
        votes = [f"{TYPES[k]} {trust * v:.2f}" for k, v in enumerate(weights[n]) if abs(v) >= LEAST]
        if votes and "\t" not in n and "\n" not in n:
            print(f"{n}\t{', '.join(votes)}")

if __name__ == "__main__":
    main()
