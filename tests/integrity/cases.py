"""A case into which a test puts use as an export would tell it, and what is then said of it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.integrity.notes import notes
from auditor.records import Record, UsageEvent

MINUTE = 60_000_000
NOON = 20_759 * 86_400_000_000 + 43_200_000_000
CALL = UsageEvent(
    at=NOON, agent="reader", line=1, person="ann", model="claude-opus-4-6", input_tokens=100, output_tokens=10
)


def empty_case(folder: Path) -> CaseFile:
    """A new case."""
    return CaseFile.create(folder / "notes.auditcase", Properties("Notes", "R. Okafor"))


def take(case: CaseFile, records: Iterable[Record]) -> None:
    """One more source with these records."""
    name = f"source{case.sources.count()}"
    intake = case.sources.begin(name, 1, "claude-code", 1)
    intake.add(list(records))
    intake.complete(sha256=name, lines=1)
    case.derived.refresh()


def calls(count: int, begin: int = NOON) -> Iterator[UsageEvent]:
    """So many unlike calls, in order, minutes apart; always the same from one beginning on."""
    dice = Random(7)
    at = begin
    for line in range(1, count + 1):
        at += dice.randrange(MINUTE, 9 * MINUTE)
        sizes = {"input_tokens": dice.randrange(500, 9000), "output_tokens": dice.randrange(20, 900)}
        yield replace(CALL, at=at, line=line, **sizes)


def said(case: CaseFile) -> str:
    """All notes in one line."""
    return " | ".join(note.text for note in notes(case))
