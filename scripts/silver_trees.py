#!/usr/bin/env python3
"""Training trees out of text that nobody annotated: sentences of which a committee reads two words or more otherwise than the network that is to learn from it.
usage: silver_trees.py COMMITTEE.conllu STUDENT.conllu [WORDS] > silver.conllu
Both files are `khaldun parse` of the same text, the second with --tokens of the first, so that their words agree. At most WORDS words (130,000), drawn with a
fixed seed. Left out: sentences under 4 and over 45 words, sentences that come twice, and those that are read otherwise in more than a third of their
words, which are lists and scraps. Names are taken out: a tree tells them nothing. What it did for the shipped model: models/CARD.md."""
import random, sys

def sentences(path):
    rows = []
    for line in open(path, encoding="utf-8"):
        if line == "\n":
            if rows: yield rows
            rows = []
        elif line[0] != "#": rows.append(line.rstrip("\n").split("\t"))

def main():
    if len(sys.argv) not in (3, 4): sys.exit(__doc__)
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 130000
    found, seen = [], set()
    for committee, student in zip(sentences(sys.argv[1]), sentences(sys.argv[2])):
        words = len(committee)
        text = " ".join(w[1] for w in committee)
        if words != len(student): sys.exit("the files do not hold the same words: " + text)
        if not 4 <= words <= 45 or text in seen: continue
        seen.add(text)
        other = sum(a[6:8] != b[6:8] for a, b in zip(committee, student) if a[0].isdigit())
        if other >= 2 and other / words <= 0.35: found.append(committee)
    random.Random(5).shuffle(found)
    taken = 0
    for rows in found:
        if taken > most: break
        taken += len(rows)
        for w in rows: w[9] = "SpaceAfter=No" if "SpaceAfter=No" in w[9] else "_"
        print("".join("\t".join(w) + "\n" for w in rows))
    print(f"{taken} words of silver trees; {len(found)} sentences to draw from", file=sys.stderr)

if __name__ == "__main__": main()
