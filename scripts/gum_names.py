#!/usr/bin/env python3
"""Names out of the entities of UD English GUM, in the columns that `khaldun train --names` reads.

usage: gum_names.py [--skip-genres essay,fiction,…] GUM.conllu[.gz] > gum.conll.txt

GUM marks every mention with its kind, named or not, determiner, title and relative clause included. A mention of a person, an organisation
or a place whose head is a proper noun gives a name: the head with the words that its name is made of (compounds, flat parts, numbers, and
"of", "and", "the" with proper nouns behind), without titles. Where two would cross or nest, the longer one stays. Adjectives and plurals of nations are MISC.
"""
import gzip, re, sys

KIND = {"person": "PER", "organization": "ORG", "place": "LOC"}
TITLES = set("""mr mrs ms miss dr doctor prof professor president vice chancellor minister prime secretary senator representative congressman congresswoman governor mayor
judge justice general colonel captain lieutenant sergeant major admiral commander king queen prince princess emperor empress duke duchess earl lord lady sir dame saint st pope cardinal archbishop bishop
father reverend rev rabbi sheikh shaikh imam sultan chairman chairwoman director senor señor madame monsieur uncle aunt officer detective speaker attorney ambassador coach""".split())

def entities(words):
    """(first, last, kind) of every mention that opens and closes in the sentence; indices of words."""
    open_, out = {}, []
    for i, w in enumerate(words):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", w[9])
        if not m: continue
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", m[1]):
            opens, closes = part.startswith("("), part.endswith(")")
            fields = part.strip("()").split("-")
            if opens:
                open_.setdefault(fields[0], []).append((i, fields[1] if len(fields) > 1 else ""))
            if closes and open_.get(fields[0]):
                at, kind = open_[fields[0]].pop()
                out.append((at, i, kind))
    return out

def head(words, a, b):
    """The one word of a mention whose head is outside it, else None."""
    ids = {words[i][0] for i in range(a, b + 1)}
    heads = [i for i in range(a, b + 1) if words[i][6] not in ids]
    return heads[0] if len(heads) == 1 else None

def name(words, a, b, heads):
    """First and last word of the name in a mention, None where its head is no proper noun; `heads` are those of all mentions."""
    inside = range(a, b + 1)
    top = head(words, a, b)
    if top is None or words[top][3] != "PROPN": return None
    part = {top}
    changed = True
    while changed:
        changed = False
        for i in inside:
            if i in part or words[i][7] == "conj" and i in heads: continue
            h = next((j for j in part if words[j][0] == words[i][6]), None)
            if h is None: continue
            rel, pos = words[i][7].split(":")[0], words[i][3]
            if rel in ("flat", "fixed", "goeswith") or rel in ("compound", "amod", "nummod", "nmod", "conj", "list") and pos in ("PROPN", "NUM") or \
               rel == "amod" and words[i][1][:1].isupper() or rel in ("case", "det", "cc", "punct") and i > min(part):
                part.add(i); changed = True
    part = sorted(part)
    at = part.index(top)
    lo = hi = top
    while at > 0 and lo - 1 in part: lo -= 1; at -= 1
    while hi + 1 in part: hi += 1
    while hi > lo and words[hi][3] not in ("PROPN", "NUM", "X"): hi -= 1
    while lo < hi and (words[lo][1].lower().rstrip(".") in TITLES or words[lo][3] not in ("PROPN", "NUM", "X") and not words[lo][1][:1].isupper() or words[lo][3] == "DET"): lo += 1
    for i in range(lo, hi + 1):          # a place behind a comma is another name
        if words[i][1] in (",", "(", "/", ":", "–", "—"):
            hi = i - 1
            break
    while hi > lo and words[hi][3] not in ("PROPN", "NUM", "X"): hi -= 1
    return lo, hi

def nation(word, i):
    return i and word[1][:1].isupper() and not word[1].isupper() and (word[4] == "JJ" or word[4] == "NNPS" and word[1].endswith(("ans", "ese", "ians")))

def main():
    args, skip = sys.argv[1:], set()
    if args[:1] == ["--skip-genres"]: skip, args = set(args[1].split(",")), args[2:]
    if len(args) != 1: sys.exit(__doc__)
    f = gzip.open(args[0], "rt", encoding="utf-8") if args[0].endswith(".gz") else open(args[0], encoding="utf-8")
    words, genre = [], ""
    for line in list(f) + ["\n"]:
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            genre = line.split("GUM_", 1)[-1].split("_")[0]
        elif line and line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit(): words.append(c)
        elif not line and words:
            if genre not in skip: write(words)
            words = []

def write(words):
    tags = ["B-MISC" if nation(w, i) else "O" for i, w in enumerate(words)]
    mentions, found = [m for m in entities(words) if m[2] in KIND], []
    heads = {head(words, a, b) for a, b, _ in mentions}
    for a, b, kind in mentions:
        n = name(words, a, b, heads)
        if n: found.append((n[0], n[1], KIND[kind]))
    taken = set()
    for lo, hi, kind in sorted(found, key=lambda x: (x[0] - x[1], x[0])):
        if taken & set(range(lo, hi + 1)): continue
        taken |= set(range(lo, hi + 1))
        tags[lo] = "B-" + kind
        for i in range(lo + 1, hi + 1): tags[i] = "I-" + kind
    for w, t in zip(words, tags): print(f"{w[1]}\t{t}")
    print()

main()
