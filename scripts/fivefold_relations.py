#!/usr/bin/env python3
"""Cross-validates what `khaldun relate` tunes on the PLV set: by how much the scorer must be surer than the frames (`surer` in
data/events/relate.txt). The margins are chosen on four fifths and scored on the fifth that is left; five drawings of the folds.

usage: fivefold_relations.py KHALDUN PLV_train.tsv [--confusion]

The scorer's weights have never seen a PLV sentence, so they need no folds; the frames were written with wrong rows of the set in view, so that
no cross-validation of them is possible: what is left of that can only be seen on other sets (score_relations.py). --confusion prints the table of
gold against answer, each row answered in the fold that left it out (first drawing).
"""
import csv, itertools, json, math, os, random, re, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import train_scorer

TYPES = train_scorer.TYPES
QUAD = {t: q for q, ts in ((1, "AGREE CONSULT SUPPORT"), (2, "COOPERATE AID RETREAT"), (3, "REQUEST ACCUSE REJECT THREATEN"), (4, "PROTEST SANCTION MOBILIZE COERCE ASSAULT")) for t in ts.split()}
GRID = (0, .5, 1, 2, 3, 4, math.inf)
FOLDS, DRAWINGS = 5, 5

def read(path):
    """Rows with <s> and <t> marks as (what is asked, gold type)."""
    for n, row in enumerate(csv.DictReader(open(path, encoding="utf-8", newline=""), delimiter="\t")):
        text, spans, begun = "", {"s": [], "t": []}, {}
        for piece in re.split(r"(</?[st]>)", row["marked_sentence"]):
            if re.fullmatch(r"<[st]>", piece):
                begun[piece[1]] = len(text)
            elif re.fullmatch(r"</[st]>", piece):
                if piece[2] in begun:
                    begin, end = begun.pop(piece[2]), len(text)
                    words = text[begin:end]
                    begin, end = begin + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
                    if begin < end:
                        spans[piece[2]].append((begin, end))
            else:
                text += piece
        yield {"id": n, "text": text, "source": train_scorer.spans(spans["s"]), "target": train_scorer.spans(spans["t"])}, "RETREAT" if row["gold_root"] == "YIELD" else row["gold_root"]

def scorer():
    """{feature: {type: weight}} of data/events/scorer.txt, as the program rounds them."""
    out = {}
    for line in open(os.path.join(train_scorer.ROOT, "data/events/scorer.txt"), encoding="utf-8"):
        if "\t" in line:
            name, votes = line.rstrip("\n").split("\t")
            out[name] = {t: max(-127, min(127, math.floor(abs(float(v)) / .02 + .5) * (1 if float(v) > 0 else -1))) * .02 for t, v in (vote.split(" ") for vote in votes.split(", "))}
    return out

def opinions(program, asked):
    """(the frames' answer or "", what they reach, the scorer's best, by how much that is surer)."""
    lines = "".join(json.dumps(a, ensure_ascii=False) + "\n" for a in asked)
    run = lambda how: [json.loads(l) for l in subprocess.run([program, "relate", how], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()]
    weights = scorer()
    for ruled, seen in zip(run("--no-scorer"), run("--features")):
        total = dict.fromkeys(TYPES, 0.0)
        for name, value in [("bias", 1.0), *seen["features"].items()]:
            for t, w in weights.get(name, {}).items():
                total[t] += w * value
        best, frames = max(TYPES, key=total.get), "RETREAT" if ruled["event"] == "CONCEDE" else ruled["event"] or ""
        reach = next((int(n[4]) for n in seen["features"] if re.fullmatch(r"fit=\d", n)), 0)
        yield frames, reach, best, total[best] - total[frames] if frames else math.inf

def answer(opinion, margins):
    frames, reach, best, lead = opinion
    return best if lead > margins[reach] or not frames else frames

def macro(gold, got):
    f = []
    for k in set(gold):
        right = sum(g == p == k for g, p in zip(gold, got))
        f.append(2 * right / (gold.count(k) + got.count(k)))
    return sum(f) / len(f)

def figures(gold, got):
    quads = [[QUAD[k] for k in x] for x in (gold, got)]
    return macro(gold, got), macro(*quads), macro(*([q > 2 for q in x] for x in quads))

def choose(rows, opinions, gold):
    """The margins around which the sum of the three figures is best: the mean over each grid point and its neighbours, since single points
    differ by a row or two; of equal ones those that trust the frames least, since the frames have seen the set."""
    y, steps = [gold[i] for i in rows], range(len(GRID))
    value = {at: sum(figures(y, [answer(opinions[i], [GRID[k] for k in at]) for i in rows])) for at in itertools.product(steps, repeat=3)}
    def around(at):
        near = [value[n] for n in itertools.product(*((k - 1, k, k + 1) for k in at)) if n in value]
        return round(sum(near) / len(near), 6), -sum(at)
    return [GRID[k] for k in max(value, key=around)]

def main():
    arguments = [a for a in sys.argv[1:] if a != "--confusion"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    asked, gold = zip(*read(arguments[1]))
    said = list(opinions(arguments[0], asked))
    total, first = [], None
    for drawing in range(DRAWINGS):
        order = list(range(len(gold)))
        random.Random(drawing).shuffle(order)
        got = [None] * len(gold)
        for fold in range(FOLDS):
            out = set(order[fold::FOLDS])
            margins = choose([i for i in range(len(gold)) if i not in out], said, gold)
            print(f"drawing {drawing + 1}, fold {fold + 1}: surer by {margins[2]} (both), {margins[1]} (source), {margins[0]} (none)")
            for i in out:
                got[i] = answer(said[i], margins)
        first = first or got
        total.append(figures(gold, got))
        print(f"drawing {drawing + 1}: " + "  ".join(f"{n} {v:.4f}" for n, v in zip(("root_macro_f1", "quad_macro_f1", "binary_macro_f1"), total[-1])))
    print(f"five-fold, mean of {DRAWINGS} drawings: " + "  ".join(f"{n} {sum(v) / DRAWINGS:.4f}" for n, v in zip(("root_macro_f1", "quad_macro_f1", "binary_macro_f1"), zip(*total))))
    print("all rows would choose", choose(range(len(gold)), said, gold), "(none, source, both)")
    if "--confusion" in sys.argv:
        short = [t[:4] for t in TYPES]
        print("| gold \\ answer | " + " | ".join(short) + " | F1 |\n|" + "---|" * (len(TYPES) + 2))
        for k in TYPES:
            row = [sum(g == k and p == t for g, p in zip(gold, first)) for t in TYPES]
            right = row[TYPES.index(k)]
            print(f"| {k} | " + " | ".join(str(n or "") for n in row) + f" | .{round(2000 * right / (gold.count(k) + first.count(k))):03d} |")

if __name__ == "__main__":
    main()
