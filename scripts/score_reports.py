#!/usr/bin/env python3
"""What `khaldun code` finds of the events of whole reports (tests/events/whole_reports.txt, which tells the form).

usage: score_reports.py KHALDUN [FILE] [-v]

An expected event is found where a record covers its words, or one of its type stands in their paragraph; its parties are right where type,
status, all actors and all recipients are. Days and places are counted of the events found. False records are those that answer to no line.
"""
import json, os, re, subprocess, sys

def read(path):
    reports = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line or line[0] == "#": continue
        if line.startswith("= "):
            name, date = (x.strip() for x in line[2:].split("|"))
            reports.append({"id": name, "date": date, "text": [], "want": []})
        elif line[:2] in ("* ", "? ", "+ "):
            reports[-1]["want"].append((line[0], [x.strip() for x in line[2:].split("|")]))
        else:
            reports[-1]["text"].append(line)
    for r in reports: r["text"] = "\n\n".join(r["text"])
    return reports

def fits(want, got):
    if want == "*": return True
    country, _, sector = want.partition(".")
    if want[0] == '"': return want.strip('"') in got.get("text", "")
    return country == got.get("country", "") and (not sector or sector == got.get("sector", "") or sector in got.get("other_sectors", []))

def side(want, got):
    if want == "*": return True
    left = list(got)
    for w in [] if want == "_" else want.split(" & "):
        hit = next((g for g in left if fits(w, g)), None)
        if hit is None: return False
        left.remove(hit)
    return not left

def place_of(text, words, name):
    words, _, nth = words.partition("#")
    hits = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text)]
    if len(hits) < int(nth or 1): sys.exit("%s: \"%s\" does not stand in the report" % (name, words))
    return hits[int(nth or 1) - 1], hits[int(nth or 1) - 1] + len(words)

def shown(record):
    people = lambda x: " & ".join('%s.%s "%s"' % (a.get("country", ""), a.get("sector", ""), a.get("text", "")) for a in x) or "_"
    return "%s/%s@%s %s > %s | %s..%s | %s | %s | %s" % (record.get("occasion") or record["event"], "+".join(record.get("mode", [])), record["status"], people(record.get("actor", [])), people(record.get("recipient", [])),
        record.get("date"), record.get("enddate", ""), (record.get("event_loc") or {}).get("name"), record["trigger"]["text"], record["rule"])

def paragraph(text, begin, end): return text.rfind("\n", 0, begin), text.find("\n", end) % (len(text) + 1)

def stands(begin, end):
    """whether a record is told at those words"""
    return lambda g: any(m["start"] < end and begin < m["end"] for m in [g["trigger"]] + g.get("mentions", []))

def told(event):
    """type, mode, status, actors, recipients of `TYPE/mode@status WHO > WHOM`"""
    return re.fullmatch(r"(\w+)(?:/([\w-]+))?(?:@(\w+))? (.*) > (.*)", event).groups()

def sizes_right(want, got):
    """`dead 12, injured 3` against the sizes of a record"""
    given = {kind: int(figure) for kind, figure in (w.split() for w in want.split(","))}
    return all((got.get("size") or {}).get(kind, {}).get("value") == figure for kind, figure in given.items())

def same_days(want, got):
    """a day, a month, a year or a range as asked against the window of a record"""
    low, _, high = want.partition("..")
    high, final = high or low, got.get("enddate") or got.get("date") or ""
    return bool(got.get("date")) and low <= got["date"] and final[:len(high)] <= high[:len(final)]

def same_place(want, got):
    place = got.get("event_loc") or {}
    return any(w in (place.get("name"), place.get("text")) for w in want.split("/"))

def score_plans(r, got, n):
    """the plans that a report asks for against those given; a plan is found where its words or its kind in their paragraph are"""
    used, text = set(), r["text"]
    for kind, day, where, words in (w[:4] for must, w in r["want"] if must == "+"):
        what, _, _, whose, whom = told(kind)
        begin, end = place_of(text, words, r["id"])
        first, last = paragraph(text, begin, end)
        name = lambda g: g.get("occasion") or g["event"]
        at = stands(begin, end)
        near = [(4 * at(g) + 2 * (name(g) == what) + same_days(day, g), -i) for i, g in enumerate(got) if i not in used and (at(g) or (name(g) == what and first < g["trigger"]["start"] < last))]
        n["plans_asked"] += 1
        if not near:
            if "-v" in sys.argv: print(r["id"], "missed plan", kind, day, words, sep=" | ")
            continue
        i = -max(near)[1]
        used.add(i)
        g = got[i]
        right = name(g) == what and same_days(day, g) and side(whose, g.get("actor", [])) and side(whom, g.get("recipient", [])) and (where == "-" or same_place(where, g))
        n["plans"] += right
        if not right and "-v" in sys.argv: print(r["id"], "plan", "\n  want " + kind, day, where, words + "\n  got  " + shown(g), sep=" | ")
    n["plans_else"] += len(got) - len(used)
    for i, g in enumerate(got):
        if i not in used and "-v" in sys.argv: print(r["id"], "other plan", shown(g), sep=" | ")

def main():
    if len(sys.argv) < 2 or "--help" in sys.argv: sys.exit(__doc__)
    here = os.path.dirname(os.path.abspath(__file__))
    names = [a for a in sys.argv[1:] if a != "-v"]
    reports = read(names[1] if len(names) > 1 else os.path.join(here, "../tests/events/whole_reports.txt"))
    given = "".join(json.dumps({k: r[k] for k in ("id", "text", "date")}) + "\n" for r in reports)
    out = subprocess.run([names[0], "code", "-q", "--input", "jsonl", "--emit", "event,plan", "-"], input=given, capture_output=True, text=True, check=True).stdout
    records, plans = {}, {}
    for line in out.splitlines():
        r = json.loads(line)
        if r["type"] == "event": records.setdefault(r["doc"], []).append(r)
        if r["type"] == "plan": plans.setdefault(r["doc"], []).append(r)
    n = dict.fromkeys(("expected", "found", "type", "parties", "mode", "days_asked", "days", "places_asked", "places", "records", "false", "sizes_asked", "sizes", "plans_asked", "plans", "plans_else"), 0)
    for r in reports:
        got, used, text = records.get(r["id"], []), set(), r["text"]
        if any(must == "+" for must, _ in r["want"]): score_plans(r, plans.get(r["id"], []), n)
        wanted, pairs, given_to = sorted((w for w in r["want"] if w[0] != "+"), key=lambda w: w[0] == "?"), [], {}
        for at_line, (must, (event, day, where, words, *size)) in enumerate(wanted):
            kind, mode, status, actors, recipients = told(event)
            begin, end = place_of(text, words, r["id"])
            first, last = paragraph(text, begin, end)
            at = stands(begin, end)
            worth = lambda g: 8 * (g["event"] == kind) + 4 * at(g) + 2 * side(actors, g.get("actor", [])) + 2 * side(recipients, g.get("recipient", [])) + (not mode or mode in g.get("mode", []))
            pairs += [(-8 * (must == "*") * at(g) - worth(g), must == "?", at_line, i) for i, g in enumerate(got) if at(g) or (g["event"] == kind and first < g["trigger"]["start"] < last)]
        for _, _, at_line, i in sorted(pairs):
            if at_line not in given_to and i not in used:
                given_to[at_line] = i
                used.add(i)
        for at_line, (must, (event, day, where, words, *size)) in enumerate(wanted):
            if must == "?": continue
            kind, mode, status, actors, recipients = told(event)
            best = given_to.get(at_line)
            n["expected"] += 1
            if best is None:
                if "-v" in sys.argv: print(r["id"], "missed", event, words, sep=" | ")
                continue
            g, faults = got[best], []
            n["found"] += 1
            if g["event"] != kind: faults.append("type")
            if g["status"] != (status or "happened") and (status or g["status"] != "ongoing"): faults.append("status")
            if not side(actors, g.get("actor", [])): faults.append("actor")
            if not side(recipients, g.get("recipient", [])): faults.append("recipient")
            n["type"] += "type" not in faults
            n["parties"] += not faults
            n["mode"] += not faults and (not mode or mode in g.get("mode", []))
            if day != "-":
                right = same_days(day, g)
                n["days_asked"] += 1
                n["days"] += right
                if not right: faults.append("day")
            if where != "-":
                right = same_place(where, g)
                n["places_asked"] += 1
                n["places"] += right
                if not right: faults.append("place")
            if size:
                right = sizes_right(size[0], g)
                n["sizes_asked"] += 1
                n["sizes"] += right
                if not right: faults.append("size")
            if faults and "-v" in sys.argv: print(r["id"], " ".join(faults), "\n  want " + event, day, where, words + "\n  got  " + shown(g), sep=" | ")
        n["records"] += len(got)
        n["false"] += len(got) - len(used)
        for i, g in enumerate(got):
            if i not in used and "-v" in sys.argv: print(r["id"], "false", shown(g), sep=" | ")
    print("reports %d  expected %d  found %d  type %d  parties %d  mode too %d  days %d of %d  places %d of %d  records %d  false %d  sizes %d of %d  plans right %d of %d, others %d" %
        (len(reports), n["expected"], n["found"], n["type"], n["parties"], n["mode"], n["days"], n["days_asked"], n["places"], n["places_asked"], n["records"], n["false"], n["sizes"], n["sizes_asked"], n["plans"], n["plans_asked"], n["plans_else"]))

main()
