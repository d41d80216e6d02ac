#!/usr/bin/env python3
"""Days and places of events against the answers of tests/circumstance/events_by_hand.tsv.

usage: sample_reports.py SHARED_DIR > reports.jsonl
       khaldun code --input jsonl --emit event,plan,document - < reports.jsonl > out.jsonl
       score_by_hand.py out.jsonl [-v]

An event is found if a record's trigger or one of its further mentions overlaps the words. Its day is right if the record's days lie within
the range, its place if the name or the report's words for it are one of those given.
"""
import json, os, sys

def answers():
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests/circumstance/events_by_hand.tsv")
    for line in open(path, encoding="utf-8"):
        if line.strip() and line[0] != "#":
            doc, begin, end, date, place = line.rstrip("\n").split("\t")
            first, _, last = date.partition("..")
            yield doc, int(begin), int(end), first, last or first, place.split("|")

def placed(record, names):
    p = record.get("event_loc")
    if not p: return "-" in names
    known = {s.lower() for s in (p.get("name", ""), p.get("text", "")) if s}
    return any(n.split(",")[0].lower() in known and (n.count(",") == 0 or n.split(",")[1] == p.get("country")) for n in names)

def main():
    if len(sys.argv) < 2 or "--help" in sys.argv: sys.exit(__doc__)
    records = {}
    for line in open(sys.argv[1], encoding="utf-8"):
        r = json.loads(line)
        if r["type"] in ("event", "plan") and "event" in r: records.setdefault(r["doc"], []).append(r)
    asked = found = days = places = 0
    for doc, begin, end, first, last, names in answers():
        asked += 1
        at = [r for r in records.get(doc, []) if any(m["start"] < end and begin < m["end"] for m in [r["trigger"]] + r.get("mentions", []))]
        if not at: continue
        found += 1
        day = any(r.get("date") and first <= r["date"][:10] and whole(r, last) for r in at)
        place = any(placed(r, names) for r in at)
        days += day
        places += place
        if "-v" in sys.argv and not (day and place):
            for r in at: print(doc[:40], r["trigger"]["text"], r["event"], "DAY" if not day else "", "PLACE" if not place else "", "got", r.get("date"), r.get("enddate"), r.get("date_stated"),
                  (r.get("event_loc") or {}).get("name"), "want", first, last, names, sep=" | ")
    print("events %d, found %d, day right %d (%.3f of found), place right %d (%.3f of found)" % (asked, found, days, days / max(1, found), places, places / max(1, found)))

def whole(r, last):
    """The record's last day; a month or year stands for all of it."""
    end = r.get("enddate") or r["date"]
    return end[:len(last)] <= last[:len(end)]

main()
