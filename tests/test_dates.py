"""The dates of a target, as marks on the people's clocks."""

from datetime import UTC, datetime

import pytest

from auditor.case.properties import Properties
from auditor.dates import marks, target_words
from auditor.times import from_iso

WEEK = 7 * 86_400_000_000


def told(zone: str = "Europe/Berlin", **dates: str) -> Properties:
    return Properties("Audit", "R. Okafor", timezone=zone, **dates)


FIFTEENTHS = ["09-15", "10-15", "11-15"]
ENDS = ["09-30", "10-31", "11-30"]
SPAN = (from_iso("2026-09-01T00:00:00Z"), from_iso("2026-11-30T00:00:00Z"))


def test_a_date_is_marked_at_midnight_on_the_peoples_clocks() -> None:
    found = marks(told(announced="2026-09-07", due="2026-12-01"), SPAN)
    assert found == [
        (from_iso("2026-09-06T22:00:00Z"), "target announced"),  # summer time
        (from_iso("2026-11-30T23:00:00Z"), "review due"),
    ]


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"weekly_target": "2000000"}, "2 M tokens a week"),
        ({"weekly_target": "2500000", "target_unit": "tokens"}, "2.5 M tokens a week"),
        ({"monthly_target": "2000001"}, "2,000,001 tokens a month"),
        ({"monthly_target": "500", "target_unit": "credits"}, "500 credits a month"),
        ({"target_unit": "credits"}, ""),
    ],
)
def test_the_target_is_told_in_words_where_it_was_announced(dates: dict[str, str], words: str) -> None:
    assert target_words(told(**dates)) == words
    name = marks(told(announced="2026-09-07", **dates), SPAN)[0][1]
    assert name == ("target announced: " + words if words else "target announced")


def test_nothing_told_is_nothing_marked() -> None:
    assert marks(told(weekly_target="2000000"), SPAN) == []


@pytest.mark.parametrize(
    ("zone", "day", "moment"),
    [
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),  # midnight was skipped: the clocks jumped to one
        ("Asia/Kathmandu", "2026-09-07", "2026-09-06T18:15:00Z"),
        ("UTC", "0001-01-01", "0001-01-01T00:00:00Z"),
    ],
)
def test_every_zone_has_its_midnight(zone: str, day: str, moment: str) -> None:
    assert marks(told(zone, due=day), SPAN) == [(from_iso(moment), "review due")]


def test_report_days_have_marks_without_a_name_each_week() -> None:
    found = marks(told(report_weekday="fri"), SPAN)
    assert len(found) == 13 and {name for _, name in found} == {""}
    local = [datetime.fromtimestamp(at / 1e6, UTC).astimezone(told().zone) for at, _ in found]
    assert {(moment.weekday(), moment.hour, moment.minute) for moment in local} == {(4, 0, 0)}


def test_many_report_days_would_be_a_fence() -> None:
    start = SPAN[0]
    assert len(marks(told(report_weekday="mon"), (start, start + 15 * WEEK))) == 15
    assert marks(told(report_weekday="mon"), (start, start + 18 * WEEK)) == []
    assert marks(told(report_weekday="mon"), (0, 10**18)) == []


@pytest.mark.parametrize(
    ("day", "marked"),
    [("last", ENDS), ("31", ENDS), ("1", ["09-01", "10-01", "11-01"]), ("15", FIFTEENTHS)],
)
def test_a_report_day_of_the_month_has_a_mark_each_month(day: str, marked: list[str]) -> None:
    found = marks(told("UTC", report_day=day), SPAN)
    assert [datetime.fromtimestamp(at / 1e6, UTC).strftime("%m-%d") for at, _ in found] == marked


def test_a_year_of_monthly_reports_is_shown_though_its_weeks_would_be_a_fence() -> None:
    year = (SPAN[0], SPAN[0] + 53 * WEEK)
    assert len(marks(told(report_day="1", report_weekday="mon"), year)) == 12


@pytest.mark.parametrize("span", [(-(10**18), -(10**18) + 1), (10**18, 10**18 + WEEK), (SPAN[0], SPAN[0])])
def test_a_strange_span_is_no_error(span: tuple[int, int]) -> None:
    assert marks(told(report_weekday="tue", announced="2026-09-01"), span)[0][1] in ("", "target announced")
