"""What a case is about: its name, who asked for it, who reviews, in which time zone."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from zoneinfo import ZoneInfo

from auditor.case.log import Log
from auditor.case.store import Store
from auditor.errors import CaseError


@dataclass(frozen=True, slots=True)
class Properties:
    """`timezone` and `working_hours` ("09:00-18:00") are those of the people audited; `retain_until` an ISO date."""

    name: str
    reviewer: str
    timezone: str = "UTC"
    working_hours: str = "09:00-18:00"
    purpose: str = ""
    authority: str = ""
    retain_until: str = ""
    case_id: str = ""
    created_at: str = ""

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
        """Change some properties; what changed goes into the log."""
        properties = replace(self.get(), **changes)
        rows = list(asdict(properties).items())

        def work(connection: Any) -> None:
            connection.executemany("INSERT OR REPLACE INTO properties VALUES (?, ?)", rows)
            self._log.append(connection, "case described", **changes)

        self._store.write(work)
        return properties
