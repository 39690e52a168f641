"""Third step: sums with an identity, so that overlapping exports count once; credits and dropped tokens in the sums."""

from sqlite_utils import Database

from auditor.case.schema import drop_guards, migrations, renew_guards

STATEMENTS = """
ALTER TABLE aggregates ADD COLUMN key TEXT;
ALTER TABLE aggregates ADD COLUMN dropped_by TEXT;
CREATE INDEX aggregates_by_key ON aggregates(key, unit) WHERE key IS NOT NULL AND dropped_by IS NULL;

-- What time a source tells of, so that those that may tell the same use are found at once.
ALTER TABLE sources ADD COLUMN first INTEGER;
ALTER TABLE sources ADD COLUMN last INTEGER;
UPDATE sources SET first = json_extract(receipt, '$.raw[#-2]'), last = json_extract(receipt, '$.raw[#-1]');
DROP INDEX events_by_source;
CREATE INDEX events_by_source ON events(source_id, at);

DROP TABLE agent_totals;
CREATE TABLE agent_totals (
    agent_id INTEGER PRIMARY KEY,
    events INTEGER NOT NULL,
    input_tokens INTEGER,
    cache_read_input_tokens INTEGER,
    cache_creation_input_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_output_tokens INTEGER,
    cost_microusd INTEGER,
    lower_bounds INTEGER NOT NULL,
    microcredits INTEGER,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
);
-- What correction rules took out of the count, so that raw stands beside corrected for every agent.
DROP TABLE agent_dropped;
CREATE TABLE agent_dropped (
    agent_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    events INTEGER NOT NULL,
    input_tokens INTEGER,
    output_tokens INTEGER,
    cost_microusd INTEGER,
    PRIMARY KEY (agent_id, rule)
) WITHOUT ROWID;
-- For prices, which are per model, change from a day on, and for some models rise above 200,000 input tokens; and to
-- compare with what others' sums say of the same kind of export. `priced`: events that report a cost.
CREATE TABLE agent_models (
    agent_id INTEGER NOT NULL,
    model TEXT NOT NULL,
    day INTEGER NOT NULL,
    long INTEGER NOT NULL,
    importer TEXT NOT NULL,
    events INTEGER NOT NULL,
    input_tokens INTEGER,
    cache_read_input_tokens INTEGER,
    cache_creation_input_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_output_tokens INTEGER,
    cost_microusd INTEGER,
    microcredits INTEGER,
    priced INTEGER NOT NULL,
    PRIMARY KEY (agent_id, model, day, long, importer)
) WITHOUT ROWID;
INSERT OR IGNORE INTO stale_agents SELECT id FROM agents
"""


@migrations()
def m003_sums(db: Database) -> None:
    """Tables, then the guards that speak of them."""
    drop_guards(db)
    for statement in STATEMENTS.split(";\n"):
        db.conn.execute(statement)
    renew_guards(db)
