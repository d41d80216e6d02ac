#!/usr/bin/env python3
"""Draws reports for the check of events' days and places by hand: JSON lines for `khaldun code`, the same for the same data.

usage: sample_reports.py SHARED_DIR > reports.jsonl      (SHARED_DIR holds data/, which is no part of the project)

18 newswire reports (1987), 12 local ones (LGL), 16 reports of the 2016 campaign (PolNeAR train and dev), drawn with a fixed seed among
those that are dated and speak of politics or violence. The answers stand in tests/circumstance/events_by_hand.tsv; score_by_hand.py compares.
"""
import csv, glob, gzip, html, json, os, random, re, sys
import xml.etree.ElementTree as ET

SUBJECT = re.compile(r"\b(killed|police|troops|protest\w*|arrested|talks|foreign minister|president|attack\w*|court|sanctions|visit\w*)\b", re.I)
MONTH = {m: i + 1 for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())}

def newswire(folder):
    for f in sorted(glob.glob(folder + "/*.sgm.gz")):
        for r in re.findall(r"<REUTERS(.*?)</REUTERS>", gzip.open(f, "rt", encoding="latin-1").read(), re.S):
            date, line, body = (re.search(p, r, re.S) for p in (r"<DATE>\s*(\d+)-([A-Z]{3})-(\d{4})", r"<DATELINE>(.*?)</DATELINE>", r"<BODY>(.*?)</BODY>"))
            topics = re.search(r"<TOPICS>(.*?)</TOPICS>", r).group(1)
            if not (date and line and body) or topics or len(body.group(1)) < 900: continue
            text = html.unescape(line.group(1).strip() + " " + re.sub(r"[\x00-\x08\x0b-\x1f]", "", body.group(1)))
            text = re.sub(r"\n\s{4,}", "\n\n", text).replace("\nREUTER", "").replace("\n Reuter", "")
            yield {"id": "reuters-" + re.search(r'NEWID="(\d+)"', r).group(1), "text": text.strip(),
                   "date": "%s-%02d-%02d" % (date.group(3), MONTH[date.group(2)], int(date.group(1)))}

def local(path):
    for a in ET.parse(path).getroot().iter("article"):
        date = (a.findtext("dltime") or "")[:10]
        if re.match(r"\d{4}-\d\d-\d\d$", date): yield {"id": "lgl-" + a.get("docid"), "text": a.findtext("text"), "date": date}

def campaign(folder):
    dates = {r["filename"]: r["publication_date"] for r in csv.DictReader(open(folder + "/metadata.tsv"), delimiter="\t")}
    for f in sorted(glob.glob(folder + "/train/text/*.txt") + glob.glob(folder + "/dev/text/*.txt")):
        name = os.path.basename(f)[:-4]
        if dates.get(name, "None") != "None": yield {"id": name, "text": open(f, encoding="utf-8", newline="").read().replace("\r\n", "\n"), "date": dates[name]}

def main():
    if len(sys.argv) < 2 or "--help" in sys.argv: sys.exit(__doc__)
    d = sys.argv[1] + "/data"
    for reports, number in ((newswire(d + "/raw/reuters21578"), 18), (local(d + "/places/lgl.xml"), 12), (campaign(d + "/quotes/polnear"), 16)):
        fit = [r for r in reports if len(set(m.lower() for m in SUBJECT.findall(r["text"][:1500]))) >= 3]
        for r in random.Random(20261125).sample(fit, number): print(json.dumps(r, ensure_ascii=False))

main()
