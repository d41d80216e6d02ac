#!/usr/bin/env python3
"""How far independent coders agree on the tests half of our corpus, with one another and with the program.

usage: score_coders.py KHALDUN [--half test] [--coders DIR] [--write FILE]

Three people's work stands beside the program's: the corpus's own lines (its author's) and those of the coders in data/corpus/coders, who had the
codebook and the sentences, in random order and under numbers that tell no type, and saw neither the corpus, each other's lines nor any record of the program.
A pair's figure is F1 of the events that happened or go on, as in score_corpus.py: the type; type, all actors and all recipients.

The majority of the three: an event stands where two of them have one of its type (paired as in score_corpus.py, the best matches first), and of each
side the parties that two of them agree on; where no two agree on a side, the author's, else the first coder's. An event of the author's alone stays
where another coder has an event in the same sentence that is alone too (they agree that something happened and not on what), and goes where both have
none. The program has no part in it. --write FILE writes the majority's lines in the corpus's format.
"""
import argparse, glob, os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import score_corpus as corpus

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")

def real(entry):
    return [dict(e, text=entry["text"]) for e in entry["events"] if e["status"] in corpus.REAL]

def meets(a, b):
    """How much of a, taken for the truth, stands in b: 0 another type, 1 the type, 2 and the actors, 3 and the recipients."""
    return corpus.score(a, corpus.as_record(b))

def agree(a, b):
    """The same, where either may be the one that leaves alternatives open."""
    return max(meets(a, b), meets(b, a))

def same_side(a, b, side):
    return corpus.match(a[side], corpus.as_record(b)["actor" if side == "actors" else "recipient"]) or corpus.match(b[side], corpus.as_record(a)["actor" if side == "actors" else "recipient"])

def pairs(xs, ys, agree=agree):
    """Index pairs, each event once, whole matches first."""
    out, left = [], set(range(len(ys)))
    for level in (3, 2, 1):
        for i, x in enumerate(xs):
            if any(p[0] == i for p in out):
                continue
            hit = next((k for k in sorted(left) if agree(x, ys[k]) >= level), None)
            if hit is not None:
                left.discard(hit)
                out.append((i, hit))
    return out

def choose(events, side):
    """The parties of one side that two of the events agree on, else those of the first."""
    for i, a in enumerate(events):
        if any(same_side(a, b, side) for b in events[i + 1:]):
            return a[side]
    return events[0][side]

def majority(author, first, second):
    """Events that two of three coders have, in the author's order, then the first coder's."""
    groups, used = [], [set(), set()]
    with_first, with_second, between = dict(pairs(author, first)), dict(pairs(author, second)), dict(pairs(first, second))
    for i, a in enumerate(author):
        group = [a]
        for coder, (found, events) in enumerate(((with_first, first), (with_second, second))):
            if i in found:
                group.append(events[found[i]])
                used[coder].add(found[i])
        groups.append(group)
    for i, k in between.items():
        if i not in used[0] and k not in used[1]:
            groups.append([first[i], second[k]])
            used[0].add(i), used[1].add(k)
    others_alone = len(first) > len(used[0]) or len(second) > len(used[1])
    out = []
    for group in groups:
        if len(group) > 1 or others_alone:
            out.append(dict(group[0], actors=choose(group, "actors"), recipients=choose(group, "recipients")))
    return out

class Pair:
    """F1 of a coding against another that is taken for the truth."""
    def __init__(self): self.a = self.b = self.type = self.all = self.silent = self.alarms = 0
    def add(self, xs, ys):
        self.a += len(xs); self.b += len(ys)
        for i, k in pairs(xs, ys, meets):
            self.type += 1
            self.all += meets(xs[i], ys[k]) == 3
        self.silent += not xs
        self.alarms += not xs and bool(ys)
    def line(self):
        f = lambda n: 2 * n / (self.a + self.b) if self.a + self.b else 0
        return f"events {self.a} and {self.b}  type_f1 {f(self.type):.4f}  event_f1 {f(self.all):.4f}  of {self.silent} sentences in which the first has none the second has one in {self.alarms}"

def written(event, text):
    def side(parties):
        return "; ".join(f"{text[p['span'][0]:p['span'][1]]} : {p['country'] or '-'}{' ' + p['sector'] if p['sector'] else ''}" for p in parties) or "-"
    return f"= {event['type']}{'/' + event['mode'] if event['mode'] else ''} | {event['status']} | {side(event['actors'])} | {side(event['recipients'])}"

def as_event(record):
    side = lambda ps: [{"span": (p["start"], p["end"]), "country": p.get("country", ""), "sector": p.get("sector", "")} for p in ps]
    return {"type": record["event"], "mode": (record["mode"] or [""])[0], "status": record["status"], "actors": side(record["actor"]), "recipients": side(record["recipient"])}

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("khaldun")
    ap.add_argument("--coders", default=os.path.join(HERE, "data", "corpus", "coders"), help="folder with first.txt and second.txt")
    ap.add_argument("--corpus", default=os.path.join(HERE, "data", "corpus", "events"))
    ap.add_argument("--write", metavar="FILE", help="the majority's lines")
    a = ap.parse_args()
    try:
        coders = [{e["id"]: e for e in corpus.blocks(os.path.join(a.coders, name + ".txt"))} for name in ("first", "second")]
        entries = [e for path in sorted(glob.glob(a.corpus + "/*.txt")) for e in corpus.blocks(path) if e["id"] in coders[0] and e["id"] in coders[1]]
    except (OSError, ValueError) as wrong:
        sys.exit(f"score_coders.py: {wrong}")
    for e in entries:
        for c in coders:
            if c[e["id"]]["text"] != e["text"]:
                sys.exit(f"score_coders.py: {e['id']} has another sentence in {a.coders}")
    records = corpus.code(a.khaldun, entries)
    codings = {"author": [], "first": [], "second": [], "majority": [], "khaldun": []}
    for e in entries:
        three = real(e), real(coders[0][e["id"]]), real(coders[1][e["id"]])
        for name, events in zip(("author", "first", "second"), three):
            codings[name].append(events)
        codings["majority"].append(majority(*three))
        codings["khaldun"].append([dict(as_event(r), text=e["text"]) for r in records[e["id"]] if r["type"] == "event" and r["status"] in corpus.REAL])
    print(f"{len(entries)} sentences")
    for x, y in (("author", "first"), ("author", "second"), ("first", "second"), ("author", "khaldun"), ("first", "khaldun"), ("second", "khaldun"),
                 ("majority", "author"), ("majority", "first"), ("majority", "second"), ("majority", "khaldun")):
        p = Pair()
        for xs, ys in zip(codings[x], codings[y]):
            p.add(xs, ys)
        print(f"{x:9}{y:9}{p.line()}")
    if a.write:
        with open(a.write, "w", encoding="utf-8") as out:
            for e, events in zip(entries, codings["majority"]):
                out.write(f"@ {e['id']} | {e['date']} | {e['region']}\n{e['text']}\n" + "".join(written(x, e["text"]) + "\n" for x in events) + "\n")

if __name__ == "__main__":
    main()
