"""Loading in bulk: the guards are lifted for nobody but the load itself, and stand again however it ends."""

import sqlite3

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.loading import LIFTED
from auditor.case.verification import verify
from auditor.errors import CaseError
from tests.case.raw import raw, row_counts
from tests.invented import event, events

INTO_A_COMPLETE_SOURCE = "INSERT INTO events (source_id, line, at, agent_id) VALUES (1, 1, 1, 1)"
GUARDS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"


def guards(case: CaseFile) -> list[tuple[str, str]]:
    with raw(case.path) as connection:
        return connection.execute(GUARDS).fetchall()


def test_others_see_the_guards_all_the_time(case: CaseFile) -> None:
    before = guards(case)
    inside = case.store.load(lambda connection: connection.execute(GUARDS).fetchall()).result()
    assert {name for name, _ in before} - {name for name, _ in inside} == set(LIFTED)
    assert guards(case) == before
    case.store.flush()
    assert guards(case) == before


def test_the_guards_stand_after_a_load_that_fails(case: CaseFile) -> None:
    before = guards(case)
    with pytest.raises(sqlite3.OperationalError):
        case.store.load(lambda connection: connection.execute("INSERT INTO nothing VALUES (1)")).result()
    assert guards(case) == before
    case.store.write(lambda connection: connection.execute("PRAGMA user_version").fetchone())
    assert case.store.write(lambda c: c.execute("PRAGMA foreign_keys").fetchone()) == (1,)


def test_a_click_during_a_load_is_guarded(filled: CaseFile) -> None:
    filled.store.load(lambda connection: None).result()
    with pytest.raises(sqlite3.IntegrityError, match="events are kept"):
        filled.store.write(lambda c: c.execute(INTO_A_COMPLETE_SOURCE))


def test_a_case_is_sound_after_a_large_import(case: CaseFile) -> None:
    before = guards(case)
    intake = case.sources.begin("large", 1, "invented", 1)
    for first in range(0, 30_000, 3_000):
        intake.add(events(3_000, first))
    intake.add([event(7, output_tokens=99)])
    intake.complete(sha256="x", lines=30_001)
    case.derived.refresh()
    assert guards(case) == before
    assert [check for check in verify(case) if check.ok is False] == []
    assert case.sources.all()[0].rules == {"fuller-copy": 1}


def test_a_large_import_that_is_discarded_is_gone_before_the_next_begins(filled: CaseFile) -> None:
    before = row_counts(filled.path)
    intake = filled.sources.begin("large", 1, "invented", 1)
    intake.add(events(30_000, 100, agent="later"))
    intake._waiting[-1].result()
    intake.discard()
    filled.sources.begin("next", 1, "invented", 1).discard()
    assert row_counts(filled.path) == before


def test_closing_leaves_what_is_being_taken_back_to_the_next_opening(filled: CaseFile) -> None:
    before = row_counts(filled.path)
    intake = filled.sources.begin("large", 1, "invented", 1)
    intake.add(events(60_000, 100, agent="later"))
    intake._waiting[-1].result()
    intake.discard()
    filled.close()
    with pytest.raises(CaseError, match="is closed"):
        filled.log.note("too late")
    with CaseFile.open(filled.path) as again:
        assert len(again.sources.all()) == 1
    after = row_counts(filled.path)
    assert {table for table in before if before[table] != after[table]} <= {"log"}
