#!/usr/bin/env python3
"""How well reports are grouped into stories: B-cubed (Bagga and Baldwin 1998) against groups read by hand.

usage: score_stories.py KHALDUN SHARED_DIR [DB]     (SHARED_DIR holds data/raw/reuters21578, which is no part of the project)

Codes the reports of the weeks that tests/store/stories_by_hand.txt has read (about 6,000, most of which stand in no group: the grouping has to keep apart what is near)
and compares the stories of those that it names. DB is used as it is where it is there, and kept; else a passing one is made.
Prints precision, recall and F1: of all groups, of the odd lines (for tuning) and of the even ones (for testing)."""
import glob, gzip, html, json, os, re, sqlite3, subprocess, sys, tempfile

MONTH = {m: i + 1 for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())}
LAST = 7000   # NEWID

def reports(folder):
    for f in sorted(glob.glob(os.path.join(folder, "*.sgm.gz"))):
        with gzip.open(f, "rt", encoding="latin-1") as stream: text = stream.read()
        for r in re.findall(r"<REUTERS(.*?)</REUTERS>", text, re.S):
            number = int(re.search(r'NEWID="(\d+)"', r).group(1))
            date, title, body = (re.search(p, r, re.S) for p in (r"<DATE>\s*(\d+)-([A-Z]{3})-(\d{4})", r"<TITLE>(.*?)</TITLE>", r"<BODY>(.*?)</BODY>"))
            if number > LAST or not (date and body): continue
            words = re.sub(r"\n\s{4,}", "\n\n", html.unescape(re.sub(r"[\x00-\x08\x0b-\x1f]", "", body.group(1))))
            words = re.sub(r"(\n|\s)(REUTER|Reuter)\s*(&#3;)?\s*$", "", words)
            yield {"id": f"r{number}", "title": html.unescape(title.group(1)).replace("\n", " ") if title else "", "text": words.strip(), "date": f"{date.group(3)}-{MONTH[date.group(2)]:02}-{int(date.group(1)):02}"}

def b_cubed(groups, story):
    gold = {r: i for i, g in enumerate(groups) for r in g}
    found = {}
    for r in gold: found.setdefault(story.get(r, ("none", r)), set()).add(r)
    precision = recall = 0
    for r in gold:
        mine, right = found[story.get(r, ("none", r))], set(groups[gold[r]])
        precision += len(mine & right) / len(mine)
        recall += len(mine & right) / len(right)
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall), len(gold)

def main():
    if len(sys.argv) < 3 or "--help" in sys.argv: sys.exit(__doc__)
    khaldun, shared = os.path.abspath(sys.argv[1]), sys.argv[2]
    folder = os.path.join(shared, "data", "raw", "reuters21578")
    if not os.path.isdir(folder): sys.exit(f"skipped: {folder} is not there")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "store", "stories_by_hand.txt"), encoding="utf-8") as f:
        groups = [line.split() for line in f if line.strip() and line[0] != "#"]
    with tempfile.TemporaryDirectory() as passing:
        db = sys.argv[3] if len(sys.argv) > 3 else os.path.join(passing, "stories.db")
        if not os.path.exists(db):
            lines = "".join(json.dumps(r) + "\n" for r in reports(folder))
            subprocess.run([khaldun, "ingest", "-q", db, "--input", "jsonl", "-"], input=lines.encode())
        con = sqlite3.connect(db)
        story = {name[1:]: s for name, s in con.execute("SELECT d.name, m.story FROM document_stories m JOIN documents d ON d.id = m.doc")}
        con.close()
    for name, some in (("all", groups), ("odd lines, for tuning", groups[::2]), ("even lines, for testing", groups[1::2])):
        p, r, f1, n = b_cubed(some, story)
        print(f"stories, {name}: {len(some)} groups, {n} reports: B-cubed precision {p:.3f}, recall {r:.3f}, F1 {f1:.3f}")

if __name__ == "__main__": main()
