"""Use case: what the people were told of a target, as dates on the timeline: announced, reported on, due."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from auditor.case.case_file import CaseFile
from auditor.case.properties import LAST_DAY, TARGETS, WEEKDAYS, Properties, check_dates
from auditor.errors import ReviewError
from auditor.reconcile import amount_written
from auditor.records import Unit
from auditor.times import EPOCH

TITLES = {
    "announced": "Target announced",
    "weekly_target": "Weekly target",
    "monthly_target": "Monthly target",
    "target_unit": "Target counts",
    "report_weekday": "Report weekday",
    "report_day": "Report day",
    "due": "Review due",
}
"""What the auditor can say, and how it is called where people read it."""

DAY_NAMES = dict(
    zip(WEEKDAYS, ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), strict=True)
)

MANY = 16
"""Report days of one kind in view above which they would be a fence: a quarter of a year has 13 weeks."""

DAY, MICROSECOND = timedelta(days=1), timedelta(microseconds=1)


def enter_dates(case: CaseFile, told: Mapping[str, str | None]) -> Properties:
    """Keep what is told ("" clears it, None leaves it as it is). Raises AuditorError for what cannot be understood.

    Keys are those of TITLES. A target may be written "2,000,000" or "2 M", a weekday "Monday". A weekly target takes
    the place of a monthly one, and the other way round; both at once are refused.
    """
    changes = {name: understood(name, text) for name, text in told.items() if text is not None}
    check_dates(changes)
    if any(changes.get(name) for name in TARGETS):
        changes = dict.fromkeys(TARGETS, "") | changes
    kept = case.properties.get()
    changes = {name: text for name, text in changes.items() if text != getattr(kept, name)}
    return case.properties.set(**changes) if changes else kept


def understood(name: str, text: str) -> str:
    """What a person writes of one of TITLES, as the case keeps it. Raises AuditorError for what is no such thing."""
    text = text.strip()
    if name in TARGETS and text:
        text = _whole(text)
    if name == "report_weekday" and len(text) > 2:
        text = next((day for day, full in DAY_NAMES.items() if full.startswith(text.lower())), text)
    if name in ("target_unit", "report_day"):
        text = text.lower()
    if name == "report_day" and text.isascii() and text.isdigit() and len(text) == 2:
        text = text.removeprefix("0")
    check_dates({name: text})
    return text


def _whole(text: str) -> str:
    """The digits of an amount, which may be of credits. Raises ReviewError for a fraction."""
    amount, rest = divmod(amount_written(text, Unit.CREDITS), 1_000_000)
    if rest:
        raise ReviewError(f"“{text}” has a fraction.", "Targets are whole tokens or credits.")
    return str(amount)


def target_words(properties: Properties) -> str:
    """The target in words, as "2 M tokens a week"; "" where none is told."""
    if properties.target is None:
        return ""
    period = "week" if properties.weekly_target else "month"
    return f"{_short(properties.target)} {properties.unit} a {period}"


def _short(amount: int) -> str:
    """Exact, in as few digits as that takes: "2.5 M", "2,000,001"."""
    for size, letter in ((10**9, "B"), (10**6, "M")):
        if amount >= size and amount % (size // 1000) == 0:
            return f"{amount / size:.3f}".rstrip("0").rstrip(".") + f" {letter}"
    return f"{amount:,}"


def marks(properties: Properties, span: tuple[int, int]) -> list[tuple[int, str]]:
    """The dates in order, in µs UTC: midnight on the people's clocks. Report days within `span` (µs) have no name.

    They are left out where there are more than MANY of a kind. The target stands with the day it was announced.
    """
    target = target_words(properties)
    announced = f"target announced: {target}" if target else "target announced"
    named = [(properties.announced, announced), (properties.due, "review due")]
    found = [(midnight(date.fromisoformat(day), properties), name) for day, name in named if day]
    return sorted([*found, *((at, "") for at in _shown_report_days(properties, span))])


def midnight(day: date, properties: Properties) -> int:
    """The moment a day begins on the people's clocks, µs UTC; where that is skipped, the moment of the jump."""
    begun = datetime(day.year, day.month, day.day, tzinfo=properties.zone)
    return (begun - EPOCH) // MICROSECOND


def day_of(at: int, properties: Properties) -> date:
    """The day of a moment (µs UTC) on the people's clocks. Raises OverflowError outside of any calendar."""
    return (EPOCH + timedelta(microseconds=at)).astimezone(properties.zone).date()


def weekdays(weekday: str, first: date, last: date) -> list[date]:
    """Each day of the week so called (one of WEEKDAYS; "": none) from `first` to `last`, both included."""
    if not weekday:
        return []
    begin = first + DAY * ((WEEKDAYS.index(weekday) - first.weekday()) % 7)
    return [begin + DAY * ahead for ahead in range(0, (last - begin).days + 1, 7)]


def month_days(day: str, first: date, last: date) -> list[date]:
    """That day of each month ("": none) from `first` to `last`; of a month too short for it the last day."""
    if not day:
        return []
    wanted = 31 if day == LAST_DAY else int(day)
    found: list[date] = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, number = month // 12, month % 12 + 1
        found.append(date(year, number, min(wanted, monthrange(year, number)[1])))
    return [one for one in found if first <= one <= last]


def _shown_report_days(properties: Properties, span: tuple[int, int]) -> Iterable[int]:
    """Their beginnings within `span`; none of a kind of which there are too many."""
    try:
        first, last = (day_of(at, properties) for at in span)
    except OverflowError:  # outside of any calendar
        return []
    found: set[int] = set()
    for told, days, apart in ((properties.report_weekday, weekdays, 7), (properties.report_day, month_days, 31)):
        if (last - first).days <= (MANY + 2) * apart:
            moments = [midnight(day, properties) for day in days(told, first, last)]
            inside = [at for at in moments if span[0] <= at <= span[1]]
            found.update(inside if len(inside) <= MANY else ())
    return sorted(found)
