#!/usr/bin/env python3
"""What careless or foreign text does to the parser: python3 scripts/make_robust.py DIRECTORY [FILE.conllu]

Writes variants of FILE (data/corpus/newswire/tests.conllu unless given) with their trees and names, a CoNLL-U file each:
  plain         as it is                          caps      ALL CAPITALS               lower    all lower case
  no-stop       without the final stop            quotes    curly quotes and apostrophes
  spelling      names of persons and places in a scholar's transliteration (Pūtīn, Šarm)
  lists         enumerations made longer by five members
`python3 scripts/make_robust.py --score KHALDUN [--model M]` makes them, scores each with the file's tokens, and prints the table of docs/accuracy.md.
"""
import collections, os, sys

from score_newswire import TOP, parse, read, score

STEPS = [("sh", "š"), ("ch", "č"), ("kh", "ḫ"), ("gh", "ġ"), ("zh", "ž"), ("th", "ṯ"), ("ou", "ū"), ("oo", "ū"), ("ee", "ī"), ("aa", "ā"),
         ("a", "ā"), ("i", "ī"), ("u", "ū"), ("e", "ė"), ("o", "ō")]


def spelled(form):
    """Digraphs become one letter each, and the last plain vowel gets its mark."""
    out = form
    for a, b in STEPS[:10]: out = out.replace(a, b).replace(a.capitalize(), b.upper())
    for i in range(len(out) - 1, -1, -1):
        mark = dict(STEPS[10:]).get(out[i])
        if mark: return out[:i] + mark + out[i + 1:]
    return out


def name_of(c): return next((m[4:] for m in c[9].split("|") if m.startswith("NER=")), "O")


def renumber(rows, order):
    """rows (by their old numbers) in a new order; heads follow."""
    new = {old: str(i + 1) for i, old in enumerate(order)}
    return [[new[k]] + rows[k][1:6] + [new[rows[k][6]] if rows[k][6] != "0" else "0"] + rows[k][7:] for k in order]


def simple(rows): return all("-" not in c[0] for c in rows)


def mapped(change):
    def made(rows): return [[c[0], change(c)] + c[2:] for c in rows]
    return made


def no_stop(rows):
    last = rows[-1]
    if last[1] != "." or any(c[6] == last[0] for c in rows): return rows
    out = [c[:] for c in rows[:-1]]
    return out


def quotes(rows):
    out, open_ = [], False
    for c in rows:
        f = c[1]
        if f == '"': f, open_ = ("”" if open_ else "“"), not open_
        out.append([c[0], f.replace("'", "’").replace("--", "—")] + c[2:])
    return out


def class_of(c): return c[3], c[4] if c[3] == "NOUN" else "", name_of(c)[2:]


def members(sentences):
    """Plural nouns and names that stand alone, by part of speech and class of name: members for enumerations."""
    out = collections.defaultdict(dict)
    for _, rows in sentences:
        for c in rows:
            if c[7] in ("conj", "obj", "obl", "nmod", "nsubj") and c[4] in ("NNS", "NNP") and {d[7] for d in rows if d[6] == c[0]} <= {"cc", "punct", "case"} and name_of(c)[:1] != "I":
                out[class_of(c)].setdefault(c[1], c)
    return out


def first_below(rows, c):
    first = int(c[0])
    for d in rows:
        up, steps = d, 0
        while up[6] not in ("0", c[0]) and steps < len(rows): up, steps = rows[int(up[6]) - 1], steps + 1
        if up[6] == c[0]: first = min(first, int(d[0]))
    return first


def longer(pool):
    def made(rows):
        if not simple(rows): return rows
        for c in rows:
            cc = [d for d in rows if d[6] == c[0] and d[7] == "cc"]
            if c[7] != "conj" or c[4] not in ("NNS", "NNP") or len(cc) != 1 or int(cc[0][0]) != first_below(rows, c): continue
            others = [m for m in pool[class_of(c)].values() if m[1] not in [d[1] for d in rows]]
            others = [others[(k * 7 + len(rows)) % len(others)] for k in range(len(others))][:5] if len(others) >= 5 else []
            if len({m[1] for m in others}) < 5: continue
            at = int(cc[0][0]) - 1                                     # the new members stand before "and"
            table, order = {d[0]: d[:] for d in rows}, [d[0] for d in rows[:at]]
            if table[order[-1]][1] == ",": continue
            table[order[-1]][9] = "|".join([m for m in table[order[-1]][9].split("|") if m not in ("_", "SpaceAfter=No")] + ["SpaceAfter=No"])
            for i, m in enumerate(others):
                table[f"p{i}"] = ["", ",", ",", "PUNCT", ",", "_", f"m{i}", "punct", "_", "_"]
                table[f"m{i}"] = ["", m[1].lower() if m[3] == "NOUN" else m[1], *m[2:6], c[6], "conj", "_", "|".join(["NER=B" + name_of(m)[1:]] * (name_of(m) != "O") + ["SpaceAfter=No"] * (i < 4)) or "_"]
                order += [f"p{i}", f"m{i}"]
            order += [d[0] for d in rows[at:]]
            return renumber(table, order)
        return rows
    return made


def text_of(rows):
    out, inside = "", 0
    for c in rows:
        if "-" in c[0]: inside = int(c[0].split("-")[1])
        elif int(c[0]) <= inside: continue
        out += c[1] + ("" if "SpaceAfter=No" in c[9].split("|") else " ")
    return out.strip()


def variants(sentences):
    named = lambda c: spelled(c[1]) if name_of(c)[2:] in ("PER", "LOC") else c[1]
    kinds = {"plain": lambda rows: rows, "caps": mapped(lambda c: c[1].upper()), "lower": mapped(lambda c: c[1].lower()), "no-stop": no_stop,
             "quotes": quotes, "spelling": mapped(named), "lists": longer(members(sentences))}
    for kind, change in kinds.items():
        made = []
        for comments, rows in sentences:
            new = change(rows)
            if kind in ("no-stop", "quotes", "spelling", "lists") and new == rows: continue      # only what the variant changes
            made.append(([c for c in comments if not c.startswith("# text = ")] + ["# text = " + text_of(new)], new))
        yield kind, made


def written(sentences): return "".join("\n".join(comments + ["\t".join(c) for c in rows]) + "\n\n" for comments, rows in sentences)


def main():
    args, model = sys.argv[1:], None
    if "--model" in args: model = args.pop(args.index("--model") + 1); args.remove("--model")
    khaldun = args.pop(args.index("--score") + 1) if "--score" in args else None
    args = [x for x in args if x != "--score"]
    if (not khaldun and not args) or "--help" in args: sys.exit(__doc__)
    path = args[-1] if args and args[-1].endswith(".conllu") else os.path.join(TOP, "data/corpus/newswire/tests.conllu")
    sentences = list(read(open(path, encoding="utf-8").read() + "\n"))
    if khaldun: print("| variant | sentences changed | upos | uas | las | las as they were | names | names as they were |\n|---|---|---|---|---|---|---|---|")
    for kind, made in variants(sentences):
        if not khaldun:
            os.makedirs(args[0], exist_ok=True)
            with open(os.path.join(args[0], kind + ".conllu"), "w", encoding="utf-8") as out: out.write(written(made))
            continue
        ids = {next(c for c in comments if "sent_id" in c) for comments, _ in made}
        before = [s for s in sentences if any(c in ids for c in s[0])]
        new, _ = score(made, parse(khaldun, written(made), True, model))
        old, _ = score(before, parse(khaldun, written(before), True, model))
        print(f"| {kind} | {len(made)} | {new['upos']:.3f} | {new['uas']:.3f} | {new['las']:.3f} | {old['las']:.3f} | {new['names']:.3f} | {old['names']:.3f} |", flush=True)


if __name__ == "__main__": main()
