"""A hard company as the program judges it: written, imported, dated, assessed; three orders beside the truth."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from auditor.assess.run import assess
from auditor.case.case_file import CaseFile
from auditor.case.properties import Properties
from auditor.dates import enter_dates
from auditor.find import find_files
from auditor.ingest import ingest
from tests.benchmarks.ranking import Marks, Numbers
from tests.benchmarks.textbook import Who, read, textbook
from tests.company.hard import HardCompany, HardTruth, hard_company

ORDERS = ("priority", "textbook", "tokens")


@dataclass(frozen=True, slots=True)
class Judged:
    """The agents of one company with their truth, and for each of ORDERS their scores."""

    agents: tuple[Who, ...]
    truth: tuple[HardTruth, ...]
    orders: dict[str, Numbers]

    @property
    def wanted(self) -> Marks:
        """Which of them pad."""
        return np.array([one.padding for one in self.truth])


def judged(folder: Path, seed: int, text: bool, outcomes: bool = True) -> Judged:
    """Make the company of that seed in `folder`, and judge it by the files alone."""
    company = hard_company(seed, text=text, outcomes=outcomes)
    company.write(folder / "exports")
    seen, truth = read(folder / "exports", ZoneInfo(company.timezone)), company.truth
    agents = sorted(truth)
    with CaseFile.create(folder / "hard.auditcase", Properties("Hard", "R. Okafor", company.timezone)) as case:
        given = _priorities(case, company, folder / "exports")
    orders = {
        "priority": np.array([given[who] for who in agents]),
        "textbook": textbook([seen[who] for who in agents]),
        "tokens": np.array([float(seen[who].tokens) for who in agents]),
    }
    return Judged(tuple(agents), tuple(truth[who] for who in agents), orders)


def _priorities(case: CaseFile, company: HardCompany, exports: Path) -> dict[Who, float]:
    """What the program says of each agent once it has read the files and been told the dates."""
    problems = [one.problem for one in ingest(case, find_files([exports])) if one.problem]
    assert not problems, problems
    told = {"announced": company.announced.isoformat(), "weekly_target": str(company.weekly_target)}
    enter_dates(case, told | {"report_weekday": company.report_weekday})
    assess(case, None)
    places = {agent.id: (agent.person, agent.name) for agent in case.agents.all()}
    return {places[one]: assessment.priority for one, assessment in case.assessments.all().items()}
