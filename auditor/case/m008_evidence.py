"""Eighth step: what indicators say, in what order agents stand, and what the auditor says against it."""

from sqlite_utils import Database

from auditor.case.schema import drop_guards, migrations, renew_guards

STATEMENTS = """
-- The tools that a commit's trailers name as co-authors, as they stand there.
ALTER TABLE outcomes ADD COLUMN helper TEXT;

-- What indicators said (machine), kept apart from what reviewers said (human). Derived: made anew when data change.
-- `sources` is a digest of all that was measured, `events` row ids (see findings.py), `parameters` JSON.
DROP TABLE findings;
CREATE TABLE findings (
    id INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agents(id),
    indicator TEXT NOT NULL,
    version INTEGER NOT NULL,
    computed_at INTEGER NOT NULL,
    leans TEXT NOT NULL,
    value REAL,
    n INTEGER NOT NULL,
    percentile REAL,
    peers INTEGER NOT NULL,
    summary TEXT NOT NULL,
    benign TEXT NOT NULL,
    aspect TEXT NOT NULL,
    title TEXT NOT NULL,
    weight REAL NOT NULL,
    sources TEXT NOT NULL,
    p REAL,
    parameters TEXT NOT NULL,
    events BLOB NOT NULL,
    UNIQUE (agent_id, indicator)
);

-- Derived: where each agent stands in the queue, and why. `aspects` and `missing` are JSON.
CREATE TABLE assessments (
    agent_id INTEGER PRIMARY KEY REFERENCES agents(id),
    rhythm TEXT,
    told TEXT,
    priority REAL NOT NULL,
    top INTEGER NOT NULL,
    aspects TEXT NOT NULL,
    reason TEXT NOT NULL,
    missing TEXT NOT NULL,
    computed_at INTEGER NOT NULL
);

-- Derived: what one agent adds to the summary of all, so that the others need not be read again. `digest` tells of
-- which data it was made.
CREATE TABLE agent_sketches (
    agent_id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    data BLOB NOT NULL
);

-- What the auditor says of an agent against what is worked out: its rhythm, that it is known to be harmless.
-- Insert-only; `withdraws` takes an earlier line back.
CREATE TABLE overrides (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    agent_id INTEGER NOT NULL REFERENCES agents(id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    expires TEXT NOT NULL,
    withdraws INTEGER REFERENCES overrides(id)
);

-- What the program said of an agent when a verdict on it was given: so that a later change shows. `said` is JSON;
-- `sealed`: findings, priority and names were hidden until then. Insert-only.
CREATE TABLE grounds (
    id INTEGER PRIMARY KEY REFERENCES verdicts(id),
    sealed INTEGER NOT NULL,
    said TEXT NOT NULL
)
"""


@migrations()
def m008_evidence(db: Database) -> None:
    """Tables and a column, then the guards that speak of them."""
    drop_guards(db)
    for statement in STATEMENTS.split(";\n"):
        db.conn.execute(statement)
    renew_guards(db)
