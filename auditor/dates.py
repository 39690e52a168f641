"""Use case: what the people were told of a target, as dates on the timeline: announced, reported on, due."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from auditor.case.case_file import CaseFile
from auditor.case.properties import WEEKDAYS, Properties, check_dates
from auditor.reconcile import ALL, amount_written
from auditor.times import EPOCH

TITLES = {
    "announced": "Target announced",
    "weekly_target": "Weekly target",
    "report_weekday": "Report weekday",
    "due": "Review due",
}
"""What the auditor can say, and how it is called where people read it."""

DAY_NAMES = dict(
    zip(WEEKDAYS, ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), strict=True)
)

MANY = 16
"""Report days in view above which they would be a fence: a quarter of a year has 13."""

MICROSECOND = timedelta(microseconds=1)


def enter_dates(case: CaseFile, told: Mapping[str, str | None]) -> Properties:
    """Keep what is told ("" clears it, None leaves it as it is). Raises CaseError for what cannot be understood.

    Keys are those of TITLES. A target may be written "2,000,000" or "2 M", a weekday "Monday".
    """
    changes = {name: understood(name, text) for name, text in told.items() if text is not None}
    kept = case.properties.get()
    changes = {name: text for name, text in changes.items() if text != getattr(kept, name)}
    return case.properties.set(**changes) if changes else kept


def understood(name: str, text: str) -> str:
    """What a person writes of one of TITLES, as the case keeps it. Raises AuditorError for what is no such thing."""
    text = text.strip()
    if name == "weekly_target" and text:
        text = str(amount_written(text, ALL) // 1_000_000)
    if name == "report_weekday" and len(text) > 2:
        text = next((day for day, full in DAY_NAMES.items() if full.startswith(text.lower())), text)
    check_dates({name: text})
    return text


def marks(properties: Properties, span: tuple[int, int]) -> list[tuple[int, str]]:
    """The dates in order, in µs UTC: midnight on the people's clocks. Report days within `span` (µs) have no name.

    They are left out where there are more than MANY.
    """
    named = [(properties.announced, "target announced"), (properties.due, "review due")]
    found = [(midnight(date.fromisoformat(day), properties), name) for day, name in named if day]
    return sorted([*found, *((at, "") for at in _report_days(properties, span))])


def midnight(day: date, properties: Properties) -> int:
    """The moment a day begins on the people's clocks, µs UTC; where that is skipped, the moment of the jump."""
    begun = datetime(day.year, day.month, day.day, tzinfo=properties.zone)
    return (begun - EPOCH) // MICROSECOND


def _report_days(properties: Properties, span: tuple[int, int]) -> list[int]:
    start, end = span
    if not properties.report_weekday or end - start > (MANY + 2) * timedelta(weeks=1) / MICROSECOND:
        return []
    try:
        first = (EPOCH + timedelta(microseconds=start)).astimezone(properties.zone).date()
        day = first + timedelta(days=(WEEKDAYS.index(properties.report_weekday) - first.weekday()) % 7)
        days = [midnight(day + timedelta(weeks=week), properties) for week in range(MANY + 2)]
    except OverflowError:  # outside of any calendar
        return []
    found = [at for at in days if start <= at <= end]
    return found if len(found) <= MANY else []
