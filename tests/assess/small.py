"""A small invented company as rows of plain tables, to be changed, imported with the real importers and assessed."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from auditor.assess.run import assess
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.dates import enter_dates
from auditor.find import find_files
from auditor.ingest import ingest
from auditor.records import Agent, Assessment, Finding
from tests.company import Company, gateway
from tests.company.company import FIRST_DAY, WEEKLY_TARGET
from tests.company.outcomes import by_hand
from tests.company.rhythm import Span

Row = dict[str, str]
Who = tuple[str, str]
"""Person and agent, as the tables name them."""


@dataclass(frozen=True)
class Tables:
    """`usage` may be cut into `files`; `zone` is the people's."""

    usage: Sequence[Row]
    outcomes: Sequence[Row]
    files: int = 1
    zone: str = "UTC"

    def shifted(self, hours: int, zone: str) -> "Tables":
        """All times moved, and the people with them."""
        return replace(self, usage=_moved(self.usage, hours), outcomes=_moved(self.outcomes, hours), zone=zone)


@dataclass(frozen=True)
class Told:
    """What an assessment said, by person and agent."""

    assessments: dict[Who, Assessment] = field(default_factory=dict[Who, Assessment])
    findings: dict[Who, dict[str, Finding]] = field(default_factory=dict[Who, dict[str, Finding]])

    @property
    def priorities(self) -> dict[Who, float]:
        return {who: one.priority for who, one in self.assessments.items()}


@lru_cache(maxsize=1)
def small() -> Tables:
    """24 agents of 8 people over five weeks, 4,000 requests with texts, and their outcomes."""
    company = Company(7, people=8, agents=24, days=35, events=4_000, only="gateway")
    out = io.StringIO(newline="")
    gateway.write_rows(out, company.agents)
    results = [result for agent in company.agents for result in agent.results()]
    for person in company.people:
        results += by_hand(person, Span(FIRST_DAY, company.days, person.zone, person.shift), company.seed)
    made = [
        {
            "timestamp": datetime.fromtimestamp(one.at / 1000).astimezone().isoformat(),
            "employee": one.person.email,
            "agent": one.agent,
            "kind": one.kind,
            "reference": one.reference,
            "title": one.title,
        }
        for one in sorted(results, key=lambda one: (one.at, one.reference))
    ]
    return Tables(list(csv.DictReader(io.StringIO(out.getvalue()))), made)


def told(folder: Path, tables: Tables, *, beside: bool = False) -> Told:
    """Import the tables into a new case there, and assess it."""
    paths = _written(folder, tables)
    with CaseFile.create(folder / "small.auditcase", Properties("Small", "R. Okafor", timezone=tables.zone)) as case:
        for imported in ingest(case, find_files(paths)):
            assert imported.problem is None, imported.problem
        target = {"announced": "2026-09-20", "weekly_target": str(WEEKLY_TARGET), "report_weekday": "fri"}
        enter_dates(case, target)
        assess(case, beside=beside)
        return read(case)


def read(case: CaseFile) -> Told:
    """What is said of each agent of a case."""
    found, agents = Told(), {agent.id: agent for agent in case.agents.all()}
    for agent_id, assessment in case.assessments.all().items():
        found.assessments[who(agents[agent_id])] = assessment
    for finding in case.findings.all():
        found.findings.setdefault(who(agents[finding.agent_id]), {})[finding.indicator] = finding
    return found


def who(agent: Agent) -> Who:
    return agent.person, agent.name


def _moved(rows: Sequence[Row], hours: int) -> list[Row]:
    def moved(told: str) -> str:
        return (datetime.fromisoformat(told) + timedelta(hours=hours)).isoformat()

    return [row | {"timestamp": moved(row["timestamp"])} for row in rows]


def _written(folder: Path, tables: Tables) -> list[Path]:
    size = -(-len(tables.usage) // tables.files)
    parts = [tables.usage[start : start + size] for start in range(0, len(tables.usage), size)]
    named = [(f"usage-{number}.csv", rows) for number, rows in enumerate(parts)]
    return [written(folder / name, rows) for name, rows in [*named, ("outcomes.csv", tables.outcomes)] if rows]


def written(path: Path, rows: Sequence[Row]) -> Path:
    """Rows as a table with the plain headers."""
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return path
