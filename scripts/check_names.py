#!/usr/bin/env python3
"""Check data/corpus/names: brackets, classes, repeated sentences; print what it holds.

usage: check_names.py FILE|FOLDER...
"""
import collections, glob, os, re, sys

CLASSES = {"PER", "ORG", "LOC", "FAC", "NORP", "EVENT", "WORK"}

def main():
    seen, bad, count, names, words = {}, 0, 0, collections.Counter(), 0
    if len(sys.argv) < 2 or "--help" in sys.argv: sys.exit(__doc__)
    paths = [q for p in sys.argv[1:] for q in (sorted(glob.glob(p + "/*.txt")) if os.path.isdir(p) else [p])]
    for path in paths:
        for n, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"): continue
            def complain(what):
                nonlocal bad
                bad += 1; print(f"{path}:{n}: {what}: {line}", file=sys.stderr)
            rest = line
            for kind, text in re.findall(r"\[([A-Z]+) ([^][]*)\]", line):
                if kind not in CLASSES: complain(f"unknown class {kind}")
                if not text or text != text.strip(): complain("blank at the edge of a name")
                names[kind] += 1
            rest = re.sub(r"\[[A-Z]+ ([^][]*)\]", r"\1", line)
            if "[" in rest or "]" in rest: complain("brackets do not pair")
            if "  " in rest or rest != rest.strip() or "\t" in rest: complain("stray blank")
            if rest in seen: complain(f"repeats {seen[rest]}")
            seen[rest] = f"{path}:{n}"
            count += 1; words += len(rest.split())
    print(f"{count} sentences, {words} words, {sum(names.values())} names:", ", ".join(f"{n} {k}" for k, n in names.most_common()))
    sys.exit(1 if bad or not count else 0)

main()
