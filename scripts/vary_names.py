#!/usr/bin/env python3
"""Sentences with names marked, again with other names: what an annotated set lacks is names, not sentences.

usage: vary_names.py N SEED < names.conll.txt > more.conll.txt

Each sentence with names of persons, places or organisations comes N times with most of them replaced: persons and places by listed ones (data/parse,
data/places), organisations by names put together from parts (data/parse/name-parts.txt), so that letters, words of organisations and the place in the
sentence teach more than the lists. The same name gets the same new name within some forty sentences. The sentences say nothing about the world.
"""
import os, random, re, sys

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
STRETCH, KEPT = 40, .15          # sentences; share of names that stay

def lines(path):
    return [l.rstrip("\n") for l in open(os.path.join(DATA, path), encoding="utf-8") if l.strip() and l[0] != "#"]

class Names:
    def __init__(self, rng):
        self.rng = rng
        fields = lambda path, sep, n: [l.split(sep)[n].strip() for l in lines(path) if l.count(sep) >= n]
        self.given = [f.split() for f in fields("parse/given-names.txt", "|", 1)]
        self.surnames = [f.split() for f in fields("parse/surnames.txt", "|", 1) + 4 * fields("parse/more-names.txt", "|", 1)]
        self.city = [n for n in fields("places/cities.tsv", "\t", 1) if re.match(r"[A-Z]", n)]
        self.state = [n.split(";")[0].strip().removeprefix("the ") for n in fields("actors/states.txt", "|", 2)]
        self.people = [p.split("|")[0] for p in fields("places/demonyms.tsv", "\t", 1) if re.match(r"[A-Z]", p)]
        self.parts = {}
        for l in lines("parse/name-parts.txt"):
            kind, names = l.split(" | ")
            more = [n.strip() for n in names.split(";")]
            self.parts.setdefault(kind, []).append(more) if kind in ("the", "bare") else self.parts.setdefault(kind, []).extend(more)

    def a_surname(self): return self.rng.choice(self.rng.choice(self.surnames))
    def a_given(self): return self.rng.choice(self.rng.choice(self.given))

    def letters(self):
        n = self.rng.choice((2, 3, 3, 3, 4, 4, 5))
        return "".join(self.rng.choice("AAABBCCCDDEEFFGHIIJKLLMMNNNOPPPRRSSSTTUUVWZ") for _ in range(n))

    def brand(self):
        r, c = self.rng, "b br c ch d dr f g gr h j k kl l m n p pr q r s sh st t tr v w x y z".split()
        name = "".join(r.choice(c) + r.choice("a e i o u ai ea io".split()) for _ in range(r.choice((1, 2, 2)))) + r.choice("n r l x s k t m nd nt ra ta co go va tek lab mex pay net ly ify soft".split())
        return name.capitalize()

    def fill(self, pattern):
        def part(m):
            kind = m[1]
            if kind in ("letters", "brand"): return getattr(self, kind)()
            if kind == "surname": return self.a_surname()
            return self.rng.choice(self.parts[kind] if kind in self.parts else getattr(self, kind))
        return re.sub(r"\{(\w+)\}", part, pattern)

    def organisation(self, old, article):
        if len(old) == 1 and old[0].isupper() and self.rng.random() < .6: return [self.letters()]
        return tokens(self.fill(self.rng.choice(self.rng.choice(self.parts["the" if article else "bare"]))))

    def place(self, old):
        if " ".join(old) in self.state: return tokens(self.rng.choice(self.state))
        return tokens(self.rng.choice(self.city))

def tokens(name):
    return re.findall(r"(?:Inc|Corp|Co|S\.A|St)\.|['’]s\b|[^\W_]+(?:['’.](?!s\b)[^\W_]+)*|[^\w\s]", name)

def spans(sentence):
    """(begin, end, kind) of names, which may begin with I- where none goes before."""
    begin = kind = None
    for i, (_, tag) in enumerate(sentence + [("", "O")]):
        if begin is not None and tag != "I-" + kind:
            yield begin, i, kind
            begin = None
        if tag != "O" and begin is None: begin, kind = i, tag[2:]

def varied(sentence, names, known):
    out, at = [], 0
    for begin, end, kind in spans(sentence):
        out += sentence[at:begin]
        old = [w for w, _ in sentence[begin:end]]
        before = sentence[begin - 1][0].lower() if begin else ""
        new, key = old, (kind, *old)
        if key in known: new = known[key]
        elif names.rng.random() < KEPT: pass
        elif kind == "PER":
            group = known.setdefault("group", names.rng.randrange(1 << 30))
            new, given = [], len(old) - 1 if "," in old else 0 if len(old) > 1 else None     # "Roe, Jane"
            for k, w in enumerate(old):
                if not w[:1].isalpha() or not w[:1].isupper() or len(w) < 3: new.append(w)
                else: new.append(known.setdefault(("word", w), names.a_given() if k == given else names.a_surname()))
        elif kind == "LOC": new = names.place(old)
        elif kind == "ORG": new = names.organisation(old, before in ("the", "its", "his", "their", "of"))
        known[key] = new
        out += [(w, ("B-" if k == 0 else "I-") + kind) for k, w in enumerate(new)]
        at = end
    return out + sentence[at:]

def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    names, sentences = Names(random.Random(int(sys.argv[2]))), [[]]
    for line in sys.stdin:
        line = line.rstrip("\n")
        if line: sentences[-1].append(tuple(line.split("\t") if "\t" in line else line.rsplit(" ", 1)))
        elif sentences[-1]: sentences.append([])
    for _ in range(int(sys.argv[1])):
        for i, s in enumerate(sentences):
            if i % STRETCH == 0: known = {}
            if any(t[2:] in ("PER", "LOC", "ORG") for _, t in s): print("\n".join("\t".join(w) for w in varied(s, names, known)) + "\n")

main()
