#!/usr/bin/env python3
"""Makes docs/codebook.md: every type and mode with its meaning (data/events/codebook.txt), its figures (include/khaldun.h), the nearest
CAMEO code and examples of our own from data/events; the rules of coding, the sectors and the codes that are no country (data/events/rules.txt).

usage: make_codebook.py > docs/codebook.md        make_codebook.py --check    (exit 1 where docs/codebook.md is out of date)
"""
import collections, glob, os, re, sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
EXAMPLES = 4

def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()

def rows(path):
    for line in read(path).split("\n"):
        if line.strip() and line[0] not in "# \t":
            yield [f.strip() for f in line.split("|")]

def examples():
    """type/mode -> sentences with what is coded, from the entry whose own event it is, in the order of the files."""
    found = collections.defaultdict(list)
    for path in sorted(glob.glob(os.path.join(ROOT, "data/events/frames/*.frames"))) + [os.path.join(ROOT, "data/events/operators.txt")]:
        for line in open(path, encoding="utf-8"):
            if line[0] in " \t" and "=>" in line:
                sentence, want = (p.strip() for p in line.split("=>", 1))
                label = re.match(r"([A-Z]+(?:/[a-z-]+)?)(@\w+)?", want)
                if label and ";" not in want and not label.group(2) and 30 < len(sentence) < 140:
                    found[label.group(1)].append((sentence, want))
    return found

def announced():
    """occasion -> sentences of data/events/occasions.frames with what they announce."""
    found, kind = collections.defaultdict(list), ""
    for line in read("data/events/occasions.frames").split("\n"):
        if line.strip() and line[0] not in "# \t":
            kind = line.split("|")[2].strip()
        elif line[:1] == " " and "=>" in line:
            sentence, want = (p.strip() for p in line.split("=>", 1))
            if want.split()[0] == kind:
                found[kind].append((sentence, want))
    return found

def occasions(header, text):
    """The plans that hold no event, as Markdown."""
    kinds = re.findall(r'"([a-z]+)"', header[header.index("KH_OCCASION_TABLE"):header.index("typedef enum kh_occasion")])
    missing = [k for k in kinds if "occasion/" + k not in text]
    if missing:
        sys.exit("data/events/codebook.txt lacks occasions: " + ", ".join(missing))
    shown = announced()
    out = ["## Occasions", "", "A plan holds an event of these types that is to come, or an occasion, which is none of them. Its day lies ahead of the report and is its",
           "own: what is negated, called off, thought of or asked about is no plan. The examples are of a report of Friday, 22 March 2024; in them",
           "stand whose it is (`*`: whoever), the days, and the place behind `@`.", "", "| occasion | what | example |", "|---|---|---|"]
    for k in kinds:
        example = "<br>".join(f"{s} `{w}`" for s, w in shown[k][:2]).replace("|", "\\|")
        out.append(f"| {k} | {text['occasion/' + k]} | {example} |")
    return out + [""]

def spread(items, n):
    """n of the items, evenly from the whole list, none twice."""
    step = max(1, len(items) // n)
    return items[::step][:n]

def rules(header):
    """The lines of data/events/rules.txt as Markdown; every sector of khaldun.h has its line, in the header's order."""
    out, number, table, sectors = ["## Rules of coding", ""], 0, "", []
    for at, line in enumerate(read("data/events/rules.txt").split("\n"), 1):
        mark, text = line[:2], line[2:].strip()
        if not line.strip() or line[0] == "#":
            continue
        if mark == "==":
            out += ([""] if out[-1] else []) + ["### " + text, ""]
            table = ""
        elif mark == "* ":
            number += 1
            out.append(f"{number}. {text}")
        elif mark == "- ":
            fields = [f.strip() for f in text.split("|")]
            if len(fields) != 3:
                sys.exit(f"data/events/rules.txt:{at}: `- CODE | WHAT | WORDS`")
            if not table:
                table = next(l for l in reversed(out) if l)
                out += ["| code | who | such as |", "|---|---|---|"]
            if table == "### Sectors":
                sectors.append(fields[0])
            out.append(f"| {fields[0] if fields[0] != '-' else '`-`'} | {fields[1]} | {fields[2]} |")
        elif mark == "  " and "=>" in text and number:
            sentence, want = (p.strip() for p in text.split("=>", 1))
            out.append(f"    - {sentence} " + ("No line." if want == "none" else "`" + want.replace(" ; ", "`, `") + "`"))
        else:
            sys.exit(f"data/events/rules.txt:{at}: no `==`, `*`, `-` and no example")
    known = re.findall(r"X\((\w+)\)", header[header.index("KH_SECTOR_TABLE"):header.index("typedef enum kh_sector")])
    if sectors != known:
        sys.exit("data/events/rules.txt: the sectors are not those of include/khaldun.h: " + " ".join(known))
    return out + [""]

def main():
    header = read("include/khaldun.h")
    types = re.findall(r"X\((\w+), ([1-4]), (-?[\d.]+)\)", header[header.index("KH_EVENT_TABLE"):header.index("typedef enum kh_event_type")])
    modes = re.findall(r'X\((\w+), "([a-z-]+)", \w+, (-?[\d.]+)\)', header)
    text = {r[0]: "|".join(r[1:]) for r in rows("data/events/codebook.txt")}
    cameo = {r[0]: r[1] for r in rows("data/events/cameo.txt")}
    shown = examples()
    missing = [t for t, _, _ in types if t not in text] + [f"{t}/{m}" for t, m, _ in modes if f"{t}/{m}" not in text]
    if missing:
        sys.exit("data/events/codebook.txt lacks " + ", ".join(missing))
    quads = {"1": "verbal cooperation", "2": "material cooperation", "3": "verbal conflict", "4": "material conflict"}
    out = ["# Codebook", "",
           "Every type and mode as Khaldun codes it. The ontology is PLOVER's (public manual, 2023-24 draft); the words and all examples are ours.",
           "Made by `scripts/make_codebook.py` from data/events: do not edit it here. In the examples, actors stand before `>`, recipients behind",
           "it, `_` is nobody; docs/records.md explains the fields of a record, docs/events.md how a sentence becomes one.", "",
           "| quad | types |", "|---|---|"]
    for q in "1234":
        out.append(f"| {q}, {quads[q]} | " + " ".join(f"[{t}](#{t.lower()})" for t, k, _ in types if k == q) + " |")
    out += ["", "A report about something that did not happen is no event that happened: each record has a `status` (happened, ongoing, planned,",
            "hypothetical, requested, negated). What is announced, demanded, threatened or denied is the `base` of a record that is about it.", "",
            "Behind the types: the [occasions](#occasions) of plans, the [rules of coding](#rules-of-coding), the [sectors](#sectors) of actors and the",
            "[codes in place of a country](#codes-in-place-of-a-country).", ""]
    for t, quad, intensity in types:
        out += [f"## {t}", "", f"Quad {quad} ({quads[quad]}), intensity {intensity}, nearest CAMEO code {cameo.get(t, '-')}. {text[t]}", ""]
        out += [f"- {s} `{w}`" for s, w in spread(shown.get(t, []), EXAMPLES)]
        own = [(m, i) for k, m, i in modes if k == t]
        if own:
            out += ["", "| mode | intensity | CAMEO | what | example |", "|---|---|---|---|---|"]
        for m, i in own:
            label = f"{t}/{m}"
            example = "<br>".join(f"{s} `{w}`" for s, w in spread(shown.get(label, []), 2)).replace("|", "\\|")
            out.append(f"| {m} | {i} | {cameo.get(label, cameo.get(t, '-'))} | {text[label]} | {example} |")
        out.append("")
    made = "\n".join(out + occasions(header, text) + rules(header))
    if "--check" in sys.argv[1:]:
        if made != read("docs/codebook.md"):
            sys.exit("docs/codebook.md is out of date: scripts/make_codebook.py > docs/codebook.md")
    else:
        sys.stdout.write(made)

main()
