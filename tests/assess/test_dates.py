"""What the indicators are told of a target, on the people's clocks."""

import numpy as np
import pytest

from auditor.assess.dates import reference_dates
from auditor.case.properties import Properties
from auditor.times import from_iso, iso

SPAN = (from_iso("2026-09-03T07:00:00Z"), from_iso("2026-11-02T16:00:00Z"))  # a Thursday to a Monday
DAY = 86_400_000_000


def told(zone: str = "UTC", **dates: str) -> Properties:
    return Properties("Audit", "R. Okafor", timezone=zone, **dates)


def days(moments: np.ndarray) -> list[str]:
    return [iso(at)[:10] for at in moments.tolist()]


def test_nothing_told_is_unknown_and_weeks_are_those_of_the_calendar() -> None:
    dates = reference_dates(told(), SPAN)
    assert (dates.announced, dates.target, dates.unit, len(dates.reports)) == (None, None, "tokens", 0)
    assert [days(way)[:2] + days(way)[-1:] for way in dates.periods] == [["2026-09-07", "2026-09-14", "2026-11-02"]]


def test_a_week_can_end_with_the_report_weekday() -> None:
    calendar, reported = reference_dates(told(weekly_target="7", report_weekday="fri"), SPAN).periods
    assert days(reported)[0] == "2026-09-05" and days(reported)[-1] == "2026-10-31"
    assert set(np.diff(calendar)) == set(np.diff(reported)) == {7 * DAY}


def test_a_report_on_sunday_ends_the_calendar_week_and_is_no_second_way() -> None:
    assert len(reference_dates(told(report_weekday="sun"), SPAN).periods) == 1


def test_a_monthly_target_is_laid_over_months() -> None:
    calendar, reported = reference_dates(told(monthly_target="9", target_unit="credits", report_day="15"), SPAN).periods
    assert days(calendar) == ["2026-10-01", "2026-11-01"]
    assert days(reported) == ["2026-09-16", "2026-10-16"]


def test_reports_are_the_beginnings_of_weekly_and_monthly_ones_together() -> None:
    dates = reference_dates(told(report_weekday="mon", report_day="last"), SPAN)
    assert days(dates.reports)[:5] == ["2026-09-07", "2026-09-14", "2026-09-21", "2026-09-28", "2026-09-30"]
    assert days(dates.reports)[-2:] == ["2026-10-31", "2026-11-02"]


def test_days_begin_on_the_peoples_clocks_also_when_these_change() -> None:
    dates = reference_dates(told("Europe/Berlin", announced="2026-09-07", weekly_target="1"), SPAN)
    assert dates.announced == from_iso("2026-09-06T22:00:00Z")
    assert iso(int(dates.periods[0][-1])) == "2026-11-01T23:00:00Z"  # winter time since 25 October
    assert sorted(set(np.diff(dates.periods[0]))) == [7 * DAY, 7 * DAY + DAY // 24]


def test_the_first_and_the_last_day_are_whole() -> None:
    week = (from_iso("2026-09-07T09:00:00Z"), from_iso("2026-09-13T18:00:00Z"))
    assert [days(way) for way in reference_dates(told(), week).periods] == [["2026-09-07", "2026-09-14"]]
    assert reference_dates(told(), (week[0] + DAY, week[1])).periods == ()


@pytest.mark.parametrize("span", [(-(10**18), -(10**18) + 1), (0, 10**18), (SPAN[0], SPAN[0])])
def test_a_strange_span_has_no_period_and_is_no_error(span: tuple[int, int]) -> None:
    dates = reference_dates(told(announced="2026-09-07", report_weekday="tue", report_day="31"), span)
    assert dates.periods == () and len(dates.reports) == 0 and dates.announced is not None
