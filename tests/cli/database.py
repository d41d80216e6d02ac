"""A database as tests look into it: its rows, and all that it says."""
import sqlite3

def rows(db, sql, *values):
    c = sqlite3.connect(db)
    try: return c.execute(sql, values).fetchall()
    finally: c.close()

def dump(db):
    c = sqlite3.connect(db)
    try:   # the search index keeps its words in pieces as they were committed: compare what it knows, not its pieces
        terms = []
        for table in ("document_search", "event_search"):
            c.execute(f"CREATE VIRTUAL TABLE temp.v USING fts5vocab(main, {table}, instance)")
            terms.append(repr(c.execute("SELECT * FROM temp.v ORDER BY 1, 2, 3, 4").fetchall()))
            c.execute("DROP TABLE temp.v")
        return "\n".join([l for l in c.iterdump() if not l.startswith(('INSERT INTO "document_search_', 'INSERT INTO "event_search_'))] + terms)
    finally: c.close()
