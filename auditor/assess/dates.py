"""What the indicators are told of a target: its dates, and the weeks or months it can be counted by."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from auditor.case.properties import LAST_DAY, Properties
from auditor.dates import DAY, day_of, midnight, month_days, weekdays
from auditor.indicators.reference import Dates
from auditor.records import Column


def reference_dates(properties: Properties, span: tuple[int, int]) -> Dates:
    """What the people were told, over the days of `span` (first and last event, µs UTC); those two days are whole.

    A weekly target, or none, is laid over weeks from Monday and over weeks that end with the report weekday; a monthly
    one over the months of the calendar and over those that end with the report day. `reports` holds the beginnings of
    all reporting days from the first day to the one after the last.
    """
    announced = midnight(date.fromisoformat(properties.announced), properties) if properties.announced else None
    try:
        first, end = day_of(span[0], properties), day_of(span[1], properties) + DAY
        ways = _ways(properties, first, end)
        weekly = weekdays(properties.report_weekday, first, end)
        reports = sorted({*weekly, *month_days(properties.report_day, first, end)})
    except (OverflowError, ValueError):  # outside of any calendar
        ways, reports = [], []
    return Dates(
        announced=announced,
        target=properties.target,
        unit=properties.unit,
        periods=tuple(_moments(edges, properties) for edges in ways),
        reports=_moments(reports, properties),
    )


def _ways(properties: Properties, first: date, end: date) -> list[list[date]]:
    """Each way to lay periods from `first` to before `end`, as the days on which they begin, and the last one's end."""
    if properties.monthly_target or (properties.report_day and not properties.target):
        days, last_days = month_days, (LAST_DAY, properties.report_day)
    else:
        days, last_days = weekdays, ("sun", properties.report_weekday)
    ways = [[day + DAY for day in days(told, first - DAY, end - DAY)] for told in last_days]
    return [way for number, way in enumerate(ways) if len(way) > 1 and way not in ways[:number]]


def _moments(days: Sequence[date], properties: Properties) -> Column:
    found = np.array([midnight(day, properties) for day in days], dtype=np.int64)
    found.flags.writeable = False
    return found
