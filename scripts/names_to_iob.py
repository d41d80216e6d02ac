#!/usr/bin/env python3
"""Turn bracketed names (data/corpus/names) into the columns that `khaldun train --names` reads.

usage: names_to_iob.py [--all] [--respell N] KHALDUN FILE... > names.conll.txt

KHALDUN is the program: its own tokenizer cuts the words. A name whose edge falls inside a word takes the whole word, with a
line on stderr. Classes go to those of the trainer: FAC to LOC; NORP, EVENT and WORK to MISC unless --all is given. --respell N: each Nth sentence with names of persons or places comes again at the end
with those in another spelling (Pūtīn, Šarm), so that letters and places in the sentence teach more than lists.
"""
import re, subprocess, sys

from make_robust import spelled

def plain(line):
    """The text without brackets, and (start, end, class) of its names."""
    text, names, at = "", [], 0
    for m in re.finditer(r"\[([A-Z]+) ([^][]*)\]", line):
        text += line[at:m.start()]
        names.append((len(text), len(text) + len(m[2]), m[1]))
        text += m[2]; at = m.end()
    return text + line[at:], names

def main():
    args, every = [a for a in sys.argv[1:] if a != "--all"], 0
    if "--respell" in args:
        every = int(args.pop(args.index("--respell") + 1))
        args.remove("--respell")
    if len(args) < 2: sys.exit(__doc__)
    to = {} if "--all" in sys.argv else {"FAC": "LOC", "NORP": "MISC", "EVENT": "MISC", "WORK": "MISC"}
    lines = [l.rstrip("\n") for path in args[1:] for l in open(path, encoding="utf-8")]
    lines = [l for l in lines if l and not l.startswith("#")]
    text, names = "", []
    for l in lines:
        t, found = plain(l)
        names += [(a + len(text), b + len(text), k) for a, b, k in found]
        text += t + "\n\n"
    out = subprocess.run([args[0], "parse", "--input", "text", "-"], input=text, capture_output=True, text=True, check=True).stdout
    n, sentence, named = 0, [], []
    for line in out.splitlines():
        if not line:
            if sentence: print("\n".join(f"{w}\t{t}" for w, t in sentence) + "\n")
            if any(t[2:] in ("PER", "LOC") for _, t in sentence): named.append(sentence)
            sentence = []
            continue
        c = line.split("\t")
        if line[0] == "#" or not c[0].isdigit(): continue
        m = re.search(r"TokenRange=(\d+):(\d+)", c[9])
        if not m: continue
        a, b = int(m[1]), int(m[2])
        while n < len(names) and names[n][1] <= a: n += 1
        tag = "O"
        if n < len(names) and names[n][0] < b:
            s, e, kind = names[n]
            if a < s or b > e: print(f"a name ends inside the word {c[1]}: {text[s:e]}", file=sys.stderr)
            tag = ("B-" if a <= s else "I-") + to.get(kind, kind)
        sentence.append((c[1], tag))
    for again in named[every - 1::every] if every else []:
        print("\n".join(f"{spelled(w) if t[2:] in ('PER', 'LOC') else w}\t{t}" for w, t in again) + "\n")

main()
