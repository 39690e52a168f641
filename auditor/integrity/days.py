"""Days on which an export is silent."""

from collections.abc import Iterator
from datetime import UTC, datetime

from auditor.integrity.note import Looked, Note, Weight, title
from auditor.reconcile import coverage


def check(looked: Looked) -> Iterator[Note]:
    """Runs of days without a line that are unusual for the format."""
    for told in coverage(looked.case):
        for start, end in told.gaps:
            yield Note(
                Weight.DOUBT,
                f"“{title(told.importer)}” is silent from {_day(start)} to {_day(end)}: that means nothing.",
                "sources",
            )


def _day(number: int) -> str:
    return datetime.fromtimestamp(number * 86_400, UTC).date().isoformat()
