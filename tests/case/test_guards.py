"""What must not change, cannot: not even past the program, with plain SQL."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.schema import SHARED
from auditor.records import ImportIssue, Label, Unit, UsageAggregate
from auditor.review import Draft, give_verdict, pin_span
from tests.case.raw import raw
from tests.invented import START, event, import_file, outcome, write

KEPT = ("verdicts", "log", "exhibits", "sources", "events", "aggregates", "outcomes", "import_issues", "texts")
ATTACKS = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "upsert": "INSERT INTO {table} SELECT * FROM {table} WHERE true"
    " ON CONFLICT (id) DO UPDATE SET {column} = excluded.{column}",
}


@pytest.fixture
def attacked(case: CaseFile, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection to a case with at least one row in every table."""
    sum_ = UsageAggregate(START, START + 1, 5, Unit.REQUESTS, 2)
    records = [event(), event(2, dropped_by="streamed-repeat"), sum_, outcome(), ImportIssue(4, "no time")]
    import_file(case, write(tmp_path / "a.invented", records))
    agent = case.agents.all()[0].id
    pin_span(case, agent, START, START + 1, "the first minute")
    give_verdict(case, agent, Draft(Label.USEFUL))
    case.close()
    with raw(case.path) as connection:
        yield connection


TRUE_MARKS = "json_object(" + ", ".join(f"'{t}', (SELECT coalesce(max(id), 0) FROM {t})" for t in SHARED) + ")"


def begin(connection: sqlite3.Connection, marks: str = TRUE_MARKS) -> None:
    """Put in source 99 as if its import had begun."""
    connection.execute(
        "INSERT INTO sources (id, state, path, size, importer, importer_version, imported_at, imported_by, marks)"
        f" VALUES (99, 'importing', 'x', 1, 'x', 1, 1, 'x', {marks})"
    )


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("table", KEPT)
def test_a_kept_row_cannot_be_changed_through_raw_sql(attacked: sqlite3.Connection, table: str, attack: str) -> None:
    before = attacked.execute(f"SELECT * FROM {table}").fetchall()
    column = attacked.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE cid = 1").fetchone()[0]
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} are kept"):
        attacked.execute(ATTACKS[attack].format(table=table, column=column))
    assert before
    assert attacked.execute(f"SELECT * FROM {table}").fetchall() == before


@pytest.mark.parametrize("table", ["events", "outcomes"])
def test_a_correction_drops_a_row_once_and_never_brings_it_back(attacked: sqlite3.Connection, table: str) -> None:
    begin(attacked)
    attacked.execute(f"UPDATE {table} SET dropped_by = 'fuller-copy' WHERE id = 1")
    for value in ("NULL", "'another-rule'"):
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} are kept"):
            attacked.execute(f"UPDATE {table} SET dropped_by = {value} WHERE id = 1")


@pytest.mark.parametrize("table", ["events", "outcomes"])
def test_a_correction_is_refused_while_nothing_is_imported(attacked: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} are kept"):
        attacked.execute(f"UPDATE {table} SET dropped_by = 'fuller-copy' WHERE id = 1")


@pytest.mark.parametrize("table", ["events", "outcomes"])
def test_a_correction_changes_nothing_else(attacked: sqlite3.Connection, table: str) -> None:
    begin(attacked)
    for change in ("line = 99", "rowid = 700", "key = NULL"):
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} are kept"):
            attacked.execute(f"UPDATE {table} SET dropped_by = 'fuller-copy', {change} WHERE id = 1")


@pytest.mark.parametrize("name", ["id", "rowid", "oid", "_rowid_"])
@pytest.mark.parametrize("table", KEPT)
def test_a_kept_row_keeps_its_id(attacked: sqlite3.Connection, table: str, name: str) -> None:
    before = attacked.execute(f"SELECT * FROM {table}").fetchall()
    for importing in (False, True):
        if importing:
            begin(attacked)
        with pytest.raises(sqlite3.IntegrityError, match=f"{table} are kept"):
            attacked.execute(f"UPDATE {table} SET {name} = 700 WHERE id = 1")
    assert attacked.execute(f"SELECT * FROM {table} WHERE id <> 99").fetchall() == before


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE OR REPLACE events SET id = 1 WHERE id = 900",
        "UPDATE OR REPLACE events SET rowid = 1 WHERE id = 2",
        "UPDATE events SET source_id = 1 WHERE id = 900",
        "UPDATE OR REPLACE sources SET id = 1 WHERE id = 99",
        "UPDATE OR REPLACE sources SET sha256 = (SELECT sha256 FROM sources WHERE id = 1) WHERE id = 99",
        "UPDATE sources SET marks = '{}' WHERE id = 99",
        "DELETE FROM texts WHERE id = 1",
    ],
)
def test_a_source_being_imported_is_no_way_to_what_is_complete(attacked: sqlite3.Connection, attack: str) -> None:
    begin(attacked)
    attacked.execute("INSERT INTO events (id, source_id, line, at, agent_id) VALUES (900, 99, 1, 1, 1)")
    with pytest.raises(sqlite3.IntegrityError, match="are kept"):
        attacked.execute(attack)


def test_a_source_whose_taking_back_would_remove_others_rows_is_refused(attacked: sqlite3.Connection) -> None:
    for marks in ("'{}'", "json_object('persons', 0, 'person_names', 0, 'agents', 0, 'sessions', 0, 'texts', 0)"):
        with pytest.raises(sqlite3.IntegrityError, match="sources are kept"):
            begin(attacked, marks)


@pytest.mark.parametrize("table", ["events", "aggregates", "outcomes", "import_issues"])
@pytest.mark.parametrize("source", [1, 77])
def test_nothing_is_added_to_a_source_that_is_not_being_imported(
    attacked: sqlite3.Connection, table: str, source: int
) -> None:
    columns = ", ".join(row[1] for row in attacked.execute(f"PRAGMA table_info({table})").fetchall()[2:])
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} are kept"):
        attacked.execute(f"INSERT INTO {table} (source_id, {columns}) SELECT {source}, {columns} FROM {table}")


def test_a_source_cannot_be_replaced_by_another_with_the_same_bytes(attacked: sqlite3.Connection) -> None:
    columns = ", ".join(row[1] for row in attacked.execute("PRAGMA table_info(sources)").fetchall()[1:])
    with pytest.raises(sqlite3.IntegrityError, match="sources are kept"):
        attacked.execute(f"INSERT OR REPLACE INTO sources (id, {columns}) SELECT 99, {columns} FROM sources")


def test_every_column_of_a_complete_event_is_guarded(attacked: sqlite3.Connection) -> None:
    for _, column, *_ in attacked.execute("PRAGMA table_info(events)").fetchall():
        with pytest.raises(sqlite3.IntegrityError, match="events are kept"):
            attacked.execute(f"UPDATE events SET {column} = {column} WHERE id = 2")
