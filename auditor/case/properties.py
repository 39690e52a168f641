"""What a case is about: its name, who asked for it, who reviews, in which time zone, on which dates things happened."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from zoneinfo import ZoneInfo

from auditor.case.log import Log
from auditor.case.store import Store
from auditor.errors import CaseError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

LONGEST = 15
"""Digits of a weekly target: more than this is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Properties:
    """`timezone` and `working_hours` ("09:00-18:00") are those of the people audited; `retain_until` an ISO date.

    What the people were told of a target: `announced` and `due` are ISO dates, `weekly_target` whole tokens a week in
    digits, `report_weekday` one of WEEKDAYS; "" where there is none, or it is not known.
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

    @property
    def target_tokens(self) -> int | None:
        """The weekly target; None if there is none."""
        return int(self.weekly_target) if self.weekly_target else None

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
        if name in ("announced", "due") and text and not _is_date(text):
            raise CaseError(f"“{text}” is no date.", "Write it like 2026-11-02.")
        if name == "weekly_target" and text and not _is_target(text):
            raise CaseError(f"“{text}” is no weekly target.", "Write whole tokens a week, like 2,000,000 or 2 M.")
        if name == "report_weekday" and text and text not in WEEKDAYS:
            raise CaseError(f"“{text}” is no weekday.", f"Choose from: {', '.join(WEEKDAYS)}.")


def _is_target(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST and int(text) > 0


def _is_date(told: str) -> bool:
    try:
        return date.fromisoformat(told).isoformat() == told
    except ValueError:
        return False


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
        check_dates(changes)

        def work(connection: sqlite3.Connection) -> None:
            # Only what is logged: `verify` compares the two.
            connection.executemany("INSERT OR REPLACE INTO properties VALUES (?, ?)", list(changes.items()))
            self._log.append(connection, "case described", **changes)

        self._store.write(work)
        return properties
