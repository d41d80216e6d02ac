#!/usr/bin/env python3
"""Scores the parser on our own newswire: python3 scripts/score_newswire.py KHALDUN [OPTION]… [FILE.conllu]

FILE: data/corpus/newswire/tests.conllu unless given. Its text goes in as raw text; the words are aligned by their characters, as in the
CoNLL 2018 shared task. Relations count without their subtypes, names as (begin, end, class) with facilities as places.
  --tokens     the file's own tokens and sentences go in (khaldun parse --tokens)
  --errors N   the N relations that are confused most, with examples (use it on the training half: train.conllu)
  --model M    another model
"""
import argparse, collections, os, re, subprocess, sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
squeeze = lambda s: re.sub(r"\s+", "", s)


def read(text):
    comments, rows = [], []
    for line in text.split("\n"):
        if not line:
            if rows: yield comments, rows
            comments, rows = [], []
        elif line[0] == "#": comments.append(line)
        else: rows.append(line.split("\t"))


def raw(sentences):
    out = ""
    for comments, _ in sentences:
        new = any(c.startswith(("# newdoc", "# newpar")) for c in comments)
        out += ("\n\n" if new else " ") + next(c[9:] for c in comments if c.startswith("# text = "))
    return out.strip() + "\n"


def analysis(sentences):
    """The characters, and spans: sentences, and words by their span with (upos, lemma, head's span, relation, form); names."""
    chars, words, ends, names = "", {}, set(), set()
    for _, rows in sentences:
        begin, until, at, spans, name = len(chars), 0, 0, {}, None
        for c in rows:
            if "-" in c[0]:
                until, whole, k = int(c[0].split("-")[1]), (len(chars), len(chars) + len(squeeze(c[1]))), 0
                chars += squeeze(c[1])
                continue
            if int(c[0]) <= until: span, k = whole + (k,), k + 1
            else: span, chars = (len(chars), len(chars) + len(squeeze(c[1])), 0), chars + squeeze(c[1])
            spans[c[0]] = span
            tag = next((m[4:] for m in c[9].split("|") if m.startswith("NER=")), "O").replace("FAC", "LOC")
            if name and tag == "I-" + name[2] and span[1] >= name[1]: name[1] = span[1]
            else:
                if name and name[2] in ("PER", "ORG", "LOC"): names.add(tuple(name))
                name = [span[0], span[1], tag[2:]] if tag != "O" else None
        if name and name[2] in ("PER", "ORG", "LOC"): names.add(tuple(name))
        for c in rows:
            if "-" not in c[0]: words[spans[c[0]]] = (c[3], c[2], spans.get(c[6]), c[7].split(":")[0], c[1])
        ends.add((begin, len(chars)))
    return chars, ends, words, names


def f1(a, b, right): return 2 * right / (len(a) + len(b)) if a or b else 0.


def score(gold, got):
    g, p = analysis(gold), analysis(got)
    if g[0] != p[0]: sys.exit("the program's text is another one")
    both = [(g[2][s], p[2][s]) for s in g[2] if s in p[2]]
    share = lambda same: f1(g[2], p[2], sum(same(a, b) for a, b in both))
    out = {"sentences": f1(g[1], p[1], len(g[1] & p[1])), "words": share(lambda a, b: True), "upos": share(lambda a, b: a[0] == b[0]),
           "lemma": share(lambda a, b: a[1] == b[1]), "uas": share(lambda a, b: a[2] == b[2]), "las": share(lambda a, b: a[2] == b[2] and a[3] == b[3]),
           "names": f1(g[3], p[3], len(g[3] & p[3]))}
    return out, both


def parse(khaldun, text, tokens=False, model=None):
    p = subprocess.run([khaldun, "parse", "-j", "1"] + (["--model", model] if model else []) + (["--tokens"] if tokens else ["--input", "text"]) + ["-"], input=text.encode(), capture_output=True)
    if p.returncode: sys.exit(p.stderr.decode())
    return list(read(p.stdout.decode()))


def show(figures): return "  ".join(f"{k} {v:.4f}" for k, v in figures.items())


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("khaldun")
    a.add_argument("file", nargs="?", default=os.path.join(TOP, "data/corpus/newswire/tests.conllu"))
    a.add_argument("--tokens", action="store_true")
    a.add_argument("--errors", type=int, default=0)
    a.add_argument("--model")
    o = a.parse_intermixed_args()
    text = open(o.file, encoding="utf-8").read()
    gold = list(read(text + "\n"))
    figures, both = score(gold, parse(o.khaldun, text if o.tokens else raw(gold), o.tokens, o.model))
    if o.errors:
        wrong, examples = collections.Counter(), {}
        for x, y in both:
            if x[2:4] != y[2:4]:
                key = (x[3], y[3] if x[3] != y[3] else "another head")
                wrong[key] += 1
                examples.setdefault(key, []).append(x[4])
        for (want, found), n in wrong.most_common(o.errors): print(f"{n:5} {want} read as {found}: {' '.join(examples[want, found][:8])}")
    print(f"newswire {os.path.basename(o.file)}{' (its tokens)' if o.tokens else ''}: {len(gold)} sentences, {show(figures)}")


if __name__ == "__main__": main()
