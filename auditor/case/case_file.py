"""A case: one SQLite file that an audit lives in. Opens it, and holds its tables side by side."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from auditor.case.agents import Agents
from auditor.case.assessments import Assessments
from auditor.case.checks import Checks
from auditor.case.controls import Controls
from auditor.case.coverage import CoverageTable
from auditor.case.derived import Derived
from auditor.case.events import Events
from auditor.case.exhibits import Exhibits
from auditor.case.families import Families
from auditor.case.findings import Findings
from auditor.case.grounds import GroundsTable
from auditor.case.identity import IdentityTable
from auditor.case.log import Log
from auditor.case.outcomes import Outcomes
from auditor.case.overrides import Overrides
from auditor.case.packed import Packed
from auditor.case.persons import Persons
from auditor.case.prices import Prices
from auditor.case.properties import Properties, PropertiesTable, zone_named
from auditor.case.search import Search
from auditor.case.sources import Sources
from auditor.case.store import Store
from auditor.case.texts import Texts
from auditor.case.verdicts import Verdicts
from auditor.case.views import Views
from auditor.errors import CaseError

SUFFIX = ".auditcase"
BEHIND = "Sums may be behind the imported events: an import was broken off, and the case cannot be written now."


class CaseFile:
    """The tables of one open case. Use `create` or `open`; close it, or use it in a `with` block.

    `notice` is a sentence that a reader of the case should know, mostly "".
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.path = store.path
        self.notice = ""
        self.log = Log(store)
        self.properties = PropertiesTable(store, self.log)
        self.persons = Persons(store)
        self.texts = Texts(store)
        self.sources = Sources(store, self.log, self.persons, self.texts)
        self.packed = Packed(store)
        self.events = Events(store, self.packed)
        self.outcomes = Outcomes(store)
        self.agents = Agents(store)
        self.identity = IdentityTable(store, self.log)
        self.exhibits = Exhibits(store, self.log)
        self.verdicts = Verdicts(store, self.log)
        self.coverage = CoverageTable(store)
        self.prices = Prices(store, self.log)
        self.controls = Controls(store, self.log)
        self.checks = Checks(store)
        self.families = Families(store, self.packed)
        self.search = Search(store)
        self.findings = Findings(store)
        self.assessments = Assessments(store)
        self.overrides = Overrides(store, self.log)
        self.grounds = GroundsTable(store)
        self.views = Views(store)
        self.derived = Derived(store, self.packed)

    @classmethod
    def create(cls, path: Path, properties: Properties) -> "CaseFile":
        """A new case. Raises CaseError when the file exists or cannot be written, or the time zone is unknown."""
        zone_named(properties.timezone)
        properties = replace(properties, name=properties.name.strip(), reviewer=properties.reviewer.strip())
        _check(properties)
        case = cls(Store.create(path))
        try:
            case.reviewer = properties.reviewer
            created = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
            told = {name: getattr(properties, name) for name in properties.__slots__}
            case.properties.set(**told | {"case_id": str(uuid.uuid4()), "created_at": created})
        except BaseException:
            case.close()
            path.unlink(missing_ok=True)
            raise
        return case

    @classmethod
    def open(cls, path: Path, *, readonly: bool = False) -> "CaseFile":
        """An existing case; what a crash left half-done is cleaned up. Raises CaseError with what to do."""
        case = cls(Store.open(path, readonly=readonly))
        try:
            case.reviewer = case.properties.get().reviewer
            if not case.store.readonly:
                case.sources.clear_leftovers()
                case.derived.refresh()
            elif case._is_behind():
                case = cls._caught_up(case)
        except BaseException:
            case.close()
            raise
        return case

    @classmethod
    def _caught_up(cls, behind: "CaseFile") -> "CaseFile":
        """The case opened for reading again, its sums made up to date if it could be opened for writing meanwhile."""
        behind.close()
        notice = ""
        try:
            cls.open(behind.path).close()
        except CaseError:
            notice = BEHIND
        case = cls(Store.open(behind.path, readonly=True))
        case.reviewer, case.notice = behind.reviewer, notice
        return case

    def _is_behind(self) -> bool:
        return bool(self.store.read("SELECT 1 FROM stale_agents LIMIT 1"))

    @property
    def reviewer(self) -> str:
        """Who is at the keyboard, named in the log and in verdicts."""
        return self.store.who

    @reviewer.setter
    def reviewer(self, name: str) -> None:
        self.store.who = name.strip()

    def close(self) -> None:
        """Finish writing and let the file go."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _check(properties: Properties) -> None:
    """Refuse a description that would make the case hard to defend later. Raises CaseError."""
    if not properties.name or not properties.reviewer:
        raise CaseError("A case needs a name and a reviewer.", "Say both: --name … --reviewer …")
    try:
        date.fromisoformat(properties.retain_until or "2000-01-01")
    except ValueError as error:
        raise CaseError(f"“{properties.retain_until}” is no date.", "Write it like 2027-11-30.") from error
