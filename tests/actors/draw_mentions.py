#!/usr/bin/env python3
"""Draws mentions of actors at random, for a person to code by hand: tests/actors/mentions.tsv was begun with it.

usage: draw_mentions.py POLNEAR_DIR REUTERS_DIR [SEED]

From PolNeAR (parts train and dev) sources of attributions that are no pronouns; from Reuters-21578 a capitalised word inside a
sentence, which stands for the phrase around it. Prints file, begin, end, date and the words around; those that turn out to be
no actor (a month, a product, a place where something happens) are passed over by the coder, in order.
"""
import glob, gzip, html, os, random, re, sys

PRONOUNS = set("he she it they we i you who him her them us me this that which those these one his hers their some many others".split())

def polnear(root):
    """{name: (text, date)} of the parts train and dev, and the sources in them."""
    texts, spans = {}, []
    for part in ("dev", "train"):
        for path in sorted(glob.glob(f"{root}/{part}/attributions/*.ann")):
            name = os.path.basename(path)[:-4]
            text = glob.glob(f"{root}/{part}/text/{name.rsplit('_', 1)[0]}*.txt")
            if not text: continue
            key = f"{part}/{os.path.basename(text[0])[:-4]}"
            date = re.search(r"\d{4}-\d\d-\d\d", name)
            texts[key] = (open(text[0], encoding="utf-8").read(), date.group(0) if date else "")
            for line in open(path, encoding="utf-8"):
                m = re.match(r"T\d+\tSource (\d+) (\d+)\t(.*)", line)
                if m and not {w.lower() for w in m[3].split()} <= PRONOUNS: spans.append((key, int(m[1]), int(m[2])))
    return texts, spans

MONTHS = {m: i + 1 for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())}

def reuters(root):
    """{id: (body, date)} of all stories; the body as it stands between its tags, entities undone, control signs as blanks."""
    out = {}
    for path in sorted(glob.glob(f"{root}/*.sgm.gz")):
        sgm = gzip.open(path, "rt", encoding="latin-1", newline="").read()
        for story in re.findall(r"<REUTERS .*?</REUTERS>", sgm, re.S):
            body = re.search(r"<BODY>(.*?)</BODY>", story, re.S)
            day = re.search(r"<DATE>\s*(\d+)-(\w{3})-(\d{4})", story)
            if not body or not day: continue
            text = re.sub(r"[\x00-\x08\x0b-\x1f]", " ", html.unescape(body[1]))
            out[re.search(r'NEWID="(\d+)"', story)[1]] = (text, f"{day[3]}-{MONTHS[day[2].upper()]:02}-{int(day[1]):02}")
    return out

def main(pol, reu, seed):
    rng = random.Random(seed)
    texts, spans = polnear(pol)
    spans.sort()
    for key, b, e in rng.sample(spans, 130):
        show("polnear", key, b, e, *texts[key])
    stories = reuters(reu)
    keys = sorted(stories, key=int)
    n = 0
    while n < 220:
        key = rng.choice(keys)
        text, date = stories[key]
        words = list(re.finditer(r"(?<=[a-z,] )[A-Z][A-Za-z.&'-]*[A-Za-z]", text.replace("\n", " ")))
        if not words: continue
        m = rng.choice(words)
        show("reuters", key, m.start(), m.end(), text, date)
        n += 1

def show(origin, key, b, e, text, date):
    flat = text.replace("\n", " ")
    print(f"{origin}\t{key}\t{b}\t{e}\t{date}\t{re.sub(' +', ' ', flat[max(0, b - 130):b])}[[{flat[b:e]}]]{re.sub(' +', ' ', flat[e:e + 90])}")

if __name__ == "__main__":
    if len(sys.argv) < 3: sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 4)
