"""What a case is about: its name, who asked for it, who reviews, in which time zone, on which dates things happened."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from zoneinfo import ZoneInfo

from auditor.case.log import Log
from auditor.case.store import Store
from auditor.errors import CaseError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

TARGETS = ("weekly_target", "monthly_target")

UNITS = ("tokens", "credits")
"""In what a target can be told."""

LAST_DAY = "last"
"""Stands for the last day of each month, however many it has."""

LONGEST = 15
"""Digits of a target: more than this is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Properties:
    """`timezone` and `working_hours` ("09:00-18:00") are those of the people audited; `retain_until` an ISO date.

    What the people were told of a target: `announced` and `due` are ISO dates; `weekly_target` or `monthly_target`, of
    which one stands at a time, a whole amount in digits, in `target_unit` (one of UNITS, tokens where ""). Reported
    each `report_weekday` (one of WEEKDAYS), each month on `report_day` ("1" to "31", or LAST_DAY), or on both. "" where
    there is none, or it is not known.
    """

    name: str
    reviewer: str
    timezone: str = "UTC"
    working_hours: str = "09:00-18:00"
    purpose: str = ""
    authority: str = ""
    retain_until: str = ""
    case_id: str = ""
    created_at: str = ""
    announced: str = ""
    weekly_target: str = ""
    report_weekday: str = ""
    due: str = ""
    monthly_target: str = ""
    target_unit: str = ""
    report_day: str = ""

    @property
    def target(self) -> int | None:
        """The amount a person and week, or month if that stands; None if there is no target."""
        told = self.weekly_target or self.monthly_target
        return int(told) if told else None

    @property
    def unit(self) -> str:
        """What the target counts, one of UNITS."""
        return self.target_unit or UNITS[0]

    @property
    def zone(self) -> ZoneInfo:
        """The people's time zone."""
        return zone_named(self.timezone)


def zone_named(name: str) -> ZoneInfo:
    """An IANA time zone. Raises CaseError with an example when there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise CaseError(f"There is no time zone “{name}”.", "Use a name like Europe/Berlin or UTC.") from error


def check_dates(told: Mapping[str, str]) -> None:
    """Refuse dates no calendar has, and a target that is none. Raises CaseError that says how they are written."""
    for name, text in told.items():
        if text and name in RULES:
            holds, wrong, hint = RULES[name]
            if not holds(text):
                raise CaseError(f"“{text}” is {wrong}.", hint)
    if told.get("weekly_target") and told.get("monthly_target"):
        raise CaseError("A target is told by the week or by the month.", "Say only one of the two.")


def _is_target(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST and int(text) > 0


def _is_day(text: str) -> bool:
    return text == LAST_DAY or (text in map(str, range(1, 32)))


def _is_date(told: str) -> bool:
    try:
        return date.fromisoformat(told).isoformat() == told
    except ValueError:
        return False


HOW_MUCH = "Write a whole amount, like 2,000,000 or 2 M."
WHICH_DAY = "Write it like 2026-11-02."

RULES: Mapping[str, tuple[Callable[[str], bool], str, str]] = {
    "announced": (_is_date, "no date", WHICH_DAY),
    "due": (_is_date, "no date", WHICH_DAY),
    "weekly_target": (_is_target, "no weekly target", HOW_MUCH),
    "monthly_target": (_is_target, "no monthly target", HOW_MUCH),
    "target_unit": (UNITS.__contains__, "no unit of a target", f"Choose from: {', '.join(UNITS)}."),
    "report_weekday": (WEEKDAYS.__contains__, "no weekday", f"Choose from: {', '.join(WEEKDAYS)}."),
    "report_day": (_is_day, "no day of the month", f"Write 1 to 31, or {LAST_DAY}."),
}
"""What is kept of a target, by property: what holds for it, what it is called where it does not, how it is written."""


class PropertiesTable:
    """`case.properties`."""

    def __init__(self, store: Store, log: Log) -> None:
        self._store = store
        self._log = log

    def get(self) -> Properties:
        """The properties as they are now."""
        told = {"name": self._store.path.stem, "reviewer": ""}  # what a case broken off at its making lacks
        told |= dict(self._store.read("SELECT key, value FROM properties"))
        return Properties(**{f.name: told[f.name] for f in fields(Properties) if f.name in told})

    def set(self, **changes: str) -> Properties:
        """Change some properties; what changed goes into the log. Raises CaseError for dates that are none."""
        properties = replace(self.get(), **changes)
        check_dates(changes | {name: getattr(properties, name) for name in TARGETS})

        def work(connection: sqlite3.Connection) -> None:
            # Only what is logged: `verify` compares the two.
            connection.executemany("INSERT OR REPLACE INTO properties VALUES (?, ?)", list(changes.items()))
            self._log.append(connection, "case described", **changes)

        self._store.write(work)
        return properties
