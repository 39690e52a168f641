"""`auditor dates`: what is entered is kept, shown and logged; what is no date is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from auditor.case.case_file import CaseFile
from auditor.case.verification import verify

Auditor = Callable[..., Result]


@pytest.fixture
def path(filled: CaseFile) -> Path:
    filled.close()
    return filled.path


def test_what_is_entered_is_kept_and_shown(auditor: Auditor, path: Path) -> None:
    told = (
        "--announced",
        "2026-09-01",
        "--weekly-target",
        "2.5 M",
        "--report-weekday",
        "Friday",
        "--due",
        "2026-12-01",
    )
    entered = auditor("dates", path, *told)
    assert (entered.exit_code, entered.stderr) == (0, "")
    assert entered.stdout == auditor("dates", path).stdout
    lines = [line.split("  ")[0] + ": " + line.split("  ")[-1].strip() for line in entered.stdout.splitlines()[1:]]
    assert lines == [
        "Target announced: 2026-09-01",
        "Weekly target: 2,500,000 tokens",
        "Monthly target: –",
        "Target counts: tokens",
        "Report weekday: fri",
        "Report day: –",
        "Review due: 2026-12-01",
    ]


def test_nothing_entered_is_shown_as_nothing(auditor: Auditor, path: Path) -> None:
    shown = auditor("dates", path)
    assert shown.exit_code == 0 and shown.stdout.count("–") == 7


def test_one_is_cleared_and_the_others_stay(auditor: Auditor, path: Path) -> None:
    auditor("dates", path, "--announced", "2026-09-01", "--due", "2026-12-01")
    cleared = auditor("dates", path, "--announced", "")
    assert "2026-12-01" in cleared.stdout and "2026-09-01" not in cleared.stdout


def test_a_monthly_target_in_credits_takes_the_place_of_the_weekly_one(auditor: Auditor, path: Path) -> None:
    auditor("dates", path, "--weekly-target", "2 M")
    told = auditor("dates", path, "--monthly-target", "500", "--target-unit", "Credits", "--report-day", "Last")
    assert (told.exit_code, told.stderr) == (0, "")
    with CaseFile.open(path, readonly=True) as case:
        kept = case.properties.get()
    assert (kept.weekly_target, kept.monthly_target, kept.unit, kept.report_day) == ("", "500", "credits", "last")
    assert "500 credits" in told.stdout


def test_two_targets_at_once_are_refused(auditor: Auditor, path: Path) -> None:
    refused = auditor("dates", path, "--weekly-target", "1 M", "--monthly-target", "4 M")
    assert refused.exit_code == 1 and "by the week or by the month" in refused.stderr


def test_clearing_the_target_that_does_not_stand_leaves_the_other(auditor: Auditor, path: Path) -> None:
    auditor("dates", path, "--monthly-target", "4 M")
    assert "4,000,000 tokens" in auditor("dates", path, "--weekly-target", "").stdout


def test_what_changed_is_logged_once_and_the_case_verifies(auditor: Auditor, path: Path) -> None:
    for _ in range(2):
        auditor("dates", path, "--due", "2026-12-01")
    with CaseFile.open(path, readonly=True) as case:
        assert [line.detail for line in case.log.lines() if "due" in line.detail][1:] == ['{"due":"2026-12-01"}']
        assert not [check for check in verify(case) if check.ok is False]


@pytest.mark.parametrize(
    ("option", "wrong", "says"),
    [
        ("--announced", "1.9.2026", "is no date"),
        ("--due", "2026-02-30", "is no date"),
        ("--due", "20261201", "is no date"),
        ("--weekly-target", "much", "is no amount"),
        ("--weekly-target", "0", "is no weekly target"),
        ("--weekly-target", "1.5", "has a fraction"),
        ("--monthly-target", "-4", "is no amount"),
        ("--monthly-target", "1.5", "has a fraction"),
        ("--target-unit", "dollars", "is no unit of a target"),
        ("--report-day", "32", "is no day of the month"),
        ("--report-day", "0", "is no day of the month"),
        ("--report-day", "²", "is no day of the month"),
        ("--report-weekday", "someday", "is no weekday"),
        ("--report-weekday", "m", "is no weekday"),
    ],
)
def test_what_is_no_date_is_refused_and_changes_nothing(
    auditor: Auditor, path: Path, option: str, wrong: str, says: str
) -> None:
    refused = auditor("dates", path, "--announced", "2026-09-02", option, wrong)
    assert refused.exit_code == 1 and says in refused.stderr and refused.stdout == ""
    assert "2026-09-02" not in auditor("dates", path).stdout


def test_a_missing_case_is_told(auditor: Auditor, tmp_path: Path) -> None:
    missing = auditor("dates", tmp_path / "none.auditcase", "--due", "2026-12-01")
    assert missing.exit_code == 1 and "There is no case file" in missing.stderr
