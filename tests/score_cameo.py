#!/usr/bin/env python3
"""Scores source and target spans on the CAMEO NER set (B/I-S source, T target, R a reciprocal party).

usage: score_cameo.py cameo_ner_train.txt [KHALDUN] [--misses N] [--folds N]
"""
import json, re, subprocess, sys

def read(path):
    sents, cur = [], []
    for line in open(path, encoding="utf-8"):
        c = line.split()
        if c: cur.append((c[0], c[-1]))
        elif cur: sents.append(cur); cur = []
    if cur: sents.append(cur)
    return sents

def text_of(words):
    """The words as a text, and where each stands in it."""
    out, at, glue, quote = "", [], True, {'"': False}
    for w, _ in words:
        close = w in (",", ".", ";", ":", "!", "?", ")", "]", "%", "’", "'s", "n't", "'", "'re", "'ve", "'ll", "'m", "'d", "-") and not (w == "'" and glue)
        if w == "s" and out.endswith("’"): close = True
        if w == "-" : close = True
        if out and not glue and not close: out += " "
        at.append((len(out), len(out) + len(w)))
        out += w
        glue = w in ("(", "[", "$", "“", "-")
        if w == '"': glue = quote['"'] = not quote['"']
    return out, at

def spans(tags):
    out, begin, kind = [], None, None
    for i, t in enumerate(list(tags) + ["O"]):
        if begin is not None and (t == "O" or t[0] == "B" or t[2:] != kind): out.append((begin, i, kind)); begin = None
        if t != "O" and begin is None: begin, kind = i, t[2:]
    return out

def run(program, texts, what):
    lines = "".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
    return subprocess.run([program, "code", "--input", "jsonl", "--emit", what, "--format", "jsonl", "-q", "-"],
                          input=lines, capture_output=True, text=True, encoding="utf-8").stdout

def trees(program, texts):
    """A list of tokens a text: {begin, end, form, upos, head, rel}; heads are indices of the list."""
    joined, base = "", []
    for t in texts:
        base.append(len(joined))
        joined += t + "\n\n"
    out = subprocess.run([program, "parse", "--input", "text", "-"], input=joined, capture_output=True, text=True, encoding="utf-8").stdout
    docs = [[] for _ in texts]
    doc, first = 0, 0
    for line in out.splitlines():
        c = line.split("\t")
        if len(c) < 10 or not c[0].isdigit(): continue
        b, e = map(int, re.search(r"TokenRange=(\d+):(\d+)", c[9]).groups())
        while doc + 1 < len(base) and b >= base[doc + 1]: doc += 1
        if c[0] == "1": first = len(docs[doc])
        docs[doc].append({"begin": b - base[doc], "end": e - base[doc], "form": c[1], "upos": c[3], "rel": c[7],
                          "lemma": c[2], "head": first + int(c[6]) - 1 if c[6] != "0" else None})
    for d in docs:
        for t in d: t["kids"] = []
        for i, t in enumerate(d):
            if t["head"] is not None: d[t["head"]]["kids"].append(i)
    return docs

INSIDE = {"det", "amod", "nummod", "compound", "flat", "fixed", "goeswith", "appos", "advmod", "nmod", "conj", "cc", "case", "advcl"}
AFTER = {"of", "in", "by", "near", "from", "belonging", "loyal"}     # prepositions inside phrases of the data; others begin what follows

def subtree(tree, i):
    begin = end = i
    for k in tree[i]["kids"]:
        b, e = subtree(tree, k)
        begin, end = min(begin, b), max(end, e)
    return begin, end

def relation(t): return t["rel"].split(":")[0]

def phrase(tree, i, inner=False):
    """First and last token of the noun phrase that token i heads, as the data cut it: articles, modifiers, places and what is
    coordinated, but no clauses, times or purposes."""
    begin = end = i
    for k in sorted(tree[i]["kids"], key=lambda k: (k > i, -k if k < i else k)):
        t, base = tree[k], relation(tree[k])
        if base not in INSIDE or t["rel"] == "nmod:unmarked": continue
        if base == "case":
            if k > i: end = max(end, k)
            continue
        if base in ("cc", "advcl") or (base == "advmod" and k > i): continue
        if base == "advmod":
            begin = min(begin, *subtree(tree, k))
            continue
        b, e = phrase(tree, k, True) if k > i else subtree(tree, k)
        case = [g for g in t["kids"] if relation(tree[g]) == "case" and g < k]
        if base == "nmod" and k > i:
            word = tree[case[0]]["form"].lower() if case else ""
            if word not in AFTER or is_time(tree, k): break
        if k > i and any(tree[x]["form"] == "," for x in range(end + 1, b)) and base not in ("appos", "conj", "flat"): continue
        if case and base != "nmod" and k > i: continue
        begin, end = min(begin, b), max(end, e)
    while end + 1 < len(tree) and tree[end + 1]["form"] == ")" and any(tree[x]["form"] == "(" for x in range(begin, end + 1)): end += 1
    return begin, end

DAYS = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december week month year day days weeks months years today yesterday night morning".split())

def is_time(tree, k): return tree[k]["form"].lower() in DAYS or tree[k]["form"].isdigit()

def up(tree, i, rels):
    for _ in range(8):
        if tree[i]["head"] is None or relation(tree[i]) not in rels: break
        i = tree[i]["head"]
    return i

def argument(tree, b, e, stop):
    """Head of the argument of a clause that the words b to e stand in."""
    inside = [i for i, t in enumerate(tree) if t["begin"] < e and t["end"] > b]
    heads = [i for i in inside if tree[i]["head"] not in inside]
    i = heads[-1] if heads else None
    for _ in range(8):
        if i is None or tree[i]["head"] is None or tree[i]["head"] in stop: break
        if relation(tree[i]) not in ("nmod", "compound", "amod", "appos", "flat", "nummod", "conj", "det"): break
        i = tree[i]["head"]
    return i

def clause(tree, i):
    """The verb whose clause token i stands in."""
    for _ in range(12):
        if tree[i]["upos"] in ("VERB", "AUX") or tree[i]["head"] is None: return i
        i = tree[i]["head"]
    return i

def subject(tree, v):
    for _ in range(6):
        for k in tree[v]["kids"]:
            if relation(tree[k]) == "nsubj" and tree[k]["rel"] != "nsubj:pass": return k
        if relation(tree[v]) not in ("conj", "xcomp", "advcl", "parataxis") or tree[v]["head"] is None: return None
        v = tree[v]["head"]
    return None

def somebody(tree, v, mentions):
    """The first argument of verb v, or phrase inside one, that Khaldun takes for an actor."""
    acts = lambda k: tree[k]["upos"] != "PRON" and any(m["start"] <= tree[k]["begin"] and tree[k]["end"] <= m["end"] and m["head_at"](tree, k) for m in mentions)
    for rels in (("obj", "obl"), ("xcomp", "ccomp", "advcl")):
        for k in tree[v]["kids"]:
            if k < v or relation(tree[k]) not in rels or is_time(tree, k): continue
            if rels[0] == "xcomp":
                found = somebody(tree, k, mentions)
                if found is not None: return found
                continue
            if acts(k): return k
            inside = [g for g in tree[k]["kids"] if relation(tree[g]) == "nmod" and g > k and not is_time(tree, g) and acts(g)]
            if inside: return inside[0]
    return None

def named(a, mentions, pronouns):
    """The mention that a pronoun stands for, where the sentence has one; other parties as they are."""
    p = next((p for p in pronouns if p["start"] == a["start"] and p["end"] == a["end"]), None)
    return next((m for m in mentions if p and m["chain"] == p["chain"]), a)

def answers(program, texts):
    events, mentions, pronouns = {}, {}, {}
    for line in run(program, texts, "mention").splitlines():
        r = json.loads(line)
        if r["type"] == "mention" and r["kind"] == "PRONOUN": pronouns.setdefault(int(r["doc"]), []).append(r)
        elif r["type"] == "mention":
            r["head_at"] = lambda tree, k, r=r: tree[k]["head"] is None or not (r["start"] <= tree[tree[k]["head"]]["begin"] < r["end"])
            mentions.setdefault(int(r["doc"]), []).append(r)
    for line in run(program, texts, "event,plan").splitlines():
        r = json.loads(line)
        if r["type"] in ("event", "plan") and "event" in r: events.setdefault(int(r["doc"]), []).append(r)
    docs = trees(program, texts)
    out = []
    for i in range(len(texts)):
        tree = docs[i]
        best, pick, root = None, None, next((k for k, t in enumerate(tree) if t["head"] is None), 0)
        for e in events.get(i, []):
            score = (bool(e["actor"]) + bool(e["recipient"]) + (len(e["actor"]) > 1 and not e["recipient"]), -e["trigger"]["start"])
            if best is None or score > best: best, pick = score, e
        trigger = set()
        sides, whole = {"actor": [], "recipient": []}, {}
        v = root
        if pick:
            trigger = {k for k, t in enumerate(tree) if t["begin"] < pick["trigger"]["end"] and t["end"] > pick["trigger"]["start"]}
            v = clause(tree, min(trigger)) if trigger else root
            for side in sides:
                for a in pick[side]:
                    a = named(a, mentions.get(i, []), pronouns.get(i, []))
                    h = argument(tree, a["start"], a["end"], trigger)
                    if h is not None and tree[h]["upos"] == "PRON":
                        up = clause(tree, h)
                        if tree[h]["form"].lower() in ("who", "which", "that") and tree[up]["rel"] == "acl:relcl": h = tree[up]["head"]
                        else: continue
                    if h is not None and h not in sides[side]:
                        sides[side].append(h)
                        if tree[h]["begin"] < a["end"] and tree[h]["end"] > a["start"]: whole[h] = (a["start"], a["end"])
        both = pick and len(pick["actor"]) > 1 and not pick["recipient"] and pick["event"] == "CONSULT" and "phone" not in pick["mode"]
        if pick and len(pick["actor"]) > 1 and not pick["recipient"] and not both:
            sides["recipient"] = sides["actor"][1:]; sides["actor"] = sides["actor"][:1]
        s = subject(tree, v)
        if s is not None and tree[s]["upos"] == "PRON":
            a = named({"start": tree[s]["begin"], "end": tree[s]["end"]}, mentions.get(i, []), pronouns.get(i, []))
            h = argument(tree, a["start"], a["end"], trigger)
            if h is not None and tree[h]["upos"] != "PRON": s = h
        if s is not None and sides["actor"] and tree[s]["upos"] != "PRON":
            b, e = subtree(tree, s)
            if any(b <= h <= e for h in sides["actor"]) and not both: sides["actor"] = [s]
        if not sides["actor"] and s is not None: sides["actor"].append(s)
        if not sides["recipient"] and not both:
            o = somebody(tree, v, mentions.get(i, []))
            if o is not None: sides["recipient"].append(o)
        if pick and pick["event"] in ("AGREE", "CONSULT", "COOPERATE", "SUPPORT") and not pick["recipient"] and len(sides["actor"]) == 1:
            both = both or any(relation(tree[k]) == "conj" for k in tree[sides["actor"][0]]["kids"])      # "Trump and Putin have agreed": one span
        got = set()
        for side, kind in (("actor", "R" if both else "S"), ("recipient", "T")):
            for h in sides[side]:
                b, e = phrase(tree, h)
                x, y = whole.get(h, (tree[b]["begin"], tree[e]["end"]))
                got.add((min(x, tree[b]["begin"]), max(tree[e]["end"], y), kind))
        out.append(got)
    return out

# ---- the set's own habits, learned from four fifths of it ----

TAGS = ["O"] + [f"{b}-{k}" for k in "STR" for b in "BI"]

def features(words, at, tree, spans, mentions):
    """A list of features a word, out of Khaldun's analysis: the spans of its records, its tree, its mentions."""
    role, cover = ["O"] * len(words), ["-"] * len(words)
    for b, e, kind in sorted(spans):
        for i in range(b, e): role[i] = ("B" if i == b else "E" if i == e - 1 else "I") + kind
    for m in mentions:
        inside = [i for i, (x, y) in enumerate(at) if x < m["end"] and y > m["start"]]
        for i in inside:
            if cover[i] == "-": cover[i] = ("B" if i == inside[0] else "I") + m["kind"]
    node, k = [], 0
    for x, y in at:
        while k + 1 < len(tree) and tree[k]["end"] <= x: k += 1
        node.append(k)
    out = []
    get = lambda v, i: v[i] if 0 <= i < len(v) else "#"
    low = [w.lower() for w in words]
    for i in range(len(words)):
        t = tree[node[i]]
        path, j = [], node[i]
        while len(path) < 6 and j is not None:
            path.append(tree[j]["rel"])
            if relation(tree[j]) not in ("det", "amod", "compound", "flat", "nummod", "case", "punct", "appos", "nmod", "fixed", "conj", "cc"): break
            j = tree[j]["head"]
        gov = tree[j]["head"] if j is not None and tree[j]["head"] is not None else j
        top = tree[gov] if gov is not None else t
        up = [tree[n]["upos"] for n in node[max(0, i - 1):i + 2]]
        side = "L" if gov is not None and node[i] < gov else "R"
        deep, g = 0, gov
        while g is not None and tree[g]["head"] is not None and deep < 4: g, deep = tree[g]["head"], deep + 1
        arg = path[-1] if path else "-"
        b, e = phrase(tree, j)
        n = node[i]
        bit = "o" if n < b else "p" if n > e else "B" if n == b else "E" if n == e else "I"
        voice = "p" if gov is not None and any(tree[q]["rel"].endswith(":pass") for q in tree[gov]["kids"]) else "a"
        case = next((tree[q]["form"].lower() for q in tree[j]["kids"] if relation(tree[q]) == "case" and q < j), "")
        slot = arg + case + voice + str(min(deep, 2))
        order = str(sum(relation(tree[q]) in ("obj", "obl", "nsubj") and q < j for q in tree[gov]["kids"]) if gov is not None else 0)
        said = "q" if gov is not None and relation(top) == "ccomp" else "-"
        f = ["w" + low[i], "l" + t["lemma"], "u" + t["upos"], "r" + t["rel"], "w-1" + get(low, i - 1), "w+1" + get(low, i + 1), "w-2" + get(low, i - 2), "w+2" + get(low, i + 2),
             "uu" + "".join(up), "p" + ">".join(path), "a" + arg + side + str(deep), "g" + top["lemma"] + arg, "gd" + top["upos"] + str(deep) + side,
             "k" + bit + slot, "kR" + bit + role[i], "kb" + bit + get(low, i + 1), "ka" + bit + arg + side, "ks" + slot + said + order, "kg" + slot + top["lemma"], "kw" + bit + low[i] + arg,
             "R" + role[i], "R-1" + get(role, i - 1) + role[i], "R+1" + role[i] + get(role, i + 1), "Rr" + role[i] + t["rel"], "Rw" + role[i] + low[i], "Ru" + role[i] + t["upos"] + get(role, i + 1),
             "m" + cover[i], "mR" + cover[i] + role[i], "m+1" + get(cover, i + 1) + cover[i], "s" + str(min(i, 4)), "Rt" + str("ST" if "S" in str(role) and "T" in str(role) else "-") + role[i],
             "c" + ("".join("X" if ch.isupper() else "x" for ch in words[i][:2])), "ww" + get(low, i - 1) + "_" + low[i], "ww+" + low[i] + "_" + get(low, i + 1), "b"]
        out.append(f)
    return out

def legal(a, b): return b[0] != "I" or a[2:] == b[2:]

LEGAL = [[p for p in range(len(TAGS)) if (TAGS[p] != "O" or TAGS[t][0] != "I") and legal(TAGS[p], TAGS[t])] for t in range(len(TAGS))]

def decode(x, w, tr):
    n, T = len(x), len(TAGS)
    best, back = None, []
    for f in x:
        s = [0.0] * T
        for name in f:
            v = w.get(name)
            if v:
                for t in range(T): s[t] += v[t]
        if best is None:
            best = [s[t] if TAGS[t][0] != "I" else -1e9 for t in range(T)]
            continue
        now, ptr = [], []
        for t in range(T):
            p = max(LEGAL[t], key=lambda p: best[p] + tr[p][t])
            now.append(best[p] + tr[p][t] + s[t]); ptr.append(p)
        best = now
        back.append(ptr)
    t = max(range(T), key=lambda t: best[t])
    tags = [t]
    for ptr in reversed(back):
        t = ptr[t]
        tags.append(t)
    return tags[::-1]

def train(data, epochs=12):
    """An averaged structured perceptron."""
    import random
    rng, T = random.Random(1), len(TAGS)
    w, tr, aw, atr, c = {}, [[0.0] * T for _ in range(T)], {}, [[0.0] * T for _ in range(T)], 1
    for _ in range(epochs):
        rng.shuffle(data)
        for x, y in data:
            z = decode(x, w, tr)
            if z != y:
                for i, f in enumerate(x):
                    if y[i] != z[i]:
                        for name in f:
                            v, a = w.setdefault(name, [0.0] * T), aw.setdefault(name, [0.0] * T)
                            v[y[i]] += 1; v[z[i]] -= 1; a[y[i]] += c; a[z[i]] -= c
                    if i:
                        tr[y[i - 1]][y[i]] += 1; tr[z[i - 1]][z[i]] -= 1; atr[y[i - 1]][y[i]] += c; atr[z[i - 1]][z[i]] -= c
            c += 1
    for name, v in w.items(): w[name] = [v[t] - aw[name][t] / c for t in range(T)]
    return w, [[tr[p][t] - atr[p][t] / c for t in range(T)] for p in range(T)]

def learned(sents, laid, rules, program, folds):
    """Spans of every sentence by a tagger that was trained on the other folds."""
    texts = [t for t, _ in laid]
    docs, mentions = trees(program, texts), {}
    for line in run(program, texts, "mention").splitlines():
        r = json.loads(line)
        if r["type"] == "mention": mentions.setdefault(int(r["doc"]), []).append(r)
    x = [features([w for w, _ in s], laid[i][1], docs[i], rules[i], mentions.get(i, [])) for i, s in enumerate(sents)]
    number = {t: i for i, t in enumerate(TAGS)}
    y = [[number[t] for _, t in s] for s in sents]
    out = [None] * len(sents)
    for k in range(folds):
        model = train([(x[i], y[i]) for i in range(len(sents)) if i % folds != k])
        for i in range(k, len(sents), folds): out[i] = set(spans([TAGS[t] for t in decode(x[i], *model)]))
    return out

def main(path, program, show, folds):
    sents = read(path)
    laid = [text_of(s) for s in sents]
    rules = []
    for (text, at), g in zip(laid, answers(program, [t for t, _ in laid])):
        pred = set()
        for b, e, kind in g:
            w = [i for i, (x, y) in enumerate(at) if x < e and y > b]
            if w: pred.add((w[0], w[-1] + 1, kind))
        rules.append(pred)
    report("rules", sents, rules, show if not folds else 0)
    if folds: report(f"learned, {folds}-fold", sents, learned(sents, laid, rules, program, folds), show)

def report(name, sents, preds, show):
    tp = otp_g = otp_p = ng = np = 0
    for s, pred in zip(sents, preds):
        gold = spans([t for _, t in s])
        tp += len(pred & set(gold)); ng += len(gold); np += len(pred)
        otp_g += sum(any(k == k2 and b < e2 and b2 < e for b2, e2, k2 in pred) for b, e, k in gold)
        otp_p += sum(any(k == k2 and b < e2 and b2 < e for b2, e2, k2 in gold) for b, e, k in pred)
        if show and pred != set(gold):
            show -= 1
            words = [w for w, _ in s]
            print(" ".join(words))
            print("   gold", "; ".join(f"{k} {' '.join(words[b:e])}" for b, e, k in gold))
            print("   ours", "; ".join(f"{k} {' '.join(words[b:e])}" for b, e, k in sorted(pred)))
    f = lambda p, r: 2 * p * r / max(1e-9, p + r)
    print(f"{name}: exact precision {tp / np:.3f} recall {tp / ng:.3f} F1 {f(tp / np, tp / ng):.3f}; "
          f"overlapping and of the right kind precision {otp_p / np:.3f} recall {otp_g / ng:.3f} F1 {f(otp_p / np, otp_g / ng):.3f}")

if __name__ == "__main__":
    args = sys.argv[1:]
    show = int(args.pop(args.index("--misses") + 1)) if "--misses" in args else 0
    folds = int(args.pop(args.index("--folds") + 1)) if "--folds" in args else 0
    args = [a for a in args if a not in ("--misses", "--folds")]
    if not args: sys.exit(__doc__)
    main(args[0], args[1] if len(args) > 1 else "khaldun", show, folds)
