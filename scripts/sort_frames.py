#!/usr/bin/env python3
"""Puts every entry of data/events/frames where it belongs: one file for each event type and one for what is no event, in it a section for
each mode in the codebook's order and one for what has no mode, in a section by the first trigger and its part of speech. Comments move with
the entry below them.

usage: sort_frames.py [--check]

With --check nothing is written: exit status 1 and a line for each file that is not in order or holds an entry twice. The order is for
readers, and for merges: where two readings of a word fit equally well, the one that stands first in files and lines is taken.
"""
import glob, os, sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
FOLDER = os.path.join(ROOT, "data/events/frames")

class Entry:
    def __init__(self, comments, line):
        self.comments, self.line, self.examples = comments, line, []
        fields = [f.strip() for f in line.split("|")]
        self.type, _, self.mode = fields[2].split("+")[0].strip().partition("/")
        self.key = fields[0].split(",")[0].strip().replace("*", "").lstrip("+").lower(), fields[1]

    def lines(self):
        return self.comments + [self.line] + self.examples

def read(path):
    """What stands above the first section, and the entries."""
    head, comments, entries = [], [], []
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        line = line.rstrip("\n")
        if line.startswith("# ----") or not line.strip():
            if not entries and comments:
                head, comments = head + comments, []
        elif line[0] == "#":
            comments.append(line)
        elif line[0] in " \t":
            if not entries:
                sys.exit(f"{path}:{number}: an example without its entry")
            entries[-1].examples.append(line)
        elif line.count("|") < 2:
            sys.exit(f"{path}:{number}: no entry: trigger | part of speech | event")
        else:
            entries.append(Entry(comments, line))
            comments = []
    return head, entries

def modes():
    """label -> its place in the codebook."""
    labels = [l.split("|")[0].strip() for l in open(os.path.join(ROOT, "data/events/codebook.txt"), encoding="utf-8") if "|" in l and l[0] != "#"]
    return {label: place for place, label in enumerate(labels)}

def main():
    check = "--check" in sys.argv[1:]
    heads, before, by_type, wrong = {}, {}, {}, []
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.frames"))):
        head, entries = read(path)
        heads[path], before[path] = head, open(path, encoding="utf-8").read()
        for e in entries:
            if e.type.startswith("@"):
                sys.exit(f"{path}: \"{e.line[:60]}\" is an operator: it goes to data/events/operators.frames")
            by_type.setdefault(e.type, []).append(e)
    place, after = modes(), {}
    for kind, entries in by_type.items():
        path = os.path.join(FOLDER, kind.lower() + ".frames")
        if kind != "none" and (kind not in place or any(kind + "/" + e.mode not in place for e in entries if e.mode)):
            sys.exit(f"{path}: {kind} or one of its modes does not stand in data/events/codebook.txt")
        seen, out = set(), list(heads.get(path, []))
        for mode in sorted({e.mode for e in entries}, key=lambda m: place.get(kind + "/" + m, len(place))):
            out += ["", "# ---- " + kind + ("/" + mode if mode else "")]
            for e in sorted((e for e in entries if e.mode == mode), key=lambda e: e.key):
                if e.line in seen:
                    wrong.append(f"{path}: twice: {e.line}")
                seen.add(e.line)
                out += e.lines()
        after[path] = "\n".join(out).lstrip("\n") + "\n"
    for path in sorted(set(before) | set(after)):
        if before.get(path) == after.get(path):
            continue
        if check:
            wrong.append(f"{path}: not in order: run scripts/sort_frames.py")
        elif path in after:
            open(path, "w", encoding="utf-8").write(after[path])
        else:
            os.remove(path)
    for line in wrong:
        print(line)
    return 1 if wrong else 0

if __name__ == "__main__":
    sys.exit(main())
