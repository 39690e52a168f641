"""A case: one SQLite file that an audit lives in. Opens it, and holds its tables side by side."""

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from auditor.case.agents import Agents
from auditor.case.coverage import CoverageTable
from auditor.case.derived import Derived
from auditor.case.events import Events
from auditor.case.exhibits import Exhibits
from auditor.case.log import Log
from auditor.case.outcomes import Outcomes
from auditor.case.persons import Persons
from auditor.case.properties import Properties, PropertiesTable, zone_named
from auditor.case.sources import Sources
from auditor.case.store import Store
from auditor.case.texts import Texts
from auditor.case.verdicts import Verdicts

SUFFIX = ".auditcase"


class CaseFile:
    """The tables of one open case. Use `create` or `open`; close it, or use it in a `with` block."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.path = store.path
        self.log = Log(store)
        self.properties = PropertiesTable(store, self.log)
        self.persons = Persons(store)
        self.texts = Texts(store)
        self.sources = Sources(store, self.log, self.persons, self.texts)
        self.events = Events(store)
        self.outcomes = Outcomes(store)
        self.agents = Agents(store)
        self.exhibits = Exhibits(store, self.log)
        self.verdicts = Verdicts(store, self.log)
        self.coverage = CoverageTable(store)
        self.derived = Derived(store)

    @classmethod
    def create(cls, path: Path, properties: Properties) -> "CaseFile":
        """A new case. Raises CaseError when the file exists or cannot be written, or the time zone is unknown."""
        zone_named(properties.timezone)
        case = cls(Store.create(path))
        case.store.who = properties.reviewer
        created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        told = {name: getattr(properties, name) for name in properties.__slots__}
        case.properties.set(**told | {"case_id": str(uuid.uuid4()), "created_at": created})
        return case

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> "CaseFile":
        """An existing case; what a crash left half-done is cleaned up. Raises CaseError with what to do."""
        case = cls(Store.open(path, readonly=readonly))
        case.store.who = case.properties.get().reviewer
        if not case.store.readonly:
            case.sources.clear_leftovers()
            case.derived.refresh()
        return case

    @property
    def reviewer(self) -> str:
        """Who is at the keyboard, named in the log and in verdicts."""
        return self.store.who

    @reviewer.setter
    def reviewer(self, name: str) -> None:
        self.store.who = name

    def close(self) -> None:
        """Finish writing and let the file go."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
