#!/usr/bin/env python3
"""Days of publication of the pages in SHARED/data/pages, by whether the page tells the gold's day at all.

usage: score_page_dates.py SHARED_DIR KHALDUN

Some golds hold a day that stands nowhere in the page, in no notation (a day of another year, or the day on which the page was fetched): they
are counted and named apart. A day is told where the page or its address has it as 2024-03-22, 22/3/2024, 22 March 2024, March 22, 2024, as
seconds since 1970 (any hour of the day) and the like.
"""
import calendar, datetime, gzip, html, json, re, subprocess, sys, tempfile

def notations(day):
    y, m, d = day.split("-")
    name = calendar.month_name[int(m)]
    out = ["%s-%s-%s" % (y, m, d), "%s/%s/%s" % (y, m, d), "%s/%s/%s" % (y, name[:3], d), y + m + d, "%s.%s.%s" % (d, m, y)]
    for a, b in ((m, d), (d, m)):
        for x, z in ((a, b), (str(int(a)), str(int(b)))):
            out += ["%s/%s/%s" % (x, z, y), "%s/%s/%s" % (x, z, y[2:]), "%s.%s.%s" % (x, z, y[2:])]
    for month in (name, name[:3], name[:3] + ".", name[:4] + "."):
        for n in (d, str(int(d)), str(int(d)) + "th"):
            out += ["%s %s, %s" % (month, n, y), "%s %s %s" % (month, n, y), "%s %s %s" % (n, month, y), "%s %s, %s" % (n, month, y)]
    return [n.lower() for n in out]

def told(day, text, url):
    low = text.lower() + "\n" + url.lower()
    if any(n in low for n in notations(day)): return True
    start = int(datetime.datetime(*map(int, day.split("-")), tzinfo=datetime.timezone.utc).timestamp())
    return any(start <= int(s[:10]) < start + 86400 for s in re.findall(r"\b1\d{9}(?:\d{3})?\b", text))

def main():
    if len(sys.argv) != 3: sys.exit(__doc__)
    folder, khaldun = sys.argv[1] + "/data/pages", sys.argv[2]
    for name in ("atf", "wcxb"):
        golds = right = known = right_known = 0
        nowhere = []
        for line in open("%s/%s.jsonl" % (folder, name), encoding="utf-8"):
            g = json.loads(line)
            if not g.get("date"): continue
            day, url, page = str(g["date"])[:10], g.get("url") or "", gzip.open("%s/html/%s.html.gz" % (folder, g["id"])).read()
            with tempfile.NamedTemporaryFile(suffix=".html") as f:
                f.write(page)
                f.flush()
                p = subprocess.run([khaldun, "extract", "--url", url, f.name], capture_output=True, text=True)
            fits = (json.loads(p.stdout).get("published") or "")[:10] == day if p.returncode == 0 else False
            golds, right = golds + 1, right + fits
            if fits or (re.fullmatch(r"\d{4}-\d\d-\d\d", day) and told(day, html.unescape(page.decode("utf-8", "replace")), url)):
                known, right_known = known + 1, right_known + fits
            else: nowhere.append(g["id"].replace(name + "-", "")[:8])
        print("%s: dates %d/%d; of those whose day the page tells %d/%d (%.3f); not told and not right: %s" % (name, right, golds, right_known, known, right_known / known, " ".join(sorted(nowhere))))

if __name__ == "__main__": main()
