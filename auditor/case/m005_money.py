"""Fifth step: what tokens cost, and what others say the use was: prices and control totals typed by the auditor."""

from sqlite_utils import Database

from auditor.case.schema import migrations, renew_guards

STATEMENTS = """
-- Prices of this case, which go before those of the program's own table. Micro-dollars per million tokens; NULL: not
-- told. A row with `withdrawn` takes the earlier ones of that model and day back. Insert-only.
CREATE TABLE prices (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    model TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    input INTEGER,
    cache_read INTEGER,
    cache_creation INTEGER,
    output INTEGER,
    source TEXT NOT NULL,
    withdrawn INTEGER NOT NULL
);

-- What an invoice, a dashboard or a sender's letter says the use was. `quantity` in millionths of `unit`. Insert-only;
-- `withdraws` takes an earlier line back.
CREATE TABLE control_totals (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    person_id INTEGER REFERENCES persons(id),
    model TEXT,
    source_id INTEGER REFERENCES sources(id),
    note TEXT NOT NULL,
    withdraws INTEGER REFERENCES control_totals(id)
)
"""


@migrations()
def m005_money(db: Database) -> None:
    """Tables, then their guards."""
    for statement in STATEMENTS.split(";\n"):
        db.conn.execute(statement)
    renew_guards(db)
