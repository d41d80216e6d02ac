#!/usr/bin/env python3
"""Facts about actors from public tables, into data/actors in our own format.

usage: import_actor_facts.py ACTOR_TABLES DATA_DIR

ACTOR_TABLES holds mledoze_countries.json, CountryInfo.120116.txt, reign_leaders.csv, Phoenix.*.actors.txt and
ucdp-actor-221.csv (see data/SOURCES.md). Writes states.txt, imported-*.actors. What people know better stands in the
hand-written *.actors files, which are read first: a name that is there is left out here. Open-ended offices of the
old dictionaries (about 2012) are closed at the end of LAST_SURE.
"""
import csv, glob, json, os, re, sys, unicodedata

LAST_SURE = 2014
SECTORS = dict(GOV="GOV", MIL="MIL", OPP="OPP", REB="REB", COP="COP", JUD="JUD", LEG="LEG", BUS="BUS", MED="MED", EDU="EDU", SPY="SPY", ELI="ELI",
               LAB="LAB", REF="REF", CVL="CVL", NGO="NGO", NGM="NGO", PTY="PTY", UAF="UAF", CRM="CRM", AGR="AGR", ENV="SOC", HRI="SOC", SEP="REB",
               INS="REB", RAD="REB", SET="CVL")
FAITHS = {"CHR", "MOS", "JEW", "BUD", "HIN", "CTH", "PRO", "SHI", "SUN", "REL"}
SMALL = {"al", "el", "as", "ad", "ar", "az", "ash", "an", "at", "bin", "ibn", "bint", "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le",
         "van", "von", "der", "den", "ter", "ul", "ud", "ur", "uz", "i", "e", "y", "of", "the", "and", "for", "in", "on", "to", "et", "des", "a", "und", "pour", "para", "los", "las", "zu"}
ROMAN = re.compile(r"^[IVX]+$")

def title(raw):
    """HOSNI_MUBARAK_ -> Hosni Mubarak"""
    raw = re.sub(r"\(.*?\)", "", raw).replace("_", " ").strip(" ,;")
    raw = re.sub(r"\s+", " ", raw)
    raw = re.sub(r"^THE ", "", raw, flags=re.I)
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
    return 2 <= len(name) <= 70 and 1 <= len([w for w in words if w]) <= most and "|" not in name and ";" not in name and not re.search(r"\d{3}", name)

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

def states_of(folder):
    info, cur = {}, {}
    for line in open(folder + "/CountryInfo.120116.txt", encoding="latin-1"):
        m = re.match(r"<(COW-Numeric|FIPS-10|ISO3166-alpha3)>([^<]*)", line)
        if m: cur[m.group(1)] = m.group(2).strip()
        if line.startswith("</Country>"):
            if cur.get("ISO3166-alpha3"): info[cur["ISO3166-alpha3"]] = cur
            cur = {}
    return info

GW = {"DEU": "260", "YEM": "678", "VNM": "816", "SRB": "340", "TUV": "973", "TON": "972", "NRU": "971", "KIR": "970", "PSE": ""}
COW = {"DEU": "255", "SRB": "345", "YEM": "679", "VNM": "816", "XKX": "347", "MNE": "341", "SSD": "626", "TLS": "860", "PSE": "", "COD": "490", "ROU": "360", "TWN": "713", "HKG": "", "GBR": "200", "USA": "2"}
NAMES = {"USA": "United States", "GBR": "United Kingdom", "COD": "Democratic Republic of the Congo", "COG": "Republic of the Congo", "CIV": "Ivory Coast", "MMR": "Myanmar",
         "PRK": "North Korea", "KOR": "South Korea", "CZE": "Czech Republic", "MKD": "North Macedonia", "TLS": "East Timor", "CPV": "Cape Verde", "SWZ": "Eswatini",
         "PSE": "Palestine", "VAT": "Vatican City", "FSM": "Micronesia", "TUR": "Turkey", "UNK": "Kosovo", "STP": "Sao Tome and Principe"}
MORE = {"USA": "United States of America; America; US; U.S.; USA; U.S.A.", "GBR": "UK; U.K.; Britain; Great Britain; England; Scotland; Wales; Northern Ireland", "COD": "DR Congo; DRC; Congo-Kinshasa; Congo; Zaire",
        "COG": "Congo-Brazzaville; Congo Republic", "CIV": "Cote d'Ivoire; Côte d'Ivoire", "MMR": "Burma", "PRK": "DPRK; Democratic People's Republic of Korea", "KOR": "Republic of Korea; ROK",
        "CZE": "Czechia", "MKD": "Macedonia", "TLS": "Timor-Leste; Timor Leste", "CPV": "Cabo Verde", "SWZ": "Swaziland", "PSE": "Palestinian territories; Palestinian Territories; Occupied Palestinian Territory; West Bank; Gaza; Gaza Strip; the Strip; State of Palestine",
        "VAT": "Holy See; Vatican", "ARE": "UAE; U.A.E.; Emirates; United Arab Emirates", "RUS": "Russian Federation", "CHN": "People's Republic of China; PRC; mainland China", "TWN": "Republic of China; Chinese Taipei",
        "TUR": "Türkiye; Turkiye", "SYR": "Syrian Arab Republic", "IRN": "Islamic Republic of Iran; Islamic Republic; Persia", "SAU": "Kingdom of Saudi Arabia; KSA", "BIH": "Bosnia; Bosnia-Herzegovina; Bosnia and Herzegovina",
        "CAF": "CAR", "PNG": "PNG", "NLD": "Holland; the Netherlands", "LKA": "Ceylon", "TTO": "Trinidad", "SOM": "Somaliland; Puntland", "KNA": "St Kitts and Nevis", "LCA": "St Lucia", "VCT": "St Vincent", "UNK": "Kosova",
        "IRQ": "Iraqi Kurdistan; Kurdistan Region", "NZL": "Aotearoa", "ZAF": "RSA", "BRN": "Brunei Darussalam", "FJI": "Fiji Islands", "GMB": "The Gambia", "BHS": "The Bahamas", "VNM": "Viet Nam", "LAO": "Lao PDR"}
ADJ = {"USA": "American; US; U.S.", "GBR": "British; English; Scottish; Welsh; Northern Irish; UK", "COD": "Congolese", "COG": "Congolese", "CIV": "Ivorian; Ivoirian", "PSE": "Palestinian; Gazan", "ARE": "Emirati; UAE", "IRQ": "Iraqi",
       "SAU": "Saudi; Saudi Arabian", "ISR": "Israeli", "AFG": "Afghan; Afghani", "PAK": "Pakistani", "BGD": "Bangladeshi", "NLD": "Dutch", "DNK": "Danish", "ESP": "Spanish; Catalan; Basque", "PHL": "Philippine; Filipino; Filipina", "NZL": "New Zealand",
       "CHE": "Swiss", "TUR": "Turkish", "KGZ": "Kyrgyz; Kyrgyzstani", "KAZ": "Kazakh; Kazakhstani", "UZB": "Uzbek; Uzbekistani", "TJK": "Tajik; Tajikistani", "TKM": "Turkmen", "MMR": "Burmese; Myanmar", "UNK": "Kosovar; Kosovo", "BIH": "Bosnian",
       "MKD": "Macedonian; North Macedonian", "NER": "Nigerien", "NGA": "Nigerian", "BFA": "Burkinabe; Burkinabé", "MDG": "Malagasy", "LSO": "Basotho; Lesotho", "BWA": "Botswanan; Botswana", "SWZ": "Swazi; Eswatini", "CAF": "Central African", "GNB": "Bissau-Guinean",
       "GNQ": "Equatorial Guinean; Equatoguinean", "GIN": "Guinean", "PNG": "Papua New Guinean", "TLS": "East Timorese; Timorese", "CZE": "Czech", "SVK": "Slovak; Slovakian", "SVN": "Slovenian; Slovene", "HRV": "Croatian", "SRB": "Serbian", "MNE": "Montenegrin",
       "IRL": "Irish", "FRA": "French", "GRC": "Greek", "CYP": "Cypriot; Greek Cypriot", "LUX": "Luxembourg", "MCO": "Monegasque", "VAT": "Vatican", "SSD": "South Sudanese", "SDN": "Sudanese", "YEM": "Yemeni", "OMN": "Omani", "QAT": "Qatari", "KWT": "Kuwaiti", "BHR": "Bahraini",
       "ARG": "Argentine; Argentinian; Argentinean", "PER": "Peruvian", "CHL": "Chilean", "CRI": "Costa Rican", "GTM": "Guatemalan", "HND": "Honduran", "SLV": "Salvadoran; Salvadorean", "DOM": "Dominican", "TWN": "Taiwanese; Taiwan", "HKG": "Hong Kong", "PRK": "North Korean", "KOR": "South Korean",
       "KHM": "Cambodian", "LAO": "Laotian; Lao", "VNM": "Vietnamese", "MDV": "Maldivian", "LKA": "Sri Lankan", "NPL": "Nepalese; Nepali", "BTN": "Bhutanese", "ECU": "Ecuadorean; Ecuadorian; Ecuadoran", "BHS": "Bahamian", "SYC": "Seychellois", "TTO": "Trinidadian", "WSM": "Samoan", "KEN": "Kenyan", "LBN": "Lebanese", "ISL": "Icelandic", "GRL": "Greenlandic", "PRI": "Puerto Rican", "MLI": "Malian", "MLT": "Maltese", "SWE": "Swedish", "POL": "Polish", "FIN": "Finnish", "DEU": "German"}
PEOPLE = {"GBR": "Britons; Brits; Britain's people", "FRA": "Frenchmen", "NLD": "Dutchmen", "IRL": "Irishmen", "ESP": "Spaniards; Spaniard; Catalans; Basques", "DNK": "Danes; Dane", "SWE": "Swedes; Swede", "FIN": "Finns; Finn", "POL": "Poles; Pole", "TUR": "Turks; Turk", "PHL": "Filipinos", "NZL": "New Zealanders; New Zealander",
          "ISL": "Icelanders; Icelander", "KAZ": "Kazakhs", "KGZ": "Kyrgyz", "ARG": "Argentines", "ARE": "Emiratis", "SAU": "Saudis", "IRQ": "Iraqis", "HRV": "Croats; Croat", "SRB": "Serbs; Serb", "SVK": "Slovaks", "SVN": "Slovenes", "GRC": "Greeks; Greek Cypriots", "AFG": "Afghans", "HKG": "Hong Kongers; Hongkongers", "UNK": "Kosovars", "CZE": "Czechs", "USA": "Americans"}
SEATS = {"USA": "White House; Oval Office; Pentagon; Capitol Hill; State Department; US State Department; Foggy Bottom", "GBR": "Downing Street; Whitehall; Westminster; Foreign Office; No 10; No. 10; Number 10", "RUS": "Kremlin", "FRA": "Elysee; Élysée; Elysée Palace; Quai d'Orsay; Elysee Palace", "DEU": "Chancellery",
         "KOR": "Blue House", "BRA": "Planalto; Planalto Palace; Itamaraty", "ARG": "Casa Rosada", "CHL": "La Moneda", "PHL": "Malacanang; Malacañang; Malacanang Palace", "IND": "New Delhi; Delhi", "TUR": "Sublime Porte", "VEN": "Miraflores; Miraflores Palace", "CHN": "Zhongnanhai", "ITA": "Palazzo Chigi; Quirinale", "IDN": "Merdeka Palace", "UKR": "Bankova", "KEN": "State House",
         "ISR": "Tel Aviv", "MAR": "Royal Palace", "PSE": "Ramallah", "LKA": "", "ZAF": "Union Buildings", "IRQ": "Green Zone", "ESP": "Moncloa", "MEX": "Los Pinos", "PER": "Government Palace", "COL": "Casa de Nariño", "EU": ""}
CAPITALS = {"UKR": "Kyiv; Kiev", "MMR": "Naypyidaw; Nay Pyi Taw", "ISR": "Jerusalem", "IND": "", "USA": "Washington; Washington DC; Washington D.C.", "CHN": "Beijing; Peking", "BOL": "La Paz; Sucre", "ZAF": "Pretoria", "NLD": "The Hague; Amsterdam", "CIV": "Abidjan; Yamoussoukro", "TZA": "Dodoma; Dar es Salaam", "NGA": "Abuja", "KAZ": "Astana; Nur-Sultan",
            "LKA": "Colombo", "MYS": "Kuala Lumpur; Putrajaya", "SWZ": "Mbabane", "BEN": "Cotonou; Porto-Novo", "BDI": "Bujumbura; Gitega", "PSE": "", "VAT": "", "MDA": "Chisinau; Chișinău", "ROU": "Bucharest", "YEM": "Sanaa; Sana'a", "SAU": "Riyadh", "LUX": "", "SGP": "", "MCO": "", "SMR": "", "DJI": "", "KWT": "", "PAN": "", "GTM": "", "MEX": "", "HKG": "", "MAC": "", "GIB": "", "TCD": "N'Djamena; Ndjamena", "PHL": "Manila", "PRY": "Asuncion", "COL": "Bogota; Bogotá", "BRA": "Brasilia; Brasília", "CHE": "Bern; Berne", "ISL": "Reykjavik", "UNK": "Pristina", "TON": "Nuku'alofa", "JAM": "", "GUY": "", "VCT": "", "NFK": "", "SLV": "San Salvador", "GRD": "", "ATG": "", "KNA": "", "LCA": "", "DMA": ""}
FORMER = [("SUN", "former", "Soviet Union", "USSR; U.S.S.R.; Soviets", "Soviet", "", "", "", "SU", "365", "365", "UR", "1922..1991"),
          ("YUG", "former", "Yugoslavia", "", "Yugoslav; Yugoslavian", "Yugoslavs", "", "", "YU", "345", "345", "YO", "1918..2006"),
          ("CSK", "former", "Czechoslovakia", "", "Czechoslovak; Czechoslovakian", "Czechoslovaks", "", "", "CS", "315", "315", "CZ", "1918..1992"),
          ("DDR", "former", "East Germany", "German Democratic Republic; GDR", "East German", "East Germans", "East Berlin", "", "DD", "265", "265", "GC", "1949..1990"),
          ("VDR", "former", "South Vietnam", "", "South Vietnamese", "", "Saigon", "", "", "817", "817", "VS", "1954..1975")]

def write_states(folder, out):
    info, rows, codes = states_of(folder), [], set()
    for c in json.load(open(folder + "/mledoze_countries.json", encoding="utf-8")):
        code = {"UNK": "XKX"}.get(c["cca3"], c["cca3"]); key = c["cca3"]
        codes.add(code); x = info.get(code, {})
        name = NAMES.get(key, c["name"]["common"])
        state = c.get("independent") or key in ("PSE", "TWN", "UNK")
        more = [n.strip() for n in MORE.get(key, "").split(";") if n.strip()]
        if c["name"]["official"] not in [name] + more and len(c["name"]["official"].split()) <= 8: more.append(c["name"]["official"])
        adj = ADJ.get(key) or c.get("demonyms", {}).get("eng", {}).get("m", "")
        first = [a.strip() for a in adj.split(";") if a.strip()]
        people = [p for p in PEOPLE.get(key, "").split(";") if p.strip()]
        if not people: people = [a + "s" for a in first if not re.search(r"(ese|ish|ch|ss|x|s|ic|US|U\.S\.|UK|UAE)$", a) and a not in (name,)]
        if key in ("ARE", "IRQ", "SAU", "PAK", "AFG", "YEM", "OMN", "QAT", "KWT", "BHR", "BGD", "ISR", "SOM", "NPL") and not people: people = [first[0] + "s"]
        capital = CAPITALS.get(key, "; ".join(c.get("capital") or []))
        cow = COW.get(key if key != "UNK" else "XKX", x.get("COW-Numeric", "").lstrip("0") if state else "")
        if not cow.isdigit() or int(cow) > 999: cow = ""
        gw = GW.get(code, cow)
        since = {"SSD": "2011-07-09..", "XKX": "2008-02-17..", "MNE": "2006-06-03..", "TLS": "2002-05-20..", "ERI": "1993-05-24..", "CZE": "1993..", "SVK": "1993..", "UKR": "1991-08-24..", "NAM": "1990-03-21.."}.get(code, "..")
        rows.append([code, "state" if state else "territory", name, "; ".join(more), "; ".join(first), "; ".join(p.strip() for p in people), capital, SEATS.get(key, ""), c["cca2"] if key != "UNK" else "XK", cow, gw, x.get("FIPS-10", "")[:2], since])
    rows.sort(key=lambda r: (r[1], r[0]))
    with open(out + "/states.txt", "w", encoding="utf-8") as f:
        f.write("# States and territories. Columns:\n# code | kind | name | variants | adjectives | people | cities that stand for the government | other seats | ISO 2 | COW | GW | FIPS | years\n"
                "# code: ISO 3166 alpha-3 (XKX Kosovo; former states: the code they had). kind: state, territory, former.\n# Sources of codes and capitals: data/SOURCES.md.\n")
        for r in rows + [list(r) for r in FORMER]: f.write(" | ".join(r) + "\n")
    return codes | {r[0] for r in FORMER}

def known(out):
    """slugs and names of the hand-written files"""
    have = set()
    for path in glob.glob(out + "/*.actors"):
        if os.path.basename(path).startswith("imported-"): continue
        for line in open(path, encoding="utf-8"):
            if line[0] in "# \t\n": continue
            f = line.split("|")
            have.add(slug(f[0]))
            if len(f) > 2: have |= {slug(v) for v in f[2].split(";") if v.strip()}
    return have

def head_offices(out):
    """country -> months in which a head of state or government of the hand-written files took office"""
    heads = {}
    for path in glob.glob(out + "/*.actors"):
        if os.path.basename(path).startswith("imported-"): continue
        for m in re.finditer(r"^\s+(\d{4})-(\d\d)\S*\.\.\S* ([A-Z]{3}) \S+ (?:president|prime minister|king|leader|emir|chancellor)$", open(path, encoding="utf-8").read(), re.M):
            heads.setdefault(m.group(3), []).append(int(m.group(1)) * 12 + int(m.group(2)))
    return heads

HEAD = "# {}\n# Facts taken over by scripts/import_actor_facts.py; see data/SOURCES.md and docs/actors.md for the format. Corrections belong into a\n# hand-written file, which goes before this one.\n"

def emit(path, head, people):
    with open(path, "w", encoding="utf-8") as f:
        f.write(HEAD.format(head))
        for name, kind, variants, codes in people:
            f.write(f"{name} | {kind}" + (" | " + "; ".join(variants) if variants else "") + "\n")
            for a, b, country, sectors, role in codes: f.write(f"  {a}..{b} {country} {sectors or '-'}{' ' + role if role else ''}\n")

def main():
    folder, out = sys.argv[1:3]
    states = write_states(folder, out)
    have = known(out)
    # ---- persons ----
    persons = {}
    def person(name, kind, variants, code):
        s = slug(name)
        if not s or s in have or not good(name, 5): return
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
        if not dated_codes or "_" not in first.strip("_"): continue
        full, variants = title(first), [title(v) for v in names[1:]]
        for code, a, b in dated_codes:
            country, sectors = country_sectors(code, states)
            if country and sectors and (not b or b >= "1985") and (not a or not b or a <= b):
                person(full, "person", [v for v in variants if good(v, 5) and " " in v and slug(v) not in have], (a, b, country, ",".join(sectors), ""))
    # The same head of state or government under another spelling: the same country, an office begun within the same two months.
    heads = head_offices(out)
    def number(d): return int(d[:4]) * 12 + int(d[5:7] or 1) if len(d) >= 7 else None
    for s in [s for s, p in persons.items() if any(c[0] and number(c[0]) and c[4] in ("president", "prime minister", "king") and
              any(abs(number(c[0]) - h) <= 2 for h in heads.get(c[2], [])) for c in p[3])]: del persons[s]
    emit(out + "/imported-persons.actors", "Persons with dated offices, to about 2012.", sorted(persons.values(), key=lambda p: slug(p[0])))
    # ---- organisations ----
    orgs, seen = [], set(have) | set(persons)
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
            if good(t) and s and s not in seen and s not in stop and len(s) > 2 and t not in good_names and (" " in t or len(t) > 3 or kind != "company"): good_names.append(t)
        if not good_names: continue
        seen |= {slug(n) for n in good_names}
        sectors = {"igo": "IGO", "ngo": "NGO", "company": "BUS"}[kind]
        if kind == "company" and "MED" in code: sectors = "BUS,MED"
        orgs.append([good_names[0], kind, good_names[1:8], [("", "", country, sectors, "")]])
    emit(out + "/imported-organisations.actors", "International organisations, non-governmental organisations and companies.", sorted(orgs, key=lambda p: slug(p[0])))
    # ---- armed groups ----
    groups = []
    byname = {}
    for line in open(out + "/states.txt", encoding="utf-8"):
        if line[0] != "#":
            f = [x.strip() for x in line.split("|")]
            for n in [f[2]] + [v.strip() for v in f[3].split(";")]: byname[n.lower()] = f[0]
    def group(name, variants, country):
        name, variants = " ".join(name.split()), [" ".join(v.split()) for v in variants]
        names = [n for n in dict.fromkeys([name] + variants) if good(n) and slug(n) not in seen and len(slug(n)) > 2]
        if not names: return
        seen.update(slug(n) for n in names)
        groups.append([names[0], "armed", names[1:], [("", "", country, "REB", "")]])
    for row in csv.DictReader(open(folder + "/ucdp-actor-221.csv", encoding="utf-8-sig")):
        if row["NameData"].startswith(("Government", "Supporters", "Unknown")) or row["Org"] in ("4", "2", "3"): continue
        place = (row["Location"] or "").split(",")[0].split("(")[0].strip().lower()
        country = byname.get(place) or next((c for n, c in byname.items() if n and place.startswith(n)), "-")
        full = [v for v in (row["NameOrigFullEng"], row["NameOrig"], row["NameData"]) if v and v != "n/a" and len(v) > 2]
        if full: group(full[0], full[1:], country)
    for names, codes in blocks(folder + "/Phoenix.MilNonState.actors.txt"):
        if not codes: continue
        country, sectors = country_sectors(codes[0][0], states)
        if "REB" in sectors or "UAF" in sectors or "SEP" in codes[0][0]: group(title(names[0]), [title(n) for n in names[1:]], country or "-")
    emit(out + "/imported-armed-groups.actors", "Armed groups.", sorted(groups, key=lambda p: slug(p[0])))
    print(len(persons), "persons", len(orgs), "organisations", len(groups), "armed groups")

main()
