"""News for tests: archives of pages about nothing that happened; what a database says, whatever the numbers of its rows."""
import gzip, hashlib, random, sqlite3

WHO = ["The Kenyan police", "Egyptian soldiers", "The Turkish foreign minister", "Protesters in Lima", "The Sudanese government", "French farmers", "Philippine troops", "A court in Accra"]
DID = ["arrested three journalists in the capital", "met a delegation from Qatar", "condemned the attack on the embassy", "blocked the road to the airport", "agreed to talks with the rebels", "rejected the proposal", "sent food to the victims of the flood", "killed two men in a raid"]
def page(i):
    rng = random.Random(i)
    body = "".join(f"<p>{rng.choice(WHO)} {rng.choice(DID)} on {rng.choice(['Monday', 'Tuesday', 'Friday'])}, officials said, number {i} of the day. {rng.choice(WHO)} {rng.choice(DID)} in the evening.</p>" for _ in range(4 + i % 4))
    marked = "" if i % 5 else "<p>The café’s owner said “enough”, a naïve résumé of the façade.</p>"
    return f"<html lang=en><head><title>Report {i} of the day</title></head><body><nav><a href=/>Home</a> <a href=/x>World</a></nav><article><h1>Report {i} of the day</h1>{body}{marked}</article><footer>Cookies</footer></body></html>"

def record(kind, url, payload, http=True):
    if http: payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(payload) + payload
    return (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-22T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{hashlib.md5(url.encode() + kind.encode()).hexdigest()}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n").encode() + payload + b"\r\n\r\n"

def archive(path, numbers):
    with open(path, "wb") as f:
        f.write(gzip.compress(record("warcinfo", "info", b"software: test", http=False), mtime=0))
        for i in numbers:
            url = f"https://news.example.org/{i}.html"
            if i % 50 == 0: f.write(gzip.compress(record("request", url, b"GET / HTTP/1.1\r\n\r\n", http=False), mtime=0))
            if i % 70 == 0: f.write(gzip.compress(record("revisit", url, b"", http=True), mtime=0))
            f.write(gzip.compress(record("response", url, page(i).encode()), mtime=0))

# what the number of a row refers to
NAMES = {"doc": "SELECT key || '|' || sha256 FROM documents WHERE id = ?", "copy_of": "SELECT key || '|' || sha256 FROM documents WHERE id = ?", "version": "SELECT khaldun || data_sha256 || model_sha256 || ontology FROM versions WHERE id = ?",
    "actor": "SELECT uid FROM actors WHERE id = ?", "recipient": "SELECT uid FROM actors WHERE id = ?", "speaker": "SELECT uid FROM actors WHERE id = ?", "place": "SELECT uid FROM places WHERE id = ?",
    "quote": "SELECT q.uid || d.key FROM quotes q JOIN documents d ON d.id = q.doc WHERE q.id = ?", "plan": "SELECT p.uid || d.key FROM plans p JOIN documents d ON d.id = p.doc WHERE p.id = ?",
    "story": "SELECT uid FROM stories WHERE id = ?", "story_event": "SELECT s.uid || x.uid FROM story_events s JOIN stories x ON x.id = s.story WHERE s.id = ?"}
EVENT = "SELECT e.uid || d.key FROM events e JOIN documents d ON d.id = e.doc WHERE e.id = ?"

def content(db, search=True):
    """Every row of every table, with what a number refers to in its place; "sound": what SQLite finds."""
    con = sqlite3.connect(db)
    out = {}
    for (table,) in con.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%'").fetchall():
        cursor = con.execute(f"SELECT * FROM {table}")
        columns = [c[0] for c in cursor.description]
        rows = []
        for row in cursor.fetchall():
            named = []
            for column, value in zip(columns, row):
                sql = EVENT if column == "event" and table in ("event_actors", "event_stories", "story_events") else NAMES.get(column)
                if column == "id": continue
                named.append(con.execute(sql, (value,)).fetchone()[0] if sql and value is not None else value)
            rows.append(repr(named))
        out[table] = sorted(rows)
    for table, of in (("document_search", "SELECT key || sha256 FROM documents WHERE id = ?"), ("event_search", EVENT)) if search else ():
        con.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, {table}, instance)")
        out[table] = sorted(repr((term, con.execute(of, (doc,)).fetchone(), col, offset)) for term, doc, col, offset in con.execute("SELECT term, doc, col, offset FROM temp.v").fetchall())
        con.execute("DROP TABLE temp.v")
    out["sound"] = con.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not con.execute("PRAGMA foreign_key_check").fetchall()
    con.close()
    return out
