#!/usr/bin/env python3
"""Sentences of newswire with their trees, from a small grammar that we wrote: what the treebanks lack.

usage: make_newswire.py N SEED > newswire.conllu

Treebanks of web text and Wikipedia hold little of what every agency report is made of: headlines, "said Thursday",
attributions behind the sentence, titles before names, casualty figures, participles at the end. This grammar makes such
sentences with trees and names by construction (UD conventions as in EWT). Lemmas, tags and features are right by construction
for the words it uses; XPOS are PTB's. The sentences say nothing about the world and are for training alone.
"""
import random, sys

class W:
    def __init__(self, form, lemma, upos, xpos, feats="_", ner="O"):
        self.form, self.lemma, self.upos, self.xpos, self.feats, self.ner = form, lemma, upos, xpos, feats, ner
        self.left, self.right, self.rel = [], [], None
        self.glue = False          # no blank before it
    def l(self, rel, w): w.rel = rel; self.left.append(w); return self      # outermost first
    def r(self, rel, w): w.rel = rel; self.right.append(w); return self     # innermost first
    def order(self):
        for w in self.left: yield from w.order()
        yield self
        for w in self.right: yield from w.order()

R = random.Random()
c = lambda *a: R.choice(a)
pick = R.choice
SING, PLUR = "Number=Sing", "Number=Plur"
FIN = "Mood=Ind|Number={}|Person=3|Tense={}|VerbForm=Fin"

def noun(f, plural=None): 
    lemma, form = (f.split("/") + [f])[:2] if "/" in f else (f, f)
    return W(form, lemma, "NOUN", "NNS" if plural else "NN", PLUR if plural else SING)
def propn(f, ner="O"): return W(f, f, "PROPN", "NNP", SING, ner)
def adj(f): return W(f, f, "ADJ", "JJ", "Degree=Pos")
def adp(f): return W(f, f, "ADP", "IN")
def det(f): return W(f, {"an": "a"}.get(f, f), "DET", "DT", "Definite=Def|PronType=Art" if f == "the" else "Definite=Ind|PronType=Art")
def punct(f): w = W(f, f, "PUNCT", {"(": "-LRB-", ")": "-RRB-", "\"": "''"}.get(f, f)); w.glue = f in ",.)"; return w
def num(f): return W(f, f, "NUM", "CD", "NumForm=Digit|NumType=Card" if f[0].isdigit() else "NumForm=Word|NumType=Card")
def an(w): return "an" if w[0].lower() in "aeiou" else "a"

COUNTRIES = [l.split("|") for l in """Kenya|Kenyan|Nairobi
Egypt|Egyptian|Cairo
Sudan|Sudanese|Khartoum
Ethiopia|Ethiopian|Mekelle
Mali|Malian|Gao
Nigeria|Nigerian|Maiduguri
Somalia|Somali|Kismayo
Libya|Libyan|Tripoli
Israel|Israeli|Haifa
Lebanon|Lebanese|Beirut
Syria|Syrian|Idlib
Iraq|Iraqi|Mosul
Iran|Iranian|Tehran
Turkey|Turkish|Ankara
Russia|Russian|Moscow
Ukraine|Ukrainian|Kharkiv
Poland|Polish|Warsaw
Germany|German|Berlin
France|French|Lyon
Britain|British|London
Spain|Spanish|Madrid
Pakistan|Pakistani|Quetta
India|Indian|Mumbai
China|Chinese|Beijing
Japan|Japanese|Osaka
Myanmar|Burmese|Mandalay
Thailand|Thai|Bangkok
Peru|Peruvian|Lima
Colombia|Colombian|Bogota
Mexico|Mexican|Tijuana
Haiti|Haitian|Jacmel
Chile|Chilean|Santiago
Yemen|Yemeni|Aden
Jordan|Jordanian|Amman
Qatar|Qatari|Doha
Venezuela|Venezuelan|Caracas""".split("\n")]
ORGS = ["Hamas", "Hezbollah", "NATO", "UNICEF", "Amnesty", "Reuters", "ECOWAS", "UNHCR", "Interpol", "OPEC"]
SURNAMES = ["Blinken", "Lavrov", "Macron", "Scholz", "Erdogan", "Netanyahu", "Biden", "Putin", "Modi", "Ruto", "Maduro", "Kagame", "Sisi", "Guterres", "Merkel", "Rouhani", "Abe", "Duterte", "Kerry", "Annan", "Meloni", "Petro", "Lula", "Milei"]
GIVEN = {"Blinken": "Antony", "Lavrov": "Sergei", "Macron": "Emmanuel", "Scholz": "Olaf", "Netanyahu": "Benjamin", "Biden": "Joe", "Putin": "Vladimir", "Modi": "Narendra", "Ruto": "William", "Maduro": "Nicolas", "Kagame": "Paul", "Guterres": "Antonio", "Merkel": "Angela", "Rouhani": "Hassan", "Abe": "Shinzo", "Kerry": "John", "Annan": "Kofi", "Meloni": "Giorgia", "Petro": "Gustavo", "Milei": "Javier", "Duterte": "Rodrigo"}
TITLES = ["President", "Prime Minister", "Foreign Minister", "Defence Minister", "Interior Minister", "Chancellor"]
PEOPLE = ["official/officials", "soldier/soldiers", "protester/protesters", "rebel/rebels", "militant/militants", "lawmaker/lawmakers", "refugee/refugees", "worker/workers", "student/students", "villager/villagers", "gunman/gunmen", "farmer/farmers", "journalist/journalists", "civilian/civilians", "diplomat/diplomats", "resident/residents", "teacher/teachers", "troop/troops", "prosecutor/prosecutors", "fighter/fighters"]
ROLES = ["minister", "spokesman", "spokeswoman", "governor", "envoy", "ambassador", "general", "lawyer", "doctor", "mediator", "commander", "mayor", "judge", "diplomat"]
BODIES = ["government", "army", "parliament", "police", "ministry", "court", "opposition", "union", "cabinet", "military"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "March", "April", "June", "July", "October", "November"]
SAY = [("say", "said", "says"), ("warn", "warned", "warns"), ("announce", "announced", "announces"), ("add", "added", "adds"), ("insist", "insisted", "insists")]
VT = [l.split("/") for l in "attack/attacked/attacks/attacking kill/killed/kills/killing arrest/arrested/arrests/arresting accuse/accused/accuses/accusing condemn/condemned/condemns/condemning meet/met/meets/meeting urge/urged/urges/urging visit/visited/visits/visiting support/supported/supports/supporting criticise/criticised/criticises/criticising reject/rejected/rejects/rejecting welcome/welcomed/welcomes/welcoming blame/blamed/blames/blaming release/released/releases/releasing detain/detained/detains/detaining deploy/deployed/deploys/deploying sanction/sanctioned/sanctions/sanctioning bomb/bombed/bombs/bombing shell/shelled/shells/shelling seize/seized/seizes/seizing expel/expelled/expels/expelling".split()]
VI = [l.split("/") for l in "arrive/arrived/arrives flee/fled/flees march/marched/marches gather/gathered/gathers protest/protested/protests resign/resigned/resigns".split()]
THINGS = ["plan", "proposal", "decision", "resolution", "agreement", "ceasefire", "reform", "bill", "offensive", "attack", "raid", "vote", "election", "dam", "border", "camp", "convoy", "village", "base", "deal"]
MODS = ["new", "major", "southern", "northern", "recent", "planned", "key", "joint", "controversial", "disputed", "senior", "local", "military", "humanitarian", "diplomatic"]
TALKS = ["talks", "negotiations", "consultations"]

def country(): return propn(pick(COUNTRIES)[0], "LOC")
def city(): return propn(pick(COUNTRIES)[2], "LOC")
def demonym(): return W((d := pick(COUNTRIES)[1]), d, "ADJ", "JJ", "Degree=Pos")

def person(bare=None):
    s = pick(SURNAMES)
    if bare or R.random() < .35 or s not in GIVEN: return propn(s, "PER")
    head = propn(GIVEN[s], "PER"); last = propn(s, "IPER"); head.r("flat", last)
    if R.random() < .6:
        words = pick(TITLES).split(); t = propn(words[-1])
        if len(words) > 1: t.l("compound" if words[0] != "Prime" else "amod", propn(words[0]) if words[0] != "Prime" else W("Prime", "Prime", "ADJ", "NNP", "Degree=Pos"))
        head.left.insert(0, t); t.rel = "nmod:desc"
        if R.random() < .6:
            d = demonym(); d.rel = "amod"; t.left.insert(0, d)
        elif R.random() < .3:
            d = propn("US", "LOC"); d.rel = "compound"; t.left.insert(0, d)
    return head

def pp(prep, head):
    head.left.insert(0, adp(prep)); head.left[0].rel = "case"; return head

def thing(plain=False):
    n = noun(pick(THINGS)); first = n.form
    if not plain:
        if R.random() < .5: a = adj(pick(MODS)); n.l("amod", a); first = a.form
    if R.random() < .3 and not plain:
        d = demonym(); d.rel = "amod"; n.left.insert(0, d); first = d.form
    a = det(c("the", an(first))); a.rel = "det"; n.left.insert(0, a)
    if R.random() < .35 and not plain: n.r("nmod", pp(c("on", "in", "near", "with"), c(country(), city())))
    return n

def group():
    w = pick(PEOPLE); n = noun(w, True)
    if R.random() < .4: n.l("amod", demonym())
    if R.random() < .35:
        k = num(str(R.randint(2, 90)) if R.random() < .7 else c("two", "three", "five", "ten"))
        m = R.random()
        if m < .3:
            at = adp("at"); least = W("least", "least", "ADJ", "JJS", "Degree=Sup"); least.left.append(at); at.rel = "case"; least.rel = "nmod"; k.left.append(least)
        elif m < .5: k.l("advmod", W(c("nearly", "about", "almost"), "", "ADV", "RB"))
        for x in k.left:
            if not x.lemma: x.lemma = x.form
        k.rel = "nummod"; n.left.insert(0, k)
    return n

def role():
    n = noun(pick(ROLES)); first = n.form
    if R.random() < .3: m = noun(pick(BODIES)); n.l("compound", m); first = m.form
    if R.random() < .4: d = demonym(); d.rel = "amod"; n.left.insert(0, d); first = d.form
    a = det(c("the", an(first))); a.rel = "det"; n.left.insert(0, a)
    return n

def body():
    n = noun(pick(BODIES)); d = None
    if R.random() < .5: d = demonym(); n.l("amod", d)
    a = det("the"); a.rel = "det"; n.left.insert(0, a)
    if R.random() < .2:
        cc = country(); n = noun(pick(BODIES)); s = W("'s", "'s", "PART", "POS"); s.glue = True; cc.r("case", s); n.l("nmod:poss", cc)
    return n

def org():
    o = pick(ORGS); return propn(o, "ORG")

def actor(plural_ok=True):
    x = R.random()
    if x < .25: return country(), False
    if x < .62: return body(), False
    if x < .70: return org(), False
    if x < .80: return role(), False
    if x < .9 and plural_ok: return group(), True
    if plural_ok:
        a, _ = actor(False); b, _ = actor(False)
        a.r("conj", b); cc = W("and", "and", "CCONJ", "CC"); cc.rel = "cc"; b.left.insert(0, cc)
        return a, True
    return country(), False

def when():
    x = R.random()
    if x < .55: return pp("on", propn(pick(DAYS)))
    if x < .7: return pp("in", propn(pick(MONTHS)))
    if x < .85:
        n = noun(c("week", "month", "year")); n.l("amod", W("last", "last", "ADJ", "JJ", "Degree=Pos")); return n
    return propn(pick(DAYS))

def when_rel(w): return "obl" if w.left and w.left[0].upos == "ADP" else "obl:unmarked"

def finite(v, subj, plural, tense="Past"):
    lemma, past, pres = v[0], v[1], v[2]
    form = past if tense == "Past" else lemma if plural else pres
    w = W(form, lemma, "VERB", "VBD" if tense == "Past" else "VBP" if plural else "VBZ", FIN.format("Plur" if plural else "Sing", "Past" if tense == "Past" else "Pres"))
    w.l("nsubj", subj); return w

def comma(head, side="right"):
    p = punct(","); p.rel = "punct"; return p

def tail(v):
    """things behind a verb: place, time, a participle"""
    if R.random() < .4: v.r("obl", pp(c("in", "near"), c(city(), country())))
    if R.random() < .5: w = when(); v.r(when_rel(w), w)
    if R.random() < .2:
        g = pick(VT); p = W(g[3], g[0], "VERB", "VBG", "Tense=Pres|VerbForm=Part"); p.left.insert(0, punct(",")); p.left[0].rel = "punct"
        p.r("obj", c(group(), country(), thing())); v.r("advcl", p)
    return v

# Real people only meet, visit, urge, welcome and support, and speak.
NEUTRAL = [v for v in VT if v[0] in ("meet", "visit", "urge", "welcome", "support")]

def clause(tense="Past"):
    subj, plural = actor(); x = R.random()
    if x < .12:
        v = finite(pick(NEUTRAL), person(), False, tense); v.r("obj", c(country(), person(), group())); return tail(v)
    if x < .5:
        v = finite(pick(VT), subj, plural, tense); v.r("obj", c(actor()[0], thing(), group())); return tail(v)
    if x < .6:
        v = finite(pick(VI), subj, plural, tense); return tail(v)
    if x < .7:                       # passive
        g = pick(VT); v = W(g[1], g[0], "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass"); s = group(); v.l("nsubj:pass", s)
        v.l("aux:pass", W("were", "be", "AUX", "VBD", FIN.format("Plur", "Past")))
        if R.random() < .5: v.r("obl:agent", pp("by", c(group(), body())))
        return tail(v)
    if x < .82:                      # future, modal
        g = pick(VT); v = W(g[0], g[0], "VERB", "VB", "VerbForm=Inf"); v.l("nsubj", subj); m = c("will", "would", "could", "should"); v.l("aux", W(m, m, "AUX", "MD", "VerbForm=Fin"))
        v.r("obj", c(actor()[0], thing())); 
        if R.random() < .6: w = when(); v.r(when_rel(w), w)
        return v
    if x < .9:                       # would be a mistake
        n = noun(c("mistake", "disaster", "setback", "crime", "provocation", "victory")); s = thing(); n.l("nsubj", s); n.l("aux", W("would", "would", "AUX", "MD", "VerbForm=Fin")); n.l("cop", W("be", "be", "AUX", "VB", "VerbForm=Inf"))
        n.l("det", det("a")); return n
    g = c(("agree", "agreed", "agrees"), ("refuse", "refused", "refuses"), ("threaten", "threatened", "threatens"), ("plan", "planned", "plans"), ("promise", "promised", "promises"))
    v = finite(g, subj, plural, tense); h = pick(VT); x = W(h[0], h[0], "VERB", "VB", "VerbForm=Inf"); x.l("mark", W("to", "to", "PART", "TO")); x.r("obj", c(thing(), actor()[0])); v.r("xcomp", x)
    return tail(v)

def stop(root):
    p = punct("."); root.r("punct", p); return root

def speaker(): return c(lambda: (person(), False), lambda: (role(), False), lambda: (body(), False), lambda: (group(), True), lambda: (org(), False), lambda: (country(), False))()

def said_first():
    s, p = speaker(); v = finite(pick(SAY), s, p); 
    if R.random() < .5:
        d = propn(pick(DAYS)); w = d if R.random() < .6 else pp("on", d); v.r(when_rel(w), w)
    e = clause()
    if R.random() < .5: m = W("that", "that", "SCONJ", "IN"); m.rel = "mark"; e.left.insert(0, m)
    v.r("ccomp", e); return stop(v)

def said_last():
    e = clause(); s, p = speaker(); v = finite(("say", "said", "says"), s, p)
    e.rel = "ccomp"; k = punct(","); k.rel = "punct"; v.left.insert(0, k); v.left.insert(0, e)
    if R.random() < .35: w = when(); v.r(when_rel(w), w)
    return stop(v)

def according():
    e = clause(); k = punct(","); s, _ = speaker(); s.left.insert(0, W("to", "to", "ADP", "IN")); s.left[0].rel = "fixed"
    a = W("according", "accord", "VERB", "VBG", "VerbForm=Ger")
    s.left.pop(0); t = W("to", "to", "ADP", "IN"); a.r("fixed", t); a.rel = "case"; s.left.insert(0, a); k.rel = "punct"; s.left.insert(0, k)
    e.r("obl", s); return stop(e)

def plain():
    e = clause()
    if R.random() < .25:
        m = clause(); m.left.insert(0, W("when", "when", "ADV", "WRB", "PronType=Int")); m.left[0].rel = "advmod"; e.r("advcl", m)
    return stop(e)

def headline():
    s, p = c(lambda: (country(), False), lambda: (propn(pick(ORGS), "ORG"), False), lambda: (org(), False), lambda: (propn("UN", "ORG"), False), lambda: (group(), True), lambda: (noun(c("police", "army", "minister", "court")), False))()
    x = R.random()
    if x < .12:
        v = finite(pick(NEUTRAL), propn(pick(SURNAMES), "PER"), False, "Pres"); v.r("obj", c(country(), propn(pick(SURNAMES), "PER")))
        if R.random() < .5: v.r("obl", pp(c("for", "before"), noun("talk/talks", True)))
    elif x < .3:
        if R.random() < .5: s, p = propn(pick(SURNAMES), "PER"), False
        v = finite(("arrive", "arrived", "arrives"), s, p, "Pres"); v.r("obl", pp("in", c(country(), city()))); t = noun("talk/talks", True); v.r("obl", pp("for", t))
    elif x < .75:
        v = finite(pick(VT), s, p, "Pres"); o = c(country(), noun(pick(THINGS)), group()); v.r("obj", o)
        if R.random() < .5: v.r("obl", pp(c("over", "after", "in"), c(noun(pick(THINGS)), country())))
    elif x < .88:
        v = finite(c(("agree", "agreed", "agrees"), ("vow", "vowed", "vows"), ("refuse", "refused", "refuses"), ("prepare", "prepared", "prepares")), s, p, "Pres"); h = pick(VT)
        i = W(h[0], h[0], "VERB", "VB", "VerbForm=Inf"); i.l("mark", W("to", "to", "PART", "TO")); i.r("obj", c(noun(pick(THINGS)), country())); v.r("xcomp", i)
    else:
        g = pick(VT); v = W(g[1], g[0], "VERB", "VBN", "Tense=Past|VerbForm=Part|Voice=Pass"); n = noun(pick(PEOPLE), True); n.left.insert(0, num(str(R.randint(2, 60)))); n.left[0].rel = "nummod"; v.l("nsubj:pass", n); v.r("obl", pp("in", c(country(), city())))
    if R.random() < .3:
        s2, p2 = country(), False; v2 = finite(pick(VT), s2, p2, "Pres"); v2.r("obj", c(noun(pick(THINGS)), country())); m = W("as", "as", "SCONJ", "IN"); m.rel = "mark"; v2.left.insert(0, m); v.r("advcl", v2)
    return v

def casualties():
    g = c(("kill", "killed"), ("wound", "wounded")); s = thing(); v = finite((g[0], g[1], g[0] + "s"), s, False); n = group()
    v.r("obj", n)
    if R.random() < .5:
        w = W("wounded", "wound", "VERB", "VBD", FIN.format("Sing", "Past")); cc = W("and", "and", "CCONJ", "CC"); w.l("cc", cc); m = noun("other/others", True); k = num(str(R.randint(3, 80))); k.rel = "nummod"; m.left.insert(0, k); w.r("obj", m); v.r("conj", w)
    v.r("obl", pp("in", c(city(), country()))); w = when(); v.r(when_rel(w), w)
    s2, p2 = speaker(); top = finite(("say", "said", "says"), s2, p2); v.rel = "ccomp"; k = punct(","); k.rel = "punct"; top.left.insert(0, k); top.left.insert(0, v)
    return stop(top)

KINDS = [(said_first, 24), (said_last, 24), (plain, 22), (headline, 14), (casualties, 8), (according, 8)]

def emit(root, n, out):
    words = list(root.order()); at = {id(w): i + 1 for i, w in enumerate(words)}; head = {}
    for w in words:
        for d in w.left + w.right: head[id(d)] = at[id(w)]
    first = words[0]
    if first.form[0].islower(): first.form = first.form[0].upper() + first.form[1:]
    text = "".join(("" if i == 0 or w.glue else " ") + w.form for i, w in enumerate(words))
    print(f"# sent_id = newswire-{n}\n# text = {text}", file=out); last = "O"
    for i, w in enumerate(words):
        misc = []
        if i + 1 < len(words) and words[i + 1].glue: misc.append("SpaceAfter=No")
        tag = w.ner if w.ner == "O" else "I-PER" if w.ner == "IPER" else "B-" + w.ner
        if tag != "O": misc.append("NER=" + tag)
        print("\t".join([str(i + 1), w.form, w.lemma, w.upos, w.xpos, w.feats, str(head.get(id(w), 0)), w.rel if id(w) in head else "root", "_", "|".join(misc) or "_"]), file=out)
    print(file=out)

def main():
    if len(sys.argv) < 3 or "--help" in sys.argv: sys.exit(__doc__)
    n, seed = int(sys.argv[1]), int(sys.argv[2]); R.seed(seed)
    makers, weights = zip(*KINDS); k = 0
    while k < n:
        root = R.choices(makers, weights)[0]()
        if 4 <= len(list(root.order())) <= 45: k += 1; emit(root, k, sys.stdout)

main()
