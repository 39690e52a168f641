"""What limits the figures is said, the gravest first; a case without faults says nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.importers.contract import NO_AGENT
from auditor.integrity.note import Weight
from auditor.integrity.notes import notes
from auditor.records import ImportIssue, Outcome, Record, SamePerson, Severity, Unit, UsageAggregate, UsageEvent

DAY = 86_400_000_000
NOON = 20_759 * DAY + DAY // 2
CALL = UsageEvent(
    at=NOON, agent="reader", line=1, person="ann", model="claude-opus-4-6", input_tokens=100, output_tokens=1
)
COMMIT = Outcome(NOON, "commit", "abc", 1, person="ann")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseFile]:
    with CaseFile.create(tmp_path / "notes.auditcase", Properties("Notes", "R. Okafor")) as case:
        yield case


def take(case: CaseFile, *records: Record) -> None:
    name = f"source{case.sources.count()}"
    intake = case.sources.begin(name, 1, "invented", 1)
    intake.add(records)
    intake.complete(sha256=name, lines=1)
    case.derived.refresh()


def said(case: CaseFile) -> str:
    return " | ".join(note.text for note in notes(case))


def test_a_case_without_faults_needs_no_note(case: CaseFile) -> None:
    take(case, CALL, COMMIT)
    assert notes(case) == []


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (ImportIssue(3, "cut off"), "1 line of 1 source could not be read"),
        (replace(CALL, lower_bound=True), "Of 1 request only a lower bound"),
        (
            ImportIssue(0, "these logs are a sample (samplingRate 0.5)", Severity.WARNING),
            "Only a sample stands in 1 source",
        ),
        (replace(CALL, dropped_by="streamed-repeat"), "1 record told twice: kept, and counted once (1 repeats)"),
        (replace(CALL, agent=NO_AGENT), "No agent is named for 1 request"),
        (replace(CALL, model="house-7"), "For 1 request the list has no price (house-7)"),
        (
            UsageAggregate(NOON, NOON + 1, 7_000_000, Unit.INPUT_TOKENS, 1, person="ann"),
            "More is counted than “invented” says, for 1 person",
        ),
        (replace(CALL, at=NOON + 40 * DAY), "is silent from 2026-11-03 to 2026-12-11"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_fault_is_said(case: CaseFile, record: Record, words: str) -> None:
    take(case, CALL, COMMIT, record)
    assert words in said(case)


def test_missing_outcomes_and_missing_events_are_said(case: CaseFile) -> None:
    take(case, UsageAggregate(NOON, NOON + 1, 7, Unit.CREDITS, 1, person="ann"))
    assert "No outcome data was delivered" in said(case) and "Only sums were delivered" in said(case)


def test_the_gravest_stands_first(case: CaseFile) -> None:
    take(
        case,
        CALL,
        replace(CALL, model="house-7"),
        UsageAggregate(NOON, NOON + 1, 7, Unit.INPUT_TOKENS, 1, person="ann"),
    )
    weights = [note.weight for note in notes(case)]
    assert weights == sorted(weights, reverse=True) and weights[0] is Weight.WRONG


def test_an_export_can_say_that_two_names_are_one_person(case: CaseFile) -> None:
    take(case, SamePerson("ann@example.test", "0f-uuid", 1), CALL, replace(CALL, person="0f-uuid"))
    take(case, replace(CALL, person="Ann@Example.test"))
    assert [person.names for person in case.persons.all()] == [("0f-uuid", "ann", "ann@example.test")]


def test_what_an_export_says_of_persons_known_apart_is_left_to_the_auditor(case: CaseFile) -> None:
    take(case, replace(CALL, person="0f-uuid"), CALL)
    take(case, SamePerson("bea@example.test", "0f-uuid", 1), replace(CALL, person="bea@example.test"))
    assert len(case.persons.all()) == 3
    assert "are one person: join them" in case.sources.all()[1].warnings[0]
