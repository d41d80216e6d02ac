#!/usr/bin/env python3
"""Facts about actors from public tables, into data/actors in our own format.

usage: import_actor_facts.py ACTOR_TABLES DATA_DIR

ACTOR_TABLES holds CountryInfo.120116.txt, Phoenix.*.actors.txt and ucdp-actor-221.csv (see data/SOURCES.md). Writes
imported-*.actors. What people know better stands in states.txt, the *.offices and the other *.actors files: a name that is
there is left out here. Open-ended offices of the old dictionaries (about 2012) are closed at the end of LAST_SURE.
"""
import csv, glob, os, re, sys, unicodedata

LAST_SURE = 2014
SECTORS = dict(GOV="GOV", MIL="MIL", OPP="OPP", REB="REB", COP="COP", JUD="JUD", LEG="LEG", BUS="BUS", MED="JRN", HLH="MED", EDU="EDU", SPY="SPY", ELI="ELI",
               LAB="LAB", REF="REF", CVL="CVL", NGO="NGO", NGM="NGO", PTY="PTY", UAF="UAF", CRM="CRM", AGR="AGR", ENV="NGO", HRI="NGO", SEP="REB",
               INS="REB", RAD="REB", SET="CVL")
FAITHS = {"CHR", "MOS", "JEW", "BUD", "HIN", "CTH", "PRO", "SHI", "SUN", "REL"}
SMALL = {"al", "el", "as", "ad", "ar", "az", "ash", "an", "at", "bin", "ibn", "bint", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le",
         "van", "von", "der", "den", "ter", "ul", "ud", "ur", "uz", "i", "e", "y", "of", "the", "and", "for", "in", "on", "to", "et", "des", "a", "und", "pour", "para", "los", "las", "zu"}
ROMAN = re.compile(r"^[IVX]+$")

def title(raw):
    """HOSNI_MUBARAK_ -> Hosni Mubarak"""
    raw = re.sub(r"\(.*?\)", "", raw).replace("_", " ").strip(" ,;")
    raw = re.sub(r"^THE ", "", re.sub(r"\s+", " ", raw), flags=re.I)
    out = []
    for n, w in enumerate(raw.split(" ")):
        parts = re.split(r"(-)", w)
        done = []
        for k, p in enumerate(parts):
            low = p.lower()
            if low in SMALL and (n or k or len(parts) > 2) : done.append(low if n or k or low in ("al", "el") and len(parts) > 2 else low.capitalize())
            elif ROMAN.match(p) or (len(p) == 2 and p.endswith(".")): done.append(p.upper())
            else: done.append(re.sub(r"(^|['.])([a-zà-ÿ])", lambda m: m.group(1) + m.group(2).upper(), low) if not low.startswith("mc") else "Mc" + low[2:].capitalize())
        out.append("".join(done))
    s = " ".join(out)
    return re.sub(r"'S\b", "'s", s)

def slug(name):
    s = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[.']", "", s)).strip("-")

def good(name, most=8):
    words = re.split(r"[^\w.'’]+", name)
    return 2 <= len(name) <= 70 and 1 <= len([w for w in words if w]) <= most and not re.search(r"[|;=+@\n]", name) and not re.search(r"\d{3}", name)

def day(s, last):
    """YYMMDD, YYYYMMDD, '<', '>' forms of the TABARI dictionaries"""
    s = s.strip().lstrip("<>").strip()
    if not s.isdigit() or len(s) not in (6, 8): return None
    if len(s) == 6: s = ("19" if s[:2] > "30" else "20") + s
    y, m, d = s[:4], s[4:6], s[6:]
    if not ("1900" <= y <= "2030") or not ("01" <= m <= "12"): return y if "1900" <= y <= "2030" else None
    return f"{y}-{m}-{d}" if "01" <= d <= "28" else f"{y}-{m}"

def dated(text):
    """'[ARGGOV 080101-080430]' -> (code, from, to)"""
    m = re.match(r"([A-Z]{3,12}\d*)\s*(.*)$", text.strip())
    if not m: return None
    code, when = m.groups()
    when = when.strip()
    if not when: return code, "", ""
    if when.startswith(">"): return code, day(when, False) or "", str(LAST_SURE)
    if when.startswith("<"): return code, "", day(when, True) or ""
    if "-" in when:
        a, b = when.split("-", 1)
        return code, day(a, False) or "", day(b, True) or ""
    return code, "", ""

def country_sectors(code, states):
    c, rest = code[:3], code[3:]
    country = c if c in states else {"PAL": "PSE", "ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "KSV": "XKX", "KOS": "XKX", "BAL": "-"}.get(c)
    sectors, faith = [], False
    for k in range(0, len(rest) - 2, 3):
        s = rest[k:k + 3]
        faith |= s in FAITHS
        if s in SECTORS and SECTORS[s] not in sectors: sectors.append(SECTORS[s])
    if faith and not sectors: sectors = ["REL"]
    return country, sectors

def blocks(path):
    """(names, [(code, from, to)…]) of a TABARI/PETRARCH actors file"""
    names, codes = [], []
    for line in open(path, encoding="latin-1"):
        line = line.split("#")[0].rstrip()
        if not line.strip(): continue
        found = [d for d in (dated(x) for x in re.findall(r"\[([^\]]*)\]", line)) if d]
        name = re.sub(r"\[[^\]]*\]", "", line).strip()
        if name.startswith("+"): names.append(name[1:])
        elif name and not line[0].isspace():
            if names: yield names, codes
            names, codes = [name], []
        codes += found
    if names: yield names, codes

def states_of(out):
    """codes of states.txt, and its names in small letters -> code"""
    codes, names = set(), {}
    for line in open(out + "/states.txt", encoding="utf-8"):
        if line[0] == "#": continue
        f = [x.strip() for x in line.split("|")]
        if f[1] in ("state", "territory", "former"):
            codes.add(f[0])
            for n in [f[2]] + [v.strip() for v in f[3].split(";")]: names.setdefault(n.lower().strip("?"), f[0])
    return codes, names

def spelling_sets(out):
    sets = {}
    for k, line in enumerate(open(out + "/spellings.txt", encoding="utf-8")):
        if line[0] != "#":
            for w in line.split(): sets[slug(w)] = f"={k}"
    return sets

SPELLINGS = {}
def key(name):
    """the same for every spelling of a name"""
    return " ".join(SPELLINGS.get(slug(w), slug(w)) for w in re.sub("^the ", "", name, flags=re.I).split())

def known(out):
    """keys of all names of the hand-written files"""
    have = set()
    for path in glob.glob(out + "/*.actors") + glob.glob(out + "/*.offices"):
        if os.path.basename(path).startswith("imported-"): continue
        for line in open(path, encoding="utf-8"):
            if line[0] in "# \t\n": continue
            if path.endswith(".offices"):
                names = [re.sub(r"\(\w+\)", "", h.strip().rsplit(" ", 1)[0]).strip("* ") for h in line.split("|", 1)[1].split(";") if h.strip()]
            elif line[0] == "+": names = re.split("[;=]", line[1:])
            else:
                f = line.split("|")
                names = [f[0]] + (f[2].split(";") if len(f) > 2 else [])
            have |= {key(n.strip().strip("?")) for n in names if n.strip()}
    for line in open(out + "/states.txt", encoding="utf-8"):
        if line[0] != "#": have |= {key(n.strip().strip("?")) for f in line.split("|")[2:8] for n in f.split(";") if n.strip()}
    return have

TITLES = re.compile(r"\b(PRIME|MINISTER|PRESIDENT|PREMIER|CHANCELLOR|KING|QUEEN|PRINCE|EMIR|SHEIKH|GENERAL|GEN|COLONEL|COL|SECRETARY|LEADER|SENATOR|DR|MR|MRS|HEAD|FOREIGN|DEFENSE|"
                    r"DEFENCE|OFFICIAL|GOVERNOR|CHIEF|AMBASSADOR|ENVOY|CHAIRMAN|SPOKESMAN|KANZLER|BUNDESKANZLER|CHIEF|COMMANDER|LT|MAJOR|ADMIRAL|MARSHAL|CAPTAIN|RULER|DICTATOR|FORMER|EX)\b")
ORG_WORDS = re.compile(r"\b(union|organi[sz]ation|council|bank|commission|committee|agency|fund|program|programme|conference|court|league|association|group|forum|community|institute|cent(er|re)|"
                       r"office|federation|network|secretariat|authority|cooperation|mission|force|initiative|convention|board|development|international|regional|nations|alliance|society|"
                       r"foundation|partnership|bureau|system|pact|treaty|market|summit|assembly|parliament|service|school|university|academy|company|corporation|corp|inc|ltd|airlines?|"
                       r"trust|relief|aid|rights|watch|campaign|action|movement|church|world|global|african|asian|european|american|arab|islamic|observatory|confederation)\b", re.I)

def mark(name):
    """a name of one word that is no acronym needs context"""
    return name if " " in name or name.isupper() else name + "?"

def head_offices(out):
    """country -> months in which a head of state or government of the *.offices files took office"""
    heads = {}
    for path in glob.glob(out + "/*.offices"):
        for line in open(path, encoding="utf-8"):
            m = re.match(r"([A-Z]{3}) \S+ (?:president|prime minister|king|leader|emir|chancellor|premier)\s*\|(.*)", line)
            for y, month in re.findall(r"[ ,](\d{4})-(\d\d)\S*?\.\.", m.group(2)) if m else []:
                heads.setdefault(m.group(1), []).append(int(y) * 12 + int(month))
    return heads

HEAD = "# {}\n# Facts taken over by scripts/import_actor_facts.py; see data/SOURCES.md, and armed-groups.actors for the format. Corrections belong into a\n# hand-written file: what stands there is left out here.\n"

def emit(path, head, people):
    with open(path, "w", encoding="utf-8") as f:
        f.write(HEAD.format(head))
        if any(k == "person" for _, k, _, _ in people): f.write("@ no-surname\n")
        for name, kind, variants, codes in people:
            f.write(f"{name} | {kind}" + (" | " + "; ".join(variants) if variants else "") + "\n")
            for a, b, country, sectors, role in codes: f.write(f"  {a}..{b} {country} {sectors or '-'}{' ' + role if role else ''}\n")

def main():
    if len(sys.argv) < 3 or "--help" in sys.argv: sys.exit(__doc__)
    folder, out = sys.argv[1:3]
    states, byname = states_of(out)
    SPELLINGS.update(spelling_sets(out))
    have = known(out)
    # ---- persons ----
    persons = {}
    def person(name, kind, variants, code):
        s = slug(name)
        if not s or key(name) in have or any(key(v) in have for v in variants) or not good(name, 5): return
        p = persons.setdefault(s, [name, kind, [], []])
        if kind != "person": p[1] = kind
        p[2] += [v for v in variants if v not in p[2] and v != name]
        if code not in p[3]: p[3].append(code)
    cur, role = None, None
    roles = {"presidents": "president", "president": "president", "prime ministers": "prime minister", "prime minister": "prime minister", "kings": "king", "chancellors": "chancellor", "premiers": "premier", "governors": "governor", "emirs": "emir"}
    for line in open(folder + "/CountryInfo.120116.txt", encoding="latin-1"):
        m = re.match(r"<ISO3166-alpha3>([A-Z]{3})", line)
        if m: cur = m.group(1)
        m = re.match(r"\t<([^/][^>]*)>", line)
        if m: role = roles.get(m.group(1).strip().lower())
        m = re.match(r"\t\t([A-Z][^\[\t]*)\s*(\[.*)", line)
        if m and role and cur in states:
            name = title(m.group(1))
            for span in re.findall(r"\[([^\]B:D]*)\]", m.group(2)):
                a, b = (span.split("-", 1) + [""])[:2] if "-" in span else (span, "")
                start, end = day(a, False) or "", day(b, True) or (str(LAST_SURE) if ">" in span else "")
                if start and (not end or end >= "1985") and " " in name: person(name, "person", [], (start, end or str(LAST_SURE), cur, "GOV", role))
    for names, codes in blocks(folder + "/Phoenix.Countries.actors.txt"):
        first = names[0].strip()
        dated_codes = [c for c in codes if c[1] or c[2]]
        if not dated_codes or "_" not in first.strip("_") or TITLES.search(first.replace("_", " ")): continue
        full, variants = title(first), [title(v) for v in names[1:]]
        for code, a, b in dated_codes:
            country, sectors = country_sectors(code, states)
            if "GOV" in sectors: sectors = ["GOV"] + (["MIL"] if "MIL" in sectors else [])
            if country and sectors and sectors != ["ELI"] and (not b or b >= "1985") and (not a or not b or a <= b):
                person(full, "person", [v for v in variants if good(v, 5) and " " in v and not TITLES.search(v.upper())], (a, b, country, ",".join(sectors), ""))
    # The same head of state or government under another spelling: the same country, an office begun within the same two months.
    heads = head_offices(out)
    def number(d): return int(d[:4]) * 12 + int(d[5:7] or 1) if len(d) >= 7 else None
    for s in [s for s, p in persons.items() if any(c[0] and number(c[0]) and c[4] in ("president", "prime minister", "king") and
              any(abs(number(c[0]) - h) <= 2 for h in heads.get(c[2], [])) for c in p[3])]: del persons[s]
    emit(out + "/imported-persons.actors", "Persons with dated offices, to about 2012.", sorted(persons.values(), key=lambda p: slug(p[0])))
    # ---- organisations ----
    orgs, seen = [], set(persons)
    stop = {"the", "who", "it", "us", "group", "mission", "action", "aid", "forum", "rights", "watch", "gap", "target", "shell", "visa", "oracle", "apple", "ford"}
    for names, codes in blocks(folder + "/Phoenix.International.actors.txt"):
        if not codes: continue
        code = codes[0][0]
        kind, country = {"IGO": ("igo", "UNO" if code[3:6] == "UNO" else "IGO"), "NGO": ("ngo", "NGO"), "MNC": ("company", "MNC")}.get(code[:3], (None, None))
        if not kind: continue
        if code[3:6] in states: country = code[3:6] if kind != "igo" else country
        good_names = []
        for n in names:
            raw = re.sub(r"\(.*?\)", "", n).strip(" _\t")
            t = title(n) if "_" in raw or len(raw) > 5 else raw.upper()
            s = slug(t)
            if kind == "igo" and not ORG_WORDS.search(t) and not t.isupper(): continue
            if good(t) and s and s not in seen and key(t) not in have and s not in stop and len(s) > 2 and t not in good_names and (" " in t or len(t) > 3 or kind != "company"): good_names.append(t)
        if not good_names: continue
        seen |= {slug(n) for n in good_names}
        sectors = {"igo": "IGO", "ngo": "NGO", "company": "BUS"}[kind]
        if kind == "company" and "MED" in code: sectors = "BUS,JRN"
        orgs.append([mark(good_names[0]), kind, [mark(n) for n in good_names[1:8]], [("", "", country, sectors, "")]])
    emit(out + "/imported-organisations.actors", "International organisations, non-governmental organisations and companies.", sorted(orgs, key=lambda p: slug(p[0])))
    # ---- armed groups ----
    groups = []
    def group(name, variants, country):
        names = [n for n in dict.fromkeys(re.sub("^The ", "", n) for n in [name] + variants) if good(n) and slug(n) not in seen and key(n) not in have and len(slug(n)) > 2]
        if not names: return
        seen.update(slug(n) for n in names)
        full = [n for n in names if " " in n or "-" in n]
        if not full: return   # one word alone is too often another
        names = [full[0]] + [n if n in full or len(n) > 4 else n + "?" for n in names if n != full[0] and (n in full or n.isupper())]
        groups.append([names[0], "armed", names[1:], [("", "", country, "REB", "")]])
    for row in csv.DictReader(open(folder + "/ucdp-actor-221.csv", encoding="utf-8-sig")):
        if row["NameData"].startswith(("Government", "Supporters", "Unknown")) or row["Org"] in ("4", "2", "3"): continue
        place = (row["Location"] or "").split(",")[0].split("(")[0].strip().lower()
        country = byname.get(place) or next((c for n, c in byname.items() if n and place.startswith(n)), "-")
        full = [re.sub(r"\s+", " ", v or "").strip() for v in (row["NameOrigFullEng"], row["NameOrig"], row["NameData"]) if v and v != "n/a" and len(v) > 2]
        if full: group(full[0], full[1:], country)
    for names, codes in blocks(folder + "/Phoenix.MilNonState.actors.txt"):
        if not codes: continue
        country, sectors = country_sectors(codes[0][0], states)
        if "REB" in sectors or "UAF" in sectors or "SEP" in codes[0][0]: group(title(names[0]), [title(n) for n in names[1:]], country or "-")
    emit(out + "/imported-armed-groups.actors", "Armed groups.", sorted(groups, key=lambda p: slug(p[0])))
    print(len(persons), "persons", len(orgs), "organisations", len(groups), "armed groups")

main()
