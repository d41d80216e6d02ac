#!/usr/bin/env python3
"""Scores the event records of `khaldun code` on our own annotated sentences (data/corpus/events, format: data/corpus/README.md).

usage: score_corpus.py KHALDUN [--half train|test|all] [--types assault,none] [--errors N] [--coder FILE] [--corpus DIR]

A record is right where its type, all its actors and all its recipients are right, none missing and none too many. An actor is
right with the same country and sector, where a state as such and its government are one; a gold actor with a code but no sector takes any
sector of an organisation; one without any code is right where the words overlap. Each sentence is coded as a report of its own on its date.
Main figure: events that happened or go on, all three right. Plans, demands, denials and conditions are scored apart, and the share of
sentences without an event that happened which get one all the same. A plan record that tells what an event record announces (its base, at
the same trigger) may be what a line asks for and is otherwise not counted: the corpus lists such plans only now and then.
"""
import argparse, collections, glob, json, os, re, subprocess, sys

NAME = re.compile(r"\[(?:PER|ORG|LOC|NORP|EVENT|WORK|FAC) ([^\[\]]*)\]")
REAL = ("happened", "ongoing")
STATUSES = REAL + ("planned", "hypothetical", "requested", "negated")

def plain(sentence):
    return NAME.sub(r"\1", sentence)

def find(text, words, where, used):
    """Span of quoted words; each occurrence once, so that "a minister; a minister" are two."""
    at = text.find(words)
    while at >= 0 and (at, at + len(words)) in used:
        at = text.find(words, at + 1)
    if at < 0:
        at = text.find(words)
    if at < 0:
        raise ValueError(f"{where}: \"{words}\" does not stand in the sentence")
    used.add((at, at + len(words)))
    return at, at + len(words)

def parties(field, text, where):
    out, used = [], set()
    if field in ("-", ""):
        return out
    for part in field.split(";"):
        words, colon, code = part.rpartition(" : ")
        if not colon:
            words, code = part, ""
        code = code.split()
        country = code[0] if code and code[0] != "-" else ""
        sector = code[1] if len(code) > 1 and code[1] != "-" else ""
        out.append({"span": find(text, words.strip(), where, used), "country": country, "sector": sector})
    return out

def blocks(path):
    """(id, date, region, sentence, events) of a corpus file; raises ValueError with file and line."""
    entry = None
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        where, line = f"{os.path.basename(path)}:{number}", line.strip()
        if not line or line[0] == "#":
            if entry and not line:
                yield entry
                entry = None
        elif line[0] == "@":
            if entry:
                yield entry
            head = [f.strip() for f in line[1:].split("|")]
            if len(head) < 2 or not re.fullmatch(r"\w[\w-]*-\d+", head[0]) or not re.fullmatch(r"\d{4}-\d\d-\d\d", head[1]):
                raise ValueError(f"{where}: head lines are `@ id-number | YYYY-MM-DD | region`")
            entry = {"id": head[0], "date": head[1], "region": head[2] if len(head) > 2 else "", "text": "", "events": [], "where": where}
        elif not entry:
            raise ValueError(f"{where}: a line outside a block")
        elif line[0] == "=":
            fields = [f.strip() for f in line[1:].split("|")]
            if len(fields) != 4:
                raise ValueError(f"{where}: `= TYPE/mode | status | actors | recipients`")
            kind, _, mode = fields[0].partition("/")
            if fields[1] not in STATUSES:
                raise ValueError(f"{where}: status \"{fields[1]}\"")
            entry["events"].append({"type": kind, "mode": mode, "status": fields[1],
                                    "actors": parties(fields[2], entry["text"], where), "recipients": parties(fields[3], entry["text"], where)})
        elif entry["text"]:
            raise ValueError(f"{where}: a second sentence line; a block has one")
        else:
            entry["text"] = plain(line)
    if entry:
        yield entry

def same(gold, got):
    if gold["country"] or gold["sector"]:
        country = got.get("country", "")
        if country not in [c.strip("-") for c in gold["country"].split("/")]:
            return False
        sector, state, sectors = got.get("sector", ""), country not in ("", "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"), gold["sector"].split("/")
        return sector in sectors or not state and not gold["sector"] or state and any({sector, s} <= {"", "GOV"} for s in sectors)
    a, b = gold["span"]
    return got["start"] < b and a < got["end"]

def match(golds, gots):
    """All gold parties met by different records' parties, one to one (few enough to try greedily)."""
    if len(golds) != len(gots):
        return False
    left = list(gots)
    for g in golds:
        hit = next((i for i, r in enumerate(left) if same(g, r)), None)
        if hit is None:
            return False
        del left[hit]
    return True

class Count:
    def __init__(self): self.gold = self.got = self.type = self.actor = self.all = self.mode = 0
    def add(self, golds, gots):
        """Pairs gold events with records: whole matches first, then the rest by what they share. Returns the pairs."""
        self.gold += len(golds); self.got += len(gots)
        left, pairs = list(gots), []
        for level in (3, 2, 1):
            for g in golds:
                if any(p[0] is g for p in pairs):
                    continue
                hit = next((r for r in left if score(g, r) >= level), None)
                if hit:
                    left.remove(hit); pairs.append((g, hit, level))
        for g, r, level in pairs:
            self.type += 1; self.actor += level >= 2; self.all += level >= 3
            self.mode += level >= 3 and (r["mode"][0] if r["mode"] else "") == g["mode"]
        return pairs, [g for g in golds if not any(p[0] is g for p in pairs)], left
    def line(self):
        f = lambda n: 2 * n / (self.gold + self.got) if self.gold + self.got else 0
        p = self.all / self.got if self.got else 0
        r = self.all / self.gold if self.gold else 0
        return (f"gold {self.gold} predicted {self.got}  type_f1 {f(self.type):.4f}  type_actor_f1 {f(self.actor):.4f}  "
                f"P {p:.4f} R {r:.4f}  event_f1 {f(self.all):.4f}  mode_of_right {self.mode / self.all if self.all else 0:.3f}")

def score(gold, record):
    if gold["type"] != record["event"]:
        return 0
    if not match(gold["actors"], record["actor"]):
        return 1
    return 3 if match(gold["recipients"], record["recipient"]) else 2

def show(e):
    side = lambda ps: "; ".join(f"{p.get('text', '')}:{p.get('country', '')}.{p.get('sector', '')}" for p in ps) or "-"
    if "event" in e:
        return f"{e['event']}/{(e['mode'] or [''])[0]} {e['status']} | {side(e['actor'])} > {side(e['recipient'])}   [{e['rule']}]"
    text = e["text"]
    name = lambda ps: "; ".join(f"{text[p['span'][0]:p['span'][1]]}:{p['country']}.{p['sector']}" for p in ps) or "-"
    return f"{e['type']}/{e['mode']} {e['status']} | {name(e['actors'])} > {name(e['recipients'])}"

def as_record(event):
    """A second coder's line in the form of a record; of alternative codes the first."""
    side = lambda ps: [{"start": p["span"][0], "end": p["span"][1], "country": p["country"].split("/")[0], "sector": p["sector"].split("/")[0]} for p in ps]
    return {"event": event["type"], "mode": [event["mode"]] if event["mode"] else [], "status": event["status"], "actor": side(event["actors"]), "recipient": side(event["recipients"])}

def compare(entries, second):
    """Prints how far a second coder's lines agree with the corpus."""
    real, empty, alarms = Count(), 0, 0
    for e in entries:
        other = second[e["id"]]
        if other["text"] != e["text"]:
            raise SystemExit(f"score_corpus.py: {e['id']} has another sentence in the second coder's file")
        gold = [dict(g, text=e["text"]) for g in e["events"] if g["status"] in REAL]
        got = [as_record(g) for g in other["events"] if g["status"] in REAL]
        real.add(gold, got)
        empty += not gold
        alarms += not gold and bool(got)
    print(f"second coder: {len(entries)} sentences, of {empty} without an event that happened {alarms} get one  {real.line()}\n")

def code(khaldun, entries):
    """The program's event and plan records of each sentence, by its id."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    environment = dict(os.environ)
    for name, path in (("KHALDUN_DATA", "build/khaldun.dat"), ("KHALDUN_MODEL", "models/english.khm")):
        if os.path.exists(os.path.join(root, path)):
            environment.setdefault(name, os.path.join(root, path))
    lines = "".join(json.dumps({"id": e["id"], "text": e["text"], "date": e["date"]}, ensure_ascii=False) + "\n" for e in entries)
    out = subprocess.run([khaldun, "code", "--input", "jsonl", "--emit", "event,plan,problem", "-q", "-"], input=lines, capture_output=True, text=True, env=environment).stdout
    records = collections.defaultdict(list)
    for line in out.splitlines():
        r = json.loads(line)
        if r["type"] in ("event", "plan") and "event" in r:   # occasions are not the corpus's matter
            records[r["doc"]].append(r)
    return records

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("khaldun")
    ap.add_argument("--half", choices=("train", "test", "all"), default="test")
    ap.add_argument("--types", help="files of the corpus, e.g. assault,none")
    ap.add_argument("--errors", type=int, default=0, help="print so many sentences that went wrong")
    ap.add_argument("--skip", type=int, default=0, help="… after passing over so many")
    ap.add_argument("--coder", metavar="FILE", help="only the sentences of FILE: what its lines, a second coder's, agree with the corpus, and what the program does")
    ap.add_argument("--corpus", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "corpus", "events"))
    a = ap.parse_args()
    entries, ids, second = [], set(), {}
    try:
        if a.coder:
            second = {e["id"]: e for e in blocks(a.coder)}
        for path in sorted(glob.glob(a.corpus + "/*.txt")):
            if a.types and os.path.basename(path)[:-4] not in a.types.split(","):
                continue
            for e in blocks(path):
                if e["id"] in ids:
                    raise ValueError(f"{e['where']}: {e['id']} stands twice")
                ids.add(e["id"])
                e["file"] = os.path.basename(path)[:-4]
                if second and e["id"] not in second:
                    continue
                if second or a.half == "all" or (int(e["id"].rsplit("-", 1)[1]) % 2 == 0) == (a.half == "test"):
                    entries.append(e)
    except ValueError as wrong:
        sys.exit(f"score_corpus.py: {wrong}")
    if not entries:
        sys.exit(f"score_corpus.py: no sentences in {a.corpus}")
    if second:
        compare(entries, second)
    records = code(a.khaldun, entries)
    real, other, by_type, by_file = Count(), Count(), collections.defaultdict(Count), collections.defaultdict(Count)
    empty = alarms = shown = 0
    for e in entries:
        for g in e["events"]:
            g["text"] = e["text"]
        gold = [g for g in e["events"] if g["status"] in REAL]
        got = [r for r in records[e["id"]] if r["type"] == "event" and r["status"] in REAL]
        pairs, missed, spare = real.add(gold, got)
        by_file[e["file"]].add(gold, got)
        announced = {(r["base"]["trigger"]["start"], r["base"]["event"]) for r in got if r.get("base", {}).get("trigger")}
        _, _, unasked = other.add([g for g in e["events"] if g["status"] not in REAL], [r for r in records[e["id"]] if r["status"] not in REAL])
        other.got -= sum(r["type"] == "plan" and (r["trigger"]["start"], r["event"]) in announced for r in unasked)
        for k in {g["type"] for g in gold} | {r["event"] for r in got}:
            by_type[k].add([g for g in gold if g["type"] == k], [r for r in got if r["event"] == k])
        if not gold:
            empty += 1
            alarms += bool(got)
        if (missed or spare or any(level < 3 for _, _, level in pairs)) and shown < a.errors + a.skip:
            shown += 1
            if shown > a.skip:
                print(f"{e['id']}: {e['text']}")
                for g, r, level in pairs:
                    if level < 3:
                        print(f"   want {show(g)}\n   got  {show(r)}")
                for g in missed:
                    print(f"   miss {show(g)}")
                for r in spare:
                    print(f"   too  {show(r)}")
    for k in sorted(by_type):
        print(f"{k:10} {by_type[k].line()}")
    for k in sorted(by_file):
        print(f"file {k:10} {by_file[k].line()}")
    print(f"plans, demands, denials …: {other.line()}")
    print(f"sentences without an event that happened: {empty}, of which {alarms} get one ({alarms / empty if empty else 0:.3f})")
    print(f"corpus {os.path.basename(a.coder) if second else a.half}: {len(entries)} sentences  {real.line()}")

if __name__ == "__main__":
    main()
