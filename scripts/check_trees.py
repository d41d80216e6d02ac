#!/usr/bin/env python3
"""Checks CoNLL-U trees: python3 scripts/check_trees.py FILE.conllu…  Exit status 1 where something is wrong; each line names the sentence.

Ten columns, numbers in order, one root, a tree, known labels, and what no English tree of UD has: parts of speech under relations that
cannot be theirs, words that hang on function words or punctuation, tags that contradict each other, names that begin inside. "# text" must be
the forms put together. In data/corpus, sent_ids of a file named tests are even, of one named train odd.
"""
import collections, os, re, sys

UPOS = set("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
RELATIONS = set("""root nsubj nsubj:pass nsubj:outer obj iobj csubj csubj:pass csubj:outer ccomp xcomp obl obl:agent obl:unmarked vocative expl dislocated
advcl advcl:relcl advmod discourse aux aux:pass cop mark nmod nmod:poss nmod:unmarked nmod:desc appos nummod acl acl:relcl amod det det:predet case
conj cc cc:preconj fixed flat list parataxis compound compound:prt orphan goeswith reparandum punct dep""".split())
NAMES = set("PER ORG LOC FAC NORP EVENT WORK".split())
# Penn tags of each part of speech; "-" for signs, whose tags vary.
XPOS = {"NOUN": "NN NNS", "PROPN": "NNP NNPS", "VERB": "VB VBD VBG VBN VBP VBZ", "AUX": "MD VB VBD VBG VBN VBP VBZ", "ADJ": "JJ JJR JJS NNP VBG VBN",
        "ADV": "RB RBR RBS WRB IN DT", "ADP": "IN RP VBG VBN JJ RB TO", "SCONJ": "IN WRB VBG", "CCONJ": "CC RB IN", "DET": "DT PDT WDT", "NUM": "CD",
        "PRON": "PRP PRP$ WP WP$ WDT DT NN EX", "PART": "TO RB POS", "INTJ": "UH", "PUNCT": "-", "SYM": "-", "X": "-"}
# Relations that only these parts of speech bear.
ONLY = {"punct": "PUNCT", "cc": "CCONJ ADV", "aux": "AUX", "aux:pass": "AUX", "cop": "AUX", "det": "DET PRON", "nummod": "NUM SYM", "compound:prt": "ADP ADV",
        "case": "ADP PART SCONJ ADV ADJ VERB SYM NOUN CCONJ", "mark": "SCONJ PART ADP ADV VERB ADJ NOUN", "advmod": "ADV PART ADJ ADP SCONJ NOUN DET CCONJ",
        "amod": "ADJ VERB NUM PROPN", "nmod:poss": "PRON PROPN NOUN NUM DET ADJ", "expl": "PRON"}
LEAF = {"aux", "aux:pass", "cop", "punct"}          # nothing but signs hangs on these
FEW = {"mark", "case", "cc", "det"}                 # nothing but adverbs, fixed parts and the like
WITH_FEW = {"fixed", "advmod", "punct", "conj", "cc", "goeswith", "case", "obl:unmarked", "reparandum", "nmod", "obl", "nmod:unmarked"}


def read(path):
    comments, rows = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows: yield comments, rows
            comments, rows = [], []
        elif line[0] == "#": comments.append(line)
        else: rows.append(line.split("\t"))
    if rows: yield comments, rows


def text_of(rows):
    out, inside = "", 0
    for c in rows:
        if "-" in c[0]: inside = int(c[0].split("-")[1])
        elif int(c[0]) <= inside: continue
        out += c[1] + ("" if "SpaceAfter=No" in c[9].split("|") else " ")
    return out.strip()


def labels(w, head):
    upos, xpos, rel = w[3], w[4], w[7]
    if upos not in UPOS: yield f"no part of speech: {upos}"; return
    if rel not in RELATIONS: yield f"no relation: {rel}"
    if XPOS[upos] != "-" and xpos not in XPOS[upos].split(): yield f"{upos} with {xpos}"
    if rel in ONLY and upos not in ONLY[rel].split(): yield f"{upos} as {rel}"
    if upos == "PUNCT" and rel not in ("punct", "root"): yield f"punctuation as {rel}"
    if upos == "AUX" and rel not in ("aux", "aux:pass", "cop", "root", "conj", "ccomp", "advcl", "parataxis", "reparandum", "xcomp", "acl:relcl"): yield f"AUX as {rel}"
    if (rel == "root") != (w[6] == "0"): yield f"{rel} on {w[6]}"
    if not w[2] or w[2] == "_" and w[1] != "_": yield "no lemma"
    if head is None: return
    if head[7] in LEAF and rel not in ("punct", "goeswith", "reparandum", "fixed", "advmod" if head[7] == "aux" else "goeswith"): yield f"{rel} on {head[1]}, {head[7]}"
    if head[7] in FEW and rel not in WITH_FEW: yield f"{rel} on {head[1]}, {head[7]}"
    if rel in ("flat", "fixed", "appos", "conj", "goeswith") and int(w[6]) > int(w[0]): yield f"{rel} on a later word"
    if rel in ("nsubj", "obj", "iobj", "aux", "aux:pass") and head[3] in ("ADP", "DET", "PUNCT", "CCONJ", "SCONJ") and head[7] not in ("root", "conj", "ccomp", "advcl", "parataxis"): yield f"{rel} on {head[3]} {head[1]}"
    if rel == "aux:pass" and head[4] not in ("VBN", "VBD", "JJ"): yield f"aux:pass on {head[4]} {head[1]}"
    if rel in ("det", "amod", "nummod", "nmod:poss") and head[3] in ("VERB", "AUX") and head[4] != "VBG" and head[7] not in ("amod",): yield f"{rel} on {head[4]} {head[1]}"


def check(rows):
    words = [c for c in rows if "-" not in c[0]]
    if any(len(c) != 10 for c in rows): yield "not ten columns"; return
    if [c[0] for c in words] != [str(i + 1) for i in range(len(words))]: yield "words are not numbered in order"; return
    if any(not c[6].isdigit() or int(c[6]) > len(words) or c[6] == c[0] for c in words): yield "a head that is no other word"; return
    if sum(c[6] == "0" for c in words) != 1: yield "not exactly one root"
    for w in words:
        up, steps = w, 0
        while up[6] != "0" and steps <= len(words): up, steps = words[int(up[6]) - 1], steps + 1
        if steps > len(words): yield f"{w[0]} {w[1]}: a loop"; return
    open_name = ""
    for w in words:
        for why in labels(w, words[int(w[6]) - 1] if w[6] != "0" else None): yield f"{w[0]} {w[1]}: {why}"
        name = next((m[4:] for m in w[9].split("|") if m.startswith("NER=")), "O")
        if name != "O" and (name[0] not in "BI" or name[2:] not in NAMES): yield f"{w[0]} {w[1]}: no name class: {name}"
        if name[0] == "I" and open_name != name[2:]: yield f"{w[0]} {w[1]}: a name goes on that did not begin"
        open_name = name[2:]
    for head in words:      # one subject, one object
        below = collections.Counter(w[7] for w in words if w[6] == head[0])
        for rel in ("nsubj", "obj", "nsubj:pass", "iobj", "cop"):
            if below[rel] > 1 and not (rel == "cop" and below["nsubj:outer"]): yield f"{head[0]} {head[1]}: {below[rel]} × {rel}"
        if below["nsubj"] and below["nsubj:pass"]: yield f"{head[0]} {head[1]}: nsubj and nsubj:pass"
        if below["nsubj:pass"] and not below["aux:pass"] and head[4] != "VBN": yield f"{head[0]} {head[1]}: nsubj:pass of {head[4]}"


def main():
    if len(sys.argv) < 2 or "--help" in sys.argv: sys.exit(__doc__)
    bad = n = 0
    seen = set()
    for path in sys.argv[1:]:
        for comments, rows in read(path):
            at = next((c[len("# sent_id = "):] for c in comments if c.startswith("# sent_id = ")), "no sent_id")
            text = next((c[len("# text = "):] for c in comments if c.startswith("# text = ")), None)
            wrong = list(check(rows))
            if text is not None and not wrong and text != text_of(rows): wrong.append(f"text is not its words: {text_of(rows)}")
            if at in seen: wrong.append("the sent_id was there before")
            half = re.search(r"(tests|train)", os.path.basename(path))
            number = re.search(r"(\d+)$", at)
            if half and number and int(number.group(1)) % 2 != (half.group(1) == "train"): wrong.append("in the other half's file")
            seen.add(at)
            n += 1
            for why in wrong: print(f"{path}: {at}: {why}")
            bad += len(wrong)
    print(f"{n} trees, {bad} faults")
    sys.exit(bad > 0)


main()
