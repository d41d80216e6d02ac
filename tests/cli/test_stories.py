#!/usr/bin/env python3
"""Stories: reports of our own grouped, in any order, with copies and the events that they tell together. usage: test_stories.py KHALDUN"""
import json, os, random, sqlite3, subprocess, sys, tempfile

from checks import check, finish

khaldun = os.path.abspath(sys.argv[1])
TRUCE = "Ethiopia's government and Tigrayan forces agreed on Wednesday to stop fighting, African Union mediators said in Pretoria after ten days of talks. Aid trucks are to reach Mekelle within days. The two sides also agreed to disarm fighters under a joint plan. The United Nations praised the accord."
REPORTS = [   # story, source, day, text
    ("truce", "A", "2022-11-03", TRUCE),
    ("truce", "B", "2022-11-04", "Wire copy. " + TRUCE),
    ("truce", "C", "2022-11-03", "The African Union said Ethiopia and the rebels of Tigray had signed a truce in Pretoria that ends two years of fighting. Mediators will watch the ceasefire. Residents of Mekelle hope for aid trucks after the talks, and the fighters are to be disarmed."),
    ("truce", "D", "2022-11-04", "A day after the Pretoria accord, Tigrayan commanders told their fighters to hold fire. Ethiopia's army said it would let aid trucks into Mekelle. African Union mediators plan to meet both sides again."),
    ("flood", "A", "2022-11-02", "Floods in southern Pakistan have driven 40,000 people from their homes in Sindh, officials in Karachi said. The army sent boats to villages along the Indus. Rain is expected to go on until the weekend."),
    ("flood", "B", "2022-11-03", "Pakistan's army took thousands of villagers to dry ground in Sindh on Thursday as the Indus rose again. Floods have cut the road to Karachi. Officials in Sindh asked for boats and tents."),
    ("vote", "A", "2022-11-01", "Brazil's electoral court said Luiz Inacio Lula da Silva had won the presidential election by a narrow margin. Supporters of Jair Bolsonaro blocked roads with trucks in Santa Catarina. The police asked drivers to clear the roads."),
    ("vote", "C", "2022-11-02", "Truck drivers who back Jair Bolsonaro blocked roads across Brazil for a second day after his defeat by Lula. Brazil's electoral court called the result of the election final. Police cleared roads in Santa Catarina."),
    ("port", "A", "2022-11-03", "Dock workers in Liverpool began a strike over pay on Thursday. Unions said talks with the port's owner had failed. Ships were sent to other English ports."),
    ("later", "A", "2023-03-20", "Ethiopia freed hundreds of prisoners of war on Monday, the Red Cross said. Tigrayan officials called the release a step towards peace. More are to be freed in the spring."),
]

def ingest(db, order, size=100):
    for at in range(0, len(order), size):
        lines = "".join(json.dumps({"id": f"r{i}", "url": f"https://{REPORTS[i][1].lower()}.example.org/{i}", "source": REPORTS[i][1], "date": REPORTS[i][2], "text": REPORTS[i][3]}) + "\n" for i in order[at:at + size])
        p = subprocess.run([khaldun, "ingest", "-q", db, "--input", "jsonl", "-"], input=lines.encode(), capture_output=True)
        check(p.returncode == 0, ("ingest", p.stderr))
    con = sqlite3.connect(db)
    groups = {}
    for name, uid in con.execute("SELECT d.url, s.uid FROM document_stories m JOIN documents d ON d.id = m.doc JOIN stories s ON s.id = m.story"): groups.setdefault(uid, set()).add(int(name.rsplit("/", 1)[1]))
    events = sorted(con.execute("SELECT s.uid, e.uid, x.mentions, x.documents, x.sources, x.first, x.last FROM story_events x JOIN stories s ON s.id = x.story JOIN events e ON e.id = x.event").fetchall())
    return con, groups, events

with tempfile.TemporaryDirectory() as folder:
    order = list(range(len(REPORTS)))
    con, groups, events = ingest(os.path.join(folder, "a.db"), order)
    of = {i: frozenset(g) for g in groups.values() for i in g}
    check(sorted(of) == order, "every report is in a story")
    gold = {i: frozenset(j for j in order if REPORTS[j][0] == REPORTS[i][0]) for i in order}
    precision = sum(len(of[i] & gold[i]) / len(of[i]) for i in order) / len(order)
    recall = sum(len(of[i] & gold[i]) / len(gold[i]) for i in order) / len(order)
    check(2 * precision * recall / (precision + recall) >= .85, ("B-cubed F1", precision, recall, sorted(map(sorted, groups.values()))))
    copies = con.execute("SELECT d.url, o.url FROM document_stories m JOIN documents d ON d.id = m.doc JOIN documents o ON o.id = m.copy_of").fetchall()
    check(copies == [("https://b.example.org/1", "https://a.example.org/0")], ("the copy", copies))
    check(con.execute("SELECT documents, texts, sources, first, last FROM stories_flat WHERE title IS NULL OR 1 ORDER BY documents DESC LIMIT 1").fetchone()[:2] == (len(of[0]), len(of[0]) - 1), "a story counts reports and texts")
    check(all(m >= d >= s >= 1 for _, _, m, d, s, _, _ in events) and any(d >= 2 for _, _, _, d, *_ in events), "an event told twice is one of its story")
    check(con.execute("SELECT count(*) FROM events").fetchone() == con.execute("SELECT count(*) FROM event_stories").fetchone(), "every event belongs to a story's event")
    for seed in range(4):
        random.Random(seed).shuffle(order)
        _, other, told = ingest(os.path.join(folder, f"{seed}.db"), order, size=[100, 3, 1, 4][seed])
        check(other == groups and told == events, ("the order does not matter", seed))
    _, again, told = ingest(os.path.join(folder, "a.db"), order)
    check(again == groups and told == events, "the same reports again")

finish()
