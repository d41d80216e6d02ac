#!/usr/bin/env python3
"""Trains the learned scorer of `khaldun relate`: data/events/scorer.txt.

A multinomial logistic model over the features that `khaldun relate --features` prints (words, tree, kinds and senses around the two
parties, who they are, and what the frames say). It learns from
  - our corpus, the training half of data/corpus/events (odd numbers): events with their parties;
  - the example sentences of data/events, without what the frames say, since the frames were written for them;
  - sentences of NGEC's MIT-licensed synthetic stories in which the frames find an event of the type that the story was written for, with its
    parties, likewise without what the frames say.
The types are those of the label set that is asked for (data/events/relate.txt); CONCEDE and RETREAT are one class.

What the words of these sentences say (scripts/train_wording.py) is told by models that did not see them.

usage: train_scorer.py KHALDUN NGEC_STORIES.csv VECTORS.txt > data/events/scorer.txt
Needs python3-scipy; four minutes. The loss is convex: the same input gives the same weights.
"""
import collections, csv, glob, json, math, os, re, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TYPES = "AGREE CONSULT SUPPORT COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
RULES = ("rule=", "sure=", "id=", "fit=", "also=", "x=", "xn=", "xo=", "xon=")   # what the frames say
SEEN = 2         # a feature must stand in so many samples
LEAST = 0.05     # a vote below this is left out
RIDGE = 3.3      # weight of the squares: 1 / C of the usual writing
STORIES = 0.3    # what a sentence of a story weighs
ROUNDS = 120

def half(which):
    """The blocks of the corpus's training or tests' half."""
    for path in sorted(glob.glob(os.path.join(ROOT, "data/corpus/events/*.txt"))):
        for e in score_corpus.blocks(path):
            if (int(e["id"].rsplit("-", 1)[1]) % 2 == 0) == (which == "test"):
                yield e

def relabelling():
    """relate.txt, as far as it asks for type, mode and joint deeds alone."""
    rows = []
    for line in open(os.path.join(ROOT, "data/events/relate.txt"), encoding="utf-8"):
        fields = [f.strip() for f in line.split("|")]
        if line[:1] not in "#\n" and ":" not in fields[0] and fields[0] != "surer" and fields[2:] in ([], ["both"]):
            rows.append((fields[0], fields[1], fields[2:] == ["both"]))
    return rows

def asked_type(event, rows):
    """The type that `relate` should answer with for an event of the corpus."""
    both = len(event["actors"]) > 1 and not event["recipients"]
    for was, becomes, joint in rows:
        if was in (event["type"], f"{event['type']}/{event['mode']}") and (both or not joint):
            return becomes
    return "RETREAT" if event["type"] == "CONCEDE" else event["type"]

def spans(pairs):
    return [{"start": a, "end": b} for a, b in pairs]

def ask(text, source, target):
    """Where nobody is the recipient, the parties are the first actor and the others."""
    if len(source) > 1 and not target:
        source, target = source[:1], source[1:]
    return {"id": 0, "text": text, "source": spans(source), "target": spans(target)}

def corpus(which="train"):
    """(what is asked, its type) for every event that happened and has an actor."""
    rows = relabelling()
    for e in half(which):
        for g in e["events"]:
            if g["actors"] and g["status"] in score_corpus.REAL:
                yield ask(e["text"], [p["span"] for p in g["actors"]], [p["span"] for p in g["recipients"]]), asked_type(g, rows)

def code(program, texts, emit):
    lines = "".join(json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n" for i, t in enumerate(texts))
    ran = subprocess.run([program, "code", "--input", "jsonl", "--emit", emit, "-q", "-"], input=lines, capture_output=True, text=True)
    if ran.returncode > 1:   # 1: a text that could not be read
        sys.exit(ran.stderr)
    for line in ran.stdout.splitlines():
        r = json.loads(line)
        if r["type"] in emit.split(","):
            yield r

def examples(program):
    """Sentences of the lexicon whose first wanted event has actors that are found in them by their codes or words."""
    found = []
    for path in sorted(glob.glob(os.path.join(ROOT, "data/events/frames/*.frames")) + glob.glob(os.path.join(ROOT, "data/events/operators.*"))):
        for line in open(path, encoding="utf-8"):
            if line[:1] in " \t" and "=>" in line:
                sentence, want = (p.strip() for p in line.split("=>", 1))
                m = re.match(r"([A-Z]+)(?:/([\w-]+))? (.*?) > (.*)$", want.split(";")[0].strip())
                if m and m.group(1) in TYPES + ["CONCEDE"]:
                    found.append((sentence, *m.groups()))
    mentions, rows = collections.defaultdict(list), relabelling()
    for r in code(program, [f[0] for f in found], "mention"):
        mentions[int(r["doc"])].append(r)
    for i, (sentence, kind, mode, who, whom) in enumerate(found):
        used = set()
        source, target = (party(mentions[i], side, used) for side in (who, whom))
        if source:
            yield ask(sentence, source, target), asked_type({"type": kind, "mode": mode or "", "actors": source, "recipients": target}, rows)

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

def story_events(program, path, kinds):
    """(label of the story, event that happened, the sentence that tells it, where that begins) of NGEC's stories of some types."""
    rows = [r for r in csv.DictReader(open(path, encoding="utf-8")) if r["label"] in kinds]
    texts = [re.sub(r"\s+", " ", r["text"])[:4000] for r in rows]
    for e in code(program, texts, "event"):
        text, at = texts[int(e["doc"])], e["trigger"]["start"]
        stops = [0] + [m.end() for m in re.finditer(r'[.!?]["”]?\s+(?=[A-Z"“])', text)] + [len(text)]
        begin, end = max(s for s in stops if s <= at), min(s for s in stops if s > at)
        if e["status"] in score_corpus.REAL and end - begin <= 600:
            yield rows[int(e["doc"])]["label"], e, text[begin:end], begin

def stories(program, path):
    """Where the frames and the story's label are of one mind, with the sentence around the event."""
    seen, labels = set(), relabelling()
    for label, e, sentence, begin in story_events(program, path, TYPES + ["CONCEDE"]):
        if e["event"] != label or not e["actor"]:
            continue
        words = [(p["start"] - begin, p["end"] - begin) for p in e["actor"] + e["recipient"]]
        if any(a < 0 or b > len(sentence) for a, b in words) or (sentence, e["event"]) in seen:
            continue
        seen.add((sentence, e["event"]))
        who, whom = words[:len(e["actor"])], words[len(e["actor"]):]
        yield ask(sentence.strip(), who, whom), asked_type({"type": e["event"], "mode": (e["mode"] or [""])[0], "actors": who, "recipients": whom}, labels)

def features(program, samples):
    lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a, _ in samples)
    out = subprocess.run([program, "relate", "--features"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    if len(out) != len(samples):
        sys.exit(f"train_scorer.py: {len(out)} answers for {len(samples)} samples")
    return [json.loads(line).get("features", {}) for line in out]

def reword(program, ngec, vectors):
    """text -> what its words say, by models that did not see it, of the corpus, the lexicon's examples and the stories."""
    import train_wording
    return {text: model.score(set().union(*words) if words else set()) for _, text, words, model in train_wording.unseen(program, ngec, vectors)}

def logistic(x, y, kinds, weight, ridge, rounds):
    """Weights (features × kinds) of a multinomial logistic model: x a sparse matrix of samples whose first column is the bias, y their kinds, weight what each
    sample counts, ridge the weight of the squares."""
    import numpy
    from scipy.optimize import minimize
    xt, each, shape, squares = x.T.tocsr(), numpy.arange(len(y)), (x.shape[1], kinds), numpy.full((x.shape[1], 1), ridge)
    squares[0] = .01
    def loss(flat):
        w = flat.reshape(shape)
        s = x @ w
        s -= s.max(axis=1, keepdims=True)
        e = numpy.exp(s)
        z = e.sum(axis=1, keepdims=True)
        p = e / z
        p[each, y] -= 1
        return -(weight * (s[each, y] - numpy.log(z[:, 0]))).sum() + (squares * w * w).sum() / 2, (xt @ (p * weight[:, None]) + squares * w).ravel()
    return minimize(loss, numpy.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": rounds}).x.reshape(shape)

def fit(data):
    """data: (features, type, weight). Returns {feature: weights by type}."""
    try:
        import numpy
        from scipy.sparse import csr_matrix
    except ImportError:
        sys.exit("train_scorer.py needs scipy (Debian: python3-scipy, run with /usr/bin/python3)")
    count = collections.Counter(n for f, _, _ in data for n in f)
    names = ["bias"] + sorted(n for n, c in count.items() if c >= SEEN and "\t" not in n and "\n" not in n)
    at = {n: i for i, n in enumerate(names)}
    cells = [(i, 0, 1.0) for i in range(len(data))] + [(i, at[n], v) for i, (f, _, _) in enumerate(data) for n, v in f.items() if n in at]
    row, column, value = zip(*cells)
    x = csr_matrix((value, (row, column)), shape=(len(data), len(names)))
    weight, y = numpy.array([w for _, _, w in data]), numpy.array([TYPES.index(k) for _, k, _ in data])
    w = logistic(x, y, len(TYPES), weight, RIDGE, ROUNDS)
    return dict(zip(names, w.tolist()))

def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    program, ngec, vectors = sys.argv[1:]
    data, told = [], reword(program, ngec, vectors)
    for samples, weight, hide in ((list(corpus()), 1.0, ()), (list(examples(program)), 1.0, RULES), (list(stories(program, ngec)), STORIES, RULES)):
        seen = [{n: v for n, v in f.items() if not n.startswith(hide)} for f in features(program, samples)]
        for (asked, _), f in zip(samples, seen):
            for kind, odds in told.get(asked["text"], {}).items():
                if kind != "NONE":
                    f["wording=" + kind] = 2 / (1 + math.exp(-odds))
        data += [(f, kind, weight) for f, (_, kind) in zip(seen, samples)]
        print(f"{len(samples)} samples", file=sys.stderr)
    weights = fit(data)
    print("# What features of two parties' surroundings speak for which event type (khaldun relate). Made by scripts/train_scorer.py from our own")
    print("# corpus and examples and the MIT-licensed synthetic stories of NGEC; not to be edited by hand. FEATURE<TAB>TYPE weight, …")
    for n in sorted(weights):
        votes = [f"{t} {v:.2f}" for t, v in zip(TYPES, weights[n]) if abs(v) >= LEAST]
        if votes:
            print(f"{n}\t{', '.join(votes)}")

if __name__ == "__main__":
    main()
