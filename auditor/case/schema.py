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

-- Who did what, when. `chain` is SHA-256 over the previous line's chain and this line: a line changed, or missing from
-- amid others, shows. The last lines could be cut off: `verify` compares what they tell of.
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
CREATE TABLE agent_coverage (
    agent_id INTEGER PRIMARY KEY,
    prompts INTEGER NOT NULL,
    untold INTEGER NOT NULL,
    costs INTEGER NOT NULL
);
CREATE TABLE agent_dropped (
    agent_id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    events INTEGER NOT NULL,
    PRIMARY KEY (agent_id, rule)
) WITHOUT ROWID;
CREATE TABLE stale_agents (agent_id INTEGER PRIMARY KEY);
-- All that tells whose outcomes are, so that those of a thousand agents are counted without looking at the rows.
CREATE INDEX outcomes_counted ON outcomes(person_id, agent, branch, source_id) WHERE dropped_by IS NULL;
"""

FROZEN = ("verdicts", "log", "exhibits", "identity_acts", "prices", "control_totals", "overrides", "grounds")
"""Insert-only from the first line on."""

SOURCE_ROWS = ("events", "aggregates", "outcomes", "import_issues")
"""Nothing comes in, goes or changes once their source is complete, but for a correction: of those that have the column
a later import may set `dropped_by`, once, while it is under way, when a fuller copy came."""

SHARED = ("persons", "person_names", "agents", "sessions", "texts")
"""Tables shared by sources, of which `sources.marks` tells the highest ids."""


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


def _no_replace(table: str, *conditions: str) -> str:
    # Without this, INSERT OR REPLACE deletes the old row past every delete trigger (recursive_triggers is off).
    # An id that SQLite is to choose is -1 here; asking for it only costs time.
    there = f"NEW.id >= 0 AND EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"
    return _refuse(table, "INSERT", " OR ".join((there, *conditions)), "FAIL")


def guards(db: Database) -> str:
    """The SQL of all triggers that keep rows from being changed, removed or replaced."""
    tables = set(db.table_names())  # later steps bring more
    frozen = [table for table in FROZEN if table in tables]
    statements: list[str] = [_refuse(t, verb, "1") for t in frozen for verb in ("UPDATE", "DELETE")]
    statements += [_no_replace(t) for t in (*frozen, "texts")]
    state = "EXISTS (SELECT 1 FROM sources WHERE id = {}.source_id AND state = '{}')"
    for table in SOURCE_ROWS:
        # No UPDATE OF: a column list does not see `SET rowid`. And OR REPLACE would remove the row with the new id.
        moved = "NEW.id IS NOT OLD.id OR NEW.source_id IS NOT OLD.source_id"
        complete = state.format("OLD", "complete")
        columns = columns_of(db, table)
        changed = f"{complete} AND NOT ({_correction(columns)})" if "dropped_by" in columns else complete
        statements += [
            _no_replace(table, f"NOT {state.format('NEW', 'importing')}"),
            _refuse(table, "UPDATE", f"{moved} OR {changed}"),
            _refuse(table, "DELETE", complete),
        ]
    other = "EXISTS (SELECT 1 FROM sources WHERE sha256 = NEW.sha256 AND id IS NOT OLD.id)"
    begun = "EXISTS (SELECT 1 FROM sources WHERE state = 'importing' AND OLD.id > json_extract(marks, '$.texts'))"
    statements += [
        _no_replace("sources", "EXISTS (SELECT 1 FROM sources WHERE sha256 = NEW.sha256)", _wrong_marks()),
        _refuse(
            "sources",
            "UPDATE",
            f"OLD.state = 'complete' OR NEW.id IS NOT OLD.id OR NEW.marks IS NOT OLD.marks OR {other}",
        ),
        _refuse("sources", "DELETE", "OLD.state = 'complete'"),
        _refuse("texts", "UPDATE", "1"),
        _refuse("texts", "DELETE", f"NOT {begun}"),
    ]
    return "\n".join(statements)


def columns_of(db: Database, table: str) -> list[str]:
    """The names of a table's columns, quoted where SQL needs it."""
    return [f'"{row[1]}"' if row[1] == "end" else row[1] for row in db.conn.execute(f"PRAGMA table_info({table})")]


def _correction(columns: list[str]) -> str:
    """Nothing but `dropped_by` changes, from not dropped to dropped, while an import is under way."""
    kept = [name for name in columns if name != "dropped_by"]
    old, new = (", ".join(f"{row}.{name}" for name in kept) for row in ("OLD", "NEW"))
    return (
        f"OLD.dropped_by IS NULL AND NEW.dropped_by IS NOT NULL AND ({new}) IS ({old})"
        " AND EXISTS (SELECT 1 FROM sources WHERE state = 'importing')"
    )


def _wrong_marks() -> str:
    # Lower ones would have rows of other sources removed when the import is taken back.
    return " OR ".join(
        f"json_extract(NEW.marks, '$.{table}') IS NOT (SELECT coalesce(max(id), 0) FROM {table})" for table in SHARED
    )


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


def renew_guards(db: Database) -> None:
    """Make all guards anew, after a step that changed tables they speak of. ALTER TABLE wants them gone before it."""
    drop_guards(db)
    for statement in guards(db).splitlines():
        db.conn.execute(statement)


def drop_guards(db: Database) -> None:
    """Take the guards away, within a migration that makes them anew at its end."""
    for (name,) in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.conn.execute(f"DROP TRIGGER {name}")
