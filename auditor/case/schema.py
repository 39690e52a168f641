"""The tables of the case file, as SQL with its reasons, and the steps from one version to the next."""

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x41756469
"""Written into the SQLite header, so that a foreign database is known at once ("Audi" in ASCII)."""

migrations = Migrations("auditor")

TABLES = """
CREATE TABLE properties (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One imported export file. `importing` until its last batch; views show only `complete` ones. `marks` holds the
-- highest row ids of the shared tables when the import began, so that a broken import can be taken back entirely.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('importing', 'complete')),
    path TEXT NOT NULL,
    sha256 TEXT UNIQUE,
    size INTEGER NOT NULL,
    importer TEXT NOT NULL,
    importer_version INTEGER NOT NULL,
    imported_at INTEGER NOT NULL,
    imported_by TEXT NOT NULL,
    marks TEXT NOT NULL,
    lines INTEGER,
    events INTEGER,
    aggregates INTEGER,
    outcomes INTEGER,
    duplicates INTEGER,
    rejected INTEGER,
    receipt TEXT
);

-- What could not be read, by line (0: the whole file), or what a reader must know.
CREATE TABLE import_issues (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources(id),
    line INTEGER NOT NULL,
    severity TEXT NOT NULL,
    reason TEXT NOT NULL,
    excerpt TEXT NOT NULL
);
CREATE INDEX sources_by_size ON sources(size);
CREATE INDEX import_issues_by_source ON import_issues(source_id);

-- `alias` is what screens and exports show until names are revealed.
CREATE TABLE persons (
    id INTEGER PRIMARY KEY,
    alias TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);
-- Every name a source used for a person (e-mail, account, home folder), lower case.
CREATE TABLE person_names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES persons(id)
);

CREATE TABLE agents (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES persons(id),
    name TEXT NOT NULL,
    team TEXT,
    UNIQUE (person_id, name)
);
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agents(id),
    name TEXT NOT NULL,
    UNIQUE (agent_id, name)
);

-- Prompt and response texts, stored once, known by the first 16 bytes of their SHA-256. The index is not UNIQUE: the
-- one writer looks before it stores, and so no INSERT OR REPLACE can remove a text by its digest.
CREATE TABLE texts (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX texts_by_digest ON texts(digest);

-- NULL is unknown, never 0. `dropped_by` names the correction rule by which a row is kept but not counted.
-- agent_id, session_id, prompt_id and response_id are no declared foreign keys: taking back a broken import would look
-- through all events for each removed parent. `verify` checks them. source_id is deferred for speed (see INSERT).
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources(id) DEFERRABLE INITIALLY DEFERRED,
    line INTEGER NOT NULL,
    at INTEGER NOT NULL,
    agent_id INTEGER NOT NULL,
    session_id INTEGER,
    key TEXT,
    sub_agent TEXT,
    branch TEXT,
    provider TEXT,
    model TEXT,
    operation TEXT,
    input_tokens INTEGER,
    cache_read_input_tokens INTEGER,
    cache_creation_input_tokens INTEGER,
    output_tokens INTEGER,
    reasoning_output_tokens INTEGER,
    cost_microusd INTEGER,
    microcredits INTEGER,
    duration_us INTEGER,
    status TEXT,
    prompt_id INTEGER,
    response_id INTEGER,
    lower_bound INTEGER NOT NULL DEFAULT 0,
    dropped_by TEXT
);
CREATE INDEX events_by_agent ON events(agent_id, at) WHERE dropped_by IS NULL;
CREATE INDEX events_by_key ON events(key) WHERE key IS NOT NULL AND dropped_by IS NULL;
CREATE INDEX events_by_source ON events(source_id);
CREATE INDEX events_dropped ON events(agent_id, dropped_by) WHERE dropped_by IS NOT NULL;

-- Sums some exports give instead of events. `quantity` in millionths of `unit`. Reconciled with events, never added.
CREATE TABLE aggregates (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources(id),
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    unit TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    person_id INTEGER REFERENCES persons(id),
    team TEXT,
    agent TEXT,
    model TEXT,
    client TEXT
);
CREATE INDEX aggregates_by_source ON aggregates(source_id);

-- `agent` is the name the source gives: the agent itself may be imported later.
CREATE TABLE outcomes (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources(id),
    line INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    person_id INTEGER REFERENCES persons(id),
    agent TEXT,
    branch TEXT,
    key TEXT,
    dropped_by TEXT
);
CREATE INDEX outcomes_by_person ON outcomes(person_id, at);
CREATE INDEX outcomes_by_key ON outcomes(key) WHERE key IS NOT NULL;
CREATE INDEX outcomes_by_source ON outcomes(source_id);

-- What indicators said (machine), kept apart from what reviewers said (human).
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
    events TEXT NOT NULL
);
CREATE INDEX findings_by_agent ON findings(agent_id);

CREATE TABLE exhibits (
    id INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agents(id),
    kind TEXT NOT NULL,
    reference TEXT NOT NULL,
    title TEXT NOT NULL,
    pinned_by TEXT NOT NULL,
    pinned_at INTEGER NOT NULL
);
CREATE INDEX exhibits_by_agent ON exhibits(agent_id);

-- Every verdict ever given. `label` NULL takes one back; `undoes` names the line an undo answers.
CREATE TABLE verdicts (
    id INTEGER PRIMARY KEY,
    agent_id INTEGER NOT NULL REFERENCES agents(id),
    label TEXT CHECK (label IN ('useful', 'token-padding', 'inconclusive')),
    reasons TEXT NOT NULL,
    confidence INTEGER CHECK (confidence BETWEEN 1 AND 3),
    note TEXT NOT NULL,
    exhibits TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    supersedes INTEGER REFERENCES verdicts(id),
    undoes INTEGER REFERENCES verdicts(id)
);
CREATE INDEX verdicts_by_agent ON verdicts(agent_id);

-- Who did what, when. `chain` is SHA-256 over the previous line's chain and this line: a changed or missing line shows.
CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL
);

-- Derived, for speed; may be dropped and rebuilt at any time (see derived.py).
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
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
);
CREATE TABLE agent_days (
    agent_id INTEGER NOT NULL,
    day INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (agent_id, day)
) WITHOUT ROWID;
CREATE TABLE agent_sources (
    agent_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    PRIMARY KEY (agent_id, source_id)
) WITHOUT ROWID;
CREATE TABLE agent_branches (
    agent_id INTEGER NOT NULL,
    branch TEXT NOT NULL,
    PRIMARY KEY (agent_id, branch)
) WITHOUT ROWID;
CREATE TABLE stale_agents (agent_id INTEGER PRIMARY KEY);
"""

FROZEN = ("verdicts", "log", "exhibits")
"""Insert-only from the first line on."""

SOURCE_ROWS = ("events", "aggregates", "outcomes", "import_issues")
"""Insert-only once their source is complete; a correction may still set `dropped_by` on a counted row."""


INSERT = "INSERT OR FAIL"
"""How rows come in by the million. Where a trigger or constraint may abort a statement, SQLite keeps a journal of each
single insert, four times slower; one that fails instead of aborting needs none, and a row inserted alone has nothing to
take back."""


def _refuse(table: str, verb: str, condition: str, raising: str = "ABORT") -> str:
    name = verb.split()[0].lower()
    message = f"{table} are kept: this {name} is refused"
    return (
        f"CREATE TRIGGER {table}_keep_{name} BEFORE {verb} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE({raising}, '{message}'); END;"
    )


def _no_replace(table: str, *keys: str) -> str:
    # Without this, INSERT OR REPLACE deletes the old row past every delete trigger (recursive_triggers is off).
    # An id that SQLite is to choose is -1 here; asking for it only costs time.
    there = [f"NEW.id >= 0 AND EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"]
    there += [f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})" for key in keys]
    return _refuse(table, "INSERT", " OR ".join(there), "FAIL")


def guards(db: Database) -> str:
    """The SQL of all triggers that keep rows from being changed, removed or replaced."""
    statements: list[str] = [_refuse(t, verb, "1") for t in FROZEN for verb in ("UPDATE", "DELETE")]
    statements += [_no_replace(t) for t in (*FROZEN, *SOURCE_ROWS, "texts")]
    complete = "EXISTS (SELECT 1 FROM sources WHERE id = OLD.source_id AND state = 'complete')"
    for table in SOURCE_ROWS:
        names: list[str] = [row[1] for row in db.conn.execute(f"PRAGMA table_info({table})")]
        columns = ", ".join(f'"{name}"' for name in names if name != "dropped_by")
        statements += [_refuse(table, "DELETE", complete), _refuse(table, f"UPDATE OF {columns}", complete)]
    for table in ("events", "outcomes"):
        statements.append(
            f"CREATE TRIGGER {table}_keep_correction BEFORE UPDATE OF dropped_by ON {table} "
            f"WHEN OLD.dropped_by IS NOT NULL OR NEW.dropped_by IS NULL "
            f"BEGIN SELECT RAISE(ABORT, '{table} are kept: a correction is refused'); END;"
        )
    statements += [
        _refuse("sources", "UPDATE", "OLD.state = 'complete'"),
        _refuse("sources", "DELETE", "OLD.state = 'complete'"),
        _no_replace("sources", "sha256"),
        _refuse("texts", "UPDATE", "1"),
        _refuse("texts", "DELETE", "NOT EXISTS (SELECT 1 FROM sources WHERE state = 'importing')"),
    ]
    return "\n".join(statements)


@migrations()
def m001_tables(db: Database) -> None:
    """The first version of all tables."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)


@migrations()
def m002_guards(db: Database) -> None:
    """Rows that must not change, cannot."""
    for statement in guards(db).splitlines():
        db.conn.execute(statement)
