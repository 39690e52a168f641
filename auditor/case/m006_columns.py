"""Sixth step: the events of each agent as packed columns, and the families of its prompts: derived, for speed."""

from sqlite_utils import Database

from auditor.case.schema import migrations

STATEMENTS = """
-- Derived: the counted events of an agent, in order of time, one packed column each (see packing.py). `data` stands
-- last: SQLite walks through a long value to reach what stands behind it.
CREATE TABLE agent_columns (
    agent_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    low INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (agent_id, name)
);
-- Derived: the families of an agent's prompts, by number.
CREATE TABLE agent_families (
    agent_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    template TEXT NOT NULL,
    PRIMARY KEY (agent_id, number)
) WITHOUT ROWID
"""


@migrations()
def m006_columns(db: Database) -> None:
    """Two tables more."""
    for statement in STATEMENTS.split(";\n"):
        db.conn.execute(statement)
