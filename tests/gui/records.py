"""Sources made of records a test names itself, taken into a case as the importers' records are."""

from dataclasses import replace

from auditor.case.case_file import CaseFile
from auditor.records import Record, Source, Unit, UsageAggregate, UsageEvent

DAY = 86_400_000_000
MIDNIGHT = 20_759 * DAY
"""2026-11-02, UTC."""


def take(case: CaseFile, importer: str, *records: Record, path: str = "") -> Source:
    """One complete source with these records."""
    number = case.sources.count()
    intake = case.sources.begin(path or f"home/berg/{importer}-{number}", 1, importer, 1)
    intake.add(records)
    intake.complete(sha256=f"{importer}{number}", lines=len(records))
    case.derived.refresh()
    return case.sources.all()[-1]


def call(day: int, tokens: int, **told: object) -> UsageEvent:
    """A request at noon of a day after MIDNIGHT."""
    at = MIDNIGHT + day * DAY + DAY // 2
    base = UsageEvent(at=at, agent="reader", line=1, person="ann.berg", model="m-1", input_tokens=tokens)
    return replace(base, output_tokens=0, **told)  # type: ignore[arg-type]


def sum_of(day: int, quantity: int, unit: Unit = Unit.INPUT_TOKENS, **more: object) -> UsageAggregate:
    """A sum over a day."""
    start = MIDNIGHT + day * DAY
    base = UsageAggregate(start, start + DAY, quantity * 1_000_000, unit, 1, person="ann.berg")
    return replace(base, **more)  # type: ignore[arg-type]
