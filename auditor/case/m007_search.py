"""Seventh step: how the auditor likes to see things, and how far the texts are in the search index (see search.py)."""

from sqlite_utils import Database

from auditor.case.schema import migrations

STATEMENTS = """
-- How the auditor likes to see things: lanes, columns of a table. `value` is JSON.
CREATE TABLE views (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
-- Derived: how far the search index `text_search` goes, which is made when it is first built, by a SQLite that can. It
-- holds the texts up to id `upto`, cut into words by the rules of that number; one row, or none.
CREATE TABLE text_search_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    rules INTEGER NOT NULL,
    upto INTEGER NOT NULL
)
"""


@migrations()
def m007_search(db: Database) -> None:
    """Two tables more."""
    for statement in STATEMENTS.split(";\n"):
        db.conn.execute(statement)
