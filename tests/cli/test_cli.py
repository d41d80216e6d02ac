#!/usr/bin/env python3
"""The program as a user runs it: commands, exit codes, bad input, threads. usage: test_cli.py KHALDUN SOURCE_DIR"""
import json, math, os, subprocess, sys, tempfile

from checks import check, finish

khaldun, source = os.path.abspath(sys.argv[1]), sys.argv[2]

def run(*args, stdin=b"", env=None):
    p = subprocess.run([khaldun, *args], input=stdin, capture_output=True, timeout=120, env={**os.environ, **(env or {})})
    return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")

def records(out): return [json.loads(l) for l in out.decode("utf-8").splitlines()]

def problems(out): return [r["code"] for r in records(out) if r["type"] == "problem"]

# help and usage
for args in (["help"], ["--help"], ["code", "--help"], ["parse", "--help"], ["relate", "--help"], ["extract", "--help"], ["version", "--help"], ["help", "code"]):
    rc, out, err = run(*args); check(rc == 0 and b"usage" in out, args)
for args in ([], ["nonsense"], ["code", "--date", "yesterday"], ["code", "--emit", "everything"], ["code", "--format", "xml"], ["code", "-j", "0"], ["code", "--input", "pdf"], ["code", "--nonsense"]):
    rc, out, err = run(*args); check(rc == 2 and err and not out, (args, rc))
rc, out, err = run("version"); check(rc == 0 and out.startswith(b"khaldun "), "version")
rc, out, err = run("version", "--data"); check(rc == 0 and out.count(b"\n") > 10 and b"gaz.names" in out, "version --data names its tables")
rc, out, err = run("code", os.path.join(source, "absent.txt")); check(rc == 3 and "absent.txt" in err, "missing file")
rc, out, err = run("code", "-", stdin=b"x", env={"KHALDUN_DATA": "/absent"}); check(rc == 6 and "absent" in err, ("missing data", rc, err))
rc, out, err = run("parse", "--model", "english", "-", stdin=b"Egypt blamed Sudan."); check(rc == 0 and b"nsubj" in out, ("a model by its bare name", rc, err))
rc, out, err = run("parse", "--model", "accurate", "-", stdin=b"Egypt blamed Sudan."); check(rc == 0 and b"nsubj" in out, ("the committee by its bare name", rc, err))
rc, out, err = run("parse", "--model", "nonesuch", "-", stdin=b"Egypt blamed Sudan."); check(rc == 6 and "nonesuch" in err and not out, ("a model that nobody has", rc, err))

# the main job
report = b"Egypt blamed Sudan for the delay on Monday. The Kenyan police arrested three journalists in Nairobi."
rc, out, err = run("code", "--date", "2024-03-22", "--emit", "all", "-", stdin=report)
got = records(out)
check(rc == 0 and got[0]["type"] == "document" and got[0]["published"] == "2024-03-22", "document record")
check(all({"type", "doc", "id"} <= r.keys() for r in got), "every record has type, doc and id")
text = report.decode()
for r in got:
    if "text" in r and "start" in r: check(text[r["start"]:r["end"]] == r["text"], ("offsets", r))
events = [r for r in got if r["type"] == "event"]
check(any(e["event"] == "ACCUSE" and e["actor"][0].get("country") == "EGY" and e["recipient"][0].get("country") == "SDN" for e in events), "Egypt accuses Sudan")
check(any(e["event"] == "COERCE" and e["mode"] == ["arrest"] for e in events), "an arrest")
check(len({r["id"] for r in got}) == len(got), "ids are unique")
rc, out2, err = run("code", "--date", "2024-03-22", "--emit", "all", "-", stdin=report); check(out == out2, "the same bytes again")
wide = "“Ägypten” — Egypt blamed Sudan for the delay 😀. ".encode() * 3
rc, out, err = run("code", "--date", "2024-03-22", "--emit", "all", "-", stdin=wide)
text = wide.decode()
for r in records(out):
    if "text" in r and "start" in r: check(text[r["start"]:r["end"]] == r["text"], ("offsets in wide text", r))
rc, out, err = run("code", "--format", "table", "--date", "2024-03-22", "-", stdin=report); check(rc == 0 and b"ACCUSE" in out and b"\033[" not in out, "table without colours in a pipe")

# JSON lines, threads, one to one
lines = []
for k in range(60): lines.append(json.dumps({"id": f"d{k}", "date": "2024-03-22", "text": f"Egypt blamed Sudan for delay number {k}. Police in Kenya arrested {k + 2} protesters on Tuesday."}))
lines[7] = "{broken"; lines[9] = json.dumps({"id": "no text"}); lines[11] = "[]"; lines[13] = json.dumps({"id": 13, "text": "", "date": "2024-03-22"})
jsonl = ("\n".join(lines) + "\n").encode()
rc1, one, _ = run("code", "--input", "jsonl", "--emit", "all", "-j", "1", "-", stdin=jsonl)
rc2, two, _ = run("code", "--input", "jsonl", "--emit", "all", "-j", "2", "-", stdin=jsonl)
rc8, eight, _ = run("code", "--input", "jsonl", "--emit", "all", "-j", "8", "-", stdin=jsonl)
check(one == two == eight and rc1 == rc2 == rc8 == 1, ("same bytes for -j 1, 2, 8", rc1, rc2, rc8))
docs = [r["doc"] for r in records(one) if r["type"] == "document"]
check(len(docs) == 60 and docs[0] == "d0" and docs[59] == "d59", "no document lost, in order")
check(problems(one).count("format") == 3, "broken lines are told")
of = lambda out: [r for r in records(out) if r["type"] in ("event", "plan")]
every = of(run("code", "--input", "jsonl", "-", stdin=jsonl)[1]); least = max(r["confidence"] for r in every)   # as told, to three digits
rc, out, _ = run("code", "--input", "jsonl", "--confidence", str(least - .0005), "-", stdin=jsonl); sure = of(out)
check(0 < len(sure) < len(every) and {r["id"] for r in sure} == {r["id"] for r in every if r["confidence"] >= least}, ("--confidence keeps the sure ones", len(sure), len(every)))
check(run("code", "--confidence", "2", "-", stdin=b"")[0] == 2 and run("code", "--confidence", "high", "-", stdin=b"")[0] == 2, "--confidence is a number from 0 to 1")
rc, out, _ = run("code", "--one-to-one", "-", stdin=jsonl)
check(len(out.splitlines()) == 60 and all("records" in json.loads(l) for l in out.splitlines()), "one line out for one line in")
check(rc == 0, ("each line has its answer: nothing broke", rc))
rc, out, err = run("code", "--one-to-one", "-", stdin=b""); check(rc == 0 and out == b"", ("one to one: an empty partition", rc, out))
odd = [lines[0], "", "   ", "\t", "{", "\r", lines[1], json.dumps({"id": "n", "text": "one\ntwo"}), "x" * 70000000, lines[2], "\xff"]
rc, out, err = run("code", "--one-to-one", "-", stdin="\n".join(odd).encode("latin-1")); got = [json.loads(l)["records"] for l in out.splitlines()]
check(rc == 0 and len(got) == len(odd) and [g[0]["doc"] for g in got if g[-1]["type"] == "event"] == ["d0", "d1", "d2"], ("one to one: blank, broken and long lines", rc, len(got), [g[0]["doc"] for g in got]))
rc, out, err = run("code", "--one-to-one", "--input", "html", "-", stdin=b"x"); check(rc == 2, ("one to one takes JSON lines", rc))
p = subprocess.Popen([khaldun, "code", "--one-to-one", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
for l in lines[:3]:   # answered at once, as an engine that waits for the answer needs it
    p.stdin.write(l.encode() + b"\n"); p.stdin.flush()
    check(json.loads(p.stdout.readline())["records"], "an answer before the next line")
p.stdin.close(); check(p.wait(60) == 0, "and an end")

# bad input: a clear word each time
rc, out, err = run("code", "-", stdin=b""); check(rc == 4 and problems(out) == ["nothing"], ("empty", rc))
rc, out, err = run("code", "--input", "text", "-", stdin=bytes(range(256)) * 20); check(rc == 4 and problems(out) == ["encoding"], ("binary", rc))
rc, out, err = run("code", "--date", "2024-03-22", "-", stdin="Le café: Egypt blamed Sudan for the délai.".encode("latin-1")); check(rc == 0 and "document" == records(out)[0]["type"], ("Latin-1", rc))
rc, out, err = run("code", "-", stdin=b"Egypt blamed Sudan on Monday for the delay."); check(rc == 0 and len(problems(out)) == 1, ("no date", rc, problems(out)))
german = "Die Bundesregierung hat am Montag beschlossen, die Mittel für die Bundeswehr zu erhöhen. Der Minister sagte, das sei notwendig und richtig."
rc, out, err = run("code", "-", stdin=german.encode()); check(rc == 4 and problems(out) == ["language"], ("not English", rc, problems(out)))
rc, out, err = run("code", "--date", "2024-03-22", "-", stdin=b"\n\n  \n"); check(rc == 4, "blanks only")
with tempfile.NamedTemporaryFile(suffix=".txt") as f:
    for _ in range(200): f.write(b"word " * 209715)
    f.flush()
    rc, out, err = run("code", f.name); check(rc == 4 and problems(out) == ["limit"], ("a line of 200 MB", rc))
rc, out, err = run("code", "--date", "2024-03-22", "-", stdin=b"a" * 1000000); check(rc in (0, 4) and records(out), ("a megabyte without a blank", rc))
rc, out, err = run("code", "--date", "2024-03-22", "-", stdin=b"!?,;. " * 20000); check(rc in (0, 4) and records(out), ("only punctuation", rc))
rc, out, err = run("code", "--date", "2024-03-22", "-", stdin=("Egypt blamed Sudan " * 4000).encode()); check(rc == 0, ("a sentence of 12,000 words", rc))
rc, out, err = run("code", "--input", "html", "-", stdin=b"<div>" * 100000 + b"Egypt blamed Sudan." + b"</div>" * 100000); check(rc in (0, 4) and records(out), ("100,000 nested elements", rc))
p = subprocess.run(f"{khaldun} code --date 2024-03-22 {source}/examples/*.txt | head -c 10", shell=True, capture_output=True); check(p.returncode == 0 and p.stdout, "a closed pipe")
if os.path.exists("/dev/full"):
    with open("/dev/full", "wb") as full:
        p = subprocess.run([khaldun, "code", "--date", "2024-03-22", os.path.join(source, "examples/aid.txt")], stdout=full, stderr=subprocess.PIPE); check(p.returncode == 3, ("full disk", p.returncode))

# actors
rc, out, err = run("actors", "lookup", "Blinken", "--date", "2024-03-22"); check(rc == 0 and b"USA" in out, ("actors lookup", rc, out))
rc, out, err = run("actors", "lookup", "Nobody Knows Him"); check(rc == 4 and "nobody" in err, ("unknown actor", rc))
with tempfile.NamedTemporaryFile("w", suffix=".actors") as f:
    f.write("Zorgo Front | armed | ZF\n  2019.. KEN REB\n"); f.flush()
    rc, out, err = run("code", "--date", "2024-03-22", "--actors", f.name, "-", stdin=b"The Zorgo Front attacked Kenyan soldiers on Monday.")
    check(rc == 0 and any(a.get("sector") == "REB" for r in records(out) if r["type"] == "event" for a in r["actor"]), "a user's own actors")

# frames of one's own
with tempfile.TemporaryDirectory() as folder:
    mine, report = os.path.join(folder, "my.frames"), os.path.join(folder, "report.txt")
    with open(report, "w") as f: f.write("Cuba slammed the door on Canada on Monday. The Kenyan police arrested three journalists.")
    entry, example = "slam the door on | v | REJECT/meet | subj > on", "Cuba slammed the door on Canada. => REJECT/meet CUB > CAN"
    rc, out, err = run("lexicon", "add", mine, entry, example); check(rc == 0 and open(mine).read() == f"{entry}\n  {example}\n", ("lexicon add", rc, err))
    rc, out, err = run("lexicon", "add", mine, "rap | v | ACCUSE/disapprove", "Egypt rapped Sudan. => ACCUSE/disapprove EGY > USA")
    check(rc == 1 and "not added" in err and b"got  ACCUSE/disapprove EGY > SDN" in out and open(mine).read().count("\n") == 2, ("an example that does not hold", rc, out))
    rc, out, err = run("lexicon", "add", mine, "rap | v | ACUSE", "Egypt rapped Sudan. => ACCUSE EGY > SDN"); check(rc == 6 and "no such event type" in err, ("a frame that does not compile", rc, err))
    check(sorted(os.listdir(folder)) == ["my.frames", "report.txt"], "no draft is left behind")
    rc, out, err = run("lexicon", "test", mine); check(rc == 0 and b"1 of 1 examples hold" in out, ("lexicon test", rc, out))
    rc, out, err = run("lexicon", "compare", mine, report); check(rc == 0 and b"1 of 1 reports change" in out and b"+" in out and b"REJECT/meet" in out, ("lexicon compare", rc, out))
    rc, out, err = run("code", "--date", "2024-03-22", "--frames", mine, report); got = [r for r in records(out) if r["type"] == "event"]
    check(rc == 0 and any(r["rule"] == "user.slam_the_door_on.v.1" and r["event"] == "REJECT" for r in got), ("code with frames", rc, got))
    rc, out, err = run("explain", "--date", "2024-03-22", "--frames", mine, "--id", got[0]["id"][:8], report)
    check(rc == 0 and b"[trigger: slammed the door on]" in out and example.encode() in out and b"REJECT/meet: " in out and out.count(b"codebook") == 1, ("explain one record", rc, out))
    rc, out, err = run("explain", "--id", "0123456789abcdef", report); check(rc == 4 and "no event here" in err, ("explain an unknown id", rc))
    rc, out, err = run("code", "--frames", "/absent", report); check(rc == 6 and "absent" in err, ("missing frames", rc))
    verbs = os.path.join(folder, "verbs.txt")
    with open(verbs, "w") as f: f.write("ABANDON {ABANDONING} [0872] ; x\n- * PLAN [081]\n- {GIVE|DROP} * [---]\n- * + POSITION $ [0874] # y\nACCOST [175]\n")
    rc, out, err = run("lexicon", "import-petrarch", verbs)
    check(rc == 0 and out.decode().splitlines() == ["abandon | v | RETREAT/withdraw | subj > obj", "abandon plan | v | CONCEDE | subj > obj", "abandon position | v | RETREAT/withdraw | subj > obj",
                                                    "accost | v | ASSAULT/beat | subj > obj"] and "1 lines passed over" in err, ("import verbs", rc, out, err))
    with open(verbs, "wb") as f: f.write(out)
    rc, out, err = run("lexicon", "test", verbs); check(rc == 1 and b"0 of 0" in out, ("imported frames compile", rc, err))
    rc, out, err = run("lexicon", "import-petrarch", report); check(rc == 1 and "no verbs" in err, ("no dictionary", rc, err))
for words in (["lexicon"], ["lexicon", "test"], ["explain"], ["lexicon", "add", "x", "y", "no example"]): check(run(*words)[0] == 2, words)

# single rooms
rc, out, err = run("parse", "-", stdin=b"Egypt didn't blame Sudan."); rows = [l.split("\t") for l in out.decode().splitlines() if l and l[0] != "#"]
check(rc == 0 and all(len(r) == 10 for r in rows) and any(r[0] == "2-3" for r in rows), "parse gives CoNLL-U")
text = "CAIRO, March 4 (Reuters) - Egypt didn’t blame Sudan…  It won't: “Gaza's dam”.\n\n\n Ministers (two)  met.\nTalks\n\n'We stay,' Gen Roe said; ``we \u200borganise 1\u00a0500 men''.\n\nend"
rc, first, err = run("parse", "--input", "text", "-", stdin=text.encode()); rc, again, err = run("parse", "--tokens", "-", stdin=first)
check(rc == 0 and first == again and first.count(b"TokenRange") > 20, ("parse's output through --tokens", err))
rc, twice, err = run("parse", "--tokens", "-", stdin=b"# global.columns = ID\n" + first + first.replace(b"id = -", b"id = other")); check(rc == 0 and twice.count(b"# newdoc") == 2 and twice.startswith(first) and b"newdoc id = other" in twice, ("a document at each newdoc", err))
rc, out, err = run("parse", "--tokens", "-", stdin="Mr. Smith\n#\nleft\n.\n\n\nNobody\r\ncame\r\n".encode()); rows = [l.split("\t") for l in out.decode().splitlines() if l and l[0] != "#"]
check(rc == 0 and [r[1] for r in rows] == ["Mr. Smith", "#", "left", ".", "Nobody", "came"] and out.count(b"sent_id") == 2 and b"# text = Nobody came" in out, ("one token a line", out, err))
german = "1-2\tZum\t_\t_\t_\t_\t_\t_\t_\t_\n1\tZu\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdem\t_\t_\t_\t_\t_\t_\t_\t_\n3\tHaus\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n"
rc, out, err = run("parse", "--tokens", "-", stdin=german.encode()); rows = [l.split("\t") for l in out.decode().splitlines() if l and l[0] != "#"]
check(rc == 0 and [r[:2] for r in rows] == [["1-2", "Zum"], ["1", "Zu"], ["2", "dem"], ["3", "Haus"]] and b"# text = Zum Haus" in out and run("parse", "--tokens", "-", stdin=out)[1] == out, ("words that are no pieces", out, err))
for bad, why in ((german.replace("3\tH", "4\tH"), "line 4: words are not numbered"), ("1\tab\tc\n", "line 1: a word of CoNLL-U needs ten"), (german.replace("1-2", "1-9"), "a multiword token lacks"),
                 (german.replace("Haus", " "), "line 4: a word without a form"), ("a\nb\tc\n", "line 2: columns"), ("a\x00b\n", "NUL"), ("# text = x\n", "no words")):
    rc, out, err = run("parse", "--tokens", "-", stdin=bad.encode()); check(rc == 4 and why in err, ("bad tokens", bad, rc, err))
with tempfile.TemporaryDirectory() as folder:   # a network joined with itself decides as it does alone
    model, both = os.environ["KHALDUN_MODEL"], os.path.join(folder, "both.khm")
    rc, out, err = run("train", "--join", model, "--join", model, "--output", both); check(rc == 0 and os.path.getsize(both) < 2 * os.path.getsize(model), ("join", err))
    rc, joined, err = run("parse", "--model", both, "--input", "text", "-", stdin=text.encode()); check(rc == 0 and joined == first, ("a committee of one network", err))
    rc, out, err = run("train", "--join", both, "--join", model, "--output", os.path.join(folder, "x.khm")); check(rc == 6 and "committee already" in err, ("a committee in a committee", rc, err))
    rc, out, err = run("train", "--join", model, "--output", both); check(rc == 2 and "2 to" in err, ("a committee of one", rc, err))
ask = {"id": "q", "text": "Egypt blamed Sudan for the delay.", "source": [{"start": 0, "end": 5}], "target": [{"start": 13, "end": 18}]}
rc, out, err = run("relate", "-", stdin=(json.dumps(ask) + "\n" + "{broken\n" + json.dumps({**ask, "target": []}) + "\n").encode()); got = records(out)
check(rc == 0 and len(got) == 3 and got[0]["event"] == "ACCUSE" and got[0]["id"] == "q" and "problem" in got[1], "relate answers every line")
told = [{"id": "r", "text": "Egypt, which bombed Sudanese villages in May, met Sudan's envoy in Cairo on Monday. The army denied it had fired on the crowd."}, {"id": "n", "text": "It rained."}]
lines = "".join(json.dumps(t) + "\n" for t in told).encode()
rc, out, err = run("relate", "--records", stdin=lines); held = records(out)
rc, out, err = run("code", "--input", "jsonl", "--emit", "event,plan", "-", stdin=lines); coded = [r for r in records(out) if r["type"] == "event"]
weights = {n.strip(): float(w) for n, w, *_ in (l.split("|") for l in open(os.path.join(source, "data/events/confidence.txt"), encoding="utf-8") if l[0] != "#")}
check(rc == 0 and held[1]["records"] == [] and len(coded) > 1, ("what holds of records", held, len(coded)))
for r in coded:   # the confidence is what the weights say of what holds
    here = [set(x["features"]) for x in held[0]["records"] if x["event"] == r["event"] and x["start"] == r["trigger"]["start"]]
    held_by = dict((f.split("=")[0], float(f.split("=")[1])) if "=" in f else (f, 1) for f in here[0]) if here else {}
    check(len(here) == 1 and abs(1 / (1 + math.exp(-sum(weights.get(f, 0) * v for f, v in held_by.items()))) - r["confidence"]) < .001, ("confidence", r["event"], here, r["confidence"]))
rc, out, err = run("extract", os.path.join(source, "examples/page.html")); page = records(out)[0]
check(rc == 0 and page["title"].startswith("Kenya and Somalia") and "Related" not in page["text"] and "cookies" not in page["text"], "extract")
rc, out, err = run("extract", "--input", "html", "-", stdin=b"<html><body></body></html>"); check(rc == 4, ("a page without an article", rc))

finish()
