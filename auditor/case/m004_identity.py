"""Fourth step: who an agent and a person is, as the auditor says it: merged, split, renamed, moved, joined."""

from sqlite_utils import Database

from auditor.case.schema import migrations, renew_guards

STATEMENTS = """
-- Every change of identity ever made; `undoes` takes an earlier one back. Insert-only.
CREATE TABLE identity_acts (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    undoes INTEGER REFERENCES identity_acts(id)
);

-- Derived from identity_acts by replay. Events keep the agent their export told (`origin_id`); a strand of them, given
-- by session, by source for what tells no session, or as a whole (0, 0), is judged as agent_id: the first of these.
CREATE TABLE strands (
    origin_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    session_id INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    PRIMARY KEY (origin_id, source_id, session_id)
) WITHOUT ROWID;
CREATE INDEX strands_by_agent ON strands(agent_id);
CREATE TABLE agent_known_as (
    agent_id INTEGER PRIMARY KEY,
    name TEXT,
    person_id INTEGER,
    merged_into INTEGER
);
CREATE TABLE person_known_as (
    person_id INTEGER PRIMARY KEY,
    name TEXT,
    joined_to INTEGER
);

CREATE VIEW judged AS
SELECT a.id, coalesce(k.name, a.name) AS name, a.name AS told_name, a.team, k.merged_into,
    coalesce(j.joined_to, k.person_id, a.person_id) AS person_id
FROM agents AS a LEFT JOIN agent_known_as AS k ON k.agent_id = a.id
    LEFT JOIN person_known_as AS j ON j.person_id = coalesce(k.person_id, a.person_id);
CREATE VIEW people AS
SELECT p.id, p.alias, coalesce(k.name, p.name) AS name, k.joined_to
FROM persons AS p LEFT JOIN person_known_as AS k ON k.person_id = p.id
"""


@migrations()
def m004_identity(db: Database) -> None:
    """Tables and views, then the guard of the acts."""
    for statement in STATEMENTS.split(";\n"):
        db.conn.execute(statement)
    renew_guards(db)
