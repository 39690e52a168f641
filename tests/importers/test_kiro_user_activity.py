"""Traps of the older Kiro and Amazon Q reports: month first, empty cells, rows of zeros, lines that are no use."""

import pytest

from auditor.importers.reports.kiro_user_activity import IMPORTER
from auditor.importers.reports.kiro_user_report import user_of
from auditor.records import ImportIssue, Record, Severity, UsageAggregate

from .conftest import Read

HEAD = "UserId,Date,Chat_AICodeLines,Chat_MessagesSent,Dev_GenerationEventCount,Inline_SuggestionsCount\n"


def sums(records: list[Record]) -> list[tuple[str, int]]:
    return [(one.unit, one.quantity) for one in records if isinstance(one, UsageAggregate)]


def test_messages_and_uses_of_features_are_apart_and_lines_are_no_use(read: Read) -> None:
    assert sums(read(IMPORTER, f"{HEAD}ann,04-17-2026,99,6,2,70\n")) == [
        ("messages", 6_000_000),
        ("requests", 2_000_000),
    ]


def test_dates_are_written_month_first(read: Read) -> None:
    one = read(IMPORTER, f"{HEAD}ann,04-05-2026,0,1,,\n")[0]
    assert isinstance(one, UsageAggregate) and one.start == 1_775_347_200_000_000
    assert one.end - one.start == 86_400_000_000


def test_a_day_that_is_no_month_first_date_is_rejected(read: Read) -> None:
    issue = read(IMPORTER, f"{HEAD}ann,17-04-2026,0,1,,\n")[0]
    assert isinstance(issue, ImportIssue) and issue.severity is Severity.REJECTED


def test_a_row_of_zeros_is_kept_and_an_empty_cell_tells_nothing(read: Read) -> None:
    assert sums(read(IMPORTER, f"{HEAD}ann,04-17-2026,0,0,0,0\n")) == [("messages", 0), ("requests", 0)]
    assert sums(read(IMPORTER, f"{HEAD}ann,04-17-2026,,3,,\n")) == [("messages", 3_000_000)]


def test_rows_that_tell_only_lines_are_counted_in_a_warning(read: Read) -> None:
    issues = read(IMPORTER, f"{HEAD}ann,04-17-2026,5,,,\nbob,04-17-2026,5,,,9\n")
    assert len(issues) == 1 and isinstance(issues[0], ImportIssue)
    assert issues[0].severity is Severity.WARNING and "2 rows" in issues[0].reason


def test_a_day_told_again_has_the_same_key(read: Read) -> None:
    records = read(IMPORTER, f"{HEAD}ann,04-17-2026,0,1,,\nann,04-17-2026,0,2,,\nann,04-18-2026,0,2,,\n")
    assert len({one.key for one in records if isinstance(one, UsageAggregate)}) == 2


@pytest.mark.parametrize(
    ("written", "person"),
    [("d-1.1B1E1D00-0000-4000-8000-00000000000a", "1b1e1d00-0000-4000-8000-00000000000a"), ("a.b", "a.b")],
)
def test_only_a_uuid_loses_what_stands_before_it(written: str, person: str) -> None:
    assert user_of(written) == person
