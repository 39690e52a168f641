"""How the auditor likes to see things is kept with the case, and never stands in the way of the work."""

from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.verification import verify
from tests.case.raw import raw, tamper

LANES = {"lanes": ["tokens", "hours"], "heights": {"tokens": 120.5}, "log": True, "note": "Größe \ud83e"}


@pytest.fixture
def closed(case: CaseFile) -> Path:
    """A closed case with a view."""
    case.views.set("timeline", LANES)
    case.close()
    return case.path


def test_a_view_is_there_when_the_case_is_opened_again(closed: Path) -> None:
    with CaseFile.open(closed) as again:
        assert again.views.get("timeline") == LANES
        assert again.views.get("table") is None


def test_the_last_value_counts_and_none_forgets(case: CaseFile) -> None:
    for value in ([1, 2], [2], True, 1, None):
        case.views.set("columns", value)
        assert case.views.get("columns") == value and type(case.views.get("columns")) is type(value)


def test_a_view_is_no_evidence_and_not_logged(case: CaseFile) -> None:
    before = case.log.lines()
    case.views.set("timeline", LANES)
    assert case.log.lines() == before and not [check for check in verify(case) if check.ok is False]


@pytest.mark.parametrize("value", ["", "{", "[1,", "x'ff00'", "nul", "[" * 100_000])
def test_what_cannot_be_read_is_as_if_it_was_not_there(closed: Path, value: str) -> None:
    with raw(closed) as connection:
        connection.execute("UPDATE views SET value = ?", (value,))
    with CaseFile.open(closed) as again:
        assert again.views.get("timeline") is None
        again.views.set("timeline", LANES)
        assert again.views.get("timeline") == LANES


def test_a_view_of_bytes_is_as_if_it_was_not_there(closed: Path) -> None:
    tamper(closed, "UPDATE views SET value = x'ff00'")
    with CaseFile.open(closed) as again:
        assert again.views.get("timeline") is None


def test_in_a_case_for_reading_only_a_view_holds_until_it_is_closed(closed: Path) -> None:
    for _ in range(2):
        with CaseFile.open(closed, readonly=True) as looking:
            assert looking.views.get("timeline") == LANES
            looking.views.set("timeline", ["cost"])
            assert looking.views.get("timeline") == ["cost"]


def test_a_view_that_cannot_be_written_holds_until_the_case_is_closed(case: CaseFile) -> None:
    case.path.rename(case.path.with_name("moved"))
    case.views.set("timeline", LANES)
    assert case.views.get("timeline") == LANES
